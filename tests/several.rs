//! Several phong trào under one plan: each is what it would be in a folder of its own.

use thidua::diagnostic::Language;
use thidua::pipeline::{CampaignRun, Request, Run};
use thidua::report;

use crate::support::{Files, base, concise, memory, reasons, run};

const LIST: &str = "phong_trao:\n  - {ma: PT1, ten: Hoàn thành nhiệm vụ}\n  - ma: PT2\n    ten: Văn hóa công sở\n    thoi_gian: {tu: 2025-07-01, den_het: 2026-06-30}\n    tieu_chi: [{ma: A1, ten: Nếp sống, diem_chuan: 5, cach_cham: cho_diem}]\n  - {ma: PT3, ten: Chung sức vì người nghèo, tieu_chi: []}\n";

const ROWS: &str = "phong_trao,don_vi,tieu_chi,ky,diem_cham\nPT1,P1,A1,Q1,8\nPT2,P1,A1,Q1,3\nPT1,P2,A1,Q1,7\nPT2,P2,A1,Q1,4.5\n";

/// The base campaign as a plan of three.
fn plan() -> Files {
    let mut files = base();
    let definition = files.get_mut("phong-trao.yaml").expect("the base has a definition");
    definition.extend_from_slice(LIST.as_bytes());
    files.insert("ket-qua/q1.csv".into(), ROWS.into());
    files
}

fn totals(one: &CampaignRun) -> Vec<String> {
    let standings = one.outcome.blocks.iter().flat_map(|block| &block.standings);
    let of = |standing: &thidua::ranking::Standing| {
        let place = standing.place.map_or("–".into(), |place| place.to_string());
        format!("{} {} {}/{}", place, one.campaign.units[standing.total.unit].code, standing.total.points, standing.total.maximum)
    };
    standings.map(of).collect()
}

fn of<'r>(run: &'r Run, code: &str) -> &'r CampaignRun {
    run.campaigns.iter().find(|one| one.campaign.code.as_str() == code).expect("the campaign is in the plan")
}

fn q1() -> Request {
    Request { period: Some("Q1".into()), ..Request::default() }
}

#[test]
fn each_campaign_is_ranked_by_its_own_rows() {
    let run = run(&plan(), &q1());
    assert_eq!(totals(of(&run, "PT1")), ["1 P1 8/10", "2 P2 7/10"]);
    assert_eq!(totals(of(&run, "PT2")), ["1 P2 4.5/5", "2 P1 3/5"]);
}

#[test]
fn a_campaign_without_criteria_ranks_nobody_and_awaits_nothing() {
    let run = run(&plan(), &q1());
    assert!(!of(&run, "PT3").campaign.is_scored);
    assert_eq!(reasons(&plan(), &q1()), []);
}

#[test]
fn what_a_campaign_does_not_state_it_inherits_and_what_it_states_prevails() {
    let run = run(&plan(), &q1());
    let days = |code: &str| of(&run, code).campaign.time.from.to_string();
    assert_eq!((days("PT1"), days("PT2"), days("PT3")), ("2026-01-01".into(), "2025-07-01".into(), "2026-01-01".into()));
    assert_eq!(of(&run, "PT2").campaign.blocks.len(), 1);
}

#[test]
fn a_campaign_of_a_plan_is_what_it_would_be_alone() {
    let mut alone = base();
    let definition = String::from_utf8(alone["phong-trao.yaml"].clone()).expect("the base is text");
    let definition = definition.replace("A1, ten: Tiêu chí một, diem_chuan: 10", "A1, ten: Nếp sống, diem_chuan: 5");
    alone.insert("phong-trao.yaml".into(), definition.into());
    alone.insert("ket-qua/q1.csv".into(), "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,3\nP2,A1,Q1,4.5\n".into());
    assert_eq!(totals(of(&run(&plan(), &q1()), "PT2")), totals(run(&alone, &q1()).first()));
}

#[test]
fn a_fault_in_what_campaigns_share_is_said_once_and_is_the_plans() {
    let mut files = plan();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    files.insert("phong-trao.yaml".into(), definition.replace("thu_hang: 1-2-2-4", "thu_hang: 1-2-3-4").into());
    let run = run(&files, &q1());
    let said: Vec<&str> = run.findings.iter().map(|(_, finding)| run.code_of(finding)).collect();
    assert_eq!(reasons(&files, &q1()), [("wrong-value".to_owned(), "word".to_owned())], "{}", concise(&files, &q1(), Language::Vietnamese));
    assert_eq!(said, ["mau"]);
}

#[test]
fn a_fault_of_one_campaign_is_its_own_and_blocks_it_alone() {
    let mut files = plan();
    files.insert("ket-qua/q1.csv".into(), ROWS.replace("PT2,P2,A1,Q1,4.5", "PT2,P2,A1,Q1,5.5").into());
    let run = run(&files, &q1());
    let said: Vec<&str> = run.findings.iter().map(|(_, finding)| run.code_of(finding)).collect();
    assert_eq!(said, ["PT2"]);
    let blocking = |code: &str| of(&run, code).outcome.blocks[0].blocking;
    assert_eq!((blocking("PT1"), blocking("PT2")), (0, 1));
}

#[test]
fn two_campaigns_with_one_code_are_a_finding() {
    let mut files = plan();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    files.insert("phong-trao.yaml".into(), definition.replace("ma: PT3", "ma: PT1").into());
    assert_eq!(reasons(&files, &q1()), [("duplicate-code".to_owned(), "code".to_owned())]);
}

#[test]
fn a_campaign_holds_no_campaigns() {
    let mut files = plan();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let nested = "người nghèo, tieu_chi: [], phong_trao: [{ma: X, ten: X}]}";
    files.insert("phong-trao.yaml".into(), definition.replace("người nghèo, tieu_chi: []}", nested).into());
    assert_eq!(reasons(&files, &q1()), [("pointless-key".to_owned(), "no-effect".to_owned())]);
}

#[test]
fn the_tally_is_a_list_of_campaigns_each_under_its_code() {
    let files = plan();
    let run = run(&files, &q1());
    let mut out = Vec::new();
    report::json::write(&run, &memory(&files), &mut out).expect("memory takes everything");
    let json: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let codes: Vec<&str> = json["campaigns"].as_array().expect("a list").iter().filter_map(|one| one["campaign"].as_str()).collect();
    assert_eq!(codes, ["PT1", "PT2", "PT3"]);
    assert_eq!(json["campaigns"][1]["blocks"][0]["standings"][0]["total"], "4.50");
}

#[test]
fn a_campaign_without_the_period_asked_for_is_left_out_and_named() {
    let mut files = plan();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let own = "tieu_chi: [{ma: A1, ten: Nếp sống, diem_chuan: 5, cach_cham: cho_diem}]";
    let with_year = format!("ky: [{{ma: N, ten: Cả năm, tu: 2025-07-01, den_het: 2026-06-30}}]\n    cac_han: []\n    {own}");
    files.insert("phong-trao.yaml".into(), definition.replace(own, &with_year).into());
    files.insert("ket-qua/q1.csv".into(), ROWS.replace("PT2,P1,A1,Q1", "PT2,P1,A1,N").replace("PT2,P2,A1,Q1", "PT2,P2,A1,N").into());
    let run = run(&files, &q1());
    let asked: Vec<&str> = run.asked_for().map(|one| one.campaign.code.as_str()).collect();
    assert_eq!(asked, ["PT1", "PT3"]);
    let mut out = Vec::new();
    report::table::write(&run, 100, report::table::Reader::Pipe, &mut out).expect("memory takes everything");
    assert!(String::from_utf8(out).expect("text").ends_with("Không có kỳ, khối hoặc vòng được hỏi: PT2.\n"));
}

#[test]
fn a_model_of_every_campaign_need_not_be_in_the_time_of_each() {
    let mut files = plan();
    files.insert("dien-hinh.csv".into(), "doi_tuong,ma,ten,khau,ngay\ntap_the,P1,Một,phat_hien,2025-08-01\n".into());
    assert_eq!(reasons(&files, &q1()), []);
    files.insert("dien-hinh.csv".into(), "doi_tuong,ma,ten,khau,ngay\ntap_the,P1,Một,phat_hien,2024-08-01\n".into());
    assert_eq!(reasons(&files, &q1()), [("model-not-counted".to_owned(), "outside-campaign".to_owned())]);
}
