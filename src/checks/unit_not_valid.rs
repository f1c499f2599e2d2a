//! A row of a unit that is not valid at the time the row is of.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, ResultBatch};
use crate::sheet::Place;
use crate::value::{Day, UnitIndex};
use crate::words::rows::{period_code, subject, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-not-valid",
    page: include_str!("unit_not_valid.md"),
    grade: Grade::Required,
    reasons: NotValid::VARIANTS,
    looks: &[Look::Registrations(registrations), Look::Results(results)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotValid {
    OutsideDates { unit: Box<str>, period: Option<Box<str>>, time: Stretch, from: Option<Day>, to: Option<Day> },
}

impl Fault for NotValid {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::OutsideDates { unit, period, time, .. } = self;
        let days = format!("{} – {}", time.from.vietnamese(), time.to.vietnamese());
        match period {
            Some(period) => voice.say(
                format!("`{unit}` không có hiệu lực ngày nào trong kỳ `{period}` ({days})"),
                format!("`{unit}` is valid on no day of period `{period}` ({} – {})", time.from, time.to),
            ),
            None => voice.say(
                format!("`{unit}` không có hiệu lực ngày nào trong thời gian phong trào ({days})"),
                format!("`{unit}` is valid on no day of the campaign ({} – {})", time.from, time.to),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "sửa mã đơn vị hoặc kỳ của dòng này, hoặc `tu_ngay`, `den_ngay` ở `don-vi.csv`",
            "correct the row's unit or period, or `tu_ngay`, `den_ngay` in `don-vi.csv`",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let Self::OutsideDates { from, to, .. } = self;
        Some(match (from, to) {
            (Some(from), Some(to)) => voice.say(
                format!("đơn vị có hiệu lực từ {} đến {}", from.vietnamese(), to.vietnamese()),
                format!("the unit is valid from {from} through {to}"),
            ),
            (Some(from), None) => voice.say(format!("đơn vị có hiệu lực từ {}", from.vietnamese()), format!("the unit is valid from {from}")),
            (None, Some(to)) => voice.say(format!("đơn vị có hiệu lực đến {}", to.vietnamese()), format!("the unit is valid through {to}")),
            (None, None) => voice.say("dòng của đơn vị", "the unit's row"),
        })
    }
}

fn not_valid(campaign: &Campaign, unit: UnitIndex, period: Option<Box<str>>, time: Stretch) -> (NotValid, Place) {
    let membership = campaign.units[unit].last();
    let fault = NotValid::OutsideDates { unit: unit_code(campaign, unit), period, time, from: membership.from, to: membership.to };
    (fault, membership.place)
}

fn registrations(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows {
        let Some(unit) = row.unit.known() else { continue };
        if campaign.units[unit].in_stretch(&campaign.time).is_some() {
            continue;
        }
        let (fault, against) = not_valid(campaign, unit, None, campaign.time);
        let subject = Subject::unit(Some(unit)).person(&batch.person(row));
        findings.add(&CHECK, batch.place(row, registrations::UNIT), subject, fault).against(against);
    }
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let (Some(unit), Some(period)) = (row.unit.known(), row.period.known()) else { continue };
        let time = campaign.periods[period].stretch;
        if campaign.units[unit].in_stretch(&time).is_some() {
            continue;
        }
        let (fault, against) = not_valid(campaign, unit, Some(period_code(campaign, period)), time);
        findings.add(&CHECK, batch.place(row, results::UNIT), subject(row), fault).against(against);
    }
}
