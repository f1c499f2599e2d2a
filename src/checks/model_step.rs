//! A step of models that the campaign does not follow.

use strum::VariantNames as _;

use crate::campaign::models::declared_steps;
use crate::campaign::{LeftOut, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::models;
use crate::scoring::{ModelStep, WayKey};
use crate::sheet::Place;
use crate::value::CriterionIndex;
use crate::words::{self, Where};
use crate::yaml::{Field, Span};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "model-step",
    page: include_str!("model_step.md"),
    grade: Grade::Error,
    reasons: Where::VARIANTS,
    looks: &[Look::Definition(definition), Look::Sheets(sheet)],
};

#[derive(Debug)]
struct NotFollowed {
    at: Where,
    step: ModelStep,
    followed: Vec<ModelStep>,
}

impl Fault for NotFollowed {
    fn reason(&self) -> &'static str {
        self.at.into()
    }

    fn title(&self, voice: Voice) -> String {
        let step = self.step.word();
        match self.at {
            Where::InDefinition => voice.say(
                format!("tiêu chí đếm khâu `{step}` mà `dien_hinh.khau` không có khâu này"),
                format!("the criterion counts the step `{step}`, which `dien_hinh.khau` does not have"),
            ),
            Where::InSheet => voice.say(
                format!("`dien_hinh.khau` không có khâu `{step}`, dòng này không được đếm"),
                format!("`dien_hinh.khau` does not have the step `{step}`: the row is not counted"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let followed = words::quoted(self.followed.iter().map(|step| step.word()));
        let step = self.step.word();
        Some(voice.say(
            format!("viết một trong {followed}, hoặc thêm `{step}` vào `dien_hinh.khau`"),
            format!("write one of {followed}, or add `{step}` to `dien_hinh.khau`"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("các khâu được theo dõi", "the steps that are followed"))
    }
}

/// Where the steps that are followed stand.
fn steps_span(resolution: &Resolution) -> Option<Span> {
    let steps = resolution.definition().models.as_ref()?.get()?.steps.as_ref()?;
    Some(steps.span)
}

fn definition(resolution: &Resolution, findings: &mut Findings) {
    let (Some(followed), Some(span)) = (declared_steps(resolution.definition()), steps_span(resolution)) else { return };
    for (index, key) in words::criterion_keys(resolution.definition()).into_iter().enumerate() {
        let Some(WayKey::Count(count)) = key.way.as_ref().and_then(Field::get) else { continue };
        let steps = count.automatic.as_ref().and_then(|automatic| automatic.get()?.steps.get()).into_iter().flatten();
        for (step, place) in steps.filter_map(|step| Some((*step.get()?, step.span))).filter(|(step, _)| !followed.contains(step)) {
            let subject = Subject::campaign().criterion(Some(CriterionIndex::new(index)));
            let fault = NotFollowed { at: Where::InDefinition, step, followed: followed.clone() };
            findings.add(&CHECK, Place::Definition(place), subject, fault).against(Place::Definition(span));
        }
    }
}

fn sheet(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (position, why) in &campaign.models.left_out {
        let LeftOut::StepNotFollowed(step) = *why else { continue };
        let row = &resolution.draft.models.rows[*position];
        let fault = NotFollowed { at: Where::InSheet, step, followed: campaign.models.steps.clone() };
        findings.add(&CHECK, row.place(models::STEP), Subject::nobody(), fault).against(steps_span(resolution).map(Place::Definition));
    }
}
