//! Points given in place of figures that a group period merges: they stay in their own period.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::definition::Merging;
use crate::results::ResultBatch;
use crate::scoring::Way;
use crate::sheet::Place;
use crate::value::PeriodIndex;
use crate::words::rows::{computed, criterion_code, listed, period_code, scored, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "override-not-merged",
    page: include_str!("override_not_merged.md"),
    grade: Grade::Warning,
    reasons: NotMerged::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotMerged {
    FiguresMerged { stage: Box<str>, criterion: Box<str>, period: Box<str>, groups: Vec<Box<str>> },
}

impl Fault for NotMerged {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::FiguresMerged { stage, criterion, period, groups } = self;
        let groups = listed(groups);
        voice.say(
            format!("điểm vòng `{stage}` chỉ tính ở kỳ `{period}`: kỳ {groups} gộp số liệu của tiêu chí `{criterion}` rồi chấm lại"),
            format!("the points of stage `{stage}` count in period `{period}` only: {groups} merges the figures of criterion `{criterion}`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "nếu số liệu sai thì sửa `thuc_hien` của kỳ và để trống điểm này, hoặc khai `gop_ky` khác cho tiêu chí",
            "where the figure is wrong correct the period's `thuc_hien` and leave these points empty, or declare another `gop_ky` for the criterion",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí này gộp kỳ theo `so_lieu`", "this criterion merges periods by `so_lieu`"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (position, row) in batch.suspects() {
        if row.is_not_applicable || batch.points(position).iter().all(|points| points.value().is_none()) {
            continue;
        }
        let Some((index, criterion, leaf)) = scored(campaign, row) else { continue };
        if matches!(leaf.way, Way::Given) || leaf.merging != Merging::Figures || leaf.is_cumulative {
            continue;
        }
        let Some(period) = row.period.known().filter(|period| !campaign.periods[*period].is_group) else { continue };
        let computed = computed(campaign, row);
        let given = batch.points(position).iter().zip(campaign.stages.enumerate());
        let mut given = given.filter_map(|(points, stage)| Some((points.value()?, stage)));
        let Some((_, (stage_index, stage))) = given.rfind(|(points, _)| computed != Some(points.to_fraction())) else { continue };
        let groups = merged_into(campaign, leaf, period);
        if groups.is_empty() {
            continue;
        }
        let fault = NotMerged::FiguresMerged {
            stage: stage.as_str().into(),
            criterion: criterion_code(campaign, index),
            period: period_code(campaign, period),
            groups,
        };
        findings.add(&CHECK, batch.stage_place(row, stage_index), subject(row), fault).against(Place::Definition(criterion.span));
    }
}

/// The group periods in which this leaf period's figures are merged with others'.
fn merged_into(campaign: &Campaign, leaf: &Leaf, period: PeriodIndex) -> Vec<Box<str>> {
    let is_scored = |one: &PeriodIndex| leaf.only_periods.as_ref().is_none_or(|only| only.contains(one));
    let merges = |group: &PeriodIndex| {
        let group = &campaign.periods[*group];
        group.is_group && group.leaves.contains(&period) && group.leaves.iter().filter(|leaf| is_scored(leaf)).count() > 1
    };
    campaign.periods.indices().filter(merges).map(|group| period_code(campaign, group)).collect()
}
