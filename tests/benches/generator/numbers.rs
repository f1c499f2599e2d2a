//! Numbers that look random and are the same each time: splitmix64, begun anew for each row.

/// What a number is drawn for; each has numbers of its own.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    Unit,
    Sheet,
    Registration,
    Result,
    Target,
    Fault,
    Order,
}

pub(super) struct Numbers(u64);

fn mixed(state: u64) -> u64 {
    let mut mixed = state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl Numbers {
    /// The numbers of one thing: a row, a unit, a sheet.
    pub(super) fn of(seed: u64, stream: Stream, index: usize) -> Self {
        let start = mixed(seed ^ mixed(stream as u64 + 1));
        Self(mixed(start ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0) % bound
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).expect("a place in the list")]
    }

    /// Puts things in random order.
    pub(super) fn shuffle(&mut self, things: &mut [u32]) {
        for last in (1..things.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).expect("a place in the list");
            things.swap(last, other);
        }
    }
}
