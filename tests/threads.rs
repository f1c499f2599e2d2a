//! Neither findings nor figures hang on how many threads read the sheets.

use std::num::NonZeroUsize;

use thidua::diagnostic::Language;
use thidua::pipeline::Request;

use crate::generated::generator::{self, Plan};
use crate::support::{Files, concise, read_folder, run};

/// A folder whose sheets are longer than what one thread reads before there are several.
fn folder(plan: &Plan) -> Files {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    generator::write(folder.path(), plan).expect("the folder can be written");
    read_folder(folder.path())
}

/// What several threads found and came to, and what one did.
fn outcomes(files: &Files) -> Vec<(String, String)> {
    let with = |threads: Option<usize>| {
        let threads = threads.and_then(NonZeroUsize::new);
        let request = Request { threads, wants_digest: true, ..Request::default() };
        let mut told = concise(files, &request, Language::Vietnamese);
        let run = run(files, &request);
        told.push_str(run.digest.as_deref().expect("it was asked for"));
        // Of a block with errors the outcome says nothing; the lines say what every row came to.
        let lines: Vec<_> = run.first().campaign.units.indices().map(|unit| run.first().tally().lines(unit)).collect();
        (told, format!("{:?}\n{lines:?}", run.first().outcome))
    };
    [None, Some(2), Some(3)].map(with).into()
}

fn are_same(plan: &Plan) {
    let outcomes = outcomes(&folder(plan));
    for other in &outcomes[1..] {
        assert!(outcomes[0] == *other, "{}\n{}", outcomes[0].0, other.0);
    }
}

#[test]
fn faulty_rows_in_random_order_come_to_the_same() {
    // Each of three threads knows of its first batch only when it has read it that rows stand in no order.
    are_same(&Plan { is_shuffled: true, one_fault_in: Some(50), ..Plan::of_rows(24_000) });
}

#[test]
fn a_file_a_unit_comes_to_the_same() {
    are_same(&Plan { is_split: true, one_fault_in: Some(50), ..Plan::of_rows(12_000) });
}

#[test]
fn an_open_quote_comes_to_the_same() {
    are_same(&Plan { has_open_quote: true, ..Plan::of_rows(12_000) });
}
