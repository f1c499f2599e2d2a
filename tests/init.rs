//! `thidua init`: every kind of new folder passes the check, every file of it can be read, and nothing is overwritten unasked.

mod year;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use thidua::checks::CHECKS;
use thidua::diagnostic::Voice;
use thidua::yaml;

use crate::support::{EXAMPLES, read_folder, root};

/// The program in a folder, without the variables of CI.
fn program(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder);
    for variable in ["THIDUA_LANG", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"] {
        command.env_remove(variable);
    }
    command
}

fn thidua(folder: &Path, arguments: &[&str]) -> Output {
    program(env!("CARGO_BIN_EXE_thidua"), folder).args(arguments).output().expect("the program can be started")
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("a scratch folder can be made")
}

/// A new folder `moi`, and the scratch folder it stands in.
fn begun(arguments: &[&str]) -> tempfile::TempDir {
    let scratch = scratch();
    begun_in(&scratch, arguments);
    scratch
}

/// The same in a scratch folder that holds something; what was said.
fn begun_in(scratch: &tempfile::TempDir, arguments: &[&str]) -> String {
    let done = thidua(scratch.path(), &[&["init", "moi"], arguments].concat());
    assert_eq!(done.status.code(), Some(0), "{}", words(&done));
    words(&done)
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("words are text")
}

fn read(scratch: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(scratch.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn put(scratch: &tempfile::TempDir, path: &str, text: &str) {
    let path = scratch.path().join(path);
    fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// How `check --strict` ends in the new folder.
fn checked(scratch: &tempfile::TempDir) -> Option<i32> {
    thidua(scratch.path(), &["check", "moi", "--strict"]).status.code()
}

#[test]
fn a_blank_folder_passes_and_has_no_row_to_check() {
    assert_eq!(checked(&begun(&[])), Some(3));
}

#[test]
fn a_blank_folder_is_of_the_year_of_the_day() {
    let scratch = begun(&["--as-of", "2031-05-06"]);
    let definition = read(&scratch, "moi/phong-trao.yaml");
    assert!(definition.contains("\nnam: 2031 ") && !definition.contains("2026"), "{definition}");
    assert_eq!(checked(&scratch), Some(3));
}

#[test]
fn a_blank_folder_that_is_filled_in_has_a_leader() {
    let scratch = begun(&["--as-of", "2031-05-06"]);
    let fill = |path: &str, rows: &str| put(&scratch, path, &(read(&scratch, path) + rows));
    fill("moi/don-vi.csv", "P1,Phòng Một,,K1,,,,,\nP2,Phòng Hai,,K1,,,,,\n");
    // Of 100 points a half-year: P1 gets 90 + 90, P2 80 + 80.
    for (unit, points) in [("P1", [60, 20, 10]), ("P2", [60, 10, 10])] {
        for period in ["6D", "6C"] {
            for (criterion, points) in ["A1", "A2", "B1"].into_iter().zip(points) {
                fill("moi/ket-qua/ket-qua.csv", &format!("{unit},{criterion},{period},,,,,,{points},,,,\n"));
            }
        }
    }
    let tally = thidua(scratch.path(), &["tally", "moi", "--format", "json"]);
    assert_eq!(tally.status.code(), Some(0));
    let tally: serde_json::Value = serde_json::from_slice(&tally.stdout).expect("a tally is JSON");
    let first = &tally["campaigns"][0]["blocks"][0]["standings"][0];
    assert_eq!((first["unit"].as_str(), first["total"].as_str()), (Some("P1"), Some("180.00")));
}

#[test]
fn every_example_is_a_beginning_that_passes() {
    for example in EXAMPLES {
        let scratch = begun(&["--from", example]);
        assert_eq!(checked(&scratch), Some(0), "{example}");
        let own = read_folder(&root().join("examples").join(example));
        for (path, bytes) in own.iter().filter(|(path, _)| *path != "phong-trao.yaml") {
            assert_eq!(fs::read(scratch.path().join("moi").join(path)).ok().as_ref(), Some(bytes), "{example}: {path}");
        }
    }
}

#[test]
fn an_example_that_is_not_there_is_answered_with_the_list() {
    let done = thidua(scratch().path(), &["init", "moi", "--from", "binh-dinh-2032"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done).contains("có phải `binh-dinh-2023`?"), "{}", words(&done));
    assert!(EXAMPLES.iter().all(|example| words(&done).contains(example)), "{}", words(&done));
}

#[test]
fn every_file_can_be_read() {
    let scratch = begun(&[]);
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for (path, bytes) in read_folder(&scratch.path().join("moi")) {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is no text"));
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        match Path::new(&path).extension().and_then(|ending| ending.to_str()) {
            Some("json") => {
                let read: Result<serde_json::Value, _> = serde_json::from_str(&text);
                assert!(read.is_ok_and(|value| value.is_object()), "{path}");
                kinds.insert("json");
            }
            Some("yml" | "yaml") => {
                let node = yaml::parse(&text).unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
                assert!(matches!(node.kind, yaml::Kind::Mapping(_)), "{path}");
                kinds.insert("yaml");
            }
            Some("csv") => {
                assert_eq!(text.lines().count(), 1, "{path}");
                kinds.insert("csv");
            }
            _ => {
                kinds.insert("other");
            }
        }
    }
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn the_editor_is_tied_to_the_schema_that_is_there() {
    let scratch = begun(&[]);
    let settings: serde_json::Value = serde_json::from_str(&read(&scratch, "moi/.vscode/settings.json")).expect("settings are JSON");
    let schemas = settings["yaml.schemas"].as_object().expect("settings name schemas");
    let (schema, file) = schemas.iter().next().expect("there is one");
    assert_eq!(file, "phong-trao.yaml");
    let definition = read(&scratch, "moi/phong-trao.yaml");
    assert_eq!(definition.lines().next(), Some(&*format!("# yaml-language-server: $schema={schema}")));
    let published = fs::read_to_string(root().join("data-schema/phong-trao.schema.json")).expect("the schema is published");
    assert!(read(&scratch, &format!("moi/{schema}")) == published);
}

/// The lines of a definition's list of checks, taken up.
fn taken_up(definition: &str) -> String {
    let (before, list) = definition.split_once("# kiem_tra:\n").expect("the list is there");
    let line = |line| str::strip_prefix(line, "# ").expect("a line of the list is a comment");
    let list: String = list.split_inclusive('\n').map(line).collect();
    format!("{before}kiem_tra:\n{list}")
}

#[test]
fn every_check_that_can_be_adjusted_is_listed_and_may_be_taken_up() {
    let scratch = begun(&[]);
    let definition = taken_up(&read(&scratch, "moi/phong-trao.yaml"));
    let (_, list) = definition.split_once("kiem_tra:\n").expect("the key is there");
    let listed: Vec<&str> = list.lines().filter_map(|line| line.trim().split(':').next()).collect();
    let adjustable = || CHECKS.iter().filter(|check| !check.grade.is_fixed());
    assert_eq!(listed, adjustable().map(|check| check.name).collect::<Vec<_>>());
    for (line, check) in list.lines().zip(adjustable()) {
        assert!(line.ends_with(check.title(Voice::default())), "{line}");
    }
    put(&scratch, "moi/phong-trao.yaml", &definition);
    assert_eq!(checked(&scratch), Some(3));
}

#[test]
fn a_form_that_is_copied_out_is_a_sheet() {
    let scratch = begun(&[]);
    let forms = read_folder(&scratch.path().join("moi/.thidua/mau"));
    assert!(forms.contains_key("ca-nhan.csv") && forms.contains_key("de-nghi.csv"), "{:?}", forms.keys());
    for (name, bytes) in forms {
        let to = if name == "de-nghi.csv" { "de-nghi/de-nghi.csv".to_owned() } else { name };
        put(&scratch, &format!("moi/{to}"), &String::from_utf8(bytes).expect("a form is text"));
    }
    assert_eq!(checked(&scratch), Some(3));
}

/// Runs a line of a CI file as the runner does, with the built program on the path.
fn step(folder: &Path, line: &str) -> Output {
    let built = Path::new(env!("CARGO_BIN_EXE_thidua")).parent().expect("it stands in a folder").to_owned();
    let path = std::env::var_os("PATH").expect("there is a path");
    let path = std::env::join_paths(std::iter::once(built).chain(std::env::split_paths(&path))).expect("paths can be joined");
    program("bash", folder).env("PATH", path).args(["-eo", "pipefail", "-c", line]).output().expect("bash can be started")
}

/// The line of GitLab's file that checks the folder.
fn check_line(text: &str) -> String {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("- ").filter(|line| line.starts_with("thidua check")));
    line.expect("the file runs the check").to_owned()
}

#[test]
fn the_job_of_gitlab_passes_in_a_new_folder_and_fails_on_a_fault() {
    let scratch = begun(&[]);
    let folder = scratch.path().join("moi");
    let line = check_line(&read(&scratch, "moi/.gitlab/thidua.yml"));
    assert_eq!(step(&folder, &line).status.code(), Some(0));
    put(&scratch, "moi/don-vi.csv", "ma,ten,khoi\nP1,Phòng Một,K9\n");
    assert_eq!(step(&folder, &line).status.code(), Some(1));
}

#[test]
fn the_workflow_of_github_uses_the_action_that_is_here() {
    let workflow = read(&begun(&[]), "moi/.github/workflows/thidua.yml");
    let used = workflow.lines().find_map(|line| line.trim().strip_prefix("- uses: ").filter(|used| used.contains("/thidua/")));
    let (path, pin) = used.and_then(|used| used.split_once("/thidua/")).and_then(|(_, used)| used.split_once('@')).expect("it uses one of ours");
    assert!(root().join(path).join("action.yml").is_file(), "{path}");
    assert!(pin.split(' ').next().is_some_and(|pin| pin.len() == 40), "a commit is asked for: {pin}");
}

#[test]
fn the_reports_gitlab_takes_are_the_ones_it_is_given() {
    let scratch = begun(&[]);
    let file = read(&scratch, "moi/.gitlab/thidua.yml");
    step(&scratch.path().join("moi"), &check_line(&file));
    for (kind, path) in file.lines().filter_map(|line| line.trim().split_once(": ")).filter(|(kind, _)| ["codequality", "junit"].contains(kind)) {
        assert!(scratch.path().join("moi").join(path).is_file(), "{kind}: {path}");
    }
    assert!(read(&scratch, "moi/.gitlab-ci.yml").contains("local: .gitlab/thidua.yml"));
}

#[test]
fn a_folder_with_files_is_left_alone() {
    let scratch = scratch();
    put(&scratch, "moi/ghi-chu.txt", "của tôi");
    let done = thidua(scratch.path(), &["init", "moi"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done).contains("`ghi-chu.txt`") && words(&done).contains("--force"), "{}", words(&done));
    assert_eq!(read_folder(scratch.path()).len(), 1);
}

#[test]
fn force_overwrites_what_it_names_and_leaves_the_rest() {
    let scratch = scratch();
    put(&scratch, "moi/ghi-chu.txt", "của tôi");
    put(&scratch, "moi/nop.csv", "cũ");
    let done = thidua(scratch.path(), &["init", "moi", "--force"]);
    assert_eq!(done.status.code(), Some(0));
    let told: Vec<String> = words(&done).lines().filter(|line| line.starts_with("ghi đè")).map(ToOwned::to_owned).collect();
    assert!(told.len() == 1 && told[0].contains("nop.csv"), "{told:?}");
    assert_eq!(read(&scratch, "moi/ghi-chu.txt"), "của tôi");
    assert_eq!(checked(&scratch), Some(3));
}

#[test]
fn a_repository_just_made_takes_a_folder() {
    let scratch = scratch();
    put(&scratch, "moi/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(thidua(scratch.path(), &["init", "moi"]).status.code(), Some(0));
}

#[test]
fn a_file_is_no_folder() {
    let scratch = scratch();
    put(&scratch, "moi", "một tệp");
    let done = thidua(scratch.path(), &["init", "moi", "--force"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done).contains("`moi` là một tệp"), "{}", words(&done));
}
