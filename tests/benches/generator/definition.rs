//! The definition of a generated folder.

use std::io::{self, Write};

use super::{Basis, Plan, criterion};

const ENDS: [&str; 4] = ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"];
const DEADLINES: [&str; 4] = ["2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15"];

const FIELDS: [&str; 10] = [
    "Đăng ký và quản lý hộ tịch",
    "Chứng thực bản sao, chữ ký",
    "Phổ biến, giáo dục pháp luật",
    "Hòa giải ở cơ sở",
    "Kiểm tra văn bản quy phạm pháp luật",
    "Thi hành án dân sự",
    "Trợ giúp pháp lý",
    "Công chứng, đấu giá tài sản",
    "Lý lịch tư pháp",
    "Cải cách hành chính",
];

const TASKS: [&str; 10] = [
    "đúng hạn",
    "trước hạn",
    "không có hồ sơ trả lại",
    "có sáng kiến",
    "chất lượng báo cáo",
    "ứng dụng công nghệ thông tin",
    "kỷ luật, kỷ cương",
    "phối hợp giữa các đơn vị",
    "tiết kiệm kinh phí",
    "bồi dưỡng nghiệp vụ",
];

pub(super) fn write(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let size = plan.size;
    writeln!(out, "ma: sinh-ra\nten: Phong trào thi đua sinh ra để đo\nnam: 2026")?;
    writeln!(out, "ngay_nghi: {{gap_ngay_nghi: giu_nguyen}}\ncac_han:\n  - {{viec: dang_ky, den_het: 2026-03-31}}")?;
    for (period, deadline) in DEADLINES.iter().enumerate().take(size.periods) {
        writeln!(out, "  - {{viec: ket_qua, ky: Q{}, den_het: {deadline}}}", period + 1)?;
    }
    writeln!(out, "ky:")?;
    for (period, end) in ENDS.iter().enumerate().take(size.periods) {
        writeln!(out, "  - {{ma: Q{}, tu: 2026-{:02}-01, den_het: {end}}}", period + 1, period * 3 + 1)?;
    }
    let leaves: Vec<String> = (1..=size.periods).map(|period| format!("Q{period}")).collect();
    writeln!(out, "  - {{ma: NAM, gom: [{}]}}\nkhoi:", leaves.join(", "))?;
    for block in 0..size.blocks {
        writeln!(out, "  - {{ma: K{block:02}, ten: Khối thi đua số {}}}", block + 1)?;
    }
    writeln!(out, "cham_diem:\n  vong: [tu_cham, tham_dinh]\n  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}")?;
    writeln!(out, "  gop_ky: {{lay: diem_tong}}\n  vuot_chi_tieu: toi_da\ntieu_chi:")?;
    for group in 0..size.criteria.div_ceil(10) {
        let leaves = (group * 10)..((group + 1) * 10).min(size.criteria);
        let field = FIELDS[group % FIELDS.len()];
        writeln!(out, "  - ma: C{:02}\n    ten: \"{field}\"\n    diem_chuan: {}\n    con:", group + 1, leaves.len() * 10)?;
        for index in leaves {
            let merging = plan.merging;
            let way = match Basis::of(index) {
                Basis::Given => "cach_cham: cho_diem".to_owned(),
                Basis::Target => format!("so_lieu: trong_ky, chi_tieu: theo_ky, gop_ky: {{lay: {merging}}}, cach_cham: {{ty_le: {{mau: chi_tieu}}}}"),
                Basis::Total => {
                    format!("so_lieu: trong_ky, gop_ky: {{lay: {merging}}}, khong_phat_sinh: loai_tru, cach_cham: {{ty_le: {{mau: tong_so}}}}")
                }
            };
            writeln!(out, "      - {{ma: {}, ten: \"{field}: {}\", diem_chuan: 10, {way}}}", criterion(index), TASKS[index % TASKS.len()])?;
        }
    }
    writeln!(out, "xep_hang: {{so_sanh: ty_le_diem, tren_diem: da_lam_tron, thu_hang: 1-2-2-4}}")?;
    // Of hundreds of units in a block some are level to two decimals: the plan has said that rounded shares rank.
    writeln!(out, "kiem_tra: {{rounding-decides: bo_qua}}")?;
    writeln!(out, "doi_tuong: {{don_vi: [{{loai: phong}}]}}")?;
    writeln!(out, "danh_hieu:\n  - {{ma: LĐTT, doi_tuong: ca_nhan}}\n  - {{ma: CSTĐCS, doi_tuong: ca_nhan}}\n  - {{ma: TTLĐTT, doi_tuong: tap_the}}")
}
