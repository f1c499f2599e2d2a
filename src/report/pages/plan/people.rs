//! Who takes part: participants, votes, prizes, models; and the severities the plan sets.

use crate::draft::definition::{
    BasePayKey, Models, MoneyKey, Participants, PersonKindKey, PublishedAwards, SeverityKey, UnitKindKey, Voting, WaiverKey,
};
use crate::report::pages::plan::{Facts, items, said, said_list, said_maybe, some, star, texts};
use crate::report::{Column, Table, Width};
use crate::yaml::{Entries, Field, Many};

/// The kinds of unit and of people that take part.
pub(super) fn participants(participants: Option<&Field<Participants>>) -> Option<Table> {
    let Participants { units, people, assumed } = participants?.get()?;
    let columns = vec![
        Column::text("Đối tượng", Width::Fit(10, 12)),
        Column::text("Mã loại", Width::Share(2)),
        Column::text("Tên", Width::Share(3)),
        Column::center("Từ ngày", Width::Fit(11, 12)),
        Column::center("Đến hết ngày", Width::Fit(11, 12)),
        Column::text("Điều kiện", Width::Share(4)),
    ];
    let mut table = Table::list("participants", star("Đối tượng dự thi".to_owned(), assumed), columns);
    for UnitKindKey { kind, name, from, to, assumed } in items(units.as_ref()) {
        let [name, from, to] = [said_maybe(name), said_maybe(from), said_maybe(to)].map(Option::unwrap_or_default);
        table.rows.push(texts([star("Tập thể".to_owned(), assumed), said(kind), name, from, to, String::new()]));
    }
    for key in items(people.as_ref()) {
        let PersonKindKey { kind, name, from, to, assumed, .. } = key;
        let [name, from, to] = [said_maybe(name), said_maybe(from), said_maybe(to)].map(Option::unwrap_or_default);
        table.rows.push(texts([star("Cá nhân".to_owned(), assumed), said(kind), name, from, to, conditions(key)]));
    }
    some(table)
}

/// What a person of the kind must meet to take part.
fn conditions(key: &PersonKindKey) -> String {
    let PersonKindKey { kind: _, name: _, includes, contract, least_term, least_service, recruited_before, from: _, to: _, assumed: _ } = key;
    let includes = said_list(includes.as_ref()).filter(|words| !words.is_empty());
    let parts = [
        Some(includes.map_or_else(|| "không kể người đang tập sự".to_owned(), |words| format!("kể cả {words}"))),
        said_maybe(contract),
        said_maybe(least_term).map(|months| format!("thời hạn hợp đồng từ {months} tháng trở lên")),
        said_maybe(recruited_before).map(|day| format!("tuyển dụng trước ngày {day}")),
        said_maybe(least_service).map(|months| format!("thâm niên từ {months} tháng trở lên, tính đến ngày đăng ký")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Votes.
pub(super) fn voting(voting: Option<&Field<Voting>>) -> Option<Table> {
    let Voting { quorum, thresholds, base, assumed } = voting?.get()?;
    let mut facts = Facts::new("voting", &star("Phiếu của khối, của Hội đồng".to_owned(), assumed));
    facts.maybe("Phần thành viên có mặt ít nhất", quorum);
    let thresholds = thresholds.as_ref().and_then(Field::get).into_iter().flat_map(|entries| &entries.0);
    let thresholds: Vec<String> = thresholds.map(|(title, percent)| format!("{}: {}%", said(title), said(percent))).collect();
    if !thresholds.is_empty() {
        facts.say("Ngưỡng phiếu", thresholds.join("\n"));
    }
    facts.maybe("Tỷ lệ", base);
    some(facts.table())
}

/// What prizes are computed from.
pub(super) fn money(money: Option<&Field<MoneyKey>>) -> Option<Table> {
    let MoneyKey { base_pay, coefficients, assumed } = money?.get()?;
    let mut facts = Facts::new("money", &star("Tiền thưởng".to_owned(), assumed));
    let pays = items(base_pay.as_ref()).map(|pay| {
        let BasePayKey { from, amount, basis, assumed } = pay;
        let basis = said_maybe(basis).map(|basis| format!(" ({basis})")).unwrap_or_default();
        star(format!("từ {}: {} đồng{basis}", said(from), said(amount)), assumed)
    });
    let pays: Vec<String> = pays.collect();
    if !pays.is_empty() {
        facts.say("Lương cơ sở", pays.join("\n"));
    }
    let coefficients = coefficients.as_ref().and_then(Field::get).into_iter().flat_map(|entries| &entries.0);
    let coefficients: Vec<String> = coefficients.map(|(title, coefficient)| format!("{}: {}", said(title), said(coefficient))).collect();
    if !coefficients.is_empty() {
        facts.say("Hệ số", coefficients.join("\n"));
    }
    some(facts.table())
}

/// The steps in which models are followed.
pub(super) fn models(models: Option<&Field<Models>>) -> Option<Table> {
    let Models { steps, assumed } = models?.get()?;
    let mut facts = Facts::new("model-steps", &star("Điển hình tiên tiến".to_owned(), assumed));
    if let Some(steps) = said_list(steps.as_ref()) {
        facts.say("Các khâu", steps);
    }
    some(facts.table())
}

/// How many were rewarded earlier, as published.
pub(super) fn published_awards(published: Option<&Field<Many<PublishedAwards>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Giai đoạn", Width::Share(2)),
        Column::text("Trạng thái", Width::Share(2)),
        Column::text("Đối tượng", Width::Share(1)),
        Column::figures("Số lượng", Width::Fit(9, 14)),
    ];
    let mut table = Table::list("published-awards", "Số khen thưởng đã công bố", columns);
    for PublishedAwards { term, state, subject, count, assumed } in items(published) {
        table.rows.push(texts([star(said(term), assumed), said(state), said(subject), said(count)]));
    }
    some(table)
}

/// How far findings weigh, as the plan sets it.
pub(super) fn severities(severities: Option<&Field<Entries<SeverityKey>>>) -> Option<Table> {
    let columns = vec![Column::text("Phép kiểm tra", Width::Share(2)), Column::text("Mức", Width::Share(1))];
    let mut table = Table::list("severities", "Mức của phép kiểm tra", columns);
    for (check, severity) in severities.and_then(Field::get).into_iter().flat_map(|entries| &entries.0) {
        table.rows.push(texts([said(check), said(severity)]));
    }
    some(table)
}

/// Findings that are set aside for a time.
pub(super) fn waivers(waivers: Option<&Field<Many<WaiverKey>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Phép kiểm tra", Width::Share(2)),
        Column::text("Đơn vị", Width::Share(1)),
        Column::text("Tiêu chí", Width::Share(1)),
        Column::text("Kỳ", Width::Share(1)),
        Column::text("Lý do", Width::Share(3)),
        Column::text("Văn bản", Width::Share(2)),
        Column::center("Đến hết ngày", Width::Fit(11, 12)),
    ];
    let mut table = Table::list("waivers", "Miễn trừ", columns);
    for WaiverKey { check, unit, criterion, period, reason, document, until, assumed } in items(waivers) {
        let [unit, criterion, period] = [unit, criterion, period].map(|code| said_maybe(code).unwrap_or_default());
        table.rows.push(texts([star(said(check), assumed), unit, criterion, period, said(reason), said(document), said(until)]));
    }
    some(table)
}
