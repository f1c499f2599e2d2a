//! A row about titles that names a person the sheet of people does not have.

use strum::VariantNames as _;

use crate::campaign::who::subject_of;
use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, proposals};
use crate::words;
use crate::words::people::{OF_PEOPLE, OF_WHOM};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-person",
    page: include_str!("unknown_person.md"),
    grade: Grade::Error,
    reasons: UnknownPerson::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnknownPerson {
    Code { code: Box<str>, nearest: Vec<Box<str>> },
    Name { name: Box<str>, unit: Box<str>, nearest: Vec<Box<str>> },
    OtherName { code: Box<str>, written: Box<str>, own: Box<str> },
}

impl Fault for UnknownPerson {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Code { code, .. } => voice
                .say(format!("không có cá nhân nào mang mã `{code}` ở `ca-nhan.csv`"), format!("no person of `ca-nhan.csv` has the code `{code}`")),
            Self::Name { name, unit, .. } => {
                let name = words::shown(name);
                voice.say(
                    format!("đơn vị `{unit}` không có một người tên `{name}` ở `ca-nhan.csv`, hoặc có nhiều người cùng tên"),
                    format!("`ca-nhan.csv` does not have just one person named `{name}` in `{unit}`"),
                )
            }
            Self::OtherName { code, written, own } => {
                let (written, own) = (words::shown(written), words::shown(own));
                voice.say(
                    format!("`{code}` là `{own}` ở `ca-nhan.csv`, ở đây ghi `{written}`"),
                    format!("`{code}` is `{own}` in `ca-nhan.csv`, here it says `{written}`"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Code { nearest, .. } | Self::Name { nearest, .. } => {
                words::write_nearest(nearest, voice).or_else(|| Some(words::write_declared("ca-nhan.csv", voice)))
            }
            Self::OtherName { own, .. } => {
                Some(voice.say(format!("viết `{own}`, hoặc sửa mã cho đúng người"), format!("write `{own}`, or the code of the person meant")))
            }
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    if !campaign.people.is_present || !campaign.directories.people.is_complete() {
        return;
    }
    for (sheet, subject, column) in OF_WHOM {
        let rows = resolution.draft.rows(sheet).into_iter().flat_map(|rows| &rows.rows);
        for row in rows.filter(|row| subject_of(row, subject) == Some(SubjectKind::Person)) {
            code(campaign, row, column, findings);
        }
    }
    for (sheet, column) in OF_PEOPLE {
        for row in resolution.draft.rows(sheet).into_iter().flat_map(|rows| &rows.rows) {
            code(campaign, row, column, findings);
        }
    }
    let people = resolution.draft.proposals.rows.iter().filter(|row| subject_of(row, proposals::SUBJECT) == Some(SubjectKind::Person));
    for row in people {
        name(campaign, row, findings);
    }
}

/// A code that nobody has.
fn code(campaign: &Campaign, row: &DraftRow, column: usize, findings: &mut Findings) {
    let code = row.text(column);
    if code.is_empty() || campaign.directories.people.find(code.as_bytes()).is_some() {
        return;
    }
    let nearest = campaign.directories.people.nearest(code);
    findings.add(&CHECK, row.place(column), Subject::nobody().person(code), UnknownPerson::Code { code: code.into(), nearest });
}

/// A proposal by name: there must be one such person in the unit; beside a code it must be that person's name.
fn name(campaign: &Campaign, row: &DraftRow, findings: &mut Findings) {
    let (code, name) = (row.text(proposals::CODE), row.text(proposals::NAME));
    let people = &campaign.people;
    let subject = Subject::nobody().person(name);
    if let Some(person) = campaign.directories.people.find(code.as_bytes()).filter(|_| !code.is_empty()) {
        if !people.is_name_of(person, name.as_bytes()) {
            let fault = UnknownPerson::OtherName { code: code.into(), written: name.into(), own: people.list[person].name().into() };
            findings.add(&CHECK, row.place(proposals::NAME), subject, fault);
        }
        return;
    }
    let Some(unit) = campaign.directories.units.find(row.text(proposals::UNIT).as_bytes()) else { return };
    if code.is_empty() && !name.is_empty() && people.only_named(unit, name.as_bytes(), None).is_none() {
        let nearest = people.near_names(unit, name);
        let fault = UnknownPerson::Name { name: name.into(), unit: campaign.units[unit].code.as_str().into(), nearest };
        findings.add(&CHECK, row.place(proposals::NAME), subject, fault);
    }
}
