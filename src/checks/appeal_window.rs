//! An appeal outside its window: the deadline of the duty `phuc_tra`.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::appeals;
use crate::sheet::Reading;
use crate::words;
use crate::words::rows::period_code;
use crate::words::{Late, exact_deadline, time};

/// The duty whose deadlines are the windows.
const DUTY: &str = "phuc_tra";

/// The check.
pub(super) const CHECK: Check = Check {
    name: "appeal-window",
    page: include_str!("appeal_window.md"),
    grade: Grade::Error,
    reasons: Window::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Window {
    Late(Late),
    WithoutWindow { period: Box<str> },
}

impl Fault for Window {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Late(late) => late.title(voice),
            Self::WithoutWindow { period } => voice.say(
                format!("không có hạn phúc tra của kỳ `{period}`: không biết phúc tra này còn trong hạn không"),
                format!("period `{period}` has no deadline for appeals: whether this one came in time cannot be told"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Late(late) => {
                let extended = late.help(voice);
                voice.say(format!("{extended}; không cho thì kết luận `bac`"), format!("{extended}; if not, conclude `bac`"))
            }
            Self::WithoutWindow { period } => voice.say(
                format!("khai ở `cac_han`: `{{viec: {DUTY}, ky: {period}, den_het: …}}`"),
                format!("declare it in `cac_han`: `{{viec: {DUTY}, ky: {period}, den_het: …}}`"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Late(late) => Some(late.against(voice)),
            Self::WithoutWindow { .. } => None,
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    // Where the definition's deadlines could not all be read, one that seems to lack may be there.
    if time(resolution).is_none() || !campaign.directories.duties.is_complete() {
        return;
    }
    for appeal in &campaign.appeals {
        let row = &resolution.draft.appeals.rows[appeal.position];
        let found = |period| campaign.duty(DUTY).filter(|duty| exact_deadline(campaign, *duty, period).is_some()).map(|duty| (duty, period));
        // A campaign may have one window, not one a period.
        let Some((duty, period)) = found(Some(appeal.period)).or_else(|| found(None)) else {
            let fault = Window::WithoutWindow { period: period_code(campaign, appeal.period) };
            findings.add(&CHECK, row.place(appeals::PERIOD), words::named_in(campaign, &appeals::SHEET, row), fault);
            continue;
        };
        let is_turned_down = matches!(appeal.conclusion, Reading::Value(conclusion) if !conclusion.changes_points());
        let Some(day) = appeal.day.filter(|_| !is_turned_down) else { continue };
        let Some((late, because)) = Late::find(campaign, appeal.unit, duty, period, day) else { continue };
        findings.add(&CHECK, row.place(appeals::DAY), words::named_in(campaign, &appeals::SHEET, row), Window::Late(late)).against(because);
    }
}
