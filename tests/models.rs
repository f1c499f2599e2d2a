//! Counts of models: which rows feed a criterion, in which period, and what of them is shown.

use std::fmt::Write as _;

use thidua::pipeline::{Request, Run};
use thidua::report::{self, About};
use thidua::tally::{Line, LineState};

use crate::support::{Fence, base, overlay, run};

/// The base campaign, in which `A2` counts models, with the rows of `dien-hinh.csv` below its labels.
fn campaign(way: &str, rows: Option<&str>) -> Run {
    campaign_for(way, rows, &Request::default())
}

fn campaign_for(way: &str, rows: Option<&str>, request: &Request) -> Run {
    let criteria = format!(
        "tieu_chi:
  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}
  - {{ma: A2, ten: Điển hình, diem_chuan: 3, {way}}}
"
    );
    let mut fences = vec![Fence { path: "phong-trao.yaml".to_owned(), whole: false, text: criteria }];
    if let Some(rows) = rows {
        let text = format!("doi_tuong,ma,ten,don_vi,khau,ngay\n{rows}");
        fences.push(Fence { path: "dien-hinh.csv".to_owned(), whole: false, text });
    }
    run(&overlay(base(), &fences), request)
}

/// The line of a unit under `A2`.
fn line(run: &Run, unit: &str) -> Line {
    let campaign = &run.first().campaign;
    let unit = campaign.directories.units.find(unit.as_bytes()).expect("the unit is known");
    let criterion = campaign.directories.criteria.find(b"A2").expect("the criterion is known");
    run.first().tally().lines(unit).into_iter().find(|line| line.criterion == criterion).expect("the line is there")
}

/// Its points, in words.
fn points(run: &Run, unit: &str) -> String {
    line(run, unit).points.map_or_else(|| "–".to_owned(), |points| points.to_string())
}

const EACH: &str = "cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien, nhan_rong]}}}";
const MERGED: &str = "gop_ky: {lay: so_lieu}, cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien, nhan_rong]}}}";

const ROWS: &str = "\
tap_the,P1,Một,,phat_hien,2026-03-31
tap_the,P1,Một,,boi_duong,2026-03-31
tap_the,P1,Hai,,Nhân rộng,2026-04-01
ca_nhan,CB01,Nguyễn Văn A,P2,phat_hien,2026-01-01
";

#[test]
fn a_row_counts_in_the_period_of_its_day_for_its_unit_and_step() {
    let of = |period: &str, unit: &str| {
        let request = Request { period: Some(period.to_owned()), ..Request::default() };
        points(&campaign_for(EACH, Some(ROWS), &request), unit)
    };
    assert_eq!([of("Q1", "P1"), of("Q2", "P1"), of("6T", "P1")], ["1", "1", "2"]);
    assert_eq!([of("Q1", "P2"), of("Q2", "P2")], ["1", "0"]);
}

#[test]
fn the_cap_cuts_each_period_or_the_merged_count() {
    let mut rows = "tap_the,P1,Mô hình 6,,phat_hien,2026-05-01\n".to_owned();
    for number in 1..=5 {
        writeln!(rows, "tap_the,P1,Mô hình {number},,phat_hien,2026-02-0{number}").expect("a string takes text");
    }
    // Five in the first quarter are cut at 3, one in the second adds 1; merged, six are cut at 3.
    assert_eq!(points(&campaign(EACH, Some(&rows)), "P1"), "4");
    assert_eq!(points(&campaign(MERGED, Some(&rows)), "P1"), "3");
}

#[test]
fn a_row_that_stands_twice_counts_once() {
    let twice = campaign(EACH, Some("tap_the,P1,Tổ hòa giải,,phat_hien,2026-02-01\nTập thể,P1,tổ hoà giải,,Phát hiện,2026-02-02\n"));
    assert_eq!(points(&twice, "P1"), "1");
    assert!(twice.findings.iter().any(|(_, finding)| finding.check.name == "duplicate-row"));
    let two_steps = campaign(EACH, Some("tap_the,P1,Tổ hòa giải,,phat_hien,2026-02-01\ntap_the,P1,Tổ hòa giải,,nhan_rong,2026-02-02\n"));
    assert_eq!(points(&two_steps, "P1"), "2");
}

#[test]
fn without_a_model_the_count_is_zero_and_without_the_sheet_it_is_missing() {
    let empty = campaign(EACH, Some(""));
    assert_eq!(points(&empty, "P1"), "0");
    assert_eq!(empty.findings.len(), 0);
    let absent = campaign(EACH, None);
    assert!(matches!(line(&absent, "P1").state, LineState::Missing(_)));
    let told: Vec<&str> = absent.findings.iter().map(|(_, finding)| finding.check.name).collect();
    assert_eq!(told, ["missing-result"]);
}

#[test]
fn equal_points_may_be_decided_by_how_many_models_there_are() {
    let definition = "\
tieu_chi: [{ma: A2, ten: Điển hình, diem_chuan: 1, cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien]}}}}]
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thuc_hien: A2}]}
";
    let rows = "doi_tuong,ma,ten,khau,ngay
tap_the,P1,Một,phat_hien,2026-02-01
tap_the,P2,Hai,phat_hien,2026-02-01
tap_the,P2,Ba,phat_hien,2026-03-01
tap_the,P1,Bốn,phat_hien,2026-05-01
tap_the,P2,Năm,phat_hien,2026-05-01
";
    let fence = |path: &str, text: &str| Fence { path: path.to_owned(), whole: false, text: text.to_owned() };
    let mut files = overlay(base(), &[fence("phong-trao.yaml", definition), fence("dien-hinh.csv", rows)]);
    files.remove("ket-qua/q1.csv");
    let run = run(&files, &Request::default());
    let standings = &run.first().outcome.blocks[0].standings;
    let told: Vec<_> =
        standings.iter().map(|one| (run.first().campaign.units[one.total.unit].code.as_str(), one.total.points.to_string(), one.place)).collect();
    assert_eq!(told, [("P2", "2".to_owned(), Some(1)), ("P1", "2".to_owned(), Some(2))]);
}

#[test]
fn a_line_names_the_rows_it_counts() {
    let run = campaign(EACH, Some(ROWS));
    let rows = line(&run, "P1").rows;
    let lines: Vec<Option<u64>> = rows.iter().map(|row| run.rows.line_of(*row)).collect();
    assert_eq!(lines, [Some(2), Some(4)]);
    assert!(rows.iter().all(|row| &*run.rows.file_of(*row).path == "dien-hinh.csv"));
}

#[test]
fn a_row_of_models_that_cannot_be_read_keeps_its_block_from_being_ranked() {
    let blocked = |way: &str, rows: &str| campaign(way, Some(rows)).first().outcome.blocks.iter().filter(|block| block.blocking > 0).count();
    assert_eq!(blocked(EACH, "tap_the,P1,Một,,phat_hien,hôm qua\n"), 1);
    assert_eq!(blocked(EACH, "tap_the,P9,Một,,phat_hien,2026-02-01\n"), 1);
    assert_eq!(blocked(EACH, "tap_the,P1,Một,,phat_hien,2026-02-01\n"), 0);
    // Where nothing is scored by models, no number hangs on them.
    assert_eq!(blocked("cach_cham: cho_diem", "tap_the,P1,Một,,phat_hien,hôm qua\n"), 0);
}

#[test]
fn the_page_shows_what_is_scored() {
    let run = campaign(EACH, Some(ROWS));
    let pages = report::pages(&run, &About { version: "0" });
    let page = pages.iter().find(|page| &*page.name == "Điển hình").expect("there is a page of models");
    let rows: Vec<String> =
        page.tables[0].rows.iter().map(|row| row.cells.iter().map(thidua::report::Cell::words).collect::<Vec<_>>().join(" | ")).collect();
    assert_eq!(rows, ["Khối một", "1 | Phòng Một | 1 | 1 | 0 | 1", "2 | Phòng Hai | 1 | 0 | 0 | 0", " | Cộng | 2 | 1 | 0 | 1"]);
    let list = pages.iter().find(|page| &*page.name == "Điển hình - danh sách").expect("there is a page of every row");
    assert_eq!(list.tables[0].rows.len(), 4);
}

#[test]
fn a_row_counts_in_its_campaign_and_one_without_in_every_campaign_of_the_plan() {
    let definition = "\
tieu_chi: [{ma: A2, ten: Điển hình, diem_chuan: 5, cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien]}}}}]
phong_trao:
  - {ma: PT1, ten: Phong trào một}
  - {ma: PT2, ten: Phong trào hai}
";
    let rows = "phong_trao,doi_tuong,ma,ten,khau,ngay
,tap_the,P1,Một,phat_hien,2026-02-01
PT2,tap_the,P1,Hai,phat_hien,2026-02-01
";
    let fence = |path: &str, text: &str| Fence { path: path.to_owned(), whole: false, text: text.to_owned() };
    let mut files = overlay(base(), &[fence("phong-trao.yaml", definition), fence("dien-hinh.csv", rows)]);
    files.remove("ket-qua/q1.csv");
    let run = run(&files, &Request::default());
    let told: Vec<String> = run.campaigns.iter().map(|one| one.outcome.blocks[0].standings[0].total.points.to_string()).collect();
    assert_eq!(told, ["1", "2"]);
    let pages = report::pages(&run, &About { version: "0" });
    assert_eq!(pages.iter().filter(|page| &*page.name == "Điển hình").count(), 1);
}

#[test]
fn a_person_counts_for_the_unit_of_the_day() {
    let criteria =
        "tieu_chi: [{ma: A2, ten: Điển hình, diem_chuan: 5, cach_cham: {theo_so_luong: {diem_moi: 1, tu_dong: {dien_hinh: [phat_hien]}}}}]\n";
    let people = "ma,ho_ten,don_vi,tu_ngay,den_ngay\nCB01,Nguyễn Văn A,P1,,2026-02-09\nCB01,Nguyễn Văn A,P2,2026-02-10,\n";
    let fence = |path: &str, text: &str| Fence { path: path.to_owned(), whole: false, text: text.to_owned() };
    let of = |day: &str| {
        let rows = format!("doi_tuong,ma,khau,ngay\nca_nhan,CB01,phat_hien,{day}\n");
        let mut files = overlay(base(), &[fence("phong-trao.yaml", criteria), fence("ca-nhan.csv", people), fence("dien-hinh.csv", &rows)]);
        files.remove("ket-qua/q1.csv");
        let run = run(&files, &Request::default());
        assert_eq!(run.findings.len(), 0);
        [points(&run, "P1"), points(&run, "P2")]
    };
    assert_eq!(of("2026-02-09"), ["1", "0"]);
    assert_eq!(of("2026-02-10"), ["0", "1"]);
}
