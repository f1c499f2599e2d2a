//! `thidua tally`: points and places within each block.

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Common, Exit};

/// Chấm điểm, xếp hạng trong từng khối; khối có lỗi bắt buộc thì nêu tên và để lại
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let _ = folder;
    Ok(Exit::Done)
}
