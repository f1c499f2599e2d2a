//! Votes: who met, how many voted for whom, and what share of them a title takes.
//!
//! Everything is compared in whole numbers: 100 × yes against percent × base.

use rustc_hash::FxHashMap;

use crate::campaign::resolve::Gaps;
use crate::campaign::who::who;
use crate::campaign::{Directories, People, Stretch, Who, year_in};
use crate::draft::definition::VoteBase;
use crate::draft::{Definition, Draft, DraftRow, votes};
use crate::sheet::{CodeKind, Place, Reading, RowId};
use crate::value::{BlockIndex, Day, Fraction, Quantity, Rounding, RoundingWay, TitleIndex, UnitIndex};
use crate::yaml::{Field, Span};

/// Who met.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Meeting {
    /// A block (suy tôn).
    Block(BlockIndex),
    /// The council.
    Council,
}

/// One vote: a row of `bo-phieu.csv`.
#[derive(Clone, Debug)]
pub struct Vote {
    /// Who met.
    pub meeting: Meeting,
    /// Whom it was about.
    pub candidate: Who,
    /// For which title.
    pub title: TitleIndex,
    /// The figures.
    pub ballots: Ballots,
    /// The day they met.
    pub day: Option<Day>,
    /// The number of the minutes; empty where none is given.
    pub minutes: Box<str>,
    /// Its row.
    pub row: RowId,
    /// The row's cell of those in favour.
    pub place: Place,
}

/// The figures of a vote.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ballots {
    /// All members.
    pub members: Quantity,
    /// Those present.
    pub present: Quantity,
    /// Absent members who gave their opinion in writing; none is zero.
    pub written: Quantity,
    /// Ballots handed out, where it is said.
    pub handed_out: Option<Quantity>,
    /// Ballots collected, where it is said.
    pub collected: Option<Quantity>,
    /// Valid ballots, where it is said.
    pub valid: Option<Quantity>,
    /// Those in favour, in writing too.
    pub yes: Quantity,
}

/// A figure of a vote that cannot be right beside another: the column it stands in, and the one it is held against.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Imbalance {
    /// The column of the figure that is too great.
    pub column: usize,
    /// The figure.
    pub figure: Quantity,
    /// The column of the figure that bounds it.
    pub bound_column: usize,
    /// The most it can be.
    pub bound: Quantity,
    /// How much of the bound are opinions in writing; zero where they do not count in it.
    pub written: Quantity,
}

impl Ballots {
    /// The figures of a row; none where one that every vote has cannot be read, or one that is given.
    pub fn read(row: &DraftRow) -> Option<Self> {
        let given = |column: usize| match row.quantity(column) {
            Reading::Value(figure) => Some(Some(figure)),
            Reading::Empty => Some(None),
            Reading::Broken => None,
        };
        Some(Self {
            members: row.quantity(votes::MEMBERS).value()?,
            present: row.quantity(votes::PRESENT).value()?,
            written: given(votes::WRITTEN)?.unwrap_or(Quantity::ZERO),
            handed_out: given(votes::HANDED_OUT)?,
            collected: given(votes::COLLECTED)?,
            valid: given(votes::VALID)?,
            yes: row.quantity(votes::YES).value()?,
        })
    }

    /// The members who took part: those present and those who wrote.
    pub fn voices(&self) -> Quantity {
        self.present + self.written
    }

    /// Every figure that is greater than the one that bounds it; none where the figures can be right.
    ///
    /// Whether opinions in writing are counted among the ballots is not the same everywhere: a figure is wrong only where it is either way.
    pub fn imbalances(&self) -> Vec<Imbalance> {
        let Self { members, present, written, handed_out, collected, valid, yes } = *self;
        let mut found = Vec::new();
        let mut hold = |column: usize, figure: Quantity, (bound_column, bound, written): (usize, Quantity, Quantity)| {
            if figure > bound {
                found.push(Imbalance { column, figure, bound_column, bound, written });
            }
        };
        if present > members {
            hold(votes::PRESENT, present, (votes::MEMBERS, members, Quantity::ZERO));
        } else {
            hold(votes::WRITTEN, written, (votes::MEMBERS, members - present, Quantity::ZERO));
        }
        let voices = (votes::PRESENT, self.voices(), written);
        let mut above = voices;
        for (column, figure) in [(votes::HANDED_OUT, handed_out), (votes::COLLECTED, collected), (votes::VALID, valid)] {
            if let Some(figure) = figure {
                hold(column, figure, above);
                above = (column, figure, Quantity::ZERO);
            }
        }
        // Those who wrote may stand beside the ballots, but nobody votes twice.
        let beside = (above.0, above.1 + written, written);
        hold(votes::YES, yes, if above == voices || voices.1 < beside.1 { voices } else { beside });
        found
    }

    /// Whether the figures can be right.
    pub fn add_up(&self) -> bool {
        self.members > Quantity::ZERO && self.imbalances().is_empty()
    }

    /// Whether enough members took part; none where it hangs on whether opinions in writing count as presence.
    pub fn meets_quorum(&self, quorum: &Fraction) -> Option<bool> {
        let needed = quorum.checked_mul(&self.members.to_fraction())?;
        match (self.present.to_fraction() >= needed, self.voices().to_fraction() >= needed) {
            (true, _) => Some(true),
            (false, false) => Some(false),
            (false, true) => None,
        }
    }

    /// The least number of yes that is this percent of the base; none past all measure.
    pub fn needed(&self, percent: Quantity, base: VoteBase) -> Option<Quantity> {
        let base = match base {
            VoteBase::Members => self.members,
            VoteBase::Present => self.present,
        };
        let hundredfold = percent.to_fraction().checked_mul(&base.to_fraction())?;
        let exact = hundredfold.checked_div(&Fraction::whole(100))?;
        Rounding { digits: 0, way: RoundingWay::Up }.apply_fraction(&exact).map(Quantity::from)
    }

    /// Whether those in favour are this percent of the base; none where it hangs on how opinions in writing count among those present.
    pub fn passes(&self, percent: Quantity, base: VoteBase) -> Option<bool> {
        let reaches = |yes: Quantity, of: Quantity| {
            let hundredfold = yes.to_fraction().checked_mul(&Fraction::whole(100))?;
            Some(hundredfold >= percent.to_fraction().checked_mul(&of.to_fraction())?)
        };
        match base {
            VoteBase::Members => reaches(self.yes, self.members),
            VoteBase::Present => {
                // Of those in favour as many as wrote may have done so in writing, or none.
                let spoken = if self.yes > self.written { self.yes - self.written } else { Quantity::ZERO };
                let at_most = reaches(self.yes, self.present)?;
                let at_least = reaches(spoken, self.present)? && reaches(self.yes, self.voices())?;
                match (at_least, at_most) {
                    (true, _) => Some(true),
                    (false, false) => Some(false),
                    (false, true) => None,
                }
            }
        }
    }
}

/// What votes must reach, as `bo_phieu` declares it, and the votes.
#[derive(Debug, Default)]
pub struct Voting {
    /// The share of members that must be present.
    pub quorum: Option<Fraction>,
    /// Percent in favour, title by title, and where it stands.
    pub thresholds: Vec<(TitleIndex, Quantity, Span)>,
    /// Of whom the percent is.
    pub base: Option<VoteBase>,
    /// The votes of the campaign's years, in row order.
    pub votes: Vec<Vote>,
    /// Where those on a candidate for a title stand among them.
    on: FxHashMap<(Who, TitleIndex), Vec<usize>>,
    /// How many rows may be votes and cannot be read as any.
    pub unread: usize,
    /// Whether the folder has `bo-phieu.csv`.
    pub is_present: bool,
}

impl Voting {
    /// Percent in favour that a title takes, as declared.
    pub fn threshold(&self, title: TitleIndex) -> Option<Quantity> {
        self.thresholds.iter().find(|(known, _, _)| *known == title).map(|(_, percent, _)| *percent)
    }

    /// The votes on a candidate for a title, in row order.
    pub fn on(&self, candidate: &Who, title: TitleIndex) -> impl Iterator<Item = &Vote> {
        let positions = self.on.get(&(candidate.clone(), title));
        positions.into_iter().flatten().map(|position| &self.votes[*position])
    }

    /// The vote of a meeting on a candidate for a title.
    pub fn find(&self, meeting: Meeting, candidate: &Who, title: TitleIndex) -> Option<&Vote> {
        self.on(candidate, title).find(|vote| vote.meeting == meeting)
    }

    /// Whether a block has nominated a unit for a title; none where it cannot be told: no sheet, no threshold, no base, figures that contradict.
    pub fn is_nominated(&self, block: BlockIndex, unit: UnitIndex, title: TitleIndex) -> Option<bool> {
        if !self.is_present {
            return None;
        }
        let Some(vote) = self.find(Meeting::Block(block), &Who::Unit(unit), title) else {
            return (self.unread == 0).then_some(false);
        };
        let ballots = vote.ballots;
        if !ballots.add_up() {
            return None;
        }
        let passes = ballots.passes(self.threshold(title)?, self.base?);
        let meets = self.quorum.map_or(Some(true), |quorum| ballots.meets_quorum(&quorum));
        match (passes, meets) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            (None, _) | (_, None) => None,
        }
    }
}

/// The rules of `bo_phieu`, and the votes of the campaign's years; what names nobody or cannot be read is counted.
pub(super) fn voting(
    (definition, draft): (&Definition, &Draft),
    (year, time): (Option<i32>, Stretch),
    (directories, people): (&Directories, &People),
    gaps: &mut Gaps,
) -> Voting {
    let mut voting = Voting { is_present: draft.votes.is_present, unread: draft.votes.broken, ..Voting::default() };
    if let Some(key) = definition.voting.as_ref().and_then(Field::get) {
        voting.quorum = gaps.optional(key.quorum.as_ref(), 0, Some(1)).map(|share| Fraction::from(&share));
        voting.base = key.base.as_ref().and_then(|base| base.get().copied());
        let entries = key.thresholds.as_ref().and_then(Field::get);
        for (title, percent) in entries.into_iter().flat_map(|entries| &entries.0) {
            let span = percent.span;
            let title = gaps.find(&directories.titles, CodeKind::Title, title);
            if let (Some(title), Some(percent)) = (title, gaps.bounded(percent, 0, Some(100))) {
                voting.thresholds.push((title, percent, span));
            }
        }
    }
    for row in &draft.votes.rows {
        match year_in(row, votes::YEAR) {
            Reading::Value(own) if !time.years(year).contains(&own) => {}
            Reading::Broken => voting.unread += 1,
            Reading::Value(_) | Reading::Empty => match vote(row, directories, people) {
                Some(vote) => {
                    voting.on.entry((vote.candidate.clone(), vote.title)).or_default().push(voting.votes.len());
                    voting.votes.push(vote);
                }
                None => voting.unread += 1,
            },
        }
    }
    voting
}

/// Who met by a row; none where it names no block.
pub fn meeting_of(row: &DraftRow, directories: &Directories) -> Option<Meeting> {
    match row.text(votes::MEETING) {
        votes::COUNCIL => Some(Meeting::Council),
        code => directories.blocks.find(code.as_bytes()).map(Meeting::Block),
    }
}

fn vote(row: &DraftRow, directories: &Directories, people: &People) -> Option<Vote> {
    let day = row.day(votes::DAY);
    Some(Vote {
        meeting: meeting_of(row, directories)?,
        candidate: who(row, votes::SUBJECT, votes::CODE, directories, people)?,
        title: directories.titles.find(row.text(votes::TITLE).as_bytes())?,
        ballots: Ballots::read(row)?,
        day: day.value(),
        minutes: row.text(votes::MINUTES).into(),
        row: row.id,
        place: row.place(votes::YES),
    })
}

#[cfg(test)]
mod tests {
    use crate::campaign::votes::Ballots;
    use crate::draft::definition::VoteBase;
    use crate::draft::votes;
    use crate::value::{Fraction, Quantity};

    /// A council of 11, all present, with this many in favour.
    fn eleven(yes: i64) -> Ballots {
        let all = Quantity::whole(11);
        Ballots { members: all, present: all, written: Quantity::ZERO, handed_out: None, collected: None, valid: None, yes: Quantity::whole(yes) }
    }

    fn percent(percent: i64) -> Quantity {
        Quantity::whole(percent)
    }

    #[test]
    fn ninety_percent_of_eleven_members_are_ten() {
        // 0.9 × 11 = 9.9; 9 are 81.8 %, 10 are 90.9 %.
        assert_eq!(eleven(9).needed(percent(90), VoteBase::Members), Some(Quantity::whole(10)));
        assert_eq!(eleven(9).passes(percent(90), VoteBase::Members), Some(false));
        assert_eq!(eleven(10).passes(percent(90), VoteBase::Members), Some(true));
    }

    #[test]
    fn exactly_the_threshold_passes() {
        // 8 of 10 are exactly 80 %.
        let ten = Quantity::whole(10);
        let ballots = Ballots { members: ten, present: ten, ..eleven(8) };
        assert_eq!(ballots.needed(percent(80), VoteBase::Members), Some(Quantity::whole(8)));
        assert_eq!(ballots.passes(percent(80), VoteBase::Members), Some(true));
    }

    #[test]
    fn of_all_members_those_absent_count_against() {
        // 8 of 9 present are 88.9 %, of 11 members 72.7 %.
        let ballots = Ballots { present: Quantity::whole(9), ..eleven(8) };
        assert_eq!(ballots.passes(percent(80), VoteBase::Present), Some(true));
        assert_eq!(ballots.passes(percent(80), VoteBase::Members), Some(false));
    }

    #[test]
    fn opinions_in_writing_count_among_all_members() {
        // 8 in the room and 1 in writing: 9 of 11 are 81.8 %.
        let ballots = Ballots { present: Quantity::whole(9), written: Quantity::whole(2), ..eleven(9) };
        assert_eq!(ballots.passes(percent(80), VoteBase::Members), Some(true));
    }

    #[test]
    fn what_hangs_on_opinions_in_writing_among_those_present_is_not_told() {
        // 9 present and 2 in writing, 8 in favour: 8 of 9 are 88.9 %, but 6 of 9 (both in writing) are 66.7 %.
        let ballots = Ballots { present: Quantity::whole(9), written: Quantity::whole(2), ..eleven(8) };
        assert_eq!(ballots.passes(percent(80), VoteBase::Present), None);
        // With 11 in favour, 9 of 9 and 11 of 11; with 7, at the most 7 of 9 = 77.8 %.
        assert_eq!(Ballots { yes: Quantity::whole(11), ..ballots }.passes(percent(80), VoteBase::Present), Some(true));
        assert_eq!(Ballots { yes: Quantity::whole(7), ..ballots }.passes(percent(80), VoteBase::Present), Some(false));
    }

    #[test]
    fn a_quorum_is_met_exactly_and_opinions_in_writing_leave_it_open() {
        // Two thirds of 12 are 8.
        let two_thirds = Fraction::new(2, 3).expect("not over zero");
        let twelve = |present: i64, written: i64| Ballots {
            members: Quantity::whole(12),
            present: Quantity::whole(present),
            written: Quantity::whole(written),
            ..eleven(0)
        };
        assert_eq!(twelve(8, 0).meets_quorum(&two_thirds), Some(true));
        assert_eq!(twelve(7, 0).meets_quorum(&two_thirds), Some(false));
        assert_eq!(twelve(7, 1).meets_quorum(&two_thirds), None);
        assert_eq!(twelve(6, 1).meets_quorum(&two_thirds), Some(false));
    }

    /// The columns of what is too great.
    fn too_great(ballots: Ballots) -> Vec<usize> {
        ballots.imbalances().iter().map(|imbalance| imbalance.column).collect()
    }

    #[test]
    fn each_figure_is_bounded_by_the_nearest_given_above_it() {
        let whole = |count: i64| Some(Quantity::whole(count));
        let right = Ballots { handed_out: whole(11), collected: whole(11), valid: whole(10), ..eleven(10) };
        assert!(too_great(right).is_empty());
        assert_eq!(too_great(Ballots { yes: Quantity::whole(11), ..right }), [votes::YES]);
        assert_eq!(too_great(Ballots { valid: whole(12), ..right }), [votes::VALID]);
        assert_eq!(too_great(Ballots { collected: None, valid: whole(12), ..right }), [votes::VALID]);
        assert_eq!(too_great(Ballots { handed_out: whole(12), ..right }), [votes::HANDED_OUT]);
        assert_eq!(too_great(Ballots { present: Quantity::whole(12), ..right }), [votes::PRESENT]);
        assert_eq!(too_great(Ballots { written: Quantity::whole(1), ..right }), [votes::WRITTEN]);
        assert_eq!(too_great(eleven(12)), [votes::YES]);
    }

    #[test]
    fn those_who_wrote_may_stand_beside_the_ballots_but_nobody_votes_twice() {
        let nine = Some(Quantity::whole(9));
        let ballots =
            Ballots { present: Quantity::whole(9), written: Quantity::whole(2), handed_out: nine, collected: nine, valid: nine, ..eleven(11) };
        assert!(too_great(ballots).is_empty());
        assert_eq!(too_great(Ballots { yes: Quantity::whole(12), ..ballots }), [votes::YES]);
        // Handed out to those who wrote too, 11 ballots: 12 yes are one voice too many, not 13 allowed.
        let eleven_ballots = Some(Quantity::whole(11));
        let all = Ballots { handed_out: eleven_ballots, collected: eleven_ballots, valid: eleven_ballots, ..ballots };
        assert_eq!(too_great(Ballots { yes: Quantity::whole(12), ..all }), [votes::YES]);
    }

    #[test]
    fn a_meeting_without_members_is_no_meeting() {
        let nobody = Ballots { members: Quantity::ZERO, present: Quantity::ZERO, ..eleven(0) };
        assert!(!nobody.add_up());
    }
}
