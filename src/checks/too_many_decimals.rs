//! Points with more decimals than the campaign declares.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::ResultBatch;
use crate::sheet::Place;
use crate::value::{Points, StageIndex};
use crate::words::rows::subject;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "too-many-decimals",
    page: include_str!("too_many_decimals.md"),
    grade: Grade::Required,
    reasons: TooManyDecimals::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TooManyDecimals {
    Points { points: Points, digits: u8, rounded: Option<Points> },
}

impl Fault for TooManyDecimals {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Points { points, digits, .. } = self;
        voice.say(
            format!("điểm {} có {} chữ số thập phân, quá {digits} chữ số đã khai", points.vietnamese(), points.decimals()),
            format!("{points} points have {} decimals, more than the {digits} declared", points.decimals()),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::Points { rounded, .. } = self;
        let rounded = (*rounded)?;
        Some(voice.say(format!("viết `{rounded}`"), format!("write `{rounded}`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("số chữ số thập phân khai ở đây", "the number of decimals is declared here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    let Some(rounding) = campaign.rounding else { return };
    let step = 10_i64.pow(u32::from(6_u8.saturating_sub(rounding.digits)));
    for (position, row) in batch.suspects() {
        for (stage, reading) in batch.points(position).iter().enumerate() {
            let Some(points) = reading.value().filter(|points| points.millionths() % step != 0) else { continue };
            let fault = TooManyDecimals::Points { points, digits: rounding.digits, rounded: rounding.apply_points(points) };
            let place = batch.stage_place(row, StageIndex::new(stage));
            findings.add(&CHECK, place, subject(row), fault).against(Place::Definition(campaign.rounding_span));
        }
    }
}
