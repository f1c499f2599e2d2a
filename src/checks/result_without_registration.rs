//! A unit that has results and did not register, or withdrew.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::{Place, RowId};
use crate::value::UnitIndex;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "result-without-registration",
    page: include_str!("result_without_registration.md"),
    grade: Grade::Warning,
    reasons: WithoutRegistration::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WithoutRegistration {
    NotRegistered { unit: Box<str> },
    Withdrawn { unit: Box<str> },
}

impl Fault for WithoutRegistration {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotRegistered { unit } => {
                voice.say(format!("`{unit}` có kết quả nhưng chưa đăng ký thi đua"), format!("`{unit}` has results but has not registered"))
            }
            Self::Withdrawn { unit } => voice
                .say(format!("`{unit}` có kết quả nhưng mọi đăng ký đã rút"), format!("`{unit}` has results but every registration was withdrawn")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotRegistered { .. } => Some(voice.say("bổ sung dòng đăng ký vào `dang-ky/`", "add the registration below `dang-ky/`")),
            Self::Withdrawn { .. } => Some(voice.say(
                "bỏ các dòng kết quả của đơn vị; nếu không rút thì sửa `trang_thai` của dòng đăng ký",
                "remove the unit's rows of results; where nothing was withdrawn, correct `trang_thai` of the registration",
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("đăng ký đã rút", "the registration that was withdrawn"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, ledger, .. } = *look;
    if !ledger.has_results || !ledger.has_registrations {
        return;
    }
    let is_ranked = |unit: UnitIndex| {
        let membership = campaign.units[unit].in_stretch(&look.scope.stretch);
        membership.and_then(|membership| membership.block).is_some_and(|block| campaign.blocks[block].ranking.is_some())
    };
    let without = ledger.reported.enumerate().filter(|(unit, _)| ledger.registered[*unit].standing.is_none() && is_ranked(*unit));
    let without: Vec<(UnitIndex, RowId)> = without.filter_map(|(unit, row)| Some((unit, (*row)?))).collect();
    let unregistered = without.iter().filter(|(unit, _)| ledger.registered[*unit].first.is_none()).count();
    for (unit, row) in without {
        let first = ledger.registered[unit].first;
        // Registrations whose unit cannot be read may be those of the units that lack one.
        if first.is_none() && unregistered <= ledger.unread_registrations {
            continue;
        }
        let code = unit_code(campaign, unit);
        let fault = if first.is_none() { WithoutRegistration::NotRegistered { unit: code } } else { WithoutRegistration::Withdrawn { unit: code } };
        findings.add(&CHECK, Place::Row(row), Subject::unit(Some(unit)), fault).against(first.map(Place::Row));
    }
}
