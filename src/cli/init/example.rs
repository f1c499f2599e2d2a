//! An example of the project as the beginning of a folder.

use crate::cli::init::dressing::with_schema;
use crate::cli::init::{Beginning, Files, blank, sheets};
use crate::draft::Definition;
use crate::pipeline::DEFINITION;
use crate::value::text;
use crate::yaml;

/// A folder of `examples/`.
struct Example {
    name: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

const EXAMPLES: &[Example] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// The files of an example, its definition with the schema beside it.
///
/// # Errors
/// Where there is no such example.
pub(super) fn begin(name: &str) -> anyhow::Result<Beginning> {
    let names = || EXAMPLES.iter().map(|example| example.name);
    let Some(example) = EXAMPLES.iter().find(|example| example.name == name) else {
        let near = text::nearest(name, names(), 1);
        let near = near.first().map_or_else(String::new, |near| format!(", có phải `{near}`?"));
        anyhow::bail!("không có ví dụ `{name}`{near}; có: {}", names().collect::<Vec<_>>().join(", "));
    };
    let mut files: Files = example.files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    let written = files.get_mut(DEFINITION).expect("an example has a definition");
    let mut definition = with_schema(&String::from_utf8_lossy(written));
    let (decoded, _) = yaml::decode_text::<Definition>(&definition);
    let decoded = decoded.expect("a test reads every example");
    definition.push('\n');
    definition.push_str(&blank::severities(decoded.severities.is_none()));
    *written = definition.into_bytes();
    files.extend(sheets::forms(&decoded, &files));
    let words = vec![
        format!("đây là ví dụ `{name}`, với số liệu của nó: thay định nghĩa, đơn vị và số liệu bằng của mình"),
        "bảng ví dụ chưa có thì có sẵn dòng tiêu đề ở .thidua/mau/".to_owned(),
    ];
    Ok(Beginning { files, words })
}
