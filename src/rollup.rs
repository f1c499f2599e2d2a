//! A roll-up: several campaign folders side by side – what exists, who registered, who was ranked, who leads.
//!
//! Each folder is read, checked and ranked by itself, one after another, and nothing is ranked across folders or blocks.
//! A folder that is not there is said and is no fault; one that cannot be read is said with the reason.

use std::collections::VecDeque;

use crate::campaign::Campaign;
use crate::diagnostic::{Finding, Severity};
use crate::draft::definition::SubjectKind;
use crate::pipeline::{self, CampaignRun, Origin, Request, Run};
use crate::ranking::StandingState;
use crate::source::Volume;
use crate::value::{CampaignIndex, Day, Points, UnitIndex};
use crate::yaml::{Field, Text};

/// Where the folders of a roll-up are.
pub trait Folders {
    /// The campaign folder at a path; none where there is no such folder, or no campaign in it.
    fn open(&self, path: &str) -> anyhow::Result<Option<Box<dyn Volume>>>;

    /// Where the inputs of the folder at a path stand in git; outside of it nothing is claimed.
    fn origin(&self, _path: &str) -> Option<Origin> {
        None
    }
}

/// Several folders side by side, in the order they were asked for, those a folder names behind it.
#[derive(Debug)]
pub struct Rollup {
    /// The folders.
    pub members: Vec<Member>,
}

/// One folder of a roll-up.
#[derive(Debug)]
pub struct Member {
    /// Its path: as asked for, or where the folder that names it leads.
    pub folder: Box<str>,
    /// The folder whose `tong_hop` names it; none where it was asked for.
    pub named_by: Option<Box<str>>,
    /// What became of it.
    pub state: MemberState,
}

/// What became of a folder.
#[derive(Debug)]
pub enum MemberState {
    /// It is not there.
    Missing,
    /// It is there and could not be read, and why.
    Unreadable(Box<str>),
    /// It was read.
    Read(Box<Summary>),
}

/// What a folder comes to.
#[derive(Debug)]
pub struct Summary {
    /// `ma` of the plan.
    pub code: Box<str>,
    /// `ten` of the plan.
    pub name: Box<str>,
    /// The digest of its inputs, where it was asked for.
    pub digest: Option<String>,
    /// Where they stand in git, where that was asked for and is known.
    pub origin: Option<Origin>,
    /// Errors, warnings, notes.
    pub findings: [usize; 3],
    /// Its campaigns.
    pub campaigns: Vec<CampaignSummary>,
}

/// What a campaign comes to.
#[derive(Debug)]
pub struct CampaignSummary {
    /// `ma`.
    pub code: Box<str>,
    /// `ten`.
    pub name: Box<str>,
    /// Who issues it.
    pub agency: Option<Box<str>>,
    /// First and last day.
    pub days: [Day; 2],
    /// The day it is seen from.
    pub as_of: Day,
    /// Codes of the campaigns it responds to, as far as they have one.
    pub responds_to: Vec<Box<str>>,
    /// Whether it has criteria.
    pub is_scored: bool,
    /// Errors, warnings, notes of this campaign alone.
    pub findings: [usize; 3],
    /// The units that stand in a block in its time.
    pub units: usize,
    /// The units that stand in none.
    pub units_without_block: usize,
    /// Its blocks that are ranked.
    pub blocks: Vec<BlockSummary>,
    /// Its registrations, by title.
    pub registrations: Vec<TitleSummary>,
}

/// What a block comes to.
#[derive(Debug)]
pub struct BlockSummary {
    /// `ma`.
    pub code: Box<str>,
    /// `ten`.
    pub name: Box<str>,
    /// Whether the text does not name it.
    pub is_assumed: bool,
    /// How many findings of required checks keep it from being ranked.
    pub blocking: usize,
    /// How many units are final, provisional, incomplete, set aside.
    pub states: [usize; 4],
    /// Who stands first, with the share of what was assigned.
    pub first: Vec<Leading>,
    /// What the leader is put forward for, and whether; none in a period that puts nobody forward.
    pub put_forward: Option<PutForward>,
}

/// A unit in first place.
#[derive(Debug)]
pub struct Leading {
    /// Code of the unit.
    pub unit: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Total of a hundred of the maximum.
    pub share: Option<Points>,
    /// How many decimals the campaign shows.
    pub digits: u8,
}

/// Whether the leader is put forward.
#[derive(Debug)]
pub struct PutForward {
    /// Name of the title.
    pub title: Option<Box<str>>,
    /// Code of the unit; none where nobody may be.
    pub unit: Option<Box<str>>,
    /// Whether every condition is met.
    pub is_put_forward: bool,
}

/// Registrations for one title.
#[derive(Debug)]
pub struct TitleSummary {
    /// `ma`.
    pub code: Box<str>,
    /// `ten`.
    pub name: Box<str>,
    /// For collectives or people; none where it is not declared.
    pub subject: Option<SubjectKind>,
    /// Standing on the as-of day.
    pub standing: u64,
    /// Withdrawn by then.
    pub withdrawn: u64,
}

impl Rollup {
    /// Reads the folders asked for, and those that their `tong_hop` names; each once.
    pub fn gather(asked: &[String], folders: &dyn Folders, request: &Request) -> Self {
        let mut waiting: VecDeque<(String, Option<Box<str>>)> = asked.iter().map(|path| (tidy(path), None)).collect();
        let mut members: Vec<Member> = Vec::new();
        while let Some((folder, named_by)) = waiting.pop_front() {
            if members.iter().any(|member| *member.folder == *folder) {
                continue;
            }
            let state = match read(&folder, folders, request) {
                Ok(None) => MemberState::Missing,
                Err(error) => MemberState::Unreadable(format!("{error:#}").into()),
                Ok(Some((summary, named))) => {
                    for path in named.iter().rev() {
                        waiting.push_front((join(&folder, path), Some(folder.as_str().into())));
                    }
                    MemberState::Read(Box::new(summary))
                }
            };
            members.push(Member { folder: folder.into(), named_by, state });
        }
        Self { members }
    }

    /// The folders that were read.
    pub fn read(&self) -> impl Iterator<Item = (&Member, &Summary)> {
        self.members.iter().filter_map(|member| match &member.state {
            MemberState::Read(summary) => Some((member, &**summary)),
            MemberState::Missing | MemberState::Unreadable(_) => None,
        })
    }

    /// Whether a campaign responds to one of a folder that names its own.
    pub fn responds(&self, member: &Member, campaign: &CampaignSummary) -> Option<bool> {
        let above = member.named_by.as_ref()?;
        let (_, above) = self.read().find(|(other, _)| other.folder == *above)?;
        let is_its = |code: &str| *above.code == *code || above.campaigns.iter().any(|campaign| *campaign.code == *code);
        Some(campaign.responds_to.iter().any(|code| is_its(code)))
    }
}

/// What a folder comes to, and the folders it names.
fn read(folder: &str, folders: &dyn Folders, request: &Request) -> anyhow::Result<Option<(Summary, Vec<String>)>> {
    let Some(volume) = folders.open(folder)? else { return Ok(None) };
    let mut run = pipeline::run(&*volume, request)?;
    if request.wants_digest {
        run.origin = folders.origin(folder);
    }
    let named = run.plan.definition.rolled_up.as_ref().and_then(Field::get).into_iter().flatten();
    let named = named.filter_map(Field::get).map(|path| path.as_str().to_owned()).collect();
    Ok(Some((Summary::of(&run), named)))
}

/// A path without what goes nowhere: `a/./b/../c` is `a/c`; separators as in the definition.
fn tidy(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let tidied = parts.join("/");
    match (path.starts_with('/'), tidied.is_empty()) {
        (true, _) => format!("/{tidied}"),
        (false, true) => ".".to_owned(),
        (false, false) => tidied,
    }
}

/// A path that a folder names, from where the folder stands.
fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') { tidy(path) } else { tidy(&format!("{folder}/{path}")) }
}

impl Summary {
    fn of(run: &Run) -> Self {
        let plan = run.shared.as_ref().map_or(&run.first().campaign, |shared| &shared.campaign);
        Self {
            code: plan.code.as_str().into(),
            name: plan.name.clone(),
            digest: run.digest.clone(),
            origin: run.origin.clone(),
            findings: [Severity::Error, Severity::Warning, Severity::Note].map(|severity| run.count(severity)),
            campaigns: run.campaigns.enumerate().map(|(index, one)| CampaignSummary::of(run, index, one)).collect(),
        }
    }
}

impl CampaignSummary {
    fn of(folder: &Run, index: CampaignIndex, run: &CampaignRun) -> Self {
        let campaign = &run.campaign;
        let definition = &run.draft.definition;
        let agency = definition.agency.as_ref().and_then(Field::get).and_then(|agency| agency.name.get());
        let responds_to = definition.responds_to.as_ref().and_then(Field::get).into_iter().flatten().filter_map(Field::get);
        let memberships = || campaign.units.iter().filter_map(|unit| unit.in_stretch(&run.scope.stretch));
        let is_own = |finding: &Finding| folder.shared.is_none() || (finding.campaign == index && !finding.is_shared);
        let count = |severity: Severity| folder.findings.iter().filter(|(one, finding)| *one == severity && is_own(finding)).count();
        Self {
            code: campaign.code.as_str().into(),
            name: campaign.name.clone(),
            agency: agency.map(|name| name.as_str().into()),
            days: [campaign.time.from, campaign.time.to],
            as_of: run.scope.as_of,
            responds_to: responds_to.filter_map(|response| response.code.as_ref()?.get()).map(|code: &Text| code.as_str().into()).collect(),
            is_scored: campaign.is_scored,
            findings: [Severity::Error, Severity::Warning, Severity::Note].map(count),
            units: memberships().filter(|membership| membership.block.is_some()).count(),
            units_without_block: memberships().filter(|membership| membership.block.is_none()).count(),
            blocks: run.outcome.blocks.iter().map(|block| BlockSummary::of(run, block)).collect(),
            registrations: titles(run),
        }
    }
}

impl BlockSummary {
    fn of(run: &CampaignRun, standings: &crate::ranking::BlockStandings) -> Self {
        let campaign = &run.campaign;
        let block = &campaign.blocks[standings.block];
        let states = [StandingState::Final, StandingState::Provisional, StandingState::Incomplete, StandingState::SetAside];
        let digits = campaign.rounding.map_or(0, |rounding| rounding.digits);
        let leading = standings.standings.iter().filter(|standing| standing.place == Some(1)).map(|standing| Leading {
            unit: campaign.units[standing.total.unit].code.as_str().into(),
            name: name(run, standing.total.unit).into(),
            share: standing.total.share,
            digits,
        });
        let put_forward = standings.leader.as_ref().map(|leader| PutForward {
            title: leader.title.map(|title| campaign.titles[title].name.clone()),
            unit: leader.unit.map(|unit| campaign.units[unit].code.as_str().into()),
            is_put_forward: leader.is_put_forward,
        });
        Self {
            code: block.code.as_str().into(),
            name: block.name.clone(),
            is_assumed: block.is_assumed,
            blocking: standings.blocking,
            states: states.map(|state| standings.standings.iter().filter(|standing| standing.state == state).count()),
            first: leading.collect(),
            put_forward,
        }
    }
}

fn name(run: &CampaignRun, unit: UnitIndex) -> &str {
    let unit = &run.campaign.units[unit];
    &unit.in_stretch(&run.scope.stretch).unwrap_or_else(|| unit.last()).name
}

fn titles(run: &CampaignRun) -> Vec<TitleSummary> {
    let Campaign { titles, units, .. } = &run.campaign;
    let of_title = |(index, title): (_, &crate::campaign::Title)| {
        let counts = || units.indices().map(|unit| run.ledger.registered[unit].count(index));
        TitleSummary {
            code: title.code.as_str().into(),
            name: title.name.clone(),
            subject: title.subject,
            standing: counts().map(|count| u64::from(count.standing)).sum(),
            withdrawn: counts().map(|count| u64::from(count.withdrawn)).sum(),
        }
    };
    titles.enumerate().map(of_title).collect()
}

#[cfg(test)]
mod tests {
    use super::{join, tidy};

    #[test]
    fn a_path_is_read_from_the_folder_that_names_it() {
        assert_eq!(join("examples/btp", "../hcm"), "examples/hcm");
        assert_eq!(join("btp", "../../hcm/"), "../hcm");
        assert_eq!(join(".", "hcm"), "hcm");
        assert_eq!(join("/a/b", "/c"), "/c");
        assert_eq!(join("a", "..\\b"), "b");
        assert_eq!(tidy("./"), ".");
    }
}
