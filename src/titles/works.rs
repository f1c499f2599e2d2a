//! Initiatives of somebody that may carry a proposal: those the row names, else all of its author's in the years that count.

use std::ops::RangeInclusive;

use crate::campaign::initiatives::Author;
use crate::campaign::titles::CoAuthorship;
use crate::campaign::{Initiative, Work};
use crate::draft::definition::WorkReach;
use crate::sheet::Place;
use crate::titles::said::said;
use crate::titles::{Answer, Bench, Candidate, Said, Verdict};
use crate::value::PersonCode;

/// What a work must be.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// How far it must reach.
    pub reach: WorkReach,
    /// Which kinds count; empty: every kind.
    pub kinds: Vec<Work>,
    /// The years it must be recognised in.
    pub years: RangeInclusive<i32>,
}

/// Works that count, and works of which it is not known.
#[derive(Debug, Default)]
pub(super) struct Counted<'a> {
    /// Those that count.
    pub certain: Vec<&'a Initiative>,
    /// Those that may, and why that is not known.
    pub doubtful: Vec<(Option<&'a Initiative>, Said)>,
    /// Those that do not, and why.
    pub refused: Vec<(&'a Initiative, Said)>,
    /// Whether there may be works that are not in the sheet.
    pub may_be_more: Option<Said>,
}

/// Whether a work counts.
enum Counts {
    Yes,
    No(Said),
    Unknown(Said),
}

/// The works that may carry a candidate's proposal.
pub(super) fn counted<'a>(bench: &Bench<'a>, candidate: &Candidate<'a>, wanted: &Wanted) -> Counted<'a> {
    let mut counted = Counted::default();
    let Some(person) = candidate.person() else { return counted };
    let works = &bench.campaign.initiatives;
    if !works.is_present {
        counted.may_be_more = Some(said!("sang-kien.csv", "sang-kien.csv"));
        return counted;
    }
    if !works.is_read {
        counted.may_be_more = Some(said!("sang-kien.csv đọc được hết", "sang-kien.csv, read whole"));
    }
    let named = candidate.proposal.map_or(&[][..], |proposal| &proposal.initiatives);
    for code in named {
        match works.find(code) {
            Some(work) => enter(&mut counted, work, counts(bench, candidate, person, work, wanted)),
            None => counted.doubtful.push((None, said!("sáng kiến `{code}` ở sang-kien.csv", "initiative `{code}` in sang-kien.csv"))),
        }
    }
    if named.is_empty() {
        for work in works.list.iter().filter(|work| work.authors.iter().any(|author| author.person == *person)) {
            enter(&mut counted, work, counts(bench, candidate, person, work, wanted));
        }
    }
    counted
}

fn enter<'a>(counted: &mut Counted<'a>, work: &'a Initiative, counts: Counts) {
    match counts {
        Counts::Yes => counted.certain.push(work),
        Counts::No(why) => counted.refused.push((work, why)),
        Counts::Unknown(why) => counted.doubtful.push((Some(work), why)),
    }
}

fn counts(bench: &Bench<'_>, candidate: &Candidate<'_>, person: &PersonCode, work: &Initiative, wanted: &Wanted) -> Counts {
    let code = &work.code;
    let kind = match work.kind {
        _ if wanted.kinds.is_empty() => Counts::Yes,
        Some(kind) if wanted.kinds.contains(&kind) => Counts::Yes,
        Some(_) => Counts::No(said!("`{code}` không đúng loại", "`{code}` is of another kind")),
        None => Counts::Unknown(said!("loại của `{code}`", "the kind of `{code}`")),
    };
    let least = wanted.reach.word();
    let reach = match work.reach {
        Some(reach) if reach.covers(wanted.reach) => Counts::Yes,
        Some(reach) => {
            let own = reach.word();
            Counts::No(said!("`{code}` phạm vi {own}, cần {least}", "`{code}` is of reach {own}, needed {least}"))
        }
        // What was recognised at all reaches its own agency.
        None if wanted.reach == WorkReach::Grassroots => Counts::Yes,
        None => Counts::Unknown(said!("phạm vi của `{code}`", "the reach of `{code}`")),
    };
    let (from, to) = (wanted.years.start(), wanted.years.end());
    let year = match work.year {
        Some(year) if wanted.years.contains(&year) => Counts::Yes,
        Some(year) => Counts::Unknown(said!(
            "`{code}` công nhận năm {year}, xét các năm {from}–{to}: có được tính không",
            "`{code}` was recognised in {year}, the years are {from} to {to}: whether it counts"
        )),
        None => Counts::Unknown(said!("năm công nhận của `{code}`", "the year of `{code}`")),
    };
    // Of works nobody named one of another year is another year's.
    let is_named = candidate.proposal.is_some_and(|proposal| !proposal.initiatives.is_empty());
    let year = match (year, work.year) {
        (Counts::Unknown(_), Some(of)) if !is_named => Counts::No(said!("`{code}` công nhận năm {of}", "`{code}` was recognised in {of}")),
        (year, _) => year,
    };
    [author(bench, candidate, person, work), kind, reach, year].into_iter().fold(Counts::Yes, |known, next| match (known, next) {
        (Counts::No(why), _) | (_, Counts::No(why)) => Counts::No(why),
        (Counts::Unknown(why), _) | (Counts::Yes, Counts::Unknown(why)) => Counts::Unknown(why),
        (Counts::Yes, Counts::Yes) => Counts::Yes,
    })
}

/// Whether the work is the candidate's, where it has several authors.
fn author(bench: &Bench<'_>, candidate: &Candidate<'_>, person: &PersonCode, work: &Initiative) -> Counts {
    let code = &work.code;
    let Some(own) = work.authors.iter().find(|author| author.person == *person) else {
        return Counts::No(said!("{person} không phải tác giả của `{code}`", "{person} is no author of `{code}`"));
    };
    if work.authors.len() == 1 && !work.has_unknown_author {
        return Counts::Yes;
    }
    let no_share = || Counts::Unknown(said!("tỷ lệ đóng góp của các tác giả `{code}`", "the shares of the authors of `{code}`"));
    match bench.campaign.titles[candidate.title].co_authors {
        None => Counts::Unknown(said!(
            "`{code}` có nhiều tác giả: khai `dong_tac_gia` của danh hiệu",
            "`{code}` has several authors: declare `dong_tac_gia` of the title"
        )),
        Some(CoAuthorship::Everybody) => Counts::Yes,
        Some(CoAuthorship::From(least)) => match own.share {
            Some(share) if share >= least => Counts::Yes,
            Some(share) => {
                Counts::No(said!("{person} đóng góp {share}% của `{code}`, cần {least}%", "{person} has {share} % of `{code}`, {least} % are needed"))
            }
            None => no_share(),
        },
        Some(CoAuthorship::Main) => main_author(person, own, work).unwrap_or_else(no_share),
    }
}

/// Whether an author has the greatest share; none where shares are not known, or the greatest is shared.
fn main_author(person: &PersonCode, own: &Author, work: &Initiative) -> Option<Counts> {
    let share = own.share.filter(|_| !work.has_unknown_author)?;
    let others: Option<Vec<_>> = work.authors.iter().filter(|author| author.person != *person).map(|author| author.share).collect();
    let greatest = others?.into_iter().max()?;
    let code = &work.code;
    match share.cmp(&greatest) {
        std::cmp::Ordering::Greater => Some(Counts::Yes),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Less => {
            Some(Counts::No(said!("{person} không phải tác giả chính của `{code}`", "{person} is not the main author of `{code}`")))
        }
    }
}

impl Counted<'_> {
    /// How many count for certain, and how many may.
    pub fn between(&self) -> (usize, usize) {
        (self.certain.len(), self.certain.len() + self.doubtful.len())
    }

    /// Whether so many are there.
    pub fn answer(&self, least: usize) -> Answer {
        let (certain, possible) = self.between();
        let verdict = match () {
            () if certain >= least => Verdict::Eligible,
            () if possible >= least || self.may_be_more.is_some() => Verdict::NeedsReview,
            () => Verdict::NotEligible,
        };
        let mut answer = Answer::new(verdict);
        for work in &self.certain {
            let (code, name) = (&work.code, &work.name);
            let year = work.year.map(|year| year.to_string()).unwrap_or_default();
            let reach = work.reach.map_or("?", WorkReach::word);
            answer = answer.fact(said!("`{code}` {name} ({year}, phạm vi {reach})", "`{code}` {name} ({year}, reach {reach})"), Place::Row(work.row));
        }
        for (work, why) in &self.refused {
            answer = answer.fact(why.clone(), Place::Row(work.row));
        }
        if verdict == Verdict::NeedsReview {
            answer.missing.extend(self.doubtful.iter().map(|(_, why)| why.clone()));
            answer.missing.extend(self.may_be_more.clone());
        }
        if verdict == Verdict::NotEligible && self.refused.is_empty() {
            answer = answer.fact(said!("không có sáng kiến, đề tài phù hợp ở sang-kien.csv", "sang-kien.csv has no such work"), None);
        }
        answer
    }
}
