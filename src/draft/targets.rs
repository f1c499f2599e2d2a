//! `chi-tieu.csv`: what a unit was told to reach, by criterion and period; an empty period is the year's.

use crate::draft::DraftRow;
use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    CRITERION = "tieu_chi", ["Tiêu chí", "Mã tiêu chí"], Kind::Code(CodeKind::Criterion), Filled, "Tiêu chí", "Mã tiêu chí.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Optional, "Kỳ", "Mã kỳ; trống là chỉ tiêu cả năm.";
    TARGET = "chi_tieu", ["Chỉ tiêu", "Chỉ tiêu giao", "Kế hoạch"], Kind::Number, Column, "Chỉ tiêu", "Chỉ tiêu giao; 0 là không giao chỉ tiêu: tiêu chí chấm theo tỷ lệ chỉ tiêu thì tính như không phát sinh, không cần dòng kết quả.";
    NOT_ASSIGNED = "khong_giao", ["Không giao"], Kind::YesNo, Optional, "Không giao", "x nếu tiêu chí không giao cho đơn vị này; lý do ghi ở ghi_chu.";
    NOTE = "ghi_chu", ["Ghi chú"], Kind::Text, Optional, "Ghi chú", "Ghi chú; lý do khi không giao.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "chi-tieu",
    home: Home::File("chi-tieu.csv"),
    title: "Chỉ tiêu",
    description: "Chỉ tiêu giao cho từng đơn vị, theo tiêu chí và kỳ.",
    columns: COLUMNS,
    key: &["phong_trao", "don_vi", "tieu_chi", "ky"],
    stages_after: None,
};

/// Why a row does not assign its criterion; empty where it does not say.
pub fn reason(row: &DraftRow) -> &str {
    row.text(NOTE).trim()
}
