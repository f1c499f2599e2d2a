//! What two definitions say otherwise: by path, a list told by the codes of what it holds; order of keys, comments and quotes apart.

use std::collections::BTreeMap;

use crate::source::LineIndex;
use crate::yaml::{self, Kind, Node};

/// One thing a definition says otherwise.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RuleChange {
    /// Where it stands: `tieu_chi[II.1].diem_chuan`.
    pub path: String,
    /// The codes of the criterion it is of and of those above it, the innermost last; empty for what is of none.
    pub criteria: Vec<Box<str>>,
    /// What was said; none where nothing was.
    pub before: Option<Saying>,
    /// What is said.
    pub after: Option<Saying>,
}

/// What is said, and on which line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Saying {
    /// The value, on one line.
    pub text: String,
    /// Its line, from 1.
    pub line: u64,
}

/// The key of a list of criteria.
const CRITERIA: &str = "tieu_chi";
/// The key of a code.
const CODE: &str = "ma";

/// What two definitions say otherwise, in the order of the later one; what cannot be read as YAML is one text.
pub(super) fn changes(before: &str, after: &str) -> Vec<RuleChange> {
    let (Ok(one), Ok(other)) = (yaml::parse(before), yaml::parse(after)) else {
        let saying = |text: &str| Some(Saying { text: text.lines().next().unwrap_or_default().to_owned(), line: 1 });
        let change = RuleChange { path: String::new(), criteria: Vec::new(), before: saying(before), after: saying(after) };
        return if before == after { Vec::new() } else { vec![change] };
    };
    let mut walk = Walk { lines: [LineIndex::new(before.as_bytes()), LineIndex::new(after.as_bytes())], changes: Vec::new() };
    walk.meet(&At::default(), Some(&one), Some(&other));
    walk.changes
}

/// Where the walk stands.
#[derive(Clone, Default)]
struct At {
    path: String,
    criteria: Vec<Box<str>>,
    /// Whether the list it stands in is of criteria.
    is_criteria: bool,
}

struct Walk<'t> {
    lines: [LineIndex<'t>; 2],
    changes: Vec<RuleChange>,
}

impl Walk<'_> {
    fn meet(&mut self, at: &At, before: Option<&Node>, after: Option<&Node>) {
        let kinds = (before.map(|node| &node.kind), after.map(|node| &node.kind));
        match kinds {
            (Some(Kind::Mapping(one)), Some(Kind::Mapping(other))) => self.meet_mappings(at, one, other),
            (Some(Kind::Sequence(one)), Some(Kind::Sequence(other))) => self.meet_lists(at, one, other),
            _ if before.map(said) == after.map(said) => {}
            _ => {
                let saying = |node: Option<&Node>, lines: &LineIndex<'_>| {
                    node.map(|node| Saying { text: said(node), line: lines.place(node.span.start as usize).0 as u64 })
                };
                let (before, after) = (saying(before, &self.lines[0]), saying(after, &self.lines[1]));
                self.changes.push(RuleChange { path: at.path.clone(), criteria: at.criteria.clone(), before, after });
            }
        }
    }

    fn meet_mappings(&mut self, at: &At, before: &[(Node, Node)], after: &[(Node, Node)]) {
        let find = |entries: &'_ [(Node, Node)], name: &str| entries.iter().position(|(key, _)| said(key) == name);
        let gone = before.iter().filter(|(key, _)| find(after, &said(key)).is_none());
        for (key, _) in after.iter().chain(gone) {
            let name = said(key);
            let value = |entries: &'_ [(Node, Node)]| find(entries, &name).map(|position| entries[position].1.clone());
            let path = if at.path.is_empty() { name.clone() } else { format!("{}.{name}", at.path) };
            // A list of criteria may stand within a criterion under another key.
            let is_criteria = name == CRITERIA || !at.criteria.is_empty();
            let below = At { path, criteria: at.criteria.clone(), is_criteria };
            self.meet(&below, value(before).as_ref(), value(after).as_ref());
        }
    }

    /// What has a code is met by it; of the rest what is the same is left out, then one after another.
    fn meet_lists(&mut self, at: &At, before: &[Node], after: &[Node]) {
        let (mut one, mut other) = (named(before), named(after));
        if one.is_none() || other.is_none() {
            (one, other) = (Some(BTreeMap::new()), Some(BTreeMap::new()));
            let mut left: Vec<(usize, &Node)> = before.iter().enumerate().collect();
            let mut right: Vec<(usize, &Node)> = Vec::new();
            for (number, node) in after.iter().enumerate() {
                match left.iter().position(|(_, known)| said(known) == said(node)) {
                    Some(position) => drop(left.remove(position)),
                    None => right.push((number, node)),
                }
            }
            for position in 0..left.len().max(right.len()) {
                let (old, new) = (left.get(position), right.get(position));
                let number = new.or(old).map_or(0, |(number, _)| *number);
                let below = At { path: format!("{}[{}]", at.path, number + 1), ..at.clone() };
                self.meet(&below, old.map(|(_, node)| *node), new.map(|(_, node)| *node));
            }
        }
        let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
        let codes = after.iter().chain(before).filter_map(code);
        let mut met: Vec<String> = Vec::new();
        for code in codes.filter(|code| one.contains_key(code) || other.contains_key(code)) {
            if met.contains(&code) {
                continue;
            }
            let mut criteria = at.criteria.clone();
            if at.is_criteria {
                criteria.push(code.as_str().into());
            }
            let below = At { path: format!("{}[{code}]", at.path), criteria, is_criteria: false };
            self.meet(&below, one.get(&code).copied(), other.get(&code).copied());
            met.push(code);
        }
    }
}

/// The items of a list by their codes; none where one has no code, or two have the same.
fn named(items: &[Node]) -> Option<BTreeMap<String, &Node>> {
    let mut named = BTreeMap::new();
    for item in items {
        if named.insert(code(item)?, item).is_some() {
            return None;
        }
    }
    Some(named)
}

fn code(node: &Node) -> Option<String> {
    let Kind::Mapping(entries) = &node.kind else { return None };
    entries.iter().find(|(key, _)| said(key) == CODE).map(|(_, value)| said(value))
}

/// A value on one line, its keys in order.
fn said(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "~".to_owned(),
        Kind::Scalar { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Kind::Sequence(items) => format!("[{}]", items.iter().map(said).collect::<Vec<_>>().join(", ")),
        Kind::Mapping(entries) => {
            let mut parts: Vec<String> = entries.iter().map(|(key, value)| format!("{}: {}", said(key), said(value))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RuleChange, changes};

    /// Path, before, after.
    fn told(changes: &[RuleChange]) -> Vec<(&str, &str, &str)> {
        let text = |saying: &'_ Option<super::Saying>| saying.as_ref().map_or("", |saying| &*saying.text).to_owned().leak() as &str;
        changes.iter().map(|one| (&*one.path, text(&one.before), text(&one.after))).collect()
    }

    #[test]
    fn what_means_the_same_is_no_change() {
        assert!(changes("a: 1 # x\nb: [1, 2]\n", "b:\n  - 1\n  - '2'\na: \"1\"\n").is_empty());
    }

    #[test]
    fn criteria_are_met_by_their_codes_wherever_they_stand() {
        let before = "tieu_chi:\n  - ma: A\n    con:\n      - {ma: A1, diem_chuan: 5}\n      - {ma: A2, diem_chuan: 5}\n";
        let after = "tieu_chi:\n  - ma: A\n    con:\n      - {ma: A3, diem_chuan: 4}\n      - {ma: A1, diem_chuan: 6}\n";
        let found = changes(before, after);
        let added = ("tieu_chi[A].con[A3]", "", "{diem_chuan: 4, ma: A3}");
        assert_eq!(told(&found), [added, ("tieu_chi[A].con[A1].diem_chuan", "5", "6"), ("tieu_chi[A].con[A2]", "{diem_chuan: 5, ma: A2}", "")]);
        assert_eq!(found[1].criteria, ["A".into(), "A1".into()]);
        assert_eq!(found[1].after.as_ref().map(|saying| saying.line), Some(5));
    }

    #[test]
    fn lists_without_codes_leave_out_what_is_the_same() {
        let found = changes("cac_han: [{viec: a, truoc: 1}, {viec: b, truoc: 2}]\n", "cac_han: [{viec: b, truoc: 3}, {viec: a, truoc: 1}]\n");
        assert_eq!(told(&found), [("cac_han[1].truoc", "2", "3")]);
    }

    #[test]
    fn what_is_no_yaml_is_one_change() {
        assert_eq!(told(&changes("a: 1\n", "a: [\n")), [("", "a: 1", "a: [")]);
    }
}
