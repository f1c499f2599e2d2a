//! An adjustment of a column that cannot be adjusted.

use strum::VariantNames as _;

use crate::campaign::{AdjustedColumn, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::adjustments;
use crate::sheet::CodeKind;
use crate::value::text;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "adjustment-column",
    page: include_str!("adjustment_column.md"),
    grade: Grade::Required,
    reasons: Column::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Column {
    Unknown { written: Box<str>, known: Vec<Box<str>> },
}

impl Fault for Column {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Unknown { written, .. } = self;
        voice.say(
            format!("`{written}` không phải cột của ket-qua được điều chỉnh"),
            format!("`{written}` is no column of the results that may be adjusted"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::Unknown { known, .. } = self;
        let known = words::quoted(known.iter().map(ToString::to_string));
        Some(voice.say(format!("viết một trong {known}"), format!("write one of {known}")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.adjustments.rows {
        let written = row.text(adjustments::COLUMN);
        if written.is_empty() || AdjustedColumn::find(written, &campaign.stages).is_some() {
            continue;
        }
        // A stage that could not be read may be the one.
        if text::fold(written).starts_with("diem ") && !words::is_complete(campaign, CodeKind::Stage) {
            continue;
        }
        let stages = campaign.stages.iter().map(|stage| format!("diem_{stage}").into());
        let known = AdjustedColumn::NAMED.iter().map(|(name, _)| (*name).into()).chain(stages).collect();
        let fault = Column::Unknown { written: written.into(), known };
        findings.add(&CHECK, row.place(adjustments::COLUMN), words::named_in(campaign, &adjustments::SHEET, row), fault);
    }
}
