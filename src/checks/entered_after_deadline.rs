//! Received in time by its own word, and entered into the repository after the deadline, without a note.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, HistoryLook, Lived, Look, Voice};
use crate::draft::receipts;
use crate::registrations;
use crate::results;
use crate::sheet;
use crate::value::{Day, DutyIndex, PeriodIndex};
use crate::words::{self, Edit};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "entered-after-deadline",
    page: include_str!("entered_after_deadline.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::History(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    WithoutNote,
}

#[derive(Debug)]
struct EnteredAfterDeadline {
    received: Day,
    last_day: Day,
    entered: Day,
    edit: Edit,
}

impl Fault for EnteredAfterDeadline {
    fn reason(&self) -> &'static str {
        Reason::WithoutNote.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { edit, .. } = self;
        let late = words::days(self.entered.since(self.last_day), voice);
        let [received, last_day, entered] = [self.received, self.last_day, self.entered].map(|day| words::day(day, voice));
        voice.say(
            format!("ghi nhận ngày {received}, trong hạn đến hết {last_day}, nhưng vào kho ngày {entered}, sau hạn {late} ({edit})"),
            format!("received on {received} by its own word, due through {last_day}, and entered on {entered}, {late} past the deadline ({edit})"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "nói vì sao nhập muộn ở `ghi_chu`, hoặc sửa `ngay_nhan` cho đúng ngày nhận",
            "say in `ghi_chu` why it was entered late, or put right `ngay_nhan`",
        ))
    }
}

fn look(look: &HistoryLook, findings: &mut Findings) {
    let campaign = look.campaign;
    let day_of = |lived: &Lived| sheet::read_day(lived.stated.text(received()).as_bytes()).value();
    for lived in look.rows {
        let unit = campaign.directories.units.find(lived.stated.text("don_vi").as_bytes());
        let (Some(unit), Some(received_on), Some((duty, period))) = (unit, day_of(lived), duty(campaign, lived)) else { continue };
        let has_note = !lived.stated.text(receipts::COLUMNS[receipts::NOTE].key).is_empty();
        let (false, Some(last_day)) = (has_note, campaign.last_day(unit, duty, period)) else { continue };
        // The day that stands was entered with the row, or put in its place later: that is said elsewhere.
        let Some((commit, _)) = lived.life.told(received()).first().copied() else { continue };
        let commit = &look.history.commits[commit];
        if received_on > last_day || commit.day <= last_day {
            continue;
        }
        let fault = EnteredAfterDeadline { received: received_on, last_day, entered: commit.day, edit: Edit::of(commit) };
        findings.add(&CHECK, lived.place(received()), words::named_by(campaign, lived), fault);
    }
}

/// The column of the day of receipt, in every sheet that has one.
fn received() -> &'static str {
    receipts::COLUMNS[receipts::RECEIVED].key
}

/// What a row was due as: as the book says, or as registrations and results are.
fn duty(campaign: &Campaign, lived: &Lived) -> Option<(DutyIndex, Option<PeriodIndex>)> {
    let row = lived.stated;
    let period = || campaign.directories.periods.find(row.text("ky").as_bytes());
    match row.sheet.name {
        name if name == receipts::SHEET.name => Some((campaign.directories.duties.find(row.text("viec").as_bytes())?, period())),
        name if name == registrations::SHEET.name => Some((campaign.duty("dang_ky")?, None)),
        name if name == results::SHEET.name => Some((campaign.duty("ket_qua")?, period())),
        _ => None,
    }
}
