//! `sang-kien.csv`: initiatives, research topics and projects that were recognised, a row an author.

use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// What it is, in the order of `campaign::initiatives::Work`.
pub const KINDS: &[Word] = &[
    Word { key: "sang_kien", names: &["Sáng kiến"] },
    Word { key: "de_tai", names: &["Đề tài", "Đề tài khoa học"] },
    Word { key: "de_an", names: &["Đề án"] },
];

/// How far it is of effect, narrowest first, in the order of `definition::WorkReach`.
pub const REACHES: &[Word] = &[
    Word { key: "co_so", names: &["Cơ sở", "Cấp cơ sở"] },
    Word { key: "bo_tinh", names: &["Bộ, tỉnh", "Cấp bộ, tỉnh", "Cấp tỉnh", "Cấp bộ"] },
    Word { key: "toan_quoc", names: &["Toàn quốc"] },
];

columns! {
    CODE = "ma", ["Mã", "Mã sáng kiến"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã sáng kiến, đề tài; nhiều tác giả thì mỗi tác giả một dòng cùng mã.";
    NAME = "ten", ["Tên", "Tên sáng kiến", "Tên đề tài"], Kind::Text, Optional, "Tên", "Tên sáng kiến, đề tài, đề án.";
    KIND = "loai", ["Loại"], Kind::Choice(KINDS), Optional, "Loại", "sang_kien, de_tai hoặc de_an; trống là chưa rõ.";
    REACH = "pham_vi", ["Phạm vi", "Phạm vi ảnh hưởng"], Kind::Choice(REACHES), Optional, "Phạm vi", "Phạm vi ảnh hưởng, áp dụng được công nhận: co_so, bo_tinh, toan_quoc; trống là chưa biết.";
    YEAR = "nam", ["Năm", "Năm công nhận"], Kind::Whole, Filled, "Năm", "Năm được công nhận, nghiệm thu.";
    DECISION = "so_quyet_dinh", ["Số quyết định"], Kind::Text, Optional, "Số quyết định", "Quyết định công nhận, nghiệm thu.";
    DAY = "ngay", ["Ngày"], Kind::Day, Optional, "Ngày", "Ngày của quyết định.";
    AUTHOR = "tac_gia", ["Tác giả", "Mã tác giả"], Kind::Code(CodeKind::Free), Filled, "Tác giả", "Mã cá nhân của tác giả.";
    SHARE = "ty_le", ["Tỷ lệ", "Tỷ lệ đóng góp"], Kind::Number, Optional, "Tỷ lệ", "Phần trăm đóng góp của tác giả.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "sang-kien",
    home: Home::File("sang-kien.csv"),
    title: "Sáng kiến, đề tài, đề án",
    description: "Sáng kiến, đề tài, đề án đã được công nhận, nghiệm thu; mỗi tác giả một dòng.",
    columns: COLUMNS,
    key: &["ma", "tac_gia"],
    stages_after: None,
};
