//! What the tests share: a folder in memory, the base campaign, a page's examples, findings in one line each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thidua::diagnostic::{Language, Voice};
use thidua::history::{Commit, History};
use thidua::pipeline::{self, Request, Run};
use thidua::records::{self, Stated, sheet_at};
use thidua::render::{self, Teller};
use thidua::source::Memory;
use thidua::value::Day;

/// The examples.
pub(crate) const EXAMPLES: [&str; 8] = [
    "binh-dinh-2023",
    "bo-tu-phap-2023",
    "danh-hieu-2024-2025",
    "dong-thap-2021-2025",
    "moi-cach-cham",
    "nam-trung-bo-tay-nguyen-2022",
    "so-tu-phap-2022",
    "tp-ho-chi-minh-2022",
];

/// Those of them that score.
pub(crate) const SCORED: [&str; 7] = [
    "binh-dinh-2023",
    "danh-hieu-2024-2025",
    "dong-thap-2021-2025",
    "moi-cach-cham",
    "nam-trung-bo-tay-nguyen-2022",
    "so-tu-phap-2022",
    "tp-ho-chi-minh-2022",
];

/// The files of a folder by their path in it.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads every file below a folder.
pub(crate) fn read_folder(folder: &Path) -> Files {
    fn visit(folder: &Path, top: &Path, files: &mut Files) {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder's entries can be read").path();
            if path.is_dir() {
                visit(&path, top, files);
            } else {
                let name = path.strip_prefix(top).expect("below the top").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    let mut files = Files::new();
    visit(folder, folder, &mut files);
    files
}

/// The small campaign that the pages' examples change.
pub(crate) fn base() -> Files {
    read_folder(&root().join("tests/base"))
}

/// One of the examples.
pub(crate) fn example(name: &str) -> Files {
    read_folder(&root().join("examples").join(name))
}

/// The rows of `tests/hand/<file>.csv` that were worked by hand for one campaign.
pub(crate) fn by_hand(file: &str, campaign: &str) -> Vec<BTreeMap<String, String>> {
    let path = root().join("tests/hand").join(format!("{file}.csv"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = reader.deserialize().map(|row| row.expect("a row"));
    rows.filter(|row: &BTreeMap<String, String>| row.get("phong_trao").is_none_or(|code| code == campaign)).collect()
}

/// A cell of a hand table; empty is none.
pub(crate) fn cell<'r>(row: &'r BTreeMap<String, String>, column: &str) -> Option<&'r str> {
    Some(row[column].as_str()).filter(|text| !text.is_empty())
}

/// Reads and checks a folder in memory.
pub(crate) fn run(files: &Files, request: &Request) -> Run {
    pipeline::run(&memory(files), request).expect("a folder in memory can be read")
}

/// The day on which the first of scripted commits was made.
pub(crate) fn first_day() -> Day {
    Day::from_ymd(2026, 1, 1).expect("a day")
}

/// The history of a folder through these states, a commit each, the last of which is how it stands.
pub(crate) fn history(states: &[(Day, Files)]) -> Arc<History> {
    let mut history = History::default();
    let mut before = Files::new();
    let known = pipeline::stages(&memory(&states.last().expect("there is a state").1)).expect("memory can be read");
    let rows = |files: &Files| -> Vec<Stated> {
        let sheets = files.iter().filter_map(|(file, bytes)| Some((file, bytes, sheet_at(file)?)));
        sheets.flat_map(|(file, bytes, sheet)| records::read(sheet, file, bytes.as_slice(), &known).expect("memory can be read")).collect()
    };
    for (day, files) in states {
        let (id, at) = (format!("{:0<40}", day.to_string().replace('-', "")), format!("{day}T08:00:00+07:00"));
        let commit = Commit {
            id: id.into(),
            author: "Nguyễn Văn Thư".into(),
            authored: at.as_str().into(),
            committed: at.into(),
            day: *day,
            subject: "x".into(),
        };
        history.enter(commit, rows(&before), rows(files));
        before.clone_from(files);
    }
    Arc::new(history)
}

/// A folder in memory.
pub(crate) fn memory(files: &Files) -> Memory {
    Memory::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
}

/// Writes findings in a format, by its name.
pub(crate) fn told(format: &str, teller: Teller<'_>, out: &mut Vec<u8>) {
    let layout = render::text::Layout { width: 100, is_styled: false };
    let setting = render::Setting { layout, voice: teller.voice(), version: "0", is_several: false };
    render::write(render::format(format).expect("the format is listed"), setting, teller, out).expect("memory takes everything");
}

/// Every finding of a folder, one a line, as `--format concise` writes them.
pub(crate) fn concise(files: &Files, request: &Request, language: Language) -> String {
    let volume = memory(files);
    let run = pipeline::run(&volume, request).expect("a folder in memory can be read");
    let mut out = Vec::new();
    told("concise", Teller::new(&volume, &run, Voice { language }), &mut out);
    String::from_utf8(out).expect("findings are text")
}

/// Check and reason of every finding, in order of place.
pub(crate) fn reasons(files: &Files, request: &Request) -> Vec<(String, String)> {
    let run = run(files, request);
    run.findings.iter().map(|(_, finding)| (finding.check.name.to_owned(), finding.fault.reason().to_owned())).collect()
}

/// A file of a page's example: `whole` replaces a definition, else its top-level keys replace the base's.
#[derive(Clone, Debug)]
pub(crate) struct Fence {
    pub(crate) path: String,
    pub(crate) whole: bool,
    pub(crate) text: String,
}

/// The base campaign with an example's files laid over it.
pub(crate) fn overlay(mut files: Files, fences: &[Fence]) -> Files {
    for fence in fences {
        let is_partial = fence.path == "phong-trao.yaml" && !fence.whole;
        let bytes = if is_partial {
            let base = String::from_utf8(files[&fence.path].clone()).expect("the base is text");
            replace_keys(&base, &fence.text).into_bytes()
        } else {
            unescape(&fence.text)
        };
        files.insert(fence.path.clone(), bytes);
    }
    files
}

/// Replaces the top-level keys of a definition that another text states; what it does not have is added at the end.
fn replace_keys(base: &str, with: &str) -> String {
    let mut sections = sections(base);
    for (key, text) in self::sections(with) {
        match sections.iter_mut().find(|(known, _)| *known == key) {
            Some(section) => section.1 = text,
            None => sections.push((key, text)),
        }
    }
    sections.into_iter().map(|(_, text)| text).collect()
}

fn sections(text: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let starts = line.chars().next().is_some_and(|first| !matches!(first, ' ' | '-' | '#' | '\n'));
        if starts || sections.is_empty() {
            let key = line.split(':').next().unwrap_or_default().to_owned();
            sections.push((key, String::new()));
        }
        sections.last_mut().expect("just pushed").1.push_str(line);
    }
    sections
}

/// Bytes that a page cannot show as they are: `␀` NUL, `␍` CR, `␉` TAB, `⟨BOM⟩`, `⟨FF⟩` a byte, `⟨x×1000⟩` a text so many times.
pub(crate) fn unescape(text: &str) -> Vec<u8> {
    let text = text.replace('␀', "\0").replace('␍', "\r").replace('␉', "\t");
    let mut parts = text.split('⟨');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (token, rest) = part.split_once('⟩').unwrap_or_else(|| panic!("`⟨` without `⟩`: {part}"));
        match (token, token.split_once('×')) {
            ("BOM", _) => bytes.extend("\u{feff}".as_bytes()),
            (_, Some((text, times))) => bytes.extend(text.repeat(times.parse().expect("a number of times")).as_bytes()),
            (hex, None) => bytes.push(u8::from_str_radix(hex, 16).expect("a byte in hexadecimal")),
        }
        bytes.extend(rest.as_bytes());
    }
    bytes
}
