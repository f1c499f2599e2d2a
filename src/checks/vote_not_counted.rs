//! A vote that counts for nothing: of another year, or of a block on somebody who is not in it.

use strum::VariantNames as _;

use crate::campaign::votes::{Meeting, meeting_of};
use crate::campaign::who::who;
use crate::campaign::{Campaign, Resolution, Who, year_in};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::{DraftRow, votes};
use crate::sheet::Place;
use crate::value::{BlockIndex, UnitIndex};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "vote-not-counted",
    page: include_str!("vote_not_counted.md"),
    grade: Grade::Error,
    reasons: VoteNotCounted::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum VoteNotCounted {
    OtherYear { year: i32, first: i32, last: i32 },
    NotInBlock { block: Box<str>, unit: Box<str> },
}

impl Fault for VoteNotCounted {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::OtherYear { year, first, last } if first == last => {
                voice.say(format!("phiếu của năm {year}, phong trào là năm {first}"), format!("a vote of {year}, the campaign is of {first}"))
            }
            Self::OtherYear { year, first, last } => voice.say(
                format!("phiếu của năm {year}, ngoài các năm {first} – {last} của phong trào"),
                format!("a vote of {year}, outside the campaign's years {first} – {last}"),
            ),
            Self::NotInBlock { block, unit } => voice.say(
                format!("`{block}` bỏ phiếu cho `{unit}`, là đơn vị không thuộc khối này"),
                format!("`{block}` votes on `{unit}`, which is not in it"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::OtherYear { first, last, .. } if first == last => {
                Some(voice.say(format!("viết `{first}`, hoặc bỏ dòng này"), format!("write `{first}`, or remove the row")))
            }
            Self::OtherYear { first, last, .. } => Some(voice.say(
                format!("viết một năm từ `{first}` đến `{last}`, hoặc bỏ dòng này"),
                format!("write a year from `{first}` to `{last}`, or remove the row"),
            )),
            Self::NotInBlock { .. } => Some(
                voice.say("sửa `noi_hop`, hoặc viết `hoi_dong` nếu Hội đồng họp", "correct `noi_hop`, or write `hoi_dong` where the council met"),
            ),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::OtherYear { .. } => voice.say("năm của phong trào khai ở đây", "the campaign's year is declared here"),
            Self::NotInBlock { .. } => voice.say("khối của đơn vị", "the unit's block"),
        })
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let years = campaign.time.years(campaign.year);
    for row in &resolution.draft.votes.rows {
        let subject = || words::voted_on(campaign, row);
        if let Some(year) = year_in(row, votes::YEAR).value().filter(|year| !years.contains(year)) {
            let fault = VoteNotCounted::OtherYear { year, first: *years.start(), last: *years.end() };
            findings.add(&CHECK, row.place(votes::YEAR), subject(), fault).against(Place::Definition(campaign.year_span));
        } else if let Some((block, unit, against)) = outsider(campaign, row) {
            let fault =
                VoteNotCounted::NotInBlock { block: campaign.blocks[block].code.as_str().into(), unit: campaign.units[unit].code.as_str().into() };
            findings.add(&CHECK, row.place(votes::CODE), subject(), fault).against(against);
        }
    }
}

/// The block that met, the unit it voted on, or a person of, and where that unit's block stands, if it is another or none.
fn outsider(campaign: &Campaign, row: &DraftRow) -> Option<(BlockIndex, UnitIndex, Place)> {
    let Meeting::Block(block) = meeting_of(row, &campaign.directories)? else { return None };
    let unit = match who(row, votes::SUBJECT, votes::CODE, &campaign.directories, &campaign.people)? {
        Who::Unit(unit) => unit,
        Who::Person(code) => {
            let person = campaign.directories.people.find(code.as_str().as_bytes())?;
            campaign.people.only_unit(person, row.day(votes::DAY).value())?
        }
    };
    let mut standings = campaign.units[unit].standings.iter().filter(|standing| standing.meets(&campaign.time));
    if standings.any(|standing| standing.block == Some(block) || standing.has_unknown_block) {
        return None;
    }
    Some((block, unit, campaign.units[unit].in_stretch(&campaign.time)?.place))
}
