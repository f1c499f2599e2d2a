//! A target that no line is scored with.

use strum::VariantNames as _;

use crate::campaign::{Criterion, Leaf, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::TargetBasis;
use crate::draft::{DraftRow, targets};
use crate::scoring::Denominator;
use crate::sheet::{Place, Reading};
use crate::value::{CriterionIndex, PeriodIndex, UnitIndex};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "target-not-used",
    page: include_str!("target_not_used.md"),
    grade: Grade::Required,
    reasons: TargetNotUsed::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TargetNotUsed {
    /// The row names a group; its leaves are scored.
    Group { criterion: Box<str>, leaves: Vec<Box<str>> },
    /// The criterion is scored by a way that reads no target.
    UsesNoTarget { criterion: Box<str>, way: &'static str },
    /// The criterion is scored from another sheet, the book or the models, so it cannot be left unassigned.
    FedByADuty { criterion: Box<str>, by_models: bool },
    /// The criterion is scored from the rows of another, and so is its target.
    OfAnother { criterion: Box<str>, other: Box<str> },
    /// The criterion does not apply to the unit's block or kind.
    NotOfTheUnit { criterion: Box<str>, unit: Box<str> },
    /// The criterion takes its targets for other periods.
    NotOfThePeriod { criterion: Box<str>, period: Box<str>, wanted: Vec<Box<str>> },
}

impl Fault for TargetNotUsed {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Group { criterion, .. } => voice.say(
                format!("`{criterion}` là nhóm, chỉ tiêu giao cho từng tiêu chí trong nhóm"),
                format!("`{criterion}` is a group, targets are given to the criteria in it"),
            ),
            Self::UsesNoTarget { criterion, way } => voice.say(
                format!("tiêu chí `{criterion}` chấm theo `{way}`, không dùng chỉ tiêu"),
                format!("criterion `{criterion}` is scored by `{way}`, which uses no target"),
            ),
            Self::FedByADuty { criterion, by_models: true } => voice.say(
                format!("tiêu chí `{criterion}` đếm từ `dien-hinh.csv`, không nhận `khong_giao`"),
                format!("criterion `{criterion}` is counted from `dien-hinh.csv` and takes no `khong_giao`"),
            ),
            Self::FedByADuty { criterion, by_models: false } => voice.say(
                format!("tiêu chí `{criterion}` chấm từ sổ nộp, không nhận `khong_giao`"),
                format!("criterion `{criterion}` is scored from what was handed in and takes no `khong_giao`"),
            ),
            Self::OfAnother { criterion, other } => voice.say(
                format!("tiêu chí `{criterion}` lấy số liệu của `{other}`, chỉ tiêu cũng theo `{other}`"),
                format!("criterion `{criterion}` takes the figures of `{other}`, and the target with them"),
            ),
            Self::NotOfTheUnit { criterion, unit } => {
                voice.say(format!("tiêu chí `{criterion}` không áp dụng cho `{unit}`"), format!("criterion `{criterion}` does not apply to `{unit}`"))
            }
            Self::NotOfThePeriod { criterion, period, .. } if period.is_empty() => voice.say(
                format!("tiêu chí `{criterion}` lấy chỉ tiêu theo kỳ, dòng này không ghi kỳ"),
                format!("criterion `{criterion}` takes targets by period, and this row names none"),
            ),
            Self::NotOfThePeriod { criterion, period, wanted } if wanted.is_empty() => voice.say(
                format!("tiêu chí `{criterion}` lấy chỉ tiêu cả năm, không lấy chỉ tiêu kỳ `{period}`"),
                format!("criterion `{criterion}` takes the year's target, none of period `{period}`"),
            ),
            Self::NotOfThePeriod { criterion, period, .. } => voice.say(
                format!("tiêu chí `{criterion}` không lấy chỉ tiêu ở kỳ `{period}`"),
                format!("criterion `{criterion}` takes no target in period `{period}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Group { leaves: codes, .. } | Self::NotOfThePeriod { wanted: codes, .. } if !codes.is_empty() => words::write_one_of(codes, voice),
            Self::OfAnother { other, .. } => {
                Some(voice.say(format!("viết `{other}`, hoặc bỏ dòng này"), format!("write `{other}`, or remove the row")))
            }
            Self::NotOfThePeriod { .. } => Some(voice.say("để trống ô `ky`", "leave the cell `ky` empty")),
            Self::Group { .. } | Self::UsesNoTarget { .. } | Self::FedByADuty { .. } | Self::NotOfTheUnit { .. } => {
                Some(voice.say("viết đúng mã tiêu chí, hoặc bỏ dòng này", "write the right criterion, or remove the row"))
            }
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let directories = &campaign.directories;
    for row in &resolution.draft.targets.rows {
        let unit = directories.units.find(row.text(targets::UNIT).as_bytes());
        let criterion = directories.criteria.find(row.text(targets::CRITERION).as_bytes());
        let (Some(unit), Some(criterion)) = (unit, criterion) else { continue };
        let period = match row.text(targets::PERIOD) {
            "" => None,
            code => match directories.periods.find(code.as_bytes()) {
                Some(period) => Some(period),
                None => continue,
            },
        };
        let Some((column, fault)) = fault(resolution, row, unit, criterion, period) else { continue };
        let subject = Subject::unit(Some(unit)).criterion(Some(criterion)).period(period);
        let span = campaign.criteria[criterion].span;
        findings.add(&CHECK, row.place(column), subject, fault).against(Place::Definition(span));
    }
}

/// Why a row's target is not used, and in which column; none where it is.
fn fault(
    resolution: &Resolution,
    row: &DraftRow,
    unit: UnitIndex,
    index: CriterionIndex,
    period: Option<PeriodIndex>,
) -> Option<(usize, TargetNotUsed)> {
    let campaign = resolution.campaign;
    let criterion = &campaign.criteria[index];
    let code: Box<str> = criterion.code.as_str().into();
    let is_not_assigned = row.yes(targets::NOT_ASSIGNED) == Reading::Value(true);
    if !criterion.children.is_empty() {
        let takes = |leaf: &Leaf| if is_not_assigned { !leaf.way.is_fed() } else { leaf.way.denominator() == Some(Denominator::Target) };
        let children = criterion.children.iter().map(|child| &campaign.criteria[*child]);
        let leaves = children.filter(|child| child.leaf.as_ref().is_some_and(takes)).map(|child| child.code.as_str().into()).collect();
        return Some((targets::CRITERION, TargetNotUsed::Group { criterion: code, leaves }));
    }
    let leaf = criterion.leaf.as_ref()?;
    if !is_not_assigned && row.text(targets::TARGET).is_empty() {
        return None;
    }
    if is_not_assigned && leaf.way.is_fed() {
        let by_models = leaf.way.models().is_some();
        return Some((targets::NOT_ASSIGNED, TargetNotUsed::FedByADuty { criterion: code, by_models }));
    }
    if let Some(other) = leaf.figures_of.filter(|_| !is_not_assigned) {
        return Some((targets::CRITERION, TargetNotUsed::OfAnother { criterion: code, other: campaign.criteria[other].code.as_str().into() }));
    }
    let borrowing = leaf.figures_for.iter().filter_map(|borrower| campaign.criteria[*borrower].leaf.as_ref());
    let uses_target = |leaf: &&Leaf| leaf.way.denominator() == Some(Denominator::Target);
    // Periods are those of the first that uses it.
    let leaf = std::iter::once(leaf).chain(borrowing).find(uses_target).unwrap_or(leaf);
    if !is_not_assigned && !uses_target(&leaf) {
        return Some((targets::CRITERION, TargetNotUsed::UsesNoTarget { criterion: code, way: leaf.way.word() }));
    }
    if criterion.applies_in_doubt || leaf.periods_in_doubt {
        return None;
    }
    if !applies(resolution, unit, criterion) {
        return Some((targets::CRITERION, TargetNotUsed::NotOfTheUnit { criterion: code, unit: row.text(targets::UNIT).into() }));
    }
    if campaign.gaps.iter().any(|gap| gap.criterion == Some(index)) {
        return None; // which periods it takes is not settled
    }
    let wanted = wanted_periods(resolution, leaf, is_not_assigned);
    let is_taken = match (period, &wanted) {
        (None, None) => true,
        (None, Some(_)) => is_not_assigned,
        (Some(_), None) => false,
        (Some(period), Some(wanted)) => wanted.contains(&period),
    };
    if is_taken {
        return None;
    }
    let wanted = wanted.into_iter().flatten().map(|period| campaign.periods[period].code.as_str().into()).collect();
    Some((targets::PERIOD, TargetNotUsed::NotOfThePeriod { criterion: code, period: row.text(targets::PERIOD).into(), wanted }))
}

/// Whether the criterion applies to the unit as some row of it stands; a unit that is ranked nowhere may have any target.
fn applies(resolution: &Resolution, unit: UnitIndex, criterion: &Criterion) -> bool {
    let standings = resolution.campaign.units[unit].standings.iter();
    let mut ranked = standings.filter_map(|standing| Some((standing.block?, standing.kind))).peekable();
    ranked.peek().is_none() || ranked.any(|(block, kind)| criterion.applies_to(block, kind))
}

/// The periods a criterion takes a target for; none where it takes the year's.
fn wanted_periods(resolution: &Resolution, leaf: &Leaf, is_not_assigned: bool) -> Option<Vec<PeriodIndex>> {
    match leaf.target_basis {
        TargetBasis::Year | TargetBasis::YearShared if !is_not_assigned => None,
        TargetBasis::Period | TargetBasis::Year | TargetBasis::YearShared => Some(resolution.campaign.accepted_periods(leaf)),
    }
}
