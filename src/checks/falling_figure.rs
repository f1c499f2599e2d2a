//! A cumulative figure lower than in the period before.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::ledger::{LineLayout, Page};
use crate::sheet::{Place, RowId};
use crate::value::{PeriodIndex, Quantity};
use crate::words::rows::{criterion_code, period_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "falling-figure",
    page: include_str!("falling_figure.md"),
    grade: Grade::Error,
    reasons: FallingFigure::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum FallingFigure {
    Falls(Fall),
    EstimateFalls(Fall),
}

#[derive(Debug)]
struct Fall {
    unit: Box<str>,
    criterion: Box<str>,
    figure: Quantity,
    period: Box<str>,
    before: Quantity,
    period_before: Box<str>,
}

impl Fault for FallingFigure {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::Falls(fall) | Self::EstimateFalls(fall)) = self;
        let Fall { unit, criterion, figure, period, before, period_before } = fall;
        let (shown, shown_before) = (figure.vietnamese(), before.vietnamese());
        match self {
            Self::Falls(_) => voice.say(
                format!("số lũy kế của `{unit}`, tiêu chí `{criterion}` giảm: {shown} ở kỳ `{period}`, {shown_before} ở kỳ `{period_before}`"),
                format!("the cumulative figure of `{unit}`, criterion `{criterion}` falls: {figure} in `{period}`, {before} in `{period_before}`"),
            ),
            Self::EstimateFalls(_) => voice.say(
                format!(
                    "số ước lũy kế của `{unit}`, tiêu chí `{criterion}` là {shown} ở kỳ `{period}`, dưới số đã thực hiện {shown_before} ở kỳ `{period_before}`"
                ),
                format!("the cumulative estimate of `{unit}`, criterion `{criterion}` is {figure} in `{period}`, below the {before} done in `{period_before}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Falls(Fall { before, .. }) | Self::EstimateFalls(Fall { before, .. })) = self;
        Some(voice.say(
            format!("số lũy kế tính từ đầu năm: không dưới `{before}`, trừ khi số kỳ trước sai"),
            format!("it runs on from the first period: at least `{before}`, unless the figure before is wrong"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("số của kỳ trước", "the figure of the period before"))
    }
}

/// A cumulative figure as reported.
#[derive(Clone, Copy)]
struct Reported {
    period: PeriodIndex,
    figure: Quantity,
    /// Whether it is an estimate with no actual figure beside it.
    is_estimate: bool,
    row: RowId,
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, ledger, .. } = *look;
    for (unit, page) in ledger.pages.enumerate() {
        let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
        for line in &layout.lines {
            let reported = reported(campaign, page, line);
            let end = |one: &Reported| campaign.periods[one.period].stretch.to;
            for (position, this) in reported.iter().enumerate() {
                // A group period and its last leaf end on one day and tell one figure: whether they agree is asked elsewhere.
                // An estimate may come down later: only what was done cannot.
                let is_before = |before: &&Reported| end(before) < end(this) && !before.is_estimate;
                let Some(before) = reported[..position].iter().rev().find(is_before) else { continue };
                if this.figure >= before.figure {
                    continue;
                }
                let fall = Fall {
                    unit: unit_code(campaign, unit),
                    criterion: criterion_code(campaign, line.criterion),
                    figure: this.figure,
                    period: period_code(campaign, this.period),
                    before: before.figure,
                    period_before: period_code(campaign, before.period),
                };
                let fault = if this.is_estimate { FallingFigure::EstimateFalls(fall) } else { FallingFigure::Falls(fall) };
                let subject = Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(Some(this.period));
                findings.add(&CHECK, Place::Row(this.row), subject, fault).against(Place::Row(before.row));
            }
        }
    }
}

/// The figures of a cumulative line, in order of the day each runs to; of one told twice, the leaf period's.
fn reported(campaign: &Campaign, page: &Page, line: &LineLayout) -> Vec<Reported> {
    // A row that several criteria are scored from is told of once, where it belongs.
    let is_borrowed = campaign.criteria[line.criterion].leaf.as_ref().is_some_and(|leaf| leaf.figures_of.is_some());
    let Some(first) = line.history.filter(|_| !is_borrowed) else { return Vec::new() };
    let figures = &page.history[first as usize..first as usize + line.periods.len()];
    let is_by_estimate = campaign.criteria[line.criterion].leaf.as_ref().is_some_and(Leaf::is_scored_by_estimate);
    let reported = line.slots().zip(figures).filter_map(|((period, slot), figure)| {
        let row = page.rows[slot as usize].row()?;
        // Where the estimate is scored the ledger keeps both figures of every row.
        let actual = if is_by_estimate { page.both(slot)?.actual } else { *figure };
        Some(Reported { period, figure: actual.or(*figure)?, is_estimate: actual.is_none(), row })
    });
    let mut reported: Vec<Reported> = reported.collect();
    reported.sort_by_key(|one| (campaign.periods[one.period].stretch.to, campaign.periods[one.period].is_group));
    let is_same = |one: &Reported, other: &Reported| {
        one.figure == other.figure && campaign.periods[one.period].stretch.to == campaign.periods[other.period].stretch.to
    };
    reported.dedup_by(|later, kept| is_same(later, kept));
    reported
}
