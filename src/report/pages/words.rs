//! The words of the definition as an officer reads them.

use crate::draft::definition::{
    Accrual, AlsoTakesPart, AwardState, BlockWord, ByLaw, CoAuthorWord, ContractForm, DisciplineForm, Form, GroupKind, Measure, Merging,
    OfficialStage, OnDayOff, Organiser, OutOfBase, PhaseEnd, Precision, Preference, QuotaOrder, QuotaScope, Reach, RoundingMoment, RoundingWord,
    ScoredFigure, Sequence, SeverityWord, StandardsBy, StatisticKind, SubjectKind, TargetBasis, TieBreakWord, TwoInitiatives, VoteBase,
};
use crate::scoring::bands::{BandMeasure, DayCount};
use crate::scoring::{Denominator, ModelStep, NotApplicablePolicy, OverTarget};
use crate::value::{Fraction, Points, Quantity};

/// What is said in place of a value that could not be read.
pub(super) const UNREADABLE: &str = "(không đọc được)";

/// Something of the definition in words.
pub(super) trait Words {
    /// In words.
    fn words(&self) -> String;
}

macro_rules! words {
    ($($Choice:ident { $($Variant:ident = $text:literal),+ $(,)? })+) => {$(
        impl Words for $Choice {
            fn words(&self) -> String {
                match self { $(Self::$Variant => $text),+ }.to_owned()
            }
        }
    )+};
}

words! {
    Form { Regular = "thường xuyên", Thematic = "theo chuyên đề" }
    Reach { National = "toàn quốc", Ministry = "bộ, ngành, địa phương", Block = "cụm, khối", Agency = "cơ quan, đơn vị" }
    Organiser { Agency = "cơ quan", Province = "tỉnh", Ministry = "bộ, ngành", Central = "trung ương" }
    BlockWord { Block = "Khối", Cluster = "Cụm", Region = "Khu vực" }
    OnDayOff { Keep = "hạn rơi vào ngày nghỉ giữ nguyên", NextWorkingDay = "hạn rơi vào ngày nghỉ chuyển sang ngày làm việc tiếp theo" }
    OfficialStage { Last = "điểm vòng cuối" }
    RoundingWord { HalfUp = "từ 5 làm tròn lên", Up = "luôn làm tròn lên", Down = "luôn làm tròn xuống" }
    RoundingMoment { Line = "làm tròn từng dòng rồi cộng", Total = "cộng chính xác rồi làm tròn tổng một lần" }
    Merging { Figures = "cộng số liệu các kỳ rồi chấm một lần", Sum = "cộng điểm các kỳ", Mean = "bình quân điểm các kỳ", Last = "lấy điểm kỳ cuối" }
    Accrual { Within = "số trong kỳ", Cumulative = "số lũy kế từ đầu" }
    ScoredFigure { Actual = "số thực hiện", Estimate = "số ước thực hiện" }
    TargetBasis { Period = "giao theo kỳ", Year = "giao theo năm", YearShared = "giao theo năm, chia đều cho các kỳ" }
    GroupKind { Bonus = "nhóm điểm thưởng", Deduction = "nhóm điểm trừ" }
    Measure { Points = "tổng điểm", Share = "tỷ lệ điểm đạt trên điểm tối đa được giao", Figures = "số liệu, không so điểm" }
    Precision { Rounded = "điểm đã làm tròn", Exact = "điểm chính xác, trước khi làm tròn" }
    Sequence { Competition = "1-2-2-4 (đồng hạng thì bỏ thứ kế tiếp)", Dense = "1-2-2-3 (đồng hạng không bỏ thứ)" }
    Preference { Higher = "cao hơn xếp trước", Lower = "thấp hơn xếp trước" }
    SubjectKind { Collective = "tập thể", Person = "cá nhân" }
    SeverityWord { Error = "lỗi", Warning = "cảnh báo", Ignore = "bỏ qua" }
    StatisticKind { Whole = "số nguyên", Decimal = "số thập phân", YesNo = "có/không" }
    PhaseEnd { Interim = "sơ kết", Final = "tổng kết" }
    QuotaScope { Agency = "tính toàn cơ quan", Unit = "tính từng đơn vị" }
    QuotaOrder { Grade = "xét theo xếp loại", Votes = "xét theo phiếu", UnitPoints = "xét theo điểm đơn vị" }
    DisciplineForm {
        Reprimand = "khiển trách",
        Warning = "cảnh cáo",
        LowerPay = "hạ bậc lương",
        Demotion = "giáng chức",
        RemovalFromOffice = "cách chức",
        Dismissal = "buộc thôi việc",
        Other = "khác",
    }
    CoAuthorWord { Everybody = "tính cho mọi tác giả", Main = "tính cho tác giả chính" }
    TwoInitiatives { Both = "cả hai nhánh của điểm d khoản 1 Điều 74", Excellent = "nhánh hoàn thành xuất sắc nhiệm vụ của điểm d khoản 1 Điều 74" }
    StandardsBy { Year = "theo ngày cuối của phong trào", Dossier = "theo ngày hồ sơ" }
    VoteBase { Members = "tính trên tổng số thành viên", Present = "tính trên số có mặt" }
    OutOfBase { Probation = "người tập sự", RecentTransfer = "người mới chuyển đến dưới 06 tháng" }
    AwardState { Given = "đã khen", Proposed = "đề nghị khen" }
    AlsoTakesPart { Probation = "người đang tập sự" }
    ContractForm { Indefinite = "hợp đồng không xác định thời hạn", FixedTerm = "hợp đồng xác định thời hạn" }
    ModelStep { Found = "phát hiện", Nurtured = "bồi dưỡng", Reviewed = "tổng kết", Spread = "nhân rộng" }
    ByLaw {
        AdvancedWorker = "Lao động tiên tiến",
        GrassrootsFighter = "Chiến sĩ thi đua cơ sở",
        ProvincialFighter = "Chiến sĩ thi đua bộ, ban, ngành, tỉnh",
        NationalFighter = "Chiến sĩ thi đua toàn quốc",
        AdvancedCollective = "Tập thể lao động tiên tiến",
        ExcellentCollective = "Tập thể lao động xuất sắc",
        ProvincialFlag = "Cờ thi đua của bộ, ban, ngành, tỉnh",
        GovernmentFlag = "Cờ thi đua của Chính phủ",
        ProvincialCertificate = "Bằng khen của bộ, ban, ngành, tỉnh",
        PrimeMinisterCertificate = "Bằng khen của Thủ tướng Chính phủ",
        Commendation = "Giấy khen",
    }
    TieBreakWord { Vote = "bỏ phiếu", Women = "nữ, hoặc tập thể có từ 70% nữ trở lên" }
    Denominator { Target = "chỉ tiêu", Total = "tổng số" }
    OverTarget { Cut = "cắt ở điểm chuẩn", Paid = "cộng thêm phần vượt", Error = "báo lỗi" }
    NotApplicablePolicy {
        Exclude = "loại khỏi điểm và điểm tối đa",
        Full = "tính điểm tối đa",
        Zero = "tính 0 điểm",
    }
    BandMeasure { Share = "tỷ lệ %", Value = "giá trị", DaysLate = "số ngày trễ" }
    DayCount { Calendar = "ngày lịch", Working = "ngày làm việc" }
}

impl Words for crate::yaml::Text {
    fn words(&self) -> String {
        self.as_str().to_owned()
    }
}

impl Words for crate::yaml::Whole {
    fn words(&self) -> String {
        self.0.to_string()
    }
}

impl Words for crate::value::Day {
    fn words(&self) -> String {
        self.vietnamese()
    }
}

impl Words for Points {
    fn words(&self) -> String {
        self.vietnamese()
    }
}

impl Words for Quantity {
    fn words(&self) -> String {
        self.vietnamese()
    }
}

impl Words for crate::yaml::Weight {
    fn words(&self) -> String {
        self.0.to_string().replace('.', ",")
    }
}

impl Words for crate::yaml::Share {
    fn words(&self) -> String {
        share(&self.0)
    }
}

/// A share of a whole: `1/3`, or a decimal with a comma.
pub(super) fn share(share: &Fraction) -> String {
    share.to_string().replace('.', ",")
}

/// Which numbers lie between two ends: từ (with it), trên (above), dưới (below), đến (with it).
pub(in crate::report) fn interval([from, above, below, to]: [Option<String>; 4]) -> String {
    let is_open_above = below.is_none() && to.is_none();
    let lower = match (from, above) {
        (Some(from), None) if is_open_above => Some(format!("từ {from} trở lên")),
        (Some(from), None) => Some(format!("từ {from}")),
        (None, Some(above)) => Some(format!("trên {above}")),
        (Some(from), Some(above)) => Some(format!("từ {from}, trên {above}")),
        (None, None) => None,
    };
    let upper = match (below, to) {
        (Some(below), None) => Some(format!("dưới {below}")),
        (None, Some(to)) => Some(format!("đến {to}")),
        (Some(below), Some(to)) => Some(format!("dưới {below}, đến {to}")),
        (None, None) => None,
    };
    match (lower, upper) {
        (Some(lower), Some(upper)) if upper.starts_with("dưới") => format!("{lower} đến {upper}"),
        (Some(lower), Some(upper)) => format!("{lower} {upper}"),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => "mọi giá trị".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn the_ends_of_a_band_read_as_a_plan_writes_them() {
        let words = |ends: [&str; 4]| interval(ends.map(|end| Some(end.to_owned()).filter(|end| !end.is_empty())));
        assert_eq!(words(["95", "", "100", ""]), "từ 95 đến dưới 100");
        assert_eq!(words(["75", "", "", "95"]), "từ 75 đến 95");
        assert_eq!(words(["", "95", "", ""]), "trên 95");
        assert_eq!(words(["100", "", "", ""]), "từ 100 trở lên");
        assert_eq!(words(["", "", "60", ""]), "dưới 60");
        assert_eq!(words(["", "", "", "50"]), "đến 50");
    }
}
