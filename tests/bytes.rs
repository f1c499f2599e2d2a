//! The same inputs give the same bytes in every format, whatever the run and on however many threads.

use std::num::NonZeroUsize;

use thidua::pipeline::{self, Explains, Request};
use thidua::report::html::{self, Derivations, Document};
use thidua::report::{About, csv, json, markdown, package, pages, table, tables, xlsx};

use crate::support::{EXAMPLES, Files, example, memory};

const ABOUT: About<'_> = About { version: "0.0.0" };

/// An example in every format, by the name of the format.
fn written(files: &Files, threads: usize) -> Vec<(&'static str, Vec<u8>)> {
    let request = Request { wants_digest: true, threads: NonZeroUsize::new(threads), explains: Explains::Everybody, ..Request::default() };
    let volume = memory(files);
    let run = pipeline::run(&volume, &request).expect("a folder in memory can be read");
    let all = pages(&run, &ABOUT);
    let document =
        Document { name: run.name(), about: &ABOUT, digest: run.digest.as_deref(), origin: None, derivations: Derivations::of(&run, &volume) };
    let of = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        assert!(!out.is_empty());
        out
    };
    let every: Vec<_> = all.iter().flat_map(|page| &page.tables).map(|table| (table, format!("{}.csv", table.key))).collect();
    vec![
        ("xlsx", xlsx::bytes(&run, &ABOUT).expect("the workbook can be made")),
        ("html", of(&|out| html::write(&document, &all, out).expect("memory takes everything"))),
        ("json", of(&|out| json::write(&run, &volume, out).expect("memory takes everything"))),
        ("csv", of(&|out| csv::write(&run, csv::Dialect::Plain, out).expect("memory takes everything"))),
        ("md", of(&|out| markdown::write(&all, out).expect("memory takes everything"))),
        ("table", of(&|out| table::write(&run, 100, table::Reader::Pipe, out).expect("memory takes everything"))),
        (
            "tables",
            of(&|out| all.iter().flat_map(|page| &page.tables).for_each(|table| csv::write_table(table, csv::Dialect::Excel, out).expect("it fits"))),
        ),
        ("pages.json", of(&|out| tables::write(&all, run.digest.as_deref(), out).expect("memory takes everything"))),
        ("datapackage.json", package::package(&every, csv::Dialect::Plain).to_string().into_bytes()),
    ]
}

#[test]
fn two_runs_on_one_thread_and_on_two_write_the_same_bytes_in_every_format() {
    for name in EXAMPLES {
        let files = example(name);
        let first = written(&files, 1);
        for threads in [1, 2, 2] {
            for ((format, bytes), (_, others)) in first.iter().zip(written(&files, threads)) {
                assert!(*bytes == others, "{name}, {format}, {threads} threads");
            }
        }
    }
}
