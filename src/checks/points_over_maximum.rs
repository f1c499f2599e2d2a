//! Points given past what a line can hold.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Side};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::ledger::Scope;
use crate::results::ResultBatch;
use crate::scoring::OverTarget;
use crate::sheet::Place;
use crate::value::{Points, StageIndex};

/// The check.
pub const CHECK: Check = Check {
    name: "points-over-maximum",
    page: include_str!("points_over_maximum.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::ScopedResults(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Over,
}

#[derive(Debug)]
struct PointsOverMaximum {
    points: Points,
    maximum: Points,
    criterion: Box<str>,
}

impl Fault for PointsOverMaximum {
    fn reason(&self) -> &'static str {
        Reason::Over.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { points, maximum, criterion } = self;
        voice.say(
            format!("{} điểm vượt mức tối đa {} của tiêu chí `{criterion}`", points.vietnamese(), maximum.vietnamese()),
            format!("{points} points are over the maximum {maximum} of criterion `{criterion}`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let maximum = self.maximum;
        Some(voice.say(format!("viết số không quá `{maximum}`"), format!("write a number of at most `{maximum}`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("mức tối đa khai ở đây", "the maximum is declared here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, scope: &Scope, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        let Some(index) = row.criterion.known() else { continue };
        let criterion = &campaign.criteria[index];
        let Some(leaf) = criterion.leaf.as_ref().filter(|leaf| leaf.figures_of.is_none() && !criterion.maximum_in_doubt) else {
            continue;
        };
        // A row is scored as the block has it in which the unit is ranked.
        let block = row.unit.known().zip(row.period.known()).and_then(|(unit, period)| {
            if scope.holds(campaign, period) { campaign.units[unit].in_stretch(&scope.stretch)?.block } else { campaign.block_in(unit, period) }
        });
        // In which block an unknown unit stands is not known either.
        let Some(maximum) = block.map_or_else(|| criterion.greatest_bound(), |block| criterion.bound_for(block)) else { continue };
        if leaf.over_target == OverTarget::Paid && criterion.side == Side::Main && leaf.way.denominator().is_some() {
            continue;
        }
        for (stage, reading) in batch.points(position).iter().enumerate() {
            let Some(points) = reading.value().filter(|points| *points > maximum) else { continue };
            let subject = Subject::unit(row.unit.known()).criterion(Some(index)).period(row.period.known());
            let fault = PointsOverMaximum { points, maximum, criterion: criterion.code.as_str().into() };
            let place = batch.stage_place(row, StageIndex::new(stage));
            findings
                .add(&CHECK, place, subject, fault)
                .against(Place::Definition(block.map_or(criterion.maximum_span, |block| criterion.maximum_span_for(block))));
        }
    }
}
