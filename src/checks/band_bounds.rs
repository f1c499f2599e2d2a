//! Bands of `theo_muc` that leave figures out or hold them twice.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::scoring::bands::BandMeasure;
use crate::scoring::{Denominator, Way};
use crate::value::{End, Grain, Interval, Quantity};
use crate::words::{self, Flaw, Measured, Piece};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "band-bounds",
    page: include_str!("band_bounds.md"),
    grade: Grade::Required,
    reasons: Flaw::VARIANTS,
    looks: &[Look::Definition(look)],
};

fn look(resolution: &Resolution, findings: &mut Findings) {
    for (index, _, leaf) in resolution.campaign.leaves() {
        let Way::Bands(bands) = &leaf.way else { continue };
        let (measured, grain) = match bands.measure {
            BandMeasure::Share => (Measured::Share, Grain::Continuous),
            BandMeasure::Value => (Measured::Value, Grain::Continuous),
            BandMeasure::DaysLate => (Measured::Days, Grain::Whole),
        };
        // None of them is below zero. A share of what fell due ends at 100: more done than due is a fault of its row.
        let upper = (bands.denominator == Some(Denominator::Total)).then(|| End::inclusive(Quantity::whole(100)));
        let domain = Interval { lower: Some(End::inclusive(Quantity::ZERO)), upper };
        let pieces: Vec<Piece> = bands.bands.iter().map(|band| Piece { interval: band.interval, span: band.span, ends: band.ends }).collect();
        for flaw in words::flaws(&pieces, &domain, grain, 1, measured) {
            let Some(place) = flaw.place() else { continue };
            let other = flaw.other();
            findings.add(&CHECK, place, Subject::campaign().criterion(Some(index)), flaw).against(other);
        }
    }
}
