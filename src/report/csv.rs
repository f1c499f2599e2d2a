//! Tables as CSV: the ranking for machines, one row a unit, and any table of the pages.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front; figures never do.

use std::io::Write;

use crate::pipeline::{CampaignRun, Run};
use crate::report::{Cell, Number, Table, Value, blocked, digits, json, name_of, ranked, shows_totals, supposed_words};
use crate::value::{DecimalStyle, Points, parse_quantity};

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Dialect {
    /// Comma, decimal point, UTF-8.
    Plain,
    /// As a Vietnamese Excel opens it by a double click: BOM, semicolon, decimal comma.
    Excel,
}

impl Dialect {
    fn writer(self, out: &mut dyn Write) -> std::io::Result<::csv::Writer<&mut dyn Write>> {
        let delimiter = match self {
            Self::Plain => b',',
            Self::Excel => {
                out.write_all("\u{feff}".as_bytes())?;
                b';'
            }
        };
        Ok(::csv::WriterBuilder::new().delimiter(delimiter).from_writer(out))
    }

    fn points(self, points: Points, digits: u8) -> String {
        self.decimal(points.fixed(digits))
    }

    fn decimal(self, number: String) -> String {
        match self {
            Self::Plain => number,
            Self::Excel => number.replace('.', ","),
        }
    }
}

/// The labels of the ranking.
pub const RANKING: [&str; 13] =
    ["phong_trao", "ky", "khoi", "thu", "don_vi", "ten", "tong_diem", "toi_da", "ty_le", "xep_loai", "trang_thai", "quyet_dinh_boi", "uoc"];

/// The further label of a ranking that is supposed.
const SUPPOSED: &str = "gia_dinh";

/// Writes the ranking, one row a unit; a blocked block has one row that says so.
pub fn write(run: &Run, dialect: Dialect, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut writer = dialect.writer(out)?;
    let supposed = (!run.supposed.is_empty()).then(|| supposed_words(&run.supposed));
    writer.write_record(RANKING.into_iter().chain(supposed.as_ref().map(|_| SUPPOSED)))?;
    for one in run.asked_for() {
        write_campaign(one, dialect, supposed.as_deref(), &mut writer)?;
    }
    writer.flush()?;
    Ok(())
}

fn write_campaign(run: &CampaignRun, dialect: Dialect, supposed: Option<&str>, writer: &mut ::csv::Writer<&mut dyn Write>) -> anyhow::Result<()> {
    let campaign = &run.campaign;
    let period = run.scope.period.map(|period| campaign.periods[period].code.as_str()).unwrap_or_default();
    let head = |block: &str| [campaign.code.as_str(), period, block].map(safe);
    for block in ranked(run) {
        let has_totals = shows_totals(campaign, block.block);
        for standing in &block.standings {
            let total = &standing.total;
            let row = [
                standing.place.map(|place| place.to_string()).unwrap_or_default(),
                safe(campaign.units[total.unit].code.as_str()),
                safe(name_of(campaign, &run.scope, total.unit)),
                if has_totals { dialect.points(total.points, digits(campaign)) } else { String::new() },
                if has_totals { dialect.decimal(Number::exact(total.maximum).shown.fixed(0)) } else { String::new() },
                total.share.filter(|_| has_totals).map(|share| dialect.points(share, digits(campaign))).unwrap_or_default(),
                safe(standing.grade.as_deref().unwrap_or_default()),
                json::state(standing.state).to_owned(),
                safe(standing.decided_by.as_deref().unwrap_or_default()),
                // Some of its points come from estimates.
                if total.is_estimated { "x" } else { "" }.to_owned(),
            ];
            writer.write_record(head(campaign.blocks[block.block].code.as_str()).iter().chain(&row).map(String::as_str).chain(supposed))?;
        }
    }
    for block in blocked(run) {
        let mut row = [const { String::new() }; 10];
        row[7].push_str("blocked");
        writer.write_record(head(campaign.blocks[block.block].code.as_str()).iter().chain(&row).map(String::as_str).chain(supposed))?;
    }
    Ok(())
}

/// Writes a table of the pages: its headings, then its rows as they are shown.
pub fn write_table(table: &Table, dialect: Dialect, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut writer = dialect.writer(out)?;
    let heading = |column: &crate::report::Column| match &column.group {
        Some(group) => safe(&format!("{group}: {}", column.heading)),
        None => safe(&column.heading),
    };
    writer.write_record(table.columns.iter().map(heading))?;
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| words(cell, dialect));
        writer.write_record(cells.chain(std::iter::repeat_n(String::new(), table.columns.len() - row.cells.len())))?;
    }
    writer.flush()?;
    Ok(())
}

/// A cell's figure without its mark; a mark where there is no figure.
fn words(cell: &Cell, dialect: Dialect) -> String {
    match &cell.value {
        Value::Empty => cell.mark.map(|mark| safe(mark.symbol())).unwrap_or_default(),
        Value::Text(text) => safe(text),
        Value::Live(live) => safe(&live.text),
        Value::Whole(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Number(number) => dialect.decimal(number.shown.fixed(number.digits)),
        Value::Formula(formula) => dialect.decimal(formula.result.shown.fixed(formula.result.digits)),
    }
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    let is_figure = parse_quantity(text.as_bytes(), DecimalStyle::Point).is_ok();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_figure { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_text_that_looks_like_a_formula_is_quoted_and_a_number_is_not() {
        assert_eq!(["=1+1", "-2", "+84 xyz", "@a", "Phòng 1"].map(safe), ["'=1+1", "-2", "'+84 xyz", "'@a", "Phòng 1"]);
    }
}
