//! A first place that is shared where one unit is to be put forward.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, OutcomeLook, Subject, Voice};
use crate::sheet::Place;
use crate::words::rows::{listed, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "shared-first-place",
    page: include_str!("shared_first_place.md"),
    grade: Grade::Warning,
    reasons: SharedFirst::VARIANTS,
    looks: &[Look::Outcome(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum SharedFirst {
    Undecided { block: Box<str>, units: Vec<Box<str>> },
    ByVote { block: Box<str>, units: Vec<Box<str>> },
}

impl Fault for SharedFirst {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::Undecided { block, units } | Self::ByVote { block, units }) = self;
        let units = listed(units);
        voice.say(
            format!("{units} cùng đứng thứ nhất khối `{block}`, nên chưa có đơn vị dẫn đầu"),
            format!("{units} share the first place of block `{block}`, so no unit leads it"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Undecided { .. } => voice.say("thêm mục vào `khi_bang_diem` theo kế hoạch", "add an entry to `khi_bang_diem` as the plan has it"),
            Self::ByVote { .. } => voice.say(
                "khối bỏ phiếu; ghi số phiếu thành chỉ số ở `thong-ke.csv` và nêu chỉ số ấy trước `bo_phieu` ở `khi_bang_diem`",
                "the block votes; enter the votes as a statistic in `thong-ke.csv` and name it before `bo_phieu` in `khi_bang_diem`",
            ),
        })
    }
}

fn look(look: &OutcomeLook, findings: &mut Findings) {
    let campaign = look.campaign;
    for block in look.outcome.blocks.iter().filter(|block| block.leader.as_ref().is_some_and(|leader| leader.unit.is_none())) {
        let firsts: Vec<_> = block.standings.iter().filter(|standing| standing.place == Some(1)).collect();
        if firsts.len() < 2 {
            continue;
        }
        let is_voted = firsts.iter().all(|standing| standing.decided_by.as_deref() == Some("bo_phieu"));
        let units = firsts.iter().map(|standing| unit_code(campaign, standing.total.unit)).collect();
        let declared = &campaign.blocks[block.block];
        let code = declared.code.as_str().into();
        let fault = if is_voted { SharedFirst::ByVote { block: code, units } } else { SharedFirst::Undecided { block: code, units } };
        let subject = Subject::block(block.block).period(look.scope.period);
        findings.add(&CHECK, Place::Definition(declared.span), subject, fault);
    }
}
