//! Verdicts as pages and as JSON: who is put forward and why, who is not yet, papers, who decides, make-up, streaks.

mod budget;
mod compared;
pub mod json;
mod lists;
mod reasons;
mod seats;
mod streaks;
mod structure;

use crate::campaign::people::Stay;
use crate::campaign::{Campaign, Stretch, Who};
use crate::draft::definition::SubjectKind;
use crate::pipeline::{CampaignRun, Run};
use crate::render::Places;
use crate::report::facts;
use crate::report::{About, Letterhead, Orientation, Page, Table, name_of};
use crate::selection::seats::SeatPlan;
use crate::source::Volume;
use crate::titles::selected::select;
use crate::titles::{Fact, Judged, Titles, Verdict, verdicts};

/// One campaign and its verdicts.
pub(super) struct Book<'a> {
    pub(super) run: &'a CampaignRun,
    pub(super) titles: Titles,
    pub(super) plans: Vec<SeatPlan<'a>>,
}

impl<'a> Book<'a> {
    /// Judges a campaign.
    pub(super) fn of(run: &'a CampaignRun) -> Self {
        let mut titles = verdicts(&run.campaign, &run.scope, &run.ledger, &run.outcome);
        let plans = select(&mut titles, &run.campaign, &run.ledger, &run.outcome);
        Self { run, titles, plans }
    }

    fn campaign(&self) -> &'a Campaign {
        &self.run.campaign
    }

    /// Those put forward for one title after another, as declared, each title in the order of its rows.
    fn by_title(&self, keeps: impl Fn(&Judged) -> bool) -> Vec<(&Judged, bool)> {
        let mut list: Vec<(&Judged, bool)> = Vec::new();
        for title in self.campaign().titles.indices() {
            let of_title = self.titles.judged.iter().filter(|one| one.title == title && keeps(one));
            list.extend(of_title.enumerate().map(|(position, one)| (one, position == 0)));
        }
        list
    }

    /// The unit of somebody, by name.
    fn unit(&self, judged: &Judged) -> String {
        judged.unit.map_or_else(String::new, |unit| name_of(self.campaign(), &self.run.scope, unit).to_owned())
    }

    /// The row of a person on the last day, else the last there is.
    fn stay(&self, judged: &Judged) -> Option<&'a Stay> {
        let Who::Person(code) = &judged.who else { return None };
        let campaign = self.campaign();
        let person = &campaign.people.list[campaign.directories.people.find(code.as_str().as_bytes())?];
        let last = Stretch { from: campaign.time.to, to: campaign.time.to };
        person.stays.iter().find(|stay| stay.is_dated() && stay.within(last).is_some()).or_else(|| person.stays.last())
    }

    fn title(&self, judged: &Judged) -> &'a str {
        &self.campaign().titles[judged.title].name
    }
}

/// The pages of verdicts; places are found in `volume`.
pub fn pages(run: &Run, volume: &dyn Volume, about: &About<'_>) -> Vec<Page> {
    let mut places = Places::new(volume, &run.text, &run.rows, &run.strays);
    let mut pages = Vec::new();
    for one in run.asked_for() {
        let book = Book::of(one);
        let first = pages.len();
        pages.extend(of_campaign(&book, &mut places, about));
        say_inputs(&mut pages[first..], run);
        if let Some(table) = seats::table(&book) {
            pages.push(page(&book, "Chỉ tiêu", "Chỉ tiêu: tỷ lệ tối đa và số suất", vec![table]));
        }
        if let Some(table) = budget::table(&book, pages.len()) {
            pages.push(page(&book, "Dự toán", "Dự toán tiền thưởng", vec![table]));
        }
        pages.push(page(&book, "Đối chiếu", "Đối chiếu đăng ký, đề nghị, khen thưởng", compared::tables(&book, pages.len())));
        if run.shared.is_some() {
            let code = &one.campaign.code;
            for page in &mut pages[first..] {
                page.name = format!("{code} {}", page.name).into();
                for table in &mut page.tables {
                    table.key = format!("{code}-{}", table.key).into();
                }
            }
        }
    }
    pages
}

/// The first page of each campaign: every proposal and its verdict.
pub fn conclusions(run: &Run, volume: &dyn Volume, about: &About<'_>) -> Vec<Page> {
    let mut places = Places::new(volume, &run.text, &run.rows, &run.strays);
    let mut pages: Vec<Page> = run.asked_for().map(|one| conclusion(&Book::of(one), &mut places, about)).collect();
    for page in &mut pages {
        say_inputs(std::slice::from_mut(page), run);
    }
    pages
}

/// Says of a campaign's pages what they were made from, where their facts stand.
fn say_inputs(pages: &mut [Page], run: &Run) {
    let table = pages.iter_mut().flat_map(|page| &mut page.tables).find(|table| &*table.key == reasons::OVERVIEW);
    facts::say_inputs(table.expect("the conclusions have their facts"), run);
}

fn conclusion(book: &Book<'_>, places: &mut Places<'_>, about: &About<'_>) -> Page {
    conclusions_page(book, vec![reasons::summary(book), reasons::whys(book, places), reasons::overview(book, about)])
}

fn conclusions_page(book: &Book<'_>, tables: Vec<Table>) -> Page {
    signed(book, "Kết luận", "Kết luận xét danh hiệu thi đua, hình thức khen thưởng", tables)
}

/// A page that somebody signs; the others are what it rests on.
fn signed(book: &Book<'_>, name: &str, title: &str, tables: Vec<Table>) -> Page {
    Page { letterhead: Letterhead::of(book.run), ..page(book, name, title, tables) }
}

fn page(book: &Book<'_>, name: &str, title: &str, tables: Vec<Table>) -> Page {
    Page {
        name: name.into(),
        letterhead: None,
        title: title.into(),
        subtitle: vec![book.campaign().name.clone(), basis(book).into()],
        orientation: Orientation::Landscape,
        tables,
    }
}

fn of_campaign(book: &Book<'_>, places: &mut Places<'_>, about: &About<'_>) -> Vec<Page> {
    let page = |name: &str, title: &str, tables: Vec<Table>| page(book, name, title, tables);
    // On paper the reasons stand by themselves: the heading of the conclusions is printed again on each sheet of theirs.
    let mut pages = vec![conclusions_page(book, vec![reasons::summary(book), reasons::overview(book, about)])];
    let whys = reasons::whys(book, places);
    if !whys.rows.is_empty() {
        pages.push(page("Lý do", "Vì sao cần xem xét, chưa đủ điều kiện, tạm hoãn", vec![whys]));
    }
    pages.extend([
        signed(book, "Danh sách đề nghị", "Danh sách đề nghị", vec![lists::put_forward(book)]),
        signed(book, "Chưa đủ điều kiện", "Chưa đủ điều kiện, tạm hoãn", vec![reasons::refused(book, places)]),
        page("Hồ sơ", "Hồ sơ đề nghị", vec![lists::dossiers(book)]),
        page("Thẩm quyền", "Thẩm quyền quyết định", vec![lists::authorities(book)]),
        page("Cơ cấu", "Cơ cấu người được đề nghị", vec![structure::table(book)]),
        page("Chuỗi danh hiệu", "Danh hiệu liên tục", vec![streaks::table(book)]),
    ]);
    let rulebook = reasons::rulebook(book);
    if !rulebook.rows.is_empty() {
        pages.push(page("Quy định", "Các quy định đã xét", vec![rulebook]));
    }
    pages.push(page("Căn cứ", "Từng quy định đã xét", vec![reasons::rules(book, places)]));
    pages
}

/// The regime and the day.
fn basis(book: &Book<'_>) -> String {
    let (regime, day) = (&book.titles.regime.name, book.run.scope.as_of.vietnamese());
    format!("{regime}; tính đến ngày {day}")
}

/// How many of each verdict.
fn counts<'j>(judged: impl Iterator<Item = &'j Judged>) -> [usize; 4] {
    let mut counts = [0; 4];
    for one in judged {
        counts[one.verdict as usize] += 1;
    }
    counts
}

/// Whether a verdict leaves somebody on the list of those put forward.
fn is_listed(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Eligible | Verdict::NeedsReview => true,
        Verdict::NotEligible | Verdict::Suspended => false,
    }
}

/// Facts one after the other, each with its place behind it as `tệp:dòng`; neighbours of one place say it once.
fn facts_words<'f>(facts: impl IntoIterator<Item = &'f Fact>, places: &mut Places<'_>) -> String {
    let mut told: Vec<(String, Option<String>)> = Vec::new();
    for fact in facts {
        let words = &fact.words.vietnamese;
        let place = fact.place.map(|place| {
            let located = places.locate(place);
            let line = located.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line}", located.file)
        });
        match told.last_mut() {
            Some((before, same)) if *same == place => *before = format!("{before}; {words}"),
            Some(_) | None => told.push((words.clone(), place)),
        }
    }
    let words = told.into_iter().map(|(words, place)| place.map_or_else(|| words.clone(), |place| format!("{words} [{place}]")));
    words.collect::<Vec<_>>().join("; ")
}

fn subject_words(subject: SubjectKind) -> &'static str {
    match subject {
        SubjectKind::Collective => "Tập thể",
        SubjectKind::Person => "Cá nhân",
    }
}
