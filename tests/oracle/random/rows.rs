//! The rows of the sheets, unit by unit.

use chrono::{Datelike, Days, Weekday};

use crate::oracle::random::draw::Draw;
use crate::oracle::random::leaves::{Cells, Denominator, Filling, Leaf, Plan, Row, Unit};
use crate::oracle::random::ways::{TOTALS, tenths};

/// The sheets while they are written.
#[derive(Default)]
pub(super) struct Sheets {
    pub(super) results: Vec<Row>,
    pub(super) targets: Vec<Row>,
    pub(super) receipts: Vec<String>,
    pub(super) extensions: Vec<String>,
    pub(super) statistics: Vec<String>,
    pub(super) adjustments: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) discipline: Vec<String>,
}

/// The maxima of blocks as they are typed.
pub(super) fn own_maxima(maxima: &[(String, u64)]) -> String {
    let own: Vec<String> = maxima.iter().map(|(block, maximum)| format!("{block}: {}", tenths(*maximum))).collect();
    if own.is_empty() { String::new() } else { format!("diem_chuan_khoi: {{{}}}, ", own.join(", ")) }
}

impl Leaf {
    pub(super) fn applies(&self, unit: &Unit) -> bool {
        self.kind.is_none_or(|kind| kind == unit.kind) && self.block.as_ref().is_none_or(|block| *block == unit.block)
    }

    /// Whether it is one of the group of alternatives.
    pub(super) fn is_choice(&self) -> bool {
        self.code.starts_with('C')
    }

    pub(super) fn yaml(&self) -> String {
        // Of a bonus only what is given by hand and bands need say how much there is.
        let maximum =
            if self.group.is_empty() || self.filling == Filling::Given { format!("diem_chuan: {}, ", tenths(self.maximum)) } else { String::new() };
        let more = format!("{}{}", own_maxima(&self.own_maxima), self.weight.map_or(String::new(), |weight| format!("trong_so: {weight}, ")));
        format!("{{ma: {}, ten: Tiêu chí {}, {maximum}{more}{}}}", self.code, self.code, self.keys)
    }

    /// What it is out of in a block, in tenths.
    pub(super) fn maximum_in(&self, block: &str) -> u64 {
        self.own_maxima.iter().find(|(own, _)| own == block).map_or(self.maximum, |(_, maximum)| *maximum)
    }

    /// The leaf as it is filled in a block.
    pub(super) fn in_block(&self, block: &str) -> Self {
        Self { maximum: self.maximum_in(block), ..self.clone() }
    }

    /// The rows of one unit.
    pub(super) fn fill(&self, draw: &mut Draw, plan: &Plan, unit: &str, sheets: &mut Sheets) {
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
        if self.is_cumulative && !self.keys.contains("chi_cham_ky") && draw.one_in(3) {
            self.own_row(draw, plan, unit, sheets);
        }
    }

    /// Says the figure of a last leaf again under a group period, or there alone.
    fn own_row(&self, draw: &mut Draw, plan: &Plan, unit: &str, sheets: &mut Sheets) {
        if plan.groups.is_empty() {
            return;
        }
        let (group, held) = draw.pick(&plan.groups);
        let is_last = |row: &Row| row.unit == unit && row.criterion == self.code && Some(&row.period) == held.last();
        let Some(position) = sheets.results.iter().position(|row| is_last(row) && !row.cells.contains_key("khong_phat_sinh")) else { return };
        let own = Row { period: group, ..sheets.results[position].clone() };
        draw.uses("luy_ke: own row");
        if draw.one_in(3) {
            draw.uses("luy_ke: own row alone");
            sheets.results.remove(position);
        }
        sheets.results.push(own);
    }

    pub(super) fn fill_periods(&self, draw: &mut Draw, plan: &Plan, unit: &str, but: Option<&str>, sheets: &mut Sheets) {
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
            if but == Some(period.as_str()) || matches!(self.filling, Filling::Duty | Filling::Borrowed(_)) {
                continue;
            }
            let mut cells = Cells::new();
            let is_left_out = draw.one_in(50);
            // A figure that runs on through a group period may be told by its last leaf.
            let leaf = plan.groups.iter().find(|(group, _)| group == period && self.is_cumulative).and_then(|(_, held)| held.last());
            let shown = leaf.filter(|_| draw.one_in(2)).unwrap_or(period);
            if shown != period {
                draw.uses("chi_cham_ky: gom by the last leaf");
            }
            if self.policy && draw.one_in(8) {
                draw.uses("khong_phat_sinh in a row");
                cells.insert("khong_phat_sinh", "không có việc".to_owned());
                sheets.results.push(row(shown, cells));
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
                        if self.keys.contains("so_voi_dan_dau") { year * 5 / 4 + 2 } else { year / plan.leaves.len() as u64 + 2 }
                    } else {
                        draw.pick(&[3, 6, 12, 15])
                    };
                    let here = if draw.one_in(4) { bound } else { draw.below(bound + 1) };
                    reached = if self.is_cumulative { reached + here } else { here };
                    cells.insert("thuc_hien", reached.to_string());
                    if self.is_sample {
                        cells.insert("tong_so", (reached + draw.below(9)).to_string());
                    }
                }
                Filling::Duty | Filling::Borrowed(_) => {}
            }
            if self.filling != Filling::Given && self.group.is_empty() && draw.one_in(15) {
                draw.uses("points in place of a score");
                let ten = if plan.digits == 0 { 10 } else { 1 };
                cells.insert(plan.stages[plan.stages.len() - 1], tenths(draw.below(self.maximum / ten + 1) * ten));
                cells.insert("ghi_chu", "chấm lại".to_owned());
            }
            let is_without_target = is_of_target && (if is_by_year { year } else { target }) == 0;
            if is_left_out || is_without_target && draw.one_in(3) {
                draw.uses(if is_without_target { "chi_tieu: 0 without a row" } else { "missing row" });
                continue;
            }
            sheets.results.push(row(shown, cells));
        }
    }
}

pub(super) fn book(draw: &mut Draw, plan: &Plan, units: &[Unit], sheets: &mut Sheets) {
    for unit in units {
        for duty in &plan.receipts {
            for (period, last) in &duty.due {
                let mut from = *last;
                if draw.one_in(5) {
                    draw.uses("gia-han.csv");
                    from = *last + Days::new(draw.within(4, 11));
                    if matches!(from.weekday(), Weekday::Sat | Weekday::Sun) {
                        draw.uses("gia-han.csv: a day off");
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
        for answer in ["DK1", "DK2", "MD"] {
            answers(draw, plan, unit, answer, sheets);
        }
        for statistic in ["TK1", "TK2"] {
            if !draw.one_in(12) {
                sheets.statistics.push(format!("{},{statistic},,{}", unit.code, draw.below(3)));
            }
        }
    }
}

/// Makes a unit a twin of another: the same rows, or the rows of two like leaves exchanged, or figures twice as large.
pub(super) fn twin(draw: &mut Draw, leaves: &[Leaf], like: Option<(&str, &str)>, units: &[Unit], sheets: &mut Sheets) {
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

/// The answers of a unit to a yes or no: of all periods at once, of a group period, of leaves, or some of that.
fn answers(draw: &mut Draw, plan: &Plan, unit: &Unit, statistic: &str, sheets: &mut Sheets) {
    let mut periods = Vec::new();
    let codes = plan.codes();
    match draw.below(4) {
        0 if plan.is_single() => periods = codes,
        0 => periods.extend(codes.into_iter().filter(|_| !draw.one_in(9))),
        1 if !plan.groups.is_empty() => {
            periods = vec![draw.pick(&plan.groups).0, String::new()];
            periods.extend(draw.one_in(2).then(|| draw.pick(&codes)));
        }
        _ => periods.push(String::new()),
    }
    if draw.one_in(20) {
        draw.uses("an answer lacking");
        periods.clear();
    }
    for period in periods {
        let is_yes = if statistic == "MD" { draw.one_in(4) } else { !draw.one_in(5) };
        draw.uses(format!("{}: {}", if statistic == "MD" { "mac_nhien_dat" } else { "dieu_kien" }, if is_yes { "có" } else { "không" }));
        sheets.statistics.push(format!(
            "{},{statistic},{period},{}",
            unit.code,
            draw.pick(if is_yes { &["có", "x", "1"] } else { &["không", "0", "0"] })
        ));
    }
}

/// The rows of a unit in a group of alternatives: one has rows, others may say that nothing arose.
pub(super) fn fill_choice(draw: &mut Draw, plan: &Plan, unit: &str, members: &[Leaf], sheets: &mut Sheets) {
    let is_by_period = members.iter().all(|leaf| leaf.merging == "diem_tong") || plan.is_single();
    draw.uses(if is_by_period { "chon_mot: in each period" } else { "chon_mot: once" });
    let codes = plan.codes();
    let periods: Vec<Vec<String>> = if is_by_period { codes.into_iter().map(|code| vec![code]).collect() } else { vec![codes] };
    let mut taken: Vec<Vec<String>> = vec![Vec::new(); members.len()];
    for periods in periods {
        let chosen = usize::try_from(draw.below(members.len() as u64)).expect("a position");
        taken[chosen].extend(periods.clone());
        for (position, leaf) in members.iter().enumerate() {
            if position != chosen && leaf.policy && draw.one_in(3) {
                draw.uses("chon_mot: declined");
                let cells = Cells::from([("khong_phat_sinh", "không chọn".to_owned())]);
                sheets.results.extend(periods.iter().map(|period| Row {
                    unit: unit.to_owned(),
                    criterion: leaf.code.clone(),
                    period: period.clone(),
                    cells: cells.clone(),
                }));
            }
        }
    }
    for (leaf, periods) in members.iter().zip(taken) {
        Leaf { periods, ..leaf.clone() }.fill_periods(draw, plan, unit, None, sheets);
    }
}

/// Puts something else into some cells of results, and adjustments that set them right, some in two steps.
pub(super) fn adjust(draw: &mut Draw, plan: &Plan, leaves: &[Leaf], sheets: &mut Sheets) {
    let mut number = 0;
    for row in &mut sheets.results {
        if !draw.one_in(8) {
            continue;
        }
        let leaf = leaves.iter().find(|leaf| leaf.code == row.criterion).expect("rows are of leaves");
        let adjustable = |label: &&'static str| ["tong_so", "thuc_hien", "khong_phat_sinh"].contains(label) || plan.stages.contains(label);
        let labels: Vec<&'static str> = row.cells.keys().copied().filter(adjustable).collect();
        if labels.is_empty() {
            continue;
        }
        let label = draw.pick(&labels);
        let new = row.cells[label].clone();
        let old = match label {
            "khong_phat_sinh" => String::new(),
            "thuc_hien" if leaf.filling == Filling::YesNo => (if ["1", "x", "có"].contains(&new.as_str()) { "0" } else { "1" }).to_owned(),
            "thuc_hien" | "tong_so" => (new.parse::<u64>().expect("a number") + 3).to_string(),
            _ => (if new == "1" { "0" } else { "1" }).to_owned(),
        };
        let words = |text: &str| ["x", "có", "không"].contains(&text);
        if words(&new) {
            continue;
        }
        let column = if plan.stages.contains(&label) { format!("diem_{label}") } else { label.to_owned() };
        let mut step = |old: &str, new: &str| {
            number += draw.within(1, 3);
            sheets.adjustments.push(format!("{number},{},{},{},{column},{old},{new},sửa số,7/KL", row.period, row.unit, row.criterion));
        };
        if new.parse::<u64>().is_ok_and(|number| number > 0) && label != "thuc_hien" || label == "khong_phat_sinh" {
            step(&old, &new);
        } else {
            step(&old, "");
            step("", &new);
        }
        draw.uses(format!("dieu-chinh.csv: {}", if plan.stages.contains(&label) { "diem" } else { label }));
        row.cells.insert(label, old);
    }
}

/// Who works in the units, and who of them is a woman.
pub(super) fn people(draw: &mut Draw, units: &[Unit], sheets: &mut Sheets) {
    for unit in units {
        let count = draw.pick(&[3, 10, 10]);
        let women = if count == 10 { draw.within(6, 8) } else { 2 };
        for number in 0..count {
            let word = if number < women { "nu" } else { "nam" };
            let word = if draw.one_in(150) { "" } else { word };
            let left = if draw.one_in(15) { draw.pick(&["2026-03-15", "2026-12-31", "2026-06-30"]) } else { "" };
            sheets.people.push(format!("{0}N{number},Người {0} {number},{0},{word},,{left}", unit.code));
        }
    }
}

/// Decisions of discipline, made or not yet, of these days or others.
pub(super) fn discipline(draw: &mut Draw, units: &[Unit], sheets: &mut Sheets) {
    for unit in units {
        if !draw.one_in(5) {
            continue;
        }
        let (from, to) =
            draw.pick(&[("2025-02-01", "2025-12-31"), ("2025-06-01", "2026-01-01"), ("2026-05-01", "2026-08-31"), ("2026-12-31", "2027-06-30")]);
        let is_decided = !draw.one_in(4);
        draw.uses(if is_decided { "ky-luat.csv: da_quyet_dinh" } else { "ky-luat.csv: dang_xem_xet" });
        let what = if is_decided { "da_quyet_dinh,khien_trach" } else { "dang_xem_xet," };
        sheets.discipline.push(format!("tap_the,{},{what},{from},{to},5/QĐ", unit.code));
    }
}
