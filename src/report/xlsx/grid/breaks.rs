//! Where sheets of paper begin: how small a page is printed, before which rows and columns it is parted.

use crate::report::xlsx::grid::{Fit, LINE, Laid, LaidTable, Placed, SMALLEST};
use crate::report::{Page, Table, TableKind};

/// So many breaks make few sheets of paper.
const FEW_BREAKS: usize = 2;

/// The most breaks of one kind that a sheet takes; the printer finds those after them.
const MOST_BREAKS: usize = 1023;

impl LaidTable {
    /// Where a sheet of paper begins that is to begin before a row or a note: what is left over has three rows, or as many of
    /// them as leave the sheet before one and fit the next, and goes with the heading across it, if the sheet before keeps some.
    fn carried(&self, index: usize, before: Option<&u32>, fits: impl Fn(u32) -> bool) -> usize {
        let keeps = |from: usize| from > 0 && before.is_none_or(|before| self.rows[from - 1].row >= *before);
        let three = self.rows.len().saturating_sub(3);
        let texts = || self.rows.iter().chain(&self.notes);
        let height = |from: usize| texts().take(index).skip(from).map(Placed::pixels).sum();
        let from = (three..index).find(|from| keeps(*from) && fits(height(*from))).unwrap_or(index);
        let is_heading = from > 0 && self.sections.binary_search(&(from - 1)).is_ok();
        if is_heading && keeps(from - 1) { from - 1 } else { from }
    }

    /// The height of its headings and of the numbers below them.
    fn heading_height(&self) -> u32 {
        let numbers = if self.numbers.is_some() { LINE } else { 0 };
        self.heading.iter().map(Placed::pixels).sum::<u32>() + numbers
    }
}

impl Laid {
    /// The scale at which the first table stays on one sheet of paper where it can, and where to begin others.
    pub(super) fn scaled(&self, page: &Page, scale: u32, paper_height: u32) -> Fit {
        // An office whose columns are a hair wider still finds room at this scale.
        let scale = scale.min(94);
        let first = self.stretches.first().map_or(1, |[_, (_, end)]| (*end).max(1));
        let is_form = page.tables.first().is_some_and(|table| table.kind == TableKind::Form);
        let whole = paper_height * 100 / first;
        let scale = if is_form && whole >= SMALLEST { scale.min(whole) } else { scale };
        // Where the first table is torn, its heading is printed again.
        let breaks = |scale: u32| {
            let sheet = paper_height * 100 / scale;
            let breaks = self.row_breaks(sheet, false);
            if is_form && self.tears(&breaks) { (self.row_breaks(sheet, true), true) } else { (breaks, false) }
        };
        // A chart beside its table, who signs it, or a sheet less of a few is worth smaller letters, as far as they go.
        let has_plots = self.tables.iter().any(|table| !table.plots.is_empty());
        let is_worth = has_plots || !self.foot.lines.is_empty() || breaks(scale).0.len() <= FEW_BREAKS;
        let fewest = if is_worth { breaks(SMALLEST).0.len() } else { usize::MAX };
        let scale = (SMALLEST..=scale).rev().find(|scale| breaks(*scale).0.len() <= fewest).unwrap_or(scale);
        let (breaks, repeats) = breaks(scale);
        Fit::Scaled { scale, breaks, repeats }
    }

    /// Whether the rows of the first table stand on several sheets of paper.
    fn tears(&self, breaks: &[u32]) -> bool {
        let rows = self.tables.first().and_then(|table| table.rows.first().zip(table.rows.last()));
        rows.is_some_and(|(first, last)| breaks.iter().any(|row| (first.row + 1..=last.row).contains(row)))
    }

    /// Rows before which a sheet of paper begins: a short table is not torn, a heading does not stand alone.
    pub(super) fn row_breaks(&self, sheet: u32, repeats: bool) -> Vec<u32> {
        let mut breaks = Vec::new();
        let mut used = 0;
        for (position, (table, [(row, from), (_, to)])) in self.tables.iter().zip(&self.stretches).enumerate() {
            // What stands above the first table goes with it.
            let (from, row) = if position == 0 { (0, 0) } else { (*from, *row) };
            let again = if repeats { self.tables[0].heading_height() } else { 0 };
            let rows: u32 = table.rows.iter().map(Placed::pixels).sum();
            let notes: u32 = table.notes.iter().map(Placed::pixels).sum();
            let height = to - from;
            let first = table.rows.first().map_or(0, Placed::pixels);
            let plots: u32 = table.plots.iter().map(Placed::pixels).sum();
            let head = height - rows - notes - plots;
            let is_short = height <= sheet / 3;
            if used > 0 && used + self.room.gap + if is_short { height } else { head + first } > sheet {
                breaks.push(row);
                used = again;
            }
            used += self.room.gap + head;
            let texts: Vec<&Placed> = table.rows.iter().chain(&table.notes).collect();
            for (index, placed) in texts.iter().enumerate() {
                if used + placed.pixels() > sheet {
                    let from = table.carried(index, breaks.last(), |height| again + height + placed.pixels() <= sheet);
                    breaks.push(texts[from].row);
                    used = again + texts[from..index].iter().map(|placed| placed.pixels()).sum::<u32>();
                }
                used += placed.pixels();
            }
            for placed in &table.plots {
                if used + placed.pixels() > sheet {
                    breaks.push(placed.row);
                    used = again;
                }
                used += placed.pixels();
            }
        }
        let foot: u32 = self.foot.lines.iter().map(Placed::pixels).sum();
        if let Some(first) = self.foot.lines.first().filter(|_| used + foot > sheet) {
            // Nobody signs an empty sheet: a short table goes along, of a long one three rows.
            let last = self.tables.last().zip(self.stretches.last());
            let row = last.and_then(|(table, [(row, from), (_, to)])| {
                let is_whole = self.tables.len() > 1 && to - from <= sheet / 3 && breaks.last().is_none_or(|before| before < row);
                if is_whole {
                    return Some(*row);
                }
                let again = if repeats { self.tables[0].heading_height() } else { 0 };
                let notes: u32 = table.notes.iter().map(Placed::pixels).sum();
                let from = table.carried(table.rows.len(), breaks.last(), |height| again + height + notes + foot <= sheet);
                table.rows.get(from).map(|placed| placed.row)
            });
            breaks.push(row.unwrap_or(first.row));
        }
        breaks.truncate(MOST_BREAKS);
        breaks
    }
}

/// The breaks on the narrowest paper that takes no more sheets: the sheets are about equally full.
pub(super) fn balanced(paper: u32, breaks: impl Fn(u32) -> Vec<u16>) -> Vec<u16> {
    let fewest = breaks(paper).len();
    let (mut too_narrow, mut enough) = (0, paper);
    while enough - too_narrow > 1 {
        let middle = too_narrow.midpoint(enough);
        if breaks(middle).len() > fewest {
            too_narrow = middle;
        } else {
            enough = middle;
        }
    }
    let mut breaks = breaks(enough);
    breaks.truncate(MOST_BREAKS);
    breaks
}

/// The width of the fullest sheet of paper, with the columns that are printed on each.
pub(super) fn fullest(columns: &[u32], stub: &[(u16, u16)], breaks: &[u16]) -> u32 {
    let stub_end = stub.last().map_or(0, |(_, last)| usize::from(*last) + 1);
    let starts = std::iter::once(stub_end).chain(breaks.iter().map(|start| usize::from(*start)));
    let ends = breaks.iter().map(|end| usize::from(*end)).chain([columns.len()]);
    let widest = starts.zip(ends).map(|(start, end)| columns[start..end].iter().sum::<u32>()).max().unwrap_or(0);
    columns[..stub_end].iter().sum::<u32>() + widest
}

/// What of the first table stays on one sheet of paper: a column, or those below one heading.
pub(super) fn wholes(table: &Table, spans: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut wholes: Vec<(u16, u16)> = Vec::new();
    for (index, (column, span)) in table.columns.iter().zip(spans).enumerate() {
        let is_below_same = index > 0 && column.group.is_some() && column.group == table.columns[index - 1].group;
        match wholes.last_mut().filter(|_| is_below_same) {
            Some(whole) => whole.1 = span.1,
            None => wholes.push(*span),
        }
    }
    wholes
}

/// Where sheets of paper begin: the columns that name a row are printed on each, and what is whole is not parted where it fits one.
pub(super) fn breaks(columns: &[u32], stub: &[(u16, u16)], wholes: &[(u16, u16)], paper: u32) -> Vec<u16> {
    let stub_end = stub.last().map_or(0, |(_, last)| last + 1);
    let width = |first: u16, last: u16| columns[usize::from(first)..=usize::from(last)].iter().sum::<u32>();
    let stub_width: u32 = columns[..usize::from(stub_end)].iter().sum();
    let (mut breaks, mut used) = (Vec::new(), stub_width);
    let mut take = |first: u16, width: u32| {
        if used + width > paper && used > stub_width {
            breaks.push(first);
            used = stub_width;
        }
        used += width;
    };
    for (first, last) in wholes.iter().copied().filter(|(first, _)| *first >= stub_end) {
        if stub_width + width(first, last) <= paper {
            take(first, width(first, last));
        } else {
            (first..=last).for_each(|column| take(column, width(column, column)));
        }
    }
    // Another table of the sheet may be wider.
    let end = wholes.last().map_or(stub_end, |(_, last)| last + 1);
    let past = u16::try_from(columns.len()).expect("a sheet has 16,384 columns");
    (end..past).for_each(|column| take(column, width(column, column)));
    breaks
}

#[cfg(test)]
mod tests {
    use super::{MOST_BREAKS, balanced, breaks, wholes};
    use crate::report::xlsx::frame::Frame;
    use crate::report::xlsx::grid::{Fit, Laid};
    use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width};

    #[test]
    fn the_last_columns_do_not_stand_alone() {
        // Beside a stub of 300, paper of 1000 holds 7 columns of 100; the 9 fit two sheets as 5 and 4.
        let columns: Vec<u32> = [300].into_iter().chain([100; 9]).collect();
        let each: Vec<(u16, u16)> = (0..10).map(|column| (column, column)).collect();
        assert_eq!(breaks(&columns, &[(0, 0)], &each, 1000), [8]);
        assert_eq!(balanced(1000, |paper| breaks(&columns, &[(0, 0)], &each, paper)), [6]);
        // What fits one sheet is not parted.
        assert_eq!(balanced(1200, |paper| breaks(&columns, &[(0, 0)], &each, paper)), [] as [u16; 0]);
    }

    #[test]
    fn columns_below_one_heading_are_not_parted() {
        // Beside a stub of 300, paper of 1000 holds 7 columns of 100: three pairs, and not half of the fourth.
        let columns: Vec<u32> = [300].into_iter().chain([100; 8]).collect();
        assert_eq!(breaks(&columns, &[(0, 0)], &[(0, 0), (1, 2), (3, 4), (5, 6), (7, 8)], 1000), [7]);
        // Eight below one heading fit no sheet: it is parted as its columns are.
        assert_eq!(breaks(&columns, &[(0, 0)], &[(0, 0), (1, 8)], 1000), [8]);
    }

    #[test]
    fn what_stands_below_one_heading_is_whole() {
        let below = |group: &str| Column { group: Some(group.into()), ..Column::text("a", Width::Fit(5, 5)) };
        let table =
            Table::form("t", "", vec![Column::text("n", Width::Share(1)), below("x"), below("x"), below("y"), Column::text("z", Width::Fit(5, 5))]);
        // The first column spans two of the sheet.
        assert_eq!(wholes(&table, &[(0, 1), (2, 2), (3, 3), (4, 4), (5, 5)]), [(0, 1), (2, 3), (4, 4), (5, 5)]);
    }

    #[test]
    fn a_long_list_has_no_more_breaks_than_a_sheet_takes() {
        // Each row is most of a page high: as many breaks as rows, but for the first.
        let mut table = Table::list("t", "", vec![Column::text("a", Width::Share(1))]);
        table.rows = (0..MOST_BREAKS + 50).map(|_| Row::plain(vec![Cell::text("a\n".repeat(30))])).collect();
        let page = Page {
            name: "t".into(),
            letterhead: None,
            title: "t".into(),
            subtitle: Vec::new(),
            orientation: Orientation::Landscape,
            tables: vec![table],
        };
        let Fit::Scaled { breaks, .. } = Laid::of(&page, None, &Frame::of(&page)).fit else { panic!("one sheet wide, and long") };
        assert_eq!(breaks.len(), MOST_BREAKS);
    }

    #[test]
    fn of_rows_so_high_that_three_fill_a_sheet_the_last_two_go_along() {
        let mut page = page(7, 1);
        // A sheet holds two: of the last three, the one before them keeps the first.
        page.tables[0].rows = (0..7).map(|_| Row::plain(vec![Cell::text("a\n".repeat(14))])).collect();
        let laid = Laid::of(&page, None, &Frame::of(&page));
        let breaks = laid.row_breaks(720, false);
        let starts: Vec<usize> = breaks.iter().filter_map(|row| laid.tables[0].rows.iter().position(|placed| placed.row == *row)).collect();
        assert_eq!(starts, [2, 4, 5]);
    }

    /// A page of rows of one line, its figures in so many columns.
    fn page(rows: usize, columns: usize) -> Page {
        let mut table = Table::form("t", "", vec![Column::text("n", Width::Share(1))]);
        table.stub = 1;
        table.columns.extend((0..columns).map(|_| Column::figures("a", Width::Fit(12, 12))));
        table.rows = (0..rows).map(|_| Row::plain(vec![Cell::text("a")])).collect();
        table.rows[0] = Row::section("Khối");
        let (title, subtitle, orientation) = ("t".into(), Vec::new(), Orientation::Landscape);
        Page { name: "t".into(), letterhead: None, title, subtitle, orientation, tables: vec![table] }
    }

    #[test]
    fn rows_lose_their_air_where_that_saves_a_sheet() {
        // At 9 points 778 pixels: title 24, gap 20, heading 26, numbers 17 leave 691, 31 rows of 22; with a
        // gap of 10 and a heading of 21, 706 are 37 rows of 19.
        let laid = |rows| {
            let page = page(rows, 1);
            Laid::of(&page, None, &Frame::of(&page))
        };
        let heights = |laid: &Laid| laid.tables[0].rows[1].height;
        assert_eq!((laid(31).fit, heights(&laid(31))), (Fit::Sheet, 22));
        assert_eq!((laid(36).fit, heights(&laid(36))), (Fit::Sheet, 19));
        // Where it saves none they keep it.
        assert_eq!(heights(&laid(50)), 22);
    }

    #[test]
    fn of_a_page_several_sheets_wide_a_heading_across_is_parted_as_they_are_and_the_title_stands_on_each() {
        let page = page(3, 14);
        let laid = Laid::of(&page, None, &Frame::of(&page));
        let Fit::Wide { columns, .. } = &laid.fit else { panic!("fourteen columns of 94 pixels are wider than 1098") };
        let [second] = columns[..] else { panic!("two sheets: {columns:?}") };
        let second = u16::try_from(second).expect("few columns");
        assert_eq!(laid.parts((0, 14)), [(0, 0), (1, second - 1), (second, 14)]);
        assert_eq!((laid.text, &laid.head.again[..]), ((1, second - 1), &[(second, 14)][..]));
    }
}
