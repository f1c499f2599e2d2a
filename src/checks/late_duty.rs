//! Any other duty handed in after its last day.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::words::Late;

/// The check.
pub(super) const CHECK: Check =
    Check { name: "late-duty", page: include_str!("late_duty.md"), grade: Grade::Warning, reasons: Reason::VARIANTS, looks: &[Look::Sheets(look)] };

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Late,
}

#[derive(Debug)]
struct LateDuty(Late);

impl Fault for LateDuty {
    fn reason(&self) -> &'static str {
        Reason::Late.into()
    }

    fn title(&self, voice: Voice) -> String {
        self.0.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(self.0.help(voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(self.0.against(voice))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let own_checks = [campaign.duty("ket_qua"), campaign.duty("dang_ky")];
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        // Where points hang on the day, the points are what lateness costs.
        let is_scored = campaign.leaves().any(|(_, _, leaf)| leaf.way.duty() == Some(duty));
        if is_scored || own_checks.contains(&Some(duty)) {
            continue;
        }
        let Some((late, because)) = Late::find(campaign, unit, duty, period, receipt.received) else { continue };
        findings.add(&CHECK, receipt.place(), Subject::unit(Some(unit)).period(period), LateDuty(late)).against(because);
    }
}
