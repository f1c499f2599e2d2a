//! Ways of scoring that look beside a row: each figure worked by hand in a comment.

use thidua::pipeline::Run;
use thidua::scoring::{Score, Step};

use crate::worked::{files, findings, lines, ranked};

/// The base campaign with these top-level keys and sheets, asked for a period.
fn campaign(definition: &str, sheets: &[(&str, &str)], period: &str) -> Run {
    ranked(&files(definition, sheets), period)
}

/// `unit points` of every unit, in the order of the sheet.
fn points(run: &Run) -> Vec<String> {
    let (campaign, tally) = (&run.first().campaign, run.first().tally());
    campaign.units.enumerate().map(|(unit, one)| format!("{} {}", one.code, tally.total(unit).points)).collect()
}

const UNITS: (&str, &str) = (
    "don-vi.csv",
    "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K1,phong\nC,Phòng C,K1,phong\nD,Phòng D,K1,phong\nE,Phòng E,K1,phong\nF,Phòng F,K1,phong\n",
);
const THREE_UNITS: (&str, &str) = ("don-vi.csv", "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K1,phong\nC,Phòng C,K1,phong\n");
const BY_PERIOD: &str = "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau}\n";

// Measured by the leader of the block.

#[test]
fn the_worked_case_of_a_block_with_and_without_targets() {
    // A and C pass by 20/100 and 10/50 and lead together; D reaches its target; of those without one B did most.
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,100,120\nB,A1,Q1,0,150\nC,A1,Q1,50,60\nD,A1,Q1,80,80\nE,A1,Q1,0,100\nF,A1,Q1,0,75\n",
    );
    let run = campaign(BY_PERIOD, &[UNITS, results], "Q1");
    assert_eq!(points(&run), ["A 10", "B 10", "C 10", "D 5", "E 6.67", "F 5"]);
    assert_eq!(lines(&run, "E"), ["A1 6.67/10 given"]);
}

#[test]
fn short_of_the_target_and_behind_the_leader() {
    // A: 1/2 × 10 × 30/40 = 3.75. B passes by 6/60 = 1/10, C by 20/80 = 1/4: B gets 5 + (1/10)/(1/4) × 5 = 7.
    // D had none set and did nothing: 0. E did 3, which is the most without a target: 10.
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,40,30\nB,A1,Q1,60,66\nC,A1,Q1,80,100\nD,A1,Q1,0,0\nE,A1,Q1,0,3\nF,A1,Q1,7,0\n",
    );
    let run = campaign(BY_PERIOD, &[UNITS, results], "Q1");
    assert_eq!(points(&run), ["A 3.75", "B 7", "C 10", "D 0", "E 10", "F 0"]);
}

#[test]
fn nothing_done_without_a_target_is_nothing_even_where_nobody_did_more() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,0,0\nB,A1,Q1,0,0\nC,A1,Q1,5,5\n");
    let run = campaign(BY_PERIOD, &[THREE_UNITS, results], "Q1");
    assert_eq!(points(&run), ["A 0", "B 0", "C 5"]);
}

#[test]
fn the_part_for_reaching_the_target_may_be_declared() {
    // 3/5 of 10 at the target. A: 6 × 30/40 = 4.5. B: 6 + (1/10)/(1/4) × 4 = 7.6. C leads: 10.
    let definition = BY_PERIOD.replace("cach_cham: so_voi_dan_dau", "cach_cham: {so_voi_dan_dau: {dat_chi_tieu: 3/5}}");
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,40,30\nB,A1,Q1,60,66\nC,A1,Q1,80,100\n");
    assert_eq!(points(&campaign(&definition, &[THREE_UNITS, results], "Q1")), ["A 4.5", "B 7.6", "C 10"]);
}

#[test]
fn exact_fractions_are_rounded_once_where_the_campaign_rounds_the_total() {
    // A: 10 × 100/150 = 20/3, and in A2 10 × 50/150 = 10/3: the total is 10 exactly. Line by line it is 6.67 + 3.33 = 10.00 too;
    // with one decimal 6.7 + 3.3. B leads both. C: 10 × 1/150 twice = 2/15, 0.1 in one decimal; line by line 0.1 + 0.1 = 0.2.
    let criteria = format!("{BY_PERIOD}{}", BY_PERIOD.trim_start_matches("tieu_chi:\n").replace("A1", "A2"));
    let rounding = |moment: &str| {
        format!("cham_diem:\n  vong: [cham]\n  lam_tron: {{chu_so_thap_phan: 1, cach: tu_5_len, luc: {moment}}}\n  gop_ky: {{lay: diem_tong}}\n")
    };
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,0,100\nA,A2,Q1,0,50\nB,A1,Q1,0,150\nB,A2,Q1,0,150\nC,A1,Q1,0,1\nC,A2,Q1,0,1\n",
    );
    let once = campaign(&format!("{criteria}{}", rounding("tong")), &[THREE_UNITS, results], "Q1");
    let unit = |run: &Run, code: &[u8]| run.first().campaign.directories.units.find(code).expect("declared");
    let total = |run: &Run, code: &[u8]| run.first().tally().total(unit(run, code));
    assert_eq!(total(&once, b"A").exact.map(|exact| exact.to_string()), Some("10".to_owned()));
    assert_eq!(total(&once, b"C").exact.map(|exact| exact.to_string()), Some("2/15".to_owned()));
    assert_eq!(total(&once, b"C").points.to_string(), "0.1");
    let by_line = campaign(&format!("{criteria}{}", rounding("tung_dong")), &[THREE_UNITS, results], "Q1");
    assert_eq!(points(&by_line), ["A 10", "B 20", "C 0.2"]);
}

#[test]
fn each_leaf_has_its_own_leader_where_points_are_added() {
    // Q1: A passes by 10/10 = 1, B by 5/10 = 1/2: 10 and 5 + 1/2 × 5 = 7.5. Q2: B passes by 2/10, A by 1/10: 7.5 and 10.
    // Together: A 17.5, B 17.5; C reaches both targets: 5 + 5.
    let results = (
        "ket-qua/q.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,10,20\nB,A1,Q1,10,15\nC,A1,Q1,10,10\nA,A1,Q2,10,11\nB,A1,Q2,10,12\nC,A1,Q2,10,10\n",
    );
    let run = campaign(BY_PERIOD, &[THREE_UNITS, results], "6T");
    assert_eq!(points(&run), ["A 17.5", "B 17.5", "C 10"]);
    assert_eq!(lines(&run, "A"), ["A1 17.5/20 given"]);
    // Averaged: half of that, of 10.
    let mean = BY_PERIOD.replace("chi_tieu: theo_ky", "chi_tieu: theo_ky, gop_ky: {lay: diem_binh_quan}");
    let run = campaign(&mean, &[THREE_UNITS, results], "6T");
    assert_eq!(lines(&run, "A"), ["A1 8.75/10 given"]);
    // The last leaf alone.
    let last = BY_PERIOD.replace("chi_tieu: theo_ky", "chi_tieu: theo_ky, gop_ky: {lay: diem_ky_cuoi}");
    assert_eq!(points(&campaign(&last, &[THREE_UNITS, results], "6T")), ["A 7.5", "B 10", "C 5"]);
}

#[test]
fn figures_that_are_merged_have_one_leader() {
    // A: 31 of 20, past by 11/20. B: 27 of 20, past by 7/20: 5 + 7/11 × 5 = 8.1818… C reaches 20 of 20.
    let results = (
        "ket-qua/q.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,10,20\nB,A1,Q1,10,15\nC,A1,Q1,10,10\nA,A1,Q2,10,11\nB,A1,Q2,10,12\nC,A1,Q2,10,10\n",
    );
    let merged = BY_PERIOD.replace("chi_tieu: theo_ky", "chi_tieu: theo_ky, gop_ky: {lay: so_lieu}");
    let run = campaign(&merged, &[THREE_UNITS, results], "6T");
    assert_eq!(points(&run), ["A 10", "B 8.18", "C 5"]);
    // A leaf without a target counts nothing to it, and only where no leaf has one is there none:
    // A has 31 of 10, past by 21/10; B 27 of 20, past by 7/20: 5 + (7/20)/(21/10) × 5 = 5 + 1/6 × 5 = 5.8333…; C did 20 without one.
    let results = (
        "ket-qua/q.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,10,20\nB,A1,Q1,10,15\nC,A1,Q1,0,10\nA,A1,Q2,0,11\nB,A1,Q2,10,12\nC,A1,Q2,0,10\n",
    );
    assert_eq!(points(&campaign(&merged, &[THREE_UNITS, results], "6T")), ["A 10", "B 5.83", "C 10"]);
}

#[test]
fn cumulative_figures_are_compared_by_the_row_that_stands() {
    // A has a row of the half year, B only that of its last leaf: 30 of 20 past by 1/2, 25 of 20 past by 1/4: B 5 + 1/2 × 5 = 7.5.
    // In Q1 A did 12 of 10, past by 1/5, and B 13 of 10, past by 3/10: A 5 + 2/3 × 5 = 8.33.
    let definition = BY_PERIOD.replace("so_lieu: trong_ky, chi_tieu: theo_ky", "so_lieu: luy_ke, chi_tieu: theo_nam_chia_ky, gop_ky: {lay: so_lieu}");
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nA,A1,,20\nB,A1,,20\n");
    let units = ("don-vi.csv", "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K1,phong\n");
    let results = ("ket-qua/q.csv", "don_vi,tieu_chi,ky,thuc_hien\nA,A1,Q1,12\nB,A1,Q1,13\nA,A1,6T,30\nB,A1,Q2,25\n");
    assert_eq!(points(&campaign(&definition, &[units, targets, results], "6T")), ["A 10", "B 7.5"]);
    assert_eq!(points(&campaign(&definition, &[units, targets, results], "Q1")), ["A 8.33", "B 10"]);
}

#[test]
fn who_has_no_figure_or_stands_elsewhere_is_compared_with_nobody() {
    // B has no figure, C has nothing to do, D stands in another block, E is not to do it, F handed in nothing: A leads alone.
    let units = (
        "don-vi.csv",
        "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K1,phong\nC,Phòng C,K1,phong\nD,Phòng D,K2,phong\nE,Phòng E,K1,phong\nF,Phòng F,K1,phong\nG,Phòng G,K2,phong\n",
    );
    let blocks = "khoi:\n  - {ma: K1, ten: Khối một}\n  - {ma: K2, ten: Khối hai}\nxep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4}\n";
    let definition = format!("{blocks}{}", BY_PERIOD.replace("chi_tieu: theo_ky", "chi_tieu: theo_ky, khong_phat_sinh: loai_tru"));
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu,khong_giao\nE,A1,Q1,,x\n");
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien,khong_phat_sinh\nA,A1,Q1,100,101,\nB,A1,Q1,10,,\nC,A1,Q1,,,không có vụ việc\nD,A1,Q1,10,30,\nG,A1,Q1,10,20,\n",
    );
    let run = campaign(&definition, &[units, targets, results], "Q1");
    assert_eq!(lines(&run, "A"), ["A1 10/10 given"]);
    assert_eq!(lines(&run, "B"), ["A1 –/10 missing"]);
    assert_eq!(lines(&run, "C"), ["A1 –/– not applicable"]);
    assert_eq!(lines(&run, "E"), ["A1 –/– not applicable"]);
    assert_eq!(lines(&run, "F"), ["A1 –/10 missing"]);
    // In K2 30 of 10 leads by 2, 20 of 10 passes by 1: 5 + 1/2 × 5.
    assert_eq!(lines(&run, "D"), ["A1 10/10 given"]);
    assert_eq!(lines(&run, "G"), ["A1 7.5/10 given"]);
}

#[test]
fn a_target_that_is_not_given_is_missing_and_not_a_target_of_zero() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,,120\nB,A1,Q1,0,60\nC,A1,Q1,10,10\n");
    let run = campaign(BY_PERIOD, &[THREE_UNITS, results], "Q1");
    assert_eq!(lines(&run, "A"), ["A1 –/10 missing"]);
    assert_eq!(lines(&run, "B"), ["A1 10/10 given"]);
}

#[test]
fn points_given_in_place_of_a_score_leave_the_figures_standing() {
    // A passes by 1, B by 1/2: B has 5 + 1/2 × 5 = 7.5, though A is given 9 in place of 10.
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham,ghi_chu\nA,A1,Q1,10,20,9,Trừ vì báo cáo chậm\nB,A1,Q1,10,15,,\nC,A1,Q1,10,10,,\n",
    );
    let run = campaign(BY_PERIOD, &[THREE_UNITS, results], "Q1");
    assert_eq!(points(&run), ["A 9", "B 7.5", "C 5"]);
    let said = findings(&files(BY_PERIOD, &[THREE_UNITS, results]), "Q1");
    assert!(said.contains("stage-differs") && said.contains("cho 9 điểm, số liệu tính được 10: thấp hơn 1"), "{said}");
}

#[test]
fn a_target_is_passed_by_who_has_one() {
    // Nobody passes a target of zero: the condition is open for B, and met by A.
    let definition = format!(
        "{BY_PERIOD}xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, dan_dau: {{danh_hieu: TTLĐTT, dieu_kien: [{{hoan_thanh_vuot: {{tieu_chi: [A1], it_nhat: tat_ca}}}}]}}}}\n"
    );
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,10,11\nB,A1,Q1,5,5\nC,A1,Q1,5,4\n");
    let run = campaign(&definition, &[THREE_UNITS, results], "Q1");
    assert_eq!(run.first().outcome.blocks[0].leader.as_ref().map(|leader| leader.conditions[0].is_met), Some(Some(true)));
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,0,11\nB,A1,Q1,5,5\nC,A1,Q1,5,4\n");
    let run = campaign(&definition, &[THREE_UNITS, results], "Q1");
    assert_eq!(run.first().outcome.blocks[0].leader.as_ref().map(|leader| leader.conditions[0].is_met), Some(None));
}

#[test]
fn a_score_can_name_those_who_lead() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,100,120\nB,A1,Q1,100,110\nC,A1,Q1,50,60\n");
    let run = campaign(BY_PERIOD, &[THREE_UNITS, results], "Q1");
    let (tally, directories) = (run.first().tally(), &run.first().campaign.directories);
    let find = |code: &str| directories.units.find(code.as_bytes()).expect("declared");
    let criterion = directories.criteria.find(b"A1").expect("declared");
    let period = directories.periods.find(b"Q1").expect("declared");
    let page = tally.ledger.pages[find("B")].as_deref().expect("B has rows");
    let line = tally.ledger.layout_for(find("B")).and_then(|layout| layout.line(criterion)).expect("A1 is one of its lines");
    let scores = tally.compared(find("B"), page, line);
    // Past by 1/10 where the leaders pass by 1/5: 5 + 1/2 × 5.
    let [one] = scores.as_slice() else { panic!("{scores:?}") };
    assert!(matches!(one.score, Score::Points(exact) if exact.to_string() == "7.5"));
    let mut steps: Vec<Step> = Vec::new();
    tally.score(find("B"), (criterion, Some(period)), &one.figures, &mut steps);
    let [Step::BehindLeader { lead, .. }] = steps.as_slice() else { panic!("{steps:?}") };
    assert_eq!(lead.units, [find("A"), find("C")]);
}

#[test]
fn what_a_comparison_needs_is_compulsory_and_what_it_does_not_use_is_told() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nA,A1,Q1,10,20\nB,A1,Q1,10,15\nC,A1,Q1,10,10\n");
    let said = |change: (&str, &str)| findings(&files(&BY_PERIOD.replace(change.0, change.1), &[THREE_UNITS, results]), "Q1");
    assert!(!said(("A1", "A1")).contains("phong-trao.yaml"), "{}", said(("A1", "A1")));
    for (change, check, words) in [
        (("diem_chuan: 10, ", ""), "missing-key", "`diem_chuan`"),
        (("diem_chuan: 10, ", "nhom: diem_thuong, "), "missing-key", "`diem_chuan`"),
        (("so_lieu: trong_ky, ", ""), "undeclared-choice", "`so_lieu`"),
        (("chi_tieu: theo_ky, ", ""), "undeclared-choice", "`chi_tieu`"),
        (("chi_tieu: theo_ky", "chi_tieu: theo_ky, vuot_chi_tieu: cong_them"), "pointless-key", "tự nói vượt chỉ tiêu thì được bao nhiêu"),
        (("cach_cham: so_voi_dan_dau", "cach_cham: {so_voi_dan_dau: {dat_chi_tieu: 3/2}}"), "wrong-value", "khoảng 0 đến 1"),
    ] {
        let found = said(change);
        let is_told = found.lines().any(|line| line.contains(check) && line.contains(words));
        assert!(is_told, "{change:?}: {found}");
    }
}

// Alternatives, of which one counts.

/// A of 10, one of A1 (10) and A2 (8); B of 5.
const ONE_OF_TWO: &str = "
tieu_chi:
  - ma: A
    ten: Chọn một
    diem_chuan: 10
    chon_mot: true
    con:
      - {ma: A1, ten: Một, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
      - {ma: A2, ten: Hai, diem_chuan: 8, khong_phat_sinh: diem_toi_da, cach_cham: cho_diem}
  - {ma: B, ten: Ba, diem_chuan: 5, cach_cham: cho_diem}
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4}
";

#[test]
fn the_points_of_a_group_of_alternatives_are_those_of_the_one_with_a_row() {
    // A has 9 of A1, B has 7 of A2: each out of the group's 10, and 5 of B's 5.
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nA,A1,Q1,9\nA,B,Q1,5\nB,A2,Q1,7\nB,B,Q1,5\nC,B,Q1,5\n");
    let run = campaign(ONE_OF_TWO, &[THREE_UNITS, results], "Q1");
    assert_eq!(lines(&run, "A"), ["A1 9/10 given", "B 5/5 given"]);
    assert_eq!(lines(&run, "B"), ["A2 7/10 given", "B 5/5 given"]);
    // C has neither: one line of the group, not one a child.
    assert_eq!(lines(&run, "C"), ["A –/10 missing", "B 5/5 given"]);
    let said = findings(&files(ONE_OF_TWO, &[THREE_UNITS, results]), "Q1");
    let missing: Vec<&str> = said.lines().filter(|line| line.contains("result]")).collect();
    assert_eq!(missing.len(), 1, "{said}");
    assert!(missing[0].contains("nhóm chọn một `A` (`A1`, `A2`), kỳ `Q1`") && missing[0].contains("`C,A1,Q1`, `C,A2,Q1`"), "{said}");
}

#[test]
fn what_did_not_arise_is_no_choice_beside_points() {
    // A: A1 did not arise, A2 gives 6. B: only A2 is told, and counts in full: 8 of the group's 10. C: only A1, and is left out.
    let results = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nA,A1,Q1,,không có vụ việc\nA,A2,Q1,6,\nA,B,Q1,5,\nB,A2,Q1,,không có vụ việc\nB,B,Q1,5,\nC,A1,Q1,,không có vụ việc\nC,B,Q1,4,\n",
    );
    let run = campaign(ONE_OF_TWO, &[THREE_UNITS, results], "Q1");
    assert_eq!(lines(&run, "A"), ["A2 6/10 given", "B 5/5 given"]);
    assert_eq!(lines(&run, "B"), ["A2 8/10 not applicable", "B 5/5 given"]);
    assert_eq!(lines(&run, "C"), ["A1 –/– not applicable", "B 4/5 given"]);
}

#[test]
fn who_is_not_assigned_one_alternative_has_the_others() {
    // A is not to do A1 and has yet to give A2; B neither, so the group is left out; C is not to do A1 and gives A2.
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu,khong_giao\nA,A1,Q1,,x\nB,A1,Q1,,x\nB,A2,Q1,,x\nC,A1,Q1,,x\n");
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nA,B,Q1,5\nB,B,Q1,5\nC,B,Q1,5\nC,A2,Q1,8\n");
    let run = campaign(ONE_OF_TWO, &[THREE_UNITS, targets, results], "Q1");
    assert_eq!(lines(&run, "A"), ["A –/10 missing", "B 5/5 given"]);
    assert_eq!(lines(&run, "B"), ["A1 –/– not applicable", "B 5/5 given"]);
    assert_eq!(lines(&run, "C"), ["A2 8/10 given", "B 5/5 given"]);
}

#[test]
fn where_points_of_periods_are_added_each_period_has_its_choice() {
    // A: 9 of A1 in Q1, 7 of A2 in Q2: 16 of 2 × 10. B: 8 in Q1, nothing yet in Q2. C: A1 twice: 6 + 7.
    let only_a = ONE_OF_TWO.replace("  - {ma: B, ten: Ba, diem_chuan: 5, cach_cham: cho_diem}\n", "");
    let results = ("ket-qua/q.csv", "don_vi,tieu_chi,ky,diem_cham\nA,A1,Q1,9\nA,A2,Q2,7\nB,A2,Q1,8\nC,A1,Q1,6\nC,A1,Q2,7\n");
    let none = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\n");
    let run = campaign(&only_a, &[THREE_UNITS, results, none], "6T");
    assert_eq!(lines(&run, "A"), ["A1 9/10 given", "A2 7/10 given"]);
    assert_eq!(lines(&run, "B"), ["A2 8/10 given", "A –/10 missing"]);
    assert_eq!(lines(&run, "C"), ["A1 13/20 given"]);
    // Averaged, the unit has one choice for both: C 13/2 of 10; A's two are a finding.
    let mean = only_a
        .replace("khong_phat_sinh: loai_tru", "gop_ky: {lay: diem_binh_quan}")
        .replace("khong_phat_sinh: diem_toi_da", "gop_ky: {lay: diem_binh_quan}");
    let said = findings(&files(&mean, &[THREE_UNITS, results, none]), "6T");
    assert_eq!(said.lines().filter(|line| line.contains("choice-of-one")).count(), 1, "{said}");
    let results = ("ket-qua/q.csv", "don_vi,tieu_chi,ky,diem_cham\nA,A1,Q1,9\nA,A1,Q2,7\nB,A2,Q1,8\nB,A2,Q2,5\nC,A1,Q1,6\nC,A1,Q2,7\n");
    let run = campaign(&mean, &[THREE_UNITS, results, none], "6T");
    assert_eq!((lines(&run, "A"), lines(&run, "C")), (vec!["A1 8/10 given".to_owned()], vec!["A1 6.5/10 given".to_owned()]));
    // The last leaf alone: what was chosen there.
    let last = mean.replace("diem_binh_quan", "diem_ky_cuoi");
    let run = campaign(&last, &[THREE_UNITS, results, none], "6T");
    assert_eq!((lines(&run, "A"), lines(&run, "B")), (vec!["A1 7/10 given".to_owned()], vec!["A2 5/10 given".to_owned()]));
}

#[test]
fn alternatives_may_be_scored_in_different_ways_and_apply_to_different_blocks() {
    // A1 is a share: 10 × 3/4 = 7.5; A2 applies to K2 alone, so C of K1 awaits A1 and nothing else.
    let definition = "
khoi: [{ma: K1, ten: Khối một}, {ma: K2, ten: Khối hai}]
tieu_chi:
  - ma: A
    ten: Chọn một
    diem_chuan: 10
    chon_mot: true
    con:
      - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}}
      - {ma: A2, ten: Hai, diem_chuan: 8, ap_dung: {khoi: [K2]}, cach_cham: cho_diem}
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4}
";
    let units = ("don-vi.csv", "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K2,phong\nC,Phòng C,K1,phong\nD,Phòng D,K1,phong\n");
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,tong_so,thuc_hien,diem_cham\nA,A1,Q1,4,3,\nB,A2,Q1,,,8\nD,A1,Q1,4,,\n");
    let run = campaign(definition, &[units, results], "Q1");
    assert_eq!((lines(&run, "A"), lines(&run, "B")), (vec!["A1 7.5/10 given".to_owned()], vec!["A2 8/10 given".to_owned()]));
    assert_eq!((lines(&run, "C"), lines(&run, "D")), (vec!["A –/10 missing".to_owned()], vec!["A1 –/10 missing".to_owned()]));
}

#[test]
fn a_group_of_alternatives_says_what_it_is_out_of() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nA,A1,Q1,9\nA,B,Q1,5\n");
    let said = findings(&files(&ONE_OF_TWO.replace("    diem_chuan: 10\n    chon_mot", "    chon_mot"), &[THREE_UNITS, results]), "Q1");
    assert!(said.contains("missing-key") && said.contains("không cộng điểm chuẩn của các con"), "{said}");
    let said = findings(&files(&ONE_OF_TWO.replace("ma: B, ten: Ba,", "ma: B, ten: Ba, chon_mot: true,"), &[THREE_UNITS, results]), "Q1");
    assert!(said.contains("pointless-key") && said.contains("không có `con` để chọn"), "{said}");
    assert!(!findings(&files(ONE_OF_TWO, &[THREE_UNITS, results]), "Q1").contains("children-sum"));
}
