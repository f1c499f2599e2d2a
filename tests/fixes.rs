//! Fixes: what each writes otherwise, what it leaves, and that nothing it writes means anything else.

use thidua::diagnostic::{Language, Voice};
use thidua::fixes::FIXES;
use thidua::mend::{self, Fix, Form, Mending, Row, Told, Unit, Why};
use thidua::pipeline::Request;

use crate::campaigns::{apply, cases, origin, request};
use crate::repository::{Repository, thidua, words};
use crate::support::{Files, base, memory, reasons, run};

/// What can be mended in a folder.
pub(crate) fn mending(files: &Files) -> Mending {
    let run = run(files, &Request::default());
    mend::folder(&memory(files), &run, FIXES, &|_| true).expect("memory can be read")
}

/// The folder mended.
pub(crate) fn mended(files: &Files) -> Files {
    let mut after = files.clone();
    for file in mending(files).files {
        after.insert(file.path.into(), file.after);
    }
    after
}

const SHEET: &str = "ket-qua/q1.csv";

/// The base campaign with these results.
fn with(sheet: &str) -> Files {
    let mut files = base();
    files.insert(SHEET.to_owned(), sheet.into());
    files
}

/// A sheet of results, mended.
fn sheet(text: &str) -> String {
    String::from_utf8(mended(&with(text))[SHEET].clone()).expect("a sheet is text")
}

#[test]
fn lines_end_in_lf_and_what_stands_in_a_cell_is_left() {
    assert_eq!(
        sheet("don_vi,tieu_chi,ky,diem_cham,ghi_chu\r\n\r\nP1,A1,Q1,8,\"a\r\nb\"\r\nP2,A1,Q1,7,"),
        "don_vi,tieu_chi,ky,diem_cham,ghi_chu\n\nP1,A1,Q1,8,\"a\r\nb\"\nP2,A1,Q1,7,\n"
    );
}

#[test]
fn letters_are_put_together() {
    assert_eq!(sheet("don_vi,tieu_chi,ky,diem_cham,ghi_chu\nP1,A1,Q1,8,so\u{302}\u{301}\n"), "don_vi,tieu_chi,ky,diem_cham,ghi_chu\nP1,A1,Q1,8,số\n");
}

#[test]
fn a_letter_that_would_part_cells_once_put_together_is_left() {
    // U+037E is a semicolon in NFC.
    let text = "don_vi;tieu_chi;ky;diem_cham;ghi_chu\nP1;A1;Q1;8;a\u{37e}b\n";
    assert_eq!(sheet(text), text);
}

#[test]
fn blanks_around_cells_go_and_blank_rows_stay() {
    assert_eq!(
        sheet("don_vi,tieu_chi , ky,diem_cham,ghi_chu\n P1,A1\t,\"Q1 \",8,\" a  b\u{a0}\"\n , ,,,\n"),
        "don_vi,tieu_chi,ky,diem_cham,ghi_chu\nP1,A1,\"Q1\",8,\"a  b\"\n , ,,,\n"
    );
}

#[test]
fn labels_become_keys_and_what_nobody_knows_stays() {
    assert_eq!(
        sheet("STT,Mã đơn vị,TIEU CHI,\"Kỳ báo cáo\",Điểm chấm,Người lập\n1,P1,A1,Q1,8,An\n"),
        "STT,don_vi,tieu_chi,\"ky\",diem_cham,Người lập\n1,P1,A1,Q1,8,An\n"
    );
}

#[test]
fn a_label_that_fits_two_columns_stays() {
    // `Ngay` may be any day, `Năm` without its mark a year or a man: in people `nam` and `gioi_tinh`.
    let mut files = base();
    let text = "nam,don_vi,doi_tuong,ma,danh_hieu,Ngay\n2026,P1,tap_the,,TTLĐTT,\n";
    files.insert("dang-ky/p1.csv".to_owned(), text.into());
    assert_eq!(String::from_utf8_lossy(&mended(&files)["dang-ky/p1.csv"]), text);
}

#[test]
fn days_with_one_reading_are_written_year_first() {
    let rows = |days: [&str; 7]| {
        let rows = days.iter().enumerate().map(|(at, day)| format!("P{},A1,Q1,{day}\n", at % 2 + 1));
        format!("don_vi,tieu_chi,ky,ngay_nhan\n{}", rows.collect::<Vec<_>>().concat())
    };
    // 4.4 is one day either way round; 1/2 is two; a year of two digits and a day with a time are for the one who wrote them.
    let before = ["05/04/2026", "2026-4-5", "13.4.2026", "4.4.2026", "1/2/2026", "05/04/26", "05/04/2026 8:00"];
    let after = ["2026-04-05", "2026-04-05", "2026-04-13", "2026-04-04", "1/2/2026", "05/04/26", "05/04/2026 8:00"];
    assert_eq!(sheet(&rows(before)), rows(after));
}

#[test]
fn where_one_day_has_the_month_first_no_day_of_the_file_is_touched() {
    let text = "don_vi,tieu_chi,ky,ngay_nhan\nP1,A1,Q1,03/04/2026\nP2,A1,Q1,03/25/2026\n";
    assert_eq!(sheet(text), text);
}

#[test]
fn decimals_get_the_sign_of_their_file() {
    assert_eq!(
        sheet("don_vi,tieu_chi,ky,chi_tieu,diem_cham\nP1,A1,Q1,\"1,250\",\"8,5\"\n"),
        "don_vi,tieu_chi,ky,chi_tieu,diem_cham\nP1,A1,Q1,\"1,250\",\"8.5\"\n",
        "between commas; 1,250 reads two ways"
    );
    assert_eq!(
        sheet("don_vi;tieu_chi;ky;chi_tieu;diem_cham\nP1;A1;Q1;1,250;8.5\n"),
        "don_vi;tieu_chi;ky;chi_tieu;diem_cham\nP1;A1;Q1;1,250;8,5\n",
        "between semicolons 1,250 is 1.25"
    );
    assert_eq!(sheet("don_vi\ttieu_chi\tky\tdiem_cham\nP1\tA1\tQ1\t8,50\n"), "don_vi\ttieu_chi\tky\tdiem_cham\nP1\tA1\tQ1\t8.50\n");
}

#[test]
fn numbers_in_columns_of_text_stay() {
    let text = "don_vi,tieu_chi,ky,diem_cham,ghi_chu\nP1,A1,Q1,8,\"8,5\"\nP2,A1,Q1,7,05/04/2026\n";
    assert_eq!(sheet(text), text);
}

#[test]
fn columns_stand_in_their_order_with_stages_where_they_belong() {
    assert_eq!(
        sheet("ghi_chu,diem_cham,ky,stt,tieu_chi,don_vi,uoc_thuc_hien\na,8,Q1,1,A1,P1,\n\nb,7,Q1,2,A1,P2,\n"),
        "stt,don_vi,tieu_chi,ky,uoc_thuc_hien,diem_cham,ghi_chu\n1,P1,A1,Q1,,8,a\n\n2,P2,A1,Q1,,7,b\n"
    );
}

#[test]
fn columns_stay_where_a_label_is_unknown_or_a_row_is_short() {
    for text in ["ky,la,tieu_chi,don_vi\nQ1,x,A1,P1\n", "ky,tieu_chi,don_vi\nQ1,A1,P1\nQ1,A1\n"] {
        assert_eq!(sheet(text), text);
    }
}

#[test]
fn how_a_file_opens_stays() {
    assert_eq!(sheet("\u{feff}sep=;\r\nKỳ;tieu_chi;don_vi;diem_cham\r\nQ1;A1;P1;8\r\n"), "\u{feff}sep=;\ndon_vi;tieu_chi;ky;diem_cham\nP1;A1;Q1;8\n");
}

#[test]
fn a_broken_file_is_left_and_named() {
    for (text, why) in [
        (&b"don_vi,tieu_chi,ky\r\nP1,A1,Q1\r\nP2,\"A\"1,Q1\r\n"[..], Why::Broken(3)),
        (b"don_vi,tieu_chi,ky\r\nP1,A\xff1,Q1\r\n", Why::Broken(2)),
        (b"\xff\xfed\0", Why::NotText),
    ] {
        let mut files = base();
        files.insert(SHEET.to_owned(), text.into());
        let mending = mending(&files);
        assert!(mending.files.is_empty());
        assert_eq!((&*mending.left[0].path, &mending.left[0].why), (SHEET, &why));
    }
}

/// The definition of the base with something in it written otherwise, mended.
fn definition(change: impl Fn(String) -> String) -> (String, String) {
    let mut files = base();
    let clean = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    files.insert("phong-trao.yaml".to_owned(), change(clean.clone()).into());
    let after = String::from_utf8(mended(&files)["phong-trao.yaml"].clone()).expect("a definition is text");
    (clean, after)
}

#[test]
fn of_a_definition_line_ends_marks_and_blanks_are_mended() {
    let (clean, after) = definition(|text| text.replace("mẫu", "ma\u{302}\u{303}u").replace("nam: 2026", "nam: 2026 \t").replace('\n', "\r\n"));
    assert_eq!(after, clean);
}

#[test]
fn blanks_of_a_block_text_are_its_own() {
    let block = "ghi_chu: |\n  một  \n  hai\n";
    let (clean, after) = definition(|text| format!("{text}{block}ten_ngan: a \n"));
    assert_eq!(after, format!("{clean}{block}ten_ngan: a\n"));
}

#[test]
fn a_definition_that_cannot_be_read_is_left() {
    let (_, after) = definition(|text| format!("{text}khoa: [\r\n"));
    assert!(after.ends_with("khoa: [\r\n"));
}

/// What the tally says, without the digest of the inputs.
fn tally(files: &Files) -> String {
    let run = run(files, &Request::default());
    let mut out = Vec::new();
    thidua::report::json::write(&run, &memory(files), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("JSON is text")
}

fn digest(files: &Files) -> Option<String> {
    run(files, &Request { wants_digest: true, ..Request::default() }).digest
}

#[test]
fn the_tally_and_the_digest_of_the_inputs_stay() {
    let mut files = base();
    let dirty = "Điểm chấm;Kỳ;Tiêu chí;Đơn vị ;ghi_chu\r\n8,5;Q1;A1;P1; đa\u{323}t\r\n7;Q1;A1;P2;\r\n";
    files.insert(SHEET.to_owned(), dirty.into());
    let crlf = String::from_utf8(files["don-vi.csv"].clone()).expect("text").replace('\n', "\r\n").replace("Phòng", "Pho\u{300}ng");
    files.insert("don-vi.csv".to_owned(), crlf.into());
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("text").replace("Phong trào", "Phong tra\u{300}o");
    files.insert("phong-trao.yaml".to_owned(), definition.into());
    let after = mended(&files);
    let changed = files.iter().filter(|(path, bytes)| after[*path] != **bytes).count();
    assert_eq!(changed, 3);
    assert_eq!(digest(&after), digest(&files));
    assert_eq!(reasons(&after, &Request::default()), reasons(&files, &Request::default()));
}

#[test]
fn a_day_written_otherwise_counts_the_same() {
    let files = with("don_vi,tieu_chi,ky,diem_cham,ngay_nhan\nP1,A1,Q1,8,09/04/2026\nP2,A1,Q1,7,10/04/2026\n");
    let after = mended(&files);
    assert_ne!(after, files);
    assert_eq!(tally(&after), tally(&files));
}

/// A fix that does what no fix may.
const fn wrong(row: fn(&mut Row<'_>, &Form<'_>, &mut Told)) -> Fix {
    Fix { name: "wrong", title: ["sai", "wrong"], unit: Unit::Cells, answers: None, row, definition: None }
}

#[test]
fn what_would_mean_something_else_is_not_written() {
    static ANOTHER_VALUE: Fix = wrong(|row, form, _| {
        if let Some(points) = row.cells.get_mut(3).filter(|_| !row.is_labels) {
            points.rewrite(b"80", form.delimiter);
        }
    });
    static EMPTIED: Fix = wrong(|row, form, _| {
        if let Some(points) = row.cells.get_mut(3).filter(|_| !row.is_labels) {
            points.rewrite(b"", form.delimiter);
        }
    });
    static ANOTHER_CODE: Fix = wrong(|row, form, _| {
        if let Some(unit) = row.cells.first_mut() {
            unit.rewrite(b"p1", form.delimiter);
        }
    });
    static ANOTHER_COLUMN: Fix = wrong(|row, _, _| {
        if !row.is_labels && !row.cells.is_empty() {
            row.cells.swap(0, 1);
        }
    });
    static A_CELL_LESS: Fix = wrong(|row, _, _| row.cells.truncate(3));
    static TWO_ROWS_AS_ONE: Fix = wrong(|row, _, _| row.end = b""[..].into());
    let files = base();
    for fix in [&ANOTHER_VALUE as &'static Fix, &EMPTIED, &ANOTHER_CODE, &ANOTHER_COLUMN, &A_CELL_LESS, &TWO_ROWS_AS_ONE] {
        let mending = mend::folder(&memory(&files), &run(&files, &Request::default()), &[fix], &|path| path == SHEET).expect("memory can be read");
        assert!(mending.files.is_empty());
        assert_eq!(mending.left[0].why, Why::Unproven);
    }
}

/// The base campaign with Q1 closed and sheets of both quarters in CRLF.
fn closed(name: &str) -> Mending {
    let mut files = base();
    files.insert(format!("chot/{name}.yaml"), "ky: Q1\n".into());
    files.insert(SHEET.to_owned(), "don_vi,tieu_chi,ky,diem_cham\r\nP1,A1,Q1,8\r\n".into());
    files.insert("ket-qua/q2.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\r\nP1,A1,Q2,8\r\n".into());
    files.insert("ket-qua/both.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\r\nP2,A1,Q2,8\r\nP2,A1,Q1,8\r\n".into());
    files.insert("ket-qua/half.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\r\nP2,A1,6T,8\r\n".into());
    files.insert("don-vi.csv".to_owned(), "ma,ten,khoi,loai\r\nP1,Phòng Một,K1,phong\r\nP2,Phòng Hai,K1,phong\r\n".into());
    mending(&files)
}

#[test]
fn what_is_of_a_closed_period_is_left_and_what_says_no_period_too() {
    let mending = closed("Q1");
    let files: Vec<&str> = mending.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["ket-qua/q2.csv"]);
    // The half year holds the closed quarter; units are of every period.
    let left: Vec<&str> = mending.left.iter().map(|left| &*left.path).collect();
    assert_eq!(left, ["don-vi.csv", "ket-qua/both.csv", "ket-qua/half.csv", SHEET]);
    assert!(mending.left.iter().all(|left| left.why == Why::Closed("Q1".into())));
}

#[test]
fn what_is_of_a_period_that_is_open_again_is_mended() {
    let sheet = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n";
    let mut files = base();
    files.insert(SHEET.to_owned(), sheet.into());
    let mut files = crate::closing::closed(&files, "Q1");
    files.insert(SHEET.to_owned(), sheet.replace('\n', "\r\n").into());
    let left = mending(&files).left;
    assert_eq!(left.iter().map(|left| &left.why).collect::<Vec<_>>(), [&Why::Closed("Q1".into())]);
    let file = String::from_utf8(files["chot/Q1.yaml"].clone()).expect("text").replace("trang_thai: da_chot", "trang_thai: mo_lai");
    files.insert("chot/Q1.yaml".to_owned(), file.into());
    let mended = mending(&files);
    assert_eq!(mended.files.iter().map(|file| &*file.path).collect::<Vec<_>>(), [SHEET]);
}

#[test]
fn a_closed_group_closes_what_it_holds() {
    assert!(closed("6T").files.is_empty());
}

#[test]
fn a_closed_period_nobody_declares_may_be_any() {
    assert!(closed("Q9").files.is_empty());
}

#[test]
fn the_definition_of_a_closed_period_is_left() {
    let mut files = base();
    files.insert("chot/Q1.yaml".to_owned(), "ky: Q1\n".into());
    files.get_mut("phong-trao.yaml").expect("the base has it").extend(b"# x \n");
    assert_eq!(mending(&files).left[0].why, Why::Closed("Q1".into()));
}

#[test]
fn a_finding_that_a_fix_answers_goes_away() {
    let answered = ["day-form", "wrong-separator"];
    let of_cells = cases().into_iter().filter(|(check, reason, _)| check == "unreadable-cell" && answered.contains(&reason.as_str()));
    let mut count = 0;
    for (check, reason, case) in of_cells {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let is_told = |files: &Files| reasons(files, &request(&case, files)).contains(&(check.clone(), reason.clone()));
        assert!(is_told(&files) && !is_told(&mended(&files)), "{reason}");
        count += 1;
    }
    assert_eq!(count, answered.len());
    for fix in FIXES {
        assert!(fix.answers.is_none_or(|check| thidua::checks::find(check).is_some()), "{}", fix.name);
    }
}

#[test]
fn fixes_are_told_in_both_languages() {
    for fix in FIXES {
        let english = fix.title(Voice { language: Language::English });
        assert!(english.is_ascii() && english != fix.title(Voice::default()), "{}", fix.name);
    }
}

/// A sheet with something to mend.
fn dirty() -> Files {
    with("don_vi,tieu_chi,ky,diem_cham\r\nP1,A1,Q1,8\r\nP2,A1,Q1,7\r\n")
}

#[test]
fn committed_files_are_mended_and_the_way_back_is_told() {
    let Some(repository) = Repository::of(&dirty()) else { return };
    let done = repository.thidua(&["check", "--fix"]);
    let [_, told] = words(&done);
    assert_eq!(repository.read(SHEET), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,7\n");
    assert!(told.contains("đã sửa `ket-qua/q1.csv`") && told.contains("3 dòng"), "{told}");
    let way_back = told.lines().find_map(|line| line.strip_prefix("lấy lại bản cũ: git ")).expect("it is told");
    repository.git(&way_back.split(' ').collect::<Vec<_>>());
    assert!(repository.read(SHEET).contains("\r\n"));
    repository.thidua(&["check", "--fix"]);
    let [_, told] = words(&repository.thidua(&["check", "--fix"]));
    assert_eq!(told, "", "twice changes nothing, and nothing is refused");
}

#[test]
fn what_git_could_not_bring_back_is_not_mended_unless_forced() {
    let Some(repository) = Repository::of(&dirty()) else { return };
    repository.edit(SHEET, "8", "9");
    let before = repository.read(SHEET);
    let done = repository.thidua(&["check", "--fix"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done)[1].contains("`ket-qua/q1.csv` có thay đổi chưa commit"), "{}", words(&done)[1]);
    assert_eq!(repository.read(SHEET), before);
    repository.thidua(&["check", "--fix", "--force"]);
    assert_eq!(repository.read(SHEET), before.replace("\r\n", "\n"));
}

#[test]
fn a_file_that_git_does_not_know_or_passes_over_is_not_mended() {
    for ignored in ["", "ket-qua/\n"] {
        let mut files = base();
        files.remove(SHEET);
        files.insert(".gitignore".to_owned(), ignored.into());
        let Some(repository) = Repository::of(&files) else { return };
        repository.write(&dirty());
        assert_eq!(repository.thidua(&["check", "--fix"]).status.code(), Some(2));
        assert!(repository.read(SHEET).contains("\r\n"));
    }
}

#[test]
fn outside_a_repository_nothing_is_mended_unless_forced() {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    for (path, bytes) in dirty() {
        let path = scratch.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    let done = thidua(scratch.path(), &["check", "--fix"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done)[1].contains("không nằm trong kho git") || words(&done)[1].contains("cài git"), "{}", words(&done)[1]);
    thidua(scratch.path(), &["check", "--fix", "--force"]);
    assert!(!std::fs::read_to_string(scratch.path().join(SHEET)).expect("it is there").contains('\r'));
}

#[test]
fn a_diff_is_shown_and_nothing_written_and_git_takes_it() {
    let Some(repository) = Repository::of(&dirty()) else { return };
    let done = repository.thidua(&["check", "--fix", "--diff"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(repository.read(SHEET).contains("\r\n"));
    std::fs::write(repository.path("a.patch"), &done.stdout).expect("a file can be written");
    repository.git(&["apply", "a.patch"]);
    assert_eq!(repository.read(SHEET), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,7\n");
    let done = repository.thidua(&["check", "--fix", "--diff"]);
    assert_eq!((done.status.code(), &done.stdout[..]), (Some(0), &b""[..]));
}

#[test]
fn a_file_that_cannot_be_written_does_not_hide_what_was() {
    let mut files = dirty();
    files.insert("don-vi.csv".to_owned(), "ma,ten,khoi,loai\r\nP1,Phòng Một,K1,phong\r\nP2,Phòng Hai,K1,phong\r\n".into());
    // A name so long that none can stand beside it.
    let long = format!("ket-qua/{}.csv", "q".repeat(250));
    files.insert(long.clone(), "don_vi,tieu_chi,ky,diem_cham\r\nP1,A1,Q2,8\r\n".into());
    let Some(repository) = Repository::of(&files) else { return };
    let done = repository.thidua(&["check", "--fix"]);
    let [_, told] = words(&done);
    assert_eq!(done.status.code(), Some(2));
    assert!(told.contains("đã sửa `don-vi.csv`") && told.contains("restore --source=HEAD -- don-vi.csv ket-qua/q1.csv\n"), "{told}");
    assert!(told.contains("không ghi được") && !told.contains(&format!("đã sửa `{long}`")), "{told}");
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_is_not_written_through() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let Some(repository) = Repository::of(&dirty()) else { return };
    std::fs::set_permissions(repository.path(SHEET), std::fs::Permissions::from_mode(0o640)).expect("they can be set");
    repository.thidua(&["check", "--fix"]);
    let mode = std::fs::metadata(repository.path(SHEET)).expect("it is there").permissions().mode();
    assert_eq!((mode & 0o777, repository.read(SHEET).contains('\r')), (0o640, false));
    repository.git(&["checkout", "--", "."]);
    std::fs::rename(repository.path(SHEET), repository.path("elsewhere.txt")).expect("it can be moved");
    symlink(repository.path("elsewhere.txt"), repository.path(SHEET)).expect("a link can be made");
    let done = repository.thidua(&["check", "--fix", "--force"]);
    assert!(words(&done)[1].contains("để nguyên `ket-qua/q1.csv`: là liên kết") && repository.read("elsewhere.txt").contains('\r'));
}

#[cfg(unix)]
#[test]
fn what_a_repository_would_have_git_run_is_not_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(repository) = Repository::of(&dirty()) else { return };
    let script = repository.path(".git/run.sh");
    let ran = repository.path("ran");
    std::fs::write(&script, format!("#!/bin/sh\ntouch '{}'\ncat\n", ran.display())).expect("a file can be written");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("they can be set");
    let script = script.to_str().expect("a path is text");
    std::fs::write(repository.path(".git/info/attributes"), "* filter=run diff=run\n").expect("a file can be written");
    for key in ["filter.run.clean", "filter.run.smudge", "diff.run.command", "diff.run.textconv", "core.fsmonitor", "diff.external", "core.pager"] {
        repository.git(&["config", key, script]);
    }
    repository.thidua(&["check", "--fix"]);
    assert!(!repository.read(SHEET).contains('\r'), "it is mended");
    assert!(!ran.exists(), "and nothing was run");
}
