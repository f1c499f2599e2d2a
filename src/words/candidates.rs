//! What the checks of votes and grants share: which columns name a candidate, and whom a row concerns.

use crate::campaign::{Campaign, Candidate, Resolution, candidates};
use crate::diagnostic::Subject;
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, Rows, grants, votes};

/// A sheet whose rows name a candidate by subject and code.
pub(crate) struct CandidateSheet<'a> {
    pub(crate) rows: &'a Rows,
    pub(crate) subject: usize,
    pub(crate) code: usize,
    pub(crate) title: usize,
}

/// The sheets of votes and grants.
pub(crate) fn candidate_sheets<'a>(resolution: &Resolution<'a>) -> [CandidateSheet<'a>; 2] {
    let draft = resolution.draft;
    [
        CandidateSheet { rows: &draft.votes, subject: votes::SUBJECT, code: votes::CODE, title: votes::TITLE },
        CandidateSheet { rows: &draft.grants, subject: grants::SUBJECT, code: grants::CODE, title: grants::TITLE },
    ]
}

impl CandidateSheet<'_> {
    /// Whether a row is of a collective or a person.
    pub(crate) fn kind(&self, row: &DraftRow) -> Option<SubjectKind> {
        candidates::kind_in(row, self.subject).value()
    }

    /// Whom a row concerns.
    pub(crate) fn subject(&self, campaign: &Campaign, row: &DraftRow) -> Subject {
        let code = row.text(self.code);
        match self.kind(row) {
            Some(kind) => concerned(campaign, kind, code),
            None => Subject::nobody(),
        }
    }
}

/// Whom a candidate's row concerns.
fn concerned(campaign: &Campaign, kind: SubjectKind, code: &str) -> Subject {
    match Candidate::find(kind, code, &campaign.directories, &campaign.people) {
        Some(candidate) => candidate_subject(campaign, &candidate),
        None => Subject::nobody().person(if kind == SubjectKind::Person { code } else { "" }),
    }
}

/// A unit, or a person and the unit they were in.
pub(crate) fn candidate_subject(campaign: &Campaign, candidate: &Candidate) -> Subject {
    match candidate {
        Candidate::Unit(unit) => Subject::unit(Some(*unit)),
        Candidate::Person(person) => Subject::unit(campaign.people.only_unit(*person, None)).person(campaign.people.list[*person].name()),
        Candidate::Unlisted(code) => Subject::nobody().person(code),
    }
}

/// Whom a row of votes concerns.
pub(crate) fn voted_on(campaign: &Campaign, row: &DraftRow) -> Subject {
    let kind = candidates::kind_in(row, votes::SUBJECT).value();
    kind.map_or_else(Subject::nobody, |kind| concerned(campaign, kind, row.text(votes::CODE)))
}
