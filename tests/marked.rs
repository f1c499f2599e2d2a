//! Marked copies: for every case of `tests/campaigns/` the right cell is marked.
//!
//! `tests/feedback/cases.txt` says of every line of every `expected.txt` which cell is marked, or by which rule none is: written anew
//! with `THIDUA_ACCEPT=1`, and read before it is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _};

use quick_xml::events::Event;
use thidua::diagnostic::Voice;
use thidua::feedback::{Feedback, Pack};
use thidua::pipeline::{self, Run};
use thidua::report::{self, About};

use crate::campaigns::{apply, cases, origin, request};
use crate::support::{Files, memory, root};

/// The sheets that offices keep.
const OFFICE: [&str; 12] = [
    "don-vi",
    "chi-tieu",
    "nop",
    "gia-han",
    "dieu-chinh",
    "phuc-tra",
    "bo-phieu",
    "danh-gia",
    "ky-luat",
    "lich-su-danh-hieu",
    "khen-thuong",
    "thong-ke-khen-thuong",
];

/// A copy as a workbook, read again.
pub(crate) struct Copy {
    /// The texts of its cells, by address.
    pub(crate) cells: BTreeMap<String, String>,
    /// The cells with a comment.
    pub(crate) comments: BTreeSet<String>,
    /// The cells with a thick border.
    pub(crate) bordered: BTreeSet<String>,
    /// The row of the labels.
    pub(crate) head: u32,
    /// The column that says what to do.
    says: String,
}

pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("it can be read");
        parts.insert(name, content);
    }
    parts
}

/// Every element of a part with its attributes, and the text behind it.
pub(crate) fn elements(part: &[u8]) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut found: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) | Event::Empty(element) => {
                let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
                    (attribute.key.local_name().as_ref().to_owned(), attribute.value.into_owned())
                };
                let attributes = element.attributes().map(|one| attribute(one.expect("well-formed"))).collect();
                found.push((element.local_name().as_ref().to_owned(), attributes, String::new()));
            }
            Event::Text(text) => {
                if let Some((.., behind)) = found.last_mut() {
                    behind.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                let letter = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "?",
                };
                if let Some((.., behind)) = found.last_mut() {
                    behind.push_str(letter);
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

impl Copy {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let of = |name: &str| parts.get(name).map(|part| elements(part)).unwrap_or_default();
        let comments = of("xl/comments1.xml").into_iter().filter(|(name, ..)| name == "comment").map(|(_, attributes, _)| attributes["ref"].clone());
        let styles = of("xl/styles.xml");
        // Borders, then looks, each in the order of the file.
        let mut thick: Vec<bool> = Vec::new();
        let mut looks: Vec<usize> = Vec::new();
        let mut is_looks = false;
        for (name, attributes, _) in &styles {
            match name.as_str() {
                "border" => thick.push(false),
                "left" if attributes.get("style").is_some_and(|style| style == "medium") => *thick.last_mut().expect("of a border") = true,
                "cellXfs" => is_looks = true,
                "cellStyles" => is_looks = false,
                "xf" if is_looks => looks.push(attributes["borderId"].parse().expect("a number")),
                _ => {}
            }
        }
        let bordered = of("xl/worksheets/sheet1.xml").into_iter().filter(|(name, attributes, _)| {
            let look = attributes.get("s").map(|look| look.parse::<usize>().expect("a number"));
            name == "c" && look.is_some_and(|look| thick[looks[look]])
        });
        let (comments, bordered) = (comments.collect(), bordered.map(|(_, attributes, _)| attributes["r"].clone()).collect());
        // What stands in the cells is read as intake reads it.
        let pages = thidua::intake::book::pages(bytes).expect("a spreadsheet");
        let mut cells = BTreeMap::new();
        for row in &pages[0].rows {
            for (column, cell) in &row.cells {
                cells.insert(thidua::intake::grid::address(row.number, *column), cell.shown().to_owned());
            }
        }
        let says = cells.iter().find(|(_, text)| **text == "LỖI").map(|(address, _)| address.clone()).expect("it says what to do");
        let (column, row) = says.split_at(says.find(|letter: char| letter.is_ascii_digit()).expect("a number"));
        Self { head: row.parse().expect("a number"), says: column.to_owned(), cells, comments, bordered }
    }

    fn says(&self, row: u32) -> &str {
        self.cells.get(&format!("{}{row}", self.says)).map_or("", String::as_str)
    }
}

fn letters(column: usize) -> String {
    thidua::sheet::letters(column)
}

pub(crate) fn copies(run: &Run, pack: &Pack<'_>) -> Vec<Vec<u8>> {
    (0..pack.sheets.len())
        .map(|index| report::xlsx::marked(pack, index, Voice::default(), run.as_of(), &About { version: "0" }).expect("it can be made"))
        .collect()
}

/// A line of CSV as its cells, each with the column of text at which it begins.
fn cells_of(line: &str, delimiter: char) -> Vec<(usize, String)> {
    let mut cells = vec![(1, String::new())];
    let mut is_quoted = false;
    for (column, letter) in (1..).zip(line.trim_start_matches('\u{feff}').chars()) {
        match letter {
            '"' => is_quoted = !is_quoted,
            _ if letter == delimiter && !is_quoted => cells.push((column + 1, String::new())),
            _ => cells.last_mut().expect("a line has a cell").1.push(letter),
        }
    }
    cells
}

/// A sheet of a case, as text.
pub(crate) struct Text {
    pub(crate) lines: Vec<Vec<(usize, String)>>,
}

impl Text {
    pub(crate) fn of(files: &Files, path: &str) -> Option<Self> {
        let text = String::from_utf8_lossy(files.get(path)?).into_owned();
        let delimiter = text.lines().next().map_or(',', |labels| if labels.contains(';') && !labels.contains(',') { ';' } else { ',' });
        Some(Self { lines: text.lines().map(|line| cells_of(line, delimiter)).collect() })
    }

    fn column(&self, label: &str) -> Option<usize> {
        self.lines.first()?.iter().position(|(_, text)| text.trim() == label)
    }

    pub(crate) fn cell(&self, line: usize, label: &str) -> Option<&str> {
        let cell = &self.lines.get(line - 1)?.get(self.column(label)?)?.1;
        (!cell.trim().is_empty()).then(|| cell.trim())
    }
}

/// The unit of a line, as somebody reads it: what it names, else where the person is.
pub(crate) fn unit_of(files: &Files, text: &Text, line: usize) -> Option<String> {
    let units = Text::of(files, "don-vi.csv")?;
    let is_unit = |code: &str| (2..=units.lines.len()).any(|line| units.cell(line, "ma") == Some(code));
    let unit = text.cell(line, "don_vi").or_else(|| text.cell(line, "ma").filter(|_| text.cell(line, "doi_tuong") == Some("tap_the")));
    if let Some(code) = unit {
        return is_unit(code).then(|| code.to_owned());
    }
    let person = text.cell(line, "tac_gia").or_else(|| text.cell(line, "ma"))?;
    let people = Text::of(files, "ca-nhan.csv")?;
    let units: BTreeSet<&str> =
        (2..=people.lines.len()).filter(|line| people.cell(*line, "ma") == Some(person)).filter_map(|line| people.cell(line, "don_vi")).collect();
    (units.len() == 1).then(|| units.into_iter().next().expect("there is one").to_owned())
}

/// A line of `expected.txt`.
struct Expected<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    severity: &'a str,
    check: &'a str,
    message: &'a str,
}

fn expected(line: &str) -> Expected<'_> {
    let (place, rest) = line.split_once(": ").expect("a place");
    let (grade, message) = rest.split_once("]: ").expect("a check");
    let (severity, check) = grade.split_once('[').expect("a severity");
    let mut place = place.split(':');
    let path = place.next().expect("a path");
    let mut number = || place.next().map(|number| number.parse().expect("a number"));
    Expected { path, line: number(), column: number(), severity, check, message }
}

/// Which cell of which unit's copy is marked, or the rule by which none is; `Err` where it is neither.
fn judged(files: &Files, feedback: &Feedback<'_>, run: &Run, found: &Expected<'_>) -> Result<String, String> {
    let sheet = found.path.split('/').next().unwrap_or_default().trim_end_matches(".csv");
    if found.severity == "note" {
        return Ok("lưu ý, không có gì phải sửa".to_owned());
    }
    // What a row lacks is marked in the row; a row that is lacking is added.
    let lacks =
        found.check == "pledge-missing" && found.path == "don-vi.csv" || found.check == "missing-result" && !found.message.starts_with("tiêu chí");
    if found.path == "phong-trao.yaml" || found.path.starts_with("chot/") {
        return Ok("định nghĩa, kỳ đã chốt: không phải bảng".to_owned());
    }
    if lacks {
        return lacking(feedback, run, found);
    }
    if OFFICE.contains(&sheet) {
        return Ok("bảng do cơ quan giữ".to_owned());
    }
    let Some(text) = Text::of(files, found.path).filter(|_| found.check != "unknown-sheet") else {
        return Ok("tệp không phải bảng nào được đọc".to_owned());
    };
    let whose = |line| unit_of(files, &text, line);
    let owners: BTreeSet<Option<String>> =
        (2..=text.lines.len()).filter(|line| text.lines[line - 1].iter().any(|(_, cell)| !cell.is_empty())).map(whose).collect();
    let (Some(line), Some(column)) = (found.line, found.column) else {
        return Ok(format!("cả tệp, {} đơn vị có dòng", owners.len()));
    };
    let cell = text.lines[line - 1].iter().rposition(|(from, _)| *from <= column).unwrap_or_default();
    if line == 1 {
        let owners: Vec<&String> = owners.iter().flatten().collect();
        let [unit] = owners.as_slice() else { return Ok(format!("tên cột của tệp có dòng của {} đơn vị", owners.len())) };
        return marked(feedback, run, unit, sheet, None, cell, found);
    }
    let Some(unit) = whose(line) else { return Ok("dòng chưa rõ của đơn vị nào".to_owned()) };
    let above = (2..line).filter(|line| whose(*line).as_ref() == Some(&unit)).count();
    marked(feedback, run, &unit, sheet, Some(above), cell, found)
}

/// That some copy of the unit marks the cell in the row with so many above it, or in the labels.
fn marked(
    feedback: &Feedback<'_>,
    run: &Run,
    unit: &str,
    sheet: &str,
    above: Option<usize>,
    cell: usize,
    found: &Expected<'_>,
) -> Result<String, String> {
    let pack = feedback.packs.iter().find(|pack| &*pack.unit == unit).ok_or_else(|| format!("no pack for {unit}"))?;
    let mut seen = Vec::new();
    for (marked, bytes) in pack.sheets.iter().zip(copies(run, pack)).filter(|(marked, _)| marked.sheet.name == sheet) {
        let copy = Copy::read(&bytes);
        let row = above.map_or(copy.head, |above| copy.head + 1 + u32::try_from(above).expect("rows are few"));
        let address = format!("{}{row}", letters(cell));
        let is_marked = copy.comments.contains(&address) && copy.bordered.contains(&address);
        let says = above.is_none() || copy.says(row).contains(&address) || copy.says(row).len() > 10;
        let of_row = found.column == Some(1) || found.check == "broken-record";
        if says && (is_marked || of_row && !copy.says(row).is_empty()) {
            return Ok(format!("{unit}/{}.xlsx {}", marked.name, if is_marked { address } else { format!("dòng {row}") }));
        }
        seen.push(format!("{}: {address} is not marked; {:?} are; row {row} says `{}`", marked.name, copy.comments, copy.says(row)));
    }
    Err(format!("{unit}: {}", seen.join("; ")))
}

/// That the row that is lacking stands at the end of a copy, or that no unit hands it in.
fn lacking(feedback: &Feedback<'_>, run: &Run, found: &Expected<'_>) -> Result<String, String> {
    let quoted: Vec<&str> = found.message.split('`').skip(1).step_by(2).collect();
    if found.message.contains("chưa có ngày nộp") {
        return Ok("bảng do cơ quan giữ: sổ nộp".to_owned());
    }
    for pack in feedback.packs.iter().filter(|pack| quoted.contains(&&*pack.unit)) {
        for (sheet, bytes) in pack.sheets.iter().zip(copies(run, pack)) {
            let copy = Copy::read(&bytes);
            for (index, row) in sheet.rows.iter().enumerate().filter(|(_, row)| row.is_lacking) {
                let number = sheet.number(index);
                let is_it = row.cells.iter().filter(|cell| !cell.is_empty()).all(|cell| found.message.contains(&**cell));
                if is_it && !copy.says(number).is_empty() && copy.cells.contains_key(&format!("A{number}")) {
                    return Ok(format!("{}/{}.xlsx dòng {number}, còn thiếu", pack.unit, sheet.name));
                }
            }
        }
    }
    Err(format!("no copy has the row that is lacking: {}", found.message))
}

#[test]
fn the_copy_marks_the_right_cell_of_every_case() {
    let mut told = String::new();
    let mut wrong = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let volume = memory(&files);
        let run = pipeline::run(&volume, &request(&case, &files)).expect("memory can be read");
        let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
        let path = root().join("tests/campaigns").join(&check).join(&reason).join("expected.txt");
        for line in fs::read_to_string(path).expect("a case has its expectation").lines() {
            let found = expected(line);
            let place = line.split(": ").next().unwrap_or_default();
            match judged(&files, &feedback, &run, &found) {
                Ok(judged) => writeln!(told, "{check}/{reason}: {place} [{}]: {judged}", found.check).expect("a string takes everything"),
                Err(error) => wrong.push(format!("{check}/{reason}: {line}\n  {error}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
    let path = root().join("tests/feedback/cases.txt");
    if std::env::var_os("THIDUA_ACCEPT").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(&path, &told).expect("it can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> = told.lines().filter(|line| !known.lines().any(|known| known == *line)).collect();
    assert!(known == told, "differs from {}:\n{}", path.display(), changed.join("\n"));
}
