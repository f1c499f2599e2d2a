//! What is scored and how: scoring rules, blocks, the tree of criteria with every option of a leaf, statistics.

use crate::draft::definition::{Applies, BlockKey, Contrast, CountedUnits, CriterionKey, MergingKey, RoundingKey, ScoringKey, StatisticKey};
use crate::report::pages::plan::{Facts, Plan, items, said, said_bool, said_list, said_maybe, some, star};
use crate::report::pages::words;
use crate::report::{Cell, Column, Number, Row, RowKind, Table, Width};
use crate::scoring::bands::{BandKey, BandMeasure};
use crate::scoring::count::AutomaticModels;
use crate::scoring::yes_no::AutomaticDuty;
use crate::scoring::{BandsKey, CountKey, RelativeKey, ShareKey, WayKey, YesNoKey};
use crate::value::Points;
use crate::yaml::{Field, Many, Text};

impl Plan<'_> {
    /// The blocks; what a block ranks in its own way stands with the rankings.
    pub(super) fn blocks(&self, blocks: Option<&Field<Many<BlockKey>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Mã", Width::Fit(6, 10)),
            Column::text("Tên", Width::Share(3)),
            Column::center("Gọi là", Width::Fit(7, 9)),
            Column::text("Cấp tổ chức", Width::Fit(9, 12)),
            Column::text("Khối trưởng", Width::Share(2)),
            Column::text("Khối phó", Width::Share(2)),
        ];
        let mut table = Table::list("blocks", "Các khối thi đua", columns);
        for BlockKey { code, name, word, organiser, head, deputies, ranking: _, assumed } in items(blocks) {
            let deputies: Vec<String> = deputies.as_ref().and_then(Field::get).into_iter().flatten().map(|code| self.unit(code)).collect();
            let cells = [
                star(said(code), assumed),
                said(name),
                said_maybe(word).unwrap_or_else(|| "Khối".to_owned()),
                said_maybe(organiser).unwrap_or_default(),
                head.as_ref().map(|head| self.unit(head)).unwrap_or_default(),
                deputies.join("\n"),
            ];
            table.rows.push(super::texts(cells));
        }
        some(table)
    }

    /// The criteria, groups and leaves in order.
    pub(super) fn criteria(&self, criteria: Option<&Field<Many<CriterionKey>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Mã", Width::Fit(6, 11)),
            Column::text("Tiêu chí", Width::Share(4)),
            Column::figures("Điểm chuẩn", Width::Fit(7, 8)),
            Column::text("Cách chấm", Width::Share(6)),
        ];
        let mut table = Table { stub: 2, ..Table::list("criteria", "Tiêu chí", columns) };
        for key in items(criteria) {
            self.criterion(key, 0, &mut table);
        }
        some(table)
    }

    fn criterion(&self, key: &CriterionKey, depth: u8, table: &mut Table) {
        let CriterionKey {
            code,
            name,
            maximum,
            block_maxima,
            weight,
            group,
            cap,
            children,
            one_of,
            topics,
            unit_of_measure,
            accrual,
            scored_figure,
            target_basis,
            merging,
            over_target,
            only_periods,
            applies,
            appraised_by,
            not_applicable,
            figures_of,
            required,
            enough,
            way,
            assumed,
        } = key;
        let mut rules: Vec<String> = Vec::new();
        rules.extend(way.as_ref().and_then(Field::get).map(way_words));
        rules.extend(said_maybe(group).map(|group| format!("Là {group}, không tính vào điểm tối đa")));
        if let Some(field) = one_of {
            let is_choice = field.get() == Some(&true);
            rules.push(
                if is_choice {
                    "Chọn một: điểm của nhóm là điểm của một tiêu chí con"
                } else {
                    "Cộng điểm các tiêu chí con"
                }
                .to_owned(),
            );
        }
        rules.extend(said_maybe(weight).map(|weight| format!("Trọng số: {weight}")));
        rules.extend(block_maxima.as_ref().and_then(Field::get).map(|maxima| {
            let of_block = |(block, points): &(Field<Text>, Field<Points>)| format!("khối {} {}", said(block), said(points));
            format!("Điểm chuẩn riêng: {}", maxima.0.iter().map(of_block).collect::<Vec<_>>().join("; "))
        }));
        rules.extend(said_maybe(cap).map(|cap| format!("Trần của nhóm: {cap} điểm")));
        rules.extend(said_maybe(unit_of_measure).map(|unit| format!("Đơn vị tính: {unit}")));
        rules.extend(said_maybe(accrual).map(|accrual| format!("Số liệu: {accrual}")));
        rules.extend(said_maybe(scored_figure).map(|figure| format!("Chấm theo {figure}")));
        rules.extend(said_maybe(target_basis).map(|basis| format!("Chỉ tiêu: {basis}")));
        rules.extend(merging.as_ref().and_then(Field::get).map(|merging| format!("Gộp kỳ: {}", merging_words(merging))));
        rules.extend(said_maybe(over_target).map(|over| format!("Khi vượt chỉ tiêu: {over}")));
        rules.extend(said_list(only_periods.as_ref()).map(|periods| format!("Chỉ chấm kỳ: {periods}")));
        rules.extend(applies.as_ref().and_then(Field::get).map(applies_words));
        rules.extend(appraised_by.as_ref().map(|unit| format!("Đơn vị thẩm định: {}", self.unit(unit))));
        rules.extend(said_maybe(not_applicable).map(|policy| format!("Khi không phát sinh: {policy}")));
        rules.extend(said_maybe(figures_of).map(|code| format!("Lấy số liệu của tiêu chí {code}")));
        rules.extend(said_list(required.as_ref()).map(|codes| format!("Điều kiện, ghi không thì 0 điểm: {codes}")));
        rules.extend(said_list(enough.as_ref()).map(|codes| format!("Mặc nhiên đạt cả điểm chuẩn khi có: {codes}")));
        rules.extend(said_list(topics.as_ref()).map(|topics| format!("Đo nội dung: {topics}")));
        let points = maximum.as_ref().and_then(Field::get).map_or_else(Cell::default, |points| Cell::number(Number::points(*points, 0)));
        table.rows.push(Row {
            kind: if children.is_some() { RowKind::Group } else { RowKind::Plain },
            depth,
            cells: vec![Cell::text(said(code)), Cell::text(star(said(name), assumed)), points, Cell::text(rules.join("\n"))],
        });
        for child in items(children.as_ref()) {
            self.criterion(child, depth.saturating_add(1), table);
        }
    }

    /// Figures that are not scored.
    pub(super) fn statistics(&self, statistics: Option<&Field<Many<StatisticKey>>>) -> Option<Table> {
        let columns = vec![
            Column::text("Mã", Width::Fit(6, 11)),
            Column::text("Chỉ số", Width::Share(4)),
            Column::text("Đơn vị tính", Width::Fit(8, 12)),
            Column::center("Kiểu", Width::Fit(9, 12)),
            Column::figures("Tổng công bố", Width::Fit(9, 14)),
            Column::text("Quy định khác", Width::Share(4)),
        ];
        let mut table = Table::list("declared-statistics", "Số liệu thống kê không chấm điểm", columns);
        for StatisticKey { code, name, unit_of_measure, kind, summed, blocks, published, contrasts, counted, assumed } in items(statistics) {
            let mut rules: Vec<String> = Vec::new();
            rules.extend(said_bool(summed, "Cộng số của các đơn vị", "Không cộng số của các đơn vị"));
            rules.extend(said_list(blocks.as_ref()).map(|blocks| format!("Chỉ khối: {blocks}")));
            rules.extend(items(contrasts.as_ref()).map(|Contrast { unit, above }| format!("{} phải chiếm trên {}", self.unit(unit), said(above))));
            rules.extend(
                counted
                    .as_ref()
                    .and_then(Field::get)
                    .map(|CountedUnits { over }| format!("Đếm đơn vị vượt chỉ tiêu ở mọi tiêu chí: {}", said_list(Some(over)).unwrap_or_default())),
            );
            table.rows.push(super::texts([
                star(said(code), assumed),
                said(name),
                said_maybe(unit_of_measure).unwrap_or_default(),
                said_maybe(kind).unwrap_or_default(),
                said_maybe(published).unwrap_or_default(),
                rules.join("\n"),
            ]));
        }
        some(table)
    }
}

/// What all criteria share.
pub(super) fn scoring(scoring: Option<&Field<ScoringKey>>) -> Option<Table> {
    let ScoringKey { stages, official, rounding, merging, over_target, scored_figure, assumed } = scoring?.get()?;
    let mut facts = Facts::new("scoring", &star("Cách chấm chung".to_owned(), assumed));
    if let Some(stages) = said_list(stages.as_ref()) {
        facts.say("Các vòng chấm", stages.replace(", ", " → "));
    }
    facts.say("Điểm chính thức", said_maybe(official).unwrap_or_else(|| "điểm vòng cuối (không khai, theo mặc định)".to_owned()));
    if let Some(RoundingKey { digits, way, moment, assumed }) = rounding.as_ref().and_then(Field::get) {
        let text = format!("{} chữ số thập phân, {}; {}", said(digits), said(way), said(moment));
        facts.say("Làm tròn", star(text, assumed));
    }
    if let Some(merging) = merging.as_ref().and_then(Field::get) {
        facts.say("Gộp các kỳ", merging_words(merging));
    }
    facts.maybe("Khi vượt chỉ tiêu", over_target);
    facts.say("Chấm theo", said_maybe(scored_figure).unwrap_or_else(|| "số thực hiện (không khai, theo mặc định)".to_owned()));
    some(facts.table())
}

/// A way of scoring in words.
fn way_words(way: &WayKey) -> String {
    match way {
        WayKey::Given {} => "Cho điểm ở từng vòng chấm".to_owned(),
        WayKey::Share(ShareKey { denominator }) => format!("Điểm chuẩn × số thực hiện / {}", said(denominator)),
        WayKey::Count(CountKey { each, cap, automatic }) => {
            let cap = said_maybe(cap).map(|cap| format!(", nhiều nhất {cap} điểm")).unwrap_or_default();
            let steps = automatic.as_ref().and_then(Field::get).and_then(|AutomaticModels { steps }| said_list(Some(steps)));
            match steps {
                Some(steps) => format!("Mỗi điển hình ở khâu {steps}: {} điểm{cap}; đếm từ dien-hinh.csv", said(each)),
                None => format!("Mỗi một: {} điểm{cap}", said(each)),
            }
        }
        WayKey::YesNo(YesNoKey { automatic }) => match automatic.as_ref().and_then(Field::get) {
            Some(AutomaticDuty { duty }) => format!("Nộp {} đúng hạn: điểm chuẩn; trễ: 0", said(duty)),
            None => "Có: điểm chuẩn; không: 0".to_owned(),
        },
        WayKey::Bands(bands) => bands_words(bands),
        WayKey::Relative(relative) => relative_words(relative),
    }
}

fn relative_words(key: &RelativeKey) -> String {
    let RelativeKey { on_target } = key;
    let part = said_maybe(on_target).unwrap_or_else(|| "1/2".to_owned());
    format!(
        "So với đơn vị dẫn đầu khối:\n– chưa vượt chỉ tiêu: {part} điểm chuẩn × số thực hiện / chỉ tiêu\n– vượt nhiều nhất khối (tính theo phần của chỉ tiêu): điểm chuẩn\n– vượt ít hơn: {part} điểm chuẩn, cộng phần còn lại × mức vượt / mức vượt nhiều nhất khối\n– không giao chỉ tiêu (0): điểm chuẩn × số thực hiện / số nhiều nhất của các đơn vị không giao trong khối"
    )
}

fn bands_words(key: &BandsKey) -> String {
    let BandsKey { measure, denominator, duty, counting, bands } = key;
    let over = match measure.get() {
        Some(BandMeasure::Share) => "tỷ lệ % số thực hiện".to_owned(),
        Some(BandMeasure::Value) => "số thực hiện".to_owned(),
        Some(BandMeasure::DaysLate) => "số ngày trễ".to_owned(),
        None => words::UNREADABLE.to_owned(),
    };
    let denominator = said_maybe(denominator).map(|of| format!(" trên {of}")).unwrap_or_default();
    let duty = said_maybe(duty).map(|duty| format!(" của {duty}")).unwrap_or_default();
    let counting = said_maybe(counting).map(|days| format!(", tính theo {days}")).unwrap_or_default();
    let mut lines = vec![format!("Theo mức {over}{denominator}{duty}{counting}:")];
    lines.extend(items(Some(bands)).map(|BandKey { from, above, below, to, points }| {
        let ends = [said_maybe(from), said_maybe(above), said_maybe(below), said_maybe(to)];
        format!("– {}: {} điểm", words::interval(ends), said(points))
    }));
    lines.join("\n")
}

fn merging_words(merging: &MergingKey) -> String {
    let MergingKey { take, assumed } = merging;
    star(said(take), assumed)
}

fn applies_words(applies: &Applies) -> String {
    let Applies { blocks, kinds, assumed } = applies;
    let blocks = said_list(blocks.as_ref()).map(|blocks| format!("khối {blocks}"));
    let kinds = said_list(kinds.as_ref()).map(|kinds| format!("loại {kinds}"));
    let both: Vec<String> = blocks.into_iter().chain(kinds).collect();
    star(format!("Chỉ áp dụng cho {}", both.join("; ")), assumed)
}
