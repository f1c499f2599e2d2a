//! Titles judged by a rulebook that nears its end or has not been checked (R-L4), or by procedures whose time is over (R-L3).

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::rulebook::{Regime, regime_on};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

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
    TransitionOver { day: Day, to: Day, clause: Box<str> },
}

impl Fault for RulebookDated {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotVerified { words } | Self::PastItsEnd { words } => voice.say(&*words[0], &*words[1]),
            Self::TransitionOver { day, to, clause } => {
                let (day, to) = (words::day(*day, voice), words::day(*to, voice));
                voice.say(
                    format!("thủ tục của nghị định trước chỉ còn đến hết {to} ({clause}), hồ sơ sớm nhất ngày {day}"),
                    format!("earlier procedures go on through {to} only (`{clause}`), and the first dossier is of {day}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::NotVerified { .. } | Self::PastItsEnd { .. } => voice.say(
                "đối chiếu tiêu chuẩn danh hiệu với văn bản đang có hiệu lực trước khi kết luận; đã đối chiếu thì ghi `kiem_tra: {rulebook-dated: bo_qua}`",
                "check the standards of titles against the law in force; once that is done, write `kiem_tra: {rulebook-dated: bo_qua}`",
            ),
            Self::TransitionOver { .. } => voice.say(
                "đặt `thu_tuc_chuyen_tiep: false`: mọi hồ sơ theo nghị định đang có hiệu lực",
                "set `thu_tuc_chuyen_tiep: false`: every dossier follows the decree in force",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotVerified { .. } | Self::PastItsEnd { .. } => None,
            Self::TransitionOver { .. } => Some(voice.say("hồ sơ sớm nhất", "the first dossier")),
        }
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
    transition_over(campaign, findings);
}

/// Earlier procedures are declared to go on, and every dossier comes after their last day.
fn transition_over(campaign: &Campaign, findings: &mut Findings) {
    let Some((true, span)) = campaign.own_rules.earlier_procedures else { return };
    let dossiers = campaign.proposals.list.iter().filter_map(|proposal| Some((proposal.day.value()?, proposal.day_place())));
    let Some((day, place)) = dossiers.min_by_key(|(day, _)| *day) else { return };
    if let Some(transition) = regime_on(day).transition.as_ref().filter(|transition| transition.to < day) {
        let fault = RulebookDated::TransitionOver { day, to: transition.to, clause: transition.clause.clone() };
        findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault).against = Some(place);
    }
}
