//! Pages as one web page: no network, readable without scripts; with them, tables sort and filter.
//!
//! It holds what the other formats hold, laid out for a screen: the same tables with the same figures, and what charts draw of
//! them. Everything people wrote is text, escaped by the templates; what the page may load is nothing, by its own policy.

mod chart;
mod derivation;
mod table;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use crate::pipeline::{Origin, Run};
use crate::render::Places;
use crate::report::{About, Letterhead, Page, ranked};
use crate::source::Volume;

/// What the page looks like.
const STYLE: &str = include_str!("html/page.css");

/// What makes tables sort and filter, and opens the derivation a figure points to.
const SCRIPT: &str = include_str!("html/page.js");

/// What a web page says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its name.
    pub name: &'a str,
    /// What wrote it.
    pub about: &'a About<'a>,
    /// The digest of the inputs, where it was asked for.
    pub digest: Option<&'a str>,
    /// Where they stand in git, where that is known.
    pub origin: Option<&'a Origin>,
    /// What figures open; none where pages have none that open anything.
    pub derivations: Option<Derivations<'a>>,
}

/// Where derivations come from.
#[derive(Clone, Copy)]
pub struct Derivations<'a> {
    /// The run, everybody of whom is to be explained.
    run: &'a Run,
    /// The folder, in which rows are found.
    volume: &'a dyn Volume,
}

impl<'a> Derivations<'a> {
    /// Those of a run; none where nobody is ranked, so that there is nothing to derive.
    pub fn of(run: &'a Run, volume: &'a dyn Volume) -> Option<Self> {
        let has_some = run.asked_for().any(|one| ranked(one).any(|block| !block.standings.is_empty()));
        has_some.then_some(Self { run, volume })
    }
}

impl std::fmt::Debug for Derivations<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Derivations").finish_non_exhaustive()
    }
}

/// Writes pages one below the other.
///
/// # Errors
/// Where nothing more can be written.
pub fn write(document: &Document<'_>, pages: &[Page], out: &mut dyn Write) -> io::Result<()> {
    // Charts stand below the tables they are of, with every unit in them.
    let pages: Vec<&Page> = pages.iter().filter(|page| !page.is_of_choice()).collect();
    put(out, &head(document))?;
    put(out, &start(document, &pages))?;
    for (number, page) in pages.iter().enumerate() {
        put(out, &section(document, number, page))?;
    }
    if let Some(Derivations { run, volume }) = document.derivations {
        put(
            out,
            &html! { (PreEscaped("<section id=\"giai-trinh\" aria-labelledby=\"giai-trinh-ten\">\n")) h2 id="giai-trinh-ten" { "Giải trình" } },
        )?;
        put(
            out,
            &html! { p.subtitle { "Mỗi con số ở các bảng mở ra phép tính của nó ở đây: số chính xác sau dấu =, số đã làm tròn sau dấu →." } "\n" },
        )?;
        let mut places = Places::new(volume, &run.text, &run.rows, &run.strays);
        derivation::each(run, &mut places, &mut |markup| put(out, &markup))?;
        put(out, &html! { (PreEscaped("</section>\n")) })?;
    }
    put(out, &end(document))
}

fn put(out: &mut dyn Write, markup: &Markup) -> io::Result<()> {
    out.write_all(markup.0.as_bytes())
}

fn head(document: &Document<'_>) -> Markup {
    // The one script is named by its digest: no other runs, whatever people wrote.
    let script = STANDARD.encode(Sha256::digest(SCRIPT));
    let policy = format!("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'");
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"vi\">\n"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="color-scheme" content="light dark";
            meta name="generator" content=(format!("thidua {}", document.about.version));
            @if let Some(digest) = document.digest {
                meta name="thidua:digest" content=(digest);
            }
            @if let Some(origin) = document.origin {
                @if let Some(commit) = &origin.commit { meta name="thidua:commit" content=(commit); }
                meta name="thidua:inputs" content=(if origin.are_clean { "clean" } else { "changed" });
            }
            title { (document.name) }
            style { (PreEscaped(STYLE)) }
        }
        "\n"
    }
}

/// What stands before the pages: a way past the contents, and the contents.
fn start(document: &Document<'_>, pages: &[&Page]) -> Markup {
    let letterhead = pages.iter().find_map(|page| page.letterhead.as_ref());
    html! {
        (PreEscaped("<body>\n"))
        a.skip href="#noi-dung" { "Đến nội dung" }
        header.top {
            @if let Some(letterhead) = letterhead { (agency(letterhead)) }
            h1 { (document.name) }
        }
        nav.contents aria-label="Các trang" {
            ul {
                @for (number, page) in pages.iter().enumerate() {
                    li { a href=(format!("#trang-{}", number + 1)) { (page.name) } }
                }
                @if document.derivations.is_some() { li { a href="#giai-trinh" { "Giải trình" } } }
            }
        }
        (PreEscaped("\n<main id=\"noi-dung\">\n"))
    }
}

fn agency(letterhead: &Letterhead) -> Markup {
    html! {
        p.agency {
            @if let Some(above) = &letterhead.above { span { (above) } " " }
            strong { (letterhead.agency) }
        }
    }
}

/// A page and its tables.
fn section(document: &Document<'_>, number: usize, page: &Page) -> Markup {
    let id = format!("trang-{}", number + 1);
    let title = format!("{id}-ten");
    html! {
        section.page id=(id) aria-labelledby=(title) {
            h2 id=(title) { (page.title) }
            @for line in &page.subtitle { p.subtitle { (line) } }
            @for (position, table) in page.tables.iter().enumerate() {
                (table::table(table, &format!("{id}-bang-{}", position + 1), document.derivations.is_some()))
                @for chart in &table.charts { (chart::chart(table, chart)) }
            }
        }
        "\n"
    }
}

fn end(document: &Document<'_>) -> Markup {
    html! {
        (PreEscaped("</main>\n"))
        footer {
            p { "thidua " (document.about.version) @if let Some(digest) = document.digest { "; mã dữ liệu (SHA-256) " code { (digest) } } }
        }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("\n</body>\n</html>\n"))
    }
}
