//! Codes people give to things, the indices they become, and tables of things by index.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::ops;

macro_rules! code {
    ($($(#[doc = $doc:literal])+ $Code:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
        pub struct $Code(Box<str>);

        impl $Code {
            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        // A map keyed by codes is asked with a cell's text.
        impl Borrow<str> for $Code {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $Code {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $Code {
            fn from(code: &str) -> Self {
                Self(code.into())
            }
        }

        impl From<String> for $Code {
            fn from(code: String) -> Self {
                Self(code.into())
            }
        }

        impl fmt::Display for $Code {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }
    )+};
}

code! {
    /// The code of a unit (đơn vị), as written.
    UnitCode;
    /// The code of a criterion (tiêu chí), as written.
    CriterionCode;
    /// The code of a period (kỳ), as written.
    PeriodCode;
    /// The code of a block (khối, cụm), as written.
    BlockCode;
    /// The code of a stage of scoring (vòng chấm), as written.
    StageCode;
    /// The code of a duty (việc), as written.
    DutyCode;
    /// The code of a title (danh hiệu, hình thức khen thưởng), as written.
    TitleCode;
    /// The code of a statistic (số liệu), as written.
    StatisticCode;
    /// The code of a topic (nội dung), as written.
    TopicCode;
    /// The code of a campaign (phong trào thi đua), as written.
    CampaignCode;
    /// The code of a phase (đợt), as written.
    PhaseCode;
}

/// A place in a [`Table`], of a type of its own for each kind of thing.
pub trait TableIndex: Copy + Ord {
    /// How many places there are.
    const LIMIT: usize;

    /// The place with that number; panics from [`TableIndex::LIMIT`] on.
    fn new(index: usize) -> Self;

    /// The number of the place, from 0.
    fn get(self) -> usize;
}

macro_rules! index {
    ($($(#[doc = $doc:literal])+ $Index:ident($int:ty);)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
        pub struct $Index($int);

        impl $Index {
            /// How many places there are; the two numbers above are `MISSING` and `UNKNOWN`.
            pub const LIMIT: usize = <$int>::MAX as usize - 1;

            /// A cell that names nothing; no place in any table.
            pub const MISSING: Self = Self(<$int>::MAX);

            /// A cell that names what is not there; no place in any table.
            pub const UNKNOWN: Self = Self(<$int>::MAX - 1);

            /// The place with that number; panics from `LIMIT` on, where [`Table::push`] has panicked before.
            #[inline]
            pub fn new(index: usize) -> Self {
                Self::checked(index).expect("a table stops at the limit of its index")
            }

            /// The place with that number; `None` from `LIMIT` on.
            #[inline]
            pub fn checked(index: usize) -> Option<Self> {
                if index >= Self::LIMIT {
                    return None;
                }
                <$int>::try_from(index).ok().map(Self)
            }

            /// The number of the place, from 0.
            #[inline]
            pub const fn get(self) -> usize {
                self.0 as usize
            }

            /// Whether it is a place, neither `MISSING` nor `UNKNOWN`.
            #[inline]
            pub const fn is_known(self) -> bool {
                self.get() < Self::LIMIT
            }
        }

        impl TableIndex for $Index {
            const LIMIT: usize = $Index::LIMIT;

            #[inline]
            fn new(index: usize) -> Self {
                $Index::new(index)
            }

            #[inline]
            fn get(self) -> usize {
                $Index::get(self)
            }
        }
    )+};
}

index! {
    /// Which unit.
    UnitIndex(u32);
    /// Which criterion.
    CriterionIndex(u16);
    /// Which period.
    PeriodIndex(u16);
    /// Which block.
    BlockIndex(u16);
    /// Which stage of scoring.
    StageIndex(u8);
    /// Which duty.
    DutyIndex(u16);
    /// Which title.
    TitleIndex(u16);
    /// Which statistic.
    StatisticIndex(u16);
    /// Which topic.
    TopicIndex(u16);
    /// The place of a campaign among those of its plan.
    CampaignIndex(u16);
}

/// Things in a row, found by an index of their own type.
#[derive(Clone, Eq, PartialEq, Debug)]
pub struct Table<I, T> {
    rows: Vec<T>,
    index: PhantomData<I>,
}

impl<I: TableIndex, T> Table<I, T> {
    /// A table of nothing.
    pub const fn new() -> Self {
        Self { rows: Vec::new(), index: PhantomData }
    }

    /// A table of `length` equal things; panics beyond [`TableIndex::LIMIT`].
    pub fn filled(length: usize, thing: T) -> Self
    where
        T: Clone,
    {
        Self::from(vec![thing; length])
    }

    /// Adds a thing and tells its index; panics when the table [is full](Self::is_full).
    pub fn push(&mut self, thing: T) -> I {
        let index = I::new(self.rows.len());
        self.rows.push(thing);
        index
    }

    /// Whether its index has no place for another thing.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= I::LIMIT
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The thing at an index; `None` beyond the last.
    #[inline]
    pub fn get(&self, index: I) -> Option<&T> {
        self.rows.get(index.get())
    }

    /// The thing at an index, to change; `None` beyond the last.
    #[inline]
    pub fn get_mut(&mut self, index: I) -> Option<&mut T> {
        self.rows.get_mut(index.get())
    }

    /// The things in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// The things in order, to change.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// The things in order, each with its index.
    pub fn enumerate(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(index, thing)| (I::new(index), thing))
    }

    /// The things in order, to change, each with its index.
    pub fn enumerate_mut(&mut self) -> impl DoubleEndedIterator<Item = (I, &mut T)> + ExactSizeIterator {
        self.rows.iter_mut().enumerate().map(|(index, thing)| (I::new(index), thing))
    }

    /// The indices in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.rows.len()).map(I::new)
    }

    /// The things as a slice, in order.
    pub fn as_slice(&self) -> &[T] {
        &self.rows
    }

    /// The things as a slice, in order, to change.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.rows
    }
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), index: PhantomData }
    }
}

impl<I: TableIndex, T> From<Vec<T>> for Table<I, T> {
    fn from(rows: Vec<T>) -> Self {
        assert!(rows.len() <= I::LIMIT, "a table stops at the limit of its index");
        Self { rows, index: PhantomData }
    }
}

impl<I: TableIndex, T> FromIterator<T> for Table<I, T> {
    fn from_iter<S: IntoIterator<Item = T>>(things: S) -> Self {
        Self::from(Vec::from_iter(things))
    }
}

impl<I: TableIndex, T> ops::Index<I> for Table<I, T> {
    type Output = T;

    #[inline]
    fn index(&self, index: I) -> &T {
        &self.rows[index.get()]
    }
}

impl<I: TableIndex, T> ops::IndexMut<I> for Table<I, T> {
    #[inline]
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.rows[index.get()]
    }
}

impl<'a, I, T> IntoIterator for &'a Table<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut Table<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter_mut()
    }
}

impl<I, T> IntoIterator for Table<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::value::{StageIndex, Table, UnitCode, UnitIndex};

    #[test]
    fn a_map_of_codes_is_asked_with_text() {
        let units = BTreeMap::from([(UnitCode::from("PX1"), 1)]);
        assert_eq!(units.get("PX1"), Some(&1));
        assert_eq!(units.get("px1"), None);
    }

    #[test]
    fn a_code_is_shown_as_written() {
        let code = UnitCode::from(" Px 1".to_owned());
        assert_eq!((code.as_str(), format!("{code:>6}")), (" Px 1", "  Px 1".to_owned()));
    }

    #[test]
    fn a_table_gives_out_its_indices_in_order() {
        let mut table = Table::<UnitIndex, &str>::new();
        let first = table.push("a");
        let second = table.push("b");
        table[second] = "c";
        assert_eq!((table[first], table[second], table.len()), ("a", "c", 2));
        assert_eq!(table.enumerate().collect::<Vec<_>>(), [(first, &"a"), (second, &"c")]);
        assert_eq!(table.indices().rev().collect::<Vec<_>>(), [second, first]);
        assert_eq!(table.get(UnitIndex::new(2)), None);
    }

    #[test]
    fn missing_and_unknown_are_in_no_table() {
        let table = Table::<StageIndex, ()>::filled(StageIndex::LIMIT, ());
        assert!(table.is_full());
        assert_eq!(table.get(StageIndex::MISSING), None);
        assert_eq!(table.get(StageIndex::UNKNOWN), None);
        assert!(!StageIndex::UNKNOWN.is_known() && !StageIndex::MISSING.is_known());
        assert!(StageIndex::new(253).is_known());
        assert_eq!(StageIndex::checked(254), None);
    }

    #[test]
    #[should_panic(expected = "a table stops at the limit of its index")]
    fn a_full_table_takes_nothing_more() {
        let mut table = Table::<StageIndex, ()>::filled(StageIndex::LIMIT, ());
        table.push(());
    }

    #[test]
    fn indices_are_as_small_as_they_look() {
        assert_eq!((size_of::<UnitIndex>(), size_of::<StageIndex>()), (4, 1));
    }
}
