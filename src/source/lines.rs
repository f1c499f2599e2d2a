//! Lines: the place of a byte as line and column, for texts that are held whole.
//!
//! Lines end at a line feed; columns count Unicode code points, and an invalid byte counts one.

/// Where the lines of a text begin.
///
/// ```
/// use thidua::source::LineIndex;
///
/// let index = LineIndex::new("ten: Khối I\nđiểm: 12\n".as_bytes());
/// assert_eq!(index.place(13), (1, 12)); // the line feed
/// assert_eq!(index.place(20), (2, 4)); // `m`: đ is one column, as is ể
/// assert_eq!(index.line(2), Some("điểm: 12".as_bytes()));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t [u8],
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// The lines of a text; a byte order mark is no column of the first.
    pub fn new(text: &'t [u8]) -> Self {
        let first = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let feeds = text.iter().enumerate().filter(|&(_, &byte)| byte == b'\n');
        let starts = std::iter::once(first).chain(feeds.map(|(at, _)| at + 1));
        Self { text, starts: starts.collect() }
    }

    /// Number of lines; a line feed at the end of the text begins one more, which is empty.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of a byte, both from 1. A byte inside a character has the character's
    /// column; an offset past the end is the end of the text.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let past = self.starts.partition_point(|&start| start <= offset);
        let index = past.saturating_sub(1);
        let start = self.starts[index];
        let column = column_of(&self.text[start..self.end(index)], offset.saturating_sub(start));
        (index + 1, column)
    }

    /// The text of a line, from 1, without its line end.
    pub fn line(&self, line: usize) -> Option<&'t [u8]> {
        let index = line.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let text = &self.text[start..self.end(index)];
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        Some(text.strip_suffix(b"\r").unwrap_or(text))
    }

    /// Past the line feed of the line with this index.
    fn end(&self, index: usize) -> usize {
        self.starts.get(index + 1).copied().unwrap_or(self.text.len())
    }
}

/// Line and column of a byte in a text, both from 1; for more than one place, [`LineIndex`].
pub fn line_of(text: &[u8], offset: usize) -> (usize, usize) {
    LineIndex::new(text).place(offset)
}

/// Column, from 1, of the byte at this offset of a line.
pub fn column_of(line: &[u8], offset: usize) -> usize {
    let mut column = 1;
    let mut at = 0;
    for chunk in line.utf8_chunks() {
        let characters = chunk.valid().chars().map(char::len_utf8);
        let invalid = chunk.invalid().iter().map(|_| 1);
        for width in characters.chain(invalid) {
            at += width;
            if offset < at {
                return column;
            }
            column += 1;
        }
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let text = "đe\u{301}x".as_bytes(); // 2 + 1 + 2 + 1 bytes
        let columns: Vec<_> = (0..=7).map(|offset| line_of(text, offset).1).collect();
        assert_eq!(columns, [1, 1, 2, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn an_invalid_byte_is_one_column() {
        let text = b"a\xE1\xBA,\xFFb"; // two bytes of a character of three, then one of none
        let columns: Vec<_> = (0..6).map(|offset| line_of(text, offset).1).collect();
        assert_eq!(columns, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_line_ends_at_its_line_feed_and_the_return_before_it_is_no_text() {
        let index = LineIndex::new(b"a\r\nb\rc\n\nd");
        let lines: Vec<_> = (0..6).map(|line| index.line(line)).collect();
        assert_eq!(lines, [None, Some(&b"a"[..]), Some(b"b\rc"), Some(b""), Some(b"d"), None]);
        assert_eq!(index.place(2), (1, 3));
        assert_eq!(index.place(3), (2, 1));
        assert_eq!(index.place(7), (3, 1));
        assert_eq!(index.place(8), (4, 1));
        assert_eq!(index.place(100), (4, 2));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let text = "\u{feff}ab".as_bytes();
        assert_eq!(line_of(text, 0), (1, 1));
        assert_eq!(line_of(text, 3), (1, 1));
        assert_eq!(line_of(text, 4), (1, 2));
        assert_eq!(LineIndex::new(text).line(1), Some(&b"ab"[..]));
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(line_of(b"", 0), (1, 1));
        assert_eq!(LineIndex::new(b"").lines(), 1);
        assert_eq!(LineIndex::new(b"\n").line(2), Some(&b""[..]));
    }
}
