//! A row that does not say which campaign of the plan it is of, or names one the plan does not have.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::directory::Naming;
use crate::sheet::{self, Place, Records, Whose};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-campaign",
    page: include_str!("unknown_campaign.md"),
    grade: Grade::Required,
    reasons: UnknownCampaign::VARIANTS,
    looks: &[Look::Naming(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnknownCampaign {
    Unknown { code: Box<str>, known: Vec<Box<str>>, is_several: bool },
    Unnamed { campaigns: Vec<Box<str>> },
    NoColumn { sheet: &'static str, campaigns: Vec<Box<str>> },
}

impl Fault for UnknownCampaign {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unknown { code, is_several: true, .. } => {
                voice.say(format!("kế hoạch không có phong trào nào mang mã `{code}`"), format!("the plan has no campaign with the code `{code}`"))
            }
            Self::Unknown { code, is_several: false, .. } => voice.say(
                format!("dòng ghi phong trào `{code}`, không phải mã phong trào của thư mục này"),
                format!("the row names the campaign `{code}`, which is not this folder's"),
            ),
            Self::Unnamed { .. } => voice.say(
                "ô `phong_trao` trống, kế hoạch có nhiều phong trào nên không biết dòng này thuộc phong trào nào",
                "`phong_trao` is empty; the plan has several campaigns, and whose this row is cannot be told",
            ),
            Self::NoColumn { sheet, .. } => voice.say(
                format!("thiếu cột `phong_trao`, kế hoạch có nhiều phong trào nên bảng `{sheet}` phải có"),
                format!("the column `phong_trao` is missing; the plan has several campaigns, so sheet `{sheet}` must have it"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (known, is_several) = match self {
            Self::Unknown { known, is_several, .. } => (known, *is_several),
            Self::Unnamed { campaigns } | Self::NoColumn { campaigns, .. } => (campaigns, true),
        };
        let codes: Vec<String> = known.iter().map(|code| format!("`{code}`")).collect();
        let codes = codes.join(", ");
        match self {
            Self::Unknown { .. } if codes.is_empty() => None,
            Self::Unknown { .. } if !is_several => Some(voice.say(
                format!("viết {codes} hoặc để trống, nếu dòng này của phong trào đó; nếu không thì chuyển dòng sang đúng thư mục"),
                format!("write {codes} or leave it empty if the row is that campaign's; otherwise move it to its own folder"),
            )),
            Self::Unknown { .. } | Self::Unnamed { .. } => {
                Some(voice.say(format!("viết một trong các mã: {codes}"), format!("write one of {codes}")))
            }
            Self::NoColumn { .. } => Some(voice.say(
                format!("thêm cột `phong_trao`, mỗi dòng một trong các mã: {codes}"),
                format!("add the column `phong_trao`, each row one of {codes}"),
            )),
        }
    }
}

fn look(records: &Records, naming: &Naming, findings: &mut Findings) {
    let Some(whose) = records.whose else { return };
    let subject = || words::anyone_in(records.sheet);
    let column = records.sheet.campaign_column().and_then(|column| records.header.cell(column));
    let Some(cell) = column else {
        // Without the column no row says whose it is: one finding tells of them all.
        if records.from == 1 && whose[1..].contains(&Whose::Unnamed) {
            let fault = UnknownCampaign::NoColumn { sheet: records.sheet.name, campaigns: naming.codes().into() };
            findings.add(&CHECK, Place::File(records.file), subject(), fault);
        }
        return;
    };
    for (position, whose) in whose.iter().enumerate().skip(records.from) {
        let record = records.batch.record(position);
        let fault = match whose {
            Whose::Unnamed if !record.is_blank() => UnknownCampaign::Unnamed { campaigns: naming.codes().into() },
            Whose::Unknown => {
                let code = sheet::text_of(sheet::trimmed(&record.cell(usize::from(cell)))).into_owned();
                let is_several = naming.is_several();
                let known = if is_several { naming.codes().into() } else { naming.nearest(&code) };
                UnknownCampaign::Unknown { known, code: code.into(), is_several }
            }
            Whose::Of(_) | Whose::Everyone | Whose::Unsettled | Whose::Unnamed => continue,
        };
        findings.add(&CHECK, Place::Cell(records.row(position), cell), subject(), fault);
    }
}
