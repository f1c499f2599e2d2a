//! The definition's faults: all of them in one run, each at its line and column, and none a second time.

use thidua::diagnostic::{Language, Severity, Voice};
use thidua::pipeline::{self, Request};
use thidua::render::Teller;

use crate::support::{Files, example, memory};

const EXAMPLE: &str = "tp-ho-chi-minh-2022";
const DEFINITION: &str = "phong-trao.yaml";

/// A piece of a file, what it is replaced with, and where which check must speak.
const FAULTS: [(&str, &str, &str, &str, u64, u64); 18] = [
    (DEFINITION, "phien_ban: 1\n", "phien_ban: 2\n", "unsupported-version", 5, 12),
    (DEFINITION, "\nchu_de: Thích ứng", "\nchu_dee: Thích ứng", "unknown-key", 9, 1),
    (
        DEFINITION,
        "ten: \"Tiếp tục đổi mới công tác thi đua, khen thưởng\"",
        "ten: Tiếp tục đổi mới công tác thi đua, khen thưởng",
        "comma-in-flow",
        23,
        81,
    ),
    (DEFINITION, "2023-01-02]\n  gia_dinh: true", "2023-01-02]\n  gia_dinh: có", "wrong-value", 58, 13),
    (DEFINITION, "truoc: 2022-01-20", "truoc: 2/1/2022", "wrong-value", 60, 58),
    (DEFINITION, "tu: 2022-10-01, den_het: 2022-12-31", "tu: 2022-10-01, den_het: 2023-12-31", "period-bounds", 74, 52),
    (DEFINITION, "{ma: DVTT, ten: Khối các Đơn vị trực thuộc, goi_la", "{ma: DVTT, goi_la", "missing-key", 80, 5),
    (DEFINITION, "diem_chuan: 40\n", "diem_chuan: 41\n", "children-sum", 93, 17),
    (DEFINITION, "        chi_tieu: theo_ky  ", "        # chi_tieu: theo_ky  ", "undeclared-choice", 103, 9),
    (DEFINITION, "{tu: 95, duoi: 100, diem: 15}", "{tu: 96, duoi: 100, diem: 15}", "band-bounds", 118, 18),
    (DEFINITION, "noi_dung: [II.10]", "noi_dung: [II.100]", "unknown-topic", 146, 20),
    (DEFINITION, "noi_dung: [II.5]", "noi_dung: [II.5, II.6]", "topic-without-criterion", 44, 5),
    (
        DEFINITION,
        "gop_ky: {lay: diem_binh_quan}\n        cach_cham: cho_diem",
        "cach_cham: cho_diem\n        so_lieu: trong_ky",
        "way-misplaced",
        172,
        9,
    ),
    (DEFINITION, "{theo_so_luong: {diem_moi: 2}}", "{theo_so_luong: {diem_moi: -2}}", "wrong-value", 198, 47),
    (DEFINITION, "  thu_hang: 1-2-2-4\n", "  thu_hang: 1-2-2-4\n  thu_hang: 1-2-2-3\n", "duplicate-key", 205, 3),
    (DEFINITION, "dang_ky_bao_gom: [LĐTT]", "dang_ky_bao_gom: [LDTT]", "unknown-title", 231, 23),
    ("ket-qua/Q1/pcm.csv", "TTr,B4,Q1,", "TTr,B4,QI,", "unknown-period", 11, 8),
    ("nop.csv", "VP,bao_cao_quy,Q1,2022-04-05", "VP,bao_cao,Q1,2022-04-05", "unknown-duty", 3, 4),
];

fn replace(files: &mut Files, file: &str, piece: &str, with: &str) {
    let text = String::from_utf8(files[file].clone()).expect("the example is text");
    assert_eq!(text.matches(piece).count(), 1, "`{piece}` in {file}");
    files.insert(file.to_owned(), text.replace(piece, with).into_bytes());
}

/// Check, file, line and column of every error, in order of place.
fn errors(files: &Files) -> Vec<(String, String, u64, u64)> {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    let shown = Teller::new(&volume, &run, Voice { language: Language::Vietnamese }).all();
    let errors = shown.filter(|shown| shown.severity == Severity::Error);
    let place = |place: thidua::render::Located| (place.file.into(), place.line.unwrap_or(0), place.column.unwrap_or(0));
    errors.map(|shown| (shown.check.name.to_owned(), place(shown.place))).map(|(check, (file, line, column))| (check, file, line, column)).collect()
}

#[test]
fn eighteen_faults_come_out_in_one_run_each_in_its_place() {
    let mut files = example(EXAMPLE);
    for (file, piece, with, ..) in FAULTS {
        replace(&mut files, file, piece, with);
    }
    let mut expected: Vec<_> = FAULTS.map(|(file, _, _, check, line, column)| (check.to_owned(), file.to_owned(), line, column)).into();
    // The last criterion that is changed has two faults in one piece.
    expected.push(("pointless-key".to_owned(), DEFINITION.to_owned(), 173, 9));
    let named = |check: &str| expected.iter().any(|(name, ..)| name == check);
    let mut found: Vec<_> = errors(&files).into_iter().filter(|(check, ..)| named(check)).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

/// The checks that speak of the definition and of codes it declares.
fn is_of_the_definition(check: &str) -> bool {
    const OTHERS: [&str; 21] = [
        "band-bounds",
        "band-over-maximum",
        "children-sum",
        "comma-in-flow",
        "deadline-on-day-off",
        "duplicate-code",
        "duplicate-key",
        "duty-without-deadline",
        "empty-period",
        "grade-bounds",
        "missing-key",
        "one-of-two-keys",
        "period-bounds",
        "period-in-itself",
        "phase-bounds",
        "pointless-key",
        "topic-without-criterion",
        "undeclared-choice",
        "unsupported-version",
        "way-misplaced",
        "wrong-value",
    ];
    check.starts_with("unknown-") && check != "unknown-label" || check == "yaml-syntax" || OTHERS.contains(&check)
}

/// Each line of the example's definition that begins with a key, before the key, the key, and what stands behind it.
fn keys(text: &str) -> Vec<(usize, String, String, String)> {
    let lines = text.lines().enumerate();
    let keys = lines.filter_map(|(number, line)| {
        let start = line.len() - line.trim_start_matches([' ', '-']).len();
        let (key, rest) = line[start..].split_once(':')?;
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit());
        is_key.then(|| (number, line[..start].to_owned(), key.to_owned(), rest.to_owned()))
    });
    keys.collect()
}

/// What the checks of the definition say of the example with one line written otherwise.
fn with_line(files: &Files, text: &str, number: usize, line: &str) -> Vec<(String, String, u64, u64)> {
    let lines: Vec<&str> = text.lines().enumerate().map(|(position, known)| if position == number { line } else { known }).collect();
    let mut files = files.clone();
    files.insert(DEFINITION.to_owned(), (lines.join("\n") + "\n").into_bytes());
    errors(&files).into_iter().filter(|(check, ..)| is_of_the_definition(check)).collect()
}

#[test]
fn a_misspelt_key_and_an_empty_one_are_one_finding_each_wherever_they_stand() {
    let files = example(EXAMPLE);
    let text = String::from_utf8(files[DEFINITION].clone()).expect("the example is text");
    let mut wrong = Vec::new();
    for (number, before, key, rest) in keys(&text) {
        let misspelt = with_line(&files, &text, number, &format!("{before}{key}z:{rest}"));
        // `theo_muc` and its like are words, and keys of a mapping only for what they take.
        if !matches!(misspelt.as_slice(), [(check, ..)] if check == "unknown-key" || check == "wrong-value") {
            wrong.push(format!("{key}z, line {}: {misspelt:?}", number + 1));
        }
        if rest.trim_start().starts_with('#') || rest.trim().is_empty() {
            continue;
        }
        let empty = with_line(&files, &text, number, &format!("{before}{key}:"));
        if !matches!(empty.as_slice(), [(check, ..)] if check == "wrong-value") {
            wrong.push(format!("{key}:, line {}: {empty:?}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_definition_that_cannot_be_read_is_one_finding_and_holds_nothing_against_the_sheets() {
    let mut files = example(EXAMPLE);
    replace(&mut files, DEFINITION, "ten: Phong trào thi đua yêu nước năm 2022", "ten: Phong trào: thi đua yêu nước năm 2022");
    replace(&mut files, "ket-qua/Q1/pcm.csv", "TTr,B4,Q1,", "TTR,B4,Q1,");
    let found: Vec<_> = errors(&files).into_iter().filter(|(check, ..)| is_of_the_definition(check)).collect();
    let expected = [("yaml-syntax", DEFINITION, 7, 16), ("unknown-unit", "ket-qua/Q1/pcm.csv", 11, 1)];
    assert_eq!(found, expected.map(|(check, file, line, column)| (check.to_owned(), file.to_owned(), line, column)));
}
