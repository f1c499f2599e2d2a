//! A result that is not what it was when the deciding stage gave its points.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, HistoryLook, Lived, Look, Voice};
use crate::history::Version;
use crate::records;
use crate::results;
use crate::value::Day;
use crate::words::{self, Edit};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "result-changed-after-appraisal",
    page: include_str!("result_changed_after_appraisal.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::History(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NotAppraisedAgain,
}

/// The columns of a result that are appraised.
const FIGURES: [usize; 5] = [results::TARGET, results::TOTAL, results::ACTUAL, results::ESTIMATE, results::NOT_APPLICABLE];

#[derive(Debug)]
struct ResultChangedAfterAppraisal {
    column: Box<str>,
    /// What stood there when it was appraised, and what stands there.
    values: [Box<str>; 2],
    points_column: Box<str>,
    appraised: Day,
    changed: Day,
    edit: Edit,
}

impl Fault for ResultChangedAfterAppraisal {
    fn reason(&self) -> &'static str {
        Reason::NotAppraisedAgain.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { column, points_column, edit, .. } = self;
        let empty = words::either("trống", "empty", voice);
        let [was, is] = self.values.each_ref().map(|text| if text.is_empty() { empty.to_owned() } else { format!("`{}`", words::shown(text)) });
        let [appraised, changed] = [self.appraised, self.changed].map(|day| words::day(day, voice));
        voice.say(
            format!("`{column}` là {was} khi `{points_column}` được ghi ngày {appraised}, từ ngày {changed} là {is} ({edit})"),
            format!("`{column}` was {was} when `{points_column}` was given on {appraised}, and is {is} since {changed} ({edit})"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self { column, values, points_column, .. } = self;
        let back = match &*values[0] {
            "" => voice.say(format!("để trống lại `{column}`"), format!("leave `{column}` empty again")),
            was => voice.say(format!("viết lại `{was}`"), format!("write `{was}` again")),
        };
        Some(voice.say(
            format!("{back} rồi điều chỉnh ở `dieu-chinh.csv`, hoặc chấm lại `{points_column}`"),
            format!("{back} and adjust in `dieu-chinh.csv`, or appraise `{points_column}` again"),
        ))
    }
}

fn look(look: &HistoryLook, findings: &mut Findings) {
    let campaign = look.campaign;
    let Some(last) = campaign.last_stage() else { return };
    let points = format!("diem_{}", campaign.stages[last]);
    let earlier = campaign.stages.indices().filter(|stage| *stage != last).map(|stage| format!("diem_{}", campaign.stages[stage]));
    let figures: Vec<String> = FIGURES.iter().map(|column| results::COLUMNS[*column].key.to_owned()).chain(earlier).collect();
    for lived in look.rows.iter().filter(|lived| lived.stated.sheet.name == results::SHEET.name) {
        let Some(appraised) = appraised(lived, &points) else { continue };
        let since = &lived.life.versions[appraised..];
        let was = |column: &str| text(&since[0], column);
        let Some(column) = figures.iter().find(|column| was(column) != lived.stated.text(column)) else { continue };
        let now = lived.stated.text(column);
        let commit_of = |version: &Version| &look.history.commits[version.commit];
        let changed = commit_of(since.iter().rev().take_while(|version| text(version, column) == now).last().expect("the last one says it"));
        let fault = ResultChangedAfterAppraisal {
            column: column.as_str().into(),
            values: [was(column), now].map(Into::into),
            points_column: points.as_str().into(),
            appraised: commit_of(&since[0]).day,
            changed: changed.day,
            edit: Edit::of(changed),
        };
        findings.add(&CHECK, lived.place(column), words::named_by(campaign, lived), fault);
    }
}

fn text<'v>(version: &'v Version, column: &str) -> &'v str {
    version.cells.as_ref().map_or("", |cells| records::text(cells, column))
}

/// The version in which the points that stand were given; none where none do.
fn appraised(lived: &Lived, points: &str) -> Option<usize> {
    let now = lived.stated.text(points);
    let versions = &lived.life.versions;
    let same = versions.iter().rev().take_while(|version| text(version, points) == now).count();
    (!now.is_empty()).then(|| versions.len() - same)
}
