//! How the units stand with what is due – not handed in, with errors, with gaps, late, complete –, and which offices have not given
//! the points they appraise.
//!
//! Nothing is judged a second time: who is asked and has not handed in is [`agenda`]'s, how late something came is its deadline's
//! verdict, errors are those of the packs that go back ([`crate::feedback`]), gaps are what the ledger awaits.

mod appraisals;

use rustc_hash::FxHashMap;

use crate::agenda::{self, Entry, What};
use crate::campaign::Campaign;
use crate::diagnostic::{Finding, Severity};
use crate::feedback::Pack;
use crate::ledger::{Awaited, Lack};
use crate::pipeline::{CampaignRun, Run};
use crate::sheet::{Place, RowId, Sheet};
use crate::value::{CampaignIndex, Day, DutyIndex, PeriodIndex, UnitIndex};
use crate::words::Late;

pub use appraisals::Behind;

/// How a folder stands.
#[derive(Debug)]
pub struct Chase {
    /// Each unit with each thing that is due, as declared; of one thing by state, then as the units are declared.
    pub standings: Vec<Standing>,
    /// Points that offices have not given.
    pub behind: Vec<Behind>,
}

/// How a unit stands with one thing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Standing {
    /// Which campaign of the folder.
    pub campaign: CampaignIndex,
    /// The unit.
    pub unit: UnitIndex,
    /// What is handed in.
    pub thing: Thing,
    /// For which period; none of a thing of the whole campaign, and of errors whose period is not known.
    pub period: Option<PeriodIndex>,
    /// By when; none where the campaign declares no deadline.
    pub due: Option<Due>,
    /// Whether it was.
    pub received: Received,
    /// How that day stands to the deadline.
    pub lateness: Lateness,
    /// Errors in what was handed in.
    pub errors: usize,
    /// Rows and figures that are lacking in it.
    pub gaps: usize,
}

/// What is handed in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Thing {
    /// Sheets of results: the duty `ket_qua`.
    Results,
    /// Sheets of registrations: the duty `dang_ky`.
    Registrations,
    /// Sheets of proposals: the duty `de_nghi`.
    Proposals,
    /// Any other duty, which has no sheet.
    Duty(DutyIndex),
    /// Any other sheet that units hand in, which has no duty: by its title.
    Sheet(&'static str),
}

/// A last day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Due {
    /// The last day that is in time.
    pub day: Day,
    /// Whether `gia-han.csv` gave it.
    pub is_extended: bool,
}

/// Whether something was handed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Received {
    /// It was not.
    Not,
    /// It was, on a day.
    On(Day),
    /// It was, and nobody wrote down when.
    Undated,
}

/// How a thing stands to its deadline, in days of the calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lateness {
    /// It came in time.
    InTime,
    /// It came so many days late.
    Late(i64),
    /// It has not come, so many days past its last day.
    Overdue(i64),
    /// It has not come, and so many days are left; none on the last day.
    Ahead(i64),
    /// No deadline is declared, or nobody wrote down when it came.
    Unknown,
}

/// How a unit stands with a thing, in a word; the worst first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum State {
    /// Not handed in: chưa nộp.
    Missing,
    /// Handed in, with errors: nộp lỗi.
    Faulty,
    /// Handed in, with gaps: nộp thiếu.
    Incomplete,
    /// Handed in late, with neither: nộp muộn.
    Late,
    /// Handed in, and nothing is held against it: đã đủ.
    Complete,
}

impl State {
    /// Every state, the worst first.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Faulty, Self::Incomplete, Self::Late, Self::Complete];
}

impl Standing {
    /// How it stands, in a word.
    pub fn state(&self) -> State {
        match self {
            Self { received: Received::Not, .. } => State::Missing,
            Self { errors: 1.., .. } => State::Faulty,
            Self { gaps: 1.., .. } => State::Incomplete,
            Self { lateness: Lateness::Late(_), .. } => State::Late,
            Self { .. } => State::Complete,
        }
    }
}

impl Thing {
    /// What a duty hands in.
    pub fn of(campaign: &Campaign, duty: DutyIndex) -> Self {
        match campaign.duties[duty].code.as_str() {
            "ket_qua" => Self::Results,
            "dang_ky" => Self::Registrations,
            "de_nghi" => Self::Proposals,
            _ => Self::Duty(duty),
        }
    }

    /// What is handed in by rows of a sheet.
    fn of_sheet(sheet: &'static Sheet) -> Self {
        match sheet.name {
            "ket-qua" => Self::Results,
            "dang-ky" => Self::Registrations,
            "de-nghi" => Self::Proposals,
            _ => Self::Sheet(sheet.title),
        }
    }

    /// The duty, where the campaign declares it.
    pub fn duty(self, campaign: &Campaign) -> Option<DutyIndex> {
        match self {
            Self::Results => campaign.duty("ket_qua"),
            Self::Registrations => campaign.duty("dang_ky"),
            Self::Proposals => campaign.duty("de_nghi"),
            Self::Duty(duty) => Some(duty),
            Self::Sheet(_) => None,
        }
    }
}

/// The checks that tell of lateness and gaps, which have columns of their own.
const TOLD_APART: [&str; 5] = ["missing-result", "awaited-result", "late-result", "late-registration", "late-duty"];

/// Which standing something counts for.
type Key = (CampaignIndex, UnitIndex, Thing, Option<PeriodIndex>);

/// How the units stand, as the packs have their errors: of what is past its day, of periods that are over, and of what anyone has
/// handed in; where a period is named, of everything that is due for it.
pub fn chase(run: &Run, packs: &[Pack<'_>]) -> Chase {
    let mut counts = Counts::of(run, packs);
    let mut standings = Vec::new();
    let entries = agenda::entries(run);
    for (index, one) in run.campaigns.enumerate().filter(|(_, one)| one.is_asked_for) {
        let own: Vec<&Entry> = entries.iter().filter(|entry| entry.campaign == index).collect();
        for (place, deadline) in one.campaign.deadlines.iter().enumerate() {
            let of = |entry: &&&Entry| matches!(entry.what, What::Duty { deadline, .. } if deadline == place);
            let entries: Vec<&Entry> = own.iter().filter(of).copied().collect();
            if is_listed(one, deadline.period, &entries) {
                let made = entries.iter().flat_map(|entry| of_entry(one, entry, (deadline.duty, deadline.period), &mut counts));
                append(&mut standings, made.collect());
            }
        }
        undated(index, one, &mut counts, &mut standings);
    }
    append(&mut standings, counts.rest(run));
    Chase { standings, behind: appraisals::behind(run) }
}

/// Adds the standings of one thing, by state.
fn append(standings: &mut Vec<Standing>, mut made: Vec<Standing>) {
    made.sort_by_key(|standing| (standing.state(), standing.unit));
    standings.extend(made);
}

/// Whether a thing is looked at: it is of the period that was named; where none was, somebody is past the day, its period is over, or
/// somebody has handed it in.
fn is_listed(run: &CampaignRun, period: Option<PeriodIndex>, entries: &[&Entry]) -> bool {
    let (campaign, scope) = (&run.campaign, &run.scope);
    if scope.is_named {
        return period.is_some_and(|period| scope.holds(campaign, period));
    }
    let is_over = period.is_some_and(|period| campaign.periods[period].stretch.to < scope.as_of);
    is_over || entries.iter().any(|entry| entry.day < scope.as_of || entry.missing.len() < entry.asked.len())
}

/// The units of an entry of the agenda.
fn of_entry(run: &CampaignRun, entry: &Entry, (duty, period): (DutyIndex, Option<PeriodIndex>), counts: &mut Counts) -> Vec<Standing> {
    let campaign = &run.campaign;
    let thing = Thing::of(campaign, duty);
    let due = Due { day: entry.day, is_extended: matches!(entry.what, What::Duty { is_extended: true, .. }) };
    let standing = |unit: &UnitIndex| {
        let received = if entry.missing.contains(unit) {
            Received::Not
        } else {
            run.ledger.received(campaign, *unit, duty, period).map_or(Received::Undated, |(day, _)| Received::On(day))
        };
        let lateness = match received {
            Received::Not if due.day < run.scope.as_of => Lateness::Overdue(run.scope.as_of.since(due.day)),
            Received::Not => Lateness::Ahead(due.day.since(run.scope.as_of)),
            Received::On(day) => Late::find(campaign, *unit, duty, period, day)
                .map_or(Lateness::InTime, |(late, _)| Lateness::Late(late.received.since(late.last_day))),
            Received::Undated => Lateness::Unknown,
        };
        let Count { errors, gaps } = counts.take_of((entry.campaign, *unit, thing, period), received);
        Standing { campaign: entry.campaign, unit: *unit, thing, period, due: Some(due), received, lateness, errors, gaps }
    };
    entry.asked.iter().map(standing).collect()
}

/// Results of periods that somebody reports and no deadline is declared for.
fn undated(index: CampaignIndex, run: &CampaignRun, counts: &mut Counts, standings: &mut Vec<Standing>) {
    let CampaignRun { campaign, scope, ledger, .. } = run;
    for period in ledger.open_periods(campaign).into_iter().filter(|period| scope.holds(campaign, *period)) {
        let is_dated = campaign.duty("ket_qua").is_some_and(|duty| campaign.deadline(duty, Some(period)).is_some());
        let has_rows = |unit: UnitIndex| agenda::has_rows(ledger, unit, Some(period));
        // Rows of another thing open the period too.
        if is_dated || !campaign.units.indices().any(has_rows) {
            continue;
        }
        let asked = campaign.units.indices().filter(|unit| agenda::is_asked_for_results(run, *unit, Some(period)));
        let made = asked.map(|unit| {
            let day = ledger.pages[unit].as_deref().and_then(|page| page.received(period)).map(|receipt| receipt.received);
            let received = match day {
                _ if !has_rows(unit) => Received::Not,
                Some(day) => Received::On(day),
                None => Received::Undated,
            };
            let Count { errors, gaps } = counts.take_of((index, unit, Thing::Results, Some(period)), received);
            let (thing, period, lateness) = (Thing::Results, Some(period), Lateness::Unknown);
            Standing { campaign: index, unit, thing, period, due: None, received, lateness, errors, gaps }
        });
        append(standings, made.collect());
    }
}

/// What is counted of one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    errors: usize,
    gaps: usize,
}

/// Errors and gaps by what they count for.
struct Counts {
    by_key: FxHashMap<Key, Count>,
    /// The keys in the order they came up.
    keys: Vec<Key>,
}

impl Counts {
    fn of(run: &Run, packs: &[Pack<'_>]) -> Self {
        let mut counts = Self { by_key: FxHashMap::default(), keys: Vec::new() };
        for pack in packs {
            for fault in &pack.faults {
                let finding = fault.finding();
                let one = &run.campaigns[finding.campaign];
                let unit = one.campaign.directories.units.find(pack.unit.as_bytes());
                let Some(unit) = unit else { continue };
                let thing = Thing::of_sheet(pack.sheets[fault.sheet].sheet);
                if fault.severity == Severity::Error && one.is_asked_for && !TOLD_APART.contains(&fault.check()) {
                    let period = period_of(one, unit, finding);
                    counts.entry((finding.campaign, unit, thing, due_period(&one.campaign, thing, period))).errors += 1;
                }
            }
        }
        for (index, one) in run.campaigns.enumerate().filter(|(_, one)| one.is_asked_for) {
            for awaited in one.ledger.awaited(&one.campaign, &one.scope) {
                let gaps = gaps(&one.campaign, &awaited);
                if gaps > 0 {
                    let period = due_period(&one.campaign, Thing::Results, Some(awaited.period));
                    counts.entry((index, awaited.unit, Thing::Results, period)).gaps += gaps;
                }
            }
        }
        counts
    }

    fn entry(&mut self, key: Key) -> &mut Count {
        let keys = &mut self.keys;
        self.by_key.entry(key).or_insert_with(|| {
            keys.push(key);
            Count::default()
        })
    }

    /// What counts for a thing; it is told once.
    fn take(&mut self, key: Key) -> Count {
        self.by_key.remove(&key).unwrap_or_default()
    }

    /// The same of a thing that was handed in; what was not has nothing of its own.
    fn take_of(&mut self, key: Key, received: Received) -> Count {
        let count = self.take(key);
        if received == Received::Not { Count::default() } else { count }
    }

    /// The errors that no deadline and no period has told: of sheets that are not due, and of rows whose period cannot be read.
    fn rest(&mut self, run: &Run) -> Vec<Standing> {
        let mut rest = Vec::new();
        for key in std::mem::take(&mut self.keys) {
            let Count { errors, gaps } = self.take(key);
            let (campaign, unit, thing, period) = key;
            let CampaignRun { campaign: plan, scope, .. } = &run.campaigns[campaign];
            let is_elsewhere = scope.is_named && period.is_some_and(|period| !scope.holds(plan, period));
            if errors > 0 && !is_elsewhere {
                let (received, lateness) = (Received::Undated, Lateness::Unknown);
                rest.push(Standing { campaign, unit, thing, period, due: None, received, lateness, errors, gaps });
            }
        }
        rest
    }
}

/// The period a deadline is declared for: the thing's own, or none where it has one deadline for all; where it has none, the period itself.
fn due_period(campaign: &Campaign, thing: Thing, period: Option<PeriodIndex>) -> Option<PeriodIndex> {
    let deadline = thing.duty(campaign).and_then(|duty| campaign.deadline(duty, period));
    deadline.map_or(period, |deadline| deadline.period)
}

/// The period a finding is about: its own, else that of the row it points at.
fn period_of(run: &CampaignRun, unit: UnitIndex, finding: &Finding) -> Option<PeriodIndex> {
    let of_row = |row: RowId| {
        let (layout, page) = (run.ledger.layout_for(unit)?, run.ledger.pages[unit].as_deref()?);
        layout.slots().find(|(_, slot)| page.rows[*slot as usize].row() == Some(row)).map(|(period, _)| period)
    };
    finding.subject.period.or_else(|| match finding.place {
        Place::Row(row) | Place::Cell(row, _) => of_row(row),
        Place::Folder | Place::Definition(_) | Place::File(_) | Place::Stray(_) | Place::Closing(..) | Place::Label(..) | Place::Byte { .. } => None,
    })
}

/// How many rows and figures a unit itself is to add; what an office gives is the office's.
fn gaps(campaign: &Campaign, awaited: &Awaited) -> usize {
    match &awaited.lack {
        Lack::Rows(criteria) => criteria.iter().filter(|criterion| !appraisals::is_given_by_office(campaign, **criterion)).count(),
        Lack::Row(criterion) => usize::from(!appraisals::is_given_by_office(campaign, *criterion)),
        // One figure in place of another is an error of the row.
        Lack::Figure { criterion, given, .. } => usize::from(given.is_none() && !appraisals::is_given_by_office(campaign, *criterion)),
        Lack::Answer { .. } => 1,
        // What was not handed in stands as such; of what was, the day is the book's to have.
        Lack::Receipt { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::TOLD_APART;

    #[test]
    fn what_is_told_apart_are_checks() {
        assert!(TOLD_APART.iter().all(|name| crate::checks::find(name).is_some()));
    }
}
