//! A cell that does not hold what its column holds.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution, Side};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{DraftRow, SMALL_SHEETS, people, units};
use crate::registrations::{self, RegistrationBatch, RegistrationRow};
use crate::results::{self, Named, ResultBatch, ResultRow};
use crate::sheet::{self, CellFault, CodeKind, Column, Kind, NumberStyle, Place, Presence, Reading, Records, Sheet, Word};
use crate::value::{Day, DayFault, NumberFault, text};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unreadable-cell",
    page: include_str!("unreadable_cell.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(small), Look::Registrations(registrations), Look::Results(results)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Empty,
    NotANumber,
    AmbiguousNumber,
    WrongSeparator,
    GroupedNumber,
    TooManyDecimals,
    TooLarge,
    Negative,
    NotWhole,
    NotADay,
    NoSuchDay,
    TwoDigitYear,
    EitherWay,
    DayForm,
    MonthFirst,
    DayWithTime,
    YearOutOfRange,
    NotYesNo,
    NotAWord,
    Spreadsheet,
}

#[derive(Debug)]
struct UnreadableCell {
    /// The label of the column, as the file has it.
    column: Box<str>,
    kind: Kind,
    text: Box<str>,
    fault: CellFault,
    style: NumberStyle,
    /// Whether the row is of a deduction, whose points people like to write with a minus.
    is_deduction: bool,
}

impl Fault for UnreadableCell {
    fn reason(&self) -> &'static str {
        let reason = match &self.fault {
            CellFault::Empty | CellFault::Number(NumberFault::Empty) | CellFault::Day(DayFault::Empty) => Reason::Empty,
            CellFault::Number(NumberFault::NotANumber) => Reason::NotANumber,
            CellFault::Number(NumberFault::Ambiguous { .. }) => Reason::AmbiguousNumber,
            CellFault::Number(NumberFault::WrongSeparator) => Reason::WrongSeparator,
            CellFault::Number(NumberFault::Grouped { .. }) => Reason::GroupedNumber,
            CellFault::Number(NumberFault::TooManyDecimals) => Reason::TooManyDecimals,
            CellFault::Number(NumberFault::TooLarge) => Reason::TooLarge,
            CellFault::Negative => Reason::Negative,
            CellFault::NotWhole => Reason::NotWhole,
            CellFault::Day(DayFault::NotADate) => Reason::NotADay,
            CellFault::Day(DayFault::NoSuchDay) => Reason::NoSuchDay,
            CellFault::Day(DayFault::TwoDigitYear) => Reason::TwoDigitYear,
            CellFault::Day(DayFault::EitherWay { month_first: Some(_), .. }) => Reason::EitherWay,
            CellFault::Day(DayFault::EitherWay { month_first: None, .. }) => Reason::DayForm,
            CellFault::Day(DayFault::MonthFirst { .. }) => Reason::MonthFirst,
            CellFault::Day(DayFault::WithTime { .. }) => Reason::DayWithTime,
            CellFault::Day(DayFault::YearOutOfRange) => Reason::YearOutOfRange,
            CellFault::YesNo => Reason::NotYesNo,
            CellFault::Choice(_) => Reason::NotAWord,
            CellFault::Spreadsheet => Reason::Spreadsheet,
        };
        reason.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (text, column) = (words::shown(&self.text), words::shown(&self.column));
        match &self.fault {
            CellFault::Empty | CellFault::Number(NumberFault::Empty) | CellFault::Day(DayFault::Empty) => {
                voice.say(format!("cột `{column}` không được để trống"), format!("the column `{column}` must be filled"))
            }
            CellFault::Number(fault) => self.number_title(fault, &text, voice),
            CellFault::Negative => voice.say(
                format!("`{text}` là số âm, cột `{column}` chỉ nhận số không âm"),
                format!("`{text}` is below zero, the column `{column}` takes none"),
            ),
            CellFault::NotWhole => voice.say(
                format!("`{text}` không phải số nguyên, cột `{column}` chỉ nhận số nguyên"),
                format!("`{text}` is not whole, the column `{column}` takes whole numbers"),
            ),
            CellFault::Day(fault) => day_title(*fault, &text, voice),
            CellFault::YesNo => voice.say(format!("`{text}` không phải là có hay không"), format!("`{text}` is neither yes nor no")),
            CellFault::Choice(choice) => {
                let keys = keys(choice);
                voice.say(format!("`{text}` không phải là một trong {keys}"), format!("`{text}` is none of {keys}"))
            }
            CellFault::Spreadsheet if text.starts_with('=') => {
                voice.say(format!("`{text}` là công thức, không phải giá trị"), format!("`{text}` is a formula, not a value"))
            }
            CellFault::Spreadsheet => voice.say(
                format!("`{text}` là lỗi do bảng tính để lại, không phải giá trị"),
                format!("`{text}` is an error left by a spreadsheet, not a value"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let help = self.right(voice)?;
        // A cell of a spreadsheet that has the format writes what is typed the same way again.
        let typed = if self.is_of_format() {
            voice.say("; trong bảng tính, đặt định dạng ô là văn bản rồi viết", "; in a spreadsheet, format the cell as text, then write it")
        } else {
            String::new()
        };
        Some(help + &typed)
    }
}

impl UnreadableCell {
    /// Whether a spreadsheet's format may have made the cell what it is of a value that is right.
    fn is_of_format(&self) -> bool {
        let is_a_day_written = |fault: &DayFault| {
            matches!(fault, DayFault::TwoDigitYear | DayFault::EitherWay { .. } | DayFault::MonthFirst { .. } | DayFault::WithTime { .. })
        };
        match &self.fault {
            CellFault::Number(NumberFault::NotANumber) => self.text.ends_with('%') || self.without_spaces().is_some(),
            CellFault::Number(fault) => matches!(fault, NumberFault::Grouped { .. } | NumberFault::Ambiguous { .. }),
            CellFault::Day(fault) => is_a_day_written(fault),
            CellFault::Empty | CellFault::Negative | CellFault::NotWhole | CellFault::YesNo | CellFault::Choice(_) | CellFault::Spreadsheet => false,
        }
    }

    /// What is right to write in the cell, as far as it is known.
    fn right(&self, voice: Voice) -> Option<String> {
        match &self.fault {
            CellFault::Empty | CellFault::Number(NumberFault::Empty) | CellFault::Day(DayFault::Empty) => {
                Some(if matches!(self.kind, Kind::Day) { day_shapes(voice) } else { voice.say("ghi giá trị vào ô này", "fill the cell") })
            }
            CellFault::NotWhole => Some(voice.say("viết số nguyên", "write a whole number")),
            CellFault::Number(fault) => self.number_help(fault, voice),
            CellFault::Negative => {
                let positive = self.text.trim_start_matches(['-', '\u{2212}']);
                Some(if self.is_deduction {
                    voice.say(format!("điểm trừ viết số dương: `{positive}`"), format!("deductions are written without a minus: `{positive}`"))
                } else {
                    voice.say("viết số không âm", "write a number that is not negative")
                })
            }
            CellFault::Day(fault) => self.day_help(*fault, voice),
            CellFault::YesNo => Some(voice.say("viết `x` hoặc `có`; `không` hoặc `0`", "write `x` or `có` for yes, `không` or `0` for no")),
            CellFault::Choice(choice) => {
                let nearest = text::nearest(&self.text, choice.iter().map(|word| word.key), 1);
                let nearest: Vec<Box<str>> = nearest.into_iter().map(Into::into).collect();
                words::write_nearest(&nearest, voice).or_else(|| words::write_one_of(choice.iter().map(|word| word.key), voice))
            }
            CellFault::Spreadsheet => Some(voice.say(
                "trong bảng tính, dán giá trị thay cho công thức rồi lưu lại tệp",
                "in the spreadsheet, paste values in place of formulas and save the file again",
            )),
        }
    }

    fn number_title(&self, fault: &NumberFault, text: &str, voice: Voice) -> String {
        match fault {
            NumberFault::Empty | NumberFault::NotANumber => voice.say(format!("`{text}` không phải là số"), format!("`{text}` is no number")),
            NumberFault::Ambiguous { as_decimal, as_thousands } => voice.say(
                format!("`{text}` đọc được hai cách: {} hoặc {as_thousands}", as_decimal.vietnamese()),
                format!("`{text}` reads two ways: {as_decimal} or {as_thousands}"),
            ),
            NumberFault::WrongSeparator if self.style == NumberStyle::Comma => voice.say(
                format!("`{text}` dùng dấu chấm thập phân, mà tệp này dùng dấu `;` giữa các ô nên dấu thập phân là dấu phẩy"),
                format!("`{text}` has a decimal point, and with `;` between cells the file's decimal sign is the comma"),
            ),
            NumberFault::WrongSeparator => voice.say(
                format!("`{text}` dùng dấu phẩy thập phân, mà tệp này dùng dấu `,` giữa các ô nên dấu thập phân là dấu chấm"),
                format!("`{text}` has a decimal comma, and with `,` between cells the file's decimal sign is the point"),
            ),
            NumberFault::Grouped { .. } => {
                voice.say(format!("`{text}` có dấu ngăn cách hàng nghìn"), format!("`{text}` has separators between thousands"))
            }
            NumberFault::TooManyDecimals => {
                let decimals = self.text.rsplit(['.', ',']).next().map_or(0, str::len);
                voice.say(
                    format!("`{text}` có {decimals} chữ số thập phân, nhiều nhất là 6"),
                    format!("`{text}` has {decimals} decimals, the most is 6"),
                )
            }
            NumberFault::TooLarge if matches!(self.kind, Kind::Points) => voice.say(
                format!("`{text}` quá lớn, một ô điểm nhiều nhất là 1000000000"),
                format!("`{text}` is too large, the most points in a cell are 1000000000"),
            ),
            NumberFault::TooLarge => voice.say(
                format!("`{text}` quá lớn, phần nguyên nhiều nhất là 15 chữ số"),
                format!("`{text}` is too large, the most digits before the decimals are 15"),
            ),
        }
    }

    fn number_help(&self, fault: &NumberFault, voice: Voice) -> Option<String> {
        match fault {
            NumberFault::NotANumber => Some(match (self.without_spaces(), self.plain_number()) {
                (Some(number), _) => voice.say(format!("viết liền: `{number}`"), format!("write it without spaces: `{number}`")),
                (None, Some(number)) => voice.say(format!("chỉ viết số: `{number}`"), format!("write the number alone: `{number}`")),
                (None, None) => voice.say("chỉ viết số, không kèm chữ", "write a number alone, without words"),
            }),
            NumberFault::Ambiguous { as_decimal, as_thousands } => {
                // A zero more makes the decimal plain without changing it.
                let decimal = as_decimal.decimals().max(2);
                let decimal = if decimal == 3 { format!("{}0", as_decimal.fixed(3)) } else { as_decimal.fixed(decimal) };
                Some(voice.say(format!("viết `{decimal}` hoặc `{as_thousands}`"), format!("write `{decimal}` or `{as_thousands}`")))
            }
            NumberFault::WrongSeparator => {
                let right: String = self.text.chars().map(|letter| swapped(letter, self.style)).collect();
                Some(voice.say(format!("viết `{right}`"), format!("write `{right}`")))
            }
            NumberFault::Grouped { plain } => {
                let plain = if self.style == NumberStyle::Comma { plain.vietnamese() } else { plain.to_string() };
                Some(voice.say(format!("viết `{plain}`"), format!("write `{plain}`")))
            }
            NumberFault::TooManyDecimals => Some(voice.say("viết nhiều nhất 6 chữ số thập phân", "write at most 6 decimals")),
            NumberFault::TooLarge if matches!(self.kind, Kind::Points) => {
                Some(voice.say("viết số không quá `1000000000`", "write a number of at most `1000000000`"))
            }
            NumberFault::TooLarge => {
                Some(voice.say("viết số có phần nguyên không quá 15 chữ số", "write a number of at most 15 digits before the decimals"))
            }
            NumberFault::Empty => None,
        }
    }

    /// The number of a cell that parts its thousands with spaces, of any width: `1 250`.
    fn without_spaces(&self) -> Option<String> {
        let (first, rest) = self.text.split_once(char::is_whitespace)?;
        let is_number = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let are_thousands = rest.split(char::is_whitespace).all(|part| part.len() == 3 && is_number(part, 3));
        (is_number(first, 3) && are_thousands).then(|| self.text.split(char::is_whitespace).collect())
    }

    /// The one number of a cell that holds words or signs beside it: `12 hồ sơ`, `95 %`.
    fn plain_number(&self) -> Option<String> {
        let is_of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
        let mut numbers = self.text.split(|letter| !is_of_number(letter)).filter(|part| part.contains(|letter: char| letter.is_ascii_digit()));
        let (number, None) = (numbers.next()?, numbers.next()) else { return None };
        let number = number.trim_matches(['.', ',']);
        let is_read = sheet::kind_fault(Kind::Number, Presence::Filled, number.as_bytes(), self.style).is_none();
        (is_read && !self.text.contains(['-', '\u{2212}', '/'])).then(|| number.to_owned())
    }

    fn day_help(&self, fault: DayFault, voice: Voice) -> Option<String> {
        match fault {
            DayFault::Empty | DayFault::YearOutOfRange | DayFault::NoSuchDay => Some(day_shapes(voice)),
            DayFault::NotADate => Some(match serial_day(&self.text) {
                Some(day) => voice.say(
                    format!("nếu đây là số ngày của bảng tính thì viết `{day}`"),
                    format!("if it is a spreadsheet's number of a day, write `{day}`"),
                ),
                None => day_shapes(voice),
            }),
            DayFault::TwoDigitYear => {
                let (rest, year) = self.text.split_at_checked(self.text.len().checked_sub(2)?)?;
                match Day::parse(format!("{rest}20{year}").as_bytes()) {
                    Ok(day) | Err(DayFault::EitherWay { day_first: day, month_first: None }) => {
                        Some(voice.say(format!("viết `{day}`"), format!("write `{day}`")))
                    }
                    Err(fault) => self.day_help(fault, voice),
                }
            }
            DayFault::EitherWay { day_first, month_first: Some(month_first) } => Some(voice.say(
                format!("viết `{day_first}` (ngày trước tháng) hoặc `{month_first}` (tháng trước ngày)"),
                format!("write `{day_first}` (day first) or `{month_first}` (month first)"),
            )),
            DayFault::EitherWay { day_first: day, month_first: None } | DayFault::MonthFirst { meant: day } | DayFault::WithTime { day } => {
                Some(voice.say(format!("viết `{day}`"), format!("write `{day}`")))
            }
        }
    }
}

/// How a day is written.
fn day_shapes(voice: Voice) -> String {
    voice.say("viết ngày dạng `2026-01-31` hoặc `31/01/2026`", "write the day as `2026-01-31` or `31/01/2026`")
}

fn day_title(fault: DayFault, text: &str, voice: Voice) -> String {
    match fault {
        DayFault::Empty | DayFault::NotADate => voice.say(format!("`{text}` không phải là ngày"), format!("`{text}` is no day")),
        DayFault::NoSuchDay => voice.say(format!("lịch không có ngày `{text}`"), format!("the calendar has no day `{text}`")),
        DayFault::YearOutOfRange => {
            voice.say(format!("năm của `{text}` nằm ngoài khoảng 1900 đến 2199"), format!("the year of `{text}` is not between 1900 and 2199"))
        }
        DayFault::TwoDigitYear => voice.say(format!("`{text}` viết năm hai chữ số"), format!("`{text}` has a year of two digits")),
        DayFault::EitherWay { day_first, month_first: Some(month_first) } => voice.say(
            format!("`{text}` đọc được hai cách: {} hoặc {}", day_first.vietnamese(), month_first.vietnamese()),
            format!("`{text}` reads two ways: {day_first} or {month_first}"),
        ),
        DayFault::EitherWay { month_first: None, .. } => voice.say(
            format!("`{text}` không đúng dạng `2026-01-31` hay `31/01/2026`"),
            format!("`{text}` is not written as `2026-01-31` or `31/01/2026`"),
        ),
        DayFault::MonthFirst { .. } => voice.say(format!("`{text}` viết tháng trước ngày"), format!("`{text}` has the month before the day")),
        DayFault::WithTime { .. } => {
            voice.say(format!("`{text}` có giờ đi kèm, cột này chỉ nhận ngày"), format!("`{text}` has a time, the column takes days alone"))
        }
    }
}

/// The other decimal sign.
fn swapped(letter: char, style: NumberStyle) -> char {
    match (letter, style) {
        ('.', NumberStyle::Comma) => ',',
        (',', NumberStyle::Point | NumberStyle::Either) => '.',
        (letter, _) => letter,
    }
}

/// The day a spreadsheet counts from 1899-12-30 with this number; only days of our time are told.
fn serial_day(text: &str) -> Option<Day> {
    let number: i64 = text.parse().ok().filter(|number| (36_000..74_000).contains(number))?;
    Day::from_ymd(1900, 1, 1)?.plus(number - 2)
}

fn keys(choice: &[Word]) -> String {
    let keys: Vec<String> = choice.iter().map(|word| format!("`{}`", word.key)).collect();
    keys.join(", ")
}

fn small(resolution: &Resolution, findings: &mut Findings) {
    for sheet in SMALL_SHEETS {
        let Some(rows) = resolution.draft.rows(sheet) else { continue };
        for row in &rows.rows {
            for (index, column) in sheet.columns.iter().enumerate() {
                let Some(label) = row.label(index) else { continue };
                let text = row.text(index);
                let Some(fault) = sheet::cell_fault(column, text.as_bytes(), row.style()) else { continue };
                let cell =
                    UnreadableCell { column: label.into(), kind: column.kind, text: text.into(), fault, style: row.style(), is_deduction: false };
                let subject = words::concerned(resolution.campaign, sheet, row).unwrap_or_else(|| subject(resolution.campaign, sheet, row));
                findings.add(&CHECK, row.place(index), subject, cell);
            }
        }
    }
}

/// Whose numbers a row of a small sheet touches, as far as its codes tell.
fn subject(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Subject {
    let directories = &campaign.directories;
    if sheet.name == people::SHEET.name {
        return Subject::nobody().person(row.text(people::NAME));
    }
    if sheet.name == units::SHEET.name {
        let unit = directories.units.find(row.text(units::CODE).as_bytes());
        return if unit.is_some() { Subject::unit(unit) } else { Subject::campaign() };
    }
    let cell = |wanted: CodeKind| {
        let is_wanted = |column: &Column| matches!(column.kind, Kind::Code(kind) if kind == wanted);
        sheet.columns.iter().position(is_wanted).map_or(&b""[..], |index| row.text(index).as_bytes())
    };
    Subject::unit(directories.units.find(cell(CodeKind::Unit)))
        .criterion(directories.criteria.find(cell(CodeKind::Criterion)))
        .period(directories.periods.find(cell(CodeKind::Period)))
}

fn registrations(batch: &RegistrationBatch, _campaign: &Campaign, findings: &mut Findings) {
    let lacks = |row: &RegistrationRow| row.unit == Named::Empty || row.title == Named::Empty || row.subject == Reading::Empty;
    for row in batch.rows.iter().filter(|row| row.has_broken_cell || lacks(row)) {
        let subject = Subject::unit(row.unit.known()).person(&batch.person(row));
        let looked_at = LookedAt { records: batch.records, record: usize::from(row.record), subject, is_deduction: false };
        for (index, column) in registrations::COLUMNS.iter().enumerate() {
            let Some(cell) = batch.records.header.cell(index) else { continue };
            let found = looked_at.fault(cell, column.kind, column.presence);
            // A year of ten digits is a number, and no year.
            let no_year = (index == registrations::YEAR && row.year.is_broken()).then_some(CellFault::Day(DayFault::YearOutOfRange));
            if let Some(fault) = found.or(no_year) {
                looked_at.tell(cell, column.kind, fault, findings);
            }
        }
    }
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    let lacks = |row: &ResultRow| row.unit == Named::Empty || row.criterion == Named::Empty || row.period == Named::Empty;
    let header = batch.records.header;
    for (_, row) in batch.suspects().filter(|(_, row)| row.has_broken_cell() || lacks(row)) {
        let criterion = row.criterion.known();
        let is_deduction = criterion.is_some_and(|criterion| campaign.criteria[criterion].side == Side::Deduction);
        let subject = Subject::unit(row.unit.known()).criterion(criterion).period(row.period.known());
        let looked_at = LookedAt { records: batch.records, record: usize::from(row.record), subject, is_deduction };
        let columns = results::COLUMNS.iter().enumerate().filter_map(|(index, column)| Some((header.cell(index)?, column.kind, column.presence)));
        let stages = header.stages.iter().flatten().map(|cell| (*cell, Kind::Points, Presence::Optional));
        for (cell, kind, presence) in columns.chain(stages) {
            if let Some(fault) = looked_at.fault(cell, kind, presence) {
                looked_at.tell(cell, kind, fault, findings);
            }
        }
    }
}

/// A row whose cells are read again.
struct LookedAt<'a> {
    records: &'a Records<'a>,
    record: usize,
    subject: Subject,
    is_deduction: bool,
}

impl LookedAt<'_> {
    /// Why a cell cannot be read; none where it can.
    fn fault(&self, cell: u16, kind: Kind, presence: Presence) -> Option<CellFault> {
        let bytes = self.records.batch.record(self.record).cell(usize::from(cell));
        sheet::kind_fault(kind, presence, &bytes, self.records.style)
    }

    fn tell(&self, cell: u16, kind: Kind, fault: CellFault, findings: &mut Findings) {
        let Records { header, batch, style, .. } = *self.records;
        let bytes = batch.record(self.record).cell(usize::from(cell));
        let text = sheet::text_of(sheet::trimmed(&bytes)).into();
        let column = header.labels[usize::from(cell)].clone();
        let fault = UnreadableCell { column, kind, text, fault, style, is_deduction: self.is_deduction };
        findings.add(&CHECK, Place::Cell(self.records.row(self.record), cell), self.subject.clone(), fault);
    }
}
