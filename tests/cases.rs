//! Cases that the field publishes: bands with their ends, a unit's own sheet of points, a bonus, grades, what did not arise.

use thidua::pipeline::{Request, Run};
use thidua::tally::LineState;

use crate::support::{Fence, base, example, overlay, run};

/// The Ministry's table for departments of justice, 2022, as far as it is public.
fn table_of_2022() -> Run {
    run(&example("so-tu-phap-2022"), &Request::default())
}

fn line_points(run: &Run, unit: &str, criterion: &str) -> String {
    let campaign = &run.first().campaign;
    let unit = campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    let lines = run.first().tally().lines(unit);
    let line = lines.iter().find(|line| campaign.criteria[line.criterion].code.as_str() == criterion).expect("a line");
    line.points.expect("it has points").to_string()
}

#[test]
fn the_rows_dong_thap_scored_itself_come_to_15_50() {
    // 2 + 3 + 0.5 + 1 + 1 + 0.5 + 0.5 + 2 + 1.5 + 1.5 + 2
    let run = table_of_2022();
    let rows = [
        ("A.I.1.1", "2"),
        ("A.I.1.2", "3"),
        ("A.V.1.1a", "0.5"),
        ("A.V.1.1b", "1"),
        ("A.VI.1.1", "1"),
        ("A.VI.1.2", "0.5"),
        ("A.VI.1.3", "0.5"),
        ("A.VIII.1", "2"),
        ("A.VIII.3a", "1.5"),
        ("A.VIII.3b", "1.5"),
        ("B.I.1.1", "2"),
    ];
    for (criterion, points) in rows {
        assert_eq!(line_points(&run, "STP-DT", criterion), points, "{criterion}");
    }
    let unit = run.first().campaign.directories.units.find(b"STP-DT").expect("declared");
    let total = run.first().tally().total(unit);
    assert_eq!((total.points.to_string(), total.maximum.to_string()), ("15.5".to_owned(), "15.5".to_owned()));
}

/// Percent or days late and points, unit by unit.
type Ends = [(&'static str, &'static str); 8];

const UNITS: [&str; 8] = ["STP-DT", "GD-A", "GD-B", "GD-C", "GD-D", "GD-E", "GD-F", "GD-G"];

#[rustfmt::skip]
const ENDS: [(&str, Ends); 4] = [
    ("A.I.1.1", [("100", "2"), ("99.99", "1.75"), ("95", "1.75"), ("94.99", "1.5"), ("80", "1.5"), ("70", "1"), ("60", "0.5"), ("59.99", "0")]),
    ("A.I.1.2", [("100", "3"), ("99.99", "2.75"), ("95", "2.75"), ("80", "2.5"), ("70", "2"), ("60", "1.5"), ("59.99", "0"), ("0", "0")]),
    // Exactly 95 % is in the band above up there, in the band below down here.
    ("A.VIII.3a", [("100", "1.5"), ("95.01", "1.5"), ("95", "1"), ("75", "1"), ("74.9", "0.5"), ("50", "0.5"), ("49.9", "0"), ("94.99", "1")]),
    ("B.I.1.1", [("0", "2"), ("1", "1.5"), ("2", "1.5"), ("3", "1"), ("5", "1"), ("6", "0.5"), ("10", "0.5"), ("11", "0")]),
];

/// The fields of the row of a sheet that begins with these.
fn fields(path: &str, begins: &str) -> Vec<String> {
    let text = String::from_utf8(example("so-tu-phap-2022")[path].clone()).expect("a sheet is text");
    let row = text.lines().find(|line| line.starts_with(begins)).expect("the row is there").to_owned();
    row.split(',').map(str::to_owned).collect()
}

/// Whether the rows of a unit come to this percent, or to so many days after 10 June 2022.
fn comes_to(unit: &str, criterion: &str, measured: &str) -> bool {
    if criterion == "B.I.1.1" {
        let received = fields("nop.csv", &format!("{unit},bao_cao_dinh_ky,"));
        return received[3] == format!("2022-06-{}", 10 + measured.parse::<u32>().expect("days"));
    }
    let sheet = if unit == "STP-DT" { "dong-thap" } else { "gia-dinh" };
    let row = fields(&format!("ket-qua/NAM/{sheet}.csv"), &format!("{unit},{criterion},"));
    let (total, done): (u64, u64) = (row[3].parse().expect("a total"), row[4].parse().expect("a figure"));
    let (whole, rest) = measured.split_once('.').unwrap_or((measured, "0"));
    let hundredths = format!("{whole}{rest:0<2}").parse::<u64>().expect("hundredths of a percent");
    done * 10_000 == hundredths * total
}

#[test]
fn each_end_of_a_band_gives_what_the_table_says() {
    let run = table_of_2022();
    for (criterion, ends) in ENDS {
        for ((measured, points), unit) in ends.into_iter().zip(UNITS) {
            assert!(comes_to(unit, criterion, measured), "{unit} {criterion}: the rows come to {measured}");
            assert_eq!(line_points(&run, unit, criterion), points, "{unit} {criterion}: {measured}");
        }
    }
}

/// The base campaign with these keys and rows, of the first quarter.
fn campaign(definition: &str, units: &[&str], results: &str) -> Run {
    let fence = |path: &str, text: String| Fence { path: path.to_owned(), whole: false, text };
    let units: Vec<String> = units.iter().map(|unit| format!("{unit},Phòng {unit},K1,phong\n")).collect();
    let fences = [
        fence("phong-trao.yaml", definition.to_owned()),
        fence("don-vi.csv", format!("ma,ten,khoi,loai\n{}", units.concat())),
        fence("ket-qua/q1.csv", results.to_owned()),
    ];
    let run = run(&overlay(base(), &fences), &Request { period: Some("Q1".to_owned()), ..Request::default() });
    assert_eq!(run.first().outcome.blocks[0].blocking, 0, "the block is ranked");
    run
}

#[test]
fn a_flag_of_the_city_is_ten_points_above_the_hundred() {
    // 97 + 10; a flag of the Government is 15.
    let definition = "
tieu_chi:
  - {ma: A, ten: Điểm chấm, diem_chuan: 100, cach_cham: cho_diem}
  - ma: T
    ten: Điểm thưởng
    nhom: diem_thuong
    con:
      - {ma: T1, ten: Cờ thi đua của Thành phố, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 10}}}
      - {ma: T2, ten: Cờ thi đua của Chính phủ, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 15}}}
";
    let results = "don_vi,tieu_chi,ky,thuc_hien,diem_cham\nQ1A,A,Q1,,97\nQ1A,T1,Q1,1,\nQ1A,T2,Q1,0,\nQ1B,A,Q1,,97\nQ1B,T1,Q1,0,\nQ1B,T2,Q1,0,\n";
    let run = campaign(definition, &["Q1A", "Q1B"], results);
    let standings = &run.first().outcome.blocks[0].standings;
    let totals: Vec<String> = standings.iter().map(|standing| format!("{} of {}", standing.total.points, standing.total.maximum)).collect();
    assert_eq!(totals, ["107 of 100", "97 of 100"]);
}

#[test]
fn grades_begin_exactly_at_their_figure() {
    let definition = "
tieu_chi: [{ma: A, ten: Tổng điểm chấm, diem_chuan: 200, cach_cham: cho_diem}]
xep_hang:
  so_sanh: tong_diem
  thu_hang: 1-2-2-4
  xep_loai: [{tu: 195, ten: Xuất sắc}, {tu: 185, duoi: 195, ten: Tốt}, {tu: 175, duoi: 185, ten: Trung bình}, {duoi: 175, ten: Yếu}]
";
    let results = "don_vi,tieu_chi,ky,diem_cham\nA,A,Q1,195\nB,A,Q1,194.99\nC,A,Q1,185\nD,A,Q1,184.99\nE,A,Q1,175\nF,A,Q1,174.99\n";
    let run = campaign(definition, &["A", "B", "C", "D", "E", "F"], results);
    let standings = &run.first().outcome.blocks[0].standings;
    let grades: Vec<(String, &str)> =
        standings.iter().map(|standing| (standing.total.points.to_string(), standing.grade.as_deref().expect("a grade"))).collect();
    let expected = [("195", "Xuất sắc"), ("194.99", "Tốt"), ("185", "Tốt"), ("184.99", "Trung bình"), ("175", "Trung bình"), ("174.99", "Yếu")];
    assert_eq!(grades, expected.map(|(points, grade)| (points.to_owned(), grade)));
}

#[test]
fn nothing_to_do_counts_in_full_where_the_criterion_says_so() {
    // P1 had nothing to issue: 3 of 3. P2 had 3 and issued 2: 3 × 2/3.
    let definition = "
tieu_chi:
  - {ma: A, ten: Ban hành văn bản, diem_chuan: 3, so_lieu: trong_ky, khong_phat_sinh: diem_toi_da, cach_cham: {ty_le: {mau: tong_so}}}
";
    let results = "don_vi,tieu_chi,ky,tong_so,thuc_hien,khong_phat_sinh\nP1,A,Q1,,,trong năm không có nhiệm vụ được giao\nP2,A,Q1,3,2,\n";
    let run = campaign(definition, &["P1", "P2"], results);
    let campaign = &run.first().campaign;
    let lines: Vec<String> = campaign
        .units
        .indices()
        .map(|unit| {
            let line = &run.first().tally().lines(unit)[0];
            let is_open = matches!(line.state, LineState::NotApplicable(_));
            format!("{}/{} {is_open}", line.points.expect("points"), line.maximum.expect("a maximum"))
        })
        .collect();
    assert_eq!(lines, ["3/3 true", "2/3 false"]);
}
