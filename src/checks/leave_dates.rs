//! Leave that ends before it begins.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::leaves;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check =
    Check { name: "leave-dates", page: include_str!("leave_dates.md"), grade: Grade::Error, reasons: Reason::VARIANTS, looks: &[Look::Sheets(look)] };

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    EndsBeforeItBegins,
}

#[derive(Debug)]
struct LeaveDates {
    code: Box<str>,
    from: Day,
    to: Day,
}

impl Fault for LeaveDates {
    fn reason(&self) -> &'static str {
        Reason::EndsBeforeItBegins.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { code, from, to } = self;
        let (from, to) = (words::day(*from, voice), words::day(*to, voice));
        voice.say(format!("`{code}` nghỉ đến {to}, trước ngày bắt đầu {from}"), format!("`{code}` is away until {to}, before the first day {from}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(words::write_from(self.from, ["`tu_ngay`", "`tu_ngay`"], voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("từ ngày này", "from this day"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for row in &resolution.draft.leaves.rows {
        let (Some(from), Some(to)) = (row.day(leaves::FROM).value(), row.day(leaves::TO).value()) else { continue };
        if to < from {
            let code = row.text(leaves::CODE);
            let fault = LeaveDates { code: code.into(), from, to };
            findings.add(&CHECK, row.place(leaves::TO), Subject::nobody().person(code), fault).against(row.place(leaves::FROM));
        }
    }
}
