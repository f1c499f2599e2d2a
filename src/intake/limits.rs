//! What a spreadsheet may be before it is opened: so large, whole, and leading nowhere in circles.
//!
//! A spreadsheet is a container that says little of what it becomes: a few bytes may unfold to gigabytes, one cell may stand in the last
//! corner of a page, a chain of sectors may bite its own tail. All of that is found out here, part by part and holding none of it, so
//! that the reader behind it meets only what it can end.

use std::io::{self, BufReader, Cursor, Read};

use anyhow::{Context as _, anyhow, bail};
use quick_xml::events::Event;
use rustc_hash::{FxHashMap, FxHashSet};

/// How large a file may be.
pub const MOST_BYTES: u64 = 256 << 20;
/// How much the parts of a file may unfold to.
const MOST_UNFOLDED: u64 = 256 << 20;
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
pub(super) fn zip(bytes: &[u8]) -> anyhow::Result<Calculated> {
    zip_within(bytes, MOST_UNFOLDED)
}

/// Whether the formulas of a file have their results.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Calculated {
    /// Where a cell has one it is one.
    #[default]
    Saved,
    /// All are to be calculated when the file is opened: programs that cannot calculate write so, and zero for each.
    OnOpening,
}

fn zip_within(bytes: &[u8], most: u64) -> anyhow::Result<Calculated> {
    let too_much = || format!("tệp nở ra hơn {} MB khi mở: không mở; xóa những trang, hình không cần rồi lưu lại", most >> 20);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| anyhow!("tệp hỏng: không đọc được danh mục các phần bên trong"))?;
    if archive.len() > MOST_PARTS {
        bail!("tệp có {} phần bên trong, nhiều hơn {MOST_PARTS}: không mở", archive.len());
    }
    let mut unfolded = 0_u64;
    let mut calculated = Calculated::Saved;
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
            if look_through(&mut counted, &name).with_context(|| format!("tệp hỏng ở phần `{name}`"))? == Calculated::OnOpening {
                calculated = Calculated::OnOpening;
            }
        } else {
            io::copy(&mut counted, &mut io::sink()).map_err(|_| anyhow!("tệp hỏng ở phần `{name}`, hoặc nở ra quá lớn"))?;
        }
        unfolded += counted.read;
    }
    Ok(calculated)
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
fn look_through(part: impl Read, name: &str) -> anyhow::Result<Calculated> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut open = 0_usize;
    let mut spread = Spread::default();
    let mut calculated = Calculated::Saved;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| anyhow!("đứt giữa chừng, hoặc nở ra quá lớn"))?;
        if let Event::Start(element) | Event::Empty(element) = &event
            && element.local_name().as_ref() == "calcPr"
            && element.try_get_attribute("fullCalcOnLoad")?.is_some_and(|attribute| matches!(&*attribute.value, "1" | "true"))
        {
            calculated = Calculated::OnOpening;
        }
        match event {
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
            Event::Eof => return Ok(calculated),
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

const FORMULA: u16 = 0x0006;
const ENDING: u16 = 0x000A;
/// Where a page begins, among what is said of the whole book.
const PAGE: u16 = 0x0085;

/// Cells of a page whose formula was never calculated: row and column, from 0.
pub(super) type Uncomputed = FxHashSet<(u32, u32)>;

/// Whether a formula waits for its first calculation: it is to be calculated when the file is opened, and holds zero or nothing so far. That is
/// what programs write that cannot calculate; the flag alone, or the zero alone, stands in files of those that can.
fn is_uncomputed(formula: &[u8]) -> bool {
    const ON_OPENING: u8 = 0b10;
    let [_, _, _, _, _, _, result @ .., flags, _] = formula.get(..16).unwrap_or_default() else { return false };
    let is_nothing = matches!(result, [0 | 3, .., 0xFF, 0xFF]) || result.iter().all(|byte| *byte == 0);
    flags & ON_OPENING != 0 && is_nothing
}

/// Looks through the container of the old format: for each page, in order, the cells that were never calculated.
///
/// # Errors
/// Where it is none, its chains do not end, or a page of it reaches too far.
pub(super) fn compound(bytes: &[u8]) -> anyhow::Result<Vec<Uncomputed>> {
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
    // Charts within a page begin and end inside it.
    let mut open: Vec<usize> = Vec::new();
    let mut pages: Vec<usize> = Vec::new();
    let mut uncomputed: FxHashMap<usize, Uncomputed> = FxHashMap::default();
    while let [a, b, c, d, tail @ ..] = rest {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let body = tail.get(..length).context(broken)?;
        let at = records.len() - rest.len();
        rest = &tail[length..];
        if kind == BEGINNING {
            (rows, columns) = (0, 0);
            open.push(at);
        } else if kind == ENDING {
            open.pop();
        } else if let (PAGE, [a, b, c, d, ..]) = (kind, body) {
            pages.push(usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).context(broken)?);
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
            if kind == FORMULA
                && is_uncomputed(body)
                && let Some(page) = open.last()
            {
                let place = (u32::from(u16::from_le_bytes([*r0, *r1])), u32::from(u16::from_le_bytes([*c0, *c1])));
                uncomputed.entry(*page).or_default().insert(place);
            }
        }
    }
    Ok(pages.into_iter().map(|page| uncomputed.remove(&page).unwrap_or_default()).collect())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{Calculated, is_uncomputed, zip, zip_within};

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
    fn a_formula_waits_for_its_calculation_where_the_file_says_so_and_it_holds_nothing() {
        let formula = |result: [u8; 8], flags: u8| -> Vec<u8> { [0; 6].into_iter().chain(result).chain([flags, 0, 0, 0, 0, 0]).collect() };
        let (zero, one, blank) = ([0; 8], 1_f64.to_le_bytes(), [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
        assert!(is_uncomputed(&formula(zero, 2)) && is_uncomputed(&formula(zero, 3)) && is_uncomputed(&formula(blank, 2)));
        // A zero that was calculated; a result that is calculated anew each time; one that stands though it is to be calculated again.
        assert!(!is_uncomputed(&formula(zero, 0)) && !is_uncomputed(&formula(zero, 1)) && !is_uncomputed(&formula(one, 2)));
        assert!(!is_uncomputed(&[0; 15]), "a record cut short");
    }

    #[test]
    fn a_book_may_say_that_its_formulas_have_no_results_yet() {
        let of = |book: &str| zip(&archive("xl/workbook.xml", book.as_bytes())).expect("it is well-formed");
        assert_eq!(of("<workbook><calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>"), Calculated::OnOpening);
        assert_eq!(of("<workbook><calcPr calcId=\"191029\"/></workbook>"), Calculated::Saved);
    }

    #[test]
    fn cells_repeated_without_end_are_refused() {
        let page = |row: &str| format!("<table:table><table:table-row {row}><table:table-cell office:value=\"1\"/></table:table-row></table:table>");
        let refused = |row: &str| zip(&archive("content.xml", page(row).as_bytes())).is_err();
        assert!(!refused("table:number-rows-repeated=\"1000000\""));
        assert!(refused("table:number-rows-repeated=\"5000000\""));
    }
}
