//! Those put forward and not refused, by title and by unit, each once; and who is behind a cut.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::campaign::Who;
use crate::selection::PutForward;
use crate::value::{TitleIndex, UnitIndex};

/// Those put forward and not refused.
#[derive(Debug, Default)]
pub(super) struct Standing<'a> {
    by_title: FxHashMap<TitleIndex, Vec<&'a Who>>,
    by_unit: FxHashMap<(TitleIndex, Option<UnitIndex>), Vec<&'a Who>>,
    /// Who is behind the cut of a title.
    pub(super) cut: FxHashSet<(TitleIndex, Who)>,
}

impl<'a> Standing<'a> {
    /// Those of a list who are not refused, in its order; of two rows for one title the first counts.
    pub(super) fn of(put_forward: &'a [PutForward]) -> Self {
        let mut standing = Self::default();
        let mut seen = FxHashSet::default();
        for PutForward { who, unit, title, stands } in put_forward {
            if *stands && seen.insert((who, title)) {
                standing.by_title.entry(*title).or_default().push(who);
                standing.by_unit.entry((*title, *unit)).or_default().push(who);
            }
        }
        standing
    }

    /// Everybody put forward for a title.
    pub(super) fn all(&self, title: TitleIndex) -> &[&'a Who] {
        self.by_title.get(&title).map_or(&[], Vec::as_slice)
    }

    /// Those of a unit; none: of whom the unit is not known.
    pub(super) fn in_unit(&self, title: TitleIndex, unit: Option<UnitIndex>) -> &[&'a Who] {
        self.by_unit.get(&(title, unit)).map_or(&[], Vec::as_slice)
    }

    /// The units that put somebody forward for a title, in order.
    pub(super) fn units(&self, title: TitleIndex) -> Vec<Option<UnitIndex>> {
        let mut units: Vec<Option<UnitIndex>> = self.by_unit.keys().filter(|(own, _)| *own == title).map(|(_, unit)| *unit).collect();
        units.sort_unstable();
        units
    }
}
