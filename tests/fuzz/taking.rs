//! What holds of every file that is sent, whatever its bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use thidua::intake::{Account, Asked, Intake};
use thidua::pipeline::{self, Request, Run};
use thidua::source::Memory;

/// The folder files come into.
pub struct Ground {
    files: BTreeMap<String, Vec<u8>>,
    volume: Memory,
    run: Run,
    /// A fault put into the reader to see that it is found.
    planted: bool,
}

impl Ground {
    /// The folder of the intake tests.
    pub fn new() -> Self {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake/folder");
        let mut files = BTreeMap::new();
        enter(&top, "", &mut files);
        let (volume, run) = read(&files);
        let run = run.expect("it was read");
        Self { files, volume, run, planted: std::env::var_os("THIDUA_PLANTED").is_some() }
    }

    /// Takes a file: none panics; no row is lost; what is written is read again, and the second time nothing changes; what is kept aside
    /// comes in again.
    pub fn take(&self, bytes: &[u8], asked: &Asked, has_planted_fault: impl Fn(&Account) -> bool) {
        let mut intake = Intake::new(&self.volume, &self.run);
        let Ok(account) = intake.take(bytes, asked) else {
            assert!(intake.targets.changes().is_empty(), "it is refused and yet changes the folder");
            return;
        };
        assert_eq!(account.rows, account.written + account.kept_rows(), "a row is lost");
        assert!(!(self.planted && has_planted_fault(&account)), "the planted fault is found");
        let changes = intake.targets.changes();
        for page in &account.kept {
            let _ = Intake::new(&self.volume, &self.run).take(&page.csv(), &Asked::default());
        }
        if changes.is_empty() {
            return;
        }
        let mut files = self.files.clone();
        files.extend(changes.into_iter().map(|change| (change.path.to_owned(), change.after)));
        // Reading the whole folder takes longer than everything else: one input in eight.
        let (volume, run) = if bytes.len().is_multiple_of(8) { read(&files) } else { (memory(&files), None) };
        let mut intake = Intake::new(&volume, run.as_ref().unwrap_or(&self.run));
        let again = intake.take(bytes, asked).expect("what was taken once is taken again");
        assert_eq!((again.rows, again.written), (account.rows, account.written), "the second time it comes to something else");
        assert!(intake.targets.changes().is_empty(), "the second time something changes");
    }
}

fn memory(files: &BTreeMap<String, Vec<u8>>) -> Memory {
    Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
}

fn read(files: &BTreeMap<String, Vec<u8>>) -> (Memory, Option<Run>) {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    (volume, Some(run))
}

fn enter(folder: &Path, within: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = format!("{within}{}", path.file_name().expect("it has a name").to_string_lossy());
        if path.is_dir() {
            enter(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).expect("it can be read"));
        }
    }
}
