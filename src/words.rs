//! Words and looks that several checks share.

pub(crate) mod awaited;
mod candidates;
pub(crate) mod closings;
mod definition;
mod duties;
pub(crate) mod people;
mod past;
mod pieces;
pub(crate) mod rows;
mod registering;
mod subjects;
mod unknown;
mod unusable;

use crate::campaign::Stretch;
use crate::diagnostic::{Language, Voice};
use crate::draft::SMALL_SHEETS;
use crate::sheet::{CodeKind, Column, Sheet};
use crate::value::Day;
use crate::value::text::{self, LookAlike};

pub(crate) use candidates::{candidate_subject, concerned_candidate, voted_on};
pub(crate) use definition::{criterion_keys, subject, time};
pub(crate) use duties::{DutyName, HandedInLate, Late, NoDeadline, duty_row, exact_deadline, late_in_book, no_deadline, periods_of};
pub(crate) use past::{Edit, named_by};
pub(crate) use pieces::{Flaw, Found, Measured, Piece, flaws};
pub(crate) use registering::{NotRegistered, not_registered};
pub(crate) use subjects::{anyone_in, concerned, concerned_by_discipline, named_in};
pub(crate) use unknown::{
    UnknownCode, Where, is_complete, is_known, unknown_code, unknown_in_definition, unknown_in_definition_of, unknown_in_small_sheets,
    unknown_in_small_sheets_of,
};
pub(crate) use unusable::{Unusable, unusable, unusable_registrations, unusable_results};

/// The text in the voice's language, where neither is made up.
pub(crate) fn either(vietnamese: &'static str, english: &'static str, voice: Voice) -> &'static str {
    match voice.language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// Codes or words in backticks, with commas between them.
pub(crate) fn quoted<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The help line of a code that is not known: the nearest code to write.
pub(crate) fn write_nearest(nearest: &[Box<str>], voice: Voice) -> Option<String> {
    let first = nearest.first()?;
    let others: Vec<String> = nearest[1..].iter().map(|code| format!("`{code}`")).collect();
    Some(if others.is_empty() {
        voice.say(format!("viết `{first}`"), format!("write `{first}`"))
    } else {
        let others = others.join(", ");
        voice.say(format!("viết `{first}`; hoặc có phải {others}?"), format!("write `{first}`; or is it {others}?"))
    })
}

/// The help line of what is not known and is near nothing: where it is declared.
pub(crate) fn write_declared(home: &str, voice: Voice) -> String {
    voice.say(format!("viết đúng như ở `{home}`, hoặc thêm vào đó nếu còn thiếu"), format!("write it as `{home}` has it, or add it there"))
}

/// The help line of a code that is like none of the few there are; none where there is none.
pub(crate) fn write_one_of<T: AsRef<str>>(known: impl IntoIterator<Item = T>, voice: Voice) -> Option<String> {
    let known: Vec<T> = known.into_iter().collect();
    match known.as_slice() {
        [] => None,
        [only] => Some(voice.say(format!("viết `{}`", only.as_ref()), format!("write `{}`", only.as_ref()))),
        known => {
            let known = quoted(known);
            Some(voice.say(format!("viết một trong {known}"), format!("write one of {known}")))
        }
    }
}

/// What a code names, in a sentence.
pub(crate) fn kind_name(kind: CodeKind, voice: Voice) -> &'static str {
    let (vietnamese, english) = match kind {
        CodeKind::Unit | CodeKind::Units => ("đơn vị", "unit"),
        CodeKind::Criterion => ("tiêu chí", "criterion"),
        CodeKind::Period => ("kỳ", "period"),
        CodeKind::Block => ("khối", "block"),
        CodeKind::Duty => ("việc", "duty"),
        CodeKind::Title => ("danh hiệu", "title"),
        CodeKind::Statistic => ("chỉ số thống kê", "statistic"),
        CodeKind::Campaign => ("phong trào", "campaign"),
        CodeKind::UnitKind => ("loại đơn vị", "kind of unit"),
        CodeKind::PersonKind => ("loại cá nhân", "kind of person"),
        CodeKind::Topic => ("nội dung", "topic"),
        CodeKind::Stage => ("vòng chấm", "stage"),
        CodeKind::Phase => ("đợt", "phase"),
        CodeKind::Rule => ("quy định", "rule"),
        CodeKind::Free => ("mục", "entry"),
    };
    either(vietnamese, english, voice)
}

/// A cell's text on one line and short enough for a sentence.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut line: String = text.chars().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}

/// A letter of another script, in a sentence.
pub(crate) fn letter(found: &LookAlike, voice: Voice) -> String {
    let LookAlike { letter, latin, .. } = found;
    let script = if matches!(letter, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}') { "Greek" } else { "Cyrillic" };
    let code = u32::from(*letter);
    match latin {
        Some(latin) => voice.say(
            format!("`{letter}` ({script}, U+{code:04X}) trông như `{latin}`"),
            format!("`{letter}` ({script}, U+{code:04X}), which looks like `{latin}`"),
        ),
        None => voice
            .say(format!("`{letter}` ({script}, U+{code:04X}) giữa chữ Latin"), format!("`{letter}` ({script}, U+{code:04X}) among Latin letters")),
    }
}

/// The text with every letter of another script that looks like a Latin one written as that.
pub(crate) fn in_latin(text: &str) -> String {
    let mut right = text.to_owned();
    while let Some(LookAlike { letter, offset, latin: Some(latin) }) = text::looks_alike(&right) {
        right.replace_range(offset..offset + letter.len_utf8(), latin.encode_utf8(&mut [0; 4]));
    }
    right
}

/// The column a label would name but for a letter of another script, and the first such letter.
pub(crate) fn column_in_latin(sheet: &'static Sheet, label: &str) -> Option<(LookAlike, &'static Column)> {
    let found = text::looks_alike(label)?;
    let right = text::fold(&in_latin(label));
    let names = |column: &Column| column.labels.iter().chain([&column.key]).any(|name| text::fold(name) == right);
    Some((found, sheet.columns.iter().find(|column| names(column))?))
}

/// The days of the week.
pub(crate) fn weekday(day: Day, voice: Voice) -> &'static str {
    const NAMES: [[&str; 2]; 7] = [
        ["thứ Hai", "Monday"],
        ["thứ Ba", "Tuesday"],
        ["thứ Tư", "Wednesday"],
        ["thứ Năm", "Thursday"],
        ["thứ Sáu", "Friday"],
        ["thứ Bảy", "Saturday"],
        ["Chủ nhật", "Sunday"],
    ];
    let [vietnamese, english] = NAMES[day.weekday().num_days_from_monday() as usize];
    either(vietnamese, english, voice)
}

/// A day in a sentence.
pub(crate) fn day(day: Day, voice: Voice) -> String {
    voice.say(day.vietnamese(), day.to_string())
}

/// The help line of a last day before its first: which days follow, or that the first is wrong, as it is called in a sentence.
pub(crate) fn write_from(first: Day, [vietnamese, english]: [&str; 2], voice: Voice) -> String {
    voice.say(format!("viết ngày từ `{first}` trở đi, hoặc sửa {vietnamese}"), format!("write a day from `{first}` on, or correct {english}"))
}

/// The help line of a day outside the campaign.
pub(crate) fn write_within(time: Stretch, voice: Voice) -> String {
    let Stretch { from, to } = time;
    voice.say(
        format!("viết ngày từ `{from}` đến `{to}`, hoặc sửa `thoi_gian` của phong trào"),
        format!("write a day from `{from}` to `{to}`, or correct `thoi_gian` of the campaign"),
    )
}

/// The days two rows share, in a sentence.
pub(crate) fn common_days(from: Option<Day>, to: Option<Day>, voice: Voice) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            let count = days(to.since(from) + 1, voice);
            let (from, to) = (day(from, voice), day(to, voice));
            voice.say(format!("từ {from} đến {to} ({count})"), format!("from {from} to {to} ({count})"))
        }
        (Some(from), None) => {
            let from = day(from, voice);
            voice.say(format!("từ {from} trở đi"), format!("from {from} on"))
        }
        (None, Some(to)) => {
            let to = day(to, voice);
            voice.say(format!("cho đến {to}"), format!("up to {to}"))
        }
        (None, None) => voice.say("mọi ngày", "every day"),
    }
}

/// A number of days in a sentence.
pub(crate) fn days(count: i64, voice: Voice) -> String {
    voice.say(format!("{count} ngày"), if count == 1 { "1 day".to_owned() } else { format!("{count} days") })
}

/// Whether a sheet is one of the small ones.
pub(crate) fn is_small(sheet: &Sheet) -> bool {
    SMALL_SHEETS.iter().any(|small| small.name == sheet.name)
}
