//! Points given, with a note, in place of what the figures come to: both, and the difference.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::checks::words::rows::{computed, prose, scored, subject};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::ResultBatch;
use crate::scoring::Way;
use crate::value::{Fraction, Points};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "stage-differs",
    page: include_str!("stage_differs.md"),
    grade: Grade::Note,
    reasons: StageDiffers::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum StageDiffers {
    Lower { stage: Box<str>, points: Points, computed: Fraction, by: Fraction },
    Higher { stage: Box<str>, points: Points, computed: Fraction, by: Fraction },
}

impl Fault for StageDiffers {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::Lower { stage, points, computed, by } | Self::Higher { stage, points, computed, by }) = self;
        let (computed, by) = (prose(computed, voice), prose(by, voice));
        let (how, how_english) = match self {
            Self::Lower { .. } => ("thấp hơn", "lower"),
            Self::Higher { .. } => ("cao hơn", "higher"),
        };
        voice.say(
            format!("vòng `{stage}` cho {} điểm, số liệu tính được {computed}: {how} {by}", points.vietnamese()),
            format!("stage `{stage}` gives {points} points, the figures come to {computed}: {how_english} by {by}"),
        )
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        if !row.has_note || row.is_not_applicable || row.has_broken_cell() {
            continue;
        }
        let Some((_, _, leaf)) = scored(campaign, row) else { continue };
        if matches!(leaf.way, Way::Given) || batch.points(position).iter().all(|points| points.value().is_none()) {
            continue;
        }
        let Some(computed) = computed(campaign, row) else { continue };
        for (points, (index, stage)) in batch.points(position).iter().zip(campaign.stages.enumerate()) {
            let Some(points) = points.value() else { continue };
            let Some(by) = points.to_fraction().checked_sub(&computed).filter(|by| !by.is_zero()) else { continue };
            let stage = stage.as_str().into();
            let fault = match by.checked_neg() {
                Some(lower) if by.is_negative() => StageDiffers::Lower { stage, points, computed, by: lower },
                Some(_) | None => StageDiffers::Higher { stage, points, computed, by },
            };
            findings.add(&CHECK, batch.stage_place(row, index), subject(row), fault);
        }
    }
}
