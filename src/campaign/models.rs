//! Models that others are to follow: the rows of `dien-hinh.csv` that count and for whom, and why the others do not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::campaign::people::People;
use crate::campaign::sheets::year_in;
use crate::campaign::{Directories, Stretch};
use crate::draft::definition::SubjectKind;
use crate::draft::{Definition, Draft, DraftRow, SUBJECTS, models};
use crate::scoring::ModelStep;
use crate::sheet::{Reading, RowId};
use crate::value::{Day, UnitIndex, text};

/// A row that counts.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The unit it counts for.
    pub unit: UnitIndex,
    /// The step.
    pub step: ModelStep,
    /// The day of the step.
    pub day: Day,
    /// Its row.
    pub row: RowId,
}

/// Why a row that can be read does not count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LeftOut {
    /// It is of a year that is not the campaign's.
    OtherYear(i32),
    /// Its step is not among those the campaign follows.
    StepNotFollowed(ModelStep),
    /// Which unit it counts for is not known.
    UnitUnknown,
    /// It has no day.
    NoDay,
    /// Its day is not one of the campaign's.
    OutsideCampaign(Day),
}

/// The rows of `dien-hinh.csv`.
#[derive(Debug, Default)]
pub struct Models {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// Whether every record could be read; if not, counts may be short.
    pub is_read: bool,
    /// The steps followed, in order: those declared, else all.
    pub steps: Vec<ModelStep>,
    /// The rows that do not count, by their place among the sheet's rows.
    pub left_out: Vec<(usize, LeftOut)>,
    counted: FxHashMap<UnitIndex, Vec<Model>>,
}

impl Models {
    /// The rows of a unit that count.
    pub fn of(&self, unit: UnitIndex) -> &[Model] {
        self.counted.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The rows of a unit in these steps with a day in a stretch.
    pub fn counted<'a>(&'a self, unit: UnitIndex, steps: &'a [ModelStep], stretch: Stretch) -> impl Iterator<Item = &'a Model> {
        self.of(unit).iter().filter(move |model| steps.contains(&model.step) && stretch.contains(model.day))
    }
}

/// The unit a row counts for: `don_vi`, else the collective's own code, else where the person was on the day.
pub fn unit_of(row: &DraftRow, directories: &Directories, people: &People) -> Option<UnitIndex> {
    let (unit, code) = (row.text(models::UNIT), row.text(models::CODE));
    match row.word(models::SUBJECT, SUBJECTS) {
        _ if !unit.is_empty() => directories.units.find(unit.as_bytes()),
        Reading::Value(subject) if subject == SubjectKind::Person as usize => {
            people.only_unit(directories.people.find(code.as_bytes())?, row.day(models::DAY).value())
        }
        Reading::Value(_) | Reading::Empty | Reading::Broken => directories.units.find(code.as_bytes()),
    }
}

/// Whether a row is of a collective.
pub fn is_collective(row: &DraftRow) -> bool {
    row.word(models::SUBJECT, SUBJECTS) == Reading::Value(SubjectKind::Collective as usize)
}

/// Whether a row of a collective names it by a code that must be a unit's.
pub fn names_unit_by_code(row: &DraftRow) -> bool {
    is_collective(row) && row.text(models::UNIT).is_empty() && !row.text(models::CODE).is_empty()
}

/// The steps the definition follows, where it says so in a way that can be read.
pub fn declared_steps(definition: &Definition) -> Option<Vec<ModelStep>> {
    let steps = definition.models.as_ref()?.get()?.steps.as_ref()?.get()?;
    let steps: Option<Vec<ModelStep>> = steps.iter().map(|step| step.get().copied()).collect();
    steps.filter(|steps| !steps.is_empty())
}

/// The rows that count; of two rows with one key the first stands.
pub(super) fn models(
    definition: &Definition,
    draft: &Draft,
    (year, time): (Option<i32>, Stretch),
    directories: &Directories,
    people: &People,
) -> Models {
    let declared = declared_steps(definition);
    let steps = ModelStep::ALL.into_iter().filter(|step| declared.as_ref().is_none_or(|declared| declared.contains(step))).collect();
    let mut resolved = Models { is_present: draft.models.is_present, is_read: draft.models.broken == 0, steps, ..Models::default() };
    let years = time.years(year);
    let mut seen = FxHashSet::default();
    for (position, row) in draft.models.rows.iter().enumerate() {
        let (Reading::Value(_), Reading::Value(step)) = (row.word(models::SUBJECT, SUBJECTS), row.word(models::STEP, models::STEPS)) else {
            resolved.is_read = false;
            continue;
        };
        let step = ModelStep::ALL[step];
        let unit = unit_of(row, directories, people);
        let names_unit = !row.text(models::UNIT).is_empty() || names_unit_by_code(row);
        let (day, own_year) = (row.day(models::DAY), year_in(row, models::YEAR));
        // A code that names no unit has its own finding.
        if day.is_broken() || own_year.is_broken() || (unit.is_none() && names_unit) {
            resolved.is_read = false;
            continue;
        }
        if !seen.insert(key(row, year)) {
            continue;
        }
        let other_year = own_year.value().filter(|year| !years.contains(year));
        let left_out = match (other_year, unit, day.value()) {
            (Some(year), _, _) => LeftOut::OtherYear(year),
            _ if !resolved.steps.contains(&step) => LeftOut::StepNotFollowed(step),
            (None, None, _) => LeftOut::UnitUnknown,
            (None, Some(_), None) => LeftOut::NoDay,
            (None, Some(_), Some(day)) if !time.contains(day) => LeftOut::OutsideCampaign(day),
            (None, Some(unit), Some(day)) => {
                resolved.counted.entry(unit).or_default().push(Model { unit, step, day, row: row.id });
                continue;
            }
        };
        resolved.left_out.push((position, left_out));
    }
    resolved
}

/// What names a row once: the campaign of several, the year, who, and the step; names differ by their accents, not by case.
pub fn key(row: &DraftRow, campaign_year: Option<i32>) -> [String; 7] {
    let year = year_in(row, models::YEAR).value().or(campaign_year).map(|year| year.to_string()).unwrap_or_default();
    let word = |column, words| row.word(column, words).value().map(|word| word.to_string()).unwrap_or_default();
    let name = text::fold_accents(row.text(models::NAME));
    let [campaign, code, unit] = [models::CAMPAIGN, models::CODE, models::UNIT].map(|column| row.text(column).to_owned());
    [campaign, year, word(models::SUBJECT, SUBJECTS), code, name, unit, word(models::STEP, models::STEPS)]
}
