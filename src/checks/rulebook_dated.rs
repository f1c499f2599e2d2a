//! A campaign whose titles are judged by a rulebook that nears its end or has not been checked (R-L4).

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::rulebook::{Regime, regime_on};
use crate::sheet::Place;
use crate::value::Day;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "rulebook-dated",
    page: include_str!("rulebook_dated.md"),
    grade: Grade::Warning,
    reasons: RulebookDated::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum RulebookDated {
    NotVerified { words: [Box<str>; 2] },
    PastItsEnd { words: [Box<str>; 2] },
}

impl Fault for RulebookDated {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::NotVerified { words } | Self::PastItsEnd { words }) = self;
        voice.say(&*words[0], &*words[1])
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "đối chiếu tiêu chuẩn danh hiệu với văn bản đang có hiệu lực trước khi kết luận; đã đối chiếu thì ghi `kiem_tra: {rulebook-dated: bo_qua}`",
            "check the standards of titles against the law in force; once that is done, write `kiem_tra: {rulebook-dated: bo_qua}`",
        ))
    }
}

fn fault(regime: &Regime, from: Day, words: [Box<str>; 2]) -> RulebookDated {
    if regime.to.is_some_and(|to| to < from) { RulebookDated::PastItsEnd { words } } else { RulebookDated::NotVerified { words } }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    if campaign.titles.iter().all(|title| title.by_law.is_none()) || campaign.proposals.list.is_empty() {
        return;
    }
    let regime = regime_on(campaign.time.to);
    for warning in regime.warnings_on(campaign.time.to) {
        let fault = fault(regime, warning.from, warning.words.clone());
        findings.add(&CHECK, Place::Definition(campaign.year_span), Subject::nobody(), fault);
    }
}
