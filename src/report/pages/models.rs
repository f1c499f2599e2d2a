//! Models that others are to follow: how many each unit has in each step, and every row of them.

use rustc_hash::FxHashMap;

use crate::campaign::LeftOut;
use crate::draft::{DraftRow, SUBJECTS, models};
use crate::report::pages::Book;
use crate::report::pages::words::Words as _;
use crate::report::{Address, Calculation, Cell, Column, Number, Orientation, Page, Row, Table, Width, block_words, name_of, scope_words};
use crate::scoring::ModelStep;
use crate::value::{BlockIndex, Quantity, UnitIndex};

/// Columns before the first step.
const STUB: usize = 2;

/// The pages of models, the units and then each row; `page` is the number of the first.
pub(super) fn pages(book: Book<'_>, page: usize) -> Vec<Page> {
    let made = |name: &str, title: &str, table: Table| Page {
        name: name.into(),
        letterhead: None,
        title: title.into(),
        subtitle: vec![book.campaign.name.clone(), scope_words(book.campaign, book.scope).into()],
        orientation: Orientation::Landscape,
        tables: vec![table],
    };
    let by_unit = made("Điển hình", "Điển hình tiên tiến theo đơn vị và khâu", by_unit(book, page));
    let list = made("Điển hình - danh sách", "Danh sách điển hình tiên tiến", list(book));
    [by_unit, list].into_iter().filter(|page| !page.tables[0].rows.is_empty()).collect()
}

/// The units and the steps.
fn by_unit(book: Book<'_>, page: usize) -> Table {
    let campaign = book.campaign;
    let steps = &campaign.models.steps;
    let mut columns = vec![Column::center("STT", Width::Fit(5, 6)), Column::text("Đơn vị", Width::Share(1))];
    columns.extend(steps.iter().map(|step| Column::figures(capital(&step.words()), Width::Fit(10, 14))));
    let mut table = Table::form("models", "", columns);
    table.stub = STUB;
    let mut counted = Vec::new();
    for block in campaign.blocks.indices().map(Some).chain([None]) {
        let units = units(book, block);
        if units.is_empty() {
            continue;
        }
        table.rows.push(Row::section(block.map_or_else(|| "Không xếp khối".to_owned(), |block| block_words(campaign, block))));
        for unit in units {
            counted.push(table.rows.len());
            let mut cells = vec![Cell::count(counted.len()), Cell::text(name_of(campaign, book.scope, unit))];
            cells.extend(steps.iter().map(|step| Cell::count(count(book, unit, *step))));
            table.rows.push(Row::plain(cells));
        }
    }
    let mut totals = vec![Cell::default(), Cell::text("Cộng")];
    for (position, step) in steps.iter().enumerate() {
        let cells = counted.iter().map(|row| Address { page, table: 0, row: *row, column: STUB + position }).collect();
        let sum: usize = campaign.units.indices().map(|unit| count(book, unit, *step)).sum();
        let sum = Number::figure(Quantity::whole(i64::try_from(sum).unwrap_or(i64::MAX)));
        totals.push(Cell::formula(Calculation::Sum(cells), sum.exact, sum));
    }
    if !counted.is_empty() {
        table.rows.push(Row::total(totals));
    }
    table.notes.push("Đếm các dòng của dien-hinh.csv có ngày trong thời gian trên; mỗi điển hình, mỗi khâu một lần.".into());
    table
}

fn count(book: Book<'_>, unit: UnitIndex, step: ModelStep) -> usize {
    book.campaign.models.counted(unit, &[step], book.scope.stretch).count()
}

/// The units of a block in the scope; without one, those in no block that have a model.
fn units(book: Book<'_>, block: Option<BlockIndex>) -> Vec<UnitIndex> {
    let campaign = book.campaign;
    let stands_in = |unit: UnitIndex| campaign.units[unit].in_stretch(&book.scope.stretch).and_then(|membership| membership.block);
    let has_some = |unit: UnitIndex| campaign.models.steps.iter().any(|step| count(book, unit, *step) > 0);
    let units = campaign.units.indices().filter(|unit| stands_in(*unit) == block);
    units.filter(|unit| block.is_some() || has_some(*unit)).collect()
}

/// Every row, as it is written, and why it does not count where it does not.
fn list(book: Book<'_>) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::text("Điển hình", Width::Share(3)),
        Column::center("Đối tượng", Width::Fit(8, 10)),
        Column::text("Đơn vị", Width::Share(2)),
        Column::text("Lĩnh vực", Width::Share(2)),
        Column::center("Khâu", Width::Fit(9, 11)),
        Column::center("Ngày", Width::Fit(11, 12)),
        Column::text("Mô tả", Width::Share(3)),
        Column::text("Minh chứng", Width::Share(2)),
        Column::text("Không đếm vì", Width::Share(2)),
    ];
    let campaign = book.campaign;
    let mut table = Table::form("model-list", "", columns);
    let left_out: FxHashMap<usize, LeftOut> = campaign.models.left_out.iter().copied().collect();
    let counted = campaign.units.indices().flat_map(|unit| campaign.models.of(unit)).map(|model| (model.row, model.unit));
    let counted: FxHashMap<_, UnitIndex> = counted.collect();
    for (position, row) in book.draft.models.rows.iter().enumerate() {
        let unit = counted.get(&row.id).map_or_else(|| row.text(models::UNIT), |unit| name_of(campaign, book.scope, *unit));
        let why = match (counted.contains_key(&row.id), left_out.get(&position)) {
            (true, _) => String::new(),
            (false, Some(why)) => why_words(*why),
            (false, None) => "không đọc được, hoặc trùng một dòng khác".to_owned(),
        };
        let [subject, step] = [(models::SUBJECT, SUBJECTS), (models::STEP, models::STEPS)].map(|(column, words)| word(row, column, words));
        let day = row.day(models::DAY).value().map_or_else(|| Cell::text(row.text(models::DAY)), Cell::day);
        table.rows.push(Row::plain(vec![
            Cell::count(position + 1),
            Cell::text(name(row)),
            Cell::text(subject),
            Cell::text(unit),
            Cell::text(row.text(models::FIELD)),
            Cell::text(step),
            day,
            Cell::text(row.text(models::WORDS)),
            Cell::text(row.text(models::EVIDENCE)),
            Cell::text(why),
        ]));
    }
    table
}

/// The name of a model with its code.
fn name(row: &DraftRow) -> String {
    match (row.text(models::NAME), row.text(models::CODE)) {
        (name, "") => name.to_owned(),
        ("", code) => code.to_owned(),
        (name, code) => format!("{name} ({code})"),
    }
}

/// A word of a cell by its full name, else as written.
fn word(row: &DraftRow, column: usize, words: &'static [crate::sheet::Word]) -> String {
    let name = row.word(column, words).value().and_then(|word| words[word].names.first());
    name.map_or_else(|| row.text(column).to_owned(), |name| name.to_lowercase())
}

fn why_words(why: LeftOut) -> String {
    match why {
        LeftOut::OtherYear(year) => format!("thuộc năm {year}"),
        LeftOut::StepNotFollowed(step) => format!("kế hoạch không theo dõi khâu {}", step.words()),
        LeftOut::UnitUnknown => "chưa biết thuộc đơn vị nào".to_owned(),
        LeftOut::NoDay => "không ghi ngày".to_owned(),
        LeftOut::OutsideCampaign(_) => "ngày ngoài thời gian phong trào".to_owned(),
    }
}

/// The text with its first letter in upper case.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
