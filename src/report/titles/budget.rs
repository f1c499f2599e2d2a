//! The budget before the decision: how many of each title are on the list, what one prize is, and what all come to.

use crate::campaign::money::Prize;
use crate::report::titles::{Book, is_listed};
use crate::report::{Address, Calculation, Cell, Column, Number, Row, Table, Width};
use crate::value::{Fraction, Quantity};

/// The columns that are added up: exact, rounded up.
const SUMMED: [usize; 2] = [6, 7];

/// The table, by the base pay of the as-of day; none where no prizes are declared. `page` is the number of its page.
pub(super) fn table(book: &Book<'_>, page: usize) -> Option<Table> {
    let campaign = book.campaign();
    if !campaign.money.is_declared {
        return None;
    }
    let day = book.run.scope.as_of;
    let columns = vec![
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(1)),
        Column::figures("Số đề nghị", Width::Fit(8, 10)),
        Column::figures("Hệ số", Width::Fit(7, 9)),
        Column::figures("Lương cơ sở", Width::Fit(10, 12)),
        Column::figures("Một suất (chưa làm tròn)", Width::Fit(11, 14)),
        Column::figures("Một suất (làm tròn)", Width::Fit(11, 14)),
        Column::figures("Cộng (chưa làm tròn)", Width::Fit(11, 14)),
        Column::figures("Cộng (làm tròn)", Width::Fit(11, 14)),
    ];
    let mut table = Table::form("budget", "", columns);
    let mut sums = [Quantity::ZERO; SUMMED.len()];
    let mut counted: [Vec<Address>; SUMMED.len()] = Default::default();
    let mut open: Vec<&str> = Vec::new();
    for (index, title) in campaign.titles.enumerate() {
        let count = book.titles.judged.iter().filter(|judged| judged.title == index && is_listed(judged.verdict)).count();
        if count == 0 {
            continue;
        }
        let row = table.rows.len();
        let mut cells = vec![Cell::text(&*title.name), Cell::count(count)];
        cells.push(figure(campaign.money.coefficient(index)));
        cells.push(figure(campaign.money.base_pay_on(day).map(|pay| pay.amount)));
        if let Some((prize, all)) = campaign.money.prize(index, day).ok().and_then(|prize| Some((prize, times(prize, count)?))) {
            cells.extend([prize.raw, prize.rounded].map(|amount| figure(Some(amount))));
            for (position, amount) in all.into_iter().enumerate() {
                sums[position] += amount;
                counted[position].push(Address { page, table: 0, row, column: SUMMED[position] });
                cells.push(figure(Some(amount)));
            }
        } else {
            // What is not known is not zero.
            open.push(&title.name);
            cells.extend((0..4).map(|_| Cell::text("cần xem xét")));
        }
        table.rows.push(Row::plain(cells));
    }
    let mut totals = vec![Cell::text("Cộng")];
    totals.extend((1..SUMMED[0]).map(|_| Cell::default()));
    totals.extend(counted.into_iter().zip(sums).map(|(addresses, sum)| {
        let number = Number::figure(sum);
        if addresses.is_empty() { Cell::default() } else { Cell::formula(Calculation::Sum(addresses), number.exact, number) }
    }));
    table.rows.push(Row::total(totals));
    let day = day.vietnamese();
    table.notes.push(
        format!(
            "Theo lương cơ sở ngày {day}; số chính thức theo ngày quyết định, làm tròn lên hàng chục nghìn đồng (Điều 49 Nghị định 152/2025/NĐ-CP)."
        )
        .into(),
    );
    if !open.is_empty() {
        table.notes.push(format!("Không có trong tổng, vì thiếu hệ số hoặc mức lương cơ sở: {}.", open.join(", ")).into());
    }
    Some(table)
}

/// So many prizes, exact and rounded up; none past all measure.
fn times(prize: Prize, count: usize) -> Option<[Quantity; 2]> {
    let count = Fraction::whole(i64::try_from(count).ok()?);
    let times = |amount: Quantity| Some(Quantity::from_millionths(amount.to_fraction().checked_mul(&count)?.exact_millionths()?));
    Some([times(prize.raw)?, times(prize.rounded)?])
}

fn figure(figure: Option<Quantity>) -> Cell {
    figure.map_or_else(Cell::default, |figure| Cell::number(Number::figure(figure)))
}
