//! What a spreadsheet may be before it is opened: so large, whole, and leading nowhere in circles.
//!
//! A spreadsheet is a container that says little of what it becomes: a few bytes may unfold to gigabytes, one cell may stand in the last
//! corner of a page, a chain of sectors may bite its own tail. All of that is found out here, part by part and holding none of it, so
//! that the reader behind it meets only what it can end.

use std::io::{self, BufReader, Cursor, Read};

use anyhow::{Context as _, anyhow, bail};
use quick_xml::events::Event;

/// How large a file may be.
pub const MOST_BYTES: u64 = 256 << 20;
/// How much the parts of a file may unfold to.
const MOST_UNFOLDED: u64 = 1 << 30;
/// How many parts it may have.
const MOST_PARTS: usize = 10_000;
/// How many cells its pages may have, also where most are empty.
pub const MOST_CELLS: u64 = 4_000_000;
/// How many columns a page may have.
pub const MOST_COLUMNS: u64 = 1_000;
/// How deep the elements of a part may stand in one another.
const DEEPEST: usize = 256;

/// Looks through a zip container.
///
/// # Errors
/// Where it is no zip, is too large, or a part of it is no well-formed XML.
pub(super) fn zip(bytes: &[u8]) -> anyhow::Result<()> {
    zip_within(bytes, MOST_UNFOLDED)
}

fn zip_within(bytes: &[u8], most: u64) -> anyhow::Result<()> {
    let too_much = || format!("tệp nở ra hơn {} MB khi mở: không mở; xóa những trang, hình không cần rồi lưu lại", most >> 20);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| anyhow!("tệp hỏng: không đọc được danh mục các phần bên trong"))?;
    if archive.len() > MOST_PARTS {
        bail!("tệp có {} phần bên trong, nhiều hơn {MOST_PARTS}: không mở", archive.len());
    }
    let mut unfolded = 0_u64;
    for index in 0..archive.len() {
        let part =
            archive.by_index(index).map_err(|_| anyhow!("tệp hỏng, hoặc có mật khẩu: mở bằng Excel hay LibreOffice, bỏ mật khẩu rồi lưu lại"))?;
        let name = part.name().map_or_else(|_| format!("thứ {}", index + 1), std::borrow::Cow::into_owned);
        // The directory may lie of sizes: what is read is counted as well.
        if unfolded.saturating_add(part.size()) > most {
            bail!("{}", too_much());
        }
        let mut counted = Counted { part, read: 0, most: most - unfolded };
        if matches!(name.rsplit_once('.'), Some((_, "xml" | "rels"))) {
            look_through(&mut counted, &name).with_context(|| format!("tệp hỏng ở phần `{name}`"))?;
        } else {
            io::copy(&mut counted, &mut io::sink()).map_err(|_| anyhow!("tệp hỏng ở phần `{name}`, hoặc nở ra quá lớn"))?;
        }
        unfolded += counted.read;
    }
    Ok(())
}

/// A part whose bytes are counted, up to the most there may be.
struct Counted<R> {
    part: R,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(buffer)?;
        self.read += count as u64;
        if self.read > self.most {
            return Err(io::Error::other("nở ra quá lớn khi mở"));
        }
        Ok(count)
    }
}

/// Reads a part of XML to its end: well-formed, not too deep, and of a page of `OpenDocument` that its repeated cells are not too many.
fn look_through(part: impl Read, name: &str) -> anyhow::Result<()> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut open = 0_usize;
    let mut spread = Spread::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| anyhow!("đứt giữa chừng, hoặc nở ra quá lớn"))? {
            Event::Start(element) => {
                open += 1;
                if open > DEEPEST {
                    bail!("các phần tử lồng nhau quá sâu");
                }
                if name == "content.xml" {
                    spread.enter(&element)?;
                }
            }
            Event::Empty(element) if name == "content.xml" => {
                spread.enter(&element)?;
                if element.name().as_ref() == "table:table-row" {
                    spread.end_row()?;
                }
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                if name == "content.xml" {
                    match element.name().as_ref() {
                        "table:table-row" => spread.end_row()?,
                        "table:table" => spread.end_table(),
                        _ => {}
                    }
                }
            }
            // What a spreadsheet writes has none; it could name further files.
            Event::DocType(_) => bail!("có khai báo DOCTYPE"),
            Event::Eof if open > 0 => bail!("đứt giữa chừng"),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// How far the cells of a page of `OpenDocument` reach, where cells and rows say how often they are repeated.
#[derive(Default)]
struct Spread {
    row_repeats: u64,
    columns: u64,
    /// Columns up to the last filled cell of the row.
    filled: u64,
    /// Rows up to the last with a filled cell, in the page so far.
    rows: u64,
    empty_rows: u64,
    widest: u64,
}

impl Spread {
    fn enter(&mut self, element: &quick_xml::events::BytesStart<'_>) -> anyhow::Result<()> {
        let count = |key: &str| -> anyhow::Result<u64> {
            match element.try_get_attribute(key)? {
                Some(attribute) => Ok(attribute.value.parse().unwrap_or(u64::MAX)),
                None => Ok(1),
            }
        };
        match element.name().as_ref() {
            "table:table-row" => {
                self.row_repeats = count("table:number-rows-repeated")?;
                (self.columns, self.filled) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = self.columns.saturating_add(count("table:number-columns-repeated")?);
                let is_filled = element.attributes().filter_map(Result::ok).any(|attribute| {
                    let key = attribute.key.as_ref();
                    key.starts_with("office:") || key == "table:formula"
                });
                if is_filled {
                    self.filled = self.columns;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> anyhow::Result<()> {
        if self.filled == 0 {
            self.empty_rows = self.empty_rows.saturating_add(self.row_repeats);
            return Ok(());
        }
        self.rows = self.rows.saturating_add(self.empty_rows).saturating_add(self.row_repeats);
        self.empty_rows = 0;
        self.widest = self.widest.max(self.filled);
        check_extent(self.rows, self.widest)
    }

    fn end_table(&mut self) {
        *self = Self::default();
    }
}

/// Refuses a page that reaches too far.
///
/// # Errors
/// Where it has too many columns or cells.
pub(super) fn check_extent(rows: u64, columns: u64) -> anyhow::Result<()> {
    if columns > MOST_COLUMNS {
        bail!("trang có {columns} cột, nhiều hơn {MOST_COLUMNS}: xóa các cột thừa bên phải bảng rồi lưu lại");
    }
    if rows.saturating_mul(columns) > MOST_CELLS {
        bail!("trang có {rows} dòng × {columns} cột, nhiều hơn {MOST_CELLS} ô: chia thành nhiều tệp, hoặc xóa các dòng, cột thừa rồi lưu lại");
    }
    Ok(())
}

/// Records of the old format that hold a cell: where its row and column stand is the same in each.
const CELL_RECORDS: [u16; 10] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];
/// The last column of records that hold several cells of a row stands at their end.
const SEVERAL: [u16; 2] = [0x00BD, 0x00BE];
const BLANKS: [u16; 2] = [0x00BE, 0x0201];
const BEGINNING: u16 = 0x0809;

/// Looks through the container of the old format.
///
/// # Errors
/// Where it is none, its chains do not end, or a page of it reaches too far.
pub(super) fn compound(bytes: &[u8]) -> anyhow::Result<()> {
    let broken = "tệp hỏng: mở bằng Excel hay LibreOffice rồi lưu lại";
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| anyhow!(broken))?;
    if file.is_stream("/EncryptedPackage") {
        bail!("tệp có mật khẩu: mở bằng Excel hay LibreOffice, bỏ mật khẩu rồi lưu lại");
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.context("tệp không phải bảng tính: lưu lại dạng .xlsx")?;
    let mut stream = file.open_stream(name).map_err(|_| anyhow!(broken))?;
    let mut records = Vec::new();
    stream.read_to_end(&mut records).map_err(|_| anyhow!(broken))?;
    let mut rest = records.as_slice();
    let (mut rows, mut columns) = (0_u64, 0_u64);
    while let [a, b, c, d, tail @ ..] = rest {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let body = tail.get(..length).context(broken)?;
        rest = &tail[length..];
        if kind == BEGINNING {
            (rows, columns) = (0, 0);
        } else if CELL_RECORDS.contains(&kind)
            && !BLANKS.contains(&kind)
            && let [r0, r1, c0, c1, ..] = body
        {
            let last = match body {
                [.., l0, l1] if SEVERAL.contains(&kind) => u16::from_le_bytes([*l0, *l1]),
                _ => u16::from_le_bytes([*c0, *c1]),
            };
            rows = rows.max(u64::from(u16::from_le_bytes([*r0, *r1])) + 1);
            columns = columns.max(u64::from(last) + 1);
            check_extent(rows, columns)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{zip, zip_within};

    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).expect("memory takes every part");
        writer.write_all(content).expect("memory takes every part");
        writer.finish().expect("memory takes every part").into_inner()
    }

    #[test]
    fn a_part_that_unfolds_too_far_is_refused() {
        let bytes = archive("a.bin", &vec![0; 1 << 20]);
        assert!(bytes.len() < 1 << 12, "it is small as it comes");
        assert!(zip_within(&bytes, 1 << 20).is_ok());
        assert!(zip_within(&bytes, (1 << 20) - 1).is_err());
    }

    #[test]
    fn a_part_that_says_less_than_it_unfolds_to_is_refused() {
        let mut bytes = archive("a.bin", &vec![0; 1 << 20]);
        // The size in the directory at the end.
        let entry = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("it has a directory");
        bytes[entry + 24..entry + 28].copy_from_slice(&1_u32.to_le_bytes());
        assert!(zip_within(&bytes, 1 << 19).is_err());
    }

    #[test]
    fn a_part_of_xml_is_whole_not_too_deep_and_names_no_other_file() {
        let refused = |content: &str| zip(&archive("a.xml", content.as_bytes())).is_err();
        assert!(!refused("<a><b/></a>"));
        for content in ["<a><b></a>", "<a><b/>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"] {
            assert!(refused(content), "{content}");
        }
        assert!(refused(&("<a>".repeat(300) + &"</a>".repeat(300))));
    }

    #[test]
    fn cells_repeated_without_end_are_refused() {
        let page = |row: &str| format!("<table:table><table:table-row {row}><table:table-cell office:value=\"1\"/></table:table-row></table:table>");
        let refused = |row: &str| zip(&archive("content.xml", page(row).as_bytes())).is_err();
        assert!(!refused("table:number-rows-repeated=\"1000000\""));
        assert!(refused("table:number-rows-repeated=\"5000000\""));
    }
}
