//! The first pages: what is ranked and when, the ranking of every block, and who leads.

use crate::draft::definition::{Measure, Precision};
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, LeaderOutcome, Standing};
use crate::report::pages::block::AllTotals;
use crate::report::pages::{Binder, Book, estimates, inputs, marks_of, pledges};
use crate::report::{
    About, Calculation, Cell, Column, Letterhead, Mark, Number, Opens, Orientation, Page, Row, Table, Width, block_words, blocked, condition_words,
    decided_by_words, digits, estimate_note, leads_by_estimates, met_words, name_of, not_computed, period_words, ranked, short_of, shows_totals,
    standing_words,
};
use crate::value::BlockIndex;
use crate::yaml::Field;

/// A ranking of more rows than this has a page of its own, so that its heading alone is printed again.
const LONG: usize = 16;

/// How many pages the overview takes.
pub(super) fn count(run: &CampaignRun) -> usize {
    if is_ranked(run) && rows(run) > LONG { 2 } else { 1 }
}

/// Whether any block is to be ranked.
fn is_ranked(run: &CampaignRun) -> bool {
    run.campaign.blocks.iter().any(|block| block.ranking.is_some())
}

/// How many rows the ranking has.
fn rows(run: &CampaignRun) -> usize {
    run.outcome.blocks.iter().map(|block| block.standings.len() + 1).sum()
}

/// Binds the overview: the ranking and who leads, or, where the ranking is long, who leads and then the ranking.
pub(super) fn bind((folder, run): (&Run, &CampaignRun), about: &About<'_>, totals: &AllTotals, (first, pages): (usize, &mut Binder<'_, '_>)) {
    let ranking = is_ranked(run).then(|| ranking(run, totals));
    let leads = run.outcome.blocks.iter().any(|block| block.leader.is_some()).then(|| leaders(run));
    let facts = facts(folder, run, about);
    let page = |name: &str, tables: Vec<Table>| Page {
        name: name.into(),
        letterhead: Letterhead::of(run),
        title: if run.campaign.is_scored { "Kết quả xếp hạng thi đua" } else { "Phong trào thi đua" }.into(),
        subtitle: vec![run.campaign.name.clone(), format!("{}, tính đến ngày {}", period_words(run), run.scope.as_of.vietnamese()).into()],
        orientation: Orientation::Landscape,
        tables,
    };
    let Some(ranking) = ranking else {
        let tables = leads.into_iter().chain([facts]).collect();
        return pages.put(first, page("Tổng quan", tables));
    };
    let draw = |take: &mut dyn FnMut(Row)| draw(run, totals, take);
    if count(run) == 1 {
        let tables = std::iter::once(ranking).chain(leads).chain([facts]).collect();
        return pages.put_drawn(first, page("Tổng quan", tables), &draw);
    }
    pages.put(first, page("Tổng quan", leads.into_iter().chain([facts]).collect()));
    pages.put_drawn(first + 1, page("Xếp hạng", vec![ranking]), &draw);
}

fn facts(folder: &Run, run: &CampaignRun, about: &About<'_>) -> Table {
    let campaign = &run.campaign;
    let mut table = Table { title: Some("Thông tin".into()), ..Table::facts("overview") };
    if let Some(theme) = run.draft.definition.theme.as_ref().and_then(Field::get) {
        table.say("Chủ đề", theme.as_str());
    }
    if !run.campaign.is_scored && run.campaign.is_defined {
        table.say("Chấm điểm", "phong trào không chấm điểm: không có gì để xếp hạng");
    }
    let asked = if run.scope.is_as_of_given { "theo yêu cầu" } else { "ngày cuối của kỳ" };
    table.say("Tính đến ngày", format!("{} ({asked})", run.scope.as_of.vietnamese()));
    if let Some(stage) = run.scope.stage {
        let is_last = campaign.last_stage() == Some(stage);
        let which = if is_last { "vòng cuối" } else { "không phải vòng cuối" };
        table.say("Điểm chính thức", format!("vòng {} ({which})", campaign.stages[stage]));
    }
    for words in compared_words(run) {
        table.say("So sánh", words);
    }
    for block in blocked(run) {
        let words = format!("{}: chưa xếp hạng, còn {} lỗi phải sửa", block_words(campaign, block.block), block.blocking);
        table.say("Khối bị giữ lại", words);
    }
    let not_computed = not_computed(run);
    if !not_computed.is_empty() {
        table.say("Chưa tính", format!("{}.", not_computed.join("; ")));
    }
    if let Some(words) = estimates::words(run) {
        table.say("Số ước", words);
    }
    if run.campaign.pledges.is_present {
        table.say("Giao ước thi đua", pledges::summary(Book::of_campaign(run)).join("; "));
    }
    if folder.shared.is_none() {
        inputs::say(folder, about, &mut table);
    }
    table
}

/// How units are compared; once where every block does it the same way.
fn compared_words(run: &CampaignRun) -> Vec<String> {
    let words = |block: BlockIndex| {
        let ranking = run.campaign.blocks[block].ranking.as_ref()?;
        let measure = match ranking.measure {
            Measure::Points => "tổng điểm",
            Measure::Share => "tỷ lệ điểm đạt trên điểm tối đa được giao",
            Measure::Figures => return Some("theo số liệu, không so điểm".to_owned()),
        };
        let precision = match ranking.precision {
            Precision::Rounded => "đã làm tròn",
            Precision::Exact => "chính xác, trước khi làm tròn",
        };
        let default = if ranking.precision_is_declared { "" } else { " (không khai, theo mặc định)" };
        Some(format!("{measure}, {precision}{default}"))
    };
    let each: Vec<(BlockIndex, String)> = run.campaign.blocks.indices().filter_map(|block| Some((block, words(block)?))).collect();
    match each.split_first() {
        None => Vec::new(),
        Some(((_, first), rest)) if rest.iter().all(|(_, other)| other == first) => vec![first.clone()],
        Some(_) => each.iter().map(|(block, words)| format!("{}: {words}", block_words(&run.campaign, *block))).collect(),
    }
}

fn leaders(run: &CampaignRun) -> Table {
    let columns = vec![
        Column::text("Khối", Width::Share(3)),
        Column::text("Đơn vị dẫn đầu", Width::Share(3)),
        Column::text("Đề nghị tặng", Width::Share(3)),
        Column::text("Điều kiện", Width::Share(4)),
        Column::text("Kết luận", Width::Share(3)),
    ];
    let mut table = Table::list("leaders", "Đơn vị dẫn đầu", columns);
    for block in ranked(run) {
        table.rows.extend(block.leader.as_ref().map(|leader| leader_row(run, block, leader)));
    }
    table
}

fn leader_row(run: &CampaignRun, block: &BlockStandings, leader: &LeaderOutcome) -> Row {
    let campaign = &run.campaign;
    let unit = leader.unit.map_or("không có: hạng nhất trống hoặc còn đồng hạng", |unit| name_of(campaign, &run.scope, unit));
    let title = leader.title.map(|title| campaign.titles[title].name.clone()).unwrap_or_default();
    let conditions = leader.conditions.iter().map(|one| format!("{}: {}", condition_words(campaign, &one.condition), met_words(one.is_met)));
    let conclusion = match leader {
        LeaderOutcome { unit: None, .. } => "chưa đề nghị",
        LeaderOutcome { is_put_forward: true, .. } if leads_by_estimates(block, leader) => "đề nghị (theo số ước)",
        LeaderOutcome { is_put_forward: true, .. } => "đề nghị",
        LeaderOutcome { conditions, .. } if conditions.iter().any(|one| one.is_met == Some(false)) => "không đề nghị: có điều kiện không đạt",
        LeaderOutcome { conditions, .. } if conditions.iter().any(|one| one.is_met.is_none()) => "chưa đề nghị: còn điều kiện chưa tính được",
        LeaderOutcome { .. } => "chưa đề nghị: điểm còn tạm tính",
    };
    Row::plain(vec![
        Cell::text(block_words(campaign, block.block)),
        Cell::text(unit),
        Cell::text(title),
        Cell::text(conditions.collect::<Vec<_>>().join("\n")),
        Cell::text(conclusion),
    ])
}

/// The ranking without its rows.
fn ranking(run: &CampaignRun, totals: &AllTotals) -> Table {
    let columns = vec![
        Column::center("Thứ", Width::Fit(5, 5)),
        Column::text("Đơn vị", Width::Share(4)),
        Column::figures("Tổng điểm", Width::Fit(9, 11)),
        Column::figures("Điểm tối đa được giao", Width::Fit(10, 11)),
        Column::figures("Tỷ lệ (%)", Width::Fit(8, 9)),
        Column::center("Xếp loại", Width::Fit(10, 14)),
        Column::center("Trạng thái", Width::Fit(10, 12)),
        Column::text("Khi bằng nhau, quyết định bởi", Width::Share(2)),
        Column::text("Đồng hạng với", Width::Share(2)),
    ];
    let mut table = Table::form("ranking", "Xếp hạng", columns);
    table.explain(&marks_of(&|take| draw(run, totals, take)));
    if run.outcome.blocks.iter().flat_map(|block| &block.standings).any(|standing| standing.total.is_estimated) {
        table.notes.push(estimate_note(run));
    }
    if run.campaign.blocks.iter().any(|block| block.is_assumed) {
        table.notes.push(super::ASSUMED.into());
    }
    table
}

/// The rows of the ranking.
fn draw(run: &CampaignRun, totals: &AllTotals, take: &mut dyn FnMut(Row)) {
    for block in &run.outcome.blocks {
        let code = &run.campaign.blocks[block.block].code;
        let state = if block.blocking > 0 { format!(" – chưa xếp hạng, còn {} lỗi phải sửa", block.blocking) } else { String::new() };
        take(Row::section(format!("{} ({code}){state}", block_words(&run.campaign, block.block))));
        block.standings.iter().for_each(|standing| take(standing_row(run, block.block, standing, totals)));
    }
}

fn standing_row(run: &CampaignRun, block: BlockIndex, standing: &Standing, totals: &AllTotals) -> Row {
    let unit = standing.total.unit;
    let mut cells = vec![standing.place.map_or_else(|| Cell::text("–"), Cell::whole), Cell::text(name_of(&run.campaign, &run.scope, unit))];
    if shows_totals(&run.campaign, block) {
        cells.extend(own_totals(run, standing, totals));
    } else {
        cells.extend(["–", "–", "–"].map(Cell::text));
    }
    let tied: Vec<&str> = standing.tied_with.iter().map(|other| short_of(&run.campaign, &run.scope, *other)).collect();
    cells.push(Cell::text(standing.grade.as_deref().unwrap_or("–")));
    cells.push(Cell::text(standing_words(standing)));
    cells.push(Cell::text(decided_by_words(&run.campaign, block, standing).unwrap_or_default()));
    cells.push(Cell::text(tied.join(", ")));
    Row::plain(cells)
}

/// Total, maximum and share: the same cells as on the block's page.
fn own_totals(run: &CampaignRun, standing: &Standing, totals: &AllTotals) -> [Cell; 3] {
    let total = &standing.total;
    let digits = digits(&run.campaign);
    let places = totals.get(&total.unit).copied();
    let opens = Opens { campaign: run.entry.unwrap_or_default(), unit: total.unit, criterion: None };
    let same = |number: Number, place| match place {
        Some(place) => Cell::formula(Calculation::Same(place), number.exact, number),
        None => Cell::number(number),
    };
    let mark = total.is_estimated.then_some(Mark::Estimated);
    [
        same(Number::points(total.points, digits), places.map(|places| places.total)).marked(mark).opening(opens),
        same(Number::exact(total.maximum), places.map(|places| places.maximum)),
        total.share.map_or_else(|| Cell::text("–"), |share| same(Number::points(share, digits), places.map(|places| places.share)).marked(mark)),
    ]
}
