//! Text as people type it: trimmed, folded, compared, measured.
//!
//! `Khối_thi  đua`, `khoi thi dua` and `KHỐI THI ĐUA` fold to one; `hoà` and `hòa` are one word in two fashions.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_width::UnicodeWidthStr;

/// The bytes without ASCII blanks and NBSP (U+00A0) at either end.
pub fn trim_blanks(cell: &[u8]) -> &[u8] {
    let mut text = cell.trim_ascii();
    loop {
        text = match text {
            [0xC2, 0xA0, rest @ ..] | [rest @ .., 0xC2, 0xA0] => rest.trim_ascii(),
            _ => return text,
        };
    }
}

/// The text in NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plainly_nfc(text.as_bytes()) || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether the bytes are text of nothing but letters below U+0300 and of U+1E00 to U+1EFF, none of which is ever put
/// together with another: all that Vietnamese is written with in NFC, and told from the bytes alone.
pub fn is_plainly_nfc(text: &[u8]) -> bool {
    let mut bytes = text;
    loop {
        // Codes and dates are all ASCII.
        while let Some((eight, rest)) = bytes.split_first_chunk()
            && u64::from_ne_bytes(*eight) & 0x8080_8080_8080_8080 == 0
        {
            bytes = rest;
        }
        bytes = match bytes {
            [] => return true,
            [0x00..=0x7F, rest @ ..] | [0xC2..=0xCB, 0x80..=0xBF, rest @ ..] | [0xE1, 0xB8..=0xBB, 0x80..=0xBF, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// The text in lower case without diacritics, `đ` as `d`, blanks and runs of `_` and dashes as one space: how labels and names are matched.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return words(text.chars().map(|letter| letter.to_ascii_lowercase()), text.len());
    }
    let letters = text.chars().flat_map(char::to_lowercase).nfd();
    let letters = letters.filter(|&letter| !is_combining_mark(letter)).map(|letter| match letter {
        'đ' | 'ð' | 'ɖ' => 'd',
        letter => letter,
    });
    words(letters, text.len())
}

/// As [`fold`], but with diacritics, in NFC; tones placed the old way are moved to the new: `hòa` is `hoà`, `khỏe` is `khoẻ`, `thúy` is `thuý`.
pub fn fold_accents(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    let mut letters: Vec<char> = text.chars().flat_map(char::to_lowercase).nfd().collect();
    for at in 2..letters.len() {
        let is_bare = letters.get(at + 1).is_none_or(|&next| !is_combining_mark(next));
        if is_bare && is_tone(letters[at - 1]) && matches!((letters[at - 2], letters[at]), ('o', 'a' | 'e') | ('u', 'y')) {
            letters.swap(at - 1, at);
        }
    }
    let letters = letters.into_iter().nfc().map(|letter| match letter {
        'ð' | 'ɖ' => 'đ',
        letter => letter,
    });
    words(letters, text.len())
}

/// Huyền, sắc, ngã, hỏi, nặng.
fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// The letters with one space for each run of blanks, `_` and dashes, and none at the ends.
fn words(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut words = String::with_capacity(capacity);
    let mut is_apart = false;
    for letter in letters {
        match letter {
            '_' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => is_apart = true,
            blank if blank.is_whitespace() => is_apart = true,
            // Pasted along with text, and shown as nothing.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
            letter => {
                if is_apart && !words.is_empty() {
                    words.push(' ');
                }
                is_apart = false;
                words.push(letter);
            }
        }
    }
    words
}

/// At most `at_most` of the known names that `wanted` may be a slip for: nearest first, then in order of their text.
///
/// Near is [a third](farthest) of the folded letters of `wanted` changed, left out, added or swapped with their neighbour.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>, at_most: usize) -> Vec<&'a str> {
    let wanted = fold(wanted);
    let length = wanted.chars().count();
    let farthest = farthest(length);
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|name| {
            let folded = fold(name);
            // Each change makes up for one letter at most: most names are told apart by their length.
            if folded.chars().count().abs_diff(length) > farthest {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&wanted, &folded);
            (distance <= farthest).then_some((distance, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(at_most);
    near.into_iter().map(|(_, name)| name).collect()
}

/// How many letters of a name of this length may be another for it still to be near: a third, and at least one.
pub fn farthest(length: usize) -> usize {
    (length / 3).max(1)
}

/// A letter of another script among Latin ones: `PХ1` with a Cyrillic `Х`.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub struct LookAlike {
    /// The Cyrillic or Greek letter.
    pub letter: char,
    /// The byte of the text at which it begins.
    pub offset: usize,
    /// The Latin letter it looks like, where there is one.
    pub latin: Option<char>,
}

/// The first Cyrillic or Greek letter in a word that has Latin letters too; `None` when every word keeps to one script.
pub fn looks_alike(text: &str) -> Option<LookAlike> {
    // Nearly no text has such a letter.
    if !text.chars().any(is_foreign) {
        return None;
    }
    let mut is_latin = false;
    let mut foreign = None;
    for (offset, letter) in text.char_indices() {
        if !letter.is_alphanumeric() && !is_combining_mark(letter) && letter != '_' {
            (is_latin, foreign) = (false, None);
            continue;
        }
        if matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
            is_latin = true;
        } else if is_foreign(letter) {
            foreign = foreign.or(Some(LookAlike { letter, offset, latin: latin_twin(letter) }));
        }
        if is_latin && foreign.is_some() {
            return foreign;
        }
    }
    None
}

/// Whether it is in the blocks of Greek or Cyrillic letters.
fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}')
}

/// The Latin letter a Cyrillic or Greek one is drawn as.
fn latin_twin(letter: char) -> Option<char> {
    let twin = match letter {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    };
    Some(twin)
}

/// Columns of the text on a terminal.
pub fn width(text: &str) -> usize {
    // Codes and figures, which most texts are, take a column a byte.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) { text.len() } else { text.width() }
}

/// A code as the name of a file: without what a path or a system takes for something else.
pub fn as_file_name(code: &str) -> String {
    let name: String = code.chars().map(|letter| if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '-' } else { letter }).collect();
    let name = name.trim_matches([' ', '.']).to_owned();
    if name.starts_with('~') { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    use crate::value::text::{LookAlike, fold, fold_accents, is_plainly_nfc, looks_alike, nearest, nfc, trim_blanks, width};

    #[test]
    fn blanks_and_nbsp_are_trimmed_in_any_mixture() {
        assert_eq!(trim_blanks(" \u{a0}\t x \u{a0}y\u{a0} \r\n".as_bytes()), "x \u{a0}y".as_bytes());
        assert_eq!(trim_blanks("\u{a0}".as_bytes()), b"");
        assert_eq!(trim_blanks(b"\xC2"), b"\xC2");
    }

    #[test]
    fn text_in_nfc_is_not_copied() {
        assert!(matches!(nfc("Khối"), Cow::Borrowed("Khối")));
        let decomposed: String = "Khối".nfd().collect();
        assert_eq!(nfc(&decomposed), "Khối");
    }

    #[test]
    fn letters_that_are_plainly_nfc_are_never_put_together_with_others() {
        for letter in '\0'..='\u{2FFF}' {
            let is_plain = is_plainly_nfc(letter.to_string().as_bytes());
            assert_eq!(is_plain, matches!(letter, '\0'..'\u{300}' | '\u{1E00}'..'\u{1F00}'), "{letter:?}");
            if is_plain {
                assert_eq!(is_nfc_quick(std::iter::once(letter)), IsNormalized::Yes, "{letter:?}");
                assert_eq!(canonical_combining_class(letter), 0, "{letter:?}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_not_plainly_nfc() {
        for bytes in [&b"\xC3"[..], b"\xC3a", b"\xE1\xBA", b"\xE1\xBAa", b"\xFF", b"\x80"] {
            assert!(!is_plainly_nfc(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn labels_fold_to_plain_letters() {
        for label in ["Mã đơn vị", "MÃ ĐƠN VỊ", " ma_don_vi ", "Ma--don\u{a0}_ vi", "Mã Ðơn vị", "Mã đơn\u{200b} vị"] {
            assert_eq!(fold(label), "ma don vi", "{label}");
            let decomposed: String = label.nfd().collect();
            assert_eq!(fold(&decomposed), "ma don vi", "{label}");
        }
        assert_eq!(fold("hoà"), fold("hòa"));
        assert_eq!(fold(" -_ "), "");
    }

    #[test]
    fn folding_accents_keeps_words_apart() {
        assert_eq!(fold_accents("  Tổ_TRƯỞNG "), "tổ trưởng");
        assert_ne!(fold_accents("tổ"), fold_accents("tô"));
        assert_ne!(fold_accents("sĩ"), fold_accents("sỹ"));
        assert_eq!(fold_accents("Ðội"), "đội");
        assert_eq!(fold_accents("PX-1"), "px 1");
    }

    #[test]
    fn both_fashions_of_tones_are_one_word() {
        for (old, new) in [
            ("hòa", "hoà"),
            ("HÓA", "hoá"),
            ("khỏe", "khoẻ"),
            ("thúy", "thuý"),
            ("ủy ban", "uỷ ban"),
            ("họa sĩ", "hoạ sĩ"),
            ("lõa", "loã"),
            ("quý", "quý"),
        ] {
            assert_eq!(fold_accents(old), new);
            assert_eq!(fold_accents(new), new);
        }
        assert_eq!(fold_accents("thuế"), "thuế");
        assert_eq!(fold_accents("của"), "của");
        assert_eq!(fold_accents("toàn"), "toàn");
    }

    #[test]
    fn the_nearest_name_comes_first() {
        let known = ["PX12", "PX2", "PX1", "KT1", "PX7X"];
        assert_eq!(nearest("PX7", known.into_iter(), 3), ["PX1", "PX2", "PX7X"]);
        assert_eq!(nearest("px1", known.into_iter(), 2), ["PX1", "PX12"]);
        assert_eq!(nearest("Phòng kỹ thuật", ["Phong ky thaut", "Phòng kế hoạch"].into_iter(), 3), ["Phong ky thaut"]);
        assert!(nearest("ABC", known.into_iter(), 3).is_empty());
    }

    #[test]
    fn a_foreign_letter_in_a_latin_word_is_found() {
        assert_eq!(looks_alike("PX1 PХ1"), Some(LookAlike { letter: 'Х', offset: 5, latin: Some('X') }));
        assert_eq!(looks_alike("ΑB"), Some(LookAlike { letter: 'Α', offset: 0, latin: Some('A') }));
        assert_eq!(looks_alike("đиện"), Some(LookAlike { letter: 'и', offset: 2, latin: None }));
        assert_eq!(looks_alike("Đơn vị Москва α"), None);
        assert_eq!(looks_alike("Phân xưởng 1"), None);
    }

    #[test]
    fn marks_take_no_column() {
        let decomposed: String = "Khối".nfd().collect();
        assert_eq!((width("Khối"), width(&decomposed), width("三")), (4, 4, 2));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[ _a-yàáãạđÐòoóuúýAEĂÂơ\u{301}\u{a0}-]{0,12}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
            let folded = fold_accents(&text);
            prop_assert_eq!(fold_accents(&folded), &*folded);
            prop_assert_eq!(fold(&folded), fold(&text));
        }

        #[test]
        fn any_text_folds(text: String) {
            let _ = (fold(&text), fold_accents(&text), looks_alike(&text), width(&text));
        }
    }
}
