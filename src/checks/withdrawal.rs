//! A withdrawal without its day, a day without a withdrawal, or one before the registration came.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::registrations::{self, RegistrationBatch};
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "withdrawal",
    page: include_str!("withdrawal.md"),
    grade: Grade::Error,
    reasons: Withdrawal::VARIANTS,
    looks: &[Look::Registrations(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Withdrawal {
    WithoutDay,
    NotWithdrawn { withdrawn: Day },
    BeforeReceipt { withdrawn: Day, received: Day },
}

impl Fault for Withdrawal {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::WithoutDay => voice.say("đăng ký đã rút mà không có `ngay_rut`", "a registration withdrawn without `ngay_rut`"),
            Self::NotWithdrawn { withdrawn } => voice.say(
                format!("có ngày rút {} mà `trang_thai` không phải `rut`", withdrawn.vietnamese()),
                format!("withdrawn on {withdrawn}, yet `trang_thai` is not `rut`"),
            ),
            Self::BeforeReceipt { withdrawn, received } => voice.say(
                format!("rút ngày {}, trước ngày nhận đăng ký {}", withdrawn.vietnamese(), received.vietnamese()),
                format!("withdrawn on {withdrawn}, before the registration came on {received}"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::WithoutDay => Some(voice.say("ghi ngày rút vào `ngay_rut`", "write the day in `ngay_rut`")),
            Self::NotWithdrawn { .. } => {
                Some(voice.say("viết `rut` ở `trang_thai`, hoặc để trống `ngay_rut`", "write `rut` in `trang_thai`, or leave `ngay_rut` empty"))
            }
            Self::BeforeReceipt { received, .. } => Some(words::write_from(*received, ["ngày nhận", "the day of receipt"], voice)),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ngày nhận đăng ký", "the day the registration came"))
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    let duty = campaign.duty("dang_ky");
    for row in batch.rows {
        if row.has_broken_cell || (!row.is_withdrawn && row.withdrawn.value().is_none()) {
            continue;
        }
        let subject = || Subject::unit(row.unit.known()).person(&batch.person(row));
        let Some(withdrawn) = row.withdrawn.value() else {
            findings.add(&CHECK, batch.place(row, registrations::WITHDRAWN), subject(), Withdrawal::WithoutDay);
            continue;
        };
        let place = batch.place(row, registrations::WITHDRAWN);
        if !row.is_withdrawn {
            findings.add(&CHECK, place, subject(), Withdrawal::NotWithdrawn { withdrawn });
            continue;
        }
        let in_row = row.received.value().map(|day| (day, batch.place(row, registrations::RECEIVED)));
        let in_book = || {
            let receipt = campaign.receipts.find(row.unit.known()?, duty?, None)?;
            Some((receipt.received, receipt.place()))
        };
        if let Some((received, against)) = in_row.or_else(in_book).filter(|(received, _)| withdrawn < *received) {
            findings.add(&CHECK, place, subject(), Withdrawal::BeforeReceipt { withdrawn, received }).against(against);
        }
    }
}
