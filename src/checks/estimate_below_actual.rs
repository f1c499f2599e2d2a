//! An estimate below what is done already: it includes it.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch};
use crate::value::Quantity;
use crate::words::rows::subject;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "estimate-below-actual",
    page: include_str!("estimate_below_actual.md"),
    grade: Grade::Error,
    reasons: EstimateBelowActual::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum EstimateBelowActual {
    Below { estimate: Quantity, actual: Quantity },
}

impl Fault for EstimateBelowActual {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Below { estimate, actual } = self;
        voice.say(
            format!("ước thực hiện {} nhỏ hơn thực hiện {}", estimate.vietnamese(), actual.vietnamese()),
            format!("the estimate {estimate} is below the {actual} done"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::Below { actual, .. } = self;
        Some(voice.say(
            format!("số ước gồm cả số đã thực hiện: viết số không dưới `{actual}`"),
            format!("the estimate includes what is done: write at least `{actual}`"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("số thực hiện ở đây", "the actual figure is here"))
    }
}

fn look(batch: &ResultBatch, _campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let (Some(estimate), Some(actual)) = (row.estimate.value(), row.actual.value()) else { continue };
        if estimate < actual && !row.answers_in_words {
            let fault = EstimateBelowActual::Below { estimate, actual };
            findings.add(&CHECK, batch.place(row, results::ESTIMATE), subject(row), fault).against(batch.place(row, results::ACTUAL));
        }
    }
}
