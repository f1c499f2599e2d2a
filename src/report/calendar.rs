//! The calendar: what falls due in the days ahead, what is overdue, and who has not handed it in – as pages, and as iCalendar.

use icalendar::{Calendar, Component as _, Event, EventLike as _};

use crate::agenda::{Entry, What};
use crate::campaign::{Campaign, DutyDeadline};
use crate::pipeline::{CampaignRun, Run};
use crate::report::{Cell, Column, Orientation, Page, Row, RowKind, Table, Value, Width, short_of};
use crate::value::{Day, PeriodIndex};

/// The days that are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The day it is seen from.
    pub from: Day,
    /// The last day that is looked at.
    pub through: Day,
}

/// What stands in the calendar: what is overdue and still missing, then what falls due.
pub struct Agenda<'a> {
    run: &'a Run,
    window: Window,
    overdue: Vec<Entry>,
    ahead: Vec<Entry>,
}

impl<'a> Agenda<'a> {
    /// Of all entries of a folder those of the window.
    pub fn new(run: &'a Run, entries: Vec<Entry>, window: Window) -> Self {
        let (past, ahead): (Vec<_>, Vec<_>) =
            entries.into_iter().filter(|entry| entry.day <= window.through).partition(|entry| entry.day < window.from);
        let overdue = past.into_iter().filter(|entry| !entry.missing.is_empty()).collect();
        Self { run, window, overdue, ahead }
    }

    /// The page.
    pub fn page(&self) -> Page {
        let mut tables = Vec::new();
        if !self.overdue.is_empty() {
            tables.push(self.table("overdue", "Đã quá hạn, còn đơn vị chưa nộp", "Quá (ngày)", &self.overdue));
        }
        tables.push(self.table("due", "Sắp đến hạn", "Còn (ngày)", &self.ahead));
        let Window { from, through } = self.window;
        let mut subtitle: Vec<Box<str>> = vec![self.run.name().into(), format!("Từ {} đến hết {}", from.vietnamese(), through.vietnamese()).into()];
        if self.ahead.is_empty() {
            subtitle.push("Không có việc nào đến hạn trong những ngày này".into());
        }
        Page {
            name: "Lịch".into(), letterhead: None, title: "Lịch việc đến hạn".into(), subtitle, orientation: Orientation::Landscape, tables
        }
    }

    fn table(&self, key: &str, title: &str, distance: &str, entries: &[Entry]) -> Table {
        let is_plan = self.run.shared.is_some();
        let mut columns = vec![Column::center("Ngày", Width::Fit(11, 12)), Column::center(distance, Width::Fit(6, 8))];
        if is_plan {
            columns.push(Column::text("Phong trào", Width::Fit(8, 16)));
        }
        columns.extend([
            Column::text("Việc", Width::Share(3)),
            Column::text("Kỳ", Width::Fit(6, 14)),
            Column::center("Đã nộp", Width::Fit(7, 9)),
            Column::text("Chưa thấy nộp", Width::Share(4)),
            Column::text("Nơi nhận", Width::Share(2)),
        ]);
        let mut table = Table::list(key, title, columns);
        for entry in entries {
            let said = Said::of(self.run, entry);
            let mut cells = vec![Cell { value: Value::Day(entry.day), ..Cell::default() }, Cell::whole(days_between(self.window.from, entry.day))];
            if is_plan {
                cells.push(Cell::text(said.run.campaign.code.as_str()));
            }
            let handed_in =
                if entry.asked.is_empty() { String::new() } else { format!("{}/{}", entry.asked.len() - entry.missing.len(), entry.asked.len()) };
            cells.extend([said.what(), said.period(), handed_in, said.missing(), said.recipient()].map(Cell::text));
            table.rows.push(Row { kind: RowKind::Plain, depth: 0, cells });
        }
        table
    }

    /// What falls due as an iCalendar of whole days (RFC 5545), each with its own steady name; the same entries give the same bytes.
    pub fn ics(&self) -> String {
        let mut calendar = Calendar::empty();
        let head = [("VERSION", "2.0"), ("PRODID", "-//thidua//VI"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")];
        for (name, value) in head {
            calendar.append_property((name, value));
        }
        calendar.name(self.run.name());
        // The clock has no part in it: the stamp is the day it is seen from.
        let stamp = self.window.from.date().and_time(chrono::NaiveTime::MIN).and_utc();
        for entry in &self.ahead {
            let said = Said::of(self.run, entry);
            let mut event = Event::new();
            event.uid(&said.uid()).timestamp(stamp).starts(entry.day.date()).summary(&said.summary());
            let words = said.description();
            if !words.is_empty() {
                event.description(&words);
            }
            calendar.push(event.done());
        }
        calendar.done().to_string()
    }
}

/// An entry in words.
struct Said<'a> {
    run: &'a CampaignRun,
    entry: &'a Entry,
}

impl<'a> Said<'a> {
    fn of(run: &'a Run, entry: &'a Entry) -> Self {
        Self { run: &run.campaigns[entry.campaign], entry }
    }

    fn campaign(&self) -> &'a Campaign {
        &self.run.campaign
    }

    fn deadline(&self) -> Option<&'a DutyDeadline> {
        match self.entry.what {
            What::Duty { deadline, .. } | What::Window { deadline } => Some(&self.campaign().deadlines[deadline]),
            What::Meeting { .. } => None,
        }
    }

    fn what(&self) -> String {
        let campaign = self.campaign();
        match self.entry.what {
            What::Duty { deadline, is_extended } => {
                let name = &campaign.duties[campaign.deadlines[deadline].duty].name;
                if is_extended { format!("{name} (đã gia hạn)") } else { name.to_string() }
            }
            What::Window { deadline } => format!("Ngày cuối nhận: {}", campaign.duties[campaign.deadlines[deadline].duty].name),
            What::Meeting { review } => campaign.reviews[review].name.to_string(),
        }
    }

    fn period_index(&self) -> Option<PeriodIndex> {
        match self.entry.what {
            What::Meeting { review } => self.campaign().reviews[review].period,
            What::Duty { .. } | What::Window { .. } => self.deadline()?.period,
        }
    }

    fn period(&self) -> String {
        self.period_index().map(|period| self.campaign().periods[period].name.to_string()).unwrap_or_default()
    }

    fn recipient(&self) -> String {
        self.deadline().and_then(|deadline| deadline.recipient.as_deref()).unwrap_or_default().to_owned()
    }

    /// Who has not handed it in; the number alone where nobody has.
    fn missing(&self) -> String {
        let Entry { asked, missing, .. } = self.entry;
        if !missing.is_empty() && missing.len() == asked.len() && missing.len() > 1 {
            return format!("cả {} đơn vị", missing.len());
        }
        let names: Vec<&str> = missing.iter().map(|unit| short_of(self.campaign(), &self.run.scope, *unit)).collect();
        names.join(", ")
    }

    fn summary(&self) -> String {
        let period = self.period();
        let period = if period.is_empty() { period } else { format!(" – {period}") };
        match self.entry.what {
            What::Duty { .. } => format!("Hạn cuối: {}{period}", self.what()),
            What::Window { .. } | What::Meeting { .. } => format!("{}{period}", self.what()),
        }
    }

    fn description(&self) -> String {
        let mut lines = vec![self.campaign().name.to_string()];
        let recipient = self.recipient();
        if !recipient.is_empty() {
            lines.push(format!("Nơi nhận: {recipient}"));
        }
        let missing = self.missing();
        if !missing.is_empty() {
            lines.push(format!("Chưa thấy nộp: {missing}"));
        }
        lines.join("\n")
    }

    /// What the entry is called from one calendar to the next, so that a second import moves it and does not double it.
    fn uid(&self) -> String {
        let campaign = self.campaign();
        let period = self.period_index().map(|period| format!("-{}", campaign.periods[period].code)).unwrap_or_default();
        let what = match self.entry.what {
            What::Duty { deadline, is_extended: false } | What::Window { deadline } => {
                campaign.duties[campaign.deadlines[deadline].duty].code.to_string()
            }
            What::Duty { deadline, is_extended: true } => {
                format!("{}-{}", campaign.duties[campaign.deadlines[deadline].duty].code, self.entry.day)
            }
            What::Meeting { review } => format!("hop-{}", review + 1),
        };
        format!("{}-{what}{period}@thidua", campaign.code)
    }
}

fn days_between(one: Day, other: Day) -> u64 {
    (other.date() - one.date()).num_days().unsigned_abs()
}
