//! Every check's page is its test: what it shows as reported is reported, what it shows as silent is silent.

use thidua::checks::CHECKS;
use thidua::pipeline::Request;
use thidua::value::Day;

use crate::support::{Fence, Files, base, concise, first_day, history, overlay, reasons};

/// One example of a page: the reason it stands for, and its files.
struct Example {
    reason: String,
    fences: Vec<Fence>,
    /// What stood there before, by day: fences whose file has the day behind an `@`.
    past: Vec<(Day, Fence)>,
    /// The day on which the files were committed; without one there is no history.
    committed: Option<Day>,
    request: Request,
}

impl Example {
    fn files(&self) -> Files {
        overlay(base(), &self.fences)
    }

    /// What is asked for, with the history where there is one.
    fn request(&self) -> Request {
        let history = self.committed.map(|committed| {
            let mut states = vec![(first_day(), base())];
            for (day, fence) in &self.past {
                let state = overlay(states.last().expect("there is one").1.clone(), std::slice::from_ref(fence));
                states.push((*day, state));
            }
            states.push((committed, self.files()));
            history(&states)
        });
        Request { history, ..self.request.clone() }
    }
}

/// The examples below a heading of the second level.
fn examples(page: &str, heading: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut is_inside = false;
    let mut fence: Option<(Option<Day>, Fence)> = None;
    let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
    for line in page.lines() {
        if let Some(open) = &mut fence {
            if line == "```" {
                let (past, done) = fence.take().expect("a fence is open");
                let example = examples.last_mut().expect("a reason stands above each fence");
                match past {
                    Some(day) => example.past.push((day, done)),
                    None => example.fences.push(done),
                }
            } else {
                open.1.text.push_str(line);
                open.1.text.push('\n');
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            is_inside = title == heading;
        } else if !is_inside {
        } else if let Some(reason) = line.strip_prefix("### ") {
            // A heading may ask for more: `### not-open --period Q2 --as-of 2026-08-01`.
            let mut words = reason.split_whitespace();
            let reason = words.next().expect("a heading has words").to_owned();
            let (mut request, mut committed) = (Request::default(), None);
            while let Some(flag) = words.next() {
                let value = words.next().expect("a flag has a value");
                match flag {
                    "--period" => request.period = Some(value.to_owned()),
                    "--stage" => request.stage = Some(value.to_owned()),
                    "--as-of" => request.as_of = Some(day(value)),
                    "--committed" => committed = Some(day(value)),
                    other => panic!("no flag {other}"),
                }
            }
            examples.push(Example { reason, fences: Vec::new(), past: Vec::new(), committed, request });
        } else if let Some(info) = line.strip_prefix("```") {
            let mut words = info.split_whitespace().skip(1);
            let path = words.next().expect("a fence names its file").to_owned();
            let word = words.next();
            let past = word.and_then(|word| word.strip_prefix('@')).map(day);
            fence = Some((past, Fence { path, whole: word == Some("whole"), text: String::new() }));
        }
    }
    examples
}

#[test]
fn the_base_campaign_is_clean() {
    assert_eq!(concise(&base(), &Request::default(), thidua::diagnostic::Language::Vietnamese), "");
}

#[test]
fn what_a_page_shows_as_reported_is_reported() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        for example in examples(check.page, "Ví dụ bị báo") {
            let found = reasons(&example.files(), &example.request());
            if !found.contains(&(check.name.to_owned(), example.reason.clone())) {
                wrong.push(format!("{} {}: found {found:?}", check.name, example.reason));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_page_shows_as_silent_is_silent() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        for example in examples(check.page, "Ví dụ không bị báo") {
            let found = reasons(&example.files(), &example.request());
            if found.iter().any(|(name, _)| name == check.name) {
                wrong.push(format!("{} {}: found {found:?}", check.name, example.reason));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_of_a_check_has_both_examples_on_its_page() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        for heading in ["Ví dụ bị báo", "Ví dụ không bị báo"] {
            let shown: Vec<String> = examples(check.page, heading).into_iter().map(|example| example.reason).collect();
            for reason in check.reasons {
                if !shown.iter().any(|one| one == reason) {
                    wrong.push(format!("{}: no `### {reason}` below `## {heading}`", check.name));
                }
            }
            for reason in &shown {
                if !check.reasons.contains(&reason.as_str()) {
                    wrong.push(format!("{}: `### {reason}` is none of its reasons", check.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_parts_in_order() {
    const PARTS: [&str; 5] = ["## Vì sao", "## Ví dụ bị báo", "## Ví dụ không bị báo", "## Cách sửa", "## English"];
    for check in CHECKS {
        let mut from = 0;
        assert!(check.page.starts_with("# "), "{}: no title", check.name);
        for part in PARTS {
            let at = check.page[from..].find(&format!("\n{part}\n"));
            let at = at.unwrap_or_else(|| panic!("{}: no `{part}`, or not in order", check.name));
            from += at + 1;
        }
    }
}

#[test]
fn checks_stand_in_order_of_their_names_and_each_has_its_file_and_page() {
    let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    let folder = crate::support::root().join("src/checks");
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .expect("src/checks is a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut expected: Vec<String> = names.iter().flat_map(|name| ["rs", "md"].map(|ending| format!("{}.{ending}", name.replace('-', "_")))).collect();
    expected.sort();
    assert_eq!(files, expected);
}
