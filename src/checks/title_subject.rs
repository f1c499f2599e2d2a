//! A registration, vote, proposal or award of a person for a collective title, or the other way round.

use strum::VariantNames as _;

use crate::campaign::who::subject_of;
use crate::campaign::{Campaign, Resolution, Title};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::{CodeKind, Column, Kind, Place};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "title-subject",
    page: include_str!("title_subject.md"),
    grade: Grade::Error,
    reasons: TitleSubject::VARIANTS,
    looks: &[Look::Registrations(look), Look::Sheets(sheets)],
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
        let Some(fault) = mismatch(title, subject) else { continue };
        let place = batch.place(row, registrations::SUBJECT);
        findings.add(&CHECK, place, Subject::unit(row.unit.known()).person(&batch.person(row)), fault).against(Place::Definition(title.span));
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (sheet, subject, code) in words::people::OF_WHOM {
        let is_title = |column: &Column| matches!(column.kind, Kind::Code(CodeKind::Title));
        let (Some(rows), Some(title)) = (resolution.draft.rows(sheet), sheet.columns.iter().position(is_title)) else { continue };
        for row in &rows.rows {
            let title = campaign.directories.titles.find(row.text(title).as_bytes());
            let (Some(kind), Some(title)) = (subject_of(row, subject), title) else { continue };
            let title = &campaign.titles[title];
            let Some(fault) = mismatch(title, kind) else { continue };
            let concerned = words::concerned_candidate(campaign, row, subject, code);
            findings.add(&CHECK, row.place(subject), concerned, fault).against(Place::Definition(title.span));
        }
    }
}

/// What is wrong with a title for the subject of a row, if it is for the other kind.
fn mismatch(title: &Title, subject: SubjectKind) -> Option<TitleSubject> {
    let right = title.subject.filter(|right| *right != subject)?;
    let title = title.code.as_str().into();
    Some(match right {
        SubjectKind::Collective => TitleSubject::ForCollectives { title },
        SubjectKind::Person => TitleSubject::ForPersons { title },
    })
}
