//! A period that leaves the campaign, or two leaf periods that share a day.

use strum::VariantNames as _;

use crate::campaign::{Resolution, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::Definition;
use crate::sheet::Place;
use crate::value::{Day, PeriodIndex};
use crate::words;
use crate::yaml::{Field, Span};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "period-bounds",
    page: include_str!("period_bounds.md"),
    grade: Grade::Required,
    reasons: PeriodBounds::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PeriodBounds {
    Outside { code: Box<str>, day: Day, campaign: Stretch },
    Overlap { code: Box<str>, other: Box<str>, from: Day, to: Day },
}

impl Fault for PeriodBounds {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Outside { code, day, campaign } => {
                let [day, from, to] = [*day, campaign.from, campaign.to].map(|day| words::day(day, voice));
                voice.say(
                    format!("kỳ `{code}` có ngày {day} nằm ngoài phong trào ({from} đến {to})"),
                    format!("the period `{code}` has the day {day} outside the campaign ({from} to {to})"),
                )
            }
            Self::Overlap { code, other, from, to } => {
                let days = if from == to {
                    let day = words::day(*from, voice);
                    voice.say(format!("ngày {day}"), format!("the day {day}"))
                } else {
                    let [from, to] = [*from, *to].map(|day| words::day(day, voice));
                    voice.say(format!("các ngày {from} đến {to}"), format!("the days {from} to {to}"))
                };
                voice.say(format!("kỳ `{code}` và kỳ `{other}` cùng có {days}"), format!("the periods `{code}` and `{other}` share {days}"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Outside { campaign, .. } => Some(words::write_within(*campaign, voice)),
            Self::Overlap { .. } => Some(voice.say(
                "sửa ngày cho hai kỳ không chung ngày; kỳ gồm các kỳ khác thì khai `gom`",
                "correct the days so that none is shared; a period made of others declares `gom`",
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Outside { .. } => voice.say("thời gian của phong trào", "the time of the campaign"),
            Self::Overlap { .. } => voice.say("kỳ kia", "the other period"),
        })
    }
}

/// A leaf period whose days could be read.
struct Leaf {
    code: Box<str>,
    stretch: Stretch,
    from: Span,
    to: Span,
    code_span: Span,
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let leaves = leaves(resolution.definition());
    if let Some(time) = words::time(resolution) {
        for (index, leaf) in &leaves {
            let campaign = campaign.time;
            let (day, span) = match leaf.stretch {
                stretch if campaign.holds(&stretch) => continue,
                stretch if !campaign.contains(stretch.from) => (stretch.from, leaf.from),
                stretch => (stretch.to, leaf.to),
            };
            let fault = PeriodBounds::Outside { code: leaf.code.clone(), day, campaign };
            let subject = Subject::campaign().period(Some(*index));
            findings.add(&CHECK, Place::Definition(span), subject, fault).against(Place::Definition(time));
        }
    }
    for (position, (index, leaf)) in leaves.iter().enumerate() {
        let Some((_, other)) = leaves[..position].iter().find(|(_, other)| other.stretch.meets(&leaf.stretch)) else { continue };
        let fault = PeriodBounds::Overlap {
            code: leaf.code.clone(),
            other: other.code.clone(),
            from: leaf.stretch.from.max(other.stretch.from),
            to: leaf.stretch.to.min(other.stretch.to),
        };
        let subject = Subject::campaign().period(Some(*index));
        findings.add(&CHECK, Place::Definition(leaf.code_span), subject, fault).against(Place::Definition(other.code_span));
    }
}

fn leaves(definition: &Definition) -> Vec<(PeriodIndex, Leaf)> {
    let keys = definition.periods.as_ref().and_then(Field::get).into_iter().flatten().filter_map(Field::get);
    let leaves = keys.enumerate().filter(|(_, key)| key.holds.is_none()).filter_map(|(position, key)| {
        let (from, to) = (key.from.as_ref()?, key.to.as_ref()?);
        let stretch = Stretch { from: *from.get()?, to: *to.get()? };
        let code = key.code.get()?.as_str().into();
        let leaf = Leaf { code, stretch, from: from.span, to: to.span, code_span: key.code.span };
        (stretch.from <= stretch.to).then_some((PeriodIndex::new(position), leaf))
    });
    leaves.collect()
}
