//! The book and the rows themselves give different days.

use strum::VariantNames as _;

use crate::campaign::Receipt;
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "received-date-differs",
    page: include_str!("received_date_differs.md"),
    grade: Grade::Error,
    reasons: Reason::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Registration,
    Result,
}

#[derive(Debug)]
struct ReceivedDateDiffers {
    reason: Reason,
    unit: Box<str>,
    period: Option<Box<str>>,
    in_rows: Day,
    in_book: Day,
}

impl Fault for ReceivedDateDiffers {
    fn reason(&self) -> &'static str {
        self.reason.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, in_rows, in_book, .. } = self;
        let apart = words::days(in_rows.since(*in_book).abs(), voice);
        let (in_rows, in_book) = (words::day(*in_rows, voice), words::day(*in_book, voice));
        let what = match (self.reason, &self.period) {
            (Reason::Result, Some(period)) => voice.say(format!("kết quả kỳ `{period}`"), format!("results of period `{period}`")),
            (Reason::Result, None) => voice.say("kết quả", "results"),
            (Reason::Registration, _) => voice.say("đăng ký", "registrations"),
        };
        voice.say(
            format!("{what} của `{unit}` ghi nhận muộn nhất ngày {in_rows}, sổ nộp ghi {in_book}: lệch {apart}"),
            format!("the {what} of `{unit}` came last on {in_rows} by their rows, on {in_book} by the book: {apart} apart"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "sửa một trong hai ngày, hoặc để trống `ngay_nhan` để lấy theo sổ nộp",
            "correct one of the days, or leave `ngay_nhan` empty to take the book's",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ngày trong sổ nộp", "the book's day"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let campaign = look.campaign;
    let (registration, results) = (campaign.duty("dang_ky"), campaign.duty("ket_qua"));
    for (unit, registered) in look.ledger.registered.enumerate() {
        let code = || campaign.units[unit].code.as_str().into();
        let in_book = registration.and_then(|duty| campaign.receipts.find(unit, duty, None));
        if let Some((rows, book)) = differing(registered.received, in_book) {
            let fault =
                ReceivedDateDiffers { reason: Reason::Registration, unit: code(), period: None, in_rows: rows.received, in_book: book.received };
            findings.add(&CHECK, rows.place(), Subject::unit(Some(unit)), fault).against(book.place());
        }
        let Some(page) = &look.ledger.pages[unit] else { continue };
        for (index, period) in campaign.periods.enumerate() {
            let in_book = results.and_then(|duty| campaign.receipts.find(unit, duty, Some(index)));
            let Some((rows, book)) = differing(page.received(index), in_book) else { continue };
            let period = Some(period.code.as_str().into());
            let fault = ReceivedDateDiffers { reason: Reason::Result, unit: code(), period, in_rows: rows.received, in_book: book.received };
            findings.add(&CHECK, rows.place(), Subject::unit(Some(unit)).period(Some(index)), fault).against(book.place());
        }
    }
}

/// Both, where both are given and differ.
fn differing(rows: Option<Receipt>, book: Option<&Receipt>) -> Option<(Receipt, Receipt)> {
    rows.zip(book.copied()).filter(|(rows, book)| rows.received != book.received)
}
