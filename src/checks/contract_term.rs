//! A term beside a contract that has none.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::ContractForm;
use crate::draft::people;
use crate::sheet::Reading;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "contract-term",
    page: include_str!("contract_term.md"),
    grade: Grade::Warning,
    reasons: ContractTerm::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ContractTerm {
    OfIndefinite { person: Box<str>, months: i64 },
}

impl Fault for ContractTerm {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::OfIndefinite { person, months } = self;
        voice.say(
            format!("hợp đồng của `{person}` không xác định thời hạn mà có thời hạn {months} tháng"),
            format!("the contract of `{person}` is without a term and has one of {months} months"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say(
            "viết `xac_dinh_thoi_han` vào `hop_dong`, hoặc để trống `thoi_han_thang`",
            "write `xac_dinh_thoi_han` in `hop_dong`, or leave `thoi_han_thang` empty",
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("loại hợp đồng", "the form of the contract"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for stay in resolution.campaign.people.list.iter().flat_map(|person| &person.stays) {
        let (Reading::Value(ContractForm::Indefinite), Reading::Value(months)) = (stay.contract, stay.term) else { continue };
        let fault = ContractTerm::OfIndefinite { person: stay.name.clone(), months };
        let subject = Subject::unit(stay.unit).person(&stay.name);
        findings.add(&CHECK, stay.place(people::TERM), subject, fault).against(stay.place(people::CONTRACT));
    }
}
