//! A target of the year that is not the same in each row.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Quantity;
use crate::words::rows::{criterion_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "year-target-differs",
    page: include_str!("year_target_differs.md"),
    grade: Grade::Required,
    reasons: YearTargetDiffers::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum YearTargetDiffers {
    BetweenRows { unit: Box<str>, criterion: Box<str>, target: Quantity, other: Quantity },
}

impl Fault for YearTargetDiffers {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::BetweenRows { unit, criterion, target, other } = self;
        voice.say(
            format!("chỉ tiêu năm của `{unit}`, tiêu chí `{criterion}` là {} ở dòng này, {} ở dòng kia", target.vietnamese(), other.vietnamese()),
            format!("the year's target of `{unit}`, criterion `{criterion}` is {target} in this row and {other} in another"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "ghi cùng một số ở mọi dòng, hoặc ghi một lần ở `chi-tieu.csv` với `ky` để trống",
            "write the same figure in every row, or once in `chi-tieu.csv` with `ky` left empty",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng kia", "the other row"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    for clash in &look.ledger.year_targets {
        let (other, target) = clash.targets;
        let fault = YearTargetDiffers::BetweenRows {
            unit: unit_code(look.campaign, clash.unit),
            criterion: criterion_code(look.campaign, clash.criterion),
            target,
            other,
        };
        let subject = Subject::unit(Some(clash.unit)).criterion(Some(clash.criterion)).period(Some(clash.period));
        findings.add(&CHECK, Place::Row(clash.second), subject, fault).against(Place::Row(clash.first));
    }
}
