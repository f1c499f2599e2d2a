//! `de-nghi/**/*.csv`: who is put forward for which title, on what ground, with which papers.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm thi đua; trống là năm của phong trào.";
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    PHASE = "dot", ["Đợt"], Kind::Text, Optional, "Đợt", "Đợt xét, đợt đề nghị, như người ta gọi.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị đề nghị: đơn vị của cá nhân, hoặc chính tập thể.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Optional, "Mã", "Mã cá nhân; tập thể thì là mã đơn vị, có thể trống.";
    NAME = "ho_ten", ["Họ tên", "Họ và tên", "Tên tập thể, cá nhân"], Kind::Text, Optional, "Họ tên", "Họ và tên cá nhân; có ma thì có thể trống.";
    TITLE = "danh_hieu", ["Danh hiệu", "Danh hiệu thi đua", "Hình thức khen thưởng"], Kind::Code(CodeKind::Title), Filled, "Danh hiệu", "Mã danh hiệu; mỗi dòng một danh hiệu.";
    GROUND = "can_cu_xet", ["Căn cứ xét"], Kind::Code(CodeKind::Free), Optional, "Căn cứ xét", "Bằng khen: chữ của điểm thuộc khoản áp dụng ở Điều 73, 74; chiến sĩ thi đua cơ sở: HTXSNV, sang_kien hoặc de_tai; trống là không nêu.";
    INITIATIVES = "sang_kien", ["Sáng kiến", "Mã sáng kiến"], Kind::Text, Optional, "Sáng kiến", "Mã sáng kiến, đề tài dùng cho đề nghị này, cách nhau bằng dấu ;";
    DAY = "ngay_ho_so", ["Ngày hồ sơ"], Kind::Day, Optional, "Ngày hồ sơ", "Ngày hồ sơ được gửi; chọn quy định về thủ tục, thẩm quyền.";
    SUBMISSION = "to_trinh", ["Tờ trình"], Kind::Text, Optional, "Tờ trình", "Số văn bản, hoặc x nếu có; không nếu chưa có; trống là chưa rõ.";
    REPORT = "bao_cao", ["Báo cáo", "Báo cáo thành tích"], Kind::Text, Optional, "Báo cáo thành tích", "Như to_trinh.";
    MINUTES = "bien_ban", ["Biên bản", "Biên bản bình xét"], Kind::Text, Optional, "Biên bản bình xét", "Như to_trinh.";
    CERTIFICATE = "chung_nhan", ["Chứng nhận", "Chứng nhận sáng kiến"], Kind::Text, Optional, "Chứng nhận sáng kiến", "Như to_trinh.";
    FORMER_UNIT = "nhan_xet_don_vi_cu", ["Nhận xét đơn vị cũ", "Nhận xét của đơn vị cũ"], Kind::Text, Optional, "Nhận xét đơn vị cũ", "Như to_trinh; của người chuyển đơn vị trong năm.";
    NOTE = "ghi_chu", ["Ghi chú"], Kind::Text, Optional, "Ghi chú", "Ghi chú.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "de-nghi",
    home: Home::Folder("de-nghi"),
    title: "Đề nghị khen thưởng",
    description: "Đề nghị danh hiệu thi đua, hình thức khen thưởng cho tập thể, cá nhân.",
    columns: COLUMNS,
    key: &["nam", "phong_trao", "dot", "don_vi", "doi_tuong", "ma", "ho_ten", "danh_hieu"],
    stages_after: None,
};
