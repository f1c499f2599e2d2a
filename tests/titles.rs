//! Titles: each rule with a smallest campaign for each verdict it can give, and the same proposals under each regime.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use thidua::diagnostic::{Language, Voice};
use thidua::pipeline::Request;
use thidua::report;
use thidua::rulebook::{Rule, RuleKind, regimes};
use thidua::titles::TESTS;
use thidua::titles::selected::REGISTRATION;

use crate::support::{Files, memory, root, run};

/// The last years of the four regimes, each a year from 1 January to 31 December but the third: from NĐ 98/2023, in force
/// from 01/01/2024 to 30/6/2025, the year 2024.
const YEARS: [i32; 4] = [2016, 2022, 2024, 2025];
/// A year of the law of 2022 with NĐ 152/2025.
const NOW: i32 = 2025;

const TITLES: &str = "
  - {ma: LĐTT, theo_luat: lao-dong-tien-tien, doi_tuong: ca_nhan}
  - {ma: CSTĐCS, theo_luat: chien-si-thi-dua-co-so, doi_tuong: ca_nhan}
  - {ma: CSTĐT, theo_luat: chien-si-thi-dua-bo-nganh-tinh, doi_tuong: ca_nhan}
  - {ma: CSTĐTQ, theo_luat: chien-si-thi-dua-toan-quoc, doi_tuong: ca_nhan}
  - {ma: TTLĐTT, theo_luat: tap-the-lao-dong-tien-tien, doi_tuong: tap_the}
  - {ma: TTLĐXS, theo_luat: tap-the-lao-dong-xuat-sac, doi_tuong: tap_the}
  - {ma: COT, theo_luat: co-bo-nganh-tinh, doi_tuong: tap_the}
  - {ma: COCP, theo_luat: co-chinh-phu, doi_tuong: tap_the}
  - {ma: BKT, theo_luat: bang-khen-bo-nganh-tinh, doi_tuong: ca_nhan}
  - {ma: BKTT, theo_luat: bang-khen-bo-nganh-tinh, doi_tuong: tap_the}
  - {ma: BKTTG, theo_luat: bang-khen-thu-tuong, doi_tuong: ca_nhan}
  - {ma: BKTTGTT, theo_luat: bang-khen-thu-tuong, doi_tuong: tap_the}
  - {ma: GK, theo_luat: giay-khen, doi_tuong: ca_nhan}
";

const PROPOSAL: &str = "don_vi,doi_tuong,ma,danh_hieu,can_cu_xet,sang_kien,ngay_ho_so,to_trinh,bao_cao,bien_ban,chung_nhan\n";
const DISCIPLINE: &str = "doi_tuong,ma,tinh_trang,hinh_thuc,tu_ngay,den_ngay\n";
const HISTORY: &str = "doi_tuong,ma,nam,danh_hieu,quyet_dinh,ngay,hinh_thuc\n";
const WORKS: &str = "ma,ten,loai,pham_vi,nam,tac_gia,ty_le\n";
const LEAVES: &str = "ma,ly_do,tu_ngay,den_ngay\n";
const GRADES: &str = "nam,doi_tuong,ma,xep_loai\n";
const PEOPLE: &str = "ma,ho_ten,don_vi,loai,tap_su,ngay_tuyen_dung,tu_ngay,den_ngay\n";

/// A small campaign: one unit and its people; in texts `$0` is the campaign's year, `$3` three years before, `$+` the year after.
#[derive(Clone)]
struct World {
    year: i32,
    titles: String,
    keys: String,
    sheets: BTreeMap<String, String>,
}

impl World {
    /// A year in which N1 of P1 is graded HTTNV and everything else that is asked for is there and empty.
    fn of(year: i32) -> Self {
        let sheets = [
            ("don-vi.csv", "ma,ten,khoi,loai,cap_quan_ly\nP1,Phòng Một,K1,phong,so\n".to_owned()),
            ("ca-nhan.csv", format!("{PEOPLE}N1,Nguyễn Văn An,P1,cong_chuc,,2001-01-01,,\n")),
            ("danh-gia.csv", format!("{GRADES}$0,ca_nhan,N1,HTTNV\n")),
            ("ky-luat.csv", DISCIPLINE.to_owned()),
            ("nghi.csv", LEAVES.to_owned()),
            ("sang-kien.csv", WORKS.to_owned()),
            ("lich-su-danh-hieu.csv", HISTORY.to_owned()),
        ];
        let sheets = sheets.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
        Self { year, titles: TITLES.to_owned(), keys: String::new(), sheets }
    }

    fn now() -> Self {
        Self::of(NOW)
    }

    /// A sheet: its labels and these rows.
    fn sheet(mut self, path: &str, text: &str) -> Self {
        self.sheets.insert(path.to_owned(), text.to_owned());
        self
    }

    fn without(mut self, path: &str) -> Self {
        self.sheets.remove(path);
        self
    }

    /// Further keys of the definition.
    fn keys(mut self, keys: &str) -> Self {
        self.keys.push_str(keys);
        self
    }

    /// Keys of one title.
    fn title(mut self, code: &str, keys: &str) -> Self {
        let line = format!("{{ma: {code}, ");
        assert!(self.titles.contains(&line), "{code} is a title");
        self.titles = self.titles.replace(&line, &format!("{line}{keys}, "));
        self
    }

    /// N1, or P1, put forward for a title: `can_cu_xet,sang_kien,ngay_ho_so,to_trinh,bao_cao,bien_ban,chung_nhan`.
    fn propose(self, title: &str, rest: &str) -> Self {
        let subject = if ["TT", "CO"].iter().any(|start| title.starts_with(start)) || title.ends_with("TT") && title.starts_with("BK") {
            "tap_the,P1"
        } else {
            "ca_nhan,N1"
        };
        let mut row = format!("P1,{subject},{title},{rest}");
        let lacking = PROPOSAL.matches(',').count().checked_sub(row.matches(',').count()).expect("no more cells than labels");
        row.push_str(&",".repeat(lacking));
        let text = format!("{PROPOSAL}{row}\n");
        self.sheet("de-nghi/p1.csv", &text)
    }

    fn text(&self, text: &str) -> String {
        let mut text = text.replace("$+", &(self.year + 1).to_string());
        for back in (0..10).rev() {
            text = text.replace(&format!("${back}"), &(self.year - back).to_string());
        }
        text
    }

    fn files(&self) -> Files {
        let definition = format!(
            "ma: nho\nten: Phong trào nhỏ\nnam: {}\nhinh_thuc: thuong_xuyen\n{}danh_hieu:{}{}",
            self.year,
            if self.keys.contains("tieu_chi:") { "" } else { "tieu_chi: []\nkhoi: [{ma: K1, ten: Khối một, cap_to_chuc: tinh}]\n" },
            self.titles,
            self.keys
        );
        let mut files: Files = self.sheets.iter().map(|(path, text)| (path.clone(), self.text(text).into_bytes())).collect();
        files.insert("phong-trao.yaml".to_owned(), self.text(&definition).into_bytes());
        files
    }

    /// The verdicts as JSON.
    fn json(&self) -> Vec<Value> {
        let files = self.files();
        let run = run(&files, &Request::default());
        let mut out = Vec::new();
        let voice = Voice { language: Language::Vietnamese };
        report::titles::json::write(&run, &memory(&files), voice, &mut out).expect("memory takes everything");
        let told: Value = serde_json::from_slice(&out).expect("what is written is JSON");
        told["campaigns"][0]["proposals"].as_array().expect("proposals").clone()
    }

    /// The first proposal for a title.
    fn proposal(&self, title: &str) -> Value {
        let all = self.json();
        all.into_iter().find(|one| one["title"] == title).unwrap_or_else(|| panic!("nobody is put forward for {title}"))
    }

    /// The verdict of one rule on the first proposal for a title; `–` where the rule does not concern it.
    fn rule(&self, title: &str, rule: &str) -> String {
        let proposal = self.proposal(title);
        let rules = proposal["rules"].as_array().expect("rules");
        rules.iter().find(|one| one["rule"] == rule).map_or("–".to_owned(), |one| one["verdict"].as_str().expect("a verdict").to_owned())
    }

    /// The facts and what is missing of one rule, one a line.
    fn told(&self, title: &str, rule: &str) -> String {
        let proposal = self.proposal(title);
        let rules = proposal["rules"].as_array().expect("rules");
        let found = rules.iter().find(|one| one["rule"] == rule).unwrap_or_else(|| panic!("{rule} concerns {title}"));
        let facts = found["facts"].as_array().expect("facts").iter().map(|fact| fact["text"].as_str().expect("words").to_owned());
        let missing = found["missing"].as_array().expect("missing").iter().map(|words| format!("thiếu {}", words.as_str().expect("words")));
        facts.chain(missing).collect::<Vec<_>>().join("\n")
    }
}

/// Asserts the verdict of one rule for each of several worlds.
fn judged<const N: usize>(title: &str, rule: &str, worlds: [(World, &str); N]) {
    for (number, (world, verdict)) in worlds.into_iter().enumerate() {
        assert_eq!(world.rule(title, rule), verdict, "{rule}, world {number}: {}", world.told(title, rule));
    }
}

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
            (World::now().sheet("de-nghi/p1.csv", &row("P1,ca_nhan,N1,CSTĐT,,SK1,,,,,\n")), "needs_review"),
            (World::now().sheet("de-nghi/p1.csv", &row("P1,ca_nhan,N1,CSTĐT,,SK2,,,,,\n")), "eligible"),
        ],
    );
    // In another year as well.
    let last_year = format!("nam,{PROPOSAL}$1,P1,ca_nhan,N1,CSTĐCS,,SK1,,,,,\n");
    let world = World::now().sheet("de-nghi/p1.csv", &row("")).sheet("de-nghi/cu.csv", &last_year);
    assert_eq!(world.rule("CSTĐCS", "sang-kien-mot-lan"), "needs_review");
}

/// N1 was emulation fighter in these years before.
fn fighter(years: &[i32], rest: &str) -> World {
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

/// P1 with so many people, of whom so many are put forward for advanced worker and graded good; so many more are put forward
/// and have no grade; further rows of people follow.
fn unit_of(people: usize, advanced: usize, open: usize, rest: &str) -> World {
    let code = |number: usize| format!("N{}", number + 1);
    let rows = (0..people).map(|one| format!("{},Người {one},P1,cong_chuc,,2001-01-01,,\n", code(one))).collect::<Vec<_>>().concat();
    let grades = (0..people)
        .filter(|one| *one < advanced || *one >= advanced + open)
        .map(|one| format!("$0,ca_nhan,{},HTTNV\n", code(one)))
        .collect::<Vec<_>>()
        .concat();
    let proposals = (0..advanced + open).map(|one| format!("P1,ca_nhan,{},LĐTT,,,,,,,\n", code(one))).collect::<Vec<_>>().concat();
    World::now()
        .sheet("ca-nhan.csv", &format!("{PEOPLE}{rows}{rest}"))
        .sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,HTTNV\n{grades}"))
        .sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,tap_the,P1,TTLĐTT,,,,,,,\nP1,tap_the,P1,TTLĐXS,,,,,,,\n{proposals}"))
}

#[test]
fn seven_in_ten_are_compared_exactly() {
    judged(
        "TTLĐTT",
        "ttldtt-ty-le",
        [
            // 7 · 100 = 700 ≥ 70 · 10 = 700; 13 · 100 = 1300 < 70 · 19 = 1330; 14 · 100 = 1400 ≥ 1330.
            (unit_of(10, 7, 0, ""), "eligible"),
            (unit_of(19, 13, 0, ""), "not_eligible"),
            (unit_of(19, 14, 0, ""), "eligible"),
            // One open could change 13 to 14 of 19; of 12 and one open it could not.
            (unit_of(19, 13, 1, ""), "needs_review"),
            (unit_of(19, 12, 1, ""), "not_eligible"),
            (unit_of(19, 14, 1, ""), "eligible"),
            (World::now().without("ca-nhan.csv").propose("TTLĐTT", ""), "needs_review"),
        ],
    );
    let told = unit_of(19, 13, 0, "").told("TTLĐTT", "ttldtt-ty-le");
    assert_eq!(told, "13/19 người đạt lao động tiên tiến: 13 × 100 = 1300 < 70 × 19 = 1330");
}

#[test]
fn both_bases_of_seven_in_ten_are_shown_and_decide_as_declared() {
    // Ten people, of whom one on probation is not put forward: 7 of 10, and 7 of 9 without; of eleven 7 of 11 (700 < 770), 7 of 10 without.
    let probation = "N99,Tập sự,P1,cong_chuc,x,$0-06-01,,\n";
    let of_eleven = || unit_of(10, 7, 0, probation);
    judged(
        "TTLĐTT",
        "ttldtt-ty-le",
        [
            (of_eleven(), "needs_review"),
            (of_eleven().title("TTLĐTT", "mau_so_70: {tru: [tap_su]}"), "eligible"),
            (of_eleven().title("TTLĐTT", "mau_so_70: {tru: []}"), "not_eligible"),
            // Come from P2 on 01/07 or 02/07: six months are full on 31/12, or are not.
            (
                unit_of(10, 7, 0, "N99,Mới,P2,cong_chuc,,2001-01-01,,$0-06-30\nN99,Mới,P1,cong_chuc,,2001-01-01,$0-07-01,\n")
                    .title("TTLĐTT", "mau_so_70: {tru: [moi_chuyen_den_duoi_06_thang]}"),
                "not_eligible",
            ),
            (
                unit_of(10, 7, 0, "N99,Mới,P2,cong_chuc,,2001-01-01,,$0-07-01\nN99,Mới,P1,cong_chuc,,2001-01-01,$0-07-02,\n")
                    .title("TTLĐTT", "mau_so_70: {tru: [moi_chuyen_den_duoi_06_thang]}"),
                "eligible",
            ),
        ],
    );
    let told = of_eleven().told("TTLĐTT", "ttldtt-ty-le");
    assert!(told.contains("7/11 người") && told.contains("7/10 người"), "{told}");
}

#[test]
fn whoever_is_put_forward_for_more_than_advanced_worker_counts_among_them() {
    // Two of two: one put forward for advanced worker, one for emulation fighter, whose higher title fails.
    let world = unit_of(2, 1, 0, "");
    let proposals = format!("{}P1,ca_nhan,N2,CSTĐCS,,,,,,,\n", world.sheets["de-nghi/p1.csv"]);
    let world = world.sheet("de-nghi/p1.csv", &proposals);
    assert_eq!(world.rule("CSTĐCS", "cstdcs-thanh-tich"), "not_eligible");
    assert!(world.told("TTLĐTT", "ttldtt-ty-le").starts_with("2/2 người"), "{}", world.told("TTLĐTT", "ttldtt-ty-le"));
}

#[test]
fn a_collective_is_graded_and_no_member_is_warned() {
    let graded = |grade: &str| unit_of(1, 1, 0, "").sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,{grade}\n$0,ca_nhan,N1,HTTNV\n"));
    judged(
        "TTLĐTT",
        "ttldtt-xep-loai",
        [(graded("HTTNV"), "eligible"), (graded("HTNV"), "not_eligible"), (World::now().propose("TTLĐTT", ""), "needs_review")],
    );
    judged(
        "TTLĐXS",
        "ttldxs-xep-loai",
        [(graded("HTXSNV"), "eligible"), (graded("HTTNV"), "not_eligible"), (World::now().propose("TTLĐXS", ""), "needs_review")],
    );
    let case = |row: &str| unit_of(2, 1, 0, "").sheet("ky-luat.csv", &format!("{DISCIPLINE}{row}"));
    judged(
        "TTLĐTT",
        "ttldtt-ky-luat",
        [
            (case("ca_nhan,N2,da_quyet_dinh,khien_trach,$0-06-01,$+-05-31\n"), "eligible"),
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$0-06-01,$+-05-31\n"), "not_eligible"),
            // Decided last year and still in force; a form that is not said; nothing is known without the sheet.
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$1-06-01,$0-05-31\n"), "needs_review"),
            (case("ca_nhan,N2,da_quyet_dinh,,$0-06-01,\n"), "needs_review"),
            (case("ca_nhan,N2,da_quyet_dinh,canh_cao,$1-06-01,$1-12-31\n"), "eligible"),
            (unit_of(2, 1, 0, "").without("ky-luat.csv"), "needs_review"),
        ],
    );
}

#[test]
fn an_excellent_collective_has_all_members_done_and_a_fighter() {
    let second = |grade: &str| unit_of(2, 1, 0, "").sheet("danh-gia.csv", &format!("{GRADES}$0,tap_the,P1,HTXSNV\n$0,ca_nhan,N1,HTTNV\n{grade}"));
    judged(
        "TTLĐXS",
        "ttldxs-ca-nhan",
        [(second("$0,ca_nhan,N2,HTNV\n"), "eligible"), (second("$0,ca_nhan,N2,KHTNV\n"), "not_eligible"), (second(""), "needs_review")],
    );
    let share = |advanced: usize, open: usize| unit_of(10, advanced, open, "");
    judged("TTLĐXS", "ttldxs-ty-le", [(share(7, 0), "eligible"), (share(6, 0), "not_eligible"), (share(6, 1), "needs_review")]);
    let fighter = |grade: &str, works: &str| {
        let rows = format!("{PROPOSAL}P1,tap_the,P1,TTLĐXS,,,,,,,\nP1,ca_nhan,N1,CSTĐCS,,,,,,,\n");
        World::now()
            .sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,{grade}\n"))
            .sheet("sang-kien.csv", &format!("{WORKS}{works}"))
            .sheet("de-nghi/p1.csv", &rows)
    };
    judged(
        "TTLĐXS",
        "ttldxs-chien-si",
        [
            (fighter("HTXSNV", ""), "eligible"),
            // Put forward and refused; put forward with an initiative of nobody knows which year; nobody put forward.
            (fighter("HTTNV", ""), "not_eligible"),
            (fighter("HTTNV", "SK1,Sổ,sang_kien,co_so,$0,N1,\nSK1,Sổ,sang_kien,co_so,$0,N2,\n"), "needs_review"),
            (World::now().propose("TTLĐXS", ""), "not_eligible"),
        ],
    );
}

/// P1 and P2 ranked on one criterion: P1 has these points; P2 7.
fn ranked(points: &str, organiser: &str, leader: &str) -> World {
    let keys = format!(
        "khoi: [{{ma: K1, ten: Khối một{organiser}}}]\nky: [{{ma: NAM, ten: Cả năm, tu: $0-01-01, den_het: $0-12-31}}]\n\
         cham_diem: {{vong: [cham], lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}, vuot_chi_tieu: toi_da}}\n\
         tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, cach_cham: {{ty_le: {{mau: chi_tieu}}}}}}\n\
         xep_hang: {{so_sanh: tong_diem, thu_hang: 1-2-2-4, dan_dau: {{danh_hieu: COT, moi_khoi: 1, dieu_kien: [{leader}]}}}}\n"
    );
    let results =
        format!("don_vi,tieu_chi,ky,chi_tieu,thuc_hien,diem_cham\nP1,A1,NAM,,,{points}\nP2,A1,NAM,,,7\nP1,A2,NAM,10,11,\nP2,A2,NAM,10,10,\n");
    World::now()
        .keys(&keys)
        .sheet("don-vi.csv", "ma,ten,khoi\nP1,Phòng Một,K1\nP2,Phòng Hai,K1\n")
        .sheet("ket-qua/nam.csv", &results)
        .propose("COT", "")
}

const OVER: &str = "{hoan_thanh_vuot: {tieu_chi: [A2], it_nhat: tat_ca}}";

#[test]
fn the_flag_of_a_province_goes_to_who_leads_a_block_it_organises() {
    judged(
        "COT",
        "cobt-dan-dau",
        [
            // 8 + 10 against 7 + 10.
            (ranked("8", ", cap_to_chuc: tinh", OVER), "eligible"),
            (ranked("6", ", cap_to_chuc: tinh", OVER), "not_eligible"),
            (ranked("7", ", cap_to_chuc: tinh", OVER), "needs_review"),
            // A block inside an agency; nobody says who organises it; no condition of targets gone beyond.
            (ranked("8", ", cap_to_chuc: co_quan", OVER), "needs_review"),
            (ranked("8", "", OVER), "needs_review"),
            (ranked("8", ", cap_to_chuc: tinh", "suy_ton_khoi"), "needs_review"),
            // The block has an error.
            (ranked("11", ", cap_to_chuc: tinh", OVER), "needs_review"),
        ],
    );
    // A2 exactly at its target is not beyond it.
    let exactly = ranked("8", ", cap_to_chuc: tinh", OVER);
    let results = exactly.sheets["ket-qua/nam.csv"].replace("10,11", "10,10");
    judged("COT", "cobt-dan-dau", [(exactly.sheet("ket-qua/nam.csv", &results), "not_eligible")]);
}

#[test]
fn a_leader_nobody_has_put_forward_is_judged_from_the_ranking() {
    let world = ranked("8", ", cap_to_chuc: co_quan", OVER).without("de-nghi/p1.csv");
    let leader = world.proposal("COT");
    assert_eq!((leader["unit"].as_str(), leader["from_ranking"].as_bool()), (Some("P1"), Some(true)));
    assert_eq!(leader["source"], serde_json::json!({"file": "don-vi.csv", "line": 2}));
}

#[test]
fn a_thematic_campaign_asks_for_years() {
    let world = |title: &str, from: &str| {
        World::now()
            .propose(title, "")
            .keys(&format!("thoi_gian: {{tu: {from}, den_het: $0-12-31}}\nso_ket_tong_ket: [{{ten: Tổng kết, ngay: $0-12-01}}]\n"))
    };
    let thematic = |world: World| {
        let definition = String::from_utf8(world.files()["phong-trao.yaml"].clone()).expect("text");
        definition.replace("hinh_thuc: thuong_xuyen", "hinh_thuc: chuyen_de")
    };
    let verdict = |title: &str, rule: &str, from: &str| {
        let world = world(title, from);
        let mut files = world.files();
        files.insert("phong-trao.yaml".to_owned(), thematic(world).into_bytes());
        let run = run(&files, &Request::default());
        let mut out = Vec::new();
        report::titles::json::write(&run, &memory(&files), Voice::default(), &mut out).expect("memory takes everything");
        let told: Value = serde_json::from_slice(&out).expect("JSON");
        let rules = told["campaigns"][0]["proposals"][0]["rules"].as_array().expect("rules").clone();
        rules.iter().find(|one| one["rule"] == rule).map(|one| one["verdict"].as_str().expect("a verdict").to_owned())
    };
    // From 01/01/2023 to 31/12/2025 are three years; from the day after they are not.
    assert_eq!(verdict("COT", "cobt-chuyen-de", "2023-01-01").as_deref(), Some("eligible"));
    assert_eq!(verdict("COT", "cobt-chuyen-de", "2023-01-02").as_deref(), Some("not_eligible"));
    assert_eq!(verdict("COT", "cobt-dan-dau", "2023-01-01"), None);
    assert_eq!(verdict("COCP", "cocp-chuyen-de", "2021-01-01").as_deref(), Some("eligible"));
    assert_eq!(verdict("COCP", "cocp-chuyen-de", "2021-01-02").as_deref(), Some("not_eligible"));
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
fn what_a_province_asks_beside_is_asked_with_its_document() {
    let with =
        |condition: &str| World::now().title("LĐTT", &format!("dieu_kien_them: [{{{condition}, van_ban: 86/2025/QĐ-UBND}}]")).propose("LĐTT", "");
    let recruited = |day: &str| with("thang_cong_tac_it_nhat: 10").sheet("ca-nhan.csv", &format!("{PEOPLE}N1,Nguyễn Văn An,P1,cong_chuc,,{day},,\n"));
    let case = |row: &str| with("khong_ky_luat_tu: khien_trach").sheet("ky-luat.csv", &format!("{DISCIPLINE}{row}"));
    let leave = |reason: &str| with("nghi_duoi_ngay_lam_viec: 5").sheet("nghi.csv", &format!("{LEAVES}N1,{reason},$0-03-03,$0-03-07\n"));
    judged(
        "LĐTT",
        "dieu-kien-them",
        [
            // Ten months from 01/03 end with 31/12; from 02/03 a day later.
            (recruited("$0-03-01"), "eligible"),
            (recruited("$0-03-02"), "not_eligible"),
            (recruited(""), "needs_review"),
            (case(""), "eligible"),
            (case("ca_nhan,N1,da_quyet_dinh,khien_trach,$0-06-01,$+-05-31\n"), "not_eligible"),
            // Monday 3 to Friday 7 March 2025 are five working days; thai sản is let be, with a doubt.
            (leave("om_dau"), "not_eligible"),
            (leave("thai_san"), "needs_review"),
            (with("hoi_dong_xac_nhan: chấp hành tốt quy chế"), "eligible"),
        ],
    );
    let confirmed = with("hoi_dong_xac_nhan: chấp hành tốt quy chế").proposal("LĐTT");
    let confirm: Vec<&str> = confirmed["confirm"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(confirm.contains(&"chấp hành tốt quy chế (86/2025/QĐ-UBND)"), "{confirm:?}");
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

#[test]
fn forty_days_of_leave_count_until_2017_alone() {
    // 40 working days from Monday 4 January 2016 end with Friday 26 February; 39 with the day before.
    let world = |to: &str, reason: &str| World::of(2016).sheet("nghi.csv", &format!("{LEAVES}N1,{reason},2016-01-04,{to}\n")).propose("LĐTT", "");
    judged(
        "LĐTT",
        "ldtt-nghi-40-ngay",
        [
            (world("2016-02-26", "om_dau"), "not_eligible"),
            (world("2016-02-25", "om_dau"), "eligible"),
            (world("2016-02-26", "thai_san"), "needs_review"),
            (world("", "om_dau"), "needs_review"),
        ],
    );
    assert_eq!(World::of(2022).propose("LĐTT", "").rule("LĐTT", "ldtt-nghi-40-ngay"), "–");
}

#[test]
fn ten_months_and_a_reprimand_count_until_2023_alone() {
    let recruited =
        |year: i32, day: &str| World::of(year).sheet("ca-nhan.csv", &format!("{PEOPLE}N1,Nguyễn Văn An,P1,cong_chuc,,{day},,\n")).propose("LĐTT", "");
    judged(
        "LĐTT",
        "ldtt-thang-cong-tac",
        [(recruited(2022, "$0-03-01"), "eligible"), (recruited(2022, "$0-03-02"), "not_eligible"), (recruited(2022, ""), "needs_review")],
    );
    assert_eq!(recruited(2024, "$0-03-02").rule("LĐTT", "ldtt-thang-cong-tac"), "–");
    let case = |year: i32| {
        World::of(year).sheet("ky-luat.csv", &format!("{DISCIPLINE}ca_nhan,N1,da_quyet_dinh,khien_trach,$0-06-01,$+-05-31\n")).propose("LĐTT", "")
    };
    judged("LĐTT", "ldtt-ky-luat", [(case(2022), "not_eligible"), (World::of(2022).propose("LĐTT", ""), "eligible")]);
    assert_eq!(case(2024).rule("LĐTT", "ldtt-ky-luat"), "–");
}

#[test]
fn an_excellent_grade_in_place_of_an_initiative_is_read_both_ways_until_2023() {
    let world = |grade: &str| World::of(2022).sheet("danh-gia.csv", &format!("{GRADES}$0,ca_nhan,N1,{grade}\n")).propose("CSTĐCS", "");
    judged("CSTĐCS", "cstdcs-thanh-tich", [(world("HTXSNV"), "needs_review"), (world("HTTNV"), "not_eligible")]);
    let work = World::of(2022).sheet("sang-kien.csv", &format!("{WORKS}SK1,Sổ,sang_kien,co_so,$0,N1,\n")).propose("CSTĐCS", "");
    judged("CSTĐCS", "cstdcs-thanh-tich", [(work, "eligible")]);
}

#[test]
fn a_rule_without_a_clause_settles_nothing_until_the_campaign_confirms_it() {
    let confirm = |keys: &str| World::of(2022).propose("LĐTT", "").keys(&format!("quy_dinh: [{{ma: ldtt-tieu-chuan, {keys}, van_ban: đã xem}}]\n"));
    judged(
        "LĐTT",
        "ldtt-tieu-chuan",
        [(World::of(2022).propose("LĐTT", ""), "needs_review"), (confirm("xac_nhan: true"), "eligible"), (confirm("bo: true"), "eligible")],
    );
    let told = World::of(2022).told_of_ldtt();
    assert!(told.contains("nguồn: chưa kiểm chứng"), "{told}");
    // An exclusion without a clause counts only where it applies, and then puts nobody off.
    let under_review = World::of(2024).sheet("ky-luat.csv", &format!("{DISCIPLINE}ca_nhan,N1,dang_xem_xet,,$0-12-01,\n")).propose("LĐTT", "");
    judged("LĐTT", "tam-hoan", [(World::of(2024).propose("LĐTT", ""), "eligible"), (under_review.clone(), "needs_review")]);
    let confirmed = under_review.keys("quy_dinh: [{ma: tam-hoan, xac_nhan: true, van_ban: đã xem}]\n");
    judged("LĐTT", "tam-hoan", [(confirmed, "suspended")]);
}

impl World {
    fn told_of_ldtt(self) -> String {
        self.propose("LĐTT", "").told("LĐTT", "ldtt-tieu-chuan")
    }
}

#[test]
fn the_campaign_overrides_a_figure_visibly() {
    // 75 · 10 = 750 > 7 · 100 = 700.
    let world = unit_of(10, 7, 0, "").keys("quy_dinh: [{ma: ttldtt-ty-le, muc: 75, van_ban: 86/2025/QĐ-UBND}]\n");
    judged("TTLĐTT", "ttldtt-ty-le", [(world.clone(), "not_eligible")]);
    assert!(world.told("TTLĐTT", "ttldtt-ty-le").contains("phong trào lấy mức 75 thay cho 70 (86/2025/QĐ-UBND)"));
}

#[test]
fn where_the_years_regime_and_the_dossiers_differ_the_campaign_says_which_judges() {
    // Achievements of 2023, dossier of 2024: by the old law an unchecked standard, by the new one good enough.
    let world = World::of(2023).propose("LĐTT", ",,2024-01-15,x,x,x,");
    judged("LĐTT", "che-do", [(world.clone(), "needs_review")]);
    let by_dossier = world.clone().keys("tieu_chuan_theo: ngay_ho_so\n");
    assert_eq!((by_dossier.rule("LĐTT", "che-do"), by_dossier.proposal("LĐTT")["verdict"].as_str()), ("–".to_owned(), Some("eligible")));
    let by_year = world.keys("tieu_chuan_theo: nam_thi_dua\n");
    assert_eq!((by_year.rule("LĐTT", "che-do"), by_year.proposal("LĐTT")["verdict"].as_str()), ("–".to_owned(), Some("needs_review")));
    // A dossier of the same regime leaves no question.
    assert_eq!(World::of(2023).propose("LĐTT", ",,2023-12-31,x,x,x,").rule("LĐTT", "che-do"), "–");
}

#[test]
fn a_title_that_is_none_of_the_law_is_left_to_the_council() {
    let world = World::now().sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,ca_nhan,N1,RIENG,,,,,,,\n"));
    let world = World { titles: format!("{TITLES}  - {{ma: RIENG, doi_tuong: ca_nhan}}\n"), ..world };
    assert_eq!(world.rule("RIENG", "ngoai-luat"), "needs_review");
}

/// Everybody put forward for everything, with all that could be asked for.
fn everything(year: i32) -> World {
    let grades = (0..6).map(|back| format!("${back},ca_nhan,N1,HTXSNV\n${back},tap_the,P1,HTXSNV\n")).collect::<Vec<_>>().concat();
    let history = "ca_nhan,N1,$3,CSTĐCS,1/QĐ,,\nca_nhan,N1,$2,CSTĐCS,2/QĐ,,\nca_nhan,N1,$1,CSTĐCS,3/QĐ,,\nca_nhan,N1,$0,CSTĐCS,4/QĐ,,\n\
                   ca_nhan,N1,$2,CSTĐT,5/QĐ,$1-03-01,\nca_nhan,N1,$1,CSTĐT,6/QĐ,$0-03-01,\nca_nhan,N1,$4,BKT,7/QĐ,,\n\
                   tap_the,P1,$5,BKTT,8/QĐ,,\ntap_the,P1,$2,COT,9/QĐ,,\n";
    let works = "SK1,Sổ,sang_kien,toan_quoc,$0,N1,\nSK2,Sổ,sang_kien,toan_quoc,$0,N1,\n";
    let titles = ["LĐTT", "CSTĐCS", "CSTĐT", "CSTĐTQ", "BKT", "BKTTG", "GK"].map(|title| format!("P1,ca_nhan,N1,{title},,,$0-12-20,x,x,x,x\n"));
    let collective = ["TTLĐTT", "TTLĐXS", "COT", "COCP", "BKTT", "BKTTGTT"].map(|title| format!("P1,tap_the,P1,{title},,,$0-12-20,x,x,x,x\n"));
    let world = ranked("8", ", cap_to_chuc: tinh", OVER);
    World { year, ..world }
        .sheet("danh-gia.csv", &format!("{GRADES}{grades}"))
        .sheet("lich-su-danh-hieu.csv", &format!("{HISTORY}{history}"))
        .sheet("sang-kien.csv", &format!("{WORKS}{works}"))
        .sheet("de-nghi/p1.csv", &format!("{PROPOSAL}{}{}", titles.concat(), collective.concat()))
}

/// Asserts that a golden file holds a text; with `THIDUA_ACCEPT=1` it is written.
fn holds(name: &str, text: &str) {
    let path = root().join("tests/titles").join(name);
    if std::env::var_os("THIDUA_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the expectation can be written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, known, "{}", path.display());
}

#[test]
fn the_same_proposals_differ_between_regimes_exactly_where_the_law_does() {
    let mut rows: BTreeMap<(String, String), [String; 4]> = BTreeMap::new();
    for (column, year) in YEARS.into_iter().enumerate() {
        for proposal in everything(year).json() {
            let title = proposal["title"].as_str().expect("a title").to_owned();
            for rule in proposal["rules"].as_array().expect("rules") {
                let key = (title.clone(), rule["rule"].as_str().expect("a rule").to_owned());
                rows.entry(key).or_insert_with(|| std::array::from_fn(|_| "·".to_owned()))[column] =
                    rule["verdict"].as_str().expect("a verdict").to_owned();
            }
        }
    }
    let mut table = "danh_hieu quy_dinh 65/2014 91/2017 98/2023 152/2025\n".to_owned();
    for ((title, rule), verdicts) in &rows {
        writeln!(table, "{title} {rule} {}", verdicts.join(" ")).expect("a string takes text");
    }
    holds("regimes.txt", &table);
    // Within one law only what the decrees say differs: 98/2023 and 152/2025 share the law of 2022.
    let by_decree = ["tam-hoan", "sau-ky-luat", "cstdtq-han-ho-so", "phieu-80", "phieu-90"];
    for ((title, rule), [_, _, before, after]) in &rows {
        assert!(before == after || by_decree.contains(&rule.as_str()), "{title} {rule}: {before} {after}");
    }
}

#[test]
fn every_rule_stands_with_its_clause_and_its_mark() {
    let mut list = String::new();
    for regime in regimes() {
        for rule in &regime.rules {
            let source = rule.clause.as_deref().or(rule.source.as_deref()).unwrap_or("nguồn: chưa kiểm chứng");
            writeln!(list, "{} | {} | {} | {source}", regime.code, rule.code, rule.mark.word()).expect("a string takes text");
        }
    }
    holds("rules.txt", &list);
}

#[test]
fn every_test_a_rule_names_is_listed_and_every_listed_test_is_named() {
    let named: Vec<&str> = regimes().iter().flat_map(|regime| &regime.rules).filter_map(|rule| rule.test.as_deref()).collect();
    // Votes, seats and registrations are looked at after the conditions.
    let is_later = |rule: &&Rule| matches!(rule.kind, RuleKind::Quota | RuleKind::Vote) || *rule.code == *REGISTRATION;
    for rule in regimes().iter().flat_map(|regime| &regime.rules).filter(|rule| !is_later(rule)) {
        let is_listed = |test: &str| TESTS.iter().any(|(name, _)| *name == test);
        assert_eq!(rule.kind == RuleKind::Principle, rule.test.is_none(), "{}", rule.code);
        assert!(rule.test.as_deref().is_none_or(is_listed), "{}: {:?}", rule.code, rule.test);
    }
    for (name, _) in TESTS {
        assert!(named.contains(name), "no rule asks for `{name}`");
    }
}
