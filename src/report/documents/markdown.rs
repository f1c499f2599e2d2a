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
    let said = match paragraph.kind {
        // A heading is strong as it is.
        Kind::Title => format!("# {}", inline(&paragraph.text())),
        Kind::Text | Kind::Rule(_) => no_list(paragraph.words.iter().map(words).collect()),
    };
    if !said.is_empty() {
        let gap = if text.is_empty() { "" } else { "\n" };
        writeln!(text, "{gap}{said}").expect("a string takes everything");
    }
}

/// Words that Markdown does not take for the beginning of a list or the line below a heading.
fn no_list(words: String) -> String {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    match words.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &words[..digits], &words[digits..]),
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{words}"),
        _ => words,
    }
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
