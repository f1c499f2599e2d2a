//! Two rows of a small sheet for one thing.

use rustc_hash::FxHashMap;
use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::checks::words;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{DraftRow, extensions, receipts, statistics, targets};
use crate::sheet::{CodeKind, Kind, Sheet};
use crate::value::{PeriodIndex, UnitIndex};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duplicate-row",
    page: include_str!("duplicate_row.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
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
        let values = values.as_ref().map_or_else(String::new, |[first, second]| {
            let (first, second) = (words::shown(first), words::shown(second));
            voice.say(format!(": dòng kia ghi `{first}`, dòng này ghi `{second}`"), format!(": that one says `{first}`, this one `{second}`"))
        });
        voice.say(
            format!("`{unit}`, {kind} `{what}`, {period} đã có ở một dòng khác{values}"),
            format!("`{unit}`, {kind} `{what}`, {period} stands in another row already{values}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self.values {
            Some(_) => voice.say("giữ dòng đúng, bỏ dòng kia", "keep the right row, remove the other"),
            None => voice.say("bỏ dòng này", "remove this row"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng đã có", "the row that stands already"))
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

/// What a row is about; none where a code of it is not known.
fn key(campaign: &Campaign, kind: CodeKind, [unit, what, period]: [&str; 3]) -> Option<(UnitIndex, Box<str>, Option<PeriodIndex>)> {
    let directories = &campaign.directories;
    let period = if period.is_empty() { None } else { Some(directories.periods.find(period.as_bytes())?) };
    words::is_known(campaign, kind, what).then_some((directories.units.find(unit.as_bytes())?, what.into(), period))
}
