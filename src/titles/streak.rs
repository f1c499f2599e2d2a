//! Titles in years without a break: with or without the current year, and who is how far.

use crate::campaign::{Honour, Occasion, Who};
use crate::draft::definition::ByLaw;
use crate::sheet::Place;
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Candidate, Case, Fact, Verdict, outcome};
use crate::value::TitleIndex;

/// Whether somebody has a title of a year.
#[derive(Clone, Debug)]
pub(super) enum Held {
    /// Decided, or in the current year put forward and eligible.
    Yes(Fact),
    /// Not.
    No(Fact),
    /// It cannot be told.
    Unknown(Fact),
}

impl Held {
    fn fact(&self) -> &Fact {
        match self {
            Self::Yes(fact) | Self::No(fact) | Self::Unknown(fact) => fact,
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Yes(_) => Verdict::Eligible,
            Self::No(_) => Verdict::NotEligible,
            Self::Unknown(_) => Verdict::NeedsReview,
        }
    }
}

/// What the history says of a title of the law in a year; thematic and exceptional awards are no basis where the regime says so.
pub(super) fn held(case: &Case<'_>, who: &Who, base: ByLaw, year: i32) -> Held {
    let campaign = case.campaign();
    let history = &campaign.history;
    let is_base = |honour: &&Honour| honour.year == year && campaign.titles[honour.title].by_law == Some(base);
    let code = |honour: &Honour| campaign.titles[honour.title].code.clone();
    let honours: Vec<&Honour> = history.of(who).iter().filter(is_base).collect();
    if let Some(honour) = honours.iter().find(|honour| honour.occasion == Occasion::Regular) {
        let (code, decision) = (code(honour), &honour.decision);
        return Held::Yes(Fact { words: said!("{year}: {code} ({decision})", "{year}: {code} ({decision})"), place: Some(Place::Row(honour.row)) });
    }
    if let Some(honour) = honours.first() {
        let (code, place) = (code(honour), Some(Place::Row(honour.row)));
        return if case.has_principle("khong-tinh-chuyen-de") {
            let words = said!("{year}: {code} là khen chuyên đề, đột xuất: không làm căn cứ", "{year}: {code} is thematic or exceptional: no basis");
            Held::No(Fact { words, place })
        } else {
            let words = said!(
                "{year}: {code} là khen chuyên đề, đột xuất: có làm căn cứ không thì chưa kiểm chứng",
                "{year}: {code} is thematic or exceptional: whether it is a basis is not verified"
            );
            Held::Unknown(Fact { words, place })
        };
    }
    let nowhere = |words| Fact { words, place: None };
    if !history.is_present {
        Held::Unknown(nowhere(said!("{year}: không có lich-su-danh-hieu.csv", "{year}: there is no lich-su-danh-hieu.csv")))
    } else if !history.is_read || case.bench.titles_of(base).is_empty() {
        Held::Unknown(nowhere(said!("{year}: lich-su-danh-hieu.csv chưa đọc được hết", "{year}: lich-su-danh-hieu.csv could not be read whole")))
    } else {
        Held::No(nowhere(said!("{year}: không có", "{year}: none")))
    }
}

/// The current year's: decided already, else put forward this year and not refused.
pub(super) fn held_this_year(case: &Case<'_>, who: &Who, base: ByLaw, year: i32) -> Held {
    let known = held(case, who, base, year);
    if matches!(known, Held::Yes(_)) {
        return known;
    }
    let bench = case.bench;
    let put_forward = bench.proposals_of(case.who(), year).find(|candidate| candidate.by_law(bench.campaign) == Some(base));
    let Some(candidate) = put_forward else { return known };
    let place = candidate.proposal.map(|proposal| Place::Row(proposal.row));
    let code = bench.campaign.titles[candidate.title].code.clone();
    let verdict = conditions(case, &candidate);
    let words = verdict.words();
    let (vietnamese, english) = (words.vietnamese, words.english);
    let fact = Fact { words: said!("{year}: đề nghị {code}, {vietnamese}", "{year}: put forward for {code}, {english}"), place };
    match verdict {
        Verdict::Eligible => Held::Yes(fact),
        Verdict::NotEligible => Held::No(fact),
        Verdict::NeedsReview | Verdict::Suspended => Held::Unknown(fact),
    }
}

/// The verdict by the standards and exclusions of a candidate's title, the dossier left out.
pub(super) fn conditions(case: &Case<'_>, candidate: &Candidate<'_>) -> Verdict {
    let bench = case.bench;
    let rules = case.regime.rules_of(candidate.by_law(bench.campaign), candidate.who.subject());
    let verdicts =
        rules.filter(|rule| rule.kind != crate::rulebook::RuleKind::Dossier).filter_map(|rule| outcome(bench, case.regime, rule, candidate));
    verdicts.map(|outcome| outcome.verdict()).min().unwrap_or(Verdict::Eligible)
}

/// So many years in a row up to the one before this year, and up to this year.
struct Runs {
    before: Answer,
    with: Answer,
}

fn run(years: &[Held]) -> Answer {
    let mut answer = Answer::new(Verdict::Eligible);
    for one in years {
        answer.verdict = answer.verdict.min(one.verdict());
        answer.facts.push(one.fact().clone());
    }
    answer
}

fn runs(case: &Case<'_>, who: &Who, base: ByLaw, times: i32) -> Runs {
    let year = case.candidate.year;
    let past = |years: std::ops::Range<i32>| years.map(|year| held(case, who, base, year)).collect::<Vec<_>>();
    let before = run(&past(year - times..year));
    let mut with = past(year - times + 1..year);
    with.push(held_this_year(case, who, base, year));
    Runs { before, with: run(&with) }
}

/// So many titles in a row, the current year's counted or not as the campaign says; where it does not, both readings must agree.
pub(super) fn in_a_row(case: &Case<'_>, base: ByLaw, times: i32) -> Answer {
    let Runs { before, with } = runs(case, case.who(), base, times);
    match case.campaign().titles[case.candidate.title].counts_this_year {
        Some(true) => with,
        Some(false) => before,
        None if with.verdict == before.verdict => with,
        None => {
            let (here, there) = (with.verdict.words(), before.verdict.words());
            let (with_this, with_english) = (here.vietnamese, here.english);
            let (vietnamese, english) = (there.vietnamese, there.english);
            let both = Answer { verdict: Verdict::NeedsReview, ..with };
            both.fact(said!("tính cả năm nay thì {with_this}", "with this year: {with_english}"), None)
                .fact(said!("không tính năm nay thì {vietnamese}", "without this year: {english}"), None)
                .lacks(said!("khai `tinh_ca_nam_nay` của danh hiệu", "declare `tinh_ca_nam_nay` of the title"))
        }
    }
}

/// A title so many years in a row (`lien_tuc`).
pub(super) fn consecutive(case: &Case<'_>) -> Option<Answer> {
    Some(in_a_row(case, case.rule.base?, i32::try_from(case.figure()).ok()?))
}

/// How many years in a row somebody has had a title, up to the campaign's year or the one before.
#[derive(Debug)]
pub struct Streak {
    /// Who.
    pub who: Who,
    /// The title.
    pub title: TitleIndex,
    /// The years, oldest first.
    pub years: Vec<i32>,
    /// Whether the last of them is only put forward this year.
    pub is_with_proposal: bool,
    /// The title that is reached by so many more years, how many are asked, and in which year it could be put forward.
    pub reaches: (ByLaw, i32, i32),
}

/// Who has titles in a row that a higher title builds on, by the rules of a regime.
pub fn streaks(bench: &Bench<'_>, regime: &'static crate::rulebook::Regime) -> Vec<Streak> {
    let campaign = bench.campaign;
    let year = campaign.year.unwrap_or_else(|| campaign.time.to.year());
    let mut all = Vec::new();
    for rule in regime.rules.iter().filter(|rule| rule.test.as_deref() == Some("lien_tuc") && rule.is_checked()) {
        let (Some(base), Some(higher)) = (rule.base, rule.titles.first().copied()) else { continue };
        let times = rule.figure.and_then(crate::value::Quantity::to_whole).and_then(|times| i32::try_from(times).ok()).unwrap_or(1);
        let put_forward = campaign.proposals.list.iter().filter_map(|proposal| proposal.who.as_ref());
        let mut people: Vec<&Who> = campaign.history.holders().into_iter().chain(put_forward).collect();
        people.sort_unstable();
        people.dedup();
        for who in people {
            for title in bench.titles_of(base) {
                all.extend(streak(bench, who, title, year, (higher, times)));
            }
        }
    }
    all
}

fn streak(bench: &Bench<'_>, who: &Who, title: TitleIndex, year: i32, (higher, times): (ByLaw, i32)) -> Option<Streak> {
    let honours = bench.campaign.history.of(who);
    let has = |year: i32| honours.iter().any(|honour| honour.title == title && honour.year == year && honour.occasion == Occasion::Regular);
    let is_proposed = !has(year) && bench.proposals_of(who, year).any(|candidate| candidate.title == title);
    let last = if has(year) || is_proposed { year } else { year - 1 };
    let mut years: Vec<i32> = (1900..=last).rev().take_while(|one| has(*one) || (*one == year && is_proposed)).collect();
    years.reverse();
    let length = i32::try_from(years.len()).ok()?;
    let reached_in = year.max(last + (times - length).max(0));
    (length > 0).then(|| Streak { who: who.clone(), title, years, is_with_proposal: is_proposed, reaches: (higher, times, reached_in) })
}
