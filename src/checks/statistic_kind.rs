//! A statistic whose figure is not of its kind.

use strum::VariantNames as _;

use crate::campaign::{Resolution, Statistic};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::StatisticKind;
use crate::draft::{DraftRow, statistics};
use crate::sheet::Place;
use crate::value::Quantity;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "statistic-kind",
    page: include_str!("statistic_kind.md"),
    grade: Grade::Required,
    reasons: StatisticFault::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum StatisticFault {
    NotWhole { statistic: Box<str>, text: Box<str> },
    NumberForYesNo { statistic: Box<str>, text: Box<str> },
    WordForNumber { statistic: Box<str>, text: Box<str> },
}

impl Fault for StatisticFault {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotWhole { statistic, text } => {
                let text = words::shown(text);
                voice.say(
                    format!("`{statistic}` là số nguyên, ô này ghi `{text}`"),
                    format!("`{statistic}` is a whole number, this cell says `{text}`"),
                )
            }
            Self::NumberForYesNo { statistic, text } => {
                let text = words::shown(text);
                voice.say(
                    format!("`{statistic}` là có hoặc không, ô này ghi số `{text}`"),
                    format!("`{statistic}` is yes or no, this cell says the number `{text}`"),
                )
            }
            Self::WordForNumber { statistic, text } => {
                let text = words::shown(text);
                voice.say(format!("`{statistic}` là số, ô này ghi `{text}`"), format!("`{statistic}` is a number, this cell says `{text}`"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotWhole { .. } => {
                Some(voice.say("viết số nguyên, hoặc khai `kieu: so_thap_phan`", "write a whole number, or declare `kieu: so_thap_phan`"))
            }
            Self::NumberForYesNo { .. } => Some(voice.say("viết `có` hoặc `không`", "write `có` or `không`")),
            Self::WordForNumber { .. } => Some(voice.say("viết số", "write a number")),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("chỉ số khai ở đây", "the statistic is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.statistics.rows {
        let Some(index) = campaign.directories.statistics.find(row.text(statistics::STATISTIC).as_bytes()) else { continue };
        let statistic = &campaign.statistics[index];
        let Some(fault) = statistic.kind.and_then(|kind| fault(row, kind, statistic.code.as_str())) else { continue };
        let subject = Subject::unit(campaign.directories.units.find(row.text(statistics::UNIT).as_bytes()));
        findings.add(&CHECK, row.place(statistics::VALUE), subject, fault).against(Place::Definition(statistic.span));
    }
}

/// Whether a row's figure is of the statistic's kind, or its kind is not declared.
pub(super) fn is_of_kind(row: &DraftRow, statistic: &Statistic) -> bool {
    statistic.kind.is_none_or(|kind| fault(row, kind, "").is_none())
}

/// Why a figure is not of its kind; none where it is, or cannot be read.
fn fault(row: &DraftRow, kind: StatisticKind, code: &str) -> Option<StatisticFault> {
    let (statistic, text) = (code.into(), row.text(statistics::VALUE).into());
    let number = row.quantity(statistics::VALUE).value();
    let answer = row.yes(statistics::VALUE).value();
    match kind {
        StatisticKind::YesNo => {
            number.filter(|number| answer.is_none() && *number >= Quantity::ZERO).map(|_| StatisticFault::NumberForYesNo { statistic, text })
        }
        StatisticKind::Whole | StatisticKind::Decimal if number.is_none() => answer.map(|_| StatisticFault::WordForNumber { statistic, text }),
        StatisticKind::Whole => number.filter(|number| !number.is_whole()).map(|_| StatisticFault::NotWhole { statistic, text }),
        StatisticKind::Decimal => None,
    }
}
