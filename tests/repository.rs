//! A git repository in a scratch folder, and the program run in it. Where there is no git, a test says so and steps aside.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::Files;

/// A repository of its own.
pub(crate) struct Repository(tempfile::TempDir);

impl Repository {
    /// One with these files committed; none where there is no git.
    pub(crate) fn of(files: &Files) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            // A test has no other way to say that it did not look.
            #[expect(clippy::print_stderr, reason = "read by whoever runs the tests")]
            {
                eprintln!("no git here: nothing is tested of it");
            }
            return None;
        }
        let repository = Self(tempfile::tempdir().expect("a scratch folder can be made"));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.write(files);
        repository.commit();
        Some(repository)
    }

    pub(crate) fn top(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).expect("the file is there")
    }

    pub(crate) fn write(&self, files: &Files) {
        for (path, bytes) in files {
            let path = self.path(path);
            std::fs::create_dir_all(path.parent().expect("below the scratch folder")).expect("a folder can be made");
            std::fs::write(path, bytes).expect("a file can be written");
        }
    }

    /// Replaces a text in a file.
    pub(crate) fn edit(&self, file: &str, before: &str, after: &str) {
        let text = self.read(file);
        assert!(text.contains(before), "{file} has no {before}");
        std::fs::write(self.path(file), text.replace(before, after)).expect("a file can be written");
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        run_git(self.top(), arguments);
    }

    /// Commits everything.
    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message=x"]);
    }

    /// Commits everything as somebody on a day.
    pub(crate) fn commit_as(&self, author: &str, day: &str) {
        let at = format!("{day}T08:30:00+07:00");
        self.git(&["add", "--all"]);
        let mut command = Command::new("git");
        command.args(["-c", &format!("user.name={author}"), "-c", "user.email=a@b", "-c", "core.autocrlf=false"]);
        command.args(["commit", "--quiet", "--allow-empty", &format!("--message={day}")]).current_dir(self.top());
        let done = command.env("GIT_AUTHOR_DATE", &at).env("GIT_COMMITTER_DATE", &at).output().expect("git can be started");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    pub(crate) fn thidua(&self, arguments: &[&str]) -> Output {
        thidua(self.top(), arguments)
    }
}

/// Git with nothing of the machine's own settings.
pub(crate) fn run_git(folder: &Path, arguments: &[&str]) {
    let settings = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"];
    let done = Command::new("git").args(settings).args(arguments).current_dir(folder).output().expect("git can be started");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// The program, run in a folder as nobody's pipeline.
pub(crate) fn thidua(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100");
    for of_its_own in ["THIDUA_LANG", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"] {
        command.env_remove(of_its_own);
    }
    command.output().expect("the program can be started")
}

/// What the program wrote, as text: standard output, then standard error.
pub(crate) fn words(done: &Output) -> [String; 2] {
    [&done.stdout, &done.stderr].map(|bytes| String::from_utf8(bytes.clone()).expect("output is text"))
}
