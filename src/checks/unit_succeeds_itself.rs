//! A unit named as its own predecessor.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::units;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unit-succeeds-itself",
    page: include_str!("unit_succeeds_itself.md"),
    grade: Grade::Error,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Itself,
}

#[derive(Debug)]
struct UnitSucceedsItself {
    unit: Box<str>,
    /// The other units of the cell.
    others: String,
}

impl Fault for UnitSucceedsItself {
    fn reason(&self) -> &'static str {
        Reason::Itself.into()
    }

    fn title(&self, voice: Voice) -> String {
        let unit = &self.unit;
        voice.say(format!("`{unit}` được ghi là kế thừa chính nó"), format!("`{unit}` is named as its own predecessor"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let others = &self.others;
        Some(if others.is_empty() {
            voice.say(
                "để trống ô này: đơn vị đổi khối, đổi tên vẫn giữ mã và ghi thêm một dòng",
                "leave the cell empty: a unit that changes block or name keeps its code in a further row",
            )
        } else {
            voice.say(format!("viết `{others}`"), format!("write `{others}`"))
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let units = &resolution.campaign.directories.units;
    for row in &resolution.draft.units.rows {
        let code = row.text(units::CODE);
        let Some(unit) = units.find(code.as_bytes()) else { continue };
        let predecessors = || row.text(units::PREDECESSORS).split(';').map(str::trim).filter(|code| !code.is_empty());
        let is_itself = |code: &str| units.find(code.as_bytes()) == Some(unit);
        if predecessors().any(is_itself) {
            let others: Vec<&str> = predecessors().filter(|code| !is_itself(code)).collect();
            let fault = UnitSucceedsItself { unit: code.into(), others: others.join(";") };
            findings.add(&CHECK, row.place(units::PREDECESSORS), Subject::unit(Some(unit)), fault);
        }
    }
}
