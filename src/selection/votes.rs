//! What votes come to: the thresholds of the campaign and of the law, against each vote on a candidate for a title.

use crate::campaign::votes::{Meeting, Vote};
use crate::campaign::{Campaign, Who};
use crate::draft::definition::VoteBase;
use crate::rulebook::{Regime, RuleKind};
use crate::selection::{LawShare, law_share};
use crate::value::{Fraction, Quantity, TitleIndex};

/// What the votes on a candidate come to.
#[derive(Debug)]
pub struct Voted<'a> {
    /// Percent in favour as the campaign asks.
    pub threshold: Option<Quantity>,
    /// Percent in favour as the law asks, of the council.
    pub law: Option<LawShare>,
    /// The share of members that must be present, where the campaign says.
    pub quorum: Option<Fraction>,
    /// Each vote, and what it comes to.
    pub votes: Vec<(&'a Vote, VoteAnswer)>,
    /// What they come to together.
    pub answer: VoteAnswer,
}

/// What a vote comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum VoteAnswer {
    /// Enough members took part, and enough of them are in favour.
    Passed,
    /// Too few are in favour: so many are needed at least.
    TooFew(Quantity),
    /// Too few members were present.
    NoQuorum,
    /// It cannot be told.
    Open(OpenVote),
}

/// Why it cannot be told what a vote comes to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OpenVote {
    /// The folder has no `bo-phieu.csv`.
    NoSheet,
    /// Nobody has voted, as far as can be read.
    NoVote,
    /// The law asks for a vote of the council, and there is none.
    NoCouncil,
    /// The figures contradict each other.
    Contradiction,
    /// No threshold is declared, and the law gives none.
    NoThreshold,
    /// It is not declared of whom the percentage is.
    NoBase,
    /// It hangs on how opinions in writing count.
    Written,
    /// What the campaign asks is reached, what the law asks is not, or the other way round.
    CampaignAndLaw,
}

/// The votes on a candidate for a title under a regime; none where nothing asks for a vote and nobody has voted.
pub fn voted<'a>(campaign: &'a Campaign, regime: &'static Regime, candidate: &Who, title: TitleIndex) -> Option<Voted<'a>> {
    let voting = &campaign.voting;
    let threshold = voting.threshold(title);
    let law = law_share(campaign, regime, RuleKind::Vote, title);
    let votes: Vec<(&Vote, VoteAnswer)> = voting.on(candidate, title).map(|vote| (vote, answer(campaign, vote, threshold, law))).collect();
    if votes.is_empty() && threshold.is_none() && law.is_none() {
        return None;
    }
    let has_council = votes.iter().any(|(vote, _)| vote.meeting == Meeting::Council);
    let answer = match () {
        () if !voting.is_present => VoteAnswer::Open(OpenVote::NoSheet),
        () if votes.is_empty() => VoteAnswer::Open(OpenVote::NoVote),
        () => {
            let failed = votes.iter().map(|(_, answer)| *answer).find(|answer| matches!(answer, VoteAnswer::TooFew(_) | VoteAnswer::NoQuorum));
            let open = votes.iter().map(|(_, answer)| *answer).find(|answer| matches!(answer, VoteAnswer::Open(_)));
            let without_council = (law.is_some() && !has_council).then_some(VoteAnswer::Open(OpenVote::NoCouncil));
            failed.or(open).or(without_council).unwrap_or(VoteAnswer::Passed)
        }
    };
    Some(Voted { threshold, law, quorum: voting.quorum, votes, answer })
}

/// What one vote comes to: the campaign's threshold at every meeting, the law's of the council alone.
fn answer(campaign: &Campaign, vote: &Vote, threshold: Option<Quantity>, law: Option<LawShare>) -> VoteAnswer {
    let ballots = &vote.ballots;
    if !ballots.add_up() {
        return VoteAnswer::Open(OpenVote::Contradiction);
    }
    // What the law says of the council is a share of all its members.
    let law = law.filter(|_| vote.meeting == Meeting::Council).map(|law| (law.percent, VoteBase::Members));
    let own = match (threshold, campaign.voting.base.or(law.map(|(_, base)| base))) {
        (Some(percent), Some(base)) => Some((percent, base)),
        (Some(_), None) => return VoteAnswer::Open(OpenVote::NoBase),
        (None, _) => None,
    };
    let meets = campaign.voting.quorum.map_or(Some(true), |quorum| ballots.meets_quorum(&quorum));
    let asked = [own, law].into_iter().flatten();
    let answers: Vec<(Option<bool>, Option<Quantity>)> =
        asked.map(|(percent, base)| (ballots.passes(percent, base), ballots.needed(percent, base))).collect();
    let passes = |wanted: Option<bool>| answers.iter().all(|(passes, _)| *passes == wanted);
    match () {
        () if answers.is_empty() => VoteAnswer::Open(OpenVote::NoThreshold),
        () if meets == Some(false) => VoteAnswer::NoQuorum,
        () if passes(Some(false)) => match answers.iter().filter_map(|(_, needed)| *needed).max() {
            Some(needed) => VoteAnswer::TooFew(needed),
            None => VoteAnswer::Open(OpenVote::Contradiction),
        },
        () if answers.iter().any(|(passes, _)| passes.is_none()) || meets.is_none() => VoteAnswer::Open(OpenVote::Written),
        () if passes(Some(true)) => VoteAnswer::Passed,
        () => VoteAnswer::Open(OpenVote::CampaignAndLaw),
    }
}
