//! The pages of a report, in the order they are bound.

mod block;
mod inputs;
mod overview;
mod plan;
mod registrations;
mod statistics;
mod words;

use crate::campaign::{Campaign, Compared, TieBreak};
use crate::pipeline::Run;
use crate::report::{About, Page};

/// Said below a table in which something is starred.
const ASSUMED: &str = "* không có trong văn bản, do người lập tệp giả định";

/// Every page: the overview, one for each block, the plan, and what was read.
pub fn pages(run: &Run, about: &About<'_>) -> Vec<Page> {
    let blocks = block::pages(run, overview::count(run));
    let mut pages = overview::pages(run, about, &blocks);
    pages.extend(blocks.pages);
    pages.push(plan::page(run));
    if !run.campaign.titles.is_empty() || run.ledger.has_registrations {
        pages.push(registrations::page(run, pages.len()));
    }
    if !run.campaign.statistics.is_empty() {
        pages.push(statistics::page(run, pages.len()));
    }
    pages.push(inputs::page(run, about));
    pages
}

/// What a tie-break compares, and which way.
pub(super) fn tie_break_words(campaign: &Campaign, tie_break: &TieBreak) -> String {
    match tie_break {
        TieBreak::Compared { what, prefers_higher, code: _ } => {
            let what = match what {
                Compared::Points(criterion) => format!("điểm {}", campaign.criteria[*criterion].code),
                Compared::Actual(criterion) => format!("số thực hiện {}", campaign.criteria[*criterion].code),
                Compared::Share(criterion) => format!("tỷ lệ thực hiện {}", campaign.criteria[*criterion].code),
                Compared::Statistic(statistic) => format!("thống kê {}", campaign.statistics[*statistic].code),
            };
            format!("{what} {}", if *prefers_higher { "cao hơn" } else { "thấp hơn" })
        }
        TieBreak::Vote => "bỏ phiếu".to_owned(),
        TieBreak::Women(_) => "nữ hoặc tập thể có từ 70% nữ (chưa tính)".to_owned(),
    }
}
