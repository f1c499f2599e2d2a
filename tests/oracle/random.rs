//! Random campaigns: a definition and its sheets as text, from a seed; what each makes use of is counted.
//!
//! A way of scoring is one function in [`ways::WAYS`]: it writes the keys of a leaf and says how its rows are filled.

mod draw;
mod leaves;
mod ranking;
mod rows;
mod tree;
mod ways;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::oracle::random::draw::Draw;
use crate::oracle::random::leaves::{Filling, Leaf, Plan, Row, Unit};
use crate::oracle::random::ranking::rankings;
use crate::oracle::random::rows::{Sheets, adjust, book, discipline, fill_choice, people, twin};
use crate::oracle::random::tree::tree;
use crate::oracle::random::ways::DAYS_OFF;

/// A campaign, and the period to ask for.
pub(crate) struct Generated {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) period: Option<String>,
    /// What it makes use of, as words of the files.
    pub(crate) uses: BTreeMap<String, usize>,
}

/// What campaigns make use of: each is generated often.
pub(crate) const OPTIONS: [&str; 163] = [
    "--period",
    "an answer lacking",
    "ap_dung.khoi",
    "ap_dung.loai: phong",
    "ap_dung.loai: trung_tam",
    "cac_muc: tren … den",
    "cac_muc: tu … duoi",
    "cach: len",
    "cach: tu_5_len",
    "cach: xuong",
    "chi_cham_ky: gom",
    "chi_cham_ky: gom by the last leaf",
    "chi_cham_ky: leaf",
    "chi_tieu",
    "chi_tieu: 0",
    "chi_tieu: 0 without a row",
    "chi_tieu: theo_ky",
    "chi_tieu: theo_nam",
    "chi_tieu: theo_nam_chia_ky",
    "cho_diem",
    "chon_mot",
    "chon_mot: declined",
    "chon_mot: in each period",
    "chon_mot: once",
    "chu_so_thap_phan: 0",
    "chu_so_thap_phan: 1",
    "chu_so_thap_phan: 2",
    "chu_so_thap_phan: 3",
    "co_khong: thuc_hien",
    "co_khong: viec",
    "den_het",
    "diem_chuan of a weighed group",
    "diem_chuan_khoi of a group",
    "diem_chuan_khoi of chon_mot",
    "diem_chuan_khoi, cho_diem",
    "diem_chuan_khoi, co_khong",
    "diem_chuan_khoi, luc: tong",
    "diem_chuan_khoi, luc: tung_dong",
    "diem_chuan_khoi, so_sanh: so_lieu",
    "diem_chuan_khoi, so_sanh: tong_diem",
    "diem_chuan_khoi, so_sanh: ty_le_diem",
    "diem_chuan_khoi, so_voi_dan_dau",
    "diem_chuan_khoi, theo_muc",
    "diem_chuan_khoi, theo_so_luong",
    "diem_chuan_khoi, ty_le",
    "diem_chuan_khoi: less",
    "diem_chuan_khoi: more",
    "diem_thuong",
    "diem_thuong: toi_da",
    "diem_tru",
    "diem_tru: toi_da",
    "dieu-chinh.csv: diem",
    "dieu-chinh.csv: khong_phat_sinh",
    "dieu-chinh.csv: thuc_hien",
    "dieu-chinh.csv: tong_so",
    "dieu_kien",
    "dieu_kien: có",
    "dieu_kien: không",
    "gap_ngay_nghi: giu_nguyen",
    "gap_ngay_nghi: ngay_lam_viec_tiep_theo",
    "gia-han.csv",
    "gia-han.csv: a day off",
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
    "khi_bang_diem: nu_hoac_70_phan_tram_nu",
    "khi_bang_diem: thong_ke",
    "khi_bang_diem: thuc_hien",
    "khi_bang_diem: ty_le",
    "khoi[].xep_hang: khi_bang_diem",
    "khoi[].xep_hang: khong_xep",
    "khoi[].xep_hang: so_sanh",
    "khoi[].xep_hang: thu_hang",
    "khoi[].xep_hang: tren_diem",
    "khoi[].xep_hang: xep_loai",
    "khong_giao",
    "khong_phat_sinh in a row",
    "khong_phat_sinh: diem_toi_da",
    "khong_phat_sinh: khong_diem",
    "khong_phat_sinh: loai_tru",
    "khong_xep: vi_pham",
    "ky-luat.csv: da_quyet_dinh",
    "ky-luat.csv: dang_xem_xet",
    "ky: 1",
    "ky: gom of all",
    "ky: gom of some",
    "ky: nested",
    "ky: without gom",
    "luc: tong",
    "luc: tung_dong",
    "luy_ke: own row",
    "luy_ke: own row alone",
    "mac_nhien_dat",
    "mac_nhien_dat: có",
    "mac_nhien_dat: không",
    "missing row",
    "ngay: lam_viec",
    "ngay: lich",
    "not handed in",
    "points in place of a score",
    "so_lieu: luy_ke",
    "so_lieu: trong_ky",
    "so_lieu_cua",
    "so_sanh: so_lieu",
    "so_sanh: tong_diem",
    "so_sanh: ty_le_diem",
    "so_voi_dan_dau",
    "so_voi_dan_dau: dat_chi_tieu",
    "theo_muc: gia_tri",
    "theo_muc: so_ngay_tre",
    "theo_muc: ty_le chi_tieu",
    "theo_muc: ty_le tong_so",
    "theo_so_luong",
    "theo_so_luong: mẫu",
    "theo_so_luong: toi_da",
    "thu_hang: 1-2-2-3",
    "thu_hang: 1-2-2-4",
    "tong_so",
    "tong_so: 0",
    "tren_diem: chinh_xac",
    "tren_diem: da_lam_tron",
    "trong_so of a group",
    "trong_so of chon_mot",
    "trong_so of diem_thuong",
    "trong_so of diem_tru",
    "trong_so, cho_diem",
    "trong_so, co_khong",
    "trong_so, gop_ky: diem_binh_quan",
    "trong_so, gop_ky: diem_ky_cuoi",
    "trong_so, gop_ky: diem_tong",
    "trong_so, gop_ky: so_lieu",
    "trong_so, luc: tong",
    "trong_so, luc: tung_dong",
    "trong_so, so_sanh: so_lieu",
    "trong_so, so_sanh: tong_diem",
    "trong_so, so_sanh: ty_le_diem",
    "trong_so, so_voi_dan_dau",
    "trong_so, theo_muc",
    "trong_so, theo_so_luong",
    "trong_so, toi_da",
    "trong_so, ty_le",
    "trong_so: a decimal",
    "trong_so: a fraction",
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

/// The definition.
fn definition(draw: &mut Draw, plan: &Plan, blocks: &[String], leaves: &[Leaf]) -> String {
    let (ranking, own_rankings) = rankings(draw, leaves, blocks);
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
    for (block, own) in blocks.iter().zip(own_rankings) {
        put(format!("  - {{ma: {block}, ten: Khối {block}{own}}}"));
    }
    let (way, moment) = (draw.word("cach", &["tu_5_len", "len", "xuong"]), draw.word("luc", &["tung_dong", "tong"]));
    draw.uses(format!("chu_so_thap_phan: {}", plan.digits));
    put(format!("cham_diem:\n  vong: [{}]", plan.stages.join(", ")));
    put(format!("  lam_tron: {{chu_so_thap_phan: {}, cach: {way}, luc: {moment}}}", plan.digits));
    if !plan.is_single() {
        put(format!("  gop_ky: {{lay: {}}}", plan.merging));
    }
    put(format!("  vuot_chi_tieu: {}", draw.word("vuot_chi_tieu", &["toi_da", "cong_them"])));
    put(tree(draw, plan, blocks, leaves).trim_end().to_owned());
    let whole = ["TK1", "TK2"].map(|code| format!("{{ma: {code}, ten: Số {code}, kieu: so_nguyen}}"));
    let answers = ["DK1", "DK2", "MD"].map(|code| format!("{{ma: {code}, ten: Có {code}, kieu: co_khong}}"));
    put(format!("thong_ke: [{}, {}]", whole.join(", "), answers.join(", ")));
    put("doi_tuong: {don_vi: [{loai: phong}, {loai: trung_tam}]}".to_owned());
    text + &ranking
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

/// Whether the definition has a key.
fn written_in(files: &BTreeMap<String, Vec<u8>>, key: &str) -> bool {
    String::from_utf8_lossy(&files["phong-trao.yaml"]).contains(&format!("{key}: "))
}

/// The campaign of a seed.
pub(crate) fn campaign(seed: u64) -> Generated {
    let mut draw = Draw { state: seed, uses: BTreeMap::new() };
    let draw = &mut draw;
    let mut plan = Plan::new(draw);
    let blocks: Vec<String> = (0..draw.within(1, 2)).map(|number| format!("B{}", number + 1)).collect();
    let mut leaves: Vec<Leaf> = (0..draw.within(2, 5)).map(|number| plan.leaf(draw, format!("A{}", number + 1), "", &blocks, None)).collect();
    let mut like = None;
    if draw.one_in(3) {
        let lender = draw.pick(&leaves);
        leaves.extend(plan.borrower(draw, "A8", &lender, &blocks));
    }
    if draw.one_in(2) && leaves[0].filling != Filling::Duty {
        let clone = Leaf { code: "A9".to_owned(), ..leaves[0].clone() };
        leaves.push(clone);
        like = Some(("A1", "A9"));
    }
    for (group, code) in [("diem_thuong", "T"), ("diem_tru", "TR")] {
        if draw.one_in(2) {
            for number in 1..=draw.within(1, 2) {
                leaves.push(plan.leaf(draw, format!("{code}{number}"), group, &blocks, None));
            }
        }
    }
    let mut choice: Vec<Leaf> = Vec::new();
    if draw.one_in(3) {
        draw.uses("chon_mot");
        let merging = if draw.one_in(2) && !plan.is_single() { "diem_tong" } else { "" };
        choice = (0..draw.within(2, 3)).map(|number| plan.leaf(draw, format!("C{}", number + 1), "", &blocks, Some(merging))).collect();
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
            leaf.in_block(&unit.block).fill(draw, &plan, &unit.code, &mut sheets);
        }
        if !choice.is_empty() {
            let members: Vec<Leaf> = choice.iter().map(|leaf| leaf.in_block(&unit.block)).collect();
            fill_choice(draw, &plan, &unit.code, &members, &mut sheets);
        }
    }
    leaves.extend(choice);
    book(draw, &plan, &units, &mut sheets);
    if !draw.one_in(3) {
        twin(draw, &leaves, like, &units, &mut sheets);
    }
    adjust(draw, &plan, &leaves, &mut sheets);
    if !draw.one_in(4) {
        people(draw, &units, &mut sheets);
    }
    discipline(draw, &units, &mut sheets);
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
        ("ca-nhan.csv", "ma,ho_ten,don_vi,gioi_tinh,tu_ngay,den_ngay", sheets.people),
        ("ky-luat.csv", "doi_tuong,ma,tinh_trang,hinh_thuc,tu_ngay,den_ngay,so_van_ban", sheets.discipline),
    ];
    let mut written: BTreeMap<String, Vec<u8>> = BTreeMap::from([("phong-trao.yaml".to_owned(), text.into_bytes())]);
    for (path, labels, rows) in files {
        if !rows.is_empty() {
            written.insert(path.to_owned(), sheet(draw, labels, rows));
        }
    }
    if !sheets.adjustments.is_empty() {
        // Rows of this sheet stand in the order of their numbers.
        let text = format!("stt,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban\n{}\n", sheets.adjustments.join("\n"));
        written.insert("dieu-chinh.csv".to_owned(), text.into_bytes());
    }
    let mut uses = std::mem::take(&mut draw.uses);
    // What weights and maxima of blocks come together with.
    for what in ["trong_so", "diem_chuan_khoi"].into_iter().filter(|what| written_in(&written, what)) {
        let beside: Vec<String> = uses.keys().filter(|word| ["luc: ", "so_sanh: "].iter().any(|key| word.starts_with(key))).cloned().collect();
        for word in beside {
            *uses.entry(format!("{what}, {word}")).or_default() += 1;
        }
    }
    Generated { files: written, period, uses }
}
