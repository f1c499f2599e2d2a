//! The ways of scoring: each writes the keys of a leaf and says how its rows are filled.

use chrono::Days;

use crate::oracle::random::draw::Draw;
use crate::oracle::random::leaves::{Denominator, Duty, Filling, Plan, Way};

/// Writes a leaf's way: its maximum in tenths, its code, the group of bonus or deductions it is in.
pub(super) type WayOf = fn(&mut Draw, &mut Plan, u64, &str, &str) -> Way;

/// Every way of scoring.
pub(super) const WAYS: [WayOf; 9] = [given, share_of_target, share_of_total, bands_of_share, bands_of_value, bands_of_days, yes_no, count, relative];

/// Denominators whose least common multiple stays small.
pub(super) const TOTALS: [u64; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 24, 30, 60];

/// Days off of the campaign besides weekends.
pub(super) const DAYS_OFF: [&str; 4] = ["2026-01-26", "2026-04-30", "2026-05-01", "2026-07-27"];

/// Tenths as they are typed.
pub(super) fn tenths(number: u64) -> String {
    if number.is_multiple_of(10) { (number / 10).to_string() } else { format!("{}.{}", number / 10, number % 10) }
}

pub(super) fn given(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, _: &str) -> Way {
    draw.uses("cho_diem");
    Way { keys: "cach_cham: {cho_diem: {}}".to_owned(), filling: Filling::Given }
}

pub(super) fn share_of_target(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, group: &str) -> Way {
    draw.uses("ty_le: chi_tieu");
    let own = if draw.one_in(3) && group.is_empty() {
        format!("vuot_chi_tieu: {}, ", draw.word("vuot_chi_tieu", &["toi_da", "cong_them"]))
    } else {
        String::new()
    };
    Way { keys: format!("{own}cach_cham: {{ty_le: {{mau: chi_tieu}}}}"), filling: Filling::Figures(Denominator::Target) }
}

pub(super) fn share_of_total(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, _: &str) -> Way {
    draw.uses("ty_le: tong_so");
    Way { keys: "cach_cham: {ty_le: {mau: tong_so}}".to_owned(), filling: Filling::Figures(Denominator::Total) }
}

/// Bands that hold every number from 0, highest points first or last; bounds are closed on either side.
pub(super) fn bands(draw: &mut Draw, maximum: u64, bounds: &[u64], is_rising: bool) -> String {
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

pub(super) fn bands_of_share(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, _: &str) -> Way {
    let (word, denominator) = draw.pick(&[("chi_tieu", Denominator::Target), ("tong_so", Denominator::Total)]);
    draw.uses(format!("theo_muc: ty_le {word}"));
    let bands = bands(draw, maximum, &[50, 75, 100], true);
    Way { keys: format!("cach_cham: {{theo_muc: {{so: ty_le, mau: {word}, {bands}}}}}"), filling: Filling::Figures(denominator) }
}

pub(super) fn bands_of_value(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, _: &str) -> Way {
    draw.uses("theo_muc: gia_tri");
    let is_rising = draw.one_in(2);
    let bands = bands(draw, maximum, &[3, 6, 12], is_rising);
    Way { keys: format!("cach_cham: {{theo_muc: {{so: gia_tri, {bands}}}}}"), filling: Filling::Figures(Denominator::None) }
}

/// Declares a duty that is due in every leaf.
pub(super) fn duty(draw: &mut Draw, plan: &mut Plan, code: &str) -> String {
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

pub(super) fn bands_of_days(draw: &mut Draw, plan: &mut Plan, maximum: u64, code: &str, _: &str) -> Way {
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

pub(super) fn yes_no(draw: &mut Draw, plan: &mut Plan, _: u64, code: &str, _: &str) -> Way {
    if draw.one_in(2) {
        draw.uses("co_khong: thuc_hien");
        return Way { keys: "cach_cham: {co_khong: {}}".to_owned(), filling: Filling::YesNo };
    }
    draw.uses("co_khong: viec");
    let duty = duty(draw, plan, code);
    Way { keys: format!("cach_cham: {{co_khong: {{tu_dong: {{viec: {duty}}}}}}}"), filling: Filling::Duty }
}

pub(super) fn count(draw: &mut Draw, _: &mut Plan, maximum: u64, _: &str, _: &str) -> Way {
    let cap = if draw.one_in(2) {
        draw.uses("theo_so_luong: toi_da");
        format!(", toi_da: {}", tenths(maximum))
    } else {
        draw.uses("theo_so_luong");
        String::new()
    };
    let each = draw.pick(&["1", "2", "5", "0.5", "0.5"]);
    Way { keys: format!("cach_cham: {{theo_so_luong: {{diem_moi: {each}{cap}}}}}"), filling: Filling::Figures(Denominator::None) }
}

pub(super) fn relative(draw: &mut Draw, _: &mut Plan, _: u64, _: &str, _: &str) -> Way {
    draw.uses("so_voi_dan_dau");
    let part = draw.pick(&["", "dat_chi_tieu: 0.6", "dat_chi_tieu: 0.75", "dat_chi_tieu: 1/4"]);
    if !part.is_empty() {
        draw.uses("so_voi_dan_dau: dat_chi_tieu");
    }
    Way { keys: format!("cach_cham: {{so_voi_dan_dau: {{{part}}}}}"), filling: Filling::Figures(Denominator::Target) }
}
