//! A sheet, mended row by row.

use crate::mend::closed::Closed;
use crate::mend::proof::{self, Reading};
use crate::mend::{Done, Fix, Form, Row, Told, Why};
use crate::pipeline::Run;
use crate::sheet::{CodeKind, ColumnRef, Header, Kind, LabelFaultKind, NumberStyle, Sheet, trimmed};
use crate::source::{Batch, Record, Tokenizer};
use crate::value::{Day, DayFault, StageCode, StageIndex, Table};

/// What a sheet is mended by.
pub(super) struct Ground<'a> {
    pub(super) sheet: &'static Sheet,
    /// The stages of all campaigns, by which labels are told.
    pub(super) stages: &'a Table<StageIndex, StageCode>,
    pub(super) run: &'a Run,
    pub(super) closed: Option<&'a Closed<'a>>,
}

/// What has to be known of all rows before one is mended.
struct Survey {
    header: Header,
    delimiter: u8,
    /// Whether every row has a cell under each label, and only those, and none that could not stand at the end of a line.
    is_even: bool,
    has_month_first: bool,
    /// The closed period that some row is of, or may be.
    closed: Option<Box<str>>,
}

/// The bytes of a sheet mended, and what was done; or why it is left as it is.
pub(super) fn mend(file: &[u8], ground: &Ground<'_>, fixes: &[&'static Fix]) -> Result<(Vec<u8>, Vec<Done>), Why> {
    let Some(survey) = survey(file, ground)? else { return Ok((file.to_vec(), Vec::new())) };
    let Survey { ref header, delimiter, is_even, has_month_first, closed } = survey;
    let order = is_even.then(|| canonical(header, ground.sheet)).flatten();
    let style = NumberStyle::of_delimiter(delimiter);
    let form = Form { sheet: ground.sheet, header, stages: ground.stages, delimiter, style, has_month_first, order };
    let mut told: Vec<Told> = vec![Told::default(); fixes.len()];
    let mut after = Vec::with_capacity(file.len());
    let mut mend = |mut row: Row<'_>| {
        for (fix, told) in fixes.iter().zip(&mut told) {
            (fix.row)(&mut row, &form, told);
        }
        row.write(delimiter, &mut after);
    };
    let mut above = 0;
    let mut is_first = true;
    each_batch(file, |batch| {
        for record in batch.records() {
            mend(Row::of(record, file, above, std::mem::take(&mut is_first)));
            above = usize::try_from(record.range().end).expect("the file is in memory");
        }
    });
    mend(Row::behind(file, above));
    if after == file {
        return Ok((after, Vec::new()));
    }
    if let Some(period) = closed {
        return Err(Why::Closed(period));
    }
    let of_campaigns = ground.run.campaigns.iter().map(|one| &one.campaign.stages);
    let tables: Vec<&Table<StageIndex, StageCode>> = std::iter::once(ground.stages).chain(of_campaigns).collect();
    if !proof::is_same(Reading::of(file), Reading::of(&after), ground.sheet, &tables) {
        return Err(Why::Unproven);
    }
    let done = fixes.iter().zip(told).filter(|(_, told)| told.count > 0).map(|(fix, told)| Done { fix, unit: fix.unit, told }).collect();
    Ok((after, done))
}

/// Hands out the records of a file, a batch at a time.
pub(super) fn each_batch(file: &[u8], mut take: impl FnMut(&Batch)) {
    let mut tokenizer = Tokenizer::new(file).expect("bytes can be read");
    let mut batch = Batch::new();
    while tokenizer.next_batch(&mut batch).expect("bytes can be read") {
        take(&batch);
    }
}

/// Looks through a file; none where it has no record.
fn survey(file: &[u8], ground: &Ground<'_>) -> Result<Option<Survey>, Why> {
    let opening = *Tokenizer::new(file).expect("bytes can be read").opening();
    if opening.utf16 {
        return Err(Why::NotText);
    }
    let mut survey: Option<Survey> = None;
    let mut broken: Option<u64> = None;
    each_batch(file, |batch| {
        broken = broken.or_else(|| batch.flaws().first().map(|flaw| flaw.line));
        let mut from = 0;
        let survey = survey.get_or_insert_with(|| {
            from = 1;
            let header = Header::read(ground.sheet, ground.stages, batch.record(0));
            let is_known = header.faults.iter().all(|fault| matches!(fault.kind, LabelFaultKind::Missing { .. }));
            let is_even = is_known && !has_return(batch.record(0));
            let lacks_period = !header.cells.iter().any(|reference| is_of(*reference, ground.sheet, is_period));
            let closed = ground.closed.filter(|_| lacks_period).map(Closed::any);
            Survey { header, delimiter: opening.delimiter, is_even, has_month_first: false, closed }
        });
        let cells_of = |wanted: fn(Kind) -> bool| {
            let cells = survey.header.cells.iter().enumerate();
            cells.filter(move |(_, reference)| is_of(**reference, ground.sheet, wanted)).map(|(cell, _)| cell).collect::<Vec<_>>()
        };
        let (days, periods) = (cells_of(|kind| matches!(kind, Kind::Day)), cells_of(is_period));
        for record in (from..batch.len()).map(|position| batch.record(position)).filter(|record| !record.is_blank()) {
            survey.is_even &= record.len() == survey.header.cells.len() && !has_return(record);
            let is_month_first = |cell: &usize| matches!(Day::parse(record.raw_or_empty(*cell)), Err(DayFault::MonthFirst { .. }));
            survey.has_month_first |= days.iter().any(is_month_first);
            if let Some(closed) = ground.closed
                && survey.closed.is_none()
            {
                survey.closed = periods.iter().find_map(|cell| closed.period_of(trimmed(record.raw_or_empty(*cell))));
            }
        }
    });
    broken.map_or(Ok(survey), |line| Err(Why::Broken(line)))
}

/// Whether some cell ends in a carriage return, which at the end of a line would be part of it.
fn has_return(record: Record<'_>) -> bool {
    (0..record.len()).any(|cell| !record.is_quoted(cell) && record.raw(cell).ends_with(b"\r"))
}

fn is_period(kind: Kind) -> bool {
    matches!(kind, Kind::Code(CodeKind::Period))
}

fn is_of(reference: Option<ColumnRef>, sheet: &Sheet, wanted: impl Fn(Kind) -> bool) -> bool {
    match reference {
        Some(ColumnRef::Column(column)) => wanted(sheet.columns[column].kind),
        Some(ColumnRef::Stage(_)) => wanted(Kind::Points),
        Some(ColumnRef::Counter) | None => false,
    }
}

/// The cells in canonical order: running numbers, then the sheet's columns with the stages where they belong; none where they stand so.
fn canonical(header: &Header, sheet: &Sheet) -> Option<Vec<usize>> {
    let counters = (0..header.cells.len()).filter(|cell| header.cells[*cell] == Some(ColumnRef::Counter));
    let stages = header.stages.iter().copied().flatten().map(usize::from);
    let mut order: Vec<usize> = counters.collect();
    for (column, cell) in sheet.columns.iter().zip(&header.columns) {
        order.extend(cell.map(usize::from));
        if sheet.stages_after == Some(column.key) {
            order.extend(stages.clone());
        }
    }
    (!order.is_sorted()).then_some(order)
}
