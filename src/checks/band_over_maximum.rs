//! A band, or a cap of a count, that gives more than its criterion can hold.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::CriterionKey;
use crate::scoring::WayKey;
use crate::sheet::Place;
use crate::value::{CriterionIndex, Points};
use crate::words;
use crate::yaml::{Field, Span};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "band-over-maximum",
    page: include_str!("band_over_maximum.md"),
    grade: Grade::Required,
    reasons: BandOverMaximum::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum BandOverMaximum {
    Band {
        points: Points,
        maximum: Points,
    },
    Cap {
        points: Points,
        maximum: Points,
    },
    /// Over the maximum that one block has of its own.
    BandInBlock {
        points: Points,
        maximum: Points,
        block: Box<str>,
    },
    CapInBlock {
        points: Points,
        maximum: Points,
        block: Box<str>,
    },
}

impl Fault for BandOverMaximum {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Band { points, maximum } => voice.say(
                format!("mức này cho {} điểm, quá điểm chuẩn {} của tiêu chí", points.vietnamese(), maximum.vietnamese()),
                format!("this band gives {points} points, over the criterion's maximum {maximum}"),
            ),
            Self::Cap { points, maximum } => voice.say(
                format!("trần {} của cách chấm quá điểm chuẩn {} của tiêu chí", points.vietnamese(), maximum.vietnamese()),
                format!("the cap {points} of this way is over the criterion's maximum {maximum}"),
            ),
            Self::BandInBlock { points, maximum, block } => voice.say(
                format!("mức này cho {} điểm, quá điểm chuẩn {} của tiêu chí ở khối `{block}`", points.vietnamese(), maximum.vietnamese()),
                format!("this band gives {points} points, over the criterion's maximum {maximum} in block `{block}`"),
            ),
            Self::CapInBlock { points, maximum, block } => voice.say(
                format!("trần {} của cách chấm quá điểm chuẩn {} của tiêu chí ở khối `{block}`", points.vietnamese(), maximum.vietnamese()),
                format!("the cap {points} of this way is over the criterion's maximum {maximum} in block `{block}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (maximum, key) = match self {
            Self::Band { maximum, .. } | Self::Cap { maximum, .. } => (maximum, "diem_chuan"),
            Self::BandInBlock { maximum, .. } | Self::CapInBlock { maximum, .. } => (maximum, "diem_chuan_khoi"),
        };
        Some(voice.say(format!("viết số không quá `{maximum}`, hoặc sửa `{key}`"), format!("write at most `{maximum}`, or correct `{key}`")))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("điểm chuẩn khai ở đây", "the maximum is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let keys = words::criterion_keys(resolution.definition());
    for (position, key) in keys.into_iter().enumerate() {
        let subject = Subject::campaign().criterion(Some(CriterionIndex::new(position)));
        let common = key.maximum.as_ref().and_then(|field| Some((None, field.span, *field.get()?)));
        let own = key.block_maxima.as_ref().and_then(Field::get).into_iter().flat_map(|entries| &entries.0);
        let own = own.filter_map(|(block, field)| Some((Some(block.get()?.as_str()), field.span, *field.get()?)));
        for (block, span, maximum) in common.into_iter().chain(own).filter(|(_, _, points)| !points.is_negative()) {
            for (place, fault) in over(key, maximum, block) {
                findings.add(&CHECK, Place::Definition(place), subject.clone(), fault).against(Place::Definition(span));
            }
        }
    }
}

/// The points of a way that are over what its criterion can hold, everywhere or in one block.
fn over(key: &CriterionKey, maximum: Points, block: Option<&str>) -> Vec<(Span, BandOverMaximum)> {
    match key.way.as_ref().and_then(Field::get) {
        Some(WayKey::Bands(bands)) => {
            let points = bands.bands.get().into_iter().flatten().filter_map(|band| Some(&band.get()?.points));
            let over = points.filter_map(|field| Some((field.span, field.get().copied().filter(|points| *points > maximum)?)));
            let fault = |points| match block {
                None => BandOverMaximum::Band { points, maximum },
                Some(block) => BandOverMaximum::BandInBlock { points, maximum, block: block.into() },
            };
            over.map(|(span, points)| (span, fault(points))).collect()
        }
        Some(WayKey::Count(count)) => {
            let cap = count.cap.as_ref().and_then(|field| Some((field.span, *field.get()?)));
            let over = cap.filter(|(_, cap)| *cap > maximum);
            let fault = |points| match block {
                None => BandOverMaximum::Cap { points, maximum },
                Some(block) => BandOverMaximum::CapInBlock { points, maximum, block: block.into() },
            };
            over.map(|(span, points)| (span, fault(points))).into_iter().collect()
        }
        Some(WayKey::Given {} | WayKey::Share(_) | WayKey::YesNo(_) | WayKey::Relative(_)) | None => Vec::new(),
    }
}
