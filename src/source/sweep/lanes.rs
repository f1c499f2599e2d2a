//! How a block is looked at: sixteen bytes at a time on any machine, all sixty-four where the machine has AVX-512.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the instructions that were chosen")]

use wide::u8x16;

use super::{BLOCK, Ends};

/// Ends that are written together, wanted or not: cheaper than a guess at each.
const STRIDE: usize = 8;

/// The instructions a sweep is made of.
pub(super) trait Lanes: Copy {
    /// One bit for each byte of the block that is this one, of four.
    fn masks(self, block: &[u8; BLOCK], bytes: [u8; 4]) -> [u64; 4];

    /// Writes where the bits of a mask stand, from an origin on.
    fn write(self, ends: &mut Ends, mask: u64, origin: u32);
}

/// Any machine: `wide` knows what its least has.
#[derive(Clone, Copy)]
pub(super) struct Sixteen;

impl Lanes for Sixteen {
    #[inline(always)]
    fn masks(self, block: &[u8; BLOCK], bytes: [u8; 4]) -> [u64; 4] {
        const LANE: usize = 16;
        let (lanes, _) = block.as_chunks::<LANE>();
        let mut masks = [0; 4];
        for lane in lanes.iter().rev() {
            let lane = u8x16::new(*lane);
            for (mask, byte) in masks.iter_mut().zip(bytes) {
                *mask = *mask << LANE | u64::from(lane.simd_eq(u8x16::splat(byte)).to_bitmask());
            }
        }
        masks
    }

    #[inline(always)]
    fn write(self, ends: &mut Ends, mut mask: u64, origin: u32) {
        let past = ends.count + mask.count_ones() as usize;
        while ends.count < past {
            let stride: &mut [u32; STRIDE] = ends.room_ahead();
            for end in stride {
                *end = origin.wrapping_add(mask.trailing_zeros());
                mask &= mask.wrapping_sub(1);
            }
            ends.count += STRIDE;
        }
        ends.count = past;
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V4 {
    #[inline(always)]
    fn masks(self, block: &[u8; BLOCK], bytes: [u8; 4]) -> [u64; 4] {
        let block = pulp::cast(*block);
        bytes.map(|byte| self.avx512bw._mm512_cmpeq_epi8_mask(block, self.avx512f._mm512_set1_epi8(byte.cast_signed())))
    }

    #[inline(always)]
    fn write(self, ends: &mut Ends, mask: u64, origin: u32) {
        const LANE: u32 = 16;
        const STEPS: [u32; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        let steps = pulp::cast(STEPS);
        for lane in 0..4 {
            let [low, high, ..] = (mask >> (LANE * lane)).to_le_bytes();
            let bits = u16::from_le_bytes([low, high]);
            let origin = self.avx512f._mm512_set1_epi32(origin.wrapping_add(LANE * lane).cast_signed());
            let places = self.avx512f._mm512_add_epi32(origin, steps);
            *ends.room_ahead::<16>() = pulp::cast(self.avx512f._mm512_maskz_compress_epi32(bits, places));
            ends.count += bits.count_ones() as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{BLOCK, Ends, ROOM};
    use super::{Lanes, Sixteen};

    /// Where the bits of a mask stand, as they are written.
    fn written(lanes: impl Lanes, masks: [u64; 4]) -> Vec<u32> {
        let mut ends = Ends { room: [0; ROOM], count: 0 };
        for (mask, origin) in masks.into_iter().zip((1000_u32..).step_by(BLOCK)) {
            lanes.write(&mut ends, mask, origin);
        }
        ends.room[..ends.count].to_vec()
    }

    proptest! {
        #[test]
        fn a_block_is_seen_byte_by_byte(letters in prop::collection::vec(prop::sample::select(b",;\n\"\r\0a\xC3".to_vec()), BLOCK)) {
            let block: [u8; BLOCK] = letters.try_into().expect("as many bytes");
            let wanted = *b",\n\"\0";
            let plain = wanted.map(|one| (0..BLOCK).filter(|at| block[*at] == one).fold(0, |mask, at| mask | 1 << at));
            prop_assert_eq!(Sixteen.masks(&block, wanted), plain);
            #[cfg(target_arch = "x86_64")]
            if let Some(all) = pulp::x86::V4::try_new() {
                prop_assert_eq!(all.masks(&block, wanted), plain);
            }
        }

        #[test]
        fn ends_are_written_bit_by_bit(masks in any::<[u64; 4]>(), thins in any::<[u64; 4]>()) {
            let masks: [u64; 4] = std::array::from_fn(|block| masks[block] & thins[block]);
            let places = masks.into_iter().zip((1000_u32..).step_by(BLOCK));
            let plain: Vec<u32> = places.flat_map(|(mask, first)| (0..64).filter(move |bit| mask >> bit & 1 == 1).map(move |bit| first + bit)).collect();
            prop_assert_eq!(&written(Sixteen, masks), &plain);
            #[cfg(target_arch = "x86_64")]
            if let Some(all) = pulp::x86::V4::try_new() {
                prop_assert_eq!(&written(all, masks), &plain);
            }
        }
    }
}
