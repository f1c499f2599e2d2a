//! The edit beside each fault: what the help line says, carried out to the letter, makes the finding go away and brings no other.
//!
//! `mended` in a `case.yaml` holds the edits that follow those of `edit`. What a mend uncovers stands under `brings`, check by check, with
//! why; a reason whose finding no edit of the help's can take away says so under `unmended`.

use std::collections::BTreeSet;

use thidua::checks::CHECKS;
use thidua::diagnostic::{Finding, Language, Severity, Voice};
use thidua::pipeline::Run;

use crate::campaigns::{Case, apply, cases, origin, request};
use crate::support::{Files, run};

const VIETNAMESE: Voice = Voice { language: Language::Vietnamese };
const ENGLISH: Voice = Voice { language: Language::English };

/// A case, run: as it comes, with its fault, and mended.
struct Trial {
    name: String,
    check: String,
    reason: String,
    case: Case,
    before: Run,
    faulty: Run,
    mended: Option<Run>,
}

fn trial((check, reason, case): (String, String, Case)) -> Trial {
    let of = |files: &Files| run(files, &request(&case));
    let mut files = origin(&case);
    let before = of(&files);
    apply(&mut files, &case.edit);
    let faulty = of(&files);
    let mended = (!case.mended.is_empty()).then(|| {
        apply(&mut files, &case.mended);
        of(&files)
    });
    Trial { name: format!("{check}/{reason}"), check, reason, before, faulty, mended, case }
}

impl Trial {
    /// The findings of the case's own reason.
    fn own<'r>(&self, run: &'r Run) -> Vec<&'r Finding> {
        let findings = run.findings.iter().map(|(_, finding)| finding);
        findings.filter(|finding| finding.check.name == self.check && finding.fault.reason() == self.reason).collect()
    }

    /// Those of them that the fault has brought.
    fn faults(&self) -> Vec<&Finding> {
        let known: Vec<String> = self.own(&self.before).into_iter().map(title).collect();
        self.own(&self.faulty).into_iter().filter(|finding| !known.contains(&title(finding))).collect()
    }
}

fn title(finding: &Finding) -> String {
    finding.fault.title(VIETNAMESE)
}

/// Errors and warnings, each by its check and what it says.
fn told(run: &Run) -> BTreeSet<(&'static str, String)> {
    let heavy = run.findings.iter().filter(|(severity, _)| *severity != Severity::Note);
    heavy.map(|(_, finding)| (finding.check.name, title(finding))).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn what_the_help_says_makes_the_finding_go_away_and_brings_no_other() {
    let mut wrong = Vec::new();
    for trial in cases().into_iter().map(trial) {
        let Some(mended) = &trial.mended else { continue };
        let known: Vec<String> = trial.own(&trial.before).into_iter().map(title).collect();
        for finding in trial.own(mended).into_iter().filter(|finding| !known.contains(&title(finding))) {
            wrong.push(format!("{}: still says: {}", trial.name, title(finding)));
        }
        let known: BTreeSet<_> = told(&trial.before).union(&told(&trial.faulty)).cloned().collect();
        let brought: Vec<_> = told(mended).into_iter().filter(|finding| !known.contains(finding)).collect();
        for (check, title) in brought.iter().filter(|(check, _)| !trial.case.brings.contains_key(*check)) {
            wrong.push(format!("{}: brings {check}: {title}", trial.name));
        }
        for check in trial.case.brings.keys().filter(|check| !brought.iter().any(|(name, _)| name == check)) {
            wrong.push(format!("{}: does not bring {check}", trial.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_edit_is_the_one_that_the_help_names() {
    let mut wrong = Vec::new();
    for trial in cases().into_iter().map(trial).filter(|trial| trial.mended.is_some()) {
        let texts: Vec<&str> = trial.case.mended.iter().flat_map(|edit| edit.texts()).collect();
        for finding in trial.faults() {
            let Some(help) = finding.fault.help(VIETNAMESE) else {
                wrong.push(format!("{}: has no help", trial.name));
                continue;
            };
            let named = quoted(&help);
            if !named.is_empty() && !named.iter().any(|piece| texts.iter().any(|text| text.contains(piece))) {
                wrong.push(format!("{}: nothing of the help stands in the edit: {help}", trial.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn help_names_the_same_in_both_languages() {
    let mut wrong = BTreeSet::new();
    for trial in cases().into_iter().map(trial) {
        for finding in trial.faults() {
            let (vietnamese, english) = (finding.fault.help(VIETNAMESE), finding.fault.help(ENGLISH));
            let names = |help: &Option<String>| help.as_deref().map(|help| quoted(help).into_iter().map(str::to_owned).collect::<BTreeSet<_>>());
            if names(&vietnamese) != names(&english) {
                wrong.insert(format!("{}: {vietnamese:?} {english:?}", trial.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_reason_has_its_edit_or_says_why_there_is_none() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (check, reason, case) in &cases {
        if case.mended.is_empty() == case.unmended.is_none() {
            wrong.push(format!("{check}/{reason}: either `mended` or `unmended`"));
        }
    }
    for check in CHECKS {
        if !cases.iter().any(|(name, _, case)| name == check.name && !case.mended.is_empty()) {
            wrong.push(format!("{}: no reason of it has an edit", check.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
