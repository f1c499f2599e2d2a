//! The model of pages: tables of typed cells, that every format lays out in its own way.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::report::{Area, Chart, Letterhead, Mark, Plot};
use crate::value::{CriterionIndex, Day, Fraction, Points, Quantity, Rounding, RoundingWay, UnitIndex};

/// A page: what is printed together, and one sheet of a workbook.
#[derive(Debug)]
pub struct Page {
    /// Short name, as the tab of a sheet.
    pub name: Box<str>,
    /// Who issues and signs it, where it is one that is signed.
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
    /// What is drawn of its cells, for formats that draw.
    pub charts: Vec<Chart>,
    /// What a workbook draws below it of cells, its own or others: it changes with them.
    pub plots: Vec<Plot>,
    /// Columns whose figures a workbook adds up again beside the table, row by row: nought where nobody has changed one.
    pub checked: Option<Range<usize>>,
}

/// Whose derivation a figure opens.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Opens {
    /// Which campaign of the folder.
    pub campaign: usize,
    /// The unit.
    pub unit: UnitIndex,
    /// The criterion; none for what the unit comes to.
    pub criterion: Option<CriterionIndex>,
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
    /// Whose derivation it opens.
    pub opens: Option<Opens>,
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
    /// A text that a workbook keeps live.
    Live(Box<Live>),
}

/// A text, and where it comes from.
#[derive(Debug)]
pub struct Live {
    /// What it is as written.
    pub text: Box<str>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a live text comes from.
#[derive(Debug)]
pub enum Origin {
    /// The reader chooses one of the texts of these cells.
    Choice(Area),
    /// A formula comes to it, or to a number.
    Calculation(Calculation),
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
    /// The average of the cells that hold a number.
    Average(Area),
    /// The one of a row of cells at whose place among others the chosen text stands.
    Chosen {
        /// The row of cells.
        of: Area,
        /// The cells the text was chosen among.
        among: Area,
        /// The cell with the chosen text.
        chosen: Address,
    },
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
        Self { value: Value::Text(text.into()), mark: None, opens: None }
    }

    /// A count or a place.
    pub fn whole(number: impl Into<u64>) -> Self {
        Self { value: Value::Whole(number.into()), mark: None, opens: None }
    }

    /// How many there are.
    pub fn count(count: usize) -> Self {
        Self::whole(u64::try_from(count).expect("counts fit"))
    }

    /// A number.
    pub fn number(number: Number) -> Self {
        Self { value: Value::Number(number), mark: None, opens: None }
    }

    /// A day.
    pub fn day(day: Day) -> Self {
        Self { value: Value::Day(day), mark: None, opens: None }
    }

    /// No figure, and why.
    pub fn absent(mark: Mark) -> Self {
        Self { mark: Some(mark), ..Self::default() }
    }

    /// A text that stays live.
    pub fn live(text: impl Into<Box<str>>, origin: Origin) -> Self {
        Self { value: Value::Live(Box::new(Live { text: text.into(), origin })), mark: None, opens: None }
    }

    /// A formula; where its exact value could not be held, the number it shows.
    pub fn formula(calculation: Calculation, before: Fraction, result: Number) -> Self {
        Self { value: Value::Formula(Box::new(Formula { calculation, before, result })), mark: None, opens: None }
    }

    /// The same cell with a mark.
    #[must_use]
    pub fn marked(mut self, mark: Option<Mark>) -> Self {
        self.mark = mark;
        self
    }

    /// The same cell, opening a derivation.
    #[must_use]
    pub fn opening(mut self, opens: Opens) -> Self {
        self.opens = Some(opens);
        self
    }

    /// As people read it, without its mark.
    pub fn figure(&self) -> String {
        match &self.value {
            Value::Empty => String::new(),
            Value::Text(text) => text.as_ref().to_owned(),
            Value::Whole(number) => number.to_string(),
            Value::Number(number) => number.text(),
            Value::Day(day) => day.vietnamese(),
            Value::Formula(formula) => formula.result.text(),
            Value::Live(live) => live.text.as_ref().to_owned(),
        }
    }

    /// The points or the figure it holds, or comes to.
    pub fn held(&self) -> Option<Number> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Formula(formula) => Some(formula.result),
            Value::Empty | Value::Text(_) | Value::Whole(_) | Value::Day(_) | Value::Live(_) => None,
        }
    }

    /// As people read it, with its mark.
    pub fn words(&self) -> String {
        let figure = self.figure();
        match self.mark {
            None => figure,
            Some(mark) if figure.is_empty() => mark.symbol().to_owned(),
            Some(mark) => format!("{figure} {}", mark.symbol()),
        }
    }
}

impl Page {
    /// Whether its reader chooses what it says: a format that shows every choice has no need of it.
    pub fn is_of_choice(&self) -> bool {
        let is_choice = |cell: &Cell| matches!(&cell.value, Value::Live(live) if matches!(live.origin, Origin::Choice(_)));
        self.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).any(is_choice)
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
        Self {
            key: key.into(),
            title,
            kind: TableKind::Form,
            columns,
            stub: 0,
            rows: Vec::new(),
            notes: Vec::new(),
            charts: Vec::new(),
            plots: Vec::new(),
            checked: None,
        }
    }

    /// A list without rows.
    pub fn list(key: impl Into<Box<str>>, title: impl Into<Box<str>>, columns: Vec<Column>) -> Self {
        Self { kind: TableKind::List, ..Self::form(key, title, columns) }
    }

    /// Facts: labels and what they say.
    pub fn facts(key: impl Into<Box<str>>) -> Self {
        let columns = vec![Column::text("Mục", Width::Fit(16, 24)), Column::text("Nội dung", Width::Share(1))];
        Self {
            key: key.into(),
            title: None,
            kind: TableKind::Facts,
            columns,
            stub: 1,
            rows: Vec::new(),
            notes: Vec::new(),
            charts: Vec::new(),
            plots: Vec::new(),
            checked: None,
        }
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
