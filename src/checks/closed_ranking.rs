//! A closed period that comes to another ranking than it was closed with.

use strum::VariantNames as _;

use crate::closing::compare::Moved;
use crate::diagnostic::{Check, ClosingLook, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words::closings::{moves, period};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closed-ranking",
    page: include_str!("closed_ranking.md"),
    grade: Grade::Sealed,
    reasons: Ranking::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Ranking {
    Moved {
        period: Box<str>,
        moved: Moved,
        /// The tool that closed it and the one that looks, where nothing but the tool is another.
        tools: Option<[Box<str>; 2]>,
    },
}

impl Fault for Ranking {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Moved { period, moved, tools } = self;
        let (block, moves) = (&moved.block, moves(moved, voice));
        let tools = tools.as_ref().map_or_else(String::new, |[was, is]| {
            voice.say(
                format!(" (dữ liệu và quy tắc như cũ; chốt bằng thidua {was}, nay là {is})"),
                format!(" (data and rules are as they were; closed by thidua {was}, now {is})"),
            )
        });
        voice.say(
            format!("kỳ `{period}` đã chốt, nay tính lại thì khối `{block}` khác{tools}: {moves}"),
            format!("the period `{period}` is closed, and counted again the block `{block}` comes to something else{tools}: {moves}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("trả lại những chỗ khác lúc chốt mà các phát hiện bên cạnh nêu", "put back what the findings beside it name"))
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    for one in look.campaigns.iter().filter(|one| !one.differences.is_none()) {
        findings.speak_of(one.index);
        let is_tool = one.differences.rules.is_empty() && one.differences.sheets.is_empty();
        let closed_by = look.file.closing.as_ref().map(|closing| closing.tool.clone()).unwrap_or_default();
        for moved in &one.differences.moved {
            let tools = is_tool.then(|| [closed_by.clone(), look.tool.into()]);
            let block = one.campaign.directories.blocks.find(moved.block.as_bytes());
            let subject = block.map_or_else(Subject::nobody, Subject::block).period(Some(one.period));
            let place = Place::Closing(look.number, look.file.campaign_span(one.position));
            findings.add(&CHECK, place, subject, Ranking::Moved { period: period(one), moved: moved.clone(), tools });
        }
    }
}
