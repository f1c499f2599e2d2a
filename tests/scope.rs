//! What `check` is asked about: some files, what changed since a revision, several folders.

use std::process::Output;

use serde_json::Value;

use crate::repository::{Repository, run_git, thidua, words};
use crate::support::{Files, base};

/// The base campaign with a fault in the sheet of each unit.
fn two_faults() -> Files {
    let mut files = base();
    files.remove("ket-qua/q1.csv");
    files.insert("ket-qua/p1.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,80\n".into());
    files.insert("ket-qua/p2.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\nP2,A1,Q1,70\n".into());
    files
}

/// Files in a scratch folder of their own.
fn scratch(files: &Files) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    write(scratch.path(), files);
    scratch
}

fn write(top: &std::path::Path, files: &Files) {
    for (path, bytes) in files {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

/// The files that findings stand in, one a finding.
fn files_of(done: &Output) -> Vec<String> {
    let told: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    told["findings"].as_array().expect("a list").iter().map(|one| one["file"].as_str().unwrap_or_default().to_owned()).collect()
}

fn json(done: &Output) -> Value {
    serde_json::from_slice(&done.stdout).expect("JSON")
}

#[test]
fn only_the_files_named_are_told_of_and_the_rest_is_counted() {
    let folder = scratch(&two_faults());
    let done = thidua(folder.path(), &["check", "--format", "json", "--only", "ket-qua/p2.csv"]);
    assert_eq!(files_of(&done), ["ket-qua/p2.csv"]);
    assert_eq!((&json(&done)["summary"]["shown"], &json(&done)["summary"]["outside"]), (&1.into(), &1.into()));
    assert_eq!(words(&done)[1], "ngoài các tệp được hỏi còn 1 lỗi, 0 cảnh báo, 0 lưu ý, không in ở đây\n");
}

#[test]
fn what_lies_outside_does_not_make_the_exit() {
    let mut files = two_faults();
    files.insert("ket-qua/p1.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n".into());
    let folder = scratch(&files);
    let exit = |only: &str| thidua(folder.path(), &["check", "--only", only]).status.code();
    assert_eq!((exit("ket-qua/p1.csv"), exit("ket-qua/p2.csv")), (Some(0), Some(1)));
}

#[test]
fn the_campaign_is_read_whole_and_a_finding_is_of_both_files_it_points_at() {
    let mut files = base();
    files.insert("ket-qua/q2.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n".into());
    let folder = scratch(&files);
    // The second row is the double, and the first makes it one.
    for only in ["ket-qua/q1.csv", "ket-qua/q2.csv"] {
        let done = thidua(folder.path(), &["check", "--format", "json", "--only", only]);
        assert_eq!(json(&done)["findings"][0]["check"], "duplicate-result", "{only}");
    }
    assert_eq!(thidua(folder.path(), &["check", "--only", "don-vi.csv"]).status.code(), Some(0));
}

#[test]
fn a_path_may_be_a_folder_and_stands_from_where_the_command_runs_or_in_the_campaign() {
    let folder = scratch(&two_faults());
    let above = folder.path().parent().expect("a scratch folder stands in another");
    let name = folder.path().file_name().expect("it has a name").to_str().expect("it is text");
    for only in [format!("{name}/ket-qua"), "ket-qua/".to_owned(), "./ket-qua".to_owned(), folder.path().join("ket-qua").display().to_string()] {
        let done = thidua(above, &["check", name, "--format", "json", "--only", &only]);
        assert_eq!(files_of(&done).len(), 2, "{only}: {}", words(&done)[1]);
    }
    let done = thidua(&folder.path().join("ket-qua"), &["check", "--format", "json", "--only", "p1.csv"]);
    assert_eq!(files_of(&done), ["ket-qua/p1.csv"]);
}

#[test]
fn a_path_that_names_nothing_is_refused_with_what_is_near() {
    let folder = scratch(&two_faults());
    for (only, near) in
        [("ket-qa/p1.csv", "`ket-qua/p1.csv`"), ("don_vi.csv", "`don-vi.csv`"), ("x/don-vj.csv", "`don-vi.csv`"), ("README.md", "; có: ")]
    {
        let done = thidua(folder.path(), &["check", "--only", only]);
        assert_eq!(done.status.code(), Some(2), "{only}");
        assert!(words(&done)[1].contains(near), "{only}: {}", words(&done)[1]);
        assert_eq!(words(&done)[0], "");
    }
}

#[test]
fn what_changed_since_a_revision_is_told_of() {
    let Some(repository) = Repository::of(&two_faults()) else { return };
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.edit("ket-qua/p2.csv", "70", "75");
    repository.commit();
    // What is not committed, and what git does not know, has changed too.
    repository.write(&[("ket-qua/p3.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\nP3,A1,Q1,7\n".into())].into());
    let done = repository.thidua(&["check", "--format", "json", "--since", "main"]);
    assert_eq!(files_of(&done), ["ket-qua/p2.csv", "ket-qua/p3.csv"]);
    assert!(words(&done)[1].starts_with("2 trong 5 tệp khác với bản `main`"), "{}", words(&done)[1]);
    repository.edit("ket-qua/p2.csv", "75", "70");
    assert_eq!(files_of(&repository.thidua(&["check", "--format", "json", "--since", "main"])), ["ket-qua/p3.csv"]);
}

#[test]
fn what_the_other_branch_changed_meanwhile_is_not_told_of() {
    let Some(repository) = Repository::of(&two_faults()) else { return };
    repository.git(&["branch", "other"]);
    repository.edit("ket-qua/p1.csv", "80", "90");
    repository.commit();
    repository.git(&["checkout", "--quiet", "other"]);
    let done = repository.thidua(&["check", "--format", "json", "--since", "main"]);
    assert_eq!((files_of(&done).len(), done.status.code()), (0, Some(0)));
}

#[test]
fn a_file_that_is_gone_since_is_named() {
    let Some(repository) = Repository::of(&two_faults()) else { return };
    std::fs::remove_file(repository.path("ket-qua/p1.csv")).expect("the file is there");
    let [_, told] = words(&repository.thidua(&["check", "--since", "HEAD"]));
    assert!(told.starts_with("không còn `ket-qua/p1.csv`"), "{told}");
}

#[test]
fn only_and_since_together_are_what_both_say() {
    let Some(repository) = Repository::of(&two_faults()) else { return };
    repository.edit("ket-qua/p2.csv", "70", "75");
    let done = repository.thidua(&["check", "--format", "json", "--since", "HEAD", "--only", "ket-qua/p1.csv"]);
    assert_eq!(files_of(&done).len(), 0);
}

#[test]
fn a_revision_nobody_knows_is_refused() {
    let Some(repository) = Repository::of(&base()) else { return };
    for revision in ["khong-co", "--help", "HEAD~5"] {
        let done = repository.thidua(&["check", &format!("--since={revision}")]);
        assert_eq!(done.status.code(), Some(2));
        assert!(words(&done)[1].contains(&format!("không có bản `{revision}`")), "{}", words(&done)[1]);
    }
}

#[test]
fn branches_with_nothing_in_common_are_refused() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    // The same files committed within the same second would be the same commit.
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    repository.commit();
    let done = repository.thidua(&["check", "--since", "main"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done)[1].contains("không có gốc chung"), "{}", words(&done)[1]);
}

#[test]
fn a_shallow_clone_is_refused_with_its_remedy() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    repository.commit();
    let clones = tempfile::tempdir().expect("a scratch folder can be made");
    let from = format!("file://{}", repository.top().display());
    run_git(clones.path(), &["clone", "--quiet", "--depth=1", &from, "shallow"]);
    let shallow = clones.path().join("shallow");
    let told = |revision: &str| {
        let done = thidua(&shallow, &["check", "--since", revision]);
        (done.status.code(), words(&done)[1].contains("fetch-depth: 0"))
    };
    assert_eq!(told("HEAD~1"), (Some(2), true), "a revision that is not there");
    // Another branch fetched as shallowly has no commit in common with what is checked out.
    repository.git(&["checkout", "--quiet", "-b", "other", "HEAD~1"]);
    repository.edit("ket-qua/q1.csv", "P2,A1,Q1,7", "P2,A1,Q1,6");
    repository.commit();
    run_git(&shallow, &["fetch", "--quiet", "--depth=1", "origin", "other:refs/remotes/origin/other"]);
    assert_eq!(told("origin/other"), (Some(2), true), "where the two part is not there");
    run_git(&shallow, &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(told("origin/other"), (Some(0), false), "the remedy helps");
}

#[test]
fn outside_a_repository_nothing_is_since_anything() {
    let folder = scratch(&base());
    let done = thidua(folder.path(), &["check", "--since", "main"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done)[1].contains("không nằm trong kho git") || words(&done)[1].contains("cài git"), "{}", words(&done)[1]);
}

#[test]
fn the_environment_says_nothing_to_git() {
    let Some(repository) = Repository::of(&two_faults()) else { return };
    let Some(other) = Repository::of(&base()) else { return };
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(["check", "--format", "json", "--since", "HEAD"]).current_dir(repository.top());
    command.env("GIT_DIR", other.path(".git")).env("GIT_WORK_TREE", other.top());
    let done = command.output().expect("the program can be started");
    assert_eq!(files_of(&done).len(), 0, "it is held against its own repository");
}

#[test]
fn only_what_is_asked_for_is_mended() {
    let mut files = two_faults();
    for bytes in files.values_mut() {
        *bytes = String::from_utf8(bytes.clone()).expect("the base is text").replace('\n', "\r\n").into_bytes();
    }
    let Some(repository) = Repository::of(&files) else { return };
    repository.thidua(&["check", "--fix", "--only", "ket-qua/p1.csv"]);
    assert!(!repository.read("ket-qua/p1.csv").contains('\r') && repository.read("ket-qua/p2.csv").contains('\r'));
}

/// Two campaigns side by side, the first with two faults.
fn side_by_side() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    write(&folder.path().join("a"), &two_faults());
    write(&folder.path().join("b"), &base());
    folder
}

#[test]
fn several_folders_each_have_a_heading_and_the_worst_exit_stands() {
    let folder = side_by_side();
    let done = thidua(folder.path(), &["check", "b", "a"]);
    let [told, _] = words(&done);
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("`{words}` is not in\n{told}"));
    assert!(at("── b ──") < at("── a ──") && at("── a ──") < at("a/ket-qua/p1.csv:2"));
    assert!(told.ends_with("\n2 thư mục: 2 lỗi, 0 cảnh báo, 0 lưu ý\n"), "{told}");
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(thidua(folder.path(), &["check", "b", "b"]).status.code(), Some(0));
}

#[test]
fn json_of_several_folders_is_one_document_that_names_them() {
    let folder = side_by_side();
    let told = json(&thidua(folder.path(), &["check", "a", "b", "--format", "json"]));
    let findings = told["findings"].as_array().expect("a list");
    assert!(findings.iter().all(|one| one["folder"] == "a" && one["file"].as_str().is_some_and(|file| file.starts_with("a/ket-qua/"))));
    assert_eq!(
        (&told["summary"]["error"], &told["folders"][0]["summary"]["error"], &told["folders"][1]["folder"]),
        (&2.into(), &2.into(), &"b".into())
    );
    let one = json(&thidua(&folder.path().join("a"), &["check", "--format", "json"]));
    assert_eq!((&one["findings"][0]["folder"], one.get("folders")), (&Value::Null, None));
}

#[test]
fn each_line_of_jsonl_names_its_folder() {
    let folder = side_by_side();
    let [told, _] = words(&thidua(folder.path(), &["check", "a", "b", "--format", "jsonl"]));
    let folders: Vec<Value> = told.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["folder"].clone()).collect();
    assert_eq!(folders, ["a", "a"]);
}

#[test]
fn sarif_of_several_folders_is_one_run_with_the_files_of_all() {
    let folder = side_by_side();
    let told = json(&thidua(folder.path(), &["check", "a", "b", "--format", "sarif"]));
    assert_eq!(told["runs"].as_array().map(Vec::len), Some(1));
    let run = &told["runs"][0];
    let uris: Vec<&str> = run["artifacts"].as_array().expect("a list").iter().filter_map(|one| one["location"]["uri"].as_str()).collect();
    assert!(uris.contains(&"a/ket-qua/p1.csv") && uris.contains(&"b/phong-trao.yaml"), "{uris:?}");
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("it is small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn junit_of_several_folders_has_a_suite_each() {
    let folder = side_by_side();
    let [told, _] = words(&thidua(folder.path(), &["check", "a", "b", "--format", "junit"]));
    assert_eq!((told.matches("<testsuite name=\"a\"").count(), told.matches("<testsuite name=\"b\"").count()), (1, 1));
}

#[test]
fn of_several_folders_one_that_cannot_be_read_does_not_hide_the_others() {
    let folder = side_by_side();
    let done = thidua(folder.path(), &["check", "khong-co", "a", "--format", "json"]);
    assert_eq!((files_of(&done).len(), done.status.code()), (2, Some(2)));
    assert!(words(&done)[1].contains("khong-co"));
}

#[test]
fn a_path_of_several_folders_is_of_the_one_it_stands_in() {
    let folder = side_by_side();
    let done = thidua(folder.path(), &["check", "a", "b", "--format", "json", "--only", "b/ket-qua"]);
    assert_eq!((files_of(&done).len(), done.status.code()), (0, Some(0)));
    let done = thidua(folder.path(), &["check", "a", "b", "--format", "json", "--only", "ket-qua"]);
    assert_eq!(files_of(&done).len(), 2, "what stands nowhere from here is of each");
}
