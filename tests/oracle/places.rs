//! The second half of the slow calculation: who comes before whom, and what decided it.

use std::collections::BTreeMap;

use crate::oracle::bug::Bug;
use crate::oracle::fraction::{Fraction, ZERO};
use crate::oracle::slow::{Slow, Standing, Standings};
use crate::oracle::written::{Criterion, TieBreak, has, number};

impl Slow {
    fn find<'a>(criteria: &'a [Criterion], code: &str) -> Option<&'a Criterion> {
        criteria.iter().find_map(|criterion| if criterion.ma == code { Some(criterion) } else { Self::find(&criterion.con, code) })
    }

    /// What a tie-break compares, of one unit.
    fn told(&self, unit: &str, standing: &Standing, what: &str, code: &str) -> Option<Fraction> {
        if what == "thong_ke" {
            let periods = ["", self.period.as_deref().unwrap_or_default()];
            let row = |period: &&str| self.statistics.iter().find(|row| has(row, &[("don_vi", unit), ("chi_so", code), ("ky", period)]));
            return number(periods.iter().find_map(row)?, "gia_tri");
        }
        let criterion = Self::find(&self.definition.tieu_chi, code).expect("tie-breaks name criteria");
        if what == "diem" {
            let mut codes = vec![criterion.ma.as_str()];
            codes.extend(criterion.con.iter().map(|child| child.ma.as_str()));
            let lines = || standing.lines.iter().filter(|line| codes.contains(&line.criterion.as_str()));
            // A criterion that is not put to the unit is no ground to part it from others.
            lines().next()?;
            let points: Fraction = lines().filter_map(|line| line.exact).sum();
            let maximum: Fraction = lines().filter_map(|line| line.maximum).sum();
            return if maximum == ZERO { Some(self.compared(points)) } else { self.measure(points, maximum) };
        }
        if standing.lines.iter().any(|line| line.criterion == code && line.state == "not_applicable") {
            return None;
        }
        let leaves = self.counted(criterion);
        let leaves: Vec<&str> = leaves.into_iter().filter(|leaf| !self.is_not_applicable(unit, criterion, leaf)).collect();
        let actual = self.figure(unit, criterion, &leaves, "thuc_hien")?;
        let way = [&criterion.cach_cham.ty_le, &criterion.cach_cham.theo_muc].into_iter().flatten().next();
        match (what, way.map_or("", |way| way.mau.as_str())) {
            ("ty_le", "chi_tieu") => self.target(unit, criterion, &leaves),
            ("ty_le", _) => self.figure(unit, criterion, &leaves, "tong_so"),
            _ => Some(Fraction::whole(1)),
        }
        .filter(|denominator| *denominator != ZERO)
        .map(|denominator| actual / denominator)
    }

    /// Parts units that are level: what stands first comes first; each class with what decided it.
    fn part(&self, units: &[(&str, &Standing)], entries: &[&TieBreak], decided: Option<&str>) -> Vec<(Vec<String>, Option<String>)> {
        let level = |decided: Option<&str>| vec![(units.iter().map(|(unit, _)| (*unit).to_owned()).collect(), decided.map(str::to_owned))];
        let [entry, rest @ ..] = entries else { return level(decided) };
        if units.len() == 1 {
            return level(decided);
        }
        let TieBreak::Compared(entry) = entry else { return level(Some("bo_phieu")) };
        if self.does(Bug::TieLeftToVote) {
            return level(Some("bo_phieu"));
        }
        let (what, code) = entry.iter().find(|(key, _)| *key != "uu_tien").expect("an entry compares something");
        let values: Option<Vec<Fraction>> = units.iter().map(|(unit, standing)| self.told(unit, standing, what, code)).collect();
        let Some(values) = values else { return self.part(units, rest, decided) };
        let mut classes: Vec<Fraction> = values.clone();
        classes.sort_by(|one, other| other.cmp(one));
        classes.dedup();
        if entry.get("uu_tien").is_some_and(|preference| preference == "thap_hon") && !self.does(Bug::TieByHigher) {
            classes.reverse();
        }
        let decided = if classes.len() > 1 { Some(code.as_str()) } else { decided };
        let class = |value: &Fraction| -> Vec<_> { units.iter().zip(&values).filter(|(_, one)| *one == value).map(|(unit, _)| *unit).collect() };
        classes.iter().flat_map(|value| self.part(&class(value), rest, decided)).collect()
    }

    /// Every block, ranked.
    pub(crate) fn standings(&self) -> Standings {
        let mut blocks = Standings::new();
        let mut entries: Vec<&TieBreak> = self.definition.xep_hang.khi_bang_diem.iter().collect();
        if self.does(Bug::TieByLastEntryFirst) {
            entries.sort_by_key(|entry| matches!(entry, TieBreak::Vote(_)));
            let compared = entries.iter().filter(|entry| matches!(entry, TieBreak::Compared(_))).count();
            entries[..compared].reverse();
        }
        for block in &self.definition.khoi {
            let units = self.units.iter().filter(|unit| has(unit, &[("khoi", &block.ma)]));
            let mut standings: BTreeMap<String, Standing> = units.map(|unit| (unit["ma"].clone(), self.standing(unit))).collect();
            // A block for which no criterion counts in the period is not ranked.
            if standings.values().all(|standing| standing.lines.is_empty()) {
                continue;
            }
            let measure = |standing: &Standing| self.measure(standing.exact, standing.maximum).filter(|_| standing.state != "incomplete");
            let mut measures: Vec<Fraction> = standings.values().filter_map(measure).collect();
            measures.sort_by(|one, other| other.cmp(one));
            measures.dedup();
            let level =
                |value: &Fraction| standings.iter().filter(|(_, one)| measure(one) == Some(*value)).map(|(unit, one)| (unit.as_str(), one)).collect();
            let classes: Vec<_> = measures.iter().flat_map(|value| self.part(&Vec::<_>::from_iter::<Vec<_>>(level(value)), &entries, None)).collect();
            let mut ahead = 0;
            for (position, (class, decided_by)) in classes.into_iter().enumerate() {
                let is_dense = self.definition.xep_hang.thu_hang == "1-2-2-3" && !self.does(Bug::PlacesCompetition) || self.does(Bug::PlacesDense);
                for unit in &class {
                    let standing = standings.get_mut(unit).expect("a unit of the block");
                    standing.place = Some(1 + if is_dense { position } else { ahead });
                    standing.tied_with = class.iter().filter(|other| *other != unit).cloned().collect();
                    standing.decided_by.clone_from(&decided_by);
                }
                ahead += class.len();
            }
            blocks.insert(block.ma.clone(), standings);
        }
        blocks
    }
}
