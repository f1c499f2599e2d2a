//! A precondition that is no yes or no, or that not every unit scored on the criterion has.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Resolution, Statistic};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::StatisticKind;
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "precondition-figure",
    page: include_str!("precondition_figure.md"),
    grade: Grade::Required,
    reasons: PreconditionFigure::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PreconditionFigure {
    NotYesNo { statistic: Box<str>, criterion: Box<str> },
    NotOfBlock { statistic: Box<str>, criterion: Box<str>, blocks: Vec<Box<str>> },
}

impl Fault for PreconditionFigure {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotYesNo { statistic, criterion } => voice.say(
                format!("tiêu chí `{criterion}` lấy `{statistic}` làm điều kiện, mà chỉ số này không phải có/không"),
                format!("criterion `{criterion}` depends on `{statistic}`, which is no yes or no"),
            ),
            Self::NotOfBlock { statistic, criterion, blocks } => {
                let blocks = words::quoted(blocks);
                voice.say(
                    format!("tiêu chí `{criterion}` chấm khối {blocks} theo điều kiện `{statistic}`, mà khối đó không có chỉ số này"),
                    format!("criterion `{criterion}` is scored for block {blocks} and depends on `{statistic}`, which that block does not have"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::NotYesNo { .. } => voice.say("khai `kieu: co_khong` ở chỉ số", "declare `kieu: co_khong` for the statistic"),
            Self::NotOfBlock { .. } => voice.say(
                "thêm khối vào `khoi` của chỉ số, hoặc sửa `ap_dung` của tiêu chí",
                "add the block to the statistic's `khoi`, or correct `ap_dung`",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("chỉ số khai ở đây", "the statistic is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (index, criterion, leaf) in campaign.leaves() {
        for condition in leaf.conditions.all() {
            let statistic = &campaign.statistics[condition.statistic];
            let Some(fault) = fault(resolution, criterion, statistic) else { continue };
            let subject = Subject::campaign().criterion(Some(index));
            findings.add(&CHECK, Place::Definition(condition.span), subject, fault).against(Place::Definition(statistic.span));
        }
    }
}

fn fault(resolution: &Resolution, criterion: &Criterion, statistic: &Statistic) -> Option<PreconditionFigure> {
    let code: Box<str> = statistic.code.as_str().into();
    let criterion_code = criterion.code.as_str().into();
    if statistic.kind != Some(StatisticKind::YesNo) {
        let is_known = !is_kind_lost(resolution, &code);
        return is_known.then_some(PreconditionFigure::NotYesNo { statistic: code, criterion: criterion_code });
    }
    let blocks = blocks_without(resolution.campaign, criterion, statistic);
    (!blocks.is_empty()).then_some(PreconditionFigure::NotOfBlock { statistic: code, criterion: criterion_code, blocks })
}

/// Whether the kind of a statistic is written and could not be read, which has been said.
fn is_kind_lost(resolution: &Resolution, code: &str) -> bool {
    let keys = resolution.definition().statistics.as_ref().and_then(crate::yaml::Field::get).into_iter().flatten();
    let mut keys = keys.filter_map(crate::yaml::Field::get).filter(|key| key.code.get().is_some_and(|text| text.as_str() == code));
    keys.any(|key| key.kind.as_ref().is_some_and(|kind| kind.get().is_none()))
}

/// The blocks that a criterion is scored for and that do not have a statistic.
fn blocks_without(campaign: &Campaign, criterion: &Criterion, statistic: &Statistic) -> Vec<Box<str>> {
    let Some(having) = statistic.blocks.as_ref().filter(|_| !criterion.applies_in_doubt) else { return Vec::new() };
    let is_scored = |block| criterion.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
    let lacking = campaign.blocks.enumerate().filter(|(block, _)| is_scored(*block) && !having.contains(block));
    lacking.map(|(_, block)| block.code.as_str().into()).collect()
}
