//! `JUnit` XML: a suite a folder, a test case a finding; an error is a failure, a warning or a note a case that passes and speaks.

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer as Xml;

use crate::diagnostic::Severity;
use crate::render::{Shown, Teller, Writer};

/// The format.
pub(super) struct Junit;

impl Writer for Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        Xml::new(&mut *out).write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        out.write_all(b"\n<testsuites name=\"thidua check\">\n")
    }

    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let run = teller.run();
        let name = teller.folder().unwrap_or_else(|| run.name()).to_owned();
        let failures = run.count(Severity::Error).to_string();
        // A suite without a case looks as if nothing had been looked at.
        let tests = run.findings.len().max(1).to_string();
        let attributes = [("name", name.as_str()), ("tests", &tests), ("failures", &failures), ("errors", "0")];
        let mut xml = Xml::new(&mut *out);
        let suite = quick_xml::events::BytesStart::new("testsuite")
            .with_attributes(attributes.map(|(key, value)| (key, clean(value))).iter().map(|(key, value)| (*key, value.as_str())));
        xml.write_event(Event::Start(suite))?;
        xml.get_mut().write_all(b"\n")?;
        if run.findings.is_empty() {
            xml.create_element("testcase").with_attributes([("name", "check"), ("classname", "thidua")]).write_empty()?;
            xml.get_mut().write_all(b"\n")?;
        }
        for shown in teller.all() {
            case(&shown, &mut xml)?;
        }
        xml.write_event(Event::End(quick_xml::events::BytesEnd::new("testsuite")))?;
        xml.get_mut().write_all(b"\n")
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"</testsuites>\n")
    }
}

fn case(shown: &Shown, xml: &mut Xml<&mut dyn Write>) -> io::Result<()> {
    let place = place(&shown.place);
    let name = clean(&if place.is_empty() { shown.title.clone() } else { format!("{place}: {}", shown.title) });
    let mut words = vec![name.clone()];
    words.extend(shown.help.clone());
    words.extend(shown.related.iter().map(|(related, words)| format!("{}: {words}", self::place(related))));
    let words = clean(&words.join("\n"));
    xml.create_element("testcase").with_attributes([("name", name.as_str()), ("classname", shown.check.name)]).write_inner_content(|xml| {
        let text = BytesText::new(&words);
        if shown.severity == Severity::Error {
            let attributes = [("type", shown.check.name), ("message", shown.title.as_str())].map(|(key, value)| (key, clean(value)));
            let failure = xml.create_element("failure").with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())));
            failure.write_text_content(text)?;
        } else {
            xml.create_element("system-out").write_text_content(text)?;
        }
        Ok(())
    })?;
    xml.get_mut().write_all(b"\n")
}

/// `file:line:column`.
fn place(place: &crate::render::Located) -> String {
    let numbers = [place.line, place.column].map(|number| number.map(|number| format!(":{number}")).unwrap_or_default());
    format!("{}{}", place.file, numbers.concat())
}

/// Text without the characters that XML 1.0 has no form for (section 2.2).
fn clean(text: &str) -> String {
    let is_char = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|letter| if is_char(letter) { letter } else { '\u{FFFD}' }).collect()
}
