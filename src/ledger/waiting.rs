//! Plain rows that wait: of a sheet in no order of units each is put by with those of its unit's neighbours, and a
//! neighbourhood is entered together.
//!
//! Entered as it comes, each row would be looked for in another part of memory, and all of a large ledger is more than any cache
//! holds. Rows of one unit keep their order; whatever else is entered for a unit comes after those of it that wait.

use crate::campaign::Receipt;
use crate::ledger::both::whole;
use crate::ledger::plain::{Given, PlainRow};
use crate::scoring::{Base, Figures};
use crate::sheet::{RowCell, RowId};
use crate::value::{Day, PeriodIndex, Points, Quantity, UnitIndex};

/// Units whose rows wait together.
const NEIGHBOURS: usize = 64;
/// How many of their rows wait, until they are entered: twenty thousand bytes of them.
const ROOM: usize = 640;

/// A plain row that waits, in thirty-two bytes; nearly every one is small enough.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// Points in millionths, or what is done and what it is out of.
    amount: u64,
    unit: u32,
    row: u32,
    /// The line of its points, or the place of its sum.
    place: u16,
    slot: u16,
    received: i32,
    /// The cell of that day.
    cell: u16,
    actual: u16,
    estimate: u16,
    period: u8,
    gives: Gives,
}

/// What stands in its amount.
#[derive(Clone, Copy, Debug)]
enum Gives {
    Nothing,
    Points,
    Actual,
    OfTotal,
    OfTarget,
}

/// Where nothing stands.
const NONE: u16 = u16::MAX;

/// A number as it is kept; none where it is as large as what says that nothing stands.
fn small(figure: Quantity) -> Option<u16> {
    u16::try_from(whole(figure)?).ok().filter(|small| *small != NONE)
}

impl Waiting {
    /// A row, packed; none where something of it is too large.
    #[inline]
    pub(super) fn of(row: &PlainRow) -> Option<Self> {
        let (gives, amount, place) = match &row.gives {
            Given::Nothing => (Gives::Nothing, 0, 0),
            Given::Points(line, points, None) => (Gives::Points, points.millionths().cast_unsigned(), *line),
            Given::Points(_, _, Some(_)) => return None,
            Given::Figures(sum, figures) => {
                let (gives, amount) = pack(figures)?;
                (gives, amount, *sum)
            }
        };
        let (actual, estimate) = match row.both {
            None => (NONE, NONE),
            Some((actual, estimate)) => (small(actual?)?, small(estimate)?),
        };
        let (received, cell) = match row.received {
            None => (0, NONE),
            Some(receipt) => (receipt.received.since_epoch(), receipt.cell.cell().filter(|cell| *cell != NONE)?),
        };
        Some(Self {
            amount,
            unit: u32::try_from(row.unit.get()).ok()?,
            row: row.id.0,
            place: u16::try_from(place).ok()?,
            slot: u16::try_from(row.slot).ok()?,
            received,
            cell,
            actual,
            estimate,
            period: u8::try_from(row.period.get()).ok()?,
            gives,
        })
    }

    /// The row.
    #[inline]
    pub(super) fn unpack(&self) -> PlainRow {
        let (id, place) = (self.id(), u32::from(self.place));
        let gives = match self.gives {
            Gives::Nothing => Given::Nothing,
            Gives::Points => Given::Points(place, Points::from_millionths(self.amount.cast_signed()), None),
            Gives::Actual | Gives::OfTotal | Gives::OfTarget => Given::Figures(place, self.figures()),
        };
        let both = self.has_estimate().then(|| (Some(Quantity::whole(self.actual.into())), Quantity::whole(self.estimate.into())));
        let receipt = || Receipt { received: Day::after_epoch(self.received), cell: RowCell::new(id, self.cell) };
        PlainRow { unit: self.unit(), period: self.period(), id, slot: self.slot.into(), gives, both, received: (self.cell != NONE).then(receipt) }
    }

    /// Its unit.
    pub(super) fn unit(&self) -> UnitIndex {
        UnitIndex::new(self.unit as usize)
    }

    /// Its period.
    pub(super) fn period(&self) -> PeriodIndex {
        PeriodIndex::new(self.period.into())
    }

    /// Which row it is.
    pub(super) fn id(&self) -> RowId {
        RowId(self.row)
    }

    /// Whether it has an estimate.
    pub(super) fn has_estimate(&self) -> bool {
        self.estimate != NONE
    }

    /// Its slot.
    pub(super) fn slot(&self) -> usize {
        self.slot.into()
    }

    /// The line it gives points to.
    pub(super) fn line(&self) -> Option<usize> {
        matches!(self.gives, Gives::Points).then(|| self.place.into())
    }

    fn figures(&self) -> Figures {
        let [actual, base] = [self.amount >> 32, self.amount & LOW].map(quantity);
        let base = Some(Base::whole(base));
        let (total, target) = match self.gives {
            Gives::OfTotal => (base, None),
            Gives::OfTarget => (None, base),
            Gives::Nothing | Gives::Points | Gives::Actual => (None, None),
        };
        Figures { maximum: Points::ZERO, actual: Some(actual), total, target, days_late: None }
    }
}

const LOW: u64 = u32::MAX as u64;

/// What is done in the upper half, what it is out of in the lower; none where one of them is no small whole number.
fn pack(figures: &Figures) -> Option<(Gives, u64)> {
    let half = |figure: Quantity| whole(figure).filter(|units| *units <= LOW);
    let actual = half(figures.actual?)? << 32;
    let (gives, base) = match (figures.total, figures.target) {
        (None, None) => return Some((Gives::Actual, actual)),
        (Some(total), None) => (Gives::OfTotal, total),
        (None, Some(target)) => (Gives::OfTarget, target),
        (Some(_), Some(_)) => return None,
    };
    (base == Base::whole(base.figure)).then_some((gives, actual | half(base.figure)?))
}

fn quantity(units: u64) -> Quantity {
    Quantity::from_millionths(i128::from(units) * 1_000_000)
}

/// The rows that wait, neighbourhood by neighbourhood.
#[derive(Debug, Default)]
pub(super) struct Neighbourhoods {
    rooms: Vec<Vec<Waiting>>,
}

/// The neighbourhood of a unit.
fn room_of(unit: UnitIndex) -> usize {
    unit.get() / NEIGHBOURS
}

impl Neighbourhoods {
    /// Puts a row by; whether its neighbourhood has no room for another.
    #[inline]
    pub(super) fn put(&mut self, row: &Waiting) -> bool {
        let number = room_of(row.unit());
        if number >= self.rooms.len() {
            self.rooms.resize_with(number + 1, Vec::new);
        }
        let room = &mut self.rooms[number];
        if room.capacity() == 0 {
            room.reserve_exact(ROOM);
        }
        room.push(*row);
        room.len() == ROOM
    }

    /// The units of a unit's neighbourhood.
    pub(super) fn around(unit: UnitIndex) -> impl Iterator<Item = UnitIndex> + Clone {
        let first = room_of(unit) * NEIGHBOURS;
        (first..first + NEIGHBOURS).map(UnitIndex::new)
    }

    /// Whether rows of a unit's neighbourhood wait.
    #[inline]
    pub(super) fn has_some(&self, unit: UnitIndex) -> bool {
        self.rooms.get(room_of(unit)).is_some_and(|room| !room.is_empty())
    }

    /// The rows of a unit's neighbourhood, in their order.
    pub(super) fn take(&mut self, unit: UnitIndex) -> Vec<Waiting> {
        self.rooms.get_mut(room_of(unit)).map(std::mem::take).unwrap_or_default()
    }

    /// Takes back the room they had.
    pub(super) fn give_back(&mut self, unit: UnitIndex, room: Vec<Waiting>) {
        if let Some(place) = self.rooms.get_mut(room_of(unit)) {
            *place = room;
        }
    }

    /// One unit of each neighbourhood of which rows wait.
    pub(super) fn waited_for(&self) -> Vec<UnitIndex> {
        self.rooms.iter().filter_map(|room| room.first()).map(Waiting::unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure() -> impl Strategy<Value = Quantity> {
        let of = |units: std::ops::Range<i128>| units.prop_map(|units| units * 1_000_000);
        let millionths = prop_oneof![of(0..1_000), of(65_530..65_540), of(4_294_967_290..4_294_967_300), -1_000_000_i128..10_000_000_000_000_000];
        millionths.prop_map(Quantity::from_millionths)
    }

    fn base() -> impl Strategy<Value = Option<Base>> {
        prop::option::of((figure(), 1_u32..3).prop_map(|(figure, of)| Base { figure, parts: 1, of }))
    }

    fn given() -> impl Strategy<Value = Given> {
        let line = prop_oneof![0_u32..200, 65_530_u32..65_540];
        let figures = (prop::option::of(figure()), base(), base());
        let figures = figures.prop_map(|(actual, total, target)| Figures { maximum: Points::ZERO, actual, total, target, days_late: None });
        prop_oneof![
            Just(Given::Nothing),
            (line.clone(), any::<i64>()).prop_map(|(line, points)| Given::Points(line, Points::from_millionths(points), None)),
            (line, figures).prop_map(|(sum, figures)| Given::Figures(sum, figures)),
        ]
    }

    fn row() -> impl Strategy<Value = PlainRow> {
        let place = (0_usize..100_000, 0_usize..300, prop_oneof![0_u32..900, 65_530_u32..65_540], 1_u32..1 << 29);
        let receipt = (-100_000_i32..100_000, prop_oneof![0_u16..20, 65_530_u16..=65_535]);
        let both = prop::option::of((prop::option::of(figure()), figure()));
        (place, given(), both, prop::option::of(receipt)).prop_map(|((unit, period, slot, id), gives, both, receipt)| PlainRow {
            unit: UnitIndex::new(unit),
            period: PeriodIndex::new(period),
            id: RowId(id),
            slot,
            gives,
            both,
            received: receipt.map(|(day, cell)| Receipt { received: Day::after_epoch(day), cell: RowCell::new(RowId(id), cell) }),
        })
    }

    proptest! {
        #[test]
        fn a_row_that_is_packed_comes_out_again(row in row()) {
            if let Some(packed) = Waiting::of(&row) {
                prop_assert_eq!(format!("{:?}", packed.unpack()), format!("{row:?}"));
            }
        }
    }

    #[test]
    fn a_row_that_waits_takes_thirty_two_bytes() {
        assert_eq!(size_of::<Waiting>(), 32);
    }

    #[test]
    fn rows_of_neighbours_wait_together_until_there_is_no_room() {
        let row = |unit: usize| PlainRow {
            unit: UnitIndex::new(unit),
            period: PeriodIndex::new(0),
            id: RowId(1),
            slot: 0,
            gives: Given::Nothing,
            both: None,
            received: None,
        };
        let mut neighbourhoods = Neighbourhoods::default();
        let mut put = |unit: usize| neighbourhoods.put(&Waiting::of(&row(unit)).expect("it is small"));
        assert_eq!((1..ROOM).filter(|place| put(place % NEIGHBOURS)).count(), 0);
        assert!(!put(NEIGHBOURS));
        assert!(put(0));
        assert_eq!(neighbourhoods.take(UnitIndex::new(1)).len(), ROOM);
        assert!(!neighbourhoods.has_some(UnitIndex::new(0)));
        assert_eq!(neighbourhoods.waited_for(), [UnitIndex::new(NEIGHBOURS)]);
    }
}
