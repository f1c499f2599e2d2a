//! Points that an office is to give, and has not.
//!
//! Of several stages the first is the units' own, those after it are given by who appraises (`tham_dinh_boi`). Where there is one stage,
//! a criterion that names an office is scored by that office.

use crate::campaign::Campaign;
use crate::ledger::{Lack, Slot};
use crate::pipeline::{CampaignRun, Run};
use crate::scoring::{Need, Way};
use crate::value::{CampaignIndex, CriterionIndex, PeriodIndex, StageIndex, UnitIndex};

/// Points of one criterion and period that an office has not given to every unit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Behind {
    /// Which campaign of the folder.
    pub campaign: CampaignIndex,
    /// The stage whose points are lacking.
    pub stage: StageIndex,
    /// The office; none where the criterion names none.
    pub office: Option<UnitIndex>,
    /// The criterion.
    pub criterion: CriterionIndex,
    /// The period.
    pub period: PeriodIndex,
    /// To how many units they are given.
    pub given: usize,
    /// The units whose own points wait for them; where there is one stage, those that have none.
    pub lacking: Vec<UnitIndex>,
}

/// What is lacking, by campaign, stage, office, criterion and period: of the stage that decides, and of those that stand beside it.
pub(super) fn behind(run: &Run) -> Vec<Behind> {
    let runs = std::iter::once(run).chain(&run.stages);
    let campaigns = runs.flat_map(|run| run.campaigns.enumerate().filter(|(_, one)| one.is_asked_for));
    let mut behind: Vec<Behind> = campaigns.flat_map(|(index, one)| of_campaign(index, one)).filter(|one| !one.lacking.is_empty()).collect();
    behind.sort_by_key(|one| (one.campaign, one.stage, one.office.is_none(), one.office, one.criterion, one.period));
    behind
}

/// Whether the points of a criterion are given by an office alone.
pub(super) fn is_given_by_office(campaign: &Campaign, criterion: CriterionIndex) -> bool {
    let criterion = &campaign.criteria[criterion];
    let is_given = criterion.leaf.as_ref().is_none_or(|leaf| matches!(leaf.way, Way::Given));
    campaign.stages.len() == 1 && criterion.appraised_by.is_some() && is_given
}

fn of_campaign(index: CampaignIndex, run: &CampaignRun) -> Vec<Behind> {
    let campaign = &run.campaign;
    let Some(stage) = run.scope.stage.filter(|stage| stage.get() > 0 || campaign.stages.len() == 1) else { return Vec::new() };
    let mut behind: Vec<Behind> = Vec::new();
    let mut note = |criterion: CriterionIndex, period: PeriodIndex, unit: UnitIndex, is_given: bool| {
        let at = behind.iter().position(|one| (one.criterion, one.period) == (criterion, period)).unwrap_or_else(|| {
            let office = campaign.criteria[criterion].appraised_by;
            behind.push(Behind { campaign: index, stage, office, criterion, period, given: 0, lacking: Vec::new() });
            behind.len() - 1
        });
        if is_given {
            behind[at].given += 1;
        } else {
            behind[at].lacking.push(unit);
        }
    };
    let is_theirs = |criterion: CriterionIndex| campaign.stages.len() > 1 || is_given_by_office(campaign, criterion);
    for (unit, criterion, period, slot) in slots(run).filter(|(_, criterion, ..)| is_theirs(*criterion)) {
        let has_points = slot.row().is_some() && !slot.is_incomplete() && !slot.is_not_applicable();
        if has_points {
            note(criterion, period, unit, !slot.is_provisional());
        }
    }
    if campaign.stages.len() == 1 {
        for awaited in run.ledger.awaited(campaign, &run.scope) {
            let lacking = match awaited.lack {
                Lack::Rows(criteria) => criteria,
                Lack::Row(criterion) | Lack::Figure { criterion, need: Need::Points, .. } => vec![criterion],
                Lack::Figure { .. } | Lack::Receipt { .. } | Lack::Answer { .. } => Vec::new(),
            };
            for criterion in lacking.into_iter().filter(|criterion| is_given_by_office(campaign, *criterion)) {
                note(criterion, awaited.period, awaited.unit, false);
            }
        }
    }
    behind
}

/// The slots of criteria whose points are given, over the periods of the scope.
fn slots(run: &CampaignRun) -> impl Iterator<Item = (UnitIndex, CriterionIndex, PeriodIndex, Slot)> + '_ {
    let CampaignRun { campaign, scope, ledger, .. } = run;
    campaign.units.indices().flat_map(move |unit| {
        let own = ledger.layout_for(unit).zip(ledger.pages[unit].as_deref());
        let lines = own.into_iter().flat_map(|(layout, page)| layout.lines.iter().map(move |line| (line, page)));
        let given = lines.filter(|(line, _)| {
            let leaf = campaign.criteria[line.criterion].leaf.as_ref().expect("only leaves have lines");
            matches!(leaf.way, Way::Given) && leaf.figures_of.is_none()
        });
        let slots = given.flat_map(|(line, page)| line.slots().map(move |(period, slot)| (line.criterion, period, page.rows[slot as usize])));
        slots.filter(move |(_, period, _)| scope.holds(campaign, *period)).map(move |(criterion, period, slot)| (unit, criterion, period, slot))
    })
}
