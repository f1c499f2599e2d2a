//! Intake: what offices send, taken or refused; every row is written or kept aside, and twice changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use thidua::intake::encoding::Encoding;
use thidua::intake::labels::Told;
use thidua::intake::{Account, Asked, Intake};
use thidua::pipeline::{self, Request};

use crate::support::{Files, memory, read_folder, root};

/// The folder the files come into.
fn folder() -> Files {
    read_folder(&root().join("tests/intake/folder"))
}

/// The files, by name, each with the options it comes with.
fn uploads() -> BTreeMap<String, (Vec<u8>, Vec<String>)> {
    let files = read_folder(&root().join("tests/intake/files"));
    let options = |name: &str| {
        let stem = Path::new(name).file_stem().expect("a file has a name").to_string_lossy();
        let bytes = files.get(&format!("{stem}.args"));
        bytes.map(|bytes| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()).unwrap_or_default()
    };
    let is_upload = |name: &&String| Path::new(name).extension().is_some_and(|ending| ending != "args") && !name.ends_with(".expected.txt");
    files.keys().filter(is_upload).map(|name| (name.clone(), (files[name].clone(), options(name)))).collect()
}

fn asked(options: &[String]) -> Asked {
    let mut asked = Asked::default();
    let mut words = options.iter();
    while let Some(word) = words.next() {
        let mut next = || words.next().expect("an option has its value").clone();
        match word.as_str() {
            "--sheet" => asked.page = Some(next()),
            "--kind" => {
                let name = next();
                asked.kind = pipeline::sheets().find(|sheet| sheet.name == name);
            }
            "--period" => asked.period = Some(next()),
            "--unit" => asked.unit = Some(next()),
            "--map" => asked.told.push(Told::read(&next()).expect("it is LABEL=COLUMN")),
            "--encoding" => asked.encoding = Encoding::named(&next()),
            "--keep" => asked.keeps_identity = true,
            other => panic!("no option {other}"),
        }
    }
    asked
}

/// Takes a file into a folder: what it came to, and the folder afterwards.
fn take(files: &Files, bytes: &[u8], asked: &Asked) -> (Result<Account, String>, Files) {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("the folder can be read");
    let mut intake = Intake::new(&volume, &run);
    let account = intake.take(bytes, asked).map_err(|error| format!("{error:#}"));
    let mut after = files.clone();
    for change in intake.targets.changes() {
        after.insert(change.path.to_owned(), change.after);
    }
    (account, after)
}

/// What a file came to, in words.
fn told(files: &Files, account: &Result<Account, String>, after: &Files) -> String {
    let mut told = String::new();
    match account {
        Err(reason) => writeln!(told, "không nhận: {reason}").expect("a string takes everything"),
        Ok(account) => {
            let kept = account.kept_rows();
            writeln!(told, "{} dòng vào = {} ghi + {kept} giữ lại", account.rows, account.written).expect("a string takes everything");
            for said in &account.said {
                writeln!(told, "{said}").expect("a string takes everything");
            }
            for page in &account.kept {
                write!(told, "-- giữ lại {}\n{}", page.name, String::from_utf8_lossy(&page.csv())).expect("a string takes everything");
            }
        }
    }
    for (path, bytes) in after.iter().filter(|(path, bytes)| files.get(*path) != Some(bytes)) {
        write!(told, "-- {path}\n{}", String::from_utf8_lossy(bytes)).expect("a string takes everything");
    }
    told
}

#[test]
fn every_file_comes_to_what_is_written_beside_it() {
    let (files, accepts) = (folder(), std::env::var_os("THIDUA_ACCEPT").is_some());
    let mut wrong = Vec::new();
    for (name, (bytes, options)) in uploads() {
        let (account, after) = take(&files, &bytes, &asked(&options));
        let found = told(&files, &account, &after);
        let path = root().join("tests/intake/files").join(format!("{name}.expected.txt"));
        if accepts {
            std::fs::write(&path, &found).expect("it can be written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != found {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{} files differ; THIDUA_ACCEPT=1 writes what they come to\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_written_or_kept_aside_and_twice_changes_nothing() {
    let files = folder();
    for (name, (bytes, options)) in uploads() {
        let (account, after) = take(&files, &bytes, &asked(&options));
        let Ok(account) = account else {
            assert!(after == files, "{name} is refused and yet changes the folder");
            continue;
        };
        assert_eq!(account.rows, account.written + account.kept_rows(), "{name}");
        let (again, twice) = take(&after, &bytes, &asked(&options));
        assert!(twice == after, "{name} changes something the second time");
        let again = again.expect("what was taken once is taken again");
        assert_eq!((again.rows, again.written), (account.rows, account.written), "{name}");
    }
}

/// What is wrong with a file, by what is said of it.
fn defects(account: &Account) -> Vec<&'static str> {
    const SAID: [(&str, &str); 9] = [
        ("dòng tiêu đề lặp lại", "labels again"),
        ("dòng đánh số cột", "numbering"),
        ("dòng cộng", "sums"),
        ("dòng đề mục", "headings"),
        ("dòng phần ký", "signatures"),
        ("ghi chú bên bảng", "notes beside"),
        ("viết lại", "cells written otherwise"),
        ("không có bảng nào", "pages without a table"),
        ("đọc theo", "another encoding"),
    ];
    let mut found: Vec<&str> =
        SAID.iter().filter(|(words, _)| account.said.iter().any(|said| said.contains(words))).map(|(_, defect)| *defect).collect();
    let line = account.said.iter().find_map(|said| said.split_once("ở dòng ")?.1.parse::<u32>().ok());
    found.extend(line.filter(|line| *line > 1).map(|_| "titles"));
    found.extend((account.kept_rows() > 0).then_some("rows kept aside"));
    found
}

/// Whether a workbook's first page has labels merged over others.
fn has_merged_head(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut page = String::new();
    let read = archive.by_name("xl/worksheets/sheet1.xml").map(|mut part| part.read_to_string(&mut page));
    read.is_ok() && page.contains("<mergeCell ")
}

#[test]
fn there_are_sixty_files_fifteen_of_five_defects_and_three_as_offices_make_them() {
    const AS_OFFICES_MAKE_THEM: [&str; 5] = ["titles", "numbering", "sums", "signatures", "notes beside"];
    let files = folder();
    let uploads = uploads();
    assert!(uploads.len() >= 60, "{}", uploads.len());
    let (mut of_five, mut of_offices) = (0, 0);
    for (bytes, options) in uploads.values() {
        let Ok(account) = take(&files, bytes, &asked(options)).0 else { continue };
        let defects = defects(&account);
        of_five += usize::from(defects.len() >= 5);
        of_offices += usize::from(AS_OFFICES_MAKE_THEM.iter().all(|defect| defects.contains(defect)) && has_merged_head(bytes));
    }
    assert!(of_five >= 15 && of_offices >= 3, "{of_five} of five defects, {of_offices} as offices make them");
}

#[test]
fn what_was_kept_aside_comes_in_once_it_is_put_right() {
    let files = folder();
    let bad = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVP,1.1,Q2,20,1.250\n";
    let (account, after) = take(&files, bad.as_bytes(), &Asked::default());
    let account = account.expect("it has a table");
    assert_eq!((account.written, account.kept_rows(), after == files), (0, 1, true));
    let kept = String::from_utf8(account.kept[0].csv()).expect("it is text");
    let (account, after) = take(&files, kept.replace("1.250", "18").as_bytes(), &Asked::default());
    assert_eq!(account.expect("it has a table").kept_rows(), 0);
    assert_eq!(String::from_utf8_lossy(&after["ket-qua/Q2/VP.csv"]), "don_vi,tieu_chi,ky,tong_so,thuc_hien\nVP,1.1,Q2,20,18\n");
}

#[test]
fn a_file_that_cannot_be_merged_into_is_left_alone() {
    let mut files = folder();
    files.insert("ket-qua/Q2/VP.csv".to_owned(), b"don_vi;tieu_chi;ky\nVP;1.1;Q2\n".to_vec());
    let sent = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVP,1.1,Q2,20,18\n";
    let (account, after) = take(&files, sent.as_bytes(), &Asked::default());
    assert!(account.expect_err("it is not written over").contains("check --fix"));
    assert!(after == files);
}

#[test]
fn of_a_file_whose_second_target_is_refused_nothing_is_taken() {
    let mut files = folder();
    files.insert("ket-qua/Q2/VP.csv".to_owned(), b"don_vi;tieu_chi;ky\nVP;1.1;Q2\n".to_vec());
    let sent = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nTTr,1.1,Q2,20,18\nVP,1.1,Q2,20,18\n";
    let (account, after) = take(&files, sent.as_bytes(), &Asked::default());
    assert!(account.is_err() && after == files, "the row of TTr is written all the same");
}

/// Numbers without end, the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % below.max(1)
    }
}

/// Bytes with a few of them changed, left out, put in twice, or cut off.
fn changed(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const TELLING: [&[u8]; 10] = [b"<", b"/>", b"\"", b"\n", b";", b"r=\"XFD1048576\"", b"99999999999", b"\xFF\xFE", b"</c>", b"-1"];
    let mut made = bytes.to_vec();
    for _ in 0..=numbers.next(6) {
        let at = numbers.next(made.len());
        let length = numbers.next(40).min(made.len() - at);
        match numbers.next(6) {
            0 if !made.is_empty() => made[at] = u8::try_from(numbers.next(256)).expect("a byte"),
            1 => drop(made.drain(at..at + length)),
            2 => {
                let piece = made[at..at + length].to_vec();
                made.splice(at..at, piece);
            }
            3 => made.truncate(at),
            4 => drop(made.splice(at..at, TELLING[numbers.next(TELLING.len())].iter().copied())),
            _ if !made.is_empty() => made[at] ^= 1 << numbers.next(8),
            _ => {}
        }
    }
    made
}

/// A spreadsheet with one of its parts changed: the container stays whole, so that what is in it is read.
fn changed_inside(bytes: &[u8], numbers: &mut Numbers) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = numbers.next(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, stored).ok()?;
        writer.write_all(&if index == chosen { changed(&content, numbers) } else { content }).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Takes changed files for a while: none panics, hangs, or loses a row.
fn take_changed(is_of: impl Fn(&str) -> bool) {
    const SLOWEST: Duration = Duration::from_secs(20);
    let seconds = std::env::var("THIDUA_CHANGING").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(3);
    let files = folder();
    let volume = memory(&files);
    let run = pipeline::run(&volume, &Request::default()).expect("the folder can be read");
    let uploads: Vec<(String, Vec<u8>)> = uploads().into_iter().filter(|(name, _)| is_of(name)).map(|(name, (bytes, _))| (name, bytes)).collect();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let begun = Instant::now();
    let mut count = 0_usize;
    while begun.elapsed() < Duration::from_secs(seconds) {
        let (name, bytes) = &uploads[numbers.next(uploads.len())];
        let inside = if numbers.next(4) > 0 { changed_inside(bytes, &mut numbers) } else { None };
        let sent = inside.unwrap_or_else(|| changed(bytes, &mut numbers));
        let started = Instant::now();
        let mut intake = Intake::new(&volume, &run);
        if let Ok(account) = intake.take(&sent, &Asked::default()) {
            assert_eq!(account.rows, account.written + account.kept_rows(), "{name}, file {count}");
        }
        assert!(started.elapsed() < SLOWEST, "{name}, file {count}, takes {:?}", started.elapsed());
        count += 1;
    }
    assert!(count > 10, "only {count} files in {seconds} seconds");
}

#[test]
fn changed_spreadsheets_are_taken_or_refused() {
    take_changed(|name| [".xlsx", ".xls", ".ods"].iter().any(|ending| name.ends_with(ending)));
}

#[test]
fn changed_texts_are_taken_or_refused() {
    take_changed(|name| [".csv", ".tsv", ".txt"].iter().any(|ending| name.ends_with(ending)));
}
