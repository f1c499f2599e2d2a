//! Who of the people takes part: the kinds of `doi_tuong.ca_nhan`, their rules, and what a rule says of a person.
//!
//! What a rule asks for and no cell tells is not known, and is never guessed: then nobody is let in and nobody refused.

use crate::campaign::people::{People, Stay, StayKind};
use crate::campaign::resolve::{Gaps, code_of, declared, items};
use crate::campaign::{Directories, GapKind, Stretch, periods};
use crate::draft::Definition;
use crate::draft::definition::{AlsoTakesPart, ContractForm, PersonKindKey};
use crate::sheet::Reading;
use crate::value::{Day, PersonIndex, UnitIndex};
use crate::yaml::{Field, Span};

/// A kind of person that takes part.
#[derive(Debug)]
pub struct PersonKind {
    /// `loai`.
    pub code: Box<str>,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Each is enough.
    pub rules: Vec<PersonRule>,
}

/// Who of a kind takes part: all that is stated must hold.
#[derive(Debug)]
pub struct PersonRule {
    /// Whether people on probation do.
    pub includes_probation: bool,
    /// With which contract.
    pub contract: Option<(ContractForm, Span)>,
    /// From which term of the contract, in months.
    pub least_term: Option<(i64, Span)>,
    /// From which length of service on the day of the registration, in months.
    pub least_service: Option<(u32, Span)>,
    /// Recruited strictly before this day.
    pub recruited_before: Option<(Day, Span)>,
    /// The kind exists from this day.
    pub from: Option<(Day, Span)>,
    /// The kind exists through this day.
    pub to: Option<(Day, Span)>,
    /// Where the kind stands.
    pub span: Span,
    /// Whether some key of it could not be read.
    is_in_doubt: bool,
}

/// What a rule may ask for, in the order in which it is asked.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Condition {
    /// The kind exists on the day.
    Existence,
    /// The form of the contract.
    Contract,
    /// The term of the contract.
    Term,
    /// Probation is over.
    Probation,
    /// Recruited before a day.
    RecruitedBefore,
    /// Length of service.
    Service,
}

const CONDITIONS: [Condition; 6] =
    [Condition::Existence, Condition::Contract, Condition::Term, Condition::Probation, Condition::RecruitedBefore, Condition::Service];

/// What is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lack {
    /// The kind.
    Kind,
    /// The form of the contract.
    Contract,
    /// The term of the contract.
    Term,
    /// Whether on probation.
    Probation,
    /// The day of recruitment.
    Recruitment,
    /// The day of the registration.
    Day,
}

/// Whether a rule's condition holds.
enum Answer {
    Met,
    Failed,
    NotKnown(Lack),
    /// A cell or a key cannot be read, which is told elsewhere.
    Unreadable,
}

/// Whether a person takes part.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// A rule of the kind accepts.
    TakesPart,
    /// The kind is none of those that take part.
    NotListed {
        /// The row of the person.
        stay: &'a Stay,
        /// The kind.
        code: &'a str,
    },
    /// No rule of the kind accepts: the rule that is nearest to it, and what fails.
    Refused {
        /// The row of the person.
        stay: &'a Stay,
        /// The kind.
        kind: &'a PersonKind,
        /// The rule.
        rule: &'a PersonRule,
        /// What fails, in order; not empty.
        failed: Vec<Condition>,
    },
    /// It cannot be told; without a lack, for something that cannot be read.
    Open {
        /// The row of the person.
        stay: &'a Stay,
        /// What is not known, each with the rule that asks for it.
        lacks: Vec<(Lack, Span)>,
    },
}

/// What one rule says of a stay.
enum Outcome {
    Accepted,
    Failed(Vec<Condition>),
    Open(Vec<(Lack, Span)>),
}

impl PersonRule {
    /// Where a condition is declared.
    pub fn span_of(&self, condition: Condition, fails_before: bool) -> Span {
        let declared = match condition {
            Condition::Existence if fails_before => self.from.map(|(_, span)| span),
            Condition::Existence => self.to.map(|(_, span)| span),
            Condition::Contract => self.contract.map(|(_, span)| span),
            Condition::Term => self.least_term.map(|(_, span)| span),
            Condition::Probation => None,
            Condition::RecruitedBefore => self.recruited_before.map(|(_, span)| span),
            Condition::Service => self.least_service.map(|(_, span)| span),
        };
        declared.unwrap_or(self.span)
    }

    fn answer(&self, condition: Condition, stay: &Stay, days: Stretch) -> Answer {
        match condition {
            Condition::Existence => {
                let from = self.from.map_or(days.from, |(from, _)| from);
                let to = self.to.map_or(days.to, |(to, _)| to);
                if from <= days.from && days.to <= to {
                    Answer::Met
                } else if days.to < from || to < days.from {
                    Answer::Failed
                } else {
                    Answer::NotKnown(Lack::Day)
                }
            }
            Condition::Contract => match self.contract {
                Some((form, _)) => asked(stay.contract, Lack::Contract, |contract| contract == form),
                None => Answer::Met,
            },
            // A term is asked of a contract that has one; of any other the form has spoken.
            Condition::Term => match self.least_term {
                Some((least, _)) if stay.contract == Reading::Value(ContractForm::FixedTerm) => asked(stay.term, Lack::Term, |term| term >= least),
                Some(_) | None => Answer::Met,
            },
            Condition::Probation if self.includes_probation => Answer::Met,
            Condition::Probation => asked(stay.is_on_probation, Lack::Probation, |is_on_probation| !is_on_probation),
            Condition::RecruitedBefore => match self.recruited_before {
                Some((day, _)) => asked(stay.recruited, Lack::Recruitment, |recruited| recruited < day),
                None => Answer::Met,
            },
            Condition::Service => match (self.least_service, stay.recruited) {
                (None, _) => Answer::Met,
                (Some(_), Reading::Empty) => Answer::NotKnown(Lack::Recruitment),
                (Some(_), Reading::Broken) => Answer::Unreadable,
                (Some((months, _)), Reading::Value(recruited)) => match recruited.months_later(months) {
                    Some(full) if full <= days.from => Answer::Met,
                    Some(full) if full <= days.to => Answer::NotKnown(Lack::Day),
                    Some(_) | None => Answer::Failed,
                },
            },
        }
    }

    fn outcome(&self, stay: &Stay, days: Stretch) -> Outcome {
        let (mut failed, mut lacks, mut is_open) = (Vec::new(), Vec::new(), self.is_in_doubt);
        for condition in CONDITIONS {
            match self.answer(condition, stay, days) {
                Answer::Met => {}
                Answer::Failed => failed.push(condition),
                Answer::NotKnown(lack) => lacks.push((lack, self.span_of(condition, self.from.is_some_and(|(from, _)| days.from < from)))),
                Answer::Unreadable => is_open = true,
            }
        }
        if self.is_in_doubt {
            return Outcome::Open(Vec::new());
        }
        if !failed.is_empty() {
            return Outcome::Failed(failed);
        }
        if is_open || !lacks.is_empty() { Outcome::Open(lacks) } else { Outcome::Accepted }
    }
}

fn asked<T: Copy>(fact: Reading<T>, lack: Lack, holds: impl Fn(T) -> bool) -> Answer {
    match fact {
        Reading::Value(value) if holds(value) => Answer::Met,
        Reading::Value(_) => Answer::Failed,
        Reading::Empty => Answer::NotKnown(lack),
        Reading::Broken => Answer::Unreadable,
    }
}

impl People {
    /// Whether a person takes part for a unit on a day, else in the campaign's time; of somebody who is not there it says so of nobody.
    pub fn verdict(&self, person: PersonIndex, unit: UnitIndex, day: Option<Day>) -> Verdict<'_> {
        let mut takes_part = false;
        let mut other: Option<(&Stay, Verdict<'_>)> = None;
        for stay in self.stays_in(person, unit, day) {
            match self.verdict_on(stay, self.days(day)) {
                Verdict::TakesPart => takes_part = true,
                _ if matches!(other, Some((_, Verdict::Open { .. }))) => {}
                verdict => other = Some((stay, verdict)),
            }
        }
        match other {
            None => Verdict::TakesPart,
            // Rows that say otherwise follow one another: which is meant hangs on the day.
            Some((stay, _)) if takes_part && day.is_none() => {
                let asked = self.kinds.first().map(|kind| (Lack::Day, kind.rules[0].span));
                Verdict::Open { stay, lacks: asked.into_iter().collect() }
            }
            Some(_) if takes_part => Verdict::TakesPart,
            Some((_, verdict)) => verdict,
        }
    }

    /// Whether a person takes part by one row, over the days of a stretch on which it holds.
    pub fn verdict_on<'a>(&'a self, stay: &'a Stay, stretch: Stretch) -> Verdict<'a> {
        if self.kinds.is_empty() {
            return Verdict::TakesPart;
        }
        let nothing = Verdict::Open { stay, lacks: Vec::new() };
        let (Some(days), true) = (stay.within(stretch), self.knows_all_kinds) else { return nothing };
        let kind = match stay.kind {
            StayKind::Empty => return Verdict::Open { stay, lacks: vec![(Lack::Kind, self.kinds[0].rules[0].span)] },
            StayKind::Misspelt => return nothing,
            StayKind::NotListed(kind) => return Verdict::NotListed { stay, code: &self.unlisted[usize::from(kind)] },
            StayKind::Known(kind) => &self.kinds[usize::from(kind)],
        };
        // Most are accepted: nothing is gathered for them.
        let accepts =
            |rule: &PersonRule| !rule.is_in_doubt && CONDITIONS.iter().all(|condition| matches!(rule.answer(*condition, stay, days), Answer::Met));
        if kind.rules.iter().any(accepts) {
            return Verdict::TakesPart;
        }
        let mut open: Option<Vec<(Lack, Span)>> = None;
        let mut nearest: Option<(&PersonRule, Vec<Condition>)> = None;
        for rule in &kind.rules {
            match rule.outcome(stay, days) {
                Outcome::Accepted => return Verdict::TakesPart,
                Outcome::Open(lacks) => {
                    let known = open.get_or_insert_default();
                    let is_new = |(lack, _): &(Lack, Span)| known.iter().all(|(one, _)| one != lack);
                    let new: Vec<_> = lacks.into_iter().filter(is_new).collect();
                    known.extend(new);
                }
                // The rule that comes furthest before it fails is the one that was meant.
                Outcome::Failed(failed) => {
                    let is_nearer = nearest.as_ref().is_none_or(|(_, known)| (known[0], failed.len()) < (failed[0], known.len()));
                    if is_nearer {
                        nearest = Some((rule, failed));
                    }
                }
            }
        }
        match (open, nearest) {
            (Some(lacks), _) => Verdict::Open { stay, lacks },
            (None, Some((rule, failed))) => Verdict::Refused { stay, kind, rule, failed },
            (None, None) => nothing,
        }
    }
}

/// The kinds of person that take part; a kind that stands several times has as many rules.
pub(in crate::campaign) fn kinds(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Vec<PersonKind> {
    let mut kinds: Vec<PersonKind> = Vec::new();
    if definition.participants.as_ref().is_some_and(|field| field.get().is_none()) {
        directories.person_kinds.lack();
    }
    let Some(participants) = definition.participants.as_ref().and_then(Field::get) else { return kinds };
    for key in declared(participants.people.as_ref(), &mut directories.person_kinds) {
        let rule = rule(key, gaps);
        let Some(code) = gaps.code(&key.kind, &mut directories.person_kinds) else { continue };
        let Ok(next) = u16::try_from(kinds.len()) else { break };
        let name = key.name.as_ref().and_then(Field::get).map(|name| name.as_str().into());
        if let Some(known) = directories.person_kinds.enter(&code, next) {
            let kind = &mut kinds[usize::from(known)];
            if let Some(name) = name.filter(|_| kind.name == kind.code) {
                kind.name = name;
            }
            kind.rules.push(rule);
        } else {
            kinds.push(PersonKind { name: name.unwrap_or_else(|| code.clone()), code: code_of(&key.kind), rules: vec![rule] });
        }
    }
    kinds
}

fn rule(key: &PersonKindKey, gaps: &mut Gaps) -> PersonRule {
    let PersonKindKey { kind, name: _, includes, contract, least_term, least_service, recruited_before, from, to, assumed: _ } = key;
    if let (Some(from), Some(to)) = (from, to) {
        periods::stretch(from, to, gaps);
    }
    let day = |field: &Option<Field<Day>>| field.as_ref().and_then(|field| Some((*field.get()?, field.span)));
    let contract_form = contract.as_ref().and_then(|field| Some((*field.get()?, field.span)));
    let term = least_term.as_ref().and_then(|field| Some((gaps.bounded(field, 1, Some(1200))?.0, field.span)));
    let service = least_service.as_ref().and_then(|field| Some((u32::try_from(gaps.bounded(field, 1, Some(1200))?.0).ok()?, field.span)));
    let mut is_in_doubt = [
        includes.as_ref().is_some_and(|list| list.get().is_none_or(|words| words.iter().any(|word| word.get().is_none()))),
        contract.is_some() && contract_form.is_none(),
        least_term.is_some() && term.is_none(),
        least_service.is_some() && service.is_none(),
        recruited_before.as_ref().is_some_and(|field| field.get().is_none()),
        from.as_ref().is_some_and(|field| field.get().is_none()),
        to.as_ref().is_some_and(|field| field.get().is_none()),
    ]
    .contains(&true);
    if let Some(field) = least_term {
        let place = field.key.unwrap_or(field.span);
        match contract {
            None => {
                let because = ["có `thoi_han_tu_thang`", "`thoi_han_tu_thang` is there"];
                gaps.add(place, GapKind::MissingKey { key: "hop_dong", because });
                is_in_doubt = true;
            }
            Some(contract) if contract.get() == Some(&ContractForm::Indefinite) => {
                let because = ["hợp đồng không xác định thời hạn thì không có thời hạn để so", "a contract without a term has none to compare"];
                gaps.add(place, GapKind::Pointless { key: "thoi_han_tu_thang", because });
            }
            Some(_) => {}
        }
    }
    PersonRule {
        includes_probation: items(includes).any(|word| word.get() == Some(&AlsoTakesPart::Probation)),
        contract: contract_form,
        least_term: term,
        least_service: service,
        recruited_before: day(recruited_before),
        from: day(from),
        to: day(to),
        span: kind.span,
        is_in_doubt,
    }
}
