//! Names of sheets.

use std::collections::BTreeSet;

/// The longest name of a sheet, in UTF-16 units.
const LONGEST: usize = 31;

/// A name for a sheet: allowed, short enough, and none that is taken.
pub(super) fn name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = wanted.chars().map(|letter| if letter.is_control() || "[]:*?/\\".contains(letter) { '-' } else { letter }).collect();
    let plain = plain.trim().trim_matches('\'').trim();
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "Trang" } else { plain };
    for number in 1.. {
        let tail = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("{}{tail}", start(plain, LONGEST - tail.len()).trim_end_matches(['\'', ' ']));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("some number is free")
}

/// The start of a text, of so many UTF-16 units at most.
pub(super) fn start(text: &str, most: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, letter)| {
        used += letter.len_utf16();
        used > most
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::name;

    #[test]
    fn names_of_sheets_are_allowed_and_no_two_alike() {
        let mut taken = BTreeSet::new();
        let mut make = |wanted: &str| name(wanted, &mut taken);
        assert_eq!(make("Khối [A/B]: *?\\"), "Khối -A-B-- ---");
        assert_eq!(make("'Cụm'"), "Cụm");
        assert_eq!(make("CỤM"), "CỤM (2)");
        assert_eq!(make("cụm"), "cụm (3)");
        assert_eq!(make("History"), "Trang");
        assert_eq!(make(""), "Trang (2)");
        assert_eq!(make(&"khối ".repeat(20)).chars().count(), 31);
        assert_eq!(make(&"khối ".repeat(20)), "khối khối khối khối khối kh (2)");
    }
}
