//! A definition that is no YAML, or more of it than a definition may be.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::yaml::{DecodeFaultKind, Slip};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "yaml-syntax",
    page: include_str!("yaml_syntax.md"),
    grade: Grade::Required,
    reasons: YamlSyntax::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum YamlSyntax {
    Syntax {
        slip: Option<Slip>,
        message: String,
    },
    TabIndent,
    /// Nested too deep, or longer than 4 GiB.
    BeyondLimits {
        depth: Option<usize>,
    },
    ManyDocuments,
    Alias,
    Tag,
    NotUtf8,
}

impl Fault for YamlSyntax {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Syntax { slip, message } => syntax(*slip, message, voice),
            Self::TabIndent => {
                voice.say("dòng này thụt lề bằng phím tab, YAML chỉ nhận dấu cách", "this line is indented with a tab; YAML takes spaces only")
            }
            Self::BeyondLimits { depth: Some(limit) } => voice.say(
                format!("ngoặc hoặc danh sách lồng nhau quá {limit} lớp"),
                format!("brackets or lists stand in one another deeper than {limit}"),
            ),
            Self::BeyondLimits { depth: None } => voice.say("tệp dài hơn 4 GiB", "the file is longer than 4 GiB"),
            Self::ManyDocuments => {
                voice.say("dấu `---` mở tài liệu thứ hai; một tệp chỉ có một phong trào", "`---` opens a second document; a file holds one campaign")
            }
            Self::Alias => {
                voice.say("neo `&…` và bí danh `*…` không dùng trong định nghĩa", "an anchor `&…` or alias `*…` is not used in a definition")
            }
            Self::Tag => voice.say("nhãn kiểu `!…` không dùng trong định nghĩa", "a tag `!…` is not used in a definition"),
            Self::NotUtf8 => voice.say("tệp không phải UTF-8: từ đây có byte không đọc được", "the file is not UTF-8: a byte here cannot be read"),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Syntax { slip, .. } => slip.map(|slip| correction(slip, voice)),
            Self::TabIndent => Some(voice.say("thay tab bằng hai dấu cách", "write two spaces for the tab")),
            Self::BeyondLimits { depth: Some(_) } => {
                Some(voice.say("bỏ bớt các lớp ngoặc, danh sách lồng nhau", "take brackets and lists out of one another"))
            }
            Self::BeyondLimits { depth: None } => Some(voice.say("bỏ phần không thuộc định nghĩa", "remove what is not part of the definition")),
            Self::ManyDocuments => Some(voice.say("bỏ `---` và phần sau nó", "remove `---` and what follows it")),
            Self::Alias => Some(voice.say("viết lại nội dung ở chỗ này", "write the content out in this place")),
            Self::Tag => Some(voice.say("bỏ nhãn, chỉ để giá trị", "remove the tag, leave the value")),
            Self::NotUtf8 => Some(voice.say("lưu lại tệp với mã UTF-8", "save the file as UTF-8")),
        }
    }
}

fn syntax(slip: Option<Slip>, message: &str, voice: Voice) -> String {
    match slip {
        Some(Slip::Colon) => voice.say("dấu hai chấm không đứng được ở đây", "a colon cannot stand here"),
        Some(Slip::NoColon) => voice.say("dòng này thiếu dấu hai chấm sau khóa", "this line lacks the colon behind its key"),
        Some(Slip::Bracket) => voice
            .say("ngoặc `[ ]` hoặc `{ }` không khớp, hoặc thiếu dấu phẩy trong ngoặc", "brackets do not match, or a comma is missing inside them"),
        Some(Slip::OpenQuote) => voice.say("chữ mở ngoặc kép mà không đóng", "a quote is opened and not closed"),
        Some(Slip::BehindQuote) => voice.say("còn chữ đứng sau dấu đóng ngoặc kép", "text stands behind a closing quote"),
        Some(Slip::Indent) => voice.say("dòng này thụt lề không khớp với các dòng cạnh nó", "this line is not indented as its neighbours are"),
        Some(Slip::Reserved(character)) => voice
            .say(format!("chữ bắt đầu bằng `{character}` phải đặt trong ngoặc kép"), format!("a text that begins with `{character}` wants quotes")),
        None => voice.say(format!("không đọc được YAML từ đây ({message})"), format!("this is not YAML from here on ({message})")),
    }
}

fn correction(slip: Slip, voice: Voice) -> String {
    match slip {
        Slip::Colon => voice.say(
            "đặt cả chữ trong ngoặc kép nếu chữ có dấu hai chấm; nếu đây là khóa thì thụt lề ngang với các khóa cạnh nó",
            "put the whole text in quotes if it has a colon; if this is a key, indent it as the keys beside it",
        ),
        Slip::NoColon => voice
            .say("viết `khóa: giá trị`, hoặc thêm `- ` nếu là một mục của danh sách", "write `key: value`, or add `- ` if it is an item of a list"),
        Slip::Bracket => voice.say("đóng ngoặc mở gần nhất phía trên", "close the bracket opened last above"),
        Slip::OpenQuote => voice.say("thêm dấu đóng ở cuối chữ", "add the closing quote at the end of the text"),
        Slip::BehindQuote => voice.say(
            "đặt cả chữ trong một cặp ngoặc kép; ngoặc kép ở giữa chữ viết `\\\"`",
            "put the whole text in one pair of quotes; a quote inside it is written `\\\"`",
        ),
        Slip::Indent => voice.say("thụt lề bằng số dấu cách của các dòng cạnh nó", "indent it with as many spaces as its neighbours"),
        Slip::Reserved(_) => voice.say("thêm ngoặc kép ở hai đầu chữ", "add quotes at both ends of the text"),
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let found = match &fault.kind {
            DecodeFaultKind::Syntax { slip, message } => YamlSyntax::Syntax { slip: *slip, message: message.clone() },
            DecodeFaultKind::TabIndent => YamlSyntax::TabIndent,
            DecodeFaultKind::TooDeep { limit } => YamlSyntax::BeyondLimits { depth: Some(*limit) },
            DecodeFaultKind::TooLarge => YamlSyntax::BeyondLimits { depth: None },
            DecodeFaultKind::NotUtf8 => YamlSyntax::NotUtf8,
            DecodeFaultKind::ManyDocuments => YamlSyntax::ManyDocuments,
            DecodeFaultKind::Alias => YamlSyntax::Alias,
            DecodeFaultKind::Tag => YamlSyntax::Tag,
            DecodeFaultKind::UnknownKey { .. }
            | DecodeFaultKind::MissingKey { .. }
            | DecodeFaultKind::DuplicateKey { .. }
            | DecodeFaultKind::NullValue { .. }
            | DecodeFaultKind::WrongKind { .. }
            | DecodeFaultKind::WrongValue { .. }
            | DecodeFaultKind::UnknownVariant { .. }
            | DecodeFaultKind::NotOneVariant { .. }
            | DecodeFaultKind::CommaInFlow { .. } => continue,
        };
        findings.add(&CHECK, Place::Definition(fault.span), Subject::campaign(), found);
    }
}
