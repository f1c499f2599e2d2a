//! A key that has no effect where it stands.

use strum::VariantNames as _;

use crate::campaign::{Criterion, GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::ScoredFigure;
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "pointless-key",
    page: include_str!("pointless_key.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NoEffect,
}

#[derive(Debug)]
struct PointlessKey {
    key: &'static str,
    because: [&'static str; 2],
}

impl Fault for PointlessKey {
    fn reason(&self) -> &'static str {
        Reason::NoEffect.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { key, because: [vietnamese, english] } = self;
        voice.say(format!("`{key}` không có tác dụng ở đây: {vietnamese}"), format!("`{key}` has no effect here: {english}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let key = self.key;
        Some(voice.say(format!("bỏ `{key}`, hoặc sửa chỗ mà nó phải đi cùng"), format!("remove `{key}`, or correct what it was meant to go with")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::Pointless { key, because } = gap.kind else { continue };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), PointlessKey { key, because });
    }
    unscored_estimates(resolution, findings);
    for entry in resolution.plan.definition.entries() {
        let nested = entry.campaigns.as_ref().map(|field| ("phong_trao", field.key.unwrap_or(field.span)));
        let rolled_up = entry.rolled_up.as_ref().map(|field| ("tong_hop", field.key.unwrap_or(field.span)));
        for (key, span) in nested.into_iter().chain(rolled_up) {
            let because = ["khóa của cả kế hoạch, không của riêng một phong trào", "it belongs to the plan, not to one of its campaigns"];
            findings.add(&CHECK, Place::Definition(span), Subject::campaign(), PointlessKey { key, because });
        }
    }
}

/// Estimates by which all criteria should be scored, where none is.
fn unscored_estimates(resolution: &Resolution, findings: &mut Findings) {
    let scoring = resolution.definition().scoring.as_ref().and_then(crate::yaml::Field::get);
    let Some(field) = scoring.and_then(|key| key.scored_figure.as_ref()) else { return };
    // What several campaigns share may be meant for another of them; a way that could not be read may have been scored so.
    let is_shared = resolution.plan.definition.entries().next().is_some();
    let campaign = resolution.campaign;
    let is_open = |criterion: &Criterion| match &criterion.leaf {
        Some(leaf) => leaf.is_scored_by_estimate(),
        None => criterion.children.is_empty(),
    };
    let is_lost = !campaign.directories.criteria.is_complete() || campaign.criteria.iter().any(is_open);
    if field.get() != Some(&ScoredFigure::Estimate) || is_shared || is_lost {
        return;
    }
    let because = ["không có tiêu chí nào chấm theo số ước", "no criterion is scored by an estimate"];
    let fault = PointlessKey { key: "so_lieu_cham", because };
    findings.add(&CHECK, Place::Definition(field.key.unwrap_or(field.span)), Subject::campaign(), fault);
}
