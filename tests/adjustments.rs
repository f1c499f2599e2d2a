//! Adjusted cells, each score worked by hand.

use serde_json::Value;
use thidua::pipeline::{Request, Run};
use thidua::report::{About, Cell, json, pages};

use crate::support::{Files, memory, reasons, run};
use crate::worked;

const HEAD: &str = "stt,ngay,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban,nguoi_quyet_dinh\n";

const DEFINITION: &str = "ky: [{ma: Q1, ten: Quý I, tu: 2026-01-01, den_het: 2026-03-31}]
cac_han: []
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: A2, ten: Hai, diem_chuan: 20, cach_cham: {ty_le: {mau: tong_so}}, khong_phat_sinh: khong_diem}
";

const ROWS: &str = "don_vi,tieu_chi,ky,tong_so,thuc_hien,diem_cham\nP1,A1,Q1,,,8\nP1,A2,Q1,10,9,\nP2,A1,Q1,,,8.5\nP2,A2,Q1,10,9,\n";

fn files(adjustments: &str) -> Files {
    worked::files(DEFINITION, &[("ket-qua/q1.csv", ROWS), ("dieu-chinh.csv", &format!("{HEAD}{adjustments}"))])
}

fn standings(run: &Run, files: &Files) -> Vec<Value> {
    let mut out = Vec::new();
    json::write(run, &memory(files), &mut out).expect("memory takes everything");
    let tally: Value = serde_json::from_slice(&out).expect("what is written is JSON");
    tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("a block").clone()
}

/// `unit total: line line …`, in the order of the ranking.
fn scores(adjustments: &str) -> Vec<String> {
    let files = files(adjustments);
    let run = run(&files, &Request::default());
    let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let told = |standing: &Value| {
        let lines: Vec<String> = standing["lines"].as_array().expect("lines").iter().map(|line| word(&line["points"])).collect();
        format!("{} {}: {}", word(&standing["unit"]), word(&standing["total"]), lines.join(" "))
    };
    standings(&run, &files).iter().map(told).collect()
}

#[test]
fn the_adjusted_value_is_what_is_scored() {
    // Before: P1 8 + 20 × 9/10 = 26; P2 8,5 + 18 = 26,5.
    assert_eq!(scores(""), ["P2 26.50: 8.50 18.00", "P1 26.00: 8.00 18.00"]);
    // P1 9 + 18 = 27.
    assert_eq!(scores("1,,Q1,P1,A1,diem_cham,8,9,l,v,\n"), ["P1 27.00: 9.00 18.00", "P2 26.50: 8.50 18.00"]);
    // P1 8 + 20 × 10/12 = 16,67: both cells of the row.
    assert_eq!(scores("1,,Q1,P1,A2,tong_so,10,12,l,v,\n2,,Q1,P1,A2,thuc_hien,9,10,l,v,\n"), ["P2 26.50: 8.50 18.00", "P1 24.67: 8.00 16.67"]);
    // Nothing arose, and what was reported is taken back: 0 of the criterion's points.
    let nothing = "1,,Q1,P1,A2,thuc_hien,9,,l,v,\n2,,Q1,P1,A2,tong_so,10,,l,v,\n3,,Q1,P1,A2,khong_phat_sinh,,x,l,v,\n";
    assert_eq!(scores(nothing)[1], "P1 8.00: 8.00 0.00");
    // Emptied: the line is missing, and the unit without a place.
    assert_eq!(scores("1,,Q1,P1,A1,diem_cham,8,,l,v,\n")[1], "P1 18.00: – 18.00");
}

#[test]
fn adjustments_of_one_cell_are_applied_in_the_order_of_their_numbers_wherever_they_stand() {
    // 8 → 9 → 7: 7 + 18 = 25.
    let first = "1,,Q1,P1,A1,diem_cham,8,9,l,v,\n2,,Q1,P1,A1,diem_cham,9,7,l,v,\n";
    assert_eq!(scores(first)[1], "P1 25.00: 7.00 18.00");
    let turned = files("2,,Q1,P1,A1,diem_cham,9,7,l,v,\n1,,Q1,P1,A1,diem_cham,8,9,l,v,\n");
    // The order of the rows is told, the values are right.
    assert_eq!(reasons(&turned, &Request::default()), [("adjustment-order".to_owned(), "falling".to_owned())]);
}

#[test]
fn a_line_that_was_adjusted_says_so_everywhere() {
    let files = files("1,2026-05-04,Q1,P1,A1,diem_cham,8,9,cộng nhầm,12/KL-STP,Giám đốc\n");
    let run = run(&files, &Request::default());
    let lines = &standings(&run, &files)[0]["lines"];
    let expected = serde_json::json!([{
        "number": "1", "period": "Q1", "column": "diem_cham", "old": "8", "new": "9", "document": "12/KL-STP",
        "source": {"file": "dieu-chinh.csv", "line": 2},
    }]);
    assert_eq!(lines[0]["adjustments"], expected);
    assert!(lines[1].get("adjustments").is_none(), "the other line was not adjusted");
    let pages = pages(&run, &About { version: "0.0.0" });
    let block = pages.iter().find(|page| &*page.name == "Khối K1").expect("the block has a page");
    let cells: Vec<String> = block.tables[0].rows[0].cells.iter().map(Cell::words).collect();
    assert_eq!(cells[3..], ["9,00 (đc)", "8,50"]);
    assert!(block.tables[0].notes.iter().any(|note| note.starts_with("(đc): ")));
    let list = pages.iter().find(|page| &*page.name == "Điều chỉnh").expect("the adjustments have a page");
    let cells: Vec<String> = list.tables[0].rows[0].cells.iter().map(Cell::words).collect();
    assert_eq!(cells, ["1", "04/05/2026", "Q1", "Phòng Một", "A1", "diem_cham", "8", "9", "cộng nhầm", "12/KL-STP", "Giám đốc"]);
}

#[test]
fn points_out_of_bounds_after_an_adjustment_are_told_at_the_adjustment() {
    let files = files("1,,Q1,P1,A1,diem_cham,8,10.5,l,v,\n");
    let told = crate::support::concise(&files, &Request::default(), thidua::diagnostic::Language::Vietnamese);
    assert!(told.starts_with("dieu-chinh.csv:2:") && told.contains("points-over-maximum"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    // Exactly the maximum.
    assert!(reasons(&self::files("1,,Q1,P1,A1,diem_cham,8,10,l,v,\n"), &Request::default()).is_empty());
}

#[test]
fn reason_and_document_must_be_filled() {
    for (row, cell) in [("1,,Q1,P1,A1,diem_cham,8,9,,v,\n", "ly_do"), ("1,,Q1,P1,A1,diem_cham,8,9,l,,\n", "van_ban")] {
        assert_eq!(reasons(&files(row), &Request::default()).len(), 1, "{cell}");
    }
}

#[test]
fn the_column_is_named_as_a_header_of_the_results_may_name_it() {
    let [by_key, by_label] = ["diem_cham", "Điểm chấm"].map(|column| scores(&format!("1,,Q1,P1,A1,{column},8,9,l,v,\n")));
    assert_eq!(by_label, by_key);
    assert_eq!(by_label[0], "P1 27.00: 9.00 18.00");
    let [by_key, by_label] = ["thuc_hien", "KẾT QUẢ THỰC HIỆN"].map(|column| scores(&format!("1,,Q1,P1,A2,{column},9,10,l,v,\n")));
    // 8 + 20 × 10/10.
    assert_eq!((&by_label, &*by_label[0]), (&by_key, "P1 28.00: 8.00 20.00"));
    // Labels are those of the results, one by one.
    for column in thidua::draft::adjustments::adjustable::COLUMNS {
        let of_results = thidua::results::COLUMNS.iter().find(|known| known.key == column.key).expect("a column of the results");
        assert_eq!(column.labels, of_results.labels, "{}", column.key);
    }
}
