//! `thidua diff`: what differs between two states of a folder, what that does to places and points, and which rows and rules did it.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::cli::output::{Output, Paper};
use crate::cli::{Common, Exit};
use crate::comparison::{self, Crossed, Side, Under};
use crate::folder::Folder;
use crate::folder::git::{Repository, Revision};
use crate::pipeline::{self, Closings, Request};
use crate::report::difference::{self, Named};
use crate::source::Volume;

/// So sánh hai bản: hạng, điểm, xếp loại, kết luận nào đổi, vì dòng số liệu hay quy định nào
#[derive(Args, Debug)]
#[command(
    override_usage = "thidua diff BẢN[..BẢN] [DIR] [TÙY CHỌN]\n           thidua diff --folders CŨ MỚI [TÙY CHỌN]",
    after_help = "Ví dụ:\n  thidua diff HEAD                        thư mục đang mở so với commit cuối\n  thidua diff origin/main --format md     cho phần mô tả của một yêu cầu gộp (pull request)\n  thidua diff chot-q1..chot-q2 -o so-sanh.xlsx\n  thidua diff --folders cu/ moi/          không cần git\n\nDòng được so theo khóa và nội dung: đổi tệp, đổi thứ tự, đổi dấu ngắt dòng không phải là khác. Quy định (phong-trao.yaml) tách khỏi số\nliệu bằng cách chấm số liệu mới theo quy định cũ và ngược lại. Mã thoát 1 khi hai bản khác nhau."
)]
pub(super) struct Arguments {
    /// Bản cũ, hoặc bản cũ..bản mới: nhánh, thẻ hoặc commit; không nêu bản mới là thư mục đang mở
    #[arg(value_name = "BẢN[..BẢN]", required_unless_present = "folders")]
    revisions: Option<String>,
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// So hai thư mục, cũ trước mới sau
    #[arg(long, num_args = 2, value_names = ["CŨ", "MỚI"], conflicts_with_all = ["revisions", "folder"])]
    folders: Option<Vec<PathBuf>>,
    /// Kỳ được so; vắng là cả phong trào
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// One state of the folder, with how it is called.
enum State {
    Disk(Folder, String),
    Commit(Revision, String),
}

impl State {
    fn volume(&self) -> &dyn Volume {
        match self {
            Self::Disk(folder, _) => folder,
            Self::Commit(revision, _) => revision,
        }
    }

    fn named(&self, digest: Option<String>) -> Named {
        match self {
            Self::Disk(_, words) => Named { words: words.clone(), commit: None, digest },
            Self::Commit(revision, name) => {
                let commit = revision.commit();
                let short = commit.get(..12).unwrap_or(commit);
                let words = if commit.starts_with(name.as_str()) { format!("bản {short}") } else { format!("bản {name} ({short})") };
                Named { words, commit: Some(commit.to_owned()), digest }
            }
        }
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    arguments.output.targets()?;
    let [before, after] = states(arguments, common)?;
    let request = Request {
        period: arguments.period.clone(),
        as_of: common.as_of()?,
        wants_digest: true,
        threads: common.threads(),
        closings: Closings::PassOver,
        ..Request::default()
    };
    let (old, new) = (pipeline::run(before.volume(), &request)?, pipeline::run(after.volume(), &request)?);
    let (from, to) = (Side { volume: before.volume(), run: &old }, Side { volume: after.volume(), run: &new });
    let inputs = comparison::inputs(from, to)?;
    let crossed = inputs.are_crossed().then(|| crossed(&before, &after, &request)).transpose()?;
    let comparison = comparison::compare(from, to, inputs, crossed.as_ref());
    let sides = [before.named(old.digest.clone()), after.named(new.digest.clone())];
    let pages = difference::pages(&comparison, &sides);
    let paper = Paper {
        name: new.name(),
        day: new.as_of(),
        digest: new.digest.as_deref(),
        pages: &pages,
        table: "diff-units",
        json: &|out| difference::json::write(&comparison, &sides, out),
    };
    arguments.output.deliver(&paper, common)?;
    Ok(if comparison.is_empty() { Exit::Done } else { Exit::Findings })
}

/// The data of each state under the rules of the other.
fn crossed(before: &State, after: &State, request: &Request) -> anyhow::Result<Crossed> {
    // A period that only one of the definitions has is a difference of its own, and no reason to refuse.
    let run = |data: &State, rules: &State| pipeline::run(&Under { data: data.volume(), rules: rules.volume() }, request);
    Ok(Crossed { data: run(after, before)?, rules: run(before, after)? })
}

/// The two states that are asked for.
fn states(arguments: &Arguments, common: &Common) -> anyhow::Result<[State; 2]> {
    if let Some([old, new]) = arguments.folders.as_deref() {
        let open = |path: &PathBuf| anyhow::Ok(State::Disk(Folder::open(&common.from().join(path))?, format!("thư mục {}", path.display())));
        return Ok([open(old)?, open(new)?]);
    }
    let revisions = arguments.revisions.as_deref().unwrap_or_default();
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let Some(repository) = Repository::around(folder.top())? else {
        bail!("thư mục `{}` không nằm trong kho git: so hai thư mục bằng `thidua diff --folders CŨ MỚI`", folder.top().display());
    };
    let at = |name: &str| {
        let name = if name.is_empty() { "HEAD" } else { name };
        anyhow::Ok(State::Commit(repository.at(name)?, name.to_owned()))
    };
    match revisions.split_once("..") {
        Some((_, new)) if new.starts_with('.') => bail!("`{revisions}`: viết hai dấu chấm giữa hai bản, ví dụ main..HEAD"),
        Some((old, new)) => Ok([at(old)?, at(new)?]),
        None => Ok([at(revisions)?, State::Disk(folder, "thư mục đang mở".to_owned())]),
    }
}
