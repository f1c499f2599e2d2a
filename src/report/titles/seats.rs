//! Seats: the arithmetic of every share, and where each of those put forward stands.

use rustc_hash::FxHashMap;

use crate::campaign::Who;
use crate::draft::definition::{QuotaOrder, QuotaScope, RoundingWord};
use crate::report::titles::Book;
use crate::report::{Cell, Column, Number, Row, Table, Width, name_of};
use crate::selection::seats::{Place, SeatPlan};
use crate::titles::selected::open_words;

/// The table of shares; none where nothing sets one.
pub(super) fn table(book: &Book<'_>) -> Option<Table> {
    if book.plans.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text("Danh hiệu", Width::Share(2)),
        Column::text("Phạm vi", Width::Share(2)),
        Column::text("Cơ sở tính", Width::Share(2)),
        Column::figures("Số của cơ sở", Width::Fit(8, 10)),
        Column::figures("Tỷ lệ (%)", Width::Fit(7, 9)),
        Column::figures("Kết quả phép tính", Width::Fit(9, 11)),
        Column::text("Làm tròn", Width::Fit(9, 12)),
        Column::figures("Số suất", Width::Fit(7, 9)),
        Column::figures("Còn được xét", Width::Fit(7, 9)),
        Column::text("Thứ tự, kết quả", Width::Share(4)),
        Column::text("Căn cứ", Width::Share(2)),
    ];
    let mut table = Table::form("seats", "", columns);
    let names = Names::of(book);
    for plan in &book.plans {
        let quantity = |figure: Option<crate::value::Quantity>| figure.map_or_else(unknown, |figure| Cell::number(Number::figure(figure)));
        table.rows.push(Row::plain(vec![
            Cell::text(&*book.campaign().titles[plan.title].name),
            Cell::text(scope(book, plan)),
            Cell::text(plan.quota.map_or_else(String::new, |quota| quota.base_text.to_string())),
            quantity(plan.base),
            quantity(plan.percent),
            plan.exact.map_or_else(unknown, |exact| Cell::number(Number::exact(exact))),
            Cell::text(plan.quota.and_then(|quota| quota.rounding).map_or("chưa khai", rounding)),
            plan.seats.and_then(|seats| u64::try_from(seats).ok()).map_or_else(unknown, Cell::whole),
            Cell::count(plan.candidates.len()),
            Cell::text(standing(&names, plan)),
            Cell::text(basis(plan)),
        ]));
    }
    Some(table)
}

/// What stands where a figure is not known.
fn unknown() -> Cell {
    Cell::text("chưa rõ")
}

fn scope(book: &Book<'_>, plan: &SeatPlan<'_>) -> String {
    match (plan.unit, plan.quota.and_then(|quota| quota.scope)) {
        (Some(unit), _) => name_of(book.campaign(), &book.run.scope, unit).to_owned(),
        (None, Some(QuotaScope::Agency)) => "toàn cơ quan".to_owned(),
        (None, Some(QuotaScope::Unit)) => "không rõ đơn vị".to_owned(),
        (None, None) => "chưa khai".to_owned(),
    }
}

const fn rounding(word: RoundingWord) -> &'static str {
    match word {
        RoundingWord::HalfUp => "từ 5 lên",
        RoundingWord::Up => "lên",
        RoundingWord::Down => "xuống",
    }
}

/// Who has a seat, who is equal on the cut line, who has none; else what is missing.
fn standing(names: &Names<'_>, plan: &SeatPlan<'_>) -> String {
    let mut lines = Vec::new();
    if plan.candidates.iter().any(|(_, place)| *place == Place::Beyond || matches!(place, Place::Tied { .. })) {
        let order = plan.quota.and_then(|quota| quota.order).map(|order| match order {
            QuotaOrder::Grade => "theo xếp loại",
            QuotaOrder::Votes => "theo phiếu của Hội đồng",
            QuotaOrder::UnitPoints => "theo điểm của đơn vị",
        });
        lines.extend(order.map(|order| format!("Xếp {order}")));
    }
    let listed = |wanted: fn(&Place) -> bool| {
        let listed: Vec<String> = plan.candidates.iter().filter(|(_, place)| wanted(place)).map(|(who, _)| names.name(who)).collect();
        (!listed.is_empty()).then(|| listed.join(", "))
    };
    lines.extend(listed(|place| *place == Place::Within).map(|names| format!("Có suất: {names}")));
    let tied = plan.candidates.iter().find_map(|(who, place)| match place {
        Place::Tied { seats, among } => Some((who, *seats, *among)),
        Place::Within | Place::Beyond | Place::Open => None,
    });
    if let Some((who, seats, among)) = tied {
        let equal = listed(|place| matches!(place, Place::Tied { .. })).unwrap_or_default();
        lines.push(format!("{}: {equal}", crate::titles::selected::tied(who, seats, among).vietnamese));
    }
    lines.extend(listed(|place| *place == Place::Beyond).map(|names| format!("Ngoài số suất: {names}")));
    lines.extend(plan.open.iter().map(|open| format!("Thiếu: {}", open_words(names.book.campaign(), open).vietnamese)));
    lines.join("\n")
}

fn basis(plan: &SeatPlan<'_>) -> String {
    let own = plan.quota.map(|quota| quota.basis.as_deref().unwrap_or("kế hoạch của phong trào").to_owned());
    let law = plan.law.map(|law| {
        let clause = law.rule.clause.as_deref().unwrap_or("nguồn: chưa kiểm chứng");
        format!("luật: {}% ({clause})", law.percent.vietnamese())
    });
    own.into_iter().chain(law).collect::<Vec<_>>().join("\n")
}

/// The names as the proposals have them.
pub(super) struct Names<'a> {
    book: &'a Book<'a>,
    put_forward: FxHashMap<&'a Who, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(book: &'a Book<'a>) -> Self {
        Self { book, put_forward: book.titles.judged.iter().map(|judged| (&judged.who, &*judged.name)).collect() }
    }

    /// A name as the proposals have it, else as the sheets do, else the code.
    pub(super) fn name(&self, who: &Who) -> String {
        let campaign = self.book.campaign();
        match (self.put_forward.get(who), who) {
            (Some(name), _) => (*name).to_owned(),
            (None, Who::Unit(unit)) => name_of(campaign, &self.book.run.scope, *unit).to_owned(),
            (None, Who::Person(code)) => {
                let person = campaign.directories.people.find(code.as_str().as_bytes());
                person.map_or_else(|| code.as_str(), |person| campaign.people.list[person].name()).to_owned()
            }
        }
    }
}
