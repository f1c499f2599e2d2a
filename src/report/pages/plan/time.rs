//! Time: days, deadlines, periods, phases, and the meetings that close them.

use crate::draft::definition::{DaysOffKey, DeadlineKey, PeriodKey, PhaseKey, Review, Time};
use crate::report::pages::plan::{Facts, Plan, items, said, said_bool, said_list, said_maybe, some, star, texts};
use crate::report::{Column, Table, Width};
use crate::yaml::{Field, Many};

impl Plan<'_> {
    /// The campaign's days and its days off.
    pub(super) fn time(&self, time: Option<&Field<Time>>, days_off: Option<&Field<DaysOffKey>>, facts: &mut Facts) {
        if let Some(Time { from, to, assumed }) = time.and_then(Field::get) {
            facts.say("Thời gian", star(format!("từ {} đến hết {}", said(from), said(to)), assumed));
        } else {
            let stretch = self.campaign.time;
            facts.say("Thời gian", format!("từ {} đến hết {} (không khai: cả năm)", stretch.from.vietnamese(), stretch.to.vietnamese()));
        }
        let Some(DaysOffKey { on_day_off, listed, worked, assumed }) = days_off.and_then(Field::get) else { return };
        let mut parts = vec!["thứ Bảy, Chủ nhật".to_owned()];
        parts.extend(said_list(listed.as_ref()).filter(|days| !days.is_empty()));
        facts.say("Ngày nghỉ", star(parts.join(", "), assumed));
        if let Some(worked) = said_list(worked.as_ref()) {
            facts.say("Ngày làm bù", worked);
        }
        facts.maybe("Hạn và ngày nghỉ", on_day_off);
    }

    /// What must be handed in, and by when: `trước` and `đến hết` apart.
    pub(super) fn deadlines(&self, deadlines: Option<&Field<Many<DeadlineKey>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Việc", Width::Share(3)),
            Column::text("Kỳ", Width::Fit(8, 14)),
            Column::text("Hạn", Width::Fit(12, 20)),
            Column::center("Ngày cuối còn đúng hạn", Width::Fit(11, 13)),
            Column::text("Nơi nhận", Width::Share(2)),
        ];
        let mut table = Table::list("deadlines", "Việc phải nộp và hạn", columns);
        for key in items(deadlines) {
            let DeadlineKey { duty, name, period, before, through, recipient, assumed } = key;
            let name = said_maybe(name).map_or_else(|| said(duty), |name| format!("{name} ({})", said(duty)));
            let before = said_maybe(before).map(|day| format!("trước ngày {day}"));
            let through = said_maybe(through).map(|day| format!("đến hết ngày {day}"));
            let days: Vec<String> = before.into_iter().chain(through).collect();
            let span = key.before.as_ref().or(key.through.as_ref()).map(|day| day.span);
            let resolved = self.campaign.deadlines.iter().find(|deadline| Some(deadline.span) == span);
            table.rows.push(texts([
                star(name, assumed),
                period.as_ref().map(|period| self.period(period)).unwrap_or_default(),
                days.join("; "),
                resolved.map(|deadline| deadline.last_day.vietnamese()).unwrap_or_default(),
                said_maybe(recipient).unwrap_or_default(),
            ]));
        }
        some(table)
    }

    /// Interim and final reviews.
    pub(super) fn reviews(&self, reviews: Option<&Field<Many<Review>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Cuộc họp, hội nghị", Width::Share(3)),
            Column::text("Kỳ", Width::Share(1)),
            Column::center("Ngày", Width::Fit(11, 12)),
            Column::text("Thời gian", Width::Share(1)),
            Column::text("Nơi họp", Width::Share(1)),
        ];
        let mut table = Table::list("reviews", "Sơ kết, tổng kết", columns);
        for Review { name, day, period, time, venue, assumed } in items(reviews) {
            let period = period.as_ref().map(|period| self.period(period)).unwrap_or_default();
            let [day, time, venue] = [said_maybe(day), said_maybe(time), said_maybe(venue)].map(Option::unwrap_or_default);
            table.rows.push(texts([star(said(name), assumed), period, day, time, venue]));
        }
        some(table)
    }
}

/// The periods, leaves and groups.
pub(super) fn periods(periods: Option<&Field<Many<PeriodKey>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(6, 10)),
        Column::text("Kỳ", Width::Share(2)),
        Column::center("Từ ngày", Width::Fit(11, 12)),
        Column::center("Đến hết ngày", Width::Fit(11, 12)),
        Column::text("Gồm các kỳ", Width::Share(2)),
    ];
    let mut table = Table::list("periods", "Các kỳ", columns);
    for PeriodKey { code, name, from, to, holds, assumed } in items(periods) {
        let words = [said_maybe(name), said_maybe(from), said_maybe(to), said_list(holds.as_ref())];
        let [name, from, to, holds] = words.map(Option::unwrap_or_default);
        table.rows.push(texts([star(said(code), assumed), name, from, to, holds]));
    }
    some(table)
}

/// The phases of the campaign.
pub(super) fn phases(phases: Option<&Field<Many<PhaseKey>>>, cover: Option<&Field<bool>>) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(6, 10)),
        Column::text("Đợt", Width::Share(2)),
        Column::center("Từ ngày", Width::Fit(11, 12)),
        Column::center("Đến hết ngày", Width::Fit(11, 12)),
        Column::center("Kết thúc bằng", Width::Fit(9, 10)),
        Column::center("Số ngày làm việc", Width::Fit(8, 9)),
        Column::text("Dịp kỷ niệm", Width::Share(2)),
    ];
    let mut table = Table::list("phases", "Các đợt", columns);
    for PhaseKey { code, name, from, to, end, working_days, anniversaries, assumed } in items(phases) {
        let occasions: Vec<String> = items(anniversaries.as_ref()).map(super::anniversary_words).collect();
        table.rows.push(texts([
            star(said(code), assumed),
            said_maybe(name).unwrap_or_default(),
            said(from),
            said(to),
            said_maybe(end).unwrap_or_default(),
            said_maybe(working_days).unwrap_or_default(),
            occasions.join("\n"),
        ]));
    }
    let cover = said_bool(&cover.cloned(), "Các đợt phải phủ kín thời gian phong trào.", "Các đợt không phải phủ kín thời gian phong trào.");
    if table.rows.is_empty() && cover.is_some() {
        table.rows.push(texts(["–", "", "", "", "", "", ""].map(str::to_owned)));
    }
    table.notes.extend(cover.map(Into::into));
    some(table)
}
