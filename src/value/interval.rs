//! Intervals of a number line, and what keeps a list of them from covering a domain exactly once.

use std::fmt;

use crate::value::amount::ONE;
use crate::value::{Fraction, Points, Quantity};

/// An exact number on a line, counted in millionths.
pub trait Measure: Copy + Ord + fmt::Display {
    /// The number in millionths.
    fn in_millionths(self) -> i128;
}

impl Measure for Points {
    fn in_millionths(self) -> i128 {
        i128::from(self.millionths())
    }
}

impl Measure for Quantity {
    fn in_millionths(self) -> i128 {
        self.millionths()
    }
}

/// Where an interval ends, and whether that number belongs to it.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub struct End<T> {
    /// The number it ends at.
    pub value: T,
    /// Whether that number is inside.
    pub inclusive: bool,
}

impl<T> End<T> {
    /// An end that is inside.
    pub const fn inclusive(value: T) -> Self {
        Self { value, inclusive: true }
    }

    /// An end that is outside.
    pub const fn exclusive(value: T) -> Self {
        Self { value, inclusive: false }
    }
}

/// The numbers between two ends; without an end it goes on forever.
///
/// Shown as `[50; 70)`, `(-∞; 50)`.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub struct Interval<T> {
    /// The lower end.
    pub lower: Option<End<T>>,
    /// The upper end.
    pub upper: Option<End<T>>,
}

impl<T> Interval<T> {
    /// Every number.
    pub const UNBOUNDED: Self = Self { lower: None, upper: None };
}

impl<T: Copy + Ord> Interval<T> {
    /// From `lower` to `upper`, both inside.
    pub const fn closed(lower: T, upper: T) -> Self {
        Self { lower: Some(End::inclusive(lower)), upper: Some(End::inclusive(upper)) }
    }

    /// Whether the number is inside.
    #[inline]
    pub fn contains(&self, number: T) -> bool {
        let is_above = self.lower.is_none_or(|end| number > end.value || (end.inclusive && number == end.value));
        let is_below = self.upper.is_none_or(|end| number < end.value || (end.inclusive && number == end.value));
        is_above && is_below
    }

    /// Whether no number at all is inside.
    pub fn is_empty(&self) -> bool {
        let (Some(lower), Some(upper)) = (self.lower, self.upper) else {
            return false;
        };
        lower.value > upper.value || (lower.value == upper.value && !(lower.inclusive && upper.inclusive))
    }
}

impl<T: Measure> Interval<T> {
    /// Whether the fraction is inside, compared without rounding.
    #[inline]
    pub fn contains_fraction(&self, fraction: &Fraction) -> bool {
        let compared = |end: End<T>| fraction.cmp(&Fraction::of_millionths(end.value.in_millionths()));
        let is_above = self.lower.is_none_or(|end| {
            let order = compared(end);
            order.is_gt() || (end.inclusive && order.is_eq())
        });
        let is_below = self.upper.is_none_or(|end| {
            let order = compared(end);
            order.is_lt() || (end.inclusive && order.is_eq())
        });
        is_above && is_below
    }
}

impl<T: fmt::Display> fmt::Display for Interval<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.lower {
            None => formatter.write_str("(-∞; "),
            Some(End { value, inclusive }) => {
                let bracket = if *inclusive { '[' } else { '(' };
                write!(formatter, "{bracket}{value}; ")
            }
        }?;
        match &self.upper {
            None => formatter.write_str("+∞)"),
            Some(End { value, inclusive }) => {
                let bracket = if *inclusive { ']' } else { ')' };
                write!(formatter, "{value}{bracket}")
            }
        }
    }
}

/// Which numbers a domain has.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub enum Grain {
    /// All of them: between 0–1 and 2–3 lies 1.5.
    Continuous,
    /// Whole ones: nothing lies between 0–1 and 2–3.
    Whole,
}

/// Why a list of intervals does not cover a domain exactly once; intervals are named by their place in the list.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub enum PartitionFault<T> {
    /// There is no interval.
    Uncovered,
    /// That interval has no number inside.
    Empty(usize),
    /// Some numbers lie in both; the first begins lower.
    Overlap(usize, usize),
    /// Some numbers lie above the first and below the second.
    Gap(usize, usize),
    /// The domain goes on below this lowest end.
    LowOpen(T),
    /// The domain goes on above this highest end.
    HighOpen(T),
}

/// A place between numbers, or beyond all of them.
#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd)]
enum Cut {
    Lowest,
    /// Just below or just above so many millionths.
    At {
        millionths: i128,
        is_above: bool,
    },
    Highest,
}

impl Cut {
    /// The cut below the first number of the interval, and the one above its last.
    fn around<T: Measure>(interval: &Interval<T>, grain: Grain) -> (Self, Self) {
        let at = |value: T, is_above: bool| {
            let millionths = value.in_millionths();
            match grain {
                Grain::Continuous => Self::At { millionths, is_above },
                Grain::Whole => Self::before_whole(millionths, is_above),
            }
        };
        let lower = interval.lower.map_or(Self::Lowest, |end| at(end.value, !end.inclusive));
        let upper = interval.upper.map_or(Self::Highest, |end| at(end.value, end.inclusive));
        (lower, upper)
    }

    /// The cut as one just below a whole number, so that all cuts between the same two are one.
    fn before_whole(millionths: i128, is_above: bool) -> Self {
        let one = i128::from(ONE);
        let floor = millionths.div_euclid(one);
        let is_next = is_above || millionths.rem_euclid(one) > 0;
        // In whole ones, a millionth of what an i128 holds: adding one cannot overflow.
        Self::At { millionths: floor + i128::from(is_next), is_above: false }
    }
}

/// Everything that keeps the intervals from covering the domain exactly once: empty ones first, then upwards; none means they do.
///
/// An interval is compared with the ones before it that reach highest, so many overlaps at one place make one fault each.
pub fn partition_faults<T: Measure>(intervals: &[Interval<T>], domain: &Interval<T>, grain: Grain) -> Vec<PartitionFault<T>> {
    if intervals.is_empty() {
        return vec![PartitionFault::Uncovered];
    }
    let mut faults = Vec::new();
    let mut stretches = Vec::with_capacity(intervals.len());
    for (index, interval) in intervals.iter().enumerate() {
        let (start, end) = Cut::around(interval, grain);
        if start < end {
            stretches.push((start, end, index));
        } else {
            faults.push(PartitionFault::Empty(index));
        }
    }
    stretches.sort_unstable();
    let (domain_start, domain_end) = Cut::around(domain, grain);
    let is_missing = |from: Cut, to: Cut| from.max(domain_start) < to.min(domain_end);
    let Some((&(first_start, first_end, first), rest)) = stretches.split_first() else {
        return faults;
    };
    if let Some(lowest) = intervals[first].lower
        && is_missing(Cut::Lowest, first_start)
    {
        faults.push(PartitionFault::LowOpen(lowest.value));
    }
    let (mut reach, mut highest) = (first_end, first);
    for &(start, end, index) in rest {
        if start < reach {
            faults.push(PartitionFault::Overlap(highest, index));
        } else if is_missing(reach, start) {
            faults.push(PartitionFault::Gap(highest, index));
        }
        if end > reach {
            (reach, highest) = (end, index);
        }
    }
    if let Some(upper) = intervals[highest].upper
        && is_missing(reach, Cut::Highest)
    {
        faults.push(PartitionFault::HighOpen(upper.value));
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::{End, Fraction, Grain, Interval, PartitionFault, Points, Quantity, partition_faults};

    use PartitionFault::{Empty, Gap, HighOpen, LowOpen, Overlap, Uncovered};

    fn whole(number: i64) -> Quantity {
        Quantity::whole(number)
    }

    fn closed(lower: i64, upper: i64) -> Interval<Quantity> {
        Interval::closed(whole(lower), whole(upper))
    }

    fn half_open(lower: i64, upper: i64) -> Interval<Quantity> {
        Interval { upper: Some(End::exclusive(whole(upper))), ..closed(lower, upper) }
    }

    fn from(lower: i64) -> Interval<Quantity> {
        Interval { upper: None, ..closed(lower, lower) }
    }

    #[test]
    fn an_exclusive_end_is_outside() {
        let interval = half_open(50, 70);
        assert!(interval.contains(whole(50)) && !interval.contains(whole(70)));
        assert!(from(50).contains(whole(i64::MAX)) && !from(50).contains(whole(49)));
        assert!(Interval::UNBOUNDED.contains(Points::ZERO));
    }

    #[test]
    fn a_fraction_is_compared_without_rounding() {
        let interval = half_open(0, 1);
        let fraction = |numerator, denominator| Fraction::new(numerator, denominator).expect("denominators above zero");
        assert!(interval.contains_fraction(&fraction(9_999_999_999, 10_000_000_000)));
        assert!(!interval.contains_fraction(&fraction(3, 3)));
        assert!(interval.contains_fraction(&Fraction::ZERO));
        assert!(!interval.contains_fraction(&fraction(-1, 10_000_000_000)));
    }

    #[test]
    fn an_interval_to_its_own_start_is_empty_unless_closed() {
        assert!(half_open(5, 5).is_empty());
        assert!(closed(6, 5).is_empty());
        assert!(!closed(5, 5).is_empty());
        assert!(!from(5).is_empty());
    }

    #[test]
    fn an_interval_reads_as_in_a_textbook() {
        assert_eq!(half_open(50, 70).to_string(), "[50; 70)");
        let below = Interval { lower: None, ..closed(0, 50) };
        assert_eq!(below.to_string(), "(-∞; 50]");
        assert_eq!(from(90).to_string(), "[90; +∞)");
    }

    #[test]
    fn intervals_that_meet_cover_their_domain_in_any_order() {
        let bands = [from(90), half_open(0, 50), half_open(50, 90)];
        assert_eq!(partition_faults(&bands, &from(0), Grain::Continuous), []);
    }

    #[test]
    fn a_shared_end_is_an_overlap() {
        let bands = [closed(50, 100), closed(0, 50)];
        assert_eq!(partition_faults(&bands, &closed(0, 100), Grain::Continuous), [Overlap(1, 0)]);
        assert_eq!(partition_faults(&bands, &closed(0, 100), Grain::Whole), [Overlap(1, 0)]);
    }

    #[test]
    fn between_whole_numbers_nothing_is_missing() {
        let bands = [closed(0, 1), closed(2, 3)];
        assert_eq!(partition_faults(&bands, &closed(0, 3), Grain::Whole), []);
        assert_eq!(partition_faults(&bands, &closed(0, 3), Grain::Continuous), [Gap(0, 1)]);
        let bands = [closed(0, 1), closed(3, 4)];
        assert_eq!(partition_faults(&bands, &closed(0, 4), Grain::Whole), [Gap(0, 1)]);
    }

    #[test]
    fn one_number_outside_both_ends_is_a_gap() {
        let above = Interval { lower: Some(End::exclusive(whole(50))), ..closed(50, 100) };
        let bands = [half_open(0, 50), above];
        assert_eq!(partition_faults(&bands, &closed(0, 100), Grain::Continuous), [Gap(0, 1)]);
    }

    #[test]
    fn a_domain_beyond_the_outer_ends_is_open() {
        let bands = [half_open(10, 20)];
        assert_eq!(partition_faults(&bands, &closed(0, 20), Grain::Continuous), [LowOpen(whole(10)), HighOpen(whole(20))]);
        assert_eq!(partition_faults(&bands, &half_open(10, 20), Grain::Continuous), []);
        assert_eq!(partition_faults(&bands, &closed(10, 19), Grain::Whole), []);
        assert_eq!(partition_faults(&bands, &Interval::UNBOUNDED, Grain::Whole), [LowOpen(whole(10)), HighOpen(whole(20))]);
    }

    #[test]
    fn what_lies_outside_the_domain_is_not_missing() {
        let bands = [closed(-10, 100), closed(200, 300)];
        assert_eq!(partition_faults(&bands, &closed(0, 100), Grain::Continuous), []);
    }

    #[test]
    fn an_empty_interval_is_named_and_left_aside() {
        let bands = [half_open(0, 10), half_open(10, 10), closed(10, 20)];
        assert_eq!(partition_faults(&bands, &closed(0, 20), Grain::Continuous), [Empty(1)]);
        let between = Interval { lower: Some(End::exclusive(whole(0))), ..half_open(0, 1) };
        assert_eq!(partition_faults(&[between], &closed(0, 1), Grain::Whole), [Empty(0)]);
        assert_eq!(partition_faults::<Quantity>(&[], &closed(0, 1), Grain::Whole), [Uncovered]);
    }

    #[test]
    fn an_inner_interval_overlaps_the_outer_one_only() {
        let bands = [closed(0, 100), closed(10, 20), closed(30, 40)];
        assert_eq!(partition_faults(&bands, &closed(0, 100), Grain::Continuous), [Overlap(0, 1), Overlap(0, 2)]);
    }

    fn any_end() -> impl Strategy<Value = Option<End<Quantity>>> {
        prop::option::weighted(
            0.9,
            (0_i128..12, any::<bool>()).prop_map(|(halves, inclusive)| End { value: Quantity::from_millionths(halves * 500_000), inclusive }),
        )
    }

    fn any_interval() -> impl Strategy<Value = Interval<Quantity>> {
        (any_end(), any_end()).prop_map(|(lower, upper)| Interval { lower, upper })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn without_faults_every_number_lies_in_one_interval(
            intervals in prop::collection::vec(any_interval(), 1..4), domain in any_interval(), whole: bool,
        ) {
            let (grain, step) = if whole { (Grain::Whole, 1_000_000) } else { (Grain::Continuous, 250_000) };
            let faults = partition_faults(&intervals, &domain, grain);
            // Ends lie on halves: quarters are as good as all numbers.
            let numbers = (-8..32).map(|count| Quantity::from_millionths(count * step));
            let holders = |number| intervals.iter().filter(|interval| interval.contains(number)).count();
            let is_doubled = numbers.clone().any(|number| holders(number) > 1);
            let is_missed = numbers.clone().any(|number| domain.contains(number) && holders(number) == 0);
            let told_doubled = faults.iter().any(|fault| matches!(fault, Overlap(..)));
            let told_missed = faults.iter().any(|fault| matches!(fault, Gap(..) | LowOpen(_) | HighOpen(_)));
            prop_assert_eq!(is_doubled, told_doubled);
            if faults.iter().filter(|fault| matches!(fault, Empty(_))).count() < intervals.len() {
                prop_assert_eq!(is_missed, told_missed);
            }
        }
    }
}
