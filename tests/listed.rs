//! The list of checks: a line that is gone is missed.

use std::fs;

use thidua::checks::CHECKS;
use thidua::diagnostic::Check;
use thidua::pipeline::{Listed, Request};

use crate::campaigns::{apply, cases, origin, request};
use crate::support::{reasons, root};

/// The list without the line of one check.
fn without(name: &str) -> Vec<&'static Check> {
    CHECKS.iter().copied().filter(|check| check.name != name).collect()
}

/// Files of `src/checks` and folders of `tests/campaigns` that no check of a list owns.
fn unowned(list: &[&Check]) -> Vec<String> {
    let mut unowned = Vec::new();
    for folder in ["src/checks", "tests/campaigns"] {
        for entry in fs::read_dir(root().join(folder)).expect("it is a folder") {
            let file = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            let name = file.split('.').next().expect("a split has a first").replace('_', "-");
            if !list.iter().any(|check| check.name == name) {
                unowned.push(format!("{folder}/{file}"));
            }
        }
    }
    unowned.sort();
    unowned
}

#[test]
fn a_check_without_its_line_leaves_its_files_and_its_cases_unowned() {
    assert_eq!(unowned(CHECKS), Vec::<String>::new());
    for Check { name, .. } in CHECKS {
        let file = name.replace('-', "_");
        let expected = [format!("src/checks/{file}.md"), format!("src/checks/{file}.rs"), format!("tests/campaigns/{name}")];
        assert_eq!(unowned(&without(name)), expected);
    }
}

#[test]
fn a_check_without_its_line_finds_nothing_in_its_cases() {
    let mut wrong = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let request = Request { checks: Listed(without(&check).leak()), ..request(&case, &files) };
        if reasons(&files, &request).iter().any(|(name, _)| *name == check) {
            wrong.push(format!("{check}/{reason}"));
        }
    }
    assert!(wrong.is_empty(), "another check finds: {}", wrong.join(" "));
}
