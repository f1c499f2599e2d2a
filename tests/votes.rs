//! Votes: a block puts its leader forward when enough of its members say so, and not when its figures contradict.

use crate::worked::{files, ranked};

/// Whether K1 has nominated P1, who is first, with so many percent of all members, by one row of votes: members, present, yes.
fn nominated(percent: u8, row: &str) -> Option<bool> {
    let rules = format!(
        "xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, dan_dau: {{danh_hieu: TTLĐTT, dieu_kien: [suy_ton_khoi]}}}}\n\
         bo_phieu: {{co_mat_toi_thieu: 2/3, nguong: {{TTLĐTT: {percent}}}, tinh_tren: tong_thanh_vien}}\n"
    );
    let sheet = format!("noi_hop,doi_tuong,ma,danh_hieu,tong_thanh_vien,co_mat,dong_y\nK1,tap_the,P1,TTLĐTT,{row}\n");
    let results = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,9\nP2,A1,Q1,8\n";
    let run = ranked(&files(&rules, &[("bo-phieu.csv", &sheet), ("ket-qua/q1.csv", results)]), "Q1");
    let leader = run.first().outcome.blocks[0].leader.as_ref().expect("a leader is asked for");
    assert!(leader.unit.is_some(), "P1 is alone in the first place");
    leader.conditions[0].is_met
}

#[test]
fn ten_of_eleven_members_are_ninety_percent_and_nine_are_not() {
    // 0.9 × 11 = 9.9.
    assert_eq!(nominated(90, "11,11,10"), Some(true));
    assert_eq!(nominated(90, "11,11,9"), Some(false));
}

#[test]
fn without_a_quorum_nobody_is_nominated() {
    // Two thirds of 12 are 8; 7 of 12 are 58.3 %, more than half.
    assert_eq!(nominated(50, "12,7,7"), Some(false));
    assert_eq!(nominated(50, "12,8,7"), Some(true));
}

#[test]
fn of_figures_that_contradict_nothing_is_told() {
    // 12 in favour of 11 members.
    assert_eq!(nominated(90, "11,11,12"), None);
}
