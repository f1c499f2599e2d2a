//! What the checks of proposals against registrations share.

use crate::campaign::Proposal;
use crate::diagnostic::{Check, Fault, Findings, LedgerLook, Voice};
use crate::ledger::{Registering, Registration};
use crate::rulebook::regime_on;
use crate::sheet::Place;
use crate::titles::selected::{Asks, asks};
use crate::value::Day;
use crate::words::{self, candidate_subject};

/// A proposal for a title nobody registered for, or not any more.
#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum NotRegistered {
    /// There is no registration.
    Never { title: Box<str> },
    /// It was withdrawn.
    Withdrawn { title: Box<str>, day: Option<Day> },
}

impl Fault for NotRegistered {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Never { title } => voice
                .say(format!("đề nghị `{title}` mà không đăng ký danh hiệu này"), format!("put forward for `{title}` without a registration for it")),
            Self::Withdrawn { title, day: Some(day) } => {
                let day = words::day(*day, voice);
                voice.say(
                    format!("đề nghị `{title}`, đăng ký đã rút ngày {day}"),
                    format!("put forward for `{title}`, of which the registration was withdrawn on {day}"),
                )
            }
            Self::Withdrawn { title, day: None } => {
                voice.say(format!("đề nghị `{title}`, đăng ký đã rút"), format!("put forward for `{title}`, of which the registration was withdrawn"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Never { .. } => voice.say(
                "bổ sung dòng đăng ký vào `dang-ky/`, hoặc bỏ dòng đề nghị này",
                "add the registration below `dang-ky/`, or remove this proposal",
            ),
            Self::Withdrawn { .. } => voice.say(
                "bỏ dòng đề nghị này; nếu không rút thì sửa `trang_thai` của dòng đăng ký",
                "remove this proposal; where nothing was withdrawn, correct `trang_thai` of the registration",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Never { .. } => voice.say("danh hiệu khai ở đây", "the title is declared here"),
            Self::Withdrawn { .. } => voice.say("đăng ký", "the registration"),
        })
    }
}

/// Tells of every proposal without a registration that stands, for titles of which `concerns` what is asked.
pub(crate) fn not_registered(check: &'static Check, look: &LedgerLook, concerns: fn(Asks) -> bool, findings: &mut Findings) {
    let LedgerLook { campaign, ledger, .. } = *look;
    let regime = regime_on(campaign.time.to);
    for proposal in &campaign.proposals.list {
        let Proposal { who: Some(who), title: Some(title), row, .. } = proposal else { continue };
        if !concerns(asks(campaign, regime, *title)) {
            continue;
        }
        let code = || campaign.titles[*title].code.as_str().into();
        let (fault, against) = match ledger.registering(campaign, who, *title) {
            Registering::Stands(_) | Registering::Unknown => continue,
            Registering::Never => (NotRegistered::Never { title: code() }, Place::Definition(campaign.titles[*title].span)),
            Registering::Withdrawn(Registration { row, withdrawn, .. }) => {
                (NotRegistered::Withdrawn { title: code(), day: withdrawn }, Place::Row(row))
            }
        };
        findings.add(check, Place::Row(*row), candidate_subject(campaign, who), fault).against(against);
    }
}
