//! Units set aside for a decision of discipline, day by day.

use serde_json::Value;
use thidua::pipeline::Request;
use thidua::report::json;

use crate::support::{Fence, Files, base, concise, memory, overlay, reasons, run};

const ASIDE: &str = "xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khong_xep: {vi_pham: true}}\n";
const RANKED: &str = "xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4}\n";
const HEAD: &str = "doi_tuong,ma,tinh_trang,hinh_thuc,tu_ngay,den_ngay,so_van_ban\n";

fn files(definition: &str, rows: Option<&str>) -> Files {
    let fence = |path: &str, text: String| Fence { path: path.to_owned(), whole: false, text };
    let mut fences = vec![fence("phong-trao.yaml", definition.to_owned())];
    fences.extend(rows.map(|rows| fence("ky-luat.csv", format!("{HEAD}{rows}"))));
    overlay(base(), &fences)
}

/// The first quarter, 01/01 to 31/03.
fn quarter() -> Request {
    Request { period: Some("Q1".to_owned()), ..Request::default() }
}

fn standings(files: &Files) -> Vec<Value> {
    let run = run(files, &quarter());
    let mut out = Vec::new();
    json::write(&run, &memory(files), &mut out).expect("memory takes everything");
    let tally: Value = serde_json::from_slice(&out).expect("what is written is JSON");
    tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("a block").clone()
}

/// `unit place total state`, in the order of the ranking.
fn told(definition: &str, rows: Option<&str>) -> Vec<String> {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let told = |standing: &Value| ["unit", "place", "total", "state"].map(|key| word(&standing[key])).join(" ");
    standings(&files(definition, rows)).iter().map(told).collect()
}

const BOTH: [&str; 2] = ["P1 1 8.00 final", "P2 2 7.00 final"];
const SECOND_ALONE: [&str; 2] = ["P2 1 7.00 final", "P1 null 8.00 set_aside"];

#[test]
fn a_unit_under_a_decision_in_force_in_the_period_keeps_its_points_and_has_no_place() {
    for days in ["2026-03-31,", "2026-02-01,2026-02-01", "2025-06-01,2026-01-01", "2025-06-01,2027-01-01"] {
        assert_eq!(told(ASIDE, Some(&format!("tap_the,P1,da_quyet_dinh,khien_trach,{days},5/QĐ\n"))), SECOND_ALONE, "{days}");
    }
}

#[test]
fn a_decision_of_other_days_one_not_yet_made_and_one_of_a_person_set_no_unit_aside() {
    for row in [
        "tap_the,P1,da_quyet_dinh,khien_trach,2026-04-01,,5/QĐ\n",
        "tap_the,P1,da_quyet_dinh,khien_trach,2025-06-01,2025-12-31,5/QĐ\n",
        "tap_the,P1,dang_xem_xet,,2026-02-01,,5/QĐ\n",
        "ca_nhan,P1,da_quyet_dinh,canh_cao,2026-02-01,,5/QĐ\n",
    ] {
        assert_eq!(told(ASIDE, Some(row)), BOTH, "{row}");
    }
    // Nor where the campaign does not say so, nor without the sheet.
    assert_eq!(told(RANKED, Some("tap_the,P1,da_quyet_dinh,khien_trach,2026-02-01,,5/QĐ\n")), BOTH);
    assert_eq!(told(ASIDE, None), BOTH);
}

#[test]
fn why_a_unit_is_set_aside_is_said_with_its_row() {
    let files = files(ASIDE, Some("tap_the,P1,da_quyet_dinh,khien_trach,2026-02-01,,5/QĐ\n"));
    let standings = standings(&files);
    assert_eq!(standings[1]["set_aside_because"], "vi_pham");
    assert_eq!(standings[1]["set_aside_by"], serde_json::json!({"file": "ky-luat.csv", "line": 2}));
    assert!(standings[0].get("set_aside_because").is_none());
    let run = run(&files, &quarter());
    let mut out = Vec::new();
    thidua::report::table::write(&run, 120, thidua::report::table::Reader::Pipe, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("không xếp: có quyết định kỷ luật"), "{text}");
    assert!(!text.contains("Chưa tính: không xếp vì vi phạm"), "{text}");
}

#[test]
fn a_unit_that_is_not_known_and_a_row_that_stands_twice_are_told() {
    let row = "tap_the,P9,da_quyet_dinh,khien_trach,2026-02-01,,5/QĐ\n";
    let told = concise(&files(ASIDE, Some(row)), &quarter(), thidua::diagnostic::Language::Vietnamese);
    assert!(told.contains("ky-luat.csv:2:9: error[unknown-unit]"), "{told}");
    let row = "tap_the,P1,da_quyet_dinh,khien_trach,2026-02-01,,5/QĐ\n";
    let twice = files(ASIDE, Some(&row.repeat(2)));
    assert_eq!(reasons(&twice, &quarter()), [("duplicate-row".to_owned(), "same-key".to_owned())]);
}
