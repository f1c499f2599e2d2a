//! The closed sets of words a definition may use.
#![allow(missing_docs)] // each key's description is the schema's, one line above it; each word's stands beside it, and editors show it

use crate::yaml::choice;

choice!(Form {
    Regular = "thuong_xuyen": "Thi đua thường xuyên.",
    Thematic = "chuyen_de": "Thi đua theo chuyên đề, theo đợt.",
});
choice!(Reach {
    National = "toan_quoc": "Phạm vi toàn quốc.",
    Ministry = "bo_nganh_dia_phuong": "Phạm vi bộ, ban, ngành, địa phương.",
    Block = "cum_khoi": "Phạm vi cụm, khối thi đua.",
    Agency = "co_quan": "Phạm vi cơ quan, tổ chức, đơn vị.",
});
choice!(Organiser {
    Agency = "co_quan": "Cơ quan tổ chức khối.",
    Province = "tinh": "Cấp tỉnh tổ chức khối.",
    Ministry = "bo": "Cấp bộ tổ chức khối.",
    Central = "trung_uong": "Trung ương tổ chức khối.",
});
choice!(BlockWord {
    Block = "Khối": "Gọi là khối thi đua.",
    Cluster = "Cụm": "Gọi là cụm thi đua.",
    Region = "Khu vực": "Gọi là khu vực thi đua.",
});
choice!(OnDayOff {
    Keep = "giu_nguyen": "Hạn rơi vào ngày nghỉ vẫn giữ nguyên.",
    NextWorkingDay = "ngay_lam_viec_tiep_theo": "Hạn rơi vào ngày nghỉ chuyển sang ngày làm việc tiếp theo.",
});
choice!(OfficialStage {
    Last = "vong_cuoi": "Điểm chính thức là điểm của vòng chấm cuối.",
});
choice!(RoundingWord {
    HalfUp = "tu_5_len": "Làm tròn đến số gần nhất; đúng một nửa thì lên.",
    Up = "len": "Luôn làm tròn lên.",
    Down = "xuong": "Luôn làm tròn xuống.",
});
choice!(RoundingMoment {
    Line = "tung_dong": "Làm tròn từng dòng điểm rồi cộng.",
    Total = "tong": "Cộng chính xác rồi làm tròn tổng một lần.",
});
choice!(Merging {
    Figures = "so_lieu": "Cộng số liệu các kỳ lá rồi chấm một lần.",
    Sum = "diem_tong": "Cộng điểm các kỳ lá.",
    Mean = "diem_binh_quan": "Lấy bình quân điểm các kỳ lá.",
    Last = "diem_ky_cuoi": "Lấy điểm của kỳ lá cuối.",
});
choice!(Accrual {
    Within = "trong_ky": "Số liệu của riêng kỳ đó.",
    Cumulative = "luy_ke": "Số liệu lũy kế từ đầu phong trào đến hết kỳ.",
});
choice!(ScoredFigure {
    Actual = "thuc_hien": "Chấm theo số thực hiện.",
    Estimate = "uoc_thuc_hien": "Chấm theo số ước thực hiện, đã gồm số thực hiện.",
});
choice!(TargetBasis {
    Period = "theo_ky": "Mỗi kỳ có chỉ tiêu riêng.",
    Year = "theo_nam": "Chỉ tiêu cả năm; kỳ nào cũng so với cả năm.",
    YearShared = "theo_nam_chia_ky": "Chỉ tiêu cả năm, chia đều cho các kỳ lá.",
});
choice!(GroupKind {
    Bonus = "diem_thuong": "Nhóm điểm thưởng.",
    Deduction = "diem_tru": "Nhóm điểm trừ.",
});
choice!(Measure {
    Points = "tong_diem": "Xếp hạng theo tổng điểm.",
    Share = "ty_le_diem": "Xếp hạng theo tỷ lệ điểm đạt trên điểm được giao.",
    Figures = "so_lieu": "Xếp hạng không qua điểm, chỉ theo các số liệu ở `khi_bang_diem`.",
});
choice!(Precision {
    Rounded = "da_lam_tron": "So điểm đã làm tròn.",
    Exact = "chinh_xac": "So điểm chính xác, chưa làm tròn.",
});
choice!(Sequence {
    Competition = "1-2-2-4": "Hai đơn vị cùng hạng 2 thì đơn vị sau hạng 4.",
    Dense = "1-2-2-3": "Hai đơn vị cùng hạng 2 thì đơn vị sau hạng 3.",
});
choice!(Preference {
    Higher = "cao_hon": "Số cao hơn xếp trên.",
    Lower = "thap_hon": "Số thấp hơn xếp trên.",
});
choice!(SubjectKind {
    Collective = "tap_the": "Tập thể.",
    Person = "ca_nhan": "Cá nhân.",
});
choice!(SeverityWord {
    Error = "loi": "Báo là lỗi.",
    Warning = "canh_bao": "Báo là cảnh báo.",
    Ignore = "bo_qua": "Bỏ qua, không báo.",
});
choice!(StatisticKind {
    Whole = "so_nguyen": "Số nguyên.",
    Decimal = "so_thap_phan": "Số thập phân.",
    YesNo = "co_khong": "Có hoặc không.",
});
choice!(PhaseEnd {
    Interim = "so_ket": "Đợt kết thúc bằng sơ kết.",
    Final = "tong_ket": "Đợt kết thúc bằng tổng kết.",
});
choice!(All {
    All = "tat_ca": "Mọi tiêu chí được nêu phải vượt.",
});
choice!(QuotaScope {
    Agency = "toan_co_quan": "Tính trên toàn cơ quan.",
    Unit = "tung_don_vi": "Tính trong từng đơn vị.",
});
choice!(QuotaOrder {
    Grade = "xep_loai": "Theo mức xếp loại.",
    Votes = "phieu": "Theo số phiếu.",
    UnitPoints = "diem_don_vi": "Theo điểm của đơn vị.",
});
choice!(VoteBase {
    Members = "tong_thanh_vien": "Tính trên tổng số thành viên.",
    Present = "co_mat": "Tính trên số thành viên có mặt.",
});
choice!(OutOfBase {
    Probation = "tap_su": "Người đang tập sự.",
    RecentTransfer = "moi_chuyen_den_duoi_06_thang": "Người mới chuyển đến chưa đủ 06 tháng.",
});
choice!(YearGrade {
    Excellent = "HTXSNV": "Hoàn thành xuất sắc nhiệm vụ.",
    Good = "HTTNV": "Hoàn thành tốt nhiệm vụ.",
    Done = "HTNV": "Hoàn thành nhiệm vụ.",
    NotDone = "KHTNV": "Không hoàn thành nhiệm vụ.",
});
choice!(WorkReach {
    Grassroots = "co_so": "Phạm vi cơ sở.",
    Provincial = "bo_tinh": "Phạm vi bộ, tỉnh.",
    National = "toan_quoc": "Phạm vi toàn quốc.",
});
choice!(Level {
    Central = "trung_uong": "Trung ương.",
    Province = "tinh": "Cấp tỉnh.",
    Department = "so": "Cấp sở.",
    District = "huyen": "Cấp huyện.",
    Commune = "xa": "Cấp xã.",
});
choice!(CoAuthorWord {
    Everybody = "moi_nguoi": "Tính cho mọi tác giả.",
    Main = "tac_gia_chinh": "Chỉ tính cho tác giả chính: tỷ lệ đóng góp cao nhất.",
});
choice!(TwoInitiatives {
    Both = "ca_hai_nhanh": "Hai sáng kiến cần cho cả hai nhánh.",
    Excellent = "nhanh_htxsnv": "Hai sáng kiến chỉ cần cho nhánh hoàn thành xuất sắc nhiệm vụ.",
});
choice!(StandardsBy {
    Year = "nam_thi_dua": "Theo năm thi đua: ngày cuối của phong trào.",
    Dossier = "ngay_ho_so": "Theo ngày hồ sơ.",
});
choice!(DisciplineForm {
    Reprimand = "khien_trach": "Khiển trách.",
    Warning = "canh_cao": "Cảnh cáo.",
    LowerPay = "ha_bac_luong": "Hạ bậc lương.",
    Demotion = "giang_chuc": "Giáng chức.",
    RemovalFromOffice = "cach_chuc": "Cách chức.",
    Dismissal = "buoc_thoi_viec": "Buộc thôi việc.",
    Other = "khac": "Hình thức khác.",
});
choice!(AwardState {
    Given = "da_khen": "Đã khen.",
    Proposed = "de_nghi": "Mới đề nghị.",
});
choice!(AlsoTakesPart {
    Probation = "tap_su": "Người đang tập sự cũng dự thi.",
});
choice!(ContractForm {
    Indefinite = "khong_xac_dinh_thoi_han": "Hợp đồng không xác định thời hạn.",
    FixedTerm = "xac_dinh_thoi_han": "Hợp đồng xác định thời hạn.",
});
/// How far a check's finding weighs, as the definition sets it.
pub type SeverityKey = SeverityWord;
choice!(TieBreakWord {
    Vote = "bo_phieu": "Do bỏ phiếu quyết định; ở đây giữ đồng hạng.",
    Women = "nu_hoac_70_phan_tram_nu": "Ưu tiên đơn vị có từ 70% là nữ (Nghị định 152/2025/NĐ-CP, Điều 4).",
});
choice!(ByLaw {
    AdvancedWorker = "lao-dong-tien-tien": "Lao động tiên tiến.",
    GrassrootsFighter = "chien-si-thi-dua-co-so": "Chiến sĩ thi đua cơ sở.",
    ProvincialFighter = "chien-si-thi-dua-bo-nganh-tinh": "Chiến sĩ thi đua bộ, ban, ngành, tỉnh.",
    NationalFighter = "chien-si-thi-dua-toan-quoc": "Chiến sĩ thi đua toàn quốc.",
    AdvancedCollective = "tap-the-lao-dong-tien-tien": "Tập thể lao động tiên tiến.",
    ExcellentCollective = "tap-the-lao-dong-xuat-sac": "Tập thể lao động xuất sắc.",
    ProvincialFlag = "co-bo-nganh-tinh": "Cờ thi đua của bộ, ban, ngành, tỉnh.",
    GovernmentFlag = "co-chinh-phu": "Cờ thi đua của Chính phủ.",
    ProvincialCertificate = "bang-khen-bo-nganh-tinh": "Bằng khen của bộ, ban, ngành, tỉnh.",
    PrimeMinisterCertificate = "bang-khen-thu-tuong": "Bằng khen của Thủ tướng Chính phủ.",
    Commendation = "giay-khen": "Giấy khen.",
});
