//! One sheet file being read: opened, its labels matched, then a batch of records at a time.

use std::sync::Arc;

use anyhow::Context as _;

use crate::diagnostic::{Findings, Look};
use crate::directory::Naming;
use crate::directory::naming::Memo;
use crate::pipeline::{Listed, each_look};
use crate::sheet::{Beginning, FileIndex, Header, NumberStyle, Opened, Records, RowId, RowMap, Sheet, SheetFile, Whose};
use crate::source::{Batch, Record, Tokenizer, Volume, count_feeds};
use crate::value::{CampaignIndex, StageCode, StageIndex, Table};

/// How a file that has labels is read.
pub(super) struct Labels {
    sheet: &'static Sheet,
    file: FileIndex,
    pub(super) header: Arc<Header>,
    /// The labels matched to the stages of each campaign; none for a small sheet.
    pub(super) of_campaigns: Table<CampaignIndex, Arc<Header>>,
    delimiter: u8,
    pub(super) style: NumberStyle,
}

impl Labels {
    /// Whether rows under these labels are read as under those.
    pub(super) fn read_as(&self, other: &Self) -> bool {
        let pairs = || self.of_campaigns.iter().zip(other.of_campaigns.iter());
        self.style == other.style && self.of_campaigns.len() == other.of_campaigns.len() && pairs().all(|(one, two)| Arc::ptr_eq(one, two))
    }
}

/// A batch on its way: with what its records are read by, so that any thread can.
#[derive(Default)]
pub(super) struct Load {
    batch: Batch,
    labels: Option<Arc<Labels>>,
    /// The id of its first record; none while it has none.
    first: Option<RowId>,
    from: usize,
    asks: bool,
    whose: Vec<Whose>,
    memo: Memo,
}

impl Load {
    /// How its file is read.
    pub(super) fn labels(&self) -> &Arc<Labels> {
        self.labels.as_ref().expect("a batch has labels before it")
    }

    /// Tells whose its records are, where they have to be asked.
    pub(super) fn name(&mut self, naming: &Naming) {
        let labels = self.labels.as_ref().expect("a batch has labels before it");
        let column = labels.sheet.campaign_column();
        self.asks = naming.asks(labels.sheet, column.is_some_and(|column| labels.header.cell(column).is_some()));
        if self.asks {
            naming.read(labels.sheet, &labels.header, &self.batch, &mut self.memo, &mut self.whose);
        }
    }

    /// Its records, as they stand.
    pub(super) fn records(&self) -> Records<'_> {
        let labels = self.labels();
        Records {
            sheet: labels.sheet,
            file: labels.file,
            header: &labels.header,
            batch: &self.batch,
            first: self.first.expect("a batch is numbered"),
            from: self.from,
            delimiter: labels.delimiter,
            style: labels.style,
            whose: self.asks.then_some(self.whose.as_slice()),
            reader: None,
        }
    }
}

/// What every file of a sheet is opened with.
pub(super) struct Opener<'a, 'v> {
    pub(super) volume: &'v dyn Volume,
    pub(super) sheet: &'static Sheet,
    /// The stages of all campaigns, by which labels are told.
    pub(super) stages: &'a Table<StageIndex, StageCode>,
    /// The stages of each campaign that reads its rows; none for a small sheet.
    pub(super) campaigns: &'a [&'a Table<StageIndex, StageCode>],
    pub(super) checks: Listed,
}

/// One sheet file being read, a batch at a time.
pub(super) struct FileReading<'v> {
    tokenizer: Tokenizer<Box<dyn std::io::Read + Send + 'v>>,
    path: &'v str,
    file: FileIndex,
    labels: Option<Arc<Labels>>,
    folded: u64,
    is_first: bool,
}

impl<'v> FileReading<'v> {
    /// Opens a file, reads its labels and lets the checks of labels look at them; its first batch is in the load.
    pub(super) fn open(opener: &Opener<'_, 'v>, path: &'v str, load: &mut Load, rows: &mut RowMap, findings: &mut Findings) -> anyhow::Result<Self> {
        let Opener { volume, sheet, stages, campaigns, checks } = *opener;
        let reader = volume.open(path).with_context(|| format!("không đọc được `{path}`"))?;
        let mut tokenizer = Tokenizer::new(reader).with_context(|| format!("không đọc được `{path}`"))?;
        let batch = &mut load.batch;
        let has_batch = tokenizer.next_batch(batch).with_context(|| format!("không đọc được `{path}`"))?;
        let opening = tokenizer.opening().to_owned();
        let is_sound = has_batch && batch.record(0).flaws().is_empty();
        let header = has_batch.then(|| shared_header(rows, sheet, Header::read(sheet, stages, batch.record(0))));
        let file = FileIndex(u32::try_from(rows.files.len()).expect("files fit"));
        let (delimiter, style) = (opening.delimiter, NumberStyle::of_delimiter(opening.delimiter));
        rows.files.push(SheetFile { path: path.into(), sheet, opening, header: header.clone(), rows: 0 });
        let entry = rows.file(file);
        let look_at = Opened { sheet, file, opening: &entry.opening, header: header.as_deref(), is_sound };
        each_look(checks, |look| {
            if let Look::Opening(look) = look {
                look(&look_at, findings);
            }
        });
        let labels = header.map(|header| {
            let of_campaigns = headers_of(sheet, &header, campaigns, batch.record(0));
            Arc::new(Labels { sheet, file, header, of_campaigns, delimiter, style })
        });
        Ok(Self { tokenizer, path, file, labels, folded: 0, is_first: true })
    }

    /// Puts the next batch into the load, its rows numbered; none is left where it says no.
    pub(super) fn fill(&mut self, load: &mut Load, rows: &mut RowMap) -> anyhow::Result<bool> {
        let Some(labels) = &self.labels else { return Ok(false) };
        let is_first = std::mem::take(&mut self.is_first);
        let batch = &mut load.batch;
        if !is_first && !self.tokenizer.next_batch(batch).with_context(|| format!("không đọc được `{}`", self.path))? {
            return Ok(false);
        }
        let from = usize::from(is_first);
        let length = batch.len();
        let last = length.checked_sub(1).map(|last| batch.record(last).line());
        let regular = last.is_some_and(|last| last - batch.line() == length as u64 - 1);
        let beginning = Beginning { file: self.file, offset: batch.offset(), line: batch.line(), folded: self.folded, regular };
        let first = rows.enter(beginning, length);
        // The last record may take several lines where the others take one each.
        let folded = batch.folded_lines();
        if let Some(last) = last.filter(|_| !regular) {
            // What stands between rows is either a line of a cell or blank.
            let between = last - batch.line() - (length as u64 - 1);
            let has_blanks = between + count_feeds(batch.record(length - 1).bytes()) > folded;
            rows.note_lines(has_blanks, (0..length).map(|record| batch.record(record).line()));
        }
        self.folded += folded;
        rows.files[self.file.0 as usize].rows += u32::try_from(length - from).expect("a batch is small");
        (load.first, load.from, load.labels) = (Some(first), from, Some(Arc::clone(labels)));
        Ok(true)
    }
}

/// The labels matched to the stages of each campaign: those of the one campaign as they are.
fn headers_of(
    sheet: &'static Sheet,
    header: &Arc<Header>,
    campaigns: &[&Table<StageIndex, StageCode>],
    labels: Record<'_>,
) -> Table<CampaignIndex, Arc<Header>> {
    match campaigns {
        [_] => [Arc::clone(header)].into_iter().collect(),
        _ => campaigns.iter().map(|stages| Arc::new(Header::read(sheet, stages, labels))).collect(),
    }
}

/// Files with the same labels share them.
fn shared_header(rows: &RowMap, sheet: &'static Sheet, header: Header) -> Arc<Header> {
    let same = rows.files.last().filter(|file| std::ptr::eq(file.sheet, sheet)).and_then(|file| file.header.as_ref());
    same.filter(|known| ***known == header).cloned().unwrap_or_else(|| Arc::new(header))
}
