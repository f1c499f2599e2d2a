//! The pages of a report, in the order they are bound.

mod adjustments;
mod awards;
mod block;
mod campaigns;
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
mod words;

use crate::campaign::{Campaign, Compared, TieBreak};
use crate::draft::Draft;
use crate::ledger::Scope;
use crate::pipeline::{CampaignRun, Run};
use crate::report::{About, Page, is_scored_by_estimate};

/// Said below a table in which something is starred.
const ASSUMED: &str = "* không có trong văn bản, do người lập tệp giả định";

/// Every page: of each campaign the overview and one for each block, then the plan, and what was read.
pub fn pages(run: &Run, about: &About<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    match &run.shared {
        None => campaign_pages(run, run.first(), about, &mut pages),
        Some(shared) => {
            pages.push(campaigns::page(run, about));
            for one in run.asked_for().filter(|one| one.campaign.is_scored) {
                named_for(one, &mut pages, |pages| standing_pages(run, one, about, pages));
            }
            pages.push(plan::page(&shared.campaign, &shared.scope, &run.plan.definition));
            for one in run.asked_for() {
                named_for(one, &mut pages, |pages| {
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
    pages
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
fn campaign_pages(run: &Run, one: &CampaignRun, about: &About<'_>, pages: &mut Vec<Page>) {
    standing_pages(run, one, about, pages);
    pages.push(plan::page(&one.campaign, &one.scope, &one.draft.definition));
    figure_pages(one, pages);
}

/// The overview and the blocks of a campaign.
fn standing_pages(run: &Run, one: &CampaignRun, about: &About<'_>, pages: &mut Vec<Page>) {
    let blocks = block::pages(one, pages.len() + overview::count(one));
    pages.extend(overview::pages(run, one, about, &blocks));
    pages.extend(blocks.pages);
    pages.extend(margins::page(one));
    pages.extend(estimates::page(one));
    pages.extend(adjustments::page(one));
}

/// Registrations and statistics, where a campaign has any.
fn figure_pages(one: &CampaignRun, pages: &mut Vec<Page>) {
    if !one.campaign.titles.is_empty() || one.ledger.has_registrations {
        pages.push(registrations::page(one, pages.len()));
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

/// Pages and tables of one campaign of several carry its code.
fn named_for(one: &CampaignRun, pages: &mut Vec<Page>, add: impl FnOnce(&mut Vec<Page>)) {
    let first = pages.len();
    add(pages);
    let code = &one.campaign.code;
    for page in &mut pages[first..] {
        page.name = format!("{code} {}", page.name).into();
        for table in &mut page.tables {
            table.key = format!("{code}-{}", table.key).into();
        }
    }
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
