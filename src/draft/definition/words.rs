//! The closed sets of words a definition may use.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use crate::yaml::choice;

choice!(Form { Regular = "thuong_xuyen", Thematic = "chuyen_de" });
choice!(Reach { National = "toan_quoc", Ministry = "bo_nganh_dia_phuong", Block = "cum_khoi", Agency = "co_quan" });
choice!(Organiser { Agency = "co_quan", Province = "tinh", Ministry = "bo", Central = "trung_uong" });
choice!(BlockWord { Block = "Khối", Cluster = "Cụm", Region = "Khu vực" });
choice!(OnDayOff { Keep = "giu_nguyen", NextWorkingDay = "ngay_lam_viec_tiep_theo" });
choice!(OfficialStage { Last = "vong_cuoi" });
choice!(RoundingWord { HalfUp = "tu_5_len", Up = "len", Down = "xuong" });
choice!(RoundingMoment { Line = "tung_dong", Total = "tong" });
choice!(Merging { Figures = "so_lieu", Sum = "diem_tong", Mean = "diem_binh_quan", Last = "diem_ky_cuoi" });
choice!(Accrual { Within = "trong_ky", Cumulative = "luy_ke" });
choice!(ScoredFigure { Actual = "thuc_hien", Estimate = "uoc_thuc_hien" });
choice!(TargetBasis { Period = "theo_ky", Year = "theo_nam", YearShared = "theo_nam_chia_ky" });
choice!(GroupKind { Bonus = "diem_thuong", Deduction = "diem_tru" });
choice!(Measure { Points = "tong_diem", Share = "ty_le_diem", Figures = "so_lieu" });
choice!(Precision { Rounded = "da_lam_tron", Exact = "chinh_xac" });
choice!(Sequence { Competition = "1-2-2-4", Dense = "1-2-2-3" });
choice!(Preference { Higher = "cao_hon", Lower = "thap_hon" });
choice!(SubjectKind { Collective = "tap_the", Person = "ca_nhan" });
choice!(SeverityWord { Error = "loi", Warning = "canh_bao", Ignore = "bo_qua" });
choice!(StatisticKind { Whole = "so_nguyen", Decimal = "so_thap_phan", YesNo = "co_khong" });
choice!(PhaseEnd { Interim = "so_ket", Final = "tong_ket" });
choice!(All { All = "tat_ca" });
choice!(QuotaScope { Agency = "toan_co_quan", Unit = "tung_don_vi" });
choice!(QuotaOrder { Grade = "xep_loai", Votes = "phieu", UnitPoints = "diem_don_vi" });
choice!(VoteBase { Members = "tong_thanh_vien", Present = "co_mat" });
choice!(OutOfBase { Probation = "tap_su", RecentTransfer = "moi_chuyen_den_duoi_06_thang" });
choice!(YearGrade { Excellent = "HTXSNV", Good = "HTTNV", Done = "HTNV", NotDone = "KHTNV" });
choice!(WorkReach { Grassroots = "co_so", Provincial = "bo_tinh", National = "toan_quoc" });
choice!(Level { Central = "trung_uong", Province = "tinh", Department = "so", District = "huyen", Commune = "xa" });
choice!(CoAuthorWord { Everybody = "moi_nguoi", Main = "tac_gia_chinh" });
choice!(TwoInitiatives { Both = "ca_hai_nhanh", Excellent = "nhanh_htxsnv" });
choice!(StandardsBy { Year = "nam_thi_dua", Dossier = "ngay_ho_so" });
choice!(DisciplineForm {
    Reprimand = "khien_trach",
    Warning = "canh_cao",
    LowerPay = "ha_bac_luong",
    Demotion = "giang_chuc",
    RemovalFromOffice = "cach_chuc",
    Dismissal = "buoc_thoi_viec",
    Other = "khac",
});
choice!(AwardState { Given = "da_khen", Proposed = "de_nghi" });
choice!(AlsoTakesPart { Probation = "tap_su" });
choice!(ContractForm { Indefinite = "khong_xac_dinh_thoi_han", FixedTerm = "xac_dinh_thoi_han" });
/// How far a check's finding weighs, as the definition sets it.
pub type SeverityKey = SeverityWord;
choice!(TieBreakWord { Vote = "bo_phieu", Women = "nu_hoac_70_phan_tram_nu" });
choice!(ByLaw {
    AdvancedWorker = "lao-dong-tien-tien",
    GrassrootsFighter = "chien-si-thi-dua-co-so",
    ProvincialFighter = "chien-si-thi-dua-bo-nganh-tinh",
    NationalFighter = "chien-si-thi-dua-toan-quoc",
    AdvancedCollective = "tap-the-lao-dong-tien-tien",
    ExcellentCollective = "tap-the-lao-dong-xuat-sac",
    ProvincialFlag = "co-bo-nganh-tinh",
    GovernmentFlag = "co-chinh-phu",
    ProvincialCertificate = "bang-khen-bo-nganh-tinh",
    PrimeMinisterCertificate = "bang-khen-thu-tuong",
    Commendation = "giay-khen",
});
