//! The report: every format says the same figures, the workbook is live and stays text where people wrote text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use thidua::folder;
use thidua::pipeline::{self, Request, Run};
use thidua::report::{About, csv, json, markdown, pages, table, xlsx};
use thidua::value::{DecimalStyle, Points, Rounding, RoundingWay, parse_points};

use crate::support::{EXAMPLES, Files, SCORED, base, by_hand, cell, example, memory, run};

const ABOUT: About<'_> = About { version: "0.0.0" };

fn whole() -> Request {
    Request { wants_digest: true, ..Request::default() }
}

fn tally_json(files: &Files, request: &Request) -> Value {
    let volume = memory(files);
    let run = pipeline::run(&volume, request).expect("a folder in memory can be read");
    let mut out = Vec::new();
    json::write(&run, &volume, &mut out).expect("memory takes everything");
    serde_json::from_slice(&out).expect("what is written is JSON")
}

fn points(text: &str) -> Points {
    parse_points(text.as_bytes(), DecimalStyle::Point).unwrap_or_else(|fault| panic!("`{text}`: {fault:?}")).0
}

/// Sheets of a workbook: values and formulas by row and column, from the top left cell on.
struct Book {
    sheets: BTreeMap<String, Vec<Vec<Data>>>,
    formulas: BTreeMap<String, Vec<Vec<String>>>,
}

impl Book {
    fn of(run: &Run) -> Self {
        let bytes = xlsx::bytes(run, &ABOUT).expect("the workbook can be made");
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
        let mut book = Self { sheets: BTreeMap::new(), formulas: BTreeMap::new() };
        for name in workbook.sheet_names() {
            let values = workbook.worksheet_range(&name).expect("the sheet can be read");
            let (rows, columns) = values.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let grid = |at: &dyn Fn((u32, u32)) -> Data| (0..rows).map(|row| (0..columns).map(|column| at((row, column))).collect()).collect();
            book.sheets.insert(name.clone(), grid(&|at| values.get_value(at).cloned().unwrap_or_default()));
            let formulas = workbook.worksheet_formula(&name).expect("the formulas can be read");
            let texts = (0..rows).map(|row| (0..columns).map(|column| formulas.get_value((row, column)).cloned().unwrap_or_default()).collect());
            book.formulas.insert(name, texts.collect());
        }
        book
    }

    /// The row of a sheet whose cell in a column is this text.
    fn row(&self, sheet: &str, column: usize, text: &str) -> usize {
        let found = self.sheets[sheet].iter().position(|row| row.get(column).is_some_and(|cell| words(cell) == text));
        found.unwrap_or_else(|| panic!("no `{text}` in column {column} of `{sheet}`"))
    }

    /// The column of a sheet whose heading ends in a code.
    fn column(&self, sheet: &str, code: &str) -> usize {
        let heading = self.row(sheet, 0, "Mã");
        let ending = format!("\n{code}");
        let found = self.sheets[sheet][heading].iter().position(|cell| words(cell).ends_with(&ending));
        found.unwrap_or_else(|| panic!("no column of {code} in `{sheet}`"))
    }
}

fn words(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The number of a cell as exact points, doubles read as people would write them.
fn number(cell: &Data) -> Points {
    match cell {
        Data::Float(number) => points(&format!("{number:.6}")),
        Data::Int(number) => points(&number.to_string()),
        other => panic!("not a number: {other:?}"),
    }
}

/// The campaigns of a tally that are scored.
fn scored(tally: &Value) -> impl Iterator<Item = &Value> {
    let campaigns = tally["campaigns"].as_array().expect("campaigns").iter();
    campaigns.filter(|campaign| !campaign["blocks"].as_array().expect("blocks").is_empty())
}

fn standings(campaign: &Value) -> impl Iterator<Item = &Value> {
    let blocks = campaign["blocks"].as_array().expect("blocks").iter();
    blocks.flat_map(|block| block["standings"].as_array().expect("standings"))
}

#[test]
fn totals_in_json_are_those_worked_by_hand() {
    for name in SCORED {
        let tally = tally_json(&example(name), &whole());
        for campaign in scored(&tally) {
            let hand = by_hand(name, campaign["campaign"].as_str().expect("a code"));
            let mut compared = 0;
            for standing in standings(campaign) {
                let unit = standing["unit"].as_str().expect("a code");
                let row = hand.iter().find(|row| row["don_vi"] == unit).expect("the unit is in the hand table");
                assert_eq!(standing["total"].as_str(), cell(row, "tong"), "{unit}");
                assert_eq!(standing["maximum"].as_str(), cell(row, "toi_da"), "{unit}");
                assert_eq!(standing["share"].as_str(), cell(row, "ty_le"), "{unit}");
                assert_eq!(standing["place"].as_u64().map(|place| place.to_string()).as_deref(), cell(row, "thu"), "{unit}");
                assert_eq!(standing["grade"].as_str(), cell(row, "xep_loai"), "{unit}");
                compared += 1;
            }
            assert_eq!(compared, hand.len());
        }
    }
}

#[test]
fn lines_in_json_add_up_to_the_total_and_name_a_row_of_a_file() {
    for name in SCORED {
        let files = example(name);
        let tally = tally_json(&files, &whole());
        assert_eq!(tally["inputs_sha256"].as_str().map(str::len), Some(64));
        for standing in scored(&tally).flat_map(standings) {
            let lines = standing["lines"].as_array().expect("lines");
            let sum: Points = lines.iter().filter_map(|line| line["points"].as_str()).map(points).sum();
            // A block ranked by figures alone has neither; where exact lines are added up, rounded ones need not come to the total.
            if lines.iter().all(|line| line["exact"].is_null()) {
                assert_eq!(sum, standing["total"].as_str().map_or(Points::ZERO, points));
            }
            for line in lines.iter().filter(|line| !line["source"].is_null()) {
                let text = String::from_utf8(files[line["source"]["file"].as_str().expect("a path")].clone()).expect("a sheet is text");
                let number = usize::try_from(line["source"]["line"].as_u64().expect("a line")).expect("lines fit");
                let row = text.lines().nth(number - 1).expect("the line is in the file");
                assert!(row.contains(standing["unit"].as_str().expect("a code")), "{row}");
            }
        }
    }
}

#[test]
fn the_written_json_is_what_its_schema_says() {
    let tally = tally_json(&example("tp-ho-chi-minh-2022"), &whole());
    let schema = serde_json::to_value(schemars::schema_for!(json::TallyReport)).expect("a schema");
    let declared = |name: &str| schema["$defs"][name]["properties"].as_object().unwrap_or_else(|| panic!("no {name}")).clone();
    let campaign = &tally["campaigns"][0];
    let block = &campaign["blocks"][0];
    let standing = &block["standings"][0];
    let parts = [
        ("TalliedCampaign", campaign),
        ("RankedBlock", block),
        ("JsonStanding", standing),
        ("JsonLine", &standing["lines"][0]),
        ("JsonLeader", &block["leader"]),
    ];
    for (name, part) in parts {
        let declared = declared(name);
        for key in part.as_object().expect("an object").keys() {
            assert!(declared.contains_key(key), "{name} has no {key}");
        }
    }
}

#[test]
fn the_workbook_says_what_the_json_says_cell_by_cell() {
    for name in SCORED {
        let files = example(name);
        let run = run(&files, &whole());
        let book = Book::of(&run);
        let tally = tally_json(&files, &whole());
        for campaign in scored(&tally) {
            // Sheets of one campaign of several begin with its code.
            let code = campaign["campaign"].as_str().expect("a code");
            let prefix = if run.shared.is_some() { format!("{code} ") } else { String::new() };
            compare(&book, campaign, &prefix, name);
        }
    }
}

fn compare(book: &Book, campaign: &Value, prefix: &str, name: &str) {
    // A block ranked by figures alone has no sheet of points.
    let has_points = |block: &&Value| !block["standings"][0]["total"].is_null();
    for block in campaign["blocks"].as_array().expect("blocks").iter().filter(has_points) {
        let code = block["code"].as_str().expect("a code");
        let is_its = |sheet: &&String| sheet.starts_with(prefix) && sheet.ends_with(&format!(" {code}")) && !sheet.contains("Biểu đồ");
        let sheet = book.sheets.keys().find(is_its).expect("the block has a sheet").clone();
        for standing in block["standings"].as_array().expect("standings") {
            let column = book.column(&sheet, standing["unit"].as_str().expect("a code"));
            for line in standing["lines"].as_array().expect("lines").iter().filter(|line| line["state"] != "capped") {
                let row = book.row(&sheet, 0, line["criterion"].as_str().expect("a code"));
                let cell = &book.sheets[&sheet][row][column];
                // Where exact lines are added up, the cell holds what is added.
                match line["exact"].as_str().map(millionths).or(line["points"].as_str().map(points)) {
                    Some(expected) => assert_eq!(number(cell), expected, "{name} {sheet} {row} {column}"),
                    None => assert!(["KPS", "KG", "thiếu"].contains(&words(cell).as_str()), "{name} {sheet} {row} {column}: {cell:?}"),
                }
            }
            for (label, key) in [("Tổng điểm", "total"), ("Điểm tối đa được giao", "maximum"), ("Tỷ lệ (%)", "share")] {
                let row = book.row(&sheet, 1, label);
                let expected = points(standing[key].as_str().expect("a figure"));
                assert_eq!(number(&book.sheets[&sheet][row][column]), expected, "{name} {sheet} {label}");
                let is_live = !book.formulas[&sheet][row][column].is_empty();
                assert_eq!(is_live, key != "maximum", "{name} {sheet} {label}");
            }
            let place = book.row(&sheet, 1, "Xếp thứ");
            let expected = standing["place"].as_u64().map_or("–".to_owned(), |place| place.to_string());
            assert_eq!(words(&book.sheets[&sheet][place][column]), expected, "{name} {sheet}");
            let (ranking, names) = ranking(book, prefix);
            let ranked = book.row(&ranking, names, standing["name"].as_str().expect("a name"));
            let total = points(standing["total"].as_str().expect("a total"));
            let cells = &book.sheets[&ranking][ranked];
            assert!(cells.iter().any(|cell| matches!(cell, Data::Float(_)) && number(cell) == total), "{name} {sheet}: {cells:?}");
        }
    }
}

/// An exact figure as JSON writes it, to the sixth decimal.
fn millionths(exact: &str) -> Points {
    let Some((above, below)) = exact.split_once('/') else { return points(exact) };
    let whole = |text: &str| text.parse().expect("a whole number");
    Rounding { digits: 6, way: RoundingWay::HalfUp }.apply(whole(above), whole(below)).expect("it fits")
}

/// The sheet of a campaign that holds its ranking, and the column in which the units stand.
fn ranking(book: &Book, prefix: &str) -> (String, usize) {
    let names = ["Xếp hạng", "Tổng quan"].map(|name| format!("{prefix}{name}"));
    let sheet = names.into_iter().find(|name| book.sheets.contains_key(name)).expect("the ranking has a sheet");
    let heading = book.sheets[&sheet].iter().find(|row| words(&row[0]) == "Thứ").expect("the ranking has its heading");
    let column = heading.iter().position(|cell| words(cell) == "Đơn vị").expect("the ranking names units");
    (sheet, column)
}

#[test]
fn groups_and_totals_are_formulas_over_the_cells_below_them() {
    let run = run(&example("tp-ho-chi-minh-2022"), &whole());
    let book = Book::of(&run);
    let sheet = "Khối PCM";
    let column = book.column(sheet, "BTTP");
    let formula = |row: usize| book.formulas[sheet][row][column].as_str();
    assert_eq!(formula(book.row(sheet, 0, "A")), "SUM(F11:F13)");
    assert_eq!(formula(book.row(sheet, 0, "T")), "MIN(10,SUM(F20))");
    assert_eq!(formula(book.row(sheet, 0, "TR")), "MAX(-10,SUM(F22))");
    assert_eq!(formula(book.row(sheet, 1, "Tổng điểm")), "SUM(F10,F14,F19,F21)");
    assert_eq!(formula(book.row(sheet, 1, "Tỷ lệ (%)")), "ROUND(ROUND(100*SUM(F10,F14,F19,F21)/F24,9),2)");
}

/// Three shares whose exact sum is 8.005 and whose doubles add up to less.
fn half_a_hundredth() -> Files {
    let mut files = base();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let start = definition.find("tieu_chi:").expect("the base has criteria");
    let end = definition.find("xep_hang:").expect("the base is ranked");
    let criterion =
        |code: &str| format!("  - {{ma: {code}, ten: Chia, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n");
    let criteria = format!("tieu_chi:\n{}{}{}", criterion("A1"), criterion("A2"), criterion("A3"));
    let definition = format!("{}{criteria}{}", &definition[..start], &definition[end..]).replace("luc: tung_dong", "luc: tong");
    files.insert("phong-trao.yaml".to_owned(), definition.into_bytes());
    let rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,3,1\nP1,A2,Q1,6,1\nP1,A3,Q1,2000,601\nP2,A1,Q1,3,2\nP2,A2,Q1,6,1\nP2,A3,Q1,7,1\n";
    files.insert("ket-qua/q1.csv".to_owned(), rows.into());
    files
}

#[test]
#[allow(clippy::float_arithmetic)] // what a spreadsheet would do without the guard
fn a_total_that_doubles_round_the_other_way_is_the_engines() {
    let request = Request { period: Some("Q1".to_owned()), ..whole() };
    let naive = 10.0_f64 / 3.0 + 10.0 / 6.0 + 6010.0 / 2000.0;
    assert_eq!((naive * 100.0).round().to_string(), "800", "doubles alone round down");
    let files = half_a_hundredth();
    let tally = tally_json(&files, &request);
    let standing = tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("standings").iter().find(|one| one["unit"] == "P1").expect("P1");
    assert_eq!((standing["total"].as_str(), standing["exact"].as_str()), (Some("8.01"), Some("8.005")));
    assert_eq!((standing["lines"][0]["points"].as_str(), standing["lines"][0]["exact"].as_str()), (Some("3.33"), Some("10/3")));
    let book = Book::of(&run(&files, &request));
    let column = book.column("Khối K1", "P1");
    let total = book.row("Khối K1", 1, "Tổng điểm");
    assert_eq!(words(&book.sheets["Khối K1"][total][column]), "8.01");
    assert!(book.formulas["Khối K1"][total][column].starts_with("ROUND(ROUND(SUM("), "{}", book.formulas["Khối K1"][total][column]);
    let line = book.row("Khối K1", 0, "A1");
    assert_eq!(words(&book.sheets["Khối K1"][line][column]), "3.3333333333333335");
}

/// Writes a workbook as the command line does.
fn write(run: &Run, path: &Path) -> anyhow::Result<()> {
    folder::write_whole(path, |out| xlsx::write(run, &ABOUT, folder::of(path), out))
}

#[test]
fn a_failure_leaves_the_old_workbook_whole() {
    let folder = tempfile::tempdir().expect("a fresh folder");
    let run = run(&base(), &whole());
    let out = folder.path().join("bang.xlsx");
    write(&run, &out).expect("the folder can be written");
    let first = fs::read(&out).expect("it is there");
    write(&run, &out).expect("an old workbook is replaced");
    assert!(fs::read(&out).expect("it is there") == first);
    let taken = folder.path().join("taken.xlsx");
    fs::create_dir(&taken).expect("a folder stands in the way");
    let error = write(&run, &taken).expect_err("a folder cannot be replaced by a file");
    assert!(error.to_string().contains("không ghi được"), "{error}");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "nothing half written stays: {left:?}");
}

/// A disk with room for so many bytes.
struct Full(Vec<u8>, usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > self.1 { Err(io::ErrorKind::StorageFull.into()) } else { self.0.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_of_wherever_the_workbook_is() {
    let run = run(&base(), &whole());
    let whole = xlsx::bytes(&run, &ABOUT).expect("memory takes everything").len();
    let folder = tempfile::tempdir().expect("a fresh folder");
    for room in (0..whole).step_by(whole / 20) {
        let error = xlsx::write(&run, &ABOUT, folder.path(), Full(Vec::new(), room)).expect_err("there is no room");
        let is_full = |cause: &io::Error| cause.kind() == io::ErrorKind::StorageFull;
        let said = error.chain().any(|cause| cause.downcast_ref().is_some_and(is_full) || cause.to_string().contains("no storage space"));
        assert!(said, "{room} of {whole}: {error:?}");
    }
}

/// Files may be no longer than 32 KiB: the block's sheet is, and goes to disk before the workbook does.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_before_the_workbook_is_begun_is_told_of() {
    let mut files = base();
    let mut units = "ma,ten,khoi,loai\n".to_owned();
    let mut rows = "don_vi,tieu_chi,ky,diem_cham\n".to_owned();
    for unit in 1..=400 {
        writeln!(units, "D{unit},Đơn vị {unit},K1,phong").expect("a string takes everything");
        writeln!(rows, "D{unit},A1,Q1,5\nD{unit},A1,Q2,5").expect("a string takes everything");
    }
    files.insert("don-vi.csv".to_owned(), units.into_bytes());
    files.insert("ket-qua/q1.csv".to_owned(), rows.into_bytes());
    let folder = tempfile::tempdir().expect("a fresh folder");
    for (name, bytes) in &files {
        let path = folder.path().join(name);
        fs::create_dir_all(folder::of(&path)).expect("the folder can be written");
        fs::write(path, bytes).expect("the folder can be written");
    }
    let out = folder.path().join("ra");
    fs::create_dir(&out).expect("the folder can be written");
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$0\" tally -q -o ra/bang.xlsx", env!("CARGO_BIN_EXE_thidua")]);
    let done = shell.current_dir(folder.path()).output().expect("a shell can be started");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.code() == Some(2) && said.contains("không ghi được tệp tạm cạnh tệp kết quả"), "{}: {said}", done.status);
    assert_eq!(fs::read_dir(&out).expect("the folder").count(), 0, "nothing half written stays");
}

#[test]
fn the_terminal_table_fits_and_says_more_where_there_is_room() {
    let run = run(&example("tp-ho-chi-minh-2022"), &whole());
    let text = |columns| {
        let mut out = Vec::new();
        table::write(&run, columns, table::Reader::Terminal, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("text")
    };
    for columns in [60, 80, 120] {
        for line in text(columns).lines() {
            assert!(thidua::value::text::width(line) <= columns, "{columns}: {line}");
        }
    }
    for figure in ["99,02", "89,85", "72,07", "90,09"] {
        assert!(text(60).contains(figure) && text(120).contains(figure), "{figure}");
    }
    let heading = |columns| text(columns).lines().find(|line| line.starts_with("Thứ")).map(str::to_owned).expect("a heading");
    assert!(!heading(80).contains(" TR ") && heading(120).contains(" TR "));
    assert!(text(80).contains("Chưa tính: không xếp vì vi phạm"));
}

#[test]
fn a_long_block_is_shortened_for_a_person_alone() {
    let mut files = base();
    let mut units = "ma,ten,khoi,loai\n".to_owned();
    let mut rows = "don_vi,tieu_chi,ky,diem_cham\n".to_owned();
    for unit in 1..=60 {
        writeln!(units, "D{unit:02},Đơn vị {unit},K1,phong").expect("a string takes everything");
        // D58 and D59 tie far below the head; D60 has nothing.
        let points = if unit >= 58 { 1 } else { unit };
        for period in ["Q1", "Q2"] {
            if unit < 60 {
                writeln!(rows, "D{unit:02},A1,{period},{}.{:02}", points / 10, points % 10 * 10).expect("a string takes everything");
            }
        }
    }
    files.insert("don-vi.csv".to_owned(), units.into_bytes());
    files.insert("ket-qua/q1.csv".to_owned(), rows.into_bytes());
    let run = run(&files, &whole());
    let lines = |reader| {
        let mut out = Vec::new();
        table::write(&run, 80, reader, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("text")
    };
    let person = lines(table::Reader::Terminal);
    // The head, D01 with D58 and D59 at the end, and D60 without a place.
    let units = |text: &str| text.lines().filter(|line| line.contains("  Đơn vị ") && !line.contains("Thứ")).count();
    assert_eq!(units(&person), 24, "{person}");
    assert!(person.contains("… và 36 đơn vị nữa"), "{person}");
    assert_eq!(units(&lines(table::Reader::Pipe)), 60);
}

/// Forty units with every mark there is: missing, provisional, left out, cut at a cap, tied, nothing handed in.
fn wide() -> Files {
    let mut files = base();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let start = definition.find("tieu_chi:").expect("the base has criteria");
    let end = definition.find("xep_hang:").expect("the base is ranked");
    let criteria = "tieu_chi:
  - ma: A
    ten: Thực hiện nhiệm vụ chuyên môn được giao trong năm
    diem_chuan: 30
    con:
      - {ma: A1, ten: Tham mưu, diem_chuan: 10, cach_cham: cho_diem}
      - {ma: A2, ten: Giải quyết hồ sơ, diem_chuan: 20, so_lieu: trong_ky, khong_phat_sinh: loai_tru, cach_cham: {ty_le: {mau: tong_so}}}
  - ma: T
    ten: Điểm thưởng
    nhom: diem_thuong
    toi_da: 5
    con:
      - {ma: T1, ten: Sáng kiến, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 3}}}
";
    let definition = format!("{}{criteria}{}", &definition[..start], &definition[end..])
        .replace("ten: Tham mưu,", "ten: \"Tham mưu, tổng hợp\",")
        .replace("vong: [cham]", "vong: [tu_cham, tham_dinh]")
        .replace("so_sanh: tong_diem", "so_sanh: ty_le_diem, khong_xep: {chua_nop: true}");
    files.insert("phong-trao.yaml".to_owned(), definition.into_bytes());
    let mut units = "ma,ten,ten_ngan,khoi,loai\n".to_owned();
    let mut rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien,diem_tu_cham,diem_tham_dinh,khong_phat_sinh,ghi_chu\n".to_owned();
    for unit in 1..=40 {
        writeln!(units, "X{unit:02},Ủy ban nhân dân xã số {unit},Xã số {unit},K1,phong").expect("a string takes everything");
        for period in ["Q1", "Q2"] {
            let appraised = if unit % 7 == 0 { String::new() } else { format!("{}", unit % 5 + 5) };
            if unit < 40 {
                writeln!(rows, "X{unit:02},A1,{period},,,9,{appraised},,").expect("a string takes everything");
                writeln!(rows, "X{unit:02},T1,{period},,{},,,,", unit % 3).expect("a string takes everything");
            }
            match unit % 10 {
                0 => {}
                1 => writeln!(rows, "X{unit:02},A2,{period},,,,,x,không có hồ sơ").expect("a string takes everything"),
                rest => writeln!(rows, "X{unit:02},A2,{period},9,{rest},,,,").expect("a string takes everything"),
            }
        }
    }
    files.insert("don-vi.csv".to_owned(), units.into_bytes());
    files.insert("ket-qua/q1.csv".to_owned(), rows.into_bytes());
    files
}

fn all_pages(files: &Files) -> String {
    let mut out = Vec::new();
    markdown::write(&pages(&run(files, &whole()), &ABOUT), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

#[test]
fn every_scalar_of_a_definition_shows_on_some_page() {
    for name in EXAMPLES {
        let mut files = example(name);
        files.retain(|path, _| !path.starts_with("ket-qua/"));
        let before = without_digest(&all_pages(&files));
        let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("text");
        let mut spans = Vec::new();
        scalars(&thidua::yaml::parse(&text).expect("YAML"), &mut spans);
        let mut silent = Vec::new();
        for (start, end) in spans {
            let scalar = &text[start..end];
            let other = match scalar {
                "true" => "false".to_owned(),
                "false" => "true".to_owned(),
                quoted if quoted.ends_with('"') => format!("{}x\"", &quoted[..quoted.len() - 1]),
                plain => format!("{plain}x"),
            };
            files.insert("phong-trao.yaml".to_owned(), format!("{}{other}{}", &text[..start], &text[end..]).into_bytes());
            if without_digest(&all_pages(&files)) == before {
                let line = text[..start].matches('\n').count() + 1;
                silent.push(format!("{name}:{line}: {scalar}"));
            }
        }
        assert!(silent.is_empty(), "{}", silent.join("\n"));
    }
}

/// Pages without what changes with any byte of the input: the digest and the counts of findings.
fn without_digest(pages: &str) -> String {
    let own = |line: &&str| !["- Mã dữ liệu", "- Phát hiện:", "- Dữ liệu:"].iter().any(|word| line.starts_with(word));
    pages.split("# Dữ liệu đầu vào").next().unwrap_or_default().lines().filter(own).collect::<Vec<_>>().join("\n")
}

fn scalars(node: &thidua::yaml::Node, spans: &mut Vec<(usize, usize)>) {
    match &node.kind {
        thidua::yaml::Kind::Null => {}
        thidua::yaml::Kind::Scalar { .. } => spans.push((node.span.start as usize, node.span.end as usize)),
        thidua::yaml::Kind::Sequence(items) => items.iter().for_each(|item| scalars(item, spans)),
        thidua::yaml::Kind::Mapping(entries) => entries.iter().for_each(|(_, value)| scalars(value, spans)),
    }
}

/// Writes workbooks where the check of offices finds them: `tests/office/recalculate.py target/tmp/report/*.xlsx`.
#[test]
fn workbooks_are_laid_out_for_the_office() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    fs::create_dir_all(&folder).expect("target can be written");
    for name in EXAMPLES {
        write(&run(&example(name), &whole()), &folder.join(format!("{name}.xlsx"))).expect("it can be written");
    }
    let wide = run(&wide(), &whole());
    assert!(wide.first().outcome.blocks.iter().all(|block| block.blocking == 0), "the wide block is ranked");
    write(&wide, &folder.join("wide.xlsx")).expect("it can be written");
    let request = Request { period: Some("Q1".to_owned()), ..whole() };
    write(&run(&half_a_hundredth(), &request), &folder.join("half-a-hundredth.xlsx")).expect("it can be written");
}

#[test]
fn a_blocked_block_is_named_and_has_no_page() {
    let mut files = base();
    files.insert("ket-qua/q2.csv".to_owned(), files["ket-qua/q1.csv"].clone());
    let tally = tally_json(&files, &whole());
    let run = run(&files, &whole());
    let blocking = run.first().outcome.blocks[0].blocking;
    assert!(blocking > 0, "the same rows twice block the block");
    assert_eq!(tally["campaigns"][0]["blocks"].as_array().map(Vec::len), Some(0));
    assert_eq!(tally["campaigns"][0]["blocked"][0], serde_json::json!({"block": "K1", "findings": blocking}));
    let book = Book::of(&run);
    assert!(!book.sheets.contains_key("Khối K1"));
    book.row("Tổng quan", 0, &format!("Khối một (K1) – chưa xếp hạng, còn {blocking} lỗi phải sửa"));
    let mut out = Vec::new();
    table::write(&run, 80, table::Reader::Pipe, &mut out).expect("memory takes everything");
    assert!(String::from_utf8_lossy(&out).contains(&format!("Khối một: chưa xếp hạng, còn {blocking} lỗi phải sửa.")));
}

#[test]
fn a_block_compared_by_figures_alone_has_places_and_no_totals() {
    let mut files = base();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let definition = definition
        .replace("cach_cham: cho_diem", "so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}, gop_ky: {lay: so_lieu}")
        .replace("so_sanh: tong_diem", "so_sanh: so_lieu, khi_bang_diem: [{thuc_hien: A1}]");
    files.insert("phong-trao.yaml".to_owned(), definition.into_bytes());
    let rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,5,1\nP1,A1,Q2,5,1\nP2,A1,Q1,5,2\nP2,A1,Q2,5,2\n";
    files.insert("ket-qua/q1.csv".to_owned(), rows.into());
    let tally = tally_json(&files, &whole());
    let first = &tally["campaigns"][0]["blocks"][0]["standings"][0];
    assert_eq!((first["unit"].as_str(), first["place"].as_u64(), first["decided_by"].as_str()), (Some("P2"), Some(1), Some("A1")));
    assert!(["total", "maximum", "share", "grade"].iter().all(|key| first[*key].is_null()), "{first}");
    let book = Book::of(&run(&files, &whole()));
    assert!(book.sheets["Khối K1"].iter().all(|row| words(&row[1]) != "Tổng điểm"));
}

#[test]
fn whatever_the_definition_is_every_format_is_written() {
    for definition in ["", "ma: x", "ma: x\nten: X\nnam: 2026\ntieu_chi: [{ma: A}]\nkhoi: [{ma: K}]\nxep_hang: {}\n", ": : :", "[1, 2"] {
        let mut files = base();
        files.insert("phong-trao.yaml".to_owned(), definition.into());
        let run = run(&files, &whole());
        let mut out = Vec::new();
        xlsx::bytes(&run, &ABOUT).expect("the workbook can be made");
        markdown::write(&pages(&run, &ABOUT), &mut out).expect("memory takes everything");
        table::write(&run, 80, table::Reader::Terminal, &mut out).expect("memory takes everything");
        csv::write(&run, csv::Dialect::Plain, &mut out).expect("memory takes everything");
        tally_json(&files, &whole());
    }
}
