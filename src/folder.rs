//! The disk: a campaign folder as a `Volume`, and files written whole or not at all.

pub mod git;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, bail};
use unicode_normalization::UnicodeNormalization;

use crate::pipeline::DEFINITION;
use crate::source::Volume;

/// A folder on disk, its files listed once.
#[derive(Debug)]
pub struct Folder {
    top: PathBuf,
    files: Vec<String>,
    paths: Vec<PathBuf>,
}

/// Names that spreadsheets and systems leave behind, passed over.
pub(crate) fn is_litter(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock.") || name.starts_with('.') || name == "Thumbs.db" || name == "desktop.ini"
}

impl Folder {
    /// Opens a campaign folder.
    ///
    /// # Errors
    /// Where there is no such folder, it cannot be listed, or it holds no definition.
    pub fn open(top: &Path) -> anyhow::Result<Self> {
        if !top.is_dir() {
            bail!("không có thư mục `{}`", top.display());
        }
        if !top.join(DEFINITION).is_file() {
            bail!("thư mục `{}` không có `{DEFINITION}`", top.display());
        }
        let mut found: Vec<(String, PathBuf)> = Vec::new();
        list(top, "", &mut found)?;
        found.sort();
        let (files, paths) = found.into_iter().unzip();
        Ok(Self { top: top.to_path_buf(), files, paths })
    }

    /// Whether a path is a folder with a definition in it.
    pub fn holds_campaign(path: &Path) -> bool {
        path.join(DEFINITION).is_file()
    }

    /// The nearest folder at or above one that holds a definition.
    ///
    /// # Errors
    /// Where there is none.
    pub fn nearest(from: &Path) -> anyhow::Result<PathBuf> {
        let from = from.canonicalize().with_context(|| format!("không có thư mục `{}`", from.display()))?;
        let found = from.ancestors().find(|folder| folder.join(DEFINITION).is_file());
        found
            .map(Path::to_path_buf)
            .with_context(|| format!("không thấy `{DEFINITION}` ở `{}` hay thư mục nào bên trên; lập thư mục mới: `thidua init DIR`", from.display()))
    }

    /// Where it stands.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// How many bytes its files with an ending have; one whose size cannot be told counts for nothing.
    pub fn size(&self, ending: &str) -> u64 {
        let sized = self.files.iter().zip(&self.paths).filter(|(file, _)| file.ends_with(ending));
        sized.filter_map(|(_, path)| Some(fs::metadata(path).ok()?.len())).sum()
    }

    /// Where one of its files stands on disk.
    ///
    /// # Errors
    /// Where there is no such file.
    pub fn path(&self, file: &str) -> io::Result<&Path> {
        let index = self.files.binary_search_by(|known| known.as_str().cmp(file)).map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(&self.paths[index])
    }
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<(String, PathBuf)>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("không đọc được thư mục `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("không đọc được thư mục `{}`", folder.display()))?;
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        if is_litter(&name) {
            continue;
        }
        let path = entry.path();
        let relative = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        // A link that leads nowhere, or to a folder above, is not followed.
        let kind = entry.file_type().with_context(|| format!("không đọc được `{}`", path.display()))?;
        if kind.is_dir() {
            list(&path, &relative, found)?;
        } else if path.is_file() {
            found.push((relative, path));
        }
    }
    Ok(())
}

impl Volume for Folder {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(File::open(self.path(file)?)?))
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(file)?)
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut handle = File::open(self.path(file)?)?;
        handle.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::with_capacity(length.min(1 << 20));
        handle.take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn at(&self, revision: &str) -> Option<Box<dyn Volume + '_>> {
        // Without git, or where the commit is not there any more, what is asked of it stays unsaid.
        let repository = git::Repository::around(&self.top).ok()??;
        Some(Box::new(repository.at(revision).ok()?))
    }
}

/// The files that are being written, each beside its place: what is to be taken away where the program is stopped.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Those files, as long as nobody else begins or ends one.
fn begun() -> MutexGuard<'static, Vec<PathBuf>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the program: files that are half written are taken away, and none is moved to its place any more.
pub fn stop(code: i32) -> ! {
    let begun = begun();
    for beside in begun.iter() {
        let _ = fs::remove_file(beside);
    }
    std::process::exit(code)
}

/// A file that is written whole or not at all: beside its place first, then moved over what was there.
pub struct Whole {
    path: PathBuf,
    beside: PathBuf,
    file: Option<io::BufWriter<File>>,
}

impl Whole {
    /// Begins the file that will stand at a path.
    ///
    /// # Errors
    /// Where it cannot be made beside it.
    pub fn begin(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().with_context(|| format!("`{}` không phải tên tệp", path.display()))?.to_string_lossy().into_owned();
        let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        may_be_replaced(path).map_err(|why| not_written(path, why))?;
        let mut begun = begun();
        let file = File::create(&beside).map_err(|why| not_written(path, why))?;
        begun.push(beside.clone());
        Ok(Self { path: path.to_owned(), beside, file: Some(io::BufWriter::new(file)) })
    }

    /// Moves it to its place.
    ///
    /// # Errors
    /// Where it cannot be; the old file then stands as it was.
    pub fn end(mut self) -> anyhow::Result<()> {
        let end = |file: io::BufWriter<File>| -> io::Result<()> {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            let mut begun = begun();
            fs::rename(&self.beside, &self.path)?;
            begun.retain(|beside| *beside != self.beside);
            Ok(())
        };
        let ended = end(self.file.take().expect("it ends once"));
        if ended.is_err() {
            self.take_away();
        }
        ended.map_err(|why| not_written(&self.path, why))
    }

    /// Takes away what is half written; that it cannot be is not the failure to tell of.
    fn take_away(&self) {
        let mut begun = begun();
        let _ = fs::remove_file(&self.beside);
        begun.retain(|beside| *beside != self.beside);
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().expect("it has not ended").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().expect("it has not ended").flush()
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            self.take_away();
        }
    }
}

/// That a file was not written, and what to do about it.
fn not_written(path: &Path, why: impl Into<anyhow::Error>) -> anyhow::Error {
    use io::ErrorKind as Kind;
    let why = why.into();
    let kind = why.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    let advice = match kind {
        Some(Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge) => {
            "ổ đĩa đầy hoặc hết hạn mức: xóa bớt tệp không cần, hoặc ghi sang nơi khác"
        }
        Some(Kind::NotFound | Kind::NotADirectory) => "không có thư mục ấy: tạo thư mục trước, hoặc sửa đường dẫn",
        Some(Kind::IsADirectory | Kind::AlreadyExists) => "ở đó đã có thư mục cùng tên: ghi ra tên khác",
        Some(_) | None => "đóng chương trình đang mở tệp, kiểm tra quyền ghi, hoặc ghi ra tên khác",
    };
    why.context(format!("không ghi được `{}`, tệp cũ, nếu có, vẫn nguyên; {advice}", path.display()))
}

/// The file that an office keeps beside one it has open; none where there is none.
fn lock_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    let locks = [format!(".~lock.{name}#"), format!("~${name}")];
    locks.iter().map(|lock| path.with_file_name(lock)).find(|lock| lock.exists())
}

/// Refuses where somebody has a file open, or wants it left as it is.
fn may_be_replaced(path: &Path) -> anyhow::Result<()> {
    if let Some(lock) = lock_of(path) {
        bail!("tệp đang mở ở chương trình khác: đóng rồi chạy lại; không còn ai mở thì xóa `{}`", lock.display());
    }
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().readonly()) {
        bail!("tệp được đặt chỉ đọc: bỏ chế độ chỉ đọc nếu muốn ghi đè");
    }
    Ok(())
}

/// Writes a file [whole](Whole) or not at all.
///
/// # Errors
/// Where it cannot be written; the old file then stands as it was.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut io::BufWriter<File>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut whole = Whole::begin(path)?;
    write(whole.file.as_mut().expect("it has not ended")).map_err(|why| not_written(path, why))?;
    whole.end()
}

/// Writes a file anew that stands as it was read, [whole](Whole) or not at all, with the permissions it has.
///
/// # Errors
/// Where it does not stand so any more, or cannot be written; the old file then stands as it was.
pub fn rewrite(path: &Path, before: &[u8], after: &[u8]) -> anyhow::Result<()> {
    let permissions = fs::metadata(path).map_err(|why| not_written(path, why))?.permissions();
    let mut whole = Whole::begin(path)?;
    whole.write_all(after).and_then(|()| fs::set_permissions(&whole.beside, permissions)).map_err(|why| not_written(path, why))?;
    // As late as can be, so that what somebody saves meanwhile is not lost.
    if fs::read(path).map_err(|why| not_written(path, why))? != before {
        bail!("`{}` đã đổi từ lúc đọc: để nguyên, chạy lại", path.display());
    }
    whole.end()
}

/// Whether a path is a link, which leads to a file that stands elsewhere.
pub fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.file_type().is_symlink())
}

/// The folder a file stands in.
pub fn of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder for outputs, with those above it.
///
/// # Errors
/// Where it cannot be made.
pub fn make(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("không tạo được thư mục `{}`; kiểm tra quyền ghi, hoặc ghi sang nơi khác", path.display()))
}
