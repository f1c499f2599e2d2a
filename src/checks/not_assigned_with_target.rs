//! A criterion that is not assigned to a unit, with a target all the same.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::targets;
use crate::sheet::Reading;
use crate::value::Quantity;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "not-assigned-with-target",
    page: include_str!("not_assigned_with_target.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Both,
}

#[derive(Debug)]
struct NotAssignedWithTarget {
    unit: Box<str>,
    criterion: Box<str>,
    target: Quantity,
}

impl Fault for NotAssignedWithTarget {
    fn reason(&self) -> &'static str {
        Reason::Both.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, criterion, target } = self;
        voice.say(
            format!("`{criterion}` không giao cho `{unit}` mà vẫn ghi chỉ tiêu {}", target.vietnamese()),
            format!("`{criterion}` is not assigned to `{unit}` and still has the target {target}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("để trống ô chỉ tiêu, hoặc bỏ dấu ở `khong_giao`", "leave the target empty, or clear `khong_giao`"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ghi không giao", "said not to be assigned"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let directories = &resolution.campaign.directories;
    for row in &resolution.draft.targets.rows {
        // A target of 0 sets none, and contradicts nothing.
        let target = row.quantity(targets::TARGET).value().filter(|target| *target != Quantity::ZERO);
        let Some(target) = target.filter(|_| row.yes(targets::NOT_ASSIGNED) == Reading::Value(true)) else { continue };
        let (unit, criterion) = (row.text(targets::UNIT), row.text(targets::CRITERION));
        let subject = Subject::unit(directories.units.find(unit.as_bytes()))
            .criterion(directories.criteria.find(criterion.as_bytes()))
            .period(directories.periods.find(row.text(targets::PERIOD).as_bytes()));
        let fault = NotAssignedWithTarget { unit: unit.into(), criterion: criterion.into(), target };
        findings.add(&CHECK, row.place(targets::TARGET), subject, fault).against(row.place(targets::NOT_ASSIGNED));
    }
}
