//! Regimes: what held until when, rules that are not verified, what a campaign says of them, and the table of all.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use thidua::rulebook::{Rule, RuleKind, regimes};
use thidua::titles::TESTS;
use thidua::titles::selected::REGISTRATION;

use crate::support::root;
use crate::titles::collectives::{OVER, ranked, unit_of};
use crate::titles::{DISCIPLINE, GRADES, HISTORY, LEAVES, PEOPLE, PROPOSAL, TITLES, WORKS, World, judged};

/// The last years of the four regimes, each a year from 1 January to 31 December but the third: from NĐ 98/2023, in force
/// from 01/01/2024 to 30/6/2025, the year 2024.
const YEARS: [i32; 4] = [2016, 2022, 2024, 2025];
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
            // Monday 3 to Friday 7 March 2025 are five working days; thai sản is working time.
            (leave("om_dau"), "not_eligible"),
            (leave("thai_san"), "eligible"),
            (with("hoi_dong_xac_nhan: chấp hành tốt quy chế"), "eligible"),
        ],
    );
    let confirmed = with("hoi_dong_xac_nhan: chấp hành tốt quy chế").proposal("LĐTT");
    let confirm: Vec<&str> = confirmed["confirm"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(confirm.contains(&"chấp hành tốt quy chế (86/2025/QĐ-UBND)"), "{confirm:?}");
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
    let read = |choice: &str| world("HTXSNV").title("CSTĐCS", &format!("htxsnv_thay_sang_kien: {choice}"));
    judged("CSTĐCS", "cstdcs-thanh-tich", [(read("true"), "eligible"), (read("false"), "not_eligible")]);
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
    // Whichever judges, the dossier follows the law of its own day.
    assert_eq!((by_year.rule("LĐTT", "ho-so"), by_dossier.rule("LĐTT", "ho-so")), ("eligible".to_owned(), "eligible".to_owned()));
    assert_eq!(World::of(2023).propose("LĐTT", ",,2023-12-31,").rule("LĐTT", "ho-so"), "–");
    // A dossier of the same regime leaves no question.
    assert_eq!(World::of(2023).propose("LĐTT", ",,2023-12-31,x,x,x,").rule("LĐTT", "che-do"), "–");
}

#[test]
fn earlier_procedures_go_on_through_2025_where_the_campaign_says_so() {
    // NĐ 98/2023 asks 90 % of the council for CSTĐT, NĐ 152/2025 leaves that title to others; nobody has voted.
    let told = |day: &str, keys: &str| {
        let world = World::now().propose("CSTĐT", &format!(",,{day},x,x,x,x")).keys(keys);
        [world.rule("CSTĐT", "phieu-90"), world.rule("CSTĐT", "chuyen-tiep")]
    };
    let (goes_on, over) = ("thu_tuc_chuyen_tiep: true\n", "thu_tuc_chuyen_tiep: false\n");
    assert_eq!(told("2025-06-30", ""), ["needs_review", "–"], "the decree of 2023 itself");
    assert_eq!(told("2025-07-01", ""), ["–", "needs_review"], "either may be followed");
    assert_eq!(told("2025-12-31", ""), ["–", "needs_review"]);
    assert_eq!(told("2025-12-31", goes_on), ["needs_review", "–"]);
    assert_eq!(told("2025-12-31", over), ["–", "–"]);
    assert_eq!(told("2026-01-01", goes_on), ["–", "–"], "its last day is past");
    assert_eq!(told("2026-01-01", ""), ["–", "–"]);
    // Where both come to the same there is no question: LĐTT takes no vote under either.
    assert_eq!(World::now().propose("LĐTT", ",,2025-12-31,x,x,x,").rule("LĐTT", "chuyen-tiep"), "–");
    // Rules of the dossier follow as well: the deadline for CSTĐTQ is of NĐ 152/2025.
    let deadline = |keys: &str| World::now().propose("CSTĐTQ", ",,2025-12-31,x,x,x,x").keys(keys).rule("CSTĐTQ", "cstdtq-han-ho-so");
    assert_eq!((deadline(over), deadline(goes_on)), ("needs_review".to_owned(), "–".to_owned()));
    let proposal = World::now().propose("CSTĐT", ",,2025-12-31,x,x,x,x").proposal("CSTĐT");
    let rules = proposal["rules"].as_array().expect("rules");
    let clause = rules.iter().find(|rule| rule["rule"] == "chuyen-tiep").expect("the rule")["clause"].clone();
    assert_eq!(clause, "khoản 2 Điều 60 Nghị định 152/2025/NĐ-CP");
}

#[test]
fn what_one_of_two_readings_alone_refuses_is_left_open() {
    // Recruited on 2 March: ten months fall short by a day under NĐ 91/2017, and are asked for no more under NĐ 98/2023.
    let world = World::of(2023).sheet("ca-nhan.csv", &format!("{PEOPLE}N1,Nguyễn Văn An,P1,cong_chuc,,$0-03-02,,\n"));
    let world = world.propose("LĐTT", ",,2024-01-15,x,x,x,");
    let told = |world: &World| [world.rule("LĐTT", "ldtt-thang-cong-tac"), world.proposal("LĐTT")["verdict"].as_str().expect("a verdict").to_owned()];
    assert_eq!(told(&world), ["needs_review", "needs_review"]);
    assert_eq!(told(&world.clone().keys("tieu_chuan_theo: nam_thi_dua\n")), ["not_eligible", "not_eligible"]);
    assert_eq!(told(&world.keys("tieu_chuan_theo: ngay_ho_so\n")), ["–", "eligible"]);
    // The second decision is of 2023, so NĐ 152/2025 has the dossier come by 31/12/2024; NĐ 98/2023 sets no day.
    let late = World::now().sheet("lich-su-danh-hieu.csv", &format!("{HISTORY}ca_nhan,N1,$2,CSTĐT,5/QĐ,$2-03-01,\n"));
    let late = late.propose("CSTĐTQ", ",,2025-12-31,x,x,x,x");
    let told = |keys: &str| late.clone().keys(keys).rule("CSTĐTQ", "cstdtq-han-ho-so");
    assert_eq!(told(""), "needs_review");
    assert_eq!([told("thu_tuc_chuyen_tiep: false\n"), told("thu_tuc_chuyen_tiep: true\n")], ["not_eligible", "–"]);
}

#[test]
fn an_optional_rule_holds_where_the_campaign_takes_it_up() {
    let take_up = "quy_dinh: [{ma: bkbt-ty-le-ca-nhan, xac_nhan: true, van_ban: 86/2025/QĐ-UBND}]\n";
    let share = |percent: &str| format!("ty_le_toi_da: {{phan_tram: {percent}, co_so: ca_nhan_tham_gia, tinh_theo: toan_co_quan, lam_tron: len}}");
    let world = World::now().propose("BKT", "");
    judged(
        "BKT",
        "bkbt-ty-le-ca-nhan",
        [
            // No share is declared: of what, and how rounded, is not known.
            (world.clone().keys(take_up), "needs_review"),
            // 5 % of one person, rounded up, is one seat.
            (world.clone().keys(take_up).title("BKT", &share("5")), "eligible"),
            (world.clone().keys(take_up).title("BKT", &share("6")), "needs_review"),
        ],
    );
    assert_eq!(world.rule("BKT", "bkbt-ty-le-ca-nhan"), "–");
    assert_eq!(world.title("BKT", &share("6")).rule("BKT", "ty-le-toi-da"), "eligible");
}

#[test]
fn a_title_that_is_none_of_the_law_is_left_to_the_council() {
    let world = World::now().sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,ca_nhan,N1,RIENG,,,,,,,\n"));
    let world = World { titles: format!("{TITLES}  - {{ma: RIENG, doi_tuong: ca_nhan}}\n"), ..world };
    assert_eq!(world.rule("RIENG", "ngoai-luat"), "needs_review");
}

/// Everybody put forward for everything, with all that could be asked for.
pub(super) fn everything(year: i32) -> World {
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
    let by_decree = ["tam-hoan", "sau-ky-luat", "cstdtq-han-ho-so", "phieu-80", "phieu-90", "cocp-ty-le", "chuyen-tiep"];
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
