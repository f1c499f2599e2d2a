//! Mending: how the files of a folder can be written otherwise and still mean the same.
//!
//! A [`Fix`] writes rows or the definition otherwise; [`folder`] lets the fixes it is given go over every file that was read.
//! What comes out is read again and [proved](proof) to hold the same rows, cell by cell; a file that cannot be proved, that is
//! broken, or that belongs to a [closed](closed) period is left as it is, and named.

mod closed;
pub mod diff;
mod page;
mod proof;
mod sheet;
mod text;

use anyhow::Context as _;

use crate::diagnostic::{Language, Voice};
use crate::pipeline::{DEFINITION, Run, all_stages};
use crate::source::Volume;
use crate::words;
use crate::yaml::Node;

use closed::Closed;
pub use page::{Cell, Form, Row};

/// A fix: something that can be written otherwise without meaning anything else.
pub struct Fix {
    /// Kebab-case English.
    pub name: &'static str,
    /// What it does, in Vietnamese and English.
    pub title: [&'static str; 2],
    /// What it counts in a sheet; in the definition, lines.
    pub unit: Unit,
    /// The check whose findings it may answer.
    pub answers: Option<&'static str>,
    /// Writes a row of a sheet otherwise; the labels are the first.
    pub row: fn(&mut Row<'_>, &Form<'_>, &mut Told),
    /// Writes the definition otherwise.
    pub definition: Option<fn(&str, &Node, &mut Told) -> String>,
}

impl Fix {
    /// What it does, in a few words.
    pub fn title(&self, voice: Voice) -> &'static str {
        let [vietnamese, english] = self.title;
        words::either(vietnamese, english, voice)
    }
}

impl std::fmt::Debug for Fix {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// What a fix counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unit {
    /// Physical lines.
    Lines,
    /// Cells.
    Cells,
    /// Labels.
    Labels,
    /// Columns.
    Columns,
}

impl Unit {
    /// So many of them.
    pub fn counted(self, count: usize, voice: Voice) -> String {
        let [vietnamese, one, several] = match self {
            Self::Lines => ["dòng", "line", "lines"],
            Self::Cells => ["ô", "cell", "cells"],
            Self::Labels => ["nhãn", "label", "labels"],
            Self::Columns => ["cột", "column", "columns"],
        };
        match voice.language {
            Language::Vietnamese => format!("{count} {vietnamese}"),
            Language::English => format!("{count} {}", if count == 1 { one } else { several }),
        }
    }
}

/// How many places of a fix are told.
const FIRST: usize = 3;

/// What a fix did in a file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Told {
    /// How often.
    pub count: usize,
    /// The first places.
    pub first: Vec<Spot>,
}

/// Where a fix wrote something otherwise.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Spot {
    /// The physical line, from 1.
    pub line: u64,
    /// The label of the column, as the file had it.
    pub label: Option<Box<str>>,
    /// What stood there and what stands there, where the two look different.
    pub change: Option<(Box<str>, Box<str>)>,
}

impl Told {
    /// Adds one more.
    pub fn add(&mut self, spot: impl FnOnce() -> Spot) {
        self.count += 1;
        if self.first.len() < FIRST {
            self.first.push(spot());
        }
    }
}

impl Spot {
    /// A line.
    pub fn line(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// As it is told: ``dòng 3, cột `ngay_nhan`: `1` → `2` ``.
    pub fn said(&self, voice: Voice) -> String {
        let label = self.label.as_deref().filter(|label| !label.is_empty()).map(|label| {
            let label = words::shown(label);
            voice.say(format!(", cột `{label}`"), format!(", column `{label}`"))
        });
        let change = self.change.as_ref().map(|(before, after)| format!(": `{}` → `{}`", words::shown(before), words::shown(after)));
        let line = voice.say(format!("dòng {}", self.line), format!("line {}", self.line));
        format!("{line}{}{}", label.unwrap_or_default(), change.unwrap_or_default())
    }
}

/// What one fix did in a file.
#[derive(Debug)]
pub struct Done {
    /// The fix.
    pub fix: &'static Fix,
    /// What is counted here.
    pub unit: Unit,
    /// How often, and where first.
    pub told: Told,
}

/// A file that can be written otherwise.
#[derive(Debug)]
pub struct Mended {
    /// Its path in the folder.
    pub path: Box<str>,
    /// Its bytes.
    pub before: Vec<u8>,
    /// Its bytes, mended.
    pub after: Vec<u8>,
    /// What was done, in the order of the list.
    pub done: Vec<Done>,
}

/// A file that is left as it is though something could be written otherwise, or could not be looked at.
#[derive(Debug)]
pub struct Left {
    /// Its path in the folder.
    pub path: Box<str>,
    /// Why.
    pub why: Why,
}

/// Why a file is left as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Why {
    /// It belongs to a period that is closed.
    Closed(Box<str>),
    /// A record on this line is broken: where its cells end is not certain.
    Broken(u64),
    /// It is not UTF-8.
    NotText,
    /// It is a link to a file that stands elsewhere.
    Link,
    /// What came out does not hold the same rows.
    Unproven,
}

impl Why {
    /// As it is told.
    pub fn said(&self, voice: Voice) -> String {
        match self {
            Self::Closed(period) => {
                let period = words::shown(period);
                voice.say(format!("thuộc kỳ đã chốt `{period}`"), format!("belongs to the closed period `{period}`"))
            }
            Self::Broken(line) => voice.say(format!("dòng {line} bị hỏng, sửa tay trước"), format!("line {line} is broken, mend it by hand first")),
            Self::NotText => voice.say("không viết bằng UTF-8, lưu lại bằng UTF-8 trước", "not UTF-8, save it as UTF-8 first"),
            Self::Link => voice.say("là liên kết đến tệp ở nơi khác, sửa chính tệp đó", "a link to a file elsewhere, mend that one"),
            Self::Unproven => voice.say("sửa xong đọc lại không ra đúng các dòng cũ", "once mended it would not read as the same rows"),
        }
    }
}

/// What can be written otherwise in a folder.
#[derive(Debug, Default)]
pub struct Mending {
    /// The files that can, in order of path.
    pub files: Vec<Mended>,
    /// Those that are left as they are.
    pub left: Vec<Left>,
}

/// Lets fixes go over the files of a folder that was read; over those alone that are asked for.
///
/// # Errors
/// Where a file cannot be read.
pub fn folder(volume: &dyn Volume, run: &Run, fixes: &[&'static Fix], is_asked_for: &dyn Fn(&str) -> bool) -> anyhow::Result<Mending> {
    let stages = all_stages(run.campaigns.iter().map(|one| &one.campaign));
    let closed = Closed::of(volume, run);
    let mut mending = Mending::default();
    let mut paths: Vec<(&str, Option<&'static crate::sheet::Sheet>)> = run.rows.files.iter().map(|file| (&*file.path, Some(file.sheet))).collect();
    paths.push((DEFINITION, None));
    paths.sort_unstable_by_key(|(path, _)| *path);
    for (path, sheet) in paths.into_iter().filter(|(path, _)| is_asked_for(path)) {
        let before = volume.read(path).with_context(|| format!("không đọc được `{path}`"))?;
        let mended = match sheet {
            Some(sheet) => sheet::mend(&before, &sheet::Ground { sheet, stages: &stages, run, closed: closed.as_ref() }, fixes),
            None => text::mend(&before, closed.as_ref(), fixes),
        };
        match mended {
            Ok((after, done)) if after != before => mending.files.push(Mended { path: path.into(), before, after, done }),
            Ok(_) => {}
            Err(why) => mending.left.push(Left { path: path.into(), why }),
        }
    }
    Ok(mending)
}
