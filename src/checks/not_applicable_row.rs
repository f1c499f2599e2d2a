//! A row that says nothing arose and may not, or does not say why, or gives figures all the same.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::ledger::{figures, scored_figure, target_in_sheet};
use crate::results::{self, ResultBatch, ResultRow};
use crate::scoring::Denominator;
use crate::sheet::Place;
use crate::value::{CriterionIndex, Quantity, StageIndex};
use crate::words::rows::{criterion_code, listed, scored_by, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "not-applicable-row",
    page: include_str!("not_applicable_row.md"),
    grade: Grade::Required,
    reasons: NotApplicableRow::VARIANTS,
    looks: &[Look::Results(look)],
};

/// What says that nothing arose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Claim {
    Said,
    ZeroTotal,
    ZeroTarget,
}

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotApplicableRow {
    WithoutPolicy { criterion: Box<str>, claim: Claim },
    WithoutReason,
    WithFigures { columns: Vec<Box<str>> },
}

impl Fault for NotApplicableRow {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::WithoutPolicy { criterion, claim } => {
                let (what, english) = match claim {
                    Claim::Said => ("dòng này ghi không phát sinh", "this row says nothing arose"),
                    Claim::ZeroTotal => ("tổng số là 0", "the total is 0"),
                    Claim::ZeroTarget => ("chỉ tiêu là 0", "the target is 0"),
                };
                voice.say(
                    format!("{what} mà tiêu chí `{criterion}` không khai `khong_phat_sinh`"),
                    format!("{english}, yet criterion `{criterion}` does not declare `khong_phat_sinh`"),
                )
            }
            Self::WithoutReason => voice.say("ghi không phát sinh mà không có lý do", "nothing arose, without a reason"),
            Self::WithFigures { columns } => {
                let columns = listed(columns);
                voice.say(format!("ghi không phát sinh mà vẫn có {columns}"), format!("nothing arose, yet there is {columns}"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::WithoutPolicy { claim: Claim::Said, .. } => voice.say(
                "ghi số liệu hoặc điểm; nếu tiêu chí có thể không phát sinh thì khai `khong_phat_sinh: loai_tru`, `diem_toi_da` hoặc `khong_diem`",
                "give figures or points; where it may not arise, declare `khong_phat_sinh: loai_tru`, `diem_toi_da` or `khong_diem`",
            ),
            Self::WithoutPolicy { claim: Claim::ZeroTotal | Claim::ZeroTarget, .. } => voice.say(
                "sửa số 0, hoặc khai `khong_phat_sinh: loai_tru`, `diem_toi_da` hoặc `khong_diem` cho tiêu chí",
                "correct the 0, or declare `khong_phat_sinh: loai_tru`, `diem_toi_da` or `khong_diem` for the criterion",
            ),
            Self::WithoutReason => voice.say("ghi lý do vào `ghi_chu`", "write the reason in `ghi_chu`"),
            Self::WithFigures { .. } => voice.say("bỏ số ở các ô này, hoặc bỏ `khong_phat_sinh`", "empty these cells, or `khong_phat_sinh`"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::WithoutPolicy { claim: Claim::ZeroTarget, .. } => voice.say("chỉ tiêu ở đây", "the target is here"),
            Self::WithoutPolicy { .. } => voice.say("tiêu chí khai ở đây", "the criterion is declared here"),
            Self::WithoutReason | Self::WithFigures { .. } => voice.say("ô ghi không phát sinh", "the cell that says nothing arose"),
        })
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        let by = scored_by(campaign, row);
        if by.is_empty() {
            continue;
        }
        let without_policy = || by.iter().filter(|(_, _, leaf)| leaf.not_applicable.is_none());
        if !row.is_not_applicable {
            for (index, criterion, leaf) in without_policy() {
                let due = leaf.way.due().and_then(|denominator| nothing_due(batch, campaign, row, *index, leaf, denominator));
                let Some((claim, place, against)) = due else { continue };
                let fault = NotApplicableRow::WithoutPolicy { criterion: criterion_code(campaign, *index), claim };
                findings.add(&CHECK, place, subject(row), fault).against(against.unwrap_or(Place::Definition(criterion.span)));
            }
            continue;
        }
        let claim = batch.place(row, results::NOT_APPLICABLE);
        let mut may_be_claimed = true;
        for (index, criterion, _) in without_policy() {
            let fault = NotApplicableRow::WithoutPolicy { criterion: criterion_code(campaign, *index), claim: Claim::Said };
            findings.add(&CHECK, claim, subject(row), fault).against(Place::Definition(criterion.span));
            may_be_claimed = false;
        }
        if !may_be_claimed {
            continue;
        }
        if !row.has_reason {
            findings.add(&CHECK, claim, subject(row), NotApplicableRow::WithoutReason);
        }
        let figures = figures_given(batch, campaign, position, row);
        if let Some((first, _)) = figures.first() {
            let place = *first;
            let columns = figures.into_iter().map(|(_, column)| column).collect();
            findings.add(&CHECK, place, subject(row), NotApplicableRow::WithFigures { columns }).against(claim);
        }
    }
}

/// A denominator of zero: what says so, where it stands, and the other place that makes it wrong.
fn nothing_due(
    batch: &ResultBatch,
    campaign: &Campaign,
    row: &ResultRow,
    index: CriterionIndex,
    leaf: &Leaf,
    denominator: Denominator,
) -> Option<(Claim, Place, Option<Place>)> {
    match denominator {
        // More than nothing done of nothing is told as such.
        Denominator::Total if more_than_nothing(leaf, row) => None,
        Denominator::Total => (row.total.value()? == Quantity::ZERO).then(|| (Claim::ZeroTotal, batch.place(row, results::TOTAL), None)),
        Denominator::Target => {
            let (unit, period) = (row.unit.known()?, row.period.known()?);
            let is_zero = figures(campaign, unit, period, index, (leaf, None), row).target?.is_zero();
            let place = if row.target.value().is_some() { batch.place(row, results::TARGET) } else { Place::Row(batch.id(row)) };
            let in_sheet = || Some(target_in_sheet(campaign, unit, period, index, leaf)?.place);
            let against = if row.target.value().is_some() { None } else { in_sheet() };
            is_zero.then_some((Claim::ZeroTarget, place, against))
        }
    }
}

/// Whether a figure that has to do with the score is more than zero.
fn more_than_nothing(leaf: &Leaf, row: &ResultRow) -> bool {
    let is_more = |figure: Option<Quantity>| figure.is_some_and(|figure| figure > Quantity::ZERO);
    is_more(row.actual.value()) || is_more(scored_figure(leaf, row))
}

/// The figures and points a row gives beside saying that nothing arose: a figure of zero says the same.
fn figures_given(batch: &ResultBatch, campaign: &Campaign, position: usize, row: &ResultRow) -> Vec<(Place, Box<str>)> {
    let figures = [(results::TOTAL, row.total), (results::ACTUAL, row.actual), (results::ESTIMATE, row.estimate)];
    let figures = figures.into_iter().filter(|(_, figure)| figure.value().is_some_and(|figure| figure != Quantity::ZERO));
    let figures = figures.map(|(column, _)| (batch.place(row, column), results::COLUMNS[column].key.into()));
    let stages = batch.points(position).iter().zip(campaign.stages.enumerate()).filter(|(points, _)| points.value().is_some());
    let stages = stages.map(|(_, (index, stage))| (batch.stage_place(row, StageIndex::new(index.get())), format!("diem_{stage}").into()));
    figures.chain(stages).collect()
}
