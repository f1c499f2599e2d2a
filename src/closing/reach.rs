//! Which rows belong to a closed period.

use std::collections::BTreeMap;

use crate::campaign::{Campaign, TieBreak};
use crate::closing::bounds;
use crate::draft::{Draft, adjustments, appeals, discipline, extensions, models, people, receipts, units};
use crate::sheet::NumberStyle;
use crate::sheet::{CodeKind, Kind, Sheet, read_day, read_quantity};
use crate::value::{CampaignIndex, Day, PeriodIndex};

/// A period of a campaign that is closed, or is to be.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// Which campaign of the plan.
    pub index: CampaignIndex,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The period.
    pub period: PeriodIndex,
    /// Its last day.
    end: Day,
    /// Whether it holds every leaf, so that everything is its.
    pub is_whole: bool,
    /// The last numbers that belong to it, by sheet.
    pub last: BTreeMap<Box<str>, u64>,
}

/// The sheets that are only added to, and their numbers.
const ADDED_TO: [(&Sheet, usize); 2] = [(&adjustments::SHEET, adjustments::NUMBER), (&appeals::SHEET, appeals::NUMBER)];

/// The first day of a row, where it says so, and the last.
fn days(sheet: &Sheet) -> (Option<usize>, Option<usize>) {
    match sheet.name {
        "don-vi" => (Some(units::FROM), Some(units::TO)),
        "ca-nhan" => (Some(people::FROM), Some(people::TO)),
        "ky-luat" => (Some(discipline::FROM), Some(discipline::TO)),
        "dien-hinh" => (Some(models::DAY), None),
        "nop" => (Some(receipts::RECEIVED), None),
        "gia-han" => (Some(extensions::NEW_DAY), None),
        _ => (None, None),
    }
}

/// Whether points or places hang on a sheet.
pub fn scores_by(campaign: &Campaign, sheet: &str) -> bool {
    let rankings = || campaign.blocks.iter().filter_map(|block| block.ranking.as_ref());
    let counts_models = || campaign.leaves().any(|(_, _, leaf)| leaf.way.models().is_some());
    match sheet {
        "don-vi" | "chi-tieu" | "nop" | "thong-ke" | "gia-han" | "dieu-chinh" | "phuc-tra" | "ket-qua" => true,
        "ky-luat" => rankings().any(|ranking| ranking.sets_aside_violation.is_some()),
        "dien-hinh" => counts_models(),
        "bo-phieu" => rankings().any(|ranking| ranking.leader.is_some()),
        "ca-nhan" => counts_models() || rankings().any(|ranking| ranking.tie_breaks.iter().any(|one| matches!(one, TieBreak::Women(_)))),
        _ => false,
    }
}

impl<'a> Target<'a> {
    /// A period as it stands: every number there is belongs to it.
    pub fn now(index: CampaignIndex, campaign: &'a Campaign, draft: &Draft, period: PeriodIndex) -> Self {
        let greatest = |(sheet, column): (&Sheet, usize)| {
            let rows = draft.rows(sheet).into_iter().flat_map(|rows| &rows.rows);
            let greatest = rows.filter_map(|row| number(row.text(column))).max().unwrap_or_default();
            (sheet.name.into(), greatest)
        };
        Self::closed(index, campaign, period, ADDED_TO.map(greatest).into_iter().collect())
    }

    /// A period as it was closed.
    pub fn closed(index: CampaignIndex, campaign: &'a Campaign, period: PeriodIndex, last: BTreeMap<Box<str>, u64>) -> Self {
        let (end, is_whole) = bounds(campaign, period);
        Self { index, campaign, period, end, is_whole, last }
    }

    /// Whether rows of a sheet may belong to it.
    pub(super) fn asks_for(&self, sheet: &Sheet) -> bool {
        self.is_whole || scores_by(self.campaign, sheet.name)
    }

    /// Whether a number of a sheet that is only added to comes after the closing.
    pub fn is_later(&self, sheet: &str, number: u64) -> bool {
        self.last.get(sheet).is_some_and(|last| number > *last)
    }

    /// Whether a row belongs to it.
    pub(super) fn takes(&self, sheet: &Sheet, text: &dyn Fn(usize) -> String) -> bool {
        let numbered = ADDED_TO.iter().find(|(one, _)| one.name == sheet.name);
        if let Some(number) = numbered.and_then(|(_, column)| number(&text(*column)))
            && self.is_later(sheet.name, number)
        {
            return false;
        }
        if self.is_whole {
            return true;
        }
        let at = |kind: CodeKind| sheet.columns.iter().position(|column| matches!(column.kind, Kind::Code(one) if one == kind));
        let period = at(CodeKind::Period).map(text).unwrap_or_default();
        if !period.is_empty() {
            // A period that is not known may be this one.
            return self.campaign.directories.periods.find(period.as_bytes()).is_none_or(|period| self.holds(period));
        }
        let criterion = at(CodeKind::Criterion).and_then(|column| self.campaign.directories.criteria.find(text(column).as_bytes()));
        let leaf = criterion.and_then(|criterion| self.campaign.criteria[criterion].leaf.as_ref());
        if leaf.and_then(|leaf| leaf.only_periods.as_ref()).is_some_and(|only| !only.iter().any(|period| self.holds(*period))) {
            return false;
        }
        days(sheet).0.and_then(|from| read_day(text(from).as_bytes()).value()).is_none_or(|from| from <= self.end)
    }

    /// The column that says nothing of the period: a last day that lies past its end.
    pub(super) fn blank(&self, sheet: &Sheet, text: &dyn Fn(usize) -> String) -> Option<usize> {
        let to = days(sheet).1.filter(|_| !self.is_whole)?;
        read_day(text(to).as_bytes()).value().filter(|to| *to > self.end).map(|_| to)
    }

    /// Whether a period is it, or holds nothing but its leaves.
    pub fn holds(&self, period: PeriodIndex) -> bool {
        let leaves = |period: PeriodIndex| &self.campaign.periods[period].leaves;
        period == self.period || (!leaves(period).is_empty() && leaves(period).iter().all(|leaf| leaves(self.period).contains(leaf)))
    }
}

/// A whole number of a cell.
fn number(text: &str) -> Option<u64> {
    read_quantity(text.as_bytes(), NumberStyle::of_delimiter(b',')).value()?.to_string().parse().ok()
}
