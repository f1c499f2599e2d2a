//! An adjustment of a row that nobody handed in.

use rustc_hash::FxHashSet;
use strum::VariantNames as _;

use crate::campaign::Adjustment;
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::words::rows::{criterion_code, period_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "adjustment-without-row",
    page: include_str!("adjustment_without_row.md"),
    grade: Grade::Required,
    reasons: WithoutRow::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WithoutRow {
    NoRow { unit: Box<str>, criterion: Box<str>, period: Box<str> },
}

impl Fault for WithoutRow {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::NoRow { unit, criterion, period } = self;
        voice.say(
            format!("không có dòng kết quả nào của `{unit}`, tiêu chí `{criterion}`, kỳ `{period}` để điều chỉnh"),
            format!("there is no row of results of `{unit}`, criterion `{criterion}`, period `{period}` to adjust"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "sửa đơn vị, tiêu chí, kỳ cho đúng dòng đã nộp; dòng chưa nộp thì ghi vào ket-qua, không ghi điều chỉnh",
            "name the unit, criterion and period of a row that was handed in; one that was not belongs in the results",
        ))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, ledger, .. } = *look;
    if campaign.adjustments.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    let key = |adjustment: &Adjustment| (adjustment.unit, adjustment.criterion, adjustment.period);
    let missing = campaign.adjustments.list.iter().filter(|adjustment| !ledger.adjusted.contains(&key(adjustment)) && seen.insert(key(adjustment)));
    // A row whose code or cells cannot be read may be the one.
    for adjustment in ledger.unplaced.leave_unexplained(missing.collect(), |adjustment| key(adjustment)) {
        let (unit, criterion, period) = key(adjustment);
        let subject = Subject::unit(Some(unit)).criterion(Some(criterion)).period(Some(period));
        let [unit, criterion, period] = [unit_code(campaign, unit), criterion_code(campaign, criterion), period_code(campaign, period)];
        findings.add(&CHECK, adjustment.place, subject, WithoutRow::NoRow { unit, criterion, period });
    }
}
