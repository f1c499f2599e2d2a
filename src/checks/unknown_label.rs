//! A label that names no column of its sheet.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::{LabelFaultKind, Opened, Place};
use crate::value::text::{self, LookAlike};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-label",
    page: include_str!("unknown_label.md"),
    grade: Grade::Required,
    reasons: UnknownLabel::VARIANTS,
    looks: &[Look::Opening(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnknownLabel {
    Unknown { label: Box<str>, sheet: &'static str, nearest: Vec<Box<str>> },
    Empty,
    UnknownStage { label: Box<str>, known: Vec<Box<str>>, nearest: Vec<Box<str>> },
    LookAlike { label: Box<str>, letter: LookAlike, right: Box<str> },
}

impl Fault for UnknownLabel {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unknown { label, sheet, .. } => {
                let label = words::shown(label);
                voice.say(format!("bảng `{sheet}` không có cột `{label}`"), format!("sheet `{sheet}` has no column `{label}`"))
            }
            Self::Empty => voice.say("cột này không có tên, nên không được đọc", "this column has no label, so it is not read"),
            Self::UnknownStage { label, .. } => {
                let label = words::shown(label);
                voice.say(format!("không có vòng chấm nào ứng với cột `{label}`"), format!("no stage belongs to the column `{label}`"))
            }
            Self::LookAlike { label, letter, .. } => {
                let (label, letter) = (words::shown(label), words::letter(letter, voice));
                voice.say(format!("tên cột `{label}` có chữ {letter}"), format!("label `{label}` holds {letter}"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Unknown { nearest, .. } | Self::UnknownStage { nearest, .. } if !nearest.is_empty() => words::write_nearest(nearest, voice),
            Self::Unknown { .. } => {
                Some(voice.say("bỏ cột này, hoặc chép nội dung vào cột `ghi_chu`", "remove the column, or move what it holds to `ghi_chu`"))
            }
            Self::Empty => Some(voice.say("viết tên cột, hoặc bỏ cả cột", "write its label, or remove the column")),
            Self::UnknownStage { known, .. } => {
                let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                let known = known.join(", ");
                Some(voice.say(format!("viết một trong {known}"), format!("write one of {known}")))
            }
            Self::LookAlike { right, .. } => Some(voice.say(format!("viết `{right}`"), format!("write `{right}`"))),
        }
    }
}

fn look(opened: &Opened, findings: &mut Findings) {
    // A title over the table is no row of labels, and has its own finding.
    let Some(header) = opened.header.filter(|header| opened.is_sound && !header.is_title()) else { return };
    for fault in &header.faults {
        let (fault_found, is_meant) = match &fault.kind {
            LabelFaultKind::Unknown { text, nearest } => unknown(opened, text, nearest),
            LabelFaultKind::Empty => (UnknownLabel::Empty, true),
            // Without a single stage the definition has its own finding.
            LabelFaultKind::UnknownStage { known, .. } if known.is_empty() => continue,
            LabelFaultKind::UnknownStage { text, known } => {
                let known: Vec<Box<str>> = known.iter().map(|code| format!("diem_{code}").into()).collect();
                let nearest = text::nearest(text, known.iter().map(AsRef::as_ref), 3).into_iter().map(Into::into).collect();
                (UnknownLabel::UnknownStage { label: text.clone(), known, nearest }, true)
            }
            LabelFaultKind::Ambiguous { .. } | LabelFaultKind::Repeated { .. } | LabelFaultKind::Missing { .. } => continue,
        };
        // A column of the clerk's own holds no number; one that is nearly known may hold any.
        let subject = if is_meant { words::anyone_in(opened.sheet) } else { Subject::nobody() };
        findings.add(&CHECK, Place::Label(opened.file, fault.cell), subject, fault_found);
    }
}

/// A label that fits nothing, and whether one of the sheet's columns may be meant.
fn unknown(opened: &Opened, label: &str, nearest: &[Box<str>]) -> (UnknownLabel, bool) {
    if let Some((letter, column)) = words::column_in_latin(opened.sheet, label) {
        return (UnknownLabel::LookAlike { label: label.into(), letter, right: column.key.into() }, true);
    }
    (UnknownLabel::Unknown { label: label.into(), sheet: opened.sheet.name, nearest: nearest.into() }, !nearest.is_empty())
}
