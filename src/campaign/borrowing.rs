//! Criteria scored from the rows of another (`so_lieu_cua`): targets, totals and estimates come with the row.
//!
//! What the rows are like is said at the criterion that has them; how they are scored, and what not arising counts for, at
//! the one that borrows them.

use crate::campaign::resolve::Gaps;
use crate::campaign::{Criterion, Directories, GapKind, Leaf};
use crate::draft::definition::CriterionKey;
use crate::scoring::Denominator;
use crate::sheet::CodeKind;
use crate::value::{CriterionIndex, Table};

/// Why rows cannot be borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotLent {
    /// They are the criterion's own.
    Itself,
    /// The other criterion borrows them itself.
    Chain,
    /// The other criterion is a group, which has no rows.
    Group,
    /// The other criterion's rows have no number to be scored.
    NoFigures,
    /// The other criterion does not apply to all units that this one does.
    Units,
    /// The other criterion takes no rows in some period in which this one is scored.
    Periods,
}

/// Whose rows each criterion borrows, once all criteria are known.
pub(super) fn resolve(
    keys: &[(CriterionIndex, &CriterionKey)],
    criteria: &mut Table<CriterionIndex, Criterion>,
    directories: &Directories,
    has_many_leaf_periods: bool,
    gaps: &mut Gaps,
) {
    let borrows = |index: CriterionIndex| keys.iter().any(|(known, _)| *known == index);
    for (index, key) in keys {
        let Some(field) = &key.figures_of else { continue };
        gaps.criterion = Some(*index);
        let at = field.key.unwrap_or(field.span);
        if key.children.is_some() {
            let because = ["nhóm không chấm từ số liệu, chỉ tiêu chí lá", "a group is not scored from figures, only its leaves"];
            gaps.add(at, GapKind::Pointless { key: "so_lieu_cua", because });
            continue;
        }
        let lender = gaps.find(&directories.criteria, CodeKind::Criterion, field);
        let Some(leaf) = &criteria[*index].leaf else { continue };
        if !leaf.way.reads_number() {
            let because = ["cách chấm này không lấy một con số của dòng kết quả", "this way takes no number from a row of results"];
            gaps.add(at, GapKind::Pointless { key: "so_lieu_cua", because });
            continue;
        }
        let refused = lender.and_then(|lender| refused(criteria, (*index, leaf), lender, borrows(lender)));
        if let (Some(why), Some(lender)) = (refused, lender) {
            gaps.add(field.span, GapKind::NotLent { by: lender, why });
        }
        let lender = lender.filter(|_| refused.is_none());
        let Some((lender, of)) = lender.and_then(|lender| Some((lender, criteria[lender].leaf.as_ref()?))) else {
            // Without the rows it is meant to be scored from it is not scored: its own would be awaited for nothing.
            criteria[*index].leaf = None;
            continue;
        };
        let (is_cumulative, basis, only) = (of.is_cumulative, of.target_basis, of.only_periods.clone());
        let of_uses_target = of.way.denominator() == Some(Denominator::Target);
        let uses_target = leaf.way.denominator() == Some(Denominator::Target);
        match &key.target_basis {
            Some(own) if uses_target && of_uses_target && own.get().is_some() => {
                let because = ["chỉ tiêu đi cùng dòng, khai ở tiêu chí có dòng ấy", "targets come with the row, and are declared with it"];
                gaps.add(own.key.unwrap_or(own.span), GapKind::Pointless { key: "chi_tieu", because });
            }
            None if uses_target && !of_uses_target && has_many_leaf_periods => {
                gaps.add(at, GapKind::Undeclared { key: "chi_tieu", words: &["theo_ky", "theo_nam", "theo_nam_chia_ky"] });
            }
            Some(_) | None => {}
        }
        if let Some(leaf) = &mut criteria[*index].leaf {
            leaf.figures_of = Some(lender);
            leaf.is_cumulative = is_cumulative;
            leaf.target_basis = if uses_target && of_uses_target { basis } else { leaf.target_basis };
            leaf.only_periods = leaf.only_periods.take().or(only);
        }
        if let Some(lending) = &mut criteria[lender].leaf {
            lending.figures_for.push(*index);
        }
    }
    gaps.criterion = None;
}

/// Why a criterion's rows cannot be borrowed; none where they can, or where that is not settled.
fn refused(
    criteria: &Table<CriterionIndex, Criterion>,
    (index, leaf): (CriterionIndex, &Leaf),
    lender: CriterionIndex,
    borrows: bool,
) -> Option<NotLent> {
    let (own, other) = (&criteria[index], &criteria[lender]);
    if lender == index {
        return Some(NotLent::Itself);
    }
    if !other.children.is_empty() {
        return Some(NotLent::Group);
    }
    if borrows {
        return Some(NotLent::Chain);
    }
    let lending = other.leaf.as_ref()?;
    if !lending.way.reads_number() {
        return Some(NotLent::NoFigures);
    }
    let is_for_all = within(&own.blocks, &other.blocks) && within(&own.kinds, &other.kinds);
    if !(is_for_all || own.applies_in_doubt || other.applies_in_doubt) {
        return Some(NotLent::Units);
    }
    let is_settled = !leaf.periods_in_doubt && !lending.periods_in_doubt;
    let is_limited_otherwise = leaf.only_periods.is_some() && !within(&leaf.only_periods, &lending.only_periods);
    (is_settled && is_limited_otherwise).then_some(NotLent::Periods)
}

/// Whether all of one list is in another; a list that is absent holds everything.
#[expect(clippy::ref_option, reason = "it is called on the lists as they are kept")]
fn within<T: PartialEq>(inner: &Option<Vec<T>>, outer: &Option<Vec<T>>) -> bool {
    match (inner, outer) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner.iter().all(|one| outer.contains(one)),
    }
}

impl Leaf {
    /// The criterion whose rows it is scored from: another, or its own.
    pub fn rows_of(&self, own: CriterionIndex) -> CriterionIndex {
        self.figures_of.unwrap_or(own)
    }
}
