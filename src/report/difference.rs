//! What differs between two states of a folder, as pages: who stands elsewhere, why line by line, which rows and rules did it.

pub mod json;
mod words;

use crate::comparison::{At, CampaignChange, Comparison, LineChange, UnitChange};
use crate::report::{Cell, Column, Number, Orientation, Page, Row, Table, Width};
use crate::titles::Verdict;
use crate::value::Points;

use words::{causes, change_words, place_words, row_name, standing_words, verdict_words};

/// How the two states are called.
#[derive(Clone, Debug)]
pub struct Named {
    /// In words: `bản HEAD~1 (3f2a91c)`, `thư mục cu/`.
    pub words: String,
    /// The commit; none of what stands on disk.
    pub commit: Option<String>,
    /// SHA-256 of its canonical inputs.
    pub digest: Option<String>,
}

/// The pages of a comparison: one a campaign with a difference – the first where none has one –, and one of what was put in.
pub fn pages(comparison: &Comparison, sides: &[Named; 2]) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let is_one = comparison.campaigns.len() < 2;
    let mut told: Vec<&CampaignChange> = comparison.campaigns.iter().filter(|change| !change.is_empty()).collect();
    if told.is_empty() {
        told.extend(comparison.campaigns.first());
    }
    for change in told {
        let mut tables = vec![facts(comparison, change, sides)];
        tables.push(units(comparison, change));
        tables.extend(standings(comparison, change));
        tables.extend(lines(comparison, change));
        tables.extend(verdicts(comparison, change));
        if !is_one {
            for table in &mut tables {
                table.key = format!("{}-{}", change.code, table.key).into();
            }
        }
        let name = if is_one { "So sánh".to_owned() } else { format!("{} So sánh", change.code) };
        pages.push(page(name, format!("So sánh hai bản: {}", change.name), tables));
    }
    let inputs: Vec<Table> = rows(comparison).into_iter().chain(rules(comparison)).collect();
    if !inputs.is_empty() {
        pages.push(page("Số liệu và quy định".to_owned(), "Số liệu và quy định khác nhau".to_owned(), inputs));
    }
    pages
}

fn page(name: String, title: String, tables: Vec<Table>) -> Page {
    Page { name: name.into(), letterhead: None, title: title.into(), subtitle: Vec::new(), orientation: Orientation::Landscape, tables }
}

fn facts(comparison: &Comparison, change: &CampaignChange, [before, after]: &[Named; 2]) -> Table {
    let mut table = Table::facts("diff-facts");
    table.say("Bản cũ", before.words.as_str());
    table.say("Bản mới", after.words.as_str());
    let inputs = &comparison.inputs;
    table.say("Đầu vào khác", format!("{} dòng số liệu, {} chỗ của quy định (phong-trao.yaml)", inputs.rows.len(), inputs.rules.len()));
    let result = match change.stands {
        [false, _] => "phong trào chỉ có ở bản mới, hoặc bản cũ không có kỳ được hỏi".to_owned(),
        [_, false] => "phong trào chỉ có ở bản cũ, hoặc bản mới không có kỳ được hỏi".to_owned(),
        [true, true] if change.units.is_empty() && change.verdicts.is_empty() => "không đổi hạng, điểm, xếp loại hay kết luận nào".to_owned(),
        [true, true] => format!("{} đơn vị, {} kết luận danh hiệu thay đổi", change.units.len(), change.verdicts.len()),
    };
    table.say("Kết quả", result);
    for (block, [was, is]) in &change.blocked {
        table.say("Khối chưa xếp hạng được", format!("{block}: {was} lỗi ở bản cũ, {is} lỗi ở bản mới; `thidua check` nói lỗi gì"));
    }
    table
}

/// What was, and what is.
fn turned<T: PartialEq>(before: Option<&T>, after: Option<&T>, words: impl Fn(&T) -> String) -> String {
    let said = |one: Option<&T>| one.map_or_else(|| "–".to_owned(), &words);
    if before == after { said(after) } else { format!("{} → {}", said(before), said(after)) }
}

fn number(points: Option<Points>, digits: u8) -> Cell {
    points.map_or_else(|| Cell::text("–"), |points| Cell::number(Number::points(points, digits)))
}

/// How far something moved; empty where it did not.
fn moved(points: Option<Points>, digits: u8) -> Cell {
    if points == Some(Points::ZERO) { Cell::default() } else { number(points, digits) }
}

fn units(comparison: &Comparison, change: &CampaignChange) -> Table {
    let is_crossed = comparison.inputs.are_crossed();
    let mut columns = vec![
        Column::text("Khối", Width::Fit(5, 12)),
        Column::text("Mã", Width::Fit(5, 12)),
        Column::text("Đơn vị", Width::Share(3)),
        Column::text("Hạng", Width::Fit(6, 10)),
        Column::text("Tổng điểm", Width::Fit(12, 18)),
        Column::figures("Chênh", Width::Fit(7, 10)),
    ];
    if is_crossed {
        columns.extend([Column::figures("Do số liệu", Width::Fit(7, 10)), Column::figures("Do quy định", Width::Fit(7, 10))]);
    }
    columns.push(Column::text("Xếp loại", Width::Share(2)));
    let mut table = Table::list("diff-units", "Hạng, tổng điểm, xếp loại", columns);
    table.rows.extend(change.units.iter().map(|unit| unit_row(change, unit, is_crossed)));
    if table.rows.is_empty() {
        table.notes.push("Không đơn vị nào đổi hạng, tổng điểm hay xếp loại.".into());
    }
    if is_crossed && !table.rows.is_empty() {
        let note = "Do số liệu: số liệu mới chấm theo quy định cũ. Do quy định: số liệu cũ chấm theo quy định mới. Hai số cộng lại khác độ chênh khi cả hai cùng tác động vào một dòng.";
        table.notes.push(note.into());
    }
    table
}

fn unit_row(change: &CampaignChange, unit: &UnitChange, is_crossed: bool) -> Row {
    let both = [&unit.before, &unit.after];
    let field = |of: fn(&At) -> Option<Points>| both.map(|at| at.as_ref().and_then(of));
    let [was, is] = field(|at| at.total);
    let shown = |points: &Points| Number::points(*points, change.digits).text();
    let block = turned(unit.before.as_ref().map(|at| &at.block.0), unit.after.as_ref().map(|at| &at.block.0), ToString::to_string);
    let mut cells = vec![
        Cell::text(block),
        Cell::text(&*unit.unit),
        Cell::text(&*unit.name),
        Cell::text(places(unit)),
        Cell::text(turned(was.as_ref(), is.as_ref(), shown)),
        moved(was.zip(is).and_then(|(was, is)| is.checked_sub(was)), change.digits),
    ];
    if is_crossed {
        cells.extend([unit.by_data, unit.by_rules].map(|part| moved(part, change.digits)));
    }
    let [was, is] = both.map(|at| at.as_ref().and_then(|at| at.grade.as_ref()));
    cells.push(Cell::text(turned(was, is, ToString::to_string)));
    Row::plain(cells)
}

/// Why places, ties and states are others.
fn standings(comparison: &Comparison, change: &CampaignChange) -> Option<Table> {
    let columns = vec![Column::text("Đơn vị", Width::Fit(5, 12)), Column::text("Hạng", Width::Fit(6, 10)), Column::text("Vì", Width::Share(1))];
    let mut table = Table::list("diff-standings", "Vì sao đổi hạng", columns);
    for unit in &change.units {
        let mut why = place_words(unit);
        why.extend(standing_words(unit));
        why.extend(causes(comparison, "", &unit.unit, &unit.standing_causes));
        if !why.is_empty() {
            table.rows.push(Row::plain(vec![Cell::text(&*unit.unit), Cell::text(places(unit)), Cell::text(why.join("; "))]));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The place that was, and that is.
fn places(unit: &UnitChange) -> String {
    let place = |at: &Option<At>| at.as_ref().and_then(|at| at.place);
    turned(place(&unit.before).as_ref(), place(&unit.after).as_ref(), u32::to_string)
}

fn lines(comparison: &Comparison, change: &CampaignChange) -> Option<Table> {
    let columns = vec![
        Column::text("Đơn vị", Width::Fit(5, 12)),
        Column::text("Tiêu chí", Width::Fit(6, 12)),
        Column::figures("Điểm cũ", Width::Fit(7, 10)),
        Column::figures("Điểm mới", Width::Fit(7, 10)),
        Column::figures("Chênh", Width::Fit(7, 10)),
        Column::text("Vì", Width::Share(1)),
    ];
    let mut table = Table::list("diff-lines", "Từng tiêu chí: đổi bao nhiêu, vì đâu", columns);
    for unit in &change.units {
        table.rows.extend(unit.lines.iter().map(|line| line_row(comparison, change, unit, line)));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn line_row(comparison: &Comparison, change: &CampaignChange, unit: &UnitChange, line: &LineChange) -> Row {
    let criterion = if line.is_cap { format!("{} (trần)", line.criterion) } else { line.criterion.to_string() };
    Row::plain(vec![
        Cell::text(&*unit.unit),
        Cell::text(criterion),
        number(line.before, change.digits),
        number(line.after, change.digits),
        number(line.moved(), change.digits),
        Cell::text(words::line_causes(comparison, unit, line).join("; ")),
    ])
}

fn verdicts(comparison: &Comparison, change: &CampaignChange) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(5, 14)),
        Column::text("Họ tên, đơn vị", Width::Share(2)),
        Column::text("Danh hiệu", Width::Fit(7, 12)),
        Column::text("Kết luận", Width::Share(2)),
        Column::text("Quy định kết luận khác", Width::Share(3)),
        Column::text("Vì", Width::Share(3)),
    ];
    let mut table = Table::list("diff-verdicts", "Kết luận về danh hiệu", columns);
    for one in &change.verdicts {
        let said = |verdict: &Option<Verdict>| verdict_words(*verdict);
        let rules = one.rules.iter().map(|(rule, [was, is])| format!("{rule}: {} → {}", said(was), said(is)));
        table.rows.push(Row::plain(vec![
            Cell::text(&*one.who),
            Cell::text(&*one.name),
            Cell::text(&*one.title),
            Cell::text(format!("{} → {}", said(&one.before), said(&one.after))),
            Cell::text(rules.collect::<Vec<_>>().join("; ")),
            Cell::text(words::verdict_causes(comparison, one).join("; ")),
        ]));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn rows(comparison: &Comparison) -> Option<Table> {
    let columns = vec![
        Column::text("Bảng", Width::Fit(8, 16)),
        Column::text("Dòng", Width::Share(3)),
        Column::text("Ở bản cũ", Width::Share(2)),
        Column::text("Ở bản mới", Width::Share(2)),
        Column::text("Thay đổi", Width::Share(4)),
    ];
    let mut table = Table::list("diff-rows", "Dòng số liệu", columns);
    for difference in &comparison.inputs.rows {
        let place = |row: &Option<crate::records::Stated>| row.as_ref().map_or_else(|| "–".to_owned(), |row| format!("{}:{}", row.file, row.line));
        table.rows.push(Row::plain(vec![
            Cell::text(difference.key.sheet),
            Cell::text(row_name(difference)),
            Cell::text(place(&difference.before)),
            Cell::text(place(&difference.after)),
            Cell::text(change_words(difference)),
        ]));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn rules(comparison: &Comparison) -> Option<Table> {
    let columns = vec![
        Column::text("Chỗ trong phong-trao.yaml", Width::Share(3)),
        Column::text("Bản cũ", Width::Share(3)),
        Column::text("Bản mới", Width::Share(3)),
    ];
    let mut table = Table::list("diff-rules", "Quy định", columns);
    for rule in &comparison.inputs.rules {
        let said = |saying: &Option<crate::comparison::Saying>| {
            saying.as_ref().map_or_else(|| "–".to_owned(), |saying| format!("{} (dòng {})", saying.text, saying.line))
        };
        table.rows.push(Row::plain(vec![Cell::text(rule.path.as_str()), Cell::text(said(&rule.before)), Cell::text(said(&rule.after))]));
    }
    (!table.rows.is_empty()).then_some(table)
}
