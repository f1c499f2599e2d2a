//! A unit of a kind on days on which that kind does not exist.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::units;
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-kind-not-valid",
    page: include_str!("unit_kind_not_valid.md"),
    grade: Grade::Error,
    reasons: UnitKindNotValid::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnitKindNotValid {
    /// The row holds before the kind exists.
    Before { unit: Box<str>, kind: Box<str>, begins: Day, days: i64 },
    /// The row holds after the kind has ended.
    After { unit: Box<str>, kind: Box<str>, ends: Day, days: i64 },
}

impl Fault for UnitKindNotValid {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Before { unit, kind, begins, days } => {
                let (begins, days) = (words::day(*begins, voice), words::days(*days, voice));
                voice.say(
                    format!("`{unit}` mang loại `{kind}` trước khi có loại này {days}: loại này có từ {begins}"),
                    format!("`{unit}` is of kind `{kind}` for {days} before that kind exists, from {begins}"),
                )
            }
            Self::After { unit, kind, ends, days } => {
                let (ends, days) = (words::day(*ends, voice), words::days(*days, voice));
                voice.say(
                    format!("`{unit}` mang loại `{kind}` thêm {days} sau khi loại này hết: loại này chỉ đến hết {ends}"),
                    format!("`{unit}` is of kind `{kind}` for {days} after that kind has ended on {ends}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Before { begins, .. } => voice.say(
                format!("viết `{begins}` vào `tu_ngay`, và thêm một dòng với loại cũ đến hôm trước"),
                format!("write `{begins}` in `tu_ngay`, and add a row of the earlier kind up to the day before"),
            ),
            Self::After { ends, .. } => voice.say(
                format!("viết `{ends}` vào `den_ngay`, và thêm một dòng với loại mới từ hôm sau"),
                format!("write `{ends}` in `den_ngay`, and add a row of the later kind from the day after"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("loại khai ở đây", "the kind is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.units.rows {
        let Some(kind) = campaign.directories.kinds.find(row.text(units::KIND).as_bytes()) else { continue };
        let kind = &campaign.kinds[usize::from(kind)];
        let (from, to) = (row.day(units::FROM), row.day(units::TO));
        if from.is_broken() || to.is_broken() {
            continue;
        }
        // Days outside the campaign's time are no concern of it.
        let first = from.value().map_or(campaign.time.from, |from| from.max(campaign.time.from));
        let last = to.value().map_or(campaign.time.to, |to| to.min(campaign.time.to));
        if last < first {
            continue;
        }
        let unit = || row.text(units::CODE).into();
        let before = kind.from.filter(|begins| first < *begins).map(|begins| UnitKindNotValid::Before {
            unit: unit(),
            kind: kind.code.clone(),
            begins,
            days: begins.since(first).min(last.since(first) + 1),
        });
        let after = kind.to.filter(|ends| *ends < last).map(|ends| UnitKindNotValid::After {
            unit: unit(),
            kind: kind.code.clone(),
            ends,
            days: last.since(ends).min(last.since(first) + 1),
        });
        let subject = Subject::unit(campaign.directories.units.find(row.text(units::CODE).as_bytes()));
        for fault in before.into_iter().chain(after) {
            findings.add(&CHECK, row.place(units::KIND), subject.clone(), fault).against(Place::Definition(kind.span));
        }
    }
}
