//! What tie-breaks, conditions of the leader and counted units compare over several periods: each figure worked by hand.

use thidua::pipeline::Run;

use crate::worked::{files, ranked};

/// The base campaign with these top-level keys and rows of results, asked for its half year of two quarters.
fn half_year(definition: &str, results: &str) -> Run {
    let results = format!("don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien,diem_cham,khong_phat_sinh,ghi_chu\n{results}");
    ranked(&files(definition, &[("ket-qua/q1.csv", &results)]), "6T")
}

/// `place unit decided_by`, in the order of the ranking.
fn decided(run: &Run) -> Vec<String> {
    let standings = run.first().outcome.blocks.iter().flat_map(|block| &block.standings);
    let word = |standing: &thidua::ranking::Standing| {
        let place = standing.place.map_or("–".to_owned(), |place| place.to_string());
        format!("{place} {} {}", run.first().campaign.units[standing.total.unit].code, standing.decided_by.as_deref().unwrap_or("–"))
    };
    standings.map(word).collect()
}

/// Ranked alike by A1, parted by what is said of A2, which gives no points worth a difference.
fn parted_by(criterion: &str, entry: &str, results: &str) -> Vec<String> {
    let definition = format!(
        "tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 10, {criterion}}}\n\
         xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{entry}, bo_phieu]}}\n"
    );
    let given = "P1,A1,Q1,,,,5,,\nP1,A1,Q2,,,,5,,\nP2,A1,Q1,,,,5,,\nP2,A1,Q2,,,,5,,\n";
    decided(&half_year(&definition, &format!("{given}{results}")))
}

/// One band for every number: the criterion gives everybody 1 point a score.
const FLAT: &str = "cach_cham: {theo_muc: {so: gia_tri, cac_muc: [{diem: 1}]}}";
const FLAT_SHARE: &str = "khong_phat_sinh: loai_tru, cach_cham: {theo_muc: {so: ty_le, mau: tong_so, cac_muc: [{diem: 1}]}}";

#[test]
fn however_points_merge_the_figure_of_a_period_is_the_sum_over_its_leaves() {
    // P1 did 9 + 1 = 10, P2 2 + 5 = 7; in the last quarter alone P2 did more.
    let results = "P1,A2,Q1,,,9,,,\nP1,A2,Q2,,,1,,,\nP2,A2,Q1,,,2,,,\nP2,A2,Q2,,,5,,,\n";
    for merging in ["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"] {
        let criterion = format!("so_lieu: trong_ky, gop_ky: {{lay: {merging}}}, {FLAT}");
        assert_eq!(parted_by(&criterion, "{thuc_hien: A2}", results), ["1 P1 A2", "2 P2 A2"], "{merging}");
    }
}

#[test]
fn however_points_merge_a_figure_that_runs_on_is_that_of_the_last_leaf() {
    // Through June P1 did 10, P2 11; added up they would be 9 + 10 = 19 and 2 + 11 = 13.
    let results = "P1,A2,Q1,,,9,,,\nP1,A2,Q2,,,10,,,\nP2,A2,Q1,,,2,,,\nP2,A2,Q2,,,11,,,\n";
    for merging in ["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"] {
        let criterion = format!("so_lieu: luy_ke, gop_ky: {{lay: {merging}}}, {FLAT}");
        assert_eq!(parted_by(&criterion, "{thuc_hien: A2}", results), ["1 P2 A2", "2 P1 A2"], "{merging}");
        // The half year's own row says the same as its last quarter's.
        let own = format!("{results}P1,A2,6T,,,10,,,\n");
        assert_eq!(parted_by(&criterion, "{thuc_hien: A2}", &own), ["1 P2 A2", "2 P1 A2"], "{merging}");
    }
}

#[test]
fn a_share_is_of_the_figures_of_the_whole_period() {
    // P1 (9 + 1) / (10 + 10) = 1/2, P2 (2 + 5) / (4 + 6) = 7/10; the mean of shares would be 1/2 and 2/3, of the last 1/10 and 5/6.
    let results = "P1,A2,Q1,,10,9,,,\nP1,A2,Q2,,10,1,,,\nP2,A2,Q1,,4,2,,,\nP2,A2,Q2,,6,5,,,\n";
    for merging in ["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"] {
        let criterion = format!("so_lieu: trong_ky, gop_ky: {{lay: {merging}}}, {FLAT_SHARE}");
        assert_eq!(parted_by(&criterion, "{ty_le: A2}", results), ["1 P2 A2", "2 P1 A2"], "{merging}");
    }
    // Running on: P1 8/20 = 2/5 is less than P2's 3/7 = 42,9 %, though (6 + 8) / (7 + 20) is more than (1 + 3) / (5 + 7).
    let results = "P1,A2,Q1,,7,6,,,\nP1,A2,Q2,,20,8,,,\nP2,A2,Q1,,5,1,,,\nP2,A2,Q2,,7,3,,,\n";
    let criterion = format!("so_lieu: luy_ke, gop_ky: {{lay: diem_tong}}, {FLAT_SHARE}");
    assert_eq!(parted_by(&criterion, "{ty_le: A2}", results), ["1 P2 A2", "2 P1 A2"]);
}

#[test]
fn a_figure_of_which_a_part_is_lacking_parts_nobody() {
    // P1's second quarter is given points with a note, and no figure: 9 is not its half year.
    let results = "P1,A2,Q1,,,9,,,\nP1,A2,Q2,,,,1,,Chưa có số\nP2,A2,Q1,,,2,,,\nP2,A2,Q2,,,5,,,\n";
    let criterion = format!("so_lieu: trong_ky, gop_ky: {{lay: diem_tong}}, {FLAT}");
    assert_eq!(parted_by(&criterion, "{thuc_hien: A2}", results), ["1 P1 bo_phieu", "1 P2 bo_phieu"]);
    // What did not arise in a quarter has no part: 9 against 2 + 5 = 7; the mean gives both 1 point.
    let results = "P1,A2,Q1,,,9,,,\nP1,A2,Q2,,,,,x,Không có vụ việc\nP2,A2,Q1,,,2,,,\nP2,A2,Q2,,,5,,,\n";
    let criterion = format!("so_lieu: trong_ky, khong_phat_sinh: loai_tru, gop_ky: {{lay: diem_binh_quan}}, {FLAT}");
    assert_eq!(parted_by(&criterion, "{thuc_hien: A2}", results), ["1 P1 A2", "2 P2 A2"]);
}

const LEADER: &str = "
xep_hang:
  so_sanh: tong_diem
  thu_hang: 1-2-2-4
  dan_dau: {danh_hieu: TTLĐTT, dieu_kien: [{hoan_thanh_vuot: {tieu_chi: [A1], it_nhat: tat_ca}}]}
";

#[test]
fn the_leader_is_held_against_the_target_of_the_whole_period() {
    // Running on to 21 of the year's 20; P2 is far behind.
    let passes = |accrual: &str, basis: &str, merging: &str, rows: &str| {
        let criterion = format!(
            "tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, so_lieu: {accrual}, chi_tieu: {basis}, gop_ky: {{lay: {merging}}}, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}]"
        );
        let run = half_year(&format!("{criterion}{LEADER}"), &format!("{rows}P2,A1,Q1,20,,1,,,\nP2,A1,Q2,20,,1,,,\n"));
        run.first().outcome.blocks[0].leader.as_ref().expect("a leader").conditions[0].is_met
    };
    for merging in ["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"] {
        // Within the period: 12 + 9 = 21 of 20, and 11 + 9 = 20, which only reaches it.
        assert_eq!(passes("trong_ky", "theo_nam", merging, "P1,A1,Q1,20,,12,,,\nP1,A1,Q2,20,,9,,,\n"), Some(true), "{merging}");
        assert_eq!(passes("trong_ky", "theo_nam", merging, "P1,A1,Q1,20,,11,,,\nP1,A1,Q2,20,,9,,,\n"), Some(false), "{merging}");
        // Running on: 12, then 19 of 20; added up it would be 31.
        assert_eq!(passes("luy_ke", "theo_nam", merging, "P1,A1,Q1,20,,12,,,\nP1,A1,Q2,20,,19,,,\n"), Some(false), "{merging}");
        // Quarter targets: 20 + 20 = 40 against 12 + 29 = 41.
        assert_eq!(passes("trong_ky", "theo_ky", merging, "P1,A1,Q1,20,,12,,,\nP1,A1,Q2,20,,29,,,\n"), Some(true), "{merging}");
        // The year shared out: both quarters, so all of the 20.
        assert_eq!(passes("trong_ky", "theo_nam_chia_ky", merging, "P1,A1,Q1,20,,12,,,\nP1,A1,Q2,20,,9,,,\n"), Some(true), "{merging}");
        assert_eq!(passes("luy_ke", "theo_nam_chia_ky", merging, "P1,A1,Q1,20,,12,,,\nP1,A1,Q2,20,,20,,,\n"), Some(false), "{merging}");
    }
}

#[test]
fn units_over_their_targets_are_counted_by_the_figures_of_the_whole_period() {
    // P1 runs on to 11 of 12: added up, 6 + 11 = 17 would pass. P2 runs on to 13 of 12.
    let counted = |published: usize| {
        let definition = format!(
            "tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 10, so_lieu: luy_ke, chi_tieu: theo_nam, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}]\n\
             thong_ke: [{{ma: SV, ten: Số đơn vị vượt, kieu: so_nguyen, tong_cong_bo: {published}, dem_don_vi: {{vuot: [A1]}}}}]\n"
        );
        let run = half_year(&definition, "P1,A1,Q1,12,,6,,,\nP1,A1,Q2,12,,11,,,\nP2,A1,Q1,12,,6,,,\nP2,A1,Q2,12,,13,,,\n");
        run.findings.iter().map(|(_, finding)| finding.check.name).collect::<Vec<_>>()
    };
    assert_eq!(counted(1), [""; 0]);
    assert_eq!(counted(2), ["published-total"]);
}

/// Two criteria and a tie of totals, told apart by points of A1.
fn by_points(scoring: &str, ranking: &str, results: &str) -> Vec<String> {
    let definition = format!(
        "cham_diem:\n  vong: [cham]\n  lam_tron: {{chu_so_thap_phan: 1, cach: tu_5_len, luc: {scoring}}}\n  gop_ky: {{lay: so_lieu}}\n  vuot_chi_tieu: toi_da\n\
         tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, khong_phat_sinh: loai_tru, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n  \
         - {{ma: A2, ten: Hai, diem_chuan: 10, so_lieu: trong_ky, khong_phat_sinh: loai_tru, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n\
         xep_hang: {{thu_hang: 1-2-2-4, khi_bang_diem: [{{diem: A1}}, bo_phieu], {ranking}}}\n"
    );
    let rows = results.split(' ').map(|row| {
        let [unit, criterion, total, actual] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
        // All of it in the first quarter; the second has one of one, or nothing.
        format!("{unit},{criterion},Q1,,{total},{actual},,,\n{unit},{criterion},Q2,,0,0,,,\n")
    });
    decided(&half_year(&definition, &rows.collect::<String>()))
}

#[test]
fn points_part_a_tie_rounded_or_exact_as_the_ranking_compares() {
    // A1: 10 × 2/3 = 6,667 and 10 × 67/100 = 6,7, both 6,7 when rounded; A2 makes the exact totals equal: 10/3 and 3,3.
    let results = "P1,A1,3,2 P1,A2,3,1 P2,A1,100,67 P2,A2,100,33";
    assert_eq!(by_points("tong", "so_sanh: tong_diem, tren_diem: da_lam_tron", results), ["1 P1 bo_phieu", "1 P2 bo_phieu"]);
    assert_eq!(by_points("tong", "so_sanh: tong_diem, tren_diem: chinh_xac", results), ["1 P2 A1", "2 P1 A1"]);
    // Where lines are rounded there is nothing more exact: 6,7 + 3,3 on both sides.
    assert_eq!(by_points("tung_dong", "so_sanh: tong_diem, tren_diem: chinh_xac", results), ["1 P1 bo_phieu", "1 P2 bo_phieu"]);
}

#[test]
fn points_part_a_tie_of_shares_by_their_share_of_what_was_assigned() {
    let definition = "
tieu_chi:
  - ma: N
    ten: Nhóm
    diem_chuan: 20
    con:
      - {ma: N1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
      - {ma: N2, ten: Hai, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
  - {ma: B, ten: Ba, diem_chuan: 20, cach_cham: cho_diem}
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: N}, bo_phieu]}
";
    // A half year is twice the maxima. P1: N 14 + 14 of 40 = 70 %, B 32 of 40: 60 of 80 = 75 %.
    // P2: N 16 of 20 = 80 %, B 29 of 40: 45 of 60 = 75 %. By points alone P1 would stand first, 28 over 16.
    let results = "P1,N1,Q1,,,,7,,\nP1,N1,Q2,,,,7,,\nP1,N2,Q1,,,,7,,\nP1,N2,Q2,,,,7,,\nP1,B,Q1,,,,16,,\nP1,B,Q2,,,,16,,\n\
                   P2,N1,Q1,,,,8,,\nP2,N1,Q2,,,,8,,\nP2,N2,Q1,,,,,x,Không có\nP2,N2,Q2,,,,,x,Không có\nP2,B,Q1,,,,15,,\nP2,B,Q2,,,,14,,\n";
    assert_eq!(decided(&half_year(definition.trim_start(), results)), ["1 P2 N", "2 P1 N"]);
    let totals = definition.replace("ty_le_diem", "tong_diem").replace("diem_chuan: 20, cach_cham", "diem_chuan: 40, cach_cham");
    // By totals points stand as they are: 28 + 17 = 45 = 16 + 29.
    let results = results.replace("P1,B,Q1,,,,16,,\nP1,B,Q2,,,,16,,", "P1,B,Q1,,,,9,,\nP1,B,Q2,,,,8,,");
    assert_eq!(decided(&half_year(totals.trim_start(), &results)), ["1 P1 N", "2 P2 N"]);
}

#[test]
fn points_of_what_did_not_arise_part_nobody() {
    // 7 + 7 of A1 against the same of A2: A1 is left out of P2's score, and is no ground to put it behind.
    let definition = "
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
  - {ma: A2, ten: Hai, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A1}, bo_phieu]}
";
    let results = "P1,A1,Q1,,,,7,,\nP1,A1,Q2,,,,7,,\nP1,A2,Q1,,,,,x,Không có\nP1,A2,Q2,,,,,x,Không có\n\
                   P2,A1,Q1,,,,,x,Không có\nP2,A1,Q2,,,,,x,Không có\nP2,A2,Q1,,,,7,,\nP2,A2,Q2,,,,7,,\n";
    assert_eq!(decided(&half_year(definition.trim_start(), results)), ["1 P1 bo_phieu", "1 P2 bo_phieu"]);
}
