//! Appeals whose numbers do not run on: a row that was taken away or written over leaves a hole.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::draft::{DraftRow, appeals};
use crate::value::Quantity;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "appeal-number",
    page: include_str!("appeal_number.md"),
    grade: Grade::Error,
    reasons: Order::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Order {
    Repeated { number: Quantity, next: Quantity },
    Missing { first: Quantity, last: Quantity, number: Quantity },
}

impl Fault for Order {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Repeated { number, .. } => {
                voice.say(format!("số thứ tự {number} đã có ở một phúc tra khác"), format!("number {number} is another appeal's already"))
            }
            Self::Missing { first, last, number } if first == last => voice.say(
                format!("trước số {number} thiếu số {first}: một phúc tra đã bị bỏ hoặc bị ghi đè"),
                format!("before {number} the number {first} is missing: an appeal was taken away or written over"),
            ),
            Self::Missing { first, last, number } => voice.say(
                format!("trước số {number} thiếu các số từ {first} đến {last}: phúc tra đã bị bỏ hoặc bị ghi đè"),
                format!("before {number} the numbers from {first} to {last} are missing: appeals were taken away or written over"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Repeated { next, .. } => {
                voice.say(format!("đưa dòng này xuống cuối và viết `{next}`"), format!("move the row to the end and write `{next}`"))
            }
            Self::Missing { first, .. } => voice.say(
                format!("lấy lại dòng số `{first}` như đã nhận; đơn vị rút thì vẫn giữ dòng, kết luận `bac`"),
                format!("put the row `{first}` back as it came; where the unit withdrew it, keep the row and conclude `bac`"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Repeated { .. } => Some(voice.say("phúc tra đã có", "the appeal that stands already")),
            Self::Missing { .. } => None,
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let rows = &resolution.draft.appeals;
    let numbered: Vec<(&DraftRow, Quantity)> = rows.rows.iter().filter_map(|row| Some((row, row.quantity(appeals::NUMBER).value()?))).collect();
    let Some(greatest) = numbered.iter().map(|(_, number)| *number).max() else { return };
    let one = Quantity::whole(1);
    let mut add = |row: &DraftRow, other: Option<&DraftRow>, fault: Order| {
        let place = other.map(|other| other.place(appeals::NUMBER));
        findings.add(&CHECK, row.place(appeals::NUMBER), words::named_in(resolution.campaign, &appeals::SHEET, row), fault).against(place);
    };
    for (position, (row, number)) in numbered.iter().enumerate() {
        if let Some((other, _)) = numbered[..position].iter().find(|(_, other)| other == number) {
            add(row, Some(other), Order::Repeated { number: *number, next: greatest + one });
        }
    }
    // A row whose number cannot be read may be the one that is missing.
    if rows.broken > 0 || numbered.len() < rows.rows.len() {
        return;
    }
    let mut ordered = numbered;
    ordered.sort_by_key(|(_, number)| *number);
    let mut next = one;
    for (row, number) in ordered {
        if number > next {
            // Numbers are whole: the last that is missing stands one below.
            add(row, None, Order::Missing { first: next, last: number - one, number });
        }
        next = number + one;
    }
}
