//! A pledge signed in a block that is not the unit's.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::pledges;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "pledge-block",
    page: include_str!("pledge_block.md"),
    grade: Grade::Error,
    reasons: PledgeBlock::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PledgeBlock {
    OtherBlock { unit: Box<str>, written: Box<str>, own: Option<Box<str>> },
}

impl Fault for PledgeBlock {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::OtherBlock { unit, written, own } = self;
        match own {
            Some(own) => voice.say(
                format!("`{unit}` ký giao ước của khối `{written}`, mà đơn vị thuộc khối `{own}`"),
                format!("`{unit}` signed the pledge of block `{written}`, and the unit is in block `{own}`"),
            ),
            None => voice.say(
                format!("`{unit}` ký giao ước của khối `{written}`, mà đơn vị không xếp khối"),
                format!("`{unit}` signed the pledge of block `{written}`, and the unit is in no block"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::OtherBlock { own, .. } = self;
        Some(match own {
            Some(own) => voice.say(format!("viết `{own}`"), format!("write `{own}`")),
            None => voice.say("ghi khối của đơn vị ở `don-vi.csv`, hoặc bỏ dòng này", "write the unit's block in `don-vi.csv`, or remove the row"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng của đơn vị", "the unit's row"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let years = campaign.time.years(campaign.year);
    for pledge in &campaign.pledges.list {
        // Next year's blocks may be other ones.
        if pledge.year.is_some_and(|year| !years.contains(&year)) {
            continue;
        }
        let (Some(block), Some(standing)) = (pledge.block, campaign.units[pledge.unit].in_stretch(&campaign.time)) else { continue };
        if standing.block == Some(block) || standing.has_unknown_block {
            continue;
        }
        let row = &resolution.draft.pledges.rows[pledge.position];
        let fault = PledgeBlock::OtherBlock {
            unit: campaign.units[pledge.unit].code.as_str().into(),
            written: words::shown(row.text(pledges::BLOCK)).into(),
            own: standing.block.map(|own| campaign.blocks[own].code.as_str().into()),
        };
        findings.add(&CHECK, row.place(pledges::BLOCK), Subject::unit(Some(pledge.unit)), fault).against(standing.place);
    }
}
