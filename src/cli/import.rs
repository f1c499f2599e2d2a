//! `thidua import`: what units send, taken into the folder's sheets; what cannot be taken is kept aside with the reason.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::cli::check::within;
use crate::cli::overwriting::{self, way_back};
use crate::cli::{Common, Exit, fail, progress};
use crate::folder::{self, Folder};
use crate::intake::encoding::Encoding;
use crate::intake::labels::Told;
use crate::intake::target::Change;
use crate::intake::{Account, Asked, Intake, MOST_BYTES};
use crate::mend::diff;
use crate::pipeline::{self, Request};

/// Nhận bảng đơn vị gửi (.xlsx, .xls, .ods, .csv, .tsv) vào các bảng của phong trào
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua import quy3-van-phong.xlsx                      vào ket-qua/<kỳ>/<đơn vị>.csv\n  thidua import *.xlsx --dry-run                         xem trước, không ghi gì\n  thidua import bang.csv --unit VP --period Q3           bảng không ghi đơn vị, kỳ\n  thidua import bang.xlsx --map \"Nội dung=tieu_chi\"      một nhãn thidua không biết; NHÃN=- để bỏ cột\n\nMỗi dòng nhận vào hoặc được ghi, hoặc giữ lại ở <tên>.giu-lai.csv cạnh tệp gửi, kèm lý do và ô; sửa rồi nhận lại được. Còn dòng giữ lại thì mã thoát là 1. Nhận hai lần không đổi gì thêm.\n\nBộ nhớ tăng theo số ô: bảng .xlsx 100.000 dòng, tám cột cần khoảng 210 MB, vài giây của bộ xử lý. Nhiều nhất: tệp 256 MB (cả khi bảng tính nở ra), 4 triệu ô, 1.000 cột; hơn nữa thì bị từ chối."
)]
pub(super) struct Arguments {
    /// Các tệp đơn vị gửi
    #[arg(value_name = "TỆP", required = true)]
    files: Vec<PathBuf>,
    /// Chỉ lấy trang này
    #[arg(long, value_name = "TRANG")]
    sheet: Option<String>,
    /// Loại bảng, khi nhãn cột chưa đủ để biết: ket-qua, dang-ky, de-nghi, nop …
    #[arg(long, value_name = "LOẠI")]
    kind: Option<String>,
    /// Kỳ của mọi dòng, khi bảng không có cột kỳ; có cột thì dòng của kỳ khác được giữ lại
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Đơn vị của mọi dòng, khi bảng không có cột đơn vị; có cột thì dòng của đơn vị khác được giữ lại
    #[arg(long, value_name = "MÃ")]
    unit: Option<String>,
    /// Nhãn này là cột này (NHÃN=CỘT); NHÃN=- để bỏ cột; nêu được nhiều lần
    #[arg(long, value_name = "NHÃN=CỘT")]
    map: Vec<String>,
    /// Bảng mã của tệp, khi tệp không tự cho biết; tcvn3, vni cũng đổi chữ trong bảng tính
    #[arg(long, value_name = "utf-8|utf-16|windows-1258|tcvn3|vni")]
    encoding: Option<String>,
    /// In ra chỗ sẽ đổi (unified diff), không ghi gì
    #[arg(long)]
    dry_run: bool,
    /// Giữ cả cột trông như số định danh cá nhân
    #[arg(long)]
    keep: bool,
    /// Ghi cả lên tệp có thay đổi chưa commit, tệp ngoài kho git
    #[arg(long)]
    force: bool,
}

impl Arguments {
    fn asked(&self) -> anyhow::Result<Asked> {
        let kind = |name: &String| {
            let found = pipeline::sheets().find(|sheet| sheet.name == name);
            found.with_context(|| {
                format!("`--kind {name}`: không có loại bảng ấy; có {}", pipeline::sheets().map(|sheet| sheet.name).collect::<Vec<_>>().join(", "))
            })
        };
        let encoding = |name: &String| {
            let names = || Encoding::ALL.map(|(name, _)| name).join(", ");
            Encoding::named(name).with_context(|| format!("`--encoding {name}`: không có bảng mã ấy; có {}", names()))
        };
        Ok(Asked {
            page: self.sheet.clone(),
            kind: self.kind.as_ref().map(kind).transpose()?,
            period: self.period.clone(),
            unit: self.unit.clone(),
            told: self.map.iter().map(|words| Told::read(words)).collect::<anyhow::Result<_>>()?,
            encoding: self.encoding.as_ref().map(encoding).transpose()?,
            keeps_identity: self.keep,
        })
    }
}

/// Rows kept aside, and the file they go to.
struct Kept {
    path: PathBuf,
    bytes: Vec<u8>,
    rows: usize,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let asked = arguments.asked()?;
    let folder = common.campaign_folder(None)?;
    let run = progress::run(&folder, &Request { threads: common.threads(), ..Request::default() }, common)?;
    let mut intake = Intake::new(&folder, &run);
    let mut exit = Exit::Done;
    let mut kept = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        match take(&mut intake, &folder, path, &asked) {
            Ok(account) => {
                tell(&name, &account, common);
                keep(path, &account, &mut kept)?;
            }
            // The other files are taken all the same; of this one nothing is.
            Err(error) => {
                fail(&error.context(name));
                exit = Exit::CouldNotRun;
            }
        }
    }
    let changes = intake.targets.changes();
    if arguments.dry_run {
        let mut out = BufWriter::new(io::stdout().lock());
        for change in &changes {
            diff::write(change.path, change.before.unwrap_or_default(), &change.after, &mut out)?;
        }
        out.flush()?;
        if changes.is_empty() {
            common.say("không có gì thay đổi");
        }
    } else {
        write(&folder, &changes, &kept, arguments.force, common)?;
    }
    for kept in &kept {
        let verb = if arguments.dry_run { "sẽ giữ lại" } else { "giữ lại" };
        common.say(&format!("{verb} {} dòng ở {}", kept.rows, kept.path.display()));
    }
    Ok(match exit {
        Exit::Done if !kept.is_empty() => Exit::Findings,
        exit => exit,
    })
}

fn take(intake: &mut Intake<'_>, folder: &Folder, path: &Path, asked: &Asked) -> anyhow::Result<Account> {
    let size = std::fs::metadata(path).with_context(|| "không đọc được tệp")?.len();
    if size > MOST_BYTES {
        bail!("tệp {} MB, lớn hơn {} MB: chia thành nhiều tệp", size >> 20, MOST_BYTES >> 20);
    }
    let is_inside = |path: &Path| {
        path.canonicalize().ok().zip(folder.top().canonicalize().ok()).is_some_and(|(path, top)| {
            let relative = path.strip_prefix(top).map(|relative| relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
            relative.is_ok_and(|relative| pipeline::sheets().any(|sheet| sheet.holds(&relative)))
        })
    };
    if is_inside(path) {
        bail!("tệp đã là một bảng của phong trào: sửa tại chỗ, rồi chạy `thidua check`");
    }
    let bytes = std::fs::read(path).with_context(|| "không đọc được tệp")?;
    intake.take(&bytes, asked)
}

fn tell(name: &str, account: &Account, common: &Common) {
    let kept = account.kept_rows();
    common.say(&format!("{name}: {} dòng vào = {} ghi + {kept} giữ lại", account.rows, account.written));
    for said in &account.said {
        common.say(&format!("  {said}"));
    }
    for page in &account.kept {
        for (number, _, reason) in page.rows.iter().take(MOST_TOLD) {
            common.say(&format!("  giữ lại dòng {number}: {reason}"));
        }
        if page.rows.len() > MOST_TOLD {
            common.say(&format!("  … và {} dòng nữa", page.rows.len() - MOST_TOLD));
        }
    }
}

/// How many rows that are kept aside are told of; the file has all.
const MOST_TOLD: usize = 20;

/// Enters the files of rows kept aside, beside the file they came in.
fn keep(path: &Path, account: &Account, kept: &mut Vec<Kept>) -> anyhow::Result<()> {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    for page in &account.kept {
        let stem = if account.kept.len() == 1 { stem.clone() } else { format!("{stem}.{}", page.name.replace(['/', '\\'], "-")) };
        let bytes = page.csv();
        let path = free(path, &stem, &bytes, kept)?;
        kept.push(Kept { path, bytes, rows: page.rows.len() });
    }
    Ok(())
}

/// A name nothing else has: somebody may be at work in what was kept aside before.
fn free(sent: &Path, stem: &str, bytes: &[u8], kept: &[Kept]) -> anyhow::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let name = if number == 1 { format!("{stem}.giu-lai.csv") } else { format!("{stem}.giu-lai-{number}.csv") };
        let path = sent.with_file_name(name);
        let there = if path.try_exists()? { Some(std::fs::read(&path).with_context(|| path.display().to_string())?) } else { None };
        if there.is_none_or(|there| there == bytes) && !kept.iter().any(|kept| kept.path == path) {
            return Ok(path);
        }
        number += 1;
    }
}

/// Writes what is kept aside, then the sheets, so that no row is in neither; nothing where one may not be written over.
fn write(folder: &Folder, changes: &[Change<'_>], kept: &[Kept], is_forced: bool, common: &Common) -> anyhow::Result<()> {
    let over: Vec<&str> = changes.iter().filter(|change| change.before.is_some()).map(|change| change.path).collect();
    if !over.is_empty() && !is_forced {
        refuse_uncommitted(folder, &over)?;
    }
    for kept in kept {
        folder::write_whole(&kept.path, |out| Ok(out.write_all(&kept.bytes)?))?;
    }
    for change in changes {
        if let Some(before) = change.before {
            folder::rewrite(folder.path(change.path)?, before, &change.after)?;
        } else {
            let path = folder.top().join(change.path);
            folder::make(folder::of(&path))?;
            folder::write_whole(&path, |out| Ok(out.write_all(&change.after)?))?;
        }
        common.say(&format!("đã ghi {}", change.path));
    }
    if changes.is_empty() {
        common.say("không có gì thay đổi");
    }
    if !over.is_empty() && !is_forced {
        common.say(&format!("lấy lại bản cũ: {}", way_back(&within(folder), over.into_iter())));
    }
    Ok(())
}

fn refuse_uncommitted(folder: &Folder, over: &[&str]) -> anyhow::Result<()> {
    let listed = |files: &[&str]| files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
    let files: Vec<(&str, &Path)> = over.iter().map(|path| Ok((*path, folder.path(path)?))).collect::<io::Result<_>>()?;
    if let Some((link, _)) = files.iter().find(|(_, path)| folder::is_link(path)) {
        bail!("không ghi tệp nào: `{link}` là một liên kết tới tệp ở nơi khác: sửa ở đó, hoặc thêm `--force` để thay liên kết bằng tệp");
    }
    match overwriting::Kept::of(folder.top(), files.into_iter())? {
        overwriting::Kept::All => Ok(()),
        overwriting::Kept::NoRepository => bail!(
            "không ghi tệp nào: {} đã có, thư mục không nằm trong kho git nên ghi rồi thì không lấy lại được bản cũ: đưa vào git và commit trước, hoặc thêm `--force`; `--dry-run` cho xem trước",
            listed(over)
        ),
        overwriting::Kept::AllBut(files) => bail!(
            "không ghi tệp nào: {} có thay đổi chưa commit, ghi rồi thì không lấy lại được: commit trước, hoặc thêm `--force`; `--dry-run` cho xem trước",
            listed(&files)
        ),
    }
}
