//! A registration of a person whom the plan does not let take part.

use strum::VariantNames as _;

use crate::campaign::people::{Condition, PersonRule, Stay, Verdict};
use crate::campaign::{Campaign, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::ContractForm;
use crate::draft::people;
use crate::registrations::RegistrationBatch;
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::words::people::{name_of, named_at, registered};
use crate::yaml::Span;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-not-taking-part",
    page: include_str!("person_not_taking_part.md"),
    grade: Grade::Error,
    reasons: Why::VARIANTS,
    looks: &[Look::Registrations(look)],
};

#[derive(Debug)]
struct NotTakingPart {
    person: Box<str>,
    /// `loai` of the person.
    kind: Box<str>,
    /// The day of the registration, where it is known.
    day: Option<Day>,
    why: Why,
}

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Why {
    KindNotListed { kinds: Vec<Box<str>> },
    KindNotYet { begins: Day },
    KindEnded { ends: Day },
    ContractForm { wanted: ContractForm },
    ContractTerm { months: i64, least: i64 },
    Probation,
    RecruitedTooLate { recruited: Day, before: Day },
    ServiceTooShort { recruited: Day, months: u32, full: Option<Day> },
}

impl Fault for NotTakingPart {
    fn reason(&self) -> &'static str {
        (&self.why).into()
    }

    fn title(&self, voice: Voice) -> String {
        let person = &self.person;
        let why = self.why_words(voice);
        voice.say(format!("`{person}` không thuộc đối tượng dự thi: {why}"), format!("`{person}` does not take part: {why}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "nếu `ca-nhan.csv` ghi sai thì sửa ở đó; nếu đúng thì rút đăng ký: viết `rut` vào `trang_thai`, ghi `ngay_rut`",
            "where `ca-nhan.csv` is wrong correct it there; where it is right withdraw: write `rut` in `trang_thai` and the day in `ngay_rut`",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self.why {
            Why::KindNotListed { .. } => voice.say("các loại dự thi khai từ đây", "the kinds that take part are listed from here"),
            Why::Probation => voice.say("không khai `ke_ca: [tap_su]`", "no `ke_ca: [tap_su]` here"),
            Why::KindNotYet { .. }
            | Why::KindEnded { .. }
            | Why::ContractForm { .. }
            | Why::ContractTerm { .. }
            | Why::RecruitedTooLate { .. }
            | Why::ServiceTooShort { .. } => voice.say("điều kiện của kế hoạch", "the plan's condition"),
        })
    }

    fn also(&self, voice: Voice) -> Option<String> {
        Some(voice.say("điều `ca-nhan.csv` ghi", "what `ca-nhan.csv` says"))
    }
}

impl NotTakingPart {
    fn why_words(&self, voice: Voice) -> String {
        let Self { kind, day, why, .. } = self;
        let day = day.map(|day| words::day(day, voice));
        match why {
            Why::KindNotListed { kinds } => {
                let kinds = words::quoted(kinds);
                voice.say(format!("loại `{kind}`, kế hoạch chỉ có {kinds}"), format!("of kind `{kind}`, the plan has {kinds}"))
            }
            Why::KindNotYet { begins } => {
                let begins = words::day(*begins, voice);
                let day = day.map_or_else(String::new, |day| voice.say(format!(", đăng ký ngày {day}"), format!(", registered on {day}")));
                voice.say(format!("loại `{kind}` từ ngày {begins} mới có{day}"), format!("the kind `{kind}` exists only from {begins}{day}"))
            }
            Why::KindEnded { ends } => {
                let ends = words::day(*ends, voice);
                let day = day.map_or_else(String::new, |day| voice.say(format!(", đăng ký ngày {day}"), format!(", registered on {day}")));
                voice.say(format!("loại `{kind}` chỉ còn đến hết ngày {ends}{day}"), format!("the kind `{kind}` exists only through {ends}{day}"))
            }
            Why::ContractForm { wanted: ContractForm::Indefinite } => voice.say(
                "hợp đồng xác định thời hạn, kế hoạch chỉ tính hợp đồng không xác định thời hạn",
                "a contract with a term, the plan takes those without one",
            ),
            Why::ContractForm { wanted: ContractForm::FixedTerm } => voice.say(
                "hợp đồng không xác định thời hạn, kế hoạch chỉ tính hợp đồng xác định thời hạn",
                "a contract without a term, the plan takes those with one",
            ),
            Why::ContractTerm { months, least } => voice.say(
                format!("hợp đồng {months} tháng, kế hoạch tính hợp đồng từ {least} tháng trở lên"),
                format!("a contract of {months} months, the plan takes those of {least} months or more"),
            ),
            Why::Probation => voice.say(
                format!("đang tập sự, kế hoạch không kể người đang tập sự của loại `{kind}`"),
                format!("on probation, the plan does not include people of kind `{kind}` on probation"),
            ),
            Why::RecruitedTooLate { recruited, before } => {
                let (recruited, before) = (words::day(*recruited, voice), words::day(*before, voice));
                voice.say(
                    format!("tuyển dụng ngày {recruited}, kế hoạch chỉ tính người được tuyển dụng trước ngày {before}"),
                    format!("recruited on {recruited}, the plan takes those recruited before {before}"),
                )
            }
            Why::ServiceTooShort { recruited, months, full } => {
                let recruited = words::day(*recruited, voice);
                let full = full.map_or_else(String::new, |full| {
                    let full = words::day(full, voice);
                    voice.say(format!(", đến ngày {full} mới đủ"), format!(", full on {full}"))
                });
                let day = day.map_or_else(
                    || voice.say("trong thời gian phong trào", "within the campaign"),
                    |day| voice.say(format!("vào ngày đăng ký {day}"), format!("on the day of registration, {day}")),
                );
                voice.say(
                    format!("tuyển dụng ngày {recruited}, chưa đủ thâm niên {months} tháng {day}{full}"),
                    format!("recruited on {recruited}, less than {months} months of service {day}{full}"),
                )
            }
        }
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    let people = &campaign.people;
    let Some(first) = people.kinds.first() else { return };
    for one in registered(batch, campaign) {
        let mut tell = |kind: &str, why: Why, rule: Span, fact: Place| {
            let fault = NotTakingPart { person: name_of(batch, campaign, &one), kind: kind.into(), day: one.day, why };
            let subject = Subject::unit(Some(one.unit)).person(&fault.person);
            findings.add(&CHECK, named_at(batch, one.row), subject, fault).against(Place::Definition(rule)).also(fact);
        };
        match people.verdict(one.person, one.unit, one.day) {
            Verdict::TakesPart | Verdict::Open { .. } => {}
            Verdict::NotListed { stay, code } => {
                let kinds = people.kinds.iter().map(|kind| kind.code.clone()).collect();
                tell(code, Why::KindNotListed { kinds }, first.rules[0].span, stay.place(people::KIND));
            }
            Verdict::Refused { stay, kind, rule, failed } => {
                let days = people.days(one.day);
                for condition in failed {
                    let Some((why, fact)) = why(condition, rule, stay, days) else { continue };
                    let fails_before = matches!(why, Why::KindNotYet { .. });
                    tell(&kind.code, why, rule.span_of(condition, fails_before), stay.place(fact));
                }
            }
        }
    }
}

/// What a condition that fails is told by, and the column of the person's row that fails it.
fn why(condition: Condition, rule: &PersonRule, stay: &Stay, days: Stretch) -> Option<(Why, usize)> {
    Some(match condition {
        Condition::Existence => match (rule.from, rule.to) {
            (Some((begins, _)), _) if days.to < begins => (Why::KindNotYet { begins }, people::KIND),
            (_, to) => (Why::KindEnded { ends: to?.0 }, people::KIND),
        },
        Condition::Contract => (Why::ContractForm { wanted: rule.contract?.0 }, people::CONTRACT),
        Condition::Term => (Why::ContractTerm { months: stay.term.value()?, least: rule.least_term?.0 }, people::TERM),
        Condition::Probation => (Why::Probation, people::PROBATION),
        Condition::RecruitedBefore => {
            (Why::RecruitedTooLate { recruited: stay.recruited.value()?, before: rule.recruited_before?.0 }, people::RECRUITED)
        }
        Condition::Service => {
            let (recruited, months) = (stay.recruited.value()?, rule.least_service?.0);
            (Why::ServiceTooShort { recruited, months, full: recruited.months_later(months) }, people::RECRUITED)
        }
    })
}
