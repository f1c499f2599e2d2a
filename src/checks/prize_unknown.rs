//! A grant whose prize cannot be computed although the campaign declares prizes.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::money::NoPrize;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::{Place, Reading};
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "prize-unknown",
    page: include_str!("prize_unknown.md"),
    grade: Grade::Warning,
    reasons: PrizeUnknown::VARIANTS,
    looks: &[Look::Sheets(sheets)],
};

#[expect(clippy::enum_variant_names, reason = "each names what there is none of, as its page does")]
#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PrizeUnknown {
    NoDay { title: Box<str> },
    NoCoefficient { title: Box<str> },
    NoBasePay { title: Box<str>, day: Day },
}

impl Fault for PrizeUnknown {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NoDay { title } => voice.say(
                format!("`{title}` chưa có ngày quyết định, nên chưa tính được tiền thưởng"),
                format!("`{title}` has no day of decision, so its prize cannot be computed"),
            ),
            Self::NoCoefficient { title } => voice.say(
                format!("`{title}` chưa có hệ số tiền thưởng, nên chưa tính được tiền thưởng"),
                format!("`{title}` has no coefficient, so its prize cannot be computed"),
            ),
            Self::NoBasePay { title, day } => {
                let day = words::day(*day, voice);
                voice.say(
                    format!("chưa có mức lương cơ sở cho ngày {day}, nên chưa tính được tiền thưởng của `{title}`"),
                    format!("no base pay is declared for {day}, so the prize of `{title}` cannot be computed"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::NoDay { .. } => voice.say("ghi ngày ký quyết định vào `ngay`", "write the day of the decision in `ngay`"),
            Self::NoCoefficient { title } => {
                voice.say(format!("thêm `{title}` vào `tien_thuong.he_so`"), format!("add `{title}` to `tien_thuong.he_so`"))
            }
            Self::NoBasePay { .. } => {
                voice.say("thêm mức của ngày đó vào `tien_thuong.luong_co_so`", "add the base pay of that day to `tien_thuong.luong_co_so`")
            }
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiền thưởng khai ở đây", "prizes are declared here"))
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(declared) = resolution.definition().money.as_ref().filter(|money| money.get().is_some_and(is_read)) else { return };
    for grant in &campaign.grants.list {
        let title = || campaign.titles[grant.title].code.as_str().into();
        let (fault, place) = match (campaign.money.coefficient(grant.title), grant.day) {
            (_, Reading::Broken) => continue,
            (None, Reading::Empty | Reading::Value(_)) => (PrizeUnknown::NoCoefficient { title: title() }, grant.place),
            (Some(_), Reading::Empty) => (PrizeUnknown::NoDay { title: title() }, grant.day_place),
            (Some(_), Reading::Value(day)) => match campaign.money.prize(grant.title, day) {
                Err(NoPrize::NoBasePay) => (PrizeUnknown::NoBasePay { title: title(), day }, grant.day_place),
                Ok(_) | Err(NoPrize::NoCoefficient | NoPrize::TooLarge) => continue,
            },
        };
        let subject = words::candidate_subject(campaign, &grant.candidate);
        findings.add(&CHECK, place, subject, fault).against(Place::Definition(declared.span));
    }
}

/// Whether every figure could be read, so that one that is missing is declared nowhere.
fn is_read(key: &crate::draft::definition::MoneyKey) -> bool {
    let pays = key.base_pay.as_ref().is_none_or(|list| list.get().is_some_and(|list| list.iter().all(|pay| pay.get().is_some())));
    pays && key.coefficients.as_ref().is_none_or(|entries| entries.get().is_some_and(|entries| entries.0.iter().all(|one| one.1.get().is_some())))
}
