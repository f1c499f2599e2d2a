//! A criterion not assigned to a unit, without a rule for what that counts for.

use strum::VariantNames as _;

use crate::campaign::{Criterion, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::targets;
use crate::sheet::{Place, Reading};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "not-assigned-without-policy",
    page: include_str!("not_assigned_without_policy.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NoPolicy,
}

#[derive(Debug)]
struct NotAssignedWithoutPolicy {
    unit: Box<str>,
    criterion: Box<str>,
}

impl Fault for NotAssignedWithoutPolicy {
    fn reason(&self) -> &'static str {
        Reason::NoPolicy.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, criterion } = self;
        voice.say(
            format!("`{criterion}` không giao cho `{unit}`, mà tiêu chí chưa khai `khong_phat_sinh` tính thế nào"),
            format!("`{criterion}` is not assigned to `{unit}`, and the criterion does not say in `khong_phat_sinh` what that counts for"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "khai `khong_phat_sinh: loai_tru` (hoặc `diem_toi_da`, `khong_diem`) ở tiêu chí, hoặc bỏ dòng này",
            "declare `khong_phat_sinh: loai_tru` (or `diem_toi_da`, `khong_diem`) at the criterion, or remove the row",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let directories = &campaign.directories;
    for row in &resolution.draft.targets.rows {
        if row.yes(targets::NOT_ASSIGNED) != Reading::Value(true) {
            continue;
        }
        let unit = directories.units.find(row.text(targets::UNIT).as_bytes());
        let index = directories.criteria.find(row.text(targets::CRITERION).as_bytes());
        let (Some(unit), Some(index)) = (unit, index) else { continue };
        let criterion = &campaign.criteria[index];
        // Where the row is not used at all, that is said instead.
        let Some(leaf) = criterion.leaf.as_ref().filter(|leaf| !leaf.way.is_fed()) else { continue };
        let applies = |(block, kind)| criterion.applies_to(block, kind);
        let is_used = campaign.units[unit].standings.iter().filter_map(|standing| Some((standing.block?, standing.kind))).any(applies);
        // Those scored from its rows have none where it has none.
        let borrowing = leaf.figures_for.iter().map(|borrower| (*borrower, &campaign.criteria[*borrower]));
        let lacks_policy = |criterion: &Criterion| criterion.leaf.as_ref().is_some_and(|leaf| leaf.not_applicable.is_none());
        let scored = std::iter::once((index, criterion)).chain(borrowing).filter(|(_, criterion)| lacks_policy(criterion));
        for (index, criterion) in scored.filter(|_| is_used) {
            let fault = NotAssignedWithoutPolicy { unit: row.text(targets::UNIT).into(), criterion: criterion.code.as_str().into() };
            let subject = Subject::unit(Some(unit)).criterion(Some(index));
            let found = findings.add(&CHECK, row.place(targets::NOT_ASSIGNED), subject, fault);
            found.against(Place::Definition(criterion.span));
        }
    }
}
