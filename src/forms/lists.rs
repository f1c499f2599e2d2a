//! What may stand in a column of a form: the codes of the campaign, the words of a closed set.

use crate::campaign::Campaign;
use crate::sheet::{CodeKind, Kind, Word};

/// A word of a closed set as people write it.
pub(super) fn written(word: &Word) -> &'static str {
    word.names.first().unwrap_or(&word.key)
}

/// What may stand in a column; empty where anything of its kind may.
pub(super) fn list(campaign: &Campaign, kind: Kind, key: &str) -> Vec<Box<str>> {
    let directories = &campaign.directories;
    match kind {
        Kind::Choice(words) => words.iter().map(|word| written(word).into()).collect(),
        Kind::YesNo => vec!["x".into(), "không".into()],
        Kind::Code(CodeKind::Unit) => directories.units.codes().to_vec(),
        Kind::Code(CodeKind::Criterion) => campaign.leaves().map(|(_, criterion, _)| criterion.code.as_str().into()).collect(),
        Kind::Code(CodeKind::Period) => directories.periods.codes().to_vec(),
        Kind::Code(CodeKind::Duty) => directories.duties.codes().to_vec(),
        Kind::Code(CodeKind::Title) => directories.titles.codes().to_vec(),
        // Where a vote was taken: a block, or the council.
        Kind::Code(CodeKind::Free) if key == "noi_hop" => directories.blocks.codes().iter().cloned().chain(["hoi_dong".into()]).collect(),
        Kind::Code(_) | Kind::Text | Kind::Day | Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points => Vec::new(),
    }
}
