//! Certificates of merit: several grounds, of which the data speak to one.

use crate::campaign::{Honour, Occasion, Proposal, Who, Work};
use crate::draft::definition::{ByLaw, TwoInitiatives, WorkReach, YearGrade};
use crate::sheet::Place;
use crate::titles::grades::graded;
use crate::titles::initiatives::either;
use crate::titles::said::said;
use crate::titles::streak::in_a_row;
use crate::titles::works::{Wanted, counted};
use crate::titles::{Answer, Case, Fact, Verdict};

/// The letters of the grounds there are, and the one the data speak to.
struct Grounds {
    letters: &'static [&'static str],
    by_data: &'static str,
    clause: &'static str,
    english: &'static str,
}

/// Judges by the ground that is stated: the data speak to one, of the others the council does; not stated, failing one is not failing all.
fn by_ground(case: &Case<'_>, grounds: &Grounds, path: impl FnOnce() -> Answer) -> Answer {
    let Grounds { letters, by_data, clause, english } = *grounds;
    let ground = case.candidate.ground();
    let place = case.candidate.proposal.map(Proposal::ground_place);
    match ground {
        "" => {
            let answer = path();
            if answer.verdict == Verdict::Eligible {
                return answer.fact(
                    said!("căn cứ không nêu; điểm {by_data} {clause} đạt", "no ground is stated; point {by_data} of {english} is reached"),
                    place,
                );
            }
            let answer = Answer { verdict: Verdict::NeedsReview, ..answer };
            answer.lacks(said!(
                "căn cứ xét (`can_cu_xet`): điểm {by_data} {clause} chưa đạt, còn căn cứ khác",
                "the ground (`can_cu_xet`): point {by_data} of {english} is not reached, there are others"
            ))
        }
        stated if stated == by_data => path(),
        stated if letters.contains(&stated) => Answer::new(Verdict::NeedsReview)
            .fact(
                said!(
                    "căn cứ điểm {stated} {clause}: không có số liệu để xét",
                    "the ground is point `{stated}` of {english}: there are no data for it"
                ),
                place,
            )
            .confirm(said!("thành tích theo điểm {stated} {clause}", "the achievement of point `{stated}` of {english}")),
        stated => Answer::new(Verdict::NeedsReview)
            .fact(said!("căn cứ `{stated}` không phải điểm nào của {clause}", "the ground `{stated}` is no point of {english}"), place),
    }
}

/// Every year of a run is graded well enough.
fn graded_years(case: &Case<'_>, years: std::ops::RangeInclusive<i32>, least: YearGrade) -> Answer {
    years.map(|year| graded(case.bench, case.who(), year, least)).fold(Answer::new(Verdict::Eligible), Answer::and)
}

/// Every year of a run is graded excellent, or the unit was an excellent collective.
fn excellent_years(case: &Case<'_>, years: std::ops::RangeInclusive<i32>) -> Answer {
    let campaign = case.campaign();
    let of_year = |year: i32| {
        let is_that = |honour: &&Honour| {
            honour.year == year && honour.occasion == Occasion::Regular && campaign.titles[honour.title].by_law == Some(ByLaw::ExcellentCollective)
        };
        match campaign.history.of(case.who()).iter().find(is_that) {
            Some(honour) => {
                let code = &campaign.titles[honour.title].code;
                Answer::new(Verdict::Eligible).fact(said!("{year}: {code}", "{year}: {code}"), Place::Row(honour.row))
            }
            None => graded(case.bench, case.who(), year, YearGrade::Excellent),
        }
    };
    years.map(of_year).fold(Answer::new(Verdict::Eligible), Answer::and)
}

/// A certificate of a ministry or province (`bang_khen_bo_tinh`).
pub(super) fn provincial(case: &Case<'_>) -> Answer {
    match case.who() {
        Who::Person(_) => {
            let grounds =
                Grounds { letters: &["a", "b", "c", "d", "đ"], by_data: "d", clause: "khoản 1 Điều 74", english: "clause 1 of Article 74" };
            by_ground(case, &grounds, || point_d(case))
        }
        Who::Unit(_) => {
            let grounds = Grounds { letters: &["a", "b", "c", "d"], by_data: "d", clause: "khoản 3 Điều 74", english: "clause 3 of Article 74" };
            let year = case.candidate.year;
            by_ground(case, &grounds, || excellent_years(case, year - 1..=year))
        }
    }
}

/// Two times emulation fighter in a row, or two excellent years in a row and two initiatives or two research topics; whether
/// the two initiatives are asked of both branches is read as the campaign says.
fn point_d(case: &Case<'_>) -> Answer {
    let year = case.candidate.year;
    let fighter = || in_a_row(case, ByLaw::GrassrootsFighter, 2);
    let excellent = || graded_years(case, year - 1..=year, YearGrade::Excellent);
    let works = |kind: Work| {
        let wanted = Wanted { reach: WorkReach::Grassroots, kinds: vec![kind], years: year - 1..=year };
        counted(case.bench, case.candidate, &wanted).answer(2)
    };
    let two = || either(works(Work::Initiative), works(Work::Research));
    let narrow = || either(fighter(), excellent().and(two()));
    let wide = || either(fighter(), excellent()).and(two());
    match case.campaign().titles[case.candidate.title].two_initiatives {
        Some(TwoInitiatives::Excellent) => narrow()
            .fact(said!("hai sáng kiến chỉ cho nhánh hoàn thành xuất sắc", "the two initiatives are asked of the excellent branch alone"), None),
        Some(TwoInitiatives::Both) => wide().fact(said!("hai sáng kiến cho cả hai nhánh", "the two initiatives are asked of both branches"), None),
        None => {
            let (narrow, wide) = (narrow(), wide());
            if narrow.verdict == wide.verdict {
                return narrow;
            }
            let answer = Answer { verdict: Verdict::NeedsReview, ..wide };
            answer.lacks(said!(
                "khai `hai_sang_kien_cho`: hai cách đọc điểm d cho hai kết quả",
                "declare `hai_sang_kien_cho`: the two readings of point d differ"
            ))
        }
    }
}

/// Regular honours of somebody that are one of the law's, before a year or in it.
fn honours<'a>(case: &Case<'a>, by_law: ByLaw, through: i32) -> Vec<&'a Honour> {
    let campaign = case.campaign();
    let is_that =
        |honour: &&Honour| honour.year <= through && honour.occasion == Occasion::Regular && campaign.titles[honour.title].by_law == Some(by_law);
    campaign.history.of(case.who()).iter().filter(is_that).collect()
}

/// That so many honours stand in the history; without it, or where it cannot be read whole, it is not known.
fn has(case: &Case<'_>, found: &[&Honour], least: usize) -> Answer {
    let history = &case.campaign().history;
    let verdict = match () {
        () if found.len() >= least => Verdict::Eligible,
        () if !history.is_present || !history.is_read => Verdict::NeedsReview,
        () => Verdict::NotEligible,
    };
    let mut answer = Answer::new(verdict);
    for honour in found {
        let (year, code) = (honour.year, &case.campaign().titles[honour.title].code);
        answer.facts.push(Fact { words: said!("{year}: {code}", "{year}: {code}"), place: Some(Place::Row(honour.row)) });
    }
    if found.len() < least {
        let count = found.len();
        answer = answer.fact(said!("có {count}, cần {least}", "there are {count}, {least} are needed"), None);
    }
    if verdict == Verdict::NeedsReview {
        answer = answer.lacks(said!("lich-su-danh-hieu.csv đọc được hết", "lich-su-danh-hieu.csv, read whole"));
    }
    answer
}

/// The Prime Minister's certificate (`bang_khen_thu_tuong`).
pub(super) fn prime_minister(case: &Case<'_>) -> Answer {
    let year = case.candidate.year;
    match case.who() {
        Who::Person(_) => {
            let grounds = Grounds { letters: &["a", "b", "c", "d"], by_data: "b", clause: "khoản 1 Điều 73", english: "clause 1 of Article 73" };
            by_ground(case, &grounds, || {
                let certificate = has(case, &honours(case, ByLaw::ProvincialCertificate, year), 1);
                let grades = graded_years(case, year - 4..=year, YearGrade::Good);
                let fighters: Vec<&Honour> =
                    honours(case, ByLaw::GrassrootsFighter, year).into_iter().filter(|honour| honour.year >= year - 4).collect();
                certificate.and(grades).and(has(case, &fighters, 3))
            })
        }
        Who::Unit(_) => {
            let grounds =
                Grounds {
                    letters: &["a", "b", "c", "d", "đ", "e"], by_data: "e", clause: "khoản 4 Điều 73", english: "clause 4 of Article 73"
                };
            by_ground(case, &grounds, || collective(case))
        }
    }
}

/// A certificate, and after it five years in a row excellent, with a flag or two certificates in them.
fn collective(case: &Case<'_>) -> Answer {
    let year = case.candidate.year;
    let first = year - 4;
    let before = has(case, &honours(case, ByLaw::ProvincialCertificate, first - 1), 1);
    let since = |by_law: ByLaw| honours(case, by_law, year).into_iter().filter(|honour| honour.year >= first).collect::<Vec<_>>();
    let flags = has(case, &since(ByLaw::ProvincialFlag), 1);
    let certificates = has(case, &since(ByLaw::ProvincialCertificate), 2);
    before.and(excellent_years(case, first..=year)).and(either(flags, certificates))
}
