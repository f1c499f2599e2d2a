//! Words in both languages, and facts with the place they stand.

use crate::sheet::Place;

/// Words in both languages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// Tiếng Việt.
    pub vietnamese: String,
    /// English.
    pub english: String,
}

/// A fact a verdict rests on.
#[derive(Clone, Debug)]
pub struct Fact {
    /// In words.
    pub words: Said,
    /// Where it stands; none where it stands nowhere, or in several places.
    pub place: Option<Place>,
}

/// The same in Vietnamese and in English.
macro_rules! said {
    ($vietnamese:literal, $english:literal) => {
        $crate::titles::Said { vietnamese: format!($vietnamese), english: format!($english) }
    };
}
pub(crate) use said;
