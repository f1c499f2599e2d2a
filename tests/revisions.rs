//! A folder at a revision, and where its inputs stand in the history.

use std::collections::BTreeMap;
use std::path::Path;

use thidua::folder::Folder;
use thidua::folder::git::{Inputs, Repository as Git};
use thidua::source::Volume;

use crate::repository::{Repository, run_git};
use crate::support::{Files, base};

fn git(folder: &Path) -> Git {
    Git::around(folder).expect("git answers").expect("it is a repository")
}

/// Everything a volume holds.
fn everything(volume: &dyn Volume) -> Files {
    volume.files().iter().map(|file| (file.clone(), volume.read(file).expect("it is there"))).collect()
}

fn inputs(folder: &Path) -> Inputs {
    let folder = Folder::open(folder).expect("it holds a campaign");
    git(folder.top()).inputs(&folder).expect("git answers").expect("there is a commit")
}

fn commit(repository: &Repository) -> String {
    repository.commit();
    git(repository.top()).head().expect("git answers").expect("there is a commit")
}

#[test]
fn a_revision_holds_what_was_committed_whatever_stands_on_disk() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    std::fs::remove_file(repository.path("don-vi.csv")).expect("it is there");
    let revision = git(repository.top()).at("HEAD").expect("there is one");
    assert_eq!(everything(&revision), base());
    assert_eq!(revision.read_at("ket-qua/q1.csv", 4, 2).expect("it is there"), base()["ket-qua/q1.csv"][4..6]);
    assert_eq!(revision.read_at("ket-qua/q1.csv", 1 << 40, 2).expect("it is there"), b"");
    assert_eq!(revision.read("khong-co").expect_err("it is not there").kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn a_revision_is_named_by_branch_tag_or_commit() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.git(&["tag", "chot"]);
    let head = git(repository.top()).head().expect("git answers").expect("there is a commit");
    for name in ["main", "chot", "HEAD", "HEAD~0", &head, &head[..8]] {
        assert_eq!(git(repository.top()).at(name).expect(name).commit(), head, "{name}");
    }
}

#[test]
fn a_folder_below_the_top_is_read_alone_and_without_what_systems_leave() {
    let within: BTreeMap<String, Vec<u8>> = base().into_iter().map(|(path, bytes)| (format!("cs/pt/{path}"), bytes)).collect();
    let mut files = within.clone();
    files.extend([
        ("cs/x.csv".to_owned(), b"a\n".to_vec()),
        ("cs/pt/.git-keep".to_owned(), Vec::new()),
        ("cs/pt/.cache/a.csv".to_owned(), b"a\n".to_vec()),
    ]);
    let Some(repository) = Repository::of(&files) else { return };
    let revision = git(&repository.path("cs/pt")).at("HEAD").expect("there is one");
    assert_eq!(everything(&revision), base());
}

#[test]
fn what_is_not_there_is_refused_with_its_remedy() {
    let Some(repository) = Repository::of(&Files::from([("README.md".to_owned(), b"x".to_vec())])) else { return };
    repository.write(&base());
    repository.commit();
    let refused = |folder: &Path, name: &str| git(folder).at(name).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused(repository.top(), "HEAD~1").contains("không có `phong-trao.yaml`"));
    assert!(refused(repository.top(), "khong-co").contains("không có bản `khong-co`"));
    assert!(refused(repository.top(), "--help").contains("không có bản `--help`"));
    let clones = tempfile::tempdir().expect("a scratch folder can be made");
    run_git(clones.path(), &["clone", "--quiet", "--depth=1", &format!("file://{}", repository.top().display()), "shallow"]);
    assert!(refused(&clones.path().join("shallow"), "HEAD~1").contains("git fetch --unshallow"));
}

#[test]
fn the_last_commit_of_an_input_is_named_past_those_of_anything_else() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    let edited = commit(&repository);
    repository.write(&Files::from([("README.md".to_owned(), b"x".to_vec()), (".cache/a.csv".to_owned(), b"x".to_vec())]));
    repository.commit();
    assert_eq!(inputs(repository.top()), Inputs { commit: Some(edited), are_clean: true });
    std::fs::remove_file(repository.path("ket-qua/q1.csv")).expect("it is there");
    let gone = commit(&repository);
    assert_eq!(inputs(repository.top()), Inputs { commit: Some(gone), are_clean: true });
}

#[test]
fn of_a_merge_the_side_that_was_taken_is_followed() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    let edited = commit(&repository);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--no-ff", "--message=m", "side"]);
    assert_eq!(inputs(repository.top()).commit, Some(edited));
}

#[test]
fn inputs_are_clean_but_for_what_differs_is_added_or_gone() {
    let Some(repository) = Repository::of(&base()) else { return };
    let sheet = repository.read("ket-qua/q1.csv");
    let put = |bytes: &str| std::fs::write(repository.path("ket-qua/q1.csv"), bytes).expect("it can be written");
    put(&sheet.replace('\n', "\r\n"));
    repository.write(&Files::from([("ghi-chu.md".to_owned(), b"x".to_vec())]));
    assert!(inputs(repository.top()).are_clean, "line ends, and what is no input");
    put(&sheet.replace('8', "9"));
    assert!(!inputs(repository.top()).are_clean, "an edit");
    put(&sheet);
    repository.write(&Files::from([("ket-qua/q2.csv".to_owned(), b"don_vi,tieu_chi\n".to_vec())]));
    assert!(!inputs(repository.top()).are_clean, "an addition");
    std::fs::remove_file(repository.path("ket-qua/q2.csv")).expect("it is there");
    std::fs::remove_file(repository.path("ket-qua/q1.csv")).expect("it is there");
    assert!(!inputs(repository.top()).are_clean, "a loss");
}

#[test]
fn a_folder_below_the_top_has_its_own_last_commit() {
    let below = base().into_iter().map(|(file, bytes)| (format!("cs/pt/{file}"), bytes)).collect();
    let Some(repository) = Repository::of(&below) else { return };
    repository.edit("cs/pt/ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    let edited = commit(&repository);
    repository.write(&Files::from([("cs/khac/ket-qua/q1.csv".to_owned(), b"x\n".to_vec())]));
    repository.commit();
    assert_eq!(inputs(&repository.path("cs/pt")), Inputs { commit: Some(edited), are_clean: true });
}
