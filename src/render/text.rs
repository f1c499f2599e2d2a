//! Findings as text for people: excerpt, caret, the line that makes it wrong, the next action.
//!
//! Identical findings are shown three times at most and counted, a check's findings twenty times at most; what is not
//! shown is said.

use std::collections::HashMap;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet};

use crate::diagnostic::{Check, Language, Severity, Voice};
use crate::pipeline::Outside;
use crate::render::{Located, Setting, Shown, Teller, Writer};

/// How many identical findings are shown.
const IDENTICAL: usize = 3;
/// How many findings of one check are shown.
const OF_A_CHECK: usize = 20;

/// How text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether colours and weights are written; no state is told by them alone.
    pub is_styled: bool,
}

/// The format.
#[derive(Debug)]
pub(super) struct Text {
    setting: Setting,
    /// Folders written, and their findings by severity.
    folders: usize,
    counts: [usize; 3],
}

impl Text {
    pub(super) fn new(setting: Setting) -> Self {
        Self { setting, folders: 0, counts: [0; 3] }
    }
}

impl Writer for Text {
    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.setting.is_several {
            let gap = if self.folders > 0 { "\n" } else { "" };
            writeln!(out, "{gap}── {} ──\n", teller.folder().unwrap_or("."))?;
        }
        self.folders += 1;
        for (count, more) in self.counts.iter_mut().zip(counts(&teller)) {
            *count += more;
        }
        write(teller, self.setting.layout, out)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.setting.is_several {
            return Ok(());
        }
        let (folders, [errors, warnings, notes]) = (self.folders, self.counts);
        let words = self.setting.voice.say(
            format!("{folders} thư mục: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý"),
            format!("{folders} folders: {errors} errors, {warnings} warnings, {notes} notes"),
        );
        writeln!(out, "\n{words}")
    }
}

/// Errors, warnings and notes of a folder.
fn counts(teller: &Teller<'_>) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Note].map(|severity| teller.run().count(severity))
}

/// Writes the findings that are shown, how many are not, and the counts.
fn write(mut teller: Teller<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let run = teller.run();
    let voice = teller.voice();
    let renderer = if layout.is_styled { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(layout.width);
    let mut identical: HashMap<(&str, String), usize> = HashMap::new();
    let mut hidden: Vec<(&'static Check, usize)> = Vec::new();
    let mut shown_of: HashMap<&str, usize> = HashMap::new();
    for (severity, finding) in &run.findings {
        let of_check = shown_of.entry(finding.check.name).or_default();
        let same = identical.entry((finding.check.name, finding.fault.title(voice))).or_default();
        *same += 1;
        if *same > IDENTICAL || *of_check >= OF_A_CHECK {
            match hidden.iter_mut().find(|(check, _)| check.name == finding.check.name) {
                Some((_, count)) => *count += 1,
                None => hidden.push((finding.check, 1)),
            }
            continue;
        }
        *of_check += 1;
        let shown = teller.tell(*severity, finding);
        writeln!(out, "{}\n", renderer.render(&report(&shown, voice)))?;
    }
    for (check, count) in hidden {
        let words = voice.say(
            format!("còn {count} phát hiện `{}` không in ở đây; `--format concise` in đủ", check.name),
            format!("{count} more findings of `{}` are not shown here; `--format concise` shows all", check.name),
        );
        writeln!(out, "{words}\n")?;
    }
    writeln!(out, "{}", summary(&teller, voice))
}

fn summary(teller: &Teller<'_>, voice: Voice) -> String {
    let run = teller.run();
    let [errors, warnings, notes] = counts(teller);
    let rows = run.streamed_rows();
    let files = run.rows.files.len();
    let waived = match run.waived {
        0 => String::new(),
        waived => voice.say(format!("; {waived} phát hiện được miễn trừ"), format!("; {waived} waived")),
    };
    let outside = match run.outside.map_or(0, Outside::count) {
        0 => String::new(),
        outside => voice.say(format!("; {outside} ngoài các tệp được hỏi"), format!("; {outside} outside the files asked for")),
    };
    let rest = format!("{waived}{outside}");
    voice.say(
        format!("{files} tệp, {rows} dòng kết quả và đăng ký: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý{rest}"),
        format!("{files} files, {rows} rows of results and registrations: {errors} errors, {warnings} warnings, {notes} notes{rest}"),
    )
}

fn level(severity: Severity, voice: Voice) -> Level<'static> {
    let (level, vietnamese) = match severity {
        Severity::Error => (Level::ERROR, "lỗi"),
        Severity::Warning => (Level::WARNING, "cảnh báo"),
        Severity::Note => (Level::NOTE, "lưu ý"),
    };
    match voice.language {
        Language::Vietnamese => level.with_name(Some(vietnamese)),
        Language::English => level.with_name(Some(severity.name())),
    }
}

fn help(voice: Voice) -> Level<'static> {
    match voice.language {
        Language::Vietnamese => Level::HELP.with_name(Some("cách sửa")),
        Language::English => Level::HELP.with_name(Some("help")),
    }
}

fn report(shown: &Shown, voice: Voice) -> Vec<Group<'_>> {
    let title = level(shown.severity, voice).primary_title(shown.title.as_str()).id(shown.check.name);
    let mut elements: Vec<Element<'_>> = Vec::new();
    if !shown.place.file.is_empty() {
        elements.push(excerpt(&shown.place, AnnotationKind::Primary, cell_words(&shown.place, voice)));
    }
    for (place, words) in &shown.related {
        elements.push(excerpt(place, AnnotationKind::Context, words.clone()));
    }
    if let Some(words) = &shown.help {
        let message: Message<'_> = help(voice).message(words.as_str());
        elements.push(message.into());
    }
    vec![if elements.is_empty() { Group::with_title(title) } else { title.elements(elements) }]
}

/// The cell as a spreadsheet shows it, and its label: `ô D14 (diem_tham_dinh)`.
fn cell_words(place: &Located, voice: Voice) -> String {
    let Some(cell) = place.sheeted.as_ref() else { return String::new() };
    let Some(address) = &cell.cell else { return String::new() };
    let label = cell.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    voice.say(format!("ô {address}{label}"), format!("cell {address}{label}"))
}

fn excerpt(place: &Located, kind: AnnotationKind, words: String) -> Element<'_> {
    let Some(line) = place.line else { return Origin::path(&*place.file).into() };
    let label = (!words.is_empty()).then_some(words);
    let range = place.range.start.min(place.text.len())..place.range.end.min(place.text.len());
    let snippet = Snippet::source(place.text.as_str())
        .line_start(usize::try_from(line).unwrap_or(usize::MAX))
        .path(&*place.file)
        .annotation(kind.span(range).label(label));
    snippet.into()
}
