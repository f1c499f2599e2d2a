//! A value of the definition that is not what its key takes.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::{Day, DayFault, text};
use crate::words::{self, either};
use crate::yaml::{DecodeFault, DecodeFaultKind, Expected, NodeKind, Scalar as _, Weight};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "wrong-value",
    page: include_str!("wrong_value.md"),
    grade: Grade::Required,
    reasons: WrongValue::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WrongValue {
    /// Nothing is written.
    Empty { name: Name },
    /// A list where a word should be, and the like.
    Shape { name: Name, expected: Expected, found: NodeKind },
    /// None of the words it may be.
    Word { text: String, nearest: Vec<Box<str>>, known: &'static [&'static str] },
    /// None or several of the keys of which it holds exactly one.
    OneOf { found: Vec<String>, known: &'static [&'static str] },
    /// No day, with what it may have meant.
    Day { text: String, fault: Option<DayFault> },
    /// A number of two readings or none.
    Number { text: String },
    /// A number that is not whole.
    WholeNumber { text: String },
    /// No share such as `2/3`.
    Share { text: String },
    /// No weight such as `0.3`, or one that is not above zero.
    Weight { text: String },
    /// A weight that makes points too many or too finely divided.
    WeightOutOfMeasure { text: Box<str> },
    /// Neither `true` nor `false`.
    YesNo { text: String },
    /// A number that is less or more than it can be.
    OutOfRange { text: Box<str>, least: i64, most: Option<i64> },
}

/// What a value is called: by its key, or by its place in the list of a key.
#[derive(Debug)]
enum Name {
    Definition,
    Key(String),
    Item { list: String, number: usize },
}

impl Name {
    /// The name of a place, from the way to it: `ky[1].gom`.
    fn of(fault: &DecodeFault) -> Self {
        let step = fault.path.rsplit('.').next().unwrap_or_default();
        let Some((list, index)) = step.split_once('[') else {
            return if step.is_empty() { Self::Definition } else { Self::Key(step.to_owned()) };
        };
        let number = index.trim_end_matches(']').parse::<usize>().map_or(0, |index| index + 1);
        Self::Item { list: list.to_owned(), number }
    }

    fn say(&self, voice: Voice) -> String {
        match self {
            Self::Definition => voice.say("định nghĩa", "the definition"),
            Self::Key(key) => format!("`{key}`"),
            Self::Item { list, number } => voice.say(format!("mục thứ {number} của `{list}`"), format!("item {number} of `{list}`")),
        }
    }
}

fn expected_name(expected: Expected, voice: Voice) -> &'static str {
    match expected {
        Expected::Text => either("một chữ", "a text", voice),
        Expected::Day => either("một ngày", "a day", voice),
        Expected::Number => either("một số", "a number", voice),
        Expected::WholeNumber => either("một số nguyên", "a whole number", voice),
        Expected::Share => either("một phần, như `2/3`", "a share, as `2/3`", voice),
        Expected::Weight => either("một trọng số, như `0.3`", "a weight, as `0.3`", voice),
        Expected::YesNo => either("`true` hoặc `false`", "`true` or `false`", voice),
        Expected::Word => either("một từ", "a word", voice),
        Expected::Choice => either("một từ, hoặc một khóa với giá trị của nó", "a word, or one key with its value", voice),
        Expected::Mapping => either("các khóa với giá trị", "keys with values", voice),
        Expected::List => either("danh sách", "a list", voice),
        Expected::Value => either("một giá trị", "a value", voice),
    }
}

fn found_name(found: NodeKind, voice: Voice) -> &'static str {
    match found {
        NodeKind::Null => either("để trống", "empty", voice),
        NodeKind::Scalar => either("một chữ hay số", "a word or number", voice),
        NodeKind::Sequence => either("danh sách", "a list", voice),
        NodeKind::Mapping => either("các khóa với giá trị", "keys with values", voice),
    }
}

impl Fault for WrongValue {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Empty { name } => {
                let name = name.say(voice);
                voice.say(format!("{name} để trống"), format!("{name} is left empty"))
            }
            Self::Shape { name, expected, found } => {
                let (name, expected, found) = (name.say(voice), expected_name(*expected, voice), found_name(*found, voice));
                voice.say(format!("{name} phải là {expected}, ở đây là {found}"), format!("{name} must be {expected}; here is {found}"))
            }
            Self::Word { text, .. } => {
                voice.say(format!("`{text}` không phải từ nào được dùng ở đây"), format!("`{text}` is none of the words used here"))
            }
            Self::OneOf { found, known } if found.is_empty() => {
                let known = words::quoted(*known);
                voice.say(
                    format!("phải có đúng một khóa trong {known}; ở đây không có khóa nào"),
                    format!("exactly one of {known} must stand here; there is none"),
                )
            }
            Self::OneOf { found, .. } => {
                let found = words::quoted(found);
                voice.say(
                    format!("{found} đứng cùng nhau, ở đây chỉ một khóa được đứng"),
                    format!("{found} stand together; only one key may stand here"),
                )
            }
            Self::Day { text, fault } => day_title(text, *fault, voice),
            Self::Number { text } => voice.say(format!("`{text}` không phải số"), format!("`{text}` is no number")),
            Self::WholeNumber { text } => voice.say(format!("`{text}` không phải số nguyên"), format!("`{text}` is no whole number")),
            Self::Share { text } => voice.say(format!("`{text}` không phải một phần của tổng"), format!("`{text}` is no share of a whole")),
            Self::Weight { text } => voice.say(format!("`{text}` không phải trọng số lớn hơn 0"), format!("`{text}` is no weight above zero")),
            Self::WeightOutOfMeasure { text } => voice.say(
                format!("trọng số `{text}`, nhân với điểm chuẩn và các trọng số khác, quá lớn hoặc chia quá nhỏ để tính chính xác"),
                format!("the weight `{text}`, times the maximum and the other weights, is too large or too finely divided to be exact"),
            ),
            Self::YesNo { text } => voice.say(format!("`{text}` không phải `true` hay `false`"), format!("`{text}` is neither `true` nor `false`")),
            Self::OutOfRange { text, least, .. } if text.starts_with('-') && *least >= 0 => {
                voice.say(format!("`{text}` nhỏ hơn {least}"), format!("`{text}` is less than {least}"))
            }
            Self::OutOfRange { text, least, most: Some(most) } => {
                voice.say(format!("`{text}` nằm ngoài khoảng {least} đến {most}"), format!("`{text}` is not between {least} and {most}"))
            }
            Self::OutOfRange { text, least, most: None } => voice.say(format!("`{text}` nhỏ hơn {least}"), format!("`{text}` is less than {least}")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Empty { .. } => {
                Some(voice.say("viết giá trị, hoặc bỏ cả khóa nếu khóa không bắt buộc", "write the value, or remove the key if it is not compulsory"))
            }
            Self::Shape { name: Name::Key(key), expected: Expected::List, found: NodeKind::Scalar } => {
                Some(voice.say(format!("viết trong ngoặc vuông: `{key}: […]`"), format!("write it in brackets: `{key}: […]`")))
            }
            Self::Word { nearest, known, .. } => words::write_nearest(nearest, voice).or_else(|| {
                let known = words::quoted(*known);
                Some(voice.say(format!("viết một trong các từ {known}"), format!("write one of {known}")))
            }),
            Self::Day { fault, .. } => Some(day_help(*fault, voice)),
            Self::Number { text } => write_either(&numbers(text), voice).or_else(|| Some(voice.say("chỉ viết số", "write a number alone"))),
            Self::WholeNumber { text } => {
                let whole: Vec<String> = numbers(text).into_iter().filter_map(|number| whole(&number)).collect();
                write_either(&whole, voice).or_else(|| Some(voice.say("viết số nguyên, chỉ gồm chữ số", "write a whole number, digits alone")))
            }
            Self::Share { text } => match share(text) {
                Some(share) => write_either(&[share], voice),
                None => Some(voice.say("viết như `2/3` hoặc `0.5`", "write it as `2/3` or `0.5`")),
            },
            Self::Weight { text } => match share(text).filter(|share| Weight::from_text(share).is_some()) {
                Some(weight) => write_either(&[weight], voice),
                None => Some(voice.say("viết số lớn hơn 0, như `0.3` hoặc `1/3`", "write a number above zero, as `0.3` or `1/3`")),
            },
            Self::WeightOutOfMeasure { .. } => Some(voice.say(
                "viết trọng số không quá 1000, bằng số thập phân hoặc phân số có mẫu số nhỏ",
                "write a weight of at most 1000, as a decimal or a fraction with a small denominator",
            )),
            Self::YesNo { text } => match text::fold(text).as_str() {
                "co" | "yes" | "y" | "x" | "1" | "true" | "dung" | "on" => write_either(&["true".to_owned()], voice),
                "khong" | "no" | "n" | "0" | "false" | "sai" | "off" => write_either(&["false".to_owned()], voice),
                _ => write_either(&["true".to_owned(), "false".to_owned()], voice),
            },
            Self::OutOfRange { text, least: 0, .. } if text.starts_with('-') => {
                let positive = text.trim_start_matches('-');
                Some(voice.say(
                    format!("viết số không âm; điểm trừ cũng viết số dương, như `{positive}`"),
                    format!("write a number that is not negative; deductions too are positive, as `{positive}`"),
                ))
            }
            Self::OutOfRange { least, most: Some(most), .. } => {
                Some(voice.say(format!("viết số từ `{least}` đến `{most}`"), format!("write a number from `{least}` to `{most}`")))
            }
            Self::OutOfRange { least, most: None, .. } => {
                Some(voice.say(format!("viết số từ `{least}` trở lên"), format!("write a number from `{least}` up")))
            }
            Self::OneOf { found, known } if found.is_empty() => words::write_one_of(*known, voice),
            Self::OneOf { .. } => Some(voice.say("giữ khóa đúng với văn bản, bỏ khóa kia", "keep the key that fits the document, remove the other")),
            Self::Shape { expected, .. } => {
                let expected = expected_name(*expected, voice);
                Some(voice.say(format!("viết {expected}"), format!("write {expected}")))
            }
        }
    }
}

fn day_title(text: &str, fault: Option<DayFault>, voice: Voice) -> String {
    match fault {
        None | Some(DayFault::Empty | DayFault::NotADate) => voice.say(format!("`{text}` không phải ngày"), format!("`{text}` is no day")),
        Some(DayFault::NoSuchDay) => voice.say(format!("lịch không có ngày `{text}`"), format!("no calendar has the day `{text}`")),
        Some(DayFault::YearOutOfRange) => {
            voice.say(format!("năm của ngày `{text}` nằm ngoài khoảng 1900 đến 2199"), format!("the year of `{text}` is not between 1900 and 2199"))
        }
        Some(DayFault::TwoDigitYear) => voice.say(format!("ngày `{text}` ghi năm hai chữ số"), format!("`{text}` has a year of two digits")),
        Some(DayFault::EitherWay { day_first, month_first: Some(month_first) }) => {
            let [one, other] = [day_first, month_first].map(|day| words::day(day, voice));
            voice.say(format!("`{text}` có thể là ngày {one} hoặc ngày {other}"), format!("`{text}` may be {one} or {other}"))
        }
        Some(DayFault::EitherWay { month_first: None, .. }) => voice.say(
            format!("ngày `{text}` không viết theo dạng năm-tháng-ngày hay ngày/tháng/năm đủ chữ số"),
            format!("the day `{text}` is written neither as yyyy-mm-dd nor as dd/mm/yyyy"),
        ),
        Some(DayFault::MonthFirst { .. }) => {
            voice.say(format!("ngày `{text}` ghi tháng trước ngày"), format!("`{text}` has the month before the day"))
        }
        Some(DayFault::WithTime { .. }) => voice.say(format!("ngày `{text}` ghi kèm giờ"), format!("`{text}` has a time behind the day")),
    }
}

fn day_help(fault: Option<DayFault>, voice: Voice) -> String {
    match fault {
        None | Some(DayFault::Empty | DayFault::NotADate | DayFault::TwoDigitYear | DayFault::NoSuchDay | DayFault::YearOutOfRange) => {
            voice.say("viết năm-tháng-ngày đủ chữ số, như `2026-01-20`", "write it as yyyy-mm-dd, as in `2026-01-20`")
        }
        Some(DayFault::EitherWay { day_first, month_first: Some(month_first) }) => {
            let say = |day: Day| {
                voice.say(
                    format!("`{day}` nếu là ngày {} tháng {}", day.day(), day.month()),
                    format!("`{day}` if it is day {} of month {}", day.day(), day.month()),
                )
            };
            let (one, other) = (say(day_first), say(month_first));
            voice.say(format!("viết {one}, {other}"), format!("write {one}, {other}"))
        }
        Some(DayFault::EitherWay { day_first: day, month_first: None } | DayFault::MonthFirst { meant: day } | DayFault::WithTime { day }) => {
            voice.say(format!("viết `{day}`"), format!("write `{day}`"))
        }
    }
}

/// What to write, with both readings where there are two.
fn write_either(readings: &[String], voice: Voice) -> Option<String> {
    match readings {
        [] => None,
        [only] => Some(voice.say(format!("viết `{only}`"), format!("write `{only}`"))),
        [one, other, ..] => Some(voice.say(format!("viết `{one}` hoặc `{other}`"), format!("write `{one}` or `{other}`"))),
    }
}

/// The plain numbers a text may stand for: `12,5`, `1.250.000`, `1,250`, `10 điểm`.
fn numbers(text: &str) -> Vec<String> {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bare = bare.strip_prefix('+').unwrap_or(&bare);
    let end = bare.find(|letter: char| !matches!(letter, '0'..='9' | '.' | ',' | '-')).unwrap_or(bare.len());
    // Behind a number only the name of what it counts may stand.
    let (number, unit) = bare.split_at(end);
    if !matches!(text::fold(unit).as_str(), "" | "diem" | "d" | "%") {
        return Vec::new();
    }
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let parts: Vec<&str> = digits.split(['.', ',']).collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_digits) {
        return Vec::new();
    }
    let are_thousands = |groups: &[&str]| groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let marks: Vec<char> = digits.chars().filter(|letter| matches!(letter, '.' | ',')).collect();
    let same_marks = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let mut readings = Vec::new();
    match marks.as_slice() {
        [] => readings.push(digits.to_owned()),
        [',' | '.'] => {
            readings.push(parts.join("."));
            if marks == [','] && are_thousands(&parts) {
                readings.push(parts.concat());
            }
        }
        [groups @ .., last] => {
            let (whole, decimals) = parts.split_at(parts.len() - 1);
            if same_marks && are_thousands(&parts) {
                readings.push(parts.concat());
            } else if groups.iter().all(|mark| mark != last) && are_thousands(whole) {
                readings.push(format!("{}.{}", whole.concat(), decimals.concat()));
            }
        }
    }
    readings.into_iter().map(|reading| format!("{sign}{reading}")).collect()
}

/// A plain number without its decimals, where they are nothing.
fn whole(number: &str) -> Option<String> {
    match number.split_once('.') {
        None => Some(number.to_owned()),
        Some((whole, decimals)) => decimals.bytes().all(|byte| byte == b'0').then(|| whole.to_owned()),
    }
}

/// The share a text may stand for: `66%`, `2 / 3`, `2:3`, `0,5`.
fn share(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if let Some(percent) = bare.strip_suffix('%') {
        let number = numbers(percent).into_iter().next()?;
        let is_whole = !number.contains('.') && !number.starts_with('-');
        return is_whole.then(|| format!("{number}/100"));
    }
    if let Some((above, below)) = bare.split_once(['/', ':']) {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        return (is_number(above) && is_number(below) && below.bytes().any(|byte| byte != b'0')).then(|| format!("{above}/{below}"));
    }
    numbers(&bare).into_iter().next().filter(|number| !number.starts_with('-'))
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let Some(found) = of_fault(fault) else { continue };
        findings.add(&CHECK, Place::Definition(fault.span), Subject::campaign(), found);
    }
    for gap in &resolution.campaign.gaps {
        let found = if let GapKind::OutOfRange { text, least, most } = &gap.kind {
            WrongValue::OutOfRange { text: text.clone(), least: *least, most: *most }
        } else if let GapKind::WeightOutOfMeasure { text } = &gap.kind {
            WrongValue::WeightOutOfMeasure { text: text.clone() }
        } else if let GapKind::EmptyCode = gap.kind {
            WrongValue::Empty { name: Name::Key("ma".to_owned()) }
        } else {
            continue;
        };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), found);
    }
}

fn of_fault(fault: &DecodeFault) -> Option<WrongValue> {
    Some(match &fault.kind {
        DecodeFaultKind::NullValue { key } => WrongValue::Empty { name: Name::Key(key.clone()) },
        DecodeFaultKind::WrongKind { expected, found } => WrongValue::Shape { name: Name::of(fault), expected: *expected, found: *found },
        DecodeFaultKind::UnknownVariant { text, known } => {
            let nearest = text::nearest(text, known.iter().copied(), 3).into_iter().map(Into::into).collect();
            WrongValue::Word { text: text.clone(), nearest, known }
        }
        DecodeFaultKind::NotOneVariant { found, known } => WrongValue::OneOf { found: found.clone(), known },
        DecodeFaultKind::WrongValue { expected, text } => {
            let text = text.clone();
            match expected {
                Expected::Day => WrongValue::Day { fault: Day::parse(text.as_bytes()).err(), text },
                Expected::Number => WrongValue::Number { text },
                Expected::WholeNumber => WrongValue::WholeNumber { text },
                Expected::Share => WrongValue::Share { text },
                Expected::Weight => WrongValue::Weight { text },
                Expected::YesNo => WrongValue::YesNo { text },
                Expected::Text | Expected::Word | Expected::Choice | Expected::Mapping | Expected::List | Expected::Value => {
                    WrongValue::Shape { name: Name::of(fault), expected: *expected, found: NodeKind::Scalar }
                }
            }
        }
        DecodeFaultKind::Syntax { .. }
        | DecodeFaultKind::TabIndent
        | DecodeFaultKind::TooDeep { .. }
        | DecodeFaultKind::TooLarge
        | DecodeFaultKind::NotUtf8
        | DecodeFaultKind::ManyDocuments
        | DecodeFaultKind::Alias
        | DecodeFaultKind::Tag
        | DecodeFaultKind::UnknownKey { .. }
        | DecodeFaultKind::MissingKey { .. }
        | DecodeFaultKind::DuplicateKey { .. }
        | DecodeFaultKind::CommaInFlow { .. } => return None,
    })
}
