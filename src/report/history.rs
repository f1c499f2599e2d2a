//! The history of rows as pages: when each was entered on the main line and changed last, and what of it contradicts itself.

pub mod json;

use rustc_hash::FxHashMap;

use crate::diagnostic::Voice;
use crate::history::{Commit, History, Life};
use crate::pipeline::Run;
use crate::records::Stated;
use crate::render::Teller;
use crate::render::json::{JsonFinding, findings};
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width};
use crate::sheet::{Place, RowId};
use crate::source::Volume;

/// Said wherever a history is shown.
pub const CAVEAT: &str = "Ngày và tên ghi trong commit do người commit đặt được. Lịch sử cho biết chỗ cần hỏi lại, không phải bằng chứng.";

/// The rows that are told of.
pub struct Told<'h> {
    /// The commits, and what they made of the rows.
    pub history: &'h History,
    /// The commit checked out; none before the first.
    pub head: Option<String>,
    /// The revision since which rows are told of, as it was named.
    pub since: Option<String>,
    /// Rows that stand, by place, each with its life; none of what is not committed as it stands.
    pub standing: Vec<(&'h Stated, Option<&'h Life>)>,
    /// Rows that are gone.
    pub gone: Vec<&'h Life>,
    /// What contradicts itself, by place.
    pub findings: Vec<JsonFinding>,
}

impl<'h> Told<'h> {
    /// What is told of a run: everything, or what commits say yes to. Findings are those of the checks of the history, of rows told of.
    pub fn new(
        (run, volume): (&Run, &dyn Volume),
        history: &'h History,
        standing: &'h [(RowId, Stated)],
        is_asked: impl Fn(&Commit) -> bool,
        voice: Voice,
    ) -> Self {
        let is_told = |life: &Life| life.versions.iter().any(|version| is_asked(&history.commits[version.commit]));
        let lives: FxHashMap<RowId, Option<&Life>> = standing.iter().map(|(row, stated)| (*row, history.of(stated))).collect();
        let told = |row: RowId| lives.get(&row).is_some_and(|life| life.is_none_or(is_told));
        let of_rows = findings(Teller::new(volume, run, voice)).into_iter().zip(&run.findings);
        let of_rows = of_rows
            .filter(|(_, (_, finding))| finding.check.is_of_history() && matches!(finding.place, Place::Row(row) | Place::Cell(row, _) if told(row)));
        let findings = of_rows.map(|(shown, _)| shown).collect();
        let rows = standing.iter().filter(|(row, _)| told(*row)).map(|(row, stated)| (stated, lives[row]));
        Self {
            history,
            head: None,
            since: None,
            standing: rows.collect(),
            gone: history.lives().iter().filter(|life| life.cells().is_none() && is_told(life)).collect(),
            findings,
        }
    }
}

/// The page of a history.
pub fn pages(told: &Told<'_>, name: &str) -> Vec<Page> {
    let mut tables = vec![facts(told), contradictions(told)];
    tables.push(rows(told));
    vec![Page {
        name: "Lịch sử".into(),
        letterhead: None,
        title: format!("Lịch sử của từng dòng: {name}").into(),
        subtitle: vec![CAVEAT.into()],
        orientation: Orientation::Landscape,
        tables,
    }]
}

fn facts(told: &Told<'_>) -> Table {
    let mut table = Table::facts("history-facts");
    table.say("Nhánh chính đến", told.head.as_deref().map_or("chưa có commit nào", |head| head.get(..10).unwrap_or(head)));
    if let Some(since) = &told.since {
        table.say("Chỉ kể dòng đổi từ sau", since.as_str());
    }
    let uncommitted = told.standing.iter().filter(|(_, life)| life.is_none()).count();
    table.say("Commit có đổi dòng", told.history.commits.len().to_string());
    table.say("Dòng", format!("{} đang có, trong đó {uncommitted} chưa commit; {} đã bỏ", told.standing.len(), told.gone.len()));
    table.say("Mâu thuẫn", told.findings.len().to_string());
    table
}

fn contradictions(told: &Told<'_>) -> Table {
    let columns = vec![
        Column::text("Ở", Width::Share(2)),
        Column::text("Kiểm tra", Width::Share(2)),
        Column::text("Điều thấy", Width::Share(5)),
        Column::text("Cách xử lý", Width::Share(3)),
    ];
    let mut table = Table::list("history-contradictions", "Mâu thuẫn", columns);
    for one in &told.findings {
        let file = one.file.as_deref().unwrap_or_default();
        let place = one.line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
        let help = one.help.clone().unwrap_or_default();
        table.rows.push(Row::plain(vec![Cell::text(place), Cell::text(one.check), Cell::text(one.message.as_str()), Cell::text(help)]));
    }
    if table.rows.is_empty() {
        table.notes.push("Không thấy mâu thuẫn nào.".into());
    }
    table
}

fn rows(told: &Told<'_>) -> Table {
    let columns = vec![
        Column::text("Bảng", Width::Fit(7, 14)),
        Column::text("Dòng", Width::Share(3)),
        Column::text("Ở", Width::Share(3)),
        Column::text("Vào kho", Width::Share(3)),
        Column::text("Sửa lần cuối", Width::Share(3)),
        Column::figures("Số lần sửa", Width::Fit(6, 8)),
    ];
    let mut table = Table::list("history-rows", "Từng dòng", columns);
    for (stated, life) in &told.standing {
        let key = stated.key();
        let mut cells = vec![Cell::text(key.sheet), Cell::text(named(&key.cells)), Cell::text(format!("{}:{}", stated.file, stated.line))];
        cells.extend(match life {
            Some(life) => days(told, life),
            None => [Cell::text("chưa commit như đang có"), Cell::default(), Cell::default()],
        });
        table.rows.push(Row::plain(cells));
    }
    for life in &told.gone {
        let mut cells = vec![Cell::text(life.key.sheet), Cell::text(named(&life.key.cells)), Cell::text("đã bỏ")];
        cells.extend(days(told, life));
        table.rows.push(Row::plain(cells));
    }
    table
}

/// When a row was entered, when it was changed last, and how often.
fn days(told: &Told<'_>, life: &Life) -> [Cell; 3] {
    let said = |commit: usize| commit_words(&told.history.commits[commit]);
    let times = life.versions.len() - 1;
    let changed = if times == 0 { Cell::default() } else { Cell::text(said(life.changed())) };
    [Cell::text(said(life.entered())), changed, Cell::count(times)]
}

/// A commit in words: the day, its name, who.
pub fn commit_words(commit: &Commit) -> String {
    format!("{} ({}, {})", commit.day.vietnamese(), commit.short(), commit.author)
}

fn named(cells: &[Box<str>]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).map(|cell| &**cell).collect::<Vec<_>>().join(" · ")
}
