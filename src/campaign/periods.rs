//! Time: the campaign's stretch, days off, periods that nest, duties and their deadlines.

use crate::campaign::resolve::{Gaps, code_of, items, name_or_code};
use crate::campaign::{Directories, Duty, DutyDeadline, Gap, GapKind, Period, Stretch};
use crate::draft::Definition;
use crate::draft::definition::{DeadlineKey, OnDayOff};
use crate::sheet::CodeKind;
use crate::value::{Day, DaysOff, Deadline, DutyIndex, PeriodIndex, Table};
use crate::yaml::Field;

/// The campaign's days: `thoi_gian`, else the year `nam`.
pub(super) fn time(definition: &Definition, gaps: &mut Gaps) -> (Option<i32>, Stretch) {
    let year = definition.year.as_ref().and_then(|year| year.get()).and_then(|year| i32::try_from(year.0).ok());
    if let Some(field) = &definition.time
        && let Some(time) = field.get()
        && let (Some(from), Some(to)) = (time.from.get().copied(), time.to.get().copied())
    {
        return (year, stretch(from, to, &time.to, gaps));
    }
    if definition.time.is_none() && definition.year.is_none() {
        let because = ["không có `thoi_gian`", "`thoi_gian` is absent"];
        gaps.add(definition.code.span, GapKind::MissingKey { key: "nam", because });
    }
    // A year that cannot be read has its own finding; some stretch is needed to go on.
    let year_or_any = year.unwrap_or(2000).clamp(1900, 2199);
    let day = |month, day| Day::from_ymd(year_or_any, month, day).expect("1 January and 31 December exist");
    (year, Stretch { from: day(1, 1), to: day(12, 31) })
}

fn stretch(from: Day, to: Day, place: &Field<Day>, gaps: &mut Gaps) -> Stretch {
    if to < from {
        gaps.add(place.span, GapKind::EmptyStretch { from, to });
        return Stretch { from, to: from };
    }
    Stretch { from, to }
}

/// Days off, and whether a last day on one of them moves.
pub(super) fn days_off(definition: &Definition) -> (DaysOff, bool) {
    let Some(key) = definition.days_off.as_ref().and_then(Field::get) else { return (DaysOff::default(), false) };
    let days = |listed: &Option<Field<Vec<Field<Day>>>>| items(listed).filter_map(|day| day.get().copied()).collect();
    let moves = key.on_day_off.as_ref().and_then(Field::get) == Some(&OnDayOff::NextWorkingDay);
    (DaysOff::new(days(&key.listed), days(&key.worked)), moves)
}

/// The periods: leaves with days of their own, groups with what they hold.
pub(super) fn periods(definition: &Definition, time: Stretch, directories: &mut Directories, gaps: &mut Gaps) -> Table<PeriodIndex, Period> {
    let keys: Vec<_> = items(&definition.periods).filter_map(Field::get).collect();
    let mut table: Table<PeriodIndex, Period> = Table::default();
    let mut holds: Vec<Vec<PeriodIndex>> = Vec::new();
    for key in &keys {
        let code = code_of(&key.code);
        let span = key.code.span;
        let from = key.from.as_ref().and_then(|day| day.get().copied());
        let to = key.to.as_ref().and_then(|day| day.get().copied());
        let is_group = key.holds.is_some();
        if !is_group {
            let because = ["kỳ lá (không có `gom`) có ngày đầu và ngày cuối", "a period without `gom` has a first and a last day"];
            for (missing, name) in [(key.from.is_none(), "tu"), (key.to.is_none(), "den_het")] {
                if missing {
                    gaps.add(span, GapKind::MissingKey { key: name, because });
                }
            }
        }
        let stretch = match (from, to, &key.to) {
            (Some(from), Some(to), Some(place)) => stretch(from, to, place, gaps),
            _ => time,
        };
        let name = name_or_code(key.name.as_ref(), &code);
        let index = table.push(Period { code: (&*code).into(), name, stretch, leaves: Vec::new(), is_group, span });
        gaps.enter(&mut directories.periods, &code, index, span, |known| table[known].span);
        holds.push(Vec::new());
    }
    for (position, key) in keys.iter().enumerate() {
        for part in items(&key.holds) {
            if let Some(index) = gaps.find(&directories.periods, CodeKind::Period, part) {
                holds[position].push(index);
            }
        }
    }
    for position in 0..keys.len() {
        let index = PeriodIndex::new(position);
        let mut leaves = Vec::new();
        if collect_leaves(index, &table, &holds, &mut Vec::new(), &mut leaves) {
            gaps.add(table[index].span, GapKind::PeriodInItself { code: table[index].code.as_str().into() });
            leaves.clear();
        }
        leaves.sort_by_key(|leaf: &PeriodIndex| (table[*leaf].stretch.from, *leaf));
        leaves.dedup();
        if table[index].is_group
            && let (Some(first), Some(last)) = (leaves.first(), leaves.last())
        {
            table[index].stretch = Stretch { from: table[*first].stretch.from, to: table[*last].stretch.to };
        }
        table[index].leaves = leaves;
    }
    table
}

/// Gathers the leaves below a period; true where it holds itself.
fn collect_leaves(
    index: PeriodIndex,
    table: &Table<PeriodIndex, Period>,
    holds: &[Vec<PeriodIndex>],
    path: &mut Vec<PeriodIndex>,
    leaves: &mut Vec<PeriodIndex>,
) -> bool {
    if path.contains(&index) {
        return true;
    }
    if !table[index].is_group {
        leaves.push(index);
        return false;
    }
    path.push(index);
    let circles = holds[index.get()].iter().any(|part| collect_leaves(*part, table, holds, path, leaves));
    path.pop();
    circles
}

/// The duties and their deadlines.
pub(super) fn deadlines(
    definition: &Definition,
    (days_off, moves): (&DaysOff, bool),
    directories: &mut Directories,
    gaps: &mut Gaps,
) -> (Table<DutyIndex, Duty>, Vec<DutyDeadline>) {
    let mut duties: Table<DutyIndex, Duty> = Table::default();
    let mut deadlines: Vec<DutyDeadline> = Vec::new();
    for key in items(&definition.deadlines).filter_map(Field::get) {
        let code = code_of(&key.duty);
        let duty = directories.duties.find(code.as_bytes()).unwrap_or_else(|| {
            let index = duties.push(Duty { code: (&*code).into(), name: code.clone() });
            directories.duties.enter(&code, index);
            index
        });
        if let Some(name) = key.name.as_ref().and_then(Field::get) {
            duties[duty].name = name.as_str().into();
        }
        let period = key.period.as_ref().map(|period| gaps.find(&directories.periods, CodeKind::Period, period));
        let Some(period) = period.map_or(Some(None), |found| found.map(Some)) else { continue };
        let Some((deadline, span)) = deadline(key, gaps) else { continue };
        if let Some(first) = deadlines.iter().find(|known| known.duty == duty && known.period == period) {
            gaps.add(key.duty.span, GapKind::DuplicateCode { code, first: first.span });
            continue;
        }
        let last = deadline.last_day();
        let last_day = if moves && days_off.is_off(last) { days_off.next_working_day(last) } else { last };
        let recipient = key.recipient.as_ref().and_then(Field::get).map(|text| text.as_str().into());
        deadlines.push(DutyDeadline { duty, period, deadline, last_day, recipient, span });
    }
    (duties, deadlines)
}

fn deadline(key: &DeadlineKey, gaps: &mut Gaps) -> Option<(Deadline, crate::yaml::Span)> {
    match (&key.before, &key.through) {
        (Some(before), None) => Some((Deadline::Before(*before.get()?), before.span)),
        (None, Some(through)) => Some((Deadline::Through(*through.get()?), through.span)),
        (before, _) => {
            let both = before.is_some();
            gaps.list.push(Gap { span: key.duty.span, criterion: None, block: None, kind: GapKind::OneOf { keys: ["truoc", "den_het"], both } });
            None
        }
    }
}
