//! An appeal that nobody has concluded: its period cannot be closed.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::appeals;
use crate::words;
use crate::words::rows::{period_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "appeal-undecided",
    page: include_str!("appeal_undecided.md"),
    grade: Grade::Note,
    reasons: Undecided::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Undecided {
    Undecided { unit: Box<str>, period: Box<str> },
}

impl Fault for Undecided {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Undecided { unit, period } = self;
        voice.say(
            format!("phúc tra của `{unit}` chưa có kết luận: chưa chốt được kỳ `{period}`"),
            format!("the appeal of `{unit}` is not concluded: the period `{period}` cannot be closed"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "ghi `ket_luan`: `chap_nhan`, `mot_phan` hoặc `bac`, và `ngay_ket_luan`",
            "write `ket_luan`: `chap_nhan`, `mot_phan` or `bac`, and `ngay_ket_luan`",
        ))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for appeal in campaign.appeals.iter().filter(|appeal| appeal.is_undecided()) {
        let row = &resolution.draft.appeals.rows[appeal.position];
        let place = if row.has(appeals::CONCLUSION) { row.place(appeals::CONCLUSION) } else { row.place(appeals::NUMBER) };
        let fault = Undecided::Undecided { unit: unit_code(campaign, appeal.unit), period: period_code(campaign, appeal.period) };
        findings.add(&CHECK, place, words::named_in(campaign, &appeals::SHEET, row), fault);
    }
}
