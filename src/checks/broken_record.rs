//! A record of a sheet that cannot be read as a row.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::registrations::RegistrationBatch;
use crate::results::ResultBatch;
use crate::sheet::{Place, Records, text_of};
use crate::source::{FlawKind, LONGEST_RECORD, MOST_CELLS, Record};
use crate::words::{self, Unusable};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "broken-record",
    page: include_str!("broken_record.md"),
    grade: Grade::Required,
    reasons: BrokenRecord::VARIANTS,
    looks: &[Look::Records(small), Look::Registrations(registrations), Look::Results(results)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum BrokenRecord {
    StrayQuote { written_right: Option<String> },
    TextAfterQuote { written_right: Option<String> },
    UnclosedQuote,
    TooLong,
    TooManyCells,
    ShortRecord { cells: usize, labels: usize, delimiter: char },
    LongRecord { cells: usize, labels: usize, delimiter: char },
}

impl Fault for BrokenRecord {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::StrayQuote { .. } => {
                voice.say("dấu `\"` đứng giữa một ô không mở bằng dấu ngoặc kép", "a `\"` stands inside a cell that does not open with one")
            }
            Self::TextAfterQuote { .. } => voice.say("có chữ sau dấu `\"` đóng ô", "text stands after the `\"` that closes the cell"),
            Self::UnclosedQuote => voice.say("dấu `\"` mở ô ở đây không được đóng", "the `\"` that opens this cell is never closed"),
            Self::TooLong => {
                voice.say(format!("dòng dài quá {} KiB", LONGEST_RECORD >> 10), format!("the record is longer than {} KiB", LONGEST_RECORD >> 10))
            }
            Self::TooManyCells => voice.say(format!("dòng có hơn {MOST_CELLS} ô"), format!("the record has more than {MOST_CELLS} cells")),
            Self::ShortRecord { cells, labels, .. } => {
                voice.say(format!("dòng có {cells} ô, tên cột có {labels}"), format!("the record has {cells} cells, there are {labels} labels"))
            }
            Self::LongRecord { cells, labels, .. } => voice
                .say(format!("dòng có {cells} ô, tên cột chỉ có {labels}"), format!("the record has {cells} cells, there are only {labels} labels")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::StrayQuote { written_right } | Self::TextAfterQuote { written_right } => Some(match written_right {
                Some(right) => {
                    let right = words::shown(right);
                    voice.say(format!("viết `{right}`"), format!("write `{right}`"))
                }
                None => voice.say(
                    "đặt cả ô trong một cặp dấu `\"`, dấu `\"` ở giữa viết hai lần",
                    "put the whole cell between `\"`, and write each `\"` inside it twice",
                ),
            }),
            Self::UnclosedQuote => {
                Some(voice.say("thêm dấu `\"` ở cuối ô, hoặc bỏ dấu này", "add a `\"` at the end of the cell, or remove this one"))
            }
            Self::TooLong | Self::TooManyCells => Some(voice.say(
                "đóng dấu `\"` còn mở trong dòng này, xuống dòng ở chỗ thiếu, hoặc bỏ phần thừa",
                "close the `\"` left open in this record, break the line where an end is missing, or remove what is too much",
            )),
            Self::ShortRecord { cells, labels, delimiter } => {
                let missing = labels - cells;
                Some(voice.say(
                    format!("thêm {missing} dấu {} cho các ô còn thiếu", name(*delimiter, voice)),
                    format!("add {missing} {} for the missing cells", name(*delimiter, voice)),
                ))
            }
            Self::LongRecord { delimiter, .. } => Some(voice.say(
                format!("ô nào có dấu {} bên trong thì đặt trong dấu `\"`{}", name(*delimiter, voice), decimal(*delimiter, voice)),
                format!("put a cell that holds a {} between `\"`{}", name(*delimiter, voice), decimal(*delimiter, voice)),
            )),
        }
    }
}

fn name(delimiter: char, voice: Voice) -> String {
    if delimiter == '\t' { voice.say("TAB", "TAB") } else { format!("`{delimiter}`") }
}

/// `9,5` without quotes is two cells of a file with commas between cells.
fn decimal(delimiter: char, voice: Voice) -> String {
    if delimiter == ',' { voice.say("; số thập phân viết bằng dấu chấm", "; write decimals with a point") } else { String::new() }
}

fn small(records: &Records, findings: &mut Findings) {
    if words::is_small(records.sheet) {
        words::unusable(records).for_each(|unusable| look(records, unusable, findings));
    }
}

fn registrations(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    words::unusable_registrations(batch, campaign).for_each(|unusable| look(batch.records, unusable, findings));
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    words::unusable_results(batch, campaign).for_each(|unusable| look(batch.records, unusable, findings));
}

fn look(records: &Records, Unusable { record, id, subject }: Unusable, findings: &mut Findings) {
    for flaw in record.flaws() {
        let fault = match flaw.kind {
            FlawKind::StrayQuote => BrokenRecord::StrayQuote { written_right: written_right(record, flaw.cell) },
            FlawKind::TextAfterQuote => BrokenRecord::TextAfterQuote { written_right: written_right(record, flaw.cell) },
            FlawKind::UnclosedQuote => BrokenRecord::UnclosedQuote,
            FlawKind::TooLong => BrokenRecord::TooLong,
            FlawKind::TooManyCells => BrokenRecord::TooManyCells,
            FlawKind::NotUtf8 | FlawKind::Nul => continue,
        };
        let place = Place::Byte { file: records.file, offset: flaw.offset, line: flaw.line };
        findings.add(&CHECK, place, subject.clone(), fault);
    }
    let (cells, labels) = (record.len(), records.header.cells.len());
    if !record.flaws().is_empty() || cells == labels {
        return;
    }
    let delimiter = char::from(records.delimiter);
    let is_short = cells < labels;
    let cell = if is_short { cells - 1 } else { labels };
    let place = Place::Cell(id, u16::try_from(cell).unwrap_or(u16::MAX));
    let fault = if is_short { BrokenRecord::ShortRecord { cells, labels, delimiter } } else { BrokenRecord::LongRecord { cells, labels, delimiter } };
    findings.add(&CHECK, place, subject, fault);
}

/// The whole cell between quotes, its own quotes doubled; none where some are doubled already.
fn written_right(record: Record<'_>, cell: usize) -> Option<String> {
    let text = text_of((cell < record.len()).then(|| record.raw(cell))?).into_owned();
    (!text.contains("\"\"")).then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}
