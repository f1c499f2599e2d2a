//! Findings as words: located once, then written in one of the formats, each in its file; a further one is a line of [`FORMATS`].

mod concise;
mod github;
mod gitlab;
pub mod json;
mod jsonl;
mod junit;
mod locate;
mod names;
mod reread;
mod sarif;
pub mod text;

use std::io::{self, Write};

pub use locate::{Located, Places, Sheeted};

use crate::diagnostic::{Check, Finding, Severity, Voice};
use crate::pipeline::Run;
use crate::sheet::Place;
use crate::source::Volume;

/// How findings are written: those of one folder after another.
pub trait Writer {
    /// What stands before those of the first folder.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// The findings of a folder.
    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// What stands behind those of the last folder.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// What a format is written for.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// How text is laid out.
    pub layout: text::Layout,
    /// The language of words that are no finding's.
    pub voice: Voice,
    /// The tool's version.
    pub version: &'static str,
    /// Whether findings of several folders are written.
    pub is_several: bool,
}

/// A format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether its reader looks for files from where the command runs, not in the folder.
    pub names_files_from_here: bool,
    /// What writes it.
    pub writer: fn(Setting) -> Box<dyn Writer>,
}

/// The formats; the first is for people.
pub const FORMATS: &[Format] = &[
    Format { name: "text", names_files_from_here: false, writer: |setting| Box::new(text::Text::new(setting)) },
    Format { name: "concise", names_files_from_here: false, writer: |_| Box::new(concise::Concise) },
    Format { name: "json", names_files_from_here: false, writer: |setting| Box::new(json::Json::new(setting.is_several)) },
    Format { name: "jsonl", names_files_from_here: false, writer: |setting| Box::new(jsonl::JsonLines { is_several: setting.is_several }) },
    Format { name: "github", names_files_from_here: true, writer: |_| Box::new(github::Commands::default()) },
    Format { name: "gitlab", names_files_from_here: true, writer: |_| Box::new(gitlab::CodeQuality::default()) },
    Format { name: "sarif", names_files_from_here: true, writer: |setting| Box::new(sarif::Sarif::new(setting)) },
    Format { name: "junit", names_files_from_here: true, writer: |_| Box::new(junit::Junit) },
];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Writes the findings of one folder.
pub fn write(format: &Format, setting: Setting, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = (format.writer)(setting);
    writer.begin(out)?;
    writer.folder(teller, out)?;
    writer.end(out)
}

pub use github::summary;

/// A finding ready to be shown: facts said, places found.
#[derive(Debug)]
pub struct Shown {
    /// The check.
    pub check: &'static Check,
    /// The reason.
    pub reason: &'static str,
    /// Code of the campaign it is about.
    pub campaign: Box<str>,
    /// The severity.
    pub severity: Severity,
    /// What is wrong.
    pub title: String,
    /// The next action.
    pub help: Option<String>,
    /// Where.
    pub place: Located,
    /// The lines that make it wrong, and words beside each.
    pub related: Vec<(Located, String)>,
    /// Code of the unit concerned.
    pub unit: Option<Box<str>>,
    /// The person concerned.
    pub person: Option<Box<str>>,
    /// Code of the criterion concerned.
    pub criterion: Option<Box<str>>,
    /// Code of the period concerned.
    pub period: Option<Box<str>>,
}

/// Says and locates findings one after another.
pub struct Teller<'a> {
    run: &'a Run,
    places: Places<'a>,
    voice: Voice,
    within: Option<&'a str>,
}

impl<'a> Teller<'a> {
    /// A teller for what was read from a volume.
    pub fn new(volume: &'a dyn Volume, run: &'a Run, voice: Voice) -> Self {
        Self { run, places: Places::new(volume, &run.text, &run.rows, &run.strays), voice, within: None }
    }

    /// The same, each path with that of the folder before it.
    #[must_use]
    pub fn within(self, folder: Option<&'a str>) -> Self {
        Self { within: folder.filter(|folder| !folder.is_empty()), ..self }
    }

    /// The folder that stands before each path.
    pub fn folder(&self) -> Option<&'a str> {
        self.within
    }

    /// The voice it tells in.
    pub fn voice(&self) -> Voice {
        self.voice
    }

    /// What was read.
    pub fn run(&self) -> &'a Run {
        self.run
    }

    /// A finding ready to be shown.
    pub fn tell(&mut self, severity: Severity, finding: &Finding) -> Shown {
        let fault = &finding.fault;
        let related = [(finding.against, fault.against(self.voice)), (finding.also, fault.also(self.voice))];
        let related = related.into_iter().filter_map(|(place, words)| Some((self.locate(place?), words.unwrap_or_default()))).collect();
        Shown { related, ..self.tell_alone(severity, finding) }
    }

    fn locate(&mut self, place: Place) -> Located {
        let mut located = self.places.locate(place);
        if let Some(folder) = self.within {
            located.file = if located.file.is_empty() { folder.into() } else { format!("{folder}/{}", located.file).into() };
        }
        located
    }

    /// A finding without the lines that make it wrong.
    fn tell_alone(&mut self, severity: Severity, finding: &Finding) -> Shown {
        let campaign = &self.run.campaigns[finding.campaign].campaign;
        let subject = &finding.subject;
        Shown {
            check: finding.check,
            reason: finding.fault.reason(),
            campaign: self.run.code_of(finding).into(),
            severity,
            title: finding.fault.title(self.voice),
            help: finding.fault.help(self.voice),
            place: self.locate(finding.place),
            related: Vec::new(),
            unit: subject.unit.map(|unit| campaign.units[unit].code.as_str().into()),
            person: subject.person.clone(),
            criterion: subject.criterion.map(|criterion| campaign.criteria[criterion].code.as_str().into()),
            period: subject.period.map(|period| campaign.periods[period].code.as_str().into()),
        }
    }

    /// Every finding, one after another, in order of place.
    pub fn all(mut self) -> impl Iterator<Item = Shown> + 'a {
        let run = self.run;
        run.findings.iter().map(move |(severity, finding)| self.tell(*severity, finding))
    }

    /// Every finding as [`all`](Self::all) has them, without the lines that make it wrong.
    pub fn all_alone(mut self) -> impl Iterator<Item = Shown> + 'a {
        let run = self.run;
        run.findings.iter().map(move |(severity, finding)| self.tell_alone(*severity, finding))
    }
}
