//! Selection: what stands between meeting the standards of a title and being put forward for it – votes and seats.
//!
//! Nothing here picks a person: where a declared rule does not decide, it says what is missing or who is equal, and the council decides.

pub mod seats;
pub mod votes;

use crate::campaign::{Campaign, Who};
use crate::ranking::Outcome;
use crate::rulebook::{Regime, Rule, RuleKind};
use crate::value::{Quantity, TitleIndex, UnitIndex};

/// What selection looks at.
#[derive(Clone, Copy)]
pub struct Look<'c, 'a> {
    /// The campaign.
    pub campaign: &'c Campaign,
    /// The ranking: an order may be that of the units' points.
    pub outcome: &'a Outcome,
    /// The regime of the campaign's last day.
    pub regime: &'static Regime,
    /// Who is put forward for what.
    pub put_forward: &'a [PutForward],
}

/// Somebody put forward for a title.
#[derive(Clone, Debug)]
pub struct PutForward {
    /// Who.
    pub who: Who,
    /// The unit of a person, or the collective itself; none where it is not known.
    pub unit: Option<UnitIndex>,
    /// For which title.
    pub title: TitleIndex,
    /// Whether the standards do not refuse it: whoever is refused counts nowhere.
    pub stands: bool,
}

/// A rule of the law that gives a percentage, and the percentage as the campaign has it.
#[derive(Clone, Copy, Debug)]
pub struct LawShare {
    /// The rule.
    pub rule: &'static Rule,
    /// The rule's percentage, or the campaign's in its place.
    pub percent: Quantity,
}

/// The rule of a kind that a regime has for a title; none where it has none, or the campaign says that it does not apply.
fn law_share(campaign: &Campaign, regime: &'static Regime, kind: RuleKind, title: TitleIndex) -> Option<LawShare> {
    let title = &campaign.titles[title];
    let rule = regime.rules_of(title.by_law, title.subject?).find(|rule| rule.kind == kind)?;
    let own = campaign.own_rules.find(&rule.code);
    if own.is_some_and(|own| own.is_dropped) || (rule.is_optional && !own.is_some_and(|own| own.is_confirmed)) {
        return None;
    }
    let percent = own.and_then(|own| own.figure).or(rule.figure)?;
    Some(LawShare { rule, percent })
}
