//! Titles of collectives: each rule with a smallest campaign for each verdict it can give.

use serde_json::Value;
use thidua::diagnostic::Voice;
use thidua::pipeline::Request;
use thidua::report;

use crate::support::{memory, run};
use crate::titles::{DISCIPLINE, GRADES, HISTORY, PEOPLE, PROPOSAL, WORKS, World, judged};

/// P1 with so many people, of whom so many are put forward for advanced worker and graded good; so many more are put forward
/// and have no grade; further rows of people follow.
pub(super) fn unit_of(people: usize, advanced: usize, open: usize, rest: &str) -> World {
    let code = |number: usize| format!("N{}", number + 1);
    let rows = (0..people).map(|one| format!("{},Người {one},P1,cong_chuc,,2001-01-01,,\n", code(one))).collect::<Vec<_>>().concat();
    let grades = (0..people)
        .filter(|one| *one < advanced || *one >= advanced + open)
        .map(|one| format!("$0,ca_nhan,{},HTTNV\n", code(one)))
        .collect::<Vec<_>>()
        .concat();
    let proposals = (0..advanced + open).map(|one| format!("P1,ca_nhan,{},LĐTT,,,,,,,\n", code(one))).collect::<Vec<_>>().concat();
    World::now()
        .sheet("ca-nhan.csv", &format!("{PEOPLE}{rows}{rest}"))
        .sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,HTTNV\n{grades}"))
        .sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,tap_the,P1,TTLĐTT,,,,,,,\nP1,tap_the,P1,TTLĐXS,,,,,,,\n{proposals}"))
}

#[test]
fn seven_in_ten_are_compared_exactly() {
    judged(
        "TTLĐTT",
        "ttldtt-ty-le",
        [
            // 7 · 100 = 700 ≥ 70 · 10 = 700; 13 · 100 = 1300 < 70 · 19 = 1330; 14 · 100 = 1400 ≥ 1330.
            (unit_of(10, 7, 0, ""), "eligible"),
            (unit_of(19, 13, 0, ""), "not_eligible"),
            (unit_of(19, 14, 0, ""), "eligible"),
            // One open could change 13 to 14 of 19; of 12 and one open it could not.
            (unit_of(19, 13, 1, ""), "needs_review"),
            (unit_of(19, 12, 1, ""), "not_eligible"),
            (unit_of(19, 14, 1, ""), "eligible"),
            (World::now().without("ca-nhan.csv").propose("TTLĐTT", ""), "needs_review"),
        ],
    );
    let told = unit_of(19, 13, 0, "").told("TTLĐTT", "ttldtt-ty-le");
    assert_eq!(told, "13/19 người đạt lao động tiên tiến: 13 × 100 = 1300 < 70 × 19 = 1330");
}

#[test]
fn both_bases_of_seven_in_ten_are_shown_and_decide_as_declared() {
    // Ten people, of whom one on probation is not put forward: 7 of 10, and 7 of 9 without; of eleven 7 of 11 (700 < 770), 7 of 10 without.
    let probation = "N99,Tập sự,P1,cong_chuc,x,$0-06-01,,\n";
    let of_eleven = || unit_of(10, 7, 0, probation);
    judged(
        "TTLĐTT",
        "ttldtt-ty-le",
        [
            (of_eleven(), "needs_review"),
            (of_eleven().title("TTLĐTT", "mau_so_70: {tru: [tap_su]}"), "eligible"),
            (of_eleven().title("TTLĐTT", "mau_so_70: {tru: []}"), "not_eligible"),
            // Come from P2 on 01/07 or 02/07: six months are full on 31/12, or are not.
            (
                unit_of(10, 7, 0, "N99,Mới,P2,cong_chuc,,2001-01-01,,$0-06-30\nN99,Mới,P1,cong_chuc,,2001-01-01,$0-07-01,\n")
                    .title("TTLĐTT", "mau_so_70: {tru: [moi_chuyen_den_duoi_06_thang]}"),
                "not_eligible",
            ),
            (
                unit_of(10, 7, 0, "N99,Mới,P2,cong_chuc,,2001-01-01,,$0-07-01\nN99,Mới,P1,cong_chuc,,2001-01-01,$0-07-02,\n")
                    .title("TTLĐTT", "mau_so_70: {tru: [moi_chuyen_den_duoi_06_thang]}"),
                "eligible",
            ),
        ],
    );
    let told = of_eleven().told("TTLĐTT", "ttldtt-ty-le");
    assert!(told.contains("7/11 người") && told.contains("7/10 người"), "{told}");
}

#[test]
fn whoever_is_put_forward_for_more_than_advanced_worker_counts_among_them() {
    // Two of two: one put forward for advanced worker, one for emulation fighter, whose higher title fails.
    let world = unit_of(2, 1, 0, "");
    let proposals = format!("{}P1,ca_nhan,N2,CSTĐCS,,,,,,,\n", world.sheets["de-nghi/p1.csv"]);
    let world = world.sheet("de-nghi/p1.csv", &proposals);
    assert_eq!(world.rule("CSTĐCS", "cstdcs-thanh-tich"), "not_eligible");
    assert!(world.told("TTLĐTT", "ttldtt-ty-le").starts_with("2/2 người"), "{}", world.told("TTLĐTT", "ttldtt-ty-le"));
}

#[test]
fn a_collective_is_graded_and_no_member_is_warned() {
    let graded = |grade: &str| unit_of(1, 1, 0, "").sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,{grade}\n$0,ca_nhan,N1,HTTNV\n"));
    judged(
        "TTLĐTT",
        "ttldtt-xep-loai",
        [(graded("HTTNV"), "eligible"), (graded("HTNV"), "not_eligible"), (World::now().propose("TTLĐTT", ""), "needs_review")],
    );
    judged(
        "TTLĐXS",
        "ttldxs-xep-loai",
        [(graded("HTXSNV"), "eligible"), (graded("HTTNV"), "not_eligible"), (World::now().propose("TTLĐXS", ""), "needs_review")],
    );
    let case = |row: &str| unit_of(2, 1, 0, "").sheet("ky-luat.csv", &format!("{DISCIPLINE}{row}"));
    judged(
        "TTLĐTT",
        "ttldtt-ky-luat",
        [
            (case("ca_nhan,N2,da_quyet_dinh,khien_trach,$0-06-01,$+-05-31\n"), "eligible"),
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$0-06-01,$+-05-31\n"), "not_eligible"),
            // Decided last year and still in force; a form that is not said; nothing is known without the sheet.
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$1-06-01,$0-05-31\n"), "needs_review"),
            (case("ca_nhan,N2,da_quyet_dinh,,$0-06-01,\n"), "needs_review"),
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$1-06-01,$1-12-31\n"), "eligible"),
            (unit_of(2, 1, 0, "").without("ky-luat.csv"), "needs_review"),
        ],
    );
}

#[test]
fn an_excellent_collective_has_all_members_done_and_a_fighter() {
    let second = |grade: &str| unit_of(2, 1, 0, "").sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,HTXSNV\n$0,ca_nhan,N1,HTTNV\n{grade}"));
    judged(
        "TTLĐXS",
        "ttldxs-ca-nhan",
        [(second("$0,ca_nhan,N2,HTNV\n"), "eligible"), (second("$0,ca_nhan,N2,KHTNV\n"), "not_eligible"), (second(""), "needs_review")],
    );
    let share = |advanced: usize, open: usize| unit_of(10, advanced, open, "");
    judged("TTLĐXS", "ttldxs-ty-le", [(share(7, 0), "eligible"), (share(6, 0), "not_eligible"), (share(6, 1), "needs_review")]);
    let fighter = |grade: &str, works: &str| {
        let rows = format!("{PROPOSAL}P1,tap_the,P1,TTLĐXS,,,,,,,\nP1,ca_nhan,N1,CSTĐCS,,,,,,,\n");
        World::now()
            .sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,{grade}\n"))
            .sheet("sang-kien.csv", &format!("{WORKS}{works}"))
            .sheet("de-nghi/p1.csv", &rows)
    };
    judged(
        "TTLĐXS",
        "ttldxs-chien-si",
        [
            (fighter("HTXSNV", ""), "eligible"),
            // Put forward and refused; put forward with an initiative of nobody knows which year; nobody put forward.
            (fighter("HTTNV", ""), "not_eligible"),
            (fighter("HTTNV", "SK1,Sổ,sang_kien,co_so,$0,N1,\nSK1,Sổ,sang_kien,co_so,$0,N2,\n"), "needs_review"),
            (World::now().propose("TTLĐXS", ""), "not_eligible"),
        ],
    );
}

/// P1 and P2 ranked on one criterion: P1 has these points; P2 7.
pub(super) fn ranked(points: &str, organiser: &str, leader: &str) -> World {
    let keys = format!(
        "khoi: [{{ma: K1, ten: Khối một{organiser}}}]\nky: [{{ma: NAM, ten: Cả năm, tu: $0-01-01, den_het: $0-12-31}}]\n\
         cham_diem: {{vong: [cham], lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}, vuot_chi_tieu: toi_da}}\n\
         tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}\n\
         xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, dan_dau: {{danh_hieu: COT, moi_khoi: 1, dieu_kien: [{leader}]}}}}\n"
    );
    let results =
        format!("don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham\nP1,A1,NAM,,,{points}\nP2,A1,NAM,,,7\nP1,A2,NAM,10,11,\nP2,A2,NAM,10,10,\n");
    World::now()
        .keys(&keys)
        .sheet("don-vi.csv", "ma,ten,khoi\nP1,Phòng Một,K1\nP2,Phòng Hai,K1\n")
        .sheet("ket-qua/nam.csv", &results)
        .propose("COT", "")
}

pub(super) const OVER: &str = "{hoan_thanh_vuot: {tieu_chi: [A2], it_nhat: tat_ca}}";

#[test]
fn a_leader_nobody_has_put_forward_is_judged_from_the_ranking() {
    let world = ranked("8", ", cap_to_chuc: co_quan", OVER).without("de-nghi/p1.csv");
    let leader = world.proposal("COT");
    assert_eq!((leader["unit"].as_str(), leader["from_ranking"].as_bool()), (Some("P1"), Some(true)));
    assert_eq!(leader["source"], serde_json::json!({"file": "don-vi.csv", "line": 2}));
}

#[test]
fn a_thematic_campaign_asks_for_years() {
    let world = |title: &str, from: &str| {
        World::now()
            .propose(title, "")
            .keys(&format!("thoi_gian: {{tu: {from}, den_het: $0-12-31}}\nso_ket_tong_ket: [{{ten: Tổng kết, ngay: $0-12-01}}]\n"))
    };
    let thematic = |world: World| {
        let definition = String::from_utf8(world.files()["phong-trao.yaml"].clone()).expect("text");
        definition.replace("hinh_thuc: thuong_xuyen", "hinh_thuc: chuyen_de")
    };
    let verdict = |title: &str, rule: &str, from: &str| {
        let world = world(title, from);
        let mut files = world.files();
        files.insert("phong-trao.yaml".to_owned(), thematic(world).into_bytes());
        let run = run(&files, &Request::default());
        let mut out = Vec::new();
        report::titles::json::write(&run, &memory(&files), Voice::default(), &mut out).expect("memory takes everything");
        let told: Value = serde_json::from_slice(&out).expect("JSON");
        let rules = told["campaigns"][0]["proposals"][0]["rules"].as_array().expect("rules").clone();
        rules.iter().find(|one| one["rule"] == rule).map(|one| one["verdict"].as_str().expect("a verdict").to_owned())
    };
    // From 01/01/2023 to 31/12/2025 are three years; from the day after they are not.
    assert_eq!(verdict("COT", "cobt-chuyen-de", "2023-01-01").as_deref(), Some("eligible"));
    assert_eq!(verdict("COT", "cobt-chuyen-de", "2023-01-02").as_deref(), Some("not_eligible"));
    assert_eq!(verdict("COT", "cobt-dan-dau", "2023-01-01"), None);
    assert_eq!(verdict("COCP", "cocp-chuyen-de", "2021-01-01").as_deref(), Some("eligible"));
    assert_eq!(verdict("COCP", "cocp-chuyen-de", "2021-01-02").as_deref(), Some("not_eligible"));
}

#[test]
fn who_is_in_two_units_at_once_settles_no_share() {
    let twice = "N99,Hai nơi,P1,cong_chuc,,2001-01-01,,\nN99,Hai nơi,P2,cong_chuc,,2001-01-01,,\n";
    let world = unit_of(10, 7, 0, twice).sheet("don-vi.csv", "ma,ten\nP1,Phòng Một\nP2,Phòng Hai\n");
    judged("TTLĐTT", "ttldtt-ty-le", [(world, "needs_review")]);
}

#[test]
fn the_flag_of_a_province_goes_to_who_leads_a_block_it_organises() {
    judged(
        "COT",
        "cobt-dan-dau",
        [
            // 8 + 10 against 7 + 10.
            (ranked("8", ", cap_to_chuc: tinh", OVER), "eligible"),
            (ranked("6", ", cap_to_chuc: tinh", OVER), "not_eligible"),
            (ranked("7", ", cap_to_chuc: tinh", OVER), "needs_review"),
            // A block inside an agency; nobody says who organises it; no condition of targets gone beyond.
            (ranked("8", ", cap_to_chuc: co_quan", OVER), "needs_review"),
            (ranked("8", "", OVER), "needs_review"),
            (ranked("8", ", cap_to_chuc: tinh", "suy_ton_khoi"), "needs_review"),
            // The block has an error.
            (ranked("11", ", cap_to_chuc: tinh", OVER), "needs_review"),
        ],
    );
    // A2 exactly at its target is not beyond it.
    let exactly = ranked("8", ", cap_to_chuc: tinh", OVER);
    let results = exactly.sheets["ket-qua/nam.csv"].replace("10,11", "10,10");
    judged("COT", "cobt-dan-dau", [(exactly.sheet("ket-qua/nam.csv", &results), "not_eligible")]);
}

#[test]
fn the_flag_of_the_government_goes_to_a_fifth_of_those_who_lead_at_most() {
    // 20 % of the units that take part: of four 0.8, of five 1.
    let world = |units: usize| {
        let rows = (1..=units).map(|number| format!("P{number},Phòng {number},K1\n")).collect::<Vec<_>>().concat();
        let share = "ty_le_toi_da: {phan_tram: 20, co_so: tap_the_tham_gia, tinh_theo: toan_co_quan, lam_tron: xuong}";
        World::now().sheet("don-vi.csv", &format!("ma,ten,khoi\n{rows}")).title("COCP", share).propose("COCP", "")
    };
    judged("COCP", "cocp-ty-le", [(world(5), "eligible"), (world(4), "not_eligible"), (World::now().propose("COCP", ""), "needs_review")]);
    let earlier = World { year: 2024, ..world(4) };
    assert_eq!(earlier.rule("COCP", "cocp-ty-le"), "–", "NĐ 98/2023 sets no share");
}

#[test]
fn two_flags_of_one_year_exclude_each_other_where_the_campaign_says_so() {
    let take_up = "quy_dinh: [{ma: cobt-khong-cung-cocp, xac_nhan: true, van_ban: 86/2025/QĐ-UBND}]\n";
    let world = ranked("8", ", cap_to_chuc: tinh", OVER).keys(take_up);
    let given = |year: &str| world.clone().sheet("lich-su-danh-hieu.csv", &format!("{HISTORY}tap_the,P1,{year},COCP,1/QĐ,,\n"));
    let both = format!("{PROPOSAL}P1,tap_the,P1,COT,,,,,,,\nP1,tap_the,P1,COCP,,,,,,,\n");
    judged(
        "COT",
        "cobt-khong-cung-cocp",
        [
            (world.clone(), "eligible"),
            (given("$0"), "not_eligible"),
            (given("$1"), "eligible"),
            (world.clone().sheet("de-nghi/p1.csv", &both), "needs_review"),
        ],
    );
    assert_eq!(ranked("8", ", cap_to_chuc: tinh", OVER).rule("COT", "cobt-khong-cung-cocp"), "–");
}
