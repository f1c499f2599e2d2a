//! Outputs that cannot be written, of every format: the old file stays as it was, nothing half written is left, and the
//! words say what to do.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};
use tempfile::TempDir;

use crate::support::root;

/// What each kind of output is called; the last is a folder of tables.
const OUTPUTS: [&str; 6] = ["a.xlsx", "a.html", "a.json", "a.csv", "a.md", "bang/ranking.csv"];

const OLD: &str = "old";

/// A folder that everybody may enter, in it the outputs as they were and a program that everybody may run.
fn folder() -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().expect("a fresh folder");
    open(scratch.path(), 0o755);
    let out = scratch.path().join("ra");
    fs::create_dir_all(out.join("bang")).expect("the folder can be written");
    for output in OUTPUTS {
        fs::write(out.join(output), OLD).expect("the folder can be written");
    }
    (scratch, out)
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// What `-o` takes for an output.
fn target(output: &str) -> &str {
    output.strip_suffix("ranking.csv").unwrap_or(output)
}

fn tally(program: &Path, out: &Path, output: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["tally", "-q", "-o", target(output)]).arg(root().join("examples/tp-ho-chi-minh-2022")).current_dir(out);
    command
}

/// The program, the old file and whatever else is there, after an output that could not be written.
fn is_refused(done: &Output, out: &Path, output: &str, words: &str) {
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{output}: {said}");
    assert!(!said.contains("panicked"), "{output}: {said}");
    assert!(said.contains("không ghi được") && said.contains("vẫn nguyên") && said.contains(words), "{output}: {said}");
    assert_eq!(fs::read_to_string(out.join(output)).expect("it is there"), OLD, "{output}");
    let folder = out.join(output);
    let left = fs::read_dir(folder.parent().expect("it stands in a folder")).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let half: Vec<_> = left.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(half.is_empty(), "{output}: {half:?}");
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_thidua"))
}

#[test]
fn a_folder_without_permission_keeps_its_files() {
    let (scratch, out) = folder();
    // Who may write everywhere runs the program as somebody else, who must be able to enter where it stands.
    let copy = scratch.path().join("thidua");
    fs::copy(program(), &copy).expect("the program can be read");
    open(&copy, 0o755);
    let campaign = scratch.path().join("phong-trao");
    for (name, bytes) in crate::support::example("tp-ho-chi-minh-2022") {
        let path = campaign.join(name);
        fs::create_dir_all(path.parent().expect("below")).expect("the folder can be written");
        fs::write(path, bytes).expect("the folder can be written");
    }
    open(&out.join("bang"), 0o555);
    open(&out, 0o555);
    for output in OUTPUTS {
        let mut command = Command::new(&copy);
        command.args(["tally", "-q", "-o", target(output)]).arg(&campaign).current_dir(&out);
        if Uid::effective().is_root() {
            command.uid(65_534).gid(65_534);
        }
        is_refused(&command.output().expect("the program can be started"), &out, output, "kiểm tra quyền ghi");
    }
    open(&out, 0o755);
    open(&out.join("bang"), 0o755);
}

#[test]
fn a_file_that_is_open_elsewhere_or_read_only_is_left_as_it_is() {
    let (_scratch, out) = folder();
    for output in OUTPUTS {
        let path = out.join(output);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for lock in [format!(".~lock.{name}#"), format!("~${name}")] {
            let lock = path.with_file_name(lock);
            fs::write(&lock, "somebody").expect("the folder can be written");
            is_refused(&tally(program(), &out, output).output().expect("the program can be started"), &out, output, "đang mở ở chương trình khác");
            fs::remove_file(&lock).expect("it is ours");
        }
        open(&path, 0o444);
        is_refused(&tally(program(), &out, output).output().expect("the program can be started"), &out, output, "chỉ đọc");
        open(&path, 0o644);
        assert!(tally(program(), &out, output).output().expect("the program can be started").status.success());
        assert_ne!(fs::read(&path).expect("it is there"), OLD.as_bytes(), "{output}: nobody holds it any more");
    }
}

#[test]
fn a_folder_in_the_way_and_a_folder_that_is_not_there_are_told_of() {
    let (_scratch, out) = folder();
    for output in &OUTPUTS[..5] {
        let taken = out.join(format!("taken-{output}"));
        fs::create_dir(&taken).expect("the folder can be written");
        fs::write(taken.join("x"), OLD).expect("the folder can be written");
        let done = Command::new(program())
            .args(["tally", "-q", "-o", &format!("khong-co/{output}")])
            .arg(root().join("examples/tp-ho-chi-minh-2022"))
            .current_dir(&out)
            .output()
            .expect("the program can be started");
        is_refused(&done, &out, output, "tạo thư mục trước");
    }
}

/// No file may be longer than 512 bytes: the limit of a process stands for the end of the disk.
#[test]
fn a_disk_with_no_room_keeps_the_old_file() {
    let (_scratch, out) = folder();
    for output in OUTPUTS {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -f 1; trap '' XFSZ; exec \"$@\"", "sh"]).arg(program());
        shell.args(["tally", "-q", "-o", target(output)]).arg(root().join("examples/tp-ho-chi-minh-2022")).current_dir(&out);
        is_refused(&shell.output().expect("a shell can be started"), &out, output, "ổ đĩa đầy hoặc hết hạn mức: xóa bớt");
    }
}

#[test]
fn output_to_a_device_that_is_full_is_told_of() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    for format in ["table", "json", "csv", "md"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it takes writers");
        let mut command = Command::new(program());
        command.args(["tally", "--format", format]).arg(root().join("examples/tp-ho-chi-minh-2022"));
        let done = command.stdout(full).output().expect("the program can be started");
        assert_eq!(done.status.code(), Some(2), "{format}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

/// Whether somebody is told to stop while the output is half written: the reader of the folder of outputs sees the
/// half-written file, and then none.
#[test]
fn ctrl_c_leaves_the_old_file_and_nothing_half_written() {
    let (scratch, out) = folder();
    let campaign = scratch.path().join("lon");
    crate::generated::generator::write(&campaign, &crate::generated::generator::Plan::of_rows(60_000)).expect("the folder can be written");
    let half = || {
        let entries = fs::read_dir(&out).expect("the folder").map(|entry| entry.expect("an entry").file_name());
        entries.filter(|name| name.to_string_lossy().ends_with(".tmp")).count()
    };
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut command = Command::new(program());
        command.args(["tally", "-q", "-o", "a.html"]).arg(&campaign).current_dir(&out).stderr(Stdio::piped());
        let child = command.spawn().expect("the program can be started");
        let begun = Instant::now();
        while half() == 0 && begun.elapsed() < Duration::from_secs(120) {
            std::thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(half(), 1, "the output was begun");
        kill(Pid::from_raw(i32::try_from(child.id()).expect("ids fit")), signal).expect("it runs");
        let done = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.code() == Some(130) && said.contains("đã dừng"), "{}: {said}", done.status);
        assert_eq!(half(), 0, "nothing half written stays");
        assert_eq!(fs::read_to_string(out.join("a.html")).expect("it is there"), OLD);
    }
}
