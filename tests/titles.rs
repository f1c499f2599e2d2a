//! Titles: each rule with a smallest campaign for each verdict it can give, and the same proposals under each regime.

mod collectives;
mod outputs;
mod persons;
mod regimes;

use std::collections::BTreeMap;

use serde_json::Value;
use thidua::diagnostic::{Language, Voice};
use thidua::pipeline::Request;
use thidua::report;

use crate::support::{Files, memory, run};

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
