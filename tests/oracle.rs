//! The slow calculation and the program agree on random campaigns, and would not if either were wrong.

mod random;
mod slow;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use strum::VariantArray as _;
use thidua::pipeline::Request;
use thidua::report;

use crate::support::{memory, reasons};
use random::Generated;
use slow::{Bug, Fraction, Line, Slow, Standing, Standings};

/// How many campaigns are compared; `THIDUA_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("THIDUA_CASES").map_or(150, |cases| cases.parse().expect("THIDUA_CASES is a number of campaigns"))
}

fn request(generated: &Generated) -> Request {
    Request { period: generated.period.clone(), ..Request::default() }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn fraction(value: &Value) -> Option<Fraction> {
    value.as_str().map(Fraction::read)
}

/// The line of the program's JSON.
fn line(line: &Value) -> Line {
    let points = fraction(&line["points"]);
    Line {
        criterion: text(&line["criterion"]).expect("a code"),
        points,
        exact: fraction(&line["exact"]).or(points),
        maximum: fraction(&line["maximum"]),
        state: text(&line["state"]).expect("a state"),
    }
}

fn standing(standing: &Value) -> Standing {
    let total = fraction(&standing["total"]).expect("every block is compared by points");
    let tied: Option<BTreeSet<String>> = standing["tied_with"].as_array().map(|codes| codes.iter().filter_map(text).collect());
    Standing {
        place: standing["place"].as_u64().map(|place| usize::try_from(place).expect("a place")),
        total,
        exact: fraction(&standing["exact"]).unwrap_or(total),
        maximum: fraction(&standing["maximum"]).expect("a maximum"),
        share: fraction(&standing["share"]),
        grade: text(&standing["grade"]),
        state: text(&standing["state"]).expect("a state"),
        tied_with: tied.expect("a list of codes"),
        decided_by: text(&standing["decided_by"]),
        lines: standing["lines"].as_array().expect("lines").iter().map(line).collect(),
    }
}

/// What the program makes of a campaign, read from the JSON it writes; the blocks it keeps from being ranked.
fn by_program(generated: &Generated) -> (Standings, Vec<String>) {
    let volume = memory(&generated.files);
    let run = thidua::pipeline::run(&volume, &request(generated)).expect("a folder in memory can be read");
    let mut out = Vec::new();
    report::json::write(&run, &volume, &mut out).expect("memory takes everything");
    let json: Value = serde_json::from_slice(&out).expect("the program writes JSON");
    let campaign = &json["campaigns"][0];
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let units = |block: &Value| list(&block["standings"]).iter().map(|one| (text(&one["unit"]).expect("a code"), standing(one))).collect();
    let blocks = list(&campaign["blocks"]).iter().map(|block| (text(&block["code"]).expect("a code"), units(block))).collect();
    (blocks, list(&campaign["blocked"]).iter().filter_map(|block| text(&block["block"])).collect())
}

/// What is different, unit by unit, with the files; empty where nothing is.
fn difference(seed: u64, generated: &Generated, slow: &Standings, program: &Standings) -> String {
    let mut told = String::new();
    for (block, units) in slow {
        for (unit, standing) in units {
            let other = program.get(block).and_then(|units| units.get(unit));
            if other == Some(standing) {
                continue;
            }
            writeln!(told, "--- {block} {unit}\nslow    {standing:?}\nprogram {other:?}").expect("a string takes everything");
            for line in &standing.lines {
                let same = other.and_then(|other| other.lines.iter().find(|one| one.criterion == line.criterion));
                if same != Some(line) {
                    writeln!(told, "  slow    {line:?}\n  program {same:?}").expect("a string takes everything");
                }
            }
        }
    }
    if slow.len() != program.len() {
        writeln!(told, "blocks {:?} {:?}", slow.keys(), program.keys()).expect("a string takes everything");
    }
    if told.is_empty() {
        return told;
    }
    let files = generated.files.iter().map(|(path, bytes)| format!("== {path}\n{}", String::from_utf8_lossy(bytes)));
    format!("seed {seed}, period {:?}\n{}\n{told}", generated.period, files.collect::<String>())
}

#[test]
fn the_slow_calculation_and_the_program_agree() {
    for seed in 0..cases() {
        let generated = random::campaign(seed);
        let (program, blocked) = by_program(&generated);
        assert!(blocked.is_empty(), "seed {seed}: {:?}\n{}", reasons(&generated.files, &request(&generated)), difference(seed, &generated, &Slow::new(&generated.files, generated.period.as_deref()).standings(), &program));
        let slow = Slow::new(&generated.files, generated.period.as_deref()).standings();
        let difference = difference(seed, &generated, &slow, &program);
        assert!(difference.is_empty(), "{difference}");
    }
}

/// Every planted bug shows.
#[test]
fn every_planted_bug_makes_them_disagree() {
    let mut open: Vec<Bug> = Bug::VARIANTS.to_vec();
    for seed in 0..cases() {
        let generated = random::campaign(seed);
        let (program, _) = by_program(&generated);
        let mut slow = Slow::new(&generated.files, generated.period.as_deref());
        open.retain(|bug| slow.with(*bug) == program);
    }
    assert!(open.is_empty(), "no campaign shows {open:?}");
}

#[test]
fn every_option_is_generated_often() {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..cases() {
        for (what, times) in random::campaign(seed).uses {
            *uses.entry(what).or_default() += times;
        }
    }
    panic!("{uses:#?}");
}

#[test]
fn explore() {
    let mut seen: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    let mut shown = 0;
    for seed in 0..cases() {
        let generated = random::campaign(seed);
        let (program, blocked) = by_program(&generated);
        if !blocked.is_empty() {
            for line in crate::support::concise(&generated.files, &request(&generated), thidua::diagnostic::Language::English).lines() {
                if line.contains("error[") || line.contains("error") { let entry = seen.entry(line.split("error").nth(1).unwrap_or("").to_owned()).or_insert((0, seed));
                entry.0 += 1; }
            }
            continue;
        }
        let slow = Slow::new(&generated.files, generated.period.as_deref()).standings();
        let difference = difference(seed, &generated, &slow, &program);
        if !difference.is_empty() {
            let tag = difference.lines().filter(|line| line.starts_with("  slow")).map(|line| line.split('"').nth(1).unwrap_or("").chars().take(1).collect::<String>()).collect::<BTreeSet<_>>();
            seen.entry(format!("differs {tag:?}")).or_insert((0, seed)).0 += 1;
            if shown < 6 { shown += 1; std::fs::write(format!("/tmp/oracle-diff-{shown}.txt"), &difference).expect("x"); }
        } else { seen.entry("agree".into()).or_insert((0, seed)).0 += 1; }
    }
    panic!("{seen:#?}");
}
