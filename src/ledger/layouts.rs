//! How the pages of all units are laid out, and whose rows are remembered: what a ledger knows before the first row.

use rustc_hash::FxHashMap;

use crate::campaign::Campaign;
use crate::ledger::{Explained, Layout, Page, Scope};
use crate::value::{BlockIndex, Table, UnitIndex};

/// The layouts of a campaign in a scope.
#[derive(Debug)]
pub struct Layouts {
    /// One for each block and kind of unit.
    list: Vec<Layout>,
    /// That of a unit's page; none where it is not ranked in the scope.
    of_units: Table<UnitIndex, Option<u16>>,
    explained: Explained,
}

impl Layouts {
    pub(super) fn new(campaign: &Campaign, scope: &Scope, explained: Explained) -> Self {
        let mut layouts = Self { list: Vec::new(), of_units: Table::default(), explained };
        let mut numbers: FxHashMap<(BlockIndex, Option<u16>), u16> = FxHashMap::default();
        for unit in &campaign.units {
            let membership = unit.in_stretch(&scope.stretch);
            let ranked = membership.and_then(|membership| Some((membership.block?, membership.kind)));
            let number = ranked.map(|(block, kind)| *numbers.entry((block, kind)).or_insert_with(|| layouts.lay_out(campaign, scope, block, kind)));
            layouts.of_units.push(number);
        }
        layouts
    }

    fn lay_out(&mut self, campaign: &Campaign, scope: &Scope, block: BlockIndex, kind: Option<u16>) -> u16 {
        let number = u16::try_from(self.list.len()).expect("blocks and kinds of unit are few");
        let mut layout = Layout::new(number, campaign, scope, block, kind);
        for other in &self.list {
            layout.share_courses(other);
        }
        self.list.push(layout);
        number
    }

    /// Whether every row of a unit is remembered as it is taken.
    #[inline]
    pub(super) fn explains(&self, unit: UnitIndex) -> bool {
        self.explained.holds(unit)
    }

    /// An empty page of a unit.
    pub(super) fn page(&self, campaign: &Campaign, unit: UnitIndex, layout: &Layout) -> Box<Page> {
        let mut page = Page::new(layout, campaign);
        if self.explains(unit) {
            page.remember();
        }
        Box::new(page)
    }

    /// The layout of a unit's page; none where it is not ranked in the scope.
    #[inline]
    pub fn of(&self, unit: UnitIndex) -> Option<&Layout> {
        self.of_units[unit].map(|number| &self.list[usize::from(number)])
    }
}
