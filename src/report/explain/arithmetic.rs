//! Arithmetic as people check it: `10 × 95 / 98 = 475/49 → 9,69`.
//!
//! An expression holds numbers with a decimal comma, `+ - × /`, brackets, and `MIN(a; b)`, `MAX(a; b)` as a spreadsheet has them;
//! behind `=` stands what it comes to, as a decimal where six places suffice and else as a fraction; behind `→` the same rounded.

use crate::scoring::Base;
use crate::value::{Fraction, Points, Quantity};

/// One calculation.
#[derive(Clone, Debug)]
pub struct Arithmetic {
    /// What is calculated.
    pub expression: String,
    /// What it comes to; none where that is past all measure.
    pub exact: Option<Fraction>,
    /// The same, rounded, with so many decimals; none where it is not rounded yet.
    pub rounded: Option<(Points, u8)>,
}

impl Arithmetic {
    /// An expression, and what it comes to.
    pub(super) fn new(expression: impl Into<String>, exact: Option<Fraction>) -> Self {
        Self { expression: expression.into(), exact, rounded: None }
    }

    /// A number as it stands.
    pub(super) fn number(number: Fraction) -> Self {
        Self::new(shown(&number), Some(number))
    }

    /// Numbers added up.
    pub(super) fn sum(terms: &[Fraction], exact: Option<Fraction>) -> Self {
        Self::new(added(terms), exact)
    }

    /// What it comes to, as it is written.
    pub fn exact_text(&self) -> Option<String> {
        self.exact.as_ref().map(shown)
    }

    /// What it is rounded to, as it is written.
    pub fn rounded_text(&self) -> Option<String> {
        self.rounded.map(|(points, digits)| points.fixed(digits).replace('.', ","))
    }

    /// The whole calculation on one line; nothing is said twice.
    pub fn text(&self) -> String {
        let mut text = self.expression.clone();
        let mut last = self.expression.clone();
        for (sign, value) in [(" = ", self.exact_text()), (" → ", self.rounded_text())] {
            if let Some(value) = value.filter(|value| *value != last) {
                text.push_str(sign);
                text.push_str(&value);
                last = value;
            }
        }
        text
    }
}

/// A number as it is: a decimal with a comma, or a fraction.
pub(super) fn shown(number: &Fraction) -> String {
    number.to_string().replace('.', ",")
}

/// A number among others: in brackets where it is negative or a fraction.
pub(super) fn factor(number: &Fraction) -> String {
    let text = shown(number);
    if text.starts_with('-') || text.contains('/') { format!("({text})") } else { text }
}

/// Numbers added up, the negative ones in brackets.
pub(super) fn added(terms: &[Fraction]) -> String {
    let term = |number: &Fraction| if number.is_negative() { factor(number) } else { shown(number) };
    terms.iter().map(term).collect::<Vec<_>>().join(" + ")
}

/// Points.
pub(super) fn points(points: Points) -> String {
    points.vietnamese()
}

/// A figure.
pub(super) fn figure(figure: Quantity) -> String {
    figure.vietnamese()
}

/// What a share is divided by.
pub(super) fn base(base: &Base) -> String {
    let figure = figure(base.figure);
    if (base.parts, base.of) == (1, 1) { figure } else { format!("({figure} × {} / {})", base.parts, base.of) }
}
