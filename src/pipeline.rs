//! The front door: a folder in; findings, ledger, tally and ranking out. It reads as the flow.

mod closed;
mod narrowing;
mod origin;
mod past;
mod reading;
mod stream;
mod weighing;

use std::num::NonZeroUsize;
use std::sync::Arc;

use anyhow::Context as _;

use crate::campaign::{Campaign, Resolution, Stretch, resolve};
use crate::checks;
use crate::closing::file::ClosingFile;
use crate::diagnostic::{Check, Finding, Findings, LedgerLook, Look, OutcomeLook, Severity};
use crate::digest::{self, Digest};
use crate::directory::Naming;
use crate::draft::definition::SeverityWord;
use crate::draft::inheritance::{self, Entry};
use crate::draft::{Definition, Draft, SMALL_SHEETS};
use crate::history::History;
use crate::ledger::{Explained, Layouts, Ledger, Scope};
use crate::ranking::{Outcome, rank};
use crate::sheet::{self, RowMap, has_csv_ending};
use crate::source::Volume;
use crate::tally::Tally;
use crate::value::{BlockIndex, CampaignIndex, Day, StageCode, StageIndex, Table};
use crate::yaml::{self, DecodeFault, Node};

pub use crate::records::sheets;
pub use closed::{Held, sealed};
pub use narrowing::Outside;
pub use origin::{Origin, Question};
pub use past::{stages, standing};
use stream::{RegistrationTypist, ResultTypist, Station, Stream, Taker};
use weighing::Weighed;

/// The definition's file.
pub const DEFINITION: &str = "phong-trao.yaml";

/// What is asked of a folder.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The period, by code.
    pub period: Option<String>,
    /// The block whose standings are wanted, by code; none: every block.
    pub block: Option<String>,
    /// The stage, by code.
    pub stage: Option<String>,
    /// The day it is seen from.
    pub as_of: Option<Day>,
    /// Whether an output carries the digest of the inputs.
    pub wants_digest: bool,
    /// Severities of checks in place of those the campaign sets; of several of one check the last.
    pub severities: Vec<(&'static str, SeverityWord)>,
    /// Whether the checks look at plain rows too: slower, and a test holds that it finds the same.
    pub looks_at_every_row: bool,
    /// On how many threads large sheets are read; none: on one.
    pub threads: Option<NonZeroUsize>,
    /// The checks that look.
    pub checks: Listed,
    /// Whose points are to be explained ([`crate::derivation`]): their rows are remembered.
    pub explains: Explains,
    /// The history of the rows, where the checks of it look; none: they do not.
    pub history: Option<Arc<History>>,
    /// What is done with closed periods.
    pub closings: Closings,
}

/// What is done with closed periods.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Closings {
    /// Their digests are compared, and their rankings where those differ.
    #[default]
    Compare,
    /// Their rankings are compared too.
    Verify,
    /// Nothing.
    PassOver,
}

/// A list of checks; every one there is, unless a test leaves one out.
#[derive(Clone, Copy, Debug)]
pub struct Listed(pub &'static [&'static Check]);

impl Default for Listed {
    fn default() -> Self {
        Self(checks::CHECKS)
    }
}

/// Whose points are to be explained.
#[derive(Clone, Debug, Default)]
pub enum Explains {
    /// Nobody's.
    #[default]
    Nobody,
    /// Those of one unit, by code.
    Unit(String),
    /// Everybody's: every row is held in memory.
    Everybody,
}

/// What cannot be asked of this campaign: exit code 2.
#[derive(Debug)]
pub enum Refusal {
    /// No such period; the ones there are.
    UnknownPeriod(String, Vec<Box<str>>),
    /// No such block; the ones there are.
    UnknownBlock(String, Vec<Box<str>>),
    /// No such stage; the ones there are.
    UnknownStage(String, Vec<Box<str>>),
    /// No such unit; the nearest ones.
    UnknownUnit(String, Vec<Box<str>>),
    /// No such criterion; the nearest ones.
    UnknownCriterion(String, Vec<Box<str>>),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, code, known, label) = match self {
            Self::UnknownPeriod(code, known) => ("kỳ", code, known, "có"),
            Self::UnknownBlock(code, known) => ("khối", code, known, "có"),
            Self::UnknownStage(code, known) => ("vòng", code, known, "có"),
            Self::UnknownUnit(code, nearest) => ("đơn vị", code, nearest, "gần giống"),
            Self::UnknownCriterion(code, nearest) => ("tiêu chí", code, nearest, "gần giống"),
        };
        write!(formatter, "không có {what} nào mang mã `{code}`")?;
        if known.is_empty() { Ok(()) } else { write!(formatter, "; {label}: {}", known.join(", ")) }
    }
}

impl std::error::Error for Refusal {}

/// A folder, read.
pub struct Run {
    /// The text of the definition.
    pub text: String,
    /// What could not be decoded.
    pub faults: Vec<DecodeFault>,
    /// The plan as written: its definition and every small row.
    pub plan: Arc<Draft>,
    /// What the campaigns of a plan share, resolved; none where the plan is one campaign.
    pub shared: Option<Shared>,
    /// The campaigns: the plan itself, or each phong trào of it, as declared.
    pub campaigns: Table<CampaignIndex, CampaignRun>,
    /// Files and rows.
    pub rows: RowMap,
    /// Files that are no sheet that is read.
    pub strays: Vec<Box<str>>,
    /// The findings, in order of place, with the severity the campaign gives them.
    pub findings: Vec<(Severity, Finding)>,
    /// How many findings are waived.
    pub waived: usize,
    /// Those that point at none of the files asked for; they are not among the findings. None where every file was.
    pub outside: Option<Outside>,
    /// The digest of the inputs, where it was asked for.
    pub digest: Option<String>,
    /// The digest of the definition alone, where that was asked for: the rules everything was scored and judged by.
    pub rules_digest: Option<String>,
    /// The files of `chot/`.
    pub closings: Vec<ClosingFile>,
    /// The campaigns of closed periods, held against the folder.
    pub held: Vec<Held>,
    /// What was asked.
    pub question: Question,
    /// Where the inputs stand in git; none where it is not known.
    pub origin: Option<Origin>,
    /// What is supposed, and stands nowhere in the folder, in words.
    pub supposed: Vec<String>,
    /// Whose rows are.
    naming: Naming,
    /// The same folder as other stages than the one asked for have it, one run a stage, where that is wanted: for showing beside it.
    pub stages: Vec<Run>,
}

/// What the campaigns of a plan share, resolved as if it were a campaign: for showing, never for scoring.
pub struct Shared {
    /// The plan's own keys.
    pub campaign: Campaign,
    /// All of its time.
    pub scope: Scope,
}

/// One campaign of the folder, read.
pub struct CampaignRun {
    /// Everything small of this campaign, as written: with the keys it inherits, without the rows of others.
    pub draft: Arc<Draft>,
    /// Which entry of `phong_trao` it is; none where the plan is one campaign.
    pub entry: Option<usize>,
    /// Everything small, resolved.
    pub campaign: Campaign,
    /// What was asked for.
    pub scope: Scope,
    /// Whether it has the period, the block and the stage that were asked for; where not, it is not tallied.
    pub is_asked_for: bool,
    /// What the rows came to.
    pub ledger: Ledger,
    /// The tally and the ranking.
    pub outcome: Outcome,
}

impl Shared {
    fn of(plan: &Draft, request: &Request) -> Self {
        let campaign = resolve(plan);
        let scope = Scope::new(&campaign, None, request.as_of, None);
        Self { campaign, scope }
    }
}

impl CampaignRun {
    /// What lines and totals are read from.
    pub fn tally(&self) -> Tally<'_> {
        Tally { campaign: &self.campaign, scope: &self.scope, ledger: &self.ledger }
    }

    /// Whether its definition expects rows of results or registrations.
    fn expects_rows(&self) -> bool {
        self.campaign.is_scored || !self.campaign.titles.is_empty()
    }
}

impl Run {
    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(one, _)| *one == severity).count()
    }

    /// The first campaign: the only one, where the plan is one.
    pub fn first(&self) -> &CampaignRun {
        self.campaigns.iter().next().expect("a plan has a campaign")
    }

    /// The campaigns that have what was asked for, as declared.
    pub fn asked_for(&self) -> impl Iterator<Item = &CampaignRun> {
        self.campaigns.iter().filter(|run| run.is_asked_for)
    }

    /// The rows of results and registrations.
    pub fn streamed_rows(&self) -> u64 {
        self.campaigns.iter().map(|run| run.ledger.result_rows + run.ledger.registration_rows).sum()
    }

    /// Whether the folder has no row of results or registrations, and the definition expects some.
    pub fn is_without_rows(&self) -> bool {
        let expects = self.campaigns.iter().any(CampaignRun::expects_rows);
        let small = [&self.plan.statistics, &self.plan.models, &self.plan.pledges, &self.plan.proposals];
        expects && self.streamed_rows() == 0 && small.iter().all(|sheet| sheet.rows.is_empty())
    }

    /// The plan's name: of the one campaign, or of what several share.
    pub fn name(&self) -> &str {
        let plan = self.shared.as_ref().map(|shared| &shared.campaign);
        &plan.unwrap_or_else(|| &self.first().campaign).name
    }

    /// The last day any campaign is seen from.
    pub fn as_of(&self) -> Day {
        let days = self.campaigns.iter().map(|run| run.scope.as_of);
        days.max().expect("a plan has a campaign")
    }

    /// The code of the campaign a finding is about; the plan's where it is about what campaigns share.
    pub fn code_of(&self, finding: &Finding) -> &str {
        let plan = self.shared.as_ref().filter(|_| finding.is_shared);
        plan.map_or(&self.campaigns[finding.campaign].campaign, |shared| &shared.campaign).code.as_str()
    }
}

/// Reads a folder, checks it, tallies and ranks it.
pub fn run(volume: &dyn Volume, request: &Request) -> anyhow::Result<Run> {
    let mut findings = Findings::default();
    let mut rows = RowMap::default();
    let mut digest = request.wants_digest.then(Digest::default);

    let (text, node, mut faults) = definition_text(volume)?;
    let definition = node.as_ref().map_or_else(Definition::default, |node| {
        let (definition, decoded) = yaml::decode(node, &text);
        faults.extend(decoded);
        definition
    });
    if let (Some(digest), Some(node)) = (&mut digest, &node) {
        digest.definition(node);
    }
    let is_defined = node.as_ref().is_some_and(|node| matches!(node.kind, yaml::Kind::Mapping(_)));
    let entries = node.as_ref().map(|node| inheritance::entries(node, &text)).unwrap_or_default();
    let naming = Naming::of(&definition, &entries);

    let mut plan = Draft { definition, is_defined, ..Draft::default() };
    let strays = strays(volume);
    for sheet in SMALL_SHEETS {
        for file in volume.files().iter().filter(|file| sheet.holds(file)) {
            let rows_of = plan.rows_mut(sheet).expect("every small sheet has its rows");
            let mut station =
                Station { volume, naming: &naming, checks: request.checks, rows: &mut rows, digest: &mut digest, findings: &mut findings };
            station.small(file, sheet, rows_of)?;
        }
    }

    let plan = Arc::new(plan);
    let shared = (!entries.is_empty()).then(|| Shared::of(&plan, request));
    let mut campaigns = prepare(&plan, entries, request);
    refuse(&campaigns, request)?;
    let times: Vec<Stretch> = campaigns.iter().map(|one| one.campaign.time).collect();
    let declared = look_at_definitions(&mut campaigns, &Seen { faults: &faults, plan: &plan, times: &times, rows: &rows, strays: &strays });

    let station = Station { volume, naming: &naming, checks: request.checks, rows: &mut rows, digest: &mut digest, findings: &mut findings };
    let layouts: Vec<Arc<Layouts>> = campaigns.iter().map(|one| Arc::clone(one.ledger.layouts())).collect();
    let takers = campaigns.iter_mut().zip(&layouts);
    let takers = takers.map(|(one, layouts)| Taker { campaign: &one.campaign, scope: &one.asked.scope, layouts, ledger: &mut one.ledger });
    let mut stream = Stream::new(station, takers, request.looks_at_every_row, request.threads);
    stream.read::<RegistrationTypist<'_>>()?;
    stream.read::<ResultTypist<'_>>()?;

    let numbered = (0..).map(CampaignIndex::new).zip(campaigns);
    let campaigns: Table<CampaignIndex, CampaignRun> = numbered.map(|(index, one)| one.conclude(index, &mut findings)).collect();
    findings.append(declared);
    if let Some(history) = &request.history {
        past::look(history, volume, &campaigns, &rows, request.checks, &mut findings)?;
    }
    let whole = closed::Whole { volume, definition: node.as_ref().filter(|_| is_defined), naming: &naming, campaigns: &campaigns, rows: &rows };
    let (closings, held) = closed::look(whole, request, &mut findings)?;
    let Weighed { list: findings, waived } = weighing::weigh(&campaigns, (&rows, &strays), findings, request);
    let digest = digest.map(|digest| digest.hex());
    let rules_digest = node.as_ref().filter(|_| request.wants_digest).map(digest::of_node);
    Ok(Run {
        text,
        faults,
        plan,
        shared,
        campaigns,
        rows,
        strays,
        findings,
        waived,
        outside: None,
        digest,
        rules_digest,
        closings,
        held,
        question: Question::of(request),
        origin: None,
        supposed: Vec::new(),
        naming,
        stages: Vec::new(),
    })
}

/// The campaigns of a plan, resolved, each with an empty ledger.
fn prepare(plan: &Arc<Draft>, entries: Vec<Entry>, request: &Request) -> Table<CampaignIndex, Prepared> {
    if entries.is_empty() {
        return [Prepared::of(Arc::clone(plan), None, request)].into_iter().collect();
    }
    let part = |(index, entry): (usize, Entry)| {
        let draft = plan.of(CampaignIndex::new(index), entry.definition);
        Prepared::of(Arc::new(draft), Some(entry.position), request)
    };
    entries.into_iter().enumerate().map(part).collect()
}

/// One campaign before its rows are read.
struct Prepared {
    draft: Arc<Draft>,
    entry: Option<usize>,
    campaign: Campaign,
    asked: Asked,
    ledger: Ledger,
    /// Findings of required checks about its definition and small sheets, by block.
    blocking: Vec<usize>,
}

/// What was asked for, in one campaign.
struct Asked {
    scope: Scope,
    block: Option<BlockIndex>,
    /// Whether it has the period, the block and the stage that were asked for.
    is_found: bool,
    checks: Listed,
}

impl Asked {
    fn of(campaign: &Campaign, request: &Request) -> Self {
        let directories = &campaign.directories;
        let period = request.period.as_ref().map(|code| directories.periods.find(code.as_bytes()));
        let block = request.block.as_ref().map(|code| directories.blocks.find(code.as_bytes()));
        let stage = request.stage.as_ref().map(|code| directories.stages.find(code.as_bytes()));
        let is_found = period != Some(None) && block != Some(None) && stage != Some(None);
        let scope = Scope::new(campaign, period.flatten(), request.as_of, stage.flatten());
        Self { scope, block: block.flatten(), is_found, checks: request.checks }
    }
}

impl Prepared {
    fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    fn of(draft: Arc<Draft>, entry: Option<usize>, request: &Request) -> Self {
        let campaign = resolve(&draft);
        let asked = Asked::of(&campaign, request);
        let explained = match &request.explains {
            Explains::Nobody => Explained::Nobody,
            Explains::Unit(code) => campaign.directories.units.find(code.as_bytes()).map_or(Explained::Nobody, Explained::Unit),
            Explains::Everybody => Explained::Everybody,
        };
        let ledger = Ledger::new(&campaign, &asked.scope, explained);
        let blocking = vec![0; campaign.blocks.len()];
        Self { draft, entry, campaign, asked, ledger, blocking }
    }

    /// Lets the checks of the definition and the small sheets look.
    fn look_at_definition(&self, seen: &Seen<'_>, findings: &mut Findings) {
        let Seen { faults, plan, times, rows, strays } = *seen;
        let resolution = Resolution { faults, plan, times, draft: &self.draft, campaign: &self.campaign, rows, strays };
        each_look(self.asked.checks, |look| {
            if let Look::Definition(look) | Look::Sheets(look) = look {
                look(&resolution, findings);
            }
        });
    }

    /// Tallies and ranks what the rows came to, and lets the checks of the ledger and the outcome look.
    fn conclude(mut self, index: CampaignIndex, findings: &mut Findings) -> CampaignRun {
        findings.speak_of(index);
        self.ledger.leads = Tally { campaign: &self.campaign, scope: &self.asked.scope, ledger: &self.ledger }.leads();
        let Self { ref campaign, asked: Asked { ref scope, block, is_found, checks }, ref ledger, .. } = self;
        if is_found {
            let look = LedgerLook { campaign, scope, ledger };
            each_look(checks, |one| {
                if let Look::Ledger(one) = one {
                    one(&look, findings);
                }
            });
        }
        weighing::count_blocking(campaign, scope, findings.list().iter().filter(|one| one.is_of(index)), &mut self.blocking);
        let blocking = &self.blocking;
        let outcome = rank(Tally { campaign, scope, ledger }, block, |block| blocking[block.get()]);
        if is_found {
            let look = OutcomeLook { campaign, scope, ledger, outcome: &outcome };
            each_look(checks, |one| {
                if let Look::Outcome(one) = one {
                    one(&look, findings);
                }
            });
        }
        let Self { draft, entry, campaign, asked, ledger, .. } = self;
        CampaignRun { draft, entry, campaign, scope: asked.scope, is_asked_for: is_found, ledger, outcome }
    }
}

/// What checks of the definition see beside one campaign.
struct Seen<'a> {
    faults: &'a [DecodeFault],
    plan: &'a Draft,
    times: &'a [Stretch],
    rows: &'a RowMap,
    strays: &'a [Box<str>],
}

/// Looks at the definition of each campaign; what several share is said once.
fn look_at_definitions(campaigns: &mut Table<CampaignIndex, Prepared>, seen: &Seen<'_>) -> Findings {
    let mut all = Findings::default();
    for (index, prepared) in campaigns.enumerate_mut() {
        let mut own = Findings::default();
        own.speak_of(index);
        prepared.look_at_definition(seen, &mut own);
        weighing::count_blocking(&prepared.campaign, &prepared.asked.scope, own.list().iter(), &mut prepared.blocking);
        all.join(own);
    }
    all
}

/// That no campaign has what was asked for.
fn refuse(campaigns: &Table<CampaignIndex, Prepared>, request: &Request) -> Result<(), Refusal> {
    type Codes<'a> = Box<dyn Iterator<Item = &'a str> + 'a>;
    let missing = |asked: &Option<String>, codes: fn(&Campaign) -> Codes<'_>| {
        let code = asked.as_ref()?;
        let mut known: Vec<Box<str>> = Vec::new();
        for one in campaigns.iter().flat_map(|prepared| codes(&prepared.campaign)) {
            if !known.iter().any(|known| **known == *one) {
                known.push(one.into());
            }
        }
        let is_known = campaigns.iter().any(|prepared| codes(&prepared.campaign).any(|known| known == sheet::text_of(code.trim().as_bytes())));
        (!is_known).then(|| (code.clone(), known))
    };
    if let Some((code, known)) = missing(&request.period, |campaign| Box::new(campaign.periods.iter().map(|period| period.code.as_str()))) {
        return Err(Refusal::UnknownPeriod(code, known));
    }
    if let Some((code, known)) = missing(&request.block, |campaign| Box::new(campaign.blocks.iter().map(|block| block.code.as_str()))) {
        return Err(Refusal::UnknownBlock(code, known));
    }
    if let Some((code, known)) = missing(&request.stage, |campaign| Box::new(campaign.stages.iter().map(crate::value::StageCode::as_str))) {
        return Err(Refusal::UnknownStage(code, known));
    }
    if let Explains::Unit(code) = &request.explains
        && campaigns.iter().all(|prepared| prepared.campaign.directories.units.find(code.as_bytes()).is_none())
    {
        return Err(Refusal::UnknownUnit(code.clone(), nearest_units(campaigns, code)));
    }
    Ok(())
}

/// The units whose codes are near one that no campaign has, each with its name.
fn nearest_units(campaigns: &Table<CampaignIndex, Prepared>, code: &str) -> Vec<Box<str>> {
    let mut nearest: Vec<Box<str>> = Vec::new();
    for Campaign { directories, units, .. } in campaigns.iter().map(|prepared| &prepared.campaign) {
        for near in directories.units.nearest(code) {
            let name = directories.units.find(near.as_bytes()).map(|unit| &units[unit].last().name);
            let words = name.map_or_else(|| near.to_string(), |name| format!("{near} ({name})"));
            if !nearest.iter().any(|known| **known == *words) {
                nearest.push(words.into());
            }
        }
    }
    nearest
}

/// The stages of several campaigns, each once: by these the labels of a sheet are told that is not one campaign's.
pub fn all_stages<'a>(campaigns: impl Iterator<Item = &'a Campaign>) -> Table<StageIndex, StageCode> {
    let mut stages: Table<StageIndex, StageCode> = Table::default();
    for stage in campaigns.flat_map(|campaign| campaign.stages.iter()) {
        if stages.iter().all(|known| known != stage) && !stages.is_full() {
            stages.push(stage.clone());
        }
    }
    stages
}

/// Calls for every look of every check, in the order of the list.
fn each_look(checks: Listed, call: impl FnMut(Look)) {
    checks.0.iter().flat_map(|check| check.looks).copied().for_each(call);
}

/// The definition's text and tree; what is not UTF-8 or not YAML is a fault.
fn definition_text(volume: &dyn Volume) -> anyhow::Result<(String, Option<Node>, Vec<DecodeFault>)> {
    let bytes = volume.read(DEFINITION).with_context(|| format!("không đọc được `{DEFINITION}`"))?;
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = yaml::Span { start: at, end: at };
            (text, Some(DecodeFault { span, path: String::new(), kind: yaml::DecodeFaultKind::NotUtf8 }))
        }
    };
    match (fault, yaml::parse(&text)) {
        (None, Ok(node)) => Ok((text, Some(node), Vec::new())),
        (Some(fault), _) | (None, Err(fault)) => Ok((text, None, vec![fault])),
    }
}

/// Whether a file is looked at: the definition, a sheet, or what looks like one.
pub fn looks_at(file: &str) -> bool {
    file == DEFINITION || is_table(file)
}

fn is_table(file: &str) -> bool {
    has_csv_ending(file) || file.to_lowercase().ends_with(".tsv")
}

/// Files that look like sheets and are none that is read, and spreadsheets where a sheet would be.
fn strays(volume: &dyn Volume) -> Vec<Box<str>> {
    let is_sheet = |file: &str| sheets().any(|sheet| sheet.holds(file));
    // Those of a name that stand beside each other, whatever they end with; in order, so a large folder is not looked through for each.
    let beside = |stem: &str| {
        let name = format!("{stem}.");
        let first = volume.files().partition_point(|file| *file < name);
        volume.files()[first..].iter().take_while(move |file| file.starts_with(&name))
    };
    // Beside a sheet of its name a spreadsheet is what that was saved from.
    let is_saved = |stem: &str| beside(stem).any(|file| has_csv_ending(file) && file.len() == stem.len() + ".csv".len());
    let is_for_sheet = |stem: &str| is_sheet(&format!("{stem}.csv")) && !is_saved(stem);
    let is_stray = |file: &&String| (is_table(file) && !is_sheet(file)) || sheet::spreadsheet_stem(file).is_some_and(is_for_sheet);
    volume.files().iter().filter(is_stray).map(|file| file.as_str().into()).collect()
}
