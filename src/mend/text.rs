//! The definition, mended: each fix alone, and only where the tree it reads as stays the same.

use crate::mend::closed::Closed;
use crate::mend::{Done, Fix, Told, Unit, Why};
use crate::value::text::nfc;
use crate::yaml::{self, Kind, Node};

/// The text of a definition mended, and what was done; or why it is left as it is.
pub(super) fn mend(file: &[u8], closed: Option<&Closed<'_>>, fixes: &[&'static Fix]) -> Result<(Vec<u8>, Vec<Done>), Why> {
    let mut text = str::from_utf8(file).map_err(|_| Why::NotText)?.to_owned();
    let mut done = Vec::new();
    for fix in fixes {
        let (Some(definition), Ok(tree)) = (fix.definition, yaml::parse(&text)) else { continue };
        let mut told = Told::default();
        let after = definition(&text, &tree, &mut told);
        if after != text && yaml::parse(&after).is_ok_and(|other| is_same(&tree, &other)) {
            text = after;
            done.push(Done { fix, unit: Unit::Lines, told });
        }
    }
    match closed {
        Some(closed) if text.as_bytes() != file => Err(Why::Closed(closed.any())),
        _ => Ok((text.into_bytes(), done)),
    }
}

/// Whether two trees hold the same keys and values in the same order; of texts that differ in how letters are put together, too.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Scalar { text, plain }, Kind::Scalar { text: other, plain: is_plain }) => plain == is_plain && nfc(text) == nfc(other),
        (Kind::Sequence(one), Kind::Sequence(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other)),
        (Kind::Mapping(one), Kind::Mapping(other)) => {
            let pairs = || one.iter().zip(other);
            one.len() == other.len() && pairs().all(|(one, other)| is_same(&one.0, &other.0) && is_same(&one.1, &other.1))
        }
        (Kind::Null | Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Mapping(_), _) => false,
    }
}
