//! A model who is a person that the sheet of people does not have, or has in another unit.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, SUBJECTS, models};
use crate::sheet::{Place, Reading};
use crate::value::Day;
use crate::words;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "model-person",
    page: include_str!("model_person.md"),
    grade: Grade::Error,
    reasons: ModelPerson::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ModelPerson {
    UnknownCode { code: Box<str>, nearest: Vec<Box<str>> },
    OtherUnit { code: Box<str>, written: Box<str>, day: Option<Day>, own: Option<Box<str>> },
}

impl Fault for ModelPerson {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::UnknownCode { code, .. } => voice
                .say(format!("không có cá nhân nào mang mã `{code}` ở `ca-nhan.csv`"), format!("no person of `ca-nhan.csv` has the code `{code}`")),
            Self::OtherUnit { code, written, day, .. } => {
                let on_day = day.map_or_else(String::new, |day| {
                    let day = words::day(day, voice);
                    voice.say(format!("ngày {day}, "), format!("on {day}, "))
                });
                voice.say(format!("{on_day}`{code}` không ở đơn vị `{written}`"), format!("{on_day}`{code}` was not in `{written}`"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::UnknownCode { nearest, .. } => words::write_nearest(nearest, voice).or_else(|| Some(words::write_declared("ca-nhan.csv", voice))),
            Self::OtherUnit { own: Some(own), .. } => {
                Some(voice.say(format!("viết `{own}`, hoặc để trống `don_vi`"), format!("write `{own}`, or leave `don_vi` empty")))
            }
            Self::OtherUnit { own: None, .. } => Some(voice.say("để trống `don_vi`", "leave `don_vi` empty")),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::UnknownCode { .. } => None,
            Self::OtherUnit { .. } => Some(voice.say("dòng của cá nhân", "the person's row")),
        }
    }
}

/// Whether a row names a person by a code that the sheet of people, read whole, does not have.
pub(super) fn is_unknown(campaign: &Campaign, row: &DraftRow) -> bool {
    let code = row.text(models::CODE);
    let people = &campaign.directories.people;
    campaign.people.is_present && people.is_complete() && is_person(row) && !code.is_empty() && people.find(code.as_bytes()).is_none()
}

fn is_person(row: &DraftRow) -> bool {
    row.word(models::SUBJECT, SUBJECTS) == Reading::Value(SubjectKind::Person as usize)
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in resolution.draft.models.rows.iter().filter(|row| is_person(row)) {
        let code = row.text(models::CODE);
        if is_unknown(campaign, row) {
            let nearest = campaign.directories.people.nearest(code);
            let subject = words::concerned(campaign, &models::SHEET, row).unwrap_or_else(Subject::nobody).person(row.text(models::NAME));
            findings.add(&CHECK, row.place(models::CODE), subject, ModelPerson::UnknownCode { code: code.into(), nearest });
            continue;
        }
        let unit = campaign.directories.units.find(row.text(models::UNIT).as_bytes());
        let (Some(person), Some(unit)) = (campaign.directories.people.find(code.as_bytes()), unit) else { continue };
        let day = row.day(models::DAY);
        let known = &campaign.people.list[person];
        if day.is_broken() || known.is_in_doubt() || campaign.people.stays_in(person, unit, day.value()).next().is_some() {
            continue;
        }
        let own = campaign.people.only_unit(person, day.value()).map(|own| unit_code(campaign, own));
        let fault = ModelPerson::OtherUnit { code: code.into(), written: unit_code(campaign, unit), day: day.value(), own };
        let subject = Subject::unit(Some(unit)).person(known.name());
        let stay = known.stays.last().map(|stay| Place::Row(stay.row));
        findings.add(&CHECK, row.place(models::UNIT), subject, fault).against(stay);
    }
}
