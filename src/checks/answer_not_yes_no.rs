//! A figure where yes or no is asked, or yes or no where a figure is.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch};
use crate::scoring::Way;
use crate::sheet::Place;
use crate::value::Quantity;
use crate::words::rows::{criterion_code, scored, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "answer-not-yes-no",
    page: include_str!("answer_not_yes_no.md"),
    grade: Grade::Required,
    reasons: NotYesNo::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotYesNo {
    Number { criterion: Box<str>, actual: Quantity },
    Word { criterion: Box<str>, text: Box<str> },
}

impl Fault for NotYesNo {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Number { criterion, actual } => voice.say(
                format!("{} không phải có hay không, mà tiêu chí `{criterion}` chấm `co_khong`", actual.vietnamese()),
                format!("{actual} is neither yes nor no, and criterion `{criterion}` is scored by `co_khong`"),
            ),
            Self::Word { criterion, text } => voice.say(
                format!("`{text}` là chữ, mà tiêu chí `{criterion}` chấm từ một con số"),
                format!("`{text}` is a word, and criterion `{criterion}` is scored from a number"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Number { .. } => Some(voice.say("viết `1` nếu có, `0` nếu không", "write `1` for yes, `0` for no")),
            Self::Word { .. } => Some(voice.say("viết số thực hiện", "write the figure")),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    const YES: Quantity = Quantity::whole(1);
    for (_, row) in batch.suspects() {
        let Some(actual) = row.actual.value() else { continue };
        let Some((index, criterion, leaf)) = scored(campaign, row) else { continue };
        let fault = match leaf.way {
            Way::YesNo(_) if row.answers_in_words || actual == YES || actual == Quantity::ZERO => continue,
            Way::YesNo(_) => NotYesNo::Number { criterion: criterion_code(campaign, index), actual },
            // Figures beside points given are not read at all.
            Way::Given if !leaf.figures_are_compared => continue,
            Way::Given | Way::Share(_) | Way::Bands(_) | Way::Count(_) | Way::Relative(_) if !row.answers_in_words => continue,
            Way::Given | Way::Share(_) | Way::Bands(_) | Way::Count(_) | Way::Relative(_) => {
                NotYesNo::Word { criterion: criterion_code(campaign, index), text: batch.text(row, results::ACTUAL).into() }
            }
        };
        findings.add(&CHECK, batch.place(row, results::ACTUAL), subject(row), fault).against(Place::Definition(criterion.span));
    }
}
