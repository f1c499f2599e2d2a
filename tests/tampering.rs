//! Tampering: everything of a closed example, changed one thing at a time, is told of, with the unit it is of; and only what the two
//! tallies differ in moves.
//!
//! A sample that is the same each time; with `THIDUA_TAMPER=1` everything, with 10 every tenth.

use std::collections::BTreeSet;

use thidua::pipeline::{Held, Request, Run};
use thidua::yaml::{self, Span};

use crate::closing::{closed, told};
use crate::support::{Files, example, run};
use crate::used::{changed, scalars};

/// The examples that can be closed as a whole, each with the period that holds every leaf.
const CLOSED: [(&str, &str); 3] = [("moi-cach-cham", "NAM"), ("binh-dinh-2023", "NAM"), ("tp-ho-chi-minh-2022", "NAM")];

/// One change in so many is made.
fn step(of: usize) -> usize {
    std::env::var("THIDUA_TAMPER").ok().and_then(|step| step.parse().ok()).unwrap_or(of)
}

/// A sheet as labels and rows.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.records().map(|row| row.expect("examples are CSV").iter().map(ToOwned::to_owned).collect()).collect()
}

fn written(table: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in table {
        writer.write_record(row).expect("memory takes everything");
    }
    writer.into_inner().expect("memory takes everything")
}

fn cell<'t>(table: &'t [Vec<String>], row: usize, label: &str) -> Option<&'t str> {
    let column = table[0].iter().position(|one| one == label)?;
    Some(table[row][column].trim()).filter(|text| !text.is_empty())
}

/// The unit of a row: the one it names, else that of the person it names in `ca-nhan.csv`; none of nobody's.
fn unit(files: &Files, path: &str, table: &[Vec<String>], row: usize) -> Option<String> {
    let of_person = |code: &str| {
        let people = files.get("ca-nhan.csv").map(|bytes| self::table(bytes))?;
        let row = (1..people.len()).rev().find(|row| cell(&people, *row, "ma") == Some(code))?;
        cell(&people, row, "don_vi").map(ToOwned::to_owned)
    };
    if path == "don-vi.csv" {
        return cell(table, row, "ma").map(ToOwned::to_owned);
    }
    if let Some(unit) = cell(table, row, "don_vi") {
        return Some(unit.to_owned());
    }
    let code = cell(table, row, "tac_gia").or_else(|| cell(table, row, "ma"))?;
    match cell(table, row, "doi_tuong") {
        Some("tap_the") => Some(code.to_owned()),
        Some(_) | None => of_person(code),
    }
}

/// Another value: a number of one digit more, a day later or earlier, a text of one letter more.
fn other(value: &str) -> String {
    match value {
        "" => "x".to_owned(),
        _ if value.parse::<f64>().is_ok() => {
            if value.contains('.') {
                format!("{value}1")
            } else {
                format!("1{value}")
            }
        }
        _ => changed(value),
    }
}

/// What every unit comes to: campaign, block, unit, total, share, place, grade.
fn standings(run: &Run) -> BTreeSet<Vec<String>> {
    let mut made = BTreeSet::new();
    for one in &run.campaigns {
        for block in &one.outcome.blocks {
            for standing in &block.standings {
                let unit = one.campaign.units[standing.total.unit].code.as_str();
                let facts = format!("{:?} {:?} {:?} {:?}", standing.total.points, standing.total.share, standing.place, standing.grade);
                made.insert(vec![
                    one.campaign.code.as_str().to_owned(),
                    one.campaign.blocks[block.block].code.as_str().to_owned(),
                    unit.to_owned(),
                    facts,
                ]);
            }
        }
    }
    made
}

/// Units that differ between two tallies.
fn moved(before: &BTreeSet<Vec<String>>, after: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    before.symmetric_difference(after).map(|facts| facts[..3].to_vec()).collect()
}

struct Trial {
    name: &'static str,
    period: &'static str,
    files: Files,
    before: BTreeSet<Vec<String>>,
    trials: usize,
    wrong: Vec<String>,
}

impl Trial {
    fn of((name, period): (&'static str, &'static str)) -> Self {
        let files = closed(&example(name), period);
        assert_eq!(told(&files), [""; 0], "{name}");
        let before = standings(&run(&files, &Self::asked(period)));
        assert!(!before.is_empty(), "{name}");
        Self { name, period, files, before, trials: 0, wrong: Vec::new() }
    }

    fn asked(period: &str) -> Request {
        Request { period: Some(period.to_owned()), ..Request::default() }
    }

    /// Holds that a change is told of, in this sheet and of this unit where it is a row's.
    fn try_it(&mut self, what: &str, files: &Files, expected: Option<(&str, Option<&str>)>) {
        self.trials += 1;
        let run = run(files, &Request::default());
        let is_named = |held: &Held| match expected {
            None => !held.differences.rules.is_empty(),
            Some((sheet, unit)) => held.differences.sheets.iter().any(|one| &*one.sheet == sheet && unit.is_none_or(|unit| &*one.unit == unit)),
        };
        let is_told = run.findings.iter().any(|(_, finding)| finding.check.name.starts_with("clos"));
        let is_lost = run.findings.iter().any(|(_, finding)| finding.check.name == "closing-file");
        if !is_told || !(is_lost || run.held.iter().any(is_named)) {
            self.wrong.push(format!("{}: {what}: {:?} is not named", self.name, expected));
        }
        if is_lost {
            return;
        }
        let after = standings(&crate::support::run(files, &Self::asked(self.period)));
        let own = |held: &Held| {
            let code = run.campaigns[held.campaign].campaign.code.as_str().to_owned();
            let units = held.differences.moved.iter().flat_map(|moved| {
                let unit = |(was, is): &(Option<thidua::closing::Placed>, Option<thidua::closing::Placed>)| {
                    was.as_ref().or(is.as_ref()).expect("one of them").unit.to_string()
                };
                moved.units.iter().map(unit).map(|unit| vec![moved.block.to_string(), unit]).collect::<Vec<_>>()
            });
            units.map(|place| std::iter::once(code.clone()).chain(place).collect()).collect::<Vec<Vec<String>>>()
        };
        let said: BTreeSet<Vec<String>> = run.held.iter().flat_map(own).collect();
        // Of a campaign whose code was changed nothing can be held against its own name.
        let stands = |code: &String| run.campaigns.iter().any(|one| one.campaign.code.as_str() == code);
        let is_known = |place: &Vec<String>| stands(&place[0]) && self.before.iter().any(|before| before[0] == place[0]);
        let moved: BTreeSet<Vec<String>> = moved(&self.before, &after).into_iter().filter(is_known).collect();
        if said != moved {
            self.wrong.push(format!("{}: {what}: said to move {said:?}, moved {moved:?}", self.name));
        }
    }

    fn end(self, least: usize) {
        assert!(self.trials >= least, "{}: only {} changes", self.name, self.trials);
        assert!(self.wrong.is_empty(), "{} of {}:\n{}", self.wrong.len(), self.trials, self.wrong[..self.wrong.len().min(20)].join("\n"));
    }
}

fn sheets(files: &Files) -> Vec<String> {
    files.keys().filter(|path| thidua::sheet::has_csv_ending(path)).cloned().collect()
}

/// The name of the sheet of a path.
fn name_of(path: &str) -> String {
    path.split('/').next().expect("a path has a part").trim_end_matches(".csv").to_owned()
}

#[test]
fn every_cell_that_is_changed_is_told_of_with_its_unit() {
    for (example, every) in CLOSED.into_iter().zip([61, 97, 131]) {
        let mut trial = Trial::of(example);
        let files = trial.files.clone();
        let mut number = 0;
        for path in sheets(&files) {
            let table = table(&files[&path]);
            for row in 1..table.len() {
                for column in 0..table[0].len() {
                    number += 1;
                    if number % step(every) != 0 {
                        continue;
                    }
                    let mut other_table = table.clone();
                    other_table[row][column] = other(&table[row][column]);
                    let mut files = files.clone();
                    files.insert(path.clone(), written(&other_table));
                    let what = format!("{path}:{} {}", row + 1, table[0][column]);
                    let unit = unit(&trial.files, &path, &table, row);
                    trial.try_it(&what, &files, Some((&name_of(&path), unit.as_deref())));
                }
            }
        }
        trial.end(10);
    }
}

#[test]
fn every_row_that_is_taken_away_or_stands_twice_is_told_of_and_one_in_another_file_is_not() {
    for (example, every) in CLOSED.into_iter().zip([23, 41, 53]) {
        let mut trial = Trial::of(example);
        let files = trial.files.clone();
        let mut number = 0;
        for path in sheets(&files) {
            let table = table(&files[&path]);
            for row in 1..table.len() {
                number += 1;
                if number % step(every) != 0 {
                    continue;
                }
                let unit = unit(&trial.files, &path, &table, row);
                let (mut less, mut more) = (table.clone(), table.clone());
                let taken = less.remove(row);
                more.push(taken.clone());
                let mut lessened = files.clone();
                lessened.insert(path.clone(), written(&less));
                trial.try_it(&format!("{path}:{} taken away", row + 1), &lessened, Some((&name_of(&path), unit.as_deref())));
                let mut added = files.clone();
                added.insert(path.clone(), written(&more));
                trial.try_it(&format!("{path}:{} twice", row + 1), &added, Some((&name_of(&path), unit.as_deref())));
                if let Some((folder, _)) = path.split_once('/') {
                    lessened.insert(format!("{folder}/chuyen/sang.csv"), written(&[table[0].clone(), taken]));
                    assert_eq!(told(&lessened), [""; 0], "{path}:{} in another file", row + 1);
                }
            }
        }
        trial.end(10);
    }
}

#[test]
fn every_scalar_of_the_definition_that_is_changed_is_told_of() {
    for (example, every) in CLOSED.into_iter().zip([43, 37, 37]) {
        let mut trial = Trial::of(example);
        let text = String::from_utf8(trial.files["phong-trao.yaml"].clone()).expect("a definition is text");
        let mut found: Vec<(String, Span)> = Vec::new();
        scalars(&yaml::parse(&text).expect("the examples are YAML"), "", &mut found);
        for (path, span) in found.iter().step_by(step(every)) {
            let (start, end) = (span.start as usize, span.end as usize);
            let mut files = trial.files.clone();
            files.insert("phong-trao.yaml".to_owned(), format!("{}{}{}", &text[..start], changed(&text[start..end]), &text[end..]).into_bytes());
            trial.try_it(path, &files, None);
        }
        trial.end(5);
    }
}
