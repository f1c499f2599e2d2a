//! What objects of a repository hold, asked one after another of one `cat-file --batch`; no filter of a file runs.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use anyhow::Context as _;

use crate::folder::git::git;

/// Git, asked for one object after another.
#[derive(Debug)]
pub(super) struct Contents {
    child: Child,
    asked: ChildStdin,
    told: BufReader<ChildStdout>,
}

impl Contents {
    pub(super) fn begin(folder: &Path) -> anyhow::Result<Self> {
        let mut command = git(folder);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("không chạy được `git`")?;
        let asked = child.stdin.take().context("git không nhận lời hỏi")?;
        let told = BufReader::new(child.stdout.take().context("git không trả lời")?);
        Ok(Self { child, asked, told })
    }

    pub(super) fn of(&mut self, blob: &str) -> anyhow::Result<Vec<u8>> {
        let unread = || format!("git không đọc được nội dung `{blob}`: kho có thể là bản sao một phần");
        writeln!(self.asked, "{blob}").and_then(|()| self.asked.flush()).with_context(unread)?;
        let mut head = String::new();
        self.told.read_line(&mut head).with_context(unread)?;
        let length: usize = head.split_whitespace().nth(2).and_then(|length| length.parse().ok()).with_context(unread)?;
        // A line end stands behind the content.
        let mut bytes = vec![0; length + 1];
        self.told.read_exact(&mut bytes).with_context(unread)?;
        bytes.pop();
        Ok(bytes)
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        // It ends by itself once nobody asks; that it cannot be waited for is no failure to tell of.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
