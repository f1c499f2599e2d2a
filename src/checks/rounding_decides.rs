//! Places and grades that hang on whether rounded or exact values are compared.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use strum::VariantNames as _;

use crate::campaign::Ranking;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, OutcomeLook, Subject, Voice};
use crate::draft::definition::{Measure, Precision};
use crate::ranking::{Standing, grade_at, measure_at, placed_at};
use crate::sheet::Place;
use crate::tally::Tally;
use crate::value::{BlockIndex, Fraction, UnitIndex};
use crate::words::rows::{prose, unit_code};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "rounding-decides",
    page: include_str!("rounding_decides.md"),
    grade: Grade::Warning,
    reasons: Decides::VARIANTS,
    looks: &[Look::Outcome(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Decides {
    Rounded(Groups),
    Exact(Groups),
    RoundedGrade(Grades),
    ExactGrade(Grades),
}

/// The groups of one block, in the order of their places.
#[derive(Debug)]
struct Groups {
    is_declared: bool,
    list: Vec<Group>,
}

/// How many groups of a block are told of.
const TOLD: usize = 3;

impl Groups {
    /// The first of them, and how many more there are.
    fn told(&self, voice: Voice, group: impl Fn(&Group) -> String) -> String {
        let mut words = self.list.iter().take(TOLD).map(group).collect::<Vec<_>>().join("; ");
        let more = self.list.len().saturating_sub(TOLD);
        if more > 0 {
            words.push_str(&voice.say(format!("; còn {more} nhóm nữa trong khối"), format!("; and {more} more groups of the block")));
        }
        words
    }
}

/// Units whose measures are one when rounded, and are not.
#[derive(Debug)]
struct Group {
    is_share: bool,
    rounded: Fraction,
    units: Vec<Unit>,
}

/// One of them.
#[derive(Debug)]
struct Unit {
    code: Box<str>,
    exact: Fraction,
    /// Its place on rounded values, and on exact ones.
    places: [u32; 2],
}

/// Units of a block whose grade is another when their measure is rounded.
#[derive(Debug)]
struct Grades {
    is_share: bool,
    is_declared: bool,
    units: Vec<Graded>,
}

/// One of them.
#[derive(Debug)]
struct Graded {
    code: Box<str>,
    /// Its measure and grade, rounded, and exact.
    values: [(Fraction, Option<Arc<str>>); 2],
}

impl Grades {
    fn on(&self, which: usize, voice: Voice) -> String {
        let word = |unit: &Graded| {
            let (value, grade) = &unit.values[which];
            let (code, value) = (&unit.code, prose(value, voice));
            match grade {
                Some(grade) => voice.say(format!("`{code}` ({value}) xếp loại `{grade}`"), format!("`{code}` ({value}) is graded `{grade}`")),
                None => voice.say(format!("`{code}` ({value}) không có hạng"), format!("`{code}` ({value}) is in no grade")),
            }
        };
        let units = self.units.iter().map(word).collect::<Vec<_>>().join(", ");
        let what = what(self.is_share, voice);
        match which {
            0 => voice.say(format!("theo {what} đã làm tròn thì {units}"), format!("on rounded {what} {units}")),
            _ => voice.say(format!("theo {what} chính xác thì {units}"), format!("on exact {what} {units}")),
        }
    }
}

fn what(is_share: bool, voice: Voice) -> String {
    if is_share { voice.say("tỷ lệ", "shares") } else { voice.say("tổng điểm", "totals") }
}

impl Group {
    fn on_rounded(&self, voice: Voice) -> String {
        let word = |unit: &Unit| voice.say(format!("`{}` thứ {}", unit.code, unit.places[0]), format!("`{}` is {}", unit.code, unit.places[0]));
        let units = self.units.iter().map(word).collect::<Vec<_>>().join(", ");
        let rounded = prose(&self.rounded, voice);
        voice.say(
            format!("theo {} đã làm tròn (đều là {rounded}) thì {units}", self.what(voice)),
            format!("on rounded {} ({rounded} each) {units}", self.what(voice)),
        )
    }

    fn on_exact(&self, voice: Voice) -> String {
        let word = |unit: &Unit| {
            let exact = prose(&unit.exact, voice);
            voice.say(format!("`{}` thứ {} ({exact})", unit.code, unit.places[1]), format!("`{}` is {} ({exact})", unit.code, unit.places[1]))
        };
        let units = self.units.iter().map(word).collect::<Vec<_>>().join(", ");
        voice.say(format!("theo {} chính xác thì {units}", self.what(voice)), format!("on exact {} {units}", self.what(voice)))
    }

    fn what(&self, voice: Voice) -> String {
        what(self.is_share, voice)
    }
}

impl Fault for Decides {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Rounded(groups) => groups.told(voice, |group| format!("{}; {}", group.on_rounded(voice), group.on_exact(voice))),
            Self::Exact(groups) => groups.told(voice, |group| format!("{}; {}", group.on_exact(voice), group.on_rounded(voice))),
            Self::RoundedGrade(grades) => format!("{}; {}", grades.on(0, voice), grades.on(1, voice)),
            Self::ExactGrade(grades) => format!("{}; {}", grades.on(1, voice), grades.on(0, voice)),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (is_declared, word) = match self {
            Self::Rounded(groups) => (groups.is_declared, "da_lam_tron"),
            Self::Exact(groups) => (groups.is_declared, "chinh_xac"),
            Self::RoundedGrade(grades) => (grades.is_declared, "da_lam_tron"),
            Self::ExactGrade(grades) => (grades.is_declared, "chinh_xac"),
        };
        Some(if is_declared {
            // What is published shows rounded figures: only what goes by exact ones needs a word.
            let [published, english] = match self {
                Self::Rounded(_) | Self::RoundedGrade(_) => ["", ""],
                Self::Exact(_) | Self::ExactGrade(_) => {
                    [" và nói rõ khi công bố, vì bảng in số đã làm tròn", ", and say so where rounded figures are published"]
                }
            };
            voice.say(
                format!("đối chiếu `tren_diem: {word}` với kế hoạch; đúng thì ghi `kiem_tra: {{rounding-decides: bo_qua}}`{published}"),
                format!("see whether the plan means `tren_diem: {word}`; if so, write `kiem_tra: {{rounding-decides: bo_qua}}`{english}"),
            )
        } else {
            voice.say(
                "khai `tren_diem: da_lam_tron` hoặc `tren_diem: chinh_xac` theo kế hoạch, rồi ghi `kiem_tra: {rounding-decides: bo_qua}`",
                "declare `tren_diem: da_lam_tron` or `tren_diem: chinh_xac` as the plan has it, then write `kiem_tra: {rounding-decides: bo_qua}`",
            )
        })
    }
}

fn look(look: &OutcomeLook, findings: &mut Findings) {
    let OutcomeLook { campaign, scope, ledger, outcome } = *look;
    let tally = Tally { campaign, scope, ledger };
    for block in &outcome.blocks {
        let Some(ranking) = &campaign.blocks[block.block].ranking else { continue };
        if ranking.measure == Measure::Figures {
            continue;
        }
        let at = |standing: &Standing, precision| measure_at(&standing.total, ranking.measure, precision);
        let count = block.standings.iter().take_while(|standing| standing.place.is_some()).count();
        let ranked = &block.standings[..count];
        grades(look, (block.block, ranking), ranked, findings);
        // Rounding keeps the order: only what it makes equal can stand otherwise.
        let alike = |one: &Standing, other: &Standing| at(one, Precision::Rounded) == at(other, Precision::Rounded);
        let hidden = |group: &&[Standing]| group.iter().any(|one| at(one, Precision::Exact) != at(&group[0], Precision::Exact));
        let groups: Vec<&[Standing]> = ranked.chunk_by(alike).filter(hidden).collect();
        if groups.is_empty() {
            continue;
        }
        let other = match ranking.precision {
            Precision::Rounded => Precision::Exact,
            Precision::Exact => Precision::Rounded,
        };
        let otherwise: FxHashMap<UnitIndex, Option<u32>> =
            placed_at(tally, ranking, other, ranked).into_iter().map(|standing| (standing.total.unit, standing.place)).collect();
        let mut list = Vec::new();
        for group in groups {
            let units = group.iter().filter_map(|standing| {
                let place = standing.place?;
                let other = (*otherwise.get(&standing.total.unit)?)?;
                let places = if ranking.precision == Precision::Rounded { [place, other] } else { [other, place] };
                Some(Unit { code: unit_code(campaign, standing.total.unit), exact: at(standing, Precision::Exact)?, places })
            });
            let units: Vec<Unit> = units.collect();
            // Where places are not skipped, those below a group that is parted move together.
            let first = |which: usize| units.iter().map(|unit| unit.places[which]).min().unwrap_or_default();
            let firsts = [first(0), first(1)];
            if units.iter().all(|unit| unit.places[0] - firsts[0] == unit.places[1] - firsts[1]) {
                continue;
            }
            let Some(rounded) = at(&group[0], Precision::Rounded) else { continue };
            list.push(Group { is_share: ranking.measure == Measure::Share, rounded, units });
        }
        if list.is_empty() {
            continue;
        }
        let groups = Groups { is_declared: ranking.precision_is_declared, list };
        let fault = if ranking.precision == Precision::Rounded { Decides::Rounded(groups) } else { Decides::Exact(groups) };
        let subject = Subject::block(block.block).period(scope.period);
        findings.add(&CHECK, Place::Definition(ranking.precision_span), subject, fault);
    }
}

/// Tells of the ranked units of a block whose grade is another when their measure is rounded.
fn grades(look: &OutcomeLook, (block, ranking): (BlockIndex, &Ranking), ranked: &[Standing], findings: &mut Findings) {
    let OutcomeLook { campaign, scope, .. } = *look;
    let differing = ranked.iter().filter_map(|standing| {
        let at = |precision| Some((measure_at(&standing.total, ranking.measure, precision)?, grade_at(&standing.total, ranking, precision)));
        let values = [at(Precision::Rounded)?, at(Precision::Exact)?];
        (values[0].1 != values[1].1).then(|| Graded { code: unit_code(campaign, standing.total.unit), values })
    });
    let units: Vec<Graded> = differing.collect();
    if units.is_empty() {
        return;
    }
    let grades = Grades { is_share: ranking.measure == Measure::Share, is_declared: ranking.precision_is_declared, units };
    let fault = if ranking.precision == Precision::Rounded { Decides::RoundedGrade(grades) } else { Decides::ExactGrade(grades) };
    findings.add(&CHECK, Place::Definition(ranking.precision_span), Subject::block(block).period(scope.period), fault);
}
