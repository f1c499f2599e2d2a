//! What taking a large workbook costs: time of the processor, and memory that grows with the rows and no faster.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use rust_xlsxwriter::Workbook;

use super::{command, read_folder};

const CRITERIA: usize = 50;
const PERIODS: usize = 4;

/// A folder of so many units, with fifty criteria and four periods.
fn folder(top: &Path, units: usize) {
    let mut definition = String::from(
        "ma: lon\nten: Phong trào lớn\nnam: 2026\nthoi_gian: {tu: 2026-01-01, den_het: 2026-12-31}\nkhoi:\n  - {ma: K1, ten: Khối một}\ncham_diem:\n  vong: [tu_cham]\n  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}\n  gop_ky: {lay: diem_tong}\n  vuot_chi_tieu: toi_da\nxep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4}\ndoi_tuong: {don_vi: [{loai: phong}]}\nky:\n",
    );
    for (number, (from, to)) in [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")].into_iter().enumerate() {
        let number = number + 1;
        writeln!(definition, "  - {{ma: Q{number}, ten: Quý {number}, tu: 2026-{from}, den_het: 2026-{to}}}").expect("a string takes everything");
    }
    definition.push_str("tieu_chi:\n");
    for number in 0..CRITERIA {
        writeln!(
            definition,
            "  - {{ma: C{number:02}, ten: Tiêu chí số {number}, diem_chuan: 2, so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}"
        )
        .expect("a string takes everything");
    }
    let mut list = "ma,ten,khoi,loai\n".to_owned();
    for number in 0..units {
        writeln!(list, "X{number:04},Xã số {number},K1,phong").expect("a string takes everything");
    }
    std::fs::create_dir_all(top).expect("a folder can be made");
    std::fs::write(top.join("phong-trao.yaml"), definition).expect("a file can be written");
    std::fs::write(top.join("don-vi.csv"), list).expect("a file can be written");
}

/// A workbook with a row for each unit, criterion and period, its units by name.
fn send(path: &Path, units: usize) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write(0, 0, "KẾT QUẢ THỰC HIỆN").expect("a page takes it");
    for (column, label) in (0..).zip(["TT", "Đơn vị", "Tiêu chí", "Kỳ", "Tổng số", "Thực hiện", "Điểm tự chấm", "Ghi chú"]) {
        page.write(2, column, label).expect("a page takes it");
    }
    let of_unit = CRITERIA * PERIODS;
    for number in 0..units * of_unit {
        let (unit, criterion, period) = (number / of_unit, number % of_unit / PERIODS, number % PERIODS);
        let row = 3 + u32::try_from(number).expect("a page has a million rows");
        let total = u32::try_from(20 + number % 80).expect("two digits");
        page.write(row, 0, row - 2).expect("a page takes it");
        page.write(row, 1, format!("Xã số {unit}")).expect("a page takes it");
        page.write(row, 2, format!("C{criterion:02}")).expect("a page takes it");
        page.write(row, 3, format!("Quý {}", period + 1)).expect("a page takes it");
        page.write(row, 4, total).expect("a page takes it");
        page.write(row, 5, total - 2).expect("a page takes it");
        page.write(row, 6, "1,5").expect("a page takes it");
        page.write(row, 7, format!("theo báo cáo số {number}")).expect("a page takes it");
    }
    book.save(path).expect("it can be written");
}

/// Takes a workbook of so many units; milliseconds of the processor.
fn take(units: usize) -> i64 {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    let top = scratch.path().join("phong-trao");
    folder(&top, units);
    send(&scratch.path().join("lon.xlsx"), units);
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
        (usage.user_time() + usage.system_time()).num_milliseconds()
    };
    let before = used();
    let done = command(&top, &["import", "../lon.xlsx"]).stdin(Stdio::null()).output().expect("the program can be started");
    let spent = used() - before;
    let rows = units * CRITERIA * PERIODS;
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains(&format!("{rows} dòng vào = {rows} ghi + 0 giữ lại")), "{}", said.lines().take(5).collect::<Vec<_>>().join("\n"));
    let sheets = read_folder(&top.join("ket-qua"));
    let written: usize = sheets.values().map(|bytes| String::from_utf8_lossy(bytes).lines().count() - 1).sum();
    assert_eq!((sheets.len(), written), (units * PERIODS, rows));
    spent
}

/// The most memory of all processes started so far, in MiB: larger ones come later.
fn peak() -> i64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts").max_rss() / 1024
}

#[test]
#[allow(clippy::print_stdout, reason = "what was measured is told")]
#[ignore = "measures; `.ci/deep import` runs it"]
fn a_hundred_thousand_rows_take_seconds_and_memory_in_proportion() {
    take(50);
    let small = peak();
    let spent = take(500);
    let large = peak();
    println!("100,000 rows: {spent} ms of the processor, {large} MiB; 10,000 rows: {small} MiB");
    assert!(spent < 10_000, "{spent} ms");
    assert!(large < 400 && large < 10 * small, "{large} MiB, of a tenth of the rows {small} MiB");
}
