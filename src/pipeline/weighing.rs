//! Findings weighed: which keep a block from being ranked, how severe each is in its campaign, in which order they stand.

use rustc_hash::FxHashMap;

use crate::campaign::Campaign;
use crate::campaign::waivers::Waiver;
use crate::diagnostic::{Check, Finding, Findings, Grade, Look, Severity, Subject, WaiverLook};
use crate::draft::definition::SeverityWord;
use crate::ledger::Scope;
use crate::pipeline::{CampaignRun, Request, each_look};
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

/// The severity of a check in this campaign, as it was asked for, else as the campaign sets it; none where it is ignored.
fn severity(campaign: &Campaign, asked: &[(&'static str, SeverityWord)], check: &Check) -> Option<Severity> {
    if check.grade.is_fixed() {
        return Some(Severity::Error);
    }
    let asked = asked.iter().rev().find(|(name, _)| *name == check.name).map(|(_, word)| *word);
    let set = || campaign.severities.iter().find(|(name, _, _)| **name == *check.name).map(|(_, word, _)| *word);
    match asked.or_else(set) {
        None => Some(check.grade.severity()),
        Some(SeverityWord::Error) => Some(Severity::Error),
        Some(SeverityWord::Warning) => Some(Severity::Warning),
        Some(SeverityWord::Ignore) => None,
    }
}

/// Findings, weighed.
pub(super) struct Weighed {
    /// With their severity, in order of place; what the campaign ignores or waives is left out.
    pub(super) list: Vec<(Severity, Finding)>,
    /// How many are waived.
    pub(super) waived: usize,
}

/// Weighs findings as their campaigns and the request say.
pub(super) fn weigh(
    campaigns: &Table<CampaignIndex, CampaignRun>,
    (rows, strays): (&RowMap, &[Box<str>]),
    findings: Findings,
    request: &Request,
) -> Weighed {
    let of_campaign = |run: &CampaignRun| request.checks.0.iter().map(|check| severity(&run.campaign, &request.severities, check)).collect();
    let severities: Table<CampaignIndex, Vec<Option<Severity>>> = campaigns.iter().map(of_campaign).collect();
    let position: FxHashMap<&str, usize> = request.checks.0.iter().enumerate().map(|(index, check)| (check.name, index)).collect();
    let severity_of = |finding: &Finding| severities[finding.campaign][*position.get(finding.check.name).expect("findings come from listed checks")];
    let weigh_all = |findings: Findings| findings.into_list().into_iter().filter_map(|finding| Some((severity_of(&finding)?, finding)));
    let mut list: Vec<(Severity, Finding)> = weigh_all(findings).collect();
    let before = list.len();
    let matches = set_aside(campaigns, &mut list);
    let waived = before - list.len();
    if request.period.is_none() && request.block.is_none() {
        // Of a part of the campaign it cannot be said that a waiver is not needed.
        list.extend(weigh_all(look_at_waivers(campaigns, &matches, request)));
    }
    let paths = Paths::of(rows, strays);
    list.sort_by_cached_key(|(_, finding)| (order(rows, &paths, finding.place), finding.check.name));
    Weighed { list, waived }
}

/// Takes out the findings that a waiver in force sets aside; how many each waiver fits, in force or not.
fn set_aside(campaigns: &Table<CampaignIndex, CampaignRun>, list: &mut Vec<(Severity, Finding)>) -> Table<CampaignIndex, Vec<usize>> {
    let mut matches: Table<CampaignIndex, Vec<usize>> = campaigns.iter().map(|run| vec![0; run.campaign.waivers.len()]).collect();
    if campaigns.iter().all(|run| run.campaign.waivers.is_empty()) {
        return matches;
    }
    list.retain(|(_, finding)| {
        let run = &campaigns[finding.campaign];
        let mut is_waived = false;
        for (waiver, count) in run.campaign.waivers.iter().zip(&mut matches[finding.campaign]) {
            if waives(waiver, finding) {
                *count += 1;
                is_waived |= waiver.until >= run.scope.as_of;
            }
        }
        !is_waived
    });
    matches
}

/// Whether a waiver fits a finding; of a required check nothing is waived.
fn waives(waiver: &Waiver, finding: &Finding) -> bool {
    let Finding { check, subject, .. } = finding;
    !check.grade.is_fixed()
        && *waiver.check == *check.name
        && waiver.unit.is_none_or(|unit| subject.unit == Some(unit))
        && waiver.criterion.is_none_or(|criterion| subject.criterion == Some(criterion))
        && waiver.period.is_none_or(|period| subject.period == Some(period))
}

/// Lets the checks of waivers look at those of every campaign.
fn look_at_waivers(campaigns: &Table<CampaignIndex, CampaignRun>, matches: &Table<CampaignIndex, Vec<usize>>, request: &Request) -> Findings {
    let mut all = Findings::default();
    for ((index, run), matches) in campaigns.enumerate().zip(matches.iter()) {
        let mut own = Findings::default();
        own.speak_of(index);
        let look_at = WaiverLook { campaign: &run.campaign, scope: &run.scope, matches, saw_history: request.history.is_some() };
        each_look(request.checks, |look| {
            if let Look::Waivers(look) = look {
                look(&look_at, &mut own);
            }
        });
        // What campaigns inherit is said once.
        all.join(own);
    }
    all
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
        // They stand behind the sheets, as they were read.
        Place::Closing(number, span) => (3, number, u64::from(span.start), 0),
        Place::Label(file, cell) => (2, path(file), 1, u32::from(cell)),
        Place::Row(row) => (2, path(rows.stretch(row).file), u64::from(row.0) + 1, 0),
        Place::Cell(row, cell) => (2, path(rows.stretch(row).file), u64::from(row.0) + 1, u32::from(cell) + 1),
        Place::Byte { file, offset, line } => {
            let row = rows.stretch_at(file, offset).map_or(0, |stretch| u64::from(stretch.first.0) + line.saturating_sub(stretch.line));
            (2, path(file), row + 1, 0)
        }
    }
}
