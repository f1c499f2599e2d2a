//! A unit without a kind in a block where a criterion applies by kind.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::units;
use crate::sheet::Place;
use crate::value::BlockIndex;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-kind-needed",
    page: include_str!("unit_kind_needed.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Needed,
}

#[derive(Debug)]
struct UnitKindNeeded {
    unit: Box<str>,
    criterion: Box<str>,
}

impl Fault for UnitKindNeeded {
    fn reason(&self) -> &'static str {
        Reason::Needed.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, criterion } = self;
        voice.say(
            format!("`{unit}` chưa có loại, mà tiêu chí `{criterion}` áp dụng theo loại"),
            format!("`{unit}` has no kind, and criterion `{criterion}` applies by kind"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("viết loại của đơn vị vào cột `loai`", "write the unit's kind in the column `loai`"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí áp dụng theo loại", "the criterion that applies by kind"))
    }
}

/// A criterion of this block that applies to some kinds of unit only.
pub(super) fn criterion_by_kind(campaign: &Campaign, block: BlockIndex) -> Option<&Criterion> {
    let is_of_block = |criterion: &&Criterion| criterion.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
    campaign.criteria.iter().filter(is_of_block).find(|criterion| criterion.kinds.is_some())
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.units.rows {
        let Some(block) = campaign.directories.blocks.find(row.text(units::BLOCK).as_bytes()) else { continue };
        let criterion = row.text(units::KIND).is_empty().then(|| criterion_by_kind(campaign, block)).flatten();
        let Some(criterion) = criterion else { continue };
        let unit = campaign.directories.units.find(row.text(units::CODE).as_bytes());
        let fault = UnitKindNeeded { unit: row.text(units::CODE).into(), criterion: criterion.code.as_str().into() };
        let subject = Subject { block: Some(block), ..Subject::unit(unit) };
        findings.add(&CHECK, row.place(units::KIND), subject, fault).against(Place::Definition(criterion.span));
    }
}
