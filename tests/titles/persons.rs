//! Titles of people: each rule with a smallest campaign for each verdict it can give.

use crate::titles::{DISCIPLINE, GRADES, HISTORY, PEOPLE, PROPOSAL, WORKS, World, judged};

#[test]
fn an_advanced_worker_is_graded_good_or_better() {
    let world = |grade: &str| World::now().sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,{grade}\n")).propose("LĐTT", "");
    judged(
        "LĐTT",
        "ldtt-tieu-chuan",
        [
            (world("HTTNV"), "eligible"),
            (world("HTXSNV"), "eligible"),
            (world("HTNV"), "not_eligible"),
            // Of another year is not of this one: a grade without a row is missing, never bad.
            (World::now().sheet("danh-gia.csv", &format!("{GRADES}$1,ca_nhan,N1,HTTNV\n")).propose("LĐTT", ""), "needs_review"),
            (World::now().without("danh-gia.csv").propose("LĐTT", ""), "needs_review"),
            // Two rows that contradict each other settle nothing.
            (World::now().sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,HTTNV\n$0,ca_nhan,N1,HTNV\n")).propose("LĐTT", ""), "needs_review"),
        ],
    );
}

#[test]
fn what_is_looked_into_on_the_day_puts_off_and_does_not_refuse() {
    let world = |rows: &str| World::now().sheet("ky-luat.csv", &format!("{DISCIPLINE}{rows}")).propose("LĐTT", "");
    judged(
        "LĐTT",
        "tam-hoan",
        [
            (world("ca_nhan,N1,dang_xem_xet,,$0-12-31,\n"), "suspended"),
            (world("ca_nhan,N1,dang_xem_xet,,$+-01-01,\n"), "eligible"),
            (world("ca_nhan,N1,dang_xem_xet,,$0-11-01,$0-12-30\n"), "eligible"),
            (world(""), "eligible"),
            (World::now().without("ky-luat.csv").propose("LĐTT", ""), "needs_review"),
        ],
    );
    // Put off comes before refused: the grade would refuse.
    let both = world("ca_nhan,N1,dang_xem_xet,,$0-12-31,\n").sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,HTNV\n"));
    assert_eq!(both.proposal("LĐTT")["verdict"], "suspended");
}

#[test]
fn after_discipline_only_what_came_after_its_end_counts() {
    let world = |rows: &str| World::now().sheet("ky-luat.csv", &format!("{DISCIPLINE}{rows}")).propose("LĐTT", "");
    judged(
        "LĐTT",
        "sau-ky-luat",
        [
            (world("ca_nhan,N1,da_quyet_dinh,khien_trach,$1-06-01,$0-01-01\n"), "needs_review"),
            (world("ca_nhan,N1,da_quyet_dinh,khien_trach,$1-06-01,$1-12-31\n"), "eligible"),
            (world("ca_nhan,N1,da_quyet_dinh,khien_trach,$1-06-01,\n"), "needs_review"),
        ],
    );
}

#[test]
fn an_emulation_fighter_asks_for_the_standards_of_an_advanced_worker_and_for_no_decision() {
    let world = |grade: &str| World::now().sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,{grade}\n")).propose("CSTĐCS", "");
    judged(
        "CSTĐCS",
        "cstdcs-tieu-chuan-ldtt",
        [(world("HTTNV"), "eligible"), (world("HTNV"), "not_eligible"), (World::now().without("danh-gia.csv").propose("CSTĐCS", ""), "needs_review")],
    );
}

#[test]
fn an_emulation_fighter_is_excellent_or_has_an_initiative() {
    let excellent = format!("{GRADES}$0,ca_nhan,N1,HTXSNV\n");
    let work = |row: &str| World::now().sheet("sang-kien.csv", &format!("{WORKS}{row}"));
    judged(
        "CSTĐCS",
        "cstdcs-thanh-tich",
        [
            (World::now().sheet("danh-gia.csv", &excellent).propose("CSTĐCS", "HTXSNV,,"), "eligible"),
            (World::now().sheet("danh-gia.csv", &excellent).propose("CSTĐCS", ",,"), "eligible"),
            (work("SK1,Sổ,sang_kien,co_so,$0,N1,\n").propose("CSTĐCS", "sang_kien,SK1,"), "eligible"),
            (work("SK1,Sổ,sang_kien,co_so,$0,N1,\n").propose("CSTĐCS", ",,"), "eligible"),
            (work("DT1,Đề tài,de_tai,co_so,$0,N1,\n").propose("CSTĐCS", "de_tai,,"), "eligible"),
            // Good, and no initiative: neither branch.
            (World::now().propose("CSTĐCS", ",,"), "not_eligible"),
            // The stated ground is missed, and another is not reached either.
            (World::now().propose("CSTĐCS", "HTXSNV,,"), "not_eligible"),
            // The stated ground is missed, another is reached.
            (work("SK1,Sổ,sang_kien,co_so,$0,N1,\n").propose("CSTĐCS", "HTXSNV,,"), "needs_review"),
            (work("SK1,Sổ,sang_kien,co_so,$0,N1,\n").propose("CSTĐCS", "de_tai,,"), "needs_review"),
            // An initiative of last year that the row names; without the sheet; of somebody else.
            (work("SK1,Sổ,sang_kien,co_so,$1,N1,\n").propose("CSTĐCS", ",SK1,"), "needs_review"),
            (World::now().without("sang-kien.csv").propose("CSTĐCS", ",,"), "needs_review"),
            (work("SK1,Sổ,sang_kien,co_so,$0,N2,\n").propose("CSTĐCS", ",SK1,"), "needs_review"),
        ],
    );
}

#[test]
fn an_initiative_of_several_authors_counts_as_the_campaign_says() {
    let two = |first: &str, second: &str| {
        let people = format!("{PEOPLE}N1,Nguyễn Văn An,P1,cong_chuc,,2001-01-01,,\nN2,Trần Bình,P1,cong_chuc,,2001-01-01,,\n");
        let rows = format!("{WORKS}SK1,Sổ,sang_kien,co_so,$0,N1,{first}\nSK1,Sổ,sang_kien,co_so,$0,N2,{second}\n");
        World::now().sheet("ca-nhan.csv", &people).sheet("sang-kien.csv", &rows).propose("CSTĐCS", "sang_kien,SK1,")
    };
    judged(
        "CSTĐCS",
        "cstdcs-thanh-tich",
        [
            (two("60", "40"), "needs_review"),
            (two("60", "40").title("CSTĐCS", "dong_tac_gia: moi_nguoi"), "eligible"),
            (two("60", "40").title("CSTĐCS", "dong_tac_gia: tac_gia_chinh"), "eligible"),
            (two("40", "60").title("CSTĐCS", "dong_tac_gia: tac_gia_chinh"), "not_eligible"),
            // Half and half: nobody is the main author; a share that is not said settles nothing.
            (two("50", "50").title("CSTĐCS", "dong_tac_gia: tac_gia_chinh"), "needs_review"),
            (two("60", "").title("CSTĐCS", "dong_tac_gia: tac_gia_chinh"), "needs_review"),
            (two("30", "70").title("CSTĐCS", "dong_tac_gia: {ty_le_tu: 30}"), "eligible"),
            (two("29.9", "70.1").title("CSTĐCS", "dong_tac_gia: {ty_le_tu: 30}"), "not_eligible"),
        ],
    );
}

#[test]
fn an_initiative_is_used_once() {
    let row = |rest: &str| format!("{PROPOSAL}P1,ca_nhan,N1,CSTĐCS,,SK1,,,,,\n{rest}");
    judged(
        "CSTĐCS",
        "sang-kien-mot-lan",
        [
            (World::now().sheet("de-nghi/p1.csv", &row("")), "eligible"),
            (World::now().sheet("de-nghi/p1.csv", &row("P1,ca_nhan,N2,CSTĐCS,,SK1,,,,,\n")), "needs_review"),
            (World::now().sheet("de-nghi/p1.csv", &row("P1,ca_nhan,N2,CSTĐCS,,SK2,,,,,\n")), "eligible"),
            // A second title of the same person in the same year rests on the same work.
            (World::now().sheet("de-nghi/p1.csv", &row("P1,ca_nhan,N1,CSTĐT,,SK1,,,,,\n")), "eligible"),
        ],
    );
    // In another year as well.
    let last_year = format!("nam,{PROPOSAL}$1,P1,ca_nhan,N1,CSTĐCS,,SK1,,,,,\n");
    let world = World::now().sheet("de-nghi/p1.csv", &row("")).sheet("de-nghi/cu.csv", &last_year);
    assert_eq!(world.rule("CSTĐCS", "sang-kien-mot-lan"), "needs_review");
}

/// N1 was emulation fighter in these years before.
pub(super) fn fighter(years: &[i32], rest: &str) -> World {
    let rows = years.iter().map(|back| format!("ca_nhan,N1,${back},CSTĐCS,{back}/QĐ,,\n")).collect::<Vec<_>>().concat();
    World::now().sheet("lich-su-danh-hieu.csv", &format!("{HISTORY}{rows}{rest}"))
}

#[test]
fn titles_in_a_row_count_this_year_as_the_campaign_says() {
    let excellent = format!("{GRADES}$0,ca_nhan,N1,HTXSNV\n");
    let with = |world: World| world.title("CSTĐT", "tinh_ca_nam_nay: true").propose("CSTĐT", "");
    let without = |world: World| world.title("CSTĐT", "tinh_ca_nam_nay: false").propose("CSTĐT", "");
    let both = |world: World| {
        let rows = format!("{PROPOSAL}P1,ca_nhan,N1,CSTĐT,,,,,,,\nP1,ca_nhan,N1,CSTĐCS,HTXSNV,,,,,,\n");
        world.sheet("de-nghi/p1.csv", &rows).sheet("danh-gia.csv", &excellent)
    };
    judged(
        "CSTĐT",
        "cstdbt-lien-tuc",
        [
            // The three years before; this year is not counted.
            (without(fighter(&[3, 2, 1], "")), "eligible"),
            (without(fighter(&[3, 1], "")), "not_eligible"),
            // Two years before and this year decided.
            (with(fighter(&[2, 1, 0], "")), "eligible"),
            (with(fighter(&[2, 1], "")), "not_eligible"),
            // Two years before and this year put forward: excellent, so eligible.
            (both(fighter(&[2, 1], "")).title("CSTĐT", "tinh_ca_nam_nay: true"), "eligible"),
            // The campaign does not say, and the two readings differ; or do not.
            (both(fighter(&[2, 1], "")), "needs_review"),
            (both(fighter(&[3, 2, 1], "")), "eligible"),
            (fighter(&[1], "").propose("CSTĐT", ""), "not_eligible"),
            // A title decided before its year began is of no known year.
            (without(fighter(&[3, 2], "ca_nhan,N1,$1,CSTĐCS,9/QĐ,$2-12-31,\n")), "needs_review"),
            // No sheet of history: nothing is known.
            (World::now().without("lich-su-danh-hieu.csv").propose("CSTĐT", ""), "needs_review"),
        ],
    );
}

#[test]
fn a_thematic_title_is_no_basis_where_the_decree_says_so() {
    let thematic = "ca_nhan,N1,$2,CSTĐCS,2/QĐ,,chuyen_de\n";
    let world = |year: i32| World { year, ..fighter(&[3, 1], thematic) }.title("CSTĐT", "tinh_ca_nam_nay: false").propose("CSTĐT", "");
    judged("CSTĐT", "cstdbt-lien-tuc", [(world(2025), "not_eligible"), (world(2024), "needs_review")]);
}

#[test]
fn a_fighter_of_a_province_has_an_initiative_of_that_reach() {
    let work =
        |reach: &str, back: i32| World::now().sheet("sang-kien.csv", &format!("{WORKS}SK1,Sổ,sang_kien,{reach},${back},N1,\n")).propose("CSTĐT", "");
    judged(
        "CSTĐT",
        "cstdbt-sang-kien",
        [
            (work("bo_tinh", 0), "eligible"),
            (work("toan_quoc", 2), "eligible"),
            (work("co_so", 0), "not_eligible"),
            (work("", 0), "needs_review"),
            // Three years are looked back over: $0, $1, $2.
            (work("bo_tinh", 3), "not_eligible"),
        ],
    );
}

#[test]
fn a_national_fighter_was_one_of_a_province_twice_and_comes_in_time() {
    let history = |day: &str| format!("{HISTORY}ca_nhan,N1,$2,CSTĐT,1/QĐ,$1-03-01,\nca_nhan,N1,$1,CSTĐT,2/QĐ,{day},\n");
    let world = |day: &str, dossier: &str| {
        World::now()
            .sheet("lich-su-danh-hieu.csv", &history(day))
            .title("CSTĐTQ", "tinh_ca_nam_nay: false")
            .propose("CSTĐTQ", &format!(",,{dossier},"))
    };
    assert_eq!(world("$0-03-01", "$0-12-31").rule("CSTĐTQ", "cstdtq-lien-tuc"), "eligible");
    assert_eq!(fighter(&[2, 1], "").propose("CSTĐTQ", "").rule("CSTĐTQ", "cstdtq-lien-tuc"), "not_eligible");
    judged(
        "CSTĐTQ",
        "cstdtq-han-ho-so",
        [
            // Decided in $1: the last day is 31/12/$0.
            (world("$1-12-31", "$0-12-31"), "eligible"),
            (world("$1-12-31", "$+-01-01"), "not_eligible"),
            (world("$1-12-31", ""), "needs_review"),
        ],
    );
    let national = |reach: &str| World::now().sheet("sang-kien.csv", &format!("{WORKS}SK1,Sổ,sang_kien,{reach},$0,N1,\n")).propose("CSTĐTQ", "");
    judged(
        "CSTĐTQ",
        "cstdtq-sang-kien",
        [(national("toan_quoc"), "eligible"), (national("bo_tinh"), "not_eligible"), (national(""), "needs_review")],
    );
}

#[test]
fn a_certificate_of_a_province_is_judged_by_the_ground_that_is_stated() {
    let excellent = format!("{GRADES}$0,ca_nhan,N1,HTXSNV\n$1,ca_nhan,N1,HTXSNV\n");
    let works = |count: usize, kind: &str| -> String {
        let rows = (0..count).map(|one| format!("SK{one},Sổ,{kind},co_so,$0,N1,\n")).collect::<Vec<_>>().concat();
        format!("{WORKS}{rows}")
    };
    let by = |ground: &str, world: World| world.title("BKT", "tinh_ca_nam_nay: true").propose("BKT", &format!("{ground},,"));
    let years = |count: usize, kind: &str| World::now().sheet("danh-gia.csv", &excellent).sheet("sang-kien.csv", &works(count, kind));
    judged(
        "BKT",
        "bkbt-ca-nhan",
        [
            // Twice in a row: $1 and $0; which is enough by the narrow reading, and not by the wide without two initiatives.
            (by("d", fighter(&[1, 0], "")).title("BKT", "hai_sang_kien_cho: nhanh_htxsnv"), "eligible"),
            (by("d", fighter(&[1, 0], "")).title("BKT", "hai_sang_kien_cho: ca_hai_nhanh"), "not_eligible"),
            (by("d", fighter(&[1, 0], "")), "needs_review"),
            // Two excellent years and two initiatives, or two research topics, by either reading; one of each is not two.
            (by("d", years(2, "sang_kien")), "eligible"),
            (by("d", years(2, "de_tai")), "eligible"),
            (by("d", years(1, "sang_kien")), "not_eligible"),
            // Ground d is stated and missed; not stated, missing one ground is not missing all; another ground has no data.
            (by("d", World::now().sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,HTTNV\n$1,ca_nhan,N1,HTTNV\n"))), "not_eligible"),
            (by("", World::now().sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,HTTNV\n$1,ca_nhan,N1,HTTNV\n"))), "needs_review"),
            (by("b", years(2, "sang_kien")), "needs_review"),
        ],
    );
    let unit = |grades: &str| World::now().sheet("danh-gia.csv", &format!("{GRADES}{grades}")).propose("BKTT", "d,,");
    judged(
        "BKTT",
        "bkbt-tap-the",
        [
            (unit("$0,tap_the,P1,HTXSNV\n$1,tap_the,P1,HTXSNV\n"), "eligible"),
            (unit("$0,tap_the,P1,HTXSNV\n$1,tap_the,P1,HTTNV\n"), "not_eligible"),
            (unit("$0,tap_the,P1,HTXSNV\n"), "needs_review"),
        ],
    );
}

#[test]
fn the_prime_ministers_certificate_asks_for_five_years() {
    let grades = |worst: &str| -> String {
        (0..5).map(|back| format!("${back},ca_nhan,N1,{}\n", if back == 4 { worst } else { "HTTNV" })).collect::<Vec<_>>().concat()
    };
    let history = |fighters: &str| format!("{HISTORY}ca_nhan,N1,$3,BKT,9/QĐ,,\n{fighters}");
    let three = "ca_nhan,N1,$4,CSTĐCS,1/QĐ,,\nca_nhan,N1,$2,CSTĐCS,2/QĐ,,\nca_nhan,N1,$0,CSTĐCS,3/QĐ,,\n";
    // The third lies before the five years.
    let early = "ca_nhan,N1,$5,CSTĐCS,1/QĐ,,\nca_nhan,N1,$2,CSTĐCS,2/QĐ,,\nca_nhan,N1,$0,CSTĐCS,3/QĐ,,\n";
    let world = |worst: &str, fighters: &str| {
        World::now()
            .sheet("danh-gia.csv", &format!("{GRADES}{}", grades(worst)))
            .sheet("lich-su-danh-hieu.csv", &history(fighters))
            .propose("BKTTG", "b,,")
    };
    judged(
        "BKTTG",
        "bkttg-ca-nhan",
        [
            (world("HTTNV", three), "eligible"),
            (world("HTNV", three), "not_eligible"),
            (world("HTTNV", early), "not_eligible"),
            (world("HTTNV", three).without("lich-su-danh-hieu.csv"), "needs_review"),
        ],
    );
    let unit = |certificate: i32, flag: &str| {
        let rows = (0..5).map(|back| format!("${back},tap_the,P1,HTXSNV\n")).collect::<Vec<_>>().concat();
        let history = format!("{HISTORY}tap_the,P1,${certificate},BKTT,1/QĐ,,\n{flag}");
        World::now().sheet("danh-gia.csv", &format!("{GRADES}{rows}")).sheet("lich-su-danh-hieu.csv", &history).propose("BKTTGTT", "e,,")
    };
    judged(
        "BKTTGTT",
        "bkttg-tap-the",
        [
            // The certificate of $5, then five excellent years with a flag in them.
            (unit(5, "tap_the,P1,$2,COT,2/QĐ,,\n"), "eligible"),
            // A certificate inside the five years is not one before them; no flag and one certificate are not enough.
            (unit(4, "tap_the,P1,$2,COT,2/QĐ,,\n"), "not_eligible"),
            (unit(5, "tap_the,P1,$2,BKTT,2/QĐ,,\n"), "not_eligible"),
            (unit(5, "tap_the,P1,$2,BKTT,2/QĐ,,\ntap_the,P1,$1,BKTT,3/QĐ,,\n"), "eligible"),
        ],
    );
}

#[test]
fn a_dossier_has_its_papers() {
    let world = |papers: &str| World::now().propose("LĐTT", &format!(",,,{papers}"));
    judged("LĐTT", "ho-so", [(world("1/TTr,x,có,"), "eligible"), (world("1/TTr,không,x,"), "not_eligible"), (world("1/TTr,,x,"), "needs_review")]);
    let excellent = format!("{GRADES}$0,ca_nhan,N1,HTXSNV\n");
    let certificate = |world: World, rest: &str| world.propose("CSTĐCS", rest);
    judged(
        "CSTĐCS",
        "ho-so-chung-nhan",
        [
            (certificate(World::now(), "sang_kien,SK1,,,,,x"), "eligible"),
            (certificate(World::now(), "sang_kien,SK1,,,,,0"), "not_eligible"),
            (certificate(World::now(), "sang_kien,SK1,,,,,"), "needs_review"),
        ],
    );
    // By an excellent grade none is needed.
    let by_grade = certificate(World::now().sheet("danh-gia.csv", &excellent), "HTXSNV,,,,,,0");
    assert_eq!(by_grade.rule("CSTĐCS", "ho-so-chung-nhan"), "–");
}

#[test]
fn who_was_transferred_brings_the_old_units_comment() {
    let stays = |left: &str, came: &str| {
        format!("{PEOPLE}N1,Nguyễn Văn An,P2,cong_chuc,,2001-01-01,$0-01-01,{left}\nN1,Nguyễn Văn An,P1,cong_chuc,,2001-01-01,{came},\n")
    };
    let world = |left: &str, came: &str, comment: &str| {
        World::now()
            .sheet("don-vi.csv", "ma,ten\nP1,Phòng Một\nP2,Phòng Hai\n")
            .sheet("ca-nhan.csv", &stays(left, came))
            .title("LĐTT", "nhan_xet_tu_thang: 6")
            .sheet("de-nghi/p1.csv", &format!("don_vi,doi_tuong,ma,danh_hieu,nhan_xet_don_vi_cu\nP1,ca_nhan,N1,LĐTT,{comment}\n"))
    };
    judged(
        "LĐTT",
        "nhan-xet-don-vi-cu",
        [
            // From 01/01 to 30/6 are six months; to 29/6 they are not.
            (world("$0-06-30", "$0-07-01", "x"), "eligible"),
            (world("$0-06-30", "$0-07-01", "không"), "not_eligible"),
            (world("$0-06-30", "$0-07-01", ""), "needs_review"),
            (world("$0-06-29", "$0-06-30", ""), "eligible"),
        ],
    );
    // Somebody who stayed is asked for none.
    assert_eq!(World::now().title("LĐTT", "nhan_xet_tu_thang: 6").propose("LĐTT", "").rule("LĐTT", "nhan-xet-don-vi-cu"), "–");
}

#[test]
fn who_was_transferred_is_judged_at_the_new_unit() {
    let world = |rows: &str| {
        World::now().sheet("don-vi.csv", "ma,ten\nP1,Phòng Một\nP2,Phòng Hai\n").sheet("ca-nhan.csv", &format!("{PEOPLE}{rows}")).propose("LĐTT", "")
    };
    let row = |unit: &str, from: &str, to: &str| format!("N1,Nguyễn Văn An,{unit},cong_chuc,,2001-01-01,{from},{to}\n");
    judged(
        "LĐTT",
        "don-vi-de-nghi",
        [
            (world(&(row("P2", "", "$0-12-30") + &row("P1", "$0-12-31", ""))), "eligible"),
            (world(&(row("P1", "", "$0-12-30") + &row("P2", "$0-12-31", ""))), "needs_review"),
            (world(&row("P1", "", "$0-12-30")), "needs_review"),
        ],
    );
}

#[test]
fn who_does_not_take_part_may_not_be_put_forward() {
    let kinds = |kind: &str| {
        World::now()
            .keys("doi_tuong: {ca_nhan: [{loai: cong_chuc}]}\n")
            .sheet("ca-nhan.csv", &format!("{PEOPLE}N1,Nguyễn Văn An,P1,{kind},,2001-01-01,,\n"))
            .propose("LĐTT", "")
    };
    judged("LĐTT", "doi-tuong", [(kinds("cong_chuc"), "eligible"), (kinds("nguoi_lao_dong"), "not_eligible"), (kinds(""), "needs_review")]);
    assert_eq!(World::now().propose("LĐTT", "").rule("LĐTT", "doi-tuong"), "–");
}

#[test]
fn more_than_one_form_of_award_for_one_year_is_shown() {
    let rows = format!("{PROPOSAL}P1,ca_nhan,N1,LĐTT,,,,,,,\nP1,ca_nhan,N1,BKT,,,,,,,\n");
    let world = World::now().sheet("de-nghi/p1.csv", &rows);
    assert_eq!(world.told("LĐTT", "mot-thanh-tich"), "cùng năm còn đề nghị BKT");
    assert_eq!(World::now().propose("LĐTT", "").rule("LĐTT", "mot-thanh-tich"), "–");
}
