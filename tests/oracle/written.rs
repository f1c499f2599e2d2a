//! What the slow calculation reads: the keys of a definition it knows, and sheets row by row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::oracle::fraction::{Fraction, ZERO};

#[derive(Deserialize)]
pub(crate) struct Definition {
    pub(crate) khoi: Vec<Period>,
    pub(crate) ky: Vec<Period>,
    #[serde(default)]
    pub(crate) cac_han: Vec<Deadline>,
    #[serde(default)]
    pub(crate) ngay_nghi: DaysOff,
    pub(crate) cham_diem: Scoring,
    pub(crate) tieu_chi: Vec<Criterion>,
    pub(crate) xep_hang: Ranking,
}

/// A period; of a block only the code is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Period {
    pub(crate) ma: String,
    pub(crate) tu: String,
    pub(crate) gom: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deadline {
    pub(crate) viec: String,
    pub(crate) ky: String,
    pub(crate) truoc: Option<String>,
    pub(crate) den_het: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DaysOff {
    pub(crate) gap_ngay_nghi: String,
    pub(crate) danh_sach: Vec<String>,
    pub(crate) lam_bu: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Scoring {
    pub(crate) vong: Vec<String>,
    pub(crate) lam_tron: Rounding,
    pub(crate) gop_ky: Option<Merging>,
    #[serde(default)]
    pub(crate) vuot_chi_tieu: String,
}

#[derive(Deserialize)]
pub(crate) struct Rounding {
    pub(crate) chu_so_thap_phan: u32,
    pub(crate) cach: String,
    pub(crate) luc: String,
}

#[derive(Deserialize)]
pub(crate) struct Merging {
    pub(crate) lay: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Criterion {
    pub(crate) ma: String,
    pub(crate) diem_chuan: Option<String>,
    pub(crate) so_lieu: String,
    pub(crate) chi_tieu: String,
    pub(crate) gop_ky: Option<Merging>,
    pub(crate) vuot_chi_tieu: Option<String>,
    pub(crate) chi_cham_ky: Option<Vec<String>>,
    pub(crate) ap_dung: Applies,
    pub(crate) khong_phat_sinh: String,
    pub(crate) nhom: String,
    pub(crate) toi_da: Option<String>,
    pub(crate) con: Vec<Criterion>,
    pub(crate) cach_cham: Way,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Applies {
    pub(crate) khoi: Option<Vec<String>>,
    pub(crate) loai: Option<Vec<String>>,
}

/// How a leaf is scored: of these keys it has one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Way {
    pub(crate) cho_diem: Option<Applies>,
    pub(crate) ty_le: Option<WayOptions>,
    pub(crate) theo_muc: Option<WayOptions>,
    pub(crate) co_khong: Option<WayOptions>,
    pub(crate) theo_so_luong: Option<WayOptions>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WayOptions {
    pub(crate) mau: String,
    pub(crate) so: String,
    pub(crate) viec: String,
    pub(crate) ngay: String,
    pub(crate) cac_muc: Vec<Band>,
    pub(crate) tu_dong: Option<Deadline>,
    pub(crate) diem_moi: Option<String>,
    pub(crate) toi_da: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Band {
    pub(crate) tu: Option<String>,
    pub(crate) tren: Option<String>,
    pub(crate) duoi: Option<String>,
    pub(crate) den: Option<String>,
    pub(crate) diem: String,
    pub(crate) ten: String,
}

#[derive(Deserialize)]
pub(crate) struct Ranking {
    pub(crate) so_sanh: String,
    #[serde(default)]
    pub(crate) tren_diem: String,
    pub(crate) thu_hang: String,
    #[serde(default)]
    pub(crate) khi_bang_diem: Vec<TieBreak>,
    #[serde(default)]
    pub(crate) xep_loai: Vec<Band>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum TieBreak {
    /// `bo_phieu`.
    Vote(#[expect(dead_code, reason = "there is one word")] String),
    Compared(BTreeMap<String, String>),
}

impl Band {
    pub(crate) fn holds(&self, number: Fraction, end_is_in: bool) -> bool {
        let is = |bound: &Option<String>, holds: &dyn Fn(Fraction) -> bool| bound.as_deref().is_none_or(|bound| holds(Fraction::read(bound)));
        is(&self.tu, &|bound| number >= bound)
            && is(&self.tren, &|bound| number > bound)
            && is(&self.duoi, &|bound| number < bound || end_is_in && number == bound)
            && is(&self.den, &|bound| number <= bound)
    }
}

/// A row of a sheet, by label; an empty cell is no cell.
pub(crate) type Row = BTreeMap<String, String>;

/// Every row of the sheets whose path starts so.
pub(crate) fn rows(files: &BTreeMap<String, Vec<u8>>, start: &str) -> Vec<Row> {
    let files = files.iter().filter(|(path, _)| path.starts_with(start));
    let rows = files.flat_map(|(_, bytes)| csv::Reader::from_reader(&bytes[..]).into_deserialize::<Row>().collect::<Vec<_>>());
    let filled = |row: Row| row.into_iter().filter(|(_, cell)| !cell.is_empty()).collect();
    rows.map(|row| filled(row.expect("the generator writes whole rows"))).collect()
}

/// Whether a row has these cells; `""` asks for an empty one.
pub(crate) fn has(row: &Row, cells: &[(&str, &str)]) -> bool {
    cells.iter().all(|(label, text)| row.get(*label).map_or("", String::as_str) == *text)
}

pub(crate) fn number(row: &Row, label: &str) -> Option<Fraction> {
    row.get(label).map(|text| Fraction::read(text))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

pub(crate) fn read(text: Option<&String>) -> Fraction {
    text.map_or(ZERO, |text| Fraction::read(text))
}
