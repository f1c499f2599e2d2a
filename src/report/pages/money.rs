//! Prize money: each title given, its coefficient and base pay, the prize exact and rounded up, what was paid, and the budget.

use crate::campaign::{Grant, Who};
use crate::pipeline::CampaignRun;
use crate::report::{Address, Calculation, Cell, Column, Number, Orientation, Page, Row, Table, Width, name_of};
use crate::value::Quantity;

/// The columns that are added up: exact, rounded up, paid.
const SUMMED: [usize; 3] = [7, 8, 9];

/// The page of prizes; `page` is its number.
pub(super) fn page(run: &CampaignRun, page: usize) -> Page {
    Page {
        name: "Tiền thưởng".into(),
        letterhead: None,
        title: "Dự toán tiền thưởng".into(),
        subtitle: vec![run.campaign.name.clone()],
        orientation: Orientation::Landscape,
        tables: vec![table(run, page)],
    }
}

/// Who was given something, in words.
fn name(run: &CampaignRun, candidate: &Who) -> String {
    let campaign = &run.campaign;
    match candidate {
        Who::Unit(unit) => name_of(campaign, &run.scope, *unit).to_owned(),
        Who::Person(code) => {
            let person = campaign.directories.people.find(code.as_str().as_bytes());
            person.map_or_else(|| code.as_str(), |person| campaign.people.list[person].name()).to_owned()
        }
    }
}

fn table(run: &CampaignRun, page: usize) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(3)),
        Column::text("Quyết định", Width::Share(2)),
        Column::center("Ngày", Width::Fit(11, 12)),
        Column::figures("Hệ số", Width::Fit(7, 9)),
        Column::figures("Lương cơ sở", Width::Fit(10, 12)),
        Column::figures("Tiền thưởng (chưa làm tròn)", Width::Fit(11, 14)),
        Column::figures("Làm tròn lên 10.000 đồng", Width::Fit(11, 14)),
        Column::figures("Đã chi", Width::Fit(11, 14)),
    ];
    let mut table = Table::form("prizes", "", columns);
    table.stub = 2;
    let mut sums = [Quantity::ZERO; SUMMED.len()];
    let mut counted: [Vec<Address>; SUMMED.len()] = Default::default();
    let mut open = 0_usize;
    for (number, grant) in (1..).zip(&run.campaign.grants.list) {
        let [exact, rounded, paid] = amounts(run, grant);
        open += usize::from(exact.is_none());
        let row = table.rows.len();
        let figures = [exact, rounded, paid];
        for (position, figure) in figures.into_iter().enumerate() {
            if let Some(figure) = figure {
                sums[position] += figure;
                counted[position].push(Address { page, table: 0, row, column: SUMMED[position] });
            }
        }
        let title = &run.campaign.titles[grant.title];
        let mut cells = vec![
            Cell::count(number),
            Cell::text(name(run, &grant.candidate)),
            Cell::text(&*title.name),
            Cell::text(&*grant.decision),
            grant.day.value().map_or_else(Cell::default, Cell::day),
            figure(run.campaign.money.coefficient(grant.title)),
            figure(grant.day.value().and_then(|day| run.campaign.money.base_pay_on(day)).map(|pay| pay.amount)),
        ];
        // What is not known is not zero.
        let computed = [exact, rounded].map(|amount| amount.map_or_else(|| Cell::text("cần xem xét"), |amount| figure(Some(amount))));
        cells.extend(computed);
        cells.push(figure(paid));
        table.rows.push(Row::plain(cells));
    }
    let mut totals = vec![Cell::default(), Cell::text("Cộng")];
    totals.extend((2..SUMMED[0]).map(|_| Cell::default()));
    totals.extend(counted.into_iter().zip(sums).map(|(addresses, sum)| {
        let number = Number::figure(sum);
        if addresses.is_empty() { Cell::default() } else { Cell::formula(Calculation::Sum(addresses), number.exact, number) }
    }));
    table.rows.push(Row::total(totals));
    table.notes.push("Hệ số × lương cơ sở tại ngày quyết định, làm tròn lên hàng chục nghìn đồng (Điều 49 Nghị định 152/2025/NĐ-CP).".into());
    if open > 0 {
        table.notes.push(format!("{open} dòng chưa tính được tiền: thiếu hệ số, ngày quyết định hoặc mức lương cơ sở; không có trong tổng.").into());
    }
    table
}

/// The prize exact, rounded up, and as it was paid.
fn amounts(run: &CampaignRun, grant: &Grant) -> [Option<Quantity>; 3] {
    let prize = grant.day.value().and_then(|day| run.campaign.money.prize(grant.title, day).ok());
    [prize.map(|prize| prize.raw), prize.map(|prize| prize.rounded), grant.money.value()]
}

fn figure(figure: Option<Quantity>) -> Cell {
    figure.map_or_else(Cell::default, |figure| Cell::number(Number::figure(figure)))
}
