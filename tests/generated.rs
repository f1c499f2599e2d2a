//! A generated folder of realistic rows gives no finding, whatever its size.

use thidua::diagnostic::Language;
use thidua::pipeline::Request;

use crate::support::{concise, read_folder, run};

#[path = "benches/generator.rs"]
pub(crate) mod generator;

#[test]
fn a_generated_folder_is_clean_and_everybody_is_ranked() {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    let size = generator::Size::of_rows(1_680);
    generator::write(folder.path(), size, "diem_tong").expect("the folder can be written");
    let files = read_folder(folder.path());
    assert_eq!(concise(&files, &Request::default(), Language::Vietnamese), "");
    let run = run(&files, &Request::default());
    assert_eq!(run.first().ledger.result_rows, size.rows() as u64);
    let ranked = run.first().outcome.blocks.iter().flat_map(|block| &block.standings).filter(|standing| standing.place.is_some()).count();
    assert_eq!(ranked, size.units);
}
