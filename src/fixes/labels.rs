//! Labels as people write them: `Đơn vị`, `Mã đơn vị`, `DON VI` are one column, and the tool writes it `don_vi`.

use crate::mend::{Fix, Form, Row, Told, Unit};

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "labels",
    title: ["nhãn cột viết theo khóa", "labels are the keys of their columns"],
    unit: Unit::Labels,
    answers: None,
    row,
    definition: None,
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    if !row.is_labels {
        return;
    }
    for (position, cell) in row.cells.iter_mut().enumerate() {
        let Some(key) = form.key(position) else { continue };
        let before = String::from_utf8_lossy(cell.text()).into_owned();
        if before != key && cell.rewrite(key.as_bytes(), form.delimiter) {
            told.add(|| {
                let mut spot = form.spot(row.line, position);
                spot.label = None;
                spot.change = Some((before.into(), key.into()));
                spot
            });
        }
    }
}
