//! Two states of a folder side by side: which rows and rules differ, what that does to places, totals, grades and verdicts, and
//! which of them did it.
//!
//! Rules – the definition – are told apart from data – the sheets – by scoring the data of one state under the rules of the other.

mod causes;
mod rules;
mod under;
mod units;
mod verdicts;

use std::io;

use crate::pipeline::{CampaignRun, Run, all_stages};
use crate::records::{self, Difference, Stated, sheet_at};
use crate::source::Volume;

pub use causes::{Cause, Lead};
pub use rules::{RuleChange, Saying};
pub use under::Under;
pub use units::{At, LineChange, UnitChange};
pub use verdicts::VerdictChange;

/// One state of a folder, read.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its files.
    pub volume: &'a dyn Volume,
    /// What they came to.
    pub run: &'a Run,
}

/// What differs between the inputs of two states.
#[derive(Debug)]
pub struct Inputs {
    /// The rows, by key.
    pub rows: Vec<Difference>,
    /// What the definition says, by path.
    pub rules: Vec<RuleChange>,
}

/// The data of one state scored under the rules of the other.
pub struct Crossed {
    /// The later data under the earlier rules.
    pub data: Run,
    /// The earlier data under the later rules.
    pub rules: Run,
}

/// What differs between two states.
#[derive(Debug)]
pub struct Comparison {
    /// What was put in.
    pub inputs: Inputs,
    /// What came out, campaign by campaign; those of the later state first, in their order.
    pub campaigns: Vec<CampaignChange>,
}

/// What differs in one campaign.
#[derive(Debug)]
pub struct CampaignChange {
    /// Its code.
    pub code: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// How many decimals its points have, at least.
    pub digits: u8,
    /// Whether it is in the earlier state, and in the later.
    pub stands: [bool; 2],
    /// Its blocks that are kept from being ranked in either state, with how many findings do that before and after.
    pub blocked: Vec<(Box<str>, [usize; 2])>,
    /// The units with a difference, block by block.
    pub units: Vec<UnitChange>,
    /// The verdicts with one.
    pub verdicts: Vec<VerdictChange>,
}

impl Comparison {
    /// Whether the two states are the same in all that is read.
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.campaigns.iter().all(CampaignChange::is_empty)
    }
}

impl Inputs {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.rules.is_empty()
    }

    /// Whether both data and rules differ, so that each has to be scored without the other.
    pub fn are_crossed(&self) -> bool {
        !self.rows.is_empty() && !self.rules.is_empty()
    }
}

impl CampaignChange {
    /// Whether nothing differs of it.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.verdicts.is_empty()
            && self.stands == [true, true]
            && self.blocked.iter().all(|(_, [before, after])| before == after)
    }
}

/// What differs between the inputs of two states. Files that are the same byte for byte are not read by row.
///
/// # Errors
/// Where a file cannot be read.
pub fn inputs(before: Side<'_>, after: Side<'_>) -> io::Result<Inputs> {
    let same = |file: &String| -> io::Result<bool> {
        let stand = after.volume.files().binary_search(file).is_ok();
        Ok(stand && before.volume.read(file)? == after.volume.read(file)?)
    };
    let mut alike: Vec<&String> = Vec::new();
    for file in before.volume.files().iter().filter(|file| sheet_at(file).is_some()) {
        if same(file)? {
            alike.push(file);
        }
    }
    let rows = records::differences(rows(before, &alike)?, rows(after, &alike)?);
    Ok(Inputs { rows, rules: rules::changes(&before.run.text, &after.run.text) })
}

/// The rows of a state but those of some files.
fn rows(side: Side<'_>, without: &[&String]) -> io::Result<Vec<Stated>> {
    let stages = all_stages(side.run.campaigns.iter().map(|one| &one.campaign));
    let mut rows = Vec::new();
    for file in side.volume.files().iter().filter(|file| without.binary_search(file).is_err()) {
        if let Some(sheet) = sheet_at(file) {
            rows.extend(records::read(sheet, file, side.volume.open(file)?, &stages)?);
        }
    }
    Ok(rows)
}

/// One campaign in the two states, and in what is crossed of them.
#[derive(Clone, Copy)]
struct Four<'a> {
    before: Option<&'a CampaignRun>,
    after: Option<&'a CampaignRun>,
    /// The later data under the earlier rules.
    data: Option<&'a CampaignRun>,
    /// The earlier data under the later rules.
    rules: Option<&'a CampaignRun>,
}

/// Compares two states; `crossed` is needed where both their data and their rules differ.
///
/// # Panics
/// Where it is needed and not there.
pub fn compare(before: Side<'_>, after: Side<'_>, inputs: Inputs, crossed: Option<&Crossed>) -> Comparison {
    let (data, rules) = match crossed {
        Some(crossed) => (&crossed.data, &crossed.rules),
        None if inputs.rules.is_empty() => (after.run, before.run),
        None => {
            assert!(inputs.rows.is_empty(), "what is crossed is scored");
            (before.run, after.run)
        }
    };
    let gone = before.run.asked_for().filter(|old| find(after.run, old.campaign.code.as_str()).is_none());
    let all = after.run.asked_for().chain(gone);
    let of = |one: &CampaignRun| {
        let code = one.campaign.code.as_str();
        let four = Four { before: find(before.run, code), after: find(after.run, code), data: find(data, code), rules: find(rules, code) };
        let tracing = causes::Tracing::new(four, &inputs, [before.run, after.run]);
        CampaignChange {
            code: code.into(),
            name: one.campaign.name.clone(),
            digits: one.campaign.rounding.map_or(0, |rounding| rounding.digits),
            stands: [four.before.is_some(), four.after.is_some()],
            blocked: units::blocked(four),
            units: units::changes(four, &tracing),
            verdicts: verdicts::changes(four, &tracing),
        }
    };
    let campaigns = all.map(of).collect();
    Comparison { inputs, campaigns }
}

fn find<'r>(run: &'r Run, code: &str) -> Option<&'r CampaignRun> {
    run.asked_for().find(|one| one.campaign.code.as_str() == code)
}
