//! Days that are plain to read, written `2026-01-31`: those of the form `31/01/2026`, and those of other forms with one reading.
//!
//! Where one day of a file has the month before the day, the others may have it too, and none is touched.

use crate::mend::{Fix, Form, Row, Told, Unit};
use crate::sheet::{Kind, trimmed};
use crate::value::{Day, DayFault};

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "days",
    title: ["ngày đọc được một cách thì viết `yyyy-mm-dd`", "days with one reading are written `yyyy-mm-dd`"],
    unit: Unit::Cells,
    answers: Some("unreadable-cell"),
    row,
    definition: None,
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    if row.is_labels || form.has_month_first {
        return;
    }
    for (position, cell) in row.cells.iter_mut().enumerate() {
        if !matches!(form.kind(position), Some(Kind::Day)) {
            continue;
        }
        let before = trimmed(cell.text()).to_owned();
        let (Ok(day) | Err(DayFault::EitherWay { day_first: day, month_first: None })) = Day::parse(&before) else { continue };
        let after = day.to_string();
        if before != after.as_bytes() && cell.rewrite(after.as_bytes(), form.delimiter) {
            told.add(|| {
                let mut spot = form.spot(row.line, position);
                spot.change = Some((String::from_utf8_lossy(&before).into(), after.into()));
                spot
            });
        }
    }
}
