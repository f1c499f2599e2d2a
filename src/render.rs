//! Findings as words: located once, then written in one of the formats, each in its file.

pub mod concise;
pub mod json;
mod locate;
mod reread;
pub mod text;

pub use locate::{Located, Places, Sheeted};

use crate::diagnostic::{Check, Finding, Severity, Voice};
use crate::pipeline::Run;
use crate::source::Volume;

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
}

impl<'a> Teller<'a> {
    /// A teller for what was read from a volume.
    pub fn new(volume: &'a dyn Volume, run: &'a Run, voice: Voice) -> Self {
        Self { run, places: Places::new(volume, &run.text, &run.rows, &run.strays), voice }
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
        let related = related.into_iter().filter_map(|(place, words)| Some((self.places.locate(place?), words.unwrap_or_default()))).collect();
        Shown { related, ..self.tell_alone(severity, finding) }
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
            place: self.places.locate(finding.place),
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
