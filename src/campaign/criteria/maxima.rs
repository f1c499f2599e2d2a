//! What a criterion is out of in each block, and how much it counts.

use num_integer::Integer as _;

use crate::campaign::criteria::{Common, Reach, points};
use crate::campaign::resolve::Gaps;
use crate::campaign::{BlockMaximum, GapKind};
use crate::draft::definition::CriterionKey;
use crate::sheet::CodeKind;
use crate::value::{BlockIndex, Fraction, Points};

/// The most a weight, with those of the groups above it, may be.
const MOST_WEIGHT: i64 = 1000;
/// The longest common denominator of all weights: sums of what they divide then stay exact fractions.
const LONGEST_DENOMINATOR: i128 = 1_000_000_000_000;

/// The maxima that blocks have of their own.
pub(super) fn block_maxima(key: &CriterionKey, reach: &Reach, common: &Common, gaps: &mut Gaps) -> Box<[BlockMaximum]> {
    let Some(field) = &key.block_maxima else { return Box::default() };
    let Some(entries) = field.get() else { return Box::default() };
    if entries.0.is_empty() {
        let because = ["không nêu khối nào", "it names no block"];
        gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "diem_chuan_khoi", because });
    }
    let mut maxima = Vec::new();
    for (code, value) in &entries.0 {
        let block = gaps.find(&common.directories.blocks, CodeKind::Block, code);
        let points = points(value, gaps);
        let (Some(block), Some(points)) = (block, points) else { continue };
        if !reach.is_in_doubt && reach.blocks.as_ref().is_some_and(|blocks| !blocks.contains(&block)) {
            let because = ["tiêu chí không áp dụng cho khối này", "the criterion does not apply to this block"];
            gaps.add(code.span, GapKind::Pointless { key: "diem_chuan_khoi", because });
        }
        maxima.push(BlockMaximum { block, points, span: value.span });
    }
    maxima.into()
}

/// Whether a maximum of some block is written and could not be taken.
pub(super) fn lacks_some(key: &CriterionKey, maxima: &[BlockMaximum]) -> bool {
    key.block_maxima.as_ref().is_some_and(|field| field.get().is_none_or(|entries| entries.0.len() > maxima.len()))
}

/// Whether its maximum is declared in every block it applies to; one that could not be read is.
pub(super) fn has_maximum(key: &CriterionKey, maxima: &[BlockMaximum], reach: &Reach, common: &Common) -> bool {
    if key.block_maxima.is_none() {
        return key.maximum.is_some();
    }
    let is_lost = reach.is_in_doubt || lacks_some(key, maxima) || !common.directories.blocks.is_complete();
    let applies = |block: &BlockIndex| reach.blocks.as_ref().is_none_or(|blocks| blocks.contains(block));
    let mut blocks = (0..common.blocks).map(BlockIndex::new).filter(applies);
    key.maximum.is_some() || is_lost || blocks.all(|block| maxima.iter().any(|own| own.block == block))
}

/// Its own weight, and the product of those on its path; none where that is one.
pub(super) fn weight(
    key: &CriterionKey,
    above: Option<Fraction>,
    most: Points,
    common: &mut Common,
    gaps: &mut Gaps,
) -> (Option<Fraction>, Option<Fraction>) {
    let Some(field) = &key.weight else { return (None, above) };
    let Some(own) = field.get().map(|weight| weight.0) else { return (None, above) };
    let path = above.map_or(Some(own), |above| above.checked_mul(&own)).map(|path| path.reduced());
    let is_measured = path.is_some_and(|path| {
        let denominator = common.weights_denominator;
        let shared = denominator.checked_mul(path.denominator() / denominator.gcd(&path.denominator()));
        common.weights_denominator = shared.filter(|shared| *shared <= LONGEST_DENOMINATOR).unwrap_or(denominator);
        let is_short = shared.is_some_and(|shared| shared <= LONGEST_DENOMINATOR);
        let weighed = most.to_fraction().checked_mul(&path);
        is_short && !path.is_over(MOST_WEIGHT) && weighed.is_some_and(|weighed| !weighed.is_over(Points::MOST_WHOLE))
    });
    if !is_measured {
        gaps.add(field.span, GapKind::WeightOutOfMeasure { text: own.to_string().into() });
        return (None, above);
    }
    (Some(own), path.filter(|path| *path != Fraction::whole(1)))
}
