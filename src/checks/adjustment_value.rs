//! An adjustment whose values do not fit the cell it adjusts.

use rustc_hash::FxHashMap;
use strum::VariantNames as _;

use crate::campaign::{AdjustedColumn, Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::results::ResultBatch;
use crate::sheet::{Place, Reading};
use crate::value::Quantity;
use crate::words::{rows, shown};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "adjustment-value",
    page: include_str!("adjustment_value.md"),
    grade: Grade::Required,
    reasons: Value::VARIANTS,
    looks: &[Look::Sheets(look), Look::Results(results)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Value {
    Unreadable { written: Box<str>, column: String },
    Unchanged { written: Box<str> },
    OldDiffers { stands: String, written: Box<str>, is_adjusted: bool },
}

impl Fault for Value {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unreadable { written, column } => {
                voice.say(format!("`{written}` không phải giá trị của cột `{column}`"), format!("`{written}` is no value of column `{column}`"))
            }
            Self::Unchanged { written } => voice.say(
                format!("giá trị mới cũng là {}, nên không điều chỉnh gì", cell(written, voice)),
                format!("the new value is {} as well, so nothing is adjusted", cell(written, voice)),
            ),
            Self::OldDiffers { stands, written, .. } => voice.say(
                format!("giá trị cũ ghi {}, nhưng ô đang là {}", cell(written, voice), cell(stands, voice)),
                format!("the old value is said to be {}, and the cell is {}", cell(written, voice), cell(stands, voice)),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Unreadable { column, .. } if column == "thuc_hien" => {
                Some(voice.say("viết số không âm, ví dụ `9.5`, hoặc có, không", "write a number that is not negative, such as `9.5`, or có, không"))
            }
            Self::Unreadable { .. } => Some(voice.say("viết số không âm, ví dụ `9.5`", "write a number that is not negative, such as `9.5`")),
            Self::Unchanged { .. } => Some(voice.say(
                "viết giá trị mới như trong văn bản; không điều chỉnh gì thì bỏ dòng này",
                "write the new value as the document has it; where nothing is adjusted, remove the row",
            )),
            Self::OldDiffers { stands, .. } if stands.is_empty() => Some(voice.say("để trống ô này", "leave this cell empty")),
            Self::OldDiffers { stands, .. } => {
                Some(voice.say(format!("viết `{stands}` nếu điều chỉnh là từ số đó"), format!("write `{stands}` if that is what is adjusted")))
            }
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Unreadable { .. } => None,
            Self::Unchanged { .. } => Some(voice.say("giá trị cũ", "the old value")),
            Self::OldDiffers { is_adjusted: true, .. } => Some(voice.say("đã điều chỉnh thành số này", "it was adjusted to this")),
            Self::OldDiffers { is_adjusted: false, .. } => Some(voice.say("ô được điều chỉnh", "the cell that is adjusted")),
        }
    }
}

/// A cell's text in a sentence.
fn cell(text: &str, voice: Voice) -> String {
    if text.is_empty() { voice.say("trống", "empty") } else { format!("`{}`", shown(text)) }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for adjustment in &campaign.adjustments.list {
        let subject = || Subject::unit(Some(adjustment.unit)).criterion(Some(adjustment.criterion)).period(Some(adjustment.period));
        for value in [&adjustment.old, &adjustment.new] {
            if value.reading.is_broken() {
                let fault = Value::Unreadable { written: value.text.clone(), column: name(campaign, adjustment.column) };
                findings.add(&CHECK, value.place, subject(), fault);
            }
        }
        let (old, new) = (adjustment.old.reading, adjustment.new.reading);
        if !old.is_broken() && old == new {
            let fault = Value::Unchanged { written: adjustment.new.text.clone() };
            findings.add(&CHECK, adjustment.new.place, subject(), fault).against(adjustment.old.place);
        }
    }
}

fn name(campaign: &Campaign, column: AdjustedColumn) -> String {
    match column {
        AdjustedColumn::Points(stage) => format!("diem_{}", campaign.stages[stage]),
        AdjustedColumn::Target | AdjustedColumn::Total | AdjustedColumn::Actual | AdjustedColumn::Estimate | AdjustedColumn::NotApplicable => {
            let named = AdjustedColumn::NAMED.iter().find(|(_, known)| *known == column);
            named.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
        }
    }
}

/// What a cell holds while adjustments are applied to it.
struct Standing {
    reading: Reading<Quantity>,
    text: String,
    place: Place,
    is_adjusted: bool,
}

impl Standing {
    /// Whether an adjustment set it to what cannot be read.
    fn is_lost(&self) -> bool {
        self.is_adjusted && self.reading.is_broken()
    }
}

fn results(batch: &ResultBatch, _campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects().filter(|(_, row)| row.is_adjusted) {
        let mut stands: FxHashMap<usize, Standing> = FxHashMap::default();
        for adjustment in batch.adjustments(row) {
            let key = match adjustment.column {
                AdjustedColumn::Points(stage) => AdjustedColumn::NAMED.len() + stage.get(),
                column => AdjustedColumn::NAMED.iter().position(|(_, known)| *known == column).unwrap_or_default(),
            };
            let standing = stands.entry(key).or_insert_with(|| {
                let (text, place) = batch.written(row, adjustment.column);
                Standing { reading: adjustment.column.read(&text, batch.records.style), text, place, is_adjusted: false }
            });
            // What an earlier adjustment sets and cannot be read has been told; a cell of the results may still be anything.
            let is_known = !adjustment.old.reading.is_broken() && !standing.is_lost();
            if is_known && standing.reading != adjustment.old.reading {
                let fault = Value::OldDiffers {
                    stands: std::mem::take(&mut standing.text),
                    written: adjustment.old.text.clone(),
                    is_adjusted: standing.is_adjusted,
                };
                findings.add(&CHECK, adjustment.old.place, rows::subject(row), fault).against(standing.place);
            }
            let new = &adjustment.new;
            *standing = Standing { reading: new.reading, text: new.text.to_string(), place: new.place, is_adjusted: true };
        }
    }
}
