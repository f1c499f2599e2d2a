//! What is done and what is estimated, side by side: every row that has an estimate, or should have one.

use crate::pipeline::CampaignRun;
use crate::report::pages::{Binder, marks_of};
use crate::report::{
    Cell, Column, Mark, Number, Orientation, Page, Row, Table, Width, block_words, estimate_end_words, estimate_note, name_of, period_words, ranked,
};
use crate::scoring::Way;
use crate::tally::RowFigures;
use crate::value::{BlockIndex, CriterionIndex, Quantity, UnitIndex};

/// Rows on the page; nobody reads more, and the JSON has all.
const MOST: usize = 20_000;

/// Both figures of one row.
pub(in crate::report) struct EstimateRow {
    /// The block.
    block: BlockIndex,
    /// The unit.
    pub(in crate::report) unit: UnitIndex,
    /// The criterion.
    pub(in crate::report) criterion: CriterionIndex,
    /// The figures.
    pub(in crate::report) figures: RowFigures,
    /// What the criterion is scored by.
    pub(in crate::report) scored_by: ScoredBy,
}

/// What a criterion is scored by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::report) enum ScoredBy {
    /// The actual figure.
    Actual,
    /// The estimate.
    Estimate,
    /// Points given: no figure at all.
    Points,
}

impl ScoredBy {
    fn of(run: &CampaignRun, criterion: CriterionIndex) -> Self {
        match &run.campaign.criteria[criterion].leaf {
            Some(leaf) if leaf.is_scored_by_estimate() => Self::Estimate,
            Some(leaf) if matches!(leaf.way, Way::Given) => Self::Points,
            Some(_) | None => Self::Actual,
        }
    }

    /// In words.
    pub(in crate::report) const fn words(self) -> &'static str {
        match self {
            Self::Actual => "số thực hiện",
            Self::Estimate => "số ước",
            Self::Points => "điểm cho",
        }
    }
}

/// The rows with estimates, and how many more there are.
pub(in crate::report) struct EstimateRows {
    /// The rows, block by block, unit by unit, in the order of the criteria.
    pub(in crate::report) rows: Vec<EstimateRow>,
    /// How many are left out.
    pub(in crate::report) more: usize,
}

/// Whether the campaign has anything to say of estimates.
fn has_some(run: &CampaignRun) -> bool {
    run.ledger.estimates > 0 || run.campaign.scores_estimates()
}

/// How many estimates there are, how far they reach, and which criteria are scored by them; none where there are none.
pub(in crate::report) fn words(run: &CampaignRun) -> Option<String> {
    if !has_some(run) {
        return None;
    }
    let scored = run.campaign.leaves().filter(|(_, _, leaf)| leaf.is_scored_by_estimate());
    let scored: Vec<&str> = scored.map(|(_, criterion, _)| criterion.code.as_str()).collect();
    let use_made = if scored.is_empty() { "không tính vào điểm".to_owned() } else { format!("chấm theo số ước: {}", scored.join(", ")) };
    Some(format!("{} số ước thực hiện ở ket-qua, tính {}; {use_made}", run.ledger.estimates, estimate_end_words(run)))
}

/// The rows of the ranked units that count in the scope, no more than `most`.
pub(in crate::report) fn figures(run: &CampaignRun, most: usize) -> EstimateRows {
    let mut found = EstimateRows { rows: Vec::new(), more: 0 };
    if !has_some(run) {
        return found;
    }
    for block in ranked(run) {
        let mut units: Vec<UnitIndex> = block.standings.iter().map(|standing| standing.total.unit).collect();
        units.sort_by(|one, other| run.campaign.units[*one].code.cmp(&run.campaign.units[*other].code));
        for unit in units {
            if found.rows.len() >= most {
                found.more += run.tally().count_figures(unit);
                continue;
            }
            for line in run.tally().lines(unit) {
                let scored_by = ScoredBy::of(run, line.criterion);
                for figures in line.figures {
                    if found.rows.len() < most {
                        found.rows.push(EstimateRow { block: block.block, unit, criterion: line.criterion, figures, scored_by });
                    } else {
                        found.more += 1;
                    }
                }
            }
        }
    }
    found
}

/// Binds the page of estimates; there is none where no row has one.
pub(super) fn bind(run: &CampaignRun, pages: &mut Binder<'_, '_>) {
    let figures = figures(run, MOST);
    if figures.rows.is_empty() {
        return;
    }
    let page = Page {
        name: "Số ước".into(),
        letterhead: None,
        title: "Số thực hiện và số ước thực hiện".into(),
        subtitle: vec![run.campaign.name.clone(), format!("{}; số ước {}", period_words(run), estimate_end_words(run)).into()],
        orientation: Orientation::Landscape,
        tables: vec![table(run, &figures)],
    };
    pages.push_drawn(page, &|take| draw(run, &figures, take));
}

/// The table without its rows.
fn table(run: &CampaignRun, figures: &EstimateRows) -> Table {
    let beside = |heading: &str| Column { group: Some("Số liệu".into()), ..Column::figures(heading, Width::Fit(11, 16)) };
    let columns = vec![
        Column::text("Đơn vị", Width::Share(3)),
        Column::text("Mã", Width::Fit(6, 12)),
        Column::text("Tiêu chí", Width::Share(4)),
        Column::center("Kỳ", Width::Fit(6, 12)),
        Column::center("Đơn vị tính", Width::Fit(8, 14)),
        beside("Thực hiện"),
        beside("Ước thực hiện"),
        Column::center("Chấm theo", Width::Fit(11, 14)),
    ];
    let mut table = Table::form("estimates", "", columns);
    table.stub = 1;
    table.explain(&marks_of(&|take| draw(run, figures, take)));
    table.notes.push(estimate_note(run));
    if figures.more > 0 {
        table.notes.push(format!("Còn {} dòng nữa không in ở đây; tệp .json có đủ.", figures.more).into());
    }
    table
}

fn draw(run: &CampaignRun, figures: &EstimateRows, take: &mut dyn FnMut(Row)) {
    let campaign = &run.campaign;
    let figure = |figure: Option<Quantity>, is_scored: bool| match figure {
        Some(figure) => Cell::number(Number::figure(figure)),
        None if is_scored => Cell::absent(Mark::Missing),
        None => Cell::default(),
    };
    for rows in figures.rows.chunk_by(|one, other| one.block == other.block) {
        take(Row::section(block_words(campaign, rows[0].block)));
        for row in rows {
            let criterion = &campaign.criteria[row.criterion];
            take(Row::plain(vec![
                Cell::text(name_of(campaign, &run.scope, row.unit)),
                Cell::text(criterion.code.as_str()),
                Cell::text(&*criterion.name),
                Cell::text(campaign.periods[row.figures.period].code.as_str()),
                Cell::text(criterion.unit_of_measure.as_deref().unwrap_or_default()),
                figure(row.figures.actual, row.scored_by == ScoredBy::Actual),
                figure(row.figures.estimate, row.scored_by == ScoredBy::Estimate),
                Cell::text(row.scored_by.words()),
            ]));
        }
    }
}
