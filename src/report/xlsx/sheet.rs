//! The part of a workbook that is one sheet, written row by row: nothing of a row is kept once the next begins.
//!
//! Elements and their order are those of ECMA-376, part 1, 18.3.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::report::Orientation;
use crate::report::xlsx::grid::{Fit, Laid, SMALLEST};
use crate::report::xlsx::number::write_nearest;
use crate::report::xlsx::text::{XML, escape};
use crate::value::Fraction;

/// Paper size A4 in the numbers of the format.
const A4: u8 = 9;
/// The height of a row that states none, in pixels.
const PLAIN: u32 = 20;
/// What is written at once.
const ROOM: usize = 1 << 15;

/// Margins as NĐ 30/2020/NĐ-CP, Phụ lục I, has them, in inches of 25.4 millimetres: 30, 15, 20, 20, 10 and 10 of them.
const MARGINS: &str = "<pageMargins left=\"1.1811023622047245\" right=\"0.5905511811023623\" top=\"0.7874015748031497\" \
                       bottom=\"0.7874015748031497\" header=\"0.3937007874015748\" footer=\"0.3937007874015748\"/>";
/// The number of the page of paper stands above the text, in the middle.
const HEADER: &str = "<headerFooter><oddHeader>&amp;C&amp;\"Times New Roman,Regular\"&amp;13&amp;P</oddHeader></headerFooter>";

/// A sheet being written.
pub(super) struct Sheet<'z> {
    out: &'z mut dyn Write,
    xml: Vec<u8>,
    /// The number of the row at hand, as it is written.
    row: String,
    /// Ranges that are one cell.
    merged: Vec<Range>,
}

/// Cells from the one at the top left to the one at the bottom right.
type Range = ((u32, u16), (u32, u16));

/// What stands still while rows and columns move: so many of the first.
#[derive(Clone, Copy)]
pub(super) struct Frozen {
    pub(super) rows: u32,
    pub(super) columns: u16,
}

impl<'z> Sheet<'z> {
    /// Begins a sheet with what stands before its cells.
    pub(super) fn open(out: &'z mut dyn Write, laid: &Laid, frozen: Option<Frozen>, is_first: bool) -> Self {
        let mut head = String::from(XML);
        head.push_str(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">",
        );
        if laid.fit == Fit::Sheet {
            head.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        }
        head.push_str("<dimension ref=\"");
        range_name((0, 0), laid.last(), &mut head);
        head.push_str("\"/><sheetViews><sheetView ");
        head.push_str(if is_first { "tabSelected=\"1\" " } else { "" });
        head.push_str("workbookViewId=\"0\"");
        match frozen {
            None => head.push_str("/>"),
            Some(frozen) => {
                head.push('>');
                frozen.write(&mut head);
                head.push_str("</sheetView>");
            }
        }
        head.push_str("</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        let mut first = 1;
        for alike in laid.columns.chunk_by(|one, next| one == next) {
            let last = first + alike.len() - 1;
            // A digit is 7 pixels wide; offices keep widths to the 256th of one.
            let (digits, parts) = (alike[0] / 7, alike[0] * 256 / 7 % 256);
            write!(head, "<col min=\"{first}\" max=\"{last}\" width=\"{}\" customWidth=\"1\"/>", width(digits, parts)).expect(TAKES);
            first = last + 1;
        }
        head.push_str("</cols><sheetData>");
        Self { out, xml: head.into_bytes(), row: String::new(), merged: Vec::new() }
    }

    /// Begins a row; of no height where it is as all are.
    pub(super) fn row(&mut self, row: u32, height: u32) {
        self.row.clear();
        write!(self.row, "{}", row + 1).expect(TAKES);
        self.put(&["<row r=\"", &self.row.clone(), "\""]);
        if height > 0 && height != PLAIN {
            // Three quarters of a pixel are a point.
            let part = ["", ".25", ".5", ".75"][(height * 3 % 4) as usize];
            write!(self.xml, " ht=\"{}{part}\" customHeight=\"1\"", height * 3 / 4).expect(TAKES);
        }
        self.put(&[">"]);
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.put(&["</row>"]);
        if self.xml.len() >= ROOM {
            self.out.write_all(&self.xml)?;
            self.xml.clear();
        }
        Ok(())
    }

    /// A cell without content; nothing is written of one that looks plain.
    pub(super) fn blank(&mut self, column: u16, style: u32) {
        if style > 0 {
            self.cell(column, style);
            self.put(&["/>"]);
        }
    }

    /// A cell with a text, by its number.
    pub(super) fn text(&mut self, column: u16, style: u32, number: u32) {
        self.cell(column, style);
        self.put(&[" t=\"s\"><v>", itoa::Buffer::new().format(number), "</v></c>"]);
    }

    /// A cell with a whole number.
    pub(super) fn whole(&mut self, column: u16, style: u32, number: i128) {
        self.cell(column, style);
        self.put(&["><v>", itoa::Buffer::new().format(number), "</v></c>"]);
    }

    /// A cell with a number.
    pub(super) fn number(&mut self, column: u16, style: u32, number: &Fraction) {
        self.cell(column, style);
        self.put(&["><v>"]);
        write_nearest(number, &mut self.xml);
        self.put(&["</v></c>"]);
    }

    /// A cell with a formula and the number it comes to.
    pub(super) fn formula(&mut self, column: u16, style: u32, formula: &str, number: &Fraction) {
        self.cell(column, style);
        self.put(&["><f>"]);
        escape(formula, &mut self.xml);
        self.put(&["</f><v>"]);
        write_nearest(number, &mut self.xml);
        self.put(&["</v></c>"]);
    }

    /// Makes one cell of several.
    pub(super) fn merge(&mut self, range: Range) {
        self.merged.push(range);
    }

    /// Ends the sheet with what stands behind its cells.
    pub(super) fn close(mut self, laid: &Laid, orientation: Orientation) -> io::Result<()> {
        let mut tail = String::from("</sheetData>");
        if !self.merged.is_empty() {
            write!(tail, "<mergeCells count=\"{}\">", self.merged.len()).expect(TAKES);
            for (first, last) in &self.merged {
                tail.push_str("<mergeCell ref=\"");
                range_name(*first, *last, &mut tail);
                tail.push_str("\"/>");
            }
            tail.push_str("</mergeCells>");
        }
        tail.push_str(MARGINS);
        write!(tail, "<pageSetup paperSize=\"{A4}\"").expect(TAKES);
        let scale = match &laid.fit {
            Fit::Sheet => 100,
            Fit::Scaled { scale, .. } => *scale,
            Fit::Wide { .. } => SMALLEST,
        };
        if scale != 100 {
            write!(tail, " scale=\"{scale}\"").expect(TAKES);
        }
        let orientation = match orientation {
            Orientation::Portrait => "portrait",
            Orientation::Landscape => "landscape",
        };
        write!(tail, " orientation=\"{orientation}\" horizontalDpi=\"200\" verticalDpi=\"200\"/>{HEADER}").expect(TAKES);
        match &laid.fit {
            Fit::Sheet => {}
            Fit::Scaled { breaks, .. } => write_breaks("rowBreaks", breaks, 16_383, &mut tail),
            Fit::Wide { columns } => write_breaks("colBreaks", columns, 1_048_575, &mut tail),
        }
        tail.push_str("<ignoredErrors><ignoredError sqref=\"");
        range_name((0, 0), laid.last(), &mut tail);
        tail.push_str("\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>");
        self.xml.extend_from_slice(tail.as_bytes());
        self.out.write_all(&self.xml)
    }

    /// Begins a cell of the row at hand.
    fn cell(&mut self, column: u16, style: u32) {
        self.xml.extend_from_slice(b"<c r=\"");
        column_letters(column, |letter| self.xml.push(letter));
        self.xml.extend_from_slice(self.row.as_bytes());
        self.xml.push(b'"');
        if style > 0 {
            self.put(&[" s=\"", itoa::Buffer::new().format(style), "\""]);
        }
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.xml.extend_from_slice(part.as_bytes());
        }
    }
}

impl Frozen {
    fn write(self, head: &mut String) {
        let (rows, columns) = (self.rows, self.columns);
        let name = |row: u32, column: u16| {
            let mut name = String::new();
            cell_name(row, column, &mut name);
            name
        };
        let split = if columns > 0 { format!("xSplit=\"{columns}\" ") } else { String::new() };
        let active = if columns > 0 { "bottomRight" } else { "bottomLeft" };
        let corner = name(rows, columns);
        write!(head, "<pane {split}ySplit=\"{rows}\" topLeftCell=\"{corner}\" activePane=\"{active}\" state=\"frozen\"/>").expect(TAKES);
        if columns > 0 {
            for (pane, cell) in [("topRight", name(0, columns)), ("bottomLeft", name(rows, 0))] {
                write!(head, "<selection pane=\"{pane}\" activeCell=\"{cell}\" sqref=\"{cell}\"/>").expect(TAKES);
            }
        }
        write!(head, "<selection pane=\"{active}\"/>").expect(TAKES);
    }
}

/// A width in digits and 256ths of one.
fn width(digits: u32, parts: u32) -> String {
    // A 256th is 0.00390625.
    let decimals = format!("{:08}", parts * 390_625);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { digits.to_string() } else { format!("{digits}.{decimals}") }
}

/// Rows or columns before which a sheet of paper begins.
fn write_breaks(element: &str, breaks: &[u32], most: u32, tail: &mut String) {
    if breaks.is_empty() {
        return;
    }
    let count = breaks.len();
    write!(tail, "<{element} count=\"{count}\" manualBreakCount=\"{count}\">").expect(TAKES);
    for at in breaks {
        write!(tail, "<brk id=\"{at}\" max=\"{most}\" man=\"1\"/>").expect(TAKES);
    }
    write!(tail, "</{element}>").expect(TAKES);
}

/// Writes the name of a cell, as A1.
pub(super) fn cell_name(row: u32, column: u16, text: &mut String) {
    column_letters(column, |letter| text.push(char::from(letter)));
    text.push_str(itoa::Buffer::new().format(row + 1));
}

/// Writes the name of a range, as A1:B2.
pub(super) fn range_name(first: (u32, u16), last: (u32, u16), text: &mut String) {
    cell_name(first.0, first.1, text);
    if first != last {
        text.push(':');
        cell_name(last.0, last.1, text);
    }
}

/// The letters of a column, from 0: A … Z, AA … XFD.
fn column_letters(column: u16, mut put: impl FnMut(u8)) {
    let letter = |number: u16| b'A' + u8::try_from(number % 26).expect("below 26");
    if column >= 26 + 26 * 26 {
        put(letter((column - 26 - 26 * 26) / (26 * 26)));
    }
    if column >= 26 {
        put(letter((column - 26) / 26));
    }
    put(letter(column));
}

/// Why writing to memory does not fail.
const TAKES: &str = "memory takes everything";

#[cfg(test)]
mod tests {
    use super::{cell_name, range_name, width};

    #[test]
    fn cells_are_named_by_letters_and_rows_from_one() {
        let name = |column| {
            let mut text = String::new();
            cell_name(8, column, &mut text);
            text
        };
        assert_eq!([0, 25, 26, 51, 52, 701, 702, 16_383].map(name), ["A9", "Z9", "AA9", "AZ9", "BA9", "ZZ9", "AAA9", "XFD9"]);
        let mut text = String::new();
        range_name((0, 0), (2, 1), &mut text);
        range_name((4, 4), (4, 4), &mut text);
        assert_eq!(text, "A1:B3E5");
    }

    #[test]
    fn widths_are_kept_to_the_256th_of_a_digit() {
        // 45 pixels are 6 digits and 109 of 256 parts; 63 are nine digits.
        assert_eq!([width(6, 109), width(9, 0), width(0, 1)], ["6.42578125", "9", "0.00390625"]);
    }
}
