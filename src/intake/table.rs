//! Where the table is on a page: its labels, whatever stands over them, and which rows under them are rows.

use anyhow::bail;
use rustc_hash::FxHashSet;

use crate::intake::grid::{Cell, GridRow, Page, address};
use crate::intake::labels::{Layout, Role, Told, role, settle};
use crate::sheet::{Kind, LabelFaultKind, Presence, Sheet};
use crate::value::{StageCode, StageIndex, Table as Coded, text};

/// How many filled rows of a page are looked at for labels.
pub(super) const LOOKED_AT: usize = 60;
/// How many columns must be known for a row to be one of labels.
const LEAST: usize = 2;

/// The table of a page.
#[derive(Debug)]
pub struct Found {
    /// What its rows are.
    pub layout: Layout,
    /// Which rows of the page hold the labels: the place of the first, and how many.
    pub first: usize,
    /// One, or two where headings are merged over others.
    pub height: usize,
    /// Its columns: where, the label as written, what it stands for.
    pub columns: Vec<(u16, String, Role)>,
}

impl Found {
    /// The labels' first row, as a spreadsheet numbers it.
    pub fn line(&self, page: &Page) -> u32 {
        page.rows[self.first].number
    }

    /// The column of the page that carries a column of the sheet.
    pub fn carrier(&self, place: usize) -> Option<u16> {
        self.columns.iter().find(|(_, _, role)| *role == Role::Column(place)).map(|(column, ..)| *column)
    }

    /// The column of the page that names what a column of codes says.
    pub fn name_carrier(&self, place: usize) -> Option<u16> {
        self.columns.iter().find(|(_, _, role)| *role == Role::Name(place)).map(|(column, ..)| *column)
    }

    /// The columns nobody can be sure of.
    pub fn unsure(&self) -> impl Iterator<Item = (u16, &str, &LabelFaultKind)> {
        self.columns.iter().filter_map(|(column, label, role)| match role {
            Role::Unsure(fault) => Some((*column, label.as_str(), fault)),
            Role::Column(_) | Role::Name(_) | Role::Nothing | Role::LeftOut => None,
        })
    }

    fn known(&self) -> usize {
        self.columns.iter().filter(|(_, _, role)| role.column().is_some()).count()
    }
}

/// What is asked of a table.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The kinds of sheet it may be.
    pub kinds: &'a [&'static Sheet],
    /// The stages there are.
    pub stages: &'a Coded<StageIndex, StageCode>,
    /// What is told of labels.
    pub told: &'a [Told],
    /// Keys that are given beside, so that no column need carry them.
    pub given: &'a [&'static str],
    /// The words labels are made of.
    pub vocabulary: &'a Vocabulary,
}

/// Every label of every sheet, folded: most rows of a page are none of labels, and are told apart by this at once.
#[derive(Debug)]
pub struct Vocabulary(FxHashSet<String>);

impl Vocabulary {
    /// The labels of some sheets.
    pub fn of(sheets: impl Iterator<Item = &'static Sheet>) -> Self {
        let labels = |sheet: &'static Sheet| sheet.columns.iter().flat_map(|column| column.labels.iter().chain([&column.key]));
        Self(sheets.flat_map(labels).map(|label| text::fold(label)).collect())
    }

    /// Whether a text may be a label, or the rest of one under a heading.
    fn knows(&self, own: &str, over: &str, told: &[Told]) -> bool {
        [text::fold(own), text::fold(&super::labels::joined(own, over))].iter().any(|folded| {
            let bare = folded.strip_prefix("ten ").unwrap_or(folded);
            self.0.contains(bare) || folded.starts_with("diem ") || told.iter().any(|told| text::fold(&told.label) == *folded)
        })
    }
}

/// The table of a page; none where none of its rows are labels.
///
/// # Errors
/// Where it may be of two kinds.
pub fn find(page: &Page, asked: Asked<'_>) -> anyhow::Result<Option<Found>> {
    let mut best: Vec<(Standing, Found)> = Vec::new();
    for first in 0..page.rows.len().min(LOOKED_AT) {
        for height in [1, 2] {
            if height == 2 && page.rows.get(first + 1).is_none_or(|next| next.number != page.rows[first].number + 1) {
                continue;
            }
            let known = labels(page, first, height).iter().filter(|(_, own, over)| asked.vocabulary.knows(own, over, asked.told)).count();
            for kind in asked.kinds.iter().filter(|_| known >= LEAST) {
                let layout = Layout::of(kind, asked.stages);
                let columns = columns(page, first, height, &layout, asked);
                let found = Found { layout, first, height, columns };
                let standing = Standing::of(&found, asked);
                if found.known() < LEAST || best.first().is_some_and(|(best, _)| *best > standing) {
                    continue;
                }
                if best.first().is_some_and(|(best, _)| *best < standing) {
                    best.clear();
                }
                best.push((standing, found));
            }
        }
    }
    // Of two heights and rows that are as good the first; of two kinds the one the page speaks of.
    let Some(earliest) = best.iter().map(|(_, found)| (found.first, found.height)).min() else { return Ok(None) };
    best.retain(|(_, found)| (found.first, found.height) == earliest);
    if best.len() > 1 {
        let spoken: Vec<bool> = best.iter().map(|(_, found)| speaks_of(page, found)).collect();
        if spoken.iter().filter(|speaks| **speaks).count() == 1 {
            let mut spoken = spoken.into_iter();
            best.retain(|_| spoken.next() == Some(true));
        }
    }
    if best.len() > 1 {
        let kinds: Vec<String> =
            best.iter().map(|(_, found)| format!("`--kind {}` ({})", found.layout.sheet.name, found.layout.sheet.title)).collect();
        bail!("bảng ở dòng {} có thể là nhiều loại; nêu một: {}", best[0].1.line(page), kinds.join(", "));
    }
    Ok(best.pop().map(|(_, found)| found))
}

/// How well a row stands as one of labels; more is better.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Standing {
    known: usize,
    lacking: std::cmp::Reverse<usize>,
    unsure: std::cmp::Reverse<usize>,
    /// A title over the labels is no heading of theirs.
    height: std::cmp::Reverse<usize>,
}

impl Standing {
    fn of(found: &Found, asked: Asked<'_>) -> Self {
        let lacking = lacking(found, asked.given).count();
        Self {
            known: found.known(),
            lacking: std::cmp::Reverse(lacking),
            unsure: std::cmp::Reverse(found.unsure().count()),
            height: std::cmp::Reverse(found.height),
        }
    }
}

/// The columns the table must have, and neither has nor is given beside.
pub fn lacking<'f>(found: &'f Found, given: &'f [&'static str]) -> impl Iterator<Item = &'static str> + 'f {
    let columns = found.layout.sheet.columns.iter().enumerate();
    let is_carried = |index: usize| {
        let place = found.layout.column(index);
        found.columns.iter().any(|(_, _, role)| role.column() == Some(place))
    };
    columns
        .filter(move |(index, column)| column.presence.needs_column() && !is_carried(*index) && !given.contains(&column.key))
        .map(|(_, column)| column.key)
}

/// Whether the page's name or what stands over the table speaks of its kind.
fn speaks_of(page: &Page, found: &Found) -> bool {
    let sheet = found.layout.sheet;
    let words = [text::fold(sheet.title), text::fold(sheet.name)];
    let above = page.rows[..found.first].iter().flat_map(|row| row.cells.iter().map(|(_, cell)| cell.shown()));
    above.chain([&*page.name]).map(text::fold).any(|said| words.iter().any(|word| said.contains(word)))
}

fn columns(page: &Page, first: usize, height: usize, layout: &Layout, asked: Asked<'_>) -> Vec<(u16, String, Role)> {
    let column = |(column, own, over): (u16, String, String)| {
        let role = role(&own, &over, layout, asked.stages, asked.told);
        (column, super::labels::joined(&own, &over), role)
    };
    let mut columns: Vec<(u16, String, Role)> = labels(page, first, height).into_iter().map(column).collect();
    settle(&mut columns, layout);
    columns
}

/// The labels of a row, or of one and the headings over it: each column's own, and what stands over it.
fn labels(page: &Page, first: usize, height: usize) -> Vec<(u16, String, String)> {
    let top = &page.rows[first];
    let bottom = if height == 2 { &page.rows[first + 1] } else { top };
    let mut places: Vec<u16> = top.cells.iter().chain(&bottom.cells).filter(|(_, cell)| !cell.is_blank()).map(|(column, _)| *column).collect();
    places.sort_unstable();
    places.dedup();
    let label = |column: u16| match bottom.shown(column).trim() {
        // A label that is merged down stands in the upper row alone.
        "" => (column, top.shown(column).trim().to_owned(), String::new()),
        own if height == 2 => (column, own.to_owned(), over(page, top, column)),
        own => (column, own.to_owned(), String::new()),
    };
    places.into_iter().map(label).collect()
}

/// The heading over a label: in its column, or merged over it; where the file does not tell of merged cells, the nearest on the left.
fn over(page: &Page, top: &GridRow, column: u16) -> String {
    let direct = top.shown(column).trim();
    if !direct.is_empty() {
        return direct.to_owned();
    }
    if let Some(area) = page.merged.holding(top.number, column).filter(|area| area.right > area.left) {
        return top.shown(area.left).trim().to_owned();
    }
    if !page.merged.is_empty() {
        return String::new();
    }
    top.cells.iter().rev().find(|(at, cell)| *at < column && !cell.is_blank()).map_or(String::new(), |(_, cell)| cell.shown().trim().to_owned())
}

/// What a row under the labels is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowKind {
    /// A row of the table.
    Row,
    /// The labels again, as on each printed page.
    Labels,
    /// `1 | 2 | 3 | 4`.
    Numbering,
    /// A sum over the rows.
    Total,
    /// A heading between rows.
    Heading,
    /// Nothing in the columns of the table.
    Beside,
    /// Who signs, who is sent a copy.
    Foot,
    /// A row of a form that nobody filled in: it says of whom it is, and no more.
    Unfilled,
}

impl RowKind {
    /// What is left out, in words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Row => "dòng số liệu",
            Self::Labels => "dòng tiêu đề lặp lại",
            Self::Numbering => "dòng đánh số cột",
            Self::Total => "dòng cộng",
            Self::Heading => "dòng đề mục",
            Self::Beside => "dòng ghi chú bên bảng",
            Self::Foot => "dòng phần ký",
            Self::Unfilled => "dòng chưa điền",
        }
    }
}

/// How many cells a row of signatures fills at most: rows of the table fill more.
const MOST_SIGNED: usize = 3;
/// What heads a sum, folded.
const SUMS: [&str; 7] = ["tong", "cong", "tong cong", "tong so", "tong diem", "cong diem", "tong cong diem"];
/// What stands under a table where it is signed, folded.
const FEET: [&str; 15] = [
    "nguoi lap",
    "nguoi tong hop",
    "thu truong",
    "noi nhan",
    "ky ten",
    "ky, ghi ro",
    "(ky",
    "truong phong",
    "giam doc",
    "chu tich",
    "xac nhan cua",
    "ke toan",
    "tm. ",
    "kt. ",
    "nguoi bao cao",
];

/// What a row under the labels is, as far as its text alone tells; `names_something` tells whether a text is a code or name of a key column.
pub fn kind_of(row: &GridRow, page: &Page, is_first: bool, found: &Found, names_something: impl Fn(usize, &Cell) -> bool) -> RowKind {
    let cells: Vec<(u16, &str, &Role)> = found
        .columns
        .iter()
        .filter_map(|(column, _, role)| {
            let shown = row.shown(*column).trim();
            let is_filled = !shown.is_empty() || row.cell(*column).is_some_and(|cell| !cell.is_blank());
            is_filled.then_some((*column, shown, role))
        })
        .collect();
    let names = |column: u16, role: &Role| role.column().is_some_and(|place| row.cell(column).is_some_and(|cell| names_something(place, cell)));
    let is_known = cells.iter().any(|(column, _, role)| names(*column, role));
    if !is_known
        && row.cells.iter().filter(|(_, cell)| !cell.is_blank()).count() <= MOST_SIGNED
        && row.cells.iter().any(|(_, cell)| is_foot(cell.shown()))
    {
        return RowKind::Foot;
    }
    let carrying: Vec<&(u16, &str, &Role)> = cells.iter().filter(|(_, _, role)| !matches!(role, Role::Nothing)).collect();
    if carrying.is_empty() {
        let is_counter_alone = !cells.is_empty();
        let sum = cells.iter().any(|(_, shown, _)| is_sum(shown));
        return if sum {
            RowKind::Total
        } else if is_counter_alone {
            RowKind::Heading
        } else {
            RowKind::Beside
        };
    }
    let repeats = |(column, shown, _): &&(u16, &str, &Role)| {
        found.columns.iter().any(|(at, label, _)| at == column && label.ends_with(shown) && !shown.is_empty())
    };
    if carrying.len() >= LEAST && carrying.iter().all(repeats) {
        return RowKind::Labels;
    }
    if is_first && !is_known && is_numbering(row) {
        return RowKind::Numbering;
    }
    let first_texts = cells.iter().filter(|(_, shown, _)| shown.chars().any(char::is_alphabetic));
    if !is_known && first_texts.clone().any(|(_, shown, _)| is_sum(shown)) {
        return RowKind::Total;
    }
    let is_text = |shown: &str| shown.chars().any(char::is_alphabetic);
    if let [(_, shown, role)] = carrying.as_slice()
        && is_text(shown)
        && !is_known
        && matches!(role, Role::Column(_) | Role::Name(_))
    {
        return RowKind::Heading;
    }
    if is_unfilled(row, page, found) {
        return RowKind::Unfilled;
    }
    RowKind::Row
}

/// Whether all a row fills are columns that tell rows apart, and one of those that must be filled is empty.
fn is_unfilled(row: &GridRow, page: &Page, found: &Found) -> bool {
    let layout = &found.layout;
    let is_merged = |column: u16| page.merged.holding(row.number, column).is_some_and(|area| area.top < row.number);
    let is_filled = |column: u16| row.cell(column).is_some_and(|cell| !cell.is_blank()) || is_merged(column);
    let names_row = |place: usize| layout.sheet.key.contains(&&*layout.keys[place]);
    let says_more = found.columns.iter().any(|(column, _, role)| is_filled(*column) && matches!(role, Role::Column(place) if !names_row(*place)));
    let mut columns = layout.sheet.columns.iter().enumerate();
    let lacks = columns.any(|(index, column)| {
        let place = layout.column(index);
        // Whom a row is about its title may tell as well.
        column.presence == Presence::Filled
            && !matches!(column.kind, Kind::Choice(_))
            && found.carrier(place).is_some_and(|carrier| !is_filled(carrier))
            && found.name_carrier(place).is_none_or(|name| !is_filled(name))
    });
    let names_whom = found.columns.iter().any(|(column, _, role)| is_filled(*column) && role.column().is_some());
    lacks && !says_more && names_whom && row.cells.iter().filter(|(_, cell)| !cell.is_blank()).count() > 1
}

fn is_sum(shown: &str) -> bool {
    let folded = text::fold(shown);
    let folded = folded.trim_end_matches([':', '.', ' ']);
    SUMS.contains(&folded) || ["tong cong ", "tong so ", "tong diem "].iter().any(|sum| folded.starts_with(sum))
}

fn is_foot(shown: &str) -> bool {
    let folded = text::fold(shown);
    let is_dated = folded.contains("ngay ") && folded.contains(" thang ") && folded.contains(" nam ");
    is_dated || FEET.iter().any(|foot| folded.starts_with(foot))
}

/// `1 | 2 | 3`, `(1) | (2)`, `A | B | 1 | 2 | 3=2/1`: numbers one after another, letters only before them.
fn is_numbering(row: &GridRow) -> bool {
    let mut next: Option<u32> = None;
    let mut count = 0;
    for (_, cell) in &row.cells {
        let shown = cell.shown().trim().trim_start_matches('(');
        let own = shown.split(['=', ')', ':']).next().unwrap_or_default().trim();
        let is_letter = own.len() == 1 && own.bytes().all(|byte| byte.is_ascii_uppercase());
        match own.parse::<u32>() {
            Ok(number) if next.is_none_or(|next| next == number) && (next.is_some() || number <= 2) => next = Some(number + 1),
            _ if is_letter && next.is_none() => {}
            _ => return false,
        }
        count += 1;
    }
    count >= 3 && next.is_some()
}

/// Where something stands, for people.
pub fn at(page: &Page, row: u32, column: u16) -> String {
    if page.name.is_empty() { address(row, column) } else { format!("{}!{}", page.name, address(row, column)) }
}
