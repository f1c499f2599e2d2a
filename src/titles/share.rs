//! Shares of a unit's members: how many are advanced workers, whether one is an emulation fighter.

use crate::campaign::people::Stay;
use crate::campaign::{Occasion, Who};
use crate::draft::definition::{ByLaw, OutOfBase, SubjectKind};
use crate::rulebook::RuleKind;
use crate::sheet::{Place, Reading};
use crate::titles::bench::Member;
use crate::titles::grades::no_people;
use crate::titles::said::said;
use crate::titles::streak::conditions;
use crate::titles::{Answer, Case, Said, Verdict, outcome, own};
use crate::value::Day;

/// Meets the standards of an advanced worker; no decision that says so is asked for (`dat_ldtt`).
pub(super) fn meets_advanced(case: &Case<'_>) -> Answer {
    advanced(case)
}

/// The standards and exclusions of an advanced worker, asked of the case's candidate.
fn advanced(case: &Case<'_>) -> Answer {
    let bench = case.bench;
    let rules = case.regime.rules_of(Some(ByLaw::AdvancedWorker), SubjectKind::Person);
    let own_rules = rules.filter(|rule| !rule.titles.is_empty() && matches!(rule.kind, RuleKind::Standard | RuleKind::Exclusion));
    let mut answer = Answer::new(Verdict::Eligible);
    for outcome in own_rules.filter_map(|rule| outcome(bench, case.regime, rule, case.candidate)) {
        answer = answer.and(outcome.answer);
    }
    // What a province asks of advanced workers it asks of all who must meet their standards.
    for title in bench.titles_of(ByLaw::AdvancedWorker) {
        answer = answer.and(own::extra_of(bench, case.who(), title));
    }
    answer
}

/// Whether a member counts as an advanced worker.
fn is_advanced(case: &Case<'_>, who: &Who, year: i32) -> Verdict {
    let bench = case.bench;
    // The proposals outlive the member's name: they hold their own.
    let Some(proposal) = bench.campaign.proposals.list.iter().find(|proposal| {
        let by_law = proposal.title.and_then(|title| bench.campaign.titles[title].by_law);
        proposal.who.as_ref() == Some(who) && proposal.year.is_none_or(|own| own == year) && crate::titles::counts_as_advanced(by_law)
    }) else {
        return Verdict::NotEligible;
    };
    let (Some(who), Some(title)) = (&proposal.who, proposal.title) else { return Verdict::NotEligible };
    let candidate = bench.candidate(who, title, Some(proposal));
    let inner = Case { candidate: &candidate, ..*case };
    let mut verdict = advanced(&inner).verdict;
    // What holds of every title holds of this one.
    for code in ["tam-hoan", "sau-ky-luat", "doi-tuong"] {
        if let Some(general) = case.regime.rule(code).and_then(|rule| outcome(bench, case.regime, rule, &candidate)) {
            verdict = verdict.min(general.verdict());
        }
    }
    verdict
}

/// A member in the base of the share.
struct Counted<'a> {
    member: Member<'a>,
    /// Why the base may leave the member out; none where it does not.
    out: Option<OutOfBase>,
    /// Whether that cannot be told.
    is_out_in_doubt: bool,
    advanced: Verdict,
}

/// On probation, or come within six months, on the last day; none where that cannot be told.
fn is_out(case: &Case<'_>, member: &Member<'_>, why: OutOfBase) -> Option<bool> {
    let last = case.campaign().time.to;
    match why {
        OutOfBase::Probation => match member.stay.is_on_probation {
            Reading::Value(is_on_probation) => Some(is_on_probation),
            Reading::Empty => Some(false),
            Reading::Broken => None,
        },
        OutOfBase::RecentTransfer => {
            let before = |stay: &&Stay| stay.unit != member.stay.unit && stay.is_dated();
            let Reading::Value(from) = member.stay.from else { return Some(false) };
            let came_from_elsewhere = member.person.stays.iter().filter(before).any(|stay| stay.to.value().is_some_and(|to| to < from));
            Some(came_from_elsewhere && from.months_later(6).is_none_or(|half: Day| half > last.next()))
        }
    }
}

/// Percent, compared exactly: 100 · part ≥ percent · all.
fn reaches(part: usize, all: usize, percent: i64) -> bool {
    let [part, all] = [part, all].map(|count| i128::try_from(count).unwrap_or(i128::MAX));
    all > 0 && part.saturating_mul(100) >= all.saturating_mul(i128::from(percent))
}

/// What a base comes to: how many are in it, are advanced workers, and may be.
struct Base {
    all: usize,
    certain: usize,
    open: usize,
}

impl Base {
    fn verdict(&self, percent: i64) -> Verdict {
        match () {
            () if reaches(self.certain, self.all, percent) => Verdict::Eligible,
            () if self.all == 0 || reaches(self.certain + self.open, self.all, percent) => Verdict::NeedsReview,
            () => Verdict::NotEligible,
        }
    }

    fn words(&self, percent: i64) -> Said {
        let Self { all, certain, open } = self;
        let (part, whole) = (certain * 100, i128::from(percent) * i128::try_from(*all).unwrap_or(i128::MAX));
        let sign = if reaches(*certain, *all, percent) { "≥" } else { "<" };
        let rest = if *open > 0 { said!("; còn {open} người chưa rõ", "; {open} are open") } else { said!("", "") };
        let (rest, rest_english) = (rest.vietnamese, rest.english);
        said!(
            "{certain}/{all} người đạt lao động tiên tiến: {certain} × 100 = {part} {sign} {percent} × {all} = {whole}{rest}",
            "{certain} of {all} are advanced workers: {certain} × 100 = {part} {sign} {percent} × {all} = {whole}{rest_english}"
        )
    }
}

/// Part of the unit's members are advanced workers (`ty_le_ldtt`).
pub(super) fn advanced_share(case: &Case<'_>) -> Option<Answer> {
    let Who::Unit(unit) = case.who() else { return None };
    let percent = case.figure();
    let Some((members, doubtful)) = case.bench.members(*unit) else { return Some(no_people()) };
    let declared = case.campaign().titles[case.candidate.title].out_of_base.as_ref();
    let reasons: Vec<OutOfBase> = declared.map_or_else(|| vec![OutOfBase::Probation, OutOfBase::RecentTransfer], |(reasons, _)| reasons.clone());
    let mut counted = Vec::new();
    for member in members {
        let answers: Vec<(OutOfBase, Option<bool>)> = reasons.iter().map(|why| (*why, is_out(case, &member, *why))).collect();
        let out = answers.iter().find(|(_, is_out)| *is_out == Some(true)).map(|(why, _)| *why);
        let is_out_in_doubt = out.is_none() && answers.iter().any(|(_, is_out)| is_out.is_none());
        let advanced = is_advanced(case, &member.who, case.candidate.year);
        counted.push(Counted { member, out, is_out_in_doubt, advanced });
    }
    let base = |keeps: &dyn Fn(&Counted<'_>) -> bool| {
        let kept: Vec<&Counted<'_>> = counted.iter().filter(|one| keeps(one)).collect();
        let count = |is: &dyn Fn(Verdict) -> bool| kept.iter().filter(|one| is(one.advanced)).count();
        let open = count(&|verdict| matches!(verdict, Verdict::NeedsReview | Verdict::Suspended));
        Base { all: kept.len(), certain: count(&|verdict| verdict == Verdict::Eligible), open }
    };
    let (every, without) = (base(&|_| true), base(&|one| one.out.is_none()));
    let names = |is: &dyn Fn(&Counted<'_>) -> bool| {
        let codes: Vec<String> =
            counted.iter().filter(|one| is(one)).map(|one| format!("{} ({})", one.member.person.name(), one.member.person.code)).collect();
        codes.join(", ")
    };
    let out = names(&|one| one.out.is_some());
    let mut answer = Answer::new(if declared.is_some() { without.verdict(percent) } else { every.verdict(percent) });
    answer = answer.fact(every.words(percent), None);
    if !out.is_empty() {
        let words = without.words(percent);
        let (vietnamese, english) = (words.vietnamese, words.english);
        answer = answer.fact(said!("trừ {out}: {vietnamese}", "without {out}: {english}"), declared.map(|(_, span)| Place::Definition(*span)));
        if declared.is_none() && every.verdict(percent) != without.verdict(percent) {
            answer.verdict = Verdict::NeedsReview;
            answer = answer
                .lacks(said!("khai `mau_so_70` của danh hiệu: hai mẫu số cho hai kết quả", "declare `mau_so_70` of the title: the two bases differ"));
        }
    }
    let open = names(&|one| matches!(one.advanced, Verdict::NeedsReview | Verdict::Suspended));
    if answer.verdict == Verdict::NeedsReview && !open.is_empty() {
        answer = answer.lacks(said!("kết luận về {open}", "what becomes of {open}"));
    }
    let in_doubt = names(&|one| one.is_out_in_doubt);
    let doubtful: Vec<&str> = doubtful.iter().map(|person| person.code.as_str()).collect();
    if !in_doubt.is_empty() || !doubtful.is_empty() {
        let doubtful = [in_doubt, doubtful.join(", ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        answer = answer.lacks(said!("có tính {doubtful} vào mẫu số không", "whether {doubtful} is in the base"));
    }
    if every.all == 0 {
        answer = answer.lacks(said!("cá nhân của đơn vị ngày cuối phong trào", "the unit's members on the campaign's last day"));
    }
    Some(answer)
}

/// A member is an emulation fighter of this year: decided, else put forward (`co_chien_si`).
pub(super) fn has_fighter(case: &Case<'_>) -> Option<Answer> {
    let Who::Unit(unit) = case.who() else { return None };
    let bench = case.bench;
    let year = case.candidate.year;
    let Some((members, _)) = bench.members(*unit) else { return Some(no_people()) };
    let is_fighter = |by_law| matches!(by_law, Some(ByLaw::GrassrootsFighter | ByLaw::ProvincialFighter | ByLaw::NationalFighter));
    let mut best: Option<Answer> = None;
    for member in &members {
        let (name, code) = (member.person.name(), &member.person.code);
        let honours = bench.campaign.history.of(&member.who).iter();
        let decided = honours.filter(|honour| honour.year == year && honour.occasion == Occasion::Regular);
        let decided = decided.filter(|honour| bench.campaign.titles[honour.title].by_law == Some(ByLaw::GrassrootsFighter)).map(|honour| {
            Answer::new(Verdict::Eligible).fact(said!("{name} ({code}) đã được tặng", "{name} ({code}) has been given it"), Place::Row(honour.row))
        });
        let rows = bench.campaign.proposals.list.iter().filter(|proposal| proposal.who.as_ref() == Some(&member.who));
        let rows = rows.filter(|proposal| proposal.year.is_none_or(|own| own == year));
        let put_forward = rows.filter_map(|proposal| {
            let (who, title) = (proposal.who.as_ref()?, proposal.title?);
            let candidate = bench.candidate(who, title, Some(proposal));
            is_fighter(candidate.by_law(bench.campaign)).then(|| {
                let verdict = conditions(case, &candidate);
                let verdict = if verdict == Verdict::Suspended { Verdict::NeedsReview } else { verdict };
                let words = verdict.words();
                let (vietnamese, english) = (words.vietnamese, words.english);
                Answer::new(verdict)
                    .fact(said!("{name} ({code}) được đề nghị: {vietnamese}", "{name} ({code}) is put forward: {english}"), Place::Row(proposal.row))
                    .confirm(said!("{name} ({code}) được tặng danh hiệu", "{name} ({code}) is given the title"))
            })
        });
        for answer in decided.chain(put_forward) {
            if best.as_ref().is_none_or(|known| known.verdict < answer.verdict) {
                best = Some(answer);
            }
        }
    }
    Some(best.unwrap_or_else(|| {
        Answer::new(Verdict::NotEligible).fact(said!("không có cá nhân nào được đề nghị hay tặng", "no member is put forward or has it"), None)
    }))
}
