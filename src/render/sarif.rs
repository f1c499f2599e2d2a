//! SARIF 2.1.0 (OASIS): one run over all folders, since a reader may take but one of a tool; its rules are the checks that speak, its
//! artifacts the files that were read, columns in Unicode code points.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use crate::checks::CHECKS;
use crate::diagnostic::{Severity, Voice};
use crate::pipeline::DEFINITION;
use crate::render::json::Whole;
use crate::render::names::Names;
use crate::render::{Located, Setting, Shown, Teller, Writer};

/// The format.
#[derive(Debug)]
pub(super) struct Sarif {
    setting: Setting,
    has_some: bool,
    /// The checks that speak, as results number them.
    speaking: Vec<&'static str>,
    /// The files that were read.
    artifacts: Vec<String>,
    names: Names,
}

impl Sarif {
    pub(super) fn new(setting: Setting) -> Self {
        Self { setting, has_some: false, speaking: Vec::new(), artifacts: Vec::new(), names: Names::default() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'t> {
    text: Cow<'t, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'s> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<'s>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'s>>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "thidua/v1")]
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'s> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// A file that was read.
#[derive(Serialize)]
struct ReadFile {
    location: Artifact,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u64>,
}

impl Writer for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": [\n{{\"columnKind\": \"unicodeCodePoints\", \"results\": ["
        )
    }

    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let run = teller.run();
        let mut speaking: Vec<&'static str> = run.findings.iter().map(|(_, finding)| finding.check.name).collect();
        speaking.sort_unstable();
        speaking.dedup();
        speaking.retain(|name| !self.speaking.contains(name));
        self.speaking.extend(speaking);
        let within = teller.folder().map(|folder| format!("{folder}/")).unwrap_or_default();
        let files = std::iter::once(DEFINITION).chain(run.rows.files.iter().map(|file| &*file.path));
        self.artifacts.extend(files.map(|file| reference(&format!("{within}{file}"))));
        let mut whole = Whole::default();
        for shown in teller.all() {
            out.write_all(if self.has_some { b",\n" } else { b"\n" })?;
            self.has_some = true;
            let index = self.speaking.iter().position(|name| *name == shown.check.name).expect("its check speaks");
            whole.write(&outcome(&shown, index, self.names.of(&shown)), out)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.artifacts.sort_unstable();
        // A folder may have been named twice.
        self.artifacts.dedup();
        let artifacts: Vec<ReadFile> = self.artifacts.drain(..).map(|uri| ReadFile { location: Artifact { uri } }).collect();
        write!(out, "], \"artifacts\": ")?;
        serde_json::to_writer(&mut *out, &artifacts)?;
        let rules: Vec<Rule> = self.speaking.iter().map(|name| rule(name, self.setting.voice)).collect();
        write!(out, ", \"tool\": {{\"driver\": {{\"name\": \"thidua\", \"version\": \"{}\", \"rules\": ", self.setting.version)?;
        serde_json::to_writer(&mut *out, &rules)?;
        out.write_all(b"}}}\n]}\n")
    }
}

fn rule(name: &'static str, voice: Voice) -> Rule {
    let check = CHECKS.iter().find(|check| check.name == name).expect("findings come from listed checks");
    let page = check.page(voice);
    Rule {
        id: name,
        short_description: Text { text: check.title(voice).into() },
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: check.grade.severity().name() },
    }
}

fn outcome(shown: &Shown, rule_index: usize, name: String) -> Outcome<'_> {
    let message = match &shown.help {
        Some(help) => Cow::Owned(format!("{}\n{help}", shown.title)),
        None => Cow::Borrowed(shown.title.as_str()),
    };
    let level = match shown.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    Outcome {
        rule_id: shown.check.name,
        rule_index,
        level,
        message: Text { text: message },
        locations: location(&shown.place, None).into_iter().collect(),
        related_locations: shown.related.iter().filter_map(|(place, words)| location(place, Some(words))).collect(),
        partial_fingerprints: Fingerprints { name },
    }
}

/// A place; none for the folder itself.
fn location<'s>(place: &Located, words: Option<&'s String>) -> Option<Location<'s>> {
    if place.file.is_empty() {
        return None;
    }
    let region = place.line.map(|line| Region { start_line: line, start_column: place.column, end_column: place.end_column });
    let message = words.filter(|words| !words.is_empty()).map(|words| Text { text: words.as_str().into() });
    Some(Location { physical_location: Physical { artifact_location: Artifact { uri: reference(&place.file) }, region }, message })
}

/// A path as a relative reference (RFC 3986, section 4.2): other bytes than those of names and slashes in percent.
fn reference(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut reference = String::with_capacity(path.len());
    for byte in path.bytes() {
        if is_plain(byte) {
            reference.push(char::from(byte));
        } else {
            let _ = write!(reference, "%{byte:02X}");
        }
    }
    reference
}
