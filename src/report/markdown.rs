//! Pages as Markdown: a heading a page, a table a table; marks and notes below.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::report::{Page, Row, RowKind, Table, TableKind, Value};

/// Writes pages one after another.
pub fn write(pages: &[Page], out: &mut dyn Write) -> io::Result<()> {
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {}", inline(&page.title))?;
        for line in &page.subtitle {
            writeln!(out, "\n{}", inline(line))?;
        }
        for table in &page.tables {
            write_table(table, out)?;
        }
    }
    Ok(())
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    if let Some(title) = &table.title {
        writeln!(out, "\n## {}", inline(title))?;
    }
    writeln!(out)?;
    match table.kind {
        TableKind::Facts => {
            for row in &table.rows {
                let words: Vec<String> = row.cells.iter().map(|cell| inline(&cell.words())).collect();
                writeln!(out, "- {}", words.join(": "))?;
            }
        }
        TableKind::List | TableKind::Form => {
            let headings = table.columns.iter().map(|column| match &column.group {
                Some(group) => inline(&format!("{group}: {}", column.heading)),
                None => inline(&column.heading),
            });
            writeln!(out, "| {} |", headings.collect::<Vec<_>>().join(" | "))?;
            let rules = (0..table.columns.len()).map(|column| if is_figures(table, column) { "--:" } else { "---" });
            writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
            for row in &table.rows {
                writeln!(out, "| {} |", cells(row, table.columns.len()))?;
            }
        }
    }
    for note in &table.notes {
        writeln!(out, "\n{}", inline(note))?;
    }
    Ok(())
}

fn is_figures(table: &Table, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.cells.get(column).filter(|_| row.kind != RowKind::Section));
    cells().any(|cell| matches!(cell.value, Value::Whole(_) | Value::Number(_) | Value::Formula(_)))
}

fn cells(row: &Row, columns: usize) -> String {
    let is_strong = row.kind != RowKind::Plain;
    let mut text = String::new();
    for column in 0..columns {
        let words = row.cells.get(column).map(|cell| inline(&cell.words())).unwrap_or_default();
        let gap = if column == 0 { "" } else { " | " };
        let strong = if is_strong && !words.is_empty() { "**" } else { "" };
        write!(text, "{gap}{strong}{words}{strong}").expect("a string takes everything");
    }
    text
}

/// Text that Markdown takes for text, on one line.
pub(super) fn inline(text: &str) -> String {
    let mut inline = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => inline.push_str("<br>"),
            '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '\\' => {
                inline.push('\\');
                inline.push(letter);
            }
            _ => inline.push(letter),
        }
    }
    inline
}
