//! The yearly grades of `danh-gia.csv`.

use rustc_hash::FxHashMap;

use crate::campaign::sheets::year_in;
use crate::campaign::who::who;
use crate::campaign::{Directories, People, Who};
use crate::draft::definition::YearGrade;
use crate::draft::{Draft, appraisals};
use crate::sheet::Place;

impl YearGrade {
    /// The grades in the order of the words of the sheet.
    pub const BEST_FIRST: [Self; 4] = [Self::Excellent, Self::Good, Self::Done, Self::NotDone];

    /// Whether it is as good as another, or better.
    pub fn reaches(self, least: Self) -> bool {
        self as u8 <= least as u8
    }
}

/// What is known of a year.
#[derive(Clone, Copy, Debug)]
pub struct Appraisal {
    /// The grade; none where two rows contradict each other.
    pub grade: Option<YearGrade>,
    /// The cell of the first row.
    pub place: Place,
}

/// The grades of `danh-gia.csv`.
#[derive(Debug, Default)]
pub struct Appraisals {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    map: FxHashMap<(Who, i32), Appraisal>,
}

impl Appraisals {
    /// The grade of somebody in a year; none where no row has it, which is never known to be none.
    pub fn of(&self, who: &Who, year: i32) -> Option<Appraisal> {
        self.map.get(&(who.clone(), year)).copied()
    }
}

/// The grades that can be read.
pub(super) fn appraisals(draft: &Draft, directories: &Directories, people: &People) -> Appraisals {
    let mut resolved = Appraisals { is_present: draft.appraisals.is_present, ..Appraisals::default() };
    for row in &draft.appraisals.rows {
        let whose = who(row, appraisals::SUBJECT, appraisals::CODE, directories, people);
        let grade = row.word(appraisals::GRADE, appraisals::GRADES).value();
        let (Some(whose), Some(year), Some(grade)) = (whose, year_in(row, appraisals::YEAR).value(), grade) else { continue };
        let grade = YearGrade::BEST_FIRST[grade];
        let known = resolved.map.entry((whose, year)).or_insert(Appraisal { grade: Some(grade), place: row.place(appraisals::GRADE) });
        if known.grade != Some(grade) {
            known.grade = None;
        }
    }
    resolved
}
