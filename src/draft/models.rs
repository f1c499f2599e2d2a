//! `dien-hinh.csv`: models that others are to follow, one row a model and step.

use crate::draft::SUBJECTS;
use crate::sheet::{CodeKind, Home, Kind, Sheet, Word, columns};

/// The steps, in the order of `scoring::ModelStep`.
pub const STEPS: &[Word] = &[
    Word { key: "phat_hien", names: &["Phát hiện"] },
    Word { key: "boi_duong", names: &["Bồi dưỡng"] },
    Word { key: "tong_ket", names: &["Tổng kết"] },
    Word { key: "nhan_rong", names: &["Nhân rộng"] },
];

columns! {
    CAMPAIGN = "phong_trao", ["Phong trào", "Mã phong trào"], Kind::Code(CodeKind::Campaign), Optional, "Phong trào", "Mã phong trào khi kế hoạch có nhiều phong trào; trống là điển hình chung của mọi phong trào.";
    YEAR = "nam", ["Năm"], Kind::Whole, Optional, "Năm", "Năm thi đua; trống là năm của phong trào.";
    SUBJECT = "doi_tuong", ["Đối tượng"], Kind::Choice(SUBJECTS), Filled, "Đối tượng", "tap_the hoặc ca_nhan.";
    CODE = "ma", ["Mã"], Kind::Code(CodeKind::Free), Optional, "Mã", "Mã đơn vị của điển hình tập thể (có thể trống khi có don_vi), hoặc mã cá nhân.";
    NAME = "ten", ["Tên", "Tên điển hình"], Kind::Text, Optional, "Tên", "Tên điển hình, mô hình, hoặc họ tên cá nhân.";
    UNIT = "don_vi", ["Đơn vị", "Mã đơn vị"], Kind::Code(CodeKind::Unit), Optional, "Đơn vị", "Mã đơn vị mà điển hình được tính cho; trống thì là ma của tập thể, hoặc đơn vị của cá nhân theo ca-nhan.csv.";
    FIELD = "linh_vuc", ["Lĩnh vực"], Kind::Text, Optional, "Lĩnh vực", "Lĩnh vực.";
    STEP = "khau", ["Khâu"], Kind::Choice(STEPS), Filled, "Khâu", "Phát hiện, bồi dưỡng, tổng kết hay nhân rộng; mỗi khâu một dòng.";
    DAY = "ngay", ["Ngày"], Kind::Day, Column, "Ngày", "Ngày của khâu này; dòng được đếm vào kỳ có ngày đó.";
    WORDS = "mo_ta", ["Mô tả"], Kind::Text, Optional, "Mô tả", "Mô tả, cách làm.";
    EVIDENCE = "minh_chung", ["Minh chứng", "Tài liệu minh chứng"], Kind::Text, Optional, "Minh chứng", "Tài liệu minh chứng.";
}

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: "dien-hinh",
    home: Home::File("dien-hinh.csv"),
    title: "Điển hình tiên tiến",
    description: "Điển hình tiên tiến theo từng khâu: phát hiện, bồi dưỡng, tổng kết, nhân rộng.",
    columns: COLUMNS,
    key: &["phong_trao", "nam", "doi_tuong", "ma", "ten", "don_vi", "khau"],
    stages_after: None,
};
