//! What the whole tool costs beside a bare `csv` parse of the same files, as a table in Markdown.
//!
//! `cargo bench --bench rows -- [ROWS…] [NAME…] [rounds=N]`: sizes (one million unless said), names of
//! [`variants::VARIANTS`] (all unless said). Every variant is a process of its own; in each round each is run once, so
//! that what else the machine does falls on all of them, and a ratio is the median of the ratios of the rounds.

#![allow(clippy::float_arithmetic, reason = "ratios of times are no scores")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its table")]
#![allow(clippy::cast_precision_loss, reason = "ratios of times are no scores")]

mod alone;
mod generator;
mod measuring;
mod table;
mod variants;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use measuring::Cost;
use variants::{Job, Shape, VARIANTS, Variant};

/// What is asked for on the command line.
struct Asked {
    sizes: Vec<usize>,
    variants: Vec<&'static Variant>,
    rounds: Option<usize>,
}

impl Asked {
    fn read(words: &[String]) -> Self {
        let mut asked = Self { sizes: Vec::new(), variants: Vec::new(), rounds: None };
        let mut names: Vec<&str> = Vec::new();
        for word in words {
            if let Ok(rows) = word.replace('_', "").parse() {
                asked.sizes.push(rows);
            } else if let Some(rounds) = word.strip_prefix("rounds=") {
                asked.rounds = Some(rounds.parse().expect("rounds=N, a number"));
            } else {
                let known: Vec<&str> = VARIANTS.iter().map(|variant| variant.name).collect();
                assert!(known.contains(&word.as_str()), "no variant `{word}`; there are: {}", known.join(", "));
                names.push(word);
            }
        }
        if asked.sizes.is_empty() {
            asked.sizes.push(1_000_000);
        }
        // What a goal compares with is measured too.
        let needed: Vec<&str> = VARIANTS.iter().filter(|variant| names.contains(&variant.name)).flat_map(Variant::needs).collect();
        let is_asked = |variant: &&Variant| names.is_empty() || names.contains(&variant.name) || needed.contains(&variant.name);
        asked.variants = VARIANTS.iter().filter(is_asked).collect();
        asked
    }

    fn rounds(&self, rows: usize) -> usize {
        self.rounds.unwrap_or(match rows {
            0..=10_000 => 31,
            10_001..=100_000 => 15,
            100_001..=1_000_000 => 7,
            _ => 3,
        })
    }
}

/// Where folders, programs and workbooks of the benchmark are kept from run to run.
fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("rows")
}

/// The folder of a shape, written where it is not there as the generator writes it.
fn folder(rows: usize, shape: Shape) -> PathBuf {
    let plan = shape.plan(rows);
    let folder = scratch().join(format!("{}-{}", plan.size.rows(), shape.name()));
    let stamp = folder.join(".stamp");
    let wanted = format!("{plan:?} {}", variants::GENERATOR.concat());
    if fs::read_to_string(&stamp).ok().is_none_or(|found| found != wanted) {
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old folder can be taken away");
        }
        generator::write(&folder, &plan).expect("the folder can be written");
        fs::write(&stamp, wanted).expect("the folder can be written");
    }
    folder
}

/// The program that does nothing, built as this one is.
fn empty_program() -> PathBuf {
    let (source, program) = (scratch().join("empty.rs"), scratch().join("empty"));
    fs::create_dir_all(scratch()).expect("the scratch folder can be made");
    fs::write(&source, "fn main() {}\n").expect("a source can be written");
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let flags = ["-C", "opt-level=3", "-C", "strip=symbols", "-C", "codegen-units=1", "-o"];
    let built = Command::new(compiler).args(flags).arg(&program).arg(&source).status().expect("rustc can be started");
    assert!(built.success(), "rustc ended with {built}");
    program
}

/// The words of the process that a variant is.
fn command(variant: &Variant, rows: usize) -> Vec<String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let own = || text(&env::current_exe().expect("a process knows its program"));
    let tool = || env!("CARGO_BIN_EXE_thidua").to_owned();
    let folder_of = || text(&folder(rows, variant.shape));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match variant.job {
        Job::Tool(arguments) => [vec![tool()], words(arguments), vec![folder_of()]].concat(),
        Job::Workbook => [vec![tool(), "tally".to_owned(), folder_of()], words(&["-q", "-o"]), vec![text(&workbook(rows, variant.shape))]].concat(),
        Job::Alone(stage) => vec![own(), "--alone".to_owned(), stage.to_owned(), folder_of()],
        Job::BareWorkbook => {
            let (book, cells) = (workbook(rows, variant.shape), workbook(rows, variant.shape).with_extension("cells"));
            let made = Command::new(tool()).args(["tally", &folder_of(), "-q", "-o"]).arg(&book).status().expect("the program can be started");
            let _ = fs::remove_file(&cells);
            if made.success() {
                alone::workbook::note_cells(&book, &cells);
            }
            vec![own(), "--alone".to_owned(), "workbook".to_owned(), text(&cells)]
        }
        Job::Version => vec![tool(), "--version".to_owned()],
        Job::Empty => vec![text(&empty_program())],
    }
}

fn workbook(rows: usize, shape: Shape) -> PathBuf {
    scratch().join(format!("{rows}-{}.xlsx", shape.name()))
}

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.as_slice() {
        [flag, command @ ..] if flag == "--measure" => return measuring::measure_here(command),
        [flag, stage, path] if flag == "--alone" => return alone::run(stage, Path::new(path)),
        _ => {}
    }
    let asked = Asked::read(&words);
    println!("{}\n", table::machine());
    let mut measured: Vec<(usize, Vec<Vec<Cost>>)> = Vec::new();
    for rows in &asked.sizes {
        eprintln!("{rows} rows: writing folders");
        let commands: Vec<Vec<String>> = asked.variants.iter().map(|variant| command(variant, *rows)).collect();
        let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); commands.len()];
        let rounds = asked.rounds(*rows);
        for round in 0..=rounds {
            eprintln!("round {round} of {rounds}");
            for (command, costs) in commands.iter().zip(&mut costs) {
                let cost = measuring::measure(command);
                // The first round warms the disk's cache.
                if round > 0 {
                    costs.push(cost);
                }
            }
        }
        table::write(*rows, &asked.variants, &costs);
        measured.push((*rows, costs));
    }
    if let [first, .., last] = measured.as_slice() {
        table::write_growth(&asked.variants, first, last);
    }
}
