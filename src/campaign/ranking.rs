//! How a block is ranked: the campaign's `xep_hang` with what the block states again.

use std::sync::Arc;

use crate::campaign::resolve::{Gaps, items};
use crate::campaign::{Directories, GapKind};
use crate::draft::definition::{
    ComparedKey, GradeKey, LeaderConditionKey, LeaderKey, Measure, Precision, Preference, RankingKey, Sequence, TieBreakWord,
};
use crate::sheet::CodeKind;
use crate::value::{CriterionIndex, End, Interval, PeriodIndex, Quantity, StatisticIndex, TitleIndex};
use crate::yaml::{Field, NumberOr, Span, Whole, WordOr};

/// How one block is ranked.
#[derive(Debug)]
pub struct Ranking {
    /// Total points or share of what was assigned; none where it is not declared and makes no difference.
    pub measure: Measure,
    /// Rounded or exact.
    pub precision: Precision,
    /// Whether `tren_diem` is declared.
    pub precision_is_declared: bool,
    /// Where it is declared, else where the ranking is.
    pub precision_span: Span,
    /// 1-2-2-4 or 1-2-2-3.
    pub sequence: Sequence,
    /// What is compared when the measure ties, in order.
    pub tie_breaks: Vec<TieBreak>,
    /// The grades, as declared.
    pub grades: Vec<Grade>,
    /// A unit that handed in nothing is set aside.
    pub sets_aside_unsubmitted: bool,
    /// A unit under a decision of discipline is set aside.
    pub sets_aside_violation: Option<Span>,
    /// Who is put forward.
    pub leader: Option<Leader>,
}

/// One entry of `khi_bang_diem`.
#[derive(Clone, Debug)]
pub enum TieBreak {
    /// A figure compared.
    Compared {
        /// What.
        what: Compared,
        /// Whether the higher one stands first.
        prefers_higher: bool,
        /// The entry's code.
        code: Box<str>,
    },
    /// A vote: the place stays shared until it is taken.
    Vote,
    /// The preference of NĐ 152/2025/NĐ-CP, Điều 4: women, or a collective of 70 % women.
    Women(Span),
}

/// What a tie-break compares.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Compared {
    /// Points of a criterion or group.
    Points(CriterionIndex),
    /// `thuc_hien` of a criterion.
    Actual(CriterionIndex),
    /// The exact share of a criterion.
    Share(CriterionIndex),
    /// A statistic.
    Statistic(StatisticIndex),
}

/// One grade.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Which values it holds.
    pub interval: Interval<Quantity>,
    /// Its name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub span: Span,
    /// Where its lower and its upper end are; an open one is where it is declared.
    pub ends: [Span; 2],
}

/// Who is put forward for leading a block.
#[derive(Clone, Debug)]
pub struct Leader {
    /// For which title.
    pub title: Option<TitleIndex>,
    /// How many a block.
    pub per_block: usize,
    /// In which periods; none: in every one.
    pub only_periods: Option<Vec<PeriodIndex>>,
    /// Under which conditions.
    pub conditions: Vec<LeaderCondition>,
}

/// A condition of the leader.
#[derive(Clone, Debug)]
pub enum LeaderCondition {
    /// Actual over target in at least so many of these criteria.
    OverTargets {
        /// Which.
        criteria: Vec<CriterionIndex>,
        /// How many of them.
        at_least: usize,
    },
    /// Chosen by the block's vote.
    Nominated,
}

fn prefer<'a, T>(own: Option<&'a T>, common: Option<&'a T>) -> Option<&'a T> {
    own.or(common)
}

/// The ranking of a block; none where it declares nothing to rank by.
pub(super) fn ranking(
    common: Option<&Field<RankingKey>>,
    own: Option<&Field<RankingKey>>,
    maxima_differ: bool,
    directories: &Directories,
    gaps: &mut Gaps,
) -> Option<Ranking> {
    // What every block lacks is told where every block takes it from.
    let place = common.or(own)?;
    let is_read = [common, own].into_iter().flatten().all(|field| field.get().is_some());
    let place = place.key.unwrap_or(place.span);
    let empty = RankingKey::default();
    let common = common.and_then(Field::get).unwrap_or(&empty);
    let own = own.and_then(Field::get).unwrap_or(&empty);
    let measure = prefer(own.measure.as_ref(), common.measure.as_ref());
    if measure.is_none() && maxima_differ && is_read {
        gaps.add(place, GapKind::Undeclared { key: "so_sanh", words: &["tong_diem", "ty_le_diem"] });
    }
    let sequence = prefer(own.sequence.as_ref(), common.sequence.as_ref());
    if sequence.is_none() && is_read {
        gaps.add(place, GapKind::Undeclared { key: "thu_hang", words: &["1-2-2-4", "1-2-2-3"] });
    }
    let precision = prefer(own.precision.as_ref(), common.precision.as_ref());
    let precision_span = precision.map_or(place, |field| field.span);
    let precision = precision.and_then(Field::get).copied();
    let tie_breaks = prefer(own.tie_breaks.as_ref(), common.tie_breaks.as_ref());
    let grades = prefer(own.grades.as_ref(), common.grades.as_ref());
    let set_aside = prefer(own.set_aside.as_ref(), common.set_aside.as_ref()).and_then(Field::get);
    let leader = prefer(own.leader.as_ref(), common.leader.as_ref()).and_then(Field::get);
    let tie_breaks = tie_breaks.and_then(Field::get).into_iter().flatten().filter_map(|entry| tie_break(entry, directories, gaps)).collect();
    // Of grades that cannot all be read none is given: a unit would fall through the one that is lost.
    let grades: Option<Vec<Grade>> = grades.and_then(Field::get).map(|grades| {
        let grades: Vec<Option<Grade>> = grades.iter().map(|grade| grade_of(grade, gaps)).collect();
        grades.into_iter().collect::<Option<_>>().unwrap_or_default()
    });
    let leader = leader.map(|key| leader_of(key, directories, gaps));
    Some(Ranking {
        measure: measure.and_then(Field::get).copied().unwrap_or(Measure::Points),
        precision: precision.unwrap_or(Precision::Rounded),
        precision_is_declared: precision.is_some(),
        precision_span,
        sequence: sequence.and_then(Field::get).copied().unwrap_or(Sequence::Competition),
        tie_breaks,
        grades: grades.unwrap_or_default(),
        sets_aside_unsubmitted: set_aside.and_then(|key| key.nothing_submitted.as_ref()?.get().copied()).unwrap_or(false),
        sets_aside_violation: set_aside.and_then(|key| key.violation.as_ref()).filter(|key| key.get() == Some(&true)).map(|key| key.span),
        leader,
    })
}

/// The keys of an entry of `khi_bang_diem`.
const COMPARED: &[&str] = &["diem", "thuc_hien", "ty_le", "thong_ke"];

fn tie_break(entry: &Field<WordOr<TieBreakWord, ComparedKey>>, directories: &Directories, gaps: &mut Gaps) -> Option<TieBreak> {
    match entry.get()? {
        WordOr::Word(TieBreakWord::Vote) => Some(TieBreak::Vote),
        WordOr::Word(TieBreakWord::Women) => Some(TieBreak::Women(entry.span)),
        WordOr::Mapping(key) => compared(entry.span, key, directories, gaps),
    }
}

fn compared(span: Span, key: &ComparedKey, directories: &Directories, gaps: &mut Gaps) -> Option<TieBreak> {
    let (what, code) = match (&key.points, &key.actual, &key.share, &key.statistic) {
        (Some(code), None, None, None) => (Compared::Points(gaps.find(&directories.criteria, CodeKind::Criterion, code)?), code),
        (None, Some(code), None, None) => (Compared::Actual(gaps.find(&directories.criteria, CodeKind::Criterion, code)?), code),
        (None, None, Some(code), None) => (Compared::Share(gaps.find(&directories.criteria, CodeKind::Criterion, code)?), code),
        (None, None, None, Some(code)) => (Compared::Statistic(gaps.find(&directories.statistics, CodeKind::Statistic, code)?), code),
        (None, None, None, None) => {
            gaps.add(span, GapKind::OneOf { keys: COMPARED, both: false });
            return None;
        }
        _ => {
            gaps.add(span, GapKind::OneOf { keys: COMPARED, both: true });
            return None;
        }
    };
    let prefers_higher = key.preference.as_ref().and_then(Field::get) != Some(&Preference::Lower);
    Some(TieBreak::Compared { what, prefers_higher, code: code.get()?.as_str().into() })
}

fn grade_of(field: &Field<GradeKey>, gaps: &mut Gaps) -> Option<Grade> {
    let key = field.get()?;
    let (interval, ends) = interval(field.span, [&key.from, &key.above, &key.below, &key.to], gaps)?;
    Some(Grade { interval, name: key.name.get()?.as_str().into(), span: field.span, ends })
}

/// An interval from its four possible ends: `tu`, `tren`, `duoi`, `den`; and where the two ends are, `span` for an open one.
pub(super) fn interval(
    span: Span,
    [from, above, below, to]: [&Option<Field<Quantity>>; 4],
    gaps: &mut Gaps,
) -> Option<(Interval<Quantity>, [Span; 2])> {
    let mut end = |included: &Option<Field<Quantity>>, excluded: &Option<Field<Quantity>>, keys: &'static [&'static str]| match (included, excluded) {
        (None, None) => Some(None),
        (Some(field), None) => field.get().map(|value| Some(End { value: *value, inclusive: true })),
        (None, Some(field)) => field.get().map(|value| Some(End { value: *value, inclusive: false })),
        (Some(_), Some(_)) => {
            gaps.add(span, GapKind::OneOf { keys, both: true });
            None
        }
    };
    let lower = end(from, above, &["tu", "tren"]);
    let upper = end(to, below, &["den", "duoi"]);
    let (lower, upper) = (lower?, upper?);
    let place = |end: Option<&Field<Quantity>>| end.map_or(span, |field| Span { start: field.key.unwrap_or(field.span).start, ..field.span });
    let ends = [from.as_ref().or(above.as_ref()), to.as_ref().or(below.as_ref())].map(place);
    Some((Interval { lower, upper }, ends))
}

fn leader_of(key: &LeaderKey, directories: &Directories, gaps: &mut Gaps) -> Leader {
    let title = key.title.as_ref().and_then(|code| gaps.find(&directories.titles, CodeKind::Title, code));
    let per_block = gaps.optional(key.per_block.as_ref(), 1, None).and_then(|whole| usize::try_from(whole.0).ok()).unwrap_or(1);
    let only_periods = key
        .only_periods
        .as_ref()
        .map(|_| items(&key.only_periods).filter_map(|code| gaps.find(&directories.periods, CodeKind::Period, code)).collect());
    let mut conditions = Vec::new();
    for condition in items(&key.conditions) {
        match condition.get() {
            Some(LeaderConditionKey::Nominated {}) => conditions.push(LeaderCondition::Nominated),
            Some(LeaderConditionKey::OverTargets(over)) => {
                let codes = over.criteria.get().into_iter().flatten();
                let codes_written = codes.clone().count();
                let criteria: Vec<_> = codes.filter_map(|code| gaps.find(&directories.criteria, CodeKind::Criterion, code)).collect();
                let at_least = match over.at_least.as_ref().and_then(Field::get) {
                    None | Some(NumberOr::Word(_)) => criteria.len(),
                    Some(NumberOr::Number(Whole(number))) => {
                        let most = i64::try_from(criteria.len()).unwrap_or(i64::MAX);
                        // Codes that name nothing have been told; how many there were meant to be is not known.
                        if !criteria.is_empty() && criteria.len() == codes_written && !(1..=most).contains(number) {
                            let span = over.at_least.as_ref().map_or(condition.span, |field| field.span);
                            gaps.add(span, GapKind::OutOfRange { text: number.to_string().into(), least: 1, most: Some(most) });
                        }
                        usize::try_from(*number).unwrap_or(criteria.len())
                    }
                };
                conditions.push(LeaderCondition::OverTargets { criteria, at_least });
            }
            None => {}
        }
    }
    Leader { title, per_block, only_periods, conditions }
}
