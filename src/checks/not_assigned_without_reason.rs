//! A criterion not assigned to a unit, without the reason.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::targets;
use crate::sheet::Reading;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "not-assigned-without-reason",
    page: include_str!("not_assigned_without_reason.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NoReason,
}

#[derive(Debug)]
struct NotAssignedWithoutReason {
    unit: Box<str>,
    criterion: Box<str>,
}

impl Fault for NotAssignedWithoutReason {
    fn reason(&self) -> &'static str {
        Reason::NoReason.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, criterion } = self;
        voice.say(
            format!("không giao `{criterion}` cho `{unit}` mà không có lý do"),
            format!("`{criterion}` is not assigned to `{unit}`, without a reason"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ghi lý do vào `ghi_chu`", "write the reason in `ghi_chu`"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let directories = &resolution.campaign.directories;
    for row in &resolution.draft.targets.rows {
        if row.yes(targets::NOT_ASSIGNED) != Reading::Value(true) || !targets::reason(row).is_empty() {
            continue;
        }
        let (unit, criterion) = (row.text(targets::UNIT), row.text(targets::CRITERION));
        let subject = Subject::unit(directories.units.find(unit.as_bytes()))
            .criterion(directories.criteria.find(criterion.as_bytes()))
            .period(directories.periods.find(row.text(targets::PERIOD).as_bytes()));
        let fault = NotAssignedWithoutReason { unit: unit.into(), criterion: criterion.into() };
        findings.add(&CHECK, row.place(targets::NOT_ASSIGNED), subject, fault);
    }
}
