//! Closed periods in words: who moves in a ranking, and whom and where that concerns.

use crate::closing::Placed;
use crate::closing::compare::Moved;
use crate::diagnostic::{CampaignLook, ClosingLook, Subject, Voice};
use crate::sheet::Place;
use crate::words::rows::period_code;

/// The units of a block that come to something else, in a sentence.
pub(crate) fn moves(moved: &Moved, voice: Voice) -> String {
    moved.units.iter().map(|(was, is)| one(was.as_ref(), is.as_ref(), voice)).collect::<Vec<_>>().join("; ")
}

fn one(was: Option<&Placed>, is: Option<&Placed>, voice: Voice) -> String {
    let (was, is) = match (was, is) {
        (Some(was), Some(is)) => (was, is),
        (Some(was), None) => {
            return voice.say(format!("`{}` không còn trong bảng xếp hạng", was.unit), format!("`{}` is not ranked any more", was.unit));
        }
        (None, Some(is)) => return voice.say(format!("`{}` có thêm trong bảng xếp hạng", is.unit), format!("`{}` is ranked as well", is.unit)),
        (None, None) => return String::new(),
    };
    let none = || voice.say("không", "none");
    let number = |text: &str| voice.say(text.replace('.', ","), text);
    let mut parts: Vec<String> = Vec::new();
    let mut tell = |vietnamese: &str, english: &str, was: Option<String>, is: Option<String>| {
        if was != is {
            let (was, is) = (was.unwrap_or_else(none), is.unwrap_or_else(none));
            parts.push(voice.say(format!("{vietnamese} {was} → {is}"), format!("{english} {was} → {is}")));
        }
    };
    tell("điểm", "points", Some(number(&was.total)), Some(number(&is.total)));
    let share = |placed: &Placed| placed.share.as_ref().map(|share| number(share));
    tell("tỷ lệ", "share", share(was), share(is));
    let place = |placed: &Placed| placed.place.map(|place| place.to_string());
    tell("hạng", "place", place(was), place(is));
    let grade = |placed: &Placed| placed.grade.as_ref().map(ToString::to_string);
    tell("xếp loại", "grade", grade(was), grade(is));
    format!("`{}` {}", was.unit, parts.join(", "))
}

/// Whom a change of a closed period concerns.
pub(crate) fn subject(one: &CampaignLook<'_>, unit: &str) -> Subject {
    Subject::unit(one.campaign.directories.units.find(unit.as_bytes())).period(Some(one.period))
}

/// The code of the period.
pub(crate) fn period(one: &CampaignLook<'_>) -> Box<str> {
    period_code(one.campaign, one.period)
}

/// Where the file of a closed period says what a sheet of a unit was.
pub(crate) fn sealed_at(look: &ClosingLook<'_>, one: &CampaignLook<'_>, sheet: &str, unit: &str) -> Place {
    Place::Closing(look.number, look.file.data_span(one.position, sheet, unit))
}

/// A unit in a sentence; what is of none says so.
pub(crate) fn unit_words(unit: &str, voice: Voice) -> String {
    if unit.is_empty() {
        voice.say("không của riêng đơn vị nào", "of no one unit")
    } else {
        voice.say(format!("của `{unit}`"), format!("of `{unit}`"))
    }
}

/// What can be done about a change of a closed period.
pub(crate) fn remedy(period: &str, voice: Voice) -> String {
    voice.say(
        format!("trả lại như lúc chốt; sửa kết quả thì ghi ở `dieu-chinh.csv`; mở lại kỳ: `thidua close --reopen {period} --van-ban SỐ`"),
        format!("put it back as it was closed; to correct a result, add to `dieu-chinh.csv`; to open the period again: `thidua close --reopen {period} --van-ban SỐ`"),
    )
}
