//! The smallest case of every step, way, gathering, weight, cap and state: what is said of it, each figure worked in the words.

use thidua::derivation::derive;
use thidua::report::explain::{View, group_statement, line_words, standing_statements};

use crate::explain::{explainable, markdown_of};
use crate::support::Files;
use crate::worked::files;

const HEAD: &str = "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien,uoc_thuc_hien,diem_cham,khong_phat_sinh,ghi_chu\n";

fn sheets(definition: &str, results: &str, others: &[(&str, &str)]) -> Files {
    let results = format!("{HEAD}{results}");
    let mut sheets = vec![("ket-qua/q1.csv", results.as_str())];
    sheets.extend(others);
    files(definition, &sheets)
}

/// What is said of a criterion of P1 in a period.
fn of(files: &Files, criterion: &str, period: &str, view: View) -> Vec<String> {
    let run = explainable(files, Some(period));
    let one = run.first();
    let unit = one.campaign.directories.units.find(b"P1").expect("P1 is declared");
    let derivation = derive(one, unit).expect("it is ranked");
    let is_it = |code: &str| code == criterion;
    let lines = derivation.lines.iter().filter(|line| is_it(one.campaign.criteria[line.line.criterion].code.as_str()));
    let mut told: Vec<String> = lines.flat_map(|line| line_words(one, line, view)).collect();
    let groups = derivation.groups.iter().filter(|group| is_it(one.campaign.criteria[group.criterion].code.as_str()));
    told.extend(groups.map(|group| group_statement(one, group).text()));
    told
}

/// What is said of A1, worth 10, declared like this, of these rows of P1 and P2 in the first quarter.
fn quarter(criterion: &str, results: &str) -> Vec<String> {
    of(&sheets(&one(criterion), results, &[]), "A1", "Q1", View::default())
}

/// The same over both quarters.
fn half(criterion: &str, results: &str) -> Vec<String> {
    of(&sheets(&one(criterion), results, &[]), "A1", "6T", View::default())
}

fn one(criterion: &str) -> String {
    format!("tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, {criterion}}}\n")
}

const OF_TOTAL: &str = "so_lieu: trong_ky, cach_cham: {ty_le: {mau: tong_so}}";
const OF_TARGET: &str = "so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {ty_le: {mau: chi_tieu}}";
const COMPARED: &str = "so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau";

// Steps.

#[test]
fn points_as_given() {
    let told = quarter("cach_cham: cho_diem", "P1,A1,Q1,,,,,8,,Đã kiểm tra\n");
    assert_eq!(told, ["Vòng cham cho 8; ghi chú: Đã kiểm tra", "Điểm vòng cham: 8 → 8,00", "Điểm tối đa: 10"]);
}

#[test]
fn a_share_that_no_decimal_holds() {
    let told = quarter(OF_TOTAL, "P1,A1,Q1,,98,95,,,,\n");
    let share = "Điểm chuẩn × thực hiện / tổng số: 10 × 95 / 98 = 475/49 → 9,69";
    assert_eq!(told, ["Thực hiện 95; tổng số 98", share, "Điểm tối đa: 10"]);
}

#[test]
fn past_the_target_it_is_cut_or_paid() {
    let row = "P1,A1,Q1,100,,120,,,,\n";
    let cut = quarter(OF_TARGET, row);
    assert_eq!(
        cut[1..3],
        ["Điểm chuẩn × thực hiện / chỉ tiêu: 10 × 120 / 100 = 12", "Vượt chỉ tiêu: không quá điểm chuẩn: MIN(12; 10) = 10 → 10,00"]
    );
    let paid = quarter(&format!("{OF_TARGET}, vuot_chi_tieu: cong_them"), row);
    assert_eq!(paid[1], "Điểm chuẩn × thực hiện / chỉ tiêu: 10 × 120 / 100 = 12 → 12,00");
}

#[test]
fn the_target_of_the_sheet_and_its_share_of_the_year() {
    let shared = one("so_lieu: trong_ky, chi_tieu: theo_nam_chia_ky, cach_cham: {ty_le: {mau: chi_tieu}}");
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,,50\n");
    let told = of(&sheets(&shared, "P1,A1,Q1,,,20,,,,\n", &[targets]), "A1", "Q1", View::default());
    assert_eq!(told[0], "Thực hiện 20; chỉ tiêu cả năm 50 (theo chi-tieu.csv)");
    // One of two quarters of 50 is 25.
    assert_eq!(told[1], "Điểm chuẩn × thực hiện / chỉ tiêu: 10 × 20 / (50 × 1 / 2) = 8 → 8,00");
}

#[test]
fn bands_of_a_share_and_of_a_value() {
    let bands = "[{duoi: 95, diem: 4}, {tu: 95, duoi: 100, diem: 7}, {tu: 100, diem: 10}]";
    let share =
        quarter(&format!("so_lieu: trong_ky, cach_cham: {{theo_muc: {{so: ty_le, mau: tong_so, cac_muc: {bands}}}}}"), "P1,A1,Q1,,98,95,,,,\n");
    assert_eq!(share[1..3], ["Tỷ lệ % đem so: 100 × thực hiện / tổng số: 100 × 95 / 98 = 4750/49", "Tỷ lệ % thuộc mức từ 95 đến dưới 100: 7 → 7,00"]);
    let value = quarter(&format!("so_lieu: trong_ky, cach_cham: {{theo_muc: {{so: gia_tri, cac_muc: {bands}}}}}"), "P1,A1,Q1,,,94,,,,\n");
    assert_eq!(value[1..3], ["Giá trị đem so: 94", "Giá trị thuộc mức dưới 95: 4 → 4,00"]);
}

#[test]
fn yes_and_no() {
    let told = |answer: &str| quarter("cach_cham: co_khong", &format!("P1,A1,Q1,,,{answer},,,,\n"))[1].clone();
    assert_eq!([told("1"), told("0")], ["Có: được điểm chuẩn: 10 → 10,00", "Không: 0 điểm: 0 → 0,00"]);
}

#[test]
fn each_one_up_to_the_cap() {
    let told = quarter("so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 1.5, toi_da: 8}}", "P1,A1,Q1,,,6,,,,\n");
    assert_eq!(told[1..3], ["Số lượng × điểm mỗi một: 6 × 1,5 = 9", "Không quá trần: MIN(9; 8) = 8 → 8,00"]);
}

#[test]
fn beside_the_leader() {
    // P1 passes by 6/60 = 1/10, P2 by 20/80 = 1/4.
    let rows = "P1,A1,Q1,60,,66,,,,\nP2,A1,Q1,80,,100,,,,\n";
    let told = quarter(COMPARED, rows);
    assert_eq!(
        told[1..4],
        [
            "Phần vượt chỉ tiêu: (66 - 60) / 60 = 0,1",
            "Phần vượt chỉ tiêu của đơn vị dẫn đầu Phòng Hai (P2): (100 - 80) / 80 = 0,25",
            "Phần điểm khi vừa đạt chỉ tiêu, cộng phần còn lại × mức vượt / mức vượt của đơn vị dẫn đầu: 5 + (10 - 5) × 0,1 / 0,25 = 7 → 7,00"
        ]
    );
    let hidden = of(&sheets(&one(COMPARED), rows, &[]), "A1", "Q1", View::new(true));
    assert_eq!(
        hidden[1..3],
        ["Phần vượt chỉ tiêu: (66 - 60) / 60 = 0,1", "Mức vượt bằng 0,4 mức vượt của đơn vị dẫn đầu: 5 + (10 - 5) × 0,4 = 7 → 7,00"]
    );
}

#[test]
fn who_leads_and_who_does_not_reach_the_target() {
    let leads = quarter(COMPARED, "P1,A1,Q1,80,,100,,,,\nP2,A1,Q1,60,,66,,,,\n");
    assert_eq!(leads[1..3], ["Phần vượt chỉ tiêu: (100 - 80) / 80 = 0,25", "Vượt chỉ tiêu nhiều nhất khối: được điểm chuẩn: 10 → 10,00"]);
    let short = quarter(COMPARED, "P1,A1,Q1,40,,30,,,,\nP2,A1,Q1,60,,66,,,,\n");
    assert_eq!(short[1], "Chưa vượt chỉ tiêu: phần điểm khi vừa đạt chỉ tiêu × thực hiện / chỉ tiêu: 5 × 30 / 40 = 3,75");
}

#[test]
fn without_a_target_the_most_that_was_done_measures() {
    let rows = "P1,A1,Q1,0,,100,,,,\nP2,A1,Q1,0,,150,,,,\n";
    let told = quarter(COMPARED, rows);
    assert_eq!(told[1], "Đơn vị không giao chỉ tiêu làm được nhiều nhất: Phòng Hai (P2): 150");
    assert!(told[2].ends_with(": 10 × 100 / 150 = 20/3 → 6,67"), "{told:?}");
    let hidden = of(&sheets(&one(COMPARED), rows, &[]), "A1", "Q1", View::new(true));
    assert_eq!(hidden[1], "Không giao chỉ tiêu: bằng (2/3) số của đơn vị dẫn đầu: 10 × (2/3) = 20/3 → 6,67");
    let nobody = quarter(COMPARED, "P1,A1,Q1,0,,0,,,,\nP2,A1,Q1,0,,0,,,,\n");
    assert_eq!(nobody[1], "Không giao chỉ tiêu, và chưa đơn vị nào của khối có số thực hiện trên 0: 0 → 0,00");
}

#[test]
fn days_late_with_the_days_held_against_one_another() {
    let duty = "cach_cham: {theo_muc: {so: so_ngay_tre, viec: ket_qua, ngay: lam_viec, cac_muc: [{den: 0, diem: 10}, {tren: 0, diem: 6}]}}";
    // The 10th of April is a Friday; the 14th is the second working day after it.
    let book = ("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,ket_qua,Q1,2026-04-14\n");
    let told = of(&sheets(&one(duty), "", &[book]), "A1", "Q1", View::default());
    assert_eq!(
        told[..3],
        [
            "Việc ket_qua: hạn đến hết ngày 10/04/2026, ngày cuối còn đúng hạn là 10/04/2026; nhận ngày 14/04/2026: trễ 2 ngày làm việc",
            "Số ngày trễ đem so: 2",
            "Số ngày trễ thuộc mức trên 0: 6 → 6,00"
        ]
    );
    let extension = ("gia-han.csv", "don_vi,viec,ky,han_moi,ly_do,van_ban\nP1,ket_qua,Q1,2026-04-15,bão,12/CV-STP\n");
    let extended = of(&sheets(&one(duty), "", &[book, extension]), "A1", "Q1", View::default());
    assert_eq!(
        extended[0],
        "Việc ket_qua: hạn đến hết ngày 10/04/2026, được lùi đến hết ngày 15/04/2026 theo 12/CV-STP, ngày cuối còn đúng hạn là 15/04/2026; \
         nhận ngày 14/04/2026: đúng hạn"
    );
    let awaited = of(&sheets(&one(duty), "", &[("nop.csv", "don_vi,viec,ky,ngay_nhan\nP2,ket_qua,Q1,2026-04-14\n")]), "A1", "Q1", View::default());
    assert!(awaited[0].ends_with("; chưa nhận") && awaited[1] == "Chưa có điểm: còn thiếu ngày nhận", "{awaited:?}");
}

#[test]
fn models_are_counted_by_their_rows() {
    let models = "cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien]}}}";
    let rows = ("dien-hinh.csv", "doi_tuong,ma,ten,don_vi,khau,ngay\ntap_the,P1,Một,,phat_hien,2026-03-31\ntap_the,P1,Một,,phat_hien,2026-02-01\n");
    let told = of(&sheets(&one(models), "", &[rows]), "A1", "Q1", View::default());
    assert_eq!(told[..2], ["Đếm 2 dòng của dien-hinh.csv", "Số lượng × điểm mỗi một: 2 × 1 = 2 → 2,00"]);
}

#[test]
fn an_estimate_is_called_one() {
    let told = quarter(&format!("{OF_TOTAL}, so_lieu_cham: uoc_thuc_hien"), "P1,A1,Q1,,10,6,9,,,\n");
    assert_eq!(told[..2], ["Thực hiện 6; ước thực hiện 9; tổng số 10", "Điểm chuẩn × ước thực hiện / tổng số: 10 × 9 / 10 = 9 → 9,00"]);
}

// Stages, adjustments, answers, what is lacking.

#[test]
fn a_stage_in_place_of_the_figure_computed() {
    let told = quarter(OF_TOTAL, "P1,A1,Q1,,100,95,,9,,Trừ vì sai mẫu\n");
    assert_eq!(
        told[..3],
        [
            "Thực hiện 95; tổng số 100; vòng cham cho 9; ghi chú: Trừ vì sai mẫu",
            "Điểm chuẩn × thực hiện / tổng số: 10 × 95 / 100 = 9,5",
            "Vòng cham cho điểm thay số tính được: 9 → 9,00"
        ]
    );
}

#[test]
fn the_stage_before_stands_until_the_deciding_one_gives_its_own() {
    let stages =
        "cham_diem:\n  vong: [tu_cham, tham_dinh]\n  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}\n  gop_ky: {lay: diem_tong}\n";
    let definition = format!("{}{stages}", one("cach_cham: cho_diem"));
    let rows = ("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_tu_cham,diem_tham_dinh\nP1,A1,Q1,9,\nP2,A1,Q1,8,7\n");
    let told = of(&files(&definition, &[rows]), "A1", "Q1", View::default());
    assert_eq!(told[..2], ["Vòng tu_cham cho 9", "Vòng tham_dinh chưa cho điểm: tạm lấy điểm vòng tu_cham: 9 → 9,00"]);
}

#[test]
fn an_adjustment_with_its_document() {
    let head = "stt,ngay,ky,don_vi,tieu_chi,cot,gia_tri_cu,gia_tri_moi,ly_do,van_ban,nguoi_quyet_dinh\n";
    let adjustments = ("dieu-chinh.csv", format!("{head}1,,Q1,P1,A1,diem_cham,8,9,đếm sót,15/QĐ-STP,\n"));
    let told = of(&sheets(&one("cach_cham: cho_diem"), "P1,A1,Q1,,,,,8,,\n", &[(adjustments.0, &adjustments.1)]), "A1", "Q1", View::default());
    assert_eq!(
        told[..3],
        ["Điều chỉnh số 1: kỳ Q1, diem_cham từ 8 thành 9, theo 15/QĐ-STP, vì đếm sót", "Vòng cham cho 9", "Điểm vòng cham: 9 → 9,00"]
    );
}

const ANSWERS: &str = "thong_ke:\n  - {ma: KH, ten: Có kế hoạch, kieu: co_khong}\n";

fn answered(condition: &str, answer: &str) -> Vec<String> {
    let definition = format!("{}{ANSWERS}", one(&format!("{OF_TOTAL}, {condition}: [KH]")));
    let answers = format!("don_vi,chi_so,ky,gia_tri\n{answer}");
    of(&sheets(&definition, "P1,A1,Q1,,10,9,,,,\n", &[("thong-ke.csv", &answers)]), "A1", "Q1", View::default())
}

#[test]
fn an_answer_takes_all_gives_all_or_is_lacking() {
    assert_eq!(answered("dieu_kien", "P1,KH,,không\n")[1], "Có kế hoạch, kỳ Q1: không – 0 điểm (KH): 0 → 0,00");
    assert_eq!(answered("mac_nhien_dat", "P1,KH,,có\n")[1], "Có kế hoạch, kỳ Q1: có – mặc nhiên đạt (KH): 10 → 10,00");
    let lacking = answered("dieu_kien", "P2,KH,,có\n");
    assert_eq!(lacking[1], "Có kế hoạch, kỳ Q1: chưa ghi – chưa có điểm (KH)");
    assert_eq!(lacking[2], "Chưa có điểm: còn thiếu câu trả lời có hay không ở thong-ke.csv");
}

#[test]
fn what_does_not_arise_and_what_becomes_of_it() {
    let of = |policy: &str| quarter(&format!("{OF_TOTAL}, khong_phat_sinh: {policy}"), "P1,A1,Q1,,,,,,x,Không có hồ sơ\n");
    assert_eq!(of("loai_tru"), ["Không phát sinh – Không có hồ sơ", "Loại khỏi điểm và điểm tối đa"]);
    assert_eq!(of("diem_toi_da")[1..], ["Tính điểm tối đa: 10 → 10,00", "Điểm tối đa: 10"]);
    assert_eq!(of("khong_diem")[1..], ["Tính 0 điểm: 0 → 0,00", "Điểm tối đa: 10"]);
    let nothing_due = quarter(&format!("{OF_TOTAL}, khong_phat_sinh: loai_tru"), "P1,A1,Q1,,0,0,,,,\n");
    assert_eq!(nothing_due[0], "Không phát sinh: tổng số bằng 0");
}

#[test]
fn what_is_not_assigned_and_why() {
    let definition = one(&format!("{OF_TARGET}, khong_phat_sinh: loai_tru"));
    let targets = ("chi-tieu.csv", "don_vi,tieu_chi,ky,chi_tieu,khong_giao,ghi_chu\nP1,A1,Q1,,x,Phòng không có việc này\n");
    let told = of(&sheets(&definition, "P2,A1,Q1,10,,9,,,,\n", &[targets]), "A1", "Q1", View::default());
    assert_eq!(told, ["Không giao – Phòng không có việc này", "Loại khỏi điểm và điểm tối đa"]);
}

#[test]
fn what_has_not_come() {
    let told = half("cach_cham: cho_diem", "P1,A1,Q1,,,,,8,,\nP2,A1,Q1,,,,,8,,\nP2,A1,Q2,,,,,8,,\n");
    let lacking = ["Kỳ Q2: chưa có điểm của các vòng chấm", "Chưa có điểm: còn thiếu điểm của các vòng chấm", "Điểm tối đa: 10 × 2 = 20"];
    assert_eq!(told[2..], lacking);
}

// Gathering.

const TWICE: &str = "P1,A1,Q1,,3,2,,,,\nP1,A1,Q2,,7,5,,,,\n";

#[test]
fn periods_are_added_up_rounded_each() {
    // 20/3 and 50/7 are 6,67 and 7,14.
    let told = half(OF_TOTAL, TWICE);
    assert_eq!(told[1], "Kỳ Q1: điểm chuẩn × thực hiện / tổng số: 10 × 2 / 3 = 20/3 → 6,67");
    assert_eq!(
        told[3..],
        ["Kỳ Q2: điểm chuẩn × thực hiện / tổng số: 10 × 5 / 7 = 50/7 → 7,14", "Cộng điểm các kỳ: 6,67 + 7,14 = 13,81", "Điểm tối đa: 10 × 2 = 20"]
    );
}

#[test]
fn the_mean_of_periods_and_the_last_one() {
    let mean = half(&format!("{OF_TOTAL}, gop_ky: {{lay: diem_binh_quan}}"), TWICE);
    assert_eq!(mean[4..], ["Trung bình các kỳ: (6,67 + 7,14) / 2 = 6,905 → 6,91", "Điểm tối đa: 10"]);
    let last = half(&format!("{OF_TOTAL}, gop_ky: {{lay: diem_ky_cuoi}}"), TWICE);
    assert_eq!(last, ["Kỳ Q2: thực hiện 5; tổng số 7", "Kỳ Q2: điểm chuẩn × thực hiện / tổng số: 10 × 5 / 7 = 50/7 → 7,14", "Điểm tối đa: 10"]);
}

#[test]
fn what_does_not_arise_in_a_period_has_no_part() {
    let told = half(
        &format!("{OF_TOTAL}, khong_phat_sinh: loai_tru, gop_ky: {{lay: diem_binh_quan}}"),
        "P1,A1,Q1,,3,2,,,,\nP1,A1,Q2,,,,,,x,Không có hồ sơ\n",
    );
    assert_eq!(told[2..], ["Kỳ Q2: không phát sinh – Không có hồ sơ", "Điểm tối đa: 10"]);
}

#[test]
fn figures_are_merged_before_they_are_scored() {
    let told = half(&format!("{OF_TOTAL}, gop_ky: {{lay: so_lieu}}"), TWICE);
    assert_eq!(
        told,
        [
            "Kỳ Q1: thực hiện 2; tổng số 3",
            "Kỳ Q2: thực hiện 5; tổng số 7",
            "Cộng số thực hiện các kỳ: 2 + 5 = 7",
            "Cộng tổng số các kỳ: 3 + 7 = 10",
            "Điểm chuẩn × thực hiện / tổng số: 10 × 7 / 10 = 7 → 7,00",
            "Điểm tối đa: 10"
        ]
    );
}

#[test]
fn of_a_figure_that_runs_on_the_row_of_the_period_itself_counts() {
    let told = half("so_lieu: luy_ke, gop_ky: {lay: so_lieu}, cach_cham: {ty_le: {mau: tong_so}}", "P1,A1,Q2,,10,9,,,,\nP1,A1,6T,,10,9,,,,\n");
    assert!(told.contains(&"Kỳ 6T: điểm chuẩn × thực hiện / tổng số: 10 × 9 / 10 = 9 → 9,00".to_owned()), "{told:?}");
    let superseded = "Kỳ Q2: số lũy kế của kỳ gộp đã có dòng riêng: dòng này chỉ để đối chiếu, không cộng thêm";
    assert!(told.contains(&superseded.to_owned()), "{told:?}");
}

// Weight, rounding once, sides, caps, groups, choices.

#[test]
fn a_weight_multiplies_before_rounding() {
    let told = quarter(&format!("{OF_TOTAL}, trong_so: 0.6"), "P1,A1,Q1,,7,5,,,,\n");
    // 50/7 × 0,6 = 30/7 = 4,2857…
    assert_eq!(
        told[1..],
        ["Điểm chuẩn × thực hiện / tổng số: 10 × 5 / 7 = 50/7", "Nhân trọng số (A1 0,6): (50/7) × 0,6 = 30/7 → 4,29", "Điểm tối đa: 10 × 0,6 = 6"]
    );
}

#[test]
fn where_the_total_alone_is_rounded_lines_stay_exact() {
    let once = "cham_diem:\n  vong: [cham]\n  lam_tron: {chu_so_thap_phan: 1, cach: xuong, luc: tong}\n  gop_ky: {lay: diem_tong}\n";
    let told = of(&sheets(&format!("{}{once}", one(OF_TOTAL)), TWICE, &[]), "A1", "6T", View::default());
    assert_eq!(told[1], "Kỳ Q1: điểm chuẩn × thực hiện / tổng số: 10 × 2 / 3 = 20/3");
    // 20/3 + 50/7 = 290/21 = 13,8095…
    assert_eq!(told[4], "Cộng điểm các kỳ: 20/3 + 50/7 = 290/21 → 13,8");
}

const SIDES: &str = "tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - ma: T
    ten: Thưởng
    nhom: cong
    toi_da: 5
    con:
      - {ma: T1, ten: Giải, cach_cham: {theo_so_luong: {diem_moi: 3}}}
  - ma: TR
    ten: Trừ
    nhom: tru
    toi_da: 4
    con:
      - {ma: TR1, ten: Đơn, cach_cham: {theo_so_luong: {diem_moi: 2}}}
";

#[test]
fn bonus_and_deduction_with_the_caps_of_their_groups() {
    let sheets = sheets(SIDES, "P1,A1,Q1,,,,,8,,\nP1,T1,Q1,,,2,,,,\nP1,TR1,Q1,,,3,,,,\n", &[]);
    let told = |criterion: &str| of(&sheets, criterion, "Q1", View::default());
    assert_eq!(told("T1"), ["Thực hiện 2", "Số lượng × điểm mỗi một: 2 × 3 = 6 → 6,00"]);
    assert_eq!(told("T"), ["T1, nhiều nhất 5: MIN(6; 5) = 5 → 5,00"]);
    assert_eq!(told("TR1"), ["Thực hiện 3", "Số lượng × điểm mỗi một: 3 × 2 = 6 → 6,00", "Là điểm trừ: -6 → -6,00"]);
    assert_eq!(told("TR"), ["TR1, trừ nhiều nhất 4: MAX(-6; -4) = -4 → -4,00"]);
}

const CHOICE: &str = "tieu_chi:
  - ma: A
    ten: Một trong hai
    diem_chuan: 10
    chon_mot: true
    con:
      - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
      - {ma: A2, ten: Hai, diem_chuan: 8, cach_cham: cho_diem}
";

#[test]
fn of_alternatives_the_one_chosen_or_none_yet() {
    let chosen = sheets(CHOICE, "P1,A2,Q1,,,,,7,,\n", &[]);
    assert_eq!(of(&chosen, "A2", "Q1", View::default()), ["Vòng cham cho 7", "Điểm vòng cham: 7 → 7,00", "Điểm tối đa: 10"]);
    assert_eq!(of(&chosen, "A", "Q1", View::default()), ["A2: 7 → 7,00"]);
    let open = sheets(CHOICE, "P2,A2,Q1,,,,,7,,\n", &[]);
    assert_eq!(of(&open, "A", "Q1", View::default())[0], "A: chưa chọn tiêu chí nào của nhóm");
}

// The standing.

/// What is said of the place of P1.
fn standing(files: &Files, view: View) -> Vec<String> {
    let run = explainable(files, Some("Q1"));
    let one = run.first();
    let unit = one.campaign.directories.units.find(b"P1").expect("P1 is declared");
    let derivation = derive(one, unit).expect("it is ranked");
    standing_statements(one, &derivation, view).iter().map(|statement| statement.text()).collect()
}

/// Two units with 9 points each, of which the first entry says nothing and the second parts them.
fn tied() -> Files {
    let definition = "tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thong_ke: VU}, {diem: A1}, bo_phieu], xep_loai: [{duoi: 10, ten: Khá}, {tu: 10, ten: Tốt}]}
thong_ke:
  - {ma: VU, ten: Số vụ, kieu: so}
";
    let rows = "P1,A1,Q1,,,,,4,,\nP1,A2,Q1,,,,,5,,\nP2,A1,Q1,,,,,6,,\nP2,A2,Q1,,,,,3,,\n";
    sheets(definition, rows, &[("thong-ke.csv", "don_vi,chi_so,ky,gia_tri\nP1,VU,Q1,2\n")])
}

#[test]
fn the_entries_that_were_compared_and_the_one_that_decided() {
    assert_eq!(
        standing(&tied(), View::default()),
        [
            "Xếp loại Khá: tổng điểm 9 thuộc mức dưới 10",
            "Xếp thứ 2 trong 2 đơn vị được xếp của khối",
            "Bằng nhau thì xét thống kê VU cao hơn: đơn vị này 2; Phòng Hai (P2) chưa có – thiếu số nên mục này không phân định",
            "Bằng nhau thì xét điểm A1 cao hơn: đơn vị này 4; Phòng Hai (P2) 6",
            "Cách hạng trên: 9 - 9 = 0",
            "Cách mức Tốt: 10 - 9 = 1",
        ]
    );
}

#[test]
fn others_are_hidden_where_it_is_asked_for() {
    let told = standing(&tied(), View::new(true));
    assert!(told.contains(&"Bằng nhau thì xét điểm A1 cao hơn: đơn vị này 4; 1 đơn vị khác cao hơn".to_owned()), "{told:?}");
    let rows = "P1,A1,Q1,70,,77,,,,\nP2,A1,Q1,8123,,9517,,,,\n";
    for files in [tied(), sheets(&one(COMPARED), rows, &[])] {
        let run = explainable(&files, Some("Q1"));
        let unit = run.first().campaign.directories.units.find(b"P1").expect("P1 is declared");
        let hidden = markdown_of(&run, run.first(), unit, &files, View::new(true)).expect("it is ranked");
        let open = markdown_of(&run, run.first(), unit, &files, View::default()).expect("it is ranked");
        for other in ["P2", "Phòng Hai", "8123", "9517"] {
            assert!(!hidden.contains(other), "{other}: {hidden}");
        }
        assert!(open.contains("P2") && open.contains("Phòng Hai"), "{open}");
    }
}
