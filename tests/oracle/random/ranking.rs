//! How blocks are ranked.

use crate::oracle::random::draw::Draw;
use crate::oracle::random::leaves::{Filling, Leaf};

/// Which entries part units that are level.
fn tie_breaks(draw: &mut Draw, leaves: &[Leaf]) -> String {
    let mut entries = Vec::new();
    for _ in 0..draw.within(1, 4) {
        let what = draw.pick(&["diem", "diem", "diem", "thuc_hien", "thuc_hien", "ty_le", "thong_ke"]);
        let code = match what {
            "thong_ke" => Some(draw.pick(&["TK1", "TK2"]).to_owned()),
            "diem" if draw.one_in(3) => Some("A".to_owned()),
            what => {
                let fits = |leaf: &&Leaf| match what {
                    "thuc_hien" => matches!(leaf.filling, Filling::Figures(_) | Filling::Borrowed(_)),
                    "ty_le" => leaf.keys.contains("mau: ") || leaf.keys.contains("so_voi_dan_dau"),
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
    if draw.one_in(2) {
        draw.uses("khi_bang_diem: nu_hoac_70_phan_tram_nu");
        let position = if draw.one_in(2) { 0 } else { entries.len() };
        entries.insert(position, "nu_hoac_70_phan_tram_nu".to_owned());
    }
    if !draw.one_in(4) {
        draw.uses("khi_bang_diem: bo_phieu");
        entries.push("bo_phieu".to_owned());
    }
    entries.join(", ")
}

/// The keys of a ranking, each as the text of one line.
fn keys(draw: &mut Draw, leaves: &[Leaf]) -> Vec<String> {
    let measure = draw.word("so_sanh", &["tong_diem", "tong_diem", "ty_le_diem", "ty_le_diem", "so_lieu"]);
    let precision = draw.word("tren_diem", &["da_lam_tron", "chinh_xac"]);
    let sequence = draw.word("thu_hang", &["1-2-2-4", "1-2-2-3"]);
    let mut keys = vec![format!("so_sanh: {measure}"), format!("tren_diem: {precision}"), format!("thu_hang: {sequence}")];
    keys.push(format!("khi_bang_diem: [{}]", tie_breaks(draw, leaves)));
    if !draw.one_in(3) && measure != "so_lieu" {
        draw.uses("xep_loai");
        let (high, middle) = if measure == "ty_le_diem" { (draw.pick(&[70, 75, 80, 100]), 50) } else { (draw.within(14, 25), draw.within(6, 13)) };
        let grades = if draw.one_in(2) {
            format!("{{duoi: {middle}, ten: Đạt}}, {{tu: {middle}, duoi: {high}, ten: Khá}}, {{tu: {high}, ten: Tốt}}")
        } else {
            format!("{{tren: {high}, ten: Tốt}}, {{tren: {middle}, den: {high}, ten: Khá}}, {{den: {middle}, ten: Đạt}}")
        };
        keys.push(format!("xep_loai: [{grades}]"));
    }
    if draw.one_in(2) {
        draw.uses("khong_xep: vi_pham");
        keys.push("khong_xep: {vi_pham: true}".to_owned());
    }
    keys
}

/// How all blocks are ranked, and what some state again.
pub(super) fn rankings(draw: &mut Draw, leaves: &[Leaf], blocks: &[String]) -> (String, Vec<String>) {
    let common = keys(draw, leaves);
    let own = blocks.iter().map(|_| {
        if !draw.one_in(3) {
            return String::new();
        }
        let mut keys = keys(draw, leaves);
        keys.retain(|_| !draw.one_in(3));
        for key in &keys {
            draw.uses(format!("khoi[].xep_hang: {}", key.split(':').next().expect("a key")));
        }
        if keys.is_empty() { String::new() } else { format!(", xep_hang: {{{}}}", keys.join(", ")) }
    });
    let own = own.collect();
    (common.iter().fold("xep_hang:\n".to_owned(), |text, key| text + "  " + key + "\n"), own)
}
