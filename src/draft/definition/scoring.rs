//! Scores: stages, rounding, the criteria tree, statistics.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{Accrual, GroupKind, Merging, OfficialStage, RoundingMoment, RoundingWord, ScoredFigure, StatisticKind, TargetBasis};
use crate::scoring::{NotApplicablePolicy, OverTarget, WayKey};
use crate::value::{Points, Quantity};
use crate::yaml::{Entries, Field, Many, Share, Text, Weight, Whole};

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
    #[serde(rename = "so_lieu_cham")]
    #[schemars(
        description = "Chấm theo số thực hiện hay số ước thực hiện (đã gồm số thực hiện); tiêu chí có thể khai khác. Vắng: thuc_hien. Không thay đổi cho_diem, co_khong và tiêu chí chấm theo việc."
    )]
    pub scored_figure: Option<Field<ScoredFigure>>,
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
    #[schemars(
        description = "Cộng số liệu rồi chấm; cộng điểm; bình quân điểm; điểm kỳ cuối. Kỳ lá không phát sinh không thêm điểm, cũng không thêm điểm tối đa, dù khong_phat_sinh khai gì; mọi kỳ lá đều không phát sinh thì cả tiêu chí không phát sinh, và khong_phat_sinh áp dụng một lần. diem_ky_cuoi: chỉ kỳ lá cuối được kể, kỳ ấy không phát sinh thì tiêu chí không phát sinh."
    )]
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
    #[schemars(description = "Điểm chuẩn (tối đa); của nhóm phải bằng tổng các con (mỗi con nhân trọng số của nó), trừ nhóm chọn một.")]
    pub maximum: Option<Field<Points>>,
    #[serde(rename = "diem_chuan_khoi")]
    #[schemars(description = "Điểm chuẩn riêng của từng khối (mã khối: số điểm); khối không nêu ở đây theo diem_chuan.")]
    pub block_maxima: Option<Field<Entries<Points>>>,
    #[serde(rename = "trong_so")]
    #[schemars(
        description = "Trọng số, lớn hơn 0, viết 0.3 hoặc 1/3. Tiêu chí chấm trên thang điểm chuẩn của mình; điểm và điểm tối đa tính vào nhóm là số đó nhân trọng số, và nhân tiếp trọng số của các nhóm chứa nó. diem_chuan và toi_da của nhóm so với tổng các con đã nhân trọng số của con. Làm tròn một lần, sau khi nhân."
    )]
    pub weight: Option<Field<Weight>>,
    #[serde(rename = "nhom")]
    #[schemars(description = "Nhóm điểm thưởng hoặc điểm trừ; không cộng vào điểm tối đa.")]
    pub group: Option<Field<GroupKind>>,
    #[serde(rename = "toi_da")]
    #[schemars(description = "Trần của nhóm điểm thưởng, điểm trừ.")]
    pub cap: Option<Field<Points>>,
    #[serde(rename = "con")]
    #[schemars(description = "Tiêu chí con.")]
    pub children: Option<Field<Many<CriterionKey>>>,
    #[serde(rename = "chon_mot")]
    #[schemars(
        description = "true: nhóm chọn một. Mỗi đơn vị, mỗi kỳ chỉ có dòng kết quả ở một con, và điểm của nhóm là điểm của con đó; dòng không phát sinh ở con khác không kể. Điểm tối đa là điểm chuẩn của nhóm, điểm chuẩn của con không quá số đó. Chưa con nào có dòng: nhóm thiếu kết quả. Con là tiêu chí lá, không chấm theo việc nộp hay điển hình; gộp kỳ không phải diem_tong thì các kỳ phải cùng một con."
    )]
    pub one_of: Option<Field<bool>>,
    #[serde(rename = "noi_dung")]
    #[schemars(description = "Nội dung của văn bản mà tiêu chí này đo (mã nội dung).")]
    pub topics: Option<Field<Many<Text>>>,
    #[serde(rename = "don_vi_tinh")]
    #[schemars(description = "Đơn vị tính của số liệu.")]
    pub unit_of_measure: Option<Field<Text>>,
    #[serde(rename = "so_lieu")]
    #[schemars(description = "Số liệu ghi trong kỳ hay lũy kế từ đầu.")]
    pub accrual: Option<Field<Accrual>>,
    #[serde(rename = "so_lieu_cham")]
    #[schemars(description = "Tiêu chí này chấm theo số thực hiện hay số ước thực hiện, thay cho cách chung ở cham_diem.")]
    pub scored_figure: Option<Field<ScoredFigure>>,
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
    #[schemars(
        description = "Chỉ chấm ở các kỳ này. Kỳ gồm: mỗi đơn vị một dòng kết quả và một chỉ tiêu ghi mã kỳ ấy; với so_lieu luy_ke, dòng và chỉ tiêu của kỳ lá cuối trong kỳ ấy cũng được."
    )]
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
    #[serde(rename = "so_lieu_cua")]
    #[schemars(
        description = "Chấm từ dòng kết quả của tiêu chí này (mã tiêu chí lá): số thực hiện, số ước, tổng số, chỉ tiêu, không phát sinh đều theo dòng ấy."
    )]
    pub figures_of: Option<Field<Text>>,
    #[serde(rename = "dieu_kien")]
    #[schemars(
        description = "Chỉ số có/không phải đạt: một chỉ số ghi không thì tiêu chí 0 điểm, kể cả khi dòng kết quả cho điểm; chưa ghi thì tiêu chí còn thiếu."
    )]
    pub required: Option<Field<Many<Text>>>,
    #[serde(rename = "mac_nhien_dat")]
    #[schemars(description = "Chỉ số có/không mà ghi có thì được cả điểm chuẩn, không cần số liệu.")]
    pub enough: Option<Field<Many<Text>>>,
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
    #[serde(rename = "cong")]
    #[schemars(
        description = "true: cộng số của các đơn vị; false: không cộng. Không khai thì không cộng chỉ số có/không và chỉ số tính bằng %, trừ khi có tong_cong_bo hoặc doi_chieu."
    )]
    pub summed: Option<Field<bool>>,
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
