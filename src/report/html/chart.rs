//! Charts: bars drawn beside the figures they are of, which stay text.

use maud::{Markup, html};

use crate::report::{Bars, Cell, Chart, Number, Table};
use crate::value::{Fraction, Points, Rounding, RoundingWay};

/// A chart of a table's cells.
pub(super) fn chart(table: &Table, chart: &Chart) -> Markup {
    html! {
        figure.chart {
            figcaption { (chart.title) }
            @match &chart.bars {
                Bars::Row(row) => (one_row(table, chart, *row)),
                Bars::Rows { rows, means } => (several_rows(table, chart, rows, means)),
            }
        }
    }
}

/// One bar a unit.
fn one_row(table: &Table, chart: &Chart, row: usize) -> Markup {
    let cells: Vec<Option<&Cell>> = chart.columns.clone().map(|column| table.rows[row].cells.get(column)).collect();
    let scale = Scale::of(cells.iter().filter_map(|cell| number(*cell)).map(|number| number.exact));
    html! {
        ul.bars {
            @for (column, cell) in chart.columns.clone().zip(cells) {
                li {
                    span.name { (heading(table, column)) }
                    @match number(cell) {
                        Some(number) => { (scale.bar(&number.exact, None)) span.value { (number.text()) } },
                        None => { span.bar {} span.value { "–" } },
                    }
                }
            }
        }
    }
}

/// A row of bars for each unit, one a group, with the average marked.
fn several_rows(table: &Table, chart: &Chart, rows: &[usize], means: &[Option<Number>]) -> Markup {
    let scales: Vec<Scale> = rows
        .iter()
        .zip(means)
        .map(|(row, mean)| {
            let cells = chart.columns.clone().filter_map(|column| number(table.rows[*row].cells.get(column)));
            Scale::of(cells.map(|number| number.exact).chain(mean.map(|mean| mean.exact)))
        })
        .collect();
    let name = |row: usize| table.rows[row].cells.iter().take(2).map(Cell::words).collect::<Vec<_>>().join(" ");
    html! {
        div.scroll role="region" tabindex="0" aria-label=(chart.title) {
            table.groups {
                thead {
                    tr {
                        th scope="col" { "Đơn vị" }
                        @for row in rows { th scope="col" { (name(*row)) } }
                    }
                }
                tbody {
                    tr.total {
                        th scope="row" { "Trung bình khối" }
                        @for mean in means {
                            td.figure data-sort=[mean.map(|mean| mean.exact.to_string())] { (mean.map_or_else(|| "–".to_owned(), |mean| mean.text())) }
                        }
                    }
                    @for column in chart.columns.clone() {
                        tr {
                            th scope="row" { (heading(table, column)) }
                            @for ((row, mean), scale) in rows.iter().zip(means).zip(&scales) {
                                @let number = number(table.rows[*row].cells.get(column));
                                td.figure data-sort=[number.map(|number| number.exact.to_string())] {
                                    @match number {
                                        Some(number) => {
                                            span.value { (number.text()) }
                                            (scale.bar(&number.exact, mean.map(|mean| mean.exact).as_ref()))
                                        },
                                        None => { "–" },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        p.note { "Vạch đứng là trung bình của các đơn vị có điểm trong khối." }
    }
}

/// The name at the head of a column.
fn heading(table: &Table, column: usize) -> String {
    table.columns[column].heading.lines().next().unwrap_or_default().to_owned()
}

fn number(cell: Option<&Cell>) -> Option<Number> {
    cell?.held()
}

/// From the least to the greatest of what is drawn, zero among them.
struct Scale {
    least: Fraction,
    range: Option<Fraction>,
}

impl Scale {
    fn of(numbers: impl Iterator<Item = Fraction>) -> Self {
        let (mut least, mut most) = (Fraction::ZERO, Fraction::ZERO);
        for number in numbers {
            (least, most) = (least.min(number), most.max(number));
        }
        let range = most.checked_sub(&least).filter(|range| !range.is_zero());
        Self { least, range }
    }

    /// How far a number is along the scale, in hundredths of it; none where that is beyond a fraction.
    fn place(&self, number: &Fraction) -> Option<Points> {
        let along = number.checked_sub(&self.least)?.checked_div(&self.range?)?.checked_mul(&Fraction::whole(100))?;
        Rounding { digits: 2, way: RoundingWay::HalfUp }.apply_fraction(&along)
    }

    /// A bar from zero to a number, and a line at the average.
    fn bar(&self, number: &Fraction, mean: Option<&Fraction>) -> Markup {
        let zero = self.place(&Fraction::ZERO).unwrap_or_default();
        let end = self.place(number).unwrap_or_default();
        let (from, to) = (zero.min(end), zero.max(end));
        let width = to.checked_sub(from).unwrap_or_default();
        let mean = mean.and_then(|mean| self.place(mean)).map(|mean| mean.to_string());
        html! {
            svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                rect class=[number.is_negative().then_some("below")] x=(from) y="1" width=(width) height="8" {}
                @if let Some(mean) = mean { line x1=(mean) x2=(mean) y1="0" y2="10" {} }
            }
        }
    }
}
