//! Files that take no more: the library is kept from saying so twice, and from giving up without an error.

use std::any::Any;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;

use anyhow::anyhow;

/// A file that takes no more once it has failed, and says so once: what closes an archive given up has nothing to add.
pub(super) struct UntilFailure<W> {
    out: W,
    /// How it failed.
    failure: Option<io::ErrorKind>,
}

impl<W> UntilFailure<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, failure: None }
    }

    fn try_to<T>(&mut self, otherwise: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failure.is_some() {
            return Ok(otherwise);
        }
        let done = act(&mut self.out);
        self.failure = done.as_ref().err().map(io::Error::kind).filter(|kind| *kind != io::ErrorKind::Interrupted);
        done
    }

    /// What it failed with, which the library has in its words alone.
    pub(super) fn failed(&self) -> io::Result<()> {
        self.failure.map_or(Ok(()), |kind| Err(kind.into()))
    }
}

impl<W: Write> Write for UntilFailure<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.try_to(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.try_to((), Write::flush)
    }
}

/// What the library panics with where a sheet cannot go to disk: its worksheets of constant memory have no error for it.
const GIVES_UP: &str = "Couldn't write to xml file";

/// What it gives up for, as it says it, where there is something to be done about it.
const KINDS: [(&str, io::ErrorKind); 3] =
    [("StorageFull", io::ErrorKind::StorageFull), ("QuotaExceeded", io::ErrorKind::QuotaExceeded), ("FileTooLarge", io::ErrorKind::FileTooLarge)];

/// Keeps that panic, which is told of as an error, from being told of as a panic as well.
static QUIET: Once = Once::new();

fn be_quiet() {
    QUIET.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if words_of(panic.payload()).is_none() {
                before(panic);
            }
        }));
    });
}

/// The words with which the library gives up; none where it is something else that panics.
fn words_of(why: &dyn Any) -> Option<&str> {
    why.downcast_ref::<String>().map(String::as_str).filter(|words| words.starts_with(GIVES_UP))
}

/// Does what may have the library give up, which is an error then.
pub(super) fn or_error<T>(act: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    be_quiet();
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|why| {
        let Some(words) = words_of(&*why) else { resume_unwind(why) };
        let kind = KINDS.iter().find(|(name, _)| words.contains(name)).map(|(_, kind)| *kind);
        let error = kind.map_or_else(|| anyhow!("{words}"), |kind| io::Error::from(kind).into());
        Err(error.context("không ghi được tệp tạm cạnh tệp kết quả"))
    })
}
