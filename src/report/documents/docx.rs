//! A document as Word has it: one face for every script, sizes of NĐ 30/2020/NĐ-CP.
//!
//! The library makes the parts, their relations and their escapes. Numbers of paragraphs are given here, for it counts on from one
//! document to the next; the day of creation is the document's.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, HeightRule, LineSpacing, LineSpacingType, PageMargin, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Run, RunFonts, SpecialIndentType, Table, TableCell, TableLayoutType, TableRow, WidthType,
};

use crate::report::documents::{Align, Block, CELL_SIDES, Document, Grid, Kind, LEFT_MARGIN, MARGIN, PAPER, Paragraph, TEXT_WIDTH, Words};

/// The face, of every script there is: NĐ 30/2020/NĐ-CP asks for Times New Roman.
const FACE: &str = "Times New Roman";

/// The size of what says none, in half points.
const SIZE: usize = 26;

pub(super) fn write(document: &Document) -> Vec<u8> {
    let margin = |length: u32| i32::try_from(length).expect("paper is small");
    let margins = PageMargin::new().top(margin(MARGIN)).bottom(margin(MARGIN)).left(margin(LEFT_MARGIN)).right(margin(MARGIN));
    let day = format!("{}T00:00:00Z", document.day);
    let mut docx = Docx::new()
        .page_size(PAPER.0, PAPER.1)
        .page_margin(margins.header(margin(MARGIN / 2)).footer(margin(MARGIN / 2)))
        .default_fonts(RunFonts::new().ascii(FACE).hi_ansi(FACE).east_asia(FACE).cs(FACE))
        .default_size(SIZE)
        .created_at(&day)
        .updated_at(&day);
    let mut pen = Pen { paragraphs: 0 };
    for block in &document.blocks {
        docx = match block {
            Block::Paragraph(paragraph) => docx.add_paragraph(pen.paragraph(paragraph, TEXT_WIDTH)),
            Block::Grid(grid) => docx.add_table(pen.grid(grid)),
        };
    }
    // Behind a table a paragraph must follow.
    if matches!(document.blocks.last(), Some(Block::Grid(_))) {
        docx = docx.add_paragraph(pen.paragraph(&Paragraph::new(Vec::new(), 2), TEXT_WIDTH));
    }
    let mut out = Cursor::new(Vec::new());
    docx.pack(&mut out).expect("memory takes every part");
    out.into_inner()
}

/// Numbers paragraphs as it writes them.
struct Pen {
    paragraphs: u32,
}

impl Pen {
    fn paragraph(&mut self, paragraph: &Paragraph, width: u32) -> docx_rs::Paragraph {
        self.paragraphs += 1;
        let (above, below) = paragraph.room;
        let room = LineSpacing::new().before(u32::from(above) * 20).after(u32::from(below) * 20).line_rule(LineSpacingType::Auto).line(240);
        let align = match paragraph.align {
            Align::Left => AlignmentType::Left,
            Align::Center => AlignmentType::Center,
            Align::Both => AlignmentType::Both,
        };
        let size = usize::from(paragraph.size) * 2;
        let mut made = docx_rs::Paragraph::new().id(format!("{:08x}", self.paragraphs)).align(align).line_spacing(room).size(size);
        if paragraph.first_line > 0 {
            made = made.indent(None, Some(SpecialIndentType::FirstLine(twips(paragraph.first_line))), None, None);
        }
        if paragraph.keeps_next {
            made = made.keep_next(true);
        }
        if let Kind::Rule(length) = paragraph.kind {
            let inset = twips(width.saturating_sub(length) / 2);
            let line = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6).color("000000");
            made.property = made.property.set_borders(ParagraphBorders::with_empty().set(line));
            made = made.indent(Some(inset), None, Some(inset), None);
        }
        paragraph.words.iter().fold(made, |made, words| made.add_run(run(words, size)))
    }

    fn grid(&mut self, grid: &Grid) -> Table {
        let widths: Vec<usize> = grid.widths.iter().map(|width| *width as usize).collect();
        let mut rows = Vec::with_capacity(grid.rows.len());
        for row in &grid.rows {
            let cells = row.iter().zip(&grid.widths).map(|(cell, width)| {
                let made = TableCell::new().width(*width as usize, WidthType::Dxa);
                cell.iter().fold(made, |made, paragraph| made.add_paragraph(self.paragraph(paragraph, width.saturating_sub(CELL_SIDES))))
            });
            rows.push(TableRow::new(cells.collect()).cant_split().height_rule(HeightRule::Auto));
        }
        let table = if grid.has_lines { Table::new(rows) } else { Table::without_borders(rows) };
        let side = CELL_SIDES as usize / 2;
        let margins = docx_rs::TableCellMargins::new().margin(0, side, 0, side);
        table.set_grid(widths).width(grid.widths.iter().sum::<u32>() as usize, WidthType::Dxa).layout(TableLayoutType::Fixed).margins(margins)
    }
}

fn run(words: &Words, size: usize) -> Run {
    let mut run = Run::new().size(size);
    if words.is_bold {
        run = run.bold();
    }
    if words.is_italic {
        run = run.italic();
    }
    for (number, line) in words.text.split('\n').enumerate() {
        if number > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(readable(line));
    }
    run
}

/// The text with what XML cannot hold replaced, so that a reader sees that something stood there.
fn readable(text: &str) -> String {
    let replaced = |letter: char| match letter {
        '\t' => ' ',
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        _ if letter.is_control() => char::REPLACEMENT_CHARACTER,
        _ => letter,
    };
    text.chars().map(replaced).collect()
}

fn twips(length: u32) -> i32 {
    i32::try_from(length).expect("paper is small")
}
