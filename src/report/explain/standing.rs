//! What a unit comes to, and why it stands where it stands.

use std::fmt::Write as _;

use crate::campaign::{Ranking, Side, TieBreak};
use crate::derivation::{Derivation, GroupDerivation, Part, Placed};
use crate::draft::definition::{Measure, RoundingMoment};
use crate::pipeline::CampaignRun;
use crate::ranking::{Comparison, SetAside, StandingState, measure};
use crate::report::explain::arithmetic::{Arithmetic, added, factor, shown};
use crate::report::explain::steps::ends_words;
use crate::report::explain::{Kind, Statement, View};
use crate::report::pages::tie_break_words;
use crate::report::{digits, set_aside_words, short_of, shows_totals};
use crate::tally::{Total, TotalState};
use crate::value::{Fraction, UnitIndex};

/// What `decided_by` says of a place that waits for a vote.
const VOTE: &str = "bo_phieu";

/// What a group comes to.
pub fn group_statement(run: &CampaignRun, group: &GroupDerivation) -> Statement {
    let codes = codes(run, &group.parts);
    let terms: Vec<Fraction> = group.parts.iter().filter_map(|part| part.points).collect();
    if terms.is_empty() {
        return Statement::new(Kind::Group, "Chưa có điểm");
    }
    let is_deduction = run.campaign.criteria[group.criterion].side == Side::Deduction;
    let (words, expression) = match &group.cap {
        None => (codes, added(&terms)),
        Some(cap) => {
            let (bound, most) = if is_deduction { ("MAX", "trừ nhiều nhất") } else { ("MIN", "nhiều nhất") };
            (format!("{codes}, {most} {}", shown(cap).trim_start_matches('-')), format!("{bound}({}; {})", added(&terms), shown(cap)))
        }
    };
    let mut sum = Arithmetic::new(expression, group.own.points);
    sum.rounded = group.points.map(|points| (points, digits(&run.campaign)));
    Statement::new(Kind::Group, words).with(sum)
}

/// The codes that are added up, of those with points.
fn codes(run: &CampaignRun, parts: &[Part]) -> String {
    let codes: Vec<&str> =
        parts.iter().filter(|part| part.points.is_some()).map(|part| run.campaign.criteria[part.criterion].code.as_str()).collect();
    codes.join(" + ")
}

/// The total, what it is out of, and the share of that.
pub fn total_statements(run: &CampaignRun, one: &Derivation<'_>) -> Vec<Statement> {
    let campaign = &run.campaign;
    if one.block.is_some_and(|block| !shows_totals(campaign, block)) {
        return Vec::new();
    }
    let mut told = Vec::new();
    let total = &one.total;
    let digits = digits(campaign);
    let terms: Vec<Fraction> = one.parts.iter().filter_map(|part| part.points).collect();
    if !terms.is_empty() {
        let exact = if campaign.moment == RoundingMoment::Total { total.exact } else { Some(total.points.to_fraction()) };
        let mut sum = Arithmetic::sum(&terms, exact);
        sum.rounded = Some((total.points, digits));
        told.push(Statement::new(Kind::Total, format!("Tổng điểm: {}", codes(run, &one.parts))).with(sum));
    }
    let maxima: Vec<Fraction> = one.parts.iter().filter_map(|part| part.maximum).collect();
    if !maxima.is_empty() {
        told.push(Statement::new(Kind::Maximum, "Điểm tối đa được giao").with(Arithmetic::sum(&maxima, Some(total.maximum))));
    }
    if let (Some(share), Some(exact)) = (total.share, total.exact_share()) {
        let own = total.exact.unwrap_or_else(|| total.points.to_fraction());
        let expression = format!("100 × {} / {}", factor(&own), factor(&total.maximum));
        let mut of = Arithmetic::new(expression, Some(exact));
        of.rounded = Some((share, digits));
        told.push(Statement::new(Kind::ShareOfMaximum, "Tỷ lệ % điểm so với điểm tối đa").with(of));
    }
    told.extend(unfinished(total).map(|words| Statement::new(Kind::Missing, words)));
    told
}

/// What a total that is not final lacks.
fn unfinished(total: &Total) -> Option<&'static str> {
    match total.state {
        TotalState::Final => None,
        TotalState::Provisional => Some("Tạm tính: có điểm của vòng trước vòng quyết định"),
        TotalState::Incomplete => Some("Chưa đủ số liệu: các tiêu chí chưa có điểm không nằm trong tổng"),
        TotalState::NothingSubmitted => Some("Chưa nộp kết quả nào"),
    }
}

/// The grade, the place, and what parted the unit from others.
pub fn standing_statements(run: &CampaignRun, one: &Derivation<'_>, view: View) -> Vec<Statement> {
    let campaign = &run.campaign;
    let Some(placed) = &one.standing else {
        let blocking = run.outcome.blocks.iter().find(|block| Some(block.block) == one.block && block.blocking > 0);
        let words = blocking.map(|block| format!("Khối chưa xếp hạng: còn {} lỗi phải sửa", block.blocking));
        return words.map(|words| Statement::new(Kind::Place, words)).into_iter().collect();
    };
    let Some(ranking) = campaign.blocks[placed.block.block].ranking.as_ref() else { return Vec::new() };
    let standing = placed.standing;
    let mut told = Vec::new();
    if let Some(why) = standing.set_aside {
        let statement = Statement::new(Kind::Place, format!("Không xếp hạng: {}", set_aside_words(why)));
        told.push(match why {
            SetAside::Violation(row) => statement.at_rows(&[row]),
            SetAside::NothingSubmitted | SetAside::NothingAssigned => statement,
        });
        return told;
    }
    if standing.state == StandingState::Incomplete {
        told.push(Statement::new(Kind::Place, "Chưa xếp hạng: chưa đủ số liệu"));
        return told;
    }
    told.extend(grade(ranking, placed));
    told.push(place(run, placed, view));
    told.extend(placed.comparisons.iter().map(|comparison| tie_break(run, ranking, comparison, (one.unit, view))));
    if standing.decided_by.as_deref() == Some(VOTE) {
        told.push(Statement::new(Kind::TieBreak, "Vẫn bằng nhau: chờ bỏ phiếu"));
    }
    let own = measure(&standing.total, ranking);
    if let Some((own, distance)) = own.zip(placed.margin.to_place).filter(|_| !view.hides_others) {
        told.push(Statement::new(Kind::Margin, "Cách hạng trên").with(difference(own.checked_add(&distance), own, distance)));
    }
    if let Some((own, to)) = own.zip(placed.margin.to_grade) {
        let must_pass = if to.must_pass { " (phải vượt)" } else { "" };
        let words = format!("Cách mức {}{must_pass}", to.grade.name);
        told.push(Statement::new(Kind::Margin, words).with(difference(own.checked_add(&to.distance), own, to.distance)));
    }
    told
}

/// What lies above less one's own.
fn difference(above: Option<Fraction>, own: Fraction, distance: Fraction) -> Arithmetic {
    let expression = above.map_or_else(|| shown(&distance), |above| format!("{} - {}", shown(&above), factor(&own)));
    Arithmetic::new(expression, Some(distance))
}

/// What is compared of a total.
fn measured(ranking: &Ranking) -> &'static str {
    match ranking.measure {
        Measure::Points => "tổng điểm",
        Measure::Share => "tỷ lệ %",
        Measure::Figures => "số liệu",
    }
}

/// The grade whose ends hold the measure.
fn grade(ranking: &Ranking, placed: &Placed<'_>) -> Option<Statement> {
    let name = placed.standing.grade.as_deref()?;
    let own = measure(&placed.standing.total, ranking)?;
    let grade = ranking.grades.iter().find(|grade| *grade.name == *name)?;
    let words = format!("Xếp loại {name}: {} {} thuộc mức {}", measured(ranking), shown(&own), ends_words(&grade.interval));
    Some(Statement::new(Kind::Grade, words).at(crate::sheet::Place::Definition(grade.span)))
}

fn place(run: &CampaignRun, placed: &Placed<'_>, view: View) -> Statement {
    let standing = placed.standing;
    let number = standing.place.map_or_else(|| "–".to_owned(), |place| place.to_string());
    let of = placed.block.standings.iter().filter(|one| one.place.is_some()).count();
    let mut words = format!("Xếp thứ {number} trong {of} đơn vị được xếp của khối");
    let tied = &standing.tied_with;
    if !tied.is_empty() {
        let others = if view.hides_others { format!("{} đơn vị khác", tied.len()) } else { names(run, tied) };
        write!(words, ", cùng hạng với {others}").expect("a string takes everything");
    }
    if standing.state == StandingState::Provisional {
        words.push_str(" (tạm tính)");
    }
    Statement::new(Kind::Place, words)
}

fn names(run: &CampaignRun, units: &[UnitIndex]) -> String {
    let name = |unit: &UnitIndex| format!("{} ({})", short_of(&run.campaign, &run.scope, *unit), run.campaign.units[*unit].code);
    units.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What an entry of `khi_bang_diem` made of units that were equal until then.
fn tie_break(run: &CampaignRun, ranking: &Ranking, comparison: &Comparison, (unit, view): (UnitIndex, View)) -> Statement {
    let entry = &ranking.tie_breaks[comparison.entry];
    let words = tie_break_words(&run.campaign, entry);
    let shown_of = |figure: &Option<Fraction>| match (figure, entry) {
        (None, _) => "chưa có".to_owned(),
        (Some(figure), TieBreak::Women(_)) => if figure.is_zero() { "không" } else { "có" }.to_owned(),
        (Some(figure), TieBreak::Compared { .. } | TieBreak::Vote) => shown(figure),
    };
    let own = comparison.figures.iter().find(|(other, _)| *other == unit).map(|(_, figure)| figure);
    let own_words = own.map(shown_of).unwrap_or_default();
    let others: Vec<&(UnitIndex, Option<Fraction>)> = comparison.figures.iter().filter(|(other, _)| *other != unit).collect();
    let is_undecided = comparison.figures.iter().any(|(_, figure)| figure.is_none());
    let others_words = if view.hides_others {
        let count = |how: &dyn Fn(&Option<Fraction>) -> bool| others.iter().filter(|(_, figure)| how(figure)).count();
        let own = own.copied().flatten();
        let (higher, equal, lower) = (count(&|one| *one > own), count(&|one| *one == own), count(&|one| *one < own));
        let said = [("cao hơn", higher), ("bằng", equal), ("thấp hơn", lower)];
        let said: Vec<String> = said.iter().filter(|(_, number)| *number > 0).map(|(how, number)| format!("{number} đơn vị khác {how}")).collect();
        if is_undecided { format!("{} đơn vị khác", others.len()) } else { said.join(", ") }
    } else {
        let one = |(other, figure): &&(UnitIndex, Option<Fraction>)| format!("{} {}", names(run, &[*other]), shown_of(figure));
        others.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let parts = own.is_some_and(|own| comparison.figures.iter().any(|(_, figure)| figure != own));
    let verdict = match (is_undecided, parts) {
        (true, _) => " – thiếu số nên mục này không phân định",
        (false, true) => " – phân định ở mục này",
        (false, false) => " – vẫn bằng nhau",
    };
    Statement::new(Kind::TieBreak, format!("Bằng nhau thì xét {words}: đơn vị này {own_words}; {others_words}{verdict}"))
}
