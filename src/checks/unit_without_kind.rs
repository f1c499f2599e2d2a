//! A ranked unit whose kind is not given, though the campaign lists the kinds that take part.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::checks::unit_kind_needed;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::units;
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-without-kind",
    page: include_str!("unit_without_kind.md"),
    grade: Grade::Warning,
    reasons: UnitWithoutKind::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnitWithoutKind {
    Empty { unit: Box<str>, kinds: Vec<Box<str>> },
    NoColumn { kinds: Vec<Box<str>> },
}

impl Fault for UnitWithoutKind {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Empty { unit, .. } => voice.say(
                format!("`{unit}` chưa có loại, mà phong trào khai các loại đơn vị dự thi"),
                format!("`{unit}` has no kind, and the campaign lists the kinds that take part"),
            ),
            Self::NoColumn { .. } => voice.say(
                "không có cột `loai`, mà phong trào khai các loại đơn vị dự thi",
                "there is no column `loai`, and the campaign lists the kinds that take part",
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Empty { kinds, .. } | Self::NoColumn { kinds }) = self;
        let words: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
        let words = words.join(", ");
        Some(match self {
            Self::Empty { .. } => voice.say(format!("viết một trong {words}"), format!("write one of {words}")),
            Self::NoColumn { .. } => {
                voice.say(format!("thêm cột `loai`, mỗi dòng một trong {words}"), format!("add the column `loai` with one of {words} in each row"))
            }
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("các loại khai từ đây", "the kinds are listed from here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(first) = campaign.kinds.first().map(|kind| kind.span) else { return };
    let kinds = || campaign.kinds.iter().map(|kind| kind.code.clone()).collect();
    for row in &resolution.draft.units.rows {
        let block = campaign.directories.blocks.find(row.text(units::BLOCK).as_bytes());
        let Some(block) = block.filter(|_| row.text(units::KIND).is_empty()) else { continue };
        if unit_kind_needed::criterion_by_kind(campaign, block).is_some() {
            continue;
        }
        if !row.has(units::KIND) {
            let place = Place::Label(resolution.rows.stretch(row.id).file, 0);
            findings.add(&CHECK, place, Subject::nobody(), UnitWithoutKind::NoColumn { kinds: kinds() }).against(Place::Definition(first));
            return;
        }
        let unit = campaign.directories.units.find(row.text(units::CODE).as_bytes());
        let fault = UnitWithoutKind::Empty { unit: row.text(units::CODE).into(), kinds: kinds() };
        findings.add(&CHECK, row.place(units::KIND), Subject::unit(unit), fault).against(Place::Definition(first));
    }
}
