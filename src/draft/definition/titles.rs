//! Titles, their conditions, quotas, votes and prize money; and what the campaign says of the rules of the law.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{
    ByLaw, CoAuthorWord, DisciplineForm, OutOfBase, QuotaOrder, QuotaScope, RoundingWord, SubjectKind, TwoInitiatives, VoteBase,
};
use crate::value::{Day, Quantity};
use crate::yaml::{Entries, Field, Many, Share, Text, Whole, WordOr};

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
    #[serde(rename = "dong_tac_gia")]
    #[schemars(
        description = "Sáng kiến nhiều tác giả được tính cho ai: moi_nguoi, tac_gia_chinh (tỷ lệ đóng góp cao nhất), hoặc {ty_le_tu: N} phần trăm trở lên; vắng: sáng kiến nhiều tác giả thì cần xem xét."
    )]
    pub co_authors: Option<Field<CoAuthors>>,
    #[serde(rename = "dieu_kien_them")]
    #[schemars(description = "Điều kiện bộ, ngành, tỉnh quy định thêm, mỗi điều kiện kèm văn bản.")]
    pub extra: Option<Field<Many<ExtraCondition>>>,
    #[serde(rename = "nhan_xet_tu_thang")]
    #[schemars(
        description = "Người chuyển đến trong năm, đã ở đơn vị cũ từ bao nhiêu tháng trở lên thì cần nhận xét của đơn vị cũ; vắng: không cần.",
        range(min = 1, max = 12)
    )]
    pub comment_from_months: Option<Field<Whole>>,
    #[serde(rename = "htxsnv_thay_sang_kien")]
    #[schemars(
        description = "Chiến sĩ thi đua cơ sở đến hết năm 2023: hoàn thành xuất sắc nhiệm vụ có thay được sáng kiến (true) hay không (false); vắng mà hai cách đọc khác nhau thì cần xem xét."
    )]
    pub excellent_instead: Option<Field<bool>>,
    #[serde(rename = "hai_sang_kien_cho")]
    #[schemars(
        description = "Bằng khen theo điểm d khoản 1 Điều 74: hai sáng kiến cần cho ca_hai_nhanh hay chỉ nhánh hoàn thành xuất sắc (nhanh_htxsnv); vắng mà hai cách đọc khác nhau thì cần xem xét."
    )]
    pub two_initiatives: Option<Field<TwoInitiatives>>,
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

/// Whom an initiative of several authors counts for.
pub type CoAuthors = WordOr<CoAuthorWord, LeastShare>;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct LeastShare {
    #[serde(rename = "ty_le_tu")]
    #[schemars(description = "Tác giả đóng góp từ bao nhiêu phần trăm trở lên.")]
    pub from: Field<Quantity>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ExtraCondition {
    #[serde(rename = "thang_cong_tac_it_nhat")]
    #[schemars(description = "Từ ngày tuyển dụng đến ngày cuối của phong trào đủ bao nhiêu tháng.", range(min = 1, max = 1200))]
    pub least_months: Option<Field<Whole>>,
    #[serde(rename = "khong_ky_luat_tu")]
    #[schemars(description = "Trong năm không bị kỷ luật từ hình thức này trở lên.")]
    pub no_discipline_from: Option<Field<DisciplineForm>>,
    #[serde(rename = "nghi_duoi_ngay_lam_viec")]
    #[schemars(description = "Trong năm nghỉ ít hơn bao nhiêu ngày làm việc, không kể thai sản.", range(min = 1, max = 260))]
    pub leave_below: Option<Field<Whole>>,
    #[serde(rename = "hoi_dong_xac_nhan")]
    #[schemars(description = "Điều kiện không có số liệu, Hội đồng phải xác nhận.")]
    pub confirmed_by_council: Option<Field<Text>>,
    #[serde(rename = "van_ban")]
    #[schemars(description = "Văn bản quy định điều kiện này.")]
    pub document: Field<Text>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct OwnRule {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã quy định trong bộ quy tắc, như `thidua titles` in ra.")]
    pub code: Field<Text>,
    #[serde(rename = "xac_nhan")]
    #[schemars(description = "true: đã đối chiếu điều khoản với văn bản; quy định chưa kiểm chứng được áp dụng như đã kiểm chứng.")]
    pub confirmed: Option<Field<bool>>,
    #[serde(rename = "muc")]
    #[schemars(description = "Mức thay cho mức của bộ quy tắc.")]
    pub figure: Option<Field<Quantity>>,
    #[serde(rename = "bo")]
    #[schemars(description = "true: không áp dụng quy định này.")]
    pub dropped: Option<Field<bool>>,
    #[serde(rename = "van_ban")]
    #[schemars(description = "Văn bản, điều khoản làm căn cứ.")]
    pub document: Field<Text>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Quota {
    #[serde(rename = "phan_tram")]
    #[schemars(description = "Phần trăm tối đa.")]
    pub percent: Field<Quantity>,
    #[serde(rename = "theo_hang_don_vi")]
    #[schemars(
        description = "Phần trăm theo hạng của đơn vị, thay cho phan_tram: mã danh hiệu tập thể mà đơn vị được đề nghị, hoặc xếp loại năm (HTXSNV, HTTNV, HTNV, KHTNV); đi cùng tinh_theo: tung_don_vi."
    )]
    pub by_class: Option<Field<Entries<Quantity>>>,
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
pub struct MoneyKey {
    #[serde(rename = "luong_co_so")]
    #[schemars(description = "Mức lương cơ sở theo ngày áp dụng; ngày ký quyết định khen thưởng chọn mức.")]
    pub base_pay: Option<Field<Many<BasePayKey>>>,
    #[serde(rename = "he_so")]
    #[schemars(
        description = "Hệ số tiền thưởng của từng danh hiệu (mã danh hiệu: hệ số), số hoặc số trong dấu nháy.",
        extend("additionalProperties" = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?$"}]})
    )]
    pub coefficients: Option<Field<Entries<Quantity>>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct BasePayKey {
    #[serde(rename = "tu")]
    #[schemars(description = "Áp dụng từ ngày.")]
    pub from: Field<Day>,
    #[serde(rename = "muc")]
    #[schemars(description = "Mức lương cơ sở, đồng/tháng.")]
    pub amount: Field<Quantity>,
    #[serde(rename = "can_cu")]
    #[schemars(description = "Văn bản quy định mức này.")]
    pub basis: Option<Field<Text>>,
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
