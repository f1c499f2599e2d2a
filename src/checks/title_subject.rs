//! A registration of a person for a collective title, or the other way round.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "title-subject",
    page: include_str!("title_subject.md"),
    grade: Grade::Error,
    reasons: TitleSubject::VARIANTS,
    looks: &[Look::Registrations(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TitleSubject {
    ForCollectives { title: Box<str> },
    ForPersons { title: Box<str> },
}

impl Fault for TitleSubject {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::ForCollectives { title } => voice.say(
                format!("`{title}` là danh hiệu của tập thể, dòng này ghi `ca_nhan`"),
                format!("`{title}` is a title for collectives, this row says `ca_nhan`"),
            ),
            Self::ForPersons { title } => voice.say(
                format!("`{title}` là danh hiệu của cá nhân, dòng này ghi `tap_the`"),
                format!("`{title}` is a title for persons, this row says `tap_the`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let right = match self {
            Self::ForCollectives { .. } => "tap_the",
            Self::ForPersons { .. } => "ca_nhan",
        };
        Some(voice.say(format!("viết `{right}`, hoặc sửa `danh_hieu`"), format!("write `{right}`, or correct `danh_hieu`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("danh hiệu khai ở đây", "the title is declared here"))
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows {
        let (Some(subject), Some(title)) = (row.subject.value(), row.title.known()) else { continue };
        let title = &campaign.titles[title];
        let Some(right) = title.subject.filter(|right| *right != subject) else { continue };
        let code = title.code.as_str().into();
        let fault = match right {
            SubjectKind::Collective => TitleSubject::ForCollectives { title: code },
            SubjectKind::Person => TitleSubject::ForPersons { title: code },
        };
        let place = batch.place(row, registrations::SUBJECT);
        findings.add(&CHECK, place, Subject::unit(row.unit.known()).person(&batch.person(row)), fault).against(Place::Definition(title.span));
    }
}
