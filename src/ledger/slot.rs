//! A slot of a page: the row that stands in it, and what it came to, in four bytes.

use crate::campaign::Leaf;
use crate::scoring::Need;
use crate::sheet::RowId;

/// What stands in a slot: a row, and what it came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Slot(pub(super) u32);

const ROW: u32 = (1 << 29) - 1;
pub(super) const NOT_APPLICABLE: u32 = 1 << 29;
pub(super) const PROVISIONAL: u32 = 1 << 30;
pub(super) const INCOMPLETE: u32 = 1 << 31;
// Of a row that lacks nothing, both of the first two.
pub(super) const ESTIMATED: u32 = NOT_APPLICABLE | PROVISIONAL;
const STATE: u32 = NOT_APPLICABLE | PROVISIONAL | INCOMPLETE;
// Of an incomplete row the other two marks say what it lacks; neither, where another finding has said why.
const LACKS: u32 = NOT_APPLICABLE | PROVISIONAL;
pub(super) const LACKS_FIRST: u32 = NOT_APPLICABLE;
const LACKS_TOTAL: u32 = PROVISIONAL;
const LACKS_TARGET: u32 = NOT_APPLICABLE | PROVISIONAL;

impl Slot {
    /// A slot that is not assigned: not applicable without a row.
    pub const fn not_assigned() -> Self {
        Self(NOT_APPLICABLE)
    }

    /// A slot whose score is settled before its row: by a yes or no that the criterion depends on.
    pub const fn settled() -> Self {
        Self(INCOMPLETE)
    }

    /// Whether its score is settled and no row stands in it.
    pub const fn is_settled(self) -> bool {
        self.0 == INCOMPLETE
    }

    /// The row.
    pub fn row(self) -> Option<RowId> {
        (self.0 & ROW != 0).then_some(RowId(self.0 & ROW))
    }

    /// Whether each of these holds a row without any mark.
    pub fn all_are_given(slots: &[Self]) -> bool {
        slots.iter().filter(|slot| slot.0.wrapping_sub(1) >= ROW).count() == 0
    }

    /// Whether nothing stands in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing arose, or nothing was assigned.
    pub const fn is_not_applicable(self) -> bool {
        self.0 & STATE == NOT_APPLICABLE
    }

    /// Whether the deciding stage has not given its points yet and the one before stands.
    pub const fn is_provisional(self) -> bool {
        self.0 & STATE == PROVISIONAL
    }

    /// Whether its points come from an estimate.
    pub const fn is_estimated(self) -> bool {
        self.0 & STATE == ESTIMATED
    }

    /// Whether the row lacks what its criterion needs.
    pub const fn is_incomplete(self) -> bool {
        self.0 & INCOMPLETE != 0
    }

    /// What the row lacks; none where it lacks nothing, or where its cells or the definition say why it has no points.
    pub fn need(self, leaf: &Leaf) -> Option<Need> {
        match self.0 & LACKS {
            _ if !self.is_incomplete() => None,
            LACKS_TOTAL => Some(Need::Total),
            LACKS_TARGET => Some(Need::Target),
            LACKS_FIRST => Some(leaf.first_need()),
            _ => None,
        }
    }
}

/// The mark of what is lacking.
pub(super) fn lacks(need: Need) -> u32 {
    match need {
        Need::Points | Need::Actual | Need::Estimate => LACKS_FIRST,
        Need::Total => LACKS_TOTAL,
        Need::Target => LACKS_TARGET,
        Need::Receipt | Need::Models | Need::Answer => 0,
    }
}
