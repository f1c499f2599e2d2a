//! Sums of figures, packed: every unit keeps one for each line whose figures are added up, and nearly all are small.

use crate::draft::definition::TargetBasis;
use crate::ledger::{Contribution, FigureSums};
use crate::scoring::Figures;
use crate::value::Quantity;

/// The sums of a page's lines, in half the room of [`FigureSums`] while all three stay below 9.2 million million units.
#[derive(Debug)]
pub struct PackedSums {
    small: Box<[Small]>,
    /// Those that are larger, by their line; hardly any page has one.
    large: Vec<(u32, FigureSums)>,
}

/// The sums of a line in millionths, and how many rows gave each.
#[derive(Clone, Copy, Debug, Default)]
struct Small {
    millionths: [i64; 3],
    counts: [u16; 3],
    /// Whether they stand among the large.
    is_large: bool,
}

impl Small {
    fn of(sums: &FigureSums) -> Option<Self> {
        let millionths = |sum: Quantity| i64::try_from(sum.millionths()).ok();
        let millionths = [millionths(sums.actual)?, millionths(sums.total)?, millionths(sums.target)?];
        Some(Self { millionths, counts: [sums.actuals, sums.totals, sums.targets], is_large: false })
    }

    fn sums(self) -> FigureSums {
        let [actual, total, target] = self.millionths.map(|millionths| Quantity::from_millionths(millionths.into()));
        let [actuals, totals, targets] = self.counts;
        FigureSums { actual, total, target, actuals, totals, targets }
    }
}

impl PackedSums {
    /// Sums of nothing for so many lines.
    pub(super) fn new(lines: usize) -> Self {
        Self { small: vec![Small::default(); lines].into(), large: Vec::new() }
    }

    /// The sums of a line.
    pub fn get(&self, line: u32) -> FigureSums {
        let small = self.small[line as usize];
        let large = || self.large.iter().find(|(one, _)| *one == line).expect("a line that is large stands among them").1;
        if small.is_large { large() } else { small.sums() }
    }

    /// Takes the figures of a row into a line's sums.
    #[inline]
    pub(super) fn take(&mut self, line: u32, contribution: Contribution, basis: TargetBasis, figures: &Figures) {
        let mut sums = self.get(line);
        sums.take(contribution, basis, figures);
        let small = &mut self.small[line as usize];
        if small.is_large {
            self.large.retain(|(one, _)| *one != line);
        }
        *small = Small::of(&sums).unwrap_or(Small { is_large: true, ..Small::default() });
        if small.is_large {
            self.large.push((line, sums));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PackedSums;
    use crate::draft::definition::TargetBasis;
    use crate::ledger::{Contribution, FigureSums};
    use crate::scoring::{Base, Figures};
    use crate::value::{Points, Quantity};

    fn figure() -> impl Strategy<Value = Option<Quantity>> {
        let largest = 999_999_999_999_999_999_999_i128;
        let millionths = prop_oneof![0..2_000_000_000_i128, (i128::from(i64::MAX) - 9)..(i128::from(i64::MAX) + 9), 0..=largest];
        prop::option::of(millionths.prop_map(Quantity::from_millionths))
    }

    fn row() -> impl Strategy<Value = (u32, Contribution, TargetBasis, Figures)> {
        let contribution = prop_oneof![Just(Contribution::Added), Just(Contribution::Added), Just(Contribution::Own), Just(Contribution::Last)];
        let basis = prop_oneof![Just(TargetBasis::Period), Just(TargetBasis::Year)];
        (0_u32..3, contribution, basis, (figure(), figure(), figure())).prop_map(|(line, contribution, basis, (actual, total, target))| {
            let (total, target) = (total.map(Base::whole), target.map(Base::whole));
            (line, contribution, basis, Figures { maximum: Points::ZERO, actual, total, target, days_late: None })
        })
    }

    proptest! {
        #[test]
        fn packed_sums_are_the_sums(rows in prop::collection::vec(row(), 0..24)) {
            let (mut packed, mut sums) = (PackedSums::new(3), [FigureSums::default(); 3]);
            for (line, contribution, basis, figures) in rows {
                packed.take(line, contribution, basis, &figures);
                sums[line as usize].take(contribution, basis, &figures);
                prop_assert_eq!([0, 1, 2].map(|line| packed.get(line)), sums);
            }
        }
    }

    #[test]
    fn the_sums_of_a_line_take_thirty_two_bytes() {
        assert_eq!(size_of::<super::Small>(), 32);
    }
}
