//! The slow calculation: what the files of a campaign come to, read off the contract without a line of the program.
//!
//! It looks through all rows for every figure and keeps every number as a fraction. A [`Bug`] makes it wrong in one known way.
//! Here are the lines of a unit and their sum; what one score comes to is in `ways`, what stands in the sheets in `figures`,
//! who comes before whom in `places`.

use std::collections::{BTreeMap, BTreeSet};

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ONE, ZERO};
use crate::oracle::written::{Criterion, Definition, Period, Ranking, Row, adjusted, day, has, read, rows};

/// A line of a unit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    pub(crate) criterion: String,
    pub(crate) points: Option<Fraction>,
    pub(crate) exact: Option<Fraction>,
    pub(crate) maximum: Option<Fraction>,
    pub(crate) state: String,
}

/// Where a unit stands; what is counted in points is none where the block is ranked without.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Standing {
    pub(crate) place: Option<usize>,
    pub(crate) total: Option<Fraction>,
    pub(crate) exact: Option<Fraction>,
    pub(crate) maximum: Option<Fraction>,
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
pub(crate) enum Score {
    Missing,
    NotApplicable,
    Points(Fraction, bool),
}

/// A campaign's files, read, and the period that is asked for.
pub(crate) struct Slow {
    pub(crate) definition: Definition,
    pub(crate) rankings: BTreeMap<String, Ranking>,
    pub(crate) units: Vec<Row>,
    pub(crate) people: Vec<Row>,
    pub(crate) discipline: Vec<Row>,
    pub(crate) results: Vec<Row>,
    pub(crate) targets: Vec<Row>,
    pub(crate) receipts: Vec<Row>,
    pub(crate) extensions: Vec<Row>,
    pub(crate) statistics: Vec<Row>,
    /// The rows of results as handed in, and what was adjusted in them.
    handed_in: Vec<Row>,
    adjustments: Vec<Row>,
    /// Every leaf by date; the period asked for and its leaves.
    pub(crate) all_leaves: Vec<String>,
    pub(crate) period: Option<String>,
    pub(crate) leaves: Vec<String>,
    bug: Option<Bug>,
}

impl Slow {
    pub(crate) fn new(files: &BTreeMap<String, Vec<u8>>, period: Option<&str>) -> Self {
        let text = std::str::from_utf8(&files["phong-trao.yaml"]).expect("a definition is text");
        let mut definition: Definition = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let declared = definition.tieu_chi.clone();
        for criterion in &mut definition.tieu_chi {
            criterion.borrow(&declared);
        }
        let mut by_date: Vec<&Period> = definition.ky.iter().filter(|period| period.gom.is_empty()).collect();
        by_date.sort_by_key(|period| day(&period.tu));
        let all_leaves: Vec<String> = by_date.iter().map(|period| period.ma.clone()).collect();
        let sheet = |start| rows(files, start);
        let results = sheet("ket-qua/");
        let mut slow = Self {
            rankings: BTreeMap::new(),
            units: sheet("don-vi"),
            people: sheet("ca-nhan"),
            discipline: sheet("ky-luat"),
            results: Vec::new(),
            targets: sheet("chi-tieu"),
            receipts: sheet("nop"),
            extensions: sheet("gia-han"),
            statistics: sheet("thong-ke"),
            handed_in: results,
            adjustments: sheet("dieu-chinh"),
            leaves: Vec::new(),
            period: None,
            all_leaves,
            definition,
            bug: None,
        };
        let groups = slow.definition.ky.iter().filter(|period| !period.gom.is_empty());
        let whole = groups.map(|period| period.ma.as_str()).find(|code| slow.leaves_of(code) == slow.all_leaves);
        slow.period = period.or(whole).map(str::to_owned);
        slow.leaves = slow.period.as_deref().map_or_else(|| slow.all_leaves.clone(), |period| slow.leaves_of(period));
        slow.prepare();
        slow
    }

    /// What can be got wrong before anything is scored.
    fn prepare(&mut self) {
        self.results = adjusted(&self.handed_in, &self.adjustments, self.bug);
        self.rankings = BTreeMap::new();
        for block in &self.definition.khoi {
            let own = if self.does(Bug::BlockRankingForgotten) { Ranking::default() } else { block.xep_hang.clone() };
            self.rankings.insert(block.ma.clone(), own.or(&self.definition.xep_hang));
        }
    }

    /// The leaves a period holds, by date; a leaf holds itself.
    pub(crate) fn leaves_of(&self, code: &str) -> Vec<String> {
        let mut held = vec![code.to_owned()];
        while let Some(position) = held.iter().position(|code| !self.all_leaves.contains(code)) {
            let group = held.swap_remove(position);
            held.extend(self.definition.ky.iter().find(|period| period.ma == group).expect("a period").gom.clone());
        }
        self.all_leaves.iter().filter(|leaf| held.contains(leaf)).cloned().collect()
    }

    pub(crate) fn with(&mut self, bug: Bug) -> Standings {
        self.bug = Some(bug);
        self.prepare();
        let standings = self.standings();
        self.bug = None;
        self.prepare();
        standings
    }

    pub(crate) fn does(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    pub(crate) fn round(&self, number: Fraction) -> Fraction {
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

    /// The leaves that count for a criterion in the period asked for.
    pub(crate) fn counted(&self, criterion: &Criterion) -> Vec<&str> {
        let leaves = self.leaves.iter().map(String::as_str);
        match criterion.chi_cham_ky.as_ref().filter(|_| !self.does(Bug::OnlyPeriodsForgotten)) {
            None => leaves.collect(),
            // Limited to a group period it is scored there, from the row of that period.
            Some(only) if self.period.as_ref().is_some_and(|period| only.contains(period)) => self.period.as_deref().into_iter().collect(),
            Some(only) => leaves.filter(|leaf| only.iter().any(|one| one == leaf)).collect(),
        }
    }

    /// How points of leaves come together.
    pub(crate) fn merging<'a>(&'a self, criterion: &'a Criterion) -> &'a str {
        let merging = criterion.gop_ky.as_ref().or(self.definition.cham_diem.gop_ky.as_ref()).map_or("", |merging| merging.lay.as_str());
        if merging == "so_lieu" && self.does(Bug::FiguresAsSumOfPoints) { "diem_tong" } else { merging }
    }

    /// A criterion over the period, its leaves merged; with how many maxima it is out of.
    fn merged(&self, unit: &Row, criterion: &Criterion, leaves: &[&str]) -> (Score, usize) {
        let merging = self.merging(criterion);
        if leaves.len() == 1 || merging == "so_lieu" {
            return (self.score(unit, criterion, leaves), 1);
        }
        let is_last = merging == "diem_ky_cuoi";
        let last = if self.does(Bug::LastAsFirst) { leaves.first() } else { leaves.last() };
        let taken = if is_last { last.copied().into_iter().collect() } else { leaves.to_vec() };
        let scores = taken.iter().map(|leaf| self.score(unit, criterion, &[leaf]));
        let scores: Vec<Score> = scores.filter(|score| !matches!(score, Score::NotApplicable)).collect();
        let is_added = merging == "diem_tong";
        let parts = if is_added && !self.does(Bug::MaximaNotAdded) { scores.len().max(1) } else { 1 };
        if scores.is_empty() {
            return (Score::NotApplicable, parts);
        }
        let count = if self.does(Bug::NotApplicableLeafInMean) { leaves.len() } else { scores.len() };
        let is_mean = merging == "diem_binh_quan" && !self.does(Bug::MeanAsSum);
        let mut sum = (ZERO, false);
        for score in scores {
            let Score::Points(points, is_provisional) = score else { return (Score::Missing, parts) };
            let is_rounded = self.weight(criterion) == ONE || self.does(Bug::PeriodsRoundedBeforeWeight);
            let points = if is_rounded { self.of_line(points) } else { points };
            sum = (sum.0 + points, sum.1 || is_provisional);
        }
        (Score::Points(if is_mean { sum.0 / Fraction::whole(count) } else { sum.0 }, sum.1), parts)
    }

    /// The line of a leaf over these periods, on a side, out of its own points or those of its group of alternatives.
    fn line(&self, unit: &Row, criterion: &Criterion, leaves: &[&str], (side, out_of): (&str, Fraction)) -> Line {
        let (score, parts) = self.merged(unit, criterion, leaves);
        let (full, maximum) = (read(self.maximum(unit, criterion)) * Fraction::whole(parts), out_of * Fraction::whole(parts));
        let (mut points, mut maximum, state) = match (score, criterion.khong_phat_sinh.as_str()) {
            (Score::Missing, _) if self.does(Bug::MissingAsZero) => (Some(ZERO), Some(maximum), "given"),
            (Score::Missing, _) => (None, Some(maximum), "missing"),
            (Score::Points(points, is_provisional), _) => (Some(points), Some(maximum), if is_provisional { "provisional" } else { "given" }),
            (Score::NotApplicable, "diem_toi_da") if !self.does(Bug::NotApplicableAsZero) => (Some(full), Some(maximum), "not_applicable"),
            (Score::NotApplicable, "loai_tru") => (None, self.does(Bug::NotApplicableKeepsMaximum).then_some(maximum), "not_applicable"),
            (Score::NotApplicable, _) => (Some(ZERO), Some(maximum), "not_applicable"),
        };
        if !side.is_empty() && !self.does(Bug::BonusInMaximum) {
            maximum = None;
        }
        let weight = self.weight(criterion);
        let is_late = self.does(Bug::WeightAfterRounding);
        points = points.map(|points| if is_late { self.of_line(points) * weight } else { self.of_line(points * weight) });
        let sign = |points: Fraction| if side == "diem_tru" && !self.does(Bug::DeductionAdded) { -points } else { points };
        let shown = points.map(|points| sign(self.round(points)));
        Line { criterion: criterion.ma.clone(), points: shown, exact: points.map(sign), maximum, state: state.to_owned() }
    }

    /// What a line is rounded to, where lines are.
    fn of_line(&self, points: Fraction) -> Fraction {
        if self.is_by_line() { self.round(points) } else { points }
    }

    /// How much a criterion counts in the total.
    fn weight(&self, criterion: &Criterion) -> Fraction {
        let path = Criterion::weight(&self.definition.tieu_chi, &criterion.ma).expect("criteria are declared");
        if self.does(Bug::WeightOfGroupForgotten) { criterion.own_weight() } else { path }
    }

    /// What a criterion counts in the total where it is scored full.
    fn out_of(&self, unit: &Row, criterion: &Criterion) -> Fraction {
        let weight = if self.does(Bug::WeightNotInMaximum) { ONE } else { self.weight(criterion) };
        let common = criterion.diem_chuan.as_ref().filter(|_| criterion.chon_mot && self.does(Bug::CommonMaximumOfAlternatives));
        read(common.or_else(|| self.maximum(unit, criterion))) * weight
    }

    /// Whether a criterion is put to a unit.
    pub(crate) fn applies(&self, unit: &Row, criterion: &Criterion) -> bool {
        let applies = |codes: &Option<Vec<String>>, label, bug| codes.as_ref().is_none_or(|codes| codes.contains(&unit[label])) || self.does(bug);
        applies(&criterion.ap_dung.khoi, "khoi", Bug::BlocksForgotten) && applies(&criterion.ap_dung.loai, "loai", Bug::KindsForgotten)
    }

    /// The lines of a criterion and of what stands below it.
    fn lines(&self, unit: &Row, criterion: &Criterion, side: &str, lines: &mut Vec<Line>) {
        if !self.applies(unit, criterion) {
            return;
        }
        if criterion.con.is_empty() {
            let leaves = self.counted(criterion);
            if !leaves.is_empty() {
                lines.push(self.line(unit, criterion, &leaves, (side, self.out_of(unit, criterion))));
            }
            return;
        }
        let side = if side.is_empty() { criterion.nhom.as_str() } else { side };
        let from = lines.len();
        if criterion.chon_mot && !self.does(Bug::AlternativesAllCount) {
            return self.one_of(unit, criterion, lines);
        }
        for child in &criterion.con {
            self.lines(unit, child, side, lines);
        }
        let sum: Fraction = lines[from..].iter().filter_map(|line| line.exact).sum();
        let shown: Fraction = lines[from..].iter().filter_map(|line| line.points).sum();
        let Some(cap) = criterion.toi_da.as_deref().map(Fraction::read).filter(|_| !self.does(Bug::CapForgotten)) else { return };
        let cap = if self.does(Bug::CapNotWeighed) { cap } else { cap * self.weight(criterion) };
        let cap = self.of_line(if sum < ZERO { -cap } else { cap });
        if sum.max(-sum) > cap.max(-cap) {
            let (points, exact) = (Some(self.round(cap) - shown), Some(cap - sum));
            lines.push(Line { criterion: criterion.ma.clone(), points, exact, maximum: None, state: "capped".to_owned() });
        }
    }

    /// The lines of the alternatives chosen, in each period where points are added up, else for all of them at once; and one
    /// of the group where a choice is still to be made.
    fn one_of(&self, unit: &Row, group: &Criterion, lines: &mut Vec<Line>) {
        let members: Vec<&Criterion> = group.con.iter().filter(|child| self.applies(unit, child) && !self.counted(child).is_empty()).collect();
        let out_of = self.out_of(unit, group);
        let Some(first) = members.first() else { return };
        let periods = self.counted(first);
        let is_by_period = members.iter().all(|child| self.merging(child) == "diem_tong") || periods.len() == 1;
        let choices: Vec<Vec<&str>> = if is_by_period { periods.iter().map(|period| vec![*period]).collect() } else { vec![periods] };
        let chosen: Vec<Option<usize>> = choices.iter().map(|periods| self.chosen(unit, &members, periods)).collect();
        for (position, child) in members.iter().enumerate() {
            let of = choices.iter().zip(&chosen).filter(|(_, chosen)| **chosen == Some(position));
            let periods: Vec<&str> = of.flat_map(|(periods, _)| periods.clone()).collect();
            if !periods.is_empty() {
                let weight = if self.does(Bug::AlternativeWeighsMaximum) { child.own_weight() } else { ONE };
                lines.push(self.line(unit, child, &periods, ("", out_of * weight)));
            }
        }
        let open = chosen.iter().filter(|chosen| chosen.is_none()).count();
        if open > 0 {
            let maximum = Some(out_of * Fraction::whole(open));
            lines.push(Line { criterion: group.ma.clone(), points: None, exact: None, maximum, state: "missing".to_owned() });
        }
    }

    /// Which alternative has a row that says something arose; else one that says nothing did; else none is put to the unit.
    fn chosen(&self, unit: &Row, members: &[&Criterion], periods: &[&str]) -> Option<usize> {
        let weight = |child: &&Criterion| {
            let is_last = self.merging(child) == "diem_ky_cuoi" || child.runs_on() && self.merging(child) == "so_lieu";
            let looked_at = if is_last { &periods[periods.len() - 1..] } else { periods };
            let one = |period: &&str| match (self.result(&unit["ma"], child, period), self.is_not_applicable(&unit["ma"], child, period)) {
                (Some(_), false) => 3,
                (Some(_), true) => 2,
                (None, true) => 1,
                (None, false) => 0,
            };
            looked_at.iter().map(one).max().expect("a period")
        };
        let weights: Vec<usize> = members.iter().map(weight).collect();
        let best = *weights.iter().max()?;
        (best > 1 || weights.iter().all(|weight| *weight == 1)).then(|| weights.iter().position(|weight| *weight == best)).flatten()
    }

    /// What lines come to: the exact sum, and what it is out of.
    pub(crate) fn sums<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> (Fraction, Fraction) {
        (lines.clone().filter_map(|line| line.exact).sum(), lines.filter_map(|line| line.maximum).sum())
    }

    /// Exact or rounded: the number that is compared.
    fn compared(&self, ranking: &Ranking, exact: Fraction) -> Fraction {
        let is_exact = ranking.is_exact() && !self.does(Bug::ComparedRounded);
        if is_exact || self.does(Bug::ComparedExact) { exact } else { self.round(exact) }
    }

    /// The points that are compared, or their share of what was assigned.
    pub(crate) fn points_or_share(&self, ranking: &Ranking, (exact, maximum): (Fraction, Fraction)) -> Option<Fraction> {
        if !ranking.compares("ty_le_diem") || self.does(Bug::ComparedByTotal) {
            return Some(self.compared(ranking, exact));
        }
        (maximum != ZERO).then(|| self.compared(ranking, Fraction::whole(100) * exact / maximum))
    }

    /// What ranks a unit; without points everybody is level.
    pub(crate) fn measure(&self, ranking: &Ranking, lines: &[Line]) -> Option<Fraction> {
        let is_by_figures = ranking.compares("so_lieu") && !self.does(Bug::FiguresRankedByPoints);
        if is_by_figures { Some(ZERO) } else { self.points_or_share(ranking, Self::sums(lines.iter())) }
    }

    /// Whether a decision is in force on some day of the period asked for.
    fn is_under_discipline(&self, unit: &str) -> bool {
        let period = |code: Option<&String>| self.definition.ky.iter().find(|period| Some(&period.ma) == code).expect("a leaf");
        let (from, to) = (day(&period(self.leaves.first()).tu), day(&period(self.leaves.last()).den_het));
        self.discipline.iter().any(|row| {
            let is_decided = row["tinh_trang"] == "da_quyet_dinh" || self.does(Bug::DisciplineUndecided);
            let is_in_force = day(&row["tu_ngay"]) <= to && row.get("den_ngay").is_none_or(|last| day(last) >= from);
            has(row, &[("doi_tuong", "tap_the"), ("ma", unit)]) && is_decided && (is_in_force || self.does(Bug::DisciplineOfAnyDay))
        })
    }

    pub(crate) fn standing(&self, unit: &Row, ranking: &Ranking) -> Standing {
        let mut lines = Vec::new();
        for criterion in &self.definition.tieu_chi {
            self.lines(unit, criterion, "", &mut lines);
        }
        let (exact, maximum) = Self::sums(lines.iter());
        let has = |state: &str| lines.iter().any(|line| line.state == state);
        let is_aside = ranking.sets_aside_violation() && self.is_under_discipline(&unit["ma"]);
        let is_unmeasured = self.measure(ranking, &lines).is_none();
        let states = [
            ("set_aside", is_aside),
            ("incomplete", has("missing")),
            ("set_aside", is_unmeasured),
            ("provisional", has("provisional")),
            ("final", true),
        ];
        let (state, _) = states.into_iter().find(|(_, holds)| *holds).expect("the last holds");
        let is_pointed = !ranking.compares("so_lieu");
        let share = (maximum != ZERO).then(|| self.round(Fraction::whole(100) * exact / maximum));
        let measure = self.measure(ranking, &lines).filter(|_| is_pointed && !["incomplete", "set_aside"].contains(&state));
        let grades = ranking.grades().iter();
        let grade = measure.and_then(|measure| grades.clone().find(|grade| grade.holds(measure, self.does(Bug::GradeEndIncluded))));
        let shown = |number: Fraction| is_pointed.then_some(number);
        Standing {
            place: None,
            total: shown(self.round(exact)),
            exact: shown(exact),
            maximum: shown(maximum),
            share: share.and_then(shown),
            grade: grade.map(|grade| grade.ten.clone()),
            state: state.to_owned(),
            tied_with: BTreeSet::new(),
            decided_by: None,
            lines,
        }
    }
}
