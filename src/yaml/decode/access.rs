//! The insides of a struct, field, list, map and choice, each handed to serde piece by piece.

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use crate::yaml::decode::path::Step;
use crate::yaml::decode::refused::Refused;
use crate::yaml::decode::{Key, Reader, Subject, folded};
use crate::yaml::field::PARTS;
use crate::yaml::{Expected, Node, Span};

/// A declared key of a struct.
pub(super) struct Member<'a> {
    pub(super) key: Key<'a>,
    pub(super) subject: Subject<'a>,
    pub(super) span: Span,
}

pub(super) struct Members<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) rest: std::vec::IntoIter<Member<'a>>,
    pub(super) current: Option<Member<'a>>,
}

impl<'de> de::MapAccess<'de> for Members<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        self.current = self.rest.next();
        let Some(member) = &self.current else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(member.key.name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let Member { key, subject, span } = self.current.take().expect("a key came before it");
        let path = &self.reader.path.then(Step::Key(key.name));
        let reader = Reader { subject, span, key: Some(key), path, total: true, ..self.reader };
        reader.give(seed)
    }
}

/// A field's [`PARTS`].
pub(super) struct FieldParts<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) next: usize,
    pub(super) current: usize,
}

impl<'de> de::MapAccess<'de> for FieldParts<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        if self.next == 1 && self.reader.key.and_then(|key| key.span).is_none() {
            self.next = 2;
        }
        let written = matches!(self.reader.subject, Subject::Node(_) | Subject::Bare | Subject::Spoilt);
        let Some(part) = PARTS.get(self.next).filter(|_| self.next < 2 || written) else {
            return Ok(None);
        };
        self.current = self.next;
        self.next += 1;
        seed.deserialize(StrDeserializer::new(part)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let key = self.reader.key.and_then(|key| key.span);
        let Span { start, end } = match self.current {
            0 => self.reader.span,
            1 => key.unwrap_or_default(),
            _ => {
                let reader = Reader { total: false, ..self.reader };
                return reader.give(seed);
            }
        };
        seed.deserialize(SeqDeserializer::new([start, end].into_iter()))
    }
}

/// The items of a list.
pub(super) struct Items<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) items: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        let Some((index, node)) = self.items.next() else {
            return Ok(None);
        };
        let path = &self.reader.path.then(Step::Item(index));
        let (subject, span) = (Subject::Node(node), node.span);
        let reader = Reader { subject, span, key: None, path, total: false, ..self.reader };
        reader.give(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The keys and values of a free map.
pub(super) struct Pairs<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) rest: std::vec::IntoIter<&'a (Node, Node)>,
    pub(super) current: Option<&'a (Node, Node)>,
}

impl<'de> de::MapAccess<'de> for Pairs<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        self.current = self.rest.next();
        let Some((key, _)) = self.current else {
            return Ok(None);
        };
        let step = Step::Key(key.text().unwrap_or_default());
        let path = &self.reader.path.then(step);
        let (subject, span) = (Subject::Node(key), key.span);
        let reader = Reader { subject, span, key: None, path, total: false, ..self.reader };
        reader.give(seed).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let (key, value) = self.current.take().expect("a key came before it");
        let name = key.text().unwrap_or_default();
        let path = &self.reader.path.then(Step::Key(name));
        let (subject, span) = (Subject::Node(value), value.span);
        let key = Some(Key { name, span: Some(key.span) });
        let reader = Reader { subject, span, key, path, total: false, ..self.reader };
        reader.give(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A variant of an enum, named by a word alone or by the only key of a mapping.
#[derive(Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) word: &'a str,
    pub(super) span: Span,
    /// The value of the key, if it is one.
    pub(super) payload: Option<&'a Node>,
    /// No other key stands beside it.
    pub(super) alone: bool,
}

impl Choice<'_> {
    fn payload<T>(self, read: impl FnOnce(Reader<'_>) -> Result<T, Refused>) -> Result<T, Refused> {
        let name = &folded(self.word);
        let path = &self.reader.path.then(Step::Key(name));
        let (subject, span) = match self.payload {
            Some(node) => (Subject::Node(node), node.span),
            None => (Subject::Bare, self.span),
        };
        let key = Some(Key { name, span: Some(self.span) });
        read(Reader { subject, span, key, path, total: false, ..self.reader })
    }
}

impl<'de, 'a> de::EnumAccess<'de> for Choice<'a> {
    type Error = Refused;
    type Variant = Choice<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Choice<'a>), Refused> {
        let word = folded(self.word);
        let variant = seed.deserialize((&*word).into_deserializer());
        let variant = variant.map_err(|refused| Reader { span: self.span, ..self.reader }.attach(refused))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        match self.payload {
            None => Ok(()),
            Some(_) => Err(self.reader.refuse(Expected::Word)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        self.payload(|reader| reader.give(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.payload(|reader| de::Deserializer::deserialize_seq(reader, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        self.payload(|reader| reader.fields(known, visitor))
    }
}

/// A value that is a word or something else; either way it is read where it stands.
pub(super) struct Shaped<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) word: bool,
}

impl<'de, 'a> de::EnumAccess<'de> for Shaped<'a> {
    type Error = Refused;
    type Variant = Shaped<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Shaped<'a>), Refused> {
        let shape = if self.word { "word" } else { "other" };
        Ok((seed.deserialize(StrDeserializer::<Refused>::new(shape))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Shaped<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        let reader = Reader { total: false, ..self.reader };
        reader.give(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        de::Deserializer::deserialize_seq(self.reader, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        self.reader.fields(known, visitor)
    }
}
