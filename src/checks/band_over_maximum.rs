//! A band, or a cap of a count, that gives more than its criterion can hold.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::checks::words;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::CriterionKey;
use crate::scoring::WayKey;
use crate::sheet::Place;
use crate::value::{CriterionIndex, Points};
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
    Band { points: Points, maximum: Points },
    Cap { points: Points, maximum: Points },
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
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Band { maximum, .. } | Self::Cap { maximum, .. }) = self;
        Some(
            voice.say(format!("viết số không quá `{maximum}`, hoặc sửa `diem_chuan`"), format!("write at most `{maximum}`, or correct `diem_chuan`")),
        )
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("điểm chuẩn khai ở đây", "the maximum is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let keys = words::criterion_keys(resolution.definition());
    for (position, key) in keys.into_iter().enumerate() {
        let Some(maximum) = key.maximum.as_ref() else { continue };
        let Some(most) = maximum.get().copied().filter(|points| !points.is_negative()) else { continue };
        for (span, fault) in over(key, most) {
            let subject = Subject::campaign().criterion(Some(CriterionIndex::new(position)));
            findings.add(&CHECK, Place::Definition(span), subject, fault).against(Place::Definition(maximum.span));
        }
    }
}

/// The points of a way that are over what its criterion can hold.
fn over(key: &CriterionKey, maximum: Points) -> Vec<(Span, BandOverMaximum)> {
    match key.way.as_ref().and_then(Field::get) {
        Some(WayKey::Bands(bands)) => {
            let points = bands.bands.get().into_iter().flatten().filter_map(|band| Some(&band.get()?.points));
            let over = points.filter_map(|field| Some((field.span, field.get().copied().filter(|points| *points > maximum)?)));
            over.map(|(span, points)| (span, BandOverMaximum::Band { points, maximum })).collect()
        }
        Some(WayKey::Count(count)) => {
            let cap = count.cap.as_ref().and_then(|field| Some((field.span, *field.get()?)));
            let over = cap.filter(|(_, cap)| *cap > maximum);
            over.map(|(span, points)| (span, BandOverMaximum::Cap { points, maximum })).into_iter().collect()
        }
        Some(WayKey::Given {} | WayKey::Share(_) | WayKey::YesNo(_) | WayKey::Relative(_)) | None => Vec::new(),
    }
}
