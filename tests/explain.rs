//! Explanations: the arithmetic they print, read back and calculated by a small calculator of the test's own, is the tally's.

mod arithmetic;
mod cases;
mod command;

use thidua::derivation::derive;
use thidua::pipeline::{CampaignRun, Explains, Request, Run};
use thidua::report::explain::{self, Explanation, View};
use thidua::report::markdown;
use thidua::value::UnitIndex;

use crate::support::{Files, memory, run};

/// A folder read so that everybody can be explained.
pub(super) fn explainable(files: &Files, period: Option<&str>) -> Run {
    run(files, &Request { period: period.map(ToOwned::to_owned), explains: Explains::Everybody, ..Request::default() })
}

/// The explanation of a unit as `--format md` writes it; none where it is not ranked in the scope.
pub(super) fn markdown_of(run: &Run, one: &CampaignRun, unit: UnitIndex, files: &Files, view: View) -> Option<String> {
    let explanation = Explanation { run: one, derivation: derive(one, unit)?, wanted: None };
    let pages = explain::pages(run, &[explanation], view, &memory(files), &thidua::report::explain::Past::default());
    let mut out = Vec::new();
    markdown::write(&pages, &mut out).expect("memory takes everything");
    Some(String::from_utf8(out).expect("pages are text"))
}

/// A row of a table of Markdown, without what marks it up.
pub(super) fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let plain = |cell: &str| cell.trim().trim_start_matches("**").trim_end_matches("**").replace('\\', "");
    Some(inner.split(" | ").map(plain).collect())
}

/// The rows of the table under a heading.
pub(super) fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let section = text.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
    section.lines().filter_map(cells).skip(2).collect()
}
