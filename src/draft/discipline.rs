//! `ky-luat.csv`: cases of discipline of people and units, decided or still looked into.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// Whether a case is decided: looked into, decided.
pub const STATES: &[Word] =
    &[Word { key: "dang_xem_xet", names: &["Đang xem xét"] }, Word { key: "da_quyet_dinh", names: &["Đã quyết định", "Đã có quyết định"] }];

/// The place of `da_quyet_dinh` among the states.
pub const DECIDED: usize = 1;

/// The forms of discipline.
pub const FORMS: &[Word] = &[
    Word { key: "khien_trach", names: &["Khiển trách"] },
    Word { key: "canh_cao", names: &["Cảnh cáo"] },
    Word { key: "ha_bac_luong", names: &["Hạ bậc lương"] },
    Word { key: "giang_chuc", names: &["Giáng chức"] },
    Word { key: "cach_chuc", names: &["Cách chức"] },
    Word { key: "buoc_thoi_viec", names: &["Buộc thôi việc"] },
    Word { key: "khac", names: &["Khác"] },
];

columns! {
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị của tập thể, hoặc mã cá nhân.";
    STATE = "tinh_trang", ["Tình trạng"], Kind::Choice(STATES), Filled, "Tình trạng", "dang_xem_xet hoặc da_quyet_dinh; chỉ quyết định đã có mới làm đơn vị không được xếp hạng.";
    FORM = "hinh_thuc", ["Hình thức", "Hình thức kỷ luật"], Kind::Choice(FORMS), Optional, "Hình thức", "Hình thức kỷ luật.";
    FROM = "tu_ngay", ["Từ ngày"], Kind::Day, Filled, "Từ ngày", "Ngày bắt đầu có hiệu lực, hoặc ngày bắt đầu xem xét.";
    TO = "den_ngay", ["Đến ngày"], Kind::Day, Optional, "Đến ngày", "Ngày cuối còn hiệu lực; trống là chưa biết.";
    DOCUMENT = "so_van_ban", ["Số văn bản"], Kind::Text, Optional, "Số văn bản", "Số quyết định hoặc văn bản.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "ky-luat",
    home: Home::File("ky-luat.csv"),
    title: "Kỷ luật",
    description: "Kỷ luật của tập thể và cá nhân: đang xem xét, hoặc đã có quyết định, với thời hạn hiệu lực.",
    columns: COLUMNS,
    key: &["doi_tuong", "ma", "tinh_trang", "hinh_thuc", "tu_ngay", "so_van_ban"],
    stages_after: None,
};
