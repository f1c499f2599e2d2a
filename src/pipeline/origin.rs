//! What a run was asked, and where its inputs stand in git: in words that can be read again.

use crate::pipeline::Request;

/// What was asked, as it was typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Question {
    /// The period.
    pub period: Option<String>,
    /// The block.
    pub block: Option<String>,
    /// The stage.
    pub stage: Option<String>,
    /// The day it is seen from.
    pub as_of: Option<String>,
}

const COMMAND: &str = "thidua tally";

impl Question {
    pub(super) fn of(request: &Request) -> Self {
        Self {
            period: request.period.clone(),
            block: request.block.clone(),
            stage: request.stage.clone(),
            as_of: request.as_of.map(|day| day.to_string()),
        }
    }

    /// The command that asks the same.
    pub fn command(&self) -> String {
        let quoted = |word: &str| {
            let is_plain = word.chars().all(|letter| letter.is_alphanumeric() || "-._/".contains(letter));
            if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
        };
        let flags = [("--period", &self.period), ("--block", &self.block), ("--stage", &self.stage), ("--as-of", &self.as_of)];
        let flags = flags.into_iter().filter_map(|(flag, value)| Some(format!(" {flag} {}", quoted(value.as_ref()?))));
        std::iter::once(COMMAND.to_owned()).chain(flags).collect()
    }

    /// What a command asks; none where it is no such command.
    pub fn parse(command: &str) -> Option<Self> {
        let mut words = words(command.strip_prefix(COMMAND)?).into_iter();
        let mut question = Self::default();
        while let Some(flag) = words.next() {
            let value = Some(words.next()?);
            match flag.as_str() {
                "--period" => question.period = value,
                "--block" => question.block = value,
                "--stage" => question.stage = value,
                "--as-of" => question.as_of = value,
                _ => return None,
            }
        }
        Some(question)
    }
}

/// The words of a command line, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut is_inside, mut is_quoted, mut is_escaped) = (false, false, false);
    for letter in line.chars() {
        match letter {
            '\\' if !is_quoted && !is_escaped => is_escaped = true,
            '\'' if !is_escaped => {
                is_quoted = !is_quoted;
                if !is_inside {
                    words.push(String::new());
                    is_inside = true;
                }
            }
            ' ' if !is_quoted => is_inside = false,
            letter => {
                if !is_inside {
                    words.push(String::new());
                    is_inside = true;
                }
                words.last_mut().expect("just pushed").push(letter);
                is_escaped = false;
            }
        }
    }
    words
}

/// Where inputs stand in git.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Origin {
    /// The last commit that changed an input.
    pub commit: Option<String>,
    /// Whether all inputs stand as committed.
    pub are_clean: bool,
}

const CLEAN: &str = "dữ liệu đã commit đủ";
const CHANGED: &str = "dữ liệu có thay đổi chưa commit";
const NONE: &str = "chưa commit lần nào";

impl Origin {
    /// In words.
    pub fn words(&self) -> String {
        let commit = self.commit.as_deref().unwrap_or(NONE);
        format!("{commit}; {}", if self.are_clean { CLEAN } else { CHANGED })
    }

    /// What its words say.
    pub fn parse(words: &str) -> Option<Self> {
        let (commit, state) = words.split_once("; ")?;
        let commit = (commit != NONE).then(|| commit.to_owned());
        Some(Self { commit, are_clean: state == CLEAN })
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Question};

    #[test]
    fn a_command_says_what_was_asked_whatever_codes_are_like() {
        let question = Question { period: Some("Quý '3'".into()), block: None, stage: Some("tham_dinh".into()), as_of: Some("2022-09-30".into()) };
        assert_eq!(question.command(), r"thidua tally --period 'Quý '\''3'\''' --stage tham_dinh --as-of 2022-09-30");
        assert_eq!(Question::parse(&question.command()), Some(question));
        assert_eq!((Question::parse("thidua tally"), Question::parse("thidua titles")), (Some(Question::default()), None));
    }

    #[test]
    fn where_inputs_stand_is_read_again_from_its_words() {
        for origin in [Origin { commit: Some("ab12".into()), are_clean: true }, Origin { commit: None, are_clean: false }] {
            assert_eq!(Origin::parse(&origin.words()), Some(origin));
        }
    }
}
