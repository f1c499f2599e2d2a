//! Small campaigns whose figures are worked by hand: the base with some keys and sheets of its own, and what comes of it in words.

use thidua::diagnostic::Language;
use thidua::pipeline::{Request, Run};
use thidua::tally::{Line, LineState};
use thidua::value::{Fraction, Points};

use crate::support::{Fence, Files, base, concise, overlay, run};

/// The base campaign with these top-level keys and sheets.
pub(crate) fn files(definition: &str, sheets: &[(&str, &str)]) -> Files {
    let fence = |(path, text): (&str, &str)| Fence { path: path.to_owned(), whole: false, text: text.to_owned() };
    let fences: Vec<Fence> = std::iter::once(("phong-trao.yaml", definition)).chain(sheets.iter().copied()).map(fence).collect();
    overlay(base(), &fences)
}

/// What is asked for: a period.
pub(crate) fn asked(period: &str) -> Request {
    Request { period: Some(period.to_owned()), ..Request::default() }
}

/// Every finding, one a line.
pub(crate) fn findings(files: &Files, period: &str) -> String {
    concise(files, &asked(period), Language::Vietnamese)
}

/// A folder whose blocks are all ranked.
pub(crate) fn ranked(files: &Files, period: &str) -> Run {
    let run = run(files, &asked(period));
    for block in &run.first().outcome.blocks {
        assert_eq!(block.blocking, 0, "{}", findings(files, period));
    }
    run
}

/// The checks that found something, in order of place.
pub(crate) fn checks(run: &Run) -> Vec<&'static str> {
    run.findings.iter().map(|(_, finding)| finding.check.name).collect()
}

/// The state of a line, in a word or two.
pub(crate) fn state(line: &Line) -> &'static str {
    match line.state {
        LineState::Given => "given",
        LineState::Estimated => "estimated",
        LineState::Missing(_) => "missing",
        LineState::NotApplicable(_) => "not applicable",
        LineState::Provisional => "provisional",
        LineState::Capped => "capped",
    }
}

/// `points/maximum state` of a line; `–` for none.
pub(crate) fn score(line: &Line) -> String {
    let shown = |points: Option<Points>| points.map_or("–".to_owned(), |points| points.to_string());
    let state = state(line);
    format!("{}/{} {state}", shown(line.points), shown(line.maximum.and_then(|maximum| maximum.exact_points())))
}

/// The lines of a unit, which add up to its total.
pub(crate) fn lines_of(run: &Run, unit: &str) -> Vec<Line> {
    let index = run.first().campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    let (lines, total) = (run.first().tally().lines(index), run.first().tally().total(index));
    assert_eq!(total.points, lines.iter().filter_map(|line| line.points).sum(), "the lines add up to the total");
    let maximum = lines.iter().filter_map(|line| line.maximum).try_fold(Fraction::ZERO, |sum, one| sum.checked_add(&one));
    assert_eq!(Some(total.maximum), maximum, "and so does what they are out of");
    lines
}

/// `criterion points/maximum state` of a unit's lines.
pub(crate) fn lines(run: &Run, unit: &str) -> Vec<String> {
    let code = |line: &Line| run.first().campaign.criteria[line.criterion].code.as_str();
    lines_of(run, unit).iter().map(|line| format!("{} {}", code(line), score(line))).collect()
}
