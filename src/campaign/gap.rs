//! A gap: what the definition leaves open or contradicts, found while resolving it.

use crate::campaign::borrowing::NotLent;
use crate::sheet::CodeKind;
use crate::value::{BlockIndex, CriterionIndex, Day};
use crate::yaml::Span;

/// Something that could not be resolved, and where.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Where it stands in the definition.
    pub span: Span,
    /// The criterion it concerns, where it concerns one.
    pub criterion: Option<CriterionIndex>,
    /// The block it concerns, where it concerns one.
    pub block: Option<BlockIndex>,
    /// What.
    pub kind: GapKind,
}

/// What could not be resolved.
#[derive(Clone, Debug)]
pub enum GapKind {
    /// A code that names nothing.
    UnknownCode {
        /// What it should name.
        kind: CodeKind,
        /// As written.
        code: Box<str>,
        /// Codes near it.
        nearest: Vec<Box<str>>,
    },
    /// A code with nothing in it.
    EmptyCode,
    /// A code declared twice.
    DuplicateCode {
        /// What it names; a duty has one deadline a period.
        kind: CodeKind,
        /// As written.
        code: Box<str>,
        /// Where it stands first.
        first: Span,
    },
    /// A key that is compulsory here and absent.
    MissingKey {
        /// The key, with its path from the top or from its mapping.
        key: &'static str,
        /// What makes it compulsory, in Vietnamese and English.
        because: [&'static str; 2],
    },
    /// A choice without a default on which a place or a leader may hang.
    Undeclared {
        /// The key.
        key: &'static str,
        /// The words it may hold.
        words: &'static [&'static str],
    },
    /// A key that has no effect where it stands.
    Pointless {
        /// The key.
        key: &'static str,
        /// Why, in Vietnamese and English.
        because: [&'static str; 2],
    },
    /// Keys of which exactly one, or at most one, must stand, and more or none does.
    OneOf {
        /// The keys.
        keys: &'static [&'static str],
        /// Whether more than one stands.
        both: bool,
    },
    /// Rows that `so_lieu_cua` asks for and that cannot be borrowed.
    NotLent {
        /// Whose they are.
        by: CriterionIndex,
        /// Why.
        why: NotLent,
    },
    /// A group with a way of scoring.
    GroupWithWay,
    /// A leaf, or a group without children, without a way of scoring.
    LeafWithoutWay,
    /// `gop_ky.lay: so_lieu` for a criterion that has no figures to merge.
    NothingToMerge,
    /// The last day lies before the first.
    EmptyStretch {
        /// The first.
        from: Day,
        /// Where the first stands.
        start: Span,
        /// The last.
        to: Day,
    },
    /// A period whose `gom` names no period.
    HoldsNothing,
    /// A period that holds itself, over others or directly.
    PeriodInItself {
        /// Its code.
        code: Box<str>,
    },
    /// A weight that makes points too many or too finely divided.
    WeightOutOfMeasure {
        /// As a number.
        text: Box<str>,
    },
    /// A share of units, a number of digits or a like figure outside what it can be.
    OutOfRange {
        /// As written.
        text: Box<str>,
        /// The least.
        least: i64,
        /// The most, where there is one.
        most: Option<i64>,
    },
}
