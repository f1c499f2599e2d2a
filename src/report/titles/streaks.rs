//! Who has titles in a row, and which higher title could be reached in which year.

use crate::campaign::Who;
use crate::report::titles::Book;
use crate::report::{Cell, Column, Row, Table, Width, name_of};
use crate::titles::{Bench, Streak, streaks};

/// Streak by streak.
pub(super) fn table(book: &Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Danh hiệu", Width::Share(2)),
        Column::text("Các năm liên tục", Width::Share(3)),
        Column::figures("Số lần", Width::Fit(6, 8)),
        Column::text("Danh hiệu bậc trên", Width::Share(2)),
        Column::figures("Cần liên tục", Width::Fit(8, 10)),
        Column::center("Sớm nhất năm", Width::Fit(9, 11)),
    ];
    let mut table = Table::form("streaks", "", columns);
    let campaign = book.campaign();
    let bench = Bench { campaign, scope: &book.run.scope, ledger: &book.run.ledger, outcome: &book.run.outcome };
    for (number, streak) in (1..).zip(streaks(&bench, book.titles.regime)) {
        let Streak { who, title, years, is_with_proposal, reaches: (higher, times, reached_in) } = &streak;
        let mut shown: Vec<String> = years.iter().map(ToString::to_string).collect();
        if let Some(last) = shown.last_mut().filter(|_| *is_with_proposal) {
            last.push_str(" (đang đề nghị)");
        }
        let name = match who {
            Who::Unit(unit) => name_of(campaign, &book.run.scope, *unit).to_owned(),
            Who::Person(code) => match campaign.directories.people.find(code.as_str().as_bytes()) {
                Some(person) => format!("{} ({code})", campaign.people.list[person].name()),
                None => code.to_string(),
            },
        };
        let higher = campaign.titles.iter().find(|one| one.by_law == Some(*higher)).map_or(higher.word(), |one| &*one.name);
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(name),
            Cell::text(&*campaign.titles[*title].name),
            Cell::text(shown.join(", ")),
            Cell::count(years.len()),
            Cell::text(higher),
            Cell::whole(u64::try_from(*times).unwrap_or_default()),
            Cell::text(reached_in.to_string()),
        ]));
    }
    table.notes.push("Sớm nhất: khi mỗi năm tiếp theo đều được tặng và năm đề nghị được tính; sáng kiến và các điều kiện khác xét riêng.".into());
    table
}
