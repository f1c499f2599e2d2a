//! Records that are no rows: a flaw in them, or more or fewer cells than there are labels.

use crate::campaign::Campaign;
use crate::diagnostic::Subject;
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, ResultBatch};
use crate::sheet::{Records, RowId};
use crate::source::Record;
use crate::words::anyone_in;

/// A record that is no row: it has a flaw, or more or fewer cells than there are labels.
pub(crate) struct Unusable<'b> {
    pub(crate) record: Record<'b>,
    pub(crate) id: RowId,
    pub(crate) subject: Subject,
}

/// The records of a batch of a small sheet that are no rows, its labels among them.
pub(crate) fn unusable<'b>(records: &'b Records<'_>) -> impl Iterator<Item = Unusable<'b>> {
    select_unusable(records, |_| anyone_in(records.sheet))
}

/// The records of a batch of registrations that are no rows.
pub(crate) fn unusable_registrations<'b>(batch: &'b RegistrationBatch<'_>, campaign: &'b Campaign) -> impl Iterator<Item = Unusable<'b>> {
    let records = batch.records;
    let has_some = !records.batch.flaws().is_empty() || batch.rows.len() + records.from < records.batch.len();
    has_some.then(|| select_unusable(records, |record| subject_of(records, campaign, registrations::UNIT, record))).into_iter().flatten()
}

/// The records of a batch of results that are no rows.
pub(crate) fn unusable_results<'b>(batch: &'b ResultBatch<'_>, campaign: &'b Campaign) -> impl Iterator<Item = Unusable<'b>> {
    let records = batch.records;
    let has_some = !records.batch.flaws().is_empty() || batch.usable + records.from < records.batch.len();
    has_some.then(|| select_unusable(records, |record| subject_of(records, campaign, results::UNIT, record))).into_iter().flatten()
}

fn select_unusable<'b>(records: &'b Records<'_>, subject: impl Fn(Record<'b>) -> Subject) -> impl Iterator<Item = Unusable<'b>> {
    let labels = records.header.cells.len();
    let taken = (0..records.batch.len()).filter(|position| records.is_taken(*position));
    let all = taken.map(|position| (records.batch.record(position), records.row(position)));
    all.filter(move |(record, _)| !record.flaws().is_empty() || (record.len() != labels && !record.is_blank())).map(move |(record, id)| Unusable {
        record,
        id,
        subject: subject(record),
    })
}

/// The unit of a broken record, where its cell stands before whatever broke it.
fn subject_of(records: &Records<'_>, campaign: &Campaign, column: usize, record: Record<'_>) -> Subject {
    let broken_at = record.flaws().first().map_or(record.len(), |flaw| flaw.cell);
    let cell = records.header.cell(column).map(usize::from).filter(|cell| *cell < broken_at);
    let unit = cell.and_then(|cell| campaign.directories.units.find(&record.cell(cell)));
    if unit.is_some() { Subject::unit(unit) } else { anyone_in(records.sheet) }
}
