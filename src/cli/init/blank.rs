//! A folder to fill in: a small definition with its comments, and the header lines of the sheets.

use std::fmt::Write as _;

use crate::checks::CHECKS;
use crate::cli::init::{Beginning, Files, sheets};
use crate::diagnostic::{Grade, Voice};
use crate::draft::{Definition, adjustments, extensions, receipts, targets, units};
use crate::pipeline::DEFINITION;
use crate::sheet::Sheet;
use crate::value::Day;
use crate::{registrations, results, yaml};

/// The year of the definition where no day is given; the clock is not read.
const SAMPLE_YEAR: i32 = 2026;

/// The sheets that say the same empty as absent; any other, empty, says that there is none.
const SILENT: [&Sheet; 7] =
    [&units::SHEET, &targets::SHEET, &receipts::SHEET, &extensions::SHEET, &adjustments::SHEET, &registrations::SHEET, &results::SHEET];

pub(super) fn begin(day: Option<Day>) -> Beginning {
    let year = day.map_or(SAMPLE_YEAR, Day::year);
    let definition = include_str!("texts/phong-trao.yaml").replace("{NAM}", &year.to_string()) + &severities(true);
    let (decoded, _) = yaml::decode_text::<Definition>(&definition);
    let decoded = decoded.expect("a test reads the blank definition");
    let mut files = Files::from([(DEFINITION.to_owned(), definition.into_bytes())]);
    for sheet in SILENT {
        files.insert(sheets::home(sheet), sheets::labels(sheet, &decoded));
    }
    files.extend(sheets::forms(&decoded, &files));
    let mut words = vec![
        "sửa những chỗ có chữ ĐIỀN trong phong-trao.yaml, ghi đơn vị vào don-vi.csv, rồi chạy `thidua check`".to_owned(),
        "bảng khác có sẵn dòng tiêu đề ở .thidua/mau/: chép ra khi có số liệu".to_owned(),
    ];
    if day.is_none() {
        words.push(format!("năm {year} là ví dụ: sửa khóa nam và các ngày, hoặc lập lại với `--as-of hom-nay`"));
    }
    Beginning { files, words }
}

/// Every check that can be adjusted, as comments to take up: its severity, its title.
pub(super) fn severities(has_key: bool) -> String {
    let adjustable: Vec<(&str, &str, String)> = CHECKS
        .iter()
        .filter_map(|check| {
            let word = match check.grade {
                Grade::Required | Grade::Sealed => return None,
                Grade::Error => "loi",
                Grade::Warning | Grade::Note => "canh_bao",
            };
            let default = if check.grade == Grade::Note { "(mặc định: lưu ý) " } else { "" };
            Some((check.name, word, format!("{default}{}", check.title(Voice::default()))))
        })
        .collect();
    let widest = adjustable.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let mut text = String::from(
        "# Mức của các phép kiểm tra đổi được: loi, canh_bao hoặc bo_qua. Bỏ dấu # ở dòng muốn đổi và ở dòng kiem_tra.\n\
         # Mức ghi ở mỗi dòng là mức mặc định, trừ dòng nói khác. Phép kiểm tra không có ở đây là bắt buộc.\n",
    );
    text.push_str(if has_key { "# kiem_tra:\n" } else { "# Thêm vào khóa kiem_tra ở trên:\n" });
    for (name, word, title) in adjustable {
        let colon = format!("{name}:");
        let _ = writeln!(text, "#   {colon:0$} {word:8}  # {title}", widest + 1);
    }
    text
}
