//! Who issues a page and signs it, as the definition declares it.

use crate::draft::definition::Agency;
use crate::pipeline::CampaignRun;
use crate::yaml::{Field, Text};

/// The nation's name, as it stands over what is issued (NĐ 30/2020/NĐ-CP, Phụ lục I).
pub(super) const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

/// Its motto, below it.
pub(super) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// Who issues a page and signs it, and where.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The agency above.
    pub above: Option<Box<str>>,
    /// The agency.
    pub agency: Box<str>,
    /// The place written before the date.
    pub place: Option<Box<str>>,
    /// In what capacity it is signed.
    pub capacity: Option<Box<str>>,
    /// Who signs it.
    pub signer: Option<Box<str>>,
}

impl Letterhead {
    /// Of the agency of a campaign; none where none is declared.
    pub(super) fn of(run: &CampaignRun) -> Option<Self> {
        let Agency { parent, name, place, capacity, signer, .. } = run.draft.definition.agency.as_ref()?.get()?;
        let words = |field: &Option<Field<Text>>| field.as_ref().and_then(Field::get).map(|text| text.as_str().into());
        let agency = name.get()?.as_str().into();
        Some(Self { above: words(parent), agency, place: words(place), capacity: words(capacity), signer: words(signer) })
    }

    /// In what capacity it is signed, in capitals; where the definition does not say, as the head of the agency.
    pub(super) fn capacity_words(&self) -> String {
        self.capacity.as_deref().map_or_else(|| "THỦ TRƯỞNG CƠ QUAN".to_owned(), str::to_uppercase)
    }
}
