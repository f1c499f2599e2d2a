//! `nghi.csv`: when people were away from work, and why.

use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// Why somebody is away, in the order of `campaign::leaves::LeaveReason`.
pub const REASONS: &[Word] = &[
    Word { key: "thai_san", names: &["Thai sản", "Nghỉ thai sản"] },
    Word { key: "om_dau", names: &["Ốm đau", "Nghỉ ốm"] },
    Word { key: "dao_tao", names: &["Đào tạo", "Đi học"] },
    Word { key: "khac", names: &["Khác"] },
];

columns! {
    CODE = "ma", ["Mã", "Mã cá nhân"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã cá nhân.";
    REASON = "ly_do", ["Lý do"], Kind::Choice(REASONS), Filled, "Lý do", "thai_san, om_dau, dao_tao hoặc khac.";
    FROM = "tu_ngay", ["Từ ngày"], Kind::Day, Filled, "Từ ngày", "Ngày nghỉ đầu tiên.";
    TO = "den_ngay", ["Đến ngày"], Kind::Day, Optional, "Đến ngày", "Ngày nghỉ cuối cùng; trống là chưa biết.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "nghi",
    home: Home::File("nghi.csv"),
    title: "Nghỉ",
    description: "Thời gian nghỉ của cá nhân, theo lý do. Có bảng này thì người không có dòng là không nghỉ.",
    columns: COLUMNS,
    key: &["ma", "tu_ngay"],
    stages_after: None,
};
