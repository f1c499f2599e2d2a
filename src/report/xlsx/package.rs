//! A workbook as a file: sheets are written as they are made; the library adds all that stands once.

use std::io::{self, Cursor, Seek, SeekFrom, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::report::xlsx::Bound;
use crate::report::xlsx::style::Styles;
use crate::report::xlsx::text::Strings;
use crate::value::Day;

/// How hard text is pressed, from 1 to 9: beyond it a tenth of the size costs the time twice over.
const LEVEL: i64 = 3;

/// The table of texts.
const STRINGS: &str = "xl/sharedStrings.xml";

/// The file being written.
pub(super) struct Package<W: Write + Seek> {
    zip: ZipWriter<UntilFailure<W>>,
}

/// A file that takes no more once it has failed, and says so once: what closes an archive given up has nothing to add.
struct UntilFailure<W> {
    out: W,
    has_failed: bool,
}

impl<W> UntilFailure<W> {
    fn try_to<T>(&mut self, otherwise: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.has_failed {
            return Ok(otherwise);
        }
        let done = act(&mut self.out);
        self.has_failed = done.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        done
    }
}

impl<W: Write> Write for UntilFailure<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.try_to(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.try_to((), Write::flush)
    }
}

impl<W: Seek> Seek for UntilFailure<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.try_to(0, |out| out.seek(to))
    }
}

/// What a workbook says of itself.
pub(super) struct Properties<'a> {
    pub(super) title: &'a str,
    pub(super) author: String,
    pub(super) day: Day,
}

impl<W: Write + Seek> Package<W> {
    pub(super) fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(UntilFailure { out, has_failed: false }) }
    }

    /// Begins the part of a sheet.
    pub(super) fn sheet(&mut self, number: usize) -> anyhow::Result<&mut dyn Write> {
        self.zip.start_file(part(number), options())?;
        Ok(&mut self.zip)
    }

    /// Adds the table of texts, and whatever else a workbook has once: looks, names, what it says of itself.
    pub(super) fn finish(mut self, sheets: &[Bound], styles: &Styles, strings: &Strings, properties: &Properties<'_>) -> anyhow::Result<W> {
        self.zip.start_file(STRINGS, options())?;
        strings.write(&mut self.zip)?;
        let mut frame = ZipArchive::new(Cursor::new(frame(sheets, styles, properties)?))?;
        let written: Vec<String> = (0..sheets.len()).map(part).collect();
        for position in 0..frame.len() {
            let entry = frame.by_index_raw(position)?;
            let name = entry.name()?;
            let is_written = name == STRINGS || written.iter().any(|part| *part == name);
            if !is_written {
                self.zip.raw_copy_file(entry)?;
            }
        }
        Ok(self.zip.finish()?.out)
    }
}

fn part(number: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", number + 1)
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(zip::DateTime::default())
}

/// A workbook of the same sheets without their cells.
fn frame(sheets: &[Bound], styles: &Styles, properties: &Properties<'_>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let said = DocProperties::new().set_title(properties.title).set_author(&properties.author).set_creation_datetime(&creation(properties.day)?);
    workbook.set_properties(&said);
    let (plain, formats) = styles.formats().split_first().expect("the plain one is the first");
    workbook.set_default_format(plain, 20, 64)?;
    for (number, bound) in sheets.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&bound.name)?;
        let (row, column) = bound.laid.last();
        sheet.set_print_area(0, 0, row, column)?;
        if let Some(repeated) = &bound.repeated {
            sheet.set_repeat_rows(repeated.rows.0, repeated.rows.1)?;
            if let Some(column) = repeated.last_column {
                sheet.set_repeat_columns(0, column)?;
            }
        }
        if number == 0 {
            // Formats are numbered as cells come to use them; a text makes the workbook have a table of texts.
            for (row, format) in (0..).zip(formats) {
                sheet.write_blank(row, 0, format)?;
            }
            sheet.write_string(0, 1, "text")?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn creation(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).expect("months and days are small");
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use zip::ZipArchive;

    use super::{Properties, frame};
    use crate::report::xlsx::Bound;
    use crate::report::xlsx::grid::Laid;
    use crate::report::xlsx::style::{Style, Styles};
    use crate::report::{Orientation, Page};
    use crate::value::Day;

    #[test]
    fn the_library_numbers_formats_as_cells_name_them() {
        let mut styles = Styles::new();
        let bold = styles.number(Style { bold: true, ..Style::BODY });
        let filled = styles.number(Style { fill: true, size: 9, ..Style::BODY });
        let orientation = Orientation::Portrait;
        let page = Page { name: "a".into(), letterhead: None, title: "a".into(), subtitle: Vec::new(), orientation, tables: Vec::new() };
        let sheet = || Bound { name: "a".to_owned(), laid: Laid::of(&page, None, &[]), repeated: None };
        let properties = Properties { title: "a", author: "a".to_owned(), day: Day::from_ymd(2026, 1, 2).expect("a day") };
        let sheets = [sheet(), Bound { name: "b".to_owned(), ..sheet() }];
        let bytes = frame(&sheets, &styles, &properties).expect("a frame can be made");
        let mut frame = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
        let mut xml = String::new();
        frame.by_name("xl/worksheets/sheet1.xml").expect("a sheet").read_to_string(&mut xml).expect("text");
        assert!(xml.contains(&format!("<c r=\"A1\" s=\"{bold}\"/>")) && xml.contains(&format!("<c r=\"A2\" s=\"{filled}\"/>")), "{xml}");
    }
}
