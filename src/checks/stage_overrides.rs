//! Points given in place of what the figures come to, without a note.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::results::ResultBatch;
use crate::scoring::{Score, Way};
use crate::sheet::Place;
use crate::tally::Tally;
use crate::value::{Fraction, Points};
use crate::words::rows::{computed, prose, scored, shown, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "stage-overrides",
    page: include_str!("stage_overrides.md"),
    grade: Grade::Error,
    reasons: StageOverrides::VARIANTS,
    looks: &[Look::Results(look), Look::Ledger(ledger)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum StageOverrides {
    WithoutNote { stage: Box<str>, points: Points, computed: Option<Fraction> },
}

impl Fault for StageOverrides {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::WithoutNote { stage, points, computed } = self;
        match computed.as_ref().map(|computed| prose(computed, voice)) {
            Some(computed) => voice.say(
                format!("vòng `{stage}` cho {} điểm thay cho {computed} tính từ số liệu mà không ghi lý do", points.vietnamese()),
                format!("stage `{stage}` gives {points} points in place of {computed} from the figures, without a note"),
            ),
            None => voice.say(
                format!("vòng `{stage}` cho {} điểm ở tiêu chí chấm từ số liệu mà không ghi lý do", points.vietnamese()),
                format!("stage `{stage}` gives {points} points to a criterion scored from figures, without a note"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::WithoutNote { stage, .. } = self;
        Some(voice.say(
            format!("ghi lý do vào `ghi_chu`, hoặc để trống `diem_{stage}` để lấy điểm tính từ số liệu"),
            format!("write the reason in `ghi_chu`, or leave `diem_{stage}` empty to take what the figures come to"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("cách chấm của tiêu chí khai ở đây", "the criterion and its way are declared here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        if row.has_note || row.is_not_applicable || row.has_broken_cell() {
            continue;
        }
        let Some((_, criterion, leaf)) = scored(campaign, row) else { continue };
        if matches!(leaf.way, Way::Given | Way::Relative(_)) || batch.points(position).iter().all(|points| points.value().is_none()) {
            continue;
        }
        let computed = computed(campaign, row);
        let given = batch.points(position).iter().zip(campaign.stages.enumerate());
        let mut given = given.filter_map(|(points, stage)| Some((points.value()?, stage)));
        let Some((points, (index, stage))) = given.find(|(points, _)| computed != Some(points.to_fraction())) else { continue };
        let fault = StageOverrides::WithoutNote { stage: stage.as_str().into(), points, computed };
        findings.add(&CHECK, batch.stage_place(row, index), subject(row), fault).against(Place::Definition(criterion.span));
    }
}

/// What is scored beside other units is known once all of them stand.
fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    let tally = Tally { campaign, scope, ledger };
    for (unit, page) in ledger.pages.enumerate() {
        let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
        for line in layout.lines.iter().filter(|line| line.compared.is_some()) {
            for one in tally.compared(unit, page, line) {
                let Some(slot) = one.slot else { continue };
                let computed = if let Score::Points(exact) = one.score { shown(campaign, &exact) } else { None };
                let unnoted = page.unnoted(line, slot).iter().find(|(_, points)| computed != Some(points.to_fraction()));
                let (Some((stage, points)), Some(row)) = (unnoted, page.rows[slot as usize].row()) else { continue };
                let period = line.slots().find(|(_, number)| *number == slot).map(|(period, _)| period);
                let subject = Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(period);
                let fault = StageOverrides::WithoutNote { stage: campaign.stages[*stage].as_str().into(), points: *points, computed };
                let criterion = campaign.criteria[line.criterion].span;
                findings.add(&CHECK, Place::Row(row), subject, fault).against(Place::Definition(criterion));
            }
        }
    }
}
