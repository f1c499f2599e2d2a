//! An appeal without the adjustment it led to, and an adjustment of what is appealed against without an appeal that led to it.

use strum::VariantNames as _;

use crate::campaign::{Adjustment, Appeal, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{DraftRow, adjustments, appeals};
use crate::sheet::Reading;
use crate::value::Quantity;
use crate::words;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "appeal-adjustment",
    page: include_str!("appeal_adjustment.md"),
    grade: Grade::Error,
    reasons: Answer::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Answer {
    WithoutAdjustment { unit: Box<str> },
    UnknownAdjustment { number: Box<str> },
    OtherRow { number: Box<str>, unit: Box<str> },
    NotAccepted { is_undecided: bool },
    NotNamed { number: Box<str>, appeal: Box<str>, unit: Box<str> },
}

impl Fault for Answer {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::WithoutAdjustment { unit } => voice.say(
                format!("phúc tra của `{unit}` được chấp nhận mà chưa có điều chỉnh nào: điểm vẫn như cũ"),
                format!("the appeal of `{unit}` is accepted, and no adjustment follows: the points stay as they were"),
            ),
            Self::UnknownAdjustment { number } => {
                let number = words::shown(number);
                voice.say(
                    format!("không có điều chỉnh nào mang số `{number}` ở dieu-chinh.csv"),
                    format!("no adjustment of dieu-chinh.csv has the number `{number}`"),
                )
            }
            Self::OtherRow { number, unit } => voice.say(
                format!("điều chỉnh số `{number}` sửa chỗ khác, không phải điểm mà `{unit}` phúc tra"),
                format!("the adjustment `{number}` sets something else right, not what `{unit}` appeals against"),
            ),
            Self::NotAccepted { is_undecided: true } => {
                voice.say("phúc tra chưa kết luận mà đã có điều chỉnh", "the appeal is not concluded, and an adjustment follows already")
            }
            Self::NotAccepted { is_undecided: false } => {
                voice.say("phúc tra bị bác mà vẫn có điều chỉnh", "the appeal is turned down, and an adjustment follows all the same")
            }
            Self::NotNamed { number, appeal, unit } => voice.say(
                format!("điều chỉnh số {number} sửa điểm mà `{unit}` phúc tra (số {appeal}), nhưng phúc tra ấy không nêu nó"),
                format!("adjustment {number} sets right what `{unit}` appeals against (number {appeal}), and that appeal does not name it"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::WithoutAdjustment { .. } => voice.say(
                "ghi một dòng ở `dieu-chinh.csv`, rồi ghi số của nó vào `dieu_chinh`",
                "add a row to `dieu-chinh.csv`, and write its number in `dieu_chinh`",
            ),
            Self::UnknownAdjustment { .. } | Self::OtherRow { .. } => {
                voice.say("viết ở `dieu_chinh` đúng số của dòng điều chỉnh", "write in `dieu_chinh` the number of the adjustment's row")
            }
            Self::NotAccepted { .. } => voice
                .say("ghi `chap_nhan` hoặc `mot_phan`, hoặc để trống `dieu_chinh`", "write `chap_nhan` or `mot_phan`, or leave `dieu_chinh` empty"),
            Self::NotNamed { number, .. } => voice.say(
                format!("ghi `{number}` vào `dieu_chinh` của phúc tra đã chấp nhận"),
                format!("write `{number}` in `dieu_chinh` of the appeal that is accepted"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::OtherRow { .. } => Some(voice.say("điều chỉnh ấy", "that adjustment")),
            Self::NotNamed { .. } => Some(voice.say("phúc tra ấy", "that appeal")),
            Self::WithoutAdjustment { .. } | Self::UnknownAdjustment { .. } | Self::NotAccepted { .. } => None,
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for appeal in &resolution.campaign.appeals {
        of_appeal(resolution, appeal, findings);
    }
    of_adjustments(resolution, findings);
}

/// The number of an adjustment, as an appeal names it.
fn number(text: &str) -> Option<Quantity> {
    text.parse().ok().map(Quantity::whole)
}

fn of_appeal(resolution: &Resolution, appeal: &Appeal, findings: &mut Findings) {
    let (campaign, sheet) = (resolution.campaign, &resolution.draft.adjustments);
    let row = &resolution.draft.appeals.rows[appeal.position];
    let mut add = |column: usize, other: Option<&DraftRow>, fault: Answer| {
        let place = other.map(|other| other.place(adjustments::NUMBER));
        let own = if row.has(column) { row.place(column) } else { row.place(appeals::NUMBER) };
        findings.add(&CHECK, own, words::named_in(campaign, &appeals::SHEET, row), fault).against(place);
    };
    let accepts = match appeal.conclusion {
        Reading::Value(conclusion) => conclusion.changes_points(),
        Reading::Empty => false,
        Reading::Broken => return,
    };
    match (accepts, appeal.adjustments.is_empty()) {
        (true, true) => add(appeals::CONCLUSION, None, Answer::WithoutAdjustment { unit: unit_code(campaign, appeal.unit) }),
        (false, false) => add(appeals::ADJUSTMENTS, None, Answer::NotAccepted { is_undecided: appeal.is_undecided() }),
        (true, false) | (false, true) => {}
    }
    for named in appeal.adjustments.iter().filter(|_| accepts) {
        let known = number(named).and_then(|number| sheet.rows.iter().find(|row| row.quantity(adjustments::NUMBER).value() == Some(number)));
        match known {
            // A record that could not be read may be the one.
            None if sheet.broken > 0 => {}
            None => add(appeals::ADJUSTMENTS, None, Answer::UnknownAdjustment { number: named.clone() }),
            Some(other) if !is_answer(resolution, appeal, other) => {
                add(appeals::ADJUSTMENTS, Some(other), Answer::OtherRow { number: named.clone(), unit: unit_code(campaign, appeal.unit) });
            }
            Some(_) => {}
        }
    }
}

/// Whether an adjustment sets right what is appealed against, as far as its codes are known.
fn is_answer(resolution: &Resolution, appeal: &Appeal, adjustment: &DraftRow) -> bool {
    let directories = &resolution.campaign.directories;
    let unit = directories.units.find(adjustment.text(adjustments::UNIT).as_bytes());
    let criterion = directories.criteria.find(adjustment.text(adjustments::CRITERION).as_bytes());
    let period = directories.periods.find(adjustment.text(adjustments::PERIOD).as_bytes());
    let (Some(unit), Some(criterion), Some(period)) = (unit, criterion, period) else { return true };
    // Who appeals against a period appeals against what it holds.
    let periods = &resolution.campaign.periods;
    let is_within = periods[appeal.period].leaves.contains(&period);
    appeal.is_about(unit, criterion, period) || (is_within && appeal.is_about(unit, criterion, appeal.period))
}

/// Adjustments of what somebody appeals against, on the appeal's day or later, that no appeal names.
fn of_adjustments(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let is_named = |wanted: Quantity| campaign.appeals.iter().flat_map(|appeal| &appeal.adjustments).any(|named| number(named) == Some(wanted));
    for Adjustment { unit, criterion, period, position, .. } in &campaign.adjustments.list {
        let row = &resolution.draft.adjustments.rows[*position];
        let Some(own) = row.quantity(adjustments::NUMBER).value().filter(|own| !is_named(*own)) else { continue };
        let day = row.day(adjustments::DAY).value();
        let came_before = |appeal: &&Appeal| day.is_none_or(|day| appeal.day.is_none_or(|appealed| appealed <= day));
        let mut about = campaign.appeals.iter().filter(|appeal| is_answer(resolution, appeal, row));
        let Some(appeal) = about.find(came_before) else { continue };
        let of_appeal = &resolution.draft.appeals.rows[appeal.position];
        let fault = Answer::NotNamed { number: own.to_string().into(), appeal: appeal.number.clone(), unit: unit_code(campaign, *unit) };
        let subject = Subject::unit(Some(*unit)).criterion(Some(*criterion)).period(Some(*period));
        findings.add(&CHECK, row.place(adjustments::NUMBER), subject, fault).against(of_appeal.place(appeals::NUMBER));
    }
}
