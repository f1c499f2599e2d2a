//! Figures of a vote that cannot all be right: more ballots than voters, more in favour than ballots.

use strum::VariantNames as _;

use crate::campaign::votes::{Ballots, Imbalance, Meeting, meeting_of};
use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::{DraftRow, votes};
use crate::sheet::Place;
use crate::value::{Day, Quantity};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "vote-figures",
    page: include_str!("vote_figures.md"),
    grade: Grade::Error,
    reasons: VoteFigures::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum VoteFigures {
    NoMembers,
    PresentOverMembers(Imbalance),
    WrittenOverAbsent(Imbalance),
    BallotsOverVoters(Imbalance),
    BallotsGrow(Imbalance),
    YesOverBallots(Imbalance),
    MembersDiffer { day: Day, members: Quantity, others: Quantity },
}

impl VoteFigures {
    fn of(imbalance: Imbalance) -> Self {
        match (imbalance.column, imbalance.bound_column) {
            (votes::PRESENT, _) => Self::PresentOverMembers(imbalance),
            (votes::WRITTEN, _) => Self::WrittenOverAbsent(imbalance),
            (votes::YES, _) => Self::YesOverBallots(imbalance),
            (_, votes::PRESENT) => Self::BallotsOverVoters(imbalance),
            (_, _) => Self::BallotsGrow(imbalance),
        }
    }
}

/// What a column counts, in Vietnamese and English.
fn counted(column: usize) -> (&'static str, &'static str) {
    match column {
        votes::HANDED_OUT => ("phiếu phát ra", "ballots handed out"),
        votes::COLLECTED => ("phiếu thu về", "ballots collected"),
        votes::VALID => ("phiếu hợp lệ", "valid ballots"),
        _ => ("người tham gia", "voters"),
    }
}

/// The most a figure can be, in a sentence; with those who wrote, how it comes about.
fn bound_words(imbalance: &Imbalance, voice: Voice) -> String {
    let Imbalance { bound, written, bound_column, .. } = *imbalance;
    let (vietnamese, english) = counted(bound_column);
    let (bound_vn, written_vn, rest) = (bound.vietnamese(), written.vietnamese(), bound - written);
    if written == Quantity::ZERO {
        return voice.say(format!("{bound_vn} {vietnamese}"), format!("{bound} {english}"));
    }
    let (rest_words, rest_words_en) = if bound_column == votes::PRESENT { ("có mặt", "present") } else { (vietnamese, english) };
    voice.say(
        format!("{bound_vn} ({} {rest_words} và {written_vn} ý kiến bằng văn bản)", rest.vietnamese()),
        format!("{bound} ({rest} {rest_words_en} and {written} in writing)"),
    )
}

impl Fault for VoteFigures {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NoMembers => voice.say("cuộc họp có 0 thành viên thì không có phiếu nào", "a meeting of 0 members has no votes"),
            Self::PresentOverMembers(Imbalance { figure, bound, .. }) => voice.say(
                format!("{} người có mặt, tổng số thành viên chỉ có {}", figure.vietnamese(), bound.vietnamese()),
                format!("{figure} present, yet there are {bound} members in all"),
            ),
            Self::WrittenOverAbsent(Imbalance { figure, bound, .. }) => voice.say(
                format!("{} ý kiến bằng văn bản, chỉ có {} thành viên vắng mặt", figure.vietnamese(), bound.vietnamese()),
                format!("{figure} opinions in writing, yet {bound} members were absent"),
            ),
            Self::BallotsOverVoters(imbalance) | Self::BallotsGrow(imbalance) => {
                let (vietnamese, english) = counted(imbalance.column);
                let (figure, bound) = (imbalance.figure, bound_words(imbalance, voice));
                voice.say(format!("{} {vietnamese}, nhiều hơn {bound}", figure.vietnamese()), format!("{figure} {english}, more than {bound}"))
            }
            Self::YesOverBallots(imbalance) => {
                let (figure, bound) = (imbalance.figure, bound_words(imbalance, voice));
                voice.say(format!("{} phiếu đồng ý, nhiều hơn {bound}", figure.vietnamese()), format!("{figure} in favour, more than {bound}"))
            }
            Self::MembersDiffer { day, members, others } => {
                let day = words::day(*day, voice);
                voice.say(
                    format!("cuộc họp ngày {day} có {} thành viên ở dòng này, {} ở dòng khác", members.vietnamese(), others.vietnamese()),
                    format!("the meeting of {day} has {members} members here, {others} in another row"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ghi lại các số theo biên bản kiểm phiếu", "write the figures as the minutes of the count have them"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NoMembers => None,
            Self::MembersDiffer { .. } => Some(voice.say("dòng kia", "the other row")),
            Self::PresentOverMembers(_) | Self::WrittenOverAbsent(_) => Some(voice.say("tổng số thành viên", "all members")),
            Self::BallotsOverVoters(_) | Self::BallotsGrow(_) | Self::YesOverBallots(_) => {
                Some(voice.say("nhiều nhất là số này", "this is the most"))
            }
        }
    }
}

/// A meeting whose members have been counted in a row.
struct Counted {
    meeting: Meeting,
    day: Day,
    members: Quantity,
    place: Place,
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let mut meetings: Vec<Counted> = Vec::new();
    for row in &resolution.draft.votes.rows {
        let Some(ballots) = Ballots::read(row) else { continue };
        let subject = || words::voted_on(campaign, row);
        if ballots.members == Quantity::ZERO {
            findings.add(&CHECK, row.place(votes::MEMBERS), subject(), VoteFigures::NoMembers);
            continue;
        }
        for imbalance in ballots.imbalances() {
            let against = row.place(imbalance.bound_column);
            findings.add(&CHECK, row.place(imbalance.column), subject(), VoteFigures::of(imbalance)).against(against);
        }
        let Some(counted) = counted_in(campaign, row, ballots.members) else { continue };
        match meetings.iter().find(|known| known.meeting == counted.meeting && known.day == counted.day) {
            Some(known) if known.members != counted.members => {
                let fault = VoteFigures::MembersDiffer { day: counted.day, members: counted.members, others: known.members };
                findings.add(&CHECK, counted.place, subject(), fault).against(known.place);
            }
            Some(_) => {}
            None => meetings.push(counted),
        }
    }
}

fn counted_in(campaign: &Campaign, row: &DraftRow, members: Quantity) -> Option<Counted> {
    Some(Counted { meeting: meeting_of(row, &campaign.directories)?, day: row.day(votes::DAY).value()?, members, place: row.place(votes::MEMBERS) })
}
