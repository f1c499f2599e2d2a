//! Two rows of a small sheet for one thing.

use rustc_hash::FxHashMap;
use strum::VariantNames as _;

use crate::campaign::{self, Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{
    DraftRow, SUBJECTS, appraisals, awards, discipline, extensions, history, initiatives, leaves, models, pledges, proposals, receipts, statistics,
    targets,
};
use crate::sheet::{CodeKind, Kind, Sheet};
use crate::value::{PeriodIndex, UnitIndex};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duplicate-row",
    page: include_str!("duplicate_row.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look), Look::Sheets(others)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    SameKey,
}

#[derive(Debug)]
struct DuplicateRow {
    unit: Box<str>,
    /// The criterion, duty or statistic.
    what: Box<str>,
    kind: CodeKind,
    period: Box<str>,
    /// What the two rows say, where they differ.
    values: Option<[Box<str>; 2]>,
}

impl Fault for DuplicateRow {
    fn reason(&self) -> &'static str {
        Reason::SameKey.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, what, kind, period, values } = self;
        let kind = words::kind_name(*kind, voice);
        let period = match &**period {
            "" => voice.say("không ghi kỳ", "without a period"),
            period => voice.say(format!("kỳ `{period}`"), format!("period `{period}`")),
        };
        let values = differing(values.as_ref(), voice);
        voice.say(
            format!("`{unit}`, {kind} `{what}`, {period} đã có ở một dòng khác{values}"),
            format!("`{unit}`, {kind} `{what}`, {period} stands in another row already{values}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(keep_one(self.values.is_some(), voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng đã có", "the row that stands already"))
    }
}

/// Two rows of one key, told by the cells of the key as they are written.
#[derive(Debug)]
struct SameCells {
    cells: Vec<Box<str>>,
    /// What the two rows say, where they differ.
    values: Option<[Box<str>; 2]>,
}

impl Fault for SameCells {
    fn reason(&self) -> &'static str {
        Reason::SameKey.into()
    }

    fn title(&self, voice: Voice) -> String {
        let cells = words::quoted(self.cells.iter().map(|cell| words::shown(cell)));
        let values = differing(self.values.as_ref(), voice);
        voice.say(format!("{cells} đã có ở một dòng khác{values}"), format!("{cells} stands in another row already{values}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(keep_one(self.values.is_some(), voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng đã có", "the row that stands already"))
    }
}

/// What two rows say otherwise, in a sentence.
fn differing(values: Option<&[Box<str>; 2]>, voice: Voice) -> String {
    values.map_or_else(String::new, |[first, second]| {
        let (first, second) = (words::shown(first), words::shown(second));
        voice.say(format!(": dòng kia ghi `{first}`, dòng này ghi `{second}`"), format!(": that one says `{first}`, this one `{second}`"))
    })
}

fn keep_one(differ: bool, voice: Voice) -> String {
    if differ {
        voice.say("giữ dòng đúng, bỏ dòng kia", "keep the right row, remove the other")
    } else {
        voice.say("bỏ dòng này", "remove this row")
    }
}

/// A sheet whose rows have a key: its columns for unit, what, period, and what the row says of them.
struct Keyed {
    sheet: &'static Sheet,
    unit: usize,
    what: usize,
    period: usize,
    value: usize,
}

const KEYED: [Keyed; 4] = [
    Keyed { sheet: &targets::SHEET, unit: targets::UNIT, what: targets::CRITERION, period: targets::PERIOD, value: targets::TARGET },
    Keyed { sheet: &receipts::SHEET, unit: receipts::UNIT, what: receipts::DUTY, period: receipts::PERIOD, value: receipts::RECEIVED },
    Keyed { sheet: &statistics::SHEET, unit: statistics::UNIT, what: statistics::STATISTIC, period: statistics::PERIOD, value: statistics::VALUE },
    Keyed { sheet: &extensions::SHEET, unit: extensions::UNIT, what: extensions::DUTY, period: extensions::PERIOD, value: extensions::NEW_DAY },
];

fn look(resolution: &Resolution, findings: &mut Findings) {
    let directories = &resolution.campaign.directories;
    for Keyed { sheet, unit, what, period, value } in KEYED {
        let (Some(rows), Kind::Code(kind)) = (resolution.draft.rows(sheet), sheet.columns[what].kind) else { continue };
        let mut first_of: FxHashMap<_, &DraftRow> = FxHashMap::default();
        for row in &rows.rows {
            let Some((owner, code, in_period)) = key(resolution.campaign, kind, [row.text(unit), row.text(what), row.text(period)]) else { continue };
            let first = *first_of.entry((owner, code, in_period)).or_insert(row);
            if first.id == row.id {
                continue;
            }
            let values = [first.text(value), row.text(value)];
            let fault = DuplicateRow {
                unit: row.text(unit).into(),
                what: row.text(what).into(),
                kind,
                period: row.text(period).into(),
                values: (values[0] != values[1]).then(|| values.map(Into::into)),
            };
            let criterion = (kind == CodeKind::Criterion).then(|| directories.criteria.find(row.text(what).as_bytes())).flatten();
            let subject = Subject::unit(Some(owner)).criterion(criterion).period(in_period);
            findings.add(&CHECK, row.place(unit), subject, fault).against(first.place(unit));
        }
    }
}

/// The sheets whose rows are not of a unit, a thing and a period.
fn others(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let years = campaign.time.years(campaign.year);
    let model = |row: &DraftRow| Some(format!("{:?}", campaign::models::key(row, campaign.year)));
    same_cells(resolution, &models::SHEET, models::CODE, models::DAY, model, findings);
    let pledge = |row: &DraftRow| campaign::pledges::key(row, &years, &campaign.directories).map(|key| format!("{key:?}"));
    same_cells(resolution, &pledges::SHEET, pledges::UNIT, pledges::DAY, pledge, findings);
    let case = |row: &DraftRow| {
        let word = |column, words| row.word(column, words).value();
        let of = (row.text(discipline::CODE), row.text(discipline::DOCUMENT), row.day(discipline::FROM).value()?);
        Some(format!(
            "{:?}",
            (of, word(discipline::SUBJECT, SUBJECTS)?, word(discipline::STATE, discipline::STATES)?, word(discipline::FORM, discipline::FORMS))
        ))
    };
    same_cells(resolution, &discipline::SHEET, discipline::CODE, discipline::TO, case, findings);
    let award = |row: &DraftRow| Some(format!("{:?}", (campaign::awards::key(row)?, row.text(awards::TITLE), row.text(awards::SOURCE))));
    same_cells(resolution, &awards::SHEET, awards::COUNT, awards::COUNT, award, findings);
    of_titles(resolution, findings);
}

/// The sheets that titles are judged by: who, in which year, for what.
fn of_titles(resolution: &Resolution, findings: &mut Findings) {
    let year = |row: &DraftRow, column: usize| campaign::year_in(row, column).value().or(resolution.campaign.year);
    let subject = |row: &DraftRow, column: usize| row.word(column, SUBJECTS).value();
    let appraisal = |row: &DraftRow| {
        let of = (row.text(appraisals::CODE), subject(row, appraisals::SUBJECT)?, year(row, appraisals::YEAR)?);
        Some(format!("{of:?}"))
    };
    same_cells(resolution, &appraisals::SHEET, appraisals::CODE, appraisals::GRADE, appraisal, findings);
    let leave = |row: &DraftRow| Some(format!("{:?}", (row.text(leaves::CODE), row.day(leaves::FROM).value()?)));
    same_cells(resolution, &leaves::SHEET, leaves::CODE, leaves::TO, leave, findings);
    let author = |row: &DraftRow| Some(format!("{:?}", (row.text(initiatives::CODE), row.text(initiatives::AUTHOR))));
    same_cells(resolution, &initiatives::SHEET, initiatives::AUTHOR, initiatives::SHARE, author, findings);
    // A decision that is told differently is the same title of the same year.
    let honour = |row: &DraftRow| {
        let of = (row.text(history::CODE), subject(row, history::SUBJECT)?, year(row, history::YEAR)?, row.text(history::TITLE));
        Some(format!("{:?}", (of, row.word(history::OCCASION, history::OCCASIONS).value().unwrap_or_default())))
    };
    same_cells(resolution, &history::SHEET, history::CODE, history::DECISION, honour, findings);
    let proposal = |row: &DraftRow| {
        let who = (row.text(proposals::CODE), crate::campaign::people::folded_name(row.text(proposals::NAME).as_bytes()), row.text(proposals::UNIT));
        let of = (row.text(proposals::CAMPAIGN), year(row, proposals::YEAR), row.text(proposals::PHASE), row.text(proposals::TITLE));
        Some(format!("{:?}", (who, of, subject(row, proposals::SUBJECT)?)))
    };
    same_cells(resolution, &proposals::SHEET, proposals::TITLE, proposals::GROUND, proposal, findings);
}

/// Tells of the later of two rows with one key; `value` is what a row says beside its key.
fn same_cells(
    resolution: &Resolution,
    sheet: &Sheet,
    place: usize,
    value: usize,
    key: impl Fn(&DraftRow) -> Option<String>,
    findings: &mut Findings,
) {
    let mut first_of: FxHashMap<String, &DraftRow> = FxHashMap::default();
    for row in resolution.draft.rows(sheet).into_iter().flat_map(|rows| &rows.rows) {
        let Some(key) = key(row) else { continue };
        let first = *first_of.entry(key).or_insert(row);
        if first.id == row.id {
            continue;
        }
        let columns = sheet.key.iter().filter_map(|key| sheet.columns.iter().position(|column| column.key == *key));
        let cells = columns.map(|column| row.text(column)).filter(|cell| !cell.is_empty()).map(Into::into).collect();
        let values = [first.text(value), row.text(value)];
        let fault = SameCells { cells, values: (values[0] != values[1]).then(|| values.map(Into::into)) };
        let subject = words::concerned(resolution.campaign, sheet, row).unwrap_or_else(Subject::nobody);
        findings.add(&CHECK, row.place(place), subject, fault).against(first.place(place));
    }
}

/// What a row is about; none where a code of it is not known.
fn key(campaign: &Campaign, kind: CodeKind, [unit, what, period]: [&str; 3]) -> Option<(UnitIndex, Box<str>, Option<PeriodIndex>)> {
    let directories = &campaign.directories;
    let period = if period.is_empty() { None } else { Some(directories.periods.find(period.as_bytes())?) };
    words::is_known(campaign, kind, what).then_some((directories.units.find(unit.as_bytes())?, what.into(), period))
}
