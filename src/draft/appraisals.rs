//! `danh-gia.csv`: the yearly grade of people and of units.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// The grades, best first, in the order of `definition::YearGrade`.
pub const GRADES: &[Word] = &[
    Word { key: "HTXSNV", names: &["Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành xuất sắc"] },
    Word { key: "HTTNV", names: &["Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt"] },
    Word { key: "HTNV", names: &["Hoàn thành nhiệm vụ"] },
    Word { key: "KHTNV", names: &["Không hoàn thành nhiệm vụ"] },
];

columns! {
    YEAR = "nam", ["Năm"], Kind::Whole, Filled, "Năm", "Năm được đánh giá.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị của tập thể, hoặc mã cá nhân.";
    GRADE = "xep_loai", ["Xếp loại"], Kind::Choice(GRADES), Filled, "Xếp loại", "HTXSNV, HTTNV, HTNV hoặc KHTNV.";
    DOCUMENT = "so_van_ban", ["Số văn bản"], Kind::Text, Optional, "Số văn bản", "Văn bản xếp loại.";
    DAY = "ngay", ["Ngày"], Kind::Day, Optional, "Ngày", "Ngày của văn bản.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "danh-gia",
    home: Home::File("danh-gia.csv"),
    title: "Đánh giá, xếp loại",
    description: "Kết quả xếp loại hằng năm của tập thể và cá nhân; năm không có dòng là chưa có kết quả.",
    columns: COLUMNS,
    key: &["nam", "doi_tuong", "ma"],
    stages_after: None,
};
