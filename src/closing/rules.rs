//! The rules that scored a period, key by key: digests of the definition, without what it says of other periods.

use std::collections::BTreeMap;

use crate::campaign::Campaign;
use crate::closing::Target;
use crate::digest;
use crate::yaml::{Kind, Node};

/// Digests by key of the definition; `phong_trao.<key>` are those a campaign of several states itself.
pub type Sections = BTreeMap<Box<str>, Box<str>>;

/// The key below which several campaigns stand.
const CAMPAIGNS: &str = "phong_trao";

/// The keys points and places hang on.
const SCORING: [&str; 14] = [
    "phien_ban",
    "ma",
    "nam",
    "thoi_gian",
    "ngay_nghi",
    "cac_han",
    "ky",
    "dot",
    "khoi",
    "cham_diem",
    "tieu_chi",
    "thong_ke",
    "xep_hang",
    "doi_tuong",
];

/// Whether points or places hang on a key.
pub fn scores_by_key(key: &str) -> bool {
    let own = key.strip_prefix(CAMPAIGNS).and_then(|rest| rest.strip_prefix('.')).unwrap_or(key);
    SCORING.contains(&own)
}

/// The digests of the rules that scored a period.
pub fn sections(definition: &Node, target: &Target<'_>) -> Sections {
    let mut made = Sections::new();
    let mut enter = |prefix: &str, entries: &[(Node, Node)]| {
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let label = format!("{prefix}{name}");
            if (prefix.is_empty() && name == CAMPAIGNS) || !(target.is_whole || scores_by_key(&label)) {
                continue;
            }
            let mut value = value.clone();
            if !target.is_whole {
                leave_out_others(&mut value, target);
            }
            made.insert(label.into(), digest::of_node(&value).into());
        }
    };
    let Kind::Mapping(entries) = &definition.kind else { return made };
    enter("", entries);
    let list = entries.iter().find(|(key, _)| key.text() == Some(CAMPAIGNS)).map(|(_, value)| &value.kind);
    let Some(Kind::Sequence(campaigns)) = list else { return made };
    for campaign in campaigns {
        if let Kind::Mapping(own) = &campaign.kind
            && value(own, "ma").and_then(Node::text) == Some(target.campaign.code.as_str())
        {
            enter(&format!("{CAMPAIGNS}."), own);
        }
    }
    made
}

fn value<'n>(entries: &'n [(Node, Node)], key: &str) -> Option<&'n Node> {
    entries.iter().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
}

/// Takes out of every list what says that it is of other periods alone.
fn leave_out_others(node: &mut Node, target: &Target<'_>) {
    match &mut node.kind {
        Kind::Null | Kind::Scalar { .. } => {}
        Kind::Sequence(items) => {
            items.retain(|item| !is_of_others(item, target.campaign, target));
            for item in items {
                leave_out_others(item, target);
            }
        }
        Kind::Mapping(entries) => {
            for (_, value) in entries {
                leave_out_others(value, target);
            }
        }
    }
}

fn is_of_others(item: &Node, campaign: &Campaign, target: &Target<'_>) -> bool {
    let Kind::Mapping(entries) = &item.kind else { return false };
    let is_other = |node: &Node| {
        let period = node.text().and_then(|code| campaign.directories.periods.find(code.as_bytes()));
        period.is_some_and(|period| !target.holds(period))
    };
    let only = value(entries, "chi_cham_ky").map(|only| &only.kind);
    let is_never = matches!(only, Some(Kind::Sequence(periods)) if !periods.is_empty() && periods.iter().all(is_other));
    value(entries, "ky").is_some_and(is_other) || is_never
}
