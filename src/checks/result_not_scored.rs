//! A row of results that counts nowhere: its criterion is not scored from it.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch, ResultRow};
use crate::sheet::Place;
use crate::value::{CriterionIndex, PeriodIndex, UnitIndex};
use crate::words::rows::{criterion_code, listed, period_code, subject, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "result-not-scored",
    page: include_str!("result_not_scored.md"),
    grade: Grade::Required,
    reasons: Unscored::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Unscored {
    Group { criterion: Box<str>, leaves: Vec<Box<str>> },
    NotAssigned { criterion: Box<str>, unit: Box<str> },
    Exempt { criterion: Box<str>, unit: Box<str> },
    PeriodNotScored { criterion: Box<str>, period: Box<str>, scored: Vec<Box<str>>, is_limited: bool },
    FedByDuty { criterion: Box<str>, duty: Box<str> },
    FedByModels { criterion: Box<str>, columns: Vec<Box<str>> },
    FiguresOfOther { criterion: Box<str>, other: Box<str> },
}

impl Fault for Unscored {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Group { criterion, .. } => voice.say(
                format!("`{criterion}` là nhóm tiêu chí, không chấm điểm trực tiếp"),
                format!("`{criterion}` is a group of criteria and is not scored itself"),
            ),
            Self::NotAssigned { criterion, unit } => {
                voice.say(format!("tiêu chí `{criterion}` không áp dụng cho `{unit}`"), format!("criterion `{criterion}` does not apply to `{unit}`"))
            }
            Self::Exempt { criterion, unit } => voice.say(
                format!("tiêu chí `{criterion}` không giao cho `{unit}` mà dòng này có số liệu"),
                format!("criterion `{criterion}` is not assigned to `{unit}`, yet this row has figures"),
            ),
            Self::PeriodNotScored { criterion, period, .. } => voice.say(
                format!("tiêu chí `{criterion}` không nhận kết quả ở kỳ `{period}`"),
                format!("criterion `{criterion}` takes no results in period `{period}`"),
            ),
            Self::FedByDuty { criterion, duty } => voice.say(
                format!("tiêu chí `{criterion}` chấm theo ngày nộp việc `{duty}`, không lấy điểm từ dòng kết quả"),
                format!("criterion `{criterion}` is scored by the day of duty `{duty}`, not from a row of results"),
            ),
            Self::FiguresOfOther { criterion, other } => voice.say(
                format!("tiêu chí `{criterion}` lấy số liệu của `{other}`, không nhận dòng riêng"),
                format!("criterion `{criterion}` takes the figures of `{other}` and no row of its own"),
            ),
            Self::FedByModels { criterion, columns } => {
                let columns = listed(columns);
                voice.say(
                    format!("tiêu chí `{criterion}` đếm từ `dien-hinh.csv`, không lấy {columns} của dòng kết quả"),
                    format!("criterion `{criterion}` is counted from `dien-hinh.csv` and takes no {columns} from a row of results"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Group { leaves, .. } => {
                let leaves = listed(leaves);
                voice.say(format!("ghi vào tiêu chí của nhóm: {leaves}"), format!("write it under a criterion of the group: {leaves}"))
            }
            Self::NotAssigned { .. } => {
                voice.say("bỏ dòng này, hoặc sửa `ap_dung` của tiêu chí", "remove the row, or correct the criterion's `ap_dung`")
            }
            Self::Exempt { .. } => {
                voice.say("bỏ số liệu ở dòng này, hoặc bỏ `khong_giao` ở `chi-tieu.csv`", "remove the figures, or the `khong_giao` in `chi-tieu.csv`")
            }
            Self::PeriodNotScored { scored, .. } => {
                let scored = listed(scored);
                voice.say(format!("ghi vào kỳ {scored}"), format!("write it under period {scored}"))
            }
            Self::FedByModels { .. } => {
                voice.say("bỏ dòng này, hoặc chỉ để `thuc_hien` để đối chiếu", "remove the row, or leave `thuc_hien` alone in it to be compared")
            }
            Self::FiguresOfOther { other, .. } => voice
                .say(format!("bỏ dòng này; số liệu ghi ở tiêu chí `{other}`"), format!("remove the row; figures stand under criterion `{other}`")),
            Self::FedByDuty { .. } => voice.say("bỏ dòng này; ngày nộp ghi ở `nop.csv`", "remove the row; the day stands in `nop.csv`"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Group { .. } => voice.say("nhóm khai ở đây", "the group is declared here"),
            Self::NotAssigned { .. } | Self::FedByDuty { .. } | Self::FedByModels { .. } | Self::FiguresOfOther { .. } => {
                voice.say("tiêu chí khai ở đây", "the criterion is declared here")
            }
            Self::Exempt { .. } => voice.say("dòng ghi `khong_giao`", "the row that says `khong_giao`"),
            Self::PeriodNotScored { is_limited: true, .. } => {
                voice.say("tiêu chí khai ở đây, kèm `chi_cham_ky`", "the criterion is declared here, with `chi_cham_ky`")
            }
            Self::PeriodNotScored { is_limited: false, .. } => {
                voice.say("kỳ này gồm các kỳ khác, số liệu ghi từng kỳ", "this period holds others, each of which has its own figures")
            }
        })
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    let has_exempt = campaign.targets.some_are_not_assigned;
    for (position, row) in batch.suspects() {
        let (Some(index), Some(unit), Some(period)) = (row.criterion.known(), row.unit.known(), row.period.known()) else { continue };
        let criterion = &campaign.criteria[index];
        let at_criterion = Place::Definition(criterion.span);
        let Some(leaf) = &criterion.leaf else {
            if !criterion.children.is_empty() {
                let fault = Unscored::Group { criterion: criterion_code(campaign, index), leaves: leaves_below(campaign, index) };
                findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(at_criterion);
            }
            continue;
        };
        if let Some(other) = leaf.figures_of {
            let fault = Unscored::FiguresOfOther { criterion: criterion_code(campaign, index), other: criterion_code(campaign, other) };
            findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(at_criterion);
        } else if let Some(duty) = leaf.way.duty() {
            let fault = Unscored::FedByDuty { criterion: criterion_code(campaign, index), duty: campaign.duties[duty].code.as_str().into() };
            findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(at_criterion);
        } else if !applies(campaign, unit, period, criterion) {
            let fault = Unscored::NotAssigned { criterion: criterion_code(campaign, index), unit: unit_code(campaign, unit) };
            findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(at_criterion);
        } else if !takes(campaign, leaf, period) {
            let is_limited = leaf.only_periods.is_some();
            let scored = campaign.accepted_periods(leaf).into_iter().map(|period| period_code(campaign, period)).collect();
            let (criterion, period_of) = (criterion_code(campaign, index), period_code(campaign, period));
            let fault = Unscored::PeriodNotScored { criterion, period: period_of, scored, is_limited };
            let against = if is_limited { at_criterion } else { Place::Definition(campaign.periods[period].span) };
            findings.add(&CHECK, batch.place(row, results::PERIOD), subject(row), fault).against(against);
        } else if leaf.way.models().is_some() {
            let filled = not_compared(batch, position, row, campaign);
            if !filled.is_empty() {
                let fault = Unscored::FedByModels { criterion: criterion_code(campaign, index), columns: filled };
                findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(at_criterion);
            }
        } else if has_exempt
            && leaf.not_applicable.is_some()
            && let Some(place) = exempting(campaign, unit, index, period)
            && gives_something(batch, position, row)
        {
            let fault = Unscored::Exempt { criterion: criterion_code(campaign, index), unit: unit_code(campaign, unit) };
            findings.add(&CHECK, batch.place(row, results::CRITERION), subject(row), fault).against(place);
        }
    }
}

/// The leaf criteria of a group that take rows.
fn leaves_below(campaign: &Campaign, group: CriterionIndex) -> Vec<Box<str>> {
    let mut leaves = Vec::new();
    for child in &campaign.criteria[group].children {
        match &campaign.criteria[*child].leaf {
            Some(leaf) if !leaf.way.is_fed() && leaf.figures_of.is_none() => leaves.push(criterion_code(campaign, *child)),
            Some(_) => {}
            None => leaves.extend(leaves_below(campaign, *child)),
        }
    }
    leaves
}

/// Whether the criterion applies to the unit as it stands in the period; a unit without its block or kind is told elsewhere.
fn applies(campaign: &Campaign, unit: UnitIndex, period: PeriodIndex, criterion: &Criterion) -> bool {
    if criterion.applies_in_doubt || (criterion.blocks.is_none() && criterion.kinds.is_none()) {
        return true;
    }
    let membership = campaign.units[unit].in_stretch(&campaign.periods[period].stretch);
    let Some((membership, block)) = membership.and_then(|membership| Some((membership, membership.block?))) else { return true };
    criterion.applies_to(block, membership.kind) || (criterion.kinds.is_some() && membership.kind.is_none())
}

/// Whether a row of the criterion may stand in the period.
fn takes(campaign: &Campaign, leaf: &Leaf, period: PeriodIndex) -> bool {
    match &leaf.only_periods {
        Some(_) => leaf.periods_in_doubt || campaign.accepted_periods(leaf).contains(&period),
        None => leaf.is_cumulative || !campaign.periods[period].is_group,
    }
}

/// Where `chi-tieu.csv` says, and does not contradict itself, that the criterion is not assigned to the unit.
fn exempting(campaign: &Campaign, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> Option<Place> {
    let targets = [Some(period), None].into_iter().filter_map(|period| campaign.targets.find(unit, criterion, period));
    targets.filter(|target| target.is_not_assigned && target.figure.is_none()).map(|target| Place::Row(target.row)).next()
}

fn gives_something(batch: &ResultBatch, position: usize, row: &ResultRow) -> bool {
    let figures = [row.actual, row.total, row.estimate];
    figures.iter().any(|figure| figure.value().is_some()) || batch.points(position).iter().any(|points| points.value().is_some())
}

/// The filled columns of a row that a count of models neither takes nor is compared with.
fn not_compared(batch: &ResultBatch, position: usize, row: &ResultRow, campaign: &Campaign) -> Vec<Box<str>> {
    let figures = [(results::TARGET, row.target), (results::TOTAL, row.total), (results::ESTIMATE, row.estimate)];
    let figures = figures.into_iter().filter(|(_, figure)| figure.value().is_some()).map(|(column, _)| results::COLUMNS[column].key.into());
    let points = batch.points(position).iter().zip(&campaign.stages);
    let points = points.filter(|(points, _)| points.value().is_some()).map(|(_, stage)| format!("diem_{stage}").into());
    let claim = row.is_not_applicable.then(|| results::COLUMNS[results::NOT_APPLICABLE].key.into());
    figures.chain(points).chain(claim).collect()
}
