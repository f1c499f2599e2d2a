//! A way of scoring where none belongs, none where one does, or a merging it cannot do.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "way-misplaced",
    page: include_str!("way_misplaced.md"),
    grade: Grade::Required,
    reasons: WayMisplaced::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WayMisplaced {
    GroupWithWay,
    LeafWithoutWay,
    NothingToMerge,
}

impl Fault for WayMisplaced {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::GroupWithWay => {
                voice.say("nhóm có `con` thì không có `cach_cham` của riêng nó", "a group with `con` has no `cach_cham` of its own")
            }
            Self::LeafWithoutWay => {
                voice.say("tiêu chí không có `con` mà cũng không có `cach_cham`", "a criterion without `con` has no `cach_cham` either")
            }
            Self::NothingToMerge => voice.say(
                "`gop_ky.lay: so_lieu` cộng số liệu các kỳ, cách chấm này không có số liệu để cộng",
                "`gop_ky.lay: so_lieu` adds up figures; this way of scoring has none",
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::GroupWithWay => voice.say("bỏ `cach_cham` ở đây, khai ở từng tiêu chí con", "remove `cach_cham` here, declare it at each child"),
            Self::LeafWithoutWay => voice.say(
                "thêm `cach_cham: cho_diem`, `ty_le`, `theo_muc`, `co_khong`, `theo_so_luong` hoặc `so_voi_dan_dau`",
                "add `cach_cham: cho_diem`, `ty_le`, `theo_muc`, `co_khong`, `theo_so_luong` or `so_voi_dan_dau`",
            ),
            Self::NothingToMerge => voice.say(
                "thêm ở tiêu chí này `gop_ky: {lay: diem_tong}`, `gop_ky: {lay: diem_binh_quan}` hoặc `gop_ky: {lay: diem_ky_cuoi}`",
                "add here `gop_ky: {lay: diem_tong}`, `gop_ky: {lay: diem_binh_quan}` or `gop_ky: {lay: diem_ky_cuoi}`",
            ),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let fault = match gap.kind {
            GapKind::GroupWithWay => WayMisplaced::GroupWithWay,
            GapKind::LeafWithoutWay => WayMisplaced::LeafWithoutWay,
            GapKind::NothingToMerge => WayMisplaced::NothingToMerge,
            GapKind::UnknownCode { .. }
            | GapKind::EmptyCode
            | GapKind::DuplicateCode { .. }
            | GapKind::MissingKey { .. }
            | GapKind::Undeclared { .. }
            | GapKind::Pointless { .. }
            | GapKind::NotLent { .. }
            | GapKind::OneOf { .. }
            | GapKind::EmptyStretch { .. }
            | GapKind::HoldsNothing
            | GapKind::PeriodInItself { .. }
            | GapKind::WeightOutOfMeasure { .. }
            | GapKind::OutOfRange { .. } => continue,
        };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault);
    }
}
