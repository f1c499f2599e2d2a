//! What the outputs say they were made from, under these labels: `verify` finds it again.

use crate::pipeline::Origin;
use crate::report::Table;

/// The command.
pub const COMMAND: &str = "Lệnh";
/// The tool.
pub const TOOL: &str = "Công cụ";
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
