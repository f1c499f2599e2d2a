//! The definition as written: `phong-trao.yaml`, one struct a mapping, one field a key.
//!
//! The derive is decoder, JSON Schema and list of known keys at once. `Field<T>` is a compulsory key,
//! `Option<Field<T>>` one that may be absent; nothing is resolved or judged here.
//! What stands in `description` is read by officers in their editor, so it is Vietnamese.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{NotApplicablePolicy, OverTarget, WayKey};
use crate::value::{Day, Points, Quantity};
use crate::yaml::{Entries, Field, NumberOr, Share, Text, Whole, WordOr, choice};

pub use crate::yaml::Many;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(
    title = "Phong trào thi đua",
    description = "Một phong trào thi đua như kế hoạch đã ban hành: thời gian, khối, kỳ, việc phải nộp, tiêu chí, xếp hạng, danh hiệu."
)]
pub struct Definition {
    #[serde(rename = "phien_ban")]
    #[schemars(description = "Phiên bản định dạng của tệp; vắng là 1.")]
    pub version: Option<Field<Whole>>,
    #[serde(rename = "ma")]
    #[schemars(description = "Mã phong trào. Mọi mã đọc là chữ: 04, 1.10, NO giữ nguyên như viết.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên phong trào như trong kế hoạch.")]
    pub name: Field<Text>,
    #[serde(rename = "nam")]
    #[schemars(description = "Năm thi đua; vắng khi phong trào trải nhiều năm (khi đó phải có thoi_gian).")]
    pub year: Option<Field<Whole>>,
    #[serde(rename = "chu_de")]
    #[schemars(description = "Chủ đề thi đua, nguyên văn.")]
    pub theme: Option<Field<Text>>,
    #[serde(rename = "hinh_thuc")]
    #[schemars(description = "Thi đua thường xuyên hay theo chuyên đề (Luật Thi đua, khen thưởng 2022, Điều 16 khoản 1).")]
    pub form: Option<Field<Form>>,
    #[serde(rename = "pham_vi")]
    #[schemars(description = "Phạm vi tổ chức phong trào (Luật Thi đua, khen thưởng 2022, Điều 16 khoản 2).")]
    pub reach: Option<Field<Reach>>,
    #[serde(rename = "co_quan")]
    #[schemars(description = "Cơ quan phát động.")]
    pub agency: Option<Field<Agency>>,
    #[serde(rename = "van_ban")]
    #[schemars(description = "Văn bản phát động; số và ngày có thể vắng.")]
    pub documents: Option<Field<Many<Document>>>,
    #[serde(rename = "can_cu")]
    #[schemars(description = "Căn cứ nêu trong văn bản; số ghi đúng như in.")]
    pub bases: Option<Field<Many<Document>>>,
    #[serde(rename = "huong_ung")]
    #[schemars(description = "Phong trào cấp trên mà phong trào này hưởng ứng.")]
    pub responds_to: Option<Field<Many<Response>>>,
    #[serde(rename = "dip_ky_niem")]
    #[schemars(description = "Dịp kỷ niệm mà phong trào hướng tới.")]
    pub anniversaries: Option<Field<Many<Anniversary>>>,
    #[serde(rename = "noi_dung")]
    #[schemars(description = "Nội dung của văn bản, không có điểm; mỗi nội dung có tiêu chí dẫn tới hoặc ghi vi_sao_khong_cham.")]
    pub topics: Option<Field<Many<Topic>>>,
    #[serde(rename = "thoi_gian")]
    #[schemars(description = "Thời gian của phong trào; vắng là cả năm `nam`.")]
    pub time: Option<Field<Time>>,
    #[serde(rename = "ngay_nghi")]
    #[schemars(description = "Ngày nghỉ ngoài thứ Bảy, Chủ nhật, và cách tính hạn rơi vào ngày nghỉ.")]
    pub days_off: Option<Field<DaysOffKey>>,
    #[serde(rename = "cac_han")]
    #[schemars(description = "Mọi việc phải nộp và hạn của từng việc; nop.csv và gia-han.csv dùng mã việc này.")]
    pub deadlines: Option<Field<Many<DeadlineKey>>>,
    #[serde(rename = "ky")]
    #[schemars(description = "Các kỳ, có thể lồng nhau qua `gom`; chỉ kỳ lá nhận số liệu, trừ tiêu chí lũy kế.")]
    pub periods: Option<Field<Many<PeriodKey>>>,
    #[serde(rename = "dot")]
    #[schemars(description = "Các đợt của phong trào.")]
    pub phases: Option<Field<Many<PhaseKey>>>,
    #[serde(rename = "dot_phu_kin")]
    #[schemars(description = "true: các đợt phải phủ kín thời gian phong trào; false hoặc vắng: không cần.")]
    pub phases_cover: Option<Field<bool>>,
    #[serde(rename = "khoi")]
    #[schemars(description = "Các khối (cụm, khu vực) thi đua: đơn vị chỉ được xếp hạng trong khối của mình.")]
    pub blocks: Option<Field<Many<BlockKey>>>,
    #[serde(rename = "cham_diem")]
    #[schemars(description = "Cách chấm chung: vòng, làm tròn, gộp kỳ, vượt chỉ tiêu.")]
    pub scoring: Option<Field<ScoringKey>>,
    #[serde(rename = "tieu_chi")]
    #[schemars(description = "Cây tiêu chí; chỉ tiêu chí lá được chấm. `[]`: phong trào không chấm điểm.")]
    pub criteria: Option<Field<Many<CriterionKey>>>,
    #[serde(rename = "thong_ke")]
    #[schemars(description = "Số liệu thống kê không chấm điểm.")]
    pub statistics: Option<Field<Many<StatisticKey>>>,
    #[serde(rename = "xep_hang")]
    #[schemars(description = "Cách xếp hạng trong khối.")]
    pub ranking: Option<Field<RankingKey>>,
    #[serde(rename = "doi_tuong")]
    #[schemars(description = "Đối tượng dự thi: loại đơn vị, loại cá nhân.")]
    pub participants: Option<Field<Participants>>,
    #[serde(rename = "danh_hieu")]
    #[schemars(description = "Danh hiệu, hình thức khen thưởng của phong trào.")]
    pub titles: Option<Field<Many<TitleKey>>>,
    #[serde(rename = "bo_phieu")]
    #[schemars(description = "Tỷ lệ phiếu và số thành viên phải có mặt.")]
    pub voting: Option<Field<Voting>>,
    #[serde(rename = "dien_hinh")]
    #[schemars(description = "Điển hình tiên tiến: các khâu được theo dõi.")]
    pub models: Option<Field<Models>>,
    #[serde(rename = "so_ket_tong_ket")]
    #[schemars(description = "Sơ kết, tổng kết, hội nghị: khi nào, ở đâu.")]
    pub reviews: Option<Field<Many<Review>>>,
    #[serde(rename = "kiem_tra")]
    #[schemars(description = "Mức của từng phép kiểm tra; phép bắt buộc không hạ được.")]
    pub severities: Option<Field<Entries<SeverityKey>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: chỗ này không có trong văn bản, do người lập tệp giả định.")]
    pub assumed: Option<Field<bool>>,
}

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
choice!(ModelStep { Found = "phat_hien", Nurtured = "boi_duong", Reviewed = "tong_ket", Spread = "nhan_rong" });

/// How far a check's finding weighs, as the definition sets it.
pub type SeverityKey = SeverityWord;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Agency {
    #[serde(rename = "chu_quan")]
    #[schemars(description = "Cơ quan chủ quản cấp trên trực tiếp.")]
    pub parent: Option<Field<Text>>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên cơ quan.")]
    pub name: Field<Text>,
    #[serde(rename = "dia_danh")]
    #[schemars(description = "Địa danh ghi trước ngày tháng của văn bản.")]
    pub place: Option<Field<Text>>,
    #[serde(rename = "thuong_truc")]
    #[schemars(description = "Bộ phận thường trực về thi đua, khen thưởng.")]
    pub secretariat: Option<Field<Text>>,
    #[serde(rename = "truong")]
    #[schemars(description = "Đơn vị làm Trưởng cụm, Trưởng khu vực (mã đơn vị).")]
    pub head: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Document {
    #[serde(rename = "so")]
    #[schemars(description = "Số, ký hiệu như in.")]
    pub number: Option<Field<Text>>,
    #[serde(rename = "ngay")]
    #[schemars(description = "Ngày ban hành.")]
    pub day: Option<Field<Day>>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên, trích yếu.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "co_quan")]
    #[schemars(description = "Cơ quan ban hành.")]
    pub agency: Option<Field<Text>>,
    #[serde(rename = "nguoi_ky")]
    #[schemars(description = "Người ký.")]
    pub signer: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Response {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã phong trào cấp trên; chỉ để nối thư mục.")]
    pub code: Option<Field<Text>>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên phong trào cấp trên.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "co_quan")]
    #[schemars(description = "Cơ quan phát động cấp trên.")]
    pub agency: Option<Field<Text>>,
    #[serde(rename = "chu_de")]
    #[schemars(description = "Chủ đề của phong trào cấp trên.")]
    pub theme: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Anniversary {
    #[serde(rename = "ten")]
    #[schemars(description = "Tên dịp kỷ niệm.")]
    pub name: Field<Text>,
    #[serde(rename = "ngay")]
    #[schemars(description = "Ngày kỷ niệm.")]
    pub day: Option<Field<Day>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Topic {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã nội dung, theo mục của văn bản.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Nội dung.")]
    pub name: Field<Text>,
    #[serde(rename = "vi_sao_khong_cham")]
    #[schemars(description = "Vì sao nội dung này không có tiêu chí chấm điểm.")]
    pub why_unscored: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Time {
    #[serde(rename = "tu")]
    #[schemars(description = "Ngày đầu.")]
    pub from: Field<Day>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Ngày cuối, tính cả ngày đó.")]
    pub to: Field<Day>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct DaysOffKey {
    #[serde(rename = "gap_ngay_nghi")]
    #[schemars(description = "Hạn rơi vào ngày nghỉ: giữ nguyên hay sang ngày làm việc tiếp theo.")]
    pub on_day_off: Option<Field<OnDayOff>>,
    #[serde(rename = "danh_sach")]
    #[schemars(description = "Ngày nghỉ lễ, tết, nghỉ bù.")]
    pub listed: Option<Field<Many<Day>>>,
    #[serde(rename = "lam_bu")]
    #[schemars(description = "Thứ Bảy, Chủ nhật hoặc ngày nghỉ phải làm bù.")]
    pub worked: Option<Field<Many<Day>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct DeadlineKey {
    #[serde(rename = "viec")]
    #[schemars(description = "Mã việc; dang_ky, ket_qua, de_nghi, phuc_tra có nghĩa riêng.")]
    pub duty: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên việc.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "ky")]
    #[schemars(description = "Kỳ của hạn này; vắng: cho cả phong trào.")]
    pub period: Option<Field<Text>>,
    #[serde(rename = "truoc")]
    #[schemars(description = "Trước ngày này: ngày cuối còn đúng hạn là hôm trước.")]
    pub before: Option<Field<Day>>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Đến hết ngày này.")]
    pub through: Option<Field<Day>>,
    #[serde(rename = "noi_nhan")]
    #[schemars(description = "Nơi nhận.")]
    pub recipient: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PeriodKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã kỳ.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên kỳ.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "tu")]
    #[schemars(description = "Ngày đầu của kỳ lá.")]
    pub from: Option<Field<Day>>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Ngày cuối của kỳ lá.")]
    pub to: Option<Field<Day>>,
    #[serde(rename = "gom")]
    #[schemars(description = "Các kỳ mà kỳ này gồm.")]
    pub holds: Option<Field<Many<Text>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PhaseKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã đợt.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên đợt.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "tu")]
    #[schemars(description = "Ngày đầu.")]
    pub from: Field<Day>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Ngày cuối, tính cả ngày đó.")]
    pub to: Field<Day>,
    #[serde(rename = "ket_thuc")]
    #[schemars(description = "Kết thúc đợt bằng sơ kết hay tổng kết.")]
    pub end: Option<Field<PhaseEnd>>,
    #[serde(rename = "so_ngay_lam_viec")]
    #[schemars(description = "Số ngày làm việc của đợt như văn bản ghi; được đối chiếu với ngày.")]
    pub working_days: Option<Field<Whole>>,
    #[serde(rename = "dip_ky_niem")]
    #[schemars(description = "Dịp kỷ niệm gắn với đợt.")]
    pub anniversaries: Option<Field<Many<Anniversary>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct BlockKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã khối.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên khối.")]
    pub name: Field<Text>,
    #[serde(rename = "goi_la")]
    #[schemars(description = "Gọi là Khối, Cụm hay Khu vực; vắng là Khối.")]
    pub word: Option<Field<BlockWord>>,
    #[serde(rename = "cap_to_chuc")]
    #[schemars(description = "Cấp tổ chức khối: cơ quan, tỉnh, bộ, trung ương.")]
    pub organiser: Option<Field<Organiser>>,
    #[serde(rename = "khoi_truong")]
    #[schemars(description = "Khối trưởng (mã đơn vị).")]
    pub head: Option<Field<Text>>,
    #[serde(rename = "khoi_pho")]
    #[schemars(description = "Khối phó (mã đơn vị).")]
    pub deputies: Option<Field<Many<Text>>>,
    #[serde(rename = "xep_hang")]
    #[schemars(description = "Khai lại khóa của xep_hang cho riêng khối này.")]
    pub ranking: Option<Field<RankingKey>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: văn bản không nói; in kèm dấu *.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ScoringKey {
    #[serde(rename = "vong")]
    #[schemars(description = "Các vòng chấm theo thứ tự; vòng X có cột diem_X.")]
    pub stages: Option<Field<Many<Text>>>,
    #[serde(rename = "diem_chinh_thuc")]
    #[schemars(description = "Điểm chính thức lấy ở vòng cuối.")]
    pub official: Option<Field<OfficialStage>>,
    #[serde(rename = "lam_tron")]
    #[schemars(description = "Cách làm tròn; không có mặc định.")]
    pub rounding: Option<Field<RoundingKey>>,
    #[serde(rename = "gop_ky")]
    #[schemars(description = "Cách gộp các kỳ lá thành kỳ gồm; tiêu chí có thể khai khác.")]
    pub merging: Option<Field<MergingKey>>,
    #[serde(rename = "vuot_chi_tieu")]
    #[schemars(description = "Vượt chỉ tiêu: cắt ở điểm chuẩn, cộng thêm hay báo lỗi.")]
    pub over_target: Option<Field<OverTarget>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct RoundingKey {
    #[serde(rename = "chu_so_thap_phan")]
    #[schemars(description = "Số chữ số thập phân, 0 đến 6.", range(min = 0, max = 6))]
    pub digits: Field<Whole>,
    #[serde(rename = "cach")]
    #[schemars(description = "Từ 5 làm tròn lên, luôn lên, luôn xuống.")]
    pub way: Field<RoundingWord>,
    #[serde(rename = "luc")]
    #[schemars(description = "Làm tròn từng dòng rồi cộng, hay cộng chính xác rồi làm tròn tổng một lần.")]
    pub moment: Field<RoundingMoment>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct MergingKey {
    #[serde(rename = "lay")]
    #[schemars(description = "Cộng số liệu rồi chấm; cộng điểm; bình quân điểm; điểm kỳ cuối.")]
    pub take: Field<Merging>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct CriterionKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã tiêu chí.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên tiêu chí.")]
    pub name: Field<Text>,
    #[serde(rename = "diem_chuan")]
    #[schemars(description = "Điểm chuẩn (tối đa); của nhóm phải bằng tổng các con.")]
    pub maximum: Option<Field<Points>>,
    #[serde(rename = "nhom")]
    #[schemars(description = "Nhóm điểm thưởng hoặc điểm trừ; không cộng vào điểm tối đa.")]
    pub group: Option<Field<GroupKind>>,
    #[serde(rename = "toi_da")]
    #[schemars(description = "Trần của nhóm điểm thưởng, điểm trừ.")]
    pub cap: Option<Field<Points>>,
    #[serde(rename = "con")]
    #[schemars(description = "Tiêu chí con.")]
    pub children: Option<Field<Many<CriterionKey>>>,
    #[serde(rename = "noi_dung")]
    #[schemars(description = "Nội dung của văn bản mà tiêu chí này đo (mã nội dung).")]
    pub topics: Option<Field<Many<Text>>>,
    #[serde(rename = "don_vi_tinh")]
    #[schemars(description = "Đơn vị tính của số liệu.")]
    pub unit_of_measure: Option<Field<Text>>,
    #[serde(rename = "so_lieu")]
    #[schemars(description = "Số liệu ghi trong kỳ hay lũy kế từ đầu.")]
    pub accrual: Option<Field<Accrual>>,
    #[serde(rename = "chi_tieu")]
    #[schemars(description = "Chỉ tiêu giao theo kỳ, theo năm, hay theo năm chia đều cho các kỳ.")]
    pub target_basis: Option<Field<TargetBasis>>,
    #[serde(rename = "gop_ky")]
    #[schemars(description = "Cách gộp kỳ riêng của tiêu chí này.")]
    pub merging: Option<Field<MergingKey>>,
    #[serde(rename = "vuot_chi_tieu")]
    #[schemars(description = "Cách xử lý vượt chỉ tiêu riêng của tiêu chí này.")]
    pub over_target: Option<Field<OverTarget>>,
    #[serde(rename = "chi_cham_ky")]
    #[schemars(description = "Chỉ chấm ở các kỳ này.")]
    pub only_periods: Option<Field<Many<Text>>>,
    #[serde(rename = "ap_dung")]
    #[schemars(description = "Chỉ áp dụng cho các khối, loại đơn vị này.")]
    pub applies: Option<Field<Applies>>,
    #[serde(rename = "tham_dinh_boi")]
    #[schemars(description = "Đơn vị thẩm định phần này (mã đơn vị).")]
    pub appraised_by: Option<Field<Text>>,
    #[serde(rename = "khong_phat_sinh")]
    #[schemars(description = "Không phát sinh: loại trừ khỏi điểm và điểm tối đa; cho điểm tối đa; cho không điểm.")]
    pub not_applicable: Option<Field<NotApplicablePolicy>>,
    #[serde(rename = "cach_cham")]
    #[schemars(description = "Cách chấm của tiêu chí lá.")]
    pub way: Option<Field<WayKey>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Applies {
    #[serde(rename = "khoi")]
    #[schemars(description = "Mã các khối.")]
    pub blocks: Option<Field<Many<Text>>>,
    #[serde(rename = "loai")]
    #[schemars(description = "Mã các loại đơn vị.")]
    pub kinds: Option<Field<Many<Text>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct StatisticKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã chỉ số.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên chỉ số.")]
    pub name: Field<Text>,
    #[serde(rename = "don_vi_tinh")]
    #[schemars(description = "Đơn vị tính.")]
    pub unit_of_measure: Option<Field<Text>>,
    #[serde(rename = "kieu")]
    #[schemars(description = "Số nguyên, số thập phân hay có/không.")]
    pub kind: Option<Field<StatisticKind>>,
    #[serde(rename = "khoi")]
    #[schemars(description = "Các khối có chỉ số này.")]
    pub blocks: Option<Field<Many<Text>>>,
    #[serde(rename = "tong_cong_bo")]
    #[schemars(description = "Tổng đã công bố; được đối chiếu với thong-ke.csv.")]
    pub published: Option<Field<Quantity>>,
    #[serde(rename = "doi_chieu")]
    #[schemars(description = "Đơn vị phải chiếm tỷ trọng trên mức nêu.")]
    pub contrasts: Option<Field<Many<Contrast>>>,
    #[serde(rename = "dem_don_vi")]
    #[schemars(description = "Đếm đơn vị thay vì cộng số liệu.")]
    pub counted: Option<Field<CountedUnits>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Contrast {
    #[serde(rename = "don_vi")]
    #[schemars(description = "Mã đơn vị.")]
    pub unit: Field<Text>,
    #[serde(rename = "ty_trong_tren")]
    #[schemars(description = "Tỷ trọng phải lớn hơn, viết 1/3 hoặc số thập phân.")]
    pub above: Field<Share>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct CountedUnits {
    #[serde(rename = "vuot")]
    #[schemars(description = "Đếm đơn vị vượt chỉ tiêu ở mọi tiêu chí này.")]
    pub over: Field<Many<Text>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct RankingKey {
    #[serde(rename = "so_sanh")]
    #[schemars(description = "So tổng điểm hay tỷ lệ điểm đạt trên điểm được giao.")]
    pub measure: Option<Field<Measure>>,
    #[serde(rename = "tren_diem")]
    #[schemars(description = "So trên điểm đã làm tròn hay điểm chính xác; vắng là da_lam_tron.")]
    pub precision: Option<Field<Precision>>,
    #[serde(rename = "thu_hang")]
    #[schemars(description = "Cách đánh thứ khi đồng hạng.")]
    pub sequence: Option<Field<Sequence>>,
    #[serde(rename = "khi_bang_diem")]
    #[schemars(description = "Thứ tự xét khi bằng điểm.")]
    pub tie_breaks: Option<Field<Many<TieBreakKey>>>,
    #[serde(rename = "xep_loai")]
    #[schemars(description = "Các mức xếp loại.")]
    pub grades: Option<Field<Many<GradeKey>>>,
    #[serde(rename = "khong_xep")]
    #[schemars(description = "Khi nào không xếp hạng.")]
    pub set_aside: Option<Field<SetAside>>,
    #[serde(rename = "dan_dau")]
    #[schemars(description = "Đơn vị dẫn đầu khối được đề nghị tặng gì, ở kỳ nào, với điều kiện nào.")]
    pub leader: Option<Field<LeaderKey>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

choice!(TieBreakWord { Vote = "bo_phieu", Women = "nu_hoac_70_phan_tram_nu" });

/// One entry of `khi_bang_diem`: a word, or what is compared and which way.
pub type TieBreakKey = WordOr<TieBreakWord, ComparedKey>;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ComparedKey {
    #[serde(rename = "diem")]
    #[schemars(description = "So điểm của tiêu chí hoặc nhóm này.")]
    pub points: Option<Field<Text>>,
    #[serde(rename = "thuc_hien")]
    #[schemars(description = "So số thực hiện của tiêu chí này.")]
    pub actual: Option<Field<Text>>,
    #[serde(rename = "ty_le")]
    #[schemars(description = "So tỷ lệ thực hiện của tiêu chí này.")]
    pub share: Option<Field<Text>>,
    #[serde(rename = "thong_ke")]
    #[schemars(description = "So số liệu thống kê này.")]
    pub statistic: Option<Field<Text>>,
    #[serde(rename = "uu_tien")]
    #[schemars(description = "Ưu tiên số cao hơn (mặc định) hay thấp hơn.")]
    pub preference: Option<Field<Preference>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct GradeKey {
    #[serde(rename = "tu")]
    #[schemars(description = "Từ giá trị này, tính cả nó.")]
    pub from: Option<Field<Quantity>>,
    #[serde(rename = "tren")]
    #[schemars(description = "Trên giá trị này, không tính nó.")]
    pub above: Option<Field<Quantity>>,
    #[serde(rename = "duoi")]
    #[schemars(description = "Dưới giá trị này, không tính nó.")]
    pub below: Option<Field<Quantity>>,
    #[serde(rename = "den")]
    #[schemars(description = "Đến giá trị này, tính cả nó.")]
    pub to: Option<Field<Quantity>>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên hạng.")]
    pub name: Field<Text>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct SetAside {
    #[serde(rename = "chua_nop")]
    #[schemars(description = "true: đơn vị không có dòng kết quả nào trong kỳ thì không xếp.")]
    pub nothing_submitted: Option<Field<bool>>,
    #[serde(rename = "vi_pham")]
    #[schemars(description = "true: đơn vị có quyết định kỷ luật hiệu lực trong kỳ thì không xếp.")]
    pub violation: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct LeaderKey {
    #[serde(rename = "danh_hieu")]
    #[schemars(description = "Mã danh hiệu đề nghị.")]
    pub title: Option<Field<Text>>,
    #[serde(rename = "moi_khoi")]
    #[schemars(description = "Mỗi khối mấy đơn vị.")]
    pub per_block: Option<Field<Whole>>,
    #[serde(rename = "chi_ky")]
    #[schemars(description = "Chỉ đề nghị ở các kỳ này.")]
    pub only_periods: Option<Field<Many<Text>>>,
    #[serde(rename = "dieu_kien")]
    #[schemars(description = "Điều kiện của đơn vị dẫn đầu.")]
    pub conditions: Option<Field<Many<LeaderConditionKey>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub enum LeaderConditionKey {
    #[serde(rename = "hoan_thanh_vuot")]
    #[schemars(description = "Thực hiện lớn hơn chỉ tiêu ở các tiêu chí nêu.")]
    OverTargets(OverTargetsKey),
    #[serde(rename = "suy_ton_khoi")]
    #[schemars(description = "Được khối suy tôn (bo-phieu.csv).")]
    Nominated {},
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct OverTargetsKey {
    #[serde(rename = "tieu_chi")]
    #[schemars(description = "Mã các tiêu chí.")]
    pub criteria: Field<Many<Text>>,
    #[serde(rename = "it_nhat")]
    #[schemars(description = "tat_ca hoặc số tiêu chí ít nhất phải vượt.")]
    pub at_least: Option<Field<NumberOr<All>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Participants {
    #[serde(rename = "don_vi")]
    #[schemars(description = "Loại đơn vị dự thi.")]
    pub units: Option<Field<Many<UnitKindKey>>>,
    #[serde(rename = "ca_nhan")]
    #[schemars(description = "Loại cá nhân dự thi.")]
    pub people: Option<Field<Many<PersonKindKey>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct UnitKindKey {
    #[serde(rename = "loai")]
    #[schemars(description = "Mã loại đơn vị, như cột loai của don-vi.csv.")]
    pub kind: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên loại.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "tu_ngay")]
    #[schemars(description = "Loại này có từ ngày.")]
    pub from: Option<Field<Day>>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Loại này còn đến hết ngày.")]
    pub to: Option<Field<Day>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PersonKindKey {
    #[serde(rename = "loai")]
    #[schemars(description = "Mã loại cá nhân.")]
    pub kind: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên loại.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct TitleKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã danh hiệu.")]
    pub code: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên danh hiệu.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "theo_luat")]
    #[schemars(description = "Danh hiệu tương ứng trong luật.")]
    pub by_law: Option<Field<ByLaw>>,
    #[serde(rename = "doi_tuong")]
    #[schemars(description = "Tập thể hay cá nhân.")]
    pub subject: Field<SubjectKind>,
    #[serde(rename = "phai_dang_ky")]
    #[schemars(description = "true: phải đăng ký mới được xét; false: không; vắng: theo chế độ của năm.")]
    pub must_register: Option<Field<bool>>,
    #[serde(rename = "dang_ky_bao_gom")]
    #[schemars(description = "Đăng ký danh hiệu này coi như đã đăng ký các danh hiệu nêu.")]
    pub includes: Option<Field<Many<Text>>>,
    #[serde(rename = "tinh_ca_nam_nay")]
    #[schemars(description = "Danh hiệu liên tục: tính cả năm nay hay không.")]
    pub counts_this_year: Option<Field<bool>>,
    #[serde(rename = "tham_quyen")]
    #[schemars(description = "Người có thẩm quyền quyết định.")]
    pub authority: Option<Field<Text>>,
    #[serde(rename = "ty_le_toi_da")]
    #[schemars(description = "Tỷ lệ tối đa được đề nghị.")]
    pub quota: Option<Field<Quota>>,
    #[serde(rename = "mau_so_70")]
    #[schemars(description = "Ai không tính vào mẫu số của tỷ lệ 70%.")]
    pub denominator_70: Option<Field<Denominator70>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

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

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Quota {
    #[serde(rename = "phan_tram")]
    #[schemars(description = "Phần trăm tối đa.")]
    pub percent: Field<Quantity>,
    #[serde(rename = "co_so")]
    #[schemars(description = "Cơ sở tính: MÃ_duoc_de_nghi, MÃ_duoc_tang, tap_the_tham_gia, ca_nhan_tham_gia hoặc mã thống kê.")]
    pub base: Field<Text>,
    #[serde(rename = "tinh_theo")]
    #[schemars(description = "Tính toàn cơ quan hay từng đơn vị.")]
    pub scope: Option<Field<QuotaScope>>,
    #[serde(rename = "lam_tron")]
    #[schemars(description = "Làm tròn số suất.")]
    pub rounding: Option<Field<RoundingWord>>,
    #[serde(rename = "xep_theo")]
    #[schemars(description = "Thứ tự khi phải cắt.")]
    pub order: Option<Field<QuotaOrder>>,
    #[serde(rename = "can_cu")]
    #[schemars(description = "Căn cứ của tỷ lệ.")]
    pub basis: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Denominator70 {
    #[serde(rename = "tru")]
    #[schemars(description = "Trừ những người này khỏi cả tử số và mẫu số.")]
    pub without: Option<Field<Many<OutOfBase>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Voting {
    #[serde(rename = "co_mat_toi_thieu")]
    #[schemars(description = "Phần thành viên phải có mặt, viết 2/3 hoặc số thập phân.")]
    pub quorum: Option<Field<Share>>,
    #[serde(rename = "nguong")]
    #[schemars(description = "Ngưỡng phần trăm phiếu của từng danh hiệu (mã danh hiệu: phần trăm).")]
    pub thresholds: Option<Field<Entries<Quantity>>>,
    #[serde(rename = "tinh_tren")]
    #[schemars(description = "Tính trên tổng số thành viên hay số có mặt.")]
    pub base: Option<Field<VoteBase>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Models {
    #[serde(rename = "khau")]
    #[schemars(description = "Các khâu được theo dõi.")]
    pub steps: Option<Field<Many<ModelStep>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Review {
    #[serde(rename = "ten")]
    #[schemars(description = "Tên cuộc họp, hội nghị.")]
    pub name: Field<Text>,
    #[serde(rename = "ngay")]
    #[schemars(description = "Ngày tổ chức.")]
    pub day: Option<Field<Day>>,
    #[serde(rename = "ky")]
    #[schemars(description = "Kỳ được sơ kết, tổng kết.")]
    pub period: Option<Field<Text>>,
    #[serde(rename = "thoi_gian")]
    #[schemars(description = "Thời gian khi văn bản không nêu ngày.")]
    pub time: Option<Field<Text>>,
    #[serde(rename = "noi")]
    #[schemars(description = "Nơi tổ chức.")]
    pub venue: Option<Field<Text>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}
