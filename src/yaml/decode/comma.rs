//! The comma trap: inside braces a comma ends an unquoted text, and what follows is read as a key.
//!
//! `{ten: Công tác thi đua, khen thưởng}` has the keys `ten` and `khen thưởng`, the second empty.

use crate::yaml::decode::folded;
use crate::yaml::{DecodeFaultKind, Kind, Node, Span};

/// How many of the pairs `after` a value are words that a comma cut off it: unquoted, unknown as
/// keys, and without a colon.
pub(super) fn cut_off(text: &str, value: &Node, after: &[(Node, Node)], known: &[&str]) -> usize {
    if !is_plain(value) {
        return 0;
    }
    let mut end = value.span.end as usize;
    let is_cut = |(key, value): &&(Node, Node)| {
        let Some(comma) = next(text, end, ',') else {
            return false;
        };
        let start = key.span.start as usize;
        let follows = skip_blank(text, comma + 1) == start;
        end = key.span.end as usize;
        let is_word = is_plain(key) && value.kind == Kind::Null && next(text, end, ':').is_none();
        follows && is_word && !known.iter().any(|name| *name == folded(key.text().unwrap_or("")))
    };
    after.iter().take_while(is_cut).count()
}

/// The fault of a pair whose text lost `cut`, if it lost anything.
pub(super) fn comma_in_flow(text: &str, pair: &(Node, Node), cut: &[(Node, Node)]) -> Option<DecodeFaultKind> {
    let (key, value) = pair;
    if cut.is_empty() {
        return None;
    }
    let comma = u32::try_from(next(text, value.span.end as usize, ',')?).ok()?;
    let mut joined = value.text().unwrap_or_default().to_owned();
    let mut end = value.span.end;
    for (word, _) in cut {
        let gap = Span::new(end, word.span.start).slice(text);
        let on_one_line = gap.chars().all(|character| matches!(character, ',' | ' '));
        joined.push_str(if on_one_line { gap } else { ", " });
        joined.push_str(word.text().unwrap_or_default());
        end = word.span.end;
    }
    Some(DecodeFaultKind::CommaInFlow { at: Span::new(comma, comma + 1), key: key.span, joined })
}

fn is_plain(node: &Node) -> bool {
    matches!(node.kind, Kind::Scalar { plain: true, .. })
}

/// Where `mark` stands, if nothing but white space and comments comes between it and `from`.
fn next(text: &str, from: usize, mark: char) -> Option<usize> {
    let at = skip_blank(text, from);
    text[at..].starts_with(mark).then_some(at)
}

fn skip_blank(text: &str, from: usize) -> usize {
    let mut rest = text.get(from..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        if !rest.starts_with('#') {
            return text.len() - rest.len();
        }
        rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
    }
}
