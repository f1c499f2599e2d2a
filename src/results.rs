//! A result row: what one unit reports of one criterion in one period, typed; a stream, never kept.

use std::sync::Arc;

use crate::campaign::plain::{LARGE, Shape};
use crate::campaign::{AdjustedColumn, Adjustment, Adjustments, Campaign};
use crate::directory::{Directory, SHORT, short_word};
use crate::scoring::Denominator;
use crate::sheet::{self, CodeKind, Figure, Header, Home, Kind, NumberStyle, Place, Reading, Records, RowId, Sheet, columns};
use crate::source::Record;
use crate::value::{CriterionIndex, Day, PeriodIndex, Points, Quantity, StageIndex, UnitIndex};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    CRITERION = "tieu_chi", ["Tiêu chí", "Mã tiêu chí"], Kind::Code(CodeKind::Criterion), Filled, "Tiêu chí", "Mã tiêu chí lá.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Filled, "Kỳ", "Mã kỳ.";
    TARGET = "chi_tieu", ["Chỉ tiêu", "Chỉ tiêu giao", "Kế hoạch"], Kind::Number, Optional, "Chỉ tiêu", "Chỉ tiêu giao; trống là lấy ở chi-tieu.csv; 0 là không giao chỉ tiêu.";
    TOTAL = "tong_so", ["Tổng số"], Kind::Number, Optional, "Tổng số", "Mẫu số của tỷ lệ, ví dụ hồ sơ đến hạn.";
    ACTUAL = "thuc_hien", ["Thực hiện", "Kết quả thực hiện"], Kind::Figure, Optional, "Thực hiện", "Số thực hiện; với cách chấm có/không: 1 là có, 0 là không.";
    ESTIMATE = "uoc_thuc_hien", ["Ước thực hiện"], Kind::Number, Optional, "Ước thực hiện", "Số ước thực hiện, đã gồm số thực hiện.";
    NOT_APPLICABLE = "khong_phat_sinh", ["Không phát sinh"], Kind::Text, Optional, "Không phát sinh", "x và lý do ở ghi_chu, hoặc viết thẳng lý do vào ô này.";
    RECEIVED = "ngay_nhan", ["Ngày nhận", "Ngày nộp"], Kind::Day, Optional, "Ngày nhận", "Ngày nhận; trống là theo nop.csv.";
    EVIDENCE = "minh_chung", ["Minh chứng", "Tài liệu minh chứng"], Kind::Text, Optional, "Minh chứng", "Tài liệu minh chứng.";
    NOTE = "ghi_chu", ["Ghi chú", "Lý do"], Kind::Text, Optional, "Ghi chú", "Ghi chú; bắt buộc khi không phát sinh và khi vòng chấm cho điểm khác số tính được.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "ket-qua",
    home: Home::Folder("ket-qua"),
    title: "Kết quả",
    description: "Kết quả của từng đơn vị, theo tiêu chí và kỳ; mỗi (đơn vị, tiêu chí, kỳ) một dòng.",
    columns: COLUMNS,
    key: &["phong_trao", "don_vi", "tieu_chi", "ky"],
    stages_after: Some("uoc_thuc_hien"),
};

/// A code of a row, looked up.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Named<I> {
    /// Nothing written.
    #[default]
    Empty,
    /// A code nothing has.
    Unknown,
    /// What it names.
    Known(I),
}

impl<I: Copy> Named<I> {
    /// What it names.
    #[inline]
    pub fn known(self) -> Option<I> {
        match self {
            Self::Known(index) => Some(index),
            Self::Empty | Self::Unknown => None,
        }
    }

    /// Looks a cell up.
    pub fn find(directory: &Directory<I>, cell: &[u8]) -> Self
    where
        I: Eq + std::hash::Hash,
    {
        match directory.find(cell) {
            Some(index) => Self::Known(index),
            None if sheet::trimmed(cell).is_empty() => Self::Empty,
            None => Self::Unknown,
        }
    }
}

/// Unit, criterion and period of a row.
type Codes = (Named<UnitIndex>, Named<CriterionIndex>, Named<PeriodIndex>);

/// One row, typed.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the row, and none excludes another")]
#[derive(Clone, Copy, Debug)]
pub struct ResultRow {
    /// Its record in the batch.
    pub record: u16,
    /// The unit.
    pub unit: Named<UnitIndex>,
    /// The criterion.
    pub criterion: Named<CriterionIndex>,
    /// The period.
    pub period: Named<PeriodIndex>,
    /// `chi_tieu`.
    pub target: Figure,
    /// `tong_so`.
    pub total: Figure,
    /// `thuc_hien`; yes is 1, no is 0.
    pub actual: Figure,
    /// `uoc_thuc_hien`.
    pub estimate: Figure,
    /// Whether `thuc_hien` is a word (`có`, `x`), not a number.
    pub answers_in_words: bool,
    /// Whether it says that nothing arose.
    pub is_not_applicable: bool,
    /// Whether that has its reason as text.
    pub has_reason: bool,
    /// Whether `ghi_chu` is filled.
    pub has_note: bool,
    /// `ngay_nhan`.
    pub received: Reading<Day>,
    /// Whether the points of some stage cannot be read.
    pub has_broken_points: bool,
    /// Whether `dieu-chinh.csv` adjusts some cell of it: its values are those after that.
    pub is_adjusted: bool,
}

impl ResultRow {
    /// A row in which nothing stands.
    const EMPTY: Self = Self {
        record: 0,
        unit: Named::Empty,
        criterion: Named::Empty,
        period: Named::Empty,
        target: Figure::EMPTY,
        total: Figure::EMPTY,
        actual: Figure::EMPTY,
        estimate: Figure::EMPTY,
        answers_in_words: false,
        is_not_applicable: false,
        has_reason: false,
        has_note: false,
        received: Reading::Empty,
        has_broken_points: false,
        is_adjusted: false,
    };

    /// Whether some cell cannot be read.
    pub fn has_broken_cell(&self) -> bool {
        let figures = [self.target, self.total, self.actual, self.estimate];
        self.has_broken_points || self.received.is_broken() || figures.iter().any(|figure| figure.is_broken())
    }
}

/// What the checks of rows see of a batch: the rows they may have something to say about, beside the records they came from.
pub struct ResultBatch<'a> {
    /// The records.
    pub records: &'a Records<'a>,
    /// How many of the records are rows; one that is broken or blank is none.
    pub usable: usize,
    /// The rows that are not plain.
    pub suspects: &'a [ResultRow],
    /// Points of every stage, suspect by suspect.
    pub points: &'a [Reading<Points>],
    /// How many stages.
    pub stages: usize,
    /// What is adjusted.
    pub adjustments: &'a Adjustments,
}

/// The column of the sheet that an adjustment names; none where it is a stage's.
fn column_of(column: AdjustedColumn) -> Option<usize> {
    match column {
        AdjustedColumn::Target => Some(TARGET),
        AdjustedColumn::Total => Some(TOTAL),
        AdjustedColumn::Actual => Some(ACTUAL),
        AdjustedColumn::Estimate => Some(ESTIMATE),
        AdjustedColumn::NotApplicable => Some(NOT_APPLICABLE),
        AdjustedColumn::Points(_) => None,
    }
}

impl ResultBatch<'_> {
    /// The rows that are not plain, each with its place among them.
    pub fn suspects(&self) -> impl Iterator<Item = (usize, &ResultRow)> {
        self.suspects.iter().enumerate()
    }

    /// The id of a row.
    pub fn id(&self, row: &ResultRow) -> RowId {
        self.records.row(usize::from(row.record))
    }

    /// The points a suspect gives, by stage.
    pub fn points(&self, position: usize) -> &[Reading<Points>] {
        &self.points[position * self.stages..(position + 1) * self.stages]
    }

    /// Where the value of a column stands: its cell, that of the adjustment that set it, or the row where the file has no
    /// such column.
    pub fn place(&self, row: &ResultRow, column: usize) -> Place {
        let adjusted = self.adjusted(row, |adjusted| column_of(adjusted) == Some(column));
        adjusted.unwrap_or_else(|| self.records.place(row.record, column))
    }

    /// Where a stage's points of a row stand.
    pub fn stage_place(&self, row: &ResultRow, stage: StageIndex) -> Place {
        let adjusted = self.adjusted(row, |adjusted| adjusted == AdjustedColumn::Points(stage));
        adjusted.unwrap_or_else(|| self.written_stage(row, stage).1)
    }

    /// The cell of the last adjustment of a row to a column.
    fn adjusted(&self, row: &ResultRow, is_it: impl Fn(AdjustedColumn) -> bool) -> Option<Place> {
        self.adjustments(row).filter(|adjustment| is_it(adjustment.column)).last().map(|adjustment| adjustment.new.place)
    }

    /// The adjustments of a row, in the order in which they are applied.
    pub fn adjustments(&self, row: &ResultRow) -> impl Iterator<Item = &Adjustment> {
        let codes = row.is_adjusted.then(|| Some((row.unit.known()?, row.criterion.known()?, row.period.known()?))).flatten();
        codes.into_iter().flat_map(|(unit, criterion, period)| self.adjustments.of(unit, criterion, period))
    }

    /// What stands in a row as it was handed in, and where.
    pub fn written(&self, row: &ResultRow, column: AdjustedColumn) -> (String, Place) {
        match column {
            AdjustedColumn::Points(stage) => self.written_stage(row, stage),
            AdjustedColumn::Target | AdjustedColumn::Total | AdjustedColumn::Actual | AdjustedColumn::Estimate | AdjustedColumn::NotApplicable => {
                let column = column_of(column).expect("only points of stages have no column of their own");
                (self.text(row, column), self.records.place(row.record, column))
            }
        }
    }

    fn written_stage(&self, row: &ResultRow, stage: StageIndex) -> (String, Place) {
        let id = self.id(row);
        let Some(cell) = self.records.header.stages.get(stage.get()).copied().flatten() else { return (String::new(), Place::Row(id)) };
        (self.text_at(row, cell), Place::Cell(id, cell))
    }

    /// The text of a column of a row.
    pub fn text(&self, row: &ResultRow, column: usize) -> String {
        self.records.header.cell(column).map(|cell| self.text_at(row, cell)).unwrap_or_default()
    }

    fn text_at(&self, row: &ResultRow, cell: u16) -> String {
        let record = self.records.batch.record(usize::from(row.record));
        let bytes = record.cell(usize::from(cell));
        sheet::text_of(sheet::trimmed(&bytes)).into_owned()
    }
}

/// A code looked up last, since neighbours share codes: comparing bytes is cheaper than hashing them.
#[derive(Clone, Debug)]
pub struct Memo<I> {
    length: usize,
    /// The bytes, where they are [short](short_word).
    word: u64,
    /// The bytes, where they are not.
    bytes: Vec<u8>,
    named: Named<I>,
}

impl<I> Default for Memo<I> {
    fn default() -> Self {
        Self { length: 0, word: 0, bytes: Vec::new(), named: Named::Empty }
    }
}

impl<I: Copy + Eq + std::hash::Hash> Memo<I> {
    /// Looks a cell up, as [`Named::find`] does.
    #[inline]
    pub fn find(&mut self, directory: &Directory<I>, cell: &[u8]) -> Named<I> {
        let word = short_word(cell);
        let is_same = self.length == cell.len() && self.word == word && (cell.len() <= SHORT || self.bytes == cell);
        if !is_same {
            self.remember(directory, cell, word);
        }
        self.named
    }

    fn remember(&mut self, directory: &Directory<I>, cell: &[u8], word: u64) {
        self.named = Named::find(directory, cell);
        (self.length, self.word) = (cell.len(), word);
        self.bytes.clear();
        if cell.len() > SHORT {
            self.bytes.extend_from_slice(cell);
        }
    }
}

/// Days read before, since sheets repeat a few: each is kept where its bytes lead, and gives way to the next that leads there.
#[derive(Clone, Debug)]
struct Days([(u64, u16, Reading<Day>); Self::PLACES]);

impl Days {
    const PLACES: usize = 64;

    /// Reads a cell, as [`sheet::read_day`] does.
    #[inline]
    fn read(&mut self, cell: &[u8]) -> Reading<Day> {
        let (10, Some(head), Some(tail)) = (cell.len(), cell.first_chunk(), cell.last_chunk()) else { return sheet::read_day(cell) };
        let (head, tail) = (u64::from_le_bytes(*head), u16::from_le_bytes(*tail));
        // The highest bits of a product hang on all bits of what is multiplied.
        let [.., place] = (head ^ u64::from(tail) << 24).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
        let known = &mut self.0[usize::from(place) % Self::PLACES];
        if (known.0, known.1) != (head, tail) {
            *known = (head, tail, sheet::read_day(cell));
        }
        known.2
    }
}

impl Default for Days {
    fn default() -> Self {
        // Ten zero bytes are no day.
        Self([(0, 0, Reading::Broken); Self::PLACES])
    }
}

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

/// Whether a record is a row: neither broken, nor blank, nor longer or shorter than the labels.
#[inline]
pub fn is_usable(record: Record<'_>, header: &Header) -> bool {
    record.flaws().is_empty() && record.len() == header.cells.len() && !record.is_blank()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::directory::Directory;
    use crate::results::{Days, Memo, Named};
    use crate::sheet;
    use crate::value::UnitIndex;

    proptest! {
        #[test]
        fn a_day_read_before_is_read_as_before(cells in proptest::collection::vec("[0-9/ -]{10}|20(2[4-6]-0[1-3]-[0-3][0-9])|[0-3]\\d/0[1-3]/2025|", 1..200)) {
            let mut days = Days::default();
            for cell in &cells {
                prop_assert_eq!(days.read(cell.as_bytes()), sheet::read_day(cell.as_bytes()));
            }
        }

        #[test]
        fn a_memo_finds_what_the_directory_does(cells in proptest::collection::vec("[ A]?(PX|Phong so )[12]{0,3}", 1..20)) {
            let mut directory = Directory::default();
            for (index, code) in ["PX1", "PX2", "PX11", "Phong so 1", "Phong so 2"].into_iter().enumerate() {
                directory.enter(code, UnitIndex::new(index));
            }
            let mut memo = Memo::default();
            for cell in &cells {
                prop_assert_eq!(memo.find(&directory, cell.as_bytes()), Named::find(&directory, cell.as_bytes()));
            }
        }
    }
}
