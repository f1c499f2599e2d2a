//! Blank forms: the sheets a unit is to fill in, with what is known of it filled in already.
//!
//! A [`Form`] is a table of the columns one sheet has, as [`crate::intake`] reads it back: what the campaign knows – unit, criterion,
//! period, target – stands in cells nobody need touch, the rest is open. [`book`] writes forms as a workbook, [`Form::csv`] one as a sheet.

mod book;
mod lists;

pub use book::book;

use crate::campaign::{Campaign, Proposal, Who};
use crate::draft::definition::SubjectKind;
use crate::draft::{SUBJECTS, proposals, receipts, votes};
use crate::intake::labels::Layout;
use crate::pipeline::{Run, all_stages};
use crate::registrations;
use crate::results;
use crate::sheet::{CodeKind, Kind, Presence, Sheet, match_label};
use crate::value::{PeriodIndex, StageCode, StageIndex, Table, UnitIndex, text};
use lists::{list, written};

/// The kinds of form, by the name of their sheet.
pub const KINDS: [&Sheet; 5] = [&results::SHEET, &registrations::SHEET, &proposals::SHEET, &votes::SHEET, &receipts::SHEET];

/// Rows left open under those that are filled in.
const OPEN_ROWS: usize = 30;

/// A form: one table to fill in.
#[derive(Debug)]
pub struct Form {
    /// The sheet its rows go to.
    pub sheet: &'static Sheet,
    /// Its name, as the worksheet's.
    pub name: Box<str>,
    /// Whether it is of what an office appraises, of every unit.
    pub is_appraisal: bool,
    /// What stands over the table.
    pub titles: Vec<String>,
    /// Its columns.
    pub columns: Vec<Field>,
    /// Its rows, column by column; those at the end are all open.
    pub rows: Vec<Vec<Box<str>>>,
    /// How many rows at the end are open.
    pub open_rows: usize,
}

/// A column of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its label.
    pub label: Box<str>,
    /// What it holds.
    pub kind: Kind,
    /// What the guide says of it.
    pub description: Box<str>,
    /// Whether its filled cells are nobody's to change.
    pub is_given: bool,
    /// Whether each cell must be filled.
    pub is_needed: bool,
    /// What may stand in it; empty: anything of its kind.
    pub choices: Vec<Box<str>>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The unit; none: every unit.
    pub unit: Option<UnitIndex>,
    /// The period; none: every period that takes figures.
    pub period: Option<PeriodIndex>,
}

impl Form {
    /// As a CSV sheet, without its open rows.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| &*column.label)).expect("memory takes every record");
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| &**cell)).expect("a row is as long as its labels");
        }
        writer.into_inner().expect("memory takes every record")
    }
}

/// The form of a kind for one unit, or for all; none where the campaign has nothing to fill in.
pub fn form(run: &Run, campaign: &Campaign, sheet: &'static Sheet, asked: Asked) -> Option<Form> {
    let rows = match sheet.name {
        "ket-qua" => results_rows(campaign, asked, None),
        "dang-ky" | "de-nghi" => people_rows(campaign, asked),
        "bo-phieu" => vote_rows(campaign, asked),
        _ => receipt_rows(campaign, asked),
    };
    let is_open = sheet.name != "ket-qua" && sheet.name != "nop";
    let has_titles = !campaign.titles.is_empty();
    if (rows.is_empty() && !is_open) || (is_open && !has_titles) {
        return None;
    }
    Some(made(run, campaign, sheet, asked, &rows, if is_open { OPEN_ROWS } else { 0 }))
}

/// The form for an office that appraises: its criteria, of every unit.
pub fn appraisal(run: &Run, campaign: &Campaign, office: UnitIndex, asked: Asked) -> Option<Form> {
    let rows = results_rows(campaign, Asked { unit: None, ..asked }, Some(office));
    if rows.is_empty() {
        return None;
    }
    let mut form = made(run, campaign, &results::SHEET, Asked { unit: None, ..asked }, &rows, 0);
    form.name = "Thẩm định".into();
    form.is_appraisal = true;
    form.titles.push(format!("Cơ quan thẩm định – {}", name_of(campaign, office)));
    Some(form)
}

/// A row by the keys of its columns.
type Given = Vec<(&'static str, Box<str>)>;

fn made(run: &Run, campaign: &Campaign, sheet: &'static Sheet, asked: Asked, given: &[Given], open_rows: usize) -> Form {
    let stages = all_stages(run.campaigns.iter().map(|one| &one.campaign));
    let layout = Layout::of(sheet, &stages);
    let is_several = run.campaigns.len() > 1;
    let mut columns = Vec::new();
    let mut keys: Vec<Box<str>> = Vec::new();
    for (place, key) in layout.keys.iter().enumerate() {
        let declared = layout.declared_at(place).map(|index| &sheet.columns[index]);
        let is_given = given.iter().any(|row| row.iter().any(|(known, _)| **known == **key));
        let own_stage = declared.is_some() || campaign.stages.iter().any(|stage| **key == *format!("diem_{stage}"));
        if !own_stage || declared.is_some_and(|column| column.presence == Presence::Several && !is_several) {
            continue;
        }
        let (label, description) = match declared {
            Some(column) => (column.label(), column.description),
            None => (stage_label(key, sheet, &stages), "Điểm của vòng chấm; trống khi vòng này không cho điểm."),
        };
        let is_needed = declared.is_some_and(|column| column.presence == Presence::Filled);
        let choices = list(campaign, layout.kinds[place], key);
        // The sheet's own words are keys; whoever fills it in has the list.
        let description = match layout.kinds[place] {
            Kind::Choice(_) => format!("Chọn một: {}.", choices.join(", ")),
            _ => description.to_owned(),
        };
        columns.push(Field { label: label.into(), kind: layout.kinds[place], description: description.into(), is_given, is_needed, choices });
        keys.push(key.clone());
        // Whoever fills it in knows names, not codes.
        if let Some(name) = named(layout.kinds[place]).filter(|_| is_given && !label.is_empty()) {
            let label = format!("Tên {name}");
            columns.push(Field {
                label: label.into(),
                kind: Kind::Text,
                description: "Để đọc; mã ở cột bên.".into(),
                is_given: true,
                is_needed: false,
                choices: Vec::new(),
            });
            keys.push(format!("{key}\u{1F}").into());
        }
    }
    let cell = |row: &Given, key: &str| -> Box<str> {
        if let Some(code) = key.strip_suffix('\u{1F}') {
            let code = row.iter().find(|(known, _)| *known == code).map_or("", |(_, text)| text);
            return name_of_code(campaign, key.trim_end_matches('\u{1F}'), code).into();
        }
        row.iter().find(|(known, _)| *known == key).map_or_else(Box::default, |(_, text)| text.clone())
    };
    let mut rows: Vec<Vec<Box<str>>> = given.iter().map(|row| keys.iter().map(|key| cell(row, key)).collect()).collect();
    rows.extend(std::iter::repeat_n(vec![Box::default(); keys.len()], open_rows));
    let mut titles = vec![sheet.title.to_uppercase(), campaign.name.to_string()];
    titles.extend(asked.unit.map(|unit| format!("Đơn vị: {}", name_of(campaign, unit))));
    titles.extend(asked.period.map(|period| format!("Kỳ: {}", campaign.periods[period].name)));
    Form { sheet, name: sheet.title.into(), is_appraisal: false, titles, columns, rows, open_rows }
}

/// The label of a stage's points: in words where one of these reads as its code, else its key.
fn stage_label<'k>(key: &'k str, sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>) -> &'k str {
    const WORDS: [&str; 4] = ["Điểm tự chấm", "Điểm thẩm định", "Điểm khu vực", "Điểm hội đồng"];
    let wanted = match_label(key, sheet, stages);
    WORDS.into_iter().find(|words| text::fold(words) == text::fold(key) && match_label(words, sheet, stages) == wanted).unwrap_or(key)
}

/// What the names beside a column of codes are headed by.
fn named(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Code(CodeKind::Unit) => Some("đơn vị"),
        Kind::Code(CodeKind::Criterion) => Some("tiêu chí"),
        Kind::Code(CodeKind::Duty) => Some("việc"),
        Kind::Code(CodeKind::Title) => Some("danh hiệu"),
        _ => None,
    }
}

fn name_of(campaign: &Campaign, unit: UnitIndex) -> &str {
    &campaign.units[unit].last().name
}

fn name_of_code(campaign: &Campaign, key: &str, code: &str) -> String {
    let directories = &campaign.directories;
    match key {
        "don_vi" => directories.units.find(code.as_bytes()).map(|unit| name_of(campaign, unit).to_owned()),
        "viec" => directories.duties.find(code.as_bytes()).map(|duty| campaign.duties[duty].name.to_string()),
        "danh_hieu" => directories.titles.find(code.as_bytes()).map(|title| campaign.titles[title].name.to_string()),
        _ => directories.criteria.find(code.as_bytes()).map(|criterion| campaign.criteria[criterion].name.to_string()),
    }
    .unwrap_or_default()
}

fn units(campaign: &Campaign, asked: Asked) -> Vec<UnitIndex> {
    asked.unit.map_or_else(|| campaign.units.indices().collect(), |unit| vec![unit])
}

fn code_of(campaign: &Campaign, unit: UnitIndex) -> Box<str> {
    campaign.units[unit].code.as_str().into()
}

/// A row for each criterion and period a unit reports of.
fn results_rows(campaign: &Campaign, asked: Asked, office: Option<UnitIndex>) -> Vec<Given> {
    let mut rows = Vec::new();
    for unit in units(campaign, asked) {
        for (index, criterion, leaf) in campaign.leaves().filter(|(.., leaf)| !leaf.way.is_fed() && leaf.figures_of.is_none()) {
            if office.is_some() && criterion.appraised_by != office {
                continue;
            }
            let holds = |period: &PeriodIndex| match asked.period {
                None => true,
                Some(wanted) => *period == wanted || campaign.periods[wanted].leaves.contains(period),
            };
            for period in campaign.accepted_periods(leaf).into_iter().filter(holds) {
                let membership = campaign.units[unit].in_stretch(&campaign.periods[period].stretch);
                let Some((block, kind)) = membership.and_then(|membership| Some((membership.block?, membership.kind))) else { continue };
                let target = [Some(period), None].into_iter().find_map(|period| campaign.targets.find(unit, index, period));
                if !criterion.applies_to(block, kind) || target.is_some_and(|target| target.is_not_assigned) {
                    continue;
                }
                let mut row: Given = vec![
                    ("phong_trao", campaign.code.as_str().into()),
                    ("don_vi", code_of(campaign, unit)),
                    ("tieu_chi", criterion.code.as_str().into()),
                    ("ky", campaign.periods[period].code.as_str().into()),
                ];
                if let Some(value) = target.and_then(|target| target.figure) {
                    row.push(("chi_tieu", value.to_string().into()));
                }
                rows.push(row);
            }
        }
    }
    rows
}

/// A row for the unit and for each person in it.
fn people_rows(campaign: &Campaign, asked: Asked) -> Vec<Given> {
    let mut rows = Vec::new();
    for unit in units(campaign, asked) {
        let row = |subject: SubjectKind| -> Given {
            let word = match subject {
                SubjectKind::Collective => written(&SUBJECTS[0]),
                SubjectKind::Person => written(&SUBJECTS[1]),
            };
            let mut row: Given = vec![("phong_trao", campaign.code.as_str().into()), ("don_vi", code_of(campaign, unit)), ("doi_tuong", word.into())];
            row.extend(campaign.year.map(|year| ("nam", year.to_string().into())));
            row
        };
        rows.push(row(SubjectKind::Collective));
        for person in campaign.people.list.iter().filter(|person| person.stays.iter().any(|stay| stay.unit == Some(unit))) {
            let mut row = row(SubjectKind::Person);
            row.push(("ma", person.code.as_str().into()));
            row.push(("ho_ten", person.name().into()));
            rows.push(row);
        }
    }
    rows
}

/// A row for each proposal there is.
fn vote_rows(campaign: &Campaign, asked: Asked) -> Vec<Given> {
    let proposals = campaign.proposals.list.iter().filter(|proposal| asked.unit.is_none() || proposal.unit == asked.unit);
    let row = |proposal: &Proposal| -> Option<Given> {
        let (subject, code) = match proposal.who.as_ref()? {
            Who::Unit(unit) => (written(&SUBJECTS[0]), code_of(campaign, *unit)),
            Who::Person(code) => (written(&SUBJECTS[1]), code.as_str().into()),
        };
        let title = campaign.titles[proposal.title?].code.as_str();
        let mut row: Given =
            vec![("phong_trao", campaign.code.as_str().into()), ("doi_tuong", subject.into()), ("ma", code), ("danh_hieu", title.into())];
        row.extend(proposal.year.map(|year| ("nam", year.to_string().into())));
        Some(row)
    };
    proposals.filter_map(row).collect()
}

/// A row for each duty and period of each unit.
fn receipt_rows(campaign: &Campaign, asked: Asked) -> Vec<Given> {
    let mut rows = Vec::new();
    for unit in units(campaign, asked) {
        for deadline in &campaign.deadlines {
            let holds = match (asked.period, deadline.period) {
                (Some(wanted), Some(period)) => period == wanted || campaign.periods[wanted].leaves.contains(&period),
                (None, _) | (Some(_), None) => true,
            };
            if holds {
                let mut row: Given = vec![
                    ("phong_trao", campaign.code.as_str().into()),
                    ("don_vi", code_of(campaign, unit)),
                    ("viec", campaign.duties[deadline.duty].code.as_str().into()),
                ];
                row.extend(deadline.period.map(|period| ("ky", campaign.periods[period].code.as_str().into())));
                rows.push(row);
            }
        }
    }
    rows
}
