//! The second half of the slow calculation: who comes before whom, and what decided it.

use std::collections::BTreeMap;

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ZERO};
use crate::oracle::slow::{Slow, Standing, Standings};
use crate::oracle::written::{Criterion, Ranking, Row, TieBreak, day, has, number};

/// The word of the preference for women.
const WOMEN: &str = "nu_hoac_70_phan_tram_nu";

impl Slow {
    /// What a tie-break compares, of one unit.
    fn told(&self, ranking: &Ranking, unit: &str, standing: &Standing, (what, code): (&str, &str)) -> Option<Fraction> {
        if what == WOMEN {
            return self.women(unit);
        }
        if what == "thong_ke" {
            let row = self.statistics.iter().find(|row| has(row, &[("don_vi", unit), ("chi_so", code), ("ky", "")]));
            return number(row?, "gia_tri");
        }
        let criterion = Criterion::find(&self.definition.tieu_chi, code).expect("tie-breaks name criteria");
        if what == "diem" {
            return self.told_points(ranking, standing, criterion);
        }
        let counted = self.counted(criterion);
        let counted = if self.does(Bug::TieByLastLeaf) { counted.last().copied().into_iter().collect() } else { counted };
        let arising = self.arising(unit, criterion, &counted);
        let actual = self.figure(unit, criterion, &arising, "thuc_hien")?;
        match (what, criterion.denominator()) {
            ("ty_le", "chi_tieu") => self.target(unit, criterion, &arising),
            ("ty_le", _) => self.figure(unit, criterion, &arising, "tong_so"),
            _ => Some(Fraction::whole(1)),
        }
        .filter(|denominator| *denominator != ZERO)
        .map(|denominator| actual / denominator)
    }

    /// Points in the measure that ranks; those of which nothing is assigned as they are.
    fn told_points(&self, ranking: &Ranking, standing: &Standing, criterion: &Criterion) -> Option<Fraction> {
        let codes = criterion.codes();
        let lines = || standing.lines.iter().filter(|line| codes.contains(&line.criterion.as_str()) && line.points.is_some());
        // What is not put to the unit, or left out of its score, is no ground to part it from others.
        lines().next()?;
        if self.does(Bug::TieByRoundedPoints) {
            return Some(lines().filter_map(|line| line.points).sum());
        }
        let (points, maximum) = Self::sums(lines());
        // Of a hundred, points are their own share.
        let of = if maximum == ZERO || self.does(Bug::TieByPointsOfShares) { Fraction::whole(100) } else { maximum };
        self.points_or_share(ranking, (points, of))
    }

    /// 1 where seven in ten or more of those in a unit on the last day are women, 0 where not; none where it is not known.
    fn women(&self, unit: &str) -> Option<Fraction> {
        let last = self.leaves.last().and_then(|leaf| self.definition.ky.iter().find(|period| period.ma == *leaf)).expect("a leaf");
        let is_there = |row: &&Row| {
            let from = row.get("tu_ngay").is_none_or(|from| day(from) <= day(&last.den_het));
            let to = row.get("den_ngay").is_none_or(|to| day(to) >= day(&last.den_het));
            has(row, &[("don_vi", unit)]) && (from && to || self.does(Bug::WomenOfAnyDay))
        };
        let people: Vec<_> = self.people.iter().filter(is_there).collect();
        let women = people.iter().map(|row| row.get("gioi_tinh").map(|word| usize::from(word == "nu"))).sum::<Option<usize>>()?;
        let is_enough = if self.does(Bug::WomenMoreThanSeven) { 10 * women > 7 * people.len() } else { 10 * women >= 7 * people.len() };
        (!people.is_empty()).then(|| Fraction::whole(usize::from(is_enough)))
    }

    /// Parts units that are level: what stands first comes first; each class with what decided it.
    fn part(
        &self,
        ranking: &Ranking,
        units: &[(&str, &Standing)],
        entries: &[&TieBreak],
        decided: Option<&str>,
    ) -> Vec<(Vec<String>, Option<String>)> {
        let level = |decided: Option<&str>| vec![(units.iter().map(|(unit, _)| (*unit).to_owned()).collect(), decided.map(str::to_owned))];
        let [entry, rest @ ..] = entries else { return level(decided) };
        if units.len() == 1 {
            return level(decided);
        }
        let (what, code, prefers_lower) = match entry {
            TieBreak::Word(word) if word == WOMEN => (WOMEN, WOMEN, false),
            TieBreak::Word(word) => return level(Some(word)),
            TieBreak::Compared(entry) => {
                let (what, code) = entry.iter().find(|(key, _)| *key != "uu_tien").expect("an entry compares something");
                (what.as_str(), code.as_str(), entry.get("uu_tien").is_some_and(|preference| preference == "thap_hon"))
            }
        };
        if self.does(Bug::TieLeftToVote) {
            return level(Some("bo_phieu"));
        }
        let values: Option<Vec<Fraction>> = units.iter().map(|(unit, standing)| self.told(ranking, unit, standing, (what, code))).collect();
        let Some(values) = values else { return self.part(ranking, units, rest, decided) };
        let mut classes: Vec<Fraction> = values.clone();
        classes.sort_by(|one, other| other.cmp(one));
        classes.dedup();
        if prefers_lower && !self.does(Bug::TieByHigher) {
            classes.reverse();
        }
        let decided = if classes.len() > 1 { Some(code) } else { decided };
        let class = |value: &Fraction| -> Vec<_> { units.iter().zip(&values).filter(|(_, one)| *one == value).map(|(unit, _)| *unit).collect() };
        classes.iter().flat_map(|value| self.part(ranking, &class(value), rest, decided)).collect()
    }

    /// Every block, ranked.
    pub(crate) fn standings(&self) -> Standings {
        let mut blocks = Standings::new();
        for (block, ranking) in &self.rankings {
            let units = self.units.iter().filter(|unit| has(unit, &[("khoi", block)]));
            let mut standings: BTreeMap<String, Standing> = units.map(|unit| (unit["ma"].clone(), self.standing(unit, ranking))).collect();
            // A block for which no criterion counts in the period is not ranked.
            if standings.values().all(|standing| standing.lines.is_empty()) {
                continue;
            }
            let mut entries: Vec<&TieBreak> = ranking.entries().iter().collect();
            if self.does(Bug::TieByLastEntryFirst) {
                entries.sort_by_key(|entry| matches!(entry, TieBreak::Word(_)));
                let compared = entries.iter().filter(|entry| matches!(entry, TieBreak::Compared(_))).count();
                entries[..compared].reverse();
            }
            let is_ranked = |standing: &&Standing| !["incomplete", "set_aside"].contains(&standing.state.as_str());
            let measure = |standing: &Standing| Some(standing).filter(is_ranked).and_then(|standing| self.measure(ranking, &standing.lines));
            let mut measures: Vec<Fraction> = standings.values().filter_map(measure).collect();
            measures.sort_by(|one, other| other.cmp(one));
            measures.dedup();
            let level = |value: &Fraction| -> Vec<(&str, &Standing)> {
                standings.iter().filter(|(_, one)| measure(one) == Some(*value)).map(|(unit, one)| (unit.as_str(), one)).collect()
            };
            let classes: Vec<_> = measures.iter().flat_map(|value| self.part(ranking, &level(value), &entries, None)).collect();
            let mut ahead = 0;
            for (position, (class, decided_by)) in classes.into_iter().enumerate() {
                let is_dense = ranking.is_dense() && !self.does(Bug::PlacesCompetition) || self.does(Bug::PlacesDense);
                for unit in &class {
                    let standing = standings.get_mut(unit).expect("a unit of the block");
                    standing.place = Some(1 + if is_dense { position } else { ahead });
                    standing.tied_with = class.iter().filter(|other| *other != unit).cloned().collect();
                    standing.decided_by.clone_from(&decided_by);
                }
                ahead += class.len();
            }
            blocks.insert(block.clone(), standings);
        }
        blocks
    }
}
