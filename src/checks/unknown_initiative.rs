//! A proposal that names an initiative `sang-kien.csv` does not have.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::proposals::codes;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::proposals;
use crate::value::text;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-initiative",
    page: include_str!("unknown_initiative.md"),
    grade: Grade::Error,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    InProposal,
}

#[derive(Debug)]
struct UnknownInitiative {
    code: Box<str>,
    nearest: Vec<Box<str>>,
}

impl Fault for UnknownInitiative {
    fn reason(&self) -> &'static str {
        Reason::InProposal.into()
    }

    fn title(&self, voice: Voice) -> String {
        let code = words::shown(&self.code);
        voice.say(format!("`sang-kien.csv` không có sáng kiến nào mang mã `{code}`"), format!("`sang-kien.csv` has no initiative `{code}`"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        words::write_nearest(&self.nearest, voice).or_else(|| Some(words::write_declared("sang-kien.csv", voice)))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let works = &resolution.campaign.initiatives;
    if !works.is_present || resolution.draft.initiatives.broken > 0 {
        return;
    }
    for row in &resolution.draft.proposals.rows {
        for code in codes(row.text(proposals::INITIATIVES)).filter(|code| works.find(code).is_none()) {
            let nearest = text::nearest(code, works.list.iter().map(|work| &*work.code), 3).into_iter().map(Into::into).collect();
            let subject = Subject::nobody().person(row.text(proposals::NAME));
            findings.add(&CHECK, row.place(proposals::INITIATIVES), subject, UnknownInitiative { code: code.into(), nearest });
        }
    }
}
