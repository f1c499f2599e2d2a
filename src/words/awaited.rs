//! What is awaited and has not come: one letter, as an error past the deadline and as a note before it.

use crate::campaign::Campaign;
use crate::diagnostic::{self, Check, Fault, Findings, LedgerLook, Subject, Voice};
use crate::draft::{receipts, statistics};
use crate::ledger::{Awaited, AwaitedModels, Lack};
use crate::results;
use crate::scoring::Need;
use crate::sheet::Place;
use crate::value::{CriterionIndex, Day};
use crate::words::rows::{criterion_code, listed, period_code, unit_code};

/// What is lacking.
#[derive(Clone, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Lacking {
    /// The unit has no row for the period.
    NothingSubmitted { unit: Box<str>, period: Box<str>, criteria: Vec<CriterionIndex>, first: Box<str> },
    /// One criterion has no row; or none of a group of alternatives has one.
    RowMissing { unit: Box<str>, criterion: Box<str>, one_of: Vec<Box<str>>, period: Box<str> },
    /// A row lacks what its criterion is scored from.
    RowEmpty { criterion: Box<str>, column: Box<str>, need: Need },
    /// What a duty feeds has no receipt.
    ReceiptMissing { unit: Box<str>, duty: Box<str>, period: Option<Box<str>>, criteria: Vec<Box<str>> },
    /// What depends on a yes or no has none.
    AnswerMissing { unit: Box<str>, statistic: Box<str>, period: Box<str>, criteria: Vec<Box<str>> },
    /// What counts models has no sheet of them.
    SheetMissing { criteria: Vec<Box<str>> },
}

#[derive(Debug)]
struct AwaitedFault {
    lacking: Lacking,
    due: Option<Day>,
    as_of: Day,
    is_overdue: bool,
}

impl Fault for AwaitedFault {
    fn reason(&self) -> &'static str {
        (&self.lacking).into()
    }

    fn title(&self, voice: Voice) -> String {
        match &self.lacking {
            Lacking::NothingSubmitted { unit, period, criteria, .. } => {
                let count = criteria.len();
                voice.say(
                    format!("`{unit}` chưa có dòng kết quả nào của kỳ `{period}` ({count} tiêu chí)"),
                    format!("`{unit}` has no row of results for period `{period}` (criteria: {count})"),
                )
            }
            Lacking::RowMissing { unit, criterion, one_of, period } if !one_of.is_empty() => {
                let children = listed(one_of);
                voice.say(
                    format!("`{unit}` chưa có dòng kết quả nào của nhóm chọn một `{criterion}` ({children}), kỳ `{period}`"),
                    format!("`{unit}` has no row of results for any alternative of `{criterion}` ({children}), period `{period}`"),
                )
            }
            Lacking::RowMissing { unit, criterion, period, .. } => voice.say(
                format!("`{unit}` chưa có dòng kết quả của tiêu chí `{criterion}`, kỳ `{period}`"),
                format!("`{unit}` has no row of results for criterion `{criterion}`, period `{period}`"),
            ),
            Lacking::RowEmpty { criterion, need: Need::Points, .. } => {
                voice.say(format!("tiêu chí `{criterion}` chưa có điểm"), format!("criterion `{criterion}` has no points"))
            }
            Lacking::RowEmpty { criterion, column, .. } => {
                voice.say(format!("tiêu chí `{criterion}` chưa có `{column}`"), format!("criterion `{criterion}` has no `{column}`"))
            }
            Lacking::AnswerMissing { unit, statistic, period, criteria } => {
                let criteria = listed(criteria);
                voice.say(
                    format!("`thong-ke.csv` chưa có `{statistic}` kỳ `{period}` của `{unit}`, mà tiêu chí {criteria} lấy làm điều kiện"),
                    format!("`thong-ke.csv` has no `{statistic}` of `{unit}` for period `{period}`, on which criterion {criteria} depends"),
                )
            }
            Lacking::SheetMissing { criteria } => {
                let criteria = listed(criteria);
                voice.say(
                    format!("tiêu chí {criteria} đếm từ `dien-hinh.csv`, mà thư mục chưa có bảng này"),
                    format!("criterion {criteria} is counted from `dien-hinh.csv`, which the folder does not have"),
                )
            }
            Lacking::ReceiptMissing { unit, duty, period, criteria } => {
                let criteria = listed(criteria);
                let (of, of_english) = match period {
                    Some(period) => (format!(" kỳ `{period}`"), format!(" of period `{period}`")),
                    None => Default::default(),
                };
                voice.say(
                    format!("`{unit}` chưa có ngày nộp việc `{duty}`{of}, mà tiêu chí {criteria} chấm theo ngày đó"),
                    format!("`{unit}` has no day for duty `{duty}`{of_english}, from which criterion {criteria} is scored"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match &self.lacking {
            Lacking::SheetMissing { .. } => Some(voice.say(
                "thêm `dien-hinh.csv`; chưa có điển hình nào thì chỉ ghi dòng nhãn `doi_tuong,ma,khau,ngay`",
                "add `dien-hinh.csv`; where there is no model, write only the labels `doi_tuong,ma,khau,ngay`",
            )),
            Lacking::NothingSubmitted { unit, period, criteria, first } if criteria.len() == 1 => {
                let row = format!("`{unit},{first},{period}`");
                Some(voice.say(format!("thêm dòng {row} vào `ket-qua/`"), format!("add the row {row} below `ket-qua/`")))
            }
            Lacking::NothingSubmitted { unit, period, first, .. } => {
                let row = format!("`{unit},{first},{period}`");
                Some(voice.say(
                    format!("thêm vào `ket-qua/` mỗi tiêu chí một dòng, từ dòng {row}"),
                    format!("add a row for each criterion below `ket-qua/`, beginning with {row}"),
                ))
            }
            Lacking::RowMissing { unit, one_of, period, .. } if !one_of.is_empty() => {
                let rows: Vec<Box<str>> = one_of.iter().map(|child| format!("{unit},{child},{period}").into()).collect();
                let rows = listed(&rows);
                Some(voice.say(format!("thêm một trong các dòng {rows}"), format!("add one of the rows {rows}")))
            }
            Lacking::RowMissing { unit, criterion, period, .. } => {
                let row = format!("`{unit},{criterion},{period}`");
                Some(voice.say(format!("thêm dòng {row}"), format!("add the row {row}")))
            }
            Lacking::RowEmpty { column, need: Need::Target, .. } => Some(
                voice.say(format!("ghi `{column}` ở dòng này hoặc ở `chi-tieu.csv`"), format!("fill `{column}` in this row or in `chi-tieu.csv`")),
            ),
            Lacking::RowEmpty { column, .. } => {
                Some(voice.say(format!("ghi `{column}`; nếu bằng không thì viết `0`"), format!("fill `{column}`; write `0` where it is zero")))
            }
            Lacking::AnswerMissing { unit, statistic, period, .. } => {
                let row = |answer: &str| format!("`{unit},{statistic},{period},{answer}`");
                let (yes, no) = (row("có"), row("không"));
                Some(voice.say(format!("thêm dòng {yes} hoặc {no}"), format!("add the row {yes} or {no}")))
            }
            Lacking::ReceiptMissing { unit, duty, period, .. } => {
                let row = format!("{unit},{duty},{},…", period.as_deref().unwrap_or_default());
                Some(voice.say(format!("thêm dòng `{row}` vào `nop.csv` với ngày nhận"), format!("add the row `{row}` to `nop.csv` with the day")))
            }
        }
    }

    fn lacking(&self, campaign: &Campaign) -> Option<diagnostic::Lacking> {
        let result = |unit: &str, criterion: &str, period: &str| known(campaign, &[("don_vi", unit), ("tieu_chi", criterion), ("ky", period)]);
        let (sheet, rows) = match &self.lacking {
            Lacking::NothingSubmitted { unit, period, criteria, .. } => {
                let row = |criterion: &CriterionIndex| {
                    // Which of a group of alternatives it will be is the unit's to say.
                    let is_group = !campaign.criteria[*criterion].children.is_empty();
                    result(unit, if is_group { "" } else { campaign.criteria[*criterion].code.as_str() }, period)
                };
                (&results::SHEET, criteria.iter().map(row).collect())
            }
            Lacking::RowMissing { unit, one_of, period, .. } if !one_of.is_empty() => (&results::SHEET, vec![result(unit, "", period)]),
            Lacking::RowMissing { unit, criterion, period, .. } => (&results::SHEET, vec![result(unit, criterion, period)]),
            Lacking::AnswerMissing { unit, statistic, period, .. } => {
                (&statistics::SHEET, vec![known(campaign, &[("don_vi", unit), ("chi_so", statistic), ("ky", period)])])
            }
            Lacking::ReceiptMissing { unit, duty, period, .. } => {
                let period = period.as_deref().unwrap_or_default();
                (&receipts::SHEET, vec![known(campaign, &[("don_vi", unit), ("viec", duty), ("ky", period)])])
            }
            Lacking::RowEmpty { .. } | Lacking::SheetMissing { .. } => return None,
        };
        Some(diagnostic::Lacking { sheet, rows })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (due, as_of) = (self.due?, self.as_of);
        Some(if self.is_overdue {
            voice.say(
                format!("hạn cuối là {}; xét đến ngày {}", due.vietnamese(), as_of.vietnamese()),
                format!("the last day was {due}; seen from {as_of}"),
            )
        } else {
            voice.say(format!("hạn cuối là {}", due.vietnamese()), format!("the last day is {due}"))
        })
    }
}

/// A row as far as it is known: a campaign of a plan is named where the sheet asks for it.
fn known(campaign: &Campaign, cells: &[(&'static str, &str)]) -> Vec<(&'static str, Box<str>)> {
    let own = [("phong_trao", campaign.code.as_str())];
    own.iter().chain(cells).map(|(key, text)| (*key, Box::from(*text))).collect()
}

/// Adds what is lacking past its deadline, or what is still awaited.
pub(crate) fn look(check: &'static Check, look: &LedgerLook, overdue: bool, findings: &mut Findings) {
    for awaited in look.ledger.awaited(look.campaign, look.scope) {
        // A figure given for the other one is told as such.
        if awaited.is_overdue != overdue || matches!(awaited.lack, Lack::Figure { given: Some(_), .. }) {
            continue;
        }
        let lacking = lacking(look.campaign, &awaited);
        let subject = Subject::unit(Some(awaited.unit)).period(Some(awaited.period));
        let subject = match &awaited.lack {
            Lack::Row(criterion) | Lack::Figure { criterion, .. } => subject.criterion(Some(*criterion)),
            Lack::Rows(_) | Lack::Receipt { .. } | Lack::Answer { .. } => subject,
        };
        let fault = AwaitedFault { lacking, due: awaited.due.map(|(day, _)| day), as_of: look.scope.as_of, is_overdue: awaited.is_overdue };
        findings.add(check, place(look.campaign, &awaited), subject, fault).against(awaited.due.map(|(_, place)| place));
    }
    if let Some(AwaitedModels { criteria, due, is_overdue }) = look.ledger.awaited_models(look.campaign, look.scope)
        && is_overdue == overdue
    {
        let span = look.campaign.criteria[criteria[0]].span;
        let lacking = Lacking::SheetMissing { criteria: criteria.iter().map(|criterion| criterion_code(look.campaign, *criterion)).collect() };
        let fault = AwaitedFault { lacking, due: due.map(|(day, _)| day), as_of: look.scope.as_of, is_overdue };
        let subject = Subject::nobody().criterion(Some(criteria[0]));
        findings.add(check, Place::Definition(span), subject, fault).against(due.map(|(_, place)| place));
    }
}

/// The row that lacks something, else the unit's first row of the period, else the unit's own.
fn place(campaign: &Campaign, awaited: &Awaited) -> Place {
    match (&awaited.lack, &awaited.beside) {
        (Lack::Figure { row, .. }, _) | (Lack::Row(_), Some(row)) => Place::Row(*row),
        (Lack::Row(_) | Lack::Rows(_) | Lack::Receipt { .. } | Lack::Answer { .. }, _) => {
            let unit = &campaign.units[awaited.unit];
            unit.in_stretch(&campaign.periods[awaited.period].stretch).unwrap_or_else(|| unit.last()).place
        }
    }
}

fn lacking(campaign: &Campaign, awaited: &Awaited) -> Lacking {
    let unit = unit_code(campaign, awaited.unit);
    let period = period_code(campaign, awaited.period);
    match &awaited.lack {
        Lack::Rows(criteria) => {
            // Of a group of alternatives the first stands for the one that is chosen.
            let first = criteria.first().map(|first| campaign.criteria[*first].children.first().unwrap_or(first));
            let first = first.map(|first| criterion_code(campaign, *first)).unwrap_or_default();
            Lacking::NothingSubmitted { unit, period, criteria: criteria.clone(), first }
        }
        Lack::Row(criterion) => {
            let membership = campaign.units[awaited.unit].in_stretch(&campaign.periods[awaited.period].stretch);
            let applies = |child: &&CriterionIndex| {
                let block = membership.and_then(|membership| Some((membership.block?, membership.kind)));
                block.is_none_or(|(block, kind)| campaign.criteria[**child].applies_to(block, kind))
            };
            let children = campaign.criteria[*criterion].children.iter().filter(applies);
            let one_of = children.map(|child| criterion_code(campaign, *child)).collect();
            Lacking::RowMissing { unit, criterion: criterion_code(campaign, *criterion), one_of, period }
        }
        Lack::Figure { criterion, need, .. } => {
            let column = match need {
                Need::Points => format!("diem_{}", campaign.stages.iter().next().map_or("", |stage| stage.as_str())),
                Need::Actual | Need::Receipt | Need::Models | Need::Answer => "thuc_hien".to_owned(),
                Need::Estimate => "uoc_thuc_hien".to_owned(),
                Need::Total => "tong_so".to_owned(),
                Need::Target => "chi_tieu".to_owned(),
            };
            Lacking::RowEmpty { criterion: criterion_code(campaign, *criterion), column: column.into(), need: *need }
        }
        Lack::Answer { statistic, criteria } => Lacking::AnswerMissing {
            unit,
            statistic: campaign.statistics[*statistic].code.as_str().into(),
            period,
            criteria: criteria.iter().map(|criterion| criterion_code(campaign, *criterion)).collect(),
        },
        Lack::Receipt { duty, criteria } => {
            let of_period = campaign.deadline(*duty, Some(awaited.period)).is_some_and(|deadline| deadline.period.is_some());
            Lacking::ReceiptMissing {
                unit,
                duty: campaign.duties[*duty].code.as_str().into(),
                period: of_period.then_some(period),
                criteria: criteria.iter().map(|criterion| criterion_code(campaign, *criterion)).collect(),
            }
        }
    }
}
