//! Cells as spreadsheets name them.

use std::fmt::Display;

/// The letters of a column, from 0: A … Z, AA …
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).expect("below 26"));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    letters.reverse();
    String::from_utf8(letters).expect("ASCII")
}

/// A cell: the row's number, from 1, and its column, from 0.
pub fn address(row: impl Display, column: usize) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_count_as_spreadsheets_do() {
        assert_eq!([address(1, 0), address(14, 25), address(2, 26), address(9, 701), address(3, 702)], ["A1", "Z14", "AA2", "ZZ9", "AAA3"]);
    }
}
