//! `lich-su-danh-hieu.csv`: titles and awards that were decided, of any year.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// What an award was for, in the order of `campaign::history::Occasion`.
pub const OCCASIONS: &[Word] = &[
    Word { key: "thuong_xuyen", names: &["Thường xuyên", "Hằng năm"] },
    Word { key: "chuyen_de", names: &["Chuyên đề", "Theo chuyên đề"] },
    Word { key: "dot_xuat", names: &["Đột xuất"] },
];

columns! {
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị của tập thể, hoặc mã cá nhân.";
    YEAR = "nam", ["Năm"], Kind::Whole, Filled, "Năm", "Năm của thành tích, không phải năm ban hành quyết định.";
    TITLE = "danh_hieu", ["Danh hiệu", "Hình thức khen thưởng"], Kind::Code(CodeKind::Title), Filled, "Danh hiệu", "Mã danh hiệu, hình thức khen thưởng như danh_hieu khai.";
    DECISION = "quyet_dinh", ["Quyết định", "Số quyết định"], Kind::Text, Optional, "Quyết định", "Số quyết định.";
    DAY = "ngay", ["Ngày", "Ngày quyết định"], Kind::Day, Optional, "Ngày", "Ngày quyết định.";
    AUTHORITY = "co_quan", ["Cơ quan", "Cơ quan ban hành"], Kind::Text, Optional, "Cơ quan", "Cơ quan ban hành quyết định.";
    OCCASION = "hinh_thuc", ["Hình thức", "Loại thành tích"], Kind::Choice(OCCASIONS), Optional, "Hình thức", "thuong_xuyen, chuyen_de hoặc dot_xuat; trống là thuong_xuyen. Khen chuyên đề, đột xuất không làm căn cứ xét danh hiệu.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "lich-su-danh-hieu",
    home: Home::File("lich-su-danh-hieu.csv"),
    title: "Lịch sử danh hiệu",
    description: "Danh hiệu, hình thức khen thưởng đã có quyết định của tập thể, cá nhân; có bảng này thì năm không có dòng là không được tặng.",
    columns: COLUMNS,
    key: &["doi_tuong", "ma", "nam", "danh_hieu", "quyet_dinh"],
    stages_after: None,
};
