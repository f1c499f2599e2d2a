//! The criteria tree, flattened parents first, and what every leaf leaves undeclared.

mod maxima;

use crate::campaign::borrowing;
use crate::campaign::criteria::maxima::{block_maxima, has_maximum, lacks_some, weight};
use crate::campaign::ranking::interval;
use crate::campaign::resolve::{Gaps, code_of, declared, items};
use crate::campaign::{Conditions, Criterion, Directories, GapKind, Leaf, Side};
use crate::draft::Definition;
use crate::draft::definition::{Accrual, CriterionKey, GroupKind, Merging, ScoredFigure, TargetBasis};
use crate::scoring::bands::{BandKey, BandMeasure, DayCount};
use crate::scoring::relative::HALF;
use crate::scoring::{Band, Bands, BandsKey, Count, Denominator, OverTarget, Relative, Share, Way, WayKey, YesNo};
use crate::sheet::CodeKind;
use crate::value::{BlockIndex, CriterionIndex, Fraction, Points, Table};
use crate::yaml::{Field, Many, Span, Text};

/// What the criteria share.
struct Common<'a> {
    has_many_leaf_periods: bool,
    merging: Option<Merging>,
    over_target: Option<OverTarget>,
    scored_figure: Option<ScoredFigure>,
    /// Something of `cham_diem` is written and could not be read: what is not found may have been there.
    is_in_doubt: bool,
    /// How many blocks there are.
    blocks: usize,
    /// The common denominator of the weights met.
    weights_denominator: i128,
    directories: &'a mut Directories,
}

/// What a criterion takes from the group it stands in.
#[derive(Clone, Default)]
struct Inherited {
    parent: Option<CriterionIndex>,
    depth: usize,
    side: Side,
    /// `nhom` is written and could not be read: on which side it stands is not known.
    side_is_lost: bool,
    reach: Reach,
    /// The product of the weights of the groups it stands in; none where it is one.
    weight: Option<Fraction>,
    appraised_by: Option<Field<Text>>,
    is_assumed: bool,
}

/// Whom a criterion applies to.
#[derive(Clone, Default)]
struct Reach {
    blocks: Option<Vec<BlockIndex>>,
    kinds: Option<Vec<u16>>,
    is_in_doubt: bool,
}

/// What criteria name that is resolved once it is known.
#[derive(Default)]
pub(super) struct Later<'a> {
    /// Who appraises which criterion, as written.
    pub(super) appraisers: Vec<(CriterionIndex, Field<Text>)>,
    /// Criteria with preconditions.
    pub(super) conditional: Vec<(CriterionIndex, &'a CriterionKey)>,
    /// Criteria scored from the rows of another.
    pub(super) borrowing: Vec<(CriterionIndex, &'a CriterionKey)>,
}

/// The criteria, parents before children; who appraises is resolved once the units are known, preconditions once the
/// statistics are.
pub(super) fn criteria<'a>(
    definition: &'a Definition,
    (leaf_periods, blocks): (usize, usize),
    directories: &mut Directories,
    gaps: &mut Gaps,
) -> (Table<CriterionIndex, Criterion>, Later<'a>) {
    let scoring = definition.scoring.as_ref().and_then(Field::get);
    let merging = scoring.and_then(|key| key.merging.as_ref()?.get()?.take.get().copied());
    let over_target = scoring.and_then(|key| key.over_target.as_ref()?.get().copied());
    let scored_figure = scoring.and_then(|key| key.scored_figure.as_ref()?.get().copied());
    let is_in_doubt = match &definition.scoring {
        None => false,
        Some(field) => field.get().is_none_or(|key| {
            let merging = key.merging.as_ref().is_some_and(|field| field.get().is_none_or(|key| key.take.get().is_none()));
            merging || key.over_target.as_ref().is_some_and(|field| field.get().is_none())
        }),
    };
    // A top-level list that could not be read is noted here, a list of children where it stands.
    declared(definition.criteria.as_ref(), &mut directories.criteria);
    let mut common = Common {
        has_many_leaf_periods: leaf_periods > 1,
        merging,
        over_target,
        scored_figure,
        is_in_doubt,
        blocks,
        weights_denominator: 1,
        directories,
    };
    let mut table = Table::default();
    let mut later = Later::default();
    for key in items(&definition.criteria) {
        enter(key, &Inherited::default(), &mut common, &mut table, &mut later, gaps);
    }
    borrowing::resolve(&later.borrowing, &mut table, common.directories, common.has_many_leaf_periods, gaps);
    (table, later)
}

fn enter<'a>(
    field: &'a Field<CriterionKey>,
    inherited: &Inherited,
    common: &mut Common,
    table: &mut Table<CriterionIndex, Criterion>,
    later: &mut Later<'a>,
    gaps: &mut Gaps,
) -> Option<CriterionIndex> {
    let key = field.get()?;
    let code = code_of(&key.code);
    let side = match key.group.as_ref().and_then(Field::get) {
        Some(GroupKind::Bonus) => Side::Bonus,
        Some(GroupKind::Deduction) => Side::Deduction,
        None => inherited.side,
    };
    let side_is_lost = inherited.side_is_lost || key.group.as_ref().is_some_and(|field| field.get().is_none());
    gaps.criterion = Some(CriterionIndex::new(table.len()));
    let maximum_span = key.maximum.as_ref().map(|field| field.span).or(key.cap.as_ref().map(|field| field.span));
    let reach = applies(key, &inherited.reach, common, gaps);
    let is_assumed = inherited.is_assumed || key.assumed.as_ref().and_then(Field::get) == Some(&true);
    let topics = items(&key.topics).filter_map(|topic| gaps.find(&common.directories.topics, CodeKind::Topic, topic)).collect();
    let maximum = key.maximum.as_ref().and_then(|field| points(field, gaps));
    let block_maxima = block_maxima(key, &reach, common, gaps);
    let cap = key.cap.as_ref().and_then(|field| points(field, gaps));
    let most = block_maxima.iter().map(|own| own.points).chain(maximum).chain(cap).max().unwrap_or(Points::ZERO);
    let (weight, path_weight) = weight(key, inherited.weight, most, common, gaps);
    let maximum_in_doubt = (key.weight.is_some() && weight.is_none()) || lacks_some(key, &block_maxima);
    let has_maximum = has_maximum(key, &block_maxima, &reach, common);
    let is_choice = choice(key, (!side_is_lost).then_some(side), has_maximum, gaps);
    let index = table.push(Criterion {
        code: (&*code).into(),
        name: key.name.get().map(|name| name.as_str().into()).unwrap_or_default(),
        parent: inherited.parent,
        children: Vec::new(),
        depth: inherited.depth,
        side,
        maximum,
        block_maxima,
        weight,
        path_weight,
        maximum_in_doubt,
        is_choice,
        cap,
        maximum_span: maximum_span.unwrap_or(key.code.span),
        unit_of_measure: key.unit_of_measure.as_ref().and_then(|text| Some(text.get()?.as_str().into())),
        topics,
        blocks: reach.blocks.clone(),
        kinds: reach.kinds.clone(),
        applies_in_doubt: reach.is_in_doubt,
        appraised_by: None,
        leaf: None,
        is_assumed,
        span: key.code.span,
    });
    gaps.enter(&mut common.directories.criteria, CodeKind::Criterion, &key.code, index, |known| table[known].span);
    let appraised_by = key.appraised_by.clone().or_else(|| inherited.appraised_by.clone());
    if let Some(appraiser) = &appraised_by {
        later.appraisers.push((index, appraiser.clone()));
    }
    if key.required.is_some() || key.enough.is_some() {
        later.conditional.push((index, key));
    }
    if key.figures_of.is_some() {
        later.borrowing.push((index, key));
    }
    if let Some(children) = &key.children {
        if let Some(field) = &key.scored_figure {
            let because = ["nhóm không chấm từ số liệu, chỉ tiêu chí lá", "a group is not scored from figures, only its leaves"];
            gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "so_lieu_cham", because });
        }
        declared(Some(children), &mut common.directories.criteria);
        if let Some(way) = &key.way {
            gaps.add(way.key.unwrap_or(way.span), GapKind::GroupWithWay);
        } else if children.get().is_some_and(Vec::is_empty) {
            gaps.add(key.code.span, GapKind::LeafWithoutWay);
        }
        let depth = inherited.depth + 1;
        let below = Inherited { parent: Some(index), depth, side, side_is_lost, reach, weight: path_weight, appraised_by, is_assumed };
        for child in items(&key.children) {
            let child = enter(child, &below, common, table, later, gaps);
            table[index].children.extend(child);
        }
    } else {
        table[index].leaf = leaf(key, (!side_is_lost).then_some(side), has_maximum, common, gaps);
    }
    gaps.criterion = None;
    Some(index)
}

/// Whether one child alone counts.
fn choice(key: &CriterionKey, side: Option<Side>, has_maximum: bool, gaps: &mut Gaps) -> bool {
    let Some(field) = key.one_of.as_ref().filter(|field| field.get() == Some(&true)) else { return false };
    if key.children.is_none() {
        let because = ["tiêu chí này không có `con` để chọn", "this criterion has no `con` to choose from"];
        gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "chon_mot", because });
        return false;
    }
    if side == Some(Side::Main) && !has_maximum {
        let because = ["nhóm chọn một không cộng điểm chuẩn của các con", "a group of alternatives does not add up the maxima of its children"];
        gaps.add(key.code.span, GapKind::MissingKey { key: "diem_chuan", because });
    }
    true
}

/// Whom a criterion applies to: its own `ap_dung`, within its group's.
fn applies(key: &CriterionKey, outer: &Reach, common: &Common, gaps: &mut Gaps) -> Reach {
    let Some(field) = &key.applies else { return outer.clone() };
    let Some(own) = field.get() else { return Reach { is_in_doubt: true, ..outer.clone() } };
    let blocks = own.blocks.as_ref().map(|list| resolved(list, |block| gaps.find(&common.directories.blocks, CodeKind::Block, block)));
    let kinds = own.kinds.as_ref().map(|list| resolved(list, |kind| gaps.find(&common.directories.kinds, CodeKind::UnitKind, kind)));
    let is_lost = blocks.as_ref().is_some_and(|(_, is_lost)| *is_lost) || kinds.as_ref().is_some_and(|(_, is_lost)| *is_lost);
    Reach {
        blocks: narrow(blocks.map(|(blocks, _)| blocks), outer.blocks.as_ref()),
        kinds: narrow(kinds.map(|(kinds, _)| kinds), outer.kinds.as_ref()),
        is_in_doubt: outer.is_in_doubt || is_lost,
    }
}

/// What the codes of a list name, and whether one of them names nothing or could not be read.
fn resolved<I>(list: &Field<Many<Text>>, find: impl FnMut(&Field<Text>) -> Option<I>) -> (Vec<I>, bool) {
    let Some(codes) = list.get() else { return (Vec::new(), true) };
    let found: Vec<I> = codes.iter().filter_map(find).collect();
    let is_lost = found.len() < codes.len();
    (found, is_lost)
}

fn narrow<T: Clone + PartialEq>(own: Option<Vec<T>>, outer: Option<&Vec<T>>) -> Option<Vec<T>> {
    match (own, outer) {
        (Some(own), Some(outer)) => Some(own.into_iter().filter(|one| outer.contains(one)).collect()),
        (Some(own), None) => Some(own),
        (None, outer) => outer.cloned(),
    }
}

fn leaf(key: &CriterionKey, side: Option<Side>, has_maximum: bool, common: &Common, gaps: &mut Gaps) -> Option<Leaf> {
    let Some(field) = &key.way else {
        gaps.add(key.code.span, GapKind::LeafWithoutWay);
        return None;
    };
    let span = field.key.unwrap_or(field.span);
    let way = way(field.get()?, span, common, gaps)?;
    if side == Some(Side::Main) && !has_maximum {
        let because = ["tiêu chí lá được tính vào điểm tối đa", "a scored leaf counts in the maximum"];
        gaps.add(key.code.span, GapKind::MissingKey { key: "diem_chuan", because });
    }
    if matches!(side, Some(Side::Bonus | Side::Deduction)) && !has_maximum && matches!(way, Way::Share(_) | Way::YesNo(_) | Way::Relative(_)) {
        let because = ["cách chấm này nhân với điểm chuẩn", "this way multiplies the maximum"];
        gaps.add(key.code.span, GapKind::MissingKey { key: "diem_chuan", because });
    }
    let is_cumulative = accrual(key, &way, span, common, gaps);
    let scored_figure = scored_figure(key, &way, common, gaps);
    let target_basis = target_basis(key, &way, span, common, gaps);
    let merging = merging(key, &way, span, common, gaps);
    let own_over = key.over_target.as_ref().and_then(|field| field.get().copied());
    let over_target = own_over.or(common.over_target);
    if over_target.is_none() && key.over_target.is_none() && !common.is_in_doubt && matches!(way, Way::Share(_)) {
        gaps.add(span, GapKind::Undeclared { key: "vuot_chi_tieu", words: &["toi_da", "cong_them", "bao_loi"] });
    }
    if let Some(field) = &key.over_target
        && field.get().is_some()
        && !matches!(way, Way::Share(_))
    {
        let because = match way {
            Way::Relative(_) => ["cách chấm này tự nói vượt chỉ tiêu thì được bao nhiêu", "this way says itself what passing the target is worth"],
            Way::Given | Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) => {
                ["chỉ cách chấm `ty_le` vượt được điểm chuẩn", "only the way `ty_le` can pass the maximum"]
            }
        };
        gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "vuot_chi_tieu", because });
    }
    let only_periods = key.only_periods.as_ref();
    let only_periods = only_periods.map(|list| resolved(list, |code| gaps.find(&common.directories.periods, CodeKind::Period, code)));
    // Past the target the comparison itself says what is paid.
    let over_target = over_target.filter(|_| !matches!(way, Way::Relative(_)));
    Some(Leaf {
        way,
        is_cumulative,
        scored_figure,
        target_basis,
        merging,
        over_target: over_target.unwrap_or(OverTarget::Cut),
        not_applicable: key.not_applicable.as_ref().and_then(|field| field.get().copied()),
        conditions: Conditions::default(),
        figures_of: None,
        figures_for: Vec::new(),
        periods_in_doubt: only_periods.as_ref().is_some_and(|(_, is_lost)| *is_lost),
        only_periods: only_periods.map(|(periods, _)| periods),
        figures_are_compared: false,
    })
}

/// Points as declared; fewer than none, or more than any table gives, are a gap.
fn points(field: &Field<Points>, gaps: &mut Gaps) -> Option<Points> {
    gaps.bounded(field, 0, Some(1_000_000_000))
}

/// Whether figures run on; to be declared as soon as there is more than one period.
fn accrual(key: &CriterionKey, way: &Way, span: Span, common: &Common, gaps: &mut Gaps) -> bool {
    match &key.accrual {
        Some(field) if field.get().is_some() && !way.reads_actual() => {
            let because = ["tiêu chí này không chấm từ `thuc_hien`", "this criterion is not scored from `thuc_hien`"];
            gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "so_lieu", because });
            false
        }
        Some(field) if field.get().is_some() && key.figures_of.is_some() => {
            let because = ["số liệu đi cùng dòng, khai ở tiêu chí có dòng ấy", "figures come with the row, and are declared with it"];
            gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "so_lieu", because });
            false
        }
        Some(field) => field.get() == Some(&Accrual::Cumulative),
        None if key.figures_of.is_some() => false,
        None => {
            if way.reads_actual() && common.has_many_leaf_periods {
                gaps.add(span, GapKind::Undeclared { key: "so_lieu", words: &["trong_ky", "luy_ke"] });
            }
            false
        }
    }
}

/// Which figure is scored: the actual one, unless the campaign or the criterion says the estimate.
fn scored_figure(key: &CriterionKey, way: &Way, common: &Common, gaps: &mut Gaps) -> ScoredFigure {
    let own = key.scored_figure.as_ref();
    if way.reads_number() {
        // One of its own that cannot be read prevails over the common one all the same.
        return own.map_or(common.scored_figure, |field| field.get().copied()).unwrap_or(ScoredFigure::Actual);
    }
    if let Some(field) = own.filter(|field| field.get().is_some()) {
        let because = ["tiêu chí này không chấm từ một con số", "this criterion is not scored from a number"];
        gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "so_lieu_cham", because });
    }
    ScoredFigure::Actual
}

/// How targets are given; to be declared as soon as there is more than one period.
fn target_basis(key: &CriterionKey, way: &Way, span: Span, common: &Common, gaps: &mut Gaps) -> TargetBasis {
    let uses_target = way.denominator() == Some(Denominator::Target);
    match &key.target_basis {
        Some(field) if field.get().is_some() && !uses_target => {
            let because = ["tiêu chí này không chấm theo chỉ tiêu", "this criterion is not scored against a target"];
            gaps.add(field.key.unwrap_or(field.span), GapKind::Pointless { key: "chi_tieu", because });
            TargetBasis::Period
        }
        Some(field) => field.get().copied().unwrap_or(TargetBasis::Period),
        None => {
            // Of rows that are another's it is looked up there first.
            if uses_target && common.has_many_leaf_periods && key.figures_of.is_none() {
                gaps.add(span, GapKind::Undeclared { key: "chi_tieu", words: &["theo_ky", "theo_nam", "theo_nam_chia_ky"] });
            }
            TargetBasis::Period
        }
    }
}

/// How leaf periods come together; to be declared as soon as there is more than one.
fn merging(key: &CriterionKey, way: &Way, span: Span, common: &Common, gaps: &mut Gaps) -> Merging {
    let own = key.merging.as_ref().map(|field| field.get().and_then(|key| key.take.get().copied()));
    // One of its own that cannot be read prevails over the common one all the same.
    if own == Some(None) {
        return Merging::Sum;
    }
    let own = own.flatten();
    let Some(merging) = own.or(common.merging) else {
        if common.has_many_leaf_periods && !common.is_in_doubt {
            gaps.add(span, GapKind::Undeclared { key: "gop_ky.lay", words: &["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"] });
        }
        return Merging::Sum;
    };
    let has_figures = (way.reads_actual() || way.models().is_some()) && !matches!(way, Way::YesNo(_));
    if merging == Merging::Figures && !has_figures {
        if common.has_many_leaf_periods {
            gaps.add(span, GapKind::NothingToMerge);
        }
        return Merging::Sum;
    }
    merging
}

fn way(key: &WayKey, span: Span, common: &Common, gaps: &mut Gaps) -> Option<Way> {
    match key {
        WayKey::Given {} => Some(Way::Given),
        WayKey::Share(share) => Some(Way::Share(Share { denominator: *share.denominator.get()? })),
        WayKey::Count(count) => {
            let cap = count.cap.as_ref().and_then(|field| points(field, gaps));
            let each = points(&count.each, gaps);
            let Some(automatic) = &count.automatic else { return Some(Way::Count(Count { each: each?, cap, models: None })) };
            let steps = automatic.get()?.steps.get()?;
            if steps.is_empty() {
                let because = ["không nêu khâu nào", "it names no step"];
                gaps.add(automatic.key.unwrap_or(automatic.span), GapKind::Pointless { key: "tu_dong", because });
            }
            // Of steps that cannot all be read none is counted by.
            let models = steps.iter().map(|step| step.get().copied()).collect::<Option<Vec<_>>>()?;
            Some(Way::Count(Count { each: each?, cap, models: Some(models) }))
        }
        WayKey::Relative(relative) => {
            let on_target = relative.on_target.as_ref().map_or(Some(HALF), |field| gaps.bounded(field, 0, Some(1)).map(|share| share.0));
            Some(Way::Relative(Relative { on_target: on_target? }))
        }
        WayKey::YesNo(yes_no) => {
            let Some(automatic) = yes_no.automatic.as_ref() else { return Some(Way::YesNo(YesNo { duty: None })) };
            let duty = gaps.find(&common.directories.duties, CodeKind::Duty, &automatic.get()?.duty)?;
            Some(Way::YesNo(YesNo { duty: Some(duty) }))
        }
        WayKey::Bands(bands) => self::bands(bands, span, common, gaps).map(Way::Bands),
    }
}

fn band(field: &Field<BandKey>, gaps: &mut Gaps) -> Option<Band> {
    let key = field.get()?;
    let interval = interval(field.span, [&key.from, &key.above, &key.below, &key.to], gaps);
    let points = points(&key.points, gaps);
    let (interval, ends) = interval?;
    Some(Band { interval, points: points?, span: field.span, ends })
}

fn bands(key: &BandsKey, span: Span, common: &Common, gaps: &mut Gaps) -> Option<Bands> {
    let measure = *key.measure.get()?;
    let by_duty = ["`so: so_ngay_tre` đếm ngày trễ của một việc", "`so: so_ngay_tre` counts days late in a duty"];
    let not_by_duty = ["chỉ `so: so_ngay_tre` dùng khóa này", "only `so: so_ngay_tre` uses this key"];
    let by_share = ["`so: ty_le` chia cho một mẫu số", "`so: ty_le` divides by a denominator"];
    let not_by_share = ["chỉ `so: ty_le` dùng khóa này", "only `so: ty_le` uses this key"];
    let is_late = measure == BandMeasure::DaysLate;
    if is_late && key.duty.is_none() {
        gaps.add(span, GapKind::MissingKey { key: "viec", because: by_duty });
    }
    if is_late && key.counting.is_none() {
        gaps.add(span, GapKind::Undeclared { key: "ngay", words: &["lich", "lam_viec"] });
    }
    if measure == BandMeasure::Share && key.denominator.is_none() {
        gaps.add(span, GapKind::MissingKey { key: "mau", because: by_share });
    }
    // A key that is written and cannot be read leaves the way open.
    let is_lost = [
        is_late && key.counting.as_ref().is_some_and(|field| field.get().is_none()),
        measure == BandMeasure::Share && key.denominator.as_ref().is_some_and(|field| field.get().is_none()),
    ];
    if is_lost.contains(&true) {
        return None;
    }
    let pointless = [
        (key.duty.as_ref().filter(|field| field.get().is_some()).map(|field| field.span), "viec", is_late, not_by_duty),
        (key.counting.as_ref().filter(|field| field.get().is_some()).map(|field| field.span), "ngay", is_late, not_by_duty),
        (key.denominator.as_ref().filter(|field| field.get().is_some()).map(|field| field.span), "mau", measure == BandMeasure::Share, not_by_share),
    ];
    for (field, key, is_used, because) in pointless {
        if let Some(span) = field
            && !is_used
        {
            gaps.add(span, GapKind::Pointless { key, because });
        }
    }
    let duty = match &key.duty {
        Some(code) if is_late => Some(gaps.find(&common.directories.duties, CodeKind::Duty, code)?),
        Some(_) | None => None,
    };
    if is_late && duty.is_none() {
        return None;
    }
    let bands: Vec<Option<Band>> = key.bands.get()?.iter().map(|field| band(field, gaps)).collect();
    // Of bands that cannot all be read none is scored by: a figure would fall through the one that is lost.
    let bands: Vec<Band> = bands.into_iter().collect::<Option<_>>()?;
    Some(Bands {
        measure,
        denominator: (measure == BandMeasure::Share).then(|| key.denominator.as_ref()?.get().copied()).flatten(),
        duty,
        counting: key.counting.as_ref().and_then(|field| field.get().copied()).unwrap_or(DayCount::Calendar),
        bands,
    })
}
