//! A topic that no criterion leads to and that does not say why, or one that has both.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::CriterionKey;
use crate::sheet::{CodeKind, Place};
use crate::value::TopicIndex;
use crate::words;
use crate::yaml::{Field, Text};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "topic-without-criterion",
    page: include_str!("topic_without_criterion.md"),
    grade: Grade::Error,
    reasons: TopicWithoutCriterion::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TopicWithoutCriterion {
    Neither { topic: Box<str> },
    Both { topic: Box<str>, criterion: Box<str> },
}

impl Fault for TopicWithoutCriterion {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Neither { topic } => voice.say(
                format!("không tiêu chí nào dẫn tới nội dung `{topic}`, mà chưa ghi `vi_sao_khong_cham`"),
                format!("no criterion leads to the topic `{topic}`, and `vi_sao_khong_cham` is not given"),
            ),
            Self::Both { topic, criterion } => voice.say(
                format!("nội dung `{topic}` ghi `vi_sao_khong_cham` mà tiêu chí `{criterion}` dẫn tới nó"),
                format!("the topic `{topic}` gives `vi_sao_khong_cham`, but the criterion `{criterion}` leads to it"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Neither { topic } => voice.say(
                format!("thêm `{topic}` vào `noi_dung` của tiêu chí đo nội dung này, hoặc ghi `vi_sao_khong_cham`"),
                format!("add `{topic}` to `noi_dung` of the criterion that measures it, or give `vi_sao_khong_cham`"),
            ),
            Self::Both { topic, .. } => voice.say(
                format!("bỏ `vi_sao_khong_cham`, hoặc bỏ `{topic}` khỏi `noi_dung` của tiêu chí"),
                format!("remove `vi_sao_khong_cham`, or take `{topic}` out of `noi_dung` of the criterion"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí dẫn tới nội dung này", "the criterion that leads to it"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let criteria = words::criterion_keys(resolution.definition());
    // Without criteria nothing is scored; where one could not be read, it may lead anywhere.
    if criteria.is_empty() || !campaign.directories.criteria.is_complete() || criteria.iter().any(|key| !topics_are_read(key)) {
        return;
    }
    let keys = resolution.definition().topics.as_ref().and_then(Field::get).into_iter().flatten().filter_map(Field::get);
    for (position, key) in keys.enumerate() {
        let Some(code) = key.code.get().map(Text::as_str) else { continue };
        let index = TopicIndex::new(position);
        let leading = campaign.criteria.enumerate().find(|(_, criterion)| criterion.topics.contains(&index));
        match (leading, &key.why_unscored) {
            (None, None) if !is_meant(resolution, code) && campaign.directories.topics.find(code.as_bytes()) == Some(index) => {
                let fault = TopicWithoutCriterion::Neither { topic: code.into() };
                findings.add(&CHECK, Place::Definition(key.code.span), Subject::nobody(), fault);
            }
            (Some((leads, criterion)), Some(why)) => {
                let fault = TopicWithoutCriterion::Both { topic: code.into(), criterion: criterion.code.as_str().into() };
                let against = criteria.get(leads.get()).and_then(|key| leading_to(key, code)).unwrap_or(criterion.span);
                let place = Place::Definition(why.key.unwrap_or(why.span));
                findings.add(&CHECK, place, Subject::nobody(), fault).against(Place::Definition(against));
            }
            (None, None | Some(_)) | (Some(_), None) => {}
        }
    }
}

/// Where a criterion names a topic.
fn leading_to(key: &CriterionKey, code: &str) -> Option<crate::yaml::Span> {
    let topics = key.topics.as_ref()?.get()?;
    topics.iter().find(|topic| topic.get().is_some_and(|topic| topic.as_str() == code)).map(|topic| topic.span)
}

fn topics_are_read(key: &CriterionKey) -> bool {
    key.topics.as_ref().is_none_or(|list| list.get().is_some_and(|topics| topics.iter().all(|topic| topic.get().is_some())))
}

/// Whether a criterion names a topic that is not known and is near this one: that is the finding.
fn is_meant(resolution: &Resolution, code: &str) -> bool {
    resolution.campaign.gaps.iter().any(|gap| {
        let GapKind::UnknownCode { kind: CodeKind::Topic, nearest, .. } = &gap.kind else { return false };
        nearest.iter().any(|near| **near == *code)
    })
}
