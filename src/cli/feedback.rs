//! `thidua feedback`: what goes back to each unit, and who has still to be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::bail;
use clap::Args;

use crate::chase::{Chase, Standing, chase};
use crate::cli::{Common, Exit, exit_of, progress, today, width};
use crate::diagnostic::Voice;
use crate::feedback::{Feedback, Kept, Pack};
use crate::folder::{self, Folder};
use crate::pipeline::{self, Request, Run};
use crate::report::documents::Document;
use crate::report::{self, About, Page};
use crate::value::{StageCode, text};

/// Trả từng đơn vị bản sao bảng đã nộp với chỗ phải sửa được đánh dấu; lập danh sách nhắc nộp
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua feedback -o ../phan-hoi/                  mọi kỳ\n  thidua feedback --period Q3 -o ../phan-hoi-q3/   một kỳ\n\nMỗi đơn vị có chỗ phải sửa được một thư mục mang mã của mình: bản sao .xlsx từng bảng, ô sai có viền, nền màu và ghi chú, cột LỖI nói sửa thế nào. Trong đó không có gì của đơn vị khác. Đơn vị sửa rồi gửi lại, `thidua import` nhận ngay bản sao ấy.\nTệp can-sua là danh sách việc phải sửa, nhac-nop là công văn nhắc đơn vị chưa nộp, nộp muộn, nộp lỗi (.docx, .md).\nNộp muộn hay chưa nộp xét đến hôm nay, hoặc đến --as-of; bảng don-doc (.csv, .xlsx) có mọi đơn vị và điểm thẩm định còn thiếu."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Thư mục được ghi
    #[arg(short = 'o', long = "output", value_name = "DIR", required = true)]
    output: PathBuf,
    /// Chỉ kỳ này; vắng là mọi kỳ
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Ghi cả lên tệp đã có
    #[arg(long)]
    force: bool,
}

/// A file to be written: where below the folder, and what makes it.
struct Written<'a> {
    path: PathBuf,
    bytes: Box<dyn Fn() -> anyhow::Result<Vec<u8>> + 'a>,
}

impl<'a> Written<'a> {
    fn new(path: PathBuf, bytes: impl Fn() -> anyhow::Result<Vec<u8>> + 'a) -> Self {
        Self { path, bytes: Box::new(bytes) }
    }
}

/// What the files are made from.
struct Made<'a> {
    run: &'a Run,
    feedback: Feedback<'a>,
    chase: Chase,
    /// The chase list, as a page.
    page: Page,
    voice: Voice,
}

/// How many files are named; the others are counted.
const MOST_NAMED: usize = 3;

/// What every workbook says of the tool.
const ABOUT: About<'_> = About { version: env!("CARGO_PKG_VERSION") };

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let voice = common.voice();
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    refuse_inside(&folder, &arguments.output)?;
    // Who is late is asked of a day: today's, as the calendar has it.
    let Some(as_of) = common.as_of()?.or_else(today) else { bail!("đồng hồ của máy cho một ngày ngoài lịch: nêu --as-of") };
    let request = Request { period: arguments.period.clone(), as_of: Some(as_of), threads: common.threads(), ..Request::default() };
    let mut run = progress::run(&folder, &request, common)?;
    run.stages = stages_between(&folder, &request, &run)?;
    let feedback = Feedback::of(&folder, &run, voice)?;
    let chase = chase(&run, &feedback.packs);
    let page = report::chase::page(&run, &chase);
    let made = Made { run: &run, feedback, chase, page, voice };
    write(&arguments.output, &made.files(), arguments.force, common)?;
    if !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        report::screen::write(std::slice::from_ref(&made.page), width(), &mut out)?;
        out.flush()?;
    }
    tell(&made.feedback, &arguments.output, common);
    Ok(exit_of(&run, false))
}

/// The folder as the stages have it that stand between the units' own and the one that decides: their offices may be behind too.
fn stages_between(folder: &Folder, request: &Request, run: &Run) -> anyhow::Result<Vec<Run>> {
    let mut stages: Vec<&str> = Vec::new();
    for one in run.asked_for() {
        let between = one.campaign.stages.iter().skip(1).take(one.campaign.stages.len().saturating_sub(2));
        for stage in between.map(StageCode::as_str) {
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
    }
    stages.into_iter().map(|stage| pipeline::run(folder, &Request { stage: Some(stage.to_owned()), ..request.clone() })).collect()
}

/// Refuses a folder below the campaign's own, where every `.csv` is read as a sheet.
fn refuse_inside(folder: &Folder, output: &Path) -> anyhow::Result<()> {
    let mut above = std::env::current_dir()?.join(output);
    // What is not there yet stands below what is.
    while !above.exists() {
        above.pop();
    }
    if above.canonicalize()?.starts_with(folder.top().canonicalize()?) {
        let name = output.file_name().unwrap_or(output.as_os_str()).to_string_lossy();
        bail!(
            "`-o {}` nằm trong thư mục phong trào, nơi tệp .csv nào cũng được đọc như một bảng: ghi ra ngoài, ví dụ `-o ../{name}/`",
            output.display()
        );
    }
    Ok(())
}

impl<'a> Made<'a> {
    /// What is written: the list at the top; for each unit its copies, what it is to mend, the letter.
    fn files(&'a self) -> Vec<Written<'a>> {
        let Self { run, feedback, chase, page, voice } = self;
        let sheet = |key: &str, name: &str| {
            let table = page.tables.iter().find(|table| *table.key == *key)?;
            let bytes = move || {
                let mut bytes = Vec::new();
                report::csv::write_table(table, report::csv::Dialect::Plain, &mut bytes)?;
                Ok(bytes)
            };
            Some(Written::new(name.into(), bytes))
        };
        let mut files: Vec<Written<'_>> = [("chase", "don-doc.csv"), ("chase-appraisals", "don-doc-tham-dinh.csv")]
            .into_iter()
            .filter_map(|(key, name)| sheet(key, name))
            .collect();
        files.push(Written::new("don-doc.xlsx".into(), move || report::xlsx::book(std::slice::from_ref(page), &page.title, run.as_of(), &ABOUT)));
        let mut units: BTreeMap<&str, Option<&Pack<'_>>> = chase.standings.iter().map(|standing| (self.code(standing), None)).collect();
        units.extend(feedback.packs.iter().map(|pack| (&*pack.unit, Some(pack))));
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (unit, pack) in units {
            let letter = report::documents::letter(run, unit, chase);
            if pack.is_none() && letter.is_none() {
                continue;
            }
            let within = PathBuf::from(folder_of(unit, &mut taken));
            if let Some(pack) = pack {
                files.extend((0..pack.sheets.len()).map(|index| {
                    let path = within.join(format!("{}.xlsx", pack.sheets[index].name));
                    Written::new(path, move || report::xlsx::marked(pack, index, *voice, run.as_of(), &ABOUT))
                }));
                files.extend(papers(&within, "can-sua", report::documents::list(run, pack, *voice)));
            }
            files.extend(letter.into_iter().flat_map(|letter| papers(&within, "nhac-nop", letter)));
        }
        files
    }

    fn code(&self, standing: &Standing) -> &'a str {
        self.run.campaigns[standing.campaign].campaign.units[standing.unit].code.as_str()
    }
}

/// A document as Word has it, and as Markdown.
fn papers<'a>(within: &Path, name: &str, document: Document) -> [Written<'a>; 2] {
    let document = Rc::new(document);
    let same = Rc::clone(&document);
    [
        Written::new(within.join(format!("{name}.docx")), move || Ok(document.docx())),
        Written::new(within.join(format!("{name}.md")), move || Ok(same.markdown().into_bytes())),
    ]
}

/// The folder of a unit: its code, as a system takes it for a name; two units never share one.
fn folder_of(unit: &str, taken: &mut BTreeSet<String>) -> String {
    let name = match text::as_file_name(unit) {
        name if name.is_empty() => "don-vi".to_owned(),
        name => name,
    };
    let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
    free.expect("some number is free")
}

/// Writes every file, or none where one stands there already.
fn write(output: &Path, files: &[Written<'_>], is_forced: bool, common: &Common) -> anyhow::Result<()> {
    let standing: Vec<String> =
        files.iter().map(|file| output.join(&file.path)).filter(|path| path.exists()).map(|path| format!("`{}`", path.display())).collect();
    if !standing.is_empty() && !is_forced {
        let more = if standing.len() > MOST_NAMED { format!(" và {} tệp nữa", standing.len() - MOST_NAMED) } else { String::new() };
        let named = standing[..standing.len().min(MOST_NAMED)].join(", ");
        bail!("không ghi tệp nào: {named}{more} đã có; ghi ra thư mục khác, hoặc thêm `--force` để ghi đè");
    }
    folder::make(output)?;
    for file in files {
        let path = output.join(&file.path);
        folder::make(folder::of(&path))?;
        let bytes = (file.bytes)()?;
        folder::write_whole(&path, |out| Ok(out.write_all(&bytes)?))?;
        common.say(&format!("đã ghi {}", path.display()));
    }
    tell_old(output, files, common);
    Ok(())
}

/// Says which files of an earlier time stand beside: who has mended everything is not to be asked again.
fn tell_old(output: &Path, files: &[Written<'_>], common: &Common) {
    let written: BTreeSet<&Path> = files.iter().map(|file| file.path.as_path()).collect();
    let folders = std::fs::read_dir(output).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let within = folders.flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
    let is_ours = |path: &PathBuf| path.extension().is_some_and(|ending| ["xlsx", "docx", "md"].iter().any(|own| ending == *own));
    let mut old: Vec<PathBuf> = within.filter(is_ours).filter_map(|path| Some(path.strip_prefix(output).ok()?.to_owned())).collect();
    old.retain(|path| !written.contains(path.as_path()));
    old.sort();
    if !old.is_empty() {
        let named: Vec<String> = old.iter().take(MOST_NAMED).map(|path| path.display().to_string()).collect();
        let more = if old.len() > MOST_NAMED { ", …" } else { "" };
        common.say(&format!("{} tệp cũ không thuộc lần này, nên xóa trước khi gửi: {}{more}", old.len(), named.join(", ")));
    }
}

/// Says what became of the findings.
fn tell(feedback: &Feedback<'_>, output: &Path, common: &Common) {
    let faults: usize = feedback.packs.iter().map(|pack| pack.faults.len()).sum();
    common.say(&format!("{}: {} đơn vị có {faults} chỗ phải sửa", output.display(), feedback.packs.len()));
    let count = |kept: Kept| feedback.kept.iter().filter(|(why, _)| *why == kept).count();
    let lines = [
        (Kept::Nobody, "ở dòng chưa rõ của đơn vị nào"),
        (Kept::Shared, "ở tệp chung của nhiều đơn vị"),
        (Kept::Office, "ở bảng do cơ quan giữ"),
        (Kept::Campaign, "ở định nghĩa phong trào, kỳ đã chốt"),
    ];
    let said: Vec<String> = lines
        .iter()
        .map(|(kept, words)| (count(*kept), words))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if !said.is_empty() {
        common.say(&format!("không gửi đơn vị nào, xem bằng `thidua check`: {}", said.join("; ")));
    }
}
