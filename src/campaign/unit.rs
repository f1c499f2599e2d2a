//! Units as they stand between days, their kinds, and the blocks they are ranked in.

use crate::campaign::{Ranking, Stretch};
use crate::draft::definition::{BlockWord, Level, Organiser};
use crate::sheet::{Place, RowId};
use crate::value::{BlockCode, BlockIndex, Day, UnitCode, UnitIndex};
use crate::yaml::Span;

/// The units ranked against one another.
#[derive(Debug)]
pub struct Block {
    /// `ma`.
    pub code: BlockCode,
    /// `ten`.
    pub name: Box<str>,
    /// Khối, Cụm or Khu vực.
    pub word: BlockWord,
    /// Who organises it.
    pub organiser: Option<Organiser>,
    /// Khối trưởng.
    pub head: Option<UnitIndex>,
    /// Khối phó.
    pub deputies: Vec<UnitIndex>,
    /// How it is ranked: the campaign's, with what the block states again; none where it is not ranked.
    pub ranking: Option<Ranking>,
    /// Whether the text does not name it.
    pub is_assumed: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A kind of unit that takes part.
#[derive(Debug)]
pub struct UnitKind {
    /// `loai`.
    pub code: Box<str>,
    /// It exists from this day.
    pub from: Option<Day>,
    /// It exists through this day.
    pub to: Option<Day>,
    /// Where it is declared.
    pub span: Span,
}

/// A unit, as it stands between days.
#[derive(Debug)]
pub struct Unit {
    /// `ma`.
    pub code: UnitCode,
    /// Its rows, in file order.
    pub standings: Vec<Membership>,
}

impl Unit {
    /// How it stands in a stretch of time: on its last day, else the last row valid in it.
    pub fn in_stretch(&self, stretch: &Stretch) -> Option<&Membership> {
        let on_last_day = self.standings.iter().find(|standing| standing.holds(stretch.to));
        on_last_day.or_else(|| self.standings.iter().rev().find(|standing| standing.meets(stretch)))
    }

    /// The row that names it, where no day is asked for: the last.
    pub fn last(&self) -> &Membership {
        self.standings.last().expect("a unit is made from a row")
    }
}

/// One row of a unit.
#[derive(Debug)]
pub struct Membership {
    /// `ten`.
    pub name: Box<str>,
    /// `ten_ngan`, else the name.
    pub short: Box<str>,
    /// The block it is ranked in.
    pub block: Option<BlockIndex>,
    /// Whether it names a block that is not declared.
    pub has_unknown_block: bool,
    /// Its kind.
    pub kind: Option<u16>,
    /// Who manages it; none where that is not said.
    pub level: Option<Level>,
    /// Valid from.
    pub from: Option<Day>,
    /// Valid through.
    pub to: Option<Day>,
    /// Its row.
    pub row: RowId,
    /// Where its code stands.
    pub place: Place,
}

impl Membership {
    /// Whether it is valid on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is valid on some day of a stretch.
    pub fn meets(&self, stretch: &Stretch) -> bool {
        self.from.is_none_or(|from| from <= stretch.to) && self.to.is_none_or(|to| stretch.from <= to)
    }
}
