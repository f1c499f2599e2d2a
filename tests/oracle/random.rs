//! Random campaigns: a definition and its sheets as text, from a seed; what each makes use of is counted.
//!
//! A way of scoring is one function in [`WAYS`]: it writes the keys of a leaf and says how its rows are filled.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A campaign, and the period to ask for.
pub(crate) struct Generated {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) period: Option<String>,
    /// What it makes use of, as words of the files.
    pub(crate) uses: BTreeMap<String, usize>,
}

/// The generator of numbers: splitmix64.
struct Draw {
    state: u64,
    uses: BTreeMap<String, usize>,
}

impl Draw {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let position = usize::try_from(self.below(from.len() as u64)).expect("a position");
        from[position].clone()
    }

    fn uses(&mut self, what: impl Into<String>) {
        *self.uses.entry(what.into()).or_default() += 1;
    }

    /// Picks a word, writes it down under its key.
    fn word(&mut self, key: &str, from: &[&'static str]) -> &'static str {
        let word = self.pick(from);
        self.uses(format!("{key}: {word}"));
        word
    }

    fn shuffle<T>(&mut self, rows: &mut [T]) {
        for last in (1..rows.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).expect("a position");
            rows.swap(last, other);
        }
    }
}

/// How the rows of a leaf are filled.
#[derive(Clone, PartialEq)]
enum Filling {
    Given,
    /// `thuc_hien` of a target, of `tong_so`, or of nothing.
    Figures(Denominator),
    YesNo,
    /// No rows: the book says.
    Duty,
}

#[derive(Clone, Copy, PartialEq)]
enum Denominator {
    Target,
    Total,
    None,
}

/// What a way of scoring makes of a leaf.
struct Way {
    keys: String,
    filling: Filling,
}

/// A leaf as declared.
#[derive(Clone)]
struct Leaf {
    code: String,
    /// In tenths.
    maximum: u64,
    /// Everything but code, name and maximum.
    keys: String,
    filling: Filling,
    merging: &'static str,
    policy: bool,
    is_cumulative: bool,
    basis: &'static str,
    periods: Vec<String>,
    kind: Option<&'static str>,
    block: Option<String>,
    group: &'static str,
}

/// What the leaves share.
struct Plan {
    leaves: Vec<(String, NaiveDate)>,
    /// Group periods and the leaves each holds.
    groups: Vec<(String, Vec<String>)>,
    merging: &'static str,
    stages: Vec<&'static str>,
    digits: u32,
    deadlines: Vec<String>,
    receipts: Vec<Duty>,
}

/// A duty with its last day in every period it is due for.
struct Duty {
    code: String,
    due: Vec<(String, NaiveDate)>,
}

type Cells = BTreeMap<&'static str, String>;

/// A row of results.
#[derive(Clone)]
struct Row {
    unit: String,
    criterion: String,
    period: String,
    cells: Cells,
}

struct Unit {
    code: String,
    block: String,
    kind: &'static str,
}

/// What campaigns make use of: each is generated often.
pub(crate) const OPTIONS: [&str; 89] = [
    "--period",
    "ap_dung.khoi",
    "ap_dung.loai: phong",
    "ap_dung.loai: trung_tam",
    "cac_muc: tren … den",
    "cac_muc: tu … duoi",
    "cach: len",
    "cach: tu_5_len",
    "cach: xuong",
    "chi_cham_ky: gom",
    "chi_cham_ky: leaf",
    "chi_tieu",
    "chi_tieu: 0",
    "chi_tieu: theo_ky",
    "chi_tieu: theo_nam",
    "chi_tieu: theo_nam_chia_ky",
    "cho_diem",
    "chu_so_thap_phan: 0",
    "chu_so_thap_phan: 1",
    "chu_so_thap_phan: 2",
    "chu_so_thap_phan: 3",
    "co_khong: thuc_hien",
    "co_khong: viec",
    "den_het",
    "diem_thuong",
    "diem_thuong: toi_da",
    "diem_tru",
    "diem_tru: toi_da",
    "gap_ngay_nghi: giu_nguyen",
    "gap_ngay_nghi: ngay_lam_viec_tiep_theo",
    "gia-han.csv",
    "gop_ky of a criterion: diem_binh_quan",
    "gop_ky of a criterion: diem_ky_cuoi",
    "gop_ky of a criterion: diem_tong",
    "gop_ky of a criterion: so_lieu",
    "gop_ky: diem_binh_quan",
    "gop_ky: diem_ky_cuoi",
    "gop_ky: diem_tong",
    "gop_ky: so_lieu",
    "khi_bang_diem: bo_phieu",
    "khi_bang_diem: diem",
    "khi_bang_diem: thong_ke",
    "khi_bang_diem: thuc_hien",
    "khi_bang_diem: ty_le",
    "khong_giao",
    "khong_phat_sinh in a row",
    "khong_phat_sinh: diem_toi_da",
    "khong_phat_sinh: khong_diem",
    "khong_phat_sinh: loai_tru",
    "ky: 1",
    "ky: gom of all",
    "ky: gom of some",
    "ky: nested",
    "ky: without gom",
    "luc: tong",
    "luc: tung_dong",
    "missing row",
    "ngay: lam_viec",
    "ngay: lich",
    "not handed in",
    "so_lieu: luy_ke",
    "so_lieu: trong_ky",
    "so_sanh: tong_diem",
    "so_sanh: ty_le_diem",
    "theo_muc: gia_tri",
    "theo_muc: so_ngay_tre",
    "theo_muc: ty_le chi_tieu",
    "theo_muc: ty_le tong_so",
    "theo_so_luong",
    "theo_so_luong: toi_da",
    "thu_hang: 1-2-2-3",
    "thu_hang: 1-2-2-4",
    "tong_so",
    "tong_so: 0",
    "tren_diem: chinh_xac",
    "tren_diem: da_lam_tron",
    "truoc",
    "twins",
    "ty_le: chi_tieu",
    "ty_le: tong_so",
    "tạm tính",
    "uu_tien: cao_hon",
    "uu_tien: thap_hon",
    "vong: 1",
    "vong: 2",
    "vuot_chi_tieu: cong_them",
    "vuot_chi_tieu: toi_da",
    "whole campaign",
    "xep_loai",
];

/// Writes a leaf's way: its maximum in tenths, its code, the group of bonus or deductions it is in.
type WayOf = fn(&mut Draw, &mut Plan, u64, &str, &str) -> Way;

/// Every way of scoring.
const WAYS: [WayOf; 8] = [given, share_of_target, share_of_total, bands_of_share, bands_of_value, bands_of_days, yes_no, count];

/// Denominators whose least common multiple stays small.
const TOTALS: [u64; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 24, 30, 60];

/// Days off of the campaign besides weekends.
const DAYS_OFF: [&str; 4] = ["2026-01-26", "2026-04-30", "2026-05-01", "2026-07-27"];

/// Tenths as they are typed.
fn tenths(number: u64) -> String {
    if number.is_multiple_of(10) { (number / 10).to_string() } else { format!("{}.{}", number / 10, number % 10) }
}

fn given(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, _: &str) -> Way {
    draw.uses("cho_diem");
    Way { keys: "cach_cham: {cho_diem: {}}".to_owned(), filling: Filling::Given }
}

fn share_of_target(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, group: &str) -> Way {
    draw.uses("ty_le: chi_tieu");
    let own = if draw.one_in(3) && group.is_empty() {
        format!("vuot_chi_tieu: {}, ", draw.word("vuot_chi_tieu", &["toi_da", "cong_them"]))
    } else {
        String::new()
    };
    Way { keys: format!("{own}cach_cham: {{ty_le: {{mau: chi_tieu}}}}"), filling: Filling::Figures(Denominator::Target) }
}

fn share_of_total(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, _: &str) -> Way {
    draw.uses("ty_le: tong_so");
    Way { keys: "cach_cham: {ty_le: {mau: tong_so}}".to_owned(), filling: Filling::Figures(Denominator::Total) }
}

/// Bands that hold every number from 0, highest points first or last; bounds are closed on either side.
fn bands(draw: &mut Draw, maximum: u64, bounds: &[u64], is_rising: bool) -> String {
    let step = if maximum.is_multiple_of(10) { 10 } else { 5 };
    let mut points: Vec<u64> = (0..=bounds.len()).map(|_| draw.below(maximum / step + 1) * step).collect();
    points.sort_unstable();
    if !is_rising {
        points.reverse();
    }
    let is_from = draw.one_in(2);
    draw.uses(if is_from { "cac_muc: tu … duoi" } else { "cac_muc: tren … den" });
    let (low, high) = if is_from { ("tu", "duoi") } else { ("tren", "den") };
    let mut bands = Vec::new();
    for (position, points) in points.iter().enumerate() {
        let from = position.checked_sub(1).map(|position| format!("{low}: {}, ", bounds[position]));
        let to = bounds.get(position).map(|bound| format!("{high}: {bound}, "));
        bands.push(format!("{{{}{}diem: {}}}", from.unwrap_or_default(), to.unwrap_or_default(), tenths(*points)));
    }
    format!("cac_muc: [{}]", bands.join(", "))
}

fn bands_of_share(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, _: &str) -> Way {
    let (word, denominator) = draw.pick(&[("chi_tieu", Denominator::Target), ("tong_so", Denominator::Total)]);
    draw.uses(format!("theo_muc: ty_le {word}"));
    let bands = bands(draw, maximum, &[50, 75, 100], true);
    Way { keys: format!("cach_cham: {{theo_muc: {{so: ty_le, mau: {word}, {bands}}}}}"), filling: Filling::Figures(denominator) }
}

fn bands_of_value(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, _: &str) -> Way {
    draw.uses("theo_muc: gia_tri");
    let is_rising = draw.one_in(2);
    let bands = bands(draw, maximum, &[3, 6, 12], is_rising);
    Way { keys: format!("cach_cham: {{theo_muc: {{so: gia_tri, {bands}}}}}"), filling: Filling::Figures(Denominator::None) }
}

/// Declares a duty that is due in every leaf.
fn duty(draw: &mut Draw, plan: &mut Plan, code: &str) -> String {
    let code = format!("viec_{}", code.to_lowercase());
    let mut due = Vec::new();
    for (leaf, start) in &plan.leaves {
        // Days around weekends and the days off of the campaign, three weeks into the period.
        let last = *start + Days::new(draw.within(20, 34));
        let is_before = draw.one_in(2);
        draw.uses(if is_before { "truoc" } else { "den_het" });
        let (key, written) = if is_before { ("truoc", last + Days::new(1)) } else { ("den_het", last) };
        plan.deadlines.push(format!("{{viec: {code}, ky: {leaf}, {key}: {written}}}"));
        due.push((leaf.clone(), last));
    }
    plan.receipts.push(Duty { code: code.clone(), due });
    code
}

fn bands_of_days(draw: &mut Draw, plan: &mut Plan, maximum: u64, code: &str, _: &str) -> Way {
    let counting = draw.word("ngay", &["lich", "lam_viec"]);
    draw.uses("theo_muc: so_ngay_tre");
    let duty = duty(draw, plan, code);
    let step = if maximum.is_multiple_of(10) { 10 } else { 5 };
    let mut points: Vec<u64> = (0..4).map(|_| draw.below(maximum / step + 1) * step).collect();
    points.sort_unstable();
    let [last, third, second, first] = points[..] else { unreachable!("four points") };
    let bands = [
        format!("{{den: 0, diem: {}}}", tenths(first)),
        format!("{{tu: 1, den: 2, diem: {}}}", tenths(second)),
        format!("{{tu: 3, duoi: 6, diem: {}}}", tenths(third)),
        format!("{{tu: 6, diem: {}}}", tenths(last)),
    ];
    Way {
        keys: format!("cach_cham: {{theo_muc: {{so: so_ngay_tre, viec: {duty}, ngay: {counting}, cac_muc: [{}]}}}}", bands.join(", ")),
        filling: Filling::Duty,
    }
}

fn yes_no(draw: &mut Draw, plan: &mut Plan, _: u64, code: &str, _: &str) -> Way {
    if draw.one_in(2) {
        draw.uses("co_khong: thuc_hien");
        return Way { keys: "cach_cham: {co_khong: {}}".to_owned(), filling: Filling::YesNo };
    }
    draw.uses("co_khong: viec");
    let duty = duty(draw, plan, code);
    Way { keys: format!("cach_cham: {{co_khong: {{tu_dong: {{viec: {duty}}}}}}}"), filling: Filling::Duty }
}

fn count(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, group: &str) -> Way {
    let cap = if group.is_empty() || draw.one_in(2) {
        draw.uses("theo_so_luong: toi_da");
        format!(", toi_da: {}", tenths(maximum))
    } else {
        draw.uses("theo_so_luong");
        String::new()
    };
    let each = draw.pick(&[1, 2, 5]);
    Way { keys: format!("cach_cham: {{theo_so_luong: {{diem_moi: {each}{cap}}}}}"), filling: Filling::Figures(Denominator::None) }
}

impl Plan {
    fn new(draw: &mut Draw) -> Self {
        let count = draw.pick(&[1, 1, 2, 3, 3, 4, 4, 4]);
        let months = [12, 6, 4, 3][usize::try_from(count - 1).expect("a position")];
        let start = |number: u64| NaiveDate::from_ymd_opt(2026, 1 + u32::try_from(number * months).expect("a month"), 1).expect("a day");
        let leaves: Vec<(String, NaiveDate)> = (0..count).map(|number| (format!("K{}", number + 1), start(number))).collect();
        let codes: Vec<String> = leaves.iter().map(|(code, _)| code.clone()).collect();
        let mut groups = Vec::new();
        match (count, draw.below(4)) {
            (1, _) => draw.uses("ky: 1"),
            (_, 0) => draw.uses("ky: without gom"),
            (4, 1 | 3) => {
                draw.uses("ky: nested");
                groups = vec![("H1".to_owned(), codes[..2].to_vec()), ("H2".to_owned(), codes[2..].to_vec()), ("NAM".to_owned(), codes.clone())];
            }
            (3 | 4, 2) => {
                draw.uses("ky: gom of some");
                groups = vec![("DAU".to_owned(), codes[..codes.len() - 1].to_vec())];
            }
            _ => {
                draw.uses("ky: gom of all");
                groups = vec![("NAM".to_owned(), codes.clone())];
            }
        }
        let merging = draw.word("gop_ky", &["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"]);
        let stages = if draw.one_in(3) { vec!["cham"] } else { vec!["tu_cham", "tham_dinh"] };
        draw.uses(format!("vong: {}", stages.len()));
        let digits = draw.pick(&[0, 0, 0, 1, 1, 2, 3]);
        Self { leaves, groups, merging, stages, digits, deadlines: Vec::new(), receipts: Vec::new() }
    }

    fn codes(&self) -> Vec<String> {
        self.leaves.iter().map(|(code, _)| code.clone()).collect()
    }

    fn is_single(&self) -> bool {
        self.leaves.len() == 1
    }

    fn leaf(&mut self, draw: &mut Draw, code: String, group: &'static str, blocks: &[String]) -> Leaf {
        let maximum = draw.within(2, 8) * 10 + if self.digits > 0 && draw.one_in(3) { 5 } else { 0 };
        let ways: &[usize] = if group.is_empty() { &[0, 1, 2, 3, 4, 5, 6, 7] } else { &[0, 4, 7] };
        let way = WAYS[draw.pick(ways)](draw, self, maximum, &code, group);
        let mut keys = Vec::new();
        let takes_figures = matches!(way.filling, Filling::Figures(_));
        let is_by_duty = way.filling == Filling::Duty;
        let mut merging = self.merging;
        if !self.is_single() && (draw.one_in(2) || (!takes_figures && merging == "so_lieu")) {
            let words: &[&str] = &["diem_tong", "diem_binh_quan", "diem_ky_cuoi", "so_lieu"];
            merging = draw.word("gop_ky of a criterion", if takes_figures { words } else { &words[..3] });
            keys.push(format!("gop_ky: {{lay: {merging}}}"));
        }
        let (mut is_cumulative, mut basis) = (false, "theo_ky");
        if (takes_figures || way.filling == Filling::YesNo) && !self.is_single() {
            let accrual = draw.word("so_lieu", &["trong_ky", "luy_ke"]);
            is_cumulative = accrual == "luy_ke";
            keys.push(format!("so_lieu: {accrual}"));
            if way.filling == Filling::Figures(Denominator::Target) {
                basis = draw.word("chi_tieu", &["theo_ky", "theo_nam", "theo_nam_chia_ky"]);
                keys.push(format!("chi_tieu: {basis}"));
            }
        }
        let has_denominator = matches!(way.filling, Filling::Figures(Denominator::Target | Denominator::Total));
        let policy = has_denominator || (group.is_empty() && !is_by_duty && draw.one_in(2));
        if policy {
            keys.push(format!("khong_phat_sinh: {}", draw.word("khong_phat_sinh", &["loai_tru", "diem_toi_da", "khong_diem"])));
        }
        let mut periods = self.codes();
        if !self.is_single() && draw.one_in(5) {
            let gathers = !is_by_duty && !self.groups.is_empty() && draw.one_in(2);
            let only = if gathers {
                let (code, _) = draw.pick(&self.groups);
                draw.uses("chi_cham_ky: gom");
                periods = vec![code.clone()];
                vec![code]
            } else {
                draw.uses("chi_cham_ky: leaf");
                let from = draw.pick(&periods);
                periods.retain(|period| *period == from || draw.one_in(2));
                periods.clone()
            };
            keys.push(format!("chi_cham_ky: [{}]", only.join(", ")));
        }
        let (mut kind, mut block) = (None, None);
        if group.is_empty() && draw.one_in(6) {
            kind = Some(draw.word("ap_dung.loai", &["phong", "trung_tam"]));
        }
        if group.is_empty() && draw.one_in(6) {
            draw.uses("ap_dung.khoi");
            block = Some(draw.pick(blocks));
        }
        let applies = [block.as_ref().map(|block| format!("khoi: [{block}]")), kind.map(|kind| format!("loai: [{kind}]"))];
        let applies: Vec<String> = applies.into_iter().flatten().collect();
        if !applies.is_empty() {
            keys.push(format!("ap_dung: {{{}}}", applies.join(", ")));
        }
        keys.push(way.keys);
        Leaf { code, maximum, keys: keys.join(", "), filling: way.filling, merging, policy, is_cumulative, basis, periods, kind, block, group }
    }
}

/// The sheets while they are written.
#[derive(Default)]
struct Sheets {
    results: Vec<Row>,
    targets: Vec<Row>,
    receipts: Vec<String>,
    extensions: Vec<String>,
    statistics: Vec<String>,
}

impl Leaf {
    fn applies(&self, unit: &Unit) -> bool {
        self.kind.is_none_or(|kind| kind == unit.kind) && self.block.as_ref().is_none_or(|block| *block == unit.block)
    }

    fn yaml(&self) -> String {
        // Of a bonus only what is given by hand and bands need say how much there is.
        let maximum =
            if self.group.is_empty() || self.filling == Filling::Given { format!("diem_chuan: {}, ", tenths(self.maximum)) } else { String::new() };
        format!("{{ma: {}, ten: Tiêu chí {}, {maximum}{}}}", self.code, self.code, self.keys)
    }

    /// The rows of one unit.
    fn fill(&self, draw: &mut Draw, plan: &Plan, unit: &str, sheets: &mut Sheets) {
        let row = |period: &str, cells: Cells| Row { unit: unit.to_owned(), criterion: self.code.clone(), period: period.to_owned(), cells };
        if self.policy && draw.one_in(12) {
            draw.uses("khong_giao");
            let is_one = draw.one_in(2) && self.basis == "theo_ky";
            if !is_one {
                sheets.targets.push(row("", Cells::from([("khong_giao", "x".to_owned())])));
                return;
            }
            let period = draw.pick(&self.periods);
            sheets.targets.push(row(&period, Cells::from([("khong_giao", "x".to_owned())])));
            self.fill_periods(draw, plan, unit, Some(&period), sheets);
            return;
        }
        self.fill_periods(draw, plan, unit, None, sheets);
    }

    fn fill_periods(&self, draw: &mut Draw, plan: &Plan, unit: &str, but: Option<&str>, sheets: &mut Sheets) {
        let row = |period: &str, cells: Cells| Row { unit: unit.to_owned(), criterion: self.code.clone(), period: period.to_owned(), cells };
        let in_rows = draw.one_in(2);
        let year = if draw.one_in(9) { 0 } else { draw.pick(&TOTALS) };
        let is_by_year = self.basis != "theo_ky";
        let is_of_target = self.filling == Filling::Figures(Denominator::Target);
        if is_of_target && is_by_year && !in_rows {
            sheets.targets.push(row("", Cells::from([("chi_tieu", year.to_string())])));
        }
        let (mut reached, mut total, mut target) = (0, 0, 0);
        for period in &self.periods {
            if but == Some(period.as_str()) || self.filling == Filling::Duty {
                continue;
            }
            let mut cells = Cells::new();
            let is_left_out = draw.one_in(50);
            if self.policy && draw.one_in(8) {
                draw.uses("khong_phat_sinh in a row");
                cells.insert("khong_phat_sinh", "không có việc".to_owned());
                sheets.results.push(row(period, cells));
                continue;
            }
            match self.filling {
                Filling::Given => {
                    let ten = if plan.digits == 0 { 10 } else { 1 };
                    let points = draw.below(self.maximum / ten + 1) * ten;
                    cells.insert(plan.stages[0], tenths(points));
                    if plan.stages.len() == 2 && draw.one_in(12) {
                        draw.uses("tạm tính");
                    } else if plan.stages.len() == 2 {
                        let other = if draw.one_in(2) { points } else { draw.below(self.maximum / ten + 1) * ten };
                        cells.insert(plan.stages[1], tenths(other));
                        cells.insert("ghi_chu", "thẩm định".to_owned());
                    }
                }
                Filling::YesNo => {
                    let is_yes = draw.one_in(2) || (self.is_cumulative && reached > 0);
                    reached = u64::from(is_yes);
                    cells.insert("thuc_hien", draw.pick(if is_yes { &["1", "x", "có"] } else { &["0", "không", "0"] }).to_owned());
                }
                Filling::Figures(denominator) => {
                    let bound = if denominator == Denominator::Total {
                        let here = if draw.one_in(9) { 0 } else { draw.pick(&TOTALS) };
                        draw.uses(if here == 0 { "tong_so: 0" } else { "tong_so" });
                        total = if self.is_cumulative { total + here } else { here };
                        cells.insert("tong_so", total.to_string());
                        here
                    } else if denominator == Denominator::Target && !is_by_year {
                        let here = if draw.one_in(9) { 0 } else { draw.pick(&TOTALS) };
                        draw.uses(if here == 0 { "chi_tieu: 0" } else { "chi_tieu" });
                        target = if self.is_cumulative { target + here } else { here };
                        if in_rows {
                            cells.insert("chi_tieu", target.to_string());
                        } else {
                            sheets.targets.push(row(period, Cells::from([("chi_tieu", target.to_string())])));
                        }
                        here * 5 / 4 + 1
                    } else if denominator == Denominator::Target {
                        if in_rows {
                            cells.insert("chi_tieu", year.to_string());
                        }
                        year / plan.leaves.len() as u64 + 2
                    } else {
                        draw.pick(&[3, 6, 12, 15])
                    };
                    let here = if draw.one_in(4) { bound } else { draw.below(bound + 1) };
                    reached = if self.is_cumulative { reached + here } else { here };
                    cells.insert("thuc_hien", reached.to_string());
                }
                Filling::Duty => {}
            }
            // A row that says nothing more than a target of 0 does stands all the same.
            let is_without_target = is_of_target && (if is_by_year { year } else { target }) == 0;
            if is_left_out && !is_without_target {
                draw.uses("missing row");
                continue;
            }
            sheets.results.push(row(period, cells));
        }
    }
}

fn book(draw: &mut Draw, plan: &Plan, units: &[Unit], sheets: &mut Sheets) {
    for unit in units {
        for duty in &plan.receipts {
            for (period, last) in &duty.due {
                let mut from = *last;
                if draw.one_in(5) {
                    draw.uses("gia-han.csv");
                    from = *last + Days::new(draw.within(4, 11));
                    while matches!(from.weekday(), Weekday::Sat | Weekday::Sun) || DAYS_OFF.contains(&from.to_string().as_str()) {
                        from = from + Days::new(1);
                    }
                    sheets.extensions.push(format!("{},{},{period},{from},bão,12/QĐ", unit.code, duty.code));
                }
                if draw.one_in(40) {
                    draw.uses("not handed in");
                    continue;
                }
                let received = if draw.one_in(3) { from - Days::new(draw.below(4)) } else { from + Days::new(draw.below(12)) };
                sheets.receipts.push(format!("{},{},{period},{received}", unit.code, duty.code));
            }
        }
        for statistic in ["TK1", "TK2"] {
            if !draw.one_in(12) {
                sheets.statistics.push(format!("{},{statistic},,{}", unit.code, draw.below(3)));
            }
        }
    }
}

/// Makes a unit a twin of another: the same rows, or the rows of two like leaves exchanged, or figures twice as large.
fn twin(draw: &mut Draw, leaves: &[Leaf], like: Option<(&str, &str)>, units: &[Unit], sheets: &mut Sheets) {
    let (first, other) = (draw.pick(&[0, 1]), draw.pick(&[2, 3]));
    let (Some(first), Some(other)) = (units.get(first), units.get(other)) else { return };
    if first.block != other.block || first.kind != other.kind {
        return;
    }
    draw.uses("twins");
    let exchanged = draw.one_in(2);
    let doubled = draw.one_in(2);
    let code = |code: &str| match like {
        Some((one, two)) if exchanged && code == one => two.to_owned(),
        Some((one, two)) if exchanged && code == two => one.to_owned(),
        _ => code.to_owned(),
    };
    let scales =
        |code: &str| doubled && leaves.iter().any(|leaf| leaf.code == code && leaf.keys.contains("ty_le") && !leaf.keys.contains("loai_tru"));
    for rows in [&mut sheets.results, &mut sheets.targets] {
        rows.retain(|row| row.unit != other.code);
        let mut copies: Vec<Row> = rows.iter().filter(|row| row.unit == first.code).cloned().collect();
        for row in &mut copies {
            row.unit.clone_from(&other.code);
            row.criterion = code(&row.criterion);
            if scales(&row.criterion) {
                for (_, cell) in row.cells.iter_mut().filter(|(label, _)| ["chi_tieu", "tong_so", "thuc_hien"].contains(label)) {
                    *cell = cell.parse::<u64>().map_or_else(|_| cell.clone(), |number| (number * 2).to_string());
                }
            }
        }
        rows.extend(copies);
    }
    for rows in [&mut sheets.receipts, &mut sheets.extensions] {
        let start = |unit: &Unit| format!("{},", unit.code);
        rows.retain(|row| !row.starts_with(&start(other)));
        let copies: Vec<String> = rows.iter().filter_map(|row| Some(start(other) + row.strip_prefix(&start(first))?)).collect();
        rows.extend(copies);
    }
}

/// Which entries part units that are level.
fn tie_breaks(draw: &mut Draw, leaves: &[Leaf], group: &str, by_points: bool) -> String {
    let mut entries = Vec::new();
    for _ in 0..draw.within(1, 4) {
        // Points are compared where rounded totals are; figures where they merge as the contract says of every figure.
        let words: &[&str] =
            if by_points { &["diem", "diem", "diem", "thuc_hien", "ty_le", "thong_ke"] } else { &["thuc_hien", "ty_le", "thong_ke"] };
        let what = draw.pick(words);
        let code = match what {
            "thong_ke" => Some(draw.pick(&["TK1", "TK2"]).to_owned()),
            "diem" if draw.one_in(4) => Some(group.to_owned()),
            what => {
                let fits = |leaf: &&Leaf| match what {
                    "thuc_hien" | "ty_le" if leaf.merging == "diem_ky_cuoi" || (leaf.is_cumulative && leaf.merging != "so_lieu") => false,
                    "thuc_hien" => matches!(leaf.filling, Filling::Figures(_)),
                    "ty_le" => matches!(leaf.filling, Filling::Figures(Denominator::Target | Denominator::Total)),
                    _ => true,
                };
                let fitting: Vec<&Leaf> = leaves.iter().filter(fits).collect();
                (!fitting.is_empty()).then(|| draw.pick(&fitting).code.clone())
            }
        };
        let Some(code) = code else { continue };
        draw.uses(format!("khi_bang_diem: {what}"));
        let preference = match draw.below(3) {
            0 => String::new(),
            _ => format!(", uu_tien: {}", draw.word("uu_tien", &["cao_hon", "thap_hon"])),
        };
        let entry = format!("{{{what}: {code}{preference}}}");
        if !entries.iter().any(|known: &String| known.starts_with(&format!("{{{what}: {code}"))) {
            entries.push(entry);
        }
    }
    if !draw.one_in(4) {
        draw.uses("khi_bang_diem: bo_phieu");
        entries.push("bo_phieu".to_owned());
    }
    entries.join(", ")
}

fn ranking(draw: &mut Draw, leaves: &[Leaf]) -> String {
    let measure = draw.word("so_sanh", &["tong_diem", "ty_le_diem"]);
    let precision = draw.word("tren_diem", &["da_lam_tron", "chinh_xac"]);
    let sequence = draw.word("thu_hang", &["1-2-2-4", "1-2-2-3"]);
    let entries = tie_breaks(draw, leaves, "A", measure == "tong_diem" && precision == "da_lam_tron");
    let mut text = format!("xep_hang:\n  so_sanh: {measure}\n  tren_diem: {precision}\n  thu_hang: {sequence}\n  khi_bang_diem: [{entries}]\n");
    if draw.one_in(2) {
        draw.uses("xep_loai");
        let (high, middle) = if measure == "ty_le_diem" { (draw.pick(&[70, 75, 80, 100]), 50) } else { (draw.within(14, 25), draw.within(6, 13)) };
        let grades = if draw.one_in(2) {
            format!("{{duoi: {middle}, ten: Đạt}}, {{tu: {middle}, duoi: {high}, ten: Khá}}, {{tu: {high}, ten: Tốt}}")
        } else {
            format!("{{tren: {high}, ten: Tốt}}, {{tren: {middle}, den: {high}, ten: Khá}}, {{den: {middle}, ten: Đạt}}")
        };
        writeln!(text, "  xep_loai: [{grades}]").expect("a string takes everything");
    }
    text
}

fn definition(draw: &mut Draw, plan: &Plan, blocks: &[String], leaves: &[Leaf]) -> String {
    let mut text = String::from("ma: thu\nten: Phong trào thử\nnam: 2026\n");
    let mut put = |line: String| text.extend([line.as_str(), "\n"]);
    let days = draw.word("gap_ngay_nghi", &["giu_nguyen", "ngay_lam_viec_tiep_theo"]);
    put(format!("ngay_nghi: {{gap_ngay_nghi: {days}, danh_sach: [{}], lam_bu: [2026-01-31, 2026-05-09]}}", DAYS_OFF.join(", ")));
    put("ky:".to_owned());
    for (position, (code, start)) in plan.leaves.iter().enumerate() {
        let end = plan.leaves.get(position + 1).map_or(NaiveDate::from_ymd_opt(2026, 12, 31), |(_, next)| next.pred_opt()).expect("a day");
        put(format!("  - {{ma: {code}, ten: Kỳ {code}, tu: {start}, den_het: {end}}}"));
    }
    let is_nested = plan.groups.len() == 3;
    for (code, held) in &plan.groups {
        let held = if is_nested && code == "NAM" { "H1, H2".to_owned() } else { held.join(", ") };
        put(format!("  - {{ma: {code}, ten: Kỳ {code}, gom: [{held}]}}"));
    }
    if !plan.deadlines.is_empty() {
        put(format!("cac_han:\n  - {}", plan.deadlines.join("\n  - ")));
    }
    put("khoi:".to_owned());
    for block in blocks {
        put(format!("  - {{ma: {block}, ten: Khối {block}}}"));
    }
    let (way, moment) = (draw.word("cach", &["tu_5_len", "len", "xuong"]), draw.word("luc", &["tung_dong", "tong"]));
    draw.uses(format!("chu_so_thap_phan: {}", plan.digits));
    put(format!("cham_diem:\n  vong: [{}]", plan.stages.join(", ")));
    put(format!("  lam_tron: {{chu_so_thap_phan: {}, cach: {way}, luc: {moment}}}", plan.digits));
    if !plan.is_single() {
        put(format!("  gop_ky: {{lay: {}}}", plan.merging));
    }
    put(format!("  vuot_chi_tieu: {}", draw.word("vuot_chi_tieu", &["toi_da", "cong_them"])));
    put("tieu_chi:".to_owned());
    for (group, code) in [("", "A"), ("diem_thuong", "T"), ("diem_tru", "TR")] {
        let children: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.group == group).collect();
        if children.is_empty() {
            continue;
        }
        put(format!("  - ma: {code}\n    ten: Nhóm {code}"));
        if group.is_empty() {
            // Blocks that are given other criteria have another sum: the group then states none.
            let is_same = children.iter().all(|leaf| leaf.block.is_none() && leaf.kind.is_none());
            let sum: u64 = children.iter().map(|leaf| leaf.maximum).sum();
            if is_same {
                put(format!("    diem_chuan: {}", tenths(sum)));
            }
        } else {
            put(format!("    nhom: {group}"));
            draw.uses(group);
            if draw.one_in(2) {
                draw.uses(format!("{group}: toi_da"));
                put(format!("    toi_da: {}", draw.within(2, 8)));
            }
        }
        put("    con:".to_owned());
        for leaf in children {
            put(format!("      - {}", leaf.yaml()));
        }
    }
    put("thong_ke: [{ma: TK1, ten: Một, kieu: so_nguyen}, {ma: TK2, ten: Hai, kieu: so_nguyen}]".to_owned());
    put("doi_tuong: {don_vi: [{loai: phong}, {loai: trung_tam}]}".to_owned());
    text + &ranking(draw, leaves)
}

/// A sheet with its rows in any order.
fn sheet(draw: &mut Draw, labels: &str, mut rows: Vec<String>) -> Vec<u8> {
    draw.shuffle(&mut rows);
    format!("{labels}\n{}", rows.iter().fold(String::new(), |text, row| text + row + "\n")).into_bytes()
}

fn cells(row: &Row, labels: &[&str]) -> String {
    let mut text = format!("{},{},{}", row.unit, row.criterion, row.period);
    for label in labels {
        text.extend([",", row.cells.get(label).map_or("", String::as_str)]);
    }
    text
}

/// The campaign of a seed.
pub(crate) fn campaign(seed: u64) -> Generated {
    let mut draw = Draw { state: seed, uses: BTreeMap::new() };
    let draw = &mut draw;
    let mut plan = Plan::new(draw);
    let blocks: Vec<String> = (0..draw.within(1, 2)).map(|number| format!("B{}", number + 1)).collect();
    let mut leaves: Vec<Leaf> = (0..draw.within(2, 5)).map(|number| plan.leaf(draw, format!("A{}", number + 1), "", &blocks)).collect();
    let mut like = None;
    if draw.one_in(2) && leaves[0].filling != Filling::Duty {
        let clone = Leaf { code: "A9".to_owned(), ..leaves[0].clone() };
        leaves.push(clone);
        like = Some(("A1", "A9"));
    }
    for (group, code) in [("diem_thuong", "T"), ("diem_tru", "TR")] {
        if draw.one_in(2) {
            leaves.extend((0..draw.within(1, 2)).map(|number| plan.leaf(draw, format!("{code}{}", number + 1), group, &blocks)).collect::<Vec<_>>());
        }
    }
    let count = draw.within(3, 6);
    let unit = |number: u64, draw: &mut Draw| Unit {
        code: format!("P{}", number + 1),
        block: if number < 4 { blocks[0].clone() } else { draw.pick(&blocks) },
        kind: if number < 3 { "phong" } else { draw.pick(&["phong", "trung_tam"]) },
    };
    let units: Vec<Unit> = (0..count).map(|number| unit(number, draw)).collect();
    let mut sheets = Sheets::default();
    for unit in &units {
        for leaf in leaves.iter().filter(|leaf| leaf.applies(unit)) {
            leaf.fill(draw, &plan, &unit.code, &mut sheets);
        }
    }
    book(draw, &plan, &units, &mut sheets);
    if !draw.one_in(3) {
        twin(draw, &leaves, like, &units, &mut sheets);
    }
    let text = definition(draw, &plan, &blocks, &leaves);
    let mut periods: Vec<Option<String>> = plan.groups.iter().map(|(code, _)| Some(code.clone())).collect();
    periods.extend([None, None, Some(draw.pick(&plan.codes()))]);
    let period = draw.pick(&periods);
    draw.uses(if period.is_none() { "whole campaign" } else { "--period" });

    let mut labels = vec!["chi_tieu", "tong_so", "thuc_hien"];
    labels.extend(&plan.stages);
    labels.extend(["khong_phat_sinh", "ghi_chu"]);
    let stage = |label: &&str| if plan.stages.contains(label) { format!("diem_{label}") } else { (*label).to_owned() };
    let head = format!("don_vi,tieu_chi,ky,{}", labels.iter().map(stage).collect::<Vec<_>>().join(","));
    let results: Vec<String> = sheets.results.iter().map(|row| cells(row, &labels)).collect();
    let targets: Vec<String> = sheets.targets.iter().map(|row| cells(row, &["chi_tieu", "khong_giao"])).collect();
    let units: Vec<String> = units.iter().map(|unit| format!("{0},Đơn vị {0},{1},{2}", unit.code, unit.block, unit.kind)).collect();
    let files = [
        ("don-vi.csv", "ma,ten,khoi,loai", units),
        ("ket-qua/tat-ca.csv", head.as_str(), results),
        ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu,khong_giao", targets),
        ("nop.csv", "don_vi,viec,ky,ngay_nhan", sheets.receipts),
        ("gia-han.csv", "don_vi,viec,ky,han_moi,ly_do,van_ban", sheets.extensions),
        ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri", sheets.statistics),
    ];
    let mut written: BTreeMap<String, Vec<u8>> = BTreeMap::from([("phong-trao.yaml".to_owned(), text.into_bytes())]);
    for (path, labels, rows) in files {
        if !rows.is_empty() {
            written.insert(path.to_owned(), sheet(draw, labels, rows));
        }
    }
    Generated { files: written, period, uses: std::mem::take(&mut draw.uses) }
}
