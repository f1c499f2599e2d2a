//! The boundaries of a sheet's columns: those of its tables, near ones made one, and one for the halves of its letterhead.

use crate::report::xlsx::frame::{Line, Words};
use crate::report::xlsx::letters::{PADDING, text_width};
use crate::report::{Table, Width};

/// Two boundaries nearer than this are one.
const NEAR: u32 = 10;

/// The boundaries of a table among those of its page: near ones are taken where that widens the column beside the text.
///
/// Columns of figures never lose a pixel: from the left up to the last column that shares the rest, boundaries move
/// right; behind it they move left.
pub(super) fn settle(table: &Table, widths: &[u32], bounds: &mut Vec<u32>) -> Vec<u32> {
    let flexible = table.columns.iter().rposition(|column| matches!(column.width, Width::Share(_))).unwrap_or(widths.len() - 1);
    let mut own = vec![0; widths.len() + 1];
    let mut at = 0;
    for (position, width) in widths[..flexible].iter().enumerate() {
        at += width;
        at = bounds.iter().copied().find(|bound| (at..=at + NEAR).contains(bound)).unwrap_or(at);
        own[position + 1] = at;
    }
    let mut at: u32 = widths.iter().sum();
    for (position, width) in widths.iter().enumerate().skip(flexible).rev() {
        own[position + 1] = bounds.iter().rev().copied().find(|bound| (at.saturating_sub(NEAR)..=at).contains(bound)).unwrap_or(at);
        at = own[position + 1].saturating_sub(*width);
    }
    for bound in &own {
        if let Err(place) = bounds.binary_search(bound) {
            bounds.insert(place, *bound);
        }
    }
    own
}

/// Takes a boundary for the halves of the frame where no column ends with room for both.
pub(super) fn part_halves(lines: &[Line], widest: u32, bounds: &mut Vec<u32>) {
    let width = |words: &Words| text_width(&words.text, words.face()) + 2 * PADDING;
    let halves = || lines.iter().filter_map(|line| line.right.as_ref().map(|right| (&line.left, right)));
    let Some(right) = halves().map(|(_, right)| width(right)).max() else { return };
    let most = widest.saturating_sub(right);
    let least = halves().map(|(left, _)| width(left)).max().unwrap_or(0).min(most);
    if !bounds.iter().any(|bound| (least.max(1)..=most).contains(bound)) && most > 0 {
        let middle = (widest / 2).clamp(least, most).max(1);
        bounds.push(middle);
        bounds.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::{part_halves, settle};
    use crate::report::xlsx::frame::Frame;
    use crate::report::{Column, Letterhead, Orientation, Page, Table, Width};

    #[test]
    fn boundaries_that_are_near_become_one_and_figures_lose_nothing() {
        let table = Table::form(
            "t",
            "",
            vec![Column::figures("a", Width::Fit(1, 9)), Column::text("b", Width::Share(1)), Column::figures("c", Width::Fit(1, 9))],
        );
        let mut bounds = vec![0, 100, 200, 300];
        assert_eq!(settle(&table, &[95, 100, 105], &mut bounds), [0, 100, 195, 300]);
        assert_eq!(settle(&table, &[105, 96, 99], &mut bounds), [0, 105, 200, 300]);
        assert_eq!(bounds, [0, 100, 105, 195, 200, 300]);
    }

    #[test]
    fn the_frame_has_halves_where_no_column_ends_with_room_for_both() {
        let letterhead = Letterhead { above: None, agency: "Sở Tư pháp".into(), place: Some("Hà Nội".into()), capacity: None, signer: None };
        let page = Page {
            name: "t".into(),
            letterhead: Some(letterhead),
            title: "t".into(),
            subtitle: Vec::new(),
            orientation: Orientation::Landscape,
            tables: Vec::new(),
        };
        let head = Frame::of(&page).head;
        // The name of the nation takes some 350 of 900: beside a boundary at 50 or 800 it stands in one line over neither half.
        let mut bounds = vec![0, 50, 800, 900];
        part_halves(&head, 900, &mut bounds);
        assert_eq!(bounds, [0, 50, 450, 800, 900]);
        // One at 400 has room for both.
        let mut bounds = vec![0, 50, 400, 900];
        part_halves(&head, 900, &mut bounds);
        assert_eq!(bounds, [0, 50, 400, 900]);
        // Nothing is parted for a page that nobody signs.
        let mut bounds = vec![0, 900];
        part_halves(&[], 900, &mut bounds);
        assert_eq!(bounds, [0, 900]);
    }
}
