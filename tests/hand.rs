//! Totals, places, grades and lines of the examples against a hand calculation kept beside the tests.
//!
//! `tests/hand/<example>.csv` and `-lines.csv` were worked out from the sheets with exact fractions, without the tool.

use thidua::pipeline::{CampaignRun, Request};
use thidua::value::Points;

use crate::support::{SCORED, by_hand, cell, example, run};

fn points(text: &str) -> Points {
    thidua::value::parse_points(text.as_bytes(), thidua::value::DecimalStyle::Point).expect("points").0
}

/// Every campaign that is scored, under the name of its example.
fn each(mut look: impl FnMut(&str, &CampaignRun)) {
    for name in SCORED {
        let run = run(&example(name), &Request::default());
        for one in run.campaigns.iter().filter(|one| one.campaign.is_scored) {
            look(name, one);
        }
    }
}

#[test]
fn totals_places_and_grades_are_those_worked_by_hand() {
    each(|name, one| {
        let mut found = 0;
        let hand = by_hand(name, one.campaign.code.as_str());
        for block in &one.outcome.blocks {
            assert_eq!(block.blocking, 0, "{name}: a block is blocked");
            for standing in &block.standings {
                let unit = one.campaign.units[standing.total.unit].code.as_str();
                let row = hand.iter().find(|row| row["don_vi"] == unit).unwrap_or_else(|| panic!("{unit} is not in the hand table"));
                // A block ranked by figures alone has no points.
                assert_eq!(standing.total.points, cell(row, "tong").map_or(Points::ZERO, points), "{name} {unit}: total");
                assert_eq!(standing.total.maximum, cell(row, "toi_da").map_or(Points::ZERO, points).to_fraction(), "{name} {unit}: maximum");
                assert_eq!(standing.total.share, cell(row, "ty_le").map(points), "{name} {unit}: share");
                assert_eq!(standing.place.map(|place| place.to_string()).as_deref(), cell(row, "thu"), "{name} {unit}: place");
                assert_eq!(standing.grade.as_deref(), cell(row, "xep_loai"), "{name} {unit}: grade");
                found += 1;
            }
        }
        assert_eq!(found, hand.len(), "{name}: every unit of the hand table stands in a block");
        assert!(found > 0, "{name}: the hand table is not empty");
    });
}

#[test]
fn lines_are_those_worked_by_hand() {
    each(|name, one| {
        let hand = by_hand(&format!("{name}-lines"), one.campaign.code.as_str());
        let mut compared = 0;
        for (unit, _) in one.campaign.units.enumerate() {
            for line in one.tally().lines(unit).iter().filter(|line| one.campaign.criteria[line.criterion].leaf.is_some()) {
                let code = one.campaign.criteria[line.criterion].code.as_str();
                let unit = one.campaign.units[unit].code.as_str();
                let row = hand.iter().find(|row| row["don_vi"] == unit && row["tieu_chi"] == code);
                let row = row.unwrap_or_else(|| panic!("{name} {unit} {code}: no such line by hand"));
                let expected = cell(row, "diem").map(points);
                assert_eq!(line.points, expected, "{name} {unit} {code}");
                compared += 1;
            }
        }
        assert_eq!(compared, hand.len(), "{name}: every line of the hand table is compared");
    });
}

/// Who leads each block of a campaign, and whether the unit is put forward.
fn leaders(one: &CampaignRun) -> Vec<(String, bool)> {
    let leaders = one.outcome.blocks.iter().filter_map(|block| block.leader.as_ref());
    leaders.filter_map(|leader| Some((one.campaign.units[leader.unit?].code.as_str().to_owned(), leader.is_put_forward))).collect()
}

#[test]
fn a_leader_is_put_forward_in_the_periods_declared_only() {
    let both = |first, second| vec![(first, true), (second, true)];
    let mut expected = vec![
        ("binh-dinh-2023", both("TGPL", "PTP-HN")),
        // 160/150, 231/220 and 1820/1780 of their tasks, each named by its block.
        ("danh-hieu-2024-2025", vec![("XDPL", true), ("TGPL", true), ("STP", true)]),
        // 3 of 4 members are 75 %.
        ("danh-hieu-2024-2025", vec![("XDPL", true), ("DGTS", false), ("SNV", true)]),
        ("dong-thap-2021-2025", both("TGPL", "PTP-CL")),
        ("moi-cach-cham", both("HCTP", "TGPL")),
        ("nam-trung-bo-tay-nguyen-2022", both("STP-BDI", "THADS-KHO")),
        ("tp-ho-chi-minh-2022", both("BTTP", "TGPL")),
    ];
    // These put nobody forward.
    let without = ["PT4", "PT2", "PT3", "so-tu-phap-2022"];
    each(|name, one| {
        let leading = leaders(one);
        if leading.is_empty() {
            assert!(without.contains(&one.campaign.code.as_str()), "{name}: only a campaign without titles puts nobody forward");
            return;
        }
        let (of, units) = expected.remove(0);
        assert_eq!((of, leading), (name, units.into_iter().map(|(unit, is_put_forward)| (unit.to_owned(), is_put_forward)).collect()));
        let first_leaf = one.campaign.periods[one.campaign.leaf_periods()[0]].code.as_str().to_owned();
        let part = run(&example(name), &Request { period: Some(first_leaf), ..Request::default() });
        assert!(part.asked_for().all(|one| leaders(one).is_empty()), "{name}: a leader in a part of the time");
    });
    assert_eq!(expected, []);
}
