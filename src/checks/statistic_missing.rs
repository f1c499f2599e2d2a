//! A unit whose figure is lacking from a published total.

use rustc_hash::FxHashSet;
use strum::VariantNames as _;

use crate::campaign::{Resolution, Stretch};
use crate::checks::published_total;
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
        if published_total::differing_sum(resolution, index).is_some() {
            continue; // the difference names who is lacking
        }
        for (unit, period) in missing(resolution, index) {
            let (code, own) = (campaign.units[unit].code.as_str().into(), statistic.code.as_str().into());
            let fault = match period {
                None => StatisticMissing::Unit { unit: code, statistic: own },
                Some(period) => StatisticMissing::Period { unit: code, statistic: own, period: campaign.periods[period].code.as_str().into() },
            };
            findings.add(&CHECK, Place::Definition(span), Subject::unit(Some(unit)).period(period), fault);
        }
    }
}

/// The units of a statistic's blocks that have no figure of it at all, or none in a period in which others have one.
///
/// Nothing is missing where there is no row of the statistic, and where a unit gives one figure for several periods.
pub(super) fn missing(resolution: &Resolution, index: StatisticIndex) -> Vec<(UnitIndex, Option<PeriodIndex>)> {
    let campaign = resolution.campaign;
    let blocks = campaign.statistics[index].blocks.as_deref();
    let rows = rows(resolution, index);
    let is_leaf = |period: &PeriodIndex| !campaign.periods[*period].is_group;
    let mut periods: Vec<PeriodIndex> = rows.iter().filter_map(|(_, period)| *period).filter(is_leaf).collect();
    periods.sort_unstable();
    periods.dedup();
    let stands_in = |unit: UnitIndex, stretch: &Stretch| {
        let block = campaign.units[unit].in_stretch(stretch).and_then(|standing| standing.block);
        block.is_some_and(|block| blocks.is_none_or(|blocks| blocks.contains(&block)))
    };
    let mut missing = Vec::new();
    if rows.is_empty() {
        return missing;
    }
    let units_with_rows: FxHashSet<UnitIndex> = rows.iter().map(|(unit, _)| *unit).collect();
    let whole: FxHashSet<UnitIndex> = rows.iter().filter(|(_, period)| !period.as_ref().is_some_and(is_leaf)).map(|(unit, _)| *unit).collect();
    for (unit, _) in campaign.units.enumerate() {
        if !units_with_rows.contains(&unit) {
            missing.extend(stands_in(unit, &campaign.time).then_some((unit, None)));
        } else if !whole.contains(&unit) {
            let lacks = |period: &&PeriodIndex| !rows.contains(&(unit, Some(**period))) && stands_in(unit, &campaign.periods[**period].stretch);
            missing.extend(periods.iter().filter(lacks).map(|period| (unit, Some(*period))));
        }
    }
    missing
}

/// The unit and period of every row of a statistic that says something, readable or not.
fn rows(resolution: &Resolution, statistic: StatisticIndex) -> FxHashSet<(UnitIndex, Option<PeriodIndex>)> {
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
