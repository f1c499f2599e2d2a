//! Phases that share days, leave the campaign, leave days of it out, or count their working days wrong.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Phase, Resolution, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::yaml::Span;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "phase-bounds",
    page: include_str!("phase_bounds.md"),
    grade: Grade::Error,
    reasons: PhaseBounds::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PhaseBounds {
    Outside { code: Box<str>, day: Day, campaign: Stretch },
    Overlap { code: Box<str>, other: Box<str>, days: Stretch },
    NotCovering { days: Stretch },
    WorkingDays { code: Box<str>, declared: i64, counted: u32, days: Stretch },
}

impl Fault for PhaseBounds {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Outside { code, day, campaign } => {
                let (day, days) = (words::day(*day, voice), days(*campaign, voice));
                voice.say(
                    format!("đợt `{code}` có ngày {day} nằm ngoài phong trào ({days})"),
                    format!("the phase `{code}` has the day {day} outside the campaign ({days})"),
                )
            }
            Self::Overlap { code, other, days } => {
                let days = self::days(*days, voice);
                voice.say(format!("đợt `{code}` và đợt `{other}` cùng có {days}"), format!("the phases `{code}` and `{other}` share {days}"))
            }
            Self::NotCovering { days } => {
                let days = self::days(*days, voice);
                voice.say(format!("`dot_phu_kin: true` mà {days} không thuộc đợt nào"), format!("`dot_phu_kin: true`, but {days} is in no phase"))
            }
            Self::WorkingDays { code, declared, counted, days } => {
                let days = self::days(*days, voice);
                voice.say(
                    format!("đợt `{code}` ghi {declared} ngày làm việc, {days} có {counted}"),
                    format!("the phase `{code}` says {declared} working days, {days} has {counted}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Outside { campaign, .. } => Some(words::write_within(*campaign, voice)),
            Self::Overlap { .. } => {
                Some(voice.say("sửa ngày cho hai đợt không chung ngày", "correct the days of the two phases so that none is shared"))
            }
            Self::NotCovering { .. } => Some(voice.say(
                "sửa ngày của đợt đứng cạnh, hoặc viết `dot_phu_kin: false`",
                "correct the days of the phase beside it, or write `dot_phu_kin: false`",
            )),
            Self::WorkingDays { counted, .. } => Some(voice.say(
                format!("viết `{counted}`, hoặc sửa ngày của đợt, `ngay_nghi.danh_sach`, `ngay_nghi.lam_bu`"),
                format!("write `{counted}`, or correct the days of the phase, `ngay_nghi.danh_sach`, `ngay_nghi.lam_bu`"),
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Outside { .. } => voice.say("thời gian của phong trào", "the time of the campaign"),
            Self::Overlap { .. } => voice.say("đợt kia", "the other phase"),
            Self::NotCovering { .. } => voice.say("các đợt phải phủ kín vì khai ở đây", "declared here"),
            Self::WorkingDays { .. } => voice.say("ngày đầu của đợt", "the first day of the phase"),
        })
    }
}

fn days(stretch: Stretch, voice: Voice) -> String {
    let [from, to] = [stretch.from, stretch.to].map(|day| words::day(day, voice));
    if from == to { voice.say(format!("ngày {from}"), from) } else { voice.say(format!("{from} đến {to}"), format!("{from} to {to}")) }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let time = words::time(resolution);
    let phases: Vec<&Phase> = campaign.phases.iter().filter(|phase| !phase.is_empty).collect();
    for (position, phase) in phases.iter().enumerate() {
        if let Some(time) = time {
            outside(campaign, phase, time, findings);
        }
        if let Some(other) = phases[..position].iter().find(|other| other.stretch.meets(&phase.stretch)) {
            let days = Stretch { from: phase.stretch.from.max(other.stretch.from), to: phase.stretch.to.min(other.stretch.to) };
            let fault = PhaseBounds::Overlap { code: phase.code.as_str().into(), other: other.code.as_str().into(), days };
            findings.add(&CHECK, Place::Definition(phase.span), Subject::nobody(), fault).against(Place::Definition(other.span));
        }
        if let Some((declared, span)) = phase.working_days {
            let days = phase.stretch;
            let counted = campaign.days_off.working_days_between(days.from.previous(), days.to);
            if declared != i64::from(counted) && days_off_are_read(resolution) {
                let fault = PhaseBounds::WorkingDays { code: phase.code.as_str().into(), declared, counted, days };
                findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault).against(Place::Definition(phase.from));
            }
        }
    }
    not_covering(resolution, time, &phases, findings);
}

fn outside(campaign: &Campaign, phase: &Phase, time: Span, findings: &mut Findings) {
    let (day, span) = match phase.stretch {
        stretch if campaign.time.holds(&stretch) => return,
        stretch if !campaign.time.contains(stretch.from) => (stretch.from, phase.from),
        stretch => (stretch.to, phase.to),
    };
    let fault = PhaseBounds::Outside { code: phase.code.as_str().into(), day, campaign: campaign.time };
    findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault).against(Place::Definition(time));
}

/// Days of the campaign that are in no phase, where all of them must be.
fn not_covering(resolution: &Resolution, time: Option<Span>, phases: &[&Phase], findings: &mut Findings) {
    let definition = resolution.definition();
    let Some(cover) = definition.phases_cover.as_ref().filter(|field| field.get() == Some(&true)) else { return };
    // What could not be read may cover what is missing.
    let declared = definition.phases.as_ref().map_or(Some(0), |list| Some(list.get()?.len()));
    if time.is_none() || declared != Some(phases.len()) {
        return;
    }
    let campaign = resolution.campaign.time;
    let mut in_order: Vec<&&Phase> = phases.iter().collect();
    in_order.sort_by_key(|phase| phase.stretch.from);
    let mut add = |days: Stretch, span: Span| {
        findings.add(&CHECK, Place::Definition(span), Subject::nobody(), PhaseBounds::NotCovering { days }).against(Place::Definition(cover.span));
    };
    let mut next = campaign.from;
    let mut last = None;
    for phase in in_order {
        if next < phase.stretch.from && next <= campaign.to {
            add(Stretch { from: next, to: phase.stretch.from.previous().min(campaign.to) }, phase.from);
        }
        if next <= phase.stretch.to {
            next = phase.stretch.to.next();
            last = Some(phase.to);
        }
    }
    if next <= campaign.to {
        add(Stretch { from: next, to: campaign.to }, last.unwrap_or(cover.span));
    }
}

/// Whether every day off could be read, so that working days can be counted.
fn days_off_are_read(resolution: &Resolution) -> bool {
    let Some(field) = &resolution.definition().days_off else { return true };
    let Some(key) = field.get() else { return false };
    let lists = [&key.listed, &key.worked];
    lists.into_iter().flatten().all(|list| list.get().is_some_and(|days| days.iter().all(|day| day.get().is_some())))
}
