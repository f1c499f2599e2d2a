//! `thidua init --from-year`: what of a small year, made by hand, stands in the next.

use super::{begun_in, checked, put, read, scratch, thidua, words};

const DEFINITION: &str = "\
# của Phòng
ma: td-2026
ten: Thi đua 2026
nam: 2026
chu_de: Kỷ cương, trách nhiệm
cac_han:
  - {viec: dang_ky, den_het: 2026-01-30}
  - {viec: ket_qua, ky: N, den_het: 2026-12-31}
ngay_nghi: {gap_ngay_nghi: giu_nguyen}
ky:
  - {ma: N, tu: 2026-01-01, den_het: 2026-12-31}
khoi:
  - {ma: K1, ten: Khối một}
cham_diem:
  vong: [cham]
  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}
tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4}
danh_hieu:
  - {ma: LĐTT, ten: Lao động tiên tiến, doi_tuong: ca_nhan}
  - {ma: TTLĐTT, ten: Tập thể lao động tiên tiến, doi_tuong: tap_the}
";

/// P4 ends on the year's last day, P5 a day later; P3 succeeds P2.
const UNITS: &str = "\
ma,ten,khoi,tu_ngay,den_ngay,ke_thua
P1,Phòng Một,K1,,,
P2,Phòng Hai,K1,,2026-06-30,
P3,Phòng Ba,K1,2026-07-01,,P2
P4,\"Phòng Bốn, Năm\",K1,,31/12/2026,
P5,Phòng Sáu,K1,,2027-01-01,
";

/// N2 moves from P1 to P3, N3 leaves on the last day, N4's unit ends.
const PEOPLE: &str = "\
ma,ho_ten,don_vi,tu_ngay,den_ngay,tap_su
N1,Lê Thị An,P1,,,
N2,Trần Văn Bình,P1,,2026-07-31,
N2,Trần Văn Bình,P3,2026-08-01,,
N3,Phạm Thị Cúc,P1,,2026-12-31,
N4,Vũ Văn Dũng,P4,,,
";

const HISTORY: &str = "\
doi_tuong,ma,nam,danh_hieu,quyet_dinh,ngay
ca_nhan,N1,2025,LĐTT,10/QĐ,2025-12-20
ca_nhan,N3,2025,LĐTT,10/QĐ,2025-12-20
tap_the,P2,2025,TTLĐTT,10/QĐ,2025-12-20
ca_nhan,N2,2026,LĐTT,20/QĐ,2026-12-25
";

/// N2's is in the history already; N3 is no more there.
const GRANTS: &str = "\
nam,doi_tuong,ma,danh_hieu,quyet_dinh,ngay,co_quan,tien_thuong
2026,ca_nhan,N1,LĐTT,20/QĐ,2026-12-25,Sở,702000
,ca_nhan,N2,LĐTT,20/QĐ,2026-12-25,Sở,702000
,ca_nhan,N3,LĐTT,20/QĐ,2026-12-25,Sở,702000
,tap_the,P3,TTLĐTT,20/QĐ,2026-12-25,Sở,
";

const OLD: [(&str, &str); 6] = [
    ("phong-trao.yaml", DEFINITION),
    ("don-vi.csv", UNITS),
    ("ca-nhan.csv", PEOPLE),
    ("lich-su-danh-hieu.csv", HISTORY),
    ("khen-thuong.csv", GRANTS),
    ("sang-kien.csv", "ma,ten,tac_gia\n"),
];

/// A scratch folder with the old year in `cu`, these files instead of its own; an empty text takes one away.
fn old(others: &[(&str, &str)]) -> tempfile::TempDir {
    let scratch = scratch();
    for (path, text) in OLD {
        let text = others.iter().find(|(other, _)| *other == path).map_or(text, |(_, text)| text);
        if !text.is_empty() {
            put(&scratch, &format!("cu/{path}"), text);
        }
    }
    scratch
}

/// The year after it in `moi`, and what was said.
fn next(others: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let scratch = old(others);
    let said = begun_in(&scratch, &["--from-year", "cu"]);
    (scratch, said)
}

fn refused(others: &[(&str, &str)]) -> String {
    let scratch = old(others);
    let done = thidua(scratch.path(), &["init", "moi", "--from-year", "cu"]);
    assert_eq!(done.status.code(), Some(2), "{}", words(&done));
    assert!(!scratch.path().join("moi").exists());
    words(&done)
}

#[test]
fn the_next_year_passes_and_has_no_row_to_check() {
    assert_eq!(checked(&next(&[]).0), Some(3));
}

#[test]
fn units_that_hold_after_the_year_are_carried_and_those_they_succeed() {
    let expected = "ma,ten,khoi,tu_ngay,den_ngay,ke_thua\nP1,Phòng Một,K1,,,\nP2,Phòng Hai,K1,,2026-06-30,\nP3,Phòng Ba,K1,2026-07-01,,P2\nP5,Phòng Sáu,K1,,2027-01-01,\n";
    let (scratch, said) = next(&[]);
    assert_eq!(read(&scratch, "moi/don-vi.csv"), expected);
    assert!(said.contains("don-vi.csv: không mang sang 1 dòng hết hiệu lực trong năm: P4\n"), "{said}");
}

#[test]
fn people_who_are_still_there_are_carried_where_they_are() {
    let expected = "ma,ho_ten,don_vi,tap_su,tu_ngay,den_ngay\nN1,Lê Thị An,P1,,,\nN2,Trần Văn Bình,P3,,2026-08-01,\n";
    let (scratch, said) = next(&[]);
    assert_eq!(read(&scratch, "moi/ca-nhan.csv"), expected);
    assert!(said.contains("ca-nhan.csv: không mang sang 2 dòng đã thôi hoặc đã chuyển trong năm: N2, N3\n"), "{said}");
    assert!(said.contains("không mang sang 1 dòng ở đơn vị hết hiệu lực trong năm, phải ghi đơn vị mới: N4\n"), "{said}");
}

#[test]
fn what_was_decided_follows_the_history_once() {
    let expected = "doi_tuong,ma,nam,danh_hieu,quyet_dinh,ngay,co_quan\n\
        ca_nhan,N1,2025,LĐTT,10/QĐ,2025-12-20,\ntap_the,P2,2025,TTLĐTT,10/QĐ,2025-12-20,\nca_nhan,N2,2026,LĐTT,20/QĐ,2026-12-25,\n\
        ca_nhan,N1,2026,LĐTT,20/QĐ,2026-12-25,Sở\ntap_the,P3,2026,TTLĐTT,20/QĐ,2026-12-25,Sở\n";
    let (scratch, said) = next(&[]);
    assert_eq!(read(&scratch, "moi/lich-su-danh-hieu.csv"), expected);
    assert!(said.contains("lich-su-danh-hieu.csv: không mang sang 1 dòng của đơn vị, cá nhân không mang sang: N3\n"), "{said}");
    assert!(said.contains("khen-thuong.csv: không mang sang 1 dòng của đơn vị, cá nhân không mang sang: N3\n"), "{said}");
}

#[test]
fn what_a_thematic_campaign_gave_is_history_of_a_theme() {
    let thematic = DEFINITION.replace("nam: 2026\n", "nam: 2026\nhinh_thuc: chuyen_de\n");
    let (scratch, _) = next(&[("phong-trao.yaml", &thematic)]);
    let history = read(&scratch, "moi/lich-su-danh-hieu.csv");
    assert!(history.ends_with("tap_the,P3,2026,TTLĐTT,20/QĐ,2026-12-25,Sở,chuyen_de\n"), "{history}");
}

#[test]
fn a_history_that_lacks_years_is_told() {
    let (scratch, said) = next(&[("lich-su-danh-hieu.csv", "")]);
    assert!(said.contains("năm 2026 không có lich-su-danh-hieu.csv: bảng mới chỉ có danh hiệu năm 2026"), "{said}");
    assert_eq!(read(&scratch, "moi/lich-su-danh-hieu.csv").lines().count(), 4);
    let (_, said) = next(&[("khen-thuong.csv", "")]);
    assert!(said.contains("chưa có danh hiệu năm 2026, và năm không có dòng được hiểu là không được tặng"), "{said}");
}

#[test]
fn without_people_and_titles_there_is_no_sheet_of_them() {
    let (scratch, _) = next(&[("ca-nhan.csv", ""), ("lich-su-danh-hieu.csv", ""), ("khen-thuong.csv", "")]);
    for sheet in ["ca-nhan.csv", "lich-su-danh-hieu.csv", "khen-thuong.csv"] {
        assert!(!scratch.path().join("moi").join(sheet).exists(), "{sheet}");
        assert!(scratch.path().join("moi/.thidua/mau").join(sheet).exists(), "{sheet}");
    }
}

#[test]
fn the_definition_moves_on_and_leaves_the_plan_to_fill_in() {
    let expected = DEFINITION
        .replace("ma: td-2026\nten: Thi đua 2026\nnam: 2026", "ma: td-2027\nten: Thi đua 2027\nnam: 2027")
        .replace("tu: 2026-01-01, den_het: 2026-12-31}\nkhoi", "tu: 2027-01-01, den_het: 2027-12-31}\nkhoi")
        .replace("chu_de: ", "# ĐIỀN: chu_de theo kế hoạch năm 2027; của năm 2026 để tham khảo:\n# chu_de: ")
        .replace("cac_han:\n  - {viec: d", "# ĐIỀN: cac_han theo kế hoạch năm 2027; của năm 2026 để tham khảo:\n# cac_han:\n#   - {viec: d")
        .replace("  - {viec: ket_qua", "#   - {viec: ket_qua")
        .replace("\nngay_nghi: ", "\n# ĐIỀN: ngay_nghi theo kế hoạch năm 2027; của năm 2026 để tham khảo:\n# ngay_nghi: ");
    let (scratch, said) = next(&[]);
    let definition = read(&scratch, "moi/phong-trao.yaml");
    assert_eq!(definition, format!("# yaml-language-server: $schema=.thidua/phong-trao.schema.json\n{expected}"));
    assert!(said.contains("năm trước giữ lại làm ghi chú: chu_de, cac_han, ngay_nghi\n"), "{said}");
}

#[test]
fn files_that_are_not_carried_over_are_named() {
    assert!(next(&[]).1.contains("không mang sang: sang-kien.csv\n"));
}

#[test]
fn a_place_that_is_left_to_fill_in_is_an_exit_of_its_own() {
    let by_duty = DEFINITION.replace("cach_cham: cho_diem", "chi_cham_ky: [N], cach_cham: {co_khong: {tu_dong: {viec: ket_qua}}}");
    let scratch = old(&[("phong-trao.yaml", &by_duty)]);
    let done = thidua(scratch.path(), &["init", "moi", "--from-year", "cu"]);
    assert_eq!(done.status.code(), Some(1), "{}", words(&done));
    assert!(words(&done).contains("chỗ phải điền hoặc sửa trước khi dùng: `thidua check moi`"), "{}", words(&done));
}

#[test]
fn a_fault_in_what_would_be_carried_over_is_refused() {
    let said = refused(&[("don-vi.csv", &UNITS.replace("2027-01-01", "1/1/2027"))]);
    assert!(said.contains("còn 1 lỗi") && said.contains("`thidua check cu`"), "{said}");
}

#[test]
fn a_column_that_is_not_known_is_refused_and_not_lost() {
    let units = UNITS.replace("ke_thua", "ke_thua,so_phong").replace(",P2\n", ",P2,7\n").replace(",\n", ",,\n");
    assert!(refused(&[("don-vi.csv", &units)]).contains("`so_phong`"));
}

#[test]
fn a_fault_in_what_is_not_carried_over_is_no_matter() {
    let (scratch, _) = next(&[("sang-kien.csv", "ma,ten,tac_gia,so_phong\n")]);
    assert_eq!(checked(&scratch), Some(3));
}

#[test]
fn a_plan_of_several_campaigns_or_years_is_refused() {
    let years = DEFINITION.replace("nam: 2026\n", "thoi_gian: {tu: 2026-01-01, den_het: 2027-12-31}\n");
    assert!(refused(&[("phong-trao.yaml", &years)]).contains("không khai một năm"));
    let several = format!("{DEFINITION}phong_trao:\n  - {{ma: PT1, ten: Một}}\n  - {{ma: PT2, ten: Hai}}\n");
    assert!(refused(&[("phong-trao.yaml", &several), ("khen-thuong.csv", "")]).contains("nhiều phong trào"));
}
