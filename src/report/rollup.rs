//! A roll-up as pages and as JSON: folders, blocks and registrations side by side, each campaign under its own name.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::draft::definition::SubjectKind;
use crate::pipeline::Origin;
use crate::report::facts::{self, InputFacts};
use crate::report::{About, Address, Calculation, Cell, Column, Number, Orientation, Page, Row, Table, Width};
use crate::rollup::{BlockSummary, CampaignSummary, Leading, Member, MemberState, Rollup, Summary, TitleSummary};
use crate::value::{Day, Quantity};

/// The version of the JSON format.
pub const SCHEMA_VERSION: u32 = 1;

/// The number of the page of registrations.
const REGISTRATIONS: usize = 2;

/// The pages: folders, blocks, registrations; what they were made from, where that was asked for.
pub fn pages(rollup: &Rollup, about: &About<'_>) -> Vec<Page> {
    let mut facts = Table::facts("overview");
    facts.say("Thư mục", count_words(rollup));
    facts.say("Công cụ", format!("thidua {}", about.version));
    let page = |name: &str, title: &str, tables: Vec<Table>| Page {
        name: name.into(),
        letterhead: None,
        title: title.into(),
        subtitle: vec!["Từng phong trào đứng riêng: không xếp hạng chung giữa các phong trào, các khối".into()],
        orientation: Orientation::Landscape,
        tables,
    };
    let mut pages = vec![
        page("Tổng hợp", "Tổng hợp các phong trào thi đua", vec![folders(rollup), facts]),
        page("Khối", "Kết quả xếp hạng của từng khối", vec![blocks(rollup)]),
        page("Đăng ký", "Đăng ký thi đua của từng phong trào", vec![registrations(rollup)]),
    ];
    pages.extend(inputs(rollup).map(|inputs| page("Dữ liệu đầu vào", "Dữ liệu của từng thư mục", vec![inputs])));
    pages
}

/// The last day any campaign is seen from; none where no folder was read.
pub fn as_of(rollup: &Rollup) -> Option<Day> {
    rollup.read().flat_map(|(_, summary)| &summary.campaigns).map(|campaign| campaign.as_of).max()
}

/// How many folders were read, and what keeps the others.
pub fn count_words(rollup: &Rollup) -> String {
    let count = |is: fn(&MemberState) -> bool| rollup.members.iter().filter(|member| is(&member.state)).count();
    let read = count(|state| matches!(state, MemberState::Read(_)));
    let missing = count(|state| matches!(state, MemberState::Missing));
    let unreadable = count(|state| matches!(state, MemberState::Unreadable(_)));
    let mut words = vec![format!("{read} đã đọc")];
    words.extend((missing > 0).then(|| format!("{missing} chưa có")));
    words.extend((unreadable > 0).then(|| format!("{unreadable} không đọc được")));
    words.join(", ")
}

fn folders(rollup: &Rollup) -> Table {
    let columns = vec![
        Column::center("STT", Width::Fit(5, 5)),
        Column::text("Thư mục", Width::Share(2)),
        Column::text("Phong trào", Width::Share(3)),
        Column::text("Cơ quan phát động", Width::Share(2)),
        Column::center("Thời gian", Width::Fit(11, 12)),
        Column::text("Hưởng ứng", Width::Fit(10, 14)),
        Column::figures("Đơn vị trong khối", Width::Fit(6, 8)),
        Column::figures("Đơn vị ngoài khối", Width::Fit(6, 8)),
        Column::figures("Đăng ký tập thể", Width::Fit(7, 9)),
        Column::figures("Đăng ký cá nhân", Width::Fit(7, 9)),
        Column::text("Tình trạng", Width::Share(2)),
    ];
    let mut table = Table::form("folders", "Các phong trào", columns);
    let mut number = 0;
    for member in &rollup.members {
        match &member.state {
            MemberState::Missing => table.rows.push(absent(&mut number, member, "chưa có thư mục, hoặc thư mục chưa có phong-trao.yaml")),
            MemberState::Unreadable(why) => table.rows.push(absent(&mut number, member, &format!("không đọc được: {why}"))),
            MemberState::Read(summary) => {
                for campaign in &summary.campaigns {
                    table.rows.push(campaign_row(&mut number, rollup, member, summary, campaign));
                }
            }
        }
    }
    if rollup.members.iter().any(|member| matches!(member.state, MemberState::Missing)) {
        table.notes.push("Thư mục chưa có được nêu tên để biết còn thiếu ai; không phải lỗi.".into());
    }
    table
}

fn absent(number: &mut usize, member: &Member, why: &str) -> Row {
    *number += 1;
    let mut cells = vec![Cell::count(*number), Cell::text(&*member.folder)];
    cells.extend((0..8).map(|_| Cell::text("–")));
    cells.push(Cell::text(why));
    Row::plain(cells)
}

fn campaign_row(number: &mut usize, rollup: &Rollup, member: &Member, summary: &Summary, campaign: &CampaignSummary) -> Row {
    *number += 1;
    let responds = match rollup.responds(member, campaign) {
        None => "–".to_owned(),
        Some(true) => "có".to_owned(),
        Some(false) if campaign.responds_to.is_empty() => "không nêu".to_owned(),
        Some(false) => campaign.responds_to.join(", "),
    };
    let registered = |subject: SubjectKind| {
        let of_subject: Vec<&TitleSummary> = campaign.registrations.iter().filter(|title| title.subject == Some(subject)).collect();
        let standing: u64 = of_subject.iter().map(|title| title.standing).sum();
        if of_subject.is_empty() { Cell::text("–") } else { Cell::whole(standing) }
    };
    let [from, to] = campaign.days;
    Row::plain(vec![
        Cell::count(*number),
        Cell::text(&*member.folder),
        Cell::text(format!("{} – {}", campaign.code, campaign.name)),
        Cell::text(campaign.agency.as_deref().unwrap_or("–")),
        Cell::text(format!("{} – {}", from.vietnamese(), to.vietnamese())),
        Cell::text(responds),
        Cell::count(campaign.units),
        Cell::count(campaign.units_without_block),
        registered(SubjectKind::Collective),
        registered(SubjectKind::Person),
        Cell::text(state_words(summary, campaign)),
    ])
}

/// What was found in the folder, and whether anything is ranked.
fn state_words(summary: &Summary, campaign: &CampaignSummary) -> String {
    let [errors, warnings, _] = campaign.findings;
    let found = match (errors, warnings) {
        (0, 0) => "không có lỗi".to_owned(),
        (0, warnings) => format!("{warnings} cảnh báo"),
        (errors, 0) => format!("{errors} lỗi"),
        (errors, warnings) => format!("{errors} lỗi, {warnings} cảnh báo"),
    };
    let mut words = vec![found];
    let all = summary.findings[0] + summary.findings[1];
    let own: usize = summary.campaigns.iter().map(|campaign| campaign.findings[0] + campaign.findings[1]).sum();
    if all > own {
        words.push(format!("phần chung của kế hoạch còn {} lỗi, cảnh báo", all - own));
    }
    if !campaign.is_scored {
        words.push("không chấm điểm".to_owned());
    }
    words.join("; ")
}

fn blocks(rollup: &Rollup) -> Table {
    let columns = vec![
        Column::text("Khối", Width::Share(3)),
        Column::figures("Chính thức", Width::Fit(7, 8)),
        Column::figures("Tạm tính", Width::Fit(6, 7)),
        Column::figures("Chưa đủ số liệu", Width::Fit(7, 8)),
        Column::figures("Không xếp", Width::Fit(6, 7)),
        Column::text("Hạng nhất (tỷ lệ điểm, %)", Width::Share(3)),
        Column::text("Đề nghị tặng", Width::Share(2)),
    ];
    let mut table = Table::form("blocks", "Các khối", columns);
    for (member, summary) in rollup.read() {
        for campaign in summary.campaigns.iter().filter(|campaign| !campaign.blocks.is_empty() && campaign.is_scored) {
            let head = format!("{} – {} ({}), tính đến ngày {}", campaign.code, campaign.name, member.folder, campaign.as_of.vietnamese());
            table.rows.push(Row::section(head));
            table.rows.extend(campaign.blocks.iter().map(block_row));
        }
    }
    if rollup.read().flat_map(|(_, summary)| &summary.campaigns).flat_map(|campaign| &campaign.blocks).any(|block| block.is_assumed) {
        table.notes.push("* không có trong văn bản, do người lập tệp giả định".into());
    }
    table
}

fn block_row(block: &BlockSummary) -> Row {
    let star = if block.is_assumed { " *" } else { "" };
    let mut cells = vec![Cell::text(format!("{} ({}){star}", block.name, block.code))];
    if block.blocking > 0 {
        cells.extend((0..4).map(|_| Cell::text("–")));
        cells.push(Cell::text(format!("chưa xếp hạng, còn {} lỗi phải sửa", block.blocking)));
        cells.push(Cell::text("–"));
        return Row::plain(cells);
    }
    cells.extend(block.states.iter().map(|count| Cell::count(*count)));
    let first: Vec<String> = block.first.iter().map(leading_words).collect();
    cells.push(Cell::text(if first.is_empty() { "chưa có".to_owned() } else { first.join("\n") }));
    cells.push(Cell::text(put_forward_words(block)));
    Row::plain(cells)
}

fn leading_words(leading: &Leading) -> String {
    match leading.share {
        Some(share) => format!("{} ({})", leading.name, share.fixed(leading.digits).replace('.', ",")),
        None => leading.name.to_string(),
    }
}

fn put_forward_words(block: &BlockSummary) -> String {
    let Some(put_forward) = &block.put_forward else { return "–".to_owned() };
    let title = put_forward.title.as_deref().unwrap_or("danh hiệu của đơn vị dẫn đầu");
    match (put_forward.is_put_forward, &put_forward.unit) {
        (true, Some(unit)) => format!("{title}: {unit}"),
        (true, None) | (false, _) => format!("{title}: chưa đề nghị"),
    }
}

fn registrations(rollup: &Rollup) -> Table {
    let columns = vec![
        Column::text("Danh hiệu, hình thức khen thưởng", Width::Share(3)),
        Column::center("Đối tượng", Width::Fit(9, 11)),
        Column::figures("Đang có hiệu lực", Width::Fit(9, 10)),
        Column::figures("Đã rút", Width::Fit(7, 8)),
    ];
    let mut table = Table::form("registrations", "Đăng ký", columns);
    let mut without: Vec<&str> = Vec::new();
    let mut counted: Vec<(usize, &TitleSummary)> = Vec::new();
    for (member, summary) in rollup.read() {
        for campaign in summary.campaigns.iter().filter(|campaign| !campaign.registrations.is_empty()) {
            if campaign.registrations.iter().all(|title| title.standing + title.withdrawn == 0) {
                without.push(&campaign.code);
                continue;
            }
            let head = format!("{} – {} ({}), tính đến ngày {}", campaign.code, campaign.name, member.folder, campaign.as_of.vietnamese());
            table.rows.push(Row::section(head));
            for title in &campaign.registrations {
                counted.push((table.rows.len(), title));
                table.rows.push(title_row(title));
            }
        }
    }
    table.rows.extend(totals(&counted));
    if !counted.is_empty() {
        table.notes.push("Cộng là số lượt đăng ký của các phong trào, không phải số người, số tập thể.".into());
    }
    if !without.is_empty() {
        table.notes.push(format!("Chưa có đăng ký: {}.", without.join(", ")).into());
    }
    table
}

/// What the rows of titles come to, of collectives and of people.
fn totals(counted: &[(usize, &TitleSummary)]) -> Vec<Row> {
    let mut totals = Vec::new();
    for subject in [SubjectKind::Collective, SubjectKind::Person] {
        let rows: Vec<&(usize, &TitleSummary)> = counted.iter().filter(|(_, title)| title.subject == Some(subject)).collect();
        if rows.is_empty() {
            continue;
        }
        let sum = |column: usize, figure: fn(&TitleSummary) -> u64| {
            let addresses = rows.iter().map(|(row, _)| Address { page: REGISTRATIONS, table: 0, row: *row, column }).collect();
            let sum: u64 = rows.iter().map(|(_, title)| figure(title)).sum();
            let number = Number::figure(Quantity::whole(i64::try_from(sum).unwrap_or(i64::MAX)));
            Cell::formula(Calculation::Sum(addresses), number.exact, number)
        };
        let cells = [Cell::text("Cộng"), Cell::text(subject_words(Some(subject)))];
        totals.push(Row::total(cells.into_iter().chain([sum(2, |title| title.standing), sum(3, |title| title.withdrawn)]).collect()));
    }
    totals
}

fn subject_words(subject: Option<SubjectKind>) -> &'static str {
    match subject {
        Some(SubjectKind::Collective) => "tập thể",
        Some(SubjectKind::Person) => "cá nhân",
        None => "–",
    }
}

fn title_row(title: &TitleSummary) -> Row {
    let subject = subject_words(title.subject);
    let name = format!("{} ({})", title.name, title.code);
    Row::plain(vec![Cell::text(name), Cell::text(subject), Cell::whole(title.standing), Cell::whole(title.withdrawn)])
}

/// What each folder was made from; none where that was not asked for.
fn inputs(rollup: &Rollup) -> Option<Table> {
    let columns =
        vec![Column::text("Thư mục", Width::Share(2)), Column::text(facts::DIGEST, Width::Share(3)), Column::text(facts::REVISION, Width::Share(3))];
    let mut table = Table::form("inputs", "Dữ liệu đầu vào", columns);
    table.rows.extend(rollup.read().filter_map(|(member, summary)| {
        let origin = summary.origin.as_ref().map_or_else(|| "–".to_owned(), Origin::words);
        Some(Row::plain(vec![Cell::text(&*member.folder), Cell::text(summary.digest.as_deref()?), Cell::text(origin)]))
    }));
    (!table.rows.is_empty()).then_some(table)
}

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua rollup --format json")]
pub struct RollupReport {
    /// Version of this format.
    pub schema_version: u32,
    /// The folders, in the order they were asked for, those a folder names behind it.
    pub folders: Vec<JsonFolder>,
}

/// One folder.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonFolder {
    /// Its path.
    pub folder: Box<str>,
    /// The folder whose `tong_hop` names it; null where it was asked for.
    pub named_by: Option<Box<str>>,
    /// `read`, `missing` or `unreadable`.
    pub state: &'static str,
    /// Why it could not be read.
    pub reason: Option<Box<str>>,
    /// What it was made from.
    #[serde(flatten)]
    pub inputs: InputFacts,
    /// Counts of findings; null where it was not read.
    pub findings: Option<JsonFindings>,
    /// Its campaigns.
    pub campaigns: Vec<JsonCampaign>,
}

/// Counts of findings.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonFindings {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

/// One campaign of a folder.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCampaign {
    /// Its code.
    pub campaign: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Who issues it.
    pub agency: Option<Box<str>>,
    /// Its first day, yyyy-mm-dd.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// The day it is seen from.
    pub as_of: String,
    /// Codes of the campaigns it responds to.
    pub responds_to: Vec<Box<str>>,
    /// Whether it responds to one of the folder that names its own; null where none names it.
    pub responds: Option<bool>,
    /// Whether it has criteria.
    pub scored: bool,
    /// Counts of its own findings, without those of what a plan's campaigns share.
    pub findings: JsonFindings,
    /// How many units stand in a block in its time.
    pub units: usize,
    /// How many units stand in none.
    pub units_without_block: usize,
    /// Its blocks that are ranked.
    pub blocks: Vec<JsonBlock>,
    /// Its registrations, by title.
    pub registrations: Vec<JsonTitle>,
}

/// One block.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonBlock {
    /// Its code.
    pub code: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// How many findings of required checks keep it from being ranked.
    pub findings: usize,
    /// Units whose standing is final.
    #[serde(rename = "final")]
    pub is_final: usize,
    /// Units whose standing is provisional.
    pub provisional: usize,
    /// Units that lack something.
    pub incomplete: usize,
    /// Units that are not ranked.
    pub set_aside: usize,
    /// Who stands first.
    pub first: Vec<JsonLeading>,
    /// Who is put forward; null in a period that puts nobody forward.
    pub leader: Option<JsonPutForward>,
}

/// A unit in first place.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLeading {
    /// Code of the unit.
    pub unit: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Total of a hundred of the maximum.
    pub share: Option<String>,
}

/// Whether the leader is put forward.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonPutForward {
    /// Code of the unit; null where nobody may be.
    pub unit: Option<Box<str>>,
    /// Name of the title.
    pub title: Option<Box<str>>,
    /// Whether every condition is met.
    pub put_forward: bool,
}

/// Registrations for one title.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonTitle {
    /// Its code.
    pub title: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// `tap_the` or `ca_nhan`; null where it is not declared.
    pub subject: Option<&'static str>,
    /// Standing on the as-of day.
    pub standing: u64,
    /// Withdrawn by then.
    pub withdrawn: u64,
}

/// Writes the roll-up as JSON.
pub fn write_json(rollup: &Rollup, out: &mut dyn Write) -> io::Result<()> {
    let folders = rollup.members.iter().map(|member| folder_of(rollup, member)).collect();
    serde_json::to_writer_pretty(&mut *out, &RollupReport { schema_version: SCHEMA_VERSION, folders })?;
    writeln!(out)
}

fn folder_of(rollup: &Rollup, member: &Member) -> JsonFolder {
    let (state, reason, findings, campaigns) = match &member.state {
        MemberState::Missing => ("missing", None, None, Vec::new()),
        MemberState::Unreadable(why) => ("unreadable", Some(why.clone()), None, Vec::new()),
        MemberState::Read(summary) => {
            let campaigns = summary.campaigns.iter().map(|campaign| campaign_of(rollup, member, campaign)).collect();
            ("read", None, Some(findings_of(summary.findings)), campaigns)
        }
    };
    let inputs = match &member.state {
        MemberState::Read(summary) => InputFacts::new(summary.digest.as_deref(), summary.origin.as_ref()),
        MemberState::Missing | MemberState::Unreadable(_) => InputFacts::new(None, None),
    };
    JsonFolder { folder: member.folder.clone(), named_by: member.named_by.clone(), state, reason, inputs, findings, campaigns }
}

const fn findings_of([error, warning, note]: [usize; 3]) -> JsonFindings {
    JsonFindings { error, warning, note }
}

fn campaign_of(rollup: &Rollup, member: &Member, campaign: &CampaignSummary) -> JsonCampaign {
    let [from, to] = campaign.days.map(|day| day.to_string());
    JsonCampaign {
        campaign: campaign.code.clone(),
        name: campaign.name.clone(),
        agency: campaign.agency.clone(),
        from,
        to,
        as_of: campaign.as_of.to_string(),
        responds_to: campaign.responds_to.clone(),
        responds: rollup.responds(member, campaign),
        scored: campaign.is_scored,
        findings: findings_of(campaign.findings),
        units: campaign.units,
        units_without_block: campaign.units_without_block,
        blocks: campaign.blocks.iter().map(block_of).collect(),
        registrations: campaign.registrations.iter().map(title_of).collect(),
    }
}

fn block_of(block: &BlockSummary) -> JsonBlock {
    let [is_final, provisional, incomplete, set_aside] = block.states;
    let first = block.first.iter().map(|leading| JsonLeading {
        unit: leading.unit.clone(),
        name: leading.name.clone(),
        share: leading.share.map(|share| share.fixed(leading.digits)),
    });
    let leader = block.put_forward.as_ref().map(|leader| JsonPutForward {
        unit: leader.unit.clone(),
        title: leader.title.clone(),
        put_forward: leader.is_put_forward,
    });
    JsonBlock {
        code: block.code.clone(),
        name: block.name.clone(),
        findings: block.blocking,
        is_final,
        provisional,
        incomplete,
        set_aside,
        first: first.collect(),
        leader,
    }
}

fn title_of(title: &TitleSummary) -> JsonTitle {
    let subject = title.subject.map(|subject| match subject {
        SubjectKind::Collective => "tap_the",
        SubjectKind::Person => "ca_nhan",
    });
    JsonTitle { title: title.code.clone(), name: title.name.clone(), subject, standing: title.standing, withdrawn: title.withdrawn }
}
