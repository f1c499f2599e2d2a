//! The page "Giải trình" of one unit: its standing, and its criteria with everything they come from.

use crate::campaign::Campaign;
use crate::derivation::{Derivation, How, LineDerivation};
use crate::pipeline::CampaignRun;
use crate::report::explain::{Explanation, Statement, View, group_statement, line_statements, standing_statements, total_statements};
use crate::report::{Cell, Column, Number, Orientation, Page, Row, RowKind, Table, Width, block_words, digits, name_of, period_words};
use crate::sheet::Place;
use crate::value::{CriterionIndex, Points};

/// Finds where something stands: `ket-qua/q1.csv:14`.
pub type Locate<'l> = dyn FnMut(Place) -> String + 'l;

/// The page of one unit; of one criterion or group alone where it is wanted.
pub fn page(explanation: &Explanation<'_>, view: View, locate: &mut Locate<'_>) -> Page {
    let Explanation { run, derivation: one, wanted } = explanation;
    let (run, wanted) = (*run, *wanted);
    let campaign = &run.campaign;
    let code = campaign.units[one.unit].code.as_str();
    let name = name_of(campaign, &run.scope, one.unit);
    let of = wanted.map(|index| format!(" – {} {}", campaign.criteria[index].code, campaign.criteria[index].name)).unwrap_or_default();
    let block = one.block.map(|block| format!("; {}", block_words(campaign, block))).unwrap_or_default();
    let stage = run.scope.stage.map(|stage| format!("; điểm vòng {}", campaign.stages[stage].as_str())).unwrap_or_default();
    let mut tables = Vec::new();
    if wanted.is_none() {
        tables.push(standing(run, one, view, locate));
    }
    tables.push(criteria(run, one, wanted, view, locate));
    Page {
        name: "Giải trình".into(),
        letterhead: None,
        title: format!("Giải trình điểm: {name} ({code}){of}").into(),
        subtitle: vec![campaign.name.clone(), format!("{}{block}{stage}; tính đến ngày {}", period_words(run), run.scope.as_of.vietnamese()).into()],
        orientation: Orientation::Landscape,
        tables,
    }
}

/// The total and the standing.
fn standing(run: &CampaignRun, one: &Derivation<'_>, view: View, locate: &mut Locate<'_>) -> Table {
    let columns = vec![Column::text("Nội dung", Width::Share(3)), Column::text("Phép tính", Width::Share(3)), Column::text("Nguồn", Width::Share(1))];
    let mut table = Table::form("explained-standing", "Tổng điểm và thứ hạng", columns);
    let statements = total_statements(run, one).into_iter().chain(standing_statements(run, one, view));
    table.rows.extend(statements.map(|statement| Row::plain(cells(&statement, locate).into())));
    table
}

/// What a statement says, what it calculates, and where that stands.
fn cells(statement: &Statement, locate: &mut Locate<'_>) -> [Cell; 3] {
    let arithmetic = statement.arithmetic.as_ref().map_or_else(Cell::default, |arithmetic| Cell::text(arithmetic.text()));
    let mut places: Vec<String> = Vec::new();
    for place in &statement.places {
        let located = locate(*place);
        if !places.contains(&located) {
            places.push(located);
        }
    }
    let places = if places.is_empty() { Cell::default() } else { Cell::text(places.join("; ")) };
    [Cell::text(statement.words.as_str()), arithmetic, places]
}

fn criteria(run: &CampaignRun, one: &Derivation<'_>, wanted: Option<CriterionIndex>, view: View, locate: &mut Locate<'_>) -> Table {
    let columns = vec![
        Column::text("Mã", Width::Fit(5, 12)),
        Column::text("Nội dung", Width::Share(4)),
        Column::text("Phép tính", Width::Share(4)),
        Column::figures("Điểm", Width::Fit(7, 12)),
        Column::text("Nguồn", Width::Share(2)),
    ];
    let mut table = Table::form("explained-criteria", "Từng tiêu chí", columns);
    for (index, _) in run.campaign.criteria.enumerate() {
        if wanted.is_some_and(|wanted| !is_below(&run.campaign, index, wanted)) {
            continue;
        }
        if let Some(group) = one.groups.iter().find(|group| group.criterion == index) {
            let row = head(run, index, RowKind::Group, group.points, Some((&group_statement(run, group), locate)));
            table.rows.push(row);
        }
        for line in one.lines.iter().filter(|line| line.line.criterion == index && line.gathering != How::Cap) {
            lines(run, line, view, &mut table, locate);
        }
    }
    table
        .notes
        .push("Phép tính ghi số chính xác sau dấu =, số đã làm tròn sau dấu →; phân số giữ nguyên khi số thập phân không đủ sáu chữ số.".into());
    table
}

/// The row of a criterion with its name and points.
fn head(run: &CampaignRun, index: CriterionIndex, kind: RowKind, points: Option<Points>, said: Option<(&Statement, &mut Locate<'_>)>) -> Row {
    let criterion = &run.campaign.criteria[index];
    let number = points.map_or_else(|| Cell::text("–"), |points| Cell::number(Number::points(points, digits(&run.campaign))));
    let [words, arithmetic, places] = said.map_or_else(Default::default, |(statement, locate)| cells(statement, locate));
    let words = match words.words() {
        words if words.is_empty() => Cell::text(&*criterion.name),
        words => Cell::text(format!("{} ({words})", criterion.name)),
    };
    let depth = u8::try_from(criterion.depth).unwrap_or(u8::MAX);
    Row { kind, depth, cells: vec![Cell::text(criterion.code.as_str()), words, arithmetic, number, places] }
}

fn lines(run: &CampaignRun, line: &LineDerivation, view: View, table: &mut Table, locate: &mut Locate<'_>) {
    let index = line.line.criterion;
    if line.gathering != How::Unchosen {
        table.rows.push(head(run, index, RowKind::Total, line.line.points, None));
    }
    for statement in line_statements(run, line, view) {
        let [words, arithmetic, places] = cells(&statement, locate);
        table.rows.push(Row::plain(vec![Cell::default(), words, arithmetic, Cell::default(), places]));
    }
}

/// Whether a criterion is another one or stands below it.
pub(super) fn is_below(campaign: &Campaign, index: CriterionIndex, above: CriterionIndex) -> bool {
    std::iter::successors(Some(index), |index| campaign.criteria[*index].parent).any(|one| one == above)
}
