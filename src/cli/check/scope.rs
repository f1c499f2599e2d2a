//! The files whose findings are asked for: those named by `--only`, those changed since a revision by `--since`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use unicode_normalization::UnicodeNormalization as _;

use crate::cli::Common;
use crate::cli::check::within;
use crate::folder::Folder;
use crate::folder::git::Repository;
use crate::pipeline;
use crate::source::Volume as _;
use crate::value::text;
use crate::words;

/// Which files are asked for.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// Chỉ in phát hiện chỉ vào tệp, thư mục này; nêu được nhiều lần. Phong trào vẫn đọc đủ; phát hiện ở nơi khác được đếm, không tính vào
    /// mã thoát
    #[arg(long, value_name = "TỆP")]
    only: Vec<PathBuf>,
    /// Chỉ in phát hiện chỉ vào tệp khác với chỗ rẽ từ bản này của git, ví dụ origin/main
    #[arg(long, value_name = "BẢN")]
    since: Option<String>,
}

/// What is asked for in each folder: some of its files, or all.
pub(super) struct Scope(Vec<Option<BTreeSet<String>>>);

impl Scope {
    /// What the command line asks for.
    pub(super) fn of(Arguments { only, since }: &Arguments, folders: &[Folder], common: &Common) -> anyhow::Result<Self> {
        let mut scope = Self(vec![None; folders.len()]);
        if !only.is_empty() {
            scope = Self(named(only, folders, common.from())?.into_iter().map(Some).collect());
        }
        if let Some(revision) = since {
            for (asked, folder) in scope.0.iter_mut().zip(folders) {
                let changed = changed(revision, folder, common)?;
                *asked = Some(match asked.take() {
                    Some(named) => named.intersection(&changed).cloned().collect(),
                    None => changed,
                });
            }
        }
        Ok(scope)
    }

    /// Whether all files of a folder are asked for, by its number.
    pub(super) fn is_whole(&self, folder: usize) -> bool {
        self.0[folder].is_none()
    }

    /// Whether a file of a folder is asked for.
    pub(super) fn holds(&self, folder: usize, file: &str) -> bool {
        self.0[folder].as_ref().is_none_or(|files| files.contains(file))
    }
}

/// The files of each folder that are looked at.
fn looked_at(folder: &Folder) -> impl Iterator<Item = &str> {
    folder.files().iter().map(String::as_str).filter(|file| pipeline::looks_at(file))
}

/// The files of each folder that paths name: from where the command runs, else in the folder.
fn named(only: &[PathBuf], folders: &[Folder], from: &Path) -> anyhow::Result<Vec<BTreeSet<String>>> {
    let mut asked: Vec<BTreeSet<String>> = vec![BTreeSet::new(); folders.len()];
    for path in only {
        let from_here = folders.iter().map(|folder| inside(&from.join(path), folder));
        let mut found: Vec<Vec<&str>> =
            folders.iter().zip(from_here).map(|(folder, inner)| inner.map_or_else(Vec::new, |inner| below(folder, &inner))).collect();
        if found.iter().all(Vec::is_empty) {
            let inner = plain(path);
            found = folders.iter().map(|folder| below(folder, &inner)).collect();
        }
        if found.iter().all(Vec::is_empty) {
            bail!("`--only {}` không trỏ tới tệp nào được đọc{}", path.display(), nearest(path, folders));
        }
        for (asked, found) in asked.iter_mut().zip(found) {
            asked.extend(found.into_iter().map(str::to_owned));
        }
    }
    Ok(asked)
}

/// The path in a folder of what stands there on disk; none where it stands elsewhere or nowhere.
fn inside(path: &Path, folder: &Folder) -> Option<String> {
    let top = folder.top().canonicalize().ok()?;
    let real = match path.file_name() {
        // A link is named by where it stands, not by where it leads.
        Some(name) if path.symlink_metadata().is_ok() => crate::folder::of(path).canonicalize().ok()?.join(name),
        _ => path.canonicalize().ok()?,
    };
    Some(plain(real.strip_prefix(top).ok()?))
}

/// A path with forward slashes, in NFC, without `.` and a slash at its end.
fn plain(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    parts.map(|part| part.as_os_str().to_string_lossy().nfc().collect::<String>()).collect::<Vec<_>>().join("/")
}

/// The files that are looked at under a path of a folder; all under an empty one.
fn below<'f>(folder: &'f Folder, path: &str) -> Vec<&'f str> {
    let is_below = |file: &&str| path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    looked_at(folder).filter(is_below).collect()
}

/// The names near a path that names nothing, or else some that there are.
fn nearest(path: &Path, folders: &[Folder]) -> String {
    const MOST: usize = 3;
    let wanted = plain(path);
    let all = || folders.iter().flat_map(looked_at);
    let mut near = text::nearest(&wanted, all(), MOST);
    if near.is_empty() {
        // Whoever gives a name without its folder means the file.
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let names: Vec<String> = all().map(name).collect();
        let like = text::nearest(&name(&wanted), names.iter().map(String::as_str), MOST);
        near = all().filter(|file| like.contains(&name(file).as_str())).take(MOST).collect();
    }
    if near.is_empty() {
        let count = all().count();
        let some = words::quoted(all().take(MOST));
        return if count > MOST { format!("; có: {some} và {} tệp nữa", count - MOST) } else { format!("; có: {some}") };
    }
    format!("; có phải {}?", words::quoted(near))
}

/// The files of a folder that are not as they were where what is checked out went its own way from a revision.
fn changed(revision: &str, folder: &Folder, common: &Common) -> anyhow::Result<BTreeSet<String>> {
    let Some(repository) = Repository::around(folder.top())? else {
        bail!("`--since {revision}`: thư mục `{}` không nằm trong kho git", folder.top().display());
    };
    let base = repository.base(revision)?;
    let files: Vec<(&str, &Path)> = looked_at(folder).map(|file| Ok((file, folder.path(file)?))).collect::<std::io::Result<_>>()?;
    let count = files.len();
    let changed: BTreeSet<String> = repository.differing(&base, files.into_iter())?.into_iter().map(str::to_owned).collect();
    let name = Some(within(folder)).filter(|name| !name.is_empty()).map(|name| format!("{name}: ")).unwrap_or_default();
    // What is missing because a file is gone points at no file of the folder.
    let gone = repository.files(&base)?.into_iter().filter(|file| pipeline::looks_at(file) && !folder.files().contains(file));
    let gone: Vec<String> = gone.collect();
    if !gone.is_empty() {
        let files = words::quoted(&gone);
        common.say(&common.voice().say(
            format!("{name}không còn {files}, có trong bản `{revision}`: phát hiện vì thiếu tệp nằm ngoài các tệp được hỏi"),
            format!("{name}{files} of `{revision}` are gone: what is found because of that is outside the files asked for"),
        ));
    }
    common.say(&common.voice().say(
        format!("{name}{} trong {count} tệp khác với bản `{revision}`", changed.len()),
        format!("{name}{} of {count} files differ from `{revision}`", changed.len()),
    ));
    Ok(changed)
}
