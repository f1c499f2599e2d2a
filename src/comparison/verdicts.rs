//! What differs of the verdicts on proposals: who, for what, by which rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::campaign::Who;
use crate::comparison::Four;
use crate::comparison::causes::{Cause, Tracing};
use crate::pipeline::CampaignRun;
use crate::sheet::Place;
use crate::titles::selected::select;
use crate::titles::{Judged, Verdict, verdicts};

/// A verdict with a difference.
#[derive(Debug)]
pub struct VerdictChange {
    /// Code of the person or collective.
    pub who: Box<str>,
    /// Their name.
    pub name: Box<str>,
    /// Code of the title.
    pub title: Box<str>,
    /// The verdict there was; none where nobody put them forward.
    pub before: Option<Verdict>,
    /// The verdict.
    pub after: Option<Verdict>,
    /// Whether data alone change it.
    pub by_data: bool,
    /// Whether rules alone change it.
    pub by_rules: bool,
    /// The rules of the law or the campaign that say otherwise, in words, with their verdict before and after.
    pub rules: Vec<(String, [Option<Verdict>; 2])>,
    /// What did it.
    pub causes: Vec<Cause>,
}

/// Whom, for what, and how often before.
type Proposal = (Box<str>, Box<str>, usize);

/// One verdict, as far as it is compared.
struct Told {
    name: Box<str>,
    verdict: Verdict,
    /// By code: what the rule says, its verdict, and where its facts stand.
    rules: BTreeMap<Box<str>, (String, Verdict, Vec<Place>)>,
    /// The unit of a person.
    unit: Option<Box<str>>,
}

pub(super) fn changes(four: Four<'_>, tracing: &Tracing<'_>) -> Vec<VerdictChange> {
    let (before, after) = (told(four.before), told(four.after));
    let verdicts =
        |run: Option<&CampaignRun>| -> BTreeMap<Proposal, Verdict> { told(run).into_iter().map(|(key, told)| (key, told.verdict)).collect() };
    let (data, rules) = (verdicts(four.data), verdicts(four.rules));
    let keys: BTreeSet<&Proposal> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let (was, is) = (before.get(key), after.get(key));
        let verdict = |told: Option<&Told>| told.map(|told| told.verdict);
        if verdict(was) == verdict(is) {
            continue;
        }
        let (by_data, by_rules) = (data.get(key).copied() != verdict(was), rules.get(key).copied() != verdict(was));
        let some = is.or(was).expect("the key comes from one of them");
        let (who, title, _) = key;
        let mut causes: Vec<Cause> = Vec::new();
        let mut add = |number: usize| {
            if !causes.contains(&Cause::Row(number)) {
                causes.push(Cause::Row(number));
            }
        };
        for (side, told) in [was, is].into_iter().enumerate() {
            let places = told.into_iter().flat_map(|told| told.rules.values()).flat_map(|(_, _, places)| places);
            places.filter_map(|place| tracing.row_at(side, *place)).for_each(&mut add);
        }
        tracing.rows_naming(who).into_iter().for_each(&mut add);
        if causes.is_empty() && by_data {
            // What is counted over all proposals, or the standing of the collective it is of.
            let counted = tracing.rows_of_titles();
            let rows = if counted.is_empty() { some.unit.iter().flat_map(|unit| tracing.rows_of_unit(unit)).collect() } else { counted };
            causes.extend(rows.into_iter().map(Cause::Row));
        }
        if by_rules {
            causes.extend(tracing.general_rules().filter(|rule| !causes.contains(rule)).collect::<Vec<_>>());
        }
        changes.push(VerdictChange {
            who: who.clone(),
            name: some.name.clone(),
            title: title.clone(),
            before: verdict(was),
            after: verdict(is),
            by_data,
            by_rules,
            rules: rules_that_differ(was, is),
            causes,
        });
    }
    changes
}

fn rules_that_differ(before: Option<&Told>, after: Option<&Told>) -> Vec<(String, [Option<Verdict>; 2])> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let codes: BTreeSet<&Box<str>> = before.rules.keys().chain(after.rules.keys()).collect();
    let of = |code: &str| {
        let (was, is) = (before.rules.get(code), after.rules.get(code));
        let verdicts = [was, is].map(|rule| rule.map(|(_, verdict, _)| *verdict));
        let (name, ..) = is.or(was)?;
        (verdicts[0] != verdicts[1]).then(|| (name.clone(), verdicts))
    };
    codes.into_iter().filter_map(|code| of(code)).collect()
}

/// The verdicts of a state.
fn told(run: Option<&CampaignRun>) -> BTreeMap<Proposal, Told> {
    let mut told = BTreeMap::new();
    let Some(run) = run.filter(|run| !run.campaign.titles.is_empty()) else { return told };
    let campaign = &run.campaign;
    let mut titles = verdicts(campaign, &run.scope, &run.ledger, &run.outcome);
    // What the seats are is not compared; whether there is one for somebody is in the verdict.
    drop(select(&mut titles, campaign, &run.ledger, &run.outcome));
    for judged in &titles.judged {
        let who: Box<str> = match &judged.who {
            Who::Unit(unit) => campaign.units[*unit].code.as_str().into(),
            Who::Person(code) => code.as_str().into(),
        };
        let title: Box<str> = campaign.titles[judged.title].code.as_str().into();
        let number = told.range((who.clone(), title.clone(), 0)..=(who.clone(), title.clone(), usize::MAX)).count();
        told.insert((who, title, number), of(run, judged));
    }
    told
}

fn of(run: &CampaignRun, judged: &Judged) -> Told {
    let rules = judged.rules.iter().map(|rule| {
        let places = rule.answer.facts.iter().filter_map(|fact| fact.place).collect();
        let clause = rule.clause.as_ref().map(|clause| format!(" ({clause})")).unwrap_or_default();
        (rule.rule.clone(), (format!("{}{clause}", rule.name.vietnamese), rule.verdict(), places))
    });
    let unit = judged.unit.map(|unit| run.campaign.units[unit].code.as_str().into());
    Told { name: judged.name.clone(), verdict: judged.verdict, rules: rules.collect(), unit }
}
