//! What a finding is known by from run to run: whom and what it is about, never on which line it stands.

use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use crate::render::Shown;

/// Names of findings; of those that are about the same, the second is told from the first by its number alone.
#[derive(Debug, Default)]
pub(super) struct Names(FxHashMap<[u8; 16], u32>);

impl Names {
    /// The name of a finding, in hexadecimal.
    pub(super) fn of(&mut self, shown: &Shown) -> String {
        let sheeted = shown.place.sheeted.as_ref();
        let value = sheeted.and_then(|cell| cell.value.as_deref()).unwrap_or(if sheeted.is_none() { shown.place.text.trim() } else { "" });
        let facts = [
            &*shown.campaign,
            shown.check.name,
            shown.reason,
            &*shown.place.file,
            sheeted.and_then(|cell| cell.label.as_deref()).unwrap_or_default(),
            value,
            shown.unit.as_deref().unwrap_or_default(),
            shown.person.as_deref().unwrap_or_default(),
            shown.criterion.as_deref().unwrap_or_default(),
            shown.period.as_deref().unwrap_or_default(),
        ];
        let mut hasher = Sha256::new();
        for fact in facts {
            // The length first, so that what ends one cannot begin the next.
            hasher.update((fact.len() as u64).to_be_bytes());
            hasher.update(fact);
        }
        let hash: [u8; 32] = hasher.finalize().into();
        let name: [u8; 16] = *hash.first_chunk().expect("SHA-256 has 32 bytes");
        let before = self.0.entry(name).or_default();
        *before += 1;
        format!("{:032x}-{before}", u128::from_be_bytes(name))
    }
}
