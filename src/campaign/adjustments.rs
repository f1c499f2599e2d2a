//! Adjustments: cells of results that were set right after they were handed in, in the order of their numbers.

use rustc_hash::FxHashMap;

use crate::campaign::Directories;
use crate::draft::adjustments::adjustable;
use crate::draft::{Draft, DraftRow, adjustments};
use crate::sheet::{self, ColumnRef, NumberStyle, Place, Reading, RowId};
use crate::value::{CriterionIndex, PeriodIndex, Quantity, StageCode, StageIndex, Table, UnitIndex};

/// A column of results whose cells may be adjusted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AdjustedColumn {
    /// `chi_tieu`.
    Target,
    /// `tong_so`.
    Total,
    /// `thuc_hien`.
    Actual,
    /// `uoc_thuc_hien`.
    Estimate,
    /// `khong_phat_sinh`.
    NotApplicable,
    /// `diem_<vòng>`.
    Points(StageIndex),
}

impl AdjustedColumn {
    /// Those that are no stage's, with their names.
    pub const NAMED: [(&'static str, Self); 5] = [
        ("chi_tieu", Self::Target),
        ("tong_so", Self::Total),
        ("thuc_hien", Self::Actual),
        ("uoc_thuc_hien", Self::Estimate),
        ("khong_phat_sinh", Self::NotApplicable),
    ];

    /// The column of this name, written as a header of the results may write it.
    pub fn find(name: &str, stages: &Table<StageIndex, StageCode>) -> Option<Self> {
        match sheet::match_label(name, &adjustable::SHEET, stages).ok()? {
            ColumnRef::Column(index) => Self::NAMED.iter().find(|(known, _)| *known == adjustable::COLUMNS[index].key).map(|(_, column)| *column),
            ColumnRef::Stage(stage) => Some(Self::Points(stage)),
            ColumnRef::Counter => None,
        }
    }

    /// Reads a cell of it as it is scored: yes is 1, no and nothing claimed are 0.
    pub fn read(self, cell: &str, style: NumberStyle) -> Reading<Quantity> {
        let bytes = cell.as_bytes();
        let answer = |yes: bool| Reading::Value(Quantity::whole(i64::from(yes)));
        match self {
            Self::Target | Self::Total | Self::Estimate => sheet::read_quantity(bytes, style),
            Self::Actual => match (sheet::read_quantity(bytes, style), sheet::read_yes_no(bytes)) {
                (Reading::Broken, Reading::Value(yes)) => answer(yes),
                (number, _) => number,
            },
            Self::NotApplicable => match sheet::read_yes_no(bytes) {
                Reading::Empty => answer(false),
                Reading::Value(yes) => answer(yes),
                // A text is the reason why nothing arose.
                Reading::Broken => answer(true),
            },
            Self::Points(_) => match sheet::read_points(bytes, style) {
                Reading::Empty => Reading::Empty,
                Reading::Value(points) => Reading::Value(points.into()),
                Reading::Broken => Reading::Broken,
            },
        }
    }
}

/// One cell adjusted.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// `stt`, as written.
    pub number: Box<str>,
    /// The unit of the row.
    pub unit: UnitIndex,
    /// The criterion of the row.
    pub criterion: CriterionIndex,
    /// The period of the row.
    pub period: PeriodIndex,
    /// The column.
    pub column: AdjustedColumn,
    /// What should stand before it.
    pub old: Value,
    /// What stands after it.
    pub new: Value,
    /// Its row.
    pub row: RowId,
    /// Its place among the sheet's rows.
    pub position: usize,
    /// Where its criterion stands.
    pub place: Place,
}

/// A value of an adjustment.
#[derive(Clone, Debug)]
pub struct Value {
    /// As it is scored.
    pub reading: Reading<Quantity>,
    /// Whether it is a word (`có`, `x`), not a number.
    pub is_word: bool,
    /// As written.
    pub text: Box<str>,
    /// Its cell.
    pub place: Place,
}

impl Value {
    fn of(row: &DraftRow, cell: usize, column: AdjustedColumn) -> Self {
        let text = row.text(cell);
        let is_word = column == AdjustedColumn::Actual && row.quantity(cell).is_broken();
        Self { reading: column.read(text, row.style()), is_word, text: text.into(), place: row.place(cell) }
    }
}

/// The adjustments of `dieu-chinh.csv` whose codes and column are known.
#[derive(Debug, Default)]
pub struct Adjustments {
    /// In the order in which they are applied.
    pub list: Vec<Adjustment>,
    of: FxHashMap<(UnitIndex, CriterionIndex, PeriodIndex), Vec<usize>>,
    /// By unit, whether some row of it is adjusted.
    touched: Vec<bool>,
}

impl Adjustments {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether some row of a unit is adjusted.
    #[inline]
    pub fn touches(&self, unit: UnitIndex) -> bool {
        self.touched.get(unit.get()).copied().unwrap_or(false)
    }

    /// The adjustments of a row, in the order in which they are applied.
    pub fn of(&self, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> impl Iterator<Item = &Adjustment> {
        self.places(unit, criterion, period).map(|index| &self.list[index])
    }

    /// The same, by their places in the list.
    pub fn places(&self, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> impl Iterator<Item = usize> {
        self.of.get(&(unit, criterion, period)).into_iter().flatten().copied()
    }
}

/// The adjustments; a row whose codes or column name nothing is told of by the checks of the sheet.
pub(super) fn adjustments(draft: &Draft, stages: &Table<StageIndex, StageCode>, directories: &Directories) -> Adjustments {
    let mut list: Vec<(Option<Quantity>, Adjustment)> = Vec::new();
    for (position, row) in draft.adjustments.rows.iter().enumerate() {
        let unit = directories.units.find(row.text(adjustments::UNIT).as_bytes());
        let criterion = directories.criteria.find(row.text(adjustments::CRITERION).as_bytes());
        let period = directories.periods.find(row.text(adjustments::PERIOD).as_bytes());
        let column = AdjustedColumn::find(row.text(adjustments::COLUMN), stages);
        let (Some(unit), Some(criterion), Some(period), Some(column)) = (unit, criterion, period, column) else { continue };
        let adjustment = Adjustment {
            number: row.text(adjustments::NUMBER).into(),
            unit,
            criterion,
            period,
            column,
            old: Value::of(row, adjustments::OLD, column),
            new: Value::of(row, adjustments::NEW, column),
            row: row.id,
            position,
            place: row.place(adjustments::CRITERION),
        };
        list.push((row.quantity(adjustments::NUMBER).value(), adjustment));
    }
    list.sort_by_key(|(number, _)| (number.is_none(), *number));
    let mut resolved = Adjustments { touched: Vec::new(), ..Adjustments::default() };
    for (index, (_, adjustment)) in list.into_iter().enumerate() {
        let Adjustment { unit, criterion, period, .. } = adjustment;
        if resolved.touched.len() <= unit.get() {
            resolved.touched.resize(unit.get() + 1, false);
        }
        resolved.touched[unit.get()] = true;
        resolved.of.entry((unit, criterion, period)).or_default().push(index);
        resolved.list.push(adjustment);
    }
    resolved
}
