//! A prize paid that is not the one computed, or base pay declared twice from one day.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::money::Prize;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::{Day, Quantity};
use crate::words;
use crate::yaml::Field;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "prize-money",
    page: include_str!("prize_money.md"),
    grade: Grade::Error,
    reasons: PrizeMoney::VARIANTS,
    looks: &[Look::Definition(definition), Look::Sheets(sheets)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PrizeMoney {
    BasePayTwice { from: Day },
    AmountDiffers { paid: Quantity, prize: Prize },
}

impl Fault for PrizeMoney {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::BasePayTwice { from } => {
                let from = words::day(*from, voice);
                voice.say(format!("lương cơ sở từ {from} đã khai ở dòng khác"), format!("base pay from {from} is declared in another line already"))
            }
            Self::AmountDiffers { paid, prize: Prize { coefficient, base_pay, raw, rounded } } => voice.say(
                format!(
                    "tiền thưởng {} khác {} × {} = {}, làm tròn lên {}",
                    paid.vietnamese(),
                    coefficient.vietnamese(),
                    base_pay.vietnamese(),
                    raw.vietnamese(),
                    rounded.vietnamese()
                ),
                format!("the prize {paid} is neither {coefficient} × {base_pay} = {raw} nor {rounded}, rounded up"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::BasePayTwice { .. } => Some(voice.say("giữ một mức", "keep one")),
            Self::AmountDiffers { prize, .. } => Some(voice.say(
                format!("viết `{}`, hoặc sửa hệ số, mức lương cơ sở, ngày quyết định", prize.rounded),
                format!("write `{}`, or correct the coefficient, the base pay or the decision's day", prize.rounded),
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::BasePayTwice { .. } => voice.say("mức đã khai ở đây", "it is declared here already"),
            Self::AmountDiffers { .. } => voice.say("mức lương cơ sở của ngày quyết định", "the base pay of the decision's day"),
        })
    }
}

fn definition(resolution: &Resolution, findings: &mut Findings) {
    let money = resolution.definition().money.as_ref().and_then(Field::get);
    let list = money.and_then(|money| money.base_pay.as_ref()).and_then(Field::get);
    let mut known: Vec<(Day, Place)> = Vec::new();
    for pay in list.into_iter().flatten().filter_map(Field::get) {
        let Some(from) = pay.from.get().copied() else { continue };
        let place = Place::Definition(pay.from.span);
        match known.iter().find(|(day, _)| *day == from) {
            Some((_, first)) => {
                findings.add(&CHECK, place, Subject::nobody(), PrizeMoney::BasePayTwice { from }).against(*first);
            }
            None => known.push((from, place)),
        }
    }
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for grant in &campaign.grants.list {
        let (Some(paid), Some(day)) = (grant.money.value(), grant.day.value()) else { continue };
        let Ok(prize) = campaign.money.prize(grant.title, day) else { continue };
        // Not everybody rounds; both amounts are shown everywhere, and either is right.
        if paid == prize.raw || paid == prize.rounded {
            continue;
        }
        let pay = campaign.money.base_pay_on(day).map(|pay| Place::Definition(pay.span));
        let fault = PrizeMoney::AmountDiffers { paid, prize };
        findings.add(&CHECK, grant.money_place, words::candidate_subject(campaign, &grant.candidate), fault).against(pay);
    }
}
