//! `bo-phieu.csv`: votes of a block (suy tôn) or of the council, one row a candidate and title.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

/// What `noi_hop` says where it is no block that met, but the council.
pub const COUNCIL: &str = "hoi_dong";

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm thi đua; trống là năm của phong trào.";
    MEETING = "noi_hop", ["Nơi họp"], Kind::Code(CodeKind::Free), Filled, "Nơi họp", "Mã khối khi khối suy tôn; hoi_dong khi Hội đồng họp.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Filled, "Mã", "Mã đơn vị hoặc cá nhân được bỏ phiếu.";
    TITLE = "danh_hieu", ["Danh hiệu"], Kind::Code(CodeKind::Title), Filled, "Danh hiệu", "Mã danh hiệu.";
    MEMBERS = "tong_thanh_vien", ["Tổng thành viên", "Tổng số thành viên"], Kind::Whole, Filled, "Tổng thành viên", "Tổng số thành viên.";
    PRESENT = "co_mat", ["Có mặt"], Kind::Whole, Filled, "Có mặt", "Số thành viên có mặt.";
    WRITTEN = "y_kien_van_ban", ["Ý kiến văn bản"], Kind::Whole, Optional, "Ý kiến bằng văn bản", "Số thành viên vắng mặt cho ý kiến bằng văn bản.";
    HANDED_OUT = "phieu_phat", ["Phiếu phát"], Kind::Whole, Optional, "Phiếu phát", "Số phiếu phát ra.";
    COLLECTED = "phieu_thu", ["Phiếu thu"], Kind::Whole, Optional, "Phiếu thu", "Số phiếu thu về.";
    VALID = "phieu_hop_le", ["Phiếu hợp lệ"], Kind::Whole, Optional, "Phiếu hợp lệ", "Số phiếu hợp lệ.";
    YES = "dong_y", ["Đồng ý"], Kind::Whole, Filled, "Đồng ý", "Số phiếu đồng ý, kể cả ý kiến bằng văn bản.";
    DAY = "ngay", ["Ngày"], Kind::Day, Optional, "Ngày", "Ngày họp.";
    MINUTES = "bien_ban", ["Biên bản"], Kind::Text, Optional, "Biên bản", "Số biên bản.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "bo-phieu",
    home: Home::File("bo-phieu.csv"),
    title: "Bỏ phiếu",
    description: "Kết quả bỏ phiếu suy tôn của khối và bỏ phiếu của Hội đồng.",
    columns: COLUMNS,
    key: &["phong_trao", "nam", "noi_hop", "doi_tuong", "ma", "danh_hieu"],
    stages_after: None,
};
