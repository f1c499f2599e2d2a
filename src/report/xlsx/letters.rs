//! How wide text is, and where it breaks.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;
use unicode_width::UnicodeWidthChar;

/// A digit of the text.
pub(in crate::report) const DIGIT: u32 = 7;
/// What a cell keeps free at its sides.
pub(in crate::report) const PADDING: u32 = 10;
/// Where the text of a cell breaks.
#[derive(Clone, Copy)]
pub(in crate::report) struct Face {
    /// Points.
    pub(in crate::report) size: u32,
    /// Whether it is bold.
    pub(in crate::report) bold: bool,
}

/// The face of the cells of tables.
pub(in crate::report) const BODY: Face = Face { size: 11, bold: false };

/// The height of a line.
pub(in crate::report) const fn line_height(face: Face) -> u32 {
    (face.size * 5).div_ceil(3)
}

/// How many lines a text takes in a cell so wide.
pub(in crate::report) fn lines_of(text: &str, face: Face, width: u32) -> u32 {
    // Breaks in offices differ by a hair: a line is counted full a little early.
    let room = (width.saturating_sub(PADDING) * 97 / 100).max(DIGIT);
    let mut lines = 0;
    each_line(text, face, room, |_| lines += 1);
    lines
}

/// What a cell so wide has left beside the widest line of its text, in pixels; none where a word is wider than the cell.
pub(in crate::report) fn left_beside(text: &str, face: Face, width: u32) -> Option<u32> {
    let is_torn = text.split_whitespace().any(|word| text_width(word, face) > width);
    let mut widest = 0;
    // Columns of some offices are wider and letters are measured a hair too wide: one may put on a line what seems to have no room.
    each_line(text, face, (width * 108 / 100).max(1), |line| widest = widest.max(line));
    (!is_torn).then(|| width.saturating_sub(widest))
}

/// Breaks a text into lines no wider than there is room for, and tells the width of each.
fn each_line(text: &str, face: Face, room: u32, mut line: impl FnMut(u32)) {
    for paragraph in text.split('\n') {
        let mut used = 0;
        for word in paragraph.split(' ') {
            let word_width = text_width(word, face);
            let gap = if used == 0 { 0 } else { text_width(" ", face) };
            if used > 0 && used + gap + word_width > room {
                line(used);
                used = 0;
            }
            let gap = if used == 0 { 0 } else { gap };
            used += gap + word_width;
            while used > room {
                line(room);
                used -= room;
            }
        }
        line(used);
    }
}

/// The width of a text in pixels.
pub(in crate::report) fn text_width(text: &str, face: Face) -> u32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    let pixels = thousandths * face.size * 4 / 3;
    let pixels = if face.bold { pixels * 106 / 100 } else { pixels };
    pixels.div_ceil(1000)
}

/// The width of a letter of Times New Roman in thousandths of its size; marks above and below take none.
fn advance(letter: char) -> u32 {
    let place = match letter {
        '\u{0}'..LATIN_END => u32::from(letter),
        MARKED_BEGIN..MARKED_END => u32::from(letter) - u32::from(MARKED_BEGIN) + u32::from(LATIN_END),
        _ => return measured(letter),
    };
    VIETNAMESE[place as usize]
}

/// Behind the Latin letters of most languages.
const LATIN_END: char = '\u{200}';
/// The Latin letters with more marks.
const MARKED_BEGIN: char = '\u{1e00}';
const MARKED_END: char = '\u{1f00}';

/// The widths of the letters Vietnamese is written in, measured once.
static VIETNAMESE: LazyLock<Vec<u32>> = LazyLock::new(|| ('\u{0}'..LATIN_END).chain(MARKED_BEGIN..MARKED_END).map(measured).collect());

/// The same of any letter.
fn measured(letter: char) -> u32 {
    match letter {
        '\u{20}'..='\u{7e}' => of_base(letter),
        _ if letter.width().unwrap_or(0) == 0 => 0,
        _ => {
            let mut base = letter;
            decompose_canonical(letter, |part| {
                if part.width() != Some(0) {
                    base = part;
                }
            });
            of_base(base)
        }
    }
}

/// The same of a letter without marks.
fn of_base(letter: char) -> u32 {
    match letter {
        ' ' | '.' | ',' => 250,
        'i' | 'j' | 'l' | 't' | ':' | ';' | '/' | '\\' => 278,
        'f' | 'r' | 'I' | '-' | '(' | ')' | '[' | ']' | '!' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' => 444,
        '0'..='9' | 'b' | 'd' | 'g' | 'h' | 'k' | 'n' | 'o' | 'p' | 'q' | 'u' | 'v' | 'x' | 'y' | 'đ' | '–' | '_' | '*' => 500,
        'F' | 'P' | 'S' | '+' | '=' | '<' | '>' => 564,
        'E' | 'L' | 'T' | 'Z' => 611,
        'B' | 'C' | 'R' => 667,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'Đ' => 722,
        'm' | '%' => 800,
        'M' | 'W' => 944,
        _ if letter.width() == Some(2) => 1000,
        _ => 600,
    }
}

#[cfg(test)]
mod tests {
    use super::{BODY, Face, advance, left_beside, lines_of, measured, text_width};

    #[test]
    fn letters_measured_once_are_as_wide_as_letters_measured_anew() {
        for letter in '\u{0}'..'\u{3000}' {
            assert_eq!(advance(letter), measured(letter), "{letter:?}");
        }
    }

    #[test]
    fn marks_take_no_width_and_capitals_take_more() {
        assert_eq!(text_width("ế", BODY), text_width("e", BODY));
        assert!(text_width("KHỐI", BODY) > text_width("khối", BODY));
        assert!(text_width("khối", Face { bold: true, ..BODY }) > text_width("khối", BODY));
    }

    #[test]
    fn beside_the_widest_line_of_a_text_is_what_it_does_not_take() {
        let [one, blank, other] = ["một", " ", "hai"].map(|text| text_width(text, BODY));
        // In 100 both words stand on one line; in a cell as wide as the longer of them, they do not.
        assert_eq!(left_beside("một hai", BODY, 100), Some(100 - one - blank - other));
        assert_eq!(left_beside("một hai", BODY, one + 4), Some(4));
        // A word wider than the cell is broken, and nothing is left.
        assert_eq!(left_beside("một hai", BODY, one - 1), None);
    }

    #[test]
    fn text_breaks_at_blanks_and_at_its_own_ends_of_line() {
        assert_eq!(lines_of("một hai ba", BODY, 200), 1);
        assert_eq!(lines_of("một hai ba", BODY, 60), 2);
        assert_eq!(lines_of("một\nhai", BODY, 200), 2);
        assert_eq!(lines_of("", BODY, 200), 1);
    }
}
