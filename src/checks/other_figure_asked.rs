//! An estimate where the actual figure is asked for, or the actual figure where the estimate is.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::ledger::Lack;
use crate::scoring::Need;
use crate::sheet::Place;
use crate::value::Quantity;
use crate::words::rows::criterion_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "other-figure-asked",
    page: include_str!("other_figure_asked.md"),
    grade: Grade::Error,
    reasons: OtherFigure::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum OtherFigure {
    ActualAsked { criterion: Box<str>, estimate: Quantity },
    EstimateAsked { criterion: Box<str>, actual: Quantity },
}

impl Fault for OtherFigure {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::ActualAsked { criterion, estimate } => voice.say(
                format!("tiêu chí `{criterion}` chấm theo số thực hiện, dòng này chỉ có số ước {}: chưa có điểm", estimate.vietnamese()),
                format!("criterion `{criterion}` is scored by the actual figure, this row has only the estimate {estimate}: no points"),
            ),
            Self::EstimateAsked { criterion, actual } => voice.say(
                format!("tiêu chí `{criterion}` chấm theo số ước, dòng này chỉ có số thực hiện {}: chưa có điểm", actual.vietnamese()),
                format!("criterion `{criterion}` is scored by the estimate, this row has only the actual figure {actual}: no points"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::ActualAsked { .. } => voice.say(
                "ghi `thuc_hien`; kế hoạch cho chấm theo số ước thì khai `so_lieu_cham: uoc_thuc_hien`",
                "fill `thuc_hien`; where the plan scores estimates, declare `so_lieu_cham: uoc_thuc_hien`",
            ),
            Self::EstimateAsked { actual, .. } => voice.say(
                format!("ghi `uoc_thuc_hien`, số ước gồm cả số thực hiện; không còn gì phải ước thì viết `{actual}`"),
                format!("fill `uoc_thuc_hien`, which includes what is done; where nothing is left to come, write `{actual}`"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    if ledger.estimates == 0 && !campaign.scores_estimates() {
        return;
    }
    for awaited in ledger.awaited(campaign, scope) {
        let Lack::Figure { criterion, row, need, given: Some((cell, figure)) } = awaited.lack else { continue };
        let code = criterion_code(campaign, criterion);
        let fault = if need == Need::Estimate {
            OtherFigure::EstimateAsked { criterion: code, actual: figure }
        } else {
            OtherFigure::ActualAsked { criterion: code, estimate: figure }
        };
        let subject = Subject::unit(Some(awaited.unit)).criterion(Some(criterion)).period(Some(awaited.period));
        let declared = Place::Definition(campaign.criteria[criterion].span);
        findings.add(&CHECK, Place::Cell(row, cell), subject, fault).against(declared);
    }
}
