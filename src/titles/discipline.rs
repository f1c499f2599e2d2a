//! Discipline: being looked into, decided in the year, of a member, or in force before.

use crate::campaign::Who;
use crate::campaign::discipline::Case as DisciplineCase;
use crate::draft::definition::DisciplineForm;
use crate::sheet::Place;
use crate::titles::grades::no_people;
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Case, Verdict};

/// Whether the sheet tells all; without it nothing is known.
fn known(bench: &Bench<'_>, answer: Answer) -> Answer {
    let discipline = &bench.campaign.discipline;
    match (discipline.is_present, discipline.is_read) {
        (true, true) if answer.facts.is_empty() => answer.fact(said!("ky-luat.csv không có dòng nào liên quan", "ky-luat.csv has no such row"), None),
        (true, true) => answer,
        (false, _) => answer.lacks(said!("ky-luat.csv", "ky-luat.csv")),
        (true, false) => answer.lacks(said!("ky-luat.csv đọc được hết", "ky-luat.csv, read whole")),
    }
}

/// Being looked into on the as-of day: not refused, but put off (`dang_xem_xet`).
pub(super) fn under_review(case: &Case<'_>) -> Answer {
    let as_of = case.bench.scope.as_of;
    let mut answer = Answer::new(Verdict::Eligible);
    let is_open = |one: &&DisciplineCase| !one.is_decided && one.from <= as_of && one.to.is_none_or(|to| as_of <= to);
    for one in case.campaign().discipline.of(case.who()).filter(is_open) {
        let (from, english) = (one.from.vietnamese(), one.from);
        answer = answer
            .and(Answer::new(Verdict::Suspended))
            .fact(said!("đang bị xem xét từ {from}", "being looked into since {english}"), Place::Row(one.row));
    }
    let confirm = said!("không đang bị điều tra, thanh tra, kiểm tra, khiếu nại", "is not under investigation, inspection or complaint");
    known(case.bench, answer).confirm(confirm)
}

/// No discipline of a form or a harder one in the year (`khong_ky_luat`).
pub(super) fn none(case: &Case<'_>) -> Option<Answer> {
    Some(without(case.bench, case.who(), case.rule.discipline?))
}

/// Whether somebody was free of discipline in the campaign's time.
///
/// Decided in that time it counts; in force from before, or in a form that is not known or not one of the scale, it needs review.
pub(super) fn without(bench: &Bench<'_>, who: &Who, from: DisciplineForm) -> Answer {
    known(bench, cases(bench, who, from))
}

fn cases(bench: &Bench<'_>, who: &Who, from: DisciplineForm) -> Answer {
    let time = bench.campaign.time;
    let mut answer = Answer::new(Verdict::Eligible);
    for one in bench.campaign.discipline.of(who).filter(|one| one.is_decided) {
        let meets = one.meets(time);
        if meets == Some(false) {
            continue;
        }
        let is_as_hard = match one.form {
            Some(DisciplineForm::Other) | None => None,
            Some(form) => Some(form as u8 >= from as u8),
        };
        let verdict = match (is_as_hard, time.contains(one.from)) {
            (Some(false), _) => continue,
            (Some(true), true) => Verdict::NotEligible,
            (Some(true), false) | (None, _) => Verdict::NeedsReview,
        };
        let form = one.form.map_or("?", DisciplineForm::word);
        let (day, english) = (one.from.vietnamese(), one.from);
        answer.verdict = answer.verdict.min(verdict);
        answer = answer.fact(said!("quyết định kỷ luật `{form}` ngày {day}", "decision of discipline `{form}` of {english}"), Place::Row(one.row));
    }
    answer
}

/// No member of the unit is disciplined (`khong_ai_ky_luat`).
pub(super) fn no_member(case: &Case<'_>) -> Option<Answer> {
    let from = case.rule.discipline?;
    let Who::Unit(unit) = case.who() else { return None };
    let Some((members, doubtful)) = case.bench.members(*unit) else { return Some(no_people()) };
    let mut answer = Answer::new(Verdict::Eligible);
    for member in &members {
        let own = cases(case.bench, &member.who, from);
        let (name, code) = (member.person.name(), &member.person.code);
        answer.verdict = answer.verdict.min(own.verdict);
        for fact in own.facts {
            let (vietnamese, english) = (fact.words.vietnamese, fact.words.english);
            answer = answer.fact(said!("{name} ({code}): {vietnamese}", "{name} ({code}): {english}"), fact.place);
        }
    }
    for person in &doubtful {
        let code = &person.code;
        answer = answer.lacks(said!("thời gian ở đơn vị của {code}", "when {code} was in the unit"));
    }
    let all = members.len();
    let answer = answer.fact(said!("đã xét {all} cá nhân của đơn vị", "{all} members of the unit were looked at"), None);
    Some(known(case.bench, answer))
}

/// After discipline, what was achieved before its end does not count (`sau_ky_luat`).
pub(super) fn after(case: &Case<'_>) -> Answer {
    let time = case.campaign().time;
    let mut answer = Answer::new(Verdict::Eligible);
    for one in case.campaign().discipline.of(case.who()).filter(|one| one.is_decided && one.meets(time) != Some(false)) {
        answer.verdict = Verdict::NeedsReview;
        answer = match one.to {
            Some(to) => {
                let (day, english) = (to.vietnamese(), to);
                answer.fact(
                    said!("kỷ luật hết hiệu lực {day}: thành tích tính sau ngày đó", "the discipline ends on {english}: achievements count after it"),
                    Place::Row(one.row),
                )
            }
            None => answer.lacks(said!("ngày hết hiệu lực kỷ luật", "the last day of the discipline")),
        };
    }
    known(case.bench, answer)
}
