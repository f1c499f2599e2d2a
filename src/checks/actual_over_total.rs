//! More done than there was to do.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Leaf};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::definition::ScoredFigure;
use crate::results::{self, ResultBatch};
use crate::scoring::{Denominator, OverTarget, Way};
use crate::value::Quantity;
use crate::words::rows::{figure_words, scored_by, subject};

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
    Over { figure: ScoredFigure, value: Quantity, total: Quantity },
    BesideZero { figure: ScoredFigure, value: Quantity },
}

impl Fault for OverTotal {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Over { figure, value, total } => {
                let (what, what_english) = figure_words(*figure);
                voice.say(
                    format!("{what} {} lớn hơn tổng số {}", value.vietnamese(), total.vietnamese()),
                    format!("{value} {what_english} is more than the total {total}"),
                )
            }
            Self::BesideZero { figure, value } => {
                let (what, what_english) = figure_words(*figure);
                voice.say(format!("{what} {} trong khi tổng số là 0", value.vietnamese()), format!("{value} {what_english} beside a total of 0"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (figure, total) = match self {
            Self::Over { figure, total, .. } => (figure, *total),
            Self::BesideZero { figure, .. } => (figure, Quantity::ZERO),
        };
        Some(match figure {
            ScoredFigure::Actual => voice.say(
                format!("viết số không quá `{total}`, hoặc sửa `tong_so`"),
                format!("write a number of at most `{total}`, or correct `tong_so`"),
            ),
            ScoredFigure::Estimate => voice.say(
                format!("viết số không quá `{total}`, hoặc ghi `tong_so` đến cùng ngày với số ước"),
                format!("write a number of at most `{total}`, or give `tong_so` through the day the estimate reaches"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tổng số ở đây", "the total is here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let Some(total) = row.total.value().filter(|_| !row.is_not_applicable) else { continue };
        // Of what is counted in a sample `tong_so` is the size of the sample.
        let is_of_total = |leaf: &Leaf| leaf.way.denominator() == Some(Denominator::Total) || matches!(leaf.way, Way::Count(_));
        let Some((_, _, leaf)) = scored_by(campaign, row).into_iter().find(|(_, _, leaf)| is_of_total(leaf)) else { continue };
        // An estimate may pass a total that ends before it does, unless the two are divided.
        let is_divided = leaf.is_scored_by_estimate() && leaf.way.denominator().is_some();
        let estimate = row.estimate.value().filter(|_| is_divided);
        let figures = [(ScoredFigure::Actual, results::ACTUAL, row.actual.value()), (ScoredFigure::Estimate, results::ESTIMATE, estimate)];
        let over = figures.into_iter().find_map(|(figure, column, value)| Some((figure, column, value.filter(|value| *value > total)?)));
        let Some((figure, column, value)) = over else { continue };
        let is_paid = leaf.over_target == OverTarget::Paid && matches!(leaf.way, Way::Share(_)) && total > Quantity::ZERO;
        if is_paid {
            continue;
        }
        let fault = if total == Quantity::ZERO { OverTotal::BesideZero { figure, value } } else { OverTotal::Over { figure, value, total } };
        findings.add(&CHECK, batch.place(row, column), subject(row), fault).against(batch.place(row, results::TOTAL));
    }
}
