//! A result row: what one unit reports of one criterion in one period, typed; a stream, never kept.

mod memo;
mod reader;

use crate::campaign::{AdjustedColumn, Adjustment, Adjustments};
use crate::directory::Directory;
use crate::sheet::{self, CodeKind, Figure, Header, Home, Kind, Place, Reading, Records, RowId, Sheet, columns};
use crate::source::Record;
use crate::value::{CriterionIndex, Day, PeriodIndex, Points, StageIndex, UnitIndex};

pub use memo::Memo;
pub use reader::Reader;

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
    /// Whether it was read the short way: no check of rows can have anything to say about it. Others may be as plain.
    pub is_plain: bool,
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
        is_plain: false,
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

/// Whether a record is a row: neither broken, nor blank, nor longer or shorter than the labels.
#[inline]
pub fn is_usable(record: Record<'_>, header: &Header) -> bool {
    is_whole(record, header) && !record.is_blank()
}

/// Whether a record is neither broken, nor longer or shorter than the labels.
#[inline]
fn is_whole(record: Record<'_>, header: &Header) -> bool {
    record.flaws().is_empty() && record.len() == header.cells.len()
}
