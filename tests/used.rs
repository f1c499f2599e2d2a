//! Used is tested: every scalar of an example's definition, changed, changes an output or is a finding; and every option
//! of scoring and ranking stands in some example.
//!
//! What does not is listed below with its reason; a date or a figure may not stand there.

use std::collections::BTreeSet;

use serde_json::Value;
use thidua::diagnostic::{Language, Voice};
use thidua::pipeline::{self, Request, Run};
use thidua::report::{self, About};
use thidua::source::Memory;
use thidua::yaml::{self, Kind, Node, Span};

use crate::support::{EXAMPLES, Files, example, memory};

/// Scalars that change nothing, by path and example, each with its reason.
const UNUSED: [(&str, &str); 0] = [];

/// The scalars of a tree, keys left out, with their paths.
pub(crate) fn scalars(node: &Node, path: &str, found: &mut Vec<(String, Span)>) {
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
pub(crate) fn changed(text: &str) -> String {
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

/// Everything a run says.
struct Outputs {
    findings: String,
    tally: Vec<u8>,
    titles: Vec<u8>,
    pages: String,
}

impl Outputs {
    fn of(files: &Files) -> Self {
        let volume: Memory = memory(files);
        let run: Run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
        Self { findings: findings(files), tally: tally(&run, &volume), titles: titles(&run, &volume), pages: pages(&run, &volume) }
    }

    /// Whether another folder says the same; most changes are findings, and need not be tallied to be seen.
    fn are_those_of(&self, files: &Files) -> bool {
        if findings(files) != self.findings {
            return false;
        }
        let volume: Memory = memory(files);
        let run: Run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
        tally(&run, &volume) == self.tally && titles(&run, &volume) == self.titles && pages(&run, &volume) == self.pages
    }
}

fn findings(files: &Files) -> String {
    crate::support::concise(files, &Request::default(), Language::Vietnamese)
}

fn tally(run: &Run, volume: &Memory) -> Vec<u8> {
    let mut said = Vec::new();
    report::json::write(run, volume, &mut said).expect("memory takes everything");
    said
}

fn titles(run: &Run, volume: &Memory) -> Vec<u8> {
    let mut said = Vec::new();
    report::titles::json::write(run, volume, Voice::default(), &mut said).expect("memory takes everything");
    said
}

fn pages(run: &Run, volume: &Memory) -> String {
    let about = About { version: "0" };
    format!("{:?}{:?}", report::pages(run, &about), report::titles::pages(run, volume, &about))
}

fn unused(name: &str) -> Vec<String> {
    let files = example(name);
    let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("a definition is text");
    let node = yaml::parse(&text).expect("the examples are YAML");
    let mut found = Vec::new();
    scalars(&node, "", &mut found);
    assert!(found.len() > 60, "{name}: only {} scalars", found.len());
    let before = Outputs::of(&files);
    let is_unused = |(path, span): &(String, Span)| {
        let (start, end) = (span.start as usize, span.end as usize);
        let mut files = files.clone();
        let other = format!("{}{}{}", &text[..start], changed(&text[start..end]), &text[end..]);
        files.insert("phong-trao.yaml".to_owned(), other.into_bytes());
        before.are_those_of(&files).then(|| format!("{name}{path}: {}", &text[start..end]))
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

/// The keys of a definition under which scoring and ranking are declared.
const SCORING: [&str; 9] = ["tieu_chi", "cham_diem", "xep_hang", "khoi", "ky", "dot", "cac_han", "ngay_nghi", "thong_ke"];

/// Options of these types and keys that say what a thing is called or who keeps it, not how it is scored.
const NOT_OF_SCORING: [&str; 2] = ["gia_dinh", "cap_to_chuc"];

/// The schema of the definition, as printed.
struct Schema(Value);

/// What a walk is at: the type that declares the key, and the keys below it.
type At = (String, Vec<String>);

impl Schema {
    fn resolved<'s>(&'s self, schema: &'s Value, at: At) -> (&'s Value, At) {
        match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => (&self.0["$defs"][name], (name.to_owned(), Vec::new())),
            None => (schema, at),
        }
    }

    /// The alternatives of a schema, or itself.
    fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
        ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten()
    }

    fn words(schema: &Value) -> impl Iterator<Item = &str> {
        let listed = schema["enum"].as_array().into_iter().flatten();
        listed.chain(schema.get("const")).filter_map(Value::as_str)
    }

    /// Every key and every word that may stand below, as `Type.key` and `Type.key: word`.
    fn options(&self, schema: &Value, at: At, seen: &mut BTreeSet<String>, options: &mut BTreeSet<String>) {
        let is_named = !schema["$ref"].is_null();
        let (schema, at) = self.resolved(schema, at);
        if is_named && !seen.insert(at.0.clone()) {
            return;
        }
        options.extend(Self::words(schema).map(|word| option(&at, Some(word))));
        for one in Self::alternatives(schema).chain(schema.get("items")) {
            self.options(one, at.clone(), seen, options);
        }
        for (key, below) in schema["properties"].as_object().into_iter().flatten() {
            if !NOT_OF_SCORING.contains(&key.as_str()) {
                let at = below_of(&at, key);
                options.insert(option(&at, None));
                self.options(below, at, seen, options);
            }
        }
    }

    /// Those of them that a definition has.
    fn taken(&self, schema: &Value, node: &Node, at: At, taken: &mut BTreeSet<String>) {
        let (schema, at) = self.resolved(schema, at);
        taken.extend(Self::words(schema).filter(|word| node.text() == Some(word)).map(|word| option(&at, Some(word))));
        for one in Self::alternatives(schema) {
            self.taken(one, node, at.clone(), taken);
        }
        match &node.kind {
            Kind::Null | Kind::Scalar { .. } => {}
            Kind::Sequence(items) => {
                for item in items {
                    self.taken(&schema["items"], item, at.clone(), taken);
                }
            }
            Kind::Mapping(entries) => {
                for (key, value) in entries {
                    let key = key.text().unwrap_or_default();
                    let Some(below) = schema["properties"].get(key) else { continue };
                    let at = below_of(&at, key);
                    taken.insert(option(&at, None));
                    self.taken(below, value, at, taken);
                }
            }
        }
    }
}

fn below_of((name, keys): &At, key: &str) -> At {
    (name.clone(), keys.iter().cloned().chain([key.to_owned()]).collect())
}

fn option((name, keys): &At, word: Option<&str>) -> String {
    let path = std::iter::once(name).chain(keys).cloned().collect::<Vec<String>>().join(".");
    word.map_or(path.clone(), |word| format!("{path}: {word}"))
}

/// The value of a key of a definition.
fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Kind::Mapping(entries) = &node.kind else { return None };
    entries.iter().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
}

#[test]
fn every_option_of_scoring_and_ranking_stands_in_some_example() {
    let text = std::fs::read_to_string(crate::support::root().join("data-schema/phong-trao.schema.json")).expect("the schema is there");
    let schema = Schema(serde_json::from_str(&text).expect("the schema is JSON"));
    let (mut options, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let definitions: Vec<Node> =
        EXAMPLES.iter().map(|name| yaml::parse(&String::from_utf8(example(name)["phong-trao.yaml"].clone()).expect("text")).expect("YAML")).collect();
    let mut seen = BTreeSet::new();
    for key in SCORING {
        let (at, below) = ((key.to_owned(), Vec::new()), &schema.0["properties"][key]);
        schema.options(below, at.clone(), &mut seen, &mut options);
        for plan in &definitions {
            let campaigns = match value(plan, "phong_trao").map(|list| &list.kind) {
                Some(Kind::Sequence(campaigns)) => campaigns.as_slice(),
                _ => &[],
            };
            for node in std::iter::once(plan).chain(campaigns).filter_map(|campaign| value(campaign, key)) {
                schema.taken(below, node, at.clone(), &mut taken);
            }
        }
    }
    assert!(options.len() > 150, "the walk found {} options", options.len());
    let missing: Vec<&String> = options.difference(&taken).collect();
    assert!(missing.is_empty(), "no example has these: {missing:#?}");
}
