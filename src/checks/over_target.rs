//! More done than the target where the campaign says that this is an error.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::draft::definition::{ScoredFigure, TargetBasis};
use crate::ledger::{Gathering, figures, scored_figure, target_in_sheet};
use crate::results::{self, ResultBatch};
use crate::scoring::{Denominator, OverTarget, Way};
use crate::sheet::Place;
use crate::tally::Tally;
use crate::value::{Fraction, Quantity};
use crate::words::rows::{base_figure, criterion_code, figure_words, prose, scored_by, subject, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "over-target",
    page: include_str!("over_target.md"),
    grade: Grade::Required,
    reasons: OverTargetFault::VARIANTS,
    looks: &[Look::Results(results), Look::Ledger(ledger)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum OverTargetFault {
    InRow { criterion: Box<str>, figure: ScoredFigure, value: Quantity, target: Fraction },
    InSum { unit: Box<str>, criterion: Box<str>, figure: ScoredFigure, value: Quantity, target: Fraction },
}

impl Fault for OverTargetFault {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::InRow { criterion, figure, value, target } => {
                let target = prose(target, voice);
                let (what, what_english) = figure_words(*figure);
                voice.say(
                    format!("{what} {} vượt chỉ tiêu {target} của tiêu chí `{criterion}`, mà ở đây vượt chỉ tiêu là lỗi", value.vietnamese()),
                    format!("{value} {what_english} is over the target {target} of criterion `{criterion}`, which is an error here"),
                )
            }
            Self::InSum { unit, criterion, figure, value, target } => {
                let target = prose(target, voice);
                let (what, what_english) = figure_words(*figure);
                voice.say(
                    format!("cộng các kỳ, `{unit}` {what} {} vượt chỉ tiêu năm {target} của tiêu chí `{criterion}`", value.vietnamese()),
                    format!("over its periods `{unit}` has {value} {what_english}, over the year's target {target} of criterion `{criterion}`"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::InRow { target, .. } => voice.say(
                format!("viết số không quá `{target}`, hoặc sửa chỉ tiêu"),
                format!("write a number of at most `{target}`, or correct the target"),
            ),
            Self::InSum { figure, target, .. } => {
                let column = figure.word();
                voice.say(
                    format!("viết `{column}` của các kỳ sao cho cộng lại không quá `{target}`, hoặc sửa chỉ tiêu"),
                    format!("write `{column}` of the periods so that they come to at most `{target}`, or correct the target"),
                )
            }
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("chỉ tiêu ở đây", "the target is here"))
    }
}

/// Whether passing the target of this criterion is an error.
fn forbids(leaf: &Leaf) -> bool {
    leaf.over_target == OverTarget::Error && matches!(&leaf.way, Way::Share(share) if share.denominator == Denominator::Target)
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects().filter(|(_, row)| !row.is_not_applicable) {
        for (index, _, leaf) in scored_by(campaign, row).into_iter().filter(|(_, _, leaf)| forbids(leaf)) {
            let (Some(unit), Some(period), Some(value)) = (row.unit.known(), row.period.known(), scored_figure(leaf, row)) else { continue };
            let figures = figures(campaign, unit, period, index, (leaf, None), row);
            let Some(base) = figures.target.filter(|base| !base.is_zero() && base.is_passed_by(value)) else { continue };
            let Some(target) = base_figure(&base) else { continue };
            let in_sheet = target_in_sheet(campaign, unit, period, index, leaf).map(|target| target.place);
            let against = if row.target.value().is_some() { Some(batch.place(row, results::TARGET)) } else { in_sheet };
            let fault = OverTargetFault::InRow { criterion: criterion_code(campaign, index), figure: leaf.scored_figure, value, target };
            let column = if leaf.is_scored_by_estimate() { results::ESTIMATE } else { results::ACTUAL };
            findings.add(&CHECK, batch.place(row, column), subject(row), fault).against(against);
        }
    }
}

/// A year's target may be passed by the sum of rows of which none passes it.
fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    let tally = Tally { campaign, scope, ledger };
    for (unit, page) in ledger.pages.enumerate() {
        let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
        for line in layout.lines.iter().filter(|line| line.gathering == Gathering::Figures) {
            let criterion = &campaign.criteria[line.criterion];
            let leaf = criterion.leaf.as_ref().expect("only leaves have lines");
            if leaf.target_basis != TargetBasis::Year || !forbids(leaf) {
                continue;
            }
            let Some(figures) = tally.merged_figures(unit, page, line, criterion, leaf) else { continue };
            let (Some(value), Some(base)) = (figures.actual, figures.target.filter(|base| !base.is_zero())) else { continue };
            let rows: Vec<_> = line.counted().filter_map(|(period, slot)| Some((period, page.rows[slot as usize].row()?))).collect();
            let Some((period, row)) = rows.last().copied().filter(|_| rows.len() > 1 && base.is_passed_by(value)) else { continue };
            let Some(target) = base_figure(&base) else { continue };
            let (unit_of, criterion_of) = (unit_code(campaign, unit), criterion_code(campaign, line.criterion));
            let fault = OverTargetFault::InSum { unit: unit_of, criterion: criterion_of, figure: leaf.scored_figure, value, target };
            let subject = Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(scope.period);
            let against = target_in_sheet(campaign, unit, period, line.criterion, leaf).map(|target| target.place);
            findings.add(&CHECK, Place::Row(row), subject, fault).against(against);
        }
    }
}
