//! Intake: what units send – spreadsheets in whatever state – taken into the sheets of a campaign's folder, row by row, with a word on each.
//!
//! Bytes → [`grid`] pages ([`book`], [`plain`]; before a spreadsheet is opened [`limits`] looks through it) → the [`table`] on each page, its
//! [`labels`] matched to the columns of one sheet → each row written as its columns have it, or kept aside with the reason → [`target`]
//! files, merged row by row with what stands there. Nothing is guessed: what may be read two ways is kept aside, with its address.
//!
//! Every row that comes in is either written or kept aside, and both are counted; what is no row – titles, sums, signatures, notes beside
//! the table – is counted too. Taking the same file twice changes nothing.

pub mod book;
pub mod encoding;
pub mod grid;
mod identity;
pub mod labels;
mod limits;
mod names;
pub mod number;
pub mod plain;
mod row;
pub mod table;
pub mod target;
mod told;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::{Context as _, bail};

use crate::intake::encoding::Encoding;
use crate::intake::grid::{Cell, GridRow, Page, address};
use crate::intake::labels::{Layout, Role, Told};
use crate::intake::names::{Named, Names, key};
use crate::intake::row::{Ground, Known};
use crate::intake::table::{Found, RowKind, Vocabulary};
use crate::intake::target::{Elsewhere, Entered, Targets};
use crate::intake::told::{no_table, of_page, tell_rest, unsure};
use crate::pipeline::{Run, all_stages, sheets};
use crate::sheet::{CodeKind, Kind, Sheet};
use crate::source::Volume;
use crate::value::{StageCode, StageIndex, Table, text};
use crate::words;

pub use limits::MOST_BYTES;

/// What is told beside the files.
#[derive(Debug, Default)]
pub struct Asked {
    /// The only worksheet to take.
    pub page: Option<String>,
    /// The kind of sheet, by name.
    pub kind: Option<&'static Sheet>,
    /// The period of every row.
    pub period: Option<String>,
    /// The unit of every row.
    pub unit: Option<String>,
    /// What labels stand for.
    pub told: Vec<Told>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// Whether columns that look like identity numbers are kept.
    pub keeps_identity: bool,
}

/// What became of a file.
#[derive(Debug, Default)]
pub struct Account {
    /// Rows that came in.
    pub rows: usize,
    /// Those that are written, or stand there already.
    pub written: usize,
    /// Those that are kept aside, by page.
    pub kept: Vec<KeptPage>,
    /// What is to be said, in order.
    pub said: Vec<String>,
}

/// Rows of a page that are kept aside.
#[derive(Debug)]
pub struct KeptPage {
    /// The page's name.
    pub name: Box<str>,
    /// The labels, as the page has them.
    pub labels: Vec<String>,
    /// Each row's number, its cells, and why.
    pub rows: Vec<(u32, Vec<String>, String)>,
}

impl Account {
    /// How many rows are kept aside.
    pub fn kept_rows(&self) -> usize {
        self.kept.iter().map(|page| page.rows.len()).sum()
    }
}

impl KeptPage {
    /// As a CSV file: the labels and `LỖI`, so that it comes in again once it is put right.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let labels = self.labels.iter().map(String::as_str).chain(["LỖI"]);
        writer.write_record(labels).expect("memory takes every record");
        for (number, cells, reason) in &self.rows {
            let reason = format!("dòng {number} – {reason}");
            writer.write_record(cells.iter().chain([&reason])).expect("every row has a cell a label");
        }
        writer.into_inner().expect("memory takes every record")
    }
}

/// Files on their way into a folder: what each came to, and what the folder's files are to become.
pub struct Intake<'a> {
    known: Vec<Known<'a>>,
    stages: Table<StageIndex, StageCode>,
    /// The files of the folder that rows go to.
    pub targets: Targets<'a>,
}

impl<'a> Intake<'a> {
    /// An intake into a folder that was read.
    pub fn new(volume: &'a dyn Volume, run: &'a Run) -> Self {
        let known = run.campaigns.iter().map(|one| Known { campaign: &one.campaign, names: Names::of(&one.campaign) }).collect();
        let stages = all_stages(run.campaigns.iter().map(|one| &one.campaign));
        Self { known, targets: Targets::new(volume, stages.clone()), stages }
    }

    /// Takes a file.
    ///
    /// # Errors
    /// Where nothing of it can be taken: it cannot be read, there is no table, or what its columns are is not sure.
    pub fn take(&mut self, bytes: &[u8], asked: &Asked) -> anyhow::Result<Account> {
        let mut account = Account::default();
        let mut pages = pages(bytes, asked.encoding, &mut account)?;
        if let Some(wanted) = &asked.page {
            let names: Vec<String> = pages.iter().map(|page| format!("`{}`", page.name)).collect();
            pages.retain(|page| key(&page.name) == key(wanted));
            if pages.is_empty() {
                bail!("không có trang `{wanted}`; có {}", names.join(", "));
            }
        }
        let mut tables = Vec::new();
        let mut is_used = vec![false; asked.told.len()];
        for page in &pages {
            if page.is_hidden && asked.page.is_none() {
                account.said.push(format!("trang `{}` đang ẩn: không lấy; lấy thì thêm `--sheet \"{0}\"`", page.name));
                continue;
            }
            if let Some(table) = self.table(page, asked, &mut account)? {
                for (told, is_used) in asked.told.iter().zip(&mut is_used) {
                    *is_used |= table.found.columns.iter().any(|(_, label, _)| is_label(label, &told.label));
                }
                tables.push((page, table));
            } else if !page.rows.is_empty() {
                account.said.push(format!("trang `{}` không có bảng nào: không lấy", page.name));
            }
        }
        if tables.is_empty() {
            bail!("{}", no_table(&pages));
        }
        if let Some((told, _)) = asked.told.iter().zip(&is_used).find(|(_, is_used)| !**is_used) {
            bail!("`--map {}={}`: không bảng nào có nhãn `{}`", told.label, told.key, told.label);
        }
        let read: Vec<(&Page, Taking)> = tables.into_iter().map(|(page, table)| (page, self.rows(page, table, &mut account))).collect();
        // Every file it touches is opened before a row is entered: of a file that is refused nothing is taken.
        let elsewhere = read.iter().map(|(_, rows)| self.targets.open(&rows.found.layout, &rows.rows)).collect::<anyhow::Result<Vec<_>>>()?;
        for ((page, rows), elsewhere) in read.into_iter().zip(elsewhere) {
            self.enter(page, rows, &elsewhere, &mut account);
        }
        Ok(account)
    }

    /// The table of a page, settled: every column known or left out with a word.
    fn table(&self, page: &Page, asked: &Asked, account: &mut Account) -> anyhow::Result<Option<Settled>> {
        let kinds: Vec<&'static Sheet> = asked.kind.map_or_else(|| sheets().collect(), |kind| vec![kind]);
        let given = self.given(page, asked)?;
        let keys: Vec<&'static str> = given.iter().map(|given| given.key).collect();
        let wanted = table::Asked { kinds: &kinds, stages: &self.stages, told: &asked.told, given: &keys, vocabulary: &VOCABULARY };
        let Some(mut found) = table::find(page, wanted).with_context(|| format!("trang `{}`", page.name))? else { return Ok(None) };
        for told in &asked.told {
            if &*told.key != "-" && found.layout.find(&told.key).is_none() {
                let keys = words::quoted(found.layout.keys.iter());
                bail!("`--map {}={}`: bảng {} không có cột `{}`; có {keys}", told.label, told.key, found.layout.sheet.title, told.key);
            }
        }
        let below = &page.rows[found.first + found.height..];
        for (column, label, role) in &mut found.columns {
            let cells = below.iter().filter_map(|row| row.cell(*column));
            let is_figure = role.column().is_some_and(|place| !matches!(found.layout.kinds[place], Kind::Code(_) | Kind::Text));
            if !asked.keeps_identity && *role != Role::LeftOut && identity::looks_so(label, is_figure, cells) {
                account.said.push(format!(
                    "cột `{label}` ({}) trông như số định danh cá nhân: không lấy; giữ thì thêm `--keep`",
                    address(below.first().map_or(1, |row| row.number), *column)
                ));
                *role = Role::LeftOut;
            }
        }
        let lacking: Vec<&str> = table::lacking(&found, &keys).collect();
        let unsure: Vec<String> = found
            .unsure()
            .filter(|(column, ..)| below.iter().any(|row| row.cell(*column).is_some_and(|cell| !cell.is_blank())))
            .map(|(column, label, fault)| unsure(page, &found, (column, label), fault, &lacking))
            .collect();
        if !unsure.is_empty() {
            bail!("{}không chắc cột nào là cột nào, không lấy dòng nào:\n  {}", of_page(page), unsure.join("\n  "));
        }
        if !lacking.is_empty() {
            let flags: Vec<&str> = lacking.iter().filter_map(|key| FLAGS.iter().find(|(known, _)| known == key)).map(|(_, flag)| *flag).collect();
            let flags = if flags.is_empty() { String::new() } else { format!("; nêu bằng {}", flags.join(", ")) };
            bail!("{}bảng {} ở dòng {} thiếu cột {}{flags}", of_page(page), found.layout.sheet.title, found.line(page), words::quoted(lacking));
        }
        Ok(Some(Settled { given: place(&found.layout, given), found }))
    }

    /// What is given of every row of a page: told beside, or said over the table.
    fn given(&self, page: &Page, asked: &Asked) -> anyhow::Result<Vec<Given>> {
        let mut given = Vec::new();
        for (key, kind, told, heads) in
            [("don_vi", CodeKind::Unit, &asked.unit, ["đơn vị", "tên đơn vị"]), ("ky", CodeKind::Period, &asked.period, ["kỳ", "kỳ báo cáo"])]
        {
            let what = words::kind_name(kind, crate::diagnostic::Voice::default());
            let said = if told.is_some() { None } else { said_over(page, &heads) };
            let Some(wanted) = told.as_ref().or(said.as_ref()) else { continue };
            match self.look_up(kind, wanted) {
                Named::Code(code) => given.push(Given { key, code, is_told: told.is_some() }),
                // What a page says over its table may be anything; a column may say it again.
                Named::Unknown(_) | Named::Several(_) if told.is_none() => {}
                Named::Unknown(near) if near.is_empty() => bail!("không có {what} nào là `{wanted}`"),
                Named::Unknown(near) => bail!("không có {what} nào là `{wanted}`; gần giống: {}", near.join(", ")),
                Named::Several(codes) => bail!("`{wanted}` có thể là {what} {}", words::quoted(codes.iter())),
            }
        }
        Ok(given)
    }

    /// What a text names in the first campaign that knows it.
    fn look_up(&self, kind: CodeKind, wanted: &str) -> Named {
        let cell = Cell::Text(wanted.into());
        let mut found = self.known.iter().filter_map(|known| known.names.book(kind)).map(|book| book.find(&cell)).collect::<Vec<_>>();
        let known = found.iter().position(|named| matches!(named, Named::Code(_))).unwrap_or_default();
        if found.is_empty() { Named::Unknown(Vec::new()) } else { found.swap_remove(known) }
    }

    /// The rows of a table, and what is said of the rest.
    fn rows(&self, page: &Page, table: Settled, account: &mut Account) -> Taking {
        let Settled { found, given } = table;
        let mut rows: Vec<(u32, row::Cells)> = Vec::new();
        let mut kept: Vec<(u32, String)> = Vec::new();
        let mut left: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
        let (mut beside, mut rewritten, mut blank) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_over = false;
        let ground = Ground { known: &self.known, given: given.iter().map(|(place, given)| (*place, given.code.clone())).collect() };
        for (index, row) in
            page.rows[found.first + found.height..].iter().enumerate().filter(|(_, row)| row.cells.iter().any(|(_, cell)| !cell.is_blank()))
        {
            let names = |place: usize, cell: &Cell| self.names_something(&found.layout, place, cell);
            let kind = table::kind_of(row, page, index == 0, &found, names);
            is_over |= kind == RowKind::Foot;
            let is_known =
                || found.columns.iter().any(|(column, _, role)| role.column().zip(row.cell(*column)).is_some_and(|(place, cell)| names(place, cell)));
            if is_over && kind == RowKind::Row && is_known() {
                kept.push((row.number, "dòng nằm dưới phần ký".to_owned()));
                continue;
            }
            if is_over || kind != RowKind::Row {
                let kind = if is_over { RowKind::Foot } else { kind };
                left.entry(kind.said()).or_default().push(row.number);
                continue;
            }
            beside.extend(
                row.cells
                    .iter()
                    .filter(|(column, cell)| !cell.is_blank() && !found.columns.iter().any(|(at, ..)| at == column))
                    .map(|(column, cell)| (row.number, *column, cell.shown())),
            );
            let is_blank = |column: u16| matches!(row.cell(column), Some(Cell::Text(text)) if text.is_empty());
            blank.extend(
                found.columns.iter().filter(|(column, _, role)| role.column().is_some() && is_blank(*column)).map(|(at, ..)| (row.number, *at)),
            );
            let mut taken = row::take(row, page, &found, &ground);
            rewritten.append(&mut taken.rewritten);
            let other = taken.cells.as_ref().and_then(|cells| {
                given.iter().find(|(place, given)| given.is_told && cells[*place] != given.code).map(|(place, _)| (place, &cells[*place]))
            });
            if let Some((place, code)) = other {
                let reason = format!("`{}` là `{code}`, khác với điều được nêu", found.layout.keys[*place]);
                kept.push((row.number, reason));
                continue;
            }
            match taken.cells {
                Some(cells) => rows.push((row.number, cells)),
                None => kept.push((row.number, taken.reasons.join("; "))),
            }
        }
        account.rows += rows.len() + kept.len();
        tell_rest(page, &found, &given, (&left, &beside, &blank, &rewritten), account);
        let carried: Vec<usize> = (0..found.layout.keys.len())
            .filter(|place| found.carrier(*place).or(found.name_carrier(*place)).is_some() || given.iter().any(|(given, _)| given == place))
            .collect();
        Taking { found, carried, rows, kept }
    }

    /// Enters the rows of a table, all of whose files are open.
    fn enter(&mut self, page: &Page, read: Taking, elsewhere: &Elsewhere, account: &mut Account) {
        let Taking { found, carried, rows, mut kept } = read;
        let Entered { written, mut refused, said } = self.targets.enter(&found.layout, &carried, rows, elsewhere);
        account.written += written;
        account.said.extend(said);
        kept.append(&mut refused);
        kept.sort_by_key(|(number, _)| *number);
        if !kept.is_empty() {
            account.kept.push(kept_page(page, &found, kept));
        }
    }

    fn names_something(&self, layout: &Layout, place: usize, cell: &Cell) -> bool {
        let Kind::Code(kind) = layout.kinds[place] else { return false };
        self.known.iter().any(|known| known.names.book(kind).is_some_and(|book| book.knows(cell)))
    }
}

/// The words of all labels.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(sheets()));

/// Keys that can be given beside, and how.
const FLAGS: [(&str, &str); 2] = [("don_vi", "`--unit MÃ`"), ("ky", "`--period KỲ`")];

/// A cell of every row that no column carries.
struct Given {
    key: &'static str,
    code: Box<str>,
    is_told: bool,
}

/// Where what is given stands in a layout; what it has no column for is left out.
fn place(layout: &Layout, given: Vec<Given>) -> Vec<(usize, Given)> {
    given.into_iter().filter_map(|given| Some((layout.find(given.key)?, given))).collect()
}

/// The rows of a table: those that can be entered, and those that are kept aside.
struct Taking {
    found: Found,
    /// The columns they speak of.
    carried: Vec<usize>,
    rows: Vec<(u32, row::Cells)>,
    kept: Vec<(u32, String)>,
}

/// A table whose columns are known.
struct Settled {
    found: Found,
    given: Vec<(usize, Given)>,
}

fn pages(bytes: &[u8], encoding: Option<Encoding>, account: &mut Account) -> anyhow::Result<Vec<Page>> {
    let mut pages = if book::is_spreadsheet(bytes) {
        book::pages(bytes)?
    } else {
        let (page, said) = plain::page(bytes, encoding)?;
        account.said.extend(said);
        vec![page]
    };
    match encoding {
        Some(encoding @ (Encoding::Tcvn3 | Encoding::Vni)) => {
            let mut count = 0_usize;
            each_text(&mut pages, |_, _, _, text| {
                let converted = encoding::convert(text, encoding).into_owned();
                count += usize::from(*converted != **text);
                *text = converted.into();
                Ok(())
            })?;
            account.said.push(format!("đổi bảng mã: {count} ô"));
        }
        Some(Encoding::Utf8 | Encoding::Utf16 | Encoding::Windows1258) | None => each_text(&mut pages, |page, row, column, text| {
            let Some((encoding, read)) = encoding::looks_old(text) else { return Ok(()) };
            let name = Encoding::ALL.iter().find(|(_, known)| *known == encoding).map_or("", |(name, _)| name);
            bail!(
                "chữ ở ô {} trông như phông {}: `{}` là `{read}`; đổi thì thêm `--encoding {name}`",
                table::at(page, row, column),
                name.to_uppercase(),
                words::shown(text)
            );
        })?,
    }
    Ok(pages)
}

/// Goes over every text of some pages, with its page, row and column.
fn each_text(pages: &mut [Page], mut read: impl FnMut(&Page, u32, u16, &mut Box<str>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    for page in pages {
        let mut rows = std::mem::take(&mut page.rows);
        for row in &mut rows {
            for (column, cell) in &mut row.cells {
                if let Cell::Text(text) = cell {
                    read(page, row.number, *column, text)?;
                }
            }
        }
        page.rows = rows;
    }
    Ok(())
}

/// What a page says over its table: `Đơn vị: …`, in one cell or with the answer in the next.
fn said_over(page: &Page, heads: &[&str]) -> Option<String> {
    let mut rows = page.rows.iter().take(table::LOOKED_AT);
    let says = |row: &GridRow| {
        row.cells.iter().enumerate().find_map(|(index, (_, cell))| {
            let (head, rest) = cell.shown().split_once(':')?;
            if !heads.contains(&text::fold_accents(head).as_str()) {
                return None;
            }
            let rest = if rest.trim().is_empty() { row.cells.get(index + 1)?.1.shown() } else { rest };
            Some(rest.trim().to_owned())
        })
    };
    rows.find_map(says)
}

fn is_label(label: &str, told: &str) -> bool {
    let (label, told) = (text::fold_accents(label), text::fold_accents(told));
    label == told || label.ends_with(&format!(" {told}"))
}

/// A cell of a row that is kept aside, in letters a text file can hold.
fn shown(row: &GridRow, column: u16) -> String {
    row.shown(column).replace('\0', "\u{FFFD}")
}

fn kept_page(page: &Page, found: &Found, kept: Vec<(u32, String)>) -> KeptPage {
    let columns: Vec<&(u16, String, Role)> = found.columns.iter().filter(|(_, _, role)| !matches!(role, Role::LeftOut | Role::Nothing)).collect();
    let row = |(number, reason): (u32, String)| {
        let index = page.rows.binary_search_by_key(&number, |row| row.number).expect("the row is one of the page");
        let cells = columns.iter().map(|(column, ..)| shown(&page.rows[index], *column)).collect();
        (number, cells, reason)
    };
    KeptPage {
        name: page.name.clone(),
        labels: columns.iter().map(|(_, label, _)| label.clone()).collect(),
        rows: kept.into_iter().map(row).collect(),
    }
}
