//! Whom a finding in a small sheet concerns.

use crate::campaign::Campaign;
use crate::campaign::models::unit_of as unit_of_model;
use crate::diagnostic::Subject;
use crate::draft::{self, DraftRow, appeals, appraisals, awards, grants, history, initiatives, leaves, models, pledges, proposals, units};
use crate::registrations;
use crate::sheet::{CodeKind, Kind, Sheet};
use crate::value::UnitIndex;

/// Whose numbers a row touches of a sheet that carries none, or only where a criterion counts it; none of the other sheets.
pub(crate) fn concerned(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Option<Subject> {
    if carries_no_points(sheet) {
        return Some(Subject::nobody());
    }
    if sheet.name == draft::discipline::SHEET.name {
        return Some(concerned_by_discipline(campaign, crate::campaign::discipline::unit_of(row, &campaign.directories)));
    }
    if sheet.name != models::SHEET.name {
        return None;
    }
    let unit = unit_of_model(row, &campaign.directories, &campaign.people);
    Some(match (campaign.leaves().any(|(_, _, leaf)| leaf.way.models().is_some()), unit) {
        (false, _) => Subject::nobody(),
        (true, Some(unit)) => Subject::unit(Some(unit)),
        // For whom it would count is not known: it may be anybody.
        (true, None) => Subject::campaign(),
    })
}

/// Whose numbers a row of discipline of a unit touches: nobody's where no block sets units aside for it.
pub(crate) fn concerned_by_discipline(campaign: &Campaign, unit: Option<UnitIndex>) -> Subject {
    let mut rankings = campaign.blocks.iter().filter_map(|block| block.ranking.as_ref());
    let counts = rankings.any(|ranking| ranking.sets_aside_violation.is_some());
    Subject::unit(unit.filter(|_| counts))
}

/// The unit, criterion and period a row names; nobody where its unit is not known.
pub(crate) fn named_in(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Subject {
    named_by_columns(campaign, sheet, |column| row.text(column))
}

/// The same of a row whose cells are found by the place of their column.
pub(super) fn named_by_columns<'r>(campaign: &Campaign, sheet: &Sheet, text: impl Fn(usize) -> &'r str) -> Subject {
    let code = |kind: CodeKind| {
        sheet.columns.iter().position(|column| matches!(column.kind, Kind::Code(own) if own == kind)).map(|column| text(column).as_bytes())
    };
    let directories = &campaign.directories;
    Subject::unit(code(CodeKind::Unit).and_then(|code| directories.units.find(code)))
        .criterion(code(CodeKind::Criterion).and_then(|code| directories.criteria.find(code)))
        .period(code(CodeKind::Period).and_then(|code| directories.periods.find(code)))
}

/// Whether nothing in a sheet is ranked.
fn carries_no_points(sheet: &Sheet) -> bool {
    let of_titles = [&appraisals::SHEET, &leaves::SHEET, &initiatives::SHEET, &history::SHEET, &proposals::SHEET, &grants::SHEET];
    let others = [&registrations::SHEET, &draft::people::SHEET, &pledges::SHEET, &awards::SHEET, &appeals::SHEET];
    of_titles.iter().chain(&others).any(|one| one.name == sheet.name)
}

/// The unit a row of a small sheet is about.
pub(super) fn unit_of(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Option<UnitIndex> {
    let is_unit = |column: &crate::sheet::Column| matches!(column.kind, Kind::Code(CodeKind::Unit));
    let column = if sheet.name == units::SHEET.name { Some(units::CODE) } else { sheet.columns.iter().position(is_unit) };
    campaign.directories.units.find(row.text(column?).as_bytes())
}

/// Whose numbers something unreadable in a sheet may touch, where it cannot be told whose row it is.
pub(crate) fn anyone_in(sheet: &Sheet) -> Subject {
    if carries_no_points(sheet) { Subject::nobody() } else { Subject::campaign() }
}
