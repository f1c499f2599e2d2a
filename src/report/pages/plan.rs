//! The plan as the definition declares it: every key of it in words, with what is not computed said to be so.
//!
//! Each mapping is taken apart without `..`: a key that is added to the definition does not compile until it is printed.
#![allow(clippy::ref_option)] // a mapping taken apart by reference gives its optional keys so

mod criteria;
mod people;
mod ranking;
mod time;
mod titles;

use crate::campaign::Campaign;
use crate::draft::Definition;
use crate::draft::definition::{Agency, Anniversary, Assignment, Document, Response, Time, Topic};
use crate::ledger::Scope;
use crate::report::pages::ASSUMED;
use crate::report::pages::words::{UNREADABLE, Words};
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width};
use crate::value::Day;
use crate::yaml::{Field, Many, Text, Whole};

/// The page of the plan.
pub(super) fn page(campaign: &Campaign, scope: &Scope, definition: &Definition) -> Page {
    let plan = Plan { campaign, scope };
    Page {
        name: "Kế hoạch".into(),
        letterhead: None,
        title: "Kế hoạch thi đua như đã khai".into(),
        subtitle: vec![campaign.name.clone()],
        orientation: Orientation::Portrait,
        tables: plan.tables(definition),
    }
}

/// The plan being put in words.
struct Plan<'a> {
    campaign: &'a Campaign,
    scope: &'a Scope,
}

impl Plan<'_> {
    fn tables(&self, definition: &Definition) -> Vec<Table> {
        let Definition {
            version,
            code,
            name,
            year,
            theme,
            form,
            reach,
            agency,
            documents,
            bases,
            responds_to,
            anniversaries,
            topics,
            time: days,
            days_off,
            deadlines,
            periods,
            phases,
            phases_cover,
            blocks,
            scoring,
            criteria,
            statistics,
            ranking,
            participants,
            titles,
            own_rules,
            standards_by,
            earlier_procedures,
            voting,
            money,
            models,
            reviews,
            assignments,
            published_awards,
            severities,
            waivers,
            rolled_up,
            campaigns,
            assumed,
        } = definition;
        let mut facts = Facts::new("campaign", "Phong trào");
        facts.say("Mã", star(said(code), assumed));
        facts.say("Tên", said(name));
        facts.maybe("Năm", year);
        facts.maybe("Chủ đề", theme);
        facts.maybe("Hình thức", form);
        facts.maybe("Phạm vi", reach);
        if let Some(agency) = agency.as_ref().and_then(Field::get) {
            self.agency(agency, &mut facts);
        }
        self.time(days.as_ref(), days_off.as_ref(), &mut facts);
        facts.maybe("Phiên bản định dạng", version);
        let tables = [
            Some(facts.table()),
            documents_of(documents.as_ref(), bases.as_ref(), self.first_day(days.as_ref(), year.as_ref())),
            responses(responds_to.as_ref()),
            campaigns_of(campaigns.as_ref()),
            rolled_up_of(rolled_up.as_ref()),
            anniversaries_of(anniversaries.as_ref()),
            self.topics(topics.as_ref()),
            self.deadlines(deadlines.as_ref()),
            time::periods(periods.as_ref()),
            time::phases(phases.as_ref(), phases_cover.as_ref()),
            self.blocks(blocks.as_ref()),
            criteria::scoring(scoring.as_ref()),
            self.criteria(criteria.as_ref()),
            self.statistics(statistics.as_ref()),
        ];
        let mut tables: Vec<Table> = tables.into_iter().flatten().collect();
        tables.extend(ranking::rankings(ranking.as_ref(), blocks.as_ref()));
        let people = [
            people::participants(participants.as_ref()),
            titles::titles(titles.as_ref()),
            titles::own_rules(own_rules.as_ref(), standards_by.as_ref(), earlier_procedures),
            people::voting(voting.as_ref()),
            people::money(money.as_ref()),
            people::models(models.as_ref()),
            self.reviews(reviews.as_ref(), phases.as_ref()),
            self.assignments(assignments.as_ref()),
            people::published_awards(published_awards.as_ref()),
            people::severities(severities.as_ref()),
            people::waivers(waivers.as_ref()),
        ];
        tables.extend(people.into_iter().flatten());
        let cells = || tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        if cells().any(|cell| cell.words().contains('*'))
            && let Some(last) = tables.last_mut()
        {
            last.notes.push(ASSUMED.into());
        }
        tables
    }

    /// The first day of the campaign, where it is declared.
    fn first_day(&self, time: Option<&Field<Time>>, year: Option<&Field<Whole>>) -> Option<Day> {
        match time {
            Some(time) => time.get()?.from.get().copied(),
            None => year?.get().map(|_| self.campaign.time.from),
        }
    }

    fn agency(&self, agency: &Agency, facts: &mut Facts) {
        let Agency { parent, name, place, secretariat, head, capacity, signer, assumed } = agency;
        facts.maybe("Cơ quan chủ quản", parent);
        facts.say("Cơ quan phát động", star(said(name), assumed));
        facts.maybe("Địa danh", place);
        facts.maybe("Thường trực", secretariat);
        if let Some(head) = head {
            facts.say("Đơn vị làm trưởng", self.unit(head));
        }
        facts.maybe("Chức vụ người ký", capacity);
        facts.maybe("Người ký", signer);
    }

    fn topics(&self, topics: Option<&Field<Many<Topic>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Mã", Width::Fit(5, 9)),
            Column::text("Nội dung", Width::Share(3)),
            Column::text("Tiêu chí đo, hoặc vì sao không chấm", Width::Share(2)),
        ];
        let mut table = Table::list("topics", "Nội dung thi đua", columns);
        for Topic { code, name, why_unscored, assumed } in items(topics) {
            let index = code.get().and_then(|code| self.campaign.directories.topics.find(code.as_str().as_bytes()));
            let leads = self.campaign.criteria.iter().filter(|criterion| index.is_some_and(|index| criterion.topics.contains(&index)));
            let mut ways: Vec<String> = Vec::new();
            let codes: Vec<&str> = leads.map(|criterion| criterion.code.as_str()).collect();
            if !codes.is_empty() {
                ways.push(codes.join(", "));
            }
            ways.extend(said_maybe(why_unscored).map(|why| format!("Không chấm: {why}")));
            table.rows.push(texts([star(said(code), assumed), said(name), ways.join("\n")]));
        }
        some(table)
    }

    /// Who does what.
    fn assignments(&self, assignments: Option<&Field<Many<Assignment>>>) -> Option<Table> {
        let columns = vec![Column::text("Nơi được giao", Width::Share(2)), Column::text("Việc", Width::Share(3))];
        let mut table = Table::list("assignments", "Phân công", columns);
        for Assignment { unit, name, task, assumed } in items(assignments) {
            let unit = unit.as_ref().map(|unit| self.unit(unit));
            let who: Vec<String> = unit.into_iter().chain(said_maybe(name)).collect();
            table.rows.push(texts([star(who.join("; "), assumed), said(task)]));
        }
        some(table)
    }

    /// A unit by its name and code.
    fn unit(&self, code: &Field<Text>) -> String {
        let campaign = self.campaign;
        let index = code.get().and_then(|code| campaign.directories.units.find(code.as_str().as_bytes()));
        match index {
            Some(unit) => format!("{} ({})", crate::report::name_of(campaign, self.scope, unit), campaign.units[unit].code),
            None => said(code),
        }
    }

    /// A period by its name and code.
    fn period(&self, code: &Field<Text>) -> String {
        let campaign = self.campaign;
        let index = code.get().and_then(|code| campaign.directories.periods.find(code.as_str().as_bytes()));
        match index.map(|index| &campaign.periods[index]).filter(|period| *period.name != *period.code.as_str()) {
            Some(period) => format!("{} ({})", period.name, period.code),
            None => said(code),
        }
    }
}

fn documents_of(documents: Option<&Field<Many<Document>>>, bases: Option<&Field<Many<Document>>>, first_day: Option<Day>) -> Option<Table> {
    let columns = vec![
        Column::text("Loại", Width::Fit(9, 12)),
        Column::text("Số, ký hiệu", Width::Fit(10, 18)),
        Column::center("Ngày", Width::Fit(10, 11)),
        Column::text("Tên, trích yếu", Width::Share(3)),
        Column::text("Cơ quan ban hành", Width::Share(2)),
        Column::text("Người ký", Width::Share(1)),
    ];
    let mut table = Table::list("documents", "Văn bản phát động và căn cứ", columns);
    table.notes.extend(items(documents).filter_map(|document| signed_after(document, first_day?)));
    let documents = items(documents).map(|document| ("Phát động", document));
    for (kind, document) in documents.chain(items(bases).map(|document| ("Căn cứ", document))) {
        let Document { number, day, name, agency, signer, assumed } = document;
        let words = [said_maybe(number), said_maybe(day), said_maybe(name), said_maybe(agency), said_maybe(signer)];
        let [number, day, name, agency, signer] = words.map(Option::unwrap_or_default);
        table.rows.push(texts([star(kind.to_owned(), assumed), number, day, name, agency, signer]));
    }
    some(table)
}

/// A plan is often signed when its campaign has begun already: by how many days.
fn signed_after(document: &Document, first_day: Day) -> Option<Box<str>> {
    let day = document.day.as_ref()?.get()?;
    let late = day.since(first_day);
    let name = said_maybe(&document.number).or_else(|| said_maybe(&document.name)).unwrap_or_else(|| "Văn bản".to_owned());
    (late > 0).then(|| format!("{name} ký sau ngày bắt đầu {late} ngày (bắt đầu {}).", first_day.vietnamese()).into())
}

/// The campaigns of a plan; what each states itself stands on its own page.
fn campaigns_of(campaigns: Option<&Field<Many<Definition>>>) -> Option<Table> {
    let columns = vec![Column::text("Mã", Width::Fit(6, 12)), Column::text("Phong trào", Width::Share(1))];
    let mut table = Table::list("campaigns", "Các phong trào của kế hoạch", columns);
    for Definition { code, name, assumed, .. } in items(campaigns) {
        table.rows.push(texts([star(said(code), assumed), said(name)]));
    }
    some(table)
}

/// The folders that a roll-up of this one holds.
fn rolled_up_of(folders: Option<&Field<Many<Text>>>) -> Option<Table> {
    let mut table = Table::list("rolled-up", "Các thư mục được tổng hợp", vec![Column::text("Thư mục", Width::Share(1))]);
    table.rows.extend(items(folders).map(|folder| texts([folder.as_str().to_owned()])));
    some(table)
}

fn responses(responses: Option<&Field<Many<Response>>>) -> Option<Table> {
    let columns = vec![
        Column::text("Mã", Width::Fit(8, 16)),
        Column::text("Phong trào", Width::Share(2)),
        Column::text("Cơ quan phát động", Width::Share(1)),
        Column::text("Chủ đề", Width::Share(3)),
    ];
    let mut table = Table::list("responds-to", "Hưởng ứng phong trào cấp trên", columns);
    for Response { code, name, agency, theme, assumed } in items(responses) {
        let words = [said_maybe(code), said_maybe(name), said_maybe(agency), said_maybe(theme)];
        let [code, name, agency, theme] = words.map(Option::unwrap_or_default);
        table.rows.push(texts([star(code, assumed), name, agency, theme]));
    }
    some(table)
}

fn anniversaries_of(anniversaries: Option<&Field<Many<Anniversary>>>) -> Option<Table> {
    let columns = vec![Column::text("Dịp kỷ niệm", Width::Share(1)), Column::center("Ngày", Width::Fit(12, 14))];
    let mut table = Table::list("anniversaries", "Dịp kỷ niệm", columns);
    for Anniversary { name, day, assumed } in items(anniversaries) {
        table.rows.push(texts([star(said(name), assumed), said_maybe(day).unwrap_or_default()]));
    }
    some(table)
}

/// An anniversary in one line.
fn anniversary_words(anniversary: &Anniversary) -> String {
    let Anniversary { name, day, assumed } = anniversary;
    let day = said_maybe(day).map(|day| format!(" ({day})")).unwrap_or_default();
    star(format!("{}{day}", said(name)), assumed)
}

/// Labels and what the definition says.
struct Facts {
    table: Table,
}

impl Facts {
    fn new(key: &str, title: &str) -> Self {
        let columns = vec![Column::text("Mục", Width::Fit(16, 26)), Column::text("Khai", Width::Share(1))];
        Self { table: Table { stub: 1, ..Table::list(key, title, columns) } }
    }

    fn say(&mut self, label: &str, text: impl Into<Box<str>>) {
        self.table.say(label, text);
    }

    fn maybe<T: Words>(&mut self, label: &str, field: &Option<Field<T>>) {
        if let Some(words) = said_maybe(field) {
            self.say(label, words);
        }
    }

    fn table(self) -> Table {
        self.table
    }
}

/// The items of a list that may be absent; one that could not be read is left to the findings.
fn items<T>(field: Option<&Field<Many<T>>>) -> impl Iterator<Item = &T> {
    field.and_then(Field::get).into_iter().flatten().filter_map(Field::get)
}

/// A value in words.
fn said<T: Words>(field: &Field<T>) -> String {
    field.get().map_or_else(|| UNREADABLE.to_owned(), Words::words)
}

/// A value that may be absent, in words.
fn said_maybe<T: Words>(field: &Option<Field<T>>) -> Option<String> {
    field.as_ref().map(said)
}

/// A list in words.
fn said_list<T: Words>(field: Option<&Field<Many<T>>>) -> Option<String> {
    let list = field?.get()?;
    Some(list.iter().map(said).collect::<Vec<_>>().join(", "))
}

/// Yes or no, in two wordings.
fn said_bool(field: &Option<Field<bool>>, yes: &str, no: &str) -> Option<String> {
    Some(match field.as_ref()?.get() {
        Some(true) => yes.to_owned(),
        Some(false) => no.to_owned(),
        None => UNREADABLE.to_owned(),
    })
}

/// The text, starred where the definition says it is assumed.
fn star(text: String, assumed: &Option<Field<bool>>) -> String {
    let is_assumed = assumed.as_ref().and_then(Field::get) == Some(&true);
    if is_assumed { format!("{text}\u{a0}*").trim_start_matches('\u{a0}').to_owned() } else { text }
}

/// A row of texts.
fn texts<const N: usize>(texts: [String; N]) -> Row {
    Row::plain(texts.into_iter().map(Cell::text).collect())
}

/// A table that has rows, without the columns in which nothing is declared.
fn some(mut table: Table) -> Option<Table> {
    let is_empty = |column: usize| table.rows.iter().all(|row| row.cells[column].words().is_empty());
    let kept: Vec<bool> = (0..table.columns.len()).map(|column| column == 0 || !is_empty(column)).collect();
    let mut keep = kept.iter();
    table.columns.retain(|_| *keep.next().expect("one for each column"));
    for row in &mut table.rows {
        let mut keep = kept.iter();
        row.cells.retain(|_| *keep.next().expect("one for each column"));
    }
    (!table.rows.is_empty()).then_some(table)
}
