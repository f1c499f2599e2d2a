//! The proof that two ways to write a sheet hold the same rows.
//!
//! Both are read as any sheet is, by labels and columns, and each cell of one is held against the cell of the other that stands
//! for the same: the same text, the same day, the same number. A cell that could not be read may have become the one value it
//! can mean, and nothing else.

use crate::sheet::{ColumnRef, Header, Kind, NumberStyle, Presence, Sheet, bytes_of, kind_fault, trimmed};
use crate::source::{Batch, Record, Tokenizer};
use crate::value::{Day, DayFault, DecimalStyle, Quantity, StageCode, StageIndex, Table, parse_quantity};

/// A way to write a sheet, read record by record.
pub(super) struct Reading<'t> {
    tokenizer: Tokenizer<&'t [u8]>,
    batch: Batch,
    next: usize,
}

impl<'t> Reading<'t> {
    pub(super) fn of(file: &'t [u8]) -> Self {
        Self { tokenizer: Tokenizer::new(file).expect("bytes can be read"), batch: Batch::new(), next: 0 }
    }

    fn next(&mut self) -> Option<Record<'_>> {
        if self.next == self.batch.len() {
            self.next = 0;
            // What is left of the batch before must not be handed out again.
            if !self.tokenizer.next_batch(&mut self.batch).expect("bytes can be read") {
                return None;
            }
        }
        self.next += 1;
        Some(self.batch.record(self.next - 1))
    }
}

/// Two cells that stand for the same, and what they hold.
struct Pair {
    left: usize,
    right: usize,
    kind: Option<Kind>,
}

/// Whether two ways to write a sheet open alike and hold the same rows in the same order, in every campaign of these stages; the
/// first are the stages of all.
pub(super) fn is_same(mut one: Reading<'_>, mut other: Reading<'_>, sheet: &'static Sheet, stages: &[&Table<StageIndex, StageCode>]) -> bool {
    let opening = *one.tokenizer.opening();
    if opening != *other.tokenizer.opening() {
        return false;
    }
    let pairs = match (one.next(), other.next()) {
        (None, None) => return true,
        (Some(one), Some(other)) => pair(one, other, sheet, stages),
        (Some(_), None) | (None, Some(_)) => None,
    };
    let Some(pairs) = pairs else { return false };
    let style = NumberStyle::of_delimiter(opening.delimiter);
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if holds_same(one, other, &pairs, style) => {}
            _ => return false,
        }
    }
}

/// Which cells of two rows of labels stand for the same; none where one has no partner.
fn pair(one: Record<'_>, other: Record<'_>, sheet: &'static Sheet, stages: &[&Table<StageIndex, StageCode>]) -> Option<Vec<Pair>> {
    let read = |stages: &Table<StageIndex, StageCode>| (Header::read(sheet, stages, one), Header::read(sheet, stages, other));
    let (all, own) = stages.split_first()?;
    let (left, right) = read(all);
    if !one.flaws().is_empty() || !other.flaws().is_empty() || one.len() != other.len() {
        return None;
    }
    let mut is_taken = vec![false; right.cells.len()];
    let mut pairs = Vec::with_capacity(left.cells.len());
    for (cell, reference) in left.cells.iter().enumerate() {
        // A label nobody knows stands for itself; of several alike the first pairs with the first.
        let is_partner = |other: usize| right.cells[other] == *reference && (reference.is_some() || right.labels[other] == left.labels[cell]);
        let partner = (0..right.cells.len()).find(|other| !is_taken[*other] && is_partner(*other))?;
        is_taken[partner] = true;
        let kind = match reference {
            Some(ColumnRef::Column(column)) => Some(sheet.columns[*column].kind),
            Some(ColumnRef::Stage(_)) => Some(Kind::Points),
            Some(ColumnRef::Counter) | None => None,
        };
        pairs.push(Pair { left: cell, right: partner, kind });
    }
    let is_read_alike = |stages: &&Table<StageIndex, StageCode>| {
        let (left, right) = read(stages);
        pairs.iter().all(|pair| left.cells[pair.left] == right.cells[pair.right])
    };
    own.iter().all(is_read_alike).then_some(pairs)
}

/// Whether two records hold the same.
fn holds_same(one: Record<'_>, other: Record<'_>, pairs: &[Pair], style: NumberStyle) -> bool {
    if one.len() != other.len() || one.is_blank() != other.is_blank() || !one.flaws().is_empty() || !other.flaws().is_empty() {
        return false;
    }
    if one.is_blank() || one.len() != pairs.len() {
        // No row, but what stands there stands there still.
        return (0..one.len()).all(|cell| bytes_of(trimmed(&one.cell(cell))) == bytes_of(trimmed(&other.cell(cell))));
    }
    pairs.iter().all(|pair| means_same(&one.cell(pair.left), &other.cell(pair.right), pair.kind, style))
}

/// What a cell means, however it is written.
#[derive(Eq, PartialEq)]
enum Meaning {
    Text(Box<[u8]>),
    Day(Day),
    Number(Quantity),
}

impl Meaning {
    fn of(kind: Option<Kind>, cell: &[u8]) -> Self {
        let text = || Self::Text(bytes_of(cell).into());
        match kind {
            Some(Kind::Day) => match Day::parse(cell) {
                Ok(day) | Err(DayFault::EitherWay { day_first: day, month_first: None }) => Self::Day(day),
                Err(_) => text(),
            },
            Some(Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points) => {
                // Without the file's own sign, so that neither sign is preferred.
                parse_quantity(cell, DecimalStyle::Unknown).map_or_else(|_| text(), |(number, _)| Self::Number(number))
            }
            Some(Kind::Text | Kind::Code(_) | Kind::YesNo | Kind::Choice(_)) | None => text(),
        }
    }
}

fn means_same(one: &[u8], other: &[u8], kind: Option<Kind>, style: NumberStyle) -> bool {
    let (one, other) = (trimmed(one), trimmed(other));
    if bytes_of(one) == bytes_of(other) {
        return true;
    }
    let is_read = kind.is_some_and(|kind| kind_fault(kind, Presence::Optional, other, style).is_none());
    is_read && Meaning::of(kind, one) == Meaning::of(kind, other)
}
