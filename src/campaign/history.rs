//! The titles and awards of `lich-su-danh-hieu.csv` that were decided.

use rustc_hash::FxHashMap;

use crate::campaign::sheets::year_in;
use crate::campaign::who::who;
use crate::campaign::{Directories, People, Who};
use crate::draft::{Draft, history};
use crate::sheet::{Place, Reading, RowId};
use crate::value::{Day, TitleIndex};

/// What an award was for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Occasion {
    /// The work of a year.
    Regular,
    /// A thematic campaign.
    Thematic,
    /// A single deed.
    Exceptional,
}

/// A title or award that was decided.
#[derive(Clone, Debug)]
pub struct Honour {
    /// The year of the achievement.
    pub year: i32,
    /// Which.
    pub title: TitleIndex,
    /// What for.
    pub occasion: Occasion,
    /// The decision's number.
    pub decision: Box<str>,
    /// Its day.
    pub day: Option<Day>,
    /// Its row.
    pub row: RowId,
    /// The row's cell of the decision.
    pub decision_place: Place,
    /// The row's cell of the day.
    pub day_place: Place,
}

/// The honours of `lich-su-danh-hieu.csv`.
#[derive(Debug, Default)]
pub struct History {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// Whether every row says who got what in which year.
    pub is_read: bool,
    /// Decided before their year began, so that of neither the year is known.
    pub too_early: Vec<(Who, Honour)>,
    map: FxHashMap<Who, Vec<Honour>>,
}

impl History {
    /// What somebody got, in row order.
    pub fn of(&self, who: &Who) -> &[Honour] {
        self.map.get(who).map_or(&[], Vec::as_slice)
    }

    /// Everybody who got something, in order.
    pub fn holders(&self) -> Vec<&Who> {
        let mut holders: Vec<&Who> = self.map.keys().collect();
        holders.sort_unstable();
        holders
    }
}

/// The honours that can be read; a row whose occasion cannot be is of none.
pub(super) fn history(draft: &Draft, directories: &Directories, people: &People) -> History {
    let rows = &draft.history;
    let mut resolved = History { is_present: rows.is_present, is_read: rows.broken == 0, ..History::default() };
    for row in &rows.rows {
        let whose = who(row, history::SUBJECT, history::CODE, directories, people);
        let title = directories.titles.find(row.text(history::TITLE).as_bytes());
        let occasion = match row.word(history::OCCASION, history::OCCASIONS) {
            Reading::Empty | Reading::Value(0) => Some(Occasion::Regular),
            Reading::Value(1) => Some(Occasion::Thematic),
            Reading::Value(_) => Some(Occasion::Exceptional),
            Reading::Broken => None,
        };
        let (Some(whose), Some(title), Some(year), Some(occasion)) = (whose, title, year_in(row, history::YEAR).value(), occasion) else {
            resolved.is_read = false;
            continue;
        };
        let decision = row.text(history::DECISION).into();
        let (day, day_place) = (row.day(history::DAY).value(), row.place(history::DAY));
        let honour = Honour { year, title, occasion, decision, day, row: row.id, decision_place: row.place(history::DECISION), day_place };
        // Nothing of a year is decided before it begins: the year or the day is wrong, and which is not known.
        if day.is_some_and(|day| day.year() < year) {
            resolved.is_read = false;
            resolved.too_early.push((whose, honour));
            continue;
        }
        resolved.map.entry(whose).or_default().push(honour);
    }
    resolved
}
