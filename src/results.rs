//! A result row: what one unit reports of one criterion in one period, typed; a stream, never kept.

use crate::campaign::Campaign;
use crate::campaign::plain::LARGE;
use crate::directory::Directory;
use crate::scoring::Denominator;
use crate::sheet::{self, CodeKind, ColumnRef, Header, Home, Kind, NumberStyle, Place, Reading, Records, RowId, Sheet, columns};
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

/// One row, typed.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the row, and none excludes another")]
#[derive(Clone, Copy, Debug, Default)]
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
    pub target: Reading<Quantity>,
    /// `tong_so`.
    pub total: Reading<Quantity>,
    /// `thuc_hien`; yes is 1, no is 0.
    pub actual: Reading<Quantity>,
    /// `uoc_thuc_hien`.
    pub estimate: Reading<Quantity>,
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
    /// Whether some cell cannot be read.
    pub has_broken_cell: bool,
}

/// A batch of typed rows beside the records they came from.
pub struct ResultBatch<'a> {
    /// The records.
    pub records: &'a Records<'a>,
    /// The rows; a record that is broken or blank gives none.
    pub rows: &'a [ResultRow],
    /// Points of every stage, row by row.
    pub points: &'a [Reading<Points>],
    /// The rows that are not plain, by place among the rows: those a check may have something to say about.
    pub suspects: &'a [u16],
    /// How many stages.
    pub stages: usize,
}

impl ResultBatch<'_> {
    /// The rows that are not plain, each with its place among the rows.
    pub fn suspects(&self) -> impl Iterator<Item = (usize, &ResultRow)> {
        self.suspects.iter().map(|position| (usize::from(*position), &self.rows[usize::from(*position)]))
    }

    /// The id of a row.
    pub fn id(&self, row: &ResultRow) -> RowId {
        self.records.row(usize::from(row.record))
    }

    /// The points a row gives, by stage.
    pub fn points(&self, position: usize) -> &[Reading<Points>] {
        &self.points[position * self.stages..(position + 1) * self.stages]
    }

    /// Where a column's cell of a row stands; the row where the file has no such column.
    pub fn place(&self, row: &ResultRow, column: usize) -> Place {
        let id = self.id(row);
        self.records.header.cell(column).map_or(Place::Row(id), |cell| Place::Cell(id, cell))
    }

    /// Where a stage's points of a row stand.
    pub fn stage_place(&self, row: &ResultRow, stage: StageIndex) -> Place {
        let id = self.id(row);
        self.records.header.stages[stage.get()].map_or(Place::Row(id), |cell| Place::Cell(id, cell))
    }

    /// The text of a column of a row.
    pub fn text(&self, row: &ResultRow, column: usize) -> String {
        let Some(cell) = self.records.header.cell(column) else { return String::new() };
        let record = self.records.batch.record(usize::from(row.record));
        let bytes = record.cell(usize::from(cell));
        sheet::text_of(sheet::trimmed(&bytes)).into_owned()
    }
}

/// A code looked up last, since neighbours share codes: comparing bytes is cheaper than hashing them.
#[derive(Clone, Debug)]
struct Memo<I> {
    bytes: Vec<u8>,
    named: Named<I>,
}

impl<I> Default for Memo<I> {
    fn default() -> Self {
        Self { bytes: Vec::new(), named: Named::Empty }
    }
}

impl<I: Copy + Eq + std::hash::Hash> Memo<I> {
    fn find(&mut self, directory: &Directory<I>, cell: &[u8]) -> Named<I> {
        if self.bytes != cell {
            self.named = Named::find(directory, cell);
            self.bytes.clear();
            self.bytes.extend_from_slice(cell);
        }
        self.named
    }
}

/// Reads rows of one file; keeps the last codes, since neighbours share them.
pub struct Reader<'a> {
    unit: Memo<UnitIndex>,
    period: Memo<PeriodIndex>,
    /// What came after each criterion last: sheets repeat their order from unit to unit.
    after: Vec<Memo<CriterionIndex>>,
    last: usize,
    campaign: &'a Campaign,
    header: &'a Header,
    style: NumberStyle,
    /// The rows of the batch read last.
    pub rows: Vec<ResultRow>,
    /// Their points, stage by stage.
    pub points: Vec<Reading<Points>>,
    /// Those of them that are not plain.
    pub suspects: Vec<u16>,
    /// Whether every row is taken for one that is not plain.
    pub looks_at_every_row: bool,
}

impl<'a> Reader<'a> {
    /// A reader for a file with these labels.
    pub fn new(campaign: &'a Campaign, header: &'a Header, style: NumberStyle) -> Self {
        let after = vec![Memo::default(); campaign.criteria.len() + 1];
        Self {
            campaign,
            header,
            style,
            unit: Memo::default(),
            period: Memo::default(),
            after,
            last: 0,
            rows: Vec::new(),
            points: Vec::new(),
            suspects: Vec::new(),
            looks_at_every_row: false,
        }
    }

    /// Types the usable records of a batch.
    pub fn read(&mut self, records: &Records<'_>) {
        self.rows.clear();
        self.points.clear();
        self.suspects.clear();
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if records.is_taken(position) && is_usable(record, self.header) {
                self.row(u16::try_from(position).expect("a batch is small"), record);
                if self.looks_at_every_row || !self.is_plain() {
                    self.suspects.push(u16::try_from(self.rows.len() - 1).expect("a batch is small"));
                }
            }
        }
    }

    /// Whether no check of rows can have anything to say about the row typed last.
    fn is_plain(&self) -> bool {
        let Some(row) = self.rows.last() else { return false };
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = (row.unit, row.criterion, row.period) else { return false };
        let plain = &self.campaign.plain;
        let Some(shape) = plain.shape(self.campaign, unit, criterion, period) else { return false };
        if row.has_broken_cell || row.is_not_applicable || row.answers_in_words || plain.has_targets {
            return false;
        }
        let points = &self.points[self.points.len() - self.header.stages.len()..];
        if shape.takes_points {
            let has_figure = [row.target, row.total, row.actual, row.estimate].iter().any(|figure| *figure != Reading::Empty);
            let is_right = |reading: &Reading<Points>| match reading {
                Reading::Empty => true,
                Reading::Value(points) => *points <= shape.bound && points.millionths() % plain.step == 0,
                Reading::Broken => false,
            };
            return !has_figure && points.iter().all(is_right);
        }
        let Reading::Value(actual) = row.actual else { return false };
        let is_usual = |figure: Quantity| figure > Quantity::ZERO && actual <= figure;
        let has_base = match shape.denominator {
            None => row.target == Reading::Empty && row.total == Reading::Empty,
            Some(Denominator::Target) => row.total == Reading::Empty && row.target.value().is_some_and(|target| target > Quantity::ZERO),
            Some(Denominator::Total) => row.target == Reading::Empty && row.total.value().is_some_and(is_usual),
        };
        let is_estimated_right = row.estimate.value().is_none_or(|estimate| estimate >= actual);
        has_base && is_estimated_right && actual <= LARGE && points.iter().all(|points| *points == Reading::Empty)
    }

    /// Types one record in place, cell by cell; nothing is done for an empty one.
    fn row(&mut self, position: u16, record: Record<'_>) {
        let directories = &self.campaign.directories;
        let first_points = self.points.len();
        self.points.resize(first_points + self.header.stages.len(), Reading::Empty);
        self.rows.push(ResultRow { record: position, ..ResultRow::default() });
        let row = self.rows.last_mut().expect("just pushed");
        let mut claim = Reading::Empty;
        for (cell, reference) in self.header.cells.iter().enumerate() {
            let raw = record.raw(cell);
            if raw.is_empty() {
                continue;
            }
            match reference {
                Some(ColumnRef::Column(UNIT)) => row.unit = self.unit.find(&directories.units, raw),
                Some(ColumnRef::Column(CRITERION)) => {
                    row.criterion = self.after[self.last].find(&directories.criteria, raw);
                    self.last = row.criterion.known().map_or(self.last, |index| index.get() + 1);
                }
                Some(ColumnRef::Column(PERIOD)) => row.period = self.period.find(&directories.periods, raw),
                Some(ColumnRef::Column(TARGET)) => row.target = sheet::read_quantity(raw, self.style),
                Some(ColumnRef::Column(TOTAL)) => row.total = sheet::read_quantity(raw, self.style),
                Some(ColumnRef::Column(ACTUAL)) => {
                    row.actual = sheet::read_quantity(raw, self.style);
                    if row.actual.is_broken()
                        && let Reading::Value(yes) = sheet::read_yes_no(raw)
                    {
                        row.actual = Reading::Value(Quantity::whole(i64::from(yes)));
                        row.answers_in_words = true;
                    }
                }
                Some(ColumnRef::Column(ESTIMATE)) => row.estimate = sheet::read_quantity(raw, self.style),
                Some(ColumnRef::Column(NOT_APPLICABLE)) => claim = sheet::read_yes_no(raw),
                Some(ColumnRef::Column(RECEIVED)) => row.received = sheet::read_day(raw),
                Some(ColumnRef::Column(NOTE)) => row.has_note = !sheet::trimmed(raw).is_empty(),
                Some(ColumnRef::Stage(stage)) => {
                    let points = sheet::read_points(raw, self.style);
                    row.has_broken_cell |= points.is_broken();
                    self.points[first_points + stage.get()] = points;
                }
                Some(ColumnRef::Column(_) | ColumnRef::Counter) | None => {}
            }
        }
        // `x` has its reason in the note; a text that is neither yes nor no is the reason itself.
        (row.is_not_applicable, row.has_reason) = match claim {
            Reading::Empty => (false, false),
            Reading::Value(yes) => (yes, row.has_note),
            Reading::Broken => (true, true),
        };
        row.has_broken_cell |=
            row.target.is_broken() || row.total.is_broken() || row.actual.is_broken() || row.estimate.is_broken() || row.received.is_broken();
    }
}

/// Whether a record is a row: neither broken, nor blank, nor longer or shorter than the labels.
pub fn is_usable(record: Record<'_>, header: &Header) -> bool {
    record.flaws().is_empty() && record.len() == header.cells.len() && !record.is_blank()
}
