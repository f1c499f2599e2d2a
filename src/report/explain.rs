//! Why a unit has the points it has: a derivation in words and arithmetic that anybody can check with a pocket calculator.
//!
//! A line is a list of statements ([`line_statements`]); what stands in pages, in JSON and elsewhere is made of them.

mod arithmetic;
pub mod json;
mod line;
mod page;
mod past;
mod standing;
mod steps;

use crate::derivation::{Derivation, LineDerivation, derive};
use crate::pipeline::{CampaignRun, Run};
use crate::render::Places;
use crate::report::Page;
use crate::report::facts;
use crate::sheet::{Place, RowId};
use crate::source::Volume;
use crate::value::CriterionIndex;

pub use arithmetic::Arithmetic;
pub use line::statements as line_statements;
pub use page::{Locate, page};
pub use past::Past;
pub use standing::{group_statement, standing_statements, total_statements};

/// One unit in one campaign, explained.
pub struct Explanation<'r> {
    /// The campaign.
    pub run: &'r CampaignRun,
    /// How its points came about.
    pub derivation: Derivation<'r>,
    /// The criterion or group that alone is wanted.
    pub wanted: Option<CriterionIndex>,
}

impl Explanation<'_> {
    /// Keeps one criterion or group; false where the campaign has none of that code.
    pub fn narrow(&mut self, code: &str) -> bool {
        self.wanted = self.run.campaign.directories.criteria.find(code.as_bytes());
        self.wanted.is_some()
    }
}

/// A unit in every campaign of a folder that ranks it.
pub fn of_unit<'r>(run: &'r Run, unit: &str) -> Vec<Explanation<'r>> {
    let of = |run: &'r CampaignRun| {
        let unit = run.campaign.directories.units.find(unit.as_bytes())?;
        Some(Explanation { run, derivation: derive(run, unit)?, wanted: None })
    };
    run.asked_for().filter_map(of).collect()
}

/// The page of every explanation; places are found in `volume`, commits in the past.
pub fn pages(run: &Run, explained: &[Explanation<'_>], view: View, volume: &dyn Volume, past: &Past) -> Vec<Page> {
    let mut places = Places::new(volume, &run.text, &run.rows, &run.strays);
    let mut locate = |place: Place| {
        let located = places.locate(place);
        let line = located.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}{}", located.file, past.words(place))
    };
    let of = |one: &Explanation<'_>| {
        let mut page = page(one, view, &mut locate);
        facts::head_with_inputs(&mut page, run);
        if run.shared.is_some() {
            let code = &one.run.campaign.code;
            page.name = format!("{code} {}", page.name).into();
            for table in &mut page.tables {
                table.key = format!("{code}-{}", table.key).into();
            }
        }
        page
    };
    explained.iter().map(of).collect()
}

/// How a derivation is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// Whether other units go without code, name and figures: of one that leads the ratio alone is told.
    pub hides_others: bool,
    /// Whether the line being told is scored by its estimate.
    by_estimate: bool,
}

impl View {
    /// A view that names other units, or hides them.
    pub const fn new(hides_others: bool) -> Self {
        Self { hides_others, by_estimate: false }
    }
}

/// One thing that is said of how points came about.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is about.
    pub kind: Kind,
    /// What is said.
    pub words: String,
    /// The calculation, where there is one.
    pub arithmetic: Option<Arithmetic>,
    /// Where it stands.
    pub places: Vec<Place>,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A cell was adjusted.
    Adjusted,
    /// What a row says, or what figures of rows add up to.
    Figures,
    /// What something else than rows was due and when it came.
    Deadline,
    /// Something is lacking.
    Missing,
    /// Nothing arose, or nothing was assigned.
    NotApplicable,
    /// What becomes of that.
    Policy,
    /// An answer settles the score.
    Settled,
    /// The row is of the same figure as another.
    Superseded,
    /// A share of the maximum.
    Share,
    /// No further than a bound.
    Cut,
    /// A figure that is compared.
    Measured,
    /// The points of a band.
    Band,
    /// Yes or no.
    Answer,
    /// A number times points each.
    Count,
    /// The figure of those who lead.
    Leader,
    /// Points beside those who lead.
    Compared,
    /// The points of a stage.
    Stage,
    /// Scores of periods together.
    Gathered,
    /// Points times weight.
    Weighed,
    /// The sign of a deduction.
    Sign,
    /// What a line is out of.
    Maximum,
    /// What a group comes to.
    Group,
    /// What the unit comes to.
    Total,
    /// That of a hundred of what was assigned.
    ShareOfMaximum,
    /// The grade.
    Grade,
    /// The place.
    Place,
    /// An entry of `khi_bang_diem`.
    TieBreak,
    /// How far it is to what lies above.
    Margin,
}

impl Kind {
    /// The word of JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Adjusted => "adjusted",
            Self::Figures => "figures",
            Self::Deadline => "deadline",
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
            Self::Policy => "policy",
            Self::Settled => "settled",
            Self::Superseded => "superseded",
            Self::Share => "share",
            Self::Cut => "cut",
            Self::Measured => "measured",
            Self::Band => "band",
            Self::Answer => "answer",
            Self::Count => "count",
            Self::Leader => "leader",
            Self::Compared => "compared",
            Self::Stage => "stage",
            Self::Gathered => "gathered",
            Self::Weighed => "weighed",
            Self::Sign => "sign",
            Self::Maximum => "maximum",
            Self::Group => "group",
            Self::Total => "total",
            Self::ShareOfMaximum => "share_of_maximum",
            Self::Grade => "grade",
            Self::Place => "place",
            Self::TieBreak => "tie_break",
            Self::Margin => "margin",
        }
    }
}

impl Statement {
    fn new(kind: Kind, words: impl Into<String>) -> Self {
        Self { kind, words: words.into(), arithmetic: None, places: Vec::new() }
    }

    fn with(mut self, arithmetic: Arithmetic) -> Self {
        self.arithmetic = Some(arithmetic);
        self
    }

    fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    fn at_rows(mut self, rows: &[RowId]) -> Self {
        self.places.extend(rows.iter().map(|row| Place::Row(*row)));
        self
    }

    /// What is said and calculated, on one line.
    pub fn text(&self) -> String {
        match &self.arithmetic {
            None => self.words.clone(),
            Some(arithmetic) => format!("{}: {}", self.words, arithmetic.text()),
        }
    }
}

/// One line in plain words: what [`line_statements`] says, a statement a line.
pub fn line_words(run: &CampaignRun, one: &LineDerivation, view: View) -> Vec<String> {
    line_statements(run, one, view).iter().map(Statement::text).collect()
}
