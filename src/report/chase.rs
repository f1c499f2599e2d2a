//! The chase list: how each unit stands with what is due, and which offices have not given the points they appraise – as a page.

use crate::campaign::Campaign;
use crate::chase::{Behind, Chase, Due, Lateness, Received, Standing, State, Thing};
use crate::pipeline::Run;
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width, name_of, short_of};
use crate::value::{CampaignIndex, PeriodIndex};
use crate::words::DutyName;

/// The page.
pub fn page(run: &Run, chase: &Chase) -> Page {
    let mut tables = vec![counts(run, chase), list(run, chase)];
    if !chase.behind.is_empty() {
        tables.push(behind(run, chase));
    }
    let mut subtitle: Vec<Box<str>> = vec![run.name().into(), format!("Tính đến hết ngày {}", run.as_of().vietnamese()).into()];
    if chase.standings.is_empty() {
        subtitle.push("Chưa có việc nào đến hạn, chưa đơn vị nào nộp".into());
    }
    Page {
        name: "Đôn đốc".into(),
        letterhead: None,
        title: "Danh sách đôn đốc các đơn vị".into(),
        subtitle,
        orientation: Orientation::Landscape,
        tables,
    }
}

/// A state in a word or two.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Missing => "chưa nộp",
        State::Faulty => "nộp lỗi",
        State::Incomplete => "nộp thiếu",
        State::Late => "nộp muộn",
        State::Complete => "đã đủ",
    }
}

/// What a thing is called: as the campaign names its duty, else by what the duty means.
pub(super) fn thing_words(campaign: &Campaign, thing: Thing) -> String {
    let meaning = match thing {
        Thing::Results => "Kết quả thi đua",
        Thing::Registrations => "Đăng ký thi đua",
        Thing::Proposals => "Đề nghị khen thưởng",
        Thing::Sheet(title) => title,
        Thing::Duty(_) => "",
    };
    match thing.duty(campaign).map(|duty| DutyName::of(campaign, duty)) {
        Some(DutyName::Named(name)) => name.into(),
        Some(DutyName::Coded(code)) if meaning.is_empty() => code.into(),
        Some(DutyName::Coded(_)) | None => meaning.to_owned(),
    }
}

/// The name of a period; nothing where there is none.
pub(super) fn period_words(campaign: &Campaign, period: Option<PeriodIndex>) -> &str {
    period.map_or("", |period| &campaign.periods[period].name)
}

/// The columns that name a thing.
fn named(run: &Run) -> Vec<Column> {
    let mut columns = Vec::new();
    if run.shared.is_some() {
        columns.push(Column::text("Phong trào", Width::Fit(8, 16)));
    }
    columns.extend([Column::text("Việc", Width::Share(2)), Column::text("Kỳ", Width::Fit(6, 14))]);
    columns
}

/// The cells under those columns.
fn names(run: &Run, (index, thing, period): (CampaignIndex, Thing, Option<PeriodIndex>), is_extended: bool) -> Vec<Cell> {
    let campaign = &run.campaigns[index].campaign;
    let extended = if is_extended { " (đã gia hạn)" } else { "" };
    let mut cells = Vec::new();
    if run.shared.is_some() {
        cells.push(Cell::text(campaign.code.as_str()));
    }
    let thing = format!("{}{extended}", thing_words(campaign, thing));
    cells.extend([Cell::text(thing), Cell::text(period_words(campaign, period))]);
    cells
}

fn key(standing: &Standing) -> (CampaignIndex, Thing, Option<PeriodIndex>) {
    (standing.campaign, standing.thing, standing.period)
}

/// How many units stand how with each thing.
fn counts(run: &Run, chase: &Chase) -> Table {
    let mut columns = named(run);
    columns.push(Column::figures("Đơn vị", Width::Fit(7, 9)));
    columns.extend(State::ALL.map(|state| Column::figures(heading(state), Width::Fit(8, 10))));
    let mut table = Table::list("chase-counts", "Tình hình nộp", columns);
    let mut keys = Vec::new();
    for standing in &chase.standings {
        if !keys.contains(&key(standing)) {
            keys.push(key(standing));
        }
    }
    for one in keys {
        let own: Vec<State> = chase.standings.iter().filter(|standing| key(standing) == one).map(Standing::state).collect();
        let mut cells = names(run, one, false);
        cells.push(Cell::count(own.len()));
        cells.extend(State::ALL.map(|state| Cell::count(own.iter().filter(|own| **own == state).count())));
        table.rows.push(Row::plain(cells));
    }
    table
}

/// A state at the head of a column.
fn heading(state: State) -> String {
    let words = state_words(state);
    let first = words.chars().next().map(char::to_uppercase);
    first.into_iter().flatten().chain(words.chars().skip(1)).collect()
}

/// Every unit with every thing.
fn list(run: &Run, chase: &Chase) -> Table {
    let mut columns = named(run);
    columns.extend([
        Column::text("Mã", Width::Fit(5, 12)),
        Column::text("Đơn vị", Width::Share(3)),
        Column::center("Hạn", Width::Fit(11, 14)),
        Column::center("Ngày nộp", Width::Fit(11, 14)),
        Column::text("Tình trạng", Width::Fit(10, 16)),
        Column::figures("Chậm (ngày)", Width::Fit(7, 8)),
        Column::figures("Lỗi", Width::Fit(5, 7)),
        Column::figures("Còn thiếu", Width::Fit(7, 8)),
    ]);
    let mut table = Table::list("chase", "Từng đơn vị", columns);
    // What is to be chased stands first.
    let (complete, open): (Vec<&Standing>, Vec<&Standing>) = chase.standings.iter().partition(|standing| standing.state() == State::Complete);
    for standing in open.into_iter().chain(complete) {
        let one = &run.campaigns[standing.campaign];
        let mut cells = names(run, key(standing), standing.due.is_some_and(|due| due.is_extended));
        cells.push(Cell::text(one.campaign.units[standing.unit].code.as_str()));
        cells.push(Cell::text(name_of(&one.campaign, &one.scope, standing.unit)));
        cells.push(standing.due.map_or_else(|| Cell::text("không khai hạn"), |Due { day, .. }| Cell::day(day)));
        cells.push(match standing.received {
            Received::Not => Cell::default(),
            Received::On(day) => Cell::day(day),
            Received::Undated => Cell::text("không rõ ngày"),
        });
        cells.push(Cell::text(standing_words(standing)));
        cells.push(match standing.lateness {
            Lateness::InTime => Cell::whole(0_u64),
            Lateness::Late(days) | Lateness::Overdue(days) => Cell::whole(days.unsigned_abs()),
            Lateness::Ahead(_) | Lateness::Unknown => Cell::default(),
        });
        // What has not come has neither errors nor gaps of its own.
        let counted = |count| if standing.received == Received::Not { Cell::default() } else { Cell::count(count) };
        cells.extend([counted(standing.errors), counted(standing.gaps)]);
        table.rows.push(Row::plain(cells));
    }
    table.notes.extend(notes(chase).into_iter().map(Into::into));
    table
}

fn standing_words(standing: &Standing) -> String {
    let ahead = if matches!(standing.lateness, Lateness::Ahead(_)) { " (chưa đến hạn)" } else { "" };
    format!("{}{ahead}", state_words(standing.state()))
}

/// What is to be said of the list.
fn notes(chase: &Chase) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if chase.standings.iter().any(|standing| matches!(standing.lateness, Lateness::Late(_) | Lateness::Overdue(_))) {
        notes.push("Chậm: số ngày theo lịch kể từ sau ngày cuối còn đúng hạn; việc chưa nộp tính đến ngày của danh sách.");
    }
    if chase.standings.iter().any(|standing| standing.due.is_none()) {
        notes.push("Không khai hạn: `cac_han` không có hạn của việc và kỳ này, nên không xét được nộp muộn.");
    }
    if chase.standings.iter().any(|standing| standing.due.is_some() && standing.received == Received::Undated) {
        notes.push("Không rõ ngày: đã có dòng số liệu, nhưng cả `nop.csv` lẫn các dòng đều không ghi ngày nhận.");
    }
    notes
}

/// The points offices have not given.
fn behind(run: &Run, chase: &Chase) -> Table {
    let mut columns = Vec::new();
    if run.shared.is_some() {
        columns.push(Column::text("Phong trào", Width::Fit(8, 16)));
    }
    columns.extend([
        Column::text("Cơ quan thẩm định", Width::Share(2)),
        Column::text("Vòng", Width::Fit(7, 14)),
        Column::text("Tiêu chí", Width::Share(3)),
        Column::text("Kỳ", Width::Fit(6, 14)),
        Column::center("Đã chấm", Width::Fit(8, 9)),
        Column::text("Đơn vị chưa có điểm", Width::Share(4)),
    ]);
    let mut table = Table::list("chase-appraisals", "Cơ quan thẩm định còn thiếu điểm", columns);
    for one in &chase.behind {
        table.rows.push(Row::plain(behind_cells(run, one)));
    }
    if chase.behind.iter().any(|one| one.office.is_none()) {
        table.notes.push("Không khai: tiêu chí không có `tham_dinh_boi`.".into());
    }
    table.notes.push("Phong trào không khai hạn thẩm định: bảng này chỉ nói điểm nào chưa có, không nói cơ quan nào chậm bao nhiêu ngày.".into());
    table
}

fn behind_cells(run: &Run, one: &Behind) -> Vec<Cell> {
    let folder = &run.campaigns[one.campaign];
    let campaign = &folder.campaign;
    let criterion = &campaign.criteria[one.criterion];
    let mut cells = Vec::new();
    if run.shared.is_some() {
        cells.push(Cell::text(campaign.code.as_str()));
    }
    let lacking: Vec<&str> = one.lacking.iter().map(|unit| short_of(campaign, &folder.scope, *unit)).collect();
    cells.extend([
        Cell::text(one.office.map_or("không khai", |office| name_of(campaign, &folder.scope, office))),
        Cell::text(campaign.stages[one.stage].as_str()),
        Cell::text(format!("{} {}", criterion.code, criterion.name)),
        Cell::text(period_words(campaign, Some(one.period))),
        Cell::text(format!("{}/{}", one.given, one.given + one.lacking.len())),
        Cell::text(lacking.join(", ")),
    ]);
    cells
}
