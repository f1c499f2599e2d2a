//! `thidua import` and `template` as a user meets them: exit codes, files written whole, nothing lost.

mod large;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{read_folder, root};

/// A scratch folder with the campaign of the intake tests in `phong-trao`.
fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    for (path, bytes) in read_folder(&root().join("tests/intake/folder")) {
        let path = scratch.path().join("phong-trao").join(path);
        std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    scratch
}

fn send(scratch: &Path, name: &str, text: &str) {
    std::fs::write(scratch.join(name), text).expect("a file can be written");
}

fn command(within: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).current_dir(within).env("COLUMNS", "100").env_remove("THIDUA_LANG");
    command
}

fn thidua(within: &Path, arguments: &[&str]) -> Output {
    command(within, arguments).output().expect("the program can be started")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn git(folder: &Path, arguments: &[&str]) {
    let own = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").args(own).args(arguments).current_dir(folder).output().expect("there is git");
    assert!(done.status.success(), "{}", said(&done));
}

const GOOD: &str = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVP,1.1,Q2,20,18\n";
const BAD: &str = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVP,1.1,Q2,20,18\nVP,1.10,Q2,20,1.250\n";

#[test]
fn rows_go_to_the_sheet_of_their_unit_and_period() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", GOOD);
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "../vp.csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(said(&done).contains("1 dòng vào = 1 ghi + 0 giữ lại"), "{}", said(&done));
    let sheet = std::fs::read_to_string(scratch.path().join("phong-trao/ket-qua/Q2/VP.csv")).expect("it is written");
    assert_eq!(sheet, "don_vi,tieu_chi,ky,tong_so,thuc_hien\nVP,1.1,Q2,20,18\n");
    assert!(said(&thidua(&scratch.path().join("phong-trao"), &["import", "../vp.csv"])).contains("không có gì thay đổi"));
}

#[test]
fn rows_that_are_kept_aside_end_with_1_and_stand_beside_the_file() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", BAD);
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "../vp.csv"]);
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    let kept = std::fs::read_to_string(scratch.path().join("vp.giu-lai.csv")).expect("it is written");
    assert!(kept.starts_with("Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện,LỖI\nVP,1.10,Q2,20,1.250,"), "{kept}");
}

#[test]
fn a_dry_run_shows_the_change_and_writes_nothing() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", BAD);
    let before = read_folder(scratch.path());
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "../vp.csv", "--dry-run"]);
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    assert!(String::from_utf8_lossy(&done.stdout).contains("+VP,1.1,Q2,20,18"), "{}", String::from_utf8_lossy(&done.stdout));
    assert!(read_folder(scratch.path()) == before, "a file was written");
}

#[test]
fn what_cannot_be_read_ends_with_2_and_the_other_files_are_taken() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", GOOD);
    send(scratch.path(), "thu.csv", "Kính gửi,Sở\n");
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "../thu.csv", "../vp.csv", "../khong-co.xlsx"]);
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    assert!(said(&done).contains("không thấy bảng nào") && said(&done).contains("khong-co.xlsx"), "{}", said(&done));
    assert!(scratch.path().join("phong-trao/ket-qua/Q2/VP.csv").is_file());
}

#[test]
fn a_file_with_uncommitted_changes_is_not_written_over() {
    let scratch = scratch();
    let folder = scratch.path().join("phong-trao");
    let sheet = folder.join("ket-qua/Q1/TTr.csv");
    let old = std::fs::read_to_string(&sheet).expect("it is there");
    send(scratch.path(), "ttr.csv", "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nTTr,1.1,Q1,20,19\n");
    let refused = |word: &str| {
        let done = thidua(&folder, &["import", "../ttr.csv"]);
        assert_eq!(done.status.code(), Some(2), "{}", said(&done));
        assert!(said(&done).contains(word), "{}", said(&done));
        assert_eq!(std::fs::read_to_string(&sheet).expect("it is there"), old);
    };
    refused("không nằm trong kho git");
    git(&folder, &["init", "--quiet"]);
    refused("chưa commit");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "nhận"]);
    let done = thidua(&folder, &["import", "../ttr.csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(said(&done).contains("restore --source=HEAD -- ket-qua/Q1/TTr.csv"), "{}", said(&done));
    // It stands changed and not committed: a further change is refused, unless forced.
    send(scratch.path(), "ttr.csv", "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nTTr,1.1,Q1,20,20\n");
    assert_eq!(thidua(&folder, &["import", "../ttr.csv"]).status.code(), Some(2));
    assert_eq!(thidua(&folder, &["import", "../ttr.csv", "--force"]).status.code(), Some(0));
    assert!(std::fs::read_to_string(&sheet).expect("it is there").contains("TTr,1.1,Q1,20,20,"));
}

#[test]
fn a_sheet_of_the_folder_is_not_taken_into_itself() {
    let scratch = scratch();
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "ket-qua/Q1/TTr.csv"]);
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    assert!(said(&done).contains("đã là một bảng của phong trào"), "{}", said(&done));
}

/// Whenever it is killed, each file of the folder is as it was or as it is to be, and what is half written is no sheet.
#[test]
fn killed_at_any_moment_no_file_is_half_written() {
    const UNITS: [&str; 4] = ["VP", "TTr", "HB", "NS"];
    let scratch = scratch();
    let folder = scratch.path().join("phong-trao");
    let rows = |actual: usize| -> String {
        let row = |unit: &str| format!("{unit},1.1,Q2,20,{actual}\n{unit},1.10,Q2,20,{actual}\n");
        format!("Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\n{}", UNITS.map(row).concat())
    };
    // A sheet of a unit as one of the two imports has it.
    let sheet = |unit: &str, actual: usize| {
        format!("don_vi,tieu_chi,ky,tong_so,thuc_hien\n{unit},1.1,Q2,20,{actual}\n{unit},1.10,Q2,20,{actual}\n").into_bytes()
    };
    let states = || {
        let state = |unit: &str| {
            let bytes = std::fs::read(folder.join(format!("ket-qua/Q2/{unit}.csv"))).ok()?;
            let actual = [18, 19].into_iter().find(|actual| bytes == sheet(unit, *actual));
            Some(actual.unwrap_or_else(|| panic!("{unit} holds {}", String::from_utf8_lossy(&bytes))))
        };
        UNITS.map(state)
    };
    let mut in_the_middle = 0;
    for round in 0..12 {
        let (before, actual) = (18 + round % 2, 19 - round % 2);
        // Everything stands as one import has it, but for the first round, where nothing does.
        if round > 0 {
            send(scratch.path(), "tat-ca.csv", &rows(before));
            let done = thidua(&folder, &["import", "../tat-ca.csv", "--force"]);
            assert_eq!((done.status.code(), states()), (Some(0), [Some(before); 4]), "{}", said(&done));
        }
        send(scratch.path(), "tat-ca.csv", &rows(actual));
        let mut child = command(&folder, &["import", "../tat-ca.csv", "--force"]).stderr(Stdio::null()).spawn().expect("the program can be started");
        // Killed once so many sheets are written, or, in some rounds, wherever it is by then.
        let most = round % UNITS.len();
        let begun = std::time::Instant::now();
        while states().iter().filter(|state| **state == Some(actual)).count() <= most && child.try_wait().expect("it can be asked").is_none() {
            if round % 6 == 5 && begun.elapsed().as_millis() > 20 {
                break;
            }
        }
        let _ = child.kill();
        child.wait().expect("it ends");
        let written = states().iter().filter(|state| **state == Some(actual)).count();
        in_the_middle += usize::from(written > 0 && written < UNITS.len());
    }
    assert!(in_the_middle > 0, "it was never killed while it wrote");
}

#[test]
fn a_form_comes_back_as_it_went() {
    let scratch = scratch();
    let folder = scratch.path().join("phong-trao");
    let done = thidua(&folder, &["template", "--unit", "VP", "--period", "Q2", "--kind", "ket-qua", "-o", "../vp.xlsx"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let first = std::fs::read(scratch.path().join("vp.xlsx")).expect("it is written");
    thidua(&folder, &["template", "--unit", "VP", "--period", "Q2", "--kind", "ket-qua", "-o", "../vp.xlsx"]);
    assert!(std::fs::read(scratch.path().join("vp.xlsx")).expect("it is written") == first, "the same form is the same file");
    let done = thidua(&folder, &["import", "../vp.xlsx"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let sheet = std::fs::read_to_string(folder.join("ket-qua/Q2/VP.csv")).expect("it is written");
    assert_eq!(sheet, "don_vi,tieu_chi,ky\nVP,1.1,Q2\nVP,1.10,Q2\nVP,1.2,Q2\nVP,A1,Q2\nVP,A2,Q2\n");
}

#[test]
fn a_form_as_csv_has_the_labels_and_what_is_known() {
    let scratch = scratch();
    let done = thidua(&scratch.path().join("phong-trao"), &["template", "--unit", "VP", "--kind", "nop", "-o", "../vp.csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let form = std::fs::read_to_string(scratch.path().join("vp.csv")).expect("it is written");
    let expected = "Đơn vị,Tên đơn vị,Việc,Tên việc,Kỳ,Ngày nhận,Hình thức,Số văn bản,Ghi chú\nVP,Văn phòng Sở,dang_ky,Đăng ký thi đua,,,,,\nVP,Văn phòng Sở,ket_qua,Bảng kết quả,Q1,,,,\nVP,Văn phòng Sở,ket_qua,Bảng kết quả,Q2,,,,\n";
    assert_eq!(form, expected);
}

#[test]
fn a_unit_that_is_not_there_ends_with_2() {
    let scratch = scratch();
    let done = thidua(&scratch.path().join("phong-trao"), &["template", "--unit", "VPP", "-o", "../vp.xlsx"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("gần giống: VP"), "{}", said(&done));
}

/// `-C` names the folder; files on the command line are named from where it is typed, for every command that takes or writes one.
#[test]
fn files_are_named_from_where_the_command_is_typed() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", GOOD);
    for (arguments, file) in [
        (&["import", "-C", "phong-trao", "vp.csv"][..], "phong-trao/ket-qua/Q2/VP.csv"),
        (&["template", "-C", "phong-trao", "--unit", "VP", "-o", "vp.xlsx"], "vp.xlsx"),
        (&["template", "-C", "phong-trao", "--unit", "VP", "-o", "bieu/"], "bieu/VP.xlsx"),
        (&["template", "phong-trao", "--unit", "VP", "-o", "bieu-vp.xlsx"], "bieu-vp.xlsx"),
        (&["feedback", "phong-trao", "--as-of", "2026-07-01", "-q", "-o", "phan-hoi/"], "phan-hoi/don-doc.csv"),
        (&["tally", "-C", "phong-trao", "-q", "-o", "bang.csv"], "bang.csv"),
        (&["titles", "-C", "phong-trao", "-q", "-o", "xet.xlsx"], "xet.xlsx"),
        (&["calendar", "-C", "phong-trao", "--as-of", "2026-07-01", "-q", "-o", "lich.ics"], "lich.ics"),
        (&["explain", "-C", "phong-trao", "TTr", "-q", "-o", "giai-trinh.md"], "giai-trinh.md"),
        (&["check", "-C", "phong-trao", "--report", "json=loi.json"], "loi.json"),
    ] {
        let done = thidua(scratch.path(), arguments);
        assert_ne!(done.status.code(), Some(2), "{arguments:?}: {}", said(&done));
        assert!(scratch.path().join(file).is_file(), "{arguments:?} does not write {file}: {}", said(&done));
    }
}

#[test]
fn rows_kept_aside_of_two_files_of_one_name_are_both_there() {
    let scratch = scratch();
    send(scratch.path(), "vp.csv", BAD);
    send(scratch.path(), "vp.tsv", &BAD.replace("1.10", "1.2").replace(',', "\t"));
    let done = thidua(&scratch.path().join("phong-trao"), &["import", "../vp.csv", "../vp.tsv"]);
    assert_eq!(done.status.code(), Some(1), "{}", said(&done));
    let kept = |name: &str| std::fs::read_to_string(scratch.path().join(name)).expect("it is written");
    assert_eq!(kept("vp.giu-lai.csv").lines().count(), 2, "the labels and the row of 1.10");
    assert_eq!(kept("vp.giu-lai-2.csv").lines().count(), 2, "the labels and the row of 1.2");
}

#[test]
fn rows_kept_aside_that_somebody_is_putting_right_are_not_written_over() {
    let scratch = scratch();
    let folder = scratch.path().join("phong-trao");
    send(scratch.path(), "vp.csv", BAD);
    thidua(&folder, &["import", "../vp.csv"]);
    let edited = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện,LỖI\nVP,1.10,Q2,20,12,\n";
    send(scratch.path(), "vp.giu-lai.csv", edited);
    thidua(&folder, &["import", "../vp.csv"]);
    assert_eq!(std::fs::read_to_string(scratch.path().join("vp.giu-lai.csv")).expect("it is there"), edited);
    assert!(scratch.path().join("vp.giu-lai-2.csv").is_file());
    // The same rows once more are the same file.
    thidua(&folder, &["import", "../vp.csv"]);
    assert!(!scratch.path().join("vp.giu-lai-3.csv").exists());
}
