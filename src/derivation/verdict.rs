//! Whether something came in time: the days held against one another.

use crate::campaign::Extension;
use crate::pipeline::CampaignRun;
use crate::scoring::Way;
use crate::sheet::Place;
use crate::tally::counting;
use crate::value::{Counting, Day, Deadline, DutyIndex, PeriodIndex, UnitIndex};

/// When something was due and when it came.
#[derive(Debug)]
pub struct Verdict {
    /// What was to be handed in.
    pub duty: DutyIndex,
    /// The period of the deadline; none where it is of the whole campaign.
    pub period: Option<PeriodIndex>,
    /// The deadline as declared, and where.
    pub deadline: Option<(Deadline, Place)>,
    /// The extension that takes its place.
    pub extension: Option<Extension>,
    /// The last day that is in time, after the rule for days off.
    pub last_day: Option<Day>,
    /// The day it came, and where that stands.
    pub received: Option<(Day, Option<Place>)>,
    /// How days late are counted.
    pub counting: Counting,
    /// How many days late it came; zero is in time, none where it has not come.
    pub days_late: Option<u32>,
}

/// The verdict of a unit in a duty, as a way counts days.
pub(super) fn verdict(run: &CampaignRun, unit: UnitIndex, (duty, asked): (DutyIndex, PeriodIndex), way: &Way) -> Verdict {
    let (campaign, tally) = (&run.campaign, run.tally());
    let declared = campaign.deadline(duty, Some(asked));
    let period = declared.and_then(|declared| declared.period);
    let counting = counting(way);
    Verdict {
        duty,
        period,
        deadline: declared.map(|declared| (declared.deadline, Place::Definition(declared.span))),
        extension: campaign.extensions.find(unit, duty, period).cloned(),
        last_day: campaign.last_day(unit, duty, Some(asked)),
        received: run.ledger.received(campaign, unit, duty, period),
        counting,
        days_late: tally.days_late(unit, duty, asked, counting).map(|(days, _)| days),
    }
}
