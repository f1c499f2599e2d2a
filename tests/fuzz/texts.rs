//! CSV and TSV in every encoding.

#![no_main]

mod taking;

use libfuzzer_sys::fuzz_target;
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
