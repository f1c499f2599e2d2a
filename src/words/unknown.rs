//! Codes that name nothing: where they stand, the nearest that do, and the looks that find them.

use crate::campaign::{Campaign, Gap, GapKind, Resolution};
use crate::diagnostic::{Check, Findings, Subject, Voice};
use crate::draft::SMALL_SHEETS;
use crate::rulebook;
use crate::sheet::{CodeKind, Kind, Place};
use crate::value::{UnitIndex, text};
use crate::words::subjects::{concerned, unit_of};
use crate::words::{kind_name, subject, write_declared, write_nearest, write_one_of};

/// Where a code that names nothing stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Where {
    /// In the definition.
    InDefinition,
    /// In a sheet.
    InSheet,
}

/// What people write in place of a unit in the row under a table, folded.
const SUMS: [&str; 4] = ["tong", "cong", "tong cong", "tong so"];

/// A code that names nothing.
#[derive(Clone, Debug)]
pub(crate) struct UnknownCode {
    pub(crate) at: Where,
    pub(crate) kind: CodeKind,
    pub(crate) code: Box<str>,
    pub(crate) nearest: Vec<Box<str>>,
    /// Every code there is, where none is near and they are few.
    pub(crate) known: Vec<Box<str>>,
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
        let foreign = |letter: &char| matches!(letter, '\u{370}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}');
        // The nearest code may look the same to the eye: then what is wrong is a letter, and it is named.
        if let Some(letter) = self.code.chars().find(foreign) {
            let number = u32::from(letter);
            return Some(voice.say(
                format!("`{letter}` (U+{number:04X}) không phải chữ Latin: xóa cả mã rồi gõ lại"),
                format!("`{letter}` (U+{number:04X}) is not a Latin letter: delete the code and type it again"),
            ));
        }
        if matches!(self.kind, CodeKind::Unit) && SUMS.contains(&text::fold(&self.code).as_str()) {
            return Some(voice.say(
                "bỏ dòng này: dòng cộng không phải của đơn vị nào, thidua tự cộng",
                "remove this row: a sum belongs to no unit, and thidua adds up by itself",
            ));
        }
        write_nearest(&self.nearest, voice).or_else(|| write_one_of(&self.known, voice)).or_else(|| Some(write_declared(home(self.kind)?, voice)))
    }
}

/// Codes of one kind that name nothing in the definition.
pub(crate) fn unknown_in_definition(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    unknown_in_definition_of(check, wanted, resolution, findings, subject);
}

/// As [`unknown_in_definition`], of codes that touch the numbers of those `whose` says.
pub(crate) fn unknown_in_definition_of(
    check: &'static Check,
    wanted: CodeKind,
    resolution: &Resolution,
    findings: &mut Findings,
    whose: impl Fn(&Gap) -> Subject,
) {
    for gap in &resolution.campaign.gaps {
        let GapKind::UnknownCode { kind, code, nearest } = &gap.kind else { continue };
        if *kind == wanted {
            let known = if nearest.is_empty() { few(resolution.campaign, *kind) } else { Vec::new() };
            let fault = UnknownCode { at: Where::InDefinition, kind: *kind, code: code.clone(), nearest: nearest.clone(), known };
            findings.add(check, Place::Definition(gap.span), whose(gap), fault);
        }
    }
}

/// Codes of one kind that name nothing in the small sheets; they touch the numbers of the row's unit.
pub(crate) fn unknown_in_small_sheets(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    unknown_in_small_sheets_of(check, wanted, resolution, findings, Subject::unit);
}

/// As [`unknown_in_small_sheets`], of codes that touch the numbers of those `whose` says of the row's unit.
pub(crate) fn unknown_in_small_sheets_of(
    check: &'static Check,
    wanted: CodeKind,
    resolution: &Resolution,
    findings: &mut Findings,
    whose: impl Fn(Option<UnitIndex>) -> Subject,
) {
    if !is_complete(resolution.campaign, wanted) {
        return;
    }
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
                let subject = concerned(resolution.campaign, sheet, row).unwrap_or_else(|| whose(unit_of(resolution.campaign, sheet, row)));
                findings.add(check, row.place(*column), subject, fault);
            }
        }
    }
}

/// Whether every declaration of a kind of code could be read, so that an unknown one is declared nowhere.
pub(crate) fn is_complete(campaign: &Campaign, kind: CodeKind) -> bool {
    let directories = &campaign.directories;
    match kind {
        CodeKind::Unit | CodeKind::Units => directories.units.is_complete(),
        CodeKind::Criterion => directories.criteria.is_complete(),
        CodeKind::Period => directories.periods.is_complete(),
        CodeKind::Block => directories.blocks.is_complete(),
        CodeKind::Duty => directories.duties.is_complete(),
        CodeKind::Title => directories.titles.is_complete(),
        CodeKind::Statistic => directories.statistics.is_complete(),
        CodeKind::UnitKind => directories.kinds.is_complete(),
        CodeKind::PersonKind => directories.person_kinds.is_complete(),
        CodeKind::Topic => directories.topics.is_complete(),
        CodeKind::Stage => directories.stages.is_complete(),
        CodeKind::Phase => directories.phases.is_complete(),
        CodeKind::Rule => true,
        // Whose a row is has been settled before it is a campaign's.
        CodeKind::Campaign | CodeKind::Free => false,
    }
}

/// Whether a code names something.
pub(crate) fn is_known(campaign: &Campaign, kind: CodeKind, code: &str) -> bool {
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
        CodeKind::PersonKind => directories.person_kinds.find(bytes).is_some(),
        CodeKind::Topic => directories.topics.find(bytes).is_some(),
        CodeKind::Stage => directories.stages.find(bytes).is_some(),
        CodeKind::Phase => directories.phases.find(bytes).is_some(),
        CodeKind::Rule => rulebook::is_rule(code),
        CodeKind::Campaign | CodeKind::Free => true,
    }
}

/// The fault of a code of a sheet that names nothing.
pub(crate) fn unknown_code(campaign: &Campaign, kind: CodeKind, code: &str) -> UnknownCode {
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
        CodeKind::PersonKind => directories.person_kinds.nearest(code),
        CodeKind::Topic => directories.topics.nearest(code),
        CodeKind::Stage => directories.stages.nearest(code),
        CodeKind::Phase => directories.phases.nearest(code),
        CodeKind::Rule => rulebook::nearest(code),
        CodeKind::Campaign | CodeKind::Free => Vec::new(),
    };
    let known = if nearest.is_empty() { few(campaign, kind) } else { Vec::new() };
    UnknownCode { at: Where::InSheet, kind, code: code.into(), nearest, known }
}

/// Where codes of a kind are declared; none where no folder declares them.
fn home(kind: CodeKind) -> Option<&'static str> {
    Some(match kind {
        CodeKind::Unit | CodeKind::Units => "don-vi.csv",
        CodeKind::Criterion => "tieu_chi",
        CodeKind::Period => "ky",
        CodeKind::Block => "khoi",
        CodeKind::Duty => "cac_han",
        CodeKind::Title => "danh_hieu",
        CodeKind::Statistic => "thong_ke",
        CodeKind::UnitKind => "doi_tuong.don_vi",
        CodeKind::PersonKind => "doi_tuong.ca_nhan",
        CodeKind::Topic => "noi_dung",
        CodeKind::Stage => "cham_diem.vong",
        CodeKind::Phase => "dot",
        CodeKind::Campaign => "phong_trao",
        CodeKind::Rule | CodeKind::Free => return None,
    })
}

/// Every code of a kind, where they are few enough for a sentence.
fn few(campaign: &Campaign, kind: CodeKind) -> Vec<Box<str>> {
    const MOST: usize = 12;
    let directories = &campaign.directories;
    let codes = match kind {
        CodeKind::Unit | CodeKind::Units => directories.units.codes(),
        CodeKind::Criterion => directories.criteria.codes(),
        CodeKind::Period => directories.periods.codes(),
        CodeKind::Block => directories.blocks.codes(),
        CodeKind::Duty => directories.duties.codes(),
        CodeKind::Title => directories.titles.codes(),
        CodeKind::Statistic => directories.statistics.codes(),
        CodeKind::UnitKind => directories.kinds.codes(),
        CodeKind::PersonKind => directories.person_kinds.codes(),
        CodeKind::Topic => directories.topics.codes(),
        CodeKind::Stage => directories.stages.codes(),
        CodeKind::Phase => directories.phases.codes(),
        CodeKind::Rule | CodeKind::Campaign | CodeKind::Free => &[],
    };
    if codes.len() > MOST { Vec::new() } else { codes.to_vec() }
}
