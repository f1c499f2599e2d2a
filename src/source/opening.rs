//! How a sheet opens: its byte order mark, its `sep=` line, its delimiter.

/// Delimiters that are recognised, the likelier first.
const DELIMITERS: [u8; 3] = *b",;\t";

/// How a file opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// A UTF-8 byte order mark comes first.
    pub bom: bool,
    /// The first line is `sep=` and this delimiter, as spreadsheets write it.
    pub sep_line: Option<u8>,
    /// What stands between cells.
    pub delimiter: u8,
    /// A UTF-16 byte order mark comes first: nothing more is read.
    pub utf16: bool,
}

impl Opening {
    /// A file with this delimiter that opens with its header.
    pub fn of_delimiter(delimiter: u8) -> Self {
        Self { bom: false, sep_line: None, delimiter, utf16: false }
    }

    /// How a file with these first bytes opens, and how many bytes come before its first record.
    pub(super) fn read(head: &[u8]) -> (Self, usize) {
        let mut opening = Self::of_delimiter(DELIMITERS[0]);
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return (Self { utf16: true, ..opening }, 0);
        }
        opening.bom = head.starts_with(b"\xEF\xBB\xBF");
        let mark = if opening.bom { 3 } else { 0 };
        let head = &head[mark..];
        let Some((delimiter, length)) = sep_line(head) else { return (Self { delimiter: delimiter_of(head), ..opening }, mark) };
        (Self { sep_line: Some(delimiter), delimiter, ..opening }, mark + length)
    }
}

/// The delimiter that a first line `sep=;` names, and the length of that line.
fn sep_line(head: &[u8]) -> Option<(u8, usize)> {
    let (word, rest) = head.split_at_checked(4)?;
    let (&delimiter, rest) = rest.split_first()?;
    let is_delimiter = delimiter == b'\t' || (b' '..0x7F).contains(&delimiter);
    if !word.eq_ignore_ascii_case(b"sep=") || !is_delimiter || delimiter.is_ascii_alphanumeric() || delimiter == b'"' {
        return None;
    }
    let ending = match rest {
        [] => 0,
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] | [b'\r'] => rest.len().min(2),
        _ => return None,
    };
    Some((delimiter, 5 + ending))
}

/// The delimiter that stands most often outside quotes in the first record.
///
/// A quote opens after any of them, since which one it is is still asked.
fn delimiter_of(head: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut first_line = None; // the counts at the first line end inside quotes
    let mut is_quoted = false;
    let mut is_first = true; // of a cell
    let blank = head.iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let mut bytes = head[blank..].iter().peekable();
    while let Some(&byte) = bytes.next() {
        if is_quoted {
            match byte {
                b'\n' => {
                    first_line.get_or_insert(counts);
                }
                b'"' if bytes.next_if_eq(&&b'"').is_none() => {
                    is_quoted = false;
                    let is_end = bytes.peek().is_none_or(|next| b"\r\n".contains(next) || DELIMITERS.contains(next));
                    if !is_end && first_line.is_some() {
                        is_quoted = true;
                        break;
                    }
                }
                _ => {}
            }
            continue;
        }
        if byte == b'\n' {
            break;
        }
        is_quoted = byte == b'"' && is_first;
        let delimiter = DELIMITERS.iter().position(|&delimiter| delimiter == byte);
        if let Some(index) = delimiter {
            counts[index] += 1;
        }
        is_first = delimiter.is_some();
    }
    if is_quoted {
        // The quote does not end: the header is what stands on its first line.
        counts = first_line.unwrap_or(counts);
    }
    let most = counts.into_iter().max().unwrap_or_default();
    let index = counts.iter().position(|&count| count == most);
    DELIMITERS[index.unwrap_or_default()]
}
