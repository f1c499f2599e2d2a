//! Points given in place of what the figures come to, without a note.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::checks::words::rows::{computed, prose, scored, subject};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::ResultBatch;
use crate::scoring::Way;
use crate::sheet::Place;
use crate::value::{Fraction, Points};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "stage-overrides",
    page: include_str!("stage_overrides.md"),
    grade: Grade::Error,
    reasons: StageOverrides::VARIANTS,
    looks: &[Look::Results(look)],
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
        if matches!(leaf.way, Way::Given) || batch.points(position).iter().all(|points| points.value().is_none()) {
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
