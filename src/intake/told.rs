//! What is said of a file: why nothing of it is taken, what is no row, what is written otherwise.

use std::collections::BTreeMap;

use crate::intake::grid::{Page, address};
use crate::intake::table::{self, Found};
use crate::intake::{Account, Given};
use crate::sheet::LabelFaultKind;
use crate::words;

/// The page, where a file has several.
pub(super) fn of_page(page: &Page) -> String {
    if page.name.is_empty() { String::new() } else { format!("trang `{}`: ", page.name) }
}

/// That no page has a table, with what the fullest row of the first has.
pub(super) fn no_table(pages: &[Page]) -> String {
    let rows = pages.iter().flat_map(|page| page.rows.iter().take(table::LOOKED_AT).map(move |row| (page, row)));
    let fullest = rows.rev().max_by_key(|(_, row)| row.cells.len());
    let Some((page, row)) = fullest else { return "tệp trống".to_owned() };
    let labels: Vec<String> = row.cells.iter().map(|(_, cell)| format!("`{}`", words::shown(cell.shown()))).take(8).collect();
    format!(
        "không thấy bảng nào: không dòng nào có từ hai nhãn cột mà thidua biết; {}dòng {} có {}. Sửa nhãn, hoặc nêu bằng --map \"NHÃN=CỘT\"",
        of_page(page),
        row.number,
        labels.join(", ")
    )
}

/// That a column may be anything, with what to write.
pub(super) fn unsure(page: &Page, found: &Found, (column, label): (u16, &str), fault: &LabelFaultKind, lacking: &[&str]) -> String {
    let at = table::at(page, found.line(page), column);
    let map = |key: &str| format!("--map \"{label}={key}\"");
    let leave = map("-");
    match fault {
        LabelFaultKind::Ambiguous { fits: [one, other], .. } => format!("{at} `{label}`: {} hay {}? bỏ thì {leave}", map(one), map(other)),
        LabelFaultKind::Repeated { key, first } => {
            format!(
                "{at} `{label}`: cột `{key}` đã có ở {}; là cột khác thì --map \"{label}=CỘT\", bỏ thì {leave}",
                table::at(page, found.line(page), *first)
            )
        }
        LabelFaultKind::UnknownStage { known, .. } => {
            format!("{at} `{label}`: không có vòng chấm ấy; có {}; bỏ thì {leave}", words::quoted(known.iter()))
        }
        LabelFaultKind::Unknown { nearest, .. } => {
            let guess = nearest.first().map(|key| &**key).or(match lacking {
                [only] => Some(only),
                _ => None,
            });
            format!("{at} `{label}`: không biết là cột nào; {}, bỏ thì {leave}", map(guess.unwrap_or("CỘT")))
        }
        LabelFaultKind::Empty | LabelFaultKind::Missing { .. } => format!("{at}: nhãn trống; bỏ thì xóa cột"),
    }
}

/// Rows that are none of the table, by what they are; cells beside the table; formulas that came to nothing; cells that are written otherwise.
pub(super) type Rest<'r> = (&'r BTreeMap<&'static str, Vec<u32>>, &'r [(u32, u16, &'r str)], &'r [(u32, u16)], &'r [(String, Box<str>, Box<str>)]);

/// Tells of what is no row, and of what is written otherwise.
pub(super) fn tell_rest(page: &Page, found: &Found, given: &[(usize, Given)], (left, beside, blank, rewritten): Rest<'_>, account: &mut Account) {
    const MOST: usize = 3;
    let of_page = of_page(page);
    account.said.push(format!("{of_page}bảng {} ở dòng {}", found.layout.sheet.title, found.line(page)));
    for (_, given) in given.iter().filter(|(place, given)| !given.is_told && found.carrier(*place).is_none()) {
        account.said.push(format!("{of_page}`{}` là `{}`, theo dòng ghi trên bảng", given.key, given.code));
    }
    for (what, rows) in left {
        let more = if rows.len() > MOST { ", …" } else { "" };
        let rows_said: Vec<String> = rows.iter().take(MOST).map(ToString::to_string).collect();
        account.said.push(format!("{of_page}bỏ qua {} {what}: {}{more}", rows.len(), rows_said.join(", ")));
    }
    if !beside.is_empty() {
        let shown: Vec<String> =
            beside.iter().take(MOST).map(|(row, column, text)| format!("{} `{}`", address(*row, *column), words::shown(text))).collect();
        let more = if beside.len() > MOST { ", …" } else { "" };
        account.said.push(format!("{of_page}{} ô ghi chú bên bảng không lấy: {}{more}", beside.len(), shown.join(", ")));
    }
    if !blank.is_empty() {
        let shown: Vec<String> = blank.iter().take(MOST).map(|(row, column)| address(*row, *column)).collect();
        let more = if blank.len() > MOST { ", …" } else { "" };
        account.said.push(format!("{of_page}{} công thức cho kết quả rỗng, coi là ô trống: {}{more}", blank.len(), shown.join(", ")));
    }
    if !rewritten.is_empty() {
        let shown: Vec<String> =
            rewritten.iter().take(MOST).map(|(at, was, is)| format!("{at} `{}` → `{}`", words::shown(was), words::shown(is))).collect();
        let more = if rewritten.len() > MOST { "; …" } else { "" };
        account.said.push(format!("{of_page}viết lại {} ô: {}{more}", rewritten.len(), shown.join("; ")));
    }
}
