//! Lists the examples for `thidua init --from`: a folder of `examples/` is one, every file of it with its bytes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let top = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is")).join("examples");
    let mut code = String::from("&[\n");
    for example in children(&top)?.into_iter().filter(|path| path.is_dir()) {
        let _ = writeln!(code, "Example {{ name: {:?}, files: &[", name(&example));
        for file in files(&example)? {
            let path = file.strip_prefix(&example).expect("below the example").components().map(|part| part.as_os_str().to_string_lossy());
            let path = path.collect::<Vec<_>>().join("/");
            // Named from where the package stands when it is compiled: a checkout that is moved, with its target, still builds.
            let within = format!("/examples/{}/{path}", name(&example));
            let _ = writeln!(code, "({path:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {within:?}))),");
        }
        code.push_str("] },\n");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    fs::write(out.join("examples.rs"), code)?;
    writeln!(io::stdout(), "cargo::rerun-if-changed=examples")
}

fn name(path: &Path) -> String {
    path.file_name().expect("a listed path has a name").to_string_lossy().into_owned()
}

/// What stands in a folder, in order of name; what systems and editors leave behind is passed over.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    let mut paths: Vec<PathBuf> = paths.into_iter().filter(|path| !name(path).starts_with(['.', '~'])).collect();
    paths.sort();
    Ok(paths)
}

/// Every file below a folder that a campaign is made of; a workbook that was written there is none.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in children(folder)? {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|ending| ["yaml", "csv", "md"].iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    Ok(found)
}
