//! Whom a row of votes or grants concerns.

use crate::campaign::who::{subject_of, who};
use crate::campaign::{Campaign, Who};
use crate::diagnostic::Subject;
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, votes};

/// A unit, or a person and the unit they were in.
pub(crate) fn candidate_subject(campaign: &Campaign, candidate: &Who) -> Subject {
    match candidate {
        Who::Unit(unit) => Subject::unit(Some(*unit)),
        Who::Person(code) => match campaign.directories.people.find(code.as_str().as_bytes()) {
            Some(person) => Subject::unit(campaign.people.only_unit(person, None)).person(campaign.people.list[person].name()),
            None => Subject::nobody().person(code.as_str()),
        },
    }
}

/// Whom a row concerns, by its columns of subject and code.
pub(crate) fn concerned_candidate(campaign: &Campaign, row: &DraftRow, subject: usize, code: usize) -> Subject {
    match who(row, subject, code, &campaign.directories, &campaign.people) {
        Some(candidate) => candidate_subject(campaign, &candidate),
        None if subject_of(row, subject) == Some(SubjectKind::Person) => Subject::nobody().person(row.text(code)),
        None => Subject::nobody(),
    }
}

/// Whom a row of votes concerns.
pub(crate) fn voted_on(campaign: &Campaign, row: &DraftRow) -> Subject {
    concerned_candidate(campaign, row, votes::SUBJECT, votes::CODE)
}
