//! A pledge of another year, or signed on a day that does not go with its year.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::pledges;
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "pledge-dates",
    page: include_str!("pledge_dates.md"),
    grade: Grade::Warning,
    reasons: PledgeDates::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PledgeDates {
    OtherYear { year: i32, first: i32, last: i32 },
    TooEarly { day: Day, year: i32 },
    TooLate { day: Day, end: Day },
}

impl Fault for PledgeDates {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::OtherYear { year, first, last } => {
                let own = if first == last { first.to_string() } else { format!("{first} – {last}") };
                voice.say(
                    format!("giao ước của năm {year}, không phải năm {own} của phong trào hay năm {} kế tiếp", last + 1),
                    format!("a pledge of {year}, neither the campaign's {own} nor {} after it", last + 1),
                )
            }
            Self::TooEarly { day, year } => {
                let day = words::day(*day, voice);
                voice.say(
                    format!("giao ước năm {year} ký ngày {day}, trước cả năm {}", year - 1),
                    format!("the pledge of {year} was signed on {day}, before even {} began", year - 1),
                )
            }
            Self::TooLate { day, end } => {
                let [day, end] = [*day, *end].map(|day| words::day(day, voice));
                voice.say(
                    format!("ký ngày {day}, sau ngày cuối ({end}) của thời gian mà giao ước cam kết"),
                    format!("signed on {day}, after the last day ({end}) of the time it is a pledge for"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::OtherYear { .. } => voice.say("sửa `nam`, hoặc bỏ dòng này", "correct `nam`, or remove the row"),
            Self::TooEarly { .. } | Self::TooLate { .. } => voice.say("sửa `nam` hoặc `ngay_ky`", "correct `nam` or `ngay_ky`"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("thời gian của phong trào khai ở đây", "the campaign's time is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(time) = words::time(resolution) else { return };
    let years = campaign.time.years(campaign.year);
    let new_year = |year| Day::from_ymd(year, 1, 1);
    for pledge in &campaign.pledges.list {
        let row = &resolution.draft.pledges.rows[pledge.position];
        let is_own = pledge.year.is_none_or(|year| years.contains(&year));
        let other = pledge.year.filter(|year| !is_own && *year != years.end() + 1);
        // A campaign may begin before its year: the earlier of the two bounds holds.
        let early = pledge.year.and_then(|year| Some((year, new_year(year - 1)?.min(campaign.time.from))));
        let end_of_year = pledge.year.and_then(|year| Some(new_year(year + 1)?.previous()));
        let end = match end_of_year {
            Some(end) if !is_own => end,
            Some(end) if years.start() != years.end() => end.min(campaign.time.to),
            Some(_) | None => campaign.time.to,
        };
        let (column, fault) = match (other, pledge.day, early) {
            (Some(year), _, _) => (pledges::YEAR, PledgeDates::OtherYear { year, first: *years.start(), last: *years.end() }),
            (None, Some(day), Some((year, first))) if day < first => (pledges::DAY, PledgeDates::TooEarly { day, year }),
            (None, Some(day), _) if end < day => (pledges::DAY, PledgeDates::TooLate { day, end }),
            (None, _, _) => continue,
        };
        findings.add(&CHECK, row.place(column), Subject::unit(Some(pledge.unit)), fault).against(Place::Definition(time));
    }
}
