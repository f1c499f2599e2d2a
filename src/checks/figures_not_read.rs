//! Figures in a row of a criterion that is scored by points given.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::results::{self, ResultBatch};
use crate::scoring::Way;
use crate::sheet::Place;
use crate::words::rows::{criterion_code, listed, scored, subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "figures-not-read",
    page: include_str!("figures_not_read.md"),
    grade: Grade::Warning,
    reasons: NotRead::VARIANTS,
    looks: &[Look::Results(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotRead {
    Given { criterion: Box<str>, columns: Vec<Box<str>> },
}

impl Fault for NotRead {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Given { criterion, columns } = self;
        let columns = listed(columns);
        voice.say(
            format!("tiêu chí `{criterion}` chấm bằng `cho_diem`, không đọc {columns}"),
            format!("criterion `{criterion}` is scored by `cho_diem` and does not read {columns}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("để trống ô này; số để tham khảo thì ghi vào `ghi_chu`", "leave the cell empty; figures for information go into `ghi_chu`"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects() {
        let figures = [(results::TARGET, row.target), (results::TOTAL, row.total), (results::ACTUAL, row.actual), (results::ESTIMATE, row.estimate)];
        if figures.iter().all(|(_, figure)| figure.value().is_none()) || row.is_not_applicable {
            continue;
        }
        let Some((index, criterion, leaf)) = scored(campaign, row) else { continue };
        if !matches!(leaf.way, Way::Given) || leaf.figures_are_compared {
            continue;
        }
        let filled: Vec<usize> = figures.iter().filter(|(_, figure)| figure.value().is_some()).map(|(column, _)| *column).collect();
        let columns = filled.iter().map(|column| results::COLUMNS[*column].key.into()).collect();
        let fault = NotRead::Given { criterion: criterion_code(campaign, index), columns };
        findings.add(&CHECK, batch.place(row, filled[0]), subject(row), fault).against(Place::Definition(criterion.span));
    }
}
