//! Time: the campaign's stretch, days off, periods that nest, duties and their deadlines.

use crate::campaign::resolve::{Gaps, code_of, declared, items, name_or_code};
use crate::campaign::{Directories, Duty, DutyDeadline, EstimateEnd, GapKind, Period, Phase, Stretch};
use crate::draft::Definition;
use crate::draft::definition::{DeadlineKey, OnDayOff};
use crate::sheet::CodeKind;
use crate::value::{Day, DaysOff, Deadline, DutyIndex, PeriodIndex, Table};
use crate::yaml::Field;

/// The campaign's days: `thoi_gian`, else the year `nam`.
pub(super) fn time(definition: &Definition, gaps: &mut Gaps) -> (Option<i32>, Stretch) {
    let year = definition.year.as_ref().and_then(|field| gaps.bounded(field, 1900, Some(2199)));
    let year = year.and_then(|year| i32::try_from(year.0).ok());
    if let Some(time) = definition.time.as_ref().and_then(Field::get)
        && let Some(stretch) = stretch(&time.from, &time.to, gaps)
        && time.from.get() <= time.to.get()
    {
        return (year, stretch);
    }
    if definition.time.is_none() && definition.year.is_none() {
        let because = ["không có `thoi_gian`", "`thoi_gian` is absent"];
        gaps.add(definition.code.key.unwrap_or(definition.code.span), GapKind::MissingKey { key: "nam", because });
    }
    // A time that cannot be read has its own finding; what is needed to go on leaves nothing outside.
    let (first, last) = year.map_or((1900, 2199), |year| (year, year));
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("1 January and 31 December exist");
    (year, Stretch { from: day(first, 1, 1), to: day(last, 12, 31) })
}

/// How far estimates reach: `uoc_den_het`.
pub(super) fn estimate_end(definition: &Definition) -> EstimateEnd {
    let Some(time) = &definition.time else { return EstimateEnd::OfPeriod };
    let Some(time) = time.get() else { return EstimateEnd::Lost };
    match &time.estimated_to {
        None => EstimateEnd::OfPeriod,
        Some(field) => field.get().map_or(EstimateEnd::Lost, |day| EstimateEnd::Through(*day)),
    }
}

/// From one day through another; of one that ends before it begins the first day is left, so that there is something to go on with.
pub(super) fn stretch(from: &Field<Day>, to: &Field<Day>, gaps: &mut Gaps) -> Option<Stretch> {
    let (first, last) = (*from.get()?, *to.get()?);
    if last < first {
        gaps.add(to.span, GapKind::EmptyStretch { from: first, start: from.span, to: last });
    }
    Some(Stretch { from: first, to: last.max(first) })
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
    let keys = declared(definition.periods.as_ref(), &mut directories.periods);
    let mut table: Table<PeriodIndex, Period> = Table::default();
    for key in &keys {
        let is_group = key.holds.is_some();
        let days = [(&key.from, "tu"), (&key.to, "den_het")];
        for (day, name) in days {
            match day {
                None if !is_group => {
                    let because = ["kỳ không có `gom` lấy ngày của chính nó", "a period without `gom` takes days of its own"];
                    gaps.add(key.code.span, GapKind::MissingKey { key: name, because });
                }
                Some(day) if is_group && day.get().is_some() => {
                    let because = ["kỳ có `gom` lấy ngày của các kỳ nó gồm", "a period with `gom` takes the days of the periods it holds"];
                    gaps.add(day.key.unwrap_or(day.span), GapKind::Pointless { key: name, because });
                }
                None | Some(_) => {}
            }
        }
        let stretch = match (&key.from, &key.to) {
            (Some(from), Some(to)) if !is_group => stretch(from, to, gaps),
            _ => None,
        };
        let code = code_of(&key.code);
        let name = name_or_code(key.name.as_ref(), &code);
        let stretch = stretch.unwrap_or(time);
        let index = table.push(Period { code: (&*code).into(), name, stretch, leaves: Vec::new(), is_group, span: key.code.span });
        gaps.enter(&mut directories.periods, CodeKind::Period, &key.code, index, |known| table[known].span);
    }
    let mut holds: Vec<Vec<PeriodIndex>> = Vec::with_capacity(keys.len());
    for key in &keys {
        if let Some(parts) = &key.holds
            && parts.get().is_some_and(Vec::is_empty)
        {
            gaps.add(parts.key.unwrap_or(parts.span), GapKind::HoldsNothing);
        }
        let parts = items(&key.holds);
        holds.push(parts.filter_map(|part| gaps.find(&directories.periods, CodeKind::Period, part)).collect());
    }
    let mut in_told_circle = vec![false; keys.len()];
    for index in table.indices() {
        if !table[index].is_group {
            table[index].leaves = vec![index];
            continue;
        }
        let below = below(index, &holds);
        if below.contains(&index) {
            // Periods in one circle hold one another: the first of them tells of all.
            if !in_told_circle[index.get()] {
                gaps.add(table[index].span, GapKind::PeriodInItself { code: table[index].code.as_str().into() });
                for other in below.iter().filter(|other| self::below(**other, &holds).contains(&index)) {
                    in_told_circle[other.get()] = true;
                }
            }
            continue;
        }
        let mut leaves: Vec<PeriodIndex> = below.into_iter().filter(|part| !table[*part].is_group).collect();
        leaves.sort_by_key(|leaf| (table[*leaf].stretch.from, *leaf));
        if let (Some(first), Some(last)) = (leaves.first(), leaves.last()) {
            table[index].stretch = Stretch { from: table[*first].stretch.from, to: table[*last].stretch.to };
        }
        table[index].leaves = leaves;
    }
    table
}

/// Everything a period holds, over others or directly, each once; itself too where it holds itself.
fn below(index: PeriodIndex, holds: &[Vec<PeriodIndex>]) -> Vec<PeriodIndex> {
    let mut is_met = vec![false; holds.len()];
    let mut found = Vec::new();
    let mut open = vec![index];
    while let Some(next) = open.pop() {
        for part in &holds[next.get()] {
            if !std::mem::replace(&mut is_met[part.get()], true) {
                found.push(*part);
                open.push(*part);
            }
        }
    }
    found
}

/// The phases, as declared; one whose days cannot be read is left out.
pub(super) fn phases(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    declared(definition.phases.as_ref(), &mut directories.phases);
    for field in items(&definition.phases) {
        let Some(key) = field.get() else { continue };
        let code = code_of(&key.code);
        if key.code.get().is_some_and(|code| code.as_str().trim().is_empty()) {
            gaps.add(key.code.span, GapKind::EmptyCode);
        } else if let Some(known) = phases.iter().find(|known| key.code.get().is_some() && known.code.as_str() == &*code) {
            gaps.add(key.code.span, GapKind::DuplicateCode { kind: CodeKind::Phase, code: code.clone(), first: known.span });
        }
        let Some(stretch) = stretch(&key.from, &key.to, gaps) else {
            directories.phases.lack();
            continue;
        };
        if key.code.get().is_some() {
            directories.phases.enter(&code, phases.len());
        } else {
            directories.phases.lack();
        }
        let is_empty = key.to.get() < key.from.get();
        let working_days = key.working_days.as_ref().and_then(|days| Some((days.get()?.0, days.span)));
        phases.push(Phase {
            name: name_or_code(key.name.as_ref(), &code),
            code: (&*code).into(),
            stretch,
            is_empty,
            end: key.end.as_ref().and_then(|end| end.get().copied()),
            working_days,
            span: key.code.span,
            from: key.from.span,
            to: key.to.span,
        });
    }
    phases
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
    for key in declared(definition.deadlines.as_ref(), &mut directories.duties) {
        let Some(code) = gaps.code(&key.duty, &mut directories.duties) else { continue };
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
            gaps.add(key.duty.span, GapKind::DuplicateCode { kind: CodeKind::Duty, code, first: first.span });
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
            gaps.add(key.duty.span, GapKind::OneOf { keys: &["truoc", "den_het"], both: before.is_some() });
            None
        }
    }
}
