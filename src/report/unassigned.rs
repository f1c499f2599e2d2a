//! What is not assigned to a unit (`khong_giao`), and why.

use std::collections::BTreeMap;

use crate::draft::{DraftRow, targets};
use crate::pipeline::CampaignRun;
use crate::report::short_of;
use crate::tally::{Line, LineState};
use crate::value::{CriterionIndex, UnitIndex};

/// The rows of targets that say a line is not assigned to a unit; none where it has rows of results or is scored.
pub(super) fn not_given<'a>(run: &'a CampaignRun, unit: UnitIndex, line: &Line) -> Vec<&'a DraftRow> {
    let campaign = &run.campaign;
    if !matches!(line.state, LineState::NotApplicable(_)) || line.has_rows || !campaign.targets.some_are_not_assigned {
        return Vec::new();
    }
    let lender = campaign.criteria[line.criterion].leaf.as_ref().and_then(|leaf| leaf.figures_of);
    let periods = std::iter::once(None).chain(campaign.periods.indices().filter(|period| run.scope.holds(campaign, *period)).map(Some));
    let criteria = || std::iter::once(line.criterion).chain(lender);
    let targets = periods.flat_map(|period| criteria().filter_map(move |criterion| campaign.targets.find(unit, criterion, period)));
    targets.filter(|target| target.is_not_assigned).map(|target| &run.draft.targets.rows[target.position]).collect()
}

/// Why a line is not assigned to a unit, in the words of its rows; none where no row says.
pub(super) fn not_given_because(run: &CampaignRun, unit: UnitIndex, line: &Line) -> Option<String> {
    let mut reasons: Vec<&str> = not_given(run, unit, line).into_iter().map(targets::reason).filter(|reason| !reason.is_empty()).collect();
    reasons.dedup();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

/// What is not assigned to whom, and why: a note for each criterion and reason.
pub(super) fn not_given_notes(run: &CampaignRun, units: impl Iterator<Item = UnitIndex>) -> Vec<String> {
    let campaign = &run.campaign;
    if !campaign.targets.some_are_not_assigned {
        return Vec::new();
    }
    // Many criteria may not be assigned for one reason to the same units: they stand together.
    let mut by_criterion: BTreeMap<(CriterionIndex, String), Vec<UnitIndex>> = BTreeMap::new();
    for unit in units {
        for line in run.tally().scores(unit) {
            if let Some(reason) = not_given_because(run, unit, &line) {
                by_criterion.entry((line.criterion, reason)).or_default().push(unit);
            }
        }
    }
    let mut notes: Vec<(String, Vec<UnitIndex>, Vec<CriterionIndex>)> = Vec::new();
    for ((criterion, reason), units) in by_criterion {
        match notes.iter_mut().find(|(known, of, _)| *known == reason && *of == units) {
            Some((_, _, criteria)) => criteria.push(criterion),
            None => notes.push((reason, units, vec![criterion])),
        }
    }
    let note = |(reason, units, criteria): &(String, Vec<UnitIndex>, Vec<CriterionIndex>)| {
        let units: Vec<&str> = units.iter().map(|unit| short_of(campaign, &run.scope, *unit)).collect();
        let criteria: Vec<&str> = criteria.iter().map(|criterion| campaign.criteria[*criterion].code.as_str()).collect();
        format!("Không giao {} – {}: {}.", criteria.join(", "), units.join(", "), reason.trim_end_matches('.'))
    };
    notes.iter().map(note).collect()
}
