//! What comes after the conditions: whether somebody registered, what the votes come to, and whether there is a seat.

mod seats;
mod votes;

use rustc_hash::FxHashMap;

use crate::campaign::{Campaign, Who};
use crate::ledger::{Ledger, Registering};
use crate::ranking::Outcome;
use crate::rulebook::{Mark, Regime, Rule, RuleKind};
use crate::selection::seats::{Place, SeatPlan, plans};
use crate::selection::{Look, PutForward};
use crate::sheet;
use crate::titles::said::said;
use crate::titles::{Answer, Judged, Origin, RuleOutcome, Said, Titles, Verdict, either_procedure, procedures};
use crate::value::TitleIndex;

pub use seats::{arithmetic, open_words, tied};

/// The code of the rule about registrations, in every regime.
pub const REGISTRATION: &str = "dang-ky";

/// What a title asks of registrations.
#[derive(Clone, Copy, Debug)]
pub enum Asks {
    /// The campaign asks for one.
    Campaign,
    /// The regime does, and the campaign says nothing.
    Regime(&'static Rule),
    /// The regime does not, and the campaign says nothing: it is worth knowing.
    Advised(&'static Rule),
    /// The campaign says that none is needed.
    Nothing,
}

/// What a title asks of registrations under a regime.
pub fn asks(campaign: &Campaign, regime: &'static Regime, title: TitleIndex) -> Asks {
    let rule = regime.rule(REGISTRATION).filter(|rule| !campaign.own_rules.find(&rule.code).is_some_and(|own| own.is_dropped));
    match (campaign.titles[title].must_register, rule) {
        (Some(true), _) => Asks::Campaign,
        (Some(false), _) | (None, None) => Asks::Nothing,
        (None, Some(rule)) if rule.kind == RuleKind::Principle => Asks::Advised(rule),
        (None, Some(rule)) => Asks::Regime(rule),
    }
}

/// Adds to each verdict what registration, votes and seats say; gives the seats, whose arithmetic is shown.
pub fn select<'c>(titles: &mut Titles, campaign: &'c Campaign, ledger: &Ledger, outcome: &Outcome) -> Vec<SeatPlan<'c>> {
    for judged in &mut titles.judged {
        let day = judged.proposal(campaign).and_then(|proposal| proposal.day.value());
        let procedures = procedures(campaign, day, judged.regime);
        let mut voted = votes::outcome(campaign, procedures.regime, judged);
        let either = procedures.other.and_then(|(other, transition)| {
            let verdict = |outcome: Option<&RuleOutcome>| outcome.map_or(Verdict::Eligible, RuleOutcome::verdict);
            let there = votes::outcome(campaign, other, judged);
            either_procedure(transition, (procedures.regime, other), [verdict(voted.as_ref()), verdict(there.as_ref())])
        });
        if let (Some(voted), Some(_)) = (&mut voted, &either) {
            voted.answer.verdict = voted.answer.verdict.max(Verdict::NeedsReview);
        }
        for outcome in [registration(campaign, ledger, judged), voted, either].into_iter().flatten() {
            judged.add(outcome);
        }
    }
    // Who leads a block and is put forward by no row stands for no seat.
    let rows = titles.judged.iter().filter(|judged| matches!(judged.origin, Origin::Row(_)));
    let put_forward: Vec<PutForward> = rows.map(put_forward).collect();
    let plans = plans(Look { campaign, outcome, regime: titles.regime, put_forward: &put_forward });
    let mut seat_of: FxHashMap<(TitleIndex, &Who), (&SeatPlan<'_>, Place)> = FxHashMap::default();
    for plan in &plans {
        seat_of.extend(plan.candidates.iter().map(|(who, place)| ((plan.title, who), (plan, *place))));
    }
    for judged in titles.judged.iter_mut().filter(|judged| matches!(judged.origin, Origin::Row(_))) {
        if let Some((plan, seat)) = seat_of.get(&(judged.title, &judged.who)) {
            judged.add(seats::outcome(campaign, plan, *seat, &judged.who));
        }
    }
    plans
}

fn put_forward(judged: &Judged) -> PutForward {
    let is_refused = judged.rules.iter().any(|rule| rule.verdict() == Verdict::NotEligible);
    PutForward { who: judged.who.clone(), unit: judged.unit, title: judged.title, stands: !is_refused }
}

/// What a rule of the rulebook, or one of the campaign's own, came to.
fn rule_outcome(rule: Option<&'static Rule>, own: (&str, Said), answer: Answer) -> RuleOutcome {
    let (code, name) = own;
    match rule {
        Some(rule) => RuleOutcome {
            rule: rule.code.clone(),
            name: Said { vietnamese: rule.name[0].to_string(), english: rule.name[1].to_string() },
            clause: rule.clause.clone(),
            source: rule.source.clone(),
            mark: rule.mark,
            answer,
        },
        None => {
            RuleOutcome { rule: code.into(), name, clause: None, source: Some("kế hoạch của phong trào".into()), mark: Mark::Seen, answer }
        }
    }
}

/// Whether somebody has registered as the title asks; none where nothing asks, and of a leader nobody puts forward.
fn registration(campaign: &Campaign, ledger: &Ledger, judged: &Judged) -> Option<RuleOutcome> {
    judged.proposal(campaign)?;
    let (rule, otherwise) = match asks(campaign, judged.regime, judged.title) {
        Asks::Nothing => return None,
        Asks::Campaign => (None, Verdict::NotEligible),
        Asks::Regime(rule) if is_settled(campaign, rule) => (Some(rule), Verdict::NotEligible),
        Asks::Regime(rule) => (Some(rule), Verdict::NeedsReview),
        Asks::Advised(rule) => (Some(rule), Verdict::Eligible),
    };
    let title = &campaign.titles[judged.title];
    let answer = match ledger.registering(campaign, &judged.who, judged.title) {
        Registering::Stands(registration) => {
            let code = &campaign.titles[registration.title].code;
            Answer::new(Verdict::Eligible).fact(said!("đã đăng ký `{code}`", "has registered for `{code}`"), sheet::Place::Row(registration.row))
        }
        Registering::Withdrawn(registration) => {
            let words = match registration.withdrawn {
                Some(day) => {
                    let vietnamese = day.vietnamese();
                    said!("đã rút đăng ký ngày {vietnamese}", "the registration was withdrawn on {day}")
                }
                None => said!("đã rút đăng ký", "the registration was withdrawn"),
            };
            Answer::new(otherwise).fact(words, sheet::Place::Row(registration.row))
        }
        Registering::Never => {
            let code = &title.code;
            Answer::new(otherwise)
                .fact(said!("không đăng ký `{code}` hay danh hiệu bao gồm", "no registration for `{code}` or a title that includes it"), None)
        }
        Registering::Unknown if otherwise == Verdict::Eligible => return None,
        Registering::Unknown => Answer::new(Verdict::NeedsReview)
            .lacks(said!("dang-ky/ đọc được hết, có mã cá nhân", "dang-ky/, read whole and with the codes of people")),
    };
    let answer = match rule.filter(|rule| !is_settled(campaign, rule)) {
        Some(rule) if answer.verdict == Verdict::NeedsReview => {
            let code = &rule.code;
            answer.lacks(said!(
                "nguồn: chưa kiểm chứng; khai `phai_dang_ky`, hoặc xác nhận `{code}` ở `quy_dinh`",
                "source: not verified; declare `phai_dang_ky`, or confirm `{code}` in `quy_dinh`"
            ))
        }
        Some(_) | None => answer,
    };
    Some(rule_outcome(rule, (REGISTRATION, said!("Phải đăng ký mới được xét", "Only who has registered is considered")), answer))
}

/// Whether a rule's clause is known, or the campaign has checked it.
fn is_settled(campaign: &Campaign, rule: &Rule) -> bool {
    rule.is_checked() || campaign.own_rules.find(&rule.code).is_some_and(|own| own.is_confirmed)
}
