//! A difference and its causes, in words.

use crate::comparison::{Cause, Comparison, Lead, LineChange, RuleChange, UnitChange, VerdictChange};
use crate::ranking::StandingState;
use crate::records::Difference;
use crate::titles::Verdict;

/// As many causes are told of one change; of more, how many there are.
const MOST: usize = 4;

/// What names a row: the filled cells of its key.
pub(super) fn row_name(difference: &Difference) -> String {
    let filled = difference.key.cells.iter().filter(|cell| !cell.is_empty());
    filled.map(|cell| &**cell).collect::<Vec<_>>().join(" · ")
}

/// What is said otherwise.
pub(super) fn change_words(difference: &Difference) -> String {
    let named = difference.row().sheet.key;
    let cells = difference.cells().into_iter().filter(|(name, _, _)| !named.contains(name));
    match (&difference.before, &difference.after) {
        (Some(_), Some(_)) => cells.map(|(name, was, is)| format!("{name} {} → {}", shown(was), shown(is))).collect::<Vec<_>>().join(", "),
        (None, _) => said("thêm dòng", &cells.map(|(name, _, is)| format!("{name} {}", shown(is))).collect::<Vec<_>>()),
        (_, None) => said("bỏ dòng", &cells.map(|(name, was, _)| format!("{name} {}", shown(was))).collect::<Vec<_>>()),
    }
}

fn said(what: &str, cells: &[String]) -> String {
    if cells.is_empty() { what.to_owned() } else { format!("{what}: {}", cells.join(", ")) }
}

fn shown(text: &str) -> String {
    if text.is_empty() { "trống".to_owned() } else { text.replace('\n', " ") }
}

fn row(difference: &Difference) -> String {
    let row = difference.row();
    format!("{} {} ({}:{}): {}", difference.key.sheet, row_name(difference), row.file, row.line, change_words(difference))
}

fn rule(rule: &RuleChange) -> String {
    let text = |saying: Option<&crate::comparison::Saying>| saying.map_or_else(|| "không ghi".to_owned(), |saying| saying.text.clone());
    let line = rule.after.as_ref().or(rule.before.as_ref()).map_or(1, |saying| saying.line);
    format!("quy định {} (phong-trao.yaml:{line}): {} → {}", rule.path, text(rule.before.as_ref()), text(rule.after.as_ref()))
}

/// What a change of the leader means to a unit: `mất dẫn đầu II.1 vào tay A`.
fn lead(comparison: &Comparison, criterion: &str, unit: &str, lead: &Lead) -> String {
    let list = |units: &[Box<str>]| if units.is_empty() { "không ai".to_owned() } else { units.join(", ") };
    let period = lead.period.as_ref().map(|period| format!(" kỳ {period}")).unwrap_or_default();
    let others = |units: &[Box<str>]| list(&units.iter().filter(|one| ***one != *unit).cloned().collect::<Vec<_>>());
    let words = match lead.turns(unit) {
        Some(false) => format!("{unit} mất dẫn đầu {criterion}{period}, nay là {}", list(&lead.after)),
        Some(true) if lead.before.is_empty() => format!("{unit} lên dẫn đầu {criterion}{period}"),
        Some(true) => format!("{unit} lên dẫn đầu {criterion}{period}, trước là {}", others(&lead.before)),
        None if lead.before == lead.after => format!("{} vẫn dẫn đầu {criterion}{period}, với số liệu khác", list(&lead.after)),
        None => format!("dẫn đầu {criterion}{period} đổi từ {} sang {}", list(&lead.before), list(&lead.after)),
    };
    let rows: Vec<String> = lead.rows.iter().map(|number| row(&comparison.inputs.rows[*number])).collect();
    if rows.is_empty() { words } else { format!("{words} – {}", limited(rows).join(", ")) }
}

/// A cause in words, of a criterion and a unit.
pub(super) fn cause(comparison: &Comparison, criterion: &str, unit: &str, cause: &Cause) -> String {
    match cause {
        Cause::Row(number) => row(&comparison.inputs.rows[*number]),
        Cause::Rule(number) => rule(&comparison.inputs.rules[*number]),
        Cause::Leader(one) => lead(comparison, criterion, unit, one),
    }
}

/// Causes in words, of a criterion and a unit.
pub(super) fn causes(comparison: &Comparison, criterion: &str, unit: &str, causes: &[Cause]) -> Vec<String> {
    limited(causes.iter().map(|one| cause(comparison, criterion, unit, one)).collect())
}

fn limited(mut told: Vec<String>) -> Vec<String> {
    if told.len() > MOST {
        let more = told.len() - MOST;
        told.truncate(MOST);
        told.push(format!("và {more} thay đổi nữa"));
    }
    told
}

/// Why a line moved.
pub(super) fn line_causes(comparison: &Comparison, unit: &UnitChange, line: &LineChange) -> Vec<String> {
    let mut told = causes(comparison, &line.criterion, &unit.unit, &line.causes);
    if told.is_empty() {
        told.push("không quy được về một dòng hay một quy định nào".to_owned());
    }
    told
}

/// Why a verdict is another.
pub(super) fn verdict_causes(comparison: &Comparison, change: &VerdictChange) -> Vec<String> {
    causes(comparison, "", &change.who, &change.causes)
}

pub(super) fn verdict_words(verdict: Option<Verdict>) -> String {
    verdict.map_or_else(|| "không đề nghị".to_owned(), |verdict| verdict.words().vietnamese)
}

/// Who went past a unit, and whom it went past.
pub(super) fn place_words(unit: &UnitChange) -> Vec<String> {
    let list = |is_above: bool| unit.passed.iter().filter(|(_, above)| *above == is_above).map(|(code, _)| &**code).collect::<Vec<_>>().join(", ");
    let (above, below) = (list(true), list(false));
    let above = (!above.is_empty()).then(|| format!("{above} lên trên hoặc ngang"));
    let below = (!below.is_empty()).then(|| format!("{below} xuống dưới"));
    above.into_iter().chain(below).collect()
}

/// What the place rests on otherwise: state, ties, what parted them.
pub(super) fn standing_words(unit: &UnitChange) -> Vec<String> {
    let (Some(before), Some(after)) = (&unit.before, &unit.after) else {
        let words = if unit.after.is_some() { "bản cũ không xếp ở khối nào" } else { "bản mới không xếp ở khối nào" };
        return vec![words.to_owned()];
    };
    let mut told = Vec::new();
    if before.state != after.state {
        told.push(format!("{} → {}", state_words(before.state), state_words(after.state)));
        if before.state.is_none() || after.state.is_none() {
            return told;
        }
    }
    if before.tied_with != after.tied_with {
        let list = |units: &std::collections::BTreeSet<Box<str>>| units.iter().map(|unit| &**unit).collect::<Vec<_>>().join(", ");
        let told_of = if after.tied_with.is_empty() {
            format!("không còn đồng hạng với {}", list(&before.tied_with))
        } else {
            format!("đồng hạng với {}", list(&after.tied_with))
        };
        told.push(told_of);
    }
    if before.decided_by != after.decided_by {
        told.push(match &after.decided_by {
            Some(entry) => format!("bằng điểm, phân định bằng {entry}"),
            None => "không còn phải phân định khi bằng điểm".to_owned(),
        });
    }
    told
}

const fn state_words(state: Option<StandingState>) -> &'static str {
    match state {
        None => "khối chưa xếp hạng được",
        Some(StandingState::Final) => "chính thức",
        Some(StandingState::Provisional) => "tạm tính",
        Some(StandingState::Incomplete) => "chưa đủ số liệu",
        Some(StandingState::SetAside) => "không xếp hạng",
    }
}
