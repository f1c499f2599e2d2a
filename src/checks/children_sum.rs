//! A group whose maximum is not what its children come to.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Resolution, Side};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::{BlockIndex, CriterionIndex, Points};

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
        sum: Points,
        parts: Vec<Points>,
    },
    /// For the units of one block, since not every child applies to every block.
    DiffersInBlock {
        group: Box<str>,
        declared: Points,
        sum: Points,
        parts: Vec<Points>,
        block: Box<str>,
    },
}

impl Fault for ChildrenSum {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Differs { group, declared, sum, .. } => voice.say(
                format!("điểm chuẩn {} của nhóm `{group}` khác tổng {} của các con", declared.vietnamese(), sum.vietnamese()),
                format!("the maximum {declared} of group `{group}` is not the sum {sum} of its children"),
            ),
            Self::DiffersInBlock { group, declared, sum, block, .. } => voice.say(
                format!(
                    "điểm chuẩn {} của nhóm `{group}` khác tổng {} của các con áp dụng cho khối `{block}`",
                    declared.vietnamese(),
                    sum.vietnamese()
                ),
                format!("the maximum {declared} of group `{group}` is not the sum {sum} of its children that apply to block `{block}`"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Differs { sum, .. } => {
                voice.say(format!("viết `{sum}`, hoặc sửa điểm chuẩn của con"), format!("write `{sum}`, or correct the maximum of a child"))
            }
            Self::DiffersInBlock { .. } => voice.say(
                "sửa điểm chuẩn của con, hoặc bỏ `diem_chuan` của nhóm nếu mỗi khối một khác",
                "correct the maximum of a child, or leave `diem_chuan` of the group out if blocks differ",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::Differs { parts, sum, .. } | Self::DiffersInBlock { parts, sum, .. }) = self;
        let parts_vietnamese = parts.iter().map(|points| points.vietnamese()).collect::<Vec<_>>().join(" + ");
        let parts_english = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        Some(voice.say(format!("các con: {parts_vietnamese} = {}", sum.vietnamese()), format!("the children: {parts_english} = {sum}")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (index, group) in campaign.criteria.enumerate() {
        let (Some(declared), Some(first)) = (group.maximum, group.children.first()) else { continue };
        // A child that could not be read is missing here, and its finding says so.
        let is_in_doubt = group.children.iter().any(|child| campaign.criteria[*child].applies_in_doubt);
        // Of alternatives one counts: they do not add up.
        if group.side != Side::Main || group.is_choice || is_in_doubt || !campaign.directories.criteria.is_complete() {
            continue;
        }
        let narrowed = group.children.iter().any(|child| {
            let child = &campaign.criteria[*child];
            child.blocks != group.blocks || child.kinds != group.kinds
        });
        let groups = if narrowed { in_use(campaign, group) } else { vec![None] };
        for whom in groups {
            let applies = |child: &&CriterionIndex| whom.is_none_or(|(block, kind)| campaign.criteria[**child].applies_to(block, kind));
            let children: Vec<CriterionIndex> = group.children.iter().filter(applies).copied().collect();
            let parts: Option<Vec<Points>> = children.iter().map(|child| maximum(campaign, *child, whom)).collect();
            let Some(parts) = parts else { break };
            let Some(sum) = parts.iter().try_fold(Points::ZERO, |sum, points| sum.checked_add(*points)) else { break };
            if sum == declared {
                continue;
            }
            let code: Box<str> = group.code.as_str().into();
            let fault = match whom {
                None => ChildrenSum::Differs { group: code, declared, sum, parts },
                Some((block, _)) => {
                    ChildrenSum::DiffersInBlock { group: code, declared, sum, parts, block: campaign.blocks[block].code.as_str().into() }
                }
            };
            let against = campaign.criteria[*first].maximum_span;
            let subject = Subject::campaign().criterion(Some(index));
            findings.add(&CHECK, Place::Definition(group.maximum_span), subject, fault).against(Place::Definition(against));
            break;
        }
    }
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

/// What a criterion is out of: as declared, else what its children come to; none where that is not known.
fn maximum(campaign: &Campaign, index: CriterionIndex, whom: Option<(BlockIndex, Option<u16>)>) -> Option<Points> {
    let criterion = &campaign.criteria[index];
    // Bonus and deductions inside a group are no part of its maximum.
    if criterion.side != Side::Main {
        return Some(Points::ZERO);
    }
    if criterion.maximum.is_some() || criterion.children.is_empty() || criterion.is_choice {
        return criterion.maximum;
    }
    let children = criterion.children.iter().filter(|child| whom.is_none_or(|(block, kind)| campaign.criteria[**child].applies_to(block, kind)));
    children.map(|child| maximum(campaign, *child, whom)).try_fold(Points::ZERO, |sum, points| sum.checked_add(points?))
}
