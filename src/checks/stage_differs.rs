//! Points given, with a note, in place of what the figures come to: both, and the difference.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::results::ResultBatch;
use crate::scoring::{Score, Way};
use crate::sheet::Place;
use crate::tally::Tally;
use crate::value::{Fraction, Points, StageCode};
use crate::words::rows::{computed, prose, scored, shown, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "stage-differs",
    page: include_str!("stage_differs.md"),
    grade: Grade::Note,
    reasons: StageDiffers::VARIANTS,
    looks: &[Look::Results(look), Look::Ledger(ledger)],
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

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Lower { stage, .. } | Self::Higher { stage, .. }) = self;
        Some(voice.say(
            format!("nếu lý do ghi không đúng thì để trống `diem_{stage}` để lấy điểm tính từ số liệu"),
            format!("where the reason given is not right, leave `diem_{stage}` empty to take what the figures come to"),
        ))
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
            let Some(fault) = points.value().and_then(|points| differs(stage, points, computed)) else { continue };
            findings.add(&CHECK, batch.stage_place(row, index), subject(row), fault);
        }
    }
}

/// What is scored beside other units is known once all of them stand; the stage is the one that decides.
fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    let tally = Tally { campaign, scope, ledger };
    let Some(stage) = scope.stage else { return };
    for (unit, page) in ledger.pages.enumerate() {
        let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
        for line in layout.lines.iter().filter(|line| line.compared.is_some()) {
            for one in tally.compared(unit, page, line) {
                let (Some(given), Score::Points(exact), Some(slot)) = (one.given, one.score, one.slot) else { continue };
                // Without a note it is more than worth knowing, and told as such.
                if page.unnoted(line, slot).iter().any(|(known, _)| *known == stage) {
                    continue;
                }
                let computed = shown(campaign, &exact);
                let fault = computed.and_then(|computed| differs(&campaign.stages[stage], given, computed));
                let (Some(fault), Some(row)) = (fault, page.rows[slot as usize].row()) else { continue };
                let period = line.slots().find(|(_, number)| *number == slot).map(|(period, _)| period);
                findings.add(&CHECK, Place::Row(row), Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(period), fault);
            }
        }
    }
}

/// How points given differ from what the figures come to; none where they do not.
fn differs(stage: &StageCode, points: Points, computed: Fraction) -> Option<StageDiffers> {
    let by = points.to_fraction().checked_sub(&computed).filter(|by| !by.is_zero())?;
    let stage = stage.as_str().into();
    Some(match by.checked_neg() {
        Some(lower) if by.is_negative() => StageDiffers::Lower { stage, points, computed, by: lower },
        Some(_) | None => StageDiffers::Higher { stage, points, computed, by },
    })
}
