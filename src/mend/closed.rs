//! What is closed: a period with a file of its own in `chot/` stays as it was counted, to the byte, until it is opened again.

use crate::closing;
use crate::pipeline::Run;
use crate::source::Volume;
use crate::value::{CampaignIndex, PeriodIndex};

/// The periods of a folder that are closed; there is one.
pub(super) struct Closed<'a> {
    run: &'a Run,
    /// Their names, as the files have them.
    names: Vec<&'a str>,
    /// The campaigns' periods of these names.
    periods: Vec<(CampaignIndex, PeriodIndex)>,
    /// A name that no campaign has: what it closes cannot be told.
    unknown: Option<&'a str>,
}

impl<'a> Closed<'a> {
    /// The closed periods of a folder; none where none is.
    pub(super) fn of(volume: &'a dyn Volume, run: &'a Run) -> Option<Self> {
        let is_reopened = |file: &str| {
            let read = run.closings.iter().find(|read| *read.path == *file && read.fault.is_none());
            read.and_then(|read| read.closing.as_ref()).is_some_and(|closing| closing.is_reopened)
        };
        let closed = volume.files().iter().filter(|file| !is_reopened(file));
        let names = closed.filter_map(|file| closing::period_at(file));
        let mut closed = Self { run, names: names.collect(), periods: Vec::new(), unknown: None };
        for name in &closed.names {
            let found = run.campaigns.enumerate().filter_map(|(index, one)| Some((index, one.campaign.directories.periods.find(name.as_bytes())?)));
            let known = closed.periods.len();
            closed.periods.extend(found);
            if closed.periods.len() == known {
                closed.unknown = closed.unknown.or(Some(name));
            }
        }
        (!closed.names.is_empty()).then_some(closed)
    }

    /// The period to name where a file says of no period, so that it is every period's.
    pub(super) fn any(&self) -> Box<str> {
        self.names[0].into()
    }

    /// The closed period that a row under this code is of, or may be; one that shares a leaf with it counts.
    pub(super) fn period_of(&self, code: &[u8]) -> Option<Box<str>> {
        if let Some(unknown) = self.unknown {
            return Some(unknown.into());
        }
        let mut is_known = false;
        for (campaign, one) in self.run.campaigns.enumerate() {
            let Some(own) = one.campaign.directories.periods.find(code) else { continue };
            is_known = true;
            let leaves = |period: PeriodIndex| &one.campaign.periods[period].leaves;
            let closed = self.periods.iter().filter(|(of, _)| *of == campaign);
            let shares = |period: &PeriodIndex| leaves(*period).iter().any(|leaf| leaves(own).contains(leaf)) || *period == own;
            if let Some(period) = closed.map(|(_, period)| *period).find(shares) {
                return Some(one.campaign.periods[period].code.as_str().into());
            }
        }
        (!is_known).then(|| self.any())
    }
}
