//! The command line as a user meets it: exit codes, streams, refusals in words.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::root;

fn thidua(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).current_dir(folder).env_remove("THIDUA_LANG").env("COLUMNS", "100");
    command.output().expect("the program can be started")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// A copy of an example in a scratch folder.
fn copy(example: &str) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    for (path, bytes) in crate::support::example(example) {
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
    let folder = copy("tp-ho-chi-minh-2022");
    let sheet = folder.path().join("ket-qua/Q1/pcm.csv");
    let rows = std::fs::read_to_string(&sheet).expect("the sheet is there").replace("TTr,B4,Q1,,,8.25,7.75", "TTr,B4,Q1,,,8.25,77.5");
    std::fs::write(&sheet, rows).expect("a file can be written");
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
    for command in ["check", "tally", "titles", "rule", "schema", "completions", "man"] {
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
        for command in ["check", "tally", "titles", "rule", "schema"] {
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
