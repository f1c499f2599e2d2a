//! The make-up of those put forward: leaders and others, men and women, beside what was given last year.

use crate::campaign::{Campaign, Occasion, Who};
use crate::draft::definition::SubjectKind;
use crate::report::titles::{Book, is_listed};
use crate::report::{Cell, Column, Row, Table, Width};
use crate::sheet::Reading;
use crate::value::TitleIndex;

/// Counts of people.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    leaders: usize,
    women: usize,
    men: usize,
}

impl Counts {
    fn add(&mut self, is_leader: bool, is_woman: Reading<bool>) {
        self.all += 1;
        self.leaders += usize::from(is_leader);
        self.women += usize::from(is_woman == Reading::Value(true));
        self.men += usize::from(is_woman == Reading::Value(false));
    }

    fn cells(self) -> Vec<Cell> {
        let Self { all, leaders, women, men } = self;
        [all, leaders, all - leaders, men, women, all - men - women].map(Cell::count).into()
    }
}

/// Title by title.
pub(super) fn table(book: &Book<'_>) -> Table {
    let campaign = book.campaign();
    let year = campaign.year.unwrap_or_else(|| campaign.time.to.year());
    let mut columns = vec![Column::text("Danh hiệu", Width::Share(3))];
    for group in [format!("Đề nghị năm {year}"), format!("Đã tặng năm {}", year - 1)] {
        for heading in ["Tổng số", "Lãnh đạo", "Trực tiếp", "Nam", "Nữ", "Chưa rõ"] {
            columns.push(Column { group: Some(group.as_str().into()), ..Column::figures(heading, Width::Fit(7, 9)) });
        }
    }
    let mut table = Table::form("structure", "", columns);
    for (title, one) in campaign.titles.enumerate().filter(|(_, one)| one.subject == Some(SubjectKind::Person)) {
        let mut now = Counts::default();
        for judged in book.titles.judged.iter().filter(|judged| judged.title == title && is_listed(judged.verdict)) {
            let stay = book.stay(judged);
            now.add(stay.is_some_and(|stay| stay.is_leader), stay.map_or(Reading::Empty, |stay| stay.is_woman));
        }
        let mut cells = vec![Cell::text(&*one.name)];
        cells.extend(now.cells());
        cells.extend(last_year(campaign, title, year - 1));
        table.rows.push(Row::plain(cells));
    }
    table.notes.push("Đề nghị: đủ điều kiện theo số liệu và cần xem xét.".into());
    table
}

/// What was given in a year; nothing without the sheet.
fn last_year(campaign: &Campaign, title: TitleIndex, year: i32) -> Vec<Cell> {
    if !campaign.history.is_present {
        return (0..6).map(|_| Cell::text("–")).collect();
    }
    let mut then = Counts::default();
    for who in campaign.history.holders() {
        let Who::Person(code) = who else { continue };
        let has = campaign.history.of(who).iter().any(|honour| honour.title == title && honour.year == year && honour.occasion == Occasion::Regular);
        if has {
            let person = campaign.directories.people.find(code.as_str().as_bytes());
            let stay = person.and_then(|person| campaign.people.list[person].stays.last());
            then.add(stay.is_some_and(|stay| stay.is_leader), stay.map_or(Reading::Empty, |stay| stay.is_woman));
        }
    }
    then.cells()
}
