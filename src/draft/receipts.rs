//! `nop.csv`: the book of what was handed in, and when.

use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    DUTY = "viec", ["Việc"], Kind::Code(CodeKind::Duty), Filled, "Việc", "Mã việc, như cac_han khai.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Optional, "Kỳ", "Mã kỳ; trống khi việc không theo kỳ.";
    RECEIVED = "ngay_nhan", ["Ngày nhận", "Ngày nộp"], Kind::Day, Filled, "Ngày nhận", "Ngày nơi nhận ghi vào sổ.";
    FORM = "hinh_thuc", ["Hình thức"], Kind::Text, Optional, "Hình thức", "Hình thức nộp.";
    DOCUMENT = "so_van_ban", ["Số văn bản"], Kind::Text, Optional, "Số văn bản", "Số văn bản kèm theo.";
    NOTE = "ghi_chu", ["Ghi chú"], Kind::Text, Optional, "Ghi chú", "Ghi chú.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "nop",
    home: Home::File("nop.csv"),
    title: "Sổ nộp",
    description: "Sổ ghi việc gì đã nộp, ngày nào.",
    columns: COLUMNS,
    key: &["phong_trao", "don_vi", "viec", "ky"],
    stages_after: None,
};
