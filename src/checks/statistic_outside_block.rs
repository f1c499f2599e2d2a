//! A figure of a unit whose block does not have the statistic.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::statistics;
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "statistic-outside-block",
    page: include_str!("statistic_outside_block.md"),
    grade: Grade::Error,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Outside,
}

#[derive(Debug)]
struct StatisticOutsideBlock {
    unit: Box<str>,
    statistic: Box<str>,
    blocks: Vec<Box<str>>,
}

impl Fault for StatisticOutsideBlock {
    fn reason(&self) -> &'static str {
        Reason::Outside.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, statistic, blocks } = self;
        let blocks: Vec<String> = blocks.iter().map(|block| format!("`{block}`")).collect();
        let blocks = blocks.join(", ");
        voice.say(
            format!("`{statistic}` chỉ có ở khối {blocks}, `{unit}` không thuộc khối đó"),
            format!("`{statistic}` is of block {blocks} only, `{unit}` is not in it"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("sửa mã đơn vị hoặc mã chỉ số, hoặc bỏ dòng này", "correct the unit or the statistic, or remove the row"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("chỉ số khai ở đây", "the statistic is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.statistics.rows {
        let unit = campaign.directories.units.find(row.text(statistics::UNIT).as_bytes());
        let index = campaign.directories.statistics.find(row.text(statistics::STATISTIC).as_bytes());
        let (Some(unit), Some(index)) = (unit, index) else { continue };
        let statistic = &campaign.statistics[index];
        let Some(blocks) = statistic.blocks.as_ref().filter(|blocks| !blocks.is_empty()) else { continue };
        let is_inside = campaign.units[unit].standings.iter().filter_map(|standing| standing.block).any(|block| blocks.contains(&block));
        if is_inside {
            continue;
        }
        let fault = StatisticOutsideBlock {
            unit: row.text(statistics::UNIT).into(),
            statistic: statistic.code.as_str().into(),
            blocks: blocks.iter().map(|block| campaign.blocks[*block].code.as_str().into()).collect(),
        };
        findings.add(&CHECK, row.place(statistics::UNIT), Subject::unit(Some(unit)), fault).against(Place::Definition(statistic.span));
    }
}
