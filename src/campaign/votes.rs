//! Votes, and what share of them a nomination takes.

use crate::campaign::Directories;
use crate::campaign::resolve::Gaps;
use crate::draft::definition::{SubjectKind, VoteBase};
use crate::draft::{Definition, Draft, votes};
use crate::sheet::{Place, Reading};
use crate::value::{BlockIndex, Fraction, Quantity, TitleIndex, UnitIndex};
use crate::yaml::Field;

/// One vote of a block on a unit.
#[derive(Clone, Copy, Debug)]
pub struct Vote {
    /// The block that met.
    pub block: BlockIndex,
    /// The unit voted on.
    pub unit: UnitIndex,
    /// For which title.
    pub title: TitleIndex,
    /// All members.
    pub members: Quantity,
    /// Those present.
    pub present: Quantity,
    /// Those in favour.
    pub yes: Quantity,
    /// The row's cell of those in favour.
    pub place: Place,
}

/// What a vote must reach, as `bo_phieu` declares it.
#[derive(Debug, Default)]
pub struct Voting {
    /// The share of members that must be present.
    pub quorum: Option<Fraction>,
    /// Percent in favour, title by title.
    pub thresholds: Vec<(TitleIndex, Quantity)>,
    /// Of whom the percent is.
    pub base: Option<VoteBase>,
    /// The votes of blocks on units.
    pub votes: Vec<Vote>,
    /// Whether the folder has `bo-phieu.csv`.
    pub is_present: bool,
}

impl Voting {
    /// Whether a block has nominated a unit for a title; none where it cannot be told: no sheet, no threshold, no base.
    pub fn is_nominated(&self, block: BlockIndex, unit: UnitIndex, title: TitleIndex) -> Option<bool> {
        if !self.is_present {
            return None;
        }
        let Some(vote) = self.votes.iter().find(|vote| vote.block == block && vote.unit == unit && vote.title == title) else {
            return Some(false);
        };
        let threshold = self.thresholds.iter().find(|(known, _)| *known == title).map(|(_, percent)| percent.to_fraction())?;
        let base = match self.base? {
            VoteBase::Members => vote.members,
            VoteBase::Present => vote.present,
        };
        let hundred = vote.yes.to_fraction().checked_mul(&Fraction::whole(100))?;
        let reaches = hundred >= threshold.checked_mul(&base.to_fraction())?;
        let meets = match self.quorum {
            Some(quorum) => vote.present.to_fraction() >= quorum.checked_mul(&vote.members.to_fraction())?,
            None => true,
        };
        Some(reaches && meets && vote.members > Quantity::ZERO)
    }
}

/// The rules of `bo_phieu` and the votes of blocks; rows of other years, of people and of the council are left to the titles.
pub(super) fn voting(definition: &Definition, draft: &Draft, year: Option<i32>, directories: &Directories, gaps: &mut Gaps) -> Voting {
    let mut voting = Voting { is_present: draft.votes.is_present, ..Voting::default() };
    if let Some(key) = definition.voting.as_ref().and_then(Field::get) {
        voting.quorum = gaps.optional(key.quorum.as_ref(), 0, Some(1)).map(|share| Fraction::from(&share));
        voting.base = key.base.as_ref().and_then(|base| base.get().copied());
        let entries = key.thresholds.as_ref().and_then(Field::get);
        for (title, percent) in entries.into_iter().flat_map(|entries| &entries.0) {
            let title = gaps.find(&directories.titles, crate::sheet::CodeKind::Title, title);
            if let (Some(title), Some(percent)) = (title, gaps.bounded(percent, 0, Some(100))) {
                voting.thresholds.push((title, percent));
            }
        }
    }
    for row in &draft.votes.rows {
        let block = directories.blocks.find(row.text(votes::MEETING).as_bytes());
        let unit = directories.units.find(row.text(votes::CODE).as_bytes());
        let title = directories.titles.find(row.text(votes::TITLE).as_bytes());
        let is_this_year = match row.text(votes::YEAR) {
            "" => true,
            text => year.is_none_or(|year| text == year.to_string()),
        };
        let is_collective = row.word(votes::SUBJECT, crate::draft::SUBJECTS) == Reading::Value(SubjectKind::Collective as usize);
        let figures = [votes::MEMBERS, votes::PRESENT, votes::YES].map(|column| row.quantity(column).value());
        if let (Some(block), Some(unit), Some(title), [Some(members), Some(present), Some(yes)], true, true) =
            (block, unit, title, figures, is_this_year, is_collective)
        {
            voting.votes.push(Vote { block, unit, title, members, present, yes, place: row.place(votes::YES) });
        }
    }
    voting
}
