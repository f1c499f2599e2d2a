//! What the votes on a candidate come to, in words.

use crate::campaign::Campaign;
use crate::campaign::votes::{Meeting, Vote};
use crate::draft::definition::VoteBase;
use crate::rulebook::Regime;
use crate::selection::votes::{OpenVote, VoteAnswer, Voted, voted};
use crate::titles::said::said;
use crate::titles::selected::rule_outcome;
use crate::titles::{Answer, Judged, RuleOutcome, Said, Verdict};
use crate::value::Quantity;

/// What the votes say of somebody; none where nothing asks for a vote and nobody has voted.
pub(super) fn outcome(campaign: &Campaign, regime: &'static Regime, judged: &Judged) -> Option<RuleOutcome> {
    let voted = voted(campaign, regime, &judged.who, judged.title)?;
    let verdict = match voted.answer {
        VoteAnswer::Passed => Verdict::Eligible,
        VoteAnswer::TooFew(_) => Verdict::NotEligible,
        VoteAnswer::NoQuorum | VoteAnswer::Open(_) => Verdict::NeedsReview,
    };
    let mut answer = Answer::new(verdict);
    for (vote, own) in &voted.votes {
        answer = answer.fact(vote_words(campaign, &voted, vote, *own), vote.place);
    }
    answer = match voted.answer {
        VoteAnswer::Passed | VoteAnswer::TooFew(_) => answer,
        VoteAnswer::NoQuorum => answer.lacks(said!("cuộc họp đủ số thành viên có mặt", "a meeting with enough members present")),
        VoteAnswer::Open(open) => answer.lacks(open_words(open)),
    };
    let own = ("phieu", said!("Đủ phiếu theo ngưỡng của phong trào", "Votes reach the campaign's threshold"));
    Some(rule_outcome(voted.law.map(|law| law.rule), own, answer))
}

/// One vote in a sentence: who met, how many of how many, what is needed.
fn vote_words(campaign: &Campaign, voted: &Voted<'_>, vote: &Vote, answer: VoteAnswer) -> Said {
    let ballots = &vote.ballots;
    let (yes, members, present) = (ballots.yes, ballots.members, ballots.present);
    let met = match vote.meeting {
        Meeting::Council => said!("Hội đồng", "the council"),
        Meeting::Block(block) => {
            let code = &campaign.blocks[block].code;
            said!("khối `{code}`", "block `{code}`")
        }
    };
    let base = campaign.voting.base.unwrap_or(VoteBase::Members);
    let asked = [voted.threshold.map(|percent| (percent, base)), voted.law.map(|law| (law.percent, VoteBase::Members))];
    let needed = asked.into_iter().flatten().filter_map(|(percent, base)| Some((percent, ballots.needed(percent, base)?)));
    let mut needed: Vec<(String, String)> =
        needed.map(|(percent, needed)| (format!("{}% cần {needed}", percent.vietnamese()), format!("{percent} % takes {needed}"))).collect();
    needed.dedup();
    let (vietnamese, english): (Vec<String>, Vec<String>) = needed.into_iter().unzip();
    let (vietnamese, english) = (vietnamese.join(", "), english.join(", "));
    let written = ballots.written;
    let written = if written == Quantity::ZERO { said!("", "") } else { said!(", {written} ý kiến bằng văn bản", ", {written} in writing") };
    let end = match answer {
        VoteAnswer::NoQuorum => said!("; không đủ số thành viên có mặt", "; too few members were present"),
        VoteAnswer::Open(OpenVote::Contradiction) => said!("; các số không khớp", "; the figures contradict each other"),
        VoteAnswer::Passed | VoteAnswer::TooFew(_) | VoteAnswer::Open(_) => said!("", ""),
    };
    Said {
        vietnamese: format!(
            "{}: {yes} phiếu đồng ý, {members} thành viên, {present} có mặt{}; {vietnamese}{}",
            met.vietnamese, written.vietnamese, end.vietnamese
        ),
        english: format!("{}: {yes} in favour, {members} members, {present} present{}; {english}{}", met.english, written.english, end.english),
    }
}

/// Why it cannot be told, as what is missing.
fn open_words(open: OpenVote) -> Said {
    match open {
        OpenVote::NoSheet => said!("bo-phieu.csv", "bo-phieu.csv"),
        OpenVote::NoVote => said!("phiếu cho người, tập thể này", "a vote on this candidate"),
        OpenVote::NoCouncil => said!("phiếu của Hội đồng", "a vote of the council"),
        OpenVote::Contradiction => said!("số phiếu khớp với biên bản", "figures that agree with the minutes"),
        OpenVote::NoThreshold => said!("ngưỡng phiếu của danh hiệu (bo_phieu.nguong)", "the title's threshold (bo_phieu.nguong)"),
        OpenVote::NoBase => {
            said!("tính trên tổng số thành viên hay số có mặt (bo_phieu.tinh_tren)", "of whom the percentage is (bo_phieu.tinh_tren)")
        }
        OpenVote::Written => said!("cách tính ý kiến bằng văn bản trong số có mặt", "how opinions in writing count among those present"),
        OpenVote::CampaignAndLaw => {
            said!("ngưỡng của phong trào và của luật cho kết luận khác nhau", "the campaign's threshold and the law's come to different ends")
        }
    }
}
