//! `thong-ke.csv`: figures that are not scored.

use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Optional, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào; trống là số liệu chung của mọi phong trào.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    STATISTIC = "chi_so", ["Chỉ số", "Mã chỉ số"], Kind::Code(CodeKind::Statistic), Filled, "Chỉ số", "Mã chỉ số, như thong_ke khai.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Optional, "Kỳ", "Mã kỳ; trống là cả phong trào.";
    VALUE = "gia_tri", ["Giá trị", "Số liệu"], Kind::Figure, Column, "Giá trị", "Số liệu, hoặc có/không theo kiểu của chỉ số.";
    NOTE = "ghi_chu", ["Ghi chú"], Kind::Text, Optional, "Ghi chú", "Ghi chú.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "thong-ke",
    home: Home::File("thong-ke.csv"),
    title: "Thống kê",
    description: "Số liệu thống kê không chấm điểm.",
    columns: COLUMNS,
    key: &["phong_trao", "don_vi", "chi_so", "ky"],
    stages_after: None,
};
