//! Results of a unit that stands in no block, and so are ranked nowhere.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-not-ranked",
    page: include_str!("unit_not_ranked.md"),
    grade: Grade::Warning,
    reasons: NotRanked::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotRanked {
    NoBlock { unit: Box<str> },
}

impl Fault for NotRanked {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::NoBlock { unit } = self;
        voice.say(
            format!("`{unit}` có kết quả nhưng không thuộc khối nào nên không được xếp hạng"),
            format!("`{unit}` has results but stands in no block, so it is not ranked"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "ghi mã khối ở `don-vi.csv`, hoặc bỏ các dòng kết quả của đơn vị",
            "write the block's code in `don-vi.csv`, or remove the unit's results",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng này để trống `khoi`", "this row leaves `khoi` empty"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let campaign = look.campaign;
    if campaign.blocks.is_empty() {
        return;
    }
    for (unit, first) in look.ledger.unranked.enumerate() {
        let Some((row, period)) = *first else { continue };
        let membership = campaign.units[unit].in_stretch(&campaign.periods[period].stretch);
        let subject = Subject::unit(Some(unit)).period(Some(period));
        let fault = NotRanked::NoBlock { unit: unit_code(campaign, unit) };
        findings.add(&CHECK, Place::Row(row), subject, fault).against(membership.map(|membership| membership.place));
    }
}
