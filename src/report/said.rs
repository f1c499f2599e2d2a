//! What several pages and formats say, in words.

use crate::campaign::{Campaign, Effect, LeaderCondition, Leaf, Settled, TieBreak};
use crate::draft::definition::Measure;
use crate::ledger::Scope;
use crate::pipeline::CampaignRun;
use crate::ranking::{BlockStandings, LeaderOutcome, Margin, SetAside, Standing, StandingState, WOMEN, without_known_women};
use crate::report::pages;
use crate::tally::Line;
use crate::value::{BlockIndex, CriterionIndex, Day, UnitIndex};

/// The name of a unit as it stands in a scope.
pub(super) fn name_of<'a>(campaign: &'a Campaign, scope: &Scope, unit: UnitIndex) -> &'a str {
    let unit = &campaign.units[unit];
    &unit.in_stretch(&scope.stretch).unwrap_or_else(|| unit.last()).name
}

/// The short name of a unit as it stands in a scope.
pub(super) fn short_of<'a>(campaign: &'a Campaign, scope: &Scope, unit: UnitIndex) -> &'a str {
    let unit = &campaign.units[unit];
    &unit.in_stretch(&scope.stretch).unwrap_or_else(|| unit.last()).short
}

/// The period asked for: its name and days.
pub(super) fn period_words(run: &CampaignRun) -> String {
    scope_words(&run.campaign, &run.scope)
}

/// A scope: its period's name and days.
pub(super) fn scope_words(campaign: &Campaign, scope: &Scope) -> String {
    let days = format!("{} – {}", scope.stretch.from.vietnamese(), scope.stretch.to.vietnamese());
    match scope.period {
        Some(period) => format!("{} ({days})", campaign.periods[period].name),
        None => format!("Cả phong trào ({days})"),
    }
}

/// What a block is called: Khối, Cụm, Khu vực, its name, and a star where the text does not name it.
pub(super) fn block_words(campaign: &Campaign, block: BlockIndex) -> String {
    let block = &campaign.blocks[block];
    let star = if block.is_assumed { " *" } else { "" };
    format!("{}{star}", block.name)
}

/// What a standing rests on.
const fn state_words(state: StandingState) -> &'static str {
    match state {
        StandingState::Final => "chính thức",
        StandingState::Provisional => "tạm tính",
        StandingState::Incomplete => "chưa đủ số liệu",
        StandingState::SetAside => "không xếp hạng",
    }
}

/// Why a unit is set aside.
pub(super) const fn set_aside_words(why: SetAside) -> &'static str {
    match why {
        SetAside::Violation(_) => "có quyết định kỷ luật",
        SetAside::NothingSubmitted => "không nộp kết quả",
        SetAside::NothingAssigned => "không được giao điểm nào",
    }
}

/// What a standing rests on, and whether estimates are in it.
pub(super) fn standing_words(standing: &Standing) -> String {
    let state = match standing.set_aside {
        None => state_words(standing.state).to_owned(),
        Some(why) => format!("{}: {}", state_words(standing.state), set_aside_words(why)),
    };
    if standing.total.is_estimated { format!("{state}, có số ước") } else { state }
}

/// How far the estimates of the scope reach, in words: those of periods before the last go on only where figures run on.
pub(super) fn estimate_end_words(run: &CampaignRun) -> String {
    let CampaignRun { campaign, scope, .. } = run;
    let holds_last = scope.leaves.last() == campaign.leaf_periods().last();
    let runs_on = || campaign.leaves().any(|(_, _, leaf)| leaf.is_cumulative);
    match campaign.estimate_end.day().map(Day::vietnamese) {
        Some(day) if holds_last => format!("đến hết ngày {day}"),
        Some(day) if runs_on() => format!("đến hết kỳ, số lũy kế đến hết ngày {day}"),
        Some(_) | None => "đến hết kỳ của từng dòng".to_owned(),
    }
}

/// Said below a table with figures from estimates.
pub(super) fn estimate_note(run: &CampaignRun) -> Box<str> {
    format!("Số ước thực hiện đã gồm số thực hiện, tính {}.", estimate_end_words(run)).into()
}

/// The answers that settled points of these units, and those that are lacking, one sentence each with the units it is true of.
pub(super) fn settled_notes(run: &CampaignRun, units: impl Iterator<Item = UnitIndex>) -> Vec<String> {
    let campaign = &run.campaign;
    let mut notes: Vec<(CriterionIndex, Settled, Vec<UnitIndex>)> = Vec::new();
    if campaign.leaves().all(|(_, _, leaf)| leaf.conditions.is_empty()) {
        return Vec::new();
    }
    for unit in units {
        for line in run.tally().lines(unit) {
            for settled in line.settled {
                let key = |settled: &Settled| (settled.effect, settled.statistic, settled.period);
                match notes.iter_mut().find(|(criterion, known, _)| *criterion == line.criterion && key(known) == key(&settled)) {
                    Some((_, _, units)) => units.push(unit),
                    None => notes.push((line.criterion, settled, vec![unit])),
                }
            }
        }
    }
    notes.sort_by_key(|(criterion, settled, _)| (*criterion, settled.period, settled.statistic, settled.effect == Effect::Everything));
    let note = |(criterion, settled, units): &(CriterionIndex, Settled, Vec<UnitIndex>)| {
        let statistic = &campaign.statistics[settled.statistic];
        let period = &campaign.periods[settled.period].code;
        let (what, answer) = match settled.effect {
            Effect::Nothing => ("0 điểm", "không"),
            Effect::Everything => ("mặc nhiên đạt", "có"),
            Effect::Missing => ("còn thiếu", "chưa ghi"),
        };
        let units: Vec<&str> = units.iter().map(|unit| short_of(campaign, &run.scope, *unit)).collect();
        let (code, statistic_code, name) = (&campaign.criteria[*criterion].code, &statistic.code, &statistic.name);
        format!("{code} {what} vì {statistic_code} ({name}), kỳ {period}: {answer} – {}.", units.join(", "))
    };
    notes.iter().map(note).collect()
}

/// Whether the unit that leads a block does so with points from estimates.
pub(super) fn leads_by_estimates(block: &BlockStandings, leader: &LeaderOutcome) -> bool {
    block.standings.iter().any(|standing| Some(standing.total.unit) == leader.unit && standing.total.is_estimated)
}

/// The entry that parted a unit from those it is equal with.
///
/// A block ranked by figures alone compares its first entry: units that differ there are not equal.
pub(super) fn parted_by<'a>(campaign: &Campaign, block: BlockIndex, standing: &'a Standing) -> Option<&'a str> {
    let code = standing.decided_by.as_deref()?;
    let ranking = campaign.blocks[block].ranking.as_ref()?;
    let is_compared = match ranking.tie_breaks.first() {
        Some(TieBreak::Compared { code: first, .. }) => ranking.measure == Measure::Figures && **first == *code,
        Some(TieBreak::Women(_) | TieBreak::Vote) | None => false,
    };
    (!is_compared).then_some(code)
}

/// What parted a unit from those with the same measure.
pub(super) fn decided_by_words(campaign: &Campaign, block: BlockIndex, standing: &Standing) -> Option<String> {
    let decided_by = parted_by(campaign, block, standing)?;
    if decided_by == "bo_phieu" {
        return Some("chờ bỏ phiếu".to_owned());
    }
    let ranking = campaign.blocks[block].ranking.as_ref()?;
    let is_it = |tie_break: &&TieBreak| match tie_break {
        TieBreak::Compared { code, .. } => **code == *decided_by,
        TieBreak::Women(_) => decided_by == WOMEN,
        TieBreak::Vote => false,
    };
    ranking.tie_breaks.iter().find(is_it).map(|tie_break| pages::tie_break_words(campaign, tie_break))
}

/// A condition of the leader in words.
pub(super) fn condition_words(campaign: &Campaign, condition: &LeaderCondition) -> String {
    match condition {
        LeaderCondition::OverTargets { criteria, at_least } => {
            let codes: Vec<&str> = criteria.iter().map(|criterion| campaign.criteria[*criterion].code.as_str()).collect();
            let by_estimate = criteria.iter().any(|criterion| is_scored_by_estimate(campaign, *criterion));
            let codes = format!("{}{}", codes.join(", "), if by_estimate { " (theo số ước)" } else { "" });
            match (criteria.len(), *at_least) {
                (1, _) => format!("hoàn thành vượt chỉ tiêu {codes}"),
                (all, least) if least >= all => format!("hoàn thành vượt mọi chỉ tiêu {codes}"),
                (_, least) => format!("hoàn thành vượt ít nhất {least} trong các chỉ tiêu {codes}"),
            }
        }
        LeaderCondition::Nominated => "được khối bỏ phiếu suy tôn".to_owned(),
    }
}

/// Whether a criterion's figure is its estimate.
pub(super) fn is_scored_by_estimate(campaign: &Campaign, criterion: CriterionIndex) -> bool {
    campaign.criteria[criterion].leaf.as_ref().is_some_and(Leaf::is_scored_by_estimate)
}

/// Whether a condition is met; what it asks for may not be there.
pub(super) const fn met_words(is_met: Option<bool>) -> &'static str {
    match is_met {
        Some(true) => "đạt",
        Some(false) => "không đạt",
        None => "chưa tính được",
    }
}

/// How a block is compared: nothing to show of totals where figures alone decide.
pub(super) fn shows_totals(campaign: &Campaign, block: BlockIndex) -> bool {
    campaign.blocks[block].ranking.as_ref().is_none_or(|ranking| ranking.measure != Measure::Figures)
}

/// How far a unit is from what lies above it.
pub(super) fn margin<'a>(campaign: &'a Campaign, block: &BlockStandings, standing: &Standing, lines: &[Line]) -> Margin<'a> {
    let ranking = campaign.blocks[block.block].ranking.as_ref().expect("a block with standings is ranked");
    Margin::of(ranking, &block.standings, standing, lines)
}

/// How many decimals points have, at least.
pub(super) fn digits(campaign: &Campaign) -> u8 {
    campaign.rounding.map_or(0, |rounding| rounding.digits)
}

/// The criteria without a parent.
pub(super) fn top_level(campaign: &Campaign) -> impl Iterator<Item = CriterionIndex> + '_ {
    campaign.criteria.enumerate().filter(|(_, criterion)| criterion.parent.is_none()).map(|(index, _)| index)
}

/// What the definition declares and the ranking does not compute, in words.
pub(super) fn not_computed(run: &CampaignRun) -> Vec<&'static str> {
    let rankings = || run.campaign.blocks.iter().filter_map(|block| block.ranking.as_ref());
    let nominated = || {
        rankings()
            .filter_map(|ranking| ranking.leader.as_ref())
            .flat_map(|leader| &leader.conditions)
            .any(|one| matches!(one, LeaderCondition::Nominated))
    };
    let declared = [
        (nominated() && !run.campaign.voting.is_present, "suy tôn của khối (không có bo-phieu.csv)"),
        (
            !run.campaign.discipline.is_present && rankings().any(|ranking| ranking.sets_aside_violation.is_some()),
            "không xếp vì vi phạm (không có ky-luat.csv)",
        ),
        (
            run.outcome.blocks.iter().any(|block| !without_known_women(run.tally(), block).is_empty()),
            "ưu tiên nữ khi bằng điểm (chưa rõ giới tính của mọi người ở đơn vị bằng điểm, theo ca-nhan.csv)",
        ),
        (rankings().filter_map(|ranking| ranking.leader.as_ref()).any(|leader| leader.per_block > 1), "nhiều đơn vị dẫn đầu một khối (moi_khoi)"),
    ];
    declared.into_iter().filter(|(is_declared, _)| *is_declared).map(|(_, words)| words).collect()
}

/// The blocks that are ranked, and those kept from it.
pub(super) fn ranked(run: &CampaignRun) -> impl Iterator<Item = &BlockStandings> {
    run.outcome.blocks.iter().filter(|block| block.blocking == 0)
}

/// The blocks kept from being ranked by findings.
pub(super) fn blocked(run: &CampaignRun) -> impl Iterator<Item = &BlockStandings> {
    run.outcome.blocks.iter().filter(|block| block.blocking > 0)
}
