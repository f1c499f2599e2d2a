//! How blocks are ranked: the campaign's rules, and what a block states again.

use crate::draft::definition::{BlockKey, ComparedKey, GradeKey, LeaderConditionKey, LeaderKey, OverTargetsKey, RankingKey, SetAside, TieBreakKey};
use crate::report::Table;
use crate::report::pages::plan::{Facts, items, said, said_bool, said_list, said_maybe, some, star};
use crate::report::pages::words::{self, Words as _};
use crate::yaml::{Field, Many, NumberOr, WordOr};

/// The common ranking, then each block's own.
pub(super) fn rankings(common: Option<&Field<RankingKey>>, blocks: Option<&Field<Many<BlockKey>>>) -> Vec<Table> {
    let common = common.and_then(Field::get).and_then(|key| one("ranking-rules", "Cách xếp hạng", key, Stated::Common));
    let own = items(blocks).filter_map(|block| {
        let key = block.ranking.as_ref()?.get()?;
        let title = format!("Cách xếp hạng khai riêng cho {} ({})", said(&block.name), said(&block.code));
        one(&format!("ranking-rules-{}", said(&block.code)), &title, key, Stated::Again)
    });
    common.into_iter().chain(own).collect()
}

fn one(key: &str, title: &str, ranking: &RankingKey, stated: Stated) -> Option<Table> {
    let RankingKey { measure, precision, sequence, tie_breaks, grades, set_aside, leader, assumed } = ranking;
    let mut facts = Facts::new(key, &star(title.to_owned(), assumed));
    facts.maybe("So sánh", measure);
    match (precision, stated) {
        (None, Stated::Common) => facts.say("So trên", "điểm đã làm tròn (không khai, theo mặc định)"),
        (Some(_), Stated::Common) | (_, Stated::Again) => facts.maybe("So trên", precision),
    }
    facts.maybe("Cách đánh thứ", sequence);
    let entries: Vec<String> = items(tie_breaks.as_ref()).map(tie_break).collect();
    if !entries.is_empty() {
        let numbered = (1..).zip(entries).map(|(number, entry)| format!("{number}. {entry}"));
        facts.say("Khi bằng nhau, lần lượt xét", numbered.collect::<Vec<_>>().join("\n"));
    }
    let grades: Vec<String> = items(grades.as_ref()).map(grade).collect();
    if !grades.is_empty() {
        facts.say("Xếp loại", grades.join("\n"));
    }
    if let Some(SetAside { nothing_submitted, violation }) = set_aside.as_ref().and_then(Field::get) {
        let nothing = said_bool(nothing_submitted, "đơn vị không nộp kết quả: không xếp", "đơn vị không nộp kết quả: vẫn để trong danh sách");
        let violation = said_bool(violation, "đơn vị có kỷ luật trong kỳ: không xếp", "đơn vị có kỷ luật trong kỳ: vẫn xếp");
        let violation = violation.map(|words| format!("{words} (theo ky-luat.csv)"));
        facts.say("Không xếp hạng", nothing.into_iter().chain(violation).collect::<Vec<_>>().join("\n"));
    }
    if let Some(leader) = leader.as_ref().and_then(Field::get) {
        say_leader(leader, &mut facts);
    }
    some(facts.table())
}

fn say_leader(leader: &LeaderKey, facts: &mut Facts) {
    let LeaderKey { title, per_block, only_periods, conditions, assumed } = leader;
    let mut rules: Vec<String> = Vec::new();
    rules.extend(said_maybe(title).map(|title| format!("đề nghị tặng {title}")));
    rules.extend(said_maybe(per_block).map(|count| format!("mỗi khối {count} đơn vị")));
    rules.extend(said_list(only_periods.as_ref()).map(|periods| format!("chỉ ở kỳ {periods}")));
    rules.extend(items(conditions.as_ref()).map(condition));
    facts.say(&star("Đơn vị dẫn đầu".to_owned(), assumed), rules.join("\n"));
}

/// Whose rules they are.
#[derive(Clone, Copy)]
enum Stated {
    /// The campaign's.
    Common,
    /// A block's own.
    Again,
}

fn tie_break(key: &TieBreakKey) -> String {
    match key {
        WordOr::Word(word) => word.words(),
        WordOr::Mapping(ComparedKey { points, actual, share, statistic, preference }) => {
            let mut what: Vec<String> = Vec::new();
            what.extend(said_maybe(points).map(|code| format!("điểm {code}")));
            what.extend(said_maybe(actual).map(|code| format!("số thực hiện {code}")));
            what.extend(said_maybe(share).map(|code| format!("tỷ lệ thực hiện {code}")));
            what.extend(said_maybe(statistic).map(|code| format!("thống kê {code}")));
            let preference = said_maybe(preference).unwrap_or_else(|| "cao hơn xếp trước".to_owned());
            format!("{}: {preference}", what.join(", "))
        }
    }
}

fn grade(key: &GradeKey) -> String {
    let GradeKey { from, above, below, to, name } = key;
    let ends = [said_maybe(from), said_maybe(above), said_maybe(below), said_maybe(to)];
    format!("{}: {}", said(name), words::interval(ends))
}

fn condition(key: &LeaderConditionKey) -> String {
    match key {
        LeaderConditionKey::OverTargets(OverTargetsKey { criteria, at_least }) => {
            let least = match at_least.as_ref().map(Field::get) {
                None => "mọi tiêu chí".to_owned(),
                Some(Some(NumberOr::Word(_))) => "tất cả các tiêu chí".to_owned(),
                Some(Some(NumberOr::Number(number))) => format!("ít nhất {} tiêu chí", number.words()),
                Some(None) => words::UNREADABLE.to_owned(),
            };
            format!("điều kiện: vượt chỉ tiêu ở {least} trong {}", said_list(Some(criteria)).unwrap_or_default())
        }
        LeaderConditionKey::Nominated {} => "điều kiện: được khối bỏ phiếu suy tôn".to_owned(),
    }
}
