//! What did it: the rows and rules behind a line that moved, and the leader it is measured by.
//!
//! A row touches a line by the codes it names: the unit, and the criterion, duty, statistic or model the line is scored from.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::campaign::Leaf;
use crate::comparison::{Four, Inputs};
use crate::draft::{models, people, units};
use crate::pipeline::{CampaignRun, Run};
use crate::records::{Difference, Stated};
use crate::scoring::Way;
use crate::sheet::{CodeKind, FileIndex, Kind, Place, RowId};
use crate::value::CriterionIndex;

/// Something that did it; rows and rules are told by their place among the inputs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cause {
    /// A row that differs.
    Row(usize),
    /// A rule that differs.
    Rule(usize),
    /// Who leads what the line is measured by, or how far, differs.
    Leader(Lead),
}

/// Who led, who leads, and the rows that made the difference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lead {
    /// The period it is compared in; none where it is compared over the scope.
    pub period: Option<Box<str>>,
    /// Those who led.
    pub before: Vec<Box<str>>,
    /// Those who lead.
    pub after: Vec<Box<str>>,
    /// Rows of theirs that differ.
    pub rows: Vec<usize>,
}

impl Lead {
    /// Whether a unit led and no longer does, or the other way round.
    pub fn turns(&self, unit: &str) -> Option<bool> {
        let leads = |units: &[Box<str>]| units.iter().any(|one| **one == *unit);
        match (leads(&self.before), leads(&self.after)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            (true, true) | (false, false) => None,
        }
    }
}

/// What a line of one criterion is scored from, by codes; a group is scored from what stands below it.
#[derive(Default)]
struct Scored {
    /// Itself, those below it, those whose figures it borrows, and those above it.
    criteria: BTreeSet<Box<str>>,
    above: BTreeSet<Box<str>>,
    duties: BTreeSet<Box<str>>,
    statistics: BTreeSet<Box<str>>,
    counts_models: bool,
    is_compared: bool,
}

/// What the causes of one campaign's changes are found in.
pub(super) struct Tracing<'a> {
    four: Four<'a>,
    inputs: &'a Inputs,
    /// The rows that differ of each unit, by code.
    of_units: FxHashMap<Box<str>, Vec<usize>>,
    /// The rows that differ by where they stood, and by where they stand.
    at: [FxHashMap<RowId, usize>; 2],
    scored: BTreeMap<Box<str>, Scored>,
}

impl<'a> Tracing<'a> {
    pub(super) fn new(four: Four<'a>, inputs: &'a Inputs, runs: [&Run; 2]) -> Self {
        let mut of_units: FxHashMap<Box<str>, Vec<usize>> = FxHashMap::default();
        let mut at: [FxHashMap<RowId, usize>; 2] = Default::default();
        for (number, difference) in inputs.rows.iter().enumerate() {
            let codes: BTreeSet<&str> = stated(difference).flat_map(Stated::units).collect();
            for code in codes {
                of_units.entry(code.into()).or_default().push(number);
            }
            for ((row, run), at) in [&difference.before, &difference.after].into_iter().zip(runs).zip(&mut at) {
                if let Some(id) = row.as_ref().and_then(|row| id_of(row, run)) {
                    at.insert(id, number);
                }
            }
        }
        let mut scored: BTreeMap<Box<str>, Scored> = BTreeMap::new();
        for run in [four.before, four.after].into_iter().flatten() {
            for (index, criterion) in run.campaign.criteria.enumerate() {
                scored.entry(criterion.code.as_str().into()).or_default().enter(run, index);
            }
        }
        Self { four, inputs, of_units, at, scored }
    }

    /// What moved a line of a unit.
    pub(super) fn of_line(&self, unit: &str, criterion: &str, by_data: bool, by_rules: bool) -> Vec<Cause> {
        let Some(scored) = self.scored.get(criterion) else { return Vec::new() };
        let mut causes = Vec::new();
        if by_data {
            causes.extend(self.rows_of(unit, scored).map(Cause::Row));
        }
        if scored.is_compared {
            causes.extend(self.leads(unit, scored).into_iter().map(Cause::Leader));
        }
        if by_data && causes.is_empty() {
            // When it was there, in which block and of which kind.
            let own = self.differing(unit).filter(|number| self.inputs.rows[*number].key.sheet == units::SHEET.name);
            causes.extend(own.map(Cause::Row));
        }
        if by_rules {
            causes.extend(self.rules_of(scored));
        }
        causes
    }

    /// What may stand behind a place that moved without points: figures that are compared, decisions, votes, the unit itself.
    pub(super) fn of_standing(&self, unit: &str) -> Vec<Cause> {
        let mut causes: Vec<Cause> = self.differing(unit).map(Cause::Row).collect();
        causes.extend(self.general_rules());
        causes
    }

    /// The rules of no criterion; where none differs, all that do.
    pub(super) fn general_rules(&self) -> impl Iterator<Item = Cause> + '_ {
        let rules = || self.inputs.rules.iter().enumerate();
        let are_all = rules().all(|(_, rule)| !rule.criteria.is_empty());
        rules().filter(move |(_, rule)| are_all || rule.criteria.is_empty()).map(|(number, _)| Cause::Rule(number))
    }

    /// The row that differs at a place of the earlier state, or of the later.
    pub(super) fn row_at(&self, side: usize, place: Place) -> Option<usize> {
        match place {
            Place::Row(row) | Place::Cell(row, _) => self.at[side].get(&row).copied(),
            Place::Folder | Place::Definition(_) | Place::File(_) | Place::Stray(_) | Place::Closing(..) | Place::Label(..) | Place::Byte { .. } => {
                None
            }
        }
    }

    /// The rows that differ in which a code stands as a person's or a unit's.
    pub(super) fn rows_naming(&self, code: &str) -> Vec<usize> {
        let names = |row: &Stated| ["ma", "tac_gia"].iter().any(|name| row.text(name) == code);
        let rows = self.inputs.rows.iter().enumerate();
        rows.filter(|(_, difference)| stated(difference).any(names)).map(|(number, _)| number).collect()
    }

    /// The rows that differ in sheets that verdicts are made from.
    pub(super) fn rows_of_titles(&self) -> Vec<usize> {
        let is_judged =
            |difference: &Difference| difference.row().sheet.columns.iter().any(|column| column.key == "doi_tuong" || column.key == "tac_gia");
        let rows = self.inputs.rows.iter().enumerate();
        rows.filter(|(_, difference)| is_judged(difference) || difference.key.sheet == people::SHEET.name).map(|(number, _)| number).collect()
    }

    /// The rows that differ of a unit.
    pub(super) fn rows_of_unit(&self, unit: &str) -> Vec<usize> {
        self.differing(unit).collect()
    }

    pub(super) fn criterion_name(&self, code: &str) -> Box<str> {
        let of = |run: &CampaignRun| Some(run.campaign.criteria[run.campaign.directories.criteria.find(code.as_bytes())?].name.clone());
        [self.four.after, self.four.before].into_iter().flatten().find_map(of).unwrap_or_default()
    }

    /// Where a criterion stands among those of the later state, else of the earlier.
    pub(super) fn criterion_order(&self, code: &str) -> (bool, usize) {
        let find = |run: Option<&CampaignRun>| run?.campaign.directories.criteria.find(code.as_bytes()).map(CriterionIndex::get);
        find(self.four.after).map_or_else(|| (true, find(self.four.before).unwrap_or(usize::MAX)), |index| (false, index))
    }

    pub(super) fn block_order(&self, code: &str) -> (bool, usize) {
        let find = |run: Option<&CampaignRun>| run?.campaign.directories.blocks.find(code.as_bytes()).map(crate::value::BlockIndex::get);
        find(self.four.after).map_or_else(|| (true, find(self.four.before).unwrap_or(usize::MAX)), |index| (false, index))
    }

    fn differing(&self, unit: &str) -> impl Iterator<Item = usize> + '_ {
        self.of_units.get(unit).into_iter().flatten().copied()
    }

    fn rows_of(&self, unit: &str, scored: &Scored) -> impl Iterator<Item = usize> {
        self.differing(unit).filter(|number| stated(&self.inputs.rows[*number]).any(|row| scored.reads(row)))
    }

    /// The rules of the criterion, those below and those above it; where none differs, those of no criterion.
    fn rules_of(&self, scored: &Scored) -> Vec<Cause> {
        let number = |(number, _)| Cause::Rule(number);
        let is_own = |criteria: &[Box<str>]| {
            let last = criteria.last().is_some_and(|last| scored.criteria.contains(last) || scored.above.contains(last));
            last || criteria.iter().any(|one| scored.criteria.contains(one))
        };
        let own: Vec<Cause> = self.inputs.rules.iter().enumerate().filter(|(_, rule)| is_own(&rule.criteria)).map(number).collect();
        if !own.is_empty() {
            return own;
        }
        self.general_rules().collect()
    }

    /// The comparisons of the unit's block whose leader differs.
    fn leads(&self, unit: &str, scored: &Scored) -> Vec<Lead> {
        let mut leads = Vec::new();
        for criterion in &scored.criteria {
            let [before, after] = [self.four.before, self.four.after].map(|run| leaders(run, unit, criterion));
            let periods: BTreeSet<&Option<Box<str>>> = before.keys().chain(after.keys()).collect();
            for period in periods {
                let (was, is) = (before.get(period), after.get(period));
                if was == is {
                    continue;
                }
                let units = |of: Option<&(Vec<Box<str>>, String)>| of.map(|(units, _)| units.clone()).unwrap_or_default();
                let (was, is) = (units(was), units(is));
                let all: BTreeSet<&Box<str>> = was.iter().chain(&is).filter(|one| ***one != *unit).collect();
                let rows = all.into_iter().flat_map(|one| self.rows_of(one, scored)).collect();
                leads.push(Lead { period: period.clone(), before: was, after: is, rows });
            }
        }
        leads
    }
}

/// Those who lead, and how far, by period.
type Leaders = BTreeMap<Option<Box<str>>, (Vec<Box<str>>, String)>;

/// Who leads a criterion in the block of a unit.
fn leaders(run: Option<&CampaignRun>, unit: &str, criterion: &str) -> Leaders {
    let find = |run: &CampaignRun| {
        let unit = run.campaign.directories.units.find(unit.as_bytes())?;
        let block = run.campaign.units[unit].in_stretch(&run.scope.stretch)?.block?;
        Some((block, run.campaign.directories.criteria.find(criterion.as_bytes())?))
    };
    let Some((run, (block, criterion))) = run.and_then(|run| Some((run, find(run)?))) else { return BTreeMap::new() };
    let of = run.ledger.leads.of(block, criterion).into_iter();
    let told = of.map(|(period, best)| {
        let over = best.over.iter().flat_map(|lead| &lead.units);
        let untargeted = best.untargeted.iter().flat_map(|lead| &lead.units);
        let mut units: Vec<Box<str>> = over.chain(untargeted).map(|unit| run.campaign.units[*unit].code.as_str().into()).collect();
        units.sort_unstable();
        let far = format!("{:?} {:?}", best.over.as_ref().map(|lead| lead.figure), best.untargeted.as_ref().map(|lead| lead.figure));
        (period.map(|period| run.campaign.periods[period].code.as_str().into()), (units, far))
    });
    told.collect()
}

/// A row as it was, and as it is.
fn stated(difference: &Difference) -> impl Iterator<Item = &Stated> {
    difference.before.iter().chain(&difference.after)
}

fn id_of(row: &Stated, run: &Run) -> Option<RowId> {
    let file = run.rows.files.iter().position(|file| *file.path == *row.file)?;
    Some(run.rows.first_of(FileIndex(u32::try_from(file).ok()?))?.plus(row.record as usize))
}

impl Scored {
    /// Takes in what a criterion is scored from in one state.
    fn enter(&mut self, run: &CampaignRun, index: CriterionIndex) {
        let campaign = &run.campaign;
        let code = |index: CriterionIndex| -> Box<str> { campaign.criteria[index].code.as_str().into() };
        let mut below = vec![index];
        while let Some(index) = below.pop() {
            let criterion = &campaign.criteria[index];
            self.criteria.insert(code(index));
            below.extend(&criterion.children);
            if let Some(leaf) = &criterion.leaf {
                self.enter_leaf(run, leaf);
            }
        }
        let above = std::iter::successors(campaign.criteria[index].parent, |index| campaign.criteria[*index].parent);
        self.above.extend(above.map(code));
    }

    fn enter_leaf(&mut self, run: &CampaignRun, leaf: &Leaf) {
        let campaign = &run.campaign;
        self.criteria.extend(leaf.figures_of.map(|index| campaign.criteria[index].code.as_str().into()));
        self.duties.extend(leaf.way.duty().map(|duty| campaign.duties[duty].code.as_str().into()));
        self.statistics.extend(leaf.conditions.all().map(|one| campaign.statistics[one.statistic].code.as_str().into()));
        self.counts_models |= leaf.way.models().is_some();
        self.is_compared |= matches!(leaf.way, Way::Relative(_));
    }

    /// Whether a line is scored from a row.
    fn reads(&self, row: &Stated) -> bool {
        if row.sheet.name == models::SHEET.name {
            return self.counts_models;
        }
        let named = |wanted: CodeKind| {
            let is_it = |kind: &Kind| matches!(kind, Kind::Code(kind) if *kind == wanted);
            row.sheet.columns.iter().find(|column| is_it(&column.kind)).map(|column| row.text(column.key))
        };
        let among = [(CodeKind::Criterion, &self.criteria), (CodeKind::Duty, &self.duties), (CodeKind::Statistic, &self.statistics)];
        among.into_iter().any(|(kind, codes)| named(kind).is_some_and(|code| codes.contains(code)))
    }
}
