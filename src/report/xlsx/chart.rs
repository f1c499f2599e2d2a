//! Charts as a workbook has them: bars that change with the cells they are of.

use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, Color,
};

use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::grid::LINE;
use crate::report::xlsx::style::chart_format;
use crate::report::{Plot, Series};

/// Pixels of a bar and between clusters, where bars stand alone: three lines of a name have room, or an office leaves names out.
const ALONE: (u32, u32) = (22, 24);

/// The same where several bars make a cluster.
const TOGETHER: (u32, u32) = (16, 12);

/// Pixels above the bars: the title.
const ABOVE: u32 = 40;

/// Pixels below the bars: figures of the axis and its title; and whose bars they are, in two lines.
const BELOW: u32 = 60;
const LEGEND: u32 = 40;

/// How many lines a chart takes.
pub(super) fn lines(plot: &Plot) -> u32 {
    let count = |count: usize| u32::try_from(count).expect("bars are few");
    let clusters = plot.series.iter().map(|series| series.clusters.length()).max().unwrap_or(0);
    let (bar, between) = thickness(plot);
    let bars = count(clusters) * (count(plot.series.len()) * bar + between);
    (ABOVE + bars + below(plot)).div_ceil(LINE)
}

const fn thickness(plot: &Plot) -> (u32, u32) {
    if plot.series.len() > 1 { TOGETHER } else { ALONE }
}

const fn below(plot: &Plot) -> u32 {
    if plot.series.len() > 1 { BELOW + LEGEND } else { BELOW }
}

/// A chart of such a width and height.
pub(super) fn chart(plot: &Plot, formulas: &Formulas<'_>, (width, height): (u32, u32)) -> Chart {
    let mut chart = Chart::new_bar();
    chart.set_width(width).set_height(height).set_alt_text(plot.title.as_ref());
    chart.title().set_name(plot.title.as_ref()).set_font(font(13).set_bold());
    for (position, series) in plot.series.iter().enumerate() {
        add(&mut chart, series, (position, plot), formulas);
    }
    // From top to bottom, as the cells go from first to last; the figures of the axis stay below.
    titled(chart.y_axis(), &plot.across).set_reverse().set_crossing(ChartAxisCrossing::Max).set_label_position(ChartAxisLabelPosition::Low);
    let (least, most) = plot.ends;
    let axis = titled(chart.x_axis(), &plot.along).set_num_format(chart_format((plot.steps, plot.steps), true));
    axis.set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0x00D9_D9D9)));
    if let Some(least) = least {
        axis.set_min(least);
    }
    if let Some(most) = most {
        axis.set_max(most);
    }
    if plot.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(11));
    } else {
        chart.legend().set_hidden();
    }
    chart
}

/// The bars of a series, told from the others by their pattern.
fn add(chart: &mut Chart, series: &Series, (position, plot): (usize, &Plot), formulas: &Formulas<'_>) {
    let mut look = ChartFormat::new();
    look.set_border(ChartLine::new().set_color(Color::RGB(0x0026_2626)).set_width(0.75));
    match position {
        0 => look.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(0x001F_4E79))),
        _ => look.set_pattern_fill(
            ChartPatternFill::new()
                .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
                .set_foreground_color(Color::RGB(0x0059_5959))
                .set_background_color(Color::White),
        ),
    };
    let format = chart_format(series.digits, !plot.has_gaps);
    let mut label = ChartDataLabel::new();
    label.show_value().set_position(ChartDataLabelPosition::OutsideEnd).set_num_format(format).set_font(&font(10));
    let bars = chart.add_series();
    bars.set_name(formulas.corners(&series.name)).set_categories(formulas.corners(&series.clusters)).set_values(formulas.corners(&series.figures));
    let (bar, between) = thickness(plot);
    bars.set_format(&mut look).set_data_label(&label).set_gap(u16::try_from(100 * between / bar).expect("a percentage"));
}

fn titled<'a>(axis: &'a mut ChartAxis, name: &str) -> &'a mut ChartAxis {
    axis.set_name(name).set_name_font(font(11).set_italic()).set_font(&font(9))
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("Times New Roman").set_size(size);
    font
}
