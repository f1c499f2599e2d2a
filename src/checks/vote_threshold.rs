//! A vote of which it cannot be told what it must reach: no threshold, or not of whom.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::votes::Vote;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::rulebook::regime_on;
use crate::selection::votes::{OpenVote, VoteAnswer, voted};
use crate::words::candidate_subject;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "vote-threshold",
    page: include_str!("vote_threshold.md"),
    grade: Grade::Warning,
    reasons: VoteThreshold::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum VoteThreshold {
    NotDeclared { title: Box<str> },
    BaseNotDeclared { title: Box<str> },
}

impl Fault for VoteThreshold {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotDeclared { title } => voice.say(
                format!("có phiếu cho `{title}` mà không khai ngưỡng, nên không biết có đạt hay không"),
                format!("there are votes for `{title}` and no threshold, so whether they suffice cannot be told"),
            ),
            Self::BaseNotDeclared { title } => voice.say(
                format!("ngưỡng phiếu của `{title}` tính trên tổng số thành viên hay số có mặt thì không khai"),
                format!("whether the threshold of `{title}` is of all members or of those present is not declared"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::NotDeclared { title } => voice.say(format!("thêm `{title}` vào `bo_phieu.nguong`"), format!("add `{title}` to `bo_phieu.nguong`")),
            Self::BaseNotDeclared { .. } => voice.say(
                "ở `bo_phieu` khai `tinh_tren: tong_thanh_vien` hoặc `tinh_tren: co_mat`",
                "in `bo_phieu` declare `tinh_tren: tong_thanh_vien` or `tinh_tren: co_mat`",
            ),
        })
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    if campaign.voting.votes.is_empty() {
        return;
    }
    let regime = regime_on(campaign.time.to);
    let mut told: Vec<(crate::value::TitleIndex, OpenVote)> = Vec::new();
    for Vote { candidate, title, place, .. } in &campaign.voting.votes {
        let Some(VoteAnswer::Open(open @ (OpenVote::NoThreshold | OpenVote::NoBase))) =
            voted(campaign, regime, candidate, *title).map(|voted| voted.answer)
        else {
            continue;
        };
        // It is the definition that lacks it: once a title is enough.
        if told.contains(&(*title, open)) {
            continue;
        }
        told.push((*title, open));
        let code = campaign.titles[*title].code.as_str().into();
        let fault =
            if open == OpenVote::NoBase { VoteThreshold::BaseNotDeclared { title: code } } else { VoteThreshold::NotDeclared { title: code } };
        findings.add(&CHECK, *place, candidate_subject(campaign, candidate), fault);
    }
}
