//! Registrations: how many each unit has for each title, standing and withdrawn as of the day; and the same by title.

use crate::campaign::Stretch;
use crate::campaign::people::{People, StayKind};
use crate::draft::definition::SubjectKind;
use crate::ledger::TitleCount;
use crate::pipeline::CampaignRun;
use crate::report::pages::words::Words as _;
use crate::report::{Address, Calculation, Cell, Column, Letterhead, Number, Orientation, Page, Row, Table, Width, block_words, name_of};
use crate::value::{BlockIndex, Quantity, TitleIndex, UnitIndex};

/// Columns before the first title.
const STUB: usize = 2;

/// The page of registrations, unit by unit; `page` is its number.
pub(super) fn page(run: &CampaignRun, page: usize) -> Page {
    signed(run, "Đăng ký", "Đăng ký thi đua", table(run, page))
}

/// The page of the same by title: beside many titles the other takes several sheets of paper, and nothing fits below it.
pub(super) fn title_page(run: &CampaignRun, page: usize) -> Page {
    signed(run, "Đăng ký theo danh hiệu", "Đăng ký thi đua theo danh hiệu", by_title(run, page))
}

fn signed(run: &CampaignRun, name: &str, title: &str, table: Table) -> Page {
    Page {
        name: name.into(),
        letterhead: Letterhead::of(run),
        title: title.into(),
        subtitle: vec![run.campaign.name.clone(), format!("Tính đến ngày {}", run.scope.as_of.vietnamese()).into()],
        orientation: Orientation::Landscape,
        tables: vec![table],
    }
}

/// The page of people by kind; none without a sheet of people.
pub(super) fn people_page(run: &CampaignRun, page: usize) -> Option<Page> {
    let table = people(run, page)?;
    Some(Page {
        name: "Cá nhân".into(),
        letterhead: None,
        title: "Cá nhân dự thi theo loại".into(),
        subtitle: vec![run.campaign.name.clone(), format!("Tính đến ngày {}, như ca-nhan.csv ghi", run.scope.as_of.vietnamese()).into()],
        orientation: Orientation::Portrait,
        tables: vec![table],
    })
}

/// How many people of each kind there are on the as-of day; none without a sheet of people.
fn people(run: &CampaignRun, page: usize) -> Option<Table> {
    let people = &run.campaign.people;
    if people.list.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text("Loại cá nhân", Width::Share(1)),
        Column::center("Số người", Width::Fit(8, 11)),
        Column::center("Nữ", Width::Fit(8, 11)),
        Column::center("Lãnh đạo", Width::Fit(8, 11)),
        Column::center("Đang tập sự", Width::Fit(8, 11)),
    ];
    let mut counts: Vec<(StayKind, [u32; 4])> = Vec::new();
    let kinds = (0..people.kinds.len()).filter_map(|kind| Some(StayKind::Known(u16::try_from(kind).ok()?)));
    let unlisted = (0..people.unlisted.len()).filter_map(|kind| Some(StayKind::NotListed(u16::try_from(kind).ok()?)));
    counts.extend(kinds.chain(unlisted).chain([StayKind::Misspelt, StayKind::Empty]).map(|kind| (kind, [0; 4])));
    let day = Stretch { from: run.scope.as_of, to: run.scope.as_of };
    for stay in people.list.iter().filter_map(|person| person.stays.iter().find(|stay| stay.within(day).is_some())) {
        let Some((_, count)) = counts.iter_mut().find(|(kind, _)| *kind == stay.kind) else { continue };
        let is_woman = stay.is_woman.value() == Some(true);
        let is_on_probation = stay.is_on_probation.value() == Some(true);
        for (count, counts) in count.iter_mut().zip([true, is_woman, stay.is_leader, is_on_probation]) {
            *count += u32::from(counts);
        }
    }
    let mut table = Table::form("people", "", columns);
    for (kind, count) in counts.iter().filter(|(kind, count)| matches!(kind, StayKind::Known(_)) || count[0] > 0) {
        let mut cells = vec![Cell::text(kind_words(people, *kind))];
        cells.extend(count.map(|count| if count == 0 { Cell::default() } else { Cell::whole(count) }));
        table.rows.push(Row::plain(cells));
    }
    let rows = table.rows.len();
    let total = |column: usize| {
        let sum: u32 = counts.iter().map(|(_, count)| count[column]).sum();
        let addresses = (0..rows).map(|row| Address { page, table: 0, row, column: column + 1 }).collect();
        let result = Number::figure(Quantity::whole(i64::from(sum)));
        Cell::formula(Calculation::Sum(addresses), result.exact, result)
    };
    table.rows.push(Row::total(std::iter::once(Cell::text("Cộng")).chain((0..4).map(total)).collect()));
    Some(table)
}

fn kind_words(people: &People, kind: StayKind) -> String {
    match kind {
        StayKind::Known(kind) => people.kinds[usize::from(kind)].name.to_string(),
        StayKind::NotListed(kind) if people.kinds.is_empty() => people.unlisted[usize::from(kind)].to_string(),
        StayKind::NotListed(kind) => format!("{} (không thuộc đối tượng dự thi)", people.unlisted[usize::from(kind)]),
        StayKind::Misspelt => "mã loại viết sai".to_owned(),
        StayKind::Empty => "chưa rõ loại".to_owned(),
    }
}

fn table(run: &CampaignRun, page: usize) -> Table {
    let campaign = &run.campaign;
    let mut columns = vec![Column::center("STT", Width::Fit(5, 6)), Column::text("Đơn vị", Width::Share(1))];
    for title in &campaign.titles {
        for heading in ["đang có hiệu lực", "đã rút"] {
            columns.push(Column { group: Some(title.name.clone()), ..Column::center(heading, Width::Fit(8, 11)) });
        }
    }
    let mut table = Table::form("registrations", "", columns);
    table.stub = STUB;
    let mut number = 0;
    let mut counted = Vec::new();
    for block in campaign.blocks.indices().map(Some).chain([None]) {
        let units = units(run, block);
        if units.is_empty() {
            continue;
        }
        table.rows.push(Row::section(block.map_or_else(|| "Không xếp khối".to_owned(), |block| block_words(campaign, block))));
        for unit in units {
            number += 1;
            counted.push(table.rows.len());
            let mut cells = vec![Cell::count(number), Cell::text(name_of(campaign, &run.scope, unit))];
            for title in campaign.titles.indices() {
                let TitleCount { standing, withdrawn } = count(run, unit, title);
                cells.extend([standing, withdrawn].map(|count| if count == 0 { Cell::default() } else { Cell::whole(count) }));
            }
            table.rows.push(Row::plain(cells));
        }
    }
    if !counted.is_empty() {
        let totals = totals(run, page, &counted);
        table.rows.push(totals);
    }
    table
}

/// The units of a block in the scope; without one, those in no block that have registered.
fn units(run: &CampaignRun, block: Option<BlockIndex>) -> Vec<UnitIndex> {
    let campaign = &run.campaign;
    let stands_in = |unit: UnitIndex| campaign.units[unit].in_stretch(&run.scope.stretch).and_then(|membership| membership.block);
    let has_some = |unit: UnitIndex| campaign.titles.indices().any(|title| count(run, unit, title) != TitleCount::default());
    let units = campaign.units.indices().filter(|unit| stands_in(*unit) == block);
    units.filter(|unit| block.is_some() || has_some(*unit)).collect()
}

fn count(run: &CampaignRun, unit: UnitIndex, title: TitleIndex) -> TitleCount {
    run.ledger.registered[unit].count(title)
}

fn totals(run: &CampaignRun, page: usize, counted: &[usize]) -> Row {
    let mut cells = vec![Cell::default(), Cell::text("Cộng")];
    let mut sums = vec![TitleCount::default(); run.campaign.titles.len()];
    for (_, registered) in run.ledger.registered.enumerate() {
        for (sum, title) in sums.iter_mut().zip(run.campaign.titles.indices()) {
            *sum = sum.plus(registered.count(title));
        }
    }
    for (position, sum) in sums.iter().flat_map(|sum| [sum.standing, sum.withdrawn]).enumerate() {
        let column = STUB + position;
        let addresses = counted.iter().map(|row| Address { page, table: 0, row: *row, column }).collect();
        let result = Number::figure(Quantity::whole(i64::from(sum)));
        cells.push(Cell::formula(Calculation::Sum(addresses), result.exact, result));
    }
    Row::total(cells)
}

/// Each title: how many registered in each block, how many have withdrawn; and what that is of collectives and of people.
fn by_title(run: &CampaignRun, page: usize) -> Table {
    const STANDING: usize = 2;
    const ALL: usize = 4;
    let campaign = &run.campaign;
    let columns = vec![
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(1)),
        Column::center("Đối tượng", Width::Fit(9, 11)),
        Column::figures("Đang có hiệu lực", Width::Fit(9, 11)),
        Column::figures("Đã rút", Width::Fit(9, 11)),
        Column::figures("Đã đăng ký", Width::Fit(9, 11)),
    ];
    let mut table = Table::form("registrations-by-title", "", columns);
    table.notes.push("Số lượt đăng ký, không phải số người: một người đăng ký hai danh hiệu là hai lượt.".into());
    let at = |row, column| Address { page, table: 0, row, column };
    let sum = |addresses, sum: u32| {
        let number = Number::figure(Quantity::whole(i64::from(sum)));
        Cell::formula(Calculation::Sum(addresses), number.exact, number)
    };
    let mut counted: Vec<(Option<SubjectKind>, usize, TitleCount)> = Vec::new();
    for block in campaign.blocks.indices().map(Some).chain([None]) {
        let units = units(run, block);
        if units.is_empty() {
            continue;
        }
        table.rows.push(Row::section(block.map_or_else(|| "Không xếp khối".to_owned(), |block| block_words(campaign, block))));
        for (index, title) in campaign.titles.enumerate() {
            let counts = units.iter().map(|unit| count(run, *unit, index));
            let total = counts.fold(TitleCount::default(), TitleCount::plus);
            if total == TitleCount::default() {
                continue;
            }
            let row = table.rows.len();
            counted.push((title.subject, row, total));
            table.rows.push(Row::plain(vec![
                Cell::text(format!("{} ({})", title.name, title.code)),
                Cell::text(title.subject.map_or_else(|| "–".to_owned(), |subject| subject.words())),
                Cell::whole(total.standing),
                Cell::whole(total.withdrawn),
                sum((STANDING..ALL).map(|column| at(row, column)).collect(), total.standing + total.withdrawn),
            ]));
        }
    }
    for subject in [SubjectKind::Collective, SubjectKind::Person] {
        let rows: Vec<&(Option<SubjectKind>, usize, TitleCount)> = counted.iter().filter(|(own, _, _)| *own == Some(subject)).collect();
        if rows.is_empty() {
            continue;
        }
        let total = rows.iter().map(|(_, _, count)| *count).fold(TitleCount::default(), TitleCount::plus);
        let cells = (STANDING..).zip([total.standing, total.withdrawn, total.standing + total.withdrawn]);
        let cells = cells.map(|(column, figure)| sum(rows.iter().map(|(_, row, _)| at(*row, column)).collect(), figure));
        table.rows.push(Row::total([Cell::text("Cộng"), Cell::text(subject.words())].into_iter().chain(cells).collect()));
    }
    table
}
