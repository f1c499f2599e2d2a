//! The slow calculation: what the files of a campaign come to, read off the contract without a line of the program.
//!
//! It looks through all rows for every figure and keeps every number as a fraction. A [`Bug`] makes it wrong in one known way.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, Div, Mul, Neg, Sub};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

/// An exact number, in lowest terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Fraction {
    top: i128,
    bottom: i128,
}

const ZERO: Fraction = Fraction { top: 0, bottom: 1 };

fn times(left: i128, right: i128) -> i128 {
    left.checked_mul(right).expect("the generator keeps denominators small")
}

impl Fraction {
    fn new(top: i128, bottom: i128) -> Self {
        let (mut one, mut other) = (top.abs(), bottom.abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let divisor = one.max(1) * bottom.signum();
        Self { top: top / divisor, bottom: bottom / divisor }
    }

    fn whole(number: usize) -> Self {
        Self::new(i128::try_from(number).expect("a small number"), 1)
    }

    /// Reads `20`, `-2.5` and `20/3`.
    pub(crate) fn read(text: &str) -> Self {
        let integer = |text: &str| -> i128 { text.parse().unwrap_or_else(|error| panic!("`{text}`: {error}")) };
        if let Some((top, bottom)) = text.split_once('/') {
            return Self::new(integer(top), integer(bottom));
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        Self::new(integer(&format!("{whole}{decimals}")), 10_i128.pow(u32::try_from(decimals.len()).expect("few decimals")))
    }

    fn rounded(self, digits: u32, way: &str) -> Self {
        let (top, unit) = (times(self.top.abs(), 10_i128.pow(digits)), self.bottom);
        let (floor, rest) = (top / unit, top % unit);
        let is_up = match way {
            "tu_5_len" => rest * 2 >= unit,
            "nua_xuong" => rest * 2 > unit,
            "len" => rest > 0,
            _ => false,
        };
        Self::new((floor + i128::from(is_up)) * self.top.signum(), 10_i128.pow(digits))
    }
}

impl Add for Fraction {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let shared = Self::new(self.bottom, other.bottom);
        Self::new(times(self.top, shared.bottom) + times(other.top, shared.top), times(self.bottom, shared.bottom))
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(ZERO, Add::add)
    }
}

impl Neg for Fraction {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.top, self.bottom)
    }
}

impl Sub for Fraction {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (left, right) = (Self::new(self.top, other.bottom), Self::new(other.top, self.bottom));
        Self::new(times(left.top, right.top), times(left.bottom, right.bottom))
    }
}

impl Div for Fraction {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self * Self::new(other.bottom, other.top)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        // As continued fractions: whole parts first, then the remainders upside down; nothing can overflow.
        let whole = |one: &Self| (one.top.div_euclid(one.bottom), one.top.rem_euclid(one.bottom));
        let ((left, left_rest), (right, right_rest)) = (whole(self), whole(other));
        left.cmp(&right).then_with(|| match (left_rest, right_rest) {
            (0, _) | (_, 0) => left_rest.cmp(&right_rest),
            _ => Self::new(other.bottom, right_rest).cmp(&Self::new(self.bottom, left_rest)),
        })
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One wrong turn the calculation can take.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::VariantArray)]
pub(crate) enum Bug {
    ShareNotCut,
    ShareAlwaysCut,
    BandEndIncluded,
    BeforeIncludesItsDay,
    WorkingDaysAsCalendar,
    DayOffKept,
    ExtensionForgotten,
    LateIsYes,
    CountNotCapped,
    FirstStageOfficial,
    ProvisionalAsFinal,
    HalfRoundedDown,
    UpAsHalfUp,
    DownAsHalfUp,
    LinesRoundedUnderTotal,
    LinesExactUnderLine,
    ComparedExact,
    ComparedRounded,
    ComparedByTotal,
    PlacesDense,
    PlacesCompetition,
    TieByHigher,
    TieLeftToVote,
    TieByLastEntryFirst,
    NotApplicableKeepsMaximum,
    NotApplicableAsZero,
    NotApplicableLeafInMean,
    TargetZeroAsZero,
    MissingAsZero,
    MaximaNotAdded,
    MeanAsSum,
    LastAsFirst,
    FiguresAsSumOfPoints,
    CumulativeAdded,
    YearTargetWhole,
    YearTargetShared,
    OnlyPeriodsForgotten,
    BlocksForgotten,
    KindsForgotten,
    CapForgotten,
    DeductionAdded,
    BonusInMaximum,
    GradeEndIncluded,
}

#[derive(Deserialize)]
struct Definition {
    khoi: Vec<Period>,
    ky: Vec<Period>,
    #[serde(default)]
    cac_han: Vec<Deadline>,
    #[serde(default)]
    ngay_nghi: DaysOff,
    cham_diem: Scoring,
    tieu_chi: Vec<Criterion>,
    xep_hang: Ranking,
}

/// A period; of a block only the code is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Period {
    ma: String,
    tu: String,
    gom: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Deadline {
    viec: String,
    ky: String,
    truoc: Option<String>,
    den_het: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DaysOff {
    gap_ngay_nghi: String,
    danh_sach: Vec<String>,
    lam_bu: Vec<String>,
}

#[derive(Deserialize)]
struct Scoring {
    vong: Vec<String>,
    lam_tron: Rounding,
    gop_ky: Option<Merging>,
    #[serde(default)]
    vuot_chi_tieu: String,
}

#[derive(Deserialize)]
struct Rounding {
    chu_so_thap_phan: u32,
    cach: String,
    luc: String,
}

#[derive(Deserialize)]
struct Merging {
    lay: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Criterion {
    ma: String,
    diem_chuan: Option<String>,
    so_lieu: String,
    chi_tieu: String,
    gop_ky: Option<Merging>,
    vuot_chi_tieu: Option<String>,
    chi_cham_ky: Option<Vec<String>>,
    ap_dung: Applies,
    khong_phat_sinh: String,
    nhom: String,
    toi_da: Option<String>,
    con: Vec<Criterion>,
    cach_cham: Way,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Applies {
    khoi: Option<Vec<String>>,
    loai: Option<Vec<String>>,
}

/// How a leaf is scored: of these keys it has one.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Way {
    cho_diem: Option<Applies>,
    ty_le: Option<WayOptions>,
    theo_muc: Option<WayOptions>,
    co_khong: Option<WayOptions>,
    theo_so_luong: Option<WayOptions>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WayOptions {
    mau: String,
    so: String,
    viec: String,
    ngay: String,
    cac_muc: Vec<Band>,
    tu_dong: Option<Deadline>,
    diem_moi: Option<String>,
    toi_da: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Band {
    tu: Option<String>,
    tren: Option<String>,
    duoi: Option<String>,
    den: Option<String>,
    diem: String,
    ten: String,
}

#[derive(Deserialize)]
struct Ranking {
    so_sanh: String,
    #[serde(default)]
    tren_diem: String,
    thu_hang: String,
    #[serde(default)]
    khi_bang_diem: Vec<TieBreak>,
    #[serde(default)]
    xep_loai: Vec<Band>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TieBreak {
    Vote(String),
    Compared(BTreeMap<String, String>),
}

impl Band {
    fn holds(&self, number: Fraction, end_is_in: bool) -> bool {
        let is = |bound: &Option<String>, holds: &dyn Fn(Fraction) -> bool| bound.as_deref().is_none_or(|bound| holds(Fraction::read(bound)));
        is(&self.tu, &|bound| number >= bound)
            && is(&self.tren, &|bound| number > bound)
            && is(&self.duoi, &|bound| number < bound || end_is_in && number == bound)
            && is(&self.den, &|bound| number <= bound)
    }
}

/// A row of a sheet, by label; an empty cell is no cell.
type Row = BTreeMap<String, String>;

/// Every row of the sheets whose path starts so.
fn rows(files: &BTreeMap<String, Vec<u8>>, start: &str) -> Vec<Row> {
    let files = files.iter().filter(|(path, _)| path.starts_with(start));
    let rows = files.flat_map(|(_, bytes)| csv::Reader::from_reader(&bytes[..]).into_deserialize::<Row>().collect::<Vec<_>>());
    let filled = |row: Row| row.into_iter().filter(|(_, cell)| !cell.is_empty()).collect();
    rows.map(|row| filled(row.expect("the generator writes whole rows"))).collect()
}

/// Whether a row has these cells; `""` asks for an empty one.
fn has(row: &Row, cells: &[(&str, &str)]) -> bool {
    cells.iter().all(|(label, text)| row.get(*label).map_or("", String::as_str) == *text)
}

fn number(row: &Row, label: &str) -> Option<Fraction> {
    row.get(label).map(|text| Fraction::read(text))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

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
    definition: Definition,
    units: Vec<Row>,
    results: Vec<Row>,
    targets: Vec<Row>,
    receipts: Vec<Row>,
    extensions: Vec<Row>,
    statistics: Vec<Row>,
    /// Every leaf by date; the period asked for and its leaves.
    all_leaves: Vec<String>,
    period: Option<String>,
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

    fn does(&self, bug: Bug) -> bool {
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

    fn is_not_applicable(&self, unit: &str, criterion: &Criterion, leaf: &str) -> bool {
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
    fn target(&self, unit: &str, criterion: &Criterion, leaves: &[&str]) -> Option<Fraction> {
        let last = leaves.last()?;
        let is_cumulative = criterion.so_lieu == "luy_ke";
        let stated = |period: Option<&str>| {
            let is_asked = |row: &&Row| {
                has(row, &[("don_vi", unit), ("tieu_chi", &criterion.ma)]) && period.is_none_or(|period| has(row, &[("ky", period)]))
            };
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
    fn figure(&self, unit: &str, criterion: &Criterion, leaves: &[&str], label: &str) -> Option<Fraction> {
        let of = |period: &str| self.result(unit, criterion, period).and_then(|row| number(row, label));
        if criterion.so_lieu == "luy_ke" && !self.does(Bug::CumulativeAdded) {
            let own = self.period.as_deref().filter(|_| leaves.len() > 1).and_then(of);
            return own.or_else(|| of(leaves.last()?)).or_else(|| of(self.leaves.last().filter(|_| self.period.as_deref() == leaves.last().copied())?));
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
    fn counted(&self, criterion: &Criterion) -> Vec<&str> {
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
    fn compared(&self, exact: Fraction) -> Fraction {
        let is_exact = self.definition.xep_hang.tren_diem == "chinh_xac" && !self.does(Bug::ComparedRounded);
        if is_exact || self.does(Bug::ComparedExact) { exact } else { self.round(exact) }
    }

    fn measure(&self, exact: Fraction, maximum: Fraction) -> Option<Fraction> {
        if self.definition.xep_hang.so_sanh == "tong_diem" || self.does(Bug::ComparedByTotal) {
            return Some(self.compared(exact));
        }
        (maximum != ZERO).then(|| self.compared(Fraction::whole(100) * exact / maximum))
    }

    fn standing(&self, unit: &Row) -> Standing {
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

    fn find<'a>(criteria: &'a [Criterion], code: &str) -> Option<&'a Criterion> {
        criteria.iter().find_map(|criterion| if criterion.ma == code { Some(criterion) } else { Self::find(&criterion.con, code) })
    }

    /// What a tie-break compares, of one unit.
    fn told(&self, unit: &str, standing: &Standing, what: &str, code: &str) -> Option<Fraction> {
        if what == "thong_ke" {
            let periods = ["", self.period.as_deref().unwrap_or_default()];
            let row = |period: &&str| self.statistics.iter().find(|row| has(row, &[("don_vi", unit), ("chi_so", code), ("ky", period)]));
            return number(periods.iter().find_map(row)?, "gia_tri");
        }
        let criterion = Self::find(&self.definition.tieu_chi, code).expect("tie-breaks name criteria");
        if what == "diem" {
            let mut codes = vec![criterion.ma.as_str()];
            codes.extend(criterion.con.iter().map(|child| child.ma.as_str()));
            let lines = || standing.lines.iter().filter(|line| codes.contains(&line.criterion.as_str()));
            let points: Fraction = lines().filter_map(|line| line.exact).sum();
            let maximum: Fraction = lines().filter_map(|line| line.maximum).sum();
            return if maximum == ZERO { Some(self.compared(points)) } else { self.measure(points, maximum) };
        }
        if standing.lines.iter().any(|line| line.criterion == code && line.state == "not_applicable") {
            return None;
        }
        let leaves = self.counted(criterion);
        let leaves: Vec<&str> = leaves.into_iter().filter(|leaf| !self.is_not_applicable(unit, criterion, leaf)).collect();
        let actual = self.figure(unit, criterion, &leaves, "thuc_hien")?;
        let way = [&criterion.cach_cham.ty_le, &criterion.cach_cham.theo_muc].into_iter().flatten().next();
        match (what, way.map_or("", |way| way.mau.as_str())) {
            ("ty_le", "chi_tieu") => self.target(unit, criterion, &leaves),
            ("ty_le", _) => self.figure(unit, criterion, &leaves, "tong_so"),
            _ => Some(Fraction::whole(1)),
        }
        .filter(|denominator| *denominator != ZERO)
        .map(|denominator| actual / denominator)
    }

    /// Parts units that are level: what stands first comes first; each class with what decided it.
    fn part(&self, units: &[(&str, &Standing)], entries: &[&TieBreak], decided: Option<&str>) -> Vec<(Vec<String>, Option<String>)> {
        let level = |decided: Option<&str>| vec![(units.iter().map(|(unit, _)| (*unit).to_owned()).collect(), decided.map(str::to_owned))];
        let [entry, rest @ ..] = entries else { return level(decided) };
        if units.len() == 1 {
            return level(decided);
        }
        let TieBreak::Compared(entry) = entry else { return level(Some("bo_phieu")) };
        if self.does(Bug::TieLeftToVote) {
            return level(Some("bo_phieu"));
        }
        let (what, code) = entry.iter().find(|(key, _)| *key != "uu_tien").expect("an entry compares something");
        let values: Option<Vec<Fraction>> = units.iter().map(|(unit, standing)| self.told(unit, standing, what, code)).collect();
        let Some(values) = values else { return self.part(units, rest, decided) };
        let mut classes: Vec<Fraction> = values.iter().copied().collect::<Vec<_>>();
        classes.sort_by(|one, other| other.cmp(one));
        classes.dedup();
        if entry.get("uu_tien").is_some_and(|preference| preference == "thap_hon") && !self.does(Bug::TieByHigher) {
            classes.reverse();
        }
        let decided = if classes.len() > 1 { Some(code.as_str()) } else { decided };
        let class = |value: &Fraction| -> Vec<_> { units.iter().zip(&values).filter(|(_, one)| *one == value).map(|(unit, _)| *unit).collect() };
        classes.iter().flat_map(|value| self.part(&class(value), rest, decided)).collect()
    }

    /// Every block, ranked.
    pub(crate) fn standings(&self) -> Standings {
        let mut blocks = Standings::new();
        let mut entries: Vec<&TieBreak> = self.definition.xep_hang.khi_bang_diem.iter().collect();
        if self.does(Bug::TieByLastEntryFirst) {
            entries.sort_by_key(|entry| matches!(entry, TieBreak::Vote(_)));
            let compared = entries.iter().filter(|entry| matches!(entry, TieBreak::Compared(_))).count();
            entries[..compared].reverse();
        }
        for block in &self.definition.khoi {
            let units = self.units.iter().filter(|unit| has(unit, &[("khoi", &block.ma)]));
            let mut standings: BTreeMap<String, Standing> = units.map(|unit| (unit["ma"].clone(), self.standing(unit))).collect();
            let measure = |standing: &Standing| self.measure(standing.exact, standing.maximum).filter(|_| standing.state != "incomplete");
            let mut measures: Vec<Fraction> = standings.values().filter_map(measure).collect();
            measures.sort_by(|one, other| other.cmp(one));
            measures.dedup();
            let level = |value: &Fraction| standings.iter().filter(|(_, one)| measure(one) == Some(*value)).map(|(unit, one)| (unit.as_str(), one)).collect();
            let classes: Vec<_> = measures.iter().flat_map(|value| self.part(&Vec::<_>::from_iter::<Vec<_>>(level(value)), &entries, None)).collect();
            let mut ahead = 0;
            for (position, (class, decided_by)) in classes.into_iter().enumerate() {
                let is_dense = self.definition.xep_hang.thu_hang == "1-2-2-3" && !self.does(Bug::PlacesCompetition) || self.does(Bug::PlacesDense);
                for unit in &class {
                    let standing = standings.get_mut(unit).expect("a unit of the block");
                    standing.place = Some(1 + if is_dense { position } else { ahead });
                    standing.tied_with = class.iter().filter(|other| *other != unit).cloned().collect();
                    standing.decided_by.clone_from(&decided_by);
                }
                ahead += class.len();
            }
            blocks.insert(block.ma.clone(), standings);
        }
        blocks
    }
}

fn read(text: Option<&String>) -> Fraction {
    text.map_or(ZERO, |text| Fraction::read(text))
}
