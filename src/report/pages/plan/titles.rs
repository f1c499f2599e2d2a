//! Titles as the plan declares them: what it says of their conditions, and of the rules of the law.

use crate::draft::definition::{CoAuthors, Denominator70, ExtraCondition, OwnRule, Quota, StandardsBy, TitleKey};
use crate::report::pages::plan::{items, said, said_bool, said_list, said_maybe, some, star, texts};
use crate::report::pages::words::Words;
use crate::report::{Column, Table, Width};
use crate::yaml::{Field, Many, WordOr};

/// The titles and awards.
pub(super) fn titles(titles: Option<&Field<Many<TitleKey>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(7, 12)),
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(3)),
        Column::center("Đối tượng", Width::Fit(8, 9)),
        Column::text("Quy định", Width::Share(5)),
    ];
    let mut table = Table::list("titles", "Danh hiệu, hình thức khen thưởng", columns);
    for key in items(titles) {
        let TitleKey {
            code,
            name,
            by_law,
            subject,
            must_register,
            includes,
            counts_this_year,
            co_authors,
            extra,
            comment_from_months,
            excellent_instead,
            two_initiatives,
            authority,
            quota,
            denominator_70,
            assumed,
        } = key;
        let mut rules: Vec<String> = Vec::new();
        rules.extend(said_maybe(by_law).map(|law| format!("Theo luật: {law}")));
        rules.extend(said_maybe(authority).map(|who| format!("Thẩm quyền: {who}")));
        rules.extend(said_bool(must_register, "Phải đăng ký mới được xét", "Không phải đăng ký"));
        rules.extend(said_list(includes.as_ref()).map(|titles| format!("Đăng ký danh hiệu này coi như đã đăng ký: {titles}")));
        rules.extend(said_bool(counts_this_year, "Danh hiệu liên tục tính cả năm nay", "Danh hiệu liên tục không tính năm nay"));
        rules.extend(co_authors.as_ref().and_then(Field::get).map(|authors| format!("Sáng kiến nhiều tác giả: {}", co_author_words(authors))));
        rules.extend(said_maybe(comment_from_months).map(|months| format!("Nhận xét của đơn vị cũ khi đã ở đó từ {months} tháng")));
        rules.extend(said_bool(
            excellent_instead,
            "Hoàn thành xuất sắc nhiệm vụ thay được sáng kiến",
            "Hoàn thành xuất sắc nhiệm vụ không thay được sáng kiến",
        ));
        rules.extend(said_maybe(two_initiatives).map(|reading| format!("Hai sáng kiến cho: {reading}")));
        rules.extend(items(extra.as_ref()).map(extra_words));
        rules.extend(quota.as_ref().and_then(Field::get).map(quota_words));
        rules.extend(denominator_70.as_ref().and_then(Field::get).map(denominator_words));
        let name = said_maybe(name).unwrap_or_else(|| said(code));
        table.rows.push(texts([star(said(code), assumed), name, said(subject), rules.join("\n")]));
    }
    some(table)
}

/// What the plan says of the rules of the law.
pub(super) fn own_rules(
    rules: Option<&Field<Many<OwnRule>>>,
    standards_by: Option<&Field<StandardsBy>>,
    earlier: &Option<Field<bool>>,
) -> Option<Table> {
    let columns = vec![
        Column::text("Mã quy định", Width::Share(2)),
        Column::text("Phong trào quy định", Width::Share(3)),
        Column::text("Văn bản", Width::Share(3)),
    ];
    let mut table = Table::list("own-rules", "Áp dụng bộ quy tắc", columns);
    for OwnRule { code, confirmed, figure, dropped, document, assumed } in items(rules) {
        let parts = [
            said_bool(confirmed, "đã đối chiếu điều khoản", "chưa đối chiếu điều khoản"),
            said_maybe(figure).map(|figure| format!("mức {figure}")),
            said_bool(dropped, "không áp dụng", "áp dụng"),
        ];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        table.rows.push(texts([star(said(code), assumed), words, said(document)]));
    }
    if let Some(by) = standards_by {
        table.rows.push(texts(["Tiêu chuẩn".to_owned(), said(by), String::new()]));
    }
    if let Some(words) = said_bool(earlier, "theo nghị định trước trong thời gian chuyển tiếp", "theo nghị định đang có hiệu lực")
    {
        table.rows.push(texts(["Thủ tục".to_owned(), words, String::new()]));
    }
    some(table)
}

fn co_author_words(authors: &CoAuthors) -> String {
    match authors {
        WordOr::Word(word) => word.words(),
        WordOr::Mapping(least) => format!("tính cho tác giả đóng góp từ {}%", said(&least.from)),
    }
}

fn extra_words(condition: &ExtraCondition) -> String {
    let ExtraCondition { least_months, no_discipline_from, leave_below, confirmed_by_council, document, assumed } = condition;
    let parts = [
        said_maybe(least_months).map(|months| format!("công tác ít nhất {months} tháng")),
        said_maybe(no_discipline_from).map(|form| format!("không bị kỷ luật từ {form} trở lên")),
        said_maybe(leave_below).map(|days| format!("nghỉ dưới {days} ngày làm việc")),
        said_maybe(confirmed_by_council).map(|words| format!("Hội đồng xác nhận: {words}")),
    ];
    star(format!("Thêm: {} ({})", parts.into_iter().flatten().collect::<Vec<_>>().join("; "), said(document)), assumed)
}

fn quota_words(quota: &Quota) -> String {
    let Quota { percent, by_class, base, scope, rounding, order, basis, assumed } = quota;
    let classes = by_class.as_ref().and_then(Field::get).into_iter().flat_map(|entries| &entries.0);
    let classes: Vec<String> = classes.map(|(class, percent)| format!("; đơn vị {}: {}%", said(class), said(percent))).collect();
    let classes = classes.concat();
    let mut words = format!("Tỷ lệ tối đa: {}% của {}{classes}", said(percent), said(base));
    let rest = [said_maybe(scope), said_maybe(rounding), said_maybe(order), said_maybe(basis).map(|basis| format!("căn cứ {basis}"))];
    for part in rest.into_iter().flatten() {
        words.push_str(", ");
        words.push_str(&part);
    }
    star(words, assumed)
}

fn denominator_words(denominator: &Denominator70) -> String {
    let Denominator70 { without, assumed } = denominator;
    let without = said_list(without.as_ref()).unwrap_or_default();
    star(format!("Mẫu số của tỷ lệ 70% không tính: {without}"), assumed)
}
