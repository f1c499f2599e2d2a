//! What a campaign is made of: periods, and leaves with their keys.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::oracle::random::draw::Draw;
use crate::oracle::random::ways::WAYS;

/// Weights; the first ones make nothing more.
pub(super) const WEIGHTS: [&str; 8] = ["0.5", "1/3", "0.3", "2/3", "2", "1.25", "5/4", "1/7"];

/// How the rows of a leaf are filled.
#[derive(Clone, PartialEq)]
pub(super) enum Filling {
    Given,
    /// `thuc_hien` of a target, of `tong_so`, or of nothing.
    Figures(Denominator),
    /// No rows: those of another leaf.
    Borrowed(Denominator),
    YesNo,
    /// No rows: the book says.
    Duty,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Denominator {
    Target,
    Total,
    None,
}

/// What a way of scoring makes of a leaf.
pub(super) struct Way {
    pub(super) keys: String,
    pub(super) filling: Filling,
}

/// A leaf as declared.
#[derive(Clone)]
pub(super) struct Leaf {
    pub(super) code: String,
    /// In tenths.
    pub(super) maximum: u64,
    /// Of blocks that have one of their own, in tenths.
    pub(super) own_maxima: Vec<(String, u64)>,
    pub(super) weight: Option<&'static str>,
    /// Everything but code, name, maxima and weight.
    pub(super) keys: String,
    pub(super) filling: Filling,
    pub(super) merging: &'static str,
    pub(super) policy: bool,
    /// Beside a count stands how many were looked at.
    pub(super) is_sample: bool,
    pub(super) is_cumulative: bool,
    pub(super) basis: &'static str,
    pub(super) periods: Vec<String>,
    pub(super) kind: Option<&'static str>,
    pub(super) block: Option<String>,
    pub(super) group: &'static str,
}

/// What the leaves share.
pub(super) struct Plan {
    pub(super) leaves: Vec<(String, NaiveDate)>,
    /// Group periods and the leaves each holds.
    pub(super) groups: Vec<(String, Vec<String>)>,
    pub(super) merging: &'static str,
    pub(super) stages: Vec<&'static str>,
    pub(super) digits: u32,
    pub(super) deadlines: Vec<String>,
    pub(super) receipts: Vec<Duty>,
    /// Whether criteria have weights, and maxima by block.
    pub(super) is_weighed: bool,
    pub(super) is_by_block: bool,
}

/// A duty with its last day in every period it is due for.
pub(super) struct Duty {
    pub(super) code: String,
    pub(super) due: Vec<(String, NaiveDate)>,
}

pub(super) type Cells = BTreeMap<&'static str, String>;

/// A row of results.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) unit: String,
    pub(super) criterion: String,
    pub(super) period: String,
    pub(super) cells: Cells,
}

pub(super) struct Unit {
    pub(super) code: String,
    pub(super) block: String,
    pub(super) kind: &'static str,
}

impl Plan {
    pub(super) fn new(draw: &mut Draw) -> Self {
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
        let (is_weighed, is_by_block) = (draw.one_in(3), draw.one_in(3));
        Self { leaves, groups, merging, stages, digits, deadlines: Vec::new(), receipts: Vec::new(), is_weighed, is_by_block }
    }

    pub(super) fn codes(&self) -> Vec<String> {
        self.leaves.iter().map(|(code, _)| code.clone()).collect()
    }

    pub(super) fn is_single(&self) -> bool {
        self.leaves.len() == 1
    }

    /// A leaf; of a group of alternatives, one whose points come together as is said, or as they come.
    pub(super) fn leaf(&mut self, draw: &mut Draw, code: String, group: &'static str, blocks: &[String], choice: Option<&str>) -> Leaf {
        let maximum = draw.within(2, 8) * 10 + if self.digits > 0 && draw.one_in(3) { 5 } else { 0 };
        let ways: &[usize] = match (group, choice) {
            ("", None) => &[0, 1, 2, 3, 4, 5, 6, 7, 8, 8],
            ("", Some(_)) => &[0, 2, 4, 7],
            _ => &[0, 4, 7],
        };
        let way = WAYS[draw.pick(ways)](draw, self, maximum, &code, group);
        let mut keys = Vec::new();
        let takes_figures = matches!(way.filling, Filling::Figures(_));
        let is_by_duty = way.filling == Filling::Duty;
        let is_relative = way.keys.contains("so_voi_dan_dau");
        let mut merging = self.merging;
        if choice == Some("diem_tong") {
            merging = "diem_tong";
            keys.push("gop_ky: {lay: diem_tong}".to_owned());
        } else if !self.is_single() && (draw.one_in(2) || (!takes_figures && merging == "so_lieu")) {
            merging = Self::own_merging(draw, takes_figures, &mut keys);
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
        let has_denominator = matches!(way.filling, Filling::Figures(Denominator::Target | Denominator::Total)) && !is_relative;
        let policy = has_denominator || (group.is_empty() && !is_by_duty && draw.one_in(2));
        if policy {
            keys.push(format!("khong_phat_sinh: {}", draw.word("khong_phat_sinh", &["loai_tru", "diem_toi_da", "khong_diem"])));
        }
        if group.is_empty() && choice.is_none() {
            Self::conditions(draw, &mut keys);
        }
        let mut periods = self.codes();
        if !self.is_single() && choice.is_none() && draw.one_in(5) {
            periods = self.only_periods(draw, is_by_duty, &mut keys);
        }
        let (mut kind, mut block) = (None, None);
        if group.is_empty() && choice.is_none() && draw.one_in(6) {
            kind = Some(draw.word("ap_dung.loai", &["phong", "trung_tam"]));
        }
        if group.is_empty() && choice.is_none() && draw.one_in(6) {
            draw.uses("ap_dung.khoi");
            block = Some(draw.pick(blocks));
        }
        keys.extend(applies(kind, block.as_ref()));
        let is_sample = way.keys.contains("theo_so_luong") && group.is_empty() && draw.one_in(2);
        if is_sample {
            draw.uses("theo_so_luong: mẫu");
        }
        keys.push(way.keys);
        let (keys, filling) = (keys.join(", "), way.filling);
        let is_out_of = group.is_empty() || filling == Filling::Given;
        let own_maxima =
            if is_out_of { self.own_maxima(draw, maximum, &keys, block.as_ref().map_or(blocks, std::slice::from_ref)) } else { Vec::new() };
        let weight = self.weight(draw, &keys, if choice.is_some() { &WEIGHTS[..4] } else { &WEIGHTS });
        if weight.is_some() && !self.is_single() {
            draw.uses(format!("trong_so, gop_ky: {merging}"));
        }
        Leaf { code, maximum, own_maxima, weight, keys, filling, merging, policy, is_sample, is_cumulative, basis, periods, kind, block, group }
    }

    /// A weight, in some campaigns; the way of scoring it stands beside is counted.
    fn weight(&self, draw: &mut Draw, keys: &str, weights: &[&'static str]) -> Option<&'static str> {
        let weight = (self.is_weighed && !draw.one_in(3)).then(|| draw.pick(weights))?;
        draw.uses(if weight.contains('/') { "trong_so: a fraction" } else { "trong_so: a decimal" });
        draw.uses(format!("trong_so, {}", way_of(keys)));
        Some(weight)
    }

    /// Maxima of some of these blocks: below the common one only where nothing in the way is bound to that.
    fn own_maxima(&self, draw: &mut Draw, maximum: u64, keys: &str, blocks: &[String]) -> Vec<(String, u64)> {
        let mut own = Vec::new();
        for block in blocks {
            if !self.is_by_block || draw.one_in(3) {
                continue;
            }
            let is_bound = keys.contains("cac_muc") || keys.contains("toi_da: ");
            let is_less = !is_bound && draw.one_in(2);
            draw.uses(if is_less { "diem_chuan_khoi: less" } else { "diem_chuan_khoi: more" });
            draw.uses(format!("diem_chuan_khoi, {}", way_of(keys)));
            own.push((block.clone(), if is_less { maximum - 10 } else { maximum + 10 * draw.within(1, 4) }));
        }
        own
    }

    /// A leaf scored from the rows of another.
    pub(super) fn borrower(&mut self, draw: &mut Draw, code: &str, lender: &Leaf, blocks: &[String]) -> Option<Leaf> {
        let Filling::Figures(denominator) = lender.filling else { return None };
        let ways: &[usize] = match denominator {
            Denominator::Target => &[1, 4, 7, 8],
            Denominator::Total => &[2, 4, 7],
            Denominator::None => &[4, 7],
        };
        let maximum = draw.within(2, 8) * 10;
        let way = WAYS[draw.pick(ways)](draw, self, maximum, code, "");
        draw.uses("so_lieu_cua");
        let mut keys = vec![format!("so_lieu_cua: {}", lender.code)];
        let merging = if !self.is_single() && draw.one_in(2) { Self::own_merging(draw, true, &mut keys) } else { self.merging };
        keys.push(format!("khong_phat_sinh: {}", draw.word("khong_phat_sinh", &["loai_tru", "diem_toi_da", "khong_diem"])));
        keys.extend(applies(lender.kind, lender.block.as_ref()));
        Self::conditions(draw, &mut keys);
        keys.push(way.keys);
        let (keys, filling) = (keys.join(", "), Filling::Borrowed(denominator));
        let own_maxima = self.own_maxima(draw, maximum, &keys, lender.block.as_ref().map_or(blocks, std::slice::from_ref));
        let weight = self.weight(draw, &keys, &WEIGHTS);
        let code = code.to_owned();
        Some(Leaf { code, maximum, own_maxima, weight, keys, filling, merging, policy: false, is_sample: false, ..lender.clone() })
    }

    fn own_merging(draw: &mut Draw, takes_figures: bool, keys: &mut Vec<String>) -> &'static str {
        let words: &[&str] = &["diem_tong", "diem_binh_quan", "diem_ky_cuoi", "so_lieu"];
        let merging = draw.word("gop_ky of a criterion", if takes_figures { words } else { &words[..3] });
        keys.push(format!("gop_ky: {{lay: {merging}}}"));
        merging
    }

    /// What is asked before figures are looked at.
    fn conditions(draw: &mut Draw, keys: &mut Vec<String>) {
        if draw.one_in(5) {
            draw.uses("dieu_kien");
            keys.push(format!("dieu_kien: [{}]", draw.pick(&["DK1", "DK2", "DK1, DK2"])));
        }
        if draw.one_in(8) {
            draw.uses("mac_nhien_dat");
            keys.push("mac_nhien_dat: [MD]".to_owned());
        }
    }

    /// Some leaves, or a group period, in which alone it is scored.
    fn only_periods(&self, draw: &mut Draw, is_by_duty: bool, keys: &mut Vec<String>) -> Vec<String> {
        let gathers = !is_by_duty && !self.groups.is_empty() && draw.one_in(2);
        let only = if gathers {
            draw.uses("chi_cham_ky: gom");
            vec![draw.pick(&self.groups).0]
        } else {
            draw.uses("chi_cham_ky: leaf");
            let mut periods = self.codes();
            let from = draw.pick(&periods);
            periods.retain(|period| *period == from || draw.one_in(2));
            periods
        };
        keys.push(format!("chi_cham_ky: [{}]", only.join(", ")));
        only
    }
}

/// The key of the way among those of a leaf.
fn way_of(keys: &str) -> &'static str {
    let ways = ["cho_diem", "ty_le: {", "theo_muc", "co_khong", "theo_so_luong", "so_voi_dan_dau"];
    let way = ways.into_iter().find(|way| keys.contains(&format!("cach_cham: {{{way}")));
    way.expect("a leaf has a way").trim_end_matches(": {")
}

fn applies(kind: Option<&str>, block: Option<&String>) -> Option<String> {
    let applies = [block.map(|block| format!("khoi: [{block}]")), kind.map(|kind| format!("loai: [{kind}]"))];
    let applies: Vec<String> = applies.into_iter().flatten().collect();
    (!applies.is_empty()).then(|| format!("ap_dung: {{{}}}", applies.join(", ")))
}
