//! Adjustments decided after a period was closed: the one way in which it changes.

use strum::VariantNames as _;

use crate::diagnostic::{CampaignLook, Check, ClosingLook, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::adjustments;
use crate::sheet::Place;
use crate::words::closings::{moves, period};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closed-adjusted",
    page: include_str!("closed_adjusted.md"),
    grade: Grade::Note,
    reasons: After::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum After {
    Adjusted { period: Box<str>, numbers: Vec<Box<str>>, moved: Vec<crate::closing::compare::Moved> },
}

impl Fault for After {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Adjusted { period, numbers, moved } = self;
        let numbers = numbers.join(", ");
        let moves: Vec<String> = moved.iter().map(|moved| moves(moved, voice)).collect();
        let moves = if moves.is_empty() { voice.say("bảng xếp hạng không đổi", "the ranking stays as it was") } else { moves.join("; ") };
        voice.say(
            format!("kỳ `{period}` đã chốt, sau đó có điều chỉnh số {numbers}: {moves}"),
            format!("the period `{period}` is closed, and the adjustments {numbers} came after it: {moves}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "đúng văn bản thì không phải làm gì thêm; không thì bỏ dòng điều chỉnh ấy",
            "where its document stands there is nothing to do; else take the adjustment away",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("lần chốt", "the closing"))
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    for one in look.campaigns.iter().filter(|one| !one.differences.adjusted.is_empty()) {
        findings.speak_of(one.index);
        let differences = one.differences;
        // Where something else moved it too, what the adjustments alone would do is not told apart.
        let moved = if differences.rules.is_empty() && differences.sheets.is_empty() { differences.moved.clone() } else { Vec::new() };
        let closed = Place::Closing(look.number, look.file.period_span());
        let fault = After::Adjusted { period: period(one), numbers: differences.adjusted.clone(), moved };
        let subject = Subject::nobody().period(Some(one.period));
        findings.add(&CHECK, first(one).unwrap_or(closed), subject, fault).against(closed);
    }
}

/// Where the first of the adjustments stands.
fn first(one: &CampaignLook<'_>) -> Option<Place> {
    let number = one.differences.adjusted.first()?;
    let row = one.draft.adjustments.rows.iter().find(|row| row.text(adjustments::NUMBER) == &**number)?;
    Some(row.place(adjustments::NUMBER))
}
