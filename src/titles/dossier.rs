//! The dossier: its papers, the comment of an old unit, the day it comes.

use crate::campaign::people::Stay;
use crate::campaign::{Held, Occasion, Paper, Proposal};
use crate::draft::definition::{ByLaw, YearGrade};
use crate::sheet::{Place, Reading};
use crate::titles::grades::graded;
use crate::titles::said::said;
use crate::titles::{Answer, Case, Said, Verdict};
use crate::value::Day;

/// A paper, in a sentence.
pub fn paper_words(paper: Paper) -> Said {
    match paper {
        Paper::Submission => said!("tờ trình", "submission"),
        Paper::Report => said!("báo cáo thành tích", "report"),
        Paper::Minutes => said!("biên bản bình xét", "minutes"),
        Paper::Certificate => said!("chứng nhận sáng kiến, đề tài", "certificate of the work"),
        Paper::FormerUnit => said!("nhận xét của đơn vị cũ", "comment of the old unit"),
    }
}

/// Whether a paper is there: said not to be, it is not; not said, it is missing.
fn paper(proposal: Option<&Proposal>, paper: Paper) -> Answer {
    let words = paper_words(paper);
    let Some(proposal) = proposal else { return Answer::new(Verdict::NeedsReview).lacks(words) };
    let (held, place) = proposal.paper(paper);
    let (vietnamese, english) = (&words.vietnamese, &words.english);
    match held {
        Held::Yes(number) if number.is_empty() => Answer::new(Verdict::Eligible).fact(said!("có {vietnamese}", "{english} is there"), place),
        Held::Yes(number) => Answer::new(Verdict::Eligible).fact(said!("{vietnamese}: {number}", "{english}: {number}"), place),
        Held::No => Answer::new(Verdict::NotEligible).fact(said!("chưa có {vietnamese}", "{english} is not there"), place),
        Held::NotSaid => Answer::new(Verdict::NeedsReview).lacks(words),
    }
}

/// Submission, report, minutes (`ho_so`).
pub(super) fn papers(case: &Case<'_>) -> Answer {
    let papers = [Paper::Submission, Paper::Report, Paper::Minutes];
    papers.into_iter().map(|one| paper(case.candidate.proposal, one)).fold(Answer::new(Verdict::Eligible), Answer::and)
}

/// The certificate of the initiative, unless the ground is an excellent grade (`chung_nhan`).
pub(super) fn certificate(case: &Case<'_>) -> Option<Answer> {
    let candidate = case.candidate;
    if candidate.by_law(case.campaign()) == Some(ByLaw::GrassrootsFighter) {
        let names_work = candidate.proposal.is_some_and(|proposal| !proposal.initiatives.is_empty());
        let is_excellent = || graded(case.bench, case.who(), candidate.year, YearGrade::Excellent).verdict == Verdict::Eligible;
        let is_by_grade = candidate.ground() == "htxsnv" || (candidate.ground().is_empty() && !names_work && is_excellent());
        if is_by_grade {
            return None;
        }
    }
    Some(paper(candidate.proposal, Paper::Certificate))
}

/// The old unit's comment on somebody who came in the year and had been there long enough (`nhan_xet_don_vi_cu`).
pub(super) fn former_unit(case: &Case<'_>) -> Option<Answer> {
    let (months, span) = case.campaign().titles[case.candidate.title].comment_from_months?;
    let person = case.bench.person(case.candidate.person()?)?;
    let time = case.campaign().time;
    let is_current =
        |stay: &&Stay| stay.unit.is_some() && stay.unit == case.candidate.unit && stay.from.value().is_some_and(|from| time.contains(from));
    let current = person.stays.iter().filter(|stay| stay.is_dated()).find(is_current)?;
    let from = current.from.value()?;
    let old = person
        .stays
        .iter()
        .filter(|stay| stay.unit != current.unit && stay.is_dated() && stay.to.value().is_some_and(|to| to < from))
        .max_by_key(|stay| stay.to.value())?;
    let (began, ended) = (old.from, old.to.value()?);
    let place = Place::Row(old.row);
    let is_long = match began {
        Reading::Value(began) => began.months_later(months).is_some_and(|full: Day| full <= ended.next()),
        // From the beginning.
        Reading::Empty => true,
        Reading::Broken => return Some(Answer::new(Verdict::NeedsReview).lacks(said!("thời gian ở đơn vị cũ", "the time at the old unit"))),
    };
    let (day, rule) = (ended.vietnamese(), Place::Definition(span));
    if !is_long {
        return Some(
            Answer::new(Verdict::Eligible)
                .fact(said!("ở đơn vị cũ chưa đủ {months} tháng, đến {day}", "less than {months} months at the old unit, until {ended}"), place),
        );
    }
    let answer = paper(case.candidate.proposal, Paper::FormerUnit);
    Some(
        answer
            .fact(said!("ở đơn vị cũ từ {months} tháng trở lên, đến {day}", "{months} months or more at the old unit, until {ended}"), place)
            .fact(said!("phong trào cần nhận xét của đơn vị cũ", "the campaign asks for the old unit's comment"), rule),
    )
}

/// The dossier comes by the end of the year after the second decision (`han_toan_quoc`).
pub(super) fn national_deadline(case: &Case<'_>) -> Option<Answer> {
    let campaign = case.campaign();
    let decisions = campaign.history.of(case.who()).iter().filter(|honour| {
        honour.occasion == Occasion::Regular
            && honour.year <= case.candidate.year
            && campaign.titles[honour.title].by_law == Some(ByLaw::ProvincialFighter)
    });
    let Some(last) = decisions.max_by_key(|honour| honour.year) else {
        return Some(
            Answer::new(Verdict::NeedsReview)
                .lacks(said!("quyết định danh hiệu cấp bộ, tỉnh lần thứ hai", "the second decision of a ministry or province")),
        );
    };
    let place = Place::Row(last.row);
    let (Some(decided), Some(day)) = (last.day, case.candidate.dossier_day()) else {
        return Some(Answer::new(Verdict::NeedsReview).lacks(said!("ngày quyết định và ngày hồ sơ", "the days of the decision and of the dossier")));
    };
    let limit = Day::from_ymd(decided.year() + 1, 12, 31)?;
    let verdict = if day <= limit { Verdict::Eligible } else { Verdict::NotEligible };
    let (from, until, sent) = (decided.vietnamese(), limit.vietnamese(), day.vietnamese());
    Some(
        Answer::new(verdict)
            .fact(said!("quyết định {from}, hạn hồ sơ {until}, hồ sơ ngày {sent}", "decided on {decided}, due by {limit}, dossier of {day}"), place),
    )
}
