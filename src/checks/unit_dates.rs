//! Rows of one unit that hold at the same time, or never.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{DraftRow, units};
use crate::value::{Day, UnitIndex};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-dates",
    page: include_str!("unit_dates.md"),
    grade: Grade::Required,
    reasons: UnitDates::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnitDates {
    Overlap { unit: Box<str>, from: Option<Day>, to: Option<Day>, ends_before: Option<Day> },
    EndsBeforeItBegins { unit: Box<str>, from: Day, to: Day },
}

impl Fault for UnitDates {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Overlap { unit, from, to, .. } => {
                let when = words::common_days(*from, *to, voice);
                voice.say(format!("hai dòng của `{unit}` cùng có hiệu lực {when}"), format!("two rows of `{unit}` hold at once {when}"))
            }
            Self::EndsBeforeItBegins { unit, from, to } => {
                let early = words::days(from.since(*to), voice);
                let (from, to) = (words::day(*from, voice), words::day(*to, voice));
                voice.say(
                    format!("`{unit}`: đến ngày {to} trước từ ngày {from}, sớm hơn {early}"),
                    format!("`{unit}`: the last day {to} is before the first {from}, {early} early"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Overlap { ends_before: Some(day), .. } => {
                Some(voice.say(format!("viết `{day}` vào `den_ngay` của dòng có trước"), format!("write `{day}` in `den_ngay` of the earlier row")))
            }
            Self::Overlap { ends_before: None, .. } => Some(voice.say(
                "giữ một dòng, hoặc ghi `tu_ngay`, `den_ngay` để hai dòng nối tiếp nhau",
                "keep one row, or write `tu_ngay` and `den_ngay` so that one follows the other",
            )),
            Self::EndsBeforeItBegins { from, .. } => Some(words::write_from(*from, ["`tu_ngay`", "`tu_ngay`"], voice)),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Overlap { .. } => voice.say("dòng có trước", "the earlier row"),
            Self::EndsBeforeItBegins { .. } => voice.say("từ ngày này", "from this day"),
        })
    }
}

/// A row whose days can be read and are in order.
struct Dated<'a> {
    row: &'a DraftRow,
    unit: UnitIndex,
    from: Option<Day>,
    to: Option<Day>,
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let mut by_unit: Vec<Vec<Dated>> = Vec::new();
    by_unit.resize_with(resolution.campaign.units.len(), Vec::new);
    for row in &resolution.draft.units.rows {
        let Some(unit) = resolution.campaign.directories.units.find(row.text(units::CODE).as_bytes()) else { continue };
        let (from, to) = (row.day(units::FROM), row.day(units::TO));
        if from.is_broken() || to.is_broken() {
            continue;
        }
        let (from, to) = (from.value(), to.value());
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let fault = UnitDates::EndsBeforeItBegins { unit: row.text(units::CODE).into(), from, to };
            let found = findings.add(&CHECK, row.place(units::TO), subject(resolution, unit, &[row]), fault);
            found.against(row.place(units::FROM));
            continue;
        }
        by_unit[unit.get()].push(Dated { row, unit, from, to });
    }
    for rows in by_unit {
        for (position, later) in rows.iter().enumerate() {
            if let Some(earlier) = rows[..position].iter().find(|earlier| meet(earlier, later)) {
                overlap(resolution, earlier, later, findings);
            }
        }
    }
}

fn meet(one: &Dated, other: &Dated) -> bool {
    let begins_in_time = |first: &Dated, second: &Dated| first.from.zip(second.to).is_none_or(|(from, to)| from <= to);
    begins_in_time(one, other) && begins_in_time(other, one)
}

fn overlap(resolution: &Resolution, earlier: &Dated, later: &Dated, findings: &mut Findings) {
    let from = earlier.from.max(later.from);
    let to = match (earlier.to, later.to) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    // Where the later row begins later, the earlier one should have ended the day before.
    let follows = later.from.filter(|from| earlier.from.is_none_or(|first| first < *from));
    let fault = UnitDates::Overlap { unit: later.row.text(units::CODE).into(), from, to, ends_before: follows.map(Day::previous) };
    let column = if later.from.is_some() { units::FROM } else { units::CODE };
    let subject = subject(resolution, later.unit, &[earlier.row, later.row]);
    let found = findings.add(&CHECK, later.row.place(column), subject, fault);
    found.against(earlier.row.place(if earlier.to.is_some() { units::TO } else { units::CODE }));
}

/// The unit in the block its rows name; every block where they name several.
fn subject(resolution: &Resolution, unit: UnitIndex, rows: &[&DraftRow]) -> Subject {
    let block = |row: &DraftRow| resolution.campaign.directories.blocks.find(row.text(units::BLOCK).as_bytes());
    let mut blocks = rows.iter().filter_map(|row| block(row));
    let first = blocks.next();
    if blocks.any(|block| Some(block) != first) {
        return Subject::campaign();
    }
    Subject { block: first, ..Subject::unit(Some(unit)) }
}
