//! Registered, put forward, awarded: title by title in numbers, then everybody in whom the three differ.

use std::collections::BTreeMap;

use crate::campaign::{Grant, Who};
use crate::ledger::Registration;
use crate::report::titles::Book;
use crate::report::titles::seats::Names;
use crate::report::{Address, Calculation, Cell, Column, Number, Row, Table, Width};
use crate::titles::Judged;
use crate::value::{Quantity, TitleIndex};

/// What is known of somebody and a title.
#[derive(Default)]
struct Three<'a> {
    registered: Option<&'a Registration>,
    proposed: Option<&'a Judged>,
    granted: Option<&'a Grant>,
}

impl Three<'_> {
    fn is_registered(&self) -> bool {
        self.registered.is_some_and(|registration| !registration.is_withdrawn)
    }

    /// Whether all three, or as many as there can be yet, say the same.
    fn agree(&self, awards_are_known: bool) -> bool {
        let is_proposed = self.proposed.is_some();
        self.is_registered() == is_proposed && (!awards_are_known || self.granted.is_some() == is_proposed)
    }
}

/// Everybody and what they registered for, were put forward for or were awarded, in order.
fn all<'a>(book: &'a Book<'_>) -> BTreeMap<(TitleIndex, &'a Who), Three<'a>> {
    let mut all: BTreeMap<(TitleIndex, &Who), Three<'_>> = BTreeMap::new();
    for (who, registration) in book.run.ledger.registrants.list() {
        all.entry((registration.title, who)).or_default().registered = Some(registration);
    }
    for judged in book.titles.judged.iter().filter(|judged| judged.proposal(book.campaign()).is_some()) {
        all.entry((judged.title, &judged.who)).or_default().proposed.get_or_insert(judged);
    }
    for grant in &book.campaign().grants.list {
        all.entry((grant.title, &grant.candidate)).or_default().granted.get_or_insert(grant);
    }
    all
}

/// The tables; `page` is the number of their page.
pub(super) fn tables(book: &Book<'_>, page: usize) -> Vec<Table> {
    let all = all(book);
    vec![numbers(book, &all, page), differing(book, &all)]
}

/// How many registered, were put forward and were awarded, title by title.
fn numbers(book: &Book<'_>, all: &BTreeMap<(TitleIndex, &Who), Three<'_>>, page: usize) -> Table {
    let columns = vec![
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(1)),
        Column::figures("Đăng ký còn hiệu lực", Width::Fit(9, 12)),
        Column::figures("Đã rút", Width::Fit(9, 12)),
        Column::figures("Được đề nghị", Width::Fit(9, 12)),
        Column::figures("Được khen thưởng", Width::Fit(9, 12)),
    ];
    let mut table = Table::form("three-ways", "Đăng ký – đề nghị – khen thưởng", columns);
    let mut sums = [0_usize; 4];
    for (index, title) in book.campaign().titles.enumerate() {
        let own = || all.iter().filter(|((own, _), _)| *own == index).map(|(_, three)| three);
        let counts = [
            own().filter(|three| three.is_registered()).count(),
            own().filter(|three| three.registered.is_some_and(|registration| registration.is_withdrawn)).count(),
            own().filter(|three| three.proposed.is_some()).count(),
            own().filter(|three| three.granted.is_some()).count(),
        ];
        if counts == [0; 4] {
            continue;
        }
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        table.rows.push(Row::plain(std::iter::once(Cell::text(&*title.name)).chain(counts.map(Cell::count)).collect()));
    }
    let rows = table.rows.len();
    let total = (1..).zip(sums).map(|(column, sum)| {
        let addresses = (0..rows).map(|row| Address { page, table: 0, row, column }).collect();
        let number = Number::figure(Quantity::whole(i64::try_from(sum).unwrap_or(i64::MAX)));
        Cell::formula(Calculation::Sum(addresses), number.exact, number)
    });
    if rows > 0 {
        table.rows.push(Row::total(std::iter::once(Cell::text("Cộng")).chain(total).collect()));
    }
    let open = [
        (book.run.ledger.registrants.unnamed + book.run.ledger.unread_registrations, "đăng ký không rõ của ai"),
        (book.titles.unread, "đề nghị không rõ của ai, danh hiệu nào"),
        (book.campaign().grants.unread, "khen thưởng không rõ của ai, danh hiệu nào"),
    ];
    table.notes.extend(open.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("Còn {count} dòng {words}.").into()));
    table
}

/// Everybody in whom the three differ.
fn differing(book: &Book<'_>, all: &BTreeMap<(TitleIndex, &Who), Three<'_>>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Danh hiệu", Width::Share(2)),
        Column::text("Đăng ký", Width::Share(2)),
        Column::text("Đề nghị", Width::Share(2)),
        Column::text("Khen thưởng", Width::Share(2)),
    ];
    let mut table = Table::form("three-ways-differing", "Chỗ khác nhau", columns);
    let names = Names::of(book);
    let awards_are_known = book.campaign().grants.is_present;
    let different = all.iter().filter(|(_, three)| !three.agree(awards_are_known));
    for (number, ((title, who), three)) in (1..).zip(different) {
        let registered = match three.registered {
            None => "không".to_owned(),
            Some(registration) if !registration.is_withdrawn => "có".to_owned(),
            Some(registration) => match registration.withdrawn {
                Some(day) => format!("đã rút {}", day.vietnamese()),
                None => "đã rút".to_owned(),
            },
        };
        let proposed = three.proposed.map_or_else(|| "không".to_owned(), |judged| judged.verdict.words().vietnamese);
        let granted = match three.granted {
            Some(grant) if grant.decision.is_empty() => "có".to_owned(),
            Some(grant) => grant.decision.to_string(),
            None if awards_are_known => "không".to_owned(),
            None => "chưa có khen-thuong.csv".to_owned(),
        };
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(names.name(who)),
            Cell::text(&*book.campaign().titles[*title].name),
            Cell::text(registered),
            Cell::text(proposed),
            Cell::text(granted),
        ]));
    }
    table
}
