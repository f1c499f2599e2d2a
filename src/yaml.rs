//! YAML in, typed structs of [`Field`]s and every fault out; the only user of `serde_yaml`.
//!
//! [`parse`] makes a tree of [`Node`]s that know their bytes, [`decode`] lays derived structs over
//! it, [`schema_for`] prints the JSON Schema of the same structs. A struct is declared once, with
//! serde's and schemars' derives:
//!
//! - `Field<T>` is a compulsory key, `Option<Field<T>>` one that may be absent;
//! - `Vec<Field<T>>` is a list and [`Entries<T>`] a free map; as a key of its own each may be
//!   absent and is then empty, `Field<Vec<Field<T>>>` is a list that must be written;
//! - an enum is a word (`cho_diem`) or a mapping with one key (`ty_le: {…}`); a variant whose keys
//!   may all be absent may stand as a word alone; [`NumberOr`] and [`WordOr`] are the other shapes;
//! - leaves are [`Scalar`]s behind `scalar!`, or `bool`.
//!
//! Nothing else stands directly in a struct, since only these turn a bad value into a recorded
//! fault and let the keys after it be read. No `flatten`, `untagged`, `alias` or `default`.

mod decode;
mod fault;
mod field;
mod node;
mod schema;
mod shape;
mod words;

pub use decode::decode;
pub use fault::{DecodeFault, DecodeFaultKind, Expected, Slip};
pub use field::Field;
pub use node::{Kind, NESTING_LIMIT, Node, NodeKind, Span, parse};
pub use schema::schema_for;
pub(crate) use shape::scalar;
pub use shape::{Entries, NumberOr, Scalar, Text, Whole, WordOr, read_scalar};
pub(crate) use words::choice;
pub use words::{Many, Share, Weight};

use serde::de::DeserializeOwned;

/// Parses and decodes one file; `None` when its YAML cannot be read at all.
pub fn decode_text<T: DeserializeOwned + Default>(text: &str) -> (Option<T>, Vec<DecodeFault>) {
    match parse(text) {
        Ok(node) => {
            let (value, faults) = decode(&node, text);
            (Some(value), faults)
        }
        Err(fault) => (None, vec![fault]),
    }
}

#[cfg(test)]
#[expect(dead_code, reason = "fields are read through Debug")]
mod tests;
