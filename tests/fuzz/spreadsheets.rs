//! `.xlsx`, `.ods` and `.xls`: a part inside the container is changed, and the container stays whole.

#![no_main]

mod taking;
mod words;

use std::io::{Cursor, Read as _, Write as _};

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use thidua::intake::{Asked, book};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use words::replaced;

thread_local! {
    static GROUND: taking::Ground = taking::Ground::new();
}

fuzz_target!(|bytes: &[u8]| {
    if !book::is_spreadsheet(bytes) {
        return;
    }
    GROUND.with(|ground| {
        ground.take(bytes, &Asked::default(), |account| {
            // Planted: a negative total. No file of the corpus has one.
            account.kept.iter().flat_map(|page| &page.rows).any(|(.., reason)| reason.starts_with('D') && reason.contains("là số âm"))
        });
    });
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // One in eight is changed as it lies, container and all.
    if seed.is_multiple_of(8) {
        return fuzzer_mutate(data, size, max_size);
    }
    match changed(&data[..size], max_size, seed) {
        Some(made) if made.len() <= max_size => {
            data[..made.len()].copy_from_slice(&made);
            made.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});

/// Parts that say nothing of cells.
const IDLE: [&str; 4] = ["theme", "docProps", "Thumbnails", "Configurations2"];
/// How much of a part there may be.
const LONGEST: usize = 1 << 16;

/// The container with one of its parts changed; none where it is no container.
fn changed(bytes: &[u8], most: usize, seed: u32) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.take(LONGEST as u64).read_to_end(&mut content).ok()?;
        if !IDLE.iter().any(|idle| name.contains(idle)) {
            parts.push((name, content));
        }
    }
    // Where the cells stand is changed more often than the rest.
    let telling: Vec<usize> =
        (0..parts.len()).filter(|index| ["sheet", "content.xml", "sharedStrings"].iter().any(|part| parts[*index].0.contains(part))).collect();
    let number = usize::try_from(seed / 8).ok()?;
    let chosen = if number % 4 > 0 && !telling.is_empty() { telling[number / 4 % telling.len()] } else { number / 4 % parts.len().max(1) };
    let (_, content) = parts.get_mut(chosen)?;
    // Every other time a word of the XML – a value, a name, an address – gives way to another.
    let word = if seed % 16 > 8 { replaced(content, |byte| b"<>\"=".contains(&byte), seed) } else { None };
    if let Some(made) = word {
        *content = made;
    } else {
        let length = content.len();
        content.resize((length + 4096).min(most), 0);
        if length > content.len() {
            return None;
        }
        let room = content.len();
        let length = fuzzer_mutate(content, length, room);
        content.truncate(length);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
