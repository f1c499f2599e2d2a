//! A letter of another alphabet in the code or name of a unit.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::units;
use crate::value::text::{self, LookAlike};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "look-alike-letter",
    page: include_str!("look_alike_letter.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Code,
    Name,
}

#[derive(Debug)]
struct LookAlikeLetter {
    reason: Reason,
    text: Box<str>,
    letter: LookAlike,
}

impl Fault for LookAlikeLetter {
    fn reason(&self) -> &'static str {
        self.reason.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (text, letter) = (words::shown(&self.text), words::letter(&self.letter, voice));
        match self.reason {
            Reason::Code => voice.say(format!("mã `{text}` có chữ {letter}"), format!("code `{text}` holds {letter}")),
            Reason::Name => voice.say(format!("tên `{text}` có chữ {letter}"), format!("name `{text}` holds {letter}")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        if self.letter.latin.is_none() {
            return Some(voice.say("gõ lại bằng chữ Latin", "type it again in Latin letters"));
        }
        let right = words::in_latin(&self.text);
        let right = words::shown(&right);
        Some(voice.say(format!("gõ lại bằng chữ Latin: `{right}`"), format!("type it again in Latin letters: `{right}`")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for row in &resolution.draft.units.rows {
        let unit = resolution.campaign.directories.units.find(row.text(units::CODE).as_bytes());
        for (column, reason) in [(units::CODE, Reason::Code), (units::NAME, Reason::Name), (units::SHORT, Reason::Name)] {
            let text = row.text(column);
            let Some(letter) = text::looks_alike(text) else { continue };
            findings.add(&CHECK, row.place(column), Subject::unit(unit), LookAlikeLetter { reason, text: text.into(), letter });
        }
    }
}
