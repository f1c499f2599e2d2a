//! The tables, in Markdown, with the goal beside each figure.

use std::fs;
use std::process::Command;

use super::measuring::Cost;
use super::variants::{Goal, PARSE, Variant};

/// The machine, in a line.
pub fn machine() -> String {
    let value = |file: &str, label: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(label)).unwrap_or_default();
        line.split_once(':').map_or("?", |(_, value)| value.trim()).to_owned()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let kib: f64 = value("/proc/meminfo", "MemTotal").split(' ').next().and_then(|kib| kib.parse().ok()).unwrap_or_default();
    let rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output();
    let rustc = rustc.map_or_else(|error| error.to_string(), |done| String::from_utf8_lossy(&done.stdout).trim().to_owned());
    format!("{}, {threads} threads, {:.0} GiB; {rustc}", value("/proc/cpuinfo", "model name"), kib / 1_048_576.0)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn of(costs: &[Cost], what: impl Fn(&Cost) -> f64) -> f64 {
    median(costs.iter().map(what).collect())
}

/// What was measured of one size.
struct Measured<'m> {
    rows: usize,
    variants: &'m [&'static Variant],
    costs: &'m [Vec<Cost>],
}

impl Measured<'_> {
    fn costs(&self, name: &str) -> &[Cost] {
        let position = self.variants.iter().position(|variant| variant.name == name);
        &self.costs[position.expect("what goals compare with is measured")]
    }

    /// The median over the rounds of what the costs of a round come to.
    fn over(&self, names: &[&str], of: impl Fn(&[Cost]) -> f64) -> f64 {
        let costs: Vec<&[Cost]> = names.iter().map(|name| self.costs(name)).collect();
        let round = |round: usize| of(&costs.iter().map(|costs| costs[round]).collect::<Vec<_>>());
        median((0..costs[0].len()).map(round).collect())
    }

    /// A goal of a variant as words; none where it is one of another size or of growth.
    fn goal(&self, name: &'static str, goal: Goal) -> Option<String> {
        Some(match goal {
            Goal::Cpu(most, other) => held(self.over(&[name, other], |of| of[0].cpu / of[1].cpu), most, &format!("× cpu of {other}")),
            Goal::CpuBeyond(most, less, other) => {
                let figure = self.over(&[name, less, other], |of| (of[0].cpu - of[1].cpu) / of[2].cpu);
                held(figure, most, &format!("× cpu of {other} beyond {less}"))
            }
            Goal::Wall(most, other) => held(self.over(&[name, other], |of| of[0].wall / of[1].wall), most, &format!("× wall of {other}")),
            Goal::SecondsBeyond(most, other) => held(self.over(&[name, other], |of| of[0].wall - of[1].wall), most, &format!("s beyond {other}")),
            Goal::Milliseconds(most) => held(self.over(&[name], |of| of[0].wall * 1000.0), most, "ms"),
            Goal::Peak(rows, most) if rows == self.rows => held(self.over(&[name], |of| of[0].peak), most, "MiB"),
            Goal::PeakBeyond(most, other) => held(self.over(&[name, other], |of| of[0].peak - of[1].peak), most, &format!("MiB beyond {other}")),
            Goal::Peak(..) | Goal::Growth(_) => return None,
        })
    }
}

fn held(figure: f64, most: f64, what: &str) -> String {
    if figure.is_nan() {
        return format!("**failed** (≤ {most} {what})");
    }
    if figure <= most { format!("{figure:.2} ≤ {most} {what}") } else { format!("**missed: {figure:.2} > {most}** {what}") }
}

/// Prints the table of one size.
pub fn write(rows: usize, variants: &[&'static Variant], costs: &[Vec<Cost>]) {
    let measured = Measured { rows, variants, costs };
    println!("{rows} rows, {} rounds; medians\n", costs[0].len());
    println!("| | folder | cpu ms | × parse | wall ms | × parse | peak MiB | goals |\n|---|---|--:|--:|--:|--:|--:|---|");
    for (variant, costs) in variants.iter().zip(costs) {
        let ratio = |of: fn(&Cost) -> f64| measured.over(&[variant.name, PARSE], |costs| of(&costs[0]) / of(&costs[1]));
        let goals: Vec<String> = variant.goals.iter().filter_map(|goal| measured.goal(variant.name, *goal)).collect();
        println!(
            "| {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {} |",
            variant.name,
            variant.shape.name(),
            of(costs, |cost| cost.cpu) * 1000.0,
            ratio(|cost| cost.cpu),
            of(costs, |cost| cost.wall) * 1000.0,
            ratio(|cost| cost.wall),
            of(costs, |cost| cost.peak),
            goals.join("; ")
        );
    }
    println!();
}

/// Prints how cpu time grows from the first size to the last.
pub fn write_growth(variants: &[&'static Variant], first: &(usize, Vec<Vec<Cost>>), last: &(usize, Vec<Vec<Cost>>)) {
    println!("From {} to {} rows: the power of the rows with which cpu time grows\n\n| | power |\n|---|---|", first.0, last.0);
    for (position, variant) in variants.iter().enumerate() {
        let cpu = |costs: &[Vec<Cost>]| of(&costs[position], |cost| cost.cpu);
        let power = (cpu(&last.1) / cpu(&first.1)).ln() / (last.0 as f64 / first.0 as f64).ln();
        let goal = variant.goals.iter().find_map(|goal| if let Goal::Growth(most) = goal { Some(*most) } else { None });
        println!("| {} | {} |", variant.name, goal.map_or_else(|| format!("{power:.2}"), |most| held(power, most, "")));
    }
}
