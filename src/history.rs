//! The history of rows: in which commit of the main line each was entered, and in which it was said otherwise since.
//!
//! A row is followed by its [key](crate::records::Key) through files, orders and dress. What days commits give can be set by
//! whoever commits: a history is something to ask about, never proof.

use rustc_hash::FxHashMap;

use crate::records::{self, Cells, Key, Stated};
use crate::value::Day;

/// A commit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Commit {
    /// Its full name.
    pub id: Box<str>,
    /// Who wrote it, by name.
    pub author: Box<str>,
    /// When it was written, as it says itself: `2026-04-12T08:30:00+07:00`.
    pub authored: Box<str>,
    /// When it was committed.
    pub committed: Box<str>,
    /// The day of that, where it was committed.
    pub day: Day,
    /// The first line of what it says.
    pub subject: Box<str>,
}

impl Commit {
    /// As many letters of its name as people write.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

/// What a row said from a commit on.
#[derive(Clone, Debug)]
pub struct Version {
    /// The commit, by its place in the history.
    pub commit: usize,
    /// Its cells; none where it was taken away.
    pub cells: Option<Cells>,
}

/// One row, from when it was entered.
#[derive(Clone, Debug)]
pub struct Life {
    /// What names it.
    pub key: Key,
    /// What it said, in order; the first is when it was entered.
    pub versions: Vec<Version>,
}

impl Life {
    /// When it was entered.
    pub fn entered(&self) -> usize {
        self.versions[0].commit
    }

    /// When it was said otherwise last, or taken away; when it was entered where it never was.
    pub fn changed(&self) -> usize {
        self.versions.last().expect("a row was entered").commit
    }

    /// What it says; none where it is gone.
    pub fn cells(&self) -> Option<&Cells> {
        self.versions.last().expect("a row was entered").cells.as_ref()
    }

    /// What stood under a column, each time it was something else: the commit and the text; nothing while it was empty or gone.
    pub fn told<'l>(&'l self, column: &str) -> Vec<(usize, &'l str)> {
        let mut told: Vec<(usize, &str)> = Vec::new();
        for version in &self.versions {
            let text = version.cells.as_ref().map_or("", |cells| records::text(cells, column));
            if !text.is_empty() && told.last().is_none_or(|(_, known)| *known != text) {
                told.push((version.commit, text));
            }
        }
        told
    }
}

/// The rows of a folder through the commits of its main line.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The commits that changed a row, the first one first.
    pub commits: Vec<Commit>,
    lives: Vec<Life>,
    /// The rows of a key.
    of: FxHashMap<Key, Vec<usize>>,
}

impl History {
    /// Takes in what a commit made of some rows: all that stood in the files it changed before it, and after it.
    pub fn enter(&mut self, commit: Commit, before: Vec<Stated>, after: Vec<Stated>) {
        let number = self.commits.len();
        let differences = records::differences(before, after);
        if differences.is_empty() {
            return;
        }
        self.commits.push(commit);
        for difference in differences {
            let cells = difference.after.map(|row| row.cells);
            let own = self.of.entry(difference.key.clone()).or_default();
            let was = difference.before.as_ref().map(|row| &row.cells);
            // What comes back after it was taken away is the same row.
            let known = own.iter().copied().find(|life| self.lives[*life].cells() == was);
            if let Some(life) = known {
                self.lives[life].versions.push(Version { commit: number, cells });
                continue;
            }
            own.push(self.lives.len());
            self.lives.push(Life { key: difference.key, versions: vec![Version { commit: number, cells }] });
        }
    }

    /// The life of a row as it stands; none of one that stands otherwise than the last commit has it.
    pub fn of(&self, row: &Stated) -> Option<&Life> {
        let own = self.of.get(&row.key())?;
        own.iter().map(|life| &self.lives[*life]).find(|life| life.cells() == Some(&row.cells))
    }

    /// Every row there ever was, in the order they were entered.
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }
}

#[cfg(test)]
mod tests {
    use super::{Commit, History};
    use crate::records::{Stated, read, sheet_at};
    use crate::value::{Day, Table};

    fn rows(text: &str) -> Vec<Stated> {
        let text = format!("don_vi,tieu_chi,ky,thuc_hien\n{text}");
        read(sheet_at("ket-qua/a.csv").expect("a sheet"), "ket-qua/a.csv", text.as_bytes(), &Table::default()).expect("bytes can be read")
    }

    /// The history of a file through these states, one commit a day.
    fn through(states: &[&str]) -> History {
        let mut history = History::default();
        for (day, pair) in (1..).zip(std::iter::once(&"").chain(states).zip(states)) {
            let day = Day::from_ymd(2026, 1, day).expect("January is long enough");
            let commit = Commit {
                id: day.to_string().into(),
                author: "a".into(),
                authored: Box::default(),
                committed: Box::default(),
                day,
                subject: Box::default(),
            };
            history.enter(commit, rows(pair.0), rows(pair.1));
        }
        history
    }

    /// When the row of P1 was entered, and when it was changed last.
    fn days(history: &History, now: &str) -> Option<(u32, u32)> {
        let life = history.of(&rows(now)[0])?;
        let day = |number: usize| history.commits[number].day.day();
        Some((day(life.entered()), day(life.changed())))
    }

    #[test]
    fn a_row_keeps_the_day_it_was_entered() {
        let history = through(&["P1,A1,Q1,8\n", "P2,A1,Q1,5\nP1,A1,Q1,8\n", "P2,A1,Q1,5\nP1,A1,Q1,9\n", "P2,A1,Q1,6\nP1,A1,Q1,9\n"]);
        assert_eq!(days(&history, "P1,A1,Q1,9\n"), Some((1, 3)));
        assert_eq!(days(&history, "P1,A1,Q1,8\n"), None, "it is not what the last commit has");
    }

    #[test]
    fn a_row_that_comes_back_is_the_same_row() {
        let history = through(&["P1,A1,Q1,8\n", "", "P1,A1,Q1,8\n"]);
        assert_eq!(days(&history, "P1,A1,Q1,8\n"), Some((1, 3)));
        assert_eq!(history.lives()[0].told("thuc_hien"), [(0, "8")]);
    }

    #[test]
    fn two_rows_of_one_key_are_followed_apart() {
        let history = through(&["P1,A1,Q1,8\n", "P1,A1,Q1,8\nP1,A1,Q1,7\n", "P1,A1,Q1,8\nP1,A1,Q1,6\n"]);
        assert_eq!(days(&history, "P1,A1,Q1,8\n"), Some((1, 1)));
        assert_eq!(days(&history, "P1,A1,Q1,6\n"), Some((2, 3)));
    }

    #[test]
    fn a_commit_that_changes_no_row_is_none_of_the_history() {
        let history = through(&["P1,A1,Q1,8\n", "\nP1,A1,Q1,\"8\"\n", "P1,A1,Q1,9\n"]);
        assert_eq!((history.commits.len(), days(&history, "P1,A1,Q1,9\n")), (2, Some((1, 3))));
    }
}
