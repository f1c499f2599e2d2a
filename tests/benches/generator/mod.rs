//! A campaign folder of any size: realistic sheets, written as a stream, with faults planted where they are asked for.
//!
//! The same plan gives the same bytes: every row is drawn from the seed and its own number, so the order in which rows are
//! written and the files they are spread over change no cell. Half of the criteria are points given, a quarter a share of
//! a target, a quarter a share of a total.

mod definition;
mod faults;
mod numbers;
mod rows;
mod sheets;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

pub use faults::Planted;

/// How large a folder is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Units, spread over the blocks.
    pub units: usize,
    /// Blocks.
    pub blocks: usize,
    /// Leaf criteria; each has a row for each unit and period.
    pub criteria: usize,
    /// Leaf periods.
    pub periods: usize,
    /// People registered by each unit.
    pub people: usize,
}

impl Size {
    /// About so many result rows: the shape of a ministry grows in units.
    pub fn of_rows(rows: usize) -> Self {
        let criteria = if rows < 100_000 { 20 } else { 100 };
        let periods = 4;
        let units = (rows / criteria / periods).max(2);
        Self { units, blocks: units.div_ceil(400).max(2), criteria, periods, people: 20 }
    }

    /// How many result rows it has, before faults are planted.
    pub fn rows(self) -> usize {
        self.units * self.criteria * self.periods
    }
}

/// What a folder is made of.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the folder, and none excludes another")]
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How large it is.
    pub size: Size,
    /// `gop_ky.lay` of the criteria that have figures.
    pub merging: &'static str,
    /// Whether the rows of every sheet stand in random order.
    pub is_shuffled: bool,
    /// Whether each unit has a file of results of its own.
    pub is_split: bool,
    /// Whether targets stand in `chi-tieu.csv`, not in the rows.
    pub has_target_sheet: bool,
    /// How often a note is said over in its cell.
    pub note_length: usize,
    /// One row of so many is given a fault; none: no row is.
    pub one_fault_in: Option<u64>,
    /// Whether the first row of each file of results opens a quote and does not close it.
    pub has_open_quote: bool,
    /// What all numbers are drawn from.
    pub seed: u64,
}

impl Plan {
    /// A clean folder of about so many result rows: one file, in order, targets in the rows.
    pub fn of_rows(rows: usize) -> Self {
        Self {
            size: Size::of_rows(rows),
            merging: "diem_tong",
            is_shuffled: false,
            is_split: false,
            has_target_sheet: false,
            note_length: 1,
            one_fault_in: None,
            has_open_quote: false,
            seed: 2026,
        }
    }
}

/// Writes the folder; gives the faults that are planted, in the order of files and lines.
pub fn write(folder: &Path, plan: &Plan) -> io::Result<Vec<Planted>> {
    fs::create_dir_all(folder.join("ket-qua"))?;
    fs::create_dir_all(folder.join("dang-ky"))?;
    definition::write(&mut create(&folder.join("phong-trao.yaml"))?, plan)?;
    sheets::units(&mut create(&folder.join("don-vi.csv"))?, plan)?;
    sheets::registrations(&mut create(&folder.join("dang-ky/tat-ca.csv"))?, plan)?;
    if plan.has_target_sheet {
        sheets::targets(&mut create(&folder.join("chi-tieu.csv"))?, plan)?;
    }
    rows::write(folder, plan)
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 18, File::create(path)?))
}

fn unit(index: usize) -> String {
    format!("DV{index:05}")
}

fn criterion(index: usize) -> String {
    format!("C{:02}.{}", index / 10 + 1, index % 10 + 1)
}

/// What a criterion is scored from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Basis {
    Given,
    Target,
    Total,
}

impl Basis {
    fn of(leaf: usize) -> Self {
        match leaf % 4 {
            0 | 1 => Self::Given,
            2 => Self::Target,
            _ => Self::Total,
        }
    }
}
