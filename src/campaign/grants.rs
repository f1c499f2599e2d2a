//! Grants: the titles and awards of `khen-thuong.csv`, given by a decision.

use crate::campaign::who::who;
use crate::campaign::{Directories, People, Stretch, Who, year_in};
use crate::draft::{Draft, DraftRow, grants};
use crate::sheet::{Place, Reading, RowId};
use crate::value::{Day, Quantity, TitleIndex};

/// One title or award given.
#[derive(Clone, Debug)]
pub struct Grant {
    /// To whom.
    pub candidate: Who,
    /// What.
    pub title: TitleIndex,
    /// The year it is for; none where the row gives none and the campaign is of several.
    pub year: Option<i32>,
    /// The decision's number; empty where none is given.
    pub decision: Box<str>,
    /// The decision's day.
    pub day: Reading<Day>,
    /// Who decided; empty where it is not said.
    pub agency: Box<str>,
    /// The prize paid, in đồng.
    pub money: Reading<Quantity>,
    /// Its row.
    pub row: RowId,
    /// The row's cell of the title.
    pub place: Place,
    /// The row's cell of the day.
    pub day_place: Place,
    /// The row's cell of the prize.
    pub money_place: Place,
}

/// What was given.
#[derive(Debug, Default)]
pub struct Grants {
    /// Whether the folder has `khen-thuong.csv`.
    pub is_present: bool,
    /// The grants of the campaign's years, in row order.
    pub list: Vec<Grant>,
    /// Those of other years, in row order: history.
    pub earlier: Vec<Grant>,
    /// How many rows may be grants and cannot be read as any.
    pub unread: usize,
}

/// The grants; what names nobody or cannot be read is counted.
pub(super) fn grants(draft: &Draft, (year, time): (Option<i32>, Stretch), directories: &Directories, people: &People) -> Grants {
    let mut made = Grants { is_present: draft.grants.is_present, unread: draft.grants.broken, ..Grants::default() };
    for row in &draft.grants.rows {
        match grant(row, year, directories, people) {
            Some(grant) if grant.year.is_none_or(|own| time.years(year).contains(&own)) => made.list.push(grant),
            Some(grant) => made.earlier.push(grant),
            None => made.unread += 1,
        }
    }
    made
}

fn grant(row: &DraftRow, year: Option<i32>, directories: &Directories, people: &People) -> Option<Grant> {
    let own = year_in(row, grants::YEAR);
    if own.is_broken() {
        return None;
    }
    Some(Grant {
        candidate: who(row, grants::SUBJECT, grants::CODE, directories, people)?,
        title: directories.titles.find(row.text(grants::TITLE).as_bytes())?,
        year: own.value().or(year),
        decision: row.text(grants::DECISION).into(),
        day: row.day(grants::DAY),
        agency: row.text(grants::AGENCY).into(),
        money: row.quantity(grants::MONEY),
        row: row.id,
        place: row.place(grants::TITLE),
        day_place: row.place(grants::DAY),
        money_place: row.place(grants::MONEY),
    })
}
