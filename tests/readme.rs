//! Every block of the README that shows a command is run, and what it shows is what comes.
//!
//! `…` alone on a line stands for any lines. `cargo run --release --` is the built program here, and `cargo test` is
//! what is running.

use std::fs;
use std::process::Command;

use crate::support::{read_folder, root};

/// The commands of the README's `console` blocks and what each must print.
fn commands() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_inside = line == "```console";
        } else if is_inside {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), Vec::new())),
                None => commands.last_mut().expect("a block begins with a command").1.push(line.to_owned()),
            }
        }
    }
    commands
}

fn matches(expected: &[String], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if first == "…" => (0..=found.len()).any(|skipped| matches(rest, &found[skipped..])),
        Some((first, rest)) => found.first() == Some(&first.as_str()) && matches(rest, &found[1..]),
    }
}

#[test]
fn every_command_of_the_readme_prints_what_it_shows() {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    // A copy, for what a folder in git says more.
    for (path, bytes) in read_folder(&root().join("examples")) {
        let path = scratch.path().join("examples").join(path);
        fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    let commands = commands();
    assert!(commands.len() >= 5, "the README shows {} commands", commands.len());
    for (command, expected) in commands {
        if command == "cargo test" {
            continue;
        }
        let words = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("thidua")).expect("a command of ours");
        let done = Command::new(env!("CARGO_BIN_EXE_thidua"))
            .args(words.split_whitespace())
            .current_dir(scratch.path())
            .env("COLUMNS", "100")
            .env_remove("GITHUB_ACTIONS")
            .env_remove("GITLAB_CI")
            .output()
            .expect("the program can be started");
        assert!(done.status.success(), "`{command}` ended with {}: {}", done.status, String::from_utf8_lossy(&done.stderr));
        let found = String::from_utf8(done.stdout).expect("output is text");
        assert!(matches(&expected, &found.lines().collect::<Vec<_>>()), "`{command}` prints\n{found}");
    }
    assert!(scratch.path().join("tong-hop.xlsx").is_file(), "the main job writes its workbook");
}

#[test]
fn files_the_readme_names_are_there() {
    let text = fs::read_to_string(root().join("README.md")).expect("there is a README");
    for word in text.split('`').skip(1).step_by(2) {
        let is_path = ["src/", "tests/", ".ci/", "examples/", "data-schema/"].iter().any(|top| word.starts_with(top));
        if is_path && !word.contains(['*', ' ']) {
            assert!(root().join(word).exists(), "the README names `{word}`");
        }
    }
}
