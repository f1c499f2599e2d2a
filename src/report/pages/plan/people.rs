//! Who takes part and what may be given: participants, titles, votes, prizes, models; and the severities the plan sets.

use crate::draft::definition::{
    BasePayKey, Denominator70, Models, MoneyKey, Participants, PersonKindKey, PublishedAwards, Quota, SeverityKey, TitleKey, UnitKindKey, Voting,
};
use crate::report::pages::plan::{Facts, NOT_COMPUTED, items, said, said_bool, said_list, said_maybe, some, star, texts};
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

/// The titles and awards; they are declared here and judged elsewhere.
pub(super) fn titles(titles: Option<&Field<Many<TitleKey>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(7, 12)),
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(3)),
        Column::center("Đối tượng", Width::Fit(8, 9)),
        Column::text("Quy định", Width::Share(5)),
    ];
    let mut table = Table::list("titles", format!("Danh hiệu, hình thức khen thưởng; xét danh hiệu {NOT_COMPUTED}"), columns);
    for key in items(titles) {
        let TitleKey { code, name, by_law, subject, must_register, includes, counts_this_year, authority, quota, denominator_70, assumed } = key;
        let mut rules: Vec<String> = Vec::new();
        rules.extend(said_maybe(by_law).map(|law| format!("Theo luật: {law}")));
        rules.extend(said_maybe(authority).map(|who| format!("Thẩm quyền: {who}")));
        rules.extend(said_bool(must_register, "Phải đăng ký mới được xét", "Không phải đăng ký"));
        rules.extend(said_list(includes.as_ref()).map(|titles| format!("Đăng ký danh hiệu này coi như đã đăng ký: {titles}")));
        let this_year = said_bool(counts_this_year, "Danh hiệu liên tục tính cả năm nay", "Danh hiệu liên tục không tính năm nay");
        rules.extend(this_year.map(|words| format!("{words} {NOT_COMPUTED}")));
        rules.extend(quota.as_ref().and_then(Field::get).map(quota_words));
        rules.extend(denominator_70.as_ref().and_then(Field::get).map(denominator_words));
        let name = said_maybe(name).unwrap_or_else(|| said(code));
        table.rows.push(texts([star(said(code), assumed), name, said(subject), rules.join("\n")]));
    }
    some(table)
}

/// Votes.
pub(super) fn voting(voting: Option<&Field<Voting>>) -> Option<Table> {
    let Voting { quorum, thresholds, base, assumed } = voting?.get()?;
    let mut facts = Facts::new("voting", &star(format!("Bỏ phiếu suy tôn của khối; phiếu của Hội đồng {NOT_COMPUTED}"), assumed));
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
    let mut facts = Facts::new("models", &star("Điển hình tiên tiến".to_owned(), assumed));
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

fn quota_words(quota: &Quota) -> String {
    let Quota { percent, base, scope, rounding, order, basis, assumed } = quota;
    let mut words = format!("Tỷ lệ tối đa: {}% của {}", said(percent), said(base));
    let rest = [said_maybe(scope), said_maybe(rounding), said_maybe(order), said_maybe(basis).map(|basis| format!("căn cứ {basis}"))];
    for part in rest.into_iter().flatten() {
        words.push_str(", ");
        words.push_str(&part);
    }
    star(format!("{words} {NOT_COMPUTED}"), assumed)
}

fn denominator_words(denominator: &Denominator70) -> String {
    let Denominator70 { without, assumed } = denominator;
    let without = said_list(without.as_ref()).unwrap_or_default();
    star(format!("Mẫu số của tỷ lệ 70% không tính: {without} {NOT_COMPUTED}"), assumed)
}
