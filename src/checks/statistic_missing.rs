//! A unit whose figure is lacking from a published total.

use strum::VariantNames as _;

use crate::campaign::{Resolution, Statistic};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::statistics;
use crate::sheet::Place;
use crate::value::{PeriodIndex, StatisticIndex, UnitIndex};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "statistic-missing",
    page: include_str!("statistic_missing.md"),
    grade: Grade::Warning,
    reasons: StatisticMissing::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum StatisticMissing {
    Unit { unit: Box<str>, statistic: Box<str> },
    Period { unit: Box<str>, statistic: Box<str>, period: Box<str> },
}

impl Fault for StatisticMissing {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unit { unit, statistic } => voice.say(
                format!("`{statistic}` có tổng công bố mà `thong-ke.csv` chưa có số của `{unit}`"),
                format!("`{statistic}` has a published total and `thong-ke.csv` has no figure of `{unit}`"),
            ),
            Self::Period { unit, statistic, period } => voice.say(
                format!("`{statistic}` có tổng công bố mà `thong-ke.csv` chưa có số kỳ `{period}` của `{unit}`"),
                format!("`{statistic}` has a published total and `thong-ke.csv` has no figure of `{unit}` in period `{period}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let row = match self {
            Self::Unit { unit, statistic } => format!("{unit},{statistic},…"),
            Self::Period { unit, statistic, period } => format!("{unit},{statistic},{period},…"),
        };
        Some(voice.say(
            format!("thêm dòng `{row}` vào `thong-ke.csv`; không có thì ghi 0"),
            format!("add the row `{row}` to `thong-ke.csv`; write 0 where there is none"),
        ))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (index, statistic) in campaign.statistics.enumerate() {
        let Some((_, span)) = statistic.published.filter(|_| statistic.counted_over.is_none()) else { continue };
        let rows = rows(resolution, index);
        let mut periods: Vec<Option<PeriodIndex>> = rows.iter().map(|(_, period)| *period).collect();
        periods.sort_unstable();
        periods.dedup();
        // Without a single row the published total says so already.
        for (unit, _) in campaign.units.enumerate().filter(|_| !periods.is_empty()) {
            let expected: Vec<Option<PeriodIndex>> =
                periods.iter().copied().filter(|period| is_expected(resolution, statistic, unit, *period)).collect();
            let missing: Vec<Option<PeriodIndex>> = expected.iter().copied().filter(|period| !rows.contains(&(unit, *period))).collect();
            let (code, own) = (|| campaign.units[unit].code.as_str().into(), || statistic.code.as_str().into());
            if missing.len() == expected.len() && !missing.is_empty() {
                let fault = StatisticMissing::Unit { unit: code(), statistic: own() };
                findings.add(&CHECK, Place::Definition(span), Subject::unit(Some(unit)), fault);
                continue;
            }
            for period in missing.into_iter().flatten() {
                let name = campaign.periods[period].code.as_str().into();
                let fault = StatisticMissing::Period { unit: code(), statistic: own(), period: name };
                findings.add(&CHECK, Place::Definition(span), Subject::unit(Some(unit)).period(Some(period)), fault);
            }
        }
    }
}

/// The unit and period of every row of a statistic that says something, readable or not.
fn rows(resolution: &Resolution, statistic: StatisticIndex) -> Vec<(UnitIndex, Option<PeriodIndex>)> {
    let directories = &resolution.campaign.directories;
    let rows = resolution.draft.statistics.rows.iter().filter_map(|row| {
        let is_of_it = directories.statistics.find(row.text(statistics::STATISTIC).as_bytes()) == Some(statistic);
        if !is_of_it || row.text(statistics::VALUE).is_empty() {
            return None;
        }
        let period = match row.text(statistics::PERIOD) {
            "" => None,
            code => Some(directories.periods.find(code.as_bytes())?),
        };
        Some((directories.units.find(row.text(statistics::UNIT).as_bytes())?, period))
    });
    rows.collect()
}

/// Whether a unit is in a block that has the statistic, in that period or in the campaign's time.
fn is_expected(resolution: &Resolution, statistic: &Statistic, unit: UnitIndex, period: Option<PeriodIndex>) -> bool {
    let campaign = resolution.campaign;
    let stretch = period.map_or(campaign.time, |period| campaign.periods[period].stretch);
    let block = campaign.units[unit].in_stretch(&stretch).and_then(|standing| standing.block);
    block.is_some_and(|block| statistic.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block)))
}
