//! A number of models in a row of results that the sheet of models does not bear out.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch};
use crate::sheet::Place;
use crate::value::Quantity;
use crate::words::rows::{criterion_code, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "model-count-differs",
    page: include_str!("model_count_differs.md"),
    grade: Grade::Required,
    reasons: CountDiffers::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum CountDiffers {
    Differs { criterion: Box<str>, actual: Quantity, counted: i64 },
}

impl Fault for CountDiffers {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Differs { criterion, actual, counted } = self;
        voice.say(
            format!("`thuc_hien` ghi {}, mà `dien-hinh.csv` có {counted} dòng cho tiêu chí `{criterion}` trong kỳ", actual.vietnamese()),
            format!("`thuc_hien` is {actual}, but `dien-hinh.csv` has {counted} rows for criterion `{criterion}` in the period"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("để trống ô này, hoặc bổ sung `dien-hinh.csv`", "leave the cell empty, or complete `dien-hinh.csv`"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let Self::Differs { counted, .. } = self;
        Some(match counted {
            0 => voice.say("tiêu chí đếm từ `dien-hinh.csv`", "the criterion that counts `dien-hinh.csv`"),
            _ => voice.say("dòng đầu được đếm", "the first row counted"),
        })
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    let models = &campaign.models;
    // Of a sheet that is not there, or not read whole, the count is not known.
    if !models.is_present || !models.is_read {
        return;
    }
    for (_, row) in batch.suspects() {
        let (Some(unit), Some(index), Some(period)) = (row.unit.known(), row.criterion.known(), row.period.known()) else { continue };
        let Some(actual) = row.actual.value() else { continue };
        let criterion = &campaign.criteria[index];
        let Some(steps) = criterion.leaf.as_ref().and_then(|leaf| leaf.way.models()) else { continue };
        let mut rows = models.counted(unit, steps, campaign.periods[period].stretch);
        let first = rows.next().map(|model| model.row);
        let counted = i64::from(first.is_some()) + i64::try_from(rows.count()).unwrap_or(i64::MAX - 1);
        if actual != Quantity::whole(counted) {
            let fault = CountDiffers::Differs { criterion: criterion_code(campaign, index), actual, counted };
            let against = first.map_or(Place::Definition(criterion.span), Place::Row);
            findings.add(&CHECK, batch.place(row, results::ACTUAL), subject(row), fault).against(against);
        }
    }
}
