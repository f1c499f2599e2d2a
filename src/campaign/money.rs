//! Prize money: a coefficient of each title times the base pay of the decision's day, in đồng.

use crate::campaign::Directories;
use crate::campaign::resolve::{Gaps, items};
use crate::draft::Definition;
use crate::sheet::CodeKind;
use crate::value::{Day, Quantity, TitleIndex};
use crate::yaml::{Field, Span, Text};

/// A prize is rounded up to a multiple of so many đồng (Nghị định 152/2025/NĐ-CP, Điều 49).
pub const STEP: i64 = 10_000;

/// Base pay (lương cơ sở) from a day on.
#[derive(Clone, Debug)]
pub struct BasePay {
    /// The first day.
    pub from: Day,
    /// Đồng a month.
    pub amount: Quantity,
    /// What it rests on; empty where it is not said.
    pub basis: Box<str>,
    /// Where the amount stands.
    pub span: Span,
}

/// What prizes are computed from, as `tien_thuong` declares it.
#[derive(Debug, Default)]
pub struct Money {
    /// Whether `tien_thuong` is declared.
    pub is_declared: bool,
    /// Base pay, in order of time.
    pub base_pay: Vec<BasePay>,
    /// The coefficient of each title, and where it stands.
    pub coefficients: Vec<(TitleIndex, Quantity, Span)>,
}

/// A prize: what it is exactly, and rounded up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Prize {
    /// The coefficient.
    pub coefficient: Quantity,
    /// The base pay.
    pub base_pay: Quantity,
    /// The product, exact.
    pub raw: Quantity,
    /// The product rounded up to a multiple of [`STEP`].
    pub rounded: Quantity,
}

/// Why there is no prize.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoPrize {
    /// The title has no coefficient.
    NoCoefficient,
    /// No base pay is declared for the day.
    NoBasePay,
    /// The product is past all measure.
    TooLarge,
}

impl Money {
    /// The base pay in force on a day.
    pub fn base_pay_on(&self, day: Day) -> Option<&BasePay> {
        self.base_pay.iter().rev().find(|pay| pay.from <= day)
    }

    /// The coefficient of a title.
    pub fn coefficient(&self, title: TitleIndex) -> Option<Quantity> {
        self.coefficients.iter().find(|(known, _, _)| *known == title).map(|(_, coefficient, _)| *coefficient)
    }

    /// The prize of a title decided on a day.
    pub fn prize(&self, title: TitleIndex, day: Day) -> Result<Prize, NoPrize> {
        let coefficient = self.coefficient(title).ok_or(NoPrize::NoCoefficient)?;
        let base_pay = self.base_pay_on(day).ok_or(NoPrize::NoBasePay)?.amount;
        let exact = coefficient.to_fraction().checked_mul(&base_pay.to_fraction());
        let raw = exact.and_then(|exact| exact.exact_millionths()).map(Quantity::from_millionths).ok_or(NoPrize::TooLarge)?;
        Ok(Prize { coefficient, base_pay, raw, rounded: rounded_up(raw).ok_or(NoPrize::TooLarge)? })
    }
}

/// The least multiple of [`STEP`] that is not below an amount of zero or more.
fn rounded_up(raw: Quantity) -> Option<Quantity> {
    let step = Quantity::whole(STEP).millionths();
    let over = raw.millionths().checked_rem_euclid(step)?;
    let millionths = if over == 0 { raw.millionths() } else { raw.millionths().checked_add(step - over)? };
    Some(Quantity::from_millionths(millionths))
}

/// The keys of `tien_thuong`; of two base pays from one day the first stands.
pub(super) fn money(definition: &Definition, directories: &Directories, gaps: &mut Gaps) -> Money {
    let mut money = Money { is_declared: definition.money.is_some(), ..Money::default() };
    let Some(key) = definition.money.as_ref().and_then(Field::get) else { return money };
    for pay in items(&key.base_pay).filter_map(Field::get) {
        let amount = gaps.bounded(&pay.amount, 0, None);
        let (Some(from), Some(amount)) = (pay.from.get().copied(), amount) else { continue };
        if money.base_pay.iter().any(|known| known.from == from) {
            continue;
        }
        let basis = pay.basis.as_ref().and_then(Field::get).map(Text::as_str).unwrap_or_default().into();
        money.base_pay.push(BasePay { from, amount, basis, span: pay.amount.span });
    }
    money.base_pay.sort_by_key(|pay| pay.from);
    let entries = key.coefficients.as_ref().and_then(Field::get);
    for (title, coefficient) in entries.into_iter().flat_map(|entries| &entries.0) {
        let span = coefficient.span;
        let title = gaps.find(&directories.titles, CodeKind::Title, title);
        if let (Some(title), Some(coefficient)) = (title, gaps.bounded(coefficient, 0, None)) {
            money.coefficients.push((title, coefficient, span));
        }
    }
    money
}

#[cfg(test)]
mod tests {
    use crate::campaign::money::{BasePay, Money, NoPrize};
    use crate::value::{Day, Quantity, TitleIndex};
    use crate::yaml::Span;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).expect("a day")
    }

    /// Base pay of 1.800.000 from 01/7/2023 and of 2.340.000 from 01/7/2024; this coefficient in millionths for title 0.
    fn money(coefficient: i128) -> Money {
        let pay =
            |from: &str, amount: i64| BasePay { from: day(from), amount: Quantity::whole(amount), basis: Box::default(), span: Span::default() };
        Money {
            is_declared: true,
            base_pay: vec![pay("2023-07-01", 1_800_000), pay("2024-07-01", 2_340_000)],
            coefficients: vec![(TitleIndex::new(0), Quantity::from_millionths(coefficient), Span::default())],
        }
    }

    /// Raw and rounded, in đồng.
    fn prize(coefficient: i128, on: &str) -> (String, String) {
        let prize = money(coefficient).prize(TitleIndex::new(0), day(on)).expect("it has one");
        (prize.raw.to_string(), prize.rounded.to_string())
    }

    #[test]
    fn a_prize_is_rounded_up_to_ten_thousand() {
        // 2340000 × 0.3 = 702000; × 0.8 = 1872000; × 1 = 2340000, which is a multiple already.
        assert_eq!(prize(300_000, "2025-12-31"), ("702000".to_owned(), "710000".to_owned()));
        assert_eq!(prize(800_000, "2025-12-31"), ("1872000".to_owned(), "1880000".to_owned()));
        assert_eq!(prize(1_000_000, "2025-12-31"), ("2340000".to_owned(), "2340000".to_owned()));
    }

    #[test]
    fn the_base_pay_is_that_of_the_decision_day() {
        // 1800000 × 0.3 = 540000 through 30/6/2024.
        assert_eq!(prize(300_000, "2024-06-30"), ("540000".to_owned(), "540000".to_owned()));
        assert_eq!(prize(300_000, "2024-07-01"), ("702000".to_owned(), "710000".to_owned()));
    }

    #[test]
    fn without_a_figure_for_the_day_or_the_title_there_is_none() {
        assert_eq!(money(300_000).prize(TitleIndex::new(0), day("2023-06-30")), Err(NoPrize::NoBasePay));
        assert_eq!(money(300_000).prize(TitleIndex::new(1), day("2025-12-31")), Err(NoPrize::NoCoefficient));
    }

    #[test]
    fn a_prize_is_exact_before_it_is_rounded() {
        // 2340000 × 0.000001 = 2.34 đồng.
        assert_eq!(prize(1, "2025-12-31"), ("2.34".to_owned(), "10000".to_owned()));
    }
}
