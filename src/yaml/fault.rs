//! What was wrong with a YAML file: facts for a check to put into words.

use serde::de;
use strum::{EnumString, IntoStaticStr};

use crate::yaml::{NodeKind, Span};

/// One fault, where it stands in the text and where it stands in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFault {
    /// The bytes to point at; each kind says which.
    pub span: Span,
    /// The way from the top, `tieu_chi[2].con[0].diem_chuan`, with names of keys as declared;
    /// empty at the top and for what stopped the parser.
    pub path: String,
    /// What is wrong.
    pub kind: DecodeFaultKind,
}

/// The kinds of fault. A span is that of the value unless the variant says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeFaultKind {
    /// Not YAML, at the character where the parser gave up.
    Syntax {
        /// What it comes from, where that is one of the usual slips.
        slip: Option<Slip>,
        /// The parser's own words, in English.
        message: String,
    },
    /// Lines are indented with tabs; the span is the tabs.
    TabIndent,
    /// Collections stand in one another deeper than `limit`.
    TooDeep {
        /// The deepest nesting read.
        limit: usize,
    },
    /// The text is longer than 4 GiB.
    TooLarge,
    /// A byte that is no UTF-8; the span is empty and stands before it.
    NotUtf8,
    /// A second document; the span is its `---`.
    ManyDocuments,
    /// An anchor `&a` or an alias `*a`; a definition says everything in its place.
    Alias,
    /// A tag, `!so` or `!!str`: what is written means what it says without one.
    Tag,
    /// A key nobody declared; the span is the key. The declared key nearest to it, if it is absent, is taken for
    /// written and not read: it is not missed a second time.
    UnknownKey {
        /// As written.
        key: String,
        /// The keys declared here.
        known: &'static [&'static str],
    },
    /// A compulsory key is absent; the span is the mapping, or the word that stands for it.
    MissingKey {
        /// As declared.
        key: String,
    },
    /// The key stands a second time and this one is not read; the span is the later key.
    DuplicateKey {
        /// As declared.
        key: String,
        /// The key that is read.
        first: Span,
    },
    /// The key is written and its value left empty; the span is the key.
    NullValue {
        /// As declared.
        key: String,
    },
    /// A list where a word should be, and the like.
    WrongKind {
        /// What the key takes.
        expected: Expected,
        /// What stands there.
        found: NodeKind,
    },
    /// A scalar that is not a day, a number, ….
    WrongValue {
        /// What the key takes.
        expected: Expected,
        /// As written.
        text: String,
    },
    /// A word that is none of the choices; the span is the word.
    UnknownVariant {
        /// As written.
        text: String,
        /// The choices.
        known: &'static [&'static str],
    },
    /// A mapping that should hold exactly one of the choices as its key.
    NotOneVariant {
        /// The keys found, none or more than one.
        found: Vec<String>,
        /// The choices.
        known: &'static [&'static str],
    },
    /// `{ten: Thi đua, khen thưởng}`: a comma ends an unquoted text inside `{}`. The span is the
    /// text as it was meant, from the value on; it wants quotes.
    CommaInFlow {
        /// The first comma.
        at: Span,
        /// The key whose text was cut.
        key: Span,
        /// The text as it was meant.
        joined: String,
    },
}

/// The slips that most often make a text unreadable as YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A colon inside an unquoted text, or a key where no key can stand.
    Colon,
    /// A line that is no key and no value: its colon is missing.
    NoColon,
    /// A bracket that is not closed, closes nothing, or closes another kind; or a comma missing inside brackets.
    Bracket,
    /// A quote that is not closed.
    OpenQuote,
    /// Text behind a closing quote.
    BehindQuote,
    /// A line that begins further left or right than its neighbours.
    Indent,
    /// A text that begins with a character that means something to YAML.
    Reserved(char),
}

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
pub enum Expected {
    /// Any scalar, as written.
    Text,
    /// A calendar day.
    Day,
    /// A decimal number.
    Number,
    /// A whole number.
    WholeNumber,
    /// A share such as `2/3`.
    Share,
    /// A weight such as `0.3`.
    Weight,
    /// `true` or `false`.
    YesNo,
    /// One of the declared words, alone.
    Word,
    /// One of the declared words, or a mapping with one of them as its only key.
    Choice,
    /// Keys with values.
    Mapping,
    /// A list.
    List,
    /// Something a type of its own describes.
    Value,
}

// serde hands a type's expectation on as text; the name of the variant makes the way and back.
impl de::Expected for Expected {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.into())
    }
}

impl Expected {
    /// Reads back what a visitor expects, or says `otherwise` of a foreign one.
    pub(super) fn read(expected: &dyn de::Expected, otherwise: Expected) -> Expected {
        expected.to_string().parse().unwrap_or(otherwise)
    }
}
