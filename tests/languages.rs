//! Every finding speaks Vietnamese and English, each wholly.

use thidua::diagnostic::{Language, Voice};
use thidua::pipeline::run;

use crate::campaigns::{apply, cases, origin, request};
use crate::support::memory;

/// The text without what it quotes: data, which stands in backticks or quotes.
fn without_quotes(text: &str) -> String {
    let mut plain = String::new();
    let mut closing = None;
    for letter in text.chars() {
        match closing {
            Some(wanted) if letter == wanted => closing = None,
            Some(_) => {}
            None => match letter {
                '`' => closing = Some('`'),
                '"' => closing = Some('"'),
                '“' => closing = Some('”'),
                _ => plain.push(letter),
            },
        }
    }
    plain
}

fn is_vietnamese(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

#[test]
fn no_english_holds_a_vietnamese_letter_and_no_vietnamese_is_english() {
    let (vietnamese, english) = (Voice { language: Language::Vietnamese }, Voice { language: Language::English });
    let mut wrong: Vec<String> = Vec::new();
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let run = run(&memory(&files), &request(&case, &files)).expect("a folder in memory can be read");
        for (_, finding) in &run.findings {
            let said =
                |voice: Voice| [Some(finding.fault.title(voice)), finding.fault.help(voice), finding.fault.against(voice), finding.fault.also(voice)];
            for (vietnamese, english) in said(vietnamese).into_iter().zip(said(english)) {
                assert_eq!(vietnamese.is_some(), english.is_some(), "{check}/{reason}: {}", finding.check.name);
                let (Some(vietnamese), Some(english)) = (vietnamese, english) else { continue };
                if without_quotes(&english).chars().any(is_vietnamese) {
                    wrong.push(format!("{}: {english}", finding.check.name));
                }
                if without_quotes(&vietnamese).chars().any(char::is_alphabetic) && vietnamese == english {
                    wrong.push(format!("{}: the same in both: {english}", finding.check.name));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
