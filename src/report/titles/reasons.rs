//! The verdicts, and what each rests on.

use crate::draft::definition::SubjectKind;
use crate::render::Places;
use crate::report::titles::{Book, counts, facts_words, is_listed};
use crate::report::{About, Cell, Column, Row, Table, Width};
use crate::rulebook::Mark;
use crate::titles::{Judged, RuleOutcome, Verdict};

/// Every proposal and its verdict, in one line each.
pub(super) fn summary(book: &Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Đơn vị", Width::Share(2)),
        Column::text("Danh hiệu", Width::Fit(9, 16)),
        Column::text("Kết luận", Width::Fit(14, 24)),
        Column::text("Quy định quyết định", Width::Share(3)),
    ];
    let mut table = Table::form("verdicts", "", columns);
    table.stub = 2;
    for (number, (one, _)) in (1..).zip(book.by_title(|_| true)) {
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(&*one.name),
            Cell::text(if one.who.subject() == SubjectKind::Person { book.unit(one) } else { String::new() }),
            Cell::text(book.campaign().titles[one.title].code.as_str()),
            Cell::text(one.verdict.words().vietnamese),
            Cell::text(deciding(one).map(|rule| &*rule.rule).collect::<Vec<_>>().join(", ")),
        ]));
    }
    if book.titles.unread > 0 {
        let unread = book.titles.unread;
        table.notes.push(format!("{unread} dòng đề nghị chưa đọc được, không xét: `thidua check` nói ở đâu").into());
    }
    table.notes.push("Đủ điều kiện theo số liệu: Hội đồng còn phải xác nhận các điều ghi ở danh sách đề nghị.".into());
    table
}

/// The rules that give a verdict that is not the best.
fn deciding(one: &Judged) -> impl Iterator<Item = &RuleOutcome> {
    one.rules.iter().filter(|rule| rule.verdict() == one.verdict && one.verdict != Verdict::Eligible)
}

/// Why, in sentences: what each deciding rule says, on which facts, and what it lacks.
pub(super) fn whys(book: &Book<'_>, places: &mut Places<'_>) -> Table {
    let mut table = Table::facts("reasons");
    for (one, _) in book.by_title(|one| one.verdict != Verdict::Eligible) {
        let words = deciding(one).map(|rule| {
            let facts = facts_words(&rule.answer.facts, places);
            let missing: Vec<&str> = rule.answer.missing.iter().map(|words| words.vietnamese.as_str()).collect();
            let facts = if facts.is_empty() { facts } else { format!(": {facts}") };
            let missing = if missing.is_empty() { String::new() } else { format!(". Thiếu: {}", missing.join("; ")) };
            format!("{}{facts}{missing}", named(rule))
        });
        let words = words.collect::<Vec<_>>().join(". ");
        table.say(&format!("{}, {}, {}", one.name, book.campaign().titles[one.title].code, one.verdict.words().vietnamese), words);
    }
    table
}

/// The table of facts of a campaign.
pub(super) const OVERVIEW: &str = "overview";

/// How many of each verdict, by which rules.
pub(super) fn overview(book: &Book<'_>, about: &About<'_>) -> Table {
    let mut table = Table::facts(OVERVIEW);
    let [suspended, refused, review, eligible] = counts(book.titles.judged.iter());
    table.say("Đủ điều kiện theo số liệu", eligible.to_string());
    table.say("Cần xem xét", review.to_string());
    table.say("Chưa đủ điều kiện", refused.to_string());
    table.say("Tạm hoãn", suspended.to_string());
    table.say("Chế độ", &*book.titles.regime.name);
    for warning in book.titles.regime.warnings_on(book.campaign().time.to) {
        table.say("Lưu ý", &*warning.words[0]);
    }
    table.say("Công cụ", format!("thidua {}", about.version));
    table
}

/// Those who are not eligible, or put off, with what the verdict rests on.
pub(super) fn refused(book: &Book<'_>, places: &mut Places<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(2)),
        Column::text("Đơn vị", Width::Share(2)),
        Column::text("Danh hiệu", Width::Share(2)),
        Column::text("Kết luận", Width::Fit(12, 20)),
        Column::text("Quy định", Width::Share(3)),
        Column::text("Số liệu", Width::Share(4)),
    ];
    let mut table = Table::form("refused", "", columns);
    for (number, (one, _)) in (1..).zip(book.by_title(|one| !is_listed(one.verdict))) {
        let deciding: Vec<&RuleOutcome> = one.rules.iter().filter(|rule| rule.verdict() <= Verdict::NotEligible).collect();
        let rules = deciding.iter().map(|rule| named(rule)).collect::<Vec<_>>().join("\n");
        let facts = facts_words(deciding.iter().flat_map(|rule| &rule.answer.facts), places);
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(&*one.name),
            Cell::text(book.unit(one)),
            Cell::text(book.title(one)),
            Cell::text(one.verdict.words().vietnamese),
            Cell::text(rules),
            Cell::text(facts),
        ]));
    }
    table
}

/// A rule by name and clause.
fn named(rule: &RuleOutcome) -> String {
    format!("{} ({})", rule.name.vietnamese, clause(rule))
}

/// How sure a rule is, in words.
pub(super) const fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::Seen => "đã thấy văn bản",
        Mark::Secondary => "thấy ở nguồn thứ cấp",
        Mark::Inferred => "suy ra",
        Mark::Memory => "chưa kiểm chứng",
    }
}

/// Every rule of every proposal; what a rule is stands in the rulebook.
pub(super) fn rules(book: &Book<'_>, places: &mut Places<'_>) -> Table {
    let columns = vec![
        Column::text("Mã quy định", Width::Fit(14, 20)),
        Column::text("Quy định", Width::Share(3)),
        Column::text("Kết luận", Width::Fit(14, 24)),
        Column::text("Số liệu, còn thiếu", Width::Share(4)),
    ];
    let mut table = Table::form("rules", "", columns);
    for (one, _) in book.by_title(|_| true) {
        let title = book.campaign().titles[one.title].code.as_str();
        table.rows.push(Row::section(format!("{}, {title}: {}", one.name, one.verdict.words().vietnamese)));
        for rule in &one.rules {
            let missing = rule.answer.missing.iter().map(|words| format!("thiếu: {}", words.vietnamese));
            let told = [facts_words(&rule.answer.facts, places)].into_iter().filter(|facts| !facts.is_empty()).chain(missing);
            table.rows.push(Row::plain(vec![
                Cell::text(&*rule.rule),
                Cell::text(&*rule.name.vietnamese),
                Cell::text(rule.verdict().words().vietnamese),
                Cell::text(told.collect::<Vec<_>>().join("\n")),
            ]));
        }
    }
    table.notes.push("Điều khoản của từng quy định, và độ chắc của nó, ở trang Quy định.".into());
    table
}

/// Each rule that was applied: its clause, how sure it is, and the titles it was applied to.
pub(super) fn rulebook(book: &Book<'_>) -> Table {
    let columns = vec![
        Column::text("Mã quy định", Width::Fit(14, 20)),
        Column::text("Quy định", Width::Share(4)),
        Column::text("Điều khoản", Width::Share(3)),
        Column::text("Độ chắc", Width::Fit(12, 20)),
        Column::text("Danh hiệu", Width::Share(3)),
    ];
    let mut table = Table::form("rulebook", "", columns);
    let mut applied: Vec<(&RuleOutcome, Vec<&str>)> = Vec::new();
    for (one, _) in book.by_title(|_| true) {
        let title = book.campaign().titles[one.title].code.as_str();
        for rule in &one.rules {
            let told = |rule: &RuleOutcome| (rule.rule.to_string(), rule.name.vietnamese.clone(), clause(rule).to_owned(), rule.mark);
            match applied.iter_mut().find(|(known, _)| told(known) == told(rule)) {
                Some((_, titles)) if titles.contains(&title) => {}
                Some((_, titles)) => titles.push(title),
                None => applied.push((rule, vec![title])),
            }
        }
    }
    for (rule, titles) in applied {
        table.rows.push(Row::plain(vec![
            Cell::text(&*rule.rule),
            Cell::text(&*rule.name.vietnamese),
            Cell::text(clause(rule)),
            Cell::text(mark_words(rule.mark)),
            Cell::text(titles.join(", ")),
        ]));
    }
    table
}

/// The clause a rule rests on.
fn clause(rule: &RuleOutcome) -> &str {
    rule.clause.as_deref().or(rule.source.as_deref()).unwrap_or("nguồn: chưa kiểm chứng")
}
