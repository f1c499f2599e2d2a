//! A criterion: a group, or a leaf with how it is scored; and the topics that criteria measure.

use crate::campaign::Conditions;
use crate::draft::definition::{Merging, ScoredFigure, TargetBasis};
use crate::scoring::{Need, NotApplicablePolicy, OverTarget, Way};
use crate::value::{BlockIndex, CriterionCode, CriterionIndex, Fraction, PeriodIndex, Points, TopicCode, TopicIndex, UnitIndex};
use crate::yaml::Span;

/// Which side of the total a criterion stands on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Side {
    /// In the total and in the maximum.
    #[default]
    Main,
    /// Added to the total, not in the maximum.
    Bonus,
    /// Taken off the total, not in the maximum.
    Deduction,
}

/// A criterion: a group, or a leaf that is scored.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Criterion {
    /// `ma`.
    pub code: CriterionCode,
    /// `ten`.
    pub name: Box<str>,
    /// The group it stands in.
    pub parent: Option<CriterionIndex>,
    /// Its children, in order.
    pub children: Vec<CriterionIndex>,
    /// How deep, from 0.
    pub depth: usize,
    /// Main, bonus or deduction; inherited.
    pub side: Side,
    /// `diem_chuan`: what it is out of in every block that has no maximum of its own.
    pub maximum: Option<Points>,
    /// `diem_chuan_khoi`: the blocks that have one.
    pub block_maxima: Box<[BlockMaximum]>,
    /// `trong_so`; none: one.
    pub weight: Option<Fraction>,
    /// The product of the weights on its path, its own included; none where it is one.
    pub path_weight: Option<Fraction>,
    /// Whether its weight, or the maximum of a block, is written and could not be taken: what it is out of is not settled.
    pub maximum_in_doubt: bool,
    /// Whether it is a group of alternatives, of which one child counts (`chon_mot`).
    pub is_choice: bool,
    /// `toi_da` of a bonus or deduction group.
    pub cap: Option<Points>,
    /// Where the maximum or the cap is declared, else the code.
    pub maximum_span: Span,
    /// `don_vi_tinh`.
    pub unit_of_measure: Option<Box<str>>,
    /// The topics it measures.
    pub topics: Vec<TopicIndex>,
    /// The blocks it applies to; none: every block. Inherited and narrowed.
    pub blocks: Option<Vec<BlockIndex>>,
    /// The kinds of unit it applies to; none: every kind. Inherited and narrowed.
    pub kinds: Option<Vec<u16>>,
    /// Whether `ap_dung`, its own or a group's, says something that is not known: whom it applies to is not settled.
    pub applies_in_doubt: bool,
    /// Who appraises it; inherited.
    pub appraised_by: Option<UnitIndex>,
    /// How it is scored; none for a group.
    pub leaf: Option<Leaf>,
    /// Whether the text does not give it; inherited.
    pub is_assumed: bool,
    /// Where its code stands.
    pub span: Span,
}

impl Criterion {
    /// Whether it applies to a unit of this block and kind.
    pub fn applies_to(&self, block: BlockIndex, kind: Option<u16>) -> bool {
        let to_block = self.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
        let to_kind = self.kinds.as_ref().is_none_or(|kinds| kind.is_some_and(|kind| kinds.contains(&kind)));
        to_block && to_kind
    }

    /// What it is out of in a block, on its own scale.
    #[inline]
    pub fn maximum_for(&self, block: BlockIndex) -> Option<Points> {
        if self.block_maxima.is_empty() {
            return self.maximum;
        }
        self.block_maximum(block).map(|own| own.points).or(self.maximum)
    }

    /// Where that is declared, else where its cap or its code is.
    pub fn maximum_span_for(&self, block: BlockIndex) -> Span {
        self.block_maximum(block).map_or(self.maximum_span, |own| own.span)
    }

    fn block_maximum(&self, block: BlockIndex) -> Option<&BlockMaximum> {
        self.block_maxima.iter().find(|own| own.block == block)
    }

    /// The most a leaf can come to in one leaf period in a block, on its own scale; none where nothing bounds it.
    pub fn bound_for(&self, block: BlockIndex) -> Option<Points> {
        self.maximum_for(block).or_else(|| self.leaf.as_ref()?.way.own_maximum())
    }

    /// The least of those bounds over blocks; none where no block has one.
    pub fn least_bound(&self) -> Option<Points> {
        self.block_maxima.iter().map(|own| own.points).chain(self.common_bound()).min()
    }

    /// The greatest of those bounds over blocks; none where nothing bounds it.
    pub fn greatest_bound(&self) -> Option<Points> {
        let common = self.common_bound();
        if common.is_none() && self.block_maxima.is_empty() {
            return None;
        }
        self.block_maxima.iter().map(|own| own.points).chain(common).max()
    }

    fn common_bound(&self) -> Option<Points> {
        self.maximum.or_else(|| self.leaf.as_ref()?.way.own_maximum())
    }

    /// What points on its own scale count in the total, exactly; none past all measure.
    pub fn weigh(&self, points: &Fraction) -> Option<Fraction> {
        self.path_weight.as_ref().map_or(Some(*points), |weight| points.checked_mul(weight))
    }

    /// What points on its own scale count in the group it stands in.
    pub fn weigh_once(&self, points: &Fraction) -> Option<Fraction> {
        self.weight.as_ref().map_or(Some(*points), |weight| points.checked_mul(weight))
    }

    /// What its maximum in a block counts in the total.
    pub fn weighed_maximum(&self, block: BlockIndex) -> Option<Fraction> {
        self.weigh(&self.maximum_for(block)?.to_fraction())
    }
}

/// What a criterion is out of in one block.
#[derive(Clone, Copy, Debug)]
pub struct BlockMaximum {
    /// The block.
    pub block: BlockIndex,
    /// The points, on the criterion's own scale.
    pub points: Points,
    /// Where they are declared.
    pub span: Span,
}

/// How a leaf is scored.
#[derive(Debug)]
pub struct Leaf {
    /// The way.
    pub way: Way,
    /// Whether figures run on from the first period (`luy_ke`).
    pub is_cumulative: bool,
    /// Which figure is scored; of a way that reads no figure, the actual one.
    pub scored_figure: ScoredFigure,
    /// How targets are given.
    pub target_basis: TargetBasis,
    /// How leaf periods come together.
    pub merging: Merging,
    /// What happens past the target.
    pub over_target: OverTarget,
    /// What not arising counts for; none where it may not be claimed.
    pub not_applicable: Option<NotApplicablePolicy>,
    /// What is asked before it is scored.
    pub conditions: Conditions,
    /// The criterion whose rows it is scored from (`so_lieu_cua`); none: its own.
    pub figures_of: Option<CriterionIndex>,
    /// The criteria that are scored from its rows too.
    pub figures_for: Vec<CriterionIndex>,
    /// `chi_cham_ky`.
    pub only_periods: Option<Vec<PeriodIndex>>,
    /// Whether `chi_cham_ky` says something that is not known: where it is scored is not settled.
    pub periods_in_doubt: bool,
    /// Whether its figures are compared somewhere and must be kept: tie-breaks, conditions of the leader, counted units.
    pub figures_are_compared: bool,
}

impl Leaf {
    /// Whether its figure is the estimate.
    pub fn is_scored_by_estimate(&self) -> bool {
        self.scored_figure == ScoredFigure::Estimate
    }

    /// Whether it is scored from another's rows, or another from its.
    pub fn is_shared(&self) -> bool {
        self.figures_of.is_some() || !self.figures_for.is_empty()
    }

    /// What a row must have before all else.
    pub fn first_need(&self) -> Need {
        match self.way {
            Way::Given => Need::Points,
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) if self.is_scored_by_estimate() => Need::Estimate,
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) => Need::Actual,
        }
    }
}

/// What the plan speaks of.
#[derive(Debug)]
pub struct Topic {
    /// `ma`.
    pub code: TopicCode,
    /// `ten`.
    pub name: Box<str>,
    /// Why no criterion measures it.
    pub why_unscored: Option<Box<str>>,
    /// Where it is declared.
    pub span: Span,
}
