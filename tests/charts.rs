//! Charts of the workbook: they draw the cells of the block's page, and what they compare comes to the engine's figures.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use thidua::pipeline::{Request, Run};
use thidua::report::html::{self, Document};
use thidua::report::{About, Page, markdown, pages, xlsx};
use zip::ZipArchive;

use crate::support::{EXAMPLES, Files, example, run};
use crate::worked;

const ABOUT: About<'_> = About { version: "0.0.0" };

/// The criteria of the base, two of ten points, of which a quarter may have nothing of.
const TWO: &str = "tieu_chi:
  - {ma: A, ten: Một, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
  - {ma: B, ten: Hai, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
";

/// A block of units `X001` and so on that have so many points on A and on B; none where a quarter has nothing of it.
fn block(definition: &str, points: &[[Option<u32>; 2]]) -> Files {
    let mut units = "ma,ten,khoi,loai\n".to_owned();
    let mut rows = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh,ghi_chu\n".to_owned();
    for (number, points) in (1..).zip(points) {
        writeln!(units, "X{number:03},Xã {number},K1,phong").expect("a string takes everything");
        for (criterion, points) in ["A", "B"].into_iter().zip(points) {
            match points {
                Some(points) => writeln!(rows, "X{number:03},{criterion},Q1,{points},,"),
                None => writeln!(rows, "X{number:03},{criterion},Q1,,x,không có việc"),
            }
            .expect("a string takes everything");
        }
    }
    worked::files(definition, &[("don-vi.csv", &units), ("ket-qua/q1.csv", &rows)])
}

/// Three units: A is 9, 6 and 5; B is none, 2 and 3.
fn three() -> Files {
    block(TWO, &[[Some(9), None], [Some(6), Some(2)], [Some(5), Some(3)]])
}

fn ranked(files: &Files) -> Run {
    worked::ranked(files, "Q1")
}

fn written(run: &Run) -> Vec<u8> {
    xlsx::bytes(run, &ABOUT).expect("the workbook can be made")
}

fn part(book: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(book)).expect("a workbook is an archive");
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("it is text");
    text
}

/// The charts of a workbook in their order.
fn charts(book: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(book)).expect("a workbook is an archive");
    let count = zip.file_names().flatten().filter(|name| name.starts_with("xl/charts/chart")).count();
    (1..=count).map(|number| part(book, &format!("xl/charts/chart{number}.xml"))).collect()
}

/// What stands between two words of a text, each time.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

/// The cells a chart names: of each series its name, its clusters and its figures.
fn cells(chart: &str) -> Vec<&str> {
    between(chart, "<c:f>", "</c:f>")
}

struct Sheet {
    values: Vec<Vec<Data>>,
    formulas: Vec<Vec<String>>,
}

impl Sheet {
    fn of(book: &[u8], name: &str) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("it is a workbook");
        let (values, formulas) = (book.worksheet_range(name).expect("a sheet"), book.worksheet_formula(name).expect("its formulas"));
        let (rows, columns) = values.end().expect("it has cells");
        let at = |row| (0..=columns).map(move |column| (row, column));
        Self {
            values: (0..=rows).map(|row| at(row).map(|at| values.get_value(at).cloned().unwrap_or_default()).collect()).collect(),
            formulas: (0..=rows).map(|row| at(row).map(|at| formulas.get_value(at).cloned().unwrap_or_default()).collect()).collect(),
        }
    }

    /// The row that begins with this text.
    fn row(&self, text: &str) -> usize {
        self.values.iter().position(|row| row[0] == text).unwrap_or_else(|| panic!("no row begins with `{text}`: {:?}", self.values))
    }
}

#[test]
fn bars_are_of_the_cells_of_the_blocks_page() {
    let book = written(&ranked(&three()));
    // The block's page: headings on row 4, their numbers on 5, A on 6, B on 7, the totals on 8; three units from column D on.
    let sheet = Sheet::of(&book, "Khối K1");
    assert_eq!([3, 5, 6].map(|row| sheet.values[row][0].to_string()), ["Mã", "A", "B"]);
    assert_eq!(sheet.values[7][1], "Tổng điểm");
    let charts = charts(&book);
    let [groups, totals] = charts.as_slice() else { panic!("two charts: {}", charts.len()) };
    assert_eq!(cells(totals), ["'Khối K1'!$B$8", "'Khối K1'!$D$4:$F$4", "'Khối K1'!$D$8:$F$8"]);
    // The page behind it: the unit on row 4; headings on 7, A on 8, B on 9; names in B to C, then what each is out of.
    let own = Sheet::of(&book, "Biểu đồ K1");
    let at = |column: &str| format!("'Biểu đồ K1'!${column}$8:${column}$9");
    let named: Vec<String> = cells(groups).into_iter().map(str::to_owned).collect();
    let heading = own.row("Mã");
    let column = |heading_text: &str| own.values[heading].iter().position(|cell| *cell == heading_text).expect("a heading");
    let letter = |column: usize| char::from(b'A' + u8::try_from(column).expect("few columns")).to_string();
    let (name, unit, mean) = (letter(column("Nhóm")), letter(column("Đơn vị được chọn")), letter(column("Trung bình khối")));
    let chosen = own.row("Đơn vị được chọn");
    let chosen_column = letter((1..6).find(|column| own.values[chosen][*column] != Data::Empty).expect("a unit is chosen"));
    assert_eq!(
        named,
        [
            format!("'Biểu đồ K1'!${chosen_column}${}", chosen + 1),
            at(&name),
            at(&unit),
            format!("'Biểu đồ K1'!${mean}${}", heading + 1),
            at(&name),
            at(&mean),
        ]
    );
}

#[test]
fn a_unit_is_chosen_from_the_headings_and_compared_by_live_formulas() {
    let book = written(&ranked(&three()));
    let sheet = Sheet::of(&book, "Biểu đồ K1");
    let formula = |text: &str, column: usize| sheet.formulas[sheet.row(text)].iter().filter(|formula| !formula.is_empty()).nth(column).cloned();
    let of = |row: u32, chosen: &str| format!("INDEX('Khối K1'!D{row}:F{row},1,MATCH(TRUE,INDEX(EXACT('Khối K1'!D4:F4,{chosen}),0),0))");
    let number = (1..=30).find(|number| part(&book, &format!("xl/worksheets/sheet{number}.xml")).contains("<dataValidation ")).expect("a list");
    let xml = part(&book, &format!("xl/worksheets/sheet{number}.xml"));
    assert_eq!(between(&xml, "<formula1>", "</formula1>"), ["'Khối K1'!$D$4:$F$4"]);
    let chosen = between(between(&xml, "<dataValidation ", ">")[0], "sqref=\"", "\"")[0];
    assert_eq!(formula("A", 0).as_deref(), Some("'Khối K1'!C6"));
    assert_eq!(formula("A", 1), Some(of(6, chosen)));
    assert_eq!(formula("A", 2).as_deref(), Some("AVERAGE('Khối K1'!D6:F6)"));
    assert_eq!(formula("B", 1), Some(of(7, chosen)));
}

#[test]
fn results_as_written_are_the_engines_exact_figures() {
    let book = written(&ranked(&three()));
    let sheet = Sheet::of(&book, "Biểu đồ K1");
    let row = |text: &str| sheet.values[sheet.row(text)].iter().skip(1).filter(|cell| **cell != Data::Empty).cloned().collect::<Vec<_>>();
    // The first by total, 9 before 8 and 8, stands first; it has nothing of B.
    assert_eq!(row("Đơn vị được chọn"), [Data::String("Xã 1\nX001".to_owned())]);
    // 9, 6 and 5 are 20, a third of which is 20/3; 2 and 3 are 5 over the two that have a figure.
    assert_eq!(row("A"), [Data::String("Một".to_owned()), Data::Float(10.0), Data::Float(9.0), Data::Float(20.0 / 3.0)]);
    assert_eq!(row("B"), [Data::String("Hai".to_owned()), Data::Float(10.0), Data::String("KPS".to_owned()), Data::Float(2.5)]);
}

#[test]
fn nought_has_no_label_where_no_figure_is_drawn_as_nought() {
    let gap = ranked(&three());
    let full = ranked(&block(TWO, &[[Some(9), Some(1)], [Some(6), Some(2)]]));
    let labels =
        |run: &Run| between(&charts(&written(run))[0], "<c:dLbls>", "</c:dLbls>").iter().map(|label| label.contains("00;\"")).collect::<Vec<_>>();
    assert_eq!(labels(&gap), [true, true]);
    assert_eq!(labels(&full), [false, false]);
}

#[test]
fn names_too_long_for_bars_beside_them_give_way_to_codes() {
    let clusters = |name: &str| {
        let book = written(&ranked(&block(&TWO.replace("Hai", name), &[[Some(9), Some(1)], [Some(6), Some(2)]])));
        let (sheet, charts) = (Sheet::of(&book, "Biểu đồ K1"), charts(&book));
        let column = usize::from(cells(&charts[0])[1].split('$').nth(1).expect("a column").as_bytes()[0] - b'A');
        sheet.values[sheet.row("Mã")][column].to_string()
    };
    assert_eq!(clusters(&"ă".repeat(60)), "Nhóm");
    assert_eq!(clusters(&"ă".repeat(61)), "Mã");
}

#[test]
fn many_units_are_drawn_on_several_charts_of_one_scale_each_once() {
    // 29 units: fourteen to a chart at most makes three, of 9, 10 and 10; the most is 9 and 9.
    let points: Vec<[Option<u32>; 2]> = (0..29).map(|unit| [Some(unit % 10), Some(unit % 10)]).collect();
    let book = written(&ranked(&block(TWO, &points)));
    let charts = charts(&book);
    let totals = &charts[1..];
    let figures: Vec<&str> = totals.iter().map(|chart| cells(chart)[2]).collect();
    assert_eq!(figures, ["'Khối K1'!$D$8:$L$8", "'Khối K1'!$M$8:$V$8", "'Khối K1'!$W$8:$AF$8"]);
    for chart in totals {
        assert_eq!((between(chart, "<c:max val=\"", "\""), between(chart, "<c:min val=\"", "\"")), (vec!["20"], vec!["0"]));
    }
}

#[test]
fn a_block_on_several_pages_says_that_it_is_not_drawn() {
    let points: Vec<[Option<u32>; 2]> = (0..201).map(|unit| [Some(unit % 10), Some(1)]).collect();
    let pages = pages(&ranked(&block(TWO, &points)), &ABOUT);
    assert!(pages.iter().all(|page| !page.name.starts_with("Biểu đồ")));
    let said = |page: &&Page| page.tables[0].notes.iter().any(|note| note.contains("không vẽ biểu đồ"));
    assert_eq!(pages.iter().filter(said).map(|page| page.name.as_ref()).collect::<Vec<_>>(), ["Khối K1", "Khối K1 (2)"]);
}

#[test]
fn a_block_compared_by_figures_has_no_chart_of_totals() {
    let definition = TWO.replace("cach_cham: cho_diem", "so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}, gop_ky: {lay: so_lieu}");
    let definition = format!("{definition}xep_hang: {{so_sanh: so_lieu, khi_bang_diem: [{{thuc_hien: A}}], thu_hang: 1-2-2-4}}\n");
    let rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A,Q1,5,1\nP1,B,Q1,5,1\nP2,A,Q1,5,2\nP2,B,Q1,5,1\n";
    let book = written(&ranked(&worked::files(&definition, &[("ket-qua/q1.csv", rows)])));
    let titles: Vec<String> = charts(&book).iter().map(|chart| between(chart, "<a:t>", "</a:t>")[0].to_owned()).collect();
    assert_eq!(titles, ["Điểm từng nhóm so với trung bình khối – Khối một"]);
}

#[test]
fn the_web_page_draws_every_unit_and_has_no_page_to_choose_one() {
    let run = ranked(&three());
    let pages = pages(&run, &ABOUT);
    assert_eq!(pages.iter().filter(|page| page.is_of_choice()).map(|page| page.name.as_ref()).collect::<Vec<_>>(), ["Biểu đồ K1"]);
    let (mut web, mut text) = (Vec::new(), Vec::new());
    html::write(&Document { name: run.name(), about: &ABOUT, digest: None, origin: None, derivations: None }, &pages, &mut web)
        .expect("memory takes everything");
    markdown::write(&pages, &mut text).expect("memory takes everything");
    let (web, text) = (String::from_utf8(web).expect("text"), String::from_utf8(text).expect("text"));
    assert!(!web.contains("Đơn vị được chọn") && web.contains("Trung bình khối"));
    assert!(text.contains("- Đơn vị được chọn: Xã 1<br>X001\n"), "{text}");
    assert!(text.contains("| B | Hai | 10 | KPS | 2,50 |\n"), "{text}");
}

#[test]
fn every_chart_of_the_examples_is_written_in_times_new_roman_and_names_its_axes() {
    let mut seen = 0;
    for name in EXAMPLES {
        for chart in charts(&written(&run(&example(name), &Request::default()))) {
            // Title, two axes and their titles, labels.
            assert!(between(&chart, "typeface=\"", "\"").iter().all(|face| *face == "Times New Roman"), "{name}");
            assert!(between(&chart, "<a:t>", "</a:t>").len() == 3, "{name}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

/// Writes workbooks where the check of offices finds them: `tests/office/recalculate.py target/tmp/charts/*.xlsx`.
#[test]
fn workbooks_with_charts_are_laid_out_for_the_office() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("charts");
    fs::create_dir_all(&folder).expect("target can be written");
    let many: Vec<[Option<u32>; 2]> = (0..60).map(|unit| [Some(unit % 10), (unit % 7 > 0).then_some(unit % 3)]).collect();
    let mut names = three();
    let units = String::from_utf8(names["don-vi.csv"].clone()).expect("text").replace(",Xã", ",=Xã ~*?");
    names.insert("don-vi.csv".to_owned(), units.into_bytes());
    for (name, files) in [("three", three()), ("many", block(TWO, &many)), ("names", names)] {
        fs::write(folder.join(format!("{name}.xlsx")), written(&ranked(&files))).expect("target can be written");
    }
}
