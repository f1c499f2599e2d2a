//! `gia-han.csv`: deadlines moved for one unit, each with its document.

use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị.";
    DUTY = "viec", ["Việc"], Kind::Code(CodeKind::Duty), Filled, "Việc", "Mã việc, như cac_han khai.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Optional, "Kỳ", "Mã kỳ; trống khi việc không theo kỳ.";
    NEW_DAY = "han_moi", ["Hạn mới", "Gia hạn đến"], Kind::Day, Filled, "Hạn mới", "Gia hạn đến hết ngày này; rơi vào ngày nghỉ thì theo gap_ngay_nghi.";
    REASON = "ly_do", ["Lý do"], Kind::Text, Filled, "Lý do", "Lý do gia hạn.";
    DOCUMENT = "van_ban", ["Văn bản"], Kind::Text, Filled, "Văn bản", "Số văn bản cho gia hạn.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "gia-han",
    home: Home::File("gia-han.csv"),
    title: "Gia hạn",
    description: "Hạn được lùi cho từng đơn vị, kèm văn bản.",
    columns: COLUMNS,
    key: &["phong_trao", "don_vi", "viec", "ky"],
    stages_after: None,
};
