//! What one score comes to: figures of some periods, scored as one.

use crate::oracle::bug::Bug;
use crate::oracle::figures::{Answer, Source};
use crate::oracle::fraction::{Fraction, ZERO};
use crate::oracle::slow::{Score, Slow};
use crate::oracle::written::{Band, Criterion, Row, WayOptions, number, read};

impl Slow {
    /// What a criterion is out of in the block of a unit, on its own scale.
    pub(crate) fn maximum<'a>(&self, unit: &Row, criterion: &'a Criterion) -> Option<&'a String> {
        let own = criterion.diem_chuan_khoi.get(&unit["khoi"]).filter(|_| !self.does(Bug::CommonMaximumInBlock));
        own.or(criterion.diem_chuan.as_ref())
    }

    /// What the periods come to: what does not arise first, then what a yes or no settles, then points given, then figures.
    pub(crate) fn score(&self, unit: &Row, criterion: &Criterion, periods: &[&str]) -> Score {
        let code = unit["ma"].as_str();
        let arising = self.arising(code, criterion, periods);
        let Some(last) = arising.last() else { return Score::NotApplicable };
        if let Some(score) = self.settled(unit, criterion, &arising) {
            return score;
        }
        let is_one = periods.len() == 1 || criterion.runs_on();
        let row = self.row(code, criterion, last).filter(|_| is_one && criterion.so_lieu_cua.is_none());
        let stages = &self.definition.cham_diem.vong;
        let given = |stage: &String| number(row?, &format!("diem_{stage}"));
        let official = if self.does(Bug::FirstStageOfficial) { stages.first() } else { stages.last() };
        if let Some(points) = official.and_then(given).filter(|_| criterion.cach_cham.cho_diem.is_some() || !self.does(Bug::OverrideForgotten)) {
            return Score::Points(points, false);
        }
        if criterion.cach_cham.cho_diem.is_some() {
            let before = stages.iter().rev().find_map(given);
            return before.map_or(Score::Missing, |points| Score::Points(points, !self.does(Bug::ProvisionalAsFinal)));
        }
        self.computed(unit, criterion, (periods, &arising)).unwrap_or(Score::Missing)
    }

    /// What a yes or no makes of it before its figures are looked at.
    fn settled(&self, unit: &Row, criterion: &Criterion, arising: &[Source]) -> Option<Score> {
        let limited = criterion.chi_cham_ky.as_ref().is_some_and(|only| only.iter().any(|period| !self.all_leaves.contains(period)));
        let asked = |source: &Source| if limited { source[0].to_owned() } else { (*source.last().expect("a period")).to_owned() };
        let periods: Vec<String> = arising.iter().map(asked).collect();
        let periods: Vec<&str> = periods.iter().map(String::as_str).collect();
        let says = |codes: &[String], answer: Answer| codes.iter().any(|code| self.answers(&unit["ma"], code, &periods) == answer);
        let required: &[String] = if self.does(Bug::ConditionForgotten) { &[] } else { &criterion.dieu_kien };
        let enough: &[String] = if self.does(Bug::EnoughForgotten) { &[] } else { &criterion.mac_nhien_dat };
        match () {
            () if says(required, Answer::No) => Some(Score::Points(ZERO, false)),
            () if says(required, Answer::Lacking) && !self.does(Bug::AnswerLackingAsYes) => Some(Score::Missing),
            () if says(enough, Answer::Yes) => Some(Score::Points(read(self.maximum(unit, criterion)), false)),
            () if says(enough, Answer::Lacking) => Some(Score::Missing),
            () => None,
        }
    }

    fn computed(&self, unit: &Row, criterion: &Criterion, (periods, arising): (&[&str], &[Source])) -> Option<Score> {
        let (way, full, code) = (&criterion.cach_cham, read(self.maximum(unit, criterion)), unit["ma"].as_str());
        let last = *arising.last()?.last()?;
        let band = |bands: &[Band], number| {
            let band = bands.iter().find(|band| band.holds(number, self.does(Bug::BandEndIncluded))).expect("bands hold every number");
            Score::Points(Fraction::read(&band.diem), false)
        };
        if let Some(duty) = way.co_khong.as_ref().and_then(|yes_no| yes_no.tu_dong.as_ref()) {
            let is_yes = self.days_late(code, &duty.viec, last, "lich")? == 0 || self.does(Bug::LateIsYes);
            return Some(Score::Points(if is_yes { full } else { ZERO }, false));
        }
        if let Some(bands) = way.theo_muc.as_ref().filter(|bands| bands.so == "so_ngay_tre") {
            return Some(band(&bands.cac_muc, Fraction::whole(self.days_late(code, &bands.viec, last, &bands.ngay)?)));
        }
        if way.co_khong.is_some() {
            let is_yes = ["1", "x", "có"].contains(&self.row(code, criterion, arising.last()?)?.get("thuc_hien")?.as_str());
            return Some(Score::Points(if is_yes { full } else { ZERO }, false));
        }
        if let Some(options) = &way.so_voi_dan_dau {
            return self.beside_the_leader(unit, criterion, periods, options).map(|points| Score::Points(points, false));
        }
        if arising.iter().any(|source| self.row(code, criterion, source).is_none()) {
            return None;
        }
        let denominator = match criterion.denominator() {
            "chi_tieu" => Some(self.target(code, criterion, arising)?),
            "tong_so" => Some(self.figure(code, criterion, arising, "tong_so")?),
            _ => None,
        };
        let is_nothing = denominator == Some(ZERO);
        if is_nothing && !self.does(Bug::TargetZeroAsZero) {
            return Some(Score::NotApplicable);
        }
        let actual = self.figure(code, criterion, arising, "thuc_hien")?;
        if let Some(count) = &way.theo_so_luong {
            let points = actual * read(count.diem_moi.as_ref());
            let cap = count.toi_da.as_ref().or_else(|| self.maximum(unit, criterion)).filter(|_| !self.does(Bug::CountNotCapped));
            return Some(Score::Points(cap.map_or(points, |cap| Fraction::read(cap).min(points)), false));
        }
        let ratio = denominator.map(|denominator| if is_nothing { ZERO } else { actual / denominator });
        if let Some(bands) = &way.theo_muc {
            return Some(band(&bands.cac_muc, ratio.map_or(actual, |ratio| ratio * Fraction::whole(100))));
        }
        let over = criterion.vuot_chi_tieu.as_deref().unwrap_or(&self.definition.cham_diem.vuot_chi_tieu);
        let is_cut = over == "toi_da" && !self.does(Bug::ShareNotCut) || self.does(Bug::ShareAlwaysCut);
        let points = full * ratio?;
        Some(Score::Points(if is_cut { points.min(full) } else { points }, false))
    }

    /// What a unit did in these periods, and what it was to reach; none where either is lacking.
    fn reached(&self, unit: &str, criterion: &Criterion, periods: &[&str]) -> Option<(Fraction, Fraction)> {
        let arising = self.arising(unit, criterion, periods);
        Some((self.figure(unit, criterion, &arising, "thuc_hien")?, self.target(unit, criterion, &arising)?))
    }

    /// A part for reaching the target, the rest by how far it is passed beside whom it is passed furthest; without a target
    /// by the most that was done without one.
    fn beside_the_leader(&self, unit: &Row, criterion: &Criterion, periods: &[&str], options: &WayOptions) -> Option<Fraction> {
        let full = read(self.maximum(unit, criterion));
        let (actual, target) = self.reached(&unit["ma"], criterion, periods)?;
        let is_beside = |other: &&Row| self.applies(other, criterion) && (other["khoi"] == unit["khoi"] || self.does(Bug::LeaderOfAnyBlock));
        let block = self.units.iter().filter(is_beside).filter_map(|other| self.reached(&other["ma"], criterion, periods));
        if target == ZERO {
            let alone = |other: &(Fraction, Fraction)| other.1 == ZERO || self.does(Bug::TargetsOnOneScale);
            let most = block.filter(alone).map(|(actual, _)| actual).fold(ZERO, Fraction::max);
            return Some(if most == ZERO { ZERO } else { full * actual / most });
        }
        let half = Fraction::read("1/2");
        let part = full * options.dat_chi_tieu.as_deref().map_or(half, |part| if self.does(Bug::AlwaysHalf) { half } else { Fraction::read(part) });
        if actual <= target {
            return Some(part * actual / target);
        }
        let over = |(actual, target): (Fraction, Fraction)| (actual - target) / target;
        let furthest = block.filter(|(_, target)| *target != ZERO).map(over).fold(ZERO, Fraction::max);
        Some(part + (full - part) * over((actual, target)) / furthest)
    }
}
