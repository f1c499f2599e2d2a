//! `khen-thuong.csv`: the titles and awards given, one row a candidate and title, after the decision.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm được khen thưởng; trống là năm của phong trào.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị hoặc cá nhân được khen thưởng.";
    TITLE = "danh_hieu", ["Danh hiệu", "Hình thức khen thưởng"], Kind::Code(CodeKind::Title), Filled, "Danh hiệu", "Mã danh hiệu.";
    DECISION = "quyet_dinh", ["Quyết định", "Số quyết định"], Kind::Text, Optional, "Quyết định", "Số quyết định.";
    DAY = "ngay", ["Ngày", "Ngày quyết định"], Kind::Day, Optional, "Ngày", "Ngày quyết định; chọn mức lương cơ sở khi tính tiền thưởng.";
    AGENCY = "co_quan", ["Cơ quan", "Cơ quan quyết định"], Kind::Text, Optional, "Cơ quan", "Cơ quan quyết định.";
    MONEY = "tien_thuong", ["Tiền thưởng"], Kind::Number, Optional, "Tiền thưởng", "Tiền thưởng đã chi, đồng; được đối chiếu với số tính được.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "khen-thuong",
    home: Home::File("khen-thuong.csv"),
    title: "Khen thưởng",
    description: "Danh hiệu, hình thức khen thưởng đã có quyết định.",
    columns: COLUMNS,
    key: &["phong_trao", "nam", "doi_tuong", "ma", "danh_hieu"],
    stages_after: None,
};
