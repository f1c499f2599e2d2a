//! Weights and maxima of blocks: each figure worked by hand in a comment.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::Value;
use thidua::pipeline::{self, Run};
use thidua::report::{About, json, xlsx};
use thidua::tally::{Line, Total};
use thidua::value::Fraction;

use crate::support::{Files, memory, run};
use crate::worked::{self, asked, findings, ranked};

const ONE_BY_ONE: &str = "tung_dong";
const ONCE: &str = "tong";

/// The base campaign with these criteria, rounded line by line or once, two blocks, and these rows.
fn files(criteria: &str, moment: &str, results: &str) -> Files {
    let definition = format!(
        "tieu_chi:\n{criteria}khoi:\n  - {{ma: K1, ten: Khối một}}\n  - {{ma: K2, ten: Khối hai}}\ncham_diem:\n  vong: [cham]\n  \
         lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: {moment}}}\n  gop_ky: {{lay: diem_tong}}\n  vuot_chi_tieu: toi_da\n"
    );
    let units = "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nP3,Phòng Ba,K2,phong\nP4,Phòng Bốn,K2,phong\n";
    worked::files(&definition, &[("don-vi.csv", units), ("ket-qua/q1.csv", results)])
}

fn ran(criteria: &str, moment: &str, results: &str, period: &str) -> Run {
    ranked(&files(criteria, moment, results), period)
}

fn told(criteria: &str) -> String {
    findings(&files(criteria, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\n"), "Q1")
}

fn of(run: &Run, unit: &str) -> (Vec<Line>, Total) {
    let index = run.first().campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    (run.first().tally().lines(index), run.first().tally().total(index))
}

/// `criterion points/maximum` of a unit's lines, which add up to its total.
fn lines(run: &Run, unit: &str) -> Vec<String> {
    let (lines, total) = of(run, unit);
    let sum = |parts: &mut dyn Iterator<Item = Fraction>| parts.fold(Fraction::ZERO, |sum, one| sum.checked_add(&one).expect("it fits"));
    assert_eq!(sum(&mut lines.iter().filter_map(|line| line.maximum)), total.maximum);
    match total.exact {
        Some(exact) => assert_eq!(sum(&mut lines.iter().filter_map(|line| line.exact)), exact),
        None => assert_eq!(sum(&mut lines.iter().filter_map(|line| Some(line.points?.to_fraction()))), total.points.to_fraction()),
    }
    let code = |line: &Line| run.first().campaign.criteria[line.criterion].code.as_str();
    let shown = |line: &Line| {
        let exact = line.exact.or_else(|| Some(line.points?.to_fraction()));
        let [points, maximum] = [exact, line.maximum].map(|number| number.map_or("–".to_owned(), |number| number.to_string()));
        format!("{} {points} of {maximum}", code(line))
    };
    lines.iter().map(shown).collect()
}

/// `total of maximum: share`.
fn total(run: &Run, unit: &str) -> String {
    let (_, total) = of(run, unit);
    format!("{} of {}: {}", total.points, total.maximum, total.share.map_or("–".to_owned(), |share| share.to_string()))
}

const TREE: &str = "  - ma: A
    ten: Nhóm
    diem_chuan: 10
    con:
      - {ma: A1, ten: Một, diem_chuan: 10, trong_so: 0.5, cach_cham: cho_diem}
      - {ma: A2, ten: Hai, diem_chuan: 10, trong_so: 1/2, so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}}
  - {ma: B, ten: Ba, diem_chuan: 10, trong_so: 1/3, cach_cham: cho_diem}
";
const ROWS: &str =
    "don_vi,tieu_chi,ky,diem_cham,tong_so,thuc_hien\nP1,A1,Q1,7.77,,\nP1,A2,Q1,,3,2\nP1,B,Q1,8,,\nP2,A1,Q1,10,,\nP2,A2,Q1,,1,1\nP2,B,Q1,10,,\n";

// Weights.

#[test]
fn a_weighed_line_is_rounded_once() {
    // 7.77 / 2 = 3.885, rounded 3.89; 20/3 / 2 = 10/3, rounded 3.33 (6.67 / 2 would be 3.34); 8/3, rounded 2.67. Together 9.89.
    // Maxima 5 + 5 + 10/3 = 40/3. Share: 989 × 3/40 = 74.175, rounded 74.18.
    let run = ran(TREE, ONE_BY_ONE, ROWS, "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 3.89 of 5", "A2 3.33 of 5", "B 2.67 of 10/3"]);
    assert_eq!(total(&run, "P1"), "9.89 of 40/3: 74.18");
    // Everything: 5 + 5 + 3.33, of 40/3: 1333 × 3/40 = 99.975.
    assert_eq!(total(&run, "P2"), "13.33 of 40/3: 99.98");
}

#[test]
fn weighed_lines_stay_exact_where_the_total_is_rounded() {
    // 3.885 + 10/3 + 8/3 = 9.885, rounded 9.89. Share: 988.5 × 3/40 = 74.1375.
    let run = ran(TREE, ONCE, ROWS, "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 3.885 of 5", "A2 10/3 of 5", "B 8/3 of 10/3"]);
    assert_eq!(total(&run, "P1"), "9.89 of 40/3: 74.14");
    assert_eq!(total(&run, "P2"), "13.33 of 40/3: 100");
}

#[test]
fn weights_on_a_path_are_multiplied() {
    // A1 counts 0.4 × 0.5 = 1/5: 9 × 1/5 = 1.8 of 2. The group's own maximum is its children's, before its own weight.
    let tree =
        "  - {ma: A, ten: Nhóm, diem_chuan: 4, trong_so: 0.5, con: [{ma: A1, ten: Một, diem_chuan: 10, trong_so: 0.4, cach_cham: cho_diem}]}\n";
    let run = ran(tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,9\n", "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 1.8 of 2"]);
    // Of 5 the group would be wrong: 10 × 0.4 is 4.
    let told = told(&tree.replace("diem_chuan: 4,", "diem_chuan: 5,"));
    assert!(told.contains("[children-sum]: điểm chuẩn 5 của nhóm `A` khác tổng 4 của các con nhân trọng số"), "{told}");
}

#[test]
fn a_sum_of_thirds_is_a_whole() {
    let leaf = |code: &str| format!("{{ma: {code}, ten: Một, diem_chuan: 10, trong_so: 1/3, cach_cham: cho_diem}}");
    let tree = format!("  - {{ma: A, ten: Nhóm, diem_chuan: 10, con: [{}, {}, {}]}}\n", leaf("A1"), leaf("A2"), leaf("A3"));
    assert!(!told(&tree).contains("children-sum"));
    let decimal = tree.replace("1/3", "0.333333");
    assert!(told(&decimal).contains("khác tổng 9,99999 của các con nhân trọng số"), "{}", told(&decimal));
}

#[test]
fn a_caps_group_compares_what_counts() {
    // T: 4 × 2 = 8 on its own scale, 4 counted, over the cap of 3 by 1. TR: 4, and the group counts twice: 8 against 3 × 2 = 6.
    let tree = "  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - ma: T
    ten: Thưởng
    nhom: diem_thuong
    toi_da: 3
    con: [{ma: T1, ten: Cờ, trong_so: 0.5, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 2}}}]
  - ma: TR
    ten: Trừ
    nhom: diem_tru
    toi_da: 3
    trong_so: 2
    con: [{ma: TR1, ten: Lỗi, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 1}}}]
";
    let rows = "don_vi,tieu_chi,ky,diem_cham,thuc_hien\nP1,A1,Q1,10,\nP1,T1,Q1,,4\nP1,TR1,Q1,,4\nP2,A1,Q1,10,\nP2,T1,Q1,,3\nP2,TR1,Q1,,3\n";
    for moment in [ONE_BY_ONE, ONCE] {
        let run = ran(tree, moment, rows, "Q1");
        assert_eq!(lines(&run, "P1"), ["A1 10 of 10", "T1 4 of –", "T -1 of –", "TR1 -8 of –", "TR 2 of –"]);
        // Exactly the caps: 3 × 2 × 0.5 = 3, and 3 × 2 = 6.
        assert_eq!(lines(&run, "P2"), ["A1 10 of 10", "T1 3 of –", "TR1 -6 of –"]);
        assert_eq!(total(&run, "P1"), "7 of 10: 70");
    }
}

#[test]
fn periods_come_together_before_the_weight() {
    // Each period 10 × 1/3. Added: 20/3 × 3 = 20 of 60. The mean and the last: 10/3 × 3 = 10 of 30. Figures: 10 × 2/6 × 3 = 10 of 30.
    let rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,3,1\nP1,A1,Q2,3,1\n";
    for (merging, expected) in
        [("diem_tong", "A1 20 of 60"), ("diem_binh_quan", "A1 10 of 30"), ("diem_ky_cuoi", "A1 10 of 30"), ("so_lieu", "A1 10 of 30")]
    {
        let tree = format!(
            "  - {{ma: A1, ten: Một, diem_chuan: 10, trong_so: 3, so_lieu: trong_ky, gop_ky: {{lay: {merging}}}, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n"
        );
        for moment in [ONE_BY_ONE, ONCE] {
            assert_eq!(lines(&ran(&tree, moment, rows, "6T"), "P1"), [expected], "{merging} {moment}");
        }
    }
}

#[test]
fn a_leaf_without_a_weight_keeps_its_rounding_beside_one_that_has_it() {
    // 10/3 twice, each rounded: 6.66. Beside it 20/3 × 1/2 = 10/3, rounded once.
    let leaf = |code: &str, weight: &str| {
        format!("  - {{ma: {code}, ten: Một, diem_chuan: 10, {weight}so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n")
    };
    let tree = format!("{}{}", leaf("A1", ""), leaf("A2", "trong_so: 0.5, "));
    let rows = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,3,1\nP1,A1,Q2,3,1\nP1,A2,Q1,3,1\nP1,A2,Q2,3,1\n";
    assert_eq!(lines(&ran(&tree, ONE_BY_ONE, rows, "6T"), "P1"), ["A1 6.66 of 20", "A2 3.33 of 10"]);
}

#[test]
fn what_does_not_arise_counts_with_its_weight() {
    let tree = |policy: &str| {
        format!(
            "  - {{ma: A1, ten: Một, diem_chuan: 10, trong_so: 0.3, khong_phat_sinh: {policy}, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}}\n"
        )
    };
    let rows = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A1,Q1,,không có hồ sơ\nP1,A2,Q1,9,\n";
    for (policy, expected) in [("loai_tru", "A1 – of –"), ("diem_toi_da", "A1 3 of 3"), ("khong_diem", "A1 0 of 3")] {
        assert_eq!(lines(&ran(&tree(policy), ONE_BY_ONE, rows, "Q1"), "P1"), [expected, "A2 9 of 10"], "{policy}");
    }
}

#[test]
fn one_of_several_is_out_of_the_groups_weighed_maximum() {
    // The group counts half: 5 of its 10. B1 of 20 counts half in it and a quarter in all: 18 / 4 = 4.5. B2: 8 / 2 = 4.
    let tree = |weight: &str| {
        format!(
            "  - ma: B\n    ten: Một trong hai\n    diem_chuan: 10\n    chon_mot: true\n    trong_so: 0.5\n    con:\n      - {{ma: B1, ten: Một, diem_chuan: 20, trong_so: {weight}, cach_cham: cho_diem}}\n      - {{ma: B2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}}\n"
        )
    };
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,B1,Q1,18\nP2,B2,Q1,8\n";
    let run = ran(&tree("0.5"), ONE_BY_ONE, rows, "Q1");
    assert_eq!(lines(&run, "P1"), ["B1 4.5 of 5"]);
    assert_eq!(lines(&run, "P2"), ["B2 4 of 5"]);
    let told = told(&tree("0.6"));
    assert!(told.contains("điểm chuẩn 12 của `B1` quá điểm chuẩn 10 của nhóm chọn một `B`"), "{told}");
}

#[test]
fn what_a_criterion_counts_breaks_a_tie_and_the_leader_of_the_block_is_measured_before() {
    // P1: 8 × 0.5 + 6 = 10; P2: 10 × 0.5 + 5 = 10. Of B P1 has more.
    let tree = "  - {ma: A, ten: Một, diem_chuan: 10, trong_so: 0.5, cach_cham: cho_diem}\n  - {ma: B, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}\nxep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A}]}\n";
    let run = ran(tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\nP1,A,Q1,8\nP1,B,Q1,6\nP2,A,Q1,10\nP2,B,Q1,5\n", "Q1");
    let standings = &run.first().outcome.blocks[0].standings;
    let first = standings.first().expect("P2 leads");
    assert_eq!(run.first().campaign.units[first.total.unit].code.as_str(), "P2");
    assert_eq!(first.decided_by.as_deref(), Some("A"));
    // P1 leads: 10. P2 passes by half as much: 5 + 1/2 × 5 = 7.5. Weighed 0.3: 3 and 2.25.
    let tree = "  - {ma: A, ten: Một, diem_chuan: 10, trong_so: 0.3, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau}\n";
    let run = ran(tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A,Q1,10,20\nP2,A,Q1,10,15\n", "Q1");
    assert_eq!(lines(&run, "P1"), ["A 3 of 3"]);
    assert_eq!(lines(&run, "P2"), ["A 2.25 of 3"]);
}

#[test]
fn points_over_the_maximum_are_on_the_criterions_own_scale() {
    let tree = "  - {ma: A, ten: Một, diem_chuan: 10, trong_so: 0.5, cach_cham: cho_diem}\n";
    let told = |points: &str| findings(&files(tree, ONE_BY_ONE, &format!("don_vi,tieu_chi,ky,diem_cham\nP1,A,Q1,{points}\n")), "Q1");
    assert!(told("10.5").contains("10,5 điểm vượt mức tối đa 10 của tiêu chí `A`"), "{}", told("10.5"));
    assert!(!told("10").contains("points-over-maximum"));
}

#[test]
fn a_weight_is_above_zero_and_no_percentage() {
    let tree = |weight: &str| format!("  - {{ma: A, ten: Một, diem_chuan: 10, trong_so: {weight}, cach_cham: cho_diem}}\n");
    for wrong in ["0", "-1", "30%", "một nửa", "0/3", "1/0"] {
        assert!(told(&tree(wrong)).contains(&format!("[wrong-value]: `{wrong}` không phải trọng số lớn hơn 0")), "{wrong}: {}", told(&tree(wrong)));
    }
    for right in ["0.3", "1/3", "2", "1"] {
        assert!(!told(&tree(right)).contains("wrong-value"), "{right}");
    }
}

#[test]
fn a_weight_past_all_measure_is_told() {
    let tree = |weight: &str| format!("  - {{ma: A, ten: Một, diem_chuan: 1000000, trong_so: {weight}, cach_cham: cho_diem}}\n");
    for wrong in ["1001", "1/1000000000001"] {
        assert!(told(&tree(wrong)).contains(&format!("[wrong-value]: trọng số `{wrong}`, nhân với")), "{wrong}: {}", told(&tree(wrong)));
    }
    for right in ["1000", "1/1000000000000"] {
        assert!(!told(&tree(right)).contains("wrong-value"), "{right}: {}", told(&tree(right)));
    }
}

#[test]
fn a_sum_is_not_looked_at_where_a_weight_or_a_maximum_could_not_be_read() {
    let tree = |weight: &str, own: &str| {
        format!(
            "  - {{ma: A, ten: Nhóm, diem_chuan: 4, con: [{{ma: A1, ten: Một, diem_chuan: 10, diem_chuan_khoi: {{K2: {own}}}, trong_so: {weight}, cach_cham: cho_diem}}]}}\n"
        )
    };
    assert!(!told(&tree("0.4", "10")).contains("children-sum"));
    assert!(told(&tree("0.5", "10")).contains("children-sum"));
    for (weight, own) in [("40%", "10"), ("1001", "10"), ("0.5", "mười")] {
        let told = told(&tree(weight, own));
        assert!(told.contains("wrong-value") && !told.contains("children-sum"), "{told}");
    }
}

// Maxima of blocks.

const BLOCKS: &str = "  - ma: A
    ten: Nhóm
    diem_chuan: 20
    diem_chuan_khoi: {K2: 30}
    con:
      - {ma: A1, ten: Một, diem_chuan: 10, diem_chuan_khoi: {K2: 20}, so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}}
      - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}
";

#[test]
fn each_block_is_scored_out_of_its_own_maximum() {
    // Half: 5 of 10 in K1, 10 of 20 in K2.
    let rows = "don_vi,tieu_chi,ky,diem_cham,tong_so,thuc_hien\nP1,A1,Q1,,4,2\nP1,A2,Q1,8,,\nP3,A1,Q1,,4,2\nP3,A2,Q1,8,,\n";
    let run = ran(BLOCKS, ONE_BY_ONE, rows, "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 5 of 10", "A2 8 of 10"]);
    assert_eq!(lines(&run, "P3"), ["A1 10 of 20", "A2 8 of 10"]);
    assert_eq!([total(&run, "P1"), total(&run, "P3")], ["13 of 20: 65", "18 of 30: 60"]);
    // Figures of both periods at once: 10 × 3/8 = 3.75, 20 × 3/8 = 7.5.
    let tree = BLOCKS.replace("so_lieu: trong_ky", "so_lieu: trong_ky, gop_ky: {lay: so_lieu}");
    let rows = "don_vi,tieu_chi,ky,diem_cham,tong_so,thuc_hien\nP1,A1,Q1,,4,2\nP1,A1,Q2,,4,1\nP1,A2,Q1,8,,\nP1,A2,Q2,8,,\nP3,A1,Q1,,4,2\nP3,A1,Q2,,4,1\nP3,A2,Q1,8,,\nP3,A2,Q2,8,,\n";
    let run = ran(&tree, ONE_BY_ONE, rows, "6T");
    assert_eq!(lines(&run, "P1"), ["A1 3.75 of 10", "A2 16 of 20"]);
    assert_eq!(lines(&run, "P3"), ["A1 7.5 of 20", "A2 16 of 20"]);
}

#[test]
fn every_way_takes_the_blocks_maximum() {
    let leaf = |way: &str| format!("  - {{ma: A, ten: Một, diem_chuan: 10, diem_chuan_khoi: {{K2: 20}}, khong_phat_sinh: diem_toi_da, {way}}}\n");
    let of = |way: &str, rows: &str| {
        let run = ran(&leaf(way), ONE_BY_ONE, rows, "Q1");
        [lines(&run, "P1"), lines(&run, "P3")].concat()
    };
    let done = |number: &str| format!("don_vi,tieu_chi,ky,thuc_hien\nP1,A,Q1,{number}\nP3,A,Q1,{number}\n");
    // Yes: the maximum.
    assert_eq!(of("so_lieu: trong_ky, cach_cham: co_khong", &done("1")), ["A 10 of 10", "A 20 of 20"]);
    // 3 × 5 = 15, no further than 10 in K1.
    assert_eq!(of("so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 5}}", &done("3")), ["A 10 of 10", "A 15 of 20"]);
    // The target is reached: half the maximum.
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A,Q1,4,4\nP2,A,Q1,4,5\nP3,A,Q1,4,4\nP4,A,Q1,4,5\n";
    assert_eq!(of("so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau", rows), ["A 5 of 10", "A 10 of 20"]);
    // Nothing arose, and the campaign gives all.
    let rows = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A,Q1,,không có\nP3,A,Q1,,không có\n";
    assert_eq!(of("cach_cham: cho_diem", rows), ["A 10 of 10", "A 20 of 20"]);
    // A receipt in time feeds it: the deadline of Q1 is 10/4.
    let duty = leaf("cach_cham: {co_khong: {tu_dong: {viec: ket_qua}}}");
    let mut files = files(&duty, ONE_BY_ONE, "don_vi,tieu_chi,ky\n");
    files.insert("nop.csv".to_owned(), "don_vi,viec,ky,ngay_nhan\nP1,ket_qua,Q1,2026-04-10\nP3,ket_qua,Q1,2026-04-10\n".into());
    let run = run(&files, &asked("Q1"));
    assert_eq!([lines(&run, "P1"), lines(&run, "P3")].concat(), ["A 10 of 10", "A 20 of 20"]);
}

#[test]
fn points_are_over_the_maximum_of_the_units_block() {
    let told = |unit: &str, points: &str| {
        let tree = "  - {ma: A, ten: Một, diem_chuan: 10, diem_chuan_khoi: {K2: 20}, cach_cham: cho_diem}\n";
        findings(&files(tree, ONE_BY_ONE, &format!("don_vi,tieu_chi,ky,diem_cham\n{unit},A,Q1,{points}\n")), "Q1")
    };
    assert!(told("P1", "11").contains("11 điểm vượt mức tối đa 10"), "{}", told("P1", "11"));
    assert!(!told("P3", "20").contains("points-over-maximum"), "{}", told("P3", "20"));
    assert!(told("P3", "20.5").contains("20,5 điểm vượt mức tối đa 20"));
    // The other way round the block's is the smaller one.
    let tree = "  - {ma: A, ten: Một, diem_chuan: 20, diem_chuan_khoi: {K2: 10}, cach_cham: cho_diem}\n";
    let told = findings(&files(tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\nP1,A,Q1,15\nP3,A,Q1,15\n"), "Q1");
    assert_eq!(told.matches("points-over-maximum").count(), 1, "{told}");
    assert!(told.contains("15 điểm vượt mức tối đa 10"), "{told}");
}

#[test]
fn the_sum_is_looked_at_in_each_block() {
    assert!(!told(BLOCKS).contains("children-sum"), "{}", told(BLOCKS));
    let without = told(&BLOCKS.replace("    diem_chuan_khoi: {K2: 30}\n", ""));
    assert!(without.contains("điểm chuẩn 20 của nhóm `A` khác tổng 30 của các con áp dụng cho khối `K2`"), "{without}");
    // Weighed: 20 × 0.5 + 10 = 20.
    let weighed = BLOCKS
        .replace("    diem_chuan_khoi: {K2: 30}\n", "")
        .replace("diem_chuan: 10, diem_chuan_khoi: {K2: 20}", "diem_chuan: 20, trong_so: 0.5, diem_chuan_khoi: {K1: 20, K2: 30}");
    let told = told(&weighed);
    assert!(told.contains("điểm chuẩn 20 của nhóm `A` khác tổng 25 của các con nhân trọng số áp dụng cho khối `K2`"), "{told}");
}

#[test]
fn a_block_of_its_own_maximum_is_one_the_criterion_applies_to() {
    let tree =
        |applies: &str, maxima: &str| format!("  - {{ma: A, ten: Một, diem_chuan: 10, {applies}diem_chuan_khoi: {maxima}, cach_cham: cho_diem}}\n");
    assert!(told(&tree("", "{K9: 20}")).contains("[unknown-block]"), "{}", told(&tree("", "{K9: 20}")));
    let outside = told(&tree("ap_dung: {khoi: [K1]}, ", "{K2: 20}"));
    assert!(outside.contains("[pointless-key]: `diem_chuan_khoi` không có tác dụng ở đây: tiêu chí không áp dụng cho khối này"), "{outside}");
    assert!(!told(&tree("ap_dung: {khoi: [K1, K2]}, ", "{K2: 20}")).contains("pointless-key"));
}

#[test]
fn a_maximum_is_needed_in_every_block() {
    let tree = |maxima: &str| format!("  - {{ma: A, ten: Một, diem_chuan_khoi: {maxima}, cach_cham: cho_diem}}\n");
    assert!(told(&tree("{K2: 20}")).contains("[missing-key]"));
    assert!(!told(&tree("{K1: 10, K2: 20}")).contains("[missing-key]"));
}

#[test]
fn how_totals_are_compared_is_declared_where_maxima_differ() {
    let tree = |maxima: &str| {
        format!("  - {{ma: A, ten: Một, diem_chuan: 10, diem_chuan_khoi: {maxima}, cach_cham: cho_diem}}\nxep_hang: {{thu_hang: 1-2-2-4}}\n")
    };
    assert!(told(&tree("{K2: 20}")).contains("chưa khai `so_sanh`"), "{}", told(&tree("{K2: 20}")));
    assert!(!told(&tree("{K2: 10}")).contains("chưa khai `so_sanh`"));
}

// What is written.

fn tally(files: &Files) -> Value {
    let volume = memory(files);
    let run = pipeline::run(&volume, &asked("Q1")).expect("a folder in memory can be read");
    let mut out = Vec::new();
    json::write(&run, &volume, &mut out).expect("memory takes everything");
    serde_json::from_slice(&out).expect("what is written is JSON")
}

#[test]
fn json_shows_the_own_points_the_weight_and_the_product() {
    let tally = tally(&files(TREE, ONE_BY_ONE, ROWS));
    let standing = tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("standings").iter().find(|one| one["unit"] == "P1").expect("P1");
    let line = &standing["lines"][1];
    assert_eq!((&line["points"], &line["maximum"]), (&Value::from("3.33"), &Value::from("5")));
    assert_eq!(line["weighed"], serde_json::json!({"points": "20/3", "maximum": "10", "weight": "0.5", "product": "10/3"}));
    assert_eq!(standing["lines"][2]["maximum"], "10/3");
    assert_eq!(standing["maximum"], "40/3");
}

/// Column, row and formula of every formula on the page of K1.
fn formulas(run: &Run) -> (Vec<String>, Vec<String>) {
    let bytes = xlsx::bytes(run, &About { version: "0.0.0" }).expect("the workbook can be made");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let formulas = workbook.worksheet_formula("Khối K1").expect("the formulas can be read");
    let values = workbook.worksheet_range("Khối K1").expect("the sheet can be read");
    let formulas = formulas.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    (formulas, values.used_cells().map(|(_, _, value)| value.to_string()).collect())
}

#[test]
fn the_workbook_multiplies_in_the_cell_and_says_the_weight() {
    let has = |list: &[String], text: &str| list.iter().any(|one| one == text);
    let (live, words) = formulas(&ran(TREE, ONE_BY_ONE, ROWS, "Q1"));
    for formula in ["ROUND(ROUND(7.77*0.5,9),2)", "ROUND(ROUND(20/3*0.5,9),2)", "ROUND(ROUND(8*1/3,9),2)"] {
        assert!(has(&live, formula), "{formula}: {live:?}");
    }
    assert!(has(&words, "Hai (trọng số 0,5)") && has(&words, "Ba (trọng số 1/3)") && has(&words, "9.89"), "{words:?}");
    let (live, words) = formulas(&ran(TREE, ONCE, ROWS, "Q1"));
    for formula in ["7.77*0.5", "20/3*0.5", "8*1/3"] {
        assert!(has(&live, formula), "{formula}: {live:?}");
    }
    assert!(has(&words, "9.89"), "{words:?}");
}

#[test]
fn the_plan_says_weights_and_maxima_of_blocks() {
    let tree = BLOCKS.replace("{ma: A2, ten: Hai, diem_chuan: 10,", "{ma: A2, ten: Hai, diem_chuan: 20, trong_so: 1/2,");
    let run = ran(&tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\n", "Q1");
    let mut out = Vec::new();
    thidua::report::markdown::write(&thidua::report::pages(&run, &About { version: "0.0.0" }), &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("Trọng số: 0,5"), "{text}");
    assert!(text.contains("Điểm chuẩn riêng: khối K2 30"), "{text}");
}

#[test]
fn grades_reach_as_far_as_what_counts() {
    // 10 × 0.5 in each of two periods: 10. Where K2 has 20: 20.
    let tree = |own: &str, end: &str| {
        format!(
            "  - {{ma: A, ten: Một, diem_chuan: 10, {own}trong_so: 0.5, cach_cham: cho_diem}}\nxep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, xep_loai: [{{tu: 0, den: {end}, ten: Đạt}}]}}\n"
        )
    };
    assert!(!told(&tree("", "10")).contains("grade-bounds"), "{}", told(&tree("", "10")));
    assert!(told(&tree("", "9.5")).contains("grade-bounds"));
    assert!(told(&tree("diem_chuan_khoi: {K2: 20}, ", "10")).contains("grade-bounds"));
    assert!(!told(&tree("diem_chuan_khoi: {K2: 20}, ", "20")).contains("grade-bounds"));
}

#[test]
fn a_leaf_says_what_the_weights_of_its_groups_come_to() {
    let tree = "  - {ma: A, ten: Nhóm, trong_so: 1/2, con: [{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}, {ma: A2, ten: Hai, diem_chuan: 10, trong_so: 0.4, cach_cham: cho_diem}]}\n";
    let (_, words) = formulas(&ran(tree, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,9\nP1,A2,Q1,9\n", "Q1"));
    for said in ["Nhóm (trọng số 0,5)", "Một (trong tổng điểm nhân 0,5)", "Hai (trọng số 0,4; trong tổng điểm nhân 0,2)"] {
        assert!(words.iter().any(|one| one == said), "{said}: {words:?}");
    }
}

#[test]
fn points_are_over_the_maximum_of_the_block_they_are_scored_in() {
    // P1 stands in K2 (of 20) in the first quarter, and in K1 (of 10) after: 15 points of the first are over in the half year.
    let criteria = "  - {ma: A1, ten: Một, diem_chuan: 10, diem_chuan_khoi: {K2: 20}, cach_cham: cho_diem}\n";
    let mut files = files(criteria, ONE_BY_ONE, "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,15\nP1,A1,Q2,5\n");
    let units =
        "ma,ten,khoi,loai,tu_ngay,den_ngay\nP1,Phòng Một,K2,phong,2026-01-01,2026-03-31\nP1,Phòng Một,K1,phong,2026-04-01,\nP3,Phòng Ba,K2,phong,,\n";
    files.insert("don-vi.csv".to_owned(), units.as_bytes().to_vec());
    let is_over = |period| findings(&files, period).contains("[points-over-maximum]");
    assert_eq!(["Q1", "6T"].map(is_over), [false, true]);
}
