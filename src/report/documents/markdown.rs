//! A document as Markdown: its title a heading, its tables tables; what stands side by side stands one below the other.

use std::fmt::Write as _;

use crate::report::documents::{Block, Document, Grid, Kind, Paragraph, Words};
use crate::report::markdown::inline;

pub(super) fn write(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(one) => paragraph(one, &mut text),
            Block::Grid(grid) if grid.has_lines => table(grid, &mut text),
            Block::Grid(grid) => grid.rows.iter().flatten().flatten().for_each(|one| paragraph(one, &mut text)),
        }
    }
    text
}

fn paragraph(paragraph: &Paragraph, text: &mut String) {
    let words: String = paragraph.words.iter().map(words).collect();
    if words.is_empty() {
        return;
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    let mark = if paragraph.kind == Kind::Title { "# " } else { "" };
    writeln!(text, "{gap}{mark}{words}").expect("a string takes everything");
}

fn table(grid: &Grid, text: &mut String) {
    text.push('\n');
    for (number, row) in grid.rows.iter().enumerate() {
        let cells = row.iter().map(|cell| {
            let paragraphs = cell.iter().map(|paragraph| match number {
                // Headings are strong as they are.
                0 => inline(&paragraph.text()),
                _ => paragraph.words.iter().map(words).collect(),
            });
            paragraphs.collect::<Vec<String>>().join("<br>")
        });
        writeln!(text, "| {} |", cells.collect::<Vec<_>>().join(" | ")).expect("a string takes everything");
        if number == 0 {
            writeln!(text, "|{}", " --- |".repeat(row.len())).expect("a string takes everything");
        }
    }
}

fn words(words: &Words) -> String {
    let text = inline(&words.text);
    match (words.is_bold, words.is_italic) {
        _ if text.is_empty() => text,
        (true, _) => format!("**{text}**"),
        (false, true) => format!("*{text}*"),
        (false, false) => text,
    }
}
