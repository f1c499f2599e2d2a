//! The roll-up: folders side by side, what is missing or faulty said, the rest right.

use std::collections::BTreeMap;

use thidua::pipeline::Request;
use thidua::report::{self, About};
use thidua::rollup::{Folders, MemberState, Rollup};
use thidua::source::Volume;

use crate::support::{Files, base, example, memory};

/// Folders in memory.
struct Shelf(BTreeMap<String, Files>);

impl Folders for Shelf {
    fn open(&self, path: &str) -> anyhow::Result<Option<Box<dyn Volume>>> {
        if path == "no-entry" {
            anyhow::bail!("không có quyền");
        }
        Ok(self.0.get(path).map(|files| Box::new(memory(files)) as Box<dyn Volume>))
    }
}

/// The base under another code, with lines added to its definition.
fn campaign(code: &str, more: &str) -> Files {
    let mut files = base();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    files.insert("phong-trao.yaml".into(), (definition.replace("ma: mau", &format!("ma: {code}")) + more).into());
    files
}

/// One above, one below that responds, one below with an error, one missing.
fn shelf() -> Shelf {
    let mut faulty = campaign("sai", "");
    faulty.insert("ket-qua/q1.csv".into(), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,80\nP2,A1,Q1,7\n".into());
    let above = "ma: tren\nten: Phong trào trên\nnam: 2026\ntieu_chi: []\ntong_hop: [../duoi, ../sai, ../chua-co]\n";
    Shelf(BTreeMap::from([
        ("x/tren".to_owned(), Files::from([("phong-trao.yaml".to_owned(), above.into())])),
        ("x/duoi".to_owned(), campaign("duoi", "huong_ung: [{ma: tren}]\n")),
        ("x/sai".to_owned(), faulty),
    ]))
}

fn q1() -> Request {
    Request { period: None, ..Request::default() }
}

fn gather(asked: &[&str]) -> Rollup {
    let asked: Vec<String> = asked.iter().map(|path| (*path).to_owned()).collect();
    Rollup::gather(&asked, &shelf(), &q1())
}

#[test]
fn a_folder_brings_those_it_names_in_its_order() {
    let rollup = gather(&["x/tren/"]);
    let folders: Vec<&str> = rollup.members.iter().map(|member| &*member.folder).collect();
    assert_eq!(folders, ["x/tren", "x/duoi", "x/sai", "x/chua-co"]);
}

#[test]
fn a_folder_asked_for_and_named_is_read_once() {
    let rollup = gather(&["x/tren", "x/duoi", "./x/tren"]);
    assert_eq!(rollup.members.len(), 4);
}

#[test]
fn a_missing_folder_is_said_and_the_rest_is_right() {
    let rollup = gather(&["x/tren"]);
    assert!(matches!(rollup.members[3].state, MemberState::Missing));
    assert_eq!(rollup.read().count(), 3);
    assert_eq!(report::rollup::count_words(&rollup), "3 đã đọc, 1 chưa có");
}

#[test]
fn a_folder_that_cannot_be_read_is_said_with_the_reason() {
    let rollup = gather(&["no-entry", "x/duoi"]);
    assert!(matches!(&rollup.members[0].state, MemberState::Unreadable(why) if **why == *"không có quyền"));
    assert_eq!(rollup.read().count(), 1);
}

#[test]
fn a_folder_with_errors_is_said_and_its_block_is_left_out() {
    let rollup = gather(&["x/tren"]);
    let (_, faulty) = rollup.read().nth(2).expect("the faulty folder is read");
    assert_eq!(faulty.findings[0], 1);
    assert_eq!((faulty.campaigns[0].blocks[0].blocking, faulty.campaigns[0].blocks[0].first.len()), (1, 0));
}

#[test]
fn who_responds_is_told_by_code() {
    let rollup = gather(&["x/tren"]);
    let responds: Vec<Option<bool>> = rollup.read().map(|(member, summary)| rollup.responds(member, &summary.campaigns[0])).collect();
    assert_eq!(responds, [None, Some(true), Some(false)]);
}

#[test]
fn leaders_and_registrations_are_those_of_the_tally() {
    let files = example("tp-ho-chi-minh-2022");
    let run = crate::support::run(&files, &Request::default());
    let shelf = Shelf(BTreeMap::from([("hcm".to_owned(), files)]));
    let rollup = Rollup::gather(&["hcm".to_owned()], &shelf, &Request::default());
    let (_, summary) = rollup.read().next().expect("the folder is read");
    let campaign = &summary.campaigns[0];
    for (block, standings) in campaign.blocks.iter().zip(&run.first().outcome.blocks) {
        let first: Vec<&str> = block.first.iter().map(|leading| &*leading.unit).collect();
        let placed = standings.standings.iter().filter(|standing| standing.place == Some(1));
        let expected: Vec<&str> = placed.map(|standing| run.first().campaign.units[standing.total.unit].code.as_str()).collect();
        assert_eq!(first, expected);
        assert_eq!(block.states.iter().sum::<usize>(), standings.standings.len());
    }
    let rows: u64 = campaign.registrations.iter().map(|title| title.standing + title.withdrawn).sum();
    assert_eq!(rows, run.first().ledger.registration_rows);
}

#[test]
fn the_json_is_what_its_schema_says_and_names_every_folder() {
    let mut out = Vec::new();
    report::rollup::write_json(&gather(&["x/tren"]), &mut out).expect("memory takes everything");
    let json: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let states: Vec<&str> = json["folders"].as_array().expect("a list").iter().filter_map(|folder| folder["state"].as_str()).collect();
    assert_eq!(states, ["read", "read", "read", "missing"]);
    assert_eq!(json["folders"][1]["campaigns"][0]["responds"], true);
    assert_eq!(json["folders"][2]["findings"]["error"], 1);
}

#[test]
fn nothing_is_ranked_across_campaigns() {
    let pages = report::rollup::pages(&gather(&["x/tren"]), &About { version: "0" });
    let blocks = &pages[1].tables[0];
    assert!(blocks.columns.iter().all(|column| &*column.heading != "Thứ"));
    let sections = blocks.rows.iter().filter(|row| row.kind == report::RowKind::Section).count();
    assert_eq!(sections, 2, "each campaign stands under its own heading");
}

#[test]
fn on_a_narrow_terminal_no_word_is_broken() {
    let pages = report::rollup::pages(&gather(&["x/tren"]), &About { version: "0" });
    let mut out = Vec::new();
    report::screen::write(&pages, 60, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("   Tình trạng: chưa có thư mục, hoặc thư mục chưa có\n     phong-trao.yaml\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
}

/// The examples as they lie beside one another; the Ministry's rolls up four of them.
fn examples() -> Shelf {
    Shelf(crate::support::EXAMPLES.iter().map(|name| ((*name).to_owned(), example(name))).collect())
}

fn json(shelf: &Shelf) -> serde_json::Value {
    let rollup = Rollup::gather(&["bo-tu-phap-2023".to_owned()], shelf, &Request::default());
    let mut out = Vec::new();
    report::rollup::write_json(&rollup, &mut out).expect("memory takes everything");
    serde_json::from_slice(&out).expect("it is JSON")
}

fn folder<'j>(json: &'j serde_json::Value, name: &str) -> &'j serde_json::Value {
    json["folders"].as_array().expect("a list").iter().find(|folder| folder["folder"] == name).expect("the folder is there")
}

#[test]
fn the_five_examples_stand_side_by_side_without_an_error() {
    let json = json(&examples());
    let folders = json["folders"].as_array().expect("a list");
    assert_eq!(folders.len(), 5);
    assert!(folders.iter().all(|folder| folder["state"] == "read" && folder["findings"]["error"] == 0));
    let campaigns: usize = folders.iter().map(|folder| folder["campaigns"].as_array().expect("a list").len()).sum();
    assert_eq!(campaigns, 9, "one folder is a plan of five");
}

#[test]
fn of_the_five_one_is_missing_and_one_has_errors_and_the_rest_is_right() {
    let whole = json(&examples());
    let mut shelf = examples();
    shelf.0.remove("dong-thap-2021-2025");
    let faulty = shelf.0.get_mut("binh-dinh-2023").expect("it is there");
    let path = faulty.keys().find(|path| path.starts_with("ket-qua/6T/")).expect("it has results").clone();
    faulty.get_mut(&path).expect("just found").extend_from_slice(b"KHONG-CO,A1,6T\n");
    let part = json(&shelf);
    assert_eq!(folder(&part, "dong-thap-2021-2025")["state"], "missing");
    assert!(folder(&part, "binh-dinh-2023")["findings"]["error"].as_u64() > Some(0));
    for name in ["bo-tu-phap-2023", "nam-trung-bo-tay-nguyen-2022", "tp-ho-chi-minh-2022"] {
        assert_eq!(folder(&part, name), folder(&whole, name), "{name}");
    }
    let rollup = Rollup::gather(&["bo-tu-phap-2023".to_owned()], &shelf, &Request::default());
    let pages = report::rollup::pages(&rollup, &About { version: "0" });
    let said: Vec<String> = pages[0].tables[0].rows.iter().map(|row| row.cells.last().expect("a state").words()).collect();
    assert!(said.iter().any(|words| words.starts_with("chưa có thư mục")), "{said:?}");
    assert!(said.iter().any(|words| words.contains(" lỗi") && !words.starts_with("không")), "{said:?}");
    let day = report::rollup::as_of(&rollup).expect("some folder was read");
    report::xlsx::book(&pages, "Tổng hợp", day, &About { version: "0" }).expect("the workbook can be made");
}
