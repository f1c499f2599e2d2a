//! A file that looks like a sheet and is none, or a spreadsheet in a sheet's place.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::SMALL_SHEETS;
use crate::registrations;
use crate::results;
use crate::sheet::{self, Home, Place};
use crate::value::text;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-sheet",
    page: include_str!("unknown_sheet.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Unknown,
    Spreadsheet,
}

#[derive(Debug)]
struct UnknownSheet {
    path: Box<str>,
    nearest: Option<String>,
}

impl Fault for UnknownSheet {
    fn reason(&self) -> &'static str {
        Reason::Unknown.into()
    }

    fn title(&self, voice: Voice) -> String {
        let path = words::shown(&self.path);
        voice.say(format!("không có bảng nào tên `{path}`, tệp này không được đọc"), format!("no sheet is named `{path}`, the file is not read"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match &self.nearest {
            Some(nearest) => voice.say(format!("đổi tên tệp thành `{nearest}`"), format!("rename the file to `{nearest}`")),
            None => voice.say("đưa tệp ra khỏi thư mục phong trào", "move the file out of the campaign's folder"),
        })
    }
}

/// A spreadsheet where a sheet would be read.
#[derive(Debug)]
struct Spreadsheet {
    path: Box<str>,
    /// The sheet it stands for.
    sheet: String,
}

impl Fault for Spreadsheet {
    fn reason(&self) -> &'static str {
        Reason::Spreadsheet.into()
    }

    fn title(&self, voice: Voice) -> String {
        let path = words::shown(&self.path);
        voice.say(
            format!("`{path}` là bảng tính: không được đọc, số liệu trong đó không được tính"),
            format!("`{path}` is a spreadsheet: it is not read, and nothing in it counts"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self { sheet, .. } = self;
        Some(match sheet.split_once('/') {
            Some((folder, _)) => voice.say(
                format!("chuyển tệp ra khỏi `{folder}/` rồi nhận bằng `thidua import`, hoặc lưu thành `{sheet}`"),
                format!("move the file out of `{folder}/` and take it in with `thidua import`, or save it as `{sheet}`"),
            ),
            None => voice.say(format!("lưu thành `{sheet}`"), format!("save it as `{sheet}`")),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for (number, path) in (0..).zip(resolution.strays) {
        if is_left_behind(path) {
            continue;
        }
        let (place, subject) = (Place::Stray(number), Subject::nobody());
        match sheet::spreadsheet_stem(path) {
            Some(stem) => findings.add(&CHECK, place, subject, Spreadsheet { path: path.clone(), sheet: format!("{stem}.csv") }),
            None => findings.add(&CHECK, place, subject, UnknownSheet { path: path.clone(), nearest: nearest(path) }),
        };
    }
}

/// Whether a program left the file behind: `~$don-vi.csv`, `.~lock.don-vi.csv`.
fn is_left_behind(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(['~', '.'])
}

/// The path the file may have been meant to have.
fn nearest(path: &str) -> Option<String> {
    let homes = || SMALL_SHEETS.iter().map(|sheet| sheet.home).chain([registrations::SHEET.home, results::SHEET.home]);
    let files: Vec<&str> = homes().filter_map(|home| if let Home::File(file) = home { Some(file) } else { None }).collect();
    let folders: Vec<&str> = homes().filter_map(|home| if let Home::Folder(folder) = home { Some(folder) } else { None }).collect();
    let (stem, _) = path.rsplit_once('.').unwrap_or((path, ""));
    if let Some((folder, rest)) = stem.split_once('/') {
        let is_sheet = files.iter().find(|file| rest.rsplit('/').next().is_some_and(|name| text::fold(&format!("{name}.csv")) == text::fold(file)));
        let folder = text::nearest(folder, folders.iter().copied(), 1).first().map(|near| format!("{near}/{rest}.csv"));
        return is_sheet.map(|file| (*file).to_owned()).or(folder);
    }
    let name = format!("{stem}.csv");
    let folder = folders.iter().find(|folder| text::fold(folder) == text::fold(stem)).map(|folder| format!("{folder}/{name}"));
    folder.or_else(|| text::nearest(&name, files.iter().copied(), 1).first().map(|file| (*file).to_owned()))
}
