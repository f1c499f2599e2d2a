//! Estimates of which nobody says through which day they reach.

use strum::VariantNames as _;

use crate::campaign::{Campaign, EstimateEnd, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::draft::definition::ScoredFigure;
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::yaml::{Field, Span};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "estimate-without-end",
    page: include_str!("estimate_without_end.md"),
    grade: Grade::Warning,
    reasons: WithoutEnd::VARIANTS,
    looks: &[Look::Definition(definition), Look::Ledger(ledger)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WithoutEnd {
    Scored { to: Day },
    Given { count: u64, to: Day },
}

impl Fault for WithoutEnd {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Scored { to } => voice.say(
                format!("chấm theo số ước mà `thoi_gian` không nói ước đến ngày nào: hiểu là đến hết từng kỳ, muộn nhất {}", to.vietnamese()),
                format!(
                    "estimates are scored and `thoi_gian` does not say how far they reach: taken as to the end of each period, {to} at the latest"
                ),
            ),
            Self::Given { count, to } => voice.say(
                format!("{count} số ước mà `thoi_gian` không nói ước đến ngày nào: hiểu là đến hết từng kỳ, muộn nhất {}", to.vietnamese()),
                format!(
                    "estimates: {count}, and `thoi_gian` does not say how far they reach: taken as to the end of each period, {to} at the latest"
                ),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Scored { to } | Self::Given { to, .. }) = self;
        let example = year_end(*to)?;
        Some(voice.say(
            format!("ghi ngày như văn bản vào `thoi_gian`, ví dụ `uoc_den_het: {example}`"),
            format!("write the day as the plan has it in `thoi_gian`, for example `uoc_den_het: {example}`"),
        ))
    }
}

fn year_end(day: Day) -> Option<Day> {
    Day::from_ymd(day.year(), 12, 31)
}

/// The campaign's last day, where estimates may reach further in its year and nothing says whether they do.
fn open_end(campaign: &Campaign) -> Option<Day> {
    let to = campaign.time.to;
    (campaign.estimate_end == EstimateEnd::OfPeriod && year_end(to).is_some_and(|end| to < end)).then_some(to)
}

fn definition(resolution: &Resolution, findings: &mut Findings) {
    let Some(to) = open_end(resolution.campaign).filter(|_| resolution.campaign.scores_estimates()) else { return };
    let Some(span) = first_declared(resolution) else { return };
    findings.add(&CHECK, Place::Definition(span), Subject::nobody(), WithoutEnd::Scored { to });
}

/// Where it first stands that estimates are scored.
fn first_declared(resolution: &Resolution) -> Option<Span> {
    let definition = resolution.definition();
    let common = definition.scoring.as_ref().and_then(|scoring| scoring.get()?.scored_figure.as_ref());
    let own = words::criterion_keys(definition).into_iter().filter_map(|key| key.scored_figure.as_ref());
    let declared = |field: &&Field<ScoredFigure>| field.get() == Some(&ScoredFigure::Estimate);
    common.into_iter().chain(own).find(declared).map(|field| field.span)
}

fn ledger(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, ledger, .. } = *look;
    let Some(to) = open_end(campaign).filter(|_| !campaign.scores_estimates()) else { return };
    if let Some(place) = ledger.first_estimate {
        findings.add(&CHECK, place, Subject::nobody(), WithoutEnd::Given { count: ledger.estimates, to });
    }
}
