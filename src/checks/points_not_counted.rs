//! Points given in a row whose score a yes or no has settled: they are not counted.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Effect};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::ResultBatch;
use crate::value::{Points, StageIndex};
use crate::words::rows::{scored, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "points-not-counted",
    page: include_str!("points_not_counted.md"),
    grade: Grade::Warning,
    reasons: NotCounted::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotCounted {
    ConditionUnmet { points: Points, statistic: Box<str> },
    ConditionEnough { points: Points, statistic: Box<str>, full: Points },
}

impl Fault for NotCounted {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::ConditionUnmet { points, statistic } => voice.say(
                format!("{} điểm không được tính: `{statistic}` ghi không nên tiêu chí được 0 điểm", points.vietnamese()),
                format!("{points} points are not counted: `{statistic}` says no, so the criterion has 0"),
            ),
            Self::ConditionEnough { points, statistic, full } => voice.say(
                format!("{} điểm không được tính: `{statistic}` ghi có nên tiêu chí được {} điểm", points.vietnamese(), full.vietnamese()),
                format!("{points} points are not counted: `{statistic}` says yes, so the criterion has {full}"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::ConditionUnmet { statistic, .. } | Self::ConditionEnough { statistic, .. }) = self;
        Some(voice.say(format!("để trống điểm, hoặc sửa `{statistic}`"), format!("leave the points empty, or correct `{statistic}`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("câu trả lời ghi ở đây", "the answer stands here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        let (Some(unit), Some(period)) = (row.unit.known(), row.period.known()) else { continue };
        let Some((_, criterion, leaf)) = scored(campaign, row).filter(|(_, _, leaf)| !leaf.conditions.is_empty()) else { continue };
        if row.is_not_applicable {
            continue;
        }
        let Some(settled) = campaign.settled(unit, leaf, &[period]) else { continue };
        let statistic: Box<str> = campaign.statistics[settled.statistic].code.as_str().into();
        let worth = match settled.effect {
            Effect::Nothing => Points::ZERO,
            Effect::Everything => {
                let Some(block) = campaign.block_in(unit, period) else { continue };
                criterion.bound_for(block).unwrap_or(Points::ZERO)
            }
            Effect::Missing => continue,
        };
        // The stage that decides comes last; where it is empty, an earlier one would stand.
        let given = batch.points(position).iter().enumerate().rev().find_map(|(stage, points)| Some((StageIndex::new(stage), points.value()?)));
        let Some((stage, points)) = given.filter(|(_, points)| *points != worth) else { continue };
        let fault = match settled.effect {
            Effect::Everything => NotCounted::ConditionEnough { points, statistic, full: worth },
            Effect::Nothing | Effect::Missing => NotCounted::ConditionUnmet { points, statistic },
        };
        findings.add(&CHECK, batch.stage_place(row, stage), subject(row), fault).against(settled.place);
    }
}
