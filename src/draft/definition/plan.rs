//! What the plan says beside scores: agency, documents, topics, participants, reviews.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{AlsoTakesPart, AwardState, ContractForm, SubjectKind};
use crate::scoring::ModelStep;
use crate::value::Day;
use crate::yaml::{Field, Many, Text, Whole};

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
    #[serde(rename = "chuc_vu_ky")]
    #[schemars(description = "Quyền hạn, chức vụ của người ký các bảng, như `KT. GIÁM ĐỐC`; vắng thì ghi THỦ TRƯỞNG CƠ QUAN.")]
    pub capacity: Option<Field<Text>>,
    #[serde(rename = "nguoi_ky")]
    #[schemars(description = "Họ và tên người ký các bảng; vắng thì để trống để ký và ghi rõ họ tên.")]
    pub signer: Option<Field<Text>>,
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
    #[schemars(description = "Mã loại cá nhân, như cột loai của ca-nhan.csv; một loại có thể có nhiều dòng, đáp ứng một dòng là dự thi.")]
    pub kind: Field<Text>,
    #[serde(rename = "ten")]
    #[schemars(description = "Tên loại.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "ke_ca")]
    #[schemars(description = "[tap_su]: kể cả người đang tập sự; vắng: người đang tập sự không dự thi.")]
    pub includes: Option<Field<Many<AlsoTakesPart>>>,
    #[serde(rename = "hop_dong")]
    #[schemars(description = "Chỉ người có loại hợp đồng này; vắng: không xét hợp đồng.")]
    pub contract: Option<Field<ContractForm>>,
    #[serde(rename = "thoi_han_tu_thang")]
    #[schemars(
        description = "Thời hạn ghi trong hợp đồng ít nhất bao nhiêu tháng (không phải thâm niên); đi cùng hop_dong: xac_dinh_thoi_han.",
        range(min = 1, max = 1200)
    )]
    pub least_term: Option<Field<Whole>>,
    #[serde(rename = "tham_nien_tu_thang")]
    #[schemars(description = "Từ ngày tuyển dụng đến ngày đăng ký đã đủ bao nhiêu tháng.", range(min = 1, max = 1200))]
    pub least_service: Option<Field<Whole>>,
    #[serde(rename = "tuyen_dung_truoc")]
    #[schemars(description = "Chỉ người được tuyển dụng trước ngày này; tuyển dụng đúng ngày này thì không.")]
    pub recruited_before: Option<Field<Day>>,
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
    #[serde(rename = "dot")]
    #[schemars(description = "Mã đợt được sơ kết, tổng kết, như `dot` khai.")]
    pub phase: Option<Field<Text>>,
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

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Assignment {
    #[serde(rename = "don_vi")]
    #[schemars(description = "Mã đơn vị được giao, như don-vi.csv; nơi không có mã thì dùng ten.")]
    pub unit: Option<Field<Text>>,
    #[serde(rename = "ten")]
    #[schemars(description = "Nơi được giao như văn bản viết, khi không phải đơn vị của don-vi.csv.")]
    pub name: Option<Field<Text>>,
    #[serde(rename = "viec")]
    #[schemars(description = "Việc được giao, như văn bản viết.")]
    pub task: Field<Text>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PublishedAwards {
    #[serde(rename = "giai_doan")]
    #[schemars(description = "Năm hoặc giai đoạn, như cột giai_doan của thong-ke-khen-thuong.csv.")]
    pub term: Field<Text>,
    #[serde(rename = "trang_thai")]
    #[schemars(description = "Đã khen hay mới đề nghị.")]
    pub state: Field<AwardState>,
    #[serde(rename = "doi_tuong")]
    #[schemars(description = "Tập thể hay cá nhân.")]
    pub subject: Field<SubjectKind>,
    #[serde(rename = "so_luong")]
    #[schemars(description = "Số đã công bố; được đối chiếu với thong-ke-khen-thuong.csv.", range(min = 0))]
    pub count: Field<Whole>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}
