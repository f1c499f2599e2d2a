//! A row of the sheet of models that counts for nobody.

use strum::VariantNames as _;

use crate::campaign::models::is_collective;
use crate::campaign::{LeftOut, Resolution, Stretch};
use crate::checks::model_person;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::{DraftRow, models};
use crate::sheet::{Place, Whose};
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "model-not-counted",
    page: include_str!("model_not_counted.md"),
    grade: Grade::Error,
    reasons: ModelNotCounted::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ModelNotCounted {
    OtherYear { year: i32, first: i32, last: i32 },
    UnitUnknown { is_person: bool },
    NoDay,
    OutsideCampaign { day: Day, time: Stretch },
}

impl Fault for ModelNotCounted {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::OtherYear { year, first, last } if first == last => voice.say(
                format!("năm {year} khác năm {first} của phong trào, điển hình này không được đếm"),
                format!("the year {year} is not the campaign's, {first}: this model is not counted"),
            ),
            Self::OtherYear { year, first, last } => voice.say(
                format!("năm {year} nằm ngoài các năm {first} – {last} của phong trào, điển hình này không được đếm"),
                format!("the year {year} is outside the campaign's, {first} – {last}: this model is not counted"),
            ),
            Self::UnitUnknown { is_person: true } => voice.say(
                "chưa biết cá nhân này thuộc đơn vị nào, điển hình này không được đếm",
                "which unit this person is in is not known: this model is not counted",
            ),
            Self::UnitUnknown { is_person: false } => {
                voice.say("dòng này không ghi đơn vị nào, điển hình này không được đếm", "the row names no unit: this model is not counted")
            }
            Self::NoDay => voice.say("khâu này không ghi ngày, không đếm được vào kỳ nào", "the step has no day and cannot be counted in any period"),
            Self::OutsideCampaign { day, time } => {
                let [day, from, to] = [*day, time.from, time.to].map(|day| words::day(day, voice));
                voice.say(
                    format!("ngày {day} nằm ngoài phong trào ({from} – {to}), điển hình này không được đếm"),
                    format!("{day} is outside the campaign ({from} – {to}): this model is not counted"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::OtherYear { .. } => Some(voice.say("sửa `nam`, hoặc bỏ dòng này", "correct `nam`, or remove the row")),
            Self::UnitUnknown { .. } => Some(voice.say("ghi mã đơn vị vào cột `don_vi`", "write the unit's code in the column `don_vi`")),
            Self::NoDay => Some(voice.say("ghi ngày của khâu này vào cột `ngay`", "write the day of the step in the column `ngay`")),
            Self::OutsideCampaign { time, .. } => Some(words::write_within(*time, voice)),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::OtherYear { .. } => Some(voice.say("năm của phong trào khai ở đây", "the campaign's year is declared here")),
            Self::OutsideCampaign { .. } => Some(voice.say("thời gian của phong trào", "the time of the campaign")),
            Self::UnitUnknown { .. } | Self::NoDay => None,
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let time = words::time(resolution);
    for (position, why) in &campaign.models.left_out {
        let row = &resolution.draft.models.rows[*position];
        let years = campaign.time.years(campaign.year);
        let (column, fault, against) = match why {
            LeftOut::StepNotFollowed(_) => continue,
            LeftOut::UnitUnknown if model_person::is_unknown(campaign, row) => continue,
            // Without a time that can be read nothing lies outside it.
            LeftOut::OtherYear(_) | LeftOut::OutsideCampaign(_) if time.is_none() => continue,
            LeftOut::OtherYear(_) | LeftOut::OutsideCampaign(_) if is_told_elsewhere(resolution, row, *why) => continue,
            LeftOut::OtherYear(year) => {
                let fault = ModelNotCounted::OtherYear { year: *year, first: *years.start(), last: *years.end() };
                (models::YEAR, fault, Some(Place::Definition(campaign.year_span)))
            }
            LeftOut::UnitUnknown => {
                let is_person = !is_collective(row);
                (models::CODE, ModelNotCounted::UnitUnknown { is_person }, None)
            }
            LeftOut::NoDay => (models::DAY, ModelNotCounted::NoDay, None),
            LeftOut::OutsideCampaign(day) => {
                (models::DAY, ModelNotCounted::OutsideCampaign { day: *day, time: campaign.time }, time.map(Place::Definition))
            }
        };
        let subject = words::concerned(campaign, &models::SHEET, row).unwrap_or_else(Subject::nobody);
        findings.add(&CHECK, row.place(column), subject, fault).against(against);
    }
}

/// What is every campaign's need not be in the time of each; where it is in none, the first campaign tells of it.
fn is_told_elsewhere(resolution: &Resolution, row: &DraftRow, why: LeftOut) -> bool {
    let is_in = |time: &Stretch| match why {
        LeftOut::OutsideCampaign(day) => time.contains(day),
        LeftOut::OtherYear(year) => (time.from.year()..=time.to.year()).contains(&year),
        LeftOut::StepNotFollowed(_) | LeftOut::UnitUnknown | LeftOut::NoDay => false,
    };
    let is_first = resolution.times.first() == Some(&resolution.campaign.time);
    row.whose == Whose::Everyone && resolution.times.len() > 1 && (!is_first || resolution.times.iter().any(is_in))
}
