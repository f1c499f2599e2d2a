//! Discipline whose days do not say when it is in force.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution, discipline};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::draft;
use crate::sheet::Place;
use crate::value::{Day, UnitIndex};
use crate::words;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "discipline-dates",
    page: include_str!("discipline_dates.md"),
    grade: Grade::Required,
    reasons: DisciplineDates::VARIANTS,
    looks: &[Look::Sheets(sheets), Look::Ledger(ledger)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum DisciplineDates {
    EndsBeforeItBegins { code: Box<str>, from: Day, to: Day },
    EndUnknown { code: Box<str>, from: Day, start: Day },
}

impl Fault for DisciplineDates {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::EndsBeforeItBegins { code, from, to } => {
                let (from, to) = (words::day(*from, voice), words::day(*to, voice));
                voice.say(
                    format!("kỷ luật của `{code}` hết hiệu lực {to}, trước ngày bắt đầu {from}"),
                    format!("the discipline of `{code}` ends on {to}, before it begins on {from}"),
                )
            }
            Self::EndUnknown { code, from, start } => {
                let (from, start) = (words::day(*from, voice), words::day(*start, voice));
                voice.say(
                    format!("quyết định kỷ luật `{code}` từ {from} không ghi ngày hết hiệu lực, nên không biết kỳ bắt đầu {start} có xếp hạng không"),
                    format!(
                        "the decision against `{code}` of {from} has no last day, so whether it is ranked in the period from {start} is not known"
                    ),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::EndsBeforeItBegins { from, .. } => Some(words::write_from(*from, ["`tu_ngay`", "`tu_ngay`"], voice)),
            Self::EndUnknown { .. } => {
                Some(voice.say("ghi ngày cuối còn hiệu lực vào `den_ngay`", "write the last day it is in force in `den_ngay`"))
            }
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::EndsBeforeItBegins { .. } => voice.say("từ ngày này", "from this day"),
            Self::EndUnknown { .. } => voice.say("đơn vị có kỷ luật thì không xếp", "a unit under discipline is not ranked"),
        })
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.discipline.rows {
        let (Some(from), Some(to)) = (row.day(draft::discipline::FROM).value(), row.day(draft::discipline::TO).value()) else { continue };
        if from <= to {
            continue;
        }
        let subject = words::concerned_by_discipline(campaign, discipline::unit_of(row, &campaign.directories));
        let fault = DisciplineDates::EndsBeforeItBegins { code: row.text(draft::discipline::CODE).into(), from, to };
        findings.add(&CHECK, row.place(draft::discipline::TO), subject, fault).against(row.place(draft::discipline::FROM));
    }
}

fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, .. } = *look;
    for decision in &campaign.discipline.decisions {
        let unit = decision.unit;
        let is_first = || campaign.discipline.in_doubt(unit, scope.stretch).is_some_and(|doubted| doubted.row == decision.row);
        let Some(rule) = rule(campaign, unit, look).filter(|_| is_first()) else { continue };
        let fault = DisciplineDates::EndUnknown { code: unit_code(campaign, unit), from: decision.from, start: scope.stretch.from };
        findings.add(&CHECK, decision.to_place, Subject::unit(Some(unit)).period(scope.period), fault).against(rule);
    }
}

/// Where the unit's block says that a unit under discipline is not ranked.
fn rule(campaign: &Campaign, unit: UnitIndex, look: &LedgerLook) -> Option<Place> {
    let block = campaign.units[unit].in_stretch(&look.scope.stretch)?.block?;
    campaign.blocks[block].ranking.as_ref()?.sets_aside_violation.map(Place::Definition)
}
