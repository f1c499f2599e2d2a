//! Columns in the order in which the sheet declares them, running numbers first; only where every label is known and every row has
//! a cell under each.

use crate::mend::{Fix, Form, Row, Told, Unit};

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "column-order",
    title: ["cột đứng theo thứ tự chuẩn của bảng", "columns stand in the order of their sheet"],
    unit: Unit::Columns,
    answers: None,
    row,
    definition: None,
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    let Some(order) = form.order.as_ref().filter(|order| order.len() == row.cells.len()) else { return };
    if row.is_labels {
        let moved = order.iter().enumerate().filter(|(position, cell)| position != *cell);
        moved.for_each(|(_, cell)| told.add(|| form.spot(row.line, *cell)));
    }
    row.cells = order.iter().map(|cell| std::mem::take(&mut row.cells[*cell])).collect();
}
