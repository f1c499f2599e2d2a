//! Who is put forward, the papers of each dossier, and who decides.

use crate::campaign::{Campaign, Held, Paper, Who};
use crate::draft::definition::Form;
use crate::report::titles::{Book, is_listed, subject_words};
use crate::report::{Cell, Column, Row, Table, Width};
use crate::rulebook::regime_on;
use crate::sheet::Reading;
use crate::titles::{Judged, paper_words};

/// The list as the forms of proposals have it.
pub(super) fn put_forward(book: &Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tên gọi", Width::Fit(5, 7)),
        Column::text("Tên tập thể/cá nhân", Width::Share(3)),
        Column::text("Chức vụ", Width::Share(2)),
        Column::text("Đơn vị công tác", Width::Share(3)),
        Column::text("Phân loại khen thưởng", Width::Fit(10, 14)),
        Column::text("Danh hiệu thi đua/Hình thức khen thưởng", Width::Share(3)),
        Column::text("Phân loại đối tượng", Width::Fit(8, 10)),
        Column::text("Kết luận", Width::Fit(9, 12)),
        Column::text("Hội đồng phải xác nhận, còn thiếu", Width::Share(6)),
    ];
    let mut table = Table::form("put-forward", "", columns);
    table.stub = 3;
    let form = match book.campaign().form {
        Some(Form::Regular) => "thường xuyên",
        Some(Form::Thematic) => "theo chuyên đề",
        None => "",
    };
    let mut number = 0;
    let listed = book.by_title(|one| is_listed(one.verdict));
    let mut common = Vec::new();
    for (one, is_first) in &listed {
        if *is_first {
            common = to_confirm_of_all(listed.iter().map(|(other, _)| *other).filter(|other| other.title == one.title));
            let all = if common.is_empty() {
                String::new()
            } else {
                format!(" – với từng dòng, Hội đồng phải xác nhận: {}", common.join("; "))
            };
            table.rows.push(Row::section(format!("{}{all}", book.title(one))));
        }
        number += 1;
        let stay = book.stay(one);
        let call = match stay.map(|stay| stay.is_woman) {
            Some(Reading::Value(true)) => "Bà",
            Some(Reading::Value(false)) => "Ông",
            Some(Reading::Empty | Reading::Broken) | None => "",
        };
        let position = stay.map_or("", |stay| &*stay.position);
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(call),
            Cell::text(&*one.name),
            Cell::text(position),
            Cell::text(book.unit(one)),
            Cell::text(form),
            Cell::text(book.title(one)),
            Cell::text(subject_words(one.who.subject())),
            Cell::text(one.verdict.words().vietnamese),
            Cell::text(open_words(one, &common)),
        ]));
    }
    table
}

/// What the council must confirm of each of several; of one alone its row says it.
fn to_confirm_of_all<'j>(mut several: impl Iterator<Item = &'j Judged>) -> Vec<String> {
    let words = |one: &Judged| -> Vec<String> { one.confirm().into_iter().map(|words| words.vietnamese.clone()).collect() };
    let (Some(first), Some(second)) = (several.next(), several.next()) else { return Vec::new() };
    let mut common = words(first);
    for one in std::iter::once(second).chain(several) {
        let own = words(one);
        common.retain(|line| own.contains(line));
    }
    common
}

/// What the council must confirm beside what is common to its title, and what is missing, each once.
fn open_words(one: &Judged, common: &[String]) -> String {
    let confirmed = one.confirm().into_iter().map(|words| words.vietnamese.clone());
    let mut lines: Vec<String> = confirmed.filter(|line| !common.contains(line)).collect();
    for words in one.rules.iter().flat_map(|rule| &rule.answer.missing) {
        let line = format!("thiếu: {}", words.vietnamese);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The papers of each dossier.
pub(super) fn dossiers(book: &Book<'_>) -> Table {
    let mut columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Danh hiệu", Width::Share(2)),
        Column::center("Ngày hồ sơ", Width::Fit(11, 12)),
    ];
    columns.extend(Paper::ALL.map(|paper| Column::center(capitalised(&paper_words(paper).vietnamese), Width::Share(2))));
    let mut table = Table::form("dossiers", "", columns);
    for (number, (one, _)) in (1..).zip(book.by_title(|_| true)) {
        let mut cells = vec![Cell::count(number), Cell::text(&*one.name), Cell::text(book.title(one))];
        if let Some(proposal) = one.proposal(book.campaign()) {
            cells.push(proposal.day.value().map_or_else(|| Cell::text("chưa ghi"), Cell::day));
            cells.extend(Paper::ALL.map(|paper| Cell::text(held_words(proposal.paper(paper).0))));
        } else {
            cells.push(Cell::text("chưa có dòng đề nghị"));
            cells.extend(Paper::ALL.map(|_| Cell::text("chưa ghi")));
        }
        table.rows.push(Row::plain(cells));
    }
    table.notes.push("Chứng nhận không cần khi chiến sĩ thi đua cơ sở xét theo hoàn thành xuất sắc nhiệm vụ; nhận xét của đơn vị cũ chỉ cần khi phong trào yêu cầu.".into());
    table
}

fn held_words(held: &Held) -> String {
    match held {
        Held::Yes(number) if number.is_empty() => "có".to_owned(),
        Held::Yes(number) => number.to_string(),
        Held::No => "không".to_owned(),
        Held::NotSaid => "chưa ghi".to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Who decides on each proposal: by who manages the unit, on the day of the dossier.
pub(super) fn authorities(book: &Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Tập thể, cá nhân", Width::Share(3)),
        Column::text("Đơn vị", Width::Share(2)),
        Column::text("Danh hiệu", Width::Share(2)),
        Column::text("Cấp quản lý", Width::Fit(8, 12)),
        Column::text("Người có thẩm quyền", Width::Share(3)),
        Column::text("Căn cứ", Width::Share(3)),
    ];
    let mut table = Table::form("authorities", "", columns);
    for (number, (one, _)) in (1..).zip(book.by_title(|_| true)) {
        let (level, who, clause) = authority(book.campaign(), one);
        table.rows.push(Row::plain(vec![
            Cell::count(number),
            Cell::text(&*one.name),
            Cell::text(book.unit(one)),
            Cell::text(book.title(one)),
            Cell::text(level),
            Cell::text(who),
            Cell::text(clause),
        ]));
    }
    table
}

/// The level, who decides and by which clause.
fn authority(campaign: &Campaign, one: &Judged) -> (&'static str, String, String) {
    let title = &campaign.titles[one.title];
    let unit = match &one.who {
        Who::Unit(unit) => Some(*unit),
        Who::Person(_) => one.unit,
    };
    let day = one.proposal(campaign).and_then(|proposal| proposal.day.value());
    let level = unit.and_then(|unit| campaign.units[unit].in_stretch(&campaign.time)?.level);
    let level_words = match level {
        Some(level) => match level.word() {
            "trung_uong" => "trung ương",
            "tinh" => "tỉnh",
            "so" => "sở",
            "huyen" => "huyện",
            _ => "xã",
        },
        None => "chưa ghi",
    };
    let regime = regime_on(day.unwrap_or(campaign.time.to));
    let found = regime.authority(title.by_law, level);
    let is_dated = if day.is_some() { "" } else { "; ngày hồ sơ chưa ghi, lấy ngày cuối phong trào" };
    let (who, clause) = match (&title.authority, found) {
        (Some(declared), Some(found)) => (declared.to_string(), format!("phong trào khai; {}: {}{is_dated}", found.clause, found.who)),
        (Some(declared), None) => (declared.to_string(), "phong trào khai".to_owned()),
        (None, Some(found)) => (found.who.to_string(), format!("{}{is_dated}", found.clause)),
        (None, None) if level.is_none() => ("chưa rõ".to_owned(), "thiếu cap_quan_ly của đơn vị (don-vi.csv)".to_owned()),
        (None, None) => ("chưa rõ".to_owned(), "nguồn: chưa kiểm chứng; khai tham_quyen của danh hiệu".to_owned()),
    };
    (level_words, who, clause)
}
