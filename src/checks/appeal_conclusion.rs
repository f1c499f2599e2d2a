//! A conclusion of an appeal whose day does not go with it.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::appeals;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "appeal-conclusion",
    page: include_str!("appeal_conclusion.md"),
    grade: Grade::Error,
    reasons: Conclusion::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Conclusion {
    WithoutDay,
    DayAlone { day: Day },
    BeforeAppeal { concluded: Day, appealed: Day },
}

impl Fault for Conclusion {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::WithoutDay => voice.say("phúc tra đã có kết luận mà không ghi ngày kết luận", "the appeal is concluded, and no day says when"),
            Self::DayAlone { day } => {
                let day = words::day(*day, voice);
                voice.say(
                    format!("phúc tra ghi ngày kết luận {day} mà không có kết luận"),
                    format!("the appeal was concluded on {day}, and no word says how"),
                )
            }
            Self::BeforeAppeal { concluded, appealed } => {
                let [concluded, appealed] = [*concluded, *appealed].map(|day| words::day(day, voice));
                voice.say(
                    format!("kết luận ngày {concluded}, trước ngày nhận phúc tra {appealed}"),
                    format!("concluded on {concluded}, before the appeal came on {appealed}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::WithoutDay => voice.say("ghi ngày ở `ngay_ket_luan`", "write the day in `ngay_ket_luan`"),
            Self::DayAlone { .. } => voice.say("ghi `ket_luan`, hoặc để trống `ngay_ket_luan`", "write `ket_luan`, or leave `ngay_ket_luan` empty"),
            Self::BeforeAppeal { .. } => voice.say("sửa `ngay_ket_luan` hoặc `ngay`", "correct `ngay_ket_luan` or `ngay`"),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for row in &resolution.draft.appeals.rows {
        let is_concluded = !row.text(appeals::CONCLUSION).is_empty();
        let (place, fault) = match (is_concluded, row.day(appeals::CONCLUDED).value(), row.day(appeals::DAY).value()) {
            (true, None, _) if row.text(appeals::CONCLUDED).is_empty() => (row.place(appeals::CONCLUSION), Conclusion::WithoutDay),
            (false, Some(day), _) => (row.place(appeals::CONCLUDED), Conclusion::DayAlone { day }),
            (true, Some(concluded), Some(appealed)) if concluded < appealed => {
                (row.place(appeals::CONCLUDED), Conclusion::BeforeAppeal { concluded, appealed })
            }
            (true | false, _, _) => continue,
        };
        findings.add(&CHECK, place, words::named_in(resolution.campaign, &appeals::SHEET, row), fault);
    }
}
