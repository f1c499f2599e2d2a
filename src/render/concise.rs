//! One finding a line: `file:line:column: error[check]: message`.

use std::io::{self, Write};

use crate::render::{Teller, Writer};

/// The format.
pub(super) struct Concise;

impl Writer for Concise {
    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        for shown in teller.all_alone() {
            let place = &shown.place;
            if !place.file.is_empty() {
                write!(out, "{}:", place.file)?;
            }
            if let Some(line) = place.line {
                write!(out, "{line}:")?;
            }
            if let Some(column) = place.column {
                write!(out, "{column}:")?;
            }
            let gap = if place.file.is_empty() { "" } else { " " };
            write!(out, "{gap}{}[{}]: {}", shown.severity.name(), shown.check.name, shown.title)?;
            if let Some(help) = &shown.help {
                write!(out, " – {help}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
