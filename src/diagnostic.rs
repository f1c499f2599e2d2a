//! A finding: what is wrong, where, and the line that makes it wrong – facts, not text.
//!
//! Findings are born in `checks/` only. Words come from the fault itself, in the voice asked for, when it is shown.

use std::collections::HashMap;
use std::fmt;

use crate::closing::compare::Differences;
use crate::closing::file::ClosingFile;
use crate::directory::Naming;
use crate::history::{History, Life};
use crate::ledger::{Ledger, Scope};
use crate::ranking::Outcome;
use crate::records::Stated;
use crate::registrations::RegistrationBatch;
use crate::results::ResultBatch;
use crate::sheet::{Header, Place, Records, RowId, RowMap, Sheet};
use crate::value::{BlockIndex, CampaignIndex, CriterionIndex, PeriodIndex, UnitIndex};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Something is wrong; exit code 1.
    Error,
    /// Something is probably wrong; exit code 1 only under `--strict`.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name machines read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a check weighs unless the campaign says otherwise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Grade {
    /// Leaves a number unreadable, unplaced or wrong: always an error, and it blocks the block it touches.
    Required,
    /// A closed period is not as it was closed: always an error, and no block is the worse for it.
    Sealed,
    /// An error that leaves the numbers right.
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
}

impl Grade {
    /// The severity before any setting.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Required | Self::Sealed | Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }

    /// Whether it is always an error: no campaign lowers or waives it.
    pub const fn is_fixed(self) -> bool {
        match self {
            Self::Required | Self::Sealed => true,
            Self::Error | Self::Warning | Self::Note => false,
        }
    }
}

/// The language a finding is told in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vietnamese,
    /// English.
    English,
}

/// How a finding is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Voice {
    /// In which language.
    pub language: Language,
}

impl Voice {
    /// The text in the voice's language: Vietnamese first, English second.
    pub fn say(self, vietnamese: impl Into<String>, english: impl Into<String>) -> String {
        match self.language {
            Language::Vietnamese => vietnamese.into(),
            Language::English => english.into(),
        }
    }
}

/// The facts of one finding, and how they are said.
pub trait Fault: fmt::Debug + Send + Sync {
    /// Which of the check's reasons this is; one of `Check::reasons`.
    fn reason(&self) -> &'static str;
    /// What is wrong, with the value found and the value expected; lower case, no full stop.
    fn title(&self, voice: Voice) -> String;
    /// The next action, exactly; none where there is nothing to add.
    fn help(&self, _voice: Voice) -> Option<String> {
        None
    }
    /// Words beside the line that makes it wrong.
    fn against(&self, _voice: Voice) -> Option<String> {
        None
    }
    /// Words beside the second such line: where one says the rule, the other the fact.
    fn also(&self, _voice: Voice) -> Option<String> {
        None
    }
    /// The rows whose absence is the fault; none where something that stands is wrong.
    fn lacking(&self, _campaign: &crate::campaign::Campaign) -> Option<Lacking> {
        None
    }
}

/// Rows of a sheet that are not there.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// The sheet.
    pub sheet: &'static Sheet,
    /// What is known of each row, by the keys of its columns.
    pub rows: Vec<Vec<(&'static str, Box<str>)>>,
}

/// Whom a finding concerns.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Subject {
    /// The block whose numbers it touches; with neither block nor unit, every block.
    pub block: Option<BlockIndex>,
    /// The unit.
    pub unit: Option<UnitIndex>,
    /// The person, by name as written.
    pub person: Option<Box<str>>,
    /// The criterion.
    pub criterion: Option<CriterionIndex>,
    /// The period.
    pub period: Option<PeriodIndex>,
    /// True where it concerns nobody's numbers: a sheet's form, a unit that is not known.
    pub nobody: bool,
}

impl Subject {
    /// The whole campaign: every block.
    pub fn campaign() -> Self {
        Self::default()
    }

    /// Nobody whose numbers could be wrong.
    pub fn nobody() -> Self {
        Self { nobody: true, ..Self::default() }
    }

    /// One block.
    pub fn block(block: BlockIndex) -> Self {
        Self { block: Some(block), ..Self::default() }
    }

    /// One unit, or nobody where the unit is not known.
    pub fn unit(unit: Option<UnitIndex>) -> Self {
        Self { unit, nobody: unit.is_none(), ..Self::default() }
    }

    /// The same, of this criterion.
    #[must_use]
    pub fn criterion(mut self, criterion: Option<CriterionIndex>) -> Self {
        self.criterion = criterion;
        self
    }

    /// The same, in this period.
    #[must_use]
    pub fn period(mut self, period: Option<PeriodIndex>) -> Self {
        self.period = period;
        self
    }

    /// The same, about this person.
    #[must_use]
    pub fn person(mut self, person: &str) -> Self {
        self.person = (!person.is_empty()).then(|| person.into());
        self
    }
}

/// One finding.
#[derive(Debug)]
pub struct Finding {
    /// The check that speaks.
    pub check: &'static Check,
    /// Where.
    pub place: Place,
    /// The line that makes it wrong.
    pub against: Option<Place>,
    /// A second such line.
    pub also: Option<Place>,
    /// The campaign whose units, criteria and periods the subject names.
    pub campaign: CampaignIndex,
    /// Whether it is about what the campaigns of a plan share.
    pub is_shared: bool,
    /// Whom it concerns.
    pub subject: Subject,
    /// What is wrong.
    pub fault: Box<dyn Fault>,
}

impl Finding {
    /// Whether it may touch the numbers of a campaign.
    pub fn is_of(&self, campaign: CampaignIndex) -> bool {
        self.is_shared || self.campaign == campaign
    }

    /// Points also at the line that makes it wrong.
    pub fn against(&mut self, place: impl Into<Option<Place>>) -> &mut Self {
        self.against = place.into();
        self
    }

    /// Points at a second such line too.
    pub fn also(&mut self, place: impl Into<Option<Place>>) {
        self.also = place.into();
    }
}

/// What has been found, in the order it was found.
#[derive(Debug)]
pub struct Findings {
    list: Vec<Finding>,
    campaign: CampaignIndex,
    is_shared: bool,
}

impl Default for Findings {
    /// None yet, and what is found is about what campaigns share.
    fn default() -> Self {
        Self { list: Vec::new(), campaign: CampaignIndex::new(0), is_shared: true }
    }
}

impl Findings {
    /// Adds a finding and hands it back, to point it at a second place.
    pub fn add(&mut self, check: &'static Check, place: Place, subject: Subject, fault: impl Fault + 'static) -> &mut Finding {
        let (campaign, is_shared) = (self.campaign, self.is_shared);
        self.list.push(Finding { check, place, against: None, also: None, campaign, is_shared, subject, fault: Box::new(fault) });
        self.list.last_mut().expect("just pushed")
    }

    /// What is found from here on is about this campaign.
    pub fn speak_of(&mut self, campaign: CampaignIndex) {
        self.campaign = campaign;
        self.is_shared = false;
    }

    /// What is found from here on is about what campaigns share.
    pub fn speak_of_all(&mut self) {
        self.campaign = CampaignIndex::new(0);
        self.is_shared = true;
    }

    /// Adds what another list has and this one has not: a finding of several campaigns at one place is about what they share.
    pub fn join(&mut self, other: Self) {
        if self.list.is_empty() {
            self.list = other.list;
            return;
        }
        let said = |finding: &Finding| (finding.check.name, format!("{:?}", finding.place), finding.fault.title(Voice::default()));
        let known: HashMap<_, usize> = self.list.iter().enumerate().map(|(position, finding)| (said(finding), position)).collect();
        for finding in other.list {
            match known.get(&said(&finding)) {
                Some(position) => self.list[*position].is_shared = true,
                None => self.list.push(finding),
            }
        }
    }

    /// The findings.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// Adds all of another list behind this one.
    pub fn append(&mut self, mut other: Findings) {
        self.list.append(&mut other.list);
    }

    /// Gives up the list.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// What a check looks at; it is called when that exists.
#[derive(Clone, Copy)]
pub enum Look {
    /// The definition: decoded, resolved, and the gaps of resolving.
    Definition(fn(&crate::campaign::Resolution, &mut Findings)),
    /// How one sheet opens: its labels, its encoding.
    Opening(fn(&crate::sheet::Opened, &mut Findings)),
    /// A batch of records of any sheet; of a large one, only where some are no rows.
    Records(fn(&Records, &mut Findings)),
    /// A batch of records that say which campaign of the plan they are of.
    Naming(fn(&Records, &Naming, &mut Findings)),
    /// The small sheets, resolved against the campaign.
    Sheets(fn(&crate::campaign::Resolution, &mut Findings)),
    /// A batch of typed registrations.
    Registrations(fn(&RegistrationBatch, &crate::campaign::Campaign, &mut Findings)),
    /// A batch of typed results.
    Results(fn(&ResultBatch, &crate::campaign::Campaign, &mut Findings)),
    /// A batch of typed results, and what was asked for.
    ScopedResults(fn(&ResultBatch, &crate::campaign::Campaign, &Scope, &mut Findings)),
    /// The rows the ledger remembers.
    Ledger(fn(&LedgerLook, &mut Findings)),
    /// What the campaign's waivers have set aside.
    Waivers(fn(&WaiverLook, &mut Findings)),
    /// The tally and the ranking.
    Outcome(fn(&OutcomeLook, &mut Findings)),
    /// What the history has of the rows that stand.
    History(fn(&HistoryLook, &mut Findings)),
    /// A file of `chot/`, and in what the folder differs from it.
    Closing(fn(&ClosingLook, &mut Findings)),
}

/// What a check of the ledger sees.
pub struct LedgerLook<'a> {
    /// The campaign.
    pub campaign: &'a crate::campaign::Campaign,
    /// What was asked for.
    pub scope: &'a Scope,
    /// What the rows came to.
    pub ledger: &'a Ledger,
}

/// What a check of waivers sees.
pub struct WaiverLook<'a> {
    /// The campaign.
    pub campaign: &'a crate::campaign::Campaign,
    /// What was asked for.
    pub scope: &'a Scope,
    /// How many findings each waiver would set aside, were it in force.
    pub matches: &'a [usize],
    /// Whether the checks of the history have looked.
    pub saw_history: bool,
}

/// What a check of the outcome sees.
pub struct OutcomeLook<'a> {
    /// The campaign.
    pub campaign: &'a crate::campaign::Campaign,
    /// What was asked for.
    pub scope: &'a Scope,
    /// What the rows came to.
    pub ledger: &'a Ledger,
    /// The tally and the ranking.
    pub outcome: &'a Outcome,
}

/// What a check of the history sees.
pub struct HistoryLook<'a> {
    /// The campaign.
    pub campaign: &'a crate::campaign::Campaign,
    /// The commits.
    pub history: &'a History,
    /// The rows that stand as the last commit has them.
    pub rows: &'a [Lived<'a>],
}

/// A row that stands, and what was of it.
pub struct Lived<'a> {
    /// Which row.
    pub row: RowId,
    /// The labels of its file.
    pub header: &'a Header,
    /// What it says.
    pub stated: &'a Stated,
    /// What it said.
    pub life: &'a Life,
}

impl Lived<'_> {
    /// Where the cell under a column's name stands; the row where there is none.
    pub fn place(&self, name: &str) -> Place {
        let column = self.stated.sheet.columns.iter().position(|column| column.key == name);
        column.and_then(|column| self.header.cell(column)).map_or(Place::Row(self.row), |cell| Place::Cell(self.row, cell))
    }
}

/// What a check of closed periods sees.
pub struct ClosingLook<'a> {
    /// The file.
    pub file: &'a ClosingFile,
    /// Its number among the closed periods.
    pub number: u32,
    /// The campaigns it closes a period of; none of those the plan does not have.
    pub campaigns: &'a [CampaignLook<'a>],
    /// Codes it names that the plan has no campaign or no period for.
    pub unknown: &'a [Unknown],
    /// The files and rows of the folder.
    pub rows: &'a RowMap,
    /// The version of the tool that looks.
    pub tool: &'a str,
}

/// What the plan does not have of what was closed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unknown {
    /// The campaign of this code, by its place in the file.
    Campaign(usize, Box<str>),
    /// The period, in any of its campaigns.
    Period,
}

/// One campaign of a closed period.
pub struct CampaignLook<'a> {
    /// Which of the plan.
    pub index: CampaignIndex,
    /// Its place in the file.
    pub position: usize,
    /// The campaign.
    pub campaign: &'a crate::campaign::Campaign,
    /// Everything small of it, as written.
    pub draft: &'a crate::draft::Draft,
    /// The period.
    pub period: PeriodIndex,
    /// In what it differs.
    pub differences: &'a Differences,
}

/// A check: its name is its only identity.
pub struct Check {
    /// Kebab-case English.
    pub name: &'static str,
    /// Its page: title, why, a reported and a silent example, in both languages.
    pub page: &'static str,
    /// What it weighs.
    pub grade: Grade,
    /// Every reason it can give.
    pub reasons: &'static [&'static str],
    /// What it looks at.
    pub looks: &'static [Look],
}

impl Check {
    /// Whether it looks at nothing but the history.
    pub fn is_of_history(&self) -> bool {
        self.looks.iter().all(|look| matches!(look, Look::History(_)))
    }

    /// What it is about, in a few words.
    pub fn title(&self, voice: Voice) -> &'static str {
        match voice.language {
            Language::Vietnamese => self.page.lines().next().unwrap_or_default().trim_start_matches("# "),
            Language::English => self.page.lines().rev().find(|line| line.starts_with("### ")).unwrap_or_default().trim_start_matches("### "),
        }
    }

    /// Its page in one language: the Vietnamese part, or the English words with the examples behind them.
    ///
    /// # Panics
    /// On a page without its English part; a test holds every page to its parts.
    pub fn page(&self, voice: Voice) -> String {
        let (vietnamese, english) = self.page.split_once("\n## English\n").expect("a test holds every page to its parts");
        match voice.language {
            Language::Vietnamese => format!("{vietnamese}\n"),
            Language::English => {
                let examples = vietnamese.find("\n## Ví dụ bị báo\n").map_or("", |at| &vietnamese[at..]);
                let examples = examples.split("\n## Cách sửa\n").next().unwrap_or_default();
                let examples = examples.replace("## Ví dụ bị báo", "## Reported").replace("## Ví dụ không bị báo", "## Not reported");
                let english = english.trim().replacen("### ", "# ", 1);
                format!("{english}\n{examples}")
            }
        }
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
