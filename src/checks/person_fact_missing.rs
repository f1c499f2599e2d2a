//! A fact about a person that a rule of the plan asks for and nothing tells.

use rustc_hash::FxHashSet;
use strum::VariantNames as _;

use crate::campaign::people::{Lack, Verdict};
use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::Place;
use crate::words;
use crate::words::people::{name_of, registered};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-fact-missing",
    page: include_str!("person_fact_missing.md"),
    grade: Grade::Warning,
    reasons: Fact::VARIANTS,
    looks: &[Look::Sheets(sheet), Look::Registrations(rows)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Fact {
    Kind,
    Contract,
    Term,
    Probation,
    Recruitment,
    RegistrationDay,
}

#[derive(Debug)]
struct PersonFactMissing {
    fact: Fact,
    /// The person; none where the sheet lacks the whole column.
    person: Option<Box<str>>,
    /// The kinds that take part.
    kinds: Vec<Box<str>>,
}

impl Fact {
    const fn of(lack: Lack) -> Self {
        match lack {
            Lack::Kind => Self::Kind,
            Lack::Contract => Self::Contract,
            Lack::Term => Self::Term,
            Lack::Probation => Self::Probation,
            Lack::Recruitment => Self::Recruitment,
            Lack::Day => Self::RegistrationDay,
        }
    }

    /// Its column of `ca-nhan.csv`; none of the day of the registration, which stands elsewhere.
    const fn column(self) -> Option<usize> {
        match self {
            Self::Kind => Some(people::KIND),
            Self::Contract => Some(people::CONTRACT),
            Self::Term => Some(people::TERM),
            Self::Probation => Some(people::PROBATION),
            Self::Recruitment => Some(people::RECRUITED),
            Self::RegistrationDay => None,
        }
    }

    const fn name(self) -> [&'static str; 2] {
        match self {
            Self::Kind => ["loại", "the kind"],
            Self::Contract => ["loại hợp đồng", "the form of the contract"],
            Self::Term => ["thời hạn hợp đồng", "the term of the contract"],
            Self::Probation => ["việc tập sự", "probation"],
            Self::Recruitment => ["ngày tuyển dụng", "the day of recruitment"],
            Self::RegistrationDay => ["ngày đăng ký", "the day of registration"],
        }
    }
}

impl Fault for PersonFactMissing {
    fn reason(&self) -> &'static str {
        self.fact.into()
    }

    fn title(&self, voice: Voice) -> String {
        let [vietnamese, english] = self.fact.name();
        match (&self.person, self.fact.column()) {
            (Some(person), _) => voice.say(
                format!("chưa rõ {vietnamese} của `{person}`, nên chưa biết có dự thi hay không"),
                format!("{english} of `{person}` is not known, so it is not known whether they take part"),
            ),
            (None, column) => {
                let column = column.map_or("ngay_nhan", |column| people::COLUMNS[column].key);
                voice.say(
                    format!("không có cột `{column}`, nên chưa biết ai dự thi: kế hoạch xét theo {vietnamese}"),
                    format!("there is no column `{column}`, so it is not known who takes part: the plan asks for {english}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        if self.person.is_none() {
            let column = self.fact.column().map(|column| people::COLUMNS[column].key)?;
            return Some(voice.say(format!("thêm cột `{column}`"), format!("add the column `{column}`")));
        }
        Some(match self.fact {
            Fact::Kind => match self.kinds.as_slice() {
                [only] => voice.say(format!("viết `{only}`"), format!("write `{only}`")),
                kinds => {
                    let kinds = words::quoted(kinds);
                    voice.say(format!("viết một trong {kinds}"), format!("write one of {kinds}"))
                }
            },
            Fact::Contract => {
                voice.say("viết `khong_xac_dinh_thoi_han` hoặc `xac_dinh_thoi_han`", "write `khong_xac_dinh_thoi_han` or `xac_dinh_thoi_han`")
            }
            Fact::Term => voice.say("viết số tháng ghi trong hợp đồng", "write the number of months in the contract"),
            Fact::Probation => voice.say("viết `x` hoặc `không`", "write `x` or `không`"),
            Fact::Recruitment => voice.say("viết ngày tuyển dụng", "write the day of recruitment"),
            Fact::RegistrationDay => voice.say(
                "ghi `ngay_nhan`, hoặc ngày nộp đăng ký của đơn vị ở `nop.csv`",
                "write `ngay_nhan`, or in `nop.csv` the day the unit handed in its registrations",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self.fact {
            Fact::Kind => voice.say("các loại dự thi khai từ đây", "the kinds that take part are listed from here"),
            Fact::Probation => voice.say("không khai `ke_ca: [tap_su]`", "no `ke_ca: [tap_su]` here"),
            Fact::Contract | Fact::Term | Fact::Recruitment | Fact::RegistrationDay => voice.say("điều kiện của kế hoạch", "the plan's condition"),
        })
    }
}

fn kinds(campaign: &Campaign) -> Vec<Box<str>> {
    campaign.people.kinds.iter().map(|kind| kind.code.clone()).collect()
}

fn sheet(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let mut columns_told: FxHashSet<usize> = FxHashSet::default();
    for stay in campaign.people.list.iter().flat_map(|person| &person.stays) {
        let Verdict::Open { lacks, .. } = campaign.people.verdict_on(stay, campaign.time) else { continue };
        for (lack, span) in lacks {
            let fact = Fact::of(lack);
            let Some(column) = fact.column() else { continue };
            let is_there = stay.has(column);
            if !is_there && !columns_told.insert(column) {
                continue;
            }
            let fault = PersonFactMissing { fact, person: is_there.then(|| stay.name.clone()), kinds: kinds(campaign) };
            let (place, subject) = if is_there {
                (stay.place(column), Subject::unit(stay.unit).person(&stay.name))
            } else {
                (Place::Label(resolution.rows.stretch(stay.row).file, 0), Subject::nobody())
            };
            findings.add(&CHECK, place, subject, fault).against(Place::Definition(span));
        }
    }
}

fn rows(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    if !campaign.people.hangs_on_days {
        return;
    }
    for one in registered(batch, campaign).filter(|one| one.day.is_none()) {
        // What a cell of the sheet does not tell is told of that cell.
        let Verdict::Open { lacks, .. } = campaign.people.verdict(one.person, one.unit, None) else { continue };
        let [(Lack::Day, span)] = lacks.as_slice() else { continue };
        let name = name_of(batch, campaign, &one);
        let subject = Subject::unit(Some(one.unit)).person(&name);
        let fault = PersonFactMissing { fact: Fact::RegistrationDay, person: Some(name), kinds: Vec::new() };
        findings.add(&CHECK, batch.place(one.row, registrations::RECEIVED), subject, fault).against(Place::Definition(*span));
    }
}
