//! Time: the campaign, days off, duties with their deadlines, periods, phases.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{Anniversary, OnDayOff, PhaseEnd};
use crate::value::Day;
use crate::yaml::{Field, Many, Text, Whole};

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Time {
    #[serde(rename = "tu")]
    #[schemars(description = "Ngày đầu.")]
    pub from: Field<Day>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Ngày cuối, tính cả ngày đó.")]
    pub to: Field<Day>,
    #[serde(rename = "uoc_den_het")]
    #[schemars(
        description = "Số ước (uoc_thuc_hien) của kỳ cuối và số ước lũy kế tính đến hết ngày này; phải sau den_het. Số ước khác, hoặc khi vắng khóa này: đến hết kỳ của dòng."
    )]
    pub estimated_to: Option<Field<Day>>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: giả định.")]
    pub assumed: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct DaysOffKey {
    #[serde(rename = "gap_ngay_nghi")]
    #[schemars(description = "Hạn, hay hạn mới ở gia-han.csv, rơi vào ngày nghỉ: giữ nguyên hay sang ngày làm việc tiếp theo.")]
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
