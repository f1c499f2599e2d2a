//! Both figures of rows, packed: a quarter of ten million rows may have an estimate, and nearly every figure is a small
//! whole number.

use crate::value::Quantity;

/// Both figures of a row: what is done, and what will be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BothFigures {
    /// The row's slot.
    pub slot: u32,
    /// `thuc_hien`.
    pub actual: Option<Quantity>,
    /// `uoc_thuc_hien`, which includes it.
    pub estimate: Option<Quantity>,
    /// The cell of the one that stands alone, where the other does not stand.
    pub alone: Option<u16>,
}

/// Rows with both figures, in the order they came.
///
/// Of each its slot and a bit that says whether more is said of it; where none is, what is done and how much more will be, in units;
/// else a byte that says what follows, and that.
#[derive(Clone, Debug, Default)]
pub struct PackedFigures {
    bytes: Vec<u8>,
    rows: u32,
}

const ACTUAL: u8 = 1;
const ESTIMATE: u8 = 1 << 1;
const ALONE: u8 = 1 << 2;
/// The figure counts units; else millionths.
const WHOLE_ACTUAL: u8 = 1 << 3;
const WHOLE_ESTIMATE: u8 = 1 << 4;

/// The most bytes a row takes: its slot, what it says, two figures of 128 bits and a cell.
const LONGEST: usize = 5 + 1 + 2 * 19 + 3;
/// The bytes a row of small whole numbers is written in, of which it keeps six at most.
const WORD: usize = 8;
/// Room for some sixteen of those.
const ROOM: usize = 64;

impl PackedFigures {
    /// Adds a row.
    pub(super) fn push(&mut self, both: &BothFigures) {
        let BothFigures { slot, actual, estimate, alone } = *both;
        self.rows += 1;
        self.make_room(WORD);
        if self.push_small(both) {
            return;
        }
        self.make_room(LONGEST);
        self.write(u128::from(slot) << 1 | 1);
        let at = self.bytes.len();
        self.bytes.push(0);
        let mut says = 0;
        for (figure, is_there, is_whole) in [(actual, ACTUAL, WHOLE_ACTUAL), (estimate, ESTIMATE, WHOLE_ESTIMATE)] {
            let Some(figure) = figure else { continue };
            says |= is_there;
            match whole(figure) {
                Some(units) => {
                    says |= is_whole;
                    self.write(units.into());
                }
                // The sign goes into the lowest bit.
                None => self.write((figure.millionths().unsigned_abs() << 1) | u128::from(figure.millionths() < 0)),
            }
        }
        if let Some(cell) = alone {
            says |= ALONE;
            self.write(u128::from(cell));
        }
        self.bytes[at] = says;
    }

    #[inline]
    fn make_room(&mut self, bytes: usize) {
        if self.bytes.capacity() - self.bytes.len() < bytes {
            // Doubled, half of what every unit keeps would stand empty; byte by byte, it would be moved at each turn.
            self.bytes.reserve_exact(bytes.max(ROOM).max(self.bytes.len() / 8));
        }
    }

    /// Adds a row of two small whole figures, as nearly every one is; whether it was one.
    #[inline]
    fn push_small(&mut self, both: &BothFigures) -> bool {
        let (Some(actual), Some(estimate), None) = (both.actual.and_then(whole), both.estimate.and_then(whole), both.alone) else { return false };
        let (slot, Some(more)) = (u64::from(both.slot) << 1, estimate.checked_sub(actual)) else { return false };
        if (slot | actual | more) >> 14 != 0 {
            return false;
        }
        let (mut word, mut bits) = (0_u64, 0);
        // One byte or two, without a guess at which.
        for number in [slot, actual, more] {
            let is_long = u64::from(number >> 7 != 0);
            word |= (number & 0x7f | is_long << 7 | number >> 7 << 8) << bits;
            bits += 8 + 8 * is_long;
        }
        let length = self.bytes.len() + usize::try_from(bits / 8).expect("six bytes at most");
        self.bytes.extend_from_slice(&word.to_le_bytes());
        self.bytes.truncate(length);
        true
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The rows, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = BothFigures> + '_ {
        let mut rest = self.bytes.as_slice();
        std::iter::from_fn(move || (!rest.is_empty()).then(|| unpack(&mut rest)))
    }

    /// The slots of the rows, in the order they came; their figures are passed over.
    pub fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        let mut rest = self.bytes.as_slice();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (slot, says_more) = read_slot(&mut rest);
            let mut numbers = 2;
            if says_more {
                numbers = (rest[0] & (ACTUAL | ESTIMATE | ALONE)).count_ones();
                rest = &rest[1..];
            }
            for _ in 0..numbers {
                let last = rest.iter().position(|byte| byte & 0x80 == 0).expect("a number ends");
                rest = &rest[last + 1..];
            }
            Some(slot)
        })
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    #[inline]
    fn write(&mut self, number: u128) {
        match u8::try_from(number) {
            Ok(byte @ 0..0x80) => self.bytes.push(byte),
            Ok(_) | Err(_) => self.write_long(number),
        }
    }

    fn write_long(&mut self, mut number: u128) {
        while number >= 0x80 {
            self.bytes.push(u8::try_from(number & 0x7f).expect("seven bits") | 0x80);
            number >>= 7;
        }
        self.bytes.push(u8::try_from(number).expect("seven bits"));
    }
}

/// The units of a whole figure, where it is not below zero and no larger than nearly every one.
#[inline]
pub(super) fn whole(figure: Quantity) -> Option<u64> {
    const MILLIONTHS: u64 = 1_000_000;
    let millionths = u64::try_from(figure.millionths()).ok()?;
    millionths.is_multiple_of(MILLIONTHS).then_some(millionths / MILLIONTHS)
}

/// The slot of the row that follows, and whether more is said of it.
fn read_slot(rest: &mut &[u8]) -> (u32, bool) {
    let number = read(rest);
    (u32::try_from(number >> 1).expect("it was a slot"), number & 1 == 1)
}

fn unpack(rest: &mut &[u8]) -> BothFigures {
    let (slot, says_more) = read_slot(rest);
    if !says_more {
        let mut units = || i64::try_from(read(rest)).expect("it counted units");
        let (actual, more) = (units(), units());
        return BothFigures { slot, actual: Some(Quantity::whole(actual)), estimate: Some(Quantity::whole(actual + more)), alone: None };
    }
    let says = rest[0];
    *rest = &rest[1..];
    let mut figure = |is_there: u8, is_whole: u8| {
        if says & is_there == 0 {
            return None;
        }
        let number = read(rest);
        Some(if says & is_whole != 0 {
            Quantity::whole(i64::try_from(number).expect("it counted units"))
        } else {
            let millionths = i128::try_from(number >> 1).expect("one bit less");
            Quantity::from_millionths(if number & 1 == 1 { -millionths } else { millionths })
        })
    };
    let (actual, estimate) = (figure(ACTUAL, WHOLE_ACTUAL), figure(ESTIMATE, WHOLE_ESTIMATE));
    let alone = (says & ALONE != 0).then(|| u16::try_from(read(rest)).expect("it was a cell"));
    BothFigures { slot, actual, estimate, alone }
}

#[inline]
fn read(rest: &mut &[u8]) -> u128 {
    // Nearly every number is a byte.
    if let [byte @ 0..0x80, after @ ..] = *rest {
        *rest = after;
        return u128::from(*byte);
    }
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = rest[0];
        *rest = &rest[1..];
        number |= u128::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure() -> impl Strategy<Value = Option<Quantity>> {
        let millionths = prop_oneof![
            prop_oneof![0_i128..2000, 16_300_i128..16_500].prop_map(|units| units * 1_000_000),
            -1_000_000_000_000_i128..1_000_000_000_000_000_000_000
        ];
        prop::option::of(millionths.prop_map(Quantity::from_millionths))
    }

    /// Small ones take a way of their own, up to those of three bytes.
    fn slot() -> impl Strategy<Value = u32> {
        prop_oneof![0_u32..200, 16_300_u32..16_500, any::<u32>()]
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(rows in prop::collection::vec((slot(), figure(), figure(), prop::option::of(any::<u16>())), 0..20)) {
            let rows: Vec<BothFigures> = rows.into_iter().map(|(slot, actual, estimate, alone)| BothFigures { slot, actual, estimate, alone }).collect();
            let mut packed = PackedFigures::default();
            for row in &rows {
                packed.push(row);
            }
            prop_assert_eq!(packed.len(), rows.len());
            prop_assert_eq!(packed.slots().collect::<Vec<_>>(), rows.iter().map(|row| row.slot).collect::<Vec<_>>());
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), rows);
        }
    }

    #[test]
    fn a_row_of_small_whole_numbers_takes_four_bytes() {
        let both = BothFigures { slot: 90, actual: Some(Quantity::whole(36)), estimate: Some(Quantity::whole(44)), alone: None };
        let mut packed = PackedFigures::default();
        packed.push(&both);
        assert_eq!(packed.bytes.len(), 4);
    }
}
