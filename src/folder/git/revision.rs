//! A campaign folder as a commit has it: a [`Volume`] read from the repository, never checked out.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::bail;

use crate::folder::git::{Contents, Repository};
use crate::folder::is_litter;
use crate::pipeline::DEFINITION;
use crate::source::Volume;

/// As many bytes of what was read are kept at most, so that places are found again without asking once more.
const MOST_KEPT: usize = 64 << 20;

/// A folder at a commit.
#[derive(Debug)]
pub struct Revision {
    commit: String,
    files: Vec<String>,
    /// What each file holds, by its name in the repository.
    blobs: Vec<String>,
    reading: Mutex<Reading>,
}

/// What is asked and what has been told.
#[derive(Debug)]
struct Reading {
    contents: Contents,
    kept: HashMap<String, Arc<[u8]>>,
    size: usize,
}

impl Revision {
    /// The folder of a repository at a commit, which the user named as `revision`.
    pub(super) fn open(repository: &Repository, revision: &str, commit: String) -> anyhow::Result<Self> {
        let blobs: BTreeMap<String, String> = repository.blobs(&commit)?;
        if !blobs.contains_key(DEFINITION) {
            bail!("bản `{revision}` không có `{DEFINITION}` trong thư mục `{}`", repository.folder.display());
        }
        let is_read = |file: &String| !file.split('/').any(is_litter);
        let (files, blobs) = blobs.into_iter().filter(|(file, _)| is_read(file)).unzip();
        let reading = Reading { contents: Contents::begin(&repository.folder)?, kept: HashMap::new(), size: 0 };
        Ok(Self { commit, files, blobs, reading: Mutex::new(reading) })
    }

    /// The commit.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    fn bytes(&self, file: &str) -> io::Result<Arc<[u8]>> {
        let index = self.files.binary_search_by(|known| known.as_str().cmp(file)).map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
        // A thread that broke off has at most left something unsaid, and that is told as what it is: content that cannot be read.
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).bytes(&self.blobs[index])
    }
}

impl Reading {
    fn bytes(&mut self, blob: &str) -> io::Result<Arc<[u8]>> {
        if let Some(bytes) = self.kept.get(blob) {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = self.contents.of(blob).map_err(io::Error::other)?.into();
        if self.size + bytes.len() > MOST_KEPT {
            self.kept.clear();
            self.size = 0;
        }
        self.size += bytes.len();
        self.kept.insert(blob.to_owned(), Arc::clone(&bytes));
        Ok(bytes)
    }
}

impl Volume for Revision {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(Cursor::new(self.bytes(file)?)))
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        Ok(self.bytes(file)?.to_vec())
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let bytes = self.bytes(file)?;
        let start = usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
        Ok(bytes[start..start.saturating_add(length).min(bytes.len())].to_vec())
    }
}
