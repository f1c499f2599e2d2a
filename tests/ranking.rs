//! Tally and ranking on the smallest campaigns, each worked by hand in a comment.

use thidua::pipeline::{Request, Run};
use thidua::ranking::{LeaderOutcome, StandingState};

use crate::worked::{files, lines, ranked};

const FOUR_UNITS: (&str, &str) =
    ("don-vi.csv", "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nP3,Phòng Ba,K1,phong\nP4,Phòng Bốn,K1,phong\n");

/// The base campaign with these top-level keys and sheets, asked for a period.
fn campaign(definition: &str, sheets: &[(&str, &str)], period: &str) -> Run {
    ranked(&files(definition, sheets), period)
}

/// `place unit total`, in the order of the ranking; `–` without a place.
fn places(run: &Run) -> Vec<String> {
    let standings = run.first().outcome.blocks.iter().flat_map(|block| &block.standings);
    let place = |place: Option<u32>| place.map_or("–".to_owned(), |place| place.to_string());
    standings
        .map(|standing| format!("{} {} {}", place(standing.place), run.first().campaign.units[standing.total.unit].code, standing.total.points))
        .collect()
}

/// `unit decided_by`, in the order of the ranking.
fn decided(run: &Run) -> Vec<String> {
    let standings = run.first().outcome.blocks.iter().flat_map(|block| &block.standings);
    standings
        .map(|standing| format!("{} {}", run.first().campaign.units[standing.total.unit].code, standing.decided_by.as_deref().unwrap_or("–")))
        .collect()
}

fn points(run: &Run, unit: &str) -> String {
    let index = run.first().campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    run.first().tally().total(index).points.to_string()
}

fn state(run: &Run, unit: &str) -> StandingState {
    let index = run.first().campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    let mut standings = run.first().outcome.blocks.iter().flat_map(|block| &block.standings);
    standings.find(|standing| standing.total.unit == index).expect("the unit stands in a block").state
}

fn leader(run: &Run) -> Option<&LeaderOutcome> {
    run.first().outcome.blocks[0].leader.as_ref()
}

const ONE_CRITERION: &str = "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n";
const TWO_CRITERIA: &str =
    "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n  - {ma: A2, ten: Hai, diem_chuan: 5, cach_cham: cho_diem}\n";

// Places and ties.

#[test]
fn equal_totals_share_the_place_and_the_next_one_is_skipped() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,9\nP3,A1,Q1,7\nP4,A1,Q1,8\n");
    let run = campaign("xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4}\n", &[FOUR_UNITS, results], "Q1");
    assert_eq!(places(&run), ["1 P2 9", "2 P1 8", "2 P4 8", "4 P3 7"]);
    let shared = &run.first().outcome.blocks[0].standings[1];
    assert_eq!(shared.tied_with, [run.first().outcome.blocks[0].standings[2].total.unit]);
    assert_eq!(shared.decided_by, None);
}

#[test]
fn a_plan_may_count_places_without_a_gap() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,9\nP3,A1,Q1,7\nP4,A1,Q1,8\n");
    let run = campaign("xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-3}\n", &[FOUR_UNITS, results], "Q1");
    assert_eq!(places(&run), ["1 P2 9", "2 P1 8", "2 P4 8", "3 P3 7"]);
}

#[test]
fn points_of_a_criterion_part_a_tie() {
    // 8 + 2 = 7 + 3: A2 puts P2 first.
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP1,A2,Q1,2\nP2,A1,Q1,7\nP2,A2,Q1,3\n");
    let ranking = "xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A2}]}\n";
    let run = campaign(&format!("{TWO_CRITERIA}{ranking}"), &[results], "Q1");
    assert_eq!(places(&run), ["1 P2 10", "2 P1 10"]);
    assert_eq!(decided(&run), ["P2 A2", "P1 A2"]);
}

#[test]
fn points_of_a_group_part_a_tie() {
    // A = 3 + 2 against 4 + 0: the group puts P1 first, though its B is lower.
    let definition = "
tieu_chi:
  - {ma: A, ten: Nhóm, con: [{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}, {ma: A2, ten: Hai, diem_chuan: 5, cach_cham: cho_diem}]}
  - {ma: B, ten: Ba, diem_chuan: 5, cach_cham: cho_diem}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A}]}
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,3\nP1,A2,Q1,2\nP1,B,Q1,1\nP2,A1,Q1,4\nP2,A2,Q1,0\nP2,B,Q1,2\n";
    let run = campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "Q1");
    assert_eq!(places(&run), ["1 P1 6", "2 P2 6"]);
}

#[test]
fn the_lower_figure_parts_a_tie_where_the_plan_prefers_it() {
    // 9 − 2 × 1 = 7 − 2 × 0: fewer complaints put P2 first.
    let definition = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: TR, ten: Trừ, nhom: diem_tru, con: [{ma: TR1, ten: Phản ánh, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 2}}}]}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thuc_hien: TR1, uu_tien: thap_hon}]}
";
    let results = "don_vi,tieu_chi,ky,thuc_hien,diem_cham\nP1,A1,Q1,,9\nP1,TR1,Q1,1,\nP2,A1,Q1,,7\nP2,TR1,Q1,0,\n";
    let run = campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "Q1");
    assert_eq!(places(&run), ["1 P2 7", "2 P1 7"]);
    assert_eq!(decided(&run), ["P2 TR1", "P1 TR1"]);
}

#[test]
fn the_exact_share_parts_a_tie() {
    // Both lie in the band from 95 %: 667/700 = 0.952857… and 20/21 = 0.952380…
    let definition = "
tieu_chi:
  - ma: A1
    ten: Một
    diem_chuan: 10
    so_lieu: trong_ky
    cach_cham: {theo_muc: {so: ty_le, mau: tong_so, cac_muc: [{tu: 95, diem: 10}, {duoi: 95, diem: 5}]}}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{ty_le: A1}]}
";
    let results = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,21,20\nP2,A1,Q1,700,667\n";
    let run = campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "Q1");
    assert_eq!(places(&run), ["1 P2 10", "2 P1 10"]);
}

#[test]
fn a_statistic_parts_a_tie_by_its_sum_over_the_period() {
    // In 6T: 3 + 4 against 5 + 1.
    let definition = "
thong_ke: [{ma: S1, ten: Vụ việc, kieu: so_nguyen}]
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thong_ke: S1}]}
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\nP1,A1,Q2,8\nP2,A1,Q2,8\n";
    let statistics = "don_vi,chi_so,ky,gia_tri\nP1,S1,Q1,5\nP2,S1,Q1,3\nP1,S1,Q2,1\nP2,S1,Q2,4\n";
    let sheets = [("ket-qua/q1.csv", results), ("thong-ke.csv", statistics)];
    assert_eq!(places(&campaign(definition.trim_start(), &sheets, "6T")), ["1 P2 16", "2 P1 16"]);
    assert_eq!(places(&campaign(definition.trim_start(), &sheets, "Q1")), ["1 P1 8", "2 P2 8"]);
}

#[test]
fn a_figure_that_one_of_the_tied_lacks_parts_nobody() {
    let definition = "
thong_ke: [{ma: S1, ten: Vụ việc, kieu: so_nguyen}]
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thong_ke: S1}]}
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\n";
    let sheets = [("ket-qua/q1.csv", results), ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP1,S1,Q1,5\n")];
    assert_eq!(places(&campaign(definition.trim_start(), &sheets, "Q1")), ["1 P1 8", "1 P2 8"]);
}

#[test]
fn those_an_entry_leaves_together_are_parted_by_the_next() {
    // Totals 10 each; A1 takes P1 out (8 against 7, 7), then A2 … equal, then the vote: P2 and P3 share the second place.
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP1,A2,Q1,2\nP2,A1,Q1,7\nP2,A2,Q1,3\nP3,A1,Q1,7\nP3,A2,Q1,3\nP4,A1,Q1,1\nP4,A2,Q1,1\n";
    let ranking = "xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A1}, {diem: A2}, bo_phieu]}\n";
    let run = campaign(&format!("{TWO_CRITERIA}{ranking}"), &[FOUR_UNITS, ("ket-qua/q1.csv", results)], "Q1");
    assert_eq!(places(&run), ["1 P1 10", "2 P2 10", "2 P3 10", "4 P4 2"]);
    assert_eq!(decided(&run), ["P1 A1", "P2 bo_phieu", "P3 bo_phieu", "P4 –"]);
}

#[test]
fn a_vote_leaves_the_place_shared() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\n");
    let run = campaign("xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [bo_phieu]}\n", &[results], "Q1");
    assert_eq!(places(&run), ["1 P1 8", "1 P2 8"]);
    assert_eq!(decided(&run), ["P1 bo_phieu", "P2 bo_phieu"]);
}

#[test]
fn units_are_ranked_within_their_block_only() {
    let definition = "khoi:\n  - {ma: K1, ten: Một}\n  - {ma: K2, ten: Hai}\n";
    let units = ("don-vi.csv", "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K2,phong\nP3,Phòng Ba,,phong\n");
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,7\nP3,A1,Q1,9\n");
    assert_eq!(places(&campaign(definition, &[units, results], "Q1")), ["1 P1 8", "1 P2 7"]);
}

#[test]
fn a_block_may_be_ranked_by_figures_alone() {
    let definition = "
khoi: [{ma: K1, ten: Một, xep_hang: {so_sanh: so_lieu, khi_bang_diem: [{thong_ke: S1}]}}]
tieu_chi: [{ma: A1, ten: Một, diem_chuan: 10, ap_dung: {khoi: []}, cach_cham: cho_diem}]
thong_ke: [{ma: S1, ten: Vụ việc, kieu: so_nguyen}]
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4, xep_loai: [{duoi: 200, ten: Tốt}]}
";
    let sheets = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\n"), ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP1,S1,Q1,5\nP2,S1,Q1,7\n")];
    let run = campaign(definition.trim_start(), &sheets, "Q1");
    assert_eq!(places(&run), ["1 P2 0", "2 P1 0"]);
    assert!(run.first().outcome.blocks[0].standings.iter().all(|standing| standing.grade.is_none() && !standing.is_without_grade));
}

// What is compared.

const POLICY_RESULTS: &str =
    "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh,ghi_chu\nP1,A1,Q1,9,,\nP1,A2,Q1,,x,Không có việc\nP2,A1,Q1,8.9,,\nP2,A2,Q1,4.5,,\n";

fn policy(policy: &str) -> Run {
    let definition = format!(
        "tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 5, cach_cham: cho_diem, \
         khong_phat_sinh: {policy}}}\nxep_hang: {{so_sanh: ty_le_diem, thu_hang: 1-2-2-4}}\n"
    );
    campaign(&definition, &[("ket-qua/q1.csv", POLICY_RESULTS)], "Q1")
}

#[test]
fn what_is_left_out_leaves_points_and_maximum() {
    // 9/10 = 90 % against 13.4/15 = 89.33 %.
    let run = policy("loai_tru");
    assert_eq!(places(&run), ["1 P1 9", "2 P2 13.4"]);
    assert_eq!(lines(&run, "P1"), ["A1 9/10 given", "A2 –/– not applicable"]);
    let shares: Vec<String> = run.first().outcome.blocks[0].standings.iter().filter_map(|standing| Some(standing.total.share?.to_string())).collect();
    assert_eq!(shares, ["90", "89.33"]);
}

#[test]
fn what_does_not_arise_may_count_in_full_or_as_zero() {
    // 14/15 against 13.4/15; 9/15 against 13.4/15.
    let full = policy("diem_toi_da");
    assert_eq!(places(&full), ["1 P1 14", "2 P2 13.4"]);
    assert_eq!(lines(&full, "P1"), ["A1 9/10 given", "A2 5/5 not applicable"]);
    let zero = policy("khong_diem");
    assert_eq!(places(&zero), ["1 P2 13.4", "2 P1 9"]);
    assert_eq!(lines(&zero, "P1"), ["A1 9/10 given", "A2 0/5 not applicable"]);
}

#[test]
fn what_is_not_assigned_leaves_the_maximum() {
    let definition = format!(
        "{}xep_hang: {{so_sanh: ty_le_diem, thu_hang: 1-2-2-4}}\n",
        TWO_CRITERIA.replace("diem_chuan: 5,", "diem_chuan: 5, khong_phat_sinh: loai_tru,")
    );
    let sheets = [
        ("chi-tieu.csv", "don_vi,tieu_chi,ky,khong_giao,chi_tieu\nP1,A2,,x,\n"),
        ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,9\nP2,A1,Q1,8\nP2,A2,Q1,5\n"),
    ];
    let run = campaign(&definition, &sheets, "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 9/10 given", "A2 –/– not applicable"]);
    assert_eq!(places(&run), ["1 P1 9", "2 P2 13"]);
}

#[test]
fn a_tie_after_rounding_is_a_tie_unless_the_plan_compares_exactly() {
    // 10 × 2/3 = 6.666… and 10 × 667/1000 = 6.67: both are shown as 6.67.
    let definition = |precision: &str| {
        format!(
            "cham_diem:\n  vong: [cham]\n  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tong}}\n  gop_ky: {{lay: diem_tong}}\n  vuot_chi_tieu: \
             toi_da\ntieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\nxep_hang: \
             {{so_sanh: tong_diem, tren_diem: {precision}, thu_hang: 1-2-2-4}}\n"
        )
    };
    let results = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,3,2\nP2,A1,Q1,1000,667\n")];
    assert_eq!(places(&campaign(&definition("da_lam_tron"), &results, "Q1")), ["1 P1 6.67", "1 P2 6.67"]);
    assert_eq!(places(&campaign(&definition("chinh_xac"), &results, "Q1")), ["1 P2 6.67", "2 P1 6.67"]);
}

#[test]
fn lines_are_rounded_or_the_total_is() {
    // Three times 10/3: 3.33 × 3 = 9.99, or 10 rounded once.
    let definition = |moment: &str| {
        let leaf = |code: &str| format!("  - {{ma: {code}, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n");
        format!(
            "cham_diem:\n  vong: [cham]\n  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: {moment}}}\n  gop_ky: {{lay: diem_tong}}\n  \
             vuot_chi_tieu: toi_da\ntieu_chi:\n{}{}{}",
            leaf("A1"),
            leaf("A2"),
            leaf("A3")
        )
    };
    let results = "don_vi,tieu_chi,ky,tong_so,thuc_hien\nP1,A1,Q1,3,1\nP1,A2,Q1,3,1\nP1,A3,Q1,3,1\nP2,A1,Q1,1,0\nP2,A2,Q1,1,0\nP2,A3,Q1,1,0\n";
    assert_eq!(points(&campaign(&definition("tung_dong"), &[("ket-qua/q1.csv", results)], "Q1"), "P1"), "9.99");
    assert_eq!(points(&campaign(&definition("tong"), &[("ket-qua/q1.csv", results)], "Q1"), "P1"), "10");
}

// Whose place.

#[test]
fn a_unit_that_lacks_something_has_no_place_and_the_others_have() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,7\nP1,A2,Q1,3\nP2,A1,Q1,10\n");
    let run = campaign(TWO_CRITERIA, &[results], "Q1");
    assert_eq!(places(&run), ["1 P1 10", "– P2 10"]);
    assert_eq!(lines(&run, "P2"), ["A1 10/10 given", "A2 –/5 missing"]);
    assert_eq!(state(&run, "P2"), StandingState::Incomplete);
}

#[test]
fn zero_is_not_missing() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,7\nP1,A2,Q1,3\nP2,A1,Q1,10\nP2,A2,Q1,0\n");
    assert_eq!(places(&campaign(TWO_CRITERIA, &[results], "Q1")), ["1 P1 10", "1 P2 10"]);
}

#[test]
fn a_unit_that_handed_in_nothing_is_set_aside_where_the_plan_says_so() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,7\n");
    let ranking = |more: &str| format!("{ONE_CRITERION}xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4{more}}}\n");
    assert_eq!(state(&campaign(&ranking(", khong_xep: {chua_nop: true}"), &[results], "Q1"), "P2"), StandingState::SetAside);
    assert_eq!(state(&campaign(&ranking(""), &[results], "Q1"), "P2"), StandingState::Incomplete);
}

#[test]
fn points_are_provisional_while_the_last_stage_is_empty() {
    let definition = "cham_diem:\n  vong: [tu_cham, tham_dinh]\n  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}\n  gop_ky: {lay: \
                      diem_tong}\n";
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_tu_cham,diem_tham_dinh\nP1,A1,Q1,9,8\nP2,A1,Q1,8.5,\n");
    let run = campaign(definition, &[results], "Q1");
    assert_eq!(places(&run), ["1 P2 8.5", "2 P1 8"]);
    assert_eq!((state(&run, "P1"), state(&run, "P2")), (StandingState::Final, StandingState::Provisional));
    assert_eq!(lines(&run, "P2"), ["A1 8.5/10 provisional"]);
}

#[test]
fn a_computed_score_stands_for_every_stage_that_gives_none() {
    let definition = "
cham_diem:
  vong: [tu_cham, tham_dinh]
  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}
  gop_ky: {lay: diem_tong}
tieu_chi: [{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 2}}}]
";
    // P1's first stage gives 5, the last takes what the figure comes to: 2 × 4. P2's last stage gives 3.
    let results = "don_vi,tieu_chi,ky,thuc_hien,diem_tu_cham,diem_tham_dinh,ghi_chu\nP1,A1,Q1,4,5,,Tự trừ\nP2,A1,Q1,4,,3,Chưa xác nhận\n";
    assert_eq!(places(&campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "Q1")), ["1 P1 8", "2 P2 3"]);
}

// Periods.

#[test]
fn figures_of_leaves_are_added_up_where_they_are_of_the_period() {
    // 2 + 3 of a cap of 4: scored once, so the cap is met once.
    let definition = "tieu_chi: [{ma: A1, ten: Một, diem_chuan: 4, so_lieu: trong_ky, gop_ky: {lay: so_lieu}, cach_cham: {theo_so_luong: {diem_moi: \
                      1}}}]\n";
    let results = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,2\nP1,A1,Q2,3\nP2,A1,Q1,1\nP2,A1,Q2,2\n";
    let run = campaign(definition, &[("ket-qua/q1.csv", results)], "6T");
    assert_eq!(places(&run), ["1 P1 4", "2 P2 3"]);
    assert_eq!(lines(&run, "P1"), ["A1 4/4 given"]);
}

#[test]
fn a_cumulative_figure_is_that_of_the_last_leaf_or_of_the_group_itself() {
    let definition = "tieu_chi: [{ma: A1, ten: Một, diem_chuan: 9, so_lieu: luy_ke, gop_ky: {lay: so_lieu}, cach_cham: {theo_so_luong: {diem_moi: \
                      1}}}]\n";
    // P1 tells the year by its last leaf, P2 by the group; neither adds 2.
    let results = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,2\nP1,A1,Q2,5\nP2,A1,Q1,2\nP2,A1,6T,6\n";
    let run = campaign(definition, &[("ket-qua/q1.csv", results)], "6T");
    assert_eq!(places(&run), ["1 P2 6", "2 P1 5"]);
    assert_eq!(lines(&run, "P2"), ["A1 6/9 given"]);
}

fn against_target(basis: &str, accrual: &str, targets: &str, results: &str, period: &str) -> String {
    let definition = format!(
        "tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, so_lieu: {accrual}, chi_tieu: {basis}, gop_ky: {{lay: so_lieu}}, cach_cham: {{ty_le: {{mau: \
         chi_tieu}}}}}}]\n"
    );
    points(&campaign(&definition, &[("chi-tieu.csv", targets), ("ket-qua/q1.csv", results)], period), "P1")
}

const WITHIN: &str = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,18\nP1,A1,Q2,27\n";
const RUNNING: &str = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,18\nP1,A1,Q2,45\n";

#[test]
fn a_target_of_each_period_is_added_up_with_the_figures() {
    let targets = "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,20\nP1,A1,Q2,40\n";
    // 18/20; (18 + 27)/(20 + 40).
    assert_eq!(against_target("theo_ky", "trong_ky", targets, WITHIN, "Q1"), "9");
    assert_eq!(against_target("theo_ky", "trong_ky", targets, WITHIN, "6T"), "7.5");
    // Cumulative: the last leaf's target, 45/40 cut at the maximum.
    assert_eq!(against_target("theo_ky", "luy_ke", targets, RUNNING, "6T"), "10");
}

#[test]
fn a_group_period_takes_its_last_leafs_target_for_a_cumulative_figure_of_its_own() {
    // 30/40.
    let targets = "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,20\nP1,A1,Q2,40\n";
    assert_eq!(against_target("theo_ky", "luy_ke", targets, "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,18\nP1,A1,6T,30\n", "6T"), "7.5");
}

#[test]
fn a_target_of_the_year_stands_whole_in_every_period() {
    let targets = "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,,50\n";
    // 18/50; (18 + 27)/50, not /100.
    assert_eq!(against_target("theo_nam", "trong_ky", targets, WITHIN, "Q1"), "3.6");
    assert_eq!(against_target("theo_nam", "trong_ky", targets, WITHIN, "6T"), "9");
    assert_eq!(against_target("theo_nam", "luy_ke", targets, RUNNING, "6T"), "9");
    // The same where the rows carry it.
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,50,18\nP1,A1,Q2,50,27\n";
    assert_eq!(against_target("theo_nam", "trong_ky", "don_vi,tieu_chi,ky,chi_tieu\n", rows, "6T"), "9");
}

#[test]
fn a_target_of_the_year_is_shared_among_the_leaves() {
    let targets = "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,,50\n";
    // 18/25; 45/50. Within Q2 alone 27/25 is cut; cumulative, two of two leaves: 45/50.
    assert_eq!(against_target("theo_nam_chia_ky", "trong_ky", targets, WITHIN, "Q1"), "7.2");
    assert_eq!(against_target("theo_nam_chia_ky", "trong_ky", targets, WITHIN, "Q2"), "10");
    assert_eq!(against_target("theo_nam_chia_ky", "trong_ky", targets, WITHIN, "6T"), "9");
    assert_eq!(against_target("theo_nam_chia_ky", "luy_ke", targets, RUNNING, "Q1"), "7.2");
    assert_eq!(against_target("theo_nam_chia_ky", "luy_ke", targets, RUNNING, "Q2"), "9");
    assert_eq!(against_target("theo_nam_chia_ky", "luy_ke", targets, RUNNING, "6T"), "9");
}

fn merged(merging: &str) -> Run {
    let definition = format!("tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, gop_ky: {{lay: {merging}}}, cach_cham: cho_diem}}]\n");
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8.25\nP1,A1,Q2,9\nP2,A1,Q1,9\nP2,A1,Q2,8\n";
    campaign(&definition, &[("ket-qua/q1.csv", results)], "6T")
}

#[test]
fn points_of_leaves_come_together_as_declared() {
    // 8.25 + 9 of 20; 17.25/2 = 8.625 → 8.63 of 10; 9 of 10.
    assert_eq!(lines(&merged("diem_tong"), "P1"), ["A1 17.25/20 given"]);
    assert_eq!(lines(&merged("diem_binh_quan"), "P1"), ["A1 8.63/10 given"]);
    assert_eq!(lines(&merged("diem_ky_cuoi"), "P1"), ["A1 9/10 given"]);
    assert_eq!(places(&merged("diem_tong")), ["1 P1 17.25", "2 P2 17"]);
    assert_eq!(places(&merged("diem_ky_cuoi")), ["1 P1 9", "2 P2 8"]);
}

#[test]
fn a_leaf_that_does_not_arise_adds_nothing() {
    let definition = |merging: &str| {
        format!(
            "tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, gop_ky: {{lay: {merging}}}, khong_phat_sinh: loai_tru, cach_cham: cho_diem}}]\nxep_hang: \
             {{so_sanh: ty_le_diem, thu_hang: 1-2-2-4}}\n"
        )
    };
    let results = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A1,Q1,,Không có việc\nP1,A1,Q2,9,\nP2,A1,Q1,8,\nP2,A1,Q2,8,\n";
    let read = |merging: &str| lines(&campaign(&definition(merging), &[("ket-qua/q1.csv", results)], "6T"), "P1");
    assert_eq!(read("diem_tong"), ["A1 9/10 given"]);
    assert_eq!(read("diem_binh_quan"), ["A1 9/10 given"]);
}

#[test]
fn nothing_due_follows_the_policy_also_where_figures_are_merged() {
    // Q1 had no target: what was done there does not count, 8/10 remain.
    let definition = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, gop_ky: {lay: so_lieu}, khong_phat_sinh: loai_tru, cach_cham: {ty_le: {mau: chi_tieu}}}
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4}
";
    let results = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,0,3\nP1,A1,Q2,10,8\nP2,A1,Q1,0,\nP2,A1,Q2,0,\n";
    let run = campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "6T");
    assert_eq!(lines(&run, "P1"), ["A1 8/10 given"]);
    assert_eq!(lines(&run, "P2"), ["A1 –/– not applicable"]);
}

#[test]
fn periods_nest() {
    let definition = "
ky:
  - {ma: T1, tu: 2026-01-01, den_het: 2026-01-31}
  - {ma: T2, tu: 2026-02-01, den_het: 2026-03-31}
  - {ma: T3, tu: 2026-04-01, den_het: 2026-06-30}
  - {ma: Q, gom: [T1, T2]}
  - {ma: NAM, gom: [Q, T3]}
cac_han: []
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,T1,1\nP1,A1,T2,2\nP1,A1,T3,4\nP2,A1,T1,1\nP2,A1,T2,1\nP2,A1,T3,1\n";
    let read = |period: &str| points(&campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], period), "P1");
    assert_eq!((read("T2"), read("Q"), read("NAM")), ("2".to_owned(), "3".to_owned(), "7".to_owned()));
}

#[test]
fn a_criterion_may_be_scored_in_some_periods_only() {
    let definition = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: A2, ten: Quý I, diem_chuan: 5, chi_cham_ky: [Q1], cach_cham: cho_diem}
  - {ma: A3, ten: Sáu tháng, diem_chuan: 5, chi_cham_ky: [6T], cach_cham: cho_diem}
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP1,A1,Q2,9\nP1,A2,Q1,4\nP1,A3,6T,3\n";
    let read = |period: &str| lines(&campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], period), "P1");
    assert_eq!(read("Q1"), ["A1 8/10 given", "A2 4/5 given"]);
    assert_eq!(read("Q2"), ["A1 9/10 given"]);
    assert_eq!(read("6T"), ["A1 17/20 given", "A2 4/5 given", "A3 3/5 given"]);
}

// Duties, bonus and deductions, targets passed.

fn late(counting: &str, extension: &str) -> Vec<String> {
    let definition = format!(
        "
cac_han:
  - {{viec: bao_cao, ky: Q1, den_het: 2026-04-10}}
  - {{viec: bao_cao, ky: Q2, den_het: 2026-07-10}}
tieu_chi:
  - ma: A1
    ten: Báo cáo
    diem_chuan: 5
    cach_cham: {{theo_muc: {{so: so_ngay_tre, viec: bao_cao, ngay: {counting}, cac_muc: [{{den: 0, diem: 5}}, {{tu: 1, den: 2, diem: 3}}, {{tu: 3, diem: 0}}]}}}}
"
    );
    // Friday 10 April is the last day. P1 came on it, P2 on Monday 13 April: three days late, one of them worked.
    let book = "don_vi,viec,ky,ngay_nhan\nP1,bao_cao,Q1,2026-04-10\nP2,bao_cao,Q1,2026-04-13\n";
    let extensions = format!("don_vi,viec,ky,han_moi,ly_do,van_ban\n{extension}");
    let sheets = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\n"), ("nop.csv", book), ("gia-han.csv", extensions.as_str())];
    places(&campaign(definition.trim_start(), &sheets, "Q1"))
}

#[test]
fn days_late_are_counted_on_the_calendar_or_at_work() {
    assert_eq!(late("lich", ""), ["1 P1 5", "2 P2 0"]);
    assert_eq!(late("lam_viec", ""), ["1 P1 5", "2 P2 3"]);
}

#[test]
fn an_extension_moves_the_last_day() {
    assert_eq!(late("lich", "P2,bao_cao,Q1,2026-04-12,Lũ lụt,12/STP\n"), ["1 P1 5", "2 P2 3"]);
    assert_eq!(late("lich", "P2,bao_cao,Q1,2026-04-13,Lũ lụt,12/STP\n"), ["1 P1 5", "1 P2 5"]);
}

#[test]
fn what_was_not_handed_in_is_missing_and_no_number_of_days() {
    let definition = "tieu_chi: [{ma: A1, ten: Đăng ký, diem_chuan: 5, chi_cham_ky: [Q1], cach_cham: {co_khong: {tu_dong: {viec: dang_ky}}}}]\n";
    let sheets = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\n"), ("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-31\n")];
    let run = campaign(definition, &sheets, "Q1");
    // 31 January is a day after the deadline: no.
    assert_eq!(places(&run), ["1 P1 0", "– P2 0"]);
    assert_eq!(lines(&run, "P2"), ["A1 –/5 missing"]);
}

#[test]
fn a_group_of_bonus_or_deduction_is_capped_by_a_line_of_its_own() {
    // 8 + (2 + 3 − 1 over the cap of 4) − (3 − 1 over the cap of 2) = 10; the maximum stays 10.
    let definition = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - ma: T
    ten: Thưởng
    nhom: diem_thuong
    toi_da: 4
    con:
      - {ma: T1, ten: Cờ, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 2}}}
      - {ma: T2, ten: Sáng kiến, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 1, toi_da: 3}}}
  - ma: TR
    ten: Trừ
    nhom: diem_tru
    toi_da: 2
    con: [{ma: TR1, ten: Phản ánh, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 1}}}]
";
    let results = "don_vi,tieu_chi,ky,thuc_hien,diem_cham\nP1,A1,Q1,,8\nP1,T1,Q1,1,\nP1,T2,Q1,5,\nP1,TR1,Q1,3,\nP2,A1,Q1,,8\nP2,T1,Q1,2,\nP2,T2,Q1,0,\nP2,TR1,Q1,2,\n";
    let run = campaign(definition.trim_start(), &[("ket-qua/q1.csv", results)], "Q1");
    assert_eq!(lines(&run, "P1"), ["A1 8/10 given", "T1 2/– given", "T2 3/– given", "T -1/– capped", "TR1 -3/– given", "TR 1/– capped"]);
    assert_eq!(lines(&run, "P2"), ["A1 8/10 given", "T1 4/– given", "T2 0/– given", "TR1 -2/– given"]);
    assert_eq!(places(&run), ["1 P1 10", "1 P2 10"]);
}

#[test]
fn past_the_target_is_cut_or_paid() {
    // 10 × 12/10.
    let definition = |over: &str| {
        format!(
            "tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, vuot_chi_tieu: {over}, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}]\n"
        )
    };
    let results = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,12\nP2,A1,Q1,10,10\n")];
    assert_eq!(points(&campaign(&definition("toi_da"), &results, "Q1"), "P1"), "10");
    assert_eq!(points(&campaign(&definition("cong_them"), &results, "Q1"), "P1"), "12");
}

// The leader.

const LEADER: &str = "
tieu_chi: [{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {ty_le: {mau: chi_tieu}}}]
xep_hang:
  so_sanh: tong_diem
  thu_hang: 1-2-2-4
  khi_bang_diem: [{thuc_hien: A1}]
  dan_dau: {danh_hieu: TTLĐTT, chi_ky: [6T], dieu_kien: [{hoan_thanh_vuot: {tieu_chi: [A1], it_nhat: tat_ca}}]}
";

#[test]
fn only_the_declared_periods_put_a_leader_forward() {
    // 6T: P1 did 22 of 20, P2 20 of 20.
    let results = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,11\nP1,A1,Q2,10,11\nP2,A1,Q1,10,10\nP2,A1,Q2,10,10\n";
    let sheets = [("ket-qua/q1.csv", results)];
    assert!(leader(&campaign(LEADER.trim_start(), &sheets, "Q1")).is_none());
    let run = campaign(LEADER.trim_start(), &sheets, "6T");
    let leader = leader(&run).expect("6T puts a leader forward");
    assert_eq!(leader.unit.map(|unit| run.first().campaign.units[unit].code.as_str()), Some("P1"));
    assert!(leader.is_put_forward);
}

#[test]
fn a_leader_that_only_meets_its_target_is_not_put_forward() {
    let results = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,10\nP1,A1,Q2,10,10\nP2,A1,Q1,10,9\nP2,A1,Q2,10,9\n";
    let run = campaign(LEADER.trim_start(), &[("ket-qua/q1.csv", results)], "6T");
    let leader = leader(&run).expect("6T puts a leader forward");
    assert_eq!(leader.conditions[0].is_met, Some(false));
    assert!(leader.unit.is_some() && !leader.is_put_forward);
}

#[test]
fn a_shared_first_place_leads_nobody() {
    let results = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,11\nP1,A1,Q2,10,11\nP2,A1,Q1,10,11\nP2,A1,Q2,10,11\n";
    let run = campaign(LEADER.trim_start(), &[("ket-qua/q1.csv", results)], "6T");
    let leader = leader(&run).expect("6T puts a leader forward");
    assert_eq!((leader.unit, leader.is_put_forward), (None, false));
}

#[test]
fn a_block_whose_name_cannot_be_read_is_called_by_its_code() {
    let mut files = crate::support::base();
    let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    files.insert("phong-trao.yaml".to_owned(), text.replace("ten: Khối một}", "ten: Khối một, hai}").into_bytes());
    let run = crate::support::run(&files, &thidua::pipeline::Request::default());
    assert_eq!(&*run.first().campaign.blocks.iter().next().expect("a block").name, "K1");
}

#[test]
fn a_block_that_no_criterion_applies_to_is_not_ranked_and_that_is_no_finding() {
    let mut files = crate::support::base();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let definition = definition.replace("  - {ma: K1, ten: Khối một}\n", "  - {ma: K1, ten: Khối một}\n  - {ma: K2, ten: Khối hai}\n");
    let definition = definition.replace("cach_cham: cho_diem}", "ap_dung: {khoi: [K1]}, cach_cham: cho_diem}");
    files.insert("phong-trao.yaml".into(), definition.into());
    files.insert("don-vi.csv".into(), "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nP3,Phòng Ba,K2,phong\n".into());
    let run = crate::support::run(&files, &Request { period: Some("Q1".into()), ..Request::default() });
    assert_eq!(run.first().outcome.blocks.len(), 1);
    let said: Vec<String> = run.findings.iter().map(|(_, finding)| format!("{finding:?}")).collect();
    assert_eq!(said, Vec::<String>::new());
}

/// Seven in ten of P2 are women on the last day of the quarter, of P1 six in ten.
fn people(last_of_second: &str) -> String {
    let mut rows = "ma,ho_ten,don_vi,gioi_tinh,tu_ngay,den_ngay\n".to_owned();
    let row = |number: usize| {
        let word = |women: usize| if number < women { "nu" } else { "nam" };
        let second = if number == 6 { last_of_second } else { word(7) };
        format!("A{number},Người A{number},P1,{},,\nB{number},Người B{number},P2,{second},,\n", word(6))
    };
    rows.extend((0..10).map(row));
    // She left before the last day, and does not count.
    rows + "A10,Người A10,P1,nu,,2026-03-30\n"
}

#[test]
fn of_equals_a_collective_of_seven_in_ten_women_stands_first() {
    let definition =
        format!("{ONE_CRITERION}xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [nu_hoac_70_phan_tram_nu, bo_phieu]}}\n");
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\n");
    // 10 × 7 ≥ 7 × 10, and 10 × 6 < 7 × 10.
    let parted = campaign(&definition, &[rows, ("ca-nhan.csv", &people("nu"))], "Q1");
    assert_eq!(places(&parted), ["1 P2 8", "2 P1 8"]);
    assert_eq!(decided(&parted), ["P2 nu_hoac_70_phan_tram_nu", "P1 nu_hoac_70_phan_tram_nu"]);
    // Six of each, one cell empty, or no sheet: nobody is parted, and the vote is awaited.
    for sheets in [vec![rows, ("ca-nhan.csv", &*people("nam"))], vec![rows, ("ca-nhan.csv", &*people(""))], vec![rows]] {
        assert_eq!(decided(&campaign(&definition, &sheets, "Q1")), ["P1 bo_phieu", "P2 bo_phieu"]);
    }
}
