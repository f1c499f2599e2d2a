//! What `-o` writes: the format by the ending of the path, or every table into a folder.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::folder;
use crate::report::{self, Page};

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

    /// How CSV is written.
    pub(super) fn dialect(&self) -> report::csv::Dialect {
        if self.excel { report::csv::Dialect::Excel } else { report::csv::Dialect::Plain }
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

/// Writes every table of the pages into a folder, each a file under its key; then all pages as JSON, and what the tables are.
pub(super) fn write_tables(path: &Path, pages: &[Page], inputs_sha256: Option<&str>, dialect: report::csv::Dialect) -> anyhow::Result<()> {
    folder::make(path)?;
    let (mut tables, mut taken) = (Vec::new(), BTreeSet::new());
    for table in pages.iter().flat_map(|page| &page.tables) {
        // A key may hold a code as people wrote it.
        let name: String = table.key.chars().map(|letter| if matches!(letter, '/' | '\\' | ':') { '-' } else { letter }).collect();
        let numbered = (2_u32..).map(|number| format!("{name}-{number}.csv"));
        let mut tried = std::iter::once(format!("{name}.csv")).chain(numbered);
        let file = tried.find(|file| taken.insert(file.to_lowercase())).expect("some number is free");
        folder::write_whole(&path.join(&file), |out| report::csv::write_table(table, dialect, out))?;
        tables.push((table, file));
    }
    folder::write_whole(&path.join("pages.json"), |out| Ok(report::tables::write(pages, inputs_sha256, out)?))?;
    folder::write_whole(&path.join("datapackage.json"), |out| {
        serde_json::to_writer_pretty(&mut *out, &report::package::package(&tables, dialect))?;
        Ok(writeln!(out)?)
    })
}
