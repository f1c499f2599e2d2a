//! The pages of a report, in the order they are bound.

mod adjustments;
mod appeals;
mod awards;
mod block;
mod campaigns;
mod charts;
pub(super) mod estimates;
mod inputs;
mod margins;
mod models;
mod money;
mod overview;
mod plan;
mod pledges;
mod registrations;
mod statistics;
pub(super) mod words;

use std::collections::BTreeSet;

use crate::campaign::{Campaign, Compared, TieBreak};
use crate::draft::Draft;
use crate::ledger::Scope;
use crate::pipeline::{CampaignRun, Run};
use crate::report::{About, Mark, Page, Row, is_scored_by_estimate};

/// Said below a table in which something is starred.
const ASSUMED: &str = "* không có trong văn bản, do người lập tệp giả định";

/// Takes pages as they are made: each with its number in the order they are bound, and what is drawn of it.
pub type Sink<'s> = dyn FnMut(usize, Page, Option<&Drawing<'_>>) -> anyhow::Result<()> + 's;

/// The last rows of the first table of a page, where there may be more than are to be held: they are made anew each time
/// they are asked for, one by one.
pub type Drawing<'d> = dyn Fn(&mut dyn FnMut(Row)) + 'd;

/// Every page, in the order they are bound.
pub fn pages(run: &Run, about: &About<'_>) -> Vec<Page> {
    let mut made: Vec<(usize, Page)> = Vec::new();
    let mut hold = |number, mut page: Page, drawing: Option<&Drawing<'_>>| {
        if let Some(drawing) = drawing {
            drawing(&mut |row| page.tables[0].rows.push(row));
        }
        made.push((number, page));
        Ok(())
    };
    each_page(run, about, &mut hold).expect("memory takes every page");
    made.sort_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, page)| page).collect()
}

/// Gives every page away as soon as it is made: of each campaign the overview and for each block one and its charts, then the plan, and
/// what was read.
///
/// A page is made behind those that its formulas name, which need not be the order they are bound in.
///
/// # Errors
/// Those of the sink.
pub fn each_page(run: &Run, about: &About<'_>, sink: &mut Sink<'_>) -> anyhow::Result<()> {
    let mut binder = Binder { sink, next: 0, code: None, supposed: &run.supposed, failure: None };
    bind(run, about, &mut binder);
    binder.failure.map_or(Ok(()), Err)
}

/// Numbers pages and hands them on.
struct Binder<'s, 'f> {
    /// What is supposed: every page says so first.
    supposed: &'s [String],
    sink: &'s mut Sink<'f>,
    next: usize,
    /// The campaign of several whose pages are made: they and their tables carry its code.
    code: Option<Box<str>>,
    /// What went wrong first; no page goes out after it.
    failure: Option<anyhow::Error>,
}

impl Binder<'_, '_> {
    /// How many pages stand before the next; its number.
    fn len(&self) -> usize {
        self.next
    }

    /// Binds the next page.
    fn push(&mut self, page: Page) {
        let number = self.skip(1);
        self.put(number, page);
    }

    /// Binds the next page, whose first table ends in drawn rows.
    fn push_drawn(&mut self, page: Page, drawing: &Drawing<'_>) {
        let number = self.skip(1);
        self.put_drawn(number, page, drawing);
    }

    fn extend(&mut self, pages: impl IntoIterator<Item = Page>) {
        for page in pages {
            self.push(page);
        }
    }

    /// Leaves room for pages that are made later; the number of the first.
    fn skip(&mut self, count: usize) -> usize {
        self.next += count;
        self.next - count
    }

    /// Binds a page where room was left for it.
    fn put(&mut self, number: usize, page: Page) {
        self.send(number, page, None);
    }

    /// The same of one whose first table ends in drawn rows.
    fn put_drawn(&mut self, number: usize, page: Page, drawing: &Drawing<'_>) {
        self.send(number, page, Some(drawing));
    }

    fn send(&mut self, number: usize, mut page: Page, drawing: Option<&Drawing<'_>>) {
        if !self.supposed.is_empty() {
            page.subtitle.insert(0, supposed_words(self.supposed).into());
        }
        if let Some(code) = &self.code {
            page.name = format!("{code} {}", page.name).into();
            for table in &mut page.tables {
                table.key = format!("{code}-{}", table.key).into();
            }
        }
        if self.failure.is_none() {
            self.failure = (self.sink)(number, page, drawing).err();
        }
    }
}

/// What is supposed, as every page and table says it.
pub fn supposed_words(supposed: &[String]) -> String {
    format!("GIẢ ĐỊNH, không phải kết quả: {}", supposed.join("; "))
}

/// The marks of drawn rows.
fn marks_of(drawing: &Drawing<'_>) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    drawing(&mut |row| marks.extend(row.cells.iter().filter_map(|cell| cell.mark)));
    marks
}

fn bind(run: &Run, about: &About<'_>, pages: &mut Binder<'_, '_>) {
    match &run.shared {
        None => campaign_pages(run, run.first(), about, pages),
        Some(shared) => {
            pages.push(campaigns::page(run, about));
            for one in run.asked_for().filter(|one| one.campaign.is_scored) {
                named_for(one, pages, |pages| standing_pages(run, one, about, pages));
            }
            pages.push(plan::page(&shared.campaign, &shared.scope, &run.plan.definition));
            for one in run.asked_for() {
                named_for(one, pages, |pages| {
                    pages.extend(own_plan(run, one));
                    if one.ledger.registration_rows > 0 || !one.campaign.figures.figures.is_empty() || !one.campaign.grants.list.is_empty() {
                        figure_pages(one, pages);
                    }
                });
            }
        }
    }
    let book = Book::of(run);
    if book.campaign.models.is_present {
        pages.extend(models::pages(book, pages.len()));
    }
    if book.campaign.pledges.is_present {
        pages.push(pledges::page(book));
    }
    if !book.campaign.awards.is_empty() {
        pages.push(awards::page(book, pages.len()));
    }
    pages.push(inputs::page(run, about));
}

/// What is shown once for the whole plan: of the one campaign, or of what several share.
#[derive(Clone, Copy)]
struct Book<'a> {
    campaign: &'a Campaign,
    scope: &'a Scope,
    draft: &'a Draft,
}

impl<'a> Book<'a> {
    fn of(run: &'a Run) -> Self {
        match &run.shared {
            Some(shared) => Self { campaign: &shared.campaign, scope: &shared.scope, draft: &run.plan },
            None => Self::of_campaign(run.first()),
        }
    }

    fn of_campaign(one: &'a CampaignRun) -> Self {
        Self { campaign: &one.campaign, scope: &one.scope, draft: &one.draft }
    }
}

/// The pages of a plan that is one campaign.
fn campaign_pages(run: &Run, one: &CampaignRun, about: &About<'_>, pages: &mut Binder<'_, '_>) {
    standing_pages(run, one, about, pages);
    pages.push(plan::page(&one.campaign, &one.scope, &one.draft.definition));
    figure_pages(one, pages);
}

/// The overview and the blocks of a campaign.
fn standing_pages(run: &Run, one: &CampaignRun, about: &About<'_>, pages: &mut Binder<'_, '_>) {
    // The overview stands first and repeats cells of the blocks.
    let first = pages.skip(overview::count(one));
    let totals = block::pages(one, &block::stages(run, one), pages);
    overview::bind((run, one), about, &totals, (first, pages));
    margins::bind(one, pages);
    estimates::bind(one, pages);
    pages.extend(adjustments::page(one));
    pages.extend(appeals::page(one));
}

/// Registrations and statistics, where a campaign has any.
fn figure_pages(one: &CampaignRun, pages: &mut Binder<'_, '_>) {
    if !one.campaign.titles.is_empty() || one.ledger.has_registrations {
        pages.push(registrations::page(one, pages.len()));
        pages.push(registrations::title_page(one, pages.len()));
        pages.extend(registrations::people_page(one, pages.len()));
    }
    if !one.campaign.statistics.is_empty() {
        pages.push(statistics::page(one, pages.len()));
    }
    if one.campaign.money.is_declared && !one.campaign.grants.list.is_empty() {
        pages.push(money::page(one, pages.len()));
    }
}

/// What a campaign of a plan states itself; none where it has nothing but a code and a name.
fn own_plan(run: &Run, one: &CampaignRun) -> Option<Page> {
    let stated = run.plan.definition.campaigns.as_ref()?.get()?.get(one.entry?)?.get()?;
    let page = plan::page(&one.campaign, &one.scope, stated);
    // Code, name and time stand on the first page already.
    let says_more = page.tables.len() > 1 || page.tables.iter().any(|table| table.rows.len() > 3);
    says_more.then_some(page)
}

/// Binds pages of one campaign of several, which carry its code.
fn named_for<'s, 'f>(one: &CampaignRun, pages: &mut Binder<'s, 'f>, add: impl FnOnce(&mut Binder<'s, 'f>)) {
    pages.code = Some(one.campaign.code.as_str().into());
    add(pages);
    pages.code = None;
}

/// What a tie-break compares, and which way.
pub(super) fn tie_break_words(campaign: &Campaign, tie_break: &TieBreak) -> String {
    match tie_break {
        TieBreak::Compared { what, prefers_higher, code: _ } => {
            let what = match what {
                Compared::Points(criterion) => format!("điểm {}", campaign.criteria[*criterion].code),
                Compared::Actual(criterion) if is_scored_by_estimate(campaign, *criterion) => {
                    format!("số ước thực hiện {}", campaign.criteria[*criterion].code)
                }
                Compared::Actual(criterion) => format!("số thực hiện {}", campaign.criteria[*criterion].code),
                Compared::Share(criterion) if is_scored_by_estimate(campaign, *criterion) => {
                    format!("tỷ lệ ước thực hiện {}", campaign.criteria[*criterion].code)
                }
                Compared::Share(criterion) => format!("tỷ lệ thực hiện {}", campaign.criteria[*criterion].code),
                Compared::Statistic(statistic) => format!("thống kê {}", campaign.statistics[*statistic].code),
            };
            format!("{what} {}", if *prefers_higher { "cao hơn" } else { "thấp hơn" })
        }
        TieBreak::Vote => "bỏ phiếu".to_owned(),
        TieBreak::Women(_) => "nữ hoặc tập thể có từ 70% nữ trở lên".to_owned(),
    }
}
