//! Seats: how many may be put forward for a title, and who stands before and behind the cut.
//!
//! The share is exact until it is rounded as declared. Who is equal on the cut line is named, and nobody is chosen among them.

mod base;
mod order;
mod standing;

use crate::campaign::titles::{Quota, QuotaBase, UnitClass};
use crate::campaign::{Campaign, Who};
use crate::draft::definition::{QuotaScope, RoundingWord, SubjectKind};
use crate::rulebook::RuleKind;
use crate::selection::{LawShare, Look, law_share};
use crate::value::{Fraction, Quantity, Rounding, RoundingWay, TitleIndex, UnitIndex};

use standing::Standing;

/// The seats of a title: of the whole agency, or of one unit.
#[derive(Debug)]
pub struct SeatPlan<'a> {
    /// The title.
    pub title: TitleIndex,
    /// The unit; none of the whole agency.
    pub unit: Option<UnitIndex>,
    /// What the campaign declares; none where the law alone sets a share.
    pub quota: Option<&'a Quota>,
    /// What the law sets; none where it sets nothing.
    pub law: Option<LawShare>,
    /// The percentage that is used; none where the unit's class has none.
    pub percent: Option<Quantity>,
    /// What it is a share of; none where it is not known.
    pub base: Option<Quantity>,
    /// The share, exactly.
    pub exact: Option<Fraction>,
    /// The share, rounded as declared.
    pub seats: Option<i64>,
    /// Those put forward, in the order of the cut where there is one, each with where they stand.
    pub candidates: Vec<(Who, Place)>,
    /// What keeps the seats, or the order, from being settled.
    pub open: Vec<OpenSeats>,
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// There is a seat.
    Within,
    /// As good as others for the last seats: the council decides.
    Tied {
        /// Seats left for them.
        seats: i64,
        /// How many are equal.
        among: usize,
    },
    /// Behind the last seat.
    Beyond,
    /// It cannot be told.
    Open,
}

/// Why seats or their order cannot be told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OpenSeats {
    /// The law sets a share and the campaign does not say of what, nor how it is rounded.
    LawAlone,
    /// The campaign's percentage is greater than the law's.
    OverLaw,
    /// Whether it is of the agency or of each unit is not declared.
    NoScope,
    /// The share is of each unit, and the unit of those put forward is not known.
    NoUnit,
    /// The base names nothing.
    UnknownBase,
    /// Two quotas are each a share of the other.
    Circular,
    /// The base is a number of awards, and there is no `khen-thuong.csv`, or a row of it cannot be read.
    NoGrants,
    /// The base is a number of people, and there is no `ca-nhan.csv`, or whether somebody takes part is not known.
    NoPeople,
    /// The base is a statistic without a figure.
    NoFigure,
    /// Rows of proposals do not say who is put forward for what.
    UnreadProposals(usize),
    /// The class of the unit is not known, or has no percentage.
    NoClass,
    /// How the share is rounded is not declared, and it matters.
    NoRounding,
    /// There are fewer seats than candidates, and no order is declared.
    NoOrder,
    /// There are fewer seats than candidates, and what orders them is not known of these.
    NotOrdered(Vec<Who>),
    /// Units of different blocks are never compared by their points.
    OtherBlocks,
}

/// The seats of every title that has a share set, inner shares first.
pub fn plans<'c>(look: Look<'c, '_>) -> Vec<SeatPlan<'c>> {
    let mut plans: Vec<SeatPlan<'c>> = Vec::new();
    let mut standing = Standing::of(look.put_forward);
    for title in inner_first(look.campaign) {
        let own = plans_of(look, &standing, title);
        let beyond = own.iter().flat_map(|plan| &plan.candidates).filter(|(_, place)| *place == Place::Beyond);
        standing.cut.extend(beyond.map(|(who, _)| (title, who.clone())));
        plans.extend(own);
    }
    plans
}

/// The titles in an order in which what a share is of comes first.
fn inner_first(campaign: &Campaign) -> Vec<TitleIndex> {
    let mut order: Vec<TitleIndex> = Vec::with_capacity(campaign.titles.len());
    let mut waiting: Vec<TitleIndex> = campaign.titles.indices().collect();
    while !waiting.is_empty() {
        let is_ready = |title: &TitleIndex| inner(campaign, *title).is_none_or(|inner| inner == *title || order.contains(&inner));
        let (ready, left): (Vec<TitleIndex>, Vec<TitleIndex>) = waiting.iter().partition(|title| is_ready(title));
        // What is left holds itself in a circle, which its plans say.
        if ready.is_empty() {
            order.extend(left);
            break;
        }
        order.extend(ready);
        waiting = left;
    }
    order
}

/// The title whose proposals a title's share is of.
fn inner(campaign: &Campaign, title: TitleIndex) -> Option<TitleIndex> {
    match campaign.titles[title].quota.as_ref()?.base? {
        QuotaBase::Proposed(inner) => Some(inner),
        QuotaBase::Granted(_) | QuotaBase::Units | QuotaBase::People | QuotaBase::Statistic(_) => None,
    }
}

/// Whether a title's share is in the end one of itself.
fn is_circular(campaign: &Campaign, title: TitleIndex) -> bool {
    let mut next = inner(campaign, title);
    for _ in 0..campaign.titles.len() {
        match next {
            Some(one) if one == title => return true,
            Some(one) => next = inner(campaign, one),
            None => return false,
        }
    }
    false
}

fn plans_of<'c>(look: Look<'c, '_>, standing: &Standing<'_>, title: TitleIndex) -> Vec<SeatPlan<'c>> {
    let campaign = look.campaign;
    let quota = campaign.titles[title].quota.as_ref();
    let law = law_share(campaign, look.regime, RuleKind::Quota, title);
    if quota.is_none() && law.is_none() {
        return Vec::new();
    }
    let is_by_unit = quota.and_then(|quota| quota.scope) == Some(QuotaScope::Unit);
    let groups: Vec<Option<UnitIndex>> = if is_by_unit { standing.units(title) } else { vec![None] };
    let plan = |unit: Option<UnitIndex>| {
        let own = if is_by_unit { standing.in_unit(title, unit) } else { standing.all(title) };
        Group { look, standing, title, unit, quota, law }.plan(own.to_vec())
    };
    groups.into_iter().map(plan).collect()
}

/// Those who share seats.
struct Group<'c, 'a> {
    look: Look<'c, 'a>,
    standing: &'a Standing<'a>,
    title: TitleIndex,
    unit: Option<UnitIndex>,
    quota: Option<&'c Quota>,
    law: Option<LawShare>,
}

impl<'c> Group<'c, '_> {
    fn plan(&self, candidates: Vec<&Who>) -> SeatPlan<'c> {
        let mut plan = SeatPlan {
            title: self.title,
            unit: self.unit,
            quota: self.quota,
            law: self.law,
            percent: None,
            base: None,
            exact: None,
            seats: None,
            candidates: Vec::new(),
            open: Vec::new(),
        };
        let Some(quota) = self.quota else {
            plan.percent = self.law.map(|law| law.percent);
            plan.open.push(OpenSeats::LawAlone);
            plan.candidates = all(candidates, Place::Open);
            return plan;
        };
        plan.percent = self.percent(quota);
        if plan.percent.is_none() {
            plan.open.push(OpenSeats::NoClass);
        }
        if self.law.zip(plan.percent).is_some_and(|(law, percent)| percent > law.percent) {
            plan.open.push(OpenSeats::OverLaw);
        }
        if quota.scope.is_none() {
            plan.open.push(OpenSeats::NoScope);
        }
        match self.base(quota) {
            Ok(base) => plan.base = Some(base),
            Err(open) => plan.open.push(open),
        }
        plan.exact = plan.percent.zip(plan.base).and_then(|(percent, base)| share(percent, base));
        let Some(exact) = plan.exact else {
            plan.candidates = all(candidates, Place::Open);
            return plan;
        };
        plan.seats = quota.rounding.and_then(|word| rounded(&exact, word));
        if plan.seats.is_none() {
            let least = rounded(&exact, RoundingWord::Down);
            let most = rounded(&exact, RoundingWord::Up);
            if least == most {
                plan.seats = least;
            } else if !fits(candidates.len(), least) {
                plan.open.push(OpenSeats::NoRounding);
            }
        }
        let least = plan.seats.or_else(|| rounded(&exact, RoundingWord::Down));
        plan.candidates = match plan.seats {
            // What is still open may take a seat from anybody.
            _ if !plan.open.is_empty() => all(candidates, Place::Open),
            _ if fits(candidates.len(), least) => all(candidates, Place::Within),
            Some(seats) => match order::cut(self.look, self.title, quota.order, candidates.clone(), seats) {
                Ok(placed) => placed,
                Err(open) => {
                    plan.open.push(open);
                    all(candidates, Place::Open)
                }
            },
            None => all(candidates, Place::Open),
        };
        plan
    }

    /// The percentage: the campaign's, or that of the unit's class.
    fn percent(&self, quota: &Quota) -> Option<Quantity> {
        if quota.by_class.is_empty() {
            return Some(quota.percent);
        }
        let campaign = self.look.campaign;
        let unit = Who::Unit(self.unit?);
        let grade = campaign.appraisals.of(&unit, campaign.time.to.year()).and_then(|appraisal| appraisal.grade);
        let is_of = |class: &UnitClass| match class {
            UnitClass::Grade(own) => grade == Some(*own),
            UnitClass::Title(title) => self.standing.all(*title).contains(&&unit),
        };
        quota.by_class.iter().find(|(class, _)| is_of(class)).map(|(_, percent)| *percent)
    }

    fn base(&self, quota: &Quota) -> Result<Quantity, OpenSeats> {
        if is_circular(self.look.campaign, self.title) {
            return Err(OpenSeats::Circular);
        }
        if quota.scope == Some(QuotaScope::Unit) && self.unit.is_none() {
            return Err(OpenSeats::NoUnit);
        }
        let base = quota.base.ok_or(OpenSeats::UnknownBase)?;
        base::count(self.look, self.standing, base, self.unit)
    }
}

/// Whether so many candidates have a seat each.
fn fits(candidates: usize, seats: Option<i64>) -> bool {
    seats.and_then(|seats| usize::try_from(seats).ok()).is_some_and(|seats| candidates <= seats)
}

fn all(candidates: Vec<&Who>, place: Place) -> Vec<(Who, Place)> {
    candidates.into_iter().map(|who| (who.clone(), place)).collect()
}

/// Percent × base ÷ 100, exactly.
fn share(percent: Quantity, base: Quantity) -> Option<Fraction> {
    percent.to_fraction().checked_mul(&base.to_fraction())?.checked_div(&Fraction::whole(100))
}

/// A share in whole seats.
fn rounded(exact: &Fraction, word: RoundingWord) -> Option<i64> {
    let way = match word {
        RoundingWord::HalfUp => RoundingWay::HalfUp,
        RoundingWord::Up => RoundingWay::Up,
        RoundingWord::Down => RoundingWay::Down,
    };
    Quantity::from(Rounding { digits: 0, way }.apply_fraction(exact)?).to_whole()
}

/// Whether a person or unit is counted where a title is counted of this subject.
fn is_of(who: &Who, subject: Option<SubjectKind>) -> bool {
    subject.is_none_or(|subject| who.subject() == subject)
}

#[cfg(test)]
mod tests {
    use crate::draft::definition::RoundingWord;
    use crate::selection::seats::{rounded, share};
    use crate::value::Quantity;

    #[test]
    fn fifteen_percent_of_twenty_three_are_three_or_four_as_declared() {
        // 0.15 × 23 = 3.45.
        let exact = share(Quantity::whole(15), Quantity::whole(23)).expect("it is small");
        assert_eq!(exact.to_string(), "3.45");
        let seats = [RoundingWord::Down, RoundingWord::HalfUp, RoundingWord::Up].map(|word| rounded(&exact, word));
        assert_eq!(seats, [Some(3), Some(3), Some(4)]);
    }

    #[test]
    fn a_whole_share_is_the_same_in_every_rounding() {
        // 0.15 × 20 = 3.
        let exact = share(Quantity::whole(15), Quantity::whole(20)).expect("it is small");
        let seats = [RoundingWord::Down, RoundingWord::HalfUp, RoundingWord::Up].map(|word| rounded(&exact, word));
        assert_eq!(seats, [Some(3); 3]);
    }
}
