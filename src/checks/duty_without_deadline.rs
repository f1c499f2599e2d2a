//! A criterion scored by a duty that has no deadline in a period the criterion is scored in.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::{CriterionKey, DeadlineKey};
use crate::scoring::WayKey;
use crate::sheet::Place;
use crate::value::{CriterionIndex, DutyIndex, PeriodIndex};
use crate::words;
use crate::yaml::{Field, Span, Text};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duty-without-deadline",
    page: include_str!("duty_without_deadline.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NoDeadline,
}

#[derive(Debug)]
struct DutyWithoutDeadline {
    criterion: Box<str>,
    duty: Box<str>,
    periods: Vec<Box<str>>,
}

impl Fault for DutyWithoutDeadline {
    fn reason(&self) -> &'static str {
        Reason::NoDeadline.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { criterion, duty, periods } = self;
        let periods = words::quoted(periods);
        voice.say(
            format!("tiêu chí `{criterion}` chấm theo việc `{duty}`, mà `cac_han` không có hạn của việc này cho kỳ {periods}"),
            format!("criterion `{criterion}` is scored by the duty `{duty}`, which has no deadline in `cac_han` for {periods}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self { duty, periods, .. } = self;
        let first = periods.first()?;
        Some(voice.say(
            format!("thêm vào `cac_han` dòng `- {{viec: {duty}, ky: {first}, den_het: …}}`, hoặc nêu `chi_cham_ky` ở tiêu chí"),
            format!("add `- {{viec: {duty}, ky: {first}, den_het: …}}` to `cac_han`, or give the criterion `chi_cham_ky`"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("các hạn đã khai của việc này bắt đầu ở đây", "the deadlines this duty has begin here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let keys = words::criterion_keys(resolution.definition());
    let leaf_periods = campaign.leaf_periods();
    let mut told: Vec<(DutyIndex, PeriodIndex)> = Vec::new();
    if !campaign.directories.periods.is_complete() {
        return;
    }
    for (index, criterion, leaf) in campaign.leaves() {
        let Some(duty) = leaf.way.duty() else { continue };
        if leaf.periods_in_doubt || has_unread_deadline(resolution, campaign.duties[duty].code.as_str()) {
            continue;
        }
        let scored = leaf.only_periods.as_ref().unwrap_or(&leaf_periods);
        let missing = scored.iter().copied().filter(|period| campaign.deadline(duty, Some(*period)).is_none());
        let missing: Vec<PeriodIndex> = missing.filter(|period| !told.contains(&(duty, *period))).collect();
        if missing.is_empty() {
            continue;
        }
        let fault = DutyWithoutDeadline {
            criterion: criterion.code.as_str().into(),
            duty: campaign.duties[duty].code.as_str().into(),
            periods: missing.iter().map(|period| campaign.periods[*period].code.as_str().into()).collect(),
        };
        told.extend(missing.iter().map(|period| (duty, *period)));
        let place = duty_span(&keys, index).unwrap_or(criterion.span);
        let first = campaign.deadlines.iter().find(|deadline| deadline.duty == duty).map(|deadline| Place::Definition(deadline.span));
        findings.add(&CHECK, Place::Definition(place), Subject::campaign().criterion(Some(index)), fault).against(first);
    }
}

/// Whether some line of `cac_han` for the duty could not be read or resolved: it may be the one that is missing.
fn has_unread_deadline(resolution: &Resolution, duty: &str) -> bool {
    let keys = resolution.definition().deadlines.as_ref().and_then(Field::get).into_iter().flatten();
    let mut keys = keys.filter_map(Field::get).filter(|key| key.duty.get().is_some_and(|code| code.as_str().trim() == duty));
    keys.any(|key| !is_resolved(resolution, key))
}

fn is_resolved(resolution: &Resolution, key: &DeadlineKey) -> bool {
    let knows = |code: &Field<Text>| code.get().is_some_and(|code| resolution.campaign.directories.periods.find(code.as_str().as_bytes()).is_some());
    let has_day = match (&key.before, &key.through) {
        (Some(day), None) | (None, Some(day)) => day.get().is_some(),
        (Some(_), Some(_)) | (None, None) => false,
    };
    has_day && key.period.as_ref().is_none_or(knows)
}

/// Where a criterion names its duty.
fn duty_span(keys: &[&CriterionKey], index: CriterionIndex) -> Option<Span> {
    match keys.get(index.get())?.way.as_ref()?.get()? {
        WayKey::Bands(bands) => bands.duty.as_ref().map(|duty| duty.span),
        WayKey::YesNo(yes_no) => yes_no.automatic.as_ref()?.get().map(|automatic| automatic.duty.span),
        WayKey::Given {} | WayKey::Share(_) | WayKey::Count(_) | WayKey::Relative(_) => None,
    }
}
