//! A sweep: the records of a window that hold nothing odd, 64 bytes at a time.
//!
//! Delimiters, line feeds and quotes become three masks of 64 bits, the quotes a fourth that says which bytes stand between
//! them, and what is left of the first two are the ends of cells. A record is taken only whole: before one whose quotes do not
//! open and close as they should, a blank line, one over a limit or without its line feed the sweep stops, and the
//! [scan](super::scan) reads it byte by byte.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the instructions that were chosen")]

use wide::u8x16;

use super::scan::{Beginning, Scan};

/// Bytes in a block, one bit of a mask each.
const BLOCK: usize = 64;
/// Bytes that are compared in one go.
const LANE: usize = 16;
/// Ends that are written together, wanted or not: cheaper than a guess at each.
const STRIDE: usize = 8;
/// Room for the ends of cells on their way to the index.
const ROOM: usize = 1024;

/// What the bytes before a block say of it.
#[derive(Clone, Copy)]
struct Before {
    /// All ones where the block begins between quotes.
    inside: u64,
    /// One where the byte before it ends a cell, or nothing stands before it.
    boundary: u64,
    /// One where that byte is a quote that closes.
    closing: u64,
    /// One where it is a carriage return behind such a quote.
    closed_return: u64,
}

/// What a block holds.
struct Block {
    /// The bytes that end a cell.
    ends: u64,
    /// The line feeds, also those between quotes.
    feeds: u64,
    /// The line feeds that end a record.
    record_ends: u64,
    /// What it says of the next.
    before_next: Before,
}

impl Block {
    /// Reads a block; none where its quotes are odd.
    #[inline(always)]
    fn read(bytes: &[u8; BLOCK], delimiter: u8, before: Before) -> Option<Self> {
        let [delimiters, feeds, quotes] = masks(bytes, [delimiter, b'\n', b'"']);
        let inside = running_parity(quotes) ^ before.inside;
        let (opening, closing) = (quotes & inside, quotes & !inside);
        let ends = (delimiters | feeds) & !inside;
        let behind_end = ends << 1 | before.boundary;
        let behind_closing = closing << 1 | before.closing;
        // A quote opens a cell, or is the second of two.
        let odd_opening = opening & !(behind_end | behind_closing);
        // Behind a quote that closes the cell ends, but for a carriage return.
        let returns = behind_closing & !(ends | opening);
        let behind_return = returns << 1 | before.closed_return;
        let record_ends = feeds & !inside;
        if odd_opening | returns | behind_return != 0 && (odd_opening != 0 || behind_return & !record_ends != 0 || !are_returns(bytes, returns)) {
            return None;
        }
        let last = |mask: u64| mask >> (BLOCK - 1);
        let before_next =
            Before { inside: 0_u64.wrapping_sub(last(inside)), boundary: last(ends), closing: last(closing), closed_return: last(returns) };
        Some(Self { ends, feeds, record_ends, before_next })
    }
}

/// Of each bit, whether the bits up to it are odd in number.
#[inline(always)]
fn running_parity(mut mask: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        mask ^= mask << shift;
    }
    mask
}

/// One bit for each byte of the block that is this one, of three.
#[inline(always)]
fn masks(block: &[u8; BLOCK], bytes: [u8; 3]) -> [u64; 3] {
    let (lanes, _) = block.as_chunks::<LANE>();
    let mut masks = [0; 3];
    for lane in lanes.iter().rev() {
        let lane = u8x16::new(*lane);
        for (mask, byte) in masks.iter_mut().zip(bytes) {
            *mask = *mask << LANE | u64::from(lane.simd_eq(u8x16::splat(byte)).to_bitmask());
        }
    }
    masks
}

/// Whether each of these bytes is a carriage return.
#[cold]
fn are_returns(block: &[u8; BLOCK], mut mask: u64) -> bool {
    while mask != 0 {
        if block[mask.trailing_zeros() as usize] != b'\r' {
            return false;
        }
        mask &= mask - 1;
    }
    true
}

/// Ends of cells on their way to the index.
struct Ends {
    room: [u32; ROOM],
    count: usize,
}

impl Ends {
    /// Writes where the bits of a mask stand.
    #[inline(always)]
    fn write(&mut self, mut mask: u64, origin: u32) {
        let past = self.count + mask.count_ones() as usize;
        while self.count < past {
            let stride: &mut [u32; STRIDE] = self.room[self.count..].first_chunk_mut().expect("room is made before a block");
            for end in stride {
                *end = origin.wrapping_add(mask.trailing_zeros());
                mask &= mask.wrapping_sub(1);
            }
            self.count += STRIDE;
        }
        self.count = past;
    }
}

impl Scan<'_, '_> {
    /// Takes records from the one that is begun on, and stops before the first that is odd or not whole; whether the batch is full.
    pub(super) fn sweep(&mut self) -> bool {
        pulp::Arch::new().dispatch(|| self.sweep_blocks())
    }

    #[inline(always)]
    fn sweep_blocks(&mut self) -> bool {
        let window = self.window;
        let mut ends = Ends { room: [0; ROOM], count: 0 };
        let mut before = Before { inside: 0, boundary: 1, closing: 0, closed_return: 0 };
        let mut base = self.record.at;
        let mut line = self.record.line;
        'window: while base < window.len() {
            let mut padded = [0; BLOCK];
            let bytes = if let Some(bytes) = window[base..].first_chunk() {
                bytes
            } else {
                let tail = &window[base..];
                padded[..tail.len()].copy_from_slice(tail);
                &padded
            };
            let Some(block) = Block::read(bytes, self.delimiter, before) else { break };
            if ends.count > ROOM - BLOCK - STRIDE {
                self.index.cells.extend_from_slice(&ends.room[..ends.count]);
                ends.count = 0;
            }
            let (first, block_line) = (ends.count, line);
            let mut seen = 0;
            ends.write(block.ends, self.offset(base));
            let mut record_ends = block.record_ends;
            while record_ends != 0 {
                let bit = record_ends.trailing_zeros();
                let up_to = record_ends ^ record_ends.wrapping_sub(1);
                record_ends &= record_ends - 1;
                let cell = first + (block.ends & up_to).count_ones() as usize - 1;
                let at = base + bit as usize;
                let mut end = at;
                if at > self.record.at && window[at - 1] == b'\r' {
                    end -= 1;
                    ends.room[cell] -= 1;
                }
                let cells = self.index.cells.len() + cell + 1;
                let is_within = at - self.record.at <= self.limits.record && cells - self.record.cells <= self.limits.cells;
                if end == self.record.at || !is_within {
                    break 'window;
                }
                self.index.rows.push(self.row(at + 1));
                line += if block.feeds == block.record_ends { 1 } else { (block.feeds & up_to).count_ones() - seen };
                seen = line - block_line;
                self.record = Beginning { at: at + 1, line, cells };
                if self.is_full() {
                    break 'window;
                }
            }
            if block.feeds != block.record_ends {
                line = block_line + block.feeds.count_ones();
            }
            before = block.before_next;
            base += BLOCK;
        }
        self.index.cells.extend_from_slice(&ends.room[..ends.count]);
        self.forget();
        self.is_full()
    }
}
