//! Estimates that should reach no further than what is done.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "estimate-bounds",
    page: include_str!("estimate_bounds.md"),
    grade: Grade::Error,
    reasons: EstimateBounds::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum EstimateBounds {
    NotAfter { estimated_to: Day, to: Day },
}

impl Fault for EstimateBounds {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::NotAfter { estimated_to, to } = self;
        let (estimated_to, to) = (words::day(*estimated_to, voice), words::day(*to, voice));
        voice.say(
            format!("`uoc_den_het` là ngày {estimated_to}, không sau ngày cuối {to} của phong trào"),
            format!("`uoc_den_het` is {estimated_to}, not after the campaign's last day {to}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::NotAfter { to, .. } = self;
        let next = to.next();
        Some(voice.say(
            format!("viết ngày từ `{next}` trở đi; số ước chỉ đến hết kỳ thì bỏ `uoc_den_het`"),
            format!("write `{next}` or a later day; where estimates reach the end of their period, remove `uoc_den_het`"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ngày cuối của phong trào", "the campaign's last day"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let Some(time) = resolution.definition().time.as_ref().and_then(crate::yaml::Field::get) else { return };
    let Some(field) = &time.estimated_to else { return };
    let (Some(estimated_to), Some(to)) = (field.get(), time.to.get()) else { return };
    if estimated_to <= to {
        let fault = EstimateBounds::NotAfter { estimated_to: *estimated_to, to: *to };
        findings.add(&CHECK, Place::Definition(field.span), Subject::nobody(), fault).against(Place::Definition(time.to.span));
    }
}
