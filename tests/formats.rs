//! The eight formats tell the same findings at the same places, over every case and over a file that is hard to count in.

use std::collections::BTreeSet;
use std::path::PathBuf;

use quick_xml::events::Event;
use serde_json::Value;
use thidua::checks::CHECKS;
use thidua::diagnostic::{Language, Severity, Voice};
use thidua::pipeline::{Run, run};
use thidua::render::{FORMATS, Teller};

use crate::campaigns::{apply, cases, origin, request};
use crate::support::{Files, base, memory, told};

/// A finding as a format has it: check, file, line and column, as far as the format says.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Told {
    check: String,
    file: String,
    line: Option<u64>,
    column: Option<u64>,
}

impl Told {
    fn new(check: &str, file: &str, line: Option<u64>, column: Option<u64>) -> Self {
        Self { check: check.to_owned(), file: file.to_owned(), line, column }
    }

    /// The same, as a format without columns has it.
    fn without_column(&self) -> Self {
        Self { column: None, ..self.clone() }
    }

    /// From `file:line:column`, of which the end may be missing.
    fn at(check: &str, place: &str) -> Self {
        let mut parts: Vec<&str> = place.split(':').collect();
        let mut numbers: Vec<u64> = Vec::new();
        while let Some(number) = parts.last().and_then(|part| part.parse().ok()) {
            numbers.insert(0, number);
            parts.pop();
        }
        Self::new(check, &parts.join(":"), numbers.first().copied(), numbers.get(1).copied())
    }
}

fn is_check(name: &str) -> bool {
    CHECKS.iter().any(|check| check.name == name)
}

/// What the finding's own JSON says, the measure of the others.
fn from_json(finding: &Value) -> Told {
    let file = finding["file"].as_str().unwrap_or_default();
    Told::new(finding["check"].as_str().expect("a check"), file, finding["line"].as_u64(), finding["column"].as_u64())
}

fn parse(format: &str, text: &str) -> Vec<Told> {
    match format {
        "json" => json(text)["findings"].as_array().expect("a list").iter().map(from_json).collect(),
        "jsonl" => text.lines().map(|line| from_json(&json(line))).collect(),
        "concise" => text.lines().map(concise).collect(),
        "gitlab" => json(text).as_array().expect("a list").iter().map(gitlab).collect(),
        "sarif" => json(text)["runs"][0]["results"].as_array().expect("a list").iter().map(sarif).collect(),
        "junit" => junit(text),
        "github" => text.lines().filter(|line| line.starts_with("::")).map(github).collect(),
        "text" => text_of_people(text),
        other => panic!("{other} is not parsed here"),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn concise(line: &str) -> Told {
    let severities = ["error[", "warning[", "note["];
    let at = severities.iter().filter_map(|severity| line.find(severity)).min().expect("a severity stands in each line");
    let check = line[at..].split(['[', ']']).nth(1).expect("a check stands in brackets");
    Told::at(check, line[..at].trim_end().trim_end_matches(':'))
}

fn gitlab(issue: &Value) -> Told {
    let location = &issue["location"];
    Told::new(issue["check_name"].as_str().expect("a check"), location["path"].as_str().expect("a path"), location["lines"]["begin"].as_u64(), None)
}

fn sarif(result: &Value) -> Told {
    let check = result["ruleId"].as_str().expect("a rule");
    let place = &result["locations"][0]["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
    Told::new(check, &from_percent(uri), place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64())
}

fn from_percent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, after) {
            let digits = String::from_utf8(vec![*high, *low]).expect("ASCII");
            bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("it was text")
}

fn junit(text: &str) -> Vec<Told> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut all = Vec::new();
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Eof => return all,
            Event::Start(element) if element.name().as_ref() == "testcase" => {
                let attribute = |name: &str| {
                    let found = element.try_get_attribute(name).expect("attributes are sound").expect("it has both");
                    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("it is text").into_owned()
                };
                let name = attribute("name");
                // The place ends where the title begins, behind the first colon with a blank.
                let place = name.split_once(": ").map_or("", |(place, _)| place);
                all.push(Told::at(&attribute("classname"), place));
            }
            _ => {}
        }
    }
}

fn github(line: &str) -> Told {
    let (properties, _) = line[2..].split_once("::").expect("a message stands behind the properties");
    let properties = properties.split_once(' ').expect("properties stand behind the command").1;
    let value = |wanted: &str| {
        let found = properties.split(',').filter_map(|property| property.split_once('=')).find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"))
    };
    let number = |wanted: &str| value(wanted).map(|text| text.parse().expect("a number"));
    Told::new(&value("title").expect("a title"), &value("file").unwrap_or_default(), number("line"), number("col"))
}

/// Headings end in the title; the first place behind one is its own.
fn text_of_people(text: &str) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    let mut is_placed = true;
    for line in text.lines() {
        let heading = ["lỗi[", "cảnh báo[", "lưu ý["].iter().find_map(|severity| line.strip_prefix(severity));
        if let Some(check) = heading.and_then(|rest| rest.split(']').next()).filter(|check| is_check(check)) {
            all.push(Told::new(check, "", None, None));
            is_placed = false;
        } else if let Some((_, place)) = line.split_once("╭▸ ").or_else(|| line.split_once("--> "))
            && !is_placed
        {
            let last = all.last_mut().expect("a heading stands above each place");
            *last = Told::at(&last.check, place.trim());
            is_placed = true;
        }
    }
    all
}

fn all_told(files: &Files, run: &Run) -> Vec<(&'static str, Vec<Told>, String)> {
    let volume = memory(files);
    let of = |name: &'static str| {
        let mut out = Vec::new();
        told(name, Teller::new(&volume, run, Voice::default()), &mut out);
        let text = String::from_utf8(out).expect("findings are text");
        (name, parse(name, &text), text)
    };
    FORMATS.iter().map(|format| of(format.name)).collect()
}

/// Holds every format against the JSON of the same run.
fn agree(what: &str, files: &Files, run: &Run) {
    let all = all_told(files, run);
    let of = |name: &str| &all.iter().find(|(known, _, _)| *known == name).expect("the format is listed").1;
    let measure = of("json").clone();
    assert_eq!(measure.len(), run.findings.len(), "{what}");
    for name in ["jsonl", "concise", "sarif", "junit"] {
        assert_eq!(*of(name), measure, "{what}: {name}");
    }
    let plain: Vec<Told> = measure
        .iter()
        .map(|told| {
            let file = if told.file.is_empty() { "phong-trao.yaml" } else { &told.file };
            Told::new(&told.check, file, Some(told.line.unwrap_or(1)), None)
        })
        .collect();
    assert_eq!(*of("gitlab"), plain, "{what}: gitlab");

    let severities: Vec<Severity> = run.findings.iter().map(|(severity, _)| *severity).collect();
    let annotated =
        |wanted: Severity| measure.iter().zip(&severities).filter(move |(_, severity)| **severity == wanted).map(|(told, _)| told.clone()).take(10);
    let mut expected: Vec<Told> = annotated(Severity::Error).chain(annotated(Severity::Warning)).collect();
    let mut github = of("github").clone();
    expected.sort();
    github.sort();
    assert_eq!(github, expected, "{what}: github");
    let left_out = measure.len() - expected.len();
    let text = &all.iter().find(|(name, _, _)| *name == "github").expect("it is listed").2;
    assert_eq!(left_out > 0, text.contains(&format!("còn {left_out} phát hiện")), "{what}: {text}");

    // Text shows some, in the same order, and says of which check it leaves out how many.
    let shown = of("text");
    let known: BTreeSet<&Told> = measure.iter().collect();
    for told in shown {
        let told = if told.line.is_none() { told.without_column() } else { told.clone() };
        assert!(
            known.iter().any(|one| **one == told || (one.check == told.check && one.file == told.file && told.line.is_none())),
            "{what}: {told:?}"
        );
    }
    let text = &all.iter().find(|(name, _, _)| *name == "text").expect("it is listed").2;
    let hidden: usize = text.lines().filter_map(|line| line.strip_prefix("còn ")?.split(' ').next()?.parse::<usize>().ok()).sum();
    assert_eq!(shown.len() + hidden, measure.len(), "{what}: text\n{text}");
}

/// Where other programs look what was told up, case by case: the folder of `THIDUA_TOLD`.
fn keep(check: &str, reason: &str, files: &Files, run: &Run) {
    let Some(folder) = std::env::var_os("THIDUA_TOLD").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (format, _, text) in all_told(files, run) {
        std::fs::write(folder.join(format!("{check}.{reason}.{format}")), text).expect("a file can be written");
    }
}

#[test]
fn every_case_is_told_alike_in_all_formats() {
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let run = run(&memory(&files), &request(&case, &files)).expect("a folder in memory can be read");
        agree(&format!("{check}/{reason}"), &files, &run);
        keep(&check, &reason, &files, &run);
    }
}

#[test]
fn every_check_speaks_in_some_case() {
    let speaking: BTreeSet<String> = cases().into_iter().map(|(check, _, _)| check).collect();
    for check in CHECKS {
        assert!(speaking.contains(check.name), "{}", check.name);
    }
}

#[test]
fn what_stands_before_a_fault_does_not_move_its_place() {
    // A byte order mark, CRLF, a decomposed letter, a tab and a letter outside the basic plane stand before the fault.
    let mut files = base();
    let path = files.keys().find(|path| path.starts_with("ket-qua/")).expect("the base has results").clone();
    let text = String::from_utf8(files[&path].clone()).expect("the base is text");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let labels: Vec<String> = lines[0].split(',').map(str::to_owned).collect();
    let unit = labels.iter().position(|label| label == "don_vi").expect("results name units");
    for line in &mut lines[1..] {
        *line = format!("\"e\u{301}\t𝐀\",{line}");
    }
    lines[0] = format!("{},{}", "ghi_rieng", lines[0]);
    let mut cells: Vec<String> = lines[1].split(',').map(str::to_owned).collect();
    cells[unit + 1] = "KHONG-CO".to_owned();
    lines[1] = cells.join(",");
    files.insert(path, format!("\u{feff}{}\r\n", lines.join("\r\n")).into_bytes());
    let run = run(&memory(&files), &thidua::pipeline::Request::default()).expect("it can be read");
    let found = run.findings.iter().any(|(_, finding)| finding.check.name == "unknown-unit");
    assert!(found, "{}", crate::support::concise(&files, &thidua::pipeline::Request::default(), Language::Vietnamese));
    agree("hard to count in", &files, &run);
}
