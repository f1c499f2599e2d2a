//! Blocks and how they are ranked.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{All, BlockWord, Measure, Organiser, Precision, Preference, Sequence, TieBreakWord};
use crate::value::Quantity;
use crate::yaml::{Field, Many, NumberOr, Text, Whole, WordOr};

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

/// One entry of `khi_bang_diem`: a word, or what is compared and which way.
pub type TieBreakKey = WordOr<TieBreakWord, ComparedKey>;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ComparedKey {
    #[serde(rename = "diem")]
    #[schemars(
        description = "So điểm của tiêu chí hoặc nhóm này theo cùng số mà so_sanh và tren_diem xếp hạng: điểm hay tỷ lệ trên điểm được giao, đã làm tròn hay chính xác; điểm thưởng, điểm trừ so bằng điểm. Đơn vị không có điểm ở đó thì mục này không phân định."
    )]
    pub points: Option<Field<Text>>,
    #[serde(rename = "thuc_hien")]
    #[schemars(
        description = "So số thực hiện của tiêu chí này trong kỳ đang xếp, gop_ky gộp điểm thế nào cũng vậy: trong_ky là tổng các kỳ lá, luy_ke là số của kỳ lá cuối; tiêu chí chấm theo số ước thì so số ước. Thiếu số của một kỳ lá thì mục này không phân định."
    )]
    pub actual: Option<Field<Text>>,
    #[serde(rename = "ty_le")]
    #[schemars(
        description = "So tỷ lệ thực hiện của tiêu chí này, tính từ số của kỳ đang xếp như ở thuc_hien; tiêu chí chấm theo số ước thì là tỷ lệ ước."
    )]
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
    #[schemars(
        description = "true: đơn vị có quyết định kỷ luật hiệu lực trong kỳ thì không xếp; điểm vẫn được in, và số liệu của đơn vị vẫn được kể khi so_voi_dan_dau."
    )]
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
    #[schemars(description = "Thực hiện của kỳ lớn hơn chỉ tiêu của kỳ ở các tiêu chí nêu; tiêu chí chấm theo số ước thì số ước lớn hơn chỉ tiêu.")]
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
