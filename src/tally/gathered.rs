//! What a line gathers before it is closed, and how its slots are counted.

use crate::campaign::{Leaf, Settled};
use crate::ledger::{Contribution, LineLayout, Page, Slot};
use crate::scoring::Need;
use crate::sheet::{Place, RowId};
use crate::tally::{Detail, LineState, RowFigures};
use crate::value::{Fraction, Points, StageIndex};

/// What a line gathered before policy and sign.
pub(super) struct Gathered {
    pub(super) has_rows: bool,
    pub(super) points: Option<Points>,
    pub(super) exact: Option<Fraction>,
    pub(super) state: LineState,
    pub(super) stage: Option<StageIndex>,
    pub(super) rows: Vec<RowId>,
    pub(super) receipt: Option<Place>,
    pub(super) counted: u32,
    pub(super) figures: Vec<RowFigures>,
    pub(super) settled: Vec<Settled>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            has_rows: false,
            points: None,
            exact: None,
            state: LineState::Given,
            stage: None,
            rows: Vec::new(),
            receipt: None,
            counted: 1,
            figures: Vec::new(),
            settled: Vec::new(),
        }
    }
}

impl Gathered {
    pub(super) fn missing(need: Need, counted: usize) -> Self {
        Self { state: LineState::Missing(need), counted: u32::try_from(counted).expect("periods are few"), ..Self::default() }
    }
}

/// What stands in the slots of a line that count.
#[derive(Default)]
pub(super) struct Slots {
    pub(super) rows: Vec<RowId>,
    pub(super) figures: Vec<RowFigures>,
    pub(super) has_rows: bool,
    pub(super) expected: usize,
    pub(super) not_applicable: usize,
    pub(super) missing: usize,
    pub(super) incomplete: usize,
    pub(super) counted: u32,
    pub(super) is_provisional: bool,
    pub(super) is_estimated: bool,
}

impl Slots {
    /// Counts what stands in the slots that count; their rows only where they are asked for.
    pub(super) fn count(page: &Page, layout: &LineLayout, detail: Detail<'_>) -> Self {
        let of_line = &page.rows[layout.first_slot as usize..][..layout.periods.len()];
        // Nearly every line has a row in each slot and no mark on any: counting them one by one would say no more.
        let either = layout.takes_either();
        if !detail.has_rows() && layout.counts_all && !either && !of_line.is_empty() && Slot::all_are_given(of_line) {
            let counted = u32::try_from(of_line.len()).expect("periods are few");
            return Self { has_rows: true, expected: of_line.len(), counted, ..Self::default() };
        }
        let mut slots = Self::default();
        // Of two rows that tell one figure, one that is there or does not arise stands before an answer that needs none.
        let stands = |slot: &Slot| !slot.is_empty() && !slot.is_settled();
        let one_stands =
            either && of_line.iter().zip(&layout.periods).any(|(slot, (_, contribution))| *contribution != Contribution::None && stands(slot));
        // Those of the line's slots, in their order.
        let mut with_both = match detail {
            Detail::Rows(both) => &both[both.partition_point(|both| both.slot < layout.first_slot)..],
            Detail::Points => &[],
        };
        for ((slot, number), (period, contribution)) in of_line.iter().zip(layout.first_slot..).zip(&layout.periods) {
            if *contribution == Contribution::None {
                continue;
            }
            if either && (slot.is_empty() || (one_stands && !stands(slot))) {
                continue;
            }
            slots.expected += 1;
            slots.has_rows |= slot.row().is_some();
            if detail.has_rows() {
                slots.rows.extend(slot.row());
                while with_both.first().is_some_and(|both| both.slot < number) {
                    with_both = &with_both[1..];
                }
                let figures = with_both.first().filter(|both| both.slot == number);
                slots.figures.extend(slot.row().zip(figures).map(|(row, both)| RowFigures {
                    row,
                    period: *period,
                    actual: both.actual,
                    estimate: both.estimate,
                }));
            }
            if slot.is_not_applicable() {
                slots.not_applicable += 1;
                continue;
            }
            slots.counted += 1;
            slots.missing += usize::from(slot.is_empty());
            slots.incomplete += usize::from(slot.is_incomplete() && !slot.is_settled());
            slots.is_provisional |= slot.is_provisional();
            slots.is_estimated |= slot.is_estimated();
        }
        if either && slots.expected == 0 {
            slots.expected = 1;
            slots.missing = 1;
        }
        // Two rows that tell one figure are scored once.
        slots.counted = if either { slots.counted.min(1) } else { slots.counted };
        slots
    }

    /// A line of these slots, without points.
    pub(super) fn gathered(self, state: LineState) -> Gathered {
        let Self { has_rows, rows, figures, counted, .. } = self;
        Gathered { has_rows, state, rows, counted, figures, ..Gathered::default() }
    }

    /// The state, where it is decided without points.
    pub(super) fn state(&self, leaf: &Leaf, need: Need) -> Option<LineState> {
        if self.missing + self.incomplete > 0 {
            return Some(LineState::Missing(need));
        }
        (self.not_applicable == self.expected).then_some(LineState::NotApplicable(leaf.not_applicable))
    }
}
