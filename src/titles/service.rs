//! Time at work: months since recruitment, working days of leave.

use crate::campaign::{Leave, LeaveReason, Who};
use crate::sheet::{Place, Reading};
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Case, Verdict};
use crate::value::Day;

/// So many months from recruitment to the campaign's last day (`thang_cong_tac`).
pub(super) fn months(case: &Case<'_>) -> Option<Answer> {
    let months = u32::try_from(case.figure()).ok()?;
    Some(worked(case.bench, case.who(), months))
}

/// Whether somebody was recruited so many months before the end of the campaign's last day.
pub(super) fn worked(bench: &Bench<'_>, who: &Who, months: u32) -> Answer {
    let lack = || Answer::new(Verdict::NeedsReview).lacks(said!("ngày tuyển dụng (ca-nhan.csv)", "the day of recruitment (ca-nhan.csv)"));
    let Who::Person(code) = who else { return Answer::new(Verdict::Eligible) };
    let Some(person) = bench.person(code) else { return lack() };
    let told = |reading: Reading<Day>| reading.value();
    let Some((recruited, row)) = person.stays.iter().filter_map(|stay| Some((told(stay.recruited)?, stay.row))).min() else { return lack() };
    let last = bench.campaign.time.to;
    let is_long_enough = recruited.months_later(months).is_some_and(|full| full <= last.next());
    let verdict = if is_long_enough { Verdict::Eligible } else { Verdict::NotEligible };
    let (from, to) = (recruited.vietnamese(), last.vietnamese());
    Answer::new(verdict).fact(
        said!("tuyển dụng {from}, đến {to} cần đủ {months} tháng", "recruited on {recruited}, {months} months are needed by {last}"),
        Place::Row(row),
    )
}

/// Fewer working days of leave in the year than a figure (`nghi_ngay_lam_viec`).
pub(super) fn leave_days(case: &Case<'_>) -> Answer {
    let maternity = if case.has_principle("thai-san") { Maternity::Works } else { Maternity::Doubt };
    away(case.bench, case.who(), case.figure(), maternity)
}

/// What maternity leave is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Maternity {
    /// Working time.
    Works,
    /// Whether it is working time is not known.
    Doubt,
}

/// Whether somebody was away for fewer working days; what has no end or no reason counts only as a doubt.
pub(super) fn away(bench: &Bench<'_>, who: &Who, below: i64, maternity: Maternity) -> Answer {
    let Who::Person(code) = who else { return Answer::new(Verdict::Eligible) };
    let campaign = bench.campaign;
    let leaves = campaign.leaves.of(code);
    let time = campaign.time;
    let (mut certain, mut possible) = (0_i64, 0_i64);
    let mut day = time.from;
    while !leaves.is_empty() && day <= time.to {
        if !campaign.days_off.is_off(day) {
            let is_work = |leave: &Leave| maternity == Maternity::Works && leave.reason == Some(LeaveReason::Maternity);
            let holds = |leave: &&Leave| leave.from <= day && leave.to.is_none_or(|to| day <= to) && !is_work(leave);
            let counts = |leave: &Leave| leave.to.is_some() && leave.reason.is_some_and(|reason| reason != LeaveReason::Maternity);
            possible += i64::from(leaves.iter().any(|leave| holds(&leave)));
            certain += i64::from(leaves.iter().filter(holds).any(counts));
        }
        day = day.next();
    }
    let verdict = match () {
        () if certain >= below => Verdict::NotEligible,
        () if possible >= below => Verdict::NeedsReview,
        () => Verdict::Eligible,
    };
    let mut answer = Answer::new(verdict).fact(
        said!(
            "nghỉ {certain} ngày làm việc; kể cả chưa rõ: {possible}; mức {below}",
            "away for {certain} working days, with what is not certain {possible}; the figure is {below}"
        ),
        leaves.first().map(|leave| Place::Row(leave.row)),
    );
    if !campaign.leaves.is_present {
        answer = answer.lacks(said!("nghi.csv", "nghi.csv"));
    } else if !campaign.leaves.is_read {
        answer = answer.lacks(said!("nghi.csv đọc được hết", "nghi.csv, read whole"));
    }
    answer
}
