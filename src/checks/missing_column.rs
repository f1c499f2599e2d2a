//! A sheet without a column it cannot be read without.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::{Header, LabelFaultKind, Opened, Place, Sheet};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "missing-column",
    page: include_str!("missing_column.md"),
    grade: Grade::Required,
    reasons: MissingColumn::VARIANTS,
    looks: &[Look::Opening(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum MissingColumn {
    Missing { key: &'static str, sheet: &'static str },
    NoLabels { sheet: &'static str, keys: Vec<&'static str> },
    TitleRow { text: Box<str> },
}

impl Fault for MissingColumn {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Missing { key, sheet } => voice.say(
                format!("thiếu cột `{key}` mà bảng `{sheet}` phải có"),
                format!("the column `{key}`, which sheet `{sheet}` must have, is missing"),
            ),
            Self::NoLabels { sheet, .. } => voice.say(
                format!("tệp không có gì, bảng `{sheet}` phải có dòng tên cột"),
                format!("the file is empty, sheet `{sheet}` must have a row of labels"),
            ),
            Self::TitleRow { text } if text.is_empty() => {
                voice.say("dòng đầu trống, không phải dòng tên cột", "the first row is empty, it is no row of labels")
            }
            Self::TitleRow { text } => {
                let text = words::shown(text);
                voice.say(format!("dòng đầu chỉ có `{text}`, không phải dòng tên cột"), format!("the first row is only `{text}`, no row of labels"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Missing { key, .. } => voice.say(format!("thêm cột `{key}`"), format!("add the column `{key}`")),
            Self::NoLabels { keys, .. } => {
                let keys = keys.join(",");
                voice.say(format!("viết dòng đầu `{keys}`, hoặc xóa tệp"), format!("write the first line `{keys}`, or delete the file"))
            }
            Self::TitleRow { .. } => voice.say("bỏ dòng này, để dòng tên cột đứng đầu tệp", "remove this row, so that the labels come first"),
        })
    }
}

fn look(opened: &Opened, findings: &mut Findings) {
    let sheet = opened.sheet;
    let Some(header) = opened.header else {
        if !opened.opening.utf16 {
            let compulsory = sheet.columns.iter().filter(|column| column.presence.needs_column());
            let fault = MissingColumn::NoLabels { sheet: sheet.name, keys: compulsory.map(|column| column.key).collect() };
            findings.add(&CHECK, Place::File(opened.file), Subject::nobody(), fault);
        }
        return;
    };
    if opened.is_sound && header.is_title() {
        let filled = header.labels.iter().position(|label| !label.is_empty()).unwrap_or_default();
        let place = Place::Label(opened.file, u16::try_from(filled).unwrap_or(u16::MAX));
        findings.add(&CHECK, place, words::anyone_in(sheet), MissingColumn::TitleRow { text: header.labels[filled].clone() });
        return;
    }
    for fault in header.faults.iter().filter(|_| opened.is_sound) {
        let LabelFaultKind::Missing { key } = fault.kind else { continue };
        if !is_misspelt(sheet, header, key) {
            let place = Place::Label(opened.file, fault.cell);
            findings.add(&CHECK, place, words::anyone_in(sheet), MissingColumn::Missing { key, sheet: sheet.name });
        }
    }
}

/// Whether the column is there under a label that has its own finding.
fn is_misspelt(sheet: &'static Sheet, header: &Header, key: &str) -> bool {
    header.faults.iter().any(|fault| match &fault.kind {
        LabelFaultKind::Unknown { text, nearest } => {
            let is_nearest = nearest.first().is_some_and(|nearest| **nearest == *key);
            is_nearest || words::column_in_latin(sheet, text).is_some_and(|(_, column)| column.key == key)
        }
        LabelFaultKind::Ambiguous { fits, .. } => fits.iter().any(|fit| **fit == *key),
        LabelFaultKind::Empty | LabelFaultKind::Repeated { .. } | LabelFaultKind::Missing { .. } | LabelFaultKind::UnknownStage { .. } => false,
    })
}
