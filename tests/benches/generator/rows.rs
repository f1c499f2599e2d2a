//! The results: a row is drawn from its number alone, then written where the plan wants it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::faults::{Kind, Planted};
use super::numbers::{Numbers, Stream};
use super::{Basis, Plan, Size, create, criterion, unit};

/// The columns, in the order of the contract.
pub(super) const COLUMNS: [&str; 13] = [
    "don_vi",
    "tieu_chi",
    "ky",
    "chi_tieu",
    "tong_so",
    "thuc_hien",
    "uoc_thuc_hien",
    "diem_tu_cham",
    "diem_tham_dinh",
    "khong_phat_sinh",
    "ngay_nhan",
    "minh_chung",
    "ghi_chu",
];
pub(super) const UNIT: usize = 0;
pub(super) const CRITERION: usize = 1;
pub(super) const PERIOD: usize = 2;
pub(super) const TARGET: usize = 3;
pub(super) const TOTAL: usize = 4;
pub(super) const ACTUAL: usize = 5;
pub(super) const ESTIMATE: usize = 6;
pub(super) const OWN: usize = 7;
pub(super) const APPRAISED: usize = 8;
pub(super) const NOT_APPLICABLE: usize = 9;
pub(super) const RECEIVED: usize = 10;
pub(super) const EVIDENCE: usize = 11;
pub(super) const NOTE: usize = 12;

const NOTES: [&str; 5] =
    ["", "", "đã đối chiếu với sổ theo dõi", "theo Công văn số 12/CV, ngày 05/4; có phụ lục", "ghi chú: \"hồ sơ gốc\" lưu tại phòng"];
const EVIDENCES: [&str; 4] = ["Báo cáo quý số 15/BC-PCM", "Kế hoạch số 80/KH-STP, mục III", "Sổ theo dõi hồ sơ", "Biên bản họp khối, trang 2"];

/// A row before it is written: the text of its cells.
#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: [String; COLUMNS.len()],
    /// How many of them are written.
    pub(super) length: usize,
}

/// Whose row it is.
pub(super) struct Place {
    pub(super) unit: usize,
    pub(super) leaf: usize,
    pub(super) period: usize,
}

/// The row with this number: period by period, unit by unit.
pub(super) fn place(size: Size, index: usize) -> Place {
    let of_period = index / size.criteria;
    Place { unit: of_period % size.units, leaf: index % size.criteria, period: of_period / size.units }
}

/// The target or the total of a row.
pub(super) fn base(seed: u64, index: usize) -> u64 {
    1 + Numbers::of(seed, Stream::Target, index).below(400)
}

/// Points as people write them: `9`, `9.5`, `9.25`.
fn points(hundredths: u64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest, rest % 10) {
        (0, _) => whole.to_string(),
        (_, 0) => format!("{whole}.{}", rest / 10),
        _ => format!("{whole}.{rest:02}"),
    }
}

/// The day a unit hands in its sheet of a period; some units write the day first.
fn received(plan: &Plan, place: &Place) -> String {
    let day = 1 + Numbers::of(plan.seed, Stream::Unit, place.unit * plan.size.periods + place.period).below(14);
    let (year, month) = [(2026, 4), (2026, 7), (2026, 10), (2027, 1)][place.period];
    if place.unit % 7 == 3 { format!("{day:02}/{month:02}/{year}") } else { format!("{year}-{month:02}-{day:02}") }
}

fn note(plan: &Plan, numbers: &mut Numbers, place: &Place) -> String {
    let note = numbers.pick(&NOTES);
    if note.is_empty() {
        return String::new();
    }
    // One unit in twenty breaks its notes over lines.
    let between = if place.unit % 20 == 7 { "\n" } else { "; " };
    let lines = if place.unit % 20 == 7 { plan.note_length.max(2) } else { plan.note_length };
    vec![note; lines].join(between)
}

impl Row {
    /// Fills the row with this number.
    pub(super) fn fill(&mut self, plan: &Plan, index: usize) {
        for cell in &mut self.cells {
            cell.clear();
        }
        self.length = COLUMNS.len();
        let place = place(plan.size, index);
        let mut numbers = Numbers::of(plan.seed, Stream::Result, index);
        let mut set = |column: usize, text: String| self.cells[column] = text;
        set(UNIT, unit(place.unit));
        set(CRITERION, criterion(place.leaf));
        set(PERIOD, format!("Q{}", place.period + 1));
        set(RECEIVED, received(plan, &place));
        set(EVIDENCE, numbers.pick(&EVIDENCES).to_owned());
        set(NOTE, note(plan, &mut numbers, &place));
        let base = base(plan.seed, index);
        let done = base - numbers.below(base / 5 + 1);
        match Basis::of(place.leaf) {
            Basis::Given => {
                let own = 600 + numbers.below(401);
                set(OWN, points(own));
                set(APPRAISED, points(own - numbers.below(50)));
            }
            Basis::Target => {
                if !plan.has_target_sheet {
                    set(TARGET, base.to_string());
                }
                // Some do more than they were set.
                let done = done + numbers.below(base / 20 + 1);
                set(ACTUAL, done.to_string());
                set(ESTIMATE, (done + numbers.below(9)).to_string());
            }
            Basis::Total if numbers.below(50) == 0 => {
                set(NOT_APPLICABLE, "x".to_owned());
                set(NOTE, "không phát sinh hồ sơ trong kỳ".to_owned());
            }
            Basis::Total => {
                set(TOTAL, base.to_string());
                set(ACTUAL, done.to_string());
            }
        }
    }

    /// A cell as it is written.
    fn written(cell: &str) -> String {
        if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    }

    /// The column, from 1 and in characters, at which a cell of it begins.
    pub(super) fn column(&self, cell: usize) -> usize {
        1 + self.cells[..cell].iter().map(|cell| Self::written(cell).chars().count() + 1).sum::<usize>()
    }

    /// Writes it; gives the lines it takes.
    fn write(&self, out: &mut impl Write) -> io::Result<usize> {
        let mut lines = 1;
        for (position, cell) in self.cells[..self.length].iter().enumerate() {
            if position > 0 {
                out.write_all(b",")?;
            }
            if cell.contains([',', '"', '\n']) {
                lines += cell.matches('\n').count();
                out.write_all(Self::written(cell).as_bytes())?;
            } else {
                out.write_all(cell.as_bytes())?;
            }
        }
        out.write_all(b"\n")?;
        Ok(lines)
    }
}

/// One file of results being written.
struct Sheet<'p> {
    plan: &'p Plan,
    out: BufWriter<File>,
    file: String,
    line: usize,
    row: Row,
}

impl<'p> Sheet<'p> {
    fn create(folder: &Path, file: String, plan: &'p Plan) -> io::Result<Self> {
        let mut out = create(&folder.join(&file))?;
        writeln!(out, "{}", COLUMNS.join(","))?;
        Ok(Self { plan, out, file, line: 2, row: Row::default() })
    }

    fn add(&mut self, index: usize, planted: &mut Vec<Planted>) -> io::Result<()> {
        self.row.fill(self.plan, index);
        if self.plan.has_open_quote && self.line == 2 {
            self.row.cells[NOTE].clear();
            planted.push(Planted { check: "broken-record", file: self.file.clone(), line: 2, column: self.row.column(NOTE) });
            let mut written = Vec::new();
            self.row.write(&mut written)?;
            written.insert(written.len() - 1, b'"');
            self.line += 1;
            return self.out.write_all(&written);
        }
        let Some(kind) = self.fault(index) else {
            self.line += self.row.write(&mut self.out)?;
            return Ok(());
        };
        if kind.is_further() {
            self.line += self.row.write(&mut self.out)?;
        }
        let column = kind.plant(&mut self.row);
        planted.push(Planted { check: kind.check(), file: self.file.clone(), line: self.line, column });
        self.line += self.row.write(&mut self.out)?;
        Ok(())
    }

    fn fault(&self, index: usize) -> Option<Kind> {
        let mut numbers = Numbers::of(self.plan.seed, Stream::Fault, index);
        let is_faulty = numbers.below(self.plan.one_fault_in?) == 0;
        is_faulty.then(|| numbers.pick(Kind::of(Basis::of(place(self.plan.size, index).leaf))))
    }
}

/// Writes one file, or a file a unit.
pub(super) fn write(folder: &Path, plan: &Plan) -> io::Result<Vec<Planted>> {
    let size = plan.size;
    let mut planted = Vec::new();
    let mut order: Vec<u32> = (0..u32::try_from(size.rows()).expect("rows are numbered in 32 bits")).collect();
    if plan.is_shuffled {
        Numbers::of(plan.seed, Stream::Order, 0).shuffle(&mut order);
    }
    if !plan.is_split {
        let mut sheet = Sheet::create(folder, "ket-qua/tat-ca.csv".to_owned(), plan)?;
        for index in order {
            sheet.add(index as usize, &mut planted)?;
        }
        sheet.out.flush()?;
        return Ok(planted);
    }
    order.sort_by_key(|index| place(size, *index as usize).unit);
    for rows in order.chunk_by(|one, other| place(size, *one as usize).unit == place(size, *other as usize).unit) {
        let mut sheet = Sheet::create(folder, format!("ket-qua/{}.csv", unit(place(size, rows[0] as usize).unit).to_lowercase()), plan)?;
        for index in rows {
            sheet.add(*index as usize, &mut planted)?;
        }
        sheet.out.flush()?;
    }
    Ok(planted)
}
