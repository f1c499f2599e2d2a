//! One campaign under each reading of its figures: the totals are worked by hand, and the leader is who they make it.
//!
//! Three units, two quarters, the half year asked for. The rows of results never change; what changes is what they mean.

use std::collections::BTreeSet;

use thidua::pipeline::{Request, Run};

use crate::support::{Fence, base, overlay, run};

const UNITS: &str = "ma,ten,khoi,loai\nA,Phòng A,K1,phong\nB,Phòng B,K1,phong\nC,Phòng C,K1,phong\n";
const RESULTS: &str = "don_vi,tieu_chi,ky,thuc_hien,diem_cham,khong_phat_sinh\n\
    A,A1,Q1,10,,\nA,A1,Q2,11,,\nB,A1,Q1,1,,\nB,A1,Q2,15,,\nC,A1,Q1,10,,\nC,A1,Q2,12,,\n\
    A,A2,Q2,,2,\nB,A2,Q2,,3.5,\nC,A2,Q2,,,không có việc\n";
const BY_PERIOD: &str = "A,A1,Q1,10\nA,A1,Q2,10\nB,A1,Q1,4\nB,A1,Q2,16\nC,A1,Q1,4\nC,A1,Q2,16\n";
const BY_YEAR: &str = "A,A1,,20\nB,A1,,20\nC,A1,,20\n";

/// `so_lieu`, `chi_tieu`, `gop_ky`.
type Reading = (&'static str, &'static str, &'static str);
/// Totals of A, B and C; who leads by points, and who by share.
type Expected = ([&'static str; 3], &'static str);

/// Points of A1 are 10 × figure / target: cut at 10 a score in the first column, paid past it in the second.
///
/// A2 adds 2 to A and 3.5 to B, out of 5, and did not arise for C: A and B are out of 15, C out of 10; where the points of
/// the quarters are added up, A1 is out of 20. `so_lieu` takes the half year's share, `diem_tong` adds the two shares,
/// `diem_binh_quan` halves that, `diem_ky_cuoi` takes the second.
#[rustfmt::skip]
const READINGS: [(Reading, Expected, Expected); 24] = [
    // Q1: A 10/10, B 1/4, C 10/4. Q2: A 11/10, B 15/16, C 12/16. The half year: A 21/20, B 16/20, C 22/20.
    (("trong_ky", "theo_ky", "so_lieu"), (["12", "11.5", "10"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("trong_ky", "theo_ky", "diem_tong"), (["22", "15.38", "17.5"], "AA"), (["23", "15.38", "32.5"], "CC")),
    (("trong_ky", "theo_ky", "diem_binh_quan"), (["12", "9.44", "8.75"], "AC"), (["12.5", "9.44", "16.25"], "CC")),
    (("trong_ky", "theo_ky", "diem_ky_cuoi"), (["12", "12.88", "7.5"], "BB"), (["13", "12.88", "7.5"], "AA")),
    // Q1: A 10/20, B 1/20, C 10/20. Q2: A 11/20, B 15/20, C 12/20. The half year: A 21/20, B 16/20, C 22/20.
    (("trong_ky", "theo_nam", "so_lieu"), (["12", "11.5", "10"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("trong_ky", "theo_nam", "diem_tong"), (["12.5", "11.5", "11"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("trong_ky", "theo_nam", "diem_binh_quan"), (["7.25", "7.5", "5.5"], "BC"), (["7.25", "7.5", "5.5"], "BC")),
    (("trong_ky", "theo_nam", "diem_ky_cuoi"), (["7.5", "11", "6"], "BB"), (["7.5", "11", "6"], "BB")),
    // Q1: A 10/10, B 1/10, C 10/10. Q2: A 11/10, B 15/10, C 12/10. The half year: A 21/20, B 16/20, C 22/20.
    (("trong_ky", "theo_nam_chia_ky", "so_lieu"), (["12", "11.5", "10"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("trong_ky", "theo_nam_chia_ky", "diem_tong"), (["22", "14.5", "20"], "AC"), (["23", "19.5", "22"], "AC")),
    (("trong_ky", "theo_nam_chia_ky", "diem_binh_quan"), (["12", "9", "10"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("trong_ky", "theo_nam_chia_ky", "diem_ky_cuoi"), (["12", "13.5", "10"], "BC"), (["13", "18.5", "12"], "BB")),
    // Q1: A 10/10, B 1/4, C 10/4. Q2: A 11/10, B 15/16, C 12/16. The half year: A 11/10, B 15/16, C 12/16.
    (("luy_ke", "theo_ky", "so_lieu"), (["12", "12.88", "7.5"], "BB"), (["13", "12.88", "7.5"], "AA")),
    (("luy_ke", "theo_ky", "diem_tong"), (["22", "15.38", "17.5"], "AA"), (["23", "15.38", "32.5"], "CC")),
    (("luy_ke", "theo_ky", "diem_binh_quan"), (["12", "9.44", "8.75"], "AC"), (["12.5", "9.44", "16.25"], "CC")),
    (("luy_ke", "theo_ky", "diem_ky_cuoi"), (["12", "12.88", "7.5"], "BB"), (["13", "12.88", "7.5"], "AA")),
    // Q1: A 10/20, B 1/20, C 10/20. Q2: A 11/20, B 15/20, C 12/20. The half year: A 11/20, B 15/20, C 12/20.
    (("luy_ke", "theo_nam", "so_lieu"), (["7.5", "11", "6"], "BB"), (["7.5", "11", "6"], "BB")),
    (("luy_ke", "theo_nam", "diem_tong"), (["12.5", "11.5", "11"], "AC"), (["12.5", "11.5", "11"], "AC")),
    (("luy_ke", "theo_nam", "diem_binh_quan"), (["7.25", "7.5", "5.5"], "BC"), (["7.25", "7.5", "5.5"], "BC")),
    (("luy_ke", "theo_nam", "diem_ky_cuoi"), (["7.5", "11", "6"], "BB"), (["7.5", "11", "6"], "BB")),
    // Q1: A 10/10, B 1/10, C 10/10. Q2: A 11/20, B 15/20, C 12/20. The half year: A 11/20, B 15/20, C 12/20.
    (("luy_ke", "theo_nam_chia_ky", "so_lieu"), (["7.5", "11", "6"], "BB"), (["7.5", "11", "6"], "BB")),
    (("luy_ke", "theo_nam_chia_ky", "diem_tong"), (["17.5", "12", "16"], "AC"), (["17.5", "12", "16"], "AC")),
    (("luy_ke", "theo_nam_chia_ky", "diem_binh_quan"), (["9.75", "7.75", "8"], "AC"), (["9.75", "7.75", "8"], "AC")),
    (("luy_ke", "theo_nam_chia_ky", "diem_ky_cuoi"), (["7.5", "11", "6"], "BB"), (["7.5", "11", "6"], "BB")),
];

fn under((figures, targets, merging): Reading, over: &str, compared: &str) -> Run {
    let definition = format!(
        "cham_diem:
  vong: [cham]
  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}
  gop_ky: {{lay: {merging}}}
  vuot_chi_tieu: {over}
tieu_chi:
  - {{ma: A1, ten: Một, diem_chuan: 10, so_lieu: {figures}, chi_tieu: {targets}, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}
  - {{ma: A2, ten: Hai, diem_chuan: 5, chi_cham_ky: [Q2], gop_ky: {{lay: diem_tong}}, khong_phat_sinh: loai_tru, cach_cham: cho_diem}}
xep_hang: {{so_sanh: {compared}, thu_hang: 1-2-2-4}}
"
    );
    let rows = if targets == "theo_ky" { BY_PERIOD } else { BY_YEAR };
    let sheets = [
        ("phong-trao.yaml", definition),
        ("don-vi.csv", UNITS.to_owned()),
        ("chi-tieu.csv", format!("don_vi,tieu_chi,ky,chi_tieu\n{rows}")),
        ("ket-qua/q1.csv", RESULTS.to_owned()),
    ];
    let fences = sheets.map(|(path, text)| Fence { path: path.to_owned(), whole: false, text });
    run(&overlay(base(), &fences), &Request { period: Some("6T".to_owned()), ..Request::default() })
}

fn totals(run: &Run) -> Vec<String> {
    let (campaign, tally) = (&run.first().campaign, run.first().tally());
    campaign.units.enumerate().map(|(unit, _)| tally.total(unit).points.to_string()).collect()
}

/// Who stands first, alone.
fn leader(run: &Run) -> &str {
    let campaign = &run.first().campaign;
    let first = run.first().outcome.blocks[0].standings.iter().filter(|standing| standing.place == Some(1));
    let first: Vec<&str> = first.map(|standing| campaign.units[standing.total.unit].code.as_str()).collect();
    let [leader] = first.as_slice() else { panic!("{first:?} stand first") };
    leader
}

#[test]
fn each_reading_has_its_totals_and_its_leader() {
    for (reading, cut, paid) in READINGS {
        for (over, (expected, leading)) in [("toi_da", cut), ("cong_them", paid)] {
            for (compared, leads) in ["tong_diem", "ty_le_diem"].into_iter().zip(leading.chars()) {
                let run = under(reading, over, compared);
                assert_eq!(run.first().outcome.blocks[0].blocking, 0, "{reading:?}");
                assert_eq!(totals(&run), expected, "{reading:?} {over}");
                assert_eq!(leader(&run), leads.to_string(), "{reading:?} {over} {compared}");
            }
        }
    }
}

/// Every combination of the five choices, with who leads.
fn combinations() -> Vec<([&'static str; 5], char)> {
    let mut all = Vec::new();
    for ((figures, targets, merging), cut, paid) in READINGS {
        for (over, (_, leading)) in [("toi_da", cut), ("cong_them", paid)] {
            for (compared, leads) in ["tong_diem", "ty_le_diem"].into_iter().zip(leading.chars()) {
                all.push(([figures, targets, merging, over, compared], leads));
            }
        }
    }
    all
}

#[test]
fn no_choice_is_one_the_leader_does_not_depend_on() {
    let all = combinations();
    let once: BTreeSet<[&str; 5]> = all.iter().map(|(choices, _)| *choices).collect();
    assert_eq!(once.len(), 2 * 3 * 4 * 2 * 2, "every combination stands once");
    for which in 0..5 {
        let others =
            |choices: &[&'static str; 5]| choices.iter().enumerate().filter(|(at, _)| *at != which).map(|(_, word)| *word).collect::<Vec<_>>();
        let words: BTreeSet<&str> = all.iter().map(|(choices, _)| choices[which]).collect();
        for word in words {
            let turns = all
                .iter()
                .filter(|(choices, _)| choices[which] == word)
                .any(|(choices, leads)| all.iter().any(|(other, leader)| others(other) == others(choices) && leader != leads));
            assert!(turns, "`{word}` in place of another gives no other leader anywhere");
        }
    }
}
