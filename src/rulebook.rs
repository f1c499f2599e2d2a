//! The rulebook: which law and decree hold on a day, and their rules as data, each with its clause and how sure it is.
//!
//! A regime is one file below `rulebook/`, valid between two days; what several share stands once, in a file they include.
//! A rule without a clause has not been checked against the text of the law, and so settles nothing by itself.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::draft::definition::{ByLaw, DisciplineForm, Level, SubjectKind, WorkReach, YearGrade};
use crate::value::{Day, Quantity, text};
use crate::yaml::{self, DecodeFault, Field, Many, Text, choice};

choice! {
    /// What a rule is for.
    RuleKind {
        /// What must be reached.
        Standard = "tieu_chuan",
        /// What must not be the case.
        Exclusion = "loai_tru",
        /// What the dossier must hold.
        Dossier = "ho_so",
        /// How many may be put forward.
        Quota = "han_muc",
        /// How a vote is taken.
        Vote = "phieu",
        /// What other rules are read by.
        Principle = "nguyen_tac",
        /// What the campaign itself asks.
        Own = "cua_phong_trao",
    }
}

choice! {
    /// How sure a rule is.
    Mark {
        /// Seen in the text, or in the source the rule names.
        Seen = "S",
        /// Seen in a secondary source.
        Secondary = "S2",
        /// Inferred from sources.
        Inferred = "I",
        /// From memory, not checked.
        Memory = "tu_tri_nho",
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, the same in every regime that has such a rule.
    pub code: Box<str>,
    /// The titles it is of; none: every title.
    pub titles: Vec<ByLaw>,
    /// Collectives or people alone; none: both.
    pub subject: Option<SubjectKind>,
    /// What it is for.
    pub kind: RuleKind,
    /// What is looked at, by the name of a test; none of a principle.
    pub test: Option<Box<str>>,
    /// What it says, in Vietnamese and in English.
    pub name: [Box<str>; 2],
    /// Article and clause; none where it has not been checked.
    pub clause: Option<Box<str>>,
    /// Where it was seen, where that is no clause of the law.
    pub source: Option<Box<str>>,
    /// How sure it is.
    pub mark: Mark,
    /// It holds from this day; none: as long as its regime.
    pub from: Option<Day>,
    /// It holds through this day.
    pub to: Option<Day>,
    /// Percent, months, days, years or times.
    pub figure: Option<Quantity>,
    /// The least grade.
    pub grade: Option<YearGrade>,
    /// The least reach of an initiative.
    pub reach: Option<WorkReach>,
    /// The mildest form of discipline that counts.
    pub discipline: Option<DisciplineForm>,
    /// The title that is built on.
    pub base: Option<ByLaw>,
    /// Whether targets must be gone beyond.
    pub goes_beyond: bool,
    /// What the council must confirm, in Vietnamese and in English.
    pub confirm: Vec<[Box<str>; 2]>,
    /// Whether it holds only in a campaign that confirms it.
    pub is_optional: bool,
    /// The document of the file it stands in.
    pub document: Box<str>,
}

impl Rule {
    /// Whether it is of a title, of a collective or a person.
    pub fn is_of(&self, title: Option<ByLaw>, subject: SubjectKind) -> bool {
        let of_title = self.titles.is_empty() || title.is_some_and(|title| self.titles.contains(&title));
        of_title && self.subject.is_none_or(|own| own == subject)
    }

    /// Whether its clause, or the source that stands for one, is known.
    pub fn is_checked(&self) -> bool {
        self.clause.is_some() || self.kind == RuleKind::Own || (self.kind == RuleKind::Exclusion && self.source.is_some())
    }
}

/// Something to be said of a regime from a day on.
#[derive(Debug)]
pub struct Warning {
    /// From this day.
    pub from: Day,
    /// What, in Vietnamese and in English.
    pub words: [Box<str>; 2],
    /// How sure it is.
    pub mark: Mark,
}

/// Who decides on titles of people and units that somebody manages.
#[derive(Debug)]
pub struct Authority {
    /// The titles.
    pub titles: Vec<ByLaw>,
    /// Who manages the unit; none: whoever does.
    pub levels: Vec<Level>,
    /// Who decides.
    pub who: Box<str>,
    /// Article and clause.
    pub clause: Box<str>,
    /// How sure it is.
    pub mark: Mark,
}

/// Time through which the procedures of an earlier regime may go on.
#[derive(Debug)]
pub struct Transition {
    /// The earlier regime.
    pub procedures_of: Box<str>,
    /// The last day.
    pub to: Day,
    /// What it says, in Vietnamese and in English.
    pub name: [Box<str>; 2],
    /// Article and clause.
    pub clause: Box<str>,
    /// How sure it is.
    pub mark: Mark,
}

/// Whose procedures a dossier of a day follows.
#[derive(Clone, Copy, Debug)]
pub struct Procedures {
    /// The regime of the dossier and of the votes.
    pub regime: &'static Regime,
    /// The regime that may be followed instead, where the campaign does not say whether it is.
    pub other: Option<(&'static Regime, &'static Transition)>,
}

/// A law and a decree, and the days they hold.
#[derive(Debug)]
pub struct Regime {
    /// Its code.
    pub code: Box<str>,
    /// Its documents.
    pub name: Box<str>,
    /// First day; none: from the beginning.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Its rules: its own, then those of the files it includes.
    pub rules: Vec<Rule>,
    /// Who decides on what.
    pub authorities: Vec<Authority>,
    /// What is to be said of it.
    pub warnings: Vec<Warning>,
    /// Through when earlier procedures may go on; none where nothing says so.
    pub transition: Option<Transition>,
}

impl Regime {
    /// Who decides on a title of those somebody manages; none where the rulebook does not say, or the manager is not known.
    pub fn authority(&self, title: Option<ByLaw>, level: Option<Level>) -> Option<&Authority> {
        let title = title?;
        let decides =
            |one: &&Authority| one.titles.contains(&title) && (one.levels.is_empty() || level.is_some_and(|level| one.levels.contains(&level)));
        self.authorities.iter().find(decides)
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The rule of a code.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| *rule.code == *code)
    }

    /// The rules of a title, in order.
    pub fn rules_of(&self, title: Option<ByLaw>, subject: SubjectKind) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.is_of(title, subject))
    }

    /// What is to be said of it on a day.
    pub fn warnings_on(&self, day: Day) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(move |warning| warning.from <= day)
    }
}

/// The files regimes include.
const SHARED: [&str; 3] =
    [include_str!("rulebook/luat-2003.yaml"), include_str!("rulebook/luat-2022.yaml"), include_str!("rulebook/moi-che-do.yaml")];

/// The files of regimes, in order of time.
const REGIMES: [&str; 4] = [
    include_str!("rulebook/nghi-dinh-65-2014.yaml"),
    include_str!("rulebook/nghi-dinh-91-2017.yaml"),
    include_str!("rulebook/nghi-dinh-98-2023.yaml"),
    include_str!("rulebook/nghi-dinh-152-2025.yaml"),
];

#[derive(Debug, Default, Deserialize, JsonSchema)]
struct File {
    #[serde(rename = "ma")]
    code: Field<Text>,
    #[serde(rename = "ten")]
    name: Field<Text>,
    #[serde(rename = "tu_ngay")]
    from: Option<Field<Day>>,
    #[serde(rename = "den_het")]
    to: Option<Field<Day>>,
    #[serde(rename = "gom")]
    includes: Option<Field<Many<Text>>>,
    #[serde(rename = "canh_bao")]
    warnings: Option<Field<Many<WarningKey>>>,
    #[serde(rename = "quy_dinh")]
    rules: Field<Many<RuleKey>>,
    #[serde(rename = "tham_quyen")]
    authorities: Option<Field<Many<AuthorityKey>>>,
    #[serde(rename = "chuyen_tiep")]
    transition: Option<Field<TransitionKey>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct TransitionKey {
    #[serde(rename = "thu_tuc_theo")]
    procedures_of: Field<Text>,
    #[serde(rename = "den_het")]
    to: Field<Day>,
    #[serde(rename = "ten")]
    name: Field<Text>,
    en: Field<Text>,
    #[serde(rename = "can_cu")]
    clause: Field<Text>,
    #[serde(rename = "chac_chan")]
    mark: Field<Mark>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct AuthorityKey {
    #[serde(rename = "danh_hieu")]
    titles: Field<Many<ByLaw>>,
    #[serde(rename = "cap_quan_ly")]
    levels: Option<Field<Many<Level>>>,
    #[serde(rename = "nguoi")]
    who: Field<Text>,
    #[serde(rename = "can_cu")]
    clause: Field<Text>,
    #[serde(rename = "chac_chan")]
    mark: Field<Mark>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct WarningKey {
    #[serde(rename = "tu_ngay")]
    from: Field<Day>,
    #[serde(rename = "ten")]
    name: Field<Text>,
    en: Field<Text>,
    #[serde(rename = "chac_chan")]
    mark: Field<Mark>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct RuleKey {
    #[serde(rename = "ma")]
    code: Field<Text>,
    #[serde(rename = "danh_hieu")]
    titles: Option<Field<Many<ByLaw>>>,
    #[serde(rename = "doi_tuong")]
    subject: Option<Field<SubjectKind>>,
    #[serde(rename = "loai")]
    kind: Field<RuleKind>,
    #[serde(rename = "xet")]
    test: Option<Field<Text>>,
    #[serde(rename = "ten")]
    name: Field<Text>,
    en: Field<Text>,
    #[serde(rename = "can_cu")]
    clause: Option<Field<Text>>,
    #[serde(rename = "nguon")]
    source: Option<Field<Text>>,
    #[serde(rename = "chac_chan")]
    mark: Field<Mark>,
    #[serde(rename = "tu_ngay")]
    from: Option<Field<Day>>,
    #[serde(rename = "den_het")]
    to: Option<Field<Day>>,
    #[serde(rename = "muc")]
    figure: Option<Field<Quantity>>,
    #[serde(rename = "xep_loai")]
    grade: Option<Field<YearGrade>>,
    #[serde(rename = "pham_vi")]
    reach: Option<Field<WorkReach>>,
    #[serde(rename = "ky_luat_tu")]
    discipline: Option<Field<DisciplineForm>>,
    #[serde(rename = "danh_hieu_goc")]
    base: Option<Field<ByLaw>>,
    #[serde(rename = "vuot_chi_tieu")]
    goes_beyond: Option<Field<bool>>,
    #[serde(rename = "tuy_chon")]
    is_optional: Option<Field<bool>>,
    #[serde(rename = "xac_nhan")]
    confirm: Option<Field<Many<Text>>>,
    #[serde(rename = "xac_nhan_en")]
    confirm_english: Option<Field<Many<Text>>>,
}

fn text_of(field: &Field<Text>) -> Box<str> {
    field.get().map(|text| text.as_str().into()).unwrap_or_default()
}

fn maybe<T: Copy>(field: Option<&Field<T>>) -> Option<T> {
    field.and_then(Field::get).copied()
}

fn texts(field: Option<&Field<Many<Text>>>) -> Vec<Box<str>> {
    field.and_then(Field::get).into_iter().flatten().map(text_of).collect()
}

/// A rule as its file has it; none where the file says neither what it is for nor how sure it is.
fn rule(key: &RuleKey, document: &str) -> Option<Rule> {
    let confirm = texts(key.confirm.as_ref()).into_iter().zip(texts(key.confirm_english.as_ref()));
    Some(Rule {
        code: text_of(&key.code),
        titles: key.titles.as_ref().and_then(Field::get).into_iter().flatten().filter_map(|title| title.get().copied()).collect(),
        subject: maybe(key.subject.as_ref()),
        kind: *key.kind.get()?,
        test: key.test.as_ref().map(text_of),
        name: [text_of(&key.name), text_of(&key.en)],
        clause: key.clause.as_ref().map(text_of),
        source: key.source.as_ref().map(text_of),
        mark: *key.mark.get()?,
        from: maybe(key.from.as_ref()),
        to: maybe(key.to.as_ref()),
        figure: maybe(key.figure.as_ref()),
        grade: maybe(key.grade.as_ref()),
        reach: maybe(key.reach.as_ref()),
        discipline: maybe(key.discipline.as_ref()),
        base: maybe(key.base.as_ref()),
        goes_beyond: maybe(key.goes_beyond.as_ref()) == Some(true),
        confirm: confirm.map(|(vietnamese, english)| [vietnamese, english]).collect(),
        is_optional: maybe(key.is_optional.as_ref()) == Some(true),
        document: document.into(),
    })
}

fn rules(file: &File) -> impl Iterator<Item = Rule> {
    let document = text_of(&file.name);
    file.rules.get().into_iter().flatten().filter_map(move |field| rule(field.get()?, &document))
}

fn words<T: Copy>(field: Option<&Field<Many<T>>>) -> Vec<T> {
    field.and_then(Field::get).into_iter().flatten().filter_map(|word| word.get().copied()).collect()
}

fn authorities(file: &File) -> impl Iterator<Item = Authority> {
    let keys = file.authorities.as_ref().and_then(Field::get).into_iter().flatten();
    keys.filter_map(Field::get).filter_map(|key| {
        Some(Authority {
            titles: words(Some(&key.titles)),
            levels: words(key.levels.as_ref()),
            who: text_of(&key.who),
            clause: text_of(&key.clause),
            mark: *key.mark.get()?,
        })
    })
}

fn transition(key: &TransitionKey) -> Option<Transition> {
    Some(Transition {
        procedures_of: text_of(&key.procedures_of),
        to: *key.to.get()?,
        name: [text_of(&key.name), text_of(&key.en)],
        clause: text_of(&key.clause),
        mark: *key.mark.get()?,
    })
}

fn read(text: &str) -> (File, Vec<DecodeFault>) {
    let (file, faults) = yaml::decode_text::<File>(text);
    (file.unwrap_or_default(), faults)
}

static BOOK: LazyLock<Vec<Regime>> = LazyLock::new(|| {
    let shared: Vec<File> = SHARED.map(|text| read(text).0).into();
    let regime = |text: &str| {
        let (file, _) = read(text);
        let mut all: Vec<Rule> = rules(&file).collect();
        let mut deciding: Vec<Authority> = authorities(&file).collect();
        for included in texts(file.includes.as_ref()) {
            for one in shared.iter().filter(|one| text_of(&one.code) == included) {
                all.extend(rules(one));
                deciding.extend(authorities(one));
            }
        }
        let warning =
            |key: &WarningKey| Some(Warning { from: *key.from.get()?, words: [text_of(&key.name), text_of(&key.en)], mark: *key.mark.get()? });
        let warnings = file.warnings.as_ref().and_then(Field::get).into_iter().flatten().filter_map(|field| warning(field.get()?)).collect();
        Regime {
            code: text_of(&file.code),
            name: text_of(&file.name),
            from: maybe(file.from.as_ref()),
            to: maybe(file.to.as_ref()),
            rules: all,
            authorities: deciding,
            warnings,
            transition: file.transition.as_ref().and_then(Field::get).and_then(transition),
        }
    };
    REGIMES.iter().map(|text| regime(text)).collect()
});

/// The regimes, in order of time.
pub fn regimes() -> &'static [Regime] {
    &BOOK
}

/// The regime of a day; past the last, the last.
pub fn regime_on(day: Day) -> &'static Regime {
    let book = regimes();
    book.iter().find(|regime| regime.holds(day)).unwrap_or_else(|| book.last().expect("the rulebook has regimes"))
}

/// Whose procedures a dossier of a day follows; `goes_on` is whether the campaign goes on with earlier ones while it may, none where it does not say.
pub fn procedures_on(day: Day, goes_on: Option<bool>) -> Procedures {
    let regime = regime_on(day);
    let earlier = regime.transition.as_ref().filter(|transition| day <= transition.to).and_then(|transition| {
        let of = regimes().iter().find(|one| one.code == transition.procedures_of)?;
        Some((of, transition))
    });
    match (goes_on, earlier) {
        (Some(true), Some((of, _))) => Procedures { regime: of, other: None },
        (None, other) => Procedures { regime, other },
        (Some(_), _) => Procedures { regime, other: None },
    }
}

/// Whether some regime has a rule of this code.
pub fn is_rule(code: &str) -> bool {
    regimes().iter().any(|regime| regime.rule(code).is_some())
}

/// The rules' codes near one that no rule has.
pub fn nearest(code: &str) -> Vec<Box<str>> {
    let mut codes: Vec<&str> = regimes().iter().flat_map(|regime| &regime.rules).map(|rule| &*rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    text::nearest(code, codes.into_iter(), 3).into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::{REGIMES, SHARED, read, regime_on, regimes, text_of, texts};
    use crate::value::Day;

    #[test]
    fn every_file_is_read_without_a_fault() {
        for text in SHARED.iter().chain(&REGIMES) {
            let (file, faults) = read(text);
            assert!(faults.is_empty(), "{:?}: {faults:?}", text_of(&file.code));
            assert!(!file.rules.get().expect("rules").is_empty());
        }
    }

    #[test]
    fn what_is_to_be_confirmed_is_said_in_both_languages() {
        for text in SHARED.iter().chain(&REGIMES) {
            let (file, _) = read(text);
            for key in file.rules.get().expect("rules").iter().filter_map(|field| field.get()) {
                assert_eq!(texts(key.confirm.as_ref()).len(), texts(key.confirm_english.as_ref()).len(), "{}", text_of(&key.code));
            }
        }
    }

    #[test]
    fn a_regime_holds_until_the_day_before_the_next_begins() {
        for (one, next) in regimes().iter().zip(&regimes()[1..]) {
            assert_eq!(one.to.map(Day::next), next.from, "{}", one.code);
        }
        let on = |year, month, day| &*regime_on(Day::from_ymd(year, month, day).expect("a day")).code;
        assert_eq!([on(2017, 9, 30), on(2017, 10, 1)], ["nghi-dinh-65-2014", "nghi-dinh-91-2017"]);
        assert_eq!([on(2023, 12, 31), on(2024, 1, 1)], ["nghi-dinh-91-2017", "nghi-dinh-98-2023"]);
        assert_eq!([on(2025, 6, 30), on(2025, 7, 1)], ["nghi-dinh-98-2023", "nghi-dinh-152-2025"]);
    }

    #[test]
    fn a_code_stands_once_in_a_regime() {
        for regime in regimes() {
            let mut codes: Vec<&str> = regime.rules.iter().map(|rule| &*rule.code).collect();
            codes.sort_unstable();
            let all = codes.len();
            codes.dedup();
            assert_eq!(codes.len(), all, "{}", regime.code);
        }
    }
}
