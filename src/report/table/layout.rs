//! Texts laid in columns: figures on the right, notes broken where they are too wide, numbers never.

use std::io::{self, Write};
use std::iter::repeat_n;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

use crate::value::text::width;

/// Columns of text between two columns of the table, and those that `comfy_table` pads of them.
pub(super) const GAP: usize = 2;
const GAP_PADDING: u16 = 1;

/// The least that notes need before names are broken for them.
const NOTE: usize = 18;

/// The texts of a table, row by row.
pub(super) struct Layout {
    headings: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Which columns are figures.
    figures: Vec<bool>,
    /// How wide each column is where nothing is broken.
    widths: Vec<usize>,
}

impl Layout {
    pub(super) fn new(headings: Vec<String>, rows: Vec<Vec<String>>, figures: Vec<bool>) -> Self {
        // A column takes one at the least.
        let width_of = |column: usize| rows.iter().map(|row| width(&row[column])).fold(width(&headings[column]).max(1), usize::max);
        let widths = (0..headings.len()).map(width_of).collect();
        Self { headings, rows, figures, widths }
    }

    /// How wide the table is where nothing is broken but the notes.
    pub(super) fn natural_width(&self) -> usize {
        let Some((notes, others)) = self.widths.split_last() else { return 0 };
        others.iter().map(|width| width + GAP).sum::<usize>() + (*notes).min(NOTE)
    }

    /// Writes it in so many columns, as [`into_table`](Self::into_table) comes out; where notes are broken the line below the
    /// headings may be shorter by a column or two.
    ///
    /// Rows of which nothing is broken are only padded: of tens of thousands of units nearly every row is one.
    pub(super) fn write(self, columns: usize, out: &mut dyn Write) -> io::Result<()> {
        let Some(room) = self.room_for_notes(columns) else {
            return self.into_table(columns).lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()));
        };
        let broken: Vec<Option<Vec<String>>> = self.rows.iter().map(|row| (width(row.last()?) > room).then(|| self.broken(row, columns))).collect();
        let widest = broken.iter().flatten().flatten().map(|line| width(line)).max().unwrap_or_default();
        let whole = self.rows.iter().zip(&broken).filter(|(_, broken)| broken.is_none()).map(|(row, _)| row);
        let notes = whole.chain([&self.headings]).filter_map(|row| row.last()).map(|note| width(note)).max().unwrap_or_default().max(1);
        let line = widest.max(self.width_before_notes() + notes) + usize::from(GAP_PADDING);
        self.write_row(&self.headings, out)?;
        writeln!(out, "{}", "─".repeat(line))?;
        for (row, broken) in self.rows.iter().zip(broken) {
            match broken {
                Some(lines) => lines.iter().try_for_each(|line| writeln!(out, "{line}"))?,
                None => self.write_row(row, out)?,
            }
        }
        Ok(())
    }

    /// How wide the columns before the notes are, with what stands between.
    fn width_before_notes(&self) -> usize {
        self.widths.split_last().map_or(0, |(_, others)| others.iter().map(|width| width + GAP).sum())
    }

    /// How wide the notes may get; none where anything else has to be broken.
    fn room_for_notes(&self, columns: usize) -> Option<usize> {
        let (notes, is_figure) = (*self.widths.last()?, *self.figures.last()?);
        let room = columns.checked_sub(self.width_before_notes() + usize::from(GAP_PADDING)).filter(|room| *room > 0)?;
        let holds_lines = |row: &Vec<String>| row.iter().any(|text| text.contains('\n'));
        let heading_fits = self.headings.last().is_some_and(|heading| width(heading) <= room);
        let others_are_whole = self.natural_width() <= columns && heading_fits && !(is_figure && notes > room);
        (others_are_whole && !std::iter::once(&self.headings).chain(&self.rows).any(holds_lines)).then_some(room)
    }

    fn write_row(&self, row: &[String], out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        for ((text, width), is_figure) in row.iter().zip(&self.widths).zip(&self.figures) {
            let blanks = width - self::width(text);
            let (before, behind) = if *is_figure { (blanks, 0) } else { (0, blanks) };
            line.extend(repeat_n(' ', before));
            line.push_str(text);
            line.extend(repeat_n(' ', behind + GAP));
        }
        writeln!(out, "{}", line.trim_end())
    }

    /// The lines of a row whose note has to be broken.
    fn broken(&self, row: &[String], columns: usize) -> Vec<String> {
        let mut table = table(columns);
        table.add_row(row.iter().map(Cell::new));
        for ((column, width), is_figure) in table.column_iter_mut().zip(&self.widths).zip(&self.figures) {
            laid(column, *is_figure);
            let width = u16::try_from(width + usize::from(GAP_PADDING)).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        if let Some(notes) = table.column_mut(row.len() - 1) {
            notes.remove_constraint();
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    fn into_table(self, columns: usize) -> comfy_table::Table {
        let is_roomy = self.natural_width() <= columns;
        let notes = self.headings.len() - 1;
        let mut table = table(columns);
        let row = |texts: Vec<String>| -> Vec<Cell> { texts.into_iter().map(Cell::new_owned).collect() };
        table.set_header(row(self.headings));
        table.add_rows(self.rows.into_iter().map(row));
        for (position, (column, is_figure)) in table.column_iter_mut().zip(&self.figures).enumerate() {
            laid(column, *is_figure);
            if *is_figure || (is_roomy && position < notes) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        table
    }
}

/// A table of nothing in so many columns of text.
fn table(columns: usize) -> comfy_table::Table {
    let line = LineStyle::none().fill('─').junction('─');
    let mut table = comfy_table::Table::new();
    table
        .load_style(TableStyle::new().header_separator(line))
        .set_width(u16::try_from(columns).expect("clamped"))
        .set_content_arrangement(ContentArrangement::Dynamic);
    table
}

/// Lays a column: figures stand on the right.
fn laid(column: &mut comfy_table::Column, is_figure: bool) {
    column.set_padding((0, GAP_PADDING));
    column.set_cell_alignment(if is_figure { CellAlignment::Right } else { CellAlignment::Left });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Layout;
    use crate::value::text::width;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "",
            "[0-9]{1,3},[0-9]{2}",
            "[A-Za-zđê ]{1,12}",
            "đồng hạng( DV[0-9]{3},){1,9}",
            "[a-zé]{20,50}",
            "ủy ban nhân dân[ –;]{0,3}",
            "xã\nphường",
            "e\u{302}\u{301}",
            "中文 ?"
        ]
    }

    fn layout() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>, Vec<bool>)> {
        (1_usize..6).prop_flat_map(|columns| {
            let row = || prop::collection::vec(text(), columns);
            (row(), prop::collection::vec(row(), 0..5), prop::collection::vec(any::<bool>(), columns))
        })
    }

    /// The lines of a table but for the rule below its headings, and how long that is.
    fn parts(table: &str) -> (Vec<&str>, usize) {
        let (rule, texts): (Vec<&str>, Vec<&str>) = table.lines().partition(|line| line.starts_with('─'));
        (texts, rule.concat().chars().count())
    }

    proptest! {
        #[test]
        fn the_short_way_writes_what_the_table_does((headings, rows, figures) in layout(), columns in 40_usize..120) {
            let layout = || Layout::new(headings.clone(), rows.clone(), figures.clone());
            let mut written = Vec::new();
            layout().write(columns, &mut written).expect("memory takes everything");
            let written = String::from_utf8(written).expect("text");
            let table: String = layout().into_table(columns).lines().map(|line| line.trim_end().to_owned() + "\n").collect();
            let [(texts, rule), (texts_of_table, rule_of_table)] = [&written, &table].map(|text| parts(text));
            prop_assert_eq!(&texts, &texts_of_table);
            prop_assert!(rule <= rule_of_table && rule + 3 > rule_of_table, "{rule}, {rule_of_table}");
            let widest = texts.iter().map(|line| width(line)).max().unwrap_or_default();
            prop_assert!(layout().room_for_notes(columns).is_none() || rule > widest, "{rule}, {widest}");
        }
    }

    #[test]
    fn a_note_that_is_too_wide_is_broken_and_what_else_is_goes_the_long_way() {
        let room = |name: &str, note: &str, columns| {
            Layout::new(vec!["A".into(), "B".into()], vec![vec![name.into(), note.into()]], vec![false; 2]).room_for_notes(columns)
        };
        let long = "một lời rất dài về đơn vị";
        assert_eq!(
            [room("tên", "ngắn", 40), room("tên", long, 26), room(long, long, 40), room("hai\ndòng", "ngắn", 40)],
            [Some(34), Some(20), None, None]
        );
    }
}
