//! Registrations in numbers: what the field has published of them, and withdrawals as a day sees them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use thidua::pipeline::{Request, Run};
use thidua::report::{self, About, Cell, Page};
use thidua::rollup::{Folders, Rollup};
use thidua::source::Volume;
use thidua::value::Day;

use crate::support::{Files, memory, run};

/// Registrations of the Ministry's campaign of 2013 as it published them: block, subject, title, how many.
const OF_2013: [(&str, &str, &str, usize); 10] = [
    ("BO", "tap_the", "TTLDTT", 245),
    ("BO", "tap_the", "TTLDXS", 209),
    ("BO", "tap_the", "CO-NGANH", 23),
    ("BO", "tap_the", "CO-CP", 5),
    ("BO", "ca_nhan", "LDTT", 1673),
    ("BO", "ca_nhan", "CSTDCS", 966),
    ("BO", "ca_nhan", "CSTD-NGANH", 48),
    ("BO", "ca_nhan", "CSTDTQ", 1),
    ("STP", "tap_the", "CO-NGANH", 38),
    ("STP", "ca_nhan", "CSTD-NGANH", 46),
];

/// A campaign without criteria: its blocks and titles, units named after their block, and registrations.
fn campaign(year: u16, blocks: &[&str], registered: &[(&str, &str, &str, usize)], rows: &str) -> Files {
    let mut definition = format!("ma: p\nten: Phong trào\nnam: {year}\ntieu_chi: []\nkhoi:\n");
    for block in blocks {
        writeln!(definition, "  - {{ma: {block}, ten: Khối {block}}}").expect("text takes everything");
    }
    definition.push_str("danh_hieu:\n");
    let mut titles: Vec<(&str, &str)> = registered.iter().map(|(_, subject, title, _)| (*title, *subject)).collect();
    titles.sort_unstable();
    titles.dedup();
    for (title, subject) in titles {
        writeln!(definition, "  - {{ma: {title}, ten: {title}, doi_tuong: {subject}}}").expect("text takes everything");
    }
    let mut units = "ma,ten,khoi\n".to_owned();
    for block in blocks {
        let most = registered.iter().filter(|(own, subject, _, _)| own == block && *subject == "tap_the").map(|(_, _, _, count)| *count).max();
        for number in 1..=most.expect("every block registers collectives") {
            writeln!(units, "{block}{number},Đơn vị {block} {number},{block}").expect("text takes everything");
        }
    }
    let sheet = format!("don_vi,doi_tuong,ma,ho_ten,danh_hieu,ngay_nhan,trang_thai,ngay_rut\n{rows}");
    Files::from([
        ("phong-trao.yaml".to_owned(), definition.into()),
        ("don-vi.csv".to_owned(), units.into()),
        ("dang-ky/tat-ca.csv".to_owned(), sheet.into()),
    ])
}

/// So many rows of each: collectives by unit, people by a name of their own in the block's first unit.
fn rows_of(registered: &[(&str, &str, &str, usize)], received: &str) -> String {
    let mut rows = String::new();
    for (block, subject, title, count) in registered {
        for number in 1..=*count {
            match *subject {
                "tap_the" => writeln!(rows, "{block}{number},tap_the,,,{title},{received},,"),
                _ => writeln!(rows, "{block}1,ca_nhan,,Người thứ {number},{title},{received},,"),
            }
            .expect("text takes everything");
        }
    }
    rows
}

/// The rows of a table below a page's name: the cells as people read them.
fn cells(pages: &[Page], name: &str, key: &str) -> Vec<Vec<String>> {
    let page = pages.iter().find(|page| *page.name == *name).expect("the page is there");
    let table = page.tables.iter().find(|table| *table.key == *key).expect("the table is there");
    table.rows.iter().map(|row| row.cells.iter().map(Cell::words).collect()).collect()
}

fn pages(run: &Run) -> Vec<Page> {
    report::pages(run, &About { version: "0" })
}

#[test]
fn what_was_registered_in_2013_adds_up_by_title_and_block() {
    // Khối thuộc Bộ: 245 + 209 + 23 + 5 = 482 collectives; 1673 + 966 + 48 + 1 = 2688 people's registrations.
    let of_ministry = &OF_2013[..8];
    let run = run(&campaign(2013, &["BO"], of_ministry, &rows_of(of_ministry, "2013-03-18")), &Request::default());
    assert_eq!(run.findings.len(), 0);
    let rows = cells(&pages(&run), "Đăng ký theo danh hiệu", "registrations-by-title");
    let totals: Vec<String> = rows.iter().filter(|row| row[0] == "Cộng").map(|row| row.join("|")).collect();
    assert_eq!(totals, ["Cộng|tập thể|482|0|482", "Cộng|cá nhân|2688|0|2688"]);
    for (_, _, title, count) in of_ministry {
        assert!(rows.iter().any(|row| row[0] == format!("{title} ({title})") && row[4] == count.to_string()), "{title}: {rows:?}");
    }
}

/// One folder.
struct Shelf(BTreeMap<String, Files>);

impl Folders for Shelf {
    fn open(&self, path: &str) -> anyhow::Result<Option<Box<dyn Volume>>> {
        Ok(self.0.get(path).map(|files| Box::new(memory(files)) as Box<dyn Volume>))
    }
}

#[test]
fn a_roll_up_adds_the_registrations_of_its_folders() {
    // With the 38 flags and 46 of Sở Tư pháp: 482 + 38 = 520, 2688 + 46 = 2734.
    let folder = |block: &str, registered: &[(&str, &str, &str, usize)]| campaign(2013, &[block], registered, &rows_of(registered, "2013-03-18"));
    let shelf = Shelf(BTreeMap::from([("bo".to_owned(), folder("BO", &OF_2013[..8])), ("stp".to_owned(), folder("STP", &OF_2013[8..]))]));
    let rollup = Rollup::gather(&["bo".to_owned(), "stp".to_owned()], &shelf, &Request::default());
    let pages = report::rollup::pages(&rollup, &About { version: "0" });
    let rows = cells(&pages, "Đăng ký", "registrations");
    let totals: Vec<String> = rows.iter().filter(|row| row[0] == "Cộng").map(|row| row.join("|")).collect();
    assert_eq!(totals, ["Cộng|tập thể|520|0", "Cộng|cá nhân|2734|0"]);
}

/// Tây Nam Bộ 2019: 13 of 13 departments of justice and 72 of enforcement for the Ministry's flag, 7 of them for the Government's too;
/// by 8 November 50 and 3 are left.
fn south_west() -> Files {
    let registered = [("STP", "tap_the", "CO-NGANH", 13), ("THADS", "tap_the", "CO-NGANH", 72), ("THADS", "tap_the", "CO-CP", 7)];
    let mut rows = rows_of(&registered, "2019-03-01");
    // 72 − 50 = 22 and 7 − 3 = 4 withdraw on the day of the check.
    for (title, from, to) in [("CO-NGANH", 51, 72), ("CO-CP", 4, 7)] {
        for number in from..=to {
            let row = format!("THADS{number},tap_the,,,{title},2019-03-01,,\n");
            assert!(rows.contains(&row));
            rows = rows.replace(&row, &format!("THADS{number},tap_the,,,{title},2019-03-01,rut,2019-11-08\n"));
        }
    }
    campaign(2019, &["STP", "THADS"], &registered, &rows)
}

/// What stands on a day, by block and title, and all that was ever registered.
fn standing(day: &str) -> Vec<String> {
    let request = Request { as_of: Day::parse(day.as_bytes()).ok(), ..Request::default() };
    let rows = cells(&pages(&run(&south_west(), &request)), "Đăng ký theo danh hiệu", "registrations-by-title");
    rows.iter().filter(|row| row.len() > 1 && row[0] != "Cộng").map(|row| format!("{} {}/{}", row[0], row[2], row[4])).collect()
}

#[test]
fn before_a_withdrawal_takes_effect_a_registration_stands() {
    assert_eq!(standing("2019-11-07"), ["CO-NGANH (CO-NGANH) 13/13", "CO-CP (CO-CP) 7/7", "CO-NGANH (CO-NGANH) 72/72"]);
}

#[test]
fn from_the_day_of_a_withdrawal_on_it_does_not_and_is_not_hidden() {
    assert_eq!(standing("2019-11-08"), ["CO-NGANH (CO-NGANH) 13/13", "CO-CP (CO-CP) 3/7", "CO-NGANH (CO-NGANH) 50/72"]);
}
