//! Awards of earlier years in numbers: the rows of each sum, and the sum against what was published.

use crate::campaign::Award;
use crate::campaign::awards::AwardKey;
use crate::draft::awards;
use crate::report::pages::Book;
use crate::report::pages::words::Words as _;
use crate::report::{Address, Calculation, Cell, Column, Number, Orientation, Page, Row, RowKind, Table, Width};
use crate::value::Quantity;

/// The columns of numbers.
const COUNT: usize = 2;
const PUBLISHED: usize = 3;

/// The page of awards; `page` is its number.
pub(super) fn page(book: Book<'_>, page: usize) -> Page {
    Page {
        name: "Thống kê khen thưởng".into(),
        letterhead: None,
        title: "Thống kê khen thưởng các năm trước".into(),
        subtitle: vec![book.campaign.name.clone()],
        orientation: Orientation::Portrait,
        tables: vec![table(book, page)],
    }
}

/// What there are numbers of: as published, then as the sheet has it.
fn keys(book: Book<'_>) -> Vec<(&AwardKey, &str)> {
    let campaign = book.campaign;
    let published = campaign.published_awards.iter().map(|published| (&published.key, &*published.term));
    let rows = campaign.awards.iter().map(|award| (&award.key, book.draft.awards.rows[award.position].text(awards::TERM)));
    let mut keys: Vec<(&AwardKey, &str)> = Vec::new();
    for (key, term) in published.chain(rows) {
        if keys.iter().all(|(known, _)| *known != key) {
            keys.push((key, term));
        }
    }
    keys
}

fn table(book: Book<'_>, page: usize) -> Table {
    let columns = vec![
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(3)),
        Column::text("Nguồn", Width::Share(2)),
        Column::figures("Số lượng", Width::Fit(9, 12)),
        Column::figures("Số công bố", Width::Fit(9, 12)),
        Column::figures("Chênh lệch", Width::Fit(9, 12)),
    ];
    let mut table = Table::form("awards", "", columns);
    for (key, term) in keys(book) {
        table.rows.push(Row::section(format!("Giai đoạn {term}: {}, {}", key.state.words(), key.subject.words())));
        let first = table.rows.len();
        let rows = book.campaign.awards.iter().filter(|award| award.key == *key);
        table.rows.extend(rows.clone().map(|award| row(book, award)));
        let sum: Quantity = rows.map(|award| award.count).sum();
        let at = |row, column| Address { page, table: 0, row, column };
        let last = table.rows.len();
        let parts: Vec<Address> = (first..last).map(|row| at(row, COUNT)).collect();
        let number = Number::figure(sum);
        let sum_cell = if parts.is_empty() { Cell::number(number) } else { Cell::formula(Calculation::Sum(parts), number.exact, number) };
        let published = book.campaign.published_awards.iter().find(|published| published.key == *key).map(|published| published.count);
        let difference = published
            .map(|published| Number::figure(sum - published))
            .map(|difference| Cell::formula(Calculation::Difference(at(last, COUNT), at(last, PUBLISHED)), difference.exact, difference));
        table.rows.push(Row {
            kind: RowKind::Group,
            depth: 0,
            cells: vec![
                Cell::text("Cộng"),
                Cell::default(),
                sum_cell,
                published.map_or_else(Cell::default, |published| Cell::number(Number::figure(published))),
                difference.unwrap_or_default(),
            ],
        });
    }
    table
}

fn row(book: Book<'_>, award: &Award) -> Row {
    let row = &book.draft.awards.rows[award.position];
    let number = Cell::number(Number::figure(award.count));
    Row::plain(vec![Cell::text(row.text(awards::TITLE)), Cell::text(row.text(awards::SOURCE)), number, Cell::default(), Cell::default()])
}
