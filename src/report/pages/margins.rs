//! The page of margins: how far each unit is from the place and the grade above it, and what it falls shortest of.

use crate::draft::definition::{Measure, Precision};
use crate::pipeline::CampaignRun;
use crate::ranking::{BlockStandings, Margin, Standing, ToGrade, WidestGap, measure};
use crate::report::pages::{ASSUMED, Binder, marks_of};
use crate::report::{
    Cell, Column, Mark, Number, Orientation, Page, Row, Table, Width, block_words, digits, margin, name_of, period_words, ranked, shows_totals,
};
use crate::value::{Fraction, Points, Rounding, RoundingWay};

/// The decimals that points have.
const MOST_DECIMALS: u8 = 6;

/// Binds the page; there is none where no unit has a place by points.
pub(super) fn bind(run: &CampaignRun, pages: &mut Binder<'_, '_>) {
    let is_measured =
        |block: &&BlockStandings| shows_totals(&run.campaign, block.block) && block.standings.iter().any(|standing| standing.place.is_some());
    let blocks: Vec<&BlockStandings> = ranked(run).filter(is_measured).collect();
    if blocks.is_empty() {
        return;
    }
    let of_block = |block: &BlockStandings| block.standings.iter().map(|standing| Measures::of(run, block, standing)).collect();
    let measured: Vec<Measured<'_>> = blocks.into_iter().map(|block| (block, of_block(block))).collect();
    let page = Page {
        name: "Khoảng cách".into(),
        letterhead: None,
        title: "Khoảng cách đến hạng và mức xếp loại trên".into(),
        subtitle: vec![format!("{}, tính đến ngày {}", period_words(run), run.scope.as_of.vietnamese()).into()],
        orientation: Orientation::Landscape,
        tables: vec![table(run, &measured)],
    };
    pages.push_drawn(page, &|take| draw(run, &measured, take));
}

/// A block, and of each of its units what is measured.
type Measured<'a> = (&'a BlockStandings, Vec<Measures<'a>>);

/// What is measured of a unit: its own measure, and how far it is from what lies above it.
struct Measures<'a> {
    own: Option<Fraction>,
    margin: Margin<'a>,
}

impl<'a> Measures<'a> {
    fn of(run: &'a CampaignRun, block: &BlockStandings, standing: &Standing) -> Self {
        let margin = margin(&run.campaign, block, standing, &run.tally().scores(standing.total.unit));
        let ranking = run.campaign.blocks[block.block].ranking.as_ref().filter(|_| standing.place.is_some());
        Self { own: ranking.and_then(|ranking| measure(&standing.total, ranking)), margin }
    }
}

fn draw(run: &CampaignRun, measured: &[Measured<'_>], take: &mut dyn FnMut(Row)) {
    for (block, measures) in measured {
        let words = block_words(&run.campaign, block.block);
        take(Row::section(format!("{words} ({}){}", run.campaign.blocks[block.block].code, measure_words(run, block))));
        block.standings.iter().zip(measures).for_each(|(standing, measures)| take(row(run, standing, measures)));
    }
}

/// The table without its rows.
fn table(run: &CampaignRun, measured: &[Measured<'_>]) -> Table {
    let columns = vec![
        Column::text("Đơn vị", Width::Share(3)),
        Column::center("Thứ", Width::Fit(5, 5)),
        Column::figures("Điểm hoặc tỷ lệ được so", Width::Fit(10, 13)),
        Column::figures("Cách hạng trên", Width::Fit(10, 13)),
        Column::figures("Cách mức xếp loại trên", Width::Fit(10, 13)),
        Column::text("Mức xếp loại trên", Width::Share(2)),
        Column::text("Tiêu chí hụt nhiều nhất", Width::Share(3)),
        Column::figures("Điểm hụt", Width::Fit(8, 13)),
    ];
    let mut table = Table::form("margins", "", columns);
    table.stub = 1;
    table.explain(&marks_of(&|take| draw(run, measured, take)));
    table.notes.push("Khoảng cách đo bằng chính số dùng để xếp hạng của khối; 0 là bằng hạng trên, xếp sau do mục xét khi bằng nhau.".into());
    table.notes.push("Điểm hụt là điểm tối đa trừ điểm đạt của một tiêu chí, không kể điểm thưởng, điểm trừ.".into());
    if measured.iter().any(|(block, _)| run.campaign.blocks[block.block].is_assumed) {
        table.notes.push(ASSUMED.into());
    }
    table
}

/// What the block compares.
fn measure_words(run: &CampaignRun, block: &BlockStandings) -> &'static str {
    let ranking = run.campaign.blocks[block.block].ranking.as_ref();
    match ranking.map(|ranking| (ranking.measure, ranking.precision)) {
        Some((Measure::Points, Precision::Rounded)) => " – tổng điểm đã làm tròn",
        Some((Measure::Points, Precision::Exact)) => " – tổng điểm chính xác",
        Some((Measure::Share, Precision::Rounded)) => " – tỷ lệ (%) đã làm tròn",
        Some((Measure::Share, Precision::Exact)) => " – tỷ lệ (%) chính xác",
        Some((Measure::Figures, _)) | None => "",
    }
}

fn row(run: &CampaignRun, standing: &Standing, Measures { own, margin }: &Measures<'_>) -> Row {
    let campaign = &run.campaign;
    let figure = |number: Option<Fraction>| number.map_or_else(|| Cell::text("–"), |number| exact(&number, digits(campaign)));
    let grade = |to: ToGrade<'_>| format!("{}{}", to.grade.name, if to.must_pass { " (phải vượt)" } else { "" });
    let criterion = |gap: WidestGap| format!("{} {}", campaign.criteria[gap.criterion].code, campaign.criteria[gap.criterion].name);
    Row::plain(vec![
        Cell::text(name_of(campaign, &run.scope, standing.total.unit)),
        standing.place.map_or_else(|| Cell::text("–"), Cell::whole),
        figure(*own),
        figure(margin.to_place),
        figure(margin.to_grade.map(|to| to.distance)),
        Cell::text(margin.to_grade.map_or_else(|| "–".to_owned(), grade)),
        Cell::text(margin.widest_gap.map_or_else(|| "–".to_owned(), criterion)),
        figure(margin.widest_gap.map(|gap| gap.points)),
    ])
}

/// A number as it is where a decimal says it, else the nearest with so many decimals that no rounding makes it nothing.
fn exact(number: &Fraction, digits: u8) -> Cell {
    if let Some(points) = number.exact_points() {
        return Cell::number(Number::points(points, digits));
    }
    let nearest = |digits| Some((digits, Rounding { digits, way: RoundingWay::HalfUp }.apply_fraction(number)?));
    let shown = (digits..=MOST_DECIMALS).filter_map(nearest).find(|(_, points)| *points != Points::ZERO);
    match shown {
        Some((digits, points)) => Cell::number(Number { exact: *number, shown: points.into(), digits }).marked(Some(Mark::Rounded)),
        None => Cell::text(number.to_string()),
    }
}
