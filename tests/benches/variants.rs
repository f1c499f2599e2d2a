//! What is measured: a line each, with the goals it has to meet. A further one is a further line.

use super::generator::Plan;

/// How a folder differs from a clean one in order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    Plain,
    Shuffled,
    Split,
    /// One row in a hundred has a fault.
    Faulty,
    /// One row in ten has a fault.
    VeryFaulty,
    /// `gop_ky.lay: so_lieu`.
    Figures,
    /// Notes four times as long.
    LongNotes,
    /// The first row opens a quote and does not close it.
    OpenQuote,
    /// A small Sở, whatever the size asked for.
    Small,
}

impl Shape {
    pub fn plan(self, rows: usize) -> Plan {
        let plain = Plan::of_rows(rows);
        match self {
            Self::Plain => plain,
            Self::Shuffled => Plan { is_shuffled: true, ..plain },
            Self::Split => Plan { is_split: true, ..plain },
            Self::Faulty => Plan { one_fault_in: Some(100), ..plain },
            Self::VeryFaulty => Plan { one_fault_in: Some(10), ..plain },
            Self::Figures => Plan { merging: "so_lieu", ..plain },
            Self::LongNotes => Plan { note_length: 4, ..plain },
            Self::OpenQuote => Plan { has_open_quote: true, ..plain },
            Self::Small => Plan::of_rows(1_680),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Shuffled => "shuffled",
            Self::Split => "split",
            Self::Faulty => "faulty",
            Self::VeryFaulty => "very-faulty",
            Self::Figures => "figures",
            Self::LongNotes => "long-notes",
            Self::OpenQuote => "open-quote",
            Self::Small => "small",
        }
    }
}

/// What is run.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    /// The tool, with these words before the folder.
    Tool(&'static [&'static str]),
    /// The tool, the workbook as its one output.
    Workbook,
    /// A part of the work, done by the benchmark's own program.
    Alone(&'static str),
    /// The cells of that workbook, written by the library alone.
    BareWorkbook,
    /// `--version`.
    Version,
    /// A program that does nothing.
    Empty,
}

/// What a variant has to meet; others are named.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// Its cpu time is at most so many times another's.
    Cpu(f64, &'static str),
    /// Its cpu time beyond that of the second is at most so many times that of the third.
    CpuBeyond(f64, &'static str, &'static str),
    /// Its wall time is at most so many times another's.
    Wall(f64, &'static str),
    /// Its wall time is at most so many seconds beyond another's.
    SecondsBeyond(f64, &'static str),
    /// Its wall time is at most so many milliseconds.
    Milliseconds(f64),
    /// At this many rows it holds at most so many MiB.
    Peak(usize, f64),
    /// It holds at most so many MiB more than another.
    PeakBeyond(f64, &'static str),
    /// Its cpu time grows with at most this power of the rows.
    Growth(f64),
}

impl Goal {
    /// The variants it compares with.
    pub fn needs(self) -> Vec<&'static str> {
        match self {
            Self::Cpu(_, other) | Self::Wall(_, other) | Self::SecondsBeyond(_, other) | Self::PeakBeyond(_, other) => vec![other],
            Self::CpuBeyond(_, less, other) => vec![less, other],
            Self::Milliseconds(_) | Self::Peak(..) | Self::Growth(_) => Vec::new(),
        }
    }
}

/// One thing that is measured.
#[derive(Debug)]
pub struct Variant {
    pub name: &'static str,
    pub shape: Shape,
    pub job: Job,
    pub goals: &'static [Goal],
}

impl Variant {
    /// The variants its goals compare with; the bare parse stands in every table.
    pub fn needs(&self) -> Vec<&'static str> {
        self.goals.iter().flat_map(|goal| goal.needs()).chain([PARSE]).collect()
    }
}

/// The bare parse of the clean folder in order.
pub const PARSE: &str = "parse";

const fn variant(name: &'static str, shape: Shape, job: Job, goals: &'static [Goal]) -> Variant {
    Variant { name, shape, job, goals }
}

use Goal::{Cpu, CpuBeyond, Growth, Milliseconds, Peak, PeakBeyond, SecondsBeyond, Wall};
use Job::{Alone, BareWorkbook, Empty, Tool, Version, Workbook};
use Shape::{Faulty, Figures, LongNotes, OpenQuote, Plain, Shuffled, Small, Split, VeryFaulty};

const M: usize = 1_000_000;

/// Everything that is measured, in the order of the table.
pub const VARIANTS: &[Variant] = &[
    variant(PARSE, Plain, Alone("parse"), &[]),
    variant("scan", Plain, Alone("scan"), &[]),
    variant("types", Plain, Alone("types"), &[]),
    variant("ledger", Plain, Alone("ledger"), &[]),
    variant("core", Plain, Alone("core"), &[]),
    variant("check", Plain, Tool(&["check"]), &[Cpu(1.3, PARSE), Peak(M, 16.0), Peak(10 * M, 128.0), Growth(1.10)]),
    variant("tally", Plain, Tool(&["tally"]), &[Cpu(1.3, PARSE), Peak(M, 16.0), Peak(10 * M, 128.0), Growth(1.10)]),
    variant("check-1", Plain, Tool(&["check", "--threads", "1"]), &[Cpu(1.3, PARSE)]),
    variant("tally-1", Plain, Tool(&["tally", "--threads", "1"]), &[Cpu(1.3, PARSE)]),
    variant("check-2", Plain, Tool(&["check", "--threads", "2"]), &[Wall(0.75, PARSE)]),
    variant("tally-2", Plain, Tool(&["tally", "--threads", "2"]), &[Wall(0.75, PARSE)]),
    variant("csv", Plain, Tool(&["tally", "--format", "csv"]), &[CpuBeyond(0.4, "tally", PARSE)]),
    variant("json", Plain, Tool(&["tally", "--format", "json"]), &[CpuBeyond(0.4, "tally", PARSE), Peak(10 * M, 224.0)]),
    variant("xlsx", Plain, Workbook, &[CpuBeyond(0.4, "tally", PARSE), CpuBeyond(1.2, "tally", "bare-xlsx"), PeakBeyond(8.0, "tally")]),
    variant("bare-xlsx", Plain, BareWorkbook, &[]),
    variant("shuffled", Shuffled, Tool(&["tally"]), &[Cpu(1.5, PARSE)]),
    variant("files", Split, Tool(&["tally"]), &[CpuBeyond(0.15, "tally", PARSE)]),
    variant("parse-files", Split, Alone("parse"), &[]),
    variant("faults", Faulty, Tool(&["check"]), &[Cpu(1.5, "check")]),
    variant("faults-concise", Faulty, Tool(&["check", "--format", "concise"]), &[Cpu(1.5, "check")]),
    // At a million rows a hundred thousand findings: found, of which ten are written, and written whole.
    variant("found", VeryFaulty, Tool(&["check", "--format", "github"]), &[Peak(M, 96.0)]),
    variant("found-text", VeryFaulty, Tool(&["check", "--format", "text"]), &[SecondsBeyond(1.0, "found"), PeakBeyond(8.0, "found")]),
    variant("found-json", VeryFaulty, Tool(&["check", "--format", "json"]), &[SecondsBeyond(1.0, "found"), PeakBeyond(8.0, "found")]),
    variant("found-sarif", VeryFaulty, Tool(&["check", "--format", "sarif"]), &[SecondsBeyond(1.0, "found"), PeakBeyond(8.0, "found")]),
    variant("so_lieu", Figures, Tool(&["tally"]), &[Cpu(1.3, PARSE), Peak(10 * M, 176.0)]),
    variant("notes", LongNotes, Tool(&["tally"]), &[Cpu(1.3, "parse-notes"), PeakBeyond(0.5, "tally")]),
    variant("parse-notes", LongNotes, Alone("parse"), &[]),
    variant("open-quote", OpenQuote, Tool(&["check"]), &[PeakBeyond(2.0, "check")]),
    variant("small", Small, Workbook, &[Milliseconds(10.0)]),
    variant("version", Small, Version, &[Wall(2.0, "empty")]),
    variant("empty", Small, Empty, &[]),
];

/// The sources of the generator: a folder written by others is written anew.
pub const GENERATOR: [&str; 6] = [
    include_str!("generator/mod.rs"),
    include_str!("generator/definition.rs"),
    include_str!("generator/faults.rs"),
    include_str!("generator/numbers.rs"),
    include_str!("generator/rows.rs"),
    include_str!("generator/sheets.rs"),
];
