//! Seats: a share of a named base, nested, rounded as declared, cut in the declared order; a tie on the cut line stops.

use std::fmt::Write as _;

use thidua::campaign::Who;
use thidua::pipeline::{Request, Run};
use thidua::rulebook::regime_on;
use thidua::selection::seats::{OpenSeats, Place, SeatPlan, plans};
use thidua::selection::{Look, PutForward};
use thidua::value::Day;

use crate::support::{reasons, run};
use crate::worked::files;

/// Titles of a campaign of 2026, the share of CSTĐCS as given.
fn titles(quota: &str) -> String {
    format!(
        "danh_hieu:\n  - {{ma: LĐTT, theo_luat: lao-dong-tien-tien, doi_tuong: ca_nhan}}\n  \
         - {{ma: CSTĐCS, theo_luat: chien-si-thi-dua-co-so, doi_tuong: ca_nhan, ty_le_toi_da: {quota}}}\n  \
         - {{ma: TTLĐXS, theo_luat: tap-the-lao-dong-xuat-sac, doi_tuong: tap_the}}\n"
    )
}

/// Proposals: for LĐTT so many of P1 by number, and for CSTĐCS these.
fn proposals(advanced: usize, fighters: &[&str]) -> String {
    let mut sheet = "don_vi,doi_tuong,ma,danh_hieu\n".to_owned();
    for number in 1..=advanced {
        writeln!(sheet, "P1,ca_nhan,N{number},LĐTT").expect("text takes everything");
    }
    for code in fighters {
        writeln!(sheet, "P1,ca_nhan,{code},CSTĐCS").expect("text takes everything");
    }
    sheet
}

fn campaign(quota: &str, proposals: &str, sheets: &[(&str, &str)]) -> Run {
    let mut all = vec![("de-nghi/p.csv", proposals)];
    all.extend(sheets);
    run(&files(&titles(quota), &all), &Request::default())
}

/// The plans of everybody put forward, under the regime of a day; those named are refused.
fn told(run: &Run, day: &str, refused: &[&str]) -> Vec<String> {
    let one = run.first();
    let put_forward: Vec<PutForward> = one
        .campaign
        .proposals
        .list
        .iter()
        .filter_map(|proposal| {
            let who = proposal.who.clone()?;
            let stands = !matches!(&who, Who::Person(code) if refused.contains(&code.as_str()));
            Some(PutForward { who, unit: proposal.unit, title: proposal.title?, stands })
        })
        .collect();
    let regime = regime_on(Day::parse(day.as_bytes()).expect("a day"));
    let look = Look { campaign: &one.campaign, outcome: &one.outcome, regime, put_forward: &put_forward };
    plans(look).iter().map(|plan| words(run, plan)).collect()
}

/// `base exact seats: who=place …; open`.
fn words(run: &Run, plan: &SeatPlan<'_>) -> String {
    let shown = |number: Option<String>| number.unwrap_or("–".to_owned());
    let name = |who: &Who| match who {
        Who::Person(code) => code.as_str().to_owned(),
        Who::Unit(unit) => run.first().campaign.units[*unit].code.as_str().to_owned(),
    };
    let place = |place: &Place| match place {
        Place::Within => "in".to_owned(),
        Place::Tied { seats, among } => format!("tied {seats}/{among}"),
        Place::Beyond => "out".to_owned(),
        Place::Open => "?".to_owned(),
    };
    let numbers = [plan.base.map(|base| base.to_string()), plan.exact.map(|exact| exact.to_string()), plan.seats.map(|seats| seats.to_string())];
    let candidates: Vec<String> = plan.candidates.iter().map(|(who, where_)| format!("{}={}", name(who), place(where_))).collect();
    let open: Vec<String> = plan
        .open
        .iter()
        .map(|open| match open {
            OpenSeats::NotOrdered(who) => format!("NotOrdered({})", who.iter().map(name).collect::<Vec<_>>().join(" ")),
            other => format!("{other:?}"),
        })
        .collect();
    let unit = plan.unit.map(|unit| format!("{} ", run.first().campaign.units[unit].code)).unwrap_or_default();
    format!("{unit}{}: {} {}", numbers.map(shown).join(" "), candidates.join(" "), open.join(" ")).trim_end().to_owned()
}

const IN_2026: &str = "2026-06-30";

/// The grades of N1, N2 … in order.
fn grades(grades: &[&str]) -> String {
    let mut sheet = "nam,doi_tuong,ma,xep_loai\n".to_owned();
    for (number, grade) in (1..).zip(grades) {
        writeln!(sheet, "2026,ca_nhan,N{number},{grade}").expect("text takes everything");
    }
    sheet
}

#[test]
fn fifteen_percent_of_twenty_three_are_rounded_as_declared() {
    // 0.15 × 23 = 3.45; four of the 23 are put forward for CSTĐCS too, and count once.
    let run_with = |rounding: &str| {
        let quota = format!("{{phan_tram: 15, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: {rounding}, xep_theo: xep_loai}}");
        let sheet = grades(&["HTXSNV", "HTXSNV", "HTXSNV", "HTTNV"]);
        campaign(&quota, &proposals(23, &["N1", "N2", "N3", "N4"]), &[("danh-gia.csv", &sheet)])
    };
    assert_eq!(told(&run_with("xuong"), IN_2026, &[]), ["23 3.45 3: N1=in N2=in N3=in N4=out"]);
    assert_eq!(told(&run_with("tu_5_len"), IN_2026, &[]), ["23 3.45 3: N1=in N2=in N3=in N4=out"]);
    assert_eq!(told(&run_with("len"), IN_2026, &[]), ["23 3.45 4: N1=in N2=in N3=in N4=in"]);
}

const BY_GRADE: &str = "{phan_tram: 10, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong, xep_theo: xep_loai}";

#[test]
fn a_tie_on_the_cut_line_stops() {
    // 10 % of 20 are 2 seats: N1 has the first, N2 and N3 are equal for the second.
    let sheet = grades(&["HTXSNV", "HTTNV", "HTTNV", "HTNV"]);
    let run = campaign(BY_GRADE, &proposals(20, &["N1", "N2", "N3", "N4"]), &[("danh-gia.csv", &sheet)]);
    assert_eq!(told(&run, IN_2026, &[]), ["20 2 2: N1=in N2=tied 1/2 N3=tied 1/2 N4=out"]);
}

#[test]
fn equals_before_the_cut_line_are_no_tie() {
    // Both seats are those of N1 and N2.
    let sheet = grades(&["HTXSNV", "HTXSNV", "HTTNV"]);
    let run = campaign(BY_GRADE, &proposals(20, &["N1", "N2", "N3"]), &[("danh-gia.csv", &sheet)]);
    assert_eq!(told(&run, IN_2026, &[]), ["20 2 2: N1=in N2=in N3=out"]);
}

#[test]
fn who_is_refused_counts_neither_in_the_base_nor_for_a_seat() {
    // 19 are left of 20: 1.9, one seat.
    let sheet = grades(&["HTXSNV", "HTTNV"]);
    let run = campaign(BY_GRADE, &proposals(20, &["N1", "N2"]), &[("danh-gia.csv", &sheet)]);
    assert_eq!(told(&run, IN_2026, &["N1"]), ["19 1.9 1: N2=in"]);
}

#[test]
fn who_is_put_forward_for_cstdcs_alone_counts_among_ldtt() {
    // 19 for LĐTT and X for CSTĐCS: 20.
    let run = campaign(BY_GRADE, &proposals(19, &["X"]), &[]);
    assert_eq!(told(&run, IN_2026, &[]), ["20 2 2: X=in"]);
}

#[test]
fn what_orders_is_not_guessed() {
    // One seat for two, and no grade of N2.
    let run = campaign(BY_GRADE, &proposals(10, &["N1", "N2"]), &[("danh-gia.csv", &grades(&["HTXSNV"]))]);
    assert_eq!(told(&run, IN_2026, &[]), ["10 1 1: N1=? N2=? NotOrdered(N2)"]);
}

#[test]
fn rounding_that_is_not_declared_matters_only_where_it_decides() {
    let quota = "{phan_tram: 15, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan}";
    // 3.45: three have a seat either way, four do not.
    assert_eq!(told(&campaign(quota, &proposals(23, &["N1", "N2", "N3"]), &[]), IN_2026, &[]), ["23 3.45 –: N1=in N2=in N3=in"]);
    let four = campaign(quota, &proposals(23, &["N1", "N2", "N3", "N4"]), &[]);
    assert_eq!(told(&four, IN_2026, &[]), ["23 3.45 –: N1=? N2=? N3=? N4=? NoRounding"]);
}

#[test]
fn each_unit_has_its_own_seats() {
    // P1: 50 % of 2 (N1, N2) is 1; P2: 50 % of 2 (M1, M2) is 1.
    let quota = "{phan_tram: 50, co_so: LĐTT_duoc_de_nghi, tinh_theo: tung_don_vi, lam_tron: xuong, xep_theo: xep_loai}";
    let rows = "P1,ca_nhan,N1,CSTĐCS\nP1,ca_nhan,N2,LĐTT\nP2,ca_nhan,M1,CSTĐCS\nP2,ca_nhan,M2,CSTĐCS\n";
    let sheet = "nam,doi_tuong,ma,xep_loai\n2026,ca_nhan,M1,HTTNV\n2026,ca_nhan,M2,HTXSNV\n";
    let run = campaign(quota, &format!("don_vi,doi_tuong,ma,danh_hieu\n{rows}"), &[("danh-gia.csv", sheet)]);
    assert_eq!(told(&run, IN_2026, &[]), ["P1 2 1 1: N1=in", "P2 2 1 1: M2=in M1=out"]);
}

#[test]
fn of_whom_the_unit_is_not_known_has_no_seat_of_another() {
    let quota = "{phan_tram: 50, co_so: LĐTT_duoc_de_nghi, tinh_theo: tung_don_vi, lam_tron: xuong}";
    let rows = "P9,ca_nhan,N1,CSTĐCS\nP1,ca_nhan,N2,LĐTT\n";
    let run = campaign(quota, &format!("don_vi,doi_tuong,ma,danh_hieu\n{rows}"), &[]);
    assert_eq!(told(&run, IN_2026, &[]), ["– – –: N1=? NoUnit"]);
}

#[test]
fn the_class_of_a_unit_chooses_its_share() {
    // P1 is put forward for TTLĐXS: 50 % of 2; P2 is HTTNV: 0 % of 2.
    let quota = "{phan_tram: 15, theo_hang_don_vi: {TTLĐXS: 50, HTTNV: 0}, co_so: LĐTT_duoc_de_nghi, tinh_theo: tung_don_vi, lam_tron: xuong}";
    let rows = "P1,tap_the,,TTLĐXS\nP1,ca_nhan,N1,CSTĐCS\nP1,ca_nhan,N2,LĐTT\nP2,ca_nhan,M1,CSTĐCS\nP2,ca_nhan,M2,LĐTT\n";
    let sheet = "nam,doi_tuong,ma,xep_loai\n2026,tap_the,P2,HTTNV\n";
    let run = campaign(quota, &format!("don_vi,doi_tuong,ma,danh_hieu\n{rows}"), &[("danh-gia.csv", sheet)]);
    assert_eq!(told(&run, IN_2026, &[]), ["P1 2 1 1: N1=in", "P2 2 0 0: M1=out"]);
}

#[test]
fn a_share_of_awards_waits_for_the_decision() {
    let quota = "{phan_tram: 50, co_so: LĐTT_duoc_tang, tinh_theo: toan_co_quan, lam_tron: xuong}";
    assert_eq!(told(&campaign(quota, &proposals(2, &["N1"]), &[]), IN_2026, &[]), ["– – –: N1=? NoGrants"]);
    // 50 % of 2 awards is 1.
    let grants = "doi_tuong,ma,danh_hieu\nca_nhan,N1,LĐTT\nca_nhan,N2,LĐTT\n";
    let run = campaign(quota, &proposals(2, &["N1"]), &[("khen-thuong.csv", grants)]);
    assert_eq!(told(&run, IN_2026, &[]), ["2 1 1: N1=in"]);
}

#[test]
fn a_share_of_those_who_take_part_counts_units() {
    // The base has two units: 50 % of 2 is 1.
    let quota = "{phan_tram: 50, co_so: tap_the_tham_gia, tinh_theo: toan_co_quan, lam_tron: xuong}";
    assert_eq!(told(&campaign(quota, &proposals(0, &["N1"]), &[]), IN_2026, &[]), ["2 1 1: N1=in"]);
}

#[test]
fn to_2023_the_law_sets_fifteen_percent_and_the_campaign_must_say_of_what() {
    let definition = titles("{}").replace(", ty_le_toi_da: {}", "");
    let sheet = proposals(23, &["N1"]);
    let run = run(&files(&definition, &[("de-nghi/p.csv", &sheet)]), &Request::default());
    assert_eq!(told(&run, "2023-12-31", &[]), ["– – –: N1=? LawAlone"]);
    assert_eq!(told(&run, "2024-01-01", &[]), Vec::<String>::new());
}

#[test]
fn more_than_the_law_allows_is_not_settled() {
    // 20 % of 10 are 2, the law has 15 %.
    let quota = "{phan_tram: 20, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong}";
    let run = campaign(quota, &proposals(10, &["N1"]), &[]);
    assert_eq!(told(&run, "2023-12-31", &[]), ["10 2 2: N1=? OverLaw"]);
    assert_eq!(told(&run, "2024-01-01", &[]), ["10 2 2: N1=in"]);
}

#[test]
fn who_is_cut_from_an_inner_share_is_not_in_the_base_of_the_outer() {
    // LĐTT: 50 % of two units is 1: N1; then CSTĐCS: 100 % of those left, N1, is 1 and not 2.
    let definition = "danh_hieu:\n  \
        - {ma: LĐTT, doi_tuong: ca_nhan, ty_le_toi_da: {phan_tram: 50, co_so: tap_the_tham_gia, tinh_theo: toan_co_quan, lam_tron: xuong, xep_theo: xep_loai}}\n  \
        - {ma: GK, doi_tuong: ca_nhan, ty_le_toi_da: {phan_tram: 100, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong}}\n";
    let sheet = "don_vi,doi_tuong,ma,danh_hieu\nP1,ca_nhan,N1,LĐTT\nP1,ca_nhan,N2,LĐTT\nP1,ca_nhan,N1,GK\n";
    let grades = grades(&["HTXSNV", "HTTNV"]);
    let run = run(&files(definition, &[("de-nghi/p.csv", sheet), ("danh-gia.csv", &grades)]), &Request::default());
    assert_eq!(told(&run, IN_2026, &[]), ["2 1 1: N1=in N2=out", "1 1 1: N1=in"]);
}

#[test]
fn two_shares_of_each_other_are_of_nothing() {
    let definition = "danh_hieu:\n  \
        - {ma: A, doi_tuong: ca_nhan, ty_le_toi_da: {phan_tram: 50, co_so: B_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong}}\n  \
        - {ma: B, doi_tuong: ca_nhan, ty_le_toi_da: {phan_tram: 50, co_so: A_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong}}\n";
    let run = run(&files(definition, &[("de-nghi/p.csv", "don_vi,doi_tuong,ma,danh_hieu\nP1,ca_nhan,N1,A\n")]), &Request::default());
    assert_eq!(told(&run, IN_2026, &[]), ["– – –: N1=? Circular", "– – –:  Circular"]);
}

#[test]
fn a_share_by_the_class_of_units_is_one_of_each_unit() {
    let quota = |scope: &str| format!("{{phan_tram: 15, theo_hang_don_vi: {{HTTNV: 10}}, co_so: LĐTT_duoc_de_nghi, tinh_theo: {scope}}}");
    let found = |scope: &str| reasons(&files(&titles(&quota(scope)), &[]), &Request::default());
    assert!(found("toan_co_quan").iter().any(|(check, _)| check == "pointless-key"));
    assert!(!found("tung_don_vi").iter().any(|(check, _)| check == "pointless-key"));
}
