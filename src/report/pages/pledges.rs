//! Pledges: who has signed for which year and who has not, block by block.

use crate::draft::pledges;
use crate::report::pages::Book;
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width, block_words, name_of, short_of};
use crate::value::{BlockIndex, UnitIndex};

/// The page of pledges.
pub(super) fn page(book: Book<'_>) -> Page {
    Page {
        name: "Giao ước".into(),
        letterhead: None,
        title: "Giao ước thi đua".into(),
        subtitle: vec![book.campaign.name.clone()],
        orientation: Orientation::Landscape,
        tables: [by_block(book), list(book)].into_iter().filter(|table| !table.rows.is_empty()).collect(),
    }
}

/// In one line a year: how many have signed.
pub(super) fn summary(book: Book<'_>) -> Vec<String> {
    let words = |year| {
        let blocks = book.campaign.blocks.indices().map(|block| Signed::of(book, block, year));
        let (signed, all) = blocks.fold((0, 0), |(signed, all), block| (signed + block.signed, all + block.signed + block.unsigned.len()));
        format!("{}: {signed}/{all} đơn vị đã ký", year_words(year))
    };
    years(book).into_iter().map(words).collect()
}

fn years(book: Book<'_>) -> Vec<Option<i32>> {
    book.campaign.pledges.years(&book.campaign.time.years(book.campaign.year))
}

fn year_words(year: Option<i32>) -> String {
    year.map_or_else(|| "cả phong trào".to_owned(), |year| format!("năm {year}"))
}

/// Who of a block has signed for a year.
struct Signed {
    signed: usize,
    unsigned: Vec<UnitIndex>,
}

impl Signed {
    fn of(book: Book<'_>, block: BlockIndex, year: Option<i32>) -> Self {
        let campaign = book.campaign;
        let is_of_block = |unit: &UnitIndex| campaign.units[*unit].in_stretch(&campaign.time).is_some_and(|standing| standing.block == Some(block));
        let (signed, unsigned): (Vec<UnitIndex>, Vec<UnitIndex>) =
            campaign.units.indices().filter(is_of_block).partition(|unit| campaign.pledges.of(*unit, year).is_some());
        Self { signed: signed.len(), unsigned }
    }
}

fn by_block(book: Book<'_>) -> Table {
    let columns = vec![
        Column::center("Năm", Width::Fit(7, 14)),
        Column::text("Khối", Width::Share(3)),
        Column::figures("Số đơn vị", Width::Fit(8, 10)),
        Column::figures("Đã ký", Width::Fit(8, 10)),
        Column::figures("Chưa ký", Width::Fit(8, 10)),
        Column::text("Đơn vị chưa ký", Width::Share(4)),
    ];
    let mut table = Table::form("pledges", "Theo khối", columns);
    for year in years(book) {
        for block in book.campaign.blocks.indices() {
            let Signed { signed, unsigned } = Signed::of(book, block, year);
            let names: Vec<&str> = unsigned.iter().map(|unit| short_of(book.campaign, book.scope, *unit)).collect();
            table.rows.push(Row::plain(vec![
                Cell::text(year.map_or_else(|| year_words(None), |year| year.to_string())),
                Cell::text(block_words(book.campaign, block)),
                Cell::count(signed + unsigned.len()),
                Cell::count(signed),
                Cell::count(unsigned.len()),
                Cell::text(names.join(", ")),
            ]));
        }
    }
    table
}

fn list(book: Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::center("Năm", Width::Fit(7, 14)),
        Column::text("Khối", Width::Share(2)),
        Column::text("Đơn vị", Width::Share(3)),
        Column::center("Ngày ký", Width::Fit(11, 12)),
        Column::text("Nội dung", Width::Share(3)),
        Column::text("Văn bản", Width::Share(2)),
    ];
    let campaign = book.campaign;
    let mut table = Table::list("pledge-list", "Danh sách đã ký", columns);
    for (number, pledge) in (1..).zip(&campaign.pledges.list) {
        let row = &book.draft.pledges.rows[pledge.position];
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(year_words(pledge.year)),
            Cell::text(pledge.block.map_or_else(|| row.text(pledges::BLOCK).to_owned(), |block| block_words(campaign, block))),
            Cell::text(name_of(campaign, book.scope, pledge.unit)),
            pledge.day.map_or_else(|| Cell::text(row.text(pledges::DAY)), Cell::day),
            Cell::text(row.text(pledges::WORDS)),
            Cell::text(row.text(pledges::DOCUMENT)),
        ]));
    }
    table
}
