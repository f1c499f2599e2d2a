//! A vote or a grant for a unit or person nobody knows.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::sheet::CodeKind;
use crate::words::{self, candidate_sheets};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-candidate",
    page: include_str!("unknown_candidate.md"),
    grade: Grade::Error,
    reasons: UnknownCandidate::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnknownCandidate {
    Unit { code: Box<str>, nearest: Vec<Box<str>> },
    Person { code: Box<str>, meant: Option<Box<str>> },
}

impl Fault for UnknownCandidate {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unit { code, .. } => {
                let kind = words::kind_name(CodeKind::Unit, voice);
                voice.say(format!("không có {kind} nào mang mã `{code}`"), format!("no {kind} has the code `{code}`"))
            }
            Self::Person { code, .. } => voice
                .say(format!("không có cá nhân nào mang mã `{code}` ở `ca-nhan.csv`"), format!("no person of `ca-nhan.csv` has the code `{code}`")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Unit { nearest, .. } => words::write_nearest(nearest, voice),
            Self::Person { meant, .. } => words::write_nearest(meant.as_slice(), voice),
        }
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let (units, people) = (&campaign.directories.units, &campaign.directories.people);
    for sheet in candidate_sheets(resolution) {
        for row in &sheet.rows.rows {
            let code = row.text(sheet.code);
            if code.is_empty() {
                continue;
            }
            let fault = match sheet.kind(row) {
                Some(SubjectKind::Collective) if units.is_complete() && units.find(code.as_bytes()).is_none() => {
                    UnknownCandidate::Unit { code: code.into(), nearest: units.nearest(code) }
                }
                Some(SubjectKind::Person) if campaign.people.is_present && people.is_complete() && people.find(code.as_bytes()).is_none() => {
                    let twin = campaign.people.twin(code).map(|person| campaign.people.list[person].code.as_str().into());
                    UnknownCandidate::Person { code: code.into(), meant: twin }
                }
                Some(SubjectKind::Collective | SubjectKind::Person) | None => continue,
            };
            findings.add(&CHECK, row.place(sheet.code), Subject::nobody(), fault);
        }
    }
}
