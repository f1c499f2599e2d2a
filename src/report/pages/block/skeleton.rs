//! The rows of a block's page: criteria in the order they are declared, and the most each can come to.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::campaign::{Criterion, Side};
use crate::draft::definition::Merging;
use crate::ledger::{Gathering, LineLayout};
use crate::pipeline::CampaignRun;
use crate::ranking::BlockStandings;
use crate::report::top_level;
use crate::value::{BlockIndex, CriterionIndex, Fraction, PeriodIndex};

/// The rows of the criteria that some unit of the block is scored on.
pub(super) struct Skeleton {
    pub(super) rows: Vec<CriterionRow>,
    pub(super) top: Vec<usize>,
}

/// One of them.
pub(super) struct CriterionRow {
    pub(super) criterion: CriterionIndex,
    /// Rows of its children; a leaf has none.
    pub(super) children: Vec<usize>,
    /// The most it can come to in the scope; none for bonus and deduction.
    pub(super) maximum: Option<Fraction>,
}

impl Skeleton {
    pub(super) fn of(run: &CampaignRun, block: &BlockStandings) -> Self {
        let mut maxima: FxHashMap<CriterionIndex, Fraction> = FxHashMap::default();
        let mut choices: BTreeMap<CriterionIndex, Vec<PeriodIndex>> = BTreeMap::new();
        let mut seen = Vec::new();
        for standing in &block.standings {
            let Some(layout) = run.ledger.layout_for(standing.total.unit).filter(|layout| !seen.contains(&layout.number)) else { continue };
            seen.push(layout.number);
            for line in layout.lines.iter().filter(|line| line.gathering != Gathering::Outside) {
                maxima.insert(line.criterion, most(&run.campaign.criteria[line.criterion], line));
                if let Some(group) = run.campaign.choice_of(line.criterion) {
                    let merging = run.campaign.criteria[line.criterion].leaf.as_ref().map(|leaf| leaf.merging);
                    let periods: &mut Vec<PeriodIndex> = choices.entry(group).or_default();
                    let counted = line.counted().map(|(period, _)| period).filter(|_| merging == Some(Merging::Sum));
                    periods.extend(counted);
                }
            }
        }
        for (group, mut periods) in choices {
            periods.sort_unstable();
            periods.dedup();
            maxima.insert(group, in_periods(&run.campaign.criteria[group], block.block, periods.len()));
        }
        let mut skeleton = Self { rows: Vec::new(), top: Vec::new() };
        for index in top_level(&run.campaign) {
            let row = skeleton.add(run, index, &maxima);
            skeleton.top.extend(row);
        }
        skeleton
    }

    /// Adds a criterion and what stands below it; none where no unit is scored on any of it.
    fn add(&mut self, run: &CampaignRun, index: CriterionIndex, maxima: &FxHashMap<CriterionIndex, Fraction>) -> Option<usize> {
        let criterion = &run.campaign.criteria[index];
        let own = self.rows.len();
        if criterion.leaf.is_some() {
            let maximum = *maxima.get(&index)?;
            let maximum = (criterion.side == Side::Main).then_some(maximum);
            self.rows.push(CriterionRow { criterion: index, children: Vec::new(), maximum });
            return Some(own);
        }
        self.rows.push(CriterionRow { criterion: index, children: Vec::new(), maximum: None });
        let children: Vec<usize> = criterion.children.iter().filter_map(|child| self.add(run, *child, maxima)).collect();
        if children.is_empty() {
            self.rows.truncate(own);
            return None;
        }
        if criterion.is_choice {
            self.rows[own].maximum = maxima.get(&index).copied().filter(|_| criterion.side == Side::Main);
            self.rows[own].children = children;
            return Some(own);
        }
        self.rows[own].maximum = self.sum(&children);
        self.rows[own].children = children;
        Some(own)
    }

    /// What rows come to that have a maximum; none where no row has one.
    pub(super) fn sum(&self, rows: &[usize]) -> Option<Fraction> {
        let mut maxima = rows.iter().filter_map(|row| self.rows[*row].maximum);
        let first = maxima.next()?;
        maxima.try_fold(first, |sum, one| sum.checked_add(&one))
    }
}

/// What a criterion is out of in the total, in so many periods.
fn in_periods(criterion: &Criterion, block: BlockIndex, periods: usize) -> Fraction {
    let own = criterion.weighed_maximum(block).unwrap_or(Fraction::ZERO);
    let times = i64::try_from(periods.max(1)).expect("periods are few");
    own.checked_mul(&Fraction::whole(times)).unwrap_or(own)
}

/// The maximum of a leaf in the scope: under `diem_tong` once for each period that counts.
fn most(criterion: &Criterion, line: &LineLayout) -> Fraction {
    let adds = criterion.leaf.as_ref().is_some_and(|leaf| leaf.merging == Merging::Sum);
    let counted = match &line.gathering {
        Gathering::Duty(periods) | Gathering::Models(periods) => periods.len(),
        Gathering::Points | Gathering::Figures | Gathering::Outside => line.counted().count(),
    };
    in_periods(criterion, line.block, if adds { counted } else { 1 })
}
