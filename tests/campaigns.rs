//! `tests/campaigns/<check>/<reason>/`: an example with one cell or line changed, and every finding that must come of it.
//!
//! `case.yaml` names the example and the edits; `expected.txt` holds the findings as `--format concise` writes them.
//! `neighbour` holds the edits of the nearest innocent case, in which the check stays silent; `mended` (see `mended.rs`) what
//! the help line says, carried out.
//! With `THIDUA_ACCEPT=1` the expectations are written anew: read them before you commit them.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use thidua::checks::CHECKS;
use thidua::diagnostic::Language;
use thidua::pipeline::Request;
use thidua::value::Day;

use crate::support::{Files, base, concise, example, first_day, history, reasons, root, unescape};

/// One case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The example, or `base` for the small campaign of the pages.
    pub(crate) base: String,
    /// What is changed.
    pub(crate) edit: Vec<Edit>,
    /// What the help line says, carried out on the case's files.
    #[serde(default)]
    pub(crate) mended: Vec<Edit>,
    /// Checks that speak once the case is mended, each with why.
    #[serde(default)]
    pub(crate) brings: BTreeMap<String, String>,
    /// Why no edit mends it.
    #[serde(default)]
    pub(crate) unmended: Option<String>,
    /// What stood in the repository before the case's files did, commit by commit, each the changes of one day.
    #[serde(default)]
    pub(crate) past: Vec<Past>,
    /// The day on which the case's files were committed; without one there is no history.
    #[serde(default)]
    pub(crate) committed: Option<String>,
    /// The nearest innocent case.
    pub(crate) neighbour: Vec<Edit>,
    /// `--period`.
    #[serde(default)]
    pub(crate) period: Option<String>,
    /// `--as-of`.
    #[serde(default)]
    pub(crate) as_of: Option<String>,
}

/// A commit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Past {
    day: String,
    edit: Vec<Edit>,
}

/// One change of one file: a piece of text replaced, a line added at the end, a file written or taken away; bytes as in `unescape`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    pub(crate) file: String,
    /// The line, from 1, in which the piece to replace stands; where it is not stated, the file is searched.
    #[serde(default)]
    line: Option<usize>,
    #[serde(default)]
    replace: Option<String>,
    #[serde(default)]
    with: Option<String>,
    #[serde(default)]
    append: Option<String>,
    #[serde(default)]
    write: Option<String>,
    #[serde(default)]
    remove: bool,
    /// Hexadecimal bytes in place of `replace`, where text cannot say it.
    #[serde(default)]
    with_bytes: Option<String>,
}

impl Edit {
    /// What it takes away, what it puts there, and where.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        [Some(&self.file), self.replace.as_ref(), self.with.as_ref(), self.append.as_ref(), self.write.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

/// Where a piece of text stands, in the whole or in one line of it.
fn position(text: &[u8], line: Option<usize>, piece: &[u8]) -> Vec<usize> {
    let of_line = |number: usize| {
        let mut lines = text.split_inclusive(|byte| *byte == b'\n');
        let start = lines.by_ref().take(number - 1).map(<[u8]>::len).sum::<usize>();
        start..start + lines.next().map_or(0, <[u8]>::len)
    };
    let within = line.map_or(0..text.len(), of_line);
    let end = (within.end + 1).saturating_sub(piece.len());
    (within.start..end).filter(|at| text[*at..].starts_with(piece)).collect()
}

/// Carries out the edits; a piece to replace must stand in the file exactly once.
pub(crate) fn apply(files: &mut Files, edits: &[Edit]) {
    for edit in edits {
        if edit.remove {
            assert!(files.remove(&edit.file).is_some(), "no {}", edit.file);
        } else if let Some(text) = &edit.write {
            files.insert(edit.file.clone(), unescape(text));
        } else if let Some(line) = &edit.append {
            let file = files.get_mut(&edit.file).unwrap_or_else(|| panic!("no {}", edit.file));
            file.extend_from_slice(&unescape(line));
            file.push(b'\n');
        } else {
            let piece = unescape(edit.replace.as_ref().expect("an edit replaces, appends, writes or removes"));
            let file = files.get_mut(&edit.file).unwrap_or_else(|| panic!("no {}", edit.file));
            let found = position(file, edit.line, &piece);
            assert_eq!(found.len(), 1, "`{}` stands {} times in {}", edit.replace.as_ref().expect("above"), found.len(), edit.file);
            let with = match (&edit.with, &edit.with_bytes) {
                (Some(text), None) => unescape(text),
                (None, Some(hex)) => hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("hexadecimal")).collect(),
                _ => panic!("`with` or `with_bytes`"),
            };
            file.splice(found[0]..found[0] + piece.len(), with);
        }
    }
}

/// A case of the folder: its check, its reason, and what it says.
pub(crate) fn cases() -> Vec<(String, String, Case)> {
    let mut cases = Vec::new();
    for check in sorted(&root().join("tests/campaigns")) {
        for reason in sorted(&check) {
            let text = fs::read_to_string(reason.join("case.yaml")).unwrap_or_else(|error| panic!("{}: {error}", reason.display()));
            let case = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", reason.display()));
            let name = |path: &std::path::Path| path.file_name().expect("a folder has a name").to_string_lossy().into_owned();
            cases.push((name(&check), name(&reason), case));
        }
    }
    cases
}

fn sorted(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    paths.sort();
    paths
}

/// The findings that come of a case's edits: what the unchanged folder has to say is left out.
fn findings(case: &Case, files: &Files) -> String {
    let before = concise(&origin(case), &request(case, &origin(case)), Language::Vietnamese);
    let found = concise(files, &request(case, files), Language::Vietnamese);
    found.split_inclusive('\n').filter(|line| !before.split_inclusive('\n').any(|known| known == *line)).collect()
}

/// The unchanged folder of a case.
pub(crate) fn origin(case: &Case) -> Files {
    if case.base == "base" { base() } else { example(&case.base) }
}

/// What a case asks for of its files, which are the last of its history where it has one.
pub(crate) fn request(case: &Case, files: &Files) -> Request {
    let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
    let history = case.committed.as_ref().map(|committed| {
        let mut state = origin(case);
        let past = case.past.iter().map(|past| {
            apply(&mut state, &past.edit);
            (day(&past.day), state.clone())
        });
        let past: Vec<(Day, Files)> = past.collect();
        history(&[&[(first_day(), origin(case))], past.as_slice(), &[(day(committed), files.clone())]].concat())
    });
    Request { period: case.period.clone(), as_of: case.as_of.as_deref().map(day), history, ..Request::default() }
}

#[test]
fn every_case_gives_the_findings_that_are_expected() {
    let accepts = std::env::var_os("THIDUA_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let found = findings(&case, &files);
        let path = root().join("tests/campaigns").join(&check).join(&reason).join("expected.txt");
        if accepts {
            fs::write(&path, &found).expect("the expectation can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{check}/{reason}\n expected:\n{expected} found:\n{found}"));
        }
        if !reasons(&files, &request(&case, &files)).contains(&(check.clone(), reason.clone())) {
            wrong.push(format!("{check}/{reason} is not found at all:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_nearest_innocent_case_stays_silent() {
    let mut wrong = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.neighbour);
        let found = reasons(&files, &request(&case, &files));
        if found.iter().any(|(name, _)| *name == check) {
            wrong.push(format!("{check}/{reason}: {}", concise(&files, &request(&case, &files), Language::Vietnamese)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_of_every_check_has_its_case() {
    let cases: Vec<(String, String)> = cases().into_iter().map(|(check, reason, _)| (check, reason)).collect();
    let missing: Vec<String> = CHECKS
        .iter()
        .flat_map(|check| check.reasons.iter().map(move |reason| (check.name.to_owned(), (*reason).to_owned())))
        .filter(|wanted| !cases.contains(wanted))
        .map(|(check, reason)| format!("tests/campaigns/{check}/{reason}/"))
        .collect();
    assert!(missing.is_empty(), "no case: {}", missing.join(" "));
}
