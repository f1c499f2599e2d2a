//! One fault is told once: what could not be read is not told again as missing.

use thidua::diagnostic::Language;
use thidua::pipeline::Request;

use crate::support::{base, concise, reasons};
use crate::worked::files;

/// The checks that speak of the base campaign with these sheets.
fn checks(definition: &str, sheets: &[(&str, &str)]) -> Vec<String> {
    reasons(&files(definition, sheets), &Request::default()).into_iter().map(|(check, _)| check).collect()
}

/// Whether anything is told to be missing or awaited.
fn misses(definition: &str, sheets: &[(&str, &str)]) -> bool {
    checks(definition, sheets).iter().any(|check| check == "missing-result" || check == "awaited-result")
}

const RESULTS: &str = "ket-qua/q1.csv";
const BY_TARGET: &str = "tieu_chi: [{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {ty_le: {mau: chi_tieu}}}]\n";
const BY_DUTY: &str = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: A2, ten: Hai, diem_chuan: 5, chi_cham_ky: [Q1], cach_cham: {co_khong: {tu_dong: {viec: dang_ky}}}}
";

#[test]
fn a_row_under_an_unknown_unit_is_not_missing_as_well() {
    assert!(!misses("", &[(RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\np2,A1,Q1,7\n")]));
}

#[test]
fn a_row_under_an_unknown_unit_hides_no_other_that_is_missing() {
    let units = "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nP3,Phòng Ba,K1,phong\n";
    assert!(misses("", &[("don-vi.csv", units), (RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\np2,A1,Q1,7\n")]));
}

#[test]
fn a_row_of_another_criterion_or_period_is_not_missing_as_well() {
    let group = "tieu_chi: [{ma: A, ten: Nhóm, con: [{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}]}]\n";
    assert!(!misses(group, &[(RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A,Q1,7\n")]));
    assert!(!misses("", &[(RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q9,7\n")]));
}

#[test]
fn a_record_that_is_no_row_is_not_missing_as_well() {
    assert!(!misses("", &[(RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1\n")]));
}

#[test]
fn a_record_that_is_no_row_beside_a_row_under_an_unknown_unit_is_not_missing_as_well() {
    // Two rows are missing, of P2 and P3: the one of `p2` and the broken record.
    let units = "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nP3,Phòng Ba,K1,phong\n";
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\np2,A1,Q1,7\nP3,A1,Q1\n";
    assert!(!misses("", &[("don-vi.csv", units), (RESULTS, rows)]));
    // Of two criteria the broken record alone is left for the second.
    let criteria =
        "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n  - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}\n";
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP1,A2,Q1,8\np2,A1,Q1,7\nP2,A2,Q1\n";
    assert!(!misses(criteria, &[(RESULTS, rows)]));
    // A third that is missing cannot be either.
    let units = format!("{units}P4,Phòng Bốn,K1,phong\n");
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\np2,A1,Q1,7\nP3,A1,Q1\n";
    assert!(misses("", &[("don-vi.csv", &units), (RESULTS, rows)]));
}

#[test]
fn a_figure_that_cannot_be_read_is_not_missing_as_well() {
    assert!(!misses("", &[(RESULTS, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,bảy\n")]));
}

#[test]
fn points_under_a_label_that_fits_no_stage_are_not_missing_as_well() {
    assert!(!misses("", &[(RESULTS, "don_vi,tieu_chi,ky,diem_chamm\nP1,A1,Q1,8\nP2,A1,Q1,7\n")]));
}

#[test]
fn a_target_that_cannot_be_read_is_not_missing_as_well() {
    let results = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,20,8\nP2,A1,Q1,,7\n";
    assert!(!misses(BY_TARGET, &[("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP2,A1,Q1,hai mươi\n"), (RESULTS, results)]));
    assert!(misses(BY_TARGET, &[("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP2,A1,Q1,\n"), (RESULTS, results)]));
}

#[test]
fn a_day_that_cannot_be_read_is_not_missing_as_well() {
    let book = |row: &str| format!("don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-20\n{row}\n");
    for row in ["P2,dang_ky,,hôm qua", "p2,dang_ky,,2026-01-20", "P2,dang_ki,,2026-01-20", "P2,dang_ky"] {
        assert!(!misses(BY_DUTY.trim_start(), &[("nop.csv", &book(row))]), "{row}");
    }
    assert!(misses(BY_DUTY.trim_start(), &[("nop.csv", &book("P2,ket_qua,Q1,2026-01-20"))]));
}

#[test]
fn a_registration_under_an_unknown_unit_is_not_missing_as_well() {
    let registrations = "nam,don_vi,doi_tuong,danh_hieu\n2026,P1,tap_the,TTLĐTT\n2026,p2,tap_the,TTLĐTT\n";
    assert!(!checks("", &[("dang-ky/k1.csv", registrations)]).contains(&"result-without-registration".to_owned()));
}

#[test]
fn a_period_for_which_nobody_has_handed_in_anything_awaits_nothing() {
    let files = base();
    let request = |period: Option<&str>, as_of: Option<&str>| Request {
        period: period.map(str::to_owned),
        as_of: as_of.map(|day| thidua::value::Day::parse(day.as_bytes()).expect("a day")),
        ..Request::default()
    };
    let told = |request: &Request| concise(&files, request, Language::Vietnamese).lines().count();
    // Q2's results are due on 10 July; nobody has handed in any.
    assert_eq!(told(&request(None, None)), 0);
    assert_eq!(told(&request(None, Some("2026-07-10"))), 0);
    assert_eq!(told(&request(None, Some("2026-07-11"))), 2);
    assert_eq!(told(&request(Some("Q2"), None)), 2);
    assert_eq!(told(&request(Some("6T"), None)), 2);
    assert_eq!(told(&request(Some("Q1"), None)), 0);
}
