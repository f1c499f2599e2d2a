//! The first page of a plan of several campaigns: which they are, what each covers, and who leads.

use crate::pipeline::{CampaignRun, Run};
use crate::report::pages::{Book, inputs, pledges};
use crate::report::{About, Cell, Column, Letterhead, Orientation, Page, Row, Table, Width, block_words, name_of, ranked};

/// The page of a plan's campaigns.
pub(super) fn page(run: &Run, about: &About<'_>) -> Page {
    let mut facts = Table { title: Some("Thông tin".into()), ..Table::facts("overview") };
    let left_out: Vec<String> = run.campaigns.iter().filter(|one| !one.is_asked_for).map(|one| one.campaign.code.to_string()).collect();
    if !left_out.is_empty() {
        facts.say("Không thuộc phạm vi được hỏi", left_out.join(", "));
    }
    if run.plan.pledges.is_present {
        facts.say("Giao ước thi đua", pledges::summary(Book::of(run)).join("; "));
    }
    inputs::say(run, about, &mut facts);
    Page {
        name: "Tổng quan".into(),
        letterhead: run.campaigns.iter().next().and_then(Letterhead::of),
        title: "Các phong trào của kế hoạch".into(),
        subtitle: vec![run.name().into()],
        orientation: Orientation::Landscape,
        tables: vec![table(run), facts],
    }
}

fn table(run: &Run) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 6)),
        Column::center("Mã", Width::Fit(6, 12)),
        Column::text("Phong trào", Width::Share(3)),
        Column::center("Từ ngày", Width::Fit(11, 12)),
        Column::center("Đến hết ngày", Width::Fit(11, 12)),
        Column::figures("Số tiêu chí", Width::Fit(8, 9)),
        Column::figures("Số đơn vị xếp hạng", Width::Fit(8, 9)),
        Column::text("Hạng nhất từng khối", Width::Share(2)),
    ];
    let mut table = Table::form("overview-campaigns", "Các phong trào", columns);
    for (number, one) in (1..).zip(&run.campaigns) {
        table.rows.push(row(number, one));
    }
    table
}

fn row(number: usize, one: &CampaignRun) -> Row {
    let campaign = &one.campaign;
    let leaves = campaign.criteria.iter().filter(|criterion| criterion.leaf.is_some()).count();
    let placed = one.outcome.blocks.iter().flat_map(|block| &block.standings).filter(|standing| standing.place.is_some()).count();
    let mut first: Vec<String> = Vec::new();
    for block in ranked(one) {
        let leading = block.standings.iter().filter(|standing| standing.place == Some(1));
        let names: Vec<&str> = leading.map(|standing| name_of(campaign, &one.scope, standing.total.unit)).collect();
        if !names.is_empty() {
            first.push(format!("{}: {}", block_words(campaign, block.block), names.join(", ")));
        }
    }
    let scored = |count: usize| if leaves == 0 { Cell::text("–") } else { Cell::count(count) };
    Row::plain(vec![
        Cell::count(number),
        Cell::text(campaign.code.as_str()),
        Cell::text(campaign.name.clone()),
        Cell::day(campaign.time.from),
        Cell::day(campaign.time.to),
        if leaves == 0 { Cell::text("không chấm điểm") } else { Cell::count(leaves) },
        scored(placed),
        Cell::text(first.join("\n")),
    ])
}
