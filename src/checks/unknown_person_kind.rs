//! A kind of person that is none of `doi_tuong.ca_nhan`, and so near to one of them that it may be a slip.
//!
//! The list of people may hold more kinds than those that take part: a code like none of them is no slip.

use rustc_hash::FxHashSet;
use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::people::StayKind;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::sheet::{CodeKind, RowId};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-person-kind",
    page: include_str!("unknown_person_kind.md"),
    grade: Grade::Error,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    InSheet,
}

#[derive(Debug)]
struct UnknownPersonKind(words::UnknownCode);

impl Fault for UnknownPersonKind {
    fn reason(&self) -> &'static str {
        Reason::InSheet.into()
    }

    fn title(&self, voice: Voice) -> String {
        self.0.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        self.0.help(voice)
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    if !campaign.directories.person_kinds.is_complete() {
        return;
    }
    let stays = campaign.people.list.iter().flat_map(|person| &person.stays);
    let misspelt: FxHashSet<RowId> = stays.filter(|stay| stay.kind == StayKind::Misspelt).map(|stay| stay.row).collect();
    for row in resolution.draft.people.rows.iter().filter(|row| misspelt.contains(&row.id)) {
        let unknown = words::unknown_code(campaign, CodeKind::PersonKind, row.text(people::KIND));
        let subject = Subject::nobody().person(row.text(people::NAME));
        findings.add(&CHECK, row.place(people::KIND), subject, UnknownPersonKind(unknown));
    }
}
