//! What a clerk is told to do about what habit and spreadsheets make of a table, beside what only looks like it.

use crate::worked::{files, findings};

/// What is said of a file of results.
fn said(results: &str) -> String {
    findings(&files("", &[("ket-qua/q1.csv", results)]), "Q1")
}

fn said_of_row(row: &str) -> String {
    said(&format!("don_vi,tieu_chi,ky,diem_cham\n{row}\n"))
}

#[test]
fn thousands_parted_by_a_space_of_any_width_are_to_be_written_together() {
    for space in [' ', '\u{a0}', '\u{202f}'] {
        let said = said_of_row(&format!("P1,A1,Q1,1{space}250"));
        assert!(said.contains("viết liền: `1250`; trong bảng tính"), "{said}");
    }
    for other in ["1 25", "1250 300", "1  250", "9 việc"] {
        let said = said_of_row(&format!("P1,A1,Q1,{other}"));
        assert!(said.contains("không phải là số") && !said.contains("viết liền"), "{said}");
    }
}

#[test]
fn a_sum_under_the_table_is_to_be_removed() {
    for sum in ["Tổng cộng", "TỔNG", "cộng", "Tong so"] {
        let said = said_of_row(&format!("{sum},A1,Q1,8"));
        assert!(said.contains("bỏ dòng này: dòng cộng không phải của đơn vị nào"), "{said}");
    }
    let said = said_of_row("Tổng hợp,A1,Q1,8");
    assert!(said.contains("mang mã `Tổng hợp`") && !said.contains("dòng cộng"), "{said}");
}

#[test]
fn a_title_over_the_table_is_one_finding_and_to_be_removed() {
    for (title, told) in
        [("KẾT QUẢ QUÝ I,,,", "dòng đầu chỉ có `KẾT QUẢ QUÝ I`"), (",,Điểm quý I,", "dòng đầu chỉ có `Điểm quý I`"), (",,,", "dòng đầu trống")]
    {
        let said = said(&format!("{title}\ndon_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n"));
        let of_labels: Vec<&str> = said.lines().filter(|line| line.starts_with("ket-qua/q1.csv:1:")).collect();
        assert!(of_labels.len() == 1 && of_labels[0].contains(told) && of_labels[0].contains("bỏ dòng này"), "{said}");
    }
    // One label that fits makes it a row of labels, and what it lacks is told of each column.
    let said = said("don_vi,,,\nP1,A1,Q1,8\n");
    assert!(said.contains("thiếu cột `tieu_chi`") && !said.contains("dòng đầu"), "{said}");
}
