//! Pages on a terminal: titles, tables broken to the columns there are, notes below.
//!
//! A table whose words do not fit the columns is written row by row, each cell behind its heading.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

use crate::report::{Align, Cell, Column, Page, Row, RowKind, Table, TableKind};
use crate::value::text::width;

/// The least and the most columns of text a table is broken to.
const NARROWEST: usize = 40;
const WIDEST: usize = 160;

/// Writes pages in so many columns of text.
pub fn write(pages: &[Page], columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns.clamp(NARROWEST, WIDEST);
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        paragraph(out, &page.title, "", columns)?;
        for line in &page.subtitle {
            paragraph(out, line, "", columns)?;
        }
        for table in page.tables.iter().filter(|table| !table.rows.is_empty()) {
            writeln!(out)?;
            write_table(table, columns, out)?;
        }
    }
    Ok(())
}

fn write_table(table: &Table, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    if table.kind == TableKind::Facts {
        for row in &table.rows {
            let words: Vec<String> = row.cells.iter().map(Cell::words).collect();
            paragraph(out, &words.join(": "), "  ", columns)?;
        }
        return Ok(());
    }
    let least = least(table);
    let fits = least.iter().sum::<usize>() <= columns;
    // A heading across the table begins a table of its own: the terminal has no merged cells.
    let mut rest = table.rows.as_slice();
    while !rest.is_empty() {
        if rest[0].kind == RowKind::Section {
            paragraph(out, &rest[0].cells[0].words(), "", columns)?;
            rest = &rest[1..];
        }
        let until = rest.iter().position(|row| row.kind == RowKind::Section).unwrap_or(rest.len());
        let (part, others) = rest.split_at(until);
        if fits {
            for line in laid(table, &least, part, columns).lines() {
                writeln!(out, "{}", line.trim_end())?;
            }
        } else {
            for row in part {
                card(table, row, columns, out)?;
            }
        }
        rest = others;
        if !rest.is_empty() {
            writeln!(out)?;
        }
    }
    for note in &table.notes {
        paragraph(out, note, "", columns)?;
    }
    Ok(())
}

/// The fewest columns of text for each column of the table in which no word and no figure is broken, with the blank behind them.
fn least(table: &Table) -> Vec<usize> {
    let rows = || table.rows.iter().filter(|row| row.kind != RowKind::Section);
    let longest = |words: &str| words.split_whitespace().map(width).max().unwrap_or(0);
    let of_column = |(position, column): (usize, &Column)| {
        let is_figures = column.align == Align::Right;
        let cells = rows().filter_map(|row| row.cells.get(position)).map(Cell::words);
        let cells = cells.map(|words| if is_figures { width(&words) } else { longest(&words) });
        cells.chain([longest(&column.heading)]).max().unwrap_or(0) + 1
    };
    table.columns.iter().enumerate().map(of_column).collect()
}

/// A row on its own: the cells that name it, then each other cell behind its heading.
fn card(table: &Table, row: &Row, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    const NAMING: usize = 2;
    let naming: Vec<String> = row.cells.iter().take(NAMING).map(Cell::words).collect();
    paragraph(out, &naming.join("  "), "   ", columns)?;
    let said = |(cell, column): (&Cell, &Column)| {
        let words = cell.words();
        (!words.is_empty() && words != "–").then(|| format!("{}: {words}", column.heading))
    };
    for line in row.cells.iter().zip(&table.columns).skip(NAMING).filter_map(said) {
        write!(out, "   ")?;
        paragraph(out, &line, "     ", columns - 3)?;
    }
    Ok(())
}

fn laid(table: &Table, least: &[usize], rows: &[Row], columns: usize) -> comfy_table::Table {
    let line = LineStyle::none().fill('─').junction('─');
    let mut made = comfy_table::Table::new();
    made.load_style(TableStyle::new().header_separator(line))
        .set_width(u16::try_from(columns).expect("clamped"))
        .set_content_arrangement(ContentArrangement::Dynamic);
    let side = |align: Align| match align {
        Align::Left => CellAlignment::Left,
        Align::Center | Align::Right => CellAlignment::Right,
    };
    made.set_header(table.columns.iter().map(|column| comfy_table::Cell::new(&column.heading).set_alignment(side(column.align))));
    for row in rows {
        made.add_row(
            row.cells.iter().zip(&table.columns).map(|(cell, column)| comfy_table::Cell::new(cell.words()).set_alignment(side(column.align))),
        );
    }
    for ((column, declared), least) in made.column_iter_mut().zip(&table.columns).zip(least) {
        column.set_padding((0, 1));
        let least = Width::Fixed(u16::try_from(*least).unwrap_or(u16::MAX));
        column.set_constraint(match declared.align {
            Align::Right => ColumnConstraint::Absolute(least),
            Align::Left | Align::Center => ColumnConstraint::LowerBoundary(least),
        });
    }
    made
}

/// Writes text in so many columns, later lines moved in.
pub(super) fn paragraph(out: &mut dyn Write, text: &str, indent: &str, columns: usize) -> io::Result<()> {
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            write!(out, "\n{indent}")?;
            used = width(indent);
            if used > 0 {
                write!(out, "{word}")?;
                used += wide;
                continue;
            }
        }
        let gap = if used > 0 { " " } else { "" };
        write!(out, "{gap}{word}")?;
        used += width(gap) + wide;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::{least, write_table};
    use crate::report::{Cell, Column, Row, Table, Width};

    #[test]
    fn no_word_and_no_figure_is_broken_while_there_is_room_for_all() {
        let columns = vec![
            Column::text("Phong trào", Width::Fit(8, 16)),
            Column::text("Đơn vị", Width::Share(1)),
            Column::center("Hạn", Width::Fit(11, 14)),
            Column::figures("Chậm (ngày)", Width::Fit(7, 8)),
        ];
        let mut table = Table::list("t", "", columns);
        table.rows.push(Row::plain(vec![
            Cell::text("DH-2024"),
            Cell::text("Trung tâm Trợ giúp pháp lý nhà nước"),
            Cell::text("02/05/2024"),
            Cell::whole(1_234_567_u64),
        ]));
        // The longest words: DH-2024, giúp or Trung, the day, the figure; a blank behind each.
        assert_eq!(least(&table), [8, 6, 11, 8]);
        for columns in 35..80 {
            let mut out = Vec::new();
            write_table(&table, columns, &mut out).expect("memory takes it");
            let out = String::from_utf8(out).expect("text");
            for word in ["Phong", "DH-2024", "Trung", "02/05/2024", "(ngày)", "1234567"] {
                assert!(out.split_whitespace().any(|said| said == word), "{columns}, {word}:\n{out}");
            }
        }
    }
}
