//! Records of delimiters alone.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::{Place, Records};
use crate::source::Record;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "blank-record",
    page: include_str!("blank_record.md"),
    grade: Grade::Note,
    reasons: Reason::VARIANTS,
    looks: &[Look::Records(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Blank,
}

#[derive(Debug)]
struct BlankRecord {
    /// How many stand one after another, up to 256.
    count: usize,
}

impl Fault for BlankRecord {
    fn reason(&self) -> &'static str {
        Reason::Blank.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self.count {
            1 => voice.say("dòng trống, chỉ có dấu phân cách", "a blank row: nothing but delimiters"),
            count => {
                voice.say(format!("{count} dòng trống liền nhau, chỉ có dấu phân cách"), format!("{count} blank rows on end: nothing but delimiters"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self.count {
            1 => voice.say("bỏ dòng này", "remove this row"),
            _ => voice.say("bỏ các dòng này", "remove these rows"),
        })
    }
}

fn look(records: &Records, findings: &mut Findings) {
    let mut position = records.from;
    while position < records.batch.len() {
        let count = (position..records.batch.len()).take_while(|position| is_blank(records.batch.record(*position))).count();
        if count > 0 {
            findings.add(&CHECK, Place::Row(records.row(position)), Subject::nobody(), BlankRecord { count });
        }
        position += count + 1;
    }
}

/// Nearly every record shows with its first byte that it is not blank.
fn is_blank(record: Record<'_>) -> bool {
    let is_filled = record.raw(0).first().is_some_and(u8::is_ascii_alphanumeric);
    !is_filled && record.flaws().is_empty() && record.is_blank()
}
