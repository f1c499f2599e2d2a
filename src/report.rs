//! The report: what a run says, as pages of tables with typed cells, and the formats it is written in.
//!
//! A page knows nothing of files: each format is one file below `report/` and lays the same cells out. A formula
//! stands beside the exact figure it comes to, so a format without formulas writes the figure.

pub mod csv;
pub mod json;
mod mark;
pub mod markdown;
mod pages;
pub mod rollup;
pub mod screen;
pub mod table;
pub mod titles;
mod unassigned;
pub mod xlsx;

use std::collections::BTreeSet;

use crate::campaign::{Campaign, Effect, LeaderCondition, Leaf, Settled, TieBreak};
use crate::draft::definition::Measure;
use crate::ledger::Scope;
use crate::pipeline::CampaignRun;
use crate::ranking::{BlockStandings, LeaderOutcome, Margin, SetAside, Standing, StandingState, WOMEN, without_known_women};
use crate::tally::Line;
use crate::value::{BlockIndex, CriterionIndex, Day, Fraction, Points, Quantity, Rounding, RoundingWay, UnitIndex};

pub use mark::Mark;
pub use pages::{Drawing, Sink, each_page, pages};

/// What a report says of itself beside the run.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Version of the tool that wrote it.
    pub version: &'a str,
}

/// A page: what is printed together, and one sheet of a workbook.
#[derive(Debug)]
pub struct Page {
    /// Short name, as the tab of a sheet.
    pub name: Box<str>,
    /// Who issues it; on the first page.
    pub letterhead: Option<Letterhead>,
    /// Title.
    pub title: Box<str>,
    /// Lines below the title.
    pub subtitle: Vec<Box<str>>,
    /// How the paper lies.
    pub orientation: Orientation,
    /// The tables, from top to bottom; the first is what the page is for.
    pub tables: Vec<Table>,
}

/// Who issues a page, and where.
#[derive(Debug)]
pub struct Letterhead {
    /// The agency above.
    pub above: Option<Box<str>>,
    /// The agency.
    pub agency: Box<str>,
    /// The place written before the date.
    pub place: Option<Box<str>>,
}

/// How the paper lies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// The name machines use, e.g. `ranking`.
    pub key: Box<str>,
    /// Its title on the page.
    pub title: Option<Box<str>>,
    /// What it looks like.
    pub kind: TableKind,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many columns from the left name the row; they stay in sight.
    pub stub: usize,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines below it.
    pub notes: Vec<Box<str>>,
}

/// What a table looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TableKind {
    /// A label and what it says; no headings, no lines.
    Facts,
    /// Headings and lines.
    List,
    /// Headings, the numbers of the columns below them, lines: as the forms of the field have it.
    Form,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// A heading over this and its neighbours with the same.
    pub group: Option<Box<str>>,
    /// Its heading.
    pub heading: Box<str>,
    /// How wide it is.
    pub width: Width,
    /// Where its content stands.
    pub align: Align,
}

/// How wide a column is, in digits of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Width {
    /// As wide as its cells need, between two bounds.
    Fit(u16, u16),
    /// This part of what the others leave.
    Share(u16),
}

/// Where the content of a column stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// Figures at the right, what stands in their place in the middle.
    Right,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// How far its stub is moved in.
    pub depth: u8,
    /// Its cells; a section has one.
    pub cells: Vec<Cell>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowKind {
    /// One thing.
    Plain,
    /// What others below it come to.
    Group,
    /// What the table comes to.
    Total,
    /// A heading across the table.
    Section,
}

/// A cell.
#[derive(Debug, Default)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// What is to be said of it.
    pub mark: Option<Mark>,
}

/// What a cell holds.
#[derive(Debug, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as people wrote it: never a formula.
    Text(Box<str>),
    /// A count or a place.
    Whole(u64),
    /// Points, or a figure.
    Number(Number),
    /// A day.
    Day(Day),
    /// A formula over other cells, and what it comes to.
    Formula(Box<Formula>),
}

/// A number: what it is exactly, and what is shown of it.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Exactly.
    pub exact: Fraction,
    /// Rounded as the campaign says.
    pub shown: Quantity,
    /// How many decimals are shown, at least.
    pub digits: u8,
}

/// A formula.
#[derive(Debug)]
pub struct Formula {
    /// What is calculated.
    pub calculation: Calculation,
    /// What it comes to before it is rounded.
    pub before: Fraction,
    /// What it comes to.
    pub result: Number,
}

/// What a formula calculates.
#[derive(Debug)]
pub enum Calculation {
    /// The cells added up.
    Sum(Vec<Address>),
    /// Points on a criterion's own scale times its weight, rounded once where lines are.
    Weighed {
        /// The points.
        points: Fraction,
        /// The weight.
        weight: Fraction,
        /// How the product is rounded.
        rounding: Option<Rounding>,
    },
    /// The cells added up, no further than the cap; a cap below zero bounds from below.
    Capped(Vec<Address>, Fraction),
    /// The cells added up, and rounded once.
    Rounded(Vec<Address>, Rounding),
    /// The cells added up, of a hundred of a maximum, rounded once.
    Share {
        /// What is added up.
        cells: Vec<Address>,
        /// The cell of the maximum.
        maximum: Address,
        /// How it is rounded.
        rounding: Rounding,
    },
    /// The first less the second.
    Difference(Address, Address),
    /// The same as another cell.
    Same(Address),
}

/// A cell of the report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Address {
    /// Which page.
    pub page: usize,
    /// Which of its tables.
    pub table: usize,
    /// Which row.
    pub row: usize,
    /// Which column.
    pub column: usize,
}

impl Number {
    /// Points, with so many decimals at least.
    pub fn points(points: Points, digits: u8) -> Self {
        Self { exact: points.to_fraction(), shown: points.into(), digits }
    }

    /// An exact number of points, shown as it is where six decimals suffice, else to the hundredth.
    pub fn exact(exact: Fraction) -> Self {
        let rounding = Rounding { digits: 2, way: RoundingWay::HalfUp };
        let shown = exact.exact_points().or_else(|| rounding.apply_fraction(&exact)).unwrap_or_default();
        Self { exact, shown: shown.into(), digits: 0 }
    }

    /// A figure as it is.
    pub fn figure(figure: Quantity) -> Self {
        Self { exact: figure.to_fraction(), shown: figure, digits: 0 }
    }

    /// As people read it: decimal comma, no thousands.
    pub fn text(&self) -> String {
        self.shown.fixed(self.digits).replace('.', ",")
    }

    /// How many decimals are shown.
    pub fn decimals(&self) -> u8 {
        self.digits.max(self.shown.decimals())
    }
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self { value: Value::Text(text.into()), mark: None }
    }

    /// A count or a place.
    pub fn whole(number: impl Into<u64>) -> Self {
        Self { value: Value::Whole(number.into()), mark: None }
    }

    /// How many there are.
    pub fn count(count: usize) -> Self {
        Self::whole(u64::try_from(count).expect("counts fit"))
    }

    /// A number.
    pub fn number(number: Number) -> Self {
        Self { value: Value::Number(number), mark: None }
    }

    /// A day.
    pub fn day(day: Day) -> Self {
        Self { value: Value::Day(day), mark: None }
    }

    /// No figure, and why.
    pub fn absent(mark: Mark) -> Self {
        Self { value: Value::Empty, mark: Some(mark) }
    }

    /// A formula; where its exact value could not be held, the number it shows.
    pub fn formula(calculation: Calculation, before: Fraction, result: Number) -> Self {
        Self { value: Value::Formula(Box::new(Formula { calculation, before, result })), mark: None }
    }

    /// The same cell with a mark.
    #[must_use]
    pub fn marked(mut self, mark: Option<Mark>) -> Self {
        self.mark = mark;
        self
    }

    /// As people read it, with its mark.
    pub fn words(&self) -> String {
        let figure = match &self.value {
            Value::Empty => String::new(),
            Value::Text(text) => text.as_ref().to_owned(),
            Value::Whole(number) => number.to_string(),
            Value::Number(number) => number.text(),
            Value::Day(day) => day.vietnamese(),
            Value::Formula(formula) => formula.result.text(),
        };
        match self.mark {
            None => figure,
            Some(mark) if figure.is_empty() => mark.symbol().to_owned(),
            Some(mark) => format!("{figure} {}", mark.symbol()),
        }
    }
}

impl Row {
    /// A row of one thing.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Plain, depth: 0, cells }
    }

    /// A heading across the table.
    pub fn section(text: impl Into<Box<str>>) -> Self {
        Self { kind: RowKind::Section, depth: 0, cells: vec![Cell::text(text)] }
    }

    /// What the table comes to.
    pub fn total(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Total, depth: 0, cells }
    }
}

impl Column {
    /// A column of text.
    pub fn text(heading: impl Into<Box<str>>, width: Width) -> Self {
        Self { group: None, heading: heading.into(), width, align: Align::Left }
    }

    /// A column of codes, counts, days or words in the middle.
    pub fn center(heading: impl Into<Box<str>>, width: Width) -> Self {
        Self { align: Align::Center, ..Self::text(heading, width) }
    }

    /// A column of figures.
    pub fn figures(heading: impl Into<Box<str>>, width: Width) -> Self {
        Self { align: Align::Right, ..Self::text(heading, width) }
    }
}

impl Table {
    /// A form without rows.
    pub fn form(key: impl Into<Box<str>>, title: impl Into<Box<str>>, columns: Vec<Column>) -> Self {
        let title: Box<str> = title.into();
        let title = (!title.is_empty()).then_some(title);
        Self { key: key.into(), title, kind: TableKind::Form, columns, stub: 0, rows: Vec::new(), notes: Vec::new() }
    }

    /// A list without rows.
    pub fn list(key: impl Into<Box<str>>, title: impl Into<Box<str>>, columns: Vec<Column>) -> Self {
        Self { kind: TableKind::List, ..Self::form(key, title, columns) }
    }

    /// Facts: labels and what they say.
    pub fn facts(key: impl Into<Box<str>>) -> Self {
        let columns = vec![Column::text("Mục", Width::Fit(16, 24)), Column::text("Nội dung", Width::Share(1))];
        Self { key: key.into(), title: None, kind: TableKind::Facts, columns, stub: 1, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a fact.
    pub fn say(&mut self, label: &str, text: impl Into<Box<str>>) {
        self.rows.push(Row::plain(vec![Cell::text(label), Cell::text(text)]));
    }

    /// Adds the meaning of every mark that stands in the table.
    pub fn explain_marks(&mut self) {
        let marks: BTreeSet<Mark> = self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.mark).collect();
        self.explain(&marks);
    }

    /// Adds the meaning of these marks.
    pub fn explain(&mut self, marks: &BTreeSet<Mark>) {
        self.notes.extend(marks.iter().map(|mark| mark.legend().into()));
    }
}

/// The name of a unit as it stands in a scope.
fn name_of<'a>(campaign: &'a Campaign, scope: &Scope, unit: UnitIndex) -> &'a str {
    let unit = &campaign.units[unit];
    &unit.in_stretch(&scope.stretch).unwrap_or_else(|| unit.last()).name
}

/// The short name of a unit as it stands in a scope.
fn short_of<'a>(campaign: &'a Campaign, scope: &Scope, unit: UnitIndex) -> &'a str {
    let unit = &campaign.units[unit];
    &unit.in_stretch(&scope.stretch).unwrap_or_else(|| unit.last()).short
}

/// The period asked for: its name and days.
fn period_words(run: &CampaignRun) -> String {
    scope_words(&run.campaign, &run.scope)
}

/// A scope: its period's name and days.
fn scope_words(campaign: &Campaign, scope: &Scope) -> String {
    let days = format!("{} – {}", scope.stretch.from.vietnamese(), scope.stretch.to.vietnamese());
    match scope.period {
        Some(period) => format!("{} ({days})", campaign.periods[period].name),
        None => format!("Cả phong trào ({days})"),
    }
}

/// What a block is called: Khối, Cụm, Khu vực, its name, and a star where the text does not name it.
fn block_words(campaign: &Campaign, block: BlockIndex) -> String {
    let block = &campaign.blocks[block];
    let star = if block.is_assumed { " *" } else { "" };
    format!("{}{star}", block.name)
}

/// What a standing rests on.
const fn state_words(state: StandingState) -> &'static str {
    match state {
        StandingState::Final => "chính thức",
        StandingState::Provisional => "tạm tính",
        StandingState::Incomplete => "chưa đủ số liệu",
        StandingState::SetAside => "không xếp hạng",
    }
}

/// Why a unit is set aside.
const fn set_aside_words(why: SetAside) -> &'static str {
    match why {
        SetAside::Violation(_) => "có quyết định kỷ luật",
        SetAside::NothingSubmitted => "không nộp kết quả",
        SetAside::NothingAssigned => "không được giao điểm nào",
    }
}

/// What a standing rests on, and whether estimates are in it.
fn standing_words(standing: &Standing) -> String {
    let state = match standing.set_aside {
        None => state_words(standing.state).to_owned(),
        Some(why) => format!("{}: {}", state_words(standing.state), set_aside_words(why)),
    };
    if standing.total.is_estimated { format!("{state}, có số ước") } else { state }
}

/// How far the estimates of the scope reach, in words: those of periods before the last go on only where figures run on.
fn estimate_end_words(run: &CampaignRun) -> String {
    let CampaignRun { campaign, scope, .. } = run;
    let holds_last = scope.leaves.last() == campaign.leaf_periods().last();
    let runs_on = || campaign.leaves().any(|(_, _, leaf)| leaf.is_cumulative);
    match campaign.estimate_end.day().map(Day::vietnamese) {
        Some(day) if holds_last => format!("đến hết ngày {day}"),
        Some(day) if runs_on() => format!("đến hết kỳ, số lũy kế đến hết ngày {day}"),
        Some(_) | None => "đến hết kỳ của từng dòng".to_owned(),
    }
}

/// Said below a table with figures from estimates.
fn estimate_note(run: &CampaignRun) -> Box<str> {
    format!("Số ước thực hiện đã gồm số thực hiện, tính {}.", estimate_end_words(run)).into()
}

/// The answers that settled points of these units, and those that are lacking, one sentence each with the units it is true of.
fn settled_notes(run: &CampaignRun, units: impl Iterator<Item = UnitIndex>) -> Vec<String> {
    let campaign = &run.campaign;
    let mut notes: Vec<(CriterionIndex, Settled, Vec<UnitIndex>)> = Vec::new();
    if campaign.leaves().all(|(_, _, leaf)| leaf.conditions.is_empty()) {
        return Vec::new();
    }
    for unit in units {
        for line in run.tally().lines(unit) {
            for settled in line.settled {
                let key = |settled: &Settled| (settled.effect, settled.statistic, settled.period);
                match notes.iter_mut().find(|(criterion, known, _)| *criterion == line.criterion && key(known) == key(&settled)) {
                    Some((_, _, units)) => units.push(unit),
                    None => notes.push((line.criterion, settled, vec![unit])),
                }
            }
        }
    }
    notes.sort_by_key(|(criterion, settled, _)| (*criterion, settled.period, settled.statistic, settled.effect == Effect::Everything));
    let note = |(criterion, settled, units): &(CriterionIndex, Settled, Vec<UnitIndex>)| {
        let statistic = &campaign.statistics[settled.statistic];
        let period = &campaign.periods[settled.period].code;
        let (what, answer) = match settled.effect {
            Effect::Nothing => ("0 điểm", "không"),
            Effect::Everything => ("mặc nhiên đạt", "có"),
            Effect::Missing => ("còn thiếu", "chưa ghi"),
        };
        let units: Vec<&str> = units.iter().map(|unit| short_of(campaign, &run.scope, *unit)).collect();
        let (code, statistic_code, name) = (&campaign.criteria[*criterion].code, &statistic.code, &statistic.name);
        format!("{code} {what} vì {statistic_code} ({name}), kỳ {period}: {answer} – {}.", units.join(", "))
    };
    notes.iter().map(note).collect()
}

/// Whether the unit that leads a block does so with points from estimates.
fn leads_by_estimates(block: &BlockStandings, leader: &LeaderOutcome) -> bool {
    block.standings.iter().any(|standing| Some(standing.total.unit) == leader.unit && standing.total.is_estimated)
}

/// The entry that parted a unit from those it is equal with.
///
/// A block ranked by figures alone compares its first entry: units that differ there are not equal.
fn parted_by<'a>(campaign: &Campaign, block: BlockIndex, standing: &'a Standing) -> Option<&'a str> {
    let code = standing.decided_by.as_deref()?;
    let ranking = campaign.blocks[block].ranking.as_ref()?;
    let is_compared = match ranking.tie_breaks.first() {
        Some(TieBreak::Compared { code: first, .. }) => ranking.measure == Measure::Figures && **first == *code,
        Some(TieBreak::Women(_) | TieBreak::Vote) | None => false,
    };
    (!is_compared).then_some(code)
}

/// What parted a unit from those with the same measure.
fn decided_by_words(campaign: &Campaign, block: BlockIndex, standing: &Standing) -> Option<String> {
    let decided_by = parted_by(campaign, block, standing)?;
    if decided_by == "bo_phieu" {
        return Some("chờ bỏ phiếu".to_owned());
    }
    let ranking = campaign.blocks[block].ranking.as_ref()?;
    let is_it = |tie_break: &&TieBreak| match tie_break {
        TieBreak::Compared { code, .. } => **code == *decided_by,
        TieBreak::Women(_) => decided_by == WOMEN,
        TieBreak::Vote => false,
    };
    ranking.tie_breaks.iter().find(is_it).map(|tie_break| pages::tie_break_words(campaign, tie_break))
}

/// A condition of the leader in words.
fn condition_words(campaign: &Campaign, condition: &LeaderCondition) -> String {
    match condition {
        LeaderCondition::OverTargets { criteria, at_least } => {
            let codes: Vec<&str> = criteria.iter().map(|criterion| campaign.criteria[*criterion].code.as_str()).collect();
            let by_estimate = criteria.iter().any(|criterion| is_scored_by_estimate(campaign, *criterion));
            let codes = format!("{}{}", codes.join(", "), if by_estimate { " (theo số ước)" } else { "" });
            match (criteria.len(), *at_least) {
                (1, _) => format!("hoàn thành vượt chỉ tiêu {codes}"),
                (all, least) if least >= all => format!("hoàn thành vượt mọi chỉ tiêu {codes}"),
                (_, least) => format!("hoàn thành vượt ít nhất {least} trong các chỉ tiêu {codes}"),
            }
        }
        LeaderCondition::Nominated => "được khối bỏ phiếu suy tôn".to_owned(),
    }
}

/// Whether a criterion's figure is its estimate.
fn is_scored_by_estimate(campaign: &Campaign, criterion: CriterionIndex) -> bool {
    campaign.criteria[criterion].leaf.as_ref().is_some_and(Leaf::is_scored_by_estimate)
}

/// Whether a condition is met; what it asks for may not be there.
const fn met_words(is_met: Option<bool>) -> &'static str {
    match is_met {
        Some(true) => "đạt",
        Some(false) => "không đạt",
        None => "chưa tính được",
    }
}

/// How a block is compared: nothing to show of totals where figures alone decide.
fn shows_totals(campaign: &Campaign, block: BlockIndex) -> bool {
    campaign.blocks[block].ranking.as_ref().is_none_or(|ranking| ranking.measure != Measure::Figures)
}

/// How far a unit is from what lies above it.
fn margin<'a>(campaign: &'a Campaign, block: &BlockStandings, standing: &Standing, lines: &[Line]) -> Margin<'a> {
    let ranking = campaign.blocks[block.block].ranking.as_ref().expect("a block with standings is ranked");
    Margin::of(ranking, &block.standings, standing, lines)
}

/// How many decimals points have, at least.
fn digits(campaign: &Campaign) -> u8 {
    campaign.rounding.map_or(0, |rounding| rounding.digits)
}

/// The criteria without a parent.
fn top_level(campaign: &Campaign) -> impl Iterator<Item = CriterionIndex> + '_ {
    campaign.criteria.enumerate().filter(|(_, criterion)| criterion.parent.is_none()).map(|(index, _)| index)
}

/// What the definition declares and the ranking does not compute, in words.
fn not_computed(run: &CampaignRun) -> Vec<&'static str> {
    let rankings = || run.campaign.blocks.iter().filter_map(|block| block.ranking.as_ref());
    let nominated = || {
        rankings()
            .filter_map(|ranking| ranking.leader.as_ref())
            .flat_map(|leader| &leader.conditions)
            .any(|one| matches!(one, LeaderCondition::Nominated))
    };
    let declared = [
        (nominated() && !run.campaign.voting.is_present, "suy tôn của khối (không có bo-phieu.csv)"),
        (
            !run.campaign.discipline.is_present && rankings().any(|ranking| ranking.sets_aside_violation.is_some()),
            "không xếp vì vi phạm (không có ky-luat.csv)",
        ),
        (
            run.outcome.blocks.iter().any(|block| !without_known_women(run.tally(), block).is_empty()),
            "ưu tiên nữ khi bằng điểm (chưa rõ giới tính của mọi người ở đơn vị bằng điểm, theo ca-nhan.csv)",
        ),
        (rankings().filter_map(|ranking| ranking.leader.as_ref()).any(|leader| leader.per_block > 1), "nhiều đơn vị dẫn đầu một khối (moi_khoi)"),
    ];
    declared.into_iter().filter(|(is_declared, _)| *is_declared).map(|(_, words)| words).collect()
}

/// The blocks that are ranked, and those kept from it.
fn ranked(run: &CampaignRun) -> impl Iterator<Item = &BlockStandings> {
    run.outcome.blocks.iter().filter(|block| block.blocking == 0)
}

/// The blocks kept from being ranked by findings.
fn blocked(run: &CampaignRun) -> impl Iterator<Item = &BlockStandings> {
    run.outcome.blocks.iter().filter(|block| block.blocking > 0)
}
