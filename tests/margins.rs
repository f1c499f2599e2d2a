//! Margins and the warning about rounding, each worked by hand.

use serde_json::Value;
use thidua::pipeline::{self, Request};
use thidua::report::{About, json, pages};

use crate::support::{Files, example, memory, run};
use crate::worked::files;

fn standings(files: &Files) -> Vec<Value> {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    let mut out = Vec::new();
    json::write(&run, &volume, &mut out).expect("memory takes everything");
    let tally: Value = serde_json::from_slice(&out).expect("what is written is JSON");
    tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("a block").clone()
}

/// `unit to_place to_grade grade criterion points`, in the order of the ranking.
fn margins(files: &Files) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let told = |standing: &Value| {
        let margin = &standing["margin"];
        let gap = &margin["widest_gap"];
        let parts = [&standing["unit"], &margin["to_place"], &margin["to_grade"], &margin["next_grade"], &gap["criterion"], &gap["points"]];
        parts.map(word).join(" ")
    };
    standings(files).iter().map(told).collect()
}

#[test]
fn margins_of_a_block_are_those_worked_by_hand() {
    // Shares, rounded: 99,02 93,50 90,09 89,85 89,85 85,52 76,17; grades from 90 and from 80.
    // Maxima: A1 40, A2 20, A3 10, B1 5, B2 10, B3 5, B4 10.
    let expected = [
        // First, in the highest grade; A3 lacks 10 - 9,52 = 0,48, B4 10 - 9,50 = 0,50.
        "BTTP – – – B4 0.50",
        // 99,02 - 93,50; A2 20 - 15.
        "HTQT 5.52 – – A2 5.00",
        // 93,50 - 90,09; A2 is left out of what it was assigned; B3 5 - 0, B4 10 - 7,63.
        "XDKTVB 3.41 – – B3 5.00",
        // 90,09 - 89,85; 90 - 89,85.
        "LLTP 0.24 0.15 Xuất sắc A2 5.00",
        // Parted from LLTP on equal shares.
        "VP 0.00 0.15 Xuất sắc A2 5.00",
        // 89,85 - 85,52; 90 - 85,52; A1 40 - 36,44 = 3,56 and A2 20 - 15.
        "TTr 4.33 4.48 Xuất sắc A2 5.00",
        // 85,52 - 76,17; 80 - 76,17; A2 20 - 5.
        "PBGDPL 9.35 3.83 Tốt A2 15.00",
    ];
    assert_eq!(margins(&example("tp-ho-chi-minh-2022")), expected);
}

const SHARES: &str = "cham_diem:
  vong: [cham]
  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tong}
  vuot_chi_tieu: toi_da
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: {ty_le: {mau: tong_so}}}
ky: [{ma: Q1, ten: Quý I, tu: 2026-01-01, den_het: 2026-03-31}]
cac_han: []
";

fn shares(precision: &str, rows: &str) -> Files {
    let ranking =
        format!("xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4{precision}, xep_loai: [{{tren: 8, ten: Tốt}}, {{den: 8, ten: Khá}}]}}\n");
    let units = "ma,ten,khoi,loai\nP1,Một,K1,phong\nP2,Hai,K1,phong\nP3,Ba,K1,phong\n";
    files(&format!("{SHARES}{ranking}"), &[("don-vi.csv", units), ("ket-qua/q1.csv", &format!("don_vi,tieu_chi,ky,tong_so,thuc_hien\n{rows}"))])
}

#[test]
fn an_exact_margin_is_a_fraction_and_a_grade_above_an_end_is_not_reached_at_it() {
    // 10 × 9/9 = 10; 10 × 8/10 = 8, which is not above 8; 10 × 2/3 = 20/3: 8 - 20/3 = 4/3 to both, 10 - 20/3 = 10/3.
    let files = shares(", tren_diem: chinh_xac", "P1,A1,Q1,9,9\nP2,A1,Q1,10,8\nP3,A1,Q1,3,2\n");
    assert_eq!(margins(&files), ["P1 – – – – –", "P2 2.00 0.00 Tốt A1 2.00", "P3 4/3 4/3 Tốt A1 10/3"]);
    // Rounded, 20/3 is 6,67: 8 - 6,67.
    let files = shares("", "P1,A1,Q1,9,9\nP2,A1,Q1,10,8\nP3,A1,Q1,3,2\n");
    assert_eq!(margins(&files), ["P1 – – – – –", "P2 2.00 0.00 Tốt A1 2.00", "P3 1.33 1.33 Tốt A1 10/3"]);
}

#[test]
fn a_unit_without_a_place_has_no_margin_and_those_who_share_one_have_the_next() {
    let files = shares("", "P1,A1,Q1,10,9\nP2,A1,Q1,10,9\n");
    assert_eq!(margins(&files), ["P1 – – – A1 1.00", "P2 – – – A1 1.00", "P3 – – – – –"]);
}

/// The rows of the page, cells parted by bars.
fn margins_page(files: &Files) -> Vec<String> {
    let run = run(files, &Request::default());
    let pages = pages(&run, &About { version: "0.0.0" });
    let page = pages.iter().find(|page| &*page.name == "Khoảng cách").expect("the page");
    page.tables[0].rows.iter().map(|row| row.cells.iter().map(thidua::report::Cell::words).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn the_page_of_margins_shows_them_with_a_comma_and_a_dash_for_none() {
    let rows = margins_page(&example("tp-ho-chi-minh-2022"));
    assert_eq!(rows[0], "Khối các Phòng Chuyên môn Sở (PCM) – tỷ lệ (%) đã làm tròn");
    assert!(rows[1].ends_with("|0,50") && rows[1].contains("|1|99,02|–|–|–|B4 "), "{}", rows[1]);
    assert!(rows[4].contains("|4|89,85|0,24|0,15|Xuất sắc|A2 "), "{}", rows[4]);
}

#[test]
fn the_page_of_margins_shows_an_exact_fraction_as_a_decimal_that_says_it_is_rounded() {
    // 20/3 = 6,666…, 8 - 20/3 = 4/3 = 1,333…, 10 - 20/3 = 10/3 = 3,333…
    let files = shares(", tren_diem: chinh_xac", "P1,A1,Q1,9,9\nP2,A1,Q1,10,8\nP3,A1,Q1,3,2\n");
    let page = margins_page(&files);
    assert!(page[3].contains("|3|6,67 ≈|1,33 ≈|1,33 ≈|Tốt") && page[3].ends_with("|3,33 ≈"), "{}", page[3]);
    // 2/3 and 66667/100000 differ by 1/300000, ten times that in points: 0,000033…, which two decimals would make nothing.
    let files = shares(", tren_diem: chinh_xac", "P1,A1,Q1,9,9\nP2,A1,Q1,100000,66667\nP3,A1,Q1,3,2\n");
    let page = margins_page(&files);
    assert!(page[3].contains("|3|6,67 ≈|0,00003 ≈|"), "{}", page[3]);
}

#[test]
fn the_groups_of_a_block_that_rounding_parts_are_one_finding() {
    // Of 10: 20/3 and 6,67; 10/3 and 3,33; 5/3 and 1,67; 25/3 and 8,33. Four pairs are equal when rounded and differ exactly.
    let pairs = ["3,2", "1000,667", "3,1", "1000,333", "6,1", "1000,167", "6,5", "1000,833"];
    let rows = (1..).zip(pairs).map(|(number, figures)| format!("P{number},A1,Q1,{figures}\n")).collect::<Vec<_>>().concat();
    let units = (1..=8).map(|number| format!("P{number},Phòng {number},K1,phong\n")).collect::<Vec<_>>().concat();
    let mut files = shares("", &rows);
    files.insert("don-vi.csv".to_owned(), format!("ma,ten,khoi,loai\n{units}").into_bytes());
    let told = crate::support::concise(&files, &Request::default(), thidua::diagnostic::Language::Vietnamese);
    let told: Vec<&str> = told.lines().filter(|line| line.contains("[rounding-decides]")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("đều là 8,33") && told[0].contains("; còn 1 nhóm nữa trong khối"), "{}", told[0]);
}
