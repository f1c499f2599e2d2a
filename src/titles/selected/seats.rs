//! Seats in words: the arithmetic of a share, where somebody stands, and what keeps it open.

use crate::campaign::{Campaign, Who};
use crate::draft::definition::RoundingWord;
use crate::rulebook::Mark;
use crate::selection::seats::{OpenSeats, Place as Seat, SeatPlan};
use crate::sheet::Place;
use crate::titles::said::said;
use crate::titles::{Answer, RuleOutcome, Said, Verdict};

/// What it means to stand where somebody stands.
pub(super) fn outcome(campaign: &Campaign, plan: &SeatPlan<'_>, seat: Seat, who: &Who) -> RuleOutcome {
    let place = plan.quota.map(|quota| Place::Definition(quota.span));
    let answer = match seat {
        Seat::Within => Answer::new(Verdict::Eligible).fact(arithmetic(plan), place),
        Seat::Beyond => Answer::new(Verdict::NotEligible)
            .fact(arithmetic(plan), place)
            .fact(said!("đứng sau suất cuối theo thứ tự đã khai", "stands behind the last seat in the declared order"), None),
        Seat::Tied { seats, among } => Answer::new(Verdict::NeedsReview).fact(arithmetic(plan), place).lacks(tied(who, seats, among)),
        Seat::Open => {
            let answer = Answer::new(Verdict::NeedsReview).fact(arithmetic(plan), place);
            plan.open.iter().fold(answer, |answer, open| answer.lacks(open_words(campaign, open)))
        }
    };
    let (clause, mark) = match (plan.quota, plan.law) {
        (Some(quota), _) if quota.basis.is_some() => (quota.basis.clone(), Mark::Seen),
        (_, Some(law)) => (law.rule.clause.clone(), law.rule.mark),
        (_, None) => (None, Mark::Seen),
    };
    RuleOutcome {
        rule: plan.law.map_or_else(|| "ty-le-toi-da".into(), |law| law.rule.code.clone()),
        name: said!("Trong tỷ lệ tối đa", "Within the greatest share"),
        source: clause.is_none().then(|| "kế hoạch của phong trào".into()),
        clause,
        mark,
        answer,
    }
}

/// Who is equal on the cut line.
pub fn tied(who: &Who, seats: i64, among: usize) -> Said {
    let (kind, kind_english) = match who {
        Who::Unit(_) => ("tập thể", "collectives"),
        Who::Person(_) => ("người", "people"),
    };
    if seats == 1 {
        said!("{among} {kind} ngang nhau ở suất cuối: Hội đồng quyết định", "{among} {kind_english} are equal for the last seat: the council decides")
    } else {
        said!(
            "{among} {kind} ngang nhau ở {seats} suất cuối: Hội đồng quyết định",
            "{among} {kind_english} are equal for the last {seats} seats: the council decides"
        )
    }
}

/// The arithmetic of a share: `15% × 23 = 3,45, làm tròn xuống: 3 suất`.
pub fn arithmetic(plan: &SeatPlan<'_>) -> Said {
    let candidates = plan.candidates.len();
    let put = said!("{candidates} còn được xét", "{candidates} still considered");
    let (Some(percent), Some(base), Some(exact)) = (plan.percent, plan.base, plan.exact) else { return put };
    let way = match plan.quota.and_then(|quota| quota.rounding) {
        Some(RoundingWord::HalfUp) => said!("từ 5 làm tròn lên", "rounded from the half up"),
        Some(RoundingWord::Up) => said!("làm tròn lên", "rounded up"),
        Some(RoundingWord::Down) => said!("làm tròn xuống", "rounded down"),
        None => said!("chưa khai làm tròn", "no rounding declared"),
    };
    let (percent_vietnamese, base_vietnamese) = (percent.vietnamese(), base.vietnamese());
    let exact_vietnamese = exact.to_string().replace('.', ",");
    let seats = plan.seats.map_or_else(|| said!("", ""), |seats| said!(": {seats} suất", ": {seats} seats"));
    Said {
        vietnamese: format!(
            "{percent_vietnamese}% × {base_vietnamese} = {exact_vietnamese}, {}{}; {}",
            way.vietnamese, seats.vietnamese, put.vietnamese
        ),
        english: format!("{percent} % × {base} = {exact}, {}{}; {}", way.english, seats.english, put.english),
    }
}

/// Why seats cannot be told, as what is missing.
pub fn open_words(campaign: &Campaign, open: &OpenSeats) -> Said {
    match open {
        OpenSeats::LawAlone => said!(
            "phong trào chưa khai `ty_le_toi_da`: tính trên số được đề nghị hay được tặng, toàn cơ quan hay từng đơn vị, cách làm tròn",
            "the campaign declares no `ty_le_toi_da`: of those put forward or awarded, of the agency or each unit, how it is rounded"
        ),
        OpenSeats::OverLaw => said!("tỷ lệ của phong trào cao hơn tỷ lệ của luật", "the campaign's percentage is greater than the law's"),
        OpenSeats::NoScope => said!("`tinh_theo`: toàn cơ quan hay từng đơn vị", "`tinh_theo`: of the agency or of each unit"),
        OpenSeats::NoUnit => said!("đơn vị của người được đề nghị", "the unit of those put forward"),
        OpenSeats::UnknownBase => said!("`co_so` đã khai của tỷ lệ", "a `co_so` that is declared"),
        OpenSeats::Circular => said!("hai tỷ lệ lấy nhau làm cơ sở", "two shares are each of the other"),
        OpenSeats::NoGrants => said!("khen-thuong.csv đọc được hết", "khen-thuong.csv, read whole"),
        OpenSeats::NoPeople => said!("ca-nhan.csv đủ để biết ai dự thi", "ca-nhan.csv that tells who takes part"),
        OpenSeats::NoFigure => said!("số liệu của cơ sở trong thong-ke.csv", "the figure of the base in thong-ke.csv"),
        OpenSeats::UnreadProposals(count) => {
            said!("{count} dòng đề nghị không rõ đề nghị ai, danh hiệu nào", "{count} rows of proposals do not say who is put forward for what")
        }
        OpenSeats::NoClass => said!("hạng của đơn vị, có trong `theo_hang_don_vi`", "the unit's class, with a percentage in `theo_hang_don_vi`"),
        OpenSeats::NoRounding => said!("`lam_tron` của tỷ lệ", "`lam_tron` of the share"),
        OpenSeats::NoOrder => said!("`xep_theo`: thứ tự khi nhiều người hơn số suất", "`xep_theo`: the order where there are more than seats"),
        OpenSeats::NotOrdered(who) => {
            let names: Vec<String> = who.iter().map(|who| format!("`{}`", code(campaign, who))).collect();
            let names = names.join(", ");
            said!("căn cứ xếp thứ tự của {names}", "what orders {names}")
        }
        OpenSeats::OtherBlocks => said!("thứ tự giữa các đơn vị khác khối: điểm không so được", "an order between units of different blocks"),
    }
}

/// The code of a unit or a person.
fn code<'a>(campaign: &'a Campaign, who: &'a Who) -> &'a str {
    match who {
        Who::Unit(unit) => campaign.units[*unit].code.as_str(),
        Who::Person(code) => code.as_str(),
    }
}
