//! Texts: each is kept once, and cells name it by its number.

use std::borrow::Cow;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use crate::report::xlsx::name::start;

/// The longest text a cell holds, with room for what says that it was cut.
const LONGEST: usize = 32_000;

/// The texts of a workbook.
#[derive(Default)]
pub(super) struct Strings {
    numbers: FxHashMap<Box<str>, u32>,
    /// How many cells hold one.
    cells: u64,
}

impl Strings {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        self.cells += 1;
        let text = shortened(text);
        if let Some(number) = self.numbers.get(&*text) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).expect("a workbook has fewer texts");
        self.numbers.insert(text.into(), number);
        number
    }

    /// Writes the table of texts.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut texts: Vec<(&u32, &str)> = self.numbers.iter().map(|(text, number)| (number, &**text)).collect();
        texts.sort_unstable();
        write!(
            out,
            "{XML}<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"{}\" uniqueCount=\"{}\">",
            self.cells,
            texts.len()
        )?;
        let mut xml = Vec::new();
        for (_, text) in texts {
            let blank = ['\t', '\n', ' '];
            let keeps = text.starts_with(blank) || text.ends_with(blank);
            xml.extend_from_slice(if keeps { b"<si><t xml:space=\"preserve\">" } else { b"<si><t>" });
            escape(text, &mut xml);
            xml.extend_from_slice(b"</t></si>");
            out.write_all(&xml)?;
            xml.clear();
        }
        out.write_all(b"</sst>")
    }
}

/// What a part begins with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A text no longer than a cell holds, and says so where it was cut.
fn shortened(text: &str) -> Cow<'_, str> {
    let start = start(text, LONGEST);
    if start.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(format!("{start}… (cắt: ô không chứa hết)")) }
}

/// Writes a text as ECMA-376, 22.9.2.19, has it: what XML does not allow is `_xHHHH_`, and so is the `_` before what looks
/// like that.
pub(super) fn escape(text: &str, xml: &mut Vec<u8>) {
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        let is_plain = match byte {
            b'&' | b'<' | b'>' | 0..=8 | 0x0b..=0x1f => false,
            b'_' => !is_escape(&text.as_bytes()[at..]),
            // U+FFFE and U+FFFF.
            0xef => !text[at..].starts_with(['\u{fffe}', '\u{ffff}']),
            _ => true,
        };
        if is_plain {
            continue;
        }
        xml.extend_from_slice(&text.as_bytes()[rest..at]);
        let letter = text[at..].chars().next().expect("a byte of a letter");
        rest = at + letter.len_utf8();
        match letter {
            '&' => xml.extend_from_slice(b"&amp;"),
            '<' => xml.extend_from_slice(b"&lt;"),
            '>' => xml.extend_from_slice(b"&gt;"),
            _ => write!(xml, "_x{:04X}_", u32::from(letter)).expect("memory takes everything"),
        }
    }
    xml.extend_from_slice(&text.as_bytes()[rest..]);
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() > 4 && digits[4] == b'_' && digits[..4].iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::{Strings, escape};

    fn escaped(text: &str) -> String {
        let mut xml = Vec::new();
        escape(text, &mut xml);
        String::from_utf8(xml).expect("text")
    }

    #[test]
    fn what_xml_does_not_allow_is_named_by_its_number() {
        assert_eq!(escaped("a & <b>\n\t\"ế\""), "a &amp; &lt;b&gt;\n\t\"ế\"");
        assert_eq!(escaped("\u{1}\r\u{fffe}\u{ffff}\u{fffd}"), "_x0001__x000D__xFFFE__xFFFF_\u{fffd}");
        assert_eq!(escaped("_x000D_ _x00_ _xGGGG_ _x000"), "_x005F_x000D_ _x00_ _xGGGG_ _x000");
    }

    #[test]
    fn a_text_is_kept_once() {
        let mut strings = Strings::default();
        assert_eq!(["b", "a", "b"].map(|text| strings.number(text)), [0, 1, 0]);
        let mut out = Vec::new();
        strings.write(&mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("text");
        assert!(text.ends_with("count=\"3\" uniqueCount=\"2\"><si><t>b</t></si><si><t>a</t></si></sst>"), "{text}");
    }

    #[test]
    fn a_text_longer_than_a_cell_says_that_it_was_cut() {
        let mut strings = Strings::default();
        strings.number(&"ă".repeat(40_000));
        let mut out = Vec::new();
        strings.write(&mut out).expect("memory takes everything");
        assert!(String::from_utf8(out).expect("text").contains(&format!("<t>{}… (cắt: ô không chứa hết)</t>", "ă".repeat(32_000))));
    }
}
