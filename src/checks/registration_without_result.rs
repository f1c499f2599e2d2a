//! A unit that registered and has no results.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::ledger::Lack;
use crate::sheet::Place;
use crate::words::rows::{listed, period_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "registration-without-result",
    page: include_str!("registration_without_result.md"),
    grade: Grade::Warning,
    reasons: WithoutResult::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WithoutResult {
    NoRow { unit: Box<str>, title: Option<Box<str>>, periods: Vec<Box<str>> },
}

impl Fault for WithoutResult {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::NoRow { unit, title, periods } = self;
        let periods = listed(periods);
        let title = title.as_ref().map(|title| format!(" `{title}`")).unwrap_or_default();
        voice.say(
            format!("`{unit}` đăng ký{title} nhưng chưa có kết quả (kỳ {periods})"),
            format!("`{unit}` registered{title} but has no results (period {periods})"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "bổ sung kết quả, hoặc ghi `rut` và `ngay_rut` nếu đã rút đăng ký",
            "add the results, or write `rut` and `ngay_rut` where it was withdrawn",
        ))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    if !ledger.has_results || !ledger.has_registrations {
        return;
    }
    let awaited = ledger.awaited(campaign, scope);
    for of_unit in awaited.chunk_by(|one, other| one.unit == other.unit) {
        let unit = of_unit[0].unit;
        let Some(row) = ledger.registered[unit].standing else { continue };
        let lacking: Vec<_> = of_unit.iter().filter(|awaited| matches!(awaited.lack, Lack::Rows(_))).map(|awaited| awaited.period).collect();
        let has_rows = ledger.pages[unit].as_deref().zip(ledger.layout_for(unit)).is_some_and(|(page, layout)| {
            layout.slots().any(|(period, slot)| scope.holds(campaign, period) && page.rows[slot as usize].row().is_some())
        });
        if lacking.is_empty() || has_rows {
            continue;
        }
        let fault = WithoutResult::NoRow {
            unit: unit_code(campaign, unit),
            title: ledger.registered[unit].title.map(|title| campaign.titles[title].code.as_str().into()),
            periods: lacking.iter().map(|period| period_code(campaign, *period)).collect(),
        };
        findings.add(&CHECK, Place::Row(row), Subject::unit(Some(unit)), fault);
    }
}
