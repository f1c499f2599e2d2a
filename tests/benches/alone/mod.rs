//! Parts of the work, each a process of its own: the bare parse, the stages up to the tally, the bare workbook.

pub mod workbook;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thidua::folder::Folder;
use thidua::ledger::{Explained, Ledger};
use thidua::pipeline::{self, Request};
use thidua::registrations::{self, RegistrationBatch};
use thidua::results;
use thidua::sheet::{FileIndex, Header, NumberStyle, Records, RowId, Sheet};
use thidua::source::{Batch, Tokenizer, Volume};

/// Does one part.
pub fn run(part: &str, path: &Path) {
    match part {
        "parse" => parse(path),
        "scan" => scan(path),
        "types" => stream(path, false),
        "ledger" => stream(path, true),
        "core" => {
            black_box(pipeline::run(&open(path), &Request::default()).expect("it can be read").streamed_rows());
        }
        "workbook" => workbook::write(path),
        other => panic!("no part `{other}`"),
    }
}

fn open(path: &Path) -> Folder {
    Folder::open(path).expect("it was written")
}

/// The sheets of a folder.
fn sheets(folder: &Path) -> Vec<PathBuf> {
    let below = |name: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder.join(name)).expect("it was written");
        entries.map(|entry| entry.expect("a folder's entries can be read").path()).collect()
    };
    [vec![folder.join("don-vi.csv")], below("dang-ky"), below("ket-qua")].concat()
}

/// Reads every sheet record by record with the `csv` crate and does nothing with it.
fn parse(folder: &Path) {
    let mut record = csv::ByteRecord::new();
    for sheet in sheets(folder) {
        let file = File::open(sheet).expect("it was written");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        while reader.read_byte_record(&mut record).expect("it is well formed") {
            black_box(&record);
        }
    }
}

/// The same with the tool's own tokenizer.
fn scan(folder: &Path) {
    let mut batch = Batch::new();
    for sheet in sheets(folder) {
        let mut tokenizer = Tokenizer::new(File::open(sheet).expect("it was written")).expect("it can be read");
        while tokenizer.next_batch(&mut batch).expect("it can be read") {
            black_box(&batch);
        }
    }
}

/// A folder without the sheets that are streamed.
struct Declared<'f> {
    folder: &'f Folder,
    files: Vec<String>,
}

impl Volume for Declared<'_> {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        self.folder.open(file)
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        self.folder.read(file)
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.folder.read_at(file, offset, length)
    }
}

/// Types every row of registrations and results and, where it is asked for, enters it into the ledger; no check looks.
fn stream(path: &Path, into_ledger: bool) {
    let folder = open(path);
    let is_streamed = |file: &&String| registrations::SHEET.holds(file) || results::SHEET.holds(file);
    let files = folder.files().iter().filter(|file| !is_streamed(file)).cloned().collect();
    let declared = pipeline::run(&Declared { folder: &folder, files }, &Request::default()).expect("it can be read");
    let (campaign, scope) = (&declared.first().campaign, &declared.first().scope);
    let mut ledger = Ledger::new(campaign, scope, Explained::Nobody);
    let mut rows = 0;
    for file in folder.files().iter().filter(is_streamed) {
        let is_result = results::SHEET.holds(file);
        let sheet: &'static Sheet = if is_result { &results::SHEET } else { &registrations::SHEET };
        let mut tokenizer = Tokenizer::new(folder.open(file).expect("it was written")).expect("it can be read");
        let mut batch = Batch::new();
        let mut has_batch = tokenizer.next_batch(&mut batch).expect("it can be read");
        let header = Arc::new(Header::read(sheet, &campaign.stages, batch.record(0)));
        let delimiter = tokenizer.opening().delimiter;
        let style = NumberStyle::of_delimiter(delimiter);
        let mut of_results = is_result.then(|| results::Reader::new(campaign, Arc::clone(&header), style, false));
        let mut of_registrations = registrations::Reader::new(campaign);
        let mut from = 1;
        while has_batch {
            let (first, header) = (RowId(rows + 1), &header);
            let records = Records { sheet, file: FileIndex(0), header, batch: &batch, first, from, delimiter, style, whose: None, reader: None };
            rows += u32::try_from(batch.len()).expect("a batch is small");
            match &mut of_results {
                Some(typed) if into_ledger => {
                    typed.read(&records, |row, points| ledger.enter_result(campaign, scope, &records, row, points));
                }
                Some(typed) => {
                    typed.read(&records, |row, points| {
                        black_box((row, points));
                    });
                }
                None => {
                    of_registrations.read(&records);
                    if into_ledger {
                        ledger.enter_registrations(campaign, scope, &RegistrationBatch { records: &records, rows: &of_registrations.rows });
                    }
                }
            }
            from = 0;
            has_batch = tokenizer.next_batch(&mut batch).expect("it can be read");
        }
    }
    black_box(&ledger);
}
