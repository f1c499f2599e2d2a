//! Numbers with the other decimal sign than their file has: `9,5` between commas or TABs, `9.5` between semicolons.
//!
//! A number whose sign may part thousands (`1,250`) reads two ways and is not touched.

use crate::mend::{Fix, Form, Row, Told, Unit};
use crate::sheet::{Kind, NumberStyle, Presence, kind_fault, trimmed};
use crate::value::{DecimalStyle, parse_quantity};

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "decimal-sign",
    title: ["dấu thập phân viết theo dấu phân cách của tệp", "decimals have the sign that goes with the file's delimiter"],
    unit: Unit::Cells,
    answers: Some("unreadable-cell"),
    row,
    definition: None,
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    if row.is_labels {
        return;
    }
    let (wrong, right, proof) = match form.style {
        NumberStyle::Point | NumberStyle::Either => (b',', b'.', DecimalStyle::Comma),
        NumberStyle::Comma => (b'.', b',', DecimalStyle::Point),
    };
    for (position, cell) in row.cells.iter_mut().enumerate() {
        let Some(kind @ (Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points)) = form.kind(position) else { continue };
        let before = trimmed(cell.text());
        // The cell alone proves which sign it has; where it does not, it is left to the one who wrote it.
        let is_proved = matches!(parse_quantity(before, DecimalStyle::Unknown), Ok((_, Some(proved))) if proved == proof);
        if !is_proved {
            continue;
        }
        let after: Vec<u8> = before.iter().map(|byte| if *byte == wrong { right } else { *byte }).collect();
        let before = String::from_utf8_lossy(before).into_owned();
        let is_read = kind_fault(kind, Presence::Optional, &after, form.style).is_none();
        if is_read && cell.rewrite(&after, form.delimiter) {
            told.add(|| {
                let mut spot = form.spot(row.line, position);
                spot.change = Some((before.into(), String::from_utf8_lossy(&after).into()));
                spot
            });
        }
    }
}
