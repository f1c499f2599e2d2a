//! The page behind a block's: a unit beside the average of all, group by group, and the totals, as a workbook draws them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::report::pages::ASSUMED;
use crate::report::{
    Address, Area, Bars, Calculation, Cell, Chart, Column, Mark, Number, Orientation, Origin, Page, Plot, Row, Series, Table, Width,
};
use crate::value::{Fraction, Rounding, RoundingWay};

/// The most bars of a chart that are told apart at a glance, and stand on one sheet of paper: units, groups.
const UNITS: usize = 14;
const GROUPS: usize = 11;

/// Its tables: where the unit is chosen, and what it is compared by.
const CHOICE: usize = 0;
const COMPARISON: usize = 1;

/// The columns of the comparison.
const CODE: usize = 0;
const NAME: usize = 1;
const OWN: usize = 3;
const MEAN: usize = 4;

/// The longest name that leaves room for bars beside it, in letters: where a group has a longer one, all go by their codes.
const LONGEST: usize = 60;

/// The page of the charts of a block's page, to be bound behind it: its number, and what the block is called. None where
/// nothing is drawn of it.
pub(super) fn page(sheet: &Page, number: usize, (code, name): (&str, &str)) -> Option<Page> {
    let table = sheet.tables.first()?;
    let drawn = Drawn { table, number, name };
    let chart = table.charts.iter().find(|chart| matches!(chart.bars, Bars::Rows { .. }))?;
    let Bars::Rows { rows, means } = &chart.bars else { return None };
    let (choice, mut comparison) = (drawn.choice(chart, code), drawn.comparison(chart, (rows, means), code));
    comparison.plots = drawn.groups(chart, (rows, means));
    comparison.plots.extend(table.charts.iter().flat_map(|chart| if let Bars::Row(row) = chart.bars { drawn.units(chart, row) } else { Vec::new() }));
    Some(Page {
        name: format!("Biểu đồ {code}").into(),
        letterhead: None,
        title: format!("Biểu đồ: {name}").into(),
        subtitle: sheet.subtitle.clone(),
        orientation: Orientation::Landscape,
        tables: vec![choice, comparison],
    })
}

/// What is drawn of a block's page, on the page behind it.
struct Drawn<'a> {
    table: &'a Table,
    number: usize,
    name: &'a str,
}

impl Drawn<'_> {
    /// The unit, to be chosen among all.
    fn choice(&self, chart: &Chart, code: &str) -> Table {
        let mut table = Table::facts(format!("choice-{code}"));
        let first = self.table.columns[chart.columns.start].heading.clone();
        table.rows.push(Row::plain(vec![Cell::text("Đơn vị được chọn"), Cell::live(first, Origin::Choice(self.headings(chart.columns.clone())))]));
        table
    }

    /// The unit's groups beside the average of each.
    fn comparison(&self, chart: &Chart, (rows, means): (&[usize], &[Option<Number>]), code: &str) -> Table {
        let columns = vec![
            Column::text("Mã", Width::Fit(5, 12)),
            Column::text("Nhóm", Width::Share(1)),
            Column::figures("Điểm tối đa", Width::Fit(10, 14)),
            Column::figures("Đơn vị được chọn", Width::Fit(12, 16)),
            Column::figures("Trung bình khối", Width::Fit(12, 16)),
        ];
        let mut table = Table::list(format!("comparison-{code}"), chart.title.clone(), columns);
        table.stub = 2;
        let absent: BTreeSet<Mark> = self.cells(chart, rows).filter(|cell| cell.held().is_none()).filter_map(|cell| cell.mark).collect();
        for (row, mean) in rows.iter().zip(means) {
            let cells = &self.table.rows[*row].cells;
            let digits = self.most_decimals(chart, &[*row]);
            table.rows.push(Row::plain(vec![
                Cell::text(cells[CODE].words()),
                Cell::text(cells[NAME].words()),
                self.maximum(*row),
                self.own(chart, *row, digits),
                match mean {
                    Some(mean) => {
                        let all = Area { rows: Some(*row..*row + 1), ..self.headings(chart.columns.clone()) };
                        Cell::formula(Calculation::Average(all), mean.exact, Number { digits: digits.max(mean.digits), ..*mean })
                    }
                    None => Cell::text("–"),
                },
            ]));
        }
        table.notes.push("Trung bình khối là trung bình của các đơn vị có điểm trong khối.".into());
        table.notes.push("Trong tệp Excel: chọn đơn vị khác ở ô cạnh chữ “Đơn vị được chọn” thì bảng và biểu đồ so sánh tính lại.".into());
        if self.has_gaps(chart, rows) {
            table.notes.push("Trong biểu đồ, chỗ không ghi số là 0 điểm hoặc không có điểm: xem bảng.".into());
        }
        table.explain(&absent);
        table.notes.extend(self.table.notes.iter().filter(|note| ***note == *ASSUMED).cloned());
        table
    }

    fn maximum(&self, row: usize) -> Cell {
        let at = Address { page: self.number, table: 0, row, column: 2 };
        let maximum = self.table.rows[row].cells[at.column].held();
        maximum.map_or_else(Cell::default, |maximum| Cell::formula(Calculation::Same(at), maximum.exact, maximum))
    }

    /// What the chosen unit has: as written the first.
    fn own(&self, chart: &Chart, row: usize, digits: u8) -> Cell {
        let among = self.headings(chart.columns.clone());
        let of = Area { rows: Some(row..row + 1), ..among.clone() };
        let chosen = Address { page: self.number + 1, table: CHOICE, row: 0, column: 1 };
        let calculation = Calculation::Chosen { of, among, chosen };
        let first = &self.table.rows[row].cells[chart.columns.start];
        match first.held() {
            Some(number) => Cell::formula(calculation, number.exact, Number { digits, ..number }),
            None => Cell::live(first.words(), Origin::Calculation(calculation)),
        }
    }

    /// A unit's groups and the averages, as many to a chart as are read.
    fn groups(&self, chart: &Chart, (rows, means): (&[usize], &[Option<Number>])) -> Vec<Plot> {
        let (digits, ends) = (self.most_decimals(chart, rows), self.ends(chart, rows));
        let is_named = rows.iter().all(|row| self.table.rows[*row].cells[NAME].words().chars().count() <= LONGEST);
        let of_means = means.iter().flatten().map(Number::decimals).fold(digits, u8::max);
        let series = |(column, (least, most)): (usize, (u8, u8)), name: Area, stretch: &Range<usize>| Series {
            name,
            clusters: self.compared(Some(stretch.clone()), if is_named { NAME } else { CODE }),
            figures: self.compared(Some(stretch.clone()), column),
            digits: (least, most),
        };
        let chosen = Area { page: self.number + 1, table: CHOICE, rows: Some(0..1), columns: 1..2 };
        let plot = |(title, stretch): (String, Range<usize>)| Plot {
            title: title.into(),
            across: if is_named { "Nhóm tiêu chí" } else { "Mã nhóm tiêu chí" }.into(),
            along: "Điểm".into(),
            series: vec![
                series((OWN, (digits, digits)), chosen.clone(), &stretch),
                series((MEAN, (digits, of_means)), self.compared(None, MEAN), &stretch),
            ],
            steps: self.steps(chart, rows, digits),
            ends,
            has_gaps: self.has_gaps(chart, rows),
        };
        self.parts(chart, 0..rows.len(), GROUPS).map(plot).collect()
    }

    /// A row's figures of all units, as many to a chart as are read.
    fn units(&self, chart: &Chart, row: usize) -> Vec<Plot> {
        let (digits, ends) = (self.most_decimals(chart, &[row]), self.ends(chart, &[row]));
        let plot = |(title, columns): (String, Range<usize>)| Plot {
            title: title.into(),
            across: "Đơn vị".into(),
            along: "Điểm".into(),
            series: vec![Series {
                name: Area { rows: Some(row..row + 1), ..self.headings(1..2) },
                clusters: self.headings(columns.clone()),
                figures: Area { rows: Some(row..row + 1), ..self.headings(columns) },
                digits: (digits, digits),
            }],
            steps: self.steps(chart, &[row], digits),
            ends,
            has_gaps: self.has_gaps(chart, &[row]),
        };
        self.parts(chart, chart.columns.clone(), UNITS).map(plot).collect()
    }

    /// A stretch in parts about equally long, and the title of each.
    fn parts(&self, chart: &Chart, stretch: Range<usize>, most: usize) -> impl Iterator<Item = (String, Range<usize>)> {
        let count = stretch.len().div_ceil(most);
        let title = format!("{} – {}", chart.title, self.name);
        let at = move |part: usize| stretch.start + stretch.len() * part / count;
        (0..count).map(move |part| {
            let of = if count > 1 { format!(" ({}/{count})", part + 1) } else { String::new() };
            (format!("{title}{of}"), at(part)..at(part + 1))
        })
    }

    /// Where the axis begins and ends: at nought on the side where nothing is drawn, so that lengths compare; and where the
    /// figures are on several charts, in all at the same.
    fn ends(&self, chart: &Chart, rows: &[usize]) -> (Option<i32>, Option<i32>) {
        let (least, most) = self.bounds(chart, rows);
        let is_alone = chart.columns.len() <= UNITS && rows.len() <= GROUPS;
        let end = |end: Fraction, way: i32| if end.is_zero() { Some(0) } else { (!is_alone).then(|| outward(&end, way)).flatten() };
        match (least.is_zero(), most.is_zero()) {
            (true, true) => (Some(0), None),
            (_, _) => (end(least, -1), end(most, 1)),
        }
    }

    /// How many decimals the axis needs: none where it reaches so far that its steps are whole.
    fn steps(&self, chart: &Chart, rows: &[usize], digits: u8) -> u8 {
        let (least, most) = self.bounds(chart, rows);
        let is_far = |end: Fraction| end.is_over(10) || end.checked_neg().is_some_and(|end| end.is_over(10));
        if is_far(least) || is_far(most) { 0 } else { digits }
    }

    /// The least and the greatest of what is drawn, nought among them.
    fn bounds(&self, chart: &Chart, rows: &[usize]) -> (Fraction, Fraction) {
        self.figures(chart, rows).fold((Fraction::ZERO, Fraction::ZERO), |(least, most), number| (least.min(number.exact), most.max(number.exact)))
    }

    /// How many decimals figures have at most.
    fn most_decimals(&self, chart: &Chart, rows: &[usize]) -> u8 {
        self.figures(chart, rows).map(|number| number.decimals()).max().unwrap_or(0)
    }

    fn figures<'d>(&'d self, chart: &'d Chart, rows: &'d [usize]) -> impl Iterator<Item = Number> + 'd {
        self.cells(chart, rows).filter_map(Cell::held)
    }

    /// The cells of all units in these rows.
    fn cells<'d>(&'d self, chart: &'d Chart, rows: &'d [usize]) -> impl Iterator<Item = &'d Cell> {
        rows.iter().flat_map(|row| &self.table.rows[*row].cells[chart.columns.clone()])
    }

    /// Whether some cell that is or may be drawn holds no figure.
    fn has_gaps(&self, chart: &Chart, rows: &[usize]) -> bool {
        self.cells(chart, rows).any(|cell| cell.held().is_none())
    }

    fn headings(&self, columns: Range<usize>) -> Area {
        Area { page: self.number, table: 0, rows: None, columns }
    }

    fn compared(&self, rows: Option<Range<usize>>, column: usize) -> Area {
        Area { page: self.number + 1, table: COMPARISON, rows, columns: column..column + 1 }
    }
}

/// The next whole ten away from nought; none beyond what an axis is given.
fn outward(figure: &Fraction, way: i32) -> Option<i32> {
    let tenth = figure.checked_div(&Fraction::whole(i64::from(10 * way)))?;
    let tens = Rounding { digits: 0, way: RoundingWay::Up }.apply_fraction(&tenth)?;
    i32::try_from(tens.millionths() / 1_000_000).ok()?.checked_mul(10 * way)
}
