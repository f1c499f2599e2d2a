//! A day of receipt that is another than the one that was entered first.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, HistoryLook, Look, Voice};
use crate::draft::receipts;
use crate::sheet;
use crate::value::Day;
use crate::words::{self, Edit};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "received-date-edited",
    page: include_str!("received_date_edited.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::History(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Edited,
}

#[derive(Debug)]
struct ReceivedDateEdited {
    first: Day,
    last: Day,
    /// As the first one was written.
    written: Box<str>,
    edited: Day,
    edit: Edit,
}

impl Fault for ReceivedDateEdited {
    fn reason(&self) -> &'static str {
        Reason::Edited.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { edit, .. } = self;
        let [first, last, edited] = [self.first, self.last, self.edited].map(|day| words::day(day, voice));
        voice.say(
            format!("ngày nhận lúc đầu ghi {first}, ngày {edited} sửa thành {last} ({edit})"),
            format!("the day of receipt was entered as {first} and made {last} on {edited} ({edit})"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let written = &self.written;
        Some(voice.say(
            format!("viết lại `{written}`; nếu ngày mới đúng thì nêu văn bản ở một dòng `mien_tru`"),
            format!("write `{written}` again; if the new day is right, name the document in a line of `mien_tru`"),
        ))
    }
}

fn look(look: &HistoryLook, findings: &mut Findings) {
    let column = receipts::COLUMNS[receipts::RECEIVED].key;
    for lived in look.rows {
        // The same day written otherwise is the same day.
        let told = lived.life.told(column).into_iter();
        let days: Vec<(usize, &str, Day)> =
            told.filter_map(|(commit, text)| Some((commit, text, sheet::read_day(text.as_bytes()).value()?))).collect();
        let (Some((_, written, first)), Some((_, _, last))) = (days.first().copied(), days.last().copied()) else { continue };
        if first == last {
            continue;
        }
        let since = days.iter().rev().take_while(|(_, _, day)| *day == last).last().expect("the last is one");
        let commit = &look.history.commits[since.0];
        let fault = ReceivedDateEdited { first, last, written: written.into(), edited: commit.day, edit: Edit::of(commit) };
        findings.add(&CHECK, lived.place(column), words::named_by(look.campaign, lived), fault);
    }
}
