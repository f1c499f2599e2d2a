//! One row of a table as a row of its sheet: each cell written as its column has it, each code looked up, each name held against its code.

use crate::campaign::Campaign;
use crate::draft::SUBJECTS;
use crate::draft::definition::SubjectKind;
use crate::intake::grid::{Cell, GridRow, Page, address};
use crate::intake::labels::Layout;
use crate::intake::names::{Named, Names, key};
use crate::intake::table::Found;
use crate::intake::value::{Written, said, trimmed, write};
use crate::results;
use crate::sheet::{CellFault, CodeKind, Kind, Presence, read_word};
use crate::value::{PersonIndex, UnitIndex};

/// A campaign of the plan, and what its codes are called.
pub(super) struct Known<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) names: Names,
}

/// What a row is read against.
pub(super) struct Ground<'a> {
    /// The campaigns, as declared.
    pub(super) known: &'a [Known<'a>],
    /// Cells that stand in no column, by place: told beside, or over the table.
    pub(super) given: Vec<(usize, Box<str>)>,
}

/// A row as its sheet has it, column by column.
pub(super) type Cells = Vec<Box<str>>;

/// What became of a row.
pub(super) struct Taken {
    /// Its cells; none where it is kept aside.
    pub(super) cells: Option<Cells>,
    /// Why it is kept aside.
    pub(super) reasons: Vec<String>,
    /// Cells that are written otherwise: where, what they were, what they are.
    pub(super) rewritten: Vec<(String, Box<str>, Box<str>)>,
}

/// Reads a row.
pub(super) fn take(row: &GridRow, page: &Page, found: &Found, ground: &Ground<'_>) -> Taken {
    let layout = &found.layout;
    let mut taken = Taken { cells: None, reasons: Vec::new(), rewritten: Vec::new() };
    let mut cells: Cells = vec![Box::default(); layout.keys.len()];
    for (place, text) in &ground.given {
        cells[*place] = text.clone();
    }
    // Which campaign first: it decides what the codes name.
    let known = campaign(row, found, ground, &mut taken);
    for (place, written_to) in cells.iter_mut().enumerate() {
        let (Some(known), carrier, name) = (known, found.carrier(place), found.name_carrier(place)) else { continue };
        if carrier.is_none() && name.is_none() {
            continue;
        }
        let cell = carrier.and_then(|column| filled(row, page, found, column, place));
        let named = name.and_then(|column| filled(row, page, found, column, place));
        let column = carrier.or(name).expect("one of them carries it");
        if let Some((column, reason)) = covered(row, page, carrier, layout.kinds[place]) {
            taken.reasons.push(format!("{}: {reason}", address(row.number, column)));
            continue;
        }
        match one(layout.kinds[place], known, cell, named, page) {
            Ok(written) => {
                if let Some(was) = written.was {
                    taken.rewritten.push((address(row.number, column), was, written.text.clone()));
                }
                if !written.text.is_empty() {
                    *written_to = written.text;
                }
            }
            Err(reason) => taken.reasons.push(format!("{}: {reason}", address(row.number, column))),
        }
    }
    if let Some(known) = known {
        subject(layout, &mut cells, known);
        target(layout, &mut cells, known);
        if taken.reasons.is_empty()
            && let Err(reason) = who(layout, &mut cells, known)
        {
            taken.reasons.push(reason);
        }
    }
    if taken.reasons.is_empty() {
        for (index, column) in layout.sheet.columns.iter().enumerate() {
            let place = layout.column(index);
            if column.presence == Presence::Filled && cells[place].is_empty() {
                let at = found.carrier(place).or(found.name_carrier(place));
                let at = at.map_or_else(String::new, |column| format!("{}: ", address(row.number, column)));
                taken.reasons.push(format!("{at}`{}` – {}", column.key, said(&CellFault::Empty, "")));
            }
        }
    }
    if taken.reasons.is_empty() {
        taken.cells = Some(cells);
    }
    taken
}

/// The cell of a column; of cells merged over several rows, in columns of codes, the first.
fn filled<'p>(row: &'p GridRow, page: &'p Page, found: &Found, column: u16, place: usize) -> Option<&'p Cell> {
    if let Some(cell) = row.cell(column).filter(|cell| !cell.is_blank()) {
        return Some(cell);
    }
    let is_code = matches!(found.layout.kinds[place], Kind::Code(_));
    let area = page.merged.holding(row.number, column).filter(|area| is_code && area.top < row.number && area.left == column)?;
    let top = page.rows.binary_search_by_key(&area.top, |row| row.number).ok()?;
    page.rows[top].cell(column).filter(|cell| !cell.is_blank())
}

/// Why a cell that is merged with those over it says nothing of its row.
fn covered(row: &GridRow, page: &Page, column: Option<u16>, kind: Kind) -> Option<(u16, &'static str)> {
    let column = column?;
    let is_code = matches!(kind, Kind::Code(_));
    let is_merged = page.merged.holding(row.number, column).is_some_and(|area| area.bottom > area.top);
    (is_merged && !is_code).then_some((column, "ô gộp nhiều dòng, không rõ giá trị của từng dòng: bỏ gộp ô rồi điền từng dòng"))
}

fn campaign<'a>(row: &GridRow, found: &Found, ground: &'a Ground<'a>, taken: &mut Taken) -> Option<&'a Known<'a>> {
    let place = found.layout.sheet.campaign_column().map(|index| found.layout.column(index));
    let cell = place.and_then(|place| found.carrier(place)).and_then(|column| Some((column, row.cell(column).filter(|cell| !cell.is_blank())?)));
    let Some((column, cell)) = cell else { return ground.known.first() };
    let wanted = trimmed(cell);
    let by_code = ground.known.iter().find(|known| known.campaign.code.as_str() == wanted);
    let mut by_name =
        ground.known.iter().filter(|known| key(&known.campaign.name) == key(&wanted) || key(known.campaign.code.as_str()) == key(&wanted));
    let found = by_code.or_else(|| by_name.next().filter(|_| by_name.next().is_none()));
    if found.is_none() {
        let codes: Vec<String> = ground.known.iter().map(|known| format!("`{}`", known.campaign.code.as_str())).collect();
        taken.reasons.push(format!("{}: không có phong trào `{wanted}`; có {}", address(row.number, column), codes.join(", ")));
    }
    found
}

/// One column of a row, from its cell and the name beside.
fn one(kind: Kind, known: &Known<'_>, cell: Option<&Cell>, named: Option<&Cell>, page: &Page) -> Result<Written, String> {
    let Kind::Code(code) = kind else {
        return cell.map_or(Ok(Written::default()), |cell| write(cell, kind, page.style));
    };
    if code == CodeKind::Campaign {
        return Ok(cell.map_or_else(Written::default, |_| Written::plain(known.campaign.code.as_str())));
    }
    for cell in [cell, named].into_iter().flatten() {
        match cell {
            Cell::Day { shown, .. } => {
                return Err(format!("`{shown}` là ngày, không phải mã: Excel có thể đã đổi mã bạn gõ; định dạng ô là văn bản rồi gõ lại"));
            }
            _ => drop(write(cell, Kind::Text, page.style)?),
        }
    }
    if code == CodeKind::Units {
        return cell.map_or(Ok(Written::default()), |cell| units(cell, known));
    }
    let Some(book) = known.names.book(code) else {
        return cell.map_or(Ok(Written::default()), |cell| write(cell, kind, page.style));
    };
    let what = crate::words::kind_name(code, crate::diagnostic::Voice::default());
    let look = |cell: &Cell| -> Result<Box<str>, String> {
        let shown = trimmed(cell);
        match book.find(cell) {
            Named::Code(code) => Ok(code),
            Named::Unknown(near) if near.is_empty() => Err(format!("không có {what} nào là `{shown}`")),
            Named::Unknown(near) => Err(format!("không có {what} nào là `{shown}`; gần giống: {}", near.join(", "))),
            Named::Several(codes) => Err(format!("`{shown}` có thể là {what} {}: viết mã dạng văn bản", crate::words::quoted(codes.iter()))),
        }
    };
    match (cell, named) {
        (None, None) => Ok(Written::default()),
        (Some(cell), None) | (None, Some(cell)) => {
            let (code, shown) = (look(cell)?, trimmed(cell));
            let was = (*code != *shown).then(|| shown.into());
            Ok(Written { text: code, was })
        }
        (Some(cell), Some(name)) => {
            let code = look(cell)?;
            let shown = trimmed(name);
            if book.is_name_of(&shown, &code) {
                return Ok(Written::plain(code));
            }
            match book.find(name) {
                Named::Code(other) => Err(format!("mã `{code}` đứng cạnh tên `{shown}`, mà tên ấy mang mã `{other}`: sửa mã hoặc tên")),
                Named::Unknown(_) | Named::Several(_) => Err(format!("mã `{code}` không mang tên `{shown}`: sửa mã hoặc tên")),
            }
        }
    }
}

fn units(cell: &Cell, known: &Known<'_>) -> Result<Written, String> {
    let book = known.names.book(CodeKind::Unit).expect("units have a book");
    let shown = trimmed(cell);
    let code = |part: &str| match book.find(&Cell::Text(part.trim().into())) {
        Named::Code(code) => Ok(code.into_string()),
        Named::Unknown(_) | Named::Several(_) => Err(format!("không có đơn vị nào là `{}`", part.trim())),
    };
    let codes: Vec<String> = shown.split(';').map(code).collect::<Result<_, String>>()?;
    let text = codes.join(";");
    let was = (text != shown).then(|| shown.into());
    Ok(Written { text: text.into(), was })
}

/// Whom a row is about, where it does not say and its title does.
fn subject(layout: &Layout, cells: &mut Cells, known: &Known<'_>) {
    let (Some(place), Some(title)) = (layout.find("doi_tuong"), layout.find("danh_hieu")) else { return };
    if !cells[place].is_empty() {
        return;
    }
    let title = known.campaign.directories.titles.find(cells[title].as_bytes());
    let Some(subject) = title.and_then(|title| known.campaign.titles[title].subject) else { return };
    cells[place] = match subject {
        SubjectKind::Collective => SUBJECTS[0].key.into(),
        SubjectKind::Person => SUBJECTS[1].key.into(),
    };
}

/// Leaves out a target that `chi-tieu.csv` has: forms show it, and it stands in one place.
fn target(layout: &Layout, cells: &mut Cells, known: &Known<'_>) {
    if layout.sheet.name != results::SHEET.name {
        return;
    }
    let place = layout.column(results::TARGET);
    let directories = &known.campaign.directories;
    let unit = directories.units.find(cells[layout.column(results::UNIT)].as_bytes());
    let criterion = directories.criteria.find(cells[layout.column(results::CRITERION)].as_bytes());
    let period = directories.periods.find(cells[layout.column(results::PERIOD)].as_bytes());
    let (Some(unit), Some(criterion), Some(period)) = (unit, criterion, period) else { return };
    let own = [Some(period), None].into_iter().find_map(|period| known.campaign.targets.find(unit, criterion, period));
    if own.and_then(|target| target.figure).is_some_and(|figure| *figure.to_string() == *cells[place]) {
        cells[place] = Box::default();
    }
}

/// Holds the person or unit of `ma` against the name and the unit beside.
fn who(layout: &Layout, cells: &mut Cells, known: &Known<'_>) -> Result<(), String> {
    let (Some(code), Some(subject)) = (layout.find("ma"), layout.find("doi_tuong")) else { return Ok(()) };
    let is_person = read_word(cells[subject].as_bytes(), SUBJECTS).value() == Some(1);
    let unit = layout.find("don_vi");
    if !is_person {
        let Some(unit) = unit.filter(|unit| !cells[code].is_empty() && !cells[*unit].is_empty()) else { return Ok(()) };
        if cells[code] != cells[unit] {
            return Err(format!("mã `{}` không phải mã của đơn vị `{}` ở cùng dòng", cells[code], cells[unit]));
        }
        return Ok(());
    }
    let people = &known.campaign.people;
    if !people.is_present {
        return Ok(());
    }
    let unit = unit.and_then(|unit| known.campaign.directories.units.find(cells[unit].as_bytes()));
    let name = layout.find("ho_ten").filter(|name| !cells[*name].is_empty());
    let by_name = |name: &str| -> Vec<PersonIndex> { unit.map(|unit| named(known, unit, name)).unwrap_or_default() };
    let code_of = |person: PersonIndex| people.list[person].code.as_str();
    if cells[code].is_empty() {
        let Some(name) = name else { return Err("không ghi mã, không ghi họ tên".to_owned()) };
        return match by_name(&cells[name]).as_slice() {
            [only] => {
                let stays = &people.list[*only].stays;
                let own = stays.iter().find(|stay| stay.unit == unit).map(|stay| stay.name.clone());
                cells[name] = own.unwrap_or_else(|| cells[name].clone());
                Ok(())
            }
            [] => Err(unknown_name(known, unit, &cells[name])),
            several => {
                let codes: Vec<&str> = several.iter().map(|person| code_of(*person)).collect();
                Err(format!("đơn vị có {} người tên `{}`: ghi mã, một trong {}", several.len(), cells[name], crate::words::quoted(codes)))
            }
        };
    }
    let Some(person) = known.campaign.directories.people.find(cells[code].as_bytes()) else {
        let near = known.campaign.directories.people.nearest(&cells[code]);
        let near = if near.is_empty() { String::new() } else { format!("; gần giống: {}", crate::words::quoted(near.iter())) };
        return Err(format!("không có cá nhân nào mang mã `{}`{near}", cells[code]));
    };
    let Some(name) = name else { return Ok(()) };
    let is_own = people.list[person].stays.iter().any(|stay| key(&stay.name) == key(&cells[name]));
    if is_own {
        return Ok(());
    }
    let whose = people.list[person].name();
    Err(match by_name(&cells[name]).as_slice() {
        [other] => format!("mã `{}` là của `{whose}`; `{}` mang mã `{}`: sửa mã hoặc tên", cells[code], cells[name], code_of(*other)),
        _ => format!("mã `{}` là của `{whose}`, không phải `{}`: sửa mã hoặc tên", cells[code], cells[name]),
    })
}

fn named(known: &Known<'_>, unit: UnitIndex, name: &str) -> Vec<PersonIndex> {
    let people = &known.campaign.people;
    let exact = people.named(unit, name.as_bytes());
    if !exact.is_empty() {
        return exact.to_vec();
    }
    let wanted = key(name);
    let is_so = |index: &PersonIndex| people.list[*index].stays.iter().any(|stay| stay.unit == Some(unit) && key(&stay.name) == wanted);
    people.list.indices().filter(is_so).collect()
}

fn unknown_name(known: &Known<'_>, unit: Option<UnitIndex>, name: &str) -> String {
    let people = &known.campaign.people;
    let near = unit.map(|unit| people.near_names(unit, name)).unwrap_or_default();
    if !near.is_empty() {
        return format!("đơn vị không có ai tên `{name}`; gần giống: {}", crate::words::quoted(near.iter()));
    }
    match people.everywhere(name).next() {
        Some((_, unit)) => format!("đơn vị không có ai tên `{name}`; có người tên ấy ở đơn vị `{}`", known.campaign.units[unit].code.as_str()),
        None => format!("đơn vị không có ai tên `{name}`"),
    }
}
