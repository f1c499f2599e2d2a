//! `dieu-chinh.csv`: cells of results set right after they were handed in, one cell a row, each with its document.

use crate::sheet::{CodeKind, Home, Kind, Sheet, columns};

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Several, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào (bắt buộc khi đó).";
    NUMBER = "stt", ["Số thứ tự"], Kind::Whole, Filled, "Số thứ tự", "Số thứ tự tăng dần, không trùng; điều chỉnh được áp dụng theo thứ tự này. Chỉ ghi thêm vào cuối.";
    DAY = "ngay", ["Ngày"], Kind::Day, Optional, "Ngày", "Ngày quyết định điều chỉnh.";
    PERIOD = "ky", ["Kỳ", "Kỳ báo cáo"], Kind::Code(CodeKind::Period), Filled, "Kỳ", "Mã kỳ của dòng kết quả.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Filled, "Đơn vị", "Mã đơn vị của dòng kết quả.";
    CRITERION = "tieu_chi", ["Tiêu chí", "Mã tiêu chí"], Kind::Code(CodeKind::Criterion), Filled, "Tiêu chí", "Mã tiêu chí của dòng kết quả.";
    COLUMN = "cot", ["Cột"], Kind::Text, Filled, "Cột", "Cột của ket-qua được điều chỉnh, viết như tiêu đề cột ở đó: chi_tieu, tong_so, thuc_hien, uoc_thuc_hien, diem_<vòng> hoặc khong_phat_sinh.";
    OLD = "gia_tri_cu", ["Giá trị cũ"], Kind::Text, Column, "Giá trị cũ", "Giá trị đang có của ô, sau các điều chỉnh trước; trống khi ô đang trống.";
    NEW = "gia_tri_moi", ["Giá trị mới"], Kind::Text, Column, "Giá trị mới", "Giá trị được chấm thay giá trị cũ; trống là xóa giá trị của ô.";
    REASON = "ly_do", ["Lý do"], Kind::Text, Filled, "Lý do", "Lý do điều chỉnh.";
    DOCUMENT = "van_ban", ["Văn bản"], Kind::Text, Filled, "Văn bản", "Số văn bản cho điều chỉnh.";
    DECIDED_BY = "nguoi_quyet_dinh", ["Người quyết định"], Kind::Text, Optional, "Người quyết định", "Người quyết định điều chỉnh.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "dieu-chinh",
    home: Home::File("dieu-chinh.csv"),
    title: "Điều chỉnh",
    description: "Điều chỉnh kết quả sau khi nộp: mỗi dòng một ô của ket-qua, không bao giờ là một tổng; chỉ ghi thêm, không sửa dòng cũ.",
    columns: COLUMNS,
    key: &["phong_trao", "stt"],
    stages_after: None,
};

/// The columns of results whose cells may be adjusted, with the labels they have there.
pub mod adjustable {
    use crate::sheet::{Home, Kind, Sheet, columns};

    columns! {
        TARGET = "chi_tieu", ["Chỉ tiêu", "Chỉ tiêu giao", "Kế hoạch"], Kind::Number, Optional, "Chỉ tiêu", "";
        TOTAL = "tong_so", ["Tổng số"], Kind::Number, Optional, "Tổng số", "";
        ACTUAL = "thuc_hien", ["Thực hiện", "Kết quả thực hiện"], Kind::Figure, Optional, "Thực hiện", "";
        ESTIMATE = "uoc_thuc_hien", ["Ước thực hiện"], Kind::Number, Optional, "Ước thực hiện", "";
        NOT_APPLICABLE = "khong_phat_sinh", ["Không phát sinh"], Kind::Text, Optional, "Không phát sinh", "";
    }

    /// The labels that a cell of `cot` may be.
    pub const SHEET: Sheet = Sheet {
        name: "ket-qua",
        home: Home::Folder("ket-qua"),
        title: "Kết quả",
        description: "",
        columns: COLUMNS,
        key: &[],
        stages_after: Some("uoc_thuc_hien"),
    };
}
