//! A sweep: the records of a window that hold nothing odd, 64 bytes at a time.
//!
//! Delimiters, line feeds and quotes become three masks of 64 bits, the quotes a fourth that says which bytes stand between
//! them, and what is left of the first two are the ends of cells. A record is taken only whole: before one whose quotes do not
//! open and close as they should, a blank line, one over a limit or without its line feed the sweep stops, and the
//! [scan](super::scan) reads it byte by byte.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the instructions that were chosen")]

mod lanes;

use super::scan::{Beginning, Scan};

use lanes::{Lanes, Sixteen};

/// Bytes in a block, one bit of a mask each.
const BLOCK: usize = 64;
/// Ends that may be written behind the last that is wanted.
const SPARE: usize = 16;
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
    /// Whether a zero byte stands in it.
    has_nul: bool,
    /// What it says of the next.
    before_next: Before,
}

impl Block {
    /// Reads a block; none where its quotes are odd.
    #[inline(always)]
    fn read(lanes: impl Lanes, bytes: &[u8; BLOCK], delimiter: u8, before: Before) -> Option<Self> {
        let [delimiters, feeds, quotes, nuls] = lanes.masks(bytes, [delimiter, b'\n', b'"', 0]);
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
        Some(Self { ends, feeds, record_ends, has_nul: nuls != 0, before_next })
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
    /// Room for the ends that come next.
    #[inline(always)]
    fn room_ahead<const MOST: usize>(&mut self) -> &mut [u32; MOST] {
        self.room[self.count..].first_chunk_mut().expect("room is made before a block")
    }
}

impl Scan<'_, '_> {
    /// Takes records from the one that is begun on, and stops before the first that is odd or not whole; whether the batch is full.
    pub(super) fn sweep(&mut self) -> bool {
        match pulp::Arch::new() {
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V4(simd) => simd.vectorize(|| self.sweep_blocks(simd)),
            others => others.dispatch(|| self.sweep_blocks(Sixteen)),
        }
    }

    #[inline(always)]
    fn sweep_blocks(&mut self, lanes: impl Lanes) -> bool {
        let window = self.window;
        let mut ends = Ends { room: [0; ROOM], count: 0 };
        let mut before = Before { inside: 0, boundary: 1, closing: 0, closed_return: 0 };
        let mut base = self.record.at;
        let mut line = self.record.line;
        'window: while base < window.len() {
            // No byte of any text.
            let mut padded = [0xFF; BLOCK];
            let bytes = if let Some(bytes) = window[base..].first_chunk() {
                bytes
            } else {
                let tail = &window[base..];
                padded[..tail.len()].copy_from_slice(tail);
                &padded
            };
            let Some(block) = Block::read(lanes, bytes, self.delimiter, before) else { break };
            self.index.may_have_nul |= block.has_nul;
            if ends.count > ROOM - BLOCK - SPARE {
                self.index.cells.extend_from_slice(&ends.room[..ends.count]);
                ends.count = 0;
            }
            let (first, block_line) = (ends.count, line);
            let mut seen = 0;
            lanes.write(&mut ends, block.ends, self.offset(base));
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
