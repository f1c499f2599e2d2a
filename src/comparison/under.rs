//! The sheets of one folder under the definition of another.

use std::io::{self, Read};

use crate::pipeline::DEFINITION;
use crate::source::Volume;

/// Both folders as one; each has a definition.
pub struct Under<'a> {
    /// Whose sheets.
    pub data: &'a dyn Volume,
    /// Whose definition.
    pub rules: &'a dyn Volume,
}

impl<'a> Under<'a> {
    fn of(&self, file: &str) -> &'a dyn Volume {
        if file == DEFINITION { self.rules } else { self.data }
    }
}

impl Volume for Under<'_> {
    fn files(&self) -> &[String] {
        self.data.files()
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        self.of(file).open(file)
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        self.of(file).read(file)
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.of(file).read_at(file, offset, length)
    }
}
