//! The fixes: the list, and nothing else. A fix is one `.rs`; adding one adds a line here.

mod blanks;
mod column_order;
mod composed_letters;
mod days;
mod decimal_sign;
mod labels;
mod line_ends;

use crate::mend::Fix;

/// Every fix, in the order in which they go over a row: what is in cells first, then where they stand, then what ends the line
/// behind the last of them.
pub const FIXES: &[&Fix] = &[&composed_letters::FIX, &blanks::FIX, &labels::FIX, &days::FIX, &decimal_sign::FIX, &column_order::FIX, &line_ends::FIX];
