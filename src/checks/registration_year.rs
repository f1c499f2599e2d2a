//! A registration of a year that is not the campaign's.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "registration-year",
    page: include_str!("registration_year.md"),
    grade: Grade::Error,
    reasons: RegistrationYear::VARIANTS,
    looks: &[Look::Registrations(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum RegistrationYear {
    OtherYear { year: i32, first: i32, last: i32 },
}

impl Fault for RegistrationYear {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::OtherYear { year, first, last } = self;
        if first == last {
            voice.say(format!("năm {year} khác năm {first} của phong trào"), format!("the year {year} is not the campaign's, {first}"))
        } else {
            voice.say(
                format!("năm {year} nằm ngoài các năm {first} – {last} của phong trào"),
                format!("the year {year} is outside the campaign's, {first} – {last}"),
            )
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::OtherYear { first, last, .. } = self;
        Some(if first == last {
            voice.say(format!("viết `{first}`"), format!("write `{first}`"))
        } else {
            voice.say(format!("viết một năm từ `{first}` đến `{last}`"), format!("write a year from `{first}` to `{last}`"))
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("năm của phong trào khai ở đây", "the campaign's year is declared here"))
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    let years = campaign.year.map_or_else(|| campaign.time.from.year()..=campaign.time.to.year(), |year| year..=year);
    for row in batch.rows {
        let Some(year) = row.year.value().filter(|year| !years.contains(year)) else { continue };
        let fault = RegistrationYear::OtherYear { year, first: *years.start(), last: *years.end() };
        let subject = Subject::unit(row.unit.known()).person(&batch.person(row));
        findings.add(&CHECK, batch.place(row, registrations::YEAR), subject, fault).against(Place::Definition(campaign.year_span));
    }
}
