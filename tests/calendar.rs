//! What falls due, and who has not handed it in.

use icalendar::{Calendar, Component as _, DatePerhapsTime};
use thidua::agenda;
use thidua::pipeline::{Request, Run};
use thidua::report::calendar::{Agenda, Window};
use thidua::report::{Page, Value};
use thidua::value::Day;

use crate::support::{Files, run};
use crate::worked::files;

fn day(text: &str) -> Day {
    Day::parse(text.as_bytes()).expect("a day")
}

/// A folder seen from a day, and the days after it.
fn seen(files: &Files, from: &str) -> Run {
    run(files, &Request { as_of: Some(day(from)), ..Request::default() })
}

fn agenda<'r>(run: &'r Run, from: &str, days: i64) -> Agenda<'r> {
    let from = day(from);
    Agenda::new(run, agenda::entries(run), Window { from, through: from.plus(days).expect("a day") })
}

/// The rows of a table of the page: day, distance, what, period, handed in, missing.
fn rows(page: &Page, key: &str) -> Vec<String> {
    let tables = page.tables.iter().filter(|table| &*table.key == key);
    let row = |row: &thidua::report::Row| {
        let cells = row.cells.iter().map(|cell| match &cell.value {
            Value::Day(day) => day.to_string(),
            Value::Whole(number) => number.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Empty | Value::Number(_) | Value::Formula(_) | Value::Live(_) => String::new(),
        });
        cells.collect::<Vec<_>>().join("|")
    };
    tables.flat_map(|table| table.rows.iter().map(row)).collect()
}

fn due(files: &Files, from: &str, days: i64) -> Vec<String> {
    rows(&agenda(&seen(files, from), from, days).page(), "due")
}

fn overdue(files: &Files, from: &str) -> Vec<String> {
    rows(&agenda(&seen(files, from), from, 0).page(), "overdue")
}

/// The base campaign, whose two units have handed in nothing, with these sheets.
fn nothing_but(sheets: &[(&str, &str)]) -> Files {
    let mut files = files("", sheets);
    files.retain(|path, _| !path.starts_with("ket-qua/") || sheets.iter().any(|(own, _)| own == path));
    files
}

#[test]
fn a_duty_is_asked_of_every_unit_until_it_is_handed_in() {
    let folder = nothing_but(&[("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-20\n")]);
    assert_eq!(due(&folder, "2026-01-25", 10), ["2026-01-30|5|dang_ky||1/2|Phòng Hai|"]);
}

#[test]
fn the_last_day_of_the_window_is_in_it_and_the_next_is_not() {
    let folder = nothing_but(&[]);
    assert_eq!(due(&folder, "2026-01-25", 5).len(), 1);
    assert_eq!(due(&folder, "2026-01-25", 4).len(), 0);
}

#[test]
fn what_came_after_the_day_it_is_seen_from_has_not_come_yet() {
    let folder = nothing_but(&[("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-20\n")]);
    assert_eq!(due(&folder, "2026-01-19", 30), ["2026-01-30|11|dang_ky||0/2|cả 2 đơn vị|"]);
}

#[test]
fn rows_of_results_are_handed_in_without_a_receipt() {
    let folder = nothing_but(&[("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham\nP2,A1,Q1,7\n")]);
    assert_eq!(due(&folder, "2026-04-01", 30), ["2026-04-10|9|ket_qua|Quý I|1/2|Phòng Một|"]);
}

#[test]
fn a_period_of_periods_waits_for_rows_of_its_last() {
    // 6T holds Q1 and Q2.
    let of = |period: &str| {
        let rows = format!("don_vi,tieu_chi,ky,diem_cham\nP1,A1,{period},8\n");
        let mut folder = files("cac_han:\n  - {viec: ket_qua, ky: 6T, den_het: 2026-07-20}\n", &[("ket-qua/so.csv", &rows)]);
        folder.remove("ket-qua/q1.csv");
        due(&folder, "2026-07-20", 0)
    };
    assert_eq!(of("Q2"), ["2026-07-20|0|ket_qua|Sáu tháng|1/2|Phòng Hai|"]);
    assert_eq!(of("Q1"), ["2026-07-20|0|ket_qua|Sáu tháng|0/2|cả 2 đơn vị|"]);
}

#[test]
fn an_extension_moves_a_unit_to_its_own_day() {
    let folder = nothing_but(&[("gia-han.csv", "don_vi,viec,ky,han_moi,van_ban\nP1,ket_qua,Q1,2026-04-20,12/STP\n")]);
    let expected = ["2026-04-10|9|ket_qua|Quý I|0/1|Phòng Hai|", "2026-04-20|19|ket_qua (đã gia hạn)|Quý I|0/1|Phòng Một|"];
    assert_eq!(due(&folder, "2026-04-01", 30), expected);
}

#[test]
fn what_is_past_its_day_is_told_as_long_as_it_is_missing() {
    let folder = nothing_but(&[("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-20\n")]);
    assert_eq!(overdue(&folder, "2026-02-01"), ["2026-01-30|2|dang_ky||1/2|Phòng Hai|"]);
    let late = nothing_but(&[("nop.csv", "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-20\nP2,dang_ky,,2026-01-31\n")]);
    assert_eq!(overdue(&late, "2026-02-01"), Vec::<String>::new());
}

#[test]
fn appeals_are_asked_of_nobody() {
    let folder = files("cac_han: [{viec: phuc_tra, ky: Q1, den_het: 2026-05-05}]\n", &[]);
    assert_eq!(due(&folder, "2026-05-01", 30), ["2026-05-05|4|Ngày cuối nhận: phuc_tra|Quý I|||"]);
    assert_eq!(overdue(&folder, "2026-05-06"), Vec::<String>::new());
}

#[test]
fn meetings_stand_among_what_falls_due() {
    let folder = files("so_ket_tong_ket: [{ten: Sơ kết sáu tháng, ngay: 2026-07-15, ky: 6T}]\n", &[]);
    assert_eq!(due(&folder, "2026-07-14", 7), ["2026-07-15|1|Sơ kết sáu tháng|Sáu tháng|||"]);
}

#[test]
fn a_calendar_holds_whole_days_under_steady_names() {
    let folder = nothing_but(&[("gia-han.csv", "don_vi,viec,ky,han_moi,van_ban\nP1,ket_qua,Q1,2026-04-20,12/STP\n")]);
    let run = seen(&folder, "2026-04-01");
    let text = agenda(&run, "2026-04-01", 30).ics();
    let calendar: Calendar = text.parse().expect("iCalendar");
    let events = calendar.components.iter().filter_map(|component| component.as_event());
    let told: Vec<_> = events
        .map(|event| {
            let Some(DatePerhapsTime::Date(day)) = event.get_start() else { panic!("a whole day: {event:?}") };
            assert!(event.get_end().is_none(), "a day without an end is one day");
            (event.get_uid().expect("a name").to_owned(), day.to_string(), event.get_summary().expect("a summary").to_owned())
        })
        .collect();
    let expected = [
        ("mau-ket_qua-Q1@thidua", "2026-04-10", "Hạn cuối: ket_qua – Quý I"),
        ("mau-ket_qua-2026-04-20-Q1@thidua", "2026-04-20", "Hạn cuối: ket_qua (đã gia hạn) – Quý I"),
    ];
    assert_eq!(told, expected.map(|(uid, day, summary)| (uid.to_owned(), day.to_owned(), summary.to_owned())));
    assert_eq!(agenda(&run, "2026-04-01", 30).ics(), text);
}

#[test]
fn lines_of_a_calendar_end_with_both_marks_and_are_no_longer_than_75_bytes() {
    let folder = nothing_but(&[]);
    let run = seen(&folder, "2026-04-01");
    let text = agenda(&run, "2026-04-01", 30).ics();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let longest = text.split("\r\n").map(str::len).max();
    assert!(longest.is_some_and(|longest| longest <= 75), "RFC 5545, section 3.1: {longest:?}");
}
