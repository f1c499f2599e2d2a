//! The leaves of `nghi.csv`.

use rustc_hash::FxHashMap;

use crate::campaign::who::person_of;
use crate::campaign::{Directories, People};
use crate::draft::{Draft, leaves};
use crate::sheet::RowId;
use crate::value::{Day, PersonCode};

/// Why somebody is away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LeaveReason {
    /// Thai sản: counts as working time.
    Maternity,
    /// Ốm đau.
    Illness,
    /// Đào tạo.
    Training,
    /// Khác.
    Other,
}

/// One leave.
#[derive(Clone, Copy, Debug)]
pub struct Leave {
    /// Why; none where it cannot be read.
    pub reason: Option<LeaveReason>,
    /// First day.
    pub from: Day,
    /// Last day; none where it is not known.
    pub to: Option<Day>,
    /// Its row.
    pub row: RowId,
}

/// The leaves of `nghi.csv`.
#[derive(Debug, Default)]
pub struct Leaves {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// Whether every row tells whose leave it is, and when; if not, somebody may have been away unseen.
    pub is_read: bool,
    map: FxHashMap<PersonCode, Vec<Leave>>,
}

impl Leaves {
    /// The leaves of a person, in row order.
    pub fn of(&self, person: &PersonCode) -> &[Leave] {
        self.map.get(person).map_or(&[], Vec::as_slice)
    }
}

const REASONS: [LeaveReason; 4] = [LeaveReason::Maternity, LeaveReason::Illness, LeaveReason::Training, LeaveReason::Other];

/// The leaves that can be read.
pub(super) fn leaves(draft: &Draft, directories: &Directories, people: &People) -> Leaves {
    let mut resolved = Leaves { is_present: draft.leaves.is_present, is_read: draft.leaves.broken == 0, map: FxHashMap::default() };
    for row in &draft.leaves.rows {
        let (from, to) = (row.day(leaves::FROM).value(), row.day(leaves::TO));
        let person = person_of(row.text(leaves::CODE), directories, people);
        let is_in_order = from.zip(to.value()).is_none_or(|(from, to)| from <= to);
        let (Some(from), Some(person), false, true) = (from, person, to.is_broken(), is_in_order) else {
            resolved.is_read = false;
            continue;
        };
        let reason = row.word(leaves::REASON, leaves::REASONS).value().map(|reason| REASONS[reason]);
        resolved.map.entry(person).or_default().push(Leave { reason, from, to: to.value(), row: row.id });
    }
    resolved
}
