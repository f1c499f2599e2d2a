//! What the whole tool costs beside a bare `csv` parse of the same files: `cargo bench --bench rows -- 1000000`.
//!
//! Each command is a process of its own, run in turn with the bare parse; cpu is user and system time of the process.
//! It reads `/proc`, so it runs on Linux.

#![allow(clippy::float_arithmetic, reason = "ratios of times are no scores")]
#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::cast_precision_loss, reason = "ratios of times are no scores")]

mod generator;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use generator::Size;

/// What one process cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    ticks: u64,
    wall: f64,
    peak_kib: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, folder] = arguments.as_slice()
        && flag == "--bare-parse"
    {
        bare_parse(Path::new(folder));
        return;
    }
    let rows = arguments.first().and_then(|rows| rows.replace('_', "").parse().ok()).unwrap_or(1_000_000);
    let merging = arguments.get(1).map_or("diem_tong", String::as_str);
    let size = Size::of_rows(rows);
    let folder = std::env::temp_dir().join(format!("thidua-rows-{}-{merging}", size.rows()));
    if !folder.join("ket-qua/tat-ca.csv").is_file() {
        generator::write(&folder, size, merging).expect("the folder can be written");
    }
    let bytes: u64 = ["ket-qua/tat-ca.csv", "dang-ky/tat-ca.csv", "don-vi.csv"]
        .iter()
        .map(|file| fs::metadata(folder.join(file)).expect("it was written").len())
        .sum();
    println!("{} result rows, {} units, {} MiB, {}", size.rows(), size.units, bytes >> 20, folder.display());
    let own = std::env::current_exe().expect("a process knows its program");
    let tool = env!("CARGO_BIN_EXE_thidua");
    let folder = folder.to_string_lossy().into_owned();
    let commands: [(&str, Vec<String>); 3] = [
        ("bare csv parse", vec![own.to_string_lossy().into_owned(), "--bare-parse".into(), folder.clone()]),
        ("check", vec![tool.into(), "check".into(), folder.clone()]),
        ("tally to a table", vec![tool.into(), "tally".into(), folder]),
    ];
    let rounds = if size.rows() > 2_000_000 { 5 } else { 15 };
    let mut costs: [Vec<Cost>; 3] = Default::default();
    for round in 0..=rounds {
        for (index, (_, command)) in commands.iter().enumerate() {
            let cost = measure(command);
            if round > 0 {
                costs[index].push(cost);
            }
        }
    }
    let median = |costs: &[Cost], of: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    // Ticks are coarse, so the sum over all rounds is compared.
    let ticks = |costs: &[Cost]| costs.iter().map(|cost| cost.ticks).sum::<u64>() as f64;
    let base = ticks(&costs[0]);
    println!("{:<20} {:>9} {:>8} {:>9} {:>10}", "", "cpu s", "ratio", "wall s", "peak MiB");
    for (index, (name, _)) in commands.iter().enumerate() {
        let cpu = ticks(&costs[index]) / f64::from(rounds) / 100.0;
        let peak = median(&costs[index], |cost| cost.peak_kib as f64) / 1024.0;
        println!("{name:<20} {cpu:>9.3} {:>8.2} {:>9.3} {peak:>10.1}", ticks(&costs[index]) / base, median(&costs[index], |cost| cost.wall));
    }
}

/// Reads every sheet record by record and does nothing with it.
fn bare_parse(folder: &Path) {
    let mut records = 0_u64;
    for file in ["dang-ky/tat-ca.csv", "don-vi.csv", "ket-qua/tat-ca.csv"] {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(File::open(folder.join(file)).expect("it was written"));
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).expect("it is well formed") {
            records += 1;
        }
    }
    println!("{records}");
}

fn children_ticks() -> u64 {
    let text = fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
    let fields: Vec<&str> = text.rsplit(')').next().expect("the name ends in a bracket").split_whitespace().collect();
    fields[13].parse::<u64>().expect("a number") + fields[14].parse::<u64>().expect("a number")
}

fn measure(command: &[String]) -> Cost {
    let before = children_ticks();
    let start = std::time::Instant::now();
    let mut child = Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).spawn().expect("the program can be started");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let exit = loop {
        if let Ok(text) = fs::read_to_string(&status)
            && let Some(line) = text.lines().find(|line| line.starts_with("VmHWM:"))
        {
            peak_kib = line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(peak_kib);
        }
        if let Some(exit) = child.try_wait().expect("a child can be waited for") {
            break exit;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(exit.success(), "{command:?} ended with {exit}");
    Cost { ticks: children_ticks() - before, wall: start.elapsed().as_secs_f64(), peak_kib }
}
