//! A title awarded that nobody put forward, or before the dossier came.

use rustc_hash::FxHashMap;
use strum::VariantNames as _;

use crate::campaign::{Proposal, Resolution, Who};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::value::{Day, TitleIndex};
use crate::words::{self, candidate_subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "award-proposal",
    page: include_str!("award_proposal.md"),
    grade: Grade::Warning,
    reasons: AwardProposal::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum AwardProposal {
    NotProposed { title: Box<str> },
    BeforeDossier { title: Box<str>, decided: Day, dossier: Day },
}

impl Fault for AwardProposal {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotProposed { title } => voice.say(
                format!("được tặng `{title}` mà `de-nghi/` không đề nghị"),
                format!("was awarded `{title}`, for which `de-nghi/` does not put them forward"),
            ),
            Self::BeforeDossier { title, decided, dossier } => {
                let (decided, dossier) = (words::day(*decided, voice), words::day(*dossier, voice));
                voice.say(
                    format!("quyết định `{title}` ngày {decided}, trước ngày hồ sơ {dossier}"),
                    format!("`{title}` was decided on {decided}, before the dossier of {dossier}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotProposed { .. } => {
                Some(voice.say("bổ sung đề nghị, hoặc sửa mã, danh hiệu", "add the proposal, or correct the code or the title"))
            }
            Self::BeforeDossier { dossier, .. } => {
                Some(words::write_from(*dossier, ["`ngay_ho_so` của đề nghị", "`ngay_ho_so` of the proposal"], voice))
            }
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotProposed { .. } => None,
            Self::BeforeDossier { .. } => Some(voice.say("ngày hồ sơ", "the day of the dossier")),
        }
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let proposals = &campaign.proposals;
    if !proposals.is_present {
        return;
    }
    let named = proposals.list.iter().rev().filter_map(|proposal| Some(((proposal.title?, proposal.who.as_ref()?), proposal)));
    let first: FxHashMap<(TitleIndex, &Who), &Proposal> = named.collect();
    for grant in &campaign.grants.list {
        let title = || campaign.titles[grant.title].code.as_str().into();
        let subject = || candidate_subject(campaign, &grant.candidate);
        let Some(proposal) = first.get(&(grant.title, &grant.candidate)) else {
            // A proposal that cannot be read may be this one.
            if proposals.unread == 0 {
                findings.add(&CHECK, grant.place, subject(), AwardProposal::NotProposed { title: title() });
            }
            continue;
        };
        if let Some((decided, dossier)) = grant.day.value().zip(proposal.day.value()).filter(|(decided, dossier)| decided < dossier) {
            let against: Place = proposal.day_place();
            findings.add(&CHECK, grant.day_place, subject(), AwardProposal::BeforeDossier { title: title(), decided, dossier }).against(against);
        }
    }
}
