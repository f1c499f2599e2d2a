//! Blanks around a cell, and behind a line of the definition: no reader sees them, and every comparison of files does.

use crate::mend::{Fix, Form, Row, Spot, Told, Unit};
use crate::sheet::trimmed;
use crate::yaml::{Kind, Node};

/// The fix.
pub(super) const FIX: Fix = Fix {
    name: "blanks",
    title: ["bỏ khoảng trắng thừa quanh ô, cuối dòng", "no blanks around cells or behind lines"],
    unit: Unit::Cells,
    answers: None,
    row,
    definition: Some(definition),
};

fn row(row: &mut Row<'_>, form: &Form<'_>, told: &mut Told) {
    for (position, cell) in row.cells.iter_mut().enumerate() {
        let text = trimmed(cell.text());
        // A line end at either end of a cell is not a blank but a line that someone wrote.
        let line_ends = |text: &[u8]| text.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
        if text.len() != cell.text().len() && line_ends(text) == line_ends(cell.text()) {
            let text = text.to_owned();
            if cell.rewrite(&text, form.delimiter) {
                told.add(|| form.spot(row.line, position));
            }
        }
    }
}

fn definition(text: &str, tree: &Node, told: &mut Told) -> String {
    let mut kept: Vec<(u32, u32)> = Vec::new();
    texts_over_lines(tree, text, &mut kept);
    let mut mended = String::with_capacity(text.len());
    let mut start = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let end = start + u32::try_from(line.len()).expect("a definition that is read fits");
        let content = line.trim_end_matches(['\n', '\r']);
        let trimmed = content.trim_end_matches([' ', '\t']);
        let is_kept = kept.iter().any(|(from, to)| *from < end && start < *to);
        if trimmed.len() == content.len() || is_kept {
            mended.push_str(line);
        } else {
            told.add(|| Spot::line(number));
            mended.push_str(trimmed);
            mended.push_str(&line[content.len()..]);
        }
        start = end;
    }
    mended
}

/// Where texts stand whose blanks may be theirs: those over several lines, and block texts.
fn texts_over_lines(node: &Node, text: &str, found: &mut Vec<(u32, u32)>) {
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar { plain, .. } => {
            let written = node.span.slice(text);
            if written.contains('\n') || (!plain && !written.starts_with(['"', '\''])) {
                found.push((node.span.start, node.span.end));
            }
        }
        Kind::Sequence(items) => items.iter().for_each(|item| texts_over_lines(item, text, found)),
        Kind::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            texts_over_lines(key, text, found);
            texts_over_lines(value, text, found);
        }),
    }
}
