//! Duties and their deadlines: rows that no deadline stands for, and what came after its last day.

use crate::campaign::{Campaign, DutyDeadline, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Subject, Voice};
use crate::sheet::Place;
use crate::value::{Day, Deadline, DutyIndex, PeriodIndex, UnitIndex};
use crate::words::{day, days};

/// What a row about a duty names that no deadline stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[expect(clippy::enum_variant_names, reason = "each is a reason, and stands alone where it is shown")]
pub(crate) enum NoDeadline {
    /// The duty has deadlines, none of them in this period.
    PeriodWithoutDeadline,
    /// The duty is of the whole campaign, and the row names a period.
    PeriodNotNeeded,
    /// The duty is due by period, and the row names none.
    PeriodMissing,
}

/// Why a row's duty and period have no deadline; none where they have one, or where it could not be read.
pub(crate) fn no_deadline(resolution: &Resolution, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<NoDeadline> {
    let campaign = resolution.campaign;
    if exact_deadline(campaign, duty, period).is_some() || is_unreadable(resolution, duty) {
        return None;
    }
    let is_whole = exact_deadline(campaign, duty, None).is_some();
    Some(match (period, is_whole) {
        (Some(_), true) => NoDeadline::PeriodNotNeeded,
        (Some(_), false) => NoDeadline::PeriodWithoutDeadline,
        (None, _) => NoDeadline::PeriodMissing,
    })
}

/// The deadline of exactly this duty and period.
pub(crate) fn exact_deadline(campaign: &Campaign, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<&DutyDeadline> {
    campaign.deadlines.iter().find(|deadline| deadline.duty == duty && deadline.period == period)
}

/// Whether `cac_han` says more of a duty than could be resolved: the definition's own findings speak of that.
fn is_unreadable(resolution: &Resolution, duty: DutyIndex) -> bool {
    let campaign = resolution.campaign;
    let Some(keys) = resolution.definition().deadlines.as_ref().and_then(crate::yaml::Field::get) else { return true };
    let mut declared = 0;
    for field in keys {
        let Some(key) = field.get() else { return true };
        let Some(code) = key.duty.get() else { return true };
        declared += usize::from(campaign.directories.duties.find(code.as_str().as_bytes()) == Some(duty));
    }
    declared != campaign.deadlines.iter().filter(|deadline| deadline.duty == duty).count()
}

impl NoDeadline {
    /// What is wrong, in a sentence.
    pub(crate) fn title(self, duty: &str, period: &str, voice: Voice) -> String {
        match self {
            Self::PeriodWithoutDeadline => {
                voice.say(format!("việc `{duty}` không có hạn nào ở kỳ `{period}`"), format!("duty `{duty}` has no deadline in period `{period}`"))
            }
            Self::PeriodNotNeeded => voice.say(
                format!("việc `{duty}` có một hạn cho cả phong trào, không theo kỳ `{period}`"),
                format!("duty `{duty}` has one deadline for the whole campaign, none by period `{period}`"),
            ),
            Self::PeriodMissing => voice.say(
                format!("việc `{duty}` có hạn theo từng kỳ, dòng này không ghi kỳ"),
                format!("duty `{duty}` is due period by period, and this row names no period"),
            ),
        }
    }

    /// The next action.
    pub(crate) fn help(self, periods: &[Box<str>], voice: Voice) -> String {
        let periods: Vec<String> = periods.iter().map(|period| format!("`{period}`")).collect();
        let periods = periods.join(", ");
        match self {
            Self::PeriodWithoutDeadline => voice.say(
                format!("viết kỳ có hạn: {periods}; hoặc khai hạn của kỳ này ở `cac_han`"),
                format!("write a period with a deadline: {periods}; or declare this period's deadline in `cac_han`"),
            ),
            Self::PeriodNotNeeded => voice.say("để trống ô `ky`", "leave the cell `ky` empty"),
            Self::PeriodMissing => voice.say(format!("viết một trong các kỳ {periods}"), format!("write one of the periods {periods}")),
        }
    }
}

/// The periods in which a duty has a deadline.
pub(crate) fn periods_of(campaign: &Campaign, duty: DutyIndex) -> Vec<Box<str>> {
    let periods = campaign.deadlines.iter().filter(|deadline| deadline.duty == duty).filter_map(|deadline| deadline.period);
    periods.map(|period| campaign.periods[period].code.as_str().into()).collect()
}

/// A row of a small sheet that names a unit, a duty and a period, each known.
pub(crate) struct DutyRow {
    pub(crate) unit: UnitIndex,
    pub(crate) duty: DutyIndex,
    pub(crate) period: Option<PeriodIndex>,
}

/// Looks up what a row about a duty names; none where a code is not known.
pub(crate) fn duty_row(campaign: &Campaign, unit: &str, duty: &str, period: &str) -> Option<DutyRow> {
    let directories = &campaign.directories;
    let period = if period.is_empty() { None } else { Some(directories.periods.find(period.as_bytes())?) };
    Some(DutyRow { unit: directories.units.find(unit.as_bytes())?, duty: directories.duties.find(duty.as_bytes())?, period })
}

/// What a duty is called.
#[derive(Clone, Debug)]
pub(crate) enum DutyName {
    /// By its name.
    Named(Box<str>),
    /// By its code: it has no name of its own.
    Coded(Box<str>),
}

impl DutyName {
    pub(crate) fn of(campaign: &Campaign, duty: DutyIndex) -> Self {
        let duty = &campaign.duties[duty];
        if *duty.name == *duty.code.as_str() { Self::Coded(duty.name.clone()) } else { Self::Named(duty.name.clone()) }
    }

    /// In a sentence.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Named(name) => format!("“{name}”"),
            Self::Coded(code) => format!("`{code}`"),
        }
    }
}

/// Something handed in after its last day.
#[derive(Clone, Debug)]
pub(crate) struct Late {
    pub(crate) unit: Box<str>,
    pub(crate) duty: DutyName,
    /// The duty's code, as a row names it.
    pub(crate) code: Box<str>,
    pub(crate) period: Option<Box<str>>,
    pub(crate) received: Day,
    pub(crate) last_day: Day,
    /// What the campaign says; none where the unit's deadline was moved.
    pub(crate) deadline: Option<Deadline>,
}

impl Late {
    /// Whether a unit was late in a duty on a day, and the line that says so.
    pub(crate) fn find(campaign: &Campaign, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>, received: Day) -> Option<(Self, Place)> {
        let deadline = exact_deadline(campaign, duty, period)?;
        let extension = campaign.extensions.find(unit, duty, period);
        let last_day = extension.map_or(deadline.last_day, |extension| extension.through);
        if received <= last_day {
            return None;
        }
        let late = Self {
            unit: campaign.units[unit].code.as_str().into(),
            duty: DutyName::of(campaign, duty),
            code: campaign.duties[duty].code.as_str().into(),
            period: period.map(|period| campaign.periods[period].code.as_str().into()),
            received,
            last_day,
            deadline: extension.is_none().then_some(deadline.deadline),
        };
        Some((late, extension.map_or(Place::Definition(deadline.span), |extension| extension.place)))
    }

    pub(crate) fn title(&self, voice: Voice) -> String {
        let Self { unit, duty, period, received, last_day, .. } = self;
        let duty = duty.shown();
        let late = days(received.since(*last_day), voice);
        let (received, last_day) = (day(*received, voice), day(*last_day, voice));
        let period = period.as_ref().map_or_else(String::new, |period| voice.say(format!(" kỳ `{period}`"), format!(", period `{period}`,")));
        voice.say(
            format!("`{unit}` nộp {duty}{period} ngày {received}, chậm {late}: ngày cuối còn đúng hạn là {last_day}"),
            format!("`{unit}` handed in {duty}{period} on {received}, {late} late: the last day in time was {last_day}"),
        )
    }

    pub(crate) fn help(&self, voice: Voice) -> String {
        let Self { unit, code, period, received, deadline, .. } = self;
        if deadline.is_none() {
            return voice.say(
                format!("nếu đã cho gia hạn thêm thì viết `{received}` vào `han_moi` ở `gia-han.csv`"),
                format!("if it was given still more time, write `{received}` in `han_moi` of `gia-han.csv`"),
            );
        }
        let row = format!("{unit},{code},{},{received}", period.as_deref().unwrap_or_default());
        voice.say(
            format!("nếu đã cho gia hạn thì thêm dòng `{row}` vào `gia-han.csv`, với lý do và văn bản"),
            format!("if it was given more time, add the row `{row}` to `gia-han.csv`, with reason and document"),
        )
    }

    pub(crate) fn against(&self, voice: Voice) -> String {
        match self.deadline {
            None => voice.say("hạn đã gia thêm", "the deadline as it was moved"),
            Some(Deadline::Before(day)) => voice.say(format!("hạn: trước ngày {}", day.vietnamese()), format!("due before {day}")),
            Some(Deadline::Through(day)) => voice.say(format!("hạn: đến hết ngày {}", day.vietnamese()), format!("due through {day}")),
        }
    }
}

/// Something the campaign judges by its day, handed in after its last day.
#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum HandedInLate {
    /// As the book says.
    FromBook(Late),
    /// As the rows say themselves, where the book is silent.
    OwnDate(Late),
}

impl Fault for HandedInLate {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        late.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        Some(late.help(voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        Some(late.against(voice))
    }
}

/// What the book has of one duty after its last day.
pub(crate) fn late_in_book(check: &'static Check, duty: &str, resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(wanted) = campaign.duty(duty) else { return };
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        if duty != wanted {
            continue;
        }
        let Some((late, because)) = Late::find(campaign, unit, duty, period, receipt.received) else { continue };
        let subject = Subject::unit(Some(unit)).period(period);
        findings.add(check, receipt.place(), subject, HandedInLate::FromBook(late)).against(because);
    }
}
