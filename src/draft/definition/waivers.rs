//! Waivers: findings that the campaign sets aside for a time, each with its reason and its document.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use schemars::JsonSchema;
use serde::Deserialize;

use crate::value::Day;
use crate::yaml::{Field, Text};

#[derive(Debug, Deserialize, JsonSchema)]
pub struct WaiverKey {
    #[serde(rename = "kiem_tra")]
    #[schemars(description = "Tên phép kiểm tra được miễn; phép bắt buộc không miễn được.")]
    pub check: Field<Text>,
    #[serde(rename = "don_vi")]
    #[schemars(description = "Chỉ phát hiện về đơn vị này; vắng: mọi đơn vị.")]
    pub unit: Option<Field<Text>>,
    #[serde(rename = "tieu_chi")]
    #[schemars(description = "Chỉ phát hiện về tiêu chí này; vắng: mọi tiêu chí.")]
    pub criterion: Option<Field<Text>>,
    #[serde(rename = "ky")]
    #[schemars(description = "Chỉ phát hiện về kỳ này; vắng: mọi kỳ.")]
    pub period: Option<Field<Text>>,
    #[serde(rename = "ly_do")]
    #[schemars(description = "Vì sao được miễn.")]
    pub reason: Field<Text>,
    #[serde(rename = "van_ban")]
    #[schemars(description = "Số văn bản cho miễn.")]
    pub document: Field<Text>,
    #[serde(rename = "den_het")]
    #[schemars(description = "Ngày cuối còn được miễn.")]
    pub until: Field<Day>,
    #[serde(rename = "gia_dinh")]
    #[schemars(description = "true: chỗ này không có trong văn bản, do người lập tệp giả định.")]
    pub assumed: Option<Field<bool>>,
}
