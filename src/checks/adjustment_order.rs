//! Adjustments whose numbers do not run on.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::{DraftRow, adjustments};
use crate::value::Quantity;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "adjustment-order",
    page: include_str!("adjustment_order.md"),
    grade: Grade::Required,
    reasons: Order::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Order {
    Repeated { number: Quantity, next: Quantity },
    Falling { number: Quantity, before: Quantity, next: Quantity },
}

impl Fault for Order {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Repeated { number, .. } => {
                voice.say(format!("số thứ tự {number} đã có ở một điều chỉnh khác"), format!("number {number} is another adjustment's already"))
            }
            Self::Falling { number, before, .. } => voice.say(
                format!("số thứ tự {number} đứng sau số {before}: điều chỉnh chỉ được ghi thêm vào cuối"),
                format!("number {number} stands after {before}: adjustments are only added at the end"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Repeated { next, .. } | Self::Falling { next, .. }) = self;
        Some(voice.say(format!("đưa dòng này xuống cuối và viết `{next}`"), format!("move the row to the end and write `{next}`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Repeated { .. } => voice.say("điều chỉnh đã có", "the adjustment that stands already"),
            Self::Falling { .. } => voice.say("số lớn hơn đứng trước", "the greater number above it"),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let rows = &resolution.draft.adjustments.rows;
    let numbered = rows.iter().filter_map(|row| Some((row, row.quantity(adjustments::NUMBER).value()?)));
    let numbered: Vec<(&DraftRow, Quantity)> = numbered.collect();
    let Some(greatest) = numbered.iter().map(|(_, number)| *number).max() else { return };
    let next = greatest + Quantity::whole(1);
    let mut above: Option<(&DraftRow, Quantity)> = None;
    for (position, (row, number)) in numbered.iter().enumerate() {
        let same = numbered[..position].iter().find(|(_, other)| other == number).map(|(other, _)| *other);
        let fault = match (same, above) {
            (Some(other), _) => Some((other, Order::Repeated { number: *number, next })),
            (None, Some((other, before))) if before > *number => Some((other, Order::Falling { number: *number, before, next })),
            (None, _) => None,
        };
        if above.is_none_or(|(_, greatest)| greatest < *number) {
            above = Some((row, *number));
        }
        let Some((other, fault)) = fault else { continue };
        let subject = words::named_in(resolution.campaign, &adjustments::SHEET, row);
        findings.add(&CHECK, row.place(adjustments::NUMBER), subject, fault).against(other.place(adjustments::NUMBER));
    }
}
