//! The page of what a unit is to mend: where in its marked copy, what is wrong, what to do. It is one page: what has no room on it stands
//! in the copy, and the page says how much that is.

use crate::diagnostic::{Severity, Voice};
use crate::feedback::{Fault, Pack, Spot};
use crate::pipeline::Run;
use crate::report::Letterhead;
use crate::report::documents::{Align, Block, Document, Grid, Kind, Paragraph, TEXT_HEIGHT, TEXT_WIDTH, Words, capitalized, height};
use crate::words;

/// The sizes of a sentence and of the cells, in points.
const BODY: u8 = 13;
const CELL: u8 = 11;

/// The columns: number, where, how much it weighs, what is wrong, what to do; in twentieths of a point.
const WIDTHS: [u32; 5] = [500, 2150, 800, 3021, 2600];
const _: () = assert!(WIDTHS[0] + WIDTHS[1] + WIDTHS[2] + WIDTHS[3] + WIDTHS[4] == TEXT_WIDTH);

/// What is left free of a page: offices differ in how high a line is.
const RESERVE: u32 = TEXT_HEIGHT / 20;

/// The page of a pack.
pub fn list(run: &Run, pack: &Pack<'_>, voice: Voice) -> Document {
    let mut blocks = head(run, pack, voice);
    let mut grid = Grid { widths: WIDTHS.to_vec(), has_lines: true, rows: vec![headings(voice)] };
    let mut faults: Vec<&Fault<'_>> = pack.faults.iter().collect();
    faults.sort_by_key(|fault| fault.severity);
    let ends = |left: usize| [Block::Paragraph(how_many_more(left, voice))];
    // The longest sentence below is the one that counts most.
    let closing = height::height(&ends(faults.len()), TEXT_WIDTH);
    let mut free = (TEXT_HEIGHT - RESERVE).saturating_sub(height::height(&blocks, TEXT_WIDTH) + height::row_height(&grid.rows[0], &WIDTHS) + closing);
    for (number, fault) in faults.iter().enumerate() {
        let row = row(number + 1, pack, fault, voice);
        let needed = height::row_height(&row, &WIDTHS);
        if needed > free {
            break;
        }
        free -= needed;
        grid.rows.push(row);
    }
    let left = faults.len() + 1 - grid.rows.len();
    blocks.push(Block::Grid(grid));
    if left > 0 {
        blocks.extend(ends(left));
    }
    Document { day: run.as_of(), blocks }
}

/// Whose page it is, and how to go about it.
fn head(run: &Run, pack: &Pack<'_>, voice: Voice) -> Vec<Block> {
    let letterhead = run.asked_for().find_map(Letterhead::of);
    let mut blocks = Vec::new();
    if let Some(agency) = letterhead.map(|letterhead| letterhead.agency) {
        blocks.push(Paragraph { room: (0, 10), ..Paragraph::centered(Words::bold(agency.to_uppercase()), 12) });
    }
    let title = voice.say("Danh sách nội dung cần sửa", "What is to be mended").to_uppercase();
    blocks.push(Paragraph { kind: Kind::Title, ..Paragraph::centered(Words::bold(title), 14) });
    let unit = voice.say("Đơn vị", "Unit");
    blocks.push(Paragraph::centered(Words::bold(format!("{unit}: {}", pack.name)), BODY));
    blocks.push(Paragraph::centered(Words::plain(run.name()), BODY));
    let day = words::day(run.as_of(), voice);
    let day = voice.say(format!("Tính đến hết ngày {day}"), format!("As of {day}"));
    blocks.push(Paragraph { room: (0, 8), ..Paragraph::centered(Words::italic(day), BODY) });
    let body = Paragraph { align: Align::Both, first_line: 567, room: (0, 8), ..Paragraph::new(vec![Words::plain(opening(pack, voice))], BODY) };
    blocks.push(body);
    blocks.into_iter().map(Block::Paragraph).collect()
}

/// How much there is, and what to do with it.
fn opening(pack: &Pack<'_>, voice: Voice) -> String {
    let of = |severity: Severity| pack.faults.iter().filter(|fault| fault.severity == severity).count();
    let counted = [Severity::Error, Severity::Warning, Severity::Note].into_iter().map(|severity| (of(severity), severity_words(severity, voice)));
    let counted: Vec<String> = counted.filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    let (count, counted) = (pack.faults.len(), counted.join(", "));
    voice.say(
        format!(
            "Số liệu của đơn vị có {count} nội dung cần xem lại ({counted}). Các nội dung này được đánh dấu trong bản gửi kèm, cột LỖI ghi việc \
             cần làm. Đề nghị đơn vị sửa ngay trong bản gửi kèm rồi gửi lại; việc phải sửa ở tệp đơn vị không giữ thì báo cán bộ thi đua."
        ),
        format!(
            "What the unit handed in has {count} places to look at again ({counted}). They are marked in the copy that comes with this page; \
             its column LỖI says what to do. Please mend them in that copy and send it back; what is to be mended in a file the unit \
             does not keep, tell the emulation officer."
        ),
    )
}

fn severity_words(severity: Severity, voice: Voice) -> String {
    match severity {
        Severity::Error => voice.say("lỗi", "error"),
        Severity::Warning => voice.say("cảnh báo", "warning"),
        Severity::Note => voice.say("lưu ý", "note"),
    }
}

fn headings(voice: Voice) -> Vec<Vec<Paragraph>> {
    let headings = [
        voice.say("TT", "No."),
        voice.say("Chỗ cần sửa", "Where"),
        voice.say("Mức", "Weight"),
        voice.say("Nội dung", "What is wrong"),
        voice.say("Cách sửa", "What to do"),
    ];
    headings.into_iter().map(|heading| vec![Paragraph { room: (2, 2), ..Paragraph::centered(Words::bold(heading), CELL) }]).collect()
}

fn row(number: usize, pack: &Pack<'_>, fault: &Fault<'_>, voice: Voice) -> Vec<Vec<Paragraph>> {
    let cell = |words: Vec<Words>| vec![Paragraph { room: (1, 1), ..Paragraph::new(words, CELL) }];
    let middle = |text: String| vec![Paragraph { room: (1, 1), ..Paragraph::centered(Words::plain(text), CELL) }];
    let help = fault.help(voice).unwrap_or_default();
    vec![
        middle(number.to_string()),
        cell(vec![Words::plain(place(pack, fault, voice))]),
        middle(severity_words(fault.severity, voice)),
        cell(vec![Words::plain(capitalized(&fault.title(voice)))]),
        cell(vec![Words::plain(capitalized(&help))]),
    ]
}

/// Where in the marked copy.
fn place(pack: &Pack<'_>, fault: &Fault<'_>, voice: Voice) -> String {
    let sheet = &pack.sheets[fault.sheet].name;
    let number = pack.number(fault).map(|number| number.to_string()).unwrap_or_default();
    let address = pack.address(fault).unwrap_or_default();
    let label = pack.label(fault).filter(|label| !label.is_empty()).map(|label| format!(" ({label})")).unwrap_or_default();
    let spot = match fault.spot {
        Spot::Sheet => voice.say("cả bảng", "the whole sheet"),
        Spot::Label(_) => voice.say(format!("nhãn cột ở ô {address}{label}"), format!("label in cell {address}{label}")),
        Spot::Row(_) => voice.say(format!("dòng {number}"), format!("row {number}")),
        Spot::Lacking(_) => voice.say(format!("dòng {number}, còn thiếu"), format!("row {number}, lacking")),
        Spot::Cell(..) => voice.say(format!("ô {address}{label}"), format!("cell {address}{label}")),
    };
    format!("{sheet}: {spot}")
}

fn how_many_more(left: usize, voice: Voice) -> Paragraph {
    let words = voice.say(
        format!("Còn {left} nội dung nữa, xem ở cột LỖI của bản gửi kèm."),
        format!("{left} more: see the column LỖI of the copy that comes with this page."),
    );
    Paragraph { room: (6, 0), ..Paragraph::new(vec![Words::italic(words)], BODY) }
}
