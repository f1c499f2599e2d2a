//! Initiatives, research and projects as a ground, and that each is used once.

use crate::campaign::{Proposal, Work};
use crate::draft::definition::{ByLaw, WorkReach, YearGrade};
use crate::sheet::Place;
use crate::titles::grades::graded;
use crate::titles::said::said;
use crate::titles::works::{Wanted, counted};
use crate::titles::{Answer, Case, Verdict};

/// The grounds of chiến sĩ thi đua cơ sở, as `can_cu_xet` has them, and the kinds of work each means.
const GROUNDS: [(&str, &[Work]); 3] = [("sang_kien", &[Work::Initiative]), ("de_tai", &[Work::Research]), ("de_an", &[Work::Project])];

fn wanted(case: &Case<'_>, kinds: &[Work]) -> Wanted {
    Wanted { reach: WorkReach::Grassroots, kinds: kinds.to_vec(), years: case.candidate.year..=case.candidate.year }
}

/// An excellent grade, or an initiative, research or project; a ground that is stated is the one that is judged (`htxsnv_hoac_sang_kien`).
pub(super) fn excellent_or_initiative(case: &Case<'_>) -> Answer {
    let excellent = || graded(case.bench, case.who(), case.candidate.year, YearGrade::Excellent);
    let works = |kinds: &[Work]| counted(case.bench, case.candidate, &wanted(case, kinds)).answer(1);
    let ground = case.candidate.ground();
    let stated = match ground {
        "htxsnv" => Some((excellent(), works(&[]))),
        _ => GROUNDS.iter().find(|(word, _)| *word == ground).map(|(_, kinds)| (works(kinds), either(excellent(), works(&[])))),
    };
    let place = case.candidate.proposal.map(Proposal::ground_place);
    match stated {
        None if ground.is_empty() => either(excellent(), works(&[])),
        None => {
            let known = either(excellent(), works(&[]));
            Answer::new(Verdict::NeedsReview)
                .fact(
                    said!("căn cứ `{ground}` không phải HTXSNV, sang_kien, de_tai", "the ground `{ground}` is none of HTXSNV, sang_kien, de_tai"),
                    place,
                )
                .and(known)
        }
        Some((stated, others)) if stated.verdict == Verdict::NotEligible && others.verdict != Verdict::NotEligible => {
            let answer = Answer { verdict: Verdict::NeedsReview, ..stated };
            answer.fact(
                said!("căn cứ nêu `{ground}` không đạt, căn cứ khác có thể đạt", "the stated ground `{ground}` is missed, another may be reached"),
                place,
            )
        }
        Some((stated, _)) => stated,
    }
}

/// The better of two answers, of which one is enough.
pub(super) fn either(one: Answer, other: Answer) -> Answer {
    let (better, worse) = if one.verdict >= other.verdict { (one, other) } else { (other, one) };
    if better.verdict == Verdict::Eligible {
        return better;
    }
    let verdict = better.verdict;
    let both = better.and(worse);
    Answer { verdict, ..both }
}

/// An initiative that was recognised, or research that was accepted; whether an excellent grade is enough is read both ways (`sang_kien_co_so`).
pub(super) fn at_grassroots(case: &Case<'_>) -> Answer {
    let works = counted(case.bench, case.candidate, &wanted(case, &[])).answer(1);
    if works.verdict == Verdict::Eligible {
        return works;
    }
    let excellent = graded(case.bench, case.who(), case.candidate.year, YearGrade::Excellent);
    match case.campaign().titles[case.candidate.title].excellent_instead {
        Some(true) => either(works, excellent),
        Some(false) => works,
        None if excellent.verdict == Verdict::NotEligible => works,
        None => {
            let both = works.and(excellent);
            let answer = Answer { verdict: Verdict::NeedsReview, ..both };
            answer.lacks(said!(
                "khai `htxsnv_thay_sang_kien`: hoàn thành xuất sắc có thay được sáng kiến không thì có hai cách đọc",
                "declare `htxsnv_thay_sang_kien`: whether an excellent grade stands in for an initiative is read both ways"
            ))
        }
    }
}

/// How many years the title looks back over: those of the titles it builds on.
fn years_back(case: &Case<'_>) -> i32 {
    let by_law = case.candidate.by_law(case.campaign());
    match by_law {
        Some(ByLaw::ProvincialFighter) => 3,
        Some(ByLaw::NationalFighter) => 2,
        _ => 1,
    }
}

/// An initiative or research of a reach (`sang_kien_pham_vi`).
pub(super) fn of_reach(case: &Case<'_>) -> Option<Answer> {
    let year = case.candidate.year;
    let wanted = Wanted { reach: case.rule.reach?, kinds: vec![Work::Initiative, Work::Research], years: year - years_back(case) + 1..=year };
    Some(counted(case.bench, case.candidate, &wanted).answer(1))
}

/// An initiative the row names is used for nobody else and in no other year (`sang_kien_mot_lan`).
///
/// Two titles of one person in one year rest on the same year's work, which `mot_thanh_tich` shows.
pub(super) fn used_once(case: &Case<'_>) -> Option<Answer> {
    let own = case.candidate.proposal.filter(|proposal| !proposal.initiatives.is_empty())?;
    let proposals = &case.campaign().proposals;
    let mut answer = Answer::new(Verdict::Eligible);
    let is_the_same = |other: &Proposal| own.who.is_some() && other.who == own.who && other.year == own.year;
    for code in &own.initiatives {
        let using = proposals.list.iter().chain(&proposals.others).filter(|other| other.row != own.row && other.initiatives.contains(code));
        for other in using.filter(|other| !is_the_same(other)) {
            let (name, year) = (&other.name, other.year.map(|year| year.to_string()).unwrap_or_default());
            let title = other.title.map_or("?", |title| case.campaign().titles[title].code.as_str());
            answer.verdict = Verdict::NeedsReview;
            answer = answer.fact(
                said!("`{code}` cũng dùng cho {name}, {title}, năm {year}", "`{code}` is used for {name}, {title}, {year} as well"),
                other.initiatives_place(),
            );
        }
    }
    if answer.verdict == Verdict::Eligible {
        let codes = own.initiatives.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        answer =
            answer.fact(said!("{codes} chỉ dùng cho người này, năm này", "{codes} is used for this person and this year alone"), Place::Row(own.row));
    }
    Some(answer)
}
