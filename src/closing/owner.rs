//! Whose a row is: the unit it names, else the unit of the person it names.

use crate::campaign::Campaign;
use crate::draft::{SUBJECTS, units};
use crate::sheet::{CodeKind, Kind, Sheet, read_word};

/// The place of `ca_nhan` among the subjects.
const PERSON: usize = 1;

/// The code of the unit a row is of, as written where it is not known; empty where it is of none.
pub(super) fn owner(campaign: &Campaign, sheet: &Sheet, text: impl Fn(usize) -> String) -> Box<str> {
    let at = |key: &str| sheet.columns.iter().position(|column| column.key == key);
    let filled = |column: Option<usize>| column.map(&text).filter(|text| !text.is_empty());
    let unit = if sheet.name == units::SHEET.name {
        Some(units::CODE)
    } else {
        sheet.columns.iter().position(|column| matches!(column.kind, Kind::Code(CodeKind::Unit)))
    };
    if let Some(code) = filled(unit) {
        return unit_named(campaign, &code);
    }
    let subject = filled(at("doi_tuong")).and_then(|word| read_word(word.as_bytes(), SUBJECTS).value());
    let code = filled(at("ma").filter(|_| at("tac_gia").is_none()).or_else(|| at("tac_gia"))).unwrap_or_default();
    match (at("doi_tuong"), subject) {
        (Some(_), Some(PERSON)) | (None, _) => unit_of_person(campaign, &code),
        (Some(_), Some(_) | None) => unit_named(campaign, &code),
    }
}

fn unit_named(campaign: &Campaign, code: &str) -> Box<str> {
    let known = campaign.directories.units.find(code.as_bytes());
    known.map_or_else(|| code.into(), |unit| campaign.units[unit].code.as_str().into())
}

/// The unit of a person's last row; the person's code where there is none.
fn unit_of_person(campaign: &Campaign, code: &str) -> Box<str> {
    let person = campaign.directories.people.find(code.as_bytes());
    let unit = person.and_then(|person| campaign.people.list[person].stays.last()?.unit);
    unit.map_or_else(|| code.into(), |unit| campaign.units[unit].code.as_str().into())
}
