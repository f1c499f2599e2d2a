//! Verdicts as JSON, as the schema `titles` has it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::campaign::Who;
use crate::diagnostic::{Language, Voice};
use crate::pipeline::Run;
use crate::render::Places;
use crate::report::facts::InputFacts;
use crate::report::titles::Book;
use crate::selection::seats::{Place as Seat, SeatPlan};
use crate::sheet::Place;
use crate::source::Volume;
use crate::titles::selected::open_words;
use crate::titles::{Judged, Origin, RuleOutcome, Said};
use crate::value::{Fraction, Quantity};

/// The version of this format.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua titles --format json")]
pub struct TitlesReport {
    /// Version of this format.
    pub schema_version: u32,
    /// What it was made from.
    #[serde(flatten)]
    pub inputs: InputFacts,
    /// The campaigns.
    pub campaigns: Vec<JudgedCampaign>,
}

/// One campaign.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JudgedCampaign {
    /// Its code.
    pub campaign: String,
    /// The day it is seen from, yyyy-mm-dd.
    pub as_of: String,
    /// Code of the regime that chooses the standards, by the campaign's last day.
    pub regime: String,
    /// What is to be said of that regime on that day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The proposals, in the order of their rows, then leaders nobody has put forward.
    pub proposals: Vec<JsonProposal>,
    /// The seats of titles that have a share set: of the whole agency, or one entry a unit.
    pub quotas: Vec<JsonQuota>,
}

/// The seats of a title.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonQuota {
    /// Code of the title.
    pub title: String,
    /// Code of the unit; null where the share is of the whole agency.
    pub unit: Option<String>,
    /// What the share is of, a number; null where it is not known.
    pub base: Option<i64>,
    /// Percent; null where the unit's class has none.
    pub percent: Option<String>,
    /// The share, as a fraction; null where it is not known.
    pub exact: Option<String>,
    /// The share in whole seats, rounded as declared; null where it is not known.
    pub seats: Option<i64>,
    /// Those put forward, by code, in the order of the cut; empty where nothing had to be ordered.
    pub order: Vec<String>,
    /// Those who are equal for the last seats, by code: the council decides.
    pub tied_on_cut: Vec<String>,
    /// What keeps it open.
    pub missing: Vec<String>,
}

/// One proposal.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonProposal {
    /// Code of the person; null for a collective.
    pub person: Option<String>,
    /// Code of the unit: the person's, or the collective; null where it is not known.
    pub unit: Option<String>,
    /// The name.
    pub name: String,
    /// Code of the title.
    pub title: String,
    /// `eligible`, `not_eligible`, `needs_review` or `suspended`.
    pub verdict: &'static str,
    /// What the council must confirm.
    pub confirm: Vec<String>,
    /// Rule by rule.
    pub rules: Vec<JsonRule>,
    /// True for the leader of a block whom the ranking puts forward and no row does; left out otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub from_ranking: bool,
    /// Its row; of a leader without one, the unit's.
    pub source: JsonSource,
}

/// One rule and what it says.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonRule {
    /// Its code.
    pub rule: String,
    /// What it says.
    pub name: String,
    /// Article and clause; null where it has not been checked.
    pub clause: Option<String>,
    /// Where it was seen, where that is no clause of the law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_in: Option<String>,
    /// How sure it is: `S` seen, `S2` seen in a secondary source, `I` inferred, `tu_tri_nho` from memory.
    pub mark: &'static str,
    /// The verdict by this rule alone.
    pub verdict: &'static str,
    /// What it was judged on.
    pub facts: Vec<JsonFact>,
    /// What is missing.
    pub missing: Vec<String>,
}

/// A fact and where it stands.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonFact {
    /// In words.
    pub text: String,
    /// Path in the folder; null where it stands in no one place.
    pub file: Option<String>,
    /// Physical line, from 1.
    pub line: Option<u64>,
}

/// A row.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonSource {
    /// Path in the folder.
    pub file: String,
    /// Physical line, from 1; null where it cannot be found again.
    pub line: Option<u64>,
}

/// Writes the verdicts, in the voice's language; places are found in `volume`.
pub fn write(run: &Run, volume: &dyn Volume, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    let mut teller = Teller { places: Places::new(volume, &run.text, &run.rows, &run.strays), voice };
    let campaigns = run.asked_for().map(|one| teller.campaign(&Book::of(one))).collect();
    let report = TitlesReport { schema_version: SCHEMA_VERSION, inputs: InputFacts::of(run), campaigns };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

struct Teller<'a> {
    places: Places<'a>,
    voice: Voice,
}

impl Teller<'_> {
    fn say(&self, words: &Said) -> String {
        match self.voice.language {
            Language::Vietnamese => words.vietnamese.clone(),
            Language::English => words.english.clone(),
        }
    }

    fn campaign(&mut self, book: &Book<'_>) -> JudgedCampaign {
        let campaign = book.campaign();
        let regime = book.titles.regime;
        let warnings = regime.warnings_on(campaign.time.to).map(|warning| self.voice.say(&*warning.words[0], &*warning.words[1])).collect();
        JudgedCampaign {
            campaign: campaign.code.to_string(),
            as_of: book.run.scope.as_of.to_string(),
            regime: regime.code.to_string(),
            warnings,
            proposals: book.titles.judged.iter().map(|judged| self.proposal(book, judged)).collect(),
            quotas: book.plans.iter().map(|plan| self.quota(book, plan)).collect(),
        }
    }

    fn proposal(&mut self, book: &Book<'_>, judged: &Judged) -> JsonProposal {
        let campaign = book.campaign();
        let person = match &judged.who {
            Who::Person(code) => Some(code.to_string()),
            Who::Unit(_) => None,
        };
        let source = self.places.locate(Place::Row(judged.row(campaign)));
        JsonProposal {
            person,
            unit: judged.unit.map(|unit| campaign.units[unit].code.to_string()),
            name: judged.name.to_string(),
            title: campaign.titles[judged.title].code.to_string(),
            verdict: judged.verdict.name(),
            confirm: judged.confirm().into_iter().map(|words| self.say(words)).collect(),
            rules: judged.rules.iter().map(|rule| self.rule(rule)).collect(),
            from_ranking: matches!(judged.origin, Origin::Leader(_)),
            source: JsonSource { file: source.file.to_string(), line: source.line },
        }
    }

    fn quota(&self, book: &Book<'_>, plan: &SeatPlan<'_>) -> JsonQuota {
        let campaign = book.campaign();
        let code = |who: &Who| match who {
            Who::Unit(unit) => campaign.units[*unit].code.to_string(),
            Who::Person(code) => code.to_string(),
        };
        let is_ordered = plan.candidates.iter().any(|(_, place)| matches!(place, Seat::Tied { .. } | Seat::Beyond));
        let ordered = plan.candidates.iter().filter(|_| is_ordered);
        let tied = plan.candidates.iter().filter(|(_, place)| matches!(place, Seat::Tied { .. }));
        JsonQuota {
            title: campaign.titles[plan.title].code.to_string(),
            unit: plan.unit.map(|unit| campaign.units[unit].code.to_string()),
            base: plan.base.and_then(Quantity::to_whole),
            percent: plan.percent.map(|percent| percent.to_string()),
            exact: plan.exact.map(|exact| fraction(&exact)),
            seats: plan.seats,
            order: ordered.map(|(who, _)| code(who)).collect(),
            tied_on_cut: tied.map(|(who, _)| code(who)).collect(),
            missing: plan.open.iter().map(|open| self.say(&open_words(campaign, open))).collect(),
        }
    }

    fn rule(&mut self, rule: &RuleOutcome) -> JsonRule {
        let facts = rule.answer.facts.iter().map(|fact| {
            let located = fact.place.map(|place| self.places.locate(place));
            let (file, line) = located.map_or((None, None), |located| (Some(located.file.to_string()), located.line));
            JsonFact { text: self.say(&fact.words), file, line }
        });
        let facts = facts.collect();
        JsonRule {
            rule: rule.rule.to_string(),
            name: self.say(&rule.name),
            clause: rule.clause.as_deref().map(Into::into),
            seen_in: rule.source.as_deref().map(Into::into),
            mark: rule.mark.word(),
            verdict: rule.verdict().name(),
            facts,
            missing: rule.answer.missing.iter().map(|words| self.say(words)).collect(),
        }
    }
}

/// A fraction in lowest terms: `9/5`, or `2`.
fn fraction(exact: &Fraction) -> String {
    let exact = exact.reduced();
    match exact.denominator() {
        1 => exact.numerator().to_string(),
        denominator => format!("{}/{denominator}", exact.numerator()),
    }
}
