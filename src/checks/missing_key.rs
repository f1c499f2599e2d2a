//! A compulsory key that is absent.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words;
use crate::yaml::DecodeFaultKind;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "missing-key",
    page: include_str!("missing_key.md"),
    grade: Grade::Required,
    reasons: MissingKey::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum MissingKey {
    /// Wherever such a mapping stands.
    Always { key: String },
    /// Because of what else is declared.
    Here { key: &'static str, because: [&'static str; 2] },
}

impl Fault for MissingKey {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Always { key } => voice.say(format!("thiếu khóa `{key}`"), format!("the key `{key}` is missing")),
            Self::Here { key, because: [vietnamese, english] } => voice
                .say(format!("thiếu khóa `{key}`: phải có vì {vietnamese}"), format!("the key `{key}` is missing: it must stand because {english}")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let key = match self {
            Self::Always { key } => key.as_str(),
            Self::Here { key, .. } => key,
        };
        Some(if let Some(shape) = shape(key) {
            voice.say(format!("viết theo mẫu `{shape}`"), format!("write it as in `{shape}`"))
        } else {
            let key = key.rsplit('.').next().unwrap_or(key);
            voice.say(format!("thêm `{key}: …`"), format!("add `{key}: …`"))
        })
    }
}

/// How a key looks whose shape is not plain from its name.
fn shape(key: &str) -> Option<&'static str> {
    Some(match key {
        "nam" => "nam: 2026",
        "thoi_gian" => "thoi_gian: {tu: 2026-01-01, den_het: 2026-12-31}",
        "ky" => "ky: [{ma: NAM, tu: 2026-01-01, den_het: 2026-12-31}]",
        "khoi" => "khoi: [{ma: K1, ten: Khối một}]",
        "xep_hang" => "xep_hang: {thu_hang: 1-2-2-4}",
        "cham_diem" => "cham_diem: {vong: [tu_cham, tham_dinh], lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}",
        "cham_diem.vong" => "vong: [tu_cham, tham_dinh]",
        "cham_diem.lam_tron" => "lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}",
        "cach" => "cach: tu_5_len",
        "luc" => "luc: tung_dong",
        "lay" => "lay: diem_tong",
        "mau" => "mau: chi_tieu",
        "doi_tuong" => "doi_tuong: tap_the",
        _ => return None,
    })
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let DecodeFaultKind::MissingKey { key } = &fault.kind else { continue };
        findings.add(&CHECK, Place::Definition(fault.span), Subject::campaign(), MissingKey::Always { key: key.clone() });
    }
    for gap in &resolution.campaign.gaps {
        let GapKind::MissingKey { key, because } = gap.kind else { continue };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), MissingKey::Here { key, because });
    }
}
