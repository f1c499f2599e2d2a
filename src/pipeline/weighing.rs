//! Findings weighed: which keep a block from being ranked, how severe each is in its campaign, in which order they stand.

use rustc_hash::FxHashMap;

use crate::campaign::Campaign;
use crate::checks;
use crate::diagnostic::{Check, Finding, Findings, Grade, Severity, Subject};
use crate::draft::definition::SeverityWord;
use crate::ledger::Scope;
use crate::pipeline::CampaignRun;
use crate::sheet::{FileIndex, Place, RowMap};
use crate::value::{BlockIndex, CampaignIndex, Table};

/// Counts for each block the findings of required checks that concern its numbers.
pub(super) fn count_blocking<'f>(campaign: &Campaign, scope: &Scope, findings: impl Iterator<Item = &'f Finding>, counts: &mut [usize]) {
    for finding in findings.filter(|finding| finding.check.grade == Grade::Required) {
        for block in blocks_of(campaign, scope, &finding.subject) {
            counts[block.get()] += 1;
        }
    }
}

/// The blocks whose numbers a subject touches.
fn blocks_of(campaign: &Campaign, scope: &Scope, subject: &Subject) -> Vec<BlockIndex> {
    if let Some(block) = subject.block {
        return vec![block];
    }
    if let Some(unit) = subject.unit {
        return campaign.units[unit].in_stretch(&scope.stretch).and_then(|membership| membership.block).into_iter().collect();
    }
    if subject.nobody {
        return Vec::new();
    }
    let criterion = subject.criterion.map(|criterion| &campaign.criteria[criterion]).filter(|criterion| !criterion.applies_in_doubt);
    let blocks = criterion.and_then(|criterion| criterion.blocks.clone());
    blocks.unwrap_or_else(|| campaign.blocks.enumerate().map(|(index, _)| index).collect())
}

/// The severity of a check in this campaign; none where it is ignored.
pub fn severity(campaign: &Campaign, check: &Check) -> Option<Severity> {
    if check.grade == Grade::Required {
        return Some(Severity::Error);
    }
    let set = campaign.severities.iter().find(|(name, _, _)| **name == *check.name);
    match set.map(|(_, word, _)| *word) {
        None => Some(check.grade.severity()),
        Some(SeverityWord::Error) => Some(Severity::Error),
        Some(SeverityWord::Warning) => Some(Severity::Warning),
        Some(SeverityWord::Ignore) => None,
    }
}

/// Findings with their severity, in order of place; what the campaign ignores is left out.
pub(super) fn weigh(
    campaigns: &Table<CampaignIndex, CampaignRun>,
    rows: &RowMap,
    strays: &[Box<str>],
    findings: Findings,
) -> Vec<(Severity, Finding)> {
    let of_campaign = |run: &CampaignRun| checks::CHECKS.iter().map(|check| severity(&run.campaign, check)).collect();
    let severities: Table<CampaignIndex, Vec<Option<Severity>>> = campaigns.iter().map(of_campaign).collect();
    let position: FxHashMap<&str, usize> = checks::CHECKS.iter().enumerate().map(|(index, check)| (check.name, index)).collect();
    let severity_of = |finding: &Finding| severities[finding.campaign][*position.get(finding.check.name).expect("findings come from listed checks")];
    let weighed = findings.into_list().into_iter().filter_map(|finding| Some((severity_of(&finding)?, finding)));
    let mut list: Vec<(Severity, Finding)> = weighed.collect();
    let paths = Paths::of(rows, strays);
    list.sort_by_cached_key(|(_, finding)| (order(rows, &paths, finding.place), finding.check.name));
    list
}

/// The paths of files and strays by number: one that comes later in order has a higher one.
struct Paths {
    files: Vec<u32>,
    strays: Vec<u32>,
}

impl Paths {
    fn of(rows: &RowMap, strays: &[Box<str>]) -> Self {
        let mut paths: Vec<&str> = rows.files.iter().map(|file| &*file.path).chain(strays.iter().map(AsRef::as_ref)).collect();
        paths.sort_unstable();
        let number = |path: &str| u32::try_from(paths.partition_point(|other| *other < path)).expect("files fit");
        Self { files: rows.files.iter().map(|file| number(&file.path)).collect(), strays: strays.iter().map(|stray| number(stray)).collect() }
    }
}

/// Where a place comes in the order of findings: the folder, the definition, then sheets by path, row and cell.
fn order(rows: &RowMap, paths: &Paths, place: Place) -> (u8, u32, u64, u32) {
    let path = |file: FileIndex| paths.files[file.0 as usize];
    match place {
        Place::Folder => (0, 0, 0, 0),
        Place::Definition(span) => (1, 0, u64::from(span.start), 0),
        Place::File(file) => (2, path(file), 0, 0),
        Place::Stray(stray) => (2, paths.strays[stray as usize], 0, 0),
        Place::Label(file, cell) => (2, path(file), 1, u32::from(cell)),
        Place::Row(row) => (2, path(rows.stretch(row).file), u64::from(row.0) + 1, 0),
        Place::Cell(row, cell) => (2, path(rows.stretch(row).file), u64::from(row.0) + 1, u32::from(cell) + 1),
        Place::Byte { file, offset, line } => {
            let row = rows.stretch_at(file, offset).map_or(0, |stretch| u64::from(stretch.first.0) + line.saturating_sub(stretch.line));
            (2, path(file), row + 1, 0)
        }
    }
}
