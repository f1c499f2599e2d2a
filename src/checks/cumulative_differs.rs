//! A cumulative figure told twice, for a group period and for its last leaf, and not the same.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words::rows::{criterion_code, period_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "cumulative-differs",
    page: include_str!("cumulative_differs.md"),
    grade: Grade::Required,
    reasons: CumulativeDiffers::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum CumulativeDiffers {
    FromLastPeriod { unit: Box<str>, criterion: Box<str>, group: Box<str>, last: Box<str> },
}

impl Fault for CumulativeDiffers {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::FromLastPeriod { unit, criterion, group, last } = self;
        voice.say(
            format!("số lũy kế của `{unit}`, tiêu chí `{criterion}` ở kỳ `{group}` khác ở kỳ cuối `{last}` của nó"),
            format!("the cumulative figure of `{unit}`, criterion `{criterion}` in `{group}` differs from that in its last period `{last}`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("hai dòng nói cùng một số: sửa cho giống nhau hoặc bỏ một dòng", "both tell one figure: make them agree or remove one row"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng của kỳ cuối", "the row of the last period"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let campaign = look.campaign;
    for contradiction in &look.ledger.contradictions {
        let Some(last) = campaign.periods[contradiction.group].leaves.last() else { continue };
        let fault = CumulativeDiffers::FromLastPeriod {
            unit: unit_code(campaign, contradiction.unit),
            criterion: criterion_code(campaign, contradiction.criterion),
            group: period_code(campaign, contradiction.group),
            last: period_code(campaign, *last),
        };
        let subject = Subject::unit(Some(contradiction.unit)).criterion(Some(contradiction.criterion)).period(Some(contradiction.group));
        findings.add(&CHECK, Place::Row(contradiction.own), subject, fault).against(Place::Row(contradiction.last));
    }
}
