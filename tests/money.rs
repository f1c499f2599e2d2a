//! Prize money: computed on the day of the decision, shown exact and rounded up, added up to a budget.

use thidua::pipeline::Request;
use thidua::report::{self, About, Cell};

use crate::support::{memory, run};
use crate::worked::files;

const MONEY: &str = "\
tien_thuong:
  luong_co_so: [{tu: 2024-07-01, muc: 2340000}]
  he_so: {LĐTT: \"0.3\", TTLĐTT: \"0.8\"}
";

/// The rows of the budget of these grants, from the column of the coefficient on.
fn budget(grants: &str) -> Vec<String> {
    let sheet = format!("doi_tuong,ma,danh_hieu,quyet_dinh,ngay,tien_thuong\n{grants}");
    let run = run(&files(MONEY, &[("khen-thuong.csv", &sheet)]), &Request::default());
    let pages = report::pages(&run, &About { version: "0" });
    let page = pages.iter().find(|page| &*page.name == "Tiền thưởng").expect("the page is there");
    page.tables[0].rows.iter().map(|row| row.cells[5..].iter().map(Cell::words).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn a_budget_adds_up_the_exact_and_the_rounded_prizes() {
    // 0.3 × 2340000 = 702000 → 710000; 0.8 × 2340000 = 1872000 → 1880000; 702000 + 1872000 = 2574000, 710000 + 1880000 = 2590000.
    let rows = budget("ca_nhan,N01,LĐTT,1/QĐ,2026-06-30,710000\ntap_the,P1,TTLĐTT,1/QĐ,2026-06-30,\n");
    assert_eq!(rows, ["0,3|2340000|702000|710000|710000", "0,8|2340000|1872000|1880000|", "||2574000|2590000|710000"]);
}

#[test]
fn a_prize_that_is_not_known_is_not_zero_and_not_in_the_sum() {
    // Decided the day before any base pay is declared.
    let rows = budget("ca_nhan,N01,LĐTT,1/QĐ,2026-06-30,\nca_nhan,N02,LĐTT,1/QĐ,2024-06-30,\n");
    assert_eq!(rows, ["0,3|2340000|702000|710000|", "0,3||cần xem xét|cần xem xét|", "||702000|710000|"]);
}

#[test]
fn before_the_decision_the_list_of_proposals_has_a_budget() {
    // Two of 0.3 and one of 0.8: 2 × 702000 + 1872000 = 3276000, 2 × 710000 + 1880000 = 3300000.
    let proposals = "don_vi,doi_tuong,ma,danh_hieu\nP1,ca_nhan,N1,LĐTT\nP1,ca_nhan,N2,LĐTT\nP1,tap_the,,TTLĐTT\n";
    let files = files(MONEY, &[("de-nghi/p.csv", proposals)]);
    let pages = report::titles::pages(&run(&files, &Request::default()), &memory(&files), &About { version: "0" });
    let page = pages.iter().find(|page| &*page.name == "Dự toán").expect("the page is there");
    let rows: Vec<String> = page.tables[0].rows.iter().map(|row| row.cells[1..].iter().map(Cell::words).collect::<Vec<_>>().join("|")).collect();
    let expected = ["2|0,3|2340000|702000|710000|1404000|1420000", "1|0,8|2340000|1872000|1880000|1872000|1880000", "|||||3276000|3300000"];
    assert_eq!(rows, expected);
}
