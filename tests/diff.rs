//! What `diff` says of two states of a folder: the figures, and what moved them.

use std::process::Output;

use serde_json::Value;
use thidua::comparison::{Cause, Comparison, Crossed, Side, Under, UnitChange, compare, inputs};
use thidua::pipeline::{self, Request};
use thidua::report::difference::{Named, json, pages};
use thidua::source::Volume;

use crate::repository::{Repository, thidua, words};
use crate::support::{Files, base, example, memory};
use crate::worked::files;

/// Two states in a period, held against one another.
fn compared(before: &Files, after: &Files, period: Option<&str>) -> Comparison {
    let request = Request { period: period.map(ToOwned::to_owned), ..Request::default() };
    let run = |volume: &dyn Volume| pipeline::run(volume, &request).expect("memory can be read");
    let (old, new) = (memory(before), memory(after));
    let runs = [run(&old), run(&new)];
    let [from, to] = [Side { volume: &old, run: &runs[0] }, Side { volume: &new, run: &runs[1] }];
    let inputs = inputs(from, to).expect("memory can be read");
    let crossed = Crossed { data: run(&Under { data: &new, rules: &old }), rules: run(&Under { data: &old, rules: &new }) };
    let crossed = inputs.are_crossed().then_some(crossed);
    compare(from, to, inputs, crossed.as_ref())
}

fn sides() -> [Named; 2] {
    ["cũ", "mới"].map(|words| Named { words: words.to_owned(), commit: None, digest: None })
}

/// The rows of a table of the pages, cells behind `|`; none where there is no such table.
fn table(comparison: &Comparison, key: &str) -> Vec<String> {
    let pages = pages(comparison, &sides());
    let rows = pages.iter().flat_map(|page| &page.tables).filter(|table| *table.key == *key).flat_map(|table| &table.rows);
    rows.map(|row| row.cells.iter().map(thidua::report::Cell::words).collect::<Vec<_>>().join(" | ")).collect()
}

fn of<'c>(comparison: &'c Comparison, unit: &str) -> &'c UnitChange {
    let found = comparison.campaigns[0].units.iter().find(|one| *one.unit == *unit);
    found.unwrap_or_else(|| panic!("nothing differs of {unit}"))
}

fn edited(files: &Files, file: &str, before: &str, after: &str) -> Files {
    let mut files = files.clone();
    let text = String::from_utf8(files[file].clone()).expect("it is text");
    assert_eq!(text.matches(before).count(), 1, "{file}: {before}");
    files.insert(file.to_owned(), text.replace(before, after).into_bytes());
    files
}

/// P1 and P2 measured by one another in A1, out of 10; P1 is at 115 of 100, P2 at 110, so that P1 leads.
fn relative() -> Files {
    let criteria = "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau}\n  - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}\n";
    let rows = "don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham\nP1,A1,Q1,100,115,\nP2,A1,Q1,100,110,\nP1,A2,Q1,,,6\nP2,A2,Q1,,,7\n";
    files(criteria, &[("ket-qua/q1.csv", rows)])
}

#[test]
fn a_unit_that_loses_the_lead_is_told_by_whose_row() {
    // P2 goes from 10 % over its target to 20 %. It led nobody: 5 + 5 × 10/15 = 8,33; it leads: 10. P1 led with 15 %: 10; then
    // 5 + 5 × 15/20 = 8,75, which is 1,25 less. Totals: P1 16 → 14,75; P2 15,33 → 17.
    let before = relative();
    let found = compared(&before, &edited(&before, "ket-qua/q1.csv", "100,110", "100,120"), Some("Q1"));
    let row = "ket-qua P2 · A1 · Q1 (ket-qua/q1.csv:3): thuc_hien 110 → 120";
    assert_eq!(
        table(&found, "diff-lines"),
        [
            format!("P2 | A1 | 8,33 | 10,00 | 1,67 | {row}; P2 lên dẫn đầu A1 kỳ Q1, trước là P1"),
            format!("P1 | A1 | 10,00 | 8,75 | -1,25 | P1 mất dẫn đầu A1 kỳ Q1, nay là P2 – {row}"),
        ]
    );
    assert_eq!(
        table(&found, "diff-units"),
        ["K1 | P2 | Phòng Hai | 2 → 1 | 15,33 → 17,00 | 1,67 | –", "K1 | P1 | Phòng Một | 1 → 2 | 16,00 → 14,75 | -1,25 | –"]
    );
    assert_eq!(table(&found, "diff-standings"), ["P2 | 2 → 1 | P1 xuống dưới", "P1 | 1 → 2 | P2 lên trên hoặc ngang"]);
}

#[test]
fn a_leader_who_does_more_takes_from_those_behind_it() {
    // P1 leads with 20 % instead of 15 %: P2 has 5 + 5 × 10/20 = 7,5 in place of 8,33.
    let before = relative();
    let found = compared(&before, &edited(&before, "ket-qua/q1.csv", "100,115", "100,120"), Some("Q1"));
    let row = "ket-qua P1 · A1 · Q1 (ket-qua/q1.csv:2): thuc_hien 115 → 120";
    assert_eq!(table(&found, "diff-lines"), [format!("P2 | A1 | 8,33 | 7,50 | -0,83 | P1 vẫn dẫn đầu A1 kỳ Q1, với số liệu khác – {row}")]);
}

#[test]
fn rules_are_told_apart_from_data() {
    // A2 of P1: 6 → 8 by its row; A1 out of 20 in place of 10 by the rule: P1 leads, 10 → 20; P2 8,33 → 16,67.
    let before = relative();
    let after = edited(&before, "ket-qua/q1.csv", "P1,A2,Q1,,,6", "P1,A2,Q1,,,8");
    let after = edited(&after, "phong-trao.yaml", "ten: Một, diem_chuan: 10", "ten: Một, diem_chuan: 20");
    let found = compared(&before, &after, Some("Q1"));
    let rule = "quy định tieu_chi[A1].diem_chuan (phong-trao.yaml:22): 10 → 20";
    assert_eq!(
        table(&found, "diff-lines"),
        [
            format!("P1 | A1 | 10,00 | 20,00 | 10,00 | {rule}"),
            "P1 | A2 | 6,00 | 8,00 | 2,00 | ket-qua P1 · A2 · Q1 (ket-qua/q1.csv:4): diem_cham 6 → 8".to_owned(),
            format!("P2 | A1 | 8,33 | 16,67 | 8,34 | {rule}"),
        ]
    );
    // Total, of that by data, of that by rules.
    assert_eq!(
        table(&found, "diff-units"),
        ["K1 | P1 | Phòng Một | 1 | 16,00 → 28,00 | 12,00 | 2,00 | 10,00 | –", "K1 | P2 | Phòng Hai | 2 | 15,33 → 23,67 | 8,34 |  | 8,34 | –"]
    );
    assert_eq!(table(&found, "diff-rules"), ["tieu_chi[A1].diem_chuan | 10 (dòng 22) | 20 (dòng 22)"]);
}

#[test]
fn what_only_both_together_move_is_laid_to_both() {
    // P1 has 12 of A2, cut to nothing as long as 10 is the most and an error: the row alone blocks, the rule alone moves nothing.
    let before = relative();
    let after = edited(&before, "ket-qua/q1.csv", "P1,A1,Q1,100,115", "P1,A1,Q1,0,115");
    let after = edited(&after, "phong-trao.yaml", "ten: Hai, diem_chuan: 10", "ten: Hai, diem_chuan: 12");
    let found = compared(&before, &after, Some("Q1"));
    let causes: Vec<&Cause> = of(&found, "P2").lines.iter().flat_map(|line| &line.causes).collect();
    assert!(causes.iter().any(|cause| matches!(cause, Cause::Leader(_))), "{causes:?}");
    assert!(!causes.iter().any(|cause| matches!(cause, Cause::Rule(_))), "the rule of A2 moves nothing of A1: {causes:?}");
}

#[test]
fn a_tie_that_comes_and_what_parts_it_are_told() {
    let ranking = "xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{diem: A2}]}\ntieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n  - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem}\n";
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,6\nP1,A2,Q1,5\nP2,A2,Q1,6\n";
    let before = files(ranking, &[("ket-qua/q1.csv", rows)]);
    // 13 and 12; then 13 and 13, of which A2 puts P2 first.
    let found = compared(&before, &edited(&before, "ket-qua/q1.csv", "P2,A1,Q1,6", "P2,A1,Q1,7"), Some("Q1"));
    assert_eq!(
        table(&found, "diff-standings"),
        ["P2 | 2 → 1 | P1 xuống dưới; bằng điểm, phân định bằng A2", "P1 | 1 → 2 | P2 lên trên hoặc ngang; bằng điểm, phân định bằng A2"]
    );
}

#[test]
fn a_place_that_moves_without_points_is_laid_to_what_is_compared() {
    let keys =
        "thong_ke: [{ma: S1, ten: Số một, kieu: so_nguyen}]\nxep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thong_ke: S1}]}\n";
    let (rows, figures) = ("don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\n", "don_vi,chi_so,ky,gia_tri\nP1,S1,Q1,5\nP2,S1,Q1,4\n");
    let before = files(keys, &[("ket-qua/q1.csv", rows), ("thong-ke.csv", figures)]);
    let found = compared(&before, &edited(&before, "thong-ke.csv", "P2,S1,Q1,4", "P2,S1,Q1,6"), Some("Q1"));
    assert_eq!(table(&found, "diff-standings")[0], "P2 | 2 → 1 | P1 xuống dưới");
    assert_eq!(table(&found, "diff-rows"), ["thong-ke | P2 · S1 · Q1 | thong-ke.csv:3 | thong-ke.csv:3 | gia_tri 4 → 6"]);
}

#[test]
fn a_verdict_is_laid_to_the_row_it_rests_on() {
    let before = example("danh-hieu-2024-2025");
    let (file, text) = before.iter().find(|(file, _)| file.starts_with("danh-gia")).expect("there are yearly grades");
    let text = String::from_utf8(text.clone()).expect("it is text");
    let labels: Vec<&str> = text.lines().next().expect("it has labels").split(',').collect();
    let grade = labels.iter().position(|label| *label == "xep_loai").expect("it has the column");
    let found: Vec<Comparison> = (1..text.lines().count())
        .step_by(4)
        .filter_map(|number| {
            let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
            if lines[number][grade] == "khong_hoan_thanh" {
                return None;
            }
            lines[number][grade] = "khong_hoan_thanh";
            let mut after = before.clone();
            let changed: String = lines.iter().map(|cells| cells.join(",") + "\n").collect();
            after.insert(file.clone(), changed.into_bytes());
            Some(compared(&before, &after, None))
        })
        .collect();
    let verdicts: Vec<_> = found.iter().flat_map(|one| &one.campaigns).flat_map(|one| &one.verdicts).collect();
    assert!(verdicts.len() > 2, "grades decide verdicts: {}", verdicts.len());
    for verdict in verdicts {
        assert!(verdict.by_data && !verdict.by_rules && verdict.causes.contains(&Cause::Row(0)), "{verdict:?}");
    }
}

#[test]
fn neither_files_nor_order_nor_dress_are_a_difference() {
    let before = relative();
    let mut after = before.clone();
    after.remove("ket-qua/q1.csv");
    after.insert("ket-qua/b.csv".to_owned(), "Đơn vị;Kỳ;Tiêu chí;Điểm chấm;diem_cham\r\n".replace("Điểm chấm;", "").into_bytes());
    after.insert("ket-qua/a/p1.csv".to_owned(), b"ky,don_vi,tieu_chi,thuc_hien,chi_tieu,diem_cham\r\nQ1,P1,A2,,,6\r\nQ1,P1,A1,115,100,\r\n".to_vec());
    after.insert("ket-qua/a/p2.csv".to_owned(), b"don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham\n\nP2,A2,Q1,,,\"7\"\nP2,A1,Q1,100,110,\n".to_vec());
    let definition = String::from_utf8(after["phong-trao.yaml"].clone()).expect("it is text");
    after.insert("phong-trao.yaml".to_owned(), format!("# Ghi chú\n{definition}").into_bytes());
    let found = compared(&before, &after, Some("Q1"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_cell_that_moves_points_is_named_by_every_line_it_moves() {
    // Every figure of an example in which every way of scoring stands, one at a time: what moves is laid to that row and no other.
    let before = example("moi-cach-cham");
    let mut moved = 0;
    for (file, bytes) in
        before.iter().filter(|(file, _)| file.starts_with("ket-qua/") || matches!(file.as_str(), "thong-ke.csv" | "chi-tieu.csv" | "nop.csv"))
    {
        let text = String::from_utf8(bytes.clone()).expect("it is text");
        let labels: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        for (number, line) in text.lines().enumerate().skip(1).step_by(5) {
            let cells: Vec<&str> = line.split(',').collect();
            let is_figure = |column: usize| {
                matches!(labels[column], "thuc_hien" | "diem_tham_dinh" | "chi_tieu" | "gia_tri") && cells[column].parse::<u32>().is_ok()
            };
            for column in (0..cells.len().min(labels.len())).filter(|column| is_figure(*column)) {
                let value = cells[column].parse::<u32>().expect("filtered");
                let mut changed: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
                let less = (value / 2).to_string();
                changed[number][column] = &less;
                let mut after = before.clone();
                after.insert(file.clone(), changed.iter().map(|cells| cells.join(",") + "\n").collect::<String>().into_bytes());
                let found = compared(&before, &after, None);
                for change in found.campaigns.iter().flat_map(|one| &one.units).flat_map(|unit| &unit.lines) {
                    let names = |cause: &Cause| match cause {
                        Cause::Row(row) => *row == 0,
                        Cause::Leader(lead) => lead.rows.contains(&0),
                        Cause::Rule(_) => false,
                    };
                    assert!(change.by_data && !change.by_rules && change.causes.iter().any(names), "{file}:{}: {change:?}", number + 1);
                    moved += 1;
                }
            }
        }
    }
    assert!(moved > 50, "{moved} lines moved");
}

#[test]
fn json_names_rows_and_rules_by_their_place() {
    let before = relative();
    let found = compared(&before, &edited(&before, "ket-qua/q1.csv", "100,110", "100,120"), Some("Q1"));
    let mut out = Vec::new();
    json::write(&found, &sides(), &mut out).expect("memory takes everything");
    let told: Value = serde_json::from_slice(&out).expect("JSON");
    let line = &told["campaigns"][0]["units"][1]["lines"][0];
    assert_eq!(
        (&line["before"], &line["after"], &line["by_data"], &line["by_rules"]),
        (&"10.00".into(), &"8.75".into(), &true.into(), &false.into())
    );
    assert_eq!((&line["causes"][0]["leader"]["before"], &line["causes"][0]["leader"]["rows"]), (&serde_json::json!(["P1"]), &serde_json::json!([0])));
    assert_eq!(told["rows"][0]["cells"], serde_json::json!([{"label": "thuc_hien", "before": "110", "after": "120"}]));
}

/// What the program said, and how it ended.
fn told(done: &Output) -> (Option<i32>, String) {
    let [out, beside] = words(done);
    (done.status.code(), format!("{out}{beside}"))
}

#[test]
fn revisions_are_compared_with_one_another_and_with_what_stands() {
    let Some(repository) = Repository::of(&base()) else { return };
    repository.git(&["tag", "cu"]);
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9");
    repository.commit();
    let done = |arguments: &[&str]| told(&repository.thidua(arguments));
    assert_eq!(done(&["diff", "HEAD"]).0, Some(0));
    let (exit, said) = done(&["diff", "cu..HEAD"]);
    assert!(exit == Some(1) && said.contains("diem_cham 8 → 9") && said.contains("Bản cũ: bản cu ("), "{said}");
    assert!(done(&["diff", "HEAD..cu"]).1.contains("diem_cham 9 → 8"));
    repository.edit("ket-qua/q1.csv", "P1,A1,Q1,9", "P1,A1,Q1,10");
    assert!(done(&["diff", "cu", "--format", "md"]).1.contains("diem\\_cham 8 → 10"));
    assert!(done(&["diff", "cu..", "--format", "text"]).1.contains("diem_cham 8 → 9"), "nothing behind the points is what is checked out");
    let (exit, said) = done(&["diff", "cu...HEAD"]);
    assert!(exit == Some(2) && said.contains("hai dấu chấm"), "{said}");
    assert_eq!(done(&["diff", "khong-co"]).0, Some(2));
    assert_eq!(done(&["diff"]).0, Some(2));
}

#[test]
fn folders_are_compared_without_git() {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    for (name, files) in [("cu", base()), ("moi", edited(&base(), "ket-qua/q1.csv", "P1,A1,Q1,8", "P1,A1,Q1,9"))] {
        for (path, bytes) in files {
            let path = folder.path().join(name).join(path);
            std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
            std::fs::write(path, bytes).expect("a file can be written");
        }
    }
    let done = thidua(
        folder.path(),
        &[
            "diff",
            "--period",
            "Q1",
            "--folders",
            "cu",
            "moi",
            "-q",
            "-o",
            "a.json",
            "-o",
            "a.md",
            "-o",
            "a.xlsx",
            "-o",
            "a.html",
            "-o",
            "a.csv",
            "-o",
            "bang/",
        ],
    );
    assert_eq!(done.status.code(), Some(1), "{}", told(&done).1);
    let written = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(serde_json::from_str::<Value>(&written("a.json")).expect("JSON")["is_different"], true);
    assert!(
        written("a.md").contains("diem\\_cham 8 → 9")
            && written("a.html").contains("diem_cham 8 → 9")
            && written("bang/diff-rows.csv").contains("8 → 9")
    );
    assert!(written("a.csv").contains("Phòng Một"));
    assert_eq!(thidua(folder.path(), &["diff", "--folders", "cu", "cu"]).status.code(), Some(0));
    let outside = told(&thidua(&folder.path().join("cu"), &["diff", "HEAD"]));
    assert!(outside.0 == Some(2) && outside.1.contains("--folders"), "{}", outside.1);
}
