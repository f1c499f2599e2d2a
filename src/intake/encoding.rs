//! Letters of other times: which encoding a text file is in, and texts typed with TCVN3 or VNI fonts.
//!
//! UTF-8 and UTF-16 say what they are. Windows-1258 is taken where every letter it gives is one of Vietnamese. TCVN3 and VNI are no
//! encodings but fonts: their letters are those of Western Europe, so they are only recognised and said, and converted when told.

use std::borrow::Cow;

use anyhow::bail;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use crate::value::text::nfc;

/// The encodings `--encoding` takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with either order of bytes.
    Utf16,
    /// Windows-1258.
    Windows1258,
    /// TCVN 5712:1993 as the `.Vn` fonts have it (ABC).
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

impl Encoding {
    /// Every encoding, by the name it is asked for by.
    pub const ALL: [(&str, Self); 5] =
        [("utf-8", Self::Utf8), ("utf-16", Self::Utf16), ("windows-1258", Self::Windows1258), ("tcvn3", Self::Tcvn3), ("vni", Self::Vni)];

    /// The encoding of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, encoding)| *encoding)
    }
}

/// The text of a file, and what is to be said of how it was read.
///
/// # Errors
/// Where it cannot be told how to read it, or it is not as told.
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> anyhow::Result<(String, Option<String>)> {
    match told {
        Some(Encoding::Utf16) => return utf16(bytes).map(|text| (text, None)),
        Some(Encoding::Windows1258) => return Ok((windows_1258(bytes), None)),
        // Their letters are those of Western Europe; the cells are converted one by one.
        Some(Encoding::Tcvn3 | Encoding::Vni) if str::from_utf8(bytes).is_err() => {
            return Ok((WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), None));
        }
        Some(Encoding::Tcvn3 | Encoding::Vni | Encoding::Utf8) | None => {}
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || looks_utf16(bytes) {
        return utf16(bytes).map(|text| (text, Some("đọc theo UTF-16".to_owned())));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    if told == Some(Encoding::Utf8) {
        let at = str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
        bail!("không phải UTF-8: byte thứ {} không đọc được", at + 1);
    }
    let old = windows_1258(bytes);
    if old.chars().all(is_expected) {
        return Ok((old, Some("đọc theo windows-1258; sai thì thêm `--encoding`".to_owned())));
    }
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let advice = match looks_old(&western) {
        Some((Encoding::Vni, _)) => "trông như VNI: thêm `--encoding vni`",
        Some(_) => "trông như TCVN3 (ABC): thêm `--encoding tcvn3`",
        None => "nêu bằng `--encoding windows-1258|tcvn3|vni|utf-16`, hoặc lưu lại dạng CSV UTF-8",
    };
    bail!("không phải UTF-8, không biết đọc theo bảng mã nào; {advice}");
}

fn looks_utf16(bytes: &[u8]) -> bool {
    let head = bytes.get(..64.min(bytes.len() & !1)).unwrap_or_default();
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    head.len() >= 8 && (zeros(0) * 4 > head.len() || zeros(1) * 4 > head.len())
}

fn utf16(bytes: &[u8]) -> anyhow::Result<String> {
    let head = bytes.get(..64.min(bytes.len() & !1)).unwrap_or_default();
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let is_big = bytes.starts_with(&[0xFE, 0xFF]) || (!bytes.starts_with(&[0xFF, 0xFE]) && zeros(0) > zeros(1));
    let (text, _, is_broken) = if is_big { UTF_16BE.decode(bytes) } else { UTF_16LE.decode(bytes) };
    if is_broken {
        bail!("không phải UTF-16: lưu lại dạng CSV UTF-8");
    }
    Ok(text.into_owned())
}

/// Windows-1258 writes tones apart from their letters.
fn windows_1258(bytes: &[u8]) -> String {
    nfc(&WINDOWS_1258.decode_without_bom_handling(bytes).0).into_owned()
}

/// The letters of Vietnamese that are not ASCII, in lower case.
const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

fn is_vietnamese(letter: char) -> bool {
    letter.is_ascii() || letter.to_lowercase().all(|letter| LETTERS.contains(letter))
}

/// A letter of Vietnamese, or a sign offices type.
fn is_expected(letter: char) -> bool {
    is_vietnamese(letter) || "–—…“”‘’•\u{A0}".contains(letter)
}

/// What a text looks like that is typed with a font of other times, and how it reads; none where it looks like plain text.
pub fn looks_old(text: &str) -> Option<(Encoding, String)> {
    if text.is_ascii() {
        return None;
    }
    // One letter alone proves nothing: `±`, `©`, `ê` stand in plain text too.
    if !text.chars().all(|letter| u32::from(letter) < 0x100 || "\u{152}\u{153}\u{160}\u{161}\u{178}\u{17D}\u{17E}\u{192}".contains(letter)) {
        return None;
    }
    let readings = [(Encoding::Tcvn3, tcvn3(text)), (Encoding::Vni, vni(text))];
    let strange = |text: &str| words(text).filter(|word| !is_word(word)).count();
    let as_it_is = strange(text);
    let best = readings.into_iter().map(|(encoding, read)| (strange(&read), encoding, read)).min_by_key(|(strange, ..)| *strange);
    best.filter(|(strange, _, read)| *strange == 0 && as_it_is > 0 && read != text).map(|(_, encoding, read)| (encoding, read))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic() || letter == '\u{A0}')
        .filter(|word| !word.is_ascii() && !word.is_empty())
}

/// Whether a word may be one of Vietnamese: its letters are, at most one of them carries a tone, and no consonant stands between vowels.
fn is_word(word: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    if !word.chars().all(is_vietnamese) {
        return false;
    }
    let is_tone = |mark: &char| matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.nfd().flat_map(char::to_lowercase).collect();
    let tones = letters.iter().filter(|mark| is_tone(mark)).count();
    let plain: Vec<char> = letters.iter().copied().filter(|letter| letter.is_ascii() || *letter == 'đ').collect();
    let groups = plain.iter().zip(plain.iter().skip(1)).filter(|(one, other)| !is_vowel(**one) && is_vowel(**other)).count();
    let starts = usize::from(plain.first().is_some_and(|letter| is_vowel(*letter)));
    // `gi` and `qu` are one consonant of two letters, and stand before the vowels all the same.
    tones <= 1 && groups + starts <= 1 && word.chars().skip(1).all(char::is_lowercase) || word.chars().all(|letter| !letter.is_lowercase())
}

/// Text with the letters the font stood for; text that has letters beyond those of the font is left as it is.
pub fn convert(text: &str, encoding: Encoding) -> Cow<'_, str> {
    let is_modern = text.chars().any(|letter| u32::from(letter) >= 0x100 && !"ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™".contains(letter));
    if text.is_ascii() || is_modern {
        return Cow::Borrowed(text);
    }
    match encoding {
        Encoding::Tcvn3 => Cow::Owned(tcvn3(text)),
        Encoding::Vni => Cow::Owned(vni(text)),
        Encoding::Utf8 | Encoding::Utf16 | Encoding::Windows1258 => Cow::Borrowed(text),
    }
}

/// TCVN 5712:1993, the third set (VN3), from 0xA1: the letters by their bytes.
const TCVN3: [(char, char); 74] = [
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
    ('¨', 'ă'),
    ('©', 'â'),
    ('ª', 'ê'),
    ('«', 'ô'),
    ('¬', 'ơ'),
    ('\u{AD}', 'ư'),
    ('®', 'đ'),
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
];

fn tcvn3(text: &str) -> String {
    let letter = |letter: char| TCVN3.iter().find(|(old, _)| *old == letter).map_or(letter, |(_, own)| *own);
    text.chars().map(letter).collect()
}

/// What a letter of VNI adds to the vowel before it, as marks put behind it.
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];
/// Letters of VNI that stand alone.
const VNI_LETTERS: [(char, char); 9] = [('ô', 'ơ'), ('ö', 'ư'), ('ñ', 'đ'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ'), ('í', 'í'), ('ì', 'ì')];

fn vni(text: &str) -> String {
    let lower = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let mut read = String::with_capacity(text.len());
    let mut after_vowel = false;
    for letter in text.chars() {
        let small = lower(letter);
        let marks = VNI_MARKS.iter().find(|(old, _)| *old == small).map(|(_, marks)| *marks);
        if let Some(marks) = marks.filter(|_| after_vowel) {
            read.push_str(marks);
            after_vowel = false;
            continue;
        }
        let own = VNI_LETTERS.iter().find(|(old, _)| *old == small).map_or(small, |(_, own)| *own);
        if letter == small {
            read.push(own);
        } else {
            read.extend(own.to_uppercase());
        }
        after_vowel = matches!(small, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö');
    }
    nfc(&read).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, convert, decode, looks_old};

    #[test]
    fn fonts_of_other_times_are_recognised() {
        assert_eq!(looks_old("Së T\u{AD} ph¸p"), Some((Encoding::Tcvn3, "Sở Tư pháp".to_owned())));
        assert_eq!(looks_old("KÕt qu¶ thùc hiÖn"), Some((Encoding::Tcvn3, "Kết quả thực hiện".to_owned())));
        assert_eq!(looks_old("Sôû Tö phaùp"), Some((Encoding::Vni, "Sở Tư pháp".to_owned())));
        assert_eq!(looks_old("Ñôn vò thöïc hieän"), Some((Encoding::Vni, "Đơn vị thực hiện".to_owned())));
    }

    #[test]
    fn plain_text_is_not_taken_for_an_old_font() {
        for text in ["Hòa", "Văn phòng", "Hà Nam", "Cà Mau", "Phú Thọ", "± 5 %", "PX1", "Tô Hà", "An ủi", "Bà Rịa"] {
            assert_eq!(looks_old(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_that_is_plain_already_is_left_as_it_is() {
        assert_eq!(convert("Sở Tư pháp", Encoding::Tcvn3), "Sở Tư pháp");
        assert_eq!(convert("§¬n vÞ", Encoding::Tcvn3), "Đơn vị");
        assert_eq!(convert("ÑÔN VÒ", Encoding::Vni), "ĐƠN VỊ");
    }

    #[test]
    fn files_of_other_encodings_are_read() {
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("Sở".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf16, None).expect("it says what it is").0, "Sở");
        // `đạt` as Windows-1258 has it: đ is 0xF0, the tone below stands apart as 0xF2.
        assert_eq!(decode(b"\xF0a\xF2t", None).expect("its letters are Vietnamese").0, "đạt");
        let told = decode(b"S\xEB T\xAD ph\xB8p", None).expect_err("a font cannot be told by the file").to_string();
        assert!(told.contains("--encoding tcvn3"), "{told}");
    }
}
