//! What the labels of a table stand for: columns of one sheet, as its declaration matches them, and what was told beside.

use anyhow::bail;

use crate::sheet::{CodeKind, ColumnRef, Kind, LabelFaultKind, Sheet, match_label};
use crate::value::{StageCode, StageIndex, Table, text};

/// Every column a row of a sheet may have, in canonical order: those declared, and the stages' where they belong.
#[derive(Debug)]
pub struct Layout {
    /// The sheet.
    pub sheet: &'static Sheet,
    /// The keys.
    pub keys: Vec<Box<str>>,
    /// What each is.
    pub kinds: Vec<Kind>,
    /// Where the declared columns stand.
    declared: Vec<usize>,
    stages: Vec<usize>,
}

impl Layout {
    /// The columns of a sheet with these stages.
    pub fn of(sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>) -> Self {
        let mut layout = Self { sheet, keys: Vec::new(), kinds: Vec::new(), declared: Vec::new(), stages: Vec::new() };
        for column in sheet.columns {
            layout.declared.push(layout.keys.len());
            layout.keys.push(column.key.into());
            layout.kinds.push(column.kind);
            if sheet.stages_after == Some(column.key) {
                for stage in stages {
                    layout.stages.push(layout.keys.len());
                    layout.keys.push(format!("diem_{stage}").into());
                    layout.kinds.push(Kind::Points);
                }
            }
        }
        layout
    }

    /// Where a declared column stands.
    pub fn column(&self, declared: usize) -> usize {
        self.declared[declared]
    }

    /// The declared column at a place; none for a stage's.
    pub fn declared_at(&self, place: usize) -> Option<usize> {
        self.declared.binary_search(&place).ok()
    }

    /// Where the column of a key stands.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| &**known == key)
    }

    fn place(&self, reference: ColumnRef) -> Option<usize> {
        match reference {
            ColumnRef::Column(index) => Some(self.declared[index]),
            ColumnRef::Stage(stage) => Some(self.stages[stage.get()]),
            ColumnRef::Counter => None,
        }
    }
}

/// What a column of the table stands for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Role {
    /// A column of the sheet.
    Column(usize),
    /// The name of what a column of codes says.
    Name(usize),
    /// A running number, or what a marked copy says of faults: carries nothing.
    Nothing,
    /// It is to be left out, as told.
    LeftOut,
    /// It fits none, or two.
    Unsure(LabelFaultKind),
}

impl Role {
    /// The column of the sheet it carries something of.
    pub fn column(&self) -> Option<usize> {
        match self {
            Self::Column(place) | Self::Name(place) => Some(*place),
            Self::Nothing | Self::LeftOut | Self::Unsure(_) => None,
        }
    }
}

/// What is told of labels: `--map LABEL=COLUMN`.
#[derive(Clone, Debug)]
pub struct Told {
    /// The label, as the table has it.
    pub label: Box<str>,
    /// The column's key; `-` leaves the column out.
    pub key: Box<str>,
}

impl Told {
    /// Reads `LABEL=COLUMN`.
    ///
    /// # Errors
    /// Where it is not that.
    pub fn read(words: &str) -> anyhow::Result<Self> {
        match words.rsplit_once('=') {
            Some((label, key)) if !label.trim().is_empty() && !key.trim().is_empty() => {
                Ok(Self { label: label.trim().into(), key: key.trim().into() })
            }
            _ => bail!("`--map {words}`: viết NHÃN=CỘT, ví dụ --map \"Nội dung=tieu_chi\"; NHÃN=- để bỏ cột"),
        }
    }

    fn is_of(&self, label: &str) -> bool {
        text::fold_accents(&self.label) == text::fold_accents(label)
    }
}

/// The label of what a marked copy says of faults, folded.
const FAULTS: &str = "lỗi";

/// What one column's label stands for: its own text first, then together with the heading over it.
pub fn role(own: &str, over: &str, layout: &Layout, stages: &Table<StageIndex, StageCode>, told: &[Told]) -> Role {
    let joined = joined(own, over);
    if let Some(told) = told.iter().find(|told| told.is_of(&joined)).or_else(|| told.iter().find(|told| told.is_of(own))) {
        return match layout.find(&told.key) {
            Some(place) => Role::Column(place),
            None => Role::LeftOut,
        };
    }
    if text::fold_accents(own) == FAULTS {
        return Role::Nothing;
    }
    let alone = one(own, layout, stages);
    if over.is_empty() || own.is_empty() {
        return alone;
    }
    // Two headings that each say something else are one too many.
    match (alone, one(&joined, layout, stages)) {
        (Role::Unsure(LabelFaultKind::Unknown { .. } | LabelFaultKind::Empty), together @ (Role::Column(_) | Role::Name(_))) => together,
        (Role::Column(one), Role::Column(other)) if one != other => {
            Role::Unsure(LabelFaultKind::Ambiguous { text: joined.into(), fits: [layout.keys[one].clone(), layout.keys[other].clone()] })
        }
        (alone, _) => alone,
    }
}

/// A label under a heading, as one.
pub fn joined(own: &str, over: &str) -> String {
    match (over.is_empty(), own.is_empty()) {
        (true, _) => own.to_owned(),
        (false, true) => over.to_owned(),
        (false, false) => format!("{over} {own}"),
    }
}

fn one(label: &str, layout: &Layout, stages: &Table<StageIndex, StageCode>) -> Role {
    match match_label(label, layout.sheet, stages) {
        Ok(reference) => layout.place(reference).map_or(Role::Nothing, Role::Column),
        Err(fault) => named(label, layout).map_or(Role::Unsure(fault), Role::Name),
    }
}

/// The column of codes whose names a label heads: `Tên` before one of its own labels.
fn named(label: &str, layout: &Layout) -> Option<usize> {
    let folded = text::fold_accents(label);
    let rest = folded.strip_prefix("tên ")?;
    let is_of = |column: &crate::sheet::Column| match column.kind {
        Kind::Code(CodeKind::Unit | CodeKind::Criterion | CodeKind::Period | CodeKind::Title | CodeKind::Duty) => {
            column.labels.iter().any(|label| text::fold_accents(label) == rest)
        }
        _ => false,
    };
    layout.sheet.columns.iter().position(is_of).map(|index| layout.column(index))
}

/// Settles columns that two labels name: of `Mã đơn vị` and `Đơn vị` the second is the name. True where nothing is left in doubt.
pub fn settle(roles: &mut [(u16, String, Role)], layout: &Layout) {
    for place in 0..layout.keys.len() {
        let of: Vec<usize> = (0..roles.len()).filter(|index| roles[*index].2 == Role::Column(place)).collect();
        let [first, second, ..] = of.as_slice() else { continue };
        let is_code = |index: usize| {
            let label = text::fold_accents(&roles[index].1);
            label.starts_with("mã ") || *roles[index].1 == *layout.keys[place]
        };
        let names: Vec<usize> = of.iter().copied().filter(|index| !is_code(*index)).collect();
        let takes_names =
            layout.declared_at(place).is_some_and(|index| matches!(layout.sheet.columns[index].kind, Kind::Code(kind) if kind != CodeKind::Free));
        if takes_names && of.len() == 2 && names.len() == 1 {
            roles[names[0]].2 = Role::Name(place);
        } else {
            let key = &layout.keys[place];
            let fault = LabelFaultKind::Repeated { key: key.clone(), first: roles[*first].0 };
            roles[*second].2 = Role::Unsure(fault);
        }
    }
}
