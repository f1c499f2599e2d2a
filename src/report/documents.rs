//! Papers that go to a unit: the page of what it is to mend, and the letter that reminds it.
//!
//! What a paper says is made by [`list`] and [`letter`], of one unit alone; a [`Document`] knows only paragraphs and grids, on A4
//! upright within the margins of NĐ 30/2020/NĐ-CP, Phụ lục I, and is written as Word has it or as Markdown.

mod docx;
mod height;
mod letter;
mod list;
mod markdown;

pub use letter::letter;
pub use list::list;

use crate::value::Day;

/// The paper and its margins, in twentieths of a point: A4; 20 mm above, below and at the right, 30 mm at the left.
const PAPER: (u32, u32) = (11906, 16838);
const MARGIN: u32 = 1134;
const LEFT_MARGIN: u32 = 1701;

/// What lies between the margins.
const TEXT_WIDTH: u32 = PAPER.0 - LEFT_MARGIN - MARGIN;
const TEXT_HEIGHT: u32 = PAPER.1 - 2 * MARGIN;

/// Free beside the words of a cell, left and right together, in twentieths of a point.
const CELL_SIDES: u32 = 160;

/// Twentieths of a point in a pixel, in which the widths of letters are known.
const PIXEL: u32 = 15;

/// A document, ready to be written.
#[derive(Debug)]
pub struct Document {
    /// The day it is seen from, which is its day of creation: no clock is read.
    day: Day,
    blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug)]
enum Block {
    Paragraph(Paragraph),
    Grid(Grid),
}

/// A paragraph.
#[derive(Debug)]
struct Paragraph {
    kind: Kind,
    words: Vec<Words>,
    /// Points.
    size: u8,
    align: Align,
    /// How far its first line is moved in, in twentieths of a point.
    first_line: u32,
    /// Free above and below, in points.
    room: (u8, u8),
    /// Whether it stays with the one after it.
    keeps_next: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    /// Words.
    Text,
    /// The title of the document.
    Title,
    /// A line so wide, drawn in the middle, in twentieths of a point.
    Rule(u32),
}

/// Where the words of a paragraph stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Align {
    Left,
    Center,
    Both,
}

/// Words in one face.
#[derive(Clone, Debug)]
struct Words {
    text: String,
    is_bold: bool,
    is_italic: bool,
}

/// Cells side by side.
#[derive(Debug)]
struct Grid {
    /// How wide the columns are, in twentieths of a point.
    widths: Vec<u32>,
    /// Whether lines are drawn: a table, whose first row are headings; without them paragraphs stand side by side.
    has_lines: bool,
    /// The rows, cell by cell.
    rows: Vec<Vec<Vec<Paragraph>>>,
}

impl Document {
    /// As Word has it; the same document gives the same bytes.
    pub fn docx(&self) -> Vec<u8> {
        docx::write(self)
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }
}

impl Words {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_bold: false, is_italic: false }
    }

    fn bold(text: impl Into<String>) -> Self {
        Self { is_bold: true, ..Self::plain(text) }
    }

    fn italic(text: impl Into<String>) -> Self {
        Self { is_italic: true, ..Self::plain(text) }
    }
}

impl Paragraph {
    fn new(words: Vec<Words>, size: u8) -> Self {
        Self { kind: Kind::Text, words, size, align: Align::Left, first_line: 0, room: (0, 0), keeps_next: false }
    }

    fn centered(words: Words, size: u8) -> Self {
        Self { align: Align::Center, ..Self::new(vec![words], size) }
    }

    /// A line so wide, drawn in the middle.
    fn rule(width: u32) -> Self {
        Self { kind: Kind::Rule(width), align: Align::Center, ..Self::new(Vec::new(), 2) }
    }

    /// Its text, without faces.
    fn text(&self) -> String {
        self.words.iter().map(|words| words.text.as_str()).collect()
    }
}

/// A sentence with a capital letter at its head.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
