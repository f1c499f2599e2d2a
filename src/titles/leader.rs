//! Leaders of blocks, and leaders of thematic campaigns.

use crate::campaign::{LeaderCondition, Who};
use crate::draft::definition::{ByLaw, Form, Organiser, PhaseEnd};
use crate::ranking::{BlockStandings, ConditionOutcome};
use crate::sheet::Place;
use crate::titles::said::said;
use crate::titles::{Answer, Case, Verdict};
use crate::value::UnitIndex;

/// Leads its block, which somebody of the right level organises (`dan_dau_khoi`).
pub(super) fn leads_block(case: &Case<'_>) -> Option<Answer> {
    let Who::Unit(unit) = case.who() else { return None };
    let campaign = case.campaign();
    if campaign.form == Some(Form::Thematic) {
        return None;
    }
    let block = campaign.units[*unit].in_stretch(&case.bench.scope.stretch).and_then(|standing| standing.block);
    let mut answer = match block.and_then(|block| case.bench.outcome.blocks.iter().find(|one| one.block == block)) {
        Some(standings) => place(case, standings, *unit).and(organiser(case, standings)),
        None => Answer::new(Verdict::NeedsReview).lacks(said!("xếp hạng của đơn vị trong một khối", "the unit's place in a block")),
    };
    if campaign.form.is_none() {
        answer = answer.lacks(said!("khai `hinh_thuc`: phong trào thường xuyên hay chuyên đề", "declare `hinh_thuc`: regular or thematic"));
    }
    Some(answer)
}

/// The place in the block, and targets gone beyond where the rule asks for it.
fn place(case: &Case<'_>, block: &BlockStandings, unit: UnitIndex) -> Answer {
    let code = &case.campaign().blocks[block.block].code;
    if block.blocking > 0 {
        let count = block.blocking;
        return Answer::new(Verdict::NeedsReview)
            .lacks(said!("khối `{code}` xếp hạng được: còn {count} lỗi", "a ranking of block `{code}`: {count} errors are left"));
    }
    let Some(standing) = block.standings.iter().find(|standing| standing.total.unit == unit) else {
        return Answer::new(Verdict::NeedsReview).lacks(said!("xếp hạng của đơn vị ở khối `{code}`", "the unit's place in block `{code}`"));
    };
    let Some(place) = standing.place else {
        return Answer::new(Verdict::NeedsReview)
            .lacks(said!("thứ hạng ở khối `{code}`: đơn vị chưa được xếp", "a place in block `{code}`: the unit is not ranked"));
    };
    let fact = said!("thứ {place} của khối `{code}`", "place {place} of block `{code}`");
    match (place, standing.tied_with.is_empty()) {
        (1, true) => beyond(case, block, unit).fact(fact, None),
        (1, false) => Answer::new(Verdict::NeedsReview)
            .fact(fact, None)
            .lacks(said!("một đơn vị đứng đầu: thứ nhất còn đồng hạng", "one leader: the first place is shared")),
        _ => Answer::new(Verdict::NotEligible).fact(fact, None),
    }
}

fn beyond(case: &Case<'_>, block: &BlockStandings, unit: UnitIndex) -> Answer {
    let answer = Answer::new(Verdict::Eligible);
    if !case.rule.goes_beyond {
        return answer;
    }
    let leader = block.leader.as_ref().filter(|leader| leader.unit == Some(unit));
    let conditions: &[ConditionOutcome] = leader.map_or(&[], |leader| &leader.conditions);
    let mut over = conditions.iter().filter(|one| matches!(one.condition, LeaderCondition::OverTargets { .. })).peekable();
    if over.peek().is_none() {
        return answer.lacks(said!(
            "hoàn thành vượt chỉ tiêu: `dan_dau.dieu_kien` không khai `hoan_thanh_vuot`",
            "targets gone beyond: `dan_dau.dieu_kien` declares no `hoan_thanh_vuot`"
        ));
    }
    over.fold(answer, |answer, one| match one.is_met {
        Some(true) => answer.fact(said!("hoàn thành vượt chỉ tiêu", "targets are gone beyond"), None),
        Some(false) => {
            answer.and(Answer::new(Verdict::NotEligible)).fact(said!("không hoàn thành vượt chỉ tiêu", "targets are not gone beyond"), None)
        }
        None => answer.lacks(said!("số liệu hoàn thành vượt chỉ tiêu", "figures of the targets")),
    })
}

/// Who organises the block: a block inside an agency does not reach the clause by itself.
fn organiser(case: &Case<'_>, block: &BlockStandings) -> Answer {
    let block = &case.campaign().blocks[block.block];
    let (code, place) = (&block.code, Place::Definition(block.span));
    let is_government = case.candidate.by_law(case.campaign()) == Some(ByLaw::GovernmentFlag);
    match block.organiser {
        Some(Organiser::Central) if is_government => Answer::new(Verdict::Eligible).fact(
            said!(
                "khối `{code}` do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức (khoản 2 Điều 25)",
                "block `{code}` is organised by the central council (clause 2 of Article 25)"
            ),
            place,
        ),
        Some(Organiser::Province | Organiser::Ministry | Organiser::Central) => {
            let level = block.organiser.map_or("", Organiser::word);
            Answer::new(Verdict::Eligible).fact(said!("khối `{code}` do cấp `{level}` tổ chức", "block `{code}` is organised by `{level}`"), place)
        }
        Some(Organiser::Agency) => {
            let clause = case.rule.clause.as_deref().unwrap_or_default();
            Answer::new(Verdict::NeedsReview)
                .fact(
                    said!(
                        "khối `{code}` do cơ quan tổ chức, không phải bộ, ban, ngành, tỉnh",
                        "block `{code}` is organised by an agency, no ministry or province"
                    ),
                    place,
                )
                .lacks(said!(
                    "quy chế thi đua của tỉnh có cho khối trong cơ quan xét danh hiệu này không: {clause} chưa đủ căn cứ",
                    "whether the province's own regulation lets a block inside an agency have this title: `{clause}` alone does not"
                ))
        }
        None => Answer::new(Verdict::NeedsReview).lacks(said!("khai `cap_to_chuc` của khối `{code}`", "declare `cap_to_chuc` of block `{code}`")),
    }
}

/// A thematic campaign of so many years, at a review (`chuyen_de_nam`).
pub(super) fn thematic_years(case: &Case<'_>) -> Option<Answer> {
    let campaign = case.campaign();
    if campaign.form != Some(Form::Thematic) {
        return None;
    }
    let years = u32::try_from(case.figure()).ok()?;
    let (from, to) = (campaign.time.from, campaign.time.to);
    let is_long_enough = from.months_later(12 * years).is_some_and(|full| full <= to.next());
    let verdict = if is_long_enough { Verdict::Eligible } else { Verdict::NotEligible };
    let (first, last) = (from.vietnamese(), to.vietnamese());
    let mut answer = Answer::new(verdict)
        .fact(said!("phong trào chuyên đề từ {first} đến {last}, cần {years} năm", "thematic from {from} to {to}, {years} years are needed"), None);
    let has_final = campaign.phases.iter().any(|phase| phase.end == Some(PhaseEnd::Final)) || !campaign.reviews.is_empty();
    if !has_final {
        answer = answer.lacks(said!("sơ kết, tổng kết của phong trào", "a review of the campaign"));
    }
    Some(answer.confirm(said!("dẫn đầu phong trào chuyên đề", "leads the thematic campaign")))
}
