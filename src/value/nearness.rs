//! Names folded and sorted once, so that those near one that is not known are found without comparing it with all.
//!
//! Distances are kept prefix by prefix: names that begin alike share what is reckoned of their beginning, and those whose
//! beginning is too far already are passed over together.

use crate::value::text;

/// Known names, by position, ready to be asked for those near another.
#[derive(Debug)]
pub struct Nearness {
    /// Folded, in order.
    names: Vec<Name>,
    /// Places among the names, in order of what [twins](Self::twins) share.
    by_core: Vec<u32>,
}

#[derive(Debug)]
struct Name {
    folded: Box<[char]>,
    position: u32,
}

/// What names of one core differ in: leading zeros; a name of nothing else is its own.
fn core(folded: &[char]) -> &[char] {
    let zeros = folded.iter().take_while(|letter| **letter == '0').count();
    if zeros == folded.len() { folded } else { &folded[zeros..] }
}

fn fold(name: &str) -> Box<[char]> {
    text::fold(name).chars().collect()
}

impl Nearness {
    /// Of names in the order of their positions.
    ///
    /// # Panics
    /// Past four thousand million names.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let number = |index: usize| u32::try_from(index).expect("names are fewer than rows");
        let mut names: Vec<Name> = names.enumerate().map(|(index, name)| Name { folded: fold(name), position: number(index) }).collect();
        names.sort_unstable_by(|one, other| (&one.folded, one.position).cmp(&(&other.folded, other.position)));
        let mut by_core: Vec<u32> = (0..number(names.len())).collect();
        let key = |place: &u32| (core(&names[*place as usize].folded), names[*place as usize].position);
        by_core.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        Self { names, by_core }
    }

    /// The positions of names that differ from `wanted` in case, accents or leading zeros alone, in order.
    pub fn twins(&self, wanted: &str) -> impl Iterator<Item = usize> + '_ {
        let folded = fold(wanted);
        let core_of = |place: u32| core(&self.names[place as usize].folded);
        let from = self.by_core.partition_point(|place| core_of(*place) < core(&folded));
        let twins = self.by_core[from..].iter().take_while(move |place| core_of(**place) == core(&folded));
        twins.map(|place| self.names[*place as usize].position as usize)
    }

    /// The positions of all names near `wanted`, each with how far it is: as [`text::nearest`] has them, in no order.
    pub fn near(&self, wanted: &str) -> Vec<(usize, usize)> {
        let wanted = fold(wanted);
        let farthest = text::farthest(wanted.len());
        let mut distances = Distances::new(&wanted);
        let mut near = Vec::new();
        let mut next = 0;
        while let Some(name) = self.names.get(next) {
            next += 1;
            // Each change makes up for one letter at most: most names are told apart by their length.
            if name.folded.len().abs_diff(wanted.len()) > farthest {
                continue;
            }
            match distances.to(&name.folded, farthest) {
                Ok(distance) if distance <= farthest => near.push((distance, name.position as usize)),
                Ok(_) => {}
                Err(beginning) => {
                    let beginning = &name.folded[..beginning];
                    next += self.names[next..].partition_point(|name| name.folded.starts_with(beginning));
                }
            }
        }
        near
    }
}

/// The changes from the beginnings of one name to those of another: letters changed, left out, added or swapped with their
/// neighbour (Damerau and Levenshtein), a row for each letter of the known name.
struct Distances<'w> {
    wanted: &'w [char],
    /// The letters whose rows stand.
    known: Vec<char>,
    /// Row by row, one more than letters each way.
    cells: Vec<usize>,
    /// For each row, what no later row falls below.
    least: Vec<usize>,
}

impl<'w> Distances<'w> {
    fn new(wanted: &'w [char]) -> Self {
        Self { wanted, known: Vec::new(), cells: (0..=wanted.len()).collect(), least: vec![0] }
    }

    fn width(&self) -> usize {
        self.wanted.len() + 1
    }

    /// How far a name is; else after how many of its letters it is farther than that whatever follows.
    fn to(&mut self, name: &[char], farthest: usize) -> Result<usize, usize> {
        let shared = self.known.iter().zip(name).take_while(|(one, other)| one == other).count();
        self.known.truncate(shared);
        self.least.truncate(shared + 1);
        let width = self.width();
        self.cells.truncate((shared + 1) * width);
        if self.least[shared] > farthest {
            return Err(shared);
        }
        for letter in &name[shared..] {
            self.add(*letter);
            if self.least[self.known.len()] > farthest {
                return Err(self.known.len());
            }
        }
        Ok(self.cells[self.cells.len() - 1])
    }

    /// Reckons the row of a further letter.
    fn add(&mut self, letter: char) {
        let width = self.width();
        let above = self.known.len() * width;
        self.cells.push(self.known.len() + 1);
        let mut least = self.known.len() + 1;
        // The last letter of the wanted name before this column that is the same as the row's.
        let mut same: Option<usize> = None;
        for (column, wanted) in self.wanted.iter().enumerate() {
            let is_same = *wanted == letter;
            let changed = self.cells[above + column] + usize::from(!is_same);
            let added_or_left_out = 1 + self.cells[above + width + column].min(self.cells[above + column + 1]);
            let mut cell = changed.min(added_or_left_out);
            if let Some(same) = same
                && let Some(row) = self.known.iter().rposition(|known| known == wanted)
            {
                let between = (self.known.len() - row - 1) + (column - same - 1);
                cell = cell.min(self.cells[row * width + same] + between + 1);
            }
            if is_same {
                same = Some(column);
            }
            least = least.min(cell);
            self.cells.push(cell);
        }
        // A later row may begin a swap in any row before this one, and pays for the rows between.
        self.least.push(least.min(self.least[self.known.len()] + 1));
        self.known.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::Nearness;
    use crate::value::text;

    fn near<'a>(known: &[&'a str], wanted: &str) -> Vec<&'a str> {
        let mut near: Vec<_> = Nearness::of(known.iter().copied()).near(wanted).into_iter().map(|(far, at)| (far, known[at])).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn twins_differ_in_case_accents_and_leading_zeros_alone() {
        let nearness = Nearness::of(["01", "đv1", "1", "10", "0", "00", "ĐV1"].into_iter());
        let twins = |wanted| nearness.twins(wanted).collect::<Vec<_>>();
        assert_eq!(twins("001"), [0, 2]);
        assert_eq!(twins("DV1"), [1, 6]);
        assert_eq!(twins("0"), [4]);
        assert!(twins("2").is_empty());
    }

    proptest! {
        #[test]
        fn what_is_near_is_what_comparing_with_each_finds(
            known in prop::collection::vec("[ABab12]{0,9}|DV0[0-3]{2,4}|[ABCĐ]{1,3}", 0..40),
            wanted in "[ABab12]{0,9}|DX?V0?[0-3]{2,4}|[ABCĐ]{1,4}",
        ) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            prop_assert_eq!(near(&known, &wanted), text::nearest(&wanted, known.iter().copied(), usize::MAX));
        }
    }
}
