//! Figures that are not scored: sums against what was published, shares against what was claimed, unit by unit.

use rustc_hash::FxHashMap;

use crate::campaign::Statistic;
use crate::draft::definition::StatisticKind;
use crate::pipeline::CampaignRun;
use crate::ranking::is_over_target;
use crate::report::{
    Address, Calculation, Cell, Column, Mark, Number, Orientation, Page, Row, Table, Width, estimate_end_words, is_scored_by_estimate, name_of,
};
use crate::value::{CriterionIndex, Fraction, Points, Quantity, Rounding, RoundingWay, StatisticIndex, UnitIndex};

/// Columns of the table by unit before the first statistic.
const STUB: usize = 2;

/// How a share in percent is shown.
const PERCENT: Rounding = Rounding { digits: 2, way: RoundingWay::HalfUp };

/// The page of statistics; `page` is its number.
pub(super) fn page(run: &CampaignRun, page: usize) -> Page {
    let sheet = Sheet::of(run, page);
    let mut tables = vec![sheet.by_unit(), sheet.sums()];
    let contrasts = sheet.contrasts();
    if !contrasts.rows.is_empty() {
        tables.push(contrasts);
    }
    Page {
        name: "Thống kê".into(),
        letterhead: None,
        title: "Số liệu thống kê không chấm điểm".into(),
        subtitle: vec![run.campaign.name.clone()],
        orientation: Orientation::Landscape,
        tables,
    }
}

/// The figures of every unit over all periods.
fn figures(run: &CampaignRun) -> FxHashMap<(UnitIndex, StatisticIndex), Quantity> {
    let mut figures: FxHashMap<(UnitIndex, StatisticIndex), Quantity> = FxHashMap::default();
    for figure in &run.campaign.figures.figures {
        *figures.entry((figure.unit, figure.statistic)).or_default() += figure.value;
    }
    for (index, statistic) in run.campaign.statistics.enumerate() {
        if let Some(criteria) = &statistic.counted_over {
            let units = run.campaign.units.indices();
            figures.extend(units.filter_map(|unit| Some(((unit, index), counted(run, unit, statistic, criteria)?))));
        }
    }
    figures
}

/// 1 where a unit is over its target in all of these criteria, 0 where it is not; none where it cannot be told.
fn counted(run: &CampaignRun, unit: UnitIndex, statistic: &Statistic, criteria: &[CriterionIndex]) -> Option<Quantity> {
    let block = run.campaign.units[unit].in_stretch(&run.scope.stretch)?.block?;
    if statistic.blocks.as_ref().is_some_and(|blocks| !blocks.contains(&block)) {
        return None;
    }
    let answers: Vec<Option<bool>> = criteria.iter().map(|criterion| is_over_target(run.tally(), unit, *criterion)).collect();
    if answers.contains(&Some(false)) {
        return Some(Quantity::ZERO);
    }
    answers.iter().all(|answer| *answer == Some(true)).then(|| Quantity::whole(1))
}

/// The page being made.
struct Sheet<'a> {
    run: &'a CampaignRun,
    page: usize,
    /// The units that have some figure, in the order of the units.
    units: Vec<UnitIndex>,
    figures: FxHashMap<(UnitIndex, StatisticIndex), Quantity>,
}

/// The tables' places on the page.
const BY_UNIT: usize = 0;
const SUMS: usize = 1;

impl<'a> Sheet<'a> {
    fn of(run: &'a CampaignRun, page: usize) -> Self {
        let figures = figures(run);
        let has_some = |unit: &UnitIndex| run.campaign.statistics.indices().any(|statistic| figures.contains_key(&(*unit, statistic)));
        let units = run.campaign.units.indices().filter(has_some).collect();
        Self { run, page, units, figures }
    }

    fn figure(&self, unit: UnitIndex, statistic: StatisticIndex) -> Option<Quantity> {
        self.figures.get(&(unit, statistic)).copied()
    }

    /// The sum of a statistic over all units.
    fn sum(&self, statistic: StatisticIndex) -> Option<Quantity> {
        let mut figures = self.units.iter().filter_map(|unit| self.figure(*unit, statistic)).peekable();
        figures.peek()?;
        Some(figures.sum())
    }

    fn sums(&self) -> Table {
        let columns = vec![
            Column::text("Mã", Width::Fit(6, 12)),
            Column::text("Chỉ số", Width::Share(1)),
            Column::center("Đơn vị tính", Width::Fit(10, 16)),
            Column::figures("Cộng", Width::Fit(10, 18)),
            Column::figures("Tổng công bố", Width::Fit(10, 18)),
            Column::figures("Chênh lệch", Width::Fit(10, 18)),
        ];
        let mut table = Table::list("statistics", "Tổng hợp", columns);
        for (position, (index, statistic)) in self.run.campaign.statistics.enumerate().enumerate() {
            let row = table.rows.len();
            table.rows.push(self.sum_row(index, statistic, position, row));
        }
        if self.run.campaign.statistics.iter().any(|statistic| statistic.kind == Some(StatisticKind::YesNo)) {
            table.notes.push("Chỉ số có/không: có là 1, không là 0.".into());
        }
        if self.run.campaign.statistics.iter().any(|statistic| !statistic.is_summed) {
            table.notes.push("–: số của các đơn vị không cộng lại được.".into());
        }
        let campaign = &self.run.campaign;
        let by_estimate = |criterion: &CriterionIndex| is_scored_by_estimate(campaign, *criterion);
        let counted = campaign.statistics.iter().filter(|statistic| statistic.counted_over.iter().flatten().any(by_estimate));
        table
            .notes
            .extend(counted.map(|statistic| format!("{}: đếm theo số ước thực hiện, tính {}.", statistic.code, estimate_end_words(self.run)).into()));
        table
    }

    fn sum_row(&self, index: StatisticIndex, statistic: &Statistic, position: usize, row: usize) -> Row {
        let sum = self.sum(index).filter(|_| statistic.is_summed);
        let number = |figure: Quantity| Number::figure(figure);
        let here = |column| Address { page: self.page, table: SUMS, row, column };
        let below = Address { page: self.page, table: BY_UNIT, row: self.units.len(), column: STUB + position };
        let none = || if statistic.is_summed { Cell::absent(Mark::Missing) } else { Cell::text("–") };
        let sum_cell = sum.map_or_else(none, |sum| Cell::formula(Calculation::Same(below), sum.to_fraction(), number(sum)));
        let published = statistic.published.map(|(figure, _)| figure);
        let published_cell = published.map_or_else(Cell::default, |figure| Cell::number(number(figure)));
        let difference = match (sum, published) {
            (Some(sum), Some(published)) => {
                let difference = number(sum + Quantity::from_millionths(-published.millionths()));
                Cell::formula(Calculation::Difference(here(3), here(4)), difference.exact, difference)
            }
            (Some(_), None) | (None, _) => Cell::default(),
        };
        Row::plain(vec![
            Cell::text(statistic.code.as_str()),
            Cell::text(&*statistic.name),
            Cell::text(statistic.unit_of_measure.as_deref().unwrap_or_default()),
            sum_cell,
            published_cell,
            difference,
        ])
    }

    fn by_unit(&self) -> Table {
        let campaign = &self.run.campaign;
        let mut columns = vec![Column::center("STT", Width::Fit(5, 6)), Column::text("Đơn vị", Width::Share(1))];
        columns.extend(campaign.statistics.iter().map(|statistic| {
            let unit = statistic.unit_of_measure.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
            Column::figures(format!("{}\n({}{unit})", statistic.name, statistic.code), Width::Fit(14, 20))
        }));
        let mut table = Table::form("statistics-by-unit", "Theo đơn vị", columns);
        table.stub = STUB;
        for (number, unit) in (1..).zip(&self.units) {
            let mut cells = vec![Cell::count(number), Cell::text(name_of(campaign, &self.run.scope, *unit))];
            cells.extend(
                campaign
                    .statistics
                    .indices()
                    .map(|statistic| self.figure(*unit, statistic).map_or_else(Cell::default, |figure| Cell::number(Number::figure(figure)))),
            );
            table.rows.push(Row::plain(cells));
        }
        let mut totals = vec![Cell::default(), Cell::text("Cộng")];
        for (position, (statistic, declared)) in campaign.statistics.enumerate().enumerate() {
            let at = |row| Address { page: self.page, table: BY_UNIT, row, column: STUB + position };
            if !declared.is_summed {
                totals.push(Cell::text("–"));
                continue;
            }
            totals.push(self.sum(statistic).map_or_else(Cell::default, |sum| {
                Cell::formula(Calculation::Sum((0..self.units.len()).map(at).collect()), sum.to_fraction(), Number::figure(sum))
            }));
        }
        table.rows.push(Row::total(totals));
        table
    }

    /// The shares the plan or its report claims, against those the figures give.
    fn contrasts(&self) -> Table {
        let columns = vec![
            Column::text("Chỉ số", Width::Share(3)),
            Column::text("Đơn vị", Width::Share(3)),
            Column::figures("Số của đơn vị", Width::Fit(10, 14)),
            Column::figures("Cộng", Width::Fit(10, 14)),
            Column::figures("Tỷ trọng (%)", Width::Fit(10, 12)),
            Column::center("Phải trên", Width::Fit(9, 12)),
            Column::center("Kết quả", Width::Fit(9, 12)),
        ];
        let mut table = Table::list("contrasts", "Đối chiếu tỷ trọng", columns);
        for (index, statistic) in self.run.campaign.statistics.enumerate() {
            for (unit, above, _) in &statistic.contrasts {
                let own = self.figure(*unit, index);
                let sum = self.sum(index);
                let share = own.zip(sum).and_then(|(own, sum)| own.to_fraction().checked_div(&sum.to_fraction()));
                let number =
                    |figure: Option<Quantity>| figure.map_or_else(|| Cell::absent(Mark::Missing), |figure| Cell::number(Number::figure(figure)));
                let percent: Option<Points> = share.and_then(|share| PERCENT.apply_fraction(&share.checked_mul(&Fraction::whole(100))?));
                let is_met = share.map(|share| share > *above);
                table.rows.push(Row::plain(vec![
                    Cell::text(format!("{} ({})", statistic.name, statistic.code)),
                    Cell::text(name_of(&self.run.campaign, &self.run.scope, *unit)),
                    number(own),
                    number(sum),
                    percent.map_or_else(|| Cell::absent(Mark::Missing), |percent| Cell::number(Number::points(percent, PERCENT.digits))),
                    Cell::text(super::words::share(above)),
                    Cell::text(crate::report::met_words(is_met)),
                ]));
            }
        }
        table
    }
}
