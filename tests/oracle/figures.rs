//! What the sheets say of one unit and criterion, found by looking through all rows.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ZERO};
use crate::oracle::slow::Slow;
use crate::oracle::written::{Criterion, Row, day, has, number};

/// The periods whose row may have a figure, the first that has one before the others.
pub(crate) type Source<'a> = Vec<&'a str>;

/// What an answer of yes or no comes to.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Answer {
    Yes,
    No,
    Lacking,
}

impl Slow {
    pub(crate) fn result(&self, unit: &str, criterion: &Criterion, period: &str) -> Option<&Row> {
        let code = if self.does(Bug::BorrowedLookedUpAtHome) { &criterion.ma } else { criterion.rows_of() };
        self.results.iter().find(|row| has(row, &[("don_vi", unit), ("tieu_chi", code), ("ky", period)]))
    }

    /// Where the figures of these periods, scored as one, stand: one for each leaf; of a figure that runs on the group
    /// period's own row, else that of its last leaf.
    pub(crate) fn sources<'a>(&'a self, criterion: &Criterion, periods: &[&'a str]) -> Vec<Source<'a>> {
        let Some(last) = periods.last() else { return Vec::new() };
        if !criterion.runs_on() || self.does(Bug::CumulativeAdded) {
            return periods.iter().map(|period| vec![*period]).collect();
        }
        let own = self.period.as_deref().filter(|_| criterion.chi_cham_ky.is_none() && !self.does(Bug::OwnRowForgotten));
        if periods.len() > 1 {
            return vec![own.into_iter().chain([*last]).collect()];
        }
        let leaves = self.leaves_of(last);
        let last_leaf = self.all_leaves.iter().find(|leaf| Some(*leaf) == leaves.last()).map(String::as_str);
        vec![[Some(*last), last_leaf].into_iter().flatten().collect()]
    }

    pub(crate) fn row(&self, unit: &str, criterion: &Criterion, source: &Source) -> Option<&Row> {
        source.iter().find_map(|period| self.result(unit, criterion, period))
    }

    /// The sources in which something arose.
    pub(crate) fn arising<'a>(&'a self, unit: &str, criterion: &Criterion, periods: &[&'a str]) -> Vec<Source<'a>> {
        let sources = self.sources(criterion, periods).into_iter();
        sources.filter(|source| !source.iter().any(|period| self.is_not_applicable(unit, criterion, period))).collect()
    }

    pub(crate) fn is_not_applicable(&self, unit: &str, criterion: &Criterion, period: &str) -> bool {
        let is_not_assigned = |row: &Row| {
            row.contains_key("khong_giao")
                && ["", period].iter().any(|period| has(row, &[("don_vi", unit), ("tieu_chi", criterion.rows_of()), ("ky", period)]))
        };
        let row = self.result(unit, criterion, period);
        let asks = |mau: &str| criterion.denominator() == mau && criterion.cach_cham.so_voi_dan_dau.is_none() && !self.does(Bug::TargetZeroAsZero);
        self.targets.iter().any(is_not_assigned)
            || row.is_some_and(|row| row.contains_key("khong_phat_sinh"))
            || asks("chi_tieu") && self.target_in(row.is_some(), unit, criterion, &[vec![period]]) == Some(ZERO)
            || asks("tong_so") && row.and_then(|row| number(row, "tong_so")) == Some(ZERO)
    }

    /// The figure of a column over some sources; none where one of them lacks it.
    pub(crate) fn figure(&self, unit: &str, criterion: &Criterion, sources: &[Source], label: &str) -> Option<Fraction> {
        let sum = sources.iter().map(|source| number(self.row(unit, criterion, source)?, label)).sum::<Option<Fraction>>();
        sum.filter(|_| !sources.is_empty())
    }

    /// What one unit was to reach in these sources; none where nothing says.
    pub(crate) fn target(&self, unit: &str, criterion: &Criterion, sources: &[Source]) -> Option<Fraction> {
        self.target_in(true, unit, criterion, sources)
    }

    /// The same, as the sheet of targets has it where there is no row that could say it.
    fn target_in(&self, has_row: bool, unit: &str, criterion: &Criterion, sources: &[Source]) -> Option<Fraction> {
        let code = criterion.rows_of();
        let stated = |period: Option<&str>| {
            let is_asked = |row: &&Row| has(row, &[("don_vi", unit), ("tieu_chi", code)]) && period.is_none_or(|period| has(row, &[("ky", period)]));
            let rows: &[Row] = if has_row { &self.results } else { &[] };
            self.targets.iter().chain(rows).filter(is_asked).find_map(|row| number(row, "chi_tieu"))
        };
        match criterion.chi_tieu.as_str() {
            "theo_nam" if !self.does(Bug::YearTargetShared) => stated(None),
            "theo_nam_chia_ky" if self.does(Bug::YearTargetWhole) => stated(None),
            "theo_nam" | "theo_nam_chia_ky" => {
                let leaves: Vec<String> = sources.iter().flat_map(|source| self.leaves_of(source[0])).collect();
                let reached = self.all_leaves.iter().position(|leaf| Some(leaf) == leaves.last())? + 1;
                let parts = if criterion.runs_on() { reached } else { leaves.len() };
                Some(stated(None)? * Fraction::whole(parts) / Fraction::whole(self.all_leaves.len()))
            }
            _ => sources.iter().map(|source| source.iter().find_map(|period| stated(Some(period)))).sum(),
        }
    }

    /// What a figure of yes or no says of one period: its own row, those of its leaves, that of the narrowest period that
    /// holds it, the row without a period.
    fn answer(&self, unit: &str, statistic: &str, period: &str) -> Answer {
        let own = |period: &str| {
            let row = self.statistics.iter().find(|row| has(row, &[("don_vi", unit), ("chi_so", statistic), ("ky", period)]))?;
            Some(if ["1", "x", "có"].contains(&row["gia_tri"].as_str()) { Answer::Yes } else { Answer::No })
        };
        let leaves = self.leaves_of(period);
        if leaves.len() > 1 && own(period).is_none() && leaves.iter().any(|leaf| own(leaf).is_some()) {
            return self.answers(unit, statistic, &leaves.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let holds = |code: &str| leaves.iter().all(|leaf| self.leaves_of(code).contains(leaf));
        let mut holding: Vec<&str> = self.definition.ky.iter().map(|period| period.ma.as_str()).filter(|code| holds(code)).collect();
        holding.sort_by_key(|code| self.leaves_of(code).len());
        own(period).or_else(|| holding.into_iter().find_map(own)).or_else(|| own("")).unwrap_or(Answer::Lacking)
    }

    /// What it says of periods scored as one: no where one of them does, yes where all do.
    pub(crate) fn answers(&self, unit: &str, statistic: &str, periods: &[&str]) -> Answer {
        let answers: Vec<Answer> = periods.iter().map(|period| self.answer(unit, statistic, period)).collect();
        [Answer::No, Answer::Lacking].into_iter().find(|answer| answers.contains(answer)).unwrap_or(Answer::Yes)
    }

    fn is_day_off(&self, day: NaiveDate) -> bool {
        let (days, text) = (&self.definition.ngay_nghi, day.to_string());
        let is_weekend = [Weekday::Sat, Weekday::Sun].contains(&day.weekday());
        (is_weekend || days.danh_sach.contains(&text)) && !days.lam_bu.contains(&text)
    }

    /// Days late in a duty; none where it was not handed in.
    pub(crate) fn days_late(&self, unit: &str, duty: &str, leaf: &str, counting: &str) -> Option<usize> {
        let deadlines = || self.definition.cac_han.iter().filter(|deadline| deadline.viec == duty);
        let deadline = deadlines().find(|deadline| deadline.ky == leaf).or_else(|| deadlines().find(|deadline| deadline.ky.is_empty()));
        let deadline = deadline.expect("the generator gives every duty a deadline");
        let key = [("don_vi", unit), ("viec", duty), ("ky", deadline.ky.as_str())];
        let extension = self.extensions.iter().find(|row| has(row, &key)).filter(|_| !self.does(Bug::ExtensionForgotten));
        let mut last = match (extension, &deadline.den_het, &deadline.truoc) {
            (Some(row), _, _) => day(&row["han_moi"]),
            (None, Some(last), _) => day(last),
            (None, None, Some(before)) if self.does(Bug::BeforeIncludesItsDay) => day(before),
            (None, None, before) => day(before.as_ref().expect("a deadline has a day")).pred_opt().expect("a day before"),
        };
        let is_kept = self.does(Bug::DayOffKept) || extension.is_some() && self.does(Bug::NewDayOffKept);
        let is_moved = self.definition.ngay_nghi.gap_ngay_nghi == "ngay_lam_viec_tiep_theo" && !is_kept;
        while is_moved && self.is_day_off(last) {
            last = last.succ_opt().expect("a day after");
        }
        let received = self.receipts.iter().find(|row| has(row, &key))?;
        let late = last.iter_days().skip(1).take_while(|one| *one <= day(&received["ngay_nhan"]));
        let is_calendar = counting == "lich" || self.does(Bug::WorkingDaysAsCalendar);
        Some(late.filter(|one| is_calendar || !self.is_day_off(*one)).count())
    }
}
