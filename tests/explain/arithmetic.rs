//! Every figure of every example: the calculations printed for it, calculated here with exact fractions, give the tally's.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use thidua::derivation::derive;
use thidua::pipeline::CampaignRun;
use thidua::report::explain::View;
use thidua::report::{About, Table, Value, pages};
use thidua::tally::{Line, LineState, Total};
use thidua::value::{Fraction, Points, RoundingWay, UnitIndex};

use crate::explain::{explainable, markdown_of, table};
use crate::properties::{disturbed, period};
use crate::support::{Files, SCORED, example};

/// A quotient in lowest terms, the lower term above zero.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Exact {
    upper: BigInt,
    lower: BigInt,
}

impl Exact {
    fn new(upper: BigInt, lower: BigInt) -> Self {
        assert!(!lower.is_zero(), "divided by zero");
        let sign = if lower.is_negative() { -BigInt::one() } else { BigInt::one() };
        let divisor = upper.gcd(&lower) * sign;
        Self { upper: upper / &divisor, lower: lower / &divisor }
    }

    fn of(fraction: &Fraction) -> Self {
        Self::new(fraction.numerator().into(), fraction.denominator().into())
    }

    fn points(points: Points) -> Self {
        Self::of(&points.to_fraction())
    }

    fn is_less(&self, other: &Self) -> bool {
        &self.upper * &other.lower < &other.upper * &self.lower
    }

    /// To so many decimals, a half away from zero, or away from zero, or towards it.
    fn rounded(&self, digits: u8, way: RoundingWay) -> Self {
        let scale = BigInt::from(10).pow(u32::from(digits));
        let (quotient, rest) = (self.upper.abs() * &scale).div_rem(&self.lower);
        let carries = match way {
            RoundingWay::HalfUp => &rest * 2 >= self.lower,
            RoundingWay::Up => !rest.is_zero(),
            RoundingWay::Down => false,
        };
        let magnitude = if carries { quotient + 1 } else { quotient };
        Self::new(if self.upper.is_negative() { -magnitude } else { magnitude }, scale)
    }
}

/// Reads and calculates an expression: `+ - × /`, brackets, MIN and MAX, decimals with a comma.
struct Calculator<'a> {
    rest: &'a str,
}

fn calculated(expression: &str) -> Exact {
    let mut calculator = Calculator { rest: expression };
    let value = calculator.sum();
    assert!(calculator.rest.trim().is_empty(), "`{}` is left of `{expression}`", calculator.rest);
    value
}

impl Calculator<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Exact {
        let mut value = self.product();
        loop {
            let other = match () {
                () if self.takes("+") => self.product(),
                () if self.takes("-") => {
                    let other = self.product();
                    Exact::new(-other.upper, other.lower)
                }
                () => return value,
            };
            value = Exact::new(value.upper * &other.lower + other.upper * &value.lower, value.lower * other.lower);
        }
    }

    fn product(&mut self) -> Exact {
        let mut value = self.factor();
        loop {
            if self.takes("×") {
                let other = self.factor();
                value = Exact::new(value.upper * other.upper, value.lower * other.lower);
            } else if self.takes("/") {
                let other = self.factor();
                value = Exact::new(value.upper * other.lower, value.lower * other.upper);
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> Exact {
        if self.takes("-") {
            let value = self.factor();
            return Exact::new(-value.upper, value.lower);
        }
        let is_least = self.takes("MIN(");
        if is_least || self.takes("MAX(") {
            let one = self.sum();
            assert!(self.takes(";"), "two numbers: {}", self.rest);
            let other = self.sum();
            assert!(self.takes(")"), "a bracket is open: {}", self.rest);
            return if one.is_less(&other) == is_least { one } else { other };
        }
        if self.takes("(") {
            let value = self.sum();
            assert!(self.takes(")"), "a bracket is open: {}", self.rest);
            return value;
        }
        self.rest = self.rest.trim_start();
        let length = self.rest.find(|letter: char| !letter.is_ascii_digit() && letter != ',').unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(length);
        self.rest = rest;
        let (whole, decimals) = number.split_once(',').unwrap_or((number, ""));
        let digits: BigInt = format!("{whole}{decimals}").parse().unwrap_or_else(|_| panic!("a number stands before `{rest}`"));
        Exact::new(digits, BigInt::from(10).pow(u32::try_from(decimals.len()).expect("decimals are few")))
    }
}

/// A calculation as it is printed, checked: what it comes to, exactly and as it is rounded.
#[derive(Clone, Debug)]
struct Printed {
    exact: Exact,
    shown: Exact,
    expression: String,
}

fn printed(text: &str, run: &CampaignRun) -> Printed {
    let (calculation, rounded) = text.split_once(" → ").map_or((text, None), |(calculation, rounded)| (calculation, Some(rounded)));
    let (expression, claimed) = calculation.split_once(" = ").map_or((calculation, None), |(expression, claimed)| (expression, Some(claimed)));
    let exact = calculated(expression);
    if let Some(claimed) = claimed {
        assert_eq!(exact, calculated(claimed), "{text}");
    }
    let shown = rounded.map_or_else(|| exact.clone(), calculated);
    if rounded.is_some() {
        let rounding = run.campaign.rounding.expect("what is rounded has a rounding");
        assert_eq!(shown, exact.rounded(rounding.digits, rounding.way), "{text}");
    }
    Printed { exact, shown, expression: expression.to_owned() }
}

/// What the table of criteria prints: of each code its points, and its calculations in order, with their words.
type Criteria = BTreeMap<String, (String, Vec<(String, Printed)>)>;

fn criteria(text: &str, run: &CampaignRun) -> Criteria {
    let mut criteria = Criteria::new();
    let mut current = String::new();
    for row in table(text, "Từng tiêu chí") {
        let [code, words, arithmetic, points, _] = row.as_slice() else { panic!("five columns: {row:?}") };
        if !code.is_empty() {
            current.clone_from(code);
            criteria.insert(code.clone(), (points.clone(), Vec::new()));
        }
        if !arithmetic.is_empty() {
            let told = &mut criteria.get_mut(&current).expect("a criterion stands before what is said of it").1;
            told.push((words.clone(), printed(arithmetic, run)));
        }
    }
    criteria
}

/// What a line is printed as, held against the tally's.
fn line(run: &CampaignRun, line: &Line, criteria: &Criteria, name: &str) {
    let code = run.campaign.criteria[line.criterion].code.as_str();
    let name = format!("{name} {code}");
    let Some((points, told)) = criteria.get(code) else { panic!("{name} is not printed") };
    let maximum = told.iter().find(|(words, _)| words == "Điểm tối đa").map(|(_, printed)| printed.exact.clone());
    assert_eq!(maximum, line.maximum.as_ref().map(Exact::of), "{name}");
    let own: Vec<&(String, Printed)> = told.iter().filter(|(words, _)| words != "Điểm tối đa").collect();
    let Some(scored) = line.points else {
        assert_eq!(points, "–", "{name}");
        return;
    };
    assert_eq!(calculated(points), Exact::points(scored), "{name}");
    let (words, last) = own.last().unwrap_or_else(|| panic!("{name}: nothing is calculated"));
    assert_eq!(rounded(&last.exact, run), Exact::points(scored), "{name}: {words}");
    if let Some(exact) = &line.exact {
        assert_eq!(last.exact, Exact::of(exact), "{name}: {words}");
    }
    chained(&own, &name);
}

/// As the campaign rounds it, where it does.
fn rounded(exact: &Exact, run: &CampaignRun) -> Exact {
    run.campaign.rounding.map_or_else(|| exact.clone(), |rounding| exact.rounded(rounding.digits, rounding.way))
}

/// Whether every calculation with the results of others has just those: what is cut, gathered, weighed, signed.
fn chained(told: &[&(String, Printed)], name: &str) {
    for (position, (words, one)) in told.iter().map(|told| (&told.0, &told.1)).enumerate() {
        let before = &told[..position];
        let last = || before.last().map_or_else(|| panic!("{name}: nothing stands before {words}"), |(_, printed)| printed.clone());
        if let Some(bounded) = one.expression.strip_prefix("MIN(") {
            let first = calculated(bounded.split(';').next().expect("two numbers"));
            assert_eq!(first, last().exact, "{name}: {words}");
        }
        if words.starts_with("Nhân trọng số") || words.starts_with("Là điểm trừ") {
            let operand = one.expression.split(" × ").next().expect("a factor");
            let value = calculated(operand);
            let magnitude = Exact { upper: value.upper.abs(), ..value };
            let last = last();
            assert!(magnitude == last.exact || magnitude == last.shown, "{name}: {words}: {}", one.expression);
        }
        if words == "Trung bình các kỳ" || words == "Cộng điểm các kỳ" {
            // The last calculation of each period is what it gives.
            let mut periods: Vec<(&str, &Printed)> = Vec::new();
            for (words, printed) in before.iter().map(|told| (&told.0, &told.1)) {
                let Some((period, _)) = words.split_once(": ").filter(|(period, _)| period.starts_with("Kỳ ")) else { continue };
                match periods.last_mut().filter(|(known, _)| *known == period) {
                    Some(known) => known.1 = printed,
                    None => periods.push((period, printed)),
                }
            }
            let inner = one.expression.split(") / ").next().expect("a sum").trim_start_matches('(');
            let terms: Vec<Exact> = inner.split(" + ").map(calculated).collect();
            let given: Vec<Exact> = periods.iter().map(|(_, printed)| printed.shown.clone()).collect();
            assert_eq!(terms, given, "{name}: {words}");
            if words == "Trung bình các kỳ" {
                assert!(one.expression.ends_with(&format!(" / {}", terms.len())), "{name}: {}", one.expression);
            }
        }
    }
}

/// What the workbook shows of every group and unit: code, column, exact figure.
fn groups_of(tables: &[&Table], block: &str, unit: &str) -> BTreeMap<String, Exact> {
    let key = format!("points-{block}");
    let mut figures = BTreeMap::new();
    for table in tables.iter().filter(|table| table.key.ends_with(&key)) {
        let Some(column) = table.columns.iter().position(|column| column.heading.ends_with(&format!("\n{unit}"))) else { continue };
        for row in &table.rows {
            if let Some(Value::Formula(formula)) = row.cells.get(column).map(|cell| &cell.value) {
                let exact = &formula.result.exact;
                figures.insert(row.cells[0].words(), Exact::of(exact));
            }
        }
    }
    figures
}

/// Total, maximum and share.
fn total(run: &CampaignRun, total: &Total, text: &str, name: &str) {
    let rows = table(text, "Tổng điểm và thứ hạng");
    let of = |label: &str| rows.iter().find(|row| row[0].starts_with(label)).map(|row| printed(&row[1], run));
    let points = of("Tổng điểm").unwrap_or_else(|| panic!("{name}: no total"));
    assert_eq!(points.shown, Exact::points(total.points), "{name}");
    if let Some(exact) = &total.exact {
        assert_eq!(points.exact, Exact::of(exact), "{name}");
    }
    assert_eq!(of("Điểm tối đa").map(|printed| printed.exact), Some(Exact::of(&total.maximum)), "{name}");
    assert_eq!(of("Tỷ lệ %").map(|printed| printed.shown), total.share.map(Exact::points), "{name}");
    for row in rows.iter().filter(|row| row[0].starts_with("Cách ")) {
        printed(&row[1], run);
    }
}

fn unit(run: &CampaignRun, unit: UnitIndex, text: &str, tables: &[&Table], name: &str) -> usize {
    let tally = run.tally();
    let criteria = criteria(text, run);
    let lines = tally.lines(unit);
    lines.iter().filter(|one| one.state != LineState::Capped && run.campaign.criteria[one.criterion].leaf.is_some()).for_each(|one| {
        line(run, one, &criteria, name);
    });
    let derivation = derive(run, unit).expect("it is ranked");
    let block = derivation.block.expect("it stands in one");
    let block = run.campaign.blocks[block].code.as_str();
    let shown = groups_of(tables, block, run.campaign.units[unit].code.as_str());
    for group in &derivation.groups {
        let code = run.campaign.criteria[group.criterion].code.as_str();
        let Some((points, told)) = criteria.get(code) else { panic!("{name} {code} is not printed") };
        if let Some(figure) = shown.get(code) {
            let (_, printed) = told.first().unwrap_or_else(|| panic!("{name} {code}: nothing is calculated"));
            assert_eq!(printed.exact, *figure, "{name} {code}");
            assert_eq!(calculated(points), rounded(figure, run), "{name} {code}");
        }
    }
    if derivation.lines.iter().any(|one| one.line.points.is_some()) && text.contains("Tổng điểm:") {
        total(run, &derivation.total, text, name);
    }
    lines.len()
}

/// Checks what is printed of every unit of a folder, with others named and with others hidden; how many lines there are.
fn folder(files: &Files, period: Option<&str>, name: &str) -> usize {
    let folder = explainable(files, period);
    let tables: Vec<Table> = pages(&folder, &About { version: "0" }).into_iter().flat_map(|page| page.tables).collect();
    let mut lines = 0;
    for run in folder.asked_for() {
        let own = if folder.shared.is_some() { run.campaign.code.as_str() } else { "" };
        let tables: Vec<&Table> = tables.iter().filter(|table| table.key.starts_with(own)).collect();
        for index in run.campaign.units.indices() {
            for view in [View::default(), View::new(true)] {
                let Some(text) = markdown_of(&folder, run, index, files, view) else { continue };
                let called = format!("{name} {period:?} {} {view:?}", run.campaign.units[index].code);
                lines += unit(run, index, &text, &tables, &called);
            }
        }
    }
    lines
}

#[test]
fn every_figure_of_every_example_is_what_its_printed_arithmetic_comes_to() {
    let mut lines = 0;
    for name in SCORED {
        let files = example(name);
        lines += folder(&files, None, name);
        let periods: Vec<String> = explainable(&files, None).first().campaign.periods.iter().map(|period| period.code.as_str().to_owned()).collect();
        lines += periods.iter().map(|period| folder(&files, Some(period), name)).sum::<usize>();
    }
    assert!(lines > 2_000, "only {lines} lines were calculated");
}

/// What the last calculation of a criterion is printed to come to, its expression left alone.
fn ending(text: &str, code: &str) -> Exact {
    let rows = table(text, "Từng tiêu chí");
    let at = rows.iter().position(|row| row[0] == code).expect("what has points is printed");
    let further = rows[at + 1..].iter().take_while(|row| row[0].is_empty());
    let own = std::iter::once(&rows[at]).chain(further).filter(|row| !row[2].is_empty() && row[1] != "Điểm tối đa");
    let last = &own.last().expect("what has points is calculated")[2];
    let comes_to = last.rsplit(" → ").next().and_then(|calculation| calculation.rsplit(" = ").next());
    calculated(comes_to.expect("a part of a text"))
}

/// Nothing is calculated here: whatever the scoring functions are made to do, both have their figure from them.
#[test]
fn an_explanation_ends_in_the_figure_of_the_tally() {
    let mut lines = 0;
    for name in SCORED {
        let files = example(name);
        let codes: Vec<String> = explainable(&files, None).first().campaign.periods.iter().map(|period| period.code.as_str().to_owned()).collect();
        for period in codes {
            let folder = explainable(&files, Some(&period));
            for (run, unit) in folder.asked_for().flat_map(|run| run.campaign.units.indices().map(move |unit| (run, unit))) {
                let Some(text) = markdown_of(&folder, run, unit, &files, View::default()) else { continue };
                for line in run.tally().lines(unit).iter().filter(|line| line.state != LineState::Capped) {
                    let criterion = &run.campaign.criteria[line.criterion];
                    let (Some(points), Some(_)) = (line.points, &criterion.leaf) else { continue };
                    let of = format!("{name} {period} {} {}", run.campaign.units[unit].code, criterion.code);
                    assert_eq!(rounded(&ending(&text, criterion.code.as_str()), run), Exact::points(points), "{of}");
                    lines += 1;
                }
            }
        }
    }
    assert!(lines > 100, "only {lines} lines were compared");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_is_every_figure_of_an_example_with_other_cells(
        name in prop::sample::select(SCORED.to_vec()),
        at in 0_usize..5,
        changes in prop::collection::vec((0_usize..20, 0_usize..60, 0_u32..100_000), 0..12),
    ) {
        folder(&disturbed(&example(name), &changes), period(name, at), name);
    }
}

#[test]
fn the_calculator_finds_a_wrong_figure() {
    assert_eq!(calculated("10 × 95 / (98 × 3 / 4)"), calculated("1900/147"));
    assert_eq!(calculated("MIN(15,375; 15) - 2,5 × (-2)"), calculated("20"));
    assert_eq!(calculated("MAX(-12 + 1; -10)"), calculated("-10"));
    assert_ne!(calculated("10 × 95 / 98"), calculated("9,69"));
    assert_eq!(calculated("10 × 95 / 98").rounded(2, RoundingWay::HalfUp), calculated("9,69"));
    assert_eq!(calculated("-0,125").rounded(2, RoundingWay::HalfUp), calculated("-0,13"));
}
