//! Whose rows are: which campaign of a plan a row names in `phong_trao`.
//!
//! Where the plan is one campaign every row is its own, unless it names another. Where it is several, a sheet that
//! names criteria, duties or titles says of each row whose it is.

use crate::directory::Directory;
use crate::draft::Definition;
use crate::draft::inheritance::Entry;
use crate::sheet::{Header, Presence, Sheet, Whose, trimmed};
use crate::source::Batch;
use crate::value::CampaignIndex;
use crate::yaml::{Field, Text};

/// The codes of the campaigns of a plan.
#[derive(Debug)]
pub struct Naming {
    codes: Directory<CampaignIndex>,
    is_several: bool,
}

impl Naming {
    /// The codes of a plan's campaigns; of a plan that is one campaign, its own.
    pub fn of(plan: &Definition, entries: &[Entry]) -> Self {
        let mut codes = Directory::default();
        if entries.is_empty() {
            enter(&mut codes, &plan.code, 0);
        }
        for (index, entry) in entries.iter().enumerate() {
            enter(&mut codes, &entry.definition.code, index);
        }
        let declared = plan.campaigns.as_ref().and_then(Field::get).map_or(0, Vec::len);
        if declared > entries.len() {
            codes.lack();
        }
        Self { codes, is_several: !entries.is_empty() }
    }

    /// Whether the plan has several campaigns.
    pub fn is_several(&self) -> bool {
        self.is_several
    }

    /// Whether rows of a sheet have to be asked whose they are.
    pub fn asks(&self, sheet: &Sheet, has_column: bool) -> bool {
        sheet.campaign_column().is_some() && (self.is_several || has_column)
    }

    /// The codes, as declared.
    pub fn codes(&self) -> &[Box<str>] {
        self.codes.codes()
    }

    /// The codes near one that no campaign has.
    pub fn nearest(&self, code: &str) -> Vec<Box<str>> {
        self.codes.nearest(code)
    }

    /// Whose the records of a batch are, one for each. A record that is no row, and does not say whose, is the first
    /// campaign's: somebody has to tell of it.
    pub fn read(&self, sheet: &Sheet, header: &Header, batch: &Batch, memo: &mut Memo, made: &mut Vec<Whose>) {
        made.clear();
        let cell = sheet.campaign_column().and_then(|column| header.cell(column)).map(usize::from);
        for record in batch.records() {
            let bytes = cell.filter(|cell| *cell < record.len()).map_or(&b""[..], |cell| record.raw(cell));
            let whose = memo.find(bytes, |bytes| self.whose(sheet, bytes));
            let is_row = record.flaws().is_empty() && record.len() == header.cells.len();
            made.push(if is_row || matches!(whose, Whose::Of(_)) { whose } else { Whose::Of(CampaignIndex::new(0)) });
        }
    }

    fn whose(&self, sheet: &Sheet, cell: &[u8]) -> Whose {
        if let Some(index) = self.codes.find(cell) {
            return Whose::Of(index);
        }
        let presence = sheet.campaign_column().map(|column| sheet.columns[column].presence);
        match (trimmed(cell).is_empty(), presence) {
            (true, _) if !self.is_several => Whose::Of(CampaignIndex::new(0)),
            (true, Some(Presence::Optional)) => Whose::Everyone,
            (true, _) => Whose::Unnamed,
            (false, _) if self.codes.is_complete() => Whose::Unknown,
            (false, _) => Whose::Unsettled,
        }
    }
}

fn enter(codes: &mut Directory<CampaignIndex>, field: &Field<Text>, index: usize) {
    match field.get().map(Text::as_str).filter(|code| !code.trim().is_empty()) {
        // Of two with one code the rows are the first's; that there are two is a finding of the definition.
        Some(code) => drop(codes.enter(code, CampaignIndex::new(index))),
        None => codes.lack(),
    }
}

/// The campaign asked for last: neighbours are of the same.
#[derive(Debug, Default)]
pub struct Memo(Option<(Vec<u8>, Whose)>);

impl Memo {
    fn find(&mut self, cell: &[u8], whose: impl Fn(&[u8]) -> Whose) -> Whose {
        if let Some((known, whose)) = &self.0
            && known == cell
        {
            return *whose;
        }
        let whose = whose(cell);
        self.0 = Some((cell.to_vec(), whose));
        whose
    }
}
