//! Words that stand for much: put where another word stood.

const WORDS: [&str; 24] = [
    "-1",
    "0",
    "1e308",
    "0.1",
    "1.250",
    "1,5",
    "7.000000000000001",
    "99999999999999999999",
    "#REF!",
    "Err:502",
    "TRUE",
    "x",
    "1/2/2022",
    "20/01/22",
    "2026-02-30",
    "46204.5",
    "D2:E3",
    "A1048576",
    "XFD1",
    "Cộng",
    "Người lập biểu",
    "Đơn vị",
    "VP",
    "\"hai\ndòng\"",
];

/// Bytes with one of their words replaced by a telling one, or by another of theirs; none where they have no two.
pub fn replaced(bytes: &[u8], is_end: impl Fn(u8) -> bool, seed: u32) -> Option<Vec<u8>> {
    let mut ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| is_end(**byte)).map(|(at, _)| at).collect();
    ends.push(bytes.len());
    let words: Vec<(usize, usize)> = ends.windows(2).map(|pair| (pair[0] + 1, pair[1])).filter(|(from, to)| from < to).collect();
    if words.len() < 2 {
        return None;
    }
    let seed = usize::try_from(seed.wrapping_mul(2_654_435_761) >> 1).ok()?;
    let (from, to) = words[seed % words.len()];
    let chosen = seed / words.len();
    let word = match WORDS.get(chosen % (WORDS.len() * 3 / 2)) {
        Some(word) => word.as_bytes(),
        None => {
            let (from, to) = words[chosen / 7 % words.len()];
            &bytes[from..to]
        }
    };
    Some([&bytes[..from], word, &bytes[to..]].concat())
}
