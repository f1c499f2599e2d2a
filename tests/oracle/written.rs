//! What the slow calculation reads: the keys of a definition it knows, and sheets row by row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ONE, ZERO};

#[derive(Deserialize)]
pub(crate) struct Definition {
    pub(crate) khoi: Vec<Block>,
    pub(crate) ky: Vec<Period>,
    #[serde(default)]
    pub(crate) cac_han: Vec<Deadline>,
    #[serde(default)]
    pub(crate) ngay_nghi: DaysOff,
    pub(crate) cham_diem: Scoring,
    pub(crate) tieu_chi: Vec<Criterion>,
    pub(crate) xep_hang: Ranking,
}

#[derive(Deserialize)]
pub(crate) struct Block {
    pub(crate) ma: String,
    /// What it states again.
    #[serde(default)]
    pub(crate) xep_hang: Ranking,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Period {
    pub(crate) ma: String,
    pub(crate) tu: String,
    pub(crate) den_het: String,
    pub(crate) gom: Vec<String>,
}

#[derive(Clone, Default, Deserialize)]
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

#[derive(Clone, Deserialize)]
pub(crate) struct Merging {
    pub(crate) lay: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Criterion {
    pub(crate) ma: String,
    pub(crate) chon_mot: bool,
    pub(crate) so_lieu_cua: Option<String>,
    pub(crate) dieu_kien: Vec<String>,
    pub(crate) mac_nhien_dat: Vec<String>,
    pub(crate) diem_chuan: Option<String>,
    /// What it is out of in some blocks.
    pub(crate) diem_chuan_khoi: BTreeMap<String, String>,
    pub(crate) trong_so: Option<String>,
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

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Applies {
    pub(crate) khoi: Option<Vec<String>>,
    pub(crate) loai: Option<Vec<String>>,
}

/// How a leaf is scored: of these keys it has one.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Way {
    pub(crate) cho_diem: Option<Applies>,
    pub(crate) ty_le: Option<WayOptions>,
    pub(crate) theo_muc: Option<WayOptions>,
    pub(crate) co_khong: Option<WayOptions>,
    pub(crate) theo_so_luong: Option<WayOptions>,
    pub(crate) so_voi_dan_dau: Option<WayOptions>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WayOptions {
    pub(crate) dat_chi_tieu: Option<String>,
    pub(crate) mau: String,
    pub(crate) so: String,
    pub(crate) viec: String,
    pub(crate) ngay: String,
    pub(crate) cac_muc: Vec<Band>,
    pub(crate) tu_dong: Option<Deadline>,
    pub(crate) diem_moi: Option<String>,
    pub(crate) toi_da: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Band {
    pub(crate) tu: Option<String>,
    pub(crate) tren: Option<String>,
    pub(crate) duoi: Option<String>,
    pub(crate) den: Option<String>,
    pub(crate) diem: String,
    pub(crate) ten: String,
}

/// How a block is ranked: what it states, or what is stated for all.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ranking {
    so_sanh: Option<String>,
    tren_diem: Option<String>,
    thu_hang: Option<String>,
    khi_bang_diem: Option<Vec<TieBreak>>,
    xep_loai: Option<Vec<Band>>,
    khong_xep: Option<SetAside>,
}

impl Ranking {
    /// The same, with what another states where this one is silent.
    pub(crate) fn or(self, other: &Self) -> Self {
        let other = other.clone();
        Self {
            so_sanh: self.so_sanh.or(other.so_sanh),
            tren_diem: self.tren_diem.or(other.tren_diem),
            thu_hang: self.thu_hang.or(other.thu_hang),
            khi_bang_diem: self.khi_bang_diem.or(other.khi_bang_diem),
            xep_loai: self.xep_loai.or(other.xep_loai),
            khong_xep: self.khong_xep.or(other.khong_xep),
        }
    }

    pub(crate) fn compares(&self, word: &str) -> bool {
        self.so_sanh.as_deref() == Some(word)
    }

    pub(crate) fn is_exact(&self) -> bool {
        self.tren_diem.as_deref() == Some("chinh_xac")
    }

    pub(crate) fn is_dense(&self) -> bool {
        self.thu_hang.as_deref() == Some("1-2-2-3")
    }

    pub(crate) fn entries(&self) -> &[TieBreak] {
        self.khi_bang_diem.as_deref().unwrap_or_default()
    }

    pub(crate) fn grades(&self) -> &[Band] {
        self.xep_loai.as_deref().unwrap_or_default()
    }

    pub(crate) fn sets_aside_violation(&self) -> bool {
        self.khong_xep.as_ref().is_some_and(|set_aside| set_aside.vi_pham)
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SetAside {
    vi_pham: bool,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum TieBreak {
    /// `bo_phieu`, or the preference for women.
    Word(String),
    Compared(BTreeMap<String, String>),
}

impl Criterion {
    /// Whose rows it is scored from.
    pub(crate) fn rows_of(&self) -> &str {
        self.so_lieu_cua.as_deref().unwrap_or(&self.ma)
    }

    /// Whether its figures run on.
    pub(crate) fn runs_on(&self) -> bool {
        self.so_lieu == "luy_ke"
    }

    /// What a share is of; empty where it is none.
    pub(crate) fn denominator(&self) -> &str {
        let way = &self.cach_cham;
        let options = [&way.ty_le, &way.theo_muc].into_iter().flatten().next();
        if way.so_voi_dan_dau.is_some() { "chi_tieu" } else { options.map_or("", |options| options.mau.as_str()) }
    }

    /// The criterion of a code among these and those below them.
    pub(crate) fn find<'a>(criteria: &'a [Self], code: &str) -> Option<&'a Self> {
        criteria.iter().find_map(|criterion| if criterion.ma == code { Some(criterion) } else { Self::find(&criterion.con, code) })
    }

    /// How much it counts in its group.
    pub(crate) fn own_weight(&self) -> Fraction {
        self.trong_so.as_deref().map_or(ONE, Fraction::read)
    }

    /// The weights on the way to the criterion of a code, multiplied.
    pub(crate) fn weight(criteria: &[Self], code: &str) -> Option<Fraction> {
        criteria.iter().find_map(|criterion| {
            let below = if criterion.ma == code { Some(ONE) } else { Self::weight(&criterion.con, code) };
            below.map(|below| criterion.own_weight() * below)
        })
    }

    /// Its own code and those below it.
    pub(crate) fn codes(&self) -> Vec<&str> {
        std::iter::once(self.ma.as_str()).chain(self.con.iter().flat_map(Self::codes)).collect()
    }

    /// What comes with the rows of another is said where those are.
    pub(crate) fn borrow(&mut self, all: &[Self]) {
        if let Some(lender) = self.so_lieu_cua.as_ref().map(|code| Self::find(all, code).expect("the generator names a criterion")) {
            self.so_lieu.clone_from(&lender.so_lieu);
            self.chi_cham_ky = self.chi_cham_ky.take().or_else(|| lender.chi_cham_ky.clone());
            if lender.denominator() == "chi_tieu" {
                self.chi_tieu.clone_from(&lender.chi_tieu);
            }
        }
        for child in &mut self.con {
            child.borrow(all);
        }
    }
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

/// The rows with what was adjusted in them, one cell an adjustment, in the order of their numbers.
pub(crate) fn adjusted(rows: &[Row], adjustments: &[Row], bug: Option<Bug>) -> Vec<Row> {
    let mut rows = rows.to_vec();
    let mut adjustments: Vec<&Row> = adjustments.iter().filter(|_| bug != Some(Bug::AdjustmentForgotten)).collect();
    adjustments.sort_by_key(|row| row["stt"].parse::<usize>().expect("a number"));
    if bug == Some(Bug::AdjustedBackwards) {
        adjustments.reverse();
    }
    for adjustment in adjustments {
        let key = ["don_vi", "tieu_chi", "ky"].map(|label| (label, adjustment[label].as_str()));
        let row = rows.iter_mut().find(|row| has(row, &key)).expect("the generator adjusts rows that stand");
        row.remove(&adjustment["cot"]);
        row.extend(adjustment.get("gia_tri_moi").map(|value| (adjustment["cot"].clone(), value.clone())));
    }
    rows
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
