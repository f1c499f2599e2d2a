//! Rows that `so_lieu_cua` asks for and that a criterion cannot be scored from.

use strum::VariantNames as _;

use crate::campaign::{GapKind, NotLent, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::words;
use crate::words::rows::criterion_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "borrowed-figures",
    page: include_str!("borrowed_figures.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Itself,
    Chain,
    Group,
    NoFigures,
    Units,
    Periods,
}

#[derive(Debug)]
struct BorrowedFigures {
    reason: Reason,
    other: Box<str>,
}

impl Fault for BorrowedFigures {
    fn reason(&self) -> &'static str {
        self.reason.into()
    }

    fn title(&self, voice: Voice) -> String {
        let other = &self.other;
        match self.reason {
            Reason::Itself => voice.say(format!("tiêu chí `{other}` lấy số liệu của chính nó"), format!("criterion `{other}` takes its own figures")),
            Reason::Chain => voice.say(
                format!("tiêu chí `{other}` cũng lấy số liệu của tiêu chí khác, không có dòng riêng"),
                format!("criterion `{other}` takes the figures of another itself and has no row of its own"),
            ),
            Reason::Group => {
                voice.say(format!("`{other}` là nhóm tiêu chí, không có số liệu"), format!("`{other}` is a group of criteria and has no figures"))
            }
            Reason::NoFigures => voice.say(
                format!("dòng kết quả của tiêu chí `{other}` không có số thực hiện để chấm"),
                format!("rows of criterion `{other}` have no figure to be scored"),
            ),
            Reason::Units => voice.say(
                format!("tiêu chí `{other}` không áp dụng cho mọi đơn vị được chấm ở đây"),
                format!("criterion `{other}` does not apply to every unit scored here"),
            ),
            Reason::Periods => voice.say(
                format!("tiêu chí `{other}` không nhận kết quả ở mọi kỳ được chấm ở đây"),
                format!("criterion `{other}` does not take results in every period scored here"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self.reason {
            Reason::Itself => {
                voice.say("viết mã tiêu chí có dòng số liệu, hoặc bỏ `so_lieu_cua`", "write the criterion that has the rows, or remove `so_lieu_cua`")
            }
            Reason::Chain => voice.say("viết mã tiêu chí có dòng số liệu", "write the criterion that has the rows"),
            Reason::Group | Reason::NoFigures => voice.say(
                "viết mã một tiêu chí lá có dòng số liệu, chấm theo `ty_le`, `theo_muc` hoặc `theo_so_luong` từ `thuc_hien`",
                "write a leaf that has the rows, scored by `ty_le`, `theo_muc` or `theo_so_luong` from `thuc_hien`",
            ),
            Reason::Units => voice.say("khai cùng một `ap_dung` cho hai tiêu chí", "declare one `ap_dung` for both"),
            Reason::Periods => voice.say("khai cùng một `chi_cham_ky` cho hai tiêu chí", "declare one `chi_cham_ky` for both"),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("tiêu chí khai ở đây", "the criterion is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for gap in &campaign.gaps {
        let GapKind::NotLent { by, why } = gap.kind else { continue };
        let reason = match why {
            NotLent::Itself => Reason::Itself,
            NotLent::Chain => Reason::Chain,
            NotLent::Group => Reason::Group,
            NotLent::NoFigures => Reason::NoFigures,
            NotLent::Units => Reason::Units,
            NotLent::Periods => Reason::Periods,
        };
        let fault = BorrowedFigures { reason, other: criterion_code(campaign, by) };
        let found = findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault);
        found.against(Place::Definition(campaign.criteria[by].span));
    }
}
