//! `chot/<kỳ>.yaml` as it is written and read.
#![allow(missing_docs)] // each key's description is the schema's, one line above it

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::closing::{Closed, Data, Placed, Sections};
use crate::digest;
use crate::value::Day;
use crate::yaml::{self, DecodeFault, Entries, Field, Kind, Many, Node, Span, Text, Whole, choice};

/// The latest version of the format that this release reads and writes.
pub const LATEST: i64 = 1;

choice!(State {
    Closed = "da_chot": "Kỳ đã chốt.",
    Reopened = "mo_lai": "Kỳ đã mở lại theo văn bản nêu cuối cùng; chốt lại bằng thidua close.",
});

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(
    title = "Kỳ đã chốt",
    description = "Do `thidua close` ghi, không sửa tay: mã của mọi dữ liệu và quy tắc đã chấm kỳ, tổng điểm, thứ hạng. Mã là SHA-256 viết hệ 16."
)]
pub struct ClosingKey {
    #[serde(rename = "phien_ban")]
    #[schemars(description = "Phiên bản định dạng của tệp; vắng là 1.")]
    pub version: Option<Field<Whole>>,
    #[serde(rename = "ky")]
    #[schemars(description = "Mã kỳ.")]
    pub period: Field<Text>,
    #[serde(rename = "trang_thai")]
    #[schemars(description = "Đã chốt, hay đã mở lại.")]
    pub state: Field<State>,
    #[serde(rename = "cong_cu")]
    #[schemars(description = "Phiên bản thidua đã chốt.")]
    pub tool: Field<Text>,
    #[serde(rename = "van_ban")]
    #[schemars(description = "Số quyết định, văn bản chốt kỳ.")]
    pub document: Option<Field<Text>>,
    #[serde(rename = "ban_git")]
    #[schemars(description = "Bản git có đúng dữ liệu đã chốt; vắng khi không có git, hoặc dữ liệu chưa commit hết.")]
    pub revision: Option<Field<Text>>,
    #[serde(rename = "nhin_tu")]
    #[schemars(description = "Ngày mà hạn, rút đăng ký, miễn trừ được nhìn từ đó.")]
    pub as_of: Field<Day>,
    #[serde(rename = "ma_chot")]
    #[schemars(description = "Mã của chính tệp này, không kể trang_thai và mo_lai.")]
    pub seal: Field<Text>,
    #[serde(rename = "phong_trao")]
    #[schemars(description = "Từng phong trào có kỳ này.")]
    pub campaigns: Field<Many<ClosedKey>>,
    #[serde(rename = "mo_lai")]
    #[schemars(description = "Những lần mở lại, lần cuối ở dưới.")]
    pub reopened: Option<Field<Many<ReopenedKey>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ClosedKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã phong trào.")]
    pub code: Field<Text>,
    #[serde(rename = "quy_tac")]
    #[schemars(description = "Mã của từng khóa ở phong-trao.yaml đã chấm kỳ.")]
    pub rules: Field<Entries<Text>>,
    #[serde(rename = "so_cuoi")]
    #[schemars(description = "Số thứ tự cuối ở dieu-chinh.csv và phuc-tra.csv khi chốt; số lớn hơn là của sau khi chốt.")]
    pub last: Field<Entries<Whole>>,
    #[serde(rename = "khoi")]
    #[schemars(description = "Tổng điểm, thứ hạng, xếp loại của từng đơn vị, theo khối.")]
    pub blocks: Field<Many<BlockKey>>,
    #[serde(rename = "du_lieu")]
    #[schemars(description = "Mã dữ liệu theo bảng, theo đơn vị; đơn vị trống là những dòng không của đơn vị nào.")]
    pub data: Field<Entries<Entries<Text>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct BlockKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã khối.")]
    pub code: Field<Text>,
    #[serde(rename = "don_vi")]
    #[schemars(description = "Từng đơn vị, theo mã.")]
    pub units: Field<Many<PlacedKey>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct PlacedKey {
    #[serde(rename = "ma")]
    #[schemars(description = "Mã đơn vị.")]
    pub unit: Field<Text>,
    #[serde(rename = "tong_diem")]
    #[schemars(description = "Tổng điểm.")]
    pub total: Field<Text>,
    #[serde(rename = "ty_le_diem")]
    #[schemars(description = "Tỷ lệ với điểm được giao, của 100; vắng khi không được giao điểm nào.")]
    pub share: Option<Field<Text>>,
    #[serde(rename = "hang")]
    #[schemars(description = "Thứ hạng; vắng khi không xếp.")]
    pub place: Option<Field<Whole>>,
    #[serde(rename = "xep_loai")]
    #[schemars(description = "Xếp loại; vắng khi không có.")]
    pub grade: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ReopenedKey {
    #[serde(rename = "van_ban")]
    #[schemars(description = "Số văn bản cho mở lại.")]
    pub document: Field<Text>,
    #[serde(rename = "van_ban_chot")]
    #[schemars(description = "Số văn bản của lần chốt bị mở.")]
    pub closed_by: Option<Field<Text>>,
    #[serde(rename = "ma_chot")]
    #[schemars(description = "Mã của lần chốt bị mở.")]
    pub seal: Field<Text>,
}

/// One reopening.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reopened {
    /// The document that allows it.
    pub document: Box<str>,
    /// The document of the closing it undoes.
    pub closed_by: Option<Box<str>>,
    /// The seal of the closing it undoes.
    pub seal: Box<str>,
}

/// A closed period.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Closing {
    /// The period.
    pub period: Box<str>,
    /// Whether it has been opened again and not yet closed.
    pub is_reopened: bool,
    /// The version of the tool that closed it.
    pub tool: Box<str>,
    /// The decision.
    pub document: Option<Box<str>>,
    /// The commit that has what was closed.
    pub revision: Option<Box<str>>,
    /// The day it is seen from.
    pub as_of: Day,
    /// The campaigns.
    pub campaigns: Vec<Closed>,
    /// How often it was opened again.
    pub reopened: Vec<Reopened>,
}

/// A file of `chot/`, read.
#[derive(Debug)]
pub struct ClosingFile {
    /// Its path.
    pub path: Box<str>,
    /// Its text.
    pub text: String,
    /// What it says; none where it cannot be read.
    pub closing: Option<Closing>,
    /// What is wrong with it.
    pub fault: Option<FileFault>,
    keys: ClosingKey,
}

/// What is wrong with a file of `chot/`.
#[derive(Clone, Debug)]
pub enum FileFault {
    /// It is no YAML, or not of this form.
    Unreadable(Span),
    /// It is of a version this release does not read.
    Newer(Span, i64),
    /// It is not as `thidua close` wrote it.
    Altered(Span),
    /// It stands under another period's name.
    Misnamed(Span),
}

/// The keys that its seal leaves out.
const OUTSIDE_SEAL: [&str; 3] = ["ma_chot", "trang_thai", "mo_lai"];

impl ClosingFile {
    /// Reads a file.
    pub fn read(path: &str, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let mut file = Self { path: path.into(), text, closing: None, fault: None, keys: ClosingKey::default() };
        let (node, faults): (Option<Node>, Vec<DecodeFault>) = match yaml::parse(&file.text) {
            Ok(node) => {
                let (keys, faults) = yaml::decode(&node, &file.text);
                file.keys = keys;
                (Some(node), faults)
            }
            Err(fault) => (None, vec![fault]),
        };
        let version = file.keys.version.as_ref().and_then(|field| Some((field.span, field.get()?.0)));
        file.closing = closing_of(&file.keys);
        file.fault = match (version, faults.first(), node) {
            (Some((span, version)), _, _) if version > LATEST => Some(FileFault::Newer(span, version)),
            (_, Some(fault), _) => Some(FileFault::Unreadable(fault.span)),
            (_, None, None) => Some(FileFault::Unreadable(Span::default())),
            (_, None, Some(node)) => file.fault_of(&node),
        };
        if matches!(file.fault, Some(FileFault::Newer(..) | FileFault::Unreadable(_))) {
            file.closing = None;
        }
        file
    }

    fn fault_of(&self, node: &Node) -> Option<FileFault> {
        let keys = &self.keys;
        let is_sealed = keys.seal.get().is_some_and(|seal| seal.as_str() == seal_of(node));
        let period = keys.period.get().map(Text::as_str).unwrap_or_default();
        match () {
            () if !is_sealed => Some(FileFault::Altered(keys.seal.span)),
            () if *self.path != *crate::closing::path_of(period) => Some(FileFault::Misnamed(keys.period.span)),
            () => None,
        }
    }

    /// The seal it bears.
    pub fn seal(&self) -> &str {
        self.keys.seal.get().map(Text::as_str).unwrap_or_default()
    }

    /// Where it names its period.
    pub fn period_span(&self) -> Span {
        self.keys.period.span
    }

    /// Where it names a campaign.
    pub fn campaign_span(&self, campaign: usize) -> Span {
        self.key(campaign).map_or_else(Span::default, |key| key.code.span)
    }

    /// Where the digest of a sheet and a unit stands, else that of the sheet, else the period.
    pub fn data_span(&self, campaign: usize, sheet: &str, unit: &str) -> Span {
        let Some(sheets) = self.key(campaign).and_then(|key| key.data.get()) else { return self.period_span() };
        let Some((key, units)) = sheets.0.iter().find(|(key, _)| key.get().is_some_and(|key| key.as_str() == sheet)) else {
            return self.period_span();
        };
        let units = units.get().map(|units| units.0.as_slice()).unwrap_or_default();
        let own = units.iter().find(|(key, _)| key.get().is_some_and(|key| key.as_str() == unit));
        own.map_or(key.span, |(key, _)| key.span)
    }

    /// Where the digest of a key of the definition stands, else the campaign.
    pub fn rule_span(&self, campaign: usize, name: &str) -> Span {
        let rules = self.key(campaign).and_then(|key| key.rules.get()).map(|rules| rules.0.as_slice()).unwrap_or_default();
        let own = rules.iter().find(|(key, _)| key.get().is_some_and(|key| key.as_str() == name));
        own.map_or_else(|| self.campaign_span(campaign), |(key, _)| key.span)
    }

    fn key(&self, campaign: usize) -> Option<&ClosedKey> {
        self.keys.campaigns.get()?.get(campaign)?.get()
    }
}

/// The seal of a file: of all it says but its state.
fn seal_of(node: &Node) -> String {
    let mut sealed = node.clone();
    if let Kind::Mapping(entries) = &mut sealed.kind {
        entries.retain(|(key, _)| key.text().is_none_or(|key| !OUTSIDE_SEAL.contains(&key)));
    }
    digest::of_node(&sealed)
}

fn closing_of(keys: &ClosingKey) -> Option<Closing> {
    let optional = |field: &Option<Field<Text>>| field.as_ref().and_then(Field::get).map(|text| text.as_str().into());
    let text = |field: &Field<Text>| field.get().map(|text| Box::<str>::from(text.as_str()));
    let map = |entries: &Entries<Text>| -> Option<Sections> { entries.0.iter().map(|(key, value)| Some((text(key)?, text(value)?))).collect() };
    let placed = |field: &Field<PlacedKey>| {
        let key = field.get()?;
        let place = key.place.as_ref().and_then(Field::get).and_then(|place| u32::try_from(place.0).ok());
        Some(Placed { unit: text(&key.unit)?, total: text(&key.total)?, share: optional(&key.share), place, grade: optional(&key.grade) })
    };
    let block = |field: &Field<BlockKey>| {
        let key = field.get()?;
        Some((text(&key.code)?, key.units.get()?.iter().map(placed).collect::<Option<_>>()?))
    };
    let closed = |field: &Field<ClosedKey>| {
        let key = field.get()?;
        let last = |(key, value): &(Field<Text>, Field<Whole>)| Some((text(key)?, u64::try_from(value.get()?.0).ok()?));
        let data = |(key, value): &(Field<Text>, Field<Entries<Text>>)| Some((text(key)?, map(value.get()?)?));
        Some(Closed {
            campaign: text(&key.code)?,
            rules: map(key.rules.get()?)?,
            last: key.last.get()?.0.iter().map(last).collect::<Option<BTreeMap<_, _>>>()?,
            blocks: key.blocks.get()?.iter().map(block).collect::<Option<_>>()?,
            data: key.data.get()?.0.iter().map(data).collect::<Option<Data>>()?,
        })
    };
    let reopened = |field: &Field<ReopenedKey>| {
        let key = field.get()?;
        Some(Reopened { document: text(&key.document)?, closed_by: optional(&key.closed_by), seal: text(&key.seal)? })
    };
    Some(Closing {
        period: text(&keys.period)?,
        is_reopened: *keys.state.get()? == State::Reopened,
        tool: text(&keys.tool)?,
        document: optional(&keys.document),
        revision: optional(&keys.revision),
        as_of: *keys.as_of.get()?,
        campaigns: keys.campaigns.get()?.iter().map(closed).collect::<Option<_>>()?,
        reopened: keys.reopened.as_ref().and_then(Field::get).into_iter().flatten().map(reopened).collect::<Option<_>>()?,
    })
}

/// A text as YAML takes it whatever is in it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is a JSON string")
}

impl Closing {
    /// The file as `thidua close` writes it, and its seal.
    ///
    /// # Panics
    /// Never: what it writes is YAML.
    pub fn written(&self) -> (String, String) {
        let body = self.body();
        let seal = seal_of(&yaml::parse(&body).expect("what is written is YAML"));
        let state = if self.is_reopened { "mo_lai" } else { "da_chot" };
        let mut text = "# Do `thidua close` ghi; không sửa tay. `thidua verify` đối chiếu thư mục với tệp này.\n".to_owned();
        text.push_str(&body);
        let _ = writeln!(text, "ma_chot: {seal}\ntrang_thai: {state}");
        if !self.reopened.is_empty() {
            text.push_str("mo_lai:\n");
        }
        for Reopened { document, closed_by, seal } in &self.reopened {
            let closed_by = closed_by.as_ref().map(|number| format!(", van_ban_chot: {}", quoted(number))).unwrap_or_default();
            let _ = writeln!(text, "  - {{van_ban: {}{closed_by}, ma_chot: {seal}}}", quoted(document));
        }
        (text, seal)
    }

    fn body(&self) -> String {
        let mut text = String::new();
        let mut line = |words: std::fmt::Arguments<'_>| {
            let _ = text.write_fmt(words);
            text.push('\n');
        };
        line(format_args!("phien_ban: {LATEST}\nky: {}\ncong_cu: {}", quoted(&self.period), quoted(&self.tool)));
        for (key, value) in [("van_ban", &self.document), ("ban_git", &self.revision)] {
            if let Some(value) = value {
                line(format_args!("{key}: {}", quoted(value)));
            }
        }
        line(format_args!("nhin_tu: {}\nphong_trao:", self.as_of));
        for closed in &self.campaigns {
            line(format_args!("  - ma: {}\n    khoi:{}", quoted(&closed.campaign), if closed.blocks.is_empty() { " []" } else { "" }));
            for (block, units) in &closed.blocks {
                line(format_args!("      - ma: {}\n        don_vi:{}", quoted(block), if units.is_empty() { " []" } else { "" }));
                for Placed { unit, total, share, place, grade } in units {
                    let mut facts = format!("ma: {}, tong_diem: {}", quoted(unit), quoted(total));
                    for (key, value) in [("ty_le_diem", share), ("xep_loai", grade)] {
                        if let Some(value) = value {
                            let _ = write!(facts, ", {key}: {}", quoted(value));
                        }
                    }
                    if let Some(place) = place {
                        let _ = write!(facts, ", hang: {place}");
                    }
                    line(format_args!("          - {{{facts}}}"));
                }
            }
            let last: Vec<String> = closed.last.iter().map(|(sheet, number)| format!("{sheet}: {number}")).collect();
            line(format_args!("    so_cuoi: {{{}}}\n    quy_tac:{}", last.join(", "), if closed.rules.is_empty() { " {}" } else { "" }));
            for (key, digest) in &closed.rules {
                line(format_args!("      {}: {digest}", quoted(key)));
            }
            line(format_args!("    du_lieu:{}", if closed.data.is_empty() { " {}" } else { "" }));
            for (sheet, units) in &closed.data {
                line(format_args!("      {sheet}:"));
                for (unit, digest) in units {
                    line(format_args!("        {}: {digest}", quoted(unit)));
                }
            }
        }
        text
    }
}
