//! Tables in git: from quarter to quarter columns stay where they are, and one score changed touches its rows alone.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{base, root};

/// A file of the difference, and each of its lines that went or came.
type Changed = Vec<(String, Vec<String>)>;

fn git(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@y", "-c", "core.autocrlf=false", "-c", "core.quotePath=false"]).args(words);
    let done = command.current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder).output().expect("git can be started");
    assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

fn tally(folder: &Path, period: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(["tally", "phong-trao", "-q", "--period", period, "-o", "bang/"]).current_dir(folder);
    assert!(command.status().expect("the program can be started").success(), "{period}");
}

/// What `git diff` says of the tables since the last commit.
fn changed(folder: &Path) -> Changed {
    let mut changed: Changed = Vec::new();
    for line in git(folder, &["diff", "-U0", "--no-color", "--no-ext-diff", "--", "bang/*.csv"]).lines() {
        if let Some(file) = line.strip_prefix("+++ b/bang/") {
            changed.push((file.to_owned(), Vec::new()));
        } else if line.starts_with(['+', '-']) && !line.starts_with("---") {
            changed.last_mut().expect("a file stands first").1.push(line.to_owned());
        }
    }
    changed
}

fn campaign(q1: [&str; 2], q2: [&str; 2]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a fresh folder");
    for (name, bytes) in base() {
        let path = folder.path().join("phong-trao").join(name);
        fs::create_dir_all(path.parent().expect("below")).expect("the folder can be written");
        fs::write(path, bytes).expect("the folder can be written");
    }
    write(folder.path(), q1, q2);
    git(folder.path(), &["init", "-q"]);
    folder
}

fn write(folder: &Path, q1: [&str; 2], q2: [&str; 2]) {
    let mut rows = "don_vi,tieu_chi,ky,diem_cham\n".to_owned();
    for (period, points) in [("Q1", q1), ("Q2", q2)] {
        for (unit, points) in ["P1", "P2"].iter().zip(points) {
            writeln!(rows, "{unit},A1,{period},{points}").expect("a string takes everything");
        }
    }
    fs::write(folder.join("phong-trao/ket-qua/q1.csv"), rows).expect("the folder can be written");
}

#[test]
fn one_score_changed_touches_its_rows_alone() {
    let folder = campaign(["8", "7"], ["8", "7"]);
    tally(folder.path(), "Q1");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "1"]);
    // P1 stays first: 8 of 10 become 9.
    write(folder.path(), ["9", "7"], ["8", "7"]);
    tally(folder.path(), "Q1");
    let told = changed(folder.path());
    let of = |file: &str| told.iter().find(|(name, _)| name == file).map(|(_, lines)| lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(of("ranking.csv").expect("the ranking differs").len(), 2, "{told:?}");
    assert!(of("ranking.csv").expect("the ranking differs").iter().all(|line| line.contains("Phòng Một")), "{told:?}");
    let points = of("points-K1.csv").expect("the points differ");
    let rows: Vec<&str> = points.iter().filter(|line| line.starts_with('+')).map(|line| line.split(',').nth(1).expect("a name")).collect();
    assert_eq!(points.len(), 2 * rows.len(), "{points:?}");
    assert!(rows.contains(&"Tổng điểm") && rows.contains(&"Tỷ lệ (%)") && rows.len() <= 4, "{rows:?}");
    // Who is how far behind, and what was read.
    let others: Vec<&str> = told.iter().map(|(file, _)| file.as_str()).filter(|file| !["ranking.csv", "points-K1.csv"].contains(file)).collect();
    assert!(others.iter().all(|file| ["comparison-K1.csv", "inputs.csv", "margins.csv", "overview.csv"].contains(file)), "{others:?}");
    assert!(told.iter().all(|(_, lines)| lines.len() <= 8), "{told:?}");
}

#[test]
fn two_quarters_have_the_same_columns_though_places_change() {
    // In the second quarter P2 leads.
    let folder = campaign(["8", "7"], ["6", "9"]);
    tally(folder.path(), "Q1");
    let headings = |file: &str| fs::read_to_string(folder.path().join("bang").join(file)).expect("it is there").lines().next().map(str::to_owned);
    let before = ["ranking.csv", "points-K1.csv", "margins.csv"].map(headings);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "1"]);
    tally(folder.path(), "Q2");
    assert_eq!(["ranking.csv", "points-K1.csv", "margins.csv"].map(headings), before);
    let told = changed(folder.path());
    for (file, lines) in &told {
        let all = fs::read_to_string(folder.path().join("bang").join(file)).expect("it is there");
        // A line a row: what differs is rows, not the shape.
        assert!(!lines.iter().any(|line| line[1..] == *all.lines().next().expect("a heading")), "{file}: {lines:?}");
    }
    let points: Vec<&str> = told.iter().filter(|(file, _)| file == "points-K1.csv").flat_map(|(_, lines)| lines).map(String::as_str).collect();
    assert!(
        points.iter().any(|line| line.starts_with("-,Xếp thứ,,1,2")) && points.iter().any(|line| line.starts_with("+,Xếp thứ,,2,1")),
        "{points:?}"
    );
}

#[test]
fn for_a_double_click_there_is_a_mark_of_utf8_and_a_semicolon() {
    let folder = tempfile::tempdir().expect("a fresh folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(["tally", "-q", "--excel", "-o", "bang/", "-o", "xep-hang.csv"]).arg(root().join("examples/tp-ho-chi-minh-2022"));
    assert!(command.current_dir(folder.path()).status().expect("the program can be started").success());
    for file in ["xep-hang.csv", "bang/ranking.csv", "bang/points-PCM.csv"] {
        let text = fs::read_to_string(folder.path().join(file)).expect("it is there");
        let heading = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{file}: {text}")).lines().next().expect("a heading");
        assert!(heading.matches(';').count() >= 8, "{file}: {heading}");
        assert!(text.contains(";99,02;"), "{file}: {text}");
    }
}
