//! A unit, or a whole block, that has not signed its pledge while there is a sheet of them.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Lacking, Look, Subject, Voice};
use crate::draft::pledges;
use crate::sheet::Place;
use crate::value::UnitIndex;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "pledge-missing",
    page: include_str!("pledge_missing.md"),
    // No plan is bound to have pledges: who keeps the sheet wants to know who is not in it, and nothing is wrong yet.
    grade: Grade::Warning,
    reasons: PledgeMissing::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PledgeMissing {
    UnitNotSigned { unit: Box<str>, year: Option<i32>, signed: usize, all: usize },
    BlockNotSigned { block: Box<str>, year: Option<i32>, all: usize },
}

impl Fault for PledgeMissing {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::UnitNotSigned { year, .. } | Self::BlockNotSigned { year, .. }) = self;
        let of_year = year.map_or_else(String::new, |year| voice.say(format!(" năm {year}"), format!(" of {year}")));
        match self {
            Self::UnitNotSigned { unit, signed, all, .. } => voice.say(
                format!("`{unit}` chưa ký giao ước thi đua{of_year}; khối đã có {signed}/{all} đơn vị ký"),
                format!("`{unit}` has not signed the pledge{of_year}; {signed} of {all} units of the block have"),
            ),
            Self::BlockNotSigned { block, all, .. } => voice.say(
                format!("chưa đơn vị nào trong {all} đơn vị của khối `{block}` ký giao ước thi đua{of_year}"),
                format!("none of the {all} units of block `{block}` has signed the pledge{of_year}"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("nếu đã ký thì thêm dòng vào `giao-uoc.csv`", "where it has been signed, add the row to `giao-uoc.csv`"))
    }

    fn lacking(&self, _campaign: &Campaign) -> Option<Lacking> {
        let Self::UnitNotSigned { unit, year, .. } = self else { return None };
        let year = year.map(|year| ("nam", year.to_string().into()));
        Some(Lacking { sheet: &pledges::SHEET, rows: vec![year.into_iter().chain([("don_vi", unit.clone())]).collect()] })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let pledges = &campaign.pledges;
    if !pledges.is_present {
        return;
    }
    let own_years = campaign.time.years(campaign.year);
    let years = pledges.years(&own_years).into_iter().filter(|year| year.is_none_or(|year| own_years.contains(&year)));
    for year in years {
        let blocks = campaign.blocks.indices().map(|block| {
            let is_of_block =
                |unit: &UnitIndex| campaign.units[*unit].in_stretch(&campaign.time).is_some_and(|standing| standing.block == Some(block));
            let units: Vec<UnitIndex> = campaign.units.indices().filter(is_of_block).collect();
            let unsigned: Vec<UnitIndex> = units.iter().copied().filter(|unit| pledges.of(*unit, year).is_none()).collect();
            (block, units.len(), unsigned)
        });
        let blocks: Vec<_> = blocks.collect();
        // A row that cannot be read may be the one that is missing; where it cannot be which, all are told.
        let missing: usize = blocks.iter().map(|(_, _, unsigned)| unsigned.len()).sum();
        if missing <= pledges.unread {
            continue;
        }
        for (block, all, unsigned) in blocks {
            if unsigned.len() == all && all > 1 {
                let fault = PledgeMissing::BlockNotSigned { block: campaign.blocks[block].code.as_str().into(), year, all };
                findings.add(&CHECK, Place::Definition(campaign.blocks[block].span), Subject::block(block), fault);
                continue;
            }
            for unit in &unsigned {
                let code = campaign.units[*unit].code.as_str().into();
                let fault = PledgeMissing::UnitNotSigned { unit: code, year, signed: all - unsigned.len(), all };
                let place = campaign.units[*unit].in_stretch(&campaign.time).unwrap_or_else(|| campaign.units[*unit].last()).place;
                findings.add(&CHECK, place, Subject::unit(Some(*unit)), fault);
            }
        }
    }
}
