//! Words and looks that several checks share.

pub(super) mod awaited;
mod definition;
pub(super) mod people;
mod pieces;
pub(super) mod rows;

use crate::campaign::models::unit_of as unit_of_model;
use crate::campaign::{Campaign, DutyDeadline, Gap, GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Language, Subject, Voice};
use crate::draft::{self, DraftRow, SMALL_SHEETS, awards, models, pledges, units};
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, ResultBatch};
use crate::sheet::{CodeKind, Column, Kind, Place, Records, RowId, Sheet};
use crate::source::Record;
use crate::value::text::{self, LookAlike};
use crate::value::{Day, Deadline, DutyIndex, PeriodIndex, UnitIndex};

pub(super) use definition::{criterion_keys, subject, time};
pub(super) use pieces::{Flaw, Found, Measured, Piece, flaws};

/// The text in the voice's language, where neither is made up.
pub(super) fn either(vietnamese: &'static str, english: &'static str, voice: Voice) -> &'static str {
    match voice.language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// Codes or words in backticks, with commas between them.
pub(super) fn quoted<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The help line of a code that is not known: the nearest code to write.
pub(super) fn write_nearest(nearest: &[Box<str>], voice: Voice) -> Option<String> {
    let first = nearest.first()?;
    let others: Vec<String> = nearest[1..].iter().map(|code| format!("`{code}`")).collect();
    Some(if others.is_empty() {
        voice.say(format!("viết `{first}`"), format!("write `{first}`"))
    } else {
        let others = others.join(", ");
        voice.say(format!("viết `{first}`; hoặc có phải {others}?"), format!("write `{first}`; or is it {others}?"))
    })
}

/// What a code names, in a sentence.
pub(super) fn kind_name(kind: CodeKind, voice: Voice) -> &'static str {
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
        CodeKind::Free => ("mục", "entry"),
    };
    either(vietnamese, english, voice)
}

/// Where a code that names nothing stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Where {
    /// In the definition.
    InDefinition,
    /// In a sheet.
    InSheet,
}

/// A code that names nothing.
#[derive(Clone, Debug)]
pub(super) struct UnknownCode {
    pub(super) at: Where,
    pub(super) kind: CodeKind,
    pub(super) code: Box<str>,
    pub(super) nearest: Vec<Box<str>>,
}

impl crate::diagnostic::Fault for UnknownCode {
    fn reason(&self) -> &'static str {
        self.at.into()
    }

    fn title(&self, voice: Voice) -> String {
        let kind = kind_name(self.kind, voice);
        let code = &self.code;
        voice.say(format!("không có {kind} nào mang mã `{code}`"), format!("no {kind} has the code `{code}`"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let foreign = |letter: &char| matches!(letter, '\u{370}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}');
        // The nearest code may look the same to the eye: then what is wrong is a letter, and it is named.
        if let Some(letter) = self.code.chars().find(foreign) {
            let number = u32::from(letter);
            return Some(voice.say(
                format!("`{letter}` (U+{number:04X}) không phải chữ Latin: xóa cả mã rồi gõ lại"),
                format!("`{letter}` (U+{number:04X}) is not a Latin letter: delete the code and type it again"),
            ));
        }
        write_nearest(&self.nearest, voice)
    }
}

/// Codes of one kind that name nothing in the definition.
pub(super) fn unknown_in_definition(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    unknown_in_definition_of(check, wanted, resolution, findings, subject);
}

/// As [`unknown_in_definition`], of codes that touch the numbers of those `whose` says.
pub(super) fn unknown_in_definition_of(
    check: &'static Check,
    wanted: CodeKind,
    resolution: &Resolution,
    findings: &mut Findings,
    whose: impl Fn(&Gap) -> Subject,
) {
    for gap in &resolution.campaign.gaps {
        let GapKind::UnknownCode { kind, code, nearest } = &gap.kind else { continue };
        if *kind == wanted {
            let fault = UnknownCode { at: Where::InDefinition, kind: *kind, code: code.clone(), nearest: nearest.clone() };
            findings.add(check, Place::Definition(gap.span), whose(gap), fault);
        }
    }
}

/// Codes of one kind that name nothing in the small sheets; they touch the numbers of the row's unit.
pub(super) fn unknown_in_small_sheets(check: &'static Check, wanted: CodeKind, resolution: &Resolution, findings: &mut Findings) {
    unknown_in_small_sheets_of(check, wanted, resolution, findings, Subject::unit);
}

/// As [`unknown_in_small_sheets`], of codes that touch the numbers of those `whose` says of the row's unit.
pub(super) fn unknown_in_small_sheets_of(
    check: &'static Check,
    wanted: CodeKind,
    resolution: &Resolution,
    findings: &mut Findings,
    whose: impl Fn(Option<UnitIndex>) -> Subject,
) {
    if !is_complete(resolution.campaign, wanted) {
        return;
    }
    for sheet in SMALL_SHEETS {
        let columns = sheet.columns.iter().enumerate();
        let columns: Vec<usize> =
            columns.filter(|(_, column)| matches!(column.kind, Kind::Code(kind) if kind == wanted)).map(|(index, _)| index).collect();
        let Some(rows) = resolution.draft.rows(sheet) else { continue };
        for row in &rows.rows {
            for column in &columns {
                let code = row.text(*column);
                if code.is_empty() || is_known(resolution.campaign, wanted, code) {
                    continue;
                }
                let fault = unknown_code(resolution.campaign, wanted, code);
                let subject = concerned(resolution.campaign, sheet, row).unwrap_or_else(|| whose(unit_of(resolution.campaign, sheet, row)));
                findings.add(check, row.place(*column), subject, fault);
            }
        }
    }
}

/// Whose numbers a row touches of a sheet that carries none, or only where a criterion counts it; none of the other sheets.
pub(super) fn concerned(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Option<Subject> {
    if carries_no_points(sheet) {
        return Some(Subject::nobody());
    }
    if sheet.name == draft::discipline::SHEET.name {
        return Some(concerned_by_discipline(campaign, crate::campaign::discipline::unit_of(row, &campaign.directories)));
    }
    if sheet.name != models::SHEET.name {
        return None;
    }
    let unit = unit_of_model(row, &campaign.directories, &campaign.people);
    Some(match (campaign.leaves().any(|(_, _, leaf)| leaf.way.models().is_some()), unit) {
        (false, _) => Subject::nobody(),
        (true, Some(unit)) => Subject::unit(Some(unit)),
        // For whom it would count is not known: it may be anybody.
        (true, None) => Subject::campaign(),
    })
}

/// Whose numbers a row of discipline of a unit touches: nobody's where no block sets units aside for it.
pub(super) fn concerned_by_discipline(campaign: &Campaign, unit: Option<UnitIndex>) -> Subject {
    let mut rankings = campaign.blocks.iter().filter_map(|block| block.ranking.as_ref());
    let counts = rankings.any(|ranking| ranking.sets_aside_violation.is_some());
    Subject::unit(unit.filter(|_| counts))
}

/// Whether nothing in a sheet is ranked.
fn carries_no_points(sheet: &Sheet) -> bool {
    [registrations::SHEET.name, draft::people::SHEET.name, pledges::SHEET.name, awards::SHEET.name].contains(&sheet.name)
}

/// The unit a row of a small sheet is about.
fn unit_of(campaign: &Campaign, sheet: &Sheet, row: &DraftRow) -> Option<UnitIndex> {
    let is_unit = |column: &crate::sheet::Column| matches!(column.kind, Kind::Code(CodeKind::Unit));
    let column = if sheet.name == units::SHEET.name { Some(units::CODE) } else { sheet.columns.iter().position(is_unit) };
    campaign.directories.units.find(row.text(column?).as_bytes())
}

/// Whether every declaration of a kind of code could be read, so that an unknown one is declared nowhere.
pub(super) fn is_complete(campaign: &Campaign, kind: CodeKind) -> bool {
    let directories = &campaign.directories;
    match kind {
        CodeKind::Unit | CodeKind::Units => directories.units.is_complete(),
        CodeKind::Criterion => directories.criteria.is_complete(),
        CodeKind::Period => directories.periods.is_complete(),
        CodeKind::Block => directories.blocks.is_complete(),
        CodeKind::Duty => directories.duties.is_complete(),
        CodeKind::Title => directories.titles.is_complete(),
        CodeKind::Statistic => directories.statistics.is_complete(),
        CodeKind::UnitKind => directories.kinds.is_complete(),
        CodeKind::PersonKind => directories.person_kinds.is_complete(),
        CodeKind::Topic => directories.topics.is_complete(),
        CodeKind::Stage => directories.stages.is_complete(),
        CodeKind::Phase => directories.phases.is_complete(),
        // Whose a row is has been settled before it is a campaign's.
        CodeKind::Campaign | CodeKind::Free => false,
    }
}

/// Whether a code names something.
pub(super) fn is_known(campaign: &Campaign, kind: CodeKind, code: &str) -> bool {
    let directories = &campaign.directories;
    let bytes = code.as_bytes();
    match kind {
        CodeKind::Unit => directories.units.find(bytes).is_some(),
        CodeKind::Units => code.split(';').all(|code| directories.units.find(code.as_bytes()).is_some()),
        CodeKind::Criterion => directories.criteria.find(bytes).is_some(),
        CodeKind::Period => directories.periods.find(bytes).is_some(),
        CodeKind::Block => directories.blocks.find(bytes).is_some(),
        CodeKind::Duty => directories.duties.find(bytes).is_some(),
        CodeKind::Title => directories.titles.find(bytes).is_some(),
        CodeKind::Statistic => directories.statistics.find(bytes).is_some(),
        CodeKind::UnitKind => directories.kinds.find(bytes).is_some(),
        CodeKind::PersonKind => directories.person_kinds.find(bytes).is_some(),
        CodeKind::Topic => directories.topics.find(bytes).is_some(),
        CodeKind::Stage => directories.stages.find(bytes).is_some(),
        CodeKind::Phase => directories.phases.find(bytes).is_some(),
        CodeKind::Campaign | CodeKind::Free => true,
    }
}

/// The fault of a code of a sheet that names nothing.
pub(super) fn unknown_code(campaign: &Campaign, kind: CodeKind, code: &str) -> UnknownCode {
    let directories = &campaign.directories;
    let nearest = match kind {
        CodeKind::Unit | CodeKind::Units => directories.units.nearest(code),
        CodeKind::Criterion => directories.criteria.nearest(code),
        CodeKind::Period => directories.periods.nearest(code),
        CodeKind::Block => directories.blocks.nearest(code),
        CodeKind::Duty => directories.duties.nearest(code),
        CodeKind::Title => directories.titles.nearest(code),
        CodeKind::Statistic => directories.statistics.nearest(code),
        CodeKind::UnitKind => directories.kinds.nearest(code),
        CodeKind::PersonKind => directories.person_kinds.nearest(code),
        CodeKind::Topic => directories.topics.nearest(code),
        CodeKind::Stage => directories.stages.nearest(code),
        CodeKind::Phase => directories.phases.nearest(code),
        CodeKind::Campaign | CodeKind::Free => Vec::new(),
    };
    UnknownCode { at: Where::InSheet, kind, code: code.into(), nearest }
}

/// A cell's text on one line and short enough for a sentence.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut line: String = text.chars().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}

/// A letter of another script, in a sentence.
pub(super) fn letter(found: &LookAlike, voice: Voice) -> String {
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
pub(super) fn in_latin(text: &str) -> String {
    let mut right = text.to_owned();
    while let Some(LookAlike { letter, offset, latin: Some(latin) }) = text::looks_alike(&right) {
        right.replace_range(offset..offset + letter.len_utf8(), latin.encode_utf8(&mut [0; 4]));
    }
    right
}

/// The column a label would name but for a letter of another script, and the first such letter.
pub(super) fn column_in_latin(sheet: &'static Sheet, label: &str) -> Option<(LookAlike, &'static Column)> {
    let found = text::looks_alike(label)?;
    let right = text::fold(&in_latin(label));
    let names = |column: &Column| column.labels.iter().chain([&column.key]).any(|name| text::fold(name) == right);
    Some((found, sheet.columns.iter().find(|column| names(column))?))
}

/// The days of the week.
pub(super) fn weekday(day: Day, voice: Voice) -> &'static str {
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
pub(super) fn day(day: Day, voice: Voice) -> String {
    voice.say(day.vietnamese(), day.to_string())
}

/// The days two rows share, in a sentence.
pub(super) fn common_days(from: Option<Day>, to: Option<Day>, voice: Voice) -> String {
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
pub(super) fn days(count: i64, voice: Voice) -> String {
    voice.say(format!("{count} ngày"), if count == 1 { "1 day".to_owned() } else { format!("{count} days") })
}

/// Whose numbers something unreadable in a sheet may touch, where it cannot be told whose row it is.
pub(super) fn anyone_in(sheet: &Sheet) -> Subject {
    if carries_no_points(sheet) { Subject::nobody() } else { Subject::campaign() }
}

/// Whether a sheet is one of the small ones.
pub(super) fn is_small(sheet: &Sheet) -> bool {
    SMALL_SHEETS.iter().any(|small| small.name == sheet.name)
}

/// A record that is no row: it has a flaw, or more or fewer cells than there are labels.
pub(super) struct Unusable<'b> {
    pub(super) record: Record<'b>,
    pub(super) id: RowId,
    pub(super) subject: Subject,
}

/// The records of a batch of a small sheet that are no rows, its labels among them.
pub(super) fn unusable<'b>(records: &'b Records<'_>) -> impl Iterator<Item = Unusable<'b>> {
    select_unusable(records, |_| anyone_in(records.sheet))
}

/// The records of a batch of registrations that are no rows.
pub(super) fn unusable_registrations<'b>(batch: &'b RegistrationBatch<'_>, campaign: &'b Campaign) -> impl Iterator<Item = Unusable<'b>> {
    let records = batch.records;
    let has_some = !records.batch.flaws().is_empty() || batch.rows.len() + records.from < records.batch.len();
    has_some.then(|| select_unusable(records, |record| subject_of(records, campaign, registrations::UNIT, record))).into_iter().flatten()
}

/// The records of a batch of results that are no rows.
pub(super) fn unusable_results<'b>(batch: &'b ResultBatch<'_>, campaign: &'b Campaign) -> impl Iterator<Item = Unusable<'b>> {
    let records = batch.records;
    let has_some = !records.batch.flaws().is_empty() || batch.usable + records.from < records.batch.len();
    has_some.then(|| select_unusable(records, |record| subject_of(records, campaign, results::UNIT, record))).into_iter().flatten()
}

fn select_unusable<'b>(records: &'b Records<'_>, subject: impl Fn(Record<'b>) -> Subject) -> impl Iterator<Item = Unusable<'b>> {
    let labels = records.header.cells.len();
    let taken = (0..records.batch.len()).filter(|position| records.is_taken(*position));
    let all = taken.map(|position| (records.batch.record(position), records.row(position)));
    all.filter(move |(record, _)| !record.flaws().is_empty() || (record.len() != labels && !record.is_blank())).map(move |(record, id)| Unusable {
        record,
        id,
        subject: subject(record),
    })
}

/// The unit of a broken record, where its cell stands before whatever broke it.
fn subject_of(records: &Records<'_>, campaign: &Campaign, column: usize, record: Record<'_>) -> Subject {
    let broken_at = record.flaws().first().map_or(record.len(), |flaw| flaw.cell);
    let cell = records.header.cell(column).map(usize::from).filter(|cell| *cell < broken_at);
    let unit = cell.and_then(|cell| campaign.directories.units.find(&record.cell(cell)));
    if unit.is_some() { Subject::unit(unit) } else { anyone_in(records.sheet) }
}

/// What a row about a duty names that no deadline stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[expect(clippy::enum_variant_names, reason = "each is a reason, and stands alone where it is shown")]
pub(super) enum NoDeadline {
    /// The duty has deadlines, none of them in this period.
    PeriodWithoutDeadline,
    /// The duty is of the whole campaign, and the row names a period.
    PeriodNotNeeded,
    /// The duty is due by period, and the row names none.
    PeriodMissing,
}

/// Why a row's duty and period have no deadline; none where they have one, or where it could not be read.
pub(super) fn no_deadline(resolution: &Resolution, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<NoDeadline> {
    let campaign = resolution.campaign;
    if exact_deadline(campaign, duty, period).is_some() || is_unreadable(resolution, duty) {
        return None;
    }
    let is_whole = exact_deadline(campaign, duty, None).is_some();
    Some(match (period, is_whole) {
        (Some(_), true) => NoDeadline::PeriodNotNeeded,
        (Some(_), false) => NoDeadline::PeriodWithoutDeadline,
        (None, _) => NoDeadline::PeriodMissing,
    })
}

/// The deadline of exactly this duty and period.
pub(super) fn exact_deadline(campaign: &Campaign, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<&DutyDeadline> {
    campaign.deadlines.iter().find(|deadline| deadline.duty == duty && deadline.period == period)
}

/// Whether `cac_han` says more of a duty than could be resolved: the definition's own findings speak of that.
fn is_unreadable(resolution: &Resolution, duty: DutyIndex) -> bool {
    let campaign = resolution.campaign;
    let Some(keys) = resolution.definition().deadlines.as_ref().and_then(crate::yaml::Field::get) else { return true };
    let mut declared = 0;
    for field in keys {
        let Some(key) = field.get() else { return true };
        let Some(code) = key.duty.get() else { return true };
        declared += usize::from(campaign.directories.duties.find(code.as_str().as_bytes()) == Some(duty));
    }
    declared != campaign.deadlines.iter().filter(|deadline| deadline.duty == duty).count()
}

impl NoDeadline {
    /// What is wrong, in a sentence.
    pub(super) fn title(self, duty: &str, period: &str, voice: Voice) -> String {
        match self {
            Self::PeriodWithoutDeadline => {
                voice.say(format!("việc `{duty}` không có hạn nào ở kỳ `{period}`"), format!("duty `{duty}` has no deadline in period `{period}`"))
            }
            Self::PeriodNotNeeded => voice.say(
                format!("việc `{duty}` có một hạn cho cả phong trào, không theo kỳ `{period}`"),
                format!("duty `{duty}` has one deadline for the whole campaign, none by period `{period}`"),
            ),
            Self::PeriodMissing => voice.say(
                format!("việc `{duty}` có hạn theo từng kỳ, dòng này không ghi kỳ"),
                format!("duty `{duty}` is due period by period, and this row names no period"),
            ),
        }
    }

    /// The next action.
    pub(super) fn help(self, periods: &[Box<str>], voice: Voice) -> String {
        let periods: Vec<String> = periods.iter().map(|period| format!("`{period}`")).collect();
        let periods = periods.join(", ");
        match self {
            Self::PeriodWithoutDeadline => voice.say(
                format!("viết kỳ có hạn: {periods}; hoặc khai hạn của kỳ này ở `cac_han`"),
                format!("write a period with a deadline: {periods}; or declare this period's deadline in `cac_han`"),
            ),
            Self::PeriodNotNeeded => voice.say("để trống ô `ky`", "leave the cell `ky` empty"),
            Self::PeriodMissing => voice.say(format!("viết một trong các kỳ {periods}"), format!("write one of the periods {periods}")),
        }
    }
}

/// The periods in which a duty has a deadline.
pub(super) fn periods_of(campaign: &Campaign, duty: DutyIndex) -> Vec<Box<str>> {
    let periods = campaign.deadlines.iter().filter(|deadline| deadline.duty == duty).filter_map(|deadline| deadline.period);
    periods.map(|period| campaign.periods[period].code.as_str().into()).collect()
}

/// A row of a small sheet that names a unit, a duty and a period, each known.
pub(super) struct DutyRow {
    pub(super) unit: UnitIndex,
    pub(super) duty: DutyIndex,
    pub(super) period: Option<PeriodIndex>,
}

/// Looks up what a row about a duty names; none where a code is not known.
pub(super) fn duty_row(campaign: &Campaign, unit: &str, duty: &str, period: &str) -> Option<DutyRow> {
    let directories = &campaign.directories;
    let period = if period.is_empty() { None } else { Some(directories.periods.find(period.as_bytes())?) };
    Some(DutyRow { unit: directories.units.find(unit.as_bytes())?, duty: directories.duties.find(duty.as_bytes())?, period })
}

/// What a duty is called.
#[derive(Clone, Debug)]
pub(super) enum DutyName {
    /// By its name.
    Named(Box<str>),
    /// By its code: it has no name of its own.
    Coded(Box<str>),
}

impl DutyName {
    pub(super) fn of(campaign: &Campaign, duty: DutyIndex) -> Self {
        let duty = &campaign.duties[duty];
        if *duty.name == *duty.code.as_str() { Self::Coded(duty.name.clone()) } else { Self::Named(duty.name.clone()) }
    }

    /// In a sentence.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Named(name) => format!("“{name}”"),
            Self::Coded(code) => format!("`{code}`"),
        }
    }
}

/// Something handed in after its last day.
#[derive(Clone, Debug)]
pub(super) struct Late {
    pub(super) unit: Box<str>,
    pub(super) duty: DutyName,
    pub(super) period: Option<Box<str>>,
    pub(super) received: Day,
    pub(super) last_day: Day,
    /// What the campaign says; none where the unit's deadline was moved.
    pub(super) deadline: Option<Deadline>,
}

impl Late {
    /// Whether a unit was late in a duty on a day, and the line that says so.
    pub(super) fn find(campaign: &Campaign, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>, received: Day) -> Option<(Self, Place)> {
        let deadline = exact_deadline(campaign, duty, period)?;
        let extension = campaign.extensions.find(unit, duty, period);
        let last_day = extension.map_or(deadline.last_day, |extension| extension.through);
        if received <= last_day {
            return None;
        }
        let late = Self {
            unit: campaign.units[unit].code.as_str().into(),
            duty: DutyName::of(campaign, duty),
            period: period.map(|period| campaign.periods[period].code.as_str().into()),
            received,
            last_day,
            deadline: extension.is_none().then_some(deadline.deadline),
        };
        Some((late, extension.map_or(Place::Definition(deadline.span), |extension| extension.place)))
    }

    pub(super) fn title(&self, voice: Voice) -> String {
        let Self { unit, duty, period, received, last_day, .. } = self;
        let duty = duty.shown();
        let late = days(received.since(*last_day), voice);
        let (received, last_day) = (day(*received, voice), day(*last_day, voice));
        let period = period.as_ref().map_or_else(String::new, |period| voice.say(format!(" kỳ `{period}`"), format!(", period `{period}`,")));
        voice.say(
            format!("`{unit}` nộp {duty}{period} ngày {received}, chậm {late}: ngày cuối còn đúng hạn là {last_day}"),
            format!("`{unit}` handed in {duty}{period} on {received}, {late} late: the last day in time was {last_day}"),
        )
    }

    pub(super) fn help(voice: Voice) -> String {
        voice.say("nếu đã cho gia hạn thì ghi vào `gia-han.csv`", "if it was given more time, write that in `gia-han.csv`")
    }

    pub(super) fn against(&self, voice: Voice) -> String {
        match self.deadline {
            None => voice.say("hạn đã gia thêm", "the deadline as it was moved"),
            Some(Deadline::Before(day)) => voice.say(format!("hạn: trước ngày {}", day.vietnamese()), format!("due before {day}")),
            Some(Deadline::Through(day)) => voice.say(format!("hạn: đến hết ngày {}", day.vietnamese()), format!("due through {day}")),
        }
    }
}

/// Something the campaign judges by its day, handed in after its last day.
#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum HandedInLate {
    /// As the book says.
    FromBook(Late),
    /// As the rows say themselves, where the book is silent.
    OwnDate(Late),
}

impl Fault for HandedInLate {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        late.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(Late::help(voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        Some(late.against(voice))
    }
}

/// What the book has of one duty after its last day.
pub(super) fn late_in_book(check: &'static Check, duty: &str, resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(wanted) = campaign.duty(duty) else { return };
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        if duty != wanted {
            continue;
        }
        let Some((late, because)) = Late::find(campaign, unit, duty, period, receipt.received) else { continue };
        let subject = Subject::unit(Some(unit)).period(period);
        findings.add(check, receipt.place, subject, HandedInLate::FromBook(late)).against(because);
    }
}
