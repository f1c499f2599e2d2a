//! How far reading has come: a line on the terminal of a person who waits, and nothing in a pipe.

use std::io::{self, IsTerminal as _, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Common;
use crate::folder::Folder;
use crate::pipeline::{self, Request, Run};
use crate::source::Volume;

/// What is counted: sheets, not the definition.
const SHEET: &str = ".csv";

/// Nobody is told of what is done sooner.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs a request; while somebody at a terminal waits, says how much of the sheets is read.
pub(super) fn run(folder: &Folder, request: &Request, common: &Common) -> anyhow::Result<Run> {
    if common.quiet || !io::stderr().is_terminal() {
        return pipeline::run(folder, request);
    }
    let watched = Watched { folder, watch: Watch::new(folder.size(SHEET)) };
    let run = pipeline::run(&watched, request);
    watched.watch.bar.finish_and_clear();
    run
}

/// A folder whose streams are watched.
struct Watched<'f> {
    folder: &'f Folder,
    watch: Watch,
}

/// How many bytes have been read, and since when.
struct Watch {
    bar: ProgressBar,
    begun: Instant,
    is_shown: AtomicBool,
}

impl Watch {
    fn new(bytes: u64) -> Self {
        let style = ProgressStyle::with_template("đang đọc {bytes} trong {total_bytes} {wide_bar} {percent}%").expect("the template is right");
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden()).with_style(style);
        Self { bar, begun: Instant::now(), is_shown: AtomicBool::new(false) }
    }

    fn add(&self, bytes: u64) {
        self.bar.inc(bytes);
        if self.begun.elapsed() > PATIENCE && !self.is_shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

/// A stream whose bytes are counted.
struct Counted<'w, R> {
    inner: R,
    watch: &'w Watch,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.watch.add(count as u64);
        Ok(count)
    }
}

impl Volume for Watched<'_> {
    fn files(&self) -> &[String] {
        self.folder.files()
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(Counted { inner: self.folder.open(file)?, watch: &self.watch }))
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        let bytes = self.folder.read(file)?;
        if file.ends_with(SHEET) {
            self.watch.add(bytes.len() as u64);
        }
        Ok(bytes)
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.folder.read_at(file, offset, length)
    }

    fn at(&self, revision: &str) -> Option<Box<dyn Volume + '_>> {
        self.folder.at(revision)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{Counted, Watch};

    #[test]
    fn every_byte_of_a_stream_is_counted() {
        let watch = Watch::new(5);
        let mut read = Vec::new();
        Counted { inner: &b"abcde"[..], watch: &watch }.read_to_end(&mut read).expect("memory can be read");
        assert_eq!((read.as_slice(), watch.bar.position()), (&b"abcde"[..], 5));
    }
}
