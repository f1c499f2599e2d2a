//! The letter that reminds a unit of what it has not handed in, or what it handed in late or with errors: a công văn as NĐ 30/2020/NĐ-CP,
//! Phụ lục I, lays one out. What the campaign does not know – number, day, by when – is left open.

use crate::chase::{Chase, Due, Lateness, Received, Standing, State};
use crate::pipeline::{CampaignRun, Run};
use crate::report::chase::{period_words, thing_words};
use crate::report::documents::{Align, Block, CELL_SIDES, Document, Grid, PIXEL, Paragraph, TEXT_WIDTH, Words, capitalized};
use crate::report::letterhead::{MOTTO, NATION};
use crate::report::xlsx::letters::{Face, text_width};
use crate::report::{Letterhead, name_of};

/// The size of the letter's sentences, in points.
const BODY: u8 = 14;

/// The halves of its head and its foot, in twentieths of a point.
const HALVES: [u32; 2] = [3860, TEXT_WIDTH - 3860];

/// Room for a signature and a seal, in points.
const SIGNATURE: u8 = 60;

/// What is not known.
const OPEN: &str = "…………";

/// The letter to a unit, by code; none where there is nothing to remind it of.
pub fn letter(run: &Run, unit: &str, chase: &Chase) -> Option<Document> {
    let own = |standing: &&Standing| run.campaigns[standing.campaign].campaign.units[standing.unit].code.as_str() == unit;
    let open: Vec<&Standing> = chase.standings.iter().filter(own).filter(|standing| standing.state() != State::Complete).collect();
    // What is not due yet reminds of nothing by itself.
    let first = open.iter().find(|standing| !matches!(standing.lateness, Lateness::Ahead(_)))?;
    let one = &run.campaigns[first.campaign];
    let letterhead = run.asked_for().find_map(Letterhead::of);
    let name = name_of(&one.campaign, &one.scope, first.unit);
    let mut blocks = vec![head(letterhead.as_ref(), &open)];
    blocks.push(Block::Paragraph(Paragraph { room: (18, 12), ..Paragraph::centered(Words::plain(format!("Kính gửi: {name}")), BODY) }));
    let mut sentences: Vec<Paragraph> = body(run, letterhead.as_ref(), name, &open).into_iter().map(sentence).collect();
    // Nobody signs a page with nothing on it.
    if let Some(last) = sentences.last_mut() {
        last.keeps_next = true;
    }
    blocks.extend(sentences.into_iter().map(Block::Paragraph));
    blocks.push(foot(letterhead.as_ref()));
    Some(Document { day: run.as_of(), blocks })
}

fn sentence(text: String) -> Paragraph {
    Paragraph { align: Align::Both, first_line: 567, room: (0, 6), ..Paragraph::new(vec![Words::plain(text)], BODY) }
}

/// The agency with number and subject, beside the nation's name with place and day.
fn head(letterhead: Option<&Letterhead>, open: &[&Standing]) -> Block {
    let agency = letterhead.map_or_else(|| OPEN.to_owned(), |letterhead| letterhead.agency.to_uppercase());
    let place = letterhead.and_then(|letterhead| letterhead.place.as_deref()).unwrap_or(OPEN);
    let above = letterhead.and_then(|letterhead| letterhead.above.as_ref()).map(|above| above.to_uppercase());
    let mut left: Vec<Paragraph> = above.into_iter().map(|above| Paragraph::centered(Words::plain(balanced(&above, false)), 12)).collect();
    left.extend([
        Paragraph { room: (0, 2), ..Paragraph::centered(Words::bold(balanced(&agency, true)), 12) },
        Paragraph::rule(HALVES[0] / 3),
        Paragraph { room: (6, 0), ..Paragraph::centered(Words::plain("Số: ……/……"), 13) },
        Paragraph { room: (4, 0), ..Paragraph::centered(Words::plain(balanced(subject(open), false)), 12) },
    ]);
    let right = vec![
        Paragraph::centered(Words::bold(NATION), 12),
        Paragraph { room: (0, 2), ..Paragraph::centered(Words::bold(MOTTO), 13) },
        // The line is as long as the motto (Phụ lục I, Phần I, Mục II.1).
        Paragraph::rule(text_width(MOTTO, Face { size: 13, bold: true }) * PIXEL),
        Paragraph { room: (6, 0), ..Paragraph::centered(Words::italic(format!("{place}, ngày …… tháng …… năm ………")), 13) },
    ];
    Block::Grid(Grid { widths: HALVES.to_vec(), has_lines: false, rows: vec![vec![left, right]] })
}

/// A text of twelve points in the left half: where one line does not hold it, in two as even as its words allow.
fn balanced(text: &str, bold: bool) -> String {
    let width = |text: &str| text_width(text, Face { size: 12, bold });
    // A cell keeps room free at its sides, and offices differ by a hair.
    if width(text) <= (HALVES[0] - CELL_SIDES) / PIXEL * 97 / 100 {
        return text.to_owned();
    }
    let breaks = text.match_indices(' ').map(|(at, _)| at);
    let even = breaks.min_by_key(|at| width(&text[..*at]).max(width(&text[*at..])));
    even.map_or_else(|| text.to_owned(), |at| format!("{}\n{}", &text[..at], &text[at + 1..]))
}

/// What the letter is about.
fn subject(open: &[&Standing]) -> &'static str {
    let has = |wanted: &[State]| open.iter().any(|standing| wanted.contains(&standing.state()));
    match (has(&[State::Missing]), has(&[State::Faulty, State::Incomplete])) {
        (true, true) => "V/v nộp và sửa, bổ sung hồ sơ thi đua",
        (true, false) => "V/v nộp hồ sơ thi đua",
        (false, true) => "V/v sửa, bổ sung hồ sơ thi đua",
        (false, false) => "V/v thực hiện thời hạn nộp hồ sơ thi đua",
    }
}

/// The sentences.
fn body(run: &Run, letterhead: Option<&Letterhead>, name: &str, open: &[&Standing]) -> Vec<String> {
    let agency = letterhead.map_or(OPEN, |letterhead| &*letterhead.agency);
    let mut sentences = vec![format!(
        "Qua theo dõi việc thực hiện “{}”, tính đến hết ngày {}, {agency} nhận thấy {name} còn một số nội dung cần thực hiện, cụ thể như sau:",
        run.name(),
        run.as_of().vietnamese()
    )];
    let last = open.len();
    sentences.extend(open.iter().enumerate().map(|(place, standing)| {
        let stop = if place + 1 == last { "." } else { ";" };
        format!("{}. {}{stop}", place + 1, item(run, standing))
    }));
    sentences.push(request(name, open));
    if open.iter().any(|standing| standing.state() == State::Faulty) {
        sentences.push("Danh sách nội dung cần sửa và bản số liệu đã đánh dấu được gửi kèm văn bản này.".to_owned());
    }
    sentences.push(format!("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị {name} phản ánh về {agency} để được hướng dẫn./."));
    sentences
}

/// How the unit stands with one thing, in a sentence without its end.
fn item(run: &Run, standing: &Standing) -> String {
    let campaign = &run.campaigns[standing.campaign].campaign;
    let of_plan = if run.shared.is_some() { format!("{} – ", campaign.name) } else { String::new() };
    let period = period_words(campaign, standing.period);
    let period = if period.is_empty() { String::new() } else { format!(" – {period}") };
    let thing = format!("{of_plan}{}{period}", capitalized(&thing_words(campaign, standing.thing)));
    let due = standing.due.map(|due| due_words(run, standing, due));
    let due_behind = due.as_ref().map(|due| format!(" ({due})")).unwrap_or_default();
    let mut parts = vec![match (standing.received, standing.lateness) {
        (Received::Not, Lateness::Overdue(days)) => format!("chưa nộp{due_behind}, đã quá hạn {days} ngày"),
        (Received::Not, Lateness::Ahead(0)) => format!("chưa nộp{due_behind}, hôm nay là ngày cuối"),
        (Received::Not, Lateness::Ahead(days)) => format!("chưa nộp{due_behind}, còn {days} ngày"),
        (Received::Not, Lateness::InTime | Lateness::Late(_) | Lateness::Unknown) => "chưa nộp".to_owned(),
        (Received::On(day), Lateness::Late(days)) => format!("nộp ngày {}{due_behind}, chậm {days} ngày", day.vietnamese()),
        (Received::On(day), _) => format!("đã nộp ngày {}", day.vietnamese()),
        (Received::Undated, _) => "đã nộp".to_owned(),
    }];
    if standing.received != Received::Not {
        parts.extend((standing.errors > 0).then(|| format!("có {} lỗi cần sửa", standing.errors)));
        parts.extend((standing.gaps > 0).then(|| format!("còn thiếu {} mục số liệu", standing.gaps)));
    }
    format!("{thing}: {}", parts.join("; "))
}

/// By when, and who gave more time.
fn due_words(run: &Run, standing: &Standing, due: Due) -> String {
    let CampaignRun { campaign, .. } = &run.campaigns[standing.campaign];
    let day = due.day.vietnamese();
    if !due.is_extended {
        return format!("hạn cuối là ngày {day}");
    }
    let extension = standing.thing.duty(campaign).and_then(|duty| campaign.extensions.find(standing.unit, duty, standing.period));
    match extension.map(|extension| &*extension.document).filter(|document| !document.is_empty()) {
        Some(document) => format!("hạn cuối là ngày {day}, đã gia hạn theo văn bản {document}"),
        None => format!("hạn cuối là ngày {day}, đã gia hạn"),
    }
}

/// What the unit is asked to do, and by when.
fn request(name: &str, open: &[&Standing]) -> String {
    let has = |wanted: &[State]| open.iter().any(|standing| wanted.contains(&standing.state()));
    let mut asked = Vec::new();
    if has(&[State::Missing]) {
        asked.push("nộp các nội dung chưa nộp");
    }
    if has(&[State::Faulty]) {
        asked.push("sửa các chỗ đã đánh dấu và gửi lại");
    }
    if has(&[State::Incomplete]) || open.iter().any(|standing| standing.state() == State::Faulty && standing.gaps > 0) {
        asked.push("bổ sung số liệu còn thiếu");
    }
    if asked.is_empty() {
        return format!("Đề nghị {name} rà soát nguyên nhân nộp chậm và thực hiện đúng thời hạn trong các kỳ tiếp theo.");
    }
    format!("Đề nghị {name} {} trước ngày ……/……/……….", asked.join("; "))
}

/// Who receives it, beside who signs it.
fn foot(letterhead: Option<&Letterhead>) -> Block {
    let left = vec![
        Paragraph { room: (8, 0), ..Paragraph::new(vec![Words { is_bold: true, ..Words::italic("Nơi nhận:") }], 12) },
        Paragraph::new(vec![Words::plain("- Như trên;")], 11),
        Paragraph::new(vec![Words::plain("- Lưu: VT, ……")], 11),
    ];
    let capacity = letterhead.map_or_else(|| OPEN.to_owned(), Letterhead::capacity_words);
    let signer = letterhead.and_then(|letterhead| letterhead.signer.as_deref()).unwrap_or(OPEN);
    let right =
        vec![Paragraph { room: (8, SIGNATURE), ..Paragraph::centered(Words::bold(capacity), BODY) }, Paragraph::centered(Words::bold(signer), BODY)];
    Block::Grid(Grid { widths: HALVES.to_vec(), has_lines: false, rows: vec![vec![left, right]] })
}
