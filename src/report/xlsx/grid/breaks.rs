//! Where sheets of paper begin: how small a page is printed, before which rows and columns it is parted.

use std::ops::Range;

use crate::report::xlsx::grid::{Fit, LINE, Laid, LaidTable, Placed, SMALLEST};
use crate::report::xlsx::letters::{BODY, Face, left_beside};
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
        let breaks = |scale: u32| {
            let sheet = paper_height * 100 / scale;
            let breaks = self.row_breaks(sheet, None);
            // Where the first table is torn, its heading is printed again; of others that of one after which no sheet begins.
            if is_form && self.tears(0, &breaks) {
                return (self.row_breaks(sheet, Some(0)), Some(0));
            }
            let torn = (1..self.tables.len()).rev().find(|table| self.tears(*table, &breaks) && !self.tables[*table].heading.is_empty());
            let repeated = torn.map(|table| (table, self.row_breaks(sheet, Some(table)))).filter(|(table, breaks)| self.ends_with(*table, breaks));
            repeated.map_or((breaks, None), |(table, breaks)| (breaks, Some(table)))
        };
        // A chart beside its table, who signs it, or a sheet less of a few is worth smaller letters, as far as they go.
        let has_plots = self.tables.iter().any(|table| !table.plots.is_empty());
        let is_worth = has_plots || !self.foot.lines.is_empty() || breaks(scale).0.len() <= FEW_BREAKS;
        let fewest = if is_worth { breaks(SMALLEST).0.len() } else { usize::MAX };
        let scale = (SMALLEST..=scale).rev().find(|scale| breaks(*scale).0.len() <= fewest).unwrap_or(scale);
        let (breaks, repeats) = breaks(scale);
        Fit::Scaled { scale, breaks, repeats }
    }

    /// Whether the rows of a table stand on several sheets of paper.
    fn tears(&self, table: usize, breaks: &[u32]) -> bool {
        let rows = self.tables.get(table).and_then(|table| table.rows.first().zip(table.rows.last()));
        rows.is_some_and(|(first, last)| breaks.iter().any(|row| (first.row + 1..=last.row).contains(row)))
    }

    /// Whether each sheet of paper that begins after a table does begins with one of its rows.
    fn ends_with(&self, table: usize, breaks: &[u32]) -> bool {
        let table = &self.tables[table];
        let begins_within = |row: &u32| table.rows.binary_search_by_key(row, |placed| placed.row).is_ok();
        breaks.iter().filter(|row| table.first_row().is_some_and(|first| **row > first)).all(begins_within)
    }

    /// Rows before which a sheet of paper begins: a short table is not torn, a heading does not stand alone.
    pub(super) fn row_breaks(&self, sheet: u32, repeats: Option<usize>) -> Vec<u32> {
        let mut breaks = Vec::new();
        let mut used = 0;
        for (position, (table, [(row, from), (_, to)])) in self.tables.iter().zip(&self.stretches).enumerate() {
            // What stands above the first table goes with it.
            let (from, row) = if position == 0 { (0, 0) } else { (*from, *row) };
            let again = repeats.filter(|table| *table <= position).map_or(0, |table| self.tables[table].heading_height());
            let rows: u32 = table.rows.iter().map(Placed::pixels).sum();
            let notes: u32 = table.notes.iter().map(Placed::pixels).sum();
            let height = to - from;
            let first = table.rows.first().map_or(0, Placed::pixels);
            let plots: u32 = table.plots.iter().map(Placed::pixels).sum();
            let head = height - rows - notes - plots;
            let is_short = height <= sheet / 3;
            if used > 0 && used + self.room.gap + if is_short { height } else { head + first } > sheet {
                breaks.push(row);
                used = if repeats == Some(position) { 0 } else { again };
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
                let again = repeats.map_or(0, |table| self.tables[table].heading_height());
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

/// The columns of each sheet of paper, from one up to another, without those that are printed on each; and where these end.
fn sheets(columns: &[u32], stub: &[(u16, u16)], breaks: &[u16]) -> (usize, Vec<Range<usize>>) {
    let stub_end = stub.last().map_or(0, |(_, last)| usize::from(*last) + 1);
    let starts = std::iter::once(stub_end).chain(breaks.iter().map(|start| usize::from(*start)));
    let ends = breaks.iter().map(|end| usize::from(*end)).chain([columns.len()]);
    (stub_end, starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// The width of the fullest sheet of paper, with the columns that are printed on each.
pub(super) fn fullest(columns: &[u32], stub: &[(u16, u16)], breaks: &[u16]) -> u32 {
    let (stub_end, sheets) = sheets(columns, stub, breaks);
    let widest = sheets.into_iter().map(|sheet| columns[sheet].iter().sum::<u32>()).max().unwrap_or(0);
    columns[..stub_end].iter().sum::<u32>() + widest
}

/// A heading and the columns it stands over.
pub(super) type Heading<'a> = (&'a str, (u16, u16));

/// Pixels a heading lacks to keep free of the lines beside it; none where one of its words is wider than its columns.
fn lack(columns: &[u32], (heading, (first, last)): &Heading<'_>) -> u32 {
    /// At both sides together.
    const FREE: u32 = 10;
    let width = columns[usize::from(*first)..=usize::from(*last)].iter().sum();
    left_beside(heading, Face { bold: true, ..BODY }, width).map_or(0, |left| FREE.saturating_sub(left))
}

/// The headings that stand over columns of one sheet of paper.
fn over<'a, 'b>(headings: &'b [Heading<'a>], sheet: &Range<usize>) -> impl Iterator<Item = &'b Heading<'a>> {
    headings.iter().filter(|(_, (first, last))| sheet.contains(&usize::from(*first)) && sheet.contains(&usize::from(*last)))
}

/// Widens columns whose headings would touch the lines beside them, where the sheet of paper has room.
pub(super) fn ease(columns: &mut [u32], headings: &[Heading<'_>], stub: &[(u16, u16)], breaks: &[u16], room: u32) {
    let (stub_end, sheets) = sheets(columns, stub, breaks);
    let named: u32 = columns[..stub_end].iter().sum();
    for sheet in sheets {
        let mut spare = room.saturating_sub(named + columns[sheet.clone()].iter().sum::<u32>());
        for heading in over(headings, &sheet) {
            // Wider, it may break elsewhere and touch again.
            loop {
                let given = lack(columns, heading).min(spare);
                if given == 0 {
                    break;
                }
                columns[usize::from(heading.1.1)] += given;
                spare -= given;
            }
        }
    }
}

/// Gives the columns of each sheet of paper what it has left, none more than half its own width but where a heading would touch;
/// less, or nothing, where one would touch all the same.
pub(super) fn air(columns: &mut [u32], headings: &[Heading<'_>], stub: &[(u16, u16)], breaks: &[u16], room: u32) {
    const PARTS: u32 = 8;
    let (stub_end, sheets) = sheets(columns, stub, breaks);
    let named: u32 = columns[..stub_end].iter().sum();
    for sheet in sheets {
        let own: u32 = columns[sheet.clone()].iter().sum();
        let spare = room.saturating_sub(named + own);
        let mut airy = (1..=PARTS).rev().map(|part| {
            let mut airy = columns.to_vec();
            for column in &mut airy[sheet.clone()] {
                *column += (spare * *column / own.max(1)).min(*column / 2) * part / PARTS;
            }
            ease(&mut airy, headings, stub, breaks, room);
            airy
        });
        if let Some(airy) = airy.find(|airy| over(headings, &sheet).all(|heading| lack(airy, heading) == 0)) {
            columns.copy_from_slice(&airy);
        }
    }
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
    use super::{MOST_BREAKS, air, balanced, breaks, ease, wholes};
    use crate::report::xlsx::frame::Frame;
    use crate::report::xlsx::grid::{Fit, Laid};
    use crate::report::xlsx::letters::{BODY, Face, text_width};
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
    fn what_a_sheet_has_left_goes_to_its_columns_but_none_grows_by_more_than_half() {
        // Paper of 1000: beside a stub of 300 the first sheet has 500 of 700, the second 100.
        let mut columns = vec![300, 250, 150, 100, 60, 40];
        air(&mut columns, &[], &[(0, 0)], &[4], 1000);
        assert_eq!(columns, [300, 350, 210, 140, 90, 60]);
        // Two words that take a line each in 38 take 54 of the 57 there would be on one: they are given the ten they are to keep free.
        let mut columns = vec![300, 250, 150, 100, 38, 40];
        air(&mut columns, &[("một một", (4, 4))], &[(0, 0)], &[4], 1000);
        assert_eq!(columns, [300, 350, 210, 140, 64, 60]);
    }

    #[test]
    fn a_heading_that_would_touch_is_given_room_while_there_is_some() {
        let face = Face { bold: true, ..BODY };
        let two = ["một", " ", "hai"].iter().map(|word| text_width(word, face)).sum::<u32>();
        let eased = |room| {
            let mut columns = vec![300, two / 2, two - two / 2 + 4];
            ease(&mut columns, &[("một hai", (1, 2))], &[(0, 0)], &[], room);
            columns[1..].iter().sum::<u32>()
        };
        assert_eq!(eased(1000), two + 10);
        assert_eq!(eased(300 + two + 5), two + 5);
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
        let breaks = laid.row_breaks(720, None);
        let starts: Vec<usize> = breaks.iter().filter_map(|row| laid.tables[0].rows.iter().position(|placed| placed.row == *row)).collect();
        assert_eq!(starts, [2, 4, 5]);
    }

    #[test]
    fn the_heading_of_a_later_table_is_printed_again_where_no_other_begins_a_sheet_after_it() {
        let list = |rows: usize| {
            let mut table = Table::list("u", "", vec![Column::text("n", Width::Share(1))]);
            table.rows = (0..rows).map(|_| Row::plain(vec![Cell::text("a\nb\nc\nd")])).collect();
            table
        };
        let repeats = |tables: &[usize]| {
            let mut page = page(3, 1);
            page.tables.extend(tables.iter().map(|rows| list(*rows)));
            let Fit::Scaled { repeats, .. } = Laid::of(&page, None, &Frame::of(&page)).fit else { panic!("several sheets long") };
            repeats
        };
        assert_eq!(repeats(&[30]), Some(1));
        // Behind it a table fits its last sheet, or begins one below a heading that is not its own.
        assert_eq!(repeats(&[20, 1]), Some(1));
        assert_eq!(repeats(&[30, 30]), Some(2));
        assert_eq!(repeats(&[28, 2]), None);
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
