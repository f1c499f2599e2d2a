//! What `history` and `explain` read from a repository: when rows were entered and changed, what contradicts itself, and that nothing runs.

use std::process::Output;

use serde_json::Value;

use crate::repository::{Repository, run_git, thidua, words};
use crate::support::{Files, base};

fn json(done: &Output) -> Value {
    serde_json::from_slice(&done.stdout).unwrap_or_else(|error| panic!("{error}: {:?}", words(done)))
}

fn files(sheets: &[(&str, &str)]) -> Files {
    sheets.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Of each row: its key, the day it was entered, the day it was changed last, how often.
fn rows(told: &Value) -> Vec<String> {
    let day = |commit: &Value| {
        commit.as_u64().map(|number| told["commits"][usize::try_from(number).expect("few")]["subject"].as_str().expect("text").to_owned())
    };
    let row = |row: &Value| {
        let key: Vec<&str> = row["key"].as_array().expect("a list").iter().filter_map(Value::as_str).filter(|cell| !cell.is_empty()).collect();
        let [entered, changed] = [&row["entered"], &row["changed"]].map(|commit| day(commit).unwrap_or_else(|| "–".to_owned()));
        format!("{} {} {entered} {changed} {}", row["sheet"].as_str().expect("text"), key.join("/"), row["changes"])
    };
    told["rows"].as_array().expect("a list").iter().map(row).collect()
}

/// Check, file, line of every finding.
fn findings(told: &Value) -> Vec<String> {
    let one = |one: &Value| format!("{} {}:{}", one["check"].as_str().expect("text"), one["file"].as_str().expect("text"), one["line"]);
    told["findings"].as_array().expect("a list").iter().map(one).collect()
}

/// A year: units hand in, one late, one is entered late without a note and one with; a day and a figure are edited afterwards.
fn year() -> Option<Repository> {
    let mut start = base();
    start.remove("ket-qua/q1.csv");
    let repository = Repository::of(&start)?;
    repository.commit_as("Chủ trì", "2026-01-05");
    let labels = "don_vi,tieu_chi,ky,thuc_hien,diem_cham\n";
    // In time: P1 on April 8.
    repository.write(&files(&[
        ("ket-qua/p1.csv", &format!("{labels}P1,A1,Q1,80,\n")),
        ("nop.csv", "don_vi,viec,ky,ngay_nhan,ghi_chu\nP1,ket_qua,Q1,2026-04-08,\n"),
    ]));
    repository.commit_as("Thư P1", "2026-04-08");
    // Past the deadline of April 10: P2, received "on April 9" by its own word.
    repository.write(&files(&[
        ("ket-qua/p2.csv", &format!("{labels}P2,A1,Q1,70,\n")),
        ("nop.csv", "don_vi,viec,ky,ngay_nhan,ghi_chu\nP1,ket_qua,Q1,2026-04-08,\nP2,ket_qua,Q1,2026-04-09,\n"),
    ]));
    repository.commit_as("Thư P2", "2026-04-20");
    // The appraisal, in one file, in another order.
    std::fs::remove_file(repository.path("ket-qua/p1.csv")).expect("it is there");
    std::fs::remove_file(repository.path("ket-qua/p2.csv")).expect("it is there");
    repository.write(&files(&[("ket-qua/q1.csv", "ky;don_vi;tieu_chi;diem_cham;thuc_hien\r\nQ1;P2;A1;7;70\r\nQ1;P1;A1;8;80\r\n")]));
    repository.commit_as("Thẩm định", "2026-04-25");
    // Afterwards: a figure, and a day of receipt.
    repository.edit("ket-qua/q1.csv", "Q1;P1;A1;8;80", "Q1;P1;A1;8;95");
    repository.commit_as("Ai đó", "2026-05-02");
    repository.edit("nop.csv", "P1,ket_qua,Q1,2026-04-08", "P1,ket_qua,Q1,2026-04-07");
    repository.commit_as("Ai đó", "2026-05-03");
    // The second quarter, entered late with a note.
    repository.write(&files(&[
        ("ket-qua/q2.csv", &format!("{labels}P1,A1,Q2,,9\nP2,A1,Q2,,8\n")),
        ("nop.csv", "don_vi,viec,ky,ngay_nhan,ghi_chu\nP1,ket_qua,Q1,2026-04-07,\nP2,ket_qua,Q1,2026-04-09,\nP1,ket_qua,Q2,2026-07-09,Mất mạng\nP2,ket_qua,Q2,2026-07-13,\n"),
    ]));
    repository.commit_as("Thư P1", "2026-07-15");
    Some(repository)
}

#[test]
fn a_year_is_told_row_by_row_and_what_contradicts_itself() {
    let Some(repository) = year() else { return };
    let done = repository.thidua(&["history", "--format", "json"]);
    let told = json(&done);
    assert_eq!(
        rows(&told),
        [
            // The scratch repository's first commit says "x".
            "don-vi P1 x – 0",
            "don-vi P2 x – 0",
            "nop P1/ket_qua/Q1 2026-04-08 2026-05-03 1",
            "nop P2/ket_qua/Q1 2026-04-20 – 0",
            "nop P1/ket_qua/Q2 2026-07-15 – 0",
            "nop P2/ket_qua/Q2 2026-07-15 – 0",
            // Through another file, another order and another dress: the appraisal gave points.
            "ket-qua P2/A1/Q1 2026-04-20 2026-04-25 1",
            "ket-qua P1/A1/Q1 2026-04-08 2026-05-02 2",
            "ket-qua P1/A1/Q2 2026-07-15 – 0",
            "ket-qua P2/A1/Q2 2026-07-15 – 0",
        ]
    );
    // P2's row of the first quarter: due through April 10, received by its own word on the 9th, entered on the 20th. P1's of the second:
    // due through July 10, entered on the 15th, with a note. P2's of the second says itself that it is late.
    assert_eq!(
        findings(&told),
        ["result-changed-after-appraisal ket-qua/q1.csv:3", "received-date-edited nop.csv:2", "entered-after-deadline nop.csv:3"]
    );
    assert!(
        told["findings"][0]["message"]
            .as_str()
            .is_some_and(|words| words.contains("25/04/2026") && words.contains("02/05/2026") && words.contains("Ai đó"))
    );
    assert_eq!(done.status.code(), Some(0), "warnings alone");
    assert_eq!(repository.thidua(&["history", "--strict"]).status.code(), Some(1));
}

#[test]
fn a_closed_quarter_an_adjustment_and_an_appeal_are_told_apart_from_an_edit() {
    let mut start = base();
    let definition = String::from_utf8(start["phong-trao.yaml"].clone()).expect("it is text");
    let appeals = "  - {viec: phuc_tra, ten: Phúc tra, ky: Q1, den_het: 2026-04-30}\nky:\n";
    start.insert("phong-trao.yaml".to_owned(), definition.replacen("ky:\n", appeals, 1).into_bytes());
    let Some(repository) = Repository::of(&start) else { return };
    let done = repository.thidua(&["close", "Q1", "--van-ban", "45/QĐ"]);
    assert_eq!(done.status.code(), Some(0), "{:?}", words(&done));
    repository.commit_as("Chủ trì", "2026-04-15");
    repository.git(&["tag", "chot-q1"]);
    assert_eq!(repository.thidua(&["diff", "chot-q1", "--period", "Q1"]).status.code(), Some(0));
    // P2 appeals and is given 9 for 7; P1, which had 8, falls to the second place.
    repository.write(&files(&[
        (
            "phuc-tra.csv",
            "stt,ngay,don_vi,ky,tieu_chi,ly_do,ket_luan,ngay_ket_luan,dieu_chinh\n1,2026-04-20,P2,Q1,A1,Cộng sót,chap_nhan,2026-04-25,1\n",
        ),
        (
            "dieu-chinh.csv",
            "stt,ngay,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban\n1,2026-04-25,Q1,P2,A1,diem_cham,7,9,Phúc tra,50/KL\n",
        ),
    ]));
    repository.commit_as("Chủ trì", "2026-04-25");
    // Then somebody edits P1's row.
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,8.5");
    repository.commit_as("Ai đó", "2026-05-02");
    let told = json(&repository.thidua(&["diff", "chot-q1..HEAD", "--period", "Q1", "--format", "json"]));
    let lines = told["campaigns"][0]["units"].as_array().expect("a list").iter().map(|unit| {
        let line = &unit["lines"][0];
        let causes: Vec<&str> = line["causes"].as_array().expect("a list").iter().filter_map(|cause| cause["words"].as_str()).collect();
        let [was, is] = [&unit["before"]["place"], &unit["after"]["place"]];
        format!("{} {was}→{is} {}→{} {}", unit["unit"].as_str().expect("text"), line["before"], line["after"], causes.join("; "))
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "P2 2→1 \"7.00\"→\"9.00\" dieu-chinh 1 (dieu-chinh.csv:2): thêm dòng: ngay 2026-04-25, ky Q1, don_vi P2, tieu_chi A1, cot diem_cham, gia_tri_cu 7, gia_tri_moi 9, ly_do Phúc tra, van_ban 50/KL; phuc-tra 1 (phuc-tra.csv:2): thêm dòng: ngay 2026-04-20, don_vi P2, ky Q1, tieu_chi A1, ly_do Cộng sót, ket_luan chap_nhan, ngay_ket_luan 2026-04-25, dieu_chinh 1",
            "P1 1→2 \"8.00\"→\"8.50\" ket-qua P1 · A1 · Q1 (ket-qua/q1.csv:2): diem_cham 8 → 8.5",
        ]
    );
    let told = json(&repository.thidua(&["check", "--format", "json"]));
    let of_closed = findings(&told).into_iter().filter(|one| one.starts_with("closed-data"));
    assert_eq!(of_closed.count(), 1, "the edit, and not what is accounted for: {:?}", findings(&told));
}

#[test]
fn nothing_of_the_history_is_said_by_check() {
    let Some(repository) = year() else { return };
    let told = json(&repository.thidua(&["check", "--format", "json"]));
    let told = findings(&told);
    assert!(
        told.iter().all(|one| !one.starts_with("entered-") && !one.starts_with("received-date-edited") && !one.starts_with("result-changed")),
        "{told:?}"
    );
}

#[test]
fn a_waiver_of_a_check_of_the_history_is_used_by_history_alone() {
    let Some(repository) = year() else { return };
    let waiver = "mien_tru:\n  - {kiem_tra: received-date-edited, don_vi: P1, ly_do: Gõ nhầm, van_ban: 12/CV, den_het: 2026-12-31}\n";
    let definition = format!("{}{waiver}", repository.read("phong-trao.yaml"));
    repository.write(&files(&[("phong-trao.yaml", &definition)]));
    repository.commit_as("Chủ trì", "2026-07-20");
    let told = json(&repository.thidua(&["history", "--format", "json"]));
    assert_eq!(findings(&told), ["result-changed-after-appraisal ket-qua/q1.csv:3", "entered-after-deadline nop.csv:3"]);
    let told = json(&repository.thidua(&["check", "--format", "json"]));
    assert!(!findings(&told).iter().any(|one| one.starts_with("waiver-not-used")));
}

#[test]
fn only_what_changed_since_a_revision_is_told_of() {
    let Some(repository) = year() else { return };
    let told = json(&repository.thidua(&["history", "--since", "HEAD~2", "--format", "json"]));
    let told_rows: Vec<String> = rows(&told).into_iter().map(|row| row.split(' ').nth(1).unwrap_or_default().to_owned()).collect();
    assert_eq!(told_rows, ["P1/ket_qua/Q1", "P1/ket_qua/Q2", "P2/ket_qua/Q2", "P1/A1/Q2", "P2/A1/Q2"]);
    assert_eq!(findings(&told), ["received-date-edited nop.csv:2"]);
}

#[test]
fn what_is_not_committed_and_what_is_gone_is_said() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.edit("ket-qua/q1.csv", "P2,A1,Q1,7\n", "");
    repository.commit_as("An", "2026-04-09");
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    let told = json(&repository.thidua(&["history", "--format", "json"]));
    assert_eq!(rows(&told), ["don-vi P1 x – 0", "don-vi P2 x – 0", "ket-qua P1/A1/Q1 – – 0", "ket-qua P2/A1/Q1 x 2026-04-09 1"]);
    let [out, _] = words(&repository.thidua(&["history", "--format", "md"]));
    assert!(out.contains("chưa commit như đang có") && out.contains("đã bỏ") && out.contains("không phải bằng chứng"), "{out}");
}

#[test]
fn rows_are_entered_on_the_main_line_when_their_branch_is_merged() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.git(&["checkout", "--quiet", "-b", "p3"]);
    repository.write(&files(&[("ket-qua/q2.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q2,8\n")]));
    repository.commit_as("Thư P1", "2026-07-01");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    repository.commit_as("An", "2026-07-10");
    repository.git(&["merge", "--quiet", "--no-ff", "--message=merged", "p3"]);
    let told = json(&repository.thidua(&["history", "--format", "json"]));
    assert!(rows(&told).contains(&"ket-qua P1/A1/Q2 merged – 0".to_owned()), "{:?}", rows(&told));
}

#[test]
fn without_git_or_enough_of_it_the_remedy_is_said_and_nothing_else_suffers() {
    let Some(repository) = year() else { return };
    let clones = tempfile::tempdir().expect("a scratch folder can be made");
    run_git(clones.path(), &["clone", "--quiet", "--depth=1", &format!("file://{}", repository.top().display()), "shallow"]);
    let shallow = clones.path().join("shallow");
    let done = thidua(&shallow, &["history"]);
    assert!(done.status.code() == Some(2) && words(&done)[1].contains("fetch-depth: 0"), "{:?}", words(&done));
    let done = thidua(&shallow, &["explain", "P1", "--period", "Q1"]);
    assert!(done.status.code() != Some(2) && words(&done)[1].contains("không nêu được commit"), "{:?}", words(&done));
    std::fs::remove_dir_all(shallow.join(".git")).expect("it is there");
    let done = thidua(&shallow, &["history"]);
    assert!(done.status.code() == Some(2) && words(&done)[1].contains("git init"), "{:?}", words(&done));
    let done = thidua(&shallow, &["explain", "P1", "--period", "Q1"]);
    assert!(done.status.code() != Some(2) && words(&done) == [words(&done)[0].clone(), String::new()], "{:?}", words(&done));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.arg("history").current_dir(repository.top()).env("PATH", "");
    let done = command.output().expect("the program can be started");
    assert!(done.status.code() == Some(2) && words(&done)[1].contains("cài git"), "{:?}", words(&done));
}

#[test]
fn each_leaf_of_an_explanation_names_its_commit() {
    let Some(repository) = year() else { return };
    let [out, _] = words(&repository.thidua(&["explain", "P1", "--period", "Q1", "--format", "md"]));
    let leaf = out.split_once("ket-qua/q1.csv:3 (").unwrap_or_else(|| panic!("{out}")).1;
    assert!(leaf[10..].starts_with(", Ai đó, 02/05/2026)"), "{leaf}");
    let told = json(&repository.thidua(&["explain", "P1", "--period", "Q1", "--format", "json"]));
    let sources =
        told["campaigns"][0]["criteria"][0]["statements"].as_array().expect("a list").iter().filter_map(|one| one["sources"].as_array()).flatten();
    let named: Vec<&Value> = sources.filter(|source| source["file"] == "ket-qua/q1.csv").collect();
    assert!(
        !named.is_empty() && named.iter().all(|source| source["date"] == "2026-05-02T08:30:00+07:00" && source["author"] == "Ai đó"),
        "{named:?}"
    );
    // What is not committed has no commit.
    repository.edit("ket-qua/q1.csv", "Q1;P1;A1;8;95", "Q1;P1;A1;8;96");
    let [out, _] = words(&repository.thidua(&["explain", "P1", "--period", "Q1", "--format", "md"]));
    assert!(out.contains("ket-qua/q1.csv:3 (chưa commit)"), "{out}");
}

#[test]
fn a_hostile_repository_runs_nothing() {
    let Some(repository) = year() else { return };
    let marker = repository.path("marker");
    let evil = repository.path(".git/evil.sh");
    std::fs::write(&evil, format!("#!/bin/sh\necho \"$0 $@\" >> '{}'\nexit 0\n", marker.display())).expect("it can be written");
    make_executable(&evil);
    let hooks = repository.path(".git/hooks");
    std::fs::create_dir_all(&hooks).expect("it can be made");
    for hook in ["post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-auto-gc"] {
        std::fs::copy(&evil, hooks.join(hook)).expect("it can be written");
        make_executable(&hooks.join(hook));
    }
    // Every kind of file has a driver, a filter and a text conversion.
    repository.write(&files(&[(".gitattributes", "* diff=evil filter=evil merge=evil\n")]));
    repository.commit_as("Ai đó", "2026-07-16");
    // A signature, which `log.showSignature` would have checked by the program named.
    sign_the_last_commit(&repository);
    let program = evil.display().to_string();
    for key in ["core.fsmonitor", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "filter.evil.clean"] {
        repository.git(&["config", key, &program]);
    }
    for key in ["filter.evil.process", "merge.evil.driver", "core.pager", "pager.log", "pager.rev-list", "core.sshCommand", "core.askPass"] {
        repository.git(&["config", key, &program]);
    }
    for key in ["gpg.program", "gpg.ssh.program", "credential.helper", "core.alternateRefsCommand", "core.gitProxy", "sequence.editor", "core.editor"]
    {
        repository.git(&["config", key, &program]);
    }
    for alias in ["log", "rev-list", "rev-parse", "cat-file", "diff-tree", "ls-tree", "merge-base"] {
        repository.git(&["config", &format!("alias.{alias}"), &format!("!{program}")]);
    }
    for (key, value) in
        [("log.showSignature", "true"), ("core.hooksPath", ".git/hooks"), ("core.untrackedCache", "true"), ("remote.origin.promisor", "true")]
    {
        repository.git(&["config", key, value]);
    }
    repository.git(&["config", "remote.origin.url", &format!("ext::{program}")]);
    // The scripting itself may have set it off.
    let _ = std::fs::remove_file(&marker);
    let commands: [&[&str]; 8] = [
        &["history"],
        &["history", "--since", "HEAD~1", "--format", "json"],
        &["explain", "P1", "--period", "Q1"],
        &["diff", "HEAD~3", "--period", "Q1"],
        &["diff", "HEAD~3..HEAD"],
        &["check", "--since", "HEAD~1"],
        &["check"],
        &["tally", "--period", "Q1", "-o", "a.xlsx"],
    ];
    for command in commands {
        let done = repository.thidua(command);
        assert_ne!(done.status.code(), Some(2), "{command:?}: {:?}", words(&done));
        assert!(!marker.exists(), "{command:?} ran {}", std::fs::read_to_string(&marker).unwrap_or_default());
    }
    // The trap itself works: plain git falls into it.
    let plain = std::process::Command::new("git").args(["log", "-p", "-1", "--", "nop.csv"]).current_dir(repository.top()).output();
    drop(plain.expect("git runs"));
    assert!(std::fs::remove_file(&marker).is_ok(), "nothing was set");
    // What is not there is not fetched.
    let named = std::process::Command::new("git").args(["rev-parse", "HEAD:nop.csv"]).current_dir(repository.top()).output();
    let blob = String::from_utf8(named.expect("git runs").stdout).expect("text").trim().to_owned();
    std::fs::remove_file(repository.path(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).expect("it is a loose object");
    let done = repository.thidua(&["history"]);
    assert!(done.status.code() == Some(2) && !marker.exists(), "{:?}", words(&done));
}

fn make_executable(path: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("it is there");
    }
    let _ = path;
}

/// Puts a signature into the last commit that no program has made.
fn sign_the_last_commit(repository: &Repository) {
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git").args(arguments).current_dir(repository.top()).output().expect("git runs");
        String::from_utf8(done.stdout).expect("text")
    };
    let commit = git(&["cat-file", "commit", "HEAD"]);
    let (head, message) = commit.split_once("\n\n").expect("a commit has a message");
    let signed = format!("{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n\n{message}");
    std::fs::write(repository.path(".git/signed"), signed).expect("it can be written");
    let id = git(&["hash-object", "-t", "commit", "-w", ".git/signed"]);
    run_git(repository.top(), &["update-ref", "HEAD", id.trim()]);
}

/// Two thousand commits, each of which edits one row of one of a hundred sheets of five criteria and four periods.
#[test]
#[ignore = "measures; `.ci/deep history` runs it"]
fn two_thousand_commits_of_a_hundred_sheets_are_read_in_seconds() {
    const SHEETS: usize = 100;
    const COMMITS: usize = 2000;
    let Some(repository) = Repository::of(&base()) else { return };
    let sheet = |unit: usize, edits: usize| -> String {
        let row = |number: usize| {
            // The row that an edit is of has the number of the edit; the others have what they had.
            let value = 100 + (0..edits).rev().find(|edit| edit % 20 == number).map_or(0, |edit| edit + 1);
            format!("U{unit},C{},Q{},{value},120,\"Ghi chú, dòng {number}\"\n", number % 5, number / 5)
        };
        std::iter::once("don_vi,tieu_chi,ky,thuc_hien,chi_tieu,ghi_chu\n".to_owned()).chain((0..20).map(row)).collect()
    };
    let mut stream = String::new();
    for commit in 0..COMMITS {
        use std::fmt::Write as _;
        let (unit, edits) = (commit % SHEETS, commit / SHEETS);
        let text = sheet(unit, edits);
        let from = if commit == 0 { "from refs/heads/main^0\n" } else { "" };
        let at = 1_775_000_000 + 3600 * commit;
        let who = format!("Thư {unit} <a@b> {at} +0700");
        write!(
            stream,
            "commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 1\nx\n{from}M 100644 inline ket-qua/u{unit}.csv\ndata {}\n{text}\n",
            text.len()
        )
        .expect("a string takes everything");
    }
    import(&repository, &stream);
    repository.git(&["reset", "--quiet", "--hard", "main"]);
    let way = "diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {ty_le: {mau: chi_tieu}}";
    let criteria: Vec<String> = (0..5).map(|code| format!("  - {{ma: C{code}, ten: Số {code}, {way}}}\n")).collect();
    let periods = "ky:\n  - {ma: Q0, ten: Một, tu: 2026-01-01, den_het: 2026-02-28}\n  - {ma: Q1, ten: Hai, tu: 2026-03-01, den_het: 2026-03-31}\n  - {ma: Q2, ten: Ba, tu: 2026-04-01, den_het: 2026-04-30}\n  - {ma: Q3, ten: Bốn, tu: 2026-05-01, den_het: 2026-06-30}\n";
    let units: Vec<String> = (0..SHEETS).map(|unit| format!("U{unit},Đơn vị {unit},K1,phong\n")).collect();
    let definition = format!("tieu_chi:\n{}{periods}cac_han: []\n", criteria.concat());
    let mut written = crate::worked::files(&definition, &[("don-vi.csv", &format!("ma,ten,khoi,loai\n{}", units.concat()))]);
    written.remove("ket-qua/q1.csv");
    repository.write(&written);
    std::fs::remove_file(repository.path("ket-qua/q1.csv")).expect("it is there");
    repository.commit_as("Chủ trì", "2026-07-01");
    for (command, most) in
        [(&["history", "--format", "json"][..], 5), (&["explain", "U7", "--format", "json"], 5), (&["diff", "HEAD~100", "--format", "json"], 5)]
    {
        let begun = std::time::Instant::now();
        let done = repository.thidua(command);
        let took = begun.elapsed();
        assert_ne!(done.status.code(), Some(2), "{:?}", words(&done)[1]);
        #[expect(clippy::print_stderr, reason = "read by whoever measures")]
        {
            eprintln!("{command:?}: {:.2} s", took.as_secs_f32());
        }
        assert!(took.as_secs() < most, "{command:?} took {took:?}");
        if command[0] == "history" {
            let told = json(&done);
            // Each of the hundred sheets was entered with its twenty rows and edited nineteen times.
            let rows = told["rows"].as_array().expect("a list").iter().filter(|row| row["sheet"] == "ket-qua" && row["file"].is_string());
            let (rows, changes) = rows.fold((0, 0), |(rows, changes), row| (rows + 1, changes + row["changes"].as_u64().expect("a number")));
            assert_eq!((rows, changes), (2000, 1900));
        }
    }
}

/// Puts commits into a repository.
fn import(repository: &Repository, stream: &str) {
    use std::io::Write as _;
    let mut command = std::process::Command::new("git");
    command.args(["fast-import", "--quiet"]).current_dir(repository.top()).stdin(std::process::Stdio::piped());
    let mut child = command.spawn().expect("git can be started");
    child.stdin.take().expect("it is piped").write_all(stream.as_bytes()).expect("git listens");
    assert!(child.wait().expect("git ends").success());
}

#[test]
fn a_folder_below_the_top_of_its_repository_has_its_history() {
    let below = base().into_iter().map(|(file, bytes)| (format!("cs/pt/{file}"), bytes)).collect();
    let Some(repository) = Repository::of(&below) else { return };
    repository.edit("cs/pt/ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    repository.commit_as("Thư", "2026-04-08");
    let told = json(&thidua(&repository.path("cs/pt"), &["history", "--format", "json"]));
    let rows = rows(&told);
    assert!(rows.contains(&"ket-qua P1/A1/Q1 x 2026-04-08 1".to_owned()), "{rows:#?}");
}
