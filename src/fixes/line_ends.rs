//! Lines that end in CR LF, or a last line that does not end; what stands inside a quoted cell is the cell's.

use std::borrow::Cow;

use crate::mend::{Fix, Form, Row, Spot, Told, Unit};
use crate::yaml::Node;

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "line-ends",
    title: ["xuống dòng bằng LF, cả ở dòng cuối", "lines end in LF, the last one too"],
    unit: Unit::Lines,
    answers: None,
    row,
    definition: Some(definition),
};

fn row(row: &mut Row<'_>, _: &Form<'_>, told: &mut Told) {
    if row.above.contains(&b'\r') {
        let kept: Vec<u8> = row.above.iter().copied().filter(|byte| *byte != b'\r').collect();
        for _ in kept.len()..row.above.len() {
            told.add(|| Spot::line(row.line));
        }
        row.above = kept.into();
    }
    if row.is_there() && *row.end != *b"\n" && !row.has_return_at_end() {
        row.end = Cow::Borrowed(b"\n");
        told.add(|| Spot::line(row.line));
    }
}

fn definition(text: &str, _: &Node, told: &mut Told) -> String {
    let mut mended = String::with_capacity(text.len() + 1);
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let kept = line.strip_suffix("\r\n").or_else(|| line.strip_suffix('\n')).unwrap_or(line);
        if line.len() != kept.len() + 1 {
            told.add(|| Spot::line(number));
        }
        mended.push_str(kept);
        mended.push('\n');
    }
    mended
}
