//! Closed periods: what stands as it was closed, what does not, and what is told of it.

use std::path::Path;

use thidua::closing::{Closing, path_of};
use thidua::diagnostic::Language;
use thidua::folder::git::Repository as Git;
use thidua::pipeline::{self, Request};

use crate::repository::{Repository, thidua};
use crate::support::{Files, base, concise, example, memory, run};

/// A folder with a period closed in it, as the command writes it.
pub(crate) fn closed(files: &Files, period: &str) -> Files {
    let request = Request { period: Some(period.to_owned()), ..Request::default() };
    let run = run(files, &request);
    let closing = Closing {
        period: period.into(),
        is_reopened: false,
        tool: env!("CARGO_PKG_VERSION").into(),
        document: Some("45/QĐ-STP".into()),
        revision: None,
        as_of: run.as_of(),
        campaigns: pipeline::sealed(&memory(files), &run).expect("memory can be read"),
        reopened: Vec::new(),
    };
    let mut files = files.clone();
    files.insert(path_of(period), closing.written().0.into_bytes());
    files
}

/// What is found of closed periods, one a line.
pub(crate) fn told(files: &Files) -> Vec<String> {
    let found = concise(files, &Request::default(), Language::Vietnamese);
    found.lines().filter(|line| line.contains("[closed-") || line.contains("[closing-")).map(str::to_owned).collect()
}

fn with(files: &Files, path: &str, text: &str) -> Files {
    let mut files = files.clone();
    files.insert(path.to_owned(), text.into());
    files
}

const LABELS: &str = "don_vi,tieu_chi,ky,diem_cham\n";

#[test]
fn a_closed_period_stands_however_its_rows_are_written() {
    let files = closed(&base(), "Q1");
    let sheet = |rows: &str| with(&files, "ket-qua/q1.csv", &format!("{LABELS}{rows}"));
    let same = [
        files.clone(),
        sheet("P2,A1,Q1,7\nP1,A1,Q1,8\n"),
        sheet("P1,A1,Q1,8\r\nP2,A1,Q1,7\r\n"),
        with(&files, "ket-qua/q1.csv", "ky;don_vi;diem_cham;ghi_chu;tieu_chi\nQ1;\"P2\"; 7;;A1\n\nQ1;P1;8;;A1\n"),
        with(&sheet("P1,A1,Q1,8\n"), "ket-qua/khac/hai.csv", &format!("{LABELS}P2,A1,Q1,7\n")),
    ];
    for (number, files) in same.iter().enumerate() {
        assert_eq!(told(files), [""; 0], "{number}");
    }
}

#[test]
fn the_digest_of_a_unit_is_of_its_records_one_behind_the_other() {
    // By another program: sha256(sha256(head + body)), the head `ket-qua 1D don_vi 1F tieu_chi 1F ky 1F diem_cham 1F 1C` filled with
    // zeros up to 64 bytes, the body `P1 1E A1 1E Q1 1E 8 1E`; the seal of sha256 of the tree of keys and scalars.
    let text = String::from_utf8(closed(&base(), "Q1")["chot/Q1.yaml"].clone()).expect("it is text");
    let results = text.split("ket-qua:\n").nth(1).expect("results are sealed");
    assert!(results.trim_start().starts_with("\"P1\": eb2f038a05f1874ce1c35ea4a274ce5556b3488069df91eb403214d76905163c\n"), "{results}");
    assert!(text.contains("\nma_chot: 16deec761cbd05e3a840b5ded8c5259e8ea8e271a506aa40ccf399739449b085\n"), "{text}");
}

#[test]
fn the_next_quarters_do_not_disturb_a_closed_one() {
    let whole = example("tp-ho-chi-minh-2022");
    let is_later = |line: &str| ["Q2", "Q3", "Q4", "9T", "NAM"].iter().any(|period| line.split(',').any(|cell| cell == *period));
    let mut early = whole.clone();
    for (path, bytes) in &mut early {
        if thidua::sheet::has_csv_ending(path) {
            let text = String::from_utf8(bytes.clone()).expect("examples are text");
            *bytes = text.split_inclusive('\n').filter(|line| !is_later(line.trim_end())).collect::<String>().into_bytes();
        }
    }
    assert!(early.iter().any(|(path, bytes)| whole[path] != *bytes), "some rows are of later quarters");
    let mut files = whole.clone();
    files.insert(path_of("Q1"), closed(&early, "Q1")[&path_of("Q1")].clone());
    assert_eq!(told(&files), [""; 0]);
}

#[test]
fn an_adjustment_accounts_for_what_moves_and_nothing_else_does() {
    let files = closed(&base(), "Q1");
    let head = "stt,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban\n";
    let adjusted = with(&files, "dieu-chinh.csv", &format!("{head}1,Q1,P2,A1,diem_cham,7,9,cộng nhầm,12/KL\n"));
    let [note] = &told(&adjusted)[..] else { panic!("{:#?}", told(&adjusted)) };
    assert!(note.contains("note[closed-adjusted]") && note.contains("`P1` hạng 1 → 2; `P2` điểm 7 → 9, tỷ lệ 70 → 90, hạng 2 → 1"), "{note}");
    let both = with(&adjusted, "ket-qua/q1.csv", &format!("{LABELS}P1,A1,Q1,8.5\nP2,A1,Q1,7\n"));
    let told = told(&both);
    assert!(told.iter().any(|line| line.contains("error[closed-data]") && line.contains("`P1`")), "{told:#?}");
    assert!(!told.iter().any(|line| line.contains("error[closed-data]") && line.contains("`P2`")), "{told:#?}");
}

#[test]
fn an_adjustment_that_was_there_is_not_one_that_came_after() {
    let head = "stt,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban\n";
    let row = "1,Q1,P2,A1,diem_cham,7,9,cộng nhầm,12/KL\n";
    let files = closed(&with(&base(), "dieu-chinh.csv", &format!("{head}{row}")), "Q1");
    assert_eq!(told(&files), [""; 0]);
    let altered = with(&files, "dieu-chinh.csv", &format!("{head}{}", row.replace(",9,", ",9.5,")));
    assert!(told(&altered).iter().any(|line| line.contains("error[closed-data]") && line.contains("`dieu-chinh` của `P2`")), "{:#?}", told(&altered));
}

#[test]
fn a_finding_of_a_closed_period_is_neither_lowered_nor_waived() {
    let files = with(&closed(&base(), "Q1"), "ket-qua/q1.csv", &format!("{LABELS}P1,A1,Q1,9\nP2,A1,Q1,7\n"));
    let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("it is text") + "kiem_tra: {closed-data: bo_qua, closed-ranking: bo_qua}\n";
    let told = told(&with(&files, "phong-trao.yaml", &text));
    assert!(
        told.iter().any(|line| line.contains("error[closed-data]")) && told.iter().any(|line| line.contains("error[closed-ranking]")),
        "{told:#?}"
    );
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// The commit that is checked out.
fn head(folder: &Path) -> String {
    let git = Git::around(folder).expect("git answers").expect("it is a repository");
    git.head().expect("git answers").expect("there is a commit")
}

/// The lines a check of the folder tells of closed periods.
fn checked(folder: &Path) -> Vec<String> {
    let output = text(&thidua(folder, &["check", "--format", "concise"]).stdout);
    output.lines().filter(|line| line.contains("[closed-")).map(str::to_owned).collect()
}

#[test]
fn where_git_has_what_was_closed_the_row_and_the_cell_are_named() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    assert_eq!(thidua(top, &["close", "Q1", "--van-ban", "45/QĐ-STP"]).status.code(), Some(0));
    repository.commit();
    assert_eq!(checked(top), [""; 0]);
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    let [cell, ranking] = &checked(top)[..] else { panic!("{:#?}", checked(top)) };
    assert!(ranking.contains("[closed-ranking]"), "{ranking}");
    let said = "ket-qua/q1.csv:2:10: error[closed-data]: kỳ `Q1` đã chốt: ô `diem_cham` của bảng `ket-qua` của `P1` lúc chốt là `8`, nay là `9`";
    assert!(cell.starts_with(said), "{cell}");
    // Also once it is committed: the revision that was closed is what it is held against.
    repository.commit();
    assert!(checked(top).iter().any(|line| line.starts_with(said)), "{:#?}", checked(top));
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,9\n", "");
    assert!(checked(top).iter().any(|line| line.contains("dòng `P1,A1,Q1` của bảng `ket-qua` của `P1` không còn; lúc chốt ở ket-qua/q1.csv:2")));
    repository.edit("ket-qua/q1.csv", "P2,A1,Q1,7", "P1,A1,Q1,8\nP2,A1,Q1,7\nP2,A2,Q1,7");
    let added = checked(top);
    assert!(added.iter().any(|line| line.starts_with("ket-qua/q1.csv:4:1: ") && line.contains("này của `P2` có thêm sau khi chốt")), "{added:#?}");
}

#[test]
fn a_period_is_not_closed_while_something_stands_in_the_way() {
    let refused = |path: &str, sheet: &str, words: &str| {
        let scratch = tempfile::tempdir().expect("a scratch folder can be made");
        for (file, bytes) in with(&base(), path, sheet) {
            let file = scratch.path().join(file);
            std::fs::create_dir_all(file.parent().expect("below it")).expect("a folder can be made");
            std::fs::write(file, bytes).expect("a file can be written");
        }
        let output = thidua(scratch.path(), &["close", "Q1"]);
        assert_eq!(output.status.code(), Some(1), "{words}");
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
        assert!(!scratch.path().join("chot").exists(), "nothing is written");
    };
    refused("ket-qua/q1.csv", &format!("{LABELS}P1,A1,Q1,80\nP2,A1,Q1,7\n"), "còn 1 lỗi");
    refused("ket-qua/q1.csv", &format!("{LABELS}P1,A1,Q1,8\n"), "`P2` chưa đủ số liệu");
    let appeal = "stt,ngay,don_vi,ky,tieu_chi,ly_do,ket_luan\n1,2026-04-12,P1,Q1,A1,chưa cộng một việc,\n";
    refused("phuc-tra.csv", appeal, "phúc tra số 1 của `P1` chưa kết luận");
}

#[test]
fn provisional_points_are_not_closed() {
    let files = crate::worked::files(
        "cham_diem:\n  vong: [tu_cham, tham_dinh]\n  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}\n  gop_ky: {lay: diem_tong}\n",
        &[("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_tu_cham,diem_tham_dinh\nP1,A1,Q1,8,\nP2,A1,Q1,7,7\n")],
    );
    let Some(repository) = Repository::of(&files) else { return };
    let output = thidua(repository.top(), &["close", "Q1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("điểm của `P1` còn tạm tính"), "{}", text(&output.stderr));
}

#[test]
fn a_period_is_opened_again_by_a_document_that_stays_in_its_file() {
    let Some(repository) = Repository::of(&base()) else { return };
    let (top, file) = (repository.top(), || std::fs::read_to_string(repository.path("chot/Q1.yaml")).expect("it is closed"));
    let first = text(&thidua(top, &["close", "Q1", "--van-ban", "45/QĐ-STP"]).stdout);
    let seal = first.trim().rsplit(' ').next().expect("the seal is printed").to_owned();
    assert_eq!(thidua(top, &["close", "Q1"]).status.code(), Some(1), "it is closed");
    assert_eq!(thidua(top, &["close", "--reopen", "Q1"]).status.code(), Some(2), "without a document");
    assert_eq!(thidua(top, &["close", "--reopen", "Q1", "--van-ban", "52/QĐ"]).status.code(), Some(2), "the file is not committed");
    repository.commit();
    assert_eq!(thidua(top, &["close", "--reopen", "Q1", "--van-ban", "52/QĐ"]).status.code(), Some(0));
    let recorded = format!("mo_lai:\n  - {{van_ban: \"52/QĐ\", van_ban_chot: \"45/QĐ-STP\", ma_chot: {seal}}}\n");
    assert!(file().contains("trang_thai: mo_lai\n") && file().ends_with(&recorded), "{}", file());
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    assert_eq!(checked(top), [""; 0], "an open period is held against nothing");
    repository.commit();
    assert_eq!(thidua(top, &["close", "Q1", "--van-ban", "60/QĐ"]).status.code(), Some(0));
    assert!(file().contains("trang_thai: da_chot\n") && file().ends_with(&recorded) && file().contains("van_ban: \"60/QĐ\"\n"), "{}", file());
    assert_eq!(checked(top), [""; 0]);
}

#[test]
fn verify_says_whether_periods_stand() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    assert_eq!(text(&thidua(top, &["verify"]).stdout), "chưa chốt kỳ nào\n");
    thidua(top, &["close", "Q1", "--van-ban", "45/QĐ-STP"]);
    repository.commit();
    let verified = thidua(top, &["verify"]);
    assert!(verified.status.success() && text(&verified.stdout).starts_with("Kỳ Q1 (45/QĐ-STP): KHỚP\n"), "{}", text(&verified.stdout));
    repository.edit("phong-trao.yaml", "cach: tu_5_len", "cach: len");
    let verified = thidua(top, &["verify", "--format", "json"]);
    assert_eq!(verified.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("it is JSON");
    assert_eq!(report["matches"], false);
    assert_eq!(report["periods"][0]["differences"][0]["check"], "closed-rules");
    let verified = text(&thidua(top, &["verify", "--format", "md"]).stdout);
    assert!(verified.starts_with("## Kỳ Q1 (45/QĐ-STP): KHÁC\n") && verified.contains("quy tắc `cham_diem`"), "{verified}");
}

#[test]
fn verify_holds_a_workbook_against_the_revision_it_names() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    assert!(thidua(top, &["tally", "--period", "Q1", "-q", "-o", "q1.xlsx"]).status.success());
    let verified = thidua(top, &["verify", "q1.xlsx"]);
    assert!(verified.status.success(), "{}{}", text(&verified.stdout), text(&verified.stderr));
    let commit = head(top);
    assert_eq!(text(&verified.stdout), format!("q1.xlsx: KHỚP (bản git {commit})\n"));
    // What is changed afterwards is not what it was written from.
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    assert!(thidua(top, &["verify", "q1.xlsx"]).status.success(), "the revision stands");
    // Written from what is not committed, it is held against the folder as it stands.
    assert!(thidua(top, &["tally", "--period", "Q1", "-q", "-o", "q1.xlsx"]).status.success());
    assert_eq!(text(&thidua(top, &["verify", "q1.xlsx"]).stdout), "q1.xlsx: KHỚP (thư mục như đang có)\n");
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,9", "P1,A1,Q1,8.5");
    let verified = thidua(top, &["verify", "q1.xlsx"]);
    assert_eq!(verified.status.code(), Some(1));
    let told = text(&verified.stdout);
    assert!(told.starts_with("q1.xlsx: KHÁC (thư mục như đang có)\n") && told.contains("\n  Khối K1!D6: thư mục ra `8.5`, bảng ghi `9`\n"), "{told}");
}

#[test]
fn what_is_supposed_is_marked_in_every_output_and_written_nowhere() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    let before = std::fs::read(repository.path("ket-qua/q1.csv")).expect("it is there");
    let asked = ["tally", "--period", "Q1", "--set", "P2.A1=9.5"];
    let out = tempfile::tempdir().expect("a scratch folder can be made");
    let mark = "GIẢ ĐỊNH, không phải kết quả: `diem_cham` của P2, tiêu chí A1, kỳ Q1 là 9.5";
    let printed = text(&thidua(top, &asked).stdout);
    assert!(printed.replace('\n', " ").contains(mark), "{printed}");
    for ending in ["json", "csv", "md", "html"] {
        let path = out.path().join(format!("x.{ending}"));
        let output = thidua(top, &[&asked[..], &["-q", "-o", path.to_str().expect("a path")]].concat());
        assert!(output.status.success(), "{ending}: {}", text(&output.stderr));
        let written = std::fs::read_to_string(&path).expect("it is written");
        assert!(written.contains("tiêu chí A1, kỳ Q1 là 9.5") && written.contains("9.5"), "{ending}");
    }
    let ranking = std::fs::read_to_string(out.path().join("x.csv")).expect("it is written");
    assert!(ranking.contains("mau,Q1,K1,1,P2,") && ranking.lines().all(|line| line.contains("gia_dinh") || line.contains(mark)), "{ranking}");
    let book = out.path().join("x.xlsx");
    assert!(thidua(top, &[&asked[..], &["-q", "-o", book.to_str().expect("a path")]].concat()).status.success());
    let refused = thidua(top, &["verify", book.to_str().expect("a path")]);
    assert!(refused.status.code() == Some(2) && text(&refused.stderr).contains("là bảng giả định"), "{}", text(&refused.stderr));
    let tables = format!("{}/bang/", out.path().display());
    assert!(thidua(top, &[&asked[..], &["-q", "-o", &tables]].concat()).status.success());
    let names = std::fs::read_dir(&tables).expect("it is written").map(|entry| entry.expect("an entry").file_name());
    assert!(names.into_iter().all(|name| name.to_string_lossy().starts_with("gia-dinh-")));
    assert_eq!(std::fs::read(repository.path("ket-qua/q1.csv")).expect("it is there"), before);
    assert_eq!(thidua(top, &["close", "Q1", "--set", "P2.A1=9.5"]).status.code(), Some(2), "nothing supposed is closed");
}

#[test]
fn a_sheet_is_laid_over_the_folder_row_by_row() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    let place = |sheet: &str, rows: &str, question: &[&str]| {
        let path = scratch.path().join(sheet);
        std::fs::write(&path, rows).expect("a file can be written");
        let asked = [&["tally", "--period", "Q1", "--format", "csv", "--with", path.to_str().expect("a path")], question].concat();
        text(&thidua(top, &asked).stdout).lines().map(|line| line.split(',').skip(3).take(4).collect::<Vec<_>>().join(",")).collect::<Vec<_>>()
    };
    // P1 8 → 5 takes the row's place; P2 keeps its 7.
    assert_eq!(
        place("ket-qua-gia-dinh.csv", &format!("{LABELS}P1,A1,Q1,5\n"), &[]),
        ["thu,don_vi,ten,tong_diem", "1,P2,Phòng Hai,7.00", "2,P1,Phòng Một,5.00"]
    );
    // A further unit of the one sheet of units, and its points beside it.
    let unit = "ma,ten,khoi,loai\nP3,Phòng Ba,K1,phong\n";
    assert_eq!(
        place("don-vi.csv", unit, &["--set", "P3.A1=7.5"]),
        ["thu,don_vi,ten,tong_diem", "1,P1,Phòng Một,8.00", "2,P3,Phòng Ba,7.50", "3,P2,Phòng Hai,7.00"]
    );
    let refused = thidua(top, &["tally", "--with", "README.md"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(thidua(top, &["tally", "--set", "P9.A1=7"]).status.code(), Some(2));
    assert_eq!(thidua(top, &["tally", "--set", "P1.A1=7"]).status.code(), Some(2), "which of two periods is not said");
}

#[test]
fn outputs_say_where_their_inputs_stand_and_outside_of_git_nothing() {
    let Some(repository) = Repository::of(&base()) else { return };
    let top = repository.top();
    let commit = head(top);
    let json = |top: &Path| {
        serde_json::from_slice::<serde_json::Value>(&thidua(top, &["tally", "--period", "Q1", "--format", "json"]).stdout).expect("JSON")
    };
    let page = |top: &Path| text(&thidua(top, &["tally", "--period", "Q1", "--format", "md"]).stdout);
    assert_eq!((json(top)["inputs_commit"].as_str(), json(top)["inputs_clean"].as_bool()), (Some(&*commit), Some(true)));
    assert!(page(top).contains(&format!("{commit}; dữ liệu đã commit đủ")));
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    assert_eq!((json(top)["inputs_commit"].as_str(), json(top)["inputs_clean"].as_bool()), (Some(&*commit), Some(false)));
    assert!(page(top).contains(&format!("{commit}; dữ liệu có thay đổi chưa commit")));
    let outside = tempfile::tempdir().expect("a scratch folder can be made");
    for (file, bytes) in base() {
        let file = outside.path().join(file);
        std::fs::create_dir_all(file.parent().expect("below it")).expect("a folder can be made");
        std::fs::write(file, bytes).expect("a file can be written");
    }
    assert!(json(outside.path()).get("inputs_commit").is_none() && !page(outside.path()).contains("Bản git"));
}
