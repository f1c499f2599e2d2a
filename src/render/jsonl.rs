//! One finding a line, each as the schema `findings` has it.

use std::io::{self, Write};

use crate::render::{Teller, Writer, json};

/// The format.
pub(super) struct JsonLines;

impl Writer for JsonLines {
    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        for shown in teller.all() {
            serde_json::to_writer(&mut *out, &json::finding(shown))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
