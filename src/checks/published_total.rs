//! A published figure that the sheets do not bear out.

use strum::VariantNames as _;

use crate::campaign::awards::AwardKey;
use crate::campaign::{Campaign, Resolution, Unit};
use crate::checks::{statistic_kind, statistic_missing};
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::draft::definition::{AwardState, SubjectKind};
use crate::draft::statistics;
use crate::ranking::is_over_target;
use crate::sheet::Place;
use crate::tally::Tally;
use crate::value::{BlockIndex, Fraction, Quantity, StatisticIndex, UnitIndex};
use crate::yaml::Span;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "published-total",
    page: include_str!("published_total.md"),
    grade: Grade::Error,
    reasons: PublishedTotal::VARIANTS,
    looks: &[Look::Sheets(sums), Look::Sheets(awards), Look::Ledger(counts)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PublishedTotal {
    SumDiffers { statistic: Box<str>, sum: Quantity, published: Quantity, missing: Vec<Box<str>> },
    CountDiffers { statistic: Box<str>, counted: usize, open: usize, published: Quantity },
    AwardsDiffer { term: Box<str>, key: AwardKey, sum: Quantity, published: Quantity },
    ShareNotReached { statistic: Box<str>, unit: Box<str>, own: Quantity, sum: Quantity, above: Fraction, is_equal: bool },
}

impl Fault for PublishedTotal {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::SumDiffers { statistic, sum, published, missing } => {
                let missing = lacking(missing, voice);
                let difference = if sum < published { *published - *sum } else { *sum - *published };
                let side = if sum < published { voice.say("thiếu", "short by") } else { voice.say("thừa", "over by") };
                voice.say(
                    format!(
                        "`{statistic}` công bố {}, cộng `thong-ke.csv` được {}: {side} {}{missing}",
                        published.vietnamese(),
                        sum.vietnamese(),
                        difference.vietnamese()
                    ),
                    format!("`{statistic}` is published as {published}, `thong-ke.csv` adds up to {sum}: {side} {difference}{missing}"),
                )
            }
            Self::CountDiffers { statistic, counted, open, published } => {
                let open = match open {
                    0 => String::new(),
                    open => voice.say(format!(", {open} đơn vị chưa đủ số liệu"), format!(", {open} without all figures")),
                };
                voice.say(
                    format!("`{statistic}` công bố {} đơn vị, số liệu cho thấy {counted} đơn vị vượt chỉ tiêu{open}", published.vietnamese()),
                    format!("`{statistic}` is published as {published} units, by the figures {counted} are over target{open}"),
                )
            }
            Self::AwardsDiffer { term, key, sum, published } => {
                let [vietnamese, english] = award_words(key);
                let difference = if sum < published { *published - *sum } else { *sum - *published };
                let side = if sum < published { voice.say("thiếu", "short by") } else { voice.say("thừa", "over by") };
                voice.say(
                    format!(
                        "giai đoạn `{term}` công bố {} {vietnamese}, cộng `thong-ke-khen-thuong.csv` được {}: {side} {}",
                        published.vietnamese(),
                        sum.vietnamese(),
                        difference.vietnamese()
                    ),
                    format!("for `{term}`, {published} {english} are published, `thong-ke-khen-thuong.csv` adds up to {sum}: {side} {difference}"),
                )
            }
            Self::ShareNotReached { statistic, unit, own, sum, above, is_equal } => {
                let above = voice.say(above.to_string().replace('.', ","), above.to_string());
                let (than, than_english) = if *is_equal { ("đúng bằng", "exactly") } else { ("thấp hơn", "below") };
                voice.say(
                    format!("`{unit}` chiếm {} trên {} của `{statistic}`, {than} {above}, phải lớn hơn", own.vietnamese(), sum.vietnamese()),
                    format!("`{unit}` has {own} of {sum} of `{statistic}`, {than_english} {above}, it must be greater"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::SumDiffers { .. } => {
                voice.say("sửa số ở `thong-ke.csv`, hoặc sửa `tong_cong_bo`", "correct the figures in `thong-ke.csv`, or `tong_cong_bo`")
            }
            Self::CountDiffers { .. } => {
                voice.say("sửa số ở `ket-qua/`, hoặc sửa `tong_cong_bo`", "correct the figures in `ket-qua/`, or `tong_cong_bo`")
            }
            Self::AwardsDiffer { .. } => voice.say(
                "sửa số ở `thong-ke-khen-thuong.csv`, hoặc sửa `khen_thuong_cong_bo`",
                "correct the figures in `thong-ke-khen-thuong.csv`, or `khen_thuong_cong_bo`",
            ),
            Self::ShareNotReached { .. } => {
                voice.say("sửa số ở `thong-ke.csv`, hoặc sửa `doi_chieu`", "correct the figures in `thong-ke.csv`, or `doi_chieu`")
            }
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::AwardsDiffer { .. } => Some(voice.say("các dòng được cộng bắt đầu ở đây", "the rows added up begin here")),
            Self::SumDiffers { .. } | Self::CountDiffers { .. } | Self::ShareNotReached { .. } => None,
        }
    }
}

/// Who is rewarded, in Vietnamese and English.
const fn award_words(key: &AwardKey) -> [&'static str; 2] {
    match (key.state, key.subject) {
        (AwardState::Given, SubjectKind::Collective) => ["tập thể đã khen", "rewarded collectives"],
        (AwardState::Given, SubjectKind::Person) => ["cá nhân đã khen", "rewarded people"],
        (AwardState::Proposed, SubjectKind::Collective) => ["tập thể đề nghị khen", "collectives put forward"],
        (AwardState::Proposed, SubjectKind::Person) => ["cá nhân đề nghị khen", "people put forward"],
    }
}

/// Whose figures are lacking from a sum, in a sentence.
fn lacking(missing: &[Box<str>], voice: Voice) -> String {
    const MOST: usize = 5;
    let named: Vec<String> = missing.iter().take(MOST).map(|unit| format!("`{unit}`")).collect();
    let named = named.join(", ");
    match missing.len() {
        0 => String::new(),
        1..=MOST => voice.say(format!("; chưa có đủ số của {named}"), format!("; figures of {named} are missing")),
        all => voice.say(
            format!("; chưa có đủ số của {named} và {} đơn vị nữa", all - MOST),
            format!("; figures of {named} and {} more units are missing", all - MOST),
        ),
    }
}

/// The sum of a statistic, its published total and where that stands, if the two differ.
pub(super) fn differing_sum(resolution: &Resolution, index: StatisticIndex) -> Option<(Quantity, Quantity, Span)> {
    let campaign = resolution.campaign;
    let statistic = &campaign.statistics[index];
    let (published, span) = statistic.published.filter(|_| statistic.counted_over.is_none())?;
    let sum = campaign.figures.sum(index, |_| true).unwrap_or(Quantity::ZERO);
    (campaign.figures.is_present && sum != published && all_are_read(resolution, index)).then_some((sum, published, span))
}

fn sums(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (index, statistic) in campaign.statistics.enumerate() {
        let code = || statistic.code.as_str().into();
        if let Some((sum, published, span)) = differing_sum(resolution, index) {
            let mut missing: Vec<_> = statistic_missing::missing(resolution, index).into_iter().map(|(unit, _)| unit).collect();
            missing.dedup();
            let missing = missing.into_iter().map(|unit| campaign.units[unit].code.as_str().into()).collect();
            let fault = PublishedTotal::SumDiffers { statistic: code(), sum, published, missing };
            findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault);
        }
        if !campaign.figures.is_present || !all_are_read(resolution, index) {
            continue;
        }
        let sum = campaign.figures.sum(index, |_| true).unwrap_or(Quantity::ZERO);
        for (unit, above, span) in &statistic.contrasts {
            let own = campaign.figures.sum(index, |figure| figure.unit == *unit).unwrap_or(Quantity::ZERO);
            let Some(share) = own.to_fraction().checked_div(&sum.to_fraction()).filter(|share| share <= above) else { continue };
            let fault = PublishedTotal::ShareNotReached {
                statistic: code(),
                unit: campaign.units[*unit].code.as_str().into(),
                own,
                sum,
                above: *above,
                is_equal: share == *above,
            };
            findings.add(&CHECK, Place::Definition(*span), Subject { unit: Some(*unit), ..Subject::nobody() }, fault);
        }
    }
}

/// Numbers of awards as published against the rows of their term, state and subject.
fn awards(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let sheet = &resolution.draft.awards;
    // A row that could not be read, or stands twice, has its own finding.
    if !sheet.is_present || sheet.broken > 0 || sheet.rows.len() != campaign.awards.len() {
        return;
    }
    for published in &campaign.published_awards {
        let rows = || campaign.awards.iter().filter(|award| award.key == published.key);
        let sum: Quantity = rows().map(|award| award.count).sum();
        if sum != published.count {
            let fault = PublishedTotal::AwardsDiffer { term: published.term.clone(), key: published.key.clone(), sum, published: published.count };
            let first = rows().next().map(|award| award.place);
            findings.add(&CHECK, Place::Definition(published.span), Subject::nobody(), fault).against(first);
        }
    }
}

/// Whether every row of a statistic is in its sum: one that could not be read, is of another kind or stands twice has its own finding.
fn all_are_read(resolution: &Resolution, index: StatisticIndex) -> bool {
    let statistics = &resolution.campaign.directories.statistics;
    let rows = || resolution.draft.statistics.rows.iter().filter(|row| statistics.find(row.text(statistics::STATISTIC).as_bytes()) == Some(index));
    let statistic = &resolution.campaign.statistics[index];
    let written = rows().filter(|row| !row.text(statistics::VALUE).is_empty()).count();
    let are_of_kind = rows().all(|row| statistic_kind::is_of_kind(row, statistic));
    are_of_kind && written == resolution.campaign.figures.figures.iter().filter(|figure| figure.statistic == index).count()
}

fn counts(look: &LedgerLook, findings: &mut Findings) {
    let LedgerLook { campaign, scope, ledger } = *look;
    // A published figure is the whole campaign's.
    if !ledger.has_results || scope.leaves.len() != campaign.leaf_periods().len() {
        return;
    }
    let tally = Tally { campaign, scope, ledger };
    for (_, statistic) in campaign.statistics.enumerate() {
        let (Some(criteria), Some((published, span))) = (&statistic.counted_over, statistic.published) else { continue };
        let units = units_of(campaign, look, statistic.blocks.as_deref());
        let mut counted = 0;
        let mut open = 0;
        for unit in units {
            let answers: Vec<Option<bool>> = criteria.iter().map(|criterion| is_over_target(tally, unit, *criterion)).collect();
            if answers.iter().all(|answer| *answer == Some(true)) {
                counted += 1;
            } else if !answers.contains(&Some(false)) {
                open += 1;
            }
        }
        let number = |count: usize| Quantity::whole(i64::try_from(count).unwrap_or(i64::MAX));
        // Units without all figures may still be counted.
        if published < number(counted) || number(counted + open) < published {
            let fault = PublishedTotal::CountDiffers { statistic: statistic.code.as_str().into(), counted, open, published };
            findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault);
        }
    }
}

/// The units of these blocks in the campaign's time; without blocks, every ranked unit.
fn units_of<'a>(campaign: &'a Campaign, look: &'a LedgerLook, blocks: Option<&'a [BlockIndex]>) -> impl Iterator<Item = UnitIndex> + 'a {
    let block_of = |unit: &Unit| unit.in_stretch(&look.scope.stretch).and_then(|standing| standing.block);
    let units =
        campaign.units.enumerate().filter(move |(_, unit)| block_of(unit).is_some_and(|block| blocks.is_none_or(|blocks| blocks.contains(&block))));
    units.map(|(index, _)| index)
}
