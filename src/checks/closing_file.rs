//! A file of `chot/` that nothing can be held against, or that is not as `thidua close` wrote it.

use strum::VariantNames as _;

use crate::closing::file::{FileFault, LATEST};
use crate::closing::path_of;
use crate::diagnostic::{Check, ClosingLook, Fault, Findings, Grade, Look, Subject, Unknown, Voice};
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closing-file",
    page: include_str!("closing_file.md"),
    grade: Grade::Sealed,
    reasons: ClosingFault::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ClosingFault {
    Unreadable,
    Newer { version: i64 },
    Altered,
    Misnamed { path: String },
    UnknownPeriod { period: Box<str> },
    UnknownCampaign { code: Box<str> },
}

impl Fault for ClosingFault {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unreadable => voice.say(
                "không đọc được tệp chốt kỳ: kỳ này không đối chiếu được",
                "the file of the closed period cannot be read: nothing is held against it",
            ),
            Self::Newer { version } => voice.say(
                format!("`phien_ban: {version}` mới hơn bản thidua này, chỉ đọc đến `phien_ban: {LATEST}`"),
                format!("`phien_ban: {version}` is newer than this thidua, which reads up to `phien_ban: {LATEST}`"),
            ),
            Self::Altered => voice.say(
                "tệp chốt kỳ không như `thidua close` đã ghi: mã của tệp không khớp nội dung",
                "the file of the closed period is not as `thidua close` wrote it: its seal is another's",
            ),
            Self::Misnamed { path } => voice.say(format!("tệp chốt của kỳ này phải là {path}"), format!("the file of this period has to be {path}")),
            Self::UnknownPeriod { period } => {
                let period = words::shown(period);
                voice.say(
                    format!("kỳ `{period}` đã chốt mà phong-trao.yaml không còn khai kỳ nào mang mã ấy"),
                    format!("the period `{period}` is closed, and phong-trao.yaml declares none of that code any more"),
                )
            }
            Self::UnknownCampaign { code } => {
                let code = words::shown(code);
                voice.say(
                    format!("phong trào `{code}` đã chốt kỳ mà phong-trao.yaml không còn khai phong trào nào mang mã ấy"),
                    format!("a period of the campaign `{code}` is closed, and phong-trao.yaml declares none of that code any more"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Newer { version } => voice.say(format!("dùng thidua từ bản {version}.0"), format!("use thidua {version}.0 or later")),
            Self::Misnamed { .. } => voice.say("đổi tên tệp về như lúc chốt", "give the file the name it was closed under"),
            Self::UnknownPeriod { period } => {
                voice.say(format!("khai lại kỳ `{period}` ở `ky`"), format!("declare the period `{period}` in `ky` again"))
            }
            Self::UnknownCampaign { code } => {
                voice.say(format!("khai lại phong trào `{code}` ở `phong_trao`"), format!("declare the campaign `{code}` in `phong_trao` again"))
            }
            Self::Unreadable | Self::Altered => {
                voice.say("lấy lại tệp như lúc chốt, ví dụ từ git", "bring the file back as it was closed, from git for one")
            }
        })
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    let mut add = |span, fault| {
        findings.add(&CHECK, Place::Closing(look.number, span), Subject::nobody(), fault);
    };
    match &look.file.fault {
        None => {}
        Some(FileFault::Unreadable(span)) => add(*span, ClosingFault::Unreadable),
        Some(FileFault::Newer(span, version)) => add(*span, ClosingFault::Newer { version: *version }),
        Some(FileFault::Altered(span)) => add(*span, ClosingFault::Altered),
        Some(FileFault::Misnamed(span)) => {
            let period = look.file.closing.as_ref().map(|closing| closing.period.clone()).unwrap_or_default();
            add(*span, ClosingFault::Misnamed { path: path_of(&period) });
        }
    }
    for unknown in look.unknown {
        match unknown {
            Unknown::Campaign(position, code) => add(look.file.campaign_span(*position), ClosingFault::UnknownCampaign { code: code.clone() }),
            Unknown::Period => {
                let period = look.file.closing.as_ref().map(|closing| closing.period.clone()).unwrap_or_default();
                add(look.file.period_span(), ClosingFault::UnknownPeriod { period });
            }
        }
    }
}
