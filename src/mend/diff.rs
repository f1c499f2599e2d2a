//! What a mended file changes, as a unified diff; `git apply` and `patch` take it.

use std::io::{self, Write};

/// Lines shown around a change.
const AROUND: usize = 3;

/// Writes how one text becomes the other, which has as many lines.
pub fn write(path: &str, before: &[u8], after: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let (before, after) = (lines(before), lines(after));
    let path = escaped(path);
    writeln!(out, "--- a/{path}\n+++ b/{path}")?;
    let changed: Vec<usize> = (0..before.len().max(after.len())).filter(|line| before.get(*line) != after.get(*line)).collect();
    let mut rest = changed.as_slice();
    while let Some(first) = rest.first() {
        // Changes with fewer lines between them than are shown of both stand in one hunk.
        let together = 1 + rest.windows(2).take_while(|pair| pair[1] - pair[0] <= 2 * AROUND + 1).count();
        let last = rest[together - 1];
        hunk(&before, &after, first.saturating_sub(AROUND)..(last + AROUND + 1), out)?;
        rest = &rest[together..];
    }
    Ok(())
}

fn hunk(before: &[&[u8]], after: &[&[u8]], range: std::ops::Range<usize>, out: &mut dyn Write) -> io::Result<()> {
    let (past_before, past_after) = (range.end.min(before.len()), range.end.min(after.len()));
    let count = |past: usize| past.saturating_sub(range.start);
    writeln!(out, "@@ -{},{} +{},{} @@", range.start + 1, count(past_before), range.start + 1, count(past_after))?;
    let mut line = range.start;
    while line < past_before.max(past_after) {
        if before.get(line) == after.get(line) {
            put(b' ', before[line], out)?;
            line += 1;
            continue;
        }
        let run = (line..past_before.max(past_after)).take_while(|line| before.get(*line) != after.get(*line)).count();
        for (sign, lines) in [(b'-', before), (b'+', after)] {
            for text in (line..line + run).filter_map(|line| lines.get(line)) {
                put(sign, text, out)?;
            }
        }
        line += run;
    }
    Ok(())
}

fn put(sign: u8, line: &[u8], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&[sign])?;
    out.write_all(line)?;
    if line.last() == Some(&b'\n') { Ok(()) } else { out.write_all(b"\n\\ No newline at end of file\n") }
}

/// The lines of a text, each with its end.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// A path on a line of its own.
fn escaped(path: &str) -> String {
    if path.contains(['\n', '\r', '\t', '"']) { path.escape_debug().to_string() } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    fn diff(before: &str, after: &str) -> String {
        let mut out = Vec::new();
        super::write("a.csv", before.as_bytes(), after.as_bytes(), &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn changes_that_stand_near_share_a_hunk_and_far_ones_do_not() {
        // Lines 1 and 8 have six lines between them: three are shown behind the one, three before the other.
        let text = |changed: &[usize]| (1..=20).map(|line| if changed.contains(&line) { "new\n" } else { "old\n" }).collect::<String>();
        assert_eq!(diff(&text(&[]), &text(&[1, 8])).matches("@@ -").count(), 1);
        assert_eq!(diff(&text(&[]), &text(&[1, 9])).matches("@@ -").count(), 2);
    }

    #[test]
    fn a_missing_end_of_the_last_line_is_said() {
        assert_eq!(diff("a\nb", "a\nb\n"), "--- a/a.csv\n+++ b/a.csv\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    }
}
