//! A workbook as a file: sheets are written as they are made; the library adds all that stands once.

use std::io::{Cursor, Seek, Write};

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
    zip: ZipWriter<W>,
}

/// What a workbook says of itself.
pub(super) struct Properties<'a> {
    pub(super) title: &'a str,
    pub(super) author: String,
    pub(super) day: Day,
}

impl<W: Write + Seek> Package<W> {
    pub(super) fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out) }
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
        Ok(self.zip.finish()?)
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
