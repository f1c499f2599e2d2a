//! A definition moved on by a year: its text, edited where nothing has to be guessed.
//!
//! `nam`, the year in `ma` and `ten`, and the days of `thoi_gian` and `ky` move. What only the plan of the year can say –
//! its number, its theme, its deadlines – becomes a comment to fill in. Everything else stays, letter by letter.

use std::ops::Range;

use anyhow::{Context as _, bail};

use crate::cli::init::dressing::with_schema;
use crate::value::Day;
use crate::yaml::{self, Kind, Node, Span};

/// The keys that only the new plan can say.
const OF_THE_PLAN: [&str; 11] = [
    "chu_de",
    "van_ban",
    "huong_ung",
    "dip_ky_niem",
    "ngay_nghi",
    "cac_han",
    "dot",
    "dot_phu_kin",
    "so_ket_tong_ket",
    "khen_thuong_cong_bo",
    "mien_tru",
];

/// A definition, and what its officer must know.
pub(super) struct Moved {
    pub(super) text: String,
    pub(super) words: Vec<String>,
}

/// Moves a definition from its year to the next.
///
/// # Errors
/// Where its keys do not each stand at the beginning of a line.
pub(super) fn moved(text: &str, year: i32) -> anyhow::Result<Moved> {
    let node = yaml::parse(text).map_err(|_| anyhow::anyhow!("không đọc được định nghĩa của năm {year}"))?;
    let Kind::Mapping(keys) = &node.kind else { bail!("định nghĩa của năm {year} không có khóa nào") };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut left = Vec::new();
    for (key, value) in keys {
        let name = key.text().unwrap_or_default();
        match name {
            "nam" | "ma" | "ten" => {
                let written = value.span.slice(text);
                edits.push((range(value.span), written.replace(&year.to_string(), &(year + 1).to_string())));
            }
            "thoi_gian" => days(value, &mut edits),
            "ky" => list(value).iter().for_each(|period| days(period, &mut edits)),
            _ if OF_THE_PLAN.contains(&name) => {
                let lines = lines(text, key.span, value.span).with_context(|| format!("khóa `{name}` phải đứng đầu dòng"))?;
                edits.push((lines.clone(), commented(&text[lines], name, year)));
                left.push(name);
            }
            _ => {}
        }
    }
    let moved = with_schema(&applied(text, edits));
    let mut words = vec![format!("phong-trao.yaml: năm {year} thành {} ở nam, ma, ten và các ngày của thoi_gian, ky", year + 1)];
    if !left.is_empty() {
        words.push(format!("phong-trao.yaml: theo kế hoạch mới mà điền, năm trước giữ lại làm ghi chú: {}", left.join(", ")));
    }
    let naming: Vec<String> =
        (1..).zip(moved.lines()).filter(|(_, line)| names(line, year)).map(|(number, _): (usize, _)| number.to_string()).collect();
    if !naming.is_empty() {
        words.push(format!("phong-trao.yaml: dòng còn nói đến năm {year}, xem lại: {}", naming.join(", ")));
    }
    Ok(Moved { text: moved, words })
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

fn list(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::Sequence(items) => items,
        Kind::Null | Kind::Scalar { .. } | Kind::Mapping(_) => &[],
    }
}

/// Moves the days that stand directly in a mapping.
fn days(node: &Node, edits: &mut Vec<(Range<usize>, String)>) {
    let Kind::Mapping(keys) = &node.kind else { return };
    for (_, value) in keys {
        if let Some(day) = value.text().and_then(|text| Day::parse(text.as_bytes()).ok()) {
            edits.push((range(value.span), a_year_later(day).to_string()));
        }
    }
}

/// The same day a year later; the last of February stays the last of February.
fn a_year_later(day: Day) -> Day {
    let of = |day_of_month| Day::from_ymd(day.year() + 1, day.month(), day_of_month);
    let is_last_of_february = day.month() == 2 && Day::from_ymd(day.year(), 2, day.day() + 1).is_none();
    let moved = if is_last_of_february { of(29).or_else(|| of(28)) } else { of(day.day()) };
    moved.unwrap_or(day)
}

/// The lines of a key of the first level with its value; none where something stands before the key.
fn lines(text: &str, key: Span, value: Span) -> Option<Range<usize>> {
    let start = key.start as usize;
    let is_first = start == 0 || text[..start].ends_with('\n') || text[..start] == *"\u{feff}";
    // A block value may end after the line end that closes it.
    let last = text[..(value.end as usize).max(key.end as usize)].trim_end().len();
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
    is_first.then_some(start..end)
}

fn commented(lines: &str, name: &str, year: i32) -> String {
    let mut text = format!("# ĐIỀN: {name} theo kế hoạch năm {}; của năm {year} để tham khảo:\n", year + 1);
    for line in lines.split_inclusive('\n') {
        text.push_str(if line.trim().is_empty() { "#" } else { "# " });
        text.push_str(line);
    }
    text
}

fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut moved = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits {
        moved.push_str(&text[at..range.start]);
        moved.push_str(&words);
        at = range.end;
    }
    moved.push_str(&text[at..]);
    moved
}

/// Whether a line that is no comment names a year.
fn names(line: &str, year: i32) -> bool {
    let said = line.split(" #").next().unwrap_or_default();
    !line.trim_start().starts_with('#') && said.contains(&year.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).expect("a day")
    }

    #[test]
    fn a_day_moves_to_the_same_day_of_the_next_year() {
        assert_eq!(a_year_later(day("2026-03-31")), day("2027-03-31"));
    }

    #[test]
    fn the_last_of_february_stays_the_last_of_february() {
        assert_eq!(a_year_later(day("2027-02-28")), day("2028-02-29"));
        assert_eq!(a_year_later(day("2028-02-29")), day("2029-02-28"));
        assert_eq!(a_year_later(day("2028-02-28")), day("2029-02-28"));
    }

    #[test]
    fn what_only_the_plan_says_becomes_a_comment_and_the_rest_stays() {
        let old =
            "# đầu\nma: a-2026\nten: Năm 2026\nnam: 2026\ncac_han: # hạn\n  - {viec: dang_ky, den_het: 2026-01-30}\n\nkhoi: [{ma: K1, ten: Một}]\n";
        let expected = "# yaml-language-server: $schema=.thidua/phong-trao.schema.json\n# đầu\nma: a-2027\nten: Năm 2027\nnam: 2027\n\
            # ĐIỀN: cac_han theo kế hoạch năm 2027; của năm 2026 để tham khảo:\n# cac_han: # hạn\n#   - {viec: dang_ky, den_het: 2026-01-30}\n\nkhoi: [{ma: K1, ten: Một}]\n";
        assert_eq!(moved(old, 2026).expect("it can be moved").text, expected);
    }

    #[test]
    fn a_line_that_still_names_the_year_is_told() {
        let words = moved("nam: 2026\ntien_thuong:\n  luong_co_so: [{tu: 2026-07-01, muc: 1}] # 2026\n", 2026).expect("it can be moved").words;
        assert_eq!(words.last().map(String::as_str), Some("phong-trao.yaml: dòng còn nói đến năm 2026, xem lại: 4"));
    }

    #[test]
    fn keys_within_one_line_cannot_be_taken_out() {
        assert!(moved("{nam: 2026, chu_de: Một}\n", 2026).is_err());
    }
}
