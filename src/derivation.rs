//! A derivation: how the points of one unit came about, step by step from its rows up to its place. It has no words.
//!
//! The scoring functions of the tally run again with a witness, on the figures the ledger remembers of an explained unit
//! ([`Explains`](crate::pipeline::Explains)); what they come to is the tally's own.

mod groups;
mod scores;
mod verdict;

use crate::campaign::{Leaf, Settled};
use crate::draft::definition::Merging;
use crate::ledger::{LineLayout, Page, Scored, TakenRow};
use crate::pipeline::CampaignRun;
use crate::ranking::{BlockStandings, Comparison, Margin, Standing, comparisons};
use crate::sheet::RowId;
use crate::tally::{Line, LineState, Total};
use crate::value::{BlockIndex, ExactSum, Fraction, PeriodIndex, Points, UnitIndex};

pub use groups::{GroupDerivation, Part};
pub use scores::LeaderRow;
pub use verdict::Verdict;

/// How the points of a unit came about.
#[derive(Debug)]
pub struct Derivation<'r> {
    /// The unit.
    pub unit: UnitIndex,
    /// The block it stands in in the scope.
    pub block: Option<BlockIndex>,
    /// Its lines, in the order of the tally.
    pub lines: Vec<LineDerivation>,
    /// Its groups, those that stand in others behind them.
    pub groups: Vec<GroupDerivation>,
    /// The criteria and groups that the total adds up.
    pub parts: Vec<Part>,
    /// What they come to.
    pub total: Total,
    /// Where it stands; none where its block is kept from being ranked, or has no ranking.
    pub standing: Option<Placed<'r>>,
}

/// Where a unit stands, and beside whom.
#[derive(Debug)]
pub struct Placed<'r> {
    /// Its standing.
    pub standing: &'r Standing,
    /// Its block.
    pub block: &'r BlockStandings,
    /// How far it is from what lies above it.
    pub margin: Margin<'r>,
    /// The entries of `khi_bang_diem` that held it against others, in order.
    pub comparisons: Vec<Comparison>,
}

/// How one line of a tally came about.
#[derive(Debug)]
pub struct LineDerivation {
    /// The line, with its rows.
    pub line: Line,
    /// Its scores, period by period; those of what does not arise or is awaited among them.
    pub scores: Vec<ScoreDerivation>,
    /// How they come together.
    pub gathering: How,
    /// What they come to on the criterion's own scale, before weight and sign; none without points, and of a cap.
    pub gathered: Option<Gathered>,
    /// What one period is out of on the criterion's own scale.
    pub maximum: Option<Points>,
    /// How often that counts in its maximum; zero where it has none.
    pub counted: u32,
    /// What one period is out of in the total.
    pub out_of: Fraction,
    /// Whether its parts are added up before they are rounded.
    pub sums_exactly: bool,
}

/// How scores of a line come together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum How {
    /// There is one.
    Once,
    /// They are added up.
    Sum,
    /// Their mean.
    Mean,
    /// The last one stands.
    Last,
    /// Their figures are, before they are scored.
    Figures,
    /// It is what a group's cap takes away or gives back.
    Cap,
    /// It is of a group of which one child is still to be chosen.
    Unchosen,
}

/// Scores gathered.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// What is added up, rounded or exact as the campaign says.
    pub terms: Vec<Fraction>,
    /// What it comes to; none where that is past all measure.
    pub exact: Option<Fraction>,
}

/// One score, and the points it gives its line.
#[derive(Debug)]
pub struct ScoreDerivation {
    /// The periods it is of.
    pub periods: Vec<PeriodIndex>,
    /// What it rests on.
    pub basis: Basis,
    /// The rows it is made from.
    pub rows: Vec<TakenRow>,
    /// Of each of the rows, that of `chi-tieu.csv` that gives its target, where it does not itself.
    pub target_rows: Vec<Option<RowId>>,
    /// What the figures come to, and the points that stand.
    pub scored: Scored,
    /// Whether they count; the row of a group period's last leaf does not beside the period's own.
    pub counts: bool,
    /// Those who lead the comparison, where it is measured by others.
    pub leaders: Vec<LeaderRow>,
}

/// What a score rests on.
#[derive(Debug)]
pub enum Basis {
    /// A row.
    Row,
    /// The figures of several rows.
    Merged,
    /// The day something was handed in.
    Duty(Box<Verdict>),
    /// Rows of the sheet of models.
    Models(Vec<RowId>),
    /// An answer that settles it.
    Settled(Settled),
    /// Nothing arose, as a row or a denominator of zero says.
    NotApplicable,
    /// Nothing was assigned, as `chi-tieu.csv` says: its rows.
    NotAssigned(Vec<RowId>),
    /// Nothing has come.
    Awaited,
}

impl ScoreDerivation {
    /// A score of a period that rests on something, without points yet.
    fn of(period: PeriodIndex, basis: Basis) -> Self {
        Self { periods: vec![period], basis, rows: Vec::new(), target_rows: Vec::new(), scored: Scored::default(), counts: true, leaders: Vec::new() }
    }
}

/// Derives the points of a unit; none where it is not ranked in the scope.
pub fn derive(run: &CampaignRun, unit: UnitIndex) -> Option<Derivation<'_>> {
    let layout = run.ledger.layout_for(unit)?;
    let tally = run.tally();
    let lines = tally.lines(unit);
    let total = tally.total(unit);
    let standing = placed(run, unit, &lines);
    let one = One { run, unit, page: run.ledger.pages[unit].as_deref() };
    let lines: Vec<LineDerivation> = lines.into_iter().map(|line| one.line(layout.line(line.criterion), line)).collect();
    let (groups, parts) = groups::groups(run, &lines);
    let block = run.campaign.units[unit].in_stretch(&run.scope.stretch).and_then(|membership| membership.block);
    Some(Derivation { unit, block, lines, groups, parts, total, standing })
}

/// Where a unit stands.
fn placed<'r>(run: &'r CampaignRun, unit: UnitIndex, lines: &[Line]) -> Option<Placed<'r>> {
    let is_it = |standing: &&Standing| standing.total.unit == unit;
    let (block, standing) = run.outcome.blocks.iter().find_map(|block| Some((block, block.standings.iter().find(is_it)?)))?;
    let ranking = run.campaign.blocks[block.block].ranking.as_ref()?;
    let comparisons = if standing.place.is_some() { comparisons(run.tally(), ranking, &block.standings, standing) } else { Vec::new() };
    Some(Placed { standing, block, margin: Margin::of(ranking, &block.standings, standing, lines), comparisons })
}

/// The unit whose points are derived.
#[derive(Clone, Copy)]
struct One<'r> {
    run: &'r CampaignRun,
    unit: UnitIndex,
    page: Option<&'r Page>,
}

impl<'r> One<'r> {
    fn line(self, layout: Option<&'r LineLayout>, line: Line) -> LineDerivation {
        let criterion = &self.run.campaign.criteria[line.criterion];
        let (Some(layout), Some(leaf)) = (layout, &criterion.leaf) else { return without_scores(line) };
        let mut scores = self.scores(layout, criterion, leaf, &line);
        self.name_leaders(layout, &mut scores);
        let sums_exactly = self.run.tally().sums_exactly(criterion);
        let gathering = how(leaf, &scores);
        let gathered = line.points.and_then(|_| gathered(gathering, &scores, sums_exactly));
        let counted = line.maximum.map_or(0, |maximum| times_in(&maximum, &layout.out_of));
        let maximum = criterion.maximum_for(layout.block);
        LineDerivation { line, scores, gathering, gathered, maximum, counted, out_of: layout.out_of, sums_exactly }
    }
}

/// The line of a group: its cap, or a choice that is still to be made.
fn without_scores(line: Line) -> LineDerivation {
    let gathering = if line.state == LineState::Capped { How::Cap } else { How::Unchosen };
    LineDerivation { line, scores: Vec::new(), gathering, gathered: None, maximum: None, counted: 0, out_of: Fraction::ZERO, sums_exactly: false }
}

fn how(leaf: &Leaf, scores: &[ScoreDerivation]) -> How {
    let counted = scores.iter().filter(|score| score.counts && score.scored.points.is_some()).count();
    match leaf.merging {
        _ if scores.iter().any(|score| matches!(score.basis, Basis::Merged)) => How::Figures,
        _ if scores.iter().any(|score| !score.counts) || leaf.merging == Merging::Last => How::Last,
        _ if counted < 2 => How::Once,
        Merging::Mean => How::Mean,
        Merging::Sum | Merging::Last | Merging::Figures => How::Sum,
    }
}

/// What scores come to on the criterion's own scale; none where none has points.
fn gathered(how: How, scores: &[ScoreDerivation], sums_exactly: bool) -> Option<Gathered> {
    let counted = scores.iter().filter(|score| score.counts);
    let term = |score: &ScoreDerivation| if sums_exactly { score.scored.exact } else { score.scored.points.map(Points::to_fraction) };
    let terms: Vec<Fraction> = counted.filter_map(term).collect();
    if terms.is_empty() {
        return None;
    }
    let mut sum = ExactSum::new();
    for term in &terms {
        sum.add(term);
    }
    let number = i64::try_from(terms.len()).expect("periods are few");
    let exact = sum.to_fraction().and_then(|sum| if how == How::Mean { sum.checked_div(&Fraction::whole(number)) } else { Some(sum) });
    Some(Gathered { terms, exact })
}

/// How often one number is in another.
fn times_in(whole: &Fraction, one: &Fraction) -> u32 {
    let times = whole.checked_div(one).and_then(|times| times.exact_millionths());
    times.and_then(|millionths| u32::try_from(millionths / 1_000_000).ok()).unwrap_or(1)
}
