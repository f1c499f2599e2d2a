//! `ca-nhan.csv`: the people, their unit and kind, each row a stay between two days; a transfer is a second row.

use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// Woman or man.
pub const GENDERS: &[Word] = &[Word { key: "nam", names: &["Nam"] }, Word { key: "nu", names: &["Nữ"] }];

/// Contracts without and with a term, in the order of `definition::ContractForm`.
pub const CONTRACTS: &[Word] = &[
    Word {
        key: "khong_xac_dinh_thoi_han", names: &["Không xác định thời hạn", "Không thời hạn", "Hợp đồng không xác định thời hạn"]
    },
    Word { key: "xac_dinh_thoi_han", names: &["Xác định thời hạn", "Có thời hạn", "Hợp đồng xác định thời hạn"] },
];

columns! {
    CODE = "ma", ["Mã", "Mã cá nhân", "Mã cán bộ"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã cá nhân, mỗi người một mã; chuyển đơn vị hoặc đổi hợp đồng thì thêm một dòng cùng mã, thời gian không chồng nhau.";
    NAME = "ho_ten", ["Họ tên", "Họ và tên", "Họ, tên"], Kind::Text, Filled, "Họ tên", "Họ và tên.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị", "Đơn vị công tác"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị; đơn vị không xếp hạng (khoi để trống) cũng được.";
    GENDER = "gioi_tinh", ["Giới tính"], Kind::Choice(GENDERS), Optional, "Giới tính", "nam hoặc nu.";
    POSITION = "chuc_vu", ["Chức vụ", "Chức danh", "Chức vụ, chức danh"], Kind::Text, Optional, "Chức vụ", "Chức vụ, chức danh.";
    LEADER = "lanh_dao", ["Lãnh đạo", "Là lãnh đạo"], Kind::YesNo, Optional, "Lãnh đạo", "x nếu là lãnh đạo; trống là không.";
    KIND = "loai", ["Loại", "Loại cá nhân"], Kind::Code(CodeKind::PersonKind), Optional, "Loại", "Mã loại cá nhân, như doi_tuong.ca_nhan khai.";
    PROBATION = "tap_su", ["Tập sự", "Đang tập sự"], Kind::YesNo, Optional, "Tập sự", "x nếu đang tập sự; trống là không. Không có cột này là chưa rõ.";
    CONTRACT = "hop_dong", ["Hợp đồng", "Loại hợp đồng", "Hợp đồng lao động"], Kind::Choice(CONTRACTS), Optional, "Hợp đồng", "khong_xac_dinh_thoi_han hoặc xac_dinh_thoi_han; trống là chưa rõ hoặc không làm theo hợp đồng.";
    TERM = "thoi_han_thang", ["Thời hạn (tháng)", "Thời hạn", "Thời hạn hợp đồng", "Thời hạn hợp đồng (tháng)", "Số tháng hợp đồng"], Kind::Whole, Optional, "Thời hạn (tháng)", "Thời hạn ghi trong hợp đồng, tính bằng tháng.";
    RECRUITED = "ngay_tuyen_dung", ["Ngày tuyển dụng", "Ngày được tuyển dụng"], Kind::Day, Optional, "Ngày tuyển dụng", "Ngày được tuyển dụng; thâm niên tính từ ngày này.";
    FROM = "tu_ngay", ["Từ ngày"], Kind::Day, Optional, "Từ ngày", "Ở đơn vị này, theo dòng này, từ ngày; trống là từ đầu.";
    TO = "den_ngay", ["Đến ngày", "Đến hết ngày"], Kind::Day, Optional, "Đến ngày", "Ở đơn vị này, theo dòng này, đến hết ngày; trống là chưa thôi.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "ca-nhan",
    home: Home::File("ca-nhan.csv"),
    title: "Cá nhân",
    description: "Công chức, viên chức, người lao động, đơn vị và loại của từng người, theo thời gian.",
    columns: COLUMNS,
    key: &["ma", "tu_ngay"],
    stages_after: None,
};
