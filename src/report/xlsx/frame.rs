//! What stands around the tables of a page: above them who issues it, under which nation's name, and its title; below
//! them who signs, where somebody does. Sizes are those of NĐ 30/2020/NĐ-CP, Phụ lục I.

use crate::report::letterhead::{MOTTO, NATION};
use crate::report::xlsx::letters::Face;
use crate::report::xlsx::style::{Side, Style};
use crate::report::{Letterhead, Page};

/// Room for a signature and a seal, in pixels.
const SIGNATURE: u32 = 75;

/// Lines above the tables and below them.
pub(super) struct Frame {
    pub(super) head: Vec<Line>,
    pub(super) foot: Vec<Line>,
}

/// A line: across the page, or in two halves.
pub(super) struct Line {
    pub(super) left: Words,
    pub(super) right: Option<Words>,
    /// The least it is high, in pixels.
    pub(super) least: u32,
}

/// A text and how it is written.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Words {
    pub(super) fn face(&self) -> Face {
        Face { size: u32::from(self.style.size), bold: self.style.bold }
    }
}

impl Frame {
    pub(super) fn of(page: &Page) -> Self {
        let mut frame = Self { head: Vec::new(), foot: Vec::new() };
        if let Some(letterhead) = &page.letterhead {
            frame.head.extend(nation(letterhead));
            frame.foot.extend(signatures(letterhead));
        }
        let title = Style { bold: true, ..centered(14) };
        frame.head.push(across(page.title.to_uppercase(), title));
        frame.head.extend(page.subtitle.iter().map(|text| across(text.as_ref().to_owned(), centered(12))));
        frame
    }
}

const fn centered(size: u8) -> Style {
    Style { size, align: Side::Center, ..Style::BODY }
}

fn across(text: String, style: Style) -> Line {
    Line { left: Words { text, style }, right: None, least: 0 }
}

fn halves((left, left_style): (&str, Style), (right, right_style): (&str, Style)) -> Line {
    let words = |text: &str, style| Words { text: text.to_owned(), style };
    Line { left: words(left, left_style), right: Some(words(right, right_style)), least: 0 }
}

/// The agency beside the name of the nation, its motto, place and date.
fn nation(letterhead: &Letterhead) -> Vec<Line> {
    let (plain, bold) = (centered(12), Style { bold: true, ..centered(12) });
    let (nation, motto) = ((NATION, bold), (MOTTO, Style { bold: true, underline: true, ..centered(13) }));
    let place = letterhead.place.as_deref().unwrap_or("…………");
    let date = format!("{place}, ngày … tháng … năm …");
    let agency = letterhead.agency.to_uppercase();
    let mut lines = match &letterhead.above {
        Some(above) => vec![halves((&above.to_uppercase(), plain), nation), halves((&agency, bold), motto)],
        None => vec![halves((&agency, bold), nation), halves(("", plain), motto)],
    };
    lines.push(halves(("", plain), (&date, Style { italic: true, ..centered(13) })));
    lines.push(across(String::new(), Style::BODY));
    lines
}

/// Who made the tables, and who signs them.
fn signatures(letterhead: &Letterhead) -> Vec<Line> {
    let (bold, italic) = (Style { bold: true, ..centered(12) }, Style { italic: true, ..centered(11) });
    let capacity = letterhead.capacity_words();
    let signer = letterhead.signer.as_deref();
    let names = if signer.is_some() { "(Ký, đóng dấu)" } else { "(Ký, đóng dấu, ghi rõ họ tên)" };
    let mut lines = vec![
        across(String::new(), Style::BODY),
        halves(("NGƯỜI LẬP BẢNG", bold), (&capacity, bold)),
        halves(("(Ký, ghi rõ họ tên)", italic), (names, italic)),
        Line { least: SIGNATURE, ..across(String::new(), Style::BODY) },
    ];
    lines.extend(signer.map(|signer| halves(("", bold), (signer, Style { bold: true, ..centered(13) }))));
    lines
}
