//! A registration that does not say whom it is for, or says it twice and differently.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SubjectKind;
use crate::draft::people;
use crate::registrations::{self, RegistrationBatch, RegistrationRow};
use crate::results::Named;
use crate::sheet::Place;
use crate::value::{PersonIndex, UnitIndex};
use crate::words;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "registration-person",
    page: include_str!("registration_person.md"),
    grade: Grade::Error,
    reasons: RegistrationPerson::VARIANTS,
    looks: &[Look::Registrations(look)],
};

/// Of so many people of one name in other units is told.
const MOST_NAMESAKES: usize = 3;

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum RegistrationPerson {
    Unnamed,
    CollectiveNamed {
        name: Box<str>,
    },
    OtherUnit {
        code: Box<str>,
        unit: Box<str>,
    },
    /// No person has the code; the code that may be meant.
    UnknownCode {
        code: Box<str>,
        meant: Option<Box<str>>,
    },
    /// Nobody of the name is in the unit; the codes and units of those of that name elsewhere, or the names near it.
    UnknownName {
        name: Box<str>,
        unit: Box<str>,
        elsewhere: Vec<(Box<str>, Box<str>)>,
        nearest: Vec<Box<str>>,
    },
    /// Several of the name are in the unit.
    AmbiguousName {
        name: Box<str>,
        unit: Box<str>,
        codes: Vec<Box<str>>,
    },
    /// The code is that of somebody else; the code of the one in the unit who has the name.
    NameDiffers {
        code: Box<str>,
        name: Box<str>,
        of_code: Box<str>,
        meant: Option<Box<str>>,
    },
}

impl Fault for RegistrationPerson {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unnamed => voice.say("đăng ký cá nhân mà `ma` và `ho_ten` đều trống", "a person's registration with neither `ma` nor `ho_ten`"),
            Self::CollectiveNamed { name } => {
                voice.say(format!("đăng ký tập thể mà có họ tên `{name}`"), format!("a collective's registration with the name `{name}`"))
            }
            Self::OtherUnit { code, unit } => voice.say(
                format!("đăng ký tập thể mang mã `{code}`, khác đơn vị `{unit}` của dòng"),
                format!("a collective's registration with the code `{code}`, not that of its unit `{unit}`"),
            ),
            Self::UnknownCode { code, .. } => voice
                .say(format!("không có cá nhân nào mang mã `{code}` ở `ca-nhan.csv`"), format!("no person of `ca-nhan.csv` has the code `{code}`")),
            Self::UnknownName { name, unit, .. } => voice.say(
                format!("`ca-nhan.csv` không có ai tên `{name}` ở đơn vị `{unit}`"),
                format!("`ca-nhan.csv` has nobody named `{name}` in `{unit}`"),
            ),
            Self::AmbiguousName { name, unit, codes } => {
                let codes = words::quoted(codes);
                voice.say(
                    format!("`{unit}` có nhiều người tên `{name}`: {codes}"),
                    format!("there are several people named `{name}` in `{unit}`: {codes}"),
                )
            }
            Self::NameDiffers { code, name, of_code, .. } => voice.say(
                format!("mã `{code}` là của `{of_code}`, dòng này ghi `{name}`"),
                format!("the code `{code}` is that of `{of_code}`, this row says `{name}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::UnknownCode { meant, .. } => {
                return words::write_nearest(meant.as_slice(), voice).or_else(|| Some(words::write_declared("ca-nhan.csv", voice)));
            }
            Self::UnknownName { elsewhere, nearest, .. } if elsewhere.is_empty() => {
                return words::write_nearest(nearest, voice).or_else(|| Some(words::write_declared("ca-nhan.csv", voice)));
            }
            Self::UnknownName { elsewhere, .. } => {
                let places: Vec<String> = elsewhere.iter().map(|(code, unit)| format!("`{code}` ({unit})")).collect();
                let places = places.join(", ");
                voice.say(
                    format!("nếu là {places} thì ghi mã và sửa `don_vi`; nếu không thì thêm người này vào `ca-nhan.csv`"),
                    format!("if it is {places} write that code and correct `don_vi`; else add this person to `ca-nhan.csv`"),
                )
            }
            Self::AmbiguousName { codes, .. } => {
                let codes = words::quoted(codes);
                voice.say(format!("ghi `ma` của người đăng ký: một trong {codes}"), format!("write the person's `ma`: one of {codes}"))
            }
            Self::NameDiffers { of_code, meant: Some(meant), .. } => {
                voice.say(format!("viết `{meant}` vào `ma`, hoặc viết `{of_code}`"), format!("write `{meant}` in `ma`, or write `{of_code}`"))
            }
            Self::NameDiffers { of_code, meant: None, .. } => {
                voice.say(format!("viết `{of_code}`, hoặc sửa `ma`"), format!("write `{of_code}`, or correct `ma`"))
            }
            Self::Unnamed => voice.say("ghi `ho_ten` hoặc `ma` của cá nhân", "write the person's `ho_ten` or `ma`"),
            Self::CollectiveNamed { .. } => {
                voice.say("để trống `ho_ten`, hoặc viết `ca_nhan` ở `doi_tuong`", "leave `ho_ten` empty, or write `ca_nhan` in `doi_tuong`")
            }
            Self::OtherUnit { unit, .. } => voice.say(format!("viết `{unit}` hoặc để trống `ma`"), format!("write `{unit}` or leave `ma` empty")),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Unnamed | Self::CollectiveNamed { .. } | Self::OtherUnit { .. } => voice.say("đơn vị của dòng", "the row's unit"),
            Self::UnknownCode { .. } | Self::UnknownName { .. } | Self::AmbiguousName { .. } => voice.say("người cùng tên", "somebody of that name"),
            Self::NameDiffers { code, .. } => voice.say(format!("người mang mã `{code}`"), format!("the person with the code `{code}`")),
        })
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows {
        let Some(subject_kind) = row.subject.value() else { continue };
        // Where the title is for the other kind of subject, that is what is wrong with the row.
        let title_subject = row.title.known().and_then(|title| campaign.titles[title].subject);
        let is_other = title_subject.is_some_and(|kind| kind != subject_kind);
        let subject = Subject::unit(row.unit.known());
        match subject_kind {
            SubjectKind::Person => {
                if is_other {
                    continue;
                }
                if batch.raw(row, registrations::CODE).is_empty() && batch.raw(row, registrations::NAME).is_empty() {
                    findings.add(&CHECK, batch.place(row, registrations::NAME), subject, RegistrationPerson::Unnamed);
                } else if row.person == Named::Unknown
                    && let Some((fault, column, against)) = unidentified(batch, campaign, row)
                {
                    let subject = subject.person(&batch.person(row));
                    findings.add(&CHECK, batch.place(row, column), subject, fault).against(against);
                }
            }
            SubjectKind::Collective => {
                if !is_other && !batch.raw(row, registrations::NAME).is_empty() {
                    let fault = RegistrationPerson::CollectiveNamed { name: batch.text(row, registrations::NAME).into() };
                    findings.add(&CHECK, batch.place(row, registrations::NAME), subject.clone(), fault);
                }
                let code = batch.raw(row, registrations::CODE);
                let Some(unit) = row.unit.known().filter(|unit| !is_code_of(campaign, code, *unit)) else { continue };
                let fault = RegistrationPerson::OtherUnit { code: batch.text(row, registrations::CODE).into(), unit: unit_code(campaign, unit) };
                findings.add(&CHECK, batch.place(row, registrations::CODE), subject, fault).against(batch.place(row, registrations::UNIT));
            }
        }
    }
}

/// Whether a collective's code is empty or the unit's own.
fn is_code_of(campaign: &Campaign, code: &[u8], unit: UnitIndex) -> bool {
    code.is_empty() || campaign.directories.units.find(code) == Some(unit)
}

/// Why a row names no person of `ca-nhan.csv`, and the column that does not; none where a row of that sheet could not be read.
fn unidentified(batch: &RegistrationBatch, campaign: &Campaign, row: &RegistrationRow) -> Option<(RegistrationPerson, usize, Option<Place>)> {
    let (list, directory) = (&campaign.people, &campaign.directories.people);
    let code_of = |person: &PersonIndex| list.list[*person].code.as_str().into();
    let (code, name) = (batch.text(row, registrations::CODE), batch.text(row, registrations::NAME));
    if !code.is_empty() {
        let named = row.unit.known().and_then(|unit| list.only_named(unit, name.as_bytes(), None));
        let Some(person) = directory.find(code.as_bytes()) else {
            let meant = list.twin(&code).or(named).map(|person| code_of(&person));
            let fault = RegistrationPerson::UnknownCode { code: code.into(), meant };
            return directory.is_complete().then_some((fault, registrations::CODE, None));
        };
        let stay = list.list[person].stays.last()?;
        let fault = RegistrationPerson::NameDiffers {
            code: code.into(),
            name: name.into(),
            of_code: stay.name.clone(),
            meant: named.map(|person| code_of(&person)),
        };
        return Some((fault, registrations::NAME, Some(stay.place(people::NAME))));
    }
    let unit = row.unit.known()?;
    if let [first, ..] = list.named(unit, name.as_bytes()) {
        let codes = list.named(unit, name.as_bytes()).iter().map(code_of).collect();
        let against = list.list[*first].stays.first()?.place(people::NAME);
        let fault = RegistrationPerson::AmbiguousName { name: name.into(), unit: unit_code(campaign, unit), codes };
        return Some((fault, registrations::NAME, Some(against)));
    }
    if !directory.is_complete() {
        return None;
    }
    let others: Vec<(PersonIndex, UnitIndex)> = list.everywhere(&name).take(MOST_NAMESAKES).collect();
    let against = others.first().and_then(|(person, _)| Some(list.list[*person].stays.first()?.place(people::NAME)));
    let nearest = list.near_names(unit, &name);
    let elsewhere = others.iter().map(|(person, other)| (code_of(person), unit_code(campaign, *other))).collect();
    let fault = RegistrationPerson::UnknownName { name: name.into(), unit: unit_code(campaign, unit), elsewhere, nearest };
    Some((fault, registrations::NAME, against))
}
