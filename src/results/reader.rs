//! Rows of one file, typed: the short way of plain rows, and the long way of all others.

use crate::campaign::plain::{LARGE, Shape};
use crate::campaign::{AdjustedColumn, Campaign};
use crate::results::memo::{Days, Memo};
use crate::results::{
    ACTUAL, COLUMNS, CRITERION, Codes, ESTIMATE, NOT_APPLICABLE, NOTE, Named, PERIOD, RECEIVED, ResultBatch, ResultRow, TARGET, TOTAL, UNIT,
    is_usable,
};
use crate::scoring::Denominator;
use crate::sheet::{self, Figure, Header, NumberStyle, Reading, Records};
use crate::source::Record;
use crate::value::{CriterionIndex, PeriodIndex, Points, Quantity, UnitIndex};
use std::sync::Arc;

/// A cell no record has: where a file has no such column.
const NO_CELL: usize = usize::MAX;

/// Where a file has what a row is read from.
struct Cells {
    columns: [usize; COLUMNS.len()],
    stages: Vec<usize>,
}

impl Cells {
    fn of(header: &Header) -> Self {
        let place = |cell: Option<u16>| cell.map_or(NO_CELL, usize::from);
        Self { columns: std::array::from_fn(|column| place(header.cell(column))), stages: header.stages.iter().copied().map(place).collect() }
    }
}

/// Reads rows of one file; keeps the last codes, since neighbours share them.
///
/// A row is typed, handed on and forgotten before the next: only those a check may speak of are kept for the batch.
pub struct Reader<'a> {
    campaign: &'a Campaign,
    header: Arc<Header>,
    cells: Cells,
    style: NumberStyle,
    unit: Memo<UnitIndex>,
    period: Memo<PeriodIndex>,
    days: Days,
    /// What came after each criterion last: sheets repeat their order from unit to unit.
    after: Vec<Memo<CriterionIndex>>,
    last: usize,
    /// The row read last.
    row: ResultRow,
    /// Its points, by stage.
    points: Vec<Reading<Points>>,
    /// How many rows the batch read last has.
    usable: usize,
    /// Those of them that are not plain.
    suspects: Vec<ResultRow>,
    /// Their points, stage by stage.
    points_of_suspects: Vec<Reading<Points>>,
    looks_at_every_row: bool,
    has_adjustments: bool,
}

impl<'a> Reader<'a> {
    /// A reader for a file with these labels; it may take every row for one that is not plain.
    pub fn new(campaign: &'a Campaign, header: Arc<Header>, style: NumberStyle, looks_at_every_row: bool) -> Self {
        let (cells, stages) = (Cells::of(&header), header.stages.len());
        Self {
            campaign,
            header,
            cells,
            style,
            unit: Memo::default(),
            period: Memo::default(),
            days: Days::default(),
            after: vec![Memo::default(); campaign.criteria.len() + 1],
            last: 0,
            row: ResultRow::EMPTY,
            points: vec![Reading::Empty; stages],
            usable: 0,
            suspects: Vec::new(),
            points_of_suspects: Vec::new(),
            looks_at_every_row,
            has_adjustments: !campaign.adjustments.is_empty(),
        }
    }

    /// Types the usable records of a batch and hands each row on with its points by stage; how many there are.
    pub fn read(&mut self, records: &Records<'_>, mut take: impl FnMut(&ResultRow, &[Reading<Points>])) -> usize {
        self.usable = 0;
        self.suspects.clear();
        self.points_of_suspects.clear();
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if !records.is_taken(position) || !is_usable(record, &self.header) {
                continue;
            }
            let position = u16::try_from(position).expect("a batch is small");
            let codes = self.codes(record);
            if !self.read_plain(position, record, codes) {
                self.read_any(position, record, codes);
            }
            self.usable += 1;
            take(&self.row, &self.points);
        }
        self.usable
    }

    /// What the checks see of the batch read last.
    pub fn batch<'b>(&'b self, records: &'b Records<'b>) -> ResultBatch<'b> {
        ResultBatch {
            records,
            usable: self.usable,
            suspects: &self.suspects,
            points: &self.points_of_suspects,
            stages: self.points.len(),
            adjustments: &self.campaign.adjustments,
        }
    }

    /// Whether no check of rows can have anything to say about the row typed last.
    #[inline]
    fn is_plain(&self, row: &ResultRow) -> bool {
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = (row.unit, row.criterion, row.period) else { return false };
        let plain = &self.campaign.plain;
        let Some(shape) = plain.shape(self.campaign, unit, criterion, period) else { return false };
        if row.received.is_broken() || row.is_not_applicable || row.answers_in_words || plain.has_targets || row.is_adjusted {
            return false;
        }
        if shape.takes_points {
            let has_figure = [row.target, row.total, row.actual, row.estimate].iter().any(|figure| !figure.is_empty());
            return !has_figure && self.points.iter().all(|points| is_plainly_given(*points, shape, plain.step));
        }
        are_plain((row.target, row.total, row.actual, row.estimate), shape) && self.points.iter().all(|points| points.is_empty())
    }

    /// Looks up the codes of a record.
    #[inline]
    fn codes(&mut self, record: Record<'_>) -> Codes {
        let directories = &self.campaign.directories;
        let raw = |column: usize| record.raw_or_empty(self.cells.columns[column]);
        let unit = self.unit.find(&directories.units, raw(UNIT));
        let criterion = self.after[self.last].find(&directories.criteria, raw(CRITERION));
        self.last = criterion.known().map_or(self.last, |index| index.get() + 1);
        (unit, criterion, self.period.find(&directories.periods, raw(PERIOD)))
    }

    /// Types a record of which its criterion reads some cells and the others hold nothing at all: nearly all are so.
    ///
    /// It is a short way only: what it reads [`read_any`](Self::read_any) reads too, and finds it plain. Whether it was so.
    #[inline]
    fn read_plain(&mut self, record: u16, cells: Record<'_>, codes: Codes) -> bool {
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = codes else { return false };
        let plain = &self.campaign.plain;
        let Some(shape) = plain.shape(self.campaign, unit, criterion, period) else { return false };
        let columns = &self.cells.columns;
        let is_empty = |column: usize| cells.is_empty_at(columns[column]);
        if self.looks_at_every_row || self.has_adjustments || plain.has_targets || !is_empty(NOT_APPLICABLE) {
            return false;
        }
        let style = self.style;
        let figure = |column: usize| sheet::read_figure(cells.raw_or_empty(columns[column]), style);
        let (target, total, actual, estimate) = if shape.takes_points {
            if !(is_empty(TARGET) && is_empty(TOTAL) && is_empty(ACTUAL) && is_empty(ESTIMATE)) {
                return false;
            }
            for (points, cell) in self.points.iter_mut().zip(&self.cells.stages) {
                *points = sheet::read_points(cells.raw_or_empty(*cell), style);
                if !is_plainly_given(*points, shape, plain.step) {
                    return false;
                }
            }
            (Figure::EMPTY, Figure::EMPTY, Figure::EMPTY, Figure::EMPTY)
        } else {
            if !self.cells.stages.iter().all(|cell| cells.is_empty_at(*cell)) {
                return false;
            }
            self.points.fill(Reading::Empty);
            let figures = (figure(TARGET), figure(TOTAL), figure(ACTUAL), figure(ESTIMATE));
            if !are_plain(figures, shape) {
                return false;
            }
            figures
        };
        let received = self.days.read(cells.raw_or_empty(columns[RECEIVED]));
        if received.is_broken() {
            return false;
        }
        let has_note = !is_empty(NOTE) && is_filled(cells.raw_or_empty(columns[NOTE]));
        let (unit, criterion, period) = codes;
        self.row = ResultRow { record, unit, criterion, period, target, total, actual, estimate, has_note, received, ..ResultRow::EMPTY };
        true
    }

    /// Types a record, whatever it holds, sets it as it was adjusted, and keeps it for the checks if it is not plain.
    #[inline(never)]
    fn read_any(&mut self, position: u16, record: Record<'_>, codes: Codes) {
        let mut row = self.row(position, record, codes);
        if self.has_adjustments {
            self.adjust(&mut row);
        }
        if self.looks_at_every_row || !self.is_plain(&row) {
            self.suspects.push(row);
            self.points_of_suspects.extend_from_slice(&self.points);
        }
        self.row = row;
    }

    /// Types one record, column by column.
    fn row(&mut self, position: u16, record: Record<'_>, (unit, criterion, period): Codes) -> ResultRow {
        let raw = |column: usize| record.raw_or_empty(self.cells.columns[column]);
        let figure = |column: usize| sheet::read_figure(raw(column), self.style);
        let (target, total, estimate) = (figure(TARGET), figure(TOTAL), figure(ESTIMATE));
        let mut actual = figure(ACTUAL);
        let mut answers_in_words = false;
        if actual.is_broken()
            && let Reading::Value(yes) = sheet::read_yes_no(raw(ACTUAL))
        {
            actual = Reading::Value(Quantity::whole(i64::from(yes))).into();
            answers_in_words = true;
        }
        let received = self.days.read(raw(RECEIVED));
        let has_note = is_filled(raw(NOTE));
        // `x` has its reason in the note; a text that is neither yes nor no is the reason itself.
        let claim = raw(NOT_APPLICABLE);
        let (is_not_applicable, has_reason) = match if claim.is_empty() { Reading::Empty } else { sheet::read_yes_no(claim) } {
            Reading::Empty => (false, false),
            Reading::Value(yes) => (yes, has_note),
            Reading::Broken => (true, true),
        };
        let mut has_broken_points = false;
        for (points, cell) in self.points.iter_mut().zip(&self.cells.stages) {
            *points = sheet::read_points(record.raw_or_empty(*cell), self.style);
            has_broken_points |= points.is_broken();
        }
        ResultRow {
            record: position,
            unit,
            criterion,
            period,
            target,
            total,
            actual,
            estimate,
            answers_in_words,
            is_not_applicable,
            has_reason,
            has_note,
            received,
            has_broken_points,
            is_adjusted: false,
        }
    }

    /// Sets the cells of the row typed last as `dieu-chinh.csv` has them; a value that cannot be read changes nothing.
    fn adjust(&mut self, row: &mut ResultRow) {
        let (Some(unit), Some(criterion), Some(period)) = (row.unit.known(), row.criterion.known(), row.period.known()) else { return };
        let adjustments = &self.campaign.adjustments;
        if !adjustments.touches(unit) {
            return;
        }
        for adjustment in adjustments.of(unit, criterion, period) {
            row.is_adjusted = true;
            // The adjustment has its reason and its document.
            row.has_note = true;
            let value = adjustment.new.reading;
            if value.is_broken() {
                continue;
            }
            match adjustment.column {
                AdjustedColumn::Target => row.target = value.into(),
                AdjustedColumn::Total => row.total = value.into(),
                AdjustedColumn::Actual => (row.actual, row.answers_in_words) = (value.into(), adjustment.new.is_word),
                AdjustedColumn::Estimate => row.estimate = value.into(),
                AdjustedColumn::NotApplicable => {
                    row.is_not_applicable = value.value() == Some(Quantity::whole(1));
                    row.has_reason = true;
                }
                AdjustedColumn::Points(stage) => {
                    if let Some(points) = self.points.get_mut(stage.get()) {
                        *points = value.value().and_then(Quantity::to_points).map_or(Reading::Empty, Reading::Value);
                    }
                }
            }
        }
        row.has_broken_points = self.points.iter().any(|points| points.is_broken());
    }
}

/// Whether a stage gives points that no check of rows can have anything to say about, or none.
#[inline]
fn is_plainly_given(points: Reading<Points>, shape: &Shape, step: i64) -> bool {
    match points {
        Reading::Empty => true,
        Reading::Value(points) => points <= shape.bound && points.millionths() % step == 0,
        Reading::Broken => false,
    }
}

/// Whether these figures (target, total, actual, estimate) are those the criterion reads, of the usual size.
#[inline]
fn are_plain((target, total, actual, estimate): (Figure, Figure, Figure, Figure), shape: &Shape) -> bool {
    let Some(actual) = actual.value() else { return false };
    let has_base = match shape.denominator {
        None => target.is_empty() && total.is_empty(),
        Some(Denominator::Target) => total.is_empty() && target.value().is_some_and(|target| target > Quantity::ZERO),
        Some(Denominator::Total) => target.is_empty() && total.value().is_some_and(|total| total > Quantity::ZERO && actual <= total),
    };
    let is_estimated_right = estimate.is_empty() || estimate.value().is_some_and(|estimate| estimate >= actual);
    has_base && is_estimated_right && actual <= LARGE
}

/// Whether a cell holds more than blanks.
#[inline]
fn is_filled(cell: &[u8]) -> bool {
    cell.first().is_some_and(u8::is_ascii_graphic) || !sheet::trimmed(cell).is_empty()
}
