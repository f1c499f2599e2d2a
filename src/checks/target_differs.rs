//! A target in the row and another in `chi-tieu.csv`.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::ledger::target_in_sheet;
use crate::results::{self, ResultBatch};
use crate::value::Quantity;
use crate::words::rows::{scored, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "target-differs",
    page: include_str!("target_differs.md"),
    grade: Grade::Required,
    reasons: TargetDiffers::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TargetDiffers {
    FromSheet { target: Quantity, in_sheet: Quantity },
}

impl Fault for TargetDiffers {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::FromSheet { target, in_sheet } = self;
        voice.say(
            format!("chỉ tiêu {} khác chỉ tiêu {} ở `chi-tieu.csv`", target.vietnamese(), in_sheet.vietnamese()),
            format!("the target {target} differs from {in_sheet} in `chi-tieu.csv`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::FromSheet { in_sheet, .. } = self;
        Some(voice.say(
            format!("viết `{in_sheet}` hoặc để trống; nếu `chi-tieu.csv` sai thì sửa ở đó"),
            format!("write `{in_sheet}` or leave it empty; where `chi-tieu.csv` is wrong, correct it there"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("chỉ tiêu đã giao", "the target as assigned"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let Some(target) = row.target.value() else { continue };
        let Some((index, _, leaf)) = scored(campaign, row) else { continue };
        let (Some(unit), Some(period)) = (row.unit.known(), row.period.known()) else { continue };
        let Some(sheet) = target_in_sheet(campaign, unit, period, index, leaf) else { continue };
        let Some(in_sheet) = sheet.figure.filter(|figure| *figure != target && !sheet.is_not_assigned) else { continue };
        let fault = TargetDiffers::FromSheet { target, in_sheet };
        findings.add(&CHECK, batch.place(row, results::TARGET), subject(row), fault).against(sheet.place);
    }
}
