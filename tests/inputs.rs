//! What outputs say they were made from: the digest, the last commit of an input, and whether inputs stand as committed.

use std::io::{Cursor, Read as _};
use std::path::Path;

use serde_json::Value;
use zip::ZipArchive;

use crate::repository::Repository;
use crate::support::base;

/// What a workbook says, in its cells and its properties, as XML.
fn words_of(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("it was written");
    let mut book = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut text = String::new();
    for number in 0..book.len() {
        book.by_index(number).expect("a part").read_to_string(&mut text).expect("text");
    }
    text
}

/// What each output of a command says, by its ending.
fn outputs(repository: &Repository, command: &[&str]) -> Vec<(&'static str, String)> {
    let out = tempfile::tempdir().expect("a scratch folder can be made");
    let endings = ["xlsx", "html", "json", "md"];
    let paths = endings.map(|ending| out.path().join(format!("out.{ending}")));
    let mut arguments: Vec<&str> = [command, &["-q"]].concat();
    for path in &paths {
        arguments.extend(["-o", path.to_str().expect("a path")]);
    }
    let done = repository.thidua(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = |path: &Path| std::fs::read_to_string(path).expect("it was written");
    let said = |(ending, path): (&'static str, &std::path::PathBuf)| (ending, if ending == "xlsx" { words_of(path) } else { text(path) });
    endings.into_iter().zip(&paths).map(said).collect()
}

/// The commit that is checked out.
fn head(repository: &Repository) -> String {
    let name = repository.read(".git/refs/heads/main");
    name.trim().to_owned()
}

const COMMANDS: [&[&str]; 3] = [&["tally"], &["titles"], &["explain", "P1"]];

#[test]
fn every_output_names_the_digest_and_the_commit_it_was_made_from() {
    let Some(repository) = Repository::of(&base()) else { return };
    let commit = head(&repository);
    let mut digests = std::collections::BTreeSet::new();
    for command in COMMANDS {
        let said = outputs(&repository, command);
        let json: Value = serde_json::from_str(&said.iter().find(|(ending, _)| *ending == "json").expect("asked for").1).expect("JSON");
        let digest = json["inputs_sha256"].as_str().expect("a digest").to_owned();
        assert_eq!((json["inputs_commit"].as_str(), json["inputs_clean"].as_bool()), (Some(commit.as_str()), Some(true)), "{command:?}");
        for (ending, text) in said {
            assert!(text.contains(&digest) && text.contains(&commit), "{command:?} {ending}: {text}");
            if ending == "xlsx" {
                assert!(text.contains(&format!("<vt:lpwstr>{digest}<")) && text.contains(&format!("<vt:lpwstr>{commit}<")), "{text}");
            }
        }
        digests.insert(digest);
    }
    assert_eq!(digests.len(), 1, "one folder, one digest");
}

#[test]
fn an_input_that_is_not_committed_is_told_in_every_output() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1", "P1,A1, Q1");
    for command in COMMANDS {
        for (ending, text) in outputs(&repository, command) {
            let told = match ending {
                "json" => "\"inputs_clean\": false",
                "md" => "chưa commit",
                _ => "changed",
            };
            assert!(text.contains(told), "{command:?} {ending}: {text}");
        }
    }
}

#[test]
fn a_roll_up_names_what_each_of_its_folders_was_made_from() {
    let Some(repository) = Repository::of(&base()) else { return };
    let commit = head(&repository);
    let digest = |said: &[(&'static str, String)], command: &str| -> String {
        let json: Value = serde_json::from_str(&said.iter().find(|(ending, _)| *ending == "json").expect("asked for").1).expect("JSON");
        let inputs = if command == "rollup" { &json["folders"][0] } else { &json };
        assert_eq!((inputs["inputs_commit"].as_str(), inputs["inputs_clean"].as_bool()), (Some(commit.as_str()), Some(true)), "{command}");
        inputs["inputs_sha256"].as_str().expect("a digest").to_owned()
    };
    let [tallied, rolled_up] = ["tally", "rollup"].map(|command| digest(&outputs(&repository, &[command]), command));
    assert_eq!(tallied, rolled_up);
    for (ending, text) in outputs(&repository, &["rollup"]) {
        assert!(text.contains(&tallied) && text.contains(&commit), "{ending}: {text}");
    }
}

/// A property of the workbook of a tally.
fn property(repository: &Repository, name: &str) -> String {
    let said = outputs(repository, &["tally"]);
    let (_, book) = said.iter().find(|(ending, _)| *ending == "xlsx").expect("asked for");
    let value = book.split(&format!("name=\"thidua:{name}\"><vt:lpwstr>")).nth(1).and_then(|rest| rest.split('<').next());
    value.unwrap_or_else(|| panic!("no property {name}: {book}")).to_owned()
}

#[test]
fn a_workbook_names_the_rules_apart_from_the_data() {
    let Some(repository) = Repository::of(&base()) else { return };
    let facts = || ["digest", "rules"].map(|name| property(&repository, name));
    let [digest, rules] = facts();
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,7");
    let [other_digest, same_rules] = facts();
    assert!(digest != other_digest && rules == same_rules, "a row is no rule");
    repository.edit("phong-trao.yaml", "vuot_chi_tieu: toi_da", "vuot_chi_tieu: cong_them");
    assert_ne!(rules, property(&repository, "rules"));
}
