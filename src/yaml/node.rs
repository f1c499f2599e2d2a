//! A YAML document as a tree of nodes that know their bytes.
//!
//! Scalars keep the text they were written with: `04`, `1.10`, `NO` and `2022` are not numbers or
//! booleans until a type asks for one.

use serde::Deserialize;
use serde_yaml::granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};
use serde_yaml::granit_parser::{Span as Place, options};

use crate::yaml::{DecodeFault, DecodeFaultKind, Slip};

/// How deep block collections may stand in one another, and likewise flow collections.
///
/// A criterion within a criterion takes two. Decoding recurses, so this bounds the stack.
pub const NESTING_LIMIT: usize = 64;

/// A range of bytes in the text; both ends lie between characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value and where it stands.
///
/// A mapping or list in flow style spans its brackets; one in block style spans from its first key
/// or dash to the end of its last value. A block scalar spans its lines without the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The bytes it stands on; empty where a value was left out.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node is, with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Left empty, or `~` or `null` without quotes.
    Null,
    /// Any other word, number or text.
    Scalar {
        /// As written; quoted and block scalars are unescaped and without their quotes.
        text: Box<str>,
        /// Without quotes, and not a block scalar.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in order; a key may stand twice.
    Mapping(Vec<(Node, Node)>),
}

/// What a node is, without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Nothing.
    Null,
    /// A word, number or text.
    Scalar,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

/// Reads the only document of `text` into a tree; an empty text is a null node.
pub fn parse(text: &str) -> Result<Node, DecodeFault> {
    if u32::try_from(text.len()).is_err() {
        return Err(fault(Span::default(), DecodeFaultKind::TooLarge));
    }
    let options = options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: NESTING_LIMIT,
        block_nesting_limit: NESTING_LIMIT,
    };
    let mut tree = Tree::default();
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| unreadable(text, &error))?;
        let span = Span::of(&place, text);
        if let Some(tag) = place.tag_start() {
            let tag = place.tag_span().unwrap_or(Place::empty(tag));
            return Err(fault(Span::of(&tag, text), DecodeFaultKind::Tag));
        }
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err(fault(span, DecodeFaultKind::ManyDocuments));
                }
            }
            Event::Anchor(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(fault(span, DecodeFaultKind::Alias));
            }
            Event::Scalar(written, style, ..) => tree.put(scalar(&written, style, span)),
            Event::SequenceStart(style, ..) => {
                tree.open(span, style, Kind::Sequence(Vec::new()));
            }
            Event::MappingStart(style, ..) => tree.open(span, style, Kind::Mapping(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => tree.close(span),
            // The ends of the stream, and comments, which are not asked for.
            _ => {}
        }
    }
    Ok(tree.root.unwrap_or(Node { span: Span::default(), kind: Kind::Null }))
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The part of `text` it covers; empty where it does not belong to `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    fn of(place: &Place, text: &str) -> Span {
        let range = place.byte_range().unwrap_or_default();
        let start = boundary(text, range.start);
        Span { start, end: boundary(text, range.end).max(start) }
    }
}

impl Node {
    /// The scalar's text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Null | Kind::Sequence(_) | Kind::Mapping(_) => None,
        }
    }
}

impl From<&Kind> for NodeKind {
    fn from(kind: &Kind) -> NodeKind {
        match kind {
            Kind::Null => NodeKind::Null,
            Kind::Scalar { .. } => NodeKind::Scalar,
            Kind::Sequence(_) => NodeKind::Sequence,
            Kind::Mapping(_) => NodeKind::Mapping,
        }
    }
}

fn scalar(written: &str, style: ScalarStyle, span: Span) -> Node {
    let plain = style == ScalarStyle::Plain;
    let kind = match written {
        "" | "~" | "null" | "Null" | "NULL" if plain => Kind::Null,
        written => Kind::Scalar { text: written.into(), plain },
    };
    Node { span, kind }
}

/// The collections that are open, outermost first, and the node they end up in.
#[derive(Default)]
struct Tree {
    root: Option<Node>,
    open: Vec<Open>,
}

struct Open {
    node: Node,
    style: StructureStyle,
    /// The key that waits for its value.
    key: Option<Node>,
}

impl Tree {
    fn open(&mut self, span: Span, style: StructureStyle, kind: Kind) {
        self.open.push(Open { node: Node { span, kind }, style, key: None });
    }

    fn close(&mut self, end: Span) {
        let Some(Open { mut node, style, key: _ }) = self.open.pop() else {
            return;
        };
        // A block collection ends where the next token begins, maybe lines below its last value,
        // and so does the one pair written without braces in a list, which ends before itself.
        if style == StructureStyle::Flow {
            node.span.end = node.span.end.max(end.end);
        }
        self.put(node);
    }

    fn put(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        if parent.style == StructureStyle::Block {
            parent.node.span.end = parent.node.span.end.max(node.span.end);
        }
        match &mut parent.node.kind {
            Kind::Sequence(items) => items.push(node),
            Kind::Mapping(pairs) => match parent.key.take() {
                Some(key) => pairs.push((key, node)),
                None => parent.key = Some(node),
            },
            Kind::Null | Kind::Scalar { .. } => unreachable!("only collections are opened"),
        }
    }
}

fn unreadable(text: &str, error: &ScanError) -> DecodeFault {
    let at = error.marker().byte_offset().unwrap_or_default();
    let start = boundary(text, at);
    let rest = &text[start as usize..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let character = Span { start, end: boundary(text, start as usize + first) };
    // In a text the parser points at its beginning, and the tab may indent any line that follows.
    let lines = match error.kind() {
        ErrorKind::TabInPlainScalar | ErrorKind::TabAtBlockScalarStart => usize::MAX,
        _ => 1,
    };
    match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => match tab_indent(text, start, lines) {
            Some(tabs) => fault(tabs, DecodeFaultKind::TabIndent),
            None => fault(character, syntax(error)),
        },
        ErrorKind::RecursionLimitExceeded => fault(character, DecodeFaultKind::TooDeep { limit: NESTING_LIMIT }),
        _ => fault(character, syntax(error)),
    }
}

fn syntax(error: &ScanError) -> DecodeFaultKind {
    DecodeFaultKind::Syntax { slip: slip(error.kind()), message: error.info() }
}

fn slip(kind: &ErrorKind) -> Option<Slip> {
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidMappingValueWhitespace => Some(Slip::Colon),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Some(Slip::NoColon),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidColonPlacement => Some(Slip::Bracket),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => Some(Slip::OpenQuote),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => Some(Slip::BehindQuote),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed => Some(Slip::Indent),
        ErrorKind::UnexpectedCharacter { character } => Some(Slip::Reserved(*character)),
        // The parser's own enum, of which the above are what clerks meet.
        _ => None,
    }
}

/// The first tabs that indent one of the `lines` from the line of `at` on.
fn tab_indent(text: &str, at: u32, lines: usize) -> Option<Span> {
    let first = text[..at as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = first;
    for line in text[first..].split_inclusive('\n').take(lines) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(tab) = indent.find('\t') {
            let tabs = indent[tab..].chars().take_while(|character| *character == '\t').count();
            let (tab, end) = (start + tab, start + tab + tabs);
            return Some(Span { start: boundary(text, tab), end: boundary(text, end) });
        }
        start += line.len();
    }
    None
}

fn fault(span: Span, kind: DecodeFaultKind) -> DecodeFault {
    DecodeFault { span, path: String::new(), kind }
}

/// The last place between characters that is not after `at`.
fn boundary(text: &str, at: usize) -> u32 {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    u32::try_from(at).expect("parse refused longer texts")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn only_fault(text: &str) -> (DecodeFaultKind, &str) {
        let fault = parse(text).expect_err("the text has a fault");
        (fault.kind, fault.span.slice(text))
    }

    fn value_of(text: &str) -> Node {
        let Kind::Mapping(mut pairs) = parse(text).expect("the text is YAML").kind else { panic!("the text is a mapping") };
        pairs.pop().expect("a mapping has a pair").1
    }

    #[test]
    fn scalars_keep_the_text_they_were_written_with() {
        for text in ["04", "1.10", "NO", "2022", "2/3", "0x1F", "1_000", "yes", "1-2-2-4"] {
            let document = format!("a: {text}");
            let node = value_of(&document);
            assert_eq!((node.text(), node.span.slice(&document)), (Some(text), text));
        }
    }

    #[test]
    fn quoted_and_block_scalars_are_unescaped() {
        assert_eq!(value_of(r#"a: "x\ty""#).text(), Some("x\ty"));
        assert_eq!(value_of("a: 'it''s'").text(), Some("it's"));
        assert_eq!(value_of("a: |\r\n  một\r\n  hai\r\n").text(), Some("một\nhai\n"));
        assert_eq!(value_of("a: >-\n  một\n  hai\n").text(), Some("một hai"));
    }

    #[test]
    fn null_is_nothing_and_in_quotes_a_word() {
        for text in ["a:", "a: ~", "a: null"] {
            assert_eq!(value_of(text).kind, Kind::Null);
        }
        assert_eq!(value_of("a: 'null'").text(), Some("null"));
    }

    #[test]
    fn a_block_ends_with_its_last_value_and_not_at_the_next_key() {
        let text = "a:\n  b: một\n  c: hai   # ba\n\n\nd: 1";
        let Kind::Mapping(pairs) = parse(text).expect("YAML").kind else { panic!("a mapping") };
        assert_eq!(pairs[0].1.span.slice(text), "b: một\n  c: hai");
    }

    #[test]
    fn collections_in_flow_style_span_their_brackets() {
        let text = "a: [ một , {b: [c]} ]   # d\n";
        assert_eq!(value_of(text).span.slice(text), "[ một , {b: [c]} ]");
    }

    #[test]
    fn a_byte_order_mark_and_carriage_returns_move_no_span() {
        let text = "\u{feff}ma: Đợt\r\nten: Quý\r\n";
        let Kind::Mapping(pairs) = parse(text).expect("YAML").kind else { panic!("a mapping") };
        let slices = pairs.iter().map(|(key, value)| (key.span.slice(text), value.span.slice(text)));
        assert_eq!(slices.collect::<Vec<_>>(), [("ma", "Đợt"), ("ten", "Quý")]);
    }

    #[test]
    fn an_empty_text_is_null() {
        for text in ["", "# chú thích\n", "---\n", "\u{feff}"] {
            assert_eq!(parse(text).expect("YAML").kind, Kind::Null);
        }
    }

    #[test]
    fn a_value_longer_than_a_key_may_be_is_read_in_either_style() {
        let long = "phong trào ".repeat(500);
        let long = long.trim_end();
        for text in [format!("a: {long}"), format!("{{b: 1, a: {long}}}"), format!("a: '{long}'")] {
            assert_eq!(value_of(&text).text(), Some(long));
        }
    }

    #[test]
    fn a_syntax_fault_points_at_its_character() {
        let (kind, at) = only_fault("ten: Đợt một: hai\n");
        assert!(matches!(kind, DecodeFaultKind::Syntax { .. }));
        assert_eq!(at, ":");
        assert_eq!(only_fault("ma: Đ\na: [1, 2\n").1, "[");
        assert_eq!(only_fault("a: @Đ\n").1, "@");
        assert_eq!(only_fault("a: 'Đ").1, "'");
    }

    #[test]
    fn the_usual_slips_are_told_apart() {
        for (text, slip, at) in [
            ("ten: Đợt một: hai\n", Slip::Colon, ":"),
            ("a: 1\n  b: 2\n", Slip::Colon, ":"),
            ("a: 1\nb\n", Slip::NoColon, "b"),
            ("ky:\n  - {ma: Q1}\n  {ma: Q2}\n", Slip::NoColon, "{"),
            ("a: [1, 2\nb: 3\n", Slip::Bracket, ":"),
            ("a: {b: 1\nc: 2\n", Slip::Bracket, ":"),
            ("a: {b: [1, 2}\n", Slip::Bracket, "["),
            ("a: {b: 1}}\n", Slip::Bracket, "}"),
            ("a: 'Đ\nb: 1\n", Slip::OpenQuote, "b"),
            ("a: 'Đ", Slip::OpenQuote, "'"),
            ("a: {ten: \"Đ\" b}\n", Slip::BehindQuote, "b"),
            ("a:\n  b: 1\n c: 2\n", Slip::Indent, "c"),
            ("- a\nb: 1\n", Slip::Indent, "b"),
            ("a: - b\n", Slip::Indent, "-"),
            ("a: %Đ\n", Slip::Reserved('%'), "%"),
        ] {
            let (kind, found) = only_fault(text);
            let DecodeFaultKind::Syntax { slip: Some(found_slip), .. } = kind else { panic!("{text:?} {kind:?}") };
            assert_eq!((found_slip, found), (slip, at), "{text:?}");
        }
    }

    #[test]
    fn a_tab_in_the_indentation_is_named() {
        for text in ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n", "a:\n  - b\n  \t- c\n", "a:\n\t- b\n"] {
            assert_eq!(only_fault(text), (DecodeFaultKind::TabIndent, "\t"), "{text:?}");
        }
        // A tab between words indents nothing.
        assert_eq!(value_of("a: b\tc").text(), Some("b\tc"));
    }

    #[test]
    fn a_second_document_is_refused_and_an_ended_one_is_not() {
        assert_eq!(only_fault("a: 1\n---\nb: 2\n"), (DecodeFaultKind::ManyDocuments, "---"));
        assert!(parse("---\na: 1\n...\n# hết\n").is_ok());
    }

    #[test]
    fn anchors_aliases_and_tags_are_refused_where_they_stand() {
        assert_eq!(only_fault("a: &đợt [1]\nb: 2\n"), (DecodeFaultKind::Alias, "&đợt"));
        assert_eq!(only_fault("a: *đợt\n"), (DecodeFaultKind::Alias, "*đợt"));
        assert_eq!(only_fault("a: !!str 04\n"), (DecodeFaultKind::Tag, "!!str"));
        assert_eq!(value_of("a: Thi đua & khen thưởng !").text(), Some("Thi đua & khen thưởng !"));
    }

    #[test]
    fn an_alias_bomb_is_refused_at_its_first_anchor() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..40 {
            let above = format!("*a{}", level - 1);
            bomb.extend([format!("a{level}: &a{level} ["), [above.as_str(); 9].join(", "), "]\n".into()]);
        }
        assert_eq!(only_fault(&bomb), (DecodeFaultKind::Alias, "&a0"));
    }

    #[test]
    fn deep_nesting_is_refused_and_the_limit_itself_is_read() {
        let flow = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let block = |depth: usize| "- ".repeat(depth) + "a";
        let deep = DecodeFaultKind::TooDeep { limit: NESTING_LIMIT };
        for text in [flow(NESTING_LIMIT), block(NESTING_LIMIT)] {
            assert!(parse(&text).is_ok());
        }
        for text in [flow(NESTING_LIMIT + 1), block(NESTING_LIMIT + 1), "{a: ".repeat(100_000)] {
            assert_eq!(only_fault(&text).0, deep);
        }
    }

    /// Every node lies inside the text and inside its parent, and no two values overlap.
    fn check_spans(node: &Node, text: &str) -> Result<(), TestCaseError> {
        let Span { start, end } = node.span;
        prop_assert!(text.get(start as usize..end as usize).is_some());
        if let Kind::Scalar { text: written, plain: true } = &node.kind {
            let slice = node.span.slice(text);
            prop_assert!(slice.contains('\n') || slice.contains('\r') || slice == &**written);
        }
        let children: Vec<&Node> = match &node.kind {
            Kind::Null | Kind::Scalar { .. } => Vec::new(),
            Kind::Sequence(items) => items.iter().collect(),
            Kind::Mapping(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).collect(),
        };
        let mut from = start;
        for child in children {
            prop_assert!(from <= child.span.start && child.span.end <= end, "{node:?}");
            from = child.span.end;
            check_spans(child, text)?;
        }
        Ok(())
    }

    fn yaml_like() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "a",
            "ten",
            "khen thưởng",
            ":",
            ": ",
            ",",
            ", ",
            "{",
            "}",
            "[",
            "]",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "\r\n",
            "\t",
            "\"",
            "'",
            "#",
            " # ",
            "|\n",
            ">-\n",
            "~",
            "&x ",
            "*x",
            "? ",
            "---\n",
            "1.10",
            "Đ",
            "\u{feff}",
            "e\u{301}",
            "\u{1f600}",
            " ",
            "!",
            "%",
            "\u{2028}",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused_inside_the_text(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            like in yaml_like(),
        ) {
            for text in [String::from_utf8_lossy(&bytes).into_owned(), like] {
                match parse(&text) {
                    Ok(node) => check_spans(&node, &text)?,
                    Err(DecodeFault { span: Span { start, end }, .. }) => {
                        prop_assert!(text.get(start as usize..end as usize).is_some());
                    }
                }
            }
        }
    }
}
