//! What the campaign itself asks, and what is shown rather than judged.

use crate::campaign::Who;
use crate::campaign::people::Verdict as Participation;
use crate::campaign::titles::Asked;
use crate::sheet::Place;
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Case, Verdict, discipline, service};
use crate::value::TitleIndex;

/// A standard whose text is not known: the council judges (`chua_kiem_chung`).
pub(super) fn not_verified(case: &Case<'_>) -> Answer {
    let [vietnamese, english] = &case.rule.name;
    Answer::new(Verdict::Eligible).confirm(said!("{vietnamese}: Hội đồng đối chiếu theo văn bản", "{english}: the council checks by the text"))
}

/// What the data cannot show (`hoi_dong_xac_nhan`).
pub(super) fn confirmed_by_council(_: &Case<'_>) -> Answer {
    Answer::new(Verdict::Eligible)
}

/// What a province or ministry asks beside (`dieu_kien_them`); none where it asks nothing.
pub(super) fn extra(case: &Case<'_>) -> Option<Answer> {
    let has_some = !case.campaign().titles[case.candidate.title].extra.is_empty();
    has_some.then(|| extra_of(case.bench, case.who(), case.candidate.title))
}

/// What is asked beside for a title, of somebody.
pub(super) fn extra_of(bench: &Bench<'_>, who: &Who, title: TitleIndex) -> Answer {
    let mut answer = Answer::new(Verdict::Eligible);
    for extra in &bench.campaign.titles[title].extra {
        let document = &extra.document;
        let one = match &extra.asks {
            Asked::Months(months) => service::worked(bench, who, *months),
            Asked::NoDisciplineFrom(form) => discipline::without(bench, who, *form),
            Asked::LeaveBelow(days) => service::away(bench, who, i64::from(*days), service::Maternity::Works),
            Asked::Confirmed(words) => Answer::new(Verdict::Eligible).confirm(said!("{words} ({document})", "{words} ({document})")),
        };
        answer = answer.and(one).fact(said!("theo {document}", "by {document}"), Place::Definition(extra.span));
    }
    answer
}

/// Takes part in the campaign, as `doi_tuong` says (`doi_tuong`).
pub(super) fn takes_part(case: &Case<'_>) -> Option<Answer> {
    match case.who() {
        Who::Person(_) => person_takes_part(case),
        Who::Unit(_) => unit_takes_part(case),
    }
}

fn person_takes_part(case: &Case<'_>) -> Option<Answer> {
    let people = &case.campaign().people;
    if people.kinds.is_empty() {
        return None;
    }
    let lack = || Answer::new(Verdict::NeedsReview).lacks(said!("dòng của người này ở ca-nhan.csv", "the person's row in ca-nhan.csv"));
    let (Some(person), Some(unit)) = (case.bench.person_index(case.candidate.person()?), case.candidate.unit) else { return Some(lack()) };
    let Some(first) = people.list[person].stays.first() else { return Some(lack()) };
    if people.stays_in(person, unit, None).next().is_none() {
        let code = &case.campaign().units[unit].code;
        return Some(
            lack().fact(
                said!("không ở đơn vị `{code}` trong thời gian phong trào", "was not in `{code}` in the campaign's time"),
                Place::Row(first.row),
            ),
        );
    }
    Some(match people.verdict(person, unit, None) {
        Participation::TakesPart => {
            Answer::new(Verdict::Eligible).fact(said!("thuộc đối tượng của phong trào", "takes part in the campaign"), Place::Row(first.row))
        }
        Participation::NotListed { stay, code } => Answer::new(Verdict::NotEligible)
            .fact(said!("loại `{code}` không thuộc đối tượng", "the kind `{code}` does not take part"), Place::Row(stay.row)),
        Participation::Refused { stay, kind, rule, .. } => {
            let name = &kind.code;
            Answer::new(Verdict::NotEligible)
                .fact(
                    said!("loại `{name}` nhưng không đáp ứng điều kiện của đối tượng", "of the kind `{name}`, but does not meet its conditions"),
                    Place::Row(stay.row),
                )
                .fact(said!("điều kiện của đối tượng", "the conditions of the kind"), Place::Definition(rule.span))
        }
        Participation::Open { stay, .. } => Answer::new(Verdict::NeedsReview)
            .fact(said!("chưa đủ dữ liệu về đối tượng", "the data on the kind are not complete"), Place::Row(stay.row))
            .lacks(said!("loại, hợp đồng, ngày tuyển dụng ở ca-nhan.csv", "kind, contract and day of recruitment in ca-nhan.csv")),
    })
}

fn unit_takes_part(case: &Case<'_>) -> Option<Answer> {
    let campaign = case.campaign();
    let Who::Unit(unit) = case.who() else { return None };
    if campaign.kinds.is_empty() {
        return None;
    }
    let standing = campaign.units[*unit].in_stretch(&campaign.time);
    let Some(standing) = standing else {
        return Some(Answer::new(Verdict::NotEligible).fact(
            said!("đơn vị không có trong thời gian phong trào", "the unit is not there in the campaign's time"),
            Place::Row(campaign.units[*unit].last().row),
        ));
    };
    let place = Place::Row(standing.row);
    let Some(kind) = standing.kind.map(|kind| &campaign.kinds[usize::from(kind)]) else {
        return Some(
            Answer::new(Verdict::NeedsReview)
                .fact(said!("đơn vị không ghi loại thuộc đối tượng", "the unit's row has no kind that takes part"), place)
                .lacks(said!("loại của đơn vị", "the unit's kind")),
        );
    };
    let code = &kind.code;
    let meets = kind.from.is_none_or(|from| from <= campaign.time.to) && kind.to.is_none_or(|to| campaign.time.from <= to);
    let verdict = if meets { Verdict::Eligible } else { Verdict::NotEligible };
    Some(Answer::new(verdict).fact(said!("loại `{code}`", "of the kind `{code}`"), place))
}

/// Is put forward by the unit of the last day: whoever was transferred is judged at the new unit (`don_vi_de_nghi`).
pub(super) fn own_unit(case: &Case<'_>) -> Option<Answer> {
    let campaign = case.campaign();
    let person = case.bench.person(case.candidate.person()?)?;
    let unit = case.candidate.unit?;
    let code = &campaign.units[unit].code;
    let there = || person.stays.iter().filter(|stay| stay.is_dated() && stay.within(case.bench.last_day()).is_some());
    if let Some(stay) = there().find(|stay| stay.unit == Some(unit)) {
        return Some(
            Answer::new(Verdict::Eligible).fact(said!("ngày cuối phong trào ở `{code}`", "in `{code}` on the last day"), Place::Row(stay.row)),
        );
    }
    let answer = Answer::new(Verdict::NeedsReview);
    Some(match there().next() {
        Some(stay) => {
            let other = stay.unit.map_or("?", |unit| campaign.units[unit].code.as_str());
            answer.fact(
                said!(
                    "ngày cuối phong trào ở `{other}`, không ở `{code}`: xét ở đơn vị mới",
                    "in `{other}` on the last day, not in `{code}`: judged at the new unit"
                ),
                Place::Row(stay.row),
            )
        }
        None => answer.lacks(said!("đơn vị của người này ngày cuối phong trào (ca-nhan.csv)", "the person's unit on the last day (ca-nhan.csv)")),
    })
}

/// Every other form of award asked for one candidate in one year is shown (`mot_thanh_tich`).
pub(super) fn one_achievement(case: &Case<'_>) -> Option<Answer> {
    let own = case.candidate;
    let rows = case.campaign().proposals.list.iter();
    let others = rows.filter(|other| other.who.as_ref() == Some(own.who) && other.title.is_some_and(|title| title != own.title));
    let others: Vec<_> = others.filter(|other| other.year.is_none_or(|year| year == own.year)).collect();
    if others.is_empty() {
        return None;
    }
    let mut answer = Answer::new(Verdict::Eligible);
    for other in others {
        let code = other.title.map_or("", |title| case.campaign().titles[title].code.as_str());
        answer = answer.fact(said!("cùng năm còn đề nghị {code}", "in the same year also put forward for {code}"), Place::Row(other.row));
    }
    Some(answer.confirm(said!("không khen nhiều lần một thành tích", "one achievement is not rewarded twice")))
}

/// Has not been given, and is not put forward for, the title the rule names in the same year (`khong_cung_nam`).
pub(super) fn not_in_one_year(case: &Case<'_>) -> Answer {
    let campaign = case.campaign();
    let (own, year) = (case.candidate, case.candidate.year);
    let is_other = |title: TitleIndex| case.rule.base.is_some() && campaign.titles[title].by_law == case.rule.base;
    let told = campaign.history.of(own.who).iter().filter(|honour| honour.year == year).map(|honour| (honour.title, Place::Row(honour.row)));
    let granted = campaign.grants.list.iter().filter(|grant| grant.candidate == *own.who && grant.year == Some(year));
    let given = told.chain(granted.map(|grant| (grant.title, grant.place))).find(|(title, _)| is_other(*title));
    if let Some((title, place)) = given {
        let code = &campaign.titles[title].code;
        return Answer::new(Verdict::NotEligible).fact(said!("năm {year} đã được tặng `{code}`", "was given `{code}` in {year}"), place);
    }
    let other = case.bench.proposals_of(own.who, year).find(|candidate| is_other(candidate.title));
    match other.and_then(|candidate| Some((candidate.title, candidate.proposal?.row))) {
        Some((title, row)) => {
            let code = &campaign.titles[title].code;
            Answer::new(Verdict::NeedsReview)
                .fact(said!("năm {year} còn đề nghị `{code}`", "is put forward for `{code}` in {year} as well"), Place::Row(row))
                .lacks(said!("kết quả xét `{code}`", "what comes of `{code}`"))
        }
        None => Answer::new(Verdict::Eligible),
    }
}
