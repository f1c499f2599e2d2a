//! A block that `khoi` of the definition does not declare.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::draft::votes;
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-block",
    page: include_str!("unknown_block.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Block, resolution, findings)),
        Look::Sheets(sheets),
    ],
};

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    // Which block lacks the unit is not known: any of them may.
    words::unknown_in_small_sheets_of(&CHECK, CodeKind::Block, resolution, findings, |_| Subject::campaign());
    if !resolution.campaign.directories.blocks.is_complete() {
        return;
    }
    for row in &resolution.draft.votes.rows {
        let block = row.text(votes::MEETING);
        if !block.is_empty() && block != votes::COUNCIL && !words::is_known(resolution.campaign, CodeKind::Block, block) {
            let fault = words::unknown_code(resolution.campaign, CodeKind::Block, block);
            findings.add(&CHECK, row.place(votes::MEETING), Subject::nobody(), fault);
        }
    }
}
