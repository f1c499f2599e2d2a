//! Rows of decided titles that contradict themselves, or the list of awards.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::history::{Honour, Occasion};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::value::{Day, TitleIndex};
use crate::words::{self, candidate_subject};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "history-contradicts",
    page: include_str!("history_contradicts.md"),
    grade: Grade::Error,
    reasons: HistoryContradicts::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum HistoryContradicts {
    DecidedBeforeYear { title: Box<str>, year: i32, decided: Day },
    OtherDecision { title: Box<str>, year: i32, decisions: [Box<str>; 2] },
}

impl Fault for HistoryContradicts {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::DecidedBeforeYear { title, year, decided } => {
                let decided = words::day(*decided, voice);
                voice.say(
                    format!("`{title}` của năm {year} có quyết định ngày {decided}, trước khi năm ấy bắt đầu"),
                    format!("`{title}` of {year} was decided on {decided}, before that year began"),
                )
            }
            Self::OtherDecision { title, year, decisions: [first, second] } => voice.say(
                format!("`{title}` năm {year} có quyết định `{first}`, khen-thuong.csv ghi `{second}`"),
                format!("`{title}` of {year} was decided by `{first}`, and by `{second}` in khen-thuong.csv"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::DecidedBeforeYear { .. } => voice.say(
                "`nam` là năm của thành tích: sửa năm hoặc ngày theo quyết định",
                "`nam` is the year of the achievement: correct the year or the day by the decision",
            ),
            Self::OtherDecision { .. } => voice.say(
                "ghi một số quyết định ở cả hai bảng; khen theo chuyên đề, đột xuất thì ghi `hinh_thuc`",
                "write one decision in both sheets; give a thematic or exceptional award its `hinh_thuc`",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::DecidedBeforeYear { .. } => None,
            Self::OtherDecision { .. } => Some(voice.say("được tặng ở đây", "awarded here")),
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let code = |title: TitleIndex| campaign.titles[title].code.as_str().into();
    for (who, honour) in &campaign.history.too_early {
        let Some(decided) = honour.day else { continue };
        let fault = HistoryContradicts::DecidedBeforeYear { title: code(honour.title), year: honour.year, decided };
        findings.add(&CHECK, honour.day_place, candidate_subject(campaign, who), fault);
    }
    for grant in campaign.grants.list.iter().filter(|grant| !grant.decision.is_empty()) {
        // Thematic and exceptional awards may stand beside that of the year.
        let is_the_same = |honour: &&Honour| {
            (honour.title, Some(honour.year)) == (grant.title, grant.year) && honour.occasion == Occasion::Regular && !honour.decision.is_empty()
        };
        let Some(honour) = campaign.history.of(&grant.candidate).iter().find(is_the_same) else { continue };
        if honour.decision != grant.decision {
            let decisions = [honour.decision.clone(), grant.decision.clone()];
            let fault = HistoryContradicts::OtherDecision { title: code(grant.title), year: honour.year, decisions };
            findings.add(&CHECK, honour.decision_place, candidate_subject(campaign, &grant.candidate), fault).against(grant.place);
        }
    }
}
