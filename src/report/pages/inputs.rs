//! What was read, and what was found in it.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::pipeline::{DEFINITION, Run};
use crate::report::{About, Cell, Column, Orientation, Page, Row, Table, Width, facts};

/// The page of what was read.
pub(super) fn page(run: &Run, about: &About<'_>) -> Page {
    let mut table = Table::facts("inputs");
    table.say(facts::TOOL, format!("thidua {}", about.version));
    table.say(facts::COMMAND, run.question.command());
    table.say(facts::DIGEST, run.digest.as_deref().unwrap_or("không tính"));
    facts::say_origin(&mut table, run.origin.as_ref());
    for words in &run.supposed {
        table.say(facts::ASSUMED, words.as_str());
    }
    table.say("Phát hiện", finding_words(run));
    let mut tables = vec![files(run), table];
    if !run.findings.is_empty() {
        tables.push(findings(run));
    }
    Page {
        name: "Dữ liệu đầu vào".into(),
        letterhead: None,
        title: "Dữ liệu đầu vào".into(),
        subtitle: vec![run.name().into()],
        orientation: Orientation::Portrait,
        tables,
    }
}

/// What was read, what was found, and with what, in a few lines.
pub(super) fn say(run: &Run, about: &About<'_>, table: &mut Table) {
    let rows: u64 = run.rows.files.iter().map(|file| u64::from(file.rows)).sum();
    table.say("Dữ liệu", format!("{} tệp, {rows} dòng; {}", run.rows.files.len(), finding_words(run)));
    facts::say_inputs(table, run);
    table.say(facts::TOOL, format!("thidua {}", about.version));
}

/// How many findings of each severity.
pub(super) fn finding_words(run: &Run) -> String {
    let count = |severity| run.count(severity);
    format!("{} lỗi, {} cảnh báo, {} ghi chú", count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

fn findings(run: &Run) -> Table {
    let columns = vec![
        Column::text("Phép kiểm tra", Width::Share(1)),
        Column::center("Mức", Width::Fit(10, 14)),
        Column::center("Số phát hiện", Width::Fit(8, 12)),
    ];
    let mut table = Table::list("findings", "Phát hiện", columns);
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for (severity, finding) in &run.findings {
        *counts.entry((*severity, finding.check.name)).or_default() += 1;
    }
    for ((severity, check), count) in counts {
        let severity = match severity {
            Severity::Error => "lỗi",
            Severity::Warning => "cảnh báo",
            Severity::Note => "ghi chú",
        };
        table.rows.push(Row::plain(vec![Cell::text(check), Cell::text(severity), Cell::count(count)]));
    }
    table
}

fn files(run: &Run) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tệp", Width::Share(3)),
        Column::text("Nội dung", Width::Share(2)),
        Column::figures("Số dòng", Width::Fit(9, 12)),
    ];
    let mut table = Table::list("files", "Các tệp đã đọc", columns);
    table.rows.push(Row::plain(vec![
        Cell::count(1),
        Cell::text(DEFINITION),
        Cell::text("Định nghĩa phong trào"),
        Cell::count(run.text.lines().count()),
    ]));
    for (number, file) in (2..).zip(&run.rows.files) {
        table.rows.push(Row::plain(vec![Cell::count(number), Cell::text(&*file.path), Cell::text(file.sheet.title), Cell::whole(file.rows)]));
    }
    for (number, stray) in (run.rows.files.len() + 2..).zip(&run.strays) {
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(&**stray),
            Cell::text("không đọc: không thuộc các bảng được tính"),
            Cell::text("–"),
        ]));
    }
    table.notes.push("Số dòng không kể dòng nhãn cột; của tệp định nghĩa là số dòng văn bản.".into());
    table
}
