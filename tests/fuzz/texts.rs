//! CSV and TSV in every encoding.

#![no_main]

mod taking;
mod words;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use thidua::intake::Asked;
use thidua::intake::encoding::Encoding;

thread_local! {
    static GROUND: taking::Ground = taking::Ground::new();
}

fuzz_target!(|bytes: &[u8]| {
    // A container goes to the other reader.
    if thidua::intake::book::is_spreadsheet(bytes) {
        return;
    }
    // The encoding is told for some lengths, so that one input is one way of reading.
    let told = [None, None, None].into_iter().chain(Encoding::ALL.map(|(_, encoding)| Some(encoding)));
    let encoding = told.cycle().nth(bytes.len() % (3 + Encoding::ALL.len())).flatten();
    GROUND.with(|ground| {
        ground.take(bytes, &Asked { encoding, ..Asked::default() }, |account| {
            // Planted: a row that is kept aside and has a cell of two lines.
            account.kept.iter().flat_map(|page| &page.rows).flat_map(|(_, cells, _)| cells).any(|cell| cell.contains('\n'))
        });
    });
});

// Every other time a cell gives way to another.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let word = if seed.is_multiple_of(2) { words::replaced(&data[..size], |byte| b",;\t\n".contains(&byte), seed / 2) } else { None };
    match word.filter(|made| made.len() <= max_size) {
        Some(made) => {
            data[..made.len()].copy_from_slice(&made);
            made.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
