//! Corners of periods, targets and deadlines: what is scored where two rules meet, each figure worked by hand.

use thidua::pipeline::Run;

use crate::support::run;
use crate::worked::{asked, checks, files, lines_of, score};

/// The base campaign with these top-level keys and sheets, asked for a period.
fn campaign(definition: &str, sheets: &[(&str, &str)], period: &str) -> Run {
    run(&files(definition, sheets), &asked(period))
}

/// `points/maximum state` of a unit's first line; `–` without one.
fn first(run: &Run, unit: &str) -> String {
    lines_of(run, unit).first().map_or("–".to_owned(), score)
}

fn one(keys: &str) -> String {
    format!("tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, {keys}}}\n")
}

const OF_A_TARGET: &str = "cach_cham: {ty_le: {mau: chi_tieu}}";

#[test]
fn a_target_of_zero_asks_for_no_row() {
    let definition = one(&format!("so_lieu: trong_ky, chi_tieu: theo_ky, khong_phat_sinh: loai_tru, {OF_A_TARGET}"));
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,0\nP2,A1,Q1,4\nP1,A1,Q2,5\nP2,A1,Q2,5\n");
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien\nP2,A1,Q1,3\n");
    let run = campaign(&definition, &[targets, results], "Q1");
    // 10 × 3/4 for P2; nothing is awaited of P1.
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("–/– not applicable".to_owned(), "7.5/10 given".to_owned()));
    assert_eq!(checks(&run), [""; 0]);
    // Its second quarter alone is scored in the half year: 10 × 4/5, out of 10.
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien\nP2,A1,Q1,3\nP1,A1,Q2,4\nP2,A1,Q2,5\n");
    assert_eq!(first(&campaign(&definition, &[targets, results], "6T"), "P1"), "8/10 given");
}

#[test]
fn an_empty_target_and_one_that_is_compared_with_others_are_awaited() {
    let results = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP2,A1,Q1,4,3\n");
    let definition = one(&format!("so_lieu: trong_ky, chi_tieu: theo_ky, khong_phat_sinh: loai_tru, {OF_A_TARGET}"));
    assert_eq!(first(&campaign(&definition, &[results], "Q1"), "P1"), "–/10 missing");
    // Without a target a unit is compared by what it did, and so its row is awaited.
    let definition = one("so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau");
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,0\n");
    assert_eq!(first(&campaign(&definition, &[targets, results], "Q1"), "P1"), "–/10 missing");
}

#[test]
fn a_new_day_on_a_day_off_moves_as_the_deadline_would() {
    // Friday 10 April is the last day; the new one, Sunday 12 April, is Monday 13 April where days off move.
    let late = |rule: &str, new_day: &str, received: &str| {
        let definition = format!(
            "ngay_nghi: {{gap_ngay_nghi: {rule}}}\ncac_han:\n  - {{viec: bao_cao, ky: Q1, den_het: 2026-04-10}}\n  - {{viec: bao_cao, ky: Q2, den_het: 2026-07-10}}\n{}",
            one(
                "cach_cham: {theo_muc: {so: so_ngay_tre, viec: bao_cao, ngay: lich, cac_muc: [{den: 0, diem: 10}, {tu: 1, den: 2, diem: 6}, {tu: 3, diem: 0}]}}"
            )
        );
        let book = format!("don_vi,viec,ky,ngay_nhan\nP1,bao_cao,Q1,{received}\nP2,bao_cao,Q1,2026-04-10\n");
        let extension = format!("don_vi,viec,ky,han_moi,ly_do,van_ban\nP1,bao_cao,Q1,{new_day},Lũ lụt,12/STP\n");
        let sheets = [("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\n"), ("nop.csv", &*book), ("gia-han.csv", &*extension)];
        first(&campaign(&definition, &sheets, "Q1"), "P1")
    };
    assert_eq!(late("giu_nguyen", "2026-04-12", "2026-04-13"), "6/10 given");
    assert_eq!(late("ngay_lam_viec_tiep_theo", "2026-04-12", "2026-04-13"), "10/10 given");
    assert_eq!(late("ngay_lam_viec_tiep_theo", "2026-04-12", "2026-04-14"), "6/10 given");
    // A working day stays what it is.
    assert_eq!(late("ngay_lam_viec_tiep_theo", "2026-04-14", "2026-04-15"), "6/10 given");
}

#[test]
fn what_is_limited_to_a_group_period_and_runs_on_takes_its_own_row_or_that_of_its_last_leaf() {
    let keys = "so_lieu: luy_ke, chi_cham_ky: [6T], cach_cham: {theo_so_luong: {diem_moi: 1}}";
    let read = |rows: &str, period: &str| campaign(&one(keys), &[("ket-qua/q1.csv", &format!("don_vi,tieu_chi,ky,thuc_hien\n{rows}"))], period);
    for rows in ["P1,A1,6T,7\nP2,A1,6T,1\n", "P1,A1,Q2,7\nP2,A1,6T,1\n", "P1,A1,Q2,7\nP1,A1,6T,7\nP2,A1,6T,1\n"] {
        let run = read(rows, "6T");
        // Two rows that tell one figure are scored once, out of one maximum.
        assert_eq!(first(&run, "P1"), "7/10 given", "{rows}");
        assert_eq!(checks(&run), [""; 0], "{rows}");
        // It counts nowhere else.
        assert_eq!(first(&read(rows, "Q2"), "P1"), "–", "{rows}");
    }
    assert_eq!(checks(&read("P1,A1,Q2,7\nP1,A1,6T,8\nP2,A1,6T,1\n", "6T")), ["cumulative-differs"]);
    assert_eq!(checks(&read("P1,A1,Q1,3\nP1,A1,6T,8\nP2,A1,6T,1\n", "6T")), ["result-not-scored"]);
    let missing = read("P2,A1,6T,1\n", "6T");
    assert_eq!(first(&missing, "P1"), "–/10 missing");
    assert_eq!(checks(&missing), ["awaited-result"]);
}

#[test]
fn the_target_of_a_group_period_may_stand_under_it_or_under_its_last_leaf() {
    let keys = format!("so_lieu: luy_ke, chi_tieu: theo_ky, chi_cham_ky: [6T], {OF_A_TARGET}");
    for (target, row) in [("6T", "6T"), ("6T", "Q2"), ("Q2", "6T"), ("Q2", "Q2")] {
        let targets = format!("don_vi,tieu_chi,ky,chi_tieu\nP1,A1,{target},8\nP2,A1,6T,8\n");
        let results = format!("don_vi,tieu_chi,ky,thuc_hien\nP1,A1,{row},6\nP2,A1,6T,1\n");
        let run = campaign(&one(&keys), &[("chi-tieu.csv", &targets), ("ket-qua/q1.csv", &results)], "6T");
        assert_eq!((first(&run, "P1"), checks(&run)), ("7.5/10 given".to_owned(), vec![]), "{target} {row}");
    }
}

#[test]
fn what_is_limited_to_a_group_period_and_does_not_run_on_has_one_row_under_it() {
    let keys = "so_lieu: trong_ky, chi_cham_ky: [6T], cach_cham: {theo_so_luong: {diem_moi: 1}}";
    let rows = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,6T,7\nP2,A1,Q1,3\nP2,A1,Q2,4\n";
    let run = campaign(&one(keys), &[("ket-qua/q1.csv", rows)], "6T");
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("7/10 given".to_owned(), "–/10 missing".to_owned()));
    // Two rows of leaves, each told; the last leaf's target is not the half year's either.
    assert_eq!(checks(&run), ["result-not-scored", "result-not-scored"]);
    let keys = format!("so_lieu: trong_ky, chi_tieu: theo_ky, chi_cham_ky: [6T], {OF_A_TARGET}");
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q2,8\n");
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,6T,,6\nP2,A1,6T,8,6\n");
    assert_eq!(first(&campaign(&one(&keys), &[targets, rows], "6T"), "P1"), "–/10 missing");
}

#[test]
fn the_last_leaf_decides_even_where_nothing_arose_in_it() {
    let keys = |policy: &str| one(&format!("gop_ky: {{lay: diem_ky_cuoi}}, khong_phat_sinh: {policy}, cach_cham: cho_diem"));
    let rows = (
        "ket-qua/q1.csv",
        "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A1,Q1,6,\nP1,A1,Q2,,Không có vụ việc\nP2,A1,Q1,,Không có\nP2,A1,Q2,7,\n",
    );
    let read = |policy: &str| {
        let run = campaign(&keys(policy), &[rows], "6T");
        (first(&run, "P1"), first(&run, "P2"))
    };
    assert_eq!(read("loai_tru"), ("–/– not applicable".to_owned(), "7/10 given".to_owned()));
    assert_eq!(read("diem_toi_da").0, "10/10 not applicable");
    assert_eq!(read("khong_diem").0, "0/10 not applicable");
}

#[test]
fn a_leaf_that_is_not_applicable_adds_nothing_whatever_the_policy() {
    let rows =
        ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A1,Q1,6,\nP1,A1,Q2,,Không có\nP2,A1,Q1,,Không có\nP2,A1,Q2,,Không có\n");
    for (policy, none) in [("loai_tru", "–/– not applicable"), ("diem_toi_da", "10/10 not applicable"), ("khong_diem", "0/10 not applicable")] {
        let keys = one(&format!("gop_ky: {{lay: diem_tong}}, khong_phat_sinh: {policy}, cach_cham: cho_diem"));
        let run = campaign(&keys, &[rows], "6T");
        // One quarter's points, out of one quarter's maximum; of none at all the policy decides, once.
        assert_eq!((first(&run, "P1"), first(&run, "P2")), ("6/10 given".to_owned(), none.to_owned()), "{policy}");
    }
}

#[test]
fn points_a_stage_gives_beside_others_ask_for_a_note_where_they_differ() {
    // P1 passes by 2/10 and leads: 10. P2 passes by 1/10, half as far: 5 + 1/2 × 5 = 7,5.
    let definition = one("so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau");
    let read = |points: &str, note: &str| {
        let rows = format!("don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham,ghi_chu\nP1,A1,Q1,10,12,,\nP2,A1,Q1,10,11,{points},{note}\n");
        checks(&campaign(&definition, &[("ket-qua/q1.csv", &rows)], "Q1"))
    };
    assert_eq!(read("7.5", ""), [""; 0]);
    assert_eq!(read("8", ""), ["stage-overrides"]);
    assert_eq!(read("8", "Việc khó"), ["stage-differs"]);
}

#[test]
fn a_unit_set_aside_still_leads_the_comparison() {
    // P1 is under a decision and passes by 2/10; P2 by 1/10 is measured by it all the same: 5 + 1/2 × 5.
    let definition = format!(
        "{}xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, khong_xep: {{vi_pham: true}}}}\n",
        one("so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau")
    );
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,12\nP2,A1,Q1,10,11\n");
    let decision =
        ("ky-luat.csv", "doi_tuong,ma,tinh_trang,hinh_thuc,tu_ngay,den_ngay,so_van_ban\ntap_the,P1,da_quyet_dinh,khien_trach,2026-02-01,,5/QĐ\n");
    let run = campaign(&definition, &[rows, decision], "Q1");
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("10/10 given".to_owned(), "7.5/10 given".to_owned()));
    let places: Vec<Option<u32>> = run.first().outcome.blocks[0].standings.iter().map(|standing| standing.place).collect();
    assert_eq!(places, [Some(1), None]);
}

#[test]
fn a_yes_or_no_settles_what_is_compared_and_leaves_the_figure_in_the_comparison() {
    // P1 passes by 2/10 and leads, yet its plan is lacking: 0. P2 passes by 1/10, half as far: 5 + 1/2 × 5.
    let definition = format!(
        "{}thong_ke: [{{ma: KH, ten: Có kế hoạch, kieu: co_khong}}]\n",
        one("so_lieu: trong_ky, chi_tieu: theo_ky, dieu_kien: [KH], cach_cham: so_voi_dan_dau")
    );
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,10,12\nP2,A1,Q1,10,11\n");
    let answers = ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP1,KH,,không\nP2,KH,,có\n");
    let run = campaign(&definition, &[rows, answers], "Q1");
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("0/10 given".to_owned(), "7.5/10 given".to_owned()));
    let without = campaign(&definition, &[rows, ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP2,KH,,có\n")], "Q1");
    assert_eq!(first(&without, "P1"), "–/10 missing");
}

#[test]
fn two_rows_of_one_figure_beside_a_target_of_zero_agree() {
    let keys = format!("so_lieu: luy_ke, chi_tieu: theo_nam, gop_ky: {{lay: so_lieu}}, khong_phat_sinh: loai_tru, {OF_A_TARGET}");
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien\nP1,A1,Q1,0,2\nP1,A1,Q2,0,6\nP1,A1,6T,0,6\nP2,A1,Q1,8,2\nP2,A1,Q2,8,6\n";
    let run = campaign(&one(&keys), &[("ket-qua/q1.csv", rows)], "6T");
    // 10 × 6/8 for P2.
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("–/– not applicable".to_owned(), "7.5/10 given".to_owned()));
    assert!(!checks(&run).contains(&"cumulative-differs"));
}

#[test]
fn what_did_not_arise_in_the_last_leaf_is_not_settled_by_an_answer() {
    // KH says no for the half year, but nothing arose through June: the policy decides, and no row of 6T is needed.
    let definition = format!(
        "{}thong_ke: [{{ma: KH, ten: Có kế hoạch, kieu: co_khong}}]\n",
        one("so_lieu: luy_ke, gop_ky: {lay: so_lieu}, khong_phat_sinh: loai_tru, dieu_kien: [KH], cach_cham: {theo_so_luong: {diem_moi: 1}}")
    );
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,thuc_hien,khong_phat_sinh\nP1,A1,Q1,2,\nP1,A1,Q2,,Không có\nP2,A1,Q1,2,\nP2,A1,Q2,3,\n");
    let answers = ("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP1,KH,,không\nP2,KH,,có\n");
    let run = campaign(&definition, &[rows, answers], "6T");
    assert_eq!((first(&run, "P1"), first(&run, "P2")), ("–/– not applicable".to_owned(), "3/10 given".to_owned()));
}
