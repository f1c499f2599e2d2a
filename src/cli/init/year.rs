//! The year before as the beginning of a folder: units and people that are still there, and what was decided.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;

use crate::campaign::who::subject_of;
use crate::cli::init::{Beginning, Files, sheets, year_text};
use crate::diagnostic::{Finding, Grade, Voice};
use crate::draft::definition::{Form, SubjectKind};
use crate::draft::{DraftRow, grants, history, people, units};
use crate::folder::Folder;
use crate::pipeline::{self, DEFINITION, Request, Run};
use crate::sheet::{Column, Place, Presence, Sheet};
use crate::source::Volume as _;
use crate::value::Day;

/// The sheets that are carried over, or make what is.
const CARRIED: [&Sheet; 4] = [&units::SHEET, &people::SHEET, &history::SHEET, &grants::SHEET];

/// A folder for the year after that of a campaign, whose folder is told from another.
///
/// # Errors
/// Where the old folder cannot be read, is no campaign of one year, or what is to be carried over is faulty.
pub(super) fn begin(from: &Path, old: &Path, voice: Voice) -> anyhow::Result<Beginning> {
    let folder = Folder::open(&from.join(old))?;
    let run = pipeline::run(&folder, &Request::default())?;
    let name = old.display();
    refuse_faults(&run, &name.to_string(), voice)?;
    if run.shared.is_some() {
        bail!("`{name}` có nhiều phong trào: chưa mang sang năm mới được; dùng `thidua init DIR` rồi chép don-vi.csv, ca-nhan.csv");
    }
    let Some(year) = run.first().campaign.year else {
        bail!("`{name}` không khai một năm ở khóa nam: chưa mang sang năm mới được; dùng `thidua init DIR` rồi chép don-vi.csv, ca-nhan.csv");
    };
    let mut carrying = Carrying { run: &run, end: run.first().campaign.time.to, year, files: Files::new(), words: Vec::new() };
    let units = carrying.units();
    let people = carrying.people(&units.staying);
    carrying.history(&units.carried, people.as_ref());
    carrying.what_is_not_carried(folder.files());
    let Carrying { mut files, mut words, .. } = carrying;
    let moved = year_text::moved(&run.text, year)?;
    words.extend(moved.words);
    files.insert(DEFINITION.to_owned(), moved.text.into_bytes());
    files.extend(sheets::forms(&run.plan.definition, &files));
    Ok(Beginning { files, words })
}

/// Refuses to carry over what cannot be read for certain.
fn refuse_faults(run: &Run, name: &str, voice: Voice) -> anyhow::Result<()> {
    let is_carried = |place: Place| match place {
        Place::Definition(_) | Place::Folder => true,
        Place::File(file) | Place::Label(file, _) | Place::Byte { file, .. } => in_carried(run.rows.file(file).sheet),
        Place::Row(row) | Place::Cell(row, _) => in_carried(run.rows.file_of(row).sheet),
        Place::Stray(_) | Place::Closing(..) => false,
    };
    let faults = run.findings.iter().map(|(_, finding)| finding);
    let faults: Vec<&Finding> = faults.filter(|finding| finding.check.grade == Grade::Required && is_carried(finding.place)).collect();
    let Some(first) = faults.first() else { return Ok(()) };
    bail!(
        "`{name}` còn {} lỗi ở định nghĩa hoặc ở bảng phải mang sang ({}): chạy `thidua check {name}`, sửa rồi lập lại",
        faults.len(),
        first.fault.title(voice)
    )
}

fn in_carried(sheet: &Sheet) -> bool {
    CARRIED.iter().any(|carried| carried.name == sheet.name)
}

/// The codes of units of the new folder.
struct Units {
    /// Those that hold after the old year.
    staying: BTreeSet<String>,
    /// These and those they succeed.
    carried: BTreeSet<String>,
}

struct Carrying<'r> {
    run: &'r Run,
    /// The last day of the old campaign.
    end: Day,
    year: i32,
    files: Files,
    words: Vec<String>,
}

impl Carrying<'_> {
    /// Carries the rows of units that hold after the year, and of those they succeed, whose history is theirs.
    fn units(&mut self) -> Units {
        let rows = &self.run.plan.units;
        let lasting = rows.rows.iter().filter(|row| self.lasts(row, units::TO));
        let staying: BTreeSet<String> = lasting.map(|row| row.text(units::CODE).to_owned()).collect();
        let mut carried = staying.clone();
        let mut open: Vec<String> = staying.iter().cloned().collect();
        while let Some(code) = open.pop() {
            let own = rows.rows.iter().filter(|row| row.text(units::CODE) == code);
            for before in own.flat_map(|row| row.text(units::PREDECESSORS).split(';')).map(str::trim).filter(|before| !before.is_empty()) {
                if carried.insert(before.to_owned()) {
                    open.push(before.to_owned());
                }
            }
        }
        let is_kept = |row: &&DraftRow| {
            let code = row.text(units::CODE);
            carried.contains(code) && (!staying.contains(code) || self.lasts(row, units::TO))
        };
        let (kept, left): (Vec<&DraftRow>, Vec<&DraftRow>) = rows.rows.iter().partition(is_kept);
        if rows.is_present {
            self.files.insert(sheets::home(&units::SHEET), table(&units::SHEET, &kept));
            self.say_left("don-vi.csv", "hết hiệu lực trong năm", &left, units::CODE);
        }
        Units { staying, carried }
    }

    /// Carries the people who are still in a unit that is; their codes, or none where the folder has no such sheet.
    fn people(&mut self, staying: &BTreeSet<String>) -> Option<BTreeSet<String>> {
        let rows = &self.run.plan.people;
        if !rows.is_present {
            return None;
        }
        let (here, gone): (Vec<&DraftRow>, Vec<&DraftRow>) = rows.rows.iter().partition(|row| self.lasts(row, people::TO));
        let (kept, without): (Vec<&DraftRow>, Vec<&DraftRow>) = here.into_iter().partition(|row| staying.contains(row.text(people::UNIT)));
        self.files.insert(sheets::home(&people::SHEET), table(&people::SHEET, &kept));
        self.say_left("ca-nhan.csv", "đã thôi hoặc đã chuyển trong năm", &gone, people::CODE);
        self.say_left("ca-nhan.csv", "ở đơn vị hết hiệu lực trong năm, phải ghi đơn vị mới", &without, people::CODE);
        self.words.push("ca-nhan.csv giữ tap_su, hop_dong, chuc_vu như năm trước: xem lại".to_owned());
        Some(kept.iter().map(|row| row.text(people::CODE).to_owned()).collect())
    }

    /// Carries the titles of earlier years, and after them those decided in the old one.
    fn history(&mut self, units: &BTreeSet<String>, people: Option<&BTreeSet<String>>) {
        let plan = &self.run.plan;
        let year = self.year;
        if !plan.history.is_present && !plan.grants.is_present {
            return;
        }
        let knows = |row: &&DraftRow, subject: usize, code: usize| match subject_of(row, subject) {
            Some(SubjectKind::Person) => people.is_none_or(|people| people.contains(row.text(code))),
            Some(SubjectKind::Collective) => units.contains(row.text(code)),
            None => false,
        };
        let rows = plan.history.rows.iter();
        let (earlier, left): (Vec<&DraftRow>, Vec<&DraftRow>) = rows.partition(|row| knows(row, history::SUBJECT, history::CODE));
        let rows = plan.grants.rows.iter();
        let (decided, gone): (Vec<&DraftRow>, Vec<&DraftRow>) = rows.partition(|row| knows(row, grants::SUBJECT, grants::CODE));
        let as_written = |row: &&DraftRow| -> Vec<String> { (0..history::COLUMNS.len()).map(|column| row.text(column).to_owned()).collect() };
        let mut records: Vec<Vec<String>> = earlier.iter().map(as_written).collect();
        // An award that history already has with its decision is not told twice.
        let key = |record: &[String]| [history::CODE, history::YEAR, history::TITLE, history::DECISION].map(|column| record[column].clone());
        for record in decided.into_iter().map(|row| self.honour(row)) {
            if !records.iter().any(|known| key(known) == key(&record)) {
                records.push(record);
            }
        }
        let is_needed =
            |(place, column): &(usize, &Column)| column.presence != Presence::Optional || records.iter().any(|row| !row[*place].is_empty());
        let columns: Vec<(usize, &Column)> = history::COLUMNS.iter().enumerate().filter(is_needed).collect();
        self.files.insert(sheets::home(&history::SHEET), written(&columns, &records));
        self.say_left("lich-su-danh-hieu.csv", "của đơn vị, cá nhân không mang sang", &left, history::CODE);
        self.say_left("khen-thuong.csv", "của đơn vị, cá nhân không mang sang", &gone, grants::CODE);
        if !plan.grants.is_present {
            self.words.push(format!(
                "năm {year} không có khen-thuong.csv: lich-su-danh-hieu.csv chưa có danh hiệu năm {year}, và năm không có dòng được hiểu là không được tặng; bổ sung trước khi xét danh hiệu"
            ));
        }
        if !plan.history.is_present {
            self.words.push(format!(
                "năm {year} không có lich-su-danh-hieu.csv: bảng mới chỉ có danh hiệu năm {year}, và năm không có dòng được hiểu là không được tặng; bổ sung các năm trước đó"
            ));
        }
    }

    /// A row of history made of a decision of the old year.
    fn honour(&self, row: &DraftRow) -> Vec<String> {
        let own = row.text(grants::YEAR);
        let mut record = vec![String::new(); history::COLUMNS.len()];
        for (to, from) in [
            (history::SUBJECT, grants::SUBJECT),
            (history::CODE, grants::CODE),
            (history::TITLE, grants::TITLE),
            (history::DECISION, grants::DECISION),
            (history::DAY, grants::DAY),
            (history::AUTHORITY, grants::AGENCY),
        ] {
            row.text(from).clone_into(&mut record[to]);
        }
        record[history::YEAR] = if own.is_empty() { self.year.to_string() } else { own.to_owned() };
        if self.run.first().campaign.form == Some(Form::Thematic) {
            "chuyen_de".clone_into(&mut record[history::OCCASION]);
        }
        record
    }

    /// Whether a row is not ended when the old campaign is; a day that cannot be read has been refused.
    fn lasts(&self, row: &DraftRow, to: usize) -> bool {
        row.day(to).value().is_none_or(|to| to > self.end)
    }

    fn say_left(&mut self, file: &str, why: &str, left: &[&DraftRow], code: usize) {
        if left.is_empty() {
            return;
        }
        let codes: BTreeSet<&str> = left.iter().map(|row| row.text(code)).collect();
        let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
        self.words.push(format!("{file}: không mang sang {} dòng {why}: {codes}", left.len()));
    }

    /// Names every other file of the old folder.
    fn what_is_not_carried(&mut self, files: &[String]) {
        let is_carried = |path: &str| path == DEFINITION || CARRIED.iter().any(|sheet| sheet.holds(path));
        let left: Vec<&str> = files.iter().map(String::as_str).filter(|path| !is_carried(path)).collect();
        if !left.is_empty() {
            self.words.push(format!("không mang sang: {}", left.join(", ")));
        }
    }
}

/// Rows of a sheet under those of its columns that the old file has; a column that is there says something even when it is empty.
fn table(sheet: &Sheet, rows: &[&DraftRow]) -> Vec<u8> {
    let is_there = |(place, column): &(usize, &Column)| column.presence != Presence::Optional || rows.iter().any(|row| row.has(*place));
    let columns: Vec<(usize, &Column)> = sheet.columns.iter().enumerate().filter(is_there).collect();
    let records: Vec<Vec<String>> = rows.iter().map(|row| (0..sheet.columns.len()).map(|column| row.text(column).to_owned()).collect()).collect();
    written(&columns, &records)
}

/// These columns of records.
fn written(columns: &[(usize, &Column)], records: &[Vec<String>]) -> Vec<u8> {
    let labels: Vec<String> = columns.iter().map(|(_, column)| column.key.to_owned()).collect();
    let rows: Vec<Vec<String>> = records.iter().map(|record| columns.iter().map(|(place, _)| record[*place].clone()).collect()).collect();
    sheets::csv(&labels, &rows)
}
