//! People: who takes part, where they are when, and what their registrations are held against.

use thidua::diagnostic::Language;
use thidua::pipeline::{self, Request};
use thidua::render::Teller;
use thidua::report::{self, About};
use thidua::value::Day;

use crate::support::{Fence, Files, base, concise, memory, overlay, reasons, run};

/// The kinds of a plan that takes officers also on probation, commune officers, and workers by their contract.
const KINDS: &str = "
doi_tuong:
  don_vi: [{loai: phong}]
  ca_nhan:
    - {loai: cong_chuc, ke_ca: [tap_su]}
    - {loai: cong_chuc_tu_phap_ho_tich}
    - {loai: nguoi_lao_dong, hop_dong: khong_xac_dinh_thoi_han}
    - {loai: nguoi_lao_dong, hop_dong: xac_dinh_thoi_han, thoi_han_tu_thang: 12}
";

const UNITS: &str = "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K1,phong\nX1,Ủy ban nhân dân xã Một,,\n";

const LABELS: &str = "ma,ho_ten,don_vi,loai,tap_su,hop_dong,thoi_han_thang,ngay_tuyen_dung,tu_ngay,den_ngay";

/// The base campaign with these kinds, people and registrations of people.
fn campaign(kinds: &str, people: &[&str], registrations: &[&str]) -> Files {
    let fence = |path: &str, text: String| Fence { path: path.to_owned(), whole: false, text };
    let labels = "nam,don_vi,doi_tuong,ma,ho_ten,danh_hieu,ngay_nhan,trang_thai,ngay_rut";
    let collectives = "2026,P1,tap_the,P1,,TTLĐTT,2026-01-20,,\n2026,P2,tap_the,P2,,TTLĐTT,2026-01-20,,";
    let fences = [
        fence("phong-trao.yaml", kinds.trim_start().to_owned()),
        fence("don-vi.csv", UNITS.to_owned()),
        fence("ca-nhan.csv", format!("{LABELS}\n{}\n", people.join("\n"))),
        fence("dang-ky/k1.csv", format!("{labels}\n{collectives}\n{}\n", registrations.join("\n"))),
    ];
    overlay(base(), &fences)
}

/// Check and reason of every finding of such a campaign.
fn told(kinds: &str, people: &[&str], registrations: &[&str]) -> Vec<String> {
    let found = reasons(&campaign(kinds, people, registrations), &Request::default());
    found.into_iter().map(|(check, reason)| format!("{check}: {reason}")).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn either_rule_of_a_kind_is_enough() {
    let people = [
        "A,Nguyễn An,P1,cong_chuc,x,,,,,",
        "B,Lê Bình,P1,nguoi_lao_dong,,khong_xac_dinh_thoi_han,,,,",
        "C,Trần Chi,P2,nguoi_lao_dong,,xac_dinh_thoi_han,12,,,",
    ];
    let registrations =
        ["2026,P1,ca_nhan,A,,LĐTT,2026-01-20,,", "2026,P1,ca_nhan,,Lê Bình,LĐTT,2026-01-20,,", "2026,P2,ca_nhan,C,Trần Chi,LĐTT,2026-01-20,,"];
    assert_eq!(told(KINDS, &people, &registrations), NOTHING);
}

#[test]
fn the_rule_that_comes_nearest_says_why_not() {
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,11,,,", "C,Trần Chi,P1,nguoi_lao_dong,x,xac_dinh_thoi_han,36,,,"];
    let registrations = ["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,", "2026,P1,ca_nhan,C,,LĐTT,2026-01-20,,"];
    assert_eq!(told(KINDS, &people, &registrations), ["person-not-taking-part: contract-term", "person-not-taking-part: probation"]);
}

#[test]
fn the_term_of_the_contract_is_no_length_of_service() {
    // Ten years in the house, and a contract of eleven months.
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,11,2016-01-04,,"];
    let registrations = ["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"];
    assert_eq!(told(KINDS, &people, &registrations), ["person-not-taking-part: contract-term"]);
}

#[test]
fn everything_that_fails_is_told_in_one_run() {
    let kinds = "doi_tuong: {ca_nhan: [{loai: nguoi_lao_dong, hop_dong: xac_dinh_thoi_han, thoi_han_tu_thang: 12, tham_nien_tu_thang: 6}]}\n";
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,x,xac_dinh_thoi_han,11,2025-12-01,,"];
    let found = told(kinds, &people, &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"]);
    assert_eq!(found, ["contract-term", "probation", "service-too-short"].map(|reason| format!("person-not-taking-part: {reason}")));
}

#[test]
fn a_refusal_points_at_the_rule_and_at_the_fact() {
    let files = campaign(KINDS, &["B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,11,,,"], &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"]);
    let volume = memory(&files);
    let run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    let mut out = Vec::new();
    crate::support::told("json", Teller::new(&volume, &run, thidua::diagnostic::Voice::default()), &mut out);
    let told: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    let related: Vec<(String, String)> = told["findings"][0]["related"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| {
            let file = place["file"].as_str().expect("a file");
            let line = usize::try_from(place["line"].as_u64().expect("a line")).expect("a line");
            let text = String::from_utf8_lossy(&files[file]);
            (file.to_owned(), text.lines().nth(line - 1).expect("the line is there").trim().to_owned())
        })
        .collect();
    let expected = [
        ("phong-trao.yaml", "- {loai: nguoi_lao_dong, hop_dong: xac_dinh_thoi_han, thoi_han_tu_thang: 12}"),
        ("ca-nhan.csv", "B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,11,,,"),
    ];
    assert_eq!(related, expected.map(|(file, line)| (file.to_owned(), line.to_owned())));
}

#[test]
fn commune_officers_belong_to_a_unit_that_is_not_ranked() {
    let people = ["D,Phạm Dung,X1,cong_chuc_tu_phap_ho_tich,,,,,,"];
    assert_eq!(told(KINDS, &people, &["2026,X1,ca_nhan,,Phạm Dung,LĐTT,2026-01-20,,"]), NOTHING);
}

#[test]
fn without_a_sheet_of_people_nothing_is_demanded() {
    let mut files = campaign(KINDS, &[], &["2026,P1,ca_nhan,ZZ,Không Có Ai,LĐTT,2026-01-20,,"]);
    files.remove("ca-nhan.csv");
    assert_eq!(reasons(&files, &Request::default()), []);
}

#[test]
fn without_kinds_in_the_plan_everybody_takes_part() {
    let people = ["B,Lê Bình,P1,ai_cung_duoc,x,,,,,"];
    assert_eq!(told("doi_tuong: {don_vi: [{loai: phong}]}\n", &people, &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"]), NOTHING);
}

#[test]
fn a_kind_named_after_a_wider_one_is_no_slip() {
    let kinds = "doi_tuong: {ca_nhan: [{loai: cong_chuc}]}\n";
    let registration = "2026,P1,ca_nhan,A,,LĐTT,2026-01-20,,";
    let as_kind = |kind: &str, rows: &[&str]| told(kinds, &[&format!("A,Nguyễn An,P1,{kind},,,,,,")], rows);
    assert_eq!(as_kind("cong_chuc_xa", &[]), NOTHING);
    assert_eq!(as_kind("cong_chuc_xa", &[registration]), ["person-not-taking-part: kind-not-listed"]);
    // Where it may be a slip, that alone is told.
    assert_eq!(as_kind("cong_chuk", &[registration]), ["unknown-person-kind: in-sheet"]);
}

#[test]
fn a_transfer_is_a_second_row() {
    let people = ["A,Nguyễn An,P1,cong_chuc,,,,,,2026-01-15", "A,Nguyễn An,P2,cong_chuc,,,,,2026-01-16,"];
    for (unit, day, expected) in [
        ("P1", "2026-01-15", None),
        ("P2", "2026-01-16", None),
        ("P1", "2026-01-16", Some("person-not-in-unit: other-unit")),
        ("P2", "2026-01-15", Some("person-not-in-unit: other-unit")),
    ] {
        let row = format!("2026,{unit},ca_nhan,A,,LĐTT,{day},,");
        assert_eq!(told(KINDS, &people, &[&row]), expected.into_iter().collect::<Vec<_>>(), "{unit} on {day}");
    }
}

#[test]
fn a_registration_without_a_day_takes_the_day_of_the_book() {
    let people = ["A,Nguyễn An,P1,cong_chuc,,,,,2026-01-20,"];
    let mut files = campaign(KINDS, &people, &["2026,P1,ca_nhan,A,,LĐTT,,,"]);
    // Without either, being there on some day of the campaign is enough.
    assert_eq!(reasons(&files, &Request::default()), []);
    let book = |day: &str| format!("don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,{day}\n").into_bytes();
    files.insert("nop.csv".to_owned(), book("2026-01-20"));
    assert_eq!(reasons(&files, &Request::default()), []);
    files.insert("nop.csv".to_owned(), book("2026-01-19"));
    let found = reasons(&files, &Request::default());
    assert!(found.contains(&("person-not-in-unit".to_owned(), "not-yet".to_owned())), "{found:?}");
}

#[test]
fn what_was_withdrawn_is_not_refused() {
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,11,,,"];
    assert_eq!(told(KINDS, &people, &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,rut,2026-01-25"]), NOTHING);
}

#[test]
fn of_two_with_one_name_the_one_who_was_there_on_the_day_is_meant() {
    let people = ["A,Nguyễn An,P1,cong_chuc,,,,2001-01-02,,2026-01-10", "B,Nguyễn An,P1,cong_chuc,,,,2025-01-02,2026-01-11,"];
    assert_eq!(told(KINDS, &people, &["2026,P1,ca_nhan,,Nguyễn An,LĐTT,2026-01-20,,"]), NOTHING);
    assert_eq!(told(KINDS, &people, &["2026,P1,ca_nhan,,Nguyễn An,LĐTT,,,"]), ["registration-person: ambiguous-name"]);
}

#[test]
fn a_person_registered_by_code_and_by_name_is_registered_twice() {
    let people = ["A,Nguyễn An,P1,cong_chuc,,,,,,"];
    let registrations = ["2026,P1,ca_nhan,A,,LĐTT,2026-01-20,,", "2026,P1,ca_nhan,,NGUYỄN AN,LĐTT,2026-01-20,,"];
    assert_eq!(told(KINDS, &people, &registrations), ["duplicate-registration: same-key"]);
}

#[test]
fn what_is_not_known_lets_nobody_in_and_refuses_nobody() {
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,,,11,,,"];
    assert_eq!(told(KINDS, &people, &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"]), ["person-fact-missing: contract"]);
}

#[test]
fn a_cell_that_cannot_be_read_is_told_once_and_blocks_no_block() {
    let people = ["B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,một năm,,,"];
    let files = campaign(KINDS, &people, &["2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,"]);
    assert_eq!(reasons(&files, &Request::default()), [("unreadable-cell".to_owned(), "not-a-number".to_owned())]);
    let run = run(&files, &Request::default());
    assert!(run.first().outcome.blocks.iter().all(|block| block.blocking == 0));
}

#[test]
fn a_row_whose_unit_is_not_known_is_told_once() {
    assert_eq!(told(KINDS, &["A,Nguyễn An,P9,cong_chuc,,,,,,"], &["2026,P1,ca_nhan,A,,LĐTT,2026-01-20,,"]), ["unknown-unit: in-sheet"]);
}

#[test]
fn labels_match_as_people_write_them() {
    let text =
        "STT;Mã;Họ và tên;Đơn vị;Giới tính;Chức vụ;Lãnh đạo;Loại;Tập sự;Loại hợp đồng;Thời hạn hợp đồng (tháng);Ngày tuyển dụng;Từ ngày;Đến ngày
1;A;Nguyễn An;P1;Nữ;Trưởng phòng;x;nguoi_lao_dong;;Xác định thời hạn;12;04/01/2016;;
";
    let mut files = campaign(KINDS, &[], &["2026,P1,ca_nhan,,nguyễn an,LĐTT,2026-01-20,,"]);
    files.insert("ca-nhan.csv".to_owned(), text.as_bytes().to_vec());
    assert_eq!(concise(&files, &Request::default(), Language::Vietnamese), "");
    let run = run(&files, &Request::default());
    let stay = &run.first().campaign.people.list.iter().next().expect("a person").stays[0];
    assert_eq!((stay.is_woman.value(), stay.is_leader, stay.term.value()), (Some(true), true, Some(12)));
    assert_eq!(stay.recruited.value(), Day::from_ymd(2016, 1, 4));
}

/// Everything such a campaign says: findings and every page.
fn outputs(kinds: &str) -> String {
    let people = [
        "A,Nguyễn An,P1,cong_chuc,x,,,2025-01-20,,",
        "B,Lê Bình,P1,nguoi_lao_dong,,xac_dinh_thoi_han,12,2025-06-30,,",
        "C,Trần Chi,P2,nguoi_lao_dong,,khong_xac_dinh_thoi_han,,2025-06-30,,",
    ];
    let registrations = ["2026,P1,ca_nhan,A,,LĐTT,2026-01-20,,", "2026,P1,ca_nhan,B,,LĐTT,2026-01-20,,", "2026,P2,ca_nhan,C,,LĐTT,2026-01-20,,"];
    let files = campaign(kinds, &people, &registrations);
    let run = run(&files, &Request::default());
    let found = concise(&files, &Request::default(), Language::Vietnamese);
    format!("{found}{:?}", report::pages(&run, &About { version: "0" }))
}

#[test]
fn every_condition_decides_on_the_last_day_and_month() {
    let kinds = "doi_tuong:
  ca_nhan:
    - {loai: cong_chuc, ten: Công chức, ke_ca: [tap_su], tham_nien_tu_thang: 12, tu_ngay: 2026-01-20, den_het: 2026-01-20}
    - {loai: nguoi_lao_dong, hop_dong: xac_dinh_thoi_han, thoi_han_tu_thang: 12, tuyen_dung_truoc: 2025-07-01}
    - {loai: nguoi_lao_dong, hop_dong: khong_xac_dinh_thoi_han}
";
    let findings = |kinds: &str| outputs(kinds).lines().filter(|line| line.contains("error[person-not-taking-part]")).count();
    assert_eq!(findings(kinds), 0);
    for (from, to) in [
        ("ke_ca: [tap_su], ", ""),
        ("tham_nien_tu_thang: 12", "tham_nien_tu_thang: 13"),
        ("tu_ngay: 2026-01-20, den_het: 2026-01-20", "tu_ngay: 2026-01-21"),
        ("den_het: 2026-01-20", "den_het: 2026-01-19"),
        ("thoi_han_tu_thang: 12", "thoi_han_tu_thang: 13"),
        ("tuyen_dung_truoc: 2025-07-01", "tuyen_dung_truoc: 2025-06-30"),
        ("hop_dong: khong_xac_dinh_thoi_han", "hop_dong: xac_dinh_thoi_han"),
        ("- {loai: cong_chuc,", "- {loai: vien_chuc_khac,"),
    ] {
        let changed = kinds.replace(from, to).replace("tu_ngay: 2026-01-20, den_het: 2026-01-19", "den_het: 2026-01-19");
        assert_ne!(changed, kinds, "{from}");
        assert_eq!(findings(&changed), 1, "{from} → {to}");
    }
    assert_ne!(outputs(kinds), outputs(&kinds.replace("Công chức", "Cán bộ")));
}

#[test]
fn a_term_goes_with_a_contract_that_has_one() {
    for (rule, expected) in [
        ("{loai: nguoi_lao_dong, thoi_han_tu_thang: 12}", "missing-key: here"),
        ("{loai: nguoi_lao_dong, hop_dong: khong_xac_dinh_thoi_han, thoi_han_tu_thang: 12}", "pointless-key: no-effect"),
    ] {
        let kinds = format!("doi_tuong: {{ca_nhan: [{rule}]}}\n");
        assert_eq!(told(&kinds, &["B,Lê Bình,P1,nguoi_lao_dong,,khong_xac_dinh_thoi_han,,,,"], &[]), [expected]);
    }
}
