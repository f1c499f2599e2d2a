//! `thong-ke-khen-thuong.csv`: how many were rewarded, or put forward, in earlier years or stages.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// Rewarded already or put forward, in the order of `definition::AwardState`.
pub const STATES: &[Word] =
    &[Word { key: "da_khen", names: &["Đã khen", "Đã khen thưởng"] }, Word { key: "de_nghi", names: &["Đề nghị", "Đề nghị khen thưởng"] }];

columns! {
    TERM = "giai_doan", ["Giai đoạn", "Năm"], Kind::Code(CodeKind::Free), Filled, "Giai đoạn", "Năm hoặc giai đoạn, như 2016-2020.";
    STATE = "trang_thai", ["Trạng thái"], Kind::Choice(STATES), Filled, "Trạng thái", "da_khen hoặc de_nghi.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    TITLE = "danh_hieu", ["Danh hiệu", "Hình thức khen thưởng"], Kind::Text, Optional, "Danh hiệu", "Danh hiệu, hình thức khen thưởng; có thể là danh hiệu phong trào này không khai.";
    COUNT = "so_luong", ["Số lượng"], Kind::Whole, Filled, "Số lượng", "Bao nhiêu tập thể hoặc cá nhân.";
    SOURCE = "nguon", ["Nguồn", "Cấp khen"], Kind::Text, Optional, "Nguồn", "Quyết định, báo cáo hoặc cấp khen mà số này lấy từ đó.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "thong-ke-khen-thuong",
    home: Home::File("thong-ke-khen-thuong.csv"),
    title: "Thống kê khen thưởng",
    description: "Số tập thể, cá nhân đã được khen hoặc được đề nghị khen, theo giai đoạn.",
    columns: COLUMNS,
    key: &["giai_doan", "trang_thai", "doi_tuong", "danh_hieu", "nguon"],
    stages_after: None,
};
