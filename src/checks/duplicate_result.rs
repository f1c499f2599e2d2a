//! Two rows for one unit, criterion and period.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::Place;

/// The check.
pub const CHECK: Check = Check {
    name: "duplicate-result",
    page: include_str!("duplicate_result.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    SameKey,
}

#[derive(Debug)]
struct DuplicateResult {
    unit: Box<str>,
    criterion: Box<str>,
    period: Box<str>,
}

impl Fault for DuplicateResult {
    fn reason(&self) -> &'static str {
        Reason::SameKey.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, criterion, period } = self;
        voice.say(
            format!("`{unit}` đã có kết quả của tiêu chí `{criterion}`, kỳ `{period}` ở một dòng khác"),
            format!("`{unit}` has a result for criterion `{criterion}`, period `{period}` in another row already"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("giữ một dòng, bỏ dòng kia", "keep one row, remove the other"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng đã có", "the row that stands already"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let campaign = look.campaign;
    for duplicate in &look.ledger.duplicates {
        let (Some(criterion), Some(period)) = (duplicate.criterion, duplicate.period) else { continue };
        let fault = DuplicateResult {
            unit: campaign.units[duplicate.unit].code.as_str().into(),
            criterion: campaign.criteria[criterion].code.as_str().into(),
            period: campaign.periods[period].code.as_str().into(),
        };
        let subject = Subject::unit(Some(duplicate.unit)).criterion(Some(criterion)).period(Some(period));
        findings.add(&CHECK, Place::Row(duplicate.second), subject, fault).against(Place::Row(duplicate.first));
    }
}
