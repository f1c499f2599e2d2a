//! `giao-uoc.csv`: who has signed the emulation pledge (giao ước thi đua) of a block, and when.

use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm của giao ước; trống là năm của phong trào.";
    BLOCK = "khoi", ["Khối", "Khối thi đua", "Cụm", "Khu vực"], Kind::Code(CodeKind::Block), Optional, "Khối", "Mã khối cùng ký; trống là khối của đơn vị.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị đã ký.";
    DAY = "ngay_ky", ["Ngày ký"], Kind::Day, Optional, "Ngày ký", "Ngày ký.";
    WORDS = "noi_dung", ["Nội dung"], Kind::Text, Optional, "Nội dung", "Nội dung giao ước.";
    DOCUMENT = "van_ban", ["Văn bản"], Kind::Text, Optional, "Văn bản", "Số văn bản.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "giao-uoc",
    home: Home::File("giao-uoc.csv"),
    title: "Giao ước thi đua",
    description: "Đơn vị nào đã ký giao ước thi đua của khối, ngày nào.",
    columns: COLUMNS,
    key: &["nam", "khoi", "don_vi", "noi_dung"],
    stages_after: None,
};
