//! One sheet file being read: opened, its labels matched, then a batch of records at a time.

use std::sync::Arc;

use anyhow::Context as _;

use crate::diagnostic::{Findings, Look};
use crate::directory::Naming;
use crate::directory::naming::Memo;
use crate::pipeline::each_look;
use crate::sheet::{Beginning, FileIndex, Header, NumberStyle, Opened, Records, RowMap, Sheet, SheetFile, Whose};
use crate::source::{Batch, Tokenizer, Volume};
use crate::value::{StageCode, StageIndex, Table};

/// One sheet file being read, a batch at a time.
pub(super) struct FileReading<'v> {
    tokenizer: Tokenizer<Box<dyn std::io::Read + Send + 'v>>,
    path: &'v str,
    sheet: &'static Sheet,
    file: FileIndex,
    pub(super) header: Option<Arc<Header>>,
    pub(super) style: NumberStyle,
    batch: Batch,
    folded: u64,
    is_first: bool,
    has_batch: bool,
    whose: Vec<Whose>,
    memo: Memo,
}

impl<'v> FileReading<'v> {
    /// Opens a file, reads its labels and lets the checks of labels look at them.
    pub(super) fn open(
        volume: &'v dyn Volume,
        path: &'v str,
        sheet: &'static Sheet,
        stages: &Table<StageIndex, StageCode>,
        rows: &mut RowMap,
        findings: &mut Findings,
    ) -> anyhow::Result<Self> {
        let reader = volume.open(path).with_context(|| format!("không đọc được `{path}`"))?;
        let mut tokenizer = Tokenizer::new(reader).with_context(|| format!("không đọc được `{path}`"))?;
        let mut batch = Batch::new();
        let has_batch = tokenizer.next_batch(&mut batch).with_context(|| format!("không đọc được `{path}`"))?;
        let opening = tokenizer.opening().to_owned();
        let is_sound = has_batch && batch.record(0).flaws().is_empty();
        let header = has_batch.then(|| shared_header(rows, sheet, Header::read(sheet, stages, batch.record(0))));
        let file = FileIndex(u32::try_from(rows.files.len()).expect("files fit"));
        let style = NumberStyle::of_delimiter(opening.delimiter);
        rows.files.push(SheetFile { path: path.into(), sheet, opening, header: header.clone(), rows: 0 });
        let entry = rows.file(file);
        let opened = Opened { sheet, file, opening: &entry.opening, header: header.as_deref(), is_sound };
        each_look(|_, look| {
            if let Look::Opening(look) = look {
                look(&opened, findings);
            }
        });
        Ok(Self {
            tokenizer,
            path,
            sheet,
            file,
            header,
            style,
            batch,
            folded: 0,
            is_first: true,
            has_batch,
            whose: Vec::new(),
            memo: Memo::default(),
        })
    }

    /// The labels matched to the stages of one campaign, before the first batch is left.
    pub(super) fn header_for(&self, stages: &Table<StageIndex, StageCode>) -> Option<Header> {
        self.header.as_ref().map(|_| Header::read(self.sheet, stages, self.batch.record(0)))
    }

    /// The next batch, its rows numbered.
    pub(super) fn next(&mut self, naming: &Naming, rows: &mut RowMap) -> anyhow::Result<Option<Records<'_>>> {
        if !self.is_first {
            self.has_batch = self.tokenizer.next_batch(&mut self.batch).with_context(|| format!("không đọc được `{}`", self.path))?;
        }
        if !self.has_batch {
            return Ok(None);
        }
        let from = usize::from(std::mem::take(&mut self.is_first));
        let length = self.batch.len();
        let last = length.checked_sub(1).map(|last| self.batch.record(last).line());
        let regular = last.is_some_and(|last| last - self.batch.line() == length as u64 - 1);
        let beginning = Beginning { file: self.file, offset: self.batch.offset(), line: self.batch.line(), folded: self.folded, regular };
        let first = rows.enter(beginning, length);
        if !regular {
            rows.note_lines((0..length).map(|record| self.batch.record(record).line()));
            self.folded += self.batch.folded_lines();
        }
        rows.files[self.file.0 as usize].rows += u32::try_from(length - from).expect("a batch is small");
        let header = self.header.as_deref().expect("a batch has labels before it");
        let delimiter = self.tokenizer.opening().delimiter;
        let column = self.sheet.campaign_column();
        let asks = naming.asks(self.sheet, column.is_some_and(|column| header.cell(column).is_some()));
        if asks {
            naming.read(self.sheet, header, &self.batch, &mut self.memo, &mut self.whose);
        }
        let whose = asks.then_some(self.whose.as_slice());
        Ok(Some(Records {
            sheet: self.sheet,
            file: self.file,
            header,
            batch: &self.batch,
            first,
            from,
            delimiter,
            style: self.style,
            whose,
            reader: None,
        }))
    }
}

/// Files with the same labels share them.
fn shared_header(rows: &RowMap, sheet: &'static Sheet, header: Header) -> Arc<Header> {
    let same = rows.files.last().filter(|file| std::ptr::eq(file.sheet, sheet)).and_then(|file| file.header.as_ref());
    same.filter(|known| ***known == header).cloned().unwrap_or_else(|| Arc::new(header))
}
