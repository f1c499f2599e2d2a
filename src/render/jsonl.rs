//! One finding a line, each as the schema `findings` has it.

use std::io::{self, Write};

use crate::render::{Teller, Writer, json};

/// The format.
pub(super) struct JsonLines {
    pub(super) is_several: bool,
}

impl Writer for JsonLines {
    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let folder = json::folder(&teller, self.is_several);
        let mut whole = json::Whole::default();
        for shown in teller.all() {
            whole.write(&json::finding(shown, folder.clone()), out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
