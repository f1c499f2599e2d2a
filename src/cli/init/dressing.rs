//! What every new folder gets: the schema for editors, their settings, line ends for git, and files by which GitHub and GitLab check it.

use crate::cli::init::Files;
use crate::schema::schemas;

/// Where the schema of the definition stands; what begins with a dot is no sheet.
pub(super) const SCHEMA: &str = ".thidua/phong-trao.schema.json";

const TEXTS: &[(&str, &str)] = &[
    (".editorconfig", include_str!("texts/editorconfig")),
    (".gitattributes", include_str!("texts/gitattributes")),
    (".github/workflows/thidua.yml", include_str!("texts/github.yml")),
    (".gitignore", include_str!("texts/gitignore")),
    (".gitlab-ci.yml", include_str!("texts/gitlab-ci.yml")),
    (".gitlab/thidua.yml", include_str!("texts/gitlab.yml")),
    (".vscode/extensions.json", include_str!("texts/vscode-extensions.json")),
    (".vscode/settings.json", include_str!("texts/vscode-settings.json")),
];

/// The files.
pub(super) fn files() -> Files {
    let mut files: Files = TEXTS.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let schema = schemas().into_iter().find(|schema| schema.name == "phong-trao").expect("the definition has a schema");
    files.insert(SCHEMA.to_owned(), schema.text().into_bytes());
    files
}

/// The definition with its editor's line naming the schema of its own folder.
pub(super) fn with_schema(definition: &str) -> String {
    const MODELINE: &str = "# yaml-language-server: $schema=";
    let own = format!("{MODELINE}{SCHEMA}\n");
    match definition.split_inclusive('\n').next() {
        Some(first) if first.starts_with(MODELINE) => format!("{own}{}", &definition[first.len()..]),
        _ => format!("{own}{definition}"),
    }
}
