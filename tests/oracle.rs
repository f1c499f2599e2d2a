//! The slow calculation and the program agree on random campaigns, and would not if either were wrong.

mod bug;
mod figures;
mod fraction;
mod places;
mod random;
mod slow;
mod ways;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use strum::VariantArray as _;
use thidua::pipeline::Request;
use thidua::report;

use crate::support::{memory, read_folder, reasons, root};
use bug::Bug;
use fraction::Fraction;
use random::Generated;
use slow::{Line, Slow, Standing, Standings};

/// How many campaigns are compared; `THIDUA_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("THIDUA_CASES").map_or(150, |cases| cases.parse().expect("THIDUA_CASES is a number of campaigns"))
}

/// How often each option and outcome has to come over the run: twenty times in a thousand campaigns.
fn often() -> usize {
    usize::try_from(cases() * 20 / 1_000).expect("a number of campaigns").clamp(1, 20)
}

/// What campaigns have to come to.
const OUTCOMES: [&str; 14] = [
    "line given",
    "line missing",
    "line not_applicable",
    "line provisional",
    "line capped",
    "standing final",
    "standing provisional",
    "standing incomplete",
    "standing set_aside",
    "decided by a figure",
    "decided by bo_phieu",
    "decided by women",
    "a shared place",
    "a grade",
];

fn decided_by(code: &str) -> String {
    let what = match code {
        "bo_phieu" => "bo_phieu",
        "nu_hoac_70_phan_tram_nu" => "women",
        _ => "a figure",
    };
    format!("decided by {what}")
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
    let total = fraction(&standing["total"]);
    let tied: Option<BTreeSet<String>> = standing["tied_with"].as_array().map(|codes| codes.iter().filter_map(text).collect());
    Standing {
        place: standing["place"].as_u64().map(|place| usize::try_from(place).expect("a place")),
        total,
        exact: fraction(&standing["exact"]).or(total),
        maximum: fraction(&standing["maximum"]),
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
    let blocks = list(&campaign["blocks"]).iter().map(|block| (text(&block["code"]).expect("a code"), units(block))).collect::<Standings>();
    let blocks = blocks.into_iter().filter(|(_, standings)| standings.values().any(|standing| !standing.lines.is_empty())).collect();
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

/// Compares one campaign.
fn compare(seed: u64) -> Standings {
    let generated = random::campaign(seed);
    let (program, blocked) = by_program(&generated);
    let slow = Slow::new(&generated.files, generated.period.as_deref()).standings();
    let difference = difference(seed, &generated, &slow, &program);
    assert!(difference.is_empty(), "{difference}");
    assert!(blocked.is_empty(), "seed {seed}: {:?}", reasons(&generated.files, &request(&generated)));
    program
}

#[test]
fn the_slow_calculation_and_the_program_agree_on_random_campaigns() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..cases() {
        for standing in compare(seed).values().flat_map(BTreeMap::values) {
            let mut words: Vec<String> = standing.lines.iter().map(|line| format!("line {}", line.state)).collect();
            words.push(format!("standing {}", standing.state));
            words.extend(standing.decided_by.as_deref().map(decided_by));
            words.extend(standing.tied_with.first().map(|_| "a shared place".to_owned()));
            words.extend(standing.grade.as_ref().map(|_| "a grade".to_owned()));
            for word in words {
                *seen.entry(word).or_default() += 1;
            }
        }
    }
    let rare: Vec<&str> = OUTCOMES.into_iter().filter(|word| seen.get(*word).copied().unwrap_or_default() < often()).collect();
    assert!(rare.is_empty(), "campaigns come too seldom to {rare:?}: {seen:#?}");
}

#[test]
fn every_option_is_generated_often() {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (what, times) in (0..cases()).flat_map(|seed| random::campaign(seed).uses) {
        *uses.entry(what).or_default() += times;
    }
    let rare: Vec<&str> = random::OPTIONS.into_iter().filter(|word| uses.get(*word).copied().unwrap_or_default() < often()).collect();
    assert!(rare.is_empty(), "too seldom generated: {rare:?} {uses:#?}");
    let unlisted: Vec<&String> = uses.keys().filter(|word| !random::OPTIONS.contains(&word.as_str())).collect();
    assert!(unlisted.is_empty(), "not listed in OPTIONS: {unlisted:?}");
}

/// The comparison can fail: as many campaigns as it takes to show each way of being wrong.
#[test]
fn every_planted_bug_makes_them_disagree() {
    let mut open: Vec<Bug> = Bug::VARIANTS.to_vec();
    for seed in 0..3_000 {
        let generated = random::campaign(seed);
        let (program, _) = by_program(&generated);
        let mut slow = Slow::new(&generated.files, generated.period.as_deref());
        open.retain(|bug| slow.with(*bug) == program);
        if open.is_empty() {
            return;
        }
    }
    panic!("no campaign shows {open:?}");
}

#[test]
fn the_slow_calculation_has_nothing_of_the_program() {
    for (path, bytes) in read_folder(&root().join("tests/oracle")) {
        let text = String::from_utf8(bytes).expect("sources are text");
        assert!(!text.contains("thidua"), "{path}");
    }
}
