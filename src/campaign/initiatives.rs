//! The initiatives of `sang-kien.csv`: what was recognised, how far it reaches, and who its authors are.

use rustc_hash::FxHashMap;

use crate::campaign::sheets::year_in;
use crate::campaign::who::person_of;
use crate::campaign::{Directories, People};
use crate::draft::definition::WorkReach;
use crate::draft::{Draft, initiatives};
use crate::sheet::{Place, RowId};
use crate::value::{PersonCode, Quantity};

/// What kind of work it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Work {
    /// Sáng kiến.
    Initiative,
    /// Đề tài.
    Research,
    /// Đề án.
    Project,
}

/// How far works reach, in the order of the words of the sheet: narrowest first.
const REACHES: [WorkReach; 3] = [WorkReach::Grassroots, WorkReach::Provincial, WorkReach::National];

impl WorkReach {
    /// Whether it reaches as far as another, or further.
    pub fn covers(self, least: Self) -> bool {
        self as u8 >= least as u8
    }
}

/// Something that was recognised.
#[derive(Debug)]
pub struct Initiative {
    /// `ma`.
    pub code: Box<str>,
    /// `ten`, as the first row has it.
    pub name: Box<str>,
    /// What it is; none where no row says, or rows contradict each other.
    pub kind: Option<Work>,
    /// How far it reaches; none where that is not known.
    pub reach: Option<WorkReach>,
    /// The year it was recognised; none where rows contradict each other, or it cannot be read.
    pub year: Option<i32>,
    /// The decision; empty where the first row has none.
    pub decision: Box<str>,
    /// The cell of its reach.
    pub reach_place: Place,
    /// Its first row.
    pub row: RowId,
    /// Its authors, in row order.
    pub authors: Vec<Author>,
    /// Whether some row does not say who its author is.
    pub has_unknown_author: bool,
}

/// An author.
#[derive(Debug)]
pub struct Author {
    /// Who.
    pub person: PersonCode,
    /// Percent of the work; none where it is not said.
    pub share: Option<Quantity>,
    /// The row.
    pub row: RowId,
}

/// What was recognised.
#[derive(Debug, Default)]
pub struct Initiatives {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// Whether every row says which work and whose it is.
    pub is_read: bool,
    /// The works, in the order of their first rows.
    pub list: Vec<Initiative>,
    codes: FxHashMap<Box<str>, usize>,
}

impl Initiatives {
    /// The work of a code.
    pub fn find(&self, code: &str) -> Option<&Initiative> {
        self.codes.get(code).map(|position| &self.list[*position])
    }

    /// The works of an author.
    pub fn of<'a>(&'a self, person: &'a PersonCode) -> impl Iterator<Item = &'a Initiative> {
        self.list.iter().filter(move |one| one.authors.iter().any(|author| author.person == *person))
    }
}

/// Two rows of one work: what they both say, else nothing.
fn agreed<T: Copy + PartialEq>(known: &mut Option<T>, said: Option<T>) {
    if *known != said {
        *known = None;
    }
}

/// The works that can be read.
pub(super) fn initiatives(draft: &Draft, directories: &Directories, people: &People) -> Initiatives {
    const KINDS: [Work; 3] = [Work::Initiative, Work::Research, Work::Project];
    let rows = &draft.initiatives;
    let mut resolved = Initiatives { is_present: rows.is_present, is_read: rows.broken == 0, ..Initiatives::default() };
    for row in &rows.rows {
        let code = row.text(initiatives::CODE);
        if code.is_empty() {
            resolved.is_read = false;
            continue;
        }
        let kind = row.word(initiatives::KIND, initiatives::KINDS).value().map(|kind| KINDS[kind]);
        let reach = row.word(initiatives::REACH, initiatives::REACHES).value().map(|reach| REACHES[reach]);
        let year = year_in(row, initiatives::YEAR).value();
        let next = resolved.list.len();
        let position = *resolved.codes.entry(code.into()).or_insert(next);
        if position == next {
            resolved.list.push(Initiative {
                code: code.into(),
                name: row.text(initiatives::NAME).into(),
                kind,
                reach,
                year,
                decision: row.text(initiatives::DECISION).into(),
                reach_place: row.place(initiatives::REACH),
                row: row.id,
                authors: Vec::new(),
                has_unknown_author: false,
            });
        }
        let work = &mut resolved.list[position];
        agreed(&mut work.kind, kind);
        agreed(&mut work.reach, reach);
        agreed(&mut work.year, year);
        match person_of(row.text(initiatives::AUTHOR), directories, people) {
            Some(person) if work.authors.iter().all(|author| author.person != person) => {
                work.authors.push(Author { person, share: row.quantity(initiatives::SHARE).value(), row: row.id });
            }
            Some(_) => {}
            None => {
                work.has_unknown_author = true;
                resolved.is_read = false;
            }
        }
    }
    resolved
}
