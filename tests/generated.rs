//! Generated folders of realistic rows: nothing is found in a clean one, every planted fault is, points are those of a
//! plain sum, and neither order nor files change anything. `THIDUA_ROWS` asks for more rows than 1,680.

use std::collections::BTreeMap;
use std::path::Path;

use thidua::diagnostic::{Language, Voice};
use thidua::folder::Folder;
use thidua::pipeline::{self, Request, Run};
use thidua::render::Teller;
use thidua::report;

#[path = "benches/generator/mod.rs"]
pub(crate) mod generator;
#[path = "benches/plain_sum.rs"]
mod plain_sum;

use generator::{Plan, Planted};
use plain_sum::Standing;

fn plan() -> Plan {
    Plan::of_rows(std::env::var("THIDUA_ROWS").map_or(1_680, |rows| rows.parse().expect("THIDUA_ROWS is a number of rows")))
}

/// A folder on disk, and what is planted in it.
struct Written {
    folder: tempfile::TempDir,
    planted: Vec<Planted>,
}

impl Written {
    fn new(plan: &Plan) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder can be made");
        let planted = generator::write(folder.path(), plan).expect("the folder can be written");
        Self { folder, planted }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self) -> Run {
        let folder = Folder::open(self.path()).expect("it was written");
        pipeline::run(&folder, &Request { wants_digest: true, ..Request::default() }).expect("it can be read")
    }
}

fn ranking(run: &Run) -> BTreeMap<String, Standing> {
    let mut out = Vec::new();
    report::csv::write(run, report::csv::Dialect::Plain, &mut out).expect("memory takes everything");
    plain_sum::written(&out)
}

/// Every finding, one a line.
fn concise(written: &Written) -> String {
    let (folder, run) = (Folder::open(written.path()).expect("it was written"), written.run());
    let mut out = Vec::new();
    let teller = Teller::new(&folder, &run, Voice { language: Language::English });
    crate::support::told("concise", teller, &mut out);
    String::from_utf8(out).expect("findings are text")
}

/// A finding as it would have been planted: `file:line:column: severity[check]: …`.
fn place(finding: &str) -> (String, usize, usize, String) {
    let mut parts = finding.splitn(4, ':');
    let mut next = || parts.next().unwrap_or_else(|| panic!("no place: {finding}"));
    let (file, line, column, rest) = (next(), next(), next(), next());
    let check = rest.split(['[', ']']).nth(1).expect("a finding names its check");
    (file.to_owned(), line.parse().expect("a line"), column.parse().expect("a column"), check.to_owned())
}

fn assert_found_is_planted(plan: &Plan) {
    let written = Written::new(plan);
    let told = concise(&written);
    let mut found: Vec<_> = told.lines().map(place).collect();
    let mut planted: Vec<_> = written.planted.iter().map(|one| (one.file.clone(), one.line, one.column, one.check.to_owned())).collect();
    found.sort();
    planted.sort();
    let extra: Vec<&str> = told.lines().filter(|line| planted.binary_search(&place(line)).is_err()).take(20).collect();
    let lacking: Vec<_> = planted.iter().filter(|one| found.binary_search(one).is_err()).take(20).collect();
    assert!(extra.is_empty() && lacking.is_empty(), "found and not planted {extra:#?}\nplanted and not found {lacking:#?}");
    assert_eq!(found.len(), planted.len());
    let mut checks: Vec<&str> = written.planted.iter().map(|one| one.check).collect();
    checks.sort_unstable();
    checks.dedup();
    assert_eq!(checks.len(), 10, "every check that faults are planted for has one: {checks:?}");
}

fn assert_tally_is_plain_sum(plan: &Plan) {
    let written = Written::new(plan);
    let (tallied, summed) = (ranking(&written.run()), plain_sum::standings(written.path(), plan.merging == "so_lieu"));
    assert_eq!(tallied.len(), plan.size.units);
    let different = summed.iter().filter(|(unit, standing)| tallied.get(*unit) != Some(standing)).take(5);
    let different: Vec<_> = different.map(|(unit, standing)| (unit, standing, tallied.get(unit))).collect();
    assert!(different.is_empty(), "{different:#?}");
}

#[test]
fn a_generated_folder_is_clean_and_everybody_is_ranked() {
    let plan = plan();
    let written = Written::new(&plan);
    assert_eq!(concise(&written), "");
    let run = written.run();
    assert_eq!(run.first().ledger.result_rows, plan.size.rows() as u64);
    let ranked = run.first().outcome.blocks.iter().flat_map(|block| &block.standings).filter(|standing| standing.place.is_some()).count();
    assert_eq!(ranked, plan.size.units);
}

#[test]
fn the_faults_found_are_the_faults_planted() {
    let plan = plan();
    // A hundred faults or so at every size.
    let one_fault_in = (plan.size.rows() as u64 / 160).min(100);
    assert_found_is_planted(&Plan { one_fault_in: Some(one_fault_in), ..plan });
}

#[test]
fn the_faults_found_are_the_faults_planted_where_rows_are_shuffled_and_each_unit_has_a_file() {
    let plan = plan();
    let one_fault_in = (plan.size.rows() as u64 / 160).min(100);
    assert_found_is_planted(&Plan { one_fault_in: Some(one_fault_in), is_shuffled: true, ..plan });
    assert_found_is_planted(&Plan { one_fault_in: Some(one_fault_in), is_split: true, ..plan });
}

#[test]
fn a_quote_left_open_in_the_first_row_is_one_finding_and_the_rest_is_read() {
    let plan = Plan { has_open_quote: true, ..plan() };
    let written = Written::new(&plan);
    let found: Vec<_> = concise(&written).lines().map(place).collect();
    let planted: Vec<_> = written.planted.iter().map(|one| (one.file.clone(), one.line, one.column, one.check.to_owned())).collect();
    assert_eq!(found, planted);
    assert_eq!(written.run().first().ledger.result_rows, plan.size.rows() as u64 - 1);
}

#[test]
fn the_tally_of_points_added_is_a_plain_sum() {
    assert_tally_is_plain_sum(&plan());
}

#[test]
fn the_tally_of_figures_added_is_a_plain_sum() {
    assert_tally_is_plain_sum(&Plan { merging: "so_lieu", ..plan() });
}

#[test]
fn the_tally_with_a_sheet_of_targets_is_a_plain_sum() {
    assert_tally_is_plain_sum(&Plan { has_target_sheet: true, ..plan() });
}

#[test]
fn neither_order_nor_files_change_points_places_or_the_digest() {
    let plan = plan();
    let run = Written::new(&plan).run();
    let (standings, digest) = (ranking(&run), run.digest);
    drop(run.rows);
    for (is_shuffled, is_split) in [(true, false), (false, true), (true, true)] {
        let other = Written::new(&Plan { is_shuffled, is_split, ..plan }).run();
        assert!(ranking(&other) == standings, "shuffled {is_shuffled}, split {is_split}");
        assert_eq!(other.digest, digest, "shuffled {is_shuffled}, split {is_split}");
    }
}
