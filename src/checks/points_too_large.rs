//! Figures that come to more points than any table gives.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::ledger::{Gathering, LineLayout, Page};
use crate::scoring::{Score, Silent, Way};
use crate::sheet::{Place, RowId};
use crate::tally::{Tally, Weighing};
use crate::value::Points;
use crate::words::rows::{criterion_code, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "points-too-large",
    page: include_str!("points_too_large.md"),
    grade: Grade::Required,
    reasons: TooLarge::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum TooLarge {
    InRow {
        criterion: Box<str>,
    },
    InSum {
        unit: Box<str>,
        criterion: Box<str>,
    },
    /// Times the weight of its criterion.
    Weighed {
        unit: Box<str>,
        criterion: Box<str>,
    },
    /// Measured by others of the block, in numbers with too many digits to divide exactly.
    BesideOthers {
        unit: Box<str>,
        criterion: Box<str>,
    },
}

impl Fault for TooLarge {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let most = Points::MOST;
        match self {
            Self::InRow { criterion } => voice.say(
                format!("số liệu ở dòng này cho ra hơn {most} điểm của tiêu chí `{criterion}`"),
                format!("the figures in this row come to more than {most} points of criterion `{criterion}`"),
            ),
            Self::InSum { unit, criterion } => voice.say(
                format!("cộng các kỳ, số liệu của `{unit}` cho ra hơn {most} điểm của tiêu chí `{criterion}`"),
                format!("over its periods the figures of `{unit}` come to more than {most} points of criterion `{criterion}`"),
            ),
            Self::Weighed { unit, criterion } => voice.say(
                format!("nhân trọng số, tiêu chí `{criterion}` của `{unit}` có hơn {most} điểm, hoặc quá nhiều chữ số để tính chính xác"),
                format!("times its weight, criterion `{criterion}` of `{unit}` has more than {most} points, or too many digits to be exact"),
            ),
            Self::BesideOthers { unit, criterion } => voice.say(
                format!("số liệu tiêu chí `{criterion}` của `{unit}` có quá nhiều chữ số để so với đơn vị dẫn đầu khối"),
                format!("the figures of `{unit}` for criterion `{criterion}` have too many digits to be measured by the leader of the block"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "bỏ chữ số viết thừa ở `thuc_hien`, `tong_so` hay chỉ tiêu, hoặc sửa cách chấm",
            "take digits too many out of `thuc_hien`, `tong_so` or the target, or correct the way of scoring",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    for (row, unit, criterion, period) in ledger.too_large.iter().copied() {
        let subject = Subject::unit(Some(unit)).criterion(Some(criterion)).period(Some(period));
        let fault = TooLarge::InRow { criterion: criterion_code(campaign, criterion) };
        findings.add(&CHECK, Place::Row(row), subject, fault).against(Place::Definition(campaign.criteria[criterion].span));
    }
    let tally = Tally { campaign, scope, ledger };
    let is_weighed = campaign.criteria.iter().any(|criterion| criterion.path_weight.is_some());
    for (unit, page) in ledger.pages.enumerate() {
        let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
        for line in if is_weighed { tally.lines(unit) } else { Vec::new() } {
            let is_too_large = line.weighing.as_deref().is_some_and(Weighing::is_too_large);
            if !is_too_large {
                continue;
            }
            let subject = Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(scope.period);
            let fault = TooLarge::Weighed { unit: unit_code(campaign, unit), criterion: criterion_code(campaign, line.criterion) };
            let declared = Place::Definition(campaign.criteria[line.criterion].span);
            findings.add(&CHECK, line.rows.last().map_or(declared, |row| Place::Row(*row)), subject, fault).against(declared);
        }
        for line in &layout.lines {
            let criterion = &campaign.criteria[line.criterion];
            let leaf = criterion.leaf.as_ref().expect("only leaves have lines");
            let subject = Subject::unit(Some(unit)).criterion(Some(line.criterion)).period(scope.period);
            if matches!(leaf.way, Way::Relative(_)) {
                let too_large = tally.compared(unit, page, line).into_iter().find(|one| one.given.is_none() && one.score == Score::TooLarge);
                let row = too_large.and_then(|one| one.slot.map_or_else(|| last_row(page, line), |slot| page.rows[slot as usize].row()));
                if let Some(row) = row {
                    let fault = TooLarge::BesideOthers { unit: unit_code(campaign, unit), criterion: criterion_code(campaign, line.criterion) };
                    findings.add(&CHECK, Place::Row(row), subject, fault).against(Place::Definition(criterion.span));
                }
                continue;
            }
            if line.gathering != Gathering::Figures {
                continue;
            }
            let Some(figures) = tally.merged_figures(unit, page, line, criterion, leaf) else { continue };
            if leaf.way.score(&figures, leaf.over_target, &mut Silent) != Score::TooLarge {
                continue;
            }
            let Some(row) = last_row(page, line) else { continue };
            let fault = TooLarge::InSum { unit: unit_code(campaign, unit), criterion: criterion_code(campaign, line.criterion) };
            findings.add(&CHECK, Place::Row(row), subject, fault).against(Place::Definition(criterion.span));
        }
    }
}

/// The last row of a line that counts.
fn last_row(page: &Page, line: &LineLayout) -> Option<RowId> {
    line.counted().filter_map(|(_, slot)| page.rows[slot as usize].row()).max()
}
