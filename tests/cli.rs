//! The command line as a user meets it: exit codes, streams, refusals in words.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::root;

fn thidua(folder: &Path, arguments: &[&str]) -> Output {
    thidua_in(&[], folder, arguments)
}

/// The same, with these variables set.
fn thidua_in(variables: &[(&str, &str)], folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100");
    for of_its_own in ["THIDUA_LANG", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"] {
        command.env_remove(of_its_own);
    }
    command.envs(variables.iter().copied()).output().expect("the program can be started")
}

/// An example in a folder of its own, with one score past its maximum.
fn faulty() -> tempfile::TempDir {
    let folder = copy("tp-ho-chi-minh-2022");
    let sheet = folder.path().join("ket-qua/Q1/pcm.csv");
    let rows = std::fs::read_to_string(&sheet).expect("the sheet is there").replace("TTr,B4,Q1,,,8.25,7.75", "TTr,B4,Q1,,,8.25,77.5");
    std::fs::write(&sheet, rows).expect("a file can be written");
    folder
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// A copy of an example in a scratch folder.
fn copy(example: &str) -> tempfile::TempDir {
    write(&crate::support::example(example))
}

/// Files in a scratch folder.
fn write(files: &crate::support::Files) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    for (path, bytes) in files {
        let path = scratch.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    scratch
}

#[test]
fn a_clean_folder_ends_with_0() {
    let done = thidua(&root(), &["check", "examples/tp-ho-chi-minh-2022", "--strict"]);
    assert_eq!(code(&done), Some(0), "{}", text(&done.stdout));
    assert_eq!(text(&done.stderr), "");
}

#[test]
fn an_error_ends_with_1_and_a_blocked_block_does_too() {
    let folder = faulty();
    assert_eq!(code(&thidua(folder.path(), &["check"])), Some(1));
    let done = thidua(folder.path(), &["tally", "--format", "json"]);
    assert_eq!(code(&done), Some(1));
    let tally: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let campaign = &tally["campaigns"][0];
    assert_eq!(campaign["blocked"][0]["block"], "PCM");
    let codes: Vec<&str> = campaign["blocks"].as_array().expect("blocks").iter().filter_map(|block| block["code"].as_str()).collect();
    assert_eq!(codes, ["DVTT"], "the other block is tallied");
}

#[test]
fn what_cannot_run_ends_with_2_and_says_why() {
    for (arguments, word) in [
        (&["check", "khong-co"][..], "không có thư mục"),
        (&["check", "src"], "không có `phong-trao.yaml`"),
        (&["check", "--fromat", "json"], "--format"),
        (&["tally", "examples/tp-ho-chi-minh-2022", "--period", "Q9"], "`Q9`"),
        (&["tally", "examples/tp-ho-chi-minh-2022", "--block", "X"], "PCM"),
        (&["tally", "examples/tp-ho-chi-minh-2022", "-o", "x.doc"], ".xlsx"),
        (&["rule", "point-over-maximum"], "points-over-maximum"),
        (&["check", "--as-of", "1/2/2026", "examples/tp-ho-chi-minh-2022"], "yyyy-mm-dd"),
    ] {
        let done = thidua(&root(), arguments);
        assert_eq!(code(&done), Some(2), "{arguments:?}");
        assert_eq!(text(&done.stdout), "", "{arguments:?}: words about data go to standard error");
        assert!(text(&done.stderr).contains(word), "{arguments:?}: {}", text(&done.stderr));
    }
}

#[test]
fn where_no_folder_is_the_command_that_makes_one_is_named() {
    let empty = tempfile::tempdir().expect("a scratch folder can be made");
    let done = thidua(empty.path(), &["check"]);
    assert_eq!(code(&done), Some(2));
    assert!(text(&done.stderr).contains("lập thư mục mới: `thidua init DIR`"), "{}", text(&done.stderr));
}

#[test]
fn a_campaign_without_a_row_ends_with_3() {
    let folder = copy("tp-ho-chi-minh-2022");
    for gone in ["ket-qua", "dang-ky"] {
        std::fs::remove_dir_all(folder.path().join(gone)).expect("the folder is there");
    }
    for gone in ["nop.csv", "bo-phieu.csv", "gia-han.csv"] {
        std::fs::remove_file(folder.path().join(gone)).expect("the file is there");
    }
    assert_eq!(code(&thidua(folder.path(), &["check"])), Some(3));
}

#[test]
fn the_nearest_folder_above_is_taken() {
    let done = thidua(&root().join("examples/tp-ho-chi-minh-2022/ket-qua/Q1"), &["check", "--format", "concise"]);
    assert_eq!(code(&done), Some(0));
}

#[test]
fn help_is_vietnamese_and_each_command_has_an_example() {
    let whole = text(&thidua(&root(), &["--help"]).stdout);
    for word in ["Cách dùng", "Lệnh", "Tùy chọn chung", "Mã thoát"] {
        assert!(whole.contains(word), "{whole}");
    }
    for english in ["Usage", "Options", "Commands", "Print help", "possible values"] {
        assert!(!whole.contains(english), "{whole}");
    }
    for command in ["check", "tally", "explain", "titles", "feedback", "calendar", "rollup", "rule", "schema", "completions", "man"] {
        let help = text(&thidua(&root(), &[command, "--help"]).stdout);
        assert!(help.contains("Ví dụ:") && help.contains(&format!("thidua {command}")), "{command}: {help}");
        for english in ["Usage", "Options:", "Arguments:", "[default", "[possible"] {
            assert!(!help.contains(english), "{command}: {help}");
        }
    }
}

#[test]
fn nothing_is_written_where_an_output_fails_and_the_old_file_stands() {
    let folder = copy("tp-ho-chi-minh-2022");
    let old = folder.path().join("khong-co/tong-hop.xlsx");
    let done = thidua(folder.path(), &["tally", "-o", old.to_str().expect("a path")]);
    assert_eq!(code(&done), Some(2));
    assert!(text(&done.stderr).contains("không ghi được"), "{}", text(&done.stderr));
}

#[test]
fn the_manual_and_the_completions_name_every_command() {
    for arguments in [&["man"][..], &["completions", "bash"]] {
        let done = thidua(&root(), arguments);
        assert_eq!(code(&done), Some(0));
        for command in ["check", "tally", "explain", "titles", "feedback", "calendar", "rollup", "rule", "schema"] {
            assert!(text(&done.stdout).to_lowercase().contains(command), "{arguments:?}");
        }
    }
}

#[test]
fn a_day_that_is_not_today_needs_no_clock() {
    let once = thidua(&root(), &["tally", "examples/tp-ho-chi-minh-2022", "--format", "json"]);
    let again = thidua(&root(), &["tally", "examples/tp-ho-chi-minh-2022", "--format", "json"]);
    assert_eq!(once.stdout, again.stdout);
}

#[test]
fn github_actions_gets_annotations_with_paths_from_where_it_runs_and_a_table() {
    let folder = faulty();
    let above = folder.path().parent().expect("a scratch folder stands in another");
    let name = folder.path().file_name().expect("it has a name").to_string_lossy();
    let summary = folder.path().join("summary.md");
    let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path is text"))];
    let done = thidua_in(&variables, above, &["check", &name]);
    let out = text(&done.stdout);
    assert!(out.starts_with(&format!("::error file={name}/ket-qua/Q1/pcm.csv,line=")), "{out}");
    let table = std::fs::read_to_string(&summary).expect("it was written");
    assert!(table.contains("| lỗi | `points-over-maximum` | 1 |"), "{table}");
    assert_eq!(code(&done), Some(1));
}

#[test]
fn gitlab_gets_its_report_unless_another_format_is_asked_for() {
    let folder = faulty();
    let done = thidua_in(&[("GITLAB_CI", "true")], folder.path(), &["check"]);
    let issues: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(issues[0]["check_name"], "points-over-maximum");
    let done = thidua_in(&[("GITLAB_CI", "true")], folder.path(), &["check", "--format", "concise"]);
    assert!(text(&done.stdout).starts_with("ket-qua/Q1/pcm.csv:"));
}

#[test]
fn further_reports_are_written_to_files_beside_what_is_printed() {
    let folder = faulty();
    let done = thidua(folder.path(), &["check", "--format", "concise", "--report", "sarif=a.sarif", "--report", "junit=b.xml"]);
    assert_eq!(text(&done.stdout).lines().count(), 1);
    let sarif: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.path().join("a.sarif")).expect("it was written")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "points-over-maximum");
    assert!(std::fs::read_to_string(folder.path().join("b.xml")).expect("it was written").contains("failures=\"1\""));
}

#[test]
fn a_report_that_cannot_be_begun_ends_with_2_and_leaves_nothing() {
    let folder = faulty();
    for (report, words) in [("sarif", "viết DẠNG=TỆP"), ("pdf=a.pdf", "không có dạng `pdf`"), ("sarif=khong-co/a.sarif", "không ghi được")]
    {
        let done = thidua(folder.path(), &["check", "--report", report]);
        assert_eq!(code(&done), Some(2));
        assert!(text(&done.stderr).contains(words), "{}", text(&done.stderr));
    }
}

/// The base campaign with one duty handed in late, which is a warning.
fn late() -> tempfile::TempDir {
    let (_, _, case) = crate::campaigns::cases().into_iter().find(|(check, _, _)| check == "late-duty").expect("it has a case");
    let mut files = crate::campaigns::origin(&case);
    crate::campaigns::apply(&mut files, &case.edit);
    write(&files)
}

#[test]
fn severities_are_set_on_the_command_line_but_of_required_checks() {
    let folder = late();
    let severity = |flags: &[&str]| {
        let done = thidua(folder.path(), &[&["check", "--format", "json"], flags].concat());
        let told: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
        (told["findings"][0]["severity"].as_str().map(str::to_owned), code(&done))
    };
    assert_eq!(severity(&[]), (Some("warning".to_owned()), Some(0)));
    assert_eq!(severity(&["--deny", "late-duty"]), (Some("error".to_owned()), Some(1)));
    assert_eq!(severity(&["--allow", "late-duty"]), (None, Some(0)));
    for (flags, words) in [
        (&["--allow", "points-over-maximum"][..], "bắt buộc"),
        (&["--warn", "late-duti"], "có phải late-duty"),
        (&["--warn", "late-duty", "--deny", "late-duty"], "hai mức"),
    ] {
        let done = thidua(folder.path(), &[&["check"], flags].concat());
        assert_eq!(code(&done), Some(2));
        assert!(text(&done.stderr).contains(words), "{}", text(&done.stderr));
    }
}

#[test]
fn what_a_command_does_not_take_is_an_option_or_a_word_too_many() {
    let folder = late();
    for (given, words) in [("--nope", "không có tùy chọn `--nope`"), ("thua", "không nhận thêm `thua`")] {
        let done = thidua(folder.path(), &["tally", ".", given]);
        assert!(text(&done.stderr).contains(words), "{}", text(&done.stderr));
    }
}

#[test]
fn a_waived_finding_is_counted_and_not_shown() {
    let folder = late();
    let path = folder.path().join("phong-trao.yaml");
    let waiver = "mien_tru: [{kiem_tra: late-duty, don_vi: P1, ly_do: Bão số 3, van_ban: 15/SNV-TĐKT, den_het: 2026-12-31}]\n";
    let definition = std::fs::read_to_string(&path).expect("it was written") + waiver;
    std::fs::write(&path, definition).expect("a file can be written");
    let done = thidua(folder.path(), &["check", "--strict", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!((told["summary"]["waived"].as_u64(), told["summary"]["shown"].as_u64(), code(&done)), (Some(1), Some(0), Some(0)));
    assert!(text(&thidua(folder.path(), &["check"]).stdout).contains("1 phát hiện được miễn trừ"));
}
