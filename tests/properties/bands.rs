//! Bands hold every figure once, or a finding names the two ends between which they do not.

use proptest::prelude::*;
use proptest::sample::Index;
use thidua::pipeline::Request;
use thidua::sheet::Place;

use crate::support::{Fence, base, overlay, run};

/// The smallest step between figures; ends are counted in it.
const STEP: i64 = 1;
const ONE: i64 = 1_000_000;
const HALF: i64 = ONE / 2;

/// An end in millionths, and whether it is held.
type End = Option<(i64, bool)>;

/// A band as it is written: its ends, on one line or on a line each, points first or last.
#[derive(Clone, Debug)]
struct Band {
    lower: End,
    upper: End,
    is_block: bool,
    points_first: bool,
}

impl Band {
    fn holds(&self, number: i64) -> bool {
        let above = self.lower.is_none_or(|(end, is_held)| number > end || is_held && number == end);
        above && self.upper.is_none_or(|(end, is_held)| number < end || is_held && number == end)
    }

    /// Its keys, each with a mark by which its line is found again.
    fn yaml(&self, position: usize) -> String {
        let end = |end: End, [held, left_out]: [&str; 2], mark: &str| {
            end.map(|(number, is_held)| {
                let (whole, half) = (number / ONE, if number % ONE == 0 { "" } else { ".5" });
                (format!("{}: {whole}{half}", if is_held { held } else { left_out }), format!("#{position}{mark}"))
            })
        };
        let ends = [end(self.lower, ["tu", "tren"], "lower."), end(self.upper, ["den", "duoi"], "upper.")];
        let mut keys: Vec<(String, String)> = ends.into_iter().flatten().collect();
        keys.insert(if self.points_first { 0 } else { keys.len() }, ("diem: 1".to_owned(), String::new()));
        keys[0].1 = format!("{} #{position}band.", keys[0].1);
        if self.is_block {
            let lines = keys.iter().map(|(key, mark)| format!("{key} # {mark}\n"));
            return format!("          - {}", lines.collect::<Vec<_>>().join("            "));
        }
        let (keys, marks): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
        format!("          - {{{}}} # {}\n", keys.join(", "), marks.join(" "))
    }
}

/// What bands are over: the keys, the last figure there is, whether figures are whole.
const MEASURES: [(&str, Option<i64>, bool); 4] = [
    ("so: gia_tri", None, false),
    ("so: ty_le\n        mau: chi_tieu", None, false),
    ("so: ty_le\n        mau: tong_so", Some(100 * ONE), false),
    ("so: so_ngay_tre\n        viec: ket_qua\n        ngay: lich", None, true),
];

/// Bands that meet end to end, in any order, with some ends then put elsewhere.
fn any_bands() -> impl Strategy<Value = Vec<Band>> {
    let cuts = prop::collection::btree_set(0_i64..24, 0..5);
    let sides = prop::collection::vec(any::<[bool; 3]>(), 6);
    let change = (any::<Index>(), any::<bool>(), prop::option::weighted(0.9, (0_i64..24, any::<bool>())));
    (cuts, sides, prop::collection::vec(change, 0..3), any::<bool>(), prop::collection::vec(any::<Index>(), 6)).prop_map(
        |(cuts, sides, changes, is_by_tens, order)| {
            // Halves up to 12, or fives up to 120.
            let scale = if is_by_tens { 10 * HALF } else { HALF };
            let cuts: Vec<(i64, bool)> = cuts.into_iter().zip(&sides).map(|(cut, [is_below, ..])| (cut * scale, *is_below)).collect();
            let mut bands: Vec<Band> = (0..=cuts.len())
                .map(|position| Band {
                    lower: position.checked_sub(1).map(|before| (cuts[before].0, !cuts[before].1)),
                    upper: cuts.get(position).copied(),
                    is_block: sides[position][1],
                    points_first: sides[position][2],
                })
                .collect();
            for (band, is_lower, end) in changes {
                let position = band.index(bands.len());
                let end = end.map(|(cut, is_held)| (cut * scale, is_held));
                *(if is_lower { &mut bands[position].lower } else { &mut bands[position].upper }) = end;
            }
            for last in (1..bands.len()).rev() {
                bands.swap(last, order[last].index(last + 1));
            }
            bands
        },
    )
}

/// What is told of bands: the reason, the line it points at, the line of the other band.
type Told = (&'static str, usize, Option<usize>);

/// What is told of a criterion of these bands, and the definition.
fn told(measure: &str, bands: &[Band]) -> (Vec<Told>, String) {
    let bands: String = bands.iter().enumerate().map(|(position, band)| band.yaml(position)).collect();
    let text = format!(
        "tieu_chi:\n  - ma: A1\n    ten: Một\n    diem_chuan: 10\n    so_lieu: trong_ky\n    chi_tieu: theo_ky\n    cach_cham:\n      theo_muc:\n        {measure}\n        cac_muc:\n{bands}"
    );
    let files = overlay(base(), &[Fence { path: "phong-trao.yaml".to_owned(), whole: false, text }]);
    let text = String::from_utf8(files["phong-trao.yaml"].clone()).expect("a definition is text");
    let line = |place: Place| match place {
        Place::Definition(span) => text[..span.start as usize].matches('\n').count() + 1,
        other => panic!("bands are in the definition: {other:?}"),
    };
    let run = run(&files, &Request::default());
    let findings = run.findings.iter().map(|(_, finding)| finding).filter(|finding| finding.check.name == "band-bounds");
    let told = findings.map(|finding| (finding.fault.reason(), line(finding.place), finding.against.map(line))).collect();
    (told, text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bands_part_their_range_or_both_ends_are_named(bands in any_bands(), (keys, last, is_whole) in prop::sample::select(MEASURES.to_vec())) {
        let (told, text) = told(keys, &bands);
        let line = |band: usize, mark: &str| {
            let at = |mark: &str| text.lines().position(|line| line.contains(&format!("#{band}{mark}."))).map(|line| line + 1);
            at(mark).or_else(|| at("band")).expect("every band is marked")
        };
        let lower = |band: &usize| line(*band, "lower");
        let upper = |band: &usize| Some(line(*band, "upper"));
        // Every end and what is next to it; between two ends that follow one another all figures fare the same.
        let ends = bands.iter().flat_map(|band| [band.lower, band.upper]).flatten().map(|(end, _)| end).chain([0]).chain(last);
        let near: Vec<i64> = ends.flat_map(|end| [end - STEP, end, end + STEP]).collect();
        let mut figures = if is_whole { (-3..130).map(|whole| whole * ONE).collect() } else { near };
        figures.sort_unstable();
        let holders = |figure: i64| -> Vec<usize> { (0..bands.len()).filter(|band| bands[*band].holds(figure)).collect() };
        let is_empty = |band: &usize| !figures.iter().any(|figure| bands[*band].holds(*figure));
        let empty: Vec<usize> = (0..bands.len()).filter(is_empty).collect();
        for band in &empty {
            prop_assert!(told.contains(&("empty", line(*band, "band"), None)), "band {} is empty: {:?}\n{}", band, told, text);
        }
        let mut is_parted = empty.is_empty();
        for (position, figure) in figures.iter().enumerate() {
            let here = holders(*figure);
            let is_told = if here.len() > 1 {
                let is_of = |told: &Told| here.iter().any(|high| here.iter().any(|low| high != low && *told == ("overlap", lower(high), upper(low))));
                told.iter().any(is_of)
            } else if here.is_empty() && *figure >= 0 && last.is_none_or(|last| *figure <= last) {
                // The nearest figures that are held, and by whom.
                let above = figures[position..].iter().map(|figure| holders(*figure)).find(|held| !held.is_empty()).unwrap_or_default();
                let below = figures[..position].iter().rev().map(|figure| holders(*figure)).find(|held| !held.is_empty()).unwrap_or_default();
                let is_of = |told: &Told| match (above.is_empty(), below.is_empty()) {
                    (false, false) => above.iter().any(|high| below.iter().any(|low| *told == ("gap", lower(high), upper(low)))),
                    (true, _) => below.iter().any(|low| Some(told.1) == upper(low) && (told.0, told.2) == ("unreached", None)),
                    (false, true) => above.iter().any(|high| *told == ("unreached", lower(high), None)),
                };
                // What an empty band was meant to hold is missing because it is empty.
                !empty.is_empty() || told.iter().any(is_of)
            } else {
                continue;
            };
            is_parted = false;
            prop_assert!(is_told, "{} is in {:?}: {:?}\n{}", figure, here, told, text);
        }
        prop_assert_eq!(is_parted, told.is_empty(), "{:?}\n{}", told, text);
    }
}
