//! Calculations as formulas of a sheet.

use rust_xlsxwriter::utility;

use crate::report::xlsx::Bound;
use crate::report::xlsx::guard::guard;
use crate::report::{Address, Area, Calculation};
use crate::value::{Fraction, Rounding, RoundingWay};

/// The most parts a function takes.
const MOST_PARTS: usize = 200;

/// Fifteen digits: what a sheet keeps of a number.
const MOST_EXACT: u128 = 1_000_000_000_000_000;

/// Formulas on one sheet over cells of those that are laid out.
pub(super) struct Formulas<'b> {
    /// The sheets by number.
    pub(super) sheets: &'b [Option<Bound>],
    /// The sheet the formulas stand on.
    pub(super) here: usize,
}

impl Formulas<'_> {
    /// Writes a calculation; where doubles cannot come to the exact figure it writes nothing worth keeping and says so.
    #[must_use]
    pub(super) fn write(&self, calculation: &Calculation, before: &Fraction, text: &mut String) -> bool {
        self.try_write(calculation, before, text).is_some()
    }

    fn try_write(&self, calculation: &Calculation, before: &Fraction, text: &mut String) -> Option<()> {
        match calculation {
            Calculation::Sum(cells) => self.sum(cells, text),
            Calculation::Capped(cells, cap) => {
                text.push_str(if cap.is_negative() { "MAX(" } else { "MIN(" });
                text.push_str(&literal(cap)?);
                text.push(',');
                self.sum(cells, text);
                text.push(')');
            }
            Calculation::Weighed { points, weight, rounding } => {
                let (points, weight) = (literal(points)?, literal(weight)?);
                let product = |text: &mut String| text.extend([&points, "*", &weight]);
                match rounding {
                    Some(rounding) => rounded(product, *rounding, before, text)?,
                    None => product(text),
                }
            }
            Calculation::Rounded(cells, rounding) => rounded(|text| self.sum(cells, text), *rounding, before, text)?,
            Calculation::Share { cells, maximum, rounding } => {
                let share = |text: &mut String| {
                    text.push_str("100*");
                    self.sum(cells, text);
                    text.push('/');
                    self.address(maximum, text);
                };
                rounded(share, *rounding, before, text)?;
            }
            Calculation::Difference(first, second) => {
                self.address(first, text);
                text.push('-');
                self.address(second, text);
            }
            Calculation::Same(address) => self.address(address, text),
            Calculation::Average(area) => {
                text.push_str("AVERAGE(");
                self.area(area, text);
                text.push(')');
            }
            // The whole text is compared as it is: alone, MATCH takes some letters of a name for others.
            Calculation::Chosen { of, among, chosen } => {
                text.push_str("INDEX(");
                self.area(of, text);
                text.push_str(",1,MATCH(TRUE,INDEX(EXACT(");
                self.area(among, text);
                text.push(',');
                self.address(chosen, text);
                text.push_str("),0),0))");
            }
        }
        Some(())
    }

    /// Neighbouring cells, each time with the name of their sheet.
    pub(super) fn named(&self, area: &Area) -> String {
        let (name, top, left, bottom, right) = self.corners(area);
        format!("'{}'!{}", name.replace('\'', "''"), utility::cell_range_absolute(top, left, bottom, right))
    }

    /// The name of the sheet of neighbouring cells; their first row and column, and the last.
    pub(super) fn corners(&self, area: &Area) -> (&str, u32, u16, u32, u16) {
        let bound = self.bound(area.page);
        let table = &bound.laid.tables[area.table];
        let heading = || table.heading.last().expect("a table whose headings are named has some").row;
        let (top, bottom) =
            area.rows.as_ref().map_or_else(|| (heading(), heading()), |rows| (table.rows[rows.start].row, table.rows[rows.end - 1].row));
        (&bound.name, top, table.columns[area.columns.start].0, bottom, table.columns[area.columns.end - 1].0)
    }

    fn area(&self, area: &Area, text: &mut String) {
        self.sheet(area.page, text);
        let (_, top, left, bottom, right) = self.corners(area);
        text.push_str(&utility::cell_range(top, left, bottom, right));
    }

    /// `SUM(…)` over cells, neighbours as ranges.
    fn sum(&self, cells: &[Address], text: &mut String) {
        text.push_str("SUM(");
        let count = self.ranges(cells).count();
        for (position, range) in self.ranges(cells).enumerate() {
            let is_first = position % MOST_PARTS == 0;
            if position > 0 {
                text.push_str(if is_first && count > MOST_PARTS { ")," } else { "," });
            }
            if is_first && count > MOST_PARTS {
                text.push_str("SUM(");
            }
            self.range(range, text);
        }
        text.push_str(if count > MOST_PARTS { "))" } else { ")" });
    }

    /// Cells that are neighbours, from top to bottom, together.
    fn ranges<'c>(&self, cells: &'c [Address]) -> impl Iterator<Item = &'c [Address]> {
        cells.chunk_by(|one, next| {
            let is_below = Address { row: one.row + 1, ..*one } == *next;
            is_below && {
                let rows = &self.bound(one.page).laid.tables[one.table].rows;
                rows[one.row].row + 1 == rows[next.row].row
            }
        })
    }

    fn range(&self, cells: &[Address], text: &mut String) {
        let (first, last) = (&cells[0], &cells[cells.len() - 1]);
        self.sheet(first.page, text);
        let ((top, column), (bottom, _)) = (self.place(first), self.place(last));
        text.push_str(&utility::cell_range(top, column, bottom, column));
    }

    fn address(&self, address: &Address, text: &mut String) {
        self.range(std::slice::from_ref(address), text);
    }

    /// Writes the name of another sheet.
    fn sheet(&self, page: usize, text: &mut String) {
        if page != self.here {
            text.push('\'');
            text.push_str(&self.bound(page).name.replace('\'', "''"));
            text.push_str("'!");
        }
    }

    /// The row and the column of a cell on its sheet.
    fn place(&self, address: &Address) -> (u32, u16) {
        let table = &self.bound(address.page).laid.tables[address.table];
        (table.rows[address.row].row, table.columns[address.column].0)
    }

    fn bound(&self, page: usize) -> &Bound {
        self.sheets[page].as_ref().expect("a page is made behind those its formulas name")
    }
}

/// A number as a formula writes it, `2.5` or `20/3`; none with more digits than a sheet keeps.
fn literal(number: &Fraction) -> Option<String> {
    let number = number.reduced();
    let is_short = number.numerator().unsigned_abs() < MOST_EXACT && number.denominator().unsigned_abs() < MOST_EXACT;
    is_short.then(|| number.to_string())
}

/// Writes a rounding in the words of a sheet, guarded so that doubles come to the engine's figure.
fn rounded(value: impl FnOnce(&mut String), rounding: Rounding, before: &Fraction, text: &mut String) -> Option<()> {
    let guard = guard(before, rounding)?;
    text.push_str(match rounding.way {
        RoundingWay::HalfUp => "ROUND",
        RoundingWay::Up => "ROUNDUP",
        RoundingWay::Down => "ROUNDDOWN",
    });
    text.push_str("(ROUND(");
    value(text);
    text.extend([",", &guard.to_string(), "),", &rounding.digits.to_string(), ")"]);
    Some(())
}
