//! The slow calculation: what the files of a campaign come to, read off the contract without a line of the program.
//!
//! It looks through all rows for every figure and keeps every number as a fraction. A [`Bug`] makes it wrong in one known way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ZERO};
use crate::oracle::written::{Band, Criterion, Definition, Period, Row, day, has, number, read, rows};

/// A line of a unit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    pub(crate) criterion: String,
    pub(crate) points: Option<Fraction>,
    pub(crate) exact: Option<Fraction>,
    pub(crate) maximum: Option<Fraction>,
    pub(crate) state: String,
}

/// Where a unit stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Standing {
    pub(crate) place: Option<usize>,
    pub(crate) total: Fraction,
    pub(crate) exact: Fraction,
    pub(crate) maximum: Fraction,
    pub(crate) share: Option<Fraction>,
    pub(crate) grade: Option<String>,
    pub(crate) state: String,
    pub(crate) tied_with: BTreeSet<String>,
    pub(crate) decided_by: Option<String>,
    pub(crate) lines: Vec<Line>,
}

/// The standings by block and unit.
pub(crate) type Standings = BTreeMap<String, BTreeMap<String, Standing>>;

/// What a criterion comes to: missing, not applicable, or points that may be provisional.
#[derive(Clone, Copy)]
enum Score {
    Missing,
    NotApplicable,
    Points(Fraction, bool),
}

/// A campaign's files, read, and the period that is asked for.
pub(crate) struct Slow {
    pub(crate) definition: Definition,
    pub(crate) units: Vec<Row>,
    results: Vec<Row>,
    targets: Vec<Row>,
    receipts: Vec<Row>,
    extensions: Vec<Row>,
    pub(crate) statistics: Vec<Row>,
    /// Every leaf by date; the period asked for and its leaves.
    all_leaves: Vec<String>,
    pub(crate) period: Option<String>,
    leaves: Vec<String>,
    bug: Option<Bug>,
}

impl Slow {
    pub(crate) fn new(files: &BTreeMap<String, Vec<u8>>, period: Option<&str>) -> Self {
        let text = std::str::from_utf8(&files["phong-trao.yaml"]).expect("a definition is text");
        let definition: Definition = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let mut by_date: Vec<&Period> = definition.ky.iter().filter(|period| period.gom.is_empty()).collect();
        by_date.sort_by_key(|period| day(&period.tu));
        let all_leaves: Vec<String> = by_date.iter().map(|period| period.ma.clone()).collect();
        let leaves_of = |code: &str| -> Vec<String> {
            let mut held = vec![code.to_owned()];
            while let Some(position) = held.iter().position(|code| !all_leaves.contains(code)) {
                let group = held.swap_remove(position);
                held.extend(definition.ky.iter().find(|period| period.ma == group).expect("a period").gom.clone());
            }
            all_leaves.iter().filter(|leaf| held.contains(leaf)).cloned().collect()
        };
        let groups = definition.ky.iter().filter(|period| !period.gom.is_empty());
        let whole = groups.map(|period| period.ma.as_str()).find(|code| leaves_of(code) == all_leaves);
        let period = period.or(whole).map(str::to_owned);
        let leaves = period.as_deref().map_or_else(|| all_leaves.clone(), leaves_of);
        let sheet = |start| rows(files, start);
        let (units, results, targets, receipts) = (sheet("don-vi"), sheet("ket-qua/"), sheet("chi-tieu"), sheet("nop"));
        let (extensions, statistics, bug) = (sheet("gia-han"), sheet("thong-ke"), None);
        Self { definition, units, results, targets, receipts, extensions, statistics, all_leaves, period, leaves, bug }
    }

    pub(crate) fn with(&mut self, bug: Bug) -> Standings {
        self.bug = Some(bug);
        let standings = self.standings();
        self.bug = None;
        standings
    }

    pub(crate) fn does(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    fn round(&self, number: Fraction) -> Fraction {
        let rounding = &self.definition.cham_diem.lam_tron;
        let way = match rounding.cach.as_str() {
            "tu_5_len" if self.does(Bug::HalfRoundedDown) => "nua_xuong",
            "len" if self.does(Bug::UpAsHalfUp) => "tu_5_len",
            "xuong" if self.does(Bug::DownAsHalfUp) => "tu_5_len",
            way => way,
        };
        number.rounded(rounding.chu_so_thap_phan, way)
    }

    fn is_by_line(&self) -> bool {
        let is_declared = self.definition.cham_diem.lam_tron.luc == "tung_dong";
        is_declared && !self.does(Bug::LinesExactUnderLine) || self.does(Bug::LinesRoundedUnderTotal)
    }

    fn result(&self, unit: &str, criterion: &Criterion, period: &str) -> Option<&Row> {
        self.results.iter().find(|row| has(row, &[("don_vi", unit), ("tieu_chi", &criterion.ma), ("ky", period)]))
    }

    pub(crate) fn is_not_applicable(&self, unit: &str, criterion: &Criterion, leaf: &str) -> bool {
        let is_not_assigned = |row: &Row| {
            row.contains_key("khong_giao")
                && ["", leaf].iter().any(|period| has(row, &[("don_vi", unit), ("tieu_chi", &criterion.ma), ("ky", period)]))
        };
        let options = [&criterion.cach_cham.ty_le, &criterion.cach_cham.theo_muc].into_iter().flatten().next();
        let has_target = options.is_some_and(|options| options.mau == "chi_tieu") && !self.does(Bug::TargetZeroAsZero);
        self.targets.iter().any(is_not_assigned)
            || self.result(unit, criterion, leaf).is_some_and(|row| row.contains_key("khong_phat_sinh"))
            || has_target && self.target(unit, criterion, &[leaf]) == Some(ZERO)
    }

    fn is_day_off(&self, day: NaiveDate) -> bool {
        let (days, text) = (&self.definition.ngay_nghi, day.to_string());
        let is_weekend = [Weekday::Sat, Weekday::Sun].contains(&day.weekday());
        (is_weekend || days.danh_sach.contains(&text)) && !days.lam_bu.contains(&text)
    }

    /// Days late in a duty; none where it was not handed in.
    fn days_late(&self, unit: &str, duty: &str, leaf: &str, counting: &str) -> Option<usize> {
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
        let is_moved = self.definition.ngay_nghi.gap_ngay_nghi == "ngay_lam_viec_tiep_theo" && !self.does(Bug::DayOffKept);
        while is_moved && self.is_day_off(last) {
            last = last.succ_opt().expect("a day after");
        }
        let received = self.receipts.iter().find(|row| has(row, &key))?;
        let late = last.iter_days().skip(1).take_while(|one| *one <= day(&received["ngay_nhan"]));
        let is_calendar = counting == "lich" || self.does(Bug::WorkingDaysAsCalendar);
        Some(late.filter(|one| is_calendar || !self.is_day_off(*one)).count())
    }

    /// What one unit was to reach in these leaves; none where nothing says.
    pub(crate) fn target(&self, unit: &str, criterion: &Criterion, leaves: &[&str]) -> Option<Fraction> {
        let last = leaves.last()?;
        let is_cumulative = criterion.so_lieu == "luy_ke";
        let stated = |period: Option<&str>| {
            let is_asked =
                |row: &&Row| has(row, &[("don_vi", unit), ("tieu_chi", &criterion.ma)]) && period.is_none_or(|period| has(row, &[("ky", period)]));
            self.targets.iter().chain(&self.results).filter(is_asked).find_map(|row| number(row, "chi_tieu"))
        };
        match criterion.chi_tieu.as_str() {
            "theo_nam" if !self.does(Bug::YearTargetShared) => stated(None),
            "theo_nam_chia_ky" if self.does(Bug::YearTargetWhole) => stated(None),
            "theo_nam" | "theo_nam_chia_ky" => {
                let held = if self.all_leaves.iter().any(|leaf| leaf == last) { leaves.len() } else { self.leaves.len() };
                let last = self.all_leaves.iter().find(|leaf| leaf == last).or(self.leaves.last())?;
                let reached = self.all_leaves.iter().position(|leaf| leaf == last)? + 1;
                let parts = if is_cumulative { reached } else { held };
                Some(stated(None)? * Fraction::whole(parts) / Fraction::whole(self.all_leaves.len()))
            }
            _ if is_cumulative => stated(Some(last)),
            _ => leaves.iter().map(|leaf| stated(Some(leaf))).sum(),
        }
    }

    /// The figure of a column in these leaves.
    pub(crate) fn figure(&self, unit: &str, criterion: &Criterion, leaves: &[&str], label: &str) -> Option<Fraction> {
        let of = |period: &str| self.result(unit, criterion, period).and_then(|row| number(row, label));
        if criterion.so_lieu == "luy_ke" && !self.does(Bug::CumulativeAdded) {
            let own = self.period.as_deref().filter(|_| leaves.len() > 1).and_then(of);
            return own
                .or_else(|| of(leaves.last()?))
                .or_else(|| of(self.leaves.last().filter(|_| self.period.as_deref() == leaves.last().copied())?));
        }
        leaves.iter().map(|leaf| of(leaf)).sum()
    }

    /// What figures of these leaves come to, scored once.
    fn score(&self, unit: &str, criterion: &Criterion, leaves: &[&str]) -> Score {
        let way = &criterion.cach_cham;
        let asked = leaves.last().expect("a criterion counts in some leaf");
        let leaves: Vec<&str> = leaves.iter().copied().filter(|leaf| !self.is_not_applicable(unit, criterion, leaf)).collect();
        let Some(last) = leaves.last().filter(|last| *last == asked || criterion.so_lieu != "luy_ke") else { return Score::NotApplicable };
        let stages = &self.definition.cham_diem.vong;
        let row = self.result(unit, criterion, last);
        let given = |stage: &String| number(row?, &format!("diem_{stage}"));
        let official = if self.does(Bug::FirstStageOfficial) { stages.first() } else { stages.last() };
        if let (1, Some(points)) = (leaves.len(), official.and_then(given)) {
            return Score::Points(points, false);
        }
        if way.cho_diem.is_some() {
            let before = stages.iter().rev().find_map(given);
            return before.map_or(Score::Missing, |points| Score::Points(points, !self.does(Bug::ProvisionalAsFinal)));
        }
        let scored = self.computed(unit, criterion, &leaves);
        scored.unwrap_or(Score::Missing)
    }

    fn computed(&self, unit: &str, criterion: &Criterion, leaves: &[&str]) -> Option<Score> {
        let (way, full) = (&criterion.cach_cham, read(criterion.diem_chuan.as_ref()));
        let band = |bands: &[Band], number| {
            let band = bands.iter().find(|band| band.holds(number, self.does(Bug::BandEndIncluded))).expect("bands hold every number");
            Score::Points(Fraction::read(&band.diem), false)
        };
        if let Some(duty) = way.co_khong.as_ref().and_then(|yes_no| yes_no.tu_dong.as_ref()) {
            let is_yes = self.days_late(unit, &duty.viec, leaves.last()?, "lich")? == 0 || self.does(Bug::LateIsYes);
            return Some(Score::Points(if is_yes { full } else { ZERO }, false));
        }
        if let Some(bands) = way.theo_muc.as_ref().filter(|bands| bands.so == "so_ngay_tre") {
            return Some(band(&bands.cac_muc, Fraction::whole(self.days_late(unit, &bands.viec, leaves.last()?, &bands.ngay)?)));
        }
        if way.co_khong.is_some() {
            let is_yes = ["1", "x", "có"].contains(&self.result(unit, criterion, leaves.last()?)?.get("thuc_hien")?.as_str());
            return Some(Score::Points(if is_yes { full } else { ZERO }, false));
        }
        let options = [&way.ty_le, &way.theo_muc].into_iter().flatten().next();
        let denominator = match options.map_or("", |options| options.mau.as_str()) {
            "chi_tieu" => Some(self.target(unit, criterion, leaves)?),
            "tong_so" => Some(self.figure(unit, criterion, leaves, "tong_so")?),
            _ => None,
        };
        let is_nothing = denominator == Some(ZERO);
        if is_nothing && !self.does(Bug::TargetZeroAsZero) {
            return Some(Score::NotApplicable);
        }
        let actual = self.figure(unit, criterion, leaves, "thuc_hien")?;
        if let Some(count) = &way.theo_so_luong {
            let points = actual * read(count.diem_moi.as_ref());
            let cap = count.toi_da.as_deref().filter(|_| !self.does(Bug::CountNotCapped)).map(Fraction::read);
            return Some(Score::Points(cap.map_or(points, |cap| cap.min(points)), false));
        }
        let ratio = denominator.map(|denominator| if is_nothing { ZERO } else { actual / denominator });
        if let Some(bands) = &way.theo_muc {
            return Some(band(&bands.cac_muc, ratio.map_or(actual, |ratio| ratio * Fraction::whole(100))));
        }
        let over = criterion.vuot_chi_tieu.as_deref().unwrap_or(&self.definition.cham_diem.vuot_chi_tieu);
        let is_cut = over == "toi_da" && !self.does(Bug::ShareNotCut) || self.does(Bug::ShareAlwaysCut);
        let points = full * ratio?;
        Some(Score::Points(if is_cut { points.min(full) } else { points }, false))
    }

    /// The leaves that count for a criterion in the period asked for.
    pub(crate) fn counted(&self, criterion: &Criterion) -> Vec<&str> {
        let leaves = self.leaves.iter().map(String::as_str);
        match criterion.chi_cham_ky.as_ref().filter(|_| !self.does(Bug::OnlyPeriodsForgotten)) {
            None => leaves.collect(),
            // Limited to a group period it is scored there, from the rows of that period.
            Some(only) if self.period.as_ref().is_some_and(|period| only.contains(period)) => self.period.as_deref().into_iter().collect(),
            Some(only) => leaves.filter(|leaf| only.iter().any(|one| one == leaf)).collect(),
        }
    }

    /// A criterion over the period, its leaves merged; with what it is out of.
    fn merged(&self, unit: &str, criterion: &Criterion, leaves: &[&str]) -> (Score, Fraction) {
        let full = read(criterion.diem_chuan.as_ref());
        let merging = criterion.gop_ky.as_ref().or(self.definition.cham_diem.gop_ky.as_ref()).map_or("", |merging| merging.lay.as_str());
        let merging = if merging == "so_lieu" && self.does(Bug::FiguresAsSumOfPoints) { "diem_tong" } else { merging };
        if leaves.len() == 1 || merging == "so_lieu" {
            return (self.score(unit, criterion, leaves), full);
        }
        let is_last = merging == "diem_ky_cuoi";
        let last = if self.does(Bug::LastAsFirst) { leaves.first() } else { leaves.last() };
        let taken = if is_last { last.copied().into_iter().collect() } else { leaves.to_vec() };
        let scores = taken.iter().map(|leaf| self.score(unit, criterion, &[leaf]));
        let scores: Vec<Score> = scores.filter(|score| !matches!(score, Score::NotApplicable)).collect();
        let is_added = merging == "diem_tong";
        let parts = if is_added && !self.does(Bug::MaximaNotAdded) { scores.len().max(1) } else { 1 };
        let maximum = full * Fraction::whole(parts);
        if scores.is_empty() {
            return (Score::NotApplicable, maximum);
        }
        let count = if self.does(Bug::NotApplicableLeafInMean) { leaves.len() } else { scores.len() };
        let is_mean = merging == "diem_binh_quan" && !self.does(Bug::MeanAsSum);
        let mut sum = (ZERO, false);
        for score in scores {
            let Score::Points(points, is_provisional) = score else { return (Score::Missing, maximum) };
            let points = if self.is_by_line() { self.round(points) } else { points };
            sum = (sum.0 + points, sum.1 || is_provisional);
        }
        (Score::Points(if is_mean { sum.0 / Fraction::whole(count) } else { sum.0 }, sum.1), maximum)
    }

    fn line(&self, unit: &str, criterion: &Criterion, group: &str) -> Option<Line> {
        let leaves = self.counted(criterion);
        if leaves.is_empty() {
            return None;
        }
        let (score, maximum) = self.merged(unit, criterion, &leaves);
        let (mut points, mut maximum, state) = match (score, criterion.khong_phat_sinh.as_str()) {
            (Score::Missing, _) if self.does(Bug::MissingAsZero) => (Some(ZERO), Some(maximum), "given"),
            (Score::Missing, _) => (None, Some(maximum), "missing"),
            (Score::Points(points, is_provisional), _) => (Some(points), Some(maximum), if is_provisional { "provisional" } else { "given" }),
            (Score::NotApplicable, "diem_toi_da") if !self.does(Bug::NotApplicableAsZero) => (Some(maximum), Some(maximum), "not_applicable"),
            (Score::NotApplicable, "loai_tru") => (None, self.does(Bug::NotApplicableKeepsMaximum).then_some(maximum), "not_applicable"),
            (Score::NotApplicable, _) => (Some(ZERO), Some(maximum), "not_applicable"),
        };
        if !group.is_empty() && !self.does(Bug::BonusInMaximum) {
            maximum = None;
        }
        if self.is_by_line() {
            points = points.map(|points| self.round(points));
        }
        let sign = |points: Fraction| if group == "diem_tru" && !self.does(Bug::DeductionAdded) { -points } else { points };
        let shown = points.map(|points| sign(self.round(points)));
        Some(Line { criterion: criterion.ma.clone(), points: shown, exact: points.map(sign), maximum, state: state.to_owned() })
    }

    /// The lines of a criterion and of what stands below it.
    fn lines(&self, unit: &Row, criterion: &Criterion, group: &str, lines: &mut Vec<Line>) {
        let applies = |codes: &Option<Vec<String>>, label, bug| codes.as_ref().is_none_or(|codes| codes.contains(&unit[label])) || self.does(bug);
        if !applies(&criterion.ap_dung.khoi, "khoi", Bug::BlocksForgotten) || !applies(&criterion.ap_dung.loai, "loai", Bug::KindsForgotten) {
            return;
        }
        if criterion.con.is_empty() {
            lines.extend(self.line(&unit["ma"], criterion, group));
            return;
        }
        let group = if group.is_empty() { criterion.nhom.as_str() } else { group };
        let from = lines.len();
        for child in &criterion.con {
            self.lines(unit, child, group, lines);
        }
        let sum: Fraction = lines[from..].iter().filter_map(|line| line.exact).sum();
        let shown: Fraction = lines[from..].iter().filter_map(|line| line.points).sum();
        let Some(cap) = criterion.toi_da.as_deref().map(Fraction::read).filter(|_| !self.does(Bug::CapForgotten)) else { return };
        let cap = if sum < ZERO { -cap } else { cap };
        if sum.max(-sum) > cap.max(-cap) {
            let (points, exact) = (Some(cap - shown), Some(cap - sum));
            lines.push(Line { criterion: criterion.ma.clone(), points, exact, maximum: None, state: "capped".to_owned() });
        }
    }

    /// Exact and shown: the number that is compared.
    pub(crate) fn compared(&self, exact: Fraction) -> Fraction {
        let is_exact = self.definition.xep_hang.tren_diem == "chinh_xac" && !self.does(Bug::ComparedRounded);
        if is_exact || self.does(Bug::ComparedExact) { exact } else { self.round(exact) }
    }

    pub(crate) fn measure(&self, exact: Fraction, maximum: Fraction) -> Option<Fraction> {
        if self.definition.xep_hang.so_sanh == "tong_diem" || self.does(Bug::ComparedByTotal) {
            return Some(self.compared(exact));
        }
        (maximum != ZERO).then(|| self.compared(Fraction::whole(100) * exact / maximum))
    }

    pub(crate) fn standing(&self, unit: &Row) -> Standing {
        let mut lines = Vec::new();
        for criterion in &self.definition.tieu_chi {
            self.lines(unit, criterion, "", &mut lines);
        }
        let exact: Fraction = lines.iter().filter_map(|line| line.exact).sum();
        let maximum: Fraction = lines.iter().filter_map(|line| line.maximum).sum();
        let has = |state: &str| lines.iter().any(|line| line.state == state);
        let is_unmeasured = self.measure(exact, maximum).is_none();
        let states = [("incomplete", has("missing")), ("set_aside", is_unmeasured), ("provisional", has("provisional")), ("final", true)];
        let (state, _) = states.into_iter().find(|(_, holds)| *holds).expect("the last holds");
        let share = (maximum != ZERO).then(|| self.round(Fraction::whole(100) * exact / maximum));
        let measure = self.measure(exact, maximum).filter(|_| state != "incomplete");
        let grades = self.definition.xep_hang.xep_loai.iter();
        let grade = measure.and_then(|measure| grades.clone().find(|grade| grade.holds(measure, self.does(Bug::GradeEndIncluded))));
        Standing {
            place: None,
            total: self.round(exact),
            exact,
            maximum,
            share,
            grade: grade.map(|grade| grade.ten.clone()),
            state: state.to_owned(),
            tied_with: BTreeSet::new(),
            decided_by: None,
            lines,
        }
    }
}
