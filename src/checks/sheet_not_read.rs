//! A sheet of the folder that this release does not count yet.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::{Home, Place, has_csv_ending};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "sheet-not-read",
    page: include_str!("sheet_not_read.md"),
    grade: Grade::Note,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NotRead,
}

/// The sheets that are not read, and what they hold.
const NOT_READ: &[(Home, [&str; 2])] = &[(Home::File("phuc-tra.csv"), ["phúc tra", "appeals"])];

/// Where the sheets that are not read stand.
pub(super) fn homes() -> impl Iterator<Item = Home> {
    NOT_READ.iter().map(|(home, _)| *home)
}

/// Whether a path is a sheet that is known and not read.
pub(super) fn is_known(path: &str) -> bool {
    holds(path).is_some()
}

fn holds(path: &str) -> Option<[&'static str; 2]> {
    let is_at = |home: Home| match home {
        Home::File(file) => path == file,
        Home::Folder(folder) => path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && has_csv_ending(path),
    };
    NOT_READ.iter().find(|(home, _)| is_at(*home)).map(|(_, holds)| *holds)
}

#[derive(Debug)]
struct SheetNotRead {
    holds: [&'static str; 2],
}

impl Fault for SheetNotRead {
    fn reason(&self) -> &'static str {
        Reason::NotRead.into()
    }

    fn title(&self, voice: Voice) -> String {
        let [vietnamese, english] = self.holds;
        voice.say(
            format!("{vietnamese} chưa tính: bản này không đọc bảng này"),
            format!("{english} are not counted yet: this release does not read the sheet"),
        )
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for (number, path) in (0..).zip(resolution.strays) {
        if let Some(holds) = holds(path) {
            findings.add(&CHECK, Place::Stray(number), Subject::nobody(), SheetNotRead { holds });
        }
    }
}
