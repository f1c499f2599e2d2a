//! The definition as written: `phong-trao.yaml`, one struct a mapping, one field a key.
//!
//! The derive is decoder, JSON Schema and list of known keys at once. `Field<T>` is a compulsory key,
//! `Option<Field<T>>` one that may be absent; nothing is resolved or judged here.
//! What stands in `description` is read by officers in their editor, so it is Vietnamese.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

mod plan;
mod ranking;
mod scoring;
mod time;
mod titles;
mod waivers;
mod words;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::{Entries, Field, Text, Whole};

pub use crate::yaml::Many;
pub use plan::{
    Agency, Anniversary, Assignment, Document, Models, Participants, PersonKindKey, PublishedAwards, Response, Review, Topic, UnitKindKey,
};
pub use ranking::{BlockKey, ComparedKey, GradeKey, LeaderConditionKey, LeaderKey, OverTargetsKey, RankingKey, SetAside, TieBreakKey};
pub use scoring::{Applies, Contrast, CountedUnits, CriterionKey, MergingKey, RoundingKey, ScoringKey, StatisticKey};
pub use time::{DaysOffKey, DeadlineKey, PeriodKey, PhaseKey, Time};
pub use titles::{BasePayKey, CoAuthors, Denominator70, ExtraCondition, LeastShare, MoneyKey, OwnRule, Quota, TitleKey, Voting};
pub use waivers::WaiverKey;
pub use words::{
    Accrual, All, AlsoTakesPart, AwardState, BlockWord, ByLaw, CoAuthorWord, ContractForm, DisciplineForm, Form, GroupKind, Level, Measure, Merging,
    OfficialStage, OnDayOff, Organiser, OutOfBase, PhaseEnd, Precision, Preference, QuotaOrder, QuotaScope, Reach, RoundingMoment, RoundingWord,
    ScoredFigure, Sequence, SeverityKey, SeverityWord, StandardsBy, StatisticKind, SubjectKind, TargetBasis, TieBreakWord, TwoInitiatives, VoteBase,
    WorkReach, YearGrade,
};

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
    #[schemars(description = "Năm thi đua; vắng khi phong trào trải nhiều năm (khi đó phải có thoi_gian).", range(min = 1900, max = 2199))]
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
    #[serde(rename = "quy_dinh")]
    #[schemars(description = "Quy định của bộ quy tắc mà phong trào xác nhận, đổi mức hoặc không áp dụng, mỗi quy định kèm văn bản.")]
    pub own_rules: Option<Field<Many<OwnRule>>>,
    #[serde(rename = "tieu_chuan_theo")]
    #[schemars(
        description = "Tiêu chuẩn danh hiệu theo năm thi đua (ngày cuối của phong trào) hay theo ngày hồ sơ; vắng mà hai chế độ khác nhau thì cần xem xét."
    )]
    pub standards_by: Option<Field<StandardsBy>>,
    #[serde(rename = "thu_tuc_chuyen_tiep")]
    #[schemars(
        description = "true: bộ, tỉnh chưa ban hành quy định mới, thủ tục còn theo nghị định trước trong thời gian chuyển tiếp (khoản 2 Điều 60 Nghị định 152/2025/NĐ-CP: đến hết 31/12/2025); false: đã ban hành; vắng mà hai thủ tục khác nhau thì cần xem xét."
    )]
    pub earlier_procedures: Option<Field<bool>>,
    #[serde(rename = "bo_phieu")]
    #[schemars(description = "Tỷ lệ phiếu và số thành viên phải có mặt.")]
    pub voting: Option<Field<Voting>>,
    #[serde(rename = "tien_thuong")]
    #[schemars(description = "Tiền thưởng: mức lương cơ sở và hệ số của từng danh hiệu; thiếu mức hoặc hệ số thì không tính tiền.")]
    pub money: Option<Field<MoneyKey>>,
    #[serde(rename = "dien_hinh")]
    #[schemars(description = "Điển hình tiên tiến: các khâu được theo dõi.")]
    pub models: Option<Field<Models>>,
    #[serde(rename = "so_ket_tong_ket")]
    #[schemars(description = "Sơ kết, tổng kết, hội nghị: khi nào, ở đâu.")]
    pub reviews: Option<Field<Many<Review>>>,
    #[serde(rename = "phan_cong")]
    #[schemars(description = "Phân công: đơn vị nào làm việc gì để tổ chức phong trào.")]
    pub assignments: Option<Field<Many<Assignment>>>,
    #[serde(rename = "khen_thuong_cong_bo")]
    #[schemars(description = "Số khen thưởng văn bản công bố cho các năm trước; đối chiếu với thong-ke-khen-thuong.csv.")]
    pub published_awards: Option<Field<Many<PublishedAwards>>>,
    #[serde(rename = "kiem_tra")]
    #[schemars(description = "Mức của từng phép kiểm tra; phép bắt buộc không hạ được.")]
    pub severities: Option<Field<Entries<SeverityKey>>>,
    #[serde(rename = "mien_tru")]
    #[schemars(description = "Các phát hiện được miễn trong một thời hạn, mỗi dòng có lý do và văn bản.")]
    pub waivers: Option<Field<Many<WaiverKey>>>,
    #[serde(rename = "tong_hop")]
    #[schemars(
        description = "Các thư mục phong trào được tổng hợp cạnh nhau (lệnh rollup), viết theo đường dẫn từ thư mục này; thư mục chưa có thì được nêu tên, không phải lỗi."
    )]
    pub rolled_up: Option<Field<Many<Text>>>,
    #[serde(rename = "phong_trao")]
    #[schemars(
        description = "Các phong trào của một kế hoạch nhiều phong trào; mỗi phong trào thừa hưởng mọi khóa chung và có thể khai lại. Khi đó các bảng nêu tiêu chí, việc hoặc danh hiệu có cột phong_trao."
    )]
    pub campaigns: Option<Field<Many<Definition>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: chỗ này không có trong văn bản, do người lập tệp giả định.")]
    pub assumed: Option<Field<bool>>,
}

impl Definition {
    /// The campaigns the plan lists, as far as they could be read.
    pub fn entries(&self) -> impl Iterator<Item = &Definition> {
        let list = self.campaigns.as_ref().and_then(Field::get);
        list.into_iter().flatten().filter_map(Field::get)
    }
}
