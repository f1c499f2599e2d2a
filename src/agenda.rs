//! What falls due when, and who has not handed it in: duties by their deadlines and extensions, and the meetings of a plan.
//!
//! A folder that was read goes in; entries by day come out. Whether a thing was handed in is told by the sheet of receipts,
//! of results and registrations also by their rows, of proposals by theirs.

use crate::campaign::Campaign;
use crate::ledger::Ledger;
use crate::pipeline::{CampaignRun, Run};
use crate::value::{CampaignIndex, Day, DutyIndex, PeriodIndex, UnitIndex};

/// Something that falls on a day.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The last day it is in time; of a meeting its day.
    pub day: Day,
    /// Which campaign of the folder.
    pub campaign: CampaignIndex,
    /// What it is.
    pub what: What,
    /// The units it is asked of on that day: an extension moves a unit to another.
    pub asked: Vec<UnitIndex>,
    /// Those of them that have not handed it in.
    pub missing: Vec<UnitIndex>,
}

/// What falls on a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// Something to be handed in: by its place among the deadlines, and whether an extension gave the day.
    Duty {
        /// The deadline.
        deadline: usize,
        /// Whether `gia-han.csv` moved it.
        is_extended: bool,
    },
    /// The last day on which an appeal is taken, which nobody is asked for.
    Window {
        /// The deadline.
        deadline: usize,
    },
    /// A meeting: by its place among the reviews.
    Meeting {
        /// The review.
        review: usize,
    },
}

/// Duties that a unit may leave undone: the window for appeals.
const OPTIONAL: &str = "phuc_tra";

/// Every entry of a folder, by day, then as declared.
pub fn entries(run: &Run) -> Vec<Entry> {
    let mut entries: Vec<Entry> =
        run.campaigns.enumerate().filter(|(_, one)| one.is_asked_for).flat_map(|(index, one)| of_campaign(index, one)).collect();
    entries.sort_by_key(|entry| entry.day);
    entries
}

fn of_campaign(index: CampaignIndex, run: &CampaignRun) -> Vec<Entry> {
    let campaign = &run.campaign;
    let mut entries = Vec::new();
    for (place, deadline) in campaign.deadlines.iter().enumerate() {
        let entry = |day, what| Entry { day, campaign: index, what, asked: Vec::new(), missing: Vec::new() };
        if campaign.duties[deadline.duty].code.as_str() == OPTIONAL {
            entries.push(entry(deadline.last_day, What::Window { deadline: place }));
            continue;
        }
        let first = entries.len();
        entries.push(entry(deadline.last_day, What::Duty { deadline: place, is_extended: false }));
        for unit in campaign.units.indices().filter(|unit| is_asked(run, *unit, deadline.duty, deadline.period)) {
            let extended = campaign.extensions.find(unit, deadline.duty, deadline.period).map(|extension| extension.through);
            let (day, is_extended) = extended.map_or((deadline.last_day, false), |day| (day, true));
            let what = What::Duty { deadline: place, is_extended };
            let at = entries[first..].iter().position(|known| (known.day, known.what) == (day, what)).map(|at| first + at);
            let at = at.unwrap_or_else(|| {
                entries.push(entry(day, what));
                entries.len() - 1
            });
            entries[at].asked.push(unit);
            if !has_handed_in(run, unit, deadline.duty, deadline.period) {
                entries[at].missing.push(unit);
            }
        }
        // Where each unit has an extension nobody is left for the day the plan gives.
        if entries[first].asked.is_empty() && entries.len() > first + 1 {
            entries.remove(first);
        }
    }
    let meetings = campaign.reviews.iter().enumerate().filter_map(|(review, meeting)| Some((review, meeting.day?.0)));
    entries.extend(meetings.map(|(review, day)| Entry {
        day,
        campaign: index,
        what: What::Meeting { review },
        asked: Vec::new(),
        missing: Vec::new(),
    }));
    entries
}

/// Whether a duty is asked of a unit.
fn is_asked(run: &CampaignRun, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> bool {
    match run.campaign.duties[duty].code.as_str() {
        "ket_qua" => is_asked_for_results(run, unit, period),
        _ => takes_part(&run.campaign, unit, period),
    }
}

/// Whether a unit takes part in a period, or in the whole campaign: it stands in a block then, where the plan has blocks.
fn takes_part(campaign: &Campaign, unit: UnitIndex, period: Option<PeriodIndex>) -> bool {
    let stretch = period.map_or(campaign.time, |period| campaign.periods[period].stretch);
    campaign.units[unit].in_stretch(&stretch).is_some_and(|standing| standing.block.is_some() || campaign.blocks.is_empty())
}

/// Whether results of a period, or of any, are asked of a unit: it takes part, and has a criterion; where the plan has none, what is to
/// be reported is nobody's to tell.
pub(crate) fn is_asked_for_results(run: &CampaignRun, unit: UnitIndex, period: Option<PeriodIndex>) -> bool {
    let CampaignRun { campaign, ledger, .. } = run;
    if !takes_part(campaign, unit, period) {
        return false;
    }
    let Some(layout) = ledger.layout_for(unit).filter(|_| campaign.is_scored) else { return true };
    let holds = |period: PeriodIndex, own: PeriodIndex| period == own || campaign.periods[period].leaves.contains(&own);
    layout.lines.iter().any(|line| line.periods.is_empty() || period.is_none_or(|period| line.slots().any(|(own, _)| holds(period, own))))
}

/// Whether anything says that a unit has handed something in.
fn has_handed_in(run: &CampaignRun, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> bool {
    let (campaign, ledger) = (&run.campaign, &run.ledger);
    if let Some((day, _)) = ledger.received(campaign, unit, duty, period) {
        // Seen from an earlier day it had not come yet.
        return day <= run.scope.as_of;
    }
    match campaign.duties[duty].code.as_str() {
        "dang_ky" => ledger.registered[unit].first.is_some(),
        // Rows of the quarter that ends a year are what the year waited for.
        "ket_qua" => {
            let last = period.and_then(|period| campaign.periods[period].leaves.last());
            has_rows(ledger, unit, period) || last.is_some_and(|last| has_rows(ledger, unit, Some(*last)))
        }
        "de_nghi" => campaign.proposals.list.iter().any(|proposal| proposal.unit == Some(unit)),
        _ => false,
    }
}

/// Whether a unit has a row of results in a period, or in any.
pub(crate) fn has_rows(ledger: &Ledger, unit: UnitIndex, period: Option<PeriodIndex>) -> bool {
    let (Some(layout), Some(page)) = (ledger.layout_for(unit), ledger.pages[unit].as_deref()) else { return false };
    let mut slots = layout.slots().filter(|(of, _)| period.is_none_or(|period| period == *of));
    slots.any(|(_, slot)| page.rows[slot as usize].row().is_some())
}
