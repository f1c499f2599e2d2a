//! A registration that does not say whom it is for, or says it twice and differently.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::checks::words::rows::unit_code;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::registrations::{self, RegistrationBatch};
use crate::value::UnitIndex;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "registration-person",
    page: include_str!("registration_person.md"),
    grade: Grade::Error,
    reasons: RegistrationPerson::VARIANTS,
    looks: &[Look::Registrations(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum RegistrationPerson {
    Unnamed,
    CollectiveNamed { name: Box<str> },
    OtherUnit { code: Box<str>, unit: Box<str> },
}

impl Fault for RegistrationPerson {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unnamed => voice.say("đăng ký cá nhân mà `ma` và `ho_ten` đều trống", "a person's registration with neither `ma` nor `ho_ten`"),
            Self::CollectiveNamed { name } => {
                voice.say(format!("đăng ký tập thể mà có họ tên `{name}`"), format!("a collective's registration with the name `{name}`"))
            }
            Self::OtherUnit { code, unit } => voice.say(
                format!("đăng ký tập thể mang mã `{code}`, khác đơn vị `{unit}` của dòng"),
                format!("a collective's registration with the code `{code}`, not that of its unit `{unit}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Unnamed => voice.say("ghi `ho_ten` hoặc `ma` của cá nhân", "write the person's `ho_ten` or `ma`"),
            Self::CollectiveNamed { .. } => {
                voice.say("để trống `ho_ten`, hoặc viết `ca_nhan` ở `doi_tuong`", "leave `ho_ten` empty, or write `ca_nhan` in `doi_tuong`")
            }
            Self::OtherUnit { unit, .. } => voice.say(format!("viết `{unit}` hoặc để trống `ma`"), format!("write `{unit}` or leave `ma` empty")),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("đơn vị của dòng", "the row's unit"))
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows {
        let Some(subject_kind) = row.subject.value() else { continue };
        // Where the title is for the other kind of subject, that is what is wrong with the row.
        let title_subject = row.title.known().and_then(|title| campaign.titles[title].subject);
        let is_other = title_subject.is_some_and(|kind| kind != subject_kind);
        let subject = Subject::unit(row.unit.known());
        match subject_kind {
            SubjectKind::Person => {
                if !is_other && batch.raw(row, registrations::CODE).is_empty() && batch.raw(row, registrations::NAME).is_empty() {
                    findings.add(&CHECK, batch.place(row, registrations::NAME), subject, RegistrationPerson::Unnamed);
                }
            }
            SubjectKind::Collective => {
                if !is_other && !batch.raw(row, registrations::NAME).is_empty() {
                    let fault = RegistrationPerson::CollectiveNamed { name: batch.text(row, registrations::NAME).into() };
                    findings.add(&CHECK, batch.place(row, registrations::NAME), subject.clone(), fault);
                }
                let code = batch.raw(row, registrations::CODE);
                let Some(unit) = row.unit.known().filter(|unit| !is_code_of(campaign, code, *unit)) else { continue };
                let fault = RegistrationPerson::OtherUnit { code: batch.text(row, registrations::CODE).into(), unit: unit_code(campaign, unit) };
                findings.add(&CHECK, batch.place(row, registrations::CODE), subject, fault).against(batch.place(row, registrations::UNIT));
            }
        }
    }
}

/// Whether a collective's code is empty or the unit's own.
fn is_code_of(campaign: &Campaign, code: &[u8], unit: UnitIndex) -> bool {
    code.is_empty() || campaign.directories.units.find(code) == Some(unit)
}
