//! Lays a derived struct over a tree of nodes and records every fault on the way.
//!
//! The derive tells `deserialize_struct` the keys it knows, so unknown, repeated and absent keys
//! are settled here and never reach it: an absent key is fed as [`Subject::Absent`], and the type
//! says what that means. An error is recorded by the first [`Reader`] it passes, with that
//! reader's place, and goes up as [`Refused::Recorded`] until a field stops it.

mod access;
mod comma;
mod path;
mod refused;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Visitor};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::value::text;
use crate::yaml::decode::access::{Choice, FieldParts, Items, Member, Members, Pairs, Shaped};
use crate::yaml::decode::comma::{comma_in_flow, cut_off};
use crate::yaml::decode::path::{Path, Step};
use crate::yaml::decode::refused::Refused;
use crate::yaml::field::FIELD;
use crate::yaml::shape::{NUMBER_OR, WORD_OR};
use crate::yaml::{DecodeFault, DecodeFaultKind, Expected, Kind, Node, NodeKind, Span};

/// Decodes `node` of `text` into a struct of fields, with the faults in the order of the text.
///
/// Where the document is not a mapping at all, that is the one fault and every field is empty.
pub fn decode<T: DeserializeOwned + Default>(node: &Node, text: &str) -> (T, Vec<DecodeFault>) {
    let log = Log { text, faults: RefCell::default() };
    let top = Reader { subject: Subject::Node(node), span: node.span, key: None, path: &Path::TOP, total: true, log: &log };
    // Only a `T` that is no struct, or has members that are no fields, can fail.
    let value = T::deserialize(top).unwrap_or_default();
    let mut faults = log.faults.into_inner();
    faults.sort_by_key(|fault| fault.span.start);
    (value, faults)
}

struct Log<'a> {
    text: &'a str,
    faults: RefCell<Vec<DecodeFault>>,
}

/// What a type is asked to read itself from.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Node(&'a Node),
    /// A variant written as a word alone, which stands for a mapping without keys.
    Bare,
    /// A key that is not written.
    Absent,
    /// A key of a mapping that could not be read: as absent, but that is not its fault.
    Lost,
    /// A value that is written and recorded as a fault, and that nothing is to be read from: one that a comma cut, or
    /// one whose key is misspelt.
    Spoilt,
}

#[derive(Clone, Copy)]
struct Key<'a> {
    name: &'a str,
    span: Option<Span>,
}

/// One place in the tree, as a deserializer.
#[derive(Clone, Copy)]
struct Reader<'a> {
    subject: Subject<'a>,
    /// The node's, or of the mapping that lacks it.
    span: Span,
    /// The key it is the value of.
    key: Option<Key<'a>>,
    path: &'a Path<'a>,
    /// Nothing between this place and the enclosing struct stops an error, so a struct, list or
    /// map of the wrong kind is recorded and read as empty.
    total: bool,
    log: &'a Log<'a>,
}

impl<'a> Reader<'a> {
    fn record(self, span: Span, kind: DecodeFaultKind) {
        let path = self.path.to_string();
        self.log.faults.borrow_mut().push(DecodeFault { span, path, kind });
    }

    fn record_below(self, name: &str, span: Span, kind: DecodeFaultKind) {
        let path = &self.path.then(Step::Key(name));
        Reader { path, ..self }.record(span, kind);
    }

    /// Records that something `expected` does not stand here, in the words that fit what does.
    fn refuse(self, expected: Expected) -> Refused {
        let key = self.key.map(|key| (key.name.to_owned(), key.span.unwrap_or(self.span)));
        let (span, kind) = match (self.subject, key) {
            (Subject::Lost | Subject::Spoilt, _) => return Refused::Recorded,
            (Subject::Absent, Some((key, _))) => (self.span, DecodeFaultKind::MissingKey { key }),
            (Subject::Bare | Subject::Node(Node { kind: Kind::Null, .. }), Some((key, span))) => (span, DecodeFaultKind::NullValue { key }),
            (Subject::Node(node), _) => (self.span, DecodeFaultKind::WrongKind { expected, found: (&node.kind).into() }),
            (Subject::Absent | Subject::Bare, None) => (self.span, DecodeFaultKind::WrongKind { expected, found: NodeKind::Null }),
        };
        self.record(span, kind);
        Refused::Recorded
    }

    /// Gives what a type said about this place its place.
    fn attach(self, refused: Refused) -> Refused {
        if let Refused::Said(mut kind) = refused {
            if let (DecodeFaultKind::WrongValue { text, .. }, Subject::Node(node)) = (kind.as_mut(), self.subject)
                && text.is_empty()
            {
                node.text().unwrap_or_default().clone_into(text);
            }
            self.record(self.span, *kind);
        }
        Refused::Recorded
    }

    /// Reads the value, or records why not.
    fn give<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        seed.deserialize(self).map_err(|refused| self.attach(refused))
    }

    fn scalar(self, expected: impl FnOnce() -> Expected) -> Result<&'a str, Refused> {
        match self.subject {
            Subject::Node(Node { kind: Kind::Scalar { text, .. }, .. }) => Ok(text),
            Subject::Node(_) | Subject::Bare | Subject::Absent | Subject::Lost | Subject::Spoilt => Err(self.refuse(expected())),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let text = self.scalar(|| Expected::read(&visitor, Expected::Text))?;
        visitor.visit_str(text).map_err(|refused| self.attach(refused))
    }

    /// What a struct, list or map does about a node of another kind: an error that the field
    /// around it stops, or, where none is, a recorded fault and nothing inside.
    fn wrong_kind(self, expected: Expected) -> Result<(), Refused> {
        let refused = self.refuse(expected);
        if self.total { Ok(()) } else { Err(refused) }
    }

    fn fields<'de, V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        let (pairs, absent) = match self.subject {
            Subject::Node(Node { kind: Kind::Mapping(pairs), .. }) => (pairs.as_slice(), Subject::Absent),
            Subject::Bare | Subject::Absent => (&[][..], Subject::Absent),
            Subject::Lost => (&[][..], Subject::Lost),
            Subject::Node(_) | Subject::Spoilt => {
                self.wrong_kind(Expected::Mapping)?;
                (&[][..], Subject::Lost)
            }
        };
        let members = self.members(pairs, known, absent);
        let members = Members { reader: self, rest: members.into_iter(), current: None };
        visitor.visit_map(members).map_err(|refused| self.attach(refused))
    }

    /// The declared keys, first the written ones in the order of the text, then the others.
    fn members(self, pairs: &'a [(Node, Node)], known: &'static [&'static str], absent: Subject<'a>) -> Vec<Member<'a>> {
        let mut members = Vec::with_capacity(known.len());
        let mut first: Vec<Option<Span>> = vec![None; known.len()];
        let mut misspelt: Vec<(&str, Span)> = Vec::new();
        for ((key, value), is_cut) in self.joined(pairs, known) {
            let Some(written) = key.text() else {
                let (expected, found) = (Expected::Text, (&key.kind).into());
                self.record(key.span, DecodeFaultKind::WrongKind { expected, found });
                continue;
            };
            let folded = folded(written);
            let Some(position) = known.iter().position(|name| *name == folded) else {
                let kind = DecodeFaultKind::UnknownKey { key: written.to_owned(), known };
                self.record_below(written, key.span, kind);
                misspelt.extend(text::nearest(&folded, known.iter().copied(), 1).into_iter().map(|name| (name, key.span)));
                continue;
            };
            let name = known[position];
            if let Some(first) = first[position] {
                let kind = DecodeFaultKind::DuplicateKey { key: name.to_owned(), first };
                self.record_below(name, key.span, kind);
                continue;
            }
            first[position] = Some(key.span);
            let key = Key { name, span: Some(key.span) };
            let subject = if is_cut { Subject::Spoilt } else { Subject::Node(value) };
            members.push(Member { key, subject, span: value.span });
        }
        let unwritten = known.iter().zip(first).filter(|(_, first)| first.is_none());
        members.extend(unwritten.map(|(name, _)| {
            // What is misspelt is not absent: that it cannot be read is said once, at the key as written.
            match misspelt.iter().find(|(meant, _)| meant == name) {
                Some((_, span)) => Member { key: Key { name, span: Some(*span) }, subject: Subject::Spoilt, span: *span },
                None => Member { key: Key { name, span: None }, subject: absent, span: self.span },
            }
        }));
        members
    }

    /// The pairs without the words that a comma cut off the value before them, and whether one did.
    fn joined(self, pairs: &'a [(Node, Node)], known: &[&str]) -> Vec<(&'a (Node, Node), bool)> {
        let mut kept = Vec::with_capacity(pairs.len());
        let mut rest = pairs;
        while let Some((pair, after)) = rest.split_first() {
            let cut = cut_off(self.log.text, &pair.1, after, known);
            let fault = comma_in_flow(self.log.text, pair, &after[..cut]);
            kept.push((pair, fault.is_some()));
            if let Some(kind) = fault {
                let end = after[cut - 1].0.span.end;
                let name = pair.0.text().unwrap_or_default();
                self.record_below(name, Span::new(pair.1.span.start, end), kind);
            }
            rest = &after[cut..];
        }
        kept
    }

    /// The one variant a mapping names, and whether that is all it holds.
    fn variant(self, pairs: &'a [(Node, Node)], known: &'static [&'static str]) -> Option<Choice<'a>> {
        let pairs: Vec<&(Node, Node)> = self.joined(pairs, known).into_iter().map(|(pair, _)| pair).collect();
        let named = |(key, value): &&'a (Node, Node)| {
            let word = key.text()?;
            Some(Choice { reader: self, word, span: key.span, payload: Some(value), alone: true })
        };
        if let [pair] = pairs.as_slice()
            && let Some(choice) = named(pair)
        {
            return Some(choice);
        }
        let found = pairs.iter().filter_map(|(key, _)| key.text().map(str::to_owned)).collect();
        self.record(self.span, DecodeFaultKind::NotOneVariant { found, known });
        // The first that is known is still read, for the faults inside.
        pairs
            .iter()
            .filter_map(named)
            .find(|choice| known.iter().any(|name| *name == folded(choice.word)))
            .map(|choice| Choice { alone: false, ..choice })
    }

    /// Which of two shapes stands here: a word, or the other.
    fn is_word(self, name: &str) -> bool {
        let Subject::Node(node) = self.subject else {
            return true;
        };
        let Some(text) = node.text() else {
            return false;
        };
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        name == WORD_OR || !digits.starts_with(|first: char| first.is_ascii_digit())
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.subject {
            Subject::Node(Node { kind: Kind::Sequence(_), .. }) => self.deserialize_seq(visitor),
            Subject::Node(Node { kind: Kind::Mapping(_), .. }) => self.deserialize_map(visitor),
            Subject::Node(_) | Subject::Bare | Subject::Absent | Subject::Lost | Subject::Spoilt => self.text(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let visited = match self.scalar(|| Expected::YesNo)? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text => Err(de::Error::invalid_value(de::Unexpected::Str(text), &Expected::YesNo)),
        };
        visited.map_err(|refused| self.attach(refused))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.subject {
            Subject::Absent | Subject::Lost => visitor.visit_none(),
            // Inside a field, a type that may be nothing; a key left empty is a fault elsewhere.
            Subject::Node(Node { kind: Kind::Null, .. }) if !self.total => visitor.visit_none(),
            Subject::Node(_) | Subject::Bare | Subject::Spoilt => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let items = match self.subject {
            Subject::Node(Node { kind: Kind::Sequence(items), .. }) => items.as_slice(),
            Subject::Absent | Subject::Lost => &[],
            Subject::Node(_) | Subject::Bare | Subject::Spoilt => {
                self.wrong_kind(Expected::List)?;
                &[]
            }
        };
        let items = Items { reader: self, items: items.iter().enumerate() };
        visitor.visit_seq(items).map_err(|refused| self.attach(refused))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let pairs = match self.subject {
            Subject::Node(Node { kind: Kind::Mapping(pairs), .. }) => pairs.as_slice(),
            Subject::Bare | Subject::Absent | Subject::Lost => &[],
            Subject::Node(_) | Subject::Spoilt => {
                self.wrong_kind(Expected::Mapping)?;
                &[]
            }
        };
        let mut first = HashMap::with_capacity(pairs.len());
        let mut kept = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let (key, _) = pair;
            let name = key.text().map(folded);
            match name.and_then(|name| first.insert(name, key.span)) {
                None => kept.push(pair),
                Some(earlier) => {
                    let name = key.text().unwrap_or_default();
                    let kind = DecodeFaultKind::DuplicateKey { key: name.into(), first: earlier };
                    self.record_below(name, key.span, kind);
                    first.insert(folded(name), earlier);
                }
            }
        }
        let pairs = Pairs { reader: self, rest: kept.into_iter(), current: None };
        visitor.visit_map(pairs).map_err(|refused| self.attach(refused))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, name: &'static str, known: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        if name != FIELD {
            return self.fields(known, visitor);
        }
        if matches!(self.subject, Subject::Absent) {
            self.refuse(Expected::Value);
        }
        visitor.visit_map(FieldParts { reader: self, next: 0, current: 0 })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, name: &'static str, known: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        if name == NUMBER_OR || name == WORD_OR {
            return visitor.visit_enum(Shaped { reader: self, word: self.is_word(name) });
        }
        let choice = match self.subject {
            Subject::Node(Node { kind: Kind::Scalar { text, .. }, span }) => {
                Choice { reader: self, word: text, span: *span, payload: None, alone: true }
            }
            Subject::Node(Node { kind: Kind::Mapping(pairs), .. }) => self.variant(pairs, known).ok_or(Refused::Recorded)?,
            Subject::Node(_) | Subject::Bare | Subject::Absent | Subject::Lost | Subject::Spoilt => {
                return Err(self.refuse(Expected::Choice));
            }
        };
        let value = visitor.visit_enum(choice).map_err(|refused| self.attach(refused))?;
        if choice.alone { Ok(value) } else { Err(Refused::Recorded) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.text(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf
        unit unit_struct tuple tuple_struct identifier
    }
}

/// Names are compared in NFC; a keyboard or an editor may have written NFD.
fn folded(name: &str) -> Cow<'_, str> {
    if is_nfc(name) { name.into() } else { name.nfc().collect::<String>().into() }
}

#[cfg(test)]
mod tests;
