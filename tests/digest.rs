//! The digest of what was read: what changes it, and what does not.

use thidua::pipeline::{self, Request};
use thidua::source::Memory;

const LABELS: &str = "don_vi,tieu_chi,ky,minh_chung,ghi_chu";

/// The digest of a folder with these sheets of results.
fn digest(sheets: &[&str]) -> String {
    let definition = [("phong-trao.yaml".to_owned(), "ten: Một".to_owned())];
    let sheets = (1..).zip(sheets).map(|(number, sheet)| (format!("ket-qua/{number}.csv"), (*sheet).to_owned()));
    let volume = Memory::new(definition.into_iter().chain(sheets));
    let run = pipeline::run(&volume, &Request { wants_digest: true, ..Request::default() }).expect("memory can be read");
    run.digest.expect("it was asked for")
}

fn of_rows(rows: &str) -> String {
    digest(&[&format!("{LABELS}\n{rows}")])
}

const TWO: &str = "P1,A1,Q1,số,\"a\nb\"\nP2,A1,Q1,,\n";

#[test]
fn how_the_same_rows_are_written_does_not_change_it() {
    let plain = of_rows(TWO);
    let crlf = format!("{LABELS}\n{TWO}").replace('\n', "\r\n");
    assert_eq!(digest(&[&crlf]), plain, "line ends, also in a cell");
    assert_eq!(of_rows("P2,A1,Q1,,\nP1,A1,Q1,số,\"a\nb\"\n"), plain, "order of rows");
    assert_eq!(digest(&["don_vi;ghi_chu;tieu_chi;Kỳ;minh_chung\nP1;\"a\nb\";A1;Q1;số\nP2;;A1;Q1;\n"]), plain, "columns, labels and delimiter");
    assert_eq!(of_rows("\"P1\", A1 ,Q1,so\u{302}\u{301},\"a\nb\"\n\n\"P2\",A1,Q1\n"), plain, "quotes, blanks, NFD");
    let files = [format!("{LABELS}\nP2,A1,Q1,,\n"), format!("{LABELS}\nP1,A1,Q1,số,\"a\nb\"\n")];
    assert_eq!(digest(&[&files[0], &files[1]]), plain, "files");
}

#[test]
fn a_row_twice_a_value_moved_or_a_separator_in_a_value_changes_it() {
    let different = [
        of_rows(TWO),
        of_rows(&format!("{TWO}P2,A1,Q1,,\n")),
        of_rows("P1,A1,Q1,số,\"a\nb\"\n"),
        // From one column into the next, and from one row into the other.
        of_rows("P1,A1,Q1,\"a\nb\",số\nP2,A1,Q1,,\n"),
        of_rows("P1,A1,Q1,số,\nP2,A1,Q1,,\"a\nb\"\n"),
        // What parts values in the canonical form, at the end of one and at the beginning of the other.
        of_rows("P1,A1,Q1,a\u{1e},b\n"),
        of_rows("P1,A1,Q1,a,\u{1e}b\n"),
        of_rows("P1,A1,Q1,a\u{1b}\u{1e},b\n"),
    ];
    for (position, one) in different.iter().enumerate() {
        assert!(!different[..position].contains(one), "{position}");
    }
}
