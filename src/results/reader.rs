//! Rows of one file, typed: the short way of plain rows, and the long way of all others.

use crate::campaign::plain::{LARGE, Shape};
use crate::campaign::{AdjustedColumn, Campaign};
use crate::results::memo::{Days, Memo};
use crate::results::{
    ACTUAL, COLUMNS, CRITERION, Codes, ESTIMATE, NOT_APPLICABLE, NOTE, Named, PERIOD, RECEIVED, ResultBatch, ResultRow, TARGET, TOTAL, UNIT, is_whole,
};
use crate::scoring::Denominator;
use crate::sheet::{self, Figure, Header, NumberStyle, Reading, Records};
use crate::source::Record;
use crate::value::{CriterionIndex, PeriodIndex, Points, Quantity, UnitIndex};
use std::sync::Arc;

/// A cell no record has: where a file has no such column.
const NO_CELL: usize = usize::MAX;

/// A hundredth, in millionths: nearly all points are given in them.
const HUNDREDTH: i64 = 10_000;

/// Where a file has what a row is read from.
struct Cells {
    columns: [usize; COLUMNS.len()],
    stages: Vec<usize>,
    /// The cells of figures, where they are side by side, as most files have them.
    figures: Option<(usize, usize)>,
    /// Those of points, stage by stage.
    points: Option<(usize, usize)>,
}

impl Cells {
    fn of(header: &Header) -> Self {
        let place = |cell: Option<u16>| cell.map_or(NO_CELL, usize::from);
        let columns: [usize; COLUMNS.len()] = std::array::from_fn(|column| place(header.cell(column)));
        let stages: Vec<usize> = header.stages.iter().copied().map(place).collect();
        let figures = side_by_side(&[columns[TARGET], columns[TOTAL], columns[ACTUAL], columns[ESTIMATE]]);
        let points = side_by_side(&stages);
        Self { columns, stages, figures, points }
    }

    /// Whether nothing at all stands in the cells of figures.
    #[inline]
    fn have_no_figures(&self, record: Record<'_>) -> bool {
        match self.figures {
            Some((first, last)) => record.are_empty(first, last),
            None => [TARGET, TOTAL, ACTUAL, ESTIMATE].into_iter().all(|column| record.is_empty_at(self.columns[column])),
        }
    }

    /// Whether nothing at all stands in the cells of points.
    #[inline]
    fn have_no_points(&self, record: Record<'_>) -> bool {
        match self.points {
            Some((first, last)) => record.are_empty(first, last),
            None => self.stages.iter().all(|cell| record.is_empty_at(*cell)),
        }
    }
}

/// The first and the last of some cells, where each follows the one before.
fn side_by_side(cells: &[usize]) -> Option<(usize, usize)> {
    let are_beside = cells.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let (first, last) = (*cells.first()?, *cells.last()?);
    (are_beside && last != NO_CELL).then_some((first, last))
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
    /// How many of them are of another unit than the row before.
    turns: usize,
    /// Those of them that are not plain.
    suspects: Vec<ResultRow>,
    /// Their points, stage by stage.
    points_of_suspects: Vec<Reading<Points>>,
    looks_at_every_row: bool,
    /// Whether rows may be read the short way.
    has_short_way: bool,
    /// Whether numbers of two decimals are as fine as the campaign rounds.
    takes_hundredths: bool,
}

impl<'a> Reader<'a> {
    /// A reader for a file with these labels; it may take every row for one that is not plain.
    pub fn new(campaign: &'a Campaign, header: Arc<Header>, style: NumberStyle, looks_at_every_row: bool) -> Self {
        let (cells, stages) = (Cells::of(&header), header.stages.len());
        let plain = &campaign.plain;
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
            turns: 0,
            suspects: Vec::new(),
            points_of_suspects: Vec::new(),
            looks_at_every_row,
            has_short_way: !(looks_at_every_row || plain.has_targets) && campaign.adjustments.is_empty(),
            takes_hundredths: HUNDREDTH % plain.step == 0,
        }
    }

    /// Types the usable records of a batch and hands each row on with its points by stage; how many there are.
    pub fn read(&mut self, records: &Records<'_>, mut take: impl FnMut(&ResultRow, &[Reading<Points>])) -> usize {
        (self.usable, self.turns) = (0, 0);
        self.suspects.clear();
        self.points_of_suspects.clear();
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if !records.is_taken(position) || !is_whole(record, &self.header) {
                continue;
            }
            let number = u16::try_from(position).expect("a batch is small");
            let before = self.row.unit;
            let codes = self.codes(record);
            self.turns += usize::from(codes.0 != before);
            if !(self.has_short_way && self.read_plain(number, record, codes)) {
                // A record with a unit, as a plain one has it, is not blank.
                if record.is_blank() {
                    continue;
                }
                self.read_any(number, record, codes);
            }
            self.usable += 1;
            take(&self.row, &self.points);
        }
        self.usable
    }

    /// Whether the rows of the batch read last stand in no order of units.
    pub fn is_scattered(&self) -> bool {
        4 * self.turns > self.usable
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
            return !has_figure && self.points.iter().all(|points| is_plainly_given(*points, shape, (plain.step, self.takes_hundredths)));
        }
        are_plain((row.target, row.total, row.actual, row.estimate), shape) && self.points.iter().all(|points| points.is_empty())
    }

    /// Looks up the codes of a record.
    #[inline]
    fn codes(&mut self, record: Record<'_>) -> Codes {
        let (directories, columns) = (&self.campaign.directories, &self.cells.columns);
        let unit = self.unit.find_in(&directories.units, record, columns[UNIT]);
        let criterion = self.after[self.last].find_in(&directories.criteria, record, columns[CRITERION]);
        self.last = criterion.known().map_or(self.last, |index| index.get() + 1);
        (unit, criterion, self.period.find_in(&directories.periods, record, columns[PERIOD]))
    }

    /// Types a record of which its criterion reads some cells and the others hold nothing at all: nearly all are so.
    ///
    /// It is a short way only: what it reads [`read_any`](Self::read_any) reads too, and finds it plain. Whether it was so.
    #[inline]
    fn read_plain(&mut self, number: u16, record: Record<'_>, codes: Codes) -> bool {
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = codes else { return false };
        let plain = &self.campaign.plain;
        let Some(shape) = plain.shape(self.campaign, unit, criterion, period) else { return false };
        let (cells, style) = (&self.cells, self.style);
        let columns = &cells.columns;
        if !record.is_empty_at(columns[NOT_APPLICABLE]) {
            return false;
        }
        let figure = |column: usize| sheet::read_figure(record.raw_or_empty(columns[column]), style);
        let (target, total, actual, estimate) = if shape.takes_points {
            if !cells.have_no_figures(record) {
                return false;
            }
            for (points, cell) in self.points.iter_mut().zip(&cells.stages) {
                *points = sheet::read_points(record.raw_or_empty(*cell), style);
                if !is_plainly_given(*points, shape, (plain.step, self.takes_hundredths)) {
                    return false;
                }
            }
            (Figure::EMPTY, Figure::EMPTY, Figure::EMPTY, Figure::EMPTY)
        } else {
            if !cells.have_no_points(record) {
                return false;
            }
            self.points.fill(Reading::Empty);
            let figures = (figure(TARGET), figure(TOTAL), figure(ACTUAL), figure(ESTIMATE));
            if !are_plain(figures, shape) {
                return false;
            }
            figures
        };
        let received = self.days.read(record.raw_or_empty(columns[RECEIVED]));
        if received.is_broken() {
            return false;
        }
        let has_note = !record.is_empty_at(columns[NOTE]) && is_filled(record.raw_or_empty(columns[NOTE]));
        let (unit, criterion, period) = codes;
        self.row = ResultRow {
            record: number,
            unit,
            criterion,
            period,
            target,
            total,
            actual,
            estimate,
            has_note,
            received,
            is_plain: true,
            ..ResultRow::EMPTY
        };
        true
    }

    /// Types a record, whatever it holds, sets it as it was adjusted, and keeps it for the checks if it is not plain.
    #[inline(never)]
    fn read_any(&mut self, number: u16, record: Record<'_>, codes: Codes) {
        let mut row = self.row(number, record, codes);
        if !self.campaign.adjustments.is_empty() {
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
            is_plain: false,
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
fn is_plainly_given(points: Reading<Points>, shape: &Shape, (step, takes_hundredths): (i64, bool)) -> bool {
    match points {
        Reading::Empty => true,
        // Divided by what the compiler knows, a division is a multiplication.
        Reading::Value(points) if takes_hundredths && points.millionths() % HUNDREDTH == 0 => points <= shape.bound,
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
