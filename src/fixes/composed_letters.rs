//! Letters whose marks stand apart (NFD), as some systems write them: `ế` of three characters is put together into one (NFC).

use crate::mend::{Fix, Form, Row, Spot, Told, Unit};
use crate::value::text::nfc;
use crate::yaml::Node;

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "composed-letters",
    title: ["chữ có dấu viết dựng sẵn (NFC)", "letters with marks are put together (NFC)"],
    unit: Unit::Cells,
    answers: None,
    row,
    definition: Some(definition),
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    for (position, cell) in row.cells.iter_mut().enumerate() {
        let Ok(text) = str::from_utf8(cell.text()) else { continue };
        let composed = nfc(text);
        if composed != text {
            let composed = composed.into_owned();
            if cell.rewrite(composed.as_bytes(), form.delimiter) {
                told.add(|| form.spot(row.line, position));
            }
        }
    }
}

fn definition(text: &str, _: &Node, told: &mut Told) -> String {
    let mut mended = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let composed = nfc(line);
        if composed != line {
            told.add(|| Spot::line(number));
        }
        mended.push_str(&composed);
    }
    mended
}
