//! Totals, places, grades and lines of the examples against a hand calculation kept beside the tests.
//!
//! `tests/hand/<example>.csv` and `-lines.csv` were worked out from the sheets with exact fractions, without the tool.

use std::collections::BTreeMap;

use thidua::pipeline::Request;
use thidua::value::Points;

use crate::support::{example, root, run};

const EXAMPLES: [&str; 2] = ["nam-trung-bo-tay-nguyen-2022", "tp-ho-chi-minh-2022"];

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = root().join("tests/hand").join(name);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn points(text: &str) -> Points {
    thidua::value::parse_points(text.as_bytes(), thidua::value::DecimalStyle::Point).expect("points").0
}

#[test]
fn totals_places_and_grades_are_those_worked_by_hand() {
    for name in EXAMPLES {
        let run = run(&example(name), &Request::default());
        let mut found = 0;
        let hand = table(&format!("{name}.csv"));
        for block in &run.first().outcome.blocks {
            assert_eq!(block.blocking, 0, "{name}: a block is blocked");
            for standing in &block.standings {
                let unit = run.first().campaign.units[standing.total.unit].code.as_str();
                let row = hand.iter().find(|row| row["don_vi"] == unit).unwrap_or_else(|| panic!("{unit} is not in the hand table"));
                assert_eq!(standing.total.points, points(&row["tong"]), "{name} {unit}: total");
                assert_eq!(standing.total.maximum, points(&row["toi_da"]), "{name} {unit}: maximum");
                assert_eq!(standing.total.share, Some(points(&row["ty_le"])), "{name} {unit}: share");
                assert_eq!(standing.place.map(|place| place.to_string()).as_deref(), Some(row["thu"].as_str()), "{name} {unit}: place");
                assert_eq!(standing.grade.as_deref(), Some(row["xep_loai"].as_str()), "{name} {unit}: grade");
                found += 1;
            }
        }
        assert_eq!(found, hand.len(), "{name}: every unit of the hand table stands in a block");
    }
}

#[test]
fn lines_are_those_worked_by_hand() {
    for name in EXAMPLES {
        let run = run(&example(name), &Request::default());
        let hand = table(&format!("{name}-lines.csv"));
        let mut compared = 0;
        for (unit, _) in run.first().campaign.units.enumerate() {
            for line in run.first().tally().lines(unit).iter().filter(|line| run.first().campaign.criteria[line.criterion].leaf.is_some()) {
                let code = run.first().campaign.criteria[line.criterion].code.as_str();
                let unit = run.first().campaign.units[unit].code.as_str();
                let row = hand.iter().find(|row| row["don_vi"] == unit && row["tieu_chi"] == code);
                let row = row.unwrap_or_else(|| panic!("{name} {unit} {code}: no such line by hand"));
                let expected = (!row["diem"].is_empty()).then(|| points(&row["diem"]));
                assert_eq!(line.points, expected, "{name} {unit} {code}");
                compared += 1;
            }
        }
        assert_eq!(compared, hand.len(), "{name}: every line of the hand table is compared");
    }
}

#[test]
fn a_leader_is_put_forward_at_the_end_of_the_year_only() {
    for name in EXAMPLES {
        let files = example(name);
        let year = run(&files, &Request::default());
        let leaders: Vec<(&str, bool)> = year
            .first()
            .outcome
            .blocks
            .iter()
            .filter_map(|block| block.leader.as_ref())
            .filter_map(|leader| Some((year.first().campaign.units[leader.unit?].code.as_str(), leader.is_put_forward)))
            .collect();
        let expected = if name.starts_with("tp") { [("BTTP", true), ("TGPL", true)] } else { [("STP-BDI", true), ("THADS-KHO", true)] };
        assert_eq!(leaders, expected, "{name}");
        let first_leaf = year.first().campaign.periods[year.first().campaign.leaf_periods()[0]].code.as_str().to_owned();
        let part = run(&files, &Request { period: Some(first_leaf), ..Request::default() });
        assert!(part.first().outcome.blocks.iter().all(|block| block.leader.is_none()), "{name}: a leader in a part of the year");
    }
}
