//! More done than there was to do.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::checks::words::rows::{scored, subject};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch};
use crate::scoring::{Denominator, OverTarget, Way};
use crate::value::Quantity;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "actual-over-total",
    page: include_str!("actual_over_total.md"),
    grade: Grade::Required,
    reasons: OverTotal::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum OverTotal {
    Over { actual: Quantity, total: Quantity },
    BesideZero { actual: Quantity },
}

impl Fault for OverTotal {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Over { actual, total } => voice.say(
                format!("thực hiện {} lớn hơn tổng số {}", actual.vietnamese(), total.vietnamese()),
                format!("{actual} done is more than the total {total}"),
            ),
            Self::BesideZero { actual } => {
                voice.say(format!("thực hiện {} trong khi tổng số là 0", actual.vietnamese()), format!("{actual} done beside a total of 0"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("sửa `thuc_hien` hoặc `tong_so` cho đúng", "correct `thuc_hien` or `tong_so`"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tổng số ở đây", "the total is here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let (Some(actual), Some(total)) = (row.actual.value(), row.total.value()) else { continue };
        if actual <= total || row.is_not_applicable {
            continue;
        }
        let Some((_, _, leaf)) = scored(campaign, row) else { continue };
        let is_paid = leaf.over_target == OverTarget::Paid && matches!(leaf.way, Way::Share(_)) && total > Quantity::ZERO;
        if leaf.way.denominator() != Some(Denominator::Total) || is_paid {
            continue;
        }
        let fault = if total == Quantity::ZERO { OverTotal::BesideZero { actual } } else { OverTotal::Over { actual, total } };
        findings.add(&CHECK, batch.place(row, results::ACTUAL), subject(row), fault).against(batch.place(row, results::TOTAL));
    }
}
