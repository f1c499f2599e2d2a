//! Preconditions: yes-or-no figures of `thong-ke.csv` without which a criterion gives nothing, or with which it gives all.
//!
//! What does not arise, or is not assigned, is asked for none. Of the rest a "no" where a "yes" is required comes first,
//! then an answer that is lacking, then a "yes" that is enough by itself.

use crate::campaign::resolve::{Gaps, items};
use crate::campaign::{Campaign, Criterion, Directories, Figure, GapKind, Leaf};
use crate::draft::definition::CriterionKey;
use crate::sheet::{CodeKind, Place};
use crate::value::{CriterionIndex, PeriodIndex, Quantity, StatisticIndex, Table, UnitIndex};
use crate::yaml::{Field, Many, Span, Text};

/// What a leaf asks before it is scored.
#[derive(Debug, Default)]
pub struct Conditions {
    /// `dieu_kien`: one "no" gives no points.
    pub required: Vec<Condition>,
    /// `mac_nhien_dat`: one "yes" gives all of them.
    pub enough: Vec<Condition>,
}

/// One yes-or-no figure that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The figure.
    pub statistic: StatisticIndex,
    /// Where it is named.
    pub span: Span,
}

/// What an answer does to a score.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Effect {
    /// A required "yes" is a "no": no points.
    Nothing,
    /// A "yes" that is enough by itself: all points.
    Everything,
    /// The answer is lacking.
    Missing,
}

/// The answer that settles a score before its figures are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// What it does.
    pub effect: Effect,
    /// The figure.
    pub statistic: StatisticIndex,
    /// The period whose answer it is, or whose answer is lacking.
    pub period: PeriodIndex,
    /// Where it stands; none where nothing stands.
    pub place: Option<Place>,
}

impl Conditions {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.required.is_empty() && self.enough.is_empty()
    }

    /// Every figure that is asked for.
    pub fn all(&self) -> impl Iterator<Item = &Condition> {
        self.required.iter().chain(&self.enough)
    }
}

/// What the figure of a unit says over some periods.
#[derive(Clone, Copy)]
enum Answer {
    No(Figure, PeriodIndex),
    Yes(Figure, PeriodIndex),
    Lacking(PeriodIndex, Option<Place>),
}

impl Campaign {
    /// What settles the score of a unit over these periods, scored as one, before its figures are looked at.
    pub fn settled(&self, unit: UnitIndex, leaf: &Leaf, periods: &[PeriodIndex]) -> Option<Settled> {
        let answers = |conditions: &[Condition]| -> Vec<(StatisticIndex, Answer)> {
            let answers = conditions.iter().filter_map(|one| Some((one.statistic, self.answer(unit, one.statistic, periods)?)));
            answers.collect()
        };
        let required = answers(&leaf.conditions.required);
        let enough = answers(&leaf.conditions.enough);
        let settled = |effect, statistic, period, place| Settled { effect, statistic, period, place };
        let no = required.iter().find_map(|(statistic, answer)| match answer {
            Answer::No(figure, period) => Some(settled(Effect::Nothing, *statistic, *period, Some(figure.place))),
            Answer::Yes(..) | Answer::Lacking(..) => None,
        });
        let lacking = |answers: &[(StatisticIndex, Answer)]| {
            answers.iter().find_map(|(statistic, answer)| match answer {
                Answer::Lacking(period, place) => Some(settled(Effect::Missing, *statistic, *period, *place)),
                Answer::Yes(..) | Answer::No(..) => None,
            })
        };
        let yes = || {
            enough.iter().find_map(|(statistic, answer)| match answer {
                Answer::Yes(figure, period) => Some(settled(Effect::Everything, *statistic, *period, Some(figure.place))),
                Answer::No(..) | Answer::Lacking(..) => None,
            })
        };
        no.or_else(|| lacking(&required)).or_else(yes).or_else(|| lacking(&enough))
    }

    /// The answers that are lacking of a score, each with the period it is lacking of.
    pub fn lacking_answers(&self, unit: UnitIndex, leaf: &Leaf, periods: &[PeriodIndex]) -> Vec<(StatisticIndex, PeriodIndex)> {
        if self.settled(unit, leaf, periods).is_none_or(|settled| settled.effect != Effect::Missing) {
            return Vec::new();
        }
        let asked = leaf.conditions.all().flat_map(|one| periods.iter().map(|period| (one.statistic, *period)));
        let lacking = asked.filter_map(|(statistic, period)| match self.answer_of(unit, statistic, period) {
            Answer::Lacking(period, None) => Some((statistic, period)),
            Answer::Lacking(_, Some(_)) | Answer::Yes(..) | Answer::No(..) => None,
        });
        let mut told = Vec::new();
        for one in lacking {
            // What both lists ask for is lacking once.
            if !told.contains(&one) {
                told.push(one);
            }
        }
        told
    }

    /// What a figure says over periods that are scored as one: "no" where one of them does, "yes" where all do.
    fn answer(&self, unit: UnitIndex, statistic: StatisticIndex, periods: &[PeriodIndex]) -> Option<Answer> {
        let mut last = None;
        let mut lacking = None;
        for period in periods {
            match self.answer_of(unit, statistic, *period) {
                no @ Answer::No(..) => return Some(no),
                answer @ Answer::Lacking(..) => lacking = lacking.or(Some(answer)),
                answer @ Answer::Yes(..) => last = Some(answer),
            }
        }
        lacking.or(last)
    }

    /// What a figure says of one period: its own row; else the rows of the periods it holds; else that of the narrowest
    /// period that holds it; else the row without a period.
    fn answer_of(&self, unit: UnitIndex, statistic: StatisticIndex, period: PeriodIndex) -> Answer {
        let own = |period: PeriodIndex| self.figures.find(unit, statistic, Some(period));
        let of = &self.periods[period];
        if of.is_group && own(period).is_none() && of.leaves.iter().any(|leaf| own(*leaf).is_some()) {
            let leaves = &of.leaves;
            return self.answer(unit, statistic, leaves).unwrap_or(Answer::Lacking(period, None));
        }
        let mut holding: Vec<PeriodIndex> = self.periods.indices().filter(|other| self.is_within(period, *other)).collect();
        holding.sort_by_key(|other| (self.periods[*other].leaves.len(), *other));
        let figure = own(period).or_else(|| holding.into_iter().find_map(own)).or_else(|| self.figures.find(unit, statistic, None));
        match figure {
            Some(figure) if figure.value == Quantity::ZERO => Answer::No(figure, period),
            Some(figure) if figure.value == Quantity::whole(1) => Answer::Yes(figure, period),
            // Neither yes nor no: told as such.
            Some(figure) => Answer::Lacking(period, Some(figure.place)),
            None => Answer::Lacking(period, None),
        }
    }

    /// Whether a group holds every leaf of a period, and is not the period itself.
    fn is_within(&self, period: PeriodIndex, group: PeriodIndex) -> bool {
        let (inner, outer) = (&self.periods[period].leaves, &self.periods[group]);
        group != period && outer.is_group && !inner.is_empty() && inner.iter().all(|leaf| outer.leaves.contains(leaf))
    }
}

/// The figures each leaf asks for, once the statistics are known.
pub(super) fn resolve(
    keys: &[(CriterionIndex, &CriterionKey)],
    criteria: &mut Table<CriterionIndex, Criterion>,
    directories: &Directories,
    gaps: &mut Gaps,
) {
    for (index, key) in keys {
        gaps.criterion = Some(*index);
        let is_group = key.children.is_some();
        let mut asked = |list: &Option<Field<Many<Text>>>, key: &'static str| -> Vec<Condition> {
            let Some(field) = list else { return Vec::new() };
            if is_group {
                let because = ["nhóm không được chấm, chỉ tiêu chí lá", "a group is not scored, only its leaves"];
                gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key, because });
            } else if field.get().is_some_and(Vec::is_empty) {
                let because = ["không nêu chỉ số nào", "it names no figure"];
                gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key, because });
            }
            let mut conditions: Vec<Condition> = Vec::new();
            for code in items(list) {
                let Some(statistic) = gaps.find(&directories.statistics, CodeKind::Statistic, code) else { continue };
                if conditions.iter().any(|known| known.statistic == statistic) {
                    let because = ["chỉ số này đã nêu trong danh sách", "the list names this figure already"];
                    gaps.add(code.span, GapKind::Pointless { key, because });
                    continue;
                }
                conditions.push(Condition { statistic, span: code.span });
            }
            conditions
        };
        let conditions = Conditions { required: asked(&key.required, "dieu_kien"), enough: asked(&key.enough, "mac_nhien_dat") };
        let bound = criteria[*index].least_bound();
        if let Some(field) = &key.enough
            && !is_group
            && criteria[*index].leaf.is_some()
            && key.maximum.is_none()
            && key.block_maxima.is_none()
            && bound.is_none()
        {
            let because = ["mặc nhiên đạt là được cả điểm chuẩn", "what is met beforehand gives the maximum"];
            gaps.add(field.key.unwrap_or(field.span), GapKind::MissingKey { key: "diem_chuan", because });
        }
        if let Some(leaf) = &mut criteria[*index].leaf {
            leaf.conditions = conditions;
        }
    }
    gaps.criterion = None;
}
