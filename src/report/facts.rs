//! What the outputs say they were made from, under these labels: `verify` finds it again.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Origin, Run};
use crate::report::{Page, Table};

/// The command.
pub const COMMAND: &str = "Lệnh";
/// The tool.
pub const TOOL: &str = "Công cụ";
/// The digest of the inputs.
pub const DIGEST: &str = "Mã dữ liệu (SHA-256)";
/// The commit.
pub const REVISION: &str = "Bản git của dữ liệu";
/// What is supposed.
pub const ASSUMED: &str = "Giả định";

/// Says where the inputs stand in git, where that is known.
pub(super) fn say_origin(table: &mut Table, origin: Option<&Origin>) {
    if let Some(origin) = origin {
        table.say(REVISION, origin.words());
    }
}

/// Says the digest of the inputs and where they stand in git, as far as both were asked for.
pub(super) fn say_inputs(table: &mut Table, run: &Run) {
    if let Some(digest) = &run.digest {
        table.say(DIGEST, digest.as_str());
    }
    say_origin(table, run.origin.as_ref());
}

/// The same in lines below the title of a page that has no table of facts.
pub(super) fn head_with_inputs(page: &mut Page, run: &Run) {
    page.subtitle.extend(run.digest.iter().map(|digest| format!("{DIGEST}: {digest}").into()));
    page.subtitle.extend(run.origin.iter().map(|origin| format!("{REVISION}: {}", origin.words()).into()));
}

/// What an output in JSON says of its inputs.
#[derive(Debug, JsonSchema, Serialize)]
pub struct InputFacts {
    /// SHA-256 of the canonical inputs.
    pub inputs_sha256: Option<String>,
    /// The last commit that changed an input, null where none did; left out where git is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs_commit: Option<Option<String>>,
    /// Whether every input stands as committed; left out where git is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs_clean: Option<bool>,
}

impl InputFacts {
    /// What is known of a run's.
    pub fn of(run: &Run) -> Self {
        Self::new(run.digest.as_deref(), run.origin.as_ref())
    }

    /// What is known of inputs.
    pub fn new(digest: Option<&str>, origin: Option<&Origin>) -> Self {
        Self {
            inputs_sha256: digest.map(ToOwned::to_owned),
            inputs_commit: origin.map(|origin| origin.commit.clone()),
            inputs_clean: origin.map(|origin| origin.are_clean),
        }
    }
}
