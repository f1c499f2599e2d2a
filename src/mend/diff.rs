//! What a mended file changes, as a unified diff; `git apply` and `patch` take it.

use std::io::{self, Write};

use similar::{Algorithm, TextDiff};

/// Lines shown around a change.
const AROUND: usize = 3;

/// Writes how one text becomes the other.
pub fn write(path: &str, before: &[u8], after: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let path = escaped(path);
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(before, after);
    diff.unified_diff().context_radius(AROUND).header(&format!("a/{path}"), &format!("b/{path}")).to_writer(out)
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
