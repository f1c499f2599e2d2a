//! Closed periods: each file of `chot/` held against the folder as it stands, and against its ranking where they differ.

use crate::closing::compare::{self, Differences};
use crate::closing::file::ClosingFile;
use crate::closing::seal::{self, Reading};
use crate::closing::{Closed, Closing, Data, Target, is_closing, placed, sections};
use crate::diagnostic::{CampaignLook, ClosingLook, Findings, Look, Unknown};
use crate::directory::Naming;
use crate::pipeline::{CampaignRun, Closings, Request, Run, all_stages, each_look, run, sheets};
use crate::sheet::{RowMap, Sheet};
use crate::source::Volume;
use crate::value::{CampaignIndex, PeriodIndex, StageCode, StageIndex, Table};
use crate::yaml::{self, Node};

/// A campaign of a closed period, held against the folder.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which file of `chot/`.
    pub file: usize,
    /// The campaign's place in it.
    pub position: usize,
    /// Which campaign of the plan.
    pub campaign: CampaignIndex,
    /// The period.
    pub period: PeriodIndex,
    /// In what it differs.
    pub differences: Differences,
}

/// A folder as it was read, to be sealed.
struct Standing<'a> {
    volume: &'a dyn Volume,
    definition: &'a Node,
    naming: &'a Naming,
    campaigns: &'a Table<CampaignIndex, CampaignRun>,
    sheets: Vec<&'static Sheet>,
    stages: Table<StageIndex, StageCode>,
}

impl<'a> Standing<'a> {
    fn new(volume: &'a dyn Volume, definition: &'a Node, naming: &'a Naming, campaigns: &'a Table<CampaignIndex, CampaignRun>) -> Self {
        let stages = all_stages(campaigns.iter().map(|one| &one.campaign));
        Self { volume, definition, naming, campaigns, sheets: sheets().collect(), stages }
    }

    fn reading(&self) -> Reading<'_> {
        Reading { volume: self.volume, sheets: &self.sheets, stages: &self.stages, naming: self.naming }
    }

    /// The campaign and the period that a file means.
    fn find(&self, closing: &Closing, position: usize) -> Result<(CampaignIndex, PeriodIndex), Unknown> {
        let code = &closing.campaigns[position].campaign;
        let is_only = closing.campaigns.len() == 1 && self.campaigns.len() == 1;
        let mut campaigns = self.campaigns.enumerate();
        // Of a plan that is one campaign the code may be what has changed.
        let found = campaigns.find(|(_, one)| is_only || one.campaign.code.as_str() == &**code);
        let (index, one) = found.ok_or_else(|| Unknown::Campaign(position, code.clone()))?;
        let period = one.campaign.directories.periods.find(closing.period.as_bytes()).ok_or(Unknown::Period)?;
        Ok((index, period))
    }
}

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub(super) volume: &'a dyn Volume,
    pub(super) definition: Option<&'a Node>,
    pub(super) naming: &'a Naming,
    pub(super) campaigns: &'a Table<CampaignIndex, CampaignRun>,
    pub(super) rows: &'a RowMap,
}

/// Reads every file of `chot/`, holds it against the folder and lets the checks of closed periods look.
pub(super) fn look(at: Whole<'_>, request: &Request, findings: &mut Findings) -> anyhow::Result<(Vec<ClosingFile>, Vec<Held>)> {
    let Whole { volume, definition, naming, campaigns, rows } = at;
    let paths: Vec<&String> = volume.files().iter().filter(|file| is_closing(file)).collect();
    if request.closings == Closings::PassOver || paths.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let files: Vec<ClosingFile> = paths.iter().map(|path| Ok(ClosingFile::read(path, volume.read(path)?))).collect::<std::io::Result<_>>()?;
    let mut held = Vec::new();
    let mut unknown: Vec<Vec<Unknown>> = vec![Vec::new(); files.len()];
    // What cannot be read has been told of, and nothing can be held against it.
    if let Some(definition) = definition {
        let standing = Standing::new(volume, definition, naming, campaigns);
        held = hold(&standing, &files, request, &mut unknown)?;
    }
    for (number, (file, unknown)) in files.iter().zip(&unknown).enumerate() {
        let own = held.iter().filter(|held| held.file == number).map(|held| CampaignLook {
            index: held.campaign,
            position: held.position,
            campaign: &campaigns[held.campaign].campaign,
            draft: &campaigns[held.campaign].draft,
            period: held.period,
            differences: &held.differences,
        });
        let own: Vec<CampaignLook<'_>> = own.collect();
        let number = u32::try_from(number).expect("files fit");
        let look_at = ClosingLook { file, number, campaigns: &own, unknown, rows, tool: env!("CARGO_PKG_VERSION") };
        each_look(request.checks, |look| {
            if let Look::Closing(look) = look {
                findings.speak_of_all();
                look(&look_at, findings);
            }
        });
    }
    Ok((files, held))
}

fn hold(standing: &Standing<'_>, files: &[ClosingFile], request: &Request, unknown: &mut [Vec<Unknown>]) -> anyhow::Result<Vec<Held>> {
    let mut targets: Vec<Target<'_>> = Vec::new();
    let mut held: Vec<Held> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let Some(closing) = file.closing.as_ref().filter(|closing| !closing.is_reopened) else { continue };
        for (position, closed) in closing.campaigns.iter().enumerate() {
            match standing.find(closing, position) {
                Ok((campaign, period)) => {
                    targets.push(Target::closed(campaign, &standing.campaigns[campaign].campaign, period, closed.last.clone()));
                    held.push(Held { file: number, position, campaign, period, differences: Differences::default() });
                }
                Err(lacking) if !unknown[number].contains(&lacking) => unknown[number].push(lacking),
                Err(_) => {}
            }
        }
    }
    let data = seal::data(standing.reading(), &targets)?;
    for ((held, target), data) in held.iter_mut().zip(&targets).zip(&data) {
        let closing = files[held.file].closing.as_ref().expect("only what was read is held");
        let closed = &closing.campaigns[held.position];
        held.differences = compare::digests(closed, target, &sections(standing.definition, target), data);
        held.differences.adjusted = adjusted_after(target);
        if !held.differences.sheets.is_empty() {
            name_rows(standing, (closing, held.position), target, &mut held.differences, request)?;
        }
    }
    // A row that is nobody's any more may keep a campaign from being ranked that differs in nothing of its own.
    let is_changed = held.iter().any(|held| !held.differences.is_none() || !held.differences.adjusted.is_empty());
    if request.closings == Closings::Verify || is_changed {
        rank_again(standing, files, &mut held, request)?;
    }
    Ok(held)
}

/// Holds the rankings of closed periods against what the folder comes to as it stands, seen as it was seen then.
fn rank_again(standing: &Standing<'_>, files: &[ClosingFile], held: &mut [Held], request: &Request) -> anyhow::Result<()> {
    for of_file in held.chunk_by_mut(|one, other| one.file == other.file) {
        let closing = files[of_file[0].file].closing.as_ref().expect("only what was read is held");
        let run = run(standing.volume, &asked(closing, request))?;
        for held in of_file {
            let one = &run.campaigns[held.campaign];
            held.differences.moved = compare::rankings(&closing.campaigns[held.position].blocks, &placed(&one.campaign, &one.outcome));
        }
    }
    Ok(())
}

/// The numbers of adjustments of a period that were decided after it was closed.
fn adjusted_after(target: &Target<'_>) -> Vec<Box<str>> {
    let is_later = |number: &str| number.parse().is_ok_and(|number| target.is_later("dieu-chinh", number));
    let list = target.campaign.adjustments.list.iter().filter(|adjustment| target.holds(adjustment.period) && is_later(&adjustment.number));
    list.map(|adjustment| adjustment.number.clone()).collect()
}

/// The folder, asked for a closed period as it was seen then.
fn asked(closing: &Closing, request: &Request) -> Request {
    Request {
        period: Some(closing.period.to_string()),
        as_of: Some(closing.as_of),
        checks: request.checks,
        threads: request.threads,
        closings: Closings::PassOver,
        ..Request::default()
    }
}

/// Names the rows that differ, where the revision that was closed is at hand and has what was closed.
fn name_rows(
    standing: &Standing<'_>,
    (closing, position): (&Closing, usize),
    target: &Target<'_>,
    differences: &mut Differences,
    request: &Request,
) -> anyhow::Result<()> {
    let Some(old) = closing.revision.as_ref().and_then(|revision| standing.volume.at(revision)) else { return Ok(()) };
    let Ok(then) = run(&*old, &asked(closing, request)) else { return Ok(()) };
    let Ok(definition) = yaml::parse(&then.text) else { return Ok(()) };
    let before = Standing::new(&*old, &definition, &then.naming, &then.campaigns);
    let Ok((index, period)) = before.find(closing, position) else { return Ok(()) };
    let closed = &closing.campaigns[position];
    let own = Target::closed(index, &then.campaigns[index].campaign, period, closed.last.clone());
    let data: Data = seal::data(before.reading(), std::slice::from_ref(&own))?.pop().unwrap_or_default();
    let is_wanted = |sheet: &str, unit: &str| {
        let digest = |data: &Data| data.get(sheet).and_then(|units| units.get(unit)).cloned();
        // A revision that has something else than what was closed says nothing of it.
        digest(&data) == digest(&closed.data) && differences.sheets.iter().any(|changed| *changed.sheet == *sheet && *changed.unit == *unit)
    };
    let mut was = seal::rows(before.reading(), &own, &is_wanted)?;
    let mut is = seal::rows(standing.reading(), target, &is_wanted)?;
    let wanted: Vec<bool> = differences.sheets.iter().map(|changed| is_wanted(&changed.sheet, &changed.unit)).collect();
    for (changed, wanted) in differences.sheets.iter_mut().zip(wanted) {
        let take = |rows: &mut Vec<seal::Row>| -> Vec<seal::Row> {
            rows.extract_if(.., |row| wanted && *row.sheet.name == *changed.sheet && row.unit == changed.unit).collect()
        };
        let (was, is) = (take(&mut was), take(&mut is));
        changed.rows = compare::rows(was, is);
    }
    Ok(())
}

/// The campaigns that have the period that was asked for, sealed as they stand.
///
/// # Errors
/// Where a file cannot be read.
pub fn sealed(volume: &dyn Volume, run: &Run) -> anyhow::Result<Vec<Closed>> {
    let Ok(definition) = yaml::parse(&run.text) else { return Ok(Vec::new()) };
    let standing = Standing::new(volume, &definition, &run.naming, &run.campaigns);
    let asked = run.campaigns.enumerate().filter(|(_, one)| one.is_asked_for);
    let targets: Vec<(Target<'_>, &CampaignRun)> =
        asked.filter_map(|(index, one)| Some((Target::now(index, &one.campaign, &one.draft, one.scope.period?), one))).collect();
    let alone: Vec<Target<'_>> = targets.iter().map(|(target, _)| target.clone()).collect();
    let data = seal::data(standing.reading(), &alone)?;
    let closed = |((target, one), data): ((Target<'_>, &CampaignRun), Data)| Closed {
        campaign: one.campaign.code.as_str().into(),
        rules: sections(&definition, &target),
        blocks: placed(&one.campaign, &one.outcome),
        data,
        last: target.last,
    };
    Ok(targets.into_iter().zip(data).map(closed).collect())
}
