//! `don-vi.csv`: the units, their block and kind, each row valid between two days.

use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// Who manages a unit, in the order of `definition::Level`.
pub const LEVELS: &[Word] = &[
    Word { key: "trung_uong", names: &["Trung ương"] },
    Word { key: "tinh", names: &["Tỉnh", "Cấp tỉnh"] },
    Word { key: "so", names: &["Sở", "Cấp sở"] },
    Word { key: "huyen", names: &["Huyện", "Cấp huyện"] },
    Word { key: "xa", names: &["Xã", "Cấp xã"] },
];

columns! {
    CODE = "ma", ["Mã", "Mã đơn vị"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị; một mã có thể có nhiều dòng nếu thời gian không chồng nhau.";
    NAME = "ten", ["Tên", "Tên đơn vị", "Đơn vị"], Kind::Text, Filled, "Tên", "Tên đầy đủ của đơn vị.";
    SHORT = "ten_ngan", ["Tên ngắn", "Tên gọi tắt"], Kind::Text, Optional, "Tên ngắn", "Tên ngắn để in trên bảng.";
    BLOCK = "khoi", ["Khối", "Khối thi đua", "Cụm", "Khu vực"], Kind::Code(CodeKind::Block), Optional, "Khối", "Mã khối; trống là không xếp hạng.";
    KIND = "loai", ["Loại", "Loại đơn vị"], Kind::Code(CodeKind::UnitKind), Optional, "Loại", "Mã loại đơn vị, như doi_tuong.don_vi khai.";
    LEVEL = "cap_quan_ly", ["Cấp quản lý"], Kind::Choice(LEVELS), Optional, "Cấp quản lý", "Cấp quản lý đơn vị.";
    FROM = "tu_ngay", ["Từ ngày"], Kind::Day, Optional, "Từ ngày", "Dòng này có hiệu lực từ ngày; trống là từ đầu.";
    TO = "den_ngay", ["Đến ngày"], Kind::Day, Optional, "Đến ngày", "Dòng này có hiệu lực đến hết ngày; trống là chưa thôi.";
    PREDECESSORS = "ke_thua", ["Kế thừa"], Kind::Code(CodeKind::Units), Optional, "Kế thừa", "Mã các đơn vị trước đây, cách nhau bằng dấu ;";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "don-vi",
    home: Home::File("don-vi.csv"),
    title: "Đơn vị",
    description: "Các đơn vị dự thi, khối và loại của từng đơn vị, theo thời gian.",
    columns: COLUMNS,
    key: &["ma", "tu_ngay"],
    stages_after: None,
};
