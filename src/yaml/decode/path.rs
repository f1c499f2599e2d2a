//! The way from the top of a document to a place in it.

use std::fmt;

/// The way from the top; it lives on the stack and becomes text only for a fault.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Top,
    Key(&'a str),
    Item(usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(formatter, "{parent}")?;
        }
        match self.step {
            Step::Top => Ok(()),
            Step::Item(index) => write!(formatter, "[{index}]"),
            Step::Key(name) if self.parent.is_none_or(Path::is_top) => formatter.write_str(name),
            Step::Key(name) => write!(formatter, ".{name}"),
        }
    }
}

impl<'a> Path<'a> {
    pub(super) const TOP: Path<'static> = Path { parent: None, step: Step::Top };

    pub(super) fn then(&'a self, step: Step<'a>) -> Path<'a> {
        let parent = Some(self);
        Path { parent, step }
    }

    fn is_top(&self) -> bool {
        matches!(self.step, Step::Top)
    }
}
