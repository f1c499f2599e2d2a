//! A registration row: who registers for which title, typed; a stream, never kept.

use crate::campaign::Campaign;
use crate::draft::SUBJECTS;
use crate::draft::definition::SubjectKind;
use crate::results::{Memo, Named, is_usable};
use crate::sheet::{self, CodeKind, Home, Kind, Place, Reading, Records, RowId, Sheet, Word, columns};
use crate::source::Record;
use crate::value::{Day, PersonIndex, TitleIndex, UnitIndex};

/// Registered, or withdrawn.
pub const STATES: &[Word] = &[Word { key: "dang_ky", names: &["Đăng ký"] }, Word { key: "rut", names: &["Rút", "Đã rút"] }];

columns! {
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm thi đua; trống là năm của phong trào.";
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Optional, "Mã", "Mã của đơn vị hoặc cá nhân; với tập thể có thể trống.";
    NAME = "ho_ten", ["Họ tên", "Họ và tên"], Kind::Text, Optional, "Họ tên", "Họ và tên cá nhân.";
    TITLE = "danh_hieu", ["Danh hiệu", "Danh hiệu thi đua", "Đăng ký thi đua"], Kind::Code(CodeKind::Title), Filled, "Danh hiệu", "Mã danh hiệu; mỗi dòng một danh hiệu.";
    RECEIVED = "ngay_nhan", ["Ngày nhận", "Ngày nộp"], Kind::Day, Optional, "Ngày nhận", "Ngày nhận; trống là theo nop.csv.";
    STATE = "trang_thai", ["Trạng thái"], Kind::Choice(STATES), Optional, "Trạng thái", "dang_ky (mặc định khi trống) hoặc rut.";
    WITHDRAWN = "ngay_rut", ["Ngày rút"], Kind::Day, Optional, "Ngày rút", "Ngày rút đăng ký.";
    NOTE = "ghi_chu", ["Ghi chú"], Kind::Text, Optional, "Ghi chú", "Ghi chú.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "dang-ky",
    home: Home::Folder("dang-ky"),
    title: "Đăng ký thi đua",
    description: "Đăng ký danh hiệu của tập thể và cá nhân.",
    columns: COLUMNS,
    key: &["nam", "phong_trao", "don_vi", "doi_tuong", "ma", "ho_ten", "danh_hieu"],
    stages_after: None,
};

/// One row, typed.
#[derive(Clone, Copy, Debug)]
pub struct RegistrationRow {
    /// Its record in the batch.
    pub record: u16,
    /// `nam`.
    pub year: Reading<i32>,
    /// The unit.
    pub unit: Named<UnitIndex>,
    /// Collective or person.
    pub subject: Reading<SubjectKind>,
    /// The title.
    pub title: Named<TitleIndex>,
    /// The person; empty where the folder has no people, or the row names none or is about nobody of a known unit.
    pub person: Named<PersonIndex>,
    /// `ngay_nhan`.
    pub received: Reading<Day>,
    /// Whether `trang_thai` says that it is withdrawn.
    pub is_withdrawn: bool,
    /// `ngay_rut`.
    pub withdrawn: Reading<Day>,
    /// Whether some cell cannot be read.
    pub has_broken_cell: bool,
}

/// A batch of typed rows beside the records they came from.
pub struct RegistrationBatch<'a> {
    /// The records.
    pub records: &'a Records<'a>,
    /// The rows; a record that is broken or blank gives none.
    pub rows: &'a [RegistrationRow],
}

impl RegistrationBatch<'_> {
    /// The id of a row.
    pub fn id(&self, row: &RegistrationRow) -> RowId {
        self.records.row(usize::from(row.record))
    }

    /// Where a column's cell of a row stands; the row where the file has no such column.
    pub fn place(&self, row: &RegistrationRow, column: usize) -> Place {
        self.records.place(row.record, column)
    }

    /// The bytes of a column of a row, without blanks around them; empty where the file has no such column.
    pub fn raw(&self, row: &RegistrationRow, column: usize) -> &[u8] {
        let Some(cell) = self.records.header.cell(column) else { return &[] };
        sheet::trimmed(self.records.batch.record(usize::from(row.record)).raw(usize::from(cell)))
    }

    /// The text of a column of a row.
    pub fn text(&self, row: &RegistrationRow, column: usize) -> String {
        let Some(cell) = self.records.header.cell(column) else { return String::new() };
        let record = self.records.batch.record(usize::from(row.record));
        let bytes = record.cell(usize::from(cell));
        sheet::text_of(sheet::trimmed(&bytes)).into_owned()
    }

    /// Who is registered, as text: the person's name or code; empty for a collective.
    pub fn person(&self, row: &RegistrationRow) -> String {
        if row.subject == Reading::Value(SubjectKind::Collective) {
            return String::new();
        }
        let name = self.text(row, NAME);
        if name.is_empty() { self.text(row, CODE) } else { name }
    }
}

/// Reads registrations of one file; keeps the last codes, since neighbours share them.
pub struct Reader<'a> {
    campaign: &'a Campaign,
    unit: Memo<UnitIndex>,
    title: Memo<TitleIndex>,
    /// The rows of the batch read last.
    pub rows: Vec<RegistrationRow>,
}

impl<'a> Reader<'a> {
    /// A reader for a file.
    pub fn new(campaign: &'a Campaign) -> Self {
        Self { campaign, unit: Memo::default(), title: Memo::default(), rows: Vec::new() }
    }

    /// Types the usable records of a batch.
    pub fn read(&mut self, records: &Records<'_>) {
        self.rows.clear();
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if records.is_taken(position) && is_usable(record, records.header) {
                let row = self.row(records, u16::try_from(position).expect("a batch is small"), record);
                self.rows.push(row);
            }
        }
    }

    fn row(&mut self, records: &Records<'_>, position: u16, record: Record<'_>) -> RegistrationRow {
        let raw = |column: usize| records.header.cell(column).map_or(&b""[..], |cell| record.raw(usize::from(cell)));
        let year = match sheet::read_quantity(raw(YEAR), records.style) {
            Reading::Empty => Reading::Empty,
            Reading::Value(value) => match value.to_whole().and_then(|year| i32::try_from(year).ok()) {
                Some(year) => Reading::Value(year),
                None => Reading::Broken,
            },
            Reading::Broken => Reading::Broken,
        };
        let subject = match sheet::read_word(raw(SUBJECT), SUBJECTS) {
            Reading::Empty => Reading::Empty,
            Reading::Value(0) => Reading::Value(SubjectKind::Collective),
            Reading::Value(_) => Reading::Value(SubjectKind::Person),
            Reading::Broken => Reading::Broken,
        };
        let state = sheet::read_word(raw(STATE), STATES);
        let received = sheet::read_day(raw(RECEIVED));
        let withdrawn = sheet::read_day(raw(WITHDRAWN));
        let unit = self.unit.find(&self.campaign.directories.units, raw(UNIT));
        let person = if self.campaign.people.is_present && subject == Reading::Value(SubjectKind::Person) {
            person(self.campaign, unit, sheet::trimmed(raw(CODE)), sheet::trimmed(raw(NAME)), received)
        } else {
            Named::Empty
        };
        RegistrationRow {
            record: position,
            year,
            unit,
            subject,
            person,
            title: self.title.find(&self.campaign.directories.titles, raw(TITLE)),
            received,
            is_withdrawn: state == Reading::Value(1),
            withdrawn,
            has_broken_cell: year.is_broken() || subject.is_broken() || state.is_broken() || received.is_broken() || withdrawn.is_broken(),
        }
    }
}

/// The person of a code, else the one of a name in the unit; unknown too where code and name are not of one person, or several have the name.
fn person(campaign: &Campaign, unit: Named<UnitIndex>, code: &[u8], name: &[u8], received: Reading<Day>) -> Named<PersonIndex> {
    let people = &campaign.people;
    if !code.is_empty() {
        let found = campaign.directories.people.find(code);
        return found.filter(|person| people.is_name_of(*person, name)).map_or(Named::Unknown, Named::Known);
    }
    let Some(unit) = unit.known().filter(|_| !name.is_empty()) else { return Named::Empty };
    people.only_named(unit, name, people.day_of(unit, received)).map_or(Named::Unknown, Named::Known)
}
