//! A choice without a default that is not made: a place or a leader may hang on it.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words;
use crate::yaml::Span;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "undeclared-choice",
    page: include_str!("undeclared_choice.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Undeclared,
}

#[derive(Debug)]
struct UndeclaredChoice {
    key: &'static str,
    words: &'static [&'static str],
    /// The criteria that wait for it, where one line of `cham_diem` decides for all of them.
    criteria: Vec<Box<str>>,
}

impl Fault for UndeclaredChoice {
    fn reason(&self) -> &'static str {
        Reason::Undeclared.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { key, criteria, .. } = self;
        if criteria.is_empty() {
            return voice.say(
                format!("chưa khai `{key}`: không có mặc định, vì thứ hạng tùy thuộc vào đó"),
                format!("`{key}` is not declared: it has no default, since places depend on it"),
            );
        }
        let criteria = words::quoted(criteria);
        voice.say(
            format!("chưa khai `{key}`, chung ở `cham_diem` hay riêng ở tiêu chí {criteria}: không có mặc định, vì thứ hạng tùy thuộc vào đó"),
            format!("`{key}` is declared neither in `cham_diem` nor at {criteria}: it has no default, since places depend on it"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let key = self.key;
        // `gop_ky.lay` is written as a key within a key.
        let written = |word: &&str| match key.split_once('.') {
            Some((outer, inner)) => format!("`{outer}: {{{inner}: {word}}}`"),
            None => format!("`{key}: {word}`"),
        };
        let choices: Vec<String> = self.words.iter().map(written).collect();
        let (last, others) = choices.split_last()?;
        let others = others.join(", ");
        Some(voice.say(format!("viết {others} hoặc {last}"), format!("write {others} or {last}")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let undeclared = campaign.gaps.iter().filter_map(|gap| {
        let GapKind::Undeclared { key, words } = gap.kind else { return None };
        Some((gap, key, words))
    });
    let undeclared: Vec<_> = undeclared.collect();
    let scoring = resolution.definition().scoring.as_ref();
    let mut told: Vec<&str> = Vec::new();
    for (gap, key, words) in &undeclared {
        let same = undeclared.iter().filter(|(_, other, _)| is_common(key) && other == key);
        let criteria: Vec<Box<str>> = same.filter_map(|(gap, ..)| Some(campaign.criteria[gap.criterion?].code.as_str().into())).collect();
        let (Some(scoring), 2..) = (scoring, criteria.len()) else {
            let fault = UndeclaredChoice { key, words, criteria: Vec::new() };
            findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault);
            continue;
        };
        // One line of `cham_diem` would do for all: one finding, there.
        if !told.contains(key) {
            told.push(key);
            let span: Span = scoring.key.unwrap_or(scoring.span);
            findings.add(&CHECK, Place::Definition(span), Subject::campaign(), UndeclaredChoice { key, words, criteria });
        }
    }
}

/// Whether `cham_diem` may decide it for every criterion.
fn is_common(key: &str) -> bool {
    matches!(key, "gop_ky.lay" | "vuot_chi_tieu")
}
