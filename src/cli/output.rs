//! What `-o` writes: the format by the ending of the path, or every table into a folder.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use crate::cli::{Common, width};
use crate::folder::git::{Inputs, Repository};
use crate::folder::{self, Folder};
use crate::pipeline::Origin;
use crate::report::html::Document;
use crate::report::{self, About, Page};
use crate::value::Day;

/// What a command that reports takes.
#[derive(Args, Debug)]
pub(super) struct Output {
    /// Dạng in ra màn hình
    #[arg(long, value_enum, default_value_t = Format::Table, hide_default_value = true, hide_possible_values = true, value_name = "table|json|csv|md")]
    pub(super) format: Format,
    /// CSV có BOM, dấu ; và dấu phẩy thập phân để mở thẳng bằng Excel
    #[arg(long)]
    pub(super) excel: bool,
    /// Ghi ra tệp .xlsx, .html, .json, .csv, .md, hoặc mọi bảng vào thư mục (tên kết thúc bằng /); dùng được nhiều lần
    #[arg(short = 'o', long = "output", value_name = "TỆP")]
    paths: Vec<PathBuf>,
}

/// What is printed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum Format {
    #[value(alias = "text")]
    Table,
    Json,
    Csv,
    Md,
}

impl Format {
    /// Whether it says which inputs it was made from.
    pub(super) fn carries_digest(self) -> bool {
        match self {
            Self::Json | Self::Md => true,
            Self::Table | Self::Csv => false,
        }
    }
}

impl Target {
    /// Whether it holds the pages, and not the ranking alone.
    pub(super) fn has_pages(self) -> bool {
        match self {
            Self::Workbook | Self::Web | Self::Markdown | Self::Tables => true,
            Self::Json | Self::Csv => false,
        }
    }

    /// Whether it says which inputs it was made from.
    pub(super) fn carries_digest(self) -> bool {
        match self {
            Self::Workbook | Self::Web | Self::Json | Self::Markdown | Self::Tables => true,
            Self::Csv => false,
        }
    }
}

impl Output {
    /// What each path is written as.
    pub(super) fn targets(&self) -> anyhow::Result<Vec<(&Path, Target)>> {
        self.paths.iter().map(|path| Ok((path.as_path(), target(path)?))).collect()
    }

    /// Whether anything that is printed or written says which inputs it was made from.
    pub(super) fn carries_digest(&self, targets: &[(&Path, Target)]) -> bool {
        self.format.carries_digest() || targets.iter().any(|(_, target)| target.carries_digest())
    }

    /// How CSV is written.
    pub(super) fn dialect(&self) -> report::csv::Dialect {
        if self.excel { report::csv::Dialect::Excel } else { report::csv::Dialect::Plain }
    }
}

/// What a command has to tell, in every format.
pub(super) struct Paper<'a> {
    /// What the workbook and the web page are called.
    pub(super) name: &'a str,
    /// The day the workbook says it was made on.
    pub(super) day: Day,
    /// SHA-256 of the canonical inputs.
    pub(super) digest: Option<&'a str>,
    /// Its pages; what is written where there is room for one table is the key of that.
    pub(super) pages: &'a [Page],
    pub(super) table: &'a str,
    /// Writes it as JSON.
    pub(super) json: &'a dyn Fn(&mut dyn Write) -> io::Result<()>,
}

impl Paper<'_> {
    fn write(&self, path: &Path, target: Target, dialect: report::csv::Dialect) -> anyhow::Result<()> {
        let about = About { version: env!("CARGO_PKG_VERSION") };
        match target {
            Target::Workbook => folder::write_whole(path, |out| Ok(out.write_all(&report::xlsx::book(self.pages, self.name, self.day, &about)?)?)),
            Target::Web => {
                let document = Document { name: self.name, about: &about, digest: self.digest, origin: None, derivations: None };
                folder::write_whole(path, |out| Ok(report::html::write(&document, self.pages, out)?))
            }
            Target::Json => folder::write_whole(path, |out| Ok((self.json)(out)?)),
            Target::Csv => {
                let table = self.only_table()?;
                folder::write_whole(path, |out| report::csv::write_table(table, dialect, out))
            }
            Target::Markdown => folder::write_whole(path, |out| Ok(report::markdown::write(self.pages, out)?)),
            Target::Tables => write_tables(path, &Tables { pages: self.pages, inputs_sha256: self.digest, dialect, before: "" }),
        }
    }

    fn only_table(&self) -> anyhow::Result<&report::Table> {
        let mut tables = self.pages.iter().flat_map(|page| &page.tables);
        tables.find(|table| *table.key == *self.table).context("không có bảng nào để ghi thành một tệp CSV: dùng `-o THƯ_MỤC/`, mỗi bảng một tệp")
    }
}

impl Output {
    /// Writes everything that is asked for, and says so.
    pub(super) fn deliver(&self, paper: &Paper<'_>, common: &Common) -> anyhow::Result<()> {
        let targets = self.targets()?;
        for (path, target) in &targets {
            paper.write(path, *target, self.dialect())?;
        }
        if targets.is_empty() || !common.quiet {
            let mut out = BufWriter::new(io::stdout().lock());
            match self.format {
                Format::Table => report::screen::write(paper.pages, width(), &mut out)?,
                Format::Json => (paper.json)(&mut out)?,
                Format::Csv => report::csv::write_table(paper.only_table()?, self.dialect(), &mut out)?,
                Format::Md => report::markdown::write(paper.pages, &mut out)?,
            }
            out.flush()?;
        }
        for (path, _) in &targets {
            common.say(&format!("đã ghi {}", path.display()));
        }
        Ok(())
    }
}

/// What a path is written as, told by its ending.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Target {
    Workbook,
    Web,
    Json,
    Csv,
    Markdown,
    Tables,
}

fn target(path: &Path) -> anyhow::Result<Target> {
    if path.as_os_str().to_string_lossy().ends_with('/') || path.is_dir() {
        return Ok(Target::Tables);
    }
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx") => Ok(Target::Workbook),
        Some("html") => Ok(Target::Web),
        Some("json") => Ok(Target::Json),
        Some("csv") => Ok(Target::Csv),
        Some("md") => Ok(Target::Markdown),
        _ => bail!("`-o {}`: viết tên kết thúc bằng .xlsx, .html, .json, .csv, .md, hoặc / cho một thư mục", path.display()),
    }
}

/// Where the inputs stand in git; outside of it nothing is claimed.
pub(super) fn origin(folder: &Folder) -> Option<Origin> {
    let Inputs { commit, are_clean } = Repository::around(folder.top()).ok()??.inputs(folder).ok()??;
    Some(Origin { commit, are_clean })
}

/// What is written into a folder.
pub(super) struct Tables<'a> {
    /// The pages, each table of which becomes a file under its key.
    pub(super) pages: &'a [Page],
    /// The digest of the inputs.
    pub(super) inputs_sha256: Option<&'a str>,
    /// How CSV is written.
    pub(super) dialect: report::csv::Dialect,
    /// What stands before the name of each file.
    pub(super) before: &'a str,
}

/// Writes every table of the pages into a folder; then all pages as JSON, and what the tables are.
pub(super) fn write_tables(path: &Path, Tables { pages, inputs_sha256, dialect, before }: &Tables<'_>) -> anyhow::Result<()> {
    folder::make(path)?;
    let (mut tables, mut taken) = (Vec::new(), BTreeSet::new());
    for table in pages.iter().flat_map(|page| &page.tables) {
        // A key may hold a code as people wrote it.
        let name: String = table.key.chars().map(|letter| if matches!(letter, '/' | '\\' | ':') { '-' } else { letter }).collect();
        let numbered = (2_u32..).map(|number| format!("{before}{name}-{number}.csv"));
        let mut tried = std::iter::once(format!("{before}{name}.csv")).chain(numbered);
        let file = tried.find(|file| taken.insert(file.to_lowercase())).expect("some number is free");
        folder::write_whole(&path.join(&file), |out| report::csv::write_table(table, *dialect, out))?;
        tables.push((table, file));
    }
    folder::write_whole(&path.join(format!("{before}pages.json")), |out| Ok(report::tables::write(pages, *inputs_sha256, out)?))?;
    folder::write_whole(&path.join(format!("{before}datapackage.json")), |out| {
        serde_json::to_writer_pretty(&mut *out, &report::package::package(&tables, *dialect))?;
        Ok(writeln!(out)?)
    })
}
