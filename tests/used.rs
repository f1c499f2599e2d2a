//! Used is tested: every scalar of an example's definition, changed, changes an output or is a finding.
//!
//! What does not is listed below with its reason; a date or a figure may not stand there.

use thidua::diagnostic::Language;
use thidua::pipeline::{self, Request, Run};
use thidua::report::{self, About};
use thidua::source::Memory;
use thidua::yaml::{self, Kind, Node, Span};

use crate::support::{EXAMPLES, Files, example, memory};

/// Scalars that change nothing, by path and example, each with its reason.
const UNUSED: [(&str, &str); 0] = [];

/// The scalars of a tree, keys left out, with their paths.
fn scalars(node: &Node, path: &str, found: &mut Vec<(String, Span)>) {
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar { .. } => found.push((path.to_owned(), node.span)),
        Kind::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                scalars(item, &format!("{path}[{index}]"), found);
            }
        }
        Kind::Mapping(entries) => {
            for (key, value) in entries {
                scalars(value, &format!("{path}.{}", key.text().unwrap_or_default()), found);
            }
        }
    }
}

/// Another value of the same kind: the next number, another day, the other answer, the text with a letter more.
fn changed(text: &str) -> String {
    let quoted = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
    let inner = if quoted { &text[1..text.len() - 1] } else { text };
    let other = match inner {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        _ if inner.len() == 10 && inner.as_bytes()[4] == b'-' && inner.as_bytes()[7] == b'-' => {
            let day = if inner.ends_with("01") { "02" } else { "01" };
            format!("{}{day}", &inner[..8])
        }
        _ if inner.parse::<i64>().is_ok() => (inner.parse::<i64>().expect("just parsed") + 1).to_string(),
        _ if inner.contains('.') && inner.replace('.', "").parse::<i64>().is_ok() => format!("{inner}1"),
        _ if inner.contains('/') && inner.replace('/', "").parse::<i64>().is_ok() => format!("1/{}", inner.len() + 7),
        _ => format!("{inner}x"),
    };
    if quoted { format!("\"{other}\"") } else { other }
}

/// Everything a run says: findings, the tally as JSON, every page.
fn outputs(files: &Files) -> String {
    let volume: Memory = memory(files);
    let run: Run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    let mut said = crate::support::concise(files, &Request::default(), Language::Vietnamese).into_bytes();
    report::json::write(&run, &volume, &mut said).expect("memory takes everything");
    let pages = report::pages(&run, &About { version: "0" });
    format!("{}{pages:?}", String::from_utf8_lossy(&said))
}

fn unused(name: &str) -> Vec<String> {
    let files = example(name);
    let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("a definition is text");
    let node = yaml::parse(&text).expect("the examples are YAML");
    let mut found = Vec::new();
    scalars(&node, "", &mut found);
    assert!(found.len() > 60, "{name}: only {} scalars", found.len());
    let before = outputs(&files);
    let is_unused = |(path, span): &(String, Span)| {
        let (start, end) = (span.start as usize, span.end as usize);
        let mut files = files.clone();
        let other = format!("{}{}{}", &text[..start], changed(&text[start..end]), &text[end..]);
        files.insert("phong-trao.yaml".to_owned(), other.into_bytes());
        (outputs(&files) == before).then(|| format!("{name}{path}: {}", &text[start..end]))
    };
    // Two halves side by side: each change reads the example anew.
    let (first, second) = found.split_at(found.len() / 2);
    std::thread::scope(|scope| {
        let half = scope.spawn(|| first.iter().filter_map(is_unused).collect::<Vec<String>>());
        let mut unused: Vec<String> = second.iter().filter_map(is_unused).collect();
        unused.extend(half.join().expect("the other half does not panic"));
        unused
    })
}

#[test]
fn every_scalar_of_the_examples_is_used() {
    let mut wrong = Vec::new();
    for name in EXAMPLES {
        let unused = unused(name);
        wrong.extend(unused.into_iter().filter(|found| UNUSED.iter().all(|(path, _)| !found.starts_with(path))));
    }
    assert!(wrong.is_empty(), "changing these changes nothing:\n{}", wrong.join("\n"));
}
