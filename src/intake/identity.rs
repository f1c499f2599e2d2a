//! Columns that look like numbers of people: identity cards, social insurance. They are left out unless it is said to keep them.

use crate::intake::grid::Cell;
use crate::value::text;

/// What heads such a column, as whole words, folded.
const HEADS: [&str; 10] =
    ["cccd", "cmnd", "cmt", "can cuoc", "chung minh nhan dan", "chung minh thu", "so dinh danh", "ma dinh danh", "so bhxh", "ma so bao hiem"];

/// Digits of an identity card.
const LENGTH: usize = 12;

/// How many of a column's cells it takes to be sure.
const LEAST: usize = 2;

/// Whether a column is one of such numbers, by its label, or because nearly all it holds are; of figures the label alone tells.
pub fn looks_so<'c>(label: &str, is_figure: bool, cells: impl Iterator<Item = &'c Cell>) -> bool {
    let label = format!(" {} ", text::fold(label));
    if HEADS.iter().any(|head| label.contains(&format!(" {head} "))) {
        return true;
    }
    if is_figure {
        return false;
    }
    let (mut filled, mut numbers) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_blank()) {
        filled += 1;
        let digits: String = cell.shown().chars().filter(|letter| !letter.is_whitespace() && *letter != '.').collect();
        let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        // A card of twelve digits begins with its province, whose code begins with 0. A spreadsheet that takes it for a number drops that, and
        // a second one of `001`; telephone numbers of ten digits have nine left.
        let is_card = match cell {
            Cell::Number(_) => (LENGTH - 2..LENGTH).contains(&digits.len()),
            _ => digits.len() == LENGTH && digits.starts_with('0'),
        };
        numbers += usize::from(is_digits && is_card);
    }
    numbers >= LEAST && numbers * 2 > filled
}

#[cfg(test)]
mod tests {
    use super::looks_so;
    use crate::intake::grid::{Cell, Number};

    #[test]
    fn a_column_is_known_by_its_label_or_by_what_it_holds() {
        let cells = |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).into())).collect::<Vec<_>>();
        assert!(looks_so("Số CCCD", false, [].iter()));
        assert!(looks_so("Mã", false, cells(&["001085012345", "079185000001"]).iter()));
        assert!(!looks_so("Mã", false, cells(&["P01", "P02"]).iter()));
        assert!(!looks_so("Mã", false, cells(&["123456789012", "123456789"]).iter()));
        assert!(!looks_so("Minh chứng", false, [].iter()));
    }

    #[test]
    fn a_card_that_lost_its_zeros_to_a_spreadsheet_is_one_all_the_same() {
        let cells = |texts: &[&str]| texts.iter().map(|text| Cell::Number(Number { text: (*text).into(), noise: None })).collect::<Vec<_>>();
        // 001085012345 and 079185000001.
        let cards = cells(&["1085012345", "79185000001"]);
        assert!(looks_so("Mã", false, cards.iter()));
        assert!(!looks_so("Thực hiện", true, cards.iter()), "a figure may be as long");
        // 0912345678 and 0987654321 are telephone numbers.
        assert!(!looks_so("Mã", false, cells(&["912345678", "987654321"]).iter()));
    }
}
