//! Several phong trào under one plan: each inherits every key of the plan that it does not state again.
//!
//! Inheriting is of whole keys, before anything is decoded: a key that an entry states replaces the plan's key of that
//! name, and the bytes of both keep their place.

use crate::draft::Definition;
use crate::yaml::{self, Kind, Node};

/// The key under which a plan lists its campaigns.
pub const KEY: &str = "phong_trao";

/// What belongs to the plan alone: an entry has its own, or none.
const OF_THE_PLAN: [&str; 4] = [KEY, "ma", "ten", "tong_hop"];

/// One phong trào of a plan.
#[derive(Debug)]
pub struct Entry {
    /// Which entry of `phong_trao` it is.
    pub position: usize,
    /// What it states, and what it inherits.
    pub definition: Definition,
}

/// The campaigns a plan lists; none where it is one campaign. What could not be decoded is left to the decoding of the
/// plan, which reads the same bytes.
pub fn entries(plan: &Node, text: &str) -> Vec<Entry> {
    let Kind::Mapping(keys) = &plan.kind else { return Vec::new() };
    let Some((_, list)) = keys.iter().find(|(key, _)| key.text() == Some(KEY)) else { return Vec::new() };
    let Kind::Sequence(items) = &list.kind else { return Vec::new() };
    let inherited: Vec<&(Node, Node)> = keys.iter().filter(|(key, _)| key.text().is_some_and(|key| !OF_THE_PLAN.contains(&key))).collect();
    let entry = |(position, item): (usize, &Node)| {
        let Kind::Mapping(own) = &item.kind else { return None };
        let is_stated_again = |key: &Node| own.iter().any(|(stated, _)| stated.text() == key.text());
        let mut all = own.clone();
        all.extend(inherited.iter().filter(|(key, _)| !is_stated_again(key)).map(|pair| (*pair).clone()));
        let merged = Node { span: item.span, kind: Kind::Mapping(all) };
        let (definition, _) = yaml::decode(&merged, text);
        Some(Entry { position, definition })
    };
    items.iter().enumerate().filter_map(entry).collect()
}
