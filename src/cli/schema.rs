//! `thidua schema`: a schema, or the list.

use std::io::{self, Write as _};

use clap::Args;

use crate::cli::Exit;
use crate::schema::schemas;
use crate::value::text;

/// In lược đồ của định nghĩa, của một bảng hoặc của một dạng JSON; không nêu tên thì in danh sách
#[derive(Args, Debug)]
#[command(after_help = "Ví dụ:\n  thidua schema\n  thidua schema phong-trao > phong-trao.schema.json\n  thidua schema ket-qua")]
pub(super) struct Arguments {
    /// Tên lược đồ
    #[arg(value_name = "TÊN")]
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let schemas = schemas();
    let mut out = io::stdout().lock();
    let Some(name) = &arguments.name else {
        for schema in &schemas {
            let title = schema.value.get("title").and_then(|title| title.as_str()).unwrap_or_default();
            writeln!(out, "{:12}  {title}", schema.name)?;
        }
        return Ok(Exit::Done);
    };
    let Some(schema) = schemas.iter().find(|schema| schema.name == *name) else {
        let near = text::nearest(name, schemas.iter().map(|schema| schema.name.as_str()), 3);
        let near = if near.is_empty() { String::new() } else { format!("; có phải {}?", near.join(", ")) };
        anyhow::bail!("không có lược đồ `{name}`{near} `thidua schema` in danh sách");
    };
    out.write_all(schema.text().as_bytes())?;
    Ok(Exit::Done)
}
