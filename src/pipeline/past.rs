//! The past of the rows: what the history has of those that stand, for the checks of it; and by which stages its columns are told.

use std::sync::Arc;

use anyhow::Context as _;

use crate::diagnostic::{Findings, HistoryLook, Lived, Look};
use crate::draft::receipts;
use crate::draft::{Definition, Draft, inheritance};
use crate::history::History;
use crate::pipeline::{CampaignRun, Listed, Prepared, Request, Run, all_stages, definition_text, each_look, prepare};
use crate::records::{self, Stated};
use crate::registrations;
use crate::results;
use crate::sheet::{FileIndex, Header, RowId, RowMap, Sheet, SheetFile};
use crate::source::Volume;
use crate::value::{CampaignIndex, StageCode, StageIndex, Table};
use crate::yaml;

/// The sheets whose rows have a day on which something was handed in, or points given for it.
const SHEETS: [&Sheet; 3] = [&receipts::SHEET, &registrations::SHEET, &results::SHEET];

/// The stages of a folder's definition, without its rows: by these the columns of a history are told.
///
/// # Errors
/// Where the definition cannot be read.
pub fn stages(volume: &dyn Volume) -> anyhow::Result<Table<StageIndex, StageCode>> {
    let (text, node, _) = definition_text(volume)?;
    let definition = node.as_ref().map_or_else(Definition::default, |node| yaml::decode(node, &text).0);
    let entries = node.as_ref().map(|node| inheritance::entries(node, &text)).unwrap_or_default();
    let plan = Arc::new(Draft { definition, ..Draft::default() });
    let campaigns = prepare(&plan, entries, &Request::default());
    Ok(all_stages(campaigns.iter().map(Prepared::campaign)))
}

/// Every row of the sheets of a folder, as they were read: which it is, and what it says.
///
/// # Errors
/// Where a file cannot be read again.
pub fn standing(run: &Run, volume: &dyn Volume) -> anyhow::Result<Vec<(RowId, Stated)>> {
    let stages = all_stages(run.campaigns.iter().map(|one| &one.campaign));
    let mut standing = Vec::new();
    for (number, file) in (0..).zip(&run.rows.files) {
        if let Some(first) = run.rows.first_of(FileIndex(number)) {
            standing.extend(rows_of(file, volume, &stages)?.into_iter().map(|stated| (first.plus(stated.record as usize), stated)));
        }
    }
    Ok(standing)
}

fn rows_of(file: &SheetFile, volume: &dyn Volume, stages: &Table<StageIndex, StageCode>) -> anyhow::Result<Vec<Stated>> {
    let unread = || format!("không đọc được `{}`", file.path);
    records::read(file.sheet, &file.path, volume.open(&file.path).with_context(unread)?, stages).with_context(unread)
}

/// A row that stands, with its labels.
struct Standing {
    stated: Stated,
    row: RowId,
    header: Arc<Header>,
}

/// Lets the checks of the history look at the rows of each campaign; a row the history does not have as it stands is not looked at.
pub(super) fn look(
    history: &History,
    volume: &dyn Volume,
    campaigns: &Table<CampaignIndex, CampaignRun>,
    rows: &RowMap,
    checks: Listed,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let stages = all_stages(campaigns.iter().map(|one| &one.campaign));
    let mut standing: Vec<Standing> = Vec::new();
    for (number, file) in (0..).zip(&rows.files) {
        let (true, Some(header)) = (SHEETS.iter().any(|sheet| sheet.name == file.sheet.name), &file.header) else { continue };
        let Some(first) = rows.first_of(FileIndex(number)) else { continue };
        let stated = rows_of(file, volume, &stages)?;
        standing.extend(stated.into_iter().map(|stated| Standing { row: first.plus(stated.record as usize), header: Arc::clone(header), stated }));
    }
    let is_one = campaigns.len() == 1;
    for (index, run) in campaigns.enumerate().filter(|(_, run)| run.is_asked_for) {
        findings.speak_of(index);
        let is_own = |one: &&Standing| is_one || one.stated.text(results::COLUMNS[results::CAMPAIGN].key) == run.campaign.code.as_str();
        let lived = standing.iter().filter(is_own).filter_map(|one| {
            let life = history.of(&one.stated)?;
            Some(Lived { row: one.row, header: &one.header, stated: &one.stated, life })
        });
        let look_at = HistoryLook { campaign: &run.campaign, history, rows: &lived.collect::<Vec<_>>() };
        each_look(checks, |look| {
            if let Look::History(look) = look {
                look(&look_at, findings);
            }
        });
    }
    Ok(())
}
