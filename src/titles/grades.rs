//! Yearly grades: of somebody, and of every member of a unit.

use crate::campaign::Who;
use crate::draft::definition::YearGrade;
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Case, Verdict};

/// Whether a yearly grade is good enough; a grade without a row is missing.
pub(super) fn graded(bench: &Bench<'_>, who: &Who, year: i32, least: YearGrade) -> Answer {
    let least_word = least.word();
    match bench.campaign.appraisals.of(who, year) {
        None => Answer::new(Verdict::NeedsReview).lacks(said!("xếp loại năm {year}", "the grade of {year}")),
        Some(appraisal) => match appraisal.grade {
            None => Answer::new(Verdict::NeedsReview)
                .fact(said!("hai dòng xếp loại năm {year} nói khác nhau", "two rows give different grades for {year}"), appraisal.place),
            Some(grade) => {
                let verdict = if grade.reaches(least) { Verdict::Eligible } else { Verdict::NotEligible };
                let word = grade.word();
                Answer::new(verdict)
                    .fact(said!("xếp loại năm {year}: {word}, cần {least_word}", "grade of {year}: {word}, needed {least_word}"), appraisal.place)
            }
        },
    }
}

/// The candidate's own grade (`xep_loai`).
pub(super) fn reaches(case: &Case<'_>) -> Option<Answer> {
    Some(graded(case.bench, case.who(), case.candidate.year, case.rule.grade?))
}

/// The grade of every member (`moi_ca_nhan`).
pub(super) fn every_member(case: &Case<'_>) -> Option<Answer> {
    let least = case.rule.grade?;
    let Who::Unit(unit) = case.who() else { return None };
    let Some((members, doubtful)) = case.bench.members(*unit) else { return Some(no_people()) };
    let mut answer = Answer::new(Verdict::Eligible);
    let mut reached = 0;
    for member in &members {
        let own = graded(case.bench, &member.who, case.candidate.year, least);
        if own.verdict == Verdict::Eligible {
            reached += 1;
            continue;
        }
        let (name, code) = (member.person.name(), &member.person.code);
        answer.verdict = answer.verdict.min(own.verdict);
        for fact in own.facts {
            let (vietnamese, english) = (fact.words.vietnamese, fact.words.english);
            answer = answer.fact(said!("{name} ({code}): {vietnamese}", "{name} ({code}): {english}"), fact.place);
        }
        for lack in own.missing {
            let (vietnamese, english) = (lack.vietnamese, lack.english);
            answer.missing.push(said!("{vietnamese} của {name} ({code})", "{english} of {name} ({code})"));
        }
    }
    for person in &doubtful {
        let code = &person.code;
        answer = answer.lacks(said!("thời gian ở đơn vị của {code}", "when {code} was in the unit"));
    }
    let (all, word) = (members.len(), least.word());
    if all == 0 {
        answer = answer.lacks(said!("cá nhân của đơn vị ngày cuối phong trào", "the unit's members on the campaign's last day"));
    }
    Some(answer.fact(said!("{reached}/{all} cá nhân xếp loại {word} trở lên", "{reached} of {all} members are graded {word} or better"), None))
}

/// Nobody is known without the sheet of people.
pub(super) fn no_people() -> Answer {
    Answer::new(Verdict::NeedsReview).lacks(said!("ca-nhan.csv đọc được hết", "ca-nhan.csv, read whole"))
}
