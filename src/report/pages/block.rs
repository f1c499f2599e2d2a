//! A block's page: criteria as rows, units as columns, sums as formulas.

mod skeleton;

use rustc_hash::FxHashMap;

use crate::campaign::{Criterion, Effect, Side};
use crate::draft::definition::RoundingMoment;
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, Standing};
use crate::report::pages::block::skeleton::{CriterionRow, Skeleton};
use crate::report::pages::{ASSUMED, Binder, charts};
use crate::report::unassigned::{not_given, not_given_notes};
use crate::report::{
    Address, Bars, Calculation, Cell, Chart, Column, Letterhead, Mark, Number, Opens, Orientation, Page, Row, RowKind, Table, Width, block_words,
    digits, estimate_note, period_words, ranked, settled_notes, short_of, shows_totals, standing_words,
};
use crate::tally::{Line, LineState};
use crate::value::{BlockIndex, CriterionIndex, ExactSum, Fraction, UnitIndex};

/// Units on one page; a sheet has 16,384 columns, and nobody reads that many.
const UNITS_A_PAGE: usize = 200;

/// Columns before the first unit: code, name, maximum.
const STUB: usize = 3;

/// Where one unit's totals stand.
#[derive(Clone, Copy)]
pub(super) struct Totals {
    /// Its total.
    pub(super) total: Address,
    /// Its maximum.
    pub(super) maximum: Address,
    /// Its share.
    pub(super) share: Address,
}

/// Where the totals of each unit stand that has any.
pub(super) type AllTotals = FxHashMap<UnitIndex, Totals>;

/// The same campaign as other stages than the last have it, in the order of the stages.
pub(super) fn stages<'r>(folder: &'r Run, run: &CampaignRun) -> Vec<&'r CampaignRun> {
    let is_other = |other: &&CampaignRun| other.entry == run.entry && other.is_asked_for && other.scope.stage != run.scope.stage;
    let mut stages: Vec<&CampaignRun> = folder.stages.iter().flat_map(|run| &run.campaigns).filter(is_other).collect();
    stages.sort_by_key(|run| run.scope.stage);
    stages.dedup_by_key(|run| run.scope.stage);
    stages
}

/// Binds the pages of every ranked block, and behind them those of the same block as other stages have it; where each
/// unit's totals stand.
pub(super) fn pages(run: &CampaignRun, stages: &[&CampaignRun], pages: &mut Binder<'_, '_>) -> AllTotals {
    let mut totals = AllTotals::default();
    for block in ranked(run).filter(|block| !block.standings.is_empty()) {
        let skeleton = Skeleton::of(run, block);
        if skeleton.rows.is_empty() {
            continue;
        }
        let standings = as_declared(block);
        let parts = standings.chunks(UNITS_A_PAGE);
        let count = parts.len();
        for (part, standings) in parts.enumerate() {
            let page = pages.len();
            let sheet = Sheet { run, block, skeleton: &skeleton, page, is_beside: false }.page(standings, (part, count));
            let drawn = charts::page(&sheet, page, (run.campaign.blocks[block.block].code.as_str(), &block_words(&run.campaign, block.block)));
            pages.push(sheet);
            pages.extend(drawn);
            if shows_totals(&run.campaign, block.block) {
                let row = skeleton.rows.len();
                for (position, standing) in standings.iter().enumerate() {
                    let at = |row| Address { page, table: 0, row, column: STUB + position };
                    totals.insert(standing.total.unit, Totals { total: at(row), maximum: at(row + 1), share: at(row + 2) });
                }
            }
        }
        for other in stages {
            beside(other, block.block, pages);
        }
    }
    totals
}

/// Binds the pages of a block as another stage has it.
fn beside(run: &CampaignRun, block: BlockIndex, pages: &mut Binder<'_, '_>) {
    let Some(block) = ranked(run).find(|one| one.block == block) else { return };
    let skeleton = Skeleton::of(run, block);
    if skeleton.rows.is_empty() {
        return;
    }
    let standings = as_declared(block);
    let parts = standings.chunks(UNITS_A_PAGE);
    let count = parts.len();
    for (part, standings) in parts.enumerate() {
        let page = pages.len();
        pages.push(Sheet { run, block, skeleton: &skeleton, page, is_beside: true }.page(standings, (part, count)));
    }
}

/// Units in the order they are declared: from period to period a unit keeps its column, whatever its place.
fn as_declared(block: &BlockStandings) -> Vec<&Standing> {
    let mut standings: Vec<&Standing> = block.standings.iter().collect();
    standings.sort_by_key(|standing| standing.total.unit);
    standings
}

/// One page of a block being made.
struct Sheet<'a> {
    run: &'a CampaignRun,
    block: &'a BlockStandings,
    skeleton: &'a Skeleton,
    page: usize,
    /// Whether it shows another stage than the one whose points stand: its figures open no derivation.
    is_beside: bool,
}

impl Sheet<'_> {
    fn page(&self, standings: &[&Standing], (part, count): (usize, usize)) -> Page {
        let campaign = &self.run.campaign;
        let block = &campaign.blocks[self.block.block];
        let beside = self.run.scope.stage.filter(|_| self.is_beside).map(|stage| format!(" {}", campaign.stages[stage])).unwrap_or_default();
        let name = format!("{} {}{beside}", block.word.word(), block.code);
        let stage = self.run.scope.stage.map(|stage| format!("; điểm vòng {}", campaign.stages[stage])).unwrap_or_default();
        let of = if count > 1 { format!(" (phần {}/{count})", part + 1) } else { String::new() };
        Page {
            name: if part == 0 { name.into() } else { format!("{name} ({})", part + 1).into() },
            letterhead: if self.is_beside { None } else { Letterhead::of(self.run) },
            title: format!("Bảng điểm chi tiết: {}{of}", block_words(campaign, self.block.block)).into(),
            subtitle: vec![format!("{}{stage}; tính đến ngày {}", period_words(self.run), self.run.scope.as_of.vietnamese()).into()],
            orientation: Orientation::Landscape,
            tables: vec![self.table(standings)],
        }
    }

    fn table(&self, standings: &[&Standing]) -> Table {
        let campaign = &self.run.campaign;
        let mut columns =
            vec![Column::text("Mã", Width::Fit(5, 12)), Column::text("Tiêu chí", Width::Share(1)), Column::figures("Điểm tối đa", Width::Fit(7, 10))];
        columns.extend(standings.iter().map(|standing| {
            let unit = standing.total.unit;
            let heading = format!("{}\n{}", short_of(campaign, &self.run.scope, unit), campaign.units[unit].code);
            Column::figures(heading, Width::Fit(8, 14))
        }));
        let mut table = Table::form(self.key(), "", columns);
        table.stub = STUB;
        table.checked = Some(STUB..STUB + standings.len());
        table.rows = self.skeleton.rows.iter().map(|row| self.stub(row)).collect();
        let mut summary = self.summary();
        for row in table.rows.iter_mut().chain(&mut summary) {
            row.cells.reserve_exact(standings.len());
        }
        for (position, standing) in standings.iter().enumerate() {
            self.unit(standing, STUB + position, &mut table.rows, &mut summary);
        }
        table.rows.extend(summary);
        let is_sided = |side| self.skeleton.rows.iter().any(|row| campaign.criteria[row.criterion].side == side);
        if is_sided(Side::Bonus) || is_sided(Side::Deduction) {
            table.notes.push("Điểm thưởng, điểm trừ nằm trong tổng điểm, không nằm trong điểm tối đa; điểm trừ ghi số âm.".into());
        }
        if self.skeleton.rows.iter().any(|row| campaign.criteria[row.criterion].path_weight.is_some()) {
            table.notes.push("Điểm và điểm tối đa của tiêu chí có trọng số là số đã nhân trọng số; làm tròn sau khi nhân.".into());
        }
        table.explain_marks();
        table.notes.extend(settled_notes(self.run, standings.iter().map(|standing| standing.total.unit)).into_iter().map(Into::into));
        table.notes.extend(not_given_notes(self.run, standings.iter().map(|standing| standing.total.unit)).into_iter().map(Into::into));
        if standings.iter().any(|standing| standing.total.is_estimated) {
            table.notes.push(estimate_note(self.run));
        }
        // Of a block on several pages no page has the average.
        if self.is_beside {
            table.notes.push("Điểm của vòng này để đối chiếu; điểm chính thức và thứ hạng chính thức theo vòng ở trang trước.".into());
        } else if standings.len() == self.block.standings.len() {
            table.charts = self.charts(&table, standings.len());
        } else {
            table.notes.push(format!("Khối có trên {UNITS_A_PAGE} đơn vị, chia nhiều trang: không vẽ biểu đồ, không tính trung bình khối.").into());
        }
        let is_assumed = |row: &CriterionRow| campaign.criteria[row.criterion].is_assumed;
        if self.skeleton.rows.iter().any(is_assumed) || campaign.blocks[self.block.block].is_assumed {
            table.notes.push(ASSUMED.into());
        }
        table
    }

    /// The name of its table.
    fn key(&self) -> String {
        let campaign = &self.run.campaign;
        let code = &campaign.blocks[self.block.block].code;
        let stage = self.run.scope.stage.filter(|_| self.is_beside);
        stage.map_or_else(|| format!("points-{code}"), |stage| format!("points-{code}-{}", campaign.stages[stage]))
    }

    /// Code, name and maximum of a criterion.
    fn stub(&self, row: &CriterionRow) -> Row {
        let criterion = &self.run.campaign.criteria[row.criterion];
        let star = if criterion.is_assumed { "\u{a0}*" } else { "" };
        let cap = match (criterion.cap, criterion.side) {
            (None, _) => String::new(),
            // The cap stands on the group's own scale.
            (Some(cap), Side::Deduction) => format!(" (trừ nhiều nhất {})", cap.vietnamese()),
            (Some(cap), Side::Main | Side::Bonus) => format!(" (nhiều nhất {})", cap.vietnamese()),
        };
        let is_group = !row.children.is_empty();
        let maximum = match row.maximum {
            None => Cell::default(),
            Some(maximum) if is_group && !criterion.is_choice => {
                let parts = row.children.iter().filter(|child| self.skeleton.rows[**child].maximum.is_some());
                let parts = parts.map(|child| self.at(*child, 2)).collect();
                Cell::formula(Calculation::Sum(parts), maximum, Number::exact(maximum))
            }
            Some(maximum) => Cell::number(Number::exact(maximum)),
        };
        let choice = if criterion.is_choice { " (chọn một)" } else { "" };
        Row {
            kind: if is_group { RowKind::Group } else { RowKind::Plain },
            depth: u8::try_from(criterion.depth).unwrap_or(u8::MAX),
            cells: vec![
                Cell::text(criterion.code.as_str()),
                Cell::text(format!("{}{star}{choice}{cap}{}", criterion.name, weight_words(criterion))),
                maximum,
            ],
        }
    }

    /// The rows below the criteria, without the units.
    fn summary(&self) -> Vec<Row> {
        let row = |label: &str, maximum: Cell| Row::total(vec![Cell::default(), Cell::text(label), maximum]);
        let mut rows = Vec::new();
        if shows_totals(&self.run.campaign, self.block.block) {
            let parts = self.skeleton.top.iter().filter(|top| self.skeleton.rows[**top].maximum.is_some());
            let parts: Vec<Address> = parts.map(|top| self.at(*top, 2)).collect();
            let all = self
                .skeleton
                .sum(&self.skeleton.top)
                .map_or_else(Cell::default, |maximum| Cell::formula(Calculation::Sum(parts), maximum, Number::exact(maximum)));
            rows.push(row("Tổng điểm", Cell::default()));
            rows.push(row("Điểm tối đa được giao", all));
            rows.push(row("Tỷ lệ (%)", Cell::default()));
        }
        rows.extend(["Xếp thứ", "Xếp loại", "Trạng thái"].map(|label| row(label, Cell::default())));
        if self.is_estimated() {
            rows.push(row("Tiêu chí chấm theo số ước", Cell::default()));
        }
        rows
    }

    /// Whether some unit of the block has points from estimates.
    fn is_estimated(&self) -> bool {
        self.block.standings.iter().any(|standing| standing.total.is_estimated)
    }

    /// Adds a unit's column.
    fn unit(&self, standing: &Standing, column: usize, rows: &mut [Row], summary: &mut [Row]) {
        let (tally, unit) = (self.run.tally(), standing.total.unit);
        // Of its rows a cell says no more than that they were adjusted.
        let lines = if self.run.campaign.adjustments.touches(unit) { tally.lines(unit) } else { tally.scores(unit) };
        let estimated = lines.iter().filter(|line| line.state == LineState::Estimated);
        let estimated: Vec<&str> = estimated.map(|line| self.run.campaign.criteria[line.criterion].code.as_str()).collect();
        let lines: FxHashMap<(CriterionIndex, bool), &Line> =
            lines.iter().map(|line| ((line.criterion, line.state == LineState::Capped), line)).collect();
        let mut worth: Vec<Option<Number>> = vec![None; rows.len()];
        // Children stand below their group: from the last row up, each group finds its parts done.
        for (position, row) in self.skeleton.rows.iter().enumerate().rev() {
            let line = lines.get(&(row.criterion, false)).copied();
            let cell = if row.children.is_empty() {
                self.leaf(line, row.criterion, standing.total.unit)
            } else {
                self.group(row, (line, lines.get(&(row.criterion, true)).copied()), column, &worth, rows)
            };
            worth[position] = cell.held();
            // Where there is neither a line nor a figure, there is nothing to derive.
            let is_derived = line.is_some() || worth[position].is_some();
            let cell = if is_derived && !self.is_beside { cell.opening(self.opens(unit, Some(row.criterion))) } else { cell };
            rows[position].cells.push(cell);
        }
        let mut values = Vec::with_capacity(summary.len());
        if shows_totals(&self.run.campaign, self.block.block) {
            let total = self.total(standing, column);
            values.push(if self.is_beside { total } else { total.opening(self.opens(unit, None)) });
            values.push(Cell::number(Number::exact(standing.total.maximum)));
            values.push(self.share(standing, column));
        }
        values.push(standing.place.map_or_else(|| Cell::text("–"), Cell::whole));
        values.push(Cell::text(standing.grade.as_deref().unwrap_or("–")));
        values.push(Cell::text(standing_words(standing)));
        if self.is_estimated() {
            values.push(Cell::text(if estimated.is_empty() { "–".to_owned() } else { estimated.join(", ") }));
        }
        for (row, value) in summary.iter_mut().zip(values) {
            row.cells.push(value);
        }
    }

    fn opens(&self, unit: UnitIndex, criterion: Option<CriterionIndex>) -> Opens {
        Opens { campaign: self.run.entry.unwrap_or_default(), unit, criterion }
    }

    /// What is drawn of the page: totals, and what the groups come to beside the block's average.
    fn charts(&self, table: &Table, units: usize) -> Vec<Chart> {
        let columns = STUB..STUB + units;
        let mut charts = Vec::new();
        if shows_totals(&self.run.campaign, self.block.block) {
            charts.push(Chart { title: "Tổng điểm".into(), columns: columns.clone(), bars: Bars::Row(self.skeleton.rows.len()) });
        }
        let means = self.skeleton.top.iter().map(|row| mean(&table.rows[*row].cells[columns.clone()])).collect();
        charts.push(Chart {
            title: "Điểm từng nhóm so với trung bình khối".into(),
            columns,
            bars: Bars::Rows { rows: self.skeleton.top.clone(), means },
        });
        charts
    }

    fn leaf(&self, line: Option<&Line>, criterion: CriterionIndex, unit: UnitIndex) -> Cell {
        let Some(line) = line else {
            let is_assigned = || self.run.ledger.layout_for(unit).is_some_and(|layout| layout.line(criterion).is_some());
            let is_alternative = self.run.campaign.choice_of(criterion).is_some();
            return Cell::absent(if is_alternative && is_assigned() { Mark::NotChosen } else { Mark::NotAssigned });
        };
        let mark = match line.state {
            LineState::Given => settled_mark(line),
            LineState::Capped => None,
            LineState::Missing(_) => Some(Mark::Missing),
            LineState::NotApplicable(_) => Some(match (line.points.is_some(), not_given(self.run, unit, line).is_empty()) {
                (true, true) => Mark::NotApplicable,
                (true, false) => Mark::NotGivenCounted,
                (false, true) => Mark::LeftOut,
                (false, false) => Mark::NotGiven,
            }),
            LineState::Estimated => Some(Mark::Estimated),
            LineState::Provisional => Some(Mark::Provisional),
        };
        let mark = if line.adjusted.is_empty() { mark } else { Some(Mark::adjusted(mark)) };
        let Some(points) = line.points else { return Cell::absent(mark.unwrap_or(Mark::Missing)) };
        let exact = line.exact.unwrap_or_else(|| points.to_fraction());
        let number = Number { exact, shown: points.into(), digits: digits(&self.run.campaign) };
        let weighed = line.weighing.as_deref().and_then(|weighing| Some((weighing.points?, weighing.weight, weighing.product?)));
        let Some((points, weight, product)) = weighed else { return Cell::number(number).marked(mark) };
        let rounding = self.run.campaign.rounding.filter(|_| !self.is_rounded_once());
        Cell::formula(Calculation::Weighed { points, weight, rounding }, product, number).marked(mark)
    }

    /// A group: the sum of its children, no further than its cap.
    fn group(
        &self,
        row: &CriterionRow,
        (own, cap_line): (Option<&Line>, Option<&Line>),
        column: usize,
        worth: &[Option<Number>],
        rows: &[Row],
    ) -> Cell {
        let parts: Vec<&Number> = row.children.iter().filter_map(|child| worth[*child].as_ref()).collect();
        if parts.is_empty() {
            // Of alternatives none is chosen yet.
            if own.is_some() {
                return Cell::absent(Mark::Missing);
            }
            // Something missing outweighs something left out.
            let marks = row.children.iter().filter_map(|child| rows[*child].cells.last()?.mark);
            return Cell::absent(marks.min().unwrap_or(Mark::Missing));
        }
        let mut sum = ExactSum::new();
        for part in parts {
            sum.add(&part.exact);
        }
        let criterion = &self.run.campaign.criteria[row.criterion];
        let cap = criterion.cap.and_then(|cap| self.run.tally().weighed_cap(criterion, cap));
        let cap = cap.map(|(rounded, exact)| if self.is_rounded_once() { exact } else { rounded.to_fraction() });
        let exact = match (cap_line, cap) {
            (Some(_), Some(cap)) => Some(cap),
            (Some(_) | None, _) => sum.to_fraction(),
        };
        // A sum too wide for a fraction has no cell to be worth: the total says it all the same.
        let Some(exact) = exact else { return Cell::absent(Mark::Missing) };
        let shown = match self.run.campaign.rounding {
            Some(rounding) if self.is_rounded_once() => rounding.apply_fraction(&exact),
            Some(_) | None => exact.exact_points(),
        };
        let Some(shown) = shown else { return Cell::absent(Mark::Missing) };
        let cells = row.children.iter().map(|child| self.at(*child, column)).collect();
        let calculation = match cap {
            Some(cap) => Calculation::Capped(cells, cap),
            None => Calculation::Sum(cells),
        };
        let result = Number { exact, shown: shown.into(), digits: digits(&self.run.campaign) };
        let is_estimated = row.children.iter().filter_map(|child| rows[*child].cells.last()?.mark).any(Mark::is_of_estimates);
        Cell::formula(calculation, exact, result).marked(match (cap_line, is_estimated) {
            (Some(_), true) => Some(Mark::CappedEstimated),
            (Some(_), false) => Some(Mark::Capped),
            (None, true) => Some(Mark::Estimated),
            (None, false) => None,
        })
    }

    fn total(&self, standing: &Standing, column: usize) -> Cell {
        let total = &standing.total;
        let result = Number::points(total.points, digits(&self.run.campaign));
        let before = if self.is_rounded_once() { total.exact } else { Some(total.points.to_fraction()) };
        let mark = total.is_estimated.then_some(Mark::Estimated);
        let Some(before) = before else { return Cell::number(result).marked(mark) };
        let calculation = match self.run.campaign.rounding {
            Some(rounding) if self.is_rounded_once() => Calculation::Rounded(self.tops(column), rounding),
            // Lines are decimals already: their sum is the total.
            Some(_) | None => Calculation::Sum(self.tops(column)),
        };
        Cell::formula(calculation, before, result).marked(mark)
    }

    fn share(&self, standing: &Standing, column: usize) -> Cell {
        let total = &standing.total;
        let (Some(share), Some(before), Some(rounding)) = (total.share, total.exact_share(), self.run.campaign.rounding) else {
            return Cell::text("–");
        };
        let maximum = self.at(self.skeleton.rows.len() + 1, column);
        let calculation = Calculation::Share { cells: self.tops(column), maximum, rounding };
        Cell::formula(calculation, before, Number::points(share, rounding.digits)).marked(total.is_estimated.then_some(Mark::Estimated))
    }

    /// Whether lines keep their exact points and the total alone is rounded.
    fn is_rounded_once(&self) -> bool {
        self.run.campaign.moment == RoundingMoment::Total
    }

    fn tops(&self, column: usize) -> Vec<Address> {
        self.skeleton.top.iter().map(|top| self.at(*top, column)).collect()
    }

    fn at(&self, row: usize, column: usize) -> Address {
        Address { page: self.page, table: 0, row, column }
    }
}

/// The weight of a criterion, and what it comes to with those of the groups it stands in.
fn weight_words(criterion: &Criterion) -> String {
    let words = |weight: Fraction| weight.to_string().replace('.', ",");
    match (criterion.weight, criterion.path_weight) {
        // A leaf counts as the groups above it do.
        (None, Some(path)) if criterion.leaf.is_some() => format!(" (trong tổng điểm nhân {})", words(path)),
        (None, _) => String::new(),
        (Some(own), Some(path)) if own != path => format!(" (trọng số {}; trong tổng điểm nhân {})", words(own), words(path)),
        (Some(own), _) => format!(" (trọng số {})", words(own)),
    }
}

/// What is to be said of points that an answer settled, all of them or those of a period.
fn settled_mark(line: &Line) -> Option<Mark> {
    let has = |effect| line.settled.iter().any(|settled| settled.effect == effect);
    match () {
        () if has(Effect::Nothing) => Some(Mark::NotMet),
        () if has(Effect::Everything) => Some(Mark::MetBeforehand),
        () => None,
    }
}

/// The average of the cells that hold a number; none where none does, or it is beyond a fraction.
fn mean(cells: &[Cell]) -> Option<Number> {
    let mut sum = ExactSum::new();
    let mut count = 0_i64;
    for number in cells.iter().filter_map(Cell::held) {
        sum.add(&number.exact);
        count += 1;
    }
    (count > 0).then_some(())?;
    Some(Number::exact(sum.to_fraction()?.checked_div(&Fraction::whole(count))?))
}
