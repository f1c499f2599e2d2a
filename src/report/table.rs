//! The ranking on a terminal: a table a block, who leads, and what the marks mean.
//!
//! Readable at 80 columns; where there is room the top-level groups stand beside the total. Numbers are never cut.

mod layout;

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::campaign::{Campaign, Effect};
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, LeaderOutcome, Standing, StandingState, WOMEN};
use crate::report::pages::estimates::{self, ScoredBy};
use crate::report::screen::paragraph;
use crate::report::table::layout::{GAP, Layout};
use crate::report::{
    Mark, Number, block_words, blocked, condition_words, digits, estimate_end_words, leads_by_estimates, met_words, name_of, not_computed, parted_by,
    period_words, ranked, set_aside_words, short_of, shows_totals, supposed_words, top_level,
};
use crate::tally::LineState;
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
