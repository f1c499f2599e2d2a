//! Draft to campaign: every code an index, every choice made or a gap. It never fails.

use std::hash::Hash;

use crate::campaign::ranking::Compared;
use crate::campaign::{
    Block, Campaign, Criterion, Directories, Gap, GapKind, LeaderCondition, Review, Statistic, Targets, TieBreak, Topic, UnitKind, adjustments,
    appeals, appraisals, awards, conditions, criteria, discipline, grants, history, initiatives, leaves, models, money, people, periods, plain,
    pledges, proposals, ranking, sheets, titles, votes, waivers,
};
use crate::directory::Directory;
use crate::draft::definition::{BlockWord, Measure, RoundingKey, RoundingMoment, RoundingWord, StatisticKey, StatisticKind};
use crate::draft::{Definition, Draft};
use crate::scoring::NotApplicablePolicy;
use crate::sheet::CodeKind;
use crate::value::{
    BlockIndex, CriterionIndex, Fraction, Points, Quantity, Rounding, RoundingWay, StageCode, StageIndex, StatisticIndex, Table, TopicIndex,
    UnitIndex,
};
use crate::yaml::{Field, Many, Share, Span, Text, Whole};

/// Gaps as they are found.
#[derive(Default)]
pub(super) struct Gaps {
    pub(super) list: Vec<Gap>,
    /// The criterion being resolved.
    pub(super) criterion: Option<CriterionIndex>,
    /// The block being resolved.
    pub(super) block: Option<BlockIndex>,
}

/// A number of the definition that has bounds.
pub(super) trait Bounded: Copy {
    fn exact(self) -> Fraction;
    fn shown(self) -> String;
}

impl Bounded for Whole {
    fn exact(self) -> Fraction {
        Fraction::whole(self.0)
    }

    fn shown(self) -> String {
        self.0.to_string()
    }
}

impl Bounded for Points {
    fn exact(self) -> Fraction {
        self.to_fraction()
    }

    fn shown(self) -> String {
        self.to_string()
    }
}

impl Bounded for Quantity {
    fn exact(self) -> Fraction {
        self.to_fraction()
    }

    fn shown(self) -> String {
        self.to_string()
    }
}

impl Bounded for Share {
    fn exact(self) -> Fraction {
        self.0
    }

    fn shown(self) -> String {
        self.0.to_string()
    }
}

impl Gaps {
    /// Notes a gap of what is being resolved.
    pub(super) fn add(&mut self, span: Span, kind: GapKind) {
        self.list.push(Gap { span, criterion: self.criterion, block: self.block, kind });
    }

    /// The code a mapping declares; a gap where it is blank, nothing where it could not be read.
    pub(super) fn code<I: Copy + Eq + Hash>(&mut self, field: &Field<Text>, directory: &mut Directory<I>) -> Option<Box<str>> {
        let code = field.get().map(Text::as_str);
        if code.is_some_and(|code| code.trim().is_empty()) {
            self.add(field.span, GapKind::EmptyCode);
        }
        let code = code.filter(|code| !code.trim().is_empty());
        if code.is_none() {
            directory.lack();
        }
        code.map(Into::into)
    }

    /// Enters a code, or notes that it is declared already.
    pub(super) fn enter<I: Copy + Eq + Hash>(
        &mut self,
        directory: &mut Directory<I>,
        kind: CodeKind,
        field: &Field<Text>,
        index: I,
        first: impl Fn(I) -> Span,
    ) {
        let Some(code) = self.code(field, directory) else { return };
        if let Some(known) = directory.enter(&code, index) {
            self.add(field.span, GapKind::DuplicateCode { kind, code, first: first(known) });
        }
    }

    /// The index of a code, or a gap; neither where a declaration it may mean could not be read.
    pub(super) fn find<I: Copy + Eq + Hash>(&mut self, directory: &Directory<I>, kind: CodeKind, field: &Field<Text>) -> Option<I> {
        self.find_code(directory, kind, field.get()?.as_str(), field.span)
    }

    /// As [`Gaps::find`], of a code that is a part of what stands there.
    pub(super) fn find_code<I: Copy + Eq + Hash>(&mut self, directory: &Directory<I>, kind: CodeKind, code: &str, span: Span) -> Option<I> {
        let found = directory.find(code.as_bytes());
        if found.is_none() && directory.is_complete() {
            self.add(span, GapKind::UnknownCode { kind, code: code.into(), nearest: directory.nearest(code) });
        }
        found
    }

    /// The number of a field, or a gap where it is less or more than it can be.
    pub(super) fn bounded<T: Bounded>(&mut self, field: &Field<T>, least: i64, most: Option<i64>) -> Option<T> {
        let number = *field.get()?;
        let is_within = Fraction::whole(least) <= number.exact() && most.is_none_or(|most| number.exact() <= Fraction::whole(most));
        if !is_within {
            self.add(field.span, GapKind::OutOfRange { text: number.shown().into(), least, most });
        }
        is_within.then_some(number)
    }

    /// As [`Gaps::bounded`], of a key that may be absent.
    pub(super) fn optional<T: Bounded>(&mut self, field: Option<&Field<T>>, least: i64, most: Option<i64>) -> Option<T> {
        self.bounded(field?, least, most)
    }
}

/// The items of a list that may be absent.
#[expect(clippy::ref_option, reason = "it is called on the keys as they are declared")]
pub(super) fn items<T>(field: &Option<Field<Many<T>>>) -> impl Iterator<Item = &Field<T>> {
    field.as_ref().and_then(Field::get).into_iter().flatten()
}

/// The mappings of a list that declares codes; one that could not be read may have declared any.
pub(super) fn declared<'a, T, I: Copy + Eq + Hash>(list: Option<&'a Field<Many<T>>>, directory: &mut Directory<I>) -> Vec<&'a T> {
    if list.is_some_and(|list| list.get().is_none_or(|items| items.iter().any(|item| item.get().is_none()))) {
        directory.lack();
    }
    let items = list.and_then(Field::get).into_iter().flatten();
    items.filter_map(Field::get).collect()
}

/// A code as written; empty where it could not be read, which is a finding of its own.
pub(super) fn code_of(field: &Field<Text>) -> Box<str> {
    field.get().map(|text| text.as_str().into()).unwrap_or_default()
}

/// A name, else the code it belongs to.
pub(super) fn name_or_code(name: Option<&Field<Text>>, code: &str) -> Box<str> {
    name.and_then(Field::get).map_or_else(|| code.into(), |name| name.as_str().into())
}

/// Resolves everything small.
pub fn resolve(draft: &Draft) -> Campaign {
    let definition = &draft.definition;
    let mut gaps = Gaps::default();
    let mut directories = Directories::default();
    directories.lack_what_is_lost(draft);
    let (year, time) = periods::time(definition, &mut gaps);
    let (days_off, moves_to_working_day) = periods::days_off(definition);
    let periods = periods::periods(definition, time, &mut directories, &mut gaps);
    let phases = periods::phases(definition, &mut directories, &mut gaps);
    let (duties, deadlines) = periods::deadlines(definition, (&days_off, moves_to_working_day), &mut directories, &mut gaps);
    let stages = stages(definition, &mut directories, &mut gaps);
    let topics = topics(definition, &mut directories, &mut gaps);
    let kinds = kinds(definition, &mut directories, &mut gaps);
    let mut titles = titles::titles(definition, &mut directories, &mut gaps);
    let mut blocks = blocks(definition, &mut directories, &mut gaps);
    let person_kinds = people::kinds(definition, &mut directories, &mut gaps);
    let units = sheets::units(draft, &mut directories);
    let leaf_periods = periods.iter().filter(|period| !period.is_group).count();
    let (mut criteria, later) = criteria::criteria(definition, (leaf_periods, blocks.len()), &mut directories, &mut gaps);
    appraise(later.appraisers, &mut criteria, &directories, &mut gaps);
    let statistics = statistics(definition, &mut directories, &mut gaps);
    conditions::resolve(&later.conditional, &mut criteria, &directories, &mut gaps);
    let targets = sheets::targets(draft, &directories);
    let is_scored = !criteria.is_empty();
    if is_scored {
        compulsory_with_criteria(definition, &mut gaps);
    }
    rank_blocks(definition, &criteria, &targets, &mut blocks, (&mut directories, &mut gaps));
    unique_gaps(&mut gaps.list);
    loose_references(definition, &directories, &mut gaps);
    titles::settle(definition, &mut titles, &directories, &mut gaps);
    let own_rules = titles::own_rules(definition, &mut gaps);
    assignments(definition, &directories, &mut gaps);
    let reviews = reviews(definition, &directories, &mut gaps);
    mark_compared(&blocks, &statistics, &mut criteria);
    let (rounding, moment, rounding_span) = rounding(definition, &mut gaps);
    if !draft.is_defined {
        gaps.list.clear();
    }
    let receipts = sheets::receipts(draft, &directories);
    let people = people::people(draft, person_kinds, time, (&units, &receipts), &mut directories);
    let name_of = |unit: UnitIndex| units[unit].last().name.clone();
    let proposals = proposals::proposals(draft, (year, time), (&directories, &people), &name_of);
    let mut campaign = Campaign {
        code: (&*code_of(&definition.code)).into(),
        name: definition.name.get().map(|name| name.as_str().into()).unwrap_or_default(),
        year,
        year_span: year_span(definition),
        form: definition.form.as_ref().and_then(|form| form.get().copied()),
        time,
        estimate_end: periods::estimate_end(definition),
        extensions: sheets::extensions(draft, (&days_off, moves_to_working_day), &directories),
        days_off,
        moves_to_working_day,
        duties,
        deadlines,
        periods,
        phases,
        blocks,
        adjustments: adjustments::adjustments(draft, &stages, &directories),
        appeals: appeals::appeals(draft, &directories),
        stages,
        criteria,
        topics,
        statistics,
        titles,
        kinds,
        units,
        models: models::models(definition, draft, (year, time), &directories, &people),
        rounding,
        rounding_span,
        moment,
        targets,
        receipts,
        discipline: discipline::discipline(draft, &directories, &people),
        appraisals: appraisals::appraisals(draft, &directories, &people),
        leaves: leaves::leaves(draft, &directories, &people),
        initiatives: initiatives::initiatives(draft, &directories, &people),
        history: history::history(draft, &directories, &people),
        proposals,
        own_rules,
        voting: votes::voting((definition, draft), (year, time), (&directories, &people), &mut gaps),
        money: money::money(definition, &directories, &mut gaps),
        grants: grants::grants(draft, (year, time), &directories, &people),
        people,
        figures: sheets::statistics(draft, &directories),
        pledges: pledges::pledges(draft, (year, time), &directories),
        awards: awards::awards(draft),
        published_awards: awards::published(definition, &mut gaps),
        reviews,
        severities: severities(definition),
        waivers: waivers::waivers(definition, &directories, &mut gaps),
        directories,
        gaps: gaps.list,
        is_scored,
        is_defined: draft.is_defined,
        plain: plain::PlainRows::default(),
    };
    campaign.plain = plain::PlainRows::new(&campaign);
    campaign
}

/// Who appraises each criterion. A group and its children carry one appraiser: it is looked up, and missed, once.
fn appraise(
    appraisers: Vec<(CriterionIndex, Field<Text>)>,
    criteria: &mut Table<CriterionIndex, Criterion>,
    directories: &Directories,
    gaps: &mut Gaps,
) {
    for (index, code) in appraisers {
        let known = code.get().and_then(|code| directories.units.find(code.as_str().as_bytes()));
        let is_new = gaps.list.iter().all(|gap| gap.span != code.span);
        criteria[index].appraised_by = if known.is_none() && is_new { gaps.find(&directories.units, CodeKind::Unit, &code) } else { known };
    }
}

/// How each block is ranked, and who heads it.
fn rank_blocks(
    definition: &Definition,
    criteria: &Table<CriterionIndex, Criterion>,
    targets: &Targets,
    blocks: &mut Table<BlockIndex, Block>,
    (directories, gaps): (&mut Directories, &mut Gaps),
) {
    let maxima_differ = targets.some_are_not_assigned
        || criteria.iter().any(|criterion| {
            criterion.blocks.is_some()
                || criterion.kinds.is_some()
                || criterion.block_maxima.iter().any(|own| blocks.indices().any(|other| criterion.maximum_for(other) != Some(own.points)))
                || criterion.leaf.as_ref().is_some_and(|leaf| leaf.not_applicable == Some(NotApplicablePolicy::Exclude))
        });
    for (position, key) in declared(definition.blocks.as_ref(), &mut directories.blocks).into_iter().enumerate() {
        let block = BlockIndex::new(position);
        gaps.block = Some(block);
        blocks[block].ranking = if criteria.is_empty() {
            None
        } else {
            ranking::ranking(definition.ranking.as_ref(), key.ranking.as_ref(), maxima_differ, directories, gaps)
        };
        // A block that no criterion applies to has nothing to be ranked by, unless figures alone rank it.
        let is_scored_on = criteria.iter().any(|criterion| {
            let is_for_block = criterion.applies_in_doubt || criterion.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
            criterion.leaf.is_some() && is_for_block
        });
        blocks[block].ranking.take_if(|ranking| !is_scored_on && ranking.measure != Measure::Figures);
        blocks[block].head = key.head.as_ref().and_then(|code| gaps.find(&directories.units, CodeKind::Unit, code));
        blocks[block].deputies = items(&key.deputies).filter_map(|code| gaps.find(&directories.units, CodeKind::Unit, code)).collect();
        gaps.block = None;
    }
}

impl Directories {
    /// Notes what cannot be known before a list is looked at: nothing, where the definition could not be read; and of a
    /// compulsory list that is absent, that nothing in it is known is no finding of its own.
    fn lack_what_is_lost(&mut self, draft: &Draft) {
        let definition = &draft.definition;
        let has_criteria = definition.criteria.as_ref().and_then(Field::get).is_some_and(|criteria| !criteria.is_empty());
        if !draft.is_defined || (has_criteria && definition.periods.is_none()) {
            self.periods.lack();
        }
        if !draft.is_defined || (has_criteria && definition.blocks.is_none()) {
            self.blocks.lack();
        }
        if !draft.is_defined {
            self.criteria.lack();
            self.duties.lack();
            self.stages.lack();
            self.topics.lack();
            self.titles.lack();
            self.statistics.lack();
            self.kinds.lack();
            self.phases.lack();
            self.person_kinds.lack();
        }
    }
}

/// A gap of the common ranking is met once a block: one stands, without the block.
fn unique_gaps(gaps: &mut Vec<Gap>) {
    let mut kept: Vec<Gap> = Vec::with_capacity(gaps.len());
    for gap in gaps.drain(..) {
        match kept.iter_mut().find(|known| known.span == gap.span && format!("{:?}", known.kind) == format!("{:?}", gap.kind)) {
            Some(known) => known.block = None,
            None => kept.push(gap),
        }
    }
    *gaps = kept;
}

fn compulsory_with_criteria(definition: &Definition, gaps: &mut Gaps) {
    let because = ["có `tieu_chi`", "there are `tieu_chi`"];
    let scoring = definition.scoring.as_ref().and_then(Field::get);
    let blocks = definition.blocks.as_ref().and_then(Field::get);
    let every_block_ranks_itself =
        blocks.is_some_and(|blocks| !blocks.is_empty() && blocks.iter().all(|block| block.get().is_some_and(|key| key.ranking.is_some())));
    let absent = [
        (definition.periods.is_none(), "ky"),
        (definition.blocks.is_none(), "khoi"),
        (definition.ranking.is_none() && !every_block_ranks_itself, "xep_hang"),
        (definition.scoring.is_none(), "cham_diem"),
        (scoring.is_some_and(|key| key.stages.is_none()), "cham_diem.vong"),
        (scoring.is_some_and(|key| key.rounding.is_none()), "cham_diem.lam_tron"),
    ];
    let span = definition.criteria.as_ref().map_or(definition.code.span, |field| field.key.unwrap_or(field.span));
    let scoring = definition.scoring.as_ref().map(|field| field.key.unwrap_or(field.span));
    for (is_absent, key) in absent {
        if is_absent {
            let place = scoring.filter(|_| key.contains('.')).unwrap_or(span);
            gaps.add(place, GapKind::MissingKey { key, because });
        }
    }
}

fn stages(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Table<StageIndex, StageCode> {
    let mut table: Table<StageIndex, StageCode> = Table::default();
    let mut spans: Vec<Span> = Vec::new();
    if definition.scoring.as_ref().is_some_and(|field| field.get().is_none_or(|key| key.stages.as_ref().is_some_and(|list| list.get().is_none()))) {
        directories.stages.lack();
    }
    let Some(scoring) = definition.scoring.as_ref().and_then(Field::get) else { return table };
    for field in items(&scoring.stages) {
        let Some(code) = gaps.code(field, &mut directories.stages) else { continue };
        if let Some(known) = directories.stages.find(code.as_bytes()) {
            gaps.add(field.span, GapKind::DuplicateCode { kind: CodeKind::Stage, code, first: spans[known.get()] });
            continue;
        }
        directories.stages.enter(&code, StageIndex::new(table.len()));
        table.push((&*code).into());
        spans.push(field.span);
    }
    table
}

fn topics(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Table<TopicIndex, Topic> {
    let mut table: Table<TopicIndex, Topic> = Table::default();
    for key in declared(definition.topics.as_ref(), &mut directories.topics) {
        let index = table.push(Topic {
            code: (&*code_of(&key.code)).into(),
            name: name_or_code(Some(&key.name), &code_of(&key.code)),
            why_unscored: key.why_unscored.as_ref().and_then(|why| Some(why.get()?.as_str().into())),
            span: key.code.span,
        });
        gaps.enter(&mut directories.topics, CodeKind::Topic, &key.code, index, |known| table[known].span);
    }
    table
}

fn kinds(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Vec<UnitKind> {
    let mut kinds: Vec<UnitKind> = Vec::new();
    if definition.participants.as_ref().is_some_and(|field| field.get().is_none()) {
        directories.kinds.lack();
    }
    let Some(participants) = definition.participants.as_ref().and_then(Field::get) else { return kinds };
    for key in declared(participants.units.as_ref(), &mut directories.kinds) {
        let Ok(index) = u16::try_from(kinds.len()) else { break };
        let days = key.from.as_ref().zip(key.to.as_ref()).and_then(|(from, to)| periods::stretch(from, to, gaps));
        let day = |field: &Option<Field<crate::value::Day>>| field.as_ref().and_then(|day| day.get().copied());
        kinds.push(UnitKind {
            code: code_of(&key.kind),
            from: day(&key.from),
            to: days.map(|days| days.to).or_else(|| day(&key.to)),
            span: key.kind.span,
        });
        gaps.enter(&mut directories.kinds, CodeKind::UnitKind, &key.kind, index, |known| kinds[usize::from(known)].span);
    }
    kinds
}

fn blocks(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Table<BlockIndex, Block> {
    let mut table: Table<BlockIndex, Block> = Table::default();
    for key in declared(definition.blocks.as_ref(), &mut directories.blocks) {
        let index = table.push(Block {
            code: (&*code_of(&key.code)).into(),
            name: name_or_code(Some(&key.name), &code_of(&key.code)),
            word: key.word.as_ref().and_then(|word| word.get().copied()).unwrap_or(BlockWord::Block),
            organiser: key.organiser.as_ref().and_then(|organiser| organiser.get().copied()),
            head: None,
            deputies: Vec::new(),
            ranking: None,
            is_assumed: key.assumed.as_ref().and_then(Field::get) == Some(&true),
            span: key.code.span,
        });
        gaps.enter(&mut directories.blocks, CodeKind::Block, &key.code, index, |known| table[known].span);
    }
    table
}

/// Whether figures of units are added up: as declared, else where neither answers nor percentages would be, or a sum is asked for.
fn is_summed(key: &StatisticKey, gaps: &mut Gaps) -> bool {
    let declared = key.summed.as_ref().and_then(|field| Some((field.get().copied()?, field.key.unwrap_or(field.span))));
    let is_asked_for = key.published.is_some() || key.contrasts.is_some();
    let is_of_units = || {
        let is_answer = key.kind.as_ref().and_then(|kind| kind.get()) == Some(&StatisticKind::YesNo);
        let unit = key.unit_of_measure.as_ref().and_then(|text| text.get());
        !is_answer && unit.is_none_or(|unit| unit.as_str() != "%")
    };
    match declared {
        Some((false, span)) if is_asked_for => {
            let because = ["`tong_cong_bo`, `doi_chieu` cần tổng của chỉ số", "`tong_cong_bo` and `doi_chieu` need the sum"];
            gaps.add(span, GapKind::Pointless { key: "cong", because });
            true
        }
        Some((is_summed, _)) => is_summed,
        None => is_asked_for || is_of_units(),
    }
}

fn statistics(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Table<StatisticIndex, Statistic> {
    let mut table: Table<StatisticIndex, Statistic> = Table::default();
    for key in declared(definition.statistics.as_ref(), &mut directories.statistics) {
        let blocks =
            key.blocks.as_ref().map(|_| items(&key.blocks).filter_map(|block| gaps.find(&directories.blocks, CodeKind::Block, block)).collect());
        let mut contrasts = Vec::new();
        for contrast in items(&key.contrasts) {
            let Some(value) = contrast.get() else { continue };
            let unit = gaps.find(&directories.units, CodeKind::Unit, &value.unit);
            if let (Some(unit), Some(above)) = (unit, gaps.bounded(&value.above, 0, Some(1))) {
                contrasts.push((unit, Fraction::from(&above), value.above.span));
            }
        }
        let counted_over = key.counted.as_ref().and_then(|counted| {
            let over = counted.get()?.over.get()?;
            Some(over.iter().filter_map(|code| gaps.find(&directories.criteria, CodeKind::Criterion, code)).collect())
        });
        let published = key.published.as_ref().and_then(|field| Some((gaps.bounded(field, 0, None)?, field.span)));
        let index = table.push(Statistic {
            code: (&*code_of(&key.code)).into(),
            name: name_or_code(Some(&key.name), &code_of(&key.code)),
            unit_of_measure: key.unit_of_measure.as_ref().and_then(|text| Some(text.get()?.as_str().into())),
            kind: key.kind.as_ref().and_then(|kind| kind.get().copied()),
            is_summed: is_summed(key, gaps),
            blocks,
            published,
            contrasts,
            counted_over,
            span: key.code.span,
        });
        gaps.enter(&mut directories.statistics, CodeKind::Statistic, &key.code, index, |known| table[known].span);
    }
    table
}

/// References and figures nothing is resolved from yet: they must still name something, and be possible.
fn loose_references(definition: &Definition, directories: &Directories, gaps: &mut Gaps) {
    if let Some(head) = definition.agency.as_ref().and_then(|agency| agency.get()?.head.as_ref()) {
        gaps.find(&directories.units, CodeKind::Unit, head);
    }
}

/// The reviews, each with what it looks back on.
fn reviews(definition: &Definition, directories: &Directories, gaps: &mut Gaps) -> Vec<Review> {
    let mut reviews = Vec::new();
    for key in items(&definition.reviews).filter_map(Field::get) {
        let period = key.period.as_ref().map(|period| gaps.find(&directories.periods, CodeKind::Period, period));
        let phase = key.phase.as_ref().map(|phase| gaps.find(&directories.phases, CodeKind::Phase, phase));
        reviews.push(Review {
            name: name_or_code(Some(&key.name), ""),
            day: key.day.as_ref().and_then(|day| Some((*day.get()?, day.span))),
            period: period.flatten(),
            phase: phase.flatten(),
            is_in_doubt: period == Some(None) || phase == Some(None),
        });
    }
    reviews
}

/// Who does what: a unit by its code, or anybody else by name, never both and never neither.
fn assignments(definition: &Definition, directories: &Directories, gaps: &mut Gaps) {
    for field in items(&definition.assignments) {
        let Some(key) = field.get() else { continue };
        if key.unit.is_some() == key.name.is_some() {
            let place = key.unit.as_ref().map_or(field.span, |unit| unit.key.unwrap_or(unit.span));
            gaps.add(place, GapKind::OneOf { keys: &["don_vi", "ten"], both: key.unit.is_some() });
        }
        if let Some(unit) = &key.unit {
            gaps.find(&directories.units, CodeKind::Unit, unit);
        }
    }
}

/// Marks the criteria whose figures something compares, so that the ledger keeps them.
fn mark_compared(blocks: &Table<BlockIndex, Block>, statistics: &Table<StatisticIndex, Statistic>, criteria: &mut Table<CriterionIndex, Criterion>) {
    let mut compared: Vec<CriterionIndex> = Vec::new();
    for ranking in blocks.iter().filter_map(|block| block.ranking.as_ref()) {
        for tie_break in &ranking.tie_breaks {
            if let TieBreak::Compared { what: Compared::Actual(criterion) | Compared::Share(criterion), .. } = tie_break {
                compared.push(*criterion);
            }
        }
        for condition in ranking.leader.iter().flat_map(|leader| &leader.conditions) {
            if let LeaderCondition::OverTargets { criteria, .. } = condition {
                compared.extend(criteria);
            }
        }
    }
    compared.extend(statistics.iter().filter_map(|statistic| statistic.counted_over.as_ref()).flatten());
    for criterion in compared {
        if let Some(leaf) = &mut criteria[criterion].leaf {
            leaf.figures_are_compared = true;
        }
    }
}

/// Where the year stands, else the time, else the code.
fn year_span(definition: &Definition) -> Span {
    let year = definition.year.as_ref().map(|year| year.span);
    let time = definition.time.as_ref().map(|time| time.key.unwrap_or(time.span));
    year.or(time).unwrap_or(definition.code.span)
}

fn rounding(definition: &Definition, gaps: &mut Gaps) -> (Option<Rounding>, RoundingMoment, Span) {
    let key = definition.scoring.as_ref().and_then(|scoring| scoring.get()?.rounding.as_ref()?.get());
    let Some(RoundingKey { digits, way, moment, .. }) = key else {
        let place = definition.scoring.as_ref().map_or(definition.code.span, |scoring| scoring.key.unwrap_or(scoring.span));
        return (None, RoundingMoment::Line, place);
    };
    let place = digits.span;
    let moment = moment.get().copied().unwrap_or(RoundingMoment::Line);
    let Some(way) = way.get() else { return (None, moment, place) };
    let Some(count) = gaps.bounded(digits, 0, Some(6)).and_then(|whole| u8::try_from(whole.0).ok()) else { return (None, moment, place) };
    let way = match way {
        RoundingWord::HalfUp => RoundingWay::HalfUp,
        RoundingWord::Up => RoundingWay::Up,
        RoundingWord::Down => RoundingWay::Down,
    };
    (Some(Rounding { digits: count, way }), moment, place)
}

fn severities(definition: &Definition) -> Vec<(Box<str>, crate::draft::definition::SeverityWord, Span)> {
    let entries = definition.severities.as_ref().and_then(Field::get);
    let entries = entries.into_iter().flat_map(|entries| entries.0.iter());
    entries.filter_map(|(name, word)| Some((name.get()?.as_str().into(), *word.get()?, name.span))).collect()
}
