//! A review held before what it looks back on has begun, or long after it has ended.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution, Review, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::yaml::Span;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "review-bounds",
    page: include_str!("review_bounds.md"),
    grade: Grade::Warning,
    reasons: ReviewBounds::VARIANTS,
    looks: &[Look::Definition(look)],
};

/// What a review looks back on.
#[derive(Clone, Debug)]
enum Looked {
    Phase(Box<str>),
    Period(Box<str>),
    Campaign,
}

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ReviewBounds {
    BeforeStart { name: Box<str>, day: Day, looked: Looked, from: Day },
    LongAfter { name: Box<str>, day: Day, looked: Looked, to: Day },
}

impl Looked {
    fn words(&self, voice: Voice) -> String {
        match self {
            Self::Phase(code) => voice.say(format!("đợt `{code}`"), format!("the phase `{code}`")),
            Self::Period(code) => voice.say(format!("kỳ `{code}`"), format!("the period `{code}`")),
            Self::Campaign => voice.say("phong trào", "the campaign"),
        }
    }
}

impl Fault for ReviewBounds {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::BeforeStart { name, day, looked, from } => {
                let (name, looked) = (words::shown(name), looked.words(voice));
                let [day, from] = [*day, *from].map(|day| words::day(day, voice));
                voice.say(
                    format!("“{name}” họp ngày {day}, trước khi {looked} bắt đầu ({from})"),
                    format!("“{name}” is held on {day}, before {looked} begins ({from})"),
                )
            }
            Self::LongAfter { name, day, looked, to } => {
                let (name, looked) = (words::shown(name), looked.words(voice));
                let [day, to] = [*day, *to].map(|day| words::day(day, voice));
                voice.say(
                    format!("“{name}” họp ngày {day}, hơn một năm sau khi {looked} kết thúc ({to})"),
                    format!("“{name}” is held on {day}, more than a year after {looked} ends ({to})"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "sửa năm của ngày họp, hoặc `ky`, `dot` mà cuộc họp nhìn lại",
            "correct the year of the day, or `ky` or `dot` that it looks back on",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::BeforeStart { looked, .. } | Self::LongAfter { looked, .. }) = self;
        Some(match looked {
            Looked::Phase(_) => voice.say("đợt khai ở đây", "the phase is declared here"),
            Looked::Period(_) => voice.say("kỳ khai ở đây", "the period is declared here"),
            Looked::Campaign => voice.say("thời gian của phong trào", "the time of the campaign"),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for review in campaign.reviews.iter().filter(|review| !review.is_in_doubt) {
        let Some((day, place)) = review.day else { continue };
        let Some((looked, stretch, span)) = looked_at(campaign, review, words::time(resolution)) else { continue };
        let name = review.name.clone();
        let fault = if day < stretch.from {
            ReviewBounds::BeforeStart { name, day, looked, from: stretch.from }
        } else if a_year_after(stretch.to).is_some_and(|last| last < day) {
            ReviewBounds::LongAfter { name, day, looked, to: stretch.to }
        } else {
            continue;
        };
        findings.add(&CHECK, Place::Definition(place), Subject::nobody(), fault).against(Place::Definition(span));
    }
}

/// What a review looks back on, its days and where they stand; none where they cannot be told.
fn looked_at(campaign: &Campaign, review: &Review, time: Option<Span>) -> Option<(Looked, Stretch, Span)> {
    if let Some(phase) = review.phase.map(|phase| &campaign.phases[phase]) {
        return (!phase.is_empty).then(|| (Looked::Phase(phase.code.as_str().into()), phase.stretch, phase.span));
    }
    if let Some(period) = review.period.map(|period| &campaign.periods[period]) {
        return Some((Looked::Period(period.code.as_str().into()), period.stretch, period.span));
    }
    Some((Looked::Campaign, campaign.time, time?))
}

/// The same day a year later; of 29 February the day before.
fn a_year_after(day: Day) -> Option<Day> {
    Day::from_ymd(day.year() + 1, day.month(), day.day()).or_else(|| Day::from_ymd(day.year() + 1, 2, 28))
}
