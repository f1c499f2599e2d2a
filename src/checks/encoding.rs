//! Bytes of a sheet that are no text.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::registrations::RegistrationBatch;
use crate::results::ResultBatch;
use crate::sheet::{FileIndex, Opened, Place, Records};
use crate::source::FlawKind;
use crate::words::{self, Unusable};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "encoding",
    page: include_str!("encoding.md"),
    grade: Grade::Required,
    reasons: Encoding::VARIANTS,
    looks: &[Look::Opening(opening), Look::Records(small), Look::Registrations(registrations), Look::Results(results)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Encoding {
    #[strum(serialize = "not-utf8")]
    NotUtf8 {
        byte: u8,
    },
    #[strum(serialize = "utf16")]
    Utf16,
    Nul,
}

impl Fault for Encoding {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotUtf8 { byte } => voice.say(
                format!("ô này không viết bằng UTF-8: byte 0x{byte:02X} không phải là chữ"),
                format!("this cell is not UTF-8: byte 0x{byte:02X} is no letter"),
            ),
            Self::Utf16 => voice.say("tệp viết bằng UTF-16, chỉ đọc được UTF-8", "the file is UTF-16, only UTF-8 is read"),
            Self::Nul => voice.say("ô này có byte 0 (NUL), không phải là chữ", "this cell has a zero byte (NUL), which is no letter"),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::NotUtf8 { .. } | Self::Utf16 => {
                voice.say("lưu lại tệp bằng UTF-8 (trong Excel: Lưu thành, chọn CSV UTF-8)", "save the file as UTF-8 (in Excel: Save As, CSV UTF-8)")
            }
            Self::Nul => voice.say("xóa byte đó, hoặc xuất lại tệp bằng UTF-8", "remove the byte, or export the file again as UTF-8"),
        })
    }
}

fn opening(opened: &Opened, findings: &mut Findings) {
    if opened.opening.utf16 {
        findings.add(&CHECK, Place::File(opened.file), words::anyone_in(opened.sheet), Encoding::Utf16);
    }
}

fn small(records: &Records, findings: &mut Findings) {
    if words::is_small(records.sheet) && !records.batch.flaws().is_empty() {
        words::unusable(records).for_each(|unusable| look(records.file, unusable, findings));
    }
}

fn registrations(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    words::unusable_registrations(batch, campaign).for_each(|unusable| look(batch.records.file, unusable, findings));
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    words::unusable_results(batch, campaign).for_each(|unusable| look(batch.records.file, unusable, findings));
}

/// One finding a record: its other cells are in the same encoding.
fn look(file: FileIndex, Unusable { record, subject, .. }: Unusable, findings: &mut Findings) {
    let found = record.flaws().iter().find_map(|flaw| match flaw.kind {
        FlawKind::NotUtf8 => {
            let at = usize::try_from(flaw.offset - record.offset()).ok()?;
            Some((flaw, Encoding::NotUtf8 { byte: record.bytes().get(at).copied().unwrap_or_default() }))
        }
        FlawKind::Nul => Some((flaw, Encoding::Nul)),
        FlawKind::StrayQuote | FlawKind::TextAfterQuote | FlawKind::UnclosedQuote | FlawKind::TooLong | FlawKind::TooManyCells => None,
    });
    if let Some((flaw, fault)) = found {
        findings.add(&CHECK, Place::Byte { file, offset: flaw.offset, line: flaw.line }, subject, fault);
    }
}
