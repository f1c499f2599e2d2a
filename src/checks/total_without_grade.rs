//! A total that no grade holds.

use std::sync::Arc;

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, OutcomeLook, Subject, Voice};
use crate::draft::definition::Measure;
use crate::sheet::Place;
use crate::value::{Interval, Points, Quantity};
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "total-without-grade",
    page: include_str!("total_without_grade.md"),
    grade: Grade::Error,
    reasons: WithoutGrade::VARIANTS,
    looks: &[Look::Outcome(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WithoutGrade {
    Outside { unit: Box<str>, measure: Points, is_share: bool, grades: Vec<(Arc<str>, Interval<Quantity>)> },
}

impl Fault for WithoutGrade {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Outside { unit, measure, is_share, .. } = self;
        let (what, english) = if *is_share { ("tỷ lệ điểm", "a share of") } else { ("tổng điểm", "a total of") };
        voice.say(
            format!("{what} {} của `{unit}` không thuộc mức xếp loại nào", measure.vietnamese()),
            format!("{english} {measure} of `{unit}` is in no grade"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::Outside { grades, .. } = self;
        let grades: Vec<String> = grades.iter().map(|(name, interval)| format!("`{name}` {}", said(interval, voice))).collect();
        let grades = grades.join("; ");
        Some(voice.say(format!("sửa các mức của `xep_loai`: {grades}"), format!("correct the grades in `xep_loai`: {grades}")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("các mức khai ở đây", "the grades are declared here"))
    }
}

/// An interval in words.
fn said(interval: &Interval<Quantity>, voice: Voice) -> String {
    let lower = interval.lower.map(|end| {
        let (word, english) = if end.inclusive { ("từ", "from") } else { ("trên", "above") };
        voice.say(format!("{word} {}", end.value.vietnamese()), format!("{english} {}", end.value))
    });
    let upper = interval.upper.map(|end| {
        let (word, english) = match (end.inclusive, lower.is_some()) {
            (true, _) => ("đến", "to"),
            (false, true) => ("đến dưới", "to below"),
            (false, false) => ("dưới", "below"),
        };
        voice.say(format!("{word} {}", end.value.vietnamese()), format!("{english} {}", end.value))
    });
    [lower, upper].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn look(look: &OutcomeLook, findings: &mut Findings) {
    let campaign = look.campaign;
    for block in &look.outcome.blocks {
        let Some(ranking) = &campaign.blocks[block.block].ranking else { continue };
        for standing in block.standings.iter().filter(|standing| standing.is_without_grade) {
            let unit = standing.total.unit;
            let is_share = ranking.measure == Measure::Share;
            let measure = if is_share { standing.total.share.unwrap_or(Points::ZERO) } else { standing.total.points };
            let grades = ranking.grades.iter().map(|grade| (grade.name.clone(), grade.interval)).collect();
            let membership = campaign.units[unit].in_stretch(&look.scope.stretch);
            let place = membership.map_or(Place::Folder, |membership| membership.place);
            let fault = WithoutGrade::Outside { unit: unit_code(campaign, unit), measure, is_share, grades };
            let first = ranking.grades.first().map(|grade| Place::Definition(grade.span));
            findings.add(&CHECK, place, Subject::unit(Some(unit)).period(look.scope.period), fault).against(first);
        }
    }
}
