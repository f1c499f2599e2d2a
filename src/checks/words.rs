//! Words and looks that several checks share.

pub(super) mod awaited;
pub(super) mod rows;

use crate::campaign::{Campaign, GapKind, Resolution};
use crate::diagnostic::{Check, Findings, Subject, Voice};
use crate::draft::SMALL_SHEETS;
use crate::sheet::{CodeKind, Kind, Place};

/// The help line of a code that is not known: the nearest code to write.
pub(super) fn write_nearest(nearest: &[Box<str>], voice: Voice) -> Option<String> {
    let first = nearest.first()?;
    let others: Vec<String> = nearest[1..].iter().map(|code| format!("`{code}`")).collect();
    Some(if others.is_empty() {
        voice.say(format!("viết `{first}`"), format!("write `{first}`"))
    } else {
        let others = others.join(", ");
        voice.say(format!("viết `{first}`; hoặc có phải {others}?"), format!("write `{first}`; or is it {others}?"))
    })
}

/// What a code names, in a sentence.
pub(super) fn kind_name(kind: CodeKind, voice: Voice) -> &'static str {
    let (vietnamese, english) = match kind {
        CodeKind::Unit | CodeKind::Units => ("đơn vị", "unit"),
        CodeKind::Criterion => ("tiêu chí", "criterion"),
        CodeKind::Period => ("kỳ", "period"),
        CodeKind::Block => ("khối", "block"),
        CodeKind::Duty => ("việc", "duty"),
        CodeKind::Title => ("danh hiệu", "title"),
        CodeKind::Statistic => ("chỉ số thống kê", "statistic"),
        CodeKind::UnitKind => ("loại đơn vị", "kind of unit"),
        CodeKind::Topic => ("nội dung", "topic"),
        CodeKind::Stage => ("vòng chấm", "stage"),
        CodeKind::Free => ("mục", "entry"),
    };
    match voice.language {
        crate::diagnostic::Language::Vietnamese => vietnamese,
        crate::diagnostic::Language::English => english,
    }
}

/// Where a code that names nothing stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Where {
    /// In the definition.
    InDefinition,
    /// In a sheet.
    InSheet,
}

/// A code that names nothing.
#[derive(Clone, Debug)]
pub(super) struct UnknownCode {
    pub(super) at: Where,
    pub(super) kind: CodeKind,
    pub(super) code: Box<str>,
    pub(super) nearest: Vec<Box<str>>,
}

impl crate::diagnostic::Fault for UnknownCode {
    fn reason(&self) -> &'static str {
        self.at.into()
    }

    fn title(&self, voice: Voice) -> String {
        let kind = kind_name(self.kind, voice);
        let code = &self.code;
        voice.say(format!("không có {kind} nào mang mã `{code}`"), format!("no {kind} has the code `{code}`"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        write_nearest(&self.nearest, voice)
    }
}

/// Codes of one kind that name nothing in the definition.
pub(super) fn unknown_in_definition(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::UnknownCode { kind, code, nearest } = &gap.kind else { continue };
        if *kind == wanted {
            let subject = Subject { block: gap.block, ..Subject::campaign() }.criterion(gap.criterion);
            let fault = UnknownCode { at: Where::InDefinition, kind: *kind, code: code.clone(), nearest: nearest.clone() };
            findings.add(check, Place::Definition(gap.span), subject, fault);
        }
    }
}

/// Codes of one kind that name nothing in the small sheets.
pub(super) fn unknown_in_small_sheets(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    for sheet in SMALL_SHEETS {
        let columns = sheet.columns.iter().enumerate();
        let columns: Vec<usize> =
            columns.filter(|(_, column)| matches!(column.kind, Kind::Code(kind) if kind == wanted)).map(|(index, _)| index).collect();
        let Some(rows) = resolution.draft.rows(sheet) else { continue };
        for row in &rows.rows {
            for column in &columns {
                let code = row.text(*column);
                if code.is_empty() || is_known(resolution.campaign, wanted, code) {
                    continue;
                }
                let fault = unknown_code(resolution.campaign, wanted, code);
                findings.add(check, row.place(*column), Subject::nobody(), fault);
            }
        }
    }
}

/// Whether a code names something.
pub(super) fn is_known(campaign: &Campaign, kind: CodeKind, code: &str) -> bool {
    let directories = &campaign.directories;
    let bytes = code.as_bytes();
    match kind {
        CodeKind::Unit => directories.units.find(bytes).is_some(),
        CodeKind::Units => code.split(';').all(|code| directories.units.find(code.as_bytes()).is_some()),
        CodeKind::Criterion => directories.criteria.find(bytes).is_some(),
        CodeKind::Period => directories.periods.find(bytes).is_some(),
        CodeKind::Block => directories.blocks.find(bytes).is_some(),
        CodeKind::Duty => directories.duties.find(bytes).is_some(),
        CodeKind::Title => directories.titles.find(bytes).is_some(),
        CodeKind::Statistic => directories.statistics.find(bytes).is_some(),
        CodeKind::UnitKind => directories.kinds.find(bytes).is_some(),
        CodeKind::Topic => directories.topics.find(bytes).is_some(),
        CodeKind::Stage => directories.stages.find(bytes).is_some(),
        CodeKind::Free => true,
    }
}

/// The fault of a code of a sheet that names nothing.
pub(super) fn unknown_code(campaign: &Campaign, kind: CodeKind, code: &str) -> UnknownCode {
    let directories = &campaign.directories;
    let nearest = match kind {
        CodeKind::Unit | CodeKind::Units => directories.units.nearest(code),
        CodeKind::Criterion => directories.criteria.nearest(code),
        CodeKind::Period => directories.periods.nearest(code),
        CodeKind::Block => directories.blocks.nearest(code),
        CodeKind::Duty => directories.duties.nearest(code),
        CodeKind::Title => directories.titles.nearest(code),
        CodeKind::Statistic => directories.statistics.nearest(code),
        CodeKind::UnitKind => directories.kinds.nearest(code),
        CodeKind::Topic => directories.topics.nearest(code),
        CodeKind::Stage => directories.stages.nearest(code),
        CodeKind::Free => Vec::new(),
    };
    UnknownCode { at: Where::InSheet, kind, code: code.into(), nearest }
}
