//! Marks: where in a stretch of text the delimiters, line feeds and quotes stand.
//!
//! A block of 64 bytes becomes a mask of 64 bits, and the masks become one list of positions, so
//! that whoever walks the list never waits for a mask.

use wide::u8x16;

/// Bytes that are looked at in one go.
pub(super) const STRETCH: usize = 8 * BLOCK;
/// Bytes in a block, one bit of a mask each.
const BLOCK: usize = 64;
/// Bytes that are compared in one go.
const LANE: usize = 16;
/// Positions that are written together, wanted or not: cheaper than a guess at each.
const STRIDE: usize = 8;

/// Room for the positions of one stretch.
pub(super) struct Marks([u32; STRETCH + STRIDE]);

impl Marks {
    pub(super) fn new() -> Self {
        Self([0; STRETCH + STRIDE])
    }

    /// The positions in the first [`STRETCH`] bytes of the text, ascending.
    #[inline]
    pub(super) fn find(&mut self, text: &[u8], delimiter: u8) -> &[u32] {
        let text = &text[..text.len().min(STRETCH)];
        let (blocks, tail) = text.as_chunks::<BLOCK>();
        let mut count = 0;
        let mut base = 0;
        for block in blocks {
            count = self.write(mask(block, delimiter), base, count);
            base += 64;
        }
        if !tail.is_empty() {
            let mut block = [0; BLOCK];
            block[..tail.len()].copy_from_slice(tail);
            let inside = (1 << tail.len()) - 1;
            count = self.write(mask(&block, delimiter) & inside, base, count);
        }
        &self.0[..count]
    }

    /// Writes the positions of a mask's bits behind the first `count`; how many there are then.
    #[inline]
    fn write(&mut self, mut mask: u64, base: u32, count: usize) -> usize {
        let past = count + mask.count_ones() as usize;
        let mut next = count;
        while next < past {
            let stride: &mut [u32; STRIDE] = self.0[next..].first_chunk_mut().expect("a stride of room follows the last position");
            for position in stride {
                *position = base + mask.trailing_zeros();
                mask &= mask.wrapping_sub(1);
            }
            next += STRIDE;
        }
        past
    }
}

/// One bit for each byte of the block that is looked at.
#[inline]
fn mask(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    let looked_at = [delimiter, b'\n', b'"'].map(u8x16::splat);
    let (lanes, _) = block.as_chunks::<LANE>();
    let of_lane = |lane: &[u8; LANE]| {
        let bytes = u8x16::new(*lane);
        let [is_delimiter, is_feed, is_quote] = looked_at.map(|one| bytes.simd_eq(one));
        u64::from((is_delimiter | is_feed | is_quote).to_bitmask())
    };
    lanes.iter().rev().fold(0, |mask, lane| mask << LANE | of_lane(lane))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_that_is_looked_at_has_its_position_and_no_other() {
        let mut marks = Marks::new();
        let text: Vec<u8> = (0..3 * STRETCH).map(|i| b"a,\"\n;x"[i * i % 7 % 6]).collect();
        for (from, length) in [(0, 0), (0, 1), (1, 63), (2, 64), (3, 65), (4, 700), (5, 2 * STRETCH)] {
            let text = &text[from..from + length];
            let looked_at = |&(_, byte): &(u32, &u8)| b",\"\n".contains(byte);
            let expected: Vec<_> = (0..).zip(text.iter().take(STRETCH)).filter(looked_at).collect();
            let expected: Vec<u32> = expected.into_iter().map(|(position, _)| position).collect();
            assert_eq!(marks.find(text, b','), expected);
        }
    }

    #[test]
    fn a_stretch_of_nothing_else_has_a_position_for_each_byte() {
        let expected: Vec<u32> = (0..).take(STRETCH).collect();
        assert_eq!(Marks::new().find(&[b','; 2 * STRETCH], b','), expected);
    }

    #[test]
    fn nothing_stands_past_the_end_even_for_a_delimiter_of_zero() {
        assert_eq!(Marks::new().find(b"a\0b", 0), [1]);
    }
}
