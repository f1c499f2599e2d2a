//! The agenda: what falls due in the next days, what is past due, and who has not handed it in; as text and as a calendar file.

use std::collections::BTreeMap;
use std::io::{self, Write};

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

use crate::pipeline::{CampaignRun, Run};
use crate::value::{Day, UnitIndex};

/// Something that is due on a day.
#[derive(Debug)]
pub struct Due {
    /// The campaign's code.
    pub campaign: Box<str>,
    /// The duty's code.
    pub duty: Box<str>,
    /// The duty's name.
    pub name: Box<str>,
    /// The period, by code and name.
    pub period: Option<(Box<str>, Box<str>)>,
    /// The last day in time.
    pub day: Day,
    /// Whether it is the day of units whose deadline was moved.
    pub is_extended: bool,
    /// Who receives it.
    pub recipient: Option<Box<str>>,
    /// How many units are to hand it in by this day.
    pub units: usize,
    /// Those that have not.
    pub lacking: Vec<Lacking>,
}

/// A unit that has not handed in: code and short name.
pub type Lacking = (Box<str>, Box<str>);

/// What falls due from a day on for so many days, and what is past due and still lacks somebody; by day.
pub fn due(run: &Run, from: Day, days: u32) -> Vec<Due> {
    let last = from.plus(i64::from(days)).unwrap_or(from);
    let mut due: Vec<Due> = run.campaigns.iter().flat_map(all).collect();
    due.retain(|due| (due.day >= from && due.day <= last) || (due.day < from && !due.lacking.is_empty()));
    due.sort_by(|one, other| (one.day, &one.campaign, &one.duty, &one.period).cmp(&(other.day, &other.campaign, &other.duty, &other.period)));
    due
}

/// Every deadline of a campaign; those that were moved for some units stand apart.
fn all(run: &CampaignRun) -> Vec<Due> {
    let campaign = &run.campaign;
    let mut found = Vec::new();
    for deadline in &campaign.deadlines {
        let stretch = deadline.period.map_or(campaign.time, |period| campaign.periods[period].stretch);
        let takes_part = |unit: &UnitIndex| campaign.units[*unit].in_stretch(&stretch).is_some_and(|membership| membership.block.is_some());
        let mut by_day: BTreeMap<Day, (usize, Vec<Lacking>)> = BTreeMap::new();
        for unit in campaign.units.indices().filter(takes_part) {
            let day = campaign.last_day(unit, deadline.duty, deadline.period).unwrap_or(deadline.last_day);
            let (units, lacking) = by_day.entry(day).or_default();
            *units += 1;
            if run.ledger.received(campaign, unit, deadline.duty, deadline.period).is_none() {
                lacking.push((campaign.units[unit].code.as_str().into(), campaign.units[unit].last().short.clone()));
            }
        }
        for (day, (units, lacking)) in by_day {
            let duty = &campaign.duties[deadline.duty];
            found.push(Due {
                campaign: campaign.code.as_str().into(),
                duty: duty.code.as_str().into(),
                name: duty.name.clone(),
                period: deadline.period.map(|period| (campaign.periods[period].code.as_str().into(), campaign.periods[period].name.clone())),
                day,
                is_extended: day != deadline.last_day,
                recipient: deadline.recipient.clone(),
                units,
                lacking,
            });
        }
    }
    found
}

impl Due {
    /// What is due, in a few words.
    fn title(&self) -> String {
        let period = self.period.as_ref().map_or(String::new(), |(_, name)| format!(", {name}"));
        let extended = if self.is_extended { " (đã gia hạn)" } else { "" };
        format!("{}{period}{extended}", self.name)
    }

    /// Who has handed it in and who has not.
    fn state(&self) -> String {
        let lacking: Vec<String> = self.lacking.iter().map(|(code, name)| format!("{name} ({code})")).collect();
        match lacking.as_slice() {
            [] => format!("{0}/{0} đơn vị đã nộp", self.units),
            lacking => format!("{}/{} đơn vị đã nộp; chưa nộp: {}", self.units - lacking.len(), self.units, lacking.join(", ")),
        }
    }
}

/// Writes it as text.
///
/// # Errors
/// Where it cannot be written.
pub fn write_text(due: &[Due], from: Day, days: u32, is_several: bool, out: &mut impl Write) -> io::Result<()> {
    if due.is_empty() {
        return writeln!(out, "Từ {} trong {days} ngày: không có việc nào đến hạn, không ai còn thiếu", from.vietnamese());
    }
    writeln!(out, "Từ {} trong {days} ngày", from.vietnamese())?;
    for due in due {
        let away = due.day.since(from);
        let when = match away {
            0 => "hôm nay".to_owned(),
            1.. => format!("còn {away} ngày"),
            _ => format!("quá hạn {} ngày", -away),
        };
        let campaign = if is_several { format!("{} – ", due.campaign) } else { String::new() };
        writeln!(out, "\n{} ({when})  {campaign}{}", due.day.vietnamese(), due.title())?;
        if let Some(recipient) = &due.recipient {
            writeln!(out, "  Nơi nhận: {recipient}")?;
        }
        writeln!(out, "  {}", due.state())?;
    }
    Ok(())
}

/// The calendar file (RFC 5545): a day for each; the same folder seen from the same day gives the same bytes.
pub fn calendar(due: &[Due], from: Day, name: &str) -> String {
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    let seen = from.date().and_hms_opt(0, 0, 0).expect("every day begins").and_utc();
    for due in due {
        let period = due.period.as_ref().map_or("", |(code, _)| code);
        let mut event = Event::new();
        event.uid(&format!("{}.{}.{period}.{}@thidua", due.campaign, due.duty, due.day));
        event.timestamp(seen).all_day(due.day.date()).summary(&format!("Hạn: {}", due.title())).description(&due.state());
        if let Some(recipient) = &due.recipient {
            event.location(recipient);
        }
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

#[cfg(test)]
mod tests {
    use super::{Due, calendar};
    use crate::value::Day;

    #[test]
    fn the_same_agenda_is_the_same_file() {
        let day = Day::from_ymd(2026, 4, 10).expect("a day");
        let due = || Due {
            campaign: "mau".into(),
            duty: "ket_qua".into(),
            name: "Bảng kết quả; tự chấm".into(),
            period: Some(("Q1".into(), "Quý I".into())),
            day,
            is_extended: false,
            recipient: None,
            units: 2,
            lacking: vec![("P1".into(), "Phòng Một".into())],
        };
        let text = calendar(&[due()], day, "Phong trào");
        assert_eq!(text, calendar(&[due()], day, "Phong trào"));
        for line in [
            "DTSTART;VALUE=DATE:20260410\r\n",
            "DTSTAMP:20260410T000000Z\r\n",
            "UID:mau.ket_qua.Q1.2026-04-10@thidua\r\n",
            "SUMMARY:Hạn: Bảng kết quả\\; tự chấm\\, Quý I\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
    }
}
