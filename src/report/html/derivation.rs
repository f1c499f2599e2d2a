//! How points came about, unit by unit: closed until it is asked for, and where the figures of the tables point to.

use maud::{Markup, html};

use crate::derivation::{Derivation, How, derive};
use crate::pipeline::{CampaignRun, Run};
use crate::render::Places;
use crate::report::explain::{Statement, View, group_statement, line_statements, standing_statements, total_statements};
use crate::report::{Opens, digits, name_of, ranked, shows_totals};
use crate::sheet::Place;
use crate::value::{CriterionIndex, UnitIndex};

/// What a figure that opens a derivation points to.
pub(super) fn anchor(opens: Opens) -> String {
    let Opens { campaign, unit, criterion } = opens;
    match criterion {
        Some(criterion) => format!("gt-{campaign}-{}-{}", unit.get(), criterion.get()),
        None => format!("gt-{campaign}-{}", unit.get()),
    }
}

/// Gives every ranked unit's derivation away, block by block.
pub(super) fn each(run: &Run, places: &mut Places<'_>, take: &mut dyn FnMut(Markup) -> std::io::Result<()>) -> std::io::Result<()> {
    for one in run.asked_for() {
        for block in ranked(one) {
            for standing in &block.standings {
                if let Some(derivation) = derive(one, standing.total.unit) {
                    take(unit(&Teller { run: one, derivation: &derivation }, places))?;
                }
            }
        }
    }
    Ok(())
}

/// One unit being told.
struct Teller<'a> {
    run: &'a CampaignRun,
    derivation: &'a Derivation<'a>,
}

fn unit(teller: &Teller<'_>, places: &mut Places<'_>) -> Markup {
    let Teller { run, derivation } = *teller;
    let campaign = &run.campaign;
    let shows_total = derivation.block.is_none_or(|block| shows_totals(campaign, block));
    let standing = total_statements(run, derivation).into_iter().chain(standing_statements(run, derivation, View::default()));
    html! {
        details id=(anchor(teller.opens(None))) {
            summary {
                (name_of(campaign, &run.scope, derivation.unit)) " (" (campaign.units[derivation.unit].code) ")"
                @if shows_total { ": " (derivation.total.points.fixed(digits(campaign)).replace('.', ",")) }
            }
            div.line { @for one in standing { (statement(&one, places)) } }
            @for (index, criterion) in campaign.criteria.enumerate() {
                @let told = teller.criterion(index);
                @if let Some((points, statements)) = told {
                    div.line id=(anchor(teller.opens(Some(index)))) {
                        h4 { (criterion.code) " " (criterion.name) ": " (points) }
                        @for one in &statements { (statement(one, places)) }
                    }
                }
            }
        }
        "\n"
    }
}

impl Teller<'_> {
    fn opens(&self, criterion: Option<CriterionIndex>) -> Opens {
        let unit: UnitIndex = self.derivation.unit;
        Opens { campaign: self.run.entry.unwrap_or_default(), unit, criterion }
    }

    /// What a criterion or group comes to, and everything that is said of it; none where the unit has no such line.
    fn criterion(&self, index: CriterionIndex) -> Option<(String, Vec<Statement>)> {
        let (run, derivation) = (self.run, self.derivation);
        let group = derivation.groups.iter().find(|group| group.criterion == index);
        let lines: Vec<_> = derivation.lines.iter().filter(|line| line.line.criterion == index && line.gathering != How::Cap).collect();
        if group.is_none() && lines.is_empty() {
            return None;
        }
        let points = group.map(|group| group.points).or_else(|| lines.first().map(|line| line.line.points))?;
        let points = points.map_or_else(|| "–".to_owned(), |points| points.fixed(digits(&run.campaign)).replace('.', ","));
        let of_lines = lines.into_iter().flat_map(|line| line_statements(run, line, View::default()));
        Some((points, group.map(|group| group_statement(run, group)).into_iter().chain(of_lines).collect()))
    }
}

/// What is said, its calculation, and where that stands.
fn statement(one: &Statement, places: &mut Places<'_>) -> Markup {
    let mut stand: Vec<String> = Vec::new();
    for place in &one.places {
        let located = locate(places, *place);
        if !stand.contains(&located) {
            stand.push(located);
        }
    }
    html! {
        p {
            (one.words)
            @if let Some(arithmetic) = &one.arithmetic { ": " span.sum { (arithmetic.text()) } }
            @if !stand.is_empty() { " " span.source { "(" (stand.join("; ")) ")" } }
        }
    }
}

/// `ket-qua/q1.csv:14`.
fn locate(places: &mut Places<'_>, place: Place) -> String {
    let located = places.locate(place);
    located.line.map_or_else(|| located.file.to_string(), |line| format!("{}:{line}", located.file))
}
