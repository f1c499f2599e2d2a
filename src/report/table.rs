//! The ranking on a terminal: a table a block, who leads, and what the marks mean.
//!
//! Readable at 80 columns; where there is room the top-level groups stand beside the total. Numbers are never cut.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::iter::repeat_n;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle};

use crate::campaign::{Campaign, Effect};
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, LeaderOutcome, Standing, StandingState, WOMEN};
use crate::report::pages::estimates::{self, ScoredBy};
use crate::report::screen::paragraph;
use crate::report::{
    Mark, Number, block_words, blocked, condition_words, digits, estimate_end_words, leads_by_estimates, met_words, name_of, not_computed, parted_by,
    period_words, ranked, set_aside_words, short_of, shows_totals, supposed_words, top_level,
};
use crate::tally::LineState;
use crate::value::text::width;
use crate::value::{BlockIndex, CriterionIndex, Points, Quantity};
use crate::yaml::Field;

/// Where the table is read, which decides how much of it is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reader {
    /// A person at a terminal: of a long block the head, the tied and those without a place.
    Terminal,
    /// A file or another program: everything.
    Pipe,
}

/// A block of more units than this is shortened for a person.
const LONG: usize = 40;

/// How many of a long block are shown from the top.
const HEAD: usize = 20;

/// Columns of text between two columns of the table, and those that `comfy_table` pads of them.
const GAP: usize = 2;
const GAP_PADDING: u16 = 1;

/// The least that notes need before names are broken for them.
const NOTE: usize = 18;

/// The widest the table gets, however wide the terminal.
const WIDEST: usize = 160;

/// Writes the table in so many columns of text.
pub fn write(run: &Run, columns: usize, reader: Reader, out: &mut dyn Write) -> io::Result<()> {
    let columns = columns.clamp(40, WIDEST);
    if !run.supposed.is_empty() {
        paragraph(out, &supposed_words(&run.supposed), "", columns)?;
        writeln!(out)?;
    }
    if run.shared.is_some() {
        paragraph(out, run.name(), "", columns)?;
    }
    for one in run.asked_for() {
        if run.shared.is_some() {
            writeln!(out)?;
        }
        campaign(run, one, columns, reader, out)?;
    }
    let left_out: Vec<&str> = run.campaigns.iter().filter(|one| !one.is_asked_for).map(|one| one.campaign.code.as_str()).collect();
    if !left_out.is_empty() {
        writeln!(out)?;
        paragraph(out, &format!("Không có kỳ, khối hoặc vòng được hỏi: {}.", left_out.join(", ")), "", columns)?;
    }
    Ok(())
}

fn campaign(folder: &Run, run: &CampaignRun, columns: usize, reader: Reader, out: &mut dyn Write) -> io::Result<()> {
    let campaign = &run.campaign;
    let code = folder.shared.as_ref().map(|_| format!("{} – ", campaign.code)).unwrap_or_default();
    if folder.shared.is_some() && !campaign.is_scored {
        return paragraph(out, &format!("{code}{}: không chấm điểm.", campaign.name), "", columns);
    }
    let head = format!("{code}{} – {}, tính đến ngày {}", campaign.name, period_words(run), run.scope.as_of.vietnamese());
    paragraph(out, &head, "", columns)?;
    if !campaign.is_scored && campaign.is_defined {
        writeln!(out)?;
        paragraph(out, "Phong trào không chấm điểm: không có gì để xếp hạng.", "", columns)?;
    }
    if let Some(folders) = folder.plan.definition.rolled_up.as_ref().and_then(Field::get) {
        let words = format!("`thidua rollup` đặt {} thư mục nêu ở tong_hop cạnh nhau.", folders.len());
        paragraph(out, &words, "", columns)?;
    }
    let mut marks = Marks::of(campaign);
    for block in ranked(run) {
        writeln!(out)?;
        paragraph(out, &format!("{} ({})", block_words(campaign, block.block), campaign.blocks[block.block].code), "", columns)?;
        if block.standings.is_empty() {
            writeln!(out, "Không có đơn vị nào trong khối.")?;
            continue;
        }
        self::block(run, block, columns, reader, &mut marks, out)?;
    }
    for block in blocked(run) {
        writeln!(out)?;
        let words = format!("{}: chưa xếp hạng, còn {} lỗi phải sửa.", block_words(campaign, block.block), block.blocking);
        paragraph(out, &words, "", columns)?;
    }
    let explained = marks.explained(run);
    if !explained.is_empty() {
        writeln!(out)?;
        for line in explained {
            paragraph(out, &line, "  ", columns)?;
        }
    }
    estimates(run, columns, out)?;
    let not_computed = not_computed(run);
    if !not_computed.is_empty() {
        writeln!(out)?;
        paragraph(out, &format!("Chưa tính: {}.", not_computed.join("; ")), "  ", columns)?;
    }
    Ok(())
}

fn block(run: &CampaignRun, block: &BlockStandings, columns: usize, reader: Reader, marks: &mut Marks, out: &mut dyn Write) -> io::Result<()> {
    let shown: Vec<&Standing> =
        block.standings.iter().enumerate().filter(|(at, one)| is_shown(block, *at, one, reader)).map(|(_, one)| one).collect();
    let layout = Layout::of(run, block, &shown, columns, marks);
    layout.write(columns, out)?;
    let hidden = block.standings.len() - shown.len();
    if hidden > 0 {
        let words = format!("… và {hidden} đơn vị nữa; đủ cả khi ghi ra tệp (-o) hoặc nối ống.");
        paragraph(out, &words, "  ", columns)?;
    }
    if let Some(leader) = &block.leader {
        paragraph(out, &leader_words(run, block, leader), "  ", columns)?;
    }
    Ok(())
}

fn is_shown(block: &BlockStandings, at: usize, standing: &Standing, reader: Reader) -> bool {
    match reader {
        Reader::Pipe => true,
        Reader::Terminal => block.standings.len() <= LONG || at < HEAD || !standing.tied_with.is_empty() || standing.place.is_none(),
    }
}

/// The texts of a block's table.
struct Layout {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Which columns are figures.
    figures: Vec<bool>,
    /// How wide each column is where nothing is broken.
    widths: Vec<usize>,
}

impl Layout {
    fn of(run: &CampaignRun, block: &BlockStandings, shown: &[&Standing], columns: usize, marks: &mut Marks) -> Self {
        let has_totals = shows_totals(&run.campaign, block.block);
        let mut narrow = Self::with(run, block, shown, &[], marks);
        let lines = shown.first().map(|first| run.tally().scores(first.total.unit)).unwrap_or_default();
        let is_scored = |group: &CriterionIndex| lines.iter().any(|line| is_below(run, line.criterion, *group));
        let groups: Vec<CriterionIndex> = top_level(&run.campaign).filter(is_scored).collect();
        // A group's column takes three digits and a gap at the least.
        let at_least = narrow.natural_width() + groups.len() * (GAP + 3);
        if has_totals && groups.len() > 1 && at_least <= columns {
            let rich = Self::with(run, block, shown, &groups, &mut Marks::of(&run.campaign));
            if rich.natural_width() <= columns {
                narrow = rich;
            }
        }
        narrow
    }

    fn with(run: &CampaignRun, block: &BlockStandings, shown: &[&Standing], groups: &[CriterionIndex], marks: &mut Marks) -> Self {
        let campaign = &run.campaign;
        let has_totals = shows_totals(campaign, block.block);
        let mut headings = vec!["Thứ".to_owned(), "Đơn vị".to_owned()];
        let mut figures = vec![true, false];
        headings.extend(groups.iter().map(|group| campaign.criteria[*group].code.as_str().to_owned()));
        figures.extend(groups.iter().map(|_| true));
        if has_totals {
            headings.extend(["Điểm", "Tối đa", "Tỷ lệ"].map(str::to_owned));
            figures.extend([true; 3]);
        }
        headings.extend(["Xếp loại", "Ghi chú"].map(str::to_owned));
        figures.extend([false; 2]);
        let rows = shown.iter().map(|standing| {
            let total = &standing.total;
            let mut row =
                vec![standing.place.map_or_else(|| "–".to_owned(), |place| place.to_string()), short_of(campaign, &run.scope, total.unit).to_owned()];
            row.extend(group_words(run, standing, groups));
            if has_totals {
                row.push(points(total.points, digits(campaign)));
                row.push(Number::exact(total.maximum).text());
                row.push(total.share.map_or_else(|| "–".to_owned(), |share| points(share, digits(campaign))));
            }
            row.push(standing.grade.as_deref().unwrap_or("–").to_owned());
            row.push(note(run, block.block, standing, marks));
            row
        });
        Self::new(headings, rows.collect(), figures)
    }

    fn new(headings: Vec<String>, rows: Vec<Vec<String>>, figures: Vec<bool>) -> Self {
        // A column takes one at the least.
        let width_of = |column: usize| rows.iter().map(|row| width(&row[column])).fold(width(&headings[column]).max(1), usize::max);
        let widths = (0..headings.len()).map(width_of).collect();
        Self { headings, rows, figures, widths }
    }

    /// How wide the table is where nothing is broken but the notes.
    fn natural_width(&self) -> usize {
        let Some((notes, others)) = self.widths.split_last() else { return 0 };
        others.iter().map(|width| width + GAP).sum::<usize>() + (*notes).min(NOTE)
    }

    fn write(self, columns: usize, out: &mut dyn Write) -> io::Result<()> {
        if self.fits(columns) {
            return self.write_whole(out);
        }
        for line in self.into_table(columns).lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// How wide it is where nothing is broken, with the blank behind the last column.
    fn whole_width(&self) -> usize {
        (self.widths.iter().map(|width| width + GAP).sum::<usize>() + usize::from(GAP_PADDING)).saturating_sub(GAP)
    }

    /// Whether nothing has to be broken.
    fn fits(&self, columns: usize) -> bool {
        let holds_lines = |row: &[String]| row.iter().any(|text| text.contains('\n'));
        self.whole_width() <= columns && !holds_lines(&self.headings) && !self.rows.iter().any(|row| holds_lines(row))
    }

    /// Writes it with nothing broken, as the table of [`into_table`](Self::into_table) comes out: ten thousands of units go this way.
    fn write_whole(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        for (position, texts) in std::iter::once(&self.headings).chain(&self.rows).enumerate() {
            line.clear();
            for ((text, width), is_figure) in texts.iter().zip(&self.widths).zip(&self.figures) {
                let blanks = width - self::width(text);
                let (before, behind) = if *is_figure { (blanks, 0) } else { (0, blanks) };
                line.extend(repeat_n(' ', before));
                line.push_str(text);
                line.extend(repeat_n(' ', behind + GAP));
            }
            writeln!(out, "{}", line.trim_end())?;
            if position == 0 {
                writeln!(out, "{}", "─".repeat(self.whole_width()))?;
            }
        }
        Ok(())
    }

    fn into_table(self, columns: usize) -> comfy_table::Table {
        let is_roomy = self.natural_width() <= columns;
        let notes = self.headings.len() - 1;
        let line = LineStyle::none().fill('─').junction('─');
        let mut table = comfy_table::Table::new();
        table
            .load_style(TableStyle::new().header_separator(line))
            .set_width(u16::try_from(columns).expect("clamped"))
            .set_content_arrangement(ContentArrangement::Dynamic);
        let row = |texts: Vec<String>| -> Vec<Cell> { texts.into_iter().map(Cell::new_owned).collect() };
        table.set_header(row(self.headings));
        table.add_rows(self.rows.into_iter().map(row));
        for (position, (column, is_figure)) in table.column_iter_mut().zip(&self.figures).enumerate() {
            column.set_padding((0, GAP_PADDING));
            column.set_cell_alignment(if *is_figure { CellAlignment::Right } else { CellAlignment::Left });
            if *is_figure || (is_roomy && position < notes) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        table
    }
}

fn is_below(run: &CampaignRun, criterion: CriterionIndex, group: CriterionIndex) -> bool {
    std::iter::successors(Some(criterion), |criterion| run.campaign.criteria[*criterion].parent).any(|above| above == group)
}

/// What a unit's lines below each of these groups come to.
fn group_words(run: &CampaignRun, standing: &Standing, groups: &[CriterionIndex]) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let lines = run.tally().scores(standing.total.unit);
    let words = groups.iter().map(|group| {
        let mut points = lines.iter().filter(|line| is_below(run, line.criterion, *group)).filter_map(|line| line.points).peekable();
        if points.peek().is_none() { "–".to_owned() } else { self::points(points.sum(), digits(&run.campaign)) }
    });
    words.collect()
}

fn points(points: Points, digits: u8) -> String {
    points.fixed(digits).replace('.', ",")
}

/// What is to be said of a standing, in few words.
fn note(run: &CampaignRun, block: BlockIndex, standing: &Standing, marks: &mut Marks) -> String {
    let campaign = &run.campaign;
    let mut notes: Vec<String> = Vec::new();
    match standing.state {
        StandingState::Final => {}
        StandingState::Provisional => {
            marks.provisional = true;
            notes.push("tạm tính (t)".to_owned());
        }
        StandingState::Incomplete => {
            let missing = run.tally().scores(standing.total.unit).iter().filter(|line| matches!(line.state, LineState::Missing(_))).count();
            notes.push(format!("thiếu {missing} tiêu chí"));
        }
        StandingState::SetAside => {
            let why = standing.set_aside.map(|why| format!(": {}", set_aside_words(why))).unwrap_or_default();
            notes.push(format!("không xếp{why}"));
        }
    }
    let unmet = if marks.has_conditions { unmet(run, standing) } else { Vec::new() };
    if !unmet.is_empty() {
        marks.shown.insert(Mark::NotMet);
        notes.push(format!("{} {}", unmet.join(", "), Mark::NotMet.symbol()));
    }
    if standing.total.is_estimated {
        marks.shown.insert(Mark::Estimated);
        notes.push(Mark::Estimated.symbol().to_owned());
    }
    if !standing.tied_with.is_empty() {
        let others: Vec<&str> = standing.tied_with.iter().map(|other| campaign.units[*other].code.as_str()).collect();
        notes.push(format!("đồng hạng {}", others.join(", ")));
    }
    if campaign.adjustments.touches(standing.total.unit) {
        let lines = run.tally().lines(standing.total.unit);
        let adjusted = lines.iter().filter(|line| !line.adjusted.is_empty());
        let codes: Vec<&str> = adjusted.map(|line| campaign.criteria[line.criterion].code.as_str()).collect();
        if !codes.is_empty() {
            marks.adjusted = true;
            notes.push(format!("{} {}", codes.join(", "), Mark::Adjusted.symbol()));
        }
    }
    notes.extend(parted_by(campaign, block, standing).map(decided_words));
    if standing.is_without_grade {
        notes.push("không thuộc mức xếp loại nào".to_owned());
    }
    notes.join("; ")
}

/// The criteria whose precondition a unit does not meet.
fn unmet<'a>(run: &'a CampaignRun, standing: &Standing) -> Vec<&'a str> {
    let lines = run.tally().lines(standing.total.unit);
    let unmet = lines.iter().filter(|line| line.settled.iter().any(|settled| settled.effect == Effect::Nothing));
    unmet.map(|line| run.campaign.criteria[line.criterion].code.as_str()).collect()
}

/// What places among equals were decided by, for those before and those behind.
fn decided_words(code: &str) -> String {
    match code {
        "bo_phieu" => "chờ bỏ phiếu".to_owned(),
        WOMEN => "bằng nhau, xét ưu tiên nữ".to_owned(),
        code => format!("bằng nhau, xét {code}"),
    }
}

/// Marks that stand somewhere in the tables.
#[derive(Default)]
struct Marks {
    /// Whether some criterion has a precondition: else no unit is asked whether it meets it.
    has_conditions: bool,
    provisional: bool,
    adjusted: bool,
    /// Marks of the pages that stand in notes too.
    shown: BTreeSet<Mark>,
}

impl Marks {
    /// None yet.
    fn of(campaign: &Campaign) -> Self {
        Self { has_conditions: campaign.leaves().any(|(_, _, leaf)| !leaf.conditions.is_empty()), ..Self::default() }
    }

    fn explained(&self, run: &CampaignRun) -> Vec<String> {
        let mut lines = Vec::new();
        if self.provisional {
            let stage = run.scope.stage.map(|stage| format!(" {}", run.campaign.stages[stage])).unwrap_or_default();
            lines.push(format!("(t) tạm tính: có tiêu chí chưa có điểm vòng{stage}, lấy điểm vòng trước"));
        }
        if self.shown.contains(&Mark::Estimated) {
            lines.push(format!("{} {}, tính {}", Mark::Estimated.symbol(), Mark::Estimated.meaning(), estimate_end_words(run)));
        }
        if self.shown.contains(&Mark::NotMet) {
            lines.push(Mark::NotMet.legend());
        }
        if self.adjusted {
            lines.push(format!("{} {}", Mark::Adjusted.symbol(), Mark::Adjusted.meaning()));
        }
        if run.campaign.blocks.iter().any(|block| block.is_assumed) {
            lines.push("* không có trong văn bản, do người lập tệp giả định".to_owned());
        }
        lines
    }
}

fn leader_words(run: &CampaignRun, block: &BlockStandings, leader: &LeaderOutcome) -> String {
    let campaign = &run.campaign;
    let Some(unit) = leader.unit else { return "Dẫn đầu: chưa có, hạng nhất trống hoặc còn đồng hạng".to_owned() };
    let title = leader.title.map(|title| format!(" {}", campaign.titles[title].name)).unwrap_or_default();
    let conditions: Vec<String> =
        leader.conditions.iter().map(|one| format!("{}: {}", condition_words(campaign, &one.condition), met_words(one.is_met))).collect();
    let conclusion = if leader.is_put_forward { "đề nghị tặng" } else { "chưa đề nghị tặng" };
    let conclusion = format!("{}{conclusion}", if leads_by_estimates(block, leader) { "theo số ước, " } else { "" });
    let conditions = if conditions.is_empty() { String::new() } else { format!(" ({})", conditions.join("; ")) };
    format!("Dẫn đầu: {} – {conclusion}{title}{conditions}", name_of(campaign, &run.scope, unit))
}

/// What is done and what is estimated, side by side, and whether estimates are scored.
fn estimates(run: &CampaignRun, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(words) = estimates::words(run) else { return Ok(()) };
    writeln!(out)?;
    paragraph(out, &format!("Số ước: {words}."), "  ", columns)?;
    let figures = estimates::figures(run, HEAD);
    let shown = |figure: Option<Quantity>, is_scored: bool| match figure {
        Some(figure) => figure.vietnamese(),
        None if is_scored => Mark::Missing.symbol().to_owned(),
        None => String::new(),
    };
    let rows = figures.rows.iter().map(|row| {
        let criterion = row.criterion;
        let names = [short_of(&run.campaign, &run.scope, row.unit), run.campaign.criteria[criterion].code.as_str()];
        let [unit, criterion] = names.map(str::to_owned);
        let period = run.campaign.periods[row.figures.period].code.as_str().to_owned();
        vec![
            unit,
            criterion,
            period,
            shown(row.figures.actual, row.scored_by == ScoredBy::Actual),
            shown(row.figures.estimate, row.scored_by == ScoredBy::Estimate),
            row.scored_by.words().to_owned(),
        ]
    });
    let headings = ["Đơn vị", "Tiêu chí", "Kỳ", "Thực hiện", "Ước thực hiện", "Chấm theo"].map(str::to_owned);
    let layout = Layout::new(headings.into(), rows.collect(), vec![false, false, false, true, true, false]);
    if !layout.rows.is_empty() {
        layout.write(columns, out)?;
    }
    if figures.more > 0 {
        paragraph(out, &format!("… và {} dòng nữa ở trang Số ước khi ghi ra tệp (-o).", figures.more), "  ", columns)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Layout;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["", "[0-9]{1,3},[0-9]{2}", "[A-Za-zđê ]{1,12}", "ủy ban nhân dân[ –;]{0,3}", "xã\nphường", "e\u{302}\u{301}", "中文 ?"]
    }

    fn layout() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>, Vec<bool>)> {
        (1_usize..6).prop_flat_map(|columns| {
            let row = || prop::collection::vec(text(), columns);
            (row(), prop::collection::vec(row(), 0..5), prop::collection::vec(any::<bool>(), columns))
        })
    }

    proptest! {
        #[test]
        fn where_nothing_is_broken_the_short_way_writes_what_the_table_does((headings, rows, figures) in layout(), columns in 40_usize..120) {
            let layout = || Layout::new(headings.clone(), rows.clone(), figures.clone());
            let mut written = Vec::new();
            layout().write(columns, &mut written).expect("memory takes everything");
            let table: Vec<String> = layout().into_table(columns).lines().map(|line| line.trim_end().to_owned() + "\n").collect();
            prop_assert_eq!(String::from_utf8(written).expect("text"), table.concat());
        }
    }

    #[test]
    fn what_has_a_line_end_or_is_too_wide_goes_the_long_way() {
        let fits = |text: &str, columns| Layout::new(vec!["A".into()], vec![vec![text.into()]], vec![false]).fits(columns);
        assert_eq!([fits("một dòng", 9), fits("một dòng", 8), fits("hai\ndòng", 40)], [true, false, false]);
    }
}
