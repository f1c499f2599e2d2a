//! The layers: a module imports only from those that stand above it in `src/lib.rs`, and only the named ones touch the world.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{read_folder, root};

/// The modules that may read the disk, the clock and the environment, start programs and print.
const WORLDLY: [&str; 3] = ["folder", "cli", "main"];

/// What only they may name.
const WORLD: [&str; 11] =
    ["std::fs", "std::env", "std::process", "std::net", "Instant::now", "SystemTime", "Local::now", "println!", "eprintln!", "print!(", "stdout()"];

/// The modules in the order `src/lib.rs` declares them.
fn order(lib: &str) -> Vec<String> {
    let declared = lib.lines().filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("pub(crate) mod "))?.strip_suffix(';'));
    declared.map(ToOwned::to_owned).collect()
}

/// Code without comments and without its tests.
fn code(text: &str) -> String {
    let before_tests = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    before_tests.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The modules a text names: `crate::a::…`, `crate::{a::…, b}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in code.split("crate::").skip(1) {
        let words: Vec<&str> = match piece.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default().split(',').collect(),
            None => vec![piece],
        };
        for word in words {
            let name: String = word.trim().chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
            found.push(name);
        }
    }
    found
}

/// What is wrong with the layers of these sources, by path below `src/`.
fn faults(sources: &BTreeMap<String, String>) -> Vec<String> {
    let order = order(&sources["lib.rs"]);
    let rank = |module: &str| order.iter().position(|one| one == module);
    let mut faults = Vec::new();
    for (path, text) in sources.iter().filter(|(path, _)| path.as_str() != "lib.rs") {
        let module = path.split(['/', '.']).next().unwrap_or_default();
        let is_test = path.ends_with("/tests.rs") || path.ends_with("/agreement.rs");
        let code = code(text);
        if module != "main" && rank(module).is_none() {
            faults.push(format!("{path}: `{module}` is not declared in lib.rs"));
        }
        for import in imports(&code) {
            let (Some(own), Some(other)) = (rank(module), rank(&import)) else { continue };
            if other > own {
                faults.push(format!("{path}: `{module}` imports `{import}`, which stands below it"));
            }
        }
        for word in WORLD {
            if !WORLDLY.contains(&module) && !is_test && code.contains(word) {
                faults.push(format!("{path}: `{word}` belongs to {}", WORLDLY.join(", ")));
            }
        }
    }
    faults
}

fn sources(folder: &Path) -> BTreeMap<String, String> {
    let files = read_folder(folder).into_iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("sources are text"))).collect()
}

#[test]
fn modules_import_only_from_those_above_them() {
    let faults = faults(&sources(&root().join("src")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_import_is_found() {
    let mut sources = sources(&root().join("src"));
    sources.get_mut("value/points.rs").expect("value has points").insert_str(0, "use crate::tally::Line;\n");
    assert_eq!(faults(&sources), ["value/points.rs: `value` imports `tally`, which stands below it"]);
}

#[test]
fn a_wrong_import_within_braces_is_found() {
    let mut sources = sources(&root().join("src"));
    sources.get_mut("source.rs").expect("there is source.rs").insert_str(0, "use crate::{value, cli::run};\n");
    assert_eq!(faults(&sources), ["source.rs: `source` imports `cli`, which stands below it"]);
}

#[test]
fn a_core_that_reads_the_clock_is_found() {
    let mut sources = sources(&root().join("src"));
    sources.get_mut("ranking.rs").expect("there is ranking.rs").insert_str(0, "fn now() { std::time::Instant::now(); }\n");
    assert_eq!(faults(&sources), ["ranking.rs: `Instant::now` belongs to folder, cli, main"]);
}
