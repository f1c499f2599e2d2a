//! `phuc-tra.csv`: what units ask to have looked at again after their points are told, and what became of it.

use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// What became of an appeal, in the order of [`crate::campaign::appeals::Conclusion`].
pub const CONCLUSIONS: &[Word] = &[
    Word { key: "chap_nhan", names: &["Chấp nhận"] },
    Word { key: "mot_phan", names: &["Một phần", "Chấp nhận một phần"] },
    Word { key: "bac", names: &["Bác", "Không chấp nhận"] },
];

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    NUMBER = "stt", ["Số thứ tự"], Kind::Whole, Filled, "Số thứ tự", "Số thứ tự 1, 2, 3… không trùng, không thiếu số nào: dòng bị bỏ hay bị ghi đè thì thiếu số. Chỉ ghi thêm vào cuối; dòng cũ chỉ điền kết luận.";
    DAY = "ngay", ["Ngày", "Ngày phúc tra"], Kind::Day, Filled, "Ngày", "Ngày nhận được phúc tra.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị phúc tra.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Filled, "Kỳ", "Mã kỳ của điểm được phúc tra.";
    CRITERION = "tieu_chi", ["Tiêu chí", "Mã tiêu chí"], Kind::Code(CodeKind::Criterion), Column, "Tiêu chí", "Mã tiêu chí được phúc tra; trống là mọi tiêu chí của kỳ.";
    REASON = "ly_do", ["Lý do"], Kind::Text, Filled, "Lý do", "Lý do đơn vị nêu.";
    CONCLUSION = "ket_luan", ["Kết luận"], Kind::Choice(CONCLUSIONS), Column, "Kết luận", "chap_nhan, mot_phan hoặc bac; trống là chưa kết luận.";
    CONCLUDED = "ngay_ket_luan", ["Ngày kết luận"], Kind::Day, Optional, "Ngày kết luận", "Ngày kết luận.";
    ADJUSTMENTS = "dieu_chinh", ["Điều chỉnh"], Kind::Text, Optional, "Điều chỉnh", "Các số thứ tự ở dieu-chinh.csv, cách nhau dấu ;. Có khi chấp nhận cả hay một phần; trống khi bác.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "phuc-tra",
    home: Home::File("phuc-tra.csv"),
    title: "Phúc tra",
    description: "Đơn vị đề nghị xem lại điểm của kỳ nào, tiêu chí nào, và kết luận; chấp nhận thì điểm đổi bằng một dòng ở dieu-chinh.csv.",
    columns: COLUMNS,
    key: &["phong_trao", "stt"],
    stages_after: None,
};
