//! A group whose maximum is not what its children come to.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Resolution, Side};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::{BlockIndex, CriterionIndex, Fraction, Points};
use crate::words::rows::{prose, vietnamese};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "children-sum",
    page: include_str!("children_sum.md"),
    grade: Grade::Required,
    reasons: ChildrenSum::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ChildrenSum {
    Differs {
        group: Box<str>,
        declared: Points,
        sum: Fraction,
        parts: Vec<Part>,
    },
    /// For the units of one block, where children or maxima are not the same in every block.
    DiffersInBlock {
        group: Box<str>,
        declared: Points,
        sum: Fraction,
        parts: Vec<Part>,
        block: Box<str>,
    },
}

/// What a child adds to the maximum of its group.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Its maximum on its own scale.
    maximum: Fraction,
    /// Its weight, where it declares one.
    weight: Option<Fraction>,
}

impl Part {
    fn counted(&self) -> Option<Fraction> {
        self.weight.as_ref().map_or(Some(self.maximum), |weight| self.maximum.checked_mul(weight))
    }

    fn say(&self, voice: Voice) -> String {
        let maximum = prose(&self.maximum, voice);
        self.weight.as_ref().map_or(maximum.clone(), |weight| format!("{maximum} × {}", prose(weight, voice)))
    }
}

/// The parts added up.
fn sum_of(parts: &[Part]) -> Option<Fraction> {
    parts.iter().try_fold(Fraction::ZERO, |sum, part| sum.checked_add(&part.counted()?))
}

impl ChildrenSum {
    fn parts(&self) -> (&[Part], &Fraction) {
        let (Self::Differs { parts, sum, .. } | Self::DiffersInBlock { parts, sum, .. }) = self;
        (parts, sum)
    }
}

impl Fault for ChildrenSum {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (parts, sum) = self.parts();
        let [vietnamese, english] = [vietnamese(sum), sum.to_string()];
        let is_weighed = parts.iter().any(|part| part.weight.is_some());
        let [weighed, times] = if is_weighed { [" nhân trọng số", ", times their weights"] } else { [""; 2] };
        match self {
            Self::Differs { group, declared, .. } => voice.say(
                format!("điểm chuẩn {} của nhóm `{group}` khác tổng {vietnamese} của các con{weighed}", declared.vietnamese()),
                format!("the maximum {declared} of group `{group}` is not the sum {english} of its children{times}"),
            ),
            Self::DiffersInBlock { group, declared, block, .. } => voice.say(
                format!(
                    "điểm chuẩn {} của nhóm `{group}` khác tổng {vietnamese} của các con{weighed} áp dụng cho khối `{block}`",
                    declared.vietnamese()
                ),
                format!("the maximum {declared} of group `{group}` is not the sum {english} of its children that apply to block `{block}`{times}"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (parts, sum) = self.parts();
        let is_weighed = parts.iter().any(|part| part.weight.is_some());
        let [child, of_child] = if is_weighed {
            ["điểm chuẩn hoặc trọng số của con", "the maximum or the weight of a child"]
        } else {
            ["điểm chuẩn của con", "the maximum of a child"]
        };
        // A maximum is written as a decimal.
        let written = sum.exact_points();
        Some(match (self, written) {
            (Self::Differs { .. }, Some(sum)) => {
                voice.say(format!("viết `{sum}`, hoặc sửa {child}"), format!("write `{sum}`, or correct {of_child}"))
            }
            (Self::DiffersInBlock { block, .. }, Some(sum)) => voice.say(
                format!("sửa {child}, ghi `diem_chuan_khoi: {{{block}: {sum}}}` ở nhóm, hoặc bỏ `diem_chuan` của nhóm"),
                format!("correct {of_child}, write `diem_chuan_khoi: {{{block}: {sum}}}` at the group, or leave out its `diem_chuan`"),
            ),
            (Self::Differs { .. } | Self::DiffersInBlock { .. }, None) => voice.say(format!("sửa {child}"), format!("correct {of_child}")),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (parts, sum) = self.parts();
        let parts = parts.iter().map(|part| part.say(voice)).collect::<Vec<_>>().join(" + ");
        let sum = prose(sum, voice);
        Some(voice.say(format!("các con: {parts} = {sum}"), format!("the children: {parts} = {sum}")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (index, group) in campaign.criteria.enumerate() {
        let Some(first) = group.children.first() else { continue };
        // A child that could not be read is missing here, and its finding says so.
        let is_in_doubt = group.children.iter().any(|child| campaign.criteria[*child].applies_in_doubt);
        // Of alternatives one counts: they do not add up.
        if group.side != Side::Main || group.is_choice || group.maximum_in_doubt || is_in_doubt || !campaign.directories.criteria.is_complete() {
            continue;
        }
        let narrowed = group.children.iter().any(|child| {
            let child = &campaign.criteria[*child];
            child.blocks != group.blocks || child.kinds != group.kinds
        });
        let groups = if narrowed || has_block_maxima(campaign, index) { in_use(campaign, group) } else { vec![None] };
        for whom in groups {
            let Some(declared) = whom.map_or(group.maximum, |(block, _)| group.maximum_for(block)) else { continue };
            let applies = |child: &&CriterionIndex| whom.is_none_or(|(block, kind)| campaign.criteria[**child].applies_to(block, kind));
            let parts: Option<Vec<Part>> = group.children.iter().filter(applies).map(|child| part(campaign, *child, whom)).collect();
            let Some((parts, sum)) = parts.and_then(|parts| sum_of(&parts).map(|sum| (parts, sum))) else { break };
            if sum == declared.to_fraction() {
                continue;
            }
            let code: Box<str> = group.code.as_str().into();
            let (place, against) = whom.map_or((group.maximum_span, campaign.criteria[*first].maximum_span), |(block, _)| {
                (group.maximum_span_for(block), campaign.criteria[*first].maximum_span_for(block))
            });
            let fault = match whom {
                None => ChildrenSum::Differs { group: code, declared, sum, parts },
                Some((block, _)) => {
                    ChildrenSum::DiffersInBlock { group: code, declared, sum, parts, block: campaign.blocks[block].code.as_str().into() }
                }
            };
            let subject = Subject::campaign().criterion(Some(index));
            findings.add(&CHECK, Place::Definition(place), subject, fault).against(Place::Definition(against));
            break;
        }
    }
}

/// Whether a block has a maximum of its own somewhere in a group.
fn has_block_maxima(campaign: &Campaign, index: CriterionIndex) -> bool {
    let criterion = &campaign.criteria[index];
    !criterion.block_maxima.is_empty() || criterion.children.iter().any(|child| has_block_maxima(campaign, *child))
}

/// The blocks and kinds of the units a group applies to, each pair once, in the order of the units; a unit without a
/// kind is left to its own finding where kinds make a difference.
fn in_use(campaign: &Campaign, group: &Criterion) -> Vec<Option<(BlockIndex, Option<u16>)>> {
    let mut pairs: Vec<Option<(BlockIndex, Option<u16>)>> = Vec::new();
    let by_kind = group.children.iter().any(|child| campaign.criteria[*child].kinds.is_some());
    for membership in campaign.units.iter().flat_map(|unit| &unit.standings) {
        let Some(block) = membership.block else { continue };
        let pair = Some((block, membership.kind));
        if by_kind && membership.kind.is_none() {
            continue;
        }
        if group.applies_to(block, membership.kind) && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// What a criterion adds to its group, out of what is declared, else of what its children come to; none where that is not known.
fn part(campaign: &Campaign, index: CriterionIndex, whom: Option<(BlockIndex, Option<u16>)>) -> Option<Part> {
    let criterion = &campaign.criteria[index];
    if criterion.maximum_in_doubt {
        return None;
    }
    // Bonus and deductions inside a group are no part of its maximum.
    if criterion.side != Side::Main {
        return Some(Part { maximum: Fraction::ZERO, weight: None });
    }
    let declared = whom.map_or(criterion.maximum, |(block, _)| criterion.maximum_for(block));
    let maximum = if declared.is_some() || criterion.children.is_empty() || criterion.is_choice {
        declared?.to_fraction()
    } else {
        let applies = |child: &&CriterionIndex| whom.is_none_or(|(block, kind)| campaign.criteria[**child].applies_to(block, kind));
        let parts: Option<Vec<Part>> = criterion.children.iter().filter(applies).map(|child| part(campaign, *child, whom)).collect();
        sum_of(&parts?)?
    };
    Some(Part { maximum, weight: criterion.weight })
}
