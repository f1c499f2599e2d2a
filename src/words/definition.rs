//! What several checks of the definition read from it.

use crate::campaign::{Gap, Resolution};
use crate::diagnostic::Subject;
use crate::draft::Definition;
use crate::draft::definition::CriterionKey;
use crate::yaml::{Field, Many, Span};

/// Whom a gap concerns.
pub(crate) fn subject(gap: &Gap) -> Subject {
    Subject { block: gap.block, ..Subject::campaign() }.criterion(gap.criterion)
}

/// Where the campaign's time stands, if it could be read and holds a day.
pub(crate) fn time(resolution: &Resolution) -> Option<Span> {
    let definition = resolution.definition();
    if let Some(field) = &definition.time {
        let time = field.get()?;
        return (time.from.get()? <= time.to.get()?).then_some(field.span);
    }
    resolution.campaign.year?;
    definition.year.as_ref().map(|field| field.span)
}

/// The criteria of the definition in the order of the campaign's: parents before children.
pub(crate) fn criterion_keys(definition: &Definition) -> Vec<&CriterionKey> {
    fn visit<'a>(list: Option<&'a Field<Many<CriterionKey>>>, keys: &mut Vec<&'a CriterionKey>) {
        for key in list.and_then(Field::get).into_iter().flatten().filter_map(Field::get) {
            keys.push(key);
            visit(key.children.as_ref(), keys);
        }
    }
    let mut keys = Vec::new();
    visit(definition.criteria.as_ref(), &mut keys);
    keys
}
