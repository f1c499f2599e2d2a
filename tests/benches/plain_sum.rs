//! What a generated folder comes to, worked out slowly and without a line of the program: every row is read by the `csv`
//! crate, points are whole hundredths, and a place is one more than how many of the block stand higher.
//!
//! It knows of a definition only that every leaf is out of 10 and that nothing is worth more.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Where a unit stands: points and shares in hundredths.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Standing {
    pub block: String,
    pub place: usize,
    pub total: i64,
    pub maximum: i64,
    pub share: i64,
}

/// A criterion of a unit, summed over its periods.
#[derive(Default)]
struct Sums {
    points: i64,
    leaves: i64,
    done: i64,
    base: i64,
}

const FULL: i64 = 10;

fn half_up(top: i64, bottom: i64) -> i64 {
    (2 * top + bottom) / (2 * bottom)
}

fn share_of(done: i64, base: i64) -> i64 {
    half_up(done * FULL * 100, base).min(FULL * 100)
}

fn hundredths(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<2}").parse().unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

/// Every row of a sheet, by label.
fn each_row(file: &Path, mut take: impl FnMut(&dyn Fn(&str) -> String)) {
    let mut reader = csv::Reader::from_path(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let labels: HashMap<String, usize> = reader.headers().expect("there are labels").iter().map(str::to_owned).zip(0..).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("a clean sheet") {
        take(&|label| record[labels[label]].to_owned());
    }
}

fn sheets_of_results(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("ket-qua")).expect("there are results");
    entries.map(|entry| entry.expect("a folder's entries can be read").path()).collect()
}

/// The standings by unit; `figures_first`: figures are summed over the periods and scored once.
pub fn standings(folder: &Path, figures_first: bool) -> BTreeMap<String, Standing> {
    let mut targets: HashMap<[String; 3], i64> = HashMap::new();
    if folder.join("chi-tieu.csv").is_file() {
        each_row(&folder.join("chi-tieu.csv"), |cell| {
            targets.insert([cell("don_vi"), cell("tieu_chi"), cell("ky")], cell("chi_tieu").parse().expect("a whole target"));
        });
    }
    let mut units: HashMap<String, HashMap<String, Sums>> = HashMap::new();
    for file in sheets_of_results(folder) {
        each_row(&file, |cell| {
            let sums = units.entry(cell("don_vi")).or_default().entry(cell("tieu_chi")).or_default();
            if !cell("khong_phat_sinh").is_empty() {
                return;
            }
            sums.leaves += 1;
            if !cell("diem_tham_dinh").is_empty() {
                sums.points += hundredths(&cell("diem_tham_dinh"));
                return;
            }
            let stated = [cell("tong_so"), cell("chi_tieu")].into_iter().find(|text| !text.is_empty());
            let base = stated.map_or_else(|| targets[&[cell("don_vi"), cell("tieu_chi"), cell("ky")]], |text| text.parse().expect("a whole figure"));
            let done: i64 = cell("thuc_hien").parse().expect("a whole figure");
            sums.points += share_of(done, base);
            sums.done += done;
            sums.base += base;
        });
    }
    let mut standings = BTreeMap::new();
    each_row(&folder.join("don-vi.csv"), |cell| {
        let scored = units[&cell("ma")].values().map(|sums| {
            let is_scored_once = figures_first && sums.base > 0;
            if is_scored_once { (share_of(sums.done, sums.base), FULL) } else { (sums.points, FULL * sums.leaves) }
        });
        let (total, maximum) = scored.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        standings.insert(cell("ma"), Standing { block: cell("khoi"), place: 0, total, maximum, share: half_up(total * 100, maximum) });
    });
    let mut shares: HashMap<String, Vec<i64>> = HashMap::new();
    for standing in standings.values() {
        shares.entry(standing.block.clone()).or_default().push(standing.share);
    }
    for standing in standings.values_mut() {
        standing.place = 1 + shares[&standing.block].iter().filter(|share| **share > standing.share).count();
    }
    standings
}

/// The standings in a ranking that the program writes as CSV.
pub fn written(ranking: &[u8]) -> BTreeMap<String, Standing> {
    let mut reader = csv::Reader::from_reader(ranking);
    let rows = reader.deserialize().map(|row| row.expect("a row of the ranking"));
    let standing = |row: BTreeMap<String, String>| {
        let number = |label: &str| hundredths(&row[label]);
        let standing = Standing {
            block: row["khoi"].clone(),
            place: row["thu"].parse().unwrap_or_default(),
            total: number("tong_diem"),
            maximum: number("toi_da") / 100,
            share: number("ty_le"),
        };
        (row["don_vi"].clone(), standing)
    };
    rows.map(standing).collect()
}
