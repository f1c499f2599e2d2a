//! `thidua template`: blank forms for units to fill in.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::campaign::Campaign;
use crate::cli::{Common, Exit, progress};
use crate::folder;
use crate::forms::{self, Asked, Form, KINDS};
use crate::pipeline::{Refusal, Request, Run};
use crate::sheet::Sheet;
use crate::value::{PeriodIndex, UnitIndex, text};

/// Biểu trống cho đơn vị điền: kết quả, đăng ký, đề nghị, bỏ phiếu, sổ nộp
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua template --unit VP --period Q3 -o vp-q3.xlsx          một tệp, mọi biểu của đơn vị\n  thidua template --period Q3 --kind ket-qua -o bieu/          mỗi đơn vị một tệp\n  thidua template --unit VP --kind dang-ky -o dang-ky-vp.csv   một bảng CSV\n\nTiêu chí, chỉ tiêu, kỳ của đơn vị được điền sẵn; đơn vị thẩm định tiêu chí nào có thêm trang “Thẩm định”. Điền xong, `thidua import` nhận lại."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Chỉ đơn vị này; vắng là mọi đơn vị
    #[arg(long, value_name = "MÃ")]
    unit: Option<String>,
    /// Chỉ kỳ này
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Chỉ biểu này; vắng là mọi biểu
    #[arg(long, value_name = "ket-qua|dang-ky|de-nghi|bo-phieu|nop")]
    kind: Option<String>,
    /// Phong trào, khi kế hoạch có nhiều; vắng là mọi phong trào
    #[arg(long, value_name = "MÃ")]
    campaign: Option<String>,
    /// Tệp .xlsx, .csv; hoặc thư mục (tên kết thúc bằng /): mỗi đơn vị một tệp .xlsx
    #[arg(short = 'o', long = "output", value_name = "TỆP", required = true)]
    output: PathBuf,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let kinds: Vec<&'static Sheet> = match &arguments.kind {
        None => KINDS.to_vec(),
        Some(name) => {
            let known = KINDS.map(|sheet| sheet.name).join(", ");
            vec![*KINDS.iter().find(|sheet| sheet.name == name).with_context(|| format!("`--kind {name}`: không có biểu ấy; có {known}"))?]
        }
    };
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let run = progress::run(&folder, &Request { period: arguments.period.clone(), threads: common.threads(), ..Request::default() }, common)?;
    let campaigns: Vec<&Campaign> = run
        .asked_for()
        .map(|one| &one.campaign)
        .filter(|campaign| arguments.campaign.as_deref().is_none_or(|code| campaign.code.as_str() == code))
        .collect();
    if campaigns.is_empty() {
        bail!("không có phong trào nào mang mã `{}`", arguments.campaign.as_deref().unwrap_or_default());
    }
    if arguments.output.to_string_lossy().ends_with('/') || arguments.output.is_dir() {
        folder::make(&arguments.output)?;
        for code in codes(&campaigns, arguments.unit.as_deref())? {
            let forms = forms_of(&run, &campaigns, &kinds, Some(&code), arguments.period.as_deref());
            if !forms.is_empty() {
                write_book(&arguments.output.join(format!("{}.xlsx", text::as_file_name(&code))), &forms, &run, common)?;
            }
        }
        return Ok(Exit::Done);
    }
    codes(&campaigns, arguments.unit.as_deref())?;
    let mut forms = forms_of(&run, &campaigns, &kinds, arguments.unit.as_deref(), arguments.period.as_deref());
    if arguments.output.extension().is_some_and(|ending| ending == "csv") {
        // What its offices appraise is another table.
        forms.retain(|form| !form.is_appraisal);
    }
    if forms.is_empty() {
        bail!("phong trào không có gì để điền vào biểu này");
    }
    match arguments.output.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx") => write_book(&arguments.output, &forms, &run, common)?,
        Some("csv") => {
            let [form] = forms.as_slice() else { bail!("một tệp .csv là một bảng: nêu `--kind`, hoặc ghi .xlsx") };
            folder::write_whole(&arguments.output, |out| Ok(out.write_all(&form.csv())?))?;
            common.say(&format!("đã ghi {}", arguments.output.display()));
        }
        _ => bail!("`-o {}`: tên kết thúc bằng .xlsx, .csv, hoặc / cho thư mục", arguments.output.display()),
    }
    Ok(Exit::Done)
}

/// The units asked for, by code.
fn codes(campaigns: &[&Campaign], wanted: Option<&str>) -> anyhow::Result<Vec<String>> {
    let mut codes: Vec<String> = Vec::new();
    for campaign in campaigns {
        for unit in campaign.units.iter().map(|unit| unit.code.as_str()).filter(|code| wanted.is_none_or(|wanted| *code == wanted)) {
            if !codes.iter().any(|known| known == unit) {
                codes.push(unit.to_owned());
            }
        }
    }
    match wanted {
        Some(wanted) if codes.is_empty() => {
            let nearest = campaigns.first().map(|campaign| campaign.directories.units.nearest(wanted)).unwrap_or_default();
            Err(Refusal::UnknownUnit(wanted.to_owned(), nearest).into())
        }
        _ => Ok(codes),
    }
}

fn forms_of(run: &Run, campaigns: &[&Campaign], kinds: &[&'static Sheet], unit: Option<&str>, period: Option<&str>) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for campaign in campaigns {
        let directories = &campaign.directories;
        let unit: Option<UnitIndex> = unit.and_then(|code| directories.units.find(code.as_bytes()));
        let period: Option<PeriodIndex> = period.and_then(|code| directories.periods.find(code.as_bytes()));
        let asked = Asked { unit, period };
        let mut own: Vec<Form> = kinds.iter().filter_map(|kind| forms::form(run, campaign, kind, asked)).collect();
        if kinds.iter().any(|kind| kind.name == "ket-qua") {
            own.extend(unit.and_then(|office| forms::appraisal(run, campaign, office, asked)));
        }
        for mut form in own {
            if campaigns.len() > 1 {
                let name = format!("{} {}", form.name, campaign.code.as_str());
                form.name = name.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(31).collect::<String>().into();
            }
            forms.push(form);
        }
    }
    forms
}

fn write_book(path: &Path, forms: &[Form], run: &Run, common: &Common) -> anyhow::Result<()> {
    let bytes = forms::book(forms, run.as_of())?;
    folder::write_whole(path, |out| Ok(out.write_all(&bytes)?))?;
    common.say(&format!("đã ghi {}", path.display()));
    Ok(())
}
