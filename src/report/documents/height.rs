//! How high blocks stand on paper, a little more than any office has it: what fits here fits there.

use crate::report::documents::{Block, CELL_SIDES, Grid, Kind, PIXEL, Paragraph};
use crate::report::xlsx::letters::{Face, PADDING, lines_of};

/// The height of blocks in twentieths of a point, where the text is so wide.
pub(super) fn height<'a>(blocks: impl IntoIterator<Item = &'a Block>, width: u32) -> u32 {
    let pixels: u32 = blocks.into_iter().map(|block| of_block(block, width / PIXEL)).sum();
    pixels * PIXEL
}

/// The same of one row of a grid.
pub(super) fn row_height(row: &[Vec<Paragraph>], widths: &[u32]) -> u32 {
    of_row(row, widths) * PIXEL
}

fn of_block(block: &Block, width: u32) -> u32 {
    match block {
        Block::Paragraph(paragraph) => of_paragraph(paragraph, width),
        Block::Grid(Grid { rows, widths, .. }) => rows.iter().map(|row| of_row(row, widths)).sum(),
    }
}

fn of_row(row: &[Vec<Paragraph>], widths: &[u32]) -> u32 {
    let cell = |(cell, width): (&Vec<Paragraph>, &u32)| {
        let width = width.saturating_sub(CELL_SIDES) / PIXEL;
        cell.iter().map(|paragraph| of_paragraph(paragraph, width)).sum::<u32>()
    };
    // A line between rows takes a pixel.
    row.iter().zip(widths).map(cell).max().unwrap_or(0) + 1
}

/// The height of a line in pixels: Times New Roman takes 1,15 of its size.
const fn line_height(size: u32) -> u32 {
    (size * 31).div_ceil(20)
}

fn of_paragraph(paragraph: &Paragraph, width: u32) -> u32 {
    let face = Face { size: u32::from(paragraph.size), bold: paragraph.words.iter().any(|words| words.is_bold) };
    let lines = match paragraph.kind {
        Kind::Text | Kind::Title => lines_of(&paragraph.text(), face, (width + PADDING).saturating_sub(paragraph.first_line / PIXEL)),
        Kind::Rule(_) => 1,
    };
    let (above, below) = paragraph.room;
    // Three points are four pixels.
    lines * line_height(face.size) + ((u32::from(above) + u32::from(below)) * 4).div_ceil(3)
}
