//! Waivers, resolved: which findings are set aside, and through which day.

use crate::campaign::Directories;
use crate::campaign::resolve::{Gaps, items};
use crate::draft::Definition;
use crate::sheet::CodeKind;
use crate::value::{CriterionIndex, Day, PeriodIndex, UnitIndex};
use crate::yaml::{Field, Span};

/// Findings that are set aside.
#[derive(Debug)]
pub struct Waiver {
    /// The check, as written.
    pub check: Box<str>,
    /// Where that stands.
    pub span: Span,
    /// The unit they are about; none: any.
    pub unit: Option<UnitIndex>,
    /// The criterion.
    pub criterion: Option<CriterionIndex>,
    /// The period.
    pub period: Option<PeriodIndex>,
    /// The last day it holds.
    pub until: Day,
    /// Where that stands.
    pub until_span: Span,
}

/// The waivers as far as they can be read: one that names what nobody knows sets nothing aside.
pub(super) fn waivers(definition: &Definition, directories: &Directories, gaps: &mut Gaps) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for key in items(&definition.waivers).filter_map(Field::get) {
        // Each code that names nothing is a gap, whatever else is wrong.
        let unit = key.unit.as_ref().map(|field| gaps.find(&directories.units, CodeKind::Unit, field));
        let criterion = key.criterion.as_ref().map(|field| gaps.find(&directories.criteria, CodeKind::Criterion, field));
        let period = key.period.as_ref().map(|field| gaps.find(&directories.periods, CodeKind::Period, field));
        let (Some(check), Some(until)) = (key.check.get(), key.until.get()) else { continue };
        if unit == Some(None) || criterion == Some(None) || period == Some(None) {
            continue;
        }
        waivers.push(Waiver {
            check: check.as_str().into(),
            span: key.check.span,
            unit: unit.flatten(),
            criterion: criterion.flatten(),
            period: period.flatten(),
            until: *until,
            until_span: key.until.span,
        });
    }
    waivers
}
