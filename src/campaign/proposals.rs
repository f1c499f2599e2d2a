//! The proposals of `de-nghi/**/*.csv`, as they are put forward; whether they may be is judged elsewhere.

use crate::campaign::sheets::year_in;
use crate::campaign::who::{person_of, subject_of};
use crate::campaign::{Directories, People, Stretch, Who};
use crate::draft::definition::SubjectKind;
use crate::draft::{Draft, DraftRow, proposals};
use crate::sheet::{Place, Reading, RowId, read_yes_no};
use crate::value::{Day, TitleIndex, UnitIndex};

/// A paper of a dossier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Paper {
    /// Tờ trình.
    Submission,
    /// Báo cáo thành tích.
    Report,
    /// Biên bản bình xét.
    Minutes,
    /// Chứng nhận sáng kiến, đề tài.
    Certificate,
    /// Nhận xét của đơn vị cũ.
    FormerUnit,
}

impl Paper {
    /// Every paper, in the order of the columns.
    pub const ALL: [Self; 5] = [Self::Submission, Self::Report, Self::Minutes, Self::Certificate, Self::FormerUnit];

    const fn column(self) -> usize {
        match self {
            Self::Submission => proposals::SUBMISSION,
            Self::Report => proposals::REPORT,
            Self::Minutes => proposals::MINUTES,
            Self::Certificate => proposals::CERTIFICATE,
            Self::FormerUnit => proposals::FORMER_UNIT,
        }
    }
}

/// Whether a paper is in the dossier.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Held {
    /// It is: its number, or a bare yes.
    Yes(Box<str>),
    /// It is said not to be.
    No,
    /// Nothing is said.
    NotSaid,
}

/// One row: one title for one unit or person.
#[derive(Debug)]
pub struct Proposal {
    /// The year it is for: the row's, else the campaign's.
    pub year: Option<i32>,
    /// The unit that puts forward; none where its code names none.
    pub unit: Option<UnitIndex>,
    /// Collective or person.
    pub subject: Option<SubjectKind>,
    /// Who; none where nobody known is meant.
    pub who: Option<Who>,
    /// The name: as the row has it, else as the sheets have it, else the code.
    pub name: Box<str>,
    /// The title; none where its code names none.
    pub title: Option<TitleIndex>,
    /// `dot`.
    pub phase: Box<str>,
    /// `can_cu_xet`, in lower case and without blanks around it.
    pub ground: Box<str>,
    /// `sang_kien`: the codes.
    pub initiatives: Vec<Box<str>>,
    /// `ngay_ho_so`.
    pub day: Reading<Day>,
    /// The papers, in the order of [`Paper::ALL`].
    pub papers: [Held; 5],
    /// `ghi_chu`.
    pub note: Box<str>,
    /// Its row.
    pub row: RowId,
    /// Its place among the sheet's rows.
    pub position: usize,
    /// Where the papers stand, the day, the ground and the initiatives.
    places: [Place; 8],
}

impl Proposal {
    /// Whether a paper is in the dossier, and where that is said.
    pub fn paper(&self, paper: Paper) -> (&Held, Place) {
        (&self.papers[paper as usize], self.places[paper as usize])
    }

    /// Where the day of the dossier stands.
    pub fn day_place(&self) -> Place {
        self.places[5]
    }

    /// Where the ground stands.
    pub fn ground_place(&self) -> Place {
        self.places[6]
    }

    /// Where the initiatives stand.
    pub fn initiatives_place(&self) -> Place {
        self.places[7]
    }
}

/// The proposals of a campaign.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Whether the folder has a sheet of them.
    pub is_present: bool,
    /// How many records are no rows, or do not say who is put forward for what.
    pub unread: usize,
    /// Those of the campaign's years, in row order.
    pub list: Vec<Proposal>,
    /// Those of other years.
    pub others: Vec<Proposal>,
}

/// The codes of a cell that names several, with `;` between them.
pub fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|code| !code.is_empty())
}

fn held(row: &DraftRow, paper: Paper) -> Held {
    let text = row.text(paper.column());
    match read_yes_no(text.as_bytes()) {
        Reading::Empty => Held::NotSaid,
        Reading::Value(false) => Held::No,
        Reading::Value(true) => Held::Yes(Box::default()),
        Reading::Broken => Held::Yes(text.into()),
    }
}

/// Who is put forward: a unit by its code, else the proposing unit; a person by code, else by name in the unit.
fn who(row: &DraftRow, unit: Option<UnitIndex>, directories: &Directories, people: &People) -> Option<Who> {
    let (code, name) = (row.text(proposals::CODE), row.text(proposals::NAME));
    match subject_of(row, proposals::SUBJECT)? {
        SubjectKind::Collective if code.is_empty() => unit.map(Who::Unit),
        SubjectKind::Collective => directories.units.find(code.as_bytes()).map(Who::Unit),
        SubjectKind::Person if code.is_empty() => {
            let person = people.only_named(unit?, name.as_bytes(), None)?;
            Some(Who::Person(people.list[person].code.clone()))
        }
        SubjectKind::Person => {
            let is_named = directories.people.find(code.as_bytes()).is_none_or(|person| people.is_name_of(person, name.as_bytes()));
            person_of(code, directories, people).filter(|_| is_named).map(Who::Person)
        }
    }
}

fn name(row: &DraftRow, who: Option<&Who>, directories: &Directories, people: &People, units: &dyn Fn(UnitIndex) -> Box<str>) -> Box<str> {
    let written = row.text(proposals::NAME);
    match who {
        Some(Who::Unit(unit)) => units(*unit),
        Some(Who::Person(code)) if written.is_empty() => match directories.people.find(code.as_str().as_bytes()) {
            Some(person) => people.list[person].name().into(),
            None => code.as_str().into(),
        },
        Some(Who::Person(_)) | None if !written.is_empty() => written.into(),
        Some(Who::Person(_)) | None => row.text(proposals::CODE).into(),
    }
}

/// The proposals; those of other years stand apart.
pub(super) fn proposals(
    draft: &Draft,
    (year, time): (Option<i32>, Stretch),
    (directories, people): (&Directories, &People),
    name_of: &dyn Fn(UnitIndex) -> Box<str>,
) -> Proposals {
    let years = time.years(year);
    let mut resolved = Proposals { is_present: draft.proposals.is_present, unread: draft.proposals.broken, ..Proposals::default() };
    for (position, row) in draft.proposals.rows.iter().enumerate() {
        let unit = directories.units.find(row.text(proposals::UNIT).as_bytes());
        let title = directories.titles.find(row.text(proposals::TITLE).as_bytes());
        let who = who(row, unit, directories, people);
        let own = year_in(row, proposals::YEAR);
        if who.is_none() || title.is_none() || own.is_broken() {
            resolved.unread += 1;
        }
        let papers = Paper::ALL.map(|paper| held(row, paper));
        let [submission, report, minutes, certificate, former] = Paper::ALL.map(|paper| row.place(paper.column()));
        let [day, ground, initiatives] = [proposals::DAY, proposals::GROUND, proposals::INITIATIVES].map(|column| row.place(column));
        let proposal = Proposal {
            year: own.value().or(year),
            unit,
            subject: subject_of(row, proposals::SUBJECT),
            name: name(row, who.as_ref(), directories, people, name_of),
            who,
            title,
            phase: row.text(proposals::PHASE).into(),
            ground: row.text(proposals::GROUND).to_lowercase().into(),
            initiatives: codes(row.text(proposals::INITIATIVES)).map(Into::into).collect(),
            day: row.day(proposals::DAY),
            papers,
            note: row.text(proposals::NOTE).into(),
            row: row.id,
            position,
            places: [submission, report, minutes, certificate, former, day, ground, initiatives],
        };
        let is_own = own.value().is_none_or(|year| years.contains(&year));
        if is_own { resolved.list.push(proposal) } else { resolved.others.push(proposal) }
    }
    resolved
}
