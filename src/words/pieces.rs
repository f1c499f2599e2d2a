//! Bands and grades: pieces of a line of numbers that should hold every number once, and the words for where they do not.

use crate::diagnostic::{Fault, Voice};
use crate::sheet::Place;
use crate::value::{End, Grain, Interval, PartitionFault, Quantity, partition_faults};
use crate::words::either;
use crate::yaml::Span;

/// What is wrong with the ends of a piece.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Flaw {
    /// It holds no number at all.
    Empty,
    /// Numbers between two pieces are in neither.
    Gap,
    /// Numbers are in two pieces.
    Overlap,
    /// Numbers below the lowest or above the highest piece are in none.
    Unreached,
}

/// What the pieces are over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Measured {
    /// Bands over a share of a hundred.
    Share,
    /// Bands over a figure.
    Value,
    /// Bands over days late.
    Days,
    /// Grades over the total.
    Points,
    /// Grades over the share of what was assigned.
    ShareOfPoints,
}

impl Measured {
    fn name(self, voice: Voice) -> &'static str {
        match self {
            Self::Share => either("tỷ lệ", "a share", voice),
            Self::Value => either("giá trị", "a value", voice),
            Self::Days => either("số ngày trễ", "a number of days late", voice),
            Self::Points => either("tổng điểm", "a total", voice),
            Self::ShareOfPoints => either("tỷ lệ điểm", "a share of points", voice),
        }
    }

    /// What one piece is called.
    fn piece(self, voice: Voice) -> &'static str {
        match self {
            Self::Share | Self::Value | Self::Days => either("mức", "band", voice),
            Self::Points | Self::ShareOfPoints => either("hạng", "grade", voice),
        }
    }
}

/// One piece: what it holds, and where it is declared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) interval: Interval<Quantity>,
    pub(crate) span: Span,
    /// Where its lower and its upper end are.
    pub(crate) ends: [Span; 2],
}

/// One flaw, with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    flaw: Flaw,
    measured: Measured,
    /// The numbers concerned.
    numbers: Interval<Quantity>,
    /// What to write at this piece, and at the other.
    corrections: [Option<String>; 2],
    /// The end or the piece to point at, and the one of the other piece.
    spans: [Option<Span>; 2],
}

impl Found {
    /// Where it is shown.
    pub(crate) fn place(&self) -> Option<Place> {
        self.spans[0].map(Place::Definition)
    }

    /// Whether it is the same flaw of the same pieces, though its numbers may go further.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.flaw == other.flaw && self.spans == other.spans
    }

    /// The end of the other piece.
    pub(crate) fn other(&self) -> Option<Place> {
        self.spans[1].map(Place::Definition)
    }
}

impl Fault for Found {
    fn reason(&self) -> &'static str {
        self.flaw.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (name, piece) = (self.measured.name(voice), self.measured.piece(voice));
        let numbers = range(&self.numbers, voice);
        match self.flaw {
            Flaw::Empty => voice.say(format!("{piece} này không nhận {name} nào: {numbers}"), format!("this {piece} holds no number: {numbers}")),
            Flaw::Gap | Flaw::Unreached => {
                voice.say(format!("{name} {numbers} không thuộc {piece} nào"), format!("{name} {numbers} is in no {piece}"))
            }
            Flaw::Overlap => voice.say(format!("{name} {numbers} thuộc cả hai {piece}"), format!("{name} {numbers} is in two {piece}s")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let piece = self.measured.piece(voice);
        let [here, there] = &self.corrections;
        match (self.flaw, here, there) {
            (Flaw::Unreached, Some(here), Some(added)) => Some(voice.say(
                format!("bỏ `{here}` ở {piece} này, hoặc thêm một {piece} có `{added}`"),
                format!("leave `{here}` out of this {piece}, or add a {piece} with `{added}`"),
            )),
            (_, Some(here), Some(there)) => Some(voice.say(
                format!("viết `{here}` ở {piece} này, hoặc `{there}` ở {piece} kia"),
                format!("write `{here}` in this {piece}, or `{there}` in the other"),
            )),
            (_, Some(here), None) => Some(voice.say(format!("viết `{here}`"), format!("write `{here}`"))),
            (_, None, Some(there)) => Some(voice.say(format!("viết `{there}` ở {piece} kia"), format!("write `{there}` in the other {piece}"))),
            (_, None, None) => None,
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let piece = self.measured.piece(voice);
        Some(voice.say(format!("{piece} kia"), format!("the other {piece}")))
    }
}

/// Numbers in words: `từ 95 đến dưới 100`.
fn range(interval: &Interval<Quantity>, voice: Voice) -> String {
    let number = |end: &End<Quantity>| voice.say(end.value.vietnamese(), end.value.to_string());
    match (&interval.lower, &interval.upper) {
        (None, None) => voice.say("bất kỳ", "of any size"),
        (Some(lower), None) => {
            let number = number(lower);
            if lower.inclusive {
                voice.say(format!("từ {number} trở lên"), format!("from {number}"))
            } else {
                voice.say(format!("trên {number}"), format!("above {number}"))
            }
        }
        (None, Some(upper)) => {
            let number = number(upper);
            if upper.inclusive {
                voice.say(format!("từ {number} trở xuống"), format!("up to {number}"))
            } else {
                voice.say(format!("dưới {number}"), format!("below {number}"))
            }
        }
        (Some(lower), Some(upper)) if lower == upper && lower.inclusive => {
            let number = number(lower);
            voice.say(format!("đúng {number}"), format!("of exactly {number}"))
        }
        (Some(lower), Some(upper)) => {
            let (from, to) = (number(lower), number(upper));
            let from = if lower.inclusive {
                voice.say(format!("từ {from}"), format!("from {from}"))
            } else {
                voice.say(format!("trên {from}"), format!("above {from}"))
            };
            let to = if upper.inclusive {
                voice.say(format!("đến {to}"), format!("to {to}"))
            } else {
                voice.say(format!("đến dưới {to}"), format!("to below {to}"))
            };
            format!("{from} {to}")
        }
    }
}

/// A lower end as it is typed.
fn lower_key(end: &End<Quantity>) -> String {
    let key = if end.inclusive { "tu" } else { "tren" };
    format!("{key}: {}", end.value)
}

/// An upper end as it is typed.
fn upper_key(end: &End<Quantity>) -> String {
    let key = if end.inclusive { "den" } else { "duoi" };
    format!("{key}: {}", end.value)
}

/// The end that begins where the other stops, or stops where it begins.
fn adjoining(end: End<Quantity>, grain: Grain, is_above: bool) -> End<Quantity> {
    match grain {
        Grain::Continuous => End { value: end.value, inclusive: !end.inclusive },
        Grain::Whole => {
            let one = Quantity::whole(1);
            let whole = Quantity::from_millionths(end.value.millionths().div_euclid(one.millionths()) * one.millionths());
            let is_whole = whole == end.value;
            let value = match (is_above, is_whole, end.inclusive) {
                // The first whole number above an end: the end itself where it is left out.
                (true | false, true, false) | (false, false, _) => whole,
                (true, true, true) | (true, false, _) => whole + one,
                (false, true, true) => whole - one,
            };
            End::inclusive(value)
        }
    }
}

/// Everything that keeps the pieces from holding each number of the domain once; of pieces that hold nothing only that is told.
///
/// `words` is how finely the numbers between two pieces are told; `grain` and `scale` are how finely they lie:
/// with a scale of 100 and whole grain, nothing lies between 89.99 and 90.
pub(crate) fn flaws(pieces: &[Piece], domain: &Interval<Quantity>, grain: Grain, scale: i64, measured: Measured) -> Vec<Found> {
    let scaled = |interval: &Interval<Quantity>| -> Option<Interval<Quantity>> {
        let end = |end: Option<End<Quantity>>| match end {
            None => Some(None),
            Some(end) => end.value.checked_times(scale).map(|value| Some(End { value, ..end })),
        };
        Some(Interval { lower: end(interval.lower)?, upper: end(interval.upper)? })
    };
    let Some(intervals) = pieces.iter().map(|piece| scaled(&piece.interval)).collect::<Option<Vec<_>>>() else { return Vec::new() };
    let Some(scaled_domain) = scaled(domain) else { return Vec::new() };
    let faults = partition_faults(&intervals, &scaled_domain, grain);
    let has_empty = faults.iter().any(|fault| matches!(fault, PartitionFault::Empty(_)));
    // Numbers between scaled whole ones are told by the ends as written.
    let words = if scale == 1 { grain } else { Grain::Continuous };
    let found = faults.iter().filter_map(|fault| {
        let found = |flaw, numbers, corrections, spans| Found { flaw, measured, numbers, corrections, spans };
        match fault {
            // An empty list is a choice of its own, and not a hole in one.
            PartitionFault::Uncovered => None,
            PartitionFault::Empty(index) => {
                let piece = &pieces[*index];
                Some(found(Flaw::Empty, piece.interval, [swapped(&piece.interval), None], [Some(piece.span), None]))
            }
            PartitionFault::Overlap(low, high) => {
                let (low, high) = (&pieces[*low], &pieces[*high]);
                let numbers = common(&low.interval, &high.interval);
                let reaches_further = match (low.interval.upper, high.interval.upper) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(low), Some(high)) => (low.value, low.inclusive) <= (high.value, high.inclusive),
                };
                let upper = high.interval.lower.map(|end| adjoining(end, words, false));
                let leaves_something = upper.is_some_and(|upper| !Interval { lower: low.interval.lower, upper: Some(upper) }.is_empty());
                let there = upper.filter(|_| reaches_further && leaves_something).map(|end| upper_key(&end));
                Some(found(Flaw::Overlap, numbers, [None, there], [Some(high.ends[0]), Some(low.ends[1])]))
            }
            // What an empty piece was meant to hold is missing because it is empty.
            PartitionFault::Gap(..) | PartitionFault::LowOpen(_) | PartitionFault::HighOpen(_) if has_empty => None,
            PartitionFault::Gap(low, high) => {
                let (low, high) = (&pieces[*low], &pieces[*high]);
                let lower = adjoining(low.interval.upper?, words, true);
                let upper = adjoining(high.interval.lower?, words, false);
                let corrections = [Some(lower_key(&lower)), Some(upper_key(&upper))];
                let numbers = Interval { lower: Some(lower), upper: Some(upper) };
                Some(found(Flaw::Gap, numbers, corrections, [Some(high.ends[0]), Some(low.ends[1])]))
            }
            PartitionFault::LowOpen(_) => {
                let lowest = pieces.iter().filter(|piece| piece.interval.lower.is_some());
                let lowest = lowest.min_by_key(|piece| piece.interval.lower.map(|end| (end.value, !end.inclusive)))?;
                let end = lowest.interval.lower?;
                let upper = adjoining(end, words, false);
                let numbers = Interval { lower: domain.lower, upper: Some(upper) };
                Some(found(Flaw::Unreached, numbers, [Some(lower_key(&end)), Some(upper_key(&upper))], [Some(lowest.ends[0]), None]))
            }
            PartitionFault::HighOpen(_) => {
                let highest = pieces.iter().filter(|piece| piece.interval.upper.is_some());
                let highest = highest.max_by_key(|piece| piece.interval.upper.map(|end| (end.value, end.inclusive)))?;
                let end = highest.interval.upper?;
                let lower = adjoining(end, words, true);
                let numbers = Interval { lower: Some(lower), upper: domain.upper };
                Some(found(Flaw::Unreached, numbers, [Some(upper_key(&end)), Some(lower_key(&lower))], [Some(highest.ends[1]), None]))
            }
        }
    });
    found.collect()
}

/// The numbers that lie in both.
fn common(one: &Interval<Quantity>, other: &Interval<Quantity>) -> Interval<Quantity> {
    let lower = match (one.lower, other.lower) {
        (Some(one), Some(other)) => Some(if (one.value, !one.inclusive) >= (other.value, !other.inclusive) { one } else { other }),
        (one, other) => one.or(other),
    };
    let upper = match (one.upper, other.upper) {
        (Some(one), Some(other)) => Some(if (one.value, one.inclusive) <= (other.value, other.inclusive) { one } else { other }),
        (one, other) => one.or(other),
    };
    Interval { lower, upper }
}

/// The ends of an empty piece with their numbers exchanged, where that makes it hold something.
fn swapped(interval: &Interval<Quantity>) -> Option<String> {
    let (lower, upper) = (interval.lower?, interval.upper?);
    let exchanged = Interval { lower: Some(End { value: upper.value, ..lower }), upper: Some(End { value: lower.value, ..upper }) };
    let (lower, upper) = (exchanged.lower?, exchanged.upper?);
    (!exchanged.is_empty()).then(|| format!("{}, {}", lower_key(&lower), upper_key(&upper)))
}
