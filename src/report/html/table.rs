//! A table as an element: headings that name their columns and rows, figures with what they sort by, marks with their meaning.

use maud::{Markup, html};

use crate::report::html::derivation::anchor;
use crate::report::{Align, Cell, Column, Row, RowKind, Table, TableKind, Value, Width};

/// A table and what stands below it; whether figures open their derivations.
pub(super) fn table(table: &Table, id: &str, opens: bool) -> Markup {
    html! {
        @match table.kind {
            TableKind::Facts => (facts(table)),
            TableKind::List | TableKind::Form => (grid(table, id, opens)),
        }
        @for note in &table.notes { p.note { (note) } }
    }
}

fn facts(table: &Table) -> Markup {
    html! {
        @if let Some(title) = &table.title { h3 { (title) } }
        dl.facts {
            @for row in &table.rows {
                div {
                    @for (position, cell) in row.cells.iter().enumerate() {
                        @if position == 0 { dt { (cell.words()) } } @else { dd { (lines(&cell.words())) } }
                    }
                }
            }
        }
    }
}

fn grid(table: &Table, id: &str, opens: bool) -> Markup {
    let caption = format!("{id}-ten");
    let groups = groups(&table.columns);
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby=(caption) {
            table id=(id) {
                caption id=(caption) { (table.title.as_deref().unwrap_or("Bảng chi tiết")) }
                thead {
                    @if groups.iter().any(|(name, _)| name.is_some()) {
                        tr {
                            @for (name, count) in &groups {
                                @match name {
                                    Some(name) => { th scope="colgroup" colspan=(count) { (name) } },
                                    None => { td colspan=(count) {} },
                                }
                            }
                        }
                    }
                    tr {
                        @for column in &table.columns { th scope="col" class=[heading_class(column)] style=[least(column)] { (lines(&column.heading)) } }
                    }
                }
                @for part in parts(&table.rows) { (body(table, part, opens)) }
            }
        }
    }
}

/// The columns by the heading above them.
fn groups(columns: &[Column]) -> Vec<(Option<&str>, usize)> {
    let mut groups: Vec<(Option<&str>, usize)> = Vec::new();
    for column in columns {
        match groups.last_mut() {
            Some((name, count)) if *name == column.group.as_deref() => *count += 1,
            Some(_) | None => groups.push((column.group.as_deref(), 1)),
        }
    }
    groups
}

/// The rows between headings across the table; each heading begins its part.
fn parts(rows: &[Row]) -> Vec<&[Row]> {
    let mut parts = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let next = rest.iter().skip(1).position(|row| row.kind == RowKind::Section).map_or(rest.len(), |position| position + 1);
        let (part, others) = rest.split_at(next);
        parts.push(part);
        rest = others;
    }
    parts
}

/// Rows that sort among themselves.
fn body(table: &Table, rows: &[Row], opens: bool) -> Markup {
    html! {
        tbody {
            @for row in rows {
                @if row.kind == RowKind::Section {
                    tr.section { th scope="rowgroup" colspan=(table.columns.len()) { @for cell in &row.cells { (cell.words()) } } }
                } @else {
                    tr class=[kind(row.kind)] {
                        @for (position, column) in table.columns.iter().enumerate() {
                            (self::cell(row.cells.get(position), (column, row), position < table.stub, opens))
                        }
                    }
                }
            }
        }
    }
}

/// How a row that is not one thing among others is told.
fn kind(kind: RowKind) -> Option<&'static str> {
    match kind {
        RowKind::Plain | RowKind::Section => None,
        RowKind::Group => Some("group"),
        RowKind::Total => Some("total"),
    }
}

fn cell(cell: Option<&Cell>, (column, row): (&Column, &Row), is_stub: bool, opens: bool) -> Markup {
    let empty = Cell::default();
    let cell = cell.unwrap_or(&empty);
    let is_figure = matches!(cell.value, Value::Whole(_) | Value::Number(_) | Value::Formula(_));
    // What stands in place of a figure stands in the middle, and may be broken.
    let class = match column.align {
        _ if is_figure => Some("figure"),
        Align::Right => Some("center"),
        Align::Left | Align::Center => class(column.align),
    };
    let sorts = sorts_by(cell);
    // The name of a criterion is moved in as far as it stands below others.
    let depth = (is_stub && row.depth > 0 && matches!(cell.value, Value::Text(_))).then(|| row.depth.min(6).to_string());
    html! {
        @if is_stub && matches!(cell.value, Value::Text(_)) {
            th scope="row" class=[class] data-depth=[depth] data-sort=[sorts] { (content(cell)) }
        } @else {
            td class=[class] data-sort=[sorts] {
                @match cell.opens.filter(|_| opens) {
                    Some(opens) => { a href={ "#" (anchor(opens)) } { (content(cell)) } },
                    None => (content(cell)),
                }
            }
        }
    }
}

/// The least width of a column of short words: beside long ones a browser breaks them at every blank.
fn least(column: &Column) -> Option<String> {
    match (column.width, column.align) {
        (Width::Fit(least, _), Align::Left) => Some(format!("min-width:{least}ch")),
        (Width::Fit(..), Align::Center | Align::Right) | (Width::Share(_), _) => None,
    }
}

/// The class of a heading: words need room that codes do not.
fn heading_class(column: &Column) -> Option<&'static str> {
    match column.width {
        Width::Share(_) if column.align == Align::Left => Some("words"),
        Width::Share(_) | Width::Fit(..) => class(column.align),
    }
}

fn class(align: Align) -> Option<&'static str> {
    match align {
        Align::Left => None,
        Align::Center => Some("center"),
        Align::Right => Some("figure"),
    }
}

/// What a cell is sorted by, where that is not what it shows.
fn sorts_by(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Empty | Value::Text(_) | Value::Live(_) => None,
        Value::Whole(number) => Some(number.to_string()),
        Value::Number(number) => Some(number.exact.to_string()),
        Value::Formula(formula) => Some(formula.result.exact.to_string()),
        Value::Day(day) => Some(day.to_string()),
    }
}

/// What a cell shows, and behind it what is to be said of it.
fn content(cell: &Cell) -> Markup {
    html! {
        (lines(&cell.figure()))
        @if let Some(mark) = cell.mark {
            @if !matches!(cell.value, Value::Empty) { " " }
            abbr title=(mark.meaning()) { (mark.symbol()) }
        }
    }
}

/// Text with its line breaks.
fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.lines().enumerate() {
            @if number > 0 { br; }
            (line)
        }
    }
}
