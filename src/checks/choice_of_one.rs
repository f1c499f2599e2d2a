//! A group of which one child counts: children that cannot be chosen, and units that have chosen more than one.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::ledger::{Layout, LineLayout, Page};
use crate::sheet::{Place, RowId};
use crate::tally::{Alternatives, Tally};
use crate::value::{CriterionIndex, Fraction, PeriodIndex};
use crate::words::rows::{criterion_code, period_code, unit_code, vietnamese};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "choice-of-one",
    page: include_str!("choice_of_one.md"),
    grade: Grade::Required,
    reasons: Choice::VARIANTS,
    looks: &[Look::Definition(definition), Look::Ledger(ledger)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Choice {
    /// A child that is a group: no row says that it is chosen.
    GroupInside { group: Box<str>, child: Box<str> },
    /// A child that a duty or the sheet of models feeds: no row says that it is chosen.
    FedInside { group: Box<str>, child: Box<str> },
    /// A child worth more than the group.
    OverGroup { group: Box<str>, child: Box<str>, points: Fraction, most: Fraction },
    /// Rows of two children for one unit and period.
    TwoInPeriod { group: Box<str>, unit: Box<str>, children: [Box<str>; 2], period: Box<str> },
    /// Rows of two children in periods that are merged into one score.
    TwoInScope { group: Box<str>, unit: Box<str>, children: [Box<str>; 2], periods: [Box<str>; 2] },
}

impl Fault for Choice {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::GroupInside { group, child } => voice.say(
                format!("`{child}` là nhóm, mà nhóm chọn một `{group}` chỉ chọn được tiêu chí lá"),
                format!("`{child}` is a group, and only a leaf can be chosen in `{group}`"),
            ),
            Self::FedInside { group, child } => voice.say(
                format!("`{child}` không chấm từ dòng kết quả, nên không chọn được trong nhóm chọn một `{group}`"),
                format!("`{child}` is not scored from rows of results and cannot be chosen in `{group}`"),
            ),
            Self::OverGroup { group, child, points, most } => voice.say(
                format!("điểm chuẩn {} của `{child}` quá điểm chuẩn {} của nhóm chọn một `{group}`", vietnamese(points), vietnamese(most)),
                format!("the maximum {points} of `{child}` is over the maximum {most} of `{group}`, of which one child counts"),
            ),
            Self::TwoInPeriod { group, unit, children: [first, second], period } => voice.say(
                format!("`{unit}` đã có kết quả của `{first}` ở kỳ `{period}`, mà nhóm `{group}` chỉ chọn một: không nhận thêm `{second}`"),
                format!("`{unit}` has a result for `{first}` in period `{period}`, and of group `{group}` one child counts: not `{second}` too"),
            ),
            Self::TwoInScope { group, unit, children: [first, second], periods: [one, other] } => voice.say(
                format!("`{unit}` chọn `{first}` ở kỳ `{one}` mà chọn `{second}` ở kỳ `{other}`: nhóm `{group}` gộp các kỳ nên phải cùng một tiêu chí"),
                format!("`{unit}` has chosen `{first}` in period `{one}` and `{second}` in `{other}`: group `{group}` merges its periods and takes one of them"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::GroupInside { .. } => {
                voice.say("đưa tiêu chí lá ra ngay dưới nhóm chọn một", "put its leaves directly below the group of alternatives")
            }
            Self::FedInside { .. } => voice.say("đưa tiêu chí này ra ngoài nhóm chọn một", "take this criterion out of the group of alternatives"),
            Self::OverGroup { most, .. } => voice.say(
                format!("viết số không quá `{most}`, hoặc sửa điểm chuẩn của nhóm"),
                format!("write at most `{most}`, or correct the maximum of the group"),
            ),
            Self::TwoInPeriod { .. } => voice.say(
                "giữ dòng của tiêu chí được chọn, bỏ dòng kia hoặc ghi `khong_phat_sinh` với lý do",
                "keep the row of the one that is chosen; remove the other, or fill `khong_phat_sinh` with the reason",
            ),
            Self::TwoInScope { .. } => voice.say(
                "để các kỳ cùng một tiêu chí, hoặc khai `gop_ky: {lay: diem_tong}` cho các tiêu chí của nhóm",
                "let every period have the same criterion, or declare `gop_ky: {lay: diem_tong}` for those of the group",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::GroupInside { .. } | Self::FedInside { .. } => voice.say("nhóm chọn một khai ở đây", "the group of alternatives is declared here"),
            Self::OverGroup { .. } => voice.say("điểm chuẩn của nhóm", "the maximum of the group"),
            Self::TwoInPeriod { .. } | Self::TwoInScope { .. } => voice.say("dòng đã có", "the row that stands already"),
        })
    }
}

/// The groups of which one child counts.
fn groups(campaign: &Campaign) -> impl Iterator<Item = CriterionIndex> + '_ {
    campaign.criteria.enumerate().filter(|(_, criterion)| criterion.is_choice).map(|(index, _)| index)
}

fn definition(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for index in groups(campaign) {
        let group = &campaign.criteria[index];
        let code = || criterion_code(campaign, index);
        for child_index in &group.children {
            let child = &campaign.criteria[*child_index];
            let child_code = || criterion_code(campaign, *child_index);
            let subject = Subject::campaign().criterion(Some(*child_index));
            if !child.children.is_empty() {
                let fault = Choice::GroupInside { group: code(), child: child_code() };
                findings.add(&CHECK, Place::Definition(child.span), subject.clone(), fault).against(Place::Definition(group.span));
            }
            if child.leaf.as_ref().is_some_and(|leaf| leaf.way.is_fed()) {
                let fault = Choice::FedInside { group: code(), child: child_code() };
                findings.add(&CHECK, Place::Definition(child.span), subject.clone(), fault).against(Place::Definition(group.span));
            }
            // Once: where blocks have maxima of their own, in the first that is over.
            let is_in_doubt = child.maximum_in_doubt || group.maximum_in_doubt;
            let over = campaign.blocks.indices().filter(|_| !is_in_doubt).find_map(|block| {
                let points = child.weigh_once(&child.maximum_for(block)?.to_fraction())?;
                let most = group.maximum_for(block)?.to_fraction();
                (points > most).then_some((block, points, most))
            });
            if let Some((block, points, most)) = over {
                let fault = Choice::OverGroup { group: code(), child: child_code(), points, most };
                let place = Place::Definition(child.maximum_span_for(block));
                findings.add(&CHECK, place, subject, fault).against(Place::Definition(group.maximum_span_for(block)));
            }
        }
    }
}

fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    let tally = Tally { campaign, scope, ledger };
    for group in groups(campaign) {
        for (unit, page) in ledger.pages.enumerate() {
            let (Some(page), Some(layout)) = (page.as_deref(), ledger.layout_for(unit)) else { continue };
            let told = findings.list().len();
            for (first, second) in pairs(campaign, layout, page, group) {
                let children = [first.0, second.0].map(|criterion| criterion_code(campaign, criterion));
                let period = period_code(campaign, second.1);
                let fault = Choice::TwoInPeriod { group: criterion_code(campaign, group), unit: unit_code(campaign, unit), children, period };
                let subject = Subject::unit(Some(unit)).criterion(Some(second.0)).period(Some(second.1));
                findings.add(&CHECK, Place::Row(second.2), subject, fault).against(Place::Row(first.2));
            }
            let alternatives = Alternatives::of(tally, members(campaign, layout, group));
            if alternatives.is_by_period || findings.list().len() > told {
                continue;
            }
            let rows = alternatives.rows(page);
            let Some(first) = rows.first().copied() else { continue };
            let Some(second) = rows.iter().copied().find(|row| row.0 != first.0) else { continue };
            let (first, second) = if first.2 <= second.2 { (first, second) } else { (second, first) };
            let children = [first.0, second.0].map(|criterion| criterion_code(campaign, criterion));
            let periods = [first.1, second.1].map(|period| period_code(campaign, period));
            let fault = Choice::TwoInScope { group: criterion_code(campaign, group), unit: unit_code(campaign, unit), children, periods };
            let subject = Subject::unit(Some(unit)).criterion(Some(second.0)).period(Some(second.1));
            findings.add(&CHECK, Place::Row(second.2), subject, fault).against(Place::Row(first.2));
        }
    }
}

/// The lines of a group's children on a page.
fn members<'a>(campaign: &Campaign, layout: &'a Layout, group: CriterionIndex) -> impl Iterator<Item = &'a LineLayout> {
    layout.lines.iter().filter(move |line| campaign.choice_of(line.criterion) == Some(group))
}

/// A row of a child, with its period.
type Chosen = (CriterionIndex, PeriodIndex, RowId);

/// Rows of two children in one period, of which neither says that nothing arose: the one read first, and each further one.
fn pairs(campaign: &Campaign, layout: &Layout, page: &Page, group: CriterionIndex) -> Vec<(Chosen, Chosen)> {
    let of = |line: &LineLayout| {
        let rows = line.slots().map(|(period, slot)| (line.criterion, period, page.rows[slot as usize]));
        let rows = rows.filter(|(.., slot)| !slot.is_not_applicable());
        rows.filter_map(|(criterion, period, slot)| Some((criterion, period, slot.row()?))).collect::<Vec<Chosen>>()
    };
    let mut rows: Vec<Chosen> = members(campaign, layout, group).flat_map(of).collect();
    rows.sort_by_key(|(_, period, row)| (*period, *row));
    let mut pairs = Vec::new();
    for together in rows.chunk_by(|one, other| one.1 == other.1) {
        pairs.extend(together[1..].iter().map(|further| (together[0], *further)));
    }
    pairs
}
