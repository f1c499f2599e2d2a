//! A registration, a proposal or an earlier title of a person that is for collectives, or the other way round.

use strum::VariantNames as _;

use crate::campaign::who::subject_of;
use crate::campaign::{Campaign, Resolution, Title};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::draft::{history, proposals};
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "title-subject",
    page: include_str!("title_subject.md"),
    grade: Grade::Error,
    reasons: TitleSubject::VARIANTS,
    looks: &[Look::Sheets(sheets), Look::Registrations(look)],
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

/// What is wrong with a title of such a subject; none where nothing is.
fn fault(title: &Title, subject: SubjectKind) -> Option<TitleSubject> {
    let right = title.subject.filter(|right| *right != subject)?;
    let code = title.code.as_str().into();
    Some(match right {
        SubjectKind::Collective => TitleSubject::ForCollectives { title: code },
        SubjectKind::Person => TitleSubject::ForPersons { title: code },
    })
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let sheets = [
        (&resolution.draft.history, history::SUBJECT, history::TITLE, history::CODE),
        (&resolution.draft.proposals, proposals::SUBJECT, proposals::TITLE, proposals::NAME),
    ];
    for (rows, subject, title, name) in sheets {
        for row in &rows.rows {
            let known = campaign.directories.titles.find(row.text(title).as_bytes());
            let (Some(kind), Some(title)) = (subject_of(row, subject), known.map(|title| &campaign.titles[title])) else { continue };
            if let Some(fault) = fault(title, kind) {
                let whom = Subject::nobody().person(row.text(name));
                findings.add(&CHECK, row.place(subject), whom, fault).against(Place::Definition(title.span));
            }
        }
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows {
        let (Some(subject), Some(title)) = (row.subject.value(), row.title.known()) else { continue };
        let title = &campaign.titles[title];
        let Some(fault) = fault(title, subject) else { continue };
        let place = batch.place(row, registrations::SUBJECT);
        findings.add(&CHECK, place, Subject::unit(row.unit.known()).person(&batch.person(row)), fault).against(Place::Definition(title.span));
    }
}
