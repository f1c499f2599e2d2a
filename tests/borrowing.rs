//! Criteria scored from the rows of another: one row, several lines, each figure worked by hand.

use thidua::pipeline::Run;
use thidua::sheet::RowId;

use crate::worked::{self, asked, checks, files};

fn run(criteria: &str, sheets: &[(&str, &str)], period: &str) -> Run {
    let definition = format!("tieu_chi:\n{criteria}xep_hang: {{so_sanh: ty_le_diem, thu_hang: 1-2-2-4}}\n");
    let one_unit = ("don-vi.csv", "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\n");
    crate::support::run(&files(&definition, &[&[one_unit], sheets].concat()), &asked(period))
}

/// `criterion points/maximum state` of P1's lines.
fn lines(run: &Run) -> Vec<String> {
    worked::lines(run, "P1")
}

/// A1 by its share of the target; A2 by bands of the share of `tong_so`; A3 so much for each: all from A1's rows.
const THREE: &str = "
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, khong_phat_sinh: loai_tru, cach_cham: {ty_le: {mau: chi_tieu}}}
  - ma: A2
    ten: Hai
    diem_chuan: 5
    so_lieu_cua: A1
    khong_phat_sinh: diem_toi_da
    cach_cham: {theo_muc: {so: ty_le, mau: tong_so, cac_muc: [{tu: 100, diem: 5}, {tu: 80, duoi: 100, diem: 3}, {duoi: 80, diem: 0}]}}
  - {ma: A3, ten: Ba, diem_chuan: 4, so_lieu_cua: A1, khong_phat_sinh: khong_diem, cach_cham: {theo_so_luong: {diem_moi: 0.25}}}
";

#[test]
fn one_row_feeds_every_line_that_borrows_it() {
    // 12 of a target of 20: 10 × 12 / 20 = 6; 12 of 15 due = 80 %: 3; 12 × 0,25 = 3.
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,20,15,12\n";
    let run = run(THREE, &[("ket-qua/q1.csv", rows)], "Q1");
    assert_eq!(lines(&run), ["A1 6/10 given", "A2 3/5 given", "A3 3/4 given"]);
    assert_eq!(checks(&run), [""; 0]);
    let unit = run.first().campaign.directories.units.find(b"P1").expect("the unit is declared");
    let rows: Vec<Vec<RowId>> = run.first().tally().lines(unit).into_iter().map(|line| line.rows).collect();
    assert!(rows.iter().all(|of| *of == rows[0] && of.len() == 1), "{rows:?}");
}

#[test]
fn targets_of_the_sheet_and_periods_come_with_the_row() {
    // A2 by the share of the target in chi-tieu.csv under A1: Q1 12 of 16, Q2 4 of 16; added up 16 of 32 = 5 × 1/2 = 2,5.
    let criteria = "
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, gop_ky: {lay: diem_tong}, cach_cham: {theo_so_luong: {diem_moi: 0.5}}}
  - {ma: A2, ten: Hai, diem_chuan: 5, so_lieu_cua: A1, chi_tieu: theo_ky, gop_ky: {lay: so_lieu}, cach_cham: {ty_le: {mau: chi_tieu}}}
";
    let targets = "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,16\nP1,A1,Q2,16\n";
    let rows = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,12\nP1,A1,Q2,4\n";
    let both = run(criteria, &[("chi-tieu.csv", targets), ("ket-qua/q1.csv", rows)], "6T");
    // A1: 12 × 0,5 + 4 × 0,5 = 8 of 2 × 10.
    assert_eq!(lines(&both), ["A1 8/20 given", "A2 2.5/5 given"]);
    assert_eq!(checks(&both), [""; 0]);
}

#[test]
fn figures_that_run_on_run_on_for_who_borrows_them() {
    // luy_ke: the last quarter's 30 of the year's 40: 10 × 30 / 40 = 7,5; 30 × 0,1 = 3.
    let criteria = "
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: luy_ke, chi_tieu: theo_nam, gop_ky: {lay: so_lieu}, cach_cham: {ty_le: {mau: chi_tieu}}}
  - {ma: A2, ten: Hai, diem_chuan: 5, so_lieu_cua: A1, gop_ky: {lay: so_lieu}, cach_cham: {theo_so_luong: {diem_moi: 0.1}}}
";
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,40,10\nP1,A1,Q2,40,30\n";
    let run = run(criteria, &[("ket-qua/q1.csv", rows)], "6T");
    assert_eq!(lines(&run), ["A1 7.5/10 given", "A2 3/5 given"]);
    assert_eq!(checks(&run), [""; 0]);
}

#[test]
fn what_does_not_arise_counts_by_the_policy_of_each() {
    let rows = "don_vi,tieu_chi,ky,thuc_hien,khong_phat_sinh\nP1,A1,Q1,,không có hồ sơ\n";
    let expected = ["A1 –/– not applicable", "A2 5/5 not applicable", "A3 0/4 not applicable"];
    assert_eq!(lines(&run(THREE, &[("ket-qua/q1.csv", rows)], "Q1")), expected);
    let exempt = "don_vi,tieu_chi,ky,chi_tieu,khong_giao\nP1,A1,,,x\n";
    let sheets = [("chi-tieu.csv", exempt), ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien\n")];
    assert_eq!(lines(&run(THREE, &sheets, "Q1")), expected);
    // A zero denominator is a matter of the line that divides by it: 0 × 0,25 = 0, and no target was set for A1.
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,0,0,0\n";
    assert_eq!(lines(&run(THREE, &[("ket-qua/q1.csv", rows)], "Q1")), ["A1 –/– not applicable", "A2 5/5 not applicable", "A3 0/4 given"]);
}

#[test]
fn who_borrows_without_a_policy_makes_the_claim_a_finding() {
    let criteria = THREE.replace("khong_phat_sinh: khong_diem, ", "");
    let rows = "don_vi,tieu_chi,ky,thuc_hien,khong_phat_sinh\nP1,A1,Q1,,không có hồ sơ\n";
    let told = run(&criteria, &[("ket-qua/q1.csv", rows)], "Q1");
    assert_eq!(checks(&told), ["not-applicable-row"]);
    let exempt = "don_vi,tieu_chi,ky,chi_tieu,khong_giao,ghi_chu\nP1,A1,Q1,,x,Phòng không có\n";
    let sheets = [("chi-tieu.csv", exempt), ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien\n")];
    assert_eq!(checks(&run(&criteria, &sheets, "Q1")), ["not-assigned-without-policy"]);
}

#[test]
fn estimates_come_with_the_row() {
    // A1 by the estimate 10 × 18 / 20 = 9; A2 by what is done 12 × 0,25 = 3.
    let criteria = "
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, so_lieu_cham: uoc_thuc_hien, cach_cham: {ty_le: {mau: chi_tieu}}}
  - {ma: A2, ten: Hai, diem_chuan: 5, so_lieu_cua: A1, cach_cham: {theo_so_luong: {diem_moi: 0.25}}}
";
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien,uoc_thuc_hien\nP1,A1,Q1,20,12,18\n";
    assert_eq!(lines(&run(criteria, &[("ket-qua/q1.csv", rows)], "Q1")), ["A1 9/10 estimated", "A2 3/5 given"]);
}

#[test]
fn points_of_a_stage_in_the_row_are_the_lenders_alone() {
    // 7 is given for A1 in place of 6; A3 stays 12 × 0,25 = 3.
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien,diem_cham,ghi_chu\nP1,A1,Q1,20,15,12,7,xét thêm\n";
    assert_eq!(lines(&run(THREE, &[("ket-qua/q1.csv", rows)], "Q1")), ["A1 7/10 given", "A2 3/5 given", "A3 3/4 given"]);
}

#[test]
fn a_row_that_is_lacking_is_told_once_and_what_only_the_borrower_needs_is_told_of_it() {
    let none = run(THREE, &[("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien\n")], "Q1");
    assert_eq!(lines(&none), ["A1 –/10 missing", "A2 –/5 missing", "A3 –/4 missing"]);
    assert_eq!(checks(&none), ["awaited-result"]);
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,20,12\n";
    let part = run(THREE, &[("ket-qua/q1.csv", rows)], "Q1");
    assert_eq!(lines(&part), ["A1 6/10 given", "A2 –/5 missing", "A3 3/4 given"]);
    assert_eq!(checks(&part), ["awaited-result"]);
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,20,15,\n";
    assert_eq!(checks(&run(THREE, &[("ket-qua/q1.csv", rows)], "Q1")), ["awaited-result"]);
}

#[test]
fn a_row_of_its_own_changes_nothing_and_is_told() {
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,20,15,12\nP1,A3,Q1,,,1\n";
    let run = run(THREE, &[("ket-qua/q1.csv", rows)], "Q1");
    assert_eq!(lines(&run), ["A1 6/10 given", "A2 3/5 given", "A3 3/4 given"]);
    assert_eq!(checks(&run), ["result-not-scored"]);
}

#[test]
fn more_than_there_was_is_an_error_where_only_the_borrower_divides_by_it() {
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,20,11,12\n";
    assert_eq!(checks(&run(THREE, &[("ket-qua/q1.csv", rows)], "Q1")), ["actual-over-total"]);
}

#[test]
fn what_is_said_of_rows_is_said_where_they_belong() {
    let said = THREE.replace("so_lieu_cua: A1, khong", "so_lieu_cua: A1, so_lieu: luy_ke, khong");
    let rows = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien\nP1,A1,Q1,20,15,12\n";
    assert_eq!(checks(&run(&said, &[("ket-qua/q1.csv", rows)], "Q1")), ["pointless-key"]);
    let by_target = "
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 0.5}}}
  - {ma: A2, ten: Hai, diem_chuan: 5, so_lieu_cua: A1, cach_cham: {ty_le: {mau: chi_tieu}}}
";
    assert_eq!(checks(&run(by_target, &[("ket-qua/q1.csv", rows)], "Q1")), ["undeclared-choice"]);
}
