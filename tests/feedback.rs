//! What goes back to units: nothing of another unit stands in a pack, a copy that was mended comes in again, files are written whole
//! and never over others without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;

use thidua::chase::{Chase, chase};
use thidua::diagnostic::Voice;
use thidua::feedback::Feedback;
use thidua::intake::{Asked, Intake};
use thidua::pipeline::{self, Request, Run};
use thidua::report;

use crate::campaigns::{apply, cases, origin, request};
use crate::marked::{Copy, Text, copies, elements, parts, unit_of};
use crate::support::{EXAMPLES, Files, base, example, memory};

/// Every text of a workbook or a document: of its cells, comments, names and properties. Addresses and looks are none.
fn texts(bytes: &[u8]) -> String {
    let mut said = String::new();
    for (name, part) in parts(bytes).iter().filter(|(name, _)| !["styles", "theme", ".rels", ".vml"].iter().any(|other| name.contains(other))) {
        for (element, attributes, text) in elements(part) {
            // The value of a text cell is its number among the shared texts.
            let is_number = element != "v" || attributes.is_empty();
            if is_number && !text.trim().is_empty() {
                said.push_str(&text);
                said.push('\n');
            }
            if let Some(own) = attributes.get("name").filter(|_| name.ends_with("workbook.xml")) {
                said.push_str(own);
                said.push('\n');
            }
        }
        // Figures stand in cells without a kind.
        let mut is_figure = false;
        for (element, attributes, text) in elements(part) {
            if element == "c" {
                is_figure = attributes.get("t").is_none_or(|kind| kind == "n");
            } else if element == "v" && is_figure {
                said.push_str(&text);
                said.push('\n');
            }
        }
    }
    said
}

/// Everything that goes to a unit, as text.
fn everything(run: &Run, feedback: &Feedback<'_>, chase: &Chase, unit: &str) -> String {
    let mut said = String::new();
    for pack in feedback.packs.iter().filter(|pack| &*pack.unit == unit) {
        for (sheet, bytes) in pack.sheets.iter().zip(copies(run, pack)) {
            said.extend([&*sheet.name, "\n", &texts(&bytes)]);
        }
        let list = report::documents::list(run, pack, Voice::default());
        said.push_str(&list.markdown());
        said.push_str(&texts(&list.docx()));
    }
    if let Some(letter) = report::documents::letter(run, unit, chase) {
        said.push_str(&letter.markdown());
        said.push_str(&texts(&letter.docx()));
    }
    said
}

fn words(text: &str) -> BTreeSet<&str> {
    let letters = |letter: char| !(letter.is_alphanumeric() || "-_.".contains(letter));
    text.split(letters).map(|word| word.trim_matches(['.', '-'])).filter(|word| !word.is_empty()).collect()
}

/// What a pack holds of another unit: codes and names of units and of people, and figures that only others have.
fn leaks(files: &Files, run: &Run, feedback: &Feedback<'_>, only_packs: bool) -> Vec<String> {
    let chase = chase(run, &feedback.packs);
    let mut leaks = Vec::new();
    let rows: Vec<(Option<String>, String)> = files
        .keys()
        .filter(|path| thidua::sheet::has_csv_ending(path) && path.as_str() != "don-vi.csv")
        .filter_map(|path| Text::of(files, path))
        .flat_map(|text| (2..=text.lines.len()).map(|line| (unit_of(files, &text, line), line_of(&text, line))).collect::<Vec<_>>())
        .collect();
    let mut people: Vec<(Option<String>, [String; 2])> = Vec::new();
    if let Some(text) = Text::of(files, "ca-nhan.csv") {
        for line in 2..=text.lines.len() {
            let names = ["ma", "ho_ten"].map(|label| text.cell(line, label).unwrap_or_default().to_owned());
            people.push((text.cell(line, "don_vi").map(str::to_owned), names));
        }
    }
    let units: BTreeMap<&str, Vec<&str>> = run.campaigns.iter().flat_map(|one| &one.campaign.units).fold(BTreeMap::new(), |mut units, unit| {
        units.entry(unit.code.as_str()).or_insert_with(Vec::new).extend(unit.standings.iter().flat_map(|one| [&*one.name, &*one.short]));
        units
    });
    let plan = String::from_utf8_lossy(&files["phong-trao.yaml"]).into_owned();
    let criteria: BTreeSet<&str> = run
        .campaigns
        .iter()
        .flat_map(|one| one.campaign.directories.criteria.codes().iter().chain(one.campaign.directories.periods.codes()))
        .map(|code| &**code)
        .collect();
    for (unit, names) in &units {
        if only_packs && feedback.packs.iter().all(|pack| *pack.unit != **unit) {
            continue;
        }
        let said = everything(run, feedback, &chase, unit);
        if said.is_empty() {
            continue;
        }
        // What the unit wrote itself, what the plan says to everybody.
        let own: String =
            rows.iter().filter(|(whose, _)| whose.as_deref() == Some(unit)).map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        let own = format!("{own}\n{}", names.join("\n"));
        let (said_words, own_words, plan_words) = (words(&said), words(&own), words(&plan));
        let is_said = |word: &str| !word.is_empty() && (said_words.contains(word) || word.contains(' ') && said.contains(word));
        let is_own = |word: &str| own_words.contains(word) || own.contains(word) && word.contains(' ');
        for (other, others) in units.iter().filter(|(other, _)| *other != unit) {
            for word in others.iter().chain([other]).filter(|word| is_said(word) && !is_own(word) && !criteria.contains(**word)) {
                // A name that is part of the unit's own says nothing of another.
                if !names.iter().any(|name| name.contains(*word)) && !plan.contains(*word) {
                    leaks.push(format!("{unit} reads `{word}` of {other}"));
                }
            }
        }
        for (_, names) in people.iter().filter(|(whose, _)| whose.as_deref() != Some(unit)) {
            for word in names.iter().filter(|word| is_said(word) && !is_own(word)) {
                leaks.push(format!("{unit} reads `{word}`"));
            }
        }
        let figures = rows.iter().filter(|(whose, _)| whose.as_deref() != Some(unit)).flat_map(|(_, line)| words(line));
        // A short figure is anybody's; a day is the calendar's.
        let is_telling =
            |word: &&str| word.len() >= 4 && word.chars().all(|letter| letter.is_ascii_digit() || letter == '.') && !word.starts_with("20");
        for word in figures.filter(is_telling).collect::<BTreeSet<_>>() {
            if said_words.contains(word) && !own_words.contains(word) && !plan_words.contains(word) {
                leaks.push(format!("{unit} reads the figure {word}"));
            }
        }
    }
    leaks
}

fn line_of(text: &Text, line: usize) -> String {
    text.lines[line - 1].iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join("\t")
}

fn looked_through(files: &Files, request: &Request, only_packs: bool) -> Vec<String> {
    let volume = memory(files);
    let run = pipeline::run(&volume, request).expect("memory can be read");
    let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
    leaks(files, &run, &feedback, only_packs)
}

#[test]
fn no_pack_of_any_case_holds_anything_of_another_unit() {
    let mut wrong = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        wrong.extend(looked_through(&files, &request(&case, &files), true).into_iter().map(|leak| format!("{check}/{reason}: {leak}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_letter_of_any_example_holds_anything_of_another_unit() {
    let wrong: Vec<String> = EXAMPLES.iter().flat_map(|name| looked_through(&example(name), &Request::default(), false)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The base campaign, its results as units hand them in; `P1` has 21 of 20 and a figure nobody can read.
fn faulty() -> Files {
    let mut files = base();
    files.remove("ket-qua/q1.csv");
    files.insert("ket-qua/Q1/P1.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8x\n".to_vec());
    files.insert("ket-qua/Q1/P2.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham\nP2,A1,Q1,7\n".to_vec());
    files
}

/// The first copy of the first pack.
fn copy_of(files: &Files) -> Vec<u8> {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("memory can be read");
    let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
    copies(&run, &feedback.packs[0]).swap_remove(0)
}

/// A copy in which a text of a cell was typed over.
fn typed(copy: &[u8], was: &str, is: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut count = 0;
    for (name, content) in parts(copy) {
        let text = String::from_utf8_lossy(&content).into_owned();
        let (was, is) = (format!("<t>{was}</t>"), format!("<t>{is}</t>"));
        count += if name == "xl/sharedStrings.xml" { text.matches(&was).count() } else { 0 };
        let content = if name == "xl/sharedStrings.xml" { text.replace(&was, &is).into_bytes() } else { content };
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory takes it");
        std::io::Write::write_all(&mut writer, &content).expect("memory takes it");
    }
    assert_eq!(count, 1, "`{was}` stands once");
    writer.finish().expect("memory takes it").into_inner()
}

/// The folder once a file came in, and what was said of it.
fn taken(files: &Files, bytes: &[u8]) -> (Files, Vec<String>, usize) {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("memory can be read");
    let mut intake = Intake::new(&volume, &run);
    let account = intake.take(bytes, &Asked::default()).expect("it is taken");
    let mut after = files.clone();
    after.extend(intake.targets.changes().into_iter().map(|change| (change.path.to_owned(), change.after)));
    let kept = account.kept_rows();
    (after, account.said, kept)
}

fn errors(files: &Files) -> Vec<String> {
    crate::support::concise(files, &Request::default(), thidua::diagnostic::Language::Vietnamese)
        .lines()
        .filter(|line| line.contains(": error["))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_copy_that_was_mended_comes_in_and_nothing_is_wrong_any_more() {
    let files = faulty();
    assert_eq!(errors(&files).len(), 1, "{:?}", errors(&files));
    let (after, said, kept) = taken(&files, &typed(&copy_of(&files), "8x", "8"));
    assert_eq!((kept, errors(&after)), (0, Vec::new()), "{said:?}");
    assert_eq!(String::from_utf8_lossy(&after["ket-qua/Q1/P1.csv"]), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n");
    assert_eq!(after["ket-qua/Q1/P2.csv"], files["ket-qua/Q1/P2.csv"]);
}

#[test]
fn a_copy_of_a_file_of_several_units_is_mended_where_its_rows_stand() {
    let mut files = faulty();
    files.remove("ket-qua/Q1/P1.csv");
    files.insert("ket-qua/Q1/P2.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham\nP2,A1,Q1,7\nP1,A1,Q1,8x\n".to_vec());
    let (after, said, kept) = taken(&files, &typed(&copy_of(&files), "8x", "8"));
    assert_eq!((kept, errors(&after)), (0, Vec::new()), "{said:?}");
    assert_eq!(String::from_utf8_lossy(&after["ket-qua/Q1/P2.csv"]), "don_vi,tieu_chi,ky,diem_cham\nP2,A1,Q1,7\nP1,A1,Q1,8\n");
    assert!(!after.contains_key("ket-qua/Q1/P1.csv"));
}

#[test]
fn a_copy_that_comes_back_as_it_went_changes_nothing() {
    let mut files = faulty();
    // A warning alone: nothing that intake would not take.
    files.insert("ket-qua/Q1/P1.csv".to_owned(), b"don_vi,tieu_chi,ky,thuc_hien,diem_cham,ghi_chu\nP1,A1,Q1,3,8.25,=A1+B1\n".to_vec());
    let (after, said, kept) = taken(&files, &copy_of(&files));
    assert_eq!(kept, 0, "{said:?}");
    assert_eq!(after, files, "{said:?}");
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let files = faulty();
    assert!(copy_of(&files) == copy_of(&files));
}

#[test]
fn what_begins_as_a_formula_is_text() {
    let mut files = faulty();
    let row = b"don_vi,tieu_chi,ky,diem_cham,minh_chung,ghi_chu\nP1,A1,Q1,8x,=1+1,\"@SUM(A1)\"\n";
    files.insert("ket-qua/Q1/P1.csv".to_owned(), row.to_vec());
    let copy = copy_of(&files);
    let sheet = parts(&copy).remove("xl/worksheets/sheet1.xml").expect("a sheet");
    assert!(elements(&sheet).iter().all(|(name, ..)| name != "f"), "no cell has a formula");
    let read = Copy::read(&copy);
    assert!(read.cells.values().any(|text| text == "=1+1") && read.cells.values().any(|text| text == "@SUM(A1)"), "{:?}", read.cells);
}

#[test]
fn a_row_whose_unit_is_not_known_is_in_no_pack() {
    let mut files = faulty();
    files.insert("ket-qua/Q1/P1.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nPX,A1,Q1,9x\n".to_vec());
    let volume = memory(&files);
    let run = pipeline::run(&volume, &Request::default()).expect("memory can be read");
    let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
    assert!(feedback.packs.is_empty());
    // That there is no such unit, and that nobody can read its figure.
    let kept: Vec<&str> =
        feedback.kept.iter().filter(|(why, _)| *why == thidua::feedback::Kept::Nobody).map(|(_, finding)| finding.check.name).collect();
    assert_eq!(kept, ["unknown-unit", "unreadable-cell"]);
}

#[test]
fn a_label_of_a_file_that_is_one_units_is_marked() {
    let mut files = faulty();
    files.insert("ket-qua/Q1/P1.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham,ghi chep\nP1,A1,Q1,8,x\n".to_vec());
    let copy = Copy::read(&copy_of(&files));
    assert_eq!(copy.comments, BTreeSet::from([format!("E{}", copy.head)]));
    assert_eq!(copy.bordered, copy.comments);
    // The label stays as the unit has it, the others are as people read them.
    assert_eq!(copy.cells[&format!("E{}", copy.head)], "ghi chep");
    assert_eq!(copy.cells[&format!("A{}", copy.head)], "Đơn vị");
}

/// What a case's one pack says of a check, beside the finding's own words.
fn told(name: &str, check: &str) -> [String; 2] {
    let (.., case) = cases().into_iter().find(|(one, reason, _)| format!("{one}/{reason}") == name).expect("a case");
    let mut files = origin(&case);
    apply(&mut files, &case.edit);
    let volume = memory(&files);
    let run = pipeline::run(&volume, &request(&case, &files)).expect("memory can be read");
    let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
    let faults = feedback.packs.iter().flat_map(|pack| pack.faults.iter().map(move |fault| (pack, fault)));
    let (pack, fault) = faults.into_iter().find(|(_, fault)| fault.check() == check).expect("it is found");
    let finding = run.findings.iter().map(|(_, finding)| finding).find(|finding| finding.check.name == check).expect("it is found");
    let help = finding.fault.help(Voice::default()).unwrap_or_default();
    [format!("{} – {help}", finding.fault.title(Voice::default())), pack.said(fault, Voice::default())]
}

#[test]
fn a_finding_that_names_another_unit_is_told_without_it() {
    let [own, said] = told("person-not-in-unit/other-unit", "person-not-in-unit");
    assert!(own.contains("`PTP-TP`"), "{own}");
    assert!(!said.contains("PTP-TP") && said.contains("hỏi nơi nhận"), "{said}");
}

#[test]
fn help_that_names_people_of_another_unit_is_left_out_and_what_is_wrong_stays() {
    let [own, said] = told("model-person/unknown-code", "model-person");
    assert!(own.contains("hoặc có phải `CB10`, `CB20`"), "{own}");
    assert!(!said.contains("CB10") && said.contains("không có cá nhân nào mang mã “CB80”"), "{said}");
}

#[test]
fn only_the_period_that_is_asked_for_goes_back() {
    let mut files = faulty();
    files.insert("ket-qua/Q2/P1.csv".to_owned(), b"don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q2,9x\n".to_vec());
    let volume = memory(&files);
    let request = Request { period: Some("Q1".to_owned()), ..Request::default() };
    let run = pipeline::run(&volume, &request).expect("memory can be read");
    let feedback = Feedback::of(&volume, &run, Voice::default()).expect("memory can be read");
    let names: Vec<&str> = feedback.packs.iter().flat_map(|pack| &pack.sheets).map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["ket-qua-Q1"]);
    assert_eq!(feedback.packs[0].faults.len(), 1);
}

/// A folder to run the command in: the campaign beside where it writes.
fn scratch(files: &Files) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    for (path, bytes) in files {
        let path = scratch.path().join("pt").join(path);
        fs::create_dir_all(path.parent().expect("below")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    scratch
}

fn thidua(within: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_thidua"));
    let done = command
        .args(arguments)
        .args(["--as-of", "2026-04-15"])
        .current_dir(within)
        .env("COLUMNS", "100")
        .env_remove("THIDUA_LANG")
        .output()
        .expect("it can be started");
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

fn written(folder: &std::path::Path) -> Vec<String> {
    crate::support::read_folder(folder).into_keys().collect()
}

const FILES: [&str; 7] =
    ["P1/can-sua.docx", "P1/can-sua.md", "P1/ket-qua-Q1.xlsx", "P1/nhac-nop.docx", "P1/nhac-nop.md", "don-doc.csv", "don-doc.xlsx"];

#[test]
fn a_folder_for_each_unit_and_the_list_at_the_top() {
    let scratch = scratch(&faulty());
    let (code, said) = thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra"]);
    // A folder with an error ends with 1, as it does everywhere.
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("ra: 1 đơn vị có 1 chỗ phải sửa"), "{said}");
    assert_eq!(written(&scratch.path().join("ra")), FILES);
}

#[test]
fn what_stands_is_written_over_only_where_that_is_said() {
    let scratch = scratch(&faulty());
    thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra"]);
    let before = crate::support::read_folder(&scratch.path().join("ra"));
    fs::write(scratch.path().join("ra/P1/can-sua.md"), "x").expect("it can be written");
    fs::remove_file(scratch.path().join("ra/don-doc.xlsx")).expect("it can be removed");
    let (code, said) = thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("không ghi tệp nào") && said.contains("--force"), "{said}");
    assert!(!scratch.path().join("ra/don-doc.xlsx").exists(), "all or nothing");
    let (code, said) = thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra", "--force"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(crate::support::read_folder(&scratch.path().join("ra")) == before, "the same files, byte for byte");
}

#[test]
fn files_of_an_earlier_time_are_told_of() {
    let scratch = scratch(&faulty());
    thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra"]);
    fs::write(scratch.path().join("pt/ket-qua/Q1/P1.csv"), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n").expect("it can be written");
    let (_, said) = thidua(scratch.path(), &["feedback", "-C", "pt", "--period", "Q1", "-o", "ra", "--force"]);
    assert!(said.contains("tệp cũ") && said.contains("P1/ket-qua-Q1.xlsx"), "{said}");
}

#[test]
fn a_folder_inside_the_campaign_is_refused() {
    let scratch = scratch(&faulty());
    let (code, said) = thidua(&scratch.path().join("pt"), &["feedback", "-o", "ra"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`-o ../ra/`"), "{said}");
    assert!(!scratch.path().join("pt/ra").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_told_of() {
    let scratch = scratch(&faulty());
    fs::write(scratch.path().join("ra"), "a file").expect("it can be written");
    let (code, said) = thidua(scratch.path(), &["feedback", "-C", "pt", "-o", "ra"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("không tạo được thư mục"), "{said}");
}
